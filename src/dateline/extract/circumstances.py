"""Where and when: the place and the time of a trigger, from its own clause first, then from what is around it.

Every step has a name that the claim keeps as its rule; nothing falls back to the publication date or a country's centre
in silence.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from dateline.extract.attribution import Attribution, Voice
from dateline.extract.scene import Party0, Scene, Somewhere, innermost
from dateline.model.marks import TimeMark
from dateline.model.when import When
from dateline.model.world import Place

_OUT = frozenset({"after", "before", "despite", "following", "since", "because", "prior to", "ahead of", "until", "by"})
_SINCE = frozenset({"since", "from"})
_BY = frozenset({"by", "until", "before"})


@dataclass(frozen=True, slots=True)
class Moment:
    """A time with the words that carry it, in reading offsets."""

    when: When
    start: int
    end: int
    rule: str
    since: str | None = None


def where(
    scene: Scene, trigger: int, *, parties: list[Party0], across: bool = False, avoid: str | None = None
) -> Somewhere | None:
    """A place for a trigger whose slots name none: the clause, the sentence, the parties' country.

    `across`: the sentence before may stand in the paragraph before (for installations, which lie somewhere).
    `avoid`: id of a place that is no answer, such as the destination of those who flee.
    """
    tree = scene.tree
    clause = [
        (at, found)
        for at in _clause(scene, trigger)
        if not _describes_place(scene, at) and (found := _located(scene, at)) is not None
    ]
    chosen = _nearest(clause, trigger, avoid)
    if chosen is not None:
        return replace(chosen, rule=chosen.rule if chosen.rule != "words" else "same-clause")
    sentence = scene.annotated.sentences[tree.tokens[trigger].sentence]
    around = [
        (i, found)
        for i in range(sentence.first, sentence.last)
        if not _aside(scene, i, trigger) and (found := _located(scene, i)) is not None and found.precision != "unknown"
    ]
    chosen = _nearest(around, trigger, avoid)
    if chosen is not None:
        return replace(chosen, rule="same-sentence")
    before = _sentence_before(scene, trigger, across=across)
    if before is not None:
        return replace(before, rule="sentence-before")
    return _country(scene, parties)


def _describes_place(scene: Scene, i: int) -> bool:
    """Does a place only say where another one lies ("Talbiseh, a town in the suburbs of Homs")?"""
    tree = scene.tree
    for at in (i, *tree.ancestors(i)):
        if tree.tokens[at].dep == "appos":
            return tree.tokens[at].head in scene.place_at and at != i
        if tree.is_verb(at):
            return False
    return False


def _nearest(found: list[tuple[int, Somewhere]], trigger: int, avoid: str | None) -> Somewhere | None:
    """The nearest place that is not merely the container of another one."""
    kept = innermost([place for _, place in found if place.place.id != avoid])
    near = [(abs(at - trigger), at, place) for at, place in found if place in kept]
    return min(near, key=lambda entry: entry[:2])[2] if near else None


def _aside(scene: Scene, i: int, trigger: int) -> bool:
    """Does a place only describe somebody ("a monitor based in Britain"): a speaker or an actor that the trigger is not in?"""
    tree = scene.tree
    above = {trigger, *tree.ancestors(trigger)}
    for at in (i, *tree.ancestors(i)):
        if at in above:
            return False
        if tree.tokens[at].dep in ("relcl", "acl", "appos") and tree.tokens[at].head in scene.covered:
            return True
    return any(
        quotation.speaker is not None and quotation.speaker.start <= tree.tokens[i].start < quotation.speaker.end
        for quotation in scene.annotated.quotations
    )


def _clause(scene: Scene, trigger: int) -> list[int]:
    """Tokens of the trigger's clause: everything below its verb that is no clause of its own."""
    tree = scene.tree
    top = trigger
    if not tree.is_verb(trigger):
        top = next((a for a in tree.ancestors(trigger) if tree.is_verb(a)), trigger)
    found = [top]
    for at in found:
        for c in tree.children[at]:
            clause = tree.tokens[c].dep in ("ccomp", "advcl", "relcl", "parataxis", "csubj") or (
                tree.tokens[c].dep == "conj" and tree.is_verb(c)
            )
            if not clause and len(found) < 120:
                found.append(c)
    return sorted(found)


def _located(scene: Scene, i: int) -> Somewhere | None:
    """A literal place at a token that a preposition of place governs ("in Hama")."""
    mark = scene.place_at.get(i)
    tree = scene.tree
    if mark is not None and (mark.use != "literal" or mark.head != i):
        return None
    actor = scene.actor_at.get(i)
    if actor is not None and actor.rule in ("country", "capital"):
        return None
    reference = scene.reference_at.get(i)
    if mark is None and (reference is None or reference.place is None):
        return None
    token = tree.tokens[i]
    if token.dep == "compound" and tree.tokens[token.head].lemma in tree.grammar.sites:
        token = tree.tokens[token.head]
    if token.dep not in ("pobj", "conj", "appos", "npadvmod", "dobj", "poss"):
        return None
    somewhere = scene.places(i)
    return somewhere[0] if somewhere else None


def _sentence_before(scene: Scene, trigger: int, *, across: bool) -> Somewhere | None:
    """The last literal town of the sentence before, in the same block or (`across`) in the block before."""
    sentences = scene.annotated.sentences
    at = scene.tree.tokens[trigger].sentence
    if at == 0 or sentences[at - 1].kind not in ("paragraph", "title") or sentences[at].kind != "paragraph":
        return None
    if not across and sentences[at - 1].block != sentences[at].block:
        return None
    before = sentences[at - 1]
    for i in range(before.last - 1, before.first - 1, -1):
        somewhere = _located(scene, i)
        if somewhere is not None and somewhere.named and somewhere.precision in ("town", "site"):
            return somewhere
    return None


def _country(scene: Scene, parties: list[Party0]) -> Somewhere | None:
    """The one country that the parties at the receiving end, else all of them, belong to (precision: country)."""
    for party in parties:
        code = (
            party.actor.country
            if party.actor is not None and party.actor.kind not in ("external_forces", "person", "office_holder")
            else None
        )
        country = scene.knowledge.countries.get(code) if code else None
        if country is not None:
            place = Place(
                f"co:{country.code}", country.name, "country", country.code, None, country.latitude, country.longitude
            )
            return Somewhere(place, "country", party.start, party.end, "party-country")
    return None


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


def _in_clause(scene: Scene, attribution: Attribution, trigger: int, voice: Voice) -> Moment | None:
    tree = scene.tree
    sentence = scene.annotated.sentences[tree.tokens[trigger].sentence]
    attached: dict[int, list[tuple[int, TimeMark]]] = {}
    for i in range(sentence.first, sentence.last):
        at = scene.time_at.get(i)
        if at is None:
            continue
        time = scene.annotated.times[at]
        if time.when is None or time.type in ("SET",) or (i > sentence.first and scene.time_at.get(i - 1) == at):
            continue
        head = _head_of_time(scene, time, i)
        attached.setdefault(_verb_above(scene, head), []).append((head, time))
    chain = [trigger, *tree.ancestors(trigger)]
    stop = attribution.borders(trigger)
    for above in chain:
        if above in stop:
            break
        for head, time in attached.get(above, ()):
            moment = _moment(scene, head, time, trigger, direct=above == trigger)
            if moment is not None:
                return moment
        if tree.tokens[above].dep in ("ccomp",) and not voice.own:
            break
    for c in tree.children[trigger]:
        if tree.tokens[c].dep == "advcl" or (tree.tokens[c].dep == "prep" and tree.kids(c, "pcomp")):
            gerunds = tree.kids(c, "pcomp")
            for below in (c, *gerunds, *(d for at in (c, *gerunds) for d in tree.kids(at, "dobj"))):
                for _, time in attached.get(below, ()):
                    moment = _beside(scene, c, time)
                    if moment is not None:
                        return moment
    if not tree.is_verb(trigger):
        for c in tree.kids(trigger, "acl"):
            for head, time in attached.get(c, ()):
                moment = _moment(scene, head, time, trigger, direct=True)
                if moment is not None:
                    return moment
    for c in tree.conjuncts(trigger)[1:]:
        if tree.is_verb(c) and not tree.kids(c, "nsubj", "nsubjpass"):
            for head, time in attached.get(c, ()):
                moment = _moment(scene, head, time, trigger, direct=True)
                if moment is not None:
                    return replace(moment, rule="coordination" if moment.rule == "words" else moment.rule)
    own_clauses = {trigger, *tree.ancestors(trigger)}
    loose = [
        (head, time)
        for found in attached.values()
        for head, time in found
        if not stop.intersection((_verb_above(scene, head),)) and not _elsewhere(scene, head, own_clauses)
    ]
    if len(loose) == 1 and voice.own:
        moment = _moment(scene, loose[0][0], loose[0][1], trigger, direct=False)
        return None if moment is None else replace(moment, rule="same-sentence")
    return None


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
    preposition = governor.lower if governor.dep == "prep" else ""
    rule = time.rule if time.rule not in ("absolute",) else "words"
    if preposition in _BY and when.first == when.last:
        when = When(None, when.last, "span", when.timex, when.anchor, "ON_OR_BEFORE")
    elif preposition in _SINCE and time.type == "DATE" and when.first is not None:
        when = When(when.first, scene.day, "span", when.timex, when.anchor, "ON_OR_AFTER")
    elif preposition in _OUT and not direct:
        return None
    return Moment(when, time.start, time.end, rule)


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
