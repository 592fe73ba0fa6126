"""The lexicon of numbers: data/lexicon/numbers.toml, checked and laid out for quick lookup."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from dateline.knowledge.phrases import Phrase, Toml, by_word, cut
from dateline.knowledge.tables import read_data
from dateline.model.quantity import Number

Effect = Literal["lower", "upper", "nearly", "approx", "further", "filler"]

_EFFECTS: tuple[Effect, ...] = ("lower", "upper", "nearly", "approx", "further", "filler")
_NUMBER_TABLES = ("cardinals", "scales", "suffixes", "ordinals", "fractions")
_MEASURES = ("percent", "money", "distance", "area", "duration", "weight")


@dataclass(frozen=True, slots=True)
class Range:
    """What a vague word stands for. `step`: what a plural counts in; `scaled`: may a scale follow ("several hundred")?"""

    low: Number
    best: Number | None
    high: Number | None
    step: Number = 1
    scaled: bool = False


@dataclass(frozen=True, slots=True)
class NumberLexicon:
    """Words of numbers in small letters. Phrases are tuples of words; `hedges` are keyed by their last word.

    `measures` maps a phrase to a kind of number; `classes` maps a lemma to the class of what is counted.
    """

    cardinals: Mapping[str, int]
    scales: Mapping[str, int]
    suffixes: Mapping[str, int]
    ordinals: Mapping[str, int]
    fractions: Mapping[str, int]
    plurals: Mapping[str, Range]
    vague: Mapping[str, tuple[tuple[Phrase, Range], ...]]
    nothing: Mapping[str, tuple[tuple[Phrase, bool], ...]]
    nothing_determiners: frozenset[str]
    nothing_classes: frozenset[str]
    hedges: Mapping[str, tuple[tuple[Phrase, Effect], ...]]
    hedges_after: Mapping[str, tuple[tuple[Phrase, Effect], ...]]
    measures: Mapping[str, tuple[tuple[Phrase, str], ...]]
    unit_names: Mapping[str, str]
    currency_signs: frozenset[str]
    months: frozenset[str]
    year_leads: frozenset[str]
    clock: frozenset[str]
    eras: frozenset[str]
    one_after: frozenset[str]
    one_before: frozenset[str]
    one_counts_not: frozenset[str]
    plurals_before: frozenset[str]
    vague_after: frozenset[str]
    vague_measures_after: frozenset[str]
    age_before: frozenset[str]
    age_after: frozenset[str]
    age_units: frozenset[str]
    units_before: frozenset[str]
    units_after: frozenset[str]
    names_before: frozenset[str]
    classes: Mapping[str, str]
    class_suffixes: tuple[tuple[str, str], ...]

    def class_of(self, lemma: str, lower: str) -> str:
        """The class of a counted word, "" for none.

        >>> load_number_lexicon().class_of("fighter", "fighters")
        'people'
        """
        found = self.classes.get(lower) or self.classes.get(lemma)
        if found is None and lower.endswith("s"):
            found = self.classes.get(lower[:-1])
        if found is None:
            found = next((name for ending, name in self.class_suffixes if lower.endswith(ending)), "")
        return found


@dataclass(frozen=True, slots=True)
class HarmWords:
    """Words around the figures of harm: the section `harm` of numbers.toml, in small letters.

    `collectives` maps a word for several people to how many they are, 0 where the word does not say.
    """

    totals: frozenset[str]
    value_leads: frozenset[str]
    former_leads: frozenset[str]
    raising: frozenset[str]
    verb_nouns: frozenset[str]
    casualties: frozenset[str]
    dead: frozenset[str]
    clipped: frozenset[str]
    clipped_joints: frozenset[str]
    part_leads: frozenset[str]
    company: frozenset[str]
    no_class: frozenset[str]
    not_people: frozenset[str]
    things: frozenset[str]
    rate_articles: frozenset[str]
    rate_units: frozenset[str]
    long_events: frozenset[str]
    extremes: frozenset[str]
    captives: frozenset[str]
    bodies: frozenset[str]
    person_endings: tuple[str, ...]
    collectives: Mapping[str, int]


@lru_cache(maxsize=1)
def load_harm_words() -> HarmWords:
    """The words that come with Dateline. Raises KnowledgeError where the file breaks its schema."""
    toml = Toml(read_data("lexicon/numbers.toml"), "numbers.toml")
    others = ("collectives", "person_endings")
    lists = {name: frozenset(toml.words("harm", name)) for name in HarmWords.__slots__ if name not in others}
    collectives = toml.section("harm").get("collectives")
    if not isinstance(collectives, dict) or not all(isinstance(n, int) for n in collectives.values()):
        raise toml.error("harm.collectives", "needs a table of whole numbers")
    endings = tuple(sorted(toml.words("harm", "person_endings")))
    return HarmWords(**lists, person_endings=endings, collectives=dict(collectives))


@lru_cache(maxsize=1)
def load_number_lexicon() -> NumberLexicon:
    """The lexicon that comes with Dateline. Raises KnowledgeError where the file breaks its schema."""
    return parse_number_lexicon(read_data("lexicon/numbers.toml"))


def parse_number_lexicon(text: str, *, origin: str = "numbers.toml") -> NumberLexicon:
    """A lexicon from the text of a TOML file."""
    toml = Toml(text, origin)
    counts = {name: toml.numbers(name) for name in _NUMBER_TABLES}
    measures = [(cut(word), name) for name in _MEASURES for word in toml.words("measures", name)]
    nothing = [(cut(word), True) for word in toml.words("nothing", "words")]
    classes = reversed(list(toml.section("classes")))
    return NumberLexicon(
        cardinals=counts["cardinals"],
        scales=counts["scales"],
        suffixes=counts["suffixes"],
        ordinals=counts["ordinals"],
        fractions=counts["fractions"],
        plurals={phrase[0]: entry for phrase, entry in _ranges(toml, "plurals")},
        vague=by_word(_ranges(toml, "vague")),
        nothing=by_word(nothing),
        nothing_determiners=frozenset(toml.words("nothing", "determiners")),
        nothing_classes=frozenset(toml.words("nothing", "classes")),
        hedges=by_word(_effects(toml, "hedges"), at=-1),
        hedges_after=by_word(_effects(toml, "hedges_after")),
        measures=by_word(measures),
        unit_names={word: name for name in toml.section("unit_names") for word in toml.words("unit_names", name)},
        currency_signs=frozenset(toml.words("measures", "currency_signs")),
        months=frozenset(toml.words("dates", "months")),
        year_leads=frozenset(toml.words("dates", "year_leads")),
        clock=frozenset(toml.words("dates", "clock")),
        eras=frozenset(toml.words("dates", "eras")),
        one_after=frozenset(toml.words("pronouns", "one_after")),
        one_before=frozenset(toml.words("pronouns", "one_before")),
        one_counts_not=frozenset(toml.words("pronouns", "one_counts_not")),
        plurals_before=frozenset(toml.words("pronouns", "plurals_before")),
        vague_after=frozenset(toml.words("pronouns", "vague_after")),
        vague_measures_after=frozenset(toml.words("pronouns", "vague_measures_after")),
        age_before=frozenset(toml.words("measures", "age_before")),
        age_after=frozenset(toml.words("measures", "age_after")),
        age_units=frozenset(toml.words("ages", "units")),
        units_before=frozenset(toml.words("numbered", "units_before")),
        units_after=frozenset(toml.words("numbered", "units_after")),
        names_before=frozenset(toml.words("numbered", "names_before")),
        classes={word: name for name in classes for word in toml.words("classes", name)},
        class_suffixes=tuple(sorted((ending, str(name)) for ending, name in toml.section("class_suffixes").items())),
    )


def _ranges(toml: Toml, section: str) -> list[tuple[Phrase, Range]]:
    found = []
    for word, entry in toml.section(section).items():
        if not isinstance(entry, dict) or not isinstance(entry.get("low"), int):
            raise toml.error(f"{section}.{word}", "needs a table with a whole number `low`")
        unknown = sorted(set(entry) - {"low", "best", "high", "step", "scaled"})
        if unknown:
            raise toml.error(f"{section}.{word}.{unknown[0]}", "is no key of a range")
        low, high = entry["low"], entry.get("high")
        if high is not None and high < low:
            raise toml.error(f"{section}.{word}", "has a high end below its low end")
        found.append((cut(word), Range(low, entry.get("best"), high, entry.get("step", 1), entry.get("scaled", False))))
    return found


def _effects(toml: Toml, section: str) -> list[tuple[Phrase, Effect]]:
    unknown = sorted(set(toml.section(section)) - set(_EFFECTS))
    if unknown:
        raise toml.error(f"{section}.{unknown[0]}", f"is no effect (known: {', '.join(_EFFECTS)})")
    return [
        (cut(word), effect) for effect in _EFFECTS if effect in toml.section(section)
        for word in toml.words(section, effect)
    ]  # fmt: skip
