"""What stands where in one dispatch: marks by token, and what a noun phrase names.

`Scene.parties(head)` turns the head of a noun phrase into the actors that it names, through coordination, apposition,
partitives ("hundreds of prisoners") and references ("the group"). Places are the business of `localities`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from dateline.extract.syntax import Tree
from dateline.knowledge.library import Knowledge
from dateline.knowledge.numbers import load_number_lexicon
from dateline.model.marks import ActorMark, Annotated, NumberMark, PlaceMark, Reference, TimeMark
from dateline.model.world import Actor

ARMED = frozenset(
    {
        "state_forces",
        "rebel_group",
        "political_militia",
        "identity_militia",
        "external_forces",
        "government",
        "state",
        "perspective",
    }
)
#: Those of the armed kinds who can fall in battle.
FORCES = ARMED - {"government", "state"}
CIVIL = frozenset({"civilians", "class", "protesters", "rioters"})
PERSONS = frozenset({"person", "office_holder"})
SPEAKERS = ARMED | CIVIL | PERSONS | {"organisation", "intergovernmental", "aid_agency", "monitor", "outlet"}

#: Pronouns that stand for people even where nobody knows which.
_SOMEBODY = frozenset(
    {"some", "many", "others", "several", "most", "few", "dozens", "another", "he", "she", "him", "her"}
)
#: The last of the sentences that say what a dispatch is about.
_OPENING = 3
_TOWNS = frozenset({"neighbourhood", "village", "town", "city", "capital", "unknown"})
#: Words of a sentence that are looked at on either side of a trigger.
WINDOW = 80
#: "Our control", "us": whoever speaks; who that is, is decided with the voice.
SELF = Actor("perspective:self", "the speaker's side", "perspective")


@dataclass(frozen=True, slots=True)
class Party0:
    """A filler of an agent or target slot, in reading offsets: the actor (None: a thing or nobody known) and its words."""

    head: int
    start: int
    end: int
    actor: Actor | None
    number: NumberMark | None
    rule: str
    type: Literal["actor", "people", "thing"]


class Scene:
    """The marks of one annotated dispatch, found by token."""

    def __init__(self, annotated: Annotated, knowledge: Knowledge) -> None:
        self.annotated = annotated
        self.knowledge = knowledge
        self.tree = Tree(annotated, knowledge.grammar)
        self.day = annotated.dispatch.day
        tokens = self.tree.tokens
        self._starts = {token.start: token.i for token in tokens}
        self.actor_at: dict[int, ActorMark] = {}
        self.place_at: dict[int, PlaceMark] = {}
        self.number_at: dict[int, NumberMark] = {}
        self.number_of: dict[int, NumberMark] = {}
        self.reference_at: dict[int, Reference] = {}
        self.time_at: dict[int, int] = {}
        self.times_of: dict[int, dict[int, list[tuple[int, TimeMark]]]] = {}
        self.undated_of: dict[int, frozenset[int]] = {}
        self._affiliations: dict[str, Actor | None] = {}
        self.covered = self._cover()

    def _cover(self) -> dict[int, ActorMark]:
        """Fills the maps by head token; returns the actor mark that covers each token."""
        covered: dict[int, ActorMark] = {}
        for mark in self.annotated.actors:
            self.actor_at.setdefault(mark.head, mark)
            for i in self.inside(mark.start, mark.end):
                covered.setdefault(i, mark)
        for place in self.annotated.places:
            for i in self.inside(place.start, place.end):
                self.place_at.setdefault(i, place)
        for number in self.annotated.numbers:
            for i in self.inside(number.start, number.end):
                self.number_at.setdefault(i, number)
            if number.noun is not None and number.kind == "count":
                self.number_of.setdefault(number.noun, number)
        for reference in self.annotated.references:
            self.reference_at.setdefault(reference.head, reference)
        for at, time in enumerate(self.annotated.times):
            for i in self.inside(time.start, time.end):
                name, count = covered.get(i), self.number_at.get(i)
                if count is not None and count.kind == "count" and (count.hedge or count.rule == "range"):
                    continue
                if name is None or name.rule not in ("name", "alias", "abbreviation", "new-name"):
                    self.time_at.setdefault(i, at)
        return covered

    def inside(self, start: int, end: int) -> Iterable[int]:
        """Indices of the tokens that lie in a range of the reading."""
        first = self._starts.get(start)
        if first is None:
            first = self.token_after(start)
        tokens = self.tree.tokens
        while first < len(tokens) and tokens[first].end <= end:
            yield first
            first += 1

    def token_after(self, offset: int) -> int:
        """Index of the first token that starts at or after an offset."""
        tokens = self.tree.tokens
        low, high = 0, len(tokens)
        while low < high:
            middle = (low + high) // 2
            if tokens[middle].start < offset:
                low = middle + 1
            else:
                high = middle
        return low

    def words(self, start: int, end: int) -> str:
        """The reading between two offsets."""
        return self.annotated.reading[start:end]

    # Actors

    def parties(self, head: int, *, rule: str = "words", depth: int = 0) -> list[Party0]:
        """Everyone that a noun phrase names, coordination included, left to right."""
        found: list[Party0] = []
        for h in self.tree.conjuncts(head)[:8]:
            found.extend(self._party(h, rule, depth))
        return found

    def _party(self, h: int, rule: str, depth: int) -> list[Party0]:
        tree, token = self.tree, self.tree.tokens[h]
        number = self.number_of.get(h) or self.number_at.get(h)
        mark = self.actor_at.get(h) or self._covering(h)
        if mark is not None:
            named = self._apposed(h, depth) if mark.rule == "generic" else []
            if named:
                return named
            start, end = min(mark.start, self._start(h, number)) if self._plain(h) else mark.start, mark.end
            actor = self._sided(self._whose(mark.actor, h) if mark.rule == "generic" else mark.actor, h)
            return [Party0(h, start, end, actor, number, joined(rule, mark.rule), "actor")]
        reference = self.reference_at.get(h)
        if reference is not None and reference.actor is not None:
            return [
                Party0(
                    h, reference.start, reference.end, reference.actor, number, joined(rule, reference.rule), "actor"
                )
            ]
        if depth < 3 and (
            token.lower in tree.grammar.partitive or token.lemma in tree.grammar.partitive or token.pos == "NUM"
        ):
            for p in tree.kids(h, "prep"):
                if tree.tokens[p].lower in ("of", "among"):
                    for inner in tree.kids(p, "pobj"):
                        found = self.parties(inner, rule=rule, depth=depth + 1)
                        whole = number or self._number_in(h)
                        if not found and token.pos == "NUM" and tree.tokens[inner].lower in ("them", "whom"):
                            return [Party0(h, token.start, tree.tokens[inner].end, None, whole, rule, "people")]
                        if found or number is None:
                            return [
                                replace(p0, number=p0.number or whole, start=min(p0.start, tree.phrase(h)[0]))
                                for p0 in found
                            ]
        town = self.place_at.get(h)
        if town is not None and town.use == "literal" and town.place.kind != "country":
            return [Party0(h, town.start, town.end, None, None, rule, "thing")]
        if named := self._apposed(h, depth):
            return named
        if depth < 3 and token.lower in tree.grammar.assets and (owners := self._owners(h, rule, depth)):
            return owners
        place = self.place_at.get(h)
        if place is not None and place.place.kind == "country" and place.place.country:
            state = self.knowledge.actors.get(f"state:{place.place.country}")
            if state is not None:
                return [Party0(h, place.start, place.end, state, None, "country-as-actor", "actor")]
        if token.lower in ("our", "us", "my", "me"):
            return [Party0(h, token.start, token.end, SELF, None, "perspective", "actor")]
        indefinite = token.lower in _SOMEBODY
        if token.pos in ("PRON", "DET") and number is None:
            return [Party0(h, token.start, token.end, None, None, rule, "people")] if indefinite else []
        start, end = self._start(h, number), tree.phrase(h)[1]
        generics = self.knowledge.actors.generics
        band = token.pos == "NOUN" and (token.lower in generics.bands or token.lower in generics.armed)
        unit = number.unit if number else ""
        human = token.pos == "NOUN" and load_number_lexicon().class_of(token.lemma.lower(), token.lower) == "people"
        human = human or (
            token.lemma == "bomber" and any(tree.tokens[c].lower == "suicide" for c in tree.kids(h, "compound", "amod"))
        )
        people = (
            unit == "people"
            or human
            or (
                number is not None
                and number.kind == "count"
                and number.unit == ""
                and number.fraction is None
                and (token.pos == "NUM" or h in self.number_at or number.start <= token.start < number.end)
            )
        )
        armed = token.lower in generics.armed
        if armed and (led := self._followers(h)) is not None:
            return [Party0(h, start, led[1], led[0], number, "owner", "actor")]
        return [Party0(h, start, end, None, number, rule, "people" if people or band else "thing")]

    def _followers(self, h: int) -> tuple[Actor, int] | None:
        """ "forces of the council", "troops loyal to X": the body whose fighters a bare noun names."""
        tree = self.tree
        loyal = [a for a in tree.kids(h, "amod", "acl", "relcl") if tree.tokens[a].lower == "loyal"]
        for prep in (p for at in (h, *loyal) for p in tree.kids(at, "prep")):
            if tree.tokens[prep].lower not in ("of", "to"):
                continue
            for pobj in tree.kids(prep, "pobj"):
                mark = self.actor_at.get(pobj) or self.covered.get(pobj)
                body = mark.actor if mark is not None else None
                if body is not None and body.kind in PERSONS:
                    body = self.knowledge.actors.leader_of(body.id, self.day)
                if mark is not None and body is not None and body.kind in ARMED:
                    return body, mark.end
        return None

    def _whose(self, actor: Actor, h: int) -> Actor:
        """ "X, whose soldiers were seen leaving": the generic noun is of the country that "whose" goes back to."""
        tree, book = self.tree, self.knowledge.actors
        if not any(tree.tokens[c].lower == "whose" for c in tree.kids(h, "poss")):
            return actor
        clause = next((a for a in tree.ancestors(h) if tree.tokens[a].dep == "relcl"), None)
        noun = book.generics.nouns.get((tree.tokens[h].lower,))
        mark = self.actor_at.get(tree.tokens[clause].head) if clause is not None else None
        place = self.place_at.get(tree.tokens[clause].head) if clause is not None else None
        code = mark.actor.country if mark is not None else place.place.country if place is not None else None
        if code is None or code == actor.country or noun is None:
            return actor
        return (book.state(noun.body.key, code) if noun.body is not None else None) or actor

    def _start(self, h: int, number: NumberMark | None) -> int:
        """Where a noun phrase starts: at its figure, where a name stands before that ("in Orlin [20 civilians]")."""
        start = self.tree.phrase(h)[0]
        if number is not None and number.start <= self.tree.tokens[h].start < number.end:
            return number.start
        if number is None or number.noun != h or number.start <= start:
            return start
        named = any(self.tree.tokens[i].pos == "PROPN" for i in self.inside(start, number.start))
        return number.start if named else start

    def _sided(self, actor: Actor, h: int) -> Actor:
        """ "factions led by X", "X-led fighters": a class of fighters without a side of its own has that of its leader."""
        if actor.side is not None or actor.kind not in ARMED or actor.id.startswith("perspective"):
            return actor
        tree = self.tree
        leaders: list[int] = []
        for c in tree.kids(h, "acl", "relcl", "advcl"):
            if tree.tokens[c].lemma in ("lead", "head", "command", "back") and tree.passive(c):
                leaders.extend(slot.head for slot in tree.subject(c))
        for c in tree.kids(h, "amod", "compound"):
            if tree.tokens[c].lower == "led" and c >= 2 and tree.tokens[c - 1].text == "-":
                leaders.append(c - 2)
        for leader in leaders:
            mark = self.actor_at.get(leader) or self.covered.get(leader)
            side = self.knowledge.actors.side_of(mark.actor.id, self.day) if mark is not None else None
            if side is not None:
                return replace(actor, side=side)
            if mark is not None and mark.actor.kind in ARMED:
                return mark.actor
        return actor

    def _apposed(self, h: int, depth: int) -> list[Party0]:
        """ "the president's allies A and B": the names in apposition to a noun."""
        number = self.number_of.get(h)
        several = number is not None and number.kind == "count" and number.high != 1
        for c in self.tree.kids(h, "appos") if depth < 3 and not several else ():
            found = [p for p in self.parties(c, rule="apposition", depth=depth + 1) if p.actor is not None]
            if found and all(p.actor is not None and p.actor.kind not in CIVIL for p in found):
                return found
        return []

    def affiliation(self, person: Actor) -> Actor | None:
        """The body that the words around a person's name give: "rebel commander X", "X, a spokesman for the army"."""
        if person.id not in self._affiliations:
            self._affiliations[person.id] = self._affiliation(person)
        return self._affiliations[person.id]

    def _affiliation(self, person: Actor) -> Actor | None:
        for mark in self.annotated.actors:
            if mark.actor.id != person.id:
                continue
            for h in (mark.head, *self.tree.kids(mark.head, "appos", "compound", "nmod")):
                if (body := self._body_beside(h, person)) is not None:
                    return body
        return None

    def _body_beside(self, h: int, person: Actor) -> Actor | None:
        tree = self.tree
        heads: list[int] = []
        reach = [h]
        for at in reach:
            below = tree.kids(at, "compound", "nmod", "poss", "amod")
            reach.extend(below[:8] if len(reach) < 24 else [])
            heads.extend(below)
        for c in tree.kids(h, "prep"):
            if tree.tokens[c].lower in ("of", "for", "from", "with"):
                heads.extend(tree.kids(c, "pobj"))
        for c in heads:
            bearer = self.bearer(c)
            if (
                bearer is not None
                and bearer.actor is not None
                and bearer.actor.id != person.id
                and bearer.actor.kind in ARMED
            ):
                return bearer.actor
        return None

    def owners(self, h: int) -> list[Party0]:
        """Whose a thing is, by possessor, adjective, compound or "of"; in the words of the whole phrase."""
        return self._owners(h, "words", 0, adjectives=True)

    def _owners(self, h: int, rule: str, depth: int, *, adjectives: bool = False) -> list[Party0]:
        """ "positions of the rebels", "our checkpoints", "army vehicles": whose they are, in the words of the whole phrase."""
        tree = self.tree
        heads = [
            pobj
            for c in tree.kids(h, "prep")
            if tree.tokens[c].lower in ("of", "belonging")
            for pobj in tree.kids(c, "pobj")
        ]
        start = tree.phrase(h)[0]
        for c in (*tree.kids(h, "poss", "compound", "amod"), *heads):
            if c + 1 < h and tree.tokens[c + 1].text == "-":
                continue
            covering = self.covered.get(c)
            owners = (
                [Party0(c, covering.start, covering.end, covering.actor, None, covering.rule, "actor")]
                if covering
                else self.parties(c, rule=rule, depth=depth + 1)
            )
            owners = [p for p in owners if p.actor is not None]
            if not owners and adjectives and (bearer := self.bearer(c)) is not None:
                owners = [bearer]
            if owners:
                end = max(tree.tokens[h].end, owners[0].end)
                return [replace(owners[0], head=h, start=start, end=end, number=None, rule="owner")]
        return []

    def _plain(self, h: int) -> bool:
        return self.tree.tokens[h].pos == "NOUN"

    def _covering(self, h: int) -> ActorMark | None:
        """An actor mark that ends at this token though another token is its head (parses of names differ)."""
        mark = self.covered.get(h)
        if mark is not None and self.tree.tokens[h].end == mark.end:
            return mark
        if (
            mark is not None
            and mark.rule in ("name", "alias", "abbreviation", "new-name")
            and self.tree.tokens[h].pos == "PROPN"
        ):
            return mark
        return None

    def _number_in(self, h: int) -> NumberMark | None:
        return self.number_at.get(h) or next(
            (self.number_at[c] for c in self.tree.children[h] if c in self.number_at), None
        )

    def bearer(self, i: int) -> Party0 | None:
        """Whom a bare word before a hyphen stands for: "government" in "government-held", "rebel" in "rebel-led"."""
        parties = [p for p in self.parties(i) if p.actor is not None]
        if parties:
            return parties[0]
        token, book = self.tree.tokens[i], self.knowledge.actors
        covering = self.covered.get(i)
        if covering is not None:
            return Party0(i, covering.start, covering.end, covering.actor, None, covering.rule, "actor")
        before = self.tree.tokens[i - 1] if i else token
        if before.text in ("-", "–") and before.end == token.start:
            return None
        code = self.knowledge.countries.by_adjective(token.text) if token.text[:1].isupper() else None
        state = book.get(f"state:{code}") if code else None
        if state is not None:
            return Party0(i, token.start, token.end, state, None, "nationality", "actor")
        noun = book.generics.nouns.get((token.lower,))
        if noun is None or noun.body is None:
            noun = book.generics.modifiers.get(token.lower) or noun
        if noun is None:
            return None
        if noun.body is not None:
            actor = book.state(noun.body.key, self.home) if self.home else None
        else:
            actor = book.generic(noun.group.key, self.home, self.day) if noun.group else None
        return None if actor is None else Party0(i, token.start, token.end, actor, None, "generic", "actor")

    @cached_property
    def focus(self) -> PlaceMark | None:
        """The town that the dispatch is about: the only one, or one named twice and in most mentions of towns; else None."""
        towns = [
            m
            for m in self.annotated.places
            if m.use == "literal"
            and m.place.kind in _TOWNS
            and not self.measured_from(m.head)
            and not self._said_there(m.head)
        ]
        counts, tokens = Counter(mark.place.id for mark in towns), self.tree.tokens
        if not counts:
            return None
        best = min(counts, key=lambda identity: (-counts[identity], identity))
        early = {mark.place.id for mark in towns if tokens[mark.head].sentence <= _OPENING}
        if len(counts) == 1 and best in early:
            return next(mark for mark in towns if mark.place.id == best)
        if counts[best] < 2 or counts[best] * 5 < 2 * len(towns):
            return None
        return next(mark for mark in towns if mark.place.id == best)

    def _said_there(self, i: int) -> bool:
        """ "X said in Geneva": is a place the speaker's, or that of the saying?"""
        verb = next((a for a in self.tree.ancestors(i) if self.tree.is_verb(a)), None)
        return i in self.speaker_tokens or (verb is not None and verb < i and verb in self.cue_tokens)

    @cached_property
    def cue_tokens(self) -> frozenset[int]:
        """The tokens of all words that report speech."""
        cues = [quotation.cue for quotation in self.annotated.quotations]
        return frozenset(i for cue in cues if cue is not None for i in self.inside(cue.start, cue.end))

    @cached_property
    def content_tokens(self) -> frozenset[int]:
        """The tokens of what is said in any quotation."""
        spans = [span for quotation in self.annotated.quotations for span in quotation.content]
        return frozenset(i for span in spans for i in self.inside(span.start, span.end))

    def measured_from(self, i: int) -> bool:
        """ "a town 20 km north of the capital, X": does a place only serve to say where another one is?"""
        tokens = self.tree.tokens
        for at in range(i - 1, max(i - 8, 0), -1):
            if tokens[at].lower in ("of", "from") and tokens[at - 1].lower in self.tree.grammar.directions:
                return True
            if self.tree.is_verb(at) or tokens[at].text == "." or at in self.place_at:
                return False
        return False

    @cached_property
    def speaker_tokens(self) -> frozenset[int]:
        """The tokens of all speakers' words: a place among them says where the speaker is from."""
        speakers = [quotation.speaker for quotation in self.annotated.quotations]
        return frozenset(i for s in speakers if s is not None for i in self.inside(s.start, s.end))

    def window(self, token: int) -> range:
        """The tokens of the sentence around a token, at most WINDOW to either side: endless sentences stay affordable."""
        sentence = self.annotated.sentences[self.tree.tokens[token].sentence]
        return range(max(sentence.first, token - WINDOW), min(sentence.last, token + WINDOW))

    @cached_property
    def home(self) -> str | None:
        """The country of most places and actors in the dispatch."""
        counts = Counter(
            mark.place.country for mark in self.annotated.places if mark.use == "literal" and mark.place.country
        )
        counts.update(
            mark.actor.country for mark in self.annotated.actors if mark.actor.country and mark.actor.kind != "outlet"
        )
        return min(counts, key=lambda code: (-counts[code], code)) if counts else None


def joined(outer: str, inner: str) -> str:
    """The rule that did the work: an inference outranks plain words."""
    return inner if outer == "words" and inner not in ("name", "alias") else outer


def fits(party: Party0, wanted: tuple[str, ...]) -> bool:
    """Is the party of one of the wanted types ("armed", "civil", "person", "people")? No wish fits everyone."""
    if not wanted:
        return True
    kind = party.actor.kind if party.actor is not None else ""
    for want in wanted:
        if want == "armed" and party.actor is not None and party.actor.id.split(":")[0] == "men":
            return True
        if want == "armed" and (kind in ARMED | PERSONS | {"unknown"} or (not kind and party.type == "people")):
            return True
        if want == "civil" and (kind in CIVIL or kind == "unknown" or (party.actor is None and party.type == "people")):
            return True
        if want == "body" and (kind in ARMED | {"unknown"} or (not kind and party.type == "people")):
            return True
        if want == "person" and kind in PERSONS:
            return True
        if want == "thing" and party.actor is None and party.type == "thing":
            return True
        if want == "people" and (party.actor is not None or party.type == "people"):
            return True
    return False
