"""Dumps of GeoNames: what is taken from them, what is left out, and what is said of a file that is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.errors import KnowledgeError
from dateline.knowledge import geonames
from dateline.knowledge.gazetteer_build import entries, inputs_digest
from dateline.knowledge.places import gazetteer_path
from dateline.settings import Settings, from_environment


def _row(
    number: str, name: str, feature: str, code: str, people: str = "0", others: str = "", place: str = "34.1\t37.2"
) -> str:
    return f"{number}\t{name}\t{name}\t{others}\t{place}\t{feature}\t{code}\tSY\t\t11\t\t\t\t{people}\t\t700\tAsia/Damascus\t2024-01-01\n"


DUMP = "".join(
    [
        _row("900001", "Kafr Daniz", "P", "PPL", "800", "Kafr Danez,KDZ,كفر دنيز"),
        _row("900002", "Wadi Marsud", "H", "WAD"),
        _row("900003", "Marsud Air Base", "S", "AIRB"),
        _row("900004", "Daniz Farm", "S", "FRM"),
        _row("900005", "Old Daniz", "P", "PPLH"),
        _row("170063", "Aleppo again", "P", "PPLA", "9"),
    ]
)


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    path = tmp_path / "SY.txt"
    path.write_text(DUMP, encoding="utf-8")
    return path


def test_inhabited_places_waters_and_bases_are_taken_and_farms_left(dump: Path) -> None:
    found = {place.name: (place.kind, code) for place, code in geonames.places(dump)}
    assert found == {
        "Kafr Daniz": ("village", "11"),
        "Wadi Marsud": ("river", "11"),
        "Marsud Air Base": ("site", "11"),
        "Aleppo again": ("village", "11"),
    }


def test_the_gazetteer_has_them_beside_its_own_places(dump: Path) -> None:
    places = {place.id: place for place in entries([dump])}
    village = places["gn:900001"]
    assert (village.country, village.admin1, village.population) == ("SY", "Homs", 800)
    assert village.names == ("Kafr Danez", "كفر دنيز")
    assert places["gn:170063"].name == "Aleppo"


def test_another_dump_makes_another_gazetteer(dump: Path, tmp_path: Path) -> None:
    settings = from_environment({"DATELINE_GEONAMES": str(dump), "DATELINE_DATA": str(tmp_path)})
    assert settings.geonames == (dump,)
    before = gazetteer_path(settings)
    assert before != gazetteer_path(Settings(data_folder=tmp_path))
    dump.write_text(DUMP.replace("800", "801"), encoding="utf-8")
    assert gazetteer_path(settings) != before


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("id,name\n", "1 columns instead of 19"),
        (_row("1", "Nowhere", "P", "PPL", place="x\t37"), "no coordinates"),
        (_row("1", "Nowhere", "P", "PPL", place="99\t37"), "outside the world"),
    ],
)
def test_a_file_that_is_no_dump_is_refused_with_its_line(tmp_path: Path, text: str, what: str) -> None:
    path = tmp_path / "bad.txt"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(KnowledgeError, match=what) as caught:
        list(geonames.places(path))
    assert str(caught.value.place) == f"{path}:1"


def test_a_missing_dump_says_which_setting_to_mend(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="DATELINE_GEONAMES"):
        inputs_digest([tmp_path / "none.txt"])
