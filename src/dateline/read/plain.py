"""Plain dispatches: a text file with or without a header of its own. `Dispatch.text` is the file's text as decoded.

    " date 2024-12-06 Bridge town falls" / "2024-12-06 15:00:03 - From: The Plainfield Courier" / "Jane Roe Thu, 12/05/2024"

gives title, publication time, outlet, byline and the day of writing; every part may be missing.
"""

from __future__ import annotations

from collections.abc import Iterator

from dateline.errors import ReadError
from dateline.model.outcome import Issue
from dateline.model.text import Dispatch
from dateline.read.decoding import Decoded, decode
from dateline.read.identity import digest, dispatch_id
from dateline.read.issues import issue
from dateline.read.languages import declared, language
from dateline.read.layout import Layout, lay_out

READER = "plain 1"

NO_DATE = "no date of publication is given; relative times such as weekdays stay open"
GIVE_DATE = 'Write it on the first line ("date 2024-12-06 Title"), or add the dispatch as a record with a "date".'


def read(source: bytes, *, origin: str, name: str) -> Iterator[Dispatch | Issue]:
    """The one dispatch of a plain file, and what was wrong with it. `name`: the file's name, which becomes `ref`."""
    try:
        decoded = decode(source)
    except ReadError as error:
        yield issue(error.what, origin=origin, place=error.place, way_out=error.way_out)
        return
    if not decoded.text.strip():
        yield issue("the file holds nothing but blank space", origin=origin, way_out="Leave it out, or fetch it again.")
        return
    layout = lay_out(decoded.text)
    dispatch = _dispatch(source, decoded.text, layout, origin, name)
    yield dispatch
    yield from decoding_issues(decoded, origin=origin, dispatch=dispatch.id)
    for at, doubt in layout.doubts:
        line = decoded.text.count("\n", 0, at) + 1
        way_out = "Write the date as year-month-day (2024-12-06) and add it again."
        yield issue(doubt, origin=origin, place=f"line {line}", way_out=way_out, level="partial", dispatch=dispatch.id)
    if dispatch.day is None:
        yield issue(NO_DATE, origin=origin, way_out=GIVE_DATE, level="note", dispatch=dispatch.id)


def _dispatch(source: bytes, text: str, layout: Layout, origin: str, name: str) -> Dispatch:
    span = layout.title_span
    title = text[span.start : span.end] if span else None
    outlet = layout.outlet or layout.agency
    return Dispatch(
        id=dispatch_id(text, outlet=outlet, title=title, published=layout.published, url=layout.url, record=None),
        ref=name,
        text=text,
        sha256=digest(source),
        outlet=outlet,
        title=title,
        title_span=span,
        byline=layout.byline,
        published=layout.published,
        written=layout.written,
        dateline=layout.dateline,
        url=layout.url,
        language=declared(layout.language) or language(text, start=layout.story),
        origin=origin,
        reader=READER,
        blocks=layout.blocks,
    )


def decoding_issues(decoded: Decoded, *, origin: str, dispatch: str | None) -> Iterator[Issue]:
    """An issue where bytes were lost ("partial") or their encoding was guessed ("note")."""
    if decoded.problem:
        yield issue(
            decoded.problem,
            origin=origin,
            place=decoded.place,
            way_out="Save it as UTF-8 and add it again if characters came out wrong.",
            level="partial" if decoded.lost else "note",
            dispatch=dispatch,
        )
