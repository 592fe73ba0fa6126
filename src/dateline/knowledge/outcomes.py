"""Which kinds of claim speak about control and which belong to one happening, from data/outcomes.toml.

Gives a frozen record of rules; decides nothing itself.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

from dateline.errors import KnowledgeError

ControlRole = Literal["gain", "enter", "give", "hold", "fight"]

_ROLES: tuple[ControlRole, ...] = ("gain", "enter", "give", "hold", "fight")


@dataclass(frozen=True, slots=True)
class OutcomeRules:
    """What `reconcile` knows about kinds.

    `control`: kind -> its part in who holds what. `whole`, `part`: kind of place -> precisions that speak of the whole
    place, or of a part of it. `family`: kind -> (family, rank; 0 is the most telling). `undated_days`, `longest_days`:
    in days.
    """

    control: Mapping[str, ControlRole]
    whole: Mapping[str, frozenset[str]]
    part: Mapping[str, frozenset[str]]
    family: Mapping[str, tuple[str, int]]
    never: frozenset[str]
    mutual: frozenset[str]
    undated_days: int
    longest_days: int


@lru_cache(maxsize=1)
def outcome_rules() -> OutcomeRules:
    """The rules of the package's own file, read once."""
    return read_outcome_rules(Path(str(files("dateline.knowledge") / "data" / "outcomes.toml")))


def read_outcome_rules(path: Path) -> OutcomeRules:
    """The rules of one file; KnowledgeError names the key that breaks the schema."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise KnowledgeError(f"cannot be read: {error}", place=str(path)) from error
    control = _table(table, "control", path)
    events = _table(table, "events", path)
    roles: dict[str, ControlRole] = {}
    for role in _ROLES:
        for kind in _words(control, role, path):
            if kind in roles:
                raise KnowledgeError(f"the kind {kind!r} stands twice", place=f"{path}: control.{role}")
            roles[kind] = role
    family: dict[str, tuple[str, int]] = {}
    families = _table(events, "families", path)
    for name in families:
        for rank, kind in enumerate(_words(families, name, path)):
            if kind in family:
                raise KnowledgeError(f"the kind {kind!r} stands twice", place=f"{path}: events.families.{name}")
            family[kind] = (name, rank)
    whole, part = _table(control, "places", path), _table(control, "part", path)
    return OutcomeRules(
        control=roles,
        whole={kind: frozenset(_words(whole, kind, path)) for kind in whole},
        part={kind: frozenset(_words(part, kind, path)) for kind in part},
        family=family,
        never=frozenset(_words(events, "never", path)),
        mutual=frozenset(_words(events, "mutual", path)),
        undated_days=_number(events, "undated_days", path),
        longest_days=_number(events, "longest_days", path),
    )


def _table(parent: Mapping[str, Any], key: str, path: Path) -> Mapping[str, Any]:
    value = parent.get(key)
    if not isinstance(value, dict):
        raise KnowledgeError("a table is missing", place=f"{path}: {key}")
    return value


def _words(parent: Mapping[str, Any], key: str, path: Path) -> tuple[str, ...]:
    value = parent.get(key)
    if not isinstance(value, list) or not all(isinstance(word, str) and word for word in value):
        raise KnowledgeError("a list of words is missing", place=f"{path}: {key}")
    return tuple(value)


def _number(parent: Mapping[str, Any], key: str, path: Path) -> int:
    value = parent.get(key)
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise KnowledgeError("a whole number of days is missing", place=f"{path}: {key}")
    return value
