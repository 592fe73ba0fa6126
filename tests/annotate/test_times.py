"""Times: what must come out of a short text of Friday 2024-12-06, and what must stay open."""

from __future__ import annotations

import itertools
from datetime import date, timedelta
from functools import lru_cache
from time import process_time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import make
from dateline.annotate.calendar import bounds, third
from dateline.annotate.times import find_times
from dateline.knowledge.times import TimeLexicon, load_time_lexicon
from dateline.model.marks import TimeMark


@lru_cache(maxsize=1)
def lexicon() -> TimeLexicon:
    return load_time_lexicon()


def times(text: str, **rest: Any) -> list[tuple[str, TimeMark]]:
    """Each mark with its words."""
    annotated = make.annotated(text, **rest)
    return [(annotated.reading[m.start : m.end], m) for m in find_times(annotated, lexicon=lexicon())]


def days(mark: TimeMark) -> tuple[str | None, str | None]:
    """First and last day as ISO words."""
    assert mark.when is not None, mark
    first, last = mark.when.first, mark.when.last
    return first.isoformat() if first else None, last.isoformat() if last else None


@pytest.mark.parametrize(
    ("text", "words", "value", "first", "last"),
    [
        ("They left on Thursday.", "Thursday", "2024-12-05", "2024-12-05", "2024-12-05"),
        ("They left on Friday.", "Friday", "2024-12-06", "2024-12-06", "2024-12-06"),
        ("They left on Monday.", "Monday", "2024-12-02", "2024-12-02", "2024-12-02"),
        ("They left on Saturday.", "Saturday", "2024-11-30", "2024-11-30", "2024-11-30"),
        ("They will meet on Sunday.", "Sunday", "2024-12-08", "2024-12-08", "2024-12-08"),
        ("They left last Friday.", "last Friday", "2024-11-29", "2024-11-29", "2024-11-29"),
        ("They meet next Friday.", "next Friday", "2024-12-13", "2024-12-13", "2024-12-13"),
        ("It began last week.", "last week", "2024-W48", "2024-11-25", "2024-12-01"),
        ("It began last month.", "last month", "2024-11", "2024-11-01", "2024-11-30"),
        ("It was the worst raid this year.", "this year", "2024", "2024-01-01", "2024-12-31"),
        ("It began a year ago.", "a year ago", "2023", "2023-01-01", "2023-12-31"),
        ("They came yesterday.", "yesterday", "2024-12-05", "2024-12-05", "2024-12-05"),
        ("Strikes hit it overnight.", "overnight", "2024-12-05TNI", "2024-12-05", "2024-12-06"),
        ("They came on Thursday morning.", "Thursday morning", "2024-12-05TMO", "2024-12-05", "2024-12-05"),
        ("They came at dawn on Saturday.", "dawn on Saturday", "2024-11-30TMO", "2024-11-30", "2024-11-30"),
        ("They came in recent days.", "recent days", "PXD", "2024-11-29", "2024-12-06"),
        ("Over the past few hours they came.", "the past few hours", "PTXH", "2024-12-05", "2024-12-06"),
        ("In the coming hours they will go.", "the coming hours", "PTXH", "2024-12-06", "2024-12-07"),
        ("In the past three days 40 died.", "the past three days", "P3D", "2024-12-03", "2024-12-06"),
        ("They came over the weekend.", "the weekend", "2024-W48-WE", "2024-11-30", "2024-12-01"),
        ("In 1982 it was shelled.", "1982", "1982", "1982-01-01", "1982-12-31"),
        ("On 12 December 2023 it fell.", "12 December 2023", "2023-12-12", "2023-12-12", "2023-12-12"),
        ("On December 12, 2023, it fell.", "December 12, 2023", "2023-12-12", "2023-12-12", "2023-12-12"),
        ("It fell on Dec. 5.", "Dec. 5", "2024-12-05", "2024-12-05", "2024-12-05"),
        ("It fell on 28 November.", "28 November", "2024-11-28", "2024-11-28", "2024-11-28"),
        ("It fell on 12/05/2024.", "12/05/2024", "2024-12-05", "2024-12-05", "2024-12-05"),
        ("It fell on 25/11/2024.", "25/11/2024", "2024-11-25", "2024-11-25", "2024-11-25"),
        ("It fell on 2024-12-05.", "2024-12-05", "2024-12-05", "2024-12-05", "2024-12-05"),
        ("It fell on the 5th.", "the 5th", "2024-12-05", "2024-12-05", "2024-12-05"),
        ("It fell in mid-August 2013.", "mid-August 2013", "2013-08", "2013-08-11", "2013-08-20"),
        ("It fell in early October.", "early October", "2024-10", "2024-10-01", "2024-10-10"),
        ("In December it fell.", "December", "2024-12", "2024-12-01", "2024-12-31"),
        ("It fell in the summer of 2012.", "the summer of 2012", "2012-SU", "2012-06-01", "2012-08-31"),
        ("It fell in the second half of 2012.", "the second half of 2012", "2012-H2", "2012-07-01", "2012-12-31"),
        ("It fell in the third quarter of 2013.", "the third quarter of 2013", "2013-Q3", "2013-07-01", "2013-09-30"),
        ("They ruled in the 1990s.", "the 1990s", "199", "1990-01-01", "1999-12-31"),
        ("They ruled in the 19th century.", "the 19th century", "18", "1800-01-01", "1899-12-31"),
        ("It fell in the last week of August 2024.", "the last week of August 2024", "P1W", "2024-08-25", "2024-08-31"),
        ("In the first six months of 2024 it fell.", "the first six months of 2024", "P6M", "2024-01-01", "2024-06-30"),
        ("In the last two months of 2023 it fell.", "the last two months of 2023", "P2M", "2023-11-01", "2023-12-31"),
        ("It fell on Christmas Day 2016.", "Christmas Day 2016", "2016-12-25", "2016-12-25", "2016-12-25"),
        ("The truce expires on 26 January.", "26 January", "2025-01-26", "2025-01-26", "2025-01-26"),
        ("The group was founded on 20 January.", "20 January", "2024-01-20", "2024-01-20", "2024-01-20"),
    ],
)
def test_times_of_a_dispatch(text: str, words: str, value: str, first: str, last: str) -> None:
    found, mark = times(text)[0]
    assert (found, mark.value, *days(mark)) == (words, value, first, last)


@pytest.mark.parametrize(
    ("text", "words", "first", "last", "mod"),
    [
        ("Since March 2011 the war goes on.", "March 2011", "2011-03-01", None, "ON_OR_AFTER"),
        ("By Thursday the army had left.", "Thursday", None, "2024-12-05", "ON_OR_BEFORE"),
        ("They left before 2019.", "2019", None, "2018-12-31", "BEFORE"),
        ("They left after 2019.", "2019", "2020-01-01", None, "AFTER"),
        ("They left in early October.", "early October", "2024-10-01", "2024-10-10", "START"),
    ],
)
def test_words_before_a_time_open_its_interval(
    text: str, words: str, first: str | None, last: str | None, mod: str
) -> None:
    found, mark = times(text)[0]
    assert mark.when is not None
    assert (found, *days(mark), mark.when.mod) == (words, first, last, mod)


@pytest.mark.parametrize(
    ("text", "words", "first", "last"),
    [
        ("Between Monday and Wednesday 40 died.", ["Monday", "Wednesday"], "2024-12-02", "2024-12-04"),
        ("Sept. 29-30 saw clashes.", ["Sept. 29", "30"], "2024-09-29", "2024-09-30"),
        ("It fell on the night of 3-4 December.", ["the night of 3", "4 December"], "2024-12-03", "2024-12-04"),
        ("It lasted from 3 to 5 May.", ["3", "5 May"], "2024-05-03", "2024-05-05"),
        ("From July to November 2014 it fell.", ["July", "November 2014"], "2014-07-01", "2014-11-30"),
        ("The war of 1980-88 was long.", ["1980", "88"], "1980-01-01", "1988-12-31"),
    ],
)
def test_both_ends_of_a_range_carry_the_whole(text: str, words: list[str], first: str, last: str) -> None:
    found = times(text)
    assert [word for word, _ in found] == words
    assert {days(mark) for _, mark in found} == {(first, last)}


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("A 12-year-old girl was hurt.", "DURATION", "P12Y"),  # an age is no date
        ("The siege lasted three months.", "DURATION", "P3M"),
        ("It went on for several hours.", "DURATION", "PTXH"),
        ("They shell it every day.", "SET", "P1D"),
        ("They protest every Friday.", "SET", "XXXX-WXX-5"),
        ("They now hold it.", "DATE", "PRESENT_REF"),
        ("They recently lost it.", "DATE", "PAST_REF"),
        ("It happened a day after the ceasefire began.", "DURATION", "P1D"),
    ],
)
def test_what_has_no_day_stays_open_and_says_why(text: str, kind: str, value: str) -> None:
    _, mark = times(text)[0]
    assert (mark.type, mark.value, mark.when) == (kind, value, None)
    assert mark.missing


def test_without_a_day_of_its_own_nothing_is_guessed() -> None:
    found = times("They left on Thursday and came back in December.", published=None)
    assert [(mark.value, mark.when) for _, mark in found] == [("XXXX-WXX-4", None), ("XXXX-12", None)]
    assert all(mark.missing for _, mark in found)


def test_the_byline_outranks_the_publication() -> None:
    found = times("They left on Thursday.", published="2024-12-13", written=date(2024, 12, 6))
    assert days(found[0][1]) == ("2024-12-05", "2024-12-05")


def test_a_year_that_describes_something_sets_no_scene() -> None:
    found = times("The 2011 uprising is not forgotten. The talks failed in March.")
    assert [mark.value for _, mark in found] == ["2011", "2024-03"]


def test_clock_time_belongs_to_the_day_beside_it() -> None:
    found = dict(times("The raid began at 6 p.m. on Tuesday."))
    assert found["6 p.m."].value == "2024-12-03T18:00"


@pytest.mark.parametrize(
    ("text", "url", "value"),
    [
        ("It fell on 05/12/2024.", None, "2024-05-12"),
        ("It fell on 05/12/2024.", "https://www.example.co.uk/a", "2024-12-05"),
    ],
)
def test_numeric_dates_follow_the_home_of_the_outlet(text: str, url: str | None, value: str) -> None:
    assert times(text, url=url)[0][1].value == value


def test_a_narrative_counts_from_the_time_last_told() -> None:
    text = (
        "The campaign opened in March 1916 and the river line broke in April. On 3 May 1916 the fortress fell; "
        "two days later the garrison marched out, and the following month the capital surrendered.\n\n"
        "In December 1916 talks began. A treaty was signed in February.\n\nThe army had been founded in 1850. It was dissolved in March."
    )
    values = [mark.value for _, mark in times(text)]
    assert values == [
        "1916-03", "1916-04", "1916-05-03", "1916-05-05", "1916-06", "1916-12", "1917-02", "1850", "1917-03",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "They may march on the town.",
        "The fall of the city came soon.",
        "Some 2,011 people died.",
        "He fought with 1500 men.",
        "A further 1500 or more are hurt.",
        "The second man left.",
        "",
        "\n \n",
    ],
)
def test_no_time_where_none_is_meant(text: str) -> None:
    assert times(text) == []


@settings(max_examples=80, deadline=None)
@given(st.dates(min_value=date(1801, 1, 1), max_value=date(2099, 12, 31)))
def test_written_dates_read_back(day: date) -> None:
    for words in (f"{day.day} {day:%B %Y}", f"{day:%B} {day.day}, {day.year}", day.isoformat()):
        mark = times(f"It fell on {words} at last.")[0][1]
        assert mark.when is not None
        assert (mark.value, mark.when.first, mark.when.last) == (day.isoformat(), day, day)


@settings(max_examples=40, deadline=None)
@given(st.dates(min_value=date(1950, 1, 1), max_value=date(2090, 1, 1)), st.integers(min_value=0, max_value=6))
def test_a_weekday_is_the_latest_up_to_the_dispatch(day: date, back: int) -> None:
    wanted = day - timedelta(back)
    mark = times(f"They left the town on {wanted:%A}.", published=day.isoformat())[0][1]
    assert mark.value == wanted.isoformat()


@settings(max_examples=80, deadline=None)
@given(
    st.text(max_size=80)
    | st.lists(
        st.sampled_from(
            [
                "the",
                "last",
                "next",
                "two",
                "days",
                "later",
                "31",
                "February",
                "2024",
                "30",
                "Feb.",
                "480",
                "BC",
                "9999",
                "December",
                "-",
                "to",
                ",",
                ".",
                "'",
                "s",
                "1990s",
                "early",
                "mid",
                "Thursday",
                "morning",
                "18:00",
                "24:61",
                "p.m.",
                "week",
                "of",
                "year",
                "ago",
                "after",
                "before",
                "since",
                "between",
                "and",
                "XX",
                "00/00/2024",
            ]
        ),
        max_size=14,
    ).map(" ".join)
)
def test_any_text_gives_true_spans_in_order(text: str) -> None:
    annotated = make.annotated(text)
    found = find_times(annotated, lexicon=lexicon())
    assert all(0 <= mark.start < mark.end <= len(annotated.reading) for mark in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    assert all((mark.when is None) == bool(mark.missing) for mark in found)
    for mark in found:
        if mark.when is not None and mark.when.first and mark.when.last:
            assert mark.when.first <= mark.when.last


def test_ends_of_the_calendar_do_not_break_it() -> None:
    for text in ("It is 9999-12-31. They left 9000 years later.", "In 0001 it fell, a century earlier it stood."):
        assert times(text)
    assert times("They left yesterday, last week and a decade ago.", published="0001-01-01")


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2024-W48", "2024-11-25", "2024-12-01"),
        ("2024-W48-WE", "2024-11-30", "2024-12-01"),
        ("2023-WI", "2023-12-01", "2024-02-29"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2024-Q4", "2024-10-01", "2024-12-31"),
        ("198", "1980-01-01", "1989-12-31"),
        ("2024-12-05TMO", "2024-12-05", "2024-12-05"),
    ],
)
def test_values_cover_days(value: str, first: str, last: str) -> None:
    found = bounds(value)
    assert found is not None
    assert found[0] == (make.day(first), make.day(last))


@pytest.mark.parametrize("value", ["XXXX-12", "BC0480", "PAST_REF", "2024-02-30", "2024-W60", "P2D", ""])
def test_values_off_the_calendar_cover_none(value: str) -> None:
    assert bounds(value) is None


@settings(max_examples=50)
@given(st.dates(), st.integers(min_value=2, max_value=4000))
def test_thirds_cover_the_whole_without_overlap(first: date, length: int) -> None:
    if first.toordinal() + length > date.max.toordinal():
        return
    whole = (first, first + timedelta(length))
    start, middle, end = (third(whole, mod) for mod in ("START", "MID", "END"))
    assert (start[0], end[1]) == whole
    assert start[1] + timedelta(1) == middle[0]
    assert middle[1] + timedelta(1) == end[0]


def test_work_grows_with_the_text() -> None:
    text = "On Thursday, two days after 3 May 2019, they left; in early October and for several hours they came back. "
    short, long = make.annotated(text * 30), make.annotated(text * 240)
    seconds = [_least_time(short), _least_time(long)]
    assert seconds[1] < 8 * 4 * seconds[0]


def _least_time(annotated: Any) -> float:
    best = 1e9
    for _ in range(3):
        start = process_time()
        find_times(annotated, lexicon=lexicon())
        best = min(best, process_time() - start)
    return best
