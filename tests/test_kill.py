"""A run of `dateline add` that is killed again and again ends like one that was left alone."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

import make
from dateline import pipeline
from dateline.annotate import sentences
from dateline.settings import from_environment
from exported import everything

DISPATCHES = 44
KILLS = 20

TOWNS = ["Hama", "Homs", "Aleppo", "Idlib", "Daraa", "Rastan", "Salamiyah", "Talbiseh"]
SENTENCES = [
    "Rebels took the city of {town} in Syria on {day}.",
    "The Syrian army said it had withdrawn from {town}.",
    "At least {count} people were killed in {town} on {day}, the Syrian Observatory for Human Rights said.",
    "Russia launched air strikes on {town}, residents said.",
    "Government forces shelled {town} on {day}.",
    '"Our forces entered {town}," a rebel commander said.',
]


def write(folder: Path) -> None:
    """A few dozen small dispatches, always the same."""
    chance = random.Random(7)
    folder.mkdir()
    for number in range(DISPATCHES):
        day = 1 + number % 12
        body = " ".join(
            sentence.format(town=chance.choice(TOWNS), day=chance.choice(["Monday", "Thursday"]), count=5 + number)
            for sentence in chance.sample(SENTENCES, 3)
        )
        head = f" date 2024-12-{day:02} News of the day {number}\n\n2024-12-{day:02} 10:00:00 - From: Outlet {number % 5}\n\n"
        (folder / f"{number:03}.txt").write_text(f"{head}{body}\n", encoding="utf-8")


def command(folder: Path, ledger: Path) -> subprocess.Popen[bytes]:
    """The real command."""
    words = [sys.executable, "-m", "dateline.cli.main", "add", str(folder), "--ledger", str(ledger)]
    return subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def fork(folder: Path, ledger: Path) -> int:
    """The same work in a process that has the language model open already: its id. Start-up is most of the command."""
    process = os.fork()
    if process:
        return process
    try:
        pipeline.add([str(folder)], ledger=ledger, settings=from_environment())
        os._exit(0)
    except BaseException:
        os._exit(1)


def stored(ledger: Path) -> int:
    """How many dispatches are in the ledger; 0 while there is none."""
    if not ledger.exists():
        return 0
    connection = sqlite3.connect(f"file:{ledger}?mode=ro", uri=True, timeout=1)
    try:
        return int(connection.execute("SELECT count(*) FROM dispatches").fetchone()[0])
    except sqlite3.Error:
        return 0
    finally:
        connection.close()


def ended(process: int) -> bool:
    return os.waitpid(process, os.WNOHANG)[0] != 0


@pytest.mark.slow
def test_killed_at_twenty_moments_the_ledger_ends_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "dispatches"
    write(folder)
    whole = tmp_path / "whole.ledger"
    left_alone = command(folder, whole)
    _, complaint = left_alone.communicate(timeout=120)
    assert left_alone.returncode == 0, complaint.decode()
    make.parser()
    monkeypatch.setattr(sentences, "Parser", lambda model: make.parser())
    torn = tmp_path / "torn.ledger"
    chance = random.Random(20)
    killed = 0
    for number in range(KILLS):
        # Mostly a few dispatches into the storing, so that there is something left to be killed at until the end; now
        # and then, and when all is stored, at any moment from the start on.
        storing = number % 5 != 0 and stored(torn) < DISPATCHES - 3
        goal = stored(torn) + chance.randrange(0, 3) if storing else 0
        pause = chance.random() * (0.004 if storing else 0.3)
        process = fork(folder, torn)
        over = False
        while not over and stored(torn) < goal:
            time.sleep(0.001)
            over = ended(process)
        time.sleep(pause)
        if not over and not ended(process):
            os.kill(process, signal.SIGKILL)
            os.waitpid(process, 0)
            killed += 1
    assert killed >= KILLS // 2
    halfway = command(folder, torn)
    time.sleep(chance.random() * 2)
    halfway.kill()
    halfway.communicate()
    last = command(folder, torn)
    _, complaint = last.communicate(timeout=120)
    assert last.returncode == 0, complaint.decode()
    assert everything(torn) == everything(whole)
