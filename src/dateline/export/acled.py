"""Events as a table with ACLED's 31 columns, for those whose tools read that shape. It is not ACLED data.

Source of columns, values and rules: ACLED codebook, web edition 2025, sections 1.1 to 1.6. A row is one place, one day
and one pair of actors: tactics of the same place, day and pair are one row, named by the type that stands first in the
printed hierarchy. Left out: events without a day to the month or a place to the region, kinds without a sub-type there,
claims of an interested party alone, and disputed ones. Ids start with "DATELINE-", so that none is taken for ACLED's.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dateline.export.happenings import Count, Happening
from dateline.export.lines import Record
from dateline.export.tables import safe_cell
from dateline.knowledge.codebooks import Codebooks
from dateline.knowledge.countries import Countries

COLUMNS = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type",
    "actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting",
    "iso", "region", "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision",
    "source", "source_scale", "notes", "fatalities", "tags", "timestamp",
)  # fmt: skip

#: Claims of interested parties alone, and disputed ones, are no rows (codebooks' export gate: certain for the author).
STATUSES = frozenset({"reported", "conceded", "corroborated"})
_STATE = "State forces"
#: Types in which somebody armed acts, named or not.
_VIOLENT = frozenset({"Battles", "Explosions/Remote violence", "Violence against civilians"})
_ABROAD = "External/Other forces"


@dataclass(frozen=True, slots=True)
class _Coded:
    """A happening with its type and parties in ACLED's words."""

    happening: Happening
    type: str
    sub_type: str
    actors: tuple[tuple[str, str], ...]
    day: date
    precision: int


def acled_table(
    found: Iterable[Happening], *, crosswalk: Mapping[str, Mapping[str, str]], codes: Codebooks, countries: Countries
) -> Iterator[str]:
    """The lines of the table, the header first. `crosswalk`: kind -> its codes, as the ontology has them."""
    yield _line(COLUMNS)
    coded = [one for happening in found if (one := _coded(happening, crosswalk, codes, countries)) is not None]
    for group in _together(coded, codes):
        row = _row(group, codes, countries)
        yield _line([safe_cell(row[name]) for name in COLUMNS])


def _line(cells: Iterable[object]) -> str:
    out = io.StringIO()
    csv.writer(out).writerow(cells)
    return out.getvalue()


def _coded(
    happening: Happening, crosswalk: Mapping[str, Mapping[str, str]], codes: Codebooks, countries: Countries
) -> _Coded | None:
    place, days, day = happening.place, happening.days, happening.middle
    if place is None or days is None or day is None or days > 31 or happening.event["status"] not in STATUSES:
        return None
    if place["precision"] not in codes.geo_precision or not place["country"]:
        return None
    parties = [happening.agent, happening.target]
    actors = tuple(actor for party in parties if (actor := _actor(party, place["country"], codes, countries)))
    name = _sub_type(happening, crosswalk, actors)
    if not name:
        return None
    type_, _, sub_type = name.rpartition("/")
    # Two names have a slash of their own: "Explosions/Remote violence/Air/drone strike".
    for known in codes.disorder:
        if name.startswith(known + "/"):
            type_, sub_type = known, name[len(known) + 1 :]
    if not actors and type_ not in _VIOLENT:
        return None
    return _Coded(happening, type_, sub_type, actors, day, 1 if days == 1 else 2 if days <= 7 else 3)


def _sub_type(
    happening: Happening, crosswalk: Mapping[str, Mapping[str, str]], actors: Sequence[tuple[str, str]]
) -> str:
    """The kind's code; a state that takes a place regains it, and armed victims make an attack a battle."""
    for kind in happening.kinds:
        known = crosswalk.get(kind, {})
        name = known.get("acled", "")
        if not name:
            continue
        state = bool(actors) and actors[0][1] == _STATE
        if state and "acled_state" in known:
            return known["acled_state"]
        armed = len(actors) > 1 and actors[1][1] in (_STATE, "Rebel group", "Political militia", _ABROAD)
        return "Battles/Armed clash" if name == "Violence against civilians/Attack" and armed else name
    return ""


def _country(code: str, countries: Countries) -> str:
    country = countries.get(code)
    return country.name if country is not None else code


def _actor(party: Record | None, where: str, codes: Codebooks, countries: Countries) -> tuple[str, str] | None:
    """Name and type after sections 1.3 and 1.4; None for things and for words that name nobody."""
    inter = codes.inter.get(party["kind"]) if party is not None else None
    if party is None or inter is None:
        return None
    head, _, home = (party["id"] or "").partition(":")
    of = _country(home, countries) if len(home) == 2 else ""
    if inter == _STATE and home and home != where:
        inter = _ABROAD
    if head == "army" and of:
        return f"Military Forces of {of}", inter
    if head == "police" and of:
        return f"Police Forces of {of}", inter
    if head == "gov" and of:
        return f"Government of {of}", inter
    if inter in ("Protesters", "Rioters", "Civilians"):
        return f"{inter} ({of or _country(where, countries)})", inter
    return party["name"], inter


def _together(coded: Sequence[_Coded], codes: Codebooks) -> list[list[_Coded]]:
    """Those of one place, day and pair. Deaths that nobody is named for belong to the one pair of their place and day."""
    groups: dict[tuple[str, date], list[list[_Coded]]] = {}
    for one in sorted(coded, key=lambda c: (-len(_parties(c)), -len(c.actors), c.happening.event["id"])):
        assert one.happening.place is not None
        here = groups.setdefault((one.happening.place["id"], one.day), [])
        fitting = [group for group in here if _parties(one) <= {name for other in group for name in _parties(other)}]
        if len(fitting) == 1:
            fitting[0].append(one)
        else:
            here.append([one])
    order = {name: at for at, name in enumerate(codes.hierarchy)}
    every = [group for here in groups.values() for group in here]
    ordered = [sorted(group, key=lambda c: (order[c.type], c.happening.event["id"])) for group in every]
    return sorted(ordered, key=lambda group: (group[0].day, group[0].happening.event["id"]))


def _parties(one: _Coded) -> set[str]:
    """Who acts or is fought; unarmed victims make no pair of their own beside those who fight."""
    return {name for name, inter in one.actors if inter != "Civilians"}


def _row(group: Sequence[_Coded], codes: Codebooks, countries: Countries) -> dict[str, object]:
    first = group[0]
    happening, place = first.happening, first.happening.place
    assert place is not None
    country = countries.get(place["country"])
    actors = max((one.actors for one in group), key=lambda found: (len(found), found))
    if first.type in _VIOLENT and not any(inter != "Civilians" for _, inter in actors):
        actors = (
            (f"Unidentified Armed Group ({_country(place['country'], countries)})", "Political militia"),
            *actors[:1],
        )
    (actor1, inter1), (actor2, inter2) = actors[0], actors[1] if len(actors) > 1 else ("", "")
    deaths = fatalities([count for one in group for count in one.happening.counts], codes)
    civilians = first.type == "Violence against civilians" or (
        first.type == "Explosions/Remote violence" and inter2 == "Civilians"
    )
    return {
        "event_id_cnty": f"DATELINE-{happening.event['id'].removeprefix('event-')}",
        "event_date": first.day.isoformat(),
        "year": first.day.year,
        "time_precision": first.precision,
        "disorder_type": codes.disorder[first.type],
        "event_type": first.type,
        "sub_event_type": first.sub_type,
        "actor1": actor1,
        "assoc_actor_1": "",
        "inter1": inter1,
        "actor2": actor2,
        "assoc_actor_2": "",
        "inter2": inter2,
        "interaction": _interaction(inter1, inter2, codes),
        "civilian_targeting": "Civilian targeting" if civilians else "",
        "iso": country.numeric if country is not None else "",
        "region": country.region if country is not None else "",
        "country": country.name if country is not None else place["country"],
        "admin1": place["admin1"] or "",
        "admin2": "",
        "admin3": "",
        "location": place["name"],
        "latitude": _degrees(place["latitude"]),
        "longitude": _degrees(place["longitude"]),
        "geo_precision": codes.geo_precision[place["precision"]],
        "source": "; ".join(sorted({name for one in group for name in one.happening.sources})),
        "source_scale": "",
        "notes": _notes(group, first.day),
        "fatalities": deaths,
        "tags": "",
        "timestamp": "",
    }


def _degrees(value: float | None) -> str:
    return "" if value is None else f"{value:.4f}"


def _interaction(inter1: str, inter2: str, codes: Codebooks) -> str:
    if not inter2:
        return f"{inter1} only"
    low, high = sorted((inter1, inter2), key=codes.order.index)
    return f"{high}-{low}" if (low, high) == ("Civilians", _ABROAD) else f"{low}-{high}"


def _notes(group: Sequence[_Coded], day: date) -> str:
    """The words of the claims, who says so, and the ids to look them up by (`dateline why ID`)."""
    parts = []
    for one in group:
        quotes = sorted({_words(claim) for claim in one.happening.claims})
        parts.append("; ".join(quotes))
    ids = " ".join(one.happening.event["id"] for one in group)
    speakers = ", ".join(sorted({name for one in group for name in one.happening.speakers}))
    return f"On {day.day} {day:%B %Y}, {' / '.join(parts)} (according to {speakers}). [{ids}]"


def _words(claim: Record) -> str:
    """The claim in the words of the text: agent, trigger, target and place, in the order in which they stand."""
    spans = {
        (item["start"], item["end"]): item["quote"]
        for name in ("agent", "kind", "target", "quantity", "place")
        for item in claim["evidence"].get(name, ())[:1]
    }
    kept = [quote for span, quote in sorted(spans.items()) if not any(_inside(span, other) for other in spans)]
    return " … ".join(" ".join(quote.split()) for quote in kept)


def _inside(span: tuple[int, int], other: tuple[int, int]) -> bool:
    return span != other and other[0] <= span[0] and span[1] <= other[1]


def fatalities(counts: Sequence[Count], codes: Codebooks) -> int:
    """Section 1.6: the lowest of differing reports; vague words by the table; 0 where nobody gives a number.

    Different classes of victims of one claim's dispatch add up ("five soldiers and three civilians"); the same class
    told twice does not.
    """
    reports: dict[str, dict[str, int]] = {}
    for count in counts:
        number = _number(count, codes)
        if number is None:
            continue
        classes = reports.setdefault(str(count.claim["dispatch"]["id"]), {})
        of = "" if count.victims in ("unknown", "class") or "people" in count.of else count.of or count.victims
        classes[of] = min(number, classes.get(of, number))
    totals = [max(classes.get("", 0), sum(n for of, n in classes.items() if of)) for classes in reports.values()]
    return min((total for total in totals if total), default=0)


def _number(count: Count, codes: Codebooks) -> int | None:
    """The lowest that the words allow; a low end without a figure is a vague word ("dozens", "several", a bare plural)."""
    if count.low is not None and count.best is None:
        return next((step for start, step in codes.vague if count.low >= start), int(count.low))
    return next((int(end) for end in (count.low, count.best, count.high) if end is not None), None)
