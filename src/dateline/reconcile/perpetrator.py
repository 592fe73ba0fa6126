"""Who killed, by the claims of one dispatch: the party that a reader holds for the doer of its main incident.

`perpetrator` asks, in this order, and takes the first party that the claims name and the caller knows:

========================================  ==========================================================
whom                                      rule
========================================  ==========================================================
the agent of the toll's own claims        the agent of the toll
the agent of a strike told beside it      the strike beside the toll
the other side of a clash beside it       the other side of the clash
who claimed responsibility                the one who claimed it
the agent of the first strike             the first strike (only where no toll is told)
========================================  ==========================================================

Beside the toll is what stands within `BESIDE` characters of it; what a title tells stands before the first. Who is a victim
of the toll is never its perpetrator. Planned, denied and negated claims do not count.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass

from dateline.model.claim import Claim, Party
from dateline.reconcile.main_toll import main_toll

BESIDE = 300
_DEADLY = ("kill", "execute")
_STRIKES = frozenset(
    ["airstrike", "shelling", "missile_strike", "drone_strike", "bombing", "shooting", "attack", "offensive"]
)
_CLASHES = frozenset(["clash", "repel", "offensive"])
_MODALITIES = ("actual", "possible")


@dataclass(frozen=True, slots=True)
class Perpetrator:
    """The party, the id of the claim that names it, and the rule (first column above, in words)."""

    party: Party
    claim: str
    rule: str


def perpetrator(
    claims: Iterable[Claim], *, known: Callable[[Party], Hashable | None] | None = None
) -> Perpetrator | None:
    """Who killed in the main incident of ONE dispatch; None where its claims do not tell.

    `known` gives the class that a party counts in, None for parties that do not count; without it, a party with an id
    counts as itself. Two parties of one class are the same to it: neither is then the other side of a clash.
    """
    ask = known or (lambda party: party.id)
    told = [claim for claim in claims if claim.polarity == "positive" and claim.modality in _MODALITIES]
    lead = _lead(told)
    for claim in lead:
        if claim.agent is not None and ask(claim.agent) is not None:
            return Perpetrator(claim.agent, claim.id, "the agent of the toll")
    victims = {ask(claim.target) for claim in lead if claim.target is not None} - {None}
    for claim in lead[:2]:
        beside = _beside(_at(claim), (one for one in told if one not in lead))
        found = _striker(beside, victims, ask) or _other_side(beside, victims, ask)
        if found is not None:
            return found
    for claim in told:
        if claim.kind == "claim_responsibility" and claim.agent is not None and ask(claim.agent) is not None:
            return Perpetrator(claim.agent, claim.id, "the one who claimed it")
    if not lead:
        found = _striker(sorted(told, key=lambda one: (_at(one), one.id)), victims, ask)
        return found and Perpetrator(found.party, found.claim, "the first strike")
    return None


def _lead(told: Sequence[Claim]) -> list[Claim]:
    """The claims of the toll: the one told first, those of `main_toll`, and others with one of their figures."""
    counted = sorted(
        (
            claim
            for claim in told
            if claim.kind in _DEADLY and claim.modality == "actual" and _figure(claim) is not None
        ),
        key=lambda claim: (claim.quantity is not None and claim.quantity.cumulative, _at(claim), claim.id),
    )
    main = main_toll(told)
    wanted = set(main.claims) if main is not None else set()
    lead = counted[:1] + [claim for claim in counted[1:] if claim.id in wanted]
    figures = {_figure(claim) for claim in lead}
    return lead + [claim for claim in counted if _figure(claim) in figures and claim not in lead]


def _beside(at: int, claims: Iterable[Claim]) -> list[Claim]:
    """The claims within reach of an offset, the nearest first."""
    near = [(abs(_at(claim) - at), claim.id, claim) for claim in claims]
    return [claim for away, _, claim in sorted(near, key=lambda one: one[:2]) if away <= BESIDE]


def _striker(
    claims: Sequence[Claim], victims: set[Hashable | None], ask: Callable[[Party], Hashable | None]
) -> Perpetrator | None:
    for claim in claims:
        kind = ask(claim.agent) if claim.kind in _STRIKES and claim.agent is not None else None
        if claim.agent is not None and kind is not None and kind not in victims:
            return Perpetrator(claim.agent, claim.id, "the strike beside the toll")
    return None


def _other_side(
    claims: Sequence[Claim], victims: set[Hashable | None], ask: Callable[[Party], Hashable | None]
) -> Perpetrator | None:
    if not victims:
        return None
    for claim in claims:
        for party in (claim.agent, claim.target) if claim.kind in _CLASHES else ():
            kind = ask(party) if party is not None else None
            if party is not None and kind is not None and kind not in victims:
                return Perpetrator(party, claim.id, "the other side of the clash")
    return None


def _figure(claim: Claim) -> int | float | None:
    if claim.quantity is None:
        return None
    return claim.quantity.best if claim.quantity.best is not None else claim.quantity.low


def _at(claim: Claim) -> int:
    """Where the claim is told in the text; 0 for one that the title alone tells."""
    return min((mark.start for mark in claim.evidence.get("kind", ()) if mark.part == "text"), default=0)
