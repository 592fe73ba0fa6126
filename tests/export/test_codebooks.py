"""Events and claims in the shapes of other codebooks: right columns, right gates, nothing that was not claimed."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

import hand
import make
from dateline.errors import KnowledgeError
from dateline.export import acled, ftm, hxl, plover, ucdp, webannotation
from dateline.export.happenings import Happening, happenings
from dateline.knowledge.codebooks import codebooks, read_codebooks
from dateline.knowledge.countries import load_countries
from dateline.knowledge.ontology import load_ontology
from dateline.model.claim import Claim
from dateline.model.record import claim_to_record, event_to_record, toll_to_record
from dateline.reconcile.background import Background
from dateline.reconcile.events import events
from dateline.reconcile.tolls import tolls

NEWS = make.dispatch("Early news.", title="=Falls", published="2024-12-06")
CROSSWALK = {name: kind.crosswalk for name, kind in load_ontology().kinds.items()}


def happened(claims: Sequence[Claim]) -> list[Happening]:
    records = {claim.id: claim_to_record(claim, NEWS) for claim in claims}
    made = [event_to_record(event) for event in events(claims, background=Background())]
    return list(happenings(made, records.get))


def acled_rows(*claims: Claim) -> list[dict[str, str]]:
    lines = acled.acled_table(happened(claims), crosswalk=CROSSWALK, codes=codebooks(), countries=load_countries())
    return list(csv.DictReader(io.StringIO("".join(lines), newline="")))


def ucdp_rows(*claims: Claim) -> list[dict[str, str]]:
    lines = ucdp.ucdp_table(happened(claims), codes=codebooks(), countries=load_countries())
    return list(csv.DictReader(io.StringIO("".join(lines), newline="")))


def plover_records(*claims: Claim) -> list[dict[str, Any]]:
    records = [claim_to_record(claim, NEWS) for claim in claims]
    lines = plover.plover_lines(records, crosswalk=CROSSWALK, codes=codebooks(), countries=load_countries())
    return [json.loads(line) for line in lines]


def test_acled_has_its_columns_and_codes() -> None:
    rows = acled_rows(hand.claim("seize", "rebels", "army", place="Orlin", day="2024-12-05"))
    assert len(acled.COLUMNS) == 31
    assert [tuple(row) for row in rows] == [acled.COLUMNS]
    row = rows[0]
    assert (row["event_type"], row["sub_event_type"]) == ("Battles", "Non-state actor overtakes territory")
    assert (row["inter1"], row["inter2"]) == ("Rebel group", "State forces")
    assert row["interaction"] == "State forces-Rebel group"
    assert (row["time_precision"], row["geo_precision"], row["fatalities"]) == ("1", "1", "0")
    assert row["event_id_cnty"].startswith("DATELINE-")
    assert "event-" in row["notes"]


def test_acled_knows_who_regains() -> None:
    rows = acled_rows(hand.claim("seize", "army", "rebels", place="Orlin", day="2024-12-05"))
    assert rows[0]["sub_event_type"] == "Government regains territory"


@pytest.mark.parametrize(
    "claim",
    [
        hand.claim("seize", "rebels", place="Orlin", day="2024-12-05", modality="planned"),
        hand.claim("seize", "rebels", place="Orlin", day="2024-12-05", modality="denied"),
        hand.claim("seize", "rebels", place="Orlin", day="/2024-12-05"),
        hand.claim("seize", "rebels", place="Orlin"),
        hand.claim("seize", "rebels", place="Xandria", day="2024-12-05", precision="country"),
        hand.claim("seize", "rebels", place="Orlin", day="2024-12-05", says="front/interest"),
        hand.claim("negotiate", "rebels", place="Orlin", day="2024-12-05"),
    ],
)
def test_acled_leaves_out_what_it_could_not_code(claim: Claim) -> None:
    assert acled_rows(claim) == []


def test_acled_joins_tactics_of_one_day_and_counts_the_dead_once() -> None:
    rows = acled_rows(
        hand.claim("clash", "rebels", "army", place="Orlin", day="2024-12-05"),
        hand.claim("kill", None, place="Orlin", day="2024-12-05", figure="23", says="army/neutral"),
        hand.claim("kill", None, place="Orlin", day="2024-12-05", figure="31", dispatch="d2", outlet="Harbour Wire"),
    )
    assert [(row["event_type"], row["fatalities"]) for row in rows] == [("Battles", "23")]


def test_acled_names_nobody_who_is_not_known() -> None:
    rows = acled_rows(hand.claim("airstrike", None, place="Vessa", day="2024-12-05"))
    assert (rows[0]["actor1"], rows[0]["actor2"]) == ("Unidentified Armed Group (XA)", "")


def test_ucdp_has_its_columns_and_the_deaths_add_up() -> None:
    rows = ucdp_rows(
        hand.claim("kill", "rebels", "army", place="Orlin", day="2024-12-05", figure="20-40", says="army/admission")
    )
    assert len(ucdp.COLUMNS) == 49
    row = rows[0]
    assert tuple(row) == ucdp.COLUMNS
    assert (row["type_of_violence"], row["side_a"], row["side_b"]) == ("1", "army", "rebels")
    assert int(row["low"]) <= int(row["best"]) <= int(row["high"])
    parts = ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")
    assert sum(int(row[part]) for part in parts) == int(row["best"])
    assert row["source_original"] == "army"


def test_ucdp_needs_a_death_and_somebody_who_did_it() -> None:
    assert ucdp_rows(hand.claim("clash", "rebels", "army", place="Orlin", day="2024-12-05")) == []
    assert ucdp_rows(hand.claim("kill", None, place="Orlin", day="2024-12-05", figure="3")) == []


@pytest.mark.parametrize(
    ("latitude", "longitude", "cell"), [(-90.0, -180.0, 1), (35.13179, 36.75783, 180434), (89.9, 179.9, 259200)]
)
def test_cells_of_the_grid(latitude: float, longitude: float, cell: int) -> None:
    assert ucdp.priogrid(latitude, longitude) == cell


def test_plover_wants_an_actor_and_marks_what_has_not_happened() -> None:
    found = plover_records(
        hand.claim("airstrike", "army", "rebels", place="Vessa", day="2024-12-05"),
        hand.claim("seize", "rebels", place="Orlin", modality="planned"),
        hand.claim("airstrike", None, place="Vessa", day="2024-12-05"),
        hand.claim("airstrike", "army", place="Vessa", modality="denied"),
    )
    assert [(one["event"], one["mode"]) for one in found] == [("ASSAULT", ["aerial"]), ("ASSAULT", ["future"])]
    assert found[0]["actor"][0]["sector"] == "MIL"


def test_hxl_keeps_minimum_best_maximum_and_claimant_apart() -> None:
    claim = hand.claim("kill", None, place="Orlin", day="2024-12-05", figure="20-40", says="army/neutral")
    lines = hxl.hxl_table(map(toll_to_record, tolls([claim], background=Background())), {})
    rows = list(csv.reader(io.StringIO("".join(lines), newline="")))
    assert rows[1][0] == "#meta+id"
    assert all(cell.startswith("#") for cell in rows[1])
    figures = [dict(zip(rows[0], row, strict=True)) for row in rows[2:]]
    assert [(row["minimum"], row["best"], row["maximum"], row["claimant"]) for row in figures] == [
        ("20", "", "40", "army"),
        ("20", "", "40", ""),
    ]


def test_annotations_point_at_the_words_and_name_the_rule() -> None:
    claim = hand.claim("seize", "rebels", place="Orlin", day="2024-12-05")
    found = json.loads("".join(webannotation.web_annotations([claim_to_record(claim, NEWS)])))
    items = found["first"]["items"]
    assert [item["id"] for item in items] == [f"urn:dateline:claim:{claim.id}"]
    target = items[0]["target"][0]
    assert target["selector"][0]["end"] - target["selector"][0]["start"] == len(target["selector"][1]["exact"])
    assert target["rule"] == "words"


def test_no_claims_give_an_empty_collection() -> None:
    assert json.loads("".join(webannotation.web_annotations([])))["first"]["items"] == []


def test_parquet_is_read_by_others(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow", reason="pyarrow is an optional package")
    from pyarrow import parquet

    from dateline.export.parquet import parquet_file

    claims = [hand.claim("seize", "rebels", place="Orlin", day="2024-12-05"), hand.claim("say", "army", content="no")]
    records = [claim_to_record(claim, NEWS) for claim in claims]
    path = tmp_path / "claims.parquet"
    path.write_bytes(parquet_file(records))
    table = parquet.read_table(path)
    assert table.column("kind").to_pylist() == ["seize", "say"]
    assert [point is None for point in table.column("geometry").to_pylist()] == [False, True]
    assert json.loads(table.schema.metadata[b"geo"])["primary_column"] == "geometry"
    assert parquet_file(records) == path.read_bytes()


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (("[acled]", "[acled_]"), "the table [acled] is missing"),
        (('state_forces = "State forces"', 'soldiers = "State forces"'), "unknown key 'soldiers'"),
        (("town = 4, near", "hamlet = 4, near"), "unknown key 'hamlet'"),
    ],
)
def test_a_broken_table_is_refused_with_its_place(tmp_path: Path, change: tuple[str, str], says: str) -> None:
    text = (Path(str(codebooks.__wrapped__.__code__.co_filename)).parent / "data" / "codebooks.toml").read_text()
    path = tmp_path / "codebooks.toml"
    path.write_text(text.replace(*change))
    with pytest.raises(KnowledgeError) as error:
        read_codebooks(path)
    assert says in str(error.value)
    assert "codebooks.toml" in str(error.value)


def test_ftm_gives_each_entity_once_and_no_loose_ends() -> None:
    claims = [
        hand.claim("seize", "rebels", "army", place="Orlin", day="2024-12-05"),
        hand.claim("kill", None, place="Vessa", day="2024-12-05", figure="3"),
    ]
    found = [json.loads(line) for line in ftm.ftm_lines(happened(claims))]
    ids = [entity["id"] for entity in found]
    assert len(ids) == len(set(ids))
    assert sorted(entity["schema"] for entity in found) == ["Article", "Event", "Event", "Organization", "PublicBody"]
    for entity in found:
        for name in ("involved", "proof"):
            assert set(entity["properties"].get(name, ())) <= set(ids)
