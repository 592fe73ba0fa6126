"""Happenings: claims from one or many dispatches that describe the same thing, and how well it is established.

Two claims describe one happening when their kinds are of one family, their place is the same, their times can meet and
their parties do not conflict. That is a first, careful rule: what it is not sure of stays apart. The status (design,
rule 2), the first that fits:

- **disputed**: somebody denies it;
- **conceded**: a side that it hurts says so;
- **corroborated**: two or more independent speakers who gain nothing by it say so;
- **reported**: one of those does;
- **claimed**: only interested parties, or speakers whose interest is not known.

Speech, ties, holding and totals over a period are no happenings.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from dateline.model.claim import Claim, Party
from dateline.model.outcome import Event, Status
from dateline.model.quantity import Number, Quantity
from dateline.reconcile.background import ONE_HAPPENING, Background, fold, key, listed, named_body

_NOWHERE = Background()
_COARSE = ("country", "region", "admin1", "unknown")


@dataclass(frozen=True, slots=True)
class _Seen:
    """One claim as events see it: who does it, who suffers it, and the days between which it happened.

    `turned`: the claim's agent is the one who suffers it ("the army lost the town").
    """

    claim: Claim
    rank: int
    doer: Party | None
    sufferer: Party | None
    agent: str | None
    target: str | None
    turned: bool
    mutual: bool
    coarse: bool
    first: date
    last: date
    timed: bool
    denial: bool


@dataclass(slots=True)
class _Cluster:
    seen: list[_Seen]
    agents: set[str] = field(default_factory=set)
    targets: set[str] = field(default_factory=set)
    first: date = date.min
    last: date = date.max


def events(claims: Iterable[Claim], *, background: Background = _NOWHERE) -> tuple[Event, ...]:
    """The events of all claims, sorted by day, place and kind; the order of the claims does not matter."""
    every = sorted(claims, key=lambda claim: claim.id)
    background = background.learn(every)
    buckets: dict[tuple[str, str], list[_Seen]] = {}
    alone: list[Event] = []
    for claim in every:
        if not _happens(claim, background):
            continue
        seen = _seen(claim, background)
        if seen is None:
            alone += _event(_Cluster([_timeless(claim, background)]), background)
            continue
        family = background.rules.family.get(claim.kind, (claim.kind, 0))[0]
        place = claim.place.place.id if claim.place else ""
        buckets.setdefault((family, place), []).append(seen)
    found = [
        event
        for _, bucket in sorted(buckets.items())
        for cluster in _clusters(bucket, background.rules.longest_days)
        for event in _event(cluster, background)
    ]
    return tuple(sorted([*alone, *found], key=lambda e: (str(e.first or ""), e.place_name or "", e.kind, e.id)))


def _happens(claim: Claim, background: Background) -> bool:
    if claim.kind in background.rules.never or claim.modality not in ("actual", "denied"):
        return False
    return claim.quantity is None or not claim.quantity.cumulative


def _seen(claim: Claim, background: Background) -> _Seen | None:
    """The claim with its days; None when neither it nor its dispatch says when."""
    said = background.said(claim)
    when = claim.when
    slack = timedelta(days=background.rules.undated_days)
    last = (when.last if when is not None else None) or said or (when.first if when is not None else None)
    if last is None:
        return None
    first = (when.first if when is not None else None) or last - slack
    return _make(claim, background, first, max(first, last), timed=when is not None and when.first is not None)


def _timeless(claim: Claim, background: Background) -> _Seen:
    return _make(claim, background, date.min, date.max, timed=False)


def _make(claim: Claim, background: Background, first: date, last: date, *, timed: bool) -> _Seen:
    family, rank = background.rules.family.get(claim.kind, (claim.kind, 0))
    doer, sufferer = claim.agent, claim.target
    turned = family == "takeover" and background.rules.control.get(claim.kind) == "give"
    if turned:
        # What is left ("parts of the city") or set up elsewhere took nothing.
        doer, sufferer = sufferer if sufferer is not None and sufferer.side else None, doer
    elif family == "takeover" and sufferer is not None and not sufferer.side:
        sufferer = None  # what is taken ("the prison"), not from whom
    target = None if sufferer is not None and anybody(sufferer) else background.side(sufferer)
    return _Seen(
        claim, rank, doer, sufferer, background.side(doer), target, turned, claim.kind in background.rules.mutual,
        claim.place is None or claim.place.precision in _COARSE, first, last, timed,
        claim.modality == "denied" or claim.polarity == "negative",
    )  # fmt: skip


def _clusters(bucket: list[_Seen], longest: int) -> list[_Cluster]:
    """Claims of one family and place, put together: those with exact days first, undated ones last."""
    done: list[_Cluster] = []
    index: dict[object, list[int]] = {}
    bucket.sort(key=lambda s: (not s.timed, s.last - s.first, s.first, s.claim.id))
    for seen in bucket:
        slots = _slots(seen, longest)
        candidates = sorted({at for slot in slots for at in index.get(slot, ())})
        fitting = next((done[at] for at in candidates if _fits(seen, done[at])), None)
        if fitting is None:
            fitting = _Cluster([], first=seen.first, last=seen.last)
            for slot in slots:
                index.setdefault(slot, []).append(len(done))
            done.append(fitting)
        fitting.seen.append(seen)
        fitting.agents |= {seen.agent} if seen.agent else set()
        fitting.targets |= {seen.target} if seen.target else set()
        fitting.first, fitting.last = max(fitting.first, seen.first), min(fitting.last, seen.last)
    return done


def _slots(seen: _Seen, longest: int) -> list[object]:
    """Where to look for others: each day that it can have been; for a long stretch only the very same stretch."""
    if (seen.last - seen.first).days > longest:
        return [(seen.first, seen.last)]
    return list(range(seen.first.toordinal(), seen.last.toordinal() + 1))


def _fits(seen: _Seen, cluster: _Cluster) -> bool:
    if seen.last < cluster.first or cluster.last < seen.first:
        return False
    if seen.coarse and not (seen.timed and (seen.first, seen.last) == (cluster.first, cluster.last)):
        return False
    if any(_other_figures(seen, other) for other in cluster.seen):
        return False
    if seen.mutual:
        known = cluster.agents | cluster.targets
        own = {side for side in (seen.agent, seen.target) if side}
        return len(known | own) <= 2
    return (
        (seen.agent is None or not cluster.agents or seen.agent in cluster.agents)
        and (seen.target is None or not cluster.targets or seen.target in cluster.targets)
        and seen.agent not in cluster.targets
        and seen.target not in cluster.agents
        and (not seen.coarse or seen.agent is not None or seen.target is not None)
    )


def _other_figures(one: _Seen, other: _Seen) -> bool:
    """Do their figures speak of two happenings? Sources differ about one, but not by much, and not without a day."""
    mine, theirs = one.claim.quantity, other.claim.quantity
    if mine is None or theirs is None or mine.unit != theirs.unit:
        return False
    first, second = _number(mine), _number(theirs)
    if first is None or second is None or first == second:
        return False
    if one.timed and other.timed and mine.cause == theirs.cause:
        return max(first, second) > ONE_HAPPENING * min(first, second)
    open_ended = (mine.high is None and first < second) or (theirs.high is None and second < first)
    return not open_ended or max(first, second) > ONE_HAPPENING * min(first, second)


def _number(quantity: Quantity) -> Number | None:
    return quantity.best if quantity.best is not None else quantity.low


def _event(cluster: _Cluster, background: Background) -> list[Event]:
    """The cluster as an event; none when nobody says that it happened."""
    saying = [seen for seen in cluster.seen if not seen.denial]
    if not saying:
        return []
    # Who fell back is more telling than a fall in which nobody is named.
    lead = min(saying, key=lambda s: (s.agent is None and s.target is None, s.rank, s.claim.id))
    status, reason = established([s.claim for s in saying], [s.claim for s in cluster.seen if s.denial], background)
    place = lead.claim.place
    timeless = cluster.first == date.min or cluster.last == date.max
    timed = any(s.timed for s in saying)
    claims = sorted(s.claim.id for s in cluster.seen)
    agents, targets = _parties(lead, saying)
    return [
        Event(
            id=key("event", claims[0], lead.claim.kind),
            kind=lead.claim.kind,
            status=status,
            reason=reason,
            claims=tuple(claims),
            agents=agents,
            targets=targets,
            place=place.place.id if place else None,
            place_name=place.place.name if place else None,
            first=cluster.first if timed and not timeless else None,
            last=cluster.last if not timeless else None,
            sources=tuple(sorted({background.source_name(s.claim) for s in saying})),
        )
    ]


def _parties(lead: _Seen, saying: list[_Seen]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Names of those who do it and of those it is done to, seen from the kind of the event."""
    doers: dict[str, list[Party]] = {}
    sufferers: dict[str, list[Party]] = {}
    for seen in saying:
        (doer, agent), (sufferer, target) = (seen.doer, seen.agent), (seen.sufferer, seen.target)
        across = lead.mutual and seen.agent is not None and seen.agent == lead.target
        if lead.turned != across:
            (doer, agent), (sufferer, target) = (sufferer, target), (doer, agent)
        if doer is not None:
            doers.setdefault(agent or fold(doer.name), []).append(doer)
        if sufferer is not None:
            sufferers.setdefault(target or fold(sufferer.name), []).append(sufferer)
    agents, targets = _names(doers), _names(sufferers)
    return agents, tuple(name for name in targets if name not in agents)


def _names(sides: Mapping[str, list[Party]]) -> tuple[str, ...]:
    """Names for each side: of the bodies that are named, and only where none is, of the class ("Syrian rebels")."""
    found: set[str] = set()
    said = [parties for parties in sides.values() if not anybody(parties[0])] or list(sides.values())[-1:]
    for parties in said:
        exact = {party.name for party in parties if named_body(party)}
        found |= exact or {min(party.name for party in parties)}
    return tuple(sorted(found))


def anybody(party: Party) -> bool:
    """ "people": no class of its own, and any class may be meant."""
    return (party.id or fold(party.name)).partition(":")[0] == "people"


def established(saying: list[Claim], denying: list[Claim], background: Background) -> tuple[Status, str]:
    """The status of a happening and the reason in words (design, rule 2)."""
    worths: dict[str, dict[str, str]] = {}
    for claim in saying:
        worths.setdefault(background.worth(claim), {})[background.source(claim)] = background.source_name(claim)
    names = {worth: listed(sorted(set(sources.values()))) for worth, sources in worths.items()}
    if denying:
        deniers = listed(sorted({background.source_name(claim) for claim in denying}))
        said = listed(sorted({background.source_name(claim) for claim in saying}))
        return "disputed", f"said by {said}, denied by {deniers}"
    if "admission" in worths:
        return "conceded", f"admitted by {names['admission']}, against its own side"
    third = worths.get("third", {})
    if len(third) > 1:
        return "corroborated", f"{len(third)} independent sources: {names['third']}"
    if third:
        return "reported", f"reported by {names['third']}"
    if "interest" in worths:
        return "claimed", f"claimed only by {names['interest']}, in its own interest"
    return "claimed", f"said only by {names['unknown']}, whose interest is not known"
