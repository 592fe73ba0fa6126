"""The lines under a story that are no prose: "(Reporting by Jane Roe; Editing by John Doe)", "© 2024", "--Wire"."""

from __future__ import annotations

import re
from functools import lru_cache

from dateline.read.words import words

_MOST = 6
_LONGEST = 600
#: "... of the town. --Wire", "... of the town. (Wire)": an agency behind the last full stop.
_SIGNED = re.compile(
    r"(?<=[.!?\"”'’)])(?:\s*(?:--|—|–)\s?|\s+-\s?)[^\W\d_a-z][\w&'-]*(?:[ /][^\W\d_a-z][\w&'-]*){0,4}$"
    r"|(?<=[.!?\"”])\s*\([A-Z][\w&./ -]{1,30}\)$"
)
_BRACKETED = re.compile(r"\([^()]{3,500}\)\s*$")


def credits(text: str, start: int) -> list[tuple[int, int]]:
    """Ranges of credits at the end of `text`, not before `start`, in order; each is a line or the tail of one."""
    found: list[tuple[int, int]] = []
    end = len(text)
    for _ in range(_MOST):
        end = _stripped(text, start, end)
        line = max(text.rfind("\n", start, end) + 1, text.rfind("\r", start, end) + 1, start)
        if end <= line:
            break
        cut = _credit(text, line, end)
        if cut is None:
            break
        found.append((cut, end))
        end = cut
    return found[::-1]


def _stripped(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1].isspace():
        end -= 1
    return end


def _credit(text: str, line: int, end: int) -> int | None:
    """Where the credit at the end of the line begins; None for none."""
    if end - line <= _LONGEST and (_opens(text[line : line + 80]) or _inside(text[line:end].casefold())):
        return line + len(text[line:end]) - len(text[line:end].lstrip())
    tail = max(line, end - _LONGEST)
    bracket = _BRACKETED.search(text, tail, end)
    if bracket and _opens(bracket.group()):
        return bracket.start()
    signed = _SIGNED.search(text, max(tail, end - 60), end)
    if signed:
        return signed.start() + len(signed.group()) - len(signed.group().lstrip())
    return None


@lru_cache(maxsize=1)
def _openers() -> tuple[str, ...]:
    return tuple(words().lists["credits"]["openers"])


def _opens(words_there: str) -> bool:
    folded = words_there.casefold().lstrip(" \t*_[—–-")
    return folded.startswith(_openers()) or folded.lstrip("( ").startswith(_openers())


def _inside(folded: str) -> bool:
    return len(folded) < 300 and any(phrase in folded for phrase in _phrases())


@lru_cache(maxsize=1)
def _phrases() -> tuple[str, ...]:
    return tuple(words().lists["credits"]["inside"])
