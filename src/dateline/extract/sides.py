"""Who stands on either side of a claim once it is known who speaks: perspective, unnamed opponents, claimed deeds."""

from __future__ import annotations

from dataclasses import replace

from dateline.extract.attribution import Attribution, Voice
from dateline.extract.doers import is_event
from dateline.extract.roles import Draft
from dateline.extract.scene import ARMED, Party0

#: Speakers that act as bodies.
_BODIES = ARMED | {"intergovernmental", "organisation", "aid_agency"}
#: Nobody does to himself what is done to "them", or to "their post".
_THEM = frozenset({"them", "him", "her", "their", "his", "its"})


def sides(attribution: Attribution, voice: Voice, draft: Draft, *, actual: bool) -> tuple[Party0 | None, Party0 | None]:
    """Agent and target of a draft in a voice: "our forces" and "the enemy" turned into actors, unsaid ones inferred."""
    agent = attribution.resolve(draft.agent, voice) if draft.agent is not None else None
    target = attribution.resolve(draft.target, voice) if draft.target is not None else None
    agent = agent or _purpose(attribution, voice, draft) or _responsible(attribution, voice, draft)
    agent = agent or _said_of_itself(attribution, voice, draft)
    if draft.kind.mutual and draft.kind.group == "combat" and actual:
        agent, target = _facing(attribution, voice, agent, target, draft.trigger.token)
    known = agent is not None and agent.actor is not None and target is not None
    if known and agent is not None and target is not None and (agent.actor, agent.head) == (target.actor, target.head):
        target = None
    itself = known and agent is not None and target is not None and agent.actor == target.actor
    deed = draft.kind.group in ("combat", "control") and not draft.kind.mutual
    if itself and deed and target is not None and not _of_them(attribution, target):
        target = None
    if itself and draft.kind.group in ("harm", "combat") and target is not None and _of_them(attribution, target):
        target = replace(target, actor=None, type="people", rule="words")
    return agent, target


def _of_them(attribution: Attribution, party: Party0) -> bool:
    """Do the words of a party go back to somebody by a pronoun ("scores of them")?"""
    scene = attribution.scene
    return any(scene.tree.tokens[i].lower in _THEM for i in scene.inside(party.start, party.end))


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


def _said_of_itself(attribution: Attribution, voice: Voice, draft: Draft) -> Party0 | None:
    """ "The government declared that it had taken the town": a pronoun that nothing else explains is who reports."""
    scene, token = attribution.scene, draft.trigger.token
    if voice.own or draft.kind.group not in ("control", "combat") or not scene.tree.is_verb(token):
        return None
    quotation = attribution.quotations[voice.quotations[0]]
    speaker = quotation.speaker
    if quotation.kind == "direct" or speaker is None or speaker.end <= speaker.start:
        return None
    officials = speaker.actor is not None and speaker.actor.id.startswith("officials")
    if speaker.actor is not None and speaker.actor.kind not in _BODIES and not officials:
        return None
    for slot in scene.tree.subject(token):
        if scene.tree.tokens[slot.head].lower in ("it", "they") and slot.head not in scene.reference_at:
            body = attribution.body(speaker.actor) if speaker.actor is not None else None
            return Party0(slot.head, speaker.start, speaker.end, body, None, "pronoun", "people")
    return None


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
