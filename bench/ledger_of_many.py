"""A ledger of as many claims as asked for, written through the ledger itself; nothing in it is true.

Three hundred invented towns and one real name, Hama, change hands, are fought over and count their dead, told by forty
invented outlets. The same number of claims gives the same ledger: python bench/ledger_of_many.py FILE CLAIMS
"""

from __future__ import annotations

import hashlib
import random
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from dateline.ledger import Entry, Run, open_ledger
from dateline.model.claim import Claim, ClaimPlace, Link, Party, Source
from dateline.model.quantity import Quantity
from dateline.model.record import with_ids
from dateline.model.text import Dispatch, Evidence
from dateline.model.when import When
from dateline.model.world import Place
from dateline.pipeline import reconcile

CLAIMS_A_DISPATCH = 20
DISPATCHES_A_TRANSACTION = 200
FIRST_DAY = date(2012, 1, 1)
DAYS = 4_700

ARMY = Party("army:SY", "Syrian army", "the army", "state_forces", "syria-government")
REBELS = Party("syrian-opposition", "Syrian opposition (armed groups)", "rebels", "rebel_group", "syria-opposition")
PEOPLE = Party(None, "people", "people", "civilians")

TOWNS = [
    Place("gn:170017", "Hama", "city", "SY", "Hama", 35.13179, 36.75783, population=460_602),
    *(
        Place(
            f"dl:bench-{n}", f"Town {n}", "town", "SY", "Hama", 33 + n / 100, 36 + n / 100, population=1_000 + n
        )
        for n in range(300)
    ),
]  # fmt: skip

WORDS = {
    "seize": "Rebels took {place}.",
    "lose": "The army has lost {place}.",
    "hold": "The army holds {place}.",
    "clash": "Rebels fought the army in {place}.",
    "kill": "Shelling by the army killed {count} people in {place}.",
}


def write_ledger(path: Path, *, claims: int) -> None:
    """Writes and reconciles the ledger; takes a few seconds for every ten thousand claims."""
    with open_ledger(path, mode="write") as ledger:
        pending: list[Entry] = []
        for entry in entries(claims):
            pending.append(entry)
            if len(pending) == DISPATCHES_A_TRANSACTION:
                ledger.add_many(pending, run=Run("bench 1"))
                pending = []
        ledger.add_many(pending, run=Run("bench 1"))
        reconcile(ledger)


def entries(claims: int) -> Iterator[Entry]:
    """Dispatches of twenty sentences, one claim each, in the order of their days."""
    count = -(-claims // CLAIMS_A_DISPATCH)
    for number in range(count):
        chance = random.Random(number)
        day = FIRST_DAY + timedelta(days=number * DAYS // count)
        told = [(chance.choice(list(WORDS)), chance.choice(TOWNS)) for _ in range(CLAIMS_A_DISPATCH)]
        counts = [chance.randrange(1, 60) for _ in told]
        lines = [WORDS[kind].format(place=town.name, count=n) for (kind, town), n in zip(told, counts, strict=True)]
        text = f"Report {number} of {day}.\n\n" + "\n".join(lines)
        digest = hashlib.sha256(text.encode()).hexdigest()
        dispatch = Dispatch(
            id=digest[:12], ref=f"bench-{number}", text=text, sha256=digest, outlet=f"Invented Outlet {number % 40}",
            published=day.isoformat(), language="en", origin=f"bench-{number}.txt", reader="bench 1",
        )  # fmt: skip
        at = text.index("\n\n") + 2
        made: list[Claim] = []
        for (kind, town), n, line in zip(told, counts, lines, strict=True):
            made.append(claim(dispatch, kind, town, day, n, at, line))
            at += len(line) + 1
        yield Entry(dispatch, text.encode(), tuple(with_ids(made)))


def claim(dispatch: Dispatch, kind: str, town: Place, day: date, count: int, at: int, line: str) -> Claim:
    """The claim of one sentence; its evidence is the whole sentence."""
    words = (Evidence(at, at + len(line), line, "words"),)
    holder = ARMY if kind in ("lose", "hold", "kill") else REBELS
    killed = kind == "kill"
    return Claim(
        id="",
        dispatch=dispatch.id,
        kind=kind,
        modality="actual",
        polarity="positive",
        source=Source((Link(None, dispatch.outlet or ""),), outlet_voice=True, stance="neutral"),
        agent=holder,
        target=PEOPLE if killed else ARMY if kind == "clash" else None,
        place=ClaimPlace(town, "town"),
        when=When(day, day, "day", day.isoformat(), "dateline"),
        quantity=Quantity(count, count, count, "people killed") if killed else None,
        evidence={"kind": words, "agent": words, "place": words, "when": words}
        | ({"target": words, "quantity": words} if killed else {}),
        missing={"content": "no speech"} | ({} if killed else {"quantity": "no number in the clause"}),
        confidence=0.9,
        extractor="bench 1",
    )


if __name__ == "__main__":
    write_ledger(Path(sys.argv[1]), claims=int(sys.argv[2]))
