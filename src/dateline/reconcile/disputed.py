"""Disagreements about what happened: who holds a place, on which day it fell, who did it, and whether it happened at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations

from dateline.model.claim import Claim, Party
from dateline.model.outcome import Disagreement, Event
from dateline.reconcile.background import Background, disagreement, fold, listed
from dateline.reconcile.sightings import Sighting, sightings, vague

#: Two accounts of one taking, and an assertion and its denial, lie at most so many days apart.
_TAKING_DAYS = 10
_DENIAL_DAYS = 2
#: A denial of an accusation follows it within so many characters.
_NEAR = 400


def differing_holders(claims: list[Claim], background: Background) -> Iterator[Disagreement]:
    """Two sides that hold or take one place on one day, and a side that holds what it is said to have left."""
    for _, seen in sorted(sightings(claims, background=background).items()):
        days: dict[date | None, list[Sighting]] = {}
        for sighting in seen:
            days.setdefault(sighting.day, []).append(sighting)
        for day, today in sorted(days.items(), key=lambda item: str(item[0] or "")):
            found = _two_holders(today) or _held_or_left(today)
            if found:
                yield _holders(day, found, background)


def _two_holders(today: list[Sighting]) -> list[Sighting]:
    own = [s for s in today if s.role in ("gain", "hold") and not vague(s)]
    sides = sorted({s.side for s in own})
    sayers = {side: {s.source for s in own if s.side == side} for side in sides}
    return own if any(sayers[one] != sayers[other] for one, other in combinations(sides, 2)) else []


def _held_or_left(today: list[Sighting]) -> list[Sighting]:
    pairs = [
        (held, left)
        for held in today
        for left in today
        if held.role == "hold" and left.role == "give" and held.side == left.side and held.source != left.source
    ]
    return [s for pair in pairs for s in pair]


def _holders(day: date | None, seen: list[Sighting], background: Background) -> Disagreement:
    parts: dict[tuple[str, str], set[str]] = {}
    for sighting in seen:
        verb = {"gain": "taken", "hold": "held", "give": "left"}[sighting.role]
        parts.setdefault((verb, sighting.party.name), set()).add(background.source_name(sighting.claim))
    told = "; ".join(
        f"{verb} by {name} according to {listed(sorted(sayers))}" for (verb, name), sayers in sorted(parts.items())
    )
    place = seen[0].claim.place
    name = place.place.name if place else "A place"
    return disagreement("control", f"{name}, {day or 'no day given'}: {told}.", [s.claim for s in seen])


def differing_days(claims: list[Claim], background: Background) -> Iterator[Disagreement]:
    """One side's taking of a place, put on different days by different sources, with no other holder between."""
    for _, seen in sorted(sightings(claims, background=background).items()):
        before: Sighting | None = None
        for sighting in seen:
            if sighting.role in ("give", "enter", "part", "fight"):
                continue
            exact = sighting.role == "gain" and sighting.earliest is not None and sighting.earliest == sighting.day
            if before is not None and exact and sighting.side == before.side:
                apart = (sighting.day or date.min) - (before.day or date.min)
                if timedelta(0) < apart <= timedelta(days=_TAKING_DAYS) and sighting.source != before.source:
                    yield _days(before, sighting, background)
            if sighting.side != (before.side if before else None):
                before = None
            if exact and before is None:
                before = sighting


def _days(one: Sighting, other: Sighting, background: Background) -> Disagreement:
    place = one.claim.place
    name = place.place.name if place else "A place"
    sentence = (
        f"{name} taken by {one.party.name}: on {one.day} according to {background.source_name(one.claim)}; "
        f"on {other.day} according to {background.source_name(other.claim)}."
    )
    return disagreement("time", sentence, (one.claim, other.claim))


def differing_doers(claims: list[Claim], events: Iterable[Event], background: Background) -> Iterator[Disagreement]:
    """One harm on one day in one place, put down to different sides by different sources."""
    by_id = {claim.id: claim for claim in claims}
    deeds: dict[tuple[str, str, str], list[Event]] = {}
    for event in events:
        if event.place and event.agents and event.targets and event.first is not None and event.first == event.last:
            deeds.setdefault((event.kind, event.place, str(event.first)), []).append(event)
    for _, same in sorted(deeds.items()):
        for one, other in combinations(same, 2):
            if one.targets != other.targets or set(one.sources) & set(other.sources):
                continue
            if set(one.agents) & set(other.agents) or not _one_deed(one, other, by_id):
                continue
            sentence = (
                f"{_happening(one, doer=False)}: put down to {listed(one.agents)} by {listed(one.sources)}; "
                f"to {listed(other.agents)} by {listed(other.sources)}."
            )
            ids = (*one.claims, *other.claims)
            yield disagreement("attribution", sentence, [by_id[one] for one in ids if one in by_id])


def _one_deed(one: Event, other: Event, by_id: dict[str, Claim]) -> bool:
    """Is the same number of the same people affected, so that two deeds are unlikely?"""
    counts = []
    for event in (one, other):
        quantities = [by_id[c].quantity for c in event.claims if c in by_id]
        counts.append({(q.best, q.low) for q in quantities if q is not None})
    return bool(counts[0] & counts[1])


def refused_blame(claims: list[Claim], background: Background) -> Iterator[Disagreement]:
    """Who is accused denies it, in the same dispatch and close by."""
    accused: dict[tuple[str, str], list[Claim]] = {}
    for claim in claims:
        if claim.kind == "accuse" and claim.target is not None and claim.target.id and claim.content:
            accused.setdefault((background.original(claim), claim.target.id), []).append(claim)
    for claim in claims:
        if claim.kind != "deny" or claim.agent is None or not claim.agent.id:
            continue
        for charge in accused.get((background.original(claim), claim.agent.id), []):
            if charge.dispatch == claim.dispatch and 0 < _at(claim) - _at(charge) <= _NEAR:
                sentence = (
                    f"{claim.agent.name}: accused by {_accuser(charge)} (“{charge.content}”); "
                    f"denied by {claim.agent.name}."
                )
                yield disagreement("attribution", sentence, (charge, claim))


def _at(claim: Claim) -> int:
    return min((piece.start for piece in claim.evidence.get("kind", ()) if piece.part == "text"), default=0)


def _accuser(claim: Claim) -> str:
    return claim.agent.name if claim.agent is not None else claim.source.chain[0].name


def refuted(claims: list[Claim], background: Background) -> Iterator[Disagreement]:
    """What one source asserts and another denies: the same kind of deed, by parties that may be the same, there and then."""
    rules = background.rules
    asserted: dict[tuple[str, str], list[Claim]] = {}
    denied: list[tuple[str, str, Claim]] = []
    for claim in claims:
        if claim.kind in rules.never or claim.place is None:
            continue
        where = claim.place.place
        not_so = (claim.modality == "denied") != (claim.polarity == "negative")
        if not_so and claim.modality in ("denied", "actual"):
            if claim.source.outlet_voice or (claim.source.chain and claim.source.chain[0].id):
                denied.append((claim.kind, where.id, claim))
        elif claim.modality == "actual":
            for id in dict.fromkeys((where.id, where.within or where.id)):
                asserted.setdefault((claim.kind, id), []).append(claim)
    for kind, place, denial in denied:
        kinds = rules.denies.get(kind, (kind,))
        against = [c for k in kinds for c in asserted.get((k, place), []) if _same_deed(c, denial, background)]
        if against:
            sayers = listed(sorted({background.source_name(c) for c in against}))
            day = max((str(c.when.last) for c in against if c.when and c.when.last), default="")
            known = denial if denial.agent is None or denial.agent.id else replace(denial, agent=against[0].agent)
            what = f"{_deed(known)}{day and f', {day}'}"
            sentence = f"{what}: asserted by {sayers}; denied by {background.source_name(denial)}."
            yield disagreement("occurrence", sentence, [*against, denial])


def _same_deed(claim: Claim, denial: Claim, background: Background) -> bool:
    if background.source(claim) == background.source(denial):
        return False
    told, denied = background.said(claim), background.said(denial)
    day = claim.when.last if claim.when is not None and claim.when.first is not None else told
    if day is None or denied is None or not timedelta(0) <= denied - day <= timedelta(days=_DENIAL_DAYS):
        return False  # nobody denies today what happens tomorrow
    # "Russia denied bombing the town" contradicts who says that Russia did, not who says that it was bombed.
    if denial.agent is not None and denial.agent.id and (claim.agent is None or claim.agent.id is None):
        return False
    return _may_be_same(claim.agent, denial.agent, background) and _may_be_same(claim.target, denial.target, background)


def _may_be_same(one: Party | None, other: Party | None, background: Background) -> bool:
    """Nobody known contradicts nobody; two named parties must be of one side."""
    if one is None or other is None or one.id is None or other.id is None:
        return True
    if {one.kind, other.kind} & background.rules.leaders:
        return one.id == other.id  # a minister who has not left says nothing of his side's troops
    return background.side(one) == background.side(other) or fold(one.words) == fold(other.words)


def _deed(claim: Claim) -> str:
    agent = f"{claim.agent.name}: " if claim.agent else ""
    target = f" → {claim.target.name}" if claim.target else ""
    where = f" in {claim.place.place.name}" if claim.place else ""
    return f"{agent}{claim.kind.replace('_', ' ')}{target}{where}"


def _happening(event: Event, *, doer: bool = True) -> str:
    agents, targets = listed(event.agents), listed(event.targets)
    what = f"{agents}: {event.kind.replace('_', ' ')}" if agents and doer else event.kind.replace("_", " ")
    whom = f" → {targets}" if targets else ""
    where = f" in {event.place_name}" if event.place_name else ""
    day = f", {event.last}" if event.last else ""
    return f"{what}{whom}{where}{day}"
