"""How likely a name is meant as a place: the words before and behind it, its label, its fame, and what speaks for a person.

The scores add up; above 1.5 a name is taken for a place (`annotate.places`).
"""

from __future__ import annotations

from collections.abc import Sequence

from dateline.annotate.place_context import Context, Name, reading_adjacent
from dateline.knowledge.countries import Countries
from dateline.knowledge.folding import fold
from dateline.knowledge.place_words import PlaceWords
from dateline.knowledge.places import Gazetteer
from dateline.model.marks import Token

_LARGE = 150_000
_VERY_LARGE = 500_000
_ARTICLES = frozenset({"al", "el", "ar", "as", "ash", "ad", "an", "at", "az", "ez"})
#: Behind these a name is seldom a person's.
_WHERE = frozenset({"in", "near", "outside", "throughout", "inside", "downtown", "via"})
PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
_FIGURE_LABELS = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "CARDINAL", "ORDINAL", "QUANTITY", "LANGUAGE", "LAW"})
COUNTRYLIKE = frozenset({"country", "continent", "region", "water", "river"})


class Scorer:
    """Scores the names of one dispatch after another; holds the knowledge and nothing of the dispatch."""

    def __init__(self, gazetteer: Gazetteer, countries: Countries, words: PlaceWords) -> None:
        self.gazetteer = gazetteer
        self.countries = countries
        self.words = words

    def score(self, name: Name, tokens: Sequence[Token], context: Context) -> None:
        """Fills `score` and `doubt`, and `kind` and `cue` where the words around say what the name is."""
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
        if labels & PLACE_LABELS:
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
            name.cue = name.placed = True
            return 2.0
        if word in ("co", "co.") and reading_adjacent(before, tokens[name.first]):
            name.kind, name.cue = "county", True
            return 2.0
        if word in self.words.weak:
            name.placed = before.pos == "ADP"
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
            if word == "," and (following in self.words.short or f"{following}." in self.words.short):
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
        if top.kind in COUNTRYLIKE:
            score += 3.0 if top.kind == "country" else 2.0
        elif top.kind in ("capital", "admin1") or top.population >= 100_000 or top.id.startswith("dl:"):
            score += 2.0 if top.population >= _VERY_LARGE and fold(top.name) == fold(name.text) else 1.7
        elif top.population >= 20_000:
            score += 0.7
        elif context.weights and best == 0:
            score -= 1.0
        if top.id.startswith("zip:"):
            score -= 0.7
        folded = fold(name.text)
        if not any(fold(place.name) == folded for place in name.candidates):
            score -= 0.5
        return score + (1.0 if name.last - name.first > 1 else 0.0)

    def _word_doubt(self, name: Name, tokens: Sequence[Token], context: Context) -> float:
        words = [fold(tokens[k].text) for k in range(name.first, name.last) if fold(tokens[k].text)]
        top = name.candidates[0]
        if top.kind == "country":
            return 0.0
        if len(words) > 1:
            plain = all(word in self.words.common for word in words if word) and not top.id.startswith("dl:")
            plain = plain and not _ARTICLES.intersection(words)
            plain = plain or all(word in self.words.directions for word in words)
            return 4.0 if plain else 0.0
        if name.last - name.first > 1 and any(place.kind in ("admin1", "district") for place in name.candidates):
            return 0.0
        doubt = 0.0
        if any(words[0] in group for group in (self.words.common, self.words.kinds, self.words.site)):
            doubt += 3.0
        if words[0] in self.words.strong:
            doubt += 3.0
        if words[0] in self.words.part_of and name.last < len(tokens) and tokens[name.last].lower == "of":
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
        top = name.candidates[0]
        country = top.kind == "country"
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
                inner = top.population < _LARGE and name.last - name.first == 1 and before.i and not name.short
                doubt += 3.0 if label == "PERSON" and before.entity == "PERSON" else 2.0 if inner else 1.0
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
            located = before is not None and before.lower in _WHERE and tokens[name.last - 1].entity != "PERSON"
            located = located or (name.cue and bool(name.kind)) or self._rules(name, tokens)
            if folded in words.family:
                doubt += 1.0 if located else 3.0
            if folded in words.given:
                doubt += 0.5 if located else 1.5
            curated = name.placed and top.id.startswith("dl:")
            if folded in context.persons and not name.cue and not curated and name.last - name.first == 1:
                doubt += 2.5
        elif folded in words.given and tokens[name.first].entity == "PERSON":
            doubt += 2.0
        if self._speaks(name, tokens, before):
            doubt += 2.0
        return doubt

    def _rules(self, name: Name, tokens: Sequence[Token]) -> bool:
        """Does a capital do what governments do ("Washington said that")?"""
        token = tokens[name.last - 1]
        capital = any(place.kind == "capital" for place in name.candidates[:3])
        return capital and token.dep == "nsubj" and tokens[token.head].lemma in self.words.metonym

    def _speaks(self, name: Name, tokens: Sequence[Token], before: Token | None) -> bool:
        """Does a name of one word say something ("according to Yap", "Zhong said") that no government of it would?"""
        top, token = name.candidates[0], tokens[name.last - 1]
        if name.last - name.first > 1 or name.cue or top.kind in ("country", "capital", "admin1"):
            return False
        if before is not None and before.lower == "to" and tokens[before.i - 1].lower == "according":
            return True
        speaks = tokens[token.head].lemma in ("say", "tell", "add", "explain", "recall", "think", "know")
        return token.dep == "nsubj" and speaks and top.population < _LARGE

    def _describes(self, word: str) -> bool:
        return word in self.words.strong or word in self.words.kinds or self.countries.by_adjective(word) is not None

    def _names_part(self, word: str) -> bool:
        return word in self.words.site or word in self.words.organisation
