"""Feast days that move: Easter, the fourth Thursday of November, the months and days of the Islamic calendar.

Easter by the Gregorian computus (Meeus); Islamic days by the tabular calendar, which the sight of the moon moves by a day.
"""

from __future__ import annotations

from datetime import date, timedelta

from dateline.annotate.calendar import last_day
from dateline.knowledge.times import Feast

#: The day before 1 Muharram of the year 1, as a proleptic Gregorian ordinal.
_HIJRA = 227014


def days_of(feast: Feast, year: int) -> list[tuple[date, date]]:
    """When the feast lies in a year of the Gregorian calendar; an Islamic one may do so twice."""
    if feast.easter is not None:
        day = easter(year) + timedelta(feast.easter)
        return [(day, day)]
    if feast.weekday is not None:
        day = _nth(year, feast.month, feast.weekday, feast.nth)
        return [(day, day)]
    found = []
    about = round((year - 622) * 33 / 32)
    for hijri in (about - 1, about, about + 1, about + 2):
        first = _islamic(hijri, feast.month, feast.day or 1)
        last = first if feast.day else _islamic(hijri, feast.month + 1, 1) - 1
        if 1 <= first <= last <= date.max.toordinal() and date.fromordinal(first).year == year:
            found.append((date.fromordinal(first), date.fromordinal(last)))
    return found


def easter(year: int) -> date:
    """Easter Sunday of the western churches.

    >>> easter(2013)
    datetime.date(2013, 3, 31)
    """
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return date(year, f // 31, f % 31 + 1)


def _nth(year: int, month: int, weekday: int, nth: int) -> date:
    """The nth such weekday of a month, the last by -1."""
    if nth < 0:
        end = last_day(year, month)
        return end - timedelta((end.isoweekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta((weekday - first.isoweekday()) % 7 + 7 * (nth - 1))


def _islamic(year: int, month: int, day: int) -> int:
    """A day of the tabular calendar as a proleptic Gregorian ordinal, which may lie off the calendar."""
    months = (59 * (month - 1) + 1) // 2
    return _HIJRA + (year - 1) * 354 + (3 + 11 * year) // 30 + months + day
