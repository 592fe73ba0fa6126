"""Ties between actors that a text states: who leads, backs, speaks for, belongs to, is based in, is related to.

From noun phrases: "HTS leader Abu Mohammed al-Jolani", "X, leader of Y", "the Turkey-backed Z", "fighters, led by X",
"the president's allies Russia and Iran", "his father Hafez", "the army of X"; and from verbs: "Y, who speaks for Z". The
words and their direction are data (ontology/ties.toml). A tie needs both ends named: whom an office is known to belong to
is knowledge already, and "an official of X" says nothing of anybody.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dateline.extract.assemble import Builder
from dateline.extract.attribution import Attribution
from dateline.extract.moments import Moment
from dateline.extract.scene import CIVIL, PERSONS, Party0, Scene
from dateline.knowledge.ontology import Frame
from dateline.model.claim import Claim
from dateline.model.marks import ActorMark
from dateline.model.when import When
from dateline.model.world import Actor

_FORMER = frozenset(
    {"former", "formerly", "ex", "one-time", "onetime", "erstwhile", "late", "then", "ousted", "deposed", "toppled"}
)
_REASON = "a tie is no happening with a time of its own"
#: Rules of marks that describe somebody without a name.
_NAMELESS = frozenset({"generic", "nationality+noun", "perspective", "office"})
#: Bodies that "X's" or "of X" can make somebody's own ("the army of X").
_LED = frozenset({"state_forces", "rebel_group", "political_militia", "identity_militia", "government"})


@dataclass(frozen=True, slots=True)
class _Role:
    """A role noun: its frame, and the tokens of the whole title ("prime minister")."""

    frame: Frame
    first: int
    last: int

    def holds(self, i: int) -> bool:
        """Is the token a part of the title itself?"""
        return self.first <= i <= self.last


def ties(scene: Scene, attribution: Attribution) -> Iterator[Claim]:
    """The tie claims of a dispatch in the order of the text; each pair and kind once a sentence."""
    ontology = scene.knowledge.ontology
    for token in scene.tree.tokens:
        if token.pos in ("NOUN", "PROPN"):
            yield from _noun_ties(scene, attribution, token.i)
            yield from _own_ties(scene, attribution, token.i)
        if token.i > 1 and scene.tree.tokens[token.i - 1].text in ("-", "–"):
            for _, frame in ontology.triggers("suffixes", token.lower):
                if ontology.kinds[frame.kind].group == "ties":
                    yield from _suffix_tie(scene, attribution, token.i, frame)
        if token.tag == "VBN":
            for _, frame in ontology.triggers("participles", token.lemma.lower()):
                yield from _participle_tie(scene, attribution, token.i, frame)
        if scene.tree.is_verb(token.i):
            for words, frame in ontology.triggers("phrases", token.lemma.lower()):
                if ontology.kinds[frame.kind].group == "ties":
                    yield from _verb_tie(scene, attribution, token.i, words, frame)


def _build(
    scene: Scene,
    attribution: Attribution,
    role: _Role,
    kind: str,
    agent: Party0,
    target: Party0,
    *,
    ended: int | None = None,
) -> Iterator[Claim]:
    """A tie claim, unless both ends are one or neither is a known actor."""
    if agent.actor is None or (target.actor is None and kind not in ("based_in", "leads")):
        return
    if target.actor is not None and agent.actor.id == target.actor.id:
        return
    if agent.number is not None or target.number is not None:
        return
    if "perspective" in (agent.actor.kind, target.actor.kind if target.actor else ""):
        return
    tokens, at = scene.tree.tokens, role.last
    voice = attribution.voice(at)
    start, end = tokens[role.first].start, tokens[at].end
    builder = Builder(scene, kind, "actual", "positive", attribution.source(voice, "neutral"), confidence=0.75)
    builder.mark("kind", start, end)
    builder.mark("modality", start, end, "plain-statement")
    builder.mark("source", start, end, "outlet-voice" if voice.own else "quotation")
    builder.reasons.update(
        place="a tie has no place", quantity="a tie counts nothing", content="not a statement", when=_REASON
    )
    ended = _former(scene, role) if ended is None else ended
    moment = None
    if ended is not None and scene.day is not None:
        until = When(None, scene.day, "span", "PAST_REF", "none", "BEFORE")
        moment = Moment(until, tokens[ended].start, tokens[ended].end, "ended")
    yield builder.claim(agent=agent, target=target, moment=moment)


def _former(scene: Scene, role: _Role) -> int | None:
    """The word that says the tie has ended: "former", "ex-", or "was" before the role."""
    tree = scene.tree
    tokens = tree.tokens
    near: list[int] = [*tree.children[role.last], *range(max(0, role.first - 3), role.first)]
    for c in near:
        if tokens[c].lower in _FORMER and tokens[c].sentence == tokens[role.last].sentence:
            return c
    above: int = tokens[role.last].head
    if tokens[role.last].dep == "attr" and tokens[above].lower in ("was", "were"):
        return above
    return None


# Role nouns


def _noun_ties(scene: Scene, attribution: Attribution, n: int) -> Iterator[Claim]:
    """A role noun ("leader", "envoy", "father") with its holder and the body that it belongs to."""
    role = _role(scene, n)
    if role is None or _of_whole(scene, n):
        return
    holders = [party for party in _holders(scene, n) if _can_hold(role.frame, party)]
    if not holders:
        return
    bodies = [body for body in _bodies(scene, role, holders) if _can_have(role.frame, body)]
    if role.frame.target_types == ("armed",) and not bodies:
        bodies = _office_places(scene, role)
    kind = role.frame.kind
    if kind == "leads" and (narrowing := _narrowed(scene, role)):
        governs = bool(bodies) and bodies[0].actor is None and not narrowing & role.frame.weak_words
        kind = "leads" if governs else "part_of"
    for holder in holders:
        for body in bodies:
            if (kind != "part_of" or body.actor is not None) and _fits_office(holder, body):
                yield from _build(scene, attribution, role, kind, holder, body)


def _role(scene: Scene, n: int) -> _Role | None:
    tokens = scene.tree.tokens
    for form in dict.fromkeys((tokens[n].lemma.lower(), tokens[n].lower)):
        for words, frame in scene.knowledge.ontology.triggers("nouns", form):
            if scene.knowledge.ontology.kinds[frame.kind].group != "ties":
                continue
            first = n
            for word in reversed(words[:-1]):
                first -= 2 if first > 1 and tokens[first - 1].text == "-" else 1
                if first < 0 or tokens[first].lower != word:
                    break
            else:
                return _Role(frame, first, n)
    return None


def _of_whole(scene: Scene, n: int) -> bool:
    """The "chief" of "editor-in-chief": the word before carries the role."""
    tokens = scene.tree.tokens
    return n > 1 and tokens[n - 1].text == "-" and tokens[n - 1].end == tokens[n].start and tokens[n - 2].lower == "in"


def _fits_office(holder: Party0, body: Party0) -> bool:
    """ "the Syrian president": somebody known by the office alone leads a state, and his own."""
    if holder.rule != "office":
        return True
    own = holder.actor is not None and body.actor is not None and holder.actor.country == body.actor.country
    return own and body.actor is not None and body.actor.kind in ("state", "government")


def _can_hold(frame: Frame, party: Party0) -> bool:
    if party.actor is None or (party.rule in _NAMELESS and party.rule != "office"):
        return False
    if frame.agent_types == ("person",):
        return party.actor.kind in PERSONS
    if frame.agent_types == ("armed",):
        return party.actor.kind not in PERSONS | CIVIL
    return True


def _can_have(frame: Frame, party: Party0) -> bool:
    if party.actor is None:
        return False
    if frame.target_types == ("person",):
        return party.actor.kind in PERSONS
    if frame.agent_types == ("armed",) and party.actor.kind == "state":
        return False  # "al-Qaeda's Syrian affiliate" is none of Syria
    if frame.target_types == ("armed",):
        return party.actor.kind not in PERSONS | CIVIL
    return True


def _narrowed(scene: Scene, role: _Role) -> frozenset[str]:
    """ "deputy leader", "rights chief", "commander of its field unit": the words that make it less than the whole."""
    tree = scene.tree
    tokens = tree.tokens
    modifiers = [c for c in tree.kids(role.last, "amod", "compound", "nmod") if not role.holds(c)]
    before = range(max(0, role.first - 2), role.first)
    heads = [pobj for c in tree.kids(role.last, "prep") for pobj in tree.kids(c, "pobj")]
    below = [*heads, *(c for pobj in heads for c in tree.kids(pobj, "compound"))]
    return role.frame.not_compound.intersection(tokens[c].lower for c in (*modifiers, *before, *below))


def _holders(scene: Scene, n: int) -> list[Party0]:
    """Who has the role: the name in apposition, the name that the role stands before, the subject of which it is told."""
    tree = scene.tree
    token = tree.tokens[n]
    found: list[Party0] = []
    head = token.head
    if token.dep in ("compound", "nmod", "amod") and head > n:
        found = _named(scene, head)
    if not found:
        for c in (*tree.kids(n, "appos"), *_late_names(scene, n)):
            found.extend(_named(scene, c))
    if not found and token.dep == "appos":
        found = _named(scene, head)
    if not found and token.dep == "attr":
        for c in tree.kids(head, "nsubj"):
            found.extend(_named(scene, c))
    if not found and (mark := _mark_behind(scene, n)) is not None:
        found = [_of_mark(mark)]
    if not found and (mark := _name_at_end(scene, n)) is not None:
        found = [_of_mark(mark)]
    if not found and n + 1 < len(tree.tokens) and tree.tokens[n + 1].lower in ("of", "to", "with"):
        for c in tree.kids(n, "poss"):
            found.extend(_named(scene, c))
    found = [p for p in found if p.head != n]
    if token.tag in ("NN", "NNP"):
        found = found[:1]
    named, reference = scene.actor_at.get(n), scene.reference_at.get(n)
    if not found and named is not None and named.rule == "office":
        return [_of_mark(named)]
    if not found and reference is not None and reference.actor is not None and reference.actor.kind in PERSONS:
        return [Party0(n, reference.start, reference.end, reference.actor, None, reference.rule, "actor")]
    return found


def _late_names(scene: Scene, n: int) -> list[int]:
    """ "the governor of the north, Ida Holm": names that the parser hung on the last word before the comma."""
    tree = scene.tree
    found: list[int] = []
    for c in tree.kids(n, "prep"):
        for pobj in tree.kids(c, "pobj"):
            for name in tree.kids(pobj, "appos"):
                mark = scene.actor_at.get(name)
                if mark is not None and mark.actor.kind in PERSONS and mark.rule not in _NAMELESS:
                    found.append(name)
    return found


def _mark_behind(scene: Scene, n: int) -> ActorMark | None:
    """The name of a person right behind the role."""
    tokens, following = scene.tree.tokens, n + 1
    mark = scene.covered.get(following) if following < len(tokens) else None
    if mark is None or mark.start != tokens[following].start or mark.start - tokens[n].end > 1:
        return None
    return mark if mark.actor.kind in PERSONS else None


def _name_at_end(scene: Scene, n: int) -> ActorMark | None:
    """ "the leader of the Front's council Ida Holm": the name that ends the phrase, without a comma."""
    tree = scene.tree
    for c in tree.kids(n, "prep"):
        if tree.tokens[c].lower == "of":
            for pobj in tree.kids(c, "pobj"):
                mark = scene.actor_at.get(pobj)
                others = any(k in scene.covered and scene.covered[k] is not mark for k in tree.subtree(pobj, limit=12))
                if mark is not None and mark.actor.kind in PERSONS and mark.rule not in _NAMELESS and others:
                    return mark
    return None


def _of_mark(mark: ActorMark) -> Party0:
    return Party0(mark.head, mark.start, mark.end, mark.actor, None, mark.rule, "actor")


def _named(scene: Scene, head: int) -> list[Party0]:
    return [p for p in scene.parties(head) if p.actor is not None and p.actor.kind != "perspective"]


def _bodies(scene: Scene, role: _Role, holders: list[Party0]) -> list[Party0]:
    """What the role belongs to: "of Y", "Y's", "Y leader"; the nearest of these constructions that names anybody."""
    tree, n = scene.tree, role.last
    found: list[Party0] = []
    prepositions = _PREPOSITIONS.get(role.frame.kind, _OTHERS)
    after = [n + 1] if n + 1 < len(tree.tokens) and tree.tokens[n + 1].dep == "prep" else []
    for c in dict.fromkeys([*tree.kids(n, "prep"), *after]):
        if tree.tokens[c].lower in prepositions:
            for pobj in tree.kids(c, "pobj"):
                named = _named(scene, pobj)
                inner = [_of_mark(m) for k in tree.kids(pobj, "poss", "compound") if (m := scene.actor_at.get(k))]
                inner = inner or [
                    _of_mark(m)
                    for k in tree.kids(pobj, "compound", "appos")
                    for j in tree.kids(k, "poss", "compound")
                    if (m := scene.actor_at.get(j))
                ]
                found.extend([p for p in named if _free(p, holders)] or inner)
    for c in tree.kids(n, "poss", "compound", "nmod", "amod"):
        if not role.holds(c):
            found.extend(_body(scene, c))
    if not found and tree.tokens[n].dep in ("compound", "nmod"):
        for c in tree.kids(tree.tokens[n].head, "compound", "nmod", "poss", "amod"):
            if c < role.first:
                found.extend(_body(scene, c))
    start = tree.tokens[n].start
    found = [
        p
        for p in found
        if _free(p, holders) and not _hyphened(scene, n, p) and not (p.head != n and p.start <= start < p.end)
    ]
    bodies = [p for p in found if p.actor is not None and p.actor.kind not in ("state", "government")]
    return (bodies or found)[:4]


_PREPOSITIONS = {"leads": ("of",), "part_of": ("of", "for", "with", "to"), "speaks_for": ("of", "for")}
_OTHERS = ("of", "for", "to", "with")


def _free(party: Party0, holders: list[Party0]) -> bool:
    """Is the party none of the holders and no part of a holder's name?"""
    return not any(
        h.head == party.head or (h.rule != "office" and h.start <= party.start and party.end <= h.end) for h in holders
    )


def _office_places(scene: Scene, role: _Role) -> list[Party0]:
    """ "mayor of Kryvyi Rih", "governor of North Kivu", "Kharkiv governor": a place that is led and is no actor."""
    if role.frame.kind != "leads":
        return []
    tree, n = scene.tree, role.last
    heads = [pobj for c in tree.kids(n, "prep") if tree.tokens[c].lower == "of" for pobj in tree.kids(c, "pobj")] or [
        c for c in tree.kids(n, "compound", "poss") if not role.holds(c)
    ]
    for head in heads:
        place = scene.place_at.get(head)
        if place is not None and place.place.kind not in ("site", "water", "river", "continent"):
            return [Party0(head, place.start, place.end, None, None, "words", "thing")]
    return []


def _hyphened(scene: Scene, n: int, party: Party0) -> bool:
    """Is the party a part of the role's own word ("editor-in-chief")?"""
    tokens = scene.tree.tokens
    first, last = sorted((n, party.head))
    return last - first <= 4 and all(tokens[i].end == tokens[i + 1].start for i in range(first, last))


def _body(scene: Scene, c: int) -> list[Party0]:
    """The body that a modifier names: "HTS leader", "rebel commander", "Syrian president"."""
    token = scene.tree.tokens[c]
    if token.dep != "amod":
        bearer = scene.bearer(c)
        return (
            [bearer]
            if bearer is not None and bearer.actor is not None and bearer.actor.kind not in ("perspective", "person")
            else _named(scene, c)
        )
    before = scene.tree.tokens[c - 1] if c else token
    if before.text in ("-", "–") and before.end == token.start:
        return []
    code = scene.knowledge.countries.by_adjective(token.text)
    state = scene.knowledge.actors.get(f"state:{code}") if code else None
    return [] if state is None else [Party0(c, token.start, token.end, state, None, "nationality", "actor")]


# Other constructions


def _own_ties(scene: Scene, attribution: Attribution, n: int) -> Iterator[Claim]:
    """ "the Front of General Holm", "Holm's army": a body that fights or governs, and the person whose it is."""
    mark = scene.actor_at.get(n)
    if mark is None or mark.actor.kind not in _LED or mark.actor.id.startswith("perspective"):
        return
    tree = scene.tree
    if mark.rule == "generic" and mark.actor.kind != "government":
        return
    for c in tree.kids(n, "prep", "poss"):
        owner = c
        if tree.tokens[c].dep == "prep":
            inner = tree.kids(c, "pobj")
            beside = c == n + 1 or (c == n + 2 and tree.tokens[n + 1].text == ")")
            if not beside or tree.tokens[c].lower != "of" or not inner:
                continue
            owner = inner[0]
        person = scene.actor_at.get(owner)
        if person is None or person.actor.kind not in PERSONS or person.rule in _NAMELESS:
            continue
        yield from _build(scene, attribution, _Role(_LEADS, c, c), "leads", _of_mark(person), _of_mark(mark))


_LEADS = Frame("leads", "nouns", (), {})


def _suffix_tie(scene: Scene, attribution: Attribution, at: int, frame: Frame) -> Iterator[Claim]:
    """ "Turkey-backed SNA": the actor or place before the hyphen, the noun that the word modifies."""
    tree = scene.tree
    head = at
    while tree.tokens[head].dep in ("amod", "compound", "punct", "nmod") and tree.tokens[head].head != head:
        head = tree.tokens[head].head
    if head <= at:
        return
    before = at - 2
    ends = _named(scene, head)
    if not ends and tree.tokens[head].dep == "appos":
        ends = _named(scene, tree.tokens[head].head)
    role = _Role(frame, at, at)
    place = scene.place_at.get(before)
    if frame.kind == "based_in" and place is not None and ends:
        state = scene.knowledge.actors.get(f"state:{place.place.country}") if place.place.kind == "country" else None
        seat = Party0(before, place.start, place.end, state, None, "words", "actor")
        yield from _build(scene, attribution, role, frame.kind, ends[0], seat)
        return
    start = _before_hyphen(scene, before, at)
    for end in ends[:1] if start is not None else ():
        assert start is not None
        agent, target = (start, end) if frame.kind in ("leads", "backs") else (end, start)
        yield from _build(scene, attribution, role, frame.kind, agent, target)


def _before_hyphen(scene: Scene, before: int, at: int) -> Party0 | None:
    """The bearer of the word before a hyphen, also where one mark covers the whole phrase ("army-led government")."""
    covering = scene.covered.get(before)
    token = scene.tree.tokens[before]
    if covering is None or covering.end <= scene.tree.tokens[at].start:
        return scene.bearer(before)
    code = scene.knowledge.countries.by_adjective(token.text) if token.text[:1].isupper() else None
    place = scene.place_at.get(before)
    if place is not None and place.place.kind == "country":
        code = place.place.country
    state = scene.knowledge.actors.get(f"state:{code}") if code else None
    if state is not None:
        return Party0(before, token.start, token.end, state, None, "nationality", "actor")
    book, country = scene.knowledge.actors, covering.actor.country
    noun = book.generics.nouns.get((token.lower,))
    actor: Actor | None = None
    if noun is not None and noun.body is not None and country:
        actor = book.state(noun.body.key, country)
    return None if actor is None else Party0(before, token.start, token.end, actor, None, "generic", "actor")


def _participle_tie(scene: Scene, attribution: Attribution, v: int, frame: Frame) -> Iterator[Claim]:
    """ "fighters, led by HTS", "militias backed by Iran": the by-phrase and the noun that the participle modifies."""
    tree = scene.tree
    if not tree.passive(v) or tree.tokens[v].dep not in ("acl", "relcl", "advcl", "amod", "conj", "ROOT"):
        return
    objects = [p for slot in tree.object(v) for p in _named(scene, slot.head)]
    agents = [p for slot in tree.subject(v) for p in _named(scene, slot.head)]
    for agent in agents[:3]:
        for target in objects[:1]:
            yield from _build(scene, attribution, _Role(frame, v, v), frame.kind, agent, target)


def _verb_tie(scene: Scene, attribution: Attribution, v: int, words: tuple[str, ...], frame: Frame) -> Iterator[Claim]:
    """ "X, who speaks for Y", "X leads Y", "a group affiliated with Y": subject or modified noun, and object."""
    tree = scene.tree
    token = tree.tokens[v]
    participle = token.tag == "VBN" and token.dep in ("acl", "advcl", "relcl")
    if not participle and (tree.passive(v) or token.tag not in ("VBZ", "VBP")):
        return
    if len(words) == 1:
        if participle or token.dep not in ("relcl", "ROOT"):
            return
        others = [slot.head for slot in tree.object(v)]
    else:
        others = [p for c in tree.kids(v, "prep") if tree.tokens[c].lower == words[1] for p in tree.kids(c, "pobj")]
    targets = [p for other in others for p in _named(scene, other) if p.actor and p.actor.kind not in PERSONS | CIVIL]
    if not targets:
        return
    heads = [slot.head for slot in (tree.object(v) if participle else tree.subject(v))]
    agents = [p for head in heads for p in _bearers(scene, head)]
    if frame.kind in ("leads", "speaks_for"):
        agents = [p for p in agents if p.actor is not None and p.actor.kind in PERSONS]
    for agent in agents[:1]:
        yield from _build(scene, attribution, _Role(frame, v, v), frame.kind, agent, targets[0])


def _bearers(scene: Scene, head: int) -> list[Party0]:
    """Who a noun names; the name that it is in apposition to where it names nobody itself."""
    tree = scene.tree
    named = [p for p in _named(scene, head) if p.rule not in _NAMELESS]
    if not named and tree.tokens[head].dep == "appos":
        named = [p for p in _named(scene, tree.tokens[head].head) if p.rule not in _NAMELESS]
    return named
