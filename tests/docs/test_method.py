"""The table of numbers in docs/method.md says what the code does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import make
from dateline.annotate.numbers import find_numbers
from dateline.knowledge.numbers import load_number_lexicon

METHOD = (Path(__file__).parents[2] / "docs" / "method.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| ([^|]*people|no one) \| ([\d,]*) ?\| ([\d,]*) ?\| ([\d,]*) ?\|$", re.MULTILINE)


def ends(cells: tuple[str, ...]) -> list[int | None]:
    return [int(cell.replace(",", "")) if cell else None for cell in cells]


def test_the_table_is_found() -> None:
    assert len(ROW.findall(METHOD)) >= 12


@pytest.mark.parametrize("row", ROW.findall(METHOD), ids=lambda row: row[0])
def test_words_are_read_as_documented(row: tuple[str, ...]) -> None:
    words, *figures = row
    [mark] = find_numbers(make.annotated(f"The army said that {words} died."), lexicon=load_number_lexicon())
    assert [mark.low, mark.best, mark.high] == ends(tuple(figures))
