"""Who counts, who denies, what a count is of: sentences that decide what sources agree and disagree on."""

from __future__ import annotations

import pytest

from claims import all_of, one
from reader import Reader


@pytest.mark.parametrize(
    "text",
    [
        "The Observatory of Orlin put the number of people killed since May at 910.",
        "The Observatory of Orlin raised its count of those killed to 514.",
        "The Observatory of Orlin counted 412 dead.",
        "Residents left, according to the Observatory of Orlin. The army shelled two towns. Nine people were killed, it said.",
    ],
)
def test_who_counts_says_it(text: str, reader: Reader) -> None:
    assert "Observatory" in one(reader.claims(text), kind="kill").source.chain[0].name


def test_the_subject_of_what_is_told_is_not_who_tells_it(reader: Reader) -> None:
    claims = reader.claims("The year recorded many deaths. The war killed nine people, the ministry said.")
    assert "ministry" in one(claims, kind="kill", count=(9, 9, 9)).source.chain[0].name


def test_denied_reports_are_denied_and_serve_who_denies_them(reader: Reader) -> None:
    claims = reader.claims("Syria's defence ministry denied reports that troops had withdrawn from Homs.")
    one(claims, kind="withdraw", place="Homs", modality="denied", stance="interest")
    claims = reader.claims("The Syrian army denied that it had shelled a village that rebels seized on Friday.")
    one(claims, kind="seize", agent="opposition|rebel")  # what is told beside the denial stands


def test_not_lost_serves_the_side_that_says_so(reader: Reader) -> None:
    one(
        reader.claims("The Syrian army said it had not lost Hama."), kind="lose", polarity="negative", stance="interest"
    )
    one(reader.claims("The Syrian army said it had lost Hama."), kind="lose", stance="admission")


def test_its_opponents_are_those_that_the_speaker_fights(reader: Reader) -> None:
    claims = reader.claims(
        "Rebels attacked. The Syrian army acknowledged that its opponents had entered parts of Aleppo."
    )
    one(claims, kind="enter", agent="opposition|rebel", stance="admission")


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("Nine people were killed in Russian air strikes on Idlib.", "airstrike"),
        ("The number of people killed in such strikes since 27 November has risen to 56.", "attack"),
        ("Shelling killed nine people in Idlib.", "shelling"),
        ("The offensive has killed nine people in Idlib.", None),
        ("Nine people were killed in Idlib on Sunday.", None),
    ],
)
def test_what_a_count_came_from(text: str, cause: str | None, reader: Reader) -> None:
    quantity = one(reader.claims(text), kind="kill").quantity
    assert quantity is not None
    assert quantity.cause == cause


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("Nearly 1,000 insurgents were killed in three days, the army said.", "2024-12-03"),
        ("The army said it killed 30 rebels within 24 hours.", "2024-12-05"),
        ("Nine people were killed in three attacks.", "None"),
    ],
)
def test_a_length_of_time_is_a_period(text: str, start: str, reader: Reader) -> None:
    quantity = one(reader.claims(text), kind="kill").quantity
    assert quantity is not None
    assert str(quantity.first) == start


def test_a_part_of_the_country_is_no_town(reader: Reader) -> None:
    told = "Aleppo was bombed on Friday. In Aleppo 12 people died. Rescuers said that 25 people were killed in the {}."
    one(reader.claims(told.format("north-west")), kind="kill", place="^Syria", count=(25, 25, 25))
    one(reader.claims(told.format("city")), kind="kill", place="Aleppo", count=(25, 25, 25))


def test_a_town_does_not_hold_more_than_its_people(reader: Reader) -> None:
    told = (
        "Fighting went on in Tel Rifaat on Monday. Tel Rifaat was shelled.\n\nMore than {} people have been displaced."
    )
    assert all_of(reader.claims(told.format("48,500")), kind="displace", place="Rifaat") == []
    one(reader.claims(told.format("500")), kind="displace", place="Rifaat")


def test_a_war_that_was_named_before_has_killed(reader: Reader) -> None:
    claims = reader.claims(
        "The war between the army and the Rapid Support Forces began in 2023. It has killed tens of thousands of people."
    )
    killed = one(claims, kind="kill", agent="")
    assert killed.quantity is not None
    assert killed.quantity.cumulative


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Troops lost control of Daraa, the city where the uprising began. Rebels took it under a deal to go to Damascus.",
         "Daraa"),
        ("Rebels took all of Daraa.", "Daraa"),
        ("Rebels took the Albu Kamal crossing on the border with Iraq.", "Albu Kamal"),
    ],
)  # fmt: skip
def test_which_place_was_taken(text: str, place: str, reader: Reader) -> None:
    one(reader.claims(text), kind="seize", place=place)


def test_what_it_would_be_wrong_to_let_happen_has_not_happened(reader: Reader) -> None:
    claims = reader.claims(
        "It was wrong to let the rebels take over Homs, the envoy said. The army let them take Hama."
    )
    one(claims, kind="seize", place="Homs", modality="planned")
    one(claims, kind="seize", place="Hama")


def test_a_town_is_reached_and_a_deal_is_not_a_town(reader: Reader) -> None:
    one(reader.claims("Rebels reached Aleppo on Friday."), kind="advance", place="Aleppo")
    assert all_of(reader.claims("Rebels reached a deal in Doha."), kind="advance") == []
    one(reader.claims("Syrian troops have taken up positions near Hama."), kind="deploy", place="Hama")


@pytest.mark.parametrize(
    ("text", "agent"),
    [
        ("By January 2014, the town of Hama was held by the rebels.", "opposition|rebel"),
        ("Aleppo was still under rebel control.", "opposition|rebel"),
        ("The Syrian army acknowledged the fall of Aleppo to rebel forces.", "opposition|rebel"),
    ],
)
def test_whose_hands_it_is_in(text: str, agent: str, reader: Reader) -> None:
    one(reader.claims(text), kind="hold|seize", agent=agent)


def test_what_will_be_launched_has_not_been(reader: Reader) -> None:
    claims = reader.claims(
        "The Syrian army said that its troops will regroup and launch an offensive to retake Aleppo."
    )
    assert {c.modality for c in claims if c.kind in ("seize", "offensive")} == {"predicted"}


def test_for_the_first_time_since_dates_nothing(reader: Reader) -> None:
    entered = one(reader.claims("Rebels entered Aleppo for the first time since 2016."), kind="enter")
    assert entered.when is None or entered.when.first is None
    held = one(reader.claims("Rebels have held Idlib since 2016."), kind="hold")
    assert held.when is not None
    assert str(held.when.first) == "2016-01-01"


def test_what_is_held_in_a_province_is_not_the_province(reader: Reader) -> None:
    claims = reader.claims("Russian warplanes struck rebel-held positions across Idlib Governorate.")
    assert all_of(claims, kind="hold", place="^Idlib$") == []


def test_near_an_airport_is_not_in_it(reader: Reader) -> None:
    for told, precision in (("near", "near"), ("at", "site")):
        text = f"Heavy fighting went on between Ukrainian forces and rebels {told} Donetsk International Airport."
        where = one(reader.claims(text), kind="clash", place="Airport").place
        assert where is not None
        assert where.precision == precision
