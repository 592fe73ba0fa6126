"""The period of a figure: "since the offensive began", "over the past five years", "the war has killed ...", "30 a day"."""

from __future__ import annotations

from dataclasses import replace

from dateline.extract.quantities import Counted
from dateline.extract.scene import Scene
from dateline.knowledge.numbers import load_harm_words


def with_period(scene: Scene, trigger: int, counted: Counted) -> Counted:
    """The figure with the period that the clause gives it, as it was where it gives none."""
    tree = scene.tree
    for at in (trigger, *tree.ancestors(trigger)):
        for c in tree.children[at]:
            found = None if _superlative(scene, trigger, c) else _since(scene, c, counted)
            if found is not None:
                return found
        if tree.is_verb(at):
            break
    return _whole_war(scene, trigger, counted) or _throughout(scene, trigger, counted) or counted


def _superlative(scene: Scene, trigger: int, c: int) -> bool:
    """ "killed nine in the deadliest raid since May": the word before compares incidents, it starts no count."""
    words, tokens = load_harm_words(), scene.tree.tokens
    if tokens[c].lower != "since" and not any(tokens[m].lower == "since" for m in scene.tree.kids(c, "mark")):
        return False
    below = scene.tree.subtree(c, limit=40)
    first = next((i for i in below if tokens[i].lower == "since"), below[0])
    return any(
        token.lower in words.extremes or (token.tag in ("JJS", "RBS") and token.lower != "least")
        for token in tokens[trigger + 1 : first]
    )


def _since(scene: Scene, c: int, counted: Counted) -> Counted | None:
    tree = scene.tree
    token = tree.tokens[c]
    if token.dep == "advcl" and any(tree.tokens[m].lower == "since" for m in tree.kids(c, "mark")):
        below = tree.subtree(c, limit=40)
        start, end = tree.tokens[below[0]].start, tree.tokens[below[-1]].end
        for i in below[1:]:
            if tree.tokens[i].lower in load_harm_words().part_leads and tree.tokens[i - 1].text == ",":
                end = tree.tokens[i - 2].end
                break
        words = scene.words(start, end).removeprefix("since ").removeprefix("Since ")
        quantity = replace(counted.quantity, since=words, last=scene.day)
        return replace(counted, quantity=quantity, evidence=(*counted.evidence, (start, end, "period")))
    if token.dep == "prep" and token.lower == "since":
        for pobj in tree.kids(c, "pobj", "pcomp"):
            below = tree.subtree(pobj, limit=20)
            start, end = tree.tokens[below[0]].start, tree.tokens[below[-1]].end
            time = scene.time_at.get(pobj)
            when = None
            if time is not None:
                mark = scene.annotated.times[time]
                when, start, end = mark.when, mark.start, mark.end
            quantity = replace(
                counted.quantity, since=scene.words(start, end), first=when.first if when else None, last=scene.day
            )
            return replace(counted, quantity=quantity, evidence=(*counted.evidence, (token.start, end, "period")))
    return None


def _throughout(scene: Scene, trigger: int, counted: Counted) -> Counted | None:
    """ "the death toll stands at 52,243 throughout the war", "the war's death toll": a total over the whole of it."""
    tree, words = scene.tree, load_harm_words()
    if not tree.tokens[trigger].lemma.lower().endswith("toll"):
        return None
    heads = tree.kids(trigger, "poss")
    for at in (trigger, *tree.ancestors(trigger)):
        preps = (
            c for c in tree.kids(at, "prep") if tree.tokens[c].lower in ("throughout", "during", "of", "from", "in")
        )
        heads.extend(pobj for c in preps for pobj in tree.kids(c, "pobj"))
        if tree.is_verb(at):
            break
    for head in heads:
        if tree.tokens[head].lemma.lower() in words.long_events:
            start, end = tree.phrase(head)
            quantity = replace(counted.quantity, since=scene.words(start, end), last=scene.day)
            return replace(counted, quantity=quantity, evidence=(*counted.evidence, (start, end, "whole-war")))
    return None


def _whole_war(scene: Scene, trigger: int, counted: Counted) -> Counted | None:
    """ "the war has killed 400,000", "146,000 have died in the three-year conflict": a total over the whole of it."""
    tree, words = scene.tree, load_harm_words()
    if counted.quantity.best is None and counted.quantity.high is None:
        return None
    if not tree.is_verb(trigger) or not any(
        tree.tokens[c].lower in ("has", "have", "had", "'ve") for c in tree.kids(trigger, "aux")
    ):
        return None
    heads = [] if tree.passive(trigger) else [slot.head for slot in tree.subject(trigger)]
    for c in tree.kids(trigger, "prep", "agent"):
        if tree.tokens[c].lower in ("in", "during", "throughout", "by"):
            heads.extend(tree.kids(c, "pobj"))
    for head in heads:
        if tree.tokens[head].lemma.lower() in words.long_events:
            start, end = tree.phrase(head)
            quantity = replace(counted.quantity, since=scene.words(start, end), last=scene.day)
            return replace(counted, quantity=quantity, evidence=(*counted.evidence, (start, end, "whole-war")))
    return None
