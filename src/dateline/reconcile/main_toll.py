"""The toll of the incident that one dispatch is about, from its claims.

A dispatch names many figures: of its incident, of others that day, of the war so far. `main_toll` says which of them a
reader takes away. It begins with the figure told first, in headline or lead, and goes on to a later one only where that
tells the same toll better:

===========================================  ==============================  ===================================
what stands later                            the toll becomes                rule
===========================================  ==============================  ===================================
"at least 51" after "more than 50"           the finer figure                a finer figure
"four schoolchildren were among eight dead"  the whole with that part        the whole of the figure told first
"bringing the toll to 61"                    the newer total                 a newer total
"ten children and five women were killed"    their sum, with both as parts   sum of the sufferers of one verb
nothing better                               as it is                        the figure told first
===========================================  ==============================  ===================================

Figures of another kind of scope stay out: running totals ("since 2011", "the war has killed"), planned, denied and negated
claims, and vague words wherever a figure is given. Never is the largest figure taken because it is the largest.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from dateline.knowledge.generics import Generics, load_generics
from dateline.model.claim import Claim
from dateline.model.quantity import Number, Quantity, QuantityPart

#: Kinds whose quantity is people killed.
_DEADLY = ("kill", "execute")
_ARMED = frozenset({"state_forces", "rebel_group", "political_militia", "identity_militia", "external_forces"})
#: How far beyond the round figure of "more than 200" the exact one may lie; "nearly 40" may fall as far short.
_SLACK = 1.35
#: A total that is so many times the figure of the incident is of something else.
_GROWTH = 8
_TOTALS = ("toll", "total", "tally", "number")


@dataclass(frozen=True, slots=True)
class MainToll:
    """The toll of a dispatch's main incident: `quantity` in people killed, the ids of the claims it rests on, the rule.

    `civilians`, `armed`: the same figure split by who died where the words say it (best value, else the low, else the high
    end); both None where nothing does, and then `quantity` is all there is.
    """

    quantity: Quantity
    claims: tuple[str, ...]
    rule: str
    civilians: Number | None = None
    armed: Number | None = None

    @property
    def figure(self) -> Number:
        """One number for the toll: its best value, else its low end, else its high end."""
        return figure(self.quantity)


@dataclass(frozen=True, slots=True)
class _Told:
    """The figure of one verb, with the claims that carry it, in the order of the text."""

    claims: tuple[Claim, ...]
    quantity: Quantity
    at: tuple[int, int]


def main_toll(claims: Iterable[Claim]) -> MainToll | None:
    """The toll of the main incident of ONE dispatch, None where its claims give no figure of people killed."""
    told = _told(claims)
    lead = next((one for one in told if not _vague(one.quantity)), told[0] if told else None)
    if lead is None:
        return None
    rule = "sum of the sufferers of one verb" if len(lead.claims) > 1 else "the figure told first"
    for one in told:
        if one.at <= lead.at:
            continue
        for name, fits in _BETTER:
            if fits(one, lead):
                lead, rule = one, name
                break
    lead = _with_parts(lead, told)
    armed, civilians = _split(lead)
    return MainToll(lead.quantity, tuple(sorted(claim.id for claim in lead.claims)), rule, civilians, armed)


def _with_parts(lead: _Told, told: Sequence[_Told]) -> _Told:
    """The lead with the parts that another sentence gives of the same figure."""
    if lead.quantity.parts:
        return lead
    whole = figure(lead.quantity)
    for one in told:
        if one is not lead and len(one.claims) == 1 and one.quantity.parts and figure(one.quantity) == whole:
            return replace(lead, quantity=replace(lead.quantity, parts=one.quantity.parts))
    return lead


def figure(quantity: Quantity | QuantityPart) -> Number:
    """One number for a quantity: its best value, else its low end, else its high end."""
    return next((value for value in (quantity.best, quantity.low, quantity.high) if value is not None), 0)


def _told(claims: Iterable[Claim]) -> list[_Told]:
    """The figures of the dead in the order in which they are told, those of one verb together."""
    found = sorted((claim for claim in claims if _counts(claim)), key=lambda claim: (_first(claim), claim.id))
    groups: list[list[Claim]] = []
    for claim in found:
        group = next((g for g in groups if _verbs(g[0]) & _verbs(claim)), None)
        if group is None:
            groups.append([claim])
        elif all(_apart(claim, other) for other in group):
            group.append(claim)
    return [_Told(tuple(group), _sum(group), _first(group[0])) for group in groups]


def _counts(claim: Claim) -> bool:
    quantity = claim.quantity
    return (
        claim.kind in _DEADLY
        and claim.modality == "actual"
        and claim.polarity == "positive"
        and quantity is not None
        and not (quantity.cumulative and _long(quantity))
    )


def _long(quantity: Quantity) -> bool:
    """Is the period longer than one incident takes, or without a known start?"""
    return quantity.first is None or quantity.last is None or (quantity.last - quantity.first).days > 7


def _verbs(claim: Claim) -> set[tuple[str, int]]:
    return {(mark.part, mark.start) for mark in claim.evidence.get("kind", ())}


def _first(claim: Claim) -> tuple[int, int]:
    marks = claim.evidence.get("kind", ())
    return min(((int(mark.part != "title"), mark.start) for mark in marks), default=(2, 0))


def _apart(one: Claim, other: Claim) -> bool:
    """Are two figures of one verb of different people, with an end each?"""
    mine, theirs = one.quantity, other.quantity
    assert mine is not None
    assert theirs is not None
    if _vague(mine) or _vague(theirs) or (mine.low, mine.best, mine.of) == (theirs.low, theirs.best, theirs.of):
        return False
    spans = [
        {(mark.part, mark.start) for mark in claim.evidence.get("quantity", ()) if mark.rule != "cause"}
        for claim in (one, other)
    ]
    return not spans[0] & spans[1]


def _sum(group: Sequence[Claim]) -> Quantity:
    quantities = [claim.quantity for claim in group if claim.quantity is not None]
    first = quantities[0]
    if len(quantities) == 1:
        return first

    def total(name: str) -> Number | None:
        values = [getattr(quantity, name) for quantity in quantities]
        return None if None in values else sum(values)

    parts = tuple(
        QuantityPart(q.low, q.best, q.high, q.of or (claim.target.words if claim.target else "people"))
        for claim, q in zip(group, quantities, strict=True)
    )
    hedge = next((quantity.hedge for quantity in quantities if quantity.hedge), None)
    return replace(first, low=total("low"), best=total("best"), high=total("high"), of=None, hedge=hedge, parts=parts)


def _vague(quantity: Quantity) -> bool:
    """ "Dozens", "several", a bare plural: no figure in the words."""
    return quantity.best is None and quantity.low is not None and (quantity.high is None or quantity.hedge is not None)


def _further(one: _Told) -> bool:
    """ "Another 27", "a further three": added to what was told before."""
    hedge = (one.quantity.hedge or "").lower()
    return hedge.startswith(("another", "a further", "an additional", "additional", "yet another")) or hedge == "more"


def _contains(one: _Told, lead: _Told) -> bool:
    """Is the lead's figure a part of this whole ("four schoolchildren were among eight people")?"""
    value = figure(lead.quantity)
    return figure(one.quantity) > value and any(figure(part) == value for part in one.quantity.parts)


def _finer(one: _Told, lead: _Told) -> bool:
    """Does this figure say more exactly what the lead says with a round number and a hedge?"""
    rough, fine = lead.quantity, one.quantity
    if _vague(fine) or _further(one) or rough.hedge is None or not _same_place(one, lead):
        return False
    value, known = figure(fine), figure(rough)
    if _vague(rough):
        return rough.low is not None and rough.low <= value <= (rough.high or 10 * rough.low)
    if known % 5 and rough.low is not None:
        return False
    if rough.low is not None and rough.high is None:
        return known < value <= known * _SLACK
    return known / _SLACK <= value <= (known if rough.low is None and rough.high is not None else known * _SLACK)


def _newer(one: _Told, lead: _Told) -> bool:
    """Is this the total that the toll of the incident has come to?"""
    words = " ".join(
        mark.quote.lower() for claim in one.claims for mark in claim.evidence.get("kind", ()) if mark.part != "title"
    )
    total = any(word in words for word in _TOTALS)
    value, known = figure(one.quantity), figure(lead.quantity)
    return total and not _vague(one.quantity) and known < value <= known * _GROWTH and _same_place(one, lead)


def _same_place(one: _Told, lead: _Told) -> bool:
    here = {claim.place.place.id for claim in one.claims if claim.place}
    there = {claim.place.place.id for claim in lead.claims if claim.place}
    countries = {
        claim.place.place.id
        for claim in (*one.claims, *lead.claims)
        if claim.place and claim.place.precision == "country"
    }
    return not here or not there or bool(here & there) or bool((here | there) & countries)


def _split(lead: _Told) -> tuple[Number | None, Number | None]:
    """(armed, civilians) of the toll, as far as the words tell who died."""
    whole = figure(lead.quantity)
    if len(lead.claims) == 1:
        target, of = lead.claims[0].target, lead.quantity.of
        if (target is not None and target.kind in _ARMED) or is_armed(of or ""):
            return whole, 0
        if "civilian" in (of or ""):
            return 0, whole
    armed = [figure(part) for part in lead.quantity.parts if is_armed(part.of)]
    civil = [figure(part) for part in lead.quantity.parts if "civilian" in part.of]
    if armed and civil:
        return (sum(armed), sum(civil)) if sum(armed) + sum(civil) == whole else (None, None)
    if armed and sum(armed) <= whole:
        return sum(armed), whole - sum(armed)
    if civil and sum(civil) <= whole:
        return whole - sum(civil), sum(civil)
    return None, None


def is_armed(words: str) -> bool:
    """Do the words name people who bear arms ("police officers", "rebel fighters")?"""
    generics, found = _generics(), words.lower().split()
    for first in range(len(found)):
        noun = generics.nouns.get(tuple(found[first:]))
        if noun is not None:
            group = noun.body or noun.group
            return group is not None and group.kind in _ARMED
    return bool(found) and found[-1] in generics.armed


_BETTER = (
    ("the whole of the figure told first", _contains),
    ("a finer figure", _finer),
    ("a newer total", _newer),
)


@lru_cache(maxsize=1)
def _generics() -> Generics:
    return load_generics()
