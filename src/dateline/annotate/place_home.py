"""Where a dispatch is at home, before its text is read: what its outlet, its address and its dateline name.

Outlet "The Paris News" -> the places called Paris; "https://www.example.co.uk/a" -> GB; dateline "LONDON, Ky." -> the
London in Kentucky. A home never makes a mark: it only weighs when a name in the text may mean several places.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from dateline.knowledge.countries import Countries
from dateline.knowledge.folding import fold
from dateline.knowledge.place_words import PlaceWords
from dateline.knowledge.places import Gazetteer
from dateline.model.text import Dispatch
from dateline.model.world import Place

_TOWNS = frozenset({"village", "town", "city", "capital", "district", "admin1"})
#: Places smaller than this have no outlet that is named after them alone; of one name, so many are looked at.
_LEAST_PEOPLE, _MOST = 2_000, 12
_LETTERS = 4


@dataclass(frozen=True, slots=True)
class Home:
    """`country`: of the outlet's address. `outlet`, `line`: the places that the outlet and the dateline may be named after.

    Both are candidates, most inhabitants first; the text decides among them.
    """

    country: str | None = None
    outlet: tuple[Place, ...] = ()
    line: tuple[Place, ...] = ()


def home_of(dispatch: Dispatch, *, gazetteer: Gazetteer, countries: Countries, words: PlaceWords) -> Home:
    """The home of a dispatch, as far as outlet, address and dateline tell."""
    hosts = [host for host in (_host(dispatch.url), _host(dispatch.outlet)) if host]
    country = next((code for host in hosts if (code := _country(host, countries, words))), None)
    home: tuple[Place, ...] = ()
    wider = [host.partition(".")[2] for host in hosts if host.count(".") > 1]
    for key in (fold(dispatch.outlet or ""), fold(dispatch.outlet or "").removeprefix("the "), *hosts, *wider):
        home = home or _listed(key, gazetteer, words)
    if not home and dispatch.outlet and not _host(dispatch.outlet):
        home = _named(fold(dispatch.outlet).split(" "), country, gazetteer, words)
    for host in hosts:
        home = home or _in_address(host, country, gazetteer, words)
    return Home(country, home, line_places(dispatch.dateline, gazetteer=gazetteer, countries=countries, words=words))


def line_places(
    line: str | None, *, gazetteer: Gazetteer, countries: Countries, words: PlaceWords
) -> tuple[Place, ...]:
    """The places that a dateline may mean: "LONDON, Ky." -> the one in Kentucky; "HAMA" -> every Hama."""
    parts = [part.strip() for part in re.split(r"[,(/]", line or "") if part.strip()]
    if not parts:
        return ()
    found = gazetteer.exact(parts[0])
    for part in parts[1:]:
        country = countries.by_name(part)
        area = gazetteer.get(words.short.get(part) or words.short.get(f"{part}.") or "")
        areas = (area,) if area else tuple(place for place in gazetteer.exact(part) if place.kind == "admin1")
        inside = tuple(
            place for place in found if (place.country, place.admin1) in {(a.country, a.admin1) for a in areas}
        )
        found = inside or (country is not None and tuple(p for p in found if p.country == country.code)) or found
    return found


def _host(address: str | None) -> str | None:
    """ "https://www.parisnews.example/a" and "www.parisnews.example" -> "parisnews.example"."""
    if not address or " " in address.strip() or "." not in address:
        return None
    try:
        host = urlsplit(address if "//" in address else f"//{address}").hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host and re.fullmatch(r"[a-z0-9.-]+\.[a-z]{2,}", host) else None


def _country(host: str, countries: Countries, words: PlaceWords) -> str | None:
    ending = host.rpartition(".")[2]
    if ending in words.domains:
        return None
    known = countries.get({"uk": "GB"}.get(ending, ending.upper()))
    return known.code if known else None


def _listed(key: str, gazetteer: Gazetteer, words: PlaceWords) -> tuple[Place, ...]:
    """The place that the table of outlets gives for a folded name or an address."""
    town, area_id = words.homes.get(key, ("", ""))
    area = gazetteer.get(area_id)
    if area is None:
        return ()
    return tuple(
        place
        for place in gazetteer.exact(town)
        if place.country == area.country and (area.kind == "country" or place.admin1 == area.admin1)
    )[:1]


def _fit(name: str, country: str | None, gazetteer: Gazetteer, words: PlaceWords) -> tuple[Place, ...]:
    """Places of that name that may have an outlet: in the country of the address, else where English papers are printed."""
    if len(name) < _LETTERS or name in words.common:
        return ()
    return tuple(
        place
        for place in gazetteer.exact(name)
        if place.kind in _TOWNS
        and place.population >= _LEAST_PEOPLE
        and (place.country == country if country else place.country in words.english)
        and fold(place.name) == name
    )[:_MOST]


def _named(parts: list[str], country: str | None, gazetteer: Gazetteer, words: PlaceWords) -> tuple[Place, ...]:
    """The longest run of words that names places, newspapers' words aside."""
    kept = [part for part in parts if part not in words.outlets]
    for size in range(min(3, len(kept)), 0, -1):
        for first in range(len(kept) - size + 1):
            found = _fit(" ".join(kept[first : first + size]), country, gazetteer, words)
            if found:
                return found
    return ()


def _in_address(host: str, country: str | None, gazetteer: Gazetteer, words: PlaceWords) -> tuple[Place, ...]:
    """ "theparisnews.example" -> "paris"; "rockhillherald.example" -> "rock hill"."""
    for label in sorted(host.split(".")[:-1], key=len, reverse=True)[:1]:
        bare = label.removeprefix("the") if len(label) > 9 else label
        names = [bare.replace("-", " ")]
        for ending in sorted(words.outlets, key=lambda word: (-len(word), word)):
            if len(ending) > 2 and bare.endswith(ending) and len(bare) - len(ending) >= _LETTERS:
                bare = bare.removesuffix(ending).rstrip("-")
                names.append(bare.replace("-", " "))
        for name in names:
            splits = [name] + [f"{name[:k]} {name[k:]}" for k in range(3, len(name) - 2) if " " not in name]
            for one in splits:
                found = _fit(one, country, gazetteer, words)
                if found:
                    return found
    return ()
