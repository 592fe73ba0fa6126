"""Scores every annotated corpus that is there, writes the table of docs/scores.md, and keeps the floors.

    python bench/score.py [--gold FOLDER] [--only CORPUS]        # all records; writes the table between the marks
    python bench/score.py --pin [--reason WORDS]                 # first records of each corpus; writes bench/floors.json

A floor is the pinned figure less `MARGIN`, so that a change elsewhere which moves one name does not stop everybody. It is
pinned with the digest of its corpus. Pinning refuses to lower a floor, or to change a corpus, unless a reason is given,
which is kept beside the floor.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from dateline.scoring.figures import Figure, Score
from dateline.scoring.score import score
from dateline.settings import from_environment

ROOT = Path(__file__).resolve().parents[1]
GOLD = ROOT.parent / "shared" / "gold"
FLOORS = ROOT / "bench" / "floors.json"
SCORES = ROOT / "docs" / "scores.md"
BEGIN, END = "<!-- table of scripts/score -->", "<!-- end of the table -->"
MARGIN = 0.05


def corpora(gold: Path) -> dict[str, Path]:
    """The corpora of the folder: each in a folder of its own name, and the claims of bench/dispatches."""
    names = (
        "geovirus",
        "wikiwars",
        "tempeval",
        "fakes_syria",
        "re3d",
        "plover_gsr",
        "syria_town_control",
        "quotations",
    )
    found = {name: gold / name for name in names if any((gold / name).glob("*.jsonl"))}
    return found | {"claims": ROOT / "bench" / "dispatches"}


def rows(found: Score, day: date) -> Iterator[str]:
    """The figures of a corpus as rows of the table."""
    for figure in found.figures:
        yield (
            f"| {found.corpus} | {figure.name} | {shown(figure)} | {ends(figure)} | {figure.wanted:,} "
            f"| {found.version} | {day} | `{found.digest[:12]}` |"
        )


def shown(figure: Figure) -> str:
    return f"{figure.value:.3f}"


def ends(figure: Figure) -> str:
    """Precision and recall, where something had to be found."""
    return "" if figure.precision is None else f"{figure.precision:.3f} / {figure.recall:.3f}"


def write_table(scores: list[Score], day: date) -> None:
    """Puts the table between the marks of docs/scores.md; a run over some corpora leaves the rows of the others."""
    text = SCORES.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    old, _, after = rest.partition(END)
    done = {found.corpus for found in scores}
    kept = [line for line in old.splitlines() if line.startswith("| ") and line.split("|")[1].strip() not in done]
    kept = [line for line in kept if not line.startswith(("| corpus", "|---"))]
    lines = sorted([*kept, *(row for found in scores for row in rows(found, day))], key=lambda row: row.split("|")[1])
    head = [
        "| corpus | field | value | precision / recall | wanted | version | day | sha256 |",
        "|---|---|---:|---:|---:|---|---|---|",
    ]
    SCORES.write_text("\n".join([before + BEGIN, "", *head, *lines, "", END]) + after, encoding="utf-8")


def pin(gold: Path, reason: str | None) -> None:
    """Measures the pinned fields over the first records anew and writes the floors, unless one would fall."""
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))
    paths = corpora(gold)
    lower: list[str] = []
    for name, pinned in floors.items():
        if name not in paths:
            continue
        before = len(lower)
        found = score(name, paths[name], settings=from_environment(), most=pinned["records"])
        if pinned["digest"] not in ("", found.digest):
            lower.append(f"{name}: another corpus ({found.digest[:12]})")
        for field, floor in pinned["floors"].items():
            value = round(found.figure(field).value - MARGIN, 3)
            if value < floor:
                lower.append(f"{name}, {field}: {floor} -> {value}")
            pinned["floors"][field] = value
        pinned["digest"] = found.digest
        if reason and len(lower) > before:
            pinned["reason"] = reason
    if lower and not reason:
        sys.exit("floors would fall; give --reason WORDS to pin them all the same:\n  " + "\n  ".join(lower))
    FLOORS.write_text(json.dumps(floors, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def below(found: Score, pinned: Mapping[str, Any]) -> list[str]:
    """The fields of a score that lie below their floors."""
    return [
        f"{field}: {found.figure(field).value:.3f} < {floor}"
        for field, floor in pinned["floors"].items()
        if found.figure(field).value < floor
    ]


def main() -> None:
    """Scores or pins, as asked."""
    options = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else None)
    options.add_argument("--gold", type=Path, default=GOLD, help="the folder of corpora (default: %(default)s)")
    options.add_argument("--only", action="append", metavar="CORPUS", help="this corpus only; may be given again")
    options.add_argument("--pin", action="store_true", help="write bench/floors.json instead of the table")
    options.add_argument("--reason", help="why a floor may fall")
    chosen = options.parse_args()
    if chosen.pin:
        pin(chosen.gold, chosen.reason)
        return
    scores = []
    for name, path in corpora(chosen.gold).items():
        if chosen.only and name not in chosen.only:
            continue
        scores.append(score(name, path, settings=from_environment()))
        print("\n".join(rows(scores[-1], date.today())), flush=True)
    write_table(scores, date.today())


if __name__ == "__main__":
    main()
