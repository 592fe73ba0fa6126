"""The difficulties of the seed dispatch in invented wording: another country, other groups, other words.

Quotation over two paragraphs with mixed marks, admission, perspective, coordination, references, hedges, parts, history,
plans and denials, on a war that no knowledge file describes.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from claims import all_of, one, told
from dateline.extract.evidence import defects
from dateline.model.claim import Claim
from dateline.model.text import Dispatch
from dateline.read.formats import read
from dateline.settings import Settings
from reader import Reader

DISPATCH = Path(__file__).parents[1] / "dispatches" / "2031-03-14-abeche.txt"
REBELS = "rebel|Northern Banner"
DAY = "2031-03-13"


@pytest.fixture(scope="module")
def claims(reader: Reader) -> tuple[Claim, ...]:
    return next(iter(reader.claims_of_file(DISPATCH)))


@pytest.mark.parametrize(
    "wanted",
    [
        {"kind": "seize", "agent": REBELS, "place": "^Ab", "source": "Lantern", "when": (None, "2031-03-14")},
        {"kind": "lose", "agent": "army:TD", "place": "^Ab", "source": "army:TD", "stance": "admission"},
        {
            "kind": "release",
            "agent": REBELS,
            "target": "detainees",
            "place": "Ab",
            "source": "doctors",
            "count": (24, None, 99),
        },
        {"kind": "clash", "agent": "army:TD", "target": REBELS, "place": "Ab", "source": "army:TD"},
        {"kind": "enter", "agent": REBELS, "place": "Ab", "source": "army:TD", "stance": "admission"},
        {
            "kind": "withdraw",
            "agent": "army:TD",
            "place": "^Ab",
            "source": "army:TD",
            "cue": "added",
            "stance": "admission",
        },
        {"kind": "seize", "agent": REBELS, "place": "radio station.*Ab", "source": "Mahamat", "stance": "interest"},
        {"kind": "seize", "agent": REBELS, "place": "courthouse.*Ab", "source": "Mahamat"},
        {"kind": "seize", "agent": REBELS, "place": "barracks.*Ab", "source": "Mahamat"},
        {"kind": "seize", "agent": REBELS, "place": "airport.*Ab", "source": "Mahamat"},
        {"kind": "release", "agent": REBELS, "target": "detainees", "source": "Mahamat"},
        {"kind": "seize|release", "agent": REBELS, "place": "^Ab", "source": "Mahamat", "modality": "planned"},
        {"kind": "seize", "agent": REBELS, "place": "^Faya", "source": "Lantern", "when": ("2031-03-03", "2031-03-14")},
        {"kind": "offensive", "agent": REBELS, "source": "Lantern", "when": ("2031-03-03", "2031-03-09")},
        {"kind": "kill", "target": "people", "place": "^Chad$", "source": "Lake Monitor", "count": (412, 412, 412)},
        {"kind": "airstrike", "agent": "France", "target": REBELS, "source": "Lantern"},
        {"kind": "advance|seize", "agent": REBELS, "place": "^Moundou$", "modality": "planned"},
        {"kind": "fear", "agent": "illagers|civilians", "content": "Camel Brigade"},
        {"kind": "advance", "agent": "Camel Brigade", "source": "Lantern"},
        {"kind": "repress", "agent": "Brahim Barka", "when": ("1984-01-01", "1984-12-31")},
        {"kind": "kill", "agent": "Brahim Barka", "place": "^Moundou$", "count": (3000, 4000, 5000)},
        {"kind": "urge", "agent": "embassy", "modality": "demanded", "when": (DAY, DAY)},
        {"kind": "deny", "agent": "ministry"},
        {"kind": "displace", "target": "people", "count": (None, 400000, None)},
        {"kind": "backs", "agent": "Sudan", "target": "Camel Brigade"},
        {"kind": "leads", "agent": "Mahamat", "target": "rebel"},
        {"kind": "related_to", "agent": "Brahim Barka", "target": "Haroun|president"},
    ],
    ids=lambda row: " ".join(str(value) for value in row.values() if isinstance(value, str))[:60],
)
def test_reader_takes(claims: tuple[Claim, ...], wanted: dict[str, object]) -> None:
    assert one(claims, **wanted)


@pytest.mark.parametrize(
    "wanted",
    [
        {"kind": "seize|lose|enter", "place": "^Moundou$"},
        {"kind": "seize|lose|enter", "place": "capital|Djamena"},
        {"kind": "shelling|attack", "target": "hospitals"},
        {"kind": ".*", "agent": "Whitfield"},
        {"kind": ".*", "agent": "^Moundou|^Ab.ch"},
    ],
    ids=str,
)
def test_reader_does_not_take(claims: tuple[Claim, ...], wanted: dict[str, str]) -> None:
    assert [told(claim) for claim in all_of(claims, **wanted)] == []


def test_parts_of_the_toll(claims: tuple[Claim, ...]) -> None:
    quantity = one(claims, kind="kill", source="Lake Monitor").quantity
    assert quantity is not None
    assert [(part.best, part.of) for part in quantity.parts] == [(57, "civilians"), (355, "fighters")]


def test_every_field_has_evidence_or_a_reason(claims: tuple[Claim, ...]) -> None:
    dispatch = next(iter(read(DISPATCH.read_bytes(), origin=str(DISPATCH), settings=Settings())))
    assert isinstance(dispatch, Dispatch)
    assert [defects(claim, dispatch) for claim in claims if defects(claim, dispatch)] == []


def test_the_same_input_gives_the_same_claims(reader: Reader, claims: tuple[Claim, ...]) -> None:
    assert next(iter(reader.claims_of_file(DISPATCH))) == claims
