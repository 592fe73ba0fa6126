"""Lethal events as a table with the 49 columns of UCDP GED, for those whose tools read that shape. It is not UCDP data.

Source of columns and codes: UCDP GED codebook 25.1 and the 26.1 release. A row needs at least one direct death, a place,
an organised perpetrator or two sides, and days at most a year apart. Ids of conflicts, dyads and sides are UCDP's own to
give and stay empty. `best` is the sum of the four classes of victims, and low <= best <= high always holds.
"""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from dateline.export.happenings import Count, Happening
from dateline.export.lines import Record
from dateline.export.tables import safe_cell
from dateline.knowledge.codebooks import Codebooks
from dateline.knowledge.countries import Countries

COLUMNS = (
    "id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id", "conflict_new_id",
    "conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name", "side_a_dset_id", "side_a_new_id", "side_a",
    "side_b_dset_id", "side_b_new_id", "side_b", "number_of_sources", "source_article", "source_office", "source_date",
    "source_headline", "source_original", "where_prec", "where_coordinates", "where_description", "adm_1", "adm_2",
    "latitude", "longitude", "geom_wkt", "priogrid_gid", "country", "country_id", "region", "event_clarity", "date_prec",
    "date_start", "date_end", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high", "low",
    "gwnoa", "gwnob",
)  # fmt: skip

#: Classes of victims, in the order of the columns.
_CLASSES = ("a", "b", "civilians", "unknown")


@dataclass(frozen=True, slots=True)
class _Sides:
    type: int
    a: str
    b: str
    number_a: str
    number_b: str
    side_a: str | None
    side_b: str | None


def ucdp_table(found: Iterable[Happening], *, codes: Codebooks, countries: Countries) -> Iterator[str]:
    """The lines of the table, the header first."""
    yield _line(COLUMNS)
    for happening in found:
        row = _row(happening, codes, countries)
        if row is not None:
            yield _line([safe_cell(row.get(name, "")) for name in COLUMNS])


def _line(cells: Iterable[object]) -> str:
    out = io.StringIO()
    csv.writer(out).writerow(cells)
    return out.getvalue()


def _row(happening: Happening, codes: Codebooks, countries: Countries) -> dict[str, object] | None:
    place, first, last, days = happening.place, happening.first, happening.last, happening.days
    sides = _sides(happening, codes, countries)
    if place is None or first is None or last is None or days is None or days > 366 or sides is None:
        return None
    if place["precision"] not in codes.where_prec or happening.event["status"] == "disputed":
        return None
    deaths = _deaths(happening.counts, sides, codes)
    if deaths is None:
        return None
    country = countries.get(place["country"] or "")
    id = str(happening.event["id"]).removeprefix("event-")
    dispatches = {claim["dispatch"]["id"]: claim["dispatch"] for claim in happening.claims}
    headers = [dispatches[key] for key in sorted(dispatches)]
    return {
        "id": int(id, 16) % 2**53 if all(c in "0123456789abcdef" for c in id) else id,
        "relid": f"DATELINE-{first.year}-{sides.type}-{id}",
        "year": first.year,
        "code_status": "Dateline",
        "type_of_violence": sides.type,
        "dyad_name": f"{sides.a} - {sides.b}",
        "side_a": sides.a,
        "side_b": sides.b,
        "number_of_sources": len(headers),
        "source_article": ";".join(_article(header) for header in headers),
        "source_office": ";".join(sorted({header["outlet"] or "" for header in headers} - {""})),
        "source_date": ";".join(sorted({str(header["published"])[:10] for header in headers if header["published"]})),
        "source_headline": ";".join(sorted({header["title"] for header in headers if header["title"]})),
        "source_original": ";".join(happening.speakers),
        "where_prec": codes.where_prec[place["precision"]],
        "where_coordinates": place["name"],
        "adm_1": place["admin1"] or "",
        "latitude": "" if place["latitude"] is None else place["latitude"],
        "longitude": "" if place["longitude"] is None else place["longitude"],
        "geom_wkt": "" if place["latitude"] is None else f"POINT ({place['longitude']} {place['latitude']})",
        "priogrid_gid": "" if place["latitude"] is None else priogrid(place["latitude"], place["longitude"]),
        "country": country.name if country is not None else "",
        "country_id": codes.state_number.get(country.code, "") if country is not None else "",
        "region": codes.region_of.get(country.code, codes.region[country.region]) if country is not None else "",
        "event_clarity": 2 if days > 7 else 1,
        "date_prec": _date_precision(days),
        "date_start": first.isoformat(),
        "date_end": last.isoformat(),
        "gwnoa": sides.number_a,
        "gwnob": sides.number_b,
    } | deaths


def _article(header: Record) -> str:
    known = (header["outlet"], str(header["published"] or "")[:10], header["title"], header["url"])
    return '"' + ", ".join(str(part) for part in known if part).replace('"', "'") + '"'


def _date_precision(days: int) -> int:
    """Codebook 25.1: 1 exact day, 2 two to six days, 3 a week, 4 eight to thirty days or a month, 5 up to a year."""
    return 1 if days == 1 else 2 if days <= 6 else 3 if days == 7 else 4 if days <= 31 else 5


def priogrid(latitude: float, longitude: float) -> int:
    """The PRIO-GRID cell of a point: half a degree wide, counted from the south-west corner (Tollefsen et al. 2012)."""
    row = min(math.floor((latitude + 90) * 2), 359)
    column = min(math.floor((longitude + 180) * 2), 719)
    return row * 720 + column + 1


def _sides(happening: Happening, codes: Codebooks, countries: Countries) -> _Sides | None:
    """Who fought whom: 1 a state and an organised group, 2 two groups, 3 against civilians; None where sides are missing."""
    agent, target = happening.agent, happening.target
    kinds = [party["kind"] if party is not None else "" for party in (agent, target)]
    organised = [kind in codes.state or kind in codes.organised for kind in kinds]
    if agent is None or not organised[0]:
        return None
    if target is not None and organised[1]:
        state = [kind in codes.state for kind in kinds]
        a, b = (target, agent) if state[1] and not state[0] else (agent, target)
        return _Sides(
            1 if any(state) else 2, _name(a, countries), _name(b, countries), _number(a, codes), _number(b, codes),
            a.get("side"), b.get("side"),
        )  # fmt: skip
    if kinds[1] in codes.unarmed:
        return _Sides(3, _name(agent, countries), "Civilians", _number(agent, codes), "", agent.get("side"), None)
    return None


def _home(party: Record) -> str:
    _, _, home = (party["id"] or "").partition(":")
    return home if len(home) == 2 else ""


def _name(party: Record, countries: Countries) -> str:
    """GED names the government for its forces."""
    country = countries.get(_home(party))
    if country is not None and str(party["id"]).partition(":")[0] in ("army", "police", "gov"):
        return f"Government of {country.name}"
    return str(party["name"])


def _number(party: Record, codes: Codebooks) -> str:
    found = codes.state_number.get(_home(party))
    return "" if found is None else str(found)


def _deaths(counts: Sequence[Count], sides: _Sides, codes: Codebooks) -> dict[str, int] | None:
    """The four classes, and low, best, high of their sum; None where no death is reported.

    One class told by several sources has their lowest low, their lowest best and their highest high; figures of a party
    about its enemy's losses count only where nobody else gives one. Classes of one dispatch are different people.
    """
    disinterested = [count for count in counts if count.claim["source"]["stance"] != "interest"]
    classes: dict[str, list[Count]] = {}
    for count in disinterested or counts:
        classes.setdefault(_class(count, sides, codes), []).append(count)
    whole = classes.pop("unknown", [])
    found = {name: _range(classes.get(name, [])) for name in _CLASSES[:3]}
    low, best, high = (sum(end[i] for end in found.values()) for i in range(3))
    total = _range(whole)
    found["unknown"] = (max(total[0] - low, 0), max(total[1] - best, 0), max(total[2] - high, 0))
    low, best, high = (sum(end[i] for end in found.values()) for i in range(3))
    if high < 1:
        return None
    return {f"deaths_{name}": found[name][1] for name in _CLASSES} | {
        "best": best,
        "high": max(high, best),
        "low": min(low, best),
    }


def _class(count: Count, sides: _Sides, codes: Codebooks) -> str:
    if "people" in count.of or count.victims in ("unknown", ""):
        return "civilians" if sides.type == 3 and count.victims != "unknown" else "unknown"
    if count.victims in codes.unarmed:
        return "civilians"
    if count.side is not None and count.side == sides.side_b and sides.side_b != sides.side_a:
        return "b"
    if count.victims in codes.state or (count.side is not None and count.side == sides.side_a):
        return "a" if sides.type == 1 or count.side == sides.side_a else "unknown"
    return "b" if sides.type == 1 and count.victims in codes.organised else "unknown"


def _range(counts: Sequence[Count]) -> tuple[int, int, int]:
    """Low, best, high of one class; an open end is the nearest figure given."""
    ends = []
    for count in counts:
        known = [end for end in (count.low, count.best, count.high) if end is not None]
        if known:
            best = count.best if count.best is not None else known[0]
            ends.append((min(known[0], best), best, max(known[-1], best)))
    if not ends:
        return 0, 0, 0
    return int(min(end[0] for end in ends)), int(min(end[1] for end in ends)), int(max(end[2] for end in ends))
