"""Which dispatches are (nearly) copies of one another: the same wire story under two names.

Texts go in (the one place in this room that reads them), a mapping from copy to original comes out. What counts is how
much of the shorter text stands in the other, sentence by sentence: a story that was cut, extended or lightly reworded
keeps most of its sentences, while two reports of one happening share a quotation or a background paragraph and no more.
Sentences that stand in several originals (an outlet's background paragraph, a template) say nothing. Runs of words
are hashed by a function that does not change between processes and looked up in an inverted index, so the work grows with
the texts and not with their pairs.

The numbers were set on pairs of articles of one day in fakes_syria, read one by one; scripts/score-copies measures them.
"""

from __future__ import annotations

import re
import zlib
from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dateline.model.text import Dispatch

_WORD = re.compile(r"\w+")
_SENTENCE = re.compile(r"(?<=[.!?…])[\"'”’)]*\s+|\n+")
#: A run is so many words. A sentence stands in another text when this share of its runs does: with every fifth word
#: replaced, half of the runs of three are left.
_RUN = 3
_PRESENT = 0.34
#: A text is a copy when sentences with this share of its runs stand in the other. Read pairs: 0.70 and below are two
#: stories with one background, 0.72 and above one agency's story in two houses.
_COPY = 0.71
#: Runs in fewer sentences than these say too little; a sentence of which most runs stand in so many originals is a template.
_FEWEST = 15
_TEMPLATE = 4
#: Candidates share a tenth of the sampled runs (one in so many is kept); runs that more texts share find nobody.
_SAMPLE = 4
_CANDIDATE = 0.1
_COMMON = 50
_CANDIDATES = 5
#: A copy that holds so much of its source is the same text.
_SAME = 0.9


@dataclass(frozen=True, slots=True)
class _Text:
    """The runs of one text by sentence, and all of them."""

    sentences: tuple[array[int], ...]
    runs: frozenset[int]


class _Seen:
    """Texts by the order of their coming, found by sampled runs: originals, and copies that differ from theirs.

    A copy that hardly differs is left out: ten thousand of one story are one entry, and make no template of it.
    """

    def __init__(self) -> None:
        self.originals: list[str] = []
        self.texts: list[_Text] = []
        self._at: dict[int, array[int]] = {}
        self._held: Counter[int] = Counter()

    def add(self, text: _Text, original: str, *, source: int | None) -> None:
        """Takes in a text that is `original` itself, or a copy of it by way of the text at `source`."""
        at = len(self.texts)
        if source is None:
            self._held.update(text.runs)
        elif len(text.runs & self.texts[source].runs) >= _SAME * len(text.runs):
            return
        self.originals.append(original)
        self.texts.append(text)
        for run in text.runs:
            if run % _SAMPLE == 0:
                self._at.setdefault(run, array("L")).append(at)

    def candidates(self, text: _Text) -> list[int]:
        """Texts that share enough to be looked at, those that share most first, earlier ones before later."""
        shared: Counter[int] = Counter()
        sampled = 0
        for run in text.runs:
            if run % _SAMPLE == 0:
                sampled += 1
                holders = self._at.get(run, ())
                if len(holders) <= _COMMON:
                    shared.update(holders)
        least = max(2, _CANDIDATE * sampled)
        found = [at for at, count in shared.items() if count >= min(least, self._least(at))]
        return sorted(found, key=lambda at: (-shared[at], at))[:_CANDIDATES]

    def _least(self, at: int) -> float:
        return max(2, _CANDIDATE * len(self.texts[at].runs) / _SAMPLE)

    def contains(self, at: int, text: _Text) -> bool:
        """Does the shorter of the two stand in the longer?"""
        other = self.texts[at]
        short, long = (text, other) if len(text.runs) <= len(other.runs) else (other, text)
        return self._share(short.sentences, long.runs) > _COPY

    def _share(self, sentences: Sequence[array[int]], runs: frozenset[int]) -> float:
        """The share of the sentences, by length, that stand among the runs; templates do not count."""
        whole = found = 0
        for sentence in sentences:
            if self._template(sentence):
                continue
            whole += len(sentence)
            if sum(run in runs for run in sentence) >= _PRESENT * len(sentence):
                found += len(sentence)
        return found / whole if whole >= _FEWEST else 0.0

    def _template(self, sentence: array[int]) -> bool:
        held = sorted(self._held[run] for run in sentence)
        return held[len(held) // 2] >= _TEMPLATE


def copies(dispatches: Iterable[Dispatch]) -> Mapping[str, str]:
    """Dispatch id -> id of the earliest dispatch that it copies; originals are not in it.

    The earlier of two is the one published earlier (unknown: last), then the one with the smaller id.
    """
    ordered = sorted((d.published or "9999", d.id, _text(d.text)) for d in dispatches)
    seen = _Seen()
    found: dict[str, str] = {}
    for _, identity, text in ordered:
        source = min((at for at in seen.candidates(text) if seen.contains(at, text)), default=None)
        if source is not None:
            found[identity] = seen.originals[source]
        seen.add(text, found.get(identity, identity), source=source)
    return dict(sorted(found.items()))


def _text(text: str) -> _Text:
    sentences = tuple(runs for sentence in _SENTENCE.split(text) if len(runs := _runs(sentence)) >= _RUN)
    return _Text(sentences, frozenset(run for runs in sentences for run in runs))


def _runs(sentence: str) -> array[int]:
    words = [zlib.crc32(word.encode("utf-8", "surrogatepass")) for word in _WORD.findall(sentence.casefold())]
    runs: array[int] = array("Q")
    for at in range(len(words) - _RUN + 1):
        value = 0
        for word in words[at : at + _RUN]:
            value = (value * 1_000_003 + word) & 0xFFFFFFFFFFFFFFFF
        runs.append(value ^ (value >> 29))
    return runs
