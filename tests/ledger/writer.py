"""A process of its own that fills a ledger until it is done or killed: `python writer.py LEDGER SEED`.

It goes about it as the pipeline does: skip what is known, add dispatch by dispatch, settle the file, work out outcomes.
It says "going" once it writes.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import synthetic
from dateline.ledger import Outcomes, open_ledger
from dateline.model.outcome import Event, Issue

DISPATCHES = 300


def fill(path: Path, seed: int) -> None:
    """Adds all dispatches that are not there yet, by batches of one to four; every tenth is extracted anew."""
    with open_ledger(path, mode="write") as ledger:
        entries = list(synthetic.entries(DISPATCHES))
        known = ledger.known(entry.dispatch.id for entry in entries)
        missing = [entry for entry in entries if entry.dispatch.id not in known]
        print("going", flush=True)
        while missing:
            size = 1 + seed % 4
            ledger.add_many(missing[:size])
            missing = missing[size:]
        for entry in entries[::10]:
            ledger.add_many([replace(entry, claims=tuple(replace(claim, extractor="b/2") for claim in entry.claims))])
        ledger.settle("refused.txt", [Issue("r", "refused.txt", "", "no dispatch", "Mend it.")])
        if ledger.stale:
            seen = [Event(f"e{claim.id}", claim.kind, "reported", "", (claim.id,)) for claim in ledger.claims()]
            ledger.replace_outcomes(Outcomes(tuple(seen)))


if __name__ == "__main__":
    fill(Path(sys.argv[1]), int(sys.argv[2]))
