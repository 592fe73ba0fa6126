"""Nouns that name nobody in particular, and words that depend on the speaker: data/lexicon/{generics,perspective}.toml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, get_args

from dateline.errors import KnowledgeError
from dateline.knowledge import schema
from dateline.knowledge.tables import read_data
from dateline.model.world import ActorKind

GENERICS = "lexicon/generics.toml"
PERSPECTIVE = "lexicon/perspective.toml"
_KINDS = get_args(ActorKind)


@dataclass(frozen=True, slots=True)
class Body:
    """A body that every state has ("army"): `name` is a pattern with {adjective} and {country}."""

    key: str
    name: str
    kind: ActorKind


@dataclass(frozen=True, slots=True)
class NounClass:
    """A class of people or bands ("rebels"). `country`: does it take the home country when none is written?"""

    key: str
    name: str
    kind: ActorKind
    country: bool


@dataclass(frozen=True, slots=True)
class Noun:
    """What a noun or a phrase of up to four words stands for: a state's body or a class."""

    body: Body | None
    group: NounClass | None
    bare: bool = False


@dataclass(frozen=True, slots=True)
class CountryWords:
    """Words around a country that tell whether it is a party or a mere place."""

    prepositions: frozenset[str]
    sure: frozenset[str]
    of: frozenset[str]
    owned: frozenset[str]
    verbs: frozenset[str]
    parts: frozenset[str]


@dataclass(frozen=True, slots=True)
class Generics:
    """The lexicon. Keys of `nouns` are tuples of small-letter words; `longest` is the greatest number of words in one."""

    nouns: Mapping[tuple[str, ...], Noun]
    heads: frozenset[str]
    longest: int
    without_services: frozenset[str]
    modifiers: Mapping[str, Noun]
    armed: frozenset[str]
    bands: frozenset[str]
    collective: frozenset[str]
    posts: frozenset[str]
    titles: frozenset[str]
    voices: frozenset[str]
    qualities: frozenset[str]
    backing: frozenset[str]
    peoples: frozenset[str]
    communities: Mapping[str, str]
    bodies: Mapping[str, Body]
    classes: Mapping[str, NounClass]
    small: frozenset[str]
    person_small: frozenset[str]
    place_words: frozenset[str]
    place_first: frozenset[str]
    locative: frozenset[str]
    on_places: frozenset[str]
    calendar: frozenset[str]
    party: CountryWords
    speech: frozenset[str]
    ordinals: frozenset[str]
    common: frozenset[str]
    kin: frozenset[str]
    honorifics: frozenset[str]
    name_kinds: Mapping[str, ActorKind]


@dataclass(frozen=True, slots=True)
class Perspective:
    """Words whose bearer depends on who speaks. Phrases are tuples of small-letter words."""

    pronouns: frozenset[str]
    possessives: frozenset[str]
    nouns: frozenset[str]
    enemy: frozenset[tuple[str, ...]]
    enemy_first: frozenset[str]
    quoted: frozenset[tuple[str, ...]]
    martyrs: frozenset[tuple[str, ...]]
    resistance: frozenset[tuple[str, ...]]
    regime: frozenset[str]
    regime_modifiers: frozenset[str]


def load_generics() -> Generics:
    """The lexicon of the package. Raises KnowledgeError naming file and key."""
    return parse_generics(read_data(GENERICS), place=GENERICS)


def load_perspective() -> Perspective:
    """The words of perspective of the package. Raises KnowledgeError naming file and key."""
    return parse_perspective(read_data(PERSPECTIVE), place=PERSPECTIVE)


def parse_generics(text: str, *, place: str) -> Generics:
    """The lexicon from a TOML text. Raises KnowledgeError naming file and key."""
    table = schema.parse_toml(text, place=place)
    schema.only(table, ("source", "bodies", "state", "class", "posts", "qualities", "names", "countries"), place=place)
    nouns: dict[tuple[str, ...], Noun] = {}
    modifiers: dict[str, Noun] = {}
    bodies: dict[str, Body] = {}
    classes: dict[str, NounClass] = {}
    for key, row in schema.named_tables(table, "state", place=place).items():
        where = f"{place} state.{key}"
        schema.only(row, ("name", "kind", "nouns", "bare", "modifiers"), place=where)
        bodies[key] = Body(key, schema.text(row, "name", place=where, needed=True), _kind(row, where))
        _add(nouns, modifiers, row, bodies[key], None, where)
    for key, row in schema.named_tables(table, "class", place=place).items():
        where = f"{place} class.{key}"
        schema.only(row, ("name", "kind", "nouns", "country", "modifiers"), place=where)
        name = schema.text(row, "name", place=where, needed=True)
        classes[key] = NounClass(key, name, _kind(row, where), schema.flag(row, "country", place=where))
        _add(nouns, modifiers, row, None, classes[key], where)
    body_row = table.get("bodies", {})
    posts = table.get("posts", {})
    qualities = table.get("qualities", {})
    names = table.get("names", {})
    peoples = frozenset(schema.words(qualities.get("peoples", {}), "words", place=f"{place} qualities.peoples"))
    armed = frozenset(schema.words(body_row, "armed", place=f"{place} bodies"))
    bands = frozenset(schema.words(body_row, "bands", place=f"{place} bodies"))
    heads = frozenset(key[-1] for key in nouns) | armed | bands
    return Generics(
        nouns, heads, max(len(key) for key in nouns),
        frozenset(schema.words(body_row, "without_services", place=f"{place} bodies")), modifiers, armed, bands,
        frozenset(schema.words(body_row, "collective", place=f"{place} bodies")),
        frozenset(schema.words(posts, "nouns", place=f"{place} posts")),
        frozenset(schema.words(posts, "titles", place=f"{place} posts")),
        frozenset(schema.words(posts, "voices", place=f"{place} posts")),
        frozenset(schema.words(qualities, "words", place=f"{place} qualities")) | peoples,
        frozenset(schema.words(qualities.get("backing", {}), "words", place=f"{place} qualities.backing")),
        peoples,
        _communities(qualities.get("communities", {}), f"{place} qualities.communities"),
        bodies, classes,
        frozenset(schema.words(names, "small", place=f"{place} names")),
        frozenset(schema.words(names, "person_small", place=f"{place} names")),
        frozenset(schema.words(names, "places", place=f"{place} names")),
        frozenset(schema.words(names, "place_first", place=f"{place} names")),
        frozenset(schema.words(names, "locative", place=f"{place} names")),
        frozenset(schema.words(names, "on_places", place=f"{place} names")),
        frozenset(schema.words(names, "calendar", place=f"{place} names")),
        _party(table.get("countries", {}), f"{place} countries"),
        frozenset(schema.words(names, "speech", place=f"{place} names")),
        frozenset(schema.words(names, "ordinals", place=f"{place} names")),
        frozenset(schema.words(names, "common", place=f"{place} names")),
        frozenset(schema.words(names, "kin", place=f"{place} names")),
        frozenset(schema.words(names, "honorifics", place=f"{place} names")),
        _name_kinds(names, f"{place} names.kinds"),
    )  # fmt: skip


def _party(table: Mapping[str, Any], where: str) -> CountryWords:
    keys = ("prepositions", "sure", "of", "owned", "verbs", "parts")
    schema.only(table, keys, place=where)
    return CountryWords(*(frozenset(schema.words(table, key, place=where, needed=True)) for key in keys))


def _communities(table: Mapping[str, Any], where: str) -> dict[str, str]:
    return {word: schema.text(table, word, place=where, needed=True) for word in table}


def _name_kinds(names: Mapping[str, Any], where: str) -> dict[str, ActorKind]:
    found: dict[str, ActorKind] = {}
    table = names.get("kinds", {})
    schema.only(table, _KINDS, place=where)
    for kind in _KINDS:
        for word in schema.words(table, kind, place=where):
            found.setdefault(word, kind)
    return found


def _kind(row: Mapping[str, Any], where: str) -> ActorKind:
    kind: ActorKind = schema.choice(row, "kind", _KINDS, place=where)  # type: ignore[assignment]
    return kind


def _add(
    nouns: dict[tuple[str, ...], Noun],
    modifiers: dict[str, Noun],
    row: Mapping[str, Any],
    body: Body | None,
    group: NounClass | None,
    where: str,
) -> None:
    bare = schema.words(row, "bare", place=where)
    listed = schema.words(row, "nouns", place=where, needed=True)
    for word in bare:
        if word not in listed:
            raise KnowledgeError(f"bare {word!r} is not among the nouns", place=where)
    for word in listed:
        nouns.setdefault(tuple(word.replace("-", " ").split()), Noun(body, group, body is None or word in bare))
    for word in schema.words(row, "modifiers", place=where):
        modifiers.setdefault(word, Noun(body, group, True))


def parse_perspective(text: str, *, place: str) -> Perspective:
    """The words of perspective from a TOML text. Raises KnowledgeError naming file and key."""
    table = schema.parse_toml(text, place=place)
    schema.only(table, ("source", "self", "enemy", "regime", "martyrs", "resistance"), place=place)

    def words(part: str, key: str) -> frozenset[str]:
        return frozenset(schema.words(table.get(part, {}), key, place=f"{place} {part}", needed=True))

    def phrases(part: str) -> frozenset[tuple[str, ...]]:
        return frozenset(tuple(phrase.split()) for phrase in words(part, "phrases"))

    enemy = phrases("enemy")
    quoted = frozenset(tuple(phrase.split()) for phrase in words("enemy", "quoted"))
    return Perspective(
        words("self", "pronouns"), words("self", "possessives"), words("self", "nouns"),
        enemy, frozenset(phrase[0] for phrase in enemy | quoted), quoted, phrases("martyrs"), phrases("resistance"),
        words("regime", "nouns"), words("regime", "modifiers"),
    )  # fmt: skip
