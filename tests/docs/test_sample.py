"""The sample: what `dateline demo` reads, and what is promised of it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import dateline
from dateline import ask, pipeline
from dateline.model.outcome import Control, Disagreement
from dateline.model.text import Dispatch
from dateline.read.formats import read_all
from dateline.settings import Settings

ROOT = Path(__file__).parents[2]
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


@pytest.fixture(scope="module")
def read() -> list[Dispatch]:
    found = list(read_all([str(SAMPLES)], settings=Settings()))
    assert [one for one in found if not isinstance(one, Dispatch)] == []
    return [one for one in found if isinstance(one, Dispatch)]


def test_every_file_is_read_without_an_issue(read: list[Dispatch]) -> None:
    assert sorted(dispatch.outlet or "" for dispatch in read) == sorted(outlets())
    assert len({dispatch.id for dispatch in read}) == len(read)


def test_every_dispatch_has_a_title_a_day_and_a_language(read: list[Dispatch]) -> None:
    assert [d.ref for d in read if not (d.title and d.published and d.language == "en")] == []


def test_wire_datelines_are_read(read: list[Dispatch]) -> None:
    assert {d.dateline for d in read if d.dateline} == {"BEIRUT", "AMMAN", "DAMASCUS"}


def test_its_description_counts_right() -> None:
    words = (ROOT / "docs" / "sample.md").read_text(encoding="utf-8")
    assert "Twenty-seven dispatches" in words
    assert len(outlets()) == 27
    assert len(PLAIN) == 24


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample in a ledger, as `dateline demo` makes it."""
    path = tmp_path_factory.mktemp("sample") / "sample.ledger"
    pipeline.add([str(SAMPLES)], ledger=path, settings=Settings())
    return path


def test_its_contradictions_are_found(ledger: Path) -> None:
    found = [one for one in ask.show("disagreements", ledger=ledger) if isinstance(one, Disagreement)]
    assert {one.kind for one in found} >= {"figure", "control", "occurrence", "attribution", "status"}
    sentences = "\n".join(one.sentence for one in found)
    for words in ("Hama, 2024-11-30: held by Syrian army", "enter in Homs", "nearly 1,000", "terrorists according to"):
        assert words in sentences


def test_neither_those_who_flee_nor_those_who_help_hold_a_place(ledger: Path) -> None:
    holders = [one for one in ask.show("control", ledger=ledger) if isinstance(one, Control)]
    assert [one.place_name for one in holders if one.place_name in ("Moscow", "Al-Hader", "Turkey")] == []


def test_neither_order_nor_batches_show_in_what_comes_out(ledger: Path, tmp_path: Path) -> None:
    files = sorted(SAMPLES.iterdir(), reverse=True)
    for first in range(0, len(files), 5):
        pipeline.add([str(path) for path in files[first : first + 5]], ledger=tmp_path / "l", settings=Settings())
    for noun in ("claims", "events", "tolls", "control", "disagreements", "actors", "places"):
        assert list(ask.show(noun, ledger=ledger)) == list(ask.show(noun, ledger=tmp_path / "l"))
