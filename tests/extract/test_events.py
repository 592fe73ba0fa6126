"""Idioms of control, combat and politics: one sentence each, what it says and what it does not."""

from __future__ import annotations

import pytest

from claims import all_of, told
from reader import Reader

DAY = "2021-09-13"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The town of Hajjah fell to the Houthis on Friday.", {"kind": "seize", "agent": "Houthi", "place": "ajjah"}),
        ("Houthi fighters wrested control of Hajjah from the army.", {"kind": "seize", "agent": "Houthi"}),
        ("Iraqi forces raised the flag over Mosul.", {"kind": "seize", "agent": "Iraq", "place": "Mosul"}),
        ("Iraqi forces were close to taking Mosul.", {"kind": "seize", "modality": "planned"}),
        ("Iraqi forces edged closer to Mosul.", {"kind": "advance", "place": "Mosul"}),
        ("Iraqi troops punched into Mosul from the east.", {"kind": "enter", "place": "Mosul"}),
        ("Kunduz has been under Taliban control since Sunday.", {"kind": "hold", "agent": "Taliban"}),
        ("The town, which the Taliban captured on Sunday, is small. Kunduz was captured by the Taliban on Sunday.",
         {"kind": "seize", "agent": "Taliban", "place": "Kunduz"}),
        ("Militants turned themselves in to the army in Borno.", {"kind": "surrender", "agent": "militants"}),
        ("Turkey sent tanks to Libya in January.", {"kind": "deploy", "agent": "Turkey", "target": "tanks"}),
        ("Coalition jets struck Houthi positions in Sanaa.", {"kind": "airstrike", "target": "Houthi", "place": "Sanaa"}),
        ("A Houthi drone struck Marib on Monday.", {"kind": "drone_strike", "agent": "Houthi", "place": "Ma.rib"}),
        ("An explosion rocked Mogadishu on Saturday.", {"kind": "bombing", "place": "Mogadishu"}),
        ("Mekelle came under shelling by Ethiopian forces.", {"kind": "shelling", "agent": "Ethiop", "place": "Mek"}),
        ("Gunmen burst into a school in Maiduguri.", {"kind": "enter|attack", "agent": "gunmen", "place": "school"}),
        ("Saudi air defences shot down a missile over Riyadh.", {"kind": "intercept", "target": "missile"}),
        ("Islamic State killed 50 people in an attack on Kirkuk.", {"kind": "attack", "agent": "Islamic", "place": "Kirk"}),
        ("Gunmen attacked a patrol near Kirkuk, killing three.", {"kind": "kill", "agent": "gunmen"}),
        ("The government and the Houthis agreed to a truce in Hodeidah.", {"kind": "ceasefire", "target": "Houthi"}),
        ("The envoy called on the Houthis to withdraw from Marib.", {"kind": "withdraw", "agent": "Houthi", "modality": "demanded"}),
        ("Two men were shot dead at a shop in Benghazi.", {"kind": "kill", "target": "men", "place": "Benghazi"}),
        ("Soldiers shot at protesters in Aden.", {"kind": "shooting", "target": "protesters", "place": "Aden"}),
        ("Thousands took to the streets of Tripoli.", {"kind": "protest", "agent": "Thousands", "place": "Tripoli"}),
    ],
)  # fmt: skip
def test_what_an_idiom_says(reader: Reader, text: str, wanted: dict[str, str]) -> None:
    assert all_of(reader.claims(text, published=DAY), **wanted)


@pytest.mark.parametrize(
    ("text", "unwanted"),
    [
        ("Turkish troops moved tanks into Misrata.", {"kind": "enter"}),
        ("The army patrolled the hills surrounding Misrata.", {"kind": "besiege"}),
        ("The deal is meant to bring violence in Hodeidah down.", {"kind": "intercept"}),
        ("Three truces brokered by Qatar collapsed in Hodeidah.", {"kind": "ceasefire", "agent": "Qatar"}),
        ("An attack condemned by Egypt killed three in Mosul.", {"kind": "attack", "agent": "Egypt"}),
        ("The envoy called on the Houthis to withdraw from Marib.", {"kind": "withdraw", "agent": "envoy", "modality": "demanded"}),
        ("Troops taken hostage near Mosul were freed.", {"kind": "abduct", "agent": "."}),
        ("Gunmen shot dead three people at a market in Kano.", {"kind": "shooting"}),
        ("Air raid sirens sounded in Riyadh.", {"kind": "airstrike"}),
        ("Aden police detained men for firing rockets.", {"kind": "shelling", "agent": "police"}),
        ("A monitor said in Geneva that 20 people were killed.", {"kind": "kill", "place": "Geneva"}),
        ("Officials fear a \"significant air attack\" from Russia.", {"kind": "airstrike", "place": "Russia", "modality": "feared"}),
    ],
)  # fmt: skip
def test_what_a_look_alike_does_not_say(reader: Reader, text: str, unwanted: dict[str, str]) -> None:
    assert [told(claim) for claim in all_of(reader.claims(text, published=DAY), **unwanted)] == []


def test_a_headline_in_title_case_is_read_as_a_sentence(reader: Reader) -> None:
    title = "Taliban Capture Kunduz, Advance on Taloqan"
    found = reader.claims("Residents of the city said on Monday that it was quiet.", title=title, published=DAY)
    assert all_of(found, kind="seize", agent="Taliban", place="Kunduz")


def test_a_day_behind_a_name_leaves_the_name_its_place(reader: Reader) -> None:
    found = reader.claims(
        "Kurdish forces captured Sinjar Monday after weeks of clashes with Islamic State.", published=DAY
    )
    assert all_of(found, kind="seize", agent="Kurd", place="Sinjar")


def test_an_act_told_without_a_place_is_where_the_sentences_before_are(reader: Reader) -> None:
    found = reader.claims(
        "Rebels captured the village of Ardo, north of Mosul, on Monday. The army says that it repelled the attack.",
        published=DAY,
    )
    assert all_of(found, kind="repel", place="Ardo")
