"""The rules that the sample's claims and marks name are all documented, also those that are put together at run time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest

import dateline
import make
from dateline.extract.claims import extract
from dateline.knowledge.library import open_knowledge
from dateline.model.marks import Annotated
from dateline.model.text import Dispatch
from dateline.pipeline import annotate
from dateline.read.formats import read_all
from dateline.settings import from_environment

ROOT = Path(__file__).parents[2]
SAMPLES = Path(dateline.__file__).parent / "samples"
MARKS = [field.name for field in fields(Annotated) if field.name not in ("dispatch", "reading")]


def documented() -> set[str]:
    """The first cell of each row of a table in docs/rules.md, without its marks."""
    rows = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8").splitlines()
    return {row.split("|")[1].strip().strip("`") for row in rows if row.startswith("| `")}


def marked(annotated: Annotated) -> Iterator[str]:
    for name in MARKS:
        for mark in getattr(annotated, name):
            yield getattr(mark, "rule", "words")
            yield getattr(getattr(mark, "speaker", None), "rule", "words")


@pytest.mark.slow
def test_every_rule_that_comes_out_is_documented() -> None:
    settings = from_environment()
    knowledge = open_knowledge(settings)
    dispatches = [one for one in read_all([str(SAMPLES)], settings=settings) if isinstance(one, Dispatch)]
    rules: set[str] = set()
    for annotated in annotate(dispatches, knowledge=knowledge, parser=make.parser()):
        assert isinstance(annotated, Annotated)
        rules.update(marked(annotated))
        for claim in extract(annotated, knowledge=knowledge):
            rules.update(one.rule for found in claim.evidence.values() for one in found)
    assert len(rules) > 20
    assert sorted(rules - documented()) == []
