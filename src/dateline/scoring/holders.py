"""Who holds the town at the end of its story.

Gold: `gold.held_by`, a list whose first entry is the main holder; the record's `place` names the town. Always answering
"government" is right for most towns, so that the towns held by others are counted apart.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from dateline.errors import CorpusError
from dateline.knowledge.folding import fold
from dateline.model.claim import Party
from dateline.model.outcome import Control
from dateline.reconcile.background import Background
from dateline.reconcile.control import control
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
        got, words = last_holder(example)
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


def last_holder(example: Example) -> tuple[str | None, str]:
    """The class of whoever holds the record's place last, and the stretch of control in words."""
    dispatch = example.dispatch
    days = {dispatch.id: dispatch.day} if dispatch.day else {}
    background = Background(days=days).learn(example.claims)
    town = fold(str(example.record["place"]))
    held = [one for one in control(example.claims, background=background) if town in _names(one, example)]
    if not held:
        return None, "no stretch of control"
    last = max(held, key=lambda one: (one.first or date.min, one.confirmed or date.min, one.id))
    words = f"{last.holder_name} ({last.certainty}) since {last.first}: {last.reason}"
    return of_party(_party(last, example), load_classes().holders), words


def _names(held: Control, example: Example) -> set[str]:
    """The place of a stretch by every name that the claims have for it."""
    places = [claim.place.place for claim in example.claims if claim.place and claim.place.place.id == held.place]
    return {fold(held.place_name), *(fold(name) for place in places for name in (place.name, *place.names))}


def _party(held: Control, example: Example) -> Party | None:
    """The holder as a party of one of the claims that the stretch rests on."""
    if held.holder is None:
        return None
    for claim in example.claims:
        for party in (claim.agent, claim.target):
            if party and (party.id == held.holder or party.side == held.holder):
                return party
    return Party(held.holder, held.holder_name or "", "", side=held.holder)
