"""The time of a trigger: in its clause, in clauses beside it, from the time of saying, from the dispatch's day.

Every step has a name that the claim keeps as its rule; nothing falls back to the publication date in silence.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from dateline.extract.attribution import Attribution, Voice
from dateline.extract.scene import Scene
from dateline.model.marks import TimeMark
from dateline.model.when import When

_OUT = frozenset({"after", "before", "despite", "following", "since", "because", "prior to", "ahead of", "until", "by"})
_SINCE = frozenset({"since", "from"})
#: Tokens between "the first time" and "since".
_REACH = 14
#: Days that "and" joins lie so close together.
_JOINED_DAYS = 6
_BY = frozenset({"by", "until", "before"})


@dataclass(frozen=True, slots=True)
class Moment:
    """A time with the words that carry it, in reading offsets."""

    when: When
    start: int
    end: int
    rule: str
    since: str | None = None


def when(
    scene: Scene, attribution: Attribution, trigger: int, voice: Voice, *, modality: str, state: bool
) -> Moment | None:
    """The time of a trigger: in its clause, above it, in its sentence, from the time of saying, from the dispatch's day."""
    own = _in_clause(scene, attribution, trigger, voice)
    if own is not None:
        return own
    said = _saying(scene, attribution, voice)
    day = scene.day
    if said is not None and modality == "actual":
        if state:
            return replace(said, rule="state-at-saying")
        return replace(
            said,
            when=When(None, said.when.last, "span", _by(said.when.last), said.when.anchor, "ON_OR_BEFORE"),
            rule="not-after-saying",
        )
    return _by_dispatch(scene, trigger, day, modality=modality, state=state) if day is not None else None


def historical(scene: Scene, trigger: int) -> bool:
    """Is the trigger told as history or as a running total: a time long before the dispatch, or "since ..."?"""
    tree = scene.tree
    day = scene.day
    if any(tree.tokens[i].lower == "since" for i in scene.window(trigger)):
        return True
    if day is None:
        return False
    attached = _attached(scene, tree.tokens[trigger].sentence)
    times = [time.when for found in attached.values() for _, time in found]
    return any(when is not None and when.last is not None and (day - when.last).days > 60 for when in times)


def _in_clause(scene: Scene, attribution: Attribution, trigger: int, voice: Voice) -> Moment | None:
    """A time of the sentence that hangs on the trigger, on a governor of it, or on a clause or verb beside it."""
    attached = _attached(scene, scene.tree.tokens[trigger].sentence)
    if not attached:
        return None
    stop = attribution.borders(trigger)
    own = _above(scene, attached, trigger, stop, own=voice.own)
    if own is not None or trigger in _undated(scene, scene.tree.tokens[trigger].sentence):
        return own
    return _beneath(scene, attached, trigger) or _loose(scene, attached, trigger, stop, own=voice.own)


_Attached = dict[int, list[tuple[int, TimeMark]]]


def _attached(scene: Scene, sentence: int) -> _Attached:
    """The resolved times of a sentence by the verb or noun that they hang on, worked out once a sentence."""
    known = scene.times_of.get(sentence)
    if known is not None:
        return known
    attached: _Attached = {}
    span = scene.annotated.sentences[sentence]
    for i in range(span.first, span.last):
        at = scene.time_at.get(i)
        if at is None or (i > span.first and scene.time_at.get(i - 1) == at):
            continue
        time = scene.annotated.times[at]
        if time.when is not None and time.type != "SET" and not _compared(scene, i):
            head = _head_of_time(scene, time, i)
            attached.setdefault(_verb_above(scene, head), []).append((head, time))
    scene.times_of[sentence] = attached
    return attached


def _compared(scene: Scene, i: int) -> bool:
    """ "for the first time since 2016": the year before only says how long it had not happened."""
    tokens = scene.tree.tokens
    since = next((at for at in (tokens[i].head, i - 1, i - 2) if at > 0 and tokens[at].lower == "since"), None)
    if since is None:
        return False
    before = [token.lower for token in tokens[max(0, since - _REACH) : since]]
    return before[-1:] == ["first"] or ("first", "time") in pairwise(before)


def _undated(scene: Scene, sentence: int) -> frozenset[int]:
    """The verbs of a sentence that have a time of their own which nobody can date ("a week later"): they borrow no other."""
    known = scene.undated_of.get(sentence)
    if known is None:
        span = scene.annotated.sentences[sentence]
        heads = {at: i for i in range(span.last - 1, span.first - 1, -1) if (at := scene.time_at.get(i)) is not None}
        open_ends = [(at, i) for at, i in heads.items() if _stays_open(scene.annotated.times[at])]
        found = (_verb_above(scene, _head_of_time(scene, scene.annotated.times[at], i)) for at, i in open_ends)
        known = scene.undated_of[sentence] = frozenset(found)
    return known


def _stays_open(time: TimeMark) -> bool:
    """Does it tell when, though not which day: "a week later", "two days after the truce"?"""
    return time.when is None and time.rule not in ("reference", "set", "age", "duration")


def _above(scene: Scene, attached: _Attached, trigger: int, stop: frozenset[int], *, own: bool) -> Moment | None:
    """Times on the trigger itself and on what governs it, up to the border of the reported clause."""
    tree = scene.tree
    for above in (trigger, *tree.ancestors(trigger)):
        if above in stop:
            break
        for head, time in attached.get(above, ()):
            moment = _moment(scene, head, time, trigger, direct=above == trigger)
            if moment is not None:
                return moment
        if tree.tokens[above].dep == "ccomp" and not own:
            break
    return None


def _beneath(scene: Scene, attached: _Attached, trigger: int) -> Moment | None:
    """Times of adverbial clauses and gerunds, of a noun's participle, of a coordinated verb that shares its adjuncts."""
    tree = scene.tree
    for c in tree.children[trigger]:
        if tree.tokens[c].dep == "advcl" or (tree.tokens[c].dep == "prep" and tree.kids(c, "pcomp")):
            gerunds = tree.kids(c, "pcomp")
            for below in (c, *gerunds, *(d for at in (c, *gerunds) for d in tree.kids(at, "dobj"))):
                for _, time in attached.get(below, ()):
                    moment = _beside(scene, c, time)
                    if moment is not None:
                        return moment
    shared = [] if tree.is_verb(trigger) else tree.kids(trigger, "acl")
    suffered = tree.is_verb(trigger) and tree.passive(trigger)
    verbs = [
        c
        for c in tree.conjuncts(trigger)[1:]
        if tree.is_verb(c) and (not tree.kids(c, "nsubj", "nsubjpass") or (suffered and tree.passive(c)))
    ]
    for c in (*shared, *verbs):
        for head, time in attached.get(c, ()):
            moment = _moment(scene, head, time, trigger, direct=True)
            if moment is not None:
                return replace(moment, rule="coordination") if c in verbs and moment.rule == "words" else moment
    return None


def _loose(scene: Scene, attached: _Attached, trigger: int, stop: frozenset[int], *, own: bool) -> Moment | None:
    """The one time of the sentence that hangs on no other clause, for what the outlet tells itself."""
    if not own or len(attached) > 8:
        return None
    clauses = {trigger, *scene.tree.ancestors(trigger)}
    loose = [
        (head, time)
        for verb, found in attached.items()
        for head, time in found
        if verb not in stop and not _elsewhere(scene, head, clauses)
    ]
    if len(loose) != 1:
        return None
    moment = _moment(scene, loose[0][0], loose[0][1], trigger, direct=False)
    return None if moment is None else replace(moment, rule="same-sentence")


def _elsewhere(scene: Scene, head: int, own_clauses: set[int]) -> bool:
    """Does a time stand in a relative or reported clause that the trigger is not in?"""
    tree = scene.tree
    return any(
        tree.tokens[at].dep in ("relcl", "acl", "ccomp", "advcl") and at not in own_clauses
        for at in tree.ancestors(head)
    )


def _beside(scene: Scene, clause: int, time: TimeMark) -> Moment | None:
    """The time of a clause or gerund that the trigger is said to follow, precede or coincide with."""
    tree = scene.tree
    marks = {tree.tokens[clause].lower, *(tree.tokens[m].lower for m in tree.kids(clause, "mark", "advmod"))}
    when = time.when
    if when is None:
        return None
    if marks & {"since", "after", "following", "once"}:
        bounded = When(when.first, scene.day, "span", when.timex, when.anchor, "ON_OR_AFTER")
        return Moment(bounded, time.start, time.end, "after-clause")
    if marks & {"before", "until"}:
        return Moment(
            When(None, when.last, "span", when.timex, when.anchor, "ON_OR_BEFORE"),
            time.start,
            time.end,
            "before-clause",
        )
    if marks & {"when", "as", "while"}:
        return Moment(when, time.start, time.end, "same-time-clause")
    return None


def _head_of_time(scene: Scene, time: TimeMark, first: int) -> int:
    """The token of a time expression whose governor lies outside it."""
    tokens = scene.tree.tokens
    for i in scene.inside(time.start, time.end):
        head = tokens[i].head
        if not (time.start <= tokens[head].start < time.end) or head == i:
            return i
    return first


def _verb_above(scene: Scene, i: int) -> int:
    """What a time hangs on: the nearest verb, or noun that is an event of its own."""
    tree = scene.tree
    for at in tree.ancestors(i):
        if tree.is_verb(at) or (
            tree.tokens[at].pos == "NOUN" and tree.tokens[at].dep not in ("pobj", "npadvmod", "nmod")
        ):
            return at
        if (
            tree.tokens[at].pos == "NOUN"
            and at not in scene.time_at
            and any(tree.tokens[c].dep == "prep" for c in tree.children[at])
        ):
            return at
    return i


def _moment(scene: Scene, head: int, time: TimeMark, trigger: int, *, direct: bool) -> Moment | None:
    tokens = scene.tree.tokens
    governor = tokens[tokens[head].head]
    when = time.when
    if when is None:
        return None
    when = _with_next_day(scene, head, when)
    preposition = governor.lower if governor.dep == "prep" else ""
    rule = time.rule if time.rule not in ("absolute",) else "words"
    if preposition in _BY and when.first == when.last:
        when = When(None, when.last, "span", when.timex, when.anchor, "ON_OR_BEFORE")
    elif preposition in _SINCE and time.type == "DATE" and when.first is not None:
        when = When(when.first, scene.day, "span", when.timex, when.anchor, "ON_OR_AFTER")
    elif preposition in _OUT and not direct:
        return None
    return Moment(when, time.start, time.end, rule)


def _with_next_day(scene: Scene, head: int, when: When) -> When:
    """ "on Tuesday and Wednesday": both days."""
    tree = scene.tree
    for other in tree.conjuncts(head)[1:]:
        at = scene.time_at.get(other)
        day = scene.annotated.times[at].when if at is not None else None
        if (
            day is None
            or day.first is None
            or when.first is None
            or (when.granularity, day.granularity) != ("day", "day")
        ):
            continue
        if 0 < (day.first - when.first).days <= _JOINED_DAYS:
            return When(when.first, day.last, "span", f"{when.timex}/{day.timex}", when.anchor)
    return when


def _saying(scene: Scene, attribution: Attribution, voice: Voice) -> Moment | None:
    for at in voice.quotations:
        quotation = attribution.quotations[at]
        when = attribution.said(quotation)
        if when is not None and when.last is not None and quotation.said is not None:
            time = scene.annotated.times[quotation.said]
            return Moment(when, time.start, time.end, time.rule)
    return None


def _by(day: date | None) -> str:
    return day.isoformat() if day else ""


def _by_dispatch(scene: Scene, trigger: int, day: date, *, modality: str, state: bool) -> Moment | None:
    """What is told as done was done by the dispatch's day; what holds, holds on it; what is to come, comes after."""
    token = scene.tree.tokens[trigger]
    if modality == "actual" and state:
        return Moment(When(day, day, "day", day.isoformat(), "dateline"), token.start, token.end, "state-at-dispatch")
    if modality == "actual":
        return Moment(
            When(None, day, "span", day.isoformat(), "dateline", "ON_OR_BEFORE"),
            token.start,
            token.end,
            "not-after-dispatch",
        )
    if modality in ("planned", "predicted"):
        return Moment(
            When(day, None, "span", day.isoformat(), "dateline", "ON_OR_AFTER"),
            token.start,
            token.end,
            "not-before-dispatch",
        )
    return None
