"""Places in running text: what must be found, what it must be, and what is no place."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import make
from dateline.annotate.places import find_places
from dateline.knowledge.countries import Countries, load_countries
from dateline.knowledge.places import Gazetteer, open_gazetteer
from dateline.model.marks import PlaceMark
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
