"""Calendar arithmetic on TIMEX3 values: what interval of days a value covers, and how to step from one to another."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from dateline.model.when import Granularity, Mod

Interval = tuple[date, date]

#: First month of a season and of a part of the year, northern half of the globe; winter runs into the next year.
_SEASON_STARTS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_SHAPE = re.compile(r"(\d{2,4})(?:-(\d\d)(?:-(\d\d))?|-W(\d\d)(-WE)?|-(SP|SU|FA|WI|[QH]\d))?$")
_GRANULARITIES: dict[str, Granularity] = {"D": "day", "W": "week", "M": "month", "Y": "year", "Q": "quarter"}


def bounds(value: str) -> tuple[Interval, Granularity] | None:
    """The days that a TIMEX3 date covers, None for one that is not on the calendar (XXXX, BC, a reference).

    >>> bounds("2024-W48")
    ((datetime.date(2024, 11, 25), datetime.date(2024, 12, 1)), 'week')
    """
    day, _, hour = value.partition("T")
    if "/" in day:
        ends = [bounds(part) for part in day.split("/", 1)]
        first, last = ends[0], ends[-1]
        return None if first is None or last is None else ((first[0][0], last[0][1]), "span")
    shape = _SHAPE.match(day)
    if shape is None:
        return None
    try:
        found = _interval(*shape.groups())
    except (ValueError, OverflowError):
        return None
    if hour and found[1] == "day":
        return found[0], "part_of_day" if hour.isalpha() else "minute" if ":" in hour else "hour"
    return found


def _interval(
    year: str, month: str | None, day: str | None, week: str | None, weekend: str | None, part: str | None
) -> tuple[Interval, Granularity]:
    if len(year) < 4:
        step = 10 ** (4 - len(year))
        first = int(year) * step
        return (date(first, 1, 1), date(first + step - 1, 12, 31)), "decade" if step == 10 else "century"
    number = int(year)
    if week:
        start = date.fromisocalendar(number, int(week), 6 if weekend else 1)
        return (start, start + timedelta(1 if weekend else 6)), "weekend" if weekend else "week"
    if part:
        length = {"Q": 3, "H": 6}.get(part[0], 3)
        month_no = _SEASON_STARTS.get(part) or (int(part[1]) - 1) * length + 1
        end = add_months(number, month_no, length - 1)
        kind: Granularity = "season" if part in _SEASON_STARTS else "quarter" if length == 3 else "half_year"
        return (date(number, month_no, 1), last_day(*end)), kind
    if day and month:
        exact = date(number, int(month), int(day))
        return (exact, exact), "day"
    if month:
        return (date(number, int(month), 1), last_day(number, int(month))), "month"
    return (date(number, 1, 1), date(number, 12, 31)), "year"


def add_months(year: int, month: int, by: int) -> tuple[int, int]:
    """The month so many months away."""
    index = year * 12 + month - 1 + by
    return index // 12, index % 12 + 1


def last_day(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def third(interval: Interval, mod: Mod) -> Interval:
    """The first, middle or last third of an interval: "early October" is 1 to 10 October."""
    first, last = interval
    days = (last - first).days + 1
    cut_one, cut_two = days // 3, 2 * days // 3
    if days < 3:
        return interval
    if mod == "START":
        return first, first + timedelta(cut_one - 1)
    if mod == "MID":
        return first + timedelta(cut_one), first + timedelta(cut_two - 1)
    return first + timedelta(cut_two), last


def week_value(day: date) -> str:
    """The ISO week of a day: "2024-W48"."""
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def year_value(year: int) -> str:
    """A year as TIMEX3 writes it, BC by its prefix: 1982, BC0480."""
    return f"{year:04d}" if year > 0 else f"BC{-year:04d}"


def shifted(day: date, days: int) -> date | None:
    """The day so many days away, None beyond the calendar."""
    try:
        return day + timedelta(days)
    except OverflowError:
        return None
