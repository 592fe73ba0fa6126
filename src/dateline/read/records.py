"""Records: `{"id"?, "text", "date"?, "source"?, "title"?, "url"?, "language"?}` -> a dispatch, text untouched.

Unknown keys are let be. Items of IPTC ninjs are told by their keys and read by `read.ninjs`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from dateline.model.outcome import Issue
from dateline.model.text import Block, Dispatch, Span
from dateline.read import days, ninjs
from dateline.read.fields import Fields, day_of, folded, value, with_cleaned, words_of
from dateline.read.identity import digest, dispatch_id
from dateline.read.issues import issue
from dateline.read.jsons import Repeated
from dateline.read.languages import declared, language
from dateline.read.layout import lay_out
from dateline.read.plain import NO_DATE
from dateline.read.words import words

READER = "records 1"

_GIVE_TEXT = 'Give each record a "text" that holds the dispatch.'
_CLOSING = re.compile(r"""["'”’]?[.:!?]*""")
_AFTER_TITLE = re.compile(r"""["'”’]?\s*(?:[.:!?]+(?=\s|$)|[-–—|]\s|[\r\n]|$)""")


def read(record: Any, source: bytes, *, origin: str, name: str, place: str) -> Iterator[Dispatch | Issue]:
    """The dispatch of one parsed record. `source`: its bytes; `name`, `place`: file name and where in the file."""
    fields = _fields(record)
    if isinstance(fields, Issue):
        yield replace(
            fields, id=issue(fields.what, origin=origin, place=place, way_out="").id, origin=origin, place=place
        )
        return
    spot = place.removeprefix("line ").removeprefix("record ")
    dispatch = assemble(fields, source, origin=origin, ref=fields.record or (f"{name}:{spot}" if spot else name))
    yield dispatch
    for doubt in fields.doubts:
        way_out = "Look at the record, mend it where it is wrong, and add it again."
        yield issue(doubt, origin=origin, place=place, way_out=way_out, level="partial", dispatch=dispatch.id)
    if dispatch.day is None:
        way_out = 'Give the record a "date" such as "2024-12-06".'
        yield issue(NO_DATE, origin=origin, place=place, way_out=way_out, level="note", dispatch=dispatch.id)


def _fields(record: Any) -> Fields | Issue:
    if not isinstance(record, Mapping):
        return issue("this is JSON, but no object with a text", origin="", way_out=_GIVE_TEXT)
    keys = {folded(key) for key in record}
    if "text" not in keys and keys & set(words().lists["ninjs"]["signs"]):
        return ninjs.fields(record)
    return _plain_fields(record)


def _plain_fields(record: Mapping[str, Any]) -> Fields | Issue:
    names = words().lists["records"]
    found = value(record, names["text"])
    if found is None:
        return issue("the record has no text", origin="", way_out=_GIVE_TEXT)
    key, text = found
    if not isinstance(text, str):
        return issue(f'"{key}" is {_kind(text)}, not text', origin="", way_out=_GIVE_TEXT)
    if not text.strip():
        return issue("the text of the record is blank", origin="", way_out=_GIVE_TEXT)
    twice = record.names if isinstance(record, Repeated) else ()
    if key in twice:
        return issue(
            f'"{key}" stands twice in the record, with different texts', origin="", way_out="Keep one of them."
        )
    return with_cleaned(_gather(record, text, twice))


def _gather(record: Mapping[str, Any], text: str, twice: tuple[str, ...]) -> Fields:
    """Every other field, with a doubt for each that was given and cannot be used."""
    names = words().lists["records"]
    doubts: list[str] = []

    def get(name: str) -> Any:
        found = value(record, names[name])
        if found and found[0] in twice:
            doubts.append(f'"{found[0]}" stands twice in the record, with different values; neither is used')
            return None
        return found[1] if found else None

    def line(name: str) -> str | None:
        given = get(name)
        written = words_of(given)
        if given is not None and written is None and not isinstance(given, (str, list, dict)):
            doubts.append(f'"{name}" is {_kind(given)}, not text')
        return written

    given = get("id")
    number = str(given) if isinstance(given, (str, int)) and not isinstance(given, bool) else None
    date_given = get("published")
    published, doubt = day_of(date_given) if date_given is not None else (None, None)
    if doubt:
        doubts.append(doubt)
    return Fields(
        text, number, line("outlet"), line("title"), line("byline"), published, line("url"), line("language"),
        reader=READER, doubts=tuple(doubts),
    )  # fmt: skip


def _kind(given: Any) -> str:
    if given is None:
        return "null"
    return {bool: "true or false", int: "a number", float: "a number", list: "a list"}.get(type(given), "an object")


def assemble(fields: Fields, source: bytes, *, origin: str, ref: str) -> Dispatch:
    """The dispatch: the record's fields first, then what the text itself says of byline, dateline and day."""
    published_day = date.fromisoformat(fields.published[:10]) if fields.published else None
    stamp, title_span = opening_title(fields.text, fields.title)
    start = title_span.end if title_span else stamp.end if stamp else 0
    layout = lay_out(fields.text, titled=False, near=published_day, start=start)
    published = fields.published or layout.published
    blocks = (stamp, *layout.blocks) if stamp and stamp not in layout.blocks else layout.blocks
    outlet = fields.outlet or layout.outlet or layout.agency
    url = fields.url or layout.url
    key = dispatch_id(
        fields.text, outlet=outlet, title=fields.title, published=published, url=url, record=fields.record
    )
    return Dispatch(
        id=key,
        ref=ref,
        text=fields.text,
        sha256=digest(source),
        outlet=outlet,
        title=fields.title,
        title_span=title_span,
        byline=fields.byline or layout.byline,
        published=published,
        written=layout.written or _stamp_day(fields.text, stamp, published_day),
        dateline=fields.dateline or layout.dateline,
        url=url,
        language=declared(fields.language) or language(fields.text, start=layout.story),
        origin=origin,
        reader=fields.reader,
        blocks=blocks,
    )


def _stamp_day(text: str, stamp: Block | None, near: date | None) -> date | None:
    moment = days.match(text, stamp.start) if stamp else None
    return moment.day(near) if moment else None


def opening_title(text: str, title: str | None) -> tuple[Block | None, Span | None]:
    """The title where the text begins with it, a day before it set apart: "Wed 19 Apr 2017 Bridge falls. The ..."."""
    if not title or not title.strip():
        return None, None
    start = len(text) - len(text.lstrip()) if text[:1].isspace() else 0
    stamp: Block | None = None
    moment = days.match(text, start) if text[start : start + 60].strip() else None
    at = start
    if moment is not None:
        stamp = Block("stamp", start, moment.end)
        rest = text[moment.end : moment.end + 20]
        at = moment.end + len(rest) - len(rest.lstrip(" \t\r\n,;:|.–—-"))
    end = _matched(text, at, title)
    if end is None and stamp is not None:
        end, at, stamp = _matched(text, start, title), start, None
    if end is None:
        return None, None
    after = _AFTER_TITLE.match(text, end)
    if after is None and len(title.split()) < 4:
        return None, None
    if after is None and text[end : end + 2].strip()[:1].islower():
        return None, None
    closing = _CLOSING.match(text, end)
    return stamp, Span(at, closing.end() if closing else end)


def _matched(text: str, at: int, title: str) -> int | None:
    """Where the title ends if it stands at `at`, spaces and case aside."""
    first = next(iter(title.split()), "")
    if text[at : at + len(first)].casefold() != first.casefold():
        return None
    pattern = r"\s+".join(re.escape(part) for part in title.split())
    found = re.compile(pattern, re.IGNORECASE).match(text, at) if len(title) <= 1_000 else None
    if found is None or text[found.end() : found.end() + 1].isalnum():
        return None
    return found.end()
