"""The files of actors: one TOML file per conflict or family, checked, turned into actors and sides.

conflict = "syria"
source = "..."                       # for rows without one of their own

[sides.syria-government]
name = "Syrian government and its allies"
face = "gov:SY"                      # the actor that stands for the whole side
members = ["gov:SY", "RU"]           # actors; {id, first, last} where it changes; "gov:XX" brings all its bodies

[[between]]                          # how two sides stand
sides = ["syria-government", "syria-opposition"]
tie = "opposed"                      # or "allied"
first = 2011-03-15                   # open without
last = 2024-12-08

[[actor]]
id = "hts"
name = "Hay'at Tahrir al-Sham"
names = ["HTS"]                      # all-capital names match capitals only
short = ["Observatory"]              # understood only with "the" before it, or once the full name was read
kind = "rebel_group"
country = "SY"
side = "syria-opposition"            # for all time; dated membership goes into `members`
generic = ["rebels"]                 # classes of generics.toml that it stands for in its country
first = 2017-01-28                   # when the actor (or its use of a shared name) began and ended
source = "Wikipedia: Hay'at Tahrir al-Sham"
relations = [{kind = "allied_with", other = "sna", first = 2024-11-27, last = 2024-12-08, note = ""}]
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from typing import Any, Literal, get_args

from dateline.errors import KnowledgeError
from dateline.knowledge import schema
from dateline.model.world import Actor, ActorKind, Relation, RelationKind

Tie = Literal["allied", "opposed"]

_ACTOR_KEYS = ("id", "name", "names", "short", "kind", "country", "side", "generic", "first", "last", "source", "relations", "private")  # fmt: skip
_RELATION_KEYS = ("kind", "other", "first", "last", "ended", "note")


@dataclass(frozen=True, slots=True)
class Entry:
    """An actor of a file with what only the book needs: short names, generic classes, its lifetime, its source."""

    actor: Actor
    short: tuple[str, ...]
    generic: tuple[str, ...]
    first: date | None
    last: date | None
    source: str
    order: int

    def alive(self, day: date | None) -> bool:
        """Does the actor go by this entry on that day? Without a day: yes."""
        return day is None or ((self.first is None or self.first <= day) and (self.last is None or day <= self.last))


@dataclass(frozen=True, slots=True)
class Member:
    """An actor's membership in a side, from first to last (None: open)."""

    actor: str
    side: str
    first: date | None = None
    last: date | None = None

    def holds(self, day: date | None) -> bool:
        """Does it hold on that day? Without a day: does it still?"""
        if day is None:
            return self.last is None
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True)
class Side:
    """One of the parties to a conflict, as a bundle of actors. `face`: the actor that stands for the whole."""

    id: str
    name: str
    conflict: str
    face: str | None


@dataclass(frozen=True, slots=True)
class Between:
    """How two sides stand to each other, from first to last."""

    sides: frozenset[str]
    tie: Tie
    first: date | None = None
    last: date | None = None

    def holds(self, day: date | None) -> bool:
        """Does it hold on that day? Without a day: does it still?"""
        if day is None:
            return self.last is None
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True)
class ActorFile:
    """One file's content."""

    entries: tuple[Entry, ...]
    sides: tuple[Side, ...]
    members: tuple[Member, ...]
    between: tuple[Between, ...]


def read_actor_files() -> tuple[ActorFile, ...]:
    """All files of the package, in the order of their names. Raises KnowledgeError naming file and key."""
    folder = files("dateline.knowledge") / "data" / "actors"
    found = sorted((item for item in folder.iterdir() if item.name.endswith(".toml")), key=lambda item: item.name)
    return tuple(parse_actor_file(item.read_text(encoding="utf-8"), place=f"actors/{item.name}") for item in found)


def parse_actor_file(text: str, *, place: str) -> ActorFile:
    """One file from its text. Raises KnowledgeError naming file and key."""
    table = schema.parse_toml(text, place=place)
    schema.only(table, ("conflict", "about", "source", "sides", "between", "actor"), place=place)
    conflict = schema.text(table, "conflict", place=place, needed=True)
    source = schema.text(table, "source", place=place)
    sides: list[Side] = []
    members: list[Member] = []
    for key, row in schema.named_tables(table, "sides", place=place).items():
        where = f"{place} sides.{key}"
        schema.only(row, ("name", "face", "members"), place=where)
        sides.append(Side(key, schema.text(row, "name", place=where, needed=True), conflict, row.get("face")))
        members.extend(_members(row, key, where))
    known = {side.id for side in sides}
    entries = tuple(
        _entry(row, place=place, order=order, source=source, sides=known)
        for order, row in enumerate(schema.tables(table, "actor", place=place))
    )
    members.extend(Member(entry.actor.id, entry.actor.side) for entry in entries if entry.actor.side is not None)
    between = tuple(_between(row, place, known) for row in schema.tables(table, "between", place=place))
    return ActorFile(entries, tuple(sides), tuple(members), between)


def _members(row: Mapping[str, Any], side: str, where: str) -> list[Member]:
    found = []
    for item in row.get("members", []):
        if isinstance(item, str):
            found.append(Member(item, side))
            continue
        if not isinstance(item, dict):
            raise KnowledgeError("a member is neither an id nor a table", place=where)
        schema.only(item, ("id", "first", "last"), place=where)
        name = schema.text(item, "id", place=where, needed=True)
        found.append(Member(name, side, schema.day(item, "first", place=where), schema.day(item, "last", place=where)))
    return found


def _between(row: Mapping[str, Any], place: str, known: set[str]) -> Between:
    where = f"{place} between"
    schema.only(row, ("sides", "tie", "first", "last"), place=where)
    sides = schema.words(row, "sides", place=where, needed=True)
    for side in sides:
        if side not in known:
            raise KnowledgeError(f"unknown side {side!r}", place=where)
    if len(set(sides)) != 2:
        raise KnowledgeError("sides needs two different sides", place=where)
    tie: Tie = schema.choice(row, "tie", get_args(Tie), place=where)  # type: ignore[assignment]
    return Between(frozenset(sides), tie, schema.day(row, "first", place=where), schema.day(row, "last", place=where))


def _entry(row: Mapping[str, Any], *, place: str, order: int, source: str, sides: set[str]) -> Entry:
    key = schema.text(row, "id", place=f"{place} actor {order + 1}", needed=True)
    where = f"{place} {key}"
    schema.only(row, _ACTOR_KEYS, place=where)
    kind: ActorKind = schema.choice(row, "kind", get_args(ActorKind), place=where)  # type: ignore[assignment]
    side = schema.text(row, "side", place=where) or None
    if side is not None and side not in sides:
        raise KnowledgeError(f"unknown side {side!r}", place=where, way_out="Name it in [sides].")
    name = schema.text(row, "name", place=where, needed=True)
    actor = Actor(
        id=key,
        name=name,
        kind=kind,
        country=schema.text(row, "country", place=where) or None,
        names=(name, *schema.words(row, "names", place=where)),
        side=side,
        relations=tuple(_relation(item, where) for item in schema.tables(row, "relations", place=where)),
        private=schema.flag(row, "private", place=where),
    )
    own = schema.text(row, "source", place=where) or source
    if not own:
        raise KnowledgeError("source is missing", place=where, way_out="Give one to the row or to the file.")
    return Entry(
        actor, schema.words(row, "short", place=where), schema.words(row, "generic", place=where),
        schema.day(row, "first", place=where), schema.day(row, "last", place=where), own, order,
    )  # fmt: skip


def _relation(row: Mapping[str, Any], where: str) -> Relation:
    schema.only(row, _RELATION_KEYS, place=where)
    kind: RelationKind = schema.choice(row, "kind", get_args(RelationKind), place=where)  # type: ignore[assignment]
    return Relation(
        kind,
        schema.text(row, "other", place=where, needed=True),
        schema.day(row, "first", place=where),
        schema.day(row, "last", place=where),
        schema.flag(row, "ended", place=where),
        schema.text(row, "note", place=where),
    )
