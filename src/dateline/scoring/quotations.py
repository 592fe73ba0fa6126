"""Who said what, as PolNeAR counts it: content found by overlap, its source right, and indirect content found.

Gold: `gold.attributions`, each `{"source", "cue", "content"}`, where each is a span `{"start", "end"}`, a list of such, a list
of pairs, or empty. Content counts as found when a quotation shares half of the shorter of the two.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dateline.errors import CorpusError
from dateline.scoring.corpora import Example, gold_keys
from dateline.scoring.figures import Figure, Mistake, overlapped, share

Spans = tuple[tuple[int, int], ...]
_MARKS = '"“”„«»'


def check(record: Mapping[str, Any], place: str) -> None:
    """Raises CorpusError where the record's attributions have no content."""
    gold_keys(record, ("attributions",), place=place)
    for number, one in enumerate(record["gold"]["attributions"]):
        if not isinstance(one, Mapping) or not spans(one.get("content")):
            what = f'entry {number} of "attributions" has no "content" with start and end'
            raise CorpusError(what, place=place, way_out="Give each content as {start, end} or a list of these.")


def judge(examples: Sequence[Example]) -> tuple[list[Figure], list[Mistake]]:
    """Content by overlap, the source of what was found, and the parts without quotation marks apart."""
    mistakes: list[Mistake] = []
    wanted = found = hit = met = sourced = named = indirect = indirect_met = 0
    for example in examples:
        golds = [(spans(one.get("source")), spans(one["content"])) for one in example.gold["attributions"]]
        marks = example.found("quotations")
        contents = [
            tuple((part["start"], part["end"]) for part in mark["content"] if "in" not in part) for mark in marks
        ]
        wanted, found = wanted + len(golds), found + len(marks)
        hit += sum(any(_same(content, gold) for _, gold in golds) for content in contents)
        for source, content in golds:
            bare = not _marked(example.text, content)
            indirect += bare
            answers = [mark for mark, mine in zip(marks, contents, strict=True) if _same(mine, content)]
            words = " … ".join(example.text[a:b] for a, b in content)
            if not answers:
                mistakes.append(Mistake(example.name, "content", "missed", f'"{words}"', "nothing", example.sentence(content[0][0])))  # fmt: skip
                continue
            met, indirect_met = met + 1, indirect_met + bare
            if not source:
                continue
            named += 1
            speakers = [mark["speaker"] for mark in answers if mark["speaker"] and "in" not in mark["speaker"]]
            if any(_share(((one["start"], one["end"]),), source) for one in speakers):
                sourced += 1
                continue
            got = ", ".join(one["text"] for one in speakers) or "nobody"
            who = " … ".join(example.text[a:b] for a, b in source)
            mistakes.append(Mistake(example.name, "source", "wrong value" if speakers else "missed", f'"{who}"', got, example.sentence(content[0][0])))  # fmt: skip
    return [
        overlapped("content, overlap", hit=hit, found=found, met=met, wanted=wanted),
        share("source of content found", right=sourced, wanted=named),
        share("content without quotation marks found", right=indirect_met, wanted=indirect),
    ], mistakes


def spans(given: Any) -> Spans:
    """Half-open spans in any of the forms that records give them; empty for anything else."""
    if isinstance(given, Mapping):
        if isinstance(given.get("spans"), list):
            return spans(given["spans"])
        ends = given.get("start"), given.get("end")
        return ((ends[0], ends[1]),) if isinstance(ends[0], int) and isinstance(ends[1], int) else ()
    if isinstance(given, list):
        if len(given) == 2 and all(isinstance(one, int) for one in given):
            return ((given[0], given[1]),)
        return tuple(sorted(span for one in given for span in spans(one)))
    return ()


def _share(mine: Spans, theirs: Spans) -> int:
    """How many characters two lists of spans have in common."""
    return sum(max(0, min(b, d) - max(a, c)) for a, b in mine for c, d in theirs)


def _same(mine: Spans, theirs: Spans) -> bool:
    shorter = min(sum(b - a for a, b in mine), sum(b - a for a, b in theirs))
    return shorter > 0 and 2 * _share(mine, theirs) >= shorter


def _marked(text: str, content: Spans) -> bool:
    """Do quotation marks stand in the content or right around it?"""
    return any(mark in text[max(0, a - 1) : b + 1] for a, b in content for mark in _MARKS)
