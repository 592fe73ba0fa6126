"""Nouns as rows of the ledger, and back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from dateline.knowledge.folding import fold
from dateline.model.claim import Claim
from dateline.model.days import day, iso
from dateline.model.outcome import Control, Disagreement, Event, Issue, Toll
from dateline.model.record import (
    control_to_record,
    disagreement_to_record,
    event_to_record,
    json_line,
    toll_to_record,
)
from dateline.model.text import Block, Dispatch, Span
from dateline.model.world import Actor, Place

DISPATCH_COLUMNS = (
    "id", "ref", "text", "sha256", "outlet", "outlet_folded", "title", "title_start", "title_end", "byline",
    "published", "written", "dateline", "url", "language", "origin", "reader", "blocks", "replaces",
)  # fmt: skip
CLAIM_COLUMNS = (
    "number", "id", "dispatch", "position", "published", "kind", "modality", "polarity", "agent", "target", "speaker",
    "stance", "place", "country", "admin1", "first_day", "last_day", "unit", "low", "best", "high", "confidence",
)  # fmt: skip
ISSUE_COLUMNS = ("id", "origin", "place", "what", "way_out", "dispatch", "level")
OUTCOME_COLUMNS = ("noun", "id", "kind", "status", "unit", "place", "first_day", "last_day", "record")

#: Between words that do not stand together in the text: a character that counts as a word and that nobody searches for,
#: so that no phrase runs across it.
_GAP = " \ue000 "


@dataclass(frozen=True, slots=True)
class Run:
    """What produced claims: the extractor's name and version, the digest of the knowledge files, the settings."""

    extractor: str = ""
    knowledge: str = ""
    settings: Mapping[str, str] = field(default_factory=dict)

    @property
    def record(self) -> str:
        """The run as one line of JSON."""
        return json_line(
            {"extractor": self.extractor, "knowledge": self.knowledge, "settings": dict(sorted(self.settings.items()))}
        )

    @property
    def id(self) -> str:
        """Twelve hexadecimal digits over the record."""
        import hashlib  # loads OpenSSL, which no question needs

        return hashlib.sha256(self.record.encode()).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Entry:
    """One dispatch with all that goes into the ledger with it. `original`: the bytes that it was read from.

    `actors`: those that the dispatch names and no knowledge file has.
    """

    dispatch: Dispatch
    original: bytes
    claims: tuple[Claim, ...] = ()
    issues: tuple[Issue, ...] = ()
    actors: tuple[Actor, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcomes:
    """What reconciling gives."""

    events: tuple[Event, ...] = ()
    tolls: tuple[Toll, ...] = ()
    control: tuple[Control, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()


def dispatch_row(dispatch: Dispatch) -> tuple[Any, ...]:
    """The values of `DISPATCH_COLUMNS`."""
    span = dispatch.title_span
    return (
        dispatch.id,
        dispatch.ref,
        dispatch.text,
        dispatch.sha256,
        dispatch.outlet,
        None if dispatch.outlet is None else fold(dispatch.outlet),
        dispatch.title,
        None if span is None else span.start,
        None if span is None else span.end,
        dispatch.byline,
        dispatch.published,
        iso(dispatch.written),
        dispatch.dateline,
        dispatch.url,
        dispatch.language,
        dispatch.origin,
        dispatch.reader,
        json_line([[block.kind, block.start, block.end] for block in dispatch.blocks]),
        dispatch.replaces,
    )


def dispatch_back(row: tuple[Any, ...]) -> Dispatch:
    """The dispatch of a row of `DISPATCH_COLUMNS`."""
    values = dict(zip(DISPATCH_COLUMNS, row, strict=True))
    start, end = values.pop("title_start"), values.pop("title_end")
    del values["outlet_folded"]
    blocks = tuple(Block(kind, first, last) for kind, first, last in json.loads(values.pop("blocks")))
    written = day(values.pop("written"))
    return Dispatch(**values, title_span=None if start is None else Span(start, end), blocks=blocks, written=written)


def claim_row(claim: Claim, dispatch: Dispatch, *, number: int, position: int) -> tuple[Any, ...]:
    """The values of `CLAIM_COLUMNS`."""
    place = claim.place.place if claim.place else None
    when, quantity = claim.when, claim.quantity
    return (
        number,
        claim.id,
        dispatch.id,
        position,
        dispatch.published or "",
        claim.kind,
        claim.modality,
        claim.polarity,
        claim.agent and claim.agent.id,
        claim.target and claim.target.id,
        claim.source.chain[0].id if claim.source.chain else None,
        claim.source.stance,
        place and place.id,
        place and place.country,
        place and place.admin1,
        iso(when.first) if when else None,
        iso(when.last) if when else None,
        quantity and quantity.unit,
        quantity and quantity.low,
        quantity and quantity.best,
        quantity and quantity.high,
        claim.confidence,
    )


def claim_text(claim: Claim) -> tuple[str, str, str, str]:
    """What a search finds a claim by: its parties, its first speaker, the other sources, its words."""
    parties = [name for party in (claim.agent, claim.target) if party for name in (party.name, party.words)]
    speakers = [link.name for link in claim.source.chain]
    quotes = [item.quote for items in claim.evidence.values() for item in items]
    said = [claim.content or "", claim.place.place.name if claim.place else "", *quotes]
    return _lines(parties), _lines(speakers[:1]), _lines(speakers[1:]), _lines(said)


def _lines(words: Iterable[str]) -> str:
    return _GAP.join(dict.fromkeys(word for word in words if word))


def place_words(place: Place) -> Iterator[tuple[str, str, str]]:
    """Rows of `place_words` for one place: (word, role, place). Role "code" leads from a country's name to its code."""
    names = {folded for folded in map(fold, (place.name, *place.names)) if folded}
    for name in sorted(names):
        yield name, "name", place.id
        if place.kind == "country" and place.country:
            yield name, "code", fold(place.country)
    if place.admin1:
        yield fold(place.admin1), "admin1", place.id
    if place.country:
        yield fold(place.country), "country", place.id
    if place.within:
        yield fold(place.within), "within", place.id


def actor_words(claim: Claim) -> Iterator[tuple[str, str]]:
    """Rows of `actor_words` for the actors of a claim: (folded name, id)."""
    for party in (claim.agent, claim.target):
        if party and party.id:
            yield fold(party.name), party.id
    for link in claim.source.chain:
        if link.id:
            yield fold(link.name), link.id


def issue_row(issue: Issue, *, dispatch: str | None) -> tuple[Any, ...]:
    """The values of `ISSUE_COLUMNS`."""
    return issue.id, issue.origin, issue.place, issue.what, issue.way_out, dispatch, issue.level


def outcome_rows(outcomes: Outcomes) -> Iterator[tuple[tuple[Any, ...], tuple[str, ...]]]:
    """Rows of `OUTCOME_COLUMNS`, each with the ids of the claims that it rests on.

    What is known only to have happened by a day is asked for, and stands in the order of days, on that day.
    """
    for event in outcomes.events:
        days = iso(event.first or event.last), iso(event.last)
        record = json_line(event_to_record(event))
        yield ("event", event.id, event.kind, event.status, None, event.place, *days, record), event.claims
    for toll in outcomes.tolls:
        days = iso(toll.first or toll.last), iso(toll.last)
        record = json_line(toll_to_record(toll))
        claims = tuple(figure.claim for figure in toll.figures)
        yield ("toll", toll.id, None, None, toll.unit, toll.place, *days, record), claims
    for control in outcomes.control:
        days = iso(control.first), iso(control.last)
        record = json_line(control_to_record(control))
        yield ("control", control.id, None, control.certainty, None, control.place, *days, record), control.claims
    for both in outcomes.disagreements:
        record = json_line(disagreement_to_record(both))
        yield ("disagreement", both.id, both.kind, None, None, None, None, None, record), both.claims
