"""Lengths of time: "two days", "several months later", "a 12-year-old", "the third straight day"."""

from __future__ import annotations

from dataclasses import replace

from dateline.annotate.atoms import match, touching
from dateline.annotate.expressions import ARTICLES, Expression, Scene, Shape
from dateline.annotate.numerals import cardinal, numeral


def amount_of_time(scene: Scene, at: int) -> Expression | None:
    """Two days, several months later, a year ago, days earlier, a 12-year-old, another two years, the third straight day."""
    atoms, words = scene.atoms, scene.words
    found = _running(scene, at) or _determined(scene, at)
    if found is not None:
        return found
    found = length_at(scene, at)
    if found is None:
        whole = _whole_length(scene, at)
        if whole is not None:
            return whole
        unit = words.units.get(atoms[at].text)
        if unit is None or not atoms[at].text.endswith("s") or unit in ("N", "E2", "Q", "TS"):
            return None
        if scene.annotated.tokens[atoms[at].token].pos != "NOUN":
            return None
        found = Expression(at, at + 1, "duration", unit=unit)
    offset = match(atoms, found.last, words.offsets)
    if offset is None:
        bare = found.amount is None and found.last == at + 1
        long = atoms[found.last].text == "-" and atoms[found.last + 1].text == "long"
        if long:
            return _long(scene, replace(found, last=found.last + 2))
        if bare and atoms[found.last].text not in ("of", "apart") and atoms[at - 1].text not in words.plural_leads:
            return None
        return found
    end, shift = offset
    word = atoms[end - 1].text
    if word in ("on", "prior") and not (word == "on" and atoms[end].kind in ("mark", "break")):
        return found
    if counts_from_event(scene, end) or word == "on":
        return replace(found, shape="offset", by=shift.by, source=shift.source, value="event")
    return replace(
        found, last=end, shape="offset", by=shift.by, source=shift.source, value=counts_from_event(scene, end)
    )


def _whole_length(scene: Scene, at: int) -> Expression | None:
    """Week-long, the daylong raid, a decades-old conflict: one of the unit, or an unknown number."""
    atoms, words = scene.atoms, scene.words
    unit = words.long.get(atoms[at].text)
    if unit is not None:
        return Expression(at, at + 1, "duration", unit=unit, amount=1)
    unit = words.units.get(atoms[at].text)
    if unit is None or atoms[at + 1].text != "-" or atoms[at + 2].text not in ("long", "old"):
        return None
    shape: Shape = "age" if atoms[at + 2].text == "old" else "duration"
    return Expression(at, at + 3, shape, unit=unit, amount=None if atoms[at].text.endswith("s") else 1)


def _determined(scene: Scene, at: int) -> Expression | None:
    """The three months, another two years, another week: a length with the word before it that belongs to it."""
    atoms, words = scene.atoms, scene.words
    opened = match(atoms, at, words.determiners)
    if opened is None:
        return None
    start, word = opened
    found = length_at(scene, start)
    if found is None and word == "another":
        unit = words.units.get(atoms[start].text)
        if unit is None or unit == "E2" or atoms[start].text.endswith("s"):
            return None
        found = Expression(start, start + 1, "duration", unit=unit, amount=1)
    if found is None or found.shape != "duration" or found.amount is None:
        return None
    if any(atom.text == "-" for atom in atoms[start : found.last]) or match(atoms, found.last, words.offsets):
        return None
    return replace(found, first=at)


def _running(scene: Scene, at: int) -> Expression | None:
    """The third straight day, a fifth consecutive night, the third day running: so long up to the time told."""
    atoms, words = scene.atoms, scene.words
    start = at + (atoms[at].text in ARTICLES or atoms[at].text == "a")
    found = numeral(atoms, start, words.numbers) if atoms[start].kind in ("number", "word") else None
    if found is None or found.form != "ordinal" or not found.best or not 1 < found.best < 1000:
        return None
    last = found.last
    before = atoms[last].text in words.running_before
    last += before
    unit = words.units.get(atoms[last].text)
    if unit is None or unit == "E2" or atoms[last].text.endswith("s"):
        return None
    after = match(atoms, last + 1, words.running_after)
    lasting = atoms[at - 1].text == "for" and unit in ("D", "N", "W", "M", "Y")
    if not before and after is None and not lasting:
        return None
    end = after[0] if after is not None and not before else last + 1
    return Expression(at, end, "span", unit=unit, amount=float(found.best), by=-1, source="dispatch", value="running")


def counts_from_event(scene: Scene, at: int) -> str:
    """ "event" when an event is named behind "two days after" ("the ceasefire began"), "" when nothing is."""
    atoms, tokens = scene.atoms, scene.annotated.tokens
    if atoms[at - 1].text not in ("after", "before") or atoms[at].kind != "word":
        return ""
    token = tokens[atoms[at].token]
    return "event" if token.pos in ("DET", "NOUN", "PROPN", "PRON", "ADJ", "VERB", "NUM") else ""


def length_at(scene: Scene, at: int) -> Expression | None:
    """A number and a unit of time."""
    atoms, words = scene.atoms, scene.words
    amount: float | None
    text = atoms[at].text
    loose = match(atoms, at, words.loose_counts) if atoms[at - 1].text != "as" else None
    if loose is not None:
        last, amount = loose
    elif text in ("a", "an") and (atoms[at + 1].text, atoms[at + 2].text) == ("half", "-"):
        amount, last = 0.5, at + 3
    elif text in ("a", "an"):
        dozen = cardinal(atoms, at, words.numbers)
        amount, last = (1.0, at + 1) if dozen is None or dozen.best is None else (float(dozen.best), dozen.last)
    elif text == "half" and atoms[at + 1].text in ("a", "an", "-"):
        amount, last = 0.5, at + 2
    else:
        number = cardinal(atoms, at, words.numbers)
        if number is None or number.best is None or number.best > 10**6:
            return None
        amount, last = float(number.best), number.last
        if [atom.text for atom in atoms[last : last + 6]] == ["-", "and", "-", "a", "-", "half"]:
            amount, last = amount + 0.5, last + 6
        if atoms[last].text in ("to", "or", "-"):
            other = cardinal(atoms, last + 1, words.numbers)
            if other is not None and other.best is not None and other.best > amount:
                amount, last = (amount + other.best) / 2, other.last
    return _with_unit(scene, at, last, amount)


def _with_unit(scene: Scene, at: int, last: int, amount: float | None) -> Expression | None:
    atoms, words = scene.atoms, scene.words
    hyphen = atoms[last].text == "-" and touching(atoms, last)
    last += hyphen
    steps = 0
    while atoms[last].text in words.adjectives and steps < 2:
        last, steps = last + 1, steps + 1
    unit = words.units.get(atoms[last].text)
    if (atoms[last + 1].text, atoms[last + 2].text) == ("-", "end"):
        return None
    if unit is None or unit == "E2" or (unit == "Q" and (amount == 1 or atoms[last + 1].text == "of")):
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
        at += atoms[at].text in ("a", "an") and atoms[last].text == "-"
        return Expression(at, end, "age", unit=unit, amount=amount)
    if amount is not None and [atom.text for atom in atoms[last : last + 3]] == ["and", "a", "half"]:
        last, amount = last + 3, amount + 0.5
    if atoms[last].text == "-" and atoms[last + 1].text == "long":
        return _long(scene, Expression(at, last + 2, "duration", unit=unit, amount=amount))
    return Expression(at, last, "duration", unit=unit, amount=amount)


def _long(scene: Scene, found: Expression) -> Expression:
    """Year-long in "a year-long trial": the article is the trial's."""
    return replace(found, first=found.first + (scene.atoms[found.first].text in ("a", "an")))
