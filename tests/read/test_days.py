"""Days of headers and metadata: every common shape, the order of day and month, and what must stay open."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.read import days

NEAR = date(2024, 12, 6)


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2024-12-06", "2024-12-06"),
        ("2024-12-06 15:00:03", "2024-12-06T15:00:03"),
        ("2024-12-06T15:00:03Z", "2024-12-06T15:00:03+00:00"),
        ("2024-12-06T15:00:03.123+0200", "2024-12-06T15:00:03+02:00"),
        ("2024/12/06", "2024-12-06"),
        ("20241206150003", "2024-12-06T15:00:03"),
        ("Fri, 06 Dec 2024 15:00:03 GMT", "2024-12-06T15:00:03+00:00"),
        ("3:45 PM EST, Thu December 5, 2024", "2024-12-05T15:45-05:00"),
        ("March 5th, 2024 - 10:00 UTC+3", "2024-03-05T10:00+03:00"),
        ("6 Dec 2024 14.05 IST", "2024-12-06T14:05"),  # IST has three meanings: the zone stays open
        ("05.12.2024", "2024-12-05"),  # full stops: the day comes first
        ("13/12/2024", "2024-12-13"),  # there is no thirteenth month
        ("Thu, 12/05/2024", "2024-12-05"),  # the weekday settles the order
        ("Thu, 05/12/2024", "2024-12-05"),
        ("5 décembre 2024 à 10h30", "2024-12-05T10:30"),
        ("٥ ديسمبر 2024", "2024-12-05"),
    ],
)
def test_a_whole_moment_reads_the_same_without_knowing_the_publication(written: str, iso: str) -> None:
    moment = days.whole(written)
    assert moment is not None
    assert moment.iso() == iso


@pytest.mark.parametrize(
    ("written", "near", "day"),
    [
        ("12/05/2024", date(2024, 12, 6), date(2024, 12, 5)),
        ("05/12/2024", date(2024, 12, 6), date(2024, 12, 5)),
        ("05/12/2024", date(2024, 5, 13), date(2024, 5, 12)),
        ("12/05/24", date(2024, 12, 6), date(2024, 12, 5)),
        ("Dec 31", date(2025, 1, 2), date(2024, 12, 31)),
        ("Feb. 29", date(2026, 3, 1), date(2024, 2, 29)),
        ("12/05/2024", None, None),
        ("Dec 5", None, None),
        ("12/11/2024", date(2024, 1, 1), None),  # neither reading lies before publication
    ],
)
def test_an_open_day_is_settled_by_the_publication_or_stays_open(
    written: str, near: date | None, day: date | None
) -> None:
    moment = days.whole(written)
    assert moment is not None
    assert moment.day(near) == day


@pytest.mark.parametrize("written", ["2024-02-31", "31 February 2024", "30.02.2024", "2023-02-29"])
def test_a_day_that_does_not_exist_is_seen_and_not_repaired(written: str) -> None:
    moment = days.whole(written)
    assert moment is not None
    assert moment.impossible
    assert moment.iso(NEAR) is None


@pytest.mark.parametrize("written", ["", "soon", "2024-12", "2024", "May", "12:30", "1234567"])
def test_what_is_no_day_is_not_taken_for_one(written: str) -> None:
    assert days.whole(written) is None


def test_seconds_and_milliseconds_since_1970_are_utc() -> None:
    assert days.instant(1_733_497_203) == "2024-12-06T15:00:03+00:00"
    assert days.instant(1_733_497_203_000) == "2024-12-06T15:00:03+00:00"
    assert days.instant(2024) is None


@given(st.dates(min_value=date(1000, 1, 1)))
def test_every_iso_day_reads_back(day: date) -> None:
    moment = days.whole(day.isoformat())
    assert moment is not None
    assert moment.day() == day


@given(st.text(max_size=80))
def test_no_string_breaks_the_search(text: str) -> None:
    moment = days.search(text)
    assert moment is None or 0 <= moment.start < moment.end <= len(text)
