"""Claims as one GeoParquet 1.0 file: the columns of the CSV export, typed, and the point as WKB in `geometry`.

Needs the optional package pyarrow. Source of the metadata: GeoParquet 1.0.0 (OGC:CRS84, WKB). Rows without a known point
have a null geometry. No compression dictionary, clock or thread takes part: the same ledger gives the same bytes.
"""

from __future__ import annotations

import io
import json
import struct
from collections.abc import Iterable
from typing import Any

from dateline.errors import QuestionError
from dateline.export.lines import Record
from dateline.export.tables import COLUMNS, claim_row

_NUMBERS = frozenset({"latitude", "longitude", "low", "best", "high", "confidence"})
_GEO = {
    "version": "1.0.0",
    "primary_column": "geometry",
    "columns": {"geometry": {"encoding": "WKB", "geometry_types": ["Point"]}},
}


def parquet_file(records: Iterable[Record]) -> bytes:
    """The bytes of the file. Raises QuestionError where pyarrow is not installed."""
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError:
        raise QuestionError(
            "Parquet needs the package pyarrow, which is not installed",
            way_out="Install it into the same environment (pip install 'dateline[parquet]'), or export csv.",
        ) from None
    rows = [claim_row(record) for record in records]
    columns: dict[str, Any] = {}
    for name in COLUMNS:
        kind = (
            pyarrow.float64() if name in _NUMBERS else pyarrow.bool_() if name == "outlet_voice" else pyarrow.string()
        )
        columns[name] = pyarrow.array([row[name] for row in rows], type=kind)
    points = [_point(row["longitude"], row["latitude"]) for row in rows]
    columns["geometry"] = pyarrow.array(points, type=pyarrow.binary())
    table = pyarrow.table(columns).replace_schema_metadata({"geo": json.dumps(_GEO, sort_keys=True)})
    out = io.BytesIO()
    parquet.write_table(table, out, compression="zstd")
    return out.getvalue()


def _point(longitude: float | None, latitude: float | None) -> bytes | None:
    """A point as little-endian well-known binary."""
    if longitude is None or latitude is None:
        return None
    return struct.pack("<BIdd", 1, 1, longitude, latitude)
