"""Speech claims: one for each quotation, of the kind that its reporting word stands for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from dateline.extract.assemble import Builder
from dateline.extract.attribution import OPEN, Attribution, Voice
from dateline.extract.modality import Certainty, certainty
from dateline.extract.moments import Moment
from dateline.extract.roles import is_event
from dateline.extract.scene import Party0, Scene
from dateline.model.claim import Claim, Modality
from dateline.model.marks import Quotation, Speaker
from dateline.model.when import When

#: Kinds of speech that ask for an act, and those that are aimed at the doer of one.
_DEMANDS = frozenset(["demand", "urge"])
_AIMED = _DEMANDS | {"condemn", "praise", "accuse", "support"}


def statements(
    scene: Scene, attribution: Attribution, *, taken: frozenset[int], kinds: Mapping[int, str]
) -> Iterator[Claim]:
    """The speech claims of a dispatch in the order of the text; not those whose cue is a `taken` trigger of another kind.

    `kinds`: kinds that the ontology gives to phrases on a cue ("stressed the need" urges).
    """
    inner = {quotation.parent for quotation in attribution.quotations}
    for at, quotation in enumerate(attribution.quotations):
        if _makes_no_claim(scene, quotation, relayed=quotation.rule == "relay" and at in inner):
            continue
        if quotation.content and quotation.speaker is not None and _can_speak(scene, quotation):
            cue = quotation.cue
            if cue is not None and taken.intersection(scene.inside(cue.start, cue.end)):
                continue
            phrase = next((kinds[i] for i in scene.inside(cue.start, cue.end) if i in kinds), None) if cue else None
            for speaker in _speakers(scene, quotation):
                own = replace(quotation, speaker=_as_speaker(quotation, speaker))
                yield _statement(scene, attribution, at, own, phrase, speaker)


def _makes_no_claim(scene: Scene, quotation: Quotation, *, relayed: bool) -> bool:
    """An aim, or a state of mind that is no kind of speech ("is confident that"), is nothing that somebody said.

    What a headline reports is told by the text again, with the word that reports it; what somebody in a statement thinks or
    sees is the statement's; whoever passes on what another said says nothing of his own.
    """
    speech = scene.knowledge.speech
    thought = quotation.rule == "adjective" and speech.kind_of(quotation.verb) == "say"
    if quotation.rule in OPEN or quotation.rule == "headline" or thought or relayed:
        return True
    verb = speech.verbs.get(quotation.verb)
    if verb is None or quotation.complement != "clause" or verb.kind("clause") != "say":
        return False
    return verb.seen or (quotation.parent is not None and not verb.uttered)


def _speakers(scene: Scene, quotation: Quotation) -> list[Party0]:
    """Whoever speaks: several for "Russia and Iran demand", the quotation's speaker else."""
    speaker = quotation.speaker
    assert speaker is not None
    whole = Party0(
        scene.token_after(speaker.start), speaker.start, speaker.end, speaker.actor, None, speaker.rule, "actor"
    )
    head = _speaker_head(scene, quotation)
    if head is None or speaker.rule not in ("name", "words", "coordination"):
        return [whole]
    named = [
        p
        for p in scene.parties(head)
        if p.actor is not None and p.actor.kind != "perspective" and speaker.start <= p.start
    ]
    return named if len(named) > 1 else [whole]


def _as_speaker(quotation: Quotation, party: Party0) -> Speaker:
    """One of several speakers as the one who speaks; the quotation's own where there is but one."""
    speaker = quotation.speaker
    assert speaker is not None
    if (party.start, party.end) == (speaker.start, speaker.end) or party.actor is None:
        return speaker
    return Speaker(party.start, party.end, party.actor, speaker.rule)


def _can_speak(scene: Scene, quotation: Quotation) -> bool:
    """Anyone can speak, a document too; an advance or a loss cannot."""
    speaker = quotation.speaker
    if speaker is None or speaker.actor is not None or quotation.kind == "direct":
        return speaker is not None
    head = _speaker_head(scene, quotation)
    return head is None or not _happens(scene, head)


def _happens(scene: Scene, head: int) -> bool:
    """Is the noun a happening ("attack"), and not a role that somebody has ("minister")?"""
    ontology = scene.knowledge.ontology
    found = ontology.triggers("nouns", scene.tree.tokens[head].lemma.lower())
    if any(ontology.kinds[frame.kind].group == "ties" for _, frame in found):
        return False
    return is_event(scene, head)


def _speaker_head(scene: Scene, quotation: Quotation) -> int | None:
    """The head token of the speaker's words."""
    if quotation.speaker is None:
        return None
    inside = list(scene.inside(quotation.speaker.start, quotation.speaker.end))
    return next((i for i in inside if scene.tree.tokens[i].head not in inside), inside[0] if inside else None)


def _statement(
    scene: Scene, attribution: Attribution, at: int, quotation: Quotation, phrase: str | None, party: Party0
) -> Claim:
    if quotation.complement == "label":
        phrase = None
    if party.actor is not None and party.actor.kind == "perspective":
        party = replace(party, actor=None)
    kind = phrase or scene.knowledge.speech.kind_of(quotation.verb, quotation.complement) or "say"
    spans = [span for span in quotation.content if span.end > span.start]
    addressee = _addressee(scene, quotation, aimed=kind != "say" or quotation.complement == "label")
    addressee = addressee or _aimed_at(scene, quotation, kind, party)
    demanded = _demanded(scene, quotation) if kind == "say" else None
    sure = _certainty(scene, attribution, quotation, at)
    modality: Modality = sure.modality
    if demanded is not None:
        kind, modality = "urge", "demanded"
        addressee = addressee or demanded
    around = _around(attribution, at)
    source = attribution.source(Voice((at, *around) if _uttered(scene, quotation) else around), "neutral")
    if quotation.speaker is not None and quotation.speaker.actor is not None and _uttered(scene, quotation):
        actor = quotation.speaker.actor
        first = replace(source.chain[0], id=actor.id, name=actor.name)
        source = source if actor.kind == "perspective" else replace(source, chain=(first, *source.chain[1:]))
    builder = Builder(
        scene,
        kind,
        modality,
        "negative" if quotation.negated or sure.polarity == "negative" else "positive",
        source,
        confidence=0.8,
    )
    speaker = quotation.speaker
    assert speaker is not None
    cue = quotation.cue
    carrier = (cue.start, cue.end) if cue is not None and cue.end > cue.start else (spans[0].start, spans[0].end)
    builder.mark("kind", *carrier, "words" if cue is not None else quotation.rule)
    builder.mark("source", speaker.start, speaker.end, "words" if speaker.rule in ("name", "alias") else speaker.rule)
    rule = (
        "demanded-action" if demanded is not None else "plain-statement" if modality == "actual" else "governing-words"
    )
    builder.mark("modality", *carrier, rule)
    if builder.polarity == "negative":
        builder.mark("polarity", *carrier, "negation")
    for span in spans:
        builder.mark("content", span.start, span.end)
    content = " … ".join(scene.words(span.start, span.end) for span in spans)
    if party.actor is None:
        builder.reasons["agent"] = "the speaker is not named"
    builder.reasons["place"] = "a statement has no place of its own"
    builder.reasons["quantity"] = "a statement counts nothing itself"
    return builder.claim(
        agent=party, target=addressee, moment=_said(scene, attribution, quotation, carrier), content=content
    )


def _certainty(scene: Scene, attribution: Attribution, quotation: Quotation, at: int) -> Certainty:
    """How sure the saying itself is: "would demand", "is expected to say", "never said"."""
    if quotation.cue is None:
        return Certainty("actual", "positive")
    cue = list(scene.inside(quotation.cue.start, quotation.cue.end))
    head = next((i for i in cue if scene.tree.tokens[i].lemma == quotation.verb), None)
    if head is None or not scene.tree.is_verb(head):
        return Certainty("actual", "positive")
    return certainty(scene.tree, head, (), stop=attribution.borders(head))


def _uttered(scene: Scene, quotation: Quotation) -> bool:
    """Do we have the speaker's words ("said that", quotation marks), or only the report of an attitude ("feared", "praised")?

    Words are the speaker's own claim; that somebody fears or demands something is claimed by whoever tells it.
    """
    if quotation.kind != "indirect" or quotation.cue is None:
        return True
    verb = scene.knowledge.speech.verbs.get(quotation.verb)
    if verb is not None and quotation.complement == "clause":
        return verb.uttered
    return scene.knowledge.speech.kind_of(quotation.verb, quotation.complement) == "say"


def _around(attribution: Attribution, at: int) -> tuple[int, ...]:
    """The quotations that a quotation stands inside, innermost first."""
    found: list[int] = []
    parent = attribution.quotations[at].parent
    while parent is not None and parent not in found and parent != at and len(found) < 4:
        found.append(parent)
        parent = attribution.quotations[parent].parent
    return tuple(found)


def _addressee(scene: Scene, quotation: Quotation, *, aimed: bool) -> Party0 | None:
    """Who was told; else, for a kind of speech that is aimed at somebody, at whom."""
    if quotation.to is None:
        return _object(scene, quotation) if aimed else None
    tokens = list(scene.inside(quotation.to.start, quotation.to.end))
    for i in reversed(tokens):
        for party in scene.parties(i):
            if party.actor is not None:
                return party
    return Party0(tokens[-1] if tokens else 0, quotation.to.start, quotation.to.end, None, None, "words", "people")


def _object(scene: Scene, quotation: Quotation) -> Party0 | None:
    """Whom a speech act is aimed at: "accused Rwanda of ...", "urged the rebels to ..."."""
    if quotation.cue is None or quotation.rule == "relay":
        return None
    tree = scene.tree
    for i in scene.inside(quotation.cue.start, quotation.cue.end):
        if tree.is_verb(i) and tree.tokens[i].lemma == quotation.verb:
            blamed = [p for c in tree.kids(i, "prep") if tree.tokens[c].lower == "on" for p in tree.kids(c, "pobj")]
            for head in blamed if quotation.complement == "on" else ():
                for party in scene.parties(head):
                    if party.actor is not None and party.actor.kind != "perspective":
                        return party
            for slot in tree.object(i):
                for party in scene.parties(slot.head, rule=slot.rule):
                    if party.actor is not None and party.actor.kind != "perspective":
                        return party
    return None


def _aimed_at(scene: Scene, quotation: Quotation, kind: str, speaker: Party0) -> Party0 | None:
    """At whom a speech act is aimed whose verb has no person for its object.

    "Demanded that Rwanda withdraw": whose action is called for. "Condemned the attack by the rebels", "Serbia's
    suppression of unrest": whose deed it is.
    """
    if kind not in _AIMED or quotation.cue is None or quotation.rule == "relay":
        return None
    tree = scene.tree
    for i in scene.inside(quotation.cue.start, quotation.cue.end):
        if not tree.is_verb(i) or tree.tokens[i].lemma != quotation.verb:
            continue
        heads: list[int] = []
        if kind in _DEMANDS:
            heads += [s for clause in tree.kids(i, "ccomp") for s in tree.kids(clause, "nsubj", "nsubjpass")]
        for slot in tree.object(i):
            heads += tree.kids(slot.head, "poss")
            by = [c for c in tree.kids(slot.head, "prep") if tree.tokens[c].lower in ("by", "from")]
            heads += [p for c in by for p in tree.kids(c, "pobj")]
        for head in heads:
            for party in scene.parties(head):
                known = party.actor is not None and party.actor.kind != "perspective"
                if known and (speaker.actor is None or party.actor is None or party.actor.id != speaker.actor.id):
                    return party
    return None


def _demanded(scene: Scene, quotation: Quotation) -> Party0 | None:
    """ "said its citizens should leave": whose action is called for; None when the content demands nothing."""
    tree = scene.tree
    span = quotation.content[0]
    for i in scene.inside(span.start, span.end):
        token = tree.tokens[i]
        if tree.is_verb(i) and token.dep in ("ccomp", "ROOT"):
            modals = [c for c in tree.kids(i, "aux") if tree.tokens[c].lower in ("should", "must", "ought")]
            subjects = tree.kids(i, "nsubj", "nsubjpass")
            if modals and subjects and span.start <= tree.tokens[subjects[0]].start < span.end:
                parties = scene.parties(subjects[0])
                return parties[0] if parties else None
            return None
    return None


def _said(scene: Scene, attribution: Attribution, quotation: Quotation, carrier: tuple[int, int]) -> Moment | None:
    when = attribution.said(quotation)
    if when is not None and quotation.said is not None:
        time = scene.annotated.times[quotation.said]
        return Moment(when, time.start, time.end, "words" if time.rule == "absolute" else time.rule)
    if scene.day is None:
        return None
    return Moment(
        When(None, scene.day, "span", scene.day.isoformat(), "dateline", "ON_OR_BEFORE"), *carrier, "not-after-dispatch"
    )
