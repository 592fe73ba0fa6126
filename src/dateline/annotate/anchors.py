"""When that was: time expressions resolved against the dispatch's day or against earlier times of the text.

A dispatch is read as **news** (relative words count from its own day) unless its own dates lie far from that day; then
it is a **narrative** ("in July" is the July of the year last told). Nothing falls back to the dispatch's day: what has
no anchor stays open, with a reason.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from dateline.annotate.calendar import add_months, bounds, last_day, week_value, year_value
from dateline.annotate.expressions import Expression, duration_value
from dateline.annotate.feasts import days_of
from dateline.annotate.told import (
    BY_EVENT,
    DAYS,
    NO_ANCHOR,
    NO_DAY,
    Resolved,
    Told,
    end_of,
    moved,
    next_year,
    stepped,
    unknown,
    year_of_neighbour,
)  # fmt: skip
from dateline.annotate.yearparts import FIRST_MONTHS
from dateline.knowledge.times import Feast

#: A month without a year lies at most so many months before the time last told; later ones belong to the year before.
_MONTHS_BACK = 6
#: A month so much later in the year than the time last told was rather in the year before.
_MONTHS_AHEAD = 6
#: Months ahead within which a date without a year, under a verb that does not look back, is taken to be ahead.
_SOON = 2
#: So many days ahead are still the same news: other time zones, early editions.
_OTHER_ZONE = 2
#: For so many sentences a year that was told holds for months without one, in a dispatch of another year.
_LOCAL_SENTENCES = 2
#: A story goes on by so many years at a time; a longer leap is an aside.
YEARS_ON = 3
#: A month that stands for a season or another part of the year.
_FIRST_MONTHS = {"SP": 4, "SU": 7, "FA": 10, "WI": 12, **FIRST_MONTHS}
#: Nobody says "last Thursday" on the Friday after it: that far back at least.
_LAST = 2


Tense = Literal["past", "future", ""]


@dataclass(frozen=True, slots=True)
class Place:
    """Where an expression stands: block and sentence; does it open them, close a range, or stand before a noun ("the 2011 uprising")?"""

    block: int
    sentence: int
    heading: bool = False
    opening: bool = False
    closes_range: bool = False
    opens_block: bool = False
    attributive: bool = False


class Anchors:
    """Resolves the expressions of one dispatch, in the order of the text."""

    def __init__(self, day: date | None, *, narrative: bool) -> None:
        self._day = day
        self._narrative = narrative
        self._told = self._mentioned = Told()
        self._before: Told | None = None
        self._aside_opens = False
        self._aside_year: int | None = None
        self._place = Place(-1, -1)
        self._local_year = -_LOCAL_SENTENCES - 1
        self._exact: tuple[date, Place] | None = None
        self._quarter = self._last_quarter = ""

    def resolve(
        self, said: Expression, place: Place, *, tense: Tense, year_ahead: tuple[int, int | None] | None
    ) -> Resolved:
        """The value of one expression. `year_ahead`: year and month of the time that it makes a range with."""
        opens = place.block != self._place.block
        if self._before is not None and (opens or (place.sentence != self._place.sentence and not self._aside_opens)):
            self._told, self._before = self._before, None
        self._place = place
        if said.shape == "date":
            found = self._date(said, tense, year_ahead)
        elif said.shape == "piece":
            found = self._piece(said, tense, year_ahead)
        elif said.shape == "shift":
            found = self._shift(said)
        elif said.shape == "offset":
            found = self._not_after(self._offset(said), said, tense)
        elif said.shape == "part":
            found = self._part(said)
        elif said.shape == "word":
            found = self._word(said)
        elif said.shape == "span":
            found = self._span(said)
        else:
            return self._length(said)
        if place.attributive or (_looks_back(said) and not place.opening):
            return found
        if said.year is not None and self._day is not None and said.year != self._day.year:
            self._stay_with(said, place)
        told = self._told
        self._tell(found)
        if said.year is not None:
            self._weigh(said, told if self._before is None else self._before, place)
        return found

    def _told_day(self) -> date | None:
        """The exact day last told, in news else the one before it in the same block, else the dispatch's."""
        exact = self._told.exact()
        if exact is not None or self._narrative:
            return exact
        return self._exact[0] if self._exact is not None and self._exact[1].block == self._place.block else self._day

    def _day_beside(self) -> date | None:
        """The exact day told in this sentence or the one before it, in the same block."""
        if self._exact is None or self._exact[1].block != self._place.block:
            return None
        return self._exact[0] if self._place.sentence - self._exact[1].sentence <= 1 else None

    def _stay_with(self, said: Expression, place: Place) -> None:
        """A year that opens a sentence holds for the next ones too, "March 2011" for its own; background holds for none."""
        if place.opening:
            self._local_year = place.sentence
        elif said.month is not None and said.lead is None and not place.closes_range:
            self._local_year = place.sentence - _LOCAL_SENTENCES

    def _weigh(self, said: Expression, told: Told, place: Place) -> None:
        """Does the story go on at this year, or will it come back to where it was (`told`)?"""
        if not self._is_aside(said, told, place) or said.year == self._aside_year:
            self._before = self._aside_year = None
            return
        if self._before is None:
            self._before, self._aside_opens = told, place.opens_block
        self._aside_year = said.year

    @staticmethod
    def _is_aside(said: Expression, told: Told, place: Place) -> bool:
        """Is this a glance back or far ahead, after which the story goes on where it was?"""
        if told.year is None or said.year is None:
            return False
        if place.closes_range:
            return True
        if place.heading:
            return False
        leap = said.year - told.year
        if place.opens_block and said.month is not None:
            return False
        if leap > YEARS_ON or leap < 0:
            return True
        bare = said.month is None and said.season is None
        return bare and leap > 0 and not place.opening

    # -- which anchor -------------------------------------------------------------------------------------------

    def _no_day(self) -> str:
        return NO_DAY if self._day is None else NO_ANCHOR

    def _from_text(self) -> bool:
        """Do bare months and days belong to the time last told rather than to the dispatch's own?"""
        told, day = self._told, self._day
        if told.year is None or self._narrative or day is None:
            return told.year is not None
        near = self._place.sentence - self._local_year <= _LOCAL_SENTENCES
        return near and told.year != day.year

    def _tell(self, found: Resolved) -> None:
        """Remember the time as the one last told."""
        if re.fullmatch(r"\d{4}-Q\d", found.value):
            self._quarter, self._last_quarter = found.value, max(self._last_quarter, found.value)
        shape = re.match(r"(BC)?(\d{4})(?:-(\d\d))?(?:-(\d\d))?(?:-(SP|SU|FA|WI))?", found.value)
        if shape is None:
            return
        era, year, month, day, season = shape.groups()
        number = -int(year) if era else int(year)
        if number == self._told.year and not month and not season:
            return
        middle = {"SP": 4, "SU": 7, "FA": 10, "WI": 12}.get(season or "")
        exact = int(day) if day else None
        if number > 0 and exact and month:
            exact = min(exact, last_day(number, int(month)).day)
        self._told = self._mentioned = Told(number, int(month) if month else middle, exact)
        day_told = self._told.exact()
        if day_told is not None:
            self._exact = day_told, self._place

    # -- calendar dates -----------------------------------------------------------------------------------------

    def _date(self, said: Expression, tense: Tense, year_ahead: tuple[int, int | None] | None) -> Resolved:
        if said.feast is not None:
            return self._feast(said, said.feast, tense)
        if said.decade is not None:
            value = f"{said.decade:03d}" if said.decade > 0 else f"BC{-said.decade:03d}"
            return Resolved(value, "absolute", "absolute")
        if said.century is not None:
            value = f"{said.century - 1:02d}" if said.century > 0 else f"BC{-said.century - 1:02d}"
            return Resolved(value, "absolute", "absolute")
        if said.month is None and said.weekday is not None:
            return self._weekday(said, tense)
        if said.month is None and said.day is not None and said.season is None:
            return self._day_of_month(said)
        year, rule, anchor = self._year(said, tense, year_ahead)
        if year is None:
            return Resolved(_dated("XXXX", said), "no-year", "none", self._no_day())
        return self._checked(year, said, rule, anchor)

    def _piece(self, said: Expression, tense: Tense, year_ahead: tuple[int, int | None] | None) -> Resolved:
        """The last week of August: a length, placed at one end of the time around it."""
        whole = self._date(replace(said, unit="", by=0), tense, year_ahead)
        value = duration_value(said.amount, said.unit)
        covered = bounds(whole.value)
        self._tell(whole)
        if whole.missing is not None or covered is None:
            return Resolved(value, whole.rule, whole.anchor, whole.missing or "not on the calendar")
        first, last = covered[0]
        days = end_of(first, last, said.amount or 1, said.unit, said.by)
        return Resolved(value, whole.rule, whole.anchor, days=days)

    def _checked(self, year: int, said: Expression, rule: str, anchor: str) -> Resolved:
        if year > date.max.year:
            return Resolved(_dated("XXXX", said), rule, anchor, "beyond the calendar")
        value = _dated(year_value(year), said)
        if year > 0 and said.month is not None and said.day is not None:
            end = last_day(year, said.month).day
            if max(said.day, said.until or 0) > end:
                return Resolved(value, rule, anchor, "no such day in that month")
        if year < 1:
            return Resolved(value, rule, anchor, "before the first day of the calendar")
        return Resolved(value, rule, anchor)

    def _year(
        self, said: Expression, tense: Tense, year_ahead: tuple[int, int | None] | None
    ) -> tuple[int | None, str, str]:
        """The year of a month, day or season, with the rule that chose it."""
        if said.year is not None:
            return said.year, "absolute", "absolute"
        month = said.month or _FIRST_MONTHS.get(said.season or said.section or "", 1)
        if year_ahead is not None:
            ahead, other = year_ahead
            return (ahead - 1 if other is not None and month > other else ahead), "range", "text"
        told, day = self._told, self._day
        if said.unit == "Y":
            told = self._mentioned if not said.by else told
            base = told.year if said.source == "text" or self._narrative else day.year if day else None
            return (None if base is None else base + said.by), "anchored-in-text", "text"
        if said.by and said.source == "text":
            return year_of_neighbour(told, month, said.by), "anchored-in-text", "text"
        if said.source == "dispatch" and said.by and day is not None and not self._narrative:
            towards: Tense = "future" if said.by > 0 else "past"
            return self._nearest_year(day, month, said.day, towards, strict=True), "dispatch-day", "dateline"
        if self._from_text() and told.year is not None:
            return self._told_year(month), "anchored-in-text", "text"
        if day is None:
            return None, "", "none"
        return self._nearest_year(day, month, said.day, tense), "dispatch-day", "dateline"

    def _told_year(self, month: int) -> int | None:
        told = self._told
        if told.year is None or told.month is None:
            return told.year
        distance = month - told.month
        if distance < -_MONTHS_BACK:
            return next_year(told.year)
        return told.year - 1 if distance > _MONTHS_AHEAD else told.year

    @staticmethod
    def _nearest_year(day: date, month: int, day_of_month: int | None, tense: Tense, *, strict: bool = False) -> int:
        """The year of the latest such time up to `day`; of the next one when the sentence looks ahead.

        Where the verb does not tell, an exact date soon after `day` is taken to lie ahead ("expires on 26 January").
        """
        here = (day.month, day.day if day_of_month else 0)
        then = (month, day_of_month or 0)
        soon = tense == "" and (month - day.month) % 12 <= _SOON
        if tense == "future" or (soon and then != here):
            passed = then < here or (strict and then == here)
            if not (soon and passed and month == day.month):
                return day.year + 1 if passed else day.year
        if month == day.month and day_of_month and 0 < day_of_month - day.day <= _OTHER_ZONE:
            return day.year
        if then > here or (strict and then == here):
            return day.year - 1
        return day.year

    def _feast(self, said: Expression, feast: Feast, tense: Tense) -> Resolved:
        """Easter, Ramadan: of the year named, else the latest that has begun; the next one where the words look ahead."""
        year = said.year or (self._told.year if self._from_text() or self._day is None else None)
        if year is not None:
            found = days_of(feast, year) if 1 < year < date.max.year else []
            rule, anchor = ("absolute", "absolute") if said.year else ("anchored-in-text", "text")
        elif self._day is None:
            return Resolved("XXXX-XX-XX", "no-year", "none", NO_DAY)
        else:
            day, rule, anchor = self._day, "dispatch-day", "dateline"
            every = [
                one
                for year in range(max(2, day.year - 1), min(day.year + 2, date.max.year))
                for one in days_of(feast, year)
            ]
            before = [one for one in every if one[0] <= moved(day, _OTHER_ZONE)]
            ahead = [one for one in every if one[1] >= day]
            soon = bool(ahead) and tense == "" and (ahead[0][0] - day).days <= 31 * _SOON
            found = ahead[:1] if tense == "future" or soon or not before else before[-1:]
        if not found:
            return Resolved("XXXX-XX-XX", rule, "none", "not on the calendar")
        first, last = found[0]
        value = first.isoformat() if first == last else f"{first.isoformat()}/{last.isoformat()}"
        return Resolved(value, rule, anchor, days=(first, last))

    def _day_of_month(self, said: Expression) -> Resolved:
        """The 5th: of the month last told, or of the dispatch's."""
        told, day = self._told, self._day
        number = said.day or 1
        if told.year is not None and told.month is not None and self._from_text():
            value = f"{year_value(told.year)}-{told.month:02d}-{number:02d}"
            good = told.year < 1 or number <= last_day(told.year, told.month).day
            return Resolved(value, "anchored-in-text", "text", None if good else "no such day in that month")
        if day is None:
            return Resolved(f"XXXX-XX-{number:02d}", "no-month", "none", NO_DAY)
        year, month = day.year, day.month
        if number > day.day:
            year, month = add_months(year, month, -1)
        if year < 1:
            return Resolved(f"XXXX-XX-{number:02d}", "dispatch-day", "dateline", "before the first day of the calendar")
        if number > last_day(year, month).day:
            return Resolved(
                f"{year:04d}-{month:02d}-{number:02d}", "dispatch-day", "dateline", "no such day in that month"
            )
        return Resolved(f"{year:04d}-{month:02d}-{number:02d}", "dispatch-day", "dateline")

    def _weekday(self, said: Expression, tense: Tense) -> Resolved:
        """The latest such day up to the dispatch's; the next one when the sentence looks ahead."""
        weekday = said.weekday or 1
        part = said.clock or (f"T{said.part}" if said.part else "")
        day = self._told.exact() if self._narrative else self._day
        if day is None:
            return Resolved(f"XXXX-WXX-{weekday}{part}", "weekday", "none", self._no_day())
        back = (day.isoweekday() - weekday) % 7
        if self._narrative:
            found = moved(day, (weekday - day.isoweekday()) % 7)
        elif said.by > 0 or (tense == "future" and not said.by and back):
            found = moved(day, (weekday - day.isoweekday()) % 7 or 7)
        else:
            found = moved(day, -(back + 7 if said.by < 0 and back < _LAST else back))
        return Resolved(f"{found.isoformat()}{part}", "weekday", "text" if self._narrative else "dateline")

    # -- relative -----------------------------------------------------------------------------------------------

    def _base(self, source: str, *, mentioned: bool = False) -> tuple[Told, str, str]:
        """The time to count from, its anchor and the name of the rule.

        "That year" goes back to the last year of all, one told as an aside included (`mentioned`).
        """
        day = self._day
        if source == "dispatch" and not self._narrative:
            return (Told(day.year, day.month, day.day) if day else Told()), "dateline", "dispatch-day"
        if self._told.year is None and day is not None and not self._narrative:
            return Told(day.year, day.month, day.day), "dateline", "dispatch-day"
        return (self._mentioned if mentioned else self._told), "text", "anchored-in-text"

    def _shift(self, said: Expression) -> Resolved:
        """Last week, the previous day, that year, the quarter (the one last told)."""
        if said.unit == "Q" and said.source == "text" and not said.by and self._quarter:
            value = self._last_quarter if said.value == "the" else self._quarter
            return Resolved(value, "anchored-in-text", "text")
        base, anchor, rule = self._base(said.source, mentioned=said.by == 0)
        if said.source == "dispatch" and self._narrative:
            return self._shift_in_narrative(said)
        exact = base.exact()
        if said.value == "this" and exact is not None:
            return Resolved(week_value(exact) + "-WE", rule, anchor)
        return stepped(base, said.unit, said.by, anchor, rule, part=said.part, no_day=self._no_day())

    def _shift_in_narrative(self, said: Expression) -> Resolved:
        if said.by == 0 and said.unit in ("Y", "M", "D"):
            return stepped(self._told, said.unit, 0, "text", "anchored-in-text", no_day=self._no_day())
        return Resolved(unknown(said.unit), "unanchored", "none", self._no_day())

    def _offset(self, said: Expression) -> Resolved:
        """Two days later, a year ago."""
        if said.value == "event":
            value = duration_value(said.amount, said.unit)
            return Resolved(value, "anchored-in-event", "event", BY_EVENT)
        base, anchor, rule = self._base(said.source)
        if said.amount is None or (self._narrative and said.source == "dispatch"):
            value = "PAST_REF" if said.by < 0 else "FUTURE_REF"
            return Resolved(value, rule, "none", "no number is given" if said.amount is None else self._no_day())
        amount, unit = said.amount, "D" if said.unit == "N" else said.unit
        if not float(amount).is_integer() and unit in ("Y", "M"):
            amount, unit = (round(amount * 12), "M") if unit == "Y" else (round(amount * 30), "D")
        if unit == "W" and base.exact() is not None and amount < 5:
            return stepped(base, "W", amount * said.by, anchor, rule, no_day=self._no_day())
        return stepped(base, unit, amount * said.by, anchor, rule, no_day=self._no_day())

    def _not_after(self, found: Resolved, said: Expression, tense: Tense) -> Resolved:
        """What is told as done "a week later" was not done after the dispatch: then it counts from another time."""
        covered = bounds(found.value)
        if tense != "past" or said.by < 0 or self._narrative or self._day is None or covered is None:
            return found
        if covered[0][0] <= moved(self._day, _OTHER_ZONE):
            return found
        return Resolved(unknown(said.unit), found.rule, "none", NO_ANCHOR)

    def _part(self, said: Expression) -> Resolved:
        """That night, 18:00, dawn: of the day last told, else of the dispatch's."""
        tail = said.clock or f"T{said.part}"
        base, anchor, rule = self._base(said.source)
        day = base.exact() or (self._told_day() if said.clock else None)
        if said.source == "dispatch" and self._narrative:
            day = None
        beside = self._day_beside() if said.value == "bare" and not said.clock else None
        if beside is not None:
            return Resolved(f"{beside.isoformat()}{tail}", "anchored-in-text", "text")
        if day is None or (said.value in ("bare", "again") and not said.clock):
            return Resolved(
                f"XXXX-XX-XX{tail}",
                rule,
                "none",
                self._no_day() if said.value not in ("bare", "again") else "no day is named",
            )
        return Resolved(f"{moved(day, said.by).isoformat()}{tail}", rule, anchor)

    def _word(self, said: Expression) -> Resolved:
        """Now, yesterday, overnight."""
        if said.value:
            return Resolved(said.value, "reference", "none", "no day is named")
        if self._narrative:
            if said.by == 0 and said.part is None:
                return Resolved("PRESENT_REF", "reference", "none", "no day is named")
            return Resolved(f"XXXX-XX-XX{'T' + said.part if said.part else ''}", "unanchored", "none", self._no_day())
        if self._day is None:
            return Resolved("XXXX-XX-XX", "dispatch-day", "none", NO_DAY)
        day = moved(self._day, said.by)
        tail = said.clock or (f"T{said.part}" if said.part else "")
        days = (day, moved(day, 1)) if said.part == "NI" and said.by < 0 else None
        return Resolved(f"{day.isoformat()}{tail}", "dispatch-day", "dateline", days=days)

    def _span(self, said: Expression) -> Resolved:
        """The past three days: a length, and the interval that it reaches over."""
        value = duration_value(said.amount, said.unit)
        base, anchor, rule = self._base(said.source)
        day = base.exact()
        if self._narrative or day is None:
            return Resolved(value, rule, "none", self._no_day())
        if said.amount is None:
            return Resolved(value, rule, anchor)
        if said.value == "running":
            said = replace(said, amount=said.amount - 1)
        reach = round((said.amount or 0) * DAYS.get(said.unit, 0.0)) or 1
        if said.unit in ("CE", "E2", "Q") or reach > 36_600:
            return Resolved(value, rule, "none", "too long to place")
        other = moved(day, reach * said.by)
        return Resolved(value, rule, anchor, days=(min(day, other), max(day, other)))

    @staticmethod
    def _length(said: Expression) -> Resolved:
        if said.shape == "set":
            return Resolved(said.value, "set", "none", "it happens again and again")
        rule = "age" if said.shape == "age" else "duration"
        missing = "an age, no date" if said.shape == "age" else "a length of time, no date"
        return Resolved(duration_value(said.amount, said.unit), rule, "none", missing)


def _looks_back(said: Expression) -> bool:
    """A year earlier, during the previous year: an aside, after which the story goes on where it was."""
    back = said.shape == "offset" or (said.shape == "shift" and said.source == "text")
    return back and said.by < 0 and said.unit in ("Y", "DE", "CE")


def _dated(year: str, said: Expression) -> str:
    """Year, month, day, season and part as one TIMEX3 value."""
    tail = said.clock or (f"T{said.part}" if said.part else "")
    if said.season:
        return f"{year}-{said.season}"
    if said.section:
        return f"{year}-{said.section}"
    if said.month is None:
        return year
    if said.day is None:
        return f"{year}-{said.month:02d}"
    return f"{year}-{said.month:02d}-{said.day:02d}{tail}"
