"""What each claim says about who holds a place: the sightings from which timelines and disagreements are made.

A claim becomes a sighting when it speaks of a whole place (or of a part that tells who is inside), and when its party is
of a kind that can hold one: an army, an armed group, an authority. Those who flee, visit or help hold nothing. Which kinds
of claim and of party count is data (`outcomes.toml`). Who denies that the own side has gone claims that it is still there.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from dateline.knowledge.outcomes import ControlRole
from dateline.model.claim import Claim, Party
from dateline.reconcile.background import Background, Worth, fold

#: What `data/outcomes.toml` says of a kind, and "part": taking or entering a part of the place.
Role = ControlRole | Literal["part"]


@dataclass(frozen=True, slots=True)
class Sighting:
    """One claim as control sees it. `side` gains, enters, gives, holds or fights; `other` is the side opposite.

    `day`: the day on which it was so at the latest. `earliest`: the first day on which it can have begun.
    """

    claim: Claim
    role: Role
    side: str
    party: Party
    other: str | None
    source: str
    worth: Worth
    day: date | None
    earliest: date | None

    @property
    def firm(self) -> bool:
        """Is this more than a side's word in its own favour?"""
        return self.worth in ("admission", "third")


def sightings(claims: Iterable[Claim], *, background: Background) -> dict[str, list[Sighting]]:
    """Place id -> what was claimed about its control, by day."""
    places: dict[str, list[Sighting]] = {}
    for claim in claims:
        seen = _sighting(claim, background)
        if seen is not None and claim.place is not None:
            places.setdefault(claim.place.place.id, []).append(seen)
    for id, seen_there in sorted(places.items()):
        for seen in seen_there:
            whole = seen.claim.place.place.within if seen.claim.place else None
            if whole is not None and whole != id and whole in places and seen.role in ("gain", "enter"):
                places[whole].append(replace(seen, role="part"))
    for seen_there in places.values():
        seen_there.sort(key=lambda s: (str(s.day or ""), s.claim.id))
    return places


def _sighting(claim: Claim, background: Background) -> Sighting | None:
    party, side = claim.agent, background.side(claim.agent)
    if claim.place is None or party is None or side is None:
        return None
    role = _role(claim, background)
    if role is None or claim.kind not in background.rules.parties.get(party.kind, ()):
        return None
    if party.kind in background.rules.leaders and side in (party.id, fold(party.name)):
        return None
    if role == "fight" and claim.target is not None and claim.target.kind not in background.rules.parties:
        return None  # police against protesters: no fight over the place
    day, earliest = _days(claim, background)
    return Sighting(
        claim, role, side, party, background.side(claim.target), background.source(claim), background.worth(claim),
        day, earliest,
    )  # fmt: skip


def _role(claim: Claim, background: Background) -> Role | None:
    """What the claim says of the whole of its place, or that it speaks of a part; None when it says nothing."""
    rules = background.rules
    role = rules.control.get(claim.kind)
    if role is None or claim.place is None:
        return None
    not_so = claim.polarity == "negative"
    if claim.modality == "denied":
        # Only the side itself can say that it has not gone; who denies the other side's gain says nothing about a holder.
        if role != "give" or claim.source.stance != "interest":
            return None
        not_so = not not_so
    elif claim.modality != "actual":
        return None
    if not_so:
        opposite: dict[ControlRole, ControlRole] = {"give": "hold", "hold": "give"}
        role = opposite.get(role)
    kind, precision = claim.place.place.kind, claim.place.precision
    guesses = rules.inferred | rules.inferred_areas if kind in rules.areas else rules.inferred
    told = claim.evidence.get("place", ())
    if told and all(piece.rule in guesses for piece in told):
        return None
    if precision in rules.whole.get(kind, ()):
        counted = role == "gain" and claim.quantity is not None and kind == "admin1"
        return None if counted else role
    if precision not in rules.part.get(kind, ()) or role not in ("gain", "enter", "fight"):
        return None
    return "part" if role != "fight" else role


def _days(claim: Claim, background: Background) -> tuple[date | None, date | None]:
    """(the day by which it was so, the earliest day of it). An undated claim was so on the day it was said."""
    said = background.said(claim)
    when = claim.when
    if when is None:
        return said, None
    if when.last is not None:
        return when.last, when.first
    return said or when.first, when.first


def named(today: list[Sighting], holder: str | None, parties: Sequence[Party]) -> list[Sighting]:
    """The sightings, with unnamed classes ("fighters") put to the named side of their kind, if there is but one.

    An unnamed class of a kind does not unseat a named holder of that kind.
    """
    sides_of: dict[str, set[str]] = {}
    known = [(sighting.party, sighting.side) for sighting in today]
    if holder is not None:
        known.extend((party, holder) for party in parties)
    for party, side in known:
        if not _vague(party, side):
            sides_of.setdefault(party.kind, set()).add(side)
    found = []
    for sighting in today:
        sides = sides_of.get(sighting.party.kind, set()) if _vague(sighting.party, sighting.side) else set()
        found.append(replace(sighting, side=next(iter(sides))) if len(sides) == 1 else sighting)
    return found


def vague(sighting: Sighting) -> bool:
    """Is its party a class of people, or words for nobody known, whose side is not known?"""
    return _vague(sighting.party, sighting.side)


def _vague(party: Party, side: str) -> bool:
    """Is this a class of people, such as "militants", of which no side is known?"""
    general = party.id is None or (":" in party.id and not party.id.startswith("new:"))
    return general and side in (party.id, fold(party.name))
