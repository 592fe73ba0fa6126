"""Who did what to whom in one sentence, in the classes of PLOVER.

Gold: `gold.event` (a class), `gold.source` and `gold.target` (lists of `{"actorText"}`, a string, or empty). A sentence is
right when its main claim is of the class: the one whose kind is an event and whose trigger is outermost in what is reported.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from dateline.knowledge.ontology import load_ontology
from dateline.model.claim import Claim, Party
from dateline.scoring.classes import load_classes
from dateline.scoring.corpora import Example, gold_keys
from dateline.scoring.figures import Cause, Figure, Mistake, matched, share

#: Nothing but that something was said or is so: taken for the sentence only when nothing else is.
_BARE = frozenset({"say", "fear", "warn", "praise"})


def check(record: Mapping[str, Any], place: str) -> None:
    """Raises CorpusError where the record has no event."""
    gold_keys(record, ("event",), place=place)


def judge(examples: Sequence[Example]) -> tuple[list[Figure], list[Mistake]]:
    """Accuracy and macro F1 of the class, the class among all claims, and overlap of the actors' words."""
    classes = load_classes()
    kinds = {
        name: classes.plover.get(code := kind.crosswalk.get("plover", ""), code)
        for name, kind in load_ontology().kinds.items()
    }
    mistakes: list[Mistake] = []
    pairs: list[tuple[str, str]] = []
    anywhere = 0
    sides = {"source": [0, 0, 0], "target": [0, 0, 0]}
    for example in examples:
        event = str(example.gold["event"]).upper()
        wanted = classes.plover.get(event, event)
        told = [claim for claim in example.claims if kinds.get(claim.kind)]
        main = min(told, key=_order, default=None)
        got = kinds[main.kind] if main else "none"
        pairs.append((wanted, got))
        anywhere += any(kinds[claim.kind] == wanted for claim in told)
        if got != wanted:
            shown = ", ".join(f"{claim.kind} ({kinds[claim.kind]})" for claim in sorted(told, key=_order)) or "no claim"
            cause: Cause = "wrong value" if told else "missed"
            mistakes.append(Mistake(example.name, "event", cause, f'{wanted} "{example.gold.get("eventText", "")}"', shown, example.sentence(0)))  # fmt: skip
        for side, role in (("source", "agent"), ("target", "target")):
            names = _names(example.gold.get(side))
            parties = [getattr(main, role)] if main and getattr(main, role) else []
            met = [name for name in names if any(_overlap(name, party) for party in parties)]
            sides[side] = [a + b for a, b in zip(sides[side], (bool(met), len(parties), bool(names)), strict=True)]
            if names and not met:
                mistakes.append(Mistake(example.name, side, "missed" if not parties else "wrong value", " / ".join(names), " / ".join(p.words for p in parties) or "nothing", example.sentence(0)))  # fmt: skip
    right = sum(a == b for a, b in pairs)
    figures = [
        share("event class, main claim", right=right, wanted=len(pairs)),
        share("event class, any claim", right=anywhere, wanted=len(pairs)),
        Figure("event class, macro F1", _macro(pairs), right, len(pairs)),
    ]
    figures += [
        matched(f"{side}, overlap", right=met, found=found, wanted=wanted)
        for side, (met, found, wanted) in sides.items()
    ]
    return figures, mistakes


def _order(claim: Claim) -> tuple[bool, int, str]:
    """The main claim first: not a bare saying, then the first in the sentence."""
    at = min((mark.start for mark in claim.evidence.get("kind", ())), default=0)
    return claim.kind in _BARE, at, claim.id


def _macro(pairs: Iterable[tuple[str, str]]) -> float:
    counted = Counter(pairs)
    names = sorted({wanted for wanted, _ in counted})
    values = []
    for name in names:
        wanted = sum(n for (a, _), n in counted.items() if a == name)
        found = sum(n for (_, b), n in counted.items() if b == name)
        values.append(2 * counted[name, name] / (wanted + found))
    return sum(values) / len(values) if values else 0.0


def _names(side: Any) -> list[str]:
    """The actors of one side as words, whatever form the record gives them."""
    if isinstance(side, str):
        return [side] if side.strip() else []
    if isinstance(side, Mapping):
        side = [side]
    return [str(one.get("actorText") or "") for one in side or () if isinstance(one, Mapping) and one.get("actorText")]


def _overlap(name: str, party: Party) -> bool:
    """Do the gold's words and those of the party share a word of content?"""
    words = {word for word in name.lower().split() if len(word) > 2 and word != "the"}
    mine = {word for word in f"{party.words} {party.name}".lower().split() if len(word) > 2 and word != "the"}
    return bool(words & mine)
