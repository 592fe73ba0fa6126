"""Place names: found with the exact span, and put within 161 km (100 miles) of the gold point.

Gold: `gold.toponyms`, each `{"start", "end", "lat", "lon"}`. End to end, a name counts when it is both found and put right.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from statistics import median
from typing import Any

from dateline.scoring.corpora import Example, spans_in
from dateline.scoring.figures import Cause, Figure, Mistake, matched, overlapped, share, touching

NEAR_KM = 161.0
_EARTH_KM = 6371.0


def check(record: Mapping[str, Any], place: str) -> None:
    """Raises CorpusError where the record has no place names with points."""
    spans_in(record, "toponyms", place=place, needs=("lat", "lon"))


def judge(examples: Sequence[Example]) -> tuple[list[Figure], list[Mistake]]:
    """Figures over all records, and every name that is missed, cut wrongly, or put elsewhere."""
    mistakes: list[Mistake] = []
    wanted = found = exact = hit = met = near = 0
    far: list[float] = []
    for example in examples:
        gold = {(one["start"], one["end"]): one for one in example.gold["toponyms"]}
        marks = {(mark["start"], mark["end"]): mark for mark in example.found("places")}
        wanted, found, exact = wanted + len(gold), found + len(marks), exact + len(gold.keys() & marks.keys())
        hit += sum(bool(touching(gold, *span)) for span in marks)
        met += sum(bool(touching(marks, *span)) for span in gold)
        for span, one in gold.items():
            mark = marks.get(span)
            if mark is None:
                mistakes.append(_unfound(example, span, marks))
                continue
            distance = _distance(one, mark)
            if distance is not None:
                far.append(distance)
            if distance is not None and distance <= NEAR_KM:
                near += 1
            else:
                mistakes.append(_elsewhere(example, span, one, mark, distance))
        named = {example.text[slice(*span)] for span in gold}
        mistakes += [_invented(example, span, marks[span], named) for span in marks if not touching(gold, *span)]
    figures = [
        matched("recognition, exact", right=exact, found=found, wanted=wanted),
        overlapped("recognition, overlap", hit=hit, found=found, met=met, wanted=wanted),
        matched("found and within 161 km", right=near, found=found, wanted=wanted),
        share("within 161 km, of those found", right=near, wanted=exact),
        share("has a point, of those found", right=len(far), wanted=exact),
    ]
    if far:
        figures.append(Figure("median error in km", median(far), len(far), len(far)))
    return figures, mistakes


def _distance(one: Mapping[str, Any], mark: Mapping[str, Any]) -> float | None:
    """Kilometres between the gold point and Dateline's, along a great circle; None when there is no point."""
    if mark["latitude"] is None or mark["longitude"] is None:
        return None
    a, b, c, d = (math.radians(value) for value in (one["lat"], one["lon"], mark["latitude"], mark["longitude"]))
    root = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(root)))


def _unfound(example: Example, span: tuple[int, int], marks: Mapping[tuple[int, int], Mapping[str, Any]]) -> Mistake:
    others = touching(marks, *span)
    cause: Cause = "wrong span" if others else "missed"
    got = ", ".join(f'"{marks[other]["text"]}"' for other in others) or "nothing"
    return Mistake(example.name, "place", cause, f'"{example.text[slice(*span)]}"', got, example.sentence(span[0]))


def _elsewhere(
    example: Example, span: tuple[int, int], one: Mapping[str, Any], mark: Mapping[str, Any], distance: float | None
) -> Mistake:
    cause: Cause = "not in the gazetteer" if distance is None else "wrong candidate chosen"
    away = (
        "no point" if distance is None else f"{mark['name']} ({mark['country']}, {mark['id']}), {distance:,.0f} km off"
    )
    wanted = f'"{example.text[slice(*span)]}" at {one["lat"]}, {one["lon"]}'
    return Mistake(example.name, "place", cause, wanted, away, example.sentence(span[0]))


def _invented(example: Example, span: tuple[int, int], mark: Mapping[str, Any], named: set[str]) -> Mistake:
    cause: Cause = "annotation disputable" if mark["text"] in named else "found where none is marked"
    got = f'"{mark["text"]}" ({mark["use"]}, {mark["id"]})'
    return Mistake(example.name, "place", cause, "nothing", got, example.sentence(span[0]))
