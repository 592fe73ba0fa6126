"""Which place a name means: the candidates weighed by what the dispatch says.

Signals, strongest first: containment in the words ("Paris, Texas"), what kind of place the words call it ("Idlib
province"), the countries that the dispatch speaks of, the places that are certain, inhabitants, the usual name.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import log10

from dateline.annotate.place_company import Company
from dateline.annotate.place_context import Context, Name
from dateline.annotate.place_home import Home
from dateline.knowledge.folding import fold
from dateline.knowledge.places import apart_km
from dateline.model.marks import Annotated, Token
from dateline.model.world import Place

_SETTLED = frozenset({"village", "town", "city", "capital"})
_AREAS = frozenset({"admin1", "region", "district"})
_MOVED = _SETTLED | {"neighbourhood"}
#: Kinds of place -> what the words call them.
_ANSWERS: dict[str, frozenset[str]] = {
    "city": _SETTLED, "town": _SETTLED, "village": _SETTLED, "admin1": frozenset({"admin1", "region"}),
    "state": frozenset({"admin1", "region", "country"}), "county": frozenset({"admin1", "district", "region"}),
    "neighbourhood": frozenset({"neighbourhood"}), "river": frozenset({"river", "water"}),
    "water": frozenset({"water"}), "island": frozenset({"region", "admin1", "country"}), "mountain": frozenset({"region", "site"}),
    "crossing": frozenset({"crossing", "town", "village"}),
}  # fmt: skip
#: "the Salah al-Din district of Aleppo": what is so called lies in the place behind "of".
_PARTS = frozenset({"district", "neighbourhood", "neighborhood", "quarter", "area", "suburb", "section"})
_NEAR_KM = 150.0
#: A place with so many votes around it lies among the places of the dispatch.
_AMONG, _TOWN_PEOPLE = 1.5, 5_000
#: A choice that is better by so much than any other place far from it is as good as certain.
_CLEAR = 3.0
#: How far, in kilometres, what the words call so may lie from the place that they put it in.
_SMALL = {"neighbourhood": 25.0, "village": 300.0, "county": 300.0}
#: Company is looked for among this many certain places, so that long dispatches stay linear.
_MOST_SURE = 40
#: A name with more doubt than this gains nothing from its neighbours.
_MOST_DOUBT = 1.5
#: With up to this doubt it does where it stands in a list of places or behind a preposition.
_SOME_DOUBT = 4.6
#: A country that shares its name with a place of this many people is decided after the clear names.
_RIVAL_PEOPLE = 1_000_000
_LARGE, _VERY_LARGE = 200_000, 500_000
#: Townships are many and seldom in the gazetteer: one in an area with less than this share of the votes is another.
_TOWNSHIPS, _TOWNSHIP_SHARE = frozenset({"township", "twp", "twp."}), 0.3
#: A country that has no more than a little of the votes, while another has much, has none of the small places meant.
_SMALL_ABROAD, _LITTLE, _MUCH = 20_000, 0.12, 0.7
#: So much may it be spoken of beside ("a US strike") and yet have none of them, where nothing near them is named.
_NAMED_BESIDE = 0.35
#: The most that names of the neighbourhood, of the same first-order area, and of the same country add for a place.
_NEIGHBOURS, _AREA, _COUNTRY = 2.5, 2.2, 3.0
#: Of that, a place keeps so much that shares its name with an area, or a large city, of so many times its people.
_SMALL_RIVAL, _SMALLER, _FAMOUS = 0.3, 0.35, 50


def choose(names: Sequence[Name], annotated: Annotated, context: Context, company: Company) -> None:
    """Fills `chosen` of every name; the same words mean the same place unless words around them say otherwise."""
    wider = _containers(names, annotated)
    positions = {id(name): k for k, name in enumerate(names)}
    chooser = _Chooser(context, company)
    for k in sorted(range(len(names)), key=lambda k: (_doubt(names[k], wider.get(k)), k)):
        chain = [k]
        while (outer := wider.get(chain[-1])) is not None and outer.chosen is None and len(chain) < 6:
            chain.append(positions[id(outer)])
        for one in reversed(chain):
            if names[one].chosen is None:
                chooser.decide(names[one], wider.get(one))
    for k, outer in wider.items():
        if outer.chosen is not None and _misplaced(names[k], outer, listed=_in_list(names, k, annotated.tokens)):
            names[k].misfit, names[k].within = True, outer.chosen


def _misplaced(name: Name, outer: Name, *, listed: bool) -> bool:
    """Do the words put a name where no place of that name lies ("Arcadia, Ill.")? Large places are not so moved."""
    place, around = name.chosen, outer.chosen
    if place is None or around is None or place.kind not in _MOVED or place.population >= _LARGE:
        return False
    named = outer.candidates[0].kind == "admin1" or outer.kind in ("admin1", "state", "county")
    quarter = name.kind in ("county", "neighbourhood") or name.last - name.first > 1
    if quarter and not listed and around.kind in _SETTLED:
        return (apart_km(place, around) or 0.0) > _SMALL["neighbourhood"]
    if listed or not (outer.short or (named and around.kind in _AREAS)):
        return False
    return _inside_weight(place, around) <= 0.0


class _Chooser:
    """Decides names one after another; what is certain weighs in the decisions after it."""

    def __init__(self, context: Context, company: Company) -> None:
        self._company = company
        self._named = context.weights
        self._by_name = context.by_name
        self._countries = {
            code: 0.75 * context.weights.get(code, 0.0) + (0.25 if context.weights else 0.5) * share
            for code in sorted({*context.weights, *company.countries})
            for share in (company.countries.get(code, 0.0),)
        }
        self._sure: list[Place] = []
        self._meant: dict[tuple[str, str, str], Place] = {}

    def decide(self, name: Name, container: Name | None) -> None:
        """Fills `chosen`."""
        around = container.chosen if container is not None else None
        key = (fold(name.text), _asks(name.kind), around.id if around is not None else "")
        if key in self._meant:
            name.chosen = self._meant[key]
            return
        weights = [
            _weigh(name, place, rank, around, self._countries, self._sure) + self._kept(name, place)
            for rank, place in enumerate(name.candidates)
        ]
        if self._only_name_shared(name):
            weights[0] -= 2.5
        elif self._only_names_itself(name):
            weights[0] -= 4.0
        best = max(weights)
        chosen = name.candidates[weights.index(best)]
        rivals = [
            weight
            for weight, place in zip(weights, name.candidates, strict=True)
            if place is not chosen and (apart_km(place, chosen) or 0.0) > _NEAR_KM
        ]
        name.margin = best - max(rivals, default=best - _CLEAR)
        name.chosen = chosen
        self._meant[key] = chosen
        self._meant.setdefault((*key[:2], ""), chosen)
        if name.score >= 2.0 and len(self._sure) < _MOST_SURE and chosen.kind not in ("country", "continent"):
            self._sure.append(chosen)
            certain = len(name.candidates) == 1 or container is not None or chosen.kind == "admin1"
            if chosen.country is not None and certain:
                self._countries[chosen.country] = self._countries.get(chosen.country, 0.0) + 0.15

    def _kept(self, name: Name, place: Place) -> float:
        """What the company of the other names is worth."""
        if place.kind in ("country", "continent"):
            return 0.0
        share = self._company.share(place, name.text)
        near = self._company.near(place, name.text) if place.kind != "admin1" else 2 * share
        kept = _NEIGHBOURS * min(1.0, near) + _AREA * min(1.0, 2 * share)
        return kept if place.id in self._company.home else kept * _standing(name, place)

    def _only_names_itself(self, name: Name) -> bool:
        """Does nothing but the name speak of a country, while a town of that name lies among the places ("Lebanon", N.H.)?"""
        top = name.candidates[0]
        code = top.country or ""
        if top.kind != "country" or self._named.get(code, 0.0) > self._by_name.get(code, 0.0):
            return False
        towns = (place for place in name.candidates[1:] if place.kind in _SETTLED and place.population >= _TOWN_PEOPLE)
        return any(self._company.near(place, name.text) >= _AMONG for place in towns)

    def _only_name_shared(self, name: Name) -> bool:
        """Does the dispatch speak of the country of a large namesake, and else never of this country ("Georgia")?"""
        top = name.candidates[0]
        if top.kind != "country" or self._named.get(top.country or "", 0.0) > 0:
            return False
        rivals = [place for place in name.candidates[1:] if place.population >= _RIVAL_PEOPLE]
        return any(self._countries.get(place.country or "", 0.0) > 0.1 for place in rivals)


def _standing(name: Name, place: Place) -> float:
    """How much company may do for a place: little against a far larger namesake ("Florida", "Boston")."""
    top = name.candidates[0]
    if top.id == place.id or top.population <= _FAMOUS * place.population:
        return 1.0
    return _SMALL_RIVAL if top.kind == "admin1" else _SMALLER if top.population >= _VERY_LARGE else 1.0


def keep_company(names: Sequence[Name], company: Company, home: Home, *, taken_from: float) -> None:
    """Raises the score of names that may be places near those that surely are; persons and common words stay out."""
    sure = [name.chosen for name in names if name.chosen is not None and name.score >= taken_from][:_MOST_SURE]
    countries = {place.country for place in sure if place.country}
    at_home = {place.id for place in home.outlet}
    for name in names:
        if name.score >= taken_from or name.chosen is None or name.score < -2.5:
            continue
        near = company.near(name.chosen, name.text)
        where = name.listed or name.placed or name.cue or name.chosen.id in at_home
        if near >= 0.8 and where and name.doubt <= _SOME_DOUBT:
            name.score += min(4.0, 1.0 + near)
        if name.doubt > _MOST_DOUBT:
            continue
        if near >= 0.8 or _company(name.chosen, sure) >= 2.0:
            name.score += 1.2 + min(1.4, 0.4 * near)
        elif name.chosen.country in countries:
            name.score += 0.6


def _abroad(name: Name, place: Place, context: Context, company: Company) -> bool:
    """Is the only bearer of a name a small place in a country of which a dispatch about another one never speaks?"""
    if place.population >= _SMALL_ABROAD or name.within is not None or name.score < 1.0:
        return False
    code = place.country or ""
    usual = fold(place.name) == fold(name.text)
    apart = not usual and company.share(place, name.text) < 0.05 and company.near(place, name.text) < 0.1
    named = context.weights.get(code, 0.0)
    if named > (_NAMED_BESIDE if apart else 0.0) or company.countries.get(code, 0.0) > _LITTLE:
        return False
    return max(company.countries.values(), default=0.0) > _MUCH and company.near(place, name.text) < 0.1


def _of_another_land(name: Name, place: Place, context: Context, company: Company) -> bool:
    """A county or a region ("Essex County", "Savannah Region") of which only one in a country not meant is known."""
    area = place.kind == "district" or (name.kind == "admin1" and place.kind in _SETTLED)
    area = area or (name.kind == "island" and place.kind in (*_SETTLED, "admin1"))
    code = place.country or ""
    if not area or name.within is not None or context.weights.get(code, 0.0) > 0:
        return False
    most = max(company.countries.values(), default=0.0)
    return company.countries.get(code, 0.0) <= _LITTLE and most > _MUCH and company.near(place, name.text) < 0.1


def find_misfits(
    names: Sequence[Name], annotated: Annotated, context: Context, company: Company, *, taken_from: float
) -> None:
    """Marks names whose only bearers cannot be meant: the "Sulaymaniyah neighbourhood of Aleppo" is no city in Iraq."""
    tokens = annotated.tokens
    by_sentence: dict[int, list[Name]] = {}
    for name in names:
        if name.score >= taken_from and name.chosen is not None:
            by_sentence.setdefault(tokens[name.first].sentence, []).append(name)
    for name in names:
        place = name.chosen
        if place is None or name.misfit:
            continue
        if _of_another_land(name, place, context, company):
            name.misfit = True
        if place.kind not in _SETTLED or name.misfit:
            continue
        if name.kind == "town" and tokens[name.last - 1].lower in _TOWNSHIPS:
            share = company.share(place, name.text)
            name.misfit = share < _TOWNSHIP_SHARE and company.near(place, name.text) < 0.1
        elif name.kind in ("island", "mountain") and place.population < _SMALL_ABROAD:
            name.misfit = company.near(place, name.text) < 0.1
        elif name.kind not in _SMALL:
            name.misfit = _abroad(name, place, context, company)
        if name.kind not in _SMALL:
            continue
        mates = [mate for mate in by_sentence.get(tokens[name.first].sentence, ())[:_MOST_SURE] if mate is not name]
        after = next((mate for mate in mates if 0 < mate.first - name.last <= 4), None)
        around = after.chosen if after is not None and after.chosen is not None else None
        foreign = bool(context.weights) and context.weights.get(place.country or "", 0.0) == 0.0
        apart = apart_km(place, around) if around is not None else None
        reach = _SMALL[name.kind] + (around.radius_km or 0.0 if around is not None else 0.0)
        if (around is None and foreign and place.population < _SMALL_ABROAD) or (
            apart is not None and around is not None and apart > reach
        ):
            name.misfit, name.within = True, around


def _asks(kind: str) -> str:
    return kind if kind in ("admin1", "state", "county", "river", "water") else ""


def _doubt(name: Name, container: Name | None) -> float:
    """Names with few meanings are decided first, and lend their certainty to the others."""
    if container is not None:
        return -1.0
    if name.candidates[0].kind in ("country", "continent"):
        rival = name.candidates[1].population if len(name.candidates) > 1 else 0
        return 2.5 if rival >= _RIVAL_PEOPLE else 0.0
    return 2.0 if len(name.candidates) == 1 else 3.0 - min(0.9, name.country_weight)


def _containers(names: Sequence[Name], annotated: Annotated) -> dict[int, Name]:
    """Name -> the name that the words put it in: "Paris, Texas", "Morek in Hama province", "Hama (Syria)"."""
    tokens, found = annotated.tokens, {}
    for k in range(len(names) - 1):
        one, other = names[k], names[k + 1]
        between = [tokens[i].lower for i in range(one.last, other.first)]
        if tokens[one.first].sentence != tokens[other.first].sentence:
            continue
        linked = between in (
            [","],
            ["("],
            [",", "in"],
            ["in"],
            [",", "in", "the"],
            ["in", "the"],
            ["located", "in"],
            [",", "located", "in"],
        )
        linked = linked or (
            len(between) == 2 and between[1] in ("of", "in") and one.kind != "" and between[0] in _PARTS
        )
        linked = linked or (between == ["of"] and one.last - one.first > 1 and one.candidates[0].kind in _MOVED)
        wide = between != [","] or _is_wider(other)
        if linked and wide and not _outranks(one, other, listed=_in_list(names, k, tokens)):
            found[k] = other
    return found


def _in_list(names: Sequence[Name], k: int, tokens: Sequence[Token]) -> bool:
    """Does the pair at `k` belong to a longer list ("Ohio, Indiana and Texas")?"""
    first, last = names[k], names[k + 1]
    before = (
        first.first and tokens[first.first - 1].lower in (",", "and") and k and names[k - 1].last >= first.first - 2
    )
    after = names[k + 2] if k + 2 < len(names) else None
    behind = tokens[last.last].lower if last.last < len(tokens) else ""
    return bool(before) or (after is not None and after.first - last.last <= 2 and behind in ("and", "or", ","))


def _outranks(one: Name, other: Name, *, listed: bool) -> bool:
    """Is the first too large to lie in the second ("China, Japan"; "Ontario, Texas")?

    A state in short form ("Lebanon, Tenn.") is never a neighbour in a list; one in full is where towns of it share the name.
    """
    top, next_top = one.candidates[0], other.candidates[0]
    if other.short:
        return one.short
    inside = any(_lies_in(place, next_top) for place in one.candidates)
    if top.kind in ("country", "continent"):
        rivals = [place for place in one.candidates[1:] if place.population >= _RIVAL_PEOPLE]
        if any(place.country == next_top.country for place in rivals):
            return False
        return listed or not (inside and next_top.kind == "admin1")
    return top.kind == next_top.kind == "admin1" and top.id != next_top.id and (listed or not inside)


def _lies_in(place: Place, area: Place) -> bool:
    settled = place.kind in _SETTLED or place.kind == "district"
    return settled and place.country == area.country and place.admin1 == area.admin1


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
    elif place.id.startswith("dl:") and place.kind in ("region", "water", "river"):
        weight += 4.5
    elif place.id.startswith("dl:"):
        weight += 3.0
    if rank == 0:
        weight += 0.5
    elif place.kind == "admin1" and not name.kind and _has_seat(name):
        weight -= 2.5
    if fold(place.name) == fold(name.text):
        weight += 2.0
    known = _standing(name, place) if name.candidates[0].kind == "admin1" else 1.0
    weight += known * _COUNTRY * min(1.0, 2.0 * countries.get(place.country or "", 0.0))
    weight += _kind_weight(name, place)
    if around is not None:
        weight += _inside_weight(place, around)
    weight += _company(place, sure)
    return weight


def _has_seat(name: Name) -> bool:
    """Is a town of exactly that name the first candidate ("Idlib"), not one that is only called so at times ("Oklahoma")?"""
    top = name.candidates[0]
    return top.kind in _SETTLED and fold(top.name) == fold(name.text)


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
