"""What SQLite refuses, in Dateline's words: each with the file and a way out."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dateline.errors import LedgerBusy, LedgerError, LedgerFull

#: A write that fails on a disk with less room than this failed for want of room, whatever the system called it.
_NO_ROOM = 1_000_000


@contextmanager
def in_our_words(path: Path) -> Iterator[None]:
    """Raises LedgerBusy, LedgerFull or LedgerError in place of what SQLite raises inside."""
    try:
        yield
    except sqlite3.Error as error:
        raise refusal(error, path) from error


def refusal(error: sqlite3.Error, path: Path) -> LedgerError:
    """The error of the tree that says what this error of SQLite means for the ledger at `path`."""
    name = getattr(error, "sqlite_errorname", None) or ""
    place = str(path)
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return LedgerBusy(
            "another process is writing to the ledger",
            place=place,
            way_out="Wait until it has finished and try again; questions can be asked meanwhile.",
        )
    if name.startswith("SQLITE_FULL") or (name.startswith("SQLITE_IOERR") and _disk_is_full(path)):
        return LedgerFull(
            "no room is left on the disk",
            place=place,
            way_out="Make room and run the same command again: what was committed is safe and is not read twice.",
        )
    if name.startswith("SQLITE_IOERR"):
        return LedgerError(
            f"the disk refused to read or write ({name})",
            place=place,
            way_out="Check the disk and the limit on file sizes, and run the same command again.",
        )
    if name.startswith("SQLITE_NOTADB"):
        return LedgerError("this file is no ledger", place=place, way_out="Name another file with `--ledger`.")
    if name.startswith("SQLITE_CORRUPT"):
        return damaged(path)
    if name.startswith("SQLITE_READONLY"):
        return LedgerError(
            "the ledger cannot be written to",
            place=place,
            way_out="Give yourself the right to write to the file and its folder, or copy it elsewhere.",
        )
    if name.startswith(("SQLITE_CANTOPEN", "SQLITE_PERM", "SQLITE_AUTH")):
        return LedgerError(
            "the ledger cannot be opened",
            place=place,
            way_out="Check that the folder exists and that you may read and write in it.",
        )
    return LedgerError(
        f"the ledger refused: {error}",
        place=place,
        way_out="Run `dateline doctor` to check the file; if it is damaged, add the dispatches to a new ledger.",
    )


def damaged(path: Path) -> LedgerError:
    """The ledger is torn or has been overwritten in part."""
    return LedgerError(
        "the ledger is damaged or cut short",
        place=str(path),
        way_out="Restore a copy, or add the dispatches to a new ledger.",
    )


def _disk_is_full(path: Path) -> bool:
    try:
        return shutil.disk_usage(path.parent).free < _NO_ROOM
    except OSError:
        return False
