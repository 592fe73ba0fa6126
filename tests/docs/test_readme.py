"""What README shows is what comes out: its dispatch is read, and its ledger lines are among the claims."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import make
from dateline.extract.claims import extract
from dateline.knowledge.library import open_knowledge
from dateline.model.claim import Claim
from dateline.model.marks import Annotated
from dateline.model.text import Dispatch
from dateline.pipeline import annotate
from dateline.read.formats import read
from dateline.settings import from_environment

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")


def shown_dispatch() -> str:
    found = re.search(r"```text\n(.*?)```", README, re.DOTALL)
    assert found
    return found[1]


def shown_lines() -> list[str]:
    table = README.partition("| kind |")[2].partition("\n\n")[0].splitlines()
    return [line for line in table if line.startswith("| `")]


def line(claim: Claim) -> str:
    """A claim as a row of README's table."""
    ends = (claim.when.first, claim.when.last) if claim.when else (None, None)
    when = str(ends[0]) if ends[0] == ends[1] else " to ".join(str(end) if end else "…" for end in ends)
    many = ""
    if claim.quantity:
        low, best, high = claim.quantity.low, claim.quantity.best, claim.quantity.high
        many = f"{best}" if low == best == high else f"{low or '…'} to {high or '…'}"
        many += "".join(f", of them {part.best} {part.of}" for part in claim.quantity.parts if not part.derived)
    first = claim.source.chain[0]
    stance = f" ({claim.source.stance})" if claim.source.stance == "admission" else ""
    cells = (
        f"`{claim.kind}`" + (f" ({claim.modality})" if claim.modality != "actual" else ""),
        " → ".join(party.name if party else "…" for party in (claim.agent, claim.target)),
        claim.place.place.name if claim.place else "",
        when if claim.when else "",
        many,
        f"{first.name}{stance}",
        " … ".join(one.quote for one in claim.evidence["kind"]),
    )
    return f"| {' | '.join(cells)} |".replace("|  |", "| |").replace("|  |", "| |")


def claims() -> list[Claim]:
    settings = from_environment()
    knowledge = open_knowledge(settings)
    [dispatch] = [
        one
        for one in read(shown_dispatch().encode(), origin="readme.txt", settings=settings)
        if isinstance(one, Dispatch)
    ]
    [annotated] = annotate([dispatch], knowledge=knowledge, parser=make.parser())
    assert isinstance(annotated, Annotated)
    return list(extract(annotated, knowledge=knowledge))


@pytest.mark.slow
def test_the_ledger_lines_are_those_that_come_out() -> None:
    lines = [line(claim) for claim in claims()]
    assert len(shown_lines()) >= 6
    stale = [shown for shown in shown_lines() if shown not in lines]
    assert stale == [], "README should choose from:\n" + "\n".join(lines)
