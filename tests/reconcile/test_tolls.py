"""Figures beside each other, and what follows from them."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

import hand
from dateline.model.claim import Claim, Link, Party, Source
from dateline.model.outcome import Toll
from dateline.model.quantity import Quantity, QuantityPart
from dateline.model.text import Evidence
from dateline.reconcile.background import Background
from dateline.reconcile.tolls import tolls

DAYS = {"d1": date(2024, 12, 6), "d2": date(2024, 12, 7)}


def made(*claims: Claim) -> tuple[Toll, ...]:
    return tolls(claims, background=Background(days=DAYS))


def killed(figure: str, says: str = "outlet", outlet: str = "The Plainfield Courier", day: str = "2024-12-05") -> Claim:
    return hand.claim(
        "kill", None, "people", place="Orlin", day=day, figure=figure, says=says, outlet=outlet, dispatch=outlet
    )


@pytest.mark.parametrize(
    ("figures", "low", "best", "high"),
    [
        (["23"], 23, 23, 23),
        (["23", "23"], 23, 23, 23),
        (["23", "31"], 23, None, 31),  # never the largest, never the sum
        (["20-40", "31"], 20, None, 40),
        (["23+"], 23, 23, None),
        (["23+", "31"], 23, None, 31),
        (["31+", "23"], 23, None, None),  # an open end at or above the highest number stays open
        (["~40"], None, 40, None),
        (["~40", "20-30"], 20, None, 40),
    ],
)
def test_independent_sources_give_a_range(
    figures: list[str], low: int | None, best: int | None, high: int | None
) -> None:
    [toll] = made(*(killed(figure, outlet=f"Outlet {at}") for at, figure in enumerate(figures)))
    assert (toll.low, toll.best, toll.high) == (low, best, high)
    assert len(toll.figures) == len(figures)


def test_a_stated_zero_stands_beside_the_figures() -> None:
    none = hand.claim("kill", None, "people", place="Orlin", day="2024-12-05", figure="0", polarity="negative")
    [toll] = made(none, killed("12", outlet="Harbour Wire"))
    assert sorted(figure.high or 0 for figure in toll.figures) == [0, 12]
    assert (toll.low, toll.best, toll.high) == (0, None, 12)


def test_a_side_about_its_enemy_is_shown_and_kept_out() -> None:
    [toll] = made(killed("12"), killed("300", says="army/interest", outlet="Harbour Wire"))
    assert (toll.low, toll.best, toll.high) == (12, 12, 12)
    assert [figure.source for figure in toll.figures] == ["The Plainfield Courier", "army"]
    assert toll.rule == "one source: The Plainfield Courier; army kept out as an interested party"
    [alone] = made(killed("300", says="army/interest"))
    assert (alone.low, alone.best, alone.high) == (None, None, None)


def test_two_outlets_that_cite_one_speaker_are_one_source() -> None:
    [toll] = made(killed("12", "monitor/neutral", "Harbour Wire"), killed("12", "monitor/neutral"))
    assert toll.rule == "one source: monitor"


def test_a_copy_is_the_source_that_it_copies() -> None:
    claims = [killed("12", outlet="Harbour Wire"), killed("12", outlet="The Plainfield Courier")]
    background = Background(copies={"The Plainfield Courier": "Harbour Wire"}, outlets={"Harbour Wire": "Harbour Wire"})
    [toll] = tolls(claims, background=background)
    assert len(toll.figures) == 1
    assert toll.rule == "one source: Harbour Wire"


def test_totals_stand_apart_from_incidents_and_run_as_a_series() -> None:
    since: dict[str, Any] = {"first": date(2024, 11, 27), "since": "the offensive began"}
    early = hand.claim("kill", place="Xandria", figure="300", says="monitor/neutral", counted=since, dispatch="d1")
    late = hand.claim("kill", place="Xandria", figure="727", says="monitor/neutral", counted=since, dispatch="d2")
    incident = hand.claim("kill", place="Xandria", figure="5", day="2024-12-05")
    total, one = made(early, late, incident)
    assert total.cumulative
    assert [figure.best for figure in total.figures] == [300, 727]
    assert (total.low, total.best, total.high, total.last) == (727, 727, 727, date(2024, 12, 7))
    assert not one.cumulative
    assert one.best == 5


def test_parts_are_kept_as_scopes_of_their_own() -> None:
    parts = (QuantityPart(111, 111, 111, "civilians"), QuantityPart(616, 616, 616, "combatants", derived=True))
    claim = hand.claim("kill", place="Orlin", day="2024-12-05", figure="727", counted={"of": "people", "parts": parts})
    found = {toll.of: toll for toll in made(claim)}
    assert {of: toll.best for of, toll in found.items()} == {None: 727, "civilians": 111, "combatants": 616}
    assert found["combatants"].figures[0].hedge == "worked out from the whole"


@pytest.mark.parametrize("change", [{"modality": "feared"}, {"polarity": "negative"}])
def test_only_what_is_said_to_have_happened_counts(change: dict[str, Any]) -> None:
    assert made(hand.claim("kill", place="Orlin", day="2024-12-05", figure="12", **change)) == ()


def test_undated_figures_of_different_dispatches_stay_apart() -> None:
    claims = [hand.claim("kill", place="Orlin", figure=figure, dispatch=d) for figure, d in (("5", "d1"), ("9", "d2"))]
    assert len(made(*claims)) == 2


def test_the_order_of_the_claims_does_not_matter() -> None:
    claims = [killed("12"), killed("14", outlet="B"), killed("~20", "army/interest", "C"), killed("9+", outlet="D")]
    expected = made(*claims)
    assert all(made(*order) == expected for order in itertools.permutations(claims))


def test_words_without_a_number_are_shown_and_narrow_nothing() -> None:
    several = Quantity(2, None, None, "people killed")
    bare = replace(killed("12", outlet="Harbour Wire"), quantity=several, id="bare")
    [toll] = made(bare, killed("31"))
    assert (toll.low, toll.best, toll.high, len(toll.figures)) == (31, 31, 31, 2)
    [alone] = made(bare)
    assert (alone.low, alone.best, alone.high) == (2, None, None)


def test_a_total_repeated_unchanged_stands_once() -> None:
    since: dict[str, Any] = {"since": "the war began"}
    claims = [
        hand.claim("kill", place="Orlin", figure=figure, says="monitor/neutral", counted=since, dispatch=d)
        for figure, d in (("30", "d1"), ("30", "d2"))
    ]
    [toll] = made(*claims)
    assert [(figure.best, figure.said) for figure in toll.figures] == [(30, date(2024, 12, 6))]


def test_differing_figures_without_a_day_are_not_reconciled() -> None:
    pair = [killed(figure, outlet=outlet, day="/2024-12-05") for figure, outlet in (("12", "A"), ("31", "B"))]
    [toll] = made(*pair)
    assert (toll.low, toll.best, toll.high) == (None, None, None)
    assert toll.rule == "no day is given, these may be different incidents: not reconciled"
    [agreed] = made(killed("12", outlet="A", day="/2024-12-05"), killed("12", outlet="B", day="/2024-12-05"))
    assert agreed.best == 12
    wide = [replace(claim, place=hand.place("Xandria")) for claim in pair]
    assert len(made(*wide)) == 2


def test_words_without_a_number_neither_lower_nor_widen() -> None:
    vague = replace(killed("12", outlet="Outlet B"), quantity=Quantity(2, None, None, "people killed", None, "several"))
    dozens = replace(
        killed("12", outlet="Outlet C"), quantity=Quantity(24, None, 99, "people killed", None, "dozens of")
    )
    bare = replace(killed("12", outlet="Outlet D"), quantity=Quantity(2, None, None, "people killed", None, None))
    [toll] = made(killed("704"), vague, dozens, bare)
    assert (toll.low, toll.best, toll.high) == (704, 704, 704)
    [alone] = made(dozens)
    assert (alone.low, alone.best, alone.high) == (24, None, 99)


def test_a_toll_that_grows_over_days_is_a_series() -> None:
    outlets = Background(
        days={"d1": date(2024, 12, 6), "d2": date(2024, 12, 7)}, outlets={"d1": "Harbour Wire", "d2": "Northgate Post"}
    )

    def told(figure: str, dispatch: str) -> Claim:
        outlet = outlets.outlets[dispatch]
        return hand.claim("kill", place="Orlin", day="2024-12-05", figure=figure, outlet=outlet, dispatch=dispatch)

    [toll] = tolls([told("12", "d1"), told("31", "d2")], background=outlets)
    assert [(figure.best, figure.said) for figure in toll.figures] == [(12, DAYS["d1"]), (31, DAYS["d2"])]
    assert (toll.low, toll.best, toll.high) == (31, 31, 31)
    assert toll.rule == "one source: Northgate Post; lower figures of earlier days are its past"
    [fallen] = tolls([told("31", "d1"), told("12", "d2")], background=outlets)
    assert (fallen.low, fallen.best, fallen.high) == (12, None, 31)


def test_the_dead_of_one_kind_of_attack_are_a_toll_of_their_own() -> None:
    since: dict[str, Any] = {"first": date(2024, 11, 27), "since": "27 November"}
    every = hand.claim("kill", place="Xandria", figure="412", says="monitor/neutral", counted=since)
    struck = hand.claim(
        "kill", place="Xandria", figure="56", says="rescuers/neutral", counted=since | {"cause": "airstrike"}
    )
    assert sorted((toll.best, toll.cause) for toll in made(every, struck)) == [(56, "airstrike"), (412, None)]


def test_since_the_offensive_began_is_since_its_day_once_the_ledger_knows_it() -> None:
    begun = hand.claim("offensive", place="Xandria", day="2024-11-27", dispatch="d1")
    words = hand.claim("kill", place="Xandria", figure="300", says="monitor/neutral", dispatch="d1",
                       counted={"since": "the offensive began"})  # fmt: skip
    dated = hand.claim("kill", place="Xandria", figure="400", says="monitor/neutral", dispatch="d2",
                       counted={"since": "27 November", "first": date(2024, 11, 27)})  # fmt: skip
    assert len(made(words, dated)) == 2
    [toll] = made(begun, words, dated)
    assert [figure.best for figure in toll.figures] == [300, 400]
    other = hand.claim("offensive", place="Xandria", day="2024-11-20", dispatch="d1")
    assert len(made(begun, other, words, dated)) == 2  # two offensives: which one is meant stays open


def test_one_person_is_a_toll_of_his_own() -> None:
    named = hand.claim("kill", None, "general Field", place="Orlin", day="2024-12-05", figure="1")
    told = {**named.evidence, "quantity": (Evidence(0, 5, "Field", "named-person"),)}
    tolls_ = made(replace(named, evidence=told), killed("31", "medics/neutral"))
    assert sorted((toll.of or "", toll.best) for toll in tolls_) == [("", 31), ("general Field", 1)]


def test_who_speaks_for_a_body_is_no_second_source() -> None:
    field = Party("new:field", "Ida Field", "Ida Field", "person")
    leads = replace(hand.claim("leads", "front"), agent=field, target=hand.party("front"))
    body = killed("31", "front/neutral", "Harbour Wire")
    person = replace(body, source=Source((Link("new:field", "Ida Field"), Link(None, "Courier")), False, "neutral"))
    [toll] = made(leads, body, replace(person, id="other"))
    assert toll.rule.startswith("one source")
    [toll] = made(body, replace(person, id="other"))
    assert toll.rule == "2 independent sources agree"
