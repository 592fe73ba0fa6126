"""Which dispatches are copies."""

from __future__ import annotations

import make
from dateline.reconcile.copies import copies

STORY = (
    "Fighters of the Northern Front entered the river town of Vessa on Thursday after three days of shelling, "
    "residents reached by telephone said. The army confirmed that its units had moved back to the ridge in the "
    "south. At least four people were killed when a shell hit the covered market, according to the town's hospital. "
    "Aid lorries that had waited at the bridge since Monday turned back before nightfall, their drivers said, because "
    "no one could promise them a way through the orchards."
)
OTHER = (
    "The finance committee met in the capital to discuss the price of bread. Its members agreed on nothing except "
    "another meeting in the spring, and the chair said that this was already more than she had hoped for when the "
    "session opened. Bakers outside the building handed out loaves to those who waited in the rain for the result."
)


def test_the_later_of_two_near_equal_texts_is_the_copy() -> None:
    first = make.dispatch(STORY, published="2024-12-05T10:00:00Z")
    second = make.dispatch("(Harbour Wire) - " + STORY + " More to follow.", published="2024-12-05T12:00:00Z")
    third = make.dispatch(STORY.replace("four", "five"), published="2024-12-06")
    other = make.dispatch(OTHER)
    expected = {second.id: first.id, third.id: first.id}
    assert copies([third, other, second, first]) == expected
    assert copies([first, second, third, other]) == expected


def test_a_shortened_copy_is_one() -> None:
    first = make.dispatch(STORY, published="2024-12-05")
    short = make.dispatch(" ".join(STORY.split()[:60]), published="2024-12-06")
    assert copies([first, short]) == {short.id: first.id}


def test_a_report_that_quotes_one_sentence_is_no_copy() -> None:
    first = make.dispatch(STORY, published="2024-12-05")
    quoting = make.dispatch(OTHER + " " + STORY.split(". ")[1], published="2024-12-06")
    assert copies([first, quoting]) == {}


def test_texts_too_short_to_tell_are_no_copies() -> None:
    assert copies([make.dispatch(text) for text in ("", "Shots.", "Shots heard.", "Shots heard!")]) == {}
