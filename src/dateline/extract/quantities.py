"""How many: from number marks to quantities with unit, parts and period.

"727 people - mostly combatants but also 111 civilians - have been killed" -> 727 people killed, of them 111 civilians and
616 combatants (derived). "Around 12 million people remain displaced, half outside the country" -> a part of 6,000,000.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from dateline.extract.figures import value_of
from dateline.extract.parts import parts_of, said_to_be
from dateline.extract.scene import Party0, Scene
from dateline.extract.sufferers import together
from dateline.extract.triggers import Trigger
from dateline.knowledge.numbers import load_harm_words, load_number_lexicon
from dateline.knowledge.ontology import Kind
from dateline.model.marks import NumberMark
from dateline.model.quantity import Quantity

_SINGULAR = frozenset({"a", "an", "one", "the", "another"})
_NOT_A_CLASS = frozenset(
    {"more", "other", "additional", "further", "least", "many", "several", "new", "dead", "killed"}
)


@dataclass(frozen=True, slots=True)
class Counted:
    """A quantity with the reading offsets and rule of every figure in it."""

    quantity: Quantity
    evidence: tuple[tuple[int, int, str], ...]


def count(scene: Scene, party: Party0, kind: Kind, *, trigger: Trigger) -> Counted | None:
    """The quantity that a party carries; None when its words give no number, a rate, or count no people where people suffer."""
    unit = kind.unit
    if together(scene, trigger, kind):
        return None
    number = _number(scene, party)
    if _shares(scene, party, number):
        return None
    people = unit.startswith("people")
    if number is None:
        return _implied(scene, party, unit)
    if people and number.unit == "families":
        unit = f"families {unit.removeprefix('people ')}"
    elif people and number.unit in load_harm_words().not_people:
        return None
    if _is_rate(scene, party, number):
        return None
    whole = Quantity(number.low, number.best, number.high, unit, _of(scene, party, number, trigger), number.hedge)
    if number.fraction is not None and number.best is None and number.low is None:
        return None
    evidence = [(number.start, number.end, number.rule)]
    parts, marks = parts_of(scene, party, number, trigger.token)
    evidence.extend((mark.start, mark.end, rule) for mark, rule in marks)
    return Counted(replace(whole, parts=parts), tuple(evidence))


def _shares(scene: Scene, party: Party0, number: NumberMark | None) -> bool:
    """ "dozens of women and [children]", "120 soldiers and [militiamen]": one figure for both, told with the first."""
    tree, token = scene.tree, scene.tree.tokens[party.head]
    first = tree.first_conjunct(party.head)
    if first == party.head or token.tag not in ("NNS", "NNPS") or scene.number_at.get(party.head) is not None:
        return False
    shared = scene.number_of.get(first)
    if number is not None and number is not shared:
        return False
    if shared is None or shared.kind != "count" or tree.kids(party.head, "det", "poss", "nummod"):
        return False
    mark = scene.actor_at.get(party.head)
    if token.lemma.lower() in load_harm_words().no_class:
        return False
    return mark is not None or load_number_lexicon().class_of(token.lemma.lower(), token.lower) == "people"


def _number(scene: Scene, party: Party0) -> NumberMark | None:
    """The count in the words of a party: on its head, in front of it, or the value of "the number of"."""
    if party.number is not None and party.number.kind == "count":
        return party.number
    tree = scene.tree
    own = scene.number_at.get(party.head)
    if own is not None and own.kind == "count":
        return own
    governor = tree.tokens[tree.tokens[party.head].head]
    if governor.lower == "of" and tree.tokens[governor.head].lemma.lower() in load_harm_words().totals:
        value = value_of(scene, governor.head)
        return None if value is None else scene.number_of.get(value) or scene.number_at.get(value)
    if tree.tokens[party.head].lemma.lower() in load_harm_words().collectives:
        for p in tree.kids(party.head, "prep"):
            for pobj in tree.kids(p, "pobj") if tree.tokens[p].lower == "of" else ():
                own = scene.number_of.get(pobj) or scene.number_at.get(pobj)
                if own is not None and own.kind == "count" and own.noun in (None, pobj):
                    return own
    return _in_front(scene, party)


def _in_front(scene: Scene, party: Party0) -> NumberMark | None:
    """A count among the words before the head whose noun the parse lost ("10 IS members")."""
    tree = scene.tree
    if tree.tokens[party.head].pos not in ("NOUN", "PROPN"):
        return None
    first = scene.token_after(party.start)
    before = scene.number_at.get(first - 1) if first else None
    if before is not None and before.kind == "count" and before.noun is not None and 0 < before.noun - party.head < 9:
        return before if before.unit == "people" else None
    for i in range(party.head - 1, max(-1, party.head - 5), -1):
        token = tree.tokens[i]
        number = scene.number_at.get(i)
        if number is not None:
            free = number.noun is None or 0 <= number.noun - party.head < 9
            return number if number.kind == "count" and number.fraction is None and free else None
        if token.pos not in ("ADJ", "NOUN", "PROPN") and not token.text.isupper():
            return None
    return None


def _is_rate(scene: Scene, party: Party0, number: NumberMark) -> bool:
    """ "30 a day", "30 people are killed every day": how often, not how many."""
    words, tokens = load_harm_words(), scene.tree.tokens
    last = max(party.head + 1, scene.token_after(number.end))
    return any(
        tokens[i].lower in words.rate_articles
        and tokens[i + 1].lower in words.rate_units
        and tokens[i - 1].pos != "ADP"
        for i in range(last, min(last + 4, len(tokens) - 1))
    )


def _of(scene: Scene, party: Party0, number: NumberMark, trigger: Trigger) -> str | None:
    """The class that is counted, as written and without its number: "civilians", "South African soldiers", "people"."""
    tree, token = scene.tree, scene.tree.tokens[party.head]
    if token.pos in ("NUM", "PUNCT", "PRON") or number.start <= token.start < number.end:
        counted = number.noun
        if counted is not None and counted != party.head and _are_people(scene, counted):
            return tree.tokens[counted].lower
        return _class_of_harm(scene, counted if counted is not None else trigger.token)
    if token.lemma.lower() in load_harm_words().collectives:
        return None
    if token.lemma.lower() in load_harm_words().no_class:
        return said_to_be(scene, number)
    if token.pos == "PROPN" and number.noun != party.head:
        return token.text if number.noun is None else tree.tokens[number.noun].lower
    first = party.head
    while first > 0 and party.head - first < 6:
        before = tree.tokens[first - 1]
        if before.start < number.end and before.end > number.start:
            break
        if before.pos not in ("ADJ", "NOUN", "PROPN", "VERB") and before.text not in ("-", "–"):
            break
        if before.pos == "VERB" and before.dep not in ("amod", "compound"):
            break
        if before.sentence != token.sentence or before.lower in _NOT_A_CLASS:
            break
        first -= 1
    last = party.head
    for c in tree.conjuncts(party.head)[1:4] if number.noun == party.head else ():
        if _shares(scene, replace(party, head=c, number=None), None) and tree.tokens[c].sentence == token.sentence:
            last = c
    return scene.words(tree.tokens[first].start, tree.tokens[last].end).strip(" -–").lower()


def _are_people(scene: Scene, i: int) -> bool:
    """Is the token a class of people, and not only a word for their harm ("sixteen of the [soldiers]")?"""
    token = scene.tree.tokens[i]
    people = token.tag == "NNS" and load_number_lexicon().class_of(token.lemma.lower(), token.lower) == "people"
    return people and token.lemma.lower() not in load_harm_words().no_class


def _class_of_harm(scene: Scene, noun: int) -> str | None:
    """ "1,204 civilian deaths", "the civilian death toll rose to 12": civilians."""
    tokens = scene.tree.tokens
    if tokens[noun].lemma.lower() not in load_harm_words().no_class:
        return None
    lexicon, harm = load_number_lexicon(), load_harm_words().no_class
    for c in scene.tree.kids(noun, "amod", "compound", "nmod"):
        word = tokens[c].lower
        people = lexicon.class_of(tokens[c].lemma.lower(), word) == "people" and word not in harm
        people = people and (tokens[c].pos != "ADJ" or word == "civilian")
        if people and c not in scene.number_at:
            return word if word.endswith("s") else word + "s"
    return None


def _one_of_a_row(scene: Scene, head: int) -> bool:
    """ "his father and [younger brother]": the determiner of the first holds for the next."""
    first = scene.tree.first_conjunct(head)
    if first == head or scene.tree.kids(head, "det", "poss", "nummod"):
        return False
    words = [scene.tree.tokens[c].lower for c in scene.tree.kids(first, "det")]
    return bool(scene.tree.kids(first, "poss")) or any(word in _SINGULAR for word in words)


def _implied(scene: Scene, party: Party0, unit: str) -> Counted | None:
    """ "a medic was killed" counts one; a named person counts one; a bare plural counts at least two."""
    tree = scene.tree
    token = tree.tokens[party.head]
    governor = tree.tokens[token.head]
    if governor.lower == "of" and tree.tokens[governor.head].lemma.lower() in load_harm_words().totals:
        return None
    if token.lower == "another" and token.pos in ("PRON", "DET"):
        return Counted(Quantity(1, 1, 1, unit), ((party.start, party.end, "singular"),))
    determiner = next((tree.tokens[c].lower for c in tree.kids(party.head, "det", "poss")), "")
    person = party.actor is not None and party.actor.kind in ("person", "office_holder")
    if (person and token.tag not in ("NNS", "NNPS")) or (
        party.actor is None and token.tag == "NNP" and token.entity == "PERSON"
    ):
        of = token.lower if token.tag == "NN" and determiner in ("a", "an", "another") else None
        rule = "named-person" if of is None else "singular"
        return Counted(Quantity(1, 1, 1, unit, of), ((party.start, party.end, rule),))
    if any(
        mark.kind == "percent"
        for mark in (scene.number_at.get(i) for i in scene.inside(party.start, party.end))
        if mark
    ):
        return None
    if token.entity == "NORP" and determiner in ("a", "an", "another") and token.tag not in ("NNS", "NNPS"):
        return Counted(Quantity(1, 1, 1, unit, token.lower), ((party.start, party.end, "singular"),))
    several = load_harm_words().collectives.get(token.lemma.lower())
    if several is not None:
        if several == 0 or determiner not in _SINGULAR:
            return None
        return Counted(Quantity(several, several, several, unit, None), ((party.start, party.end, "collective"),))
    body = party.actor is not None and party.actor.kind not in ("civilians", "class")
    person = load_number_lexicon().class_of(token.lemma.lower(), token.lower) == "people"
    people = party.actor is not None or party.type == "people" or person
    if token.tag == "NNS" and people and any(tree.tokens[c].lower == "both" for c in tree.children[party.head]):
        return Counted(Quantity(2, 2, 2, unit, token.lower), ((party.start, party.end, "collective"),))
    one = determiner in _SINGULAR or bool(tree.kids(party.head, "poss")) or _one_of_a_row(scene, party.head)
    one = one or (scene.annotated.sentences[token.sentence].kind in ("title", "heading") and not determiner)
    if token.tag == "NN" and one and (person or (people and not body)):
        return Counted(Quantity(1, 1, 1, unit, token.lower), ((party.start, party.end, "singular"),))
    if token.tag == "NNS" and people and not tree.kids(party.head, "neg"):
        negated = determiner == "no"
        if negated:
            return Counted(Quantity(0, 0, 0, unit, token.lower), ((party.start, party.end, "none"),))
        of = None if token.lemma.lower() in load_harm_words().no_class else token.lower
        return Counted(Quantity(2, None, None, unit, of), ((party.start, party.end, "bare-plural"),))
    return None
