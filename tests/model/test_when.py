"""Intervals of days: which can share a day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

import strategies
from dateline.model.when import When


def when(first: str | None, last: str | None) -> When:
    days = [date.fromisoformat(day) if day else None for day in (first, last)]
    return When(days[0], days[1], "day", "", "absolute")


@pytest.mark.parametrize(
    ("one", "other", "meets"),
    [
        (("2024-12-05", "2024-12-05"), ("2024-12-05", "2024-12-05"), True),
        (("2024-12-01", "2024-12-05"), ("2024-12-05", "2024-12-09"), True),  # both ends are included
        (("2024-12-01", "2024-12-04"), ("2024-12-05", "2024-12-09"), False),
        (("2011-03-01", None), ("2024-12-05", "2024-12-05"), True),  # since March 2011
        (("2024-12-06", None), ("2024-12-05", "2024-12-05"), False),
        ((None, "2024-12-05"), ("2024-12-05", None), True),  # by the 5th; since the 5th
        ((None, "2024-12-04"), ("2024-12-05", None), False),
        ((None, None), ("2024-12-05", "2024-12-05"), True),  # nothing known rules nothing out
    ],
)
def test_meeting(one: tuple[str | None, str | None], other: tuple[str | None, str | None], meets: bool) -> None:
    assert when(*one).meets(when(*other)) is meets
    assert when(*other).meets(when(*one)) is meets


ordered = strategies.whens.filter(lambda w: w.first is None or w.last is None or w.first <= w.last)
some_days = st.dates(date(1900, 1, 1), date(2100, 1, 1))


@given(ordered, ordered)
def test_meeting_goes_both_ways_and_with_oneself(one: When, other: When) -> None:
    assert one.meets(other) == other.meets(one)
    assert one.meets(one)


@given(some_days, st.integers(0, 40), some_days, st.integers(0, 40))
def test_two_meet_exactly_when_they_share_a_day(one: date, long: int, other: date, wide: int) -> None:
    first = When(one, one + timedelta(long), "span", "", "absolute")
    second = When(other, other + timedelta(wide), "span", "", "absolute")
    shared = {one + timedelta(i) for i in range(long + 1)} & {other + timedelta(i) for i in range(wide + 1)}
    assert first.meets(second) is bool(shared)


@given(ordered, ordered)
def test_a_day_less_known_meets_no_less(one: When, other: When) -> None:
    wider = When(None, one.last, one.granularity, "", "")
    assert not one.meets(other) or wider.meets(other)
