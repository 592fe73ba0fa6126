"""The place of the incident that one dispatch is about, and the first-order area that it lies in.

A dispatch names many places: of its incident, of others that day, of speakers and of history. `main_place` counts votes, first
of claims for countries, then for the first-order areas (provinces, governorates, states) of the country that has most, and gives the
place of that area that has most:

==============================================  ===================================================================
vote                                            weighs
==============================================  ===================================================================
a place of the claims that the main toll is of  most
a place of another actual claim of harm         more than one of combat
a name in the text, meant as a place            least; half where it only qualifies ("the Aleppo offensive")
==============================================  ===================================================================

What stands in the title or the lead weighs several times what stands at the end. Nothing is made up: where no place of the
country has an area, `admin1` is None.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dateline.model.claim import Claim
from dateline.model.marks import PlaceMark
from dateline.model.world import Place
from dateline.reconcile.main_toll import main_toll

_HARM = frozenset({"kill", "injure", "execute", "missing", "abduct", "displace", "destroy"})
_COMBAT = frozenset(
    {"airstrike", "shelling", "missile_strike", "drone_strike", "bombing", "shooting", "attack", "clash", "offensive",
     "seize", "enter", "besiege", "intercept"}
)  # fmt: skip
_TOLL, _HARMED, _FOUGHT, _NAMED, _QUALIFIED = 4.0, 1.5, 1.0, 1.0, 0.5
#: Where it is asked which country a dispatch is about, the name of a capital weighs less: speakers sit there.
_SEAT = 0.5
#: The share of the text that is its lead, and what the end of the text weighs against 1 for the lead.
_LEAD, _END = 0.1, 0.1
#: Characters of a headline and of the first sentence, and what a place in them weighs.
_HEAD, _HEADED = 160, 2.0
_WIDE = frozenset({"country", "region", "admin1", "water", "river", "continent", "unknown"})


@dataclass(frozen=True, slots=True)
class MainPlace:
    """Where a dispatch's incident happened: `place` as exact as it is told, `admin1` the name of its first-order area.

    `country`: ISO 3166-1 alpha-2. `claims`: ids of the claims that speak for the area. `share`: of the votes of the country.
    """

    place: Place
    admin1: str | None
    country: str | None
    claims: tuple[str, ...]
    share: float


@dataclass(frozen=True, slots=True)
class _Vote:
    """`weight`: by where it stands in the text; `ever`: wherever it stands, as countries are counted."""

    place: Place
    weight: float
    ever: float
    claim: str | None = None

    @property
    def area(self) -> str:
        return self.place.admin1 or (self.place.name if self.place.kind == "admin1" else "")


def main_place(claims: Iterable[Claim], marks: Sequence[PlaceMark], *, length: int) -> MainPlace | None:
    """The place that ONE dispatch is about; None where it names none.

    `marks`: the place marks of its annotation; `length`: characters of what is read.
    """
    votes = [*_of_claims(list(claims), length), *_of_names(marks, length)]
    if not votes:
        return None
    country = _most((vote.place.country, vote.ever) for vote in votes if vote.place.country) or ""
    votes = [vote for vote in votes if (vote.place.country or "") == country]
    area = _most((vote.area, vote.weight) for vote in votes if vote.area) or ""
    inside = [vote for vote in votes if vote.area == area]
    id = _most((vote.place.id, vote.weight * (1.0 if vote.place.kind in _WIDE else 2.0)) for vote in inside)
    return MainPlace(
        place=next(vote.place for vote in inside if vote.place.id == id),
        admin1=area or None,
        country=country or None,
        claims=tuple(sorted({vote.claim for vote in inside if vote.claim is not None})),
        share=round(sum(vote.weight for vote in inside) / sum(vote.weight for vote in votes), 3),
    )


def _of_claims(claims: Sequence[Claim], length: int) -> list[_Vote]:
    told = [claim for claim in claims if claim.modality == "actual" and claim.polarity == "positive"]
    toll = main_toll(told)
    votes: list[_Vote] = []
    for claim in told:
        if claim.place is None:
            continue
        weight = _HARMED if claim.kind in _HARM else _FOUGHT if claim.kind in _COMBAT else 0.0
        if toll is not None and claim.id in toll.claims:
            weight += _TOLL
        if weight:
            votes.append(_Vote(claim.place.place, weight * _early(_at(claim), length), weight, claim.id))
    return votes


def _of_names(marks: Sequence[PlaceMark], length: int) -> list[_Vote]:
    votes: list[_Vote] = []
    for mark in marks:
        weight = {"literal": _NAMED, "associative": _QUALIFIED}.get(mark.use, 0.0)
        if weight:
            seat = _SEAT if mark.place.kind == "capital" else 1.0
            votes.append(_Vote(mark.place, weight * _early(mark.start, length), weight * seat))
    return votes


def _most(votes: Iterable[tuple[str | None, float]]) -> str | None:
    """The key with the most votes, the first of equals; None without votes."""
    counted: defaultdict[str, float] = defaultdict(float)
    for key, weight in votes:
        counted[key or ""] += weight
    return max(counted, key=lambda key: counted[key]) if counted else None


def _early(at: int, length: int) -> float:
    """More in the headline, 1 in the lead, falling evenly to the end of the text."""
    if at < _HEAD:
        return _HEADED
    share = at / max(1, length)
    return 1.0 if share <= _LEAD else 1.0 - (1.0 - _END) * (share - _LEAD) / (1.0 - _LEAD)


def _at(claim: Claim) -> int:
    spans = claim.evidence.get("place", ()) or claim.evidence.get("kind", ())
    return min((item.start if item.part == "text" else 0 for item in spans), default=0)
