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

    `control`: kind -> its part in who holds what. `parties`: kind of party -> kinds of claim that count when it does them;
    `leaders`: kinds of party that hold for their side, and nothing where no side is known. `inferred`: rules
    by which a place tells nothing of control; `areas`: kinds of place of which nothing follows by `inferred_areas` either. `whole`, `part`: kind of place -> precisions that speak of the whole
    place, or of a part of it. `family`: kind -> (family, rank; 0 is the most telling). `denies`: kind -> kinds that its denial
    contradicts, itself first, where there are others. `undated_days`, `longest_days`, `entered_days`:
    in days. `classes`: word -> class of people; `narrower`: (class, the wider one that it lies in).
    """

    control: Mapping[str, ControlRole]
    parties: Mapping[str, frozenset[str]]
    leaders: frozenset[str]
    areas: frozenset[str]
    inferred: frozenset[str]
    inferred_areas: frozenset[str]
    whole: Mapping[str, frozenset[str]]
    part: Mapping[str, frozenset[str]]
    family: Mapping[str, tuple[str, int]]
    denies: Mapping[str, tuple[str, ...]]
    never: frozenset[str]
    mutual: frozenset[str]
    undated_days: int
    entered_days: int
    longest_days: int
    classes: Mapping[str, str]
    narrower: frozenset[tuple[str, str]]
    unarmed: frozenset[str]
    armed: frozenset[str]

    def counted_class(self, words: str, unit: str) -> str:
        """The class of people that words name: "insurgents" -> "fighters"; "" for people in general.

        Words with more to them ("Malawian soldiers") are a class of their own.
        """
        known = self.classes.get(words, words)
        return "" if known == "people" or known in unit.casefold().split() else known

    def arms(self, words: str) -> str | None:
        """ "armed" or "unarmed" for words that name who fights or who does not, by the last of them; else None."""
        known = self.classes.get(words.rpartition(" ")[2])
        return "armed" if known in self.armed else "unarmed" if known in self.unarmed else None


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
    counting = _table(table, "counting", path)
    classes = _table(counting, "classes", path)
    parties = _table(control, "parties", path)
    denies = _table(events, "denies", path)
    whole, part = _table(control, "places", path), _table(control, "part", path)
    return OutcomeRules(
        control=roles,
        parties={kind: frozenset(_known(parties, kind, roles, path)) for kind in parties},
        leaders=frozenset(_words(control, "leaders", path)),
        areas=frozenset(_words(control, "areas", path)),
        inferred=frozenset(_words(control, "inferred", path)),
        inferred_areas=frozenset(_words(control, "inferred_areas", path)),
        denies={kind: (kind, *_words(denies, kind, path)) for kind in denies},
        whole={kind: frozenset(_words(whole, kind, path)) for kind in whole},
        part={kind: frozenset(_words(part, kind, path)) for kind in part},
        family=family,
        never=frozenset(_words(events, "never", path)),
        mutual=frozenset(_words(events, "mutual", path)),
        undated_days=_number(events, "undated_days", path),
        entered_days=_number(control, "entered_days", path),
        longest_days=_number(events, "longest_days", path),
        classes={word: name for name in classes for word in _words(classes, name, path)},
        narrower=frozenset(_pair(pair, path) for pair in counting.get("narrower", ())),
        unarmed=frozenset(_words(counting, "unarmed", path)),
        armed=frozenset(_words(counting, "armed", path)),
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


def _known(parent: Mapping[str, Any], key: str, roles: Mapping[str, ControlRole], path: Path) -> tuple[str, ...]:
    """The words of a list, each a kind that has a part in control."""
    words = _words(parent, key, path)
    for word in words:
        if word not in roles:
            raise KnowledgeError(f"the kind {word!r} has no part in control", place=f"{path}: control.parties.{key}")
    return words


def _pair(value: Any, path: Path) -> tuple[str, str]:
    if not isinstance(value, list) or len(value) != 2 or not all(isinstance(word, str) for word in value):
        raise KnowledgeError("two words are missing", place=f"{path}: counting.narrower")
    return value[0], value[1]


def _number(parent: Mapping[str, Any], key: str, path: Path) -> int:
    value = parent.get(key)
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise KnowledgeError("a whole number of days is missing", place=f"{path}: {key}")
    return value
