"""Where a noun phrase is: places named, referred to, listed, and the unnamed sites and parts that lie in them.

`places(scene, head)` is for slots that may name several; a `Somewhere` keeps the words and the rule that led to it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from dateline.extract.scene import WINDOW, Scene, joined
from dateline.knowledge.folding import fold
from dateline.knowledge.places import apart_km
from dateline.model.claim import ClaimPlace, Precision
from dateline.model.world import Place, PlaceKind

#: Nouns for a settlement: one that lies in a province is not the province.
SETTLEMENTS = frozenset({"city", "town", "village", "capital", "hamlet", "settlement", "port", "suburb", "camp"})

_PRECISION: dict[PlaceKind, Precision] = {
    "site": "site", "neighbourhood": "town", "village": "town", "town": "town", "city": "town", "capital": "town",
    "district": "district", "admin1": "admin1", "country": "country", "region": "region", "water": "region",
    "river": "region", "crossing": "site", "continent": "region", "unknown": "unknown",
}  # fmt: skip
#: So many tokens back a site that is named again may have been named first.
_SITE_WINDOW = 400
_DISTRICT_KM = 60.0
#: "fled to X": X is a refuge.
_FLEEING = frozenset({"flee", "escape", "evacuate", "take", "bring", "go"})
#: A site no farther than this from a town beside it lies in or at that town.
_SITE_KM = 60.0
_SETTLED = frozenset({"neighbourhood", "village", "town", "city", "capital"})
_NEAR = frozenset({"near", "outside", "around", "north of", "south of", "east of", "west of", "beside"})


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

    @property
    def settled(self) -> bool:
        """Is it a settlement, whether or not anybody knows where exactly it lies?"""
        return self.precision in ("town", "near") or (self.place.kind in _SETTLED and self.named)

    def as_claim(self) -> ClaimPlace:
        """The place as a claim stores it."""
        return ClaimPlace(self.place, self.precision)


def places(scene: Scene, head: int, *, rule: str = "words", preposition: str = "") -> list[Somewhere]:
    """Every place that a noun phrase names, coordination and "including ..." followed."""
    found: list[Somewhere] = []
    for h in scene.tree.conjuncts(head)[:12]:
        listed = _listed(scene, h, rule)
        if listed:
            found.extend(_nearness(scene, place, preposition) for place in listed)
            continue
        included = _included(scene, h)
        place = _place(scene, h, rule, 0)
        if place is None and h == head and not included:
            return []
        if place is not None and (place.named or not included):
            found.append(_nearness(scene, place, preposition))
        found.extend([*included, *_raised(scene, h, rule)])
    return found


def is_settlement(scene: Scene, h: int) -> bool:
    """Is a noun phrase that gave a place nothing but that place ("Morek", "the town"), no building or post in it?"""
    token = scene.tree.tokens[h]
    reference = scene.reference_at.get(h)
    return (
        token.pos == "PROPN"
        or h in scene.place_at
        or (reference is not None and reference.place is not None)
        or bool({token.lemma, token.lower} & (scene.tree.grammar.whole_places | scene.tree.grammar.parts))
    )


def just_a_settlement(place: Somewhere) -> bool:
    """Is an unnamed place a single settlement ("the capital"), whose name may follow ("the capital, Sanaa")?"""
    return place.place.name.split()[-1].lower() in SETTLEMENTS


def last_place(scene: Scene, h: int, *, back: int = 0) -> Somewhere | None:
    """The last literal place before a word that describes no other place: in its sentence, or `back` tokens back.

    "the siege of A, a district south of B, ended with its capture": A.
    """
    token = scene.tree.tokens[h]
    first = h - back if back else max(scene.annotated.sentences[token.sentence].first, h - WINDOW)
    for i in range(h - 1, max(first, 0) - 1, -1):
        mark = scene.place_at.get(i)
        if mark is None or mark.use != "literal" or mark.head != i or mark.place.kind == "country":
            continue
        if scene.measured_from(i):
            continue
        if not any(scene.tree.tokens[a].dep in ("appos", "relcl") for a in (i, *scene.tree.ancestors(i))):
            return somewhere(scene, mark.place, token.start, token.end, "pronoun-place")
    return None


def unknown_place(scene: Scene, h: int, *, asked: bool = True) -> Somewhere | None:
    """A proper name that neither places nor actors have, where the words ask for a place ("entered al-Watiya").

    `asked`: the words ask for nothing but a place; otherwise the gazetteer must know the name in the dispatch's country.
    """
    tree, token = scene.tree, scene.tree.tokens[h]
    if token.pos != "PROPN" or h in scene.covered or h in scene.place_at or h in scene.time_at:
        return None
    if token.entity in ("DATE", "TIME"):
        return None
    first = scene.token_after(tree.phrase(h)[0])
    while first < h and tree.tokens[first].pos in ("DET", "ADJ", "PRON"):
        first += 1
    name = scene.words(tree.tokens[first].start, token.end)
    known = [
        place
        for place in scene.knowledge.gazetteer.exact(name)
        if place.country is not None and place.country == scene.home
    ]
    if known:
        return somewhere(scene, known[0], tree.tokens[first].start, token.end, "place-asked-for")
    if not asked or token.entity == "PERSON":
        return None
    place = Place(f"new:{fold(name).replace(' ', '-')}", name, "unknown", scene.home)
    return Somewhere(place, "unknown", tree.tokens[first].start, token.end, "place-asked-for")


def _listed(scene: Scene, h: int, rule: str) -> list[Somewhere]:
    """ "the towns of A, B and C": each of them."""
    tree = scene.tree
    if tree.tokens[h].lemma not in tree.grammar.whole_places or h in scene.place_at:
        return []
    if tree.tokens[h].tag == "NNS" and (named := tree.kids(h, "compound", "nmod")):
        found = [_place(scene, i, rule, 0) for c in named for i in tree.conjuncts(c)[:12]]
        if len(several := [place for place in found if place is not None and place.named]) > 1:
            return several
    for c in tree.kids(h, "prep"):
        if tree.tokens[c].lower == "of":
            for pobj in tree.kids(c, "pobj"):
                found = [_place(scene, i, rule, 0) for i in tree.conjuncts(pobj)[:12]]
                return [
                    place
                    for place in found
                    if place is not None
                    and place.named
                    and (place.settled or place.precision not in ("admin1", "country"))
                ]
    return []


def _raised(scene: Scene, h: int, rule: str) -> list[Somewhere]:
    """ "the station in the centre of the city and the prison": an installation coordinated below a mere part of a place.

    The parser hangs the prison on "centre"; centres are not coordinated with prisons, stations are.
    """
    tree = scene.tree
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
            place = _place(scene, other, rule, 0)
            if place is not None and not place.named and tree.tokens[other].lower not in tree.grammar.parts:
                found.append(place)
    return found


def _included(scene: Scene, h: int) -> list[Somewhere]:
    """ "large areas, including the cities of A and B": the places that the inclusion names."""
    tree = scene.tree
    found: list[Somewhere] = []
    for at in tree.subtree(h, limit=60):
        if tree.tokens[at].lower in ("including", "namely") and tree.tokens[at].dep == "prep":
            for pobj in tree.kids(at, "pobj"):
                for c in tree.conjuncts(pobj)[:12]:
                    place = _place(scene, c, "included", 0)
                    if place is not None and place.named:
                        found.append(place)
    return found


def _nearness(scene: Scene, somewhere: Somewhere, preposition: str) -> Somewhere:
    if preposition in _NEAR and somewhere.precision in ("town", "site"):
        return replace(somewhere, precision="near")
    return somewhere


def _place(scene: Scene, h: int, rule: str, depth: int, *, of_name: bool = False) -> Somewhere | None:
    """The place of one noun. `of_name`: a place that is a part of a site's name ("the Marib dam") counts as well."""
    tree, token = scene.tree, scene.tree.tokens[h]
    mark = scene.place_at.get(h)
    if mark is not None and (of_name or mark.use != "part_of_name"):
        return somewhere(
            scene, mark.place, mark.start, mark.end, joined(rule, mark.rule if mark.rule != "gazetteer" else "words")
        )
    reference = scene.reference_at.get(h)
    if reference is not None and reference.place is not None and not _of_an_area(scene, h):
        if (fled := _not_the_refuge(scene, h, reference.place)) is not None:
            return fled
        if reference.place.kind == "country" and (home := _home(scene, h, reference.place)) is not None:
            return home
        return somewhere(scene, reference.place, reference.start, reference.end, reference.rule)
    if token.pos in ("PRON", "ADV") and token.lower not in tree.grammar.partitive:
        return _pronoun(scene, h)
    if token.lemma == "capital" and (capital := _capital_of(scene, h)) is not None:
        return capital
    lower = token.lower
    site = lower in tree.grammar.sites or token.lemma in tree.grammar.sites
    partitive = lower in tree.grammar.partitive
    if lower in tree.grammar.directions and any(tree.tokens[c].lower == "the" for c in tree.kids(h, "det")):
        partitive = True  # "the north of Mali"
    if depth > 3 or not (site or partitive):
        return None
    inner = _inner_place(scene, h, depth)
    if partitive and not site:
        if inner is not None and inner.named and lower in tree.grammar.portions:
            return replace(_site(scene, inner, tree.phrase(h)[0], inner.end), whole=inner)
        return inner or _of(scene, h, depth)
    start, end = tree.phrase(h)
    definite = any(tree.tokens[c].lower in ("the", "this", "that") for c in tree.kids(h, "det"))
    if inner is None and definite and token.lemma in SETTLEMENTS - {"capital", "camp", "port"} and token.tag == "NN":
        before = last_place(scene, h, back=WINDOW) or _in_a_name(scene, h)
        if before is not None and before.settled:
            return replace(before, start=tree.phrase(h)[0], end=token.end, rule="definite-place")
    if inner is None and definite and site:
        inner = _named_before(scene, h)
    if inner is None:
        if scene.covered.get(h) is not None and scene.actor_at.get(h) is None:
            return None
        name = scene.words(start, end)
        place = Place(f"new:{fold(name).replace(' ', '-')}", name, "site", _adjective(scene, h))
        return Somewhere(place, "site", start, end, rule, named=False)
    if token.lemma in tree.grammar.whole_places and token.tag in ("NN", "NNP") and inner.settled:
        return inner
    settlement = token.lemma in SETTLEMENTS
    if not inner.settled and not settlement:
        if lower in tree.grammar.parts or lower in tree.grammar.portions or token.lemma in tree.grammar.whole_places:
            return inner
        return replace(_site(scene, inner, start, end), precision=inner.precision, whole=inner)
    if not inner.settled:
        return replace(_site(scene, inner, start, end), precision=inner.precision)
    return _site(scene, inner, start, end)


def _in_a_name(scene: Scene, h: int) -> Somewhere | None:
    """ "Hodeidah airport ... the port city": the settlement that the last site was called after."""
    for at in range(h - 1, max(h - WINDOW, -1), -1):
        mark = scene.place_at.get(at)
        if (
            mark is not None
            and mark.use == "part_of_name"
            and mark.place.kind in ("village", "town", "city", "capital")
        ):
            return somewhere(scene, mark.place, mark.start, mark.end, "definite-place")
    return None


def _named_before(scene: Scene, h: int) -> Somewhere | None:
    """ "Hodeidah airport ... the airport": the place that the last site of the same noun was called after or put in."""
    tokens = scene.tree.tokens
    for at in range(h - 1, max(h - _SITE_WINDOW, -1), -1):
        if tokens[at].lemma == tokens[h].lemma and tokens[at].tag[:2] == "NN":
            return _inner_place(scene, at, 2)
    return None


def _of_an_area(scene: Scene, h: int) -> bool:
    """ "the local capital", "another provincial capital": not the capital that was named before."""
    kids = scene.tree.kids(h, "amod")
    return any(scene.tree.tokens[c].lower in ("local", "provincial", "regional", "district", "state") for c in kids)


def _adjective(scene: Scene, h: int) -> str | None:
    """ "a Congolese border town": the country that a nationality before a noun puts it in."""
    for c in scene.tree.kids(h, "amod", "compound"):
        word = scene.tree.tokens[c].text
        code = scene.knowledge.countries.by_adjective(word) if word[:1].isupper() else None
        if code is not None and scene.tree.tokens[h].lemma in SETTLEMENTS | {"province", "region", "border"}:
            return code
    return None


def _capital_of(scene: Scene, h: int) -> Somewhere | None:
    """ "the Libyan capital": the capital of the country that the adjective names."""
    for c in scene.tree.kids(h, "amod", "compound"):
        token = scene.tree.tokens[c]
        code = scene.knowledge.countries.by_adjective(token.text) if token.text[:1].isupper() else None
        country = scene.knowledge.countries.get(code) if code else None
        for place in scene.knowledge.gazetteer.exact(country.capital) if country is not None else ():
            if country is not None and place.country == country.code:
                return somewhere(scene, place, token.start, scene.tree.tokens[h].end, "definite-place")
    return _capital_at_home(scene, h)


def _capital_at_home(scene: Scene, h: int) -> Somewhere | None:
    """ "the capital": that of the country the dispatch is about, where the dispatch names it."""
    tree = scene.tree
    country = scene.knowledge.countries.get(scene.home) if scene.home else None
    plain = not tree.kids(h, "amod", "compound", "poss", "prep", "appos", "nmod")
    if country is None or not plain or not any(tree.tokens[c].lower == "the" for c in tree.kids(h, "det")):
        return None
    for mark in scene.annotated.places:
        if mark.place.kind == "capital" and mark.place.country == country.code:
            return somewhere(scene, mark.place, tree.tokens[h].start, tree.tokens[h].end, "definite-place")
    return None


def _not_the_refuge(scene: Scene, h: int, place: Place) -> Somewhere | None:
    """ "16,000 fled to Y ... The army left the town": "the town" is the one that the dispatch is about, not the refuge."""
    tree, focus = scene.tree, scene.focus
    if focus is None or focus.place.id == place.id or tree.tokens[h].lemma not in SETTLEMENTS:
        return None
    for i in range(h - 1, max(h - WINDOW, -1), -1):
        mark = scene.place_at.get(i)
        if mark is None or mark.place.id != place.id or mark.head != i:
            continue
        prep = tree.tokens[tree.tokens[i].head]
        verb = tree.tokens[prep.head]
        if prep.lower in ("to", "for", "towards", "toward") and verb.lemma in _FLEEING:
            start = tree.tokens[scene.token_after(tree.phrase(h)[0])].start
            return somewhere(scene, focus.place, start, tree.tokens[h].end, "definite-place")
        return None
    return None


def _home(scene: Scene, h: int, place: Place) -> Somewhere | None:
    """ "the country" is the one that the dispatch is about, unless the sentence names the other one as a place."""
    token = scene.tree.tokens[h]
    country = scene.knowledge.countries.get(scene.home) if scene.home else None
    if country is None or place.country == country.code:
        return None
    for i in scene.window(h):
        mark = scene.place_at.get(i)
        governed = mark is not None and scene.tree.tokens[mark.head].dep in ("pobj", "dobj")
        if mark is not None and mark.use == "literal" and governed and mark.place.country == place.country:
            return None
    found = Place(
        f"co:{country.code}", country.name, "country", country.code, None, country.latitude, country.longitude
    )
    return somewhere(
        scene, found, scene.tree.tokens[scene.token_after(scene.tree.phrase(h)[0])].start, token.end, "definite-place"
    )


def _of(scene: Scene, h: int, depth: int) -> Somewhere | None:
    """ "a number of positions": the unnamed sites behind the partitive."""
    for c in scene.tree.kids(h, "prep"):
        if scene.tree.tokens[c].lower == "of":
            for pobj in scene.tree.kids(c, "pobj"):
                return _place(scene, pobj, "words", depth + 1)
    return None


def _pronoun(scene: Scene, h: int) -> Somewhere | None:
    """ "breached the town and entered it": the last place before in the sentence, for a pronoun that nothing else explains."""
    token = scene.tree.tokens[h]
    if token.dep == "poss" and token.lower == "its":
        return last_place(scene, h)
    if token.lower not in ("it", "there") or token.dep not in ("dobj", "pobj", "advmod"):
        return None
    first = max(scene.annotated.sentences[token.sentence].first, h - WINDOW)
    verb = next((a for a in scene.tree.ancestors(h) if scene.tree.is_verb(a)), h)
    if scene.tree.tokens[verb].dep not in ("conj", "advcl"):
        return None
    beside = scene.tree.first_conjunct(verb) if scene.tree.tokens[verb].dep == "conj" else scene.tree.tokens[verb].head
    for i in range(h - 1, first - 1, -1):
        if beside not in scene.tree.ancestors(i):
            continue
        mark, reference = scene.place_at.get(i), scene.reference_at.get(i)
        if mark is not None and mark.use == "literal":
            return somewhere(scene, mark.place, token.start, token.end, "pronoun-place")
        if reference is not None and reference.place is not None:
            return somewhere(scene, reference.place, token.start, token.end, "pronoun-place")
    return None


def _site(scene: Scene, inner: Somewhere, start: int, end: int) -> Somewhere:
    """An unnamed part of a named place: its own id, the coordinates of the place that it lies in."""
    words = scene.words(start, end)
    name = words if fold(inner.place.name) in fold(words) else f"{words}, {inner.place.name}"
    identity = f"site:{fold(words).replace(' ', '-')}@{inner.place.id}"
    place = replace(inner.place, id=identity, name=name, kind="site", within=inner.place.id, population=0, names=())
    return Somewhere(place, "site", start, end, "part-of-place" if inner.rule == "words" else inner.rule, named=False)


def _inner_place(scene: Scene, h: int, depth: int) -> Somewhere | None:
    tree = scene.tree
    if tree.tokens[h].lemma in tree.grammar.whole_places:
        for c in tree.kids(h, "compound"):
            found = _place(scene, c, "words", depth + 1)
            if found is not None and found.named:
                return found
    for c in tree.kids(h, "appos"):
        found = _place(scene, c, "words", depth + 1)
        if found is not None and found.named:
            return found
    for c in tree.kids(h, "prep"):
        if tree.tokens[c].lower in (
            "including",
            "like",
            "since",
            "after",
            "before",
            "with",
            "by",
            "against",
            "for",
            "to",
        ):
            continue
        for pobj in tree.kids(c, "pobj"):
            found = _place(scene, pobj, "words", depth + 1)
            if found is None and tree.tokens[c].lower in ("in", "at", "near"):
                found = unknown_place(scene, pobj)
            if found is not None and found.named:
                return found
            if found is not None and (deeper := _inner_place(scene, pobj, depth + 1)) is not None:
                return deeper
    for c in (*tree.kids(h, "compound", "amod", "nmod"), *tree.kids(h, "poss")):
        found = _place(scene, c, "words", depth + 1, of_name=tree.tokens[h].text[0].islower())
        if found is not None and found.named:
            return found
    return None


def somewhere(scene: Scene, place: Place, start: int, end: int, rule: str) -> Somewhere:
    """A place with the precision that its kind gives (docs/method.md); a new one in a known area has that of the area."""
    precision = _PRECISION[place.kind]
    if place.id.startswith("new:") and place.latitude is not None:
        precision = "district" if (place.radius_km or 0.0) <= _DISTRICT_KM else "admin1"
    return Somewhere(place, precision, start, end, rule)


def within_area(scene: Scene, head: int, place: Somewhere) -> Somewhere:
    """ "rebel-held positions across the province": what is held is the positions, not the province."""
    tree = scene.tree
    whole = scene.place_at.get(head) is not None or tree.tokens[head].lemma in tree.grammar.whole_places
    if whole or not place.named or place.precision not in ("admin1", "district", "region", "country"):
        return place
    return _site(scene, place, *tree.phrase(head))


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


def at_site(town: Somewhere, sites: list[Somewhere]) -> bool:
    """ "attacked the X airport in Y": does a town only say where a site that is named beside it lies?"""
    near = [apart_km(town.place, site.place) for site in sites if site.place.kind == "site"]
    return town.precision == "town" and any(away is not None and away < _SITE_KM for away in near)


def _holds(outer: Place, inner: Place) -> bool:
    if outer.country is None or outer.country != inner.country or outer.id == inner.id:
        return False
    if outer.kind == "country":
        return inner.kind != "country"
    if outer.kind == "admin1":
        return inner.kind not in ("country", "admin1") and inner.admin1 == (outer.admin1 or outer.name)
    return inner.within == outer.id
