"""Wordings of newswire: spans and values as TimeML marks them, each with its interval; seen from Friday 2024-12-06."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any

import pytest

import make
from dateline.annotate.feasts import days_of, easter
from dateline.annotate.times import find_times
from dateline.knowledge.times import Feast, TimeLexicon, load_time_lexicon
from dateline.model.marks import TimeMark


@lru_cache(maxsize=1)
def lexicon() -> TimeLexicon:
    return load_time_lexicon()


def times(text: str, **rest: Any) -> list[tuple[str, TimeMark]]:
    """Each mark with its words."""
    annotated = make.annotated(text, **rest)
    return [(annotated.reading[m.start : m.end], m) for m in find_times(annotated, lexicon=lexicon())]


@pytest.mark.parametrize(
    ("text", "words", "value", "first", "last"),
    [
        ("They left earlier this month.", "earlier this month", "2024-12", "2024-12-01", "2024-12-06"),
        ("They will leave later this year.", "later this year", "2024", "2024-12-06", "2024-12-31"),
        ("They left earlier on Thursday.", "earlier on Thursday", "2024-12-05", "2024-12-05", "2024-12-05"),
        ("Output fell in the third quarter.", "the third quarter", "2024-Q3", "2024-07-01", "2024-09-30"),
        ("Its third-quarter output fell.", "third-quarter", "2024-Q3", "2024-07-01", "2024-09-30"),
        ("It fell in the first half of the year.", "the first half of the year", "2024-H1", "2024-01-01", "2024-06-30"),
        ("It fell in fiscal 2013.", "fiscal 2013", "2013", "2013-01-01", "2013-12-31"),
        ("The army must leave by year-end.", "year-end", "2024", None, "2024-12-31"),
        ("Fighting raged for the third straight day.", "the third straight day", "P3D", "2024-12-04", "2024-12-06"),
        ("Fighting raged for the third day running.", "the third day running", "P3D", "2024-12-04", "2024-12-06"),
        ("It began at 4 p.m. Thursday.", "4 p.m. Thursday", "2024-12-05T16:00", "2024-12-05", "2024-12-05"),
        ("It began on Sunday night, Dec. 1.", "Sunday night, Dec. 1", "2024-12-01TNI", "2024-12-01", "2024-12-01"),
        ("It began at 2:30 Friday afternoon.", "2:30 Friday afternoon", "2024-12-06T14:30", "2024-12-06", "2024-12-06"),
        ("It began at four p.m. Wednesday.", "four p.m. Wednesday", "2024-12-04T16:00", "2024-12-04", "2024-12-04"),
        ("By midday Thursday they left.", "midday Thursday", "2024-12-05TMI", None, "2024-12-05"),
        ("It began on friday morning.", "friday morning", "2024-12-06TMO", "2024-12-06", "2024-12-06"),
        ("The vote is planned for Monday.", "Monday", "2024-12-09", "2024-12-09", "2024-12-09"),
        ("It began at midnight Thursday.", "midnight Thursday", "2024-12-05T24:00", "2024-12-05", "2024-12-05"),
        ("They will spend it over the next year.", "the next year", "P1Y", "2024-12-06", "2025-12-06"),
        ("They denied Wednesdays raid.", "Wednesdays", "2024-12-04", "2024-12-04", "2024-12-04"),
        ("It has been split since 2012 and in September they left.", "2012", "2012", "2012-01-01", None),
        ("It changed with 9/11.", "9/11", "2001-09-11", "2001-09-11", "2001-09-11"),
        (
            "They came in the wee hours of Tuesday.",
            "the wee hours of Tuesday",
            "2024-12-03TMO",
            "2024-12-03",
            "2024-12-03",
        ),
        ("They left last Thursday.", "last Thursday", "2024-11-28", "2024-11-28", "2024-11-28"),
        ("They left at Easter 2013.", "Easter 2013", "2013-03-31", "2013-03-31", "2013-03-31"),
        ("They left on Thanksgiving.", "Thanksgiving", "2024-11-28", "2024-11-28", "2024-11-28"),
        ("They left in the 1700s.", "the 1700s", "17", "1700-01-01", "1799-12-31"),
        ("The weekend was calm after weekend raids.", "The weekend", "2024-W48-WE", "2024-11-30", "2024-12-01"),
        ("The vote has been put off until July.", "July", "2025-07", None, "2025-07-31"),
        ("The siege lasted until July.", "July", "2024-07", None, "2024-07-31"),
    ],
)
def test_the_interval_of_a_wording(text: str, words: str, value: str, first: str | None, last: str | None) -> None:
    found, mark = times(text)[0]
    assert mark.when is not None
    ends = mark.when.first and mark.when.first.isoformat(), mark.when.last and mark.when.last.isoformat()
    assert (found, mark.value, *ends) == (words, value, first, last)


@pytest.mark.parametrize(
    ("text", "words", "kind", "value"),
    [
        ("They met twice a week.", "a week", "SET", "P1W"),
        ("They work 40 hours a week.", "a week", "SET", "P1W"),
        ("They meet every two years.", "every two years", "SET", "P2Y"),
        ("They meet every other day.", "every other day", "SET", "P2D"),
        ("They rest on Fridays.", "Fridays", "SET", "XXXX-WXX-5"),
        ("Ten people died two days after the truce.", "two days", "DURATION", "P2D"),
        ("It took a decade.", "a decade", "DURATION", "P1DE"),
        ("It took half a century.", "half a century", "DURATION", "P50Y"),
        ("The three months ended badly.", "The three months", "DURATION", "P3M"),
        ("They stay another two years.", "another two years", "DURATION", "P2Y"),
        ("They left within 24 hours.", "24 hours", "DURATION", "PT24H"),
        ("The weeklong siege ended.", "weeklong", "DURATION", "P1W"),
        ("It took a year and a half.", "a year and a half", "DURATION", "P1.5Y"),
        ("The calls last 45 minutes.", "45 minutes", "DURATION", "PT45M"),
        ("It was a two-and-a-half-year siege.", "two-and-a-half-year", "DURATION", "P2.5Y"),
        ("It took a half-hour.", "a half-hour", "DURATION", "PT0.5H"),
        ("They meet daily.", "daily", "SET", "P1D"),
        ("It was a year-long siege.", "year-long", "DURATION", "P1Y"),
    ],
)
def test_lengths_and_repetition(text: str, words: str, kind: str, value: str) -> None:
    found, mark = times(text)[-1]
    assert (found, mark.type, mark.value) == (words, kind, value)


@pytest.mark.parametrize(
    "text",
    [
        "The former minister came.",
        "It was her last day.",
        "They held a quarter of the town.",
        "They held the quarter.",
        "They came third.",
        "A man in his mid-20s was hurt.",
        "It was the third raid in as many days.",
        "The sun and the sat phone failed.",
        "The first half ended in a draw.",
    ],
)
def test_no_time_where_none_is_meant(text: str) -> None:
    assert times(text) == []


def test_the_quarter_is_the_one_last_told() -> None:
    found = times("Output fell in the second quarter. Sales rose in the quarter.")
    assert [mark.value for _, mark in found] == ["2024-Q2", "2024-Q2"]


def test_a_part_of_a_day_belongs_to_the_day_told_beside_it() -> None:
    found = times("Rebels attacked on Thursday. At dawn the army fled. They patrol at night.")
    assert [mark.value for _, mark in found] == ["2024-12-05", "2024-12-05TMO", "XXXX-XX-XXTNI"]


def test_clock_times_wait_for_the_day_behind_them() -> None:
    found = times("It hit at 8.30am local time (05:30 GMT) on Wednesday.")
    assert [mark.value for _, mark in found] == ["2024-12-04T08:30", "2024-12-04T05:30", "2024-12-04"]


def test_a_year_of_another_matter_is_not_that_of_the_next_sentence() -> None:
    found = times("A man who shot a guard in 2011 has appealed. He was jailed in December.")
    assert [mark.value for _, mark in found] == ["2011", "2024-12"]
    found = times("In 2011 protests began. In July the army shot at them.")
    assert [mark.value for _, mark in found] == ["2011", "2011-07"]
    found = times("It has been split since 2012 and in September the army came.")
    assert [mark.value for _, mark in found] == ["2012", "2024-09"]


def test_a_year_earlier_is_an_aside() -> None:
    text = "The war began in March 2003. The town had fallen two years earlier. On April 9 the capital fell in 2003."
    assert [mark.value for _, mark in times(text, published=None)][2] == "2003-04-09"


@pytest.mark.parametrize(
    ("feast", "year", "first", "last"),
    [
        (Feast(month=9), 2013, date(2013, 7, 9), date(2013, 8, 7)),
        (Feast(month=10, day=1), 2013, date(2013, 8, 8), date(2013, 8, 8)),
        (Feast(month=5, weekday=1, nth=-1), 2024, date(2024, 5, 27), date(2024, 5, 27)),
        (Feast(easter=-2), 2024, date(2024, 3, 29), date(2024, 3, 29)),
    ],
)
def test_feasts_that_move(feast: Feast, year: int, first: date, last: date) -> None:
    assert days_of(feast, year) == [(first, last)]


def test_feasts_at_the_ends_of_the_calendar_break_nothing() -> None:
    for year in ("9999", "9998", "2 AD", "480 BC"):
        for feast in ("Ramadan", "Eid al-Fitr", "Easter", "Thanksgiving"):
            assert times(f"They left at {feast} {year}.", published="9999-12-31")


def test_easter_is_a_sunday_of_march_or_april() -> None:
    assert all(easter(year).isoweekday() == 7 and easter(year).month in (3, 4) for year in range(1583, 2500))
