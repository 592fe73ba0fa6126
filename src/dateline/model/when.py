"""When something happened: an interval of days, its granularity, and what it was anchored to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Granularity = Literal[
    "minute", "hour", "part_of_day", "day", "weekend", "week", "month", "season", "quarter", "half_year", "year",
    "decade", "century", "span", "vague",
]  # fmt: skip
Mod = Literal[
    "BEFORE", "AFTER", "ON_OR_BEFORE", "ON_OR_AFTER", "LESS_THAN", "MORE_THAN", "EQUAL_OR_LESS", "EQUAL_OR_MORE",
    "START", "MID", "END", "APPROX",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class When:
    """An interval of days `first`..`last`, both included; None is an open end.

    "Thursday" in a dispatch of 2024-12-06 -> When(2024-12-05, 2024-12-05, "day", "2024-12-05", "dateline").
    "since March 2011" -> first 2011-03-01, last None. "by Thursday" -> first None, last 2024-12-05.

    `timex`: the TIMEX3 value (ISO 24617-1). `anchor`: "absolute", "dateline" (the dispatch's own day), "text" (another
    time in the text), "event" (an event that the words name), or "none".
    """

    first: date | None
    last: date | None
    granularity: Granularity
    timex: str
    anchor: str
    mod: Mod | None = None

    def meets(self, other: When) -> bool:
        """Can the two intervals share a day?"""
        return not (
            (self.last is not None and other.first is not None and self.last < other.first)
            or (other.last is not None and self.first is not None and other.last < self.first)
        )
