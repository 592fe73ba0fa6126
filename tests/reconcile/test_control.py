"""Who holds a place, from claims made by hand."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import date

import pytest

import hand
from dateline.model.claim import Claim, Party
from dateline.model.outcome import Control
from dateline.model.text import Evidence
from dateline.reconcile.background import Background, holder_name
from dateline.reconcile.control import control

DAYS = {"d1": date(2024, 12, 6), "d2": date(2024, 12, 7), "d3": date(2024, 12, 8)}


def held(*claims: Claim) -> list[tuple[str, str | None, str, str | None]]:
    """(place, holder, certainty, first day) of each stretch."""
    return [(c.place_name, c.holder_name, c.certainty, str(c.first)) for c in timeline(*claims)]


def timeline(*claims: Claim) -> tuple[Control, ...]:
    return control(claims, background=Background(days=DAYS))


@pytest.mark.parametrize(
    ("says", "certainty"),
    [("outlet", "held"), ("army/admission", "held"), ("rebels/interest", "claimed"), ("monitor/neutral", "held")],
)
def test_who_says_it_decides_how_sure_it_is(says: str, certainty: str) -> None:
    taken = hand.claim("seize", "rebels", place="Orlin", day="2024-12-05", says=says)
    assert held(taken) == [("Orlin", "rebels", certainty, "2024-12-05")]


def test_an_admitted_loss_and_an_entry_make_a_holder() -> None:
    lost = hand.claim("lose", "army", place="Orlin", day="2024-12-05", says="army/admission")
    entered = hand.claim("enter", "rebels", place="Orlin", day="2024-12-05", says="rebels/interest")
    [only] = timeline(lost, entered)
    assert (only.holder_name, only.certainty, only.reason) == ("rebels", "held", "admitted by army")


def test_an_entry_on_a_later_day_than_the_loss_makes_a_holder() -> None:
    lost = hand.claim("withdraw", "army", place="Orlin", day="2024-12-04", says="army/admission")
    entered = hand.claim("enter", "rebels", place="Orlin", day="2024-12-05", says="rebels/interest")
    assert held(lost, entered) == [
        ("Orlin", None, "unknown", "2024-12-04"),
        ("Orlin", "rebels", "held", "2024-12-05"),
    ]


def test_an_entry_alone_makes_a_held_place_contested() -> None:
    before = hand.claim("hold", "army", place="Orlin", day="2024-12-03")
    entered = hand.claim("enter", "rebels", place="Orlin", day="2024-12-05")
    assert held(before, entered) == [
        ("Orlin", "army", "held", "2024-12-03"),
        ("Orlin", "army", "contested", "2024-12-05"),
    ]


@pytest.mark.parametrize(("fight_day", "stretches"), [("2024-12-07", 2), ("2024-12-05", 1)])
def test_fighting_inside_counts_on_the_latest_day_only(fight_day: str, stretches: int) -> None:
    taken = hand.claim("seize", "rebels", place="Orlin", day="2024-12-05")
    fight = hand.claim("clash", "army", "rebels", place="Orlin", day=fight_day)
    found = timeline(taken, fight)
    assert len(found) == stretches
    assert found[-1].holder_name == "rebels"
    assert found[-1].certainty == ("contested" if stretches == 2 else "held")


@pytest.mark.parametrize(
    "claim",
    [
        hand.claim("seize", "rebels", place="Orlin", day="2024-12-05", modality="planned"),
        hand.claim("seize", "rebels", place="Orlin", day="2024-12-05", modality="denied"),
        hand.claim("seize", "rebels", place="Orlin", day="2024-12-05", polarity="negative"),
        hand.claim("seize", "rebels", place="Orlin", precision="near", day="2024-12-05"),
        hand.claim("seize", "rebels", place="Xandria", day="2024-12-05"),
        hand.claim("seize", "rebels", place="Orlin province", day="2024-12-05", figure="12", counted={"unit": "towns"}),
        hand.claim("advance", "rebels", place="Orlin", day="2024-12-05"),
        hand.claim("seize", None, place="Orlin", day="2024-12-05"),
    ],
)
def test_what_says_nothing_about_a_holder(claim: Claim) -> None:
    assert timeline(claim) == ()


def test_a_prison_is_not_its_city() -> None:
    before = hand.claim("hold", "army", place="Orlin", day="2024-12-04")
    prison = hand.claim("seize", "rebels", place="Orlin prison", day="2024-12-05")
    quarter = hand.claim("seize", "rebels", place="Orlin", precision="site", day="2024-12-05")
    assert held(before, prison) == [
        ("Orlin", "army", "held", "2024-12-04"),
        ("Orlin prison", "rebels", "held", "2024-12-05"),
    ]
    assert held(before, quarter) == [("Orlin", "army", "held", "2024-12-04")]


@pytest.mark.parametrize(
    "part",
    [
        hand.claim("seize", "rebels", place="Orlin", precision="site", day="2024-12-05"),
        hand.claim("seize", "rebels", place="Orlin prison", day="2024-12-03"),
    ],
)
def test_parts_tell_who_came_when_the_whole_was_given_up(part: Claim) -> None:
    lost = hand.claim("lose", "army", place="Orlin", day="2024-12-05", says="army/admission")
    later = hand.claim("seize", "rebels", place="Orlin prison", day="2024-12-06")
    assert {one.place_name for one in timeline(lost, later)} == {"Orlin", "Orlin prison"}
    [*_, whole] = [one for one in timeline(part, lost) if one.place_name == "Orlin"]
    assert (whole.holder_name, whole.certainty, whole.first) == ("rebels", "held", date(2024, 12, 5))


def test_two_names_of_one_side_are_one_holder() -> None:
    first = hand.claim("seize", "rebels", place="Orlin", day="2024-12-05")
    second = hand.claim("hold", "front", place="Orlin", day="2024-12-06", dispatch="d2")
    [only] = timeline(first, second)
    assert (only.holder_name, only.confirmed) == ("Northern Front", date(2024, 12, 6))


@pytest.mark.parametrize(
    ("names", "shown"),
    [
        (["rebels"], "rebels"),
        (["rebels", "front"], "Northern Front"),
        (["rebels", "front", "league"], "rebels"),
        (["army", "army", "government"], "army"),
        ([], None),
    ],
)
def test_the_name_shown_is_the_most_exact_that_all_bear(names: list[str], shown: str | None) -> None:
    parties = [party for name in names if (party := hand.party(name)) is not None]
    assert holder_name(parties)[1] == shown


def test_the_earliest_day_is_kept_beside_the_certain_one() -> None:
    [only] = timeline(hand.claim("seize", "rebels", place="Orlin", day="2024-11-25/2024-12-01"))
    assert (only.first_earliest, only.first) == (date(2024, 11, 25), date(2024, 12, 1))


def test_an_undated_taking_was_so_by_the_day_of_the_dispatch() -> None:
    [only] = timeline(hand.claim("seize", "rebels", place="Orlin"))
    assert (only.first_earliest, only.first) == (None, date(2024, 12, 6))


def test_a_claim_against_the_known_holder_says_who_held_it_before() -> None:
    before = hand.claim("hold", "army", place="Orlin", day="2024-12-03")
    taken = hand.claim("seize", "rebels", place="Orlin", day="2024-12-05", says="rebels/interest")
    last = timeline(before, taken)[-1]
    assert (last.holder_name, last.certainty) == ("rebels", "claimed")
    assert last.reason == "claimed only by rebels; army held it before"
    kept = hand.claim("hold", "rebels", place="Orlin", day="2024-12-05", says="rebels/interest")
    assert timeline(before, kept)[-1].certainty == "contested"


def test_two_reports_of_one_day_that_exclude_each_other_are_contested() -> None:
    one = hand.claim("seize", "rebels", place="Orlin", day="2024-12-05")
    other = hand.claim("seize", "army", place="Orlin", day="2024-12-05", dispatch="d2", outlet="Harbour Wire")
    assert held(one, other) == [("Orlin", None, "contested", "2024-12-05")]


def test_the_order_of_the_claims_does_not_matter() -> None:
    claims = [
        hand.claim("hold", "army", place="Orlin", day="2024-12-03"),
        hand.claim("seize", "rebels", place="Orlin", day="2024-12-05", says="rebels/interest"),
        hand.claim("lose", "army", place="Orlin", day="2024-12-05", says="army/admission"),
        hand.claim("clash", "army", "front", place="Orlin", day="2024-12-07"),
        hand.claim("seize", "front", place="Vessa", day="2024-12-05"),
    ]
    expected = timeline(*claims)
    assert all(timeline(*order) == expected for order in itertools.permutations(claims))
    assert [c.last for c in expected if c.place_name == "Orlin"] == [date(2024, 12, 4), date(2024, 12, 6), None]


def test_who_says_that_one_took_what_another_held_means_held_until_then() -> None:
    claims = [
        hand.claim("seize", "rebels", place="Orlin", day="2024-12-05", says="army/admission"),
        hand.claim("hold", "army", place="Orlin", day="2024-12-05", says="army/admission"),
    ]
    assert held(*claims) == [("Orlin", "rebels", "held", "2024-12-05")]


def test_an_unnamed_class_does_not_unseat_a_named_holder_of_its_kind() -> None:
    taken = hand.claim("seize", "front", place="Orlin", day="2024-12-05")
    later = hand.claim("seize", "fighters", place="Orlin", day="2024-12-06", dispatch="d2")
    assert later.agent is not None
    fighters = replace(later, agent=Party("militants:XA", "fighters", "fighters", "rebel_group"))
    [only] = timeline(taken, fighters)
    assert (only.holder_name, only.confirmed) == ("Northern Front", date(2024, 12, 6))
    soldiers = replace(later, agent=Party("soldiers:XA", "soldiers", "soldiers", "state_forces"))
    assert timeline(taken, soldiers)[-1].holder_name == "soldiers"


def test_to_hold_no_longer_is_to_have_lost() -> None:
    gone = hand.claim("hold", "army", place="Orlin", day="2024-12-04", says="army/admission", polarity="negative")
    taken = hand.claim("seize", "rebels", place="Orlin", day="2024-12-05", says="rebels/interest")
    found = timeline(gone, taken)
    assert [(c.holder_name, c.certainty) for c in found] == [(None, "unknown"), ("rebels", "held")]
    assert found[1].reason == "army had left; said by rebels"


@pytest.mark.parametrize(
    ("kind", "party"),
    [
        ("enter", ("president", "office_holder", "xa-government")),  # who arrives holds nothing
        ("withdraw", ("president", "office_holder", "xa-government")),  # nor does who flees give anything up
        ("hold", ("mayor", "person", None)),
        ("repel", ("peacekeepers", "external_forces", None)),
        ("repel", ("the United Nations", "intergovernmental", None)),
        ("enter", ("families", "civilians", None)),
        ("withdraw", ("a delegation", "unknown", None)),
    ],
)
def test_who_cannot_hold_a_place(kind: str, party: tuple[str, str, str | None]) -> None:
    name, sort, side = party
    claim = hand.claim(kind, "army", place="Orlin", day="2024-12-05")
    assert timeline(replace(claim, agent=Party(f"new:{name}", name, name, sort, side))) == ()


def test_a_commander_takes_for_his_side() -> None:
    claim = hand.claim("seize", "rebels", place="Orlin", day="2024-12-05")
    colonel = Party("new:colonel", "Colonel Field", "Colonel Field", "person", "xa-opposition")
    taken = replace(claim, agent=colonel)
    assert held(taken) == [("Orlin", "Colonel Field", "held", "2024-12-05")]
    leads = replace(hand.claim("leads", "front"), agent=colonel, target=hand.party("front"))
    assert held(taken, leads) == [("Orlin", "Northern Front", "held", "2024-12-05")]


def test_a_fight_with_protesters_is_no_fight_over_the_place() -> None:
    clash = hand.claim("clash", "army", "rebels", place="Orlin", day="2024-12-05")
    assert [one.certainty for one in timeline(clash)] == ["contested"]
    crowd = Party("protesters:XA", "protesters", "protesters", "protesters")
    assert timeline(replace(clash, target=crowd)) == ()


def test_who_denies_that_the_own_side_has_gone_claims_to_be_there() -> None:
    gone = hand.claim("withdraw", "army", place="Orlin", day="2024-12-05", says="army/interest", modality="denied")
    assert held(gone) == [("Orlin", "army", "claimed", "2024-12-05")]
    other = hand.claim("seize", "rebels", place="Orlin", day="2024-12-05", says="army/interest", modality="denied")
    assert held(other) == []


def test_what_has_no_day_dates_nothing() -> None:
    undated = hand.claim("seize", "rebels", place="Orlin", dispatch="nothing is known of it")
    dated = hand.claim("hold", "rebels", place="Orlin", day="2024-12-05", outlet="Harbour Wire")
    assert [one.first for one in timeline(undated)] == [None]
    [only] = timeline(undated, dated)
    assert only.first == date(2024, 12, 5)


def test_lost_to_somebody_is_held_by_him() -> None:
    lost = hand.claim("lose", "army", "rebels", place="Orlin", day="2024-12-05")
    assert held(lost) == [("Orlin", "rebels", "held", "2024-12-05")]
    kept = hand.claim("lose", "army", "rebels", place="Orlin", day="2024-12-05", polarity="negative")
    assert held(kept) == [("Orlin", "army", "held", "2024-12-05")]


def test_words_for_nobody_known_are_no_rival_of_those_who_are_named() -> None:
    entered = hand.claim("enter", "forces against the king", place="Orlin", day="2024-12-04")
    taken = hand.claim("seize", "rebels", place="Orlin prison", day="2024-12-05")
    lost = hand.claim("withdraw", "army", place="Orlin", day="2024-12-05", says="army/admission")
    assert held(entered, taken, lost)[-2] == ("Orlin", "rebels", "held", "2024-12-05")


@pytest.mark.parametrize(
    ("place", "rule", "stretches"),
    [("Orlin", "sentence-before", 0), ("Orlin", "same-clause", 1), ("Orlin province", "same-clause", 0),
     ("Orlin province", "words", 1)],
)  # fmt: skip
def test_a_place_that_is_only_guessed_has_no_holder_by_it(place: str, rule: str, stretches: int) -> None:
    claim = hand.claim("seize", "rebels", place=place, day="2024-12-05")
    told = {**claim.evidence, "place": (Evidence(0, 5, "Orlin", rule),)}
    assert len(timeline(replace(claim, evidence=told))) == stretches
