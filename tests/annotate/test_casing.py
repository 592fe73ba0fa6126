"""Text of one case gets ordinary capitals for the parser, and nothing else changes."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import make
from dateline.annotate.casing import Casing, one_case
from dateline.model.text import Block

WORDS = {"noun": {"guerrilla", "front", "liberation", "judge", "army", "town", "rule"}, "verb": {"kill", "attack"}}
CASING = Casing({"lemma_index": WORDS}, ["the", "in", "a", "of", "and", "today", "was"])
LINE = "THE GUERRILLAS OF THE NATIONAL LIBERATION FRONT (NLF) KILLED JUDGE PAVEL ORLIN IN A TOWN OF PERU TODAY. THE ARMY WAS ATTACKED."


def spelled(text: str) -> str:
    return CASING.cased(text, [Block("paragraph", 0, len(text))])


def test_capitals_become_ordinary_spelling() -> None:
    assert spelled(LINE) == (
        "The guerrillas of the National Liberation Front (NLF) killed judge Pavel Orlin in a town of Peru today. "
        "The army was attacked."
    )


def test_small_letters_become_ordinary_spelling() -> None:
    assert spelled(LINE.lower()) == spelled(LINE)


@pytest.mark.parametrize("text", [LINE.capitalize(), "ARMY TAKES THE TOWN", "", "12 345 -- ... " * 20])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert spelled(text) == text


def test_without_word_lists_nothing_is_changed() -> None:
    assert Casing({}, []).cased(LINE, [Block("paragraph", 0, len(LINE))]) == LINE


@given(st.text(max_size=200).map(str.upper))
@settings(max_examples=60, deadline=None)
def test_the_length_stays_whatever_the_text(text: str) -> None:
    assert len(spelled(text)) == len(text)
    assert one_case("") is False


def test_the_reading_keeps_its_capitals_and_the_tokens_are_spelled() -> None:
    text = (
        "ON FRIDAY MORNING THE GUERRILLAS ATTACKED A POLICE STATION IN THE NORTHERN TOWN OF HILLFORD, WITNESSES SAID."
    )
    annotated = make.annotated(text)
    assert text in annotated.reading
    words = {token.text for token in annotated.tokens}
    assert {"guerrillas", "Hillford"} <= words
    assert all(annotated.reading[t.start : t.end].lower() == t.text.lower() for t in annotated.tokens)
