"""What a counted harm came from, where its own clause says so: "killed in such strikes", "the shelling killed nine".

A count of those killed by one kind of attack is no count of all who were killed; and two counts of one attack can be laid
beside each other. Fills `Quantity.cause` with the kind of the attack's noun; decides nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dateline.extract.quantities import Counted
from dateline.extract.scene import Scene

_INTO = frozenset({"in", "by", "from", "during", "through"})
#: Fights and campaigns are made of many attacks: what comes of them is no narrower than the whole.
_WIDE = frozenset({"clash", "offensive", "intercept"})


def with_cause(scene: Scene, trigger: int, counted: Counted) -> Counted:
    """The figure with the kind of attack that its clause gives as the cause, as it was where it gives none."""
    for head in _heads(scene, trigger):
        kind = _attack(scene, head)
        if kind is not None:
            word = scene.tree.tokens[head]
            evidence = (*counted.evidence, (word.start, word.end, "cause"))
            return replace(counted, quantity=replace(counted.quantity, cause=kind), evidence=evidence)
    return counted


def _heads(scene: Scene, trigger: int) -> Iterator[int]:
    """Nouns that the clause makes the cause: the subject of an active verb, what stands after "in", "by", "from"."""
    tree = scene.tree
    if tree.is_verb(trigger) and not tree.passive(trigger):
        yield from tree.kids(trigger, "nsubj", "csubj")
    for c in tree.kids(trigger, "prep", "agent"):
        if tree.tokens[c].lower in _INTO:
            yield from tree.kids(c, "pobj")


def _attack(scene: Scene, head: int) -> str | None:
    """The kind of combat that a noun stands for, longest words first ("air strike" before "strike")."""
    tree, ontology = scene.tree, scene.knowledge.ontology
    token = tree.tokens[head]
    gerund = token.tag == "VBG"  # "shelling killed nine"
    if token.pos not in ("NOUN", "PROPN") and not gerund:
        return None
    lemma = token.lower if gerund else token.lemma.lower()
    before = tree.tokens[head - 1].lower if head else ""
    for words, frame in [*ontology.triggers("nouns", before), *ontology.triggers("nouns", lemma)]:
        kind = ontology.kinds[frame.kind]
        if kind.group == "combat" and kind.name not in _WIDE and " ".join(words) in (lemma, f"{before} {lemma}"):
            return kind.name
    return None
