"""A brief says what the ledger holds for a place and a time, no more, and every line leads to its words."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

import hand
from dateline import ask
from dateline.brief.content import Brief, Line
from dateline.brief.markdown import markdown, page
from dateline.cli import briefs
from dateline.cli.main import app
from dateline.errors import KnowledgeError, QuestionError
from dateline.knowledge.ontology import load_ontology
from dateline.knowledge.outcomes import outcome_rules
from dateline.knowledge.telling import read_telling, telling


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return hand.ledger(tmp_path_factory.mktemp("brief") / "l")


def lines(brief: Brief) -> list[Line]:
    return [line for section in brief.sections for line in section.lines]


def test_every_line_leads_to_words_that_stand_in_a_dispatch(ledger: Path) -> None:
    brief = ask.brief(ledger=ledger, on="2024-12-05")
    known = {reference.number: reference for reference in brief.references}
    assert lines(brief)
    texts = [dispatch.text for dispatch in ask.show("dispatches", ledger=ledger)]  # type: ignore[union-attr]
    for line in lines(brief):
        assert line.references
        for number in line.references:
            assert any(known[number].quote.removesuffix(" …") in text for text in texts)


def test_what_happened_what_changed_hands_and_what_was_counted(ledger: Path) -> None:
    brief = ask.brief(ledger=ledger, on="2024-12-05")
    told = {section.heading: [f"{line.place}: {line.text}" for line in section.lines] for section in brief.sections}
    assert any(text.startswith("Orlin: rebels took it") for text in told["What happened"])
    assert any("Held by rebels since 2024-12-05" in text for text in told["What changed hands"])
    assert any("at least 23" in text and "31" in text for text in told["Tolls"])


def test_what_was_denied_did_not_happen(ledger: Path) -> None:
    happened = ask.brief(ledger=ledger, on="2024-12-05").sections[0]
    assert not any(line.place == "Vessa" for line in happened.lines)


def test_another_day_is_empty_and_says_so(ledger: Path) -> None:
    brief = ask.brief(ledger=ledger, on="1999-01-01")
    assert lines(brief) == []
    assert "The ledger holds nothing for this place and time." in markdown(brief)
    assert "The ledger holds nothing for this place and time." in page(brief)


def test_one_day_and_a_span_exclude_each_other(ledger: Path) -> None:
    with pytest.raises(QuestionError):
        ask.brief(ledger=ledger, on="2024-12-05", since="2024-12-01")


def test_compared_with_itself_nothing_is_new(ledger: Path, tmp_path: Path) -> None:
    runner = CliRunner()
    first = runner.invoke(app, ["brief", "--on", "2024-12-05", "--json", "--ledger", str(ledger)])
    assert first.exit_code == 0
    earlier = tmp_path / "earlier.json"
    earlier.write_text(first.stdout)
    again = runner.invoke(app, ["brief", "--on", "2024-12-05", "--compare", str(earlier), "--ledger", str(ledger)])
    assert "**New.**" not in again.stdout
    record = json.loads(first.stdout)
    dropped = record["sections"][0]["lines"].pop(0)
    earlier.write_text(json.dumps(record))
    changed = runner.invoke(app, ["brief", "--on", "2024-12-05", "--compare", str(earlier), "--ledger", str(ledger)])
    assert [line for line in changed.stdout.split("\n") if "**New.**" in line and dropped["place"] in line]


@pytest.mark.parametrize("text", ["no json", "{}", '{"sections": [1]}'])
def test_a_file_that_is_no_brief_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "earlier").write_text(text)
    with pytest.raises(QuestionError, match="is no earlier brief"):
        briefs.keys_of(tmp_path / "earlier")


def test_a_page_has_no_script_and_shows_marks_as_letters(ledger: Path) -> None:
    brief = ask.brief(ledger=ledger, on="2024-12-05")
    shown = page(brief)
    assert "<script" not in shown
    assert re.findall(r'href="#n(\d+)"', shown)
    assert set(re.findall(r'href="#(n\d+)"', shown)) <= set(re.findall(r'id="(n\d+)"', shown))


def test_hostile_words_stay_words() -> None:
    line = Line("k", "<b>", "a *bold* <script>alert(1)</script> [link](javascript:x)", ())
    from dateline.brief.content import Section

    brief = Brief("", None, None, 0, 0, (Section("What happened", (line,)),), ())
    assert "<script>" not in page(brief)
    assert "\\<script\\>" in markdown(brief)
    assert "\\*bold\\*" in markdown(brief)
    assert "\\[link\\]" in markdown(brief)


def test_every_kind_of_event_can_be_told() -> None:
    kinds = {kind.name for kind in load_ontology().kinds.values()} - outcome_rules().never
    assert sorted(kinds - set(telling().sentences)) == []
    assert sorted(set(telling().sentences) - kinds) == []


def test_the_fullest_sentence_that_can_be_filled_is_taken() -> None:
    assert telling().sentence("airstrike", {"agent": "Army", "target": ""}) == "Air strikes by Army."
    assert telling().sentence("airstrike", {}) == "Air strikes."


@pytest.mark.parametrize(
    ("text", "says"),
    [("[sentences]\nseize = []", "a list of sentences"), ('[sentences]\nseize = ["{who} won."]', "unknown slot 'who'")],
)
def test_a_broken_file_of_sentences_is_refused(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "brief.toml"
    path.write_text(text)
    with pytest.raises(KnowledgeError, match=says):
        read_telling(path)
