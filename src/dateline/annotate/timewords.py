"""Reads time expressions off the atoms of a dispatch: which grammar, which modifier, which word leads in."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from dateline.annotate.atoms import match, match_before, touching
from dateline.annotate.dates import (
    day_month,
    holiday,
    is_month,
    is_weekday,
    iso,
    month_name,
    season_name,
    slashed,
    weekday_name,
)
from dateline.annotate.expressions import Expression, Scene
from dateline.annotate.lengths import amount_of_time
from dateline.annotate.repeated import on_weekdays, rate, repeated_time
from dateline.annotate.spells import clock, fixed_word, ordinal_time, part_of_day, piece_of_time, shifted_time
from dateline.annotate.yearparts import book_year, end_of_unit, part_of_year
from dateline.annotate.years import century, decade, spelled_decade, year
from dateline.knowledge.times import TimeLexicon

_ARTICLES = frozenset({"a", "an", "the"})
_AMOUNT_MODS = frozenset({"MORE_THAN", "LESS_THAN", "EQUAL_OR_MORE", "EQUAL_OR_LESS"})


def read_times(scene: Scene) -> list[Expression]:
    """Every expression, in the order of the text, none overlapping another."""
    atoms = scene.atoms
    begins, behind_article = _triggers(scene.words)
    found: list[Expression] = []
    at, floor, quarter = 1, 1, False
    while at < len(atoms) - 1:
        atom = atoms[at]
        if atom.text in _ARTICLES and atoms[at + 1].text not in behind_article and atoms[at + 1].kind != "number":
            at += 1
            continue
        if atom.kind == "number" or atom.text in begins:
            expression = _modified(scene, at) or _bare(scene, at)
            if expression is not None:
                expression = _led(scene, expression, floor)
                at = floor = expression.last
                quarter = quarter or (expression.section or "").startswith("Q")
                if quarter or expression.unit != "Q" or expression.shape != "shift" or expression.by:
                    found.append(expression)
                continue
        at += 1
    return found


def _led(scene: Scene, expression: Expression, floor: int) -> Expression:
    """With the word before that opens or closes the interval ("since", "by")."""
    at = expression.first
    while at > floor and scene.atoms[at - 1].text in ("the", "on", "in", "at", "around", "about"):
        lead = match_before(scene.atoms, at, scene.words.leads)
        if lead is not None:
            break
        at -= 1
    lead = match_before(scene.atoms, at, scene.words.leads)
    if lead is None or lead[0] < floor or (scene.atoms[lead[0] - 1].text == "-" and touching(scene.atoms, lead[0])):
        return expression
    return replace(expression, lead=lead[1])


def _modified(scene: Scene, at: int) -> Expression | None:
    """An expression behind a modifier: "early October", "the end of 1943", "more than two years"."""
    found = match(scene.atoms, at, scene.words.mods)
    if found is None:
        return _reaching(scene, at)
    start, mod = found
    if mod in _AMOUNT_MODS:
        inner = amount_of_time(scene, start)
        return None if inner is None else replace(inner, first=at, mod=mod)
    inner_at = start
    while inner_at < start + 3 and scene.atoms[inner_at].text in scene.words.links:
        if _bare(scene, inner_at) is not None:
            break
        inner_at += 1
    inner = _bare(scene, inner_at) or _plain_unit(scene, start)
    if inner is None or inner.shape in ("word", "set", "age"):
        return None
    if mod == "APPROX" and inner.shape == "duration" and inner.amount is None:
        return None
    if scene.atoms[at].text == "some" and inner.shape != "duration" and inner.shape != "offset":
        return None
    if inner.shape in ("duration", "offset") and mod != "APPROX":
        return None
    if inner.day is not None or inner.weekday is not None:
        words = {atom.text for atom in scene.atoms[at:start]}
        if "hours" in words and inner.part is None:
            return replace(inner, first=at, part="MO")
    return replace(inner, first=at, mod=mod)


def _reaching(scene: Scene, at: int) -> Expression | None:
    """Earlier this month, later today, earlier on Thursday, later in the week."""
    found = match(scene.atoms, at, scene.words.reach)
    if found is None:
        return None
    start, toward = found
    plain = scene.atoms[start - 1].text in ("in", "on")
    inner = _bare(scene, start) or _plain_unit(scene, start)
    if inner is None or inner.shape not in ("shift", "word", "date") or inner.value or inner.narrative:
        return None
    if inner.shape == "date" and not plain and inner.weekday is None and not (inner.month and inner.by):
        return None
    coarse = (inner.shape == "shift" and inner.unit != "D") or (
        inner.shape == "date" and not inner.day and not inner.weekday
    )
    return replace(inner, first=at, toward=toward, mod=("START" if toward < 0 else "END") if coarse else inner.mod)


def _plain_unit(scene: Scene, at: int) -> Expression | None:
    """The month, the year: only behind "the end of" and the like."""
    at += scene.atoms[at].text == "in"
    unit = scene.words.units.get(scene.atoms[at + 1].text, "")
    if (
        scene.atoms[at].text != "the"
        or unit not in ("W", "M", "Y", "DE", "CE", "E2")
        or scene.atoms[at + 1].text.endswith("s")
    ):
        return None
    return Expression(at, at + 2, "shift", unit=unit, by=0, source="dispatch")


def _bare(scene: Scene, at: int) -> Expression | None:
    """The expression that starts exactly here, without modifiers."""
    atom = scene.atoms[at]
    if atom.kind == "number":
        return _numeric(scene, at)
    if atom.kind != "word" and atom.text != "'":
        return None
    words = scene.words
    text = atom.text
    if text in words.months and is_month(scene, at):
        return month_name(scene, at)
    if is_weekday(scene, at) and not (text in words.doubtful_months and scene.atoms[at + 1].text not in (".", ",")):
        return weekday_name(scene, at)
    return (
        holiday(scene, at)
        or book_year(scene, at)
        or part_of_year(scene, at)
        or end_of_unit(scene, at)
        or piece_of_time(scene, at)
        or rate(scene, at)
        or spelled_decade(scene, at)
        or shifted_time(scene, at)
        or fixed_word(scene, at)
        or season_name(scene, at)
        or part_of_day(scene, at)
        or clock(scene, at)
        or ordinal_time(scene, at)
        or amount_of_time(scene, at)
        or repeated_time(scene, at)
        or on_weekdays(scene, at)
    )


def _numeric(scene: Scene, at: int) -> Expression | None:
    return (
        iso(scene, at)
        or holiday(scene, at)
        or part_of_year(scene, at)
        or slashed(scene, at)
        or clock(scene, at)
        or day_month(scene, at)
        or decade(scene, at)
        or century(scene, at)
        or amount_of_time(scene, at)
        or ordinal_time(scene, at)
        or year(scene, at)
    )


@lru_cache(maxsize=4)
def _triggers(lexicon: TimeLexicon) -> tuple[frozenset[str], frozenset[str]]:
    """The words that an expression may start with, and those that may follow an article that starts one."""
    numbers = lexicon.numbers
    begins = frozenset(
        {
            *lexicon.months, *lexicon.weekdays, *lexicon.seasons, *lexicon.parts, *lexicon.units, *lexicon.loose_counts,
            *lexicon.shifts, *lexicon.mods, *lexicon.words, *lexicon.sets, *lexicon.every, *lexicon.per, *lexicon.holidays, *lexicon.feasts,
            *lexicon.halves, *lexicon.pieces, *lexicon.books, *lexicon.determiners, *lexicon.reach, *lexicon.ends, *lexicon.long,
            *(f"{day}s" for day in lexicon.weekdays), *numbers.cardinals, *numbers.ordinals, "half", *_ARTICLES,
        }
    )  # fmt: skip
    tables = (
        lexicon.shifts, lexicon.mods, lexicon.words, lexicon.holidays, lexicon.feasts, lexicon.pieces, lexicon.ends,
        lexicon.determiners, lexicon.loose_counts, lexicon.halves, lexicon.reach, numbers.vague, numbers.measures,
    )  # fmt: skip
    second = {
        phrase[1]
        for table in tables
        for article in _ARTICLES
        for phrase, _ in table.get(article, ())
        if len(phrase) > 1
    }
    return begins, frozenset(
        {*begins - _ARTICLES, *second, *numbers.scales, *numbers.plurals, *lexicon.adjectives, "'"}
    )
