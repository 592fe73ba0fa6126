"""Counts of one scope beside each other, and what can honestly be said from them together.

Claims with a quantity go in; tolls come out, one for each unit, class, place and period. No figure is summed, none is
dropped, and the reconciled range is never the largest number seen. The rule:

- figures of interested speakers (a side about its enemy's losses) are shown and kept out of the range, and so are
  words that give no number ("people were killed", "several", "dozens") wherever a figure is given;
- each source counts once, with its latest figure; a lower figure that another source gave on an earlier day is shown
  as the toll's past, for tolls grow while the dead are found; copies and repeated citations are the source that they cite;
- low is the lowest low, high the highest high; an open end ("at least 23") stays open unless another source's figure
  reaches beyond it;
- best is given only when all sources name the same one, or when there is one source;
- where no day is given and the sources differ, they may speak of different incidents: nothing is reconciled.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dateline.model.claim import Claim
from dateline.model.outcome import Figure, Toll
from dateline.model.quantity import Number
from dateline.reconcile.background import Background, fold, key, listed, words_of

_NOWHERE = Background()
_SMALL = ("site", "town", "near", "district")


@dataclass(frozen=True, slots=True)
class _Scope:
    unit: str
    of: str
    place: str
    start: str
    end: str
    cumulative: bool
    cause: str = ""


@dataclass(frozen=True, slots=True)
class _Entry:
    figure: Figure
    source: str
    claim: Claim
    counted: bool
    of: str | None
    first: date | None
    last: date | None


def tolls(claims: Iterable[Claim], *, background: Background = _NOWHERE) -> tuple[Toll, ...]:
    """The tolls of all scopes, sorted by place, period, unit and class; the order of the claims does not matter."""
    scopes: dict[_Scope, list[_Entry]] = {}
    every = list(claims)
    background = background.learn(every)
    for claim in every:
        if claim.quantity is None or not claim.quantity.unit:
            continue
        stated_none = claim.quantity.high == 0
        if claim.modality != "actual" or (claim.polarity != "positive" and not stated_none):
            continue
        for scope, entry in _entries(claim, background):
            scopes.setdefault(scope, []).append(entry)
    made = [_toll(scope, entries) for scope, entries in scopes.items()]
    return tuple(sorted(made, key=_order))


def _order(toll: Toll) -> tuple[str, str, str, str, str]:
    return (toll.place_name or "", str(toll.first or toll.last or ""), toll.unit, toll.of or "", toll.id)


def _entries(claim: Claim, background: Background) -> list[tuple[_Scope, _Entry]]:
    """The figure of the whole, and one for each part that has a figure."""
    quantity = claim.quantity
    assert quantity is not None
    first, last = background.start(claim), quantity.last
    if not quantity.cumulative and claim.when is not None:
        first, last = claim.when.first, claim.when.last
    place = claim.place.place.id if claim.place else ""
    said = background.said(claim)
    stance = "outlet" if claim.source.outlet_voice else claim.source.stance
    counted = background.worth(claim) != "interest"
    # Without a day, figures of one town may be of one incident; those of a whole country or area hardly ever are.
    small = claim.place is not None and claim.place.precision in _SMALL

    def entry(
        low: Number | None, best: Number | None, high: Number | None, hedge: str | None, of: str | None
    ) -> tuple[_Scope, _Entry]:
        kind = background.rules.counted_class(fold(of or ""), quantity.unit) or _alone(claim)
        if quantity.cumulative:
            start = str(first or "since " + fold(quantity.since or ""))
            scope = _Scope(quantity.unit, kind, place, start, "", True, quantity.cause or "")
        elif first is None and (last is None or not small):
            scope = _Scope(quantity.unit, kind, place, "undated " + background.original(claim), "", False)
        else:
            scope = _Scope(quantity.unit, kind, place, str(first or ""), str(last or ""), False)
        figure = Figure(
            claim.id, background.source_name(claim), stance, low, best, high, hedge,
            words_of(claim, "quantity"), said,
        )  # fmt: skip
        shown = (of or (claim.target.name if claim.target else None)) if kind else None
        return scope, _Entry(figure, background.source(claim), claim, counted, shown, first, last)

    found = [entry(quantity.low, quantity.best, quantity.high, quantity.hedge, quantity.of)]
    for part in quantity.parts:
        if part.of and (part.low, part.best, part.high) != (None, None, None):
            hedge = "worked out from the whole" if part.derived else None
            found.append(entry(part.low, part.best, part.high, hedge, part.of))
    return found


def _alone(claim: Claim) -> str:
    """The name of the one person that a figure of one was read from: his death is no count of the dead of a place."""
    told = claim.evidence.get("quantity", ())
    alone = claim.target is not None and any(piece.rule == "named-person" for piece in told)
    return fold(claim.target.name) if alone and claim.target is not None else ""


def _toll(scope: _Scope, entries: list[_Entry]) -> Toll:
    entries = _once(entries)
    counted = [entry for entry in entries if entry.counted]
    numbers = [entry for entry in counted if not _numberless(entry.figure)]
    counted = numbers or counted
    low, best, high, rule = reconciled([(entry.source, entry.figure) for entry in counted])
    if len({entry.source for entry in counted}) > 1 and best is None and not scope.cumulative and not scope.start:
        low, high, rule = None, None, "no day is given, these may be different incidents: not reconciled"
    interested = listed(sorted({entry.figure.source for entry in entries if not entry.counted}))
    if not counted:
        rule = "only interested parties give a figure: shown, not reconciled"
    elif interested:
        rule += f"; {interested} kept out as an interested party"
    of = min((entry.of for entry in entries if entry.of), default=None)
    lasts = [day for entry in entries for day in (entry.last, entry.figure.said if scope.cumulative else None) if day]
    place = entries[0].claim.place
    sinces = {e.claim.quantity.since for e in entries if e.claim.quantity and e.claim.quantity.since}
    return Toll(
        id=key("toll", scope.unit, scope.of, scope.place, scope.start, scope.end, scope.cumulative, scope.cause),
        unit=scope.unit,
        of=of,
        place=scope.place or None,
        place_name=place.place.name if place else None,
        first=entries[0].first,
        last=max(lasts, default=None),
        since=min(sinces, key=lambda words: (len(words), words), default=None),
        cumulative=scope.cumulative,
        figures=tuple(entry.figure for entry in entries),
        low=low,
        best=best,
        high=high,
        rule=rule,
        cause=scope.cause or None,
    )


def _numberless(figure: Figure) -> bool:
    """Do the words give no figure: a bare plural ("people were killed"), or "several", "dozens", whose ends are the word's?"""
    return figure.best is None and figure.low is not None and (figure.high is None or figure.hedge is not None)


def _once(entries: list[_Entry]) -> list[_Entry]:
    """Each source's figure once for a day, in the order of saying; of two that are the same the smallest claim stays."""
    kept: dict[tuple[object, ...], _Entry] = {}
    for entry in sorted(entries, key=lambda entry: entry.figure.claim):
        figure = entry.figure
        kept.setdefault((entry.source, figure.said, figure.low, figure.best, figure.high), entry)
    series = sorted(kept.values(), key=lambda e: (str(e.figure.said or ""), e.figure.source, e.figure.claim))
    return [entry for at, entry in enumerate(series) if not _said_before(entry, series[:at])]


def _said_before(entry: _Entry, earlier: list[_Entry]) -> bool:
    """Is this a total that the same source gave before and has not changed since?"""
    own = [one for one in earlier if one.source == entry.source]
    if not own or entry.claim.quantity is None or not entry.claim.quantity.cumulative:
        return False
    last, figure = own[-1].figure, entry.figure
    return (last.low, last.best, last.high) == (figure.low, figure.best, figure.high)


def reconciled(
    figures: Iterable[tuple[str, Figure]],
) -> tuple[Number | None, Number | None, Number | None, str]:
    """Low, best, high and the rule in words, from (source, figure) pairs of speakers that count."""
    latest: dict[str, list[Figure]] = {}
    for source, figure in figures:
        known = latest.setdefault(source, [])
        newer = str(figure.said or "")
        current = str(known[0].said or "") if known else ""
        if newer > current:
            known.clear()
        if newer >= current:
            known.append(figure)
    before = len(latest)
    latest = _grown(latest)
    counted = [figure for source in sorted(latest) for figure in latest[source]]
    bests = sorted({figure.best for figure in counted if figure.best is not None})
    if not counted:
        return None, None, None, "no figure"
    low, high = _lowest(counted), _highest(counted)
    agree = len(bests) == 1 and (len(latest) == 1 or all(figure.best is not None for figure in counted))
    best = bests[0] if agree else None
    if len(latest) == 1:
        rule = f"one source: {counted[0].source}"
        if len(counted) > 1:
            rule += " (several figures, not summed)"
    elif agree and len(bests) == 1:
        rule = f"{len(latest)} independent sources agree"
    else:
        rule = f"{len(latest)} independent sources: lowest low, highest high, no best"
    if len(latest) < before:
        rule += "; lower figures of earlier days are its past"
    return low, best, high, rule


def _grown(latest: dict[str, list[Figure]]) -> dict[str, list[Figure]]:
    """Sources without those that said less on an earlier day: a toll that grows is a series, no disagreement."""
    days = sorted({figure.said for figures in latest.values() for figure in figures if figure.said is not None})
    if len(days) < 2:
        return latest
    newest = [f for figures in latest.values() for f in figures if f.said == days[-1]]
    floors = [bound for f in newest if (bound := f.low if f.low is not None else f.best) is not None]

    def past(figure: Figure) -> bool:
        top = next((end for end in (figure.high, figure.best, figure.low) if end is not None), None)
        return figure.said is not None and figure.said < days[-1] and top is not None and top < min(floors)

    if len(floors) < len(newest):
        return latest
    kept = {source: [f for f in figures if not past(f)] for source, figures in latest.items()}
    return {source: figures for source, figures in kept.items() if figures}


def _lowest(figures: list[Figure]) -> Number | None:
    """The lowest low; "around 40" has none, and counts with its 40 only beside a figure that has one."""
    if all(figure.low is None for figure in figures):
        return None
    bounds = (figure.best if figure.low is None else figure.low for figure in figures)
    return min((bound for bound in bounds if bound is not None), default=None)


def _highest(figures: list[Figure]) -> Number | None:
    """The highest high; None when an open figure starts at or above it."""
    if all(figure.high is None for figure in figures):
        return None
    bounds = (figure.best if figure.high is None and figure.low is None else figure.high for figure in figures)
    high = max((bound for bound in bounds if bound is not None), default=None)
    floors = [figure.low for figure in figures if figure.high is None and figure.low is not None]
    return None if high is None or any(floor >= high for floor in floors) else high
