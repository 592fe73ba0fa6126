"""JSON from outside: objects out of lines, arrays and runs of objects, with their place; broken ones cost no other.

A key that comes twice with different values is no value: its name is kept in `Repeated.names`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_SPACE = re.compile(r"[\s,\x1e]*")
_NEXT_OBJECT = re.compile(r"\}\s*,?\s*(?=\{)")


class Repeated(dict[str, Any]):
    """An object in which some keys came twice with different values."""

    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Broken:
    """Why a piece of JSON could not be read, and the character where it breaks."""

    what: str
    at: int


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = Repeated()
    twice: list[str] = []
    for key, value in pairs:
        if key in found and found[key] != value:
            twice.append(key)
        found.setdefault(key, value)
    found.names = tuple(dict.fromkeys(twice))
    return found


_DECODER = json.JSONDecoder(object_pairs_hook=_object)


def parse(text: str) -> Any | Broken:
    """One JSON value that fills the text."""
    try:
        return _DECODER.decode(text)
    except json.JSONDecodeError as error:
        return Broken(f"broken JSON ({error.msg}) at character {error.pos + 1}", error.pos)
    except (ValueError, RecursionError):
        return Broken("JSON that is nested too deeply, or holds a number that is too long", 0)


def values(text: str) -> Iterator[tuple[int, int, Any | Broken]]:
    """Each value of an array, or of values that follow one another: (start, end, value). Goes on behind a broken one."""
    at = _skip(text, 0)
    inside = text.startswith("[", at)
    at = _skip(text, at + 1) if inside else at
    while at < len(text) and not (inside and text[at] == "]"):
        try:
            value, end = _DECODER.raw_decode(text, at)
        except json.JSONDecodeError as error:
            value, end = Broken(f"broken JSON ({error.msg}) at character {error.pos + 1}", error.pos), -1
        except (ValueError, RecursionError):
            value, end = Broken("JSON that is nested too deeply, or holds a number that is too long", at), -1
        if end < 0:
            following = _NEXT_OBJECT.search(text, max(value.at - 1, at))
            end = following.end() if following else len(text)
        yield at, end, value
        at = _skip(text, end)


def _skip(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at
