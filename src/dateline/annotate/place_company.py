"""Company: the names of one dispatch tell where it is about, each in proportion to how few places it may mean.

"Blossom", "Hugo" and "Lamar County" each mean several places; one stretch of land has all three. Votes are counted by
cells of one degree, by first-order area and by country; a name's own vote never counts for itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

from dateline.annotate.place_context import Name
from dateline.annotate.place_home import Home
from dateline.knowledge.folding import fold
from dateline.model.world import Place

#: Names looked at, so that long dispatches stay linear; a name with more doubt than this has no vote.
_MOST_NAMES, _MOST_DOUBT = 150, 1.5
#: What the place of the outlet and that of the dateline weigh, against 1 for a name of the text.
_OUTLET, _LINE = 1.5, 1.5
#: What a place has of the vote of a home when no name of the text lies near it.
_ALONE = 0.05
_WIDE = frozenset({"country", "continent", "region", "water", "river"})
#: An area whose circle is no wider than this, in kilometres, also speaks for the land around its point.
_SMALL_AREA = 120.0

Share = tuple[Place, float]
Cell = tuple[int, int]
Key = TypeVar("Key", bound=Hashable)


class Company:
    """The votes of one dispatch. `countries`: their share of the votes, [0, 1], by code. `home`: ids of
    the places that outlet and dateline may be named after.
    """

    def __init__(self, names: Sequence[Name], home: Home, weights: Mapping[str, float]) -> None:
        self.home = frozenset(place.id for place in (*home.outlet, *home.line))
        voters: dict[str, tuple[Place, ...]] = {}
        for name in names:
            if len(voters) < _MOST_NAMES and name.score >= 1.0 and name.doubt <= _MOST_DOUBT and not name.variant:
                voters.setdefault(fold(name.text), name.candidates)
        countries = _countries([_shares(places, weights) for places in voters.values()], weights)
        shares = {text: _shares(places, countries) for text, places in voters.items()}
        self._cells: defaultdict[Cell, dict[str, float]] = defaultdict(dict)
        self._count(shares)
        homes = self._drawn(home.outlet, _OUTLET) + self._drawn(home.line, _LINE)
        self._count({"": homes})
        votes = [*homes, *(share for one in shares.values() for share in one)]
        self.countries = _portions((place.country or "", weight) for place, weight in votes)
        self._areas: defaultdict[tuple[str, str], defaultdict[str, float]] = defaultdict(lambda: defaultdict(float))
        self._voices: dict[str, float] = {}
        for text, one in ({"": homes} | shares).items():
            self._voices[text] = sum(weight for _, weight in one)
            for place, weight in one:
                self._areas[place.country or "", place.admin1 or ""][text] += weight

    def _count(self, shares: Mapping[str, Sequence[Share]]) -> None:
        for text, one in shares.items():
            for place, weight in one:
                if place.kind != "admin1" or (place.radius_km or 0.0) <= _SMALL_AREA:
                    for cell in _cells(place):
                        votes = self._cells[cell]
                        votes[text] = max(votes.get(text, 0.0), weight) if text else votes.get(text, 0.0) + weight

    def _drawn(self, places: Sequence[Place], weight: float) -> list[Share]:
        """The vote of a home, divided among the places that it may be: those near the names of the text get most of it."""
        pull = [_ALONE + self.near(place, "") for place in places]
        return [(place, weight * part / sum(pull)) for place, part in zip(places, pull, strict=True)]

    def share(self, place: Place, text: str) -> float:
        """The part, [0, 1], that a place's first-order area has of the votes of names other than `text`."""
        own = fold(text)
        total = sum(self._voices.values()) - self._voices.get(own, 0.0)
        votes = self._areas.get((place.country or "", place.admin1 or ""))
        if votes is None or place.admin1 is None or total <= 0:
            return 0.0
        return (sum(votes.values()) - votes.get(own, 0.0)) / total

    def near(self, place: Place, text: str) -> float:
        """The votes of names other than `text` for the land around a place (one degree, about 100 km, or a little more)."""
        centre = _cell(place)
        votes = self._cells.get(centre) if centre is not None else None
        if votes is None:
            return 0.0
        return sum(weight for name, weight in votes.items() if name != fold(text))


def _shares(places: Sequence[Place], weights: Mapping[str, float]) -> list[Share]:
    """A name's one vote, divided among the places it may mean: inhabitants and the countries spoken of weigh."""
    if not places or places[0].kind in _WIDE:
        return []
    known = fold(places[0].name)
    parts: list[Share] = []
    for place in places:
        usual = 2.0 if fold(place.name) == known else 1.0
        if place.kind not in _WIDE:
            parts.append(
                (place, usual * (place.population + 300) ** 0.5 * (0.1 + weights.get(place.country or "", 0.0)))
            )
    total = sum(part for _, part in parts)
    return [(place, part / total) for place, part in parts]


def _countries(shares: Iterable[Sequence[Share]], weights: Mapping[str, float]) -> dict[str, float]:
    counted = _portions((place.country or "", weight) for one in shares for place, weight in one)
    return {code: 0.5 * weights.get(code, 0.0) + 0.5 * part for code, part in counted.items()}


def _portions(votes: Iterable[tuple[Key, float]]) -> dict[Key, float]:
    counted: defaultdict[Key, float] = defaultdict(float)
    for key, weight in votes:
        counted[key] += weight
    total = sum(counted.values()) or 1.0
    return {key: weight / total for key, weight in counted.items()}


def _cell(place: Place) -> Cell | None:
    if place.latitude is None or place.longitude is None:
        return None
    return int(place.latitude + 90), int(place.longitude + 180)


def _cells(place: Place) -> Iterable[Cell]:
    centre = _cell(place)
    if centre is not None:
        for row in (-1, 0, 1):
            for column in (-1, 0, 1):
                yield centre[0] + row, centre[1] + column
