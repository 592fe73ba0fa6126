"""Later uses of names: a name made sure of before, a shorter form of a body's, a person's surname alone, "the Front"."""

from __future__ import annotations

from dateline.annotate.actors_text import HYPHENS, Draft, Reading

BODIES = frozenset(
    [
        "rebel_group",
        "political_militia",
        "identity_militia",
        "organisation",
        "monitor",
        "aid_agency",
        "intergovernmental",
    ]
)


def place_tokens(reading: Reading) -> set[int]:
    found: set[int] = set()
    for mark in reading.annotated.places:
        i = mark.head
        token = reading.tokens[i]
        inside = token.dep == "compound" and token.head == i + 1 and reading.tokens[i + 1].pos == "PROPN"
        inside = inside and mark.place.kind != "country" and token.entity in ("", "PERSON", "ORG")
        while i >= 0 and reading.tokens[i].start >= mark.start:
            if mark.use != "part_of_name" and not inside:
                found.add(i)
            i -= 1
    return found


class _Passed:
    """Drafts by a word, walked through once from left to right: who of a name was named last before a token."""

    def __init__(self, drafts: dict[str, list[Draft]]) -> None:
        self._waiting = {word: sorted(found, key=lambda draft: -draft.first) for word, found in drafts.items()}
        self._latest: dict[str, Draft] = {}
        self._ids: dict[str, set[str]] = {}

    def until(self, word: str, i: int) -> tuple[Draft | None, int]:
        """The last draft before token i and how many actors the drafts before it name; of all where none stands before."""
        waiting = self._waiting[word]
        while waiting and waiting[-1].first < i:
            draft = waiting.pop()
            self._latest[word] = draft
            self._ids.setdefault(word, set()).add(draft.actor.id)
        ids = self._ids.get(word) or {draft.actor.id for draft in waiting}
        return self._latest.get(word), len(ids)


def mark_surnames(reading: Reading) -> None:
    """ "Yazigi argued": the last word of a person's name, alone, after the person was named."""
    persons: dict[str, list[Draft]] = {}
    for draft in reading.drafts:
        if draft.actor.kind not in ("person", "office_holder") or draft.rule not in ("name", "alias", "new-name"):
            continue
        if draft.last - draft.first > 1:
            for key in _surnames(reading, draft):
                persons.setdefault(key, []).append(draft)
    if not persons:
        return
    for draft in reading.drafts:
        if draft.rule == "new-name" and draft.last - draft.first == 1 and draft.actor.kind == "person":
            same = {one.actor.id: one.actor for one in persons.get(reading.low[draft.first], ())}
            if len(same) == 1:
                draft.actor, draft.rule = next(iter(same.values())), "surname"
    covered = place_tokens(reading)
    passed = _Passed(persons)
    for i, token in enumerate(reading.tokens):
        found = persons.get(reading.low[i])
        if found is None or not token.text[0].isupper() or reading.owner[i] is not None or token.pos == "VERB":
            continue
        latest, ids = passed.until(reading.low[i], i)
        if i in covered and ids > 1:
            continue
        first = i
        while (
            first >= 2
            and reading.tokens[first - 1].text in HYPHENS
            and (reading.article(first - 2) or reading.low[first - 2] in reading.book.generics.person_small)
        ):
            first -= 2
        reading.add(Draft(first, i + 1, i, (latest or found[-1]).actor, "surname", 0.85 if ids == 1 else 0.6))


def mark_parts(reading: Reading) -> None:
    """ "the Front" after "the Free Province Front", "45 Tigers" after "the Liberation Tigers": one word of a body's name."""
    generics = reading.book.generics
    bodies: dict[str, list[Draft]] = {}
    for draft in sorted(reading.drafts, key=lambda draft: draft.first):
        if draft.actor.kind not in BODIES or draft.rule not in ("name", "alias", "new-name"):
            continue
        words = [i for i in range(draft.first, draft.last) if reading.tokens[i].text[0].isupper()]
        for i in words if len(words) > 1 else ():
            low = reading.low[i]
            if len(low) > 3 and i not in reading.country_of and (low,) not in generics.nouns:
                bodies.setdefault(low, []).append(draft)
    passed = _Passed(bodies)
    for i, token in enumerate(reading.tokens):
        if reading.low[i] not in bodies or not token.text[0].isupper() or not _alone(reading, i):
            continue
        latest, _ = passed.until(reading.low[i], i)
        if latest is not None:
            reading.add(Draft(i, i + 1, i, latest.actor, "alias", 0.8))


def _alone(reading: Reading, i: int) -> bool:
    """Is the capitalised word a name of its own: after "the" or a number, and no part of a longer name?"""
    if i == 0 or reading.owner[i] is not None or i in reading.places or i in reading.country_of:
        return False
    after = reading.tokens[i + 1] if i + 1 < len(reading.tokens) else None
    if after is not None and after.text[0].isupper() and reading.tokens[i].head == after.i:
        return False
    head = reading.tokens[i].head
    if head > i and reading.tokens[i].dep in ("compound", "amod", "nmod"):
        generics = reading.book.generics
        if reading.low[head] not in generics.armed and reading.low[head] not in generics.bands:
            return False
    if after is not None and (after.text in HYPHENS or reading.low[after.i] == "of"):
        return False
    return reading.low[i - 1] in ("the", "these", "those") or reading.tokens[i - 1].pos == "NUM"


def _surnames(reading: Reading, draft: Draft) -> list[str]:
    word = reading.low[draft.last - 1]
    return [word] if len(word) > 2 and word not in reading.book.generics.name_kinds else []


def join_shorter(reading: Reading) -> None:
    """ "The People's Army" after "the Marsh People's Army": the end of one longer name is the same body."""
    bodies = [d for d in reading.drafts if d.rule == "new-name" and d.actor.kind not in ("person", "office_holder")]
    longer: dict[str, set[str]] = {}
    by_id = {draft.actor.id: draft.actor for draft in bodies}
    for id in by_id:
        words = id.removeprefix("new:").split("-")
        for at in range(1, len(words) - 1):
            longer.setdefault("-".join(words[at:]), set()).add(id)
    for draft in bodies:
        found = longer.get(draft.actor.id.removeprefix("new:"), set())
        if len(found) == 1:
            draft.actor = by_id[min(found)]


def mark_again(reading: Reading, left: list[tuple[int, int]]) -> None:
    """A name that one sentence made sure of counts in every other."""
    known = {reading.text(draft.first, draft.last): draft for draft in reading.drafts if draft.rule == "new-name"}
    for first, last in left:
        draft = known.get(reading.text(first, last))
        if draft is not None:
            reading.add(Draft(first, last, reading.head_of(first, last), draft.actor, "new-name", 0.7))
