"""The same slots whatever the construction."""

from __future__ import annotations

import pytest

import make
from dateline.extract.syntax import Tree
from dateline.knowledge.grammar import load_grammar


def slots(text: str, word: str) -> dict[str, list[str]]:
    """The slots of a word, as words."""
    tree = Tree(make.annotated(text), load_grammar())
    at = next(token.i for token in tree.tokens if token.lower == word)
    return {name: [tree.tokens[slot.head].lower for slot in found] for name, found in tree.slots(at).items()}


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The rebels captured the town.", "captured"),
        ("The town was captured by the rebels.", "captured"),
        ("The rebels who captured the town are tired.", "captured"),
        ("The town, which was captured by the rebels, is small.", "captured"),
        ("The town that the rebels captured is small.", "captured"),
        ("The town captured by the rebels is small.", "captured"),
        ("The rebels managed to capture the town.", "capture"),
        ("After capturing the town, the rebels rested.", "capturing"),
        ("The rebels entered the village and captured the town.", "captured"),
        ("The rebels, having captured the town, rested.", "captured"),
        ("The general ordered the rebels to capture the town.", "capture"),
        ("The rebels are accused of capturing the town.", "capturing"),
    ],
)
def test_subject_and_object_do_not_depend_on_the_construction(text: str, word: str) -> None:
    found = slots(text, word)
    assert (found["subject"], found["object"]) == (["rebels"], ["town"])


@pytest.mark.parametrize(
    ("text", "word", "slot", "filler"),
    [
        ("The fall of the town stunned many.", "fall", "of", ["town"]),
        ("Planes launched strikes on the port.", "strikes", "by", ["planes"]),
        ("Planes launched strikes on the port.", "strikes", "on", ["port"]),
        ("Strikes by planes hit the port.", "strikes", "by", ["planes"]),
        ("Clashes broke out in the suburb.", "clashes", "in", ["suburb"]),
        ("The militia took part in the attack on the port.", "attack", "by", ["militia"]),
        ("The army's retreat from the port was quick.", "retreat", "poss", ["army"]),
        ("The army pulled out of the port.", "pulled", "out of", ["port"]),
    ],
)
def test_nouns_and_light_verbs_have_slots_too(text: str, word: str, slot: str, filler: list[str]) -> None:
    assert slots(text, word).get(slot) == filler


def test_an_intransitive_verb_has_no_object() -> None:
    assert "object" not in slots("The troops retreated on Monday.", "retreated")
