"""How sure a claim is, by the words above and around its trigger."""

from __future__ import annotations

import pytest

import make
from dateline.extract.modality import certainty
from dateline.extract.syntax import Tree
from dateline.knowledge.grammar import load_grammar


@pytest.mark.parametrize(
    ("text", "word", "modality", "polarity"),
    [
        ("The rebels captured the town.", "captured", "actual", "positive"),
        ("The rebels have captured the town.", "captured", "actual", "positive"),
        ("The rebels managed to capture the town.", "capture", "actual", "positive"),
        ("The rebels were able to capture the town.", "capture", "actual", "positive"),
        ("The rebels did not capture the town.", "capture", "actual", "negative"),
        ("The rebels never captured the town.", "captured", "actual", "negative"),
        ("The rebels failed to capture the town.", "capture", "actual", "negative"),
        ("The rebels plan to capture the town.", "capture", "planned", "positive"),
        ("The rebels vowed to capture the town.", "capture", "planned", "positive"),
        ("The rebels tried to capture the town.", "capture", "planned", "positive"),
        ("Troops were sent to capture the town.", "capture", "planned", "positive"),
        ("The rebels will capture the town.", "capture", "predicted", "positive"),
        ("The rebels could capture the town.", "capture", "possible", "positive"),
        ("The rebels would capture the town.", "capture", "conditional", "positive"),
        ("If the rebels capture the town, the road is open.", "capture", "conditional", "positive"),
        ("Residents fear that the rebels capture the town.", "capture", "feared", "positive"),
        ("The minister urged the rebels to leave the town.", "leave", "demanded", "positive"),
        ("The ministry denied that troops captured the town.", "captured", "denied", "positive"),
        ("The rebels reportedly captured the town.", "captured", "possible", "positive"),
        ("Losing the town means losing the road.", "losing", "conditional", "positive"),
        ("The eventual overthrow of the king was discussed.", "overthrow", "predicted", "positive"),
        ("The council fears the army, which has shelled the town.", "shelled", "actual", "positive"),
        ("A failed attack on the town cost lives.", "attack", "actual", "negative"),
        ("An attempt to capture the town failed.", "capture", "actual", "negative"),
        ("The army foiled a bid to capture the town.", "capture", "actual", "negative"),
        ("The minister ruled out shelling the town.", "shelling", "actual", "negative"),
        ("The war forced some two million to flee.", "flee", "actual", "positive"),
        ("The army led an operation to capture the town.", "capture", "planned", "positive"),
        ("They were the first to capture the town.", "capture", "actual", "positive"),
        ("People poured into the streets to cheer the rebels.", "cheer", "actual", "positive"),
        ("People poured into the town to seize a bank.", "seize", "planned", "positive"),
    ],
)
def test_certainty_of_a_trigger(text: str, word: str, modality: str, polarity: str) -> None:
    tree = Tree(make.annotated(text), load_grammar())
    at = next(token.i for token in tree.tokens if token.lower == word)
    found = certainty(tree, at, (), stop=frozenset())
    assert (found.modality, found.polarity) == (modality, polarity)
