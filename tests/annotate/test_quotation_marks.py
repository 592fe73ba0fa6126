"""Pairs of quotation marks: what stands between them, and what is an apostrophe or a slip."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.annotate.quotation_marks import Marked, pair_marks
from dateline.model.text import Block
from effort import steps

ELISIONS = frozenset(["em", "til"])


def pairs(text: str) -> tuple[Marked, ...]:
    blocks = []
    at = 0
    for line in text.split("\n"):
        blocks.append(Block("paragraph", at, at + len(line)))
        at += len(line) + 1
    return pair_marks(text, blocks, elisions=ELISIONS)


def inside(text: str) -> list[str]:
    return [text[mark.start : mark.end] for mark in pairs(text)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('"We won," he said. "It is over."', ["We won,", "It is over."]),
        ("“We won,” he said.", ["We won,"]),
        ("‘We won,’ he said.", ["We won,"]),
        ("'We won,' he said.", ["We won,"]),
        ("«We won», he said.", ["We won"]),
        ("„We won“, he said.", ["We won"]),
        ("``We won,'' he said.", ["We won,"]),
        ('"We won," he said. We would rather have had peace."', ["We won,", "We would rather have had peace."]),
        ("”We won,” he said.", ["We won,"]),
        ('"We won,” he said. “It is over," he added.', ["We won,", "It is over,"]),  # opens straight, closes curly
        ("'It is not the rebels' last word' - Vane", ["It is not the rebels' last word"]),
        ("the 'liberated' town and the rebels' gains", ["liberated"]),
        ("The ‘terrorists’ are the rebels’ allies.", ["terrorists"]),
        ('He left ("it is over") and ran.', ["it is over"]),
        ('He said—"no"—and left.', ["no"]),
        ('He said:"no."', ["no."]),
        ('a 5" shell and a "big" one', ["big"]),
    ],
)
def test_words_between_marks(text: str, words: list[str]) -> None:
    assert inside(text) == words


@pytest.mark.parametrize(
    "text",
    [
        "The rebels' gains and the army's losses didn't matter.",
        "Sana’a and Hay’at Tahrir’s men",
        "'Til then, in the '90s, they told 'em nothing.",
        "rock 'n roll",
        "' Di fferent voices'",
        "",
        '"',
        "'",
        '""',
        '""""""',
    ],
)
def test_no_words_between_apostrophes_or_alone(text: str) -> None:
    assert inside(text) == []


def test_a_mark_within_marks_knows_where_it_stands() -> None:
    outer, inner = pairs("\"He told me 'no' twice,\" she said.")
    assert (outer.inside, inner.inside) == (None, 0)


def test_a_quotation_that_runs_on_is_open_at_the_end_of_its_paragraph() -> None:
    first, second = pairs("“We have no food.\n“We need help,” she said.")
    assert (first.closed, second.closed) == (False, True)
    assert first.block + 1 == second.block


def test_a_forgotten_mark_costs_its_own_paragraph_only() -> None:
    assert inside('He said "we won. They left.\n"We lost," she said.')[-1] == "We lost,"


SIGNS = st.text(alphabet="ab .,s\n\"'“”„«»‘’`", max_size=60)


@given(SIGNS | st.text(max_size=60))
def test_ranges_nest_and_stay_in_their_block(text: str) -> None:
    found = pairs(text)
    assert list(found) == sorted(found, key=lambda mark: (mark.start, -mark.end))
    for index, mark in enumerate(found):
        assert 0 <= mark.outer_start <= mark.start < mark.end <= mark.outer_end <= len(text)
        assert "\n" not in text[mark.outer_start : mark.outer_end]
        if mark.inside is not None:
            outer = found[mark.inside]
            assert mark.inside < index
            assert outer.start <= mark.start <= mark.end <= outer.end
    for one, two in pairwise(found):
        assert two.start >= one.end or two.end <= one.end


@pytest.mark.parametrize("unit", ['"', "'", '"a ', " 'as' ", "rebels' ", "“", "”a "])
def test_pairing_grows_with_the_length(unit: str) -> None:
    def work(times: int) -> int:
        text = unit * times
        return steps(lambda: pair_marks(text, [Block("paragraph", 0, len(text))]))

    assert work(4_000) < 5 * work(1_000)
