"""The list of abbreviations: what a broken file is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.errors import KnowledgeError
from dateline.knowledge.abbreviations import load_abbreviations


def test_the_list_of_the_package_loads() -> None:
    abbreviations = load_abbreviations()
    assert "lt." in abbreviations.before_name
    assert "sept." in abbreviations.before_figure
    assert "u.s." in abbreviations.either


@pytest.mark.parametrize(
    ("content", "named"),
    [
        ("before_name = [", "not TOML"),
        ('before_name = ["lt."]', "before_figure"),
        ('before_name = ["Lt."]\nbefore_figure = []\neither = []\nstarters = []', "Lt."),
        ('before_name = ["lt"]\nbefore_figure = []\neither = []\nstarters = []', "lt"),
        ("before_name = []\nbefore_figure = []\neither = []\nstarters = []\nothers = []", "others"),
    ],
)
def test_a_broken_file_is_refused_by_key(tmp_path: Path, content: str, named: str) -> None:
    path = tmp_path / "abbreviations.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(KnowledgeError, match=named):
        load_abbreviations(path)
