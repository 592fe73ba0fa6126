"""Is everything there that Dateline needs? One line for each thing, with a way out where it is not well."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata

from dateline.errors import DatelineError
from dateline.settings import Settings


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at: how it is, and what to do when it is not well."""

    name: str
    well: bool
    found: str
    way_out: str = ""


def doctor(settings: Settings) -> tuple[Check, ...]:
    """All checks, in the order in which things are needed. Changes nothing and builds nothing."""
    return (_python(), _sqlite(), _model(settings), _gazetteer(settings), _knowledge(), *_ledger(settings))


def _python() -> Check:
    version = ".".join(map(str, sys.version_info[:3]))
    return Check("python", sys.version_info[:2] >= (3, 11), version, "Install Python 3.11.")


def _sqlite() -> Check:
    connection = sqlite3.connect(":memory:")
    try:
        connection.execute("CREATE VIRTUAL TABLE words USING fts5 (word)")
        connection.execute("SELECT json_valid('{}')").fetchone()
    except sqlite3.Error as error:
        return Check(
            "sqlite", False, f"{sqlite3.sqlite_version}, {error}",
            "Use a Python whose SQLite has full-text search (FTS5) and JSON.",
        )  # fmt: skip
    finally:
        connection.close()
    return Check("sqlite", sqlite3.sqlite_version_info >= (3, 33), f"{sqlite3.sqlite_version} with FTS5 and JSON")


def _model(settings: Settings) -> Check:
    try:
        version = metadata.version(settings.model)
    except metadata.PackageNotFoundError:
        return Check(
            "language model", False, f"{settings.model} is not installed",
            "Install it with pip, or name another in DATELINE_MODEL.",
        )  # fmt: skip
    return Check("language model", True, f"{settings.model} {version}")


def _gazetteer(settings: Settings) -> Check:
    from dateline.knowledge.places import gazetteer_path, open_gazetteer

    try:
        path = gazetteer_path(settings)
    except DatelineError as error:
        return Check("gazetteer", False, f"{error.what} ({error.place})", error.way_out)
    if not path.exists():
        return Check("gazetteer", True, f"not built yet: the first `dateline add` builds it at {path}")
    try:
        gazetteer = open_gazetteer(settings)
    except DatelineError as error:
        return Check("gazetteer", False, error.what, error.way_out or f"Delete {path}; it is built again.")
    found = f"{path}, version {gazetteer.version}"
    gazetteer.close()
    return Check("gazetteer", True, found)


def _knowledge() -> Check:
    from dateline.knowledge.actors import load_actors
    from dateline.knowledge.countries import load_countries
    from dateline.knowledge.ontology import load_ontology
    from dateline.knowledge.outcomes import outcome_rules

    try:
        kinds = len(load_ontology().kinds)
        actors = len(load_actors(load_countries()).actors)
        outcome_rules()
    except DatelineError as error:
        return Check("knowledge files", False, error.sentence(), "Mend the file at the key that is named.")
    return Check("knowledge files", True, f"{kinds} kinds of claim, {actors} actors")


def _ledger(settings: Settings) -> Iterator[Check]:
    from dateline.ledger.store import open_ledger

    if not settings.ledger.exists():
        yield Check("ledger", True, f"none at {settings.ledger} yet: `dateline add PATH` makes it")
        return
    try:
        with open_ledger(settings.ledger, mode="read") as opened:
            totals = opened.totals()
            troubles = list(opened.check())
            stale = opened.stale
    except DatelineError as error:
        yield Check("ledger", False, error.sentence(), error.way_out)
        return
    counts = ", ".join(f"{totals[name]} {name}" for name in ("dispatches", "claims", "events", "issues"))
    yield Check("ledger", True, f"{settings.ledger}: {counts}")
    for trouble in troubles:
        yield Check("ledger", False, trouble, "Restore a copy, or add the dispatches to a new ledger.")
    if stale:
        yield Check(
            "outcomes", False, "older than the claims: a run was interrupted",
            "Run the last `dateline add` again; it takes up where it stopped.",
        )  # fmt: skip
