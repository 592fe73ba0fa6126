"""Saved pages of news sites: trafilatura takes the story out, `read.pages` what the page says of itself.

`Dispatch.text` is the extracted story, a blank line between paragraphs; `Dispatch.reader` names the version that did it,
because another version may extract another text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from dateline.errors import ReadError
from dateline.model.outcome import Issue
from dateline.model.text import Dispatch
from dateline.read import days
from dateline.read.decoding import decode
from dateline.read.fields import Fields, with_cleaned
from dateline.read.issues import issue
from dateline.read.languages import declared
from dateline.read.pages import About, about
from dateline.read.plain import NO_DATE, decoding_issues
from dateline.read.records import assemble

#: A shorter "article" is a cookie notice or a menu, not a dispatch.
_SHORTEST = 60
_SEARCHED = 200_000
#: htmldate looks at today's date unless both ends are given; the same page must give the same day next year.
_FIRST_DAY, _LAST_DAY = "1900-01-01", "2100-12-31"
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NO_ARTICLE = "the page holds no article that could be found"
_OPEN_PAGE = "Save the article itself (not a front page or a page behind a wall), or copy its text into a plain file."


def read(source: bytes, *, origin: str, name: str) -> Iterator[Dispatch | Issue]:
    """The one dispatch of a page, and what was wrong with it. `name`: the file's name, which becomes `ref`."""
    try:
        decoded = decode(source, html=True)
    except ReadError as error:
        yield issue(error.what, origin=origin, place=error.place, way_out=error.way_out)
        return
    markup = _NOT_XML.sub(" ", _XML_DECLARATION.sub("", decoded.text))
    page, text, reader = _read(markup)
    if not text:
        yield issue(_NO_ARTICLE, origin=origin, way_out=_OPEN_PAGE)
        return
    published = page.published or (None if page.doubts else _day_of_page(markup))
    fields = with_cleaned(
        Fields(
            text=text,
            outlet=page.outlet,
            title=page.title,
            byline=page.byline,
            published=published,
            url=page.url,
            language=None,
            dateline=page.dateline,
            reader=reader,
            doubts=page.doubts if published is None else (),
        )
    )
    dispatch = assemble(fields, source, origin=origin, ref=name)
    if dispatch.language is None and page.language:
        dispatch = replace(dispatch, language=declared(page.language))
    yield dispatch
    yield from decoding_issues(decoded, origin=origin, dispatch=dispatch.id)
    yield from _doubts(fields, page, dispatch, origin)


def _doubts(fields: Fields, page: About, dispatch: Dispatch, origin: str) -> Iterator[Issue]:
    way_out = "Look at the page and correct the date if it is wrong."
    for doubt in fields.doubts:
        yield issue(doubt, origin=origin, way_out=way_out, level="partial", dispatch=dispatch.id)
    if page.published is None and fields.published:
        what = f"the page declares no time of publication; the day {fields.published} was found in its markup"
        yield issue(what, origin=origin, way_out=way_out, level="note", dispatch=dispatch.id)
    if dispatch.day is None:
        way_out = 'Add the text as a record with a "date" if you know it.'
        yield issue(NO_DATE, origin=origin, way_out=way_out, level="note", dispatch=dispatch.id)


def _read(markup: str) -> tuple[About, str, str]:
    """What the page says of itself, its story ("" for none) and what took it out."""
    import trafilatura

    try:
        tree = lxml_html.document_fromstring(markup)
        page = about(tree)
    except (etree.LxmlError, ValueError, AssertionError, RecursionError):
        return About(), "", ""
    text = _tidy(_extracted(trafilatura, markup))
    reader = f"trafilatura {trafilatura.__version__}"
    return page, text if len(text) >= _SHORTEST else "", reader


def _extracted(trafilatura: Any, markup: str) -> str:
    try:
        found = trafilatura.extract(
            markup, output_format="txt", with_metadata=False, include_comments=False, include_tables=True
        )
    except Exception:
        # a page made to break parsers may break this one anywhere; whatever it is, the page has no readable story
        return ""
    return found or ""


def _tidy(text: str) -> str:
    """Paragraphs with a blank line between them: a line of its own is a paragraph in extracted text."""
    lines = (" ".join(line.split()) for line in text.splitlines())
    return "\n\n".join(line for line in lines if line)


def _day_of_page(markup: str) -> str | None:
    """A day that stands in the markup, by htmldate, without its search through the text (which finds any year)."""
    import htmldate

    try:
        found: str | None = htmldate.find_date(
            markup, extensive_search=False, original_date=True, min_date=_FIRST_DAY, max_date=_LAST_DAY
        )
    except Exception:
        # as above: hostile pages
        return None
    return found if found and _stands_in(markup, date.fromisoformat(found)) else None


def _stands_in(markup: str, day: date) -> bool:
    """Is that day written in the page? htmldate makes a first of the month out of a month, and mends 31 February."""
    at, searched = 0, markup[:_SEARCHED]
    while (moment := days.search(searched, at)) is not None:
        if day in moment.days:
            return True
        at = moment.end
    return False
