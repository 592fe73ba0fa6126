"""Every question that a ledger answers. All answers come in an order that does not depend on the order of adding:
dispatches by time of publication (unknown first) and id, claims by dispatch and place in the text, outcomes by day and
id, issues by origin and place.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from dateline.errors import LedgerError
from dateline.knowledge.folding import fold
from dateline.ledger.conditions import EVERYTHING, claims_where, dispatches_where, outcomes_where, window
from dateline.ledger.query import Query
from dateline.ledger.refusals import in_our_words
from dateline.ledger.rows import DISPATCH_COLUMNS, ISSUE_COLUMNS, Run, dispatch_back
from dateline.model.claim import Claim
from dateline.model.outcome import Control, Disagreement, Event, Issue, Toll
from dateline.model.record import (
    actor_from_record,
    claim_from_record,
    control_from_record,
    disagreement_from_record,
    event_from_record,
    issue_from_record,
    toll_from_record,
)
from dateline.model.text import Dispatch
from dateline.model.world import Actor

Record = dict[str, Any]
Noun = TypeVar("Noun")

_ALL = Query()
_FEW = 500
_DISPATCH = ", ".join(DISPATCH_COLUMNS)
_CLAIM = "claims.id, d.id, d.ref, d.outlet, d.title, d.published, d.url, r.record"
_HEADER = ("id", "ref", "outlet", "title", "published", "url")
_CLAIM_ORDER = "ORDER BY claims.published, claims.dispatch, claims.position"
_TABLES = ("dispatches", "claims", "issues", "actors")
_NOUNS = {"events": "event", "tolls": "toll", "control": "control", "disagreements": "disagreement"}
_NO_JSON = (
    "SELECT 'claims', id FROM claims JOIN claim_records USING (number) WHERE NOT json_valid(record) ORDER BY id",
    "SELECT 'actors', id FROM actors WHERE NOT json_valid(record) ORDER BY id",
    "SELECT 'outcomes', id FROM outcomes WHERE NOT json_valid(record) ORDER BY id",
    "SELECT 'runs', id FROM runs WHERE NOT json_valid(record) ORDER BY id",
)


class ReadingLedger:
    """An open ledger that answers questions. A context manager; one thread at a time."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self.path = path
        self._connection = connection

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Closes the file; what was committed is in it."""
        self._connection.close()

    @contextmanager
    def steady(self) -> Iterator[None]:
        """All questions inside see the ledger as it is at the first of them, whatever others write meanwhile."""
        with in_our_words(self.path):
            self._connection.execute("BEGIN")
        try:
            yield
        finally:
            with in_our_words(self.path):
                self._connection.execute("COMMIT")

    # Dispatches

    def known(self, ids: Iterable[str], *, run: Run | None = None) -> set[str]:
        """Those of the ids that are in the ledger; with a `run`, only those whose claims that very run produced."""
        wanted = sorted(set(ids))
        found: set[str] = set()
        for at in range(0, len(wanted), _FEW):
            few = wanted[at : at + _FEW]
            sql = f"SELECT id FROM dispatches WHERE id IN ({', '.join('?' * len(few))})"
            values = few
            if run is not None:
                sql, values = f"{sql} AND run = ?", [*few, run.id]
            found.update(row[0] for row in self._rows(sql, values))
        return found

    def dispatches(self, query: Query = _ALL) -> Iterator[Dispatch]:
        """The dispatches that the filter lets through: by what they claim, when and where they came out, their words."""
        where, values = dispatches_where(query)
        order = f"ORDER BY coalesce(published, ''), id{window(query)}"
        for row in self._rows(f"SELECT {_DISPATCH} FROM dispatches WHERE {where} {order}", values):
            yield self._dispatch(row)

    def dispatch(self, id: str) -> Dispatch | None:
        """The dispatch of that id."""
        for row in self._rows(f"SELECT {_DISPATCH} FROM dispatches WHERE id = ?", [id]):
            return self._dispatch(row)
        return None

    def original(self, id: str) -> bytes | None:
        """The bytes that the dispatch was read from."""
        sql = (
            "SELECT bytes FROM originals JOIN dispatches ON dispatches.sha256 = originals.sha256 "
            "WHERE dispatches.id = ?"
        )
        for row in self._rows(sql, [id]):
            return zlib.decompress(row[0])
        return None

    def sightings(self, id: str) -> tuple[tuple[str, str], ...]:
        """Where the dispatch was found: (ref, origin)."""
        sql = "SELECT DISTINCT ref, origin FROM sightings WHERE dispatch = ? ORDER BY ref, origin"
        return tuple((ref, origin) for ref, origin in self._rows(sql, [id]))

    # Claims

    def claims(self, query: Query = _ALL) -> Iterator[Claim]:
        """The claims that the filter lets through."""
        for record in self.claim_records(query):
            yield self._made(claim_from_record, record, f"claim {record['id']}")

    def claim_records(self, query: Query = _ALL) -> Iterator[Record]:
        """The same claims as the objects of `dateline export claims`."""
        where, values = claims_where(query)
        if where == EVERYTHING and not window(query):
            return self._records(where, values, _CLAIM_ORDER)
        # Chosen by number first, so that sorting carries no records; and the condition's column names are unambiguous.
        chosen = f"SELECT number FROM claims WHERE {where} {_CLAIM_ORDER}{window(query)}"
        return self._records(f"claims.number IN ({chosen})", values, _CLAIM_ORDER)

    def claim(self, id: str) -> Claim | None:
        """The claim of that id."""
        record = self.claim_record(id)
        return None if record is None else self._made(claim_from_record, record, f"claim {id}")

    def claim_record(self, id: str) -> Record | None:
        """The claim of that id as the object of `dateline export claims`."""
        return next(self._records("claims.id = ?", [id], f"{_CLAIM_ORDER} LIMIT 1"), None)

    def claims_of(self, dispatch: str) -> tuple[Claim, ...]:
        """The claims of one dispatch, in its order."""
        records = self._records("claims.dispatch = ?", [dispatch], _CLAIM_ORDER)
        return tuple(self._made(claim_from_record, record, f"claim {record['id']}") for record in records)

    def count_claims(self, query: Query = _ALL) -> int:
        """How many claims the filter lets through, whatever its limit."""
        where, values = claims_where(query)
        return int(next(self._rows(f"SELECT count(*) FROM claims WHERE {where}", values))[0])

    def _records(self, where: str, values: list[str], rest: str) -> Iterator[Record]:
        sql = (
            f"SELECT {_CLAIM} FROM claims JOIN dispatches AS d ON d.id = claims.dispatch "
            f"JOIN claim_records AS r ON r.number = claims.number WHERE {where} {rest}"
        )
        for id, *header, body in self._rows(sql, values):
            start: Record = {"id": id, "dispatch": dict(zip(_HEADER, header, strict=True))}
            yield start | self._json(body, f"claim {id}")

    # Actors and places

    def actors(self) -> Iterator[Actor]:
        """The actors that no knowledge file has, each once: names and ties from all dispatches that name it."""
        sql = (
            "SELECT actors.id, actors.record FROM actors JOIN dispatches ON dispatches.id = actors.dispatch "
            "ORDER BY actors.id, coalesce(dispatches.published, ''), dispatches.id"
        )
        merged: Actor | None = None
        for id, body in self._rows(sql, []):
            actor: Actor = self._made(actor_from_record, self._json(body, f"actor {id}"), f"actor {id}")
            if merged is not None and merged.id == actor.id:
                names = tuple(dict.fromkeys((*merged.names, actor.name, *actor.names)))
                merged = replace(
                    merged,
                    names=tuple(name for name in names if name != merged.name),
                    relations=tuple(dict.fromkeys((*merged.relations, *actor.relations))),
                )
                continue
            if merged is not None:
                yield merged
            merged = actor
        if merged is not None:
            yield merged

    def places_named(self, words: str) -> tuple[str, ...]:
        """Ids of the places that the ledger knows by this id or name, in any spelling that folds to the same."""
        nouns = list(_NOUNS.values())
        sql = (
            "SELECT place FROM place_words WHERE word = ? AND role = 'name' UNION "
            "SELECT place FROM claims WHERE place = ? UNION "
            f"SELECT place FROM outcomes WHERE noun IN ({', '.join('?' * len(nouns))}) AND place = ? ORDER BY 1"
        )
        return tuple(row[0] for row in self._rows(sql, [fold(words), words, *nouns, words]))

    # Outcomes

    def events(self, query: Query = _ALL) -> Iterator[Event]:
        """Events by their first day, unknown days first."""
        return self._outcomes("event", event_from_record, query)

    def tolls(self, query: Query = _ALL) -> Iterator[Toll]:
        """Tolls by the first day of their period, unknown days first."""
        return self._outcomes("toll", toll_from_record, query)

    def control(self, query: Query = _ALL) -> Iterator[Control]:
        """Who held what, by first day, unknown days first."""
        return self._outcomes("control", control_from_record, query)

    def disagreements(self, query: Query = _ALL) -> Iterator[Disagreement]:
        """Where claims cannot all be right, by id."""
        return self._outcomes("disagreement", disagreement_from_record, query)

    def event(self, id: str) -> Event | None:
        """The event of that id."""
        for row in self._rows("SELECT record FROM outcomes WHERE noun = 'event' AND id = ?", [id]):
            return self._made(event_from_record, self._json(row[0], f"event {id}"), f"event {id}")
        return None

    def outcomes_of(self, claim: str) -> tuple[tuple[str, str], ...]:
        """What rests on a claim: (noun, id), the nouns being event, toll, control and disagreement."""
        sql = "SELECT noun, outcome FROM outcome_claims WHERE claim = ? ORDER BY noun, outcome"
        return tuple((noun, id) for noun, id in self._rows(sql, [claim]))

    def _outcomes(self, noun: str, make: Callable[[Record], Noun], query: Query) -> Iterator[Noun]:
        where, values = outcomes_where(noun, query)
        # With places to go by, the plus keeps SQLite from walking all outcomes in their order.
        order = f"ORDER BY {'+' if query.where else ''}coalesce(first_day, ''), id{window(query)}"
        sql = f"SELECT id, record FROM outcomes WHERE {where} {order}"
        for id, body in self._rows(sql, values):
            yield self._made(make, self._json(body, f"{noun} {id}"), f"{noun} {id}")

    @property
    def revision(self) -> int:
        """Grows with every change of claims."""
        return self._counter("revision")

    @property
    def stale(self) -> bool:
        """Have claims changed since the outcomes were worked out?"""
        return self._counter("reconciled") != self.revision

    def _counter(self, name: str) -> int:
        return int(next(self._rows("SELECT value FROM counters WHERE name = ?", [name]))[0])

    # The ledger itself

    def issues(self, *, resolved: bool = False) -> Iterator[Issue]:
        """What did not go in, or not wholly. `resolved`: also what has since been mended at its origin."""
        kept = "" if resolved else "WHERE resolved = 0"
        sql = f"SELECT {', '.join(ISSUE_COLUMNS)} FROM issues {kept} ORDER BY origin, place, id"
        for row in self._rows(sql, []):
            yield issue_from_record(dict(zip(ISSUE_COLUMNS, row, strict=True)))

    def totals(self) -> dict[str, int]:
        """How many of each the ledger holds; issues only while they are open."""
        counts = {table: f"SELECT count(*) FROM {table}" for table in _TABLES}
        counts["issues"] += " WHERE resolved = 0"
        counts["actors"] = "SELECT count(DISTINCT id) FROM actors"
        counts |= {name: f"SELECT count(*) FROM outcomes WHERE noun = '{noun}'" for name, noun in _NOUNS.items()}
        return {name: int(next(self._rows(sql, []))[0]) for name, sql in counts.items()}

    def runs(self) -> tuple[Run, ...]:
        """What produced the claims that are in the ledger."""
        sql = "SELECT id, record FROM runs WHERE id IN (SELECT run FROM dispatches) ORDER BY id"
        return tuple(self._made(_run, self._json(body, f"run {id}"), f"run {id}") for id, body in self._rows(sql, []))

    def check(self) -> Iterator[str]:
        """One sentence for each thing that is wrong with the file; nothing when all is well. Reads all of it."""
        for (line,) in self._rows("PRAGMA quick_check", []):
            if line != "ok":
                yield f"The file is damaged: {line}."
        for table, row, parent, _ in self._rows("PRAGMA foreign_key_check", []):
            yield f"Row {row} of {table} names a row of {parent} that is not there."
        for sql in _NO_JSON:
            for table, id in self._rows(sql, []):
                yield f"The record of {id} in {table} is no JSON."
        sql = "SELECT id FROM claims WHERE number NOT IN (SELECT number FROM claim_records) ORDER BY id"
        for (id,) in self._rows(sql, []):
            yield f"Claim {id} has lost its record."

    def _rows(self, sql: str, values: list[str]) -> Iterator[tuple[Any, ...]]:
        with in_our_words(self.path):
            yield from self._connection.execute(sql, values)

    def _dispatch(self, row: tuple[Any, ...]) -> Dispatch:
        return self._made(dispatch_back, row, f"dispatch {row[0]}")

    def _json(self, body: str, name: str) -> Record:
        found = self._made(json.loads, body, name)
        if not isinstance(found, dict):
            raise self._edited(name)
        return found

    def _made(self, make: Callable[[Any], Noun], source: Any, name: str) -> Noun:
        try:
            return make(source)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise self._edited(name) from error

    def _edited(self, name: str) -> LedgerError:
        return LedgerError(
            f"{name} cannot be read back: its row has been changed from outside",
            place=str(self.path),
            way_out="Restore a copy, or add the dispatches to a new ledger.",
        )


def _run(record: Record) -> Run:
    return Run(record["extractor"], record["knowledge"], record["settings"])
