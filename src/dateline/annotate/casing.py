"""Capitals for text that has only one case: wires in capitals, corpora in small letters.

Goes in: the copy of a reading that the parser gets, with its blocks. Comes out: a copy of the same length in which words
of the dictionary are small and names begin with a capital, as the model was trained on; the reading itself stays as it is.
A word counts as a name when neither it nor its base form is in the model's own word lists (WordNet's, as spaCy ships
them), when a country, a capital or a people is called so, or when it stands in the name of a body.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from dateline.knowledge.countries import load_countries
from dateline.knowledge.generics import Generics, load_generics
from dateline.model.text import HEADER_KINDS, Block

#: A block with fewer letters is a headline or a shout, and stays.
_LEAST_LETTERS = 60
_SHARE = 0.95
_WORD = re.compile(r"[^\W\d_]+")
_ENDS = re.compile(r"[.!?:]['\")\]]*\s+$|^\s*$|--?\s*$|\]\s*$")
_BRACKETED = re.compile(r"[\[(]\s?([^\W\d_]{2,8})\s?[\])]")
#: An unknown word of so few letters is an abbreviation ("ELN") as often as a name; both are spelled well in capitals.
_FEW = 4
#: So many words that bodies are called by are the name of one ("national liberation army").
_RUN = 3
#: Words of countries' names that are more often others.
_SMALL = frozenset(["us", "states", "saint", "a", "of", "the", "new"])
_ENDINGS = ("s", "es", "ed", "d", "ing", "er", "r", "est", "ly", "ness", "or", "ion")
_STARTS = ("un", "re", "anti", "non", "pre", "co", "over")


class Casing:
    """The word lists, from the tables of the model's lemmatizer; without them no text is changed."""

    def __init__(self, tables: Mapping[str, Any], function_words: Iterable[str]) -> None:
        self._tables = tables
        self._function_words = tuple(function_words)
        self._words: set[str] = set()

    def cased(self, text: str, blocks: Iterable[Block]) -> str:
        """The text with its one-cased blocks in ordinary spelling; the same length, character for character."""
        parts: list[str] = []
        at = 0
        for block in blocks:
            piece = text[block.start : block.end]
            if block.kind in HEADER_KINDS or not one_case(piece) or not self._ready():
                continue
            parts += [text[at : block.start], self._spelled(piece)]
            at = block.end
        return "".join([*parts, text[at:]]) if parts else text

    def _ready(self) -> bool:
        if not self._words:
            self._words.update(word for words in self._tables.get("lemma_index", {}).values() for word in words)
            self._words.update(form for forms in self._tables.get("lemma_exc", {}).values() for form in forms)
            self._words.update(self._function_words if self._words else ())
        return bool(self._words)

    def _spelled(self, piece: str) -> str:
        low = piece.lower()
        if len(low) != len(piece):
            return piece
        short = {found[1] for found in _BRACKETED.finditer(low) if not self._known(found[1])}
        words = list(_WORD.finditer(low))
        names = self._names([found.group() for found in words], low, [found.start() for found in words])
        letters = list(low)
        for found, name in zip(words, names, strict=True):
            word = found.group()
            few = name and len(word) <= _FEW and piece.isupper() and not self._known(word) and word not in _nations()
            if word in short or (few and word not in _generics().calendar):
                letters[found.start() : found.end()] = word.upper()
            elif name or _ENDS.search(low[max(0, found.start() - 6) : found.start()]):
                letters[found.start()] = word[0].upper()
        spelled = "".join(letters)
        return spelled if len(spelled) == len(piece) else piece

    def _names(self, words: list[str], low: str, starts: list[int]) -> list[bool]:
        """For each word: is it (part of) a name?"""
        generics = _generics()
        names = [
            word in _nations() or word in generics.calendar or (len(word) > 1 and not self._known(word))
            for word in words
        ]
        beside = [
            at > 0 and low[starts[at - 1] + len(words[at - 1]) : starts[at]] in (" ", "-", "' ", "’ ")
            for at in range(len(words))
        ]
        for at in range(len(words) - 2, -1, -1):
            if beside[at + 1] and names[at + 1] and words[at] in generics.place_first:
                names[at] = True
        for at in range(1, len(words) - 1):
            content = words[at] not in generics.small and words[at] not in self._function_words
            if content and beside[at] and beside[at + 1] and names[at + 1] and not names[at]:
                names[at] = names[at - 1] or words[at - 1] in generics.titles or words[at - 1] in generics.posts
        for first, last in _bodies(words, beside, generics):
            names[first:last] = [word not in generics.small for word in words[first:last]]
        for at in range(1, len(words)):
            if beside[at] and names[at - 1] and words[at] in generics.name_kinds:
                names[at] = True
        return names

    def _known(self, word: str) -> bool:
        return word in self._words or any(base in self._words for base in _bases(word))


def one_case(piece: str) -> bool:
    """Is a block long, and written in capitals alone or in small letters alone?"""
    upper = sum(letter.isupper() for letter in piece)
    lower = sum(letter.islower() for letter in piece)
    return upper + lower >= _LEAST_LETTERS and (upper >= _SHARE * (upper + lower) or upper == 0)


def _bases(word: str) -> Iterator[str]:
    """What a form may be an inflection of: "dynamited" of "dynamite", "stopped" of "stop", "parties" of "party"."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) > len(ending) + 2:
            stem = word[: -len(ending)]
            yield from (stem, stem + "e")
            if len(stem) > 3 and stem[-1] == stem[-2]:
                yield stem[:-1]
            if stem.endswith("i"):
                yield stem[:-1] + "y"
    yield from (word[len(start) :] for start in _STARTS if word.startswith(start) and len(word) > len(start) + 3)


def _bodies(words: list[str], beside: list[bool], generics: Generics) -> Iterator[tuple[int, int]]:
    """Runs of words that bodies are called by, the last of them for a kind of body ("national liberation army")."""
    at = 0
    while at < len(words):
        end = at
        while end < len(words) and words[end] in generics.common and (end == at or beside[end]):
            end += 1
        first, last = at, end
        while first < last and words[first] in generics.small:
            first += 1
        while last > first and words[last - 1] not in generics.name_kinds:
            last -= 1
        if last - first >= _RUN:
            yield first, last
        at = max(end, at + 1)


@lru_cache(maxsize=1)
def _generics() -> Generics:
    return load_generics()


@lru_cache(maxsize=1)
def _nations() -> frozenset[str]:
    """Single words that countries, their peoples and their capitals are called by, in small letters."""
    found: set[str] = set()
    for country in load_countries():
        called = (*country.names, *country.adjectives, *country.nouns, country.capital, *country.capital_names)
        found.update(word for name in called for word in _WORD.findall(name.lower()) if len(name.split()) < 3)
    generics = _generics()
    return frozenset(found - generics.small - generics.common - generics.place_words - _SMALL)
