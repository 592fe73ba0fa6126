"""Figures, days and foreign words on a screen."""

from __future__ import annotations

import pytest

import hand
import make
from dateline.cli import marked, words
from dateline.model.days import day
from dateline.model.text import Evidence


@pytest.mark.parametrize(
    ("ends", "shown"),
    [
        ((23, 23, 23), "23"),
        ((20, None, 40), "20 to 40"),
        ((20, 30, 40), "20 to 40 (best 30)"),
        ((23, 23, None), "at least 23"),
        ((None, None, 40), "up to 40"),
        ((None, 12_000_000, None), "around 12,000,000"),
        ((0, 0, 0), "0"),
        ((None, None, None), "not known"),
    ],
)
def test_a_figure_keeps_its_open_ends(ends: tuple[int | None, int | None, int | None], shown: str) -> None:
    assert words.figure(*ends) == shown


@pytest.mark.parametrize(
    ("first", "last", "shown"),
    [
        ("2024-12-05", "2024-12-05", "2024-12-05"),
        ("2024-11-25", "2024-12-01", "2024-11-25 to 2024-12-01"),
        (None, "2024-12-05", "by 2024-12-05"),
        ("2011-03-01", None, "since 2011-03-01"),
        (None, None, ""),
    ],
)
def test_days_keep_their_open_ends(first: str | None, last: str | None, shown: str) -> None:
    assert words.days(day(first), day(last)) == shown


@pytest.mark.parametrize("text", ["\x1b[2Jgone", "a\u202etxt.exe", "bell\x07", "\ud800"])
def test_nothing_from_a_dispatch_steers_the_terminal(text: str) -> None:
    shown = words.harmless(text)
    assert "\ufffd" in shown
    assert shown.encode()


def test_marks_that_lie_in_each_other_are_bracketed_in_order() -> None:
    dispatch = make.dispatch("Northern rebels took the town of Vessa.\n\nOther news.")
    made = hand.claim("seize", "rebels", place="Vessa")
    spans = {"agent": (0, 15), "source": (0, 20), "kind": (16, 20), "place": (33, 38)}
    evidence = {name: (Evidence(s, e, dispatch.text[s:e], "words"),) for name, (s, e) in spans.items()}
    from dataclasses import replace

    claim = replace(made, evidence=evidence)
    [(part, offset, text)] = marked.passages(claim, dispatch)
    assert text == "Northern rebels took the town of Vessa."
    shown = marked.marked(claim, part, offset, text, colours=False).plain
    assert shown == "[source [agent Northern rebels] [kind took]] the town of [place Vessa]."


def test_a_long_paragraph_is_cut_around_the_words() -> None:
    text = "word " * 2_000 + "Rebels took Vessa. " + "word " * 2_000
    start = text.index("took")
    claim = hand.claim("seize", "rebels")
    from dataclasses import replace

    found = replace(claim, evidence={"kind": (Evidence(start, start + 4, "took", "words"),)})
    [(_, offset, passage)] = marked.passages(found, make.dispatch(text))
    assert "Rebels took Vessa." in passage
    assert len(passage) < 400
    assert text[offset : offset + len(passage)] == passage
