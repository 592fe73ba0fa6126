"""Events, tolls, control, disagreements and issues as plain dicts, and back. Days are ISO strings, ends included."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dateline.model.days import day, iso
from dateline.model.outcome import Control, Disagreement, Event, Figure, Issue, Toll

Record = dict[str, Any]


def event_to_record(event: Event) -> Record:
    """The event as `dateline export events` gives it."""
    return {
        "id": event.id,
        "kind": event.kind,
        "status": event.status,
        "reason": event.reason,
        "agents": list(event.agents),
        "targets": list(event.targets),
        "place": event.place,
        "place_name": event.place_name,
        "from": iso(event.first),
        "to": iso(event.last),
        "sources": list(event.sources),
        "claims": list(event.claims),
    }


def event_from_record(record: Mapping[str, Any]) -> Event:
    """The event again, whole."""
    return Event(
        id=record["id"],
        kind=record["kind"],
        status=record["status"],
        reason=record["reason"],
        claims=tuple(record["claims"]),
        agents=tuple(record["agents"]),
        targets=tuple(record["targets"]),
        place=record["place"],
        place_name=record["place_name"],
        first=day(record["from"]),
        last=day(record["to"]),
        sources=tuple(record["sources"]),
    )


def toll_to_record(toll: Toll) -> Record:
    """The toll as `dateline export tolls` gives it, each source's figure beside the others."""
    record = {
        "id": toll.id,
        "unit": toll.unit,
        "of": toll.of,
        "place": toll.place,
        "place_name": toll.place_name,
        "from": iso(toll.first),
        "to": iso(toll.last),
        "since": toll.since,
        "cumulative": toll.cumulative,
        "low": toll.low,
        "best": toll.best,
        "high": toll.high,
        "rule": toll.rule,
        "figures": [_figure(figure) for figure in toll.figures],
    }
    return record | {"cause": toll.cause} if toll.cause else record


def _figure(figure: Figure) -> Record:
    return {
        "claim": figure.claim,
        "source": figure.source,
        "stance": figure.stance,
        "low": figure.low,
        "best": figure.best,
        "high": figure.high,
        "hedge": figure.hedge,
        "words": figure.words,
        "said": iso(figure.said),
    }


def toll_from_record(record: Mapping[str, Any]) -> Toll:
    """The toll again, whole."""
    return Toll(
        id=record["id"],
        unit=record["unit"],
        of=record["of"],
        place=record["place"],
        place_name=record["place_name"],
        first=day(record["from"]),
        last=day(record["to"]),
        since=record["since"],
        cumulative=record["cumulative"],
        figures=tuple(_figure_back(figure) for figure in record["figures"]),
        low=record["low"],
        best=record["best"],
        high=record["high"],
        rule=record["rule"],
        cause=record.get("cause"),
    )


def _figure_back(record: Mapping[str, Any]) -> Figure:
    return Figure(
        claim=record["claim"],
        source=record["source"],
        stance=record["stance"],
        low=record["low"],
        best=record["best"],
        high=record["high"],
        hedge=record["hedge"],
        words=record["words"],
        said=day(record["said"]),
    )


def control_to_record(control: Control) -> Record:
    """The control of a place as `dateline export control` gives it."""
    return {
        "id": control.id,
        "place": control.place,
        "place_name": control.place_name,
        "holder": control.holder,
        "holder_name": control.holder_name,
        "certainty": control.certainty,
        "from": iso(control.first),
        "to": iso(control.last),
        "from_earliest": iso(control.first_earliest),
        "confirmed": iso(control.confirmed),
        "reason": control.reason,
        "claims": list(control.claims),
    }


def control_from_record(record: Mapping[str, Any]) -> Control:
    """The control again, whole."""
    return Control(
        id=record["id"],
        place=record["place"],
        place_name=record["place_name"],
        holder=record["holder"],
        holder_name=record["holder_name"],
        certainty=record["certainty"],
        first=day(record["from"]),
        last=day(record["to"]),
        first_earliest=day(record["from_earliest"]),
        confirmed=day(record["confirmed"]),
        reason=record["reason"],
        claims=tuple(record["claims"]),
    )


def disagreement_to_record(disagreement: Disagreement) -> Record:
    """The disagreement with its sentence and the claims on both sides."""
    return {
        "id": disagreement.id,
        "kind": disagreement.kind,
        "sentence": disagreement.sentence,
        "claims": list(disagreement.claims),
    }


def disagreement_from_record(record: Mapping[str, Any]) -> Disagreement:
    """The disagreement again, whole."""
    return Disagreement(record["id"], record["kind"], record["sentence"], tuple(record["claims"]))


def issue_to_record(issue: Issue) -> Record:
    """The issue, field for field."""
    return {
        "id": issue.id,
        "level": issue.level,
        "origin": issue.origin,
        "place": issue.place,
        "what": issue.what,
        "way_out": issue.way_out,
        "dispatch": issue.dispatch,
    }


def issue_from_record(record: Mapping[str, Any]) -> Issue:
    """The issue again, whole."""
    return Issue(
        id=record["id"],
        origin=record["origin"],
        place=record["place"],
        what=record["what"],
        way_out=record["way_out"],
        dispatch=record["dispatch"],
        level=record["level"],
    )
