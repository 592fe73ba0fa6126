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

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from dateline.model.claim import Claim, Party
from dateline.model.outcome import Certainty, Control
from dateline.reconcile.background import Background, holder_name, key, listed
from dateline.reconcile.sightings import Sighting, named, sightings, vague

_NOWHERE = Background()
_DAY = timedelta(days=1)


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
    near = timedelta(days=background.rules.entered_days)
    for place, seen in sorted(sightings(every, background=background).items()):
        own = (s.claim.place.place for s in seen if s.claim.place)
        name = min(where.name for where in own if where.id == place)
        found.extend(_control(place, name, reign, background) for reign in _timeline(seen, near))
    return tuple(sorted(found, key=lambda c: (c.place_name, c.place, str(c.first or ""), str(c.confirmed or ""), c.id)))


def _timeline(seen: list[Sighting], near: timedelta) -> list[_Reign]:
    days: dict[date | None, list[Sighting]] = {}
    for sighting in seen:
        days.setdefault(sighting.day, []).append(sighting)
    latest = seen[-1].day if seen else None
    reigns: list[_Reign] = []
    inside: list[Sighting] = []
    for day, today in days.items():
        current = reigns[-1] if reigns else None
        held = current is not None and current.certainty == "held"
        today = named(today, current.side if current and held else None, current.parties if current else ())
        inside = [s for s in inside if day is not None and s.day is not None and day - s.day <= near]
        inside += [s for s in today if s.role in ("enter", "part")]
        found = _verdict(day, today, inside, current, latest=day == latest)
        if found is None:
            continue
        if current is not None and (current.side, current.certainty) == (found.side, found.certainty):
            current.claims.extend(found.claims)
            current.parties.extend(found.parties)
            current.confirmed = found.confirmed
            if current.day is None:
                current.day, current.earliest = found.day, found.earliest  # what has no day dates nothing
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
    # "lost it to the rebels", "surrendered it to them": who gives names who takes.
    passed = [s for s in gives if s.claim.kind in ("surrender", "lose") and s.firm and s.claim.polarity == "positive"]
    takers |= {s.other for s in passed if s.other is not None and s.other != s.side}
    takers -= given_up
    if len(takers) > 1:
        # Words that name nobody known ("anti-government forces") are no rival of those who are named.
        named_sides = {s.side for s in [*gains, *came] if s.side in takers and not vague(s)}
        takers = named_sides or takers
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
        return _reign(None, "contested", day, rivals, f"said to hold it: {_names(rivals)}")
    if len(keepers) == 1:
        side = next(iter(keepers))
        support = [s for s in holds if s.side == side]
        rivals = [s for s in gains if s.side != side]
        if rivals:
            return _reign(
                side, "contested", day, support + rivals, f"claimed by {_names(rivals)} against {_names(support)}"
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
        return _reign(None, "contested", day, rivals, f"claimed by {_names(rivals)}")
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
        return _reign(before, "contested", day, intruders, f"said to be inside: {_names(intruders)}")
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
    own = own or [s.claim.target for s in ordered if s.other == side and s.claim.target is not None]
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


def _control(place: str, name: str, reign: _Reign, background: Background) -> Control:
    # What a commander takes is his side's: the body that he leads is the holder, where claims name it.
    persons = background.rules.leaders
    bodies = [p for p in reign.parties if p.kind not in persons]
    bodies = bodies or [background.bodies.get(p.id or "", p) for p in reign.parties]
    holder, shown = holder_name(bodies) if reign.side is not None else (None, None)
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
