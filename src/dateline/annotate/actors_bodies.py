"""New bodies: names whose words, an apposition or the noun right before say what kind of body they are."""

from __future__ import annotations

import re
from dataclasses import replace

from dateline.annotate.actors_again import BODIES
from dateline.annotate.actors_names import new_body
from dateline.annotate.actors_text import Draft, Reading
from dateline.knowledge.folding import fold
from dateline.model.world import Actor, ActorKind

_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)")
#: Words in the full name of a state's body that its plain name goes without.
_OF_STATES = frozenset(["national", "royal", "federal", "the", "of", "general"])


def mark_body(reading: Reading, first: int, start: int, last: int, *, titled: bool) -> bool:
    """Marks a name whose words, or the noun right before it, say what kind of body it is."""
    kinds = reading.book.generics.name_kinds
    words = [fold(reading.tokens[i].text) for i in range(start, last)]
    body = words[-1] in kinds or (
        any(word in kinds for word in words) and ("of" in words or of_entity(reading, start, last, "ORG"))
    )
    part = None if titled or words[-1] not in kinds else _part_before(reading, start, last)
    if part is not None:
        actor = replace(new_body(reading, part.first, last), kind="intergovernmental")
        reading.add(Draft(part.first, last, reading.head_of(part.first, last), actor, "new-name", 0.7))
        return True
    ordinal = numbered(reading, first, start)
    if body and (last - start > 1 or ordinal) and not (titled and words[-1] not in kinds):
        if start > first and all(i in reading.country_of for i in range(first, start)):
            start = first
        state = _state_body(reading, start, last)
        start = start if state is not None else start - ordinal
        actor, rule = state or new_body(reading, start, last), "nationality+noun" if state is not None else "new-name"
        reading.add(Draft(start, last, reading.head_of(start, last), actor, rule, 0.6 if state is None else 0.8))
        return True
    before = first - 1
    if before >= 0 and not titled and reading.low[before] in kinds and reading.tokens[before].pos == "NOUN":
        if reading.tokens[before].head >= first and not reading.tokens[before].text[0].isupper():
            kind = body_kind(reading, before) or kinds[reading.low[before]]
            actor = replace(new_body(reading, start, last), kind=kind)
            reading.add(Draft(start, last, reading.head_of(start, last), actor, "new-name", 0.6))
        return True
    return False


def mark_called(reading: Reading, start: int, last: int) -> bool:
    """Marks a name that an apposition says to be a body's."""
    called = _called(reading, reading.head_of(start, last))
    if called is None:
        return False
    actor = replace(new_body(reading, start, last), kind=called)
    reading.add(Draft(start, last, reading.head_of(start, last), actor, "new-name", 0.6))
    return True


def numbered(reading: Reading, first: int, start: int) -> bool:
    """ "the 92nd Brigade": an ordinal right before the name."""
    return start == first and first > 0 and _ORDINAL.fullmatch(reading.low[first - 1]) is not None


def _called(reading: Reading, head: int) -> ActorKind | None:
    """ "The Hidden Hand, a death squad": the kind of body that an apposition says a name is."""
    tokens = reading.tokens
    beside = [child for child in reading.children[head] if tokens[child].dep == "appos"]
    if tokens[head].dep == "appos":
        beside.append(tokens[head].head)
    for at in beside:
        if (
            tokens[at].tag == "NN"
            and not tokens[at].text[0].isupper()
            and reading.low[at] not in reading.book.generics.posts
        ):
            kind = body_kind(reading, at)
            if kind is not None:
                return kind
    return None


def body_kind(reading: Reading, at: int) -> ActorKind | None:
    """What kind of body a noun says, with the words before it: "militant group", "death squad", "charity"."""
    generics = reading.book.generics
    low = reading.low[at]
    if low not in generics.collective and low not in generics.name_kinds:
        return None
    noun = generics.nouns.get((reading.low[at - 1], low)) if at else None
    noun = noun or generics.nouns.get((low,))
    if noun is not None and noun.group is not None and noun.group.kind in BODIES:
        return noun.group.kind
    for child in reading.children[at]:
        turned = generics.modifiers.get(reading.low[child])
        if turned is not None and turned.group is not None and turned.group.kind in BODIES:
            return turned.group.kind
    return generics.name_kinds.get(low)


def _state_body(reading: Reading, first: int, last: int) -> Actor | None:
    """ "South African National Defence Force", "Royal Danish Navy": a body that every state has, under its full name."""
    codes = {reading.country_of[i] for i in range(first, last) if i in reading.country_of}
    left = tuple(
        reading.low[i] for i in range(first, last) if i not in reading.country_of and reading.low[i] not in _OF_STATES
    )
    noun = reading.book.generics.nouns.get(left)
    if len(codes) != 1 or noun is None or noun.body is None:
        return None
    return reading.book.state(noun.body.key, next(iter(codes)))


def _part_before(reading: Reading, first: int, last: int) -> Draft | None:
    """ "UN" in "the UN Protection Force": an organisation's name at the beginning of the name of its part."""
    owner = reading.owner[first - 1] if first > 0 else None
    if owner is None or owner.actor.kind != "intergovernmental" or reading.tokens[first - 1].dep != "compound":
        return None
    return owner if first <= reading.tokens[first - 1].head < last else None


def of_entity(reading: Reading, first: int, last: int, label: str) -> bool:
    return sum(reading.tokens[i].entity == label for i in range(first, last)) * 2 >= last - first
