"""The period of a figure: "since the offensive began", "over the past five years", "the war has killed ...", "30 a day"."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from dateline.extract.quantities import Counted
from dateline.extract.scene import WINDOW, Scene
from dateline.knowledge.numbers import load_harm_words
from dateline.model.when import When

_LASTING = frozenset({"in", "over", "within", "during"})
_LENGTH = re.compile(r"P(T?)(\d+)([HDW])")
_DAYS = {"D": 1, "W": 7}
#: In days: longer stretches are too loosely meant to say when they began.
_LONGEST = 60


def with_period(scene: Scene, trigger: int, counted: Counted) -> Counted:
    """The figure with the period that the clause gives it, as it was where it gives none."""
    tree = scene.tree
    for at in (trigger, *tree.conjuncts(trigger)[1:], *tree.ancestors(trigger)):
        for c in tree.children[at]:
            found = None if _superlative(scene, trigger, c) else _since(scene, c, counted)
            found = found or _length(scene, c, counted)
            if found is not None:
                return found
        if tree.is_verb(at) and at != trigger and at not in tree.conjuncts(trigger):
            break
    return _whole_war(scene, trigger, counted) or _throughout(scene, trigger, counted) or counted


def running_total(scene: Scene, trigger: int) -> bool:
    """ "two died on Friday, bringing the toll to 45": the 45 are of other days as well."""
    tokens, words = scene.tree.tokens, load_harm_words()
    governor = tokens[tokens[trigger].head]
    total = tokens[trigger].lemma.lower() in words.totals or tokens[trigger].lower.endswith("toll")
    return total and tokens[trigger].dep == "dobj" and governor.lemma in words.raising


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
        quantity = replace(counted.quantity, since=words, first=_began(scene, below), last=scene.day)
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
            elif tree.tokens[pobj].lower == "then":
                when = _told_before(scene, pobj)
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


def _length(scene: Scene, c: int, counted: Counted) -> Counted | None:
    """ "killed in three days", "within 24 hours": as many days up to that of the dispatch; None where its day is not known."""
    tree = scene.tree
    if tree.tokens[c].dep != "prep" or tree.tokens[c].lower not in _LASTING or scene.day is None:
        return None
    for pobj in tree.kids(c, "pobj"):
        at = scene.time_at.get(pobj)
        mark = scene.annotated.times[at] if at is not None else None
        length = _LENGTH.fullmatch(mark.value) if mark is not None and mark.when is None else None
        if mark is None or length is None:
            continue
        days = -(-int(length[2]) // 24) if length[1] else int(length[2]) * _DAYS[length[3]]
        if not 0 < days <= _LONGEST:
            return None
        quantity = replace(counted.quantity, first=scene.day - timedelta(days=days), last=scene.day)
        return replace(counted, quantity=quantity, evidence=(*counted.evidence, (mark.start, mark.end, "period")))
    return None


def _topic(scene: Scene, head: int) -> int | None:
    """ "The war began in May. It has killed thousands": the subject of the sentence before, for an "it" that nothing explains."""
    tree, token = scene.tree, scene.tree.tokens[head]
    if token.lower != "it" or scene.reference_at.get(head) is not None or token.sentence == 0:
        return None
    before = scene.annotated.sentences[token.sentence - 1]
    tokens = range(before.first, min(before.last, before.first + WINDOW))
    return next((i for i in tokens if tree.tokens[i].dep in ("nsubj", "nsubjpass")), None)


def _began(scene: Scene, clause: list[int]) -> date | None:
    """ "since the assault began on 19 February": the day that the clause itself gives, where it gives one."""
    times = [scene.annotated.times[at].when for i in clause if (at := scene.time_at.get(i)) is not None]
    days = {when.first for when in times if when is not None}
    return days.pop() if len(days) == 1 else None


def _told_before(scene: Scene, i: int) -> When | None:
    """ "in March 2015. ... since then": the last time told, in the same sentence or the one before."""
    tokens = scene.tree.tokens
    for at in range(i - 1, -1, -1):
        if tokens[i].sentence - tokens[at].sentence > 1:
            return None
        time = scene.time_at.get(at)
        when = scene.annotated.times[time].when if time is not None else None
        if when is not None and when.first is not None:
            return when
    return None


def _whole_war(scene: Scene, trigger: int, counted: Counted) -> Counted | None:
    """ "the war has killed 400,000", "146,000 have died in the three-year conflict": a total over the whole of it."""
    tree, words = scene.tree, load_harm_words()
    if counted.quantity.best is None and counted.quantity.high is None:
        return None
    perfect = [c for at in (trigger, tree.first_conjunct(trigger)) for c in tree.kids(at, "aux")]
    if not tree.is_verb(trigger) or not any(tree.tokens[c].lower in ("has", "have", "had", "'ve") for c in perfect):
        return None
    heads = [] if tree.passive(trigger) else [slot.head for slot in tree.subject(trigger)]
    heads.extend(topic for head in list(heads) if (topic := _topic(scene, head)) is not None)
    for c in tree.kids(trigger, "prep", "agent"):
        if tree.tokens[c].lower in ("in", "during", "throughout", "by"):
            heads.extend(tree.kids(c, "pobj"))
    for head in heads:
        if tree.tokens[head].lemma.lower() in words.long_events:
            start, end = tree.phrase(head)
            quantity = replace(counted.quantity, since=scene.words(start, end), last=scene.day)
            return replace(counted, quantity=quantity, evidence=(*counted.evidence, (start, end, "whole-war")))
    return None
