"""Where sources cannot both be right."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

import hand
from dateline.model.claim import Claim, Party
from dateline.model.outcome import Disagreement
from dateline.model.text import Evidence
from dateline.reconcile.background import Background
from dateline.reconcile.disagreements import disagreements
from dateline.reconcile.events import events

BACKGROUND = Background(days={"d1": date(2024, 12, 6), "d2": date(2024, 12, 7)})


def made(*claims: Claim) -> list[Disagreement]:
    return list(
        disagreements(
            claims,
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
    assert found.sentence == "people killed in Orlin, 2024-12-05: 12 according to army; 31 according to hospital."
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
    assert found.sentence == ("Orlin, 2024-12-05: held by army according to army; taken by rebels according to rebels.")


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
        "army: airstrike in Vessa, 2024-12-05: asserted by The Plainfield Courier; denied by army."
    )


def test_one_deed_put_down_to_two_sides() -> None:
    [found] = made(killed("12", "rebels/interest", agent="army"), killed("12", "army/interest", agent="rebels"))
    assert found.kind == "attribution"
    assert found.sentence == ("kill → people in Orlin, 2024-12-05: put down to army by rebels; to rebels by army.")


def total(figure: str, says: str, dispatch: str, **rest: Any) -> Claim:
    counted = {"first": date(2024, 11, 27), "since": "27 November"} | rest.pop("counted", {})
    return hand.claim("kill", place="Xandria", figure=figure, says=says, counted=counted, dispatch=dispatch, **rest)


def test_another_source_cannot_count_fewer_later_nor_otherwise_on_the_same_day() -> None:
    [later] = made(total("300", "monitor/neutral", "d1"), total("200", "hospital/neutral", "d2"))
    assert later.sentence == (
        "people killed in Xandria, since 27 November: 300 according to monitor; 200 according to hospital."
    )
    assert made(total("200", "monitor/neutral", "d1"), total("300", "hospital/neutral", "d2")) == []  # totals grow
    assert len(made(total("200", "monitor/neutral", "d1"), total("300", "hospital/neutral", "d1"))) == 1


@pytest.mark.parametrize(
    "other",
    [
        {"cause": "airstrike"},  # those killed by one kind of attack are fewer than all
        {"first": date(2024, 12, 1), "since": "December"},
        {"of": "civilians"},
        {"unit": "people injured"},
    ],
)
def test_totals_of_another_scope_are_not_compared(other: dict[str, Any]) -> None:
    assert made(total("300", "monitor/neutral", "d1"), total("20", "hospital/neutral", "d1", counted=other)) == []


def test_a_part_that_exceeds_the_whole_that_it_lies_in() -> None:
    part = hand.claim(
        "kill", None, "rebels", place="Xandria", day="2024-12-04/2024-12-06", figure="~1000", says="army/interest",
        counted={"of": "insurgents", "first": date(2024, 12, 4)},
    )  # fmt: skip
    [found] = made(part, total("412", "monitor/neutral", "d2"))
    assert found.kind == "figure"
    assert "around 1,000 according to army; all people killed in Xandria" in found.sentence
    early = hand.claim("kill", place="Xandria", day="2024-01-04", figure="1000", says="army/interest")
    assert made(early, total("412", "monitor/neutral", "d2")) == []  # not of the days that the total counts


def test_civilians_to_one_and_fighters_to_the_other() -> None:
    attack: dict[str, Any] = {"place": "Orlin", "day": "2024-12-05"}
    rescuers = hand.claim(
        "kill", None, "civilians", figure="9+", says="rescuers/neutral", counted={"of": "civilians", "cause": "airstrike"},
        **attack,
    )  # fmt: skip
    army = hand.claim(
        "kill", None, "rebels", figure="24-99", says="army/interest", counted={"of": "terrorists", "cause": "airstrike"},
        **attack,
    )  # fmt: skip
    [found] = made(rescuers, army)
    assert (found.kind, found.sentence) == (
        "status",
        "people killed in Orlin, 2024-12-05: civilians according to rescuers; terrorists according to army.",
    )
    other = hand.claim(
        "kill",
        None,
        "rebels",
        figure="4",
        says="army/interest",
        counted={"of": "fighters", "cause": "shooting"},
        **attack,
    )
    assert made(rescuers, other) == []  # another attack


def test_held_by_a_side_that_has_left() -> None:
    found = made(
        hand.claim("hold", "army", place="Orlin", day="2024-12-05", says="army/interest"),
        hand.claim("withdraw", "army", place="Orlin", day="2024-12-05", says="monitor/neutral"),
    )
    assert [one.sentence for one in found] == [
        "Orlin, 2024-12-05: held by army according to army; left by army according to monitor."
    ]


def test_one_taking_on_two_days() -> None:
    one = hand.claim("seize", "rebels", place="Orlin", day="2024-12-04")
    other = hand.claim("seize", "front", place="Orlin", day="2024-12-05", says="monitor/neutral")
    [found] = made(one, other)
    assert (found.kind, found.sentence) == (
        "time",
        "Orlin taken by rebels: on 2024-12-04 according to The Plainfield Courier; on 2024-12-05 according to monitor.",
    )
    between = hand.claim("hold", "army", place="Orlin", day="2024-12-04/2024-12-05")
    assert [d.kind for d in made(one, replace(between, when=hand.when("2024-12-05")), other)] == ["control"]


def test_one_deed_in_two_places() -> None:
    orlin = killed("17", "monitor/neutral", agent="army")
    vessa = hand.claim(
        "kill", "army", "people", place="Vessa", day="2024-12-05", figure="17", says="hospital/neutral", dispatch="d2"
    )
    assert made(orlin, vessa) == []  # no area is known in which both lie
    area = [replace(c, place=replace(c.place, place=replace(c.place.place, admin1="North"))) for c in (orlin, vessa)]  # type: ignore[type-var, union-attr]
    assert [one.kind for one in made(*area)] == ["place"]


def test_who_has_not_reached_a_town_has_not_entered_it() -> None:
    denial = hand.claim("advance", "rebels", place="Orlin", says="army/interest", modality="denied", dispatch="d1")
    entered = hand.claim("enter", "front", place="Orlin", day="2024-12-06", says="monitor/neutral")
    [found] = made(denial, entered)
    assert (found.kind, found.sentence) == (
        "occurrence", "rebels: advance in Orlin, 2024-12-06: asserted by monitor; denied by army.",
    )  # fmt: skip
    later = hand.claim("enter", "front", place="Orlin", day="2024-12-07", says="monitor/neutral", dispatch="d2")
    assert made(denial, later) == []  # nobody denies today what happens tomorrow
    assert made(denial, hand.claim("enter", "army", place="Orlin", day="2024-12-06", says="monitor/neutral")) == []


def test_who_is_accused_denies_it() -> None:
    charge = hand.claim("accuse", "government", "front", says="government/interest", content="the front of arson")
    denial = hand.claim("deny", "front", says="front/interest", content="it")
    near = {"kind": (Evidence(90, 94, "deny", "words"),)}
    [found] = made(charge, replace(denial, evidence=near))
    assert found.sentence == "Northern Front: accused by government (“the front of arson”); denied by Northern Front."
    far = {"kind": (Evidence(5000, 5004, "deny", "words"),)}
    assert made(charge, replace(denial, evidence=far)) == []


def test_a_minister_who_stayed_does_not_deny_that_troops_left() -> None:
    left = hand.claim("withdraw", "army", place="Orlin", day="2024-12-06", says="monitor/neutral")
    stayed = hand.claim("withdraw", "government", place="Orlin", says="army/interest", polarity="negative")
    assert "occurrence" in {one.kind for one in made(left, stayed)}
    minister = Party("new:field", "Ida Field", "she", "office_holder", "xa-government")
    assert "occurrence" not in {one.kind for one in made(left, replace(stayed, agent=minister))}
