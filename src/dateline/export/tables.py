"""Claims as a table for spreadsheets: one row a claim, named columns, no cell that a spreadsheet would run.

Quantities are whole and part numbers as written; days are ISO; an empty cell is an empty field (the column `missing`
says why). RFC 4180 with UTF-8 and CR LF.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from dateline.export.lines import Record

#: The columns in their order. New ones are added at the end; none is renamed.
COLUMNS = (
    "id", "dispatch_id", "dispatch_ref", "outlet", "published", "title", "url", "kind", "modality", "polarity",
    "agent_id", "agent", "agent_words", "agent_side", "target_id", "target", "target_words", "target_side",
    "place_id", "place", "country", "admin1", "latitude", "longitude", "precision",
    "when_from", "when_to", "when_granularity", "when_timex", "when_anchor",
    "low", "best", "high", "unit", "of", "hedge", "period_from", "period_to", "period_since", "parts",
    "content", "first_source_id", "first_source", "source_chain", "outlet_voice", "stance", "quote", "rules", "missing",
    "confidence", "extractor",
)  # fmt: skip

_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def safe_cell(value: Any) -> Any:
    """The value, with an apostrophe before words that a spreadsheet would take for a formula; numbers stay numbers.

    >>> safe_cell("=SUM(A1)"), safe_cell(-3)
    ("'=SUM(A1)", -3)
    """
    if isinstance(value, str) and value.startswith(_STARTS_FORMULA):
        return "'" + value
    return value


def table(records: Iterable[Record]) -> Iterator[str]:
    """The lines of the table, the header first, each with its end."""
    yield _line(COLUMNS)
    for record in records:
        row = claim_row(record)
        yield _line([safe_cell(row[name]) for name in COLUMNS])


def _line(cells: Iterable[Any]) -> str:
    out = io.StringIO()
    csv.writer(out).writerow(cells)
    return out.getvalue()


def claim_row(record: Record) -> dict[str, Any]:
    """One claim as a flat row; cells are not yet made safe."""
    dispatch, source = record["dispatch"], record["source"]
    chain = source["chain"]
    row: dict[str, Any] = {name: record[name] for name in ("id", "kind", "modality", "polarity", "confidence")}
    row |= {f"dispatch_{name}": dispatch[name] for name in ("id", "ref")}
    row |= {name: dispatch[name] for name in ("outlet", "published", "title", "url")}
    row |= _party("agent", record["agent"]) | _party("target", record["target"])
    row |= _place(record["place"]) | _when(record["when"]) | _quantity(record["quantity"])
    row |= {
        "content": record["content"],
        "first_source_id": chain[0]["id"] if chain else None,
        "first_source": chain[0]["name"] if chain else None,
        "source_chain": " > ".join(link["name"] for link in chain),
        "outlet_voice": source["outlet_voice"],
        "stance": source["stance"],
        "quote": " … ".join(item["quote"] for item in record["evidence"].get("kind", ())),
        "rules": "; ".join(_rules(record["evidence"])),
        "missing": "; ".join(f"{name}: {reason}" for name, reason in sorted(record["missing"].items())),
        "extractor": record["extractor"],
    }
    return row


def _rules(evidence: Mapping[str, Any]) -> list[str]:
    return sorted({f"{name}: {item['rule']}" for name, items in evidence.items() for item in items})


def _party(role: str, party: Record | None) -> dict[str, Any]:
    known = party or {}
    names = {"id": f"{role}_id", "name": role, "words": f"{role}_words", "side": f"{role}_side"}
    return {column: known.get(name) for name, column in names.items()}


def _place(place: Record | None) -> dict[str, Any]:
    known = place or {}
    row = {name: known.get(name) for name in ("country", "admin1", "latitude", "longitude", "precision")}
    return row | {"place_id": known.get("id"), "place": known.get("name")}


def _when(when: Record | None) -> dict[str, Any]:
    known = when or {}
    return {f"when_{name}": known.get(name) for name in ("from", "to", "granularity", "timex", "anchor")}


def _quantity(quantity: Record | None) -> dict[str, Any]:
    known = quantity or {}
    period = known.get("period") or {}
    row = {name: known.get(name) for name in ("low", "best", "high", "unit", "of", "hedge")}
    row |= {f"period_{name}": period.get(name) for name in ("from", "to", "since")}
    return row | {"parts": "; ".join(_part(part) for part in known.get("parts", ()))}


def _part(part: Record) -> str:
    low, best, high = part["low"], part["best"], part["high"]
    figure = f"{best}" if best is not None else f"{'' if low is None else low}-{'' if high is None else high}"
    return f"{figure} {part['of']}"
