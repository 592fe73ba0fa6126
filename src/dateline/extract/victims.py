"""Who was harmed where the words stand side by side and the parse goes astray.

Headlines clip their verbs ("Three civilians killed, 12 injured"), totals come as the value of a noun ("the toll rose to 31"),
and datelines run into the first sentence. Here the slots of a word of harm are set right by what stands next to it:

=============================================  ==========================================
words                                          the slot
=============================================  ==========================================
Three killed 12 injured in a raid              object of "killed": three (not 12)
Two dead, twenty hurt                          head of "dead": two
At least 287 fighters, 26 minors among them,   object of "killed": 287 fighters
were killed
the death toll rose from 12 to 31              of: 31
12 deaths were recorded                        of: 12 deaths
raids kill ten children five women             object: children; women
=============================================  ==========================================
"""

from __future__ import annotations

from dateline.extract.figures import figure_at, figure_before, figure_behind, last_word, total_above, value_of
from dateline.extract.scene import Party0, Scene
from dateline.extract.sufferers import (
    all_of_them,
    all_subjects,
    behind_a_hedge,
    first_counted,
    in_company,
    named_among,
    of_the_clause,
    only_beside,
    people_at,
    side_by_side,
    taken_captive,
)
from dateline.extract.syntax import Slot, Slots
from dateline.extract.triggers import Trigger
from dateline.knowledge.numbers import HarmWords, load_harm_words, load_number_lexicon
from dateline.knowledge.ontology import Kind

_REACH = 28
_CIRCUMSTANCES = ("in", "by", "during", "after", "from", "near", "at", "when")
_NOUNS = frozenset({"NOUN", "PROPN"})


def set_right(scene: Scene, trigger: Trigger, kind: Kind, slots: Slots) -> Slots:
    """The slots of a trigger, set right where it tells harm to people."""
    if kind.group != "harm" or not kind.unit.startswith("people"):
        return slots
    words, v, form = load_harm_words(), trigger.token, trigger.frame.form
    if form in ("adjectives", "verbs") and (named := named_among(scene, v)) is not None:
        return {**slots, "head" if form == "adjectives" else "object": [Slot(named, "named-among")]}
    if form == "adjectives":
        return _of_adjective(scene, v, slots)
    if form == "nouns":
        return _of_noun(scene, v, words, slots)
    if not scene.tree.is_verb(v) or "target" in trigger.frame.roles.get("subject", ()):
        return slots
    doers = [slot for slot in slots.get("subject", ()) if not _clipped_figure(scene, slot.head, words)]
    if "subject" in slots and not doers:
        slots = {name: found for name, found in slots.items() if name != "subject"}
    if form == "phrases" and (told := _of_phrase(scene, trigger, words, slots)) is not None:
        return told
    if form == "phrases" and " ".join(trigger.words) not in trigger.frame.subject_is_target:
        slots = taken_captive(scene, trigger, slots)
    return _of_verb(scene, v, words, slots, verb_alone=form == "verbs")


def _of_adjective(scene: Scene, v: int, slots: Slots) -> Slots:
    """ "two dead", "the number of dead rose to 31", "six others are missing"."""
    if _of_other_harm(scene, v):
        return {}
    left = figure_before(scene, v)
    if left is None and (total := total_above(scene, v)) is not None:
        left = value_of(scene, total)
    if left is None:
        left = _told_to_be(scene, v)
    return {**slots, "head": [Slot(left)]} if left is not None else slots


def _of_phrase(scene: Scene, trigger: Trigger, words: HarmWords, slots: Slots) -> Slots | None:
    """ "left 30 dead", "were among the 45 dead": the figure that hangs on the phrase; None where none does."""
    below = next((i for i in trigger.extra if scene.tree.tokens[i].dep == "pobj"), None)
    if below is not None and scene.tree.tokens[below].lower in words.clipped:
        if below < trigger.token:
            return {}
        named = named_among(scene, below)
        among = figure_before(scene, below) if named is None else named
        return {} if among is None else {"object": [Slot(among, "words" if named is None else "named-among")]}
    counted = _phrase_figure(scene, trigger, slots)
    if counted is None:
        return None
    suffering = " ".join(trigger.words) in trigger.frame.subject_is_target
    rest = {name: found for name, found in slots.items() if name != "subject" or not suffering}
    return {**rest, "object": [Slot(counted)]}


def _of_verb(scene: Scene, v: int, words: HarmWords, slots: Slots, *, verb_alone: bool) -> Slots:
    """The slots of a verb of harm: who suffers where the verb is clipped, its figure is displaced, or others suffer as well."""
    tree = scene.tree
    if tree.tokens[v].tag == "VBN" and tree.tokens[v].dep in ("acomp", "oprd") and "object" not in slots:
        told = _of_whom(scene, tree.tokens[v].head)
        slots = {name: found for name, found in slots.items() if name != "subject"}
        slots = {**slots, "object": told} if told else slots
    clipped = _clipped(scene, v, words) if verb_alone else None
    if clipped is not None:
        clipped = first_counted(scene, clipped)
        doers = [slot for slot in slots.get("subject", ()) if slot.head > v and slot.head != clipped]
        rest = {name: found for name, found in slots.items() if name not in ("subject", "object")}
        if doers and not tree.kids(v, "dobj"):
            rest["subject"] = doers
        return {**rest, "object": side_by_side(scene, v, [Slot(clipped, "clipped")])}
    if any(tree.tokens[slot.head].pos in ("PRON", "DET") for slot in slots.get("object", ())):
        total = total_above(scene, v)
        value = value_of(scene, total) if total is not None else None
        slots = slots if value is None else {**slots, "object": [Slot(value)]}
    slots = behind_a_hedge(scene, v, of_the_clause(scene, v, _with_the_next(scene, v, slots)))
    if tree.passive(v):
        slots = all_subjects(scene, v, _passive(scene, v, words, slots))
    if slots.get("object"):
        slots = all_of_them(scene, v, slots)
        slots = {**slots, "object": in_company(scene, v, side_by_side(scene, v, slots["object"]), words)}
    return slots


def _with_the_next(scene: Scene, v: int, slots: Slots) -> Slots:
    """ "Nine were killed and 20 injured in an army raid": the circumstances behind the last verb are those of both."""
    tree, ontology = scene.tree, scene.knowledge.ontology
    if any(name in slots for name in _CIRCUMSTANCES):
        return slots
    for c in tree.kids(v, "conj"):
        harm = any(
            ontology.kinds[frame.kind].group == "harm" for _, frame in ontology.triggers("verbs", tree.tokens[c].lemma)
        )
        if harm and tree.passive(c) and tree.passive(v):
            shared = {name: found for name, found in tree.slots(c).items() if name in _CIRCUMSTANCES}
            return {**slots, **{name: [Slot(s.head, "coordination") for s in found] for name, found in shared.items()}}
    return slots


def _of_other_harm(scene: Scene, v: int) -> bool:
    """ "a bomb killed 26 displaced people": who was displaced before only tells of whom another harm befell."""
    token, ontology = scene.tree.tokens[v], scene.knowledge.ontology
    noun = scene.tree.tokens[token.head]
    if token.lower != "displaced" or token.dep != "amod":
        return False
    above = scene.tree.tokens[noun.head]
    return any(ontology.kinds[frame.kind].group == "harm" for _, frame in ontology.triggers("verbs", above.lemma))


def _of_whom(scene: Scene, v: int) -> list[Slot]:
    """Of whom a verb says something: its subject, or the subject of its passive ("[four] are reported killed")."""
    return scene.tree.object(v) if scene.tree.passive(v) else scene.tree.subject(v)


def _told_to_be(scene: Scene, v: int) -> int | None:
    """ "six others are missing", "20 others are reported missing": of whom the adjective is said."""
    tree, token = scene.tree, scene.tree.tokens[v]
    if token.dep in ("acomp", "oprd", "xcomp", "ccomp") and token.head != v:
        slots = tree.object(token.head) if tree.passive(token.head) else tree.subject(token.head)
    else:
        slots = [Slot(c) for c in tree.kids(v, "nsubj", "nsubjpass")]
    return slots[0].head if slots and slots[0].head != v else None


def _passive(scene: Scene, v: int, words: HarmWords, slots: Slots) -> Slots:
    """A passive with the figure before it, where its parsed subject has none."""
    before = _before(scene, v, words)
    if scene.tree.tokens[v].dep == "acl" and total_above(scene, v) is not None:
        return slots
    if before is None:
        return slots
    if "object" not in slots:
        return {**slots, "object": [Slot(before)]} if scene.tree.kids(v, "auxpass") else slots
    head = slots["object"][0].head
    if slots["object"][0].rule != "words" and head < before and _right_before(scene, before, v):
        return {**slots, "object": [Slot(before)]}
    if _figured(scene, head, words) or _belongs(scene, before, head) or only_beside(scene, before, head, words):
        return slots
    return {**slots, "object": [Slot(before)]}


def _may_be_somebody(scene: Scene, party: Party0) -> bool:
    """Can an unknown noun without a figure stand for people ("a beekeeper"), or only for things ("reports", "property")?"""
    token, words = scene.tree.tokens[party.head], load_harm_words()
    if token.pos not in ("NOUN", "VERB") or token.lemma.lower() in words.collectives or party.type == "people":
        return True
    return people_at(scene, party.head) or token.lemma.lower().endswith(words.person_endings)


def _right_before(scene: Scene, noun: int, v: int) -> bool:
    """Does the verb follow the counted noun, at most an inclusion between commas apart ("400 people, including rabbis, being")?"""
    tokens = scene.tree.tokens
    first = min([*scene.tree.kids(v, "auxpass", "aux", "neg"), v])
    if first == noun + 1:
        return True
    words = load_harm_words()
    return tokens[noun + 1].text == "," and tokens[noun + 2].lower in words.part_leads and tokens[first - 1].text == ","


def suffers(scene: Scene, party: Party0, kind: Kind) -> bool:
    """Can the party suffer harm to people? Tanks, drones and cattle cannot, whatever "killed" says of them."""
    if kind.group != "harm" or not kind.unit.startswith("people"):
        return True
    token = scene.tree.tokens[party.head]
    things = load_harm_words().things
    if kind.name == "injure" and token.lemma.lower() in load_harm_words().bodies:
        return False
    share = scene.number_at.get(party.head)
    if _told_otherwise(scene, party, kind) or (party.actor is None and share is not None and share.kind == "percent"):
        return False
    if party.number is not None and party.number.kind == "count" and party.number.unit in things:
        return False
    if party.actor is not None and party.actor.kind in ("state", "outlet", "monitor") and party.number is None:
        return False
    if party.actor is None and party.number is None and not _may_be_somebody(scene, party):
        return False
    return load_number_lexicon().class_of(token.lemma.lower(), token.lower) not in things


def _told_otherwise(scene: Scene, party: Party0, kind: Kind) -> bool:
    """ "51 dead and [100] wounded": the second of two figures that the parse joins, with a word of harm of its own."""
    tokens, words = scene.tree.tokens, load_harm_words()
    if scene.tree.first_conjunct(party.head) == party.head or party.head + 1 >= len(tokens):
        return False
    own = tokens[party.head].lower in words.clipped
    after = tokens[party.head + (not own)]
    if after.lower not in words.clipped or (not own and scene.number_of.get(after.i) is not None):
        return False
    told = scene.knowledge.ontology.triggers("adjectives", after.lower)
    return bool(told) and all(frame.kind != kind.name for _, frame in told)


def _phrase_figure(scene: Scene, trigger: Trigger, slots: Slots) -> int | None:
    """The figure that hangs on a word of the phrase itself: "claimed [14] lives", "left at least [30] dead"."""
    others = [slot.head for name in ("object", "of") for slot in slots.get(name, ()) if slot.head not in trigger.extra]
    if any(scene.number_of.get(head) for head in others):
        return None
    for i in trigger.extra:
        left = figure_before(scene, i)
        if left is not None and left > trigger.token and left not in trigger.extra:
            return left
    return None


def _clipped(scene: Scene, v: int, words: HarmWords) -> int | None:
    """The sufferer left of a participle without its auxiliary: "[three] killed 12 injured", "[dozens] killed in a raid"."""
    tree, tokens = scene.tree, scene.tree.tokens
    harmed = tokens[v].tag in ("VBD", "VBN") or tokens[v].lower in words.clipped
    if not harmed or tree.kids(v, "aux", "auxpass") or v == 0:
        return None
    if tokens[v - 1].pos in ("AUX", "VERB") or tokens[v - 1].sentence != tokens[v].sentence:
        return None
    left = figure_before(scene, v)
    if _list_goes_on(scene, v + 1, words):
        if left is not None:
            return left
        return v - 1 if tokens[v - 1].pos in _NOUNS and v - 1 not in scene.time_at else None
    if left is None and tokens[v - 1].lower in words.no_class and not tree.kids(v, "dobj"):
        return v - 1
    return left if left is not None and not tree.kids(v, "dobj") else None


def _clipped_figure(scene: Scene, i: int, words: HarmWords) -> bool:
    """ "[Three] killed and injured 12": a figure with a word of harm behind it, which does no harm itself."""
    tokens = scene.tree.tokens
    return figure_at(scene, i) is not None and i + 1 < len(tokens) and tokens[i + 1].lower in words.clipped


def _list_goes_on(scene: Scene, at: int, words: HarmWords) -> bool:
    """Does another figure with a participle of its own follow ("..., 12 others injured")?"""
    tokens = scene.tree.tokens
    sentence = tokens[at - 1].sentence
    if at < len(tokens) and tokens[at].lower in words.clipped_joints:
        at += 1
    start = at
    while at < len(tokens) and tokens[at].sentence == sentence and at - start < 7:
        token = tokens[at]
        if token.lower in words.clipped:
            figure = figure_at(scene, start)
            if figure is not None and figure.noun is not None and figure.noun > at:
                return False
            return at > start and (figure is not None or tokens[start].lower in words.no_class)
        if token.pos not in (*_NOUNS, "NUM", "ADJ", "ADV", "ADP", "SCONJ", "DET", "SYM") or token.pos == "PUNCT":
            return False
        at += 1
    return False


def _before(scene: Scene, v: int, words: HarmWords) -> int | None:
    """The whole figure before a passive verb, the parts of it ("including 26 minors") left aside."""
    tree, tokens = scene.tree, scene.tree.tokens
    helpers = tree.kids(v, "auxpass", "aux", "neg")
    at = min([*helpers, v]) - 1
    stop = at
    while stop >= 0 and at - stop < _REACH and tokens[stop].sentence == tokens[v].sentence:
        token = tokens[stop]
        verb = token.tag in ("VBD", "VBZ", "VBP", "MD", "VB") and not (token.text.isupper() and len(token.text) > 1)
        if verb or token.text in (";", ":"):
            break
        stop -= 1
    found: int | None = None
    partial, seen = False, None
    for i in range(stop + 1, at + 1):
        partial = (partial or tokens[i].lower in words.part_leads) and not _set_off(scene, i)
        number = figure_at(scene, i)
        share = scene.number_at.get(i)
        if share is not None and share.kind == "percent":
            found = None
        if number is None or number is seen or partial:
            continue
        seen = number
        head = number.noun if number.noun is not None and number.noun <= at else scene.token_after(number.end) - 1
        found = head
    return found


def _set_off(scene: Scene, i: int) -> bool:
    """ "105 killed, including 32 here, and [359] injured": a comma before "and" closes the inclusion."""
    tokens = scene.tree.tokens
    return i > 2 and tokens[i - 1].lower == "and" and tokens[i - 2].text == "," and figure_at(scene, i) is not None


def _belongs(scene: Scene, i: int, head: int) -> bool:
    """ "the names of 3,607 employees were released": what is counted only says whose the sufferer is."""
    governor = scene.tree.tokens[scene.tree.tokens[i].head]
    return governor.lower == "of" and governor.head == head


def _figured(scene: Scene, head: int, words: HarmWords) -> bool:
    """Do the words of a slot carry a whole figure (not one behind "including")?"""
    tokens = scene.tree.tokens
    for h in scene.tree.conjuncts(head)[:6]:
        number = scene.number_of.get(h) or scene.number_at.get(h)
        for c in () if number is not None else scene.tree.subtree(h, limit=12):
            number = number or (scene.number_at.get(c) if c < h else None)
        if number is not None and number.kind == "count":
            first = scene.token_after(number.start)
            return not any(tokens[i].lower in words.part_leads for i in range(max(0, first - 2), first))
    return False


def _of_noun(scene: Scene, n: int, words: HarmWords, slots: Slots) -> Slots:
    """ "the toll rose to 31", "a toll of 12", "12 deaths"."""
    token = scene.tree.tokens[n]
    if token.lemma.lower() in words.totals or "toll" in token.lower:
        if "toll" not in token.lower and not _told_of(scene, n, words):
            return {}
        if any(scene.tree.tokens[slot.head].lower in words.clipped - words.dead for slot in slots.get("of", ())):
            return {}
        value = value_of(scene, n)
        tokens = scene.tree.tokens
        if value is not None and any(token.lower in words.clipped for token in tokens[value : value + 2]):
            return {}
        if value is not None:
            poss = [slot for slot in slots.get("poss", ()) if slot.head in scene.place_at]
            rest = {name: found for name, found in slots.items() if name not in ("of", "among", "poss")}
            rest.update({"poss": poss} if poss else {})
            return {**rest, "of": [Slot(value)]}
        return slots
    if token.lemma.lower() in words.casualties:
        stated = scene.number_of.get(n)
        none = stated is not None and stated.high == 0
        return {**slots, "of": [Slot(last_word(scene, stated))]} if none and stated is not None else {}
    stated = scene.number_of.get(n)
    if stated is not None and stated.high == 0:
        return {"of": [Slot(last_word(scene, stated))]}
    following = figure_behind(scene, n)
    if following is not None and token.lemma.lower() in words.verb_nouns:
        return {"of": [Slot(following)]}
    number = scene.number_of.get(n)
    if number is not None and number.kind == "count" and token.lemma.lower() in words.no_class:
        named = [slot for slot in slots.get("of", ()) if slot.head in scene.covered or people_at(scene, slot.head)]
        slots = {name: found for name, found in slots.items() if name != "compound"}
        return slots if named else {**slots, "of": [Slot(last_word(scene, number))]}
    return slots


def _told_of(scene: Scene, n: int, words: HarmWords) -> bool:
    """Does "the total" stand below a verb of harm ("two more died, bringing the total to 45")?"""
    tree, ontology = scene.tree, scene.knowledge.ontology
    raised = tree.tokens[n].head
    if tree.tokens[raised].lemma not in words.raising:
        return False
    return any(
        ontology.kinds[frame.kind].name == "kill"
        for at in tree.ancestors(raised)
        for _, frame in ontology.triggers("verbs", tree.tokens[at].lemma)
    )
