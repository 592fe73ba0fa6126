"""Every export of a ledger, for tests that compare two ledgers byte for byte."""

from __future__ import annotations

from pathlib import Path

from dateline import ask
from dateline.export.formats import FORMATS


def exported(format: str, ledger: Path) -> bytes:
    """The bytes of one export."""
    pieces = ask.export(format, ledger=ledger)
    return b"".join(piece if isinstance(piece, bytes) else piece.encode() for piece in pieces)


def everything(ledger: Path) -> dict[str, bytes]:
    """The bytes of all exports by format."""
    return {format: exported(format, ledger) for format in FORMATS}
