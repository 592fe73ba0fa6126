"""Word lists whose grammar decides who does what and how sure it is: data/lexicon/grammar.toml, checked and frozen."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from importlib.resources import files
from typing import Any, get_args

from dateline.errors import KnowledgeError
from dateline.model.claim import Modality

#: Classes of `modality` that are no modality of a claim: they turn it off ("prevented") or leave it alone ("factual").
EXTRA_CLASSES = frozenset({"prevented", "factual"})


@dataclass(frozen=True, slots=True)
class Grammar:
    """The lists of grammar.toml under their own names; the tables map a word to its class."""

    subject_control: frozenset[str]
    object_of_gerund: frozenset[str]
    light_verbs: frozenset[str]
    weapons: frozenset[str]
    outcome_verbs: frozenset[str]
    remarking_verbs: frozenset[str]
    backing: frozenset[str]
    motion_verbs: frozenset[str]
    remembrance: frozenset[str]
    spells: frozenset[str]
    participation_verbs: frozenset[str]
    assets: frozenset[str]
    addressed_nouns: frozenset[str]
    happening_verbs: frozenset[str]
    striking_verbs: frozenset[str]
    light_nouns: frozenset[str]
    partitive: frozenset[str]
    portions: frozenset[str]
    locative: frozenset[str]
    directions: frozenset[str]
    compound_heads: frozenset[str]
    sites: frozenset[str]
    parts: frozenset[str]
    whole_places: frozenset[str]
    grounds: frozenset[str]
    hostile: frozenset[str]
    implicative: frozenset[str]
    displays: frozenset[str]
    ordinals: frozenset[str]
    defeats: frozenset[str]
    modality: Mapping[str, str]
    modality_nouns: Mapping[str, str]
    adverbs: Mapping[str, str]
    adjectives: Mapping[str, str]
    auxiliaries: Mapping[str, str]
    subordinators: Mapping[str, str]
    irregular: Mapping[str, str]


_TABLES = ("modality", "modality_nouns", "adverbs", "adjectives", "auxiliaries", "subordinators", "irregular")


def load_grammar() -> Grammar:
    """The lists, checked: every key known, every list of strings; raises KnowledgeError naming the key."""
    name = "lexicon/grammar.toml"
    content = tomllib.loads((files("dateline.knowledge") / "data" / name).read_text(encoding="utf-8"))
    known = {field.name for field in fields(Grammar)}
    for key in sorted(known.symmetric_difference(content)):
        raise KnowledgeError(
            f"the key {key!r} is missing or unknown", place=name, way_out=f"Keys: {', '.join(sorted(known))}."
        )
    values: dict[str, Any] = {}
    for key, value in content.items():
        values[key] = _table(value, f"{name}, {key}") if key in _TABLES else _words(value, f"{name}, {key}")
    return Grammar(**values)


def _words(value: Any, place: str) -> frozenset[str]:
    if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
        raise KnowledgeError("a list of words was expected", place=place)
    return frozenset(value)


def _table(value: Any, place: str) -> dict[str, str]:
    """Words to their class; a word in several lists belongs to the first that names it."""
    if not isinstance(value, dict):
        raise KnowledgeError("a table of lists was expected", place=place)
    table: dict[str, str] = {}
    for modality, words in value.items():
        if not place.endswith("irregular") and modality not in (*get_args(Modality), *EXTRA_CLASSES):
            raise KnowledgeError(
                f"unknown class {modality!r}", place=place, way_out=f"One of: {', '.join(get_args(Modality))}."
            )
        for word in sorted(_words(words, place)):
            table.setdefault(word, modality)
    return table
