"""Words in quotation marks: which mark opens, which closes, and what is an apostrophe.

`pair_marks` takes the text as written (curly marks tell more than straight ones) and gives the ranges between the
marks. Who speaks, and whether anybody does (titles, scare quotes), is not decided here.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from dateline.model.text import HEADER_KINDS, Block

#: A range without its closing mark ends with its block, and not later than this many characters on.
_OPEN_END = 1500

#: So many words must stand before a closing mark whose partner is missing.
_FEWEST = 4
_ENDS_QUOTE = frozenset(".,!?…")
_SENTENCE = re.compile(r"[.!?…]\s+(?=[A-Z])")

_MARK = re.compile(r"""''|``|["“”„‟«»″'‘’‚‛‹›`]""")
_DOUBLE = frozenset('"“”„‟«»″') | {"''", "``"}
_OPENS_ONLY = frozenset("“„‟‘‚‛‹«") | {"``"}
_CLOSES_ONLY = frozenset("”»›") | {"''"}
_BEFORE_OPENING = frozenset("([{-–—/:;,") | {""}
_ENDS_CLAUSE = frozenset(".,!?…;:—–-")


@dataclass(frozen=True, slots=True)
class Marked:
    """Words between quotation marks: `[start, end)` without the marks, `[outer_start, outer_end)` with them.

    `closed`: False when no mark closes them (an opening mark that the writer forgot to close, or a quotation that runs on
    in the next paragraph). `inside`: index of the range that it stands in, None at the top.
    """

    start: int
    end: int
    outer_start: int
    outer_end: int
    block: int
    double: bool
    closed: bool = True
    inside: int | None = None


@dataclass(frozen=True, slots=True)
class _Mark:
    sign: str
    start: int
    end: int
    double: bool
    opens: bool
    closes: bool
    sure: bool


def pair_marks(reading: str, blocks: Sequence[Block], *, elisions: frozenset[str] = frozenset()) -> tuple[Marked, ...]:
    """The ranges in quotation marks, sorted by (start, -end); none crosses a block or another range.

    `"He said 'no'," she said` -> [1, 13) and, inside it, [9, 11). `elisions`: words that begin with an apostrophe
    ("em", "til").
    """
    found: list[Marked] = []
    for number, block in enumerate(blocks):
        if block.kind in HEADER_KINDS:
            continue
        marks = list(_marks(reading, block, elisions))
        if marks:
            doubles = _pair_doubles(reading, block, number, [mark for mark in marks if mark.double])
            singles = _pair_singles(reading, number, [mark for mark in marks if not mark.double])
            found.extend(_uncrossed(doubles, singles))
    return tuple(_nested(found))


def _marks(reading: str, block: Block, elisions: frozenset[str]) -> Iterator[_Mark]:
    for match in _MARK.finditer(reading, block.start, block.end):
        start, end, sign = match.start(), match.end(), match.group()
        before = reading[start - 1] if start > block.start else ""
        after = reading[end] if end < block.end else ""
        double = sign in _DOUBLE
        opens = _can_open(before, after)
        closes = bool(before) and not before.isspace()
        if sign in _OPENS_ONLY and not (sign in "‘‛" and before.isalnum()):
            opens, closes, sure = True, sign == "“" and not opens and closes, True
        elif sign in _CLOSES_ONLY:
            opens = opens and not closes
            closes, sure = True, not opens
        else:
            sure = False
        if not double:
            if before.isalnum() and after.isalnum():
                continue
            if opens and _elided(reading, end, block.end, elisions):
                continue
            if sign == "`" and not opens:
                continue
        elif sign in '"″' and before.isdigit() and after.isalnum():
            continue
        if opens or closes:
            yield _Mark(sign, start, end, double, opens, closes, sure)


def _can_open(before: str, after: str) -> bool:
    free = before.isspace() or before in _BEFORE_OPENING or _MARK.fullmatch(before) is not None
    return free and after != "" and not after.isspace() and after not in ".,;:!?)]}"


def _elided(reading: str, end: int, limit: int, elisions: frozenset[str]) -> bool:
    """Do missing letters follow the mark ('em, '90s) and no words in marks?"""
    word = re.compile(r"\w+").match(reading, end, min(limit, end + 12))
    if word is None:
        return False
    text = word.group().lower()
    return text in elisions or (text[:2].isdigit() and text[2:] in ("", "s"))


def _pair_doubles(reading: str, block: Block, number: int, marks: list[_Mark]) -> list[Marked]:
    found: list[Marked] = []
    opened: _Mark | None = None
    for mark in marks:
        if opened is None:
            if mark.opens or (mark.closes and not mark.sure and _at_start(reading, block, mark)):
                opened = mark
            elif mark.closes:
                found.extend(_unopened(reading, found[-1].outer_end if found else None, block, mark, number))
        elif (mark.closes and not (mark.opens and mark.sure)) or (opened.sign == "„" and mark.sign == "“"):
            if mark.start > opened.end:
                found.append(_range(opened, mark, number))
            opened = None
        elif mark.opens:
            found.extend(_unclosed(reading, opened, mark.start, block, number))
            opened = mark
        else:
            found.append(_range(opened, mark, number))
            opened = None
    if opened is not None:
        found.extend(_unclosed(reading, opened, block.end, block, number))
    return found


def _at_start(reading: str, block: Block, mark: _Mark) -> bool:
    return not reading[block.start : mark.start].strip()[:1]


def _range(opened: _Mark, closed: _Mark, number: int) -> Marked:
    return Marked(opened.end, closed.start, opened.start, closed.end, number, opened.double)


def _unclosed(reading: str, opened: _Mark, limit: int, block: Block, number: int) -> Iterator[Marked]:
    """An opening mark without its partner counts where a paragraph or clause begins with it; else it is a slip."""
    lead = reading[max(block.start, opened.start - 3) : opened.start].rstrip()
    if lead and opened.start > block.start and lead[-1] not in ",:.!?;" and not opened.sure:
        return
    end = min(limit, opened.end + _OPEN_END)
    while end > opened.end and reading[end - 1].isspace():
        end -= 1
    if end > opened.end:
        yield Marked(opened.end, end, opened.start, end, number, opened.double, closed=False)


def _unopened(reading: str, after: int | None, block: Block, mark: _Mark, number: int) -> Iterator[Marked]:
    """A closing mark at the end of a sentence whose partner the writer forgot: from where its sentences can begin.

    That is the start of the paragraph, or the first sentence behind the words in marks before.
    """
    if reading[mark.start - 1] not in _ENDS_QUOTE or mark.start - block.start > _OPEN_END:
        return
    start = block.start
    if after is not None:
        ends = _SENTENCE.search(reading, after, mark.start - 1)
        if ends is None:
            return
        start = ends.end()
    if len(reading[start : mark.start].split()) >= _FEWEST:
        yield Marked(start, mark.start, start, mark.end, number, True)


def _pair_singles(reading: str, number: int, marks: list[_Mark]) -> list[Marked]:
    """Single marks: a possessive ("rebels' gains") closes only when nothing better follows before the next opening."""
    found: list[Marked] = []
    opened: _Mark | None = None
    doubtful: _Mark | None = None
    for mark in marks:
        opening = mark.opens and not (mark.closes and opened is not None)
        if opened is None:
            opened = mark if opening else None
        elif opening:
            if doubtful is not None:
                found.append(_range(opened, doubtful, number))
            opened, doubtful = mark, None
        elif mark.closes:
            last = reading[mark.start - 1]
            if last in "sS" and reading[mark.end : mark.end + 1] not in (*_ENDS_CLAUSE, ""):
                doubtful = doubtful or mark
            elif mark.start > opened.end:
                found.append(_range(opened, mark, number))
                opened, doubtful = None, None
    if opened is not None and doubtful is not None:
        found.append(_range(opened, doubtful, number))
    return [item for item in found if item.end > item.start]


def _uncrossed(doubles: list[Marked], singles: list[Marked]) -> Iterator[Marked]:
    """All double ranges, and the single ones that lie wholly inside, around or beside them."""
    yield from doubles
    starts = [double.outer_start for double in doubles]
    for single in singles:
        first = bisect_right(starts, single.outer_start) - 1
        last = bisect_right(starts, single.outer_end - 1) - 1
        if not any(_crosses(doubles[at], single) for at in {first, last} if at >= 0):
            yield single


def _crosses(double: Marked, single: Marked) -> bool:
    inside = double.start <= single.outer_start and single.outer_end <= double.end
    around = single.start <= double.outer_start and double.outer_end <= single.end
    beside = single.outer_end <= double.outer_start or double.outer_end <= single.outer_start
    return not (inside or around or beside)


def _nested(found: Iterable[Marked]) -> Iterator[Marked]:
    stack: list[tuple[int, Marked]] = []
    for index, item in enumerate(sorted(found, key=lambda item: (item.start, -item.end))):
        while stack and stack[-1][1].end < item.end:
            stack.pop()
        parent = stack[-1][0] if stack else None
        yield Marked(
            item.start, item.end, item.outer_start, item.outer_end, item.block, item.double, item.closed, parent
        )
        stack.append((index, item))
