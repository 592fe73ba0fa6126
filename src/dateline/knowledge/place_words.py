"""The words around place names: prepositions, kinds of place, titles of persons, common words that are names too."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dateline.errors import KnowledgeError
from dateline.knowledge.tables import parts, read_data, rows

FILE = "places/words.toml"
COMMON = "places/common_words.tsv"
SHORT = "places/abbreviations.tsv"
HOMES = "places/outlets.tsv"
_HOME_FIELDS = ("keys", "town", "area", "source")
_SECTIONS = {
    "before": ("strong", "weak"),
    "parts": ("site", "organisation", "labels", "of", "streets"),
    "person": ("titles", "given", "family", "shared"),
    "metonym": ("verbs", "dealings", "organs", "seated"),
    "inside": ("connectors",),
    "distance": ("km", "mile", "directions"),
    "after": ("people", "plural_counties", "government"),
    "outlets": ("words", "domains", "countries"),
}


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """Words in small letters. `kinds`: word -> the kind of place that it announces ("province" -> "admin1").

    `short`: short form of a first-order area as written ("Ill.") -> id of the area; `alone`: those that need no place
    before them ("in N.J."). `homes`: folded name or address of an outlet -> town and id of the area that it is at home in.
    """

    strong: frozenset[str]
    weak: frozenset[str]
    kinds: Mapping[str, str]
    site: frozenset[str]
    organisation: frozenset[str]
    labels: frozenset[str]
    streets: frozenset[str]
    part_of: frozenset[str]
    titles: frozenset[str]
    given: frozenset[str]
    family: frozenset[str]
    shared: frozenset[str]
    metonym: frozenset[str]
    dealings: frozenset[str]
    organs: frozenset[str]
    seated: frozenset[str]
    connectors: frozenset[str]
    km: frozenset[str]
    mile: frozenset[str]
    directions: frozenset[str]
    people: frozenset[str]
    plural_counties: frozenset[str]
    government: frozenset[str]
    outlets: frozenset[str]
    domains: frozenset[str]
    english: frozenset[str]
    common: frozenset[str]
    short: Mapping[str, str]
    alone: frozenset[str]
    homes: Mapping[str, tuple[str, str]]


def load_place_words() -> PlaceWords:
    """The words of the package's files. Raises KnowledgeError when one breaks its schema."""
    return parse_place_words(read_data(FILE), read_data(COMMON), read_data(SHORT), read_data(HOMES))


def parse_place_words(text: str, common: str, short: str, homes: str) -> PlaceWords:
    """Words from the text of the four files. Raises KnowledgeError naming file and key."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise KnowledgeError(str(error), place=FILE) from error
    lists = {
        (section, key): _words(data.get(section, {}).get(key), f"{FILE} {section}.{key}")
        for section, keys in _SECTIONS.items()
        for key in keys
    }
    kinds = {
        word: kind
        for kind, words in sorted(data.get("kinds", {}).items(), reverse=True)
        for word in sorted(_words(words, f"{FILE} kinds.{kind}"))
    }
    areas = list(
        rows(short, place=SHORT, fields=("short", "id", "alone", "source"), required=("short", "id", "source"))
    )
    return PlaceWords(
        strong=lists["before", "strong"], weak=lists["before", "weak"], kinds=kinds, site=lists["parts", "site"],
        organisation=lists["parts", "organisation"], labels=lists["parts", "labels"], streets=lists["parts", "streets"], part_of=lists["parts", "of"], titles=lists["person", "titles"],
        given=lists["person", "given"], family=lists["person", "family"], shared=lists["person", "shared"], metonym=lists["metonym", "verbs"],
        dealings=lists["metonym", "dealings"], organs=lists["metonym", "organs"], seated=lists["metonym", "seated"],
        connectors=lists["inside", "connectors"], km=lists["distance", "km"], mile=lists["distance", "mile"],
        directions=lists["distance", "directions"], people=lists["after", "people"],
        plural_counties=lists["after", "plural_counties"],
        government=lists["after", "government"], outlets=lists["outlets", "words"], domains=lists["outlets", "domains"],
        english=frozenset(code.upper() for code in lists["outlets", "countries"]),
        short={row["short"]: row["id"] for row in areas}, alone=frozenset(row["short"] for row in areas if row["alone"]),
        homes={key: (row["town"], row["area"]) for row in rows(homes, place=HOMES, fields=_HOME_FIELDS, required=_HOME_FIELDS) for key in parts(row["keys"])},
        common=frozenset(row["word"] for row in rows(common, place=COMMON, fields=("word",), required=("word",))),
    )  # fmt: skip


def _words(value: Any, place: str) -> frozenset[str]:
    if not isinstance(value, list) or not all(isinstance(word, str) and word == word.lower() for word in value):
        raise KnowledgeError("this is no list of words in small letters", place=place)
    return frozenset(value)
