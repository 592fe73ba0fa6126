"""Text that nobody writes and every feed brings: all annotators and the extractor get through it, with true spans.

Work is counted in calls and compared between a text and its double, so that no clock decides.
"""

from __future__ import annotations

from dataclasses import replace
from time import process_time
from typing import Any

import pytest

import make
from dateline.extract.claims import extract
from dateline.knowledge.library import Knowledge
from dateline.model.marks import Annotated
from dateline.model.record_marks import marks_to_record
from dateline.pipeline import annotators
from effort import steps

PLAIN = (
    "Rebels of the Blue River Front captured the town of Abeche on Thursday, killing at least 23 people, monitors said, "
    "while the army's spokesman Idriss Warou denied that it had withdrawn two days earlier. "
)

TEXTS = {
    "plain": PLAIN,
    "capitals": PLAIN.upper(),
    "small letters": PLAIN.lower(),
    "no punctuation": PLAIN.replace(",", "").replace(".", ""),
    "remains of a page": '<p class="x">' + PLAIN.replace("captured", "<b>captured</b>&nbsp;") + "&#8217;</p><br/>",
    "mixed scripts": PLAIN + "قوات النظام انسحبت يوم الخميس. Войска заняли город. 軍隊が町を占領した。 ",
    "right to left": "The town of أبشي, said \u202bقال الجيش\u202c, fell on Thursday to the \u200f«جيش»\u200e. ",
    "emoji": "🚨🚨 BREAKING 🔥: rebels 💪 took Abeche 🇹🇩 on Thursday!!! 😢 23 killed 👉🏽 ",
    "joined signs": "Re\u0301bels to\u200bok A\u200dbeche o\u00adn Thursday\ufeff, \u2066Idriss\u2069 said. ",
    "marks": '"' * 120,
    "open quotations": '"We hold Abeche," he said. "',
    "curly quotations": "“We hold ‘Abeche’ he said on Thursday ",
    "one clause": "rebels and soldiers and ",
    "names": "Idriss Warou Hassan Adoum ",
    "places": "Abeche, Aden, Sarh, Taiz, ",
    "numbers": "23 people, 41 soldiers and 5 children, ",
    "sayings": "he said that it said that they said ",
    "owners": "the army's ",
    "chain": "the leader of ",
    "brackets": "(((((Abeche",
    "dates": "on 5 May and on Thursday, ",
    "titles": "Commander General President Colonel ",
    "lines": "Abeche\n",
    "compounds": "Iranian-backed-rebel-held-",
    "blank": " \n\t ",
}


def laid(text: str) -> Annotated:
    return make.annotated(text)


def work(text: str, knowledge: Knowledge) -> dict[str, int]:
    """The work of each annotator and of the extractor on a text, in calls."""
    annotated = laid(text)
    done: dict[str, int] = {}
    for step in annotators(knowledge):
        found: list[Any] = []
        done[step.adds] = steps(lambda step=step, found=found, at=annotated: found.append(step.find(at)))  # type: ignore[misc]
        annotated = replace(annotated, **{step.adds: found[0]})
    done["claims"] = steps(lambda: extract(annotated, knowledge=knowledge))
    return done


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(TEXTS))
def test_twice_the_text_is_twice_the_work(name: str, knowledge: Knowledge) -> None:
    piece = TEXTS[name]
    times = max(2, 1_500 // len(piece))
    once, twice = work(piece * times, knowledge), work(piece * times * 2, knowledge)
    steep = {step: (once[step], twice[step]) for step in once if twice[step] > 2.35 * once[step] + 2_000}
    assert steep == {}


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_every_span_is_true(name: str, knowledge: Knowledge) -> None:
    annotated = laid(TEXTS[name] * 3)
    for step in annotators(knowledge):
        annotated = replace(annotated, **{step.adds: step.find(annotated)})
    text, record = annotated.dispatch.text, marks_to_record(annotated)
    assert all(token.end - token.start == len(token.text) for token in annotated.tokens)
    for sort in ("places", "times", "quantities", "actors"):
        for mark in record[sort]:
            assert text[mark["start"] : mark["end"]] == mark["text"], sort
            assert mark["text"].strip() == mark["text"] != "", sort
    for quotation in record["quotations"]:
        assert all(0 <= part["start"] < part["end"] <= len(text) for part in quotation["content"])
    for claim in extract(annotated, knowledge=knowledge):
        for pieces in claim.evidence.values():
            assert all(text[piece.start : piece.end] == piece.quote for piece in pieces if piece.part == "text")


def test_an_endless_sentence_is_cut() -> None:
    annotated = laid("rebels and soldiers and " * 1_000)
    assert max(sentence.last - sentence.first for sentence in annotated.sentences) <= 250


@pytest.mark.slow
def test_thousands_of_marks_are_cut_in_time_that_grows_with_them() -> None:
    def seconds(marks: int) -> float:
        start = process_time()
        assert len(laid('"' * marks).tokens) == marks
        return process_time() - start

    seconds(1_000)
    # Four times as many: work that grew with the square would take sixteen times as long.
    assert seconds(12_000) < 9 * seconds(3_000)
