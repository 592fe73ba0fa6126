"""The place of one dispatch: which of the places that it names a reader takes away."""

from __future__ import annotations

import pytest

import make
from dateline.extract.claims import extract
from dateline.knowledge.library import open_knowledge
from dateline.model.marks import Annotated
from dateline.pipeline.annotating import annotate
from dateline.reconcile.main_place import MainPlace, main_place
from dateline.settings import from_environment


def _told(text: str) -> MainPlace | None:
    knowledge = open_knowledge(from_environment())
    annotated = next(annotate([make.dispatch(text)], knowledge=knowledge, parser=make.parser()))
    assert isinstance(annotated, Annotated)
    claims = extract(annotated, knowledge=knowledge)
    return main_place(claims, annotated.places, length=len(annotated.reading))


@pytest.mark.parametrize(
    ("text", "place", "admin1"),
    [
        (
            "Air strikes killed 12 people in Saraqib on Monday, a monitor said. The minister spoke in Damascus. Fighting also "
            "went on in Aleppo and in Homs, residents said.",
            "Saraqib",
            "Idlib",
        ),
        (
            "MOSCOW (Wire) The army said that shells killed six people in Taiz, Yemen. Talks between Moscow and Riyadh go on.",
            "Taiz",
            "Taiz",
        ),
        ("A bomb went off near Azaz in Aleppo province, Syria. Washington condemned the attack.", "Azaz", "Aleppo"),
    ],
)
def test_the_place_of_the_incident_is_the_main_one(text: str, place: str, admin1: str) -> None:
    found = _told(text)
    assert found is not None
    assert (found.place.name, found.admin1) == (place, admin1)


def test_a_country_alone_has_no_area() -> None:
    found = _told("Dozens of people were killed in Yemen on Monday.")
    assert found is not None
    assert (found.country, found.admin1) == ("YE", None)


def test_without_a_place_there_is_no_main_place() -> None:
    assert _told("Six people were killed on Monday.") is None
