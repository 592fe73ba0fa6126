"""The crosswalks of `classes.toml`: Dateline's kinds, sides and areas in the classes of other people's corpora."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from dateline.model.claim import Party


@dataclass(frozen=True, slots=True)
class Classes:
    """Each mapping leads from Dateline's word to the corpus's, but for `entities`: the classes in their order."""

    entities: tuple[str, ...]
    entity_names: Mapping[str, str]
    mark_sorts: Mapping[str, str]
    actor_kinds: Mapping[str, str]
    no_entity_rules: frozenset[str]
    party_rules: frozenset[str]
    groups: frozenset[str]
    no_entity_numbers: frozenset[str]
    plover: Mapping[str, str]
    governorates: Mapping[str, str]
    causes: Mapping[str, str]
    cause_words: Mapping[str, str]
    bomb_words: Mapping[str, str]
    perpetrators: tuple[Mapping[str, str], Mapping[str, str]]
    holders: tuple[Mapping[str, str], Mapping[str, str]]


def of_party(party: Party | None, known: tuple[Mapping[str, str], Mapping[str, str]]) -> str | None:
    """The class of a party: by its own id, else by its side."""
    if party is None:
        return None
    sides, actors = known
    return actors.get(party.id or "") or sides.get(party.side or "")


@cache
def load_classes() -> Classes:
    """The file, turned round for looking up."""
    with files("dateline.scoring").joinpath("classes.toml").open("rb") as stream:
        raw = tomllib.load(stream)
    actors = {name: raw["actors"][name] for name in raw["entities"] if name in raw["actors"]}
    return Classes(
        entities=tuple(raw["entities"]),
        entity_names=_turned(raw["entities"]),
        mark_sorts=raw["marks"],
        actor_kinds=_turned(actors),
        no_entity_rules=frozenset(raw["actors"]["not_rules"]),
        party_rules=frozenset(raw["actors"]["party_rules"]),
        groups=frozenset(raw["actors"]["groups"]),
        no_entity_numbers=frozenset(raw["actors"]["not_numbers"]),
        plover=raw["plover"],
        governorates=_turned(raw["governorates"], fold=True),
        causes=_turned(raw["causes"]),
        cause_words=_turned(raw["cause_words"]),
        bomb_words=_turned(raw["cause_words_of_bombs"]),
        perpetrators=(_turned(raw["perpetrators"]["sides"]), _turned(raw["perpetrators"]["actors"])),
        holders=(_turned(raw["holders"]["sides"]), _turned(raw["holders"]["actors"])),
    )


def _turned(table: Mapping[str, Iterable[str]], *, fold: bool = False) -> dict[str, str]:
    return {(word.lower() if fold else word): name for name, words in table.items() for word in words}
