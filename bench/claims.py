"""How many of the claims that a careful reader takes from unseen dispatches Dateline finds, and how right they are.

    python bench/claims.py [--folder FOLDER] [--markdown FILE] [NAME...]

Goes in: the `*.txt` of the folder (`bench/dispatches`), each with `NAME.expected.json`: {"expected": [...], "must_not":
[...]}, whose entries are patterns for the fields of a claim. Comes out: a table, then every error with the sentence that
it was made in.

A pattern is searched from the start of a word, in any case; `null` is not checked, "none" asks for an empty field,
"a|none" allows it; "outlet" as source is the outlet's own voice. `words` says in which sentence the claim stands: a claim
counts only when its trigger is in the same paragraph. Each claim answers one expectation. A claim is *found* when kind,
agent, target and place are right, and *right* when time, count, source, modality and polarity are so, too.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from dateline.annotate.sentences import Parser
from dateline.extract.claims import extract
from dateline.knowledge.library import Knowledge, open_knowledge
from dateline.model.claim import Claim, Party
from dateline.model.marks import Annotated
from dateline.model.text import Dispatch
from dateline.pipeline import annotate
from dateline.read.formats import read
from dateline.settings import from_environment

DISPATCHES = Path(__file__).resolve().parent / "dispatches"
ROLES = ("agent", "target", "place")
REST = ("from", "to", "low", "best", "high", "source", "modality", "polarity")
#: Groups of kinds that are no events: what is said, and ties between actors.
NO_EVENTS = ("speech", "ties")

Pattern = dict[str, str | int | None]


@dataclass(slots=True)
class Score:
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


def stretch(text: str, at: int, end: str = r"\n") -> tuple[int, int]:
    """The paragraph (or, with the other end, the sentence) around an offset."""
    starts = [0, *(mark.end() for mark in re.finditer(end, text))]
    first = max(start for start in starts if start <= at)
    return first, min((start for start in starts if start > at), default=len(text))


SENTENCE = r"\n|(?<=[a-z0-9][.?!])\s|(?<=[.,?!][”\"])\s(?=[A-Z])|(?<=[”\"][.?!])\s"


def near(claim: Claim, pattern: Pattern, text: str) -> int:
    """2: the trigger stands in the sentence of the pattern's words; 1: in their paragraph; 0: elsewhere."""
    words = text.index(str(pattern["words"]))
    around = (stretch(text, words), stretch(text, words, SENTENCE))
    return max((sum(start <= at < end for start, end in around) for at in triggers(claim)), default=0)


def score(
    name: str, claims: Sequence[Claim], wanted: dict[str, list[Pattern]], text: str, *, events: set[str]
) -> Score:
    """Aligns expectations with claims, the best pairs first, and counts."""
    result = Score(name, len(wanted["expected"]), text=text)
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


def sentence(text: str, at: int) -> str:
    """The sentence around an offset, on one line."""
    return text[slice(*stretch(text, at, SENTENCE))].strip()


def errors(result: Score) -> Iterator[str]:
    """Every error of a dispatch, with its sentence."""
    yield f"\n== {result.name}"
    for pattern, claim, names in result.missed:
        yield f"MISSED ({', '.join(names)}): {hoped(pattern)}\n    got: {told(claim)}"
        yield f"    in: {sentence(result.text, result.text.index(str(pattern['words'])))}"
    for pattern, claim, names in result.found:
        if names:
            yield f"WRONG ({', '.join(names)}): {hoped(pattern)}\n    got: {told(claim)}"
            yield f"    in: {sentence(result.text, result.text.index(str(pattern['words'])))}"
    for pattern, claim in result.broken:
        yield f"MUST NOT: {hoped(pattern)}\n    got: {told(claim)}\n    in: {sentence(result.text, min(triggers(claim), default=0))}"
    for claim in result.unexpected:
        yield f"NOT EXPECTED: {told(claim)}\n    in: {sentence(result.text, min(triggers(claim), default=0))}"


def table(results: Sequence[Score]) -> Iterator[str]:
    """The figures as a Markdown table, with the total last."""
    yield "| dispatch | expected | found | recall | all fields right | of found | event claims | expected of them | must not |"
    yield "|---|---:|---:|---:|---:|---:|---:|---:|---:|"
    for name, group in [*((result.name, [result]) for result in results), ("all", list(results))]:
        wanted, found = sum(r.expected for r in group), sum(len(r.found) for r in group)
        right, events = sum(r.right for r in group), sum(r.events for r in group)
        known = events - sum(len(r.unexpected) for r in group)
        yield (
            f"| {name} | {wanted} | {found} | {share(found, wanted)} | {right} | {share(right, found)} "
            f"| {events} | {share(known, events)} | {sum(len(r.broken) for r in group)} |"
        )


def share(part: int, whole: int) -> str:
    """A share in percent, or a dash where there is nothing to share."""
    return f"{100 * part / whole:.1f} %" if whole else "-"


def marked(paths: Iterable[Path], *, knowledge: Knowledge) -> Iterator[tuple[Path, Annotated]]:
    """The dispatches of the files with all marks. Ends the run when one cannot be read or marked."""
    settings = from_environment()
    parser = Parser(settings.model)
    for path in paths:
        for dispatch in read(path.read_bytes(), origin=str(path), settings=settings):
            if not isinstance(dispatch, Dispatch):
                sys.exit(f"{path}: {dispatch}")
            for found in annotate([dispatch], knowledge=knowledge, parser=parser):
                if not isinstance(found, Annotated):
                    sys.exit(f"{path}: {found}")
                yield path, found


def main() -> None:
    """Reads the dispatches, scores them, prints table and errors."""
    options = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else None)
    options.add_argument("names", nargs="*", help="only dispatches whose file name contains one of these")
    options.add_argument(
        "--folder", type=Path, default=DISPATCHES, help="where the dispatches are (default: %(default)s)"
    )
    options.add_argument("--markdown", type=Path, metavar="FILE", help="write the table to this file, too")
    chosen = options.parse_args()
    knowledge = open_knowledge(from_environment())
    ontology = knowledge.ontology
    events = {name for name, kind in ontology.kinds.items() if kind.group not in NO_EVENTS}
    paths = [
        path
        for path in sorted(chosen.folder.glob("*.txt"))
        if not chosen.names or any(name in path.stem for name in chosen.names)
    ]
    results = []
    for path, annotated in marked(paths, knowledge=knowledge):
        wanted = json.loads(path.with_suffix(".expected.json").read_text(encoding="utf-8"))
        claims = extract(annotated, knowledge=knowledge)
        results.append(score(path.stem, claims, wanted, annotated.dispatch.text, events=events))
    lines = list(table(results))
    print("\n".join(lines))
    for result in results:
        print("\n".join(errors(result)))
    if chosen.markdown:
        chosen.markdown.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
