"""Records: the contract's keys in the contract's order, and nothing lost on the way there and back."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import make
import strategies
from dateline.model import record
from dateline.model.claim import Claim, ClaimPlace, Link, Party, Source
from dateline.model.marks import (
    ActorMark,
    Annotated,
    NumberMark,
    PlaceMark,
    Quotation,
    Reference,
    Speaker,
    TimeMark,
)
from dateline.model.quantity import Quantity, QuantityPart
from dateline.model.record_marks import marks_to_record
from dateline.model.text import Span, evidence
from dateline.model.when import When
from dateline.model.world import Actor, Place

THURSDAY = When(date(2024, 12, 5), date(2024, 12, 5), "day", "2024-12-05", "dateline")
MOREK = Place("gn:1", "Morek", "town", "SY", "Hama", 35.37, 36.68)
REBELS = Actor("rebels:SY", "Syrian rebels", "rebel_group", "SY")


def through_json(plain: dict[str, Any]) -> dict[str, Any]:
    return dict(json.loads(record.json_line(plain)))


@given(strategies.claims)
def test_a_claim_comes_back_whole(claim: Claim) -> None:
    dispatch = replace(make.dispatch("x"), id=claim.dispatch)
    assert record.claim_from_record(through_json(record.claim_to_record(claim, dispatch))) == claim


@pytest.mark.parametrize(
    ("noun", "there", "back"),
    [
        (strategies.dispatches, record.dispatch_to_record, record.dispatch_from_record),
        (strategies.actors, record.actor_to_record, record.actor_from_record),
        (strategies.events, record.event_to_record, record.event_from_record),
        (strategies.tolls, record.toll_to_record, record.toll_from_record),
        (strategies.controls, record.control_to_record, record.control_from_record),
        (strategies.disagreements, record.disagreement_to_record, record.disagreement_from_record),
        (strategies.issues, record.issue_to_record, record.issue_from_record),
    ],
)
def test_every_other_noun_comes_back_whole(noun: st.SearchStrategy[Any], there: Any, back: Any) -> None:
    @given(noun)
    def whole(thing: Any) -> None:
        assert back(through_json(there(thing))) == thing

    whole()


def test_the_record_has_the_keys_of_the_contract_in_its_order() -> None:
    dispatch = make.dispatch(
        "Rebels took Morek, killing more than 12 soldiers.", title="Morek falls", url="x:y", ref="a"
    )
    claim = Claim(
        id="1",
        dispatch=dispatch.id,
        kind="seize",
        modality="actual",
        polarity="positive",
        source=Source((Link(None, "a resident", "said", "phone", THURSDAY), Link(None, "Courier")), False, "neutral"),
        agent=Party("rebels:SY", "Syrian rebels", "Rebels"),
        place=ClaimPlace(MOREK, "town"),
        when=THURSDAY,
        quantity=Quantity(
            13, None, None, "people killed", "soldiers", "more than", parts=(QuantityPart(1, 1, 1, "x"),)
        ),
        evidence={"agent": (evidence(dispatch, 13, 19),), "kind": (evidence(dispatch, 0, 11, rule="headline"),)},
        missing={"content": "no words are quoted"},
    )
    plain = record.claim_to_record(claim, dispatch)
    assert list(plain) == [
        "id", "dispatch", "kind", "modality", "polarity", "agent", "target", "place", "when", "quantity", "content",
        "source", "evidence", "missing", "confidence", "extractor",
    ]  # fmt: skip
    assert list(plain["dispatch"]) == ["id", "ref", "outlet", "title", "published", "url"]
    assert list(plain["agent"])[:3] == ["id", "name", "words"]
    assert plain["target"] is None
    assert list(plain["place"])[:7] == ["id", "name", "country", "admin1", "latitude", "longitude", "precision"]
    assert plain["when"] == {
        "from": "2024-12-05", "to": "2024-12-05", "granularity": "day", "timex": "2024-12-05", "anchor": "dateline",
    }  # fmt: skip
    assert list(plain["quantity"]) == ["low", "best", "high", "unit", "of", "hedge", "period", "parts"]
    assert plain["quantity"]["period"] == {"from": None, "to": None, "since": None}
    assert plain["quantity"]["parts"] == [{"low": 1, "best": 1, "high": 1, "of": "x"}]
    assert list(plain["source"]) == ["chain", "outlet_voice", "stance"]
    assert list(plain["source"]["chain"][0]) == ["id", "name", "cue", "medium", "said"]
    assert plain["source"]["chain"][1]["said"] is None
    assert plain["evidence"] == {
        "agent": [{"start": 0, "end": 6, "quote": "Rebels", "rule": "words"}],
        "kind": [{"start": 0, "end": 11, "quote": "Morek falls", "rule": "headline", "in": "title"}],
    }


def claim_with(**fields: Any) -> Claim:
    dispatch = make.dispatch("Rebels took Morek.")
    default: dict[str, Any] = {
        "id": "",
        "dispatch": dispatch.id,
        "kind": "seize",
        "modality": "actual",
        "polarity": "positive",
        "source": Source((), True),
        "agent": Party(None, "rebels", "Rebels"),
        "evidence": {"kind": (evidence(dispatch, 7, 11),)},
    }
    return Claim(**(default | fields))


def test_an_id_stays_when_knowledge_or_the_extractor_gets_better() -> None:
    first = claim_with()
    better = claim_with(
        id="old", agent=Party("rebels:SY", "Syrian rebels", "Rebels"), confidence=0.9, extractor="b/2", when=THURSDAY
    )
    assert record.claim_id(first) == record.claim_id(better)
    assert len(record.claim_id(first)) == 12


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "lose"},
        {"dispatch": "another"},
        {"agent": None},
        {"agent": None, "target": Party(None, "rebels", "Rebels")},
        {"evidence": {"kind": (evidence(make.dispatch("Rebels took Morek."), 7, 17),)}},
    ],
)
def test_an_id_changes_with_what_the_text_says(fields: dict[str, Any]) -> None:
    assert record.claim_id(claim_with()) != record.claim_id(claim_with(**fields))


def test_equal_claims_of_one_dispatch_get_a_suffix_in_their_order() -> None:
    ids = [claim.id for claim in record.with_ids([claim_with(), claim_with(kind="hold"), claim_with(confidence=0.1)])]
    assert ids[2] == f"{ids[0]}-2"
    assert "-" not in ids[0] + ids[1]


def test_marks_leave_in_text_offsets_and_say_when_they_stand_in_the_title() -> None:
    #        reading: "Morek falls\n\nThe group told us: we hold it."
    dispatch = make.dispatch("The group told us: we hold it.", title="Morek falls")
    annotated = Annotated(
        dispatch,
        dispatch.reading,
        numbers=(NumberMark(13, 16, 1, 1, 1, "count", unit="people"),),
        times=(TimeMark(13, 16, "DATE", "XXXX", None, "vague", missing="no day"),),
        places=(
            PlaceMark(0, 5, 0, MOREK, "literal", 0.9),
            PlaceMark(13, 22, 0, MOREK, "part_of_name", 0.9),
        ),
        actors=(ActorMark(32, 34, 0, REBELS, "perspective"),),
        references=(
            Reference(13, 22, 0, Span(0, 5), "definite-actor", actor=REBELS),
            Reference(40, 42, 0, Span(0, 5), "pronoun", place=MOREK),
        ),
        quotations=(
            Quotation("indirect", (Span(32, 42),), Speaker(13, 22, REBELS, "coreference"), Span(23, 27)),
            Quotation("direct", (Span(32, 34), Span(40, 42)), None, None),
        ),
    )
    plain = through_json(marks_to_record(annotated))
    assert list(plain) == ["id", "ref", "places", "times", "quantities", "actors", "quotations"]
    assert [(place["start"], place["end"], place["in"], place["use"]) for place in plain["places"]] == [
        (0, 5, "title", "literal")
    ]
    assert [(actor["text"], actor["start"], actor["rule"]) for actor in plain["actors"]] == [
        ("The group", 0, "definite-actor"),
        ("we", 19, "perspective"),
    ]
    assert plain["times"][0]["from"] is None
    assert plain["times"][0]["missing"] == "no day"
    assert plain["quantities"][0]["kind"] == "count"
    said, bare = plain["quotations"]
    assert said["speaker"] == {
        "start": 0, "end": 9, "text": "The group", "id": "rebels:SY", "name": "Syrian rebels", "rule": "coreference",
    }  # fmt: skip
    assert said["cue"] == {"start": 10, "end": 14, "text": "told"}
    assert said["content"] == [{"start": 19, "end": 29}]
    assert (bare["start"], bare["end"], bare["speaker"], bare["cue"]) == (19, 29, None, None)
