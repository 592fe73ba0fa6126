"""The words of a time expression: what is said, before anybody asks when that was.

Over atoms. "early on 5 December" -> day 5, month 12, mod START; "two days later" -> amount 2, unit D, one way, from the
text. `annotate.anchors` works out the day.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from dateline.annotate.atoms import Atom, match, match_before, touching
from dateline.annotate.numerals import cardinal, numeral
from dateline.knowledge.times import Anchored, Shift, TimeLexicon
from dateline.model.marks import Annotated
from dateline.model.when import Mod

Shape = Literal["date", "shift", "offset", "duration", "set", "word", "part", "age", "span"]
_FIRST_YEAR, _LAST_YEAR = 1000, 2100
_ARTICLES = frozenset({"the"})
_ORDINAL_ENDINGS = frozenset({"st", "nd", "rd", "th"})
_AMOUNT_MODS = frozenset({"MORE_THAN", "LESS_THAN", "EQUAL_OR_MORE", "EQUAL_OR_LESS"})


@dataclass(frozen=True, slots=True)
class Expression:
    """A time expression in atoms `first`..`last` (exclusive), with what its words fix.

    `year` below zero is BC. `until` is the last day of a range ("29-30 September"). `clock` is a TIMEX3 time ("T18:00").
    `amount` None with a `unit` is an unknown number ("several days"). `by` and `source`: see `Shift`.
    """

    first: int
    last: int
    shape: Shape
    year: int | None = None
    month: int | None = None
    day: int | None = None
    until: int | None = None
    weekday: int | None = None
    season: str | None = None
    section: str | None = None
    decade: int | None = None
    century: int | None = None
    part: str | None = None
    clock: str | None = None
    unit: str = ""
    amount: float | None = None
    by: int = 0
    source: Anchored = "text"
    value: str = ""
    mod: Mod | None = None
    lead: Mod | None = None
    nights: bool = False


class Reader:
    """Reads time expressions off the atoms of one dispatch."""

    def __init__(self, annotated: Annotated, atoms: Sequence[Atom], lexicon: TimeLexicon) -> None:
        self._annotated = annotated
        self._atoms = atoms
        self._words = lexicon
        self._triggers = _triggers(lexicon)

    def read(self) -> list[Expression]:
        """Every expression, in the order of the text, none overlapping another."""
        atoms, triggers = self._atoms, self._triggers
        found: list[Expression] = []
        at, floor = 1, 1
        while at < len(atoms) - 1:
            atom = atoms[at]
            if atom.kind == "number" or atom.text in triggers:
                expression = self._modified(at) or self._bare(at)
                if expression is not None:
                    expression = self._led(expression, floor)
                    found.append(expression)
                    at = floor = expression.last
                    continue
            at += 1
        return found

    def _led(self, expression: Expression, floor: int) -> Expression:
        """With the word before that opens or closes the interval ("since", "by")."""
        at = expression.first
        while at > floor and self._atoms[at - 1].text in ("the", "on", "in", "at", "around", "about"):
            lead = match_before(self._atoms, at, self._words.leads)
            if lead is not None:
                break
            at -= 1
        lead = match_before(self._atoms, at, self._words.leads)
        if lead is None or lead[0] < floor:
            return expression
        return replace(expression, lead=lead[1])

    def _modified(self, at: int) -> Expression | None:
        """An expression behind a modifier: "early October", "the end of 1943", "more than two years"."""
        found = match(self._atoms, at, self._words.mods)
        if found is None:
            return None
        start, mod = found
        if mod in _AMOUNT_MODS:
            inner = self._amounts(start)
            return None if inner is None else replace(inner, first=at, mod=mod)
        inner_at = start
        while inner_at < start + 3 and self._atoms[inner_at].text in self._words.links:
            if self._bare(inner_at) is not None:
                break
            inner_at += 1
        inner = self._bare(inner_at)
        if inner is None or inner.shape in ("word", "set", "age"):
            return None
        if mod == "APPROX" and inner.shape == "duration" and inner.amount is None:
            return None
        if self._atoms[at].text == "some" and inner.shape != "duration" and inner.shape != "offset":
            return None
        if inner.shape in ("duration", "offset") and mod != "APPROX":
            return None
        return replace(inner, first=at, mod=mod)

    def _bare(self, at: int) -> Expression | None:
        """The expression that starts exactly here, without modifiers."""
        atom = self._atoms[at]
        if atom.kind == "number":
            return self._numeric(at)
        if atom.kind != "word" and atom.text != "'":
            return None
        words = self._words
        text = atom.text
        if text in words.months and self._is_month(at):
            return self._month(at)
        if (
            text in words.weekdays
            and self._capital(at)
            and not (text in words.doubtful_months and self._atoms[at + 1].text not in (".", ","))
        ):
            return self._weekday(at)
        return (
            self._holiday(at)
            or self._shift(at)
            or self._fixed(at)
            or self._season(at)
            or self._day_part(at)
            or self._ordinal(at)
            or self._spelled_decade(at)
            or self._amounts(at)
            or self._set(at)
        )

    # -- figures ------------------------------------------------------------------------------------------------

    def _numeric(self, at: int) -> Expression | None:
        return (
            self._iso(at)
            or self._slashed(at)
            or self._clock(at)
            or self._day_month(at)
            or self._decade(at)
            or self._century(at)
            or self._amounts(at)
            or self._ordinal(at)
            or self._year(at)
        )

    def _number(self, at: int, least: int, most: int, *, digits: int = 2) -> int | None:
        atom = self._atoms[at]
        if atom.kind != "number" or len(atom.text) > digits or not atom.text.isdecimal():
            return None
        value = int(atom.text)
        return value if least <= value <= most else None

    def _iso(self, at: int) -> Expression | None:
        """2024-12-05, 2024-12-05T18:00."""
        atoms = self._atoms
        if len(atoms[at].text) != 4 or atoms[at + 1].text != "-" or atoms[at + 3].text != "-":
            return None
        year, month, day = self._number(at, 1, 9999, digits=4), self._number(at + 2, 1, 12), self._number(at + 4, 1, 31)
        if year is None or month is None or day is None or not touching(atoms, at + 1):
            return None
        return Expression(at, at + 5, "date", year=year, month=month, day=day)

    def _slashed(self, at: int) -> Expression | None:
        """12/05/2024, 5.12.2024."""
        atoms = self._atoms
        dotted = self._dotted(at)
        if dotted is not None:
            return dotted
        if atoms[at + 1].text not in ("/", ".") or atoms[at + 3].text != atoms[at + 1].text:
            return None
        one, two = self._number(at, 1, 31), self._number(at + 2, 1, 31)
        year = self._number(at + 4, 1, 2100, digits=4)
        if one is None or two is None or year is None or len(atoms[at + 4].text) not in (2, 4):
            return None
        if not all(touching(atoms, at + k) for k in (1, 2, 3, 4)):
            return None
        year = year if len(atoms[at + 4].text) == 4 else 2000 + year if year < 70 else 1900 + year
        month_first = self._month_first() and atoms[at + 1].text == "/"
        month, day = (one, two) if (month_first and one <= 12) or two > 12 else (two, one)
        if month > 12:
            return None
        return Expression(at, at + 5, "date", year=year, month=month, day=day)

    def _dotted(self, at: int) -> Expression | None:
        """5.12.2024 comes as the atoms 5.12 . 2024."""
        atoms = self._atoms
        whole, dot, rest = atoms[at].text, atoms[at + 1], atoms[at + 2]
        if "." not in whole or dot.text != "." or len(rest.text) != 4 or not touching(atoms, at + 2):
            return None
        day, _, month = whole.partition(".")
        if not (day.isdecimal() and month.isdecimal() and rest.text.isdecimal()):
            return None
        if not (1 <= int(day) <= 31 and 1 <= int(month) <= 12 and touching(atoms, at + 1)):
            return None
        return Expression(at, at + 3, "date", year=int(rest.text), month=int(month), day=int(day))

    def _month_first(self) -> bool:
        url = self._annotated.dispatch.url or ""
        host = url.split("//", 1)[-1].split("/", 1)[0].split(":", 1)[0]
        return self._words.month_first and host.rsplit(".", 1)[-1].lower() not in self._words.day_first_suffixes

    def _clock(self, at: int) -> Expression | None:
        """18:00, 6 p.m., 5.30am, 0600 GMT, 11 o'clock."""
        atoms, words = self._atoms, self._words
        hour, minute, last = self._number(at, 0, 24), 0, at + 1
        exact = False
        if hour is not None and atoms[last].text == ":" and touching(atoms, last):
            minutes = self._number(last + 1, 0, 59)
            if minutes is None or len(atoms[last + 1].text) != 2:
                return None
            minute, last, exact = minutes, last + 2, True
            if atoms[last].text == ":" and self._number(last + 1, 0, 59) is not None:
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
            last += (
                atoms[last].text == "."
                and mark.count(".") == 1
                and touching(atoms, last)
                and atoms[last + 1].text.islower()
            )
        elif mark in words.oclock:
            last += 1
        elif not exact:
            return None
        if atoms[last].text in words.zones:
            last += 1
            last += atoms[last].text == "time" and atoms[last - 1].text == "local"
        return Expression(at, last, "part", clock=f"T{hour:02d}:{minute:02d}")

    def _day_month(self, at: int) -> Expression | None:
        """5 December 2024, 5th of December, 5-6 December, 29 and 30 September."""
        atoms = self._atoms
        day = self._number(at, 1, 31)
        if day is None:
            return None
        last = at + 1
        last += atoms[last].text in _ORDINAL_ENDINGS and touching(atoms, last)
        until = None
        if atoms[last].text in self._words.ranges and atoms[last + 1].kind == "number":
            until = self._number(last + 1, day + 1, 31)
            if until is None:
                return None
            last += 2
            last += atoms[last].text in _ORDINAL_ENDINGS and touching(atoms, last)
        last += atoms[last].text == "of"
        last += atoms[last].text == "-" and touching(atoms, last)
        if atoms[last].text not in self._words.months or not self._is_month(last, with_day=True):
            return None
        month = self._words.months[atoms[last].text]
        last += 1
        last += atoms[last].text == "." and (
            atoms[last + 1].kind == "number"
            or (len(atoms[last - 1].text) < 5
            and touching(atoms, last)
            and self._year_at(last + 1) is not None)
        )
        year, last = self._year_behind(last)
        return Expression(at, last, "date", year=year, month=month, day=day, until=until)

    def _year_behind(self, at: int) -> tuple[int | None, int]:
        """A year behind a month: "2024", ", 2024", "of 2024", "480 BC"."""
        atoms = self._atoms
        start = at + (atoms[at].text in (",", "of", "in", "-", "'") and atoms[at + 1].kind == "number")
        if atoms[at].text == "in" and start > at and atoms[start].kind != "number":
            return None, at
        found = self._year_at(start)
        return (None, at) if found is None else found

    def _year_at(self, at: int) -> tuple[int, int] | None:
        atoms, words = self._atoms, self._words
        year = self._number(at, 1, 9999, digits=4)
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

    def _decade(self, at: int) -> Expression | None:
        """1990s, the '90s, 470s BC."""
        atoms = self._atoms
        value = self._number(at, 0, 2100, digits=4)
        if value is None or value % 10 or atoms[at + 1].text not in ("s", "'s") or not touching(atoms, at + 1):
            return None
        last = at + 2
        if atoms[last].text in self._words.before_christ:
            return Expression(at, last + 1, "date", decade=-(value // 10))
        if len(atoms[at].text) == 2:
            return Expression(at, last, "date", decade=190 + value // 10) if value >= 20 else None
        return Expression(at, last, "date", decade=value // 10) if len(atoms[at].text) == 4 else None

    def _century(self, at: int) -> Expression | None:
        """The 19th century, the fifth century BC."""
        atoms = self._atoms
        found = numeral(atoms, at, self._words.numbers)
        if found is None or found.form != "ordinal" or found.best is None:
            return None
        last = found.last + (atoms[found.last].text == "-")
        if atoms[last].text not in ("century", "centuries") or not 0 < found.best < 31:
            return None
        before = atoms[last + 1].text in self._words.before_christ
        value = int(found.best)
        return Expression(at, last + 1 + before, "date", century=-value if before else value)

    def _year(self, at: int) -> Expression | None:
        """A year alone: in 2011, 480 BC."""
        atoms, _words = self._atoms, self._words
        found = self._year_at(at)
        if found is None or (touching(atoms, at) and atoms[at - 1].kind == "word"):
            return None
        year, last = found
        if touching(atoms, at) and atoms[at - 1].text in ("$", "€", "£", "#", ".", ":", "/"):
            return None
        if last == at + 1 and not self._year_alone(at):
            return None
        if atoms[last].text in ("-", "/") and touching(atoms, last) and touching(atoms, last + 1):
            short = self._number(last + 1, 0, 99)
            if short is not None and len(atoms[last + 1].text) == 2 and short > year % 100:
                return Expression(at, last + 2, "date", year=year, until=year - year % 100 + short)
        return Expression(at, last, "date", year=year)

    def _year_alone(self, at: int) -> bool:
        """Are four figures a year rather than a count?"""
        atoms = self._atoms
        after, before = atoms[at + 1], atoms[at - 1]
        if after.text in ("%", "km", "people", "percent", "men", "soldiers", "troops") or after.kind == "number":
            return False
        if before.text in (
            "in",
            "since",
            "by",
            "until",
            "the",
            "of",
            "from",
            "during",
            "(",
            "early",
            "late",
            "mid",
            "to",
            "and",
            "-",
            ",",
            "\n",
        ):
            return before.text != "of" or after.kind != "word" or not self._plural(at + 1)
        return (
            not (after.kind == "word" and self._plural(at + 1))
            and before.text not in self._words.numbers.currency_signs
            and before.text not in self._words.numbers.names_before
        )

    def _plural(self, at: int) -> bool:
        token = self._atoms[at].token
        tokens = self._annotated.tokens
        return token < len(tokens) and tokens[token].tag in ("NNS", "NNPS")

    # -- months, weekdays, seasons ------------------------------------------------------------------------------

    def _capital(self, at: int) -> bool:
        return self._annotated.reading[self._atoms[at].start].isupper()

    def _is_month(self, at: int, *, with_day: bool = False) -> bool:
        """Is this word a month? `May` and `March` are verbs at times; nobody writes a month in small letters."""
        atoms = self._atoms
        if not self._capital(at):
            return with_day and atoms[at].text not in self._words.doubtful_months
        if atoms[at].text not in self._words.doubtful_months or with_day:
            return True
        token = self._annotated.tokens[atoms[at].token]
        if atoms[at + 1].kind == "number" or self._year_at(at + 1) or atoms[at - 1].kind == "number":
            return True
        if atoms[at].text not in ("may", "march"):
            return atoms[at + 1].text == "."
        return (
            token.pos in ("PROPN", "NOUN")
            and atoms[at - 1].text != "the"
            and (
                atoms[at - 1].text in self._words.links
                or atoms[at - 1].text
                in (
                    "since",
                    "by",
                    "until",
                    "last",
                    "this",
                    "next",
                    "from",
                    "to",
                    "and",
                    "before",
                    "after",
                    "through",
                    "(",
                )
            )
        )

    def _month(self, at: int) -> Expression | None:
        """December, Dec. 5, December 5-6, 2024, December 2024, December of that year."""
        atoms = self._atoms
        month = self._words.months[atoms[at].text]
        last = at + 1
        if atoms[last].text == "." and touching(atoms, last) and len(atoms[at].text) < 5:
            last += atoms[last + 1].kind == "number" or atoms[last + 1].text.islower() or atoms[last + 1].text in ","
        opened = last + (atoms[last].text == "the")
        day = self._number(opened, 1, 31)
        until = None
        if day is not None and not self._is_amount(opened):
            last = opened + 1
            last += atoms[last].text in _ORDINAL_ENDINGS and touching(atoms, last)
            if atoms[last].text in self._words.ranges:
                until = self._number(last + 1, day + 1, 31)
                if (
                    until is not None
                    and not self._is_amount(last + 1)
                    and atoms[last + 2].text not in self._words.months
                ):
                    last += 2
                    last += atoms[last].text in _ORDINAL_ENDINGS and touching(atoms, last)
                else:
                    until = None
        else:
            day = None
        year, last = self._year_behind(last)
        if year is None and day is None:
            that = (
                match(atoms, last + 1, self._words.shifts)
                if atoms[last].text == "of"
                else match(atoms, last, self._words.shifts)
            )
            if that is not None and atoms[that[0]].text == "year":
                return Expression(at, that[0] + 1, "date", month=month, unit="Y", by=that[1].by, source=that[1].source)
        return Expression(at, last, "date", year=year, month=month, day=day, until=until)

    def _is_amount(self, at: int) -> bool:
        """Is the number behind a month a count of its own ("in May 12 people")?"""
        after = self._atoms[at + 1]
        return after.kind == "word" and after.text not in _ORDINAL_ENDINGS and self._plural(at + 1)

    def _weekday(self, at: int, *, by: int | None = None, first: int | None = None) -> Expression | None:
        """Thursday, Thursday morning, Thursday, 5 December 2024, Dec. 5."""
        atoms, words = self._atoms, self._words
        weekday = words.weekdays[atoms[at].text]
        last = at + 1
        last += atoms[last].text == "." and len(atoms[at].text) < 6 and atoms[last + 1].kind != "break"
        start = at if first is None else first
        dated = (
            self._bare(last + (atoms[last].text == ","))
            if atoms[last].text == "," or atoms[last].kind in ("number", "word")
            else None
        )
        if dated is not None and dated.shape == "date" and dated.month is not None and dated.day is not None:
            return replace(dated, first=start, weekday=weekday)
        found = Expression(start, last, "date", weekday=weekday, by=by or 0, source="dispatch")
        part = atoms[last].text
        if part in words.parts:
            return replace(found, last=last + 1, part=words.parts[part])
        return found

    def _season(self, at: int) -> Expression | None:
        atoms, words = self._atoms, self._words
        start = at + (atoms[at].text in _ARTICLES)
        season = words.seasons.get(atoms[start].text)
        if season is None:
            return None
        year, last = self._year_behind(start + 1)
        that = match(atoms, start + 2, words.shifts) if atoms[start + 1].text == "of" else None
        if year is None and that is not None and atoms[that[0]].text == "year":
            return Expression(at, that[0] + 1, "date", season=season, unit="Y", by=that[1].by, source=that[1].source)
        if year is None and atoms[start].text in words.doubtful_seasons:
            before = atoms[at - 1].text
            token = self._annotated.tokens[atoms[start].token]
            plain = (
                before in ("in", "early", "late", "mid", "-", "by", "during", "since", "until", "over", "and")
                and atoms[start + 1].text != "of"
            )
            if not (plain and token.pos in ("NOUN", "PROPN")):
                return None
        return Expression(at, last, "date", year=year, season=season)

    def _holiday(self, at: int) -> Expression | None:
        found = match(self._atoms, at, self._words.holidays)
        if found is None or not self._capital(at):
            return None
        month, day = found[1].split("-")
        year, last = self._year_behind(found[0])
        return Expression(at, last, "date", year=year, month=int(month), day=int(day))

    # -- relative to something ----------------------------------------------------------------------------------

    def _shift(self, at: int) -> Expression | None:
        """Last week, the previous day, that year, this summer, next Thursday, the past three days."""
        atoms, words = self._atoms, self._words
        found = match(atoms, at, words.shifts)
        if found is None:
            return None
        last, shift = found
        plain = last == at + 1 and atoms[at].text == "the"
        text = atoms[last].text
        if not plain:
            named = self._shifted_name(at, last, shift)
            if named is not None:
                return named
        unit = words.units.get(text)
        if unit is not None and not text.endswith("s"):
            return self._shifted_unit(at, last, unit, shift, plain=plain)
        if plain or shift.by == 0:
            return None
        amount = self._amount(last)
        if amount is None and unit is not None and text.endswith("s"):
            return Expression(at, last + 1, "span", unit=unit, by=shift.by, source="dispatch", value=text)
        if amount is not None and amount.shape == "duration":
            return replace(amount, first=at, shape="span", by=shift.by, source=shift.source)
        return None

    def _shifted_name(self, at: int, last: int, shift: Shift) -> Expression | None:
        """This summer, last December, next Thursday, that night."""
        atoms, words = self._atoms, self._words
        text = atoms[last].text
        if text in words.weekdays and self._capital(last):
            return self._weekday(last, by=shift.by or None, first=at)
        if text in words.months and self._capital(last):
            inner = self._month(last)
            return None if inner is None else replace(inner, first=at, by=shift.by, source=shift.source)
        if text in words.seasons and atoms[last + 1].text != "of":
            return Expression(at, last + 1, "date", season=words.seasons[text], by=shift.by, source=shift.source)
        if text in words.parts and (shift.source == "text" or text in ("night", "morning", "evening", "afternoon")):
            return Expression(at, last + 1, "part", part=words.parts[text], by=shift.by, source=shift.source)
        return None

    def _shifted_unit(self, at: int, last: int, unit: str, shift: Shift, *, plain: bool) -> Expression | None:
        """The following day, last week; `the day after`, `the year before`."""
        atoms, words = self._atoms, self._words
        after = last + 1
        offset = match(atoms, after, words.offsets)
        if plain:
            if offset is None or unit not in ("D", "W", "M", "Y", "N") or atoms[after].text not in ("before", "after"):
                return None
            return Expression(at, offset[0], "offset", unit=unit, amount=1, by=offset[1].by, source="text")
        if unit == "N":
            return Expression(at, after, "part", part="NI", by=shift.by, source=shift.source)
        found = Expression(at, after, "shift", unit=unit, by=shift.by, source=shift.source)
        if unit == "D" and atoms[after].text in words.parts:
            return replace(found, last=after + 1, part=words.parts[atoms[after].text])
        return found

    def _fixed(self, at: int) -> Expression | None:
        """Yesterday, overnight, now, recently."""
        found = match(self._atoms, at, self._words.words)
        if found is None:
            return None
        last, word = found
        if word.after and self._atoms[at - 1].text not in word.after:
            return None
        if word.value is not None:
            after = self._atoms[last].text
            return (
                None if after == "-" and touching(self._atoms, last) else Expression(at, last, "word", value=word.value)
            )
        return Expression(at, last, "word", part=word.part, by=word.day or 0, source="dispatch", nights=word.nights)

    def _day_part(self, at: int) -> Expression | None:
        """Dawn, the morning of 31 January, at night, midnight."""
        atoms, words = self._atoms, self._words
        start = at + (atoms[at].text in _ARTICLES)
        start += atoms[start].text in ("early", "late", "mid") and start > at
        part = words.parts.get(atoms[start].text)
        if part is None:
            return None
        last = start + 1
        last += atoms[last].text in ("hours",)
        joint = atoms[last].text
        dated = self._bare(last + 1) if joint in ("of", "on", ",") else None
        if joint == "of" and atoms[last + 1].text == "the":
            dated = self._bare(last + 2) or dated
        if (
            dated is not None
            and dated.shape == "date"
            and (dated.day or dated.weekday)
            and dated.part is None
            and dated.until is None
        ):
            return replace(dated, first=at, part=part)
        clock = "T12:00" if atoms[start].text == "noon" else "T24:00" if atoms[start].text == "midnight" else None
        if clock:
            return Expression(at, last, "part", clock=clock)
        return Expression(at, last, "part", part=part, by=0, source="text", value="bare")

    def _ordinal(self, at: int) -> Expression | None:
        """The 5th; the third day; the second half of 2012; the first quarter of 2024."""
        atoms, words = self._atoms, self._words
        start = at + (atoms[at].text in _ARTICLES)
        half = match(atoms, start, words.halves)
        if half is not None:
            inner = self._bare(half[0] + (atoms[half[0]].text == "the"))
            if inner is not None and inner.shape == "date" and inner.year is not None and inner.month is None:
                return replace(inner, first=at, section=f"H{half[1]}")
        found = numeral(atoms, start, words.numbers) if atoms[start].kind in ("number", "word") else None
        if found is None or found.form != "ordinal" or not found.best:
            return None
        last = found.last
        if atoms[last].text in ("century", "-"):
            inner = self._century(start)
            return None if inner is None else replace(inner, first=at)
        if atoms[last].text == "quarter" and found.best <= 4:
            year, end = self._year_behind(last + 1)
            return None if year is None else Expression(at, end, "date", year=year, section=f"Q{found.best}")
        if atoms[last].text == "of" and atoms[last + 1].text in words.months and found.best <= 31:
            year, end = self._year_behind(last + 2)
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

    def _spelled_decade(self, at: int) -> Expression | None:
        """The 1990s, the '90s, the twentieth century."""
        atoms = self._atoms
        start = at + (atoms[at].text in _ARTICLES)
        start += atoms[start].text == "'"
        if start == at:
            return None
        return self._decade(start) if atoms[start].kind == "number" else None

    # -- amounts ------------------------------------------------------------------------------------------------

    def _amounts(self, at: int) -> Expression | None:
        """Two days, several months later, a year ago, days earlier, a 12-year-old."""
        atoms, words = self._atoms, self._words
        found = self._amount(at)
        if found is None:
            unit = words.units.get(atoms[at].text)
            if unit is None or not atoms[at].text.endswith("s") or unit in ("N", "E2", "Q", "TS"):
                return None
            if self._annotated.tokens[atoms[at].token].pos != "NOUN":
                return None
            found = Expression(at, at + 1, "duration", unit=unit)
        offset = match(atoms, found.last, words.offsets)
        if offset is None:
            bare = found.amount is None and found.last == at + 1
            if bare and atoms[at - 1].text not in (
                "for",
                "within",
                "after",
                "in",
                "over",
                "of",
                "and",
                "or",
                "took",
                "lasted",
                "next",
                "last",
                "than",
            ):
                return None
            return found
        end, shift = offset
        word = atoms[end - 1].text
        if word in ("on", "prior") and not (word == "on" and atoms[end].kind in ("mark", "break")):
            return found
        return replace(found, last=end, shape="offset", by=shift.by, source=shift.source)

    def _amount(self, at: int) -> Expression | None:
        """A number and a unit of time."""
        atoms, words = self._atoms, self._words
        amount: float | None
        text = atoms[at].text
        unknown = match(atoms, at, words.unknown_counts)
        if unknown is not None:
            amount, last = None, unknown[0]
        elif text in ("a", "an"):
            couple = (text, atoms[at + 1].text) == ("a", "couple")
            amount, last = (2.0, at + 2 + (atoms[at + 2].text == "of")) if couple else (1.0, at + 1)
            dozen = cardinal(atoms, at, words.numbers) if not couple else None
            if dozen is not None and dozen.best is not None:
                amount, last = float(dozen.best), dozen.last
        elif text in ("half",) and atoms[at + 1].text in ("a", "an"):
            amount, last = 0.5, at + 2
        else:
            number = cardinal(atoms, at, words.numbers)
            if number is None or number.best is None or number.best > 10**6:
                return None
            amount, last = float(number.best), number.last
            if atoms[last].text in ("to", "or", "-"):
                other = cardinal(atoms, last + 1, words.numbers)
                if other is not None and other.best is not None and other.best > amount:
                    amount, last = (amount + other.best) / 2, other.last
        return self._with_unit(at, last, amount)

    def _with_unit(self, at: int, last: int, amount: float | None) -> Expression | None:
        atoms, words = self._atoms, self._words
        hyphen = atoms[last].text == "-" and touching(atoms, last)
        last += hyphen
        steps = 0
        while atoms[last].text in words.adjectives and steps < 2:
            last, steps = last + 1, steps + 1
        unit = words.units.get(atoms[last].text)
        if unit is None or unit == "E2" or (unit == "Q" and amount == 1):
            return None
        plural = atoms[last].text.endswith("s")
        if amount is None and not plural:
            return None
        if (
            atoms[at].text in ("a", "an")
            and amount == 1
            and (plural or unit in ("TS", "N") or atoms[last - 1].text == "few")
        ):
            return None
        if atoms[at].text == "a" and amount == 1 and atoms[at - 1].kind == "number":
            return None
        last += 1
        old = last + (atoms[last].text == "-")
        if atoms[old].text in words.numbers.age_after or (atoms[last].text, atoms[last + 1].text) == ("of", "age"):
            end = old + 1 if atoms[old].text in words.numbers.age_after else last + 2
            return Expression(at, end, "age", unit=unit, amount=amount)
        if atoms[last].text == "-" and atoms[last + 1].text == "long":
            last += 2
        return Expression(at, last, "duration", unit=unit, amount=amount)

    def _set(self, at: int) -> Expression | None:
        """Every day, each week, per month, daily."""
        atoms, words = self._atoms, self._words
        fixed = words.sets.get(atoms[at].text)
        if fixed is not None:
            return Expression(at, at + 1, "set", value=fixed)
        if atoms[at].text not in words.every:
            return None
        text = atoms[at + 1].text
        if text in words.weekdays:
            return Expression(at, at + 2, "set", value=f"XXXX-WXX-{words.weekdays[text]}")
        unit = words.units.get(text)
        if unit is None or text.endswith("s"):
            return None
        return Expression(at, at + 2, "set", value=duration_value(1, unit))


def duration_value(amount: float | None, unit: str) -> str:
    """A TIMEX3 duration: two weeks -> P2W, several hours -> PTXH, half a year -> P0.5Y."""
    number = "X" if amount is None else str(int(amount)) if float(amount).is_integer() else f"{amount:g}"
    letters = {"DE": "E", "CE": "C", "N": "D", "F": "W", "E2": "W"}.get(unit, unit)
    if unit == "F" and amount is not None:
        number = f"{amount * 2:g}"
    return f"PT{number}{letters[1]}" if letters[0] == "T" else f"P{number}{letters}"


def _triggers(lexicon: TimeLexicon) -> frozenset[str]:
    numbers = lexicon.numbers
    return frozenset(
        {
            *lexicon.months, *lexicon.weekdays, *lexicon.seasons, *lexicon.parts, *lexicon.units, *lexicon.unknown_counts,
            *lexicon.shifts, *lexicon.mods, *lexicon.words, *lexicon.sets, *lexicon.every, *lexicon.holidays,
            *lexicon.halves, *numbers.cardinals, *numbers.ordinals, "a", "an", "half", "the",
        }
    )  # fmt: skip
