"""Wordings of everyday copy that once gave nothing or the wrong thing, each with what must come out."""

from __future__ import annotations

import pytest

from claims import all_of, one
from reader import Reader


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Shops have closed and families are sleeping in the school at Daraa, a doctor at the hospital said.",
         {"kind": "say", "source": "medic|doctor"}),
        ("Some 2,000 people marched in Homs on Monday, according to the organisers; the police spoke of 800.",
         {"kind": "protest", "place": "Homs", "source": "organisers"}),
        ("The Syrian army said that a shell had hit a house in Homs, and that nine people had been killed there.",
         {"kind": "kill", "count": (9, 9, 9), "source": "army:SY"}),
        ("The Syrian army said that IS had filled a house in Homs with explosives and blown it up.",
         {"kind": "bombing", "agent": "isis", "place": "Homs"}),
        ("IS has held the town of Palmyra since May.", {"kind": "hold", "agent": "isis", "place": "Palmyra"}),
        ("Twelve residents of Homs suspected of having helped the rebels have been detained since Monday.",
         {"kind": "detain", "count": (12, 12, 12), "modality": "actual"}),
        ("The rebels pushed to the edge of Hama airport on Friday, on the third day of an assault on the city.",
         {"kind": "attack", "place": "Hama", "modality": "actual"}),
        ("The rebels entered Hama airport on Friday. The army said it had repelled an attack on the airport overnight.",
         {"kind": "attack", "place": "airport, Hama"}),
        ("Gunmen attacked the village of Telkanit in Homs province on Monday. Police arrested two men in the village.",
         {"kind": "detain", "place": "Telkanit"}),
        ("Rebels overran the base at Telkanit in Homs province.", {"kind": "seize", "place": "Telkanit"}),
        ("The ombudsman's office has counted 36 people killed in Homs since January.",
         {"kind": "kill", "count": (36, 36, 36), "source": "ombudsman"}),
        ("Some 3,000 people have crossed into Lebanon since Monday.", {"kind": "displace", "place": "Lebanon"}),
        ("Rebels in Homs handed over 46 rifles on Monday.", {"kind": "surrender", "place": "Homs"}),
        ("Forty protesters gathered in Homs on Monday. Police detained 11 of them.",
         {"kind": "detain", "count": (11, 11, 11)}),
        ("Some 120 prisoners escaped from a jail in Homs on Monday.", {"kind": "release", "place": "Homs"}),
        ("The rebels demand that the army withdraw from Homs.", {"kind": "demand"}),
        ("On Monday shells struck Homs.", {"kind": "shelling", "place": "Homs"}),
        ("Shells struck Homs on Monday.", {"kind": "shelling", "place": "Homs"}),
        ("On Monday rebels attacked Homs.", {"kind": "attack", "agent": "rebels", "place": "Homs"}),
        ("The rebels robbed two banks in Homs.", {"kind": "loot", "place": "Homs"}),
        ("The commission has recorded 11 disappearances in Homs since September.",
         {"kind": "missing", "count": (11, 11, 11), "place": "Homs"}),
        ("The army restored security and stability to the town of Palmyra on Monday.",
         {"kind": "seize", "agent": "army", "place": "Palmyra"}),
        ("Helicopters of a private company flew 22 people out of Homs on Monday.",
         {"kind": "evacuate", "count": (22, 22, 22), "place": "Homs"}),
        ("A night watchman lost a leg in Homs on Monday.", {"kind": "injure", "count": (1, 1, 1), "place": "Homs"}),
        ("The navy sank a boat off Latakia on Monday.", {"kind": "destroy", "place": "Latakia"}),
        ("People have been streaming out of Homs since Monday.", {"kind": "displace", "place": "Homs"}),
        ("Residents told of looting in Homs.", {"kind": "loot", "place": "Homs", "modality": "actual"}),
        ("Rebel columns rolled towards Hama from Idlib and from Aleppo.", {"kind": "advance", "place": "Hama"}),
    ],
)  # fmt: skip
def test_a_wording_gives(text: str, wanted: dict[str, object], reader: Reader) -> None:
    one(reader.claims(text), **wanted)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("He IS the new head of the chess club in Homs.", "attack|hold|seize"),
        ("She handed over the keys of the library in Homs on Monday.", "surrender"),
        ("The bank counted 36 customers in Homs in January.", "kill|say"),
        ("The team lost 3-1 in Homs and stole the show.", "loot|injure"),
        ("The report restored security of tenure to the tenants of Homs.", "seize"),
    ],
)
def test_a_look_alike_gives_nothing(text: str, kind: str, reader: Reader) -> None:
    assert all_of(reader.claims(text), kind=kind) == []


def test_where_an_advance_comes_from_is_not_where_it_goes(reader: Reader) -> None:
    found = all_of(reader.claims("Rebel columns rolled towards Hama from Idlib and from Aleppo."), kind="advance")
    assert [claim.place.place.name for claim in found if claim.place] == ["Hama"]


def test_who_asks_about_a_deed_does_not_demand_it(reader: Reader) -> None:
    assert (
        all_of(reader.claims("Residents of Homs asked about an attack on Hama."), kind="attack", modality="demanded")
        == []
    )


def test_who_tells_of_a_deed_has_not_done_it(reader: Reader) -> None:
    told = one(reader.claims("Residents told of looting at petrol stations in Homs."), kind="loot", modality="actual")
    assert told.agent is None


def test_mutineers_are_neither_the_army_nor_the_rebels(reader: Reader) -> None:
    found = one(reader.claims("Mutinous soldiers seized the town of Homs on Monday."), kind="seize", place="Homs")
    assert found.agent is not None
    assert found.agent.name.startswith("mutineers")
