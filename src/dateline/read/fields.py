"""Values of records and pages from outside: found under any of their spellings, checked, never trusted."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from dateline.read import days

_MOST_NAMES = 20
_LONGEST_DATE = 100
_HALF_CHARACTER = re.compile("[\ud800-\udfff\x00]")


@dataclass(frozen=True, slots=True)
class Fields:
    """A record's own values, cleaned. `doubts`: sentences on what was given and could not be used."""

    text: str
    record: str | None = None
    outlet: str | None = None
    title: str | None = None
    byline: str | None = None
    published: str | None = None
    url: str | None = None
    language: str | None = None
    dateline: str | None = None
    reader: str = ""
    doubts: tuple[str, ...] = ()


def folded(key: str) -> str:
    """A key without case, "_" and "-": "body_text", "bodyText" and "body-text" are one."""
    return key.lower().replace("_", "").replace("-", "")


def value(record: Mapping[str, Any], names: Sequence[str]) -> tuple[str, Any] | None:
    """The first name that has a value that is not None, "" or empty: (key as written, value)."""
    spelled: dict[str, str] = {}
    for key in record:
        spelled.setdefault(folded(key), key)
    for name in names:
        found = name if name in record else spelled.get(name)
        if found is not None and record[found] not in (None, "", [], {}):
            return found, record[found]
    return None


def words_of(given: Any) -> str | None:
    """Text, a number, an object with a name, or a list of them, as one line; None for anything else."""
    if isinstance(given, str):
        return " ".join(given.split()) or None
    if isinstance(given, Mapping):
        return words_of(given.get("name") or given.get("title") or given.get("value") or given.get("@value"))
    if isinstance(given, list):
        found = [name for one in given[:_MOST_NAMES] if not isinstance(one, list) and (name := words_of(one))]
        return ", ".join(dict.fromkeys(found)) or None
    return None


def day_of(given: Any) -> tuple[str | None, str | None]:
    """ISO 8601 for a date as given, or a sentence that says why there is none."""
    if isinstance(given, (int, float)) and not isinstance(given, bool):
        whole = given == given and abs(given) < 1e14
        iso = days.instant(given) if whole else None
        moment = days.whole(str(given)) if iso is None and whole else None
        iso = iso or (moment.iso() if moment else None)
        return (iso, None) if iso else (None, f"the date {str(given)[:40]} cannot be read")
    if not isinstance(given, str):
        return None, "the date is neither text nor a number"
    moment = days.whole(given) if len(given) <= _LONGEST_DATE else None
    shown = " ".join(given.split())[:60]
    if moment is None:
        return None, f"the date {shown!r} cannot be read"
    if moment.impossible:
        return None, f"the date {shown!r} is no day of the calendar"
    iso = moment.iso()
    return (iso, None) if iso else (None, f"the date {shown!r} can be read in two ways, or lacks its year")


def with_cleaned(fields: Fields) -> Fields:
    """Half characters and NULs, which no store takes, stand as � one for one, so that offsets stay true."""
    changed: dict[str, str] = {}
    for name in ("text", "record", "outlet", "title", "byline", "url", "dateline"):
        written = getattr(fields, name)
        if written and _HALF_CHARACTER.search(written):
            changed[name] = _HALF_CHARACTER.sub("\ufffd", written)
    if not changed:
        return fields
    doubt = f"half a character or a NUL in {', '.join(changed)}; it stands as �"
    return replace(fields, **changed, doubts=(*fields.doubts, doubt))
