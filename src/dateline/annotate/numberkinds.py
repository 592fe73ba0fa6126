"""What kind of number it is: a count, or an age, a year, a sum of money, a unit's number, a piece of a name."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.annotate.atoms import Atom, match, match_before, touching
from dateline.annotate.numerals import Numeral
from dateline.knowledge.numbers import NumberLexicon
from dateline.model.marks import Annotated, NumberKind

_MEASURE_KINDS: dict[str, NumberKind] = {
    "percent": "percent", "money": "money", "distance": "distance", "area": "area", "duration": "duration",
    "weight": "other",
}  # fmt: skip
#: "aged 9, 11 and 14": so far back `aged` is looked for.
_AGES_IN_A_ROW = 5
_FIRST_YEAR, _LAST_YEAR = 1000, 2100


def kind_of(
    annotated: Annotated, atoms: Sequence[Atom], figure: Numeral, noun: int | None, lexicon: NumberLexicon
) -> tuple[NumberKind, str]:
    """The kind of a number and the unit of what it counts ("people", "km"), "" for unknown."""
    if figure.form == "ordinal":
        return _ordinal_kind(annotated, atoms, figure, lexicon), ""
    unit = ""
    if noun is not None:
        token = annotated.tokens[noun]
        unit = lexicon.class_of(token.lemma.lower(), token.lower) or (
            "people" if token.tag == "NNPS" or token.entity == "NORP" else ""
        )
    if figure.form == "nothing":
        return "count", unit
    if _is_age(annotated, atoms, figure, lexicon):
        return "age", "years"
    if _is_clock(atoms, figure, lexicon):
        return "time", ""
    measured = _measure(atoms, figure, lexicon)
    if measured is not None:
        return measured
    if _is_date(annotated, atoms, figure, noun, unit, lexicon):
        return "date", ""
    if _is_unit_number(annotated, atoms, figure, noun, lexicon):
        return "unit_number", ""
    if _is_name(annotated, atoms, figure, noun, unit, lexicon):
        return "name", ""
    if noun is not None:
        known = lexicon.measures.get(annotated.tokens[noun].lower, ())
        for phrase, name in known:
            if len(phrase) == 1:
                return _MEASURE_KINDS[name], lexicon.unit_names.get(phrase[0], phrase[0])
    if figure.form == "figures" and _is_scrap(atoms, figure):
        return "other", ""
    if unit == "" and atoms[figure.last].text in lexicon.classes:
        unit = lexicon.classes[atoms[figure.last].text]
    return "count", unit


def _measure(atoms: Sequence[Atom], figure: Numeral, lexicon: NumberLexicon) -> tuple[NumberKind, str] | None:
    """Money before the number, a unit of measure behind it ("12 km", "a three-day", "50 %")."""
    if atoms[figure.first - 1].text in lexicon.currency_signs:
        sign = atoms[figure.first - 1].text
        return "money", lexicon.unit_names.get(sign, sign)
    at = figure.last + (atoms[figure.last].text == "-" and touching(atoms, figure.last))
    found = match(atoms, at, lexicon.measures)
    if found is None:
        return None
    words = " ".join(atom.text for atom in atoms[at : found[0]])
    return _MEASURE_KINDS[found[1]], lexicon.unit_names.get(words) or lexicon.unit_names.get(atoms[at].text, words)


def _is_age(annotated: Annotated, atoms: Sequence[Atom], figure: Numeral, lexicon: NumberLexicon) -> bool:
    before = atoms[figure.first - 1]
    at = figure.first - 1
    for _ in range(_AGES_IN_A_ROW):
        if at > 2 and atoms[at].text in ("and", "or", ",", "to", "-") and atoms[at - 1].kind == "number":
            at -= 2
    if atoms[at].text in lexicon.age_before:
        return True
    at = figure.last + (atoms[figure.last].text == "-")
    if atoms[at].text in lexicon.age_units:
        at += 1
        at += atoms[at].text == "-"
        return atoms[at].text in lexicon.age_after or (atoms[at].text, atoms[at + 1].text) == ("of", "age")
    value = figure.best
    if before.text not in (",", "(") or value is None or not 0 < value < 120 or figure.form == "fraction":
        return False
    if atoms[figure.last].text not in (",", ")", ".", ";"):
        return False
    earlier = atoms[figure.first - 2].token
    return 0 <= earlier < len(annotated.tokens) and annotated.tokens[earlier].entity == "PERSON"


def _is_clock(atoms: Sequence[Atom], figure: Numeral, lexicon: NumberLexicon) -> bool:
    first, last = figure.first, figure.last
    if atoms[last].text in lexicon.clock:
        return True
    if (
        atoms[last].text == ":"
        and atoms[last + 1].kind == "number"
        and touching(atoms, last)
        and touching(atoms, last + 1)
    ):
        return True
    if atoms[first - 1].text == ":" and touching(atoms, first) and atoms[first - 2].kind == "number":
        return True
    four = figure.form == "figures" and len(atoms[first].text) == 4
    return four and atoms[last].text in ("hours", "local", "hrs")


def _is_date(
    annotated: Annotated, atoms: Sequence[Atom], figure: Numeral, noun: int | None, unit: str, lexicon: NumberLexicon
) -> bool:
    first, last = figure.first, figure.last
    before, after = atoms[first - 1], atoms[last]
    value = figure.best if figure.low == figure.high else figure.low
    if figure.form == "fraction":
        return False
    if not isinstance(value, int):
        return _is_slashed(atoms, first, last)
    beside = atoms[last + 1].text if after.text in ("of", ".") else after.text
    abbreviated = before.text == "." and _same_sentence(annotated, atoms[first - 2], atoms[first])
    month_before = before.text in lexicon.months or (abbreviated and atoms[first - 2].text in lexicon.months)
    if 0 < value < 32 and (beside in lexicon.months or month_before) and not ("may" in (beside, before.text) and unit):
        return _real_month(annotated, atoms, figure)
    if after.text == "s" and touching(atoms, last) and value % 10 == 0:
        return True
    if figure.form == "figures" and _of_an_era(atoms, last, lexicon):
        return True
    if figure.form != "figures" or len(atoms[first].text) not in (4, 9) or "," in atoms[first].text:
        return _is_slashed(atoms, first, last)
    if month_before or after.text in lexicon.eras or atoms[first - 2].text in lexicon.months:
        return True
    if not _FIRST_YEAR <= value <= _LAST_YEAR:
        return False
    hedge = match_before(atoms, first, lexicon.hedges)
    if hedge is not None and hedge[1] in ("lower", "further", "nearly"):
        return False
    if unit == "people" and before.text not in ("in", "since", "the", "of", "from", "by", "until"):
        return False
    if noun is None or before.text in lexicon.year_leads:
        return True
    return annotated.tokens[noun].tag not in ("NNS", "NNPS")


def _of_an_era(atoms: Sequence[Atom], last: int, lexicon: NumberLexicon) -> bool:
    """ "490 BC", "from 499 to 493 BC"."""
    if atoms[last].text in ("to", "and", "-", "or") and atoms[last + 1].kind == "number":
        last += 2
    return atoms[last].text in lexicon.eras


def _same_sentence(annotated: Annotated, one: Atom, other: Atom) -> bool:
    return annotated.tokens[one.token].sentence == annotated.tokens[other.token].sentence


def _real_month(annotated: Annotated, atoms: Sequence[Atom], figure: Numeral) -> bool:
    """`May` and `March` may be verbs: then the parse says so."""
    for at in (figure.first - 1, figure.last, figure.last + 1):
        if atoms[at].text in ("may", "march") and annotated.tokens[atoms[at].token].pos in ("AUX", "VERB"):
            return False
    return True


def _is_slashed(atoms: Sequence[Atom], first: int, last: int) -> bool:
    """A figure of 12/05/2024 or 2024-12-05."""
    if (
        "." in atoms[first].text
        and atoms[last].text == "."
        and len(atoms[last + 1].text) == 4
        and touching(atoms, last + 1)
    ):
        return True
    for mark in ("/", "-", "."):
        left = atoms[first - 1].text == mark and touching(atoms, first) and atoms[first - 2].kind == "number"
        right = atoms[last].text == mark and touching(atoms, last) and atoms[last + 1].kind == "number"
        if mark == "/" and (left or right):
            return True
        years = [atom for atom in atoms[max(0, first - 4) : last + 4] if len(atom.text) == 4 and atom.kind == "number"]
        if left and years and (right or atoms[first - 3].text == mark):
            return True
    return False


def _ordinal_kind(annotated: Annotated, atoms: Sequence[Atom], figure: Numeral, lexicon: NumberLexicon) -> NumberKind:
    before, after = atoms[figure.first - 1].text, atoms[figure.last].text
    beside = atoms[figure.last + 1].text if after in ("of", "-") else after
    if beside in lexicon.months or before in lexicon.months or beside in ("century", "centuries"):
        return "date"
    for step in range(4):
        atom = atoms[figure.last + step]
        if atom.kind != "word" or (step and not annotated.reading[atom.start].isupper()):
            break
        if atom.text in lexicon.units_after and atoms[figure.last].text != "group":
            return "unit_number"
        if not annotated.reading[atom.start].isupper():
            break
    return "ordinal"


def _is_unit_number(
    annotated: Annotated, atoms: Sequence[Atom], figure: Numeral, noun: int | None, lexicon: NumberLexicon
) -> bool:
    if figure.form != "figures":
        return False
    before, after = atoms[figure.first - 1], atoms[figure.last]
    if before.text in lexicon.units_before and not touching(atoms, figure.first) and not _plural_noun(annotated, noun):
        return True
    return (
        after.text in lexicon.units_after
        and annotated.reading[after.start].isupper()
        and figure.best != 1
        and not _plural_noun(annotated, noun)
    )


def _plural_noun(annotated: Annotated, noun: int | None) -> bool:
    return noun is not None and annotated.tokens[noun].tag in ("NNS", "NNPS")


def _is_name(
    annotated: Annotated, atoms: Sequence[Atom], figure: Numeral, noun: int | None, unit: str, lexicon: NumberLexicon
) -> bool:
    before = atoms[figure.first - 1]
    if before.text == "." and atoms[figure.first - 2].text in ("no", "nos"):
        return True
    lead = atoms[figure.first - 2].text if before.text == "of" else ""
    named = before.text in lexicon.names_before or f"{lead} {before.text}" in {"group of"} & lexicon.names_before
    if named and figure.scale == 1:
        capital = annotated.reading[before.start].isupper()
        if noun is None or (capital and annotated.tokens[noun].tag not in ("NNS", "NNPS")) or lead:
            return capital or figure.form == "figures"
    token = annotated.tokens[atoms[figure.first].token]
    after = atoms[figure.last]
    if figure.form == "figures" and before.kind == "word" and noun is None and after.kind in ("mark", "break"):
        return annotated.tokens[before.token].pos == "PROPN" and annotated.reading[before.start].isupper()
    if annotated.reading[token.start].isupper() and annotated.sentences[token.sentence].kind == "paragraph":
        opens = annotated.sentences[token.sentence].first == token.i or before.text in ('"', "'")
        return not opens and after.kind == "word" and annotated.reading[after.start].isupper()
    return False


def _is_scrap(atoms: Sequence[Atom], figure: Numeral) -> bool:
    """A figure hung on others: 24/7, 2-1, 192.168.0.1."""
    before = atoms[figure.first - 1]
    after = atoms[figure.last]
    left = (
        before.text in ("/", "-", ".", ":", "+")
        and touching(atoms, figure.first)
        and atoms[figure.first - 2].kind == "number"
    )
    right = (
        after.text in ("/", "-", ":")
        and touching(atoms, figure.last)
        and touching(atoms, figure.last + 1)
        and atoms[figure.last + 1].kind == "number"
    )
    return left or right
