"""Numbers in running text, with their hedge and what they count.

"at least two dozen people" -> low 24, best 24, high None, hedge "at least" over [0, 18), noun "people", unit "people".
Gives the figures only; what befell the people is decided in `extract`. How words bound a figure:

=====================================  ====================  =========================================
words                                  low, best, high       rule
=====================================  ====================  =========================================
727                                    727, 727, 727         words
at least, more than N                  N, N, None            words
up to, as many as, fewer than N        None, None, N         words
nearly, almost N                       None, N, N            words
around, some, an estimated N           None, N, None         words
N-M, N to M, between N and M, N or M   N, (N+M)/2, M         range
dozens, hundreds of, several           24, None, 99          vague (the table of numbers.toml)
no one, none, no casualties            0, 0, 0               none
half of, one in three                  all None, `fraction`  fraction
a further, another N                   N, N, N               words (the hedge is kept)
=====================================  ====================  =========================================
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dateline.annotate.atoms import Atom, cut_atoms, match, match_before, touching
from dateline.annotate.counted import counted
from dateline.annotate.numberkinds import kind_of
from dateline.annotate.numerals import Numeral, cardinal, numeral, starters
from dateline.knowledge.numbers import Effect, NumberLexicon
from dateline.model.marks import Annotated, NumberKind, NumberMark
from dateline.model.quantity import Number

_RANGE_MARKS = frozenset({"-", "to", "or"})
_CHAIN = frozenset({"-", "/"})
_MEASURED: frozenset[NumberKind] = frozenset({"percent", "money", "distance", "area", "duration"})


def find_numbers(annotated: Annotated, *, lexicon: NumberLexicon) -> tuple[NumberMark, ...]:
    """Every number of the reading, sorted by place. Needs tokens and sentences."""
    atoms = cut_atoms(annotated)
    begins = starters(lexicon)
    found: list[NumberMark] = []
    at, floor, last_atom = 1, 1, len(atoms) - 1
    while at < last_atom:
        atom = atoms[at]
        if atom.kind == "number" or (atom.kind == "word" and atom.text in begins):
            figure = numeral(atoms, at, lexicon)
            if figure is not None:
                mark, after = _mark(annotated, atoms, figure, floor, lexicon)
                if mark is not None:
                    found.append(mark)
                    floor = after
                at = after
                continue
        elif atom.text in lexicon.nothing or atom.text in lexicon.nothing_determiners:
            mark = _nothing(annotated, atoms, at, lexicon)
            if mark is not None:
                found.append(mark)
                floor = at + 1
        at += 1
    return tuple(sorted(found, key=lambda mark: (mark.start, mark.end)))


@dataclass(frozen=True, slots=True)
class _Bounds:
    low: Number | None
    best: Number | None
    high: Number | None


def _mark(
    annotated: Annotated, atoms: Sequence[Atom], figure: Numeral, floor: int, lexicon: NumberLexicon
) -> tuple[NumberMark | None, int]:
    """The mark of a numeral and the atom to go on at."""
    figure, ranged = _range(atoms, figure, lexicon)
    if _glued(atoms, figure, lexicon):
        return None, figure.last
    behind = figure.last + (2 if figure.form == "plural" and _of_behind(atoms, figure.last) == 2 else 0)
    tokens = (atoms[figure.first].token, atoms[behind - 1].token + 1)
    noun = counted(annotated, *tokens)
    if noun is not None and annotated.tokens[noun].lower in lexicon.plurals:
        noun = None
    kind, unit = kind_of(annotated, atoms, figure, noun, lexicon)
    if not _is_said(annotated, atoms, figure, kind, noun, unit, lexicon):
        return None, figure.last
    if kind in ("ordinal", "unit_number", "name", "date", "time"):
        return _plain(atoms, figure, kind, noun if kind == "ordinal" else None), figure.last
    first, effect = _hedge_before(annotated, atoms, figure.first, floor, lexicon)
    last, after = _hedge_after(atoms, figure.last, lexicon)
    if ranged and atoms[first - 1].text == "between" and first - 1 >= floor:
        first -= 1
    effect = after if after is not None and effect in (None, "further") else effect
    words = _hedge_words(annotated, atoms, figure, first, last, effect, ranged)
    if figure.form == "plural" and last == figure.last and (of := _of_behind(atoms, last)):
        last += of
        words = (words or "") + " of" if words else None
    bounds = _bounds(figure, effect)
    rule = (
        "range" if ranged else {"vague": "vague", "plural": "vague", "fraction": "fraction"}.get(figure.form, "words")
    )
    if kind in _MEASURED:
        noun = _measure_token(atoms, figure, noun, lexicon)
    mark = NumberMark(
        atoms[first].start, atoms[last - 1].end, bounds.low, bounds.best, bounds.high, kind, words, noun, unit,
        figure.fraction, rule,
    )  # fmt: skip
    return mark, last


def _of_behind(atoms: Sequence[Atom], at: int) -> int:
    """How many atoms an "of" behind a plural takes: "dozens [of]", "dozens, if not hundreds[, of]"."""
    if atoms[at].text == "of":
        return 1
    return (
        2
        if atoms[at].text == "," and atoms[at - 2].text in ("not", "perhaps", "or") and atoms[at + 1].text == "of"
        else 0
    )


def _measure_token(atoms: Sequence[Atom], figure: Numeral, noun: int | None, lexicon: NumberLexicon) -> int | None:
    """The token of the unit of measure right behind the number; for "twelve long days" the noun that was found."""
    at = figure.last + (atoms[figure.last].text == "-")
    found = match(atoms, at, lexicon.measures)
    return noun if found is None else atoms[found[0] - 1].token


def _plain(atoms: Sequence[Atom], figure: Numeral, kind: NumberKind, noun: int | None) -> NumberMark:
    start, end = atoms[figure.first].start, atoms[figure.last - 1].end
    return NumberMark(start, end, figure.low, figure.best, figure.high, kind, noun=noun)


def _glued(atoms: Sequence[Atom], figure: Numeral, lexicon: NumberLexicon) -> bool:
    """Is the number a piece of another word (F-16, COVID-19, T-72s, 3D)?"""
    first, last = figure.first, figure.last
    if touching(atoms, first):
        before = atoms[first - 1]
        if before.kind == "word" and before.text not in lexicon.currency_signs:
            return True
        if before.text == "-" and touching(atoms, first - 1) and atoms[first - 2].kind == "word":
            return figure.form == "figures" and len(atoms[first].text) != 4
        if before.text in ("#", "_", "@", "."):
            return True
    after = atoms[last]
    if figure.form == "figures" and after.kind == "word" and touching(atoms, last):
        return match(atoms, last, lexicon.measures) is None and after.text not in ("s", "am", "pm", "hrs", "h")
    return False


def _range(atoms: Sequence[Atom], figure: Numeral, lexicon: NumberLexicon) -> tuple[Numeral, bool]:
    """The numeral with the one behind it when the two make a range."""
    if figure.form not in ("figures", "words") or figure.best is None:
        return figure, False
    joint = atoms[figure.last].text
    between = atoms[figure.first - 1].text == "between" and joint == "and"
    if joint not in _RANGE_MARKS and not between:
        return figure, False
    if (
        joint == "to"
        and atoms[figure.first - 1].text == "from"
        and atoms[figure.first - 2].text not in ("ranging", "anywhere")
    ):
        return figure, False
    at = figure.last + 1
    at += atoms[at].text in lexicon.currency_signs
    if atoms[at].kind == "break" or (atoms[at].text in ("a", "an")):
        return figure, False
    other = cardinal(atoms, at, lexicon)
    if other is None or other.best is None or _chained(atoms, figure.first, other.last):
        return figure, False
    low = figure.best
    if figure.scale == 1 and other.scale > 1 and low < other.best / other.scale and low < 1000:
        low *= other.scale
    if not low < other.best:
        return figure, False
    best = (low + other.best) / 2
    middle = int(best) if isinstance(low, int) and isinstance(other.best, int) else best
    return Numeral(figure.first, other.last, low, middle, other.best, figure.form, other.scale), True


def _chained(atoms: Sequence[Atom], first: int, last: int) -> bool:
    """Do further figures hang on these (16-02-2015)?"""
    before = atoms[first - 1].text in _CHAIN and touching(atoms, first) and atoms[first - 2].kind == "number"
    return before or (atoms[last].text in _CHAIN and touching(atoms, last + 1) and atoms[last + 1].kind == "number")


def _hedge_before(
    annotated: Annotated, atoms: Sequence[Atom], first: int, floor: int, lexicon: NumberLexicon
) -> tuple[int, Effect | None]:
    """The first atom of the hedge before a number, and what it does. The strongest of several counts."""
    effect: Effect | None = None
    at = kept = first
    at -= atoms[at - 1].text in lexicon.currency_signs
    while True:
        found = match_before(atoms, at, lexicon.hedges)
        if found is None or found[0] < floor or annotated.tokens[atoms[at - 1].token].tag == "RP":
            return kept, effect
        at, said = found
        if said != "filler":
            kept = at
            if effect is None or effect in ("approx", "further"):
                effect = said


def _hedge_after(atoms: Sequence[Atom], last: int, lexicon: NumberLexicon) -> tuple[int, Effect | None]:
    found = match(atoms, last, lexicon.hedges_after)
    if found is None or atoms[found[0]].text == "than":
        return last, None
    return found


def _hedge_words(
    annotated: Annotated,
    atoms: Sequence[Atom],
    figure: Numeral,
    first: int,
    last: int,
    effect: Effect | None,
    ranged: bool,
) -> str | None:
    """The hedge as written: the words before, else a vague number's own words, else the words behind."""
    start, end = atoms[first].start, atoms[figure.first].start
    if figure.form in ("vague", "plural"):
        return annotated.reading[start : atoms[figure.last - 1].end]
    if first < figure.first and effect is not None:
        return annotated.reading[start:end].rstrip("$€£ ")
    if last > figure.last:
        return annotated.reading[atoms[figure.last].start : atoms[last - 1].end]
    return None


def _bounds(figure: Numeral, effect: Effect | None) -> _Bounds:
    low, best, high = figure.low, figure.best, figure.high
    if effect is None or effect in ("further", "filler"):
        return _Bounds(low, best, high)
    if effect == "lower":
        return _Bounds(low, best if low == best else None, None)
    if effect == "upper":
        return _Bounds(None, None, high if high is not None else best)
    if effect == "nearly":
        return _Bounds(None, best, high if high is not None else best)
    if low is not None and low == high:
        return _Bounds(None, best, None)
    return _Bounds(low, best, high)


def _nothing(annotated: Annotated, atoms: Sequence[Atom], at: int, lexicon: NumberLexicon) -> NumberMark | None:
    """No one, none; `no` in front of something that can be counted."""
    found = match(atoms, at, lexicon.nothing)
    if found is not None:
        end, _ = found
        noun = counted(annotated, atoms[at].token, atoms[end - 1].token + 1) if atoms[end].text in ("of",) else None
        return NumberMark(atoms[at].start, atoms[end - 1].end, 0, 0, 0, "count", noun=noun, unit="people", rule="none")
    noun = counted(annotated, atoms[at].token, atoms[at].token + 1)
    if noun is None:
        return None
    word = annotated.tokens[noun]
    unit = lexicon.class_of(word.lemma.lower(), word.lower)
    if unit not in lexicon.nothing_classes:
        return None
    return NumberMark(atoms[at].start, atoms[at].end, 0, 0, 0, "count", noun=noun, unit=unit, rule="none")


def _is_said(
    annotated: Annotated,
    atoms: Sequence[Atom],
    figure: Numeral,
    kind: NumberKind,
    noun: int | None,
    unit: str,
    lexicon: NumberLexicon,
) -> bool:
    """Does this word stand for a number here? `one` is often a pronoun, `many` and `few` often count nothing."""
    before, after = atoms[figure.first - 1], atoms[figure.last]
    if figure.form == "vague":
        if before.text in lexicon.vague_after:
            return before.text in lexicon.vague_measures_after and kind != "count"
        harmed = after.kind == "word" and (after.text in lexicon.classes or after.text in ("more", "others"))
        counted_noun = noun is not None and annotated.tokens[noun].tag in ("NNS", "NNPS", "PRP", "WP")
        return harmed or counted_noun or (noun is not None and unit != "")
    if figure.form == "plural":
        sure = figure.last > figure.first + 1 or after.text == "of" or unit != ""
        sure = sure or after.text in lexicon.plurals_before or after.text in lexicon.classes
        sure = sure or annotated.tokens[atoms[figure.first].token].dep in ("dobj", "nsubjpass")
        return sure or atoms[figure.first].text not in ("tens", "scores")
    if figure.last == figure.first + 1 and atoms[figure.first].text == "one":
        token = annotated.tokens[atoms[figure.first].token]
        conjunction = before.text == "that" and noun is not None and annotated.tokens[before.token].pos == "SCONJ"
        if (before.text in lexicon.one_after and not conjunction) or after.text in lexicon.one_before:
            return False
        if noun is not None:
            return annotated.tokens[noun].lower not in lexicon.one_counts_not
        return token.dep in ("nsubjpass", "dobj", "nsubj") and token.tag == "CD"
    return True
