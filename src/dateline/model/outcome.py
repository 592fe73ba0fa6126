"""What follows from many claims: events, tolls, control, disagreements; and what went wrong on the way in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from dateline.model.quantity import Number

Status = Literal["claimed", "reported", "conceded", "corroborated", "disputed"]
DisagreementKind = Literal["figure", "control", "time", "place", "attribution", "occurrence", "status"]
Certainty = Literal["held", "claimed", "contested", "unknown"]


@dataclass(frozen=True, slots=True)
class Event:
    """One happening: the claims that describe it, and how well it is established (design, rule 2)."""

    id: str
    kind: str
    status: Status
    reason: str
    claims: tuple[str, ...]
    agents: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    place: str | None = None
    place_name: str | None = None
    first: date | None = None
    last: date | None = None
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """One source's figure for a toll, as written: the words are those of the claim's evidence."""

    claim: str
    source: str
    stance: str
    low: Number | None
    best: Number | None
    high: Number | None
    hedge: str | None
    words: str
    said: date | None


@dataclass(frozen=True, slots=True)
class Toll:
    """A count for one scope: unit, class of people, place, period, and for totals the kind of attack where one is named. The figures stand beside each other.

    `low`, `best`, `high` are reconciled by the rule named in `rule`; None where nothing can honestly be said.
    """

    id: str
    unit: str
    of: str | None
    place: str | None
    place_name: str | None
    first: date | None
    last: date | None
    since: str | None
    cumulative: bool
    figures: tuple[Figure, ...]
    low: Number | None
    best: Number | None
    high: Number | None
    rule: str
    cause: str | None = None


@dataclass(frozen=True, slots=True)
class Control:
    """Who holds a place from `first` to `last` (days, both included; None: open), and how sure that is.

    `first_earliest`: the earliest day on which the holding can have begun. `confirmed`: last day that a claim supports.
    """

    id: str
    place: str
    place_name: str
    holder: str | None
    holder_name: str | None
    certainty: Certainty
    first: date | None
    last: date | None
    first_earliest: date | None
    confirmed: date | None
    reason: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two claims (or two sets) that cannot both be right, in a sentence that a reader understands.

    `kind`: what about: a figure, who holds a place, the time, the place or the doer of a deed, whether it occurred, or
    the status of those who suffered it (civilians or fighters).
    """

    id: str
    kind: DisagreementKind
    sentence: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Issue:
    """Something that did not go in, or not wholly: which file, where, what, and the way out."""

    id: str
    origin: str
    place: str
    what: str
    way_out: str
    dispatch: str | None = None
    level: Literal["refused", "partial", "note"] = "refused"
