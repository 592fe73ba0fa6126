"""The gazetteer: spellings, ranks, neighbours, and a small one built from nothing."""

from __future__ import annotations

import sqlite3
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import KnowledgeError
from dateline.knowledge.folding import fold
from dateline.knowledge.gazetteer_build import write
from dateline.knowledge.places import Gazetteer, apart_km, distance_km, gazetteer_path
from dateline.knowledge.transliteration import Transliteration, load_transliteration
from dateline.model.world import Place
from dateline.settings import Settings

TRANSLITERATION = load_transliteration()


@pytest.mark.parametrize(
    ("name", "country", "latitude", "longitude"),
    [
        ("Hama", "SY", 35.13, 36.75),
        ("Talbiseh", "SY", 34.84, 36.73),
        ("Khan Sheikhoun", "SY", 35.44, 36.65),
        ("Jisr al-Shughur", "SY", 35.81, 36.32),
        ("al-Qamishli", "SY", 37.05, 41.23),
        ("Deir Ezzor", "SY", 35.33, 40.15),
        ("Maaret al-Numan", "SY", 35.65, 36.68),
        ("al-Thawrah", "SY", 35.84, 38.55),
        ("Kefraya", "SY", 35.99, 36.67),
        ("Dabiq", "SY", 36.54, 37.27),
        ("Hodeidah", "YE", 14.80, 42.95),
        ("Kiev", "UA", 50.45, 30.52),
        ("Avdeevka", "UA", 48.14, 37.75),
        ("al-Fashir", "SD", 13.63, 25.35),
        ("Goma", "CD", -1.68, 29.23),
        ("Gaza Strip", "PS", 31.4, 34.4),
        ("Paris", "FR", 48.85, 2.35),
        ("Северодонецк", "UA", 48.95, 38.49),
        ("حماة", "SY", 35.13, 36.75),
    ],
)
def test_the_first_candidate_is_the_place_that_news_means(
    gazetteer: Gazetteer, name: str, country: str, latitude: float, longitude: float
) -> None:
    found = gazetteer.find(name)
    assert found, name
    assert found[0].country == country
    assert distance_km(found[0].latitude or 0, found[0].longitude or 0, latitude, longitude) < 15


@pytest.mark.parametrize("name", ["", "-", "Xqzzkwv", "'; drop table place; --", "\x00", "ا" * 5000])
def test_a_name_of_no_place_has_no_candidates(gazetteer: Gazetteer, name: str) -> None:
    assert gazetteer.find(name) == ()


def test_a_town_stands_before_the_area_that_is_named_after_it(gazetteer: Gazetteer) -> None:
    kinds = [place.kind for place in gazetteer.find("Aleppo") if place.country == "SY"]
    assert kinds == ["city", "admin1"]


def test_an_area_stands_before_a_small_town_of_its_name(gazetteer: Gazetteer) -> None:
    assert gazetteer.find("Bulacan")[0].kind == "admin1"


def test_a_place_is_found_by_its_id_and_by_its_area(gazetteer: Gazetteer) -> None:
    hama = gazetteer.find("Hama")[0]
    assert gazetteer.get(hama.id) == hama
    assert hama.admin1 == "Hama"
    area = gazetteer.admin1("SY", "12")
    assert area is not None
    assert area.name == "Idlib"
    assert gazetteer.get("gn:0") is None


def test_neighbours_come_nearest_first_and_inside_the_radius(gazetteer: Gazetteer) -> None:
    found = gazetteer.near(35.13, 36.75, 30)
    away = [distance_km(35.13, 36.75, place.latitude or 0, place.longitude or 0) for place in found]
    assert found[0].name == "Hama"
    assert away == sorted(away)
    assert away[-1] <= 30


@pytest.mark.parametrize(
    "names",
    [
        ("Khan Sheikhoun", "Khān Shaykhūn", "Khan Shaykhun"),
        ("Deir ez-Zor", "Dayr az Zawr", "Deir Ezzor", "Deir al-Zour"),
        ("Maarat al-Numan", "Maarrat al-Nu'man", "Maaret al-Numan"),
        ("Raqqa", "Ar Raqqah", "Rakka"),
        ("Hodeidah", "Al Ḩudaydah"),
        ("Jisr al-Shughur", "Jisr ash-Shughour"),
    ],
)
def test_transliterations_of_one_name_share_a_skeleton(names: tuple[str, ...]) -> None:
    assert len({TRANSLITERATION.skeleton(fold(name)) for name in names}) == 1


@given(st.text(alphabet="abcdehiklmnoqrstuwyzghj '-", max_size=40))
def test_every_name_has_a_skeleton_without_doubled_letters(name: str) -> None:
    skeleton = TRANSLITERATION.skeleton(fold(name))
    assert not any(one == other for one, other in pairwise(skeleton))


def test_a_rule_of_an_unknown_kind_is_refused() -> None:
    with pytest.raises(KnowledgeError, match="suffix"):
        Transliteration("kind\tfrom\tto\nsuffix\ta\tb\n", place="invented.tsv")


def _small(path: Path) -> Gazetteer:
    places = [
        Place("gn:1", "Northbridge", "town", country="GB", latitude=54.0, longitude=-2.0, population=9_000),
        Place("gn:2", "Northbridge", "city", country="US", latitude=44.0, longitude=-70.0, population=900_000),
        Place("dl:mill", "Old Mill", "site", country="GB", names=("Al-Taahoun",)),
    ]
    write(path, iter(places), TRANSLITERATION)
    return Gazetteer(path, TRANSLITERATION)


def test_the_same_places_give_the_same_bytes(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    assert _small(one).digest == _small(other).digest
    assert one.read_bytes() == other.read_bytes()


def test_candidates_are_ranked_by_inhabitants_and_a_place_needs_no_point(tmp_path: Path) -> None:
    small = _small(tmp_path / "small.sqlite")
    assert [place.country for place in small.find("northbridge")] == ["US", "GB"]
    assert [place.id for place in small.find("Taahun")] == ["dl:mill"]
    assert apart_km(small.find("Old Mill")[0], small.find("Northbridge")[0]) is None
    assert small.longest("old") == 2
    small.close()


def test_a_file_that_is_no_gazetteer_says_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "broken.sqlite"
    path.write_bytes(b"no database")
    with pytest.raises(KnowledgeError, match="Remove the file"):
        Gazetteer(path, TRANSLITERATION)


def test_the_file_name_carries_the_version(gazetteer: Gazetteer, tmp_path: Path) -> None:
    path = gazetteer_path(Settings(data_folder=tmp_path))
    assert gazetteer.version in path.name


def test_the_store_cannot_be_written(gazetteer: Gazetteer) -> None:
    with pytest.raises(sqlite3.OperationalError):
        gazetteer._store.execute("delete from place")
