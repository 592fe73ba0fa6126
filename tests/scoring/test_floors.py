"""No change lets a figure fall below its floor: the first records of each annotated corpus, where the corpora are there."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from dateline.scoring.corpora import digest, files_of
from dateline.scoring.score import score
from dateline.settings import from_environment

ROOT = Path(__file__).parents[2]
GOLD = ROOT.parent / "shared" / "gold"
FLOORS: dict[str, dict[str, Any]] = json.loads((ROOT / "bench" / "floors.json").read_text(encoding="utf-8"))


@pytest.mark.slow
@pytest.mark.parametrize("corpus", sorted(FLOORS))
def test_no_figure_is_below_its_floor(corpus: str) -> None:
    pinned = FLOORS[corpus]
    path = ROOT / "bench" / "dispatches" if corpus == "claims" else GOLD / corpus
    if not path.exists():
        pytest.skip(f"the corpus {corpus} is not here ({path})")
    if corpus != "claims" and digest(files_of(path)) != pinned["digest"]:
        pytest.skip(f"the corpus {corpus} is another than the one that the floors were pinned on")
    found = score(corpus, path, settings=from_environment(), most=pinned["records"])
    fallen = {
        field: (round(found.figure(field).value, 3), floor)
        for field, floor in pinned["floors"].items()
        if found.figure(field).value < floor
    }
    assert fallen == {}, "figures below their floors; see the errors with: dateline score " + corpus


def test_every_floor_belongs_to_a_corpus_by_digest() -> None:
    assert [name for name, pinned in FLOORS.items() if len(pinned["digest"]) != 64 or not pinned["floors"]] == []
