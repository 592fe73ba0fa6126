"""Places: one annotated dispatch to the marks of the places that it names.

"Rebels took Morek in Hama province" -> Morek (a town), Hama (the province). Runs before the actors. Adjectives ("Syrian")
are no places. What a name means is decided in `annotate.place_choice`, whether it is a place in `annotate.place_names`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from dateline.annotate.place_choice import choose
from dateline.annotate.place_names import Context, Name, Spotter, context_of, reading_adjacent
from dateline.knowledge.countries import Countries
from dateline.knowledge.folding import fold
from dateline.knowledge.place_words import PlaceWords, load_place_words
from dateline.knowledge.places import Gazetteer
from dateline.model.marks import Annotated, PlaceMark, PlaceUse, Token
from dateline.model.world import Place, PlaceKind

#: A name is taken for a place from this score on; one that the dispatch has already used as a place needs less.
TAKEN, AGAIN = 1.5, -0.5
_HYPHENS = frozenset("-–—‐‑")
_MILE_KM = 1.609
_AREA_KM = 20.0
_NEW_KINDS: dict[str, PlaceKind] = {
    "city": "city", "town": "town", "village": "village", "admin1": "admin1", "county": "district",
    "neighbourhood": "neighbourhood", "river": "river", "water": "water", "crossing": "crossing", "area": "region",
    "mountain": "region", "island": "region",
}  # fmt: skip


def find_places(
    annotated: Annotated, *, gazetteer: Gazetteer, countries: Countries, home: str | None = None
) -> tuple[PlaceMark, ...]:
    """The place names of a dispatch, in order, none overlapping another.

    `home`: the country that the outlet or the collection is about (alpha-2), which breaks ties.
    """
    words = _words()
    spotter = Spotter(gazetteer, countries, words)
    context = context_of(annotated, countries=countries, home=home)
    names = [name for name in spotter.names(annotated, context) if name.score > -4.0]
    choose(names, annotated, context)
    taken = _taken(names)
    marks = [_mark(name, annotated, words, gazetteer) for name in names if _counts(name, taken)]
    marks.extend(_unknown(annotated, marks, words, context))
    return tuple(sorted(marks, key=lambda mark: (mark.start, mark.end)))


@lru_cache(maxsize=1)
def _words() -> PlaceWords:
    return load_place_words()


def _taken(names: Sequence[Name]) -> frozenset[str]:
    return frozenset(fold(name.text) for name in names if name.score >= TAKEN + 0.5)


def _counts(name: Name, taken: frozenset[str]) -> bool:
    if name.blocked:
        return False
    return name.score >= TAKEN or (name.score >= AGAIN and fold(name.text) in taken)


def _mark(name: Name, annotated: Annotated, words: PlaceWords, gazetteer: Gazetteer) -> PlaceMark:
    tokens = annotated.tokens
    place = name.chosen or name.candidates[0]
    rule = "transliteration" if name.variant else "gazetteer"
    after = tokens[name.last] if name.last < len(tokens) else None
    if after is not None and words.kinds.get(after.lower) == "area" and reading_adjacent(tokens[name.last - 1], after):
        place, rule = _area(place, name, after, gazetteer), "area"
    away = _distance_before(name, tokens, words)
    if away is not None:
        place, rule = replace(place, radius_km=away), "distance"
    head = _head(name, tokens)
    return PlaceMark(
        start=tokens[name.first].start,
        end=tokens[name.last - 1].end,
        head=head,
        place=place,
        use=_use(name, place, head, tokens, words),
        confidence=round(max(0.1, min(0.99, 0.5 + name.score / 12)), 2),
        rule=rule,
        missing=None if place.latitude is not None else "no coordinates in the gazetteer",
    )


def _head(name: Name, tokens: Sequence[Token]) -> int:
    for k in range(name.first, name.last):
        if not name.first <= tokens[k].head < name.last or tokens[k].head == k:
            return k
    return name.last - 1


def _area(place: Place, name: Name, after: Token, gazetteer: Gazetteer) -> Place:
    """ "Aleppo countryside" -> the province that has this as a name, else the land around the town."""
    known = gazetteer.exact(f"{name.text} {after.lower}")
    if known and known[0].country == place.country:
        return known[0]
    if after.lower == "countryside":
        for other in name.candidates:
            if other.kind == "admin1" and other.country == place.country:
                return other
    return replace(place, radius_km=max(_AREA_KM, place.radius_km or 0.0))


def _distance_before(name: Name, tokens: Sequence[Token], words: PlaceWords) -> float | None:
    """The kilometres in "20 km south of Hama"; None when no distance leads up to the name."""
    at = name.first - 1
    low = max(0, name.first - 7)
    while at >= low and (
        tokens[at].lower in words.directions or tokens[at].text in "(),-" or tokens[at].lower == "the"
    ):
        at -= 1
    if at < max(1, low) or at == name.first - 1:
        return None
    unit = tokens[at].lower
    factor = 1.0 if unit in words.km else _MILE_KM if unit in words.mile else None
    number = re.fullmatch(r"\d{1,4}(?:[.,]\d{1,2})?", tokens[at - 1].text) if factor else None
    if factor is None or number is None:
        return None
    return round(float(number.group().replace(",", ".")) * factor, 1)


def _use(name: Name, place: Place, head: int, tokens: Sequence[Token], words: PlaceWords) -> PlaceUse:
    last = tokens[name.last - 1]
    after = tokens[name.last] if name.last < len(tokens) and tokens[name.last].sentence == last.sentence else None
    if after is not None and after.text in _HYPHENS and after.start == last.end:
        following = tokens[name.last + 1] if name.last + 1 < len(tokens) else None
        if following is not None and following.start == after.end and following.text[0].islower():
            return "associative"
    if _part_of_name(name, tokens, after, words):
        return "part_of_name"
    token = tokens[head]
    governor = tokens[token.head]
    if token.dep in ("nsubj", "nsubjpass") and place.kind in ("country", "capital") and governor.lemma in words.metonym:
        return "metonym"
    if token.dep == "pobj" and place.kind == "country" and governor.lower == "by":
        return "metonym"
    if token.dep in ("compound", "nmod", "amod") and governor.i >= name.last and governor.lower not in words.kinds:
        return "associative"
    return "literal"


def _part_of_name(name: Name, tokens: Sequence[Token], after: Token | None, words: PlaceWords) -> bool:
    if after is not None and reading_adjacent(tokens[name.last - 1], after):
        word = after.lower
        capital = after.text[0].isupper()
        if word in words.site or (capital and word in words.organisation):
            return True
        if capital and after.pos == "PROPN" and word not in words.kinds:
            following = tokens[after.i + 1] if after.i + 1 < len(tokens) else None
            if following is not None and following.text[0].isupper() and following.lower in words.organisation:
                return True
    if name.first >= 2 and tokens[name.first - 1].lower == "of":
        head = tokens[name.first - 2]
        return head.text[0].isupper() and (head.lower in words.part_of or head.lower in words.organisation)
    return False


# names in no gazetteer


def _unknown(annotated: Annotated, marks: Sequence[PlaceMark], words: PlaceWords, context: Context) -> list[PlaceMark]:
    """ "the village of Tell Maraq", "Tell Maraq village" where nobody knows Tell Maraq: a place without a point."""
    tokens = annotated.tokens
    covered = {k for mark in marks for k in range(*_token_range(tokens, mark))}
    found: list[PlaceMark] = []
    for token in tokens:
        kind = words.kinds.get(token.lower) if token.text[0].islower() else None
        if kind is None or kind not in _NEW_KINDS:
            continue
        span = _name_after(tokens, token, words) or (_name_before(tokens, token, words) if kind != "area" else None)
        if span is None or covered & set(range(*span)):
            continue
        covered.update(range(*span))
        text = annotated.reading[tokens[span[0]].start : tokens[span[1] - 1].end]
        if fold(text).split(" ")[-1] in words.common and span[1] - span[0] == 1:
            continue
        place = Place(f"new:{fold(text).replace(' ', '-')}", text, _NEW_KINDS[kind])
        found.append(
            PlaceMark(
                tokens[span[0]].start, tokens[span[1] - 1].end, span[1] - 1, place, "literal", 0.6, "place-word",
                "not in the gazetteer",
            )
        )  # fmt: skip
    return found


def _token_range(tokens: Sequence[Token], mark: PlaceMark) -> tuple[int, int]:
    first = last = mark.head
    while first > 0 and tokens[first - 1].start >= mark.start:
        first -= 1
    while last + 1 < len(tokens) and tokens[last + 1].end <= mark.end:
        last += 1
    return first, last + 1


def _name_after(tokens: Sequence[Token], token: Token, words: PlaceWords) -> tuple[int, int] | None:
    """The capitalised words after "village of"."""
    at = token.i + 1
    if at + 1 >= len(tokens) or tokens[at].lower != "of":
        return None
    first = end = at + 1
    while end < len(tokens) and end - first < 6 and tokens[end].sentence == token.sentence:
        text = tokens[end].text
        joined = text in _HYPHENS or (text in words.connectors and text not in ("and", "of", "on", "the", "in"))
        if not (text[0].isupper() or (joined and end + 1 < len(tokens))):
            break
        end += 1
    while end > first and not tokens[end - 1].text[0].isupper():
        end -= 1
    return (first, end) if end > first and tokens[end - 1].entity not in ("NORP", "DATE") else None


def _name_before(tokens: Sequence[Token], token: Token, words: PlaceWords) -> tuple[int, int] | None:
    """The capitalised words before "village"; the first word of a sentence alone is no name."""
    first = token.i
    while first > 0 and token.i - first < 6 and tokens[first - 1].sentence == token.sentence:
        text = tokens[first - 1].text
        if not (text[0].isupper() or text in _HYPHENS or text in ("al", "el", "ez", "es", "as", "ash", "ar")):
            break
        if tokens[first - 1].pos not in ("PROPN", "NOUN", "PUNCT", "X", "ADJ"):
            break
        first -= 1
    while first < token.i and not (tokens[first].text[0].isupper() or tokens[first].text in ("al", "el")):
        first += 1
    names = [k for k in range(first, token.i) if tokens[k].text[0].isupper()]
    if not names or any(tokens[k].entity in ("NORP", "DATE", "ORDINAL", "CARDINAL") for k in names):
        return None
    if any(tokens[k].pos != "PROPN" for k in names) or tokens[names[-1]].lower in words.strong:
        return None
    return first, token.i
