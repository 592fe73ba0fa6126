"""Blocks, sentences and tokens: what the parse must keep true for any text, and where it must not split."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import make
from dateline.annotate.sentences import lay_out, mask
from dateline.model.text import HEADER_KINDS, Block, Span
from effort import steps


def blocks(text: str) -> list[tuple[str, str]]:
    laid_out = lay_out(make.dispatch(text))
    return [(block.kind, laid_out.reading[block.start : block.end]) for block in laid_out.blocks]


def sentences(text: str) -> list[str]:
    annotated = make.annotated(text)
    return [annotated.reading[sentence.start : sentence.end] for sentence in annotated.sentences]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Rebels took Orlin on Monday.\n\nWhat comes next?\n\nThe army left.", ["paragraph", "heading", "paragraph"]),
        ("Orlin falls to rebels", ["paragraph"]),  # the only words of a dispatch are its story
        ("Orlin falls\n\nThe army left.", ["heading", "paragraph"]),
        ("- Orlin fell\n- The army left\n1. Ten died", ["paragraph"] * 3),
        ("' Di fferent voices'\n\nThe town fell.", ["heading", "paragraph"]),
        ("'Orlin is lost' - Mara Vane, the Orlin Institute\n\nIt fell.", ["caption", "paragraph"]),
        ("“We have nothing left.” — Tomas Reck, farmer\n\nIt fell.", ["caption", "paragraph"]),
        ("'Orlin is lost', said Mara Vane of the institute, and left.\n\nIt fell.", ["paragraph", "paragraph"]),
        ("Photo: smoke over Orlin\n\nIt fell.", ["caption", "paragraph"]),
        ("Smoke rises over Orlin on Monday. [Jo Ames/Courier]\n\nIt fell.", ["caption", "paragraph"]),
        ("It fell. (Courier)\n\nIt was over.", ["paragraph", "paragraph"]),
        ("", []),
        (" \n\t \n", []),
    ],
)
def test_blocks_by_their_job(text: str, kinds: list[str]) -> None:
    assert [kind for kind, _ in blocks(text)] == kinds


def test_lines_broken_by_hand_are_one_paragraph() -> None:
    text = (
        "The rebels said on Monday that their fighters had entered the town of Orlin\n"
        "from the north and that the army had left its last posts on the river without\n"
        "a fight.\n"
        "Nobody could confirm it."
    )
    assert len(blocks(text)) == 2


def test_title_outside_the_text_is_a_block_and_read_first() -> None:
    annotated = make.annotated("The army left.", title="Orlin falls")
    assert [sentence.kind for sentence in annotated.sentences] == ["title", "paragraph"]


def test_header_blocks_are_kept_and_never_parsed() -> None:
    text = "From: The Plainfield Courier\n\nThe army left."
    annotated = make.annotated(text, blocks=(Block("stamp", 0, 28),))
    assert annotated.blocks[0].kind == "stamp"
    assert [token.text for token in annotated.tokens] == ["The", "army", "left", "."]


@pytest.mark.parametrize(
    "sentence",
    [
        "Lt. Col. Omar Reed of the U.S. Army met Maj. Gen. Petrov and Sgt. Lee on Sept. 5.",
        "The base is No. 2 on the list, vs. No. 7 in Jan. 2012.",
        "It cost approx. 5 mln. dollars.",
        "J. R. Doe and A. B. Smith said no.",
        '"We saw terrorist groups... these groups took the hill," he added.',
        '"We won!" he said.',
        '"Did they leave?" asked the general.',
        'He shouted "Stop!" and ran.',
        "The clashes go on in the city, “and we shall win.”",
        "' Di fferent voices' were heard.",
        "2. The army left.",
    ],
)
def test_one_sentence_stays_one(sentence: str) -> None:
    assert sentences(f"{sentence}\n\nThe town fell.") == [sentence, "The town fell."]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("They left at 5 p.m. The town fell.", ["They left at 5 p.m.", "The town fell."]),
        ("He flew to the U.S. The town fell.", ["He flew to the U.S.", "The town fell."]),
        ("“We won. It is over.” The town fell.", ["“We won.", "It is over.”", "The town fell."]),
        ("THE ARMY LEFT ORLIN. REBELS ENTERED IT.", ["THE ARMY LEFT ORLIN.", "REBELS ENTERED IT."]),
        ("The army left\nRebels came", ["The army left", "Rebels came"]),
    ],
)
def test_two_sentences_are_two(text: str, found: list[str]) -> None:
    assert sentences(text) == found


def test_a_lone_mark_is_no_sentence() -> None:
    assert sentences("“We won.\n\nWe left.\n”\n\nIt fell.")[-1] == "It fell."
    assert all(any(letter.isalnum() for letter in sentence) for sentence in sentences('They won. " It is over.'))


def test_mask_keeps_every_length_and_blanks_headers() -> None:
    reading = "From: X\n“We’ve won”\u00a0…\x00"
    masked = mask(reading, (Block("stamp", 0, 7), Block("paragraph", 8, len(reading))))
    assert masked == '       \n"We\'ve won" … '


ANY = st.text(max_size=120) | st.text(alphabet="Ab .\n\"'“”’!?-…,«»\u0640\u202e😀\r\u2028\x00", max_size=120)


@settings(max_examples=60, deadline=None)
@given(ANY, st.none() | st.text(max_size=12))
def test_any_text_has_true_spans(text: str, title: str | None) -> None:
    annotated = make.annotated(text, title=title)
    masked = mask(annotated.reading, annotated.blocks)
    for token in annotated.tokens:
        assert token.text == masked[token.start : token.end]
        sentence = annotated.sentences[token.sentence]
        assert sentence.first <= token.head < sentence.last
        assert Span(token.start, token.end).within(Span(sentence.start, sentence.end))
    assert [token.i for token in annotated.tokens] == list(range(len(annotated.tokens)))
    for sentence in annotated.sentences:
        block = annotated.blocks[sentence.block]
        assert block.kind == sentence.kind
        assert block.kind not in HEADER_KINDS
        assert Span(sentence.start, sentence.end).within(Span(block.start, block.end))


@given(ANY, st.none() | st.text(max_size=12))
def test_blocks_are_in_order_and_cover_all_words(text: str, title: str | None) -> None:
    laid_out = lay_out(make.dispatch(text, title=title))
    covered = [False] * len(laid_out.reading)
    at = 0
    for block in laid_out.blocks:
        assert at <= block.start <= block.end
        covered[block.start : block.end] = [True] * (block.end - block.start)
        at = block.end
    assert all(inside or letter.isspace() for inside, letter in zip(covered, laid_out.reading, strict=True))


@pytest.mark.parametrize("unit", ["'", '"a ', "(.", "the army left ", "Orlin fell.\n", "a. ", "-\n"])
def test_laying_out_grows_with_the_length(unit: str) -> None:
    def work(times: int) -> int:
        dispatch = make.dispatch(unit * times)
        return steps(lambda: lay_out(dispatch))

    assert work(4_000) < 5 * work(1_000)


def test_an_endless_line_is_read() -> None:
    text = "the army said it had left the town and rebels entered " * 1_200
    annotated = make.annotated(text)
    assert len(annotated.tokens) == 13_200
    assert annotated.tokens[-1].end <= len(text)


@pytest.mark.parametrize(
    ("heading", "parsed"),
    [
        ("Car Bomb Kills At Least 12 In Orlin", "Car Bomb kills at least 12 in Orlin"),
        ("Blue River Front Says Army Lost 30 Soldiers", "Blue River Front says Army lost 30 soldiers"),
        ("Car bomb kills 12 in Orlin", "Car bomb kills 12 in Orlin"),  # no capital on every word: left alone
        ("ORLIN FALLS TO REBELS AFTER RAID", "ORLIN FALLS TO REBELS AFTER RAID"),
    ],
)
def test_headings_in_capitals_are_parsed_in_small_letters(heading: str, parsed: str) -> None:
    text = heading + "\n\nThe Army Said On Monday That Orlin Fell."
    assert mask(text, (Block("heading", 0, len(heading)),)) == parsed + text[len(heading) :]


def test_header_blocks_that_overlap_shift_nothing() -> None:
    reading = "30 May 2016 Shells fell on Hama."
    blocks = (Block("stamp", 0, 12), Block("stamp", 0, 12), Block("paragraph", 12, 32))
    assert mask(reading, blocks) == " " * 12 + reading[12:]
