"""Phrases of a lexicon file: checked, cut into words, and keyed by one word for quick lookup."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from dateline.errors import KnowledgeError

Phrase = tuple[str, ...]
T = TypeVar("T")

_PIECE = re.compile(r"[^\W\d_]+(?:[.'’][^\W\d_]+)*|\d+|[^\w\s]")


def cut(words: str) -> Phrase:
    """A phrase in the pieces that `annotate.atoms` cuts a text into: words, digits and single marks.

    >>> cut("a twenty-first year's")
    ('a', 'twenty', '-', 'first', "year's")
    """
    return tuple(_PIECE.findall(words))


def by_word(entries: Iterable[tuple[Phrase, T]], *, at: int = 0) -> dict[str, tuple[tuple[Phrase, T], ...]]:
    """Phrases keyed by their first word (or the last, with `at=-1`), longest first."""
    found: dict[str, list[tuple[Phrase, T]]] = {}
    for phrase, value in entries:
        found.setdefault(phrase[at], []).append((phrase, value))
    return {word: tuple(sorted(those, key=lambda entry: (-len(entry[0]), entry[0]))) for word, those in found.items()}


class Toml:
    """The text of a TOML file, with getters that raise KnowledgeError naming the file and the key."""

    def __init__(self, text: str, origin: str) -> None:
        self.origin = origin
        try:
            self._raw: dict[str, Any] = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise KnowledgeError(f"this is not TOML ({error})", place=origin) from error

    def error(self, key: str, what: str) -> KnowledgeError:
        """The error to raise for a key."""
        return KnowledgeError(f"{key} {what}", place=self.origin, way_out="Mend the entry.")

    def section(self, name: str) -> Mapping[str, Any]:
        """A table of the file."""
        found = self._raw.get(name)
        if not isinstance(found, dict):
            raise self.error(name, "is missing or no table")
        return found

    def numbers(self, section: str) -> dict[str, int]:
        """A table of whole numbers."""
        table = self.section(section)
        for key, value in table.items():
            if not isinstance(value, int) or isinstance(value, bool):
                raise self.error(f"{section}.{key}", "is no whole number")
        return dict(table)

    def strings(self, section: str) -> dict[str, str]:
        """A table of strings."""
        table = self.section(section)
        for key, value in table.items():
            if not isinstance(value, str):
                raise self.error(f"{section}.{key}", "is no string")
        return dict(table)

    def words(self, section: str, key: str, *, blank: bool = False) -> tuple[str, ...]:
        """A list of words in small letters. `blank`: white space counts as a word (the start of a line)."""
        found = self.section(section).get(key)
        if not isinstance(found, list) or not all(isinstance(word, str) and (blank or word.strip()) for word in found):
            raise self.error(f"{section}.{key}", "is missing or no list of words")
        if any(word != word.lower() for word in found):
            raise self.error(f"{section}.{key}", "has capitals; write small letters")
        return tuple(found)
