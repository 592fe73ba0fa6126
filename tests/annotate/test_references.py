"""What "the city", "the group", "it" and "who" go back to, in short invented dispatches."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import make
from dateline.annotate.actors import find_actors
from dateline.annotate.references import find_references
from dateline.knowledge.actors import ActorBook, load_actors
from dateline.knowledge.countries import Countries, load_countries
from dateline.model.marks import Annotated, PlaceMark
from dateline.model.world import Place, PlaceKind

_PLACES: dict[str, PlaceKind] = {
    "Aldborough": "city", "Birkwood": "city", "Corby": "town", "Dunmere": "village", "Norway": "country",
}  # fmt: skip


@lru_cache(maxsize=1)
def knowledge() -> tuple[ActorBook, Countries]:
    countries = load_countries()
    return load_actors(countries), countries


def prepared(text: str) -> Annotated:
    """A parsed text in which the invented places above are marked."""
    annotated = make.annotated(text)
    places = tuple(
        PlaceMark(token.start, token.end, token.i, Place(token.text, token.text, _PLACES[token.text]), "literal", 1.0)
        for token in annotated.tokens
        if token.text in _PLACES
    )
    annotated = replace(annotated, places=places)
    book, countries = knowledge()
    return replace(annotated, actors=find_actors(annotated, book=book, countries=countries, home="NO"))


def references(text: str) -> dict[str, tuple[str, str]]:
    """Words -> (words of the antecedent, rule); the last one where words repeat."""
    annotated = prepared(text)
    book, countries = knowledge()
    found = find_references(annotated, book=book, countries=countries)
    assert all((reference.actor is None) != (reference.place is None) for reference in found)
    read = annotated.reading
    return {read[one.start : one.end]: (read[one.antecedent.start : one.antecedent.end], one.rule) for one in found}


@pytest.mark.parametrize(
    ("text", "words", "antecedent"),
    [
        ("Rebels took Aldborough. They looted the city.", "the city", "Aldborough"),
        ("Rebels took Aldborough and then Corby. They looted the city.", "the city", "Aldborough"),
        (
            "Rebels eye Birkwood, a city on a river. Men in Corby, a town in the city's north, fled.",
            "the city",
            "Birkwood",
        ),
        ("Rebels took Aldborough. The army shelled the entire city.", "the entire city", "Aldborough"),
        ("Fighting spread in Norway. Thousands left the country.", "the country", "Norway"),
    ],
)
def test_a_definite_place_is_the_last_one_of_its_kind(text: str, words: str, antecedent: str) -> None:
    assert references(text)[words] == (antecedent, "definite-place")


def test_a_city_that_is_named_at_once_needs_no_antecedent() -> None:
    assert "the city" not in references("Rebels took Corby. Later the city of Aldborough fell.")


def test_there_is_the_last_place() -> None:
    assert references("Rebels took Aldborough. Units stationed there fled.")["there"] == ("Aldborough", "pronoun")


@pytest.mark.parametrize("text", ["There was fighting in Aldborough.", "Shots rang. There are many dead."])
def test_an_empty_there_stands_for_nothing(text: str) -> None:
    assert not {"there", "There"} & set(references(text))


@pytest.mark.parametrize(
    ("text", "words", "antecedent"),
    [
        ("The army announced it had lost the hill.", "it", "army"),
        ("Hezbollah fired rockets. It also shelled a post.", "It", "Hezbollah"),
        ("The rebels withdrew because they had no water.", "they", "rebels"),
        ("The Norwegian embassy said its citizens should leave.", "its", "Norwegian embassy"),
        ("Birkwood is the last stronghold and its fall would matter.", "its", "Birkwood"),
        ("Aldborough is quiet, but Birkwood matters because it joins two roads.", "it", "Birkwood"),
        ('Lena Osterby, an editor, spoke on Monday. "All is quiet," she said.', "she", "Lena Osterby"),
    ],
)
def test_a_pronoun_goes_back_to_the_mark_that_agrees(text: str, words: str, antecedent: str) -> None:
    assert references(text)[words] == (antecedent, "pronoun")


@pytest.mark.parametrize(
    "text", ["The army said it is clear that the hill fell.", "The army fled. It seems that the hill fell."]
)
def test_it_that_announces_a_clause_stands_for_nothing(text: str) -> None:
    assert not {"it", "It"} & set(references(text))


def test_who_is_the_noun_that_its_clause_hangs_on() -> None:
    found = references("The government trusts Norwegian soldiers, who have struggled.")
    assert found["who"] == ("Norwegian soldiers", "relative")


@pytest.mark.parametrize(
    ("text", "words", "antecedent"),
    [
        ("Hezbollah fired rockets on Monday. The group also shelled a post.", "The group", "Hezbollah"),
        ('"Terrorist groups came; these groups entered the hall," the army said.', "these groups", "Terrorist groups"),
    ],
)
def test_a_definite_group_is_the_last_one_of_its_kind(text: str, words: str, antecedent: str) -> None:
    assert references(text)[words] == (antecedent, "definite-actor")


@given(st.text(max_size=200))
@settings(max_examples=30, deadline=None)
def test_no_string_breaks_it(text: str) -> None:
    annotated = prepared(text)
    book, countries = knowledge()
    for reference in find_references(annotated, book=book, countries=countries):
        assert 0 <= reference.start < reference.end <= len(annotated.reading)


@pytest.mark.parametrize("text", ["", "it " * 2000, "the city " * 1500, "he said she said " * 500])
def test_odd_strings_are_survived(text: str) -> None:
    references(text)


@pytest.mark.parametrize(
    ("text", "words", "antecedent"),
    [
        ("The army admitted the loss of Corby. It said in a statement that units had left.", "It", "army"),
        ("The rebels hold Corby. The army sent reinforcements. A belt was set up, it said.", "it", "army"),
        ("The regime and its backers left.", "its", "regime"),
        ("Rebels took Corby. Swedish bombers struck the bridge to slow them.", "them", "Rebels"),
    ],
)
def test_who_a_pronoun_is(text: str, words: str, antecedent: str) -> None:
    assert references(text)[words] == (antecedent, "pronoun")


def test_a_war_named_as_the_topic_keeps_it_open() -> None:
    assert "It" not in references("The war between the army and the rebels began in 1991. It has killed thousands.")


def test_who_looks_for_them_is_not_meant_by_them() -> None:
    found = references("The army sent troops in order to find and rescue them.")
    assert found.get("them", ("", ""))[0] != "army"


def test_a_noun_of_the_name_tells_who_is_meant() -> None:
    text = "The army accused the Rapid Support Forces of looting. The force denied it."
    assert references(text)["The force"][0] == "Rapid Support Forces"
