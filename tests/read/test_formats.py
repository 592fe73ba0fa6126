"""The door of the room: which reader takes what, streams of any length, and every sort of bad input with its way out."""

from __future__ import annotations

import io
import json
import tracemalloc
from dataclasses import replace
from datetime import date
from typing import BinaryIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.model.outcome import Issue
from dateline.model.text import Dispatch
from dateline.read.formats import detect, future_issue, lines, read
from dateline.settings import Settings

STORY = "Rebels took the bridge town on Thursday, residents said. The army left in the night."
RECORD = {"text": STORY, "date": "2024-12-06"}
LINE = json.dumps(RECORD).encode()


def results(source: bytes, name: str = "a.txt", settings: Settings | None = None) -> list[Dispatch | Issue]:
    return list(read(source, origin=name, settings=settings or Settings()))


@pytest.mark.parametrize(
    ("head", "name", "kind"),
    [
        (LINE + b"\n" + LINE, "a.txt", "lines"),
        (LINE, "-", "lines"),
        (b"\xef\xbb\xbf" + LINE, "-", "lines"),
        (b'{"text": broken\n' + LINE, "-", "lines"),
        (b"not json", "a.jsonl", "lines"),
        (json.dumps(RECORD, indent=2).encode(), "a.json", "json"),
        (json.dumps([RECORD]).encode(), "a.txt", "json"),
        (b"[ ]", "a.json", "json"),
        (b"oops", "a.json", "broken-json"),
        (b"<!DOCTYPE html><html>", "a.txt", "html"),
        (b"<!-- saved -->\n<html>", "-", "html"),
        (b'<?xml version="1.0"?>\n<!DOCTYPE html>', "-", "html"),
        (b"text first <p>then a tag</p>", "a.html", "html"),
        (b"no tag at all", "a.html", "plain"),
        (b'<?xml version="1.0"?><rss version="2.0">', "a.xml", "feed"),
        (b"[UPDATE] Rebels took the bridge", "a.txt", "plain"),
        (b"{Rebels} took the bridge", "a.txt", "plain"),
        (b"<Rebels took the bridge", "a.txt", "plain"),
        (b"<!---->" * 5_000 + b"x", "a.txt", "plain"),
    ],
)
def test_the_format_is_told_by_content_then_by_name(head: bytes, name: str, kind: str) -> None:
    assert detect(head, name) == kind


@pytest.mark.parametrize(
    "source",
    [
        json.dumps([RECORD | {"id": str(n)} for n in range(3)]).encode(),
        json.dumps([RECORD | {"id": str(n)} for n in range(3)], indent=1).encode(),
        b"\r\n".join(json.dumps(RECORD | {"id": str(n)}).encode() for n in range(3)),
        b"\n\n".join(json.dumps(RECORD | {"id": str(n)}, indent=1).encode() for n in range(3)),
        "\n".join(json.dumps(RECORD | {"id": str(n)}) for n in range(3)).encode("utf-16"),
    ],
)
def test_records_in_every_arrangement(source: bytes) -> None:
    found = results(source)
    assert [result.ref for result in found if isinstance(result, Dispatch)] == ["0", "1", "2"]
    assert len(found) == 3


def test_a_broken_record_in_a_list_costs_no_other() -> None:
    good = [json.dumps(RECORD | {"id": str(n)}, indent=1) for n in range(2)]
    one, issue, two = results(f'[{good[0]}, {{"text": oops }}, {good[1]}]'.encode())
    assert isinstance(one, Dispatch)
    assert isinstance(issue, Issue)
    assert isinstance(two, Dispatch)
    assert issue.place.startswith("record 2")


def test_records_of_one_list_have_digests_of_their_own() -> None:
    one, two = results(json.dumps([RECORD | {"id": "1"}, RECORD | {"id": "2"}]).encode())
    assert isinstance(one, Dispatch)
    assert isinstance(two, Dispatch)
    assert one.sha256 != two.sha256


SMALL = replace(Settings(), max_bytes=100_000)


@pytest.mark.parametrize(
    ("source", "name", "what"),
    [
        (b"", "a.txt", "empty"),
        (b" \n\t\r\n ", "a.txt", "blank"),
        (b"x" * 100_001, "a.txt", "larger than 100,000 bytes"),
        (b"<html><p>" + b"x" * 100_001, "a.html", "larger than 100,000 bytes"),
        (b"Rebels\x00", "a.txt", "NUL"),
        (b"%PDF-1.4", "a.txt", "PDF"),
        (b"%PDF-1.4", "a.jsonl", "PDF"),
        ("Rebels took it".encode("utf-16-le"), "a.txt", "UTF-16 without"),
        (b"oops", "a.json", "the name says JSON"),
        (b"[]", "a.json", "no records"),
        (b"\n \n", "a.jsonl", "no records"),
        (b"<rss version='2.0'><channel/></rss>", "a.xml", "feed"),
    ],
)
def test_a_bad_file_is_one_issue_with_a_way_out(source: bytes, name: str, what: str) -> None:
    (issue,) = results(source, name, SMALL)
    assert isinstance(issue, Issue)
    assert what in issue.what
    assert issue.level == "refused"
    assert issue.way_out.endswith((".", ").", '".'))
    assert issue.origin == name


def test_a_line_over_the_limit_is_refused_and_the_others_are_read() -> None:
    long = json.dumps(RECORD | {"text": "x" * 150_000}).encode()
    one, issue, two = results(b"\n".join([LINE, long, LINE]), "a.jsonl", SMALL)
    assert isinstance(one, Dispatch)
    assert isinstance(issue, Issue)
    assert isinstance(two, Dispatch)
    assert (issue.place, two.ref) == ("line 2", "a.jsonl:3")


def test_a_line_of_five_megabytes_is_read() -> None:
    source = json.dumps(RECORD | {"text": "Rebels took the bridge. " * 210_000}).encode() + b"\n" + LINE
    found = results(source, "a.jsonl")
    assert [type(result).__name__ for result in found] == ["Dispatch", "Dispatch"]


def test_a_file_of_fifty_megabytes_is_refused_as_one_dispatch() -> None:
    (issue,) = results(b"Rebels took the bridge.\n" * 2_200_000)
    assert isinstance(issue, Issue)
    assert "JSON lines" in issue.way_out


def test_a_broken_byte_in_one_line_is_said_with_its_line() -> None:
    _, _, issue, *rest = results(LINE + b"\n" + LINE.replace(b"bridge", b"br\xffdge") + b"\n" + LINE, "a.jsonl")
    assert isinstance(issue, Issue)
    assert (issue.place, issue.level) == ("line 2", "partial")
    assert len(rest) == 1


class Endless(io.RawIOBase):
    """A stream of records that would not fit into memory, made while it is read."""

    def __init__(self, count: int) -> None:
        self._lines = iter([LINE + b" " * 5_000 + b"\n"] * count)
        self._rest = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]
        self._rest = self._rest or next(self._lines, b"")
        size = min(len(view), len(self._rest))
        view[:size], self._rest = self._rest[:size], self._rest[size:]
        return size


def test_lines_are_streamed() -> None:
    stream: BinaryIO = io.BufferedReader(Endless(8_000))
    tracemalloc.start()
    count = sum(1 for _ in lines(stream.read(65_536), stream, 40_000_000))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 8_000
    assert most < 3_000_000


@given(st.binary(max_size=300), st.integers(1, 40))
def test_lines_are_those_of_the_bytes(source: bytes, head: int) -> None:
    stream = io.BytesIO(source)
    found = list(lines(stream.read(head), stream, 10_000))
    expected = source.split(b"\n")
    expected = expected[:-1] if expected[-1] == b"" else expected
    assert [line for _, _, line in found] == expected
    assert all(line is None or source[at : at + len(line)] == line for _, at, line in found)


@given(st.binary(max_size=400), st.sampled_from(["a.txt", "a.jsonl", "a.json", "a.html", "-"]))
def test_no_bytes_break_the_reader_and_reading_twice_gives_the_same(source: bytes, name: str) -> None:
    once = results(source, name)
    assert once
    assert once == results(source, name)
    assert all(result.way_out and result.what for result in once if isinstance(result, Issue))


def test_a_date_in_the_future_is_seen_against_a_given_day() -> None:
    (dispatch,) = results(LINE, "a.jsonl")
    assert isinstance(dispatch, Dispatch)
    assert future_issue(dispatch, today=date(2024, 12, 6)) is None
    assert future_issue(dispatch, today=date(2024, 12, 5)) is None  # an eastern zone may be a day ahead
    issue = future_issue(dispatch, today=date(2024, 12, 4))
    assert issue is not None
    assert (issue.dispatch, issue.level) == (dispatch.id, "partial")
