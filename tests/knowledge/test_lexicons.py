"""The lexicons of numbers and times: they load, and a broken file says where it is broken."""

from __future__ import annotations

import pytest

from dateline.errors import KnowledgeError
from dateline.knowledge.numbers import load_number_lexicon, parse_number_lexicon
from dateline.knowledge.phrases import cut
from dateline.knowledge.tables import read_data
from dateline.knowledge.times import load_time_lexicon, parse_time_lexicon


@pytest.mark.parametrize(
    ("lemma", "lower", "unit"),
    [
        ("fighter", "fighters", "people"),
        ("policeman", "policemen", "people"),
        ("truck", "trucks", "vehicles"),
        ("warplane", "warplanes", "aircraft"),
        ("house", "houses", "buildings"),
        ("idea", "ideas", ""),
    ],
)
def test_words_have_a_class(lemma: str, lower: str, unit: str) -> None:
    assert load_number_lexicon().class_of(lemma, lower) == unit


def test_phrases_are_cut_as_texts_are() -> None:
    assert cut("no-one") == ("no", "-", "one")
    assert cut("new year's eve") == ("new", "year's", "eve")
    assert cut("u.s. $") == ("u.s", ".", "$")


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("two = 2\n", 'two = "zwei"\n', "cardinals.two"),
        ("dozens = { low = 24, high = 99, step = 12 }", "dozens = { low = 24, high = 9 }", "plurals.dozens"),
        ("dozens = { low = 24, high = 99, step = 12 }", "dozens = { low = 24, hihg = 99 }", "plurals.dozens.hihg"),
        ("[hedges]\n", '[hedges]\nlowr = ["at least"]\n', "hedges.lowr"),
        ("[ages]\n", "[agse]\n", "ages"),
        ('units = ["year"', 'units = ["Year"', "ages.units"),
        ("[cardinals]\n", "[cardinals\n", "numbers.toml"),
    ],
)
def test_a_broken_number_file_names_its_key(old: str, new: str, key: str) -> None:
    text = read_data("lexicon/numbers.toml")
    assert old in text
    with pytest.raises(KnowledgeError, match=r"numbers\.toml") as caught:
        parse_number_lexicon(text.replace(old, new))
    assert key in str(caught.value)


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("january = 1\n", "january = 13\n", "months.january"),
        ('"last" = { by = -1, from = "dispatch" }', '"last" = { by = -2, from = "dispatch" }', "shifts.last"),
        ('"today" = { day = 0 }', "today = { day = 0, vlaue = 2 }", "words.today"),
        ('"today" = { day = 0 }', '"today" = { part = "MO" }', "words.today"),
        ("[seasons]\n", "[seesons]\n", "seasons"),
    ],
)
def test_a_broken_time_file_names_its_key(old: str, new: str, key: str) -> None:
    text = read_data("lexicon/times.toml")
    assert old in text
    with pytest.raises(KnowledgeError, match=r"times\.toml") as caught:
        parse_time_lexicon(text.replace(old, new), numbers=load_number_lexicon())
    assert key in str(caught.value)


def test_the_time_lexicon_brings_the_numbers_along() -> None:
    assert load_time_lexicon().numbers.cardinals["twelve"] == 12
