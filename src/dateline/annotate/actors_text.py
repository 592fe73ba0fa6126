"""A dispatch as the finders of actors read it: words folded once, marks drafted over tokens.

`Reading` has the tokens with their small-letter forms and the folded words of names; `Draft` is a mark before it gets
offsets. Token ranges are half-open.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from datetime import date

from dateline.annotate.quotation_marks import pair_marks
from dateline.knowledge.actors import ARTICLES, ActorBook
from dateline.knowledge.countries import Countries
from dateline.knowledge.folding import fold
from dateline.model.marks import ActorMark, Annotated, Token
from dateline.model.world import Actor

HYPHENS = frozenset(["-", "–", "‐"])
_TRANSPARENT = HYPHENS | frozenset(["'", "’", "`"])
#: In a sentence of capitals, an abbreviation of so many letters may be any word ("IS", "WHO").
_SHORT_CAPITALS = 3


@dataclass(slots=True)
class Draft:
    """A mark over tokens `first`..`last` (exclusive) with its head token."""

    first: int
    last: int
    head: int
    actor: Actor
    rule: str
    confidence: float = 1.0


class Reading:
    """The tokens of one dispatch, prepared for matching. `owner[i]` is the draft that covers token i."""

    def __init__(self, annotated: Annotated, book: ActorBook, countries: Countries, home: str | None) -> None:
        self.annotated = annotated
        self.book = book
        self.countries = countries
        self.home = home
        self.day = day_of(annotated)
        self.tokens = annotated.tokens
        self.low = [token.text.lower() for token in self.tokens]
        self.owner: list[Draft | None] = [None] * len(self.tokens)
        self.drafts: list[Draft] = []
        self._scenes: dict[int, set[str]] | None = None
        self._lands: dict[str, str | None] = {}
        self._named: dict[str, list[Draft]] | None = None
        self.words: list[str] = []
        self.first: list[int] = []
        self.last: list[int] = []
        self.broken: list[bool] = []
        self.shouting = {
            index
            for index, sentence in enumerate(annotated.sentences)
            if "".join(token.text for token in self.tokens[sentence.first : sentence.last]).isupper()
        }
        self.quoted = quoted(annotated)
        self.places = {place.head: place for place in annotated.places}
        self.country_of: dict[int, str] = {}
        self.country_names: set[int] = set()
        self.children: list[list[int]] = [[] for _ in self.tokens]
        for token in self.tokens:
            if token.head != token.i:
                self.children[token.head].append(token.i)
        self._find_words()
        self._find_countries()
        #: Every country that the dispatch names, is in or is about.
        self.lands = {place.place.country for place in annotated.places if place.place.country}
        self.lands.update(self.country_of.values(), [home] if home else [])

    def _find_words(self) -> None:
        gap = True
        sentence = -1
        for i, token in enumerate(self.tokens):
            if token.sentence != sentence:
                sentence, gap = token.sentence, True
            text = token.text
            if token.tag == "POS":
                continue
            folded = fold(text)
            if not folded:
                gap = gap or text not in _TRANSPARENT
                continue
            if folded in ARTICLES and i + 1 < len(self.tokens) and self.tokens[i + 1].text in HYPHENS:
                folded = "al"
            for word in folded.split():
                self.words.append(word)
                self.first.append(i)
                self.last.append(i + 1)
                self.broken.append(gap)
                gap = False

    def _find_countries(self) -> None:
        """Codes of countries by token: adjectives ("Syrian") and names of one token; longer names by their head."""
        adjectives = self.countries.adjectives()
        for i, token in enumerate(self.tokens):
            text = token.text
            if not text[0].isupper():
                continue
            folded = fold(text)
            code = adjectives.get(folded)
            if code is None and (len(folded) > 2 or text.isupper()):
                country = self.countries.by_name(folded)
                code = country.code if country else None
            if code is not None:
                self.country_of[i] = code
        self._find_long_countries()
        for i, place in self.places.items():
            if place.place.kind == "country" and place.place.country:
                for j in range(i, -1, -1):
                    if self.tokens[j].start < place.start:
                        break
                    self.country_of[j] = place.place.country

    def _find_long_countries(self) -> None:
        """Names of several words ("South Sudan"): every word gets the code of the whole."""
        names = self.book.long_countries
        for at, word in enumerate(self.words):
            for words, code in names.get(word, ()):
                end = at + len(words)
                if tuple(self.words[at:end]) != words or any(self.broken[at + 1 : end]):
                    continue
                first, last = self.first[at], self.last[end - 1]
                if self.tokens[first].text[0].isupper() and self.tokens[last - 1].text[0].isupper():
                    self.country_of.update(dict.fromkeys(range(first, last), code))
                    if self.tokens[last - 1].pos != "ADJ":
                        self.country_names.add(last - 1)
                break

    def article(self, i: int) -> bool:
        """Is the token the article of a transliterated name ("al" in "al-Rahmoun", "as" in "as-Salam")?"""
        after = self.tokens[i + 1] if i + 1 < len(self.tokens) else None
        return self.low[i] in ARTICLES and after is not None and after.text in HYPHENS

    def near(self, i: int) -> str | None:
        """The country of the places that the sentence of a token names, if they lie in one other than home; else home."""
        if self._scenes is None:
            self._scenes = {}
            for place in self.annotated.places:
                code = place.place.country
                if code is not None and place.use == "literal" and self.owner[place.head] is None:
                    self._scenes.setdefault(self.tokens[place.head].sentence, set()).add(code)
        codes = self._scenes.get(self.tokens[i].sentence, set())
        return next(iter(codes)) if len(codes) == 1 else self.home

    def land_of(self, noun_class: str) -> str | None:
        """Where "the rebels" are: home, or else the first other country named whose own the book knows; home where none is."""
        if noun_class not in self._lands:
            named = (place.place.country for place in self.annotated.places if place.use != "part_of_name")
            codes = dict.fromkeys([self.home, *named, *self.country_of.values()])
            self._lands[noun_class] = next(
                (code for code in codes if code and self.book.curated(noun_class, code, self.day)), self.home
            )
        return self._lands[noun_class]

    def free(self, first: int, last: int) -> bool:
        """Is no token of the range covered by a draft?"""
        return not any(self.owner[i] is not None for i in range(first, last))

    def add(self, draft: Draft) -> Draft:
        """Keeps a draft; the tokens that nothing covered yet become its own."""
        self.drafts.append(draft)
        for i in range(draft.first, draft.last):
            if self.owner[i] is None:
                self.owner[i] = draft
        return draft

    def capitals_only(self, i: int) -> bool:
        """Does the token stand in a sentence without small letters?"""
        return self.tokens[i].sentence in self.shouting

    def text(self, first: int, last: int) -> str:
        """The characters from one token to the end of another."""
        return self.annotated.reading[self.tokens[first].start : self.tokens[last - 1].end]

    def spelled(self, first: int, last: int) -> str:
        """The same as the parser read it: in text of one case, names alone begin with a capital."""
        parts = [self.tokens[first].text]
        for i in range(first + 1, last):
            parts += [self.annotated.reading[self.tokens[i - 1].end : self.tokens[i].start], self.tokens[i].text]
        return "".join(parts)

    def one_cased(self, i: int) -> bool:
        """Does the token stand in text of one case, where no capital tells a name?"""
        token = self.tokens[i]
        return token.text != self.annotated.reading[token.start : token.end] and not self.capitals_only(i)

    def head_of(self, first: int, last: int) -> int:
        """The token of a range that is governed from outside it; the last one where several are."""
        tokens: tuple[Token, ...] = self.tokens
        for i in range(last - 1, first - 1, -1):
            head = tokens[i].head
            if (head < first or head >= last or head == i) and tokens[i].pos != "PUNCT":
                return i
        return last - 1

    def named(self) -> dict[str, list[Draft]]:
        """The drafts of names by actor, in the order of the text; worked out once, when all names are found."""
        if self._named is None:
            self._named = {}
            for draft in sorted(self.drafts, key=lambda draft: draft.first):
                if draft.rule in ("name", "alias", "new-name", "abbreviation"):
                    self._named.setdefault(draft.actor.id, []).append(draft)
        return self._named

    def marks(self) -> tuple[ActorMark, ...]:
        """The drafts as marks, in order, each span once."""
        sided: dict[str, Actor] = {}
        found: dict[tuple[int, int], ActorMark] = {}
        for draft in self.drafts:
            actor = draft.actor
            if actor.kind != "perspective":
                if actor.id not in sided:
                    sided[actor.id] = self.book.with_side(actor, self.day, near=self.home)
                actor = sided[actor.id]
            span = (self.tokens[draft.first].start, self.tokens[draft.last - 1].end)
            mark = ActorMark(*span, draft.head, actor, draft.rule, draft.confidence)
            if span not in found or found[span].confidence < mark.confidence:
                found[span] = mark
        return tuple(found[span] for span in sorted(found))


def quoted(annotated: Annotated) -> list[bool]:
    """For each token: does it stand between quotation marks?"""
    found = [False] * len(annotated.tokens)
    starts = [token.start for token in annotated.tokens]
    for mark in pair_marks(annotated.reading, annotated.blocks):
        first, last = bisect_left(starts, mark.start), bisect_left(starts, mark.end)
        found[first:last] = [True] * (last - first)
    return found


def day_of(annotated: Annotated) -> date | None:
    """The day of the dispatch: when it was written, else when it was published."""
    dispatch = annotated.dispatch
    if dispatch.written is not None:
        return dispatch.written
    try:
        return date.fromisoformat(dispatch.published[:10]) if dispatch.published else None
    except ValueError:
        return None
