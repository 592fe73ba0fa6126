"""Names that may be places: where they stand, what stands around them, and how likely it is that a place is meant.

Longest match first, at word boundaries, over capitalised words: "Deir ez-Zor" before "Deir". The model's entity label is
one signal among several, because a small one calls Hama an organisation and Homs a person.
"""

from __future__ import annotations

from collections.abc import Sequence

from dateline.annotate.place_context import Context, Name, reading_adjacent
from dateline.annotate.place_scores import COUNTRYLIKE, PLACE_LABELS, Scorer
from dateline.knowledge.countries import Countries
from dateline.knowledge.folding import fold
from dateline.knowledge.place_words import PlaceWords
from dateline.knowledge.places import Gazetteer
from dateline.model.marks import Annotated, Token
from dateline.model.world import Place

#: Longest name looked at, in words (hyphens do not count).
_MOST_WORDS = 6
_HYPHENS = frozenset("-–—‐‑")
_IN_COUNTIES = frozenset({"'s", "’s", ".", "-", "of", "du", "la"})
#: A small place abroad has at most so many inhabitants.
_ABROAD = 50_000
_ARTICLES = frozenset({"al", "el", "as", "ash", "ad", "an", "ar", "at", "az", "ez", "es"})
_INSIDE = frozenset({"in", "on", "upon", "by", "under", "le", "the", "sur", "en", "de", "la", "am", "an"})
#: Last words of names that some write small ("Deir ezzor").
_LAST_SMALL = frozenset({"ezzor", "ezzour", "ezour", "ezzur", "zor", "zour"})
_PREFIXES = {"Lake": "water", "Mount": "mountain", "Mt.": "mountain"}
_PARTS_OF_LAND = frozenset(
    {"northern", "southern", "eastern", "western", "central", "upper", "lower", "greater", "downtown"}
)
_ENDS = frozenset({",", ".", "-", "–", "—", "--", "("})
_PARTIES = frozenset({"R", "D", "I", "L"})
_GENITIVES = frozenset({"'s", "’s"})
_JOINS = frozenset({"", " ", "'", "’"})
#: A name with "The" in it counts as one from this many inhabitants on ("The Hague").
_ARTICLE_PEOPLE = 20_000
_LARGE = 150_000
_VERY_LARGE = 500_000
_ARTICLES = frozenset({"al", "el", "ar", "as", "ash", "ad", "an", "at", "az", "ez"})
_PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
_FIGURE_LABELS = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "CARDINAL", "ORDINAL", "QUANTITY", "LANGUAGE", "LAW"})
#: Kind words that, as capitals, belong to the name before them ("Dallas County"); "City" does so where a name has it.
_NOT_IN_NAMES = frozenset({"department", "city", "town", "crossing", "front", "capital", "port", "border", "coast"})
_SMALL_KINDS = frozenset({"site", "crossing", "neighbourhood"})
_SMALL_WORDS = frozenset({"ADP", "DET", "CCONJ", "SCONJ", "PART"})
_COUNTRYLIKE = frozenset({"country", "continent", "region", "water", "river"})


class Spotter:
    """Finds names in one dispatch after another; holds the knowledge and nothing of the dispatch."""

    def __init__(self, gazetteer: Gazetteer, countries: Countries, words: PlaceWords) -> None:
        self.gazetteer = gazetteer
        self.countries = countries
        self.words = words
        self._scorer = Scorer(gazetteer, countries, words)

    def names(self, annotated: Annotated, context: Context) -> list[Name]:
        """The names of a dispatch in order, scored, none overlapping another."""
        tokens = annotated.tokens
        found: list[Name] = []
        at = 0
        while at < len(tokens):
            if not self._may_start(tokens, at):
                at += 1
                continue
            behind = bool(found) and found[-1].last == at - 1
            name = self._short(tokens, at, behind=behind) or self._longest(annotated, at, context)
            if name is None:
                at += 1
                continue
            if not name.short:
                self._scorer.score(name, tokens, context)
            if found and found[-1].score >= 1.5 and _listed(found[-1], name, tokens):
                name.score += 1.0
                name.listed = True
            found.append(name)
            at = name.last
        for end in range(2, len(tokens)):
            if tokens[end].lower in self.words.plural_counties:
                found = self._counties(annotated, end, found)
        return found

    def _counties(self, annotated: Annotated, end: int, names: list[Name]) -> list[Name]:
        """The list before a plural: "Fannin and Red River counties" -> Fannin County, Red River County."""
        tokens = annotated.tokens
        word = tokens[end].lower.replace("ies", "y").replace("shes", "sh")
        listed: list[Name] = []
        at = end
        while at > 0 and len(listed) < 8 and tokens[at - 1].sentence == tokens[end].sentence:
            first = at
            while first > 0 and tokens[first - 1].sentence == tokens[end].sentence:
                if not (tokens[first - 1].text[0].isupper() or tokens[first - 1].text in _IN_COUNTIES):
                    break
                first -= 1
            text = annotated.reading[tokens[first].start : tokens[at - 1].end] if first < at else ""
            candidates = self.gazetteer.exact(f"{text} {word}") if text else ()
            single = not listed and (first == 0 or tokens[first - 1].lower not in ("and", ",", "or"))
            state = single and any(place.kind == "admin1" for place in self.gazetteer.exact(text))
            if not candidates or state:
                break
            listed.append(Name(first, at, text, candidates, kind="county", cue=True, score=4.0))
            at = first
            while at > 0 and tokens[at - 1].lower in ("and", ",", "or"):
                at -= 1
        covered = {k for name in listed for k in range(name.first, name.last)}
        kept = [name for name in names if covered.isdisjoint(range(name.first, name.last))]
        return sorted([*kept, *listed], key=lambda name: name.first) if listed else names

    def _may_start(self, tokens: Sequence[Token], at: int) -> bool:
        text = tokens[at].text
        if text[0].isupper():
            return True
        if text not in self.words.connectors or at + 2 >= len(tokens):
            return False
        return tokens[at + 1].text in _HYPHENS and tokens[at + 2].text[0].isupper()

    def _short(self, tokens: Sequence[Token], at: int, *, behind: bool) -> Name | None:
        """ "Ill." in "Springfield, Ill.", "Ariz." in "R-Ariz.", "N.J." in "in N.J."; None for the same letters elsewhere.

        `behind`: the comma before follows the name of a place, so that "LINCOLN, Neb" without its stop counts too.
        """
        text, last = tokens[at].text, at + 1
        if last < len(tokens) and tokens[last].text == "." and f"{text}." in self.words.short:
            text, last = f"{text}.", at + 2
        after = tokens[last].text if last < len(tokens) else ""
        area = self.words.short.get(text)
        if area is None and behind and len(text) > 2 and after in _ENDS:
            area = self.words.short.get(f"{text}.")
        if area is None or at == 0:
            return None
        before = tokens[at - 1]
        if before.text == "," and at > 1 and before.sentence == tokens[at].sentence:
            named = tokens[at - 2].text
            known = named[0].isupper() or named[0] == ")"
            if text.isupper() and "." not in text and len(text) == 2:
                known = known and (behind or not named.isupper()) and not after[:1].isupper()
        elif before.text in _HYPHENS and at > 1:
            known = tokens[at - 2].text in _PARTIES and before.start == tokens[at - 2].end
        else:
            known = text in self.words.alone and (before.lower in self.words.strong or before.lower in self.words.weak)
        place = self.gazetteer.get(area) if known else None
        return Name(at, last, text, (place,), kind="admin1", short=True, score=5.0) if place else None

    def _longest(self, annotated: Annotated, at: int, context: Context) -> Name | None:
        """The longest name of the gazetteer that starts at the token, or a transliteration where a place is expected."""
        tokens, reading = annotated.tokens, annotated.reading
        folded = fold(tokens[at].text)
        if not folded:
            return None
        longest = self.gazetteer.longest(folded.split(" ")[0])
        if at + 1 < len(tokens) and tokens[at + 1].text in _GENITIVES:
            longest = max(longest, self.gazetteer.longest(folded + "s"))
        ends = self._ends(annotated, at, max(longest, 1)) if longest else []
        for end in reversed(ends):
            text = reading[tokens[at].start : tokens[end - 1].end]
            candidates = self._known(text, context)
            if candidates and self._fits(tokens, at, end, candidates) and not self._only_article(folded, candidates):
                nearer = self._nearer(text, candidates, context)
                name = Name(self._first(tokens, at), end, text, nearer or candidates, variant=bool(nearer))
                return self._hyphenated(annotated, name) or self._with_kind_word(
                    self._with_prefix(name, tokens), tokens
                )
        return self._genitive(annotated, at) or self._transliterated(annotated, at, context)

    def _known(self, text: str, context: Context) -> tuple[Place, ...]:
        """The places of a name; hamlets with a post office only where the dispatch may speak of their country."""
        found = self.gazetteer.exact(text)
        if not found or not context.weights or context.weights.get("US"):
            return found
        return tuple(place for place in found if not place.id.startswith("zip:"))

    def _nearer(self, text: str, candidates: tuple[Place, ...], context: Context) -> tuple[Place, ...]:
        """Places of another spelling in a country that the dispatch speaks of, where those of this one are small and abroad."""
        if not context.weights or candidates[0].population >= _ABROAD or candidates[0].kind in COUNTRYLIKE:
            return ()
        if any(context.weights.get(place.country or "") for place in candidates) or len(text) < 5:
            return ()
        variants = self.gazetteer.variants(text)
        return tuple(place for place in variants if context.weights.get(place.country or "", 0.0) >= 0.1)

    def _hyphenated(self, annotated: Annotated, name: Name) -> Name | None:
        """ "Burton-in-Lonsdale" and "Bir al-Marsud", which the gazetteer lacks, are no Burton and no Bir."""
        tokens, last = annotated.tokens, name.last
        words = [token.text for token in tokens[last : last + 4]]
        arabic = len(words) > 2 and words[0] in _ARTICLES and words[1] in _HYPHENS and words[2][0].isupper()
        if (
            arabic
            and name.candidates[0].population < _ABROAD * 4
            and tokens[last].sentence == tokens[last + 2].sentence
        ):
            text = annotated.reading[tokens[name.first].start : tokens[last + 2].end]
            return Name(name.first, last + 3, text, name.candidates, misfit=True, score=2.0)
        if len(words) < 4 or words[0] not in _HYPHENS or words[2] not in _HYPHENS or not words[3][0].isupper():
            return None
        if words[1] not in _INSIDE or tokens[last + 3].end - tokens[last - 1].end != sum(map(len, words)):
            return None
        text = annotated.reading[tokens[name.first].start : tokens[last + 3].end]
        return Name(name.first, last + 4, text, name.candidates, misfit=True, score=2.0)

    def _with_prefix(self, name: Name, tokens: Sequence[Token]) -> Name:
        """ "Lake Carlos" is no Carlos: the word before belongs to the name."""
        before = tokens[name.first - 1] if name.first else None
        kind = (
            _PREFIXES.get(before.text) if before is not None and reading_adjacent(before, tokens[name.first]) else None
        )
        if (
            before is None
            or kind is None
            or name.first != name.last - 1
            or before.sentence != tokens[name.first].sentence
        ):
            return name
        name.first, name.kind, name.cue = name.first - 1, kind, True
        name.text = f"{before.text} {name.text}"
        name.misfit = not any(place.kind in ("water", "river", "region", "site") for place in name.candidates)
        return name

    def _first(self, tokens: Sequence[Token], at: int) -> int:
        """ "North Dallas", "West Java": a direction with a capital inside a sentence is a part of the name."""
        before = tokens[at - 1] if at > 1 else None
        if (
            before is None
            or not before.text[0].isupper()
            or tokens[at - 2].text in _HYPHENS
            or before.sentence != tokens[at - 2].sentence
        ):
            return at
        inside = before.lower in self.words.directions or before.lower in _PARTS_OF_LAND
        return at - 1 if inside and before.lower != "of" and reading_adjacent(before, tokens[at]) else at

    def _with_kind_word(self, name: Name, tokens: Sequence[Token]) -> Name:
        """ "Dallas" in "Dallas County" -> the name with its kind word, when that is written with a capital."""
        if name.last >= len(tokens) or not reading_adjacent(tokens[name.last - 1], tokens[name.last]):
            return name
        word = tokens[name.last].text
        kind = self.words.kinds.get(word.lower())
        titled = word[0].isupper() and not (word.isupper() and len(word) > 1)
        if kind is None or not titled or word.lower() in _NOT_IN_NAMES or name.first == name.last - 1 == 0:
            return name
        after = tokens[name.last + 1] if name.last + 1 < len(tokens) else None
        if after is not None and after.text[0].isupper() and reading_adjacent(tokens[name.last], after):
            return name
        if tokens[name.last].sentence != tokens[name.first].sentence:
            return name
        name.last += 1
        name.kind, name.cue = kind, True
        if kind in ("river", "water") and not any(place.kind in ("river", "water") for place in name.candidates):
            name.text, name.misfit = f"{name.text} {word}", True
        return name

    def _transliterated(self, annotated: Annotated, at: int, context: Context) -> Name | None:
        """A name of which only another spelling is known, in a country that the dispatch speaks of."""
        tokens, reading = annotated.tokens, annotated.reading
        if tokens[at].lower in ("the", "a", "an"):
            return None
        expected = tokens[at].entity in PLACE_LABELS or self._expects_place(tokens, at)
        if not expected and tokens[at].pos != "PROPN":
            return None
        for end in reversed(self._ends(annotated, at, 3)):
            text = reading[tokens[at].start : tokens[end - 1].end]
            if len(text) < 4 or not tokens[end - 1].text[0].isupper() or (not expected and end - at == 1):
                continue
            candidates = self.gazetteer.variants(text)
            if context.weights:
                candidates = tuple(place for place in candidates if context.weights.get(place.country or ""))
            if candidates:
                return Name(at, end, text, candidates, variant=True)
        return None

    def _genitive(self, annotated: Annotated, at: int) -> Name | None:
        """ "Syrias" where the apostrophe was lost on the way: a large place with an s."""
        text = annotated.tokens[at].text
        if len(text) < 5 or not text.endswith("s") or text[:-1].isupper():
            return None
        candidates = self.gazetteer.exact(text[:-1])
        large = candidates and (candidates[0].kind in COUNTRYLIKE or candidates[0].population >= _LARGE)
        return Name(at, at + 1, text[:-1], candidates, cut=1) if large else None

    def _expects_place(self, tokens: Sequence[Token], at: int) -> bool:
        before = tokens[at - 1].text.lower() if at else ""
        return before in self.words.strong or before in self.words.kinds or before == "of"

    def _ends(self, annotated: Annotated, at: int, most: int) -> list[int]:
        """Ends (exclusive) of the stretches of up to `most` words that may be one name."""
        tokens, reading = annotated.tokens, annotated.reading
        sentence = tokens[at].sentence
        ends: list[int] = []
        words = 0
        for k in range(at, min(len(tokens), at + 2 * _MOST_WORDS + 2)):
            token = tokens[k]
            if token.sentence != sentence or (k > at and reading[tokens[k - 1].end : token.start] not in _JOINS):
                break
            text = token.text
            if text in _HYPHENS or text in ("'", "’") or text in _GENITIVES:
                if k == at:
                    break
                continue
            capital = text[0].isupper() or text[0].isdigit() or (text[1:2] in ("'", "’") and text[2:3].isupper())
            if not (capital or text.lower().rstrip("'’") in self.words.connectors):
                if self._is_part(text) and words:
                    ends.append(k + 1)
                break
            words += max(1, len(fold(text).split(" ")))
            if words > min(most, _MOST_WORDS):
                break
            if capital or text in _LAST_SMALL:
                ends.append(k + 1)
        return ends

    def _is_part(self, text: str) -> bool:
        return text in self.words.site or self.words.kinds.get(text) in ("crossing", "area", "mountain")

    def _fits(self, tokens: Sequence[Token], at: int, end: int, candidates: tuple[Place, ...]) -> bool:
        last = tokens[end - 1].text
        if end - at > 1 and last[0].islower() and not last[2:3].isupper() and last not in _LAST_SMALL:
            return candidates[0].kind in _SMALL_KINDS or last in ("strip", "canal")
        if end - at == 1 and last.isupper() and len(last) > 1 and len(last) <= 4:
            written = any(last == name for place in candidates for name in (place.name, *place.names))
            return written or all(one.text.isupper() for one in tokens[max(0, at - 1) : end + 1])
        short = end - at == 1 and len(last) <= 4 and not last.isupper()
        return not (short and self._is_abbreviation(last, candidates[0]))

    def _is_abbreviation(self, text: str, place: Place) -> bool:
        """Is the name known only in capitals ("CAR"), while the text has it in small letters ("Car")?"""
        folded = fold(text)
        known = [name for name in (place.name, *place.names) if fold(name) == folded]
        return bool(known) and all(name.isupper() for name in known)

    def _only_article(self, first: str, candidates: tuple[Place, ...]) -> bool:
        """Does a hamlet's name begin with the "The" of the sentence ("The Forks")?"""
        return first == "the" and candidates[0].population < _ARTICLE_PEOPLE


def _listed(one: Name, other: Name, tokens: Sequence[Token]) -> bool:
    """Do two names stand in one list: "Darfur and Malakal", "Morek, Halfaya"?"""
    between = [tokens[k].lower for k in range(one.last, min(other.first, one.last + 3))]
    return other.first - one.last <= 2 and between in ([","], ["and"], ["or"], [",", "and"], ["to"], ["/"])
