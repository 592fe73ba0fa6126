"""The words file: what ships is whole, and a broken one is named by file and key."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.errors import KnowledgeError
from dateline.read.words import FILE, words


def test_the_file_that_ships_is_whole() -> None:
    assert words().months["december"] == 12
    assert words().weekdays["monday"] == 0


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("january = 1\n", "january = 13\n", "months"),
        ('small = ["and"', 'small = [3, "and"', "names.small"),
        ("[ninjs]", "[other]", "ninjs"),
        ('gmt = "+00:00"', "gmt = 0", "zones"),
    ],
)
def test_a_broken_file_is_named_with_its_key(tmp_path: Path, old: str, new: str, key: str) -> None:
    file = tmp_path / "words.toml"
    file.write_text(FILE.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    with pytest.raises(KnowledgeError, match=key) as caught:
        words(file)
    assert str(file) in caught.value.place


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match=r"none\.toml"):
        words(tmp_path / "none.toml")
