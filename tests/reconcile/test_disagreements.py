"""Where sources cannot both be right."""

from __future__ import annotations

from datetime import date
from typing import Any

import hand
from dateline.model.claim import Claim
from dateline.model.outcome import Disagreement
from dateline.reconcile.background import Background
from dateline.reconcile.disagreements import disagreements
from dateline.reconcile.events import events
from dateline.reconcile.tolls import tolls

BACKGROUND = Background(days={"d1": date(2024, 12, 6), "d2": date(2024, 12, 7)})


def made(*claims: Claim) -> list[Disagreement]:
    return list(
        disagreements(
            claims,
            tolls=tolls(claims, background=BACKGROUND),
            events=events(claims, background=BACKGROUND),
            background=BACKGROUND,
        )
    )


def killed(figure: str, says: str, **rest: Any) -> Claim:
    return hand.claim(
        "kill", rest.pop("agent", None), "people", place="Orlin", day="2024-12-05", figure=figure, says=says, **rest
    )


def test_figures_whose_ranges_do_not_meet() -> None:
    one, other = killed("12", "army/interest"), killed("31", "hospital/neutral", dispatch="d2")
    [found] = made(one, other)
    assert found.kind == "figure"
    assert found.sentence == "army says 12, hospital says 31: people killed in Orlin, 2024-12-05."
    assert found.claims == tuple(sorted((one.id, other.id)))


def test_figures_that_can_both_be_right_are_none() -> None:
    assert made(killed("12+", "army/interest"), killed("31", "hospital/neutral")) == []
    assert made(killed("~12", "army/interest"), killed("13", "hospital/neutral")) == []


def test_figures_that_may_be_of_two_incidents_are_none() -> None:
    assert made(killed("12", "army/interest"), killed("31", "hospital/neutral")) == []  # one dispatch
    for place, day in (("Xandria", "2024-12-05"), ("Orlin", "/2024-12-05"), ("Orlin province", "2024-12-05")):
        pair = [
            hand.claim("kill", place=place, day=day, figure=figure, says=says, dispatch=says)
            for figure, says in (("12", "medics/neutral"), ("31", "hospital/neutral"))
        ]
        assert made(*pair) == []


def test_a_total_that_falls() -> None:
    since: dict[str, Any] = {"since": "the war began"}
    high = hand.claim("kill", place="Orlin", figure="30", says="monitor/neutral", counted=since, dispatch="d1")
    low = hand.claim("kill", place="Orlin", figure="20", says="monitor/neutral", counted=since, dispatch="d2")
    [found] = made(high, low)
    assert "a total cannot fall" in found.sentence


def test_two_holders_on_one_day() -> None:
    [found] = made(
        hand.claim("hold", "army", place="Orlin", day="2024-12-05", says="army/interest"),
        hand.claim("seize", "rebels", place="Orlin", day="2024-12-05", says="rebels/interest"),
    )
    assert found.kind == "control"
    assert found.sentence == ("Orlin, 2024-12-05: army says that army holds it; rebels says that rebels holds it.")


def test_a_place_that_changes_hands_is_no_disagreement() -> None:
    assert (
        made(
            hand.claim("hold", "army", place="Orlin", day="2024-12-04"),
            hand.claim("seize", "rebels", place="Orlin", day="2024-12-05"),
        )
        == []
    )


def test_a_happening_that_somebody_denies() -> None:
    [found] = made(
        hand.claim("airstrike", "army", place="Vessa", day="2024-12-05"),
        hand.claim("airstrike", "army", place="Vessa", day="2024-12-05", says="army/interest", modality="denied"),
    )
    assert found.kind == "occurrence"
    assert found.sentence == (
        "The Plainfield Courier says that it happened, army denies it: army: airstrike in Vessa, 2024-12-05."
    )


def test_one_deed_put_down_to_two_sides() -> None:
    [found] = made(killed("12", "rebels/interest", agent="army"), killed("12", "army/interest", agent="rebels"))
    assert found.kind == "attribution"
    assert found.sentence.startswith("rebels puts it down to army, army to rebels")
