"""Precision, recall, F1 and every mistake of Dateline against an annotated corpus."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from typing import Any

from dateline.errors import CorpusError, QuestionError
from dateline.scoring.benches import BENCHES
from dateline.scoring.claims import table
from dateline.scoring.corpora import Example, digest, examples, files_of, records
from dateline.scoring.figures import Score
from dateline.settings import Settings


def score(
    corpus: str,
    path: Path | str,
    *,
    settings: Settings,
    most: int | None = None,
    say: Callable[[str], None] | None = None,
    step: Callable[[int, int | None, str], None] | None = None,
) -> Score:
    """Reads the corpus at the path, marks and extracts, and compares: `score("geovirus", "dev.jsonl", settings=...)`.

    `corpus` names the form (see `BENCHES`), `path` a file or folder of it; `most` takes the first so many records only.
    Raises QuestionError for a corpus that is not known and CorpusError, with file and line, for one that cannot be read.
    """
    bench = BENCHES.get(corpus)
    if bench is None:
        raise QuestionError(f"there is no corpus {corpus!r}", way_out=f"Known: {', '.join(BENCHES)}.")
    taken, files = _taken(corpus, Path(path), most)
    for place, record in taken:
        bench.check(record, place)
    judged = list(_examples(taken, settings, with_claims=bench.claims, say=say, step=step))
    figures, mistakes = bench.judge(judged)
    return Score(
        corpus=corpus,
        path=str(path),
        digest=digest(files),
        version=version("dateline"),
        records=len(judged),
        figures=tuple(figures),
        mistakes=tuple(mistakes),
        table=table(judged) if corpus == "claims" else (),
    )


def _taken(corpus: str, path: Path, most: int | None) -> tuple[list[tuple[str, Mapping[str, Any]]], list[Path]]:
    if corpus == "claims":
        texts = dispatches_of(path)
        found = [(str(text), expectations(text)) for text in texts[:most]]
        return found, [file for text in texts for file in (text, text.with_suffix(".expected.json"))]
    files = files_of(path)
    found = list(islice(records(files), most))
    if not found:
        raise CorpusError("there is no record in it", place=str(path), way_out="Name a file of JSON lines.")
    return found, files


def _examples(
    taken: list[tuple[str, Mapping[str, Any]]],
    settings: Settings,
    *,
    with_claims: bool,
    say: Callable[[str], None] | None,
    step: Callable[[int, int | None, str], None] | None,
) -> Iterator[Example]:
    from dateline.annotate.sentences import Parser
    from dateline.knowledge.library import open_knowledge

    return examples(
        taken,
        settings=settings,
        knowledge=open_knowledge(settings, say=say),
        parser=Parser(settings.model),
        with_claims=with_claims,
        step=step and (lambda done: step(done, len(taken), taken[done - 1][0])),
    )


def dispatches_of(path: Path) -> list[Path]:
    """The plain dispatches of a folder that have expectations beside them, or the one file."""
    texts = sorted(path.glob("*.txt")) if path.is_dir() else [path]
    if not texts or not texts[0].exists():
        raise CorpusError("there is no dispatch", place=str(path), way_out="Name a folder of .txt with .expected.json.")
    return texts


def expectations(text: Path) -> Mapping[str, Any]:
    """The record of a plain dispatch: its words, and its expectations as gold."""
    beside = text.with_suffix(".expected.json")
    try:
        gold = json.loads(beside.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise CorpusError("no expectations lie beside it", place=str(text), way_out=f"Write {beside.name}.") from error
    except json.JSONDecodeError as error:
        place = f"{beside}, line {error.lineno}"
        raise CorpusError(f"this is no JSON ({error.msg})", place=place, way_out="Mend it there.") from error
    return {"id": text.stem, "text": text.read_text(encoding="utf-8"), "gold": gold, "file": text}
