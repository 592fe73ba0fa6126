"""The form of the ledger: a database file that knows what it is, and the numbered steps that bring it up to date.

`PRAGMA application_id` marks a ledger; `PRAGMA user_version` is the number of the last step of `migrations/` that was
taken. All steps that are missing are taken in one transaction, so that a ledger is never between two forms.
"""

from __future__ import annotations

import os
import sqlite3
import struct
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from dateline.errors import LedgerError, LedgerTooNew
from dateline.ledger.refusals import damaged, in_our_words, refusal

Mode = Literal["read", "write"]

#: "DTLN" as a number.
APPLICATION_ID = 0x44544C4E
#: The form that this version of Dateline reads and writes.
VERSION = 1

_MIGRATIONS = Path(__file__).parent / "migrations"
_HEADER = 100


def connect(path: Path, *, mode: Mode, wait: float) -> sqlite3.Connection:
    """An open connection to a ledger of the current form; `mode="write"` makes the file or brings it up to date.

    `wait`: seconds to wait for another writer. Raises LedgerError and its kin, each with a way out.
    """
    _look(path, mode)
    with in_our_words(path):
        connection = _open(path, mode, wait)
        try:
            _settle(connection, path, mode, wait)
        except BaseException:
            connection.close()
            raise
    return connection


def _look(path: Path, mode: Mode) -> None:
    """What can be told without SQLite, in better words than it has."""
    place = str(path)
    if path.is_dir():
        raise LedgerError("this is a folder", place=place, way_out="Name a file with `--ledger`.")
    if not path.exists():
        if mode == "read":
            raise LedgerError(
                "there is no ledger here",
                place=place,
                way_out="Make one with `dateline add PATH`, or name another file with `--ledger`.",
            )
        if not path.parent.is_dir():
            raise LedgerError("its folder does not exist", place=place, way_out="Make the folder first.")
        return
    if not os.access(path, os.R_OK):
        raise LedgerError("the ledger may not be read", place=place, way_out="Ask its owner for the right to read it.")
    if mode == "write" and not os.access(path, os.W_OK):
        raise LedgerError(
            "the ledger cannot be written to",
            place=place,
            way_out="Give yourself the right to write to the file, or copy it elsewhere.",
        )
    if _cut_short(path):
        raise damaged(path)


def _cut_short(path: Path) -> bool:
    """Is the file shorter than its header says? With a log beside it, that is an interrupted copy that will mend."""
    if _logged(path):
        return False
    with path.open("rb") as file:
        header = file.read(_HEADER)
    if len(header) < _HEADER or not header.startswith(b"SQLite format 3\0"):
        return False
    size, pages = struct.unpack(">H", header[16:18])[0], struct.unpack(">I", header[28:32])[0]
    # A log that has come since says that somebody was writing while the header was read.
    return path.stat().st_size < (65536 if size == 1 else size) * pages and not _logged(path)


def _logged(path: Path) -> bool:
    """Is there a log with something in it? Another process may make and remove it at any time."""
    try:
        return path.with_name(path.name + "-wal").stat().st_size > 0
    except FileNotFoundError:
        return False


def _open(path: Path, mode: Mode, wait: float) -> sqlite3.Connection:
    """A reader opens for writing as well where it may, and promises not to: only so the log is tidied up at the end."""
    access = "rwc" if mode == "write" else "rw"
    if mode == "read" and not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
        access = "ro" if _logged(path) else "ro&immutable=1"
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={access}", uri=True, isolation_level=None, timeout=wait
    )
    connection.execute(
        "PRAGMA page_size = 8192"
    )  # takes effect in a new file: a claim is a row of one to two thousand bytes
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute("PRAGMA cache_size = -65536")
    if mode == "read":
        connection.execute("PRAGMA query_only = ON")
    return connection


def _settle(connection: sqlite3.Connection, path: Path, mode: Mode, wait: float) -> None:
    tables = _tables(connection)  # counted before the owner is asked: another process may be making the ledger
    owner, version = _form(connection)
    if owner not in (0, APPLICATION_ID) or (owner == 0 and tables):
        raise LedgerError(
            "this is a database of another program", place=str(path), way_out="Name another file with `--ledger`."
        )
    if version > VERSION:
        raise LedgerTooNew(
            f"a newer version of Dateline wrote this ledger (form {version}; this version knows {VERSION})",
            place=str(path),
            way_out="Update Dateline.",
        )
    if mode == "write":
        keep_log(connection, path, wait)
        if version < VERSION:
            migrate(connection)
    elif version < VERSION:
        what = "the ledger is empty" if version == 0 else "an older version of Dateline wrote this ledger"
        raise LedgerError(what, place=str(path), way_out="Bring it up to date with `dateline add PATH`.")


def _form(connection: sqlite3.Connection) -> tuple[int, int]:
    return (
        connection.execute("PRAGMA application_id").fetchone()[0],
        connection.execute("PRAGMA user_version").fetchone()[0],
    )


def _tables(connection: sqlite3.Connection) -> int:
    return int(connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0])


def keep_log(connection: sqlite3.Connection, path: Path, wait: float) -> None:
    """Switches the file to a write-ahead log, so that readers and one writer do not wait for each other."""
    until = time.monotonic() + wait
    while True:
        try:
            mode = connection.execute("PRAGMA journal_mode = WAL").fetchone()[0]
            break
        except sqlite3.OperationalError as error:
            # SQLite does not wait here by itself when two processes make the same ledger at once.
            if error.sqlite_errorname != "SQLITE_BUSY" or time.monotonic() > until:
                raise refusal(error, path) from error
            time.sleep(0.02)
    if mode != "wal":
        raise LedgerError(
            "this disk cannot hold a ledger: it lacks shared memory, as network disks do",
            place=str(path),
            way_out="Keep the ledger on a local disk and copy it when done.",
        )


def migrate(connection: sqlite3.Connection, *, folder: Path = _MIGRATIONS) -> None:
    """Takes the steps that are missing, all or none."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        version = _form(connection)[1]
        for number, script in steps(folder):
            if number > version:
                for statement in _statements(script):
                    connection.execute(statement)
                connection.execute(f"PRAGMA user_version = {number}")
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def steps(folder: Path = _MIGRATIONS) -> list[tuple[int, str]]:
    """The migrations in their order: number and SQL."""
    return [(int(file.name[:4]), file.read_text("utf-8")) for file in sorted(folder.glob("[0-9]*.sql"))]


def _statements(script: str) -> Iterator[str]:
    lines: list[str] = []
    for line in script.splitlines():
        lines.append(line)
        statement = "\n".join(lines)
        if sqlite3.complete_statement(statement):
            yield statement
            lines = []
    if any(line.strip() for line in lines):
        yield "\n".join(lines)
