"""Time expressions of a dispatch, each with its TIMEX3 value and, where it can be resolved, its interval of days.

"Thursday" in a dispatch of 2024-12-06 -> DATE "2024-12-05", day 2024-12-05, rule "weekday", anchor "dateline". The span
covers "March 2011" in "since March 2011", while `when` runs from 2011-03-01 with an open end. What cannot be resolved
keeps its value ("PAST_REF", "P2D", "XXXX-12") and says why it has no day. Header blocks are not read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Literal

from dateline.annotate.anchors import Anchors, Place, Tense
from dateline.annotate.atoms import Atom, cut_atoms
from dateline.annotate.calendar import Interval, bounds, third, year_value
from dateline.annotate.expressions import Expression, Scene
from dateline.annotate.narrative import is_narrative
from dateline.annotate.timewords import read_times
from dateline.annotate.told import Resolved, moved
from dateline.knowledge.times import TimeLexicon
from dateline.model.marks import Annotated, TimeMark
from dateline.model.when import When

#: An expression within so many words of a sentence's start sets the scene for it.
_OPENING = 4

_BETWEEN = frozenset({"on", ",", "(", ")", "of", "the", "local", "time", "until", "till", "to", "and", "-"})
_UNTIL = frozenset({"until", "till"})
_PRESENT = frozenset({"has", "have", "is", "are", "'s", "'ve"})

Type = Literal["DATE", "TIME", "DURATION", "SET"]


def find_times(annotated: Annotated, *, lexicon: TimeLexicon) -> tuple[TimeMark, ...]:
    """Every time expression of the reading, sorted by place. Needs tokens and sentences."""
    atoms = cut_atoms(annotated)
    said = read_times(Scene(annotated, atoms, lexicon))
    if not said:
        return ()
    day = annotated.dispatch.day
    history = is_narrative(said, day)
    said = [expression for expression in said if history or not expression.narrative]
    anchors = Anchors(day, narrative=history)
    ahead = _future_verbs(annotated, lexicon)
    marks: dict[int, TimeMark] = {}
    for index in _order(atoms, said):
        expression = said[index]
        token = annotated.tokens[atoms[expression.first].token]
        place = _place(annotated, atoms, said, index)
        resolved = anchors.resolve(
            expression,
            place,
            tense=_tense(annotated, token.i, ahead, lexicon, until=atoms[expression.first - 1].text in _UNTIL),
            year_ahead=_year_ahead(atoms, said, index, lexicon, None if history else day),
        )
        marks[index] = _mark(atoms, expression, resolved, day, lexicon)
    spanned = _spanned(atoms, said, [marks[index] for index in range(len(said))], lexicon)
    return tuple(mark for k, whole in enumerate(spanned) for mark in _halves(atoms, said[k], whole))


def _halves(atoms: Sequence[Atom], said: Expression, mark: TimeMark) -> Iterator[TimeMark]:
    """ "29-30 September" as two marks, each with its own value and with the interval of both."""
    if said.until is None:
        yield mark
        return
    head, dash, _ = mark.value.rpartition("-")
    value = f"{head}-{said.until:02d}" if dash else year_value(said.until)
    other = bounds(value)
    when = mark.when
    if when is not None and other is not None and when.first is not None:
        when = replace(when, last=max(other[0][1], when.first), granularity="span", mod=None)
    yield replace(mark, end=atoms[said.joint - 1].end, when=when)
    second = None if when is None else replace(when, timex=value)
    yield TimeMark(atoms[said.joint + 1].start, mark.end, mark.type, value, second, mark.rule, mark.missing)


def _order(atoms: Sequence[Atom], said: Sequence[Expression]) -> list[int]:
    """The order to resolve in: as told, but "6 p.m. on Tuesday" after its day."""
    order = list(range(len(said)))
    for k in range(len(said) - 1):
        here, after = said[k], said[k + 1]
        if here.shape == "part" and after.shape == "date" and _joined(atoms, here, after):
            first = k - (k > 0 and said[k - 1].shape == "part" and _joined(atoms, said[k - 1], here))
            order[first : k + 2] = [k + 1, *range(first, k + 1)]
    return order


def _joined(atoms: Sequence[Atom], one: Expression, two: Expression) -> bool:
    """Do these stand side by side, but for small words: "8.30am local time (05:30 GMT) on Wednesday"?"""
    between = atoms[one.last : two.first]
    return len(between) <= 4 and all(atom.text in _BETWEEN for atom in between)


def _mark(atoms: Sequence[Atom], said: Expression, found: Resolved, day: date | None, lexicon: TimeLexicon) -> TimeMark:
    kind: Type = "DATE"
    if said.shape in ("duration", "age", "span", "piece") or (
        said.shape == "offset" and found.value.startswith("P") and not found.value.startswith("PA")
    ):
        kind = "DURATION"
    elif said.shape == "set":
        kind = "SET"
    elif (
        said.part
        or said.clock
        or "T" in found.value.replace("PAST_REF", "").replace("PRESENT_REF", "").replace("FUTURE_REF", "")
    ):
        kind = "TIME"
    when, missing = _when(said, found, day, lexicon)
    start, end = atoms[said.first].start, atoms[said.last - 1].end
    return TimeMark(start, end, kind, found.value, when, found.rule, missing)


def _when(said: Expression, found: Resolved, day: date | None, lexicon: TimeLexicon) -> tuple[When | None, str | None]:
    """The interval of an expression, None with the reason where there is none."""
    if said.shape in ("span", "piece"):
        return _reach(said, found, day, lexicon)
    if found.missing is not None:
        return None, found.missing
    covered = bounds(found.value)
    if covered is None:
        return None, "not on the calendar"
    interval, granularity = covered
    if found.days is not None:
        interval = found.days
    if said.toward and day is not None:
        interval = _reached(interval, said.toward, day)
    elif said.mod in ("START", "MID", "END"):
        interval = third(interval, said.mod)
    first, last = _led(said, interval)
    return When(first, last, granularity, found.value, found.anchor, said.lead or said.mod), None


def _reached(interval: Interval, toward: int, day: date) -> Interval:
    """ "Earlier this month" up to the dispatch's day, "later this month" from it on."""
    first, last = interval
    if not first <= day <= last:
        return interval
    return (first, day) if toward < 0 else (day, last)


def _led(said: Expression, interval: Interval) -> tuple[date | None, date | None]:
    """The interval as the word before the time opens or closes it."""
    first, last = interval
    if said.lead == "ON_OR_AFTER":
        return first, last if said.until is not None else None
    if said.lead == "ON_OR_BEFORE":
        return None, last
    if said.lead == "AFTER":
        return (last if last == date.max else last + timedelta(1)), None
    if said.lead == "BEFORE":
        return None, (first if first == date.min else first - timedelta(1))
    return first, last


def _reach(said: Expression, found: Resolved, day: date | None, lexicon: TimeLexicon) -> tuple[When | None, str | None]:
    """The interval of "the past three days", and of "recent days" by the table of times.toml."""
    if found.missing is not None:
        return None, found.missing
    if found.days is not None:
        return When(*found.days, "span", found.value, found.anchor, said.mod), None
    days = lexicon.spans.get(said.value)
    if days is None or day is None:
        return None, "how long is not said"
    ends = sorted((day, moved(day, days * said.by)))
    return When(
        ends[0], ends[1], "vague", found.value, found.anchor if found.anchor != "none" else "dateline", "APPROX"
    ), None


def _spanned(
    atoms: Sequence[Atom], said: Sequence[Expression], marks: list[TimeMark], lexicon: TimeLexicon
) -> list[TimeMark]:
    """Two times that make a range ("between Monday and Wednesday", "from 3 to 5 May") both carry the whole of it."""
    for k in range(len(said) - 1):
        if not 0 < said[k + 1].first - said[k].last <= 2 or not _are_range(atoms, said[k], marks[k : k + 2], lexicon):
            continue
        one, two = marks[k], marks[k + 1]
        if one.when is None or two.when is None:
            continue
        plain_one, plain_two = bounds(one.value), bounds(two.value)
        if plain_one is None or plain_two is None or plain_one[0][0] > plain_two[0][1]:
            continue
        first, last = plain_one[0][0], plain_two[0][1]
        marks[k] = replace(one, when=replace(one.when, first=first, last=last, granularity="span", mod=None))
        marks[k + 1] = replace(two, when=replace(two.when, first=first, last=last, granularity="span", mod=None))
    return marks


def _are_range(atoms: Sequence[Atom], one: Expression, marks: Sequence[TimeMark], lexicon: TimeLexicon) -> bool:
    """Do these neighbours say "from ... to": by an opening word, or by a dash between two times of one form?"""
    joint = atoms[one.last].text
    if atoms[one.first - 1].text in lexicon.range_openers:
        return joint in lexicon.ranges
    return joint in lexicon.range_joints and len({(mark.type, len(mark.value)) for mark in marks}) == 1


def _place(annotated: Annotated, atoms: Sequence[Atom], said: Sequence[Expression], index: int) -> Place:
    token = annotated.tokens[atoms[said[index].first].token]
    sentence = annotated.sentences[token.sentence]
    opening = token.i - sentence.first < _OPENING
    before = annotated.sentences[token.sentence - 1].block if token.sentence else -1
    return Place(
        sentence.block,
        token.sentence,
        heading=sentence.kind in ("heading", "title"),
        opening=opening,
        closes_range=_closes_range(atoms, said, index),
        opens_block=opening and before != sentence.block,
        attributive=_stands_before_noun(annotated, atoms, said[index]) and sentence.kind not in ("heading", "title"),
    )


def _stands_before_noun(annotated: Annotated, atoms: Sequence[Atom], said: Expression) -> bool:
    """Is it a bare year in front of what it describes ("the 2011 uprising")?"""
    if said.year is None or said.last - said.first > 1 or atoms[said.last].kind != "word":
        return False
    year, after = annotated.tokens[atoms[said.first].token], annotated.tokens[atoms[said.last].token]
    return after.pos in ("NOUN", "PROPN", "ADJ") and year.dep in ("nummod", "compound", "amod", "nmod")


def _closes_range(atoms: Sequence[Atom], said: Sequence[Expression], index: int) -> bool:
    """Is this the second half of "1789-1791" or "between March 1965 and November 1968"?"""
    if index == 0:
        return False
    before, here = said[index - 1], said[index]
    return here.first - before.last <= 2 and atoms[before.last].text in ("-", "to", "and", "until", "through", "or")


def _year_ahead(
    atoms: Sequence[Atom], said: Sequence[Expression], index: int, lexicon: TimeLexicon, day: date | None
) -> tuple[int, int | None] | None:
    """The year that stands behind the second half of a range: "from July to November 1954", "January and March last year"."""
    here = said[index]
    if here.year is not None or (here.month is None and here.season is None) or index + 1 >= len(said):
        return None
    after = said[index + 1]
    year = after.year
    if year is None and after.unit == "Y" and after.source == "dispatch" and day is not None:
        year = day.year + after.by
    if year is None or (here.month is None) != (after.month is None) or after.first - here.last > 2:
        return None
    joint = atoms[here.last].text
    return (year, after.month) if joint in lexicon.ranges or joint == "," else None


def _future_verbs(annotated: Annotated, lexicon: TimeLexicon) -> frozenset[int]:
    """Indices of the verbs that look ahead: "will meet", "is expected to arrive"."""
    tokens = annotated.tokens
    found = set()
    for token in tokens:
        if token.tag == "MD" and token.lower in lexicon.future_auxiliaries:
            found.add(token.head)
        elif (
            token.tag == "VB" and token.head != token.i and tokens[token.head].lemma.lower() in lexicon.future_governors
        ):
            found.add(token.i)
    return frozenset(found)


def _tense(annotated: Annotated, at: int, ahead: frozenset[int], lexicon: TimeLexicon, *, until: bool) -> Tense:
    """Does the verb over a token look ahead or back? What has been put off until July is still to come (`until`)."""
    tokens = annotated.tokens
    via = ""
    for _ in range(8):
        token = tokens[at]
        if at in ahead:
            return "future"
        if via == "for" and token.lemma.lower() in lexicon.future_governors:
            return "future"
        if token.pos in ("VERB", "AUX"):
            if until and any(tokens[k].lower in _PRESENT for k in range(max(0, at - 4), at) if tokens[k].head == at):
                return "future"
            if token.dep == "conj" and token.tag == "VB" and token.head != at:
                at = token.head
                continue
            return "past" if token.tag in ("VBD", "VBN") else ""
        if token.head == at:
            return ""
        via, at = token.lower, token.head
    return ""
