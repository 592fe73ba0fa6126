"""Atoms: a reading cut finer than its tokens, for the grammars of numbers and times.

"20,000-40,000", "12m" and "twenty-three" come out of the parser as one token or as three, depending on the dash. As
atoms they always are a number, a mark, a number. Offsets are reading offsets, half-open; `token` leads back.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple, TypeVar

from dateline.model.marks import Annotated

T = TypeVar("T")

_PIECE = re.compile(
    r"\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?|[^\W\d_]+(?:[.'’][^\W\d_]+)*|[^\w\s]|_",
)
DASHES = frozenset("-–—‐‑−")
_MARKS = {**dict.fromkeys(DASHES, "-"), "’": "'"}

#: Breaks at the end, so that a grammar may look this many atoms ahead.
AHEAD = 8

#: Digits beyond this many are no number that anybody counts with.
LONGEST = 18


class Atom(NamedTuple):
    """One piece: `text` in small letters; `kind` is "word", "number", "mark" or "break" (between two blocks)."""

    text: str
    start: int
    end: int
    token: int
    kind: str


def cut_atoms(annotated: Annotated) -> list[Atom]:
    """The atoms of a reading, with a break wherever a block ends; the list starts and ends with a break."""
    found = [Atom("\n", 0, 0, 0, "break")]
    append = found.append
    sentences = annotated.sentences
    block = -1
    for sentence in sentences:
        if sentence.block != block:
            append(Atom("\n", sentence.start, sentence.start, sentence.first, "break"))
            block = sentence.block
        for token in annotated.tokens[sentence.first : sentence.last]:
            text = token.text
            if text.isalpha():
                append(Atom(text.lower(), token.start, token.end, token.i, "word"))
            elif len(text) == 1 and not text.isalnum():
                append(Atom(_MARKS.get(text, text), token.start, token.end, token.i, "mark"))
            else:
                _cut_token(text, token.start, token.i, found)
    end = len(annotated.reading)
    found.extend([Atom("\n", end, end, len(annotated.tokens), "break")] * AHEAD)
    return found


def _cut_token(text: str, start: int, index: int, found: list[Atom]) -> None:
    for piece in _PIECE.finditer(text):
        word = piece.group()
        if word[0].isdigit() and word[0].isdecimal():
            kind = "number"
        elif word[0].isalpha():
            kind, word = "word", word.lower().replace("’", "'")
        else:
            kind, word = "mark", _MARKS.get(word, word)
        found.append(Atom(word, start + piece.start(), start + piece.end(), index, kind))


def match(
    atoms: Sequence[Atom], at: int, phrases: Mapping[str, tuple[tuple[tuple[str, ...], T], ...]]
) -> tuple[int, T] | None:
    """The longest phrase that starts at an atom: the atom after it and the phrase's value."""
    entries = phrases.get(atoms[at].text)
    if entries is None:
        return None
    for phrase, value in entries:
        end = at + len(phrase)
        if end <= len(atoms) and all(atoms[at + k].text == word for k, word in enumerate(phrase)):
            return end, value
    return None


def match_before(
    atoms: Sequence[Atom], at: int, phrases: Mapping[str, tuple[tuple[tuple[str, ...], T], ...]]
) -> tuple[int, T] | None:
    """The longest phrase that ends right before an atom: its first atom and its value. Keyed by last words."""
    entries = phrases.get(atoms[at - 1].text) if at > 0 else None
    if entries is None:
        return None
    for phrase, value in entries:
        start = at - len(phrase)
        if start >= 0 and all(atoms[start + k].text == word for k, word in enumerate(phrase)):
            return start, value
    return None


def touching(atoms: Sequence[Atom], at: int) -> bool:
    """Does the atom follow the one before it without a space?"""
    return at > 0 and atoms[at - 1].kind != "break" and atoms[at - 1].end == atoms[at].start
