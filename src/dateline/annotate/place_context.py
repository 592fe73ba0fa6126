"""What annotators of places hand to each other: names with the places that they may mean, and what the dispatch says of itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from dateline.knowledge.countries import Countries
from dateline.knowledge.folding import fold
from dateline.knowledge.place_words import PlaceWords
from dateline.model.marks import Annotated, Token
from dateline.model.world import Place

_SMALL_WORDS = frozenset({"ADP", "DET", "CCONJ", "SCONJ", "PART"})


@dataclass(slots=True)
class Name:
    """A stretch of tokens `[first, last)` with the places it may mean. `score`: above 1.5 it is taken for a place.

    `kind`: what the words around call it ("town", "admin1", ...), "" for nothing. `cue`: a word right before or after
    says that this is a place. `variant`: only a transliteration of the name is known. `doubt`: what of the score speaks for a
    person or a common word. `cut`: characters at the end that are not the name's. `misfit`: the only places of that name lie
    elsewhere than the words say; `within`: the place that they put it in. `short`: the short form of a first-order area. `listed`: it stands in a list with another that is a place. `placed`: it follows a preposition. `margin`: how
    much better the chosen place is than any other that lies elsewhere.
    """

    first: int
    last: int
    text: str
    candidates: tuple[Place, ...]
    kind: str = ""
    cue: bool = False
    variant: bool = False
    score: float = 0.0
    doubt: float = 0.0
    country_weight: float = 0.0
    chosen: Place | None = None
    cut: int = 0
    misfit: bool = False
    within: Place | None = None
    short: bool = False
    listed: bool = False
    placed: bool = False
    margin: float = 3.0


@dataclass(slots=True)
class Context:
    """What the dispatch says about itself: `weights` of the countries it speaks of (`by_name`: what of them comes from the countries' names alone), words of persons' names.

    `small`: words that also stand uncapitalised. `titled`: sentences most words of which are capitalised.
    """

    weights: dict[str, float]
    by_name: dict[str, float]
    persons: frozenset[str]
    small: frozenset[str]
    titled: frozenset[int]


def context_of(
    annotated: Annotated,
    *,
    countries: Countries,
    homes: Sequence[str | None] = (),
    words: PlaceWords,
) -> Context:
    """Countries named (by name, adjective or people), words of persons' names, words that also stand uncapitalised.

    `homes`: countries that the outlet, the collection or the dateline is about. Names of countries that other places or
    persons have as well ("Georgia") say nothing here; the short form of a state behind a comma does.
    """
    weights: Counter[str] = Counter()
    by_name: Counter[str] = Counter()
    adjectives, people = countries.adjectives(), countries.people()
    persons: set[str] = set()
    small: set[str] = set()
    tokens = annotated.tokens
    for token in tokens:
        text = token.text
        if text.islower():
            small.add(text)
            continue
        if not text[0].isupper():
            continue
        folded = fold(text)
        code = adjectives.get(folded) or people.get(folded)
        if code is not None:
            weights[code] += 1
        else:
            country = countries.by_name(text)
            if country is not None and folded not in words.shared:
                weights[country.code] += 2
                by_name[country.code] += 2
            elif text in words.short and token.i and tokens[token.i - 1].text in (",", "-"):
                weights[words.short[text][3:5]] += 1
        if token.entity == "PERSON":
            before = tokens[token.i - 1] if token.i else None
            if before is not None and before.entity == "PERSON" and before.text[:1].isupper():
                persons.update((folded, fold(before.text)))
    for home in homes:
        if home:
            weights[home] += 3
    total = sum(weights.values()) or 1
    sentences = enumerate(annotated.sentences)
    titled = frozenset(k for k, sentence in sentences if _titled(tokens[sentence.first : sentence.last]))
    share = {code: count / total for code, count in sorted(weights.items())}
    return Context(
        share,
        {code: count / total for code, count in sorted(by_name.items())},
        frozenset(persons),
        frozenset(small),
        titled,
    )


def _titled(tokens: Sequence[Token]) -> bool:
    words = [token.text for token in tokens if token.text.isalpha() and token.pos not in _SMALL_WORDS]
    return len(words) > 3 and sum(word[0].isupper() for word in words) > 0.9 * len(words)


def reading_adjacent(one: Token, other: Token) -> bool:
    """Do the tokens stand beside each other with at most one space between?"""
    return other.start - one.end <= 1 and other.i == one.i + 1
