"""Records: JSON of our own shape and of other people's, and IPTC ninjs in its three lines."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from dateline.model.outcome import Issue
from dateline.model.text import Dispatch
from dateline.read.formats import read
from dateline.settings import Settings

STORY = "Rebels took the bridge town on Thursday, residents said. The army left in the night."


def results(*records: Any, name: str = "a.jsonl") -> list[Dispatch | Issue]:
    source = "\n".join(record if isinstance(record, str) else json.dumps(record) for record in records)
    return list(read(source.encode(), origin=name, settings=Settings()))


def first(record: Any) -> Dispatch:
    dispatch = results(record)[0]
    assert isinstance(dispatch, Dispatch), dispatch
    return dispatch


def test_a_record_becomes_a_dispatch_with_its_text_untouched() -> None:
    text = f"\n {STORY}\r\n"
    dispatch = first({
        "id": "7", "text": text, "date": "2024-12-06", "source": "Hill Post", "title": "Bridge falls",
        "url": "https://hill.example/7", "language": "en-GB", "gold": {"anything": 1},
    })  # fmt: skip
    assert (dispatch.ref, dispatch.text, dispatch.published) == ("7", text, "2024-12-06")
    assert (dispatch.outlet, dispatch.title, dispatch.title_span) == ("Hill Post", "Bridge falls", None)
    assert (dispatch.url, dispatch.language) == ("https://hill.example/7", "en")


@pytest.mark.parametrize(
    ("record", "field", "expected"),
    [
        ({"outlet": "Hill Post"}, "outlet", "Hill Post"),
        ({"source": {"id": None, "name": "Hill Post"}}, "outlet", "Hill Post"),
        ({"published": "2024-12-06T15:00:03Z"}, "published", "2024-12-06T15:00:03+00:00"),
        ({"publishedAt": "2024-12-06T15:00:03Z"}, "published", "2024-12-06T15:00:03+00:00"),
        ({"date": "Fri, 06 Dec 2024 15:00:03 GMT"}, "published", "2024-12-06T15:00:03+00:00"),
        ({"date": 1733497203}, "published", "2024-12-06T15:00:03+00:00"),
        ({"date": 20241206}, "published", "2024-12-06"),
        ({"headline": "Bridge falls"}, "title", "Bridge falls"),
        ({"author": ["Jane Roe", "John Doe"]}, "byline", "Jane Roe, John Doe"),
        ({"id": 12}, "ref", "12"),
        ({}, "ref", "a.jsonl:1"),
        ({"title": ""}, "title", None),
        ({"date": None}, "published", None),
    ],
)
def test_other_spellings_are_taken(record: dict[str, Any], field: str, expected: str | None) -> None:
    assert getattr(first({"text": STORY} | record), field) == expected


@pytest.mark.parametrize(
    ("opening", "title", "stamped", "headed"),
    [
        ("Wed 19 Apr 2017 Bridge falls. ", "Bridge falls", "Wed 19 Apr 2017", "Bridge falls."),
        ("Bridge  falls\n\n", "Bridge falls", None, "Bridge  falls"),
        ("BRIDGE FALLS - ", "Bridge falls", None, "BRIDGE FALLS"),
        ("Bridge town falls to rebels ", "Bridge town falls to rebels", None, "Bridge town falls to rebels"),
        ("Bridge ", "Bridge", None, None),  # one word of the sentence is no title
        ("Bridges ", "Bridge", None, None),
        ("12 Jul 2016 ", "Bridge falls", "12 Jul 2016", None),
        ("Published April 2 2017 ", None, "Published April 2 2017", None),
    ],
)
def test_a_title_and_a_day_at_the_start_of_the_text(
    opening: str, title: str | None, stamped: str | None, headed: str | None
) -> None:
    dispatch = first({"text": opening + STORY, "title": title, "date": "2017-04-19"})
    span = dispatch.title_span
    assert (dispatch.text[span.start : span.end] if span else None) == headed
    stamps = [dispatch.text[block.start : block.end] for block in dispatch.blocks if block.kind == "stamp"]
    assert stamps == ([stamped] if stamped else [])
    assert dispatch.title == title
    assert dispatch.published == "2017-04-19"


def test_a_dateline_and_a_signature_in_the_text() -> None:
    text = f"BRIDGE TOWN, Dec 5 (Hill Wire) - {STORY} --Hill Wire"
    dispatch = first({"text": text, "date": "2024-12-06", "source": "Hill Post"})
    assert (dispatch.dateline, dispatch.written, dispatch.outlet) == ("BRIDGE TOWN", date(2024, 12, 5), "Hill Post")
    assert [(block.kind, text[block.start : block.end]) for block in dispatch.blocks] == [
        ("dateline", "BRIDGE TOWN, Dec 5 (Hill Wire) - "),
        ("credit", "--Hill Wire"),
    ]


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ('{"text": "Rebels took', "broken JSON"),
        ('{"id": "1"}', "no text"),
        ('{"text": ["a"]}', '"text" is a list, not text'),
        ('{"text": 5}', '"text" is a number, not text'),
        ('{"text": "  \\n"}', "blank"),
        ('{"text": "a b", "text": "c d"}', "twice"),
        ('["text"]', "no object"),
        ("[" * 100_000, "nested"),
        ('{"text": ' + "9" * 10_000 + "}", "too long"),
    ],
)
def test_a_bad_line_costs_no_other(line: str, what: str) -> None:
    good = {"text": STORY, "date": "2024-12-06"}
    one, issue, two = results(good | {"id": "1"}, line, good | {"id": "2"})
    assert isinstance(one, Dispatch)
    assert isinstance(two, Dispatch)
    assert isinstance(issue, Issue)
    assert what in issue.what
    assert (issue.place, issue.level) == ("line 2", "refused")
    assert issue.way_out


@pytest.mark.parametrize(
    ("given", "field", "what"),
    [
        ('"date": "2024-02-31"', "published", "calendar"),
        ('"date": "05/12/2024"', "published", "two ways"),
        ('"date": "some day"', "published", "cannot be read"),
        ('"date": 5', "published", "cannot be read"),
        ('"title": 5', "title", "not text"),
        ('"source": "A", "source": "B"', "outlet", "twice"),
    ],
)
def test_a_bad_field_stays_empty_and_is_said(given: str, field: str, what: str) -> None:
    dispatch, issue, *_ = results(f'{{"text": {json.dumps(STORY)}, {given}}}')
    assert isinstance(dispatch, Dispatch)
    assert getattr(dispatch, field) is None
    assert isinstance(issue, Issue)
    assert what in issue.what
    assert (issue.level, issue.dispatch) == ("partial", dispatch.id)


def test_half_characters_and_nuls_in_json_are_replaced_one_for_one() -> None:
    dispatch, issue, *_ = results('{"text": "Rebels \\ud83d took\\u0000 it.", "date": "2024-12-06"}')
    assert isinstance(dispatch, Dispatch)
    assert dispatch.text == "Rebels � took� it."
    assert isinstance(issue, Issue)
    assert issue.level == "partial"


def test_the_id_follows_from_the_content_and_the_record_not_from_the_place() -> None:
    record = {"text": STORY, "date": "2024-12-06"}
    assert first(record).id == first(record | {"unknown": 1}).id
    assert first(record).id != first(record | {"id": "1"}).id


ONE = {
    "uri": "https://wire.example/1", "headline": "Bridge falls", "body_text": STORY, "versioncreated": "2024-12-06T15:00:03Z",
    "byline": "Jane Roe", "located": "BRIDGE TOWN", "language": "en", "pubstatus": "usable", "copyrightholder": "Hill Wire",
}  # fmt: skip
TWO = {
    "uri": "https://wire.example/1", "headlines": [{"role": "short", "value": "Falls"}, {"role": "main", "value": "Bridge falls"}],
    "bodies": [
        {"role": "main", "contenttype": "text/html", "value": "<p>No.</p>"},
        {"role": "main", "contenttype": "text/plain", "value": STORY},
    ],
    "versioncreated": "2024-12-06T15:00:03Z", "by": "Jane Roe", "located": "BRIDGE TOWN", "language": "en",
    "infosources": [{"name": "Hill Wire", "role": "provider"}],
}  # fmt: skip
THREE = {
    "uri": "https://wire.example/1", "headlines": [{"role": "main", "value": "Bridge falls"}],
    "bodies": [{"contentType": "application/xhtml+xml", "value": f"<div><p>{STORY}</p><p>It was <b>quiet</b>.</p></div>"}],
    "versionCreated": "2024-12-06T15:00:03Z", "by": "Jane Roe", "located": "BRIDGE TOWN", "language": "en",
    "infoSources": [{"name": "Hill Wire", "role": "provider"}], "pubStatus": "usable",
}  # fmt: skip


@pytest.mark.parametrize("item", [ONE, TWO, THREE])
def test_ninjs_of_each_line_reads_the_same(item: dict[str, Any]) -> None:
    dispatch = first(item)
    assert dispatch.text.startswith(STORY)
    assert (dispatch.title, dispatch.byline, dispatch.outlet) == ("Bridge falls", "Jane Roe", "Hill Wire")
    assert (dispatch.published, dispatch.dateline) == ("2024-12-06T15:00:03+00:00", "BRIDGE TOWN")
    assert (dispatch.ref, dispatch.url, dispatch.language) == ("https://wire.example/1", "https://wire.example/1", "en")


def test_marked_up_bodies_lose_their_markup_and_keep_their_paragraphs() -> None:
    assert first(THREE).text == f"{STORY}\n\nIt was quiet."


def test_a_withdrawn_item_is_refused() -> None:
    (issue,) = results(ONE | {"pubstatus": "canceled"})
    assert isinstance(issue, Issue)
    assert "canceled" in issue.what


def test_an_item_without_a_body_is_refused() -> None:
    (issue,) = results({"uri": "tag:1", "headline": "Bridge falls", "versioncreated": "2024-12-06T15:00:03Z"})
    assert isinstance(issue, Issue)
    assert "no body" in issue.what
