"""Where a sentence may start and where it may not, told to the parser before it decides the rest.

The parser splits well where sentences are regular; it errs after abbreviations and at quotation marks and ellipses.
Only the clear cases are settled here, both ways.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dateline.knowledge.abbreviations import Abbreviations

if TYPE_CHECKING:
    from spacy.tokens import Doc

_TERMINAL = frozenset(".!?;:…")
_QUOTES = frozenset("\"'")
_CLOSERS = frozenset("\"')]")
_BULLETS = frozenset("-*•·▪●–—")
#: Without a stop in this many words the text has no punctuation to go by, and the parser is left free.
_ENDLESS = 90
#: In such text a sentence is cut after so many words at the latest: the work on one grows with its square.
_LONGEST = 250

#: So many words from the start of a block no sentence ends without a stop.
_OPENING = 3


def settle_starts(doc: Doc, begins: Sequence[int], abbreviations: Abbreviations) -> None:
    """Marks tokens of an unparsed document as sentence starts or not.

    `begins`: character offsets in order; the first word at or behind each one starts a sentence.
    """
    words = [token.text for token in doc]
    offsets = [token.idx for token in doc]
    free = _free(words)
    block = since = 0
    due = 0
    for i, word in enumerate(words):
        if i == 0 or (due < len(begins) and offsets[i] >= begins[due] and not word.isspace()):
            doc[i].is_sent_start = True
            block = since = i
            while due < len(begins) and begins[due] <= offsets[i]:
                due += 1
        elif word.isspace() or not free[i]:
            verdict = _verdict(words, offsets, i, block, abbreviations)
            if verdict is not None:
                doc[i].is_sent_start = verdict
                since = i if verdict else since
        elif i - since >= _LONGEST:
            doc[i].is_sent_start = True
            since = i


def _free(words: list[str]) -> list[bool]:
    """For each token: does it stand in a stretch without any stop, too long for a sentence?"""
    free = [False] * len(words)
    start = 0
    for i, word in enumerate(words):
        if word[-1] in ".!?" or i == len(words) - 1:
            if i - start > _ENDLESS:
                free[start : i + 1] = [True] * (i + 1 - start)
            start = i + 1
    return free


def _verdict(words: list[str], offsets: list[int], i: int, block: int, abbreviations: Abbreviations) -> bool | None:
    word = words[i]
    k = i - 1
    while k > block and words[k].isspace():
        k -= 1
    before = words[k]
    attached = offsets[i] == offsets[k] + len(before)
    if word.isspace():
        return False
    if word in _QUOTES and attached and not _opens_next(words, offsets, i):
        return False
    if k == block and before in _BULLETS | _QUOTES:
        return False
    if (
        before in _QUOTES
        and attached
        and k > block
        and words[k - 1][-1] in _TERMINAL
        and offsets[k - 1] + len(words[k - 1]) != offsets[k]
    ):
        return False
    if (stop := _abbreviation(words, offsets, k)) and (
        verdict := _after_abbreviation(stop, word, abbreviations)
    ) is not None:
        return verdict
    lower = word[0].islower()
    if lower:
        inner = words[k - 1] if before[-1] in _CLOSERS and k > block else ""
        if before.endswith("..") or "…" in before or before[-1] not in _TERMINAL | _CLOSERS:
            return False
        if before[-1] in _CLOSERS and (not inner or inner[-1] != "." or before[-1] in _QUOTES):
            return False
    if before == "." and k == block + 1 and words[block].isdigit():
        return False
    if before[-1].isalnum() and k - block < _OPENING and word[0].isalnum():
        return False  # "Boko | Haram attacked": a sentence of one or two words ends with a stop
    return None


def _opens_next(words: list[str], offsets: list[int], i: int) -> bool:
    """Does the mark stand directly before a word (and so opens)?"""
    return i + 1 < len(words) and offsets[i + 1] == offsets[i] + len(words[i]) and words[i + 1][0].isalnum()


def _abbreviation(words: list[str], offsets: list[int], k: int) -> str:
    """The abbreviation that ends with token `k`, in small letters; "" for none. The tokeniser may cut off its stop."""
    word = words[k]
    if word == "." and k > 0 and offsets[k - 1] + len(words[k - 1]) == offsets[k]:
        word = words[k - 1] + "."
    if word[-1] != "." or len(word) < 2 or (len(word) == 2 and (not word[0].isupper() or word[0] == "I")):
        return ""
    return word.lower()


def _after_abbreviation(stop: str, word: str, abbreviations: Abbreviations) -> bool | None:
    starter = word.istitle() and word.lower() in abbreviations.starters
    if stop in abbreviations.before_name or len(stop) == 2:
        return None if starter else False
    if stop in abbreviations.before_figure and word[0].isdigit():
        return False
    if stop in abbreviations.either or stop in abbreviations.before_figure:
        if word[0].islower() or word[0].isdigit() or word[0] in ",;:":
            return False
        if starter:
            return True
    return None
