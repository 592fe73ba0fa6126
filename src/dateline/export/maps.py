"""Claims and events as GeoJSON (RFC 7946): one feature each, geometry null where no point is known.

Coordinates are longitude, latitude in WGS 84. How exact the point is stands in the properties, never in the digits.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from dateline.export.lines import Record, outcomes_in_order
from dateline.model.record import json_line


def claim_map(records: Iterable[Record]) -> Iterator[str]:
    """The text of one FeatureCollection, a feature a line."""
    return _collection(_claim(record) for record in records)


def event_map(records: Iterable[Record], places: Mapping[str, Record]) -> Iterator[str]:
    """The same for events; `places` gives the place record of a claim ("latitude", "precision", ...) by place id."""
    return _collection(_event(record, places) for record in outcomes_in_order(records))


def _collection(features: Iterable[dict[str, Any]]) -> Iterator[str]:
    yield '{"type":"FeatureCollection","features":['
    before = "\n"
    for feature in features:
        yield before + json_line(feature)
        before = ",\n"
    yield "\n]}\n"


def _feature(identity: str, place: Record | None, properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "Feature", "id": identity, "geometry": _point(place), "properties": properties | _where(place)}


def _point(place: Record | None) -> dict[str, Any] | None:
    if place is None or place.get("latitude") is None or place.get("longitude") is None:
        return None
    return {"type": "Point", "coordinates": [place["longitude"], place["latitude"]]}


def _where(place: Record | None) -> dict[str, Any]:
    names = ("name", "country", "admin1", "precision", "radius_km")
    known = place or {}
    found = {("place" if name == "name" else name): known.get(name) for name in names}
    return {"place_id": known.get("id")} | found


def _claim(record: Record) -> dict[str, Any]:
    when, quantity, chain = record["when"] or {}, record["quantity"] or {}, record["source"]["chain"]
    properties = {
        "kind": record["kind"],
        "modality": record["modality"],
        "polarity": record["polarity"],
        "agent": (record["agent"] or {}).get("name"),
        "target": (record["target"] or {}).get("name"),
        "from": when.get("from"),
        "to": when.get("to"),
        "low": quantity.get("low"),
        "best": quantity.get("best"),
        "high": quantity.get("high"),
        "unit": quantity.get("unit"),
        "source": chain[0]["name"] if chain else None,
        "stance": record["source"]["stance"],
        "outlet": record["dispatch"]["outlet"],
        "quote": " … ".join(item["quote"] for item in record["evidence"].get("kind", ())),
        "location_missing": record["missing"].get("place"),
        "confidence": record["confidence"],
    }
    return _feature(record["id"], record["place"], properties)


def _event(record: Record, places: Mapping[str, Record]) -> dict[str, Any]:
    names = ("kind", "status", "reason", "agents", "targets", "from", "to", "sources", "claims")
    place = places.get(record["place"]) if record["place"] else None
    if place is None and record["place"]:
        place = {"id": record["place"], "name": record["place_name"]}
    return _feature(record["id"], place, {name: record[name] for name in names})
