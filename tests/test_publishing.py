"""What is held back for publication is gone from every way out, and nothing untrue takes its place."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

import hand
import make
from dateline import ask
from dateline.brief.markdown import markdown
from dateline.export.formats import FORMATS
from dateline.ledger.store import open_ledger
from dateline.model.claim import Claim, Party
from dateline.model.record import claim_id
from dateline.model.text import Dispatch, Evidence
from dateline.pipeline import reconcile
from dateline.pipeline.publishing import MASK, WITHHELD, Publication, published

KARIM = Party("new:samir-karim", "Samir Karim", "Samir Karim", "person")
MINISTER = Party("new:lena-abel", "Lena Abel", "health minister Lena Abel", "person")


def placed(made: Claim, dispatch: Dispatch, **words: str) -> Claim:
    """The claim with evidence on these words of the dispatch."""
    spans = {
        name: (Evidence(dispatch.text.index(word), dispatch.text.index(word) + len(word), word, "words"),)
        for name, word in words.items()
    }
    found = replace(made, evidence=dict(made.evidence) | spans)
    return replace(found, id=claim_id(found))


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    old = make.dispatch(
        "Rebels took Vessa on Thursday, shopkeeper Samir Karim said. Mr Karim lost his house. "
        "Nine people died, health minister Lena Abel said.",
        title="Vessa falls", published="2024-12-05", byline="Jo Writer",
    )  # fmt: skip
    new = make.dispatch("Rebels shelled Orlin.", title="Orlin shelled", published="2024-12-20", outlet="Harbour Wire")
    seize = hand.claim("seize", "rebels", place="Vessa", day="2024-12-05", dispatch=old.id)
    say = replace(hand.claim("say", None, dispatch=old.id, content="Rebels took Vessa on Thursday"), agent=KARIM)
    office = replace(hand.claim("say", None, dispatch=old.id, content="Nine people died"), agent=MINISTER)
    shelling = hand.claim("shelling", "rebels", place="Orlin", day="2024-12-20", dispatch=new.id)
    with open_ledger(tmp_path / "l", mode="write") as opened:
        opened.add(
            old, old.text.encode(),
            [placed(seize, old, kind="took", place="Vessa"),
             placed(say, old, kind="said", agent="Samir Karim", content="Rebels took Vessa on Thursday"),
             placed(office, old, kind="died", agent="Lena Abel", content="Nine people died")],
        )  # fmt: skip
        opened.add(new, new.text.encode(), [placed(shelling, new, kind="shelled", place="Orlin")])
        reconcile(opened)
    return tmp_path / "l"


def everything(ledger: Path, publication: Publication) -> dict[str, str]:
    """Every way out as text."""
    out = {
        format: b"".join(
            piece if isinstance(piece, bytes) else piece.encode()
            for piece in ask.export(format, ledger=ledger, publication=publication)
        ).decode("utf-8", "replace")
        for format in FORMATS
        if format != "parquet"
    }
    return out | {"brief": markdown(ask.brief(ledger=ledger, publication=publication))}


def test_private_names_leave_by_no_way(ledger: Path) -> None:
    shown = everything(ledger, Publication(withhold_names=True))
    assert [name for name, text in shown.items() if "Karim" in text] == []
    assert WITHHELD in shown["claims"]
    assert "Jo Writer" not in shown["claims"]


def test_who_speaks_for_an_office_keeps_the_name(ledger: Path) -> None:
    assert "Lena Abel" in everything(ledger, Publication(withhold_names=True))["claims"]


def test_coarse_places_leave_by_no_way_and_become_no_control_of_the_area(ledger: Path) -> None:
    shown = everything(ledger, Publication(coarse=True))
    assert [name for name, text in shown.items() if "Vessa" in text or "Orlin" in text] == []
    assert shown["control"] == ""
    places = {json.loads(line)["place"]["precision"] for line in shown["claims"].splitlines() if '"place":{' in line}
    assert places == {"country"}


def test_spans_stay_true_under_the_mask(ledger: Path) -> None:
    with published(ledger, Publication(coarse=True, withhold_names=True)) as path:
        dispatches = {dispatch.id: dispatch for dispatch in ask.show("dispatches", ledger=path)}
        for claim in ask.show("claims", ledger=path):
            assert isinstance(claim, Claim)
            for items in claim.evidence.values():
                for item in items:
                    text = dispatches[claim.dispatch].text  # type: ignore[union-attr]
                    assert text[item.start : item.end] == item.quote or item.start == 0
        assert MASK in next(iter(dispatches.values())).text  # type: ignore[union-attr]


def test_what_is_delayed_is_not_there_yet(ledger: Path) -> None:
    shown = everything(ledger, Publication(delay=3))
    assert "Orlin" not in "".join(shown.values())
    assert "Vessa" in shown["claims"]
    assert "Orlin" in everything(ledger, Publication())["claims"]


def test_with_nothing_to_hold_back_it_is_the_ledger_itself(ledger: Path) -> None:
    with published(ledger, Publication()) as path:
        assert path == ledger


def test_the_ledger_is_only_read(ledger: Path) -> None:
    before = everything(ledger, Publication())
    everything(ledger, Publication(delay=3, coarse=True, withhold_names=True))
    assert everything(ledger, Publication()) == before
