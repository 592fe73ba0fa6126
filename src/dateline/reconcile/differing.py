"""Disagreements about numbers: figures that cannot both be right, victims of two kinds, one figure in two places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations

from dateline.model.claim import Claim
from dateline.model.outcome import Disagreement
from dateline.reconcile.background import Background, disagreement, fold
from dateline.reconcile.counts import Count, apart, counts, exceeds, one_incident, one_total, within

#: Beyond so many pairs of one scope a reader is served by the toll itself.
_MOST_PAIRS = 12
_MOST_COUNTS = 60
#: A part is laid beside totals that are given at most so many weeks later.
_WEEKS = 4
#: The same figure in two places is one deed only if it is no common number.
_TELLING = 5


def differing_figures(claims: Iterable[Claim], background: Background) -> Iterator[Disagreement]:
    """Counts of one incident or total that no number satisfies, parts that exceed their whole, totals that fall."""
    every = list(counts(claims, background))
    for same in _grouped(every, lambda c: (c.unit, c.place, c.first, c.last) if c.start is None and c.small else None):
        yield from _incidents(same, background)
    totals = _grouped(every, lambda c: (c.unit, c.place, c.start, c.of) if c.start is not None else None)
    for same in totals:
        yield from _totals(same)
    yield from _parts(every, background)


def _grouped(every: Iterable[Count], key: object) -> list[list[Count]]:
    groups: dict[object, list[Count]] = {}
    for count in every:
        where = key(count)  # type: ignore[operator]
        if where is not None:
            groups.setdefault(where, []).append(count)
    ordered = sorted(groups.items(), key=lambda item: str(item[0]))
    sort_key = lambda c: (str(c.said or ""), c.name, c.claim.id, c.of)  # noqa: E731
    return [sorted(group, key=sort_key)[:_MOST_COUNTS] for _, group in ordered]


def _incidents(same: list[Count], background: Background) -> Iterator[Disagreement]:
    found = 0
    for one, other in combinations(same, 2):
        if found >= _MOST_PAIRS:
            return
        if one.source == other.source or not one_incident(one, other):
            continue
        equal = one.of == other.of and apart(one, other)
        if equal or _outgrows(one, other, background) or _outgrows(other, one, background):
            found += 1
            yield _differ(one, other, f", {one.first}")


def _outgrows(part: Count, whole: Count, background: Background) -> bool:
    narrower = part.of != whole.of and (not whole.of or (part.of, whole.of) in background.rules.narrower)
    return narrower and exceeds(part, whole)


def _totals(same: list[Count]) -> Iterator[Disagreement]:
    found = 0
    for one, other in combinations(same, 2):
        if found >= _MOST_PAIRS:
            return
        if not one_total(one, other) or one.said is None or other.said is None:
            continue
        falls = one.said < other.said and exceeds(one, other)
        if one.source == other.source:
            if falls:
                found += 1
                yield _falls(one, other)
        elif falls or (one.said == other.said and apart(one, other)):
            found += 1
            yield _differ(one, other, _since(one))


def _parts(every: list[Count], background: Background) -> Iterator[Disagreement]:
    """A count of some days that is higher than another's total over more days."""
    weeks: dict[tuple[str, int], list[Count]] = {}
    for count in sorted(every, key=lambda c: (c.claim.id, c.of)):
        if count.last is not None and count.low is not None:
            weeks.setdefault((count.unit, count.last.toordinal() // 7), []).append(count)
    told: set[tuple[str, str, str]] = set()
    for same in _grouped(every, lambda c: (c.unit, c.place, c.start, c.of) if c.start and c.high is not None else None):
        found = 0
        for whole in same:
            week = whole.said.toordinal() // 7 if whole.said is not None else 0
            near = [c for back in range(_WEEKS) for c in weeks.get((whole.unit, week - back), ())]
            for part in near:
                other = part.source != whole.source and (part.start, part.of) != (whole.start, whole.of)
                once = (part.claim.id, whole.source, whole.of)
                if once in told or not other or found >= _MOST_PAIRS:
                    continue
                if exceeds(part, whole) and within(part, whole, background):
                    found += 1
                    told.add(once)  # a source's later totals say no more than its first one that must hold the part
                    yield _outgrown(part, whole)


def _outgrown(part: Count, whole: Count) -> Disagreement:
    days = f"{part.first} to {part.last}" if part.first != part.last else f"{part.first}"
    sentence = (
        f"{part.what}, {days}: {part.shown} according to {part.name}; "
        f"all {whole.what}{_since(whole)}: {whole.shown} according to {whole.name} on {whole.said}."
    )
    return disagreement("figure", sentence, (part.claim, whole.claim))


def _differ(one: Count, other: Count, period: str) -> Disagreement:
    figures = [
        f"{c.shown}{f' {c.of}' if c.of and one.of != other.of else ''} according to {c.name}" for c in (one, other)
    ]
    what = one.what if one.of == other.of else f"{one.unit}{f' in {one.where}' if one.where else ''}"
    return disagreement("figure", f"{what}{period}: {figures[0]}; {figures[1]}.", (one.claim, other.claim))


def _falls(one: Count, other: Count) -> Disagreement:
    sentence = (
        f"{one.what}{_since(one)}: {one.shown} on {one.said} and {other.shown} on {other.said} "
        f"according to {one.name}, though a total cannot fall."
    )
    return disagreement("figure", sentence, (one.claim, other.claim))


def _since(count: Count) -> str:
    quantity = count.claim.quantity
    words = quantity.since if quantity is not None else None
    return f", since {words or count.first}"


def differing_victims(claims: Iterable[Claim], background: Background) -> Iterator[Disagreement]:
    """One attack's victims: civilians to one source, fighters to another."""
    rules = background.rules
    seen: dict[object, list[tuple[str, Claim]]] = {}
    for claim in claims:
        place, when, quantity = claim.place, claim.when, claim.quantity
        if claim.modality != "actual" or claim.polarity != "positive" or place is None or when is None:
            continue
        if quantity is None or quantity.cumulative or when.first is None or when.first != when.last:
            continue
        words = fold(quantity.of or (claim.target.words if claim.target else ""))
        arms = rules.arms(words)
        if arms is not None:
            seen.setdefault((quantity.unit, place.place.id, when.first), []).append((arms, claim))
    for _, same in sorted(seen.items(), key=lambda item: str(item[0])):
        for (arms, one), (others, other) in combinations(same[:_MOST_COUNTS], 2):
            if arms != others and background.source(one) != background.source(other) and _one_attack(one, other):
                yield _status(*((one, other) if arms == "unarmed" else (other, one)), background)


def _one_attack(one: Claim, other: Claim) -> bool:
    """Is it the same kind of attack by the same side, or the very same number?"""
    assert one.quantity is not None
    assert other.quantity is not None
    causes, numbers = (one.quantity.cause, other.quantity.cause), (one.quantity.best, other.quantity.best)
    sides = {party.side or party.id for party in (one.agent, other.agent) if party is not None}
    if len(sides) > 1:
        return False
    return (causes[0] is not None and causes[0] == causes[1]) or (numbers[0] is not None and numbers[0] == numbers[1])


def _status(unarmed: Claim, armed: Claim, background: Background) -> Disagreement:
    assert unarmed.place is not None
    assert unarmed.when is not None
    assert unarmed.quantity is not None
    sentence = (
        f"{unarmed.quantity.unit} in {unarmed.place.place.name}, {unarmed.when.first}: {_whom(unarmed)} according to "
        f"{background.source_name(unarmed)}; {_whom(armed)} according to {background.source_name(armed)}."
    )
    return disagreement("status", sentence, (unarmed, armed))


def _whom(claim: Claim) -> str:
    quantity = claim.quantity
    return (quantity.of if quantity else None) or (claim.target.words if claim.target else "")


def differing_places(claims: Iterable[Claim], background: Background) -> Iterator[Disagreement]:
    """One deed with the same telling figure on one day, put in two places of one area by two sources."""
    every = [c for c in counts(claims, background) if c.small and c.start is None and c.first and c.first == c.last]
    telling = [c for c in every if c.low is not None and c.low == c.high and c.low >= _TELLING]
    for same in _grouped(telling, lambda c: (c.unit, c.of, c.first, c.low, c.maker, c.cause) if c.maker else None):
        for one, other in combinations(same, 2):
            first, second = one.claim.place, other.claim.place
            if first is None or second is None or one.source == other.source or one.dispatch == other.dispatch:
                continue
            here, there = first.place, second.place
            apart_ = here.id != there.id and here.id != there.within and there.id != here.within
            if apart_ and here.admin1 is not None and here.admin1 == there.admin1 and here.country == there.country:
                sentence = (
                    f"{one.unit}, {one.first}: {one.shown} in {here.name} according to {one.name}; "
                    f"in {there.name} according to {other.name}."
                )
                yield disagreement("place", sentence, (one.claim, other.claim))
