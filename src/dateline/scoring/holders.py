"""Who holds the town at the end of its story.

Gold: `gold.held_by`, a list whose first entry is the main holder; the record's `place` names the town. Always answering
"government" is right for most towns, so that the towns held by others are counted apart.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dateline.errors import CorpusError
from dateline.reconcile.background import Background
from dateline.reconcile.narratives import last_holder
from dateline.scoring.classes import load_classes, of_party
from dateline.scoring.corpora import Example, gold_keys
from dateline.scoring.figures import Cause, Figure, Mistake, share

_MAIN = "government"


def check(record: Mapping[str, Any], place: str) -> None:
    """Raises CorpusError where the record names no town or no holder."""
    gold_keys(record, ("held_by",), place=place)
    if not isinstance(record.get("place"), str):
        raise CorpusError('the record has no "place"', place=place, way_out="Name the town that the text is about.")
    if not isinstance(record["gold"]["held_by"], list) or not record["gold"]["held_by"]:
        raise CorpusError('"held_by" is no list of holders', place=place, way_out="Name the main holder first.")


def judge(examples: Sequence[Example]) -> tuple[list[Figure], list[Mistake]]:
    """Accuracy of the last holder, for all towns and for those that others than the government hold."""
    mistakes: list[Mistake] = []
    right = others = others_right = unknown = 0
    for example in examples:
        wanted = example.gold["held_by"][0]
        got, words = holder_of(example)
        right += got == wanted
        unknown += got is None
        if wanted != _MAIN:
            others, others_right = others + 1, others_right + (got == wanted)
        if got != wanted:
            cause: Cause = "missed" if got is None else "wrong value"
            mistakes.append(
                Mistake(example.name, "holder", cause, wanted, words, example.sentence(len(example.text) - 1))
            )
    return [
        share("last holder", right=right, wanted=len(examples)),
        share("last holder, held by others than the government", right=others_right, wanted=others),
        share("no holder known", right=unknown, wanted=len(examples)),
    ], mistakes


def holder_of(example: Example) -> tuple[str | None, str]:
    """The class of whoever holds the record's place last, by the reading of a chronicle, and that reading in words."""
    dispatch = example.dispatch
    days = {dispatch.id: dispatch.day} if dispatch.day else {}
    town = str(example.record["place"])
    # "Homs \u2013 Khaldiyeh": the quarter of a city has a story of its own.
    found = last_holder(
        example.claims, place=town.rpartition(" \u2013 ")[2], names=[town], background=Background(days=days)
    )
    if found is None:
        return None, "the text tells of no holder"
    return of_party(found.party, load_classes().holders), f"{found.party.name}, by claim {found.claim}"
