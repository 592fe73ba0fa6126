"""Calendar dates: "5 December 2024", "Sept. 29-30", "12/05/2024", "Thursday morning", "the summer of 2012"."""

from __future__ import annotations

from dataclasses import replace

from dateline.annotate.atoms import match, touching
from dateline.annotate.expressions import (
    ARTICLES,
    ORDINAL_ENDINGS,
    Expression,
    Scene,
    capital,
    figures_at,
    plural,
    token_at,
)
from dateline.annotate.years import year_at, year_behind

#: Short names of weekdays are other words, too ("sun", "sat", "wed").
_SHORT_NAME = 5


def exact_date(scene: Scene, at: int) -> Expression | None:
    """A date that starts with a figure or the name of a month."""
    if scene.atoms[at].kind == "number":
        return iso(scene, at) or slashed(scene, at) or day_month(scene, at)
    if scene.atoms[at].text in scene.words.months and is_month(scene, at):
        return month_name(scene, at)
    return None


def iso(scene: Scene, at: int) -> Expression | None:
    """2024-12-05, 2024-12-05T18:00."""
    atoms = scene.atoms
    if len(atoms[at].text) != 4 or atoms[at + 1].text != "-" or atoms[at + 3].text != "-":
        return None
    year, month, day = (
        figures_at(scene, at, 1, 9999, digits=4),
        figures_at(scene, at + 2, 1, 12),
        figures_at(scene, at + 4, 1, 31),
    )
    if year is None or month is None or day is None or not touching(atoms, at + 1):
        return None
    return Expression(at, at + 5, "date", year=year, month=month, day=day)


def slashed(scene: Scene, at: int) -> Expression | None:
    """12/05/2024, 5.12.2024."""
    atoms = scene.atoms
    dotted = _dotted(scene, at)
    if dotted is not None:
        return dotted
    if atoms[at + 1].text not in ("/", ".", "-") or atoms[at + 3].text != atoms[at + 1].text:
        return None
    one, two = figures_at(scene, at, 1, 31), figures_at(scene, at + 2, 1, 31)
    year = figures_at(scene, at + 4, 1, 2100, digits=4)
    if atoms[at + 1].text == "-" and len(atoms[at + 4].text) != 4:
        return None
    if one is None or two is None or year is None or len(atoms[at + 4].text) not in (2, 4):
        return None
    if not all(touching(atoms, at + k) for k in (1, 2, 3, 4)):
        return None
    year = year if len(atoms[at + 4].text) == 4 else 2000 + year if year < 70 else 1900 + year
    month_first = _month_first(scene) and atoms[at + 1].text == "/"
    month, day = (one, two) if (month_first and one <= 12) or two > 12 else (two, one)
    if month > 12:
        return None
    return Expression(at, at + 5, "date", year=year, month=month, day=day)


def _dotted(scene: Scene, at: int) -> Expression | None:
    """5.12.2024 comes as the atoms 5.12 . 2024."""
    atoms = scene.atoms
    whole, dot, rest = atoms[at].text, atoms[at + 1], atoms[at + 2]
    if "." not in whole or dot.text != "." or len(rest.text) != 4 or not touching(atoms, at + 2):
        return None
    day, _, month = whole.partition(".")
    if not (day.isdecimal() and month.isdecimal() and rest.text.isdecimal()):
        return None
    if not (1 <= int(day) <= 31 and 1 <= int(month) <= 12 and touching(atoms, at + 1)):
        return None
    return Expression(at, at + 3, "date", year=int(rest.text), month=int(month), day=int(day))


def _month_first(scene: Scene) -> bool:
    url = scene.annotated.dispatch.url or ""
    host = url.split("//", 1)[-1].split("/", 1)[0].split(":", 1)[0]
    return scene.words.month_first and host.rsplit(".", 1)[-1].lower() not in scene.words.day_first_suffixes


def day_month(scene: Scene, at: int) -> Expression | None:
    """5 December 2024, 5th of December, 5-6 December, 29 and 30 September."""
    atoms = scene.atoms
    day = figures_at(scene, at, 1, 31)
    if day is None:
        return None
    last = at + 1
    last += atoms[last].text in ORDINAL_ENDINGS and touching(atoms, last)
    until, joint = None, 0
    if atoms[last].text in scene.words.ranges and atoms[last + 1].kind == "number":
        until = figures_at(scene, last + 1, day + 1, 31)
        if until is None:
            return None
        joint = last
        last += 2
        last += atoms[last].text in ORDINAL_ENDINGS and touching(atoms, last)
    last += atoms[last].text == "of"
    last += atoms[last].text == "-" and touching(atoms, last)
    if atoms[last].text not in scene.words.months or not is_month(scene, last, with_day=True):
        return None
    month = scene.words.months[atoms[last].text]
    last += 1
    last += atoms[last].text == "." and (
        atoms[last + 1].kind == "number"
        or (len(atoms[last - 1].text) < 5 and touching(atoms, last) and year_at(scene, last + 1) is not None)
    )
    year, last = year_behind(scene, last)
    return Expression(at, last, "date", year=year, month=month, day=day, until=until, joint=joint)


def is_month(scene: Scene, at: int, *, with_day: bool = False) -> bool:
    """Is this word a month? `May` and `March` are verbs at times; nobody writes a month in small letters."""
    atoms = scene.atoms
    if not capital(scene, at):
        return with_day and atoms[at].text not in scene.words.doubtful_months
    if atoms[at].text not in scene.words.doubtful_months or with_day:
        return True
    token = scene.annotated.tokens[atoms[at].token]
    if atoms[at + 1].kind == "number" or year_at(scene, at + 1) or atoms[at - 1].kind == "number":
        return True
    if atoms[at + 1].text in scene.words.ranges and atoms[at + 2].text in scene.words.months:
        return True
    if atoms[at].text not in ("may", "march"):
        return atoms[at + 1].text == "."
    return (
        token.pos in ("PROPN", "NOUN")
        and atoms[at - 1].text != "the"
        and (atoms[at - 1].text in scene.words.links or atoms[at - 1].text in scene.words.month_leads)
    )


def month_name(scene: Scene, at: int) -> Expression | None:
    """December, Dec. 5, December 5-6, 2024, December 2024, December of that year."""
    atoms = scene.atoms
    month = scene.words.months[atoms[at].text]
    last = at + 1
    if atoms[last].text == "." and touching(atoms, last) and len(atoms[at].text) < 5:
        last += atoms[last + 1].kind == "number" or atoms[last + 1].text == ","
    opened = last + (atoms[last].text == "the")
    day = figures_at(scene, opened, 1, 31)
    until, joint = None, 0
    if day is not None and not _is_amount(scene, opened):
        last = opened + 1
        last += atoms[last].text in ORDINAL_ENDINGS and touching(atoms, last)
        if atoms[last].text in scene.words.ranges:
            until = figures_at(scene, last + 1, day + 1, 31)
            if until is not None and not _is_amount(scene, last + 1) and atoms[last + 2].text not in scene.words.months:
                joint = last
                last += 2
                last += atoms[last].text in ORDINAL_ENDINGS and touching(atoms, last)
            else:
                until = None
    else:
        day = None
    year, last = year_behind(scene, last)
    if year is None and until is None:
        that = (
            match(atoms, last + 1, scene.words.shifts)
            if atoms[last].text == "of"
            else match(atoms, last, scene.words.shifts)
        )
        if that is not None and atoms[that[0]].text == "year":
            return Expression(
                at, that[0] + 1, "date", month=month, day=day, unit="Y", by=that[1].by, source=that[1].source
            )
    return Expression(at, last, "date", year=year, month=month, day=day, until=until, joint=joint)


def _is_amount(scene: Scene, at: int) -> bool:
    """Is the number behind a month a count of its own ("in May 12 people")?"""
    atoms = scene.atoms
    if atoms[at + 1].kind != "word" or atoms[at + 1].text in ORDINAL_ENDINGS or not plural(scene, at + 1):
        return False
    return atoms[at - 2].text in scene.words.month_leads or atoms[at - 2].text in ("in", "of")


def is_weekday(scene: Scene, at: int) -> bool:
    """A weekday by its whole name, or by a short one in capitals."""
    text = scene.atoms[at].text
    return text in scene.words.weekdays and (len(text) > _SHORT_NAME or capital(scene, at))


def weekday_name(scene: Scene, at: int, *, by: int | None = None, first: int | None = None) -> Expression | None:
    """Thursday, Thursday morning, Thursday, 5 December 2024, Dec. 5."""
    atoms, words = scene.atoms, scene.words
    weekday = words.weekdays[atoms[at].text]
    last = at + 1
    last += atoms[last].text == "." and len(atoms[at].text) < 6 and atoms[last + 1].kind != "break"
    start = at if first is None else first
    dated = (
        exact_date(scene, last + (atoms[last].text == ","))
        if atoms[last].text == "," or atoms[last].kind in ("number", "word")
        else None
    )
    if dated is not None and dated.shape == "date" and dated.month is not None and dated.day is not None:
        return replace(dated, first=start, weekday=weekday)
    found = Expression(start, last, "date", weekday=weekday, by=by or 0, source="dispatch")
    part = words.parts.get(atoms[last].text)
    if part is None:
        return found
    dated = exact_date(scene, last + 2) if atoms[last + 1].text in (",", "(") else None
    if dated is not None and dated.shape == "date" and dated.month and dated.day and dated.until is None:
        return replace(dated, first=start, weekday=weekday, part=part)
    return replace(found, last=last + 1, part=part)


def season_name(scene: Scene, at: int) -> Expression | None:
    atoms, words = scene.atoms, scene.words
    start = at + (atoms[at].text in ARTICLES)
    if start > at and describes(scene, start):
        return None
    season = words.seasons.get(atoms[start].text)
    if season is None:
        return None
    year, last = year_behind(scene, start + 1)
    that = match(atoms, start + 2, words.shifts) if atoms[start + 1].text == "of" else None
    if year is None and that is not None and atoms[that[0]].text == "year":
        return Expression(at, that[0] + 1, "date", season=season, unit="Y", by=that[1].by, source=that[1].source)
    if year is None and atoms[start].text in words.doubtful_seasons:
        before = atoms[at - 1].text
        token = scene.annotated.tokens[atoms[start].token]
        plain = before in words.season_leads and atoms[start + 1].text != "of"
        named = atoms[start + 1].text in words.season_nouns
        if not (named or (plain and token.pos in ("NOUN", "PROPN"))):
            return None
    return Expression(at, last, "date", year=year, season=season)


def describes(scene: Scene, at: int) -> bool:
    """Does the word stand before the noun that the article belongs to ("the summer offensive")?"""
    token, after = token_at(scene, at), scene.atoms[at + 1]
    return (
        after.kind == "word"
        and token is not None
        and token.dep in ("compound", "nmod", "amod")
        and token.head > token.i
    )


def holiday(scene: Scene, at: int) -> Expression | None:
    if not capital(scene, at) and scene.atoms[at].kind != "number":
        return None
    feast = match(scene.atoms, at, scene.words.feasts)
    if feast is not None:
        year, last = year_behind(scene, feast[0])
        return Expression(at, last, "date", year=year, feast=feast[1], mod="APPROX" if feast[1].day else None)
    found = match(scene.atoms, at, scene.words.holidays)
    if found is None:
        return None
    *of, month, day = (int(piece) for piece in found[1].split("-"))
    year, last = (of[0], found[0]) if of else year_behind(scene, found[0])
    return Expression(at, last, "date", year=year, month=month, day=day)
