"""Which place a name means: the candidates weighed by what the dispatch says.

Signals, strongest first: containment in the words ("Paris, Texas"), what kind of place the words call it ("Idlib
province"), the countries that the dispatch speaks of, the places that are certain, inhabitants, the usual name.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import log10

from dateline.annotate.place_names import Context, Name
from dateline.knowledge.folding import fold
from dateline.knowledge.places import apart_km
from dateline.model.marks import Annotated
from dateline.model.world import Place

_SETTLED = frozenset({"village", "town", "city", "capital"})
_AREAS = frozenset({"admin1", "region"})
#: Kinds of place -> what the words call them.
_ANSWERS = {
    "city": _SETTLED, "town": _SETTLED, "village": _SETTLED, "admin1": frozenset({"admin1", "region"}),
    "state": frozenset({"admin1", "region", "country"}), "county": frozenset({"admin1", "district", "region"}),
    "neighbourhood": frozenset({"neighbourhood"}), "river": frozenset({"river", "water"}),
    "water": frozenset({"water"}), "island": frozenset({"region", "admin1", "country"}), "mountain": frozenset({"region", "site"}),
    "crossing": frozenset({"crossing", "town", "village"}),
}  # fmt: skip
_NEAR_KM = 150.0
#: A country that shares its name with a place of this many people is decided after the clear names.
_RIVAL_PEOPLE = 1_000_000


def choose(names: Sequence[Name], annotated: Annotated, context: Context) -> None:
    """Fills `chosen` of every name; the same words mean the same place unless words around them say otherwise."""
    wider = _containers(names, annotated)
    sure: list[Place] = []
    order = sorted(range(len(names)), key=lambda k: (_doubt(names[k], wider.get(k)), k))
    meant: dict[tuple[str, str], Place] = {}
    countries = dict(context.weights)
    for k in order:
        name = names[k]
        key = (fold(name.text), _asks(name.kind))
        container = wider.get(k)
        if container is None and key in meant:
            name.chosen = meant[key]
            continue
        around = container.chosen if container is not None else None
        name.chosen = max(
            enumerate(name.candidates),
            key=lambda item: (_weigh(name, item[1], item[0], around, countries, sure), -item[0]),
        )[1]
        meant.setdefault(key, name.chosen)
        if name.score >= 2.0 and len(sure) < 40 and name.chosen.kind not in ("country", "continent"):
            sure.append(name.chosen)
            code = name.chosen.country
            certain = len(name.candidates) == 1 or container is not None or name.chosen.kind == "admin1"
            if code is not None and certain:
                countries[code] = countries.get(code, 0.0) + 0.15


def _asks(kind: str) -> str:
    return kind if kind in ("admin1", "state", "river", "water") else ""


def _doubt(name: Name, container: Name | None) -> float:
    """Names with few meanings are decided first, and lend their certainty to the others."""
    if name.candidates[0].kind in ("country", "continent"):
        rival = name.candidates[1].population if len(name.candidates) > 1 else 0
        return 2.5 if rival >= _RIVAL_PEOPLE else 0.0
    if container is not None:
        return 1.0
    return 2.0 if len(name.candidates) == 1 else 3.0 - min(0.9, name.country_weight)


def _containers(names: Sequence[Name], annotated: Annotated) -> dict[int, Name]:
    """Name -> the name that the words put it in: "Paris, Texas", "Morek in Hama province", "Hama (Syria)"."""
    tokens, found = annotated.tokens, {}
    for k in range(len(names) - 1):
        one, other = names[k], names[k + 1]
        between = [tokens[i].lower for i in range(one.last, other.first)]
        if tokens[one.first].sentence != tokens[other.first].sentence:
            continue
        linked = between in ([","], ["("], [",", "in"], ["in"], [",", "in", "the"], ["in", "the"])
        if linked and (between not in ([","],) or _is_wider(other)):
            found[k] = other
    return found


def _is_wider(name: Name) -> bool:
    return name.candidates[0].kind in ("country", "admin1", "region") or any(
        place.kind == "admin1" for place in name.candidates[:6]
    )


def _weigh(
    name: Name, place: Place, rank: int, around: Place | None, countries: dict[str, float], sure: Sequence[Place]
) -> float:
    weight = min(7.0, log10(place.population + 10)) * 0.6
    if place.kind in ("country", "continent"):
        weight += 3.0
    elif place.kind == "capital":
        weight += 1.5
    elif place.id.startswith("dl:") or place.kind in ("region", "water", "river"):
        weight += 3.0
    if rank == 0:
        weight += 0.5
    if fold(place.name) == fold(name.text):
        weight += 2.0
    weight += 3.0 * min(1.0, 2.0 * countries.get(place.country or "", 0.0))
    weight += _kind_weight(name, place)
    if around is not None:
        weight += _inside_weight(place, around)
    weight += _company(place, sure)
    return weight


def _kind_weight(name: Name, place: Place) -> float:
    wanted = _ANSWERS.get(name.kind)
    if wanted is None:
        return 0.0
    if place.kind not in wanted:
        return -3.0 if name.kind not in ("crossing", "neighbourhood") else 0.0
    if place.kind == "admin1":
        return 4.0 + min(1.0, (place.radius_km or 0.0) / 500)
    return 2.0


def _inside_weight(place: Place, around: Place) -> float:
    if place.id == around.id:
        return -6.0
    if around.kind == "country":
        return 7.0 if place.country == around.country else -3.0
    if place.country != around.country:
        return -2.0 if around.country else 0.0
    if around.kind in _AREAS and place.admin1 is not None and place.admin1 in (around.name, around.admin1):
        return 7.0
    apart = apart_km(place, around)
    return 5.0 if apart is not None and apart <= max(_NEAR_KM, 1.5 * (around.radius_km or 0.0)) else 0.0


def _company(place: Place, sure: Sequence[Place]) -> float:
    """How well the place keeps company with those that are certain."""
    best = 0.0
    for other in sure:
        apart = apart_km(place, other)
        if apart is not None and other.id != place.id:
            best = max(best, 2.0 if apart <= _NEAR_KM else 1.0 if apart <= 4 * _NEAR_KM else 0.0)
    return best
