"""Persons and bodies that no book has: capitalised names with a title, a post, a saying verb or an apposition.

The model's guess at names is a hint; a name counts when a second sign agrees. Later uses of a surname go back to the
person.
"""

from __future__ import annotations

from dataclasses import replace

from dateline.annotate.actors_names import new_body
from dateline.annotate.actors_text import HYPHENS, Draft, Reading
from dateline.knowledge.folding import fold
from dateline.model.world import Actor, Relation

_LONGEST = 10
_LONGEST_LINK = 4
_BODIES = frozenset(
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
#: Small words that join two names as often as two words of one name.
_NO_LINKS = frozenset(["and", "in", "the", "for"])
_PERSON_WORDS = 6


def mark_new_names(reading: Reading) -> None:
    """Drafts for capitalised names that nothing covers, then for the surnames of all persons."""
    left: list[tuple[int, int]] = []
    for first, last in _runs(reading):
        before = len(reading.drafts)
        _mark_run(reading, first, last)
        if len(reading.drafts) == before and last - first > 1:
            left.append((first, last))
    _mark_again(reading, left)
    _join_shorter(reading)
    _mark_surnames(reading)
    _mark_parts(reading)


def _mark_again(reading: Reading, left: list[tuple[int, int]]) -> None:
    """A name that one sentence made sure of counts in every other."""
    known = {reading.text(draft.first, draft.last): draft for draft in reading.drafts if draft.rule == "new-name"}
    for first, last in left:
        draft = known.get(reading.text(first, last))
        if draft is not None:
            reading.add(Draft(first, last, reading.head_of(first, last), draft.actor, "new-name", 0.7))


def _join_shorter(reading: Reading) -> None:
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


def _runs(reading: Reading) -> list[tuple[int, int]]:
    """Ranges of capitalised name tokens that no draft and no place covers."""
    found: list[tuple[int, int]] = []
    covered = _place_tokens(reading)
    i = 0
    count = len(reading.tokens)
    while i < count:
        if not _in_name(reading, i, covered):
            i += 1
            continue
        end = i + 1
        while end < count and end - i < _LONGEST and reading.tokens[end].sentence == reading.tokens[i].sentence:
            if _in_name(reading, end, covered):
                end += 1
                continue
            link = _link(reading, end)
            if link and end + link < count and _in_name(reading, end + link, covered):
                end += link + 1
                continue
            break
        found.append((i, end))
        i = end
    return found


def _link(reading: Reading, at: int) -> int:
    """How many tokens from one on only join two words of a name: "-", "al-", "van der", "of the", "'s" after a class."""
    small, tokens = reading.book.generics.small, reading.tokens
    end = at
    while end < len(tokens) and end - at < _LONGEST_LINK and tokens[end].sentence == tokens[at].sentence:
        low = reading.low[end]
        joined = tokens[end].text in HYPHENS and tokens[end].start == tokens[end - 1].end
        named = tokens[end].entity == "ORG" and low in ("for", "and", "the")
        small_word = (low in small and low not in _NO_LINKS) or reading.article(end)
        if not (joined or named or small_word or _people_of(reading, end)):
            break
        end += 1
    return end - at


def _people_of(reading: Reading, at: int) -> bool:
    """ "People's Defence Force": the apostrophe of a class of people inside a name."""
    return reading.tokens[at].tag == "POS" and (reading.low[at - 1],) in reading.book.generics.nouns


def _place_tokens(reading: Reading) -> set[int]:
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


def _in_name(reading: Reading, i: int, covered: set[int]) -> bool:
    token = reading.tokens[i]
    if not token.text[0].isupper() or reading.owner[i] is not None or i in covered:
        return False
    return token.pos == "PROPN" or (token.entity in ("PERSON", "ORG") and token.pos in ("NOUN", "ADJ"))


def _mark_run(reading: Reading, first: int, last: int) -> None:
    generics = reading.book.generics
    if reading.capitals_only(first) or reading.tokens[first].entity in ("DATE", "TIME", "EVENT", "LAW", "LANGUAGE"):
        return
    start = first
    for i in range(first, last):
        if reading.low[i].rstrip(".") in generics.titles or reading.low[i] in generics.posts:
            start = i + 1
    if start > first and reading.low[start - 1] == "general" and _general_body(reading, start, last):
        start = first
    titled = start > first or _post_before(reading, first)
    if titled and start < last and reading.low[start] == "of":
        return
    begin = start
    while start < last and _no_start(reading, start):
        start += 1
    if start < last and reading.low[last - 1] in generics.name_kinds and not titled and begin < start:
        named = all(reading.tokens[i].text[0].isupper() and i not in reading.country_of for i in range(begin, start))
        start = begin if named else start
    if start >= last or _is_body_phrase(reading, start, last):
        return
    kinds = generics.name_kinds
    if not titled and (tail := _described_person(reading, start, last)) > start:
        start, titled = tail, True
    words = [fold(reading.tokens[i].text) for i in range(start, last)]
    named = words[-1] in kinds and last - start > 1 and (words[0] == "general" or not _is_state_word(reading, start))
    if words[-1] in generics.place_words or ((words[0] in generics.heads or words[0] in generics.posts) and not named):
        return
    body = words[-1] in kinds or (
        any(word in kinds for word in words) and ("of" in words or _entity(reading, start, last, "ORG"))
    )
    part = None if titled or words[-1] not in kinds else _part_before(reading, start, last)
    if part is not None:
        actor = replace(new_body(reading, part.first, last), kind="intergovernmental")
        reading.add(Draft(part.first, last, reading.head_of(part.first, last), actor, "new-name", 0.7))
        return
    if body and last - start > 1 and not (titled and words[-1] not in kinds):
        if start > first and all(i in reading.country_of for i in range(first, start)):
            start = first
        reading.add(Draft(start, last, reading.head_of(start, last), new_body(reading, start, last), "new-name", 0.6))
        return
    before = first - 1
    if before >= 0 and not titled and reading.low[before] in kinds and reading.tokens[before].pos == "NOUN":
        if reading.tokens[before].head >= first and not reading.tokens[before].text[0].isupper():
            actor = replace(new_body(reading, start, last), kind=kinds[reading.low[before]])
            reading.add(Draft(start, last, reading.head_of(start, last), actor, "new-name", 0.6))
        return
    last = _cut_person(reading, start, last)
    if _is_person(reading, start, last, titled=titled):
        actor = _person(reading, first, start, last)
        reading.add(Draft(start, last, last - 1, actor, "new-name", 0.7))


def _general_body(reading: Reading, start: int, last: int) -> bool:
    """ "General People's Congress": the word is no rank before the name of a body."""
    return last - start > 1 and reading.low[last - 1] in reading.book.generics.name_kinds


def _described_person(reading: Reading, first: int, last: int) -> int:
    """ "Firefighter Jan Mott": where the person's name begins after a capitalised word for what he is; `first` else."""
    generics, tokens = reading.book.generics, reading.tokens
    at = last
    while at > first and tokens[at - 1].entity == "PERSON":
        at -= 1
    known = generics.heads | generics.posts
    before = [fold(tokens[i].text) for i in range(first, at)]
    if last - at < 2 or not before or reading.low[at] in generics.place_first:
        return first
    described = before[-1] in known and not any(
        word in generics.name_kinds or word in generics.place_words for word in before
    )
    return at if described else first


def _part_before(reading: Reading, first: int, last: int) -> Draft | None:
    """ "UN" in "the UN Protection Force": an organisation's name at the beginning of the name of its part."""
    owner = reading.owner[first - 1] if first > 0 else None
    if owner is None or owner.actor.kind != "intergovernmental" or reading.tokens[first - 1].dep != "compound":
        return None
    return owner if first <= reading.tokens[first - 1].head < last else None


def _is_state_word(reading: Reading, i: int) -> bool:
    """ "Army", "Police": words of a state's body, whose commands and spokesmen are descriptions."""
    noun = reading.book.generics.nouns.get((reading.low[i],))
    return reading.low[i] in reading.book.generics.posts or (noun is not None and noun.body is not None)


def _no_start(reading: Reading, i: int) -> bool:
    """Can no person's name start here: a country, a place, "Province", a hyphen, "of"?"""
    token = reading.tokens[i]
    return (
        i in reading.country_of
        or i in reading.places
        or not token.text[0].isupper()
        or reading.low[i] in reading.book.generics.place_words
        or reading.low[i] in reading.book.generics.locative
    )


def _is_body_phrase(reading: Reading, first: int, last: int) -> bool:
    """Is the capitalised name a state's body ("Ministry of Defence", "Armed Forces")? Then it is a description."""
    words = tuple(reading.low[i] for i in range(first, last) if reading.tokens[i].text not in HYPHENS)
    noun = reading.book.generics.nouns.get(words)
    return noun is not None and noun.body is not None


def _cut_person(reading: Reading, first: int, last: int) -> int:
    """Where the name of a person ends: before "of" and other words that no name of a person has inside."""
    small = reading.book.generics.person_small
    for i in range(first + 1, last):
        token = reading.tokens[i]
        known = token.text in HYPHENS or reading.low[i] in small or reading.article(i)
        if not token.text[0].isupper() and not known:
            return i
    return last


def _entity(reading: Reading, first: int, last: int, label: str) -> bool:
    return sum(reading.tokens[i].entity == label for i in range(first, last)) * 2 >= last - first


def _post_before(reading: Reading, first: int) -> bool:
    before = first - 1
    return before >= 0 and reading.low[before] in reading.book.generics.posts and reading.tokens[before].head >= first


def _is_person(reading: Reading, first: int, last: int, *, titled: bool) -> bool:
    tokens = reading.tokens
    words = sum(tokens[i].text not in HYPHENS for i in range(first, last))
    generics = reading.book.generics
    if words > _PERSON_WORDS or any(
        i in reading.country_of or reading.low[i] in generics.calendar for i in range(first, last)
    ):
        return False
    if titled:
        return words > 1 or reading.low[first] not in generics.name_kinds
    if words < 2 or reading.low[first] in generics.place_first:
        return False
    head = tokens[last - 1]
    posts = generics.posts
    described = any(
        tokens[j].dep == "appos" and (reading.low[j] in posts or tokens[j].pos == "NUM")
        for j in reading.children[last - 1]
    )
    described = described or (head.dep == "appos" and reading.low[head.head] in posts)
    governor = tokens[head.head]
    speaks = head.dep == "nsubj" and governor.lemma in reading.book.generics.speech
    if head.dep == "pobj" and reading.low[head.head] in generics.locative:
        return described
    if head.dep == "dobj" and governor.lemma in generics.on_places:
        return described
    if _entity(reading, first, last, "PERSON"):
        return head.pos == "PROPN"
    return described or (speaks and not _entity(reading, first, last, "ORG"))


def _person(reading: Reading, title: int, first: int, last: int) -> Actor:
    """A new person, with the country and the body that the words before the name give."""
    name = reading.text(first, last)
    country: str | None = None
    side: str | None = None
    relations: list[Relation] = []
    at = first - 1
    floor = max(0, first - 8, reading.annotated.sentences[reading.tokens[first].sentence].first)
    while at >= floor and reading.tokens[at].pos in ("PROPN", "NOUN", "ADJ", "PUNCT", "PART"):
        if reading.tokens[at].text in (",", "(", ")", '"', ";", ":"):
            break
        country = country or reading.country_of.get(at)
        draft = reading.owner[at]
        if draft is not None and draft.actor.kind not in ("person", "perspective"):
            side = side or draft.actor.side or reading.book.side_of(draft.actor.id, reading.day)
            country = country or draft.actor.country
            relations.append(
                Relation("office", draft.actor.id, note=reading.text(draft.last, first) if draft.last < first else "")
            )
            at = draft.first - 1
            continue
        turned = reading.book.generics.modifiers.get(reading.low[at])
        if turned is not None and turned.group is not None and side is None:
            key = "opposition" if reading.low[at] == "opposition" else turned.group.key
            group = reading.book.generic(key, reading.home, reading.day)
            side = reading.book.side_of(group.id, reading.day) if group else None
        at -= 1
    return Actor("new:" + fold(name).replace(" ", "-"), name, "person", country, side=side, relations=tuple(relations))


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


def _mark_surnames(reading: Reading) -> None:
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
    covered = _place_tokens(reading)
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


def _mark_parts(reading: Reading) -> None:
    """ "the Front" after "the Free Province Front", "45 Tigers" after "the Liberation Tigers": one word of a body's name."""
    generics = reading.book.generics
    bodies: dict[str, list[Draft]] = {}
    for draft in sorted(reading.drafts, key=lambda draft: draft.first):
        if draft.actor.kind not in _BODIES or draft.rule not in ("name", "alias", "new-name"):
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
