"""Numbers: what must come out of a short text, and what must not."""

from __future__ import annotations

import itertools
import re
from functools import lru_cache
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import make
from dateline.annotate.atoms import cut_atoms
from dateline.annotate.numbers import find_numbers
from dateline.annotate.numerals import cardinal
from dateline.annotate.times import find_times
from dateline.knowledge.numbers import NumberLexicon, load_number_lexicon
from dateline.knowledge.times import load_time_lexicon
from dateline.model.marks import Annotated, NumberMark, Sentence, Token
from dateline.model.text import Block


@lru_cache(maxsize=1)
def lexicon() -> NumberLexicon:
    return load_number_lexicon()


def numbers(text: str) -> list[tuple[str, NumberMark, str | None]]:
    """Each mark with its words and the word that it counts."""
    annotated = make.annotated(text)
    found = find_numbers(annotated, lexicon=lexicon())
    return [
        (annotated.reading[m.start : m.end], m, None if m.noun is None else annotated.tokens[m.noun].text)
        for m in found
    ]


def first(text: str) -> tuple[str, NumberMark, str | None]:
    return numbers(text)[0]


@pytest.mark.parametrize(
    ("text", "low", "best", "high"),
    [
        ("At least 23 people were killed.", 23, 23, None),  # a lower bound keeps its upper end open
        ("More than half a million people died.", 500_000, 500_000, None),
        ("No fewer than 7 civilians died.", 7, 7, None),
        ("Up to 50 drones came.", None, None, 50),
        ("As many as 12 missiles fell.", None, None, 12),
        ("Fewer than 300 men are left.", None, None, 300),
        ("Nearly 100 homes burned.", None, 100, 100),
        ("Around 12 million people remain displaced.", None, 12_000_000, None),
        ("Some 30 fighters surrendered.", None, 30, None),
        ("20,000-40,000 fighters crossed.", 20_000, 30_000, 40_000),
        ("20,000–40,000 fighters crossed.", 20_000, 30_000, 40_000),
        ("They counted 20,000 to 40,000 residents.", 20_000, 30_000, 40_000),
        ("Between 5 and 9 soldiers died.", 5, 7, 9),
        ("12 or 13 rebels fled.", 12, 12, 13),
        ("2 to 3 million people fled.", 2_000_000, 2_500_000, 3_000_000),  # the scale is shared
        ("Dozens of families fled.", 24, None, 99),  # documented rule, words kept
        ("Hundreds of prisoners were freed.", 200, None, 999),
        ("Tens of thousands of Syrians fled.", 20_000, None, 99_999),
        ("Hundreds, if not thousands, of rebels came.", 200, None, 9_999),
        ("Several hundred fighters came.", 200, None, None),
        ("A handful of men stayed.", 2, None, 9),
        ("No one was hurt.", 0, 0, 0),
        ("None of them died.", 0, 0, 0),
        ("There were no casualties.", 0, 0, 0),
        ("727 people have been killed.", 727, 727, 727),
        ("1.2 million people need aid.", 1_200_000, 1_200_000, 1_200_000),
        ("12m refugees live there.", 12_000_000, 12_000_000, 12_000_000),
        ("Two dozen fighters fell.", 24, 24, 24),
        ("Two and a half million people fled.", 2_500_000, 2_500_000, 2_500_000),
        ("Twenty-three tanks burned.", 23, 23, 23),
        ("One hundred and twenty people died.", 120, 120, 120),
        ("20 000 people marched.", 20_000, 20_000, 20_000),
        ("A further 12 people were wounded.", 12, 12, 12),
        ("100 or so men came.", None, 100, None),
        ("30 or more men came.", 30, 30, None),
        ("A further 1500 or more are hurt.", 1_500, 1_500, None),
    ],
)
def test_words_bound_a_figure(text: str, low: float | None, best: float | None, high: float | None) -> None:
    mark = first(text)[1]
    assert (mark.low, mark.best, mark.high, mark.kind) == (low, best, high, "count")


@pytest.mark.parametrize(
    ("text", "words", "hedge"),
    [
        ("At least 23 people were killed.", "At least 23", "At least"),
        ("Hundreds of prisoners were freed.", "Hundreds of", "Hundreds of"),
        ("More than half a million people died.", "More than half a million", "More than"),
        ("Between 5 and 9 soldiers died.", "Between 5 and 9", None),
        ("A further 12 people were hurt.", "A further 12", "A further"),
        ("23+ dead were found.", "23+", "+"),
        ("As many as around 50 men came.", "As many as around 50", "As many as around"),
    ],
)
def test_hedges_are_kept_as_written(text: str, words: str, hedge: str | None) -> None:
    found, mark, _ = first(text)
    assert (found, mark.hedge) == (words, hedge)


@pytest.mark.parametrize(
    ("text", "noun", "unit"),
    [
        ("727 people were killed.", "people", "people"),
        ("12 of the dead were women.", "dead", "people"),
        ("At least three children died.", "children", "people"),
        ("Hundreds of Syrian prisoners were freed.", "prisoners", "people"),
        ("They destroyed two army vehicles.", "vehicles", "vehicles"),
        ("Six policemen died.", "policemen", "people"),
        ("The raid killed 13 others.", "others", "people"),
        ("12 were killed.", None, ""),
        ("They took two of the army's outposts.", "outposts", "buildings"),
        ("At least 70 regime and rebel fighters died.", "fighters", "people"),
        ("Half of them live abroad.", "them", ""),
        ("Some 30 km from Hama.", "km", "km"),
        ("They took 12 square kilometers.", "kilometers", "km2"),
        ("One Iranian and two people died.", "Iranian", "people"),
        ("A couple of them died.", "them", ""),
        ("The rebels took two soldiers prisoner.", "soldiers", "people"),
    ],
)
def test_counted_word(text: str, noun: str | None, unit: str) -> None:
    _, mark, word = first(text)
    assert (word, mark.unit) == (noun, unit)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The 25th Division left.", "unit_number"),
        ("Brigade 93 left.", "unit_number"),
        ("The 4th Armoured Division left.", "unit_number"),
        ("Security Council resolution 2254 was adopted.", "name"),
        ("The Group of 20 met.", "name"),
        ("In 2011 they rose.", "date"),
        ("They met on 5 December.", "date"),
        ("They met on 12/05/2024.", "date"),
        ("It began at 18:00.", "time"),
        ("It began at 6 p.m.", "time"),
        ("A 12-year-old girl was hurt.", "age"),
        ("A twelve-year-old boy was hurt.", "age"),
        ("A boy aged 12 was hurt.", "age"),
        ("It costs $12 million.", "money"),
        ("It costs US$5bn.", "money"),
        ("They hold 50% of it.", "percent"),
        ("They hold 12 square kilometres of it.", "area"),
        ("It lasted three days.", "duration"),
        ("It was the first attack.", "ordinal"),
    ],
)
def test_counts_are_told_apart_from_other_numbers(text: str, kind: str) -> None:
    assert first(text)[1].kind == kind


@pytest.mark.parametrize(
    ("text", "fraction"),
    [
        ("Half of them are women.", 0.5),
        ("Around 12 million people are displaced, half outside the country.", 0.5),
        ("Two thirds of the city is destroyed.", 2 / 3),
        ("One in three children is hungry.", 1 / 3),
        ("A quarter of the houses burned.", 0.25),
        ("Nine out of ten people left.", 0.9),
    ],
)
def test_fractions_wait_for_their_whole(text: str, fraction: float) -> None:
    mark = numbers(text)[-1][1]
    assert mark.fraction == pytest.approx(fraction)
    assert (mark.low, mark.best, mark.high) == (None, None, None)


@pytest.mark.parametrize(
    "text",
    [
        "The F-16 and the T-72 were lost.",
        "No longer is the town theirs.",
        "They spoke to one another.",
        "This one is theirs.",
        "It is as many as before.",
        "His half-brother left.",
        "",
        "   \n\n ",
    ],
)
def test_no_number_where_none_is_meant(text: str) -> None:
    assert [words for words, _, _ in numbers(text)] == []


def test_ages_in_a_row_are_all_ages() -> None:
    found = numbers("Five people, among them two boys aged 9 and 11, died.")
    assert [mark.kind for _, mark, _ in found] == ["count", "count", "age", "age"]


def test_part_and_whole_stand_apart() -> None:
    found = numbers("727 people - mostly combatants but also 111 civilians - have been killed.")
    assert [(mark.best, noun) for _, mark, noun in found] == [(727, "people"), (111, "civilians")]


def _spelled(number: int) -> str:
    words = {value: word for word, value in lexicon().cardinals.items() if word != "fourty"}
    if number < 20:
        return words[number]
    if number < 100:
        return words[number - number % 10] + (f"-{words[number % 10]}" if number % 10 else "")
    for scale, name in ((1_000_000, "million"), (1_000, "thousand"), (100, "hundred")):
        if number >= scale:
            rest = number % scale
            joint = " and " if 0 < rest < 100 else " "
            return f"{_spelled(number // scale)} {name}" + (joint + _spelled(rest) if rest else "")
    raise AssertionError(number)


@settings(max_examples=60, deadline=None)
@given(st.integers(min_value=2, max_value=999_999_999))
def test_spelled_numerals_parse_back(number: int) -> None:
    atoms = cut_atoms(make.annotated(f"They saw {_spelled(number)} men."))
    found = cardinal(atoms, next(k for k, atom in enumerate(atoms) if atom.text == "saw") + 1, lexicon())
    assert found is not None
    assert found.best == number
    assert atoms[found.last].text == "men"


@settings(max_examples=60, deadline=None)
@given(st.integers(min_value=1, max_value=10**12))
def test_figures_with_separators_parse_back(number: int) -> None:
    assert any(mark.best == number for _, mark, _ in numbers(f"They counted {number:,} cartridges.")) or number < 10_000


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80) | st.text(alphabet="0123456789,.-–/:$% ahoundrefmi'’", max_size=60))
def test_any_text_gives_true_spans_in_order(text: str) -> None:
    annotated = make.annotated(text)
    found = find_numbers(annotated, lexicon=lexicon())
    assert all(0 <= mark.start < mark.end <= len(annotated.reading) for mark in found)
    assert [(m.start, m.end) for m in found] == sorted((m.start, m.end) for m in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))


@pytest.mark.parametrize(
    "piece",
    [
        "several hundred ", "hundred ", "million million ", "at least about ", "two and a half and a half ", "a ", "one ",
        "20 000 000 ", "dozens of ", "half a ", "9" * 50 + " ", '" ', "between 1 and ", "1-2-3-4-", "the last ", "early ",
        "two days after ", "12:12:12 ", "31 December ", "of the ", "since the ", "- ",
    ],
)  # fmt: skip
def test_endless_repetition_is_read_in_time(piece: str) -> None:
    annotated = make_words(piece * 3_000)
    start = process_time()
    find_numbers(annotated, lexicon=lexicon())
    find_times(annotated, lexicon=load_time_lexicon())
    assert process_time() - start < 5


def make_words(text: str) -> Annotated:
    """A dispatch of one sentence without a parse: every word hangs on the next."""
    words = list(re.finditer(r"\S+", text))
    tokens = tuple(
        Token(i, w.start(), w.end(), w[0], w[0], "NOUN", "NN", "nummod", min(i + 1, len(words) - 1), "", 0)
        for i, w in enumerate(words)
    )
    sentence = Sentence(0, len(text), 0, len(tokens), 0, "paragraph")
    return Annotated(make.dispatch(text), text, (Block("paragraph", 0, len(text)),), tokens, (sentence,))


def test_work_grows_with_the_text() -> None:
    text = "At least 23 people, twenty-three men and hundreds of others came on 5 December 2024. "
    short, long = make.annotated(text * 30), make.annotated(text * 240)
    seconds = [_least_time(short), _least_time(long)]
    assert seconds[1] < 8 * 4 * seconds[0]


def _least_time(annotated: object) -> float:
    best = 1e9
    for _ in range(3):
        start = process_time()
        find_numbers(annotated, lexicon=lexicon())  # type: ignore[arg-type]
        best = min(best, process_time() - start)
    return best
