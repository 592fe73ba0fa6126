"""GeoNames' own dumps ("SY.txt", "allCountries.txt"), for those who have them: files of 19 columns separated by tabs, no heading.

Columns: number, name, ASCII name, other names (by commas), latitude, longitude, feature class and code, country, other
countries, first- to fourth-order codes, inhabitants, elevation, model of it, time zone, day of change. Taken are inhabited
places, second- to fourth-order areas, waters, mountains, islands and the sites that news of war names (airports, bases, camps,
prisons, dams, crossings); roads, farms, hotels and the like are left out. GeoNames publishes them under CC BY 4.0.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from dateline.errors import KnowledgeError
from dateline.model.world import Place, PlaceKind

_COLUMNS = 19
#: From this many inhabitants on a place is a city, a town, else a village, as in the set that comes along.
CITY, TOWN = 100_000, 4_000
_KINDS: dict[str, PlaceKind] = {
    "PPLX": "neighbourhood", "PPLQ": "village", "ADM2": "district", "ADM3": "district", "ADM4": "district",
    "STM": "river", "STMS": "river", "WAD": "river", "CNL": "river", "LK": "water", "LKS": "water", "RSV": "water", "SEA": "water",
    "BAY": "water", "GULF": "water", "STRT": "water", "MT": "site", "MTS": "region", "HLL": "site", "HLLS": "region", "ISL": "region",
    "ISLS": "region", "PEN": "region", "DSRT": "region", "VAL": "region", "PLN": "region", "PASS": "crossing", "RGN": "region",
    "AIRP": "site", "AIRB": "site", "AIRF": "site", "MILB": "site", "INSM": "site", "FT": "site", "PRN": "site", "DAM": "site",
    "CMP": "site", "CMPRF": "site", "PSTB": "crossing", "BDG": "site", "HSP": "site", "UNIV": "site", "MNMT": "site", "PRT": "site",
}  # fmt: skip


def places(path: Path) -> Iterator[tuple[Place, str]]:
    """The places of one dump with the code of their first-order area, in the order of the file.

    Raises KnowledgeError naming file and line where a row is none of GeoNames'.
    """
    try:
        with path.open(encoding="utf-8", newline="\n") as file:
            for number, line in enumerate(file, start=1):
                cells = line.rstrip("\r\n").split("\t")
                if len(cells) != _COLUMNS:
                    raise KnowledgeError(
                        f"{len(cells)} columns instead of {_COLUMNS}",
                        place=f"{path}:{number}",
                        way_out="Give a dump of GeoNames as it is unpacked from its archive (SY.txt, allCountries.txt).",
                    )
                kind = _kind(cells[6], cells[7], cells[14])
                if kind is not None:
                    yield _place(cells, kind, f"{path}:{number}"), cells[10]
    except (OSError, UnicodeDecodeError) as error:
        raise KnowledgeError(
            f"the dump of GeoNames cannot be read: {error}", place=str(path), way_out="Mend DATELINE_GEONAMES."
        ) from error


def digest(path: Path) -> str:
    """Twelve hexadecimal digits for a dump: its size, its first and its last million bytes.

    Raises KnowledgeError when there is no such file.
    """
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            first = file.read(1_000_000)
            file.seek(max(0, size - 1_000_000))
            return hashlib.sha256(b"%d" % size + first + file.read()).hexdigest()[:12]
    except OSError as error:
        raise KnowledgeError(
            f"the dump of GeoNames cannot be read: {error.strerror}", place=str(path), way_out="Mend DATELINE_GEONAMES."
        ) from error


def _kind(feature: str, code: str, people: str) -> PlaceKind | None:
    if code in _KINDS:
        return _KINDS[code]
    if feature != "P" or code in ("PPLH", "PPLW"):
        return None
    count = int(people) if people.isdigit() else 0
    return "city" if count >= CITY else "town" if count >= TOWN else "village"


def _place(cells: list[str], kind: PlaceKind, where: str) -> Place:
    try:
        latitude, longitude = float(cells[4]), float(cells[5])
    except ValueError:
        raise KnowledgeError(f"{cells[4]!r}, {cells[5]!r} are no coordinates", place=where) from None
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise KnowledgeError(f"{latitude}, {longitude} lie outside the world", place=where)
    return Place(
        id=f"gn:{cells[0]}", name=cells[1], kind=kind, country=cells[8] or None, latitude=latitude, longitude=longitude,
        population=int(cells[14]) if cells[14].isdigit() else 0, names=tuple(dict.fromkeys((cells[2], *cells[3].split(",")))),
    )  # fmt: skip
