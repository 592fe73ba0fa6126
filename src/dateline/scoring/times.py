"""Time expressions, as TempEval-3 counts them: extents strict and relaxed, and values of those whose extents touch.

Gold: `gold.timex`, each `{"start", "end", "value"}` and, where the corpus has them, `"type"`. Value F1 is the relaxed F1 times
the share of right values.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dateline.scoring.corpora import Example, spans_in
from dateline.scoring.figures import Cause, Figure, Mistake, matched, overlapped, share

#: Values that a gold annotation has where its annotators could not say one.
_NO_VALUE = frozenset({"", "null", "none", "xxxx", "unk"})


def check(record: Mapping[str, Any], place: str) -> None:
    """Raises CorpusError where the record has no time expressions to compare with."""
    spans_in(record, "timex", place=place, needs=("value",))


def judge(examples: Sequence[Example]) -> tuple[list[Figure], list[Mistake]]:
    """Figures over all records, and every expression that is missed, found wrongly, or has another value."""
    mistakes: list[Mistake] = []
    wanted = found = exact = hit = met = right = settled = settled_right = 0
    types: list[tuple[str, str]] = []
    for example in examples:
        gold, marks = example.gold["timex"], example.found("times")
        wanted, found = wanted + len(gold), found + len(marks)
        exact += len({_span(one) for one in gold} & {_span(one) for one in marks})
        hit += sum(_answer(mark, gold) is not None for mark in marks)
        for one in gold:
            mark = _answer(one, marks)
            if mark is None:
                mistakes.append(_mistake(example, one, None, "missed"))
                continue
            met += 1
            same = same_value(one["value"], mark["value"])
            right += same
            known = str(one["value"]).lower() not in _NO_VALUE
            settled, settled_right = settled + known, settled_right + (same and known)
            if one.get("type"):
                types.append((one["type"], mark["type"]))
            if not same:
                mistakes.append(_mistake(example, one, mark, "wrong value" if known else "annotation disputable"))
            elif _span(one) != _span(mark):
                mistakes.append(_mistake(example, one, mark, "wrong span"))
        mistakes += [_invented(example, mark, gold) for mark in marks if _answer(mark, gold) is None]
    relaxed = overlapped("extent, relaxed", hit=hit, found=found, met=met, wanted=wanted)
    figures = [
        matched("extent, strict", right=exact, found=found, wanted=wanted),
        relaxed,
        Figure("value F1", relaxed.value * (right / met if met else 0.0), right, wanted, found),
        share("value of those found", right=right, wanted=met),
        share("value of those found, where gold says one", right=settled_right, wanted=settled),
    ]
    if len({gold for gold, _ in types}) > 1:
        figures.append(share("type of those found", right=sum(a == b for a, b in types), wanted=len(types)))
    return figures, mistakes


def same_value(gold: str, value: str) -> bool:
    """Do two TIMEX3 values say the same? Case and white space apart, to the letter."""
    return str(gold).strip().upper() == str(value).strip().upper()


def _span(entry: Mapping[str, Any]) -> tuple[int, int]:
    return entry["start"], entry["end"]


def _answer(one: Mapping[str, Any], others: Sequence[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """The other mark that shares most characters with this one, the first of equals."""
    shared = [(min(one["end"], other["end"]) - max(one["start"], other["start"]), other) for other in others]
    best = max(shared, key=lambda pair: pair[0], default=(0, None))
    return best[1] if best[0] > 0 else None


def _mistake(example: Example, one: Mapping[str, Any], mark: Mapping[str, Any] | None, cause: Cause) -> Mistake:
    words = example.text[one["start"] : one["end"]]
    got = "nothing" if mark is None else f'"{mark["text"]}" = {mark["value"]} ({mark["rule"]})'
    return Mistake(example.name, "time", cause, f'"{words}" = {one["value"]}', got, example.sentence(one["start"]))


def _invented(example: Example, mark: Mapping[str, Any], gold: Sequence[Mapping[str, Any]]) -> Mistake:
    """A found expression that the gold does not have; disputable when the gold marks the same words elsewhere."""
    marked = {example.text[one["start"] : one["end"]].lower() for one in gold}
    cause: Cause = "annotation disputable" if mark["text"].lower() in marked else "found where none is marked"
    got = f'"{mark["text"]}" = {mark["value"]} ({mark["rule"]})'
    return Mistake(example.name, "time", cause, "nothing", got, example.sentence(mark["start"]))
