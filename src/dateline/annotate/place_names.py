"""Names that may be places: where they stand, what stands around them, and how likely it is that a place is meant.

Longest match first, at word boundaries, over capitalised words: "Deir ez-Zor" before "Deir". The model's entity label is
one signal among several, because a small one calls Hama an organisation and Homs a person.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

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


@dataclass(slots=True)
class Name:
    """A stretch of tokens `[first, last)` with the places it may mean. `score`: above 1.5 it is taken for a place.

    `kind`: what the words around call it ("town", "admin1", ...), "" for nothing. `cue`: a word right before or after
    says that this is a place. `variant`: only a transliteration of the name is known. `doubt`: what of the score speaks for a
    person or a common word. `cut`: characters at the end that are not the name's. `misfit`: the only places of that name lie
    elsewhere than the words say; `within`: the place that they put it in. `short`: the short form of a first-order area.
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


@dataclass(slots=True)
class Context:
    """What the dispatch says about itself: `weights` of the countries it speaks of, words of persons' names.

    `small`: words that also stand uncapitalised. `titled`: sentences most words of which are capitalised.
    """

    weights: dict[str, float]
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
    return Context(share, frozenset(persons), frozenset(small), titled)


def _titled(tokens: Sequence[Token]) -> bool:
    words = [token.text for token in tokens if token.text.isalpha() and token.pos not in _SMALL_WORDS]
    return len(words) > 3 and sum(word[0].isupper() for word in words) > 0.9 * len(words)


class Spotter:
    """Finds names in one dispatch after another; holds the knowledge and nothing of the dispatch."""

    def __init__(self, gazetteer: Gazetteer, countries: Countries, words: PlaceWords) -> None:
        self.gazetteer = gazetteer
        self.countries = countries
        self.words = words

    def names(self, annotated: Annotated, context: Context) -> list[Name]:
        """The names of a dispatch in order, scored, none overlapping another."""
        tokens = annotated.tokens
        found: list[Name] = []
        at = 0
        while at < len(tokens):
            if not self._may_start(tokens, at):
                at += 1
                continue
            name = self._short(tokens, at) or self._longest(annotated, at, context)
            if name is None:
                at += 1
                continue
            if not name.short:
                self._score(name, tokens, context)
            if found and found[-1].score >= 1.5 and _listed(found[-1], name, tokens):
                name.score += 1.0
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
            while first > 0 and (tokens[first - 1].text[0].isupper() or tokens[first - 1].text in _IN_COUNTIES):
                first -= 1
            text = annotated.reading[tokens[first].start : tokens[at - 1].end] if first < at else ""
            candidates = self.gazetteer.exact(f"{text} {word}") if text else ()
            if not candidates:
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

    def _short(self, tokens: Sequence[Token], at: int) -> Name | None:
        """ "Ill." in "Springfield, Ill.", "Ariz." in "R-Ariz.", "N.J." in "in N.J."; None for the same letters elsewhere."""
        text, last = tokens[at].text, at + 1
        if last < len(tokens) and tokens[last].text == "." and f"{text}." in self.words.short:
            text, last = f"{text}.", at + 2
        area = self.words.short.get(text)
        if area is None or at == 0:
            return None
        before = tokens[at - 1]
        if before.text == "," and at > 1 and before.sentence == tokens[at].sentence:
            named = tokens[at - 2].text
            known = named[0].isupper() or named[0] == ")"
            after = tokens[last].text if last < len(tokens) else ""
            if text.isupper() and "." not in text and len(text) == 2:
                known = known and not named.isupper() and not after[:1].isupper()
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
            candidates = self.gazetteer.exact(text)
            if candidates and self._fits(tokens, at, end, candidates) and not self._only_article(folded, candidates):
                return self._with_kind_word(Name(at, end, text, candidates), tokens)
        return self._genitive(annotated, at) or self._transliterated(annotated, at, context)

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
        return name

    def _transliterated(self, annotated: Annotated, at: int, context: Context) -> Name | None:
        """A name of which only another spelling is known, in a country that the dispatch speaks of."""
        tokens, reading = annotated.tokens, annotated.reading
        if tokens[at].lower in ("the", "a", "an"):
            return None
        expected = tokens[at].entity in _PLACE_LABELS or self._expects_place(tokens, at)
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
        large = candidates and (candidates[0].kind in _COUNTRYLIKE or candidates[0].population >= _LARGE)
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
            if capital:
                ends.append(k + 1)
        return ends

    def _is_part(self, text: str) -> bool:
        return text in self.words.site or self.words.kinds.get(text) in ("crossing", "area", "mountain")

    def _fits(self, tokens: Sequence[Token], at: int, end: int, candidates: tuple[Place, ...]) -> bool:
        last = tokens[end - 1].text
        if end - at > 1 and last[0].islower() and not last[2:3].isupper():
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

    # what speaks for and against a place

    def _score(self, name: Name, tokens: Sequence[Token], context: Context) -> None:
        before = tokens[name.first - 1] if name.first else None
        if before is not None and before.sentence != tokens[name.first].sentence:
            before = None
        after = tokens[name.last] if name.last < len(tokens) else None
        if after is not None and after.sentence != tokens[name.first].sentence:
            after = None
        shouted = tokens[name.first].sentence in context.titled and name.text.isupper()
        score = 0.0 if shouted else self._label_score(name, tokens)
        score += self._before_score(name, tokens, before)
        score += self._after_score(name, tokens, after)
        score += self._weight_score(name, context)
        name.doubt = self._word_doubt(name, tokens, context)
        if not shouted:
            name.doubt += self._person_doubt(name, tokens, before, after, context)
        name.score = score - name.doubt

    def _label_score(self, name: Name, tokens: Sequence[Token]) -> float:
        labels = {tokens[k].entity for k in range(name.first, name.last)}
        if labels & _PLACE_LABELS:
            return 2.0
        if "PERSON" in labels:
            around = [tokens[k].entity for k in (name.first - 1, name.last) if 0 <= k < len(tokens)]
            return -1.5 if "PERSON" in around else -0.8
        if "NORP" in labels:
            return -0.5
        if labels & _FIGURE_LABELS:
            return -1.0
        return 0.0

    def _before_score(self, name: Name, tokens: Sequence[Token], before: Token | None) -> float:
        if before is not None and before.lower == "the" and before.i:
            before = tokens[before.i - 1] if tokens[before.i - 1].sentence == before.sentence else None
        if before is None:
            return 0.0
        word = before.lower
        if word == "of" and before.i and tokens[before.i - 1].lower in self.words.kinds:
            name.cue = True
            described = tokens[before.i - 2] if before.i > 1 else None
            if described is None or described.text[0].islower() or self._describes(described.lower):
                name.kind = name.kind or self.words.kinds[tokens[before.i - 1].lower]
            return 3.0
        if word in self.words.kinds and reading_adjacent(before, tokens[name.first]):
            name.kind = name.kind or self.words.kinds[word]
            name.cue = True
            return 1.5
        if word in self.words.strong:
            name.cue = True
            return 2.0
        if word in self.words.weak:
            return 1.0
        return 0.6 if before.pos == "VERB" else 0.0

    def _after_score(self, name: Name, tokens: Sequence[Token], after: Token | None) -> float:
        if after is None:
            return 0.0
        word = after.lower
        kind = self.words.kinds.get(word)
        if kind is not None and reading_adjacent(tokens[name.last - 1], after):
            name.kind = name.kind or kind
            name.cue = True
            return 2.0
        if word in self.words.people and reading_adjacent(tokens[name.last - 1], after):
            name.cue = True
            return 2.0
        if word in (",", "in", "(") and name.last + 1 < len(tokens):
            following = tokens[name.last + 1].text
            if following == "in" and name.last + 2 < len(tokens):
                following = tokens[name.last + 2].text
            if following in self.words.short and word == ",":
                name.cue = True
                return 3.0
            if following[0].isupper():
                wider = self.gazetteer.exact(following)
                if any(place.kind in ("country", "admin1", "region") for place in wider[:2]):
                    return 1.5
        return 0.0

    def _weight_score(self, name: Name, context: Context) -> float:
        top = name.candidates[0]
        best = max((context.weights.get(place.country or "", 0.0) for place in name.candidates), default=0.0)
        name.country_weight = best
        score = 1.5 * min(1.0, 3 * best) if best > 0.05 else 0.0
        if name.variant:
            return score - 1.0 + (1.0 if name.last - name.first > 1 else 0.0)
        if top.kind in _COUNTRYLIKE:
            score += 3.0 if top.kind == "country" else 2.0
        elif top.kind in ("capital", "admin1") or top.population >= 100_000 or top.id.startswith("dl:"):
            score += 2.0 if top.population >= _VERY_LARGE and fold(top.name) == fold(name.text) else 1.7
        elif top.population >= 20_000:
            score += 0.7
        elif context.weights and best == 0:
            score -= 1.0
        folded = fold(name.text)
        if not any(fold(place.name) == folded for place in name.candidates):
            score -= 0.5
        return score + (1.0 if name.last - name.first > 1 else 0.0)

    def _word_doubt(self, name: Name, tokens: Sequence[Token], context: Context) -> float:
        words = [fold(tokens[k].text) for k in range(name.first, name.last)]
        top = name.candidates[0]
        if top.kind == "country":
            return 0.0
        if len(words) > 1:
            plain = all(word in self.words.common for word in words if word) and not top.id.startswith("dl:")
            plain = plain and not _ARTICLES.intersection(words)
            return 4.0 if plain else 0.0
        doubt = 0.0
        if any(words[0] in group for group in (self.words.common, self.words.kinds, self.words.site)):
            doubt += 3.0
        if words[0] in self.words.strong:
            doubt += 3.0
        if words[0] in context.small:
            doubt += 2.0
        if len(words[0]) < 3:
            doubt += 2.0
        if self.countries.by_adjective(words[0]) or self.countries.by_people(words[0]):
            doubt += 6.0
        return doubt

    def _person_doubt(
        self, name: Name, tokens: Sequence[Token], before: Token | None, after: Token | None, context: Context
    ) -> float:
        words = self.words
        doubt = 0.0
        folded = fold(name.text).split(" ")[-1]
        country = name.candidates[0].kind == "country"
        titled = tokens[name.first].sentence in context.titled
        if before is not None and reading_adjacent(before, tokens[name.first]) and before.text[0].isupper():
            title = before.lower.rstrip(".") in words.titles
            label = tokens[name.first].entity
            if title and (not country or label == "PERSON"):
                doubt += 3.0
            elif (
                before.pos == "PROPN"
                and not titled
                and not self._describes(before.lower)
                and not (country and label != "PERSON")
            ):
                doubt += 3.0 if label == "PERSON" and before.entity == "PERSON" else 1.0
        if after is not None and reading_adjacent(tokens[name.last - 1], after) and after.text[0].isupper():
            if after.entity == "PERSON" and tokens[name.last - 1].entity == "PERSON":
                doubt += 4.0
            elif (
                after.pos == "PROPN"
                and not titled
                and after.lower not in words.kinds
                and not self._names_part(after.lower)
            ):
                doubt += 0.5 if country else 1.5
        if not country:
            if folded in words.family:
                doubt += 3.0
            if folded in words.given:
                doubt += 1.5
            if folded in context.persons and not name.cue and name.last - name.first == 1:
                doubt += 2.5
        elif folded in words.given and tokens[name.first].entity == "PERSON":
            doubt += 2.0
        return doubt

    def _describes(self, word: str) -> bool:
        return word in self.words.strong or word in self.words.kinds or self.countries.by_adjective(word) is not None

    def _names_part(self, word: str) -> bool:
        return word in self.words.site or word in self.words.organisation


def _listed(one: Name, other: Name, tokens: Sequence[Token]) -> bool:
    """Do two names stand in one list: "Darfur and Malakal", "Morek, Halfaya"?"""
    between = [tokens[k].lower for k in range(one.last, min(other.first, one.last + 3))]
    return other.first - one.last <= 2 and between in ([","], ["and"], ["or"], [",", "and"], ["to"], ["/"])


def reading_adjacent(one: Token, other: Token) -> bool:
    """Do the tokens stand beside each other with at most one space between?"""
    return other.start - one.end <= 1 and other.i == one.i + 1
