"""Persons and bodies that no book has: capitalised names with a title, a post, a saying verb or an apposition.

The model's guess at names is a hint; a name counts when a second sign agrees. Later uses of a surname go back to the
person.
"""

from __future__ import annotations

from dateline.annotate.actors_again import BODIES, join_shorter, mark_again, mark_parts, mark_surnames, place_tokens
from dateline.annotate.actors_bodies import mark_body, mark_called, numbered, of_entity
from dateline.annotate.actors_text import HYPHENS, Draft, Reading
from dateline.knowledge.folding import fold
from dateline.model.world import Actor, Relation

_LONGEST = 10
_LONGEST_LINK = 4
#: Small words that join two names as often as two words of one name.
_NO_LINKS = frozenset(["and", "in", "the", "for"])
_PERSON_WORDS = 6
#: A name of fewer words is not recognised in another spelling.
_SPELLED_WORDS = 2
#: Words right before a name that is no person's.
_NO_PERSON = frozenset({"the", "neighbouring", "neighboring", "nearby"})


def mark_new_names(reading: Reading) -> None:
    """Drafts for capitalised names that nothing covers, then for the surnames of all persons."""
    left: list[tuple[int, int]] = []
    for first, last in _runs(reading):
        before = len(reading.drafts)
        _mark_run(reading, first, last)
        if len(reading.drafts) == before and last - first > 1:
            left.append((first, last))
    mark_again(reading, left)
    join_shorter(reading)
    mark_surnames(reading)
    mark_parts(reading)


def _runs(reading: Reading) -> list[tuple[int, int]]:
    """Ranges of capitalised name tokens that no draft and no place covers."""
    found: list[tuple[int, int]] = []
    covered = place_tokens(reading)
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
        small_word = small_word or (low == "the" and end > at and reading.low[end - 1] == "of")
        if not (joined or named or small_word or _people_of(reading, end)):
            break
        end += 1
    return end - at


def _people_of(reading: Reading, at: int) -> bool:
    """ "People's Defence Force": the apostrophe of a class of people inside a name."""
    return reading.tokens[at].tag == "POS" and (reading.low[at - 1],) in reading.book.generics.nouns


def _in_name(reading: Reading, i: int, covered: set[int]) -> bool:
    token = reading.tokens[i]
    if not token.text[0].isupper() or reading.owner[i] is not None or i in covered:
        return False
    return token.pos == "PROPN" or (token.entity in ("PERSON", "ORG") and token.pos in ("NOUN", "ADJ"))


def _mark_run(reading: Reading, first: int, last: int) -> None:
    if reading.capitals_only(first) or reading.tokens[first].entity in ("DATE", "TIME", "EVENT", "LAW", "LANGUAGE"):
        return
    found = _name_start(reading, first, last)
    if found is None:
        return
    start, titled = found
    spelled = _spelled_otherwise(reading, start, last)
    if spelled is not None:
        reading.add(Draft(start, last, reading.head_of(start, last), spelled, "alias", 0.7))
        return
    if not titled and mark_called(reading, start, last):
        return
    if not titled and (tail := _described_person(reading, start, last)) > start:
        start, titled = tail, True
    if _no_name(reading, first, start, last) or mark_body(reading, first, start, last, titled=titled):
        return
    last = _cut_person(reading, start, last)
    if _is_person(reading, start, last, titled=titled):
        actor = _person(reading, first, start, last)
        reading.add(Draft(start, last, last - 1, actor, "new-name", 0.7))


def _name_start(reading: Reading, first: int, last: int) -> tuple[int, bool] | None:
    """Where the name in a run begins, behind titles and countries, and whether a title stands before it; None for no name."""
    generics = reading.book.generics
    start = first
    for i in range(first, last):
        inside = start < i and reading.low[i] in generics.honorifics
        if (reading.low[i].rstrip(".") in generics.titles or reading.low[i] in generics.posts) and not inside:
            start = i + 1
    if start > first and reading.low[start - 1] == "general" and _general_body(reading, start, last):
        start = first
    titled = start > first or _post_before(reading, first)
    if titled and start < last and reading.low[start] == "of":
        start = _person_tail(reading, start, last)
        if last - start < 2:
            return None
    begin = start
    while start < last and _no_start(reading, start):
        start += 1
    if start < last and reading.low[last - 1] in generics.name_kinds and not titled and begin < start:
        named = all(reading.tokens[i].text[0].isupper() and i not in reading.country_of for i in range(begin, start))
        start = begin if named else start
    if start >= last or _is_body_phrase(reading, start, last):
        return None
    stance = reading.low[start] in ("anti", "pro") and start + 1 < last and reading.tokens[start + 1].text in HYPHENS
    return None if stance else (start, titled)


def _no_name(reading: Reading, first: int, start: int, last: int) -> bool:
    """Is it the name of a place, or a description in capitals ("Army Officials")?"""
    generics = reading.book.generics
    if fold(reading.tokens[last - 1].text) in generics.place_words:
        return True
    word = fold(reading.tokens[start].text)
    kind = fold(reading.tokens[last - 1].text) in generics.name_kinds
    named = kind and last - start > 1 and (word == "general" or not _is_state_word(reading, start))
    return (word in generics.heads or word in generics.posts) and not named and not numbered(reading, first, start)


def _spelled_otherwise(reading: Reading, first: int, last: int) -> Actor | None:
    """The one actor of the lands at hand whose name is written like this in another transliteration."""
    if sum(reading.tokens[i].text[0].isupper() for i in range(first, last)) < _SPELLED_WORDS:
        return None
    found = [actor for actor in reading.book.sounding(reading.text(first, last)) if actor.country in reading.lands]
    return found[0] if len(found) == 1 else None


def _general_body(reading: Reading, start: int, last: int) -> bool:
    """ "General People's Congress": the word is no rank before the name of a body."""
    return last - start > 1 and reading.low[last - 1] in reading.book.generics.name_kinds


def _person_tail(reading: Reading, first: int, last: int) -> int:
    """Where the name that the model takes for a person's, at the end of the range, begins; the end where there is none."""
    at = last
    while at > first and reading.tokens[at - 1].entity == "PERSON":
        at -= 1
    return at


def _described_person(reading: Reading, first: int, last: int) -> int:
    """ "Firefighter Jan Mott": where the person's name begins after a capitalised word for what he is; `first` else."""
    generics, tokens = reading.book.generics, reading.tokens
    at = _person_tail(reading, first, last)
    known = generics.heads | generics.posts
    before = [fold(tokens[i].text) for i in range(first, at)]
    if last - at < 2 or not before or reading.low[at] in generics.place_first:
        return first
    described = before[-1] in known and not any(
        word in generics.name_kinds or word in generics.place_words for word in before
    )
    return at if described else first


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
    return (noun is not None and noun.body is not None) or _all_generic(reading, words)


def _all_generic(reading: Reading, words: tuple[str, ...]) -> bool:
    """ "Kurdish Forces", "Islamist Militants" in a headline: every word describes, and the last one says fighters."""
    generics = reading.book.generics
    last = generics.nouns.get(words[-1:])
    fighters = words[-1] in generics.armed or (
        last is not None and last.group is not None and last.group.kind in BODIES
    )
    if not fighters or len(words) < 2:
        return False
    return all(
        word in generics.peoples or word in generics.modifiers or word in generics.qualities for word in words[:-1]
    )


def _cut_person(reading: Reading, first: int, last: int) -> int:
    """Where the name of a person ends: before "of" and other words that no name of a person has inside."""
    small = reading.book.generics.person_small
    for i in range(first + 1, last):
        token = reading.tokens[i]
        known = token.text in HYPHENS or reading.low[i] in small or reading.article(i)
        if not token.text[0].isupper() and not known:
            return i
    return last


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
    if words < 2 or reading.low[first] in generics.place_first or (first > 0 and reading.low[first - 1] in _NO_PERSON):
        return False
    head = tokens[last - 1]
    beside = tokens[head.head]
    if head.dep == "conj" and beside.dep == "pobj" and reading.low[beside.head] in generics.locative:
        head = beside  # "in A and B": what stands beside a place is one
    posts = generics.posts
    described = any(
        tokens[j].dep == "appos" and (reading.low[j] in posts or tokens[j].pos == "NUM")
        for j in reading.children[last - 1]
    )
    described = described or (head.dep == "appos" and reading.low[head.head] in posts)
    governor = tokens[head.head]
    speaks = head.dep == "nsubj" and governor.lemma in reading.book.generics.speech
    if head.dep in ("compound", "nmod") and governor.pos == "NOUN" and governor.text.islower() and head.head >= last:
        return described
    if head.dep == "pobj" and reading.low[head.head] in generics.locative:
        return described
    if head.dep == "dobj" and governor.lemma in generics.on_places:
        return described
    if of_entity(reading, first, last, "PERSON"):
        return head.pos == "PROPN"
    return described or (speaks and not of_entity(reading, first, last, "ORG"))


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
