"""Years, decades and centuries: "in 2011", "480 BC", "the 1990s", "the 19th century"."""

from __future__ import annotations

from dataclasses import replace

from dateline.annotate.atoms import match_before, touching
from dateline.annotate.expressions import ARTICLES, Expression, Scene, countable, figures_at
from dateline.annotate.numerals import numeral

_FIRST_YEAR, _LAST_YEAR = 1000, 2100
#: Figures below this are a year only behind a word that says so ("in 1529").
_PLAIN_YEAR = 1800
#: Before this, "the 1700s" is the whole century.
_FIRST_DECADE_CENTURY = 1900


def year(scene: Scene, at: int) -> Expression | None:
    """A year alone: in 2011, 480 BC."""
    atoms = scene.atoms
    found = year_at(scene, at) or _year_before_bc(scene, at)
    if found is None or (touching(atoms, at) and atoms[at - 1].kind == "word"):
        return None
    year, last = found
    if touching(atoms, at) and atoms[at - 1].text in ("$", "€", "£", "#", ".", ":", "/"):
        return None
    if last == at + 1 and found[0] > 0 and not _year_alone(scene, at):
        return None
    if atoms[last].text in ("-", "/") and touching(atoms, last) and touching(atoms, last + 1):
        short = figures_at(scene, last + 1, 0, 99)
        if short is not None and len(atoms[last + 1].text) == 2 and short > year % 100:
            return Expression(at, last + 2, "date", year=year, until=year - year % 100 + short, joint=last)
    return Expression(at, last, "date", year=year)


def _year_before_bc(scene: Scene, at: int) -> tuple[int, int] | None:
    """The first year of "499-493 BC"."""
    atoms = scene.atoms
    value = figures_at(scene, at, 1, 4000, digits=4)
    if value is None or atoms[at + 1].text not in scene.words.ranges or atoms[at + 2].kind != "number":
        return None
    after = year_at(scene, at + 2)
    return (-value, at + 1) if after is not None and -value <= after[0] < 0 else None


def _year_alone(scene: Scene, at: int) -> bool:
    """Are four figures a year rather than a count?"""
    atoms, words = scene.atoms, scene.words
    after, before = atoms[at + 1], atoms[at - 1]
    if after.text in words.counted_after or after.kind == "number":
        return False
    hedge = match_before(atoms, at, words.numbers.hedges)
    if hedge is not None and hedge[1] in ("lower", "further", "nearly"):
        return False
    if before.text in words.year_leads:
        return before.text != "of" or after.kind != "word" or not countable(scene, at + 1)
    if int(atoms[at].text) < _PLAIN_YEAR or (after.kind == "word" and countable(scene, at + 1)):
        return False
    return before.text not in words.numbers.currency_signs and before.text not in words.numbers.names_before


def year_at(scene: Scene, at: int) -> tuple[int, int] | None:
    atoms, words = scene.atoms, scene.words
    year = figures_at(scene, at, 1, 9999, digits=4)
    if year is None:
        return None
    after = atoms[at + 1].text
    if after in words.before_christ:
        return -year, at + 2 + (atoms[at + 2].text == "." and after.count(".") == 1)
    if after in words.after_christ:
        return year, at + 2
    if len(atoms[at].text) == 4 and _FIRST_YEAR <= year <= _LAST_YEAR:
        return year, at + 1
    return None


def year_behind(scene: Scene, at: int) -> tuple[int | None, int]:
    """A year behind a month: "2024", ", 2024", "of 2024", "480 BC"."""
    atoms = scene.atoms
    start = at + (atoms[at].text in (",", "of", "in", "-", "'") and atoms[at + 1].kind == "number")
    if atoms[at].text == "in" and start > at and atoms[start].kind != "number":
        return None, at
    found = year_at(scene, start)
    return (None, at) if found is None else found


def decade(scene: Scene, at: int) -> Expression | None:
    """1990s, the '90s, 470s BC."""
    atoms = scene.atoms
    value = figures_at(scene, at, 0, 2100, digits=4)
    if value is None or value % 10 or atoms[at + 1].text not in ("s", "'s") or not touching(atoms, at + 1):
        return None
    last = at + 2
    if atoms[last].text in scene.words.before_christ:
        return Expression(at, last + 1, "date", decade=-(value // 10))
    if len(atoms[at].text) == 2:
        named = atoms[at - 1].text in ("the", "'") or (atoms[at - 1].text == "-" and atoms[at - 3].text == "the")
        return Expression(at, last, "date", decade=190 + value // 10) if value >= 20 and named else None
    if len(atoms[at].text) < 4:
        return None
    if value % 100 == 0 and value < _FIRST_DECADE_CENTURY:
        return Expression(at, last, "date", century=value // 100 + 1)
    return Expression(at, last, "date", decade=value // 10)


def spelled_decade(scene: Scene, at: int) -> Expression | None:
    """The 1990s, the '90s, the twentieth century."""
    atoms = scene.atoms
    start = at + (atoms[at].text in ARTICLES)
    start += atoms[start].text == "'"
    if start == at:
        return None
    found = decade(scene, start) if atoms[start].kind == "number" else None
    return None if found is None else replace(found, first=at)


def century(scene: Scene, at: int) -> Expression | None:
    """The 19th century, the fifth century BC."""
    atoms = scene.atoms
    found = numeral(atoms, at, scene.words.numbers)
    if found is None or found.form != "ordinal" or found.best is None:
        return None
    last = found.last + (atoms[found.last].text == "-")
    if atoms[last].text not in ("century", "centuries") or not 0 < found.best < 31:
        return None
    before = atoms[last + 1].text in scene.words.before_christ
    value = int(found.best)
    return Expression(at, last + 1 + before, "date", century=-value if before else value)
