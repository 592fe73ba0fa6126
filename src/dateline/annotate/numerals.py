"""Numerals: the grammar of numbers in figures and in words, over atoms.

"1.2 million", "twenty-three", "half a million", "two dozen", "tens of thousands", "several hundred", "a third of",
"one in three", "25th". Gives the value and the atoms it covers; hedges, ranges and what is counted come later.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from dateline.annotate.atoms import LONGEST, Atom, match, touching
from dateline.knowledge.numbers import NumberLexicon, Range
from dateline.model.quantity import Number

Form = Literal["figures", "words", "vague", "plural", "fraction", "ordinal", "nothing"]
#: A multiplier beyond this is no number that anybody counts with.
_LARGEST = 10**9
_ARTICLES = frozenset({"a", "an"})
_ORDINAL_ENDINGS = frozenset({"st", "nd", "rd", "th"})
_BEFORE_A_HALF = frozenset({"first", "second", "other", "latter", "1st", "2nd", "st", "nd", "better"})
_JOINED = frozenset({"if", "not", "possibly", "perhaps", "maybe", "or", "even", "to", ",", "and"})


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number in atoms `first`..`last` (exclusive). `scale`: its last multiplier (1 for none); `best` is the value."""

    first: int
    last: int
    low: Number | None
    best: Number | None
    high: Number | None
    form: Form
    scale: Number = 1
    fraction: float | None = None


def numeral(atoms: Sequence[Atom], at: int, lexicon: NumberLexicon) -> Numeral | None:
    """The numeral that starts at an atom, None where none does."""
    atom = atoms[at]
    if atom.kind == "number":
        return _ordinal(atoms, at, lexicon) or _share(atoms, at, lexicon) or cardinal(atoms, at, lexicon)
    word = atom.text
    if word in lexicon.plurals:
        return _plural(atoms, at, lexicon)
    return (
        _share(atoms, at, lexicon)
        or _vague(atoms, at, lexicon)
        or _ordinal(atoms, at, lexicon)
        or cardinal(atoms, at, lexicon)
    )


def starters(lexicon: NumberLexicon) -> frozenset[str]:
    """The words that a numeral can start with."""
    return frozenset(
        {*lexicon.cardinals, *lexicon.plurals, *lexicon.vague, *lexicon.ordinals, *lexicon.fractions, *_ARTICLES}
    )


def figure(text: str) -> Number | None:
    """The value of digits with separators, None where they are too many.

    >>> figure("1,234"), figure("1.5")
    (1234, 1.5)
    """
    if len(text) > LONGEST:
        return None
    plain = text.replace(",", "")
    return float(plain) if "." in plain else int(plain)


def whole(value: Number) -> Number:
    """2.0 as 2."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def cardinal(atoms: Sequence[Atom], at: int, lexicon: NumberLexicon) -> Numeral | None:
    """A number for a count: in figures, in words, or with a scale."""
    half = _half_of_a_scale(atoms, at, lexicon)
    if half is not None:
        return half
    atom = atoms[at]
    if atom.kind == "number":
        value = figure(atom.text)
        if value is None:
            return None
        value, last = _grouped(atoms, at, value)
        suffix = lexicon.suffixes.get(atoms[last].text)
        if suffix is not None and (touching(atoms, last) or len(atoms[last].text) > 1):
            amount = whole(round(value * suffix, 6))
            return Numeral(at, last + 1, amount, amount, amount, "figures", suffix)
        return _scaled(atoms, at, last, value, "figures", lexicon)
    if atom.text in _ARTICLES:
        return _scaled(atoms, at, at + 1, 1, "words", lexicon) if _is_scale(atoms, at + 1, lexicon) else None
    if atom.text not in lexicon.cardinals:
        return None
    return _scaled(atoms, at, at, None, "words", lexicon)


def _grouped(atoms: Sequence[Atom], at: int, value: Number) -> tuple[Number, int]:
    """Figures in groups with a space between them: 20 000."""
    last = at + 1
    while (
        isinstance(value, int)
        and len(atoms[at].text) <= 3
        and atoms[last].text == "000"
        and atoms[last].start - atoms[last - 1].end == 1
        and value < 10**12
    ):
        value, last = value * 1000, last + 1
    return value, last


def _is_scale(atoms: Sequence[Atom], at: int, lexicon: NumberLexicon) -> bool:
    return atoms[at].text in lexicon.scales and atoms[at].text != "score"


def _scaled(
    atoms: Sequence[Atom], first: int, at: int, current: Number | None, form: Form, lexicon: NumberLexicon
) -> Numeral | None:
    """The rest of a number from atom `at`, with `current` read already."""
    total: Number = 0
    ceiling: Number = 10**30
    scale: Number = 1
    joined = False
    cardinals, scales = lexicon.cardinals, lexicon.scales
    while True:
        word = atoms[at].text
        if word in cardinals and form == "words":
            value = cardinals[word]
            if current is not None and not _fits(current, value):
                break
            current = value if current is None else current + value
            joined = False
        elif word in scales:
            step = scales[word]
            if current is None or (step < 1000 and current >= 100) or step >= ceiling:
                break
            current, joined = current * step, True
            scale = step
            if step >= 1000:
                total, current, ceiling = total + current, None, step
        elif word in lexicon.plurals and current is not None and lexicon.plurals[word].step >= 12:
            current = current * lexicon.plurals[word].step
            scale = lexicon.plurals[word].step
            at += 1
            break
        elif word == "-" and current is not None and _hyphen(atoms, at, current, lexicon):
            pass
        elif word == "and" and atoms[at + 1].text in _ARTICLES and atoms[at + 2].text == "half":
            if current is None:
                total += scale / 2
            else:
                current += 0.5
            at += 2
        elif not (word == "and" and joined and form == "words" and atoms[at + 1].text in cardinals):
            break
        at += 1
    if current is None and total == 0:
        return None
    amount = whole(round(total + (current or 0), 6))
    return Numeral(first, at, amount, amount, amount, form, scale)


def _fits(current: Number, value: int) -> bool:
    """May this word follow what was read: twenty + three, one hundred + five?"""
    if current >= 100 and current % 100 == 0:
        return 0 < value < 100
    return current % 100 >= 20 and current % 10 == 0 and 0 < value < 10


def _hyphen(atoms: Sequence[Atom], at: int, current: Number, lexicon: NumberLexicon) -> bool:
    """Does a hyphen hold two words of one number together: twenty-three, two-dozen, five-hundred?"""
    after = atoms[at + 1].text
    if not (touching(atoms, at) and touching(atoms, at + 1)):
        return False
    value = lexicon.cardinals.get(after)
    return (value is not None and value < 10 and _fits(current, value)) or after in lexicon.scales


def _half_of_a_scale(atoms: Sequence[Atom], at: int, lexicon: NumberLexicon) -> Numeral | None:
    """Half a million, a half million, a quarter of a million, three quarters of a million."""
    parts, last = 1, at
    if atoms[at].text in _ARTICLES and atoms[at + 1].text in lexicon.fractions:
        last = at + 1
    elif atoms[at].text in lexicon.cardinals and atoms[at + 1].text in lexicon.fractions:
        parts, last = lexicon.cardinals[atoms[at].text], at + 1
    whole_parts = lexicon.fractions.get(atoms[last].text)
    if not whole_parts:
        return None
    last += 1
    last += atoms[last].text == "of"
    last += atoms[last].text in _ARTICLES or (atoms[last].text == "-" and touching(atoms, last))
    if not _is_scale(atoms, last, lexicon):
        return None
    scale = lexicon.scales[atoms[last].text]
    rest = _scaled(atoms, at, last, parts / whole_parts, "words", lexicon)
    return rest if rest is not None and scale >= 12 else None


def _share(atoms: Sequence[Atom], at: int, lexicon: NumberLexicon) -> Numeral | None:
    """Half of, a third of, two thirds, one in three, nine out of ten."""
    if _half_of_a_scale(atoms, at, lexicon) is not None:
        return None
    first = atoms[at].text
    if first in _ARTICLES:
        if atoms[at + 1].text in lexicon.fractions and atoms[at + 2].text == "of":
            return _fraction(at, at + 2, 1 / lexicon.fractions[atoms[at + 1].text])
        return None
    if first == "half":
        if atoms[at - 1].text in _BEFORE_A_HALF or atoms[at + 1].text == "-" or touching(atoms, at):
            return None
        return None if atoms[at + 1].text in {"hour", "an", "past"} else _fraction(at, at + 1, 0.5)
    top = cardinal(atoms, at, lexicon)
    if top is None or top.best is None or top.scale != 1 or top.best < 1:
        return None
    return _denominated(atoms, top, lexicon) or _one_in(atoms, top, lexicon)


def _denominated(atoms: Sequence[Atom], top: Numeral, lexicon: NumberLexicon) -> Numeral | None:
    at = top.last + (atoms[top.last].text == "-")
    word = atoms[at].text
    under = lexicon.fractions.get(word)
    if under is None or top.best is None or not 0 < top.best < under:
        return None
    if not word.endswith("s") and atoms[at + 1].text != "of":
        return None
    return _fraction(top.first, at + 1, top.best / under)


def _one_in(atoms: Sequence[Atom], top: Numeral, lexicon: NumberLexicon) -> Numeral | None:
    words = tuple(atom.text for atom in atoms[top.last : top.last + 2])
    at = top.last + (
        2 if words in {("out", "of"), ("in", "every"), ("of", "every")} else 1 if words[:1] == ("in",) else 0
    )
    if at == top.last:
        return None
    under = cardinal(atoms, at, lexicon)
    if under is None or top.best is None or not under.best or not top.best < under.best <= 1000:
        return None
    if at == top.last + 1 and (top.best != 1 or under.form != "words"):
        return None
    return _fraction(top.first, under.last, top.best / under.best)


def _fraction(first: int, last: int, share: float) -> Numeral:
    return Numeral(first, last, None, None, None, "fraction", fraction=share)


def _vague(atoms: Sequence[Atom], at: int, lexicon: NumberLexicon) -> Numeral | None:
    """Several, a few, a handful, several hundred, a couple of dozen."""
    found = match(atoms, at, lexicon.vague)
    if found is None:
        return None
    last, entry = found
    step: Number = 1
    if entry.scaled:
        while step < _LARGEST and (atoms[last].text in lexicon.scales or atoms[last].text in lexicon.plurals):
            word = atoms[last].text
            step *= lexicon.scales[word] if word in lexicon.scales else lexicon.plurals[word].step
            last += 1
    return _ranged(at, last, entry, step, "vague")


def _plural(atoms: Sequence[Atom], at: int, lexicon: NumberLexicon) -> Numeral | None:
    """Dozens, tens of thousands, hundreds if not thousands."""
    found = _one_plural(atoms, at, lexicon)
    if found is None:
        return None
    last = found.last
    while last - found.last < 4 and atoms[last].text in _JOINED:
        last += 1
    if last > found.last and atoms[last].text in lexicon.plurals and atoms[last - 1].text != ",":
        other = _one_plural(atoms, last, lexicon)
        if other is not None and other.high is not None and found.low is not None and other.high > (found.high or 0):
            low = found.low * other.scale if other.scale > 1 and found.scale == 1 else found.low
            return Numeral(at, other.last, low, None, other.high, "plural", other.scale)
    return found


def _one_plural(atoms: Sequence[Atom], at: int, lexicon: NumberLexicon) -> Numeral | None:
    entry = lexicon.plurals[atoms[at].text]
    upper = lexicon.plurals.get(atoms[at + 2].text) if atoms[at + 1].text == "of" and at + 2 < len(atoms) else None
    if upper is not None and entry.step < upper.step:
        high = None if entry.high is None else (entry.high + 1) * upper.step - 1
        return Numeral(at, at + 3, entry.low * upper.step, None, high, "plural", upper.step)
    return _ranged(at, at + 1, entry, 1, "plural")


def _ranged(first: int, last: int, entry: Range, step: Number, form: Form) -> Numeral:
    high = entry.high if entry.high is None or step == 1 else (entry.high + 1) * step - 1
    best = None if entry.best is None else entry.best * step
    return Numeral(first, last, entry.low * step, best, high, form, step)


def _ordinal(atoms: Sequence[Atom], at: int, lexicon: NumberLexicon) -> Numeral | None:
    """First, twenty-first, 25th."""
    atom = atoms[at]
    if atom.kind == "number":
        value = figure(atom.text)
        if isinstance(value, int) and atoms[at + 1].text in _ORDINAL_ENDINGS and touching(atoms, at + 1):
            return Numeral(at, at + 2, value, value, value, "ordinal")
        return None
    single = lexicon.ordinals.get(atom.text)
    if single is not None:
        return Numeral(at, at + 1, single, single, single, "ordinal")
    tens = lexicon.cardinals.get(atom.text, 0)
    if tens >= 20:
        after = at + 1 + (atoms[at + 1].text == "-")
        unit = lexicon.ordinals.get(atoms[after].text, 0) if after < len(atoms) else 0
        if 0 < unit < 10:
            return Numeral(at, after + 1, tens + unit, tens + unit, tens + unit, "ordinal")
    return None
