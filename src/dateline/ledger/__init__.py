"""The ledger: an SQL store of dispatches, what they claim, and what follows from that. It decides nothing.

Names are loaded when they are asked for: a question needs only the reading half.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dateline.ledger.query import Query, question
    from dateline.ledger.reading import ReadingLedger
    from dateline.ledger.rows import Entry, Outcomes, Run
    from dateline.ledger.store import Added, Ledger, open_ledger

__all__ = ["Added", "Entry", "Ledger", "Outcomes", "Query", "ReadingLedger", "Run", "open_ledger", "question"]

_HOMES = {
    "Added": "store", "Entry": "rows", "Ledger": "store", "Outcomes": "rows", "Query": "query",
    "ReadingLedger": "reading", "Run": "rows", "open_ledger": "store", "question": "query",
}  # fmt: skip


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
