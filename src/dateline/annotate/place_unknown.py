"""Places that no gazetteer has, where the words or the model say that one is named.

"the village of Tell Maraq", "Tell Maraq village", "the villages of Bor and Salt Wells", "in Tell Maraq" -> a place without
a point, which says so. A guess of the model alone counts only behind a preposition of place.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from dateline.knowledge.countries import Countries
from dateline.knowledge.folding import fold
from dateline.knowledge.place_words import PlaceWords
from dateline.model.marks import Annotated, PlaceMark, Token
from dateline.model.world import Place, PlaceKind

MISSING = "not in the gazetteer"
_HYPHENS = frozenset("-–—‐‑")
_MOST_TOKENS = 6
_HOLDERS = frozenset({"village", "town", "city", "capital", "district", "admin1"})
#: How far a town reaches, and the largest area, in kilometres, whose point stands for an unknown place in it.
_TOWN_KM, _MOST_KM = 15.0, 120.0
_NEAR_CHARACTERS = 40
_LABELS = frozenset({"GPE", "LOC"})
_NOT_PLACES = frozenset({"NORP", "DATE", "TIME", "ORDINAL", "CARDINAL"})
#: First words of place names in Arabic, Persian, Turkish, Berber and Somali lands: wadi, hill, spring, village, pass ...
_FIRST_WORDS = frozenset(
    ["wadi", "jabal", "jebel", "djebel", "tell", "tel", "tal", "ain", "ayn", "kafr", "kfar", "deir", "beit", "bir", "umm",
     "khirbet", "qasr", "ras", "souk", "bani", "beni", "bab", "shahr", "qala", "tepe", "koh", "darra", "oued", "ksar", "hawd"]
)  # fmt: skip
#: Prepositions that lead up to places and to other things.
_LEADS = frozenset({"at", "from", "near", "to", "outside", "around", "into", "of", "towards"})
_LINKS = frozenset({"and", ",", "or"})
_KINDS: dict[str, PlaceKind] = {
    "city": "city", "town": "town", "village": "village", "admin1": "admin1", "county": "district",
    "neighbourhood": "neighbourhood", "river": "river", "water": "water", "crossing": "crossing", "area": "region",
    "mountain": "region", "island": "region",
}  # fmt: skip


def new_id(name: str) -> str:
    """The id of a place that only the text knows: "Tell Maraq" -> "new:tell-maraq"."""
    return f"new:{fold(name).replace(' ', '-')}"


def new_place(name: str, kind: str, *, within: Place | None) -> Place:
    """A place that only the text knows. `kind`: as the words around call it; `within`: where they put it.

    Put into a town, a county or a small province, it has the point and, at least, the reach of that; else it has none.
    """
    country = within.country if within else None
    admin1 = within.admin1 if within else None
    place = Place(
        new_id(name), name, _KINDS.get(kind, "unknown"), country, admin1, within=within.id if within else None
    )
    if within is None or within.kind not in _HOLDERS:
        return place
    reach = within.radius_km or _TOWN_KM
    if within.latitude is None or reach > _MOST_KM:
        return place
    return replace(place, latitude=within.latitude, longitude=within.longitude, radius_km=reach)


def unknown_places(
    annotated: Annotated,
    marks: Sequence[PlaceMark],
    words: PlaceWords,
    countries: Countries,
    *,
    titled: frozenset[int],
) -> list[PlaceMark]:
    """Marks of places in no gazetteer, none overlapping the given marks.

    `titled`: sentences in title case, where a capital says nothing and the model's guess is not taken.
    """
    tokens = annotated.tokens
    covered = _covered(tokens, marks)
    found: list[PlaceMark] = []
    for span, kind, rule in (*_spans(tokens, words, titled), *_contained(tokens, marks, words)):
        called = rule == "place-word" and kind != "unknown"
        if covered.isdisjoint(range(*span)) and _plausible(tokens, span, words, countries, called=called):
            covered.update(range(*span))
            text = annotated.reading[tokens[span[0]].start : tokens[span[1] - 1].end]
            outer = _container(annotated, marks, tokens[span[1] - 1].end)
            place = replace(new_place(text, "", within=outer), kind=kind)
            confidence = 0.6 if rule == "place-word" else 0.4
            found.append(
                PlaceMark(
                    tokens[span[0]].start,
                    tokens[span[1] - 1].end,
                    span[1] - 1,
                    place,
                    "literal",
                    confidence,
                    rule,
                    MISSING,
                )
            )
    return found + _again(annotated, found, covered)


def _again(annotated: Annotated, found: Sequence[PlaceMark], covered: set[int]) -> list[PlaceMark]:
    """Further mentions of what place words have shown to be a place."""
    tokens, reading = annotated.tokens, annotated.reading
    sure = {reading[mark.start : mark.end]: mark for mark in found if mark.rule == "place-word"}
    first_words = {text.split()[0].split("-")[0] for text in sure}
    again: list[PlaceMark] = []
    for token in tokens:
        if token.text not in first_words or token.i in covered:
            continue
        for text, mark in sorted(sure.items(), key=lambda item: -len(item[0])):
            end = token.start + len(text)
            if reading.startswith(text, token.start) and not reading[end : end + 1].isalpha():
                span = [k for k in range(token.i, min(len(tokens), token.i + 12)) if tokens[k].end <= end]
                if covered.isdisjoint(span):
                    covered.update(span)
                    again.append(replace(mark, start=token.start, end=end, head=span[-1], rule="named-before"))
                break
    return again


def _container(annotated: Annotated, marks: Sequence[PlaceMark], end: int) -> Place | None:
    """The place that the next words put a name in: "Tell Maraq village in Hama province"."""
    at = bisect_left(marks, end, key=lambda mark: mark.start)
    if at == len(marks) or marks[at].start - end > _NEAR_CHARACTERS:
        return None
    between = annotated.reading[end : marks[at].start]
    linked = {"in", "of", ","}.intersection(between.replace(",", " , ").split())
    return marks[at].place if linked and not set(".;:") & set(between) else None


def _covered(tokens: Sequence[Token], marks: Sequence[PlaceMark]) -> set[int]:
    covered: set[int] = set()
    at = 0
    for mark in marks:
        while at < len(tokens) and tokens[at].end <= mark.start:
            at += 1
        while at < len(tokens) and tokens[at].start < mark.end:
            covered.add(at)
            at += 1
    return covered


def _spans(
    tokens: Sequence[Token], words: PlaceWords, titled: frozenset[int]
) -> Iterator[tuple[tuple[int, int], PlaceKind, str]]:
    for token in tokens:
        if token.text[0].islower():
            kind = _KINDS.get(words.kinds.get(token.lower, ""))
            if kind is not None:
                for span in _names_after(tokens, token, words):
                    yield span, kind, "place-word"
                before = _name_before(tokens, token, words) if kind != "region" else None
                if before is not None:
                    yield before, kind, "place-word"
        elif token.lower in _FIRST_WORDS and token.i and tokens[token.i - 1].lower in (*words.strong, *_LEADS, "over"):
            end = _stretch(tokens, token.i, words)
            if end > token.i + 1:
                yield (token.i, end), "unknown", "place-word"
    for token in tokens:
        if _lies_there(tokens, token, words) and token.sentence not in titled:
            end = _stretch(tokens, token.i, words)
            if end > token.i:
                yield (token.i, end), "unknown", "place-word"
        elif token.entity in _LABELS and token.text[0].isupper() and token.i and token.sentence not in titled:
            before_word = tokens[token.i - 1].lower
            if before_word in words.strong or (
                before_word in ("from", "to", "of") and tokens[token.i - 1].dep == "prep"
            ):
                end = _stretch(tokens, token.i, words)
                while end > token.i and tokens[end - 1].entity not in _LABELS:
                    end -= 1
                owns = end < len(tokens) and tokens[end].text in ("'s", "’s")
                if end > token.i and not owns:
                    yield (token.i, end), "unknown", "label"


def _lies_there(tokens: Sequence[Token], token: Token, words: PlaceWords) -> bool:
    """ "the school in Jangebe": behind a preposition, what a site lies in, whatever the model calls the name."""
    if not token.i or not token.text[0].isupper() or token.pos != "PROPN":
        return False
    before = tokens[token.i - 1]
    if before.lower not in ("in", "near", "outside") or before.head >= before.i or before.sentence != token.sentence:
        return False
    site = tokens[before.head]
    return site.text[0].islower() and site.lemma in words.site and token.entity not in ("ORG", "EVENT", "LAW")


def _contained(
    tokens: Sequence[Token], marks: Sequence[PlaceMark], words: PlaceWords
) -> Iterator[tuple[tuple[int, int], PlaceKind, str]]:
    """ "at Bariire in Somalia", "near Wad Nora, Gezira state": names that a preposition leads and a known place holds."""
    starts = [token.start for token in tokens]
    for mark in marks:
        held = bisect_left(starts, mark.start)
        end = held - 1
        while end > 2 and tokens[end].lower in words.strong and tokens[end].lower not in ("in", ","):
            end -= 1
        if (
            end < 2
            or held >= len(tokens)
            or tokens[end].lower not in ("in", ",")
            or tokens[end].sentence != tokens[held].sentence
        ):
            continue
        first = end
        while (
            first > 0
            and end - first < _MOST_TOKENS
            and (tokens[first - 1].text[0].isupper() or tokens[first - 1].text in _HYPHENS)
        ):
            first -= 1
        lead = tokens[first - 1] if first else None
        if (
            first == end
            or lead is None
            or lead.sentence != tokens[held].sentence
            or not tokens[first].text[0].isupper()
        ):
            continue
        leads = lead.lower in words.strong or (lead.lower in _LEADS and lead.tag in ("IN", "TO"))
        if leads and all(token.tag.startswith("NNP") or token.text in _HYPHENS for token in tokens[first:end]):
            yield (first, end), "unknown", "place-word"


def _plausible(
    tokens: Sequence[Token], span: tuple[int, int], words: PlaceWords, countries: Countries, *, called: bool
) -> bool:
    """May the words be a name of a place? `called`: the text says so, whatever the model takes them for."""
    names = [tokens[k] for k in range(*span) if tokens[k].text[0].isupper()]
    if not names or any(token.entity in _NOT_PLACES - ({"NORP"} if called else set()) for token in names):
        return False
    if any(countries.by_adjective(token.text) or countries.by_people(token.text) for token in names):
        return False
    if len(names) == 1:
        word = names[0].text
        alone = fold(word)
        return len(alone) > 3 and alone not in words.common and alone not in words.kinds and not word.isupper()
    last = tokens[span[1] - 1].lower
    body = last in words.organisation and last not in words.site
    return not body and any(not token.text.isupper() for token in names)


def _names_after(tokens: Sequence[Token], token: Token, words: PlaceWords) -> Iterator[tuple[int, int]]:
    """The capitalised names after "village of" and, after "villages of", the list of them."""
    at = token.i + 1
    if at + 1 >= len(tokens) or tokens[at].lower != "of" or tokens[at].sentence != token.sentence:
        return
    first = at + 1
    plural = token.tag in ("NNS", "NNPS")
    for _ in range(8):
        end = _stretch(tokens, first, words)
        if end == first:
            return
        yield first, end
        if not plural or end + 1 >= len(tokens) or tokens[end].lower not in _LINKS:
            return
        first = end + 1
        if tokens[first].lower == "and" and first + 1 < len(tokens):
            first += 1


def _stretch(tokens: Sequence[Token], first: int, words: PlaceWords) -> int:
    """The end of the capitalised name that starts at a token; `first` when there is none."""
    end = first
    while end < len(tokens) and end - first < _MOST_TOKENS and tokens[end].sentence == tokens[first].sentence:
        text = tokens[end].text
        small = text in words.connectors and text not in (
            "and",
            "of",
            "on",
            "the",
            "in",
            "s",
            "at",
            "as",
            "an",
            "e",
            "i",
        )
        joined = text in _HYPHENS or small or (text in ("as", "an", "at") and tokens[end - 1].text in _HYPHENS)
        if not (text[0].isupper() or (joined and end + 1 < len(tokens))):
            break
        end += 1
    while end > first and not tokens[end - 1].text[0].isupper():
        end -= 1
    return end


def _name_before(tokens: Sequence[Token], token: Token, words: PlaceWords) -> tuple[int, int] | None:
    """The capitalised words before "village"; descriptions at their start ("Northern") are no part of the name."""
    first = token.i
    while first > 0 and token.i - first < _MOST_TOKENS and tokens[first - 1].sentence == token.sentence:
        text = tokens[first - 1].text
        if not (text[0].isupper() or text in _HYPHENS or text in ("al", "el", "ez", "es", "ash", "ar")):
            break
        if tokens[first - 1].pos not in ("PROPN", "NOUN", "PUNCT", "X", "ADJ"):
            break
        first -= 1
    while first < token.i and not (tokens[first].text[0].isupper() or tokens[first].text in ("al", "el")):
        first += 1
    names = [k for k in range(first, token.i) if tokens[k].text[0].isupper()]
    if not names or any(tokens[k].pos != "PROPN" for k in names) or tokens[names[-1]].lower in words.strong:
        return None
    return first, token.i
