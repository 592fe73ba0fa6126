"""The time that a text last told, and steps from it: "the previous day", "two months later", "a decade earlier"."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from dateline.annotate.calendar import add_months, last_day, week_value, year_value

NO_DAY = "the dispatch has no date"
NO_ANCHOR = "no earlier time to count from"
BY_EVENT = "it counts from an event that the words name"
COARSE = "the time it counts from is not exact enough"

#: Length of a unit in days.
DAYS = {"D": 1.0, "N": 1.0, "W": 7.0, "F": 14.0, "M": 30.44, "Y": 365.25, "DE": 3652.5}


@dataclass(frozen=True, slots=True)
class Resolved:
    """A TIMEX3 value with the rule that gave it; `missing` says why there is no day."""

    value: str
    rule: str
    anchor: str
    missing: str | None = None
    days: tuple[date, date] | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """The time that the text last told: year (below zero is BC), month, day, as far as known."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    def exact(self) -> date | None:
        """The day last told, where it is exact and on the calendar."""
        if self.year is None or self.year < 1 or self.month is None or self.day is None:
            return None
        return date(self.year, self.month, self.day)


def stepped(
    base: Told,
    unit: str,
    by: float,
    anchor: str,
    rule: str,
    *,
    part: str | None = None,
    no_day: str = NO_ANCHOR,
) -> Resolved:
    """So many units away from a time, told as exactly as the unit allows."""
    if base.year is None:
        return Resolved(unknown(unit), rule, "none", no_day)
    tail = f"T{part}" if part else ""
    if unit in ("Y", "DE", "CE"):
        return _stepped_years(base.year, unit, int(by), anchor, rule)
    if unit in ("M", "Q"):
        return _stepped_months(base, unit, int(by), anchor, rule)
    exact = base.exact()
    if exact is None:
        month = f"-{base.month:02d}" if base.month and unit == "D" else "-XX"
        value = (
            f"{year_value(base.year)}{month}-XX{tail}"
            if unit == "D"
            else f"{year_value(base.year)}-{'WXX' if unit in ('W', 'F') else 'XX-XX'}"
        )
        return Resolved(value, rule, anchor, COARSE)
    try:
        return _stepped_days(exact, unit, by, anchor, rule, tail)
    except OverflowError:
        return Resolved(unknown(unit), rule, anchor, "beyond the calendar")


def _stepped_years(year: int, unit: str, by: int, anchor: str, rule: str) -> Resolved:
    step = {"DE": 10, "CE": 100}.get(unit, 1)
    found = year + by * step
    if year < 0 <= found:
        found += 1
    elif found <= 0 < year:
        found -= 1
    if not -9999 <= found <= 9999:
        return Resolved("XXXX", rule, anchor, "beyond the calendar")
    value = year_value(found)
    missing = None if found > 0 else "before the first day of the calendar"
    return Resolved(value[: len(value) - {"DE": 1, "CE": 2}.get(unit, 0)], rule, anchor, missing)


def _stepped_months(base: Told, unit: str, by: int, anchor: str, rule: str) -> Resolved:
    if base.month is None or base.year is None:
        return Resolved(f"{year_value(base.year or 1)}-XX", rule, anchor, COARSE)
    year, month = add_months(base.year, base.month, by * (3 if unit == "Q" else 1))
    if year > 9999:
        return Resolved("XXXX-XX", rule, anchor, "beyond the calendar")
    if base.year < 0 or year < 1:
        return Resolved(f"{year_value(year)}-{month:02d}", rule, anchor, "before the first day of the calendar")
    return Resolved(f"{year:04d}-Q{(month + 2) // 3}" if unit == "Q" else f"{year:04d}-{month:02d}", rule, anchor)


def _stepped_days(exact: date, unit: str, by: float, anchor: str, rule: str, tail: str) -> Resolved:
    if unit in ("W", "F"):
        found = exact + timedelta(round(by * (14 if unit == "F" else 7)))
        return Resolved(week_value(found), rule, anchor)
    if unit == "E2":
        saturday = exact - timedelta((exact.isoweekday() - 6) % 7) + timedelta(0 if by <= 0 else 7)
        if by < 0 and exact.isoweekday() >= 6:
            saturday -= timedelta(7)
        return Resolved(week_value(saturday) + "-WE", rule, anchor)
    if unit[0] == "T":
        return Resolved(f"{exact.isoformat()}TXX", rule, anchor)
    return Resolved((exact + timedelta(round(by))).isoformat() + tail, rule, anchor)


def unknown(unit: str) -> str:
    return {"Y": "XXXX", "M": "XXXX-XX", "W": "XXXX-WXX", "E2": "XXXX-WXX-WE", "DE": "XXX", "CE": "XX"}.get(
        unit, "XXXX-XX-XX"
    )


def moved(day: date, by: int) -> date:
    """The day so many days away, held at the ends of the calendar."""
    number = min(max(day.toordinal() + by, date.min.toordinal()), date.max.toordinal())
    return date.fromordinal(number)


def next_year(year: int) -> int:
    return 1 if year == -1 else year + 1


def end_of(first: date, last: date, amount: float, unit: str, by: int) -> tuple[date, date]:
    """The first (by 1) or last (by -1) so many units of a stretch of days."""
    if unit == "M" and first.day == 1 and amount < 100:
        year, month = (first.year, first.month) if by > 0 else (last.year, last.month)
        other = add_months(year, month, by * (round(amount) - 1))
        days = (first, last_day(*other)) if by > 0 else (date(*other, 1), last)
    else:
        reach = max(0, round(amount * DAYS[unit]) - 1)
        days = (first, moved(first, reach)) if by > 0 else (moved(last, -reach), last)
    return max(first, days[0]), min(last, days[1])


def year_of_neighbour(told: Told, month: int, by: int) -> int | None:
    """The year of "the previous April", "the following spring"."""
    if told.year is None or told.month is None:
        return None if told.year is None else told.year + by
    if by < 0:
        return told.year if month < told.month else told.year - 1
    return told.year if month > told.month else told.year + 1
