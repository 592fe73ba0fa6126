"""The words that report speech: verbs, nouns, phrases and media, from `data/lexicon/speech.toml`.

`load_speech_lexicon` reads and checks the file; annotators look words up by lemma in small letters.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import Any

from dateline.errors import KnowledgeError

#: The kinds of claim that speech can make (design, "Kinds of claim").
SPEECH_KINDS = frozenset(
    ["say", "accuse", "deny", "demand", "urge", "warn", "threaten", "condemn", "praise", "support", "pledge", "fear",
     "claim_responsibility"]
)  # fmt: skip
_TAKES = frozenset(["clause", "to", "noun", "marks", "label", "gerund", "deed"])
_TABLES = {
    "verbs": {"kind", "takes", "lemmas", "prepositions", "told", "held", "document", "deed", "objects", "not_objects",
              "intent", "seen"},
    "nouns": {"kind", "lemmas", "prepositions", "to", "held", "given"},
    "adjectives": {"kind", "lemmas"},
    "phrases": {"kind", "words"},
}  # fmt: skip
_LISTS = {
    "carriers": "lemmas",
    "adverbs": "words",
    "relays": "lemmas",
    "deeds": "words",
    "showing": "lemmas",
    "carriage": "lemmas",
    "outlets": "lemmas",
    "organs": "lemmas",
    "voices": "lemmas",
    "people": "lemmas",
    "refusals": "lemmas",
    "nobody": "words",
    "leading": "words",
    "anonymity": "lemmas",
    "accounts": "lemmas",
    "standards": "lemmas",
    "additions": "lemmas",
    "giving": "lemmas",
    "surfacing": "lemmas",
    "widening": "words",
    "elisions": "words",
}


@dataclass(frozen=True, slots=True)
class SpeechVerb:
    """A reporting verb and what may carry the matter: see the head of the file for `takes`.

    `kinds` gives the kind by the complement ("clause", "to", "noun", "deed", "gerund", "marks", "label", or a preposition): "warned of"
    and "called for" can differ from "warned that" and "called it". `uttered`: False for what is thought or felt. `deed`: the verb mostly stands for something else than speech. `objects`:
    by complement, the nouns that the object must be one of; `not_objects`: those that make it another deed. `intents`:
    complements in which it tells an aim. `seen`: whether it tells what somebody sees.
    """

    lemma: str
    kinds: Mapping[str, str]
    prepositions: frozenset[str]
    told: bool
    uttered: bool
    document: bool
    deed: bool
    objects: Mapping[str, frozenset[str]]
    not_objects: frozenset[str]
    intents: frozenset[str] = frozenset()
    seen: bool = False

    def takes(self, complement: str) -> bool:
        """Can the matter stand in this complement?"""
        return complement in self.kinds

    def allows(self, complement: str, noun: str) -> bool:
        """May this noun (its lemma) be the object?"""
        return complement not in self.objects or noun in self.objects[complement]

    def kind(self, complement: str = "marks") -> str:
        """The kind of speech claim, by the complement that carries the matter."""
        return self.kinds.get(complement) or next(iter(self.kinds.values()))


@dataclass(frozen=True, slots=True)
class SpeechNoun:
    """A noun that stands for a piece of speech: "a claim that", "calls for". `to`: an infinitive may follow.

    `held`: something felt or thought; without anybody who feels it, the noun reports nothing. `given`: only as the object
    of a verb that gives it.
    """

    lemma: str
    kinds: Mapping[str, str]
    to: bool
    held: bool = False
    given: bool = False


@dataclass(frozen=True, slots=True)
class SpeechLexicon:
    """Everything in the file, looked up by lemma or by words in small letters."""

    verbs: Mapping[str, SpeechVerb]
    nouns: Mapping[str, SpeechNoun]
    adjectives: Mapping[str, str]
    phrases: Mapping[tuple[str, ...], str]
    media: Mapping[tuple[str, ...], str]
    carriers: frozenset[str]
    adverbs: frozenset[str]
    relays: frozenset[str]
    deeds: frozenset[str]
    showing: frozenset[str]
    carriage: frozenset[str]
    outlets: frozenset[str]
    organs: frozenset[str]
    voices: frozenset[str]
    people: frozenset[str]
    refusals: frozenset[str]
    nobody: frozenset[str]
    leading: frozenset[str]
    anonymity: frozenset[str]
    accounts: frozenset[str]
    standards: frozenset[str]
    additions: frozenset[str]
    giving: frozenset[str]
    surfacing: frozenset[str]
    widening: frozenset[str]
    elisions: frozenset[str]

    def kind_of(self, lemma: str, complement: str = "marks") -> str | None:
        """The kind of speech claim that a cue stands for: "vow" -> "pledge"; None for a word that is no cue.

        `complement`: "clause", "to", "noun", "deed", "gerund", "marks", "label" or a preposition.
        """
        if verb := self.verbs.get(lemma):
            return verb.kind(complement)
        if noun := self.nouns.get(lemma):
            return noun.kinds.get(complement) or noun.kinds["clause"]
        if lemma in self.adjectives:
            return self.adjectives[lemma]
        if lemma in self.adverbs or tuple(lemma.split()) in self.phrases:
            return self.phrases.get(tuple(lemma.split()), "say")
        return None


def load_speech_lexicon(path: Path | None = None) -> SpeechLexicon:
    """The lexicon of the package, or the one at `path`. Raises KnowledgeError naming file and key."""
    source = path or files("dateline.knowledge") / "data" / "lexicon" / "speech.toml"
    try:
        data = tomllib.loads(source.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise KnowledgeError(f"not TOML: {error}", place=str(source), way_out="Mend the line.") from error
    return _Reader(str(source), data).lexicon()


class _Reader:
    """One file on its way to a lexicon; every refusal names the file and the key."""

    def __init__(self, place: str, data: dict[str, Any]) -> None:
        self.place = place
        self.data = data

    def lexicon(self) -> SpeechLexicon:
        self._check_tables()
        lists = {table: frozenset(self._words(self.data[table], table, key)) for table, key in _LISTS.items()}
        return SpeechLexicon(
            verbs=MappingProxyType(self._verbs()),
            nouns=MappingProxyType(self._nouns()),
            adjectives=MappingProxyType(
                {
                    lemma: row["kind"]
                    for n, row in self._rows("adjectives")
                    for lemma in self._words(row, f"adjectives[{n}]", "lemmas")
                }
            ),
            phrases=MappingProxyType(
                {tuple(self._words(row, f"phrases[{n}]", "words")): row["kind"] for n, row in self._rows("phrases")}
            ),
            media=MappingProxyType({tuple(words.split()): self._medium(words) for words in self.data["media"]}),
            **lists,
        )

    def _refuse(self, key: str, what: str, way_out: str) -> KnowledgeError:
        return KnowledgeError(f"{key}: {what}", place=self.place, way_out=way_out)

    def _check_tables(self) -> None:
        known = [*_TABLES, *_LISTS, "media"]
        for table in known:
            if table not in self.data:
                raise self._refuse(table, "the table is missing", "Add it, empty if need be.")
        for table in self.data:
            if table not in known:
                raise self._refuse(table, "no such table", f"Known are {', '.join(known)}.")

    def _rows(self, table: str) -> list[tuple[int, dict[str, Any]]]:
        """The rows of a table, numbered from 1, their keys and kind checked."""
        rows = list(enumerate(self.data[table], 1))
        for n, row in rows:
            for key in row:
                if key not in _TABLES[table]:
                    known = ", ".join(sorted(_TABLES[table]))
                    raise self._refuse(f"{table}[{n}].{key}", "no such key", f"Known are {known}.")
            if row.get("kind") not in SPEECH_KINDS:
                kinds = ", ".join(sorted(SPEECH_KINDS))
                raise self._refuse(f"{table}[{n}].kind", f"unknown kind {row.get('kind')!r}", f"Known are {kinds}.")
        return rows

    def _words(self, row: dict[str, Any], where: str, key: str) -> list[str]:
        words = row.get(key)
        if not isinstance(words, list) or not all(isinstance(word, str) and word == word.lower() for word in words):
            raise self._refuse(f"{where}.{key}", "must be a list of words in small letters", "Write it as one.")
        return words

    def _medium(self, words: str) -> str:
        medium = self.data["media"][words]
        if not isinstance(medium, str) or not medium or words != words.lower():
            raise self._refuse(f"media.{words}", "must map small letters to a word", "Write it as one.")
        return medium

    def _verbs(self) -> dict[str, SpeechVerb]:
        rows: dict[str, list[tuple[dict[str, Any], frozenset[str]]]] = {}
        for n, row in self._rows("verbs"):
            where = f"verbs[{n}]"
            for take in self._words(row, where, "takes"):
                if take not in _TAKES:
                    known = ", ".join(sorted(_TAKES))
                    raise self._refuse(f"{where}.takes", f"unknown complement {take!r}", f"Known are {known}.")
            prepositions = frozenset(self._words(row, where, "prepositions") if "prepositions" in row else [])
            for key in ("objects", "not_objects"):
                if key in row:
                    self._words(row, where, key)
            for lemma in self._words(row, where, "lemmas"):
                rows.setdefault(lemma, []).append((row, prepositions))
        return {lemma: _verb(lemma, found) for lemma, found in rows.items()}

    def _nouns(self) -> dict[str, SpeechNoun]:
        nouns: dict[str, SpeechNoun] = {}
        for n, row in self._rows("nouns"):
            prepositions = self._words(row, f"nouns[{n}]", "prepositions")
            for lemma in self._words(row, f"nouns[{n}]", "lemmas"):
                before = nouns.get(lemma)
                kinds = {**(before.kinds if before else {})}
                for complement in ["clause", *prepositions, *(["to"] if row.get("to") else [])]:
                    kinds.setdefault(complement, row["kind"])
                nouns[lemma] = SpeechNoun(
                    lemma,
                    kinds,
                    bool(row.get("to") or (before and before.to)),
                    bool(row.get("held")) if before is None else bool(row.get("held") and before.held),
                    bool(row.get("given")) if before is None else bool(row.get("given") and before.given),
                )
        return nouns


def _verb(lemma: str, rows: list[tuple[dict[str, Any], frozenset[str]]]) -> SpeechVerb:
    kinds: dict[str, str] = {}
    prepositions: set[str] = set()
    for row, before in rows:
        for complement in [*row["takes"], *sorted(before)]:
            kinds.setdefault(complement, row["kind"])
        prepositions |= before
    return SpeechVerb(
        lemma,
        kinds,
        frozenset(prepositions),
        any(row.get("told", False) for row, _ in rows),
        not all(row.get("held", False) for row, _ in rows),
        any(row.get("document", False) for row, _ in rows),
        any(row.get("deed", False) for row, _ in rows),
        {
            one: frozenset(row["objects"])
            for row, before in rows
            if "objects" in row
            for one in [*row["takes"], *before]
        },
        frozenset(noun for row, _ in rows for noun in row.get("not_objects", [])),
        frozenset(take for row, _ in rows if row.get("intent") for take in row["takes"]),
        any(row.get("seen", False) for row, _ in rows),
    )
