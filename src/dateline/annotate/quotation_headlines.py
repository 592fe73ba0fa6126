"""Reports without a reporting word in a title: "Minister: Talks have failed", "Strike kills ten: monitor".

Only a title, and only a known speaker that fills one side of the colon, counts: "Norway: rebels take a port" names the
topic, not the speaker.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from dateline.annotate.quotation_speakers import Speakers
from dateline.model.marks import ActorMark, Annotated, Speaker
from dateline.model.text import Block, Span

_KINDS = frozenset(["title", "heading"])
#: So many words name a speaker at most; so many at least make a report.
_NAME, _REPORT = 6, 3
_LONGEST = 300
_COLON = re.compile(r":\s+")
_DASH = re.compile(r"\s+[-–—]\s+")
_EDGE = " \t\r\n\u00a0\"“”'‘’.,"


def headline_reports(annotated: Annotated, speakers: Speakers) -> Iterator[tuple[Span, Speaker]]:
    """What titles report, with the words that name the speaker (rule "headline")."""
    for block in annotated.blocks:
        if block.kind in _KINDS and block.end - block.start <= _LONGEST:
            yield from _of_title(annotated, speakers, block)


def _of_title(annotated: Annotated, speakers: Speakers, block: Block) -> Iterator[tuple[Span, Speaker]]:
    reading = annotated.reading
    colons = list(_COLON.finditer(reading, block.start, block.end))
    for cut in colons[:1]:
        found = _report(annotated, speakers, Span(block.start, cut.start()), Span(cut.end(), block.end), leads=True)
        if found is not None:
            yield found
            return
    for cut in [*colons, *_DASH.finditer(reading, block.start, block.end)][-1:]:
        found = _report(annotated, speakers, Span(cut.end(), block.end), Span(block.start, cut.start()), leads=False)
        if found is not None:
            yield found


def _report(
    annotated: Annotated, speakers: Speakers, name: Span, report: Span, *, leads: bool
) -> tuple[Span, Speaker] | None:
    reading = annotated.reading
    name, report = _trim(reading, name), _trim(reading, report)
    if not 0 < len(reading[name.start : name.end].split()) <= _NAME:
        return None
    if len(reading[report.start : report.end].split()) < _REPORT:
        return None
    mark = _filling(speakers, name)
    if mark is None or mark.actor.kind == "perspective" or (leads and mark.actor.kind == "state"):
        return None
    first, last = bisect_left(speakers.starts, report.start), bisect_left(speakers.starts, report.end)
    if not any(token.pos in ("VERB", "AUX") for token in annotated.tokens[first:last]):
        return None
    return report, Speaker(name.start, name.end, mark.actor, "headline")


def _filling(speakers: Speakers, name: Span) -> ActorMark | None:
    """The actor whose mark ends the words and leaves nothing before it but a title or an adjective."""
    at = bisect_left(speakers.actor_starts, name.end) - 1
    for mark in reversed(speakers.actors[max(0, at - 3) : at + 1]):
        if mark.start < name.start or mark.end != name.end:
            continue
        first, last = bisect_left(speakers.starts, name.start), bisect_left(speakers.starts, mark.start)
        if all(token.pos in ("PROPN", "NOUN", "ADJ", "DET", "PART") for token in speakers.tokens[first:last]):
            return mark
    return None


def _trim(reading: str, span: Span) -> Span:
    start, end = span.start, span.end
    while start < end and reading[start] in _EDGE:
        start += 1
    while end > start and reading[end - 1] in _EDGE:
        end -= 1
    return Span(start, end)
