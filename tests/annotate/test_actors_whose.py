"""Whose fighters, backers and governments are meant, in short invented dispatches; and names that any country may bear."""

from __future__ import annotations

from functools import lru_cache

import pytest

import make
from dateline.annotate.actors import find_actors
from dateline.knowledge.actors import ActorBook, load_actors
from dateline.knowledge.countries import Countries, load_countries


@lru_cache(maxsize=1)
def knowledge() -> tuple[ActorBook, Countries]:
    countries = load_countries()
    return load_actors(countries), countries


def ids(text: str, *, home: str | None = "NO", published: str = "2024-12-06") -> dict[str, str]:
    book, countries = knowledge()
    annotated = make.annotated(text, published=published)
    found = find_actors(annotated, book=book, countries=countries, home=home)
    return {annotated.reading[mark.start : mark.end]: mark.actor.id for mark in found}


@pytest.mark.parametrize(
    ("text", "home", "words", "id"),
    [
        (
            "Russian jets struck rebel positions. Syrian officials denied it.",
            "RU",
            "rebel positions",
            "syrian-opposition",
        ),
        ("M23 fighters took the hill. The rebels left.", "CD", "rebels", "m23"),
        ("M23 fighters took the hill. Swedish rebels left.", "CD", "Swedish rebels", "rebels:SE"),
        ("Al-Shabaab gunmen stormed the port.", "SO", "Al-Shabaab gunmen", "al-shabaab"),
        ("UNIFIL peacekeepers were hurt.", "LB", "UNIFIL peacekeepers", "unifil"),
        ("The separatist authorities fled.", "NO", "separatist authorities", "separatists:NO"),
        ("The authorities fled.", "NO", "authorities", "gov:NO"),
    ],
)
def test_whose_fighters_they_are(text: str, home: str, words: str, id: str) -> None:
    assert ids(text, home=home)[words] == id


def test_a_backer_names_a_militia_in_one_form() -> None:
    found = ids("Sweden-backed factions fled. Swedish-supported militias stayed.")
    assert found["Sweden-backed factions"] == found["Swedish-supported militias"] == "militias-swedish_backed:NO"


def test_the_backing_alone_makes_known_rebels_no_others() -> None:
    assert ids("Iran-backed rebels fired at a ship.", home="YE")["Iran-backed rebels"] == "houthis"


@pytest.mark.parametrize(("home", "expected"), [("SY", "nlf-sy"), ("NO", None)], ids=["at-home", "elsewhere"])
def test_a_name_that_any_country_may_bear_needs_its_country(home: str, expected: str | None) -> None:
    found = ids("The National Liberation Front took the bridge.", home=home)
    assert (expected in found.values()) == (expected is not None)
    assert "nlf-sy" not in found.values() or home == "SY"


def test_a_name_that_begins_small_is_found() -> None:
    found = ids("He spoke with pro-Russian separatists.", home="UA", published="2015-02-02")
    assert found["pro-Russian separatists"] == "donbas-separatists"


def test_a_part_of_a_land_is_a_place_and_no_party() -> None:
    assert "state:SE" not in ids("The bombs hit southern Sweden.").values()
    assert "state:SE" in ids("The verdict hit Sweden.").values()


@pytest.mark.parametrize(
    ("text", "words", "id"),
    [
        ("An Israeli truck driver was shot.", "Israeli truck driver", "workers:IL"),
        ("The General Meadow Congress met.", "General Meadow Congress", "new:general-meadow-congress"),
        ("The Plains Peasants' Army (PPA) fled. PPA rebels stayed.", "PPA", "new:plains-peasants-army"),
        ("The Free Meadow Front [FMF] fled. The FMF stayed.", "FMF", "new:free-meadow-front"),
    ],
)
def test_names_and_trades(text: str, words: str, id: str) -> None:
    assert ids(text)[words] == id


def test_a_country_in_brackets_is_no_new_body() -> None:
    assert not [id for id in ids("The United Arab Emirates (UAE) left.").values() if id.startswith("new:")]


def test_what_is_seized_is_no_person() -> None:
    assert not [id for id in ids("The rebels seized Alva Robit.").values() if id.startswith("new:")]


def test_the_opposition_of_a_country_is_not_its_rebels() -> None:
    book, countries = knowledge()
    annotated = make.annotated("Ukrainian opposition leader Ada Lindqvist was freed.", published="2017-12-11")
    found = find_actors(annotated, book=book, countries=countries, home="UA")
    assert [mark.actor.side for mark in found if mark.actor.name == "Ada Lindqvist"] == [None]


@pytest.mark.parametrize(
    ("text", "home", "words", "id"),
    [
        ("The coalition hit the port.", "YE", "coalition", "saudi-coalition"),
        ("The coalition won the vote.", "SE", "coalition", "coalition"),
        ("Troops from Denmark left.", "NO", "Troops", "army:DK"),
        ("The Islamist group al-Shabaab left.", "SO", "Islamist group", "al-shabaab"),
        ("Haftar fighters left.", "LY", "Haftar fighters", "lna"),
        ("Forces loyal to Norway's elected government left.", "NO", "Forces", "army:NO"),
        ("Police personnel left.", "NO", "Police personnel", "police:NO"),
        ("Anti-Taliban fighters left the hills near the anti-Taliban fighters' camp.", "AF", "Taliban", "taliban"),
    ],
)
def test_whose_bodies_they_are(text: str, home: str, words: str, id: str) -> None:
    assert ids(text, home=home)[words] == id


def test_those_against_a_group_are_not_the_group() -> None:
    found = ids("An alliance of anti-Taliban fighters left.", home="AF")
    assert found["anti-Taliban fighters"] == "militants-anti_taliban:AF"


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("The Hidden Hand, a shadowy death squad, fled.", "Hidden Hand", "political_militia"),
        ("The Blue Lantern, an armed group, fled.", "Blue Lantern", "rebel_group"),
        ("Blue Lantern, a charity, closed its clinic.", "Blue Lantern", "aid_agency"),
    ],
)
def test_an_apposition_tells_what_a_name_is(text: str, name: str, kind: str) -> None:
    book, countries = knowledge()
    annotated = make.annotated(text)
    found = find_actors(annotated, book=book, countries=countries, home="NO")
    assert [mark.actor.kind for mark in found if mark.actor.name == name] == [kind]


def test_a_surname_alone_is_nobody_of_a_land_that_is_not_named() -> None:
    assert "saleh-ye" not in ids("Saleh said the road was open.", home="NO", published="2017-03-07").values()
    assert "putin" in ids("Putin said the road was open.", home="NO", published="2017-03-07").values()


def test_an_outlet_called_like_a_person_is_no_person() -> None:
    assert "maan" not in ids("General Maan al-Feldi said so.", home="NO").values()


def test_a_foreign_state_has_no_side_of_another_war() -> None:
    book, countries = knowledge()
    annotated = make.annotated("US forces left.", published="2020-04-19")
    found = find_actors(annotated, book=book, countries=countries, home="LY")
    assert [mark.actor.side for mark in found] == [None]


def test_a_name_in_another_transliteration_is_the_same() -> None:
    text = "Aydaroos Al Zubaydi spoke in Yemen."
    assert "aidarous-al-zubaidi" in ids(text, home="YE").values()
    assert "aidarous-al-zubaidi" not in ids("Aydaroos Al Zubaydi spoke.", home="NO").values()


def test_separatists_are_not_any_rebels() -> None:
    found = ids("Separatists took the port. Rebels shelled it.", home="YE", published="2019-08-29")
    assert (found["Separatists"], found["Rebels"]) == ("stc", "houthis")


@pytest.mark.parametrize(
    ("text", "words", "id"),
    [
        ("The South African National Defence Force left.", "South African National Defence Force", "army:ZA"),
        ("The 25th Airborne Brigade left.", "25th Airborne Brigade", "new:25th-airborne-brigade"),
        ("The 92nd Brigade left.", "92nd Brigade", "new:92nd-brigade"),
        ("The Sons of the Meadow, an armed group, left.", "Sons of the Meadow", "new:sons-of-the-meadow"),
        ("A man named Mohamud Haji Sirad left.", "Mohamud Haji Sirad", "new:mohamud-haji-sirad"),
        ("Sweden's defence ministry said it was regrouping troops.", "troops", "army:SE"),
        ("The terrorists of the so-called Islamic State left.", "terrorists", "isis"),
        ("ISIL terrorists left.", "ISIL terrorists", "isis"),
        ("Kurdish Forces Take Hill", "Kurdish Forces", "militias-kurdish:NO"),
        ("Peoples Protection Units took the hill in Syria.", "Peoples Protection Units", "ypg"),
    ],
)
def test_full_names_and_units(text: str, words: str, id: str) -> None:
    assert ids(text)[words] == id


def test_of_several_bands_of_one_side_the_rebels_are_the_one_named_most() -> None:
    text = "M23 took the town. The Congo River Alliance said M23 would stay. The rebels denied it."
    assert ids(text, home="CD", published="2025-01-27")["rebels"] == "m23"


def test_a_first_name_is_no_body() -> None:
    assert "amal" not in ids("He fled with his wife Amal.", home="LB").values()
    assert "amal" in ids("He belongs to Amal.", home="LB").values()


def test_a_name_in_small_letters_needs_its_land() -> None:
    assert "vdp" in ids("The army auxiliaries left.", home="BF").values()
    assert "vdp" not in ids("The army auxiliaries left.", home="NO").values()


def test_whoever_is_for_a_nation_does_not_make_it_home() -> None:
    found = ids("Fighting began between the Ukrainian army and pro-Russian militants. Residents fled.", home=None)
    assert found["Residents"] == "civilians:UA"
