"""What a brief says: lines in sections, each with references to the words that it rests on.

In: outcomes and statements of a place and a time, and ways to claims and dispatches. Out: a `Brief`. Nothing stands in it
that is not in the ledger, nothing is weighed anew: status, tolls, control and disagreements are the ledger's own. A line's
`key` names what it tells with its value, so that two briefs can be compared.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from dateline.knowledge.telling import Telling
from dateline.model.claim import Claim
from dateline.model.outcome import Control, Disagreement, Event, Toll
from dateline.model.phrases import days, figure
from dateline.model.text import Dispatch

#: So much can be read in two minutes; what is left out is counted.
MOST = {"events": 12, "control": 10, "tolls": 8, "statements": 8, "disagreements": 8}
_LONGEST_QUOTE = 240
_LONGEST_WORDS = 180
_STATUS = ("conceded", "corroborated", "reported", "disputed", "claimed")
#: Speech that tells more than that somebody said something.
_ACTS = (
    "claim_responsibility",
    "threaten",
    "deny",
    "accuse",
    "demand",
    "pledge",
    "warn",
    "condemn",
    "urge",
    "support",
    "praise",
)


@dataclass(frozen=True, slots=True)
class Reference:
    """Where words stand: `number` in the brief, the claim and the sentence around its evidence."""

    number: int
    claim: str
    dispatch: str
    ref: str
    outlet: str
    published: str
    title: str
    url: str
    quote: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line: `place` leads it where there is one. `new`: not in the brief that it was compared with."""

    key: str
    place: str
    text: str
    references: tuple[int, ...]
    new: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """Lines under a heading, and how many did not fit."""

    heading: str
    lines: tuple[Line, ...]
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class Brief:
    """`first`, `last`: days, both included; None: open. `compared`: was there an earlier brief to compare with?"""

    where: str
    first: date | None
    last: date | None
    dispatches: int
    outlets: int
    sections: tuple[Section, ...]
    references: tuple[Reference, ...]
    compared: bool = False


@dataclass(slots=True)
class Material:
    """What the ledger holds for the place and time of a brief, in its own order."""

    where: str
    first: date | None
    last: date | None
    events: Sequence[Event]
    control: Sequence[Control]
    tolls: Sequence[Toll]
    statements: Sequence[Claim]
    disagreements: Sequence[Disagreement]
    claim: Callable[[str], Claim | None]
    dispatch: Callable[[str], Dispatch | None]
    seen: dict[str, Dispatch] = field(default_factory=dict)

    def covers(self, first: date | None, last: date | None) -> bool:
        """Does a stretch of days meet the time of the brief? One whose start is open counts for its last day."""
        first, last = first or last, last or first
        if first is None or last is None:
            return self.first is None and self.last is None
        return (self.first is None or last >= self.first) and (self.last is None or first <= self.last)


class _Notes:
    """Numbers the claims that lines rest on, in the order in which they are first named."""

    def __init__(self, material: Material) -> None:
        self._material = material
        self._numbers: dict[tuple[str, str], int] = {}
        self.references: list[Reference] = []

    def refer(self, claims: Iterable[str], *, most: int = 3) -> tuple[int, ...]:
        """The numbers of up to `most` claims, one of each dispatch first."""
        found = [claim for id in claims if (claim := self._material.claim(id)) is not None]
        firsts: dict[str, Claim] = {}
        for claim in found:
            firsts.setdefault(claim.dispatch, claim)
        chosen = [*firsts.values(), *(claim for claim in found if firsts[claim.dispatch] is not claim)][:most]
        return tuple(sorted({self._number(claim) for claim in chosen}))

    def _number(self, claim: Claim) -> int:
        """Claims of one sentence share a number."""
        dispatch = self._material.seen.get(claim.dispatch) or self._material.dispatch(claim.dispatch)
        assert dispatch is not None, "a claim without its dispatch"
        self._material.seen[claim.dispatch] = dispatch
        quote = sentence_of(claim, dispatch)
        known = self._numbers.get((dispatch.id, quote))
        if known is not None:
            return known
        number = self._numbers[dispatch.id, quote] = len(self._numbers) + 1
        self.references.append(
            Reference(
                number, claim.id, dispatch.id, dispatch.ref, dispatch.outlet or "", (dispatch.published or "")[:10],
                dispatch.title or "", dispatch.url or "", quote,
            )
        )  # fmt: skip
        return number


def sentence_of(claim: Claim, dispatch: Dispatch) -> str:
    """The words around the evidence of the claim's kind: its line of the text, cut at spaces where it is long."""
    evidence = claim.evidence["kind"][0]
    title = dispatch.title_span
    if title is not None and evidence.part == "text" and title.start <= evidence.start < title.end:
        return shortened(dispatch.text[title.start : title.end], _LONGEST_QUOTE)
    whole = (dispatch.title or "") if evidence.part == "title" else dispatch.text
    start = whole.rfind("\n", 0, evidence.start) + 1
    end = whole.find("\n", evidence.end)
    end = len(whole) if end < 0 else end
    stop = [
        at + 2 for at in (whole.rfind(mark, start, evidence.start) for mark in (". ", "? ", "! ", ".” ")) if at >= 0
    ]
    start = max([start, *stop])
    stops = [at + 1 for at in (whole.find(mark, evidence.end, end) for mark in (". ", "? ", "! ")) if at >= 0]
    end = min([end, *stops])
    return shortened(whole[start:end], _LONGEST_QUOTE)


def shortened(text: str, most: int) -> str:
    """The text on one line, cut at a space with an ellipsis where it is longer than `most` characters."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: line.rfind(" ", 0, most)].rstrip(",;:") + " …"


def compose(material: Material, *, telling: Telling, before: frozenset[str] | None = None) -> Brief:
    """The brief. `before`: the keys of an earlier one; lines with other keys are marked as new."""
    notes = _Notes(material)
    sections: tuple[Section, ...] = (
        _section("What happened", "events", _events(material, notes, telling)),
        _section("What changed hands", "control", _control(material, notes)),
        _section("Tolls", "tolls", _tolls(material, notes)),
        _section("Statements", "statements", _statements(material, notes, telling)),
        _section("Disputed", "disagreements", _disagreements(material, notes)),
    )
    if before is not None:
        sections = tuple(
            replace(section, lines=tuple(replace(line, new=line.key not in before) for line in section.lines))
            for section in sections
        )
    outlets = {dispatch.outlet for dispatch in material.seen.values() if dispatch.outlet}
    return Brief(
        material.where, material.first, material.last, len(material.seen), len(outlets), sections,
        tuple(notes.references), before is not None,
    )  # fmt: skip


def _section(heading: str, name: str, lines: Sequence[Callable[[], Line]]) -> Section:
    return Section(heading, tuple(make() for make in lines[: MOST[name]]), max(0, len(lines) - MOST[name]))


def _events(material: Material, notes: _Notes, telling: Telling) -> list[Callable[[], Line]]:
    """The weightiest first: by kind, by how well they are established, by how many say so."""

    def order(event: Event) -> tuple[int, int, int, str, str]:
        weight = telling.weight.get(event.kind, 0)
        day = event.first or event.last
        return (-weight - 2 * len(event.sources), _STATUS.index(event.status), 0, str(day or ""), event.id)

    told = sorted((event for event in material.events if material.covers(event.first, event.last)), key=order)
    return [lambda event=event: _event(event, material, notes, telling) for event in told]  # type: ignore[misc]


def _event(event: Event, material: Material, notes: _Notes, telling: Telling) -> Line:
    slots = {
        "agent": listed(event.agents[:2]),
        "target": listed(event.targets[:2]),
        "count": _count(event, material),
    }
    told = telling.sentence(event.kind, slots)
    day = days(event.first, event.last)
    says = event.reason if event.reason.startswith(event.status[:6]) else f"{event.status}: {event.reason}"
    text = f"{told[:-1]}{f' ({day})' if day else ''}. {says[:1].upper()}{says[1:]}."
    return Line(f"{event.id} {event.status}", event.place_name or "", text, notes.refer(event.claims))


def _count(event: Event, material: Material) -> str:
    """The figure of the event's claims where they give one and the same, or one claim gives it; else nothing."""
    found = {}
    for id in event.claims:
        claim = material.claim(id)
        counted = claim.quantity if claim is not None else None
        if claim is not None and counted is not None and not counted.cumulative and claim.kind == event.kind:
            what = counted.of or counted.unit.split(" ")[0]
            found[counted.low, counted.best, counted.high] = f"{figure(counted.low, counted.best, counted.high)} {what}"
    return "; ".join(found[key] for key in sorted(found, key=str)) if 0 < len(found) <= 2 else ""


def listed(names: Sequence[str]) -> str:
    """ "A", "A and B", "A, B and C"."""
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def _control(material: Material, notes: _Notes) -> list[Callable[[], Line]]:
    """Stretches that may have begun in the time of the brief; without a time, the latest of each place."""

    def begins(control: Control) -> bool:
        first, last = control.first_earliest or control.first, control.first
        if material.first is None and material.last is None:
            return control.last is None
        ahead = material.last is not None and first is not None and first > material.last
        behind = material.first is not None and (last is None or last < material.first)
        return not ahead and not behind

    def line(control: Control) -> Line:
        holder = control.holder_name or "nobody known"
        words = {
            "held": f"Held by {holder}",
            "claimed": f"Claimed by {holder}",
            "contested": f"Contested{f', last held by {holder}' if control.holder_name else ''}",
            "unknown": f"Left; holder unknown{f' (last: {holder})' if control.holder_name else ''}",
        }[control.certainty]
        since = f" since {control.first}" if control.first else ""
        until = f" until {control.last}" if control.last else ""
        key = f"{control.place} {control.holder} {control.certainty} {control.first}"
        return Line(key, control.place_name, f"{words}{since}{until}: {control.reason}.", notes.refer(control.claims))

    return [lambda control=control: line(control) for control in material.control if begins(control)]  # type: ignore[misc]


def _tolls(material: Material, notes: _Notes) -> list[Callable[[], Line]]:
    def line(toll: Toll) -> Line:
        what = toll.unit if toll.of is None else f"{toll.unit} ({toll.of})"
        over = f"since {toll.since}" if toll.cumulative and toll.since else days(toll.first, toll.last)
        figures = "; ".join(
            f"{figure(one.low, one.best, one.high)} ({one.source}{f', {one.said}' if one.said else ''})"
            for one in toll.figures
            if not toll.cumulative or material.last is None or one.said is None or one.said <= material.last
        )
        whole = ""
        if len(toll.figures) > 1 and (toll.low, toll.best, toll.high) != (None, None, None):
            whole = f" Together: {figure(toll.low, toll.best, toll.high)} ({toll.rule})."
        text = f"{what.capitalize()}{f', {over}' if over else ''}: {figures}.{whole}"
        key = f"{toll.id} {[(one.source, one.low, one.best, one.high) for one in toll.figures]}"
        return Line(key, toll.place_name or "", text, notes.refer(one.claim for one in toll.figures))

    def order(toll: Toll) -> tuple[int, int, str]:
        return (0 if toll.unit == "people killed" else 1, -len(toll.figures), toll.id)

    told = sorted((toll for toll in material.tolls if _of_the_time(toll, material)), key=order)
    return [lambda toll=toll: line(toll) for toll in told]  # type: ignore[misc]


def _of_the_time(toll: Toll, material: Material) -> bool:
    """A toll of the days of the brief; a running total where somebody gave its figure then."""
    if toll.cumulative:
        return any(material.covers(one.said, one.said) for one in toll.figures)
    return material.covers(toll.first, toll.last)


def _statements(material: Material, notes: _Notes, telling: Telling) -> list[Callable[[], Line]]:
    """One of each speaker, acts ("denied", "threatened") before plain speech."""
    known: dict[str, Claim] = {}

    def order(claim: Claim) -> tuple[int, str, str]:
        rank = _ACTS.index(claim.kind) if claim.kind in _ACTS else len(_ACTS)
        return rank, str(claim.when.last if claim.when else ""), claim.id

    for claim in sorted(material.statements, key=order):
        named = (
            claim.agent is not None and claim.agent.id is not None and claim.agent.kind not in ("class", "civilians")
        )
        day = claim.when.last or claim.when.first if claim.when else None
        if named and len((claim.content or "").split()) > 2 and material.covers(day, day):
            assert claim.agent is not None
            known.setdefault(str(claim.agent.id), claim)

    def line(claim: Claim) -> Line:
        assert claim.agent is not None
        to = f" {claim.target.name}" if claim.target else ""
        day = days(claim.when.first, claim.when.last) if claim.when else ""
        act = "say_to" if claim.kind == "say" and claim.target else claim.kind
        verb = telling.said.get(act, claim.kind.replace("_", " "))
        content = shortened(claim.content or "", _LONGEST_WORDS)
        text = f"{claim.agent.name} {verb}{to}{f' ({day})' if day else ''}: “{content}”"
        return Line(claim.id, "", text, notes.refer([claim.id]))

    return [lambda claim=claim: line(claim) for claim in known.values()]  # type: ignore[misc]


def _disagreements(material: Material, notes: _Notes) -> list[Callable[[], Line]]:
    def line(disagreement: Disagreement) -> Line:
        return Line(disagreement.id, "", disagreement.sentence, notes.refer(disagreement.claims, most=4))

    return [lambda one=one: line(one) for one in material.disagreements]  # type: ignore[misc]
