"""The lexicon of times: data/lexicon/times.toml, checked and laid out for quick lookup."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeVar, cast

from dateline.knowledge.numbers import NumberLexicon, load_number_lexicon
from dateline.knowledge.phrases import Phrase, Toml, by_word, cut
from dateline.knowledge.tables import read_data
from dateline.model.when import Mod

Anchored = Literal["dispatch", "text"]
T = TypeVar("T")
Phrases = Mapping[str, tuple[tuple[Phrase, T], ...]]

_MODS: tuple[Mod, ...] = (
    "START", "MID", "END", "APPROX", "MORE_THAN", "LESS_THAN", "EQUAL_OR_MORE", "EQUAL_OR_LESS"
)  # fmt: skip
_LEADS: tuple[Mod, ...] = ("ON_OR_AFTER", "AFTER", "BEFORE", "ON_OR_BEFORE")


@dataclass(frozen=True, slots=True)
class Shift:
    """How far to go (-1, 0, 1), and from where: the dispatch's day or the last time told in the text.

    `rolling`: the unit is counted from the anchor itself ("the past week"), not taken from the calendar ("last week").
    """

    by: int
    source: Anchored
    rolling: bool = False


@dataclass(frozen=True, slots=True)
class TimeWord:
    """A word that is a time by itself: a day counted from the anchor, with a part of it, or a fixed value.

    `narrative`: only where a dispatch tells history.
    """

    day: int | None = None
    part: str | None = None
    value: str | None = None
    nights: bool = False
    after: tuple[str, ...] = ()
    narrative: bool = False


@dataclass(frozen=True, slots=True)
class Feast:
    """A feast that moves: days from Easter; the nth weekday of a month; a day, or a whole month, of the Islamic year."""

    easter: int | None = None
    weekday: int | None = None
    nth: int = 1
    month: int = 1
    day: int | None = None


@dataclass(frozen=True, slots=True, eq=False)
class TimeLexicon:
    """Words of time in small letters; phrases are keyed by their first word, `leads` and `mods` also by the last."""

    numbers: NumberLexicon
    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    seasons: Mapping[str, str]
    doubtful_months: frozenset[str]
    doubtful_seasons: frozenset[str]
    parts: Mapping[str, str]
    units: Mapping[str, str]
    loose_counts: Phrases[float | None]
    adjectives: frozenset[str]
    shifts: Phrases[Shift]
    offsets: Phrases[Shift]
    mods: Phrases[Mod]
    leads: Phrases[Mod]
    reach: Phrases[int]
    determiners: Phrases[str]
    books: frozenset[str]
    quarters: frozenset[str]
    year_halves: frozenset[str]
    ends: Phrases[str]
    running_before: frozenset[str]
    running_after: Phrases[str]
    rates: frozenset[str]
    often: frozenset[str]
    lasting: frozenset[str]
    long: Mapping[str, str]
    links: frozenset[str]
    ranges: frozenset[str]
    range_openers: frozenset[str]
    range_joints: frozenset[str]
    words: Phrases[TimeWord]
    sets: Mapping[str, str]
    every: frozenset[str]
    per: frozenset[str]
    season_nouns: frozenset[str]
    spans: Mapping[str, int]
    holidays: Phrases[str]
    feasts: Phrases[Feast]
    am: frozenset[str]
    pm: frozenset[str]
    oclock: frozenset[str]
    zones: frozenset[str]
    future_auxiliaries: frozenset[str]
    future_governors: frozenset[str]
    before_christ: frozenset[str]
    after_christ: frozenset[str]
    halves: Phrases[int]
    pieces: Phrases[int]
    year_leads: frozenset[str]
    counted_after: frozenset[str]
    month_leads: frozenset[str]
    season_leads: frozenset[str]
    plural_leads: frozenset[str]
    day_leads: frozenset[str]
    month_first: bool
    day_first_suffixes: frozenset[str]


def load_time_lexicon() -> TimeLexicon:
    """The lexicon that comes with Dateline. Raises KnowledgeError where the file breaks its schema."""
    return parse_time_lexicon(read_data("lexicon/times.toml"), numbers=load_number_lexicon())


def parse_time_lexicon(text: str, *, numbers: NumberLexicon, origin: str = "times.toml") -> TimeLexicon:
    """A lexicon from the text of a TOML file."""
    toml = Toml(text, origin)
    halves = [(cut(word), half) for half, key in ((1, "first"), (2, "second")) for word in toml.words("halves", key)]
    unknown, couple = toml.words("count_words", "unknown"), toml.words("count_words", "two")
    return TimeLexicon(
        numbers=numbers,
        months=_bounded(toml, "months", 12),
        weekdays=_bounded(toml, "weekdays", 7),
        seasons=toml.strings("seasons"),
        doubtful_months=frozenset(toml.words("doubtful", "months")),
        doubtful_seasons=frozenset(toml.words("doubtful", "seasons")),
        parts=toml.strings("parts_of_day"),
        units=toml.strings("units"),
        loose_counts=by_word([*((cut(word), None) for word in unknown), *((cut(word), 2.0) for word in couple)]),
        adjectives=frozenset(toml.words("adjectives", "words")),
        shifts=by_word(_shifts(toml, "shifts")),
        offsets=by_word(_shifts(toml, "offsets")),
        mods=by_word((cut(word), mod) for mod in _MODS for word in toml.words("mods", mod)),
        leads=by_word(((cut(word), mod) for mod in _LEADS for word in toml.words("leads", mod)), at=-1),
        reach=by_word((cut(w), to) for to, key in ((-1, "before"), (1, "after")) for w in toml.words("reach", key)),
        determiners=by_word((cut(word), word) for word in toml.words("determiners", "words")),
        books=frozenset(toml.words("year_parts", "books")),
        quarters=frozenset(toml.words("year_parts", "quarters")),
        year_halves=frozenset(toml.words("year_parts", "halves")),
        ends=by_word((cut(word), unit) for word, unit in toml.strings("ends").items()),
        running_before=frozenset(toml.words("running", "before")),
        running_after=by_word((cut(word), word) for word in toml.words("running", "after")),
        long=toml.strings("long"),
        lasting=frozenset(toml.words("lasting", "before")),
        often=frozenset(toml.words("often", "before")),
        rates=frozenset(toml.words("rates", "before")),
        links=frozenset(toml.words("links", "words")),
        ranges=frozenset(toml.words("links", "ranges")),
        range_openers=frozenset(toml.words("links", "range_openers")),
        range_joints=frozenset(toml.words("links", "range_joints")),
        words=by_word(_words(toml)),
        sets=toml.strings("sets"),
        every=frozenset(toml.words("every", "words")),
        per=frozenset(toml.words("every", "per")),
        season_nouns=frozenset(toml.words("doubtful", "before")),
        spans=toml.numbers("spans"),
        holidays=by_word((cut(word), day) for word, day in toml.strings("holidays").items()),
        feasts=by_word(_feasts(toml)),
        am=frozenset(toml.words("clock", "am")),
        pm=frozenset(toml.words("clock", "pm")),
        oclock=frozenset(toml.words("clock", "whole")),
        zones=frozenset(toml.words("clock", "zones")),
        future_auxiliaries=frozenset(toml.words("future", "auxiliaries")),
        future_governors=frozenset(toml.words("future", "governors")),
        before_christ=frozenset(toml.words("eras", "before")),
        after_christ=frozenset(toml.words("eras", "after")),
        halves=by_word(halves),
        pieces=by_word((cut(w), end) for end, key in ((1, "first"), (-1, "last")) for w in toml.words("pieces", key)),
        year_leads=frozenset(toml.words("years", "leads", blank=True)),
        counted_after=frozenset(toml.words("years", "counted")),
        month_leads=frozenset(toml.words("company", "months")),
        season_leads=frozenset(toml.words("company", "seasons")),
        plural_leads=frozenset(toml.words("company", "plurals")),
        day_leads=frozenset(toml.words("company", "days")),
        month_first=bool(toml.section("numeric_dates").get("month_first", True)),
        day_first_suffixes=frozenset(toml.words("numeric_dates", "day_first_suffixes")),
    )


def _bounded(toml: Toml, section: str, most: int) -> dict[str, int]:
    table = toml.numbers(section)
    for key, value in table.items():
        if not 1 <= value <= most:
            raise toml.error(f"{section}.{key}", f"is not in 1..{most}")
    return table


def _table(toml: Toml, section: str, word: str, entry: Any, keys: set[str]) -> dict[str, Any]:
    if not isinstance(entry, dict) or set(entry) - keys:
        raise toml.error(f"{section}.{word}", f"needs a table of {', '.join(sorted(keys))}")
    return entry


def _shifts(toml: Toml, section: str) -> list[tuple[Phrase, Shift]]:
    found = []
    for word, raw in toml.section(section).items():
        entry = _table(toml, section, word, raw, {"by", "from", "rolling"})
        if entry.get("by") not in (-1, 0, 1) or entry.get("from") not in ("dispatch", "text"):
            raise toml.error(f"{section}.{word}", 'needs `by` of -1, 0 or 1 and `from` of "dispatch" or "text"')
        found.append((cut(word), Shift(entry["by"], cast(Anchored, entry["from"]), entry.get("rolling", False))))
    return found


def _feasts(toml: Toml) -> list[tuple[Phrase, Feast]]:
    found = []
    for word, raw in toml.section("feasts").items():
        entry = _table(toml, "feasts", word, raw, {"easter", "weekday", "nth", "month", "day"})
        if not all(isinstance(value, int) for value in entry.values()) or not {"easter", "month"} & set(entry):
            raise toml.error(f"feasts.{word}", "needs `easter`, or `month` with `weekday` and `nth`, or with `day`")
        found.append((cut(word), Feast(**entry)))
    return found


def _words(toml: Toml) -> list[tuple[Phrase, TimeWord]]:
    found = []
    for word, raw in toml.section("words").items():
        entry = _table(toml, "words", word, raw, {"day", "part", "value", "nights", "after", "narrative"})
        if ("day" in entry) == ("value" in entry):
            raise toml.error(f"words.{word}", "needs either `day` or `value`")
        after = tuple(entry.get("after", ()))
        found.append(
            (
                cut(word),
                TimeWord(
                    entry.get("day"),
                    entry.get("part"),
                    entry.get("value"),
                    entry.get("nights", False),
                    after,
                    entry.get("narrative", False),
                ),
            )
        )
    return found
