"""The ledger: an SQL store of dispatches, what they claim, and what follows from that. It decides nothing."""

from dateline.ledger.query import Query, question
from dateline.ledger.reading import ReadingLedger
from dateline.ledger.rows import Entry, Outcomes, Run
from dateline.ledger.store import Added, Ledger, open_ledger

__all__ = ["Added", "Entry", "Ledger", "Outcomes", "Query", "ReadingLedger", "Run", "open_ledger", "question"]
