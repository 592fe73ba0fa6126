"""Who holds which place from when to when, and how sure that is.

Claims of seizing, entering, losing, leaving, holding and fighting go in; a timeline of holders for each place comes
out. What the evidence is worth (after the rules that conflict maps apply to partisan sources):

- an outlet in its own voice, a neutral observer, or a side against itself: **held**;
- a side in its own favour: **claimed**;
- one side leaves (by its own word) and the other enters or takes, whoever says so: **held**;
- a side is inside and nobody gave the place up, or two sides hold it on one day: **contested**;
- fighting inside changes no holder, and makes a place contested only on the latest day that is known.

A part of a place is not the place: a prison that is seized says nothing about who holds its city, nor a town about its
province. Only where one side has given the whole place up do parts tell who came in its stead. Sides, not names, hold places; the name shown is the most exact one that all claims bear.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Literal

from dateline.knowledge.outcomes import ControlRole
from dateline.model.claim import Claim, Party
from dateline.model.outcome import Certainty, Control
from dateline.reconcile.background import Background, Worth, fold, key, listed

_NOWHERE = Background()
_DAY = timedelta(days=1)

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


@dataclass(slots=True)
class _Reign:
    """A stretch of the timeline while it is being put together."""

    side: str | None
    certainty: Certainty
    day: date | None
    earliest: date | None
    reason: str
    confirmed: date | None = None
    claims: list[Sighting] = field(default_factory=list)
    parties: list[Party] = field(default_factory=list)
    last: date | None = None


def control(claims: Iterable[Claim], *, background: Background = _NOWHERE) -> tuple[Control, ...]:
    """The timelines of all places, sorted by place and day; the order of the claims does not matter."""
    every = sorted(claims, key=lambda claim: claim.id)
    background = background.learn(every)
    found: list[Control] = []
    near = timedelta(days=background.rules.undated_days)
    for place, seen in sorted(sightings(every, background=background).items()):
        own = (s.claim.place.place for s in seen if s.claim.place)
        name = min(where.name for where in own if where.id == place)
        found.extend(_control(place, name, reign) for reign in _timeline(seen, near))
    return tuple(sorted(found, key=lambda c: (c.place_name, c.place, str(c.first or ""), str(c.confirmed or ""), c.id)))


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
    rules = background.rules
    role = rules.control.get(claim.kind)
    part = False
    if role is None or claim.modality != "actual" or claim.place is None:
        return None
    kind, precision = claim.place.place.kind, claim.place.precision
    if precision not in rules.whole.get(kind, ()):
        if precision not in rules.part.get(kind, ()) or role not in ("gain", "enter", "fight"):
            return None
        part = role != "fight"
    if claim.polarity == "negative":
        opposite: dict[ControlRole, ControlRole] = {"give": "hold", "hold": "give"}
        if role not in opposite:
            return None
        role = opposite[role]
    if role == "gain" and claim.quantity is not None and kind == "admin1":
        return None
    party, other = claim.agent, claim.target
    if claim.kind == "repel" and party is None:
        return None
    side = background.side(party)
    if party is None or side is None:
        return None
    day, earliest = _days(claim, background)
    return Sighting(
        claim, "part" if part else role, side, party, background.side(other), background.source(claim),
        background.worth(claim), day, earliest,
    )  # fmt: skip


def _days(claim: Claim, background: Background) -> tuple[date | None, date | None]:
    """(the day by which it was so, the earliest day of it). An undated claim was so on the day it was said."""
    said = background.said(claim)
    when = claim.when
    if when is None:
        return said, None
    if when.last is not None:
        return when.last, when.first
    return said or when.first, when.first


def _timeline(seen: list[Sighting], near: timedelta) -> list[_Reign]:
    days: dict[date | None, list[Sighting]] = {}
    for sighting in seen:
        days.setdefault(sighting.day, []).append(sighting)
    latest = seen[-1].day if seen else None
    reigns: list[_Reign] = []
    inside: list[Sighting] = []
    for day, today in days.items():
        current = reigns[-1] if reigns else None
        today = _named(today, current)
        inside = [s for s in inside if day is not None and s.day is not None and day - s.day <= near]
        inside += [s for s in today if s.role in ("enter", "part")]
        found = _verdict(day, today, inside, current, latest=day == latest)
        if found is None:
            continue
        if current is not None and (current.side, current.certainty) == (found.side, found.certainty):
            current.claims.extend(found.claims)
            current.parties.extend(found.parties)
            current.confirmed = found.confirmed
            if current.certainty == "held" and "admit" in found.reason and "admit" not in current.reason:
                current.reason = found.reason
            continue
        if current is not None and current.side == found.side:
            found.parties.extend(current.parties)
        if current is not None and found.day is not None:
            end = found.day - _DAY
            current.last = max(end, current.day) if current.day else end
        reigns.append(found)
    return reigns


def _named(today: list[Sighting], current: _Reign | None) -> list[Sighting]:
    """The sightings, with unnamed classes ("fighters") put to the named side of their kind, if there is but one.

    An unnamed class of a kind does not unseat a named holder of that kind.
    """
    named: dict[str, set[str]] = {}
    known = [(sighting.party, sighting.side) for sighting in today]
    if current is not None and current.side is not None and current.certainty == "held":
        known.extend((party, current.side) for party in current.parties)
    for party, side in known:
        if not _vague(party, side):
            named.setdefault(party.kind, set()).add(side)
    found = []
    for sighting in today:
        sides = named.get(sighting.party.kind, set()) if _vague(sighting.party, sighting.side) else set()
        found.append(replace(sighting, side=next(iter(sides))) if len(sides) == 1 else sighting)
    return found


def _vague(party: Party, side: str) -> bool:
    """Is this a class of people, such as "militants", of which no side is known?"""
    general = party.id is None or (":" in party.id and not party.id.startswith("new:"))
    return general and side in (party.id, fold(party.name))


def _verdict(
    day: date | None, today: list[Sighting], came: list[Sighting], current: _Reign | None, *, latest: bool
) -> _Reign | None:
    """What one day's claims make of the holder; None when they change and confirm nothing.

    `came`: who entered, or took a part, on this day or shortly before.
    """
    gains = [s for s in today if s.role == "gain"]
    # Who says in one breath that one side took it and another held it, means: held until then.
    holds = [s for s in today if s.role == "hold" and not any(_until(s, gain) for gain in gains)]
    gives = [s for s in today if s.role == "give"]
    inside = [s for s in today if s.role in ("enter", "fight")]
    entered = [s for s in inside if s.role == "enter"]
    before = current.side if current is not None and current.certainty in ("held", "claimed", "contested") else None
    given_up = {s.side for s in gives if s.firm}
    if current is not None and current.certainty == "unknown":
        given_up |= {s.side for s in current.claims if s.role == "give"}
    takers = {s.side for s in gains if s.firm}
    takers |= {s.side for s in [*gains, *came] if given_up - {s.side}}
    takers |= {s.other for s in gives if s.claim.kind == "surrender" and s.firm and s.other is not None}
    takers -= given_up
    keepers = {s.side for s in holds if s.firm} - given_up - takers
    if len(takers) == 1:
        side = next(iter(takers))
        support = [s for s in today if s.side == side and s.role in ("gain", "hold", "enter")]
        support = support or [s for s in came if s.side == side]
        support += [s for s in gives if s.side != side]
        reason = _why_held(support)
        if reason.startswith("said") and current is not None and current.certainty == "unknown":
            reason = f"{_names(current.claims)} had left; {reason}"
        return _reign(side, "held", day, support, reason)
    if len(takers) > 1 or (len(keepers) > 1):
        rivals = [s for s in today if s.side in takers | keepers and s.role in ("gain", "hold", "enter")]
        return _reign(None, "contested", day, rivals, f"{_names(rivals)} are each said to hold it")
    if len(keepers) == 1:
        side = next(iter(keepers))
        support = [s for s in holds if s.side == side]
        rivals = [s for s in gains if s.side != side]
        if rivals:
            return _reign(
                side, "contested", day, support + rivals, f"{_names(rivals)} claim it against {_names(support)}"
            )
        if current is None or current.side != side or current.certainty != "held":
            return _reign(side, "held", day, support, _why_held(support))
        return _reign(side, "held", day, support, current.reason)
    if given_up:
        gone = [s for s in gives if s.side in given_up]
        if gone and (before is None or before in given_up):
            return _reign(None, "unknown", day, gone, f"{_names(gone)} left; nobody is said to have taken it")
        return None
    own = {s.side for s in [*gains, *holds]}
    if len(own) > 1:
        rivals = [*gains, *holds]
        return _reign(None, "contested", day, rivals, f"{_names(rivals)} each claim it")
    if own:
        side = next(iter(own))
        support = [s for s in [*gains, *holds] if s.side == side]
        reason = f"claimed only by {_sayers(support)}"
        if current is None or current.certainty != "held" or before is None:
            return _reign(side, "claimed", day, support, reason)
        if before == side:
            return _reign(side, "held", day, support, current.reason)
        former = holder_name(current.parties)[1] or before
        if not any(s.role == "gain" for s in support):
            return _reign(before, "contested", day, support, f"{reason}; {former} was last known to hold it")
        return _reign(side, "claimed", day, support, f"{reason}; {former} held it before")
    intruders = [s for s in entered if s.side != before]
    if intruders and (before is not None or any(s.firm for s in intruders)):
        return _reign(before, "contested", day, intruders, f"{_names(intruders)} are said to be inside")
    fights = [s for s in inside if s.role == "fight"]
    if fights and latest:
        return _reign(before, "contested", day, fights, "fighting inside on the latest day known")
    return None


def _until(held: Sighting, gain: Sighting) -> bool:
    return gain.side != held.side and gain.claim.dispatch == held.claim.dispatch and gain.source == held.source


def _reign(side: str | None, certainty: Certainty, day: date | None, support: list[Sighting], reason: str) -> _Reign:
    # The change lies in the stretch that all who speak of the whole place have in common.
    whole = [s for s in support if s.role in ("gain", "give")] or [s for s in support if s.role in ("enter", "part")]
    starts = [s.earliest for s in whole if s.earliest is not None]
    ordered = sorted(support, key=lambda s: s.claim.id)
    own = [s.party for s in ordered if s.side == side]
    return _Reign(side, certainty, day, max(starts, default=None), reason, day, ordered, own)


def _why_held(support: list[Sighting]) -> str:
    admitted = [s for s in support if s.worth == "admission"]
    third = [s for s in support if s.worth == "third"]
    reasons = [f"admitted by {_sayers(admitted)}"] if admitted else []
    reasons += [f"reported by {_sayers(third)}"] if third else []
    return "; ".join(reasons) or f"said by {_sayers(support)}"


def _names(seen: list[Sighting]) -> str:
    return listed(sorted({s.party.name for s in seen}))


def _sayers(seen: list[Sighting]) -> str:
    names = set()
    for sighting in seen:
        chain = sighting.claim.source.chain
        first = chain[-1] if sighting.claim.source.outlet_voice else chain[0] if chain else None
        if chain and first is not None:
            names.add(first.name)
    return listed(sorted(names)) or "an unnamed source"


def holder_name(parties: Iterable[Party]) -> tuple[str | None, str | None]:
    """(id, name) to show for one side: the one body named in full where there is one, else the commonest name.

    "Syrian rebels" and "HTS" of one side -> HTS; "Syrian rebels", "HTS" and "SNA" -> Syrian rebels.
    """
    named = sorted(parties, key=lambda party: (party.id or "", party.name))
    if not named:
        return None, None
    exact = {party.id: party.name for party in named if party.id and (":" not in party.id or party.id[:4] == "new:")}
    general = [party for party in named if party.id not in exact]
    if len(exact) == 1:
        return next(iter(exact.items()))
    pool = general or named
    counts = Counter((party.id, party.name) for party in pool)
    return min(counts, key=lambda pair: (-counts[pair], pair[1], pair[0] or ""))


def _control(place: str, name: str, reign: _Reign) -> Control:
    holder, shown = holder_name(reign.parties) if reign.side is not None else (None, None)
    ids = tuple(sorted({s.claim.id for s in reign.claims}))
    return Control(
        id=key("control", place, reign.side, reign.certainty, reign.day),
        place=place,
        place_name=name,
        holder=(holder or reign.side) if reign.side is not None else None,
        holder_name=(shown or reign.side) if reign.side is not None else None,
        certainty=reign.certainty,
        first=reign.day,
        last=reign.last,
        first_earliest=reign.earliest,
        confirmed=reign.confirmed,
        reason=reign.reason,
        claims=ids,
    )
