"""Actors in short invented dispatches: who must be found, and what must not."""

from __future__ import annotations

from functools import lru_cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import make
from dateline.annotate.actors import find_actors
from dateline.knowledge.actors import ActorBook, load_actors
from dateline.knowledge.countries import Countries, load_countries
from dateline.model.marks import ActorMark


@lru_cache(maxsize=1)
def knowledge() -> tuple[ActorBook, Countries]:
    countries = load_countries()
    return load_actors(countries), countries


def marks(text: str, *, home: str | None = None, published: str = "2024-12-06") -> list[tuple[str, ActorMark]]:
    book, countries = knowledge()
    annotated = make.annotated(text, published=published)
    found = find_actors(annotated, book=book, countries=countries, home=home)
    assert list(found) == sorted(found, key=lambda mark: (mark.start, mark.end))
    return [(annotated.reading[mark.start : mark.end], mark) for mark in found]


def ids(text: str, *, home: str | None = None, published: str = "2024-12-06") -> dict[str, str]:
    return {words: mark.actor.id for words, mark in marks(text, home=home, published=published)}


@pytest.mark.parametrize(
    ("text", "words", "id"),
    [
        ("HTS took the hill.", "HTS", "hts"),
        ("Fighters of Iran-backed Iraqi militias crossed over.", "Fighters", "militants:IQ"),
        ("Hayat Tahrir al-Sham took the hill.", "Hayat Tahrir al-Sham", "hts"),
        ("Fighters of al-Qaeda left the valley.", "al-Qaeda", "al-qaeda"),
        ("The U.N. urged calm.", "U.N.", "un"),
        ("Doctors Without Borders closed its clinic.", "Doctors Without Borders", "msf"),
        ("A reporter of Agence France-Presse saw smoke.", "Agence France-Presse", "afp"),
    ],
)
def test_a_name_of_the_book_is_found_in_its_spellings(text: str, words: str, id: str) -> None:
    assert ids(text)[words] == id


@pytest.mark.parametrize(
    ("text", "home", "id"),
    [("The SNA shelled the ridge.", "SO", "army:SO"), ("The SNA shelled the ridge.", "SY", "sna")],
)
def test_of_two_bearers_of_a_name_the_one_at_home_is_meant(text: str, home: str, id: str) -> None:
    assert ids(text, home=home)["SNA"] == id


@pytest.mark.parametrize(
    "text",
    ["The us and them of it all.", "He is who he is.", "At dawn the river rose.", "Time passed and hope faded."],
)
def test_small_words_are_no_abbreviations(text: str) -> None:
    assert not {"un", "who", "isis", "time", "dawn-pk"} & set(ids(text).values())


def test_a_short_name_needs_its_article_or_its_full_name() -> None:
    full = "The Syrian Observatory for Human Rights counted nine dead. Observatory staff said more were hurt."
    assert ids(full)["Observatory"] == "sohr"
    assert ids("The Observatory counted nine dead.")["Observatory"] == "sohr"
    assert "sohr" not in ids("Observatory domes glittered on the hill.").values()


def test_an_abbreviation_that_the_text_introduces_is_understood_later() -> None:
    text = "The Free Meadow Front (FMF) took two hills. FMF fighters then withdrew."
    found = ids(text, home="NO")
    assert found["Free Meadow Front"] == found["FMF"] == "new:free-meadow-front"
    assert found["FMF fighters"] == "new:free-meadow-front"


@pytest.mark.parametrize(
    ("text", "words", "id"),
    [
        ("Norwegian troops crossed the bridge.", "Norwegian troops", "army:NO"),
        ("Danish warplanes hit the depot.", "Danish warplanes", "airforce:DK"),
        ("The army shelled the ridge.", "army", "army:NO"),
        ("Government forces shelled the ridge.", "Government forces", "army:NO"),
        ("Sweden's foreign ministry protested.", "Sweden's foreign ministry", "foreign-ministry:SE"),
        ("The Norwegian Ministry of Defence denied it.", "Norwegian Ministry of Defence", "defence-ministry:NO"),
        ("Rebel fighters entered the village.", "Rebel fighters", "rebels:NO"),
        ("Kurdish residents fled.", "Kurdish residents", "civilians-kurdish:NO"),
        ("Former rebels laid down their arms.", "Former rebels", "rebels-former:NO"),
        ("Members of the exiled opposition cheered.", "Members of the exiled opposition", "opposition:NO"),
        ("An activist group counted the dead.", "activist group", "activists:NO"),
        ("Pro-Danish separatists seized the hall.", "Pro-Danish separatists", "separatists-pro_danish:NO"),
    ],
)
def test_descriptions_are_composed_from_their_words(text: str, words: str, id: str) -> None:
    assert ids(text, home="NO")[words] == id


def test_a_group_that_leads_others_keeps_a_mark_of_its_own() -> None:
    found = ids("The Hay'at Tahrir al-Sham-led fighters freed the prisoners.", home="SY")
    assert found["Hay'at Tahrir al-Sham"] == "hts"
    assert found["Hay'at Tahrir al-Sham-led fighters"] == "syrian-opposition"


def test_a_leader_and_his_group_are_two_marks() -> None:
    found = ids("In a speech HTS leader Abu Mohammed al-Jolani praised them.")
    assert found["HTS"] == "hts"
    assert found["Abu Mohammed al-Jolani"] == "al-sharaa"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Rebel commander Colonel Adam Feldmark said the town was quiet.", "Adam Feldmark"),
        ("Lena Osterby, editor-in-chief of a weekly, said the roads were open.", "Lena Osterby"),
        ("Defence Minister Karl Nordmark said the roads were open.", "Karl Nordmark"),
    ],
)
def test_a_new_person_is_found_without_titles(text: str, words: str) -> None:
    (mark,) = [mark for found, mark in marks(text, home="NO") if found == words]
    assert mark.actor.id.startswith("new:")
    assert mark.actor.kind == "person"


def test_a_surname_goes_back_to_the_person() -> None:
    text = "Lena Osterby, editor of a weekly, spoke on Monday. Osterby said the roads were open."
    assert ids(text, home="NO")["Osterby"] == "new:lena-osterby"


def test_an_office_is_held_by_the_person_of_that_day() -> None:
    assert ids("The Syrian president spoke.", published="2016-02-01")["Syrian president"] == "bashar-al-assad"
    assert ids("The Syrian president spoke.", published="1995-02-01")["Syrian president"] == "hafez-al-assad"


@pytest.mark.parametrize(
    ("text", "words", "id"),
    [
        ("Sweden has launched air strikes.", "Sweden", "state:SE"),
        ("The talks were broken off by Sweden.", "Sweden", "state:SE"),
        ("Losing the port means much for the Swedes.", "Swedes", "state:SE"),
        ("South Sudan accused its neighbour.", "South Sudan", "state:SS"),
    ],
)
def test_a_country_that_acts_is_an_actor(text: str, words: str, id: str) -> None:
    assert ids(text, home="NO")[words] == id


@pytest.mark.parametrize("text", ["Two men were arrested in Sweden.", "He left Sweden at night."])
def test_a_country_where_things_happen_is_none(text: str) -> None:
    assert "state:SE" not in ids(text, home="NO").values()


@pytest.mark.parametrize(
    ("text", "words", "id"),
    [
        ('"Our forces hold the ridge," the major said.', "Our forces", "perspective:self"),
        ('"We hold the ridge," the major said.', "We", "perspective:self"),
        ('"The enemy fled," the major said.', "enemy", "perspective:enemy"),
        ('"Terrorist groups fled," the major said.', "Terrorist groups", "perspective:enemy"),
        ("The regime fled.", "regime", "gov:NO"),
    ],
)
def test_words_of_perspective_wait_for_their_speaker(text: str, words: str, id: str) -> None:
    assert ids(text, home="NO")[words] == id


def test_the_side_is_that_of_the_conflict_at_hand() -> None:
    sides = {
        home: next(mark.actor.side for words, mark in marks("Russian troops moved on.", home=home))
        for home in ("UA", "SY")
    }
    assert sides == {"UA": "russia", "SY": "syria-government"}


@pytest.mark.parametrize(
    ("text", "words", "id"),
    [
        ("Denmark was accused of sending arms. Sweden said its troops were ready.", "troops", "army:SE"),
        ("Sweden deployed troops in the north.", "troops", "army:SE"),
        ("The defence ministry in Stockholm said nothing.", "defence ministry", "defence-ministry:NO"),
        ("Kurdish forces held the bridge.", "Kurdish forces", "militias-kurdish:NO"),
        ("Pro-government militias held the bridge.", "Pro-government militias", "militias-pro_government:NO"),
        ("Two North Korean soldiers were captured.", "North Korean soldiers", "army:KP"),
    ],
)
def test_whose_forces_they_are_follows_from_the_words_beside_them(text: str, words: str, id: str) -> None:
    assert ids(text, home="NO")[words] == id


def test_a_named_group_that_is_called_terrorist_is_not_the_enemy_of_the_speaker() -> None:
    found = ids("The al-Nusra Front terrorist group fled.")
    assert "perspective:enemy" not in found.values()


@pytest.mark.parametrize(
    "text", ["Clashes continued near Tell Marfa.", "On Sunday Apr 5 rain fell.", "He lives on Hillford Street."]
)
def test_places_and_dates_are_no_persons(text: str) -> None:
    assert not [mark for _, mark in marks(text, home="NO") if mark.actor.kind == "person"]


@given(st.text(max_size=200))
@settings(max_examples=40, deadline=None)
def test_no_string_breaks_it_and_every_mark_lies_in_the_text(text: str) -> None:
    book, countries = knowledge()
    annotated = make.annotated(text)
    for mark in find_actors(annotated, book=book, countries=countries):
        assert 0 <= mark.start < mark.end <= len(annotated.reading)
        assert 0 <= mark.head < len(annotated.tokens)


@pytest.mark.parametrize(
    "text", ["", '"' * 3000, "REBELS TOOK THE TOWN, ARMY SAYS", "army " * 3000, "(" * 500 + ")" * 500]
)
def test_odd_strings_are_survived(text: str) -> None:
    marks(text, home="NO")


@pytest.mark.parametrize(
    "name",
    [
        "Mohammed al-Rahmoun",
        "Khalid al-Aiser",
        "Anton van der Meer",
        "Ilo de la Cruz",
        "Ahmed ben Bella",
        "Sidi Ould Tah",
    ],
)
def test_a_name_with_particles_is_one_name(name: str) -> None:
    assert ids(f"Interior minister {name} said the roads were open.", home="NO")[name].startswith("new:")


@pytest.mark.parametrize(
    ("text", "words", "id"),
    [
        ("The foreign minister, Ada Lindqvist Wagner, spoke.", "Ada Lindqvist Wagner", "new:ada-lindqvist-wagner"),
        ("Guerrillas of the Pablo Ortega National Liberation Front (FPON) fled.", "FPON", "new:pablo-ortega"),
    ],
)
def test_a_known_name_at_the_end_of_a_longer_one_is_not_taken(text: str, words: str, id: str) -> None:
    found = ids(text, home="NO")
    assert found[words].startswith(id)
    assert not {"wagner", "nlf-sy"} & set(found.values())


@pytest.mark.parametrize(
    ("text", "words", "id"),
    [
        ("The army command admitted the loss.", "army command", "army:NO"),
        ("The general command of the army admitted it.", "general command", "army:NO"),
        ("Danish forces hit the ridge. The army admitted the loss.", "army", "army:NO"),
        ("The Danish army hit the ridge. The army denied it.", "army", "army:DK"),
        ("Danish forces hit the ridge. Soldiers then withdrew.", "Soldiers", "army:DK"),
        ("The army said that dozens of its soldiers fled from armed groups.", "soldiers", "army:NO"),
        ("The army said armed groups had killed dozens of its soldiers.", "soldiers", "army:NO"),
        ("Gunmen killed a driver.", "Gunmen", "gunmen:NO"),
        ("Rescue workers dug through the rubble.", "Rescue workers", "rescuers:NO"),
        ("Tribesmen took the well.", "Tribesmen", "tribesmen:NO"),
        ("Adam Feldmark said so. Adam Feldmark's men left.", "Adam Feldmark's men", "new:adam-feldmark"),
        ("Forces loyal to the president took the radio.", "Forces", "army:NO"),
    ],
)
def test_whose_a_bare_description_is(text: str, words: str, id: str) -> None:
    assert ids(text, home="NO")[words] == id


def test_one_word_of_a_groups_name_is_the_group() -> None:
    text = (
        "The Free Meadow Front (FMF) took two hills. The Front's fighters left. The army killed 12 Meadows men there."
    )
    found = ids(text, home="NO")
    assert found["Front"] == found["Front's fighters"] == "new:free-meadow-front"


def test_the_rebels_are_the_only_group_that_the_text_named() -> None:
    text = "The Free Meadow Front (FMF) took two hills. The rebels then left."
    assert ids(text, home="NO")["rebels"] == "new:free-meadow-front"
    more = "The Free Meadow Front (FMF) fought the Blue River Front (BRF). The rebels then left."
    assert ids(more, home="NO")["rebels"] == "rebels:NO"


def test_names_for_an_enemy_depend_on_the_speaker_only_in_his_own_words() -> None:
    assert ids('"The bandits fled," the army said.', home="NO")["bandits"] == "perspective:enemy"
    assert ids("Bandits robbed a bus.", home="NO")["Bandits"] == "gangs:NO"


@pytest.mark.parametrize(
    ("text", "words", "id"),
    [
        ("The Norway Doctors Union counted nine dead.", "Norway Doctors Union", "new:norway-doctors-union"),
        ("Mrs Osterby spoke first. Lena Osterby, an editor, said so.", "Osterby", "new:lena-osterby"),
        ("Terrorists from the Free Meadow Front (FMF) fired rockets.", "Terrorists", "new:free-meadow-front"),
        ("A source at the police command said so.", "source", "sources-police:NO"),
        ("Military sources said so.", "Military sources", "sources-military:NO"),
        ("The London-based Syrian Observatory said so.", "Syrian Observatory", "sohr"),
    ],
)
def test_who_speaks_is_known_by_what_stands_beside(text: str, words: str, id: str) -> None:
    assert ids(text, home="NO")[words] == id


@pytest.mark.parametrize(
    ("text", "words", "id"),
    [
        ("The junta closed the border.", "junta", "gov:NO"),
        ("A spokesman for the separatists said so.", "spokesman", "separatists:NO"),
        ("Muslim forces held the ridge.", "Muslim forces", "militias-muslim:NO"),
        ("Serbs expelled the villagers.", "Serbs", "minorities-serb:NO"),
        ("The UN Harbour Force left.", "UN Harbour Force", "new:un-harbour-force"),
        (
            "Ada Strome, a spokeswoman for the Free Meadow Front, said her fighters had left.",
            "fighters",
            "new:free-meadow-front",
        ),
        ("The Marsh People's Army left. The People's Army denied it.", "People's Army", "new:marsh-peoples-army"),
    ],
)
def test_sides_that_no_file_knows(text: str, words: str, id: str) -> None:
    assert ids(text, home="NO")[words] == id


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Lake Independence Army", "rebel_group"),
        ("Meadow Liberation Force", "rebel_group"),
        ("Second Brigade", "state_forces"),
        ("Meadow Council", "government"),
    ],
)
def test_the_kind_of_a_new_body_follows_from_its_name(name: str, kind: str) -> None:
    found = dict(marks(f"The {name} left the hills. Officers of the {name} said so.", home="NO"))
    assert found[name].actor.kind == kind


def test_a_new_body_with_fighters_is_an_armed_group() -> None:
    found = dict(marks("The Meadow Assembly (MEA) held the bridge. MEA fighters left.", home="NO"))
    assert found["Meadow Assembly"].actor.kind == "rebel_group"


def test_a_band_called_by_a_name_and_a_noun_is_one() -> None:
    found = ids("The SDF left. Sea Shield forces hit the port. Tigrayan authorities denied it.", home="NO")
    assert found["Sea Shield forces"] == "new:sea-shield"
    assert found["Tigrayan authorities"] == "officials-tigrayan:NO"


@pytest.mark.parametrize(
    ("text", "words", "id"),
    [
        ("The Danish army hit the ridge. The army said one soldier was hurt.", "soldier", "army:DK"),
        ("The president fled. Adam Feldmark ruled on. His army looted the port.", "army", "army:NO"),
        (
            "The Free Meadow Front left. The Front's leadership denied it.",
            "Front's leadership",
            "new:free-meadow-front",
        ),
        ("Danish-installed officials denied it.", "Danish-installed officials", "officials-danish_installed:NO"),
    ],
)
def test_whose_army_and_whose_officials(text: str, words: str, id: str) -> None:
    assert ids(text, home="NO")[words] == id


def test_where_there_is_no_army_it_is_the_others() -> None:
    text = "The Israeli military struck a cell. The military said soldiers had left. An Israeli drone fell."
    found = ids(text, home="PS")
    assert found["military"] == found["soldiers"] == "army:IL"


def test_one_of_a_people_is_a_civilian_of_its_country() -> None:
    assert ids("Soldiers shot a Palestinian near the fence.", home="IL")["Palestinian"] == "civilians:PS"
