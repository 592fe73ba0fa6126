"""Every format by its name: a ledger that can be read goes in, pieces of text or bytes come out.

To add one: a function in a module of its own, a line in `FORMATS`, a row in docs/reference.md. The same ledger gives the
same bytes in each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Protocol

from dateline.export.lines import Record
from dateline.model.outcome import Control, Event, Toll


class Readable(Protocol):
    """What an export asks of a ledger."""

    def claim_records(self) -> Iterator[Record]: ...
    def claim_record(self, id: str) -> Record | None: ...
    def events(self) -> Iterator[Event]: ...
    def tolls(self) -> Iterator[Toll]: ...
    def control(self) -> Iterator[Control]: ...


def _claims(ledger: Readable) -> Iterator[str]:
    from dateline.export.lines import claim_lines

    return claim_lines(ledger.claim_records())


def _events(ledger: Readable) -> Iterator[str]:
    from dateline.export.lines import outcome_lines
    from dateline.model.record import event_to_record

    return outcome_lines(map(event_to_record, ledger.events()))


def _tolls(ledger: Readable) -> Iterator[str]:
    from dateline.export.lines import outcome_lines
    from dateline.model.record import toll_to_record

    return outcome_lines(map(toll_to_record, ledger.tolls()))


def _control(ledger: Readable) -> Iterator[str]:
    from dateline.export.lines import outcome_lines
    from dateline.model.record import control_to_record

    return outcome_lines(map(control_to_record, ledger.control()))


def _csv(ledger: Readable) -> Iterator[str]:
    from dateline.export.tables import table

    return table(ledger.claim_records())


def _geojson(ledger: Readable) -> Iterator[str]:
    from dateline.export.maps import claim_map

    return claim_map(ledger.claim_records())


def _acled(ledger: Readable) -> Iterator[str]:
    from dateline.export.acled import acled_table
    from dateline.export.happenings import happenings
    from dateline.knowledge.codebooks import codebooks
    from dateline.knowledge.countries import load_countries
    from dateline.model.record import event_to_record

    found = happenings(map(event_to_record, ledger.events()), ledger.claim_record, rank=_rank())
    return acled_table(found, crosswalk=_crosswalk(), codes=codebooks(), countries=load_countries())


def _ucdp(ledger: Readable) -> Iterator[str]:
    from dateline.export.happenings import happenings
    from dateline.export.ucdp import ucdp_table
    from dateline.knowledge.codebooks import codebooks
    from dateline.knowledge.countries import load_countries
    from dateline.model.record import event_to_record

    found = happenings(map(event_to_record, ledger.events()), ledger.claim_record, rank=_rank())
    return ucdp_table(found, codes=codebooks(), countries=load_countries())


def _plover(ledger: Readable) -> Iterator[str]:
    from dateline.export.plover import plover_lines
    from dateline.knowledge.codebooks import codebooks
    from dateline.knowledge.countries import load_countries

    return plover_lines(ledger.claim_records(), crosswalk=_crosswalk(), codes=codebooks(), countries=load_countries())


def _hxl(ledger: Readable) -> Iterator[str]:
    from dateline.export.hxl import hxl_table
    from dateline.model.record import toll_to_record

    places: dict[str, Record] = {}
    for claim in ledger.claim_records():
        if claim["place"]:
            places.setdefault(claim["place"]["id"], claim["place"])
    return hxl_table(map(toll_to_record, ledger.tolls()), places)


def _webannotation(ledger: Readable) -> Iterator[str]:
    from dateline.export.webannotation import web_annotations

    return web_annotations(ledger.claim_records())


def _ftm(ledger: Readable) -> Iterator[str]:
    from dateline.export.ftm import ftm_lines
    from dateline.export.happenings import happenings
    from dateline.model.record import event_to_record

    return ftm_lines(happenings(map(event_to_record, ledger.events()), ledger.claim_record, rank=_rank()))


def _parquet(ledger: Readable) -> Iterable[bytes]:
    from dateline.export.parquet import parquet_file

    return [parquet_file(ledger.claim_records())]


def _crosswalk() -> Mapping[str, Mapping[str, str]]:
    from dateline.knowledge.ontology import load_ontology

    return {name: kind.crosswalk for name, kind in load_ontology().kinds.items()}


def _rank() -> Mapping[str, int]:
    from dateline.knowledge.outcomes import outcome_rules

    return {kind: rank for kind, (_, rank) in outcome_rules().family.items()}


FORMATS: Mapping[str, Callable[[Readable], Iterable[str | bytes]]] = {
    "claims": _claims,
    "events": _events,
    "tolls": _tolls,
    "control": _control,
    "csv": _csv,
    "geojson": _geojson,
    "acled": _acled,
    "ucdp": _ucdp,
    "plover": _plover,
    "hxl": _hxl,
    "webannotation": _webannotation,
    "ftm": _ftm,
    "parquet": _parquet,
}
