"""Questions: each filter finds what it should and nothing else, and a slip is told with a way out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import make
from dateline.errors import QuestionError
from dateline.ledger import Ledger, Outcomes, Query, open_ledger, question
from dateline.model.claim import Claim, ClaimPlace, Link, Party, Source
from dateline.model.outcome import Control, Disagreement, Event
from dateline.model.text import evidence
from dateline.model.when import When
from dateline.model.world import Actor, Place

KINDS = {"seize": ("seize",), "lose": ("lose",), "control": ("seize", "lose")}
FIFTH = date(2024, 12, 5)
HAMA = Place("gn:170017", "Hama", "city", "SY", "Hama", names=("Ḥamāh", "Hamah"))
MOREK = Place("gn:1", "Morek", "town", "SY", "Hama")
OMDURMAN = Place("gn:365137", "Omdurman", "city", "SD", "Khartoum")
SYRIA = Place("co:SY", "Syria", "country", "SY")
PRISON = Place("new:hama-prison", "Hama prison", "site", None, None, within="gn:170017")


def claim(
    dispatch: str, kind: str, place: Place | None, when: tuple[str | None, str | None] | None, **rest: Any
) -> Claim:
    source = rest.pop("source", Source((Link(None, "Courier"),), True))
    days = when and [make.day(text) if text else None for text in when]
    text = make.dispatch(TEXTS[dispatch], published=dispatch)
    words = rest.pop("words", text.text[:6])
    start = text.text.index(words)
    return Claim(
        id=rest.pop("id"), dispatch=text.id, kind=kind, modality=rest.pop("modality", "actual"), polarity="positive",
        source=source, place=None if place is None else ClaimPlace(place, "town"),
        when=When(days[0], days[1], "day", "", "absolute") if days else None,
        evidence={"kind": (evidence(text, start, start + len(words)),)}, **rest,
    )  # fmt: skip


TEXTS = {
    "2024-12-06": "Rebels wrested Ḥamāh from the army, whose spokesman al-Masri conceded it. Morek fell too.",
    "2024-12-08": "Shelling of Omdurman went on, the Sudan Doctors wrote.",
}
REBELS = Party("rebels:SY", "Syrian rebels", "Rebels", "rebel_group")
ARMY = Party("army:SY", "Syrian army", "the army", "state_forces")
DOCTORS = Source((Link("doctors", "Sudan Doctors' Network", "wrote"), Link(None, "Nordhaven Post")), False)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    first, second = TEXTS
    claims = {
        first: (
            claim(first, "seize", HAMA, ("2024-12-05", "2024-12-05"), id="hama", agent=REBELS, words="wrested"),
            claim(first, "lose", HAMA, (None, "2024-12-05"), id="lost", agent=ARMY,
                  source=Source((Link(None, "al-Masri", "conceded"), Link(None, "Courier")), False)),
            claim(first, "seize", MOREK, None, id="morek", modality="planned", target=ARMY),
            claim(first, "release", PRISON, ("2024-12-05", None), id="prison"),
            claim(first, "clash", SYRIA, ("2011-01-01", "2011-12-31"), id="syria"),
            claim(first, "say", None, None, id="nowhere"),
        ),
        second: (
            claim(second, "shelling", OMDURMAN, ("2024-12-07", "2024-12-07"), id="omdurman", source=DOCTORS),
        ),
    }  # fmt: skip
    with open_ledger(tmp_path / "a.ledger", mode="write") as opened:
        for published, text in TEXTS.items():
            outlet = "Courier" if published == first else "Nordhaven Post"
            dispatch = make.dispatch(text, published=published, outlet=outlet)
            new = (Actor("rebels:SY", "Syrian rebels", "rebel_group", names=("the opposition",)),)
            opened.add(dispatch, text.encode(), claims[published], actors=new)
        opened.replace_outcomes(
            Outcomes(
                events=(
                    Event("e1", "seize", "conceded", "", ("hama", "lost"), place=HAMA.id, first=FIFTH, last=FIFTH),
                    Event("e2", "shelling", "reported", "", ("omdurman",), place=OMDURMAN.id, last=date(2024, 12, 7)),
                ),
                control=(
                    Control("k1", HAMA.id, "Hama", "army:SY", "", "held", None, date(2024, 12, 4), None, None, "", ()),
                    Control(
                        "k2", HAMA.id, "Hama", "rebels:SY", "", "held", date(2024, 12, 5), None, None, None, "",
                        ("hama", "lost"),
                    ),
                ),
                disagreements=(Disagreement("d1", "occurrence", "Did it?", ("omdurman",)),),
            )
        )  # fmt: skip
        yield opened


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, "hama lost morek prison syria nowhere omdurman"),
        ({"where": "gn:170017"}, "hama lost prison"),  # by id, with what lies within
        ({"where": "hamah"}, "hama lost"),  # another spelling
        ({"where": "HAMA"}, "hama lost morek"),  # the city, and the province of that name
        ({"where": "sd"}, "omdurman"),  # a country's code
        ({"where": "Syria"}, "hama lost morek syria"),  # a country's name stands for what lies in it
        ({"where": "Ham"}, ""),  # no part of a name
        ({"actor": "army:SY"}, "lost morek"),
        ({"actor": "Syrian rebels"}, "hama"),
        ({"actor": "the opposition"}, "hama"),  # another name, learnt from a text
        ({"actor": "army"}, "lost morek"),  # a word of the name
        ({"actor": "Al Masri"}, "lost"),  # whoever speaks first
        ({"actor": "Courier"}, "hama morek prison syria nowhere"),  # an outlet in its own voice
        ({"source": "Courier"}, "hama lost morek prison syria nowhere"),
        ({"source": "doctors"}, "omdurman"),
        ({"source": "Nordhaven"}, "omdurman"),
        ({"source": "army"}, ""),
        ({"kind": "seize"}, "hama morek"),
        ({"kind": "control"}, "hama lost morek"),
        ({"since": "2024-12-06"}, "prison omdurman"),  # "since" goes on
        ({"until": "2024-12-04"}, "lost syria"),  # "by the 5th" may be the 4th; no day known: never
        ({"since": "2024-12-05", "until": "2024-12-05"}, "hama lost prison"),
        ({"since": "2011", "until": "2011-11"}, "lost syria"),
        ({"modality": "planned"}, "morek"),
        ({"status": "conceded"}, "hama lost"),
        ({"status": "held"}, "hama lost"),
        ({"text": "wrested hama"}, "hama"),
        ({"text": '"hama wrested"'}, ""),  # both occur, not as a phrase
        ({"text": '"syrian rebels" wrested'}, "hama"),
        ({"text": "hama OR omdurman"}, ""),  # no operators: the word "or" does not occur
        ({"text": "?!"}, ""),
        ({"where": "Hama", "actor": "rebels", "kind": "control"}, "hama"),
        ({"limit": 2}, "hama lost"),
        ({"limit": 2, "offset": 5}, "nowhere omdurman"),
        ({"offset": 6}, "omdurman"),
        ({"limit": 0}, ""),
    ],
)
def test_claims(ledger: Ledger, filters: dict[str, Any], found: str) -> None:
    query = question(kinds=KINDS, **filters)
    assert [claim.id for claim in ledger.claims(query)] == found.split()
    if "limit" not in filters and "offset" not in filters:
        assert ledger.count_claims(query) == len(found.split())


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, ["2024-12-06", "2024-12-08"]),
        ({"where": "Omdurman"}, ["2024-12-08"]),
        ({"kind": "seize"}, ["2024-12-06"]),
        ({"since": "2024-12-07"}, ["2024-12-08"]),  # by day of publication
        ({"until": "2024-12-07"}, ["2024-12-06"]),
        ({"source": "nordhaven post"}, ["2024-12-08"]),
        ({"source": "al-Masri"}, ["2024-12-06"]),
        ({"text": "hamah spokesman"}, ["2024-12-06"]),
        ({"text": "hama"}, []),  # its text spells it otherwise
        ({"status": "reported"}, ["2024-12-08"]),
        ({"limit": 1, "offset": 1}, ["2024-12-08"]),
    ],
)
def test_dispatches(ledger: Ledger, filters: dict[str, Any], found: list[str]) -> None:
    query = question(kinds=KINDS, **filters)
    assert [dispatch.published for dispatch in ledger.dispatches(query)] == found


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, "e1 e2 k1 k2 d1"),
        ({"where": "Hama"}, "e1 k1 k2"),
        ({"where": "Omdurman"}, "e2 d1"),  # what has no place of its own is asked through its claims
        ({"since": "2024-12-06"}, "e2 k2"),
        ({"until": "2024-12-04"}, "k1"),  # "by the 8th" stands on the 8th
        ({"status": "conceded"}, "e1"),
        ({"actor": "rebels"}, "e1 k2"),
        ({"source": "doctors"}, "e2 d1"),
        ({"kind": "lose"}, "e1 k2"),
        ({"text": "wrested"}, "e1 k2"),
        ({"limit": 1}, "e1 k1 d1"),
    ],
)
def test_outcomes(ledger: Ledger, filters: dict[str, Any], found: str) -> None:
    query = question(kinds=KINDS, **filters)
    outcomes: list[Any] = [
        *ledger.events(query),
        *ledger.tolls(query),
        *ledger.control(query),
        *ledger.disagreements(query),
    ]
    assert [outcome.id for outcome in outcomes] == found.split()


def test_places_by_any_spelling(ledger: Ledger) -> None:
    assert ledger.places_named("Hamāh") == ("gn:170017",)
    assert ledger.places_named("gn:170017") == ("gn:170017",)
    assert ledger.places_named("SY") == ()


@pytest.mark.parametrize(
    ("filters", "words"),
    [
        ({"kind": "sieze"}, "Did you mean seize"),
        ({"kind": "xyz"}, "Known: seize, lose, control"),
        ({"status": "concede"}, "conceded"),
        ({"modality": "real"}, "actual"),
        ({"since": "yesterday"}, "2024-12-05"),
        ({"since": "2024-13"}, "2024-12-05"),
        ({"until": "2023-02-29"}, "2024-12-05"),
        ({"until": "0000"}, "2024-12-05"),
        ({"since": "2024-12-05", "until": "2024-12-04"}, "Exchange the two"),
        ({"limit": -1}, "not negative"),
    ],
)
def test_a_slip_is_told_with_a_way_out(filters: dict[str, Any], words: str) -> None:
    with pytest.raises(QuestionError, match=words):
        question(kinds=KINDS, **filters)


@pytest.mark.parametrize("field", ["text", "actor", "source"])
def test_a_whole_text_is_no_search(ledger: Ledger, field: str) -> None:
    filters: dict[str, Any] = {field: "x " * 10_000}
    with pytest.raises(QuestionError, match="at most 500"):
        list(ledger.claims(question(kinds=KINDS, **filters)))


def test_months_and_years_are_taken_whole() -> None:
    assert question(kinds={}, since="2024-02", until="2024-02") == Query(
        since=date(2024, 2, 1), until=date(2024, 2, 29)
    )
    assert question(kinds={}, since="2023", until="2024") == Query(since=date(2023, 1, 1), until=date(2024, 12, 31))
    assert question(kinds={}, where="  ", text=" ", since=" ", source="") == Query()


def test_bytes_that_a_terminal_could_not_decode_do_no_harm(ledger: Ledger) -> None:
    assert ledger.count_claims(question(kinds=KINDS, where="Hama\udcff", text="wrested\udcff")) == 1
