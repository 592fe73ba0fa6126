"""Nouns and pronouns that stand for something named before: data/lexicon/references.toml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

from dateline.knowledge import schema
from dateline.knowledge.tables import read_data
from dateline.model.world import ActorKind, PlaceKind

FILE = "lexicon/references.toml"
PronounKind = Literal["thing", "plural", "person"]


@dataclass(frozen=True, slots=True)
class ReferenceWords:
    """Which kinds of place or actor a noun may stand for, and what the pronouns ask for."""

    places: Mapping[str, tuple[str, ...]]
    actors: Mapping[str, tuple[str, ...]]
    roles: frozenset[str]
    pronouns: Mapping[str, PronounKind]
    empty: frozenset[str]
    phrasal: frozenset[str]
    same: frozenset[str]
    free: frozenset[str]
    lesser: frozenset[str]
    control: frozenset[str]
    collective: frozenset[str]
    taking: frozenset[str]


def load_reference_words() -> ReferenceWords:
    """The words of the package. Raises KnowledgeError naming file and key."""
    return parse_reference_words(read_data(FILE), place=FILE)


def parse_reference_words(text: str, *, place: str) -> ReferenceWords:
    """The words from a TOML text. Raises KnowledgeError naming file and key."""
    table = schema.parse_toml(text, place=place)
    schema.only(
        table,
        ("source", "places", "actors", "roles", "pronouns", "empty", "same", "control", "collective", "taking"),
        place=place,
    )
    pronouns: dict[str, PronounKind] = {}
    for word in table.get("pronouns", {}):
        value = schema.choice(table["pronouns"], word, get_args(PronounKind), place=f"{place} pronouns")
        pronouns[word] = value  # type: ignore[assignment]
    return ReferenceWords(
        _kinds(table.get("places", {}), get_args(PlaceKind), f"{place} places"),
        _kinds(table.get("actors", {}), get_args(ActorKind), f"{place} actors"),
        frozenset(schema.words(table.get("roles", {}), "nouns", place=f"{place} roles")),
        pronouns,
        frozenset(schema.words(table.get("empty", {}), "verbs", place=f"{place} empty")),
        frozenset(schema.words(table.get("empty", {}), "nouns", place=f"{place} empty")),
        frozenset(schema.words(table.get("same", {}), "words", place=f"{place} same")),
        frozenset(schema.words(table.get("same", {}), "free", place=f"{place} same")),
        frozenset(schema.words(table.get("same", {}), "lesser", place=f"{place} same")),
        frozenset(schema.words(table.get("control", {}), "verbs", place=f"{place} control")),
        frozenset(schema.words(table.get("collective", {}), "words", place=f"{place} collective")),
        frozenset(schema.words(table.get("taking", {}), "verbs", place=f"{place} taking")),
    )


def _kinds(table: Mapping[str, Any], known: tuple[str, ...], where: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for word in table:
        found[word] = schema.words(table, word, place=where, needed=True)
        for kind in found[word]:
            schema.choice({word: kind}, word, known, place=where)
    return found
