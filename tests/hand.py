"""Claims made by hand: `hand.claim("seize", "rebels", place="Hama", day="2024-12-05", says="outlet")`.

Parties are names of `SIDES`; who says it is "outlet" (in its own voice) or "name/stance".
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import make
from dateline.ledger.store import open_ledger
from dateline.model.claim import Claim, ClaimPlace, Link, Party, Source
from dateline.model.quantity import Quantity
from dateline.model.record import claim_id
from dateline.model.text import Dispatch, Evidence
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
    within = "gn:Orlin" if name == "Orlin prison" else None
    where = Place(f"gn:{name}", name, kind, "XA", latitude=point, longitude=point, within=within)  # type: ignore[arg-type]
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
    return replace(made, id=claim_id(made))


def ledger(path: Path) -> Path:
    """A small ledger with two dispatches: Orlin changes hands, a count is given, an air strike is denied."""
    from dateline.pipeline import reconcile

    courier = make.dispatch(
        "Rebels took Orlin on Thursday.\nThe army said it had left the city. At least 23 people were killed, medics said.",
        title="Orlin falls",
        published="2024-12-06",
    )
    wire = make.dispatch(
        "The army denied that it had bombed Vessa. A monitor said that 31 people had been killed in Orlin.",
        title="=Denial",
        outlet="Harbour Wire",
        published="2024-12-07T08:00:00+00:00",
    )
    first = [
        _placed(claim("seize", "rebels", place="Orlin", day="2024-12-05", dispatch=courier.id), courier, "took"),
        _placed(
            claim("lose", "army", place="Orlin", day="2024-12-05", says="army/admission", dispatch=courier.id),
            courier, "left",
        ),
        _placed(
            claim("kill", None, place="Orlin", day="2024-12-05", figure="23+", says="medics/neutral", dispatch=courier.id),
            courier, "killed",
        ),
    ]  # fmt: skip
    second = [
        _placed(
            claim("airstrike", "army", place="Vessa", day="2024-12-05", says="army/interest", modality="denied",
                  dispatch=wire.id, outlet="Harbour Wire"),
            wire, "bombed",
        ),
        _placed(
            claim("say", "army", says="army/interest", content="it had not bombed Vessa", dispatch=wire.id,
                  outlet="Harbour Wire"),
            wire, "denied",
        ),
        _placed(
            claim("kill", None, place="Orlin", day="2024-12-05", figure="31", says="monitor/neutral", dispatch=wire.id,
                  outlet="Harbour Wire"),
            wire, "killed",
        ),
    ]  # fmt: skip
    with open_ledger(path, mode="write") as opened:
        opened.add(courier, courier.text.encode(), first)
        opened.add(wire, wire.text.encode(), second)
        reconcile(opened)
    return path


def _placed(made: Claim, dispatch: Dispatch, word: str) -> Claim:
    """The claim with its kind's evidence on that word of the dispatch, and a new id."""
    start = dispatch.text.index(word)
    spans = {"kind": (Evidence(start, start + len(word), word, "words"),)}
    found = replace(made, evidence=dict(made.evidence) | spans)
    return replace(found, id=claim_id(found))
