"""Who and where: actors with their dated relations, and places."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

#: ACLED's eight actor types (codebook section 1.3) and what a ledger of speech needs beside them.
ActorKind = Literal[
    "state_forces", "rebel_group", "political_militia", "identity_militia", "rioters", "protesters", "civilians",
    "external_forces", "government", "state", "office_holder", "person", "organisation", "intergovernmental",
    "aid_agency", "monitor", "outlet", "class", "perspective", "unknown",
]  # fmt: skip

RelationKind = Literal[
    "leads", "part_of", "backs", "allied_with", "opposes", "speaks_for", "based_in", "related_to", "office"
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Relation:
    """A tie from the actor that carries it to another: hts `opposes` gov:SY, from first to last (None: open).

    `leads` and `speaks_for` are carried by the person; `backs` by the backer; `office` names a post in `note`.
    A tie that has ended ("formerly") is one with a `last` day, or with `ended` where the day is unknown.
    """

    kind: RelationKind
    other: str
    first: date | None = None
    last: date | None = None
    ended: bool = False
    note: str = ""

    def holds(self, day: date | None) -> bool:
        """Does the tie hold on that day? Without a day: does it still?"""
        if day is None:
            return not self.ended and self.last is None
        return (self.first is None or self.first <= day) and (not self.ended if self.last is None else day <= self.last)


@dataclass(frozen=True, slots=True)
class Actor:
    """Anyone who acts, suffers or speaks.

    `id`: the key of a knowledge file ("hts"), a generated one ("army:SY", "gov:SY", "rebels:SY"), or for those new from
    a text "new:" and the folded name ("new:hassan-abdul-ghani"). `country`: ISO 3166-1 alpha-2. `side`: the key of the
    side in its conflict ("syria-opposition"). `plural_class`: a class of people, not a body that can be named.
    """

    id: str
    name: str
    kind: ActorKind
    country: str | None = None
    names: tuple[str, ...] = ()
    side: str | None = None
    relations: tuple[Relation, ...] = ()
    private: bool = False


PlaceKind = Literal[
    "site", "neighbourhood", "village", "town", "city", "capital", "district", "admin1", "country", "region",
    "water", "river", "crossing", "continent", "unknown",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """A gazetteer entry, or a place that the text names and no gazetteer has (then without coordinates).

    `id`: "gn:170017" (GeoNames), "co:SY" (country), "a1:SY.35" (first-order area), "dl:..." (own supplement), "new:..."
    (from the text). `country`: ISO 3166-1 alpha-2; `admin1`: name of the first-order area. `within`: the id of the named
    place that it was said to lie in. `radius_km`: how far the point may be from the spot, None where unknown.
    """

    id: str
    name: str
    kind: PlaceKind
    country: str | None = None
    admin1: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    population: int = 0
    names: tuple[str, ...] = ()
    within: str | None = None
    radius_km: float | None = None
