"""Reading TOML files of experts: each getter checks one key and names file and key when it is wrong."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from dateline.errors import KnowledgeError


def parse_toml(text: str, *, place: str) -> dict[str, Any]:
    """The table of a TOML text. Raises KnowledgeError where it is no TOML."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise KnowledgeError(f"this is no TOML: {error}", place=place) from error


def only(table: Mapping[str, Any], allowed: Iterable[str], *, place: str) -> None:
    """Raises KnowledgeError for a key that the schema does not have."""
    names = sorted(allowed)
    for key in table:
        if key not in names:
            raise KnowledgeError(f"unknown key {key!r}", place=place, way_out=f"Known: {', '.join(names)}.")


def words(table: Mapping[str, Any], key: str, *, place: str, needed: bool = False) -> tuple[str, ...]:
    """A list of non-empty strings."""
    value = table.get(key, [])
    if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
        raise KnowledgeError(f"{key} is no list of words", place=place)
    if needed and not value:
        raise KnowledgeError(f"{key} is missing", place=place)
    return tuple(value)


def text(table: Mapping[str, Any], key: str, *, place: str, needed: bool = False) -> str:
    """A string, "" where the key is missing and not needed."""
    value = table.get(key, "")
    if not isinstance(value, str) or (needed and not value.strip()):
        raise KnowledgeError(f"{key} is missing" if needed and not value else f"{key} is no text", place=place)
    return value


def choice(table: Mapping[str, Any], key: str, choices: Iterable[str], *, place: str) -> str:
    """A string out of a fixed list."""
    value = text(table, key, place=place, needed=True)
    if value not in choices:
        raise KnowledgeError(f"{key} {value!r} is unknown", place=place, way_out=f"Known: {', '.join(choices)}.")
    return value


def flag(table: Mapping[str, Any], key: str, *, place: str) -> bool:
    """A truth value, false where the key is missing."""
    value = table.get(key, False)
    if not isinstance(value, bool):
        raise KnowledgeError(f"{key} is neither true nor false", place=place)
    return value


def day(table: Mapping[str, Any], key: str, *, place: str) -> date | None:
    """A day, written as a TOML date; None where the key is missing."""
    value = table.get(key)
    if value is not None and type(value) is not date:
        raise KnowledgeError(
            f"{key} {value!r} is no day", place=place, way_out="Write it as 2024-12-06, without marks."
        )
    return value


def tables(table: Mapping[str, Any], key: str, *, place: str) -> tuple[dict[str, Any], ...]:
    """A list of tables."""
    value = table.get(key, [])
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise KnowledgeError(f"{key} is no list of tables", place=place)
    return tuple(value)


def named_tables(table: Mapping[str, Any], key: str, *, place: str) -> dict[str, dict[str, Any]]:
    """A table of tables, by their keys."""
    value = table.get(key, {})
    if not isinstance(value, dict) or not all(isinstance(item, dict) for item in value.values()):
        raise KnowledgeError(f"{key} is no table of tables", place=place)
    return value
