"""Times told from another time, and parts of a day: "last week", "the previous day", "18:00", "dawn", "the 5th"."""

from __future__ import annotations

from dataclasses import replace

from dateline.annotate.atoms import match, touching
from dateline.annotate.dates import describes, exact_date, is_weekday, month_name, season_name, weekday_name
from dateline.annotate.expressions import ARTICLES, Expression, Scene, capital, figures_at, token_at
from dateline.annotate.lengths import counts_from_event, length_at
from dateline.annotate.numerals import cardinal, numeral
from dateline.annotate.years import century, decade, year, year_behind
from dateline.knowledge.times import Shift


def _named_day(scene: Scene, at: int) -> Expression | None:
    """A date, or a weekday."""
    if is_weekday(scene, at):
        return weekday_name(scene, at)
    return exact_date(scene, at)


def clock(scene: Scene, at: int) -> Expression | None:
    """18:00, 6 p.m., 5.30am, 0600 GMT, 11 o'clock."""
    atoms, words = scene.atoms, scene.words
    hour, minute, last = figures_at(scene, at, 0, 24), 0, at + 1
    exact = False
    if hour is None and atoms[at].kind == "word":
        spelled = cardinal(atoms, at, words.numbers)
        if spelled is None or spelled.best is None or not 1 <= spelled.best <= 12:
            return None
        hour, last = int(spelled.best), spelled.last
    if hour is not None and atoms[last].text == ":" and touching(atoms, last):
        minutes = figures_at(scene, last + 1, 0, 59)
        if minutes is None or len(atoms[last + 1].text) != 2:
            return None
        minute, last, exact = minutes, last + 2, True
        if atoms[last].text == ":" and figures_at(scene, last + 1, 0, 59) is not None:
            last += 2
    elif "." in atoms[at].text and len(atoms[at].text) <= 5:
        before, _, behind = atoms[at].text.partition(".")
        if len(behind) == 2 and int(before) <= 24 and int(behind) < 60 and atoms[last].text in words.am | words.pm:
            hour, minute = int(before), int(behind)
    elif len(atoms[at].text) == 4 and atoms[at].text.isdecimal() and atoms[last].text in words.zones:
        hour, minute, exact = int(atoms[at].text[:2]), int(atoms[at].text[2:]), True
    if hour is None or hour > 24 or minute > 59:
        return None
    mark = atoms[last].text
    if mark in words.am or mark in words.pm:
        hour = hour % 12 + (12 if mark in words.pm else 0)
        last += 1
        last += atoms[last].text == "." and mark.count(".") == 1 and touching(atoms, last)
    elif mark in words.oclock:
        last += 1
    elif not exact:
        return None
    if atoms[last].text in words.zones:
        last += 1
        last += atoms[last].text == "time" and atoms[last - 1].text == "local"
    return _on_its_day(scene, Expression(at, last, "part", clock=f"T{hour:02d}:{minute:02d}"))


def _on_its_day(scene: Scene, time: Expression) -> Expression:
    """A time of day with the day right behind it: "4 p.m. Thursday", "10 a.m. Saturday, May 4", "8 p.m. yesterday"."""
    atoms = scene.atoms
    beside = fixed_word(scene, time.last)
    if beside is not None and not beside.value:
        return replace(beside, first=time.first, part=None, clock=time.clock)
    named = _named_day(scene, time.last)
    if named is None or named.shape != "date" or named.until is not None or not (named.day or named.weekday):
        return time
    if atoms[time.last].kind == "number" and atoms[time.last + 1].kind != "word":
        return time
    clock = time.clock or ""
    if named.part in ("AF", "EV", "NI") and "T01" <= clock[:3] < "T12":
        clock = f"T{int(clock[1:3]) + 12:02d}{clock[3:]}"
    return replace(named, first=time.first, part=None, clock=clock)


def piece_of_time(scene: Scene, at: int) -> Expression | None:
    """The last week of August, the first three days of May 2024: a length that lies in a date."""
    atoms, words = scene.atoms, scene.words
    found = match(atoms, at, words.pieces)
    if found is None:
        return None
    last, end = found
    unit = words.units.get(atoms[last].text, "")
    length = length_at(scene, last)
    if length is not None and length.shape == "duration":
        unit, amount, last = length.unit, length.amount or 1.0, length.last
    elif unit:
        amount, last = 1.0, last + 1
    if not unit or unit not in ("D", "W", "M", "Y") or atoms[last].text != "of":
        return None
    inside = _named_day(scene, last + 1) or season_name(scene, last + 1) or _whole_year(scene, last + 1)
    if inside is None or inside.until is not None or inside.weekday is not None:
        return None
    return replace(inside, first=at, shape="piece", unit=unit, amount=amount, by=end, value="")


def shifted_time(scene: Scene, at: int) -> Expression | None:
    """Last week, the previous day, that year, this summer, next Thursday, the past three days."""
    atoms, words = scene.atoms, scene.words
    if words.units.get(atoms[at].text) == "E2" and describes(scene, at):
        return Expression(at, at + 1, "shift", unit="E2", by=0, source="dispatch")
    found = match(atoms, at, words.shifts)
    if found is None or (found[0] == at + 1 and _is_verb(scene, at)):
        return None
    last, shift = found
    plain = last == at + 1 and atoms[at].text == "the"
    text = atoms[last].text
    if not plain:
        named = _shifted_name(scene, at, last, shift)
        if named is not None:
            return named
    unit = words.units.get(text)
    if unit == "D" and last == at + 1 and atoms[at].text == "last":
        return None
    if unit is not None and not text.endswith("s"):
        return _shifted_unit(scene, at, last, unit, shift, plain=plain)
    if plain or shift.by == 0:
        return None
    amount = length_at(scene, last)
    if amount is None and unit is not None and text.endswith("s"):
        return Expression(at, last + 1, "span", unit=unit, by=shift.by, source="dispatch", value=text)
    if amount is not None and amount.shape == "duration":
        word = atoms[amount.last - 1].text
        return replace(amount, first=at, shape="span", by=shift.by, source=shift.source, value=word)
    return None


def _is_verb(scene: Scene, at: int) -> bool:
    """Is the word a verb here ("to last 45 minutes")?"""
    token = token_at(scene, at)
    return token is not None and token.pos == "VERB" and token.tag in ("VB", "VBP")


def _shifted_name(scene: Scene, at: int, last: int, shift: Shift) -> Expression | None:
    """This summer, last December, next Thursday, that night."""
    atoms, words = scene.atoms, scene.words
    text = atoms[last].text
    if is_weekday(scene, last):
        return weekday_name(scene, last, by=shift.by or None, first=at)
    if text in words.months and capital(scene, last):
        inner = month_name(scene, last)
        return None if inner is None else replace(inner, first=at, by=shift.by, source=shift.source)
    if text in words.seasons and atoms[last + 1].text != "of":
        return Expression(at, last + 1, "date", season=words.seasons[text], by=shift.by, source=shift.source)
    if text in words.parts and (shift.source == "text" or text in ("night", "morning", "evening", "afternoon")):
        return Expression(at, last + 1, "part", part=words.parts[text], by=shift.by, source=shift.source)
    return None


def _shifted_unit(scene: Scene, at: int, last: int, unit: str, shift: Shift, *, plain: bool) -> Expression | None:
    """The following day, last week; `the day after`, `the year before`."""
    atoms, words = scene.atoms, scene.words
    after = last + 1
    offset = match(atoms, after, words.offsets)
    if plain and unit == "Q":
        return Expression(at, after, "shift", unit=unit, by=0, source="text", value="the")
    if plain and unit == "E2":
        return Expression(at, after, "shift", unit=unit, by=0, source="dispatch")
    if plain:
        if offset is None or unit not in ("D", "W", "M", "Y", "N") or atoms[after].text not in ("before", "after"):
            return None
        event = counts_from_event(scene, offset[0])
        return Expression(at, offset[0], "offset", unit=unit, amount=1, by=offset[1].by, source="text", value=event)
    if unit == "N":
        return Expression(at, after, "part", part="NI", by=shift.by, source=shift.source)
    ahead = shift.by > 0 and atoms[at].text == "the" and atoms[last - 1].text in ("next", "coming")
    lasting = unit in ("DE", "CE") or (unit != "D" and atoms[at - 1].text in words.lasting)
    if (shift.rolling or (ahead and lasting)) and unit != "E2":
        return Expression(at, after, "span", unit=unit, amount=1, by=shift.by, source=shift.source)
    found = Expression(at, after, "shift", unit=unit, by=shift.by, source=shift.source)
    if unit == "E2" and atoms[at].text == "this" and not shift.by:
        return replace(found, value="this")
    if unit == "D" and atoms[after].text in words.parts:
        return replace(found, last=after + 1, part=words.parts[atoms[after].text])
    return found


def fixed_word(scene: Scene, at: int) -> Expression | None:
    """Yesterday, overnight, now, recently."""
    found = match(scene.atoms, at, scene.words.words)
    if found is None:
        return None
    last, word = found
    if word.after and scene.atoms[at - 1].text not in word.after:
        return None
    if word.value is not None:
        after = scene.atoms[last].text
        return (
            None
            if after == "-" and touching(scene.atoms, last)
            else Expression(at, last, "word", value=word.value, narrative=word.narrative)
        )
    return Expression(
        at,
        last,
        "word",
        part=word.part,
        by=word.day or 0,
        source="dispatch",
        nights=word.nights,
        narrative=word.narrative,
    )


def part_of_day(scene: Scene, at: int) -> Expression | None:
    """Dawn, the morning of 31 January, at night, midnight."""
    atoms, words = scene.atoms, scene.words
    start = at + (atoms[at].text in ARTICLES)
    start += atoms[start].text in ("early", "late", "mid") and start > at
    part = words.parts.get(atoms[start].text)
    if part is None:
        return None
    last = start + 1
    last += atoms[last].text in ("hours",)
    joint = atoms[last].text
    dated = _named_day(scene, last + 1) if joint in ("of", "on", ",") else _named_day(scene, last)
    if joint == "of" and atoms[last + 1].text == "the":
        dated = _named_day(scene, last + 2) or dated
    clock = "T12:00" if atoms[start].text == "noon" else "T24:00" if atoms[start].text == "midnight" else None
    if dated is not None and dated.shape == "date" and (dated.day or dated.weekday) and dated.part is None:
        return replace(dated, first=at, part=part, clock=clock)
    beside = fixed_word(scene, last)
    if beside is not None and not beside.value and beside.part is None:
        return replace(beside, first=at, part=part, clock=clock)
    if clock:
        last += atoms[last].text in words.zones
        last += atoms[last].text == "time" and atoms[last - 1].text == "local"
        return Expression(at, last, "part", clock=clock)
    again = start == at and (atoms[start].text == "night" or atoms[start].text.endswith("s"))
    return Expression(at, last, "part", part=part, by=0, source="text", value="again" if again else "bare")


def ordinal_time(scene: Scene, at: int) -> Expression | None:
    """The 5th; the third day; the second half of 2012; the first quarter of 2024."""
    atoms, words = scene.atoms, scene.words
    start = at + (atoms[at].text in ARTICLES)
    half = match(atoms, start, words.halves)
    if half is not None:
        inner = _whole_year(scene, half[0] + (atoms[half[0]].text == "the"))
        if inner is not None and inner.shape == "date" and inner.year is not None and inner.month is None:
            return replace(inner, first=at, section=f"H{half[1]}")
    found = numeral(atoms, start, words.numbers) if atoms[start].kind in ("number", "word") else None
    if found is None or found.form != "ordinal" or not found.best:
        return None
    last = found.last
    if atoms[last].text in ("century", "-"):
        inner = century(scene, start)
        return None if inner is None else replace(inner, first=at)
    if atoms[last].text == "quarter" and found.best <= 4:
        year, end = year_behind(scene, last + 1)
        return None if year is None else Expression(at, end, "date", year=year, section=f"Q{found.best}")
    if atoms[last].text == "of" and atoms[last + 1].text in words.months and found.best <= 31:
        year, end = year_behind(scene, last + 2)
        return Expression(at, end, "date", year=year, month=words.months[atoms[last + 1].text], day=int(found.best))
    digits = atoms[start].kind == "number" and start > at and found.best <= 31
    if (
        digits
        and (atoms[last].kind in ("mark", "break") or (atoms[last].text, atoms[last + 1].text) == ("of", "the"))
        and atoms[last].text != "-"
    ):
        end = last + (3 if (atoms[last + 1].text, atoms[last + 2].text) == ("the", "month") else 0)
        return Expression(at, end, "date", day=int(found.best))
    return None


def _ends_day(scene: Scene, at: int, last: int) -> bool:
    """Is nothing counted by "the 5th"?"""
    atoms = scene.atoms
    if atoms[last].kind in ("mark", "break") or (atoms[last].text, atoms[last + 1].text) == ("of", "the"):
        return True
    after = scene.annotated.tokens[atoms[last].token]
    return atoms[at - 1].text in scene.words.day_leads and after.pos in ("VERB", "AUX", "ADP", "CCONJ", "PRON")


def _whole_year(scene: Scene, at: int) -> Expression | None:
    return decade(scene, at) or year(scene, at) if scene.atoms[at].kind == "number" else None
