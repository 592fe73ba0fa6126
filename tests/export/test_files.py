"""Claims and outcomes as files: stable bytes, safe cells, honest points."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from typing import Any

import pytest

import hand
import make
from dateline.export.lines import claim_lines, outcome_lines
from dateline.export.maps import claim_map, event_map
from dateline.export.tables import COLUMNS, safe_cell, table
from dateline.model.claim import Claim, Party
from dateline.model.quantity import QuantityPart
from dateline.model.record import claim_to_record, event_to_record
from dateline.reconcile.background import Background
from dateline.reconcile.events import events

EARLY = make.dispatch("Early news.", published="2024-12-05")
LATE = make.dispatch("Late news.", published="2024-12-06", title="=cmd()")


def records() -> list[dict[str, Any]]:
    parts = (QuantityPart(111, 111, 111, "civilians"), QuantityPart(600, None, 620, "others"))
    return [
        claim_to_record(hand.claim("seize", "rebels", place="Orlin", day="2024-12-05"), LATE),
        claim_to_record(hand.claim("kill", place="Xandria", figure="727", counted={"parts": parts}), LATE),
        claim_to_record(hand.claim("say", "army", content="+1 we hold", says="army/interest"), EARLY),
    ]


def test_lines_are_the_records_one_by_one() -> None:
    assert [json.loads(line) for line in claim_lines(records())] == records()


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_is_a_formula(start: str) -> None:
    assert safe_cell(f"{start}1+1") == f"'{start}1+1"


@pytest.mark.parametrize("value", [-1.5, 3, None, "", "1+1", "a=b"])
def test_other_cells_stay(value: Any) -> None:
    assert safe_cell(value) == value


def test_a_row_has_every_column() -> None:
    rows = list(csv.DictReader(io.StringIO("".join(table(records())), newline="")))
    assert tuple(rows[0]) == COLUMNS
    assert rows[2]["content"] == "'+1 we hold"
    assert rows[2]["source_chain"] == "army > The Plainfield Courier"
    killed = next(row for row in rows if row["kind"] == "kill")
    assert (killed["best"], killed["parts"], killed["title"]) == ("727", "111 civilians; 600-620 others", "'=cmd()")


def test_words_with_line_ends_commas_and_quotes_survive() -> None:
    odd = 'a "quoted",\nbroken line'
    claim = hand.claim("seize", "rebels", place="Orlin")
    assert claim.agent is not None
    record = claim_to_record(replace(claim, agent=Party(None, odd, odd)), LATE)
    rows = list(csv.DictReader(io.StringIO("".join(table([record])), newline="")))
    assert rows[0]["agent"] == odd


def test_a_map_has_points_where_they_are_known_and_null_elsewhere() -> None:
    found = json.loads("".join(claim_map(records())))
    assert found["type"] == "FeatureCollection"
    shapes = {feature["properties"]["kind"]: feature["geometry"] for feature in found["features"]}
    assert shapes == {"seize": {"type": "Point", "coordinates": [15.0, 15.0]}, "kill": None, "say": None}
    precise = {feature["properties"]["kind"]: feature["properties"]["precision"] for feature in found["features"]}
    assert precise == {"seize": "town", "kill": "country", "say": None}


def test_an_empty_ledger_gives_empty_files() -> None:
    assert json.loads("".join(claim_map([]))) == {"type": "FeatureCollection", "features": []}
    assert "".join(claim_lines([])) == ""
    assert "".join(table([])).strip().split(",") == list(COLUMNS)


def test_events_as_lines_and_as_a_map() -> None:
    claims: list[Claim] = [
        hand.claim("airstrike", "army", "rebels", place="Vessa", day="2024-12-05"),
        hand.claim("clash", "army", "rebels", day="2024-12-03"),
    ]
    made = [event_to_record(event) for event in events(claims, background=Background())]
    assert [json.loads(line)["kind"] for line in outcome_lines(made[::-1])] == ["clash", "airstrike"]
    where = {"gn:Vessa": claim_to_record(claims[0], LATE)["place"]}
    shapes = [feature["geometry"] for feature in json.loads("".join(event_map(made, where)))["features"]]
    assert shapes == [None, {"type": "Point", "coordinates": [15.0, 15.0]}]
