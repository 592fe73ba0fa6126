"""The sample: what `dateline demo` reads, and what is promised of it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import dateline

SAMPLES = Path(dateline.__file__).parent / "samples"
PLAIN = sorted(SAMPLES.glob("*.txt"))
OUTLET = re.compile(r"From: (.+)")


def outlets() -> list[str]:
    """The outlet of every dispatch of the sample, in the order of the files."""
    found = [match[1] for path in PLAIN if (match := OUTLET.search(path.read_text(encoding="utf-8")))]
    for path in sorted(SAMPLES.glob("*.jsonl")):
        found.extend(json.loads(line)["source"] for line in path.read_text(encoding="utf-8").splitlines())
    for path in sorted(SAMPLES.glob("*.html")):
        found.extend(re.findall(r'og:site_name" content="([^"]+)"', path.read_text(encoding="utf-8")))
    return found


def test_it_has_dispatches_enough() -> None:
    assert len(outlets()) >= 18
    assert len(set(outlets())) >= 6


def test_every_outlet_says_that_it_is_fictional() -> None:
    assert [outlet for outlet in outlets() if not outlet.endswith("(fictional)")] == []


@pytest.mark.parametrize("path", PLAIN, ids=lambda path: path.stem)
def test_every_plain_dispatch_names_its_outlet_and_its_day(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert OUTLET.search(text)
    assert path.name[:10] in text.splitlines()[0] + text.splitlines()[2]


def test_its_description_counts_right() -> None:
    words = (SAMPLES / "README.md").read_text(encoding="utf-8")
    assert "Twenty-four dispatches" in words
    assert len(outlets()) == 24
    assert len(PLAIN) == 21
