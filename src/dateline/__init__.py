"""Dateline reads dated news dispatches about armed conflict and keeps a ledger of what they claim, and who says so."""

__version__ = "0.1.0"
