"""What the annotators found in one dispatch, as the object of `dateline marks --json`.

Marks come in reading offsets and leave in text offsets; those of a title outside the text carry `"in": "title"`.
"""

from __future__ import annotations

from typing import Any

from dateline.model.days import iso
from dateline.model.marks import Annotated, NumberMark, PlaceMark, Quotation, Speaker, TimeMark
from dateline.model.text import Dispatch
from dateline.model.world import Actor

Record = dict[str, Any]


def marks_to_record(annotated: Annotated) -> Record:
    """All marks of the dispatch, each list in the order of the text (the title first).

    Place names that are part of another name ("Hama" in "Hama prison") are left out of "places"; words that stand for
    an actor ("the group", "it") are among the "actors", with the rule that resolved them.
    """
    dispatch = annotated.dispatch
    named = [(mark.start, mark.end, mark.actor, mark.rule) for mark in annotated.actors]
    meant = [(mark.start, mark.end, mark.actor, mark.rule) for mark in annotated.references if mark.actor is not None]
    actors = sorted(named + meant, key=lambda found: (found[0], found[1], found[2].id, found[3]))
    placed = sorted((*annotated.datelines, *annotated.places), key=lambda mark: (mark.start, mark.end))
    return {
        "id": dispatch.id,
        "ref": dispatch.ref,
        "places": [_place(dispatch, mark) for mark in placed if mark.use != "part_of_name"],
        "times": [_time(dispatch, mark) for mark in annotated.times],
        "quantities": [_number(dispatch, mark) for mark in annotated.numbers],
        "actors": [_actor(dispatch, *found) for found in actors],
        "quotations": [_quotation(dispatch, mark) for mark in annotated.quotations],
    }


def _range(dispatch: Dispatch, start: int, end: int) -> Record:
    at, until, part = dispatch.locate(start, end)
    record: Record = {"start": at, "end": until}
    return record if part == "text" else record | {"in": part}


def _words(dispatch: Dispatch, start: int, end: int) -> Record:
    at, until, part = dispatch.locate(start, end)
    whole = dispatch.text if part == "text" else dispatch.title or ""
    record: Record = {"start": at, "end": until, "text": whole[at:until]}
    return record if part == "text" else record | {"in": part}


def _place(dispatch: Dispatch, mark: PlaceMark) -> Record:
    place = mark.place
    return _words(dispatch, mark.start, mark.end) | {
        "id": place.id,
        "name": place.name,
        "country": place.country,
        "admin1": place.admin1,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "kind": place.kind,
        "confidence": mark.confidence,
        "missing": mark.missing,
        "use": mark.use,
        "rule": mark.rule,
    }


def _time(dispatch: Dispatch, mark: TimeMark) -> Record:
    when = mark.when
    return _words(dispatch, mark.start, mark.end) | {
        "value": mark.value,
        "type": mark.type,
        "mod": when and when.mod,
        "from": iso(when.first) if when else None,
        "to": iso(when.last) if when else None,
        "granularity": when and when.granularity,
        "anchor": when and when.anchor,
        "missing": mark.missing,
        "rule": mark.rule,
    }


def _number(dispatch: Dispatch, mark: NumberMark) -> Record:
    record = _words(dispatch, mark.start, mark.end) | {
        "low": mark.low,
        "best": mark.best,
        "high": mark.high,
        "hedge": mark.hedge,
        "unit": mark.unit,
        "kind": mark.kind,
        "rule": mark.rule,
    }
    return record if mark.fraction is None else record | {"fraction": mark.fraction}


def _actor(dispatch: Dispatch, start: int, end: int, actor: Actor, rule: str) -> Record:
    return _words(dispatch, start, end) | {"id": actor.id, "name": actor.name, "kind": actor.kind, "rule": rule}


def _quotation(dispatch: Dispatch, mark: Quotation) -> Record:
    whole = _range(dispatch, mark.content[0].start, mark.content[-1].end)
    return whole | {
        "kind": mark.kind,
        "speaker": mark.speaker and _speaker(dispatch, mark.speaker),
        "cue": None if mark.cue is None else _words(dispatch, mark.cue.start, mark.cue.end),
        "content": [_range(dispatch, span.start, span.end) for span in mark.content],
        "medium": mark.medium,
        "rule": mark.rule,
    }


def _speaker(dispatch: Dispatch, speaker: Speaker) -> Record:
    actor, before = speaker.actor, speaker.antecedent
    return _words(dispatch, speaker.start, speaker.end) | {
        "id": actor and actor.id,
        "name": actor.name if actor else before and dispatch.text[before.start : before.end],
        "rule": speaker.rule,
    }
