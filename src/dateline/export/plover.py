"""Claims as PLOVER event records, one JSON object a line.

Source of keys, types, modes and sectors: PLOVER manual 2021 (revisions to 2024). A record needs an actor and one of the
sixteen types; what is denied is no event; what is planned, feared or conditional carries an auxiliary mode. `cite_info`
and `text_info` lead back to the words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from dateline.export.happenings import DEATHS
from dateline.export.lines import Record
from dateline.knowledge.codebooks import Codebooks
from dateline.knowledge.countries import Countries
from dateline.model.record import json_line

#: Auxiliary modes by modality; what is missing here is no event.
AUXILIARY = {
    "actual": "", "planned": "future", "predicted": "future", "possible": "hypothetical", "conditional": "hypothetical",
    "feared": "hypothetical", "demanded": "hypothetical",
}  # fmt: skip
_SIZE = {DEATHS: "dead", "people injured": "injured", "people detained": "arrested"}


def plover_lines(
    claims: Iterable[Record], *, crosswalk: Mapping[str, Mapping[str, str]], codes: Codebooks, countries: Countries
) -> Iterator[str]:
    """One record a line, in the order of the claims. `crosswalk`: kind -> its codes, as the ontology has them."""
    for claim in claims:
        event = crosswalk.get(claim["kind"], {}).get("plover", "")
        auxiliary = AUXILIARY.get(claim["modality"])
        if not event or auxiliary is None or claim["polarity"] != "positive" or claim["agent"] is None:
            continue
        yield json_line(_record(claim, event, auxiliary, codes, countries)) + "\n"


def _record(claim: Record, event: str, auxiliary: str, codes: Codebooks, countries: Countries) -> dict[str, Any]:
    when, dispatch = claim["when"] or {}, claim["dispatch"]
    known = claim["evidence"].get("kind", ())
    modes = [mode for mode in (codes.mode.get(claim["kind"], ""), auxiliary) if mode]
    context = codes.context.get(claim["kind"])
    return {
        "id": f"DATELINE-{claim['id']}",
        "date": when.get("from") or when.get("to"),
        "enddate": when.get("to"),
        "actor": [_entity(claim["agent"], codes, countries)],
        "recipient": [_entity(claim["target"], codes, countries)] if claim["target"] else [],
        "event": event,
        "has_event": True,
        "mode": modes,
        "context": [context] if context else [],
        "quad_code": codes.quad.get(event),
        "event_loc": _location(claim["place"], codes, countries),
        "event_text": " … ".join(item["quote"] for item in known),
        "text_info": {"start": known[0]["start"], "end": known[-1]["end"]} if known else None,
        "cite_info": {
            "citation": dispatch["ref"],
            "url": dispatch["url"],
            "title": dispatch["title"],
            "publication": dispatch["outlet"],
            "codebook": "PLOVER 2021",
            "coder": claim["extractor"],
        },
        "size": _size(claim["quantity"]),
        "comment": "according to " + " > ".join(link["name"] for link in claim["source"]["chain"]),
    }


def _entity(party: Record, codes: Codebooks, countries: Countries) -> dict[str, Any]:
    _, _, home = (party["id"] or "").partition(":")
    country = countries.get(home) if len(home) == 2 else None
    code = country.iso3 if country is not None else codes.beyond.get(party["kind"], "")
    return {
        "code": code,
        "sector": codes.sector.get(party["kind"], "UNK"),
        "entity_text": party["words"],
        "identifier_text": party["name"],
    }


def _location(place: Record | None, codes: Codebooks, countries: Countries) -> dict[str, Any] | None:
    if place is None:
        return None
    country = countries.get(place["country"] or "")
    source, _, number = place["id"].partition(":")
    return {
        "resolved_place": place["name"],
        "geonameid": int(number) if source == "gn" and number.isdigit() else None,
        "lat": place["latitude"],
        "lon": place["longitude"],
        "province": place["admin1"],
        "country": country.name if country is not None else None,
        "country_code": country.iso3 if country is not None else None,
        "resolution": codes.resolution.get(place["precision"]),
    }


def _size(quantity: Record | None) -> dict[str, float] | None:
    name = _SIZE.get(quantity["unit"]) if quantity else None
    figure = (
        next((quantity[end] for end in ("best", "low", "high") if quantity[end] is not None), None)
        if quantity
        else None
    )
    return {name: figure} if name and figure is not None else None
