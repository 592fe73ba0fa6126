"""Which reader for these bytes: the door of the room. Bytes of any known format -> dispatches, and issues for the rest.

JSON lines, a JSON object or array, ninjs, HTML, plain text; told by content, by the file's name where content leaves it
open. Nothing raises: bad data in one dispatch is an `Issue` and costs no other.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from pathlib import PurePath
from typing import BinaryIO, Literal

from dateline.errors import ReadError
from dateline.model.outcome import Issue
from dateline.model.text import Dispatch
from dateline.read import html, jsons, plain, records
from dateline.read.decoding import decode, refusal
from dateline.read.inputs import Input, gather, unreadable
from dateline.read.issues import future_issue, issue
from dateline.settings import Settings

__all__ = ["Input", "future_issue", "gather", "read", "read_all", "read_input"]

Format = Literal["lines", "json", "html", "feed", "plain", "broken-json"]

_HEAD = 65_536
_LINES = frozenset({".jsonl", ".ndjson", ".jsonlines", ".ldjson"})
_MARKUP = re.compile(
    rb"(?>\s*(?:<\?xml[^>]*>|<!--.*?-->))*+\s*<(!doctype\s+html|/?[a-z][a-z0-9]{0,15})[\s>/]", re.IGNORECASE | re.DOTALL
)
_TAG = re.compile(rb"<(?:html|head|body|div|p|article|meta|title|h1)[\s>]", re.IGNORECASE)
_PAGES = frozenset({".html", ".htm", ".xhtml"})
_PAGE_TAGS = frozenset(
    b"html head body article main section div p h1 h2 title meta link script header table span a br".split()
)
_FEED_TAGS = frozenset({b"rss", b"feed", b"rdf", b"newsml", b"newsitem", b"nitf"})
_JSON_START = re.compile(rb'\s*(?:\{\s*["}]|\[\s*[{\]])')
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def read(source: bytes, *, origin: str, settings: Settings) -> Iterator[Dispatch | Issue]:
    """The dispatches in the bytes and an issue for each that did not come in. `origin`: the path, or any name."""
    name = PurePath(origin).name or origin
    yield from _read(io.BytesIO(source), origin, name, settings)


def read_input(given: Input, *, settings: Settings) -> Iterator[Dispatch | Issue]:
    """The same for a file or standard input, read as a stream: a file of records is never held in memory as a whole."""
    try:
        stream = given.open()
    except OSError as error:
        yield unreadable(given, error)
        return
    try:
        yield from _read(stream, given.origin, given.name, settings)
    except OSError as error:
        yield unreadable(given, error)
    finally:
        if given.path is not None:
            stream.close()


def read_all(paths: Iterable[str], *, settings: Settings) -> Iterator[Dispatch | Issue]:
    """Everything under the paths, in order, one at a time."""
    for given in gather(paths, settings=settings):
        if isinstance(given, Issue):
            yield given
        else:
            yield from read_input(given, settings=settings)


def detect(head: bytes, name: str) -> Format:
    """The format of a file that begins with these bytes (at least its first line, if that is shorter than 64 KiB)."""
    start = head.removeprefix(b"\xef\xbb\xbf")
    extension = PurePath(name).suffix.lower()
    if extension in _LINES:
        return "lines"
    if _JSON_START.match(start):
        return _json_format(start)
    markup = _MARKUP.match(start)
    if markup:
        tag = markup[1].lower().removeprefix(b"/")
        if tag in _FEED_TAGS:
            return "feed"
        if tag.startswith(b"!") or tag in _PAGE_TAGS or extension in _PAGES:
            return "html"
    if extension in _PAGES and _TAG.search(start):
        return "html"
    return "broken-json" if extension == ".json" else "plain"


def _json_format(start: bytes) -> Format:
    """Records a line each, or one JSON value laid out over lines? The first line tells, the second where it is broken."""
    if start.lstrip().startswith(b"["):
        return "json"
    lines = start.lstrip().split(b"\n", 2)
    if len(lines) == 1:
        return "lines"
    first = jsons.parse(lines[0].decode("utf-8", "replace"))
    if not isinstance(first, jsons.Broken):
        return "lines"
    return "lines" if lines[1].lstrip().startswith(b'{"') else "json"


def _read(stream: BinaryIO, origin: str, name: str, settings: Settings) -> Iterator[Dispatch | Issue]:
    head = stream.read(_HEAD)
    if not head:
        yield issue("the file is empty", origin=origin, way_out="Leave it out, or fetch it again.")
        return
    refused = refusal(head)
    if refused:
        yield issue(refused[0], origin=origin, place="byte 0", way_out=refused[1])
        return
    if head.startswith(_UTF16):
        yield from _wide(head, stream, origin, name, settings)
    elif detect(head, name) == "lines":
        yield from _lines(head, stream, origin, name, settings)
    else:
        source = _rest(head, stream, settings)
        if source is None:
            yield _too_large(origin, settings)
        else:
            yield from _whole(source, detect(head, name), origin, name)


def _rest(head: bytes, stream: BinaryIO, settings: Settings) -> bytes | None:
    """The whole file, None when it is larger than the settings allow."""
    more = stream.read(max(settings.max_bytes - len(head), 0) + 1)
    source = head + more
    return source if len(source) <= settings.max_bytes else None


def _too_large(origin: str, settings: Settings) -> Issue:
    return issue(
        f"the file is larger than {settings.max_bytes:,} bytes, the most that one dispatch may have",
        origin=origin,
        way_out="Split it into one file a dispatch, or into JSON lines (one record a line), which may be of any size.",
    )


def _wide(head: bytes, stream: BinaryIO, origin: str, name: str, settings: Settings) -> Iterator[Dispatch | Issue]:
    """UTF-16 and UTF-32 with their mark: told by what the text is; files of records are taken line by line."""
    source = _rest(head, stream, settings)
    if source is None:
        yield _too_large(origin, settings)
        return
    try:
        text = decode(source).text.encode("utf-8", "replace")
    except ReadError as error:
        yield issue(error.what, origin=origin, place=error.place, way_out=error.way_out)
        return
    kind = detect(text[:_HEAD], name)
    if kind == "lines":
        again = io.BytesIO(text)
        yield from _lines(again.read(_HEAD), again, origin, name, settings)
    else:
        yield from _whole(text if kind == "json" else source, kind, origin, name)


def _whole(source: bytes, kind: Format, origin: str, name: str) -> Iterator[Dispatch | Issue]:
    if kind == "html":
        yield from html.read(source, origin=origin, name=name)
    elif kind == "json":
        yield from _array(source, origin, name)
    elif kind == "feed":
        way_out = "Save the pages that it links to, or turn its items into JSON lines, and add those."
        yield issue("this is a feed or an XML news item, which is not read yet", origin=origin, way_out=way_out)
    elif kind == "broken-json":
        way_out = 'Make it an object or a list of objects with a "text", or rename it if it is plain text.'
        yield issue("the name says JSON, the content does not", origin=origin, place="byte 0", way_out=way_out)
    else:
        yield from plain.read(source, origin=origin, name=name)


def _lines(head: bytes, stream: BinaryIO, origin: str, name: str, settings: Settings) -> Iterator[Dispatch | Issue]:
    """One record a line, each by itself. A line has the limit that a file has otherwise."""
    blank = True
    for number, at, line in lines(head, stream, settings.max_bytes):
        place = f"line {number}"
        if line is None:
            blank = False
            what = f"the line is longer than {settings.max_bytes:,} bytes"
            yield issue(what, origin=origin, place=place, way_out="Split the record, or leave it out.")
            continue
        stripped = line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
        if not stripped.strip():
            continue
        blank = False
        yield from _line(stripped, at, origin, name, place)
    if blank:
        yield issue("the file holds no records", origin=origin, way_out="Leave it out, or fetch it again.")


def _line(line: bytes, at: int, origin: str, name: str, place: str) -> Iterator[Dispatch | Issue]:
    try:
        decoded = decode(line)
    except ReadError as error:
        yield issue(f"{error.what} (the line begins at byte {at})", origin=origin, place=place, way_out=error.way_out)
        return
    record = jsons.parse(decoded.text.strip())
    if isinstance(record, jsons.Broken):
        yield issue(record.what, origin=origin, place=place, way_out="Mend this line; the other lines were read.")
        return
    dispatch: str | None = None
    for result in records.read(record, line, origin=origin, name=name, place=place):
        dispatch = result.id if isinstance(result, Dispatch) else dispatch
        yield result
    if decoded.problem:
        level: Literal["partial", "note"] = "partial" if decoded.lost else "note"
        what = f"{decoded.problem} (of the line, which begins at byte {at} of the file)"
        way_out = "Save the file as UTF-8 and add it again."
        yield issue(what, origin=origin, place=place, way_out=way_out, level=level, dispatch=dispatch)


def lines(head: bytes, stream: BinaryIO, limit: int) -> Iterator[tuple[int, int, bytes | None]]:
    """(number from 1, byte offset, line without its end) of each line; None in place of a line over `limit` bytes."""
    number, at, rest = 0, 0, head
    while rest:
        start = 0
        while (end := rest.find(b"\n", start)) >= 0:
            number += 1
            yield number, at + start, rest[start:end] if end - start <= limit else None
            start = end + 1
        line, size, ended = _to_line_end(rest[start:], stream, limit)
        if size:
            number += 1
            yield number, at + start, line
        if not ended:
            return
        at, rest = at + start + size, stream.read(_HEAD)


def _to_line_end(rest: bytes, stream: BinaryIO, limit: int) -> tuple[bytes | None, int, bool]:
    """The line that `rest` begins, read to its end: (line or None when too long, bytes taken, is there more?)."""
    parts, size = [rest], len(rest)
    while True:
        more = stream.readline(_HEAD)
        size += len(more)
        if size <= limit + 1:
            parts.append(more)
        if not more or more.endswith(b"\n"):
            break
    line = b"".join(parts).removesuffix(b"\n") if size <= limit + 1 else None
    return line, size, bool(more)


def _array(source: bytes, origin: str, name: str) -> Iterator[Dispatch | Issue]:
    """A JSON array, one object laid out over lines, or several that follow one another."""
    try:
        decoded = decode(source)
    except ReadError as error:
        yield issue(error.what, origin=origin, place=error.place, way_out=error.way_out)
        return
    text = decoded.text
    seen, line, counted = 0, 1, 0
    for start, end, value in jsons.values(text):
        seen += 1
        place = f"record {seen}"
        if isinstance(value, jsons.Broken):
            line += text.count("\n", counted, value.at)
            counted = max(counted, value.at)
            way_out = "Mend it there; the records that could be told apart from it were read."
            yield issue(value.what, origin=origin, place=f"{place}, line {line}", way_out=way_out)
        else:
            piece = text[start:end].encode("utf-8")
            yield from records.read(value, piece, origin=origin, name=name, place=place)
    if not seen:
        yield issue("the list holds no records", origin=origin, way_out="Leave the file out.")
    yield from plain.decoding_issues(decoded, origin=origin, dispatch=None)
