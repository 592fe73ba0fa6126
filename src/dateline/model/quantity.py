"""How many: low, best, high, with the hedge as written and the parts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

Number = int | float


@dataclass(frozen=True, slots=True)
class QuantityPart:
    """A part of a whole: "of them 111 civilians" -> QuantityPart(111, 111, 111, "civilians").

    `derived`: worked out from the whole ("the rest combatants", "half of them"), not written as a figure.
    """

    low: Number | None
    best: Number | None
    high: Number | None
    of: str
    derived: bool = False


@dataclass(frozen=True, slots=True)
class Quantity:
    """A count as claimed. None is an open end: "at least 23" has no high, "around 40" neither low nor high.

    `unit`: what is counted and what befell it ("people killed", "people displaced", "vehicles destroyed").
    `of`: the class of people or things as written ("civilians", "prisoners"). `hedge`: the words ("more than").
    `cause`: the kind of attack that it came from ("airstrike"), where its clause says so.
    `first`, `last`: the period counted, days included; `since`: the words of an open start ("the offensive began").
    """

    low: Number | None
    best: Number | None
    high: Number | None
    unit: str
    of: str | None = None
    hedge: str | None = None
    first: date | None = None
    last: date | None = None
    since: str | None = None
    parts: tuple[QuantityPart, ...] = ()
    cause: str | None = None

    @property
    def cumulative(self) -> bool:
        """Is this a total over a period rather than one incident's count?"""
        return self.first is not None or self.since is not None
