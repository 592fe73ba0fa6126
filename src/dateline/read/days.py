"""Days and times of publication as outlets write them.

"Thu, 12/05/2024" -> Moment with the candidates 2024-12-05 and 2024-05-12, of which only the first is a Thursday.
Only moments of headers and metadata are read here; times in prose belong to annotate. Nothing is read from a clock.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from dateline.read.words import words

#: A dateline may be a day ahead of the publication's day when the two stand in different zones.
_ZONE_SLACK = timedelta(days=1)
_EPOCH_SECONDS = (100_000_000, 9_999_999_999)


@dataclass(frozen=True, slots=True)
class Moment:
    """A day at `[start, end)` of the string searched, with the hour where one is written.

    `days`: the readings that exist (two when the order of day and month is open, none for 31 February).
    `open`: month and day where the year (or its century) is missing. `clock`: "T15:00:03+02:00", or "".
    """

    start: int
    end: int
    days: tuple[date, ...]
    open: tuple[tuple[int, int, int | None], ...] = ()
    weekday: int | None = None
    clock: str = ""

    @property
    def impossible(self) -> bool:
        """Is this written like a day, but no day of the calendar?"""
        return not self.days and not self.open

    def day(self, near: date | None = None) -> date | None:
        """The one day meant: by its weekday, else the reading nearest before `near`, else None when it stays open."""
        days = self.days or tuple(_completed(self.open, near))
        if self.weekday is not None:
            days = tuple(day for day in days if day.weekday() == self.weekday) or days
        if len(set(days)) == 1:
            return days[0]
        if near is None:
            return None
        past = [day for day in days if day <= near + _ZONE_SLACK]
        return max(past) if past else None

    def iso(self, near: date | None = None) -> str | None:
        """ISO 8601, as exact as it was written."""
        day = self.day(near)
        return None if day is None else day.isoformat() + self.clock


def match(text: str, start: int = 0) -> Moment | None:
    """The moment that begins exactly at `start`."""
    found = _pattern().match(text, start)
    return _moment(found) if found else None


def search(text: str, start: int = 0) -> Moment | None:
    """The first moment at or after `start`."""
    found = _pattern().search(text, start)
    return _moment(found) if found else None


def whole(text: str) -> Moment | None:
    """The moment that fills the string, spaces and commas at its ends aside; compact forms (20241206T150003Z) too."""
    stripped = text.strip(" \t\r\n,;.|")
    compact = _COMPACT.fullmatch(stripped)
    if compact:
        year, month, day, hour, minute, second, zone = compact.groups()
        stripped = f"{year}-{month}-{day}" + (f" {hour}:{minute}:{second or '00'}{zone or ''}" if hour else "")
    found = _pattern().fullmatch(stripped)
    return _moment(found) if found else None


def instant(value: int | float) -> str | None:
    """Seconds or milliseconds since 1970 as ISO 8601 in UTC; None for a number of another sort."""
    low, high = _EPOCH_SECONDS
    seconds = value / 1000 if value > high else value
    if isinstance(value, bool) or not low <= seconds <= high:
        return None
    return datetime.fromtimestamp(int(seconds), UTC).isoformat()


_OFFSET = re.compile(r"([+-])(\d\d?):?(\d\d)?$")
_COMPACT = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)(?:[T ]?(\d\d)(\d\d)(\d\d)?(Z|[+-]\d\d:?\d\d)?)?")


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    known = words()
    month = _any(known.months)
    weekday = _any(known.weekdays)
    zone = rf"(?:(?:gmt|utc)\s?[+-]\d\d?(?::?\d\d)?(?!\d)|\s?[+-]\d\d(?::?\d\d)?(?!\d)|(?:{_any(known.zones)})\b)"

    def clock(n: str) -> str:
        plain = rf"(?P<h{n}>\d{{1,2}})[:.h](?P<m{n}>\d\d)(?::(?P<s{n}>\d\d)(?:[.,]\d+)?)?(?!\d)"
        half = rf"(?P<k{n}>\d{{1,2}})(?=\s?[ap]\.?m)"
        return rf"(?:{plain}|{half})(?:\s?(?P<ap{n}>[ap])\.?m\b\.?)?(?:\s?\(?(?P<z{n}>{zone})\)?)?"

    day = "|".join(
        (
            r"(?P<y1>\d{4})[-/.](?P<mo1>\d{1,2})[-/.](?P<d1>\d{1,2})(?!\d)",
            r"(?P<n1>\d{1,2})(?P<sep>[/.-])(?P<n2>\d{1,2})(?P=sep)(?P<y2>\d{4}|\d\d)(?!\d)",
            rf"(?P<d3>\d{{1,2}})(?:st|nd|rd|th|er|\.)?[\s-]+(?:of\s|de\s)?(?P<mo3>{month})\b\.?"
            r"(?:,?[\s-]+(?:de\s|del\s)?(?P<y3>\d{4}|\d\d(?=\s*(?:\(|--|–|—|$)))(?!\d))?",
            rf"(?P<mo4>{month})\b\.?\s?(?P<d4>\d{{1,2}})(?:st|nd|rd|th)?(?!\d)(?:,?\s+(?P<y4>\d{{4}})(?!\d))?",
        )
    )
    return re.compile(
        rf"(?<![\w/-])(?:{clock('b')},?\s+(?:on\s)?)?(?:(?P<w>{weekday})\b\.?,?\s+(?:the\s)?)?(?:{day})"
        rf"(?:,?\s*\(?(?P<w2>{weekday})\b\)?)?(?:(?:T|,?\s+(?:at\s|à\s|a\s|-\s|\|\s)?){clock('a')})?",
        re.IGNORECASE,
    )


def _any(names: Iterable[str]) -> str:
    return "|".join(re.escape(name) for name in sorted(names, key=lambda name: (-len(name), name)))


def _moment(found: re.Match[str]) -> Moment:
    part = {key: value for key, value in found.groupdict().items() if value is not None}
    known = words()
    weekday = part.get("w") or part.get("w2")
    days, incomplete = _readings(part)
    return Moment(
        found.start(), found.end(), tuple(days), tuple(incomplete),
        known.weekdays[weekday.lower()] if weekday else None, _clock(part, "a") or _clock(part, "b"),
    )  # fmt: skip


def _readings(part: dict[str, str]) -> tuple[list[date], list[tuple[int, int, int | None]]]:
    """Days that exist, and (month, day, last two digits of the year or None) where the year is not whole."""
    if "y1" in part:
        return _days([(int(part["y1"]), int(part["mo1"]), int(part["d1"]))]), []
    if "n1" in part:
        first, second = int(part["n1"]), int(part["n2"])
        pairs = [(second, first)] if part["sep"] == "." or first == second else [(first, second), (second, first)]
        if len(part["y2"]) == 4:
            return _days([(int(part["y2"]), *pair) for pair in pairs]), []
        return [], [(*pair, int(part["y2"])) for pair in pairs if _days([(2000, *pair)])]
    which = "3" if "d3" in part else "4"
    month, day = words().months[part["mo" + which].lower()], int(part["d" + which])
    year = part.get("y" + which, "")
    if len(year) == 4:
        return _days([(int(year), month, day)]), []
    if year:
        return [], [(month, day, int(year))] if _days([(2000, month, day)]) else []
    return [], [(month, day, None)] if _days([(2000, month, day)]) else []


def _days(parts: list[tuple[int, int, int]]) -> list[date]:
    found: list[date] = []
    for year, month, day in parts:
        try:
            found.append(date(year, month, day))
        except ValueError:
            continue
    return found


def _completed(incomplete: tuple[tuple[int, int, int | None], ...], near: date | None) -> list[date]:
    """Days without a whole year in the year nearest before `near`; without it, years of two digits lie in 1969-2068 (POSIX)."""
    if near is None:
        parts = [
            (short + (1900 if short >= 69 else 2000), month, day)
            for month, day, short in incomplete
            if short is not None
        ]
        return _days(parts)
    found: list[date] = []
    for month, day, short in incomplete:
        years = range(near.year + 1, near.year - (100 if short is not None else 9), -1)
        fitting = [year for year in years if 1 <= year <= 9999 and (short is None or year % 100 == short)]
        past = [one for one in _days([(year, month, day) for year in fitting]) if one <= near + _ZONE_SLACK]
        found.extend(past[:1])
    return found


def _clock(part: dict[str, str], n: str) -> str:
    hour_written = part.get("h" + n) or part.get("k" + n)
    if hour_written is None:
        return ""
    hour, minute, second = int(hour_written), int(part.get("m" + n, "0")), part.get("s" + n)
    half = part.get("ap" + n, "").lower()
    if half and not 1 <= hour <= 12:
        return ""
    hour = hour % 12 + (12 if half == "p" else 0) if half else hour
    if hour > 23 or minute > 59 or (second and int(second) > 59):
        return ""
    return f"T{hour:02d}:{minute:02d}" + (f":{second}" if second else "") + _zone(part.get("z" + n))


def _zone(written: str | None) -> str:
    """ "+HH:MM", or "" for none and for an abbreviation of several meanings."""
    if not written:
        return ""
    name = written.lower().strip()
    if name in words().zones:
        return words().zones[name]
    offset = _OFFSET.search(name)
    if offset is None:
        return ""
    sign, hours, minutes = offset[1], int(offset[2]), int(offset[3] or "0")
    return f"{sign}{hours:02d}:{minutes:02d}" if hours <= 14 and minutes <= 59 else ""
