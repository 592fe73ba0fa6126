"""The commands that ask a ledger, over one made by hand."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import hand
from dateline.cli.main import app


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger that tests only read."""
    return hand.ledger(tmp_path_factory.mktemp("ledger") / "hand.ledger")


@pytest.fixture
def ask(ledger: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Runs a command on the ledger and gives what it printed."""
    monkeypatch.setenv("COLUMNS", "160")

    def run(*words: str) -> str:
        result = CliRunner().invoke(app, [*words, "--ledger", str(ledger)], catch_exceptions=False)
        assert result.exit_code == 0, result.output
        return result.output

    return run


def objects(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


@pytest.mark.parametrize(
    ("what", "words"),
    [
        ("dispatches", ["Orlin falls", "Harbour Wire"]),
        ("claims", ["rebels: seize", "Orlin", "2024-12-05", "admission"]),
        ("events", ["conceded", "rebels: seize → army"]),
        ("tolls", ["people killed, Orlin, 2024-12-05", "at least 23", "monitor"]),
        ("control", ["Orlin", "rebels", "held", "admitted by army"]),
        ("statements", ["army", "it had not bombed Vessa"]),
        ("actors", ["army:XA", "rebels:XA"]),
        ("places", ["gn:Orlin", "15.0000"]),
        ("disagreements", ["No disagreements fit the question."]),
        ("issues", ["No issues fit the question."]),
    ],
)
def test_show_lists_every_noun(ask: Any, what: str, words: list[str]) -> None:
    shown = ask("show", what)
    assert [word for word in words if word not in shown] == []


@pytest.mark.parametrize(
    "what", ["dispatches", "claims", "events", "tolls", "control", "statements", "actors", "places", "disagreements"]
)
def test_everything_comes_as_json_too(ask: Any, what: str) -> None:
    found = objects(ask("show", what, "--json"))
    assert all("id" in one for one in found)
    assert bool(found) == (what != "disagreements")


@pytest.mark.parametrize(
    ("filters", "count"),
    [
        (["--where", "Vessa"], 1),
        (["--kind", "harm"], 2),
        (["--actor", "rebels"], 1),
        (["--source", "Harbour Wire"], 3),
        (["--modality", "denied"], 1),
        (["--text", "denied"], 1),
        (["--since", "2024-12-06"], 0),
        (["--until", "2024-12"], 5),
        (["--status", "conceded"], 2),
        (["--limit", "2"], 2),
        (["--limit", "2", "--offset", "5"], 1),
    ],
)
def test_show_filters_claims(ask: Any, filters: list[str], count: int) -> None:
    assert len(objects(ask("show", "claims", "--json", *filters))) == count


def test_who_holds_names_holder_day_certainty_and_words(ask: Any) -> None:
    shown = ask("who-holds", "Orlin")
    assert "Orlin: rebels (held) since 2024-12-05" in shown
    assert "Admitted by army; reported by The Plainfield Courier." in shown
    assert "army (admission)" in shown
    [found] = objects(ask("who-holds", "Orlin", "--on", "2024-12-05", "--json"))
    assert found["control"]["holder_name"] == "rebels"
    assert len(found["claims"]) == 2


def test_who_holds_on_a_day_before_anything_is_known_says_so(ask: Any) -> None:
    assert "nothing is known of who holds it on 2024-12-01" in ask("who-holds", "Orlin", "--on", "2024-12-01")


def test_who_holds_says_how_old_the_news_is(ask: Any) -> None:
    assert "Last confirmed on 2024-12-05, 20 days before." in ask("who-holds", "Orlin", "--on", "2024-12-25")
    assert "Last confirmed on 2024-12-05." in ask("who-holds", "Orlin")


def test_toll_lays_figures_beside_each_other(ask: Any) -> None:
    shown = ask("toll", "--where", "Orlin", "--unit", "killed")
    assert "medics" in shown
    assert "31" in shown
    assert "one source: monitor; lower figures of earlier days are its past" in shown
    [toll] = objects(ask("toll", "--json"))
    assert (toll["low"], toll["best"], toll["high"]) == (31, 31, 31)
    assert [figure["best"] for figure in toll["figures"]] == [23, 31]
    assert ask("toll", "--unit", "displaced").strip() == "No tolls fit the question."


@pytest.mark.parametrize(
    ("filters", "count"), [([], 1), (["--by", "army"], 1), (["--by", "monitor"], 0), (["--about", "Vessa"], 1)]
)
def test_said_finds_statements(ask: Any, filters: list[str], count: int) -> None:
    assert len(objects(ask("said", "--json", *filters))) == count


def test_why_marks_the_words_and_names_the_rules(ask: Any) -> None:
    [claim] = [one for one in objects(ask("show", "claims", "--json")) if one["kind"] == "seize"]
    shown = ask("why", claim["id"])
    assert "Rebels [kind took] Orlin on Thursday." in shown
    assert "The Plainfield Courier: the outlet in its own voice" in shown
    [event] = objects(ask("show", "events", "--json", "--status", "conceded"))
    found = json.loads(ask("why", event["id"], "--json"))
    assert found["outcome"]["status"] == "conceded"
    assert len(found["claims"]) == 2
    for outcome in ("tolls", "control"):
        [one] = objects(ask("show", outcome, "--json"))
        assert json.loads(ask("why", one["id"], "--json"))["outcome"]["id"] == one["id"]


@pytest.mark.parametrize("format", ["claims", "events", "tolls", "control", "csv", "geojson"])
def test_export_writes_the_same_to_a_file_as_to_the_screen(ask: Any, format: str, tmp_path: Path) -> None:
    out = tmp_path / "out"
    printed = ask("export", format)
    assert "Wrote" in ask("export", format, str(out))
    assert out.read_bytes().replace(b"\r\n", b"\n") == printed.encode()
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_export_of_claims_is_the_contract(ask: Any) -> None:
    found = objects(ask("export", "claims"))
    assert len(found) == 6
    assert set(found[0]) == {
        "id", "dispatch", "kind", "modality", "polarity", "agent", "target", "place", "when", "quantity", "content",
        "source", "evidence", "missing", "confidence", "extractor",
    }  # fmt: skip
    rows = list(csv.DictReader(io.StringIO(ask("export", "csv"), newline="")))
    assert {row["title"] for row in rows} == {"Orlin falls", "'=Denial"}


@pytest.mark.parametrize("columns", [80, 200])
def test_no_table_is_wider_than_the_screen(ledger: Path, columns: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    for words in (["show", "claims"], ["show", "events"], ["toll"], ["who-holds", "Orlin"], ["show", "control"]):
        result = CliRunner().invoke(app, [*words, "--ledger", str(ledger)])
        assert max(map(len, result.output.splitlines())) <= columns
        assert "\x1b" not in result.output
