"""The gazetteer: names to places, ids to places, places near a point.

`find("Khan Sheikhoun")` gives the candidates, most inhabitants first: places with that name in its folded spelling, else
those with a transliteration of it. Which candidate a text means is decided in `annotate.places`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from functools import lru_cache
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from typing import Any

from dateline.errors import KnowledgeError
from dateline.knowledge.folding import fold
from dateline.knowledge.gazetteer_build import FORMAT, build, cell, inputs_digest
from dateline.knowledge.transliteration import Transliteration, load_transliteration
from dateline.model.world import Place
from dateline.settings import Settings

_COLUMNS = "p.id, p.name, p.kind, p.country, p.admin1, p.latitude, p.longitude, p.population, p.names, p.radius_km"
_EARTH_KM = 6371.0
#: Candidates beyond this many are never needed: ranked by population, the rest are hamlets of the same name.
_MOST = 60
_SETTLED = frozenset({"village", "town", "city", "capital"})
_WIDE = frozenset({"region", "water", "river", "continent", "country"})
#: An area and a town of one name: the town is meant when it is this large, or has this share of the area's people.
_SEAT_PEOPLE, _SEAT_SHARE, _SEAT_KM = 100_000, 0.15, 80.0


class Gazetteer:
    """A built gazetteer, opened read-only. Lookups are remembered, so that a name costs its query once."""

    def __init__(self, path: Path, transliteration: Transliteration) -> None:
        try:
            self._store = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
            self._meta: dict[str, str] = dict(self._store.execute("select key, value from meta"))
        except sqlite3.Error as error:
            raise KnowledgeError(
                "this is no gazetteer", place=str(path), way_out="Remove the file; it is built anew at the next start."
            ) from error
        self._transliteration = transliteration
        self.path = path
        self.find = lru_cache(maxsize=20_000)(self._find)
        self.exact = lru_cache(maxsize=50_000)(self._exact)
        self.variants = lru_cache(maxsize=10_000)(self._variants)
        self.get = lru_cache(maxsize=20_000)(self._get)
        self.longest = lru_cache(maxsize=50_000)(self._longest)

    @property
    def digest(self) -> str:
        """SHA-256 of the content: equal for equal inputs."""
        return self._meta["digest"]

    @property
    def version(self) -> str:
        """Format and digest of the inputs: "1-0a1b2c3d4e5f"."""
        return f"{self._meta['format']}-{self._meta['inputs']}"

    def close(self) -> None:
        """Closes the file."""
        self._store.close()

    def _find(self, name: str) -> tuple[Place, ...]:
        """Candidates for a name, most inhabitants first: same folded spelling, else a transliteration of it."""
        return self.exact(name) or self.variants(name)

    def _exact(self, name: str) -> tuple[Place, ...]:
        """Candidates whose folded name or other name is that of `name`."""
        return self._query("spelling s on s.n = p.n where s.folded = ?", fold(name))

    def _variants(self, name: str) -> tuple[Place, ...]:
        """Candidates with a name that is a transliteration of `name`, or differs from it by articles."""
        form = self._transliteration.skeleton(fold(name))
        return self._query("skeleton s on s.n = p.n where s.form = ?", form)

    def _get(self, id: str) -> Place | None:
        """The place with that id."""
        row = self._store.execute(f"select {_COLUMNS} from place p where p.id = ?", (id,)).fetchone()
        return _place(row) if row else None

    def _longest(self, word: str) -> int:
        """How many words the longest name has that starts with the folded word; 0 when none does."""
        row = self._store.execute("select longest from lead where word = ?", (word,)).fetchone()
        return int(row[0]) if row else 0

    def near(self, latitude: float, longitude: float, radius_km: float) -> tuple[Place, ...]:
        """Places within `radius_km` of a point, nearest first (at most 500 km around, areas by their point)."""
        radius = min(radius_km, 500.0)
        north = int(radius / 55.0) + 1
        east = int(radius / (55.0 * max(0.05, cos(radians(latitude))))) + 1
        cells = {
            cell(max(-90.0, min(90.0, latitude + row / 2)), (longitude + column / 2 + 180) % 360 - 180)
            for row in range(-north, north + 1)
            for column in range(-min(east, 360), min(east, 360) + 1)
        }
        found: list[tuple[float, str, Place]] = []
        for number in sorted(one for one in cells if one is not None):
            for row in self._store.execute(f"select {_COLUMNS} from place p where p.cell = ?", (number,)):
                place = _place(row)
                away = distance_km(latitude, longitude, place.latitude or 0.0, place.longitude or 0.0)
                if away <= radius_km:
                    found.append((away, place.id, place))
        return tuple(place for _, _, place in sorted(found, key=lambda one: one[:2]))

    def admin1(self, country: str, code: str) -> Place | None:
        """The first-order area by country and GeoNames code: ("SY", "05") is As-Suwayda."""
        return self.get(f"a1:{country}.{code}")

    def _query(self, joined: str, key: str) -> tuple[Place, ...]:
        if not key:
            return ()
        query = f"select {_COLUMNS} from place p join {joined} order by p.population desc, p.id limit {_MOST}"
        return _ranked([_place(row) for row in self._store.execute(query, (key,))])


def _ranked(places: list[Place]) -> tuple[Place, ...]:
    """Countries and the regions of our own tables first, then by population; a seat stands before its area."""
    settled = [place for place in places if place.kind in _SETTLED]

    def rank(at: int, place: Place) -> tuple[int, int, bool]:
        if place.kind == "country":
            return -2, at, False
        if place.kind in _WIDE and place.id.startswith("dl:"):
            return -1, at, False
        if place.kind == "admin1":
            enough = min(_SEAT_PEOPLE, _SEAT_SHARE * place.population)
            reach = max(_SEAT_KM, 2 * (place.radius_km or 0.0))
            for seat in settled:
                away = apart_km(seat, place) if seat.country == place.country else None
                if seat.population >= enough and away is not None and away <= reach:
                    return 0, max(at, places.index(seat)), True
        return 0, at, False

    order = sorted(range(len(places)), key=lambda at: rank(at, places[at]))
    return tuple(places[at] for at in order)


def _place(row: tuple[Any, ...]) -> Place:
    id, name, kind, country, admin1, latitude, longitude, population, names, radius_km = row
    return Place(
        id=id, name=name, kind=kind, country=country, admin1=admin1, latitude=latitude, longitude=longitude,
        population=population, names=tuple(names.split("|")) if names else (), radius_km=radius_km,
    )  # fmt: skip


def distance_km(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """The great-circle distance between two points in kilometres."""
    north, south = radians(latitude), radians(other_latitude)
    half = sin((south - north) / 2) ** 2
    half += cos(north) * cos(south) * sin(radians(other_longitude - longitude) / 2) ** 2
    return 2 * _EARTH_KM * asin(min(1.0, sqrt(half)))


def apart_km(one: Place, other: Place) -> float | None:
    """How far two places lie apart; None where one has no point."""
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return None
    return distance_km(one.latitude, one.longitude, other.latitude, other.longitude)


def gazetteer_path(settings: Settings) -> Path:
    """Where the gazetteer of this version lies. The name carries a digest of its inputs."""
    return settings.data_folder.expanduser() / f"gazetteer-{FORMAT}-{inputs_digest(settings.geonames)}.sqlite"


def open_gazetteer(settings: Settings, *, say: Callable[[str], None] | None = None) -> Gazetteer:
    """The gazetteer, built first where it is missing (about half a minute, once). `say` is told about it.

    Raises KnowledgeError when a table or a dump of GeoNames breaks its schema or the folder cannot be written.
    """
    path = gazetteer_path(settings)
    if not path.exists():
        if say is not None:
            say(f"Building the gazetteer in {path.parent} (once, about half a minute) ...")
        try:
            build(path, dumps=settings.geonames)
        except OSError as error:
            raise KnowledgeError(
                f"the gazetteer cannot be written: {error.strerror}",
                place=str(path),
                way_out="Name a folder that can be written in DATELINE_DATA.",
            ) from error
    return Gazetteer(path, load_transliteration())
