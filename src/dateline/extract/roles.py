"""Who did what to whom, where: the slots of a trigger become the roles of its frame.

Gives drafts: one for each target and place that the words name apart ("seized the police station and the prison" are two).
A frame whose required roles stay empty gives none.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from dateline.extract import localities
from dateline.extract.doers import (
    blamed,
    cause,
    cause_clause,
    doer_above,
    is_event,
    is_happening,
    is_weapon,
    own_forces,
    place_of_event,
    wielders,
)
from dateline.extract.localities import Somewhere, innermost, site_in
from dateline.extract.scene import ARMED, Party0, Scene, fits
from dateline.extract.sufferers import settled
from dateline.extract.syntax import Slot, Slots
from dateline.extract.triggers import Trigger
from dateline.extract.victims import set_right, suffers
from dateline.knowledge.ontology import Kind

__all__ = ["Draft", "fill", "is_event"]

#: Harm that needs a victim: a lone subject of these verbs is one ("115 fighters killed", "10 million displaced").
_TRANSITIVE = frozenset({"kill", "injure", "displace", "detain", "abduct", "execute"})
#: Of those the ones whose verbs also take places: "the rebels captured Orlin".
_TAKING = frozenset({"detain", "abduct"})
#: "On the heels of", "on the eve of": words of prepositions, hit by nobody.
_IDIOMS = frozenset(
    {"heels", "eve", "sidelines", "basis", "orders", "request", "behalf", "account", "strength", "wake"}
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
    passive: bool = False


def fill(scene: Scene, trigger: Trigger, kind: Kind) -> list[Draft]:
    """The drafts of a trigger, empty when its frame's conditions do not hold."""
    slots = set_right(scene, trigger, kind, _slots(scene, trigger))
    if not _words_fit(scene, trigger, slots):
        return []
    if trigger.frame.intransitive and _has_object(scene, trigger):
        return []
    if kind.name == "attack" and trigger.frame.form == "verbs" and _told_by_its_subject(scene, slots):
        return []
    filled = _Filled(light="light" in slots, subject="subject" in slots and trigger.frame.form == "nouns")
    filled.passive = bool(scene.tree.kids(trigger.token, "auxpass"))
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
                _fill_role(
                    scene, filled, roles, slot, name.rstrip("~"), verb=trigger.token, control=kind.group == "control"
                )
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
        filled.agents = blamed(scene, slots) or cause_clause(scene, trigger, filled.targets)
    if kind.group == "harm" and not filled.places:
        filled.places = place_of_event(scene, slots)
    if kind.name == "repel" and not filled.places:
        filled.places = place_of_event(scene, slots, through=("object",))
    if trigger.frame.form == "nouns" and kind.group in ("combat", "control") and not filled.agents:
        filled.agents = doer_above(scene, trigger.token)
    if kind.name == "deploy":
        sent = scene.tree.tokens[trigger.token].tag == "VBN" and not scene.tree.kids(trigger.token, "aux")
        if sent and not filled.targets:
            filled.targets, filled.agents = filled.agents, []
        filled.targets = [own_forces(scene, p) for p in filled.targets]
    filled.places = innermost(filled.places)
    doers = filled.agents
    filled.agents = [p for p in doers if fits(p, trigger.frame.agent_types)]
    others = bool(doers) and not filled.agents  # "the strike by doctors" means something else
    if trigger.frame.form == "nouns" and (others or _against_things(scene, trigger, slots)):
        return []
    if trigger.frame.object_words and kind.group != "harm" and "object" in slots:
        filled.targets = [p for p in filled.targets if _named_in(scene, p.head, trigger.frame.object_words)]
    if kind.name == "detain" and any(_is_ground(scene, slot.head) for slot in slots.get("object", ())):
        return []
    told = bool(filled.targets)
    if trigger.frame.form == "nouns" and kind.group == "combat":
        filled.targets = [p for p in filled.targets if p.actor is None or p.actor.kind != "outlet"]
    filled.targets = [p for p in filled.targets if fits(p, trigger.frame.target_types) and suffers(scene, p, kind)]
    if kind.group == "harm":
        filled.targets = settled(scene, trigger, filled.targets, agents=filled.agents)
    if kind.group == "harm" and not filled.targets and (told or (kind.unit.startswith("people") and not filled.agents)):
        return []
    if not _required(scene, trigger, filled):
        return []
    return list(_drafts(trigger, kind, filled))


def _named_in(scene: Scene, head: int, words: frozenset[str]) -> bool:
    token = scene.tree.tokens[head]
    return bool({token.lemma.lower(), token.lower} & words)


def _is_ground(scene: Scene, head: int) -> bool:
    """ "seized its eastern half": a part of a place is not taken prisoner."""
    token = scene.tree.tokens[head]
    return (
        head not in scene.covered
        and (token.lower in scene.tree.grammar.portions or token.lower in scene.tree.grammar.assets)
        and bool(localities.places(scene, head))
    )


def _told_by_its_subject(scene: Scene, slots: Slots) -> bool:
    """ "air strikes have targeted the district": the noun tells the attack, with its means."""
    heads = [slot.head for slot in slots.get("subject", ())]
    return bool(heads) and all(is_event(scene, head) and head not in scene.covered for head in heads)


def _against_things(scene: Scene, trigger: Trigger, slots: Slots) -> bool:
    """ "the battle against corruption": fights are fought against people."""
    if not trigger.frame.target_types:
        return False
    heads = [slot.head for slot in slots.get("against", ())]
    parties = [p for head in heads for p in scene.parties(head)]
    return bool(parties) and all(
        p.actor is None and p.type == "thing" and scene.tree.tokens[p.head].pos == "NOUN" for p in parties
    )


def _slots(scene: Scene, trigger: Trigger) -> Slots:
    tree = scene.tree
    form = trigger.frame.form
    if form == "suffixes":
        head = trigger.token
        while tree.tokens[head].dep in ("amod", "compound", "punct", "nmod") and tree.tokens[head].head != head:
            head = tree.tokens[head].head
        prefix = trigger.token - 2
        if head in scene.covered and head not in scene.place_at and scene.covered[head].rule in ("name", "alias"):
            return {}
        slots: Slots = {"prefix": [Slot(prefix)], "head": [Slot(head)]}
        subject = _predicated(scene, head)
        if subject is not None:
            slots["head"] = [Slot(subject, "predicate"), *_beyond(scene, head)]
        return slots
    if form == "adjectives":
        head = tree.tokens[trigger.token].head if tree.tokens[trigger.token].dep in ("amod", "acl") else trigger.token
        return {"head": [Slot(head)]}
    slots = tree.slots(trigger.token, trigger.extra)
    if form == "nouns" and "predicate" in trigger.frame.roles:
        slots |= _said_of(scene, trigger.token)
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


def _said_of(scene: Scene, noun: int) -> Slots:
    """ "X is the rebels' last stronghold", "X, the rebels' stronghold": of which place a noun is said."""
    tree, token = scene.tree, scene.tree.tokens[noun]
    subject = _predicated(scene, noun)
    if subject is not None:
        return {"predicate": [Slot(subject, "predicate")]}
    if token.dep == "appos" and token.head < noun:
        return {"predicate": [Slot(token.head, "predicate")]}
    return {"predicate": [Slot(c, "predicate") for c in tree.kids(noun, "appos")[:1]]}


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


def _has_object(scene: Scene, trigger: Trigger) -> bool:
    """ "shot three men at a market", "was shot at a market": the verb has one beside what its preposition governs."""
    tree = scene.tree
    if set(tree.kids(trigger.token, "dobj")) - set(trigger.extra):
        return True
    return tree.passive(trigger.token) and any(tree.kids(i, "pobj") for i in trigger.extra)


def _words_fit(scene: Scene, trigger: Trigger, slots: Slots) -> bool:
    """The lists of words that a slot's head must or must not be."""
    frame, tree = trigger.frame, scene.tree

    def heads(name: str) -> set[str]:
        found: set[str] = set()
        for head in (h for slot in slots.get(name, ()) for h in tree.conjuncts(slot.head)[:4]):
            token = tree.tokens[head]
            found.update((token.lemma.lower(), token.lower))
            if token.tag == "NNPS":
                found.add(token.lower.removesuffix("s"))
            if token.pos == "NUM" or token.lower in tree.grammar.partitive:
                of = [p for c in tree.kids(head, "prep") for p in tree.kids(c, "pobj") if tree.tokens[c].lower == "of"]
                found.update(tree.tokens[p].lemma.lower() for p in of)
            found.update(f"{tree.tokens[c].lower} {token.lemma.lower()}" for c in tree.kids(head, "compound"))
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
    if frame.not_with:
        kids = [c for c in tree.children[trigger.token] if tree.tokens[c].dep in ("prep", "prt", "advmod", "dobj")]
        kids.extend(p for c in list(kids) for p in tree.kids(c, "pobj"))
        if any({tree.tokens[c].lemma, tree.tokens[c].lower} & frame.not_with for c in kids):
            return False
    if frame.complement_words:
        below = {tree.tokens[c].lemma for c in tree.subtree(trigger.token, limit=40)}
        return bool(frame.complement_words & below)
    return True


def _fill_role(
    scene: Scene, filled: _Filled, roles: tuple[str, ...], slot: Slot, name: str, *, verb: int, control: bool = False
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
            unasked = name in ("object", "on", "against", "into", "in", "at", "near", "subject") and not asked
            if not places and (asked or unasked):
                unknown = localities.unknown_place(scene, slot.head, asked=asked)
                places = [unknown] if unknown is not None else []
            if name in ("compound", "poss", "subject") and places and not places[0].named and not control:
                continue
            if places and not places[0].named and slot.rule == "participle":
                before = _place_before_comma(scene, slot.head, verb)
                places = [before] if before is not None else places
            if name == "head" and slot.rule == "words":
                places = [localities.within_area(scene, slot.head, place) for place in places[:1]]
            if places and name in ("in", "at", "near") and localities.at_site(places[0], filled.places):
                return
            if places:
                filled.places.extend(p for p in places if p not in filled.places)
                if "target" not in roles or localities.is_settlement(scene, slot.head):
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
        elif (role == "target" and name == "on" and _mere_circumstance(scene, slot.head, verb)) or _fill_party(
            scene, filled, role, slot, name, alternatives=len(roles) > 1
        ):
            return


def _mere_circumstance(scene: Scene, head: int, verb: int) -> bool:
    """ "attacked X on the request of Y": what stands behind the "on" of a verb is hit only if it is somebody or a site."""
    tree = scene.tree
    if tree.tokens[head].lower in _IDIOMS:
        return True
    if not tree.is_verb(verb) or tree.nounish(verb) or tree.tokens[head].lemma in tree.grammar.sites:
        return False
    return all(p.actor is None and p.type == "thing" for p in scene.parties(head))


def _place_before_comma(scene: Scene, head: int, verb: int) -> Somewhere | None:
    """ "along fronts outside the city of X, held by Y": the named place right before the participle is what is held."""
    tokens = scene.tree.tokens
    at = verb - 1
    if at <= head + 1 or tokens[at].text != ",":
        return None
    found = localities.places(scene, at - 1, rule="participle")
    return found[0] if found and found[0].named else None


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
        caused = cause(scene, slot.head, parties)
        if caused is not None:
            filled.agents.extend(caused)
            return True
        parties = [p for p in parties if p.actor is not None or p.type == "people"] or wielders(scene, slot.head)
        if name in ("poss", "compound", "of", "from") and not all(p.actor is not None for p in parties):
            return False
        if name == "from":
            parties = [p for p in parties if p.actor is not None and p.actor.kind in ARMED]
        filled.agents.extend(parties)
        return bool(parties)
    if alternatives and not any(p.actor is not None or p.type == "people" for p in parties):
        filled.targets.extend(p for p in parties if not is_happening(scene, p.head))
        return True
    if name in ("in", "at") and not any(p.actor for p in parties):
        return False
    parties = [p for p in parties if p.actor is not None or p.type == "people" or not is_happening(scene, p.head)]
    if name == "of":
        parties = [p for p in parties if p.actor is not None or not is_weapon(scene, p.head)]
    filled.targets.extend(parties)
    return bool(parties)


def _settle(places: list[Somewhere], *, exact: bool) -> list[Somewhere]:
    """An unnamed site beside a named place lies in it; unless the site itself is what matters, the named place is enough."""
    if not exact:
        places = [place.whole or place for place in places]
    named = [place for place in places if place.named]
    loose = [place for place in places if not place.named and place.place.within is None]
    whole = [
        place for place in loose if localities.just_a_settlement(place) and any(n.start > place.end for n in named)
    ]
    places, loose = [p for p in places if p not in whole], [p for p in loose if p not in whole]
    if not loose or not named:
        return places
    if not exact:
        return [place for place in places if place not in loose]
    outer = named[0]
    return [site_in(place, outer) if place in loose else place for place in places if place != outer]


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
        filled.places = [place for place in filled.places if place.named or place.place.within is not None]
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
