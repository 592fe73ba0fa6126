"""From text to claims in tests, through the real annotators and the real extractor."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import make
from dateline.extract.claims import extract
from dateline.knowledge.library import Knowledge
from dateline.model.claim import Claim
from dateline.model.marks import Annotated
from dateline.model.text import Dispatch
from dateline.pipeline import annotate
from dateline.read.formats import read
from dateline.settings import Settings


class Reader:
    """Everything between bytes and claims, with the knowledge opened once."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge

    def annotated(self, dispatch: Dispatch) -> Annotated:
        """One dispatch with all marks."""
        found = next(iter(annotate([dispatch], knowledge=self.knowledge, parser=make.parser())))
        assert isinstance(found, Annotated), found
        return found

    def claims(self, text: str, **rest: Any) -> tuple[Claim, ...]:
        """The claims of a text, told by an invented outlet on 2024-12-06 unless told otherwise."""
        return extract(self.annotated(make.dispatch(text, **rest)), knowledge=self.knowledge)

    def claims_of_file(self, path: Path) -> Iterator[tuple[Claim, ...]]:
        """The claims of each dispatch in a file."""
        for dispatch in read(path.read_bytes(), origin=str(path), settings=Settings()):
            if isinstance(dispatch, Dispatch):
                yield extract(self.annotated(dispatch), knowledge=self.knowledge)
