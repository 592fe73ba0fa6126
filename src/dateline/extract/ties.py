"""Ties between actors that a text states: who leads, backs, speaks for, belongs to, is based in, is related to.

From noun phrases: "HTS leader Abu Mohammed al-Jolani", "X, leader of Y", "the Turkey-backed Z", "fighters, led by X",
"the president's allies Russia and Iran", "his father Hafez". The words and their direction are data (ontology/ties.toml).
"""

from __future__ import annotations

from collections.abc import Iterator

from dateline.extract.assemble import Builder
from dateline.extract.attribution import Attribution
from dateline.extract.circumstances import Moment
from dateline.extract.scene import PERSONS, Party0, Scene
from dateline.knowledge.ontology import Frame
from dateline.model.claim import Claim
from dateline.model.when import When

_FORMER = frozenset(
    {"former", "formerly", "ex", "one-time", "onetime", "erstwhile", "late", "then", "ousted", "deposed", "toppled"}
)
_REASON = "a tie is no happening with a time of its own"


def ties(scene: Scene, attribution: Attribution) -> Iterator[Claim]:
    """The tie claims of a dispatch in the order of the text; each pair and kind once a sentence."""
    for token in scene.tree.tokens:
        if token.pos in ("NOUN", "PROPN"):
            yield from _noun_ties(scene, attribution, token.i)
        if token.i > 1 and scene.tree.tokens[token.i - 1].text in ("-", "–"):
            for _, frame in scene.knowledge.ontology.triggers("suffixes", token.lower):
                if scene.knowledge.ontology.kinds[frame.kind].group == "ties":
                    yield from _suffix_tie(scene, attribution, token.i, frame)
        if token.tag == "VBN":
            for _, frame in scene.knowledge.ontology.triggers("participles", token.lemma.lower()):
                yield from _participle_tie(scene, attribution, token.i, frame)


def _build(
    scene: Scene,
    attribution: Attribution,
    at: int,
    frame: Frame,
    agent: Party0,
    target: Party0,
    extra: tuple[int, ...] = (),
) -> Iterator[Claim]:
    """A tie claim, unless both ends are one or neither is a known actor."""
    if agent.actor is None or (target.actor is None and frame.kind != "based_in"):
        return
    if target.actor is not None and agent.actor.id == target.actor.id:
        return
    if agent.number is not None or target.number is not None:
        return
    if "perspective" in (agent.actor.kind, target.actor.kind if target.actor else ""):
        return
    tree = scene.tree
    tokens = tree.tokens
    voice = attribution.voice(at)
    ended = next(
        (c for c in (*tree.children[at], *(d for e in extra for d in tree.children[e])) if tokens[c].lower in _FORMER),
        None,
    )
    builder = Builder(scene, frame.kind, "actual", "positive", attribution.source(voice, "neutral"), confidence=0.75)
    builder.mark("kind", tokens[at].start, tokens[at].end)
    builder.mark("modality", tokens[at].start, tokens[at].end, "plain-statement")
    builder.mark("source", tokens[at].start, tokens[at].end, "outlet-voice" if voice.own else "quotation")
    builder.reasons.update(
        place="a tie has no place", quantity="a tie counts nothing", content="not a statement", when=_REASON
    )
    moment = None
    if ended is not None and scene.day is not None:
        until = When(None, scene.day, "span", "PAST_REF", "none", "BEFORE")
        moment = Moment(until, tokens[ended].start, tokens[ended].end, "ended")
    yield builder.claim(agent=agent, target=target, moment=moment)


def _noun_ties(scene: Scene, attribution: Attribution, n: int) -> Iterator[Claim]:
    """A role noun ("leader", "envoy", "father") with its holder and the body that it belongs to."""
    frame = _role_frame(scene, n)
    if frame is None:
        return
    holders = _holders(scene, n)
    bodies = _bodies(scene, n, {h.head for h in holders})
    for holder in holders:
        for body in bodies:
            agent, target = (holder, body)
            yield from _build(scene, attribution, n, frame, agent, target)


def _role_frame(scene: Scene, n: int) -> Frame | None:
    tokens = scene.tree.tokens
    for form in (tokens[n].lemma.lower(), tokens[n].lower):
        for words, frame in scene.knowledge.ontology.triggers("nouns", form):
            if scene.knowledge.ontology.kinds[frame.kind].group != "ties":
                continue
            before = [tokens[i].lower for i in range(max(0, n - len(words) + 1), n)]
            if list(words[:-1]) == before:
                return frame
    return None


def _holders(scene: Scene, n: int) -> list[Party0]:
    """Who has the role: the name in apposition, the name that the role stands before, the subject of which it is told."""
    tree = scene.tree
    token = tree.tokens[n]
    found: list[Party0] = []
    head = token.head
    if token.dep in ("compound", "nmod", "amod") and head > n:
        found = _named(scene, head)
    if not found:
        for c in tree.kids(n, "appos"):
            found.extend(_named(scene, c))
    if not found and token.dep == "appos":
        found = _named(scene, head)
    if not found and token.dep == "attr":
        for c in tree.kids(head, "nsubj"):
            found.extend(_named(scene, c))
    if not found:
        following = n + 1
        if following < len(tree.tokens) and following in scene.covered:
            mark = scene.covered[following]
            if (
                mark.start == tree.tokens[following].start
                and mark.actor.kind in ("person", "office_holder")
                and mark.start - token.end <= 1
            ):
                found = [Party0(mark.head, mark.start, mark.end, mark.actor, None, mark.rule, "actor")]
    if not found and n + 1 < len(tree.tokens) and tree.tokens[n + 1].lower in ("of", "to", "with"):
        for c in tree.kids(n, "poss"):
            found.extend(_named(scene, c))
    found = [p for p in found if p.head != n]
    named, reference = scene.actor_at.get(n), scene.reference_at.get(n)
    if not found and named is not None and named.actor.kind in PERSONS:
        return [Party0(n, named.start, named.end, named.actor, None, named.rule, "actor")]
    if not found and reference is not None and reference.actor is not None and reference.actor.kind in PERSONS:
        return [Party0(n, reference.start, reference.end, reference.actor, None, reference.rule, "actor")]
    return found


def _named(scene: Scene, head: int) -> list[Party0]:
    return [p for p in scene.parties(head) if p.actor is not None and p.actor.kind != "perspective"]


def _bodies(scene: Scene, n: int, holders: set[int]) -> list[Party0]:
    """What the role belongs to: "of Y", "Y's", "Y leader"."""
    tree = scene.tree
    found: list[Party0] = []
    after = [n + 1] if n + 1 < len(tree.tokens) and tree.tokens[n + 1].dep == "prep" else []
    for c in dict.fromkeys([*tree.kids(n, "prep"), *after]):
        if tree.tokens[c].lower in ("of", "for", "to", "with", "in"):
            for pobj in tree.kids(c, "pobj"):
                found.extend(_named(scene, pobj))
    for c in tree.kids(n, "poss", "compound", "nmod", "amod"):
        found.extend(_body(scene, c))
    if not found and tree.tokens[n].dep in ("compound", "nmod"):
        for c in tree.kids(tree.tokens[n].head, "compound", "nmod", "poss", "amod"):
            if c < n:
                found.extend(_body(scene, c))
    found = [p for p in found if p.head not in holders and not _hyphened(scene, n, p)]
    bodies = [p for p in found if p.actor is not None and p.actor.kind not in ("state", "government")]
    return (bodies or found)[:4]


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
    bearer = scene.bearer(before)
    starts = [bearer] if bearer is not None else []
    place = scene.place_at.get(before)
    if frame.kind == "based_in" and place is not None and ends:
        state = scene.knowledge.actors.get(f"state:{place.place.country}") if place.place.kind == "country" else None
        seat = Party0(before, place.start, place.end, state, None, "words", "actor")
        yield from _build(scene, attribution, at, frame, ends[0], seat)
        return
    for start in starts[:1]:
        for end in ends[:1]:
            agent, target = (start, end) if frame.kind in ("leads", "backs") else (end, start)
            yield from _build(scene, attribution, at, frame, agent, target)


def _participle_tie(scene: Scene, attribution: Attribution, v: int, frame: Frame) -> Iterator[Claim]:
    """ "fighters, led by HTS", "militias backed by Iran": the by-phrase and the noun that the participle modifies."""
    tree = scene.tree
    if not tree.passive(v) or tree.tokens[v].dep not in ("acl", "relcl", "advcl", "amod", "conj", "ROOT"):
        return
    objects = [p for slot in tree.object(v) for p in _named(scene, slot.head)]
    agents = [p for slot in tree.subject(v) for p in _named(scene, slot.head)]
    for agent in agents[:3]:
        for target in objects[:1]:
            yield from _build(scene, attribution, v, frame, agent, target)
