"""Records as JSON lines: claims, events, tolls, control.

Records are the plain dicts of `dateline.model.record`. Claims are many and go out one by one in the order in which they
come (a ledger gives them in an order that does not depend on how it was filled); outcomes are sorted here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from dateline.model.record import json_line

Record = Mapping[str, Any]


def outcomes_in_order(records: Iterable[Record]) -> list[Record]:
    """Events, tolls or control by day, then by place, then by id."""
    return sorted(records, key=lambda r: (r.get("from") or "", r.get("to") or "", r.get("place_name") or "", r["id"]))


def claim_lines(records: Iterable[Record]) -> Iterator[str]:
    """One claim a line, each line with its end."""
    return (json_line(record) + "\n" for record in records)


def outcome_lines(records: Iterable[Record]) -> Iterator[str]:
    """One event, toll or control a line, each line with its end."""
    return (json_line(record) + "\n" for record in outcomes_in_order(records))
