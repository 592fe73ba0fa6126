"""Who killed in a dispatch: invented dispatches, and the party that a reader holds for the doer."""

from __future__ import annotations

import pytest

from dateline.reconcile.perpetrator import perpetrator
from reader import Reader

TOLD = [
    ("Norwegian soldiers killed 12 villagers in Orlin.", "army:NO", "the agent of the toll"),
    ("A raid killed 12 villagers in Orlin. Norwegian warplanes bombed Orlin.", "airforce:NO", "the strike beside the toll"),
    ("Nine people died in Orlin, Norway. The Free Meadow Front claimed responsibility for the attack.",
     "new:free-meadow-front", "the one who claimed it"),
    ("Norwegian warplanes bombed Orlin.", "airforce:NO", "the first strike"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "id", "rule"), TOLD, ids=[text[:40] for text, _, _ in TOLD])
def test_who_killed(reader: Reader, text: str, id: str, rule: str) -> None:
    found = perpetrator(reader.claims(text))
    assert found is not None
    assert (found.party.id, found.rule) == (id, rule)


@pytest.mark.parametrize(
    "text",
    [
        "Nine people died in Orlin.",
        "The army denied that it had killed nine people in Orlin.",
        "Swedish troops plan to attack Orlin.",
    ],
)
def test_nobody_is_made_up(reader: Reader, text: str) -> None:
    assert perpetrator(reader.claims(text)) is None


def test_only_parties_that_the_caller_knows_count(reader: Reader) -> None:
    claims = reader.claims("Norwegian soldiers killed 12 villagers in Orlin.")
    assert perpetrator(claims, known=lambda party: None) is None
    assert perpetrator(()) is None
