"""What stands where in one dispatch: marks by token, and what a noun phrase names.

`Scene.parties(head)` turns the head of a noun phrase into the actors that it names, `Scene.place(head)` into a place,
both through coordination, apposition, partitives ("hundreds of prisoners") and references ("the city").
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from dateline.extract.syntax import Tree
from dateline.knowledge.folding import fold
from dateline.knowledge.library import Knowledge
from dateline.model.claim import ClaimPlace, Precision
from dateline.model.marks import ActorMark, Annotated, NumberMark, PlaceMark, Reference
from dateline.model.world import Actor, Place, PlaceKind

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
_SOMEBODY = frozenset({"some", "many", "others", "several", "most", "few", "dozens", "he", "she", "him", "her"})
#: Nouns for a settlement: one that lies in a province is not the province.
SETTLEMENTS = frozenset({"city", "town", "village", "capital", "hamlet", "settlement", "port", "suburb", "camp"})
#: "Our control", "us": whoever speaks; who that is, is decided with the voice.
SELF = Actor("perspective:self", "the speaker's side", "perspective")

_PRECISION: dict[PlaceKind, Precision] = {
    "site": "site", "neighbourhood": "town", "village": "town", "town": "town", "city": "town", "capital": "town",
    "district": "district", "admin1": "admin1", "country": "country", "region": "region", "water": "region",
    "river": "region", "crossing": "site", "continent": "region", "unknown": "unknown",
}  # fmt: skip
_NEAR = frozenset({"near", "outside", "around", "north of", "south of", "east of", "west of", "beside"})


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


@dataclass(frozen=True, slots=True)
class Somewhere:
    """A place with the words that carry it, in reading offsets.

    `named`: False for an unnamed installation or part of a place. `whole`: the place that a mere part is part of.
    """

    place: Place
    precision: Precision
    start: int
    end: int
    rule: str
    named: bool = True
    whole: Somewhere | None = None

    def as_claim(self) -> ClaimPlace:
        """The place as a claim stores it."""
        return ClaimPlace(self.place, self.precision)


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
            start, end = min(mark.start, tree.phrase(h)[0]) if self._plain(h) else mark.start, mark.end
            actor = self._sided(mark.actor, h)
            return [Party0(h, start, end, actor, number, _joined(rule, mark.rule), "actor")]
        reference = self.reference_at.get(h)
        if reference is not None and reference.actor is not None:
            return [
                Party0(
                    h, reference.start, reference.end, reference.actor, number, _joined(rule, reference.rule), "actor"
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
        start, end = tree.phrase(h)
        generics = self.knowledge.actors.generics
        band = token.pos == "NOUN" and (token.lower in generics.bands or token.lower in generics.armed)
        unit = number.unit if number else ""
        people = unit == "people" or (
            token.pos == "NUM" and number is not None and number.kind == "count" and number.unit in ("", "people")
        )
        return [Party0(h, start, end, None, number, rule, "people" if people or band else "thing")]

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

    def _owners(self, h: int, rule: str, depth: int) -> list[Party0]:
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
            covering = self.covered.get(c)
            owners = (
                [Party0(c, covering.start, covering.end, covering.actor, None, covering.rule, "actor")]
                if covering
                else self.parties(c, rule=rule, depth=depth + 1)
            )
            owners = [p for p in owners if p.actor is not None]
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
    def home(self) -> str | None:
        """The country of most places and actors in the dispatch."""
        counts = Counter(
            mark.place.country for mark in self.annotated.places if mark.use == "literal" and mark.place.country
        )
        counts.update(
            mark.actor.country for mark in self.annotated.actors if mark.actor.country and mark.actor.kind != "outlet"
        )
        return min(counts, key=lambda code: (-counts[code], code)) if counts else None

    # Places

    def places(self, head: int, *, rule: str = "words", preposition: str = "") -> list[Somewhere]:
        """Every place that a noun phrase names, coordination and "including ..." followed."""
        found: list[Somewhere] = []
        listed = self._listed(head, rule)
        if listed:
            return [self._nearness(place, preposition) for place in listed]
        for h in self.tree.conjuncts(head)[:12]:
            included = self._included(h)
            place = self._place(h, rule, 0)
            if place is None and h == head and not included:
                return []
            if place is not None and (place.named or not included):
                found.append(self._nearness(place, preposition))
            found.extend([*included, *self._raised(h, rule)])
        return found

    def last_place(self, h: int) -> Somewhere | None:
        """ "the siege of A, a district south of B, ended with its capture": the place before that describes no other."""
        token = self.tree.tokens[h]
        for i in range(h - 1, self.annotated.sentences[token.sentence].first - 1, -1):
            mark = self.place_at.get(i)
            if mark is None or mark.use != "literal" or mark.head != i or mark.place.kind == "country":
                continue
            if not any(self.tree.tokens[a].dep in ("appos", "relcl") for a in (i, *self.tree.ancestors(i))):
                return self.somewhere(mark.place, token.start, token.end, "pronoun-place")
        return None

    def unknown_place(self, h: int) -> Somewhere | None:
        """A proper name that no gazetteer and no actor has, where the words ask for a place ("entered al-Watiya")."""
        tree, token = self.tree, self.tree.tokens[h]
        if (
            token.pos != "PROPN"
            or h in self.covered
            or h in self.place_at
            or h in self.time_at
            or token.entity in ("PERSON", "DATE", "TIME")
        ):
            return None
        start = tree.phrase(h)[0]
        first = self.token_after(start)
        while first < h and tree.tokens[first].pos in ("DET", "ADJ", "PRON"):
            first += 1
        name = self.words(tree.tokens[first].start, token.end)
        place = Place(f"new:{fold(name).replace(' ', '-')}", name, "unknown", self.home)
        return Somewhere(place, "unknown", tree.tokens[first].start, token.end, "place-asked-for")

    def _listed(self, h: int, rule: str) -> list[Somewhere]:
        """ "the towns of A, B and C": each of them."""
        tree = self.tree
        if tree.tokens[h].lemma not in tree.grammar.whole_places or h in self.place_at:
            return []
        for c in tree.kids(h, "prep"):
            if tree.tokens[c].lower == "of":
                for pobj in tree.kids(c, "pobj"):
                    found = [self._place(i, rule, 0) for i in tree.conjuncts(pobj)[:12]]
                    return [
                        place
                        for place in found
                        if place is not None and place.named and place.precision not in ("admin1", "country")
                    ]
        return []

    def _raised(self, h: int, rule: str) -> list[Somewhere]:
        """ "the station in the centre of the city and the prison": an installation coordinated below a mere part of a place.

        The parser hangs the prison on "centre"; centres are not coordinated with prisons, stations are.
        """
        tree = self.tree
        if tree.tokens[h].lower not in tree.grammar.sites:
            return []
        found: list[Somewhere] = []
        nested = [pobj for c in tree.kids(h, "prep") for pobj in tree.kids(c, "pobj")]
        for pobj in nested:
            if len(nested) < 6:
                nested.extend(deeper for c in tree.kids(pobj, "prep") for deeper in tree.kids(c, "pobj"))
        if not any(tree.tokens[pobj].lower in tree.grammar.parts for pobj in nested):
            return []
        for pobj in nested:
            for other in tree.conjuncts(pobj)[1:]:
                place = self._place(other, rule, 0)
                if place is not None and not place.named and tree.tokens[other].lower not in tree.grammar.parts:
                    found.append(place)
        return found

    def _included(self, h: int) -> list[Somewhere]:
        """ "large areas, including the cities of A and B": the places that the inclusion names."""
        tree = self.tree
        found: list[Somewhere] = []
        for at in tree.subtree(h, limit=60):
            if tree.tokens[at].lower in ("including", "namely") and tree.tokens[at].dep == "prep":
                for pobj in tree.kids(at, "pobj"):
                    for c in tree.conjuncts(pobj)[:12]:
                        place = self._place(c, "included", 0)
                        if place is not None and place.named:
                            found.append(place)
        return found

    def _nearness(self, somewhere: Somewhere, preposition: str) -> Somewhere:
        if preposition in _NEAR and somewhere.precision == "town":
            return replace(somewhere, precision="near")
        return somewhere

    def _place(self, h: int, rule: str, depth: int) -> Somewhere | None:
        tree, token = self.tree, self.tree.tokens[h]
        mark = self.place_at.get(h)
        if mark is not None and mark.use != "part_of_name":
            return self.somewhere(
                mark.place, mark.start, mark.end, _joined(rule, mark.rule if mark.rule != "gazetteer" else "words")
            )
        reference = self.reference_at.get(h)
        if reference is not None and reference.place is not None:
            return self.somewhere(reference.place, reference.start, reference.end, reference.rule)
        if token.pos in ("PRON", "ADV"):
            return self._pronoun(h)
        lower = token.lower
        site = lower in tree.grammar.sites or token.lemma in tree.grammar.sites
        partitive = lower in tree.grammar.partitive
        if depth > 3 or not (site or partitive):
            return None
        inner = self._inner_place(h, depth)
        if partitive and not site:
            if inner is not None and inner.named and lower in tree.grammar.portions:
                return replace(self._site(inner, tree.phrase(h)[0], inner.end), whole=inner)
            return inner or self._of(h, depth)
        start, end = tree.phrase(h)
        if inner is None:
            if self.covered.get(h) is not None and self.actor_at.get(h) is None:
                return None
            name = self.words(start, end)
            return Somewhere(
                Place(f"new:{fold(name).replace(' ', '-')}", name, "site"), "site", start, end, rule, named=False
            )
        if (
            token.lemma in tree.grammar.whole_places
            and token.tag in ("NN", "NNP")
            and inner.precision in ("town", "near")
        ):
            return inner
        settlement = token.lemma in SETTLEMENTS
        if inner.precision not in ("town", "near") and not settlement:
            return inner
        if inner.precision not in ("town", "near"):
            return replace(self._site(inner, start, end), precision=inner.precision)
        return self._site(inner, start, end)

    def _of(self, h: int, depth: int) -> Somewhere | None:
        """ "a number of positions": the unnamed sites behind the partitive."""
        for c in self.tree.kids(h, "prep"):
            if self.tree.tokens[c].lower == "of":
                for pobj in self.tree.kids(c, "pobj"):
                    return self._place(pobj, "words", depth + 1)
        return None

    def _pronoun(self, h: int) -> Somewhere | None:
        """ "breached the town and entered it": the last place before in the sentence, for a pronoun that nothing else explains."""
        token = self.tree.tokens[h]
        if token.dep == "poss" and token.lower == "its":
            return self.last_place(h)
        if token.lower not in ("it", "there") or token.dep not in ("dobj", "pobj", "advmod"):
            return None
        first = self.annotated.sentences[token.sentence].first
        verb = next((a for a in self.tree.ancestors(h) if self.tree.is_verb(a)), h)
        if self.tree.tokens[verb].dep not in ("conj", "advcl"):
            return None
        beside = self.tree.first_conjunct(verb) if self.tree.tokens[verb].dep == "conj" else self.tree.tokens[verb].head
        for i in range(h - 1, first - 1, -1):
            if beside not in self.tree.ancestors(i):
                continue
            mark, reference = self.place_at.get(i), self.reference_at.get(i)
            if mark is not None and mark.use == "literal":
                return self.somewhere(mark.place, token.start, token.end, "pronoun-place")
            if reference is not None and reference.place is not None:
                return self.somewhere(reference.place, token.start, token.end, "pronoun-place")
        return None

    def _site(self, inner: Somewhere, start: int, end: int) -> Somewhere:
        """An unnamed part of a named place: its own id, the coordinates of the place that it lies in."""
        words = self.words(start, end)
        name = words if fold(inner.place.name) in fold(words) else f"{words}, {inner.place.name}"
        identity = f"site:{fold(words).replace(' ', '-')}@{inner.place.id}"
        place = replace(inner.place, id=identity, name=name, kind="site", within=inner.place.id, population=0, names=())
        return Somewhere(
            place, "site", start, end, "part-of-place" if inner.rule == "words" else inner.rule, named=False
        )

    def _inner_place(self, h: int, depth: int) -> Somewhere | None:
        tree = self.tree
        for c in tree.kids(h, "appos"):
            found = self._place(c, "words", depth + 1)
            if found is not None and found.named:
                return found
        for c in tree.kids(h, "prep"):
            if tree.tokens[c].lower in ("including", "like", "since", "after", "before"):
                continue
            for pobj in tree.kids(c, "pobj"):
                found = self._place(pobj, "words", depth + 1)
                if found is not None and found.named:
                    return found
                if found is not None and (deeper := self._inner_place(pobj, depth + 1)) is not None:
                    return deeper
        for c in (*tree.kids(h, "compound", "amod", "nmod"), *tree.kids(h, "poss")):
            found = self._place(c, "words", depth + 1)
            if found is not None and found.named:
                return found
        return None

    def somewhere(self, place: Place, start: int, end: int, rule: str) -> Somewhere:
        """A place with the precision that its kind gives (docs/method.md)."""
        return Somewhere(place, _PRECISION[place.kind], start, end, rule)


def site_in(site: Somewhere, outer: Somewhere) -> Somewhere:
    """An unnamed site as a part of the place that it lies in, with that place's coordinates."""
    name = site.place.name
    identity = f"site:{fold(name).replace(' ', '-')}@{outer.place.id}"
    place = replace(
        outer.place,
        id=identity,
        name=f"{name}, {outer.place.name}",
        kind="site",
        within=outer.place.id,
        population=0,
        names=(),
    )
    return replace(site, place=place, rule="site-in-context")


def innermost(places: list[Somewhere]) -> list[Somewhere]:
    """Places without those that only say where another of them lies ("Kadugli, South Kordofan, Sudan" -> Kadugli)."""
    return [place for place in places if not any(_holds(place.place, other.place) for other in places)]


def _holds(outer: Place, inner: Place) -> bool:
    if outer.country is None or outer.country != inner.country or outer.id == inner.id:
        return False
    if outer.kind == "country":
        return inner.kind != "country"
    if outer.kind == "admin1":
        return inner.kind not in ("country", "admin1") and inner.admin1 == (outer.admin1 or outer.name)
    return inner.within == outer.id


def _joined(outer: str, inner: str) -> str:
    """The rule that did the work: an inference outranks plain words."""
    return inner if outer == "words" and inner not in ("name", "alias") else outer


def fits(party: Party0, wanted: tuple[str, ...]) -> bool:
    """Is the party of one of the wanted types ("armed", "civil", "person", "people")? No wish fits everyone."""
    if not wanted:
        return True
    kind = party.actor.kind if party.actor is not None else ""
    for want in wanted:
        if want == "armed" and kind in ARMED | PERSONS | {"unknown"}:
            return True
        if want == "civil" and (kind in CIVIL or kind == "unknown" or (party.actor is None and party.type == "people")):
            return True
        if want == "person" and kind in PERSONS:
            return True
        if want == "thing" and party.actor is None and party.type == "thing":
            return True
        if want == "people" and (party.actor is not None or party.type == "people"):
            return True
    return False
