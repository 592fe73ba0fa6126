"""Saved pages: the story, the time with its zone, the outlet; and pages that hold none or are made to break readers."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.model.outcome import Issue
from dateline.model.text import Dispatch
from dateline.read.formats import read
from dateline.settings import Settings

PAGES = Path(__file__).parent / "pages"
BODY = "<p>" + "</p><p>".join(["The road between the valleys was opened again after eleven days of work."] * 6) + "</p>"


def results(source: bytes) -> list[Dispatch | Issue]:
    return list(read(source, origin="saved/page.html", settings=Settings()))


def page(head: str, body: str = BODY) -> Dispatch:
    source = f"<!DOCTYPE html><html><head><title>Road</title>{head}</head><body><article>{body}</article></body></html>"
    dispatch = results(source.encode())[0]
    assert isinstance(dispatch, Dispatch), dispatch
    return dispatch


def test_a_full_page() -> None:
    (dispatch,) = results((PAGES / "full.html").read_bytes())
    assert isinstance(dispatch, Dispatch)
    assert (dispatch.ref, dispatch.outlet) == ("page.html", "The Plainfield Courier")
    assert dispatch.title == "Bridge town falls after night of shelling"
    assert dispatch.published == "2024-12-06T18:40:12+02:00"  # of the article, not of the web site around it
    assert dispatch.byline == "Jane Roe, John Doe"
    assert dispatch.url == "https://plainfield.example/world/bridge-town-falls"
    assert (dispatch.language, dispatch.dateline) == ("en", "BRIDGE TOWN")
    assert "twelve people were hurt" in dispatch.text
    assert "Sport" not in dispatch.text
    assert dispatch.reader.startswith("trafilatura ")
    assert [dispatch.text[block.start : block.end] for block in dispatch.blocks] == ["BRIDGE TOWN (Hill Wire) - "]


def test_a_page_without_metadata_has_a_story_and_no_date() -> None:
    dispatch, issue = results((PAGES / "bare.html").read_bytes())
    assert isinstance(dispatch, Dispatch)
    assert (dispatch.title, dispatch.published, dispatch.outlet) == ("Road opened again", None, None)
    assert isinstance(issue, Issue)
    assert issue.level == "note"


def test_a_front_page_is_refused() -> None:
    (issue,) = results((PAGES / "front.html").read_bytes())
    assert isinstance(issue, Issue)
    assert "no article" in issue.what


@pytest.mark.parametrize(
    ("head", "published"),
    [
        ('<meta property="article:published_time" content="2024-12-06T18:40:00Z">', "2024-12-06T18:40:00+00:00"),
        ('<meta itemprop="datePublished" content="2024-12-06">', "2024-12-06"),
        ('<meta name="DC.date.issued" content="6 December 2024">', "2024-12-06"),
        ('<meta property="article:modified_time" content="2024-12-07T10:00:00Z">', "2024-12-07T10:00:00+00:00"),
        ('<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2024-12-06T10:00:00+02:00"}</script>',
         "2024-12-06T10:00:00+02:00"),
        ('<script type="application/ld+json">[{"@type": "Person"}, {"@type": "Article", "dateCreated": "2024-12-06"}]</script>',
         "2024-12-06"),
        ('<script type="application/ld+json">{broken</script><meta name="pubdate" content="2024-12-06">', "2024-12-06"),
        ('<meta name="date" content="2024-02-31">', None),
        ("", None),
        ('<meta name="x" content="2024-02">', None),  # a month is no day
    ],
)  # fmt: skip
def test_the_time_of_publication(head: str, published: str | None) -> None:
    assert page(head).published == published


def test_a_day_in_the_markup_counts_and_is_said_to_be_a_find() -> None:
    source = f'<html><body><article><span class="date">6 December 2024</span>{BODY}</article></body></html>'
    dispatch, issue = results(source.encode())
    assert isinstance(dispatch, Dispatch)
    assert dispatch.published == "2024-12-06"
    assert isinstance(issue, Issue)
    assert issue.level == "note"
    assert "declares no time" in issue.what


def test_a_time_element_counts_where_nothing_else_does() -> None:
    assert (
        page("", f'<time datetime="2024-12-06T08:00:00+01:00">Friday</time>{BODY}').published
        == "2024-12-06T08:00:00+01:00"
    )


def test_the_name_of_the_site_is_no_part_of_the_title() -> None:
    head = (
        '<meta property="og:site_name" content="Hill Post"><meta property="og:title" content="Road opened - Hill Post">'
    )
    assert page(head).title == "Road opened"


def test_only_a_whole_web_address_is_a_url() -> None:
    assert page('<link rel="canonical" href="javascript:alert(1)">').url is None
    assert page('<link rel="canonical" href="https://hill.example/1">').url == "https://hill.example/1"


def test_the_body_in_the_metadata_serves_where_the_page_itself_is_empty() -> None:
    story = "The road was opened again. " * 10
    head = f'<script type="application/ld+json">{{"@type": "NewsArticle", "articleBody": "{story}"}}</script>'
    dispatch = page(head, "<div id=app></div>")
    assert dispatch.text == story.strip()


@pytest.mark.parametrize(
    "source",
    [
        b"<!doctype html>",
        b"<html><body>" + b"<div>" * 50_000 + b"x",
        b"<html" + b" a=b" * 50_000,
        b"<html><body>" + b"<b><table><tr><td>" * 10_000,
        b"<html><head><script type='application/ld+json'>" + b"[" * 100_000 + b"</script></head><body></body></html>",
        b"<html><body><p>\xff\xfe\xfa</p></body></html>",
        b"<html><body>&#0;&#xD800;&#x110000;<p></p></body></html>",
        b"<html><head><meta charset='no-such'></head><body>caf\xe9</body></html>",
        b"<!-- " + b"<!-- -->" * 5_000 + b"<html>",
        b"<html><body><![CDATA[" + b"]" * 10_000,
    ],
)
def test_hostile_pages_give_an_issue_and_no_crash(source: bytes) -> None:
    found = results(source)
    assert found
    assert any(isinstance(result, Issue) for result in found)
