"""Every question of the command line as a function: filters in words go in, nouns come out.

All of them take the path of a ledger and open it for reading. Days and kinds are given as a person writes them; what
cannot be understood raises QuestionError with the way out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args

from dateline.errors import QuestionError
from dateline.ledger.query import Query, day_asked, question
from dateline.ledger.reading import ReadingLedger
from dateline.model.claim import Claim
from dateline.model.outcome import Control, Disagreement, Event, Issue, Toll
from dateline.model.text import Dispatch
from dateline.model.world import Actor, Place

if TYPE_CHECKING:
    from dateline.brief.content import Brief
    from dateline.pipeline.publishing import Publication

What = Literal[
    "dispatches", "claims", "events", "tolls", "control", "statements", "actors", "places", "disagreements", "issues"
]
WHATS: tuple[str, ...] = get_args(What)
Noun = Dispatch | Claim | Event | Toll | Control | Actor | Place | Disagreement | Issue

#: Filters that mean something for an issue, which has no place, kind or day.
_ISSUE_FILTERS = frozenset({"text", "source", "status", "limit", "offset"})


@contextmanager
def reading(ledger: Path) -> Iterator[ReadingLedger]:
    """The ledger, open for reading."""
    from dateline.ledger.store import open_ledger

    with open_ledger(ledger, mode="read") as opened, opened.steady():
        yield opened


def asked(*, kind: str | None = None, **filters: Any) -> Query:
    """The query of a person's words; the kinds that may be asked for are those of the ontology, and its groups."""
    return question(kinds=_kinds() if kind else {}, kind=kind, **filters)


def _kinds() -> Mapping[str, Sequence[str]]:
    from dateline.knowledge.ontology import load_ontology

    ontology = load_ontology()
    groups = sorted({kind.group for kind in ontology.kinds.values()})
    return {name: (name,) for name in ontology.kinds} | {group: ontology.of_group(group) for group in groups}


def show(what: str, *, ledger: Path, **filters: Any) -> Iterator[Noun]:
    """What the ledger holds of one sort: `show("events", ledger=path, where="Hama", since="2024-12")`.

    Filters: where, actor, kind, since, until, source, status, modality, text, limit, offset.
    """
    if what not in WHATS:
        raise QuestionError(f"there is no {what!r} to show", way_out=f"Known: {', '.join(WHATS)}.")
    query = asked(**filters)
    with reading(ledger) as opened:
        if what == "issues":
            yield from _issues(opened, {name for name, value in filters.items() if value}, query)
        elif what == "statements":
            yield from opened.claims(_speech(query))
        elif what == "actors":
            yield from _window(actors_of(opened, replace(query, limit=None, offset=0)), query)
        elif what == "places":
            yield from _window(places_of(opened, replace(query, limit=None, offset=0)), query)
        else:
            yield from getattr(opened, what)(query)


def _window(nouns: Iterable[Noun], query: Query) -> Iterable[Noun]:
    listed = list(nouns)
    end = None if query.limit is None else query.offset + query.limit
    return listed[query.offset : end]


def _speech(query: Query) -> Query:
    from dateline.knowledge.ontology import load_ontology

    speech = load_ontology().of_group("speech")
    asked_for = tuple(kind for kind in query.kinds if kind in speech)
    if query.kinds and not asked_for:
        raise QuestionError(
            f"{', '.join(query.kinds)} is no kind of speech", way_out=f"Kinds of speech: {', '.join(speech)}."
        )
    return replace(query, kinds=asked_for or speech)


def _issues(opened: ReadingLedger, given: set[str], query: Query) -> Iterable[Issue]:
    foreign = sorted(given - _ISSUE_FILTERS)
    if foreign or query.status:
        flags = ", ".join(f"--{name}" for name in foreign or ["status"])
        raise QuestionError(f"issues cannot be filtered by {flags}", way_out="Use --text or --source.")
    words = (query.text or "").casefold()
    sources = [source.casefold() for source in query.source]
    found = [
        issue
        for issue in opened.issues()
        if words in f"{issue.origin} {issue.place} {issue.what}".casefold()
        and all(source in issue.origin.casefold() for source in sources)
    ]
    return found[query.offset : None if query.limit is None else query.offset + query.limit]


def actors_of(opened: ReadingLedger, query: Query) -> Iterator[Actor]:
    """The actors of the claims that the filter lets through, by id: as the knowledge files or the dispatches have them."""
    from dateline.knowledge.actors import load_actors
    from dateline.knowledge.countries import load_countries

    seen: dict[str, Actor] = {}
    for claim in opened.claims(query):
        for party in (claim.agent, claim.target):
            if party is not None and party.id:
                known = seen.get(party.id)
                if known is None or (known.side is None and party.side):
                    seen[party.id] = Actor(party.id, party.name, party.kind, side=party.side)  # type: ignore[arg-type]
        for link in claim.source.chain:
            if link.id and link.id not in seen:
                seen[link.id] = Actor(link.id, link.name, "unknown")
    book = load_actors(load_countries())
    own = {actor.id: actor for actor in opened.actors()}
    for id in sorted(seen):
        known = book.get(id)
        new = own.get(id)
        if known is not None and new is not None:
            known = replace(known, relations=tuple(dict.fromkeys((*known.relations, *new.relations))))
        yield known or new or seen[id]


def places_of(opened: ReadingLedger, query: Query) -> Iterator[Place]:
    """The places of the claims that the filter lets through, by name and id."""
    seen = {claim.place.place.id: claim.place.place for claim in opened.claims(query) if claim.place}
    yield from sorted(seen.values(), key=lambda place: (place.name, place.id))


@dataclass(frozen=True, slots=True)
class Holding:
    """Who holds one place on a day: `control` is None when nothing is known of it. `claims`: what it rests on."""

    place: str
    place_name: str
    on: date | None
    control: Control | None
    claims: tuple[Claim, ...]
    timeline: tuple[Control, ...]


def who_holds(place: str, *, ledger: Path, on: str | None = None) -> tuple[Holding, ...]:
    """Who holds the place (an id or a name) on a day, or at the latest known; one answer for each place of that name."""
    day = day_asked(on, "--on") if on else None
    with reading(ledger) as opened:
        ids = opened.places_named(place)
        if not ids:
            raise QuestionError(
                f"the ledger knows no place called {place!r}",
                way_out="`dateline show places` lists the places it knows.",
            )
        stretches: dict[str, list[Control]] = {}
        for control in opened.control(Query(where=ids)):
            if control.place in ids:
                stretches.setdefault(control.place, []).append(control)
        found = [_holding(opened, id, sorted(known, key=_by_day), day) for id, known in sorted(stretches.items())]
    return tuple(found) or (Holding(ids[0], place, day, None, (), ()),)


def _by_day(control: Control) -> tuple[str, str]:
    return str(control.first or ""), control.id


def _holding(opened: ReadingLedger, id: str, timeline: list[Control], day: date | None) -> Holding:
    fitting = [c for c in timeline if _covers(c, day)] if day is not None else timeline
    chosen = fitting[-1] if fitting else None
    claims = [claim for one in (chosen.claims if chosen else ()) if (claim := opened.claim(one)) is not None]
    return Holding(id, timeline[0].place_name, day, chosen, tuple(claims), tuple(timeline))


def _covers(control: Control, day: date) -> bool:
    """Is the day in the stretch? One whose first day is not known tells of no day."""
    return control.first is not None and control.first <= day and (control.last is None or day <= control.last)


def toll(
    *,
    ledger: Path,
    where: str | None = None,
    since: str | None = None,
    until: str | None = None,
    unit: str | None = None,
    **filters: Any,
) -> tuple[Toll, ...]:
    """The figures of each source beside each other, scope by scope, and what follows from them."""
    query = asked(where=where, since=since, until=until, **filters)
    wanted = (unit or "").casefold()
    with reading(ledger) as opened:
        return tuple(t for t in opened.tolls(query) if wanted in f"{t.unit} {t.of or ''}".casefold())


def said(*, ledger: Path, by: str | None = None, about: str | None = None, **filters: Any) -> tuple[Claim, ...]:
    """Statements: by whom (an id, a name or words of it), about which words."""
    query = _speech(asked(text=about, **filters))
    if by and by.strip():
        # `actor` has the speaker as agent or first speaker, `source` keeps out those who are only spoken of.
        query = replace(query, actor=(by.strip(),), source=(by.strip(),))
    with reading(ledger) as opened:
        return tuple(opened.claims(query))


@dataclass(frozen=True, slots=True)
class Reason:
    """One claim with the dispatch that it stands in, and the outcomes that rest on it: (noun, id)."""

    claim: Claim
    dispatch: Dispatch
    outcomes: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Why:
    """What an id stands for and what it rests on. `outcome` is None for a claim."""

    id: str
    outcome: Event | Toll | Control | Disagreement | None
    reasons: tuple[Reason, ...]


def why(id: str, *, ledger: Path) -> Why:
    """One claim, event, toll, control or disagreement: the dispatches' own words, the rules used, the sources."""
    with reading(ledger) as opened:
        claim = opened.claim(id)
        if claim is not None:
            return Why(id, None, _reasons(opened, (id,)))
        outcome = opened.event(id) or _outcome(opened, id)
        if outcome is None:
            raise QuestionError(
                f"the ledger has nothing called {id!r}",
                way_out="Ids are in the first column of `dateline show claims` and `dateline show events`.",
            )
        return Why(id, outcome, _reasons(opened, claims_under(outcome)))


def _outcome(opened: ReadingLedger, id: str) -> Toll | Control | Disagreement | None:
    for nouns in (opened.tolls, opened.control, opened.disagreements):
        for noun in nouns():
            if noun.id == id:
                return noun
    return None


def claims_under(outcome: Event | Toll | Control | Disagreement) -> tuple[str, ...]:
    """The ids of the claims that an outcome rests on."""
    if isinstance(outcome, Toll):
        return tuple(dict.fromkeys(figure.claim for figure in outcome.figures))
    return outcome.claims


def _reasons(opened: ReadingLedger, ids: Iterable[str]) -> tuple[Reason, ...]:
    found = []
    for id in ids:
        claim = opened.claim(id)
        dispatch = opened.dispatch(claim.dispatch) if claim is not None else None
        if claim is not None and dispatch is not None:
            found.append(Reason(claim, dispatch, opened.outcomes_of(id)))
    return tuple(found)


def brief(
    *,
    ledger: Path,
    where: str | None = None,
    on: str | None = None,
    since: str | None = None,
    until: str | None = None,
    before: frozenset[str] | None = None,
    publication: Publication | None = None,
) -> Brief:
    """The situation report of a place and a time (`on` is one day).

    `before`: the keys of an earlier one, to mark what is new. `publication`: what to hold back.
    """
    from dateline.brief.content import Material, compose
    from dateline.knowledge.telling import telling

    if on and (since or until):
        raise QuestionError("--on is one day; --since and --until are a span", way_out="Give one or the other.")
    query = asked(where=where, since=on or since, until=on or until)
    with _fit(ledger, publication) as path, reading(path) as opened:
        material = Material(
            where=where or "",
            first=query.since,
            last=query.until,
            events=list(opened.events(query)),
            control=list(opened.control(query)),
            tolls=list(opened.tolls(query)),
            statements=list(opened.claims(_speech(query))),
            disagreements=list(opened.disagreements(query)),
            claim=opened.claim,
            dispatch=opened.dispatch,
        )
        return compose(material, telling=telling(), before=before)


@contextmanager
def _fit(ledger: Path, publication: Publication | None) -> Iterator[Path]:
    """The ledger itself, or one from which what is to be held back is gone."""
    if publication is None:
        yield ledger
        return
    from dateline.pipeline.publishing import published

    with published(ledger, publication) as path:
        yield path


def export(format: str, *, ledger: Path, publication: Publication | None = None) -> Iterator[str | bytes]:
    """The ledger in one of the formats of `dateline.export.formats`, piece by piece; the same ledger gives the same bytes.

    `publication`: what to hold back.
    """
    from dateline.export.formats import FORMATS

    if format not in FORMATS:
        raise QuestionError(f"the format {format!r} is unknown", way_out=f"Known: {', '.join(FORMATS)}.")
    with _fit(ledger, publication) as path, reading(path) as opened:
        yield from FORMATS[format](opened)
