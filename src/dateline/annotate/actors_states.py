"""Countries as actors: "Russia has launched", "Damascus said", "for the Iranians", and who is at home in a dispatch."""

from __future__ import annotations

from collections import Counter

from dateline.annotate.actors_text import HYPHENS, Draft, Reading
from dateline.knowledge.countries import Countries
from dateline.knowledge.folding import fold
from dateline.model.marks import Annotated

#: What a place counts for home that something is said to be in; "Syrian army" counts 2, any other word for a nation 1.
_LITERAL = 3


def home_of(annotated: Annotated, countries: Countries, heads: frozenset[str] = frozenset()) -> str | None:
    """The country that most of the dispatch is about: by its places, which weigh most, by the place of its dateline, and by
    words for nations, which count double before one of `heads` ("Syrian army"); None where nothing counts.
    """
    counts: Counter[str] = Counter()
    first: dict[str, int] = {}
    for place in annotated.places:
        code = place.place.country
        if code is not None:
            counts[code] += _LITERAL if place.use == "literal" else 1
            first.setdefault(code, place.start)
    for place in annotated.datelines:
        if place.place.country is not None:
            counts[place.place.country] += 1
            first.setdefault(place.place.country, place.start)
    adjectives = countries.adjectives()
    seen = {place.start for place in annotated.places if place.use == "literal"}
    for token in annotated.tokens:
        if not token.text[0].isupper() or token.start in seen:
            continue
        folded = fold(token.text)
        code = adjectives.get(folded)
        if code is None and not annotated.places and len(folded) > 2:
            country = countries.by_name(folded)
            code = country.code if country else None
        if code is not None and not _stance(annotated, token.i):
            following = annotated.tokens[token.i + 1 : token.i + 2]
            counts[code] += 2 if following and following[0].lower in heads else 1
            first.setdefault(code, token.start)
    if not counts:
        return None
    return min(counts, key=lambda code: (-counts[code], first[code], code))


def home_by_names(reading: Reading) -> str | None:
    """Where no place and no nation is named: the country of most of those whose names the book knows."""
    counts = Counter(
        draft.actor.country
        for draft in reading.drafts
        if draft.actor.country is not None and draft.actor.kind not in ("outlet", "monitor", "aid_agency")
    )
    return min(counts, key=lambda code: (-counts[code], code)) if counts else None


def _stance(annotated: Annotated, i: int) -> bool:
    """ "pro-Russian": the nation that somebody is for or against is not where it happens."""
    tokens = annotated.tokens
    return i > 1 and tokens[i - 1].text in HYPHENS and tokens[i - 2].lower in ("pro", "anti")


def mark_states(reading: Reading) -> None:
    """Drafts for countries, capitals and peoples in the role of a party."""
    for i in sorted(reading.country_of):
        token = reading.tokens[i]
        if reading.owner[i] is not None:
            continue
        backer = i + 2 < len(reading.tokens) and _backs(reading, i)
        if not backer and (token.pos not in ("PROPN", "NOUN") or not _is_name(reading, i)):
            continue
        if (
            i + 1 < len(reading.tokens)
            and reading.country_of.get(i + 1) == reading.country_of[i]
            and token.head == i + 1
        ):
            continue
        first = i
        while (
            first > 0
            and reading.country_of.get(first - 1) == reading.country_of[i]
            and reading.owner[first - 1] is None
        ):
            first -= 1
        confidence = _as_party(reading, i)
        if confidence:
            actor = reading.book.get(f"state:{reading.country_of[i]}")
            if actor is not None:
                reading.add(Draft(first, i + 1, i, actor, "country", confidence))
    _mark_capitals(reading)
    _mark_peoples(reading)


def _is_name(reading: Reading, i: int) -> bool:
    place = reading.places.get(i)
    return (
        place is not None or i in reading.country_names or reading.countries.by_name(reading.tokens[i].text) is not None
    )


def _as_party(reading: Reading, i: int) -> float:
    """How surely the country named by a token acts, suffers or is dealt with; 0 for a mere place."""
    tokens = reading.tokens
    party = reading.book.generics.party
    place = reading.places.get(i)
    if place is not None and place.use == "metonym":
        return 0.9
    token = tokens[i]
    for _ in range(6):
        above = tokens[token.head]
        if token.dep == "appos" and (above.entity in ("GPE", "LOC", "FAC") or above.i in reading.places):
            return 0.0
        if token.dep not in ("conj", "appos") or above.i == token.i:
            break
        token = above
    if any(reading.low[at] in party.parts and at not in reading.country_of for at in reading.children[token.i]):
        return 0.0
    dep, governor = token.dep, tokens[token.head]
    if dep in ("nsubj", "agent", "dative"):
        return 0.5 if governor.pos in ("AUX", "ADJ", "NOUN") else 0.9
    if dep == "poss":
        return 0.0 if governor.lemma.lower() in party.owned else 0.5
    if dep in ("nsubjpass", "ROOT"):
        return 0.5
    if dep == "dobj":
        return 0.0 if governor.lemma in party.verbs else 0.7
    if dep in ("npadvmod", "compound", "nmod", "amod") and i + 2 < len(tokens) and _backs(reading, i):
        return 0.8
    if dep == "pobj" and reading.low[governor.i] in party.prepositions:
        return _after_preposition(reading, governor.i)
    return 0.0


def _after_preposition(reading: Reading, i: int) -> float:
    party = reading.book.generics.party
    word, above = reading.low[i], reading.tokens[reading.tokens[i].head]
    if word in party.sure:
        return 0.85
    if word == "of":
        return 0.5 if above.lemma.lower() in party.of else 0.0
    if above.pos == "VERB" and above.lemma in party.verbs:
        return 0.0
    return 0.4 if word in ("for", "on") else 0.0


def _backs(reading: Reading, i: int) -> bool:
    return reading.tokens[i + 1].text == "-" and reading.low[i + 2] in reading.book.generics.backing


def _mark_capitals(reading: Reading) -> None:
    """ "Damascus said": a capital that speaks is its government."""
    for mark in reading.annotated.places:
        i = mark.head
        if reading.owner[i] is not None or mark.place.kind != "capital" or mark.place.country is None:
            continue
        token = reading.tokens[i]
        governor = reading.tokens[token.head]
        speaks = token.dep == "nsubj" and governor.lemma in reading.book.generics.speech
        if mark.use == "metonym" or speaks:
            actor = reading.book.state("gov", mark.place.country)
            if actor is not None:
                first = i
                while first > 0 and reading.tokens[first - 1].start >= mark.start:
                    first -= 1
                reading.add(Draft(first, i + 1, i, actor, "capital", 0.8))


def _mark_peoples(reading: Reading) -> None:
    """ "the Iranians" as a party is the state, "Iranians" are people of the country."""
    people = reading.countries.people()
    for i, token in enumerate(reading.tokens):
        if reading.owner[i] is not None or token.pos not in ("NOUN", "PROPN", "ADJ") or not token.text[0].isupper():
            continue
        if token.dep in ("compound", "amod", "nmod", "npadvmod") and token.head > i:
            continue
        if any(0 <= at < len(reading.tokens) and reading.tokens[at].text in HYPHENS for at in (i - 1, i + 1)):
            continue
        quality = reading.book.generics.communities.get(reading.low[i])
        if quality is not None and (people.get(fold(token.text)) != reading.home or reading.home is None):
            community = reading.book.qualified("minorities", [quality], reading.home, reading.day)
            if community is not None:
                reading.add(Draft(i, i + 1, i, community, "nationality", 0.6))
            continue
        code = people.get(fold(token.text))
        if code is None or _only_beside(reading, i):
            continue
        if token.tag == "JJ" and not (i > 0 and reading.low[i - 1] in ("the", "a", "an", "another")):
            continue
        definite = i > 0 and reading.low[i - 1] == "the"
        actor = reading.book.get(f"state:{code}") if definite else reading.book.generic("civilians", code, reading.day)
        if actor is not None:
            reading.add(Draft(i, i + 1, i, actor, "nationality", 0.6))


def _only_beside(reading: Reading, i: int) -> bool:
    """ "Croat and Muslim forces", "by Danish shelling": an adjective, which a parse may take for a noun."""
    after = reading.tokens[i + 1] if i + 1 < len(reading.tokens) else None
    if after is None or reading.tokens[i].tag not in ("NNP", "NN", "JJ"):
        return False
    if after.text not in ("and", "or", ",") and after.pos != "NOUN" and after.tag != "VBG":
        return False
    return not any(reading.tokens[child].dep == "det" for child in reading.children[i])
