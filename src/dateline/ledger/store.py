"""The ledger: one SQL file that dispatches and their claims go into, whole or not at all.

Each dispatch goes in by one transaction with its original bytes, claims, issues and actors (`add_many`: several
dispatches by one), so a process killed at any moment leaves whole dispatches only, and none that was reported as added
is lost. SQLite runs with a write-ahead log and `synchronous=NORMAL`: a commit is handed to the operating system and
not forced to the disk, which makes a transaction a dispatch affordable. A killed process loses nothing by that. A power
cut may lose the last transactions, never a part of one and never the file: the log is checksummed and is forced to
disk before any of it is copied into the file. Adding the same folder again then mends the loss.

Adding is idempotent. Writers take turns (`BEGIN IMMEDIATE`); readers never wait.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Collection, Hashable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal, overload

from dateline.errors import LedgerError
from dateline.knowledge.folding import fold
from dateline.ledger.reading import ReadingLedger
from dateline.ledger.refusals import in_our_words
from dateline.ledger.rows import (
    CLAIM_COLUMNS,
    DISPATCH_COLUMNS,
    ISSUE_COLUMNS,
    OUTCOME_COLUMNS,
    Entry,
    Outcomes,
    Run,
    actor_words,
    claim_row,
    claim_text,
    dispatch_row,
    issue_row,
    outcome_rows,
    place_words,
)
from dateline.ledger.schema import Mode, connect
from dateline.model.claim import Claim
from dateline.model.outcome import Issue
from dateline.model.record import actor_to_record, claim_body, json_line
from dateline.model.text import Dispatch
from dateline.model.world import Actor

Added = Literal["added", "replaced", "already there"]

_NO_RUN = Run()
_MANY_WORDS = 200_000


def _insert(table: str, columns: Sequence[str], *, verb: str = "INSERT") -> str:
    return f"{verb} INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"


_INSERT_CLAIM = _insert("claims", CLAIM_COLUMNS)
_INSERT_CLAIM_RECORD = _insert("claim_records", ("number", "record"))
_INSERT_CLAIM_WORDS = _insert("claim_words", ("rowid", "parties", "speaker", "sources", "words"))
_INSERT_DISPATCH = _insert("dispatches", (*DISPATCH_COLUMNS, "run"))
_UPDATE_DISPATCH = f"UPDATE dispatches SET {', '.join(f'{name} = ?' for name in DISPATCH_COLUMNS)} WHERE id = ?"
_INSERT_PLACE_WORDS = _insert("place_words", ("word", "role", "place"), verb="INSERT OR IGNORE")
_INSERT_ACTOR_WORDS = _insert("actor_words", ("word", "actor"), verb="INSERT OR IGNORE")
_INSERT_SIGHTING = _insert("sightings", ("dispatch", "ref", "origin", "sha256"), verb="INSERT OR IGNORE")
_INSERT_ISSUE = _insert("issues", ISSUE_COLUMNS, verb="INSERT OR REPLACE")
_INSERT_OUTCOME = _insert("outcomes", OUTCOME_COLUMNS)
_INSERT_OUTCOME_CLAIM = _insert("outcome_claims", ("noun", "outcome", "claim"), verb="INSERT OR IGNORE")
_CLAIMS_HELD = "SELECT record, id FROM claims JOIN claim_records USING (number) WHERE dispatch = ? ORDER BY position"


class Ledger(ReadingLedger):
    """An open ledger that can be written to as well."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        super().__init__(connection, path)
        self._learnt: set[Hashable] = set()

    def add(
        self,
        dispatch: Dispatch,
        original: bytes,
        claims: Iterable[Claim] = (),
        issues: Iterable[Issue] = (),
        *,
        actors: Iterable[Actor] = (),
        run: Run = _NO_RUN,
    ) -> Added:
        """Puts in one dispatch with all that belongs to it, by one transaction.

        "already there": nothing has changed. "replaced": the machine's claims of this dispatch were others (another
        extractor, other knowledge) and have been exchanged. `issues` are about this dispatch, whatever they name. What
        the same `run` has extracted once is not looked at again; without a `run` the claims themselves are compared.
        """
        entry = Entry(dispatch, original, tuple(claims), tuple(issues), tuple(actors))
        return self.add_many([entry], run=run)[0]

    def add_many(self, entries: Iterable[Entry], *, run: Run = _NO_RUN) -> tuple[Added, ...]:
        """Puts in several dispatches by one transaction: all of them or none. One word for each entry."""
        with self._writing():
            self._execute("INSERT OR IGNORE INTO runs (id, record) VALUES (?, ?)", [run.id, run.record])
            added = tuple(self._add_named(entry, run) for entry in entries)
            if any(word != "already there" for word in added):
                self._execute("UPDATE counters SET value = value + 1 WHERE name = 'revision'")
        return added

    def sight(self, dispatch: Dispatch, original: bytes) -> None:
        """Notes where a dispatch that is known already was found once more; `ref` and `origin` stay the least of all."""
        with self._writing():
            self._sight(dispatch, original)

    def settle(self, origin: str, issues: Iterable[Issue] = ()) -> None:
        """Says that `origin` has been read to its end, and with which issues that concern no dispatch.

        Issues that it had before and no longer has are kept and marked as resolved: who was told of a refusal can see
        that it is mended. Only reading to the end tells that, so `add` alone resolves nothing.
        """
        with self._writing():
            self._execute("UPDATE issues SET resolved = 1 WHERE origin = ? AND dispatch IS NULL", [origin])
            for issue in issues:
                self._execute(_INSERT_ISSUE, issue_row(issue, dispatch=issue.dispatch))

    def replace_outcomes(
        self, outcomes: Outcomes, *, drop: Collection[tuple[str, str]] | None = None, revision: int | None = None
    ) -> None:
        """Exchanges what follows from the claims: all of it, or only the (noun, id) pairs in `drop`.

        `revision`: that of the ledger when the claims were read; without it, the present one.
        """
        with self._writing():
            if drop is None:
                self._execute("DELETE FROM outcome_claims")
                self._execute("DELETE FROM outcomes")
            for pair in sorted(drop or ()):
                self._execute("DELETE FROM outcomes WHERE noun = ? AND id = ?", pair)
            for row, claims in outcome_rows(outcomes):
                self._execute(_INSERT_OUTCOME, row)
                self._many(_INSERT_OUTCOME_CLAIM, [(row[0], row[1], claim) for claim in claims])
            now = self.revision if revision is None else revision
            self._execute("UPDATE counters SET value = ? WHERE name = 'reconciled'", [now])

    # One dispatch

    def _add_named(self, entry: Entry, run: Run) -> Added:
        try:
            return self._add(entry, run)
        except UnicodeEncodeError as error:
            raise LedgerError(
                f"dispatch {entry.dispatch.id} holds text that is no valid Unicode (half of a surrogate pair)",
                place=entry.dispatch.origin,
                way_out="Save the file in a known encoding and add it again.",
            ) from error

    def _add(self, entry: Entry, run: Run) -> Added:
        dispatch = entry.dispatch
        before = self.dispatch(dispatch.id)
        self._keep(dispatch, entry.original)
        if before is None:
            self._execute(_INSERT_DISPATCH, (*dispatch_row(dispatch), run.id))
            self._index_text(dispatch)
            self._sight(dispatch, entry.original)
            self._put(entry)
            return "added"
        changed = _as_read(before) != _as_read(dispatch)
        if changed and not _outranks(dispatch, before):
            self._sight(dispatch, entry.original)
            return "already there"
        if changed:
            self._unindex_text(before)
            self._execute(_UPDATE_DISPATCH, (*dispatch_row(dispatch), dispatch.id))
            self._index_text(dispatch)
        self._sight(dispatch, entry.original)
        if not changed and (self._extracted_by(run, dispatch) or self._holds(entry)):
            self._execute("UPDATE dispatches SET run = ? WHERE id = ?", [run.id, dispatch.id])
            return "already there"
        self._execute("UPDATE dispatches SET run = ? WHERE id = ?", [run.id, dispatch.id])
        self._clear(dispatch)
        self._put(entry)
        return "replaced"

    def _keep(self, dispatch: Dispatch, original: bytes) -> None:
        if self._row("SELECT 1 FROM originals WHERE sha256 = ?", [dispatch.sha256]):
            return
        import hashlib  # loads OpenSSL, which no question needs

        digest = hashlib.sha256(original).hexdigest()
        if digest != dispatch.sha256:
            raise ValueError(
                f"dispatch {dispatch.id} names other original bytes ({dispatch.sha256}) than these ({digest})"
            )
        self._execute(
            "INSERT INTO originals (sha256, size, bytes) VALUES (?, ?, ?)",
            [digest, len(original), zlib.compress(original, 6)],
        )

    def _sight(self, dispatch: Dispatch, original: bytes) -> None:
        self._keep(dispatch, original)
        self._execute(_INSERT_SIGHTING, [dispatch.id, dispatch.ref, dispatch.origin, dispatch.sha256])
        self._execute(
            "UPDATE dispatches SET (ref, origin, sha256) = (SELECT ref, origin, sha256 FROM sightings "
            "WHERE dispatch = ? ORDER BY ref, origin, sha256 LIMIT 1) WHERE id = ?",
            [dispatch.id, dispatch.id],
        )

    def _put(self, entry: Entry) -> None:
        dispatch = entry.dispatch
        number = (self._row("SELECT max(number) FROM claims", []) or (0,))[0] or 0
        claims = list(enumerate(entry.claims))
        self._many(
            _INSERT_CLAIM,
            [claim_row(claim, dispatch, number=number + 1 + i, position=i) for i, claim in claims],
        )
        self._many(_INSERT_CLAIM_RECORD, [(number + 1 + i, json_line(claim_body(claim))) for i, claim in claims])
        self._many(_INSERT_CLAIM_WORDS, [(number + 1 + i, *claim_text(claim)) for i, claim in claims])
        self._learn_words(entry)
        for actor in entry.actors:
            self._execute(
                "INSERT OR REPLACE INTO actors (dispatch, id, record) VALUES (?, ?, ?)",
                [dispatch.id, actor.id, json_line(actor_to_record(actor))],
            )
        for issue in entry.issues:
            self._execute(_INSERT_ISSUE, issue_row(issue, dispatch=dispatch.id))

    def _learn_words(self, entry: Entry) -> None:
        """Names lead to places and actors; what is learnt once is not forgotten when claims are exchanged."""
        if len(self._learnt) > _MANY_WORDS:
            self._learnt.clear()
        for claim in entry.claims:
            if claim.place and claim.place.place not in self._learnt:
                self._learnt.add(claim.place.place)
                self._many(_INSERT_PLACE_WORDS, list(place_words(claim.place.place)))
            for pair in actor_words(claim):
                if pair not in self._learnt:
                    self._learnt.add(pair)
                    self._execute(_INSERT_ACTOR_WORDS, pair)
        for actor in entry.actors:
            names = sorted({fold(name) for name in (actor.name, *actor.names)})
            self._many(_INSERT_ACTOR_WORDS, [(name, actor.id) for name in names])

    def _extracted_by(self, run: Run, dispatch: Dispatch) -> bool:
        """The same run on the same dispatch gives the same claims, whatever file it was found in this time."""
        return run != _NO_RUN and bool(self.known([dispatch.id], run=run))

    def _holds(self, entry: Entry) -> bool:
        """Is what the entry brings for its dispatch exactly what is there?"""
        dispatch = entry.dispatch.id
        claims = [(json_line(claim_body(claim)), claim.id) for claim in entry.claims]
        actors = sorted({actor.id: json_line(actor_to_record(actor)) for actor in entry.actors}.items())
        issues = sorted({issue.id: issue_row(issue, dispatch=dispatch) for issue in entry.issues}.values())
        columns = ", ".join(ISSUE_COLUMNS)
        return (
            claims == list(self._rows(_CLAIMS_HELD, [dispatch]))
            and actors == list(self._rows("SELECT id, record FROM actors WHERE dispatch = ? ORDER BY id", [dispatch]))
            and issues == list(self._rows(f"SELECT {columns} FROM issues WHERE dispatch = ? ORDER BY id", [dispatch]))
        )

    def _clear(self, dispatch: Dispatch) -> None:
        numbers = "(SELECT number FROM claims WHERE dispatch = ?)"
        self._execute(f"DELETE FROM claim_words WHERE rowid IN {numbers}", [dispatch.id])
        self._execute(f"DELETE FROM claim_records WHERE number IN {numbers}", [dispatch.id])
        for table in ("claims", "actors", "issues"):
            self._execute(f"DELETE FROM {table} WHERE dispatch = ?", [dispatch.id])

    def _index_text(self, dispatch: Dispatch) -> None:
        self._execute(
            "INSERT INTO dispatch_words (rowid, title, text) SELECT number, title, text FROM dispatches WHERE id = ?",
            [dispatch.id],
        )

    def _unindex_text(self, dispatch: Dispatch) -> None:
        """Must run while the row still has the words that the index was made from."""
        self._execute(
            "INSERT INTO dispatch_words (dispatch_words, rowid, title, text) "
            "SELECT 'delete', number, title, text FROM dispatches WHERE id = ?",
            [dispatch.id],
        )

    # Transactions

    @contextmanager
    def _writing(self) -> Iterator[None]:
        with in_our_words(self.path):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                self._learnt.clear()
                # A full disk has rolled back already.
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    def _execute(self, sql: str, values: Sequence[Any] = ()) -> None:
        self._connection.execute(sql, values)

    def _many(self, sql: str, rows: list[tuple[Any, ...]]) -> None:
        self._connection.executemany(sql, rows)

    def _row(self, sql: str, values: list[str]) -> tuple[Any, ...] | None:
        row: tuple[Any, ...] | None = self._connection.execute(sql, values).fetchone()
        return row


def _as_read(dispatch: Dispatch) -> Dispatch:
    """The dispatch without what depends on where it was found."""
    return replace(dispatch, ref="", origin="", sha256="")


def _outranks(one: Dispatch, other: Dispatch) -> bool:
    """Which of two readings under one id stays: a new reader's; of one reader's two, the one that sorts first.

    The second rule makes the ledger the same whichever came first.
    """
    return one.reader != other.reader or repr(_as_read(one)) < repr(_as_read(other))


@overload
def open_ledger(path: Path, *, mode: Literal["read"], wait: float = ...) -> ReadingLedger: ...
@overload
def open_ledger(path: Path, *, mode: Literal["write"], wait: float = ...) -> Ledger: ...
def open_ledger(path: Path, *, mode: Mode, wait: float = 10.0) -> ReadingLedger:
    """Opens the ledger; `mode="write"` makes it where there is none and brings an older one up to date.

    `wait`: seconds to wait for another writer before LedgerBusy. LedgerTooNew: a newer version wrote it. LedgerError:
    a folder, another kind of file, damaged, not to be read, missing (`mode="read"`), on a disk that cannot hold it.
    """
    connection = connect(path, mode=mode, wait=wait)
    return Ledger(connection, path) if mode == "write" else ReadingLedger(connection, path)
