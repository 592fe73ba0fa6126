"""What the parser gets wrong about names, clauses and verbs, mended: by sentences that it is known to stumble over."""

from __future__ import annotations

import pytest

import make
from dateline.annotate.mending import mend
from dateline.model.marks import Annotated


def word(annotated: Annotated, text: str) -> int:
    return next(token.i for token in annotated.tokens if token.text == text)


def is_sound(annotated: Annotated) -> bool:
    """One root a sentence, and every way up ends there."""
    for sentence in annotated.sentences:
        inside = range(sentence.first, sentence.last)
        for at in inside:
            for _ in inside:
                at = annotated.tokens[at].head
            if annotated.tokens[at].head != at or at not in inside:
                return False
    return True


@pytest.mark.parametrize("name", ["Karim al-Sabri", "Osman el-Tayeb", "Lee Jae-won"])
def test_a_name_with_a_hyphen_is_one_subject(name: str) -> None:
    annotated = make.annotated(f"President {name} said the town would hold.")
    last = annotated.tokens[word(annotated, name.rsplit("-", 1)[1])]
    assert (last.dep, annotated.tokens[last.head].text) == ("nsubj", "said")
    assert is_sound(annotated)


def test_a_plural_name_can_claim() -> None:
    annotated = make.annotated(
        "The River-based Holmists claim responsibility, saying that they fired a rocket at the port."
    )
    claim = annotated.tokens[word(annotated, "claim")]
    assert claim.head == claim.i
    assert annotated.tokens[word(annotated, "responsibility")].head == claim.i


@pytest.mark.parametrize(
    "text",
    [
        "Kinshasa accuses Rwanda of backing the group; Rwanda denies it.",
        "The army said four of its men died; the rebels put the number at 30.",
        "The ministry said the capital had no role in the offensive, the state-run Borealis agency reported.",
        "A-B-C-D said; no - one; al-al-al said it; he denied it.",
        "",
    ],
)
def test_whatever_is_mended_stays_a_tree(text: str) -> None:
    assert is_sound(make.annotated(text))


def test_a_clause_before_a_semicolon_is_not_what_the_next_one_denies() -> None:
    annotated = make.annotated("Kinshasa accuses Rwanda of backing the group; Rwanda denies it.")
    assert annotated.tokens[word(annotated, "accuses")].dep != "ccomp"


def test_the_last_verb_has_the_name_before_it_for_subject() -> None:
    annotated = make.annotated(
        "Turkey's foreign ministry said Ankara had no role in the offensive, state-run Anadolu agency reported."
    )
    agency = annotated.tokens[word(annotated, "agency")]
    assert (agency.dep, annotated.tokens[agency.head].text) == ("nsubj", "reported")
    assert annotated.tokens[word(annotated, "said")].head == word(annotated, "reported")


def test_long_sentences_are_left_alone() -> None:
    tokens = list(make.annotated("The town fell and " * 200 + "al-Sabri left.").tokens)
    before = list(tokens)
    mend(tokens, 0)
    assert tokens == before


@pytest.mark.parametrize(
    ("text", "verb", "subject"),
    [
        ("A doctor spoke of 22 bodies, while a small website, citing officials, claimed that losses were high.", "claimed", "website"),
        ("The general left a day after the president proclaimed the capture of the port.", "proclaimed", "president"),
        ("Jets bombed a village where people had gathered, killing dozens, witnesses and local media said.", "said", "witnesses"),
        ("In the Russian-held area of Norland, Sorland Oblast, Ukraine, the region's Russia-appointed governor says that two men died.", "says", "governor"),
        ("The senator Jan Mott, doubling down on his opposition to the plan, said that there was no way back.", "said", "Mott"),
        ("IS claimed responsibility for both attacks and said that the port had fallen.", "claimed", "IS"),
    ],
)  # fmt: skip
def test_a_verb_gets_its_subject_back(text: str, verb: str, subject: str) -> None:
    annotated = make.annotated(text)
    noun = annotated.tokens[word(annotated, subject)]
    assert (noun.dep, annotated.tokens[noun.head].text) == ("nsubj", verb)
    assert is_sound(annotated)


@pytest.mark.parametrize("text", ["The army left after the battle and returned.", "THE PORT IS CLAIMED BY BOTH SIDES."])
def test_a_verb_that_shares_its_subject_gets_none_of_its_own(text: str) -> None:
    annotated = make.annotated(text)
    assert not any(token.dep == "nsubj" and token.text in ("battle", "IS") for token in annotated.tokens)
