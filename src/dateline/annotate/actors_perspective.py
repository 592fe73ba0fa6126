"""Words whose bearer depends on the speaker: "our forces", "we", "the enemy", "martyrs".

Who is meant is decided once the speaker is known; here they get the actors "perspective:self" and "perspective:enemy".
"""

from __future__ import annotations

from dateline.annotate.actors_phrases import is_modifier
from dateline.annotate.actors_text import Draft, Reading
from dateline.model.world import Actor

#: Words between "terrorists of" and the name.
_LEADING = frozenset(["the", "so", "-", "called", "self", "proclaimed", "styled"])


def mark_perspective(reading: Reading) -> None:
    """Drafts for words whose bearer depends on the speaker: "our forces", "we", "the enemy", "martyrs"."""
    view = reading.book.perspective
    self_actor = Actor("perspective:self", "the speaker's side", "perspective")
    enemy = Actor("perspective:enemy", "the speaker's opponents", "perspective")
    for i, token in enumerate(reading.tokens):
        low = reading.low[i]
        if low in view.enemy_first and reading.owner[i] is None and reading.quoted[i]:
            _mark_phrase(reading, i, view.quoted, enemy)
        if reading.owner[i] is not None:
            continue
        if low in view.pronouns:
            _mark_self(reading, i, self_actor)
        elif low in view.enemy_first:
            _mark_phrase(reading, i, view.enemy, enemy)
        elif token.pos == "NOUN" and (low,) in view.martyrs:
            reading.add(Draft(i, i + 1, i, self_actor, "perspective", 0.6))
        elif low == "the" and not _mark_phrase(reading, i, view.enemy, enemy):
            _mark_phrase(reading, i, view.resistance, self_actor)


def _mark_self(reading: Reading, i: int, actor: Actor) -> None:
    token = reading.tokens[i]
    view = reading.book.perspective
    if token.text in ("US", "ME"):
        return
    if reading.low[i] in view.possessives:
        for at in range(i + 1, min(i + 4, len(reading.tokens))):
            if reading.low[at] in view.nouns and reading.tokens[at].pos in ("NOUN", "PROPN"):
                if (
                    at + 1 < len(reading.tokens)
                    and reading.low[at + 1] in view.nouns
                    and reading.tokens[at].head == at + 1
                ):
                    continue
                reading.add(Draft(i, at + 1, at, actor, "perspective", 0.9))
                return
            if reading.tokens[at].pos not in ("ADJ", "NOUN"):
                return
        return
    if token.pos == "PRON":
        reading.add(Draft(i, i + 1, i, actor, "perspective", 0.9))


def _named_after(reading: Reading, at: int) -> Actor | None:
    """ "terrorists from the River Front", "terrorists of ISIL": who is meant is named behind."""
    if at + 1 >= len(reading.tokens) or reading.low[at] not in ("of", "from"):
        return None
    at += 1
    while at < len(reading.tokens) and reading.low[at] in _LEADING:
        at += 1
    draft = reading.owner[at] if at < len(reading.tokens) else None
    return draft.actor if draft is not None and draft.actor.kind == "rebel_group" else None


def _beside_name(reading: Reading, first: int, head: int) -> bool:
    """ "the River Front terrorist group": who is meant stands beside it."""
    token = reading.tokens[head]
    near = [reading.owner[first - 1] if first else None, reading.owner[token.head] if token.dep == "appos" else None]
    return any(draft is not None and draft.actor.kind != "perspective" for draft in near)


def _mark_phrase(reading: Reading, i: int, phrases: frozenset[tuple[str, ...]], actor: Actor) -> bool:
    for length in range(min(4, len(reading.tokens) - i), 0, -1):
        if tuple(reading.low[i : i + length]) in phrases and reading.free(i, i + length):
            head = reading.head_of(i, i + length)
            if _beside_name(reading, i, head):
                return False
            if reading.tokens[head].pos in ("NOUN", "PROPN", "ADJ") and not is_modifier(reading, head):
                first = i + 1 if reading.low[i] == "the" else i
                if (named := _named_after(reading, i + length)) is not None:
                    reading.add(Draft(first, i + length, head, named, "generic", 0.9))
                    return True
                reading.add(Draft(first, i + length, head, actor, "perspective", 0.9))
                return True
    return False
