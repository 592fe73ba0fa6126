"""Places: one annotated dispatch to the marks of the places that it names.

"Rebels took Morek in Hama province" -> Morek (a town), Hama (the province). Runs before the actors. Adjectives ("Syrian")
are no places. What a name means is decided in `annotate.place_choice`, whether it is a place in `annotate.place_names`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from dateline.annotate.place_choice import choose, find_misfits, keep_company
from dateline.annotate.place_company import Company
from dateline.annotate.place_context import Context, Name, context_of, reading_adjacent
from dateline.annotate.place_home import home_of, line_places
from dateline.annotate.place_names import Spotter
from dateline.annotate.place_unknown import MISSING, new_place, unknown_places
from dateline.knowledge.countries import Countries
from dateline.knowledge.folding import fold
from dateline.knowledge.place_words import PlaceWords, load_place_words
from dateline.knowledge.places import Gazetteer, apart_km
from dateline.model.marks import Annotated, PlaceMark, PlaceUse, Token
from dateline.model.text import Block
from dateline.model.world import Place

#: A name is taken for a place from this score on; one that the dispatch has already used as a place needs less.
TAKEN, AGAIN = 1.5, -0.5
_HYPHENS = frozenset("-–—‐‑")
_MILE_KM = 1.609
_AREA_KM = 20.0
#: A dateline keeps company with at most so many places of the story, within so many kilometres.
_MOST_NEAR, _NEAR_KM, _FAR_KM = 40, 200.0, 1e9


def find_places(
    annotated: Annotated, *, gazetteer: Gazetteer, countries: Countries, home: str | None = None
) -> tuple[PlaceMark, ...]:
    """The place names of a dispatch, in order, none overlapping another.

    `home`: the country that the outlet or the collection is about (alpha-2), which breaks ties.
    """
    words = _words()
    spotter = Spotter(gazetteer, countries, words)
    at_home = home_of(annotated.dispatch, gazetteer=gazetteer, countries=countries, words=words)
    line = at_home.line[0].country if at_home.line else None
    context = context_of(annotated, countries=countries, homes=(home or at_home.country, line), words=words)
    names = [name for name in spotter.names(annotated, context) if name.score > -4.0]
    company = Company(names, at_home, context.weights)
    choose(names, annotated, context, company)
    keep_company(names, company, at_home, taken_from=TAKEN)
    find_misfits(names, annotated, context, company, taken_from=TAKEN)
    taken = _taken(names)
    marks = _joined(
        [_mark(name, annotated, words, gazetteer, context) for name in names if _counts(name, taken)], annotated
    )
    marks.extend(unknown_places(annotated, marks, words, countries, titled=context.titled))
    return tuple(sorted(marks, key=lambda mark: (mark.start, mark.end)))


@lru_cache(maxsize=1)
def _words() -> PlaceWords:
    return load_place_words()


def _taken(names: Sequence[Name]) -> frozenset[str]:
    return frozenset(fold(name.text) for name in names if name.score >= TAKEN + 0.5)


def _counts(name: Name, taken: frozenset[str]) -> bool:
    return name.score >= TAKEN or (name.score >= AGAIN and fold(name.text) in taken)


def _mark(name: Name, annotated: Annotated, words: PlaceWords, gazetteer: Gazetteer, context: Context) -> PlaceMark:
    tokens = annotated.tokens
    place = name.chosen or name.candidates[0]
    rule = "transliteration" if name.variant else "gazetteer"
    missing = None if place.latitude is not None else "no coordinates in the gazetteer"
    if name.misfit:
        place, rule, missing = new_place(name.text, name.kind, within=name.within), "place-word", MISSING
    after = tokens[name.last] if name.last < len(tokens) else None
    if after is not None and _is_area_of(name, after, tokens, words):
        place, rule = _area(place, name, after, gazetteer), "area"
    away = _distance_before(name, tokens, words)
    if away is not None:
        place, rule = replace(place, radius_km=away), "distance"
    head = _head(name, tokens)
    return PlaceMark(
        start=tokens[name.first].start,
        end=tokens[name.last - 1].end - name.cut,
        head=head,
        place=place,
        use=_use(name, place, head, tokens, words, titled=tokens[head].sentence in context.titled),
        confidence=_confidence(name, place),
        rule=rule,
        missing=missing,
    )


def _confidence(name: Name, place: Place) -> float:
    """How likely the mark is right, [0, 1]: from the score of the name and from how clearly its place was chosen."""
    sure = max(0.1, min(0.99, 0.5 + name.score / 12))
    clear = 1.0 if name.misfit or place.kind == "country" else 0.6 + 0.4 * min(1.0, max(0.0, name.margin) / 2.0)
    return round(sure * clear, 2)


def _joined(marks: list[PlaceMark], annotated: Annotated) -> list[PlaceMark]:
    """ "Islamic State of Iraq and the Levant": what is joined to a part of a name is a part of it too."""
    for k in range(1, len(marks)):
        one, other = marks[k - 1], marks[k]
        between = annotated.reading[one.end : min(other.start, one.end + 12)].split()
        after_of = annotated.reading[max(0, one.start - 4) : one.start].split()[-1:] == ["of"]
        if (
            one.use == "part_of_name"
            and after_of
            and between in (["and"], ["and", "the"], ["&"])
            and one.end < other.start
        ):
            marks[k] = replace(other, use="part_of_name")
    return marks


def _head(name: Name, tokens: Sequence[Token]) -> int:
    for k in range(name.first, name.last):
        if not name.first <= tokens[k].head < name.last or tokens[k].head == k:
            return k
    return name.last - 1


def _is_area_of(name: Name, after: Token, tokens: Sequence[Token], words: PlaceWords) -> bool:
    """ "Aleppo countryside" is land around Aleppo; "the Damascus suburb of Daraya" is none around Damascus."""
    if words.kinds.get(after.lower) != "area" or not reading_adjacent(tokens[name.last - 1], after):
        return False
    return after.i + 1 >= len(tokens) or tokens[after.i + 1].lower not in ("of", "named", "called")


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


def _use(name: Name, place: Place, head: int, tokens: Sequence[Token], words: PlaceWords, *, titled: bool) -> PlaceUse:
    last = tokens[name.last - 1]
    after = tokens[name.last] if name.last < len(tokens) and tokens[name.last].sentence == last.sentence else None
    if after is not None and after.text in _HYPHENS and after.start == last.end:
        following = tokens[name.last + 1] if name.last + 1 < len(tokens) else None
        if following is not None and following.start == after.end and following.text[0].islower():
            return "associative"
    if _part_of_name(name, place, tokens, after, words, titled=titled):
        return "part_of_name"
    token = tokens[head]
    governor = tokens[token.head]
    if token.dep in ("nsubj", "nsubjpass") and place.kind in ("country", "capital") and governor.lemma in words.metonym:
        return "metonym"
    if place.kind in ("country", "capital") and _governs(name, head, tokens, words):
        return "metonym"
    if _opens_story(name, tokens) or _seats(head, tokens, words):
        return "associative"
    if token.dep in ("compound", "nmod", "amod") and governor.i >= name.last and governor.lower not in words.kinds:
        return "associative"
    return "literal"


def _governs(name: Name, head: int, tokens: Sequence[Token], words: PlaceWords) -> bool:
    """Is a country or capital its government ("equipped by Washington", "tensions between Ankara and Baghdad", "Moscow's envoy")?"""
    token = tokens[head]
    while token.dep == "conj" and token.head < token.i:
        token = tokens[token.head]
    governor = tokens[token.head]
    if token.dep == "poss" and name.last < len(tokens) and tokens[name.last].text in ("'s", "’s", "'", "’"):
        return governor.lemma in words.dealings or governor.lemma in words.organs
    if token.dep != "pobj":
        return False
    if governor.lower == "by":
        return tokens[governor.head].pos == "VERB"
    return governor.lower in ("between", "with", "against", "from") and tokens[governor.head].lemma in words.dealings


def _seats(head: int, tokens: Sequence[Token], words: PlaceWords) -> bool:
    """ "the recognised government in Tripoli": where it sits, not where anything happens."""
    token = tokens[head]
    governor = tokens[token.head]
    seated = token.dep == "pobj" and governor.lower == "in"
    return seated and governor.dep == "prep" and tokens[governor.head].lemma in words.seated


def _opens_story(name: Name, tokens: Sequence[Token]) -> bool:
    """ "MOSCOW (Sputnik)" in the middle of a text: the place of a dateline, not of what is told."""
    after = [token.text for token in tokens[name.last : name.last + 3]]
    shouted = all(tokens[k].text.isupper() for k in range(name.first, name.last))
    return shouted and len(name.text) > 3 and len(after) == 3 and after[0] == "(" and after[2] in (")", "/")


def _names_on(after: Token, words: PlaceWords) -> bool:
    """Does a capitalised word behind the place carry a name on ("Syria Report"), not a description or a person?"""
    word = after.lower.rstrip(".")
    return (
        word not in words.kinds and word not in words.titles and after.entity not in ("PERSON", "GPE", "NORP", "DATE")
    )


def _on_street(name: Name, tokens: Sequence[Token], words: PlaceWords) -> bool:
    """ "Cooks Creek Road": within three further words in capitals comes one for a street."""
    for k in range(name.last, min(name.last + 3, len(tokens))):
        if not tokens[k].text[0].isupper() or not reading_adjacent(tokens[k - 1], tokens[k]):
            return False
        if tokens[k].lower.rstrip(".") in words.streets:
            return True
    return False


def _part_of_name(
    name: Name, place: Place, tokens: Sequence[Token], after: Token | None, words: PlaceWords, *, titled: bool
) -> bool:
    if tokens[name.last - 1].text == "State" and place.country == "US":
        return True
    if after is not None and reading_adjacent(tokens[name.last - 1], after):
        word = after.lower
        capital = after.text[0].isupper()
        if place.kind == "district" and word in words.government:
            return False
        if capital and _on_street(name, tokens, words):
            return True
        if after.text == "State" and place.country == "US":
            return True
        if word in words.site or (capital and word in words.organisation):
            return True
        if word in words.labels and place.kind != "country":
            return True
        if capital and not titled and after.pos == "PROPN" and _names_on(after, words):
            return True
    if name.first >= 2 and tokens[name.first - 1].lower == "of":
        head = tokens[name.first - 2]
        return head.text[0].isupper() and (head.lower in words.part_of or head.lower in words.organisation)
    if name.first and tokens[name.first].entity == tokens[name.first - 1].entity == "ORG":
        before = tokens[name.first - 1]
        return before.pos == "PROPN" and before.text[0].isupper() and before.lower not in words.strong
    return False


def find_datelines(annotated: Annotated, *, gazetteer: Gazetteer, countries: Countries) -> tuple[PlaceMark, ...]:
    """The places of the datelines: "PARIS, Texas (AP) - " -> Paris in Texas, Texas.

    A dateline has no tokens: `head` is -1. What may be meant is weighed by the places of the story.
    """
    words = _words()
    marks: list[PlaceMark] = []
    near = [mark.place for mark in annotated.places if mark.use != "part_of_name"][:_MOST_NEAR]
    for block in annotated.blocks:
        if block.kind == "dateline":
            marks.extend(_in_line(annotated, block, near, gazetteer, countries, words))
    return tuple(marks)


def _in_line(
    annotated: Annotated,
    block: Block,
    near: Sequence[Place],
    gazetteer: Gazetteer,
    countries: Countries,
    words: PlaceWords,
) -> Iterator[PlaceMark]:
    line = annotated.dispatch.dateline or ""
    at = annotated.reading.find(line, block.start, block.end) if line else -1
    if at < 0:
        return
    pieces = [piece for piece in re.finditer(r"[^,(/]+", line) if piece.group().strip()]
    for k, piece in enumerate(pieces):
        text = piece.group().strip()
        start = at + piece.start() + len(piece.group()) - len(piece.group().lstrip())
        short = words.short.get(text) or words.short.get(f"{text}.")
        if k and short:
            area = gazetteer.get(short)
            found: tuple[Place, ...] = (area,) if area else ()
            end = start + len(text) + annotated.reading.startswith(".", start + len(text))
        else:
            rest = line[piece.start() :] if not k else text
            found = line_places(rest, gazetteer=gazetteer, countries=countries, words=words)
            end = start + len(text)
        if found:
            place = max(found, key=lambda place: _kin(place, found, near))
            yield PlaceMark(start, end, -1, place, "literal", 0.9 if len(found) == 1 else 0.7, "dateline")


def _kin(place: Place, found: Sequence[Place], near: Sequence[Place]) -> float:
    """How near a candidate is to the places of the story; inhabitants decide between equals."""
    same = sum(place.id == other.id for other in near)
    land = sum(place.country == other.country for other in near) / (len(near) or 1)
    around = sum((apart_km(place, other) or _FAR_KM) < _NEAR_KM for other in near)
    return 3 * min(same, 2) + 3 * land + min(around, 4) - 0.5 * found.index(place)
