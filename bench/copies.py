"""How well copies are told from reports of the same day: made copies of the sample and of the bench dispatches.

    python bench/copies.py [--copies 300] [--seed 1] [--markdown FILE]

Each copy is an original that was cut, extended by sentences of another dispatch, or reworded (words replaced by others of
the corpus, or dropped) at 5, 10 or 20 per cent, under another outlet and a later day. Comes out: precision and recall of
the pairs that `dateline.reconcile.copies` finds, and every error. The originals of the sample that are copies of one
another by design (see docs/sample.md) count as one story.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from importlib.resources import files
from pathlib import Path

from dateline.model.text import Dispatch
from dateline.read.formats import read_all
from dateline.reconcile.copies import copies
from dateline.settings import from_environment

BENCH = Path(__file__).resolve().parent / "dispatches"
_WORD = re.compile(r"\w+")
_SENTENCE = re.compile(r"(?<=[.!?])\s+")
#: Dispatches, and not the expectations beside them.
_READ = {".txt", ".html", ".jsonl"}
RATES = (0.05, 0.1, 0.2)

Change = Callable[[str, float, random.Random, Sequence[str]], str]


def cut(text: str, rate: float, rng: random.Random, others: Sequence[str]) -> str:
    """The text without a share of its sentences."""
    sentences = _SENTENCE.split(text)
    kept = sorted(rng.sample(range(len(sentences)), max(1, round(len(sentences) * (1 - rate)))))
    return " ".join(sentences[at] for at in kept)


def extended(text: str, rate: float, rng: random.Random, others: Sequence[str]) -> str:
    """The text and sentences of another dispatch, at most a third of that: with all of it, it were a copy of both."""
    more = _SENTENCE.split(rng.choice(others))
    count = min(round(len(_SENTENCE.split(text)) * rate), len(more) // 3)
    return text + " " + " ".join(more[: max(1, count)])


def reworded(text: str, rate: float, rng: random.Random, others: Sequence[str]) -> str:
    """The text with a share of its words replaced; three in ten of them dropped."""
    words = _WORD.findall(" ".join(others))

    def change(word: re.Match[str]) -> str:
        chance = rng.random()
        return rng.choice(words) if chance < rate * 0.7 else "" if chance < rate else word.group()

    return _WORD.sub(change, text)


CHANGES: dict[str, Change] = {"cut": cut, "extended": extended, "reworded": reworded}


def originals() -> list[Dispatch]:
    """The dispatches of the sample and of the bench, one of each story."""
    sample = Path(str(files("dateline") / "samples"))
    paths = [str(path) for folder in (sample, BENCH) for path in sorted(folder.rglob("*")) if path.suffix in _READ]
    return [found for found in read_all(paths, settings=from_environment()) if isinstance(found, Dispatch)]


def made(found: Sequence[Dispatch], count: int, rng: random.Random) -> list[tuple[Dispatch, str, str]]:
    """Copies with the id of their original and the name of the change."""
    texts = [dispatch.text for dispatch in found]
    out = []
    for at in range(count):
        dispatch = found[at % len(found)]
        name = sorted(CHANGES)[at % 3]
        rate = RATES[(at // 3) % 3]
        text = CHANGES[name](dispatch.text, rate, rng, texts)
        later = (dispatch.day or date(2024, 1, 1)) + timedelta(days=1 + at % 3)
        copy = replace(
            dispatch, id=f"copy{at:04}", text=text, outlet="Relay Press (fictional)", published=later.isoformat()
        )
        out.append((copy, dispatch.id, f"{name} {rate:.0%}"))
    return out


def main(arguments: Sequence[str]) -> int:
    """Prints the table; 1 where precision or recall falls short of the promise."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--copies", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--markdown", type=Path, help="write the table there as well")
    asked = parser.parse_args(arguments)
    found = originals()
    story = dict(copies(found))
    made_ones = made(found, asked.copies, random.Random(asked.seed))
    result = copies([*found, *(copy for copy, _, _ in made_ones)])
    right: dict[str, list[int]] = {}
    wrong = []
    for copy, origin, how in made_ones:
        counted = right.setdefault(how, [0, 0])
        counted[1] += 1
        expected = story.get(origin, origin)
        if result.get(copy.id) == expected:
            counted[0] += 1
        else:
            wrong.append(f"{copy.id} ({how} of {origin}): taken for {result.get(copy.id) or 'an original'}")
    false = [
        f"{a} taken for a copy of {b}" for a, b in result.items() if not a.startswith("copy") and story.get(a) != b
    ]
    hits = sum(count for count, _ in right.values())
    claimed = sum(copy.id in result for copy, _, _ in made_ones) + len(false)
    precision, recall = hits / max(claimed, 1), hits / len(made_ones)
    rows = [f"| {how} | {count} of {whole} |" for how, (count, whole) in sorted(right.items())]
    head = [
        f"{len(found)} originals, {len(made_ones)} copies, seed {asked.seed}: precision {precision:.3f}, recall {recall:.3f}."
    ]
    table = "\n".join([*head, "", "| copies | found |", "|---|---:|", *rows])
    print(table, *wrong, *false, sep="\n")
    if asked.markdown:
        asked.markdown.write_text(table + "\n", encoding="utf-8")
    return int(precision < 0.99 or recall < 0.95)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
