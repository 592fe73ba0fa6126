"""Quarters, halves and book-keepers' years: "the third quarter", "third-quarter", "fiscal 2013", "the first half of the year".

A quarter without a year is the latest such quarter that has begun; `annotate.anchors` finds its year as it does a month's.
"""

from __future__ import annotations

from dataclasses import replace

from dateline.annotate.atoms import match, touching
from dateline.annotate.expressions import ARTICLES, Expression, Scene
from dateline.annotate.numerals import numeral
from dateline.annotate.years import year_at

#: First month of a part of the year.
FIRST_MONTHS = {"Q1": 1, "Q2": 4, "Q3": 7, "Q4": 10, "H1": 1, "H2": 7}


def book_year(scene: Scene, at: int) -> Expression | None:
    """Fiscal 2013, the 2013 financial year, fiscal year 2013."""
    atoms, words = scene.atoms, scene.words
    if atoms[at].text not in words.books:
        return None
    start = at + 1 + (atoms[at + 1].text == "year")
    found = year_at(scene, start)
    return None if found is None else Expression(at, found[1], "date", year=found[0])


def end_of_unit(scene: Scene, at: int) -> Expression | None:
    """Year-end, the month's end."""
    found = match(scene.atoms, at, scene.words.ends)
    if found is None:
        return None
    return Expression(at, found[0], "shift", unit=found[1], by=0, source="dispatch", mod="END")


def part_of_year(scene: Scene, at: int) -> Expression | None:
    """The third quarter, fiscal third-quarter, the fourth quarter of 2012, the first half of the year, the third quarter last year."""
    atoms, words = scene.atoms, scene.words
    start = at + (atoms[at].text in ARTICLES)
    start += atoms[start].text in words.books
    found = numeral(atoms, start, words.numbers) if atoms[start].kind in ("number", "word") else None
    if found is None or found.form != "ordinal" or not found.best or found.best > 4:
        return None
    last = found.last + (atoms[found.last].text == "-" and touching(atoms, found.last))
    if atoms[last].text in words.quarters:
        part = Expression(at, last + 1, "date", section=f"Q{int(found.best)}")
    elif atoms[last].text in words.year_halves and found.best <= 2:
        part = Expression(at, last + 1, "date", section=f"H{int(found.best)}")
    else:
        return None
    whole = _with_year(scene, part)
    if whole is None and (part.section or "")[0] == "H":
        return None
    return whole or part


def _with_year(scene: Scene, part: Expression) -> Expression | None:
    """The part with the year behind it: "of 2012", "2012", "of last year", "last year", "of the year"."""
    atoms, words = scene.atoms, scene.words
    last = part.last + (atoms[part.last].text in ("of", "in", ","))
    books = book_year(scene, last)
    found = (books.year, books.last) if books else year_at(scene, last)
    if found is not None:
        return replace(part, year=found[0], last=found[1])
    that = match(atoms, last, words.shifts)
    if that is None or atoms[that[0]].text != "year":
        return None
    source = "dispatch" if that[0] == last + 1 and atoms[last].text == "the" else that[1].source
    return replace(part, last=that[0] + 1, unit="Y", by=that[1].by, source=source)
