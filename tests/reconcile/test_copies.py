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


def reworded(text: str, step: int) -> str:
    """Every so many words another one."""
    return " ".join("otherwise" if at % step == step - 1 else word for at, word in enumerate(text.split()))


def test_a_lightly_reworded_story_is_a_copy() -> None:
    first = make.dispatch(STORY, published="2024-12-05")
    second = make.dispatch(reworded(STORY, 8), published="2024-12-06")
    assert copies([first, second]) == {second.id: first.id}


def test_a_copy_of_a_changed_copy_belongs_to_the_first_story() -> None:
    first = make.dispatch(STORY, published="2024-12-05")
    second = make.dispatch(reworded(STORY, 7), published="2024-12-06")
    third = make.dispatch(reworded(STORY, 7) + " " + OTHER.split(". ")[0], published="2024-12-07")
    assert copies([third, second, first]) == {second.id: first.id, third.id: first.id}


def test_background_that_an_outlet_puts_under_every_story_makes_no_copies() -> None:
    background = STORY.split(". ")[3]
    leads = [
        "The mayor opened a new bridge on Monday and spoke at length of patience, of the river and of the years it took.",
        "Farmers asked the ministry for seed before the rains come, and were told to write again when the office has moved.",
        "A school reopened after repairs that took two summers; parents had painted the walls and carried the desks inside.",
        "The harbour board named its first director since the flood, a pilot who had never wanted to work behind a desk.",
        "Two ferries collided at the pier in thick fog and nobody was hurt, though a crate of oranges went over the side.",
    ]
    stories = [make.dispatch(f"{lead} {background}", published=f"2024-12-{at + 1:02}") for at, lead in enumerate(leads)]
    assert copies(stories) == {}


def test_a_thousand_copies_are_one_story() -> None:
    many = [
        make.dispatch(f"{STORY} Page {at}.", published=f"2024-12-06T{at // 60:02}:{at % 60:02}") for at in range(1300)
    ]
    first = make.dispatch(STORY, published="2024-12-05")
    found = copies([*many, first])
    assert set(found.values()) == {first.id}
    assert len(found) == len(many)
