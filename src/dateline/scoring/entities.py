"""Entities: spans with a class, exact (span and class) and lenient (any overlap with one of that class).

Gold: `gold.entities`, each `{"start", "end", "type"}` and, where the crowd voted, `"confidence"`: entries of confidence 0 are
let be, and of two classes on one span the surer stays. Which mark is of which class is data (`classes.toml`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dateline.scoring.classes import Classes, load_classes
from dateline.scoring.corpora import Example, spans_in
from dateline.scoring.figures import Cause, Figure, Mistake, matched, overlapped, touching

Span = tuple[int, int]


def check(record: Mapping[str, Any], place: str) -> None:
    """Raises CorpusError where the record has no entities."""
    spans_in(record, "entities", place=place, needs=("type",))


def judge(examples: Sequence[Example]) -> tuple[list[Figure], list[Mistake]]:
    """For all classes together and each: F1 exact and by overlap."""
    classes = load_classes()
    mistakes: list[Mistake] = []
    counts: dict[str, list[int]] = {name: [0, 0, 0, 0, 0] for name in ("all", *classes.entities)}
    for example in examples:
        gold, marks = wanted_of(example, classes), found_of(example, classes)
        for name in classes.entities:
            mine = {span for span, kind in gold.items() if kind == name}
            found = {span for span, kind in marks if kind == name}
            numbers = [
                len(mine & found), sum(bool(touching(mine, *span)) for span in found),
                sum(bool(touching(found, *span)) for span in mine), len(found), len(mine),
            ]  # fmt: skip
            for row in ("all", name):
                counts[row] = [a + b for a, b in zip(counts[row], numbers, strict=True)]
            mistakes += _mistakes(example, name, mine, found, gold, marks)
    figures: list[Figure] = []
    for name, (exact, hit, met, found_all, wanted) in counts.items():
        figures.append(matched(f"{name}, exact", right=exact, found=found_all, wanted=wanted))
        figures.append(overlapped(f"{name}, overlap", hit=hit, found=found_all, met=met, wanted=wanted))
    return figures, mistakes


def wanted_of(example: Example, classes: Classes) -> dict[Span, str]:
    """The gold entities of known classes, one class a span."""
    best: dict[Span, tuple[float, str]] = {}
    for one in example.gold["entities"]:
        name = classes.entity_names.get(one["type"])
        sure = float(one.get("confidence", 1) or 0)
        span = (one["start"], one["end"])
        if name is not None and sure > 0 and sure > best.get(span, (0.0, ""))[0]:
            best[span] = (sure, name)
    return {span: name for span, (_, name) in sorted(best.items())}


def found_of(example: Example, classes: Classes) -> set[tuple[Span, str]]:
    """Dateline's marks with their classes. A place inside the name of an actor, or that is a party itself, is none."""
    found: set[tuple[Span, str]] = set()
    covered: list[tuple[int, int, bool]] = []
    for mark in example.found("actors"):
        if mark["rule"] in classes.no_entity_rules or mark["kind"] not in classes.actor_kinds:
            continue
        group = str(mark["id"]).split(":")[0].split("-")[0] in classes.groups
        found.add(((mark["start"], mark["end"]), "Organisation" if group else classes.actor_kinds[mark["kind"]]))
        covered.append((mark["start"], mark["end"], mark["rule"] in classes.party_rules))
    for sort, name in classes.mark_sorts.items():
        for mark in example.found(sort) if sort != "actors" else ():
            span = (mark["start"], mark["end"])
            if sort == "quantities" and mark["kind"] in classes.no_entity_numbers:
                continue
            if sort == "places" and any(
                start <= span[0] and span[1] <= end and (party or end - start > span[1] - span[0])
                for start, end, party in covered
            ):
                continue
            found.add((span, name))
    return found


def _mistakes(
    example: Example,
    name: str,
    mine: set[Span],
    found: set[Span],
    gold: Mapping[Span, str],
    marks: set[tuple[Span, str]],
) -> list[Mistake]:
    made: list[Mistake] = []
    for span in sorted(mine - found):
        near = touching(found, *span)
        others = sorted(kind for other, kind in marks if other == span)
        cause: Cause = "wrong span" if near else "wrong value" if others else "missed"
        got = ", ".join(f'"{example.text[slice(*other)]}"' for other in near) or ", ".join(others) or "nothing"
        made.append(
            Mistake(example.name, name, cause, f'"{example.text[slice(*span)]}"', got, example.sentence(span[0]))
        )
    named = {example.text[slice(*span)] for span in gold}
    for span in sorted(found - mine):
        if touching(mine, *span):
            continue
        words = example.text[slice(*span)]
        cause = "annotation disputable" if words in named and span not in gold else "found where none is marked"
        made.append(Mistake(example.name, name, cause, "nothing", f'"{words}"', example.sentence(span[0])))
    return made
