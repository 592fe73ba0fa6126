"""Who did what to whom, where: the slots of a trigger become the roles of its frame.

Gives drafts: one for each target and place that the words name apart ("seized the police station and the prison" are two).
A frame whose required roles stay empty gives none.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from dateline.extract import localities
from dateline.extract.localities import Somewhere, innermost, site_in
from dateline.extract.scene import Party0, Scene, fits
from dateline.extract.sufferers import settled
from dateline.extract.syntax import Slot, Slots
from dateline.extract.triggers import Trigger
from dateline.extract.victims import set_right, suffers
from dateline.knowledge.ontology import Kind

#: Harm that needs a victim: a lone subject of these verbs is one ("115 fighters killed", "10 million displaced").
_TRANSITIVE = frozenset({"kill", "injure", "displace", "detain", "abduct", "execute"})
#: Of those the ones whose verbs also take places: "the rebels captured Orlin".
_TAKING = frozenset({"detain", "abduct"})
#: Causes that nobody in particular carries out.
_NOBODYS = frozenset(
    {
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
    }
)
#: Roles are filled from the slots in this order: what stands nearest to the verb first.
_ORDER = ("subject", "object", "by", "poss", "head", "prefix")


@dataclass(frozen=True, slots=True)
class Draft:
    """A claim in the making: roles in reading offsets, nothing yet of who says it and how sure it is."""

    trigger: Trigger
    kind: Kind
    agent: Party0 | None = None
    target: Party0 | None = None
    place: Somewhere | None = None
    topic: tuple[int, int] | None = None
    parties: tuple[Party0, ...] = ()
    destination: Somewhere | None = None


@dataclass(slots=True)
class _Filled:
    agents: list[Party0] = field(default_factory=list)
    targets: list[Party0] = field(default_factory=list)
    places: list[Somewhere] = field(default_factory=list)
    topic: tuple[int, int] | None = None
    event: bool = False
    object: bool = False
    destination: Somewhere | None = None
    light: bool = False
    subject: bool = False


def fill(scene: Scene, trigger: Trigger, kind: Kind) -> list[Draft]:
    """The drafts of a trigger, empty when its frame's conditions do not hold."""
    slots = set_right(scene, trigger, kind, _slots(scene, trigger))
    if not _words_fit(scene, trigger, slots):
        return []
    filled = _Filled(light="light" in slots, subject="subject" in slots and trigger.frame.form == "nouns")
    filled.object = "object" in slots
    names = [name for name in _ORDER if name in slots] + [name for name in slots if name not in _ORDER]
    for name in names:
        roles = trigger.frame.roles.get(name.rstrip("~"))
        if name == "subject" and " ".join(trigger.words) in trigger.frame.subject_is_target:
            roles = ("target",)
        if roles is not None:
            for slot in slots[name]:
                if name == "prefix":
                    bearer = scene.bearer(slot.head)
                    filled.agents.extend([bearer] if bearer is not None else [])
                    continue
                if slot.head in trigger.extra or slot.head in scene.time_at or (name.endswith("~") and filled.places):
                    continue
                _fill_role(scene, filled, roles, slot, name.rstrip("~"), control=kind.group == "control")
    if trigger.frame.reflexive and not filled.agents:
        filled.agents, filled.targets = filled.targets, []
    lone = (
        all(party.rule != "agent-of-event" for party in filled.agents)
        and kind.name in _TRANSITIVE
        and trigger.frame.form == "verbs"
        and "object" in trigger.frame.roles
    )
    lone = lone and not _does_it(scene, trigger) and (kind.name not in _TAKING or _left_of_it(scene, trigger, filled))
    if lone and filled.agents and not filled.targets and "object" not in slots and "topic" not in slots:
        filled.targets, filled.agents = filled.agents, []
    filled.places = _settle(filled.places, exact=kind.group == "control")
    if kind.group == "harm" and not filled.agents:
        filled.agents = _blamed(scene, slots) or _cause_clause(scene, trigger, filled.targets)
    if kind.group == "harm" and not filled.places:
        filled.places = _place_of_event(scene, slots)
    filled.places = innermost(filled.places)
    filled.agents = [p for p in filled.agents if fits(p, trigger.frame.agent_types)]
    told = bool(filled.targets)
    filled.targets = [p for p in filled.targets if fits(p, trigger.frame.target_types) and suffers(scene, p, kind)]
    if kind.group == "harm":
        filled.targets = settled(scene, trigger, filled.targets, agents=filled.agents)
    if kind.group == "harm" and not filled.targets and (told or (kind.unit.startswith("people") and not filled.agents)):
        return []
    if not _required(scene, trigger, filled):
        return []
    return list(_drafts(trigger, kind, filled))


def _slots(scene: Scene, trigger: Trigger) -> Slots:
    tree = scene.tree
    form = trigger.frame.form
    if form == "suffixes":
        head = trigger.token
        while tree.tokens[head].dep in ("amod", "compound", "punct", "nmod") and tree.tokens[head].head != head:
            head = tree.tokens[head].head
        prefix = trigger.token - 2
        slots: Slots = {"prefix": [Slot(prefix)], "head": [Slot(head)]}
        subject = _predicated(scene, head)
        if subject is not None:
            slots["head"] = [Slot(subject, "predicate"), *_beyond(scene, head)]
        return slots
    if form == "adjectives":
        head = tree.tokens[trigger.token].head if tree.tokens[trigger.token].dep in ("amod", "acl") else trigger.token
        return {"head": [Slot(head)]}
    slots = tree.slots(trigger.token, trigger.extra)
    if (
        form == "verbs"
        and tree.tokens[trigger.token].dep in ("acomp", "oprd")
        and "subject" not in slots
        and "object" not in slots
    ):
        above = tree.tokens[trigger.token].head
        slots["object"] = tree.object(above) if tree.passive(above) else tree.subject(above)
    elif tree.tokens[trigger.token].pos == "ADJ":
        own = tree.kids(trigger.token, "nsubj", "nsubjpass")
        slots["object"] = [Slot(own[0])] if own else tree.subject(tree.tokens[trigger.token].head)
        slots.pop("subject", None)
    return slots


def _beyond(scene: Scene, head: int) -> list[Slot]:
    """ "the last government-held stronghold before the capital": what comes after the last is held as well."""
    tree = scene.tree
    if not any(tree.tokens[c].lower == "last" for c in tree.kids(head, "amod")):
        return []
    return [
        Slot(pobj, "last-before")
        for c in tree.kids(head, "prep")
        if tree.tokens[c].lower == "before"
        for pobj in tree.kids(c, "pobj")
    ]


def _predicated(scene: Scene, noun: int) -> int | None:
    """The subject of which a noun is predicated: "Homs is the last government-held stronghold" -> Homs."""
    tree = scene.tree
    if tree.tokens[noun].dep == "attr":
        subjects = tree.kids(tree.tokens[noun].head, "nsubj")
        return subjects[0] if subjects else None
    return None


def _words_fit(scene: Scene, trigger: Trigger, slots: Slots) -> bool:
    """The lists of words that a slot's head must or must not be."""
    frame, tree = trigger.frame, scene.tree

    def heads(name: str) -> set[str]:
        found: set[str] = set()
        for slot in slots.get(name, ()):
            token = tree.tokens[slot.head]
            found.update((token.lemma.lower(), token.lower))
            found.update(f"{tree.tokens[c].lower} {token.lemma.lower()}" for c in tree.kids(slot.head, "compound"))
        return found

    subject, objects = heads("subject"), heads("object")
    if frame.subject_words and not frame.subject_words & subject:
        return False
    if frame.object_words and not frame.object_words & objects:
        rows = (i for slot in slots.get("object", ()) for i in tree.conjuncts(slot.head)[1:])
        if not any(tree.tokens[i].lemma.lower() in frame.object_words for i in rows):
            return False
    if frame.not_object & objects or frame.not_subject & subject:
        return False
    if frame.not_compound:
        near = {tree.tokens[c].lower for c in tree.kids(trigger.token, "compound", "amod")}
        if frame.not_compound & near:
            return False
    if frame.complement_words:
        below = {tree.tokens[c].lemma for c in tree.subtree(trigger.token, limit=40)}
        return bool(frame.complement_words & below)
    return True


def _fill_role(
    scene: Scene, filled: _Filled, roles: tuple[str, ...], slot: Slot, name: str, *, control: bool = False
) -> None:
    """One slot into the first of its roles whose type it has."""
    tree = scene.tree
    if "place" in roles and "target" in roles:
        roles = ("place", *(role for role in roles if role != "place"))
    for role in roles:
        if role == "place":
            if tree.is_verb(slot.head) and tree.tokens[slot.head].pos != "NOUN":
                continue
            places = localities.places(scene, slot.head, rule=slot.rule, preposition=name)
            asked = (control and name in ("object", "into", "of", "from", "towards", "toward", "to", "on")) or (
                name in ("in", "at", "near") and tree.tokens[slot.head].entity in ("GPE", "LOC", "FAC")
            )
            if name == "poss" and places and places[0].precision == "country" and tree.tokens[slot.head].lower == "its":
                places = [place for place in (localities.last_place(scene, slot.head),) if place is not None]
            if not places and asked:
                unknown = localities.unknown_place(scene, slot.head)
                places = [unknown] if unknown is not None else []
            if name in ("compound", "poss", "subject") and places and not places[0].named and not control:
                continue
            if name == "head" and slot.rule == "words":
                places = [localities.within_area(scene, slot.head, place) for place in places[:1]]
            if places:
                filled.places.extend(p for p in places if p not in filled.places)
                if places[0].named or "target" not in roles:
                    return
        elif role == "both":
            parties = scene.parties(slot.head, rule=slot.rule)
            filled.agents.extend(parties[:1])
            filled.targets.extend(parties[1:])
            return
        elif role == "event":
            filled.event = filled.event or is_event(scene, slot.head)
            if filled.event:
                return
        elif role == "topic":
            below = tree.subtree(slot.head, limit=60)
            filled.topic = filled.topic or (tree.tokens[below[0]].start, tree.tokens[below[-1]].end)
            return
        elif role == "instrument":
            return
        elif role == "destination":
            places = localities.places(scene, slot.head, rule=slot.rule, preposition=name)
            if places:
                filled.destination = places[0]
            return
        elif _fill_party(scene, filled, role, slot, name, alternatives=len(roles) > 1):
            return


def _fill_party(scene: Scene, filled: _Filled, role: str, slot: Slot, name: str, *, alternatives: bool) -> bool:
    if role == "agent" and filled.agents and name in ("compound", "by", "poss", "of"):
        return False
    if name == "compound" and slot.head not in scene.covered:
        bearer = scene.bearer(slot.head) if role == "agent" else None
        if bearer is not None:
            filled.agents.append(bearer)
        return bearer is not None
    parties = scene.parties(slot.head, rule=slot.rule)
    if role == "agent":
        caused = _cause(scene, slot.head, parties)
        if caused is not None:
            filled.agents.extend(caused)
            return True
        parties = [p for p in parties if p.actor is not None or p.type == "people"]
        if name in ("poss", "compound", "of", "from") and not all(p.actor is not None for p in parties):
            return False
        filled.agents.extend(parties)
        return bool(parties)
    if alternatives and not any(p.actor is not None or p.type == "people" for p in parties):
        filled.targets.extend(p for p in parties if not is_event(scene, p.head))
        return True
    if name in ("in", "at") and not any(p.actor for p in parties):
        return False
    parties = [p for p in parties if p.actor is not None or p.type == "people" or not is_event(scene, p.head)]
    filled.targets.extend(parties)
    return bool(parties)


def _settle(places: list[Somewhere], *, exact: bool) -> list[Somewhere]:
    """An unnamed site beside a named place lies in it; unless the site itself is what matters, the named place is enough."""
    if not exact:
        places = [place.whole or place for place in places]
    loose = [place for place in places if not place.named and place.place.within is None]
    named = [place for place in places if place.named]
    if not loose or not named:
        return places
    if not exact:
        return [place for place in places if place not in loose]
    outer = named[0]
    return [site_in(place, outer) if place in loose else place for place in places if place != outer]


def _place_of_event(scene: Scene, slots: Slots) -> list[Somewhere]:
    """ "an air strike on a market in A, in which 64 were killed": the harm is where its event is."""
    for name in ("in", "by", "from", "during", "after", "subject"):
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
                        if places and places[0].named:
                            return [replace(places[0], rule="place-of-event")]
    return []


def _cause_clause(scene: Scene, trigger: Trigger, targets: list[Party0]) -> list[Party0]:
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
            agents = _cause(scene, slot.head, parties)
            if agents is None and violent:
                agents = parties
            suffer = {target.actor.id for target in targets if target.actor is not None}
            agents = [agent for agent in agents or () if agent.actor is None or agent.actor.id not in suffer]
            if agents:
                return [replace(agent, rule="cause-clause") for agent in agents]
    return []


def _blamed(scene: Scene, slots: Slots) -> list[Party0]:
    """ "seven were killed in an army strike": the agent of the event in which, by which or from which the harm came."""
    for name in ("in", "by", "from", "during", "after", "when", "as a result of"):
        for slot in slots.get(name, ()):
            if is_event(scene, slot.head):
                agents = _cause(scene, slot.head, [])
                if agents:
                    return agents
    return []


def _cause(scene: Scene, head: int, parties: list[Party0]) -> list[Party0] | None:
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


def is_event(scene: Scene, head: int) -> bool:
    """Is the noun a trigger word of the ontology ("attack", "air strike", "campaign")?"""
    token = scene.tree.tokens[head]
    if token.pos not in ("NOUN", "PROPN", "VERB"):
        return False
    lemma = token.lemma.lower()
    ontology = scene.knowledge.ontology
    return (
        any(ontology.kinds[frame.kind].group != "ties" for _, frame in ontology.triggers("nouns", lemma))
        or lemma in scene.tree.grammar.light_nouns
        or lemma in ("war", "conflict", "violence")
    )


def _does_it(scene: Scene, trigger: Trigger) -> bool:
    """Is the verb in a form in which its subject acts, whatever became of its object ("has killed", "kills")?"""
    tree, v = scene.tree, trigger.token
    if tree.passive(v):
        return False
    perfect = any(tree.tokens[c].lower in ("has", "have", "had") for c in tree.kids(v, "aux"))
    return perfect or tree.tokens[v].tag in ("VBZ", "VBP", "VBG")


def _left_of_it(scene: Scene, trigger: Trigger, filled: _Filled) -> bool:
    """Is the lone subject of "captured" the one taken: behind a participle, or counted ("12 arrested")?"""
    counted = any(p.number is not None and p.number.kind == "count" for p in filled.agents)
    return counted or scene.tree.tokens[trigger.token].tag == "VBN"


def _required(scene: Scene, trigger: Trigger, filled: _Filled) -> bool:
    frame = trigger.frame
    head = trigger.words[-1] if frame.form in ("nouns",) else trigger.words[0]
    weak = bool({head, " ".join(trigger.words)} & frame.weak)
    if frame.strict_place:
        filled.places = [place for place in filled.places if place.named]
    wanted = frame.require
    if weak and frame.weak_words:
        near = {scene.tree.tokens[c].lower for c in scene.tree.kids(trigger.token, "amod", "compound")}
        if not near & frame.weak_words:
            wanted = (*frame.require, *frame.weak_require, frozenset({"target"}))
    elif weak:
        wanted = frame.weak_require or frame.require
    return all(any(_has(filled, role) for role in choice) for choice in wanted)


def _has(filled: _Filled, role: str) -> bool:
    if role == "agent":
        return bool(filled.agents)
    if role == "target":
        return bool(filled.targets)
    if role == "place":
        return bool(filled.places)
    if role == "number":
        return any(
            (p.number is not None and p.number.kind == "count") or p.rule == "named-among" for p in filled.targets
        )
    return bool(getattr(filled, role, False))


def _drafts(trigger: Trigger, kind: Kind, filled: _Filled) -> list[Draft]:
    """One draft for each target and each place; agents together, except that two sides of a clash face each other."""
    parties = (*filled.targets, *filled.agents)
    agents = filled.agents
    targets: list[Party0 | None] = list(filled.targets)
    if kind.mutual and len(agents) > 1 and not targets:
        targets, agents = list(agents[1:]), agents[:1]
    drafts: list[Draft] = []
    places: list[Somewhere | None] = list(filled.places)
    choices: list[Party0 | None] = list(agents[:4])
    if kind.count == "target" and kind.unit:
        choices = choices[:1]
        if any(target is not None and target.number is not None for target in targets):
            places = places[:1]
    for agent in choices or [None]:
        for target in targets[:6] or [None]:
            own = [
                place for place in places if target is not None and place is not None and place.start == target.start
            ]
            for place in own or places[:8] or [None]:
                drafts.append(Draft(trigger, kind, agent, target, place, filled.topic, parties, filled.destination))
    return drafts
