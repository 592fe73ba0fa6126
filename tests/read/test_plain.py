"""Plain dispatches: the header in its variants, missing parts, and text with nothing around it."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.model.outcome import Issue
from dateline.model.text import Dispatch
from dateline.read import plain

STORY = "Rebels took the bridge town on Thursday, residents said.\n\nThe army left the town in the night."
SEED = Path(__file__).parents[3] / "shared" / "seed" / "2024-12-06-hama.txt"


def read(text: str) -> Dispatch:
    results = list(plain.read(text.encode(), origin="folder/a.txt", name="a.txt"))
    assert isinstance(results[0], Dispatch)
    return results[0]


def issues(text: str) -> list[Issue]:
    found = plain.read(text.encode(), origin="folder/a.txt", name="a.txt")
    return [result for result in found if isinstance(result, Issue)]


def parts(dispatch: Dispatch) -> list[tuple[str, str]]:
    return [(block.kind, dispatch.text[block.start : block.end]) for block in dispatch.blocks]


FULL = (
    " date 2024-12-06 Bridge town falls as advance goes on\n\n2024-12-06 15:00:03 - From: The Plainfield Courier\n\n"
    f"Alex Roe Thu, 12/05/2024\n\n{STORY}\n"
)


def test_the_whole_header_is_read_and_the_text_is_left_as_it_was() -> None:
    dispatch = read(FULL)
    assert dispatch.text == FULL
    assert dispatch.title == "Bridge town falls as advance goes on"
    assert dispatch.title_span is not None
    assert FULL[dispatch.title_span.start : dispatch.title_span.end] == dispatch.title
    assert dispatch.outlet == "The Plainfield Courier"
    assert dispatch.published == "2024-12-06T15:00:03"
    assert dispatch.byline == "Alex Roe"
    assert dispatch.written == date(2024, 12, 5)
    assert (dispatch.ref, dispatch.origin, dispatch.language) == ("a.txt", "folder/a.txt", "en")
    assert parts(dispatch) == [
        ("stamp", "date 2024-12-06"),
        ("stamp", "2024-12-06 15:00:03 - From: The Plainfield Courier"),
        ("byline", "Alex Roe Thu, 12/05/2024"),
    ]
    assert issues(FULL) == []


@pytest.mark.skipif(not SEED.exists(), reason="the seed dispatch lies beside the project, not in it")
def test_the_seed() -> None:
    dispatch = read(SEED.read_bytes().decode())
    assert dispatch.title == "Hama city falls to Syrian rebels as advance continues"
    assert (dispatch.outlet, dispatch.byline) == ("Middle East Eye", "Alex MacDonald")
    assert (dispatch.published, dispatch.written) == ("2024-12-06T15:00:03", date(2024, 12, 5))


@pytest.mark.parametrize(
    ("header", "title", "outlet", "byline", "published", "written"),
    [
        ("date 2024-12-06\nBridge falls\n\n", "Bridge falls", None, None, "2024-12-06", None),
        ("Date: 2024-12-06\nTitle: Bridge falls\nSource: Hill Post\n\n", "Bridge falls", "Hill Post", None, "2024-12-06", None),
        ("date 2024-12-06\n\nBridge falls\n\nBy Jane Roe\n\n", "Bridge falls", None, "Jane Roe", "2024-12-06", None),
        ("2024-12-06 15:00 - From: Hill Post\n\n", None, "Hill Post", None, "2024-12-06T15:00", None),
        ("From: Hill Post - 6 December 2024\n\n", None, "Hill Post", None, "2024-12-06", None),
        ("Bridge falls\nBy Jane Roe, Friday 6 December 2024\n\n", "Bridge falls", None, "Jane Roe", None, date(2024, 12, 6)),
        ("Bridge falls\n\nBY JANE ROE AND JOHN DOE\n\n", "Bridge falls", None, "JANE ROE AND JOHN DOE", None, None),
        ("Bridge falls\n\nPublished: Fri 6 Dec 2024, 15:00 GMT\n\n", "Bridge falls", None, None, "2024-12-06T15:00+00:00", None),
        ("Published 6 December 2024\nUpdated 7 December 2024, 10:00\n\n", None, None, None, "2024-12-06", None),
        ("Bridge falls\n\nUpdated 3:45 PM EST, Thu December 5, 2024\n\n", "Bridge falls", None, None, "2024-12-05T15:45-05:00", None),
        ("Bridge falls\nJane Roe | Hill Post | 6 December 2024\n\n", "Bridge falls", "Hill Post", "Jane Roe", "2024-12-06", None),
        ("Bridge falls\n\nWhat is known of the town.\n\nBy Jane Roe in Hill Town\n\n", "Bridge falls", None, "Jane Roe in Hill Town", None, None),
        ("Bridge falls\n\nHill Post, 6 December 2024\n\n", "Bridge falls", "Hill Post", None, "2024-12-06", None),
        ("Hill Post\n6 December 2024\n\nBridge falls\n\n", "Bridge falls", "Hill Post", None, "2024-12-06", None),
        ("Jane Roe, Hill Town\n06.12.2024\n\nBridge falls\n\n", "Bridge falls", None, "Jane Roe, Hill Town", "2024-12-06", None),
        ("Bridge falls\nby Jane Roe (Hill Town)\nFriday, December 6, 2024\n\n", "Bridge falls", None, "Jane Roe (Hill Town)", "2024-12-06", None),
        ("Bridge falls\n\nDecember 6, 2024 5:03 AM\nJane Roe\n\n", "Bridge falls", None, "Jane Roe", "2024-12-06T05:03", None),
        ("date 2024-12-06 Bridge falls\n2024-12-06 09:00:00 - From: Hill Post\nThu, 12/05/2024 - 21:15\n\n",
         "Bridge falls", "Hill Post", None, "2024-12-06T09:00:00", date(2024, 12, 5)),
        ("date 2024-12-06\n2024-12-06 15:00 - From: Hill Post\n\nRebels Take Bridge\n\n",
         "Rebels Take Bridge", "Hill Post", None, "2024-12-06T15:00", None),
        ("date 2024-12-06\n\nRebels Take Bridge\n\nBy Jane Roe\n\n", "Rebels Take Bridge", None, "Jane Roe", "2024-12-06", None),
        ("2024-12-06 Bridge falls\n\n", "Bridge falls", None, None, "2024-12-06", None),
        ("Bridge falls\n\n", "Bridge falls", None, None, None, None),
        ("", None, None, None, None, None),
    ],
)  # fmt: skip
def test_variants_and_missing_parts(
    header: str, title: str | None, outlet: str | None, byline: str | None, published: str | None, written: date | None
) -> None:
    for text in (header + STORY, (header + STORY).replace("\n", "\r\n"), "\ufeff" + header + STORY):
        dispatch = read(text)
        assert dispatch.text == text.removeprefix("\ufeff")
        assert (dispatch.title, dispatch.outlet, dispatch.byline) == (title, outlet, byline)
        assert (dispatch.published, dispatch.written) == (published, written)
        covered = "".join(words for _, words in parts(dispatch))
        assert "Rebels took" not in covered


def test_dateline_and_credits_are_set_apart() -> None:
    text = (
        "date 2025-01-02 Bridge falls\n\nBRIDGE TOWN, Dec 31 (Hill Wire) - Rebels took it.\n\nThe army left.\n\n"
        "(Reporting by Jane Roe; Editing by John Doe)\n\n© 2025 Hill Wire. All rights reserved.\n"
    )
    dispatch = read(text)
    assert (dispatch.dateline, dispatch.outlet, dispatch.written) == ("BRIDGE TOWN", "Hill Wire", date(2024, 12, 31))
    assert parts(dispatch) == [
        ("stamp", "date 2025-01-02"),
        ("dateline", "BRIDGE TOWN, Dec 31 (Hill Wire) - "),
        ("credit", "(Reporting by Jane Roe; Editing by John Doe)"),
        ("credit", "© 2025 Hill Wire. All rights reserved."),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "By Thursday evening the rebels had left the town.",
        "By December they had gone.",
        "From the hills came the sound of guns.",
        "Source after source said the same.",
        "Updated maps show the town in other hands.",
        "5 December 2024 was the day on which the town fell.",
        "Copyright law did not matter to the men at the bridge.",
    ],
)
def test_a_sentence_is_no_header(line: str) -> None:
    dispatch = read(f"{line}\n\n{STORY}")
    assert dispatch.blocks == ()
    assert (dispatch.outlet, dispatch.byline, dispatch.published) == (None, None, None)


def test_no_date_stays_empty_and_is_said() -> None:
    dispatch = read(STORY)
    assert (dispatch.published, dispatch.written, dispatch.day) == (None, None, None)
    assert [(issue.level, issue.dispatch) for issue in issues(STORY)] == [("note", dispatch.id)]


def test_a_day_that_does_not_exist_is_said_with_its_line() -> None:
    text = f"\n date 2024-02-31 Bridge falls\n\n{STORY}"
    assert (read(text).published, read(text).title) == (None, "Bridge falls")
    assert issues(text)[0].place == "line 2"
    assert "calendar" in issues(text)[0].what


def test_an_open_order_of_day_and_month_is_said() -> None:
    text = f"date 05/12/2024 Bridge falls\n\n{STORY}"
    assert read(text).published is None
    assert "two ways" in issues(text)[0].what


def test_the_same_content_under_two_names_is_the_same_dispatch() -> None:
    one, two = (next(plain.read(FULL.encode(), origin=name, name=name)) for name in ("a.txt", "b.txt"))
    assert isinstance(one, Dispatch)
    assert isinstance(two, Dispatch)
    assert (one.id, one.sha256) == (two.id, two.sha256)
    assert one.ref != two.ref


PIECES = st.sampled_from(
    ["date 2024-12-06 ", "By ", "Jane Roe", "\n", "\r\n", "\n\n", "(", ")", " - ", "—", ":", "HAMA", ", ", "Dec 5", "©",
     "From: ", "Published ", "12/05/2024", "Updated:", "|", "\u2028", "ع", "😀", " " * 30, "--", "/", '"', "Reporting by", "x."]
)  # fmt: skip


@given(st.lists(PIECES | st.text(max_size=5), max_size=40).map("".join))
def test_blocks_lie_in_the_text_in_order_and_apart(text: str) -> None:
    for result in plain.read(text.encode("utf-8", "replace"), origin="x", name="x"):
        if isinstance(result, Dispatch):
            spans = [(block.start, block.end) for block in result.blocks]
            if result.title_span:
                spans.append((result.title_span.start, result.title_span.end))
            spans.sort()
            assert all(0 <= start < end <= len(result.text) for start, end in spans)
            assert all(before[1] <= after[0] for before, after in pairwise(spans))


@pytest.mark.parametrize(
    "text",
    [
        "\n" * 300_000 + "x",
        " " * 300_000,
        "(" * 100_000,
        "- " * 100_000,
        "By " * 100_000,
        '"' * 10_000,
        "A" * 2_000_000,
    ],
)
def test_odd_text_of_any_length_is_read(text: str) -> None:  # fmt: skip
    assert list(plain.read(text.encode(), origin="x", name="x"))
