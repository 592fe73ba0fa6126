"""Two rulers over one dispatch: whatever is marked in the reading is found again in the text or in the title."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

import make
from dateline.model.text import Dispatch, Span, evidence

texts = st.text(max_size=30)


@st.composite
def marked(draw: st.DrawFn) -> tuple[Dispatch, int, int]:
    """A dispatch with or without a title of its own, and a range of the reading that lies in one of the two."""
    title, text = draw(st.none() | st.text(min_size=1, max_size=30)), draw(texts)
    dispatch = make.dispatch(text.encode("utf-8", "replace").decode(), title=title)
    inside_title = title is not None and draw(st.booleans())
    low, high = (0, len(title or "")) if inside_title else (dispatch.offset, len(dispatch.reading))
    start = draw(st.integers(low, high))
    end = draw(st.integers(start, high))
    return dispatch, start, end


@given(marked())
def test_the_quotation_is_what_was_marked(found: tuple[Dispatch, int, int]) -> None:
    dispatch, start, end = found
    proof = evidence(dispatch, start, end)
    source = dispatch.text if proof.part == "text" else dispatch.title or ""
    assert proof.quote == dispatch.reading[start:end] == source[proof.start : proof.end]
    assert 0 <= proof.start <= proof.end <= len(source)


@given(texts, st.none() | texts)
def test_the_reading_ends_with_the_text(text: str, title: str | None) -> None:
    dispatch = Dispatch("", "", text, "", title=title)
    assert dispatch.reading[dispatch.offset :] == text
    assert dispatch.reading.startswith(title or "")


def test_a_title_in_the_text_is_read_once() -> None:
    dispatch = make.dispatch("Morek falls\n\nRebels took it.", title="Morek falls", title_span=Span(0, 11))
    assert dispatch.reading == dispatch.text
    assert dispatch.locate(0, 11) == (0, 11, "text")


def test_a_mark_that_runs_on_from_the_title_ends_with_the_title() -> None:
    dispatch = make.dispatch("Rebels took it.", title="Morek falls")
    assert evidence(dispatch, 0, 20).quote == "Morek falls"


@pytest.mark.parametrize(
    ("published", "written", "day"),
    [
        ("2024-12-06T15:00:03+00:00", None, date(2024, 12, 6)),
        ("2024-12-06", date(2024, 12, 5), date(2024, 12, 5)),  # the byline outranks
        (None, None, None),
    ],
)
def test_the_day_that_relative_times_start_from(published: str, written: date | None, day: date | None) -> None:
    assert make.dispatch("x", published=published, written=written).day == day


ranges = st.tuples(st.integers(0, 20), st.integers(0, 20)).map(lambda pair: Span(min(pair), max(pair)))


@given(ranges, ranges)
def test_spans_meet_when_they_share_a_character(one: Span, other: Span) -> None:
    shared = set(range(one.start, one.end)) & set(range(other.start, other.end))
    if shared:
        assert one.meets(other)
        assert other.meets(one)
    if len(one) and len(other):
        assert one.meets(other) is bool(shared)
    assert len(one) == one.end - one.start


@given(ranges, ranges)
def test_what_lies_within_has_no_character_outside(one: Span, other: Span) -> None:
    if one.within(other):
        assert set(range(one.start, one.end)) <= set(range(other.start, other.end))
