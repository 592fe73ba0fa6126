"""Dispatches through the whole house: what goes in, what is said of the rest, and that the order does not show."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import make
from dateline import ask, pipeline
from dateline.annotate import sentences
from dateline.cli.main import app
from dateline.knowledge.library import Knowledge, open_knowledge
from dateline.ledger.store import open_ledger
from dateline.model.marks import Annotated
from dateline.model.outcome import Issue
from dateline.pipeline import Annotator, Report, annotating
from dateline.settings import from_environment
from exported import everything, exported

TODAY = date(2024, 12, 20)
FALLS = """ date 2024-12-06 Rebels take the city of Hama

2024-12-06 15:00:03 - From: The Plainfield Courier

Rebels took the city of Hama in Syria on Thursday. The Syrian army said it had withdrawn from the city.

At least 23 people were killed, the Syrian Observatory for Human Rights said.
"""
HOMS = """ date 2024-12-07 Shelling near Homs

2024-12-07 09:30:00 - From: Harbour Wire

Government forces shelled the town of Rastan in Syria on Friday. Residents said four people had been killed.
"""
FRENCH = {
    "id": "fr-1",
    "date": "2024-12-06",
    "source": "Le Courrier de la Plaine",
    "text": "Les rebelles ont pris la ville jeudi, ont annoncé des habitants joints par téléphone. L'armée s'est retirée.",
}


@lru_cache(maxsize=1)
def knowledge() -> Knowledge:
    return open_knowledge(from_environment())


@pytest.fixture(autouse=True)
def _one_model(monkeypatch: pytest.MonkeyPatch) -> None:
    """The language model is opened once for all tests."""
    monkeypatch.setattr(sentences, "Parser", lambda model: make.parser())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with two plain dispatches."""
    made = tmp_path / "dispatches"
    made.mkdir()
    (made / "falls.txt").write_text(FALLS, encoding="utf-8")
    (made / "homs.txt").write_text(HOMS, encoding="utf-8")
    return made


def add(*paths: Path | str, ledger: Path, **options: Any) -> Report:
    return pipeline.add(
        [str(path) for path in paths], ledger=ledger, settings=replace(from_environment(), ledger=ledger), today=TODAY,
        **options,
    )  # fmt: skip


def test_dispatches_become_claims_and_outcomes(folder: Path, tmp_path: Path) -> None:
    steps: list[tuple[int, int | None, str]] = []
    report = add(folder, ledger=tmp_path / "l", step=lambda *step: steps.append(step))
    assert (report.added, report.known, report.issues) == (2, 0, ())
    assert report.claims > 0
    assert report.totals["dispatches"] == 2
    assert report.totals["events"] > 0
    assert len(steps) == 2
    kinds = {json.loads(line)["kind"] for line in exported("claims", tmp_path / "l").splitlines()}
    assert {"seize", "withdraw", "kill"} <= kinds


def test_every_quotation_is_the_text_at_its_offsets(folder: Path, tmp_path: Path) -> None:
    add(folder, ledger=tmp_path / "l")
    with open_ledger(tmp_path / "l", mode="read") as opened:
        for claim in opened.claims():
            dispatch = opened.dispatch(claim.dispatch)
            assert dispatch is not None
            for pieces in claim.evidence.values():
                for item in pieces:
                    whole = dispatch.text if item.part == "text" else dispatch.title or ""
                    assert whole[item.start : item.end] == item.quote


def test_adding_again_changes_nothing_and_opens_no_model(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(folder, ledger=tmp_path / "l")
    before = everything(tmp_path / "l")

    def refuse(model: str) -> None:
        raise AssertionError("the language model was opened")

    monkeypatch.setattr(sentences, "Parser", refuse)
    report = add(folder, ledger=tmp_path / "l")
    assert (report.added, report.known, report.claims) == (0, 2, 0)
    assert everything(tmp_path / "l") == before


def test_the_order_of_adding_does_not_show(folder: Path, tmp_path: Path) -> None:
    add(folder / "falls.txt", folder / "homs.txt", ledger=tmp_path / "one")
    add(folder / "homs.txt", ledger=tmp_path / "two")
    add(folder / "falls.txt", ledger=tmp_path / "two")
    assert everything(tmp_path / "one") == everything(tmp_path / "two")


def test_originals_are_kept_byte_for_byte(folder: Path, tmp_path: Path) -> None:
    records = [{"id": f"r{n}", "text": FALLS + str(n), "date": "2024-12-06"} for n in range(3)]
    lines = [json.dumps(record).encode() for record in records]
    (folder / "lines.jsonl").write_bytes(b"\n".join(lines))
    (folder / "list.json").write_text(json.dumps([record | {"source": "Saltmarsh Herald"} for record in records]))
    (folder / "wide.txt").write_bytes(HOMS.replace("four", "five").encode("utf-16"))
    report = add(folder, ledger=tmp_path / "l")
    assert report.added == 9
    with open_ledger(tmp_path / "l", mode="read") as opened:
        kept = {opened.original(dispatch.id) for dispatch in opened.dispatches()}
    assert {FALLS.encode(), HOMS.encode(), (folder / "wide.txt").read_bytes(), *lines} <= kept


def test_another_language_is_kept_and_said_so(tmp_path: Path) -> None:
    (tmp_path / "fr.jsonl").write_text(json.dumps(FRENCH), encoding="utf-8")
    report = add(tmp_path / "fr.jsonl", ledger=tmp_path / "l")
    assert (report.added, report.claims) == (1, 0)
    [issue] = report.issues
    assert (issue.level, issue.what) == ("note", "the language is 'fr', which is not read yet: kept, not extracted")


def test_a_dispatch_of_the_future_is_noted(tmp_path: Path) -> None:
    (tmp_path / "later.txt").write_text(FALLS.replace("2024-12-06", "2031-12-06"), encoding="utf-8")
    report = add(tmp_path / "later.txt", ledger=tmp_path / "l")
    assert report.added == 1
    assert any("lies in the future" in issue.what for issue in report.issues)


def test_bad_files_cost_no_good_one(folder: Path, tmp_path: Path) -> None:
    (folder / "empty.txt").write_bytes(b"")
    (folder / "binary.bin").write_bytes(bytes(range(256)) * 40)
    (folder / "broken.jsonl").write_text('{"text": "Rebels took\n' + json.dumps(FRENCH), encoding="utf-8")
    report = add(folder, tmp_path / "missing", ledger=tmp_path / "l")
    assert report.added == 3
    assert {Path(issue.origin).name for issue in report.issues if issue.level == "refused"} == {
        "empty.txt", "binary.bin", "broken.jsonl", "missing",
    }  # fmt: skip
    with open_ledger(tmp_path / "l", mode="read") as opened:
        assert len(list(opened.issues())) == len(report.issues)


def test_a_dispatch_that_an_annotator_stumbles_over_costs_no_other(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = annotating.annotators

    def stumbling(knowledge: Knowledge) -> tuple[Annotator, ...]:
        *first, last = real(knowledge)

        def find(annotated: Annotated) -> Any:
            if "Rastan" in annotated.reading:
                raise RecursionError("too deep")
            return last.find(annotated)

        return (*first, replace(last, find=find))

    monkeypatch.setattr(annotating, "annotators", stumbling)
    report = add(folder, ledger=tmp_path / "l")
    assert report.added == 2
    assert report.claims > 0
    [issue] = report.issues
    assert issue.what == "the annotator of quotations stumbled: RecursionError: too deep"
    monkeypatch.setattr(annotating, "annotators", real)
    again = add(folder, ledger=tmp_path / "l")
    assert (again.known, again.replaced, again.issues) == (1, 1, ())
    add(folder, ledger=tmp_path / "whole")
    assert everything(tmp_path / "l") == everything(tmp_path / "whole")


def test_annotating_gives_dispatches_in_their_order() -> None:
    dispatches = [make.dispatch(text) for text in (FALLS, "", "Shots.", HOMS, '"' * 500, "٠" * 50)]
    found = list(pipeline.annotate(dispatches, knowledge=knowledge(), parser=make.parser()))
    assert [one.dispatch.id for one in found if isinstance(one, Annotated)] == [one.id for one in dispatches]
    assert not [one for one in found if isinstance(one, Issue)]


def test_steps_out_of_order_are_refused() -> None:
    steps = pipeline.annotators(knowledge())
    with pytest.raises(ValueError, match="the annotator of quotations needs"):
        pipeline.in_order(steps[::-1])


def test_an_interrupted_run_is_taken_up(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add(folder, ledger=tmp_path / "whole")

    def stop(done: int, total: int | None, words: str) -> None:
        if done == 1:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        add(folder, ledger=tmp_path / "torn", step=stop)
    with open_ledger(tmp_path / "torn", mode="read") as opened:
        assert opened.totals()["dispatches"] == 1
        assert opened.stale
    add(folder, ledger=tmp_path / "torn")
    assert everything(tmp_path / "torn") == everything(tmp_path / "whole")


def test_copies_and_citations_count_as_one_source(tmp_path: Path) -> None:
    story = FALLS + "Shops stayed closed in the old quarter, and long queues formed at the only open bakery.\n" * 3
    for name in ("Harbour Wire", "Saltmarsh Herald"):
        text = story.replace("The Plainfield Courier", name)
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    add(tmp_path, ledger=tmp_path / "l")
    tolls = [toll for toll in ask.toll(ledger=tmp_path / "l") if toll.unit == "people killed"]
    assert tolls
    assert all("one source" in toll.rule for toll in tolls)
    events = list(ask.show("events", ledger=tmp_path / "l", kind="seize"))
    assert not [event for event in events if getattr(event, "status", "") == "corroborated"]


# The real command on bad ground


def dateline(*words: str | Path, folder: Path, limit: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "dateline.cli.main", *map(str, words)]
    if limit:
        command = ["bash", "-c", f'{limit}; exec "$@"', "bash", *command]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_a_locked_ledger_is_said_to_be_locked(folder: Path, tmp_path: Path) -> None:
    add(folder, ledger=tmp_path / "l")
    holder = sqlite3.connect(tmp_path / "l", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    (folder / "more.txt").write_text(HOMS.replace("four", "six"), encoding="utf-8")
    try:
        result = dateline("add", folder, "--ledger", tmp_path / "l", folder=tmp_path)
        asked = dateline("show", "dispatches", "--ledger", tmp_path / "l", folder=tmp_path)
    finally:
        holder.close()
    assert result.returncode == 1
    assert "another process is writing to the ledger" in result.stderr
    assert "Traceback" not in result.stderr
    assert asked.returncode == 0


def test_a_full_disk_is_said_to_be_full_and_loses_nothing(folder: Path, tmp_path: Path) -> None:
    add(folder / "falls.txt", ledger=tmp_path / "l")
    before = everything(tmp_path / "l")
    for number in range(60):
        story = HOMS.replace("four", str(number + 30)) + "Nobody was seen on the road that night.\n" * 200
        (folder / f"more{number}.txt").write_text(story, encoding="utf-8")
    kilobytes = (tmp_path / "l").stat().st_size // 1024 + 200
    result = dateline(
        "add", folder, "--ledger", tmp_path / "l", folder=tmp_path, limit=f"trap '' XFSZ; ulimit -f {kilobytes}"
    )
    assert result.returncode == 1, result.stderr
    assert "Traceback" not in result.stderr
    assert len(result.stderr.splitlines()) <= 2
    with open_ledger(tmp_path / "l", mode="read") as opened:
        assert list(opened.check()) == []
    assert set(before["claims"].splitlines()) <= set(exported("claims", tmp_path / "l").splitlines())


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (["missing"], 1, "there is no such file or folder"),
        (["dispatches", "missing"], 3, "there is no such file or folder"),
        (["dispatches"], 0, "2 dispatches added"),
        ([], 2, "PATH"),
    ],
)
def test_exit_codes_of_add(
    folder: Path, tmp_path: Path, words: list[str], code: int, says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(app, ["add", *words])
    assert result.exit_code == code
    assert says in result.output


def test_standard_input_is_read(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "dateline.cli.main"]
    result = subprocess.run(
        [*command, "add", "-", "--json"], cwd=tmp_path, input=FALLS.encode(), capture_output=True, check=False
    )
    assert json.loads(result.stdout)["added"] == 1
    found = subprocess.run(
        [*command, "marks", "-", "--json"], cwd=tmp_path, input=FALLS.encode(), capture_output=True, check=False
    )
    marks = json.loads(found.stdout)
    assert {"id", "ref", "places", "times", "quantities", "actors", "quotations"} == set(marks)


def test_doctor_finds_all_well_and_an_interrupted_run(folder: Path, tmp_path: Path) -> None:
    add(folder, ledger=tmp_path / "dateline.ledger")
    assert dateline("doctor", folder=tmp_path).returncode == 0
    with open_ledger(tmp_path / "dateline.ledger", mode="write") as opened:
        dispatch = make.dispatch("Another.")
        opened.add(dispatch, dispatch.text.encode())
    result = dateline("doctor", folder=tmp_path)
    assert result.returncode == 1
    assert "a run was interrupted" in result.stdout


@pytest.mark.slow
def test_the_demo_shows_every_part_and_its_questions_work(tmp_path: Path) -> None:
    result = dateline("demo", tmp_path / "demo", folder=tmp_path)
    assert result.returncode == 0, result.stderr
    headings = [
        "What came in", "Day by day, and who says so", "Tolls, each source beside the others",
        "Who holds which place", "Where sources disagree", "Ask next",
    ]  # fmt: skip
    lines = [line.strip() for line in result.stdout.splitlines()]
    assert [line for line in lines if line in headings] == headings
    questions = lines[lines.index("Ask next") + 1 :]
    assert len(questions) == 3
    import shlex

    for question in questions:
        words = shlex.split(question)
        assert words[0] == "dateline"
        answer = dateline(*words[1:], folder=tmp_path)
        assert answer.returncode == 0, answer.stderr
        assert answer.stdout.strip()
    assert dateline("demo", tmp_path / "demo", folder=tmp_path).returncode == 1
