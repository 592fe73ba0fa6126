"""Codes of ACLED, UCDP and PLOVER for Dateline's own words, from data/codebooks.toml and data/places/state_numbers.tsv.

Gives a frozen record of tables; decides nothing itself. Crosswalks of kinds are in the ontology.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any, get_args

from dateline.errors import KnowledgeError
from dateline.knowledge.tables import read_data, rows
from dateline.model.claim import Precision
from dateline.model.world import ActorKind

FILE = "codebooks.toml"
STATE_NUMBERS = "places/state_numbers.tsv"


@dataclass(frozen=True, slots=True)
class Codebooks:
    """Tables by codebook. Keys are our kinds of actor, kinds of claim or precisions, values the codebook's own words.

    `vague`: (lowest low, count) from the largest down: what a word without a figure counts for ACLED.
    `state_number`: ISO 3166-1 alpha-2 -> Gleditsch-Ward number.
    """

    inter: Mapping[str, str]
    order: tuple[str, ...]
    geo_precision: Mapping[str, int]
    disorder: Mapping[str, str]
    hierarchy: tuple[str, ...]
    vague: tuple[tuple[int, int], ...]
    where_prec: Mapping[str, int]
    region: Mapping[str, str]
    region_of: Mapping[str, str]
    state: frozenset[str]
    organised: frozenset[str]
    unarmed: frozenset[str]
    quad: Mapping[str, int]
    mode: Mapping[str, str]
    sector: Mapping[str, str]
    beyond: Mapping[str, str]
    context: Mapping[str, str]
    resolution: Mapping[str, int]
    state_number: Mapping[str, int]


@lru_cache(maxsize=1)
def codebooks() -> Codebooks:
    """The tables of the package's own files, read once."""
    return read_codebooks(Path(str(files("dateline.knowledge") / "data" / FILE)))


def read_codebooks(path: Path) -> Codebooks:
    """The tables of one file; KnowledgeError names the key that breaks the schema."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise KnowledgeError(f"cannot be read: {error}", place=str(path)) from error
    acled, ucdp, plover = (_table(table, name, path) for name in ("acled", "ucdp", "plover"))
    kinds, precisions = frozenset(get_args(ActorKind)), frozenset(get_args(Precision))
    found = Codebooks(
        inter=_words(acled, "inter", path, keys=kinds),
        order=tuple(acled["order"]),
        geo_precision=_words(acled, "geo_precision", path, keys=precisions),
        disorder=_words(acled, "disorder", path),
        hierarchy=tuple(acled["hierarchy"]),
        vague=tuple((step["from"], step["count"]) for step in acled["vague"]),
        where_prec=_words(ucdp, "where_prec", path, keys=precisions),
        region=_words(ucdp, "region", path),
        region_of=_words(ucdp, "region_of", path),
        state=_among(ucdp, "state", kinds, path),
        organised=_among(ucdp, "organised", kinds, path),
        unarmed=_among(ucdp, "unarmed", kinds, path),
        quad=_words(plover, "quad", path),
        mode=_words(plover, "mode", path),
        sector=_words(plover, "sector", path, keys=kinds),
        beyond=_words(plover, "beyond", path, keys=kinds),
        context=_words(plover, "context", path),
        resolution=_words(plover, "resolution", path, keys=precisions),
        state_number=_state_numbers(),
    )
    if set(found.inter.values()) - set(found.order):
        raise KnowledgeError("every word of `inter` stands in `order`", place=f"{path}: acled.order")
    if set(found.hierarchy) != set(found.disorder):
        raise KnowledgeError("`hierarchy` and `disorder` name the same types", place=f"{path}: acled.hierarchy")
    return found


def _state_numbers() -> dict[str, int]:
    fields = ("code", "number")
    found = rows(read_data(STATE_NUMBERS), place=STATE_NUMBERS, fields=fields, required=fields)
    return {row["code"]: int(row["number"]) for row in found}


def _table(table: Mapping[str, Any], name: str, path: Path) -> dict[str, Any]:
    found = table.get(name)
    if not isinstance(found, dict):
        raise KnowledgeError(f"the table [{name}] is missing", place=str(path))
    return found


def _words(table: Mapping[str, Any], name: str, path: Path, keys: frozenset[str] | None = None) -> dict[str, Any]:
    found = _table(table, name, path)
    unknown = sorted(set(found) - keys) if keys is not None else []
    if unknown:
        raise KnowledgeError(f"unknown key {unknown[0]!r}", place=f"{path}: {name}")
    return found


def _among(table: Mapping[str, Any], name: str, keys: frozenset[str], path: Path) -> frozenset[str]:
    found = frozenset(table.get(name, ()))
    if not found or found - keys:
        raise KnowledgeError(f"a list of kinds of actor is needed, not {sorted(found - keys)}", place=f"{path}: {name}")
    return found
