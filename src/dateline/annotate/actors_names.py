"""Names that the book knows, and abbreviations that the text introduces ("Free Plain Front (FPF)")."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dateline.annotate.actors_text import HYPHENS, Draft, Reading
from dateline.knowledge.folding import fold
from dateline.model.world import Actor, ActorKind

_ABBREVIATION = re.compile(r"[A-Z][A-Z0-9.\-/&]{0,8}[A-Z0-9.]s?")
_BRACKETS = frozenset([("(", ")"), ("[", "]")])
_PERSONS = ("person", "office_holder")
_LONGEST_NAME = 9
_LEAST_SHORT = 4
#: A name of more words is nobody else's.
_LONG = 3
#: Offices whose holders are named without their country.
_HIGH = frozenset(["president", "pm", "gov", "king", "foreign-minister", "defence-minister", "un", "nato"])
#: Abbreviations of so many letters are borne by several.
_SHORTENED = 4


def mark_names(reading: Reading) -> None:
    """Drafts for every name of the book; the longest name wins. Short names come last: they need their full name."""
    later: list[tuple[int, int, tuple[Actor, ...]]] = []
    named: set[str] = set()
    at = 0
    while at < len(reading.words):
        length, actors, short = _longest(reading, at)
        if not length:
            at += 1
            continue
        first, last = reading.first[at], reading.last[at + length - 1]
        if short:
            later.append((first, last, actors))
        else:
            actor, confidence = choose(reading, actors)
            named.add(actor.id)
            rule = "name" if fold(actor.name) == fold(reading.text(first, last)) else "alias"
            reading.add(Draft(first, last, reading.head_of(first, last), actor, rule, confidence))
        at += length
    for first, last, actors in later:
        _mark_short(reading, first, last, actors, named)


def _longest(reading: Reading, at: int) -> tuple[int, tuple[Actor, ...], bool]:
    """(number of words, actors, is it short only) of the longest name that starts at a word; 0 words for none."""
    for words in reading.book.starting(reading.words[at]):
        end = at + len(words)
        if end > len(reading.words) or tuple(reading.words[at:end]) != words or any(reading.broken[at + 1 : end]):
            continue
        first, last = reading.first[at], reading.last[end - 1]
        fitting = [
            (actor, short)
            for actor, short, name in reading.book.named(words)
            if _fits(reading, first, last, name, short=short)
            and _at_home(reading, actor, name, words)
            and _own_place(reading, first, last, actor)
            and not _tail_of_longer(reading, first, last)
            and not (len(words) > 1 and against(reading, first))
        ]
        full = tuple(dict.fromkeys(actor for actor, short in fitting if not short))
        if full:
            return len(words), full, False
        if fitting:
            return len(words), tuple(dict.fromkeys(actor for actor, _ in fitting)), True
    return 0, (), False


def _fits(reading: Reading, first: int, last: int, name: str, *, short: bool) -> bool:
    """Is it written as a name: capitals for an abbreviation, a capital somewhere that matters for others?"""
    text = reading.spelled(first, last)
    if last - first > 1 and any(map(reading.one_cased, range(first, last))) and not name.isupper():
        return not all((word,) in reading.book.generics.nouns for word in reading.low[first:last])
    if name.isupper() and " " not in name:
        if reading.capitals_only(first) and len(name) <= 3:
            return False
        return text.replace(".", "") == name.replace(".", "")
    if not any(letter.isupper() for letter in text):
        return name.islower() and text == name
    if last - first == 1:
        token = reading.tokens[first]
        if not token.text[0].isupper():
            return False
        starts = first == reading.annotated.sentences[token.sentence].first
        return (
            not starts
            or token.pos in ("PROPN", "X")
            or bool(token.entity)
            or (short and token.pos not in ("VERB", "ADV", "ADP"))
        )
    at = first + 1 if reading.low[first] in ("al", "the", "el") and last - first > 1 else first
    while at < last - 1 and reading.tokens[at].text in HYPHENS:
        at += 1
    return reading.tokens[at].text[0].isupper() or (name[0].islower() and reading.tokens[at].text[0] == name[0])


def _at_home(reading: Reading, actor: Actor, name: str, words: tuple[str, ...]) -> bool:
    """Names that any country may have ("National Liberation Front", "SAC") need the country of their bearer in the text."""
    if actor.country is None or actor.kind == "outlet" or not reading.lands or actor.country in reading.lands:
        return True
    if name.islower():
        return False
    if len(words) == 1:
        return not (name.isupper() and len(name) <= _SHORTENED)
    return len(words) > _LONG or not all(word in reading.book.generics.common for word in words)


def _tail_of_longer(reading: Reading, first: int, last: int) -> bool:
    """Is it only the end of a longer name ("Ada Wagner", "Plainland National Liberation Front")?

    Then capitalised words stand before it that the model takes for the same name, and that are no title and no country.
    """
    before = first - 1
    if before < 0 or reading.low[first] == "the" or reading.text(first, last).isupper():
        return False
    token, head = reading.tokens[before], reading.tokens[last - 1]
    generics = reading.book.generics
    if not token.text[0].isupper() or token.pos != "PROPN" or not first <= token.head < last:
        return False
    if token.sentence != head.sentence or before in reading.country_of or reading.owner[before] is not None:
        return False
    low = reading.low[before].rstrip(".")
    known = low in generics.titles or low in generics.posts or low in generics.heads or low in generics.modifiers
    same = token.entity in ("PERSON", "ORG") and reading.tokens[first].entity in ("PERSON", "ORG")
    return same and not known and before not in reading.places


def _own_place(reading: Reading, first: int, last: int, actor: Actor) -> bool:
    """An outlet or a person of one word is not taken where the gazetteer's place of that name is meant."""
    place = reading.places.get(last - 1)
    token = reading.tokens[last - 1]
    if last - first == 1 and actor.kind not in _PERSONS and _of_person(reading, first, outlet=actor.kind == "outlet"):
        return False
    if reading.tokens[first].text.isupper() and last - first == 1:
        return True
    if (
        actor.kind == "outlet"
        and token.dep in ("compound", "amod")
        and token.head >= last
        and reading.low[first] == "the"
    ):
        return False
    if place is None or place.use == "part_of_name" or place.start != reading.tokens[first].start:
        return True
    if actor.kind == "outlet" and actor.country == reading.home and place.place.country != reading.home:
        return True
    return actor.kind not in ("outlet", *_PERSONS) or place.end != reading.tokens[last - 1].end


def _of_person(reading: Reading, first: int, *, outlet: bool) -> bool:
    """ "General Maan al-Sadi", "his wife Amal": does the word belong to a person, by a title or kin before or a name behind?"""
    generics = reading.book.generics
    before = reading.low[first - 1].rstrip(".") if first else ""
    if before in generics.kin or (outlet and before in generics.titles):
        return True
    after = first + 1
    if not outlet or after + 1 >= len(reading.tokens):
        return False
    return reading.tokens[first].head > first and (reading.article(after) or reading.tokens[after].entity == "PERSON")


def against(reading: Reading, first: int) -> bool:
    """ "anti-Taliban", "counter-ISIL": is the name that begins at a token what somebody is against?"""
    joined = first > 1 and reading.tokens[first - 1].text in HYPHENS
    return joined and reading.low[first - 2] in ("anti", "counter", "non")


def choose(reading: Reading, actors: tuple[Actor, ...]) -> tuple[Actor, float]:
    """One of several of that name: alive on the day, of the home country, named in full before; else the first."""
    if len(actors) == 1:
        return actors[0], 1.0
    alive = [actor for actor in actors if reading.book.alive(actor.id, reading.day)] or list(actors)
    if len(alive) == 1:
        return alive[0], 0.9
    at_home = [actor for actor in alive if actor.country is not None and actor.country == reading.home]
    if len(at_home) == 1:
        return at_home[0], 0.85
    mentioned = set(reading.country_of.values())
    near = [actor for actor in alive if actor.country in mentioned]
    return (near or alive)[0], 0.6


def _mark_short(reading: Reading, first: int, last: int, actors: tuple[Actor, ...], named: set[str]) -> None:
    if not reading.free(first, last):
        return
    known = tuple(actor for actor in actors if actor.id in named)
    actor, confidence = choose(reading, known or actors)
    after = reading.tokens[last] if last < len(reading.tokens) else None
    inside = reading.tokens[last - 1].head >= last
    if inside and after is not None and (reading.article(last) or (after.text[0].isupper() and after.pos == "PROPN")):
        return
    if not known and actor.kind in _PERSONS and not _in_office_here(reading, actor):
        return
    if not known:
        person = actor.kind in _PERSONS
        if person and (
            _part_of_longer(reading, first) or (last - first == 1 and len(reading.low[first]) < _LEAST_SHORT)
        ):
            return
        if not person and not _with_article(reading, first, last):
            return
    elif _part_of_longer(reading, first) and actor.kind in _PERSONS:
        return
    reading.add(Draft(first, last, reading.head_of(first, last), actor, "alias", min(confidence, 0.9)))


def _in_office_here(reading: Reading, actor: Actor) -> bool:
    """May a surname alone be this person's: of a country that the dispatch names, or in high office on the day?"""
    if actor.country is None or not reading.lands or actor.country in reading.lands:
        return True
    return any(
        tie.kind in ("office", "leads") and tie.holds(reading.day) and tie.other.partition(":")[0] in _HIGH
        for tie in actor.relations
    )


def _with_article(reading: Reading, first: int, last: int) -> bool:
    """Does "the" stand before the name, or before the words that describe it ("the London-based Observatory")?"""
    if first > 0 and reading.low[first - 1] == "the":
        return True
    head = reading.head_of(first, last)
    return any(child < first and reading.low[child] == "the" for child in reading.children[head])


def _part_of_longer(reading: Reading, first: int) -> bool:
    """Does another first name stand before ("Maher al-Assad")?"""
    before = first - 1
    while before >= 0 and (reading.low[before] in reading.book.generics.small or reading.tokens[before].text == "-"):
        before -= 1
    if before < 0 or reading.tokens[before].sentence != reading.tokens[first].sentence:
        return False
    token = reading.tokens[before]
    if not token.text[0].isupper() or token.pos != "PROPN" or before in reading.country_of:
        return False
    return reading.low[before].rstrip(".") not in (reading.book.generics.titles | reading.book.generics.posts)


def mark_abbreviations(reading: Reading) -> None:
    """Names that the text abbreviates in brackets, and every later use of the abbreviation."""
    known: dict[str, Actor] = {}
    for i in range(1, len(reading.tokens) - 2):
        if (reading.tokens[i].text, reading.tokens[i + 2].text) not in _BRACKETS:
            continue
        short = reading.tokens[i + 1].text
        if not _ABBREVIATION.fullmatch(short):
            continue
        actor = _named_before(reading, i, short)
        if actor is not None:
            known[short] = actor
    if not known:
        return
    for token in reading.tokens:
        found = known.get(token.text)
        if found is None:
            continue
        owner = reading.owner[token.i]
        if owner is not None and owner.last - owner.first == 1:
            owner.actor, owner.rule = found, "abbreviation"
        elif owner is None:
            reading.add(Draft(token.i, token.i + 1, token.i, found, "abbreviation"))


def _named_before(reading: Reading, bracket: int, short: str) -> Actor | None:
    """Whom the words before a bracket name, if their initials (or the book) give the abbreviation."""
    owner = reading.owner[bracket - 1]
    if owner is not None and owner.last == bracket and owner.actor.kind != "perspective":
        return owner.actor
    letters = [letter for letter in short.upper() if letter.isalpha()]
    if len(letters) < 2 or bracket - 1 in reading.country_names or reading.countries.by_name(short) is not None:
        return None
    start = _initials_start(reading, bracket, letters) or _body_start(reading, bracket)
    if start is None or not reading.free(start, bracket):
        return None
    actor = new_body(reading, start, bracket)
    reading.add(Draft(start, bracket, reading.head_of(start, bracket), actor, "new-name", 0.8))
    return actor


def _initials_start(reading: Reading, bracket: int, letters: list[str]) -> int | None:
    """The first token of the capitalised words before a bracket whose initials are these letters, in order."""
    small = reading.book.generics.small
    i = bracket - 1
    wanted = len(letters) - 1
    for i in _back(reading, bracket):
        token = reading.tokens[i]
        if token.text[0].isupper() and token.text[0] == letters[wanted]:
            wanted -= 1
            if wanted < 0:
                return i
        elif token.text[0].isupper() or (reading.low[i] in small and token.text[0].upper() != letters[wanted]):
            continue
        elif reading.low[i] in small and token.text[0].upper() == letters[wanted]:
            wanted -= 1
    return None


def _body_start(reading: Reading, bracket: int) -> int | None:
    """The first of the capitalised words before a bracket when they name a body: its abbreviation may be of another language."""
    found = [
        i for i in _back(reading, bracket) if reading.tokens[i].text[0].isupper() and reading.tokens[i].pos == "PROPN"
    ]
    kinds = reading.book.generics.name_kinds
    named = any(fold(reading.tokens[i].text) in kinds for i in found)
    return found[-1] if named and len(found) > 1 else None


def _back(reading: Reading, bracket: int) -> Iterator[int]:
    small = reading.book.generics.small
    for i in range(bracket - 1, max(-1, bracket - 1 - 2 * _LONGEST_NAME), -1):
        token = reading.tokens[i]
        if token.pos == "PUNCT" and token.text == "-":
            continue
        if token.tag == "POS" and i and reading.tokens[i - 1].text[0].isupper():
            continue
        if token.pos == "PUNCT" or not (token.text[0].isupper() or reading.low[i] in small):
            return
        yield i


def new_body(reading: Reading, first: int, last: int) -> Actor:
    """A body that only the text names; its kind follows from the words of its name."""
    name = reading.text(first, last)
    kinds = reading.book.generics.name_kinds
    words = [fold(reading.tokens[i].text) for i in range(first, last)]
    found = [kinds[word] for word in reversed(words) if word in kinds]
    kind: ActorKind = found[0] if found else "organisation"
    numbered = any(word in reading.book.generics.ordinals or word[:1].isdigit() for word in words)
    if kind == "rebel_group" and numbered:
        kind = "state_forces"
    elif kind in ("organisation", "state_forces") and "rebel_group" in found:
        kind = "rebel_group"
    country = next((reading.country_of[i] for i in range(first, last) if i in reading.country_of), None)
    return Actor("new:" + fold(name).replace(" ", "-"), name, kind, country or reading.home)
