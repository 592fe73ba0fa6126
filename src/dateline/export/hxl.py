"""Tolls as a table with HXL hashtags: one row a figure of a source, one a reconciled range.

Source of tags and attributes: HXL standard 1.1, core schema (#affected, #inneed are not used: a figure is what a source
claims). The second row holds the tags. Minimum, best and maximum stay apart, and the claimant stands beside them.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from dateline.export.lines import Record, outcomes_in_order
from dateline.export.tables import safe_cell

#: Header and hashtag of each column, in their order.
COLUMNS = (
    ("toll", "#meta+id"), ("country", "#country+code+v_iso2"), ("admin1", "#adm1+name"), ("place", "#loc+name"),
    ("latitude", "#geo+lat"), ("longitude", "#geo+lon"), ("from", "#date+start"), ("to", "#date+end"),
    ("since", "#meta+period"), ("unit", "#indicator+name"), ("class", "#affected+type"), ("minimum", "#affected+num+min"),
    ("best", "#affected+num"), ("maximum", "#affected+num+max"), ("claimant", "#meta+source"), ("said", "#date+reported"),
    ("words", "#description"), ("status", "#status"),
)  # fmt: skip


def hxl_table(tolls: Iterable[Record], places: Mapping[str, Record]) -> Iterator[str]:
    """The lines of the table: headers, tags, rows. `places`: place record of a claim by place id."""
    yield _line([name for name, _ in COLUMNS])
    yield _line([tag for _, tag in COLUMNS])
    for toll in outcomes_in_order(tolls):
        for row in _rows(toll, places.get(toll["place"] or "", {})):
            yield _line([safe_cell(row[name]) for name, _ in COLUMNS])


def _line(cells: Iterable[Any]) -> str:
    out = io.StringIO()
    csv.writer(out).writerow(cells)
    return out.getvalue()


def _rows(toll: Record, place: Record) -> Iterator[dict[str, Any]]:
    scope = {
        "toll": toll["id"],
        "country": place.get("country"),
        "admin1": place.get("admin1"),
        "place": toll["place_name"],
        "latitude": place.get("latitude"),
        "longitude": place.get("longitude"),
        "from": toll["from"],
        "to": toll["to"],
        "since": toll["since"],
        "unit": toll["unit"],
        "class": toll["of"],
    }
    for figure in toll["figures"]:
        yield (
            scope
            | _figure(figure)
            | {
                "claimant": figure["source"],
                "said": figure["said"],
                "words": figure["words"],
                "status": figure["stance"],
            }
        )
    yield scope | _figure(toll) | {"claimant": None, "said": None, "words": toll["rule"], "status": "reconciled"}


def _figure(record: Record) -> dict[str, Any]:
    return {"minimum": record["low"], "best": record["best"], "maximum": record["high"]}
