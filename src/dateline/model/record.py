"""Between the nouns and plain dicts that JSON can hold: the form in which claims are stored and leave the house.

`claim_to_record` gives the object of `dateline export claims`, key for key and in its order (docs/reference has it); a
few keys stand beside the contract's so that `claim_from_record` leads all the way back. Days are ISO strings, both ends
of a "from"/"to" are included, spans are half-open text offsets, and `"in": "title"` marks a span of a title that stands
outside the text. Marks and outcomes have modules of their own; the functions for outcomes are offered here as well.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from dateline.model.claim import Claim, ClaimPlace, Link, Party, Source
from dateline.model.days import day, iso
from dateline.model.quantity import Quantity, QuantityPart
from dateline.model.record_outcome import (
    control_from_record,
    control_to_record,
    disagreement_from_record,
    disagreement_to_record,
    event_from_record,
    event_to_record,
    issue_from_record,
    issue_to_record,
    toll_from_record,
    toll_to_record,
)
from dateline.model.text import Block, Dispatch, Evidence, Span
from dateline.model.when import When
from dateline.model.world import Actor, Place, Relation

__all__ = [
    "actor_from_record",
    "actor_to_record",
    "claim_body",
    "claim_from_record",
    "claim_id",
    "claim_to_record",
    "control_from_record",
    "control_to_record",
    "disagreement_from_record",
    "disagreement_to_record",
    "dispatch_from_record",
    "dispatch_header",
    "dispatch_to_record",
    "event_from_record",
    "event_to_record",
    "issue_from_record",
    "issue_to_record",
    "json_line",
    "toll_from_record",
    "toll_to_record",
    "with_ids",
]

Record = dict[str, Any]

_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False)

#: Evidence that tells how a claim is meant, not which claim it is: left out of its id.
_NOT_IN_ID = frozenset({"modality", "polarity"})


def json_line(record: Any) -> str:
    """The record as one line of JSON, the same bytes for the same record: keys as they stand, no spaces."""
    return _ENCODER.encode(record)


# Claims


def claim_to_record(claim: Claim, dispatch: Dispatch) -> Record:
    """The claim as the contract's object. `dispatch` is the one that it was taken from."""
    return {"id": claim.id, "dispatch": dispatch_header(dispatch)} | claim_body(claim)


def dispatch_header(dispatch: Dispatch) -> Record:
    """What a claim says about its dispatch."""
    return {
        "id": dispatch.id,
        "ref": dispatch.ref,
        "outlet": dispatch.outlet,
        "title": dispatch.title,
        "published": dispatch.published,
        "url": dispatch.url,
    }


def claim_body(claim: Claim) -> Record:
    """The contract's object from "kind" on: everything that does not repeat the dispatch."""
    return {
        "kind": claim.kind,
        "modality": claim.modality,
        "polarity": claim.polarity,
        "agent": claim.agent and _party(claim.agent),
        "target": claim.target and _party(claim.target),
        "place": claim.place and _place(claim.place),
        "when": claim.when and _when(claim.when),
        "quantity": claim.quantity and _quantity(claim.quantity),
        "content": claim.content,
        "source": _source(claim.source),
        "evidence": {name: [_evidence(item) for item in items] for name, items in sorted(claim.evidence.items())},
        "missing": dict(sorted(claim.missing.items())),
        "confidence": claim.confidence,
        "extractor": claim.extractor,
    }


def claim_from_record(record: Mapping[str, Any]) -> Claim:
    """The claim again, whole but for `Place.names` and `Place.population`, which are the gazetteer's.

    Raises KeyError, TypeError or ValueError on a record that has been edited out of shape.
    """
    return Claim(
        id=record["id"],
        dispatch=record["dispatch"]["id"],
        kind=record["kind"],
        modality=record["modality"],
        polarity=record["polarity"],
        source=_source_back(record["source"]),
        agent=_party_back(record["agent"]),
        target=_party_back(record["target"]),
        place=_place_back(record["place"]),
        when=_when_back(record["when"]),
        quantity=_quantity_back(record["quantity"]),
        content=record["content"],
        evidence={name: tuple(map(_evidence_back, items)) for name, items in record["evidence"].items()},
        missing=dict(record["missing"]),
        confidence=record["confidence"],
        extractor=record["extractor"],
    )


def _party(party: Party) -> Record:
    return {"id": party.id, "name": party.name, "words": party.words, "kind": party.kind, "side": party.side}


def _party_back(record: Mapping[str, Any] | None) -> Party | None:
    if record is None:
        return None
    return Party(record["id"], record["name"], record["words"], record.get("kind", "unknown"), record.get("side"))


def _place(where: ClaimPlace) -> Record:
    place = where.place
    return {
        "id": place.id,
        "name": place.name,
        "country": place.country,
        "admin1": place.admin1,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "precision": where.precision,
        "kind": place.kind,
        "within": place.within,
        "radius_km": place.radius_km,
    }


def _place_back(record: Mapping[str, Any] | None) -> ClaimPlace | None:
    if record is None:
        return None
    place = Place(
        id=record["id"],
        name=record["name"],
        kind=record.get("kind", "unknown"),
        country=record["country"],
        admin1=record["admin1"],
        latitude=record["latitude"],
        longitude=record["longitude"],
        within=record.get("within"),
        radius_km=record.get("radius_km"),
    )
    return ClaimPlace(place, record["precision"])


def _when(when: When) -> Record:
    record = {
        "from": iso(when.first),
        "to": iso(when.last),
        "granularity": when.granularity,
        "timex": when.timex,
        "anchor": when.anchor,
    }
    return record if when.mod is None else record | {"mod": when.mod}


def _when_back(record: Mapping[str, Any] | None) -> When | None:
    if record is None:
        return None
    return When(
        first=day(record["from"]),
        last=day(record["to"]),
        granularity=record["granularity"],
        timex=record["timex"],
        anchor=record["anchor"],
        mod=record.get("mod"),
    )


def _quantity(quantity: Quantity) -> Record:
    record = {
        "low": quantity.low,
        "best": quantity.best,
        "high": quantity.high,
        "unit": quantity.unit,
        "of": quantity.of,
        "hedge": quantity.hedge,
        "period": {"from": iso(quantity.first), "to": iso(quantity.last), "since": quantity.since},
        "parts": [_part(part) for part in quantity.parts],
    }
    return record | {"cause": quantity.cause} if quantity.cause else record


def _part(part: QuantityPart) -> Record:
    record = {"low": part.low, "best": part.best, "high": part.high, "of": part.of}
    return record | {"derived": True} if part.derived else record


def _quantity_back(record: Mapping[str, Any] | None) -> Quantity | None:
    if record is None:
        return None
    period = record["period"]
    return Quantity(
        low=record["low"],
        best=record["best"],
        high=record["high"],
        unit=record["unit"],
        of=record["of"],
        hedge=record["hedge"],
        first=day(period["from"]),
        last=day(period["to"]),
        since=period["since"],
        parts=tuple(
            QuantityPart(part["low"], part["best"], part["high"], part["of"], part.get("derived", False))
            for part in record["parts"]
        ),
        cause=record.get("cause"),
    )


def _source(source: Source) -> Record:
    chain = [
        {
            "id": link.id,
            "name": link.name,
            "cue": link.cue,
            "medium": link.medium,
            "said": link.said and _when(link.said),
        }
        for link in source.chain
    ]
    return {"chain": chain, "outlet_voice": source.outlet_voice, "stance": source.stance}


def _source_back(record: Mapping[str, Any]) -> Source:
    chain = tuple(
        Link(link["id"], link["name"], link["cue"], link["medium"], _when_back(link["said"]))
        for link in record["chain"]
    )
    return Source(chain, record["outlet_voice"], record["stance"])


def _evidence(item: Evidence) -> Record:
    record = {"start": item.start, "end": item.end, "quote": item.quote, "rule": item.rule}
    return record if item.part == "text" else record | {"in": item.part}


def _evidence_back(record: Mapping[str, Any]) -> Evidence:
    return Evidence(record["start"], record["end"], record["quote"], record["rule"], record.get("in", "text"))


# Ids


def claim_id(claim: Claim) -> str:
    """Twelve hexadecimal digits over what the text says: the dispatch, the kind, the parties' words, the spans.

    Who the words turned out to be, the rule, the confidence and the extractor are left out, so that a claim keeps its
    id, and what people have attached to it, when knowledge and extractors get better. `claim.id` itself is not read.
    """
    spans = {
        name: sorted((item.part, item.start, item.end) for item in items)
        for name, items in sorted(claim.evidence.items())
        if name not in _NOT_IN_ID
    }
    words = [party.words if party else None for party in (claim.agent, claim.target)]
    said = json_line([claim.dispatch, claim.kind, words, spans])
    import hashlib  # loads OpenSSL, which no question needs

    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def with_ids(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """The claims of one dispatch with their ids; the second with the same content gets "-2", the third "-3"."""
    seen: dict[str, int] = {}
    named = []
    for claim in claims:
        name = claim_id(claim)
        seen[name] = seen.get(name, 0) + 1
        named.append(replace(claim, id=name if seen[name] == 1 else f"{name}-{seen[name]}"))
    return tuple(named)


# Dispatches


def dispatch_to_record(dispatch: Dispatch) -> Record:
    """The dispatch with all its fields, text included."""
    span = dispatch.title_span
    return dispatch_header(dispatch) | {
        "byline": dispatch.byline,
        "written": iso(dispatch.written),
        "dateline": dispatch.dateline,
        "language": dispatch.language,
        "origin": dispatch.origin,
        "reader": dispatch.reader,
        "replaces": dispatch.replaces,
        "sha256": dispatch.sha256,
        "title_span": None if span is None else {"start": span.start, "end": span.end},
        "blocks": [{"kind": block.kind, "start": block.start, "end": block.end} for block in dispatch.blocks],
        "text": dispatch.text,
    }


def dispatch_from_record(record: Mapping[str, Any]) -> Dispatch:
    """The dispatch again, whole."""
    span = record["title_span"]
    return Dispatch(
        id=record["id"],
        ref=record["ref"],
        text=record["text"],
        sha256=record["sha256"],
        outlet=record["outlet"],
        title=record["title"],
        title_span=None if span is None else Span(span["start"], span["end"]),
        byline=record["byline"],
        published=record["published"],
        written=day(record["written"]),
        dateline=record["dateline"],
        url=record["url"],
        language=record["language"],
        origin=record["origin"],
        reader=record["reader"],
        blocks=tuple(Block(block["kind"], block["start"], block["end"]) for block in record["blocks"]),
        replaces=record["replaces"],
    )


# Actors


def actor_to_record(actor: Actor) -> Record:
    """The actor with names and dated relations."""
    return {
        "id": actor.id,
        "name": actor.name,
        "kind": actor.kind,
        "country": actor.country,
        "names": list(actor.names),
        "side": actor.side,
        "relations": [
            {
                "kind": tie.kind,
                "other": tie.other,
                "from": iso(tie.first),
                "to": iso(tie.last),
                "ended": tie.ended,
                "note": tie.note,
            }
            for tie in actor.relations
        ],
        "private": actor.private,
    }


def actor_from_record(record: Mapping[str, Any]) -> Actor:
    """The actor again, whole."""
    ties = tuple(
        Relation(tie["kind"], tie["other"], day(tie["from"]), day(tie["to"]), tie["ended"], tie["note"])
        for tie in record["relations"]
    )
    return Actor(
        id=record["id"],
        name=record["name"],
        kind=record["kind"],
        country=record["country"],
        names=tuple(record["names"]),
        side=record["side"],
        relations=ties,
        private=record["private"],
    )
