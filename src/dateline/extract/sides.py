"""Who stands on either side of a claim once it is known who speaks: perspective, unnamed opponents, claimed deeds."""

from __future__ import annotations

from dataclasses import replace

from dateline.extract.attribution import Attribution, Voice
from dateline.extract.roles import Draft, is_event
from dateline.extract.scene import ARMED, Party0


def sides(attribution: Attribution, voice: Voice, draft: Draft, *, actual: bool) -> tuple[Party0 | None, Party0 | None]:
    """Agent and target of a draft in a voice: "our forces" and "the enemy" turned into actors, unsaid ones inferred."""
    agent = attribution.resolve(draft.agent, voice) if draft.agent is not None else None
    target = attribution.resolve(draft.target, voice) if draft.target is not None else None
    agent = agent or _purpose(attribution, voice, draft) or _responsible(attribution, voice, draft)
    if draft.kind.mutual and actual:
        agent, target = _facing(attribution, voice, agent, target, draft.trigger.token)
    known = agent is not None and agent.actor is not None and target is not None
    if known and agent is not None and target is not None and (agent.actor, agent.head) == (target.actor, target.head):
        target = None
    return agent, target


def _purpose(attribution: Attribution, voice: Voice, draft: Draft) -> Party0 | None:
    """ "The fighting goes on to free the whole city", says a commander: the aim of a fight is that of the side that tells it."""
    tree = attribution.scene.tree
    token = draft.trigger.token
    if draft.kind.group != "control" or not tree.is_verb(token) or tree.passive(token):
        return None
    subjects = tree.subject(token)
    speaker = attribution.speaker(voice)
    if speaker is None or not subjects or not is_event(attribution.scene, subjects[0].head):
        return None
    body = attribution.body(speaker)
    if body.kind not in ARMED:
        return None
    word = tree.tokens[token]
    return Party0(token, word.start, word.end, body, None, "speaker-side", "actor")


def _responsible(attribution: Attribution, voice: Voice, draft: Draft) -> Party0 | None:
    """Who claims responsibility for an act says that he did it."""
    if voice.own or draft.kind.group not in ("combat", "harm"):
        return None
    quotation = attribution.quotations[voice.quotations[0]]
    kind = attribution.scene.knowledge.speech.kind_of(quotation.verb, quotation.complement)
    speaker = quotation.speaker
    if kind != "claim_responsibility" or speaker is None or speaker.actor is None or quotation.negated:
        return None
    head = attribution.scene.token_after(speaker.start)
    return Party0(head, speaker.start, speaker.end, speaker.actor, None, "claimed-responsibility", "actor")


def _facing(
    attribution: Attribution, voice: Voice, agent: Party0 | None, target: Party0 | None, token: int
) -> tuple[Party0 | None, Party0 | None]:
    """The two sides of a fight: a side that is not named is the named one's opponent in this dispatch, if it names one."""
    if agent is None and target is None:
        speaker = attribution.speaker(voice)
        body = attribution.body(speaker) if speaker is not None else None
        if body is None or body.kind not in ARMED:
            return None, None
        word = attribution.scene.tree.tokens[token]
        agent = Party0(token, word.start, word.end, body, None, "speaker-side", "actor")
    known, unnamed = (agent, target) if agent is not None else (target, agent)
    if known is None or unnamed is not None or known.actor is None:
        return agent, target
    enemy = attribution.named_enemy(known.actor)
    if enemy is None:
        return agent, target
    other = replace(known, actor=enemy, number=None, rule="other-side")
    return (known, other) if agent is not None else (other, known)
