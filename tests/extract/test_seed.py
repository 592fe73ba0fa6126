"""The seed dispatch: all rows of its expected.md, the ties below the table, none of the "must not" entries.

Reads the seed from ../shared beside the repository; skips visibly where that is absent. tests/extract/test_reader.py asks
the same of invented wording, always.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from claims import all_of, one, told
from dateline.knowledge.library import Knowledge
from dateline.model.claim import Claim
from dateline.reconcile.control import control
from reader import Reader

SEED = Path(__file__).parents[3] / "shared" / "seed" / "2024-12-06-hama.txt"
REBELS = "opposition|rebel"
DAY = "2024-12-05"

pytestmark = pytest.mark.skipif(not SEED.exists(), reason="the seed in ../shared is not there")


@pytest.fixture(scope="module")
def claims(reader: Reader) -> tuple[Claim, ...]:
    return next(iter(reader.claims_of_file(SEED)))


ROWS = [
    {"kind": "seize", "agent": REBELS, "place": "^Hama$", "source": "Middle East Eye", "when": (None, DAY)},
    {
        "kind": "lose",
        "agent": "army:SY",
        "place": "^Hama$",
        "source": "army:SY",
        "cue": "announced",
        "stance": "admission",
        "when": (DAY, DAY),
    },
    {
        "kind": "release",
        "agent": REBELS,
        "target": "prisoners",
        "place": "Hama",
        "source": "activis",
        "count": (200, None, 999),
    },
    {"kind": "clash", "agent": "army:SY", "target": REBELS, "place": "^Hama$", "source": "army:SY", "cue": "said"},
    {"kind": "enter", "agent": REBELS, "place": "Hama", "source": "army:SY", "stance": "admission"},
    {
        "kind": "withdraw",
        "agent": "army:SY",
        "place": "^Hama$",
        "source": "army:SY",
        "cue": "added",
        "stance": "admission",
    },
    {
        "kind": "clash",
        "agent": REBELS,
        "target": "army:SY|gov:SY",
        "place": "Hama",
        "source": "Observatory",
        "when": (None, DAY),
    },
    {"kind": "enter", "agent": REBELS, "place": "neighbourhoods.*Hama", "source": "Abdul Ghani", "stance": "interest"},
    {"kind": "seize", "agent": REBELS, "place": "neighbourhoods.*Hama", "source": "Abdul Ghani", "stance": "interest"},
    {"kind": "seize", "agent": REBELS, "place": "police department.*Hama", "source": "Abdul Ghani"},
    {"kind": "seize", "agent": REBELS, "place": "general prison.*Hama", "source": "Abdul Ghani"},
    {"kind": "release", "agent": REBELS, "target": "prisoners", "place": "Hama", "source": "Abdul Ghani"},
    {"kind": "clash", "agent": REBELS, "target": "army:SY|gov:SY", "place": "Hama", "source": "Abdul Ghani"},
    {"kind": "seize", "agent": REBELS, "place": "^Hama$", "source": "Abdul Ghani", "modality": "planned"},
    {"kind": "seize", "agent": REBELS, "place": "^Aleppo$", "source": "Middle East Eye", "when": ("2024-11-25", DAY)},
    {
        "kind": "offensive",
        "agent": REBELS,
        "place": "Syria|Aleppo",
        "source": "Middle East Eye",
        "when": ("2024-11-25", "2024-12-01"),
    },
    {
        "kind": "kill",
        "target": "people|civilians",
        "place": "^Syria$",
        "source": "Observatory",
        "cue": "According to",
        "count": (727, 727, 727),
    },
    {"kind": "airstrike", "agent": "Russia", "target": REBELS, "place": "Syria", "source": "Middle East Eye"},
    {"kind": "seize|advance", "agent": REBELS, "place": "^Homs$", "source": "Middle East Eye", "modality": "planned"},
    {
        "kind": "pledge_loyalty",
        "agent": "former rebels",
        "target": "hts|Tahrir",
        "place": "^Talbiseh$",
        "when": ("2024-11-28", DAY),
    },
    {"kind": "fear", "agent": "religious minorities", "content": "former affiliation to al-Qaeda"},
    {"kind": "fear", "agent": "Kurdish", "content": "Syrian National Army"},
    {"kind": "advance", "agent": "Syrian National Army", "place": "Syria", "source": "Middle East Eye"},
    {
        "kind": "say",
        "agent": "Jolani|Sharaa",
        "source": "Jolani|Sharaa",
        "cue": "announced",
        "content": "had entered Hama",
        "when": (DAY, DAY),
    },
    {
        "kind": "enter",
        "agent": REBELS,
        "place": "^Hama$",
        "source": "Jolani|Sharaa",
        "stance": "interest",
        "when": (None, DAY),
    },
    {"kind": "say", "agent": "Jolani|Sharaa", "content": "I pray to God"},
    {"kind": "repress", "agent": "Hafez al-Assad", "place": "^Hama$", "when": ("1982-01-01", "1982-12-31")},
    {
        "kind": "kill",
        "agent": "Hafez al-Assad",
        "target": "people|civilians",
        "place": "^Hama$",
        "when": ("1982-01-01", "1982-12-31"),
        "count": (20000, 30000, 40000),
    },
    {"kind": "say", "agent": "Yazigi", "content": "virtually guaranteed"},
    {"kind": "say", "agent": "Yazigi", "content": "people tend to call every single village"},
    {"kind": "say", "agent": "Yazigi", "content": "would likely push"},
    {"kind": "say", "agent": "Yazigi", "content": "Hama is not strategic, but Homs is"},
    {"kind": "demand", "agent": "Russia", "source": "Yazigi", "modality": "conditional|predicted"},
    {"kind": "demand", "agent": "Iran", "source": "Yazigi", "modality": "conditional|predicted"},
    {"kind": "hold", "agent": "gov:SY", "place": "^Homs$", "source": "Middle East Eye"},
    {"kind": "hold", "agent": "gov:SY", "place": "^Damascus$", "source": "Middle East Eye"},
    {"kind": "say", "agent": "Pedersen", "content": "different reactions", "when": ("2024-12-04", "2024-12-04")},
    {"kind": "urge", "agent": "Pedersen", "content": "protect civilians"},
    {"kind": "celebrate", "agent": "rebel supporters", "place": "^Hama$", "source": "images|social media"},
    {"kind": "praise", "agent": "opposition", "content": "capture of the city"},
    {"kind": "urge", "agent": "embassy", "target": "citizens|civilians", "modality": "demanded", "when": (DAY, DAY)},
    {
        "kind": "support",
        "agent": "China|Chinese",
        "source": "Chinese foreign ministry",
        "content": None,
        "when": (None, "2024-12-02"),
    },
    {"kind": "support", "agent": "^China$|state:CN", "target": "Bashar al-Assad", "source": "Middle East Eye"},
    {"kind": "kill", "place": "^Syria$", "source": "Middle East Eye", "count": (500000, 500000, None)},
    {
        "kind": "shooting",
        "agent": "army:SY|gov:SY",
        "target": "protesters",
        "place": "Syria",
        "source": "Middle East Eye",
    },
    {"kind": "displace", "target": "people|civilians", "place": "Syria", "count": (None, 12000000, None)},
    {"kind": "say", "agent": "Guterres", "content": "chronic collective", "when": (DAY, DAY)},
]


@pytest.mark.parametrize(
    "wanted", ROWS, ids=lambda row: " ".join(str(value) for value in row.values() if isinstance(value, str))[:60]
)
def test_reader_takes_row(claims: tuple[Claim, ...], wanted: dict[str, object]) -> None:
    assert one(claims, **wanted)


def test_parts_of_the_toll(claims: tuple[Claim, ...]) -> None:
    quantity = one(claims, kind="kill", source="Observatory").quantity
    assert quantity is not None
    assert [(part.best, part.of, part.derived) for part in quantity.parts] == [
        (111, "civilians", False),
        (616, "combatants", True),
    ]
    assert quantity.since == "the offensive began"


def test_half_of_the_displaced_are_abroad(claims: tuple[Claim, ...]) -> None:
    quantity = one(claims, kind="displace").quantity
    assert quantity is not None
    assert [(part.best, part.of) for part in quantity.parts] == [(6000000, "outside the country")]


TIES = [
    {"kind": "leads", "agent": "Tahrir", "target": REBELS},
    {"kind": "leads", "agent": "Jolani|Sharaa", "target": "Tahrir"},
    {"kind": "part_of|allied_with", "agent": "Tahrir", "target": "Qa.?ed?a"},
    {"kind": "backs", "agent": "Turkey", "target": "Syrian National Army"},
    {"kind": "allied_with", "agent": "Russia", "target": "Assad"},
    {"kind": "allied_with", "agent": "Iran", "target": "Assad"},
    {"kind": "leads", "agent": "Bashar al-Assad", "target": "Syria"},
    {"kind": "related_to", "agent": "Hafez al-Assad", "target": "Bashar al-Assad"},
    {"kind": "leads", "agent": "Abdul Ghani", "target": REBELS},
    {"kind": "leads", "agent": "Yazigi", "target": "Syria Report"},
    {"kind": "speaks_for", "agent": "Pedersen", "target": "United Nations"},
    {"kind": "leads", "agent": "Guterres", "target": "United Nations"},
    {"kind": "based_in", "agent": "Observatory", "target": "United Kingdom|UK|Britain"},
]


@pytest.mark.parametrize("wanted", TIES, ids=lambda row: " ".join(row.values()))
def test_ties_are_claims(claims: tuple[Claim, ...], wanted: dict[str, str]) -> None:
    assert one(claims, **wanted)


@pytest.mark.parametrize(
    "wanted",
    [
        {"kind": "seize|enter", "agent": REBELS, "place": "^Homs$"},
        {"kind": "lose", "place": "^Homs$"},
        {"kind": "seize|hold", "agent": "gov:SY|army:SY", "place": "^Aleppo$"},
        {"kind": "demand", "agent": "Russia|Iran"},
        {"kind": ".*", "agent": "Thu$|^Alex"},
        {"kind": ".*", "agent": "^Hama$|^Homs$"},
        {"kind": ".*", "target": "^Hama$|^Homs$"},
    ],
    ids=str,
)
def test_what_must_not_be_taken(claims: tuple[Claim, ...], wanted: dict[str, str]) -> None:
    assert [told(claim) for claim in all_of(claims, **wanted)] == []


def test_control_that_follows(claims: tuple[Claim, ...], knowledge: Knowledge) -> None:
    held = {item.place_name: item for item in control(claims) if item.last is None}
    assert (held["Hama"].certainty, str(held["Hama"].first)) == ("held", DAY)
    assert (
        "opposition" in (held["Hama"].holder_name or "").lower() or "rebel" in (held["Hama"].holder_name or "").lower()
    )
    assert held["Aleppo"].holder == held["Hama"].holder
    assert "Syria" in (held["Homs"].holder_name or "")
    assert held["Homs"].holder == held["Damascus"].holder != held["Hama"].holder
    assert "Talbiseh" not in held
