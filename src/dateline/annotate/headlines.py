"""Headlines In Title Case, read as sentences: words that are no names get their small letters back before the parse.

The parser takes "Taliban Overrun Kunduz" for one long name. Only its own copy of the text is changed, letter for letter,
so that offsets stay true and the quotation keeps its capitals. What the text itself writes small is small; of words that
it does not use, only verbs and plurals are.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dateline.model.text import Block

_WORD = re.compile(r"[A-Za-z]+(?:'[a-z]+)?")
#: At least so many words, and of those of four letters or more this share with a capital, make title case.
_WORDS, _SHARE = 3, 0.8
#: A paragraph longer than this is no headline.
_HEADLINE = 140
#: Verbs that are as often a part of a name ("Islamic State", "Popular Front", "Green March").
_IN_NAMES = frozenset(
    ["state", "united", "allied", "armed", "free", "popular", "fighting", "rising", "force", "forces", "front", "party", "house", "guard", "guards", "command", "post", "times", "march", "may",
     "will", "army", "bank", "strip", "league", "union", "party", "sea", "lake", "mount", "star", "sun", "mark", "frank", "bill", "rob",
     "grant", "victor", "dick", "pat", "drew", "sue", "peg", "jack", "chase", "wade", "pierce", "lance", "miles", "rush", "hope", "security",
     "field", "fields", "court", "land", "island", "back", "black", "green", "white", "brown", "red", "blue", "young", "long", "king",
     "cook", "baker", "general", "major", "corporal", "wing", "brigade", "corps", "gulf", "bay", "ford", "stone", "rock", "nations", "emirates", "states", "brothers",
     "rights", "affairs", "services", "brigades", "martyrs", "arms", "sons", "knights", "eagles", "lions", "crescent"]
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class WordForms:
    """English verbs by base form and by irregular form, and nouns that are no names, in small letters."""

    bases: frozenset[str]
    irregular: frozenset[str]
    nouns: frozenset[str]

    def __contains__(self, word: str) -> bool:
        """Is the word, in small letters, a form of a verb or a plural?"""
        if word in self.bases or word in self.irregular or (word.endswith("s") and word[:-1] in self.nouns):
            return True
        for ending, base in (
            ("s", ""),
            ("es", ""),
            ("ed", ""),
            ("d", ""),
            ("ing", ""),
            ("ing", "e"),
            ("ies", "y"),
            ("ied", "y"),
        ):
            if (
                len(word) > len(ending) + 2
                and word.endswith(ending)
                and word[: len(word) - len(ending)] + base in self.bases
            ):
                return True
        return False


def word_forms(index: Mapping[str, Sequence[str]], exceptions: Mapping[str, Mapping[str, Sequence[str]]]) -> WordForms:
    """The words of a lemmatiser's tables: `index` base forms, `exceptions` irregular forms, each by part of speech."""
    irregular = {*exceptions.get("verb", {}), *exceptions.get("noun", {})}
    return WordForms(frozenset(index.get("verb", ())), frozenset(irregular), frozenset(index.get("noun", ())))


def small_letters(masked: str, blocks: Sequence[Block], words: WordForms) -> str:
    """The text with the headlines in title case written as sentences are; of the same length."""
    titles = [block for block in blocks if _headline(block, masked)]
    if not titles:
        return masked
    prose = [masked[block.start : block.end] for block in blocks if block.kind == "paragraph" and block not in titles]
    small, capital = _letters(prose)
    parts: list[str] = []
    at = 0
    for block in titles:
        parts.append(masked[at : block.start])
        parts.append(_lowered(masked[block.start : block.end], small, capital, words))
        at = block.end
    parts.append(masked[at:])
    return "".join(parts)


def _headline(block: Block, masked: str) -> bool:
    """Is a block a headline in title case? A text of one block may be nothing but a headline."""
    if block.kind not in ("title", "heading", "paragraph"):
        return False
    text = masked[block.start : block.end]
    if block.kind == "paragraph" and (len(text) > _HEADLINE or text.rstrip("\"' ")[-1:] in (".", "!", "?", ":")):
        return False
    return _title_case(text)


def _title_case(text: str) -> bool:
    words = _WORD.findall(text)
    long = [word for word in words[1:] if len(word) > 3]
    return len(words) >= _WORDS and bool(long) and sum(word[0].isupper() for word in long) >= _SHARE * len(long)


def _letters(prose: Sequence[str]) -> tuple[frozenset[str], frozenset[str]]:
    """Words that the prose writes small, and words that it writes with a capital inside a sentence."""
    small: set[str] = set()
    capital: set[str] = set()
    for text in prose:
        for word in _WORD.finditer(text):
            if word.group()[0].islower():
                small.add(word.group())
            elif text[max(0, word.start() - 2) : word.start()].strip().isalnum():
                capital.add(word.group().lower())
    return frozenset(small), frozenset(capital)


def _lowered(title: str, small: frozenset[str], capital: frozenset[str], words: WordForms) -> str:
    def lower(word: re.Match[str]) -> str:
        text = word.group()
        folded = text.lower()
        if word.start() == 0 or not text[0].isupper() or (text.isupper() and len(text) > 1) or folded in capital:
            return text
        plain = folded in small or (folded in words and folded not in _IN_NAMES)
        return folded if plain else text

    return _WORD.sub(lower, title)
