"""Descriptions that stand for a name elsewhere: "members of X", "a spokesman for X", "the rebels" after the one group named."""

from __future__ import annotations

from dateline.annotate.actors_text import Draft, Reading
from dateline.model.world import Actor

BANDS = frozenset(["rebel_group", "political_militia", "identity_militia"])


def mark_members(reading: Reading) -> None:
    """ "members of the exiled opposition": the band noun before "of" joins the mark that follows."""
    generics = reading.book.generics
    starts = {draft.first: draft for draft in reading.drafts}
    for i, low in enumerate(reading.low[:-2]):
        if low not in generics.bands or reading.owner[i] is not None or reading.low[i + 1] != "of":
            continue
        for at in range(i + 2, min(i + 6, len(reading.tokens))):
            draft = starts.get(at)
            if draft is not None:
                if draft.actor.kind not in ("person", "office_holder", "state"):
                    reading.add(Draft(i, draft.last, i, draft.actor, draft.rule, min(draft.confidence, 0.8)))
                break
            if reading.tokens[at].pos not in ("DET", "ADJ", "PRON"):
                break


def mark_voices(reading: Reading) -> None:
    """ "A spokesman for the separatists", "officials of the front": those who speak for the body named behind are the body."""
    generics = reading.book.generics
    for draft in reading.drafts:
        at = draft.head + 1
        if draft.rule != "generic" or reading.low[draft.head] not in generics.voices or at + 1 >= len(reading.tokens):
            continue
        if reading.low[at] not in ("for", "of", "from") or not draft.actor.id.startswith(("officials", "sources")):
            continue
        behind = next(
            (j for j in range(at + 1, min(at + 5, len(reading.tokens))) if reading.owner[j] is not None), None
        )
        owner = reading.owner[behind] if behind is not None else None
        if owner is None or owner.actor.kind not in (*BANDS, "state_forces", "government", "organisation"):
            continue
        if all(reading.tokens[j].pos in ("DET", "ADJ", "NOUN", "PROPN") for j in range(at + 1, owner.first)):
            draft.actor = owner.actor


def only_group(reading: Reading, i: int, first: int) -> Actor | None:
    """ "The rebels" after "the Free Province Front": the one band that the text named so far, where no file tells more."""
    if first == 0 or reading.low[first - 1] not in ("the", "these", "those") or reading.tokens[first - 1].sentence == 0:
        return None
    found: dict[str, Actor] = {}
    for id, drafts in reading.named().items():
        if drafts[0].first < i and drafts[0].actor.kind in BANDS:
            found[id] = drafts[0].actor
    if len(found) != 1:
        return None
    (actor,) = found.values()
    return actor if actor.id.startswith("new:") else None
