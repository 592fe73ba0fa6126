"""Where sources cannot both be right: each a sentence that a reader understands, tied to its claims.

Four kinds so far: figures of one scope whose ranges do not meet (and totals that fall), two holders of one place on
one day, happenings that somebody denies, and one deed put down to different sides. Nothing is decided here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from dateline.model.claim import Claim
from dateline.model.outcome import Disagreement, Event, Figure, Toll
from dateline.reconcile.background import Background, key, listed, says
from dateline.reconcile.control import sightings

_NOWHERE = Background()
#: Beyond so many pairs in one scope a reader is served by the toll itself.
_MOST_PAIRS = 12
_SMALL = ("site", "town", "near", "district")


def disagreements(
    claims: Iterable[Claim], *, tolls: Iterable[Toll], events: Iterable[Event], background: Background = _NOWHERE
) -> tuple[Disagreement, ...]:
    """All disagreements, sorted by kind and sentence."""
    every = sorted(claims, key=lambda claim: claim.id)
    background = background.learn(every)
    by_id = {claim.id: claim for claim in every}
    found = [
        *(one for toll in tolls for one in _figures(toll, by_id)),
        *_holders(every, background),
        *(one for event in events for one in _occurrence(event, by_id, background)),
        *_attribution(events, by_id, background),
    ]
    unique = {one.id: one for one in found}
    return tuple(sorted(unique.values(), key=lambda one: (one.kind, one.sentence, one.id)))


def _figures(toll: Toll, by_id: Mapping[str, Claim]) -> list[Disagreement]:
    """Pairs that cannot both be right. Of one incident only: a day, and a place no larger than a district."""
    found: list[Disagreement] = []
    what = toll.unit if toll.of is None else f"{toll.unit} ({toll.of})"
    where = f" in {toll.place_name}" if toll.place_name else ""
    figures = toll.figures
    for at, one in enumerate(figures):
        for other in figures[at + 1 :]:
            if len(found) >= _MOST_PAIRS:
                return found
            if toll.cumulative and one.source == other.source:
                if _falls(one, other):
                    found.append(_fall(toll, what, where, one, other))
            elif _apart(one, other) and (
                one.said == other.said if toll.cumulative else _one_incident(toll, by_id, one, other)
            ):
                sentence = (
                    f"{_who(one)} says {_shown(one)}, {_who(other)} says {_shown(other)}: {what}{where}{_period(toll)}."
                )
                found.append(_made("figure", sentence, (one.claim, other.claim)))
    return found


def _one_incident(toll: Toll, by_id: Mapping[str, Claim], one: Figure, other: Figure) -> bool:
    claims = [claim for claim in (by_id.get(one.claim), by_id.get(other.claim)) if claim is not None]
    small = all(claim.place is not None and claim.place.precision in _SMALL for claim in claims)
    dispatches = {claim.dispatch for claim in claims}
    return toll.first is not None and toll.first == toll.last and small and len(dispatches) > 1


def _fall(toll: Toll, what: str, where: str, one: Figure, other: Figure) -> Disagreement:
    sentence = (
        f"{_who(one)} gave {_shown(one)} on {one.said} and {_shown(other)} on {other.said}, "
        f"though a total cannot fall: {what}{where}{_period(toll)}."
    )
    return _made("figure", sentence, (one.claim, other.claim))


def _falls(one: Figure, other: Figure) -> bool:
    if one.said is None or other.said is None or one.said >= other.said:
        return False
    floor = one.low if one.low is not None else one.best
    ceiling = other.high if other.high is not None else other.best
    return floor is not None and ceiling is not None and other.hedge is None and ceiling < floor


def _apart(one: Figure, other: Figure) -> bool:
    """Can no number lie in both ranges? A figure with neither end given is its best number."""
    ranges = []
    for figure in (one, other):
        exact = figure.low is None and figure.high is None
        if exact and figure.hedge is not None:
            return False
        low = figure.best if exact else figure.low
        high = figure.best if exact else figure.high
        ranges.append((low, high))
    (low, high), (low2, high2) = ranges
    return (high is not None and low2 is not None and high < low2) or (
        high2 is not None and low is not None and high2 < low
    )


def _who(figure: Figure) -> str:
    return figure.source


def _shown(figure: Figure) -> str:
    return figure.words or str(figure.best if figure.best is not None else figure.low)


def _period(toll: Toll) -> str:
    if toll.cumulative:
        return f", since {toll.since or toll.first}"
    if toll.first is not None and toll.first == toll.last:
        return f", {toll.first}"
    return f", {toll.first or '…'} to {toll.last or '…'}" if toll.first or toll.last else ""


def _holders(claims: list[Claim], background: Background) -> list[Disagreement]:
    found: list[Disagreement] = []
    for _, seen in sorted(sightings(claims, background=background).items()):
        days: dict[date | None, dict[str, list[Claim]]] = {}
        for sighting in seen:
            if sighting.role in ("gain", "hold"):
                days.setdefault(sighting.day, {}).setdefault(sighting.side, []).append(sighting.claim)
        for day, sides in sorted(days.items(), key=lambda item: str(item[0] or "")):
            sayers = [{background.source(claim) for claim in saying} for saying in sides.values()]
            if len(sides) < 2 or (len(set().union(*sayers)) == 1):
                continue
            parts = []
            for _, saying in sorted(sides.items()):
                sayers_of = says(background.source_name(claim) for claim in saying)
                agent = saying[0].agent
                parts.append(f"{sayers_of} that {agent.name if agent else 'somebody'} holds it")
            place = next(iter(sides.values()))[0].place
            name = place.place.name if place else "A place"
            ids = tuple(sorted(claim.id for saying in sides.values() for claim in saying))
            found.append(_made("control", f"{name}, {day or 'no day given'}: {'; '.join(parts)}.", ids))
    return found


def _occurrence(event: Event, by_id: dict[str, Claim], background: Background) -> list[Disagreement]:
    if event.status != "disputed":
        return []
    claims = [by_id[one] for one in event.claims if one in by_id]
    denying = [claim for claim in claims if claim.modality == "denied" or claim.polarity == "negative"]
    saying = [claim for claim in claims if claim not in denying]
    sentence = (
        f"{says(background.source_name(c) for c in saying)} that it happened, "
        f"{says((background.source_name(c) for c in denying), verb='denies')} it: {_happening(event)}."
    )
    return [_made("occurrence", sentence, event.claims)]


def _attribution(events: Iterable[Event], by_id: dict[str, Claim], background: Background) -> list[Disagreement]:
    """One harm on one day in one place, put down to different sides by different sources."""
    deeds: dict[tuple[str, str, str], list[Event]] = {}
    for event in events:
        if event.place and event.agents and event.targets and event.first is not None and event.first == event.last:
            deeds.setdefault((event.kind, event.place, str(event.first)), []).append(event)
    found: list[Disagreement] = []
    for _, same in sorted(deeds.items()):
        for at, one in enumerate(same):
            for other in same[at + 1 :]:
                if one.targets != other.targets or set(one.sources) & set(other.sources):
                    continue
                if set(one.agents) & set(other.agents) or not _one_deed(one, other, by_id):
                    continue
                sentence = (
                    f"{listed(one.sources)} puts it down to {listed(one.agents)}, "
                    f"{listed(other.sources)} to {listed(other.agents)}: {_happening(one)}."
                )
                found.append(_made("attribution", sentence, tuple(sorted((*one.claims, *other.claims)))))
    return found


def _one_deed(one: Event, other: Event, by_id: dict[str, Claim]) -> bool:
    """Is the same number of the same people affected, so that two deeds are unlikely?"""
    counts = []
    for event in (one, other):
        quantities = [by_id[c].quantity for c in event.claims if c in by_id]
        counts.append({(q.best, q.low) for q in quantities if q is not None})
    return bool(counts[0] & counts[1])


def _happening(event: Event) -> str:
    agents, targets = listed(event.agents), listed(event.targets)
    what = f"{agents}: {event.kind.replace('_', ' ')}" if agents else event.kind.replace("_", " ")
    whom = f" → {targets}" if targets else ""
    where = f" in {event.place_name}" if event.place_name else ""
    day = f", {event.last}" if event.last else ""
    return f"{what}{whom}{where}{day}"


def _made(kind: str, sentence: str, claims: tuple[str, ...]) -> Disagreement:
    ids = tuple(sorted(set(claims)))
    return Disagreement(key("disagreement", kind, sentence, *ids), kind, sentence, ids)  # type: ignore[arg-type]
