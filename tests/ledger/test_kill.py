"""A writer killed at any moment leaves whole dispatches, and the next run ends where an undisturbed one would."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

import synthetic
from dateline.ledger import open_ledger
from dateline.model.record import event_to_record, issue_to_record, json_line

KILLS = 20
WRITER = Path(__file__).with_name("writer.py")
CLAIMS = 10


def start(path: Path, seed: int) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONPATH": str(Path(synthetic.__file__).parent)}
    return subprocess.Popen(
        [sys.executable, str(WRITER), str(path), str(seed)], env=environment, stdout=subprocess.PIPE, text=True
    )


def run(path: Path, seed: int) -> float:
    """An undisturbed run; how many seconds it wrote."""
    with start(path, seed) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "going\n"
        began = time.monotonic()
        assert writer.wait() == 0
    return time.monotonic() - began


def kill(path: Path, seed: int, after: float) -> None:
    """A run that is killed so many seconds after it begins to write (at once for 0: while the ledger is being made)."""
    with start(path, seed) as writer:
        assert writer.stdout is not None
        if after:
            writer.stdout.readline()
            time.sleep(after)
        else:
            while not path.exists() and writer.poll() is None:
                pass
        writer.send_signal(signal.SIGKILL)
        writer.wait()


def whole_dispatches(path: Path) -> int:
    """How many dispatches the ledger holds, each with all its claims and each original."""
    with open_ledger(path, mode="read") as ledger:
        ids = [dispatch.id for dispatch in ledger.dispatches()]
        held = Counter(claim["dispatch"]["id"] for claim in ledger.claim_records())
        assert held == dict.fromkeys(ids, CLAIMS)
        assert all(ledger.original(id) for id in ids)
        assert list(ledger.check()) == []
    return len(ids)


def export(path: Path) -> bytes:
    with open_ledger(path, mode="read") as ledger:
        lines = [json_line(record) for record in ledger.claim_records()]
        lines += [repr(dispatch) for dispatch in ledger.dispatches()]
        lines += [repr(actor) for actor in ledger.actors()]
        lines += [json_line(event_to_record(event)) for event in ledger.events()]
        lines += [json_line(issue_to_record(issue)) for issue in ledger.issues(resolved=True)]
        assert not ledger.stale
    return "\n".join(lines).encode()


@pytest.mark.slow
def test_twenty_kills_change_nothing_in_the_end(tmp_path: Path) -> None:
    calm = tmp_path / "calm.ledger"
    seconds = run(calm, 0)
    expected = export(calm)
    chance = random.Random(20241206)
    path, finished = tmp_path / "killed.ledger", 0
    for number in range(KILLS):
        kill(path, number, 0 if number == 0 else chance.uniform(0, seconds / 12))
        if path.exists() and number > 0:
            now = whole_dispatches(path)
            assert now >= finished, "a dispatch that was committed is gone"
            finished = now
    assert finished > 0
    run(path, 1)
    assert export(path) == expected
