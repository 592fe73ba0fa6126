"""One annotated dispatch becomes claims. Stateless: the same input gives the same claims.

Triggers of the ontology give drafts, drafts get place, time, figure, certainty and source, quotations give speech claims,
noun phrases give ties; repetitions are merged; what fails the evidence gate is refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Protocol, cast

from dateline.extract import quantities
from dateline.extract.assemble import Builder
from dateline.extract.attribution import Attribution, Voice
from dateline.extract.causes import with_cause
from dateline.extract.evidence import sound
from dateline.extract.localities import SETTLEMENTS, Somewhere, site_in
from dateline.extract.merge import merge
from dateline.extract.modality import Certainty, certainty
from dateline.extract.moments import Moment, historical, when
from dateline.extract.periods import running_total, with_period
from dateline.extract.roles import Draft, fill
from dateline.extract.scene import Party0, Scene
from dateline.extract.sides import sides
from dateline.extract.statements import statements
from dateline.extract.ties import ties
from dateline.extract.triggers import find_triggers
from dateline.extract.whereabouts import where
from dateline.knowledge.library import Knowledge
from dateline.model.claim import Claim, Modality, Stance
from dateline.model.marks import Annotated
from dateline.model.record import with_ids
from dateline.model.text import Span


class Extractor(Protocol):
    """Anything that turns an annotated dispatch into claims; all go through the same gate."""

    def __call__(self, annotated: Annotated, *, knowledge: Knowledge) -> tuple[Claim, ...]: ...


def extract(annotated: Annotated, *, knowledge: Knowledge) -> tuple[Claim, ...]:
    """The claims of a dispatch, in the order of the text, each past the evidence gate, with their ids."""
    if not annotated.tokens:
        return ()
    scene = Scene(annotated, knowledge)
    attribution = Attribution(scene)
    taken: set[int] = set()
    speech: dict[int, str] = {}
    found = [*_events(scene, attribution, taken, speech)]
    found.extend(statements(scene, attribution, taken=frozenset(taken), kinds=speech))
    found.extend(ties(scene, attribution))
    passed, _ = sound(merge(found), annotated.dispatch)
    return with_ids(passed)


def _events(scene: Scene, attribution: Attribution, taken: set[int], speech: dict[int, str]) -> Iterator[Claim]:
    """Claims from the trigger words of the ontology.

    `taken` gathers the tokens that they use up; `speech` the kinds that a phrase gives to a quotation's cue.
    """
    ontology = scene.knowledge.ontology
    cues = {
        i
        for quotation in attribution.quotations
        if quotation.cue
        for i in scene.inside(quotation.cue.start, quotation.cue.end)
    }
    for token, candidates in find_triggers(scene, ontology):
        for trigger in candidates:
            kind = ontology.kinds[trigger.frame.kind]
            if kind.group == "ties":
                continue
            if kind.group == "speech" and (token in cues or cues.intersection(trigger.extra)):
                if trigger.frame.form == "phrases":
                    speech.setdefault(token, kind.name)
                continue
            drafts = fill(scene, trigger, kind)
            if drafts:
                taken.add(token)
                for draft in drafts:
                    claim = _claim(scene, attribution, draft)
                    if claim is not None:
                        yield claim
                break


def _claim(scene: Scene, attribution: Attribution, draft: Draft) -> Claim | None:
    """A draft with its voice, certainty, time, figure and place; None where what is left says too little."""
    token = draft.trigger.token
    if _says_nothing(scene, draft):
        return None
    voice = attribution.voice(token)
    sure, told = _certainty(scene, attribution, draft, voice)
    agent, target = sides(attribution, voice, draft, actual=sure.modality == "actual")
    counted = _counted(scene, draft, agent, target)
    state = draft.kind.state or (draft.kind.name == "lose" and draft.trigger.frame.swallows_negation)
    moment = when(scene, attribution, token, voice, modality=sure.modality, state=state)
    if running_total(scene, token):
        moment = None
    dated = moment is not None and moment.rule not in ("not-after-dispatch", "not-after-saying", "same-sentence")
    total = counted is not None and counted.quantity.cumulative
    incident = sure.modality == "actual" and (dated or counted is not None) and not total
    place = _place(scene, attribution, draft, agent, target, focus=incident, counted=counted)
    if draft.kind.group not in ("speech", "politics") and (agent, target, place, counted) == (None, None, None, None):
        return None
    if (
        moment is not None
        and sure.modality == "actual"
        and scene.day
        and moment.when.first
        and moment.when.first > scene.day
    ):
        sure = Certainty("planned", sure.polarity, sure.because)
    source = attribution.source(voice, _stance(attribution, voice, draft, agent, target, sure=sure))
    builder = Builder(
        scene, draft.kind.name, sure.modality, sure.polarity, source, confidence=_confidence(draft, place, moment)
    )
    if told is not None:
        builder.mark("modality", told.start, told.end, "reporting-word")
    if running_total(scene, token):
        builder.reasons["when"] = "a running total, not the count of a day"
    _explain(scene, attribution, builder, draft, sure, voice)
    return builder.claim(
        agent=agent, target=target, place=place, moment=moment, counted=counted, content=_topic(scene, builder, draft)
    )


def _says_nothing(scene: Scene, draft: Draft) -> bool:
    """States that had ended, places in general, and numbers that are asked for ("how many had been killed")."""
    tree, token = scene.tree, draft.trigger.token
    if _remembered(scene, token):
        return True
    if draft.kind.state and (tree.past_perfect(token) or _ended(scene, token)):
        return True
    if draft.place is not None and not draft.place.named and _any_place(scene, draft.place):
        return True
    target = draft.target
    if target is None:
        return False
    first = scene.token_after(target.start)
    asked = (*scene.inside(target.start, target.end), first - 1) if first else scene.inside(target.start, target.end)
    return any(tree.tokens[i].lower == "how" for i in asked)


def _remembered(scene: Scene, token: int) -> bool:
    """ "a film in which soldiers storm ...", "the anniversary of the fall of X": told as fiction or remembrance."""
    tree = scene.tree
    for at in (token, *tree.ancestors(token)):
        word = tree.tokens[at]
        if at != token and word.pos == "NOUN" and word.lemma in tree.grammar.remembrance:
            return True
        if not tree.is_verb(at):
            continue
        if word.lemma in tree.grammar.remembrance and at != token:
            return True
        stage = [p for c in tree.kids(at, "prep") if tree.tokens[c].lower == "in" for p in tree.kids(c, "pobj")]
        stage.extend(tree.kids(at, "nsubj"))
        if any(tree.tokens[p].lemma in _FICTION for p in stage):
            return True
        if tree.tokens[at].dep in ("relcl", "ROOT"):
            break
    return False


def _certainty(scene: Scene, attribution: Attribution, draft: Draft, voice: Voice) -> tuple[Certainty, Span | None]:
    """How sure the claim is; and the reporting word, where that decides."""
    trigger = draft.trigger
    sure = certainty(
        scene.tree, trigger.token, trigger.extra, stop=attribution.borders(trigger.token),
        negation_is_ours=trigger.frame.swallows_negation,
    )  # fmt: skip
    told = attribution.cue_modality(voice, trigger.token) if sure.modality == "actual" else None
    if told is not None:
        return Certainty(cast("Modality", told[0]), sure.polarity, sure.because), told[1]
    if trigger.frame.modality is not None and sure.modality == "actual":
        return Certainty(trigger.frame.modality, sure.polarity, (trigger.token, *sure.because)), None
    return sure, None


def _place(
    scene: Scene,
    attribution: Attribution,
    draft: Draft,
    agent: Party0 | None,
    target: Party0 | None,
    *,
    focus: bool,
    counted: quantities.Counted | None,
) -> Somewhere | None:
    """The place of the slots, else what is around; an unnamed site goes into the town that the context names."""
    token = draft.trigger.token
    around = [] if draft.kind.group in ("speech", "politics") else [p for p in (target, agent) if p is not None]
    incident = focus and draft.kind.group in ("combat", "harm") and not historical(scene, token)
    avoid = draft.destination.place.id if draft.destination else None
    people = counted.quantity.low or counted.quantity.best if counted is not None else None
    voice = attribution.voice(token)
    thing = not voice.own and attribution.quotations[voice.quotations[0]].complement in ("noun", "deed")
    told, origin = frozenset() if thing else attribution.borders(token), draft.kind.group == "combat"
    if draft.place is None and _describes_somebody(scene, draft):
        return where(scene, token, parties=around, nowhere=True)
    if draft.place is None and draft.kind.group == "politics" and draft.kind.name not in _TAKING_PLACE:
        return None
    found = draft.place or where(
        scene, token, parties=around, avoid=avoid, focus=incident, told=told, origin=origin, people=people
    )
    return _within(scene, token, found, focus=incident)


def _describes_somebody(scene: Scene, draft: Draft) -> bool:
    """ "the coalition fighting the rebels destroyed ...": a lasting activity that only says who somebody is."""
    token = scene.tree.tokens[draft.trigger.token]
    lasting = draft.kind.mutual or draft.kind.state
    return lasting and token.tag == "VBG" and token.dep == "acl" and token.head in scene.covered


def _ended(scene: Scene, token: int) -> bool:
    """ "the city held by X has been taken": a state that the clause around it brings to an end."""
    tree = scene.tree
    if tree.tokens[token].dep not in ("acl", "amod"):
        return False
    noun = tree.tokens[token].head
    verb = tree.tokens[noun].head
    taking = any(
        frame.kind in ("seize", "lose", "enter")
        for _, frame in scene.knowledge.ontology.triggers("verbs", tree.tokens[verb].lemma)
    )
    return taking and tree.tokens[noun].dep in ("nsubjpass", "dobj")


def _any_place(scene: Scene, place: Somewhere) -> bool:
    """ "every city", "all our lands": no place in particular; "all of Hama" is Hama."""
    return not place.named and scene.tree.tokens[scene.token_after(place.start)].lower in (
        "every",
        "all",
        "any",
        "each",
        "no",
        "which",
    )


def _within(scene: Scene, token: int, place: Somewhere | None, *, focus: bool) -> Somewhere | None:
    """An installation named without its town lies in the town that the clause or the sentence before names."""
    if place is None or place.named or place.place.within is not None:
        return place
    around = where(scene, token, parties=[], across=True, focus=focus)
    if around is not None and place.place.country not in (None, around.place.country):
        return place
    if around is None or not around.named:
        if place.place.country is None and scene.home is not None:
            return replace(place, place=replace(place.place, country=scene.home))
        return place
    if (
        scene.tree.tokens[scene.token_after(place.start)].lower in ("the", "this", "that")
        and place.end
        and scene.tree.tokens[scene.token_after(place.end) - 1].lemma in SETTLEMENTS
        and (around.settled or around.precision == "unknown")
    ):
        return replace(around, start=place.start, end=place.end, rule="place-in-context")
    return site_in(place, around)


def _counted(scene: Scene, draft: Draft, agent: Party0 | None, target: Party0 | None) -> quantities.Counted | None:
    kind = draft.kind
    if not kind.unit:
        return None
    party = agent if kind.count == "agent" else target
    if party is None or (kind.group != "harm" and party.number is None):
        return None
    counted = quantities.count(scene, party, kind, trigger=draft.trigger)
    if counted is None:
        return None
    return with_cause(scene, draft.trigger.token, with_period(scene, draft.trigger.token, counted))


def _topic(scene: Scene, builder: Builder, draft: Draft) -> str | None:
    """The matter of a speech act told without a quotation ("praised the capture of the city")."""
    if draft.topic is None or draft.kind.group != "speech":
        return None
    builder.mark("content", *draft.topic)
    return scene.words(*draft.topic)


#: Politics that happens in a place; a treaty, a resignation or a ban need not.
_TAKING_PLACE = frozenset(
    {"protest", "riot", "celebrate", "coup", "evacuate", "ceasefire", "defect", "visit", "negotiate", "pledge_loyalty"}
)
#: What is told in these is made up.
_FICTION = frozenset({"novel", "film", "movie", "drama", "thriller", "play", "videogame"})
_GIVING_UP = frozenset({"lose", "withdraw", "surrender", "defect"})


#: What a claim says of its speaker when it is denied.
_TURNED: dict[Stance, Stance] = {"admission": "interest", "interest": "admission"}


def _stance(
    attribution: Attribution,
    voice: Voice,
    draft: Draft,
    agent: Party0 | None,
    target: Party0 | None,
    *,
    sure: Certainty,
) -> Stance:
    """Whom the claim serves; to deny what would hurt oneself serves oneself."""
    found = _serves(attribution, voice, draft, agent, target)
    denied = (sure.modality == "denied") != (sure.polarity == "negative")
    disowned = found == "interest" and draft.kind.group in ("combat", "harm")
    return _TURNED.get(found, found) if denied and not disowned else found


def _serves(
    attribution: Attribution, voice: Voice, draft: Draft, agent: Party0 | None, target: Party0 | None
) -> Stance:
    """A gain of ground serves who gains it; blame serves who blames; one's own losses are admitted."""
    who, whom = (agent.actor if agent else None), (target.actor if target else None)
    kind = draft.kind
    if kind.name in _GIVING_UP:
        return attribution.stance(voice, whom, who)
    tree = attribution.scene.tree
    if kind.group == "control" and tree.tokens[draft.trigger.token].lemma.lower() in tree.grammar.hostile:
        return attribution.blame(voice, who, whom, losses=False)
    if kind.group == "control":
        return attribution.stance(voice, who, whom)
    if kind.group == "combat" and not kind.mutual:
        return attribution.blame(voice, who, whom, losses=False)
    if kind.group == "harm":
        if kind.name == "release":
            return attribution.stance(voice, who, None)
        return attribution.blame(voice, who, whom, losses=True)
    return attribution.stance(voice, None, None)


def _explain(
    scene: Scene, attribution: Attribution, builder: Builder, draft: Draft, sure: Certainty, voice: Voice
) -> None:
    """Evidence for what every claim has: kind, source, modality, polarity; reasons that this kind knows better."""
    tokens = scene.tree.tokens
    start, end = draft.trigger.span(scene)
    builder.mark("kind", start, end)
    if sure.because:
        for at in sure.because:
            builder.mark("modality", tokens[at].start, tokens[at].end, "governing-words")
        if sure.polarity == "negative":
            builder.mark("polarity", tokens[sure.because[0]].start, tokens[sure.because[0]].end, "negation")
    elif not builder.found.get("modality"):
        builder.mark("modality", start, end, "plain-statement")
    if voice.own:
        builder.mark("source", start, end, "outlet-voice")
    for at in voice.quotations:
        quotation = attribution.quotations[at]
        if quotation.speaker is not None and quotation.speaker.end > quotation.speaker.start:
            speaker = quotation.speaker
            builder.mark(
                "source", speaker.start, speaker.end, "words" if speaker.rule in ("name", "alias") else speaker.rule
            )
        elif quotation.cue is not None:
            builder.mark("source", quotation.cue.start, quotation.cue.end, "speaker-unnamed")
    if not builder.found.get("source"):
        builder.mark("source", start, end, "speaker-unnamed")
    if not draft.kind.unit:
        builder.reasons["quantity"] = f"{draft.kind.name} counts nothing"
    if draft.kind.group != "speech":
        builder.reasons["content"] = "not a statement"


def _confidence(draft: Draft, place: Somewhere | None, moment: Moment | None) -> float:
    """A plain weighing of what was found by words and what by inference; docs/method.md has the table."""
    score = 0.5
    score += 0.1 if draft.agent is not None and draft.agent.actor is not None else 0
    score += 0.1 if draft.target is not None or draft.place is not None else 0
    score += 0.1 if place is not None and place.rule in ("words", "part-of-place") else 0
    score += 0.1 if moment is not None and moment.rule not in ("not-after-dispatch", "same-sentence") else 0
    score += 0.05 if draft.trigger.frame.form in ("phrases", "verbs") else 0
    return score
