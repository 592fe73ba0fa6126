"""Who suffers beside whom, and who is told of in another construction than verb and object.

"a commander along with nine of his men", "ten children five women", "two officers were among those killed", "the officers
they had taken prisoner", "killed and injured 29". Here the sufferers are found; `victims` puts them into the slots.
"""

from __future__ import annotations

from dataclasses import replace

from dateline.extract.figures import figure_at, figure_before, figure_behind, last_word
from dateline.extract.scene import Party0, Scene
from dateline.extract.syntax import Slot, Slots
from dateline.extract.triggers import Trigger
from dateline.knowledge.numbers import HarmWords, load_harm_words, load_number_lexicon
from dateline.knowledge.ontology import Kind

_NOUNS = frozenset({"NOUN", "PROPN"})
_ACTIVE = frozenset({"VBD", "VBZ", "VBP", "VBG", "VB"})
_OWN = frozenset({"his", "her", "their"})
#: So many counted nouns in a row are taken apart.
_SIDE_BY_SIDE = 6


def named_among(scene: Scene, v: int) -> int | None:
    """ "[two officers] were among those killed", "among the injured is [a former minister]": who is said to be one of them."""
    tree, tokens = scene.tree, scene.tree.tokens
    at = v
    for _ in range(3):
        above = tokens[tokens[at].head]
        if above.lower in ("among", "amongst") and tokens[above.head].lemma == "be":
            be = above.head
            if any(figure_at(scene, i) is not None for i in range(above.i, v)):
                return None
            heads = [c for c in tree.kids(be, "nsubj", "attr", "nsubjpass") if c != above.i]
            return heads[0] if heads and tokens[heads[0]].pos in (*_NOUNS, "NUM") else None
        at = above.i
    return None


def together(scene: Scene, trigger: Trigger, kind: Kind) -> bool:
    """ "killed and injured 29", "30 people were killed or wounded": one figure for the dead and the injured together."""
    tokens, words, ontology = scene.tree.tokens, load_harm_words(), scene.knowledge.ontology
    v = max((trigger.token, *trigger.extra)) if trigger.frame.form == "phrases" else trigger.token

    def other(i: int) -> bool:
        if not 0 <= i < len(tokens) or tokens[i].sentence != tokens[v].sentence:
            return False
        frames = (*ontology.triggers("verbs", tokens[i].lemma), *ontology.triggers("adjectives", tokens[i].lower))
        return any(frame.kind in ("kill", "injure") and frame.kind != kind.name for _, frame in frames)

    if kind.name not in ("kill", "injure", "execute"):
        return False
    for step in (2, -2):
        if tokens[max(0, min(v + step // 2, len(tokens) - 1))].lower in words.clipped_joints | {"or"} and other(
            v + step
        ):
            first, last = sorted((v, v + step))
            if figure_before(scene, first) is not None and scene.tree.kids(last, "dobj"):
                return False
            return figure_before(scene, first) is None or figure_behind(scene, last) is None
    return False


def taken_captive(scene: Scene, trigger: Trigger, slots: Slots) -> Slots:
    """ "the ten soldiers held hostage", "the officers they had taken prisoner": the noun that the clause is about suffers."""
    tree, v = scene.tree, trigger.token
    token = tree.tokens[v]
    if any(slot.head not in trigger.extra for slot in slots.get("object", ())):
        return slots
    if token.dep == "acl" and token.tag == "VBN" and not tree.kids(v, "aux", "nsubj"):
        rest = {name: found for name, found in slots.items() if name != "subject"}
        return {**rest, "object": [Slot(token.head, "relative-clause")]}
    about = tree.relativised_object(v)
    if about is not None:
        return {**slots, "object": [Slot(about, "relative-clause")]}
    captive = next((i for i in trigger.extra if tree.tokens[i].lower in load_harm_words().captives), None)
    if captive is not None and tree.tokens[captive - 1].tag in ("NNS", "NNP", "NNPS", "CD") and captive - 1 > v:
        return {**slots, "object": [Slot(captive - 1)]}
    if captive is not None and v > 0 and people_at(scene, v - 1):
        return {**{name: found for name, found in slots.items() if name != "subject"}, "object": [Slot(v - 1)]}
    if captive is not None and "object" in slots and token.dep in ("ccomp", "acl", "advcl", "relcl"):
        return {
            **{name: found for name, found in slots.items() if name != "subject"},
            "object": slots.get("subject", []),
        }
    return slots


def of_the_clause(scene: Scene, v: int, slots: Slots) -> Slots:
    """ "freed [ten soldiers] held for weeks": the object that the parse made the subject of a clause."""
    tree, tokens = scene.tree, scene.tree.tokens
    if "object" in slots or tree.passive(v):
        return slots
    for c in tree.kids(v, "ccomp"):
        own = tree.kids(c, "nsubj", "nsubjpass")
        bare = tokens[c].tag in ("VBN", "VBD") and not tree.kids(c, "mark", "aux", "auxpass")
        if own and bare and v < own[0] < c and people_at(scene, own[0]):
            return {**slots, "object": [Slot(own[0])]}
    return slots


def behind_a_hedge(scene: Scene, v: int, slots: Slots) -> Slots:
    """ "kills over [50 civilians]", "killed [27 people] on Monday activists said": the figure right behind is the object."""
    if "object" in slots or scene.tree.passive(v):
        return slots
    behind = figure_behind(scene, v) if scene.tree.tokens[v].tag in _ACTIVE else None
    if behind is not None:
        return {**slots, "object": [Slot(behind)]}
    for c in scene.tree.kids(v, "prep"):
        number = scene.number_at.get(c)
        if number is not None and number.kind == "count" and scene.tree.tokens[c].start == number.start:
            head = number.noun if number.noun is not None else last_word(scene, number)
            rest = {name: found for name, found in slots.items() if name != scene.tree.tokens[c].lower}
            return {**rest, "object": [Slot(head)]}
    return slots


def all_of_them(scene: Scene, v: int, slots: Slots) -> Slots:
    """ "for [three fighters] and a boy who were killed": a plural clause is about the whole row, not its last."""
    tree, tokens = scene.tree, scene.tree.tokens
    slot = slots["object"][0]
    if slot.rule != "relative-clause" or tokens[slot.head].dep != "conj" or tokens[slot.head].tag not in ("NN", "NNP"):
        return slots
    if not any(tokens[c].lower in ("are", "were", "have") for c in tree.kids(v, "aux", "auxpass")):
        return slots
    return {**slots, "object": [replace(slot, head=tree.first_conjunct(slot.head))]}


def numbered(scene: Scene, party: Party0) -> Party0:
    """The party with the figure that stands on its harm: "40 more deaths of its [soldiers]"."""
    tokens = scene.tree.tokens
    above = tokens[tokens[party.head].head]
    if (
        party.number is not None
        or above.lower != "of"
        or tokens[above.head].lemma.lower() not in load_harm_words().no_class
    ):
        return party
    number = scene.number_of.get(above.head)
    return party if number is None or number.kind != "count" else replace(party, number=number)


def side_by_side(scene: Scene, v: int, slots: list[Slot]) -> list[Slot]:
    """ "ten children five women", "four rebels, two men and a girl": a counted noun right before the next figure suffers too."""
    tokens = scene.tree.tokens
    found = list(slots[:1])
    while found and len(found) < _SIDE_BY_SIDE:
        mine = scene.number_of.get(found[0].head)
        before = scene.token_after(mine.start) - 1 if mine is not None else -1
        if before > 0 and tokens[before].lower in (",", "and"):
            before -= 1
            above = [at for at, _ in zip(scene.tree.ancestors(before), range(2), strict=False)]
            if tokens[before].dep == "conj" or not {v, found[0].head}.intersection(above):
                break
        other = scene.number_of.get(before)
        if other is None or other is mine or other.unit != "people" or before == found[0].head:
            break
        found.insert(0, Slot(before))
    return [*found, *slots[1:]]


def in_company(scene: Scene, v: int, slots: list[Slot], words: HarmWords) -> list[Slot]:
    """ "a commander as well as five of his men", "X, along with nine comrades": who suffers beside the one named first."""
    tree = scene.tree
    found = list(slots)
    for slot in slots[:2]:
        beside = [*tree.kids(slot.head, "prep", "cc"), *tree.kids(v, "prep")]
        for p in beside:
            if p < slot.head or not (_company(scene, p, words) or _with_own(scene, p)):
                continue
            inner = [p, *tree.kids(p, "prep")]
            heads = [c for at in inner for c in tree.kids(at, "pobj") if c not in (s.head for s in found)]
            found.extend(Slot(c, "in-company") for c in heads if people_at(scene, c))
    return found


def only_beside(scene: Scene, i: int, head: int, words: HarmWords) -> bool:
    """Is what is counted only named beside the sufferer ("a commander, along with [nine] comrades, was killed")?"""
    return head < i and any(head < at < i and _company(scene, at, words) for at in scene.tree.ancestors(i))


def _company(scene: Scene, i: int, words: HarmWords) -> bool:
    """Is the token one of those that add further sufferers? "As" is only in "as well as", "with" behind "along"."""
    tokens = scene.tree.tokens
    if tokens[i].lower == "with":
        return tokens[i - 1].lower in words.company
    return tokens[i].lower in words.company and (
        tokens[i].lower != "as" or "well" in (tokens[i - 1].lower, tokens[i + 1].lower)
    )


def _with_own(scene: Scene, p: int) -> bool:
    """ "a woman with her two children", "with four of her children": people who belong to the sufferer."""
    tree, tokens = scene.tree, scene.tree.tokens
    if tokens[p].lower != "with":
        return False
    below = (i for c in tree.kids(p, "pobj") for i in tree.subtree(c, limit=12))
    return any(tokens[i].lower in _OWN and tokens[i].dep == "poss" for i in below)


def people_at(scene: Scene, i: int) -> bool:
    """Does a noun stand for people, by its figure or by itself?"""
    number, token = scene.number_of.get(i) or scene.number_at.get(i), scene.tree.tokens[i]
    if number is not None:
        return number.kind == "count" and number.unit in ("", "people")
    return load_number_lexicon().class_of(token.lemma.lower(), token.lower) == "people"


def all_subjects(scene: Scene, v: int, slots: Slots) -> Slots:
    """A second subject with a figure that the parse set beside the first ("one of the chiefs and 34 of his men were ...")."""
    own = scene.tree.kids(v, "nsubjpass", "nsubj")
    if len(own) < 2 or "object" not in slots or own[0] != slots["object"][0].head:
        return slots
    more = [Slot(c) for c in own[1:] if scene.tree.tokens[c - 1].text != "," and _counted_at(scene, c)]
    return {**slots, "object": [*slots["object"], *more]}


def _counted_at(scene: Scene, i: int) -> bool:
    number = scene.number_of.get(i) or scene.number_at.get(i)
    return number is not None and number.kind == "count" and number.unit in ("", "people")


def first_counted(scene: Scene, i: int) -> int:
    """ "[three soldiers] and two civilians killed": the first of a row of counted people that ends at a token."""
    first = scene.tree.first_conjunct(i)
    number = scene.number_of.get(first)
    if first == i or number is None or number.kind != "count" or number.unit != "people":
        return i
    return i if scene.tree.tokens[first].lower in load_harm_words().clipped else first


def settled(scene: Scene, trigger: Trigger, targets: list[Party0], *, agents: list[Party0]) -> list[Party0]:
    """Those of the targets of a word of harm that can be meant, each once, with the figure that stands on its harm."""
    frame = trigger.frame
    found = [numbered(scene, p) for p in targets if not _himself(scene, p, agents)]
    found = [p for p in _once(scene, found) if not _a_place(scene, trigger, p)]
    if " ".join(trigger.words) in frame.subject_is_target:
        found = [p for p in found if p.actor or p.type == "people" or people_at(scene, p.head)]
    if frame.object_words:
        named = [p for p in found if scene.tree.tokens[p.head].lemma.lower() in frame.object_words]
        return named or found
    return found


def _once(scene: Scene, targets: list[Party0]) -> list[Party0]:
    """Without the second half of one figure ("dozens, if not [hundreds], of people")."""
    kept: list[Party0] = []
    for p in targets:
        at, number = scene.tree.tokens[p.head].start, p.number
        half = number is not None and number.start <= at < number.end and any(k.number is number for k in kept)
        kept.extend([] if half else [p])
    return kept


def _himself(scene: Scene, target: Party0, agents: list[Party0]) -> bool:
    """A pronoun that was taken for the one who acts ("the group freed him after capturing [them]") names somebody else."""
    if target.actor is None or scene.tree.tokens[target.head].pos != "PRON":
        return False
    return any(agent.actor is not None and agent.actor.id == target.actor.id for agent in agents)


def _a_place(scene: Scene, trigger: Trigger, p: Party0) -> bool:
    """ "attempting to seize Al Maleh": a name that nobody knows is taken as ground, not as a prisoner."""
    token = scene.tree.tokens[p.head]
    return trigger.words[0] in ("seize", "capture") and p.actor is None and p.number is None and token.pos == "PROPN"
