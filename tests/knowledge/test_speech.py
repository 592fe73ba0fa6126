"""The lexicon of speech: which kind of claim a reporting word stands for, and what a broken file is told."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest

from dateline.errors import KnowledgeError
from dateline.knowledge.speech import SPEECH_KINDS, load_speech_lexicon


@pytest.mark.parametrize(
    ("lemma", "complement", "kind"),
    [
        ("say", "clause", "say"),
        ("announce", "noun", "say"),
        ("argue", "clause", "say"),
        ("vow", "to", "pledge"),
        ("accuse", "of", "accuse"),
        ("deny", "clause", "deny"),
        ("demand", "noun", "demand"),
        ("urge", "to", "urge"),
        ("call", "for", "urge"),
        ("call", "marks", "say"),
        ("warn", "of", "warn"),
        ("threaten", "to", "threaten"),
        ("denounce", "noun", "condemn"),
        ("hail", "noun", "praise"),
        ("fear", "noun", "fear"),
        ("concern", "about", "fear"),
        ("responsibility", "for", "claim_responsibility"),
        ("according to", "clause", "say"),
        ("reportedly", "clause", "say"),
        ("breach", "noun", None),
    ],
)
def test_cues_stand_for_kinds(lemma: str, complement: str, kind: str | None) -> None:
    assert load_speech_lexicon().kind_of(lemma, complement) == kind


def test_every_kind_of_speech_claim_has_a_word() -> None:
    lexicon = load_speech_lexicon()
    kinds = [word.kinds for word in lexicon.verbs.values()] + [word.kinds for word in lexicon.nouns.values()]
    assert {kind for by_complement in kinds for kind in by_complement.values()} == SPEECH_KINDS


def test_media_are_found_by_their_words() -> None:
    media = load_speech_lexicon().media
    assert media["video", "address"] == "video"
    assert media["statement",] == "statement"


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ('kind = "accuse"', 'kind = "acuse"', "verbs.*kind.*acuse"),
        ('takes = ["marks", "label"]', 'takes = ["mark"]', "verbs.*takes.*mark"),
        ("told = true", "tells = true", "verbs.*tells"),
        ('"communique" = "statement"', '"Communique" = "statement"', "media.Communique"),
        ("[refusals]", "[refusal]", "refusals"),
        ("[media]", "[media", "not TOML"),
        ('lemmas = ["quote", "cite"]', 'lemmas = ["Quote"]', "relays"),
    ],
)
def test_a_broken_file_is_refused_by_key(tmp_path: Path, old: str, new: str, named: str) -> None:
    text = (files("dateline.knowledge") / "data" / "lexicon" / "speech.toml").read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "speech.toml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(KnowledgeError, match=named):
        load_speech_lexicon(path)
