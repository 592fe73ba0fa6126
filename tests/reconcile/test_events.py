"""Which claims describe one happening, and how well it is established."""

from __future__ import annotations

import itertools
from datetime import date
from typing import Any

import pytest

import hand
from dateline.model.claim import Claim
from dateline.model.outcome import Event
from dateline.reconcile.background import Background
from dateline.reconcile.events import events

DAYS = {"d1": date(2024, 12, 6), "d2": date(2024, 12, 7), "late": date(2025, 6, 1)}


def made(*claims: Claim) -> tuple[Event, ...]:
    return events(claims, background=Background(days=DAYS))


def strike(says: str = "outlet", outlet: str = "The Plainfield Courier", **rest: Any) -> Claim:
    return hand.claim(
        "airstrike",
        "army",
        "rebels",
        **({"place": "Vessa", "day": "2024-12-05", "says": says, "outlet": outlet} | rest),
    )


@pytest.mark.parametrize(
    ("claims", "status"),
    [
        ([strike("rebels/interest")], "claimed"),
        ([strike("witness/unknown")], "claimed"),
        ([strike("rebels/interest"), strike("front/interest")], "claimed"),
        ([strike()], "reported"),
        ([strike(), strike("rebels/interest", "Harbour Wire")], "reported"),
        ([strike(), strike(outlet="Harbour Wire")], "corroborated"),
        ([strike("monitor/neutral"), strike("monitor/neutral", "Harbour Wire")], "reported"),
        ([strike("army/admission"), strike()], "conceded"),
    ],
)
def test_status_follows_from_who_says_it(claims: list[Claim], status: str) -> None:
    [event] = made(*claims)
    assert event.status == status


def test_a_denial_makes_it_disputed() -> None:
    denied = hand.claim(
        "airstrike", "army", "rebels", place="Vessa", day="2024-12-05", says="army/interest", modality="denied"
    )
    [event] = made(strike(), denied)
    assert (event.status, event.reason) == ("disputed", "said by The Plainfield Courier, denied by army")
    assert made(denied) == ()


def test_a_town_lost_by_one_and_taken_by_the_other_is_one_happening() -> None:
    [event] = made(
        hand.claim("seize", "rebels", place="Orlin", day="/2024-12-05"),
        hand.claim("lose", "army", place="Orlin", day="2024-12-05", says="army/admission"),
        hand.claim("enter", "front", place="Orlin", day="2024-12-05", says="front/interest"),
        hand.claim("withdraw", "army", place="Orlin", day="2024-12-05", says="army/unknown"),
    )
    assert (event.kind, event.status, event.first, event.last) == (
        "seize", "conceded", date(2024, 12, 5), date(2024, 12, 5),
    )  # fmt: skip
    assert (event.agents, event.targets) == (("Northern Front",), ("army",))


@pytest.mark.parametrize(
    "other",
    [
        strike(place="Orlin"),
        strike(day="2024-12-03"),
        strike(day="2024-11-01/2024-12-30"),
        hand.claim("airstrike", "rebels", "army", place="Vessa", day="2024-12-05"),
        hand.claim("seize", "army", "rebels", place="Vessa", day="2024-12-05"),
    ],
)
def test_what_stays_apart(other: Claim) -> None:
    assert len(made(strike(), other)) == 2


def test_an_undated_claim_joins_what_happened_in_the_days_before_its_dispatch() -> None:
    undated = hand.claim("airstrike", "army", place="Vessa", dispatch="d2", outlet="Harbour Wire")
    assert len(made(strike(), undated)) == 1
    late = hand.claim("airstrike", "army", place="Vessa", dispatch="late", outlet="Harbour Wire")
    assert len(made(strike(), late)) == 2


@pytest.mark.parametrize(
    "claim",
    [
        hand.claim("say", "army"),
        hand.claim("leads", "front"),
        strike(modality="planned"),
        hand.claim("kill", place="Xandria", figure="727", counted={"since": "the war began"}),
    ],
)
def test_what_is_no_happening(claim: Claim) -> None:
    assert made(claim) == ()


def test_a_clash_is_one_whoever_is_named_first() -> None:
    one = hand.claim("clash", "army", "rebels", place="Vessa", day="2024-12-05")
    other = hand.claim("clash", "front", "army", place="Vessa", day="2024-12-05", outlet="Harbour Wire")
    [event] = made(one, other)
    assert "army" not in set(event.agents) & set(event.targets)


def test_the_order_of_the_claims_does_not_matter() -> None:
    claims = [strike(), strike(outlet="B"), strike(day="2024-12-06"), hand.claim("airstrike", place="Vessa")]
    expected = made(*claims)
    assert all(made(*order) == expected for order in itertools.permutations(claims))


def killed(figure: str, **rest: Any) -> Claim:
    return hand.claim("kill", None, "people", **({"place": "Vessa", "day": "2024-12-05", "figure": figure} | rest))


@pytest.mark.parametrize(
    ("other", "events"),
    [
        (killed("14", outlet="Harbour Wire"), 1),  # accounts of one happening differ a little
        (killed("120", outlet="Harbour Wire"), 2),  # not by this much
        (killed("14", day=None, dispatch="d1"), 2),  # nor where nothing says that it was the same day
        (killed("12", day=None, dispatch="d1"), 1),
        (killed("15+", day=None, dispatch="d1"), 2),
        (killed("10+", day=None, dispatch="d1"), 1),  # at least ten are twelve
    ],
)
def test_two_figures_are_two_happenings_where_they_cannot_be_of_one(other: Claim, events: int) -> None:
    assert len(made(killed("12"), other)) == events


def test_people_are_anybody_and_bodies_are_not() -> None:
    one = killed("12")
    assert len(made(one, hand.claim("kill", "army", "rebels", place="Vessa", day="2024-12-05", figure="12"))) == 1
    other = hand.claim("kill", None, "league", place="Vessa", day="2024-12-05", figure="12")
    assert len(made(hand.claim("kill", None, "army", place="Vessa", day="2024-12-05", figure="12"), other)) == 2


def test_a_retreat_that_somebody_is_named_for_leads_a_fall_that_names_nobody() -> None:
    [event] = made(
        hand.claim("seize", None, place="Orlin", day="2024-12-05"),
        hand.claim("withdraw", "army", "parts of the city", place="Orlin", day="2024-12-05", outlet="Harbour Wire"),
    )
    assert (event.kind, event.agents, event.targets) == ("withdraw", ("army",), ())
