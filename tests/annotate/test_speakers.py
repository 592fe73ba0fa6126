"""Who speaks: names, descriptions and pronouns of speakers in invented dispatches, and whom they do not mean."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import pytest

import make
from dateline.annotate.actors import find_actors
from dateline.annotate.quotations import find_quotations
from dateline.annotate.references import find_references
from dateline.knowledge.actors import ActorBook, load_actors
from dateline.knowledge.countries import Countries, load_countries
from dateline.knowledge.speech import SpeechLexicon, load_speech_lexicon
from dateline.model.marks import Annotated, Quotation


@lru_cache(maxsize=1)
def knowledge() -> tuple[ActorBook, Countries, SpeechLexicon]:
    countries = load_countries()
    return load_actors(countries), countries, load_speech_lexicon()


def read(text: str) -> tuple[Annotated, tuple[Quotation, ...]]:
    book, countries, lexicon = knowledge()
    annotated = make.annotated(text)
    annotated = replace(annotated, actors=find_actors(annotated, book=book, countries=countries, home="NO"))
    annotated = replace(annotated, references=find_references(annotated, book=book, countries=countries))
    return annotated, find_quotations(annotated, lexicon=lexicon)


def speakers(text: str) -> list[str | None]:
    """The actor of each quotation's speaker, by name; for one without, the words that he is known by in brackets."""
    annotated, quotations = read(text)
    found: list[str | None] = []
    for quotation in quotations:
        speaker = quotation.speaker
        named = speaker and (speaker.antecedent or speaker)
        words = f"[{annotated.reading[named.start : named.end]}]" if named else None
        found.append(speaker.actor.name if speaker and speaker.actor else words)
    return found


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Anna Berg's campaign chairman, Lars Holm, said the vote was fair.", "Lars Holm"),
        ("Anna Berg's campaign chairman Lars Holm said the vote was fair.", "Lars Holm"),
        ("The Bureau of Fisheries' Lena Osterby says the boats are back.", "Lena Osterby"),
        ("One of the farmers, Lars Holm, says the deal will fail.", "Lars Holm"),
        ("Firefighter Lars Holm said the main problem was visibility.", "Lars Holm"),
        ("House Speaker Lars Holm said he would go.", "Lars Holm"),
        ("White House Chief of Staff Lars Holm said he would go.", "Lars Holm"),
        ("The United Nations mission said it had sent trucks.", "United Nations"),
    ],
)
def test_the_speaker_is_whom_the_words_name(text: str, name: str) -> None:
    assert speakers(text)[0] == name


@pytest.mark.parametrize(
    "text",
    ["Anna Berg spoke. The Berg campaign said the vote was fair.", "Anna Berg spoke. Berg's rivals said the vote was fair."],
)  # fmt: skip
def test_he_who_belongs_to_somebody_is_not_that_person(text: str) -> None:
    assert speakers(text)[-1] != "Anna Berg"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ('Lars Holm, a judge, spoke on Monday. "Anna Berg has lied," he said.', "Lars Holm"),
        ("Lars Holm, a judge, spoke on Monday. Anna Berg had lied, he said.", "Lars Holm"),
        ('A mayor, Lars Holm, denied that the port fell. "Anna Berg never came here," he said.', "Lars Holm"),
        ("Hezbollah fired rockets. A spokesman for the group said it had hit a post.", "Hezbollah"),
        ('A member of Hezbollah said the port had fallen. "Civilians fled," he added.', "Hezbollah"),
        ('Hezbollah fired rockets. A spokesman for the group said it had won. "We are ready," he told reporters.', "Hezbollah"),
    ],
)  # fmt: skip
def test_he_who_says_something_is_nobody_of_whom_he_says_it(text: str, name: str) -> None:
    assert speakers(text)[-1] == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A report said the port was shelled. An Amnesty International report said ten people died.", "Amnesty International"),
        ("Jets of the Saudi-led coalition hit a port. A coalition spokesman said it was a depot.", "Saudi-led coalition"),
        ("Jets of the Saudi-led coalition hit Hezbollah. The coalition said it was a depot.", "Saudi-led coalition"),
    ],
)  # fmt: skip
def test_a_body_speaks_through_its_papers_and_people(text: str, name: str) -> None:
    assert name in (speakers(text)[-1] or "")


def test_it_is_the_company_that_spoke_before_and_no_state_that_it_spoke_of() -> None:
    assert speakers("The company said sales fell in Norway. It added that prices rose.") == ["[The company]"] * 2


def test_a_second_speaker_of_a_sentence_keeps_what_is_his() -> None:
    annotated, quotations = read(
        'Lars Holm called the letter "absurd," and Anna Berg said the decision was "unfair" to voters.'
    )
    said = {
        q.speaker.actor.name: annotated.reading[q.content[0].start : q.content[-1].end]
        for q in quotations
        if q.speaker and q.speaker.actor
    }
    assert said["Lars Holm"].endswith("absurd")
    assert said["Anna Berg"].startswith("the decision")


def test_paragraphs_that_open_with_marks_go_on_with_the_speaker_before() -> None:
    text = '"The rain was weak," Lars Holm said.\n\n"It came late.\n\n"It did not help."'
    assert set(speakers(text)) == {"Lars Holm"}


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("Norway accuses Sweden of theft, an allegation that Stockholm rejects.", "Stockholm"),
        ("Norway says the rebels are led by Sweden, which Stockholm denies.", "Stockholm"),
    ],
)
def test_a_comment_on_a_report_is_no_part_of_it(text: str, held: str) -> None:
    annotated, quotations = read(text)
    matter = " ".join(annotated.reading[span.start : span.end] for span in quotations[0].content)
    assert held not in matter


def titled(title: str) -> list[str | None]:
    """The speakers that a title of its own names."""
    return speakers(f"{title}\n\nNothing else is known.")


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Hezbollah: The town has fallen", "Hezbollah"),
        ("Strikes kill ten in the port: Hezbollah", "Hezbollah"),
        ("Norway: Rebels take a port", None),
        ("Analysis: Why the war goes on", None),
    ],
)
def test_a_title_reports_where_a_known_speaker_fills_one_side_of_its_colon(title: str, name: str | None) -> None:
    assert [found for found in titled(title) if found] == ([name] if name else [])
