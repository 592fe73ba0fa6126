"""Claims made by hand: `hand.claim("seize", "rebels", place="Hama", day="2024-12-05", says="outlet")`.

Parties are names of `SIDES`; who says it is "outlet" (in its own voice) or "name/stance".
"""

from __future__ import annotations

from datetime import date
from typing import Any

from dateline.model.claim import Claim, ClaimPlace, Link, Party, Source
from dateline.model.quantity import Quantity
from dateline.model.record import claim_id
from dateline.model.text import Evidence
from dateline.model.when import When
from dateline.model.world import Place

SIDES = {
    "rebels": ("rebels:XA", "rebels", "rebel_group", "xa-opposition"),
    "front": ("front", "Northern Front", "rebel_group", "xa-opposition"),
    "league": ("league", "Coastal League", "rebel_group", "xa-opposition"),
    "army": ("army:XA", "army", "state_forces", "xa-government"),
    "government": ("gov:XA", "government", "government", "xa-government"),
}

PLACES = {
    "Orlin": ("city", "town"),
    "Vessa": ("town", "town"),
    "Orlin prison": ("site", "site"),
    "Orlin province": ("admin1", "admin1"),
    "Xandria": ("country", "country"),
}


def party(name: str | None) -> Party | None:
    """A party of `SIDES`, or words that name nobody known."""
    if name is None:
        return None
    if name not in SIDES:
        return Party(None, name, name)
    identity, shown, kind, side = SIDES[name]
    return Party(identity, shown, shown, kind, side)


def place(name: str | None, precision: str | None = None) -> ClaimPlace | None:
    """A place of `PLACES` with its own precision or another."""
    if name is None:
        return None
    kind, own = PLACES[name]
    point = None if kind == "country" else 10.0 + len(name)
    where = Place(f"gn:{name}", name, kind, "XA", latitude=point, longitude=point)  # type: ignore[arg-type]
    return ClaimPlace(where, precision or own)  # type: ignore[arg-type]


def when(day: str | None) -> When | None:
    """ "2024-12-05" is a day, "2024-11-25/2024-12-01" an interval, "/2024-12-05" open at the start."""
    if day is None:
        return None
    first, _, last = day.partition("/") if "/" in day else (day, "", day)
    granularity = "day" if first == last else "span"
    ends = [date.fromisoformat(end) if end else None for end in (first, last)]
    return When(ends[0], ends[1], granularity, day, "absolute")  # type: ignore[arg-type]


def quantity(figure: str | None, **rest: Any) -> Quantity | None:
    """ "23" exactly, "23+" at least, "20-40" a range, "~40" around."""
    if figure is None:
        return None
    unit = rest.pop("unit", "people killed")
    if figure.startswith("~"):
        return Quantity(None, int(figure[1:]), None, unit, hedge="around", **rest)
    if figure.endswith("+"):
        return Quantity(int(figure[:-1]), int(figure[:-1]), None, unit, hedge="at least", **rest)
    low, _, high = figure.partition("-")
    return Quantity(int(low), int(low) if not high else None, int(high or low), unit, **rest)


def source(says: str, outlet: str) -> Source:
    """ "outlet" is the outlet's own voice; "army/admission" somebody's words."""
    last = Link(None, outlet)
    if says == "outlet":
        return Source((last,), outlet_voice=True, stance="neutral")
    name, _, stance = says.partition("/")
    speaker = party(name)
    assert speaker is not None
    first = Link(speaker.id, speaker.name, "said")
    return Source((first, last), outlet_voice=False, stance=stance or "unknown")  # type: ignore[arg-type]


def claim(
    kind: str,
    agent: str | None = None,
    target: str | None = None,
    *,
    place: str | None = None,
    precision: str | None = None,
    day: str | None = None,
    says: str = "outlet",
    outlet: str = "The Plainfield Courier",
    dispatch: str = "d1",
    figure: str | None = None,
    counted: dict[str, Any] | None = None,
    **rest: Any,
) -> Claim:
    """A claim with defaults: actual, positive, in the outlet's own voice."""
    words = f"{agent or 'nobody'} {kind} {target or ''} {place or ''} {day or ''} {figure or ''} {says} {outlet}"
    fields: dict[str, Any] = {"modality": "actual", "polarity": "positive", "extractor": "hand 1"} | rest
    evidence = {"kind": (Evidence(0, len(words), words, "words"),)}
    if figure is not None:
        evidence["quantity"] = (Evidence(0, len(figure), figure, "words"),)
    made = Claim(
        id="",
        dispatch=dispatch,
        kind=kind,
        source=source(says, outlet),
        agent=party(agent),
        target=party(target),
        place=globals()["place"](place, precision),
        when=when(day),
        quantity=quantity(figure, **(counted or {})),
        evidence=evidence,
        **fields,
    )
    from dataclasses import replace

    return replace(made, id=claim_id(made) if not fields.get("id") else fields["id"])
