"""Countries: names, demonyms, and tables that break the schema."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import KnowledgeError
from dateline.knowledge.countries import Countries, load_countries, parse_countries
from dateline.knowledge.folding import fold


@pytest.fixture(scope="module")
def countries() -> Countries:
    return load_countries()


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Syria", "SY"),
        ("the Syrian Arab Republic", "SY"),
        ("U.S.", "US"),
        ("UK", "GB"),
        ("Burma", "MM"),
        ("Türkiye", "TR"),
        ("Cote d'Ivoire", "CI"),
        ("DRC", "CD"),
        ("Congo-Brazzaville", "CG"),
        ("Palestinian territories", "PS"),
        ("Kosovo", "XK"),
        ("Soviet Union", "SU"),
        ("the Netherlands", "NL"),
    ],
)
def test_a_country_is_found_by_each_of_its_names(countries: Countries, name: str, code: str) -> None:
    found = countries.by_name(name)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize(
    ("word", "code"), [("Syrian", "SY"), ("French", "FR"), ("South Sudanese", "SS"), ("Nigerien", "NE"), ("of", None)]
)
def test_an_adjective_leads_to_its_country(countries: Countries, word: str, code: str | None) -> None:
    assert countries.by_adjective(word) == code


@pytest.mark.parametrize(("word", "code"), [("Syrians", "SY"), ("Turks", "TR"), ("Poles", "PL"), ("Turkish", None)])
def test_a_word_for_people_leads_to_their_country(countries: Countries, word: str, code: str | None) -> None:
    assert countries.by_people(word) == code


def test_every_country_has_an_acled_region_and_a_point_of_its_own(countries: Countries) -> None:
    points = [(country.latitude, country.longitude) for country in countries]
    assert all(country.region for country in countries)
    assert len(countries) > 245
    assert len(set(points)) == len(points) - 1, "Russia and the Soviet Union share theirs"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "no line with the names"),
        ("code\tname\n", "Name them"),
        ("HEAD\nSY\tSYR\t760\n", "cells instead of"),
        ("HEAD\nSY\tSYR\t760\t\t\t\t\t\t\t35\t38\tMiddle East\n", "name is empty"),
        ("HEAD\nSY\tSYR\t760\tSyria\t\t\t\t\t\t95\t38\tMiddle East\n", "outside"),
        ("HEAD\nSY\tSYR\tx\tSyria\t\t\t\t\t\t35\t38\tMiddle East\n", "no number"),
    ],
)
def test_a_broken_table_says_where_and_what(text: str, message: str) -> None:
    head = "code iso3 numeric name aliases adjectives people capital capital_names latitude longitude region"
    with pytest.raises(KnowledgeError, match=message) as caught:
        parse_countries(text.replace("HEAD", head.replace(" ", "\t")), place="invented.tsv")
    assert "invented.tsv" in str(caught.value)


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("Khān Shaykhūn", "khan shaykhun"),
        ("Qal‘at al-Maḍīq", "qalat al madiq"),
        ("Łódź", "lodz"),
        ("N'Djamena", "ndjamena"),
        ("Київ", "киів"),
        ("حماة", "حماة"),
        ("  U.S. ", "us"),
    ],
)
def test_folding_takes_away_what_spellings_differ_in(name: str, folded: str) -> None:
    assert fold(name) == folded


@given(st.text())
def test_folding_twice_changes_nothing(name: str) -> None:
    assert fold(fold(name)) == fold(name)
