"""Skeletons: the string that the transliterations of one name share.

"Khan Sheikhoun", "Khān Shaykhūn" -> "xan cixun"; "Qamishli", "Al Qāmishlī" -> "kamicli". A skeleton says that two names
may be the same, never that they are: it is looked up only where the name as written is not known.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from dateline.errors import KnowledgeError
from dateline.knowledge.folding import fold
from dateline.knowledge.tables import read_data, rows

FILE = "places/transliteration.tsv"
_KINDS = ("article", "word", "start", "end", "letters")
_DOUBLED = re.compile(r"(.)\1+")
_KNOWN_WORDS = 100_000


class Transliteration:
    """The rules, compiled."""

    def __init__(self, text: str, *, place: str = FILE) -> None:
        rules: dict[str, dict[str, str]] = {kind: {} for kind in _KINDS}
        for row in rows(text, place=place, fields=("kind", "from", "to"), required=("kind", "from")):
            if row["kind"] not in rules:
                raise KnowledgeError(
                    f"kind {row['kind']!r} is unknown", place=place, way_out=f"Use one of {', '.join(_KINDS)}."
                )
            rules[row["kind"]][row["from"]] = row["to"]
        self.articles = frozenset(rules["article"])
        self._whole = rules["word"]
        self._start = _alternatives(rules["start"], "^(?:{})")
        self._end = _alternatives(rules["end"], "(?:{})$")
        self._letters = _alternatives(rules["letters"], "(?:{})")
        self._rules = rules
        self._word = lru_cache(maxsize=_KNOWN_WORDS)(self._skeleton_of_word)

    def skeleton(self, folded: str) -> str:
        """The skeleton of a folded name; articles go where other words remain."""
        words = folded.split()
        kept = [word for word in words if word not in self.articles] or words
        return " ".join([self._word(word) for word in kept])

    def without_article(self, folded: str) -> str:
        """The folded name without articles at its start."""
        words = folded.split()
        while len(words) > 1 and words[0] in self.articles:
            del words[0]
        return " ".join(words)

    def _skeleton_of_word(self, word: str) -> str:
        word = self._whole.get(word, word)
        for kind, pattern in (("start", self._start), ("end", self._end), ("letters", self._letters)):
            table = self._rules[kind]
            word = pattern.sub(lambda found, table=table: table[found.group()], word)  # type: ignore[misc]
        return _DOUBLED.sub(r"\1", word)


def _alternatives(table: Mapping[str, str], frame: str) -> re.Pattern[str]:
    words = sorted(table, key=lambda word: (-len(word), word))
    return re.compile(frame.format("|".join(re.escape(word) for word in words)) if words else r"(?!)")


def load_transliteration() -> Transliteration:
    """The rules of the package's table. Raises KnowledgeError when it breaks its schema."""
    return Transliteration(read_data(FILE))


def could_be_latin(name: str) -> bool:
    """Is the folded name written in Latin letters (only those have transliterations)?"""
    return all(letter < "\u0250" for letter in name) and fold(name) == name
