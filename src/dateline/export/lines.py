"""Records as JSON lines: claims, events, tolls, control; the same records give the same bytes, in whatever order they come.

Records are the plain dicts of `dateline.model.record`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from dateline.model.record import json_line

Record = Mapping[str, Any]


def claims_in_order(records: Iterable[Record]) -> list[Record]:
    """Claims by the time of their dispatch, then by where in it they stand."""
    return sorted(records, key=_claim_key)


def outcomes_in_order(records: Iterable[Record]) -> list[Record]:
    """Events, tolls or control by day, then by place, then by id."""
    return sorted(records, key=lambda r: (r.get("from") or "", r.get("to") or "", r.get("place_name") or "", r["id"]))


def claim_lines(records: Iterable[Record]) -> Iterator[str]:
    """One claim a line, each line with its end."""
    return (json_line(record) + "\n" for record in claims_in_order(records))


def outcome_lines(records: Iterable[Record]) -> Iterator[str]:
    """One event, toll or control a line, each line with its end."""
    return (json_line(record) + "\n" for record in outcomes_in_order(records))


def _claim_key(record: Record) -> tuple[str, str, bool, int, str]:
    dispatch = record["dispatch"]
    places = [
        (item.get("in") != "title", item["start"]) for item in record["evidence"].get("kind", ()) if "start" in item
    ]
    in_text, start = min(places, default=(True, 0))
    return (dispatch["published"] or "9999", dispatch["id"], in_text, start, record["id"])
