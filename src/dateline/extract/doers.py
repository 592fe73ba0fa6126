"""Who carried out a happening that a noun names, and where it was: "five were killed in an army strike on the port".

Events that are causes of harm, subjects of a deed, or the course of one.
"""

from __future__ import annotations

from dataclasses import replace

from dateline.extract import localities
from dateline.extract.localities import Somewhere
from dateline.extract.scene import ARMED, Party0, Scene
from dateline.extract.syntax import Slots
from dateline.extract.triggers import Trigger

#: Causes that nobody in particular carries out.
_NOBODYS = frozenset(
    [
        "war",
        "conflict",
        "violence",
        "fighting",
        "clash",
        "battle",
        "unrest",
        "uprising",
        "revolution",
        "rebellion",
        "crisis",
    ]
)
#: "killed in an attack", "took the town with an assault": the deed is a part of the event.
_COURSE = frozenset({"in", "with", "during", "by", "through"})
#: Verbs whose subject suffers.
_SUFFERING = frozenset({"lose", "die", "perish", "fall", "suffer", "come", "be", "leave", "flee", "withdraw"})


def place_of_event(
    scene: Scene, slots: Slots, *, through: tuple[str, ...] = ("in", "by", "from", "during", "after", "subject")
) -> list[Somewhere]:
    """ "an air strike on a market in A, in which 64 were killed": the harm is where its event is.

    `through`: the slots in which an event may stand ("repelled an attack on A": the object).
    """
    for name in through:
        for slot in slots.get(name, ()):
            if is_event(scene, slot.head):
                own = scene.tree.slots(slot.head)
                for preposition in ("in", "at", "near", "on", "against", "in~", "at~", "of"):
                    for inner in own.get(preposition, ()):
                        places = [
                            place.whole or place
                            for place in localities.places(
                                scene, inner.head, rule="place-of-event", preposition=preposition.rstrip("~")
                            )
                        ]
                        if not places and (known := localities.unknown_place(scene, inner.head, asked=False)):
                            places = [known]
                        if places and places[0].named:
                            return [replace(places[0], rule="place-of-event")]
    return []


def doer_above(scene: Scene, noun: int) -> list[Party0]:
    """ "X killed 50 in an attack on a village": who does the deed in the course of which the event is named."""
    tree = scene.tree
    prep = tree.tokens[noun].head
    if tree.tokens[noun].dep not in ("pobj", "pcomp") or tree.tokens[prep].lower not in _COURSE:
        return []
    verb = next((at for at in tree.ancestors(prep) if tree.is_verb(at)), None)
    if verb is None or tree.tokens[verb].lemma in _SUFFERING:
        return []
    ontology = scene.knowledge.ontology
    groups = {
        ontology.kinds[frame.kind].group
        for form in ("verbs", "phrases")
        for _, frame in ontology.triggers(form, tree.tokens[verb].lemma)
    }
    if not groups & {"combat", "control", "harm"}:
        return []
    parties = [p for slot in tree.subject(verb) for p in scene.parties(slot.head, rule="agent-of-event")]
    return [p for p in parties if p.actor is not None and p.actor.kind in ARMED]


def cause_clause(scene: Scene, trigger: Trigger, targets: list[Party0]) -> list[Party0]:
    """ "five were killed when army jets hit a school": the agent of the clause that tells the cause."""
    tree = scene.tree
    beside = [c for c in tree.conjuncts(trigger.token) if tree.is_verb(c)]
    for c in tree.kids(trigger.token, "advcl") + [d for verb in beside[1:] for d in tree.kids(verb, "advcl")]:
        if not any(tree.tokens[m].lower in ("when", "after", "as") for m in tree.kids(c, "mark", "advmod")):
            continue
        violent = any(
            scene.knowledge.ontology.kinds[frame.kind].group in ("combat", "harm")
            for form in ("verbs", "phrases")
            for _, frame in scene.knowledge.ontology.triggers(form, tree.tokens[c].lemma)
        )
        for slot in tree.subject(c):
            parties = [p for p in scene.parties(slot.head, rule="cause-clause") if p.actor is not None]
            agents = cause(scene, slot.head, parties)
            if agents is None and violent:
                agents = parties
            suffer = {target.actor.id for target in targets if target.actor is not None}
            agents = [agent for agent in agents or () if agent.actor is None or agent.actor.id not in suffer]
            if agents:
                return [replace(agent, rule="cause-clause") for agent in agents]
    return []


def blamed(scene: Scene, slots: Slots) -> list[Party0]:
    """ "seven were killed in an army strike": the agent of the event in which, by which or from which the harm came."""
    for name in ("in", "by", "from", "during", "after", "when", "as a result of"):
        for slot in slots.get(name, ()):
            if is_event(scene, slot.head):
                agents = cause(scene, slot.head, [])
                if agents:
                    return agents
    return []


def cause(scene: Scene, head: int, parties: list[Party0]) -> list[Party0] | None:
    """ "An air strike by the army killed ...": the agent of an event that is itself the subject; None if it is no event."""
    if any(p.actor is not None for p in parties) or not is_event(scene, head):
        return None
    if scene.tree.tokens[head].lemma.lower() in _NOBODYS:
        return []
    slots = scene.tree.slots(head)
    found: list[Party0] = []
    for name in ("by", "poss", "compound", "from"):
        for slot in slots.get(name, ()):
            if name == "compound" and slot.head not in scene.covered:
                bearer = scene.bearer(slot.head)
                found.extend([replace(bearer, rule="agent-of-event")] if bearer is not None else [])
                continue
            found.extend(
                p for p in scene.parties(slot.head, rule="agent-of-event") if p.actor is not None and p not in found
            )
        if found:
            break
    return found


def is_happening(scene: Scene, head: int) -> bool:
    """Does a noun name what happens rather than a thing that something can happen to ("a missile", "mines")?"""
    return is_event(scene, head) and not is_weapon(scene, head)


def is_event(scene: Scene, head: int) -> bool:
    """Is the noun a trigger word of the ontology ("attack", "air strike", "campaign")?"""
    token = scene.tree.tokens[head]
    if token.pos not in ("NOUN", "PROPN", "VERB") or token.lemma.lower() == "bomber":
        return False
    lemma = token.lower if token.tag == "VBG" else token.lemma.lower()
    ontology = scene.knowledge.ontology
    return (
        any(ontology.kinds[frame.kind].group != "ties" for _, frame in ontology.triggers("nouns", lemma))
        or lemma in scene.tree.grammar.light_nouns
        or lemma in ("war", "conflict", "violence")
    )


def is_weapon(scene: Scene, head: int) -> bool:
    """Does a noun name what is fired or flown (the list `weapons`)?"""
    token = scene.tree.tokens[head]
    return bool({token.lemma.lower(), token.lower} & scene.tree.grammar.weapons)


def wielders(scene: Scene, head: int) -> list[Party0]:
    """ "a rebel drone", "jets of the coalition", "army tanks": whose weapon it is."""
    if not is_weapon(scene, head):
        return []
    return [replace(owner, rule="weapon-owner") for owner in scene.owners(head)]


def own_forces(scene: Scene, party: Party0) -> Party0:
    """ "X sent troops to Y": troops that nothing describes are no known body, whoever "troops" are elsewhere in the dispatch."""
    bare = not scene.tree.kids(party.head, "poss", "compound", "nmod")
    bare = bare and not any(
        scene.covered.get(c) for c in scene.tree.kids(party.head, "amod") if scene.tree.tokens[c].text[0].isupper()
    )
    if bare and party.actor is not None and party.rule == "generic":
        return replace(party, actor=None, rule="words", type="people")
    return party
