"""Places in running text: what must be found, what it must be, and what is no place."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import make
from dateline.annotate.place_home import home_of
from dateline.annotate.places import find_datelines, find_places
from dateline.knowledge.countries import Countries, load_countries
from dateline.knowledge.place_words import load_place_words
from dateline.knowledge.places import Gazetteer, open_gazetteer
from dateline.model.marks import PlaceMark
from dateline.model.text import Block
from dateline.settings import from_environment


def _marks(gazetteer: Gazetteer, countries: Countries, text: str, **rest: str) -> dict[str, PlaceMark]:
    annotated = make.annotated(text)
    marks = find_places(annotated, gazetteer=gazetteer, countries=countries, **rest)
    return {annotated.reading[mark.start : mark.end]: mark for mark in marks}


@pytest.mark.parametrize(
    "text",
    [
        "Rebels took [Morek|place] and moved on [Hama|place], Syrian state media said.",
        "Shells fell on [Khan Sheikhoun|place] in [Idlib|place] province on Monday.",
        "The army withdrew from [Deir ez-Zor|place] towards [Palmyra|place].",
        "A bomb went off in [Paris|place], [Texas|place], on Tuesday.",
        "Fighters crossed the [Euphrates|place] into [Syria|place].",
        "The [Turkey|place]-backed fighters left [Afrin|place] for [al-Bab|place].",
        "Aid reached [Port Sudan|place] and [El Fasher|place], Sudanese officials said.",
        "Drones hit [Belgorod|place] and [Kryvyi Rih|place] overnight.",
        "The [United States|place] and the [UK|place] bombed [Hodeidah|place] in [Yemen|place].",
        "Soldiers entered [Côte d'Ivoire|place] from [Liberia|place].",
        "Gangs hold most of [Port-au-Prince|place] and [Cité Soleil|place].",
        "[HAMA|place] FALLS TO REBELS AS ARMY LEAVES [HOMS|place]",
        "Insurgents seized [Masisi|place] and [Sake|place], 25 km west of [Goma|place].",
        "Troops of the [Democratic Republic of the Congo|place] left [Goma|place].",
    ],
)
def test_places_are_found_with_their_exact_words(gazetteer: Gazetteer, countries: Countries, text: str) -> None:
    plain, spans = make.marked(text)
    wanted = [plain[span.start : span.end] for span in spans["place"]]
    assert sorted(_marks(gazetteer, countries, plain)) == sorted(wanted)


@pytest.mark.parametrize(
    "text",
    [
        "Police said on Monday that the general was in good health.",
        "The Syrian army and Russian officers met French and Kurdish delegates.",
        "Michael Jordan and Paris Hilton met President Hassan.",
        "Nice words, said May, reading from a letter in March.",
        "Rebel commander Lieutenant Colonel Hassan Abdul Ghani spoke of mobile units.",
        "The car bomb killed a man; the rest of the group fled.",
        "He told the agency that Mr Washington was not at home.",
    ],
)
def test_persons_peoples_and_common_words_are_no_places(gazetteer: Gazetteer, countries: Countries, text: str) -> None:
    assert list(_marks(gazetteer, countries, text)) == []


@pytest.mark.parametrize(
    ("text", "name", "id"),
    [
        ("Fighting spread through Idlib province.", "Idlib", "a1:SY.12"),
        ("Fighting reached the city of Idlib.", "Idlib", "gn:169389"),
        ("Rebels hold parts of the Syrian province of Hama.", "Hama", "a1:SY.10"),
        ("A flood hit Paris, Texas, on Friday.", "Paris", "gn:4717560"),
        ("The president flew to Paris on Friday.", "Paris", "gn:2988507"),
        ("Officials in Georgia, Florida and Alabama agreed.", "Georgia", "a1:US.GA"),
        ("Russian tanks rolled into Georgia towards Tbilisi.", "Georgia", "co:GE"),
        ("A missile hit Pokrovsk, Donetsk Oblast.", "Pokrovsk", "gn:704422"),
        ("Clashes broke out in Tripoli, Lebanon.", "Tripoli", "gn:266826"),
        ("Clashes broke out in Tripoli, and Libya closed its ports.", "Tripoli", "gn:2210247"),
    ],
)
def test_the_words_around_a_name_decide_which_place_it_is(
    gazetteer: Gazetteer, countries: Countries, text: str, name: str, id: str
) -> None:
    assert _marks(gazetteer, countries, text)[name].place.id == id


@pytest.mark.parametrize(
    ("text", "name", "use"),
    [
        ("Shells fell in Hama.", "Hama", "literal"),
        ("The Aleppo offensive began on Monday.", "Aleppo", "associative"),
        ("The Turkey-backed fighters left.", "Turkey", "associative"),
        ("Moscow denied the report.", "Moscow", "metonym"),
        ("Inmates were freed from Homs prison.", "Homs", "part_of_name"),
        ("The Bank of England reported it.", "England", "part_of_name"),
    ],
)
def test_how_a_name_is_used(gazetteer: Gazetteer, countries: Countries, text: str, name: str, use: str) -> None:
    assert _marks(gazetteer, countries, text)[name].use == use


def test_a_village_that_nobody_knows_is_a_place_without_a_point(gazetteer: Gazetteer, countries: Countries) -> None:
    marks = _marks(gazetteer, countries, "Shells hit the village of Tel Maraqiyat. Tel Maraqiyat was empty.")
    mark = marks["Tel Maraqiyat"]
    assert mark.place.id == "new:tel-maraqiyat"
    assert mark.place.latitude is None
    assert mark.missing == "not in the gazetteer"


def test_a_distance_widens_the_point(gazetteer: Gazetteer, countries: Countries) -> None:
    mark = _marks(gazetteer, countries, "The convoy stopped 20 km south of Hama.")["Hama"]
    assert mark.place.radius_km == 20
    assert mark.rule == "distance"


def test_the_countryside_of_a_city_is_the_province(gazetteer: Gazetteer, countries: Countries) -> None:
    mark = _marks(gazetteer, countries, "Clashes shook the northern Aleppo countryside.")["Aleppo"]
    assert mark.place.id == "a1:SY.09"


def test_home_breaks_ties(gazetteer: Gazetteer, countries: Countries) -> None:
    mark = _marks(gazetteer, countries, "Shells fell in Tripoli.", home="LB")["Tripoli"]
    assert mark.place.country == "LB"


def test_the_dateline_breaks_ties(gazetteer: Gazetteer, countries: Countries) -> None:
    annotated = make.annotated("Shells fell in Tripoli.", dateline="TRIPOLI, Lebanon (Wire)")
    (mark,) = find_places(annotated, gazetteer=gazetteer, countries=countries)
    assert mark.place.country == "LB"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\x00",
        "HAMA FALLS TO REBELS",
        "“" * 2000,
        "😀 in Hama 😀",
        "في حماة",
        "Al-",
        "al-A",
        "of Of OF",
        "U.S." * 300,
        "St. ",
    ],
)
def test_no_text_breaks_it(gazetteer: Gazetteer, countries: Countries, text: str) -> None:
    annotated = make.annotated(text)
    marks = find_places(annotated, gazetteer=gazetteer, countries=countries)
    assert all(0 <= mark.start < mark.end <= len(annotated.reading) for mark in marks)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["Hama", "the", "village", "of", "Al", "-", "Bab", ",", "Paris", "Texas", "in", "’s", "Khan", "km", "20", "U.S.",
             "province", "(", ")", "St.", "Abdul", "Homs", "and", ".", "حماة", "Côte", "d'Ivoire", "\n\n"]
        ),
        max_size=25,
    )
)  # fmt: skip
def test_marks_are_in_order_and_do_not_overlap(words: list[str]) -> None:
    annotated = make.annotated(" ".join(words))
    gazetteer = open_gazetteer(from_environment())
    marks = find_places(annotated, gazetteer=gazetteer, countries=load_countries())
    assert all(one.end <= other.start for one, other in itertools.pairwise(marks))
    assert all(mark.start <= annotated.tokens[mark.head].start < mark.end for mark in marks)
    gazetteer.close()


def _where(gazetteer: Gazetteer, countries: Countries, text: str, **fields: Any) -> dict[str, str]:
    """Name -> "admin1, country" of what it was taken for."""
    annotated = make.annotated(text, **fields)
    marks = find_places(annotated, gazetteer=gazetteer, countries=countries)
    lines = find_datelines(replace(annotated, places=marks), gazetteer=gazetteer, countries=countries)
    return {
        annotated.reading[mark.start : mark.end]: f"{mark.place.admin1}, {mark.place.country}"
        for mark in (*marks, *lines)
        if mark.use != "part_of_name"
    }


@pytest.mark.parametrize(
    ("text", "name", "where"),
    [
        ("A man from Springfield, Ill., was arrested in Decatur on Monday.", "Springfield", "Illinois, US"),
        ("A man from Springfield, Ill., was arrested in Decatur on Monday.", "Ill.", "Illinois, US"),
        ("She lives in Rome, Ga., and works in Athens.", "Rome", "Georgia, US"),
        ("She lives in Rome, Ga., and works in Athens.", "Athens", "Georgia, US"),
        ("He lives in Cambridge, Ont., and works in London.", "London", "Ontario, CA"),
        ("The crash happened near Lebanon, Tenn., on Friday.", "Lebanon", "Tennessee, US"),
        ("Sen. Ann Poe, R-Ariz., spoke.", "Ariz.", "Arizona, US"),
        ("A Corbin man was held in Laurel County, Ky.", "Corbin", "Kentucky, US"),
        ("Deputies from Fannin and Red River counties in Texas helped.", "Red River", "Texas, US"),
        ("He fled to Watkinsville. Oconee and Madison counties in Georgia helped.", "Oconee", "Georgia, US"),
    ],
)
def test_states_in_short_form_and_counties_say_which_place_is_meant(
    gazetteer: Gazetteer, countries: Countries, text: str, name: str, where: str
) -> None:
    assert _where(gazetteer, countries, text)[name] == where


@pytest.mark.parametrize(
    "text",
    ["Ill people were in hospital, Miss Poe said.", "He told me, in the end, OK.", "Or, she said, La La was hers."],
)
def test_short_forms_of_states_elsewhere_are_words(gazetteer: Gazetteer, countries: Countries, text: str) -> None:
    assert not {"Ill", "Miss", "OK", "Or", "La", "Me", "Me."} & set(_where(gazetteer, countries, text))


def test_the_outlet_decides_where_nothing_else_does(gazetteer: Gazetteer, countries: Countries) -> None:
    text = "Police in Paris said on Monday that two men were held after a fight in Lamar County."
    assert _where(gazetteer, countries, text, outlet="The Paris News")["Paris"] == "Texas, US"
    assert _where(gazetteer, countries, "Police in Paris said on Monday that two men were held.")["Paris"].endswith(
        "FR"
    )
    text = "A fight broke out in Lincoln on Monday."
    assert _where(gazetteer, countries, text, url="https://www.lincolntribune.co.uk/a")["Lincoln"] == "England, GB"


def test_the_outlet_gives_way_to_what_the_words_say(gazetteer: Gazetteer, countries: Countries) -> None:
    text = "Police in Paris, France, said on Monday that two men were held."
    assert _where(gazetteer, countries, text, outlet="The Paris News")["Paris"].endswith("FR")


def test_places_of_the_dateline_are_marked(gazetteer: Gazetteer, countries: Countries) -> None:
    line = {"dateline": "LONDON, Ky", "blocks": (Block("dateline", 0, 18),)}
    found = _where(gazetteer, countries, "LONDON, Ky. (AP) - A jury met on Monday.", **line)
    assert found["LONDON"] == found["Ky."] == "Kentucky, US"
    line = {"dateline": "HAMA, Syria", "blocks": (Block("dateline", 0, 14),)}
    assert _where(gazetteer, countries, "HAMA, Syria — Rebels took the city.", **line)["HAMA"] == "Hama, SY"


def test_an_unknown_place_in_a_town_has_the_point_of_the_town(gazetteer: Gazetteer, countries: Countries) -> None:
    marks = _marks(
        gazetteer, countries, "Shells hit the Kafr Daniz neighbourhood of Aleppo and the village of Tell Moraq."
    )
    quarter, village = marks["Kafr Daniz"], marks["Tell Moraq"]
    assert quarter.place.id == "new:kafr-daniz"
    assert (quarter.place.latitude, quarter.place.radius_km) == (marks["Aleppo"].place.latitude, 15.0)
    assert quarter.missing == village.missing == "not in the gazetteer"
    assert village.place.latitude is None


def test_state_universities_and_directions_are_no_towns(gazetteer: Gazetteer, countries: Countries) -> None:
    found = _where(gazetteer, countries, "Ohio State beat Michigan State; floods hit North Dallas and northern Texas.")
    assert {"North Dallas", "Texas"} == set(found)


def test_names_near_many_others_are_places_though_they_are_words_or_surnames_too(
    gazetteer: Gazetteer, countries: Countries
) -> None:
    text = "Fire crews from Padiham, Colne and Nelson met in Burnley, Lancashire. A man had moved from Bolton to Bury."
    assert {"Nelson", "Bolton", "Bury"} <= set(_where(gazetteer, countries, text))
    assert "Nelson" not in _where(gazetteer, countries, "In Burnley, Lancashire, Admiral Nelson spoke. Nelson said so.")


def test_hamlets_with_a_post_office_are_known_where_the_dispatch_is_about_their_country(
    gazetteer: Gazetteer, countries: Countries
) -> None:
    text = "A crash near Aurora killed a Buchanan County farmer, police in Waterloo, Iowa, said."
    assert _where(gazetteer, countries, text, outlet="The Wire")["Aurora"] == "Iowa, US"
    assert "US" not in _where(gazetteer, countries, "Syrian rebels took Kennard in Syria.").get("Kennard", "")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A crash in Burton-in-Lonsdale, near Lancaster in England, hurt a man.", "Burton-in-Lonsdale"),
        ("Tanks moved from Ismailia in Egypt towards Bir al-Marsud.", "Bir al-Marsud"),
        ("Lake Carlos froze near Alexandria, Minn., on Monday.", "Lake Carlos"),
        ("A body was found in the Des Moines River in Iowa.", "Des Moines River"),
    ],
)
def test_longer_names_are_not_the_places_inside_them(
    gazetteer: Gazetteer, countries: Countries, text: str, name: str
) -> None:
    mark = _marks(gazetteer, countries, text)[name]
    assert mark.place.id.startswith("new:")
    assert mark.place.latitude is None


def test_streets_and_governments_are_no_places_of_what_happens(gazetteer: Gazetteer, countries: Countries) -> None:
    text = (
        "A car hit a wall on Manchester Creek Road. Tensions between Ankara and Baghdad rose over arms made by Tehran."
    )
    uses = {name: mark.use for name, mark in _marks(gazetteer, countries, text).items()}
    assert uses["Manchester"] == "part_of_name"
    assert uses["Ankara"] == uses["Baghdad"] == uses["Tehran"] == "metonym"
    seat = _marks(gazetteer, countries, "The recognised government in Tripoli hailed the capture of the base.")[
        "Tripoli"
    ]
    assert seat.use == "associative"
    assert _marks(gazetteer, countries, "The road between Ankara and Konya is shut.")["Ankara"].use == "literal"


def test_a_spelling_of_a_place_at_home_outdoes_a_hamlet_abroad(gazetteer: Gazetteer, countries: Countries) -> None:
    assert _marks(gazetteer, countries, "Yemeni troops took Ataq in Shabwa.")["Shabwa"].place.country == "YE"


def test_confidence_falls_where_two_places_are_equally_likely(gazetteer: Gazetteer, countries: Countries) -> None:
    unclear = _marks(gazetteer, countries, "Police in Springfield held a man on Monday.")["Springfield"]
    clear = _marks(gazetteer, countries, "Police in Springfield, Ill., held a man on Monday.")["Springfield"]
    assert unclear.confidence < clear.confidence


@pytest.mark.parametrize(
    ("text", "name", "where"),
    [
        ("Storms hit Muskogee and Tulsa counties in Oklahoma, near Norman.", "Oklahoma", "Oklahoma, US"),
        ("Troopers from Concord and Nashua, N.H., said the gun came from Lebanon.", "Lebanon", "New Hampshire, US"),
        ("Troops fired rockets across the border from Lebanon on Monday.", "Lebanon", "None, LB"),
        ("Police in Logansport, Peru and Kokomo, Ind., held men from Mexico.", "Mexico", "None, MX"),
        ("Mexican police met in Culiacan. Texas and New Mexico sent help to Juarez.", "Texas", "Texas, US"),
        ("Flooding hit Lagos, Nigeria; residents of Victoria Island fled.", "Victoria Island", "Lagos, NG"),
    ],
)
def test_states_and_countries_against_their_namesakes(
    gazetteer: Gazetteer, countries: Countries, text: str, name: str, where: str
) -> None:
    assert _where(gazetteer, countries, text)[name] == where


def test_a_state_before_counties_is_the_state(gazetteer: Gazetteer, countries: Countries) -> None:
    text = "An emergency was declared for 25 Oklahoma counties. Rebels took a town."
    assert _marks(gazetteer, countries, text)["Oklahoma"].place.kind == "admin1"


def test_every_outlet_of_the_table_has_its_town(gazetteer: Gazetteer, countries: Countries) -> None:
    words = load_place_words()
    homes = {
        key: home_of(make.dispatch("", outlet=key), gazetteer=gazetteer, countries=countries, words=words).outlet
        for key in sorted(words.homes)
    }
    assert [key for key, home in homes.items() if [place.name for place in home] != [words.homes[key][0]]] == []


def test_a_dispatch_from_a_part_of_an_address_has_the_home_of_the_whole(
    gazetteer: Gazetteer, countries: Countries
) -> None:
    text = "An Alexandria man was arrested on Monday."
    assert _where(gazetteer, countries, text, outlet="feeds.echopress.com")["Alexandria"] == "Minnesota, US"


def test_what_a_site_lies_in_is_a_place(gazetteer: Gazetteer, countries: Countries) -> None:
    marks = _marks(
        gazetteer, countries, "Gunmen attacked the school in Jangabor early on Friday, Nigerian police said."
    )
    assert marks["Jangabor"].place.id == "new:jangabor"
    assert "Congress" not in _marks(gazetteer, countries, "They spoke of the war in Congress on Friday.")
