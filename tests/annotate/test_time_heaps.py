"""Words of time in any order, on days at the ends of the calendar: nothing breaks, and no interval ends before it starts."""

from __future__ import annotations

import itertools
import random
import re
from collections.abc import Iterator

import pytest

import make
from dateline.annotate.times import find_times
from dateline.knowledge.times import TimeLexicon, load_time_lexicon
from dateline.model.marks import Annotated, Sentence, Token
from dateline.model.text import Block

FIGURES = [
    "0",
    "1",
    "2",
    "3",
    "12",
    "28",
    "30",
    "31",
    "32",
    "99",
    "100",
    "1999",
    "2013",
    "9999",
    "10000",
    "12:30",
    "6.30",
    "1990s",
    "40s",
    "5th",
    "31st",
    "0600",
    "12/05/2024",
    "9/11",
    "1.5",
]
SMALL = [
    "the",
    "a",
    "an",
    "-",
    ",",
    ".",
    "of",
    "on",
    "in",
    "and",
    "to",
    "(",
    ")",
    "third",
    "second",
    "fourth",
    "quarter",
    "straight",
    "every",
    "each",
    "hundred",
    "BC",
    "GMT",
    "p.m.",
    "fiscal",
]
TAGS = (
    ("NOUN", "NN"),
    ("NOUN", "NNS"),
    ("VERB", "VBD"),
    ("VERB", "VB"),
    ("PROPN", "NNP"),
    ("ADP", "IN"),
    ("AUX", "MD"),
)


def words_of(lexicon: TimeLexicon) -> list[str]:
    """Every word that the lexicon has, with figures and small words."""
    tables = (
        lexicon.shifts, lexicon.mods, lexicon.words, lexicon.holidays, lexicon.feasts, lexicon.pieces, lexicon.ends,
        lexicon.determiners, lexicon.offsets, lexicon.reach, lexicon.leads, lexicon.loose_counts,
    )  # fmt: skip
    phrased = sorted({word for table in tables for those in table.values() for phrase, _ in those for word in phrase})
    plain = [*lexicon.months, *lexicon.weekdays, *lexicon.seasons, *lexicon.parts, *lexicon.units]
    return [*plain, *phrased, *FIGURES, *SMALL * 6]


def heaps(lexicon: TimeLexicon, day: str, number: int) -> Iterator[Annotated]:
    """Sentences of such words, with tags and heads drawn by lot."""
    lot, words = random.Random(day), words_of(lexicon)
    for _ in range(number):
        text = " ".join(
            lot.choice((str.lower, str.title, str.upper))(lot.choice(words)) for _ in range(lot.randint(1, 14))
        )
        found = list(re.finditer(r"\S+", text))
        tokens = tuple(
            Token(i, w.start(), w.end(), w[0], w[0], *lot.choice(TAGS), lot.choice(("amod", "conj", "pobj")), lot.randrange(len(found)), "", 0)
            for i, w in enumerate(found)
        )  # fmt: skip
        sentence = Sentence(0, len(text), 0, len(tokens), 0, "paragraph")
        blocks = (Block("paragraph", 0, len(text)),)
        yield Annotated(make.dispatch(text, published=day), text, blocks=blocks, tokens=tokens, sentences=(sentence,))


@pytest.mark.parametrize("day", ["2024-12-06", "0001-01-01", "9999-12-31", "2024-02-29", "1999-12-31"])
def test_any_heap_of_words_of_time_is_read(day: str) -> None:
    lexicon = load_time_lexicon()
    for annotated in heaps(lexicon, day, 400):
        found = find_times(annotated, lexicon=lexicon)
        assert all(0 <= mark.start < mark.end <= len(annotated.reading) for mark in found)
        assert all(one.end <= other.start for one, other in itertools.pairwise(found))
        whens = [mark.when for mark in found if mark.when is not None]
        assert all(when.first is None or when.last is None or when.first <= when.last for when in whens)
