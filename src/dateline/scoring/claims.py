"""The claims that a careful reader takes from a dispatch, against those that Dateline finds.

Gold: beside each `NAME.txt` a `NAME.expected.json`: {"expected": [...], "must_not": [...]}, whose entries are patterns for
the fields of a claim. A pattern is searched from the start of a word, in any case; `null` is not checked, "none" asks for an
empty field, "a|none" allows it; "outlet" as source is the outlet's own voice. `words` says in which sentence the claim
stands: a claim counts only when its trigger is in the same paragraph. Each claim answers one expectation. A claim is
*found* when kind, agent, target and place are right, and *right* when time, count, source, modality and polarity are so,
too.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from dateline.errors import CorpusError
from dateline.knowledge.ontology import load_ontology
from dateline.model.claim import Claim, Party
from dateline.scoring.corpora import SENTENCE, Example, stretch
from dateline.scoring.figures import Cause, Figure, Mistake, share

ROLES = ("agent", "target", "place")
REST = ("from", "to", "low", "best", "high", "source", "modality", "polarity")
#: Groups of kinds that are no events: what is said, and ties between actors.
NO_EVENTS = ("speech", "ties")

Pattern = Mapping[str, str | int | None]


def check(record: Mapping[str, Any], place: str) -> None:
    """Raises CorpusError where the expectations lack what the scorer asks them."""
    for key in ("expected", "must_not"):
        entries = record["gold"].get(key)
        if not isinstance(entries, list):
            raise CorpusError(f'there is no list "{key}"', place=place, way_out=_FORM)
        for number, entry in enumerate(entries):
            words = entry.get("words") if isinstance(entry, Mapping) else None
            if not isinstance(entry, Mapping) or not isinstance(entry.get("kind"), str):
                raise CorpusError(f'entry {number} of "{key}" has no "kind"', place=place, way_out=_FORM)
            if (words is None and key == "expected") or (words is not None and str(words) not in record["text"]):
                raise CorpusError(
                    f'the "words" of entry {number} of "{key}" are not in the text', place=place, way_out=_FORM
                )


_FORM = "docs/reference.md shows the form."


def judge(examples: Sequence[Example]) -> tuple[list[Figure], list[Mistake]]:
    """Expectations found and right, event claims that answer one, and listed mistakes that were not made."""
    answers = [answer(example) for example in examples]
    wanted, found = sum(one.expected for one in answers), sum(len(one.found) for one in answers)
    right, events = sum(one.right for one in answers), sum(one.events for one in answers)
    known = events - sum(len(one.unexpected) for one in answers)
    listed = sum(len(example.gold["must_not"]) for example in examples)
    broken = sum(len({tuple(sorted(map(str, pattern.items()))) for pattern, _ in one.broken}) for one in answers)
    mistakes = [mistake for one, example in zip(answers, examples, strict=True) for mistake in _mistakes(one, example)]
    return [
        share("expected claims found", right=found, wanted=wanted),
        share("expected claims right in all fields", right=right, wanted=wanted),
        share("right in all fields, of those found", right=right, wanted=found),
        share("event claims that were expected", right=known, wanted=events),
        share("listed mistakes not made", right=listed - broken, wanted=listed),
    ], mistakes


def table(examples: Sequence[Example]) -> tuple[str, ...]:
    """The figures of each dispatch as a Markdown table."""
    return tuple(_table([answer(example) for example in examples]))


@dataclass(slots=True)
class Answer:
    """What one dispatch gave: expectations with the claim that answers each, and claims that nobody expected."""

    name: str
    expected: int = 0
    found: list[tuple[Pattern, Claim, tuple[str, ...]]] = field(default_factory=list)
    missed: list[tuple[Pattern, Claim | None, tuple[str, ...]]] = field(default_factory=list)
    events: int = 0
    unexpected: list[Claim] = field(default_factory=list)
    broken: list[tuple[Pattern, Claim]] = field(default_factory=list)
    text: str = ""

    @property
    def right(self) -> int:
        """Found claims without any wrong field."""
        return sum(not wrong for _, _, wrong in self.found)


def texts(claim: Claim, name: str) -> tuple[str, ...]:
    """What a field of the claim says, in every wording that a pattern may be searched in."""
    when, count, chain = claim.when, claim.quantity, claim.source.chain
    match name:
        case "agent" | "target":
            party: Party | None = getattr(claim, name)
            return tuple(filter(None, (party.id, party.name, party.words))) if party else ()
        case "place":
            where = claim.place.place if claim.place else None
            return (where.name, where.id, *where.names) if where else ()
        case "from" | "to":
            day: date | None = (when.first if name == "from" else when.last) if when else None
            return (day.isoformat(),) if day else ()
        case "low" | "best" | "high":
            figure = getattr(count, name) if count else None
            return () if figure is None else (f"{figure:g}" if figure < 1e5 else str(int(figure)),)
        case "source":
            first = chain[0]
            words = (mark.quote for mark in claim.evidence.get("source", ()) if not claim.source.outlet_voice)
            return tuple(filter(None, (first.id, first.name, "outlet" if claim.source.outlet_voice else None, *words)))
        case _:
            return (str(getattr(claim, name)),)


def says(claim: Claim, name: str, pattern: str | int | None) -> bool:
    """Does the field of the claim fit the pattern?"""
    if pattern is None:
        return True
    values, pattern = texts(claim, name), str(pattern)
    if not values:
        return "none" in pattern.split("|")
    if name in ("agent", "target", "place", "source"):
        return any(re.search(rf"(?<!\w)(?:{pattern})", plain(value), re.IGNORECASE) for value in values)
    return re.fullmatch(pattern, values[0]) is not None


def plain(value: str) -> str:
    """The words without marks on their letters: "Tījī" -> "Tiji"."""
    return "".join(letter for letter in unicodedata.normalize("NFD", value) if not unicodedata.combining(letter))


def wrong(claim: Claim, pattern: Pattern, names: Iterable[str]) -> tuple[str, ...]:
    """The fields of the claim that do not fit."""
    return tuple(name for name in names if not says(claim, name, pattern.get(name)))


def triggers(claim: Claim) -> list[int]:
    """Where in the text the claim's kind stands: a claim that is told twice has two places."""
    marks = claim.evidence.get("kind", ()) or next(iter(claim.evidence.values()))
    return [mark.start for mark in marks if mark.part == "text"]


def near(claim: Claim, pattern: Pattern, text: str) -> int:
    """2: the trigger stands in the sentence of the pattern's words; 1: in their paragraph; 0: elsewhere."""
    words = text.index(str(pattern["words"]))
    around = (stretch(text, words), stretch(text, words, SENTENCE))
    return max((sum(start <= at < end for start, end in around) for at in triggers(claim)), default=0)


def answer(example: Example) -> Answer:
    """Aligns expectations with claims, the best pairs first, and counts."""
    claims, wanted, text = example.claims, example.gold, example.text
    events = {name for name, kind in load_ontology().kinds.items() if kind.group not in NO_EVENTS}
    result = Answer(example.name, len(wanted["expected"]), text=text)
    pairs = sorted(
        (len(wrong(claim, pattern, ROLES)), len(wrong(claim, pattern, REST)), -close, i, j)
        for i, pattern in enumerate(wanted["expected"])
        for j, claim in enumerate(claims)
        if re.fullmatch(str(pattern["kind"]), claim.kind) and (close := near(claim, pattern, text))
    )
    partner: dict[int, int] = {}
    for _, _, _, i, j in pairs:
        if i not in partner and j not in partner.values():
            partner[i] = j
    for i, pattern in enumerate(wanted["expected"]):
        claim = claims[partner[i]] if i in partner else None
        if claim is None or wrong(claim, pattern, ROLES):
            result.missed.append((pattern, claim, wrong(claim, pattern, ROLES) if claim else ("kind",)))
        else:
            result.found.append((pattern, claim, wrong(claim, pattern, REST)))
    told = [claim for claim in claims if claim.kind in events]
    result.events = len(told)
    result.unexpected = [claim for claim in told if not expected(claim, wanted["expected"], text)]
    result.broken = [
        (pattern, claim)
        for pattern in wanted["must_not"]
        for claim in claims
        if re.fullmatch(str(pattern["kind"]), claim.kind)
        and not wrong(claim, pattern, (*ROLES, *REST))
        and (pattern["words"] is None or near(claim, pattern, text) == 2)
    ]
    return result


def expected(claim: Claim, patterns: Iterable[Pattern], text: str) -> bool:
    """Does the claim say what somebody expected, in that paragraph or in the headline?"""
    lines = [text[slice(*stretch(text, at))].rstrip() for at in triggers(claim)]
    headline = not lines or any(not re.search(r"[.?!”\"]$", line) for line in lines)
    return any(
        re.fullmatch(str(pattern["kind"]), claim.kind)
        and not wrong(claim, pattern, ROLES)
        and (headline or near(claim, pattern, text))
        for pattern in patterns
    )


def told(claim: Claim | None) -> str:
    """A claim in one line."""
    if claim is None:
        return "nothing"
    shown = {name: "/".join(texts(claim, name)[1:2] or texts(claim, name)[:1]) or "-" for name in ROLES}
    rest = {name: (texts(claim, name) or ("-",))[0] for name in REST if name != "source"}
    count = "/".join(rest[name] for name in ("low", "best", "high"))
    return (
        f"{claim.kind} [{shown['agent']}] -> [{shown['target']}] @ {claim.place.place.name if claim.place else '-'} "
        f"{rest['from']}..{rest['to']} n={count} by {claim.source.chain[0].name} {rest['modality']} {rest['polarity']}"
    )


def hoped(pattern: Pattern) -> str:
    """An expectation in one line: what it asks for."""
    return " ".join(f"{name}={value}" for name, value in pattern.items() if name != "words" and value is not None)


def _mistakes(result: Answer, example: Example) -> Iterator[Mistake]:
    """Every error of a dispatch, with its sentence."""
    for pattern, claim, names in result.missed:
        at = result.text.index(str(pattern["words"]))
        cause: Cause = "missed" if claim is None else "wrong candidate chosen"
        field = "claim" if claim is None else ", ".join(names)
        yield Mistake(result.name, field, cause, hoped(pattern), told(claim), example.sentence(at))
    for pattern, claim, names in result.found:
        if names:
            at = result.text.index(str(pattern["words"]))
            yield Mistake(
                result.name, ", ".join(names), "wrong value", hoped(pattern), told(claim), example.sentence(at)
            )
    for pattern, claim in result.broken:
        at = min(triggers(claim), default=0)
        yield Mistake(
            result.name,
            "must not",
            "found where none is marked",
            f"not {hoped(pattern)}",
            told(claim),
            example.sentence(at),
        )
    for claim in result.unexpected:
        at = min(triggers(claim), default=0)
        yield Mistake(
            result.name, "not expected", "found where none is marked", "nothing", told(claim), example.sentence(at)
        )


def _table(results: Sequence[Answer]) -> Iterator[str]:
    """The figures as a Markdown table, with the total last."""
    yield "| dispatch | expected | found | recall | all fields right | of found | event claims | expected of them | must not |"
    yield "|---|---:|---:|---:|---:|---:|---:|---:|---:|"
    for name, group in [*((result.name, [result]) for result in results), ("all", list(results))]:
        wanted, found = sum(r.expected for r in group), sum(len(r.found) for r in group)
        right, events = sum(r.right for r in group), sum(r.events for r in group)
        known = events - sum(len(r.unexpected) for r in group)
        yield (
            f"| {name} | {wanted} | {found} | {percent(found, wanted)} | {right} | {percent(right, found)} "
            f"| {events} | {percent(known, events)} | {sum(len(r.broken) for r in group)} |"
        )


def percent(part: int, whole: int) -> str:
    """A share in percent, or a dash where there is nothing to share."""
    return f"{100 * part / whole:.1f} %" if whole else "-"
