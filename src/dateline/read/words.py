"""The words of headers, datelines and credits, and the keys of records and pages: `words.toml`, checked when loaded."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from dateline.errors import KnowledgeError

FILE = Path(__file__).with_name("words.toml")

_NUMBERS = ("months", "weekdays")
_LISTS: Mapping[str, tuple[str, ...]] = {
    "labels": ("day", "published", "updated", "outlet", "byline", "title", "place", "url", "language"),
    "names": ("small", "outlets"),
    "datelines": ("not_places", "small"),
    "credits": ("openers", "inside"),
    "records": ("id", "text", "published", "outlet", "title", "url", "language", "byline"),
    "ninjs": ("text", "html", "bodies", "published", "outlet", "title", "language", "byline", "place", "signs"),
    "pages": ("published", "updated", "outlet", "byline", "title", "url", "articles"),
}


@dataclass(frozen=True, slots=True)
class Words:
    """`months` 1..12, `weekdays` 0..6 (Monday 0), `zones` to "+HH:MM" or "" for several meanings, and lists by table."""

    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    zones: Mapping[str, str]
    lists: Mapping[str, Mapping[str, tuple[str, ...]]]


@lru_cache(maxsize=4)
def words(file: Path = FILE) -> Words:
    """The words of a file. Raises KnowledgeError that names the file and the key."""
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise KnowledgeError(str(error), place=str(file), way_out="Mend the file or install again.") from error
    months, weekdays = (_numbers(file, table, key) for key in _NUMBERS)
    zones = _table(file, table, "zones")
    if not all(isinstance(value, str) for value in zones.values()):
        raise _wrong(file, "zones", "a text such as '+02:00' behind every name")
    lists = {key: {name: _list(file, table, key, name) for name in names} for key, names in _LISTS.items()}
    return Words(months, weekdays, zones, lists)


def _table(file: Path, table: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    found = table.get(key)
    if not isinstance(found, dict):
        raise _wrong(file, key, "a table")
    return found


def _numbers(file: Path, table: Mapping[str, Any], key: str) -> Mapping[str, int]:
    found = _table(file, table, key)
    if not all(isinstance(value, int) and 0 <= value <= 12 for value in found.values()):
        raise _wrong(file, key, "a number from 0 to 12 behind every name")
    return found


def _list(file: Path, table: Mapping[str, Any], key: str, name: str) -> tuple[str, ...]:
    found = _table(file, table, key).get(name)
    if not isinstance(found, list) or not all(isinstance(word, str) and word for word in found):
        raise _wrong(file, f"{key}.{name}", "a list of words")
    return tuple(found)


def _wrong(file: Path, key: str, wanted: str) -> KnowledgeError:
    return KnowledgeError(f"{key} is not {wanted}", place=f"{file}: {key}", way_out=f"Write {wanted} there.")
