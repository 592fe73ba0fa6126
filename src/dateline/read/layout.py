"""The parts of a text that are not its story: stamp, title, byline, dateline, credits, with their offsets.

Takes the text as decoded and looks at its first and last lines only. What the parts say (outlet, day, hour) comes out
beside where they stand; nothing is filled in that the text does not say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from dateline.model.text import Block, BlockKind, Span
from dateline.read.credits import credits
from dateline.read.datelines import Opening, alone, dateline
from dateline.read.days import Moment
from dateline.read.header import Header, inline_stamp, is_outlet, name_line, read_line

_LINE = re.compile(r"[^\r\n\u2028\u2029\x0c]+")
_REACH = 50_000
_HEADER_LINES = 14
_AHEAD = 3
_TITLE_LETTERS = 160
_TITLE_WORDS = 26
_NO_TITLE_END = re.compile(r"[.…,;:]['\"”’»)\]]*$")


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank, without the spaces around it; `gap`: a blank line (or the end) follows."""

    start: int
    end: int
    text: str
    gap: bool


@dataclass(frozen=True, slots=True)
class Layout:
    """What stands around the story. `story`: where it begins. `doubts`: (offset, sentence) of what could not be read.

    `title_span` is not repeated among the blocks. `agency`: of the wire dateline.
    """

    blocks: tuple[Block, ...] = ()
    title_span: Span | None = None
    outlet: str | None = None
    byline: str | None = None
    published: str | None = None
    written: date | None = None
    dateline: str | None = None
    agency: str | None = None
    url: str | None = None
    language: str | None = None
    story: int = 0
    doubts: tuple[tuple[int, str], ...] = ()


@dataclass(slots=True)
class _Found:
    """What has been gathered so far, line by line."""

    blocks: list[Block] = field(default_factory=list)
    headers: list[tuple[int, Header]] = field(default_factory=list)
    title: Span | None = None
    story: int = 0


def lay_out(text: str, *, titled: bool = True, near: date | None = None, start: int = 0) -> Layout:
    """The parts of the text from `start` on. `titled`: may a line be the title? `near`: the day of publication if known."""
    lines = list(_lines(text, start))
    found = _header(lines, titled)
    _take_inline(found, text)
    published, doubts = _published(found.headers, near)
    day = date.fromisoformat(published[:10]) if published else near
    opening = _opening(text, lines, found.story)
    if opening:
        found.blocks.append(Block("dateline", opening.start, opening.end))
    after = max([found.story, *(block.end for block in found.blocks)])
    found.blocks.extend(Block("credit", first, last) for first, last in credits(text, after))
    headers = [header for _, header in found.headers]
    return Layout(
        blocks=tuple(sorted(found.blocks, key=lambda block: block.start)),
        title_span=found.title,
        outlet=_first(header.outlet for header in headers),
        byline=_first(header.byline for header in headers),
        published=published,
        written=_written(opening, headers, day, published is not None),
        dateline=opening.place if opening and opening.place else _first(header.place for header in headers),
        agency=opening.agency if opening else None,
        url=_first(header.url for header in headers),
        language=_first(header.language for header in headers),
        story=opening.end if opening else found.story,
        doubts=tuple(doubts),
    )


def _first(values: Iterator[str | None]) -> str | None:
    return next((value for value in values if value), None)


def _lines(text: str, start: int) -> Iterator[Line]:
    """The first lines that are not blank: enough for a header and the paragraph after it."""
    count = 0
    for found in _LINE.finditer(text, start, start + _REACH):
        raw = found.group()
        if not raw.strip():
            continue
        first = found.start() + len(raw) - len(raw.lstrip())
        last = found.end() - (len(raw) - len(raw.rstrip()))
        rest = text[found.end() : found.end() + 400]
        breaks = rest[: len(rest) - len(rest.lstrip())]
        gap = len(re.findall(r"\r\n|[\r\n\u2028\u2029\x0c]", breaks)) != 1
        yield Line(first, last, text[first : min(last, first + 1_000)], gap)
        count += 1
        if count >= _HEADER_LINES + _AHEAD:
            return


def _header(lines: list[Line], titled: bool) -> _Found:
    """Walks down the first lines until the story begins."""
    found = _Found(story=lines[0].start if lines else 0)
    wants_title = False
    skipped: list[Line] = []
    read = [read_line(line.text) for line in lines]
    _read_name_lines(lines, read)
    for i, line in enumerate(lines[:_HEADER_LINES]):
        header = read[i]
        place_line = alone(line.text) if header is None and i + 1 < len(lines) else None
        if place_line is not None:
            _take_place(found, line, place_line)
            continue
        free = titled and found.title is None
        # words with capitals in the place of a title are the title, unless another line can be it
        if header is not None and free and _bare_names(header) and not _title_follows(lines[i:], read[i:]):
            _take_title(found, line)
            continue
        if header is not None:
            _take(found, line, header)
            wants_title = wants_title or (header.wants_title and found.title is None)
            skipped = []
            continue
        header_next = i + 1 < len(lines) and read[i + 1] is not None
        if free and _is_title(line, i + 1 == len(lines), wants_title, header_next):
            _take_title(found, line)
            continue
        if not any(one is not None and (one.labelled or one.moments) for one in read[i + 1 : i + _AHEAD]):
            break
        if len(line.text) > 400 or len(skipped) >= _AHEAD or dateline(line.text, 0, len(line.text)):
            break
        skipped.append(line)
    following = [line.start for line in lines if line.start >= found.story]
    found.story = min([one.start for one in skipped] + following, default=found.story)
    return found


def _take_inline(found: _Found, text: str) -> None:
    """Notes a day that is glued before the story."""
    stamp = inline_stamp(text, found.story)
    if stamp is None:
        return
    end, label, moment = stamp
    found.blocks.append(Block("stamp", found.story, end))
    found.headers.append((found.story, Header(moments=((label, moment),))))
    found.story = end + len(text[end : end + 40]) - len(text[end : end + 40].lstrip())


def _take(found: _Found, line: Line, header: Header) -> None:
    """Notes a header line: the block, and the title where the line holds one."""
    kind: BlockKind = "byline" if header.is_byline and not header.outlet else "stamp"
    end = line.end
    if header.title:
        span = Span(line.start + header.title[0], line.start + header.title[1])
        if found.title is None:
            found.title = span
            end = span.start
    end = line.start + len(line.text[: end - line.start].rstrip())
    if end > line.start:
        found.blocks.append(Block(kind, line.start, end))
    found.headers.append((line.start, header))
    found.story = line.end


def _read_name_lines(lines: list[Line], read: list[Header | None]) -> None:
    """Makes bylines of lines of names right above or below a line with a day; the first line may be the title."""
    if len(lines) > 2 and read[0] is None and _title_follows(lines, read):
        if is_outlet(lines[0].text):
            read[0] = Header(outlet=lines[0].text)
        elif name_line(lines[0].text) and read[1] is not None and read[1].moments:
            read[0] = Header(byline=lines[0].text)
    for i in range(1, min(len(lines) - 1, _HEADER_LINES)):
        beside = (read[i - 1], read[i + 1])
        dated = any(one is not None and one.moments and one.byline is None for one in beside)
        if read[i] is None and dated and name_line(lines[i].text):
            read[i] = Header(byline=lines[i].text)


def _bare_names(header: Header) -> bool:
    return header.byline is not None and not (header.labelled or header.moments or header.outlet)


def _title_follows(lines: list[Line], read: list[Header | None]) -> bool:
    """Is one of the next lines a title, so that the first need not be it?"""
    following = ((line, read[i]) for i, line in enumerate(lines[1 : 1 + _AHEAD], 1) if i + 1 < len(lines))
    return any(header is None and line.gap and _is_title(line, False, False, False) for line, header in following)


def _take_title(found: _Found, line: Line) -> None:
    """Notes the title, and a day that is glued before it: "2024-12-06 Bridge town falls"."""
    stamp = inline_stamp(line.text, 0)
    start = line.start
    if stamp is not None:
        end, label, moment = stamp
        found.blocks.append(Block("stamp", line.start, line.start + end))
        found.headers.append((line.start, Header(moments=((label, moment),))))
        start += end + len(line.text[end:]) - len(line.text[end:].lstrip())
    found.title = Span(start, line.end)
    found.story = line.end


def _take_place(found: _Found, line: Line, opening: Opening) -> None:
    """Notes a dateline that has a line of its own."""
    moments = (("byline", opening.moment),) if opening.moment else ()
    found.blocks.append(Block("dateline", line.start, line.end))
    found.headers.append((line.start, Header(moments=moments, place=opening.place)))
    found.story = line.end


def _is_title(line: Line, last: bool, wanted: bool, header_next: bool) -> bool:
    """A short line with something after it that does not end like a sentence; a header line below it settles doubts."""
    if (
        last
        or len(line.text) > _TITLE_LETTERS
        or len(line.text.split()) > _TITLE_WORDS
        or (not line.gap and not (wanted or header_next))
    ):
        return False
    if dateline(line.text, 0, len(line.text)) or alone(line.text):
        return False
    return header_next or not _NO_TITLE_END.search(line.text)


def _opening(text: str, lines: list[Line], story: int) -> Opening | None:
    """The wire dateline of one of the first lines of the story."""
    for count, line in enumerate(line for line in lines if line.end > story):
        if count >= _AHEAD:
            break
        opening = dateline(text, max(line.start, story), line.end)
        if opening and (count == 0 or opening.agency or opening.moment):
            return opening
    return None


_RANK = {"published": 0, "stamp": 1, "day": 2, "updated": 3}


def _published(headers: list[tuple[int, Header]], near: date | None) -> tuple[str | None, list[tuple[int, str]]]:
    """The time of publication: the best label that can be read, made more exact by another of the same day."""
    moments = [(_RANK[label], at, m) for at, header in headers for label, m in header.moments if label in _RANK]
    sure = [known for _, _, moment in sorted(moments, key=_by_rank) if (known := moment.day()) is not None]
    reference = near or (sure[0] if sure else None)
    doubts: list[tuple[int, str]] = []
    readings: list[str] = []
    for rank, at, moment in sorted(moments, key=_by_rank):
        iso = moment.iso(reference)
        if moment.impossible:
            doubts.append((at, "the date is no day of the calendar"))
        elif iso is None:
            doubts.append((at, "the date can be read in two ways, or lacks its year"))
        elif rank < _RANK["updated"] or not readings:
            readings.append(iso)
    if not readings:
        return None, doubts
    day = readings[0][:10]
    return max((one for one in readings if one[:10] == day), key=len), doubts


def _by_rank(one: tuple[int, int, Moment]) -> tuple[int, int]:
    return one[:2]


def _written(opening: Opening | None, headers: list[Header], near: date | None, stamped: bool) -> date | None:
    """The day of the dateline, else of the byline, else a day without a label that comes before a day of publication."""
    moments: list[Moment] = [opening.moment] if opening and opening.moment else []
    moments += [moment for header in headers for label, moment in header.moments if label == "byline"]
    if stamped and near:
        bare = [
            moment for header in headers if not header.outlet for label, moment in header.moments if label == "stamp"
        ]
        moments += [moment for moment in bare if (found := moment.day(near)) is not None and found < near]
    return next((found for moment in moments if (found := moment.day(near)) is not None), None)
