"""Counts that can be laid beside each other, and whether two of them can both be right.

A count speaks of what befell whom (unit and class), where, when, and from what. Counts of different scope or period are
not compared, but for two cases in which one must contain the other: a class within all ("insurgents" among "people"), a
few days within a longer total. A rough figure ("around 40", "nearly 1,000") is taken to lie within a third of its number.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from dateline.model.claim import Claim
from dateline.model.quantity import Number
from dateline.reconcile.background import ONE_HAPPENING, Background, fold

_SMALL = ("site", "town", "near", "district")
_ROUGH = 3


@dataclass(frozen=True, slots=True)
class Count:
    """One figure of one claim. `low`, `high`: between what it is said to lie (None: open).

    `of`: the class counted, "" for people in general. `first`, `last`: the days counted. `start`: what a running total
    counts from. `maker`: side or id of whoever is said to have done it.
    """

    claim: Claim
    source: str
    name: str
    unit: str
    of: str
    place: str
    where: str | None
    small: bool
    first: date | None
    last: date | None
    start: str | None
    said: date | None
    cause: str | None
    maker: str | None
    low: Number | None
    high: Number | None
    shown: str
    dispatch: str

    @property
    def what(self) -> str:
        """ "people killed (civilians) in Orlin"."""
        of = f" ({self.of})" if self.of else ""
        return f"{self.unit}{of}{f' in {self.where}' if self.where else ''}"


def counts(claims: Iterable[Claim], background: Background) -> Iterator[Count]:
    """The figures of all claims that count something that happened; parts that are written as figures count as well."""
    for claim in claims:
        quantity = claim.quantity
        if quantity is None or claim.modality != "actual" or claim.polarity != "positive" or not quantity.unit:
            continue
        figures = [(quantity.low, quantity.best, quantity.high, quantity.of)]
        figures += [(part.low, part.best, part.high, part.of) for part in quantity.parts if not part.derived]
        for low, best, high, of in figures:
            if best is None and (low is None or high is None):
                continue
            yield _count(claim, background, low, best, high, of)


def _count(
    claim: Claim, background: Background, low: Number | None, best: Number | None, high: Number | None, of: str | None
) -> Count:
    quantity, place, when = claim.quantity, claim.place, claim.when
    assert quantity is not None
    running = quantity.cumulative
    first, last = background.start(claim), quantity.last
    if when is not None:
        first = when.first if not running or first is None else first
        last = when.last if not running or last is None else last
    least, most = _bounds(low, best, high)
    return Count(
        claim=claim,
        source=background.source(claim),
        name=background.source_name(claim),
        unit=quantity.unit,
        of=background.rules.counted_class(fold(of or ""), quantity.unit),
        place=place.place.id if place else "",
        where=place.place.name if place else None,
        small=place is not None and place.precision in _SMALL,
        first=first,
        last=last,
        start=(str(first) if first else fold(quantity.since or "")) if running else None,
        said=background.said(claim),
        cause=quantity.cause,
        maker=background.side(claim.agent),
        low=least,
        high=most,
        shown=_shown(low, best, high),
        dispatch=background.original(claim),
    )


def _bounds(low: Number | None, best: Number | None, high: Number | None) -> tuple[Number | None, Number | None]:
    if best is None or low is not None:
        return low, high
    return best - best / _ROUGH, best + best / _ROUGH if high is None else high


def _shown(low: Number | None, best: Number | None, high: Number | None) -> str:
    if low is not None and low == high:
        return f"{low:,}"
    if low is not None and high is not None:
        return f"{low:,} to {high:,}"
    if low is not None:
        return f"at least {low:,}"
    number = best if best is not None else high
    return f"{'nearly' if high is not None else 'around'} {number:,}"


def apart(one: Count, other: Count) -> bool:
    """Can no number lie in both?"""
    return exceeds(one, other) or exceeds(other, one)


def exceeds(one: Count, other: Count) -> bool:
    """Is the first higher than the second, whatever their open ends?"""
    return one.low is not None and other.high is not None and one.low > other.high


def one_incident(one: Count, other: Count) -> bool:
    """Are both of one day and one place no larger than a district, of different dispatches, and nothing sets them apart?"""
    return (
        one.start is None and other.start is None
        and one.small and other.small and one.place == other.place
        and one.first is not None and one.first == one.last == other.first == other.last
        and one.dispatch != other.dispatch
        and _alike(one, other)
        and near_enough(one, other)
    )  # fmt: skip


def near_enough(one: Count, other: Count) -> bool:
    """May both be of one happening, by how much they differ?"""
    numbers = sorted(number for count in (one, other) if (number := count.low or count.high))
    return len(numbers) < 2 or numbers[1] <= ONE_HAPPENING * numbers[0]


def _alike(one: Count, other: Count) -> bool:
    """Nothing said of the cause or of who did it sets the two apart."""
    return (one.cause == other.cause or None in (one.cause, other.cause)) and (
        one.maker == other.maker or None in (one.maker, other.maker)
    )


def one_total(one: Count, other: Count) -> bool:
    """Do both count the same, of the same class, from the same start, in the same place?"""
    return (
        one.start is not None and one.start == other.start and one.of == other.of and one.place == other.place
        and one.cause == other.cause and one.maker == other.maker
    )  # fmt: skip


def within(one: Count, other: Count, background: Background) -> bool:
    """Must everything that the first counts be in the second, a total over days?

    The class is the same or narrower, the days lie within, the place is the same or the total is of the whole country.
    """
    if other.start is None or other.cause not in (None, one.cause) or other.maker not in (None, one.maker):
        return False
    if one.of != other.of and other.of and (one.of, other.of) not in background.rules.narrower:
        return False
    if None in (one.first, one.last, other.first) or other.said is None:
        return False
    assert one.first is not None
    assert one.last is not None
    assert other.first is not None
    inside = one.place == other.place or (
        other.place.startswith("co:") and one.claim.place is not None
        and one.claim.place.place.country == other.place.removeprefix("co:")
    )  # fmt: skip
    return inside and other.first <= one.first and one.last <= other.said
