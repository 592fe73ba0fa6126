"""Descriptions that stand for a name elsewhere: "members of X", "a spokesman for X", "the rebels" after the one group named."""

from __future__ import annotations

from dataclasses import replace

from dateline.annotate.actors_names import new_body
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


def only_group(reading: Reading, i: int, first: int, noun_class: str) -> Actor | None:
    """ "The rebels" after "the Free Province Front": the one band that the text named so far, where no file tells more.

    A band of the book counts where the class has no bearer of its own in the band's country, and where it fights there.
    """
    if first == 0 or reading.low[first - 1] not in ("the", "these", "those") or reading.tokens[first - 1].sentence == 0:
        return None
    found: dict[str, Actor] = {}
    for id, drafts in reading.named().items():
        if drafts[0].first < i and drafts[0].actor.kind in BANDS:
            found[id] = drafts[0].actor
    actor = _one_of(reading, found, i)
    if actor is None:
        return None
    if actor.id.startswith("new:"):
        return actor
    land = reading.land_of(noun_class)
    foreign = actor.country is not None and actor.country != land
    return None if foreign or (land and reading.book.curated(noun_class, land, reading.day)) else actor


def _one_of(reading: Reading, found: dict[str, Actor], i: int) -> Actor | None:
    """The one band; of several on one side ("M23" and its alliance), the one that is named most."""
    if len(found) < 2:
        return next(iter(found.values()), None)
    sides = {reading.book.side_of(id, reading.day) for id in found}
    if len(sides) > 1 or None in sides:
        return None
    named = reading.named()
    return found[max(found, key=lambda id: sum(draft.first < i for draft in named[id]))]


def name_behind(reading: Reading, i: int) -> Actor | None:
    """ "The Islamist group al-Shabaab", "the militia Blue Shield": the band named right behind its kind is meant."""
    behind = reading.owner[i + 1] if i + 1 < len(reading.tokens) else None
    if behind is None or behind.first != i + 1 or reading.tokens[i].tag not in ("NN", "NNP"):
        return None
    called = reading.low[i] in reading.book.generics.bands or reading.low[i] in reading.book.generics.armed
    joined = reading.tokens[behind.head].head == i or reading.tokens[i].head == behind.head
    return behind.actor if called and joined and behind.actor.kind in BANDS else None


def band_before(reading: Reading, i: int) -> tuple[int, Actor] | None:
    """ "Sea Shield forces": a band called by capitalised words that nobody knows, with its first token."""
    at = i
    while at > 0 and _part_of_name(reading, at - 1, i):
        at -= 1
    starts = at == reading.annotated.sentences[reading.tokens[i].sentence].first
    short = reading.tokens[at].text.isupper() and len(reading.low[at]) > 1 and not reading.capitals_only(at)
    if i - at < (1 if short else 2 if starts or reading.tokens[at].entity != "ORG" else 1):
        return None
    return at, replace(new_body(reading, at, i), kind="political_militia")


def _part_of_name(reading: Reading, at: int, i: int) -> bool:
    token = reading.tokens[at]
    if token.sentence != reading.tokens[i].sentence or token.pos != "PROPN" or not token.text[0].isupper():
        return False
    if reading.owner[at] is not None or at in reading.country_of or at in reading.places:
        return False
    low, generics = reading.low[at], reading.book.generics
    known = low in generics.modifiers or low in generics.qualities or low in generics.heads or low in generics.peoples
    return (
        not known and at < token.head <= i and token.dep == "compound" and token.entity not in ("NORP", "GPE", "PERSON")
    )


def employer(reading: Reading, i: int) -> list[str]:
    """ "a source at the town's Police Command", "officials in the army": the word for the body that they speak for."""
    if reading.low[i + 1 : i + 2] not in (["at"], ["in"], ["from"], ["within"], ["inside"]):
        return []
    for at in range(i + 2, min(i + 7, len(reading.tokens))):
        token = reading.tokens[at]
        if token.sentence != reading.tokens[i].sentence or token.pos in ("VERB", "AUX", "PUNCT", "ADP", "PRON"):
            break
        turned = reading.book.generics.modifiers.get(reading.low[at])
        if turned is not None and (
            turned.body is not None or (turned.group is not None and turned.group.key in ("rebels", "separatists"))
        ):
            return [reading.low[at]]
    return []
