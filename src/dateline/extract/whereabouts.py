"""The place of a trigger whose own slots name none: its clause, its sentence, those before, the parties' country.

Every step has a name that the claim keeps as its rule; nothing falls back to a country's centre in silence.
"""

from __future__ import annotations

from dataclasses import replace

from dateline.extract.localities import Somewhere, innermost, places, somewhere
from dateline.extract.scene import WINDOW, Party0, Scene
from dateline.model.world import Place

_QUARTERS = frozenset(
    ("north", "south", "east", "west", "northwest", "northeast", "southwest", "southeast",
     "north-west", "north-east", "south-west", "south-east")
)  # fmt: skip
#: Prepositions that put a happening somewhere, as against those that lead there or away.
_STATIC = frozenset({"in", "at", "near", "around", "outside", "inside", "across", "on", "over", "throughout", "within"})
#: Sentences that are looked back on for the scene of a happening.
_BACK = 3
#: Whose country says nothing of where they are: states and guests act abroad, persons travel.
_ABROAD = frozenset({"external_forces", "person", "office_holder", "state"})
_NAMED = frozenset({"name", "alias", "abbreviation", "new-name"})


def where(
    scene: Scene,
    trigger: int,
    *,
    parties: list[Party0],
    across: bool = False,
    avoid: str | None = None,
    focus: bool = False,
    people: float | None = None,
    told: frozenset[int] = frozenset(),
    nowhere: bool = False,
    origin: bool = False,
) -> Somewhere | None:
    """A place for a trigger whose slots name none: the clause, the sentence, the parties' country.

    `across`: the sentence before may stand in the paragraph before (for installations, which lie somewhere).
    `focus`: the town that the dispatch is about may stand in (for incidents of the day, not for history and totals).
    `people`: how many were affected; more than live in a town were not all there, where the words do not say so.
    `avoid`: id of a place that is no answer, such as the destination of those who flee.
    `told`: the tokens of the words that report the trigger; where somebody spoke is not where it happened.
    `origin`: what comes "from" a place does not happen there ("a rocket from X").
    `nowhere`: nothing around the trigger says where; only the parties' country may.
    """
    if nowhere:
        return _country(scene, parties)
    clause = [
        (at, found)
        for at in _clause(scene, trigger)
        if not _describes_place(scene, at)
        and not _place_of_saying(scene, at, told)
        and not (origin and _from_there(scene, at))
        and not _of_another_event(scene, at, trigger)
        and (found := _located(scene, at, trigger)) is not None
    ]
    chosen = _nearest(scene, clause, trigger, avoid)
    if chosen is not None:
        return replace(chosen, rule=chosen.rule if chosen.rule != "words" else "same-clause")
    around = [
        (i, found)
        for i in scene.window(trigger)
        if not _describes_place(scene, i)
        and not _place_of_saying(scene, i, told)
        and not (origin and _from_there(scene, i))
        and (found := _located(scene, i, trigger)) is not None
        and not _aside(scene, i, trigger)
    ]
    chosen = _nearest(scene, around, trigger, avoid)
    if chosen is not None:
        return replace(chosen, rule="same-sentence")
    wider = any(_compass(scene, at) for at in _clause(scene, trigger))
    before = None if wider else _scene_before(scene, trigger, across=across, far=focus, avoid=avoid)
    if before is not None and not (_apart(scene, before, trigger) and _too_small(before.place, people)):
        return replace(before, rule="sentence-before")
    fits = scene.focus is not None and scene.focus.place.id != avoid and not _too_small(scene.focus.place, people)
    if focus and not wider and scene.focus is not None and fits:
        mark = scene.focus
        return somewhere(scene, mark.place, mark.start, mark.end, "dispatch-focus")
    country = _country(scene, parties)
    return None if country is None or country.place.id == avoid else country


def _apart(scene: Scene, place: Somewhere, trigger: int) -> bool:
    """Does the place stand in another paragraph?"""
    sentences, tokens = scene.annotated.sentences, scene.tree.tokens
    at = tokens[scene.token_after(place.start)].sentence
    return sentences[at].block != sentences[tokens[trigger].sentence].block


def _too_small(place: Place, people: float | None) -> bool:
    return people is not None and 0 < place.population < people


def _compass(scene: Scene, i: int) -> bool:
    """ "25 were killed in the north-west": a part of the country that no town stands for."""
    tree, token = scene.tree, scene.tree.tokens[i]
    if token.lower not in _QUARTERS or token.dep != "pobj" or tree.tokens[token.head].lower not in ("in", "across"):
        return False
    return any(tree.tokens[c].lower == "the" for c in tree.children[i])


def _describes_place(scene: Scene, i: int) -> bool:
    """Does a place only say where another one lies ("Talbiseh, a town in the suburbs of Homs", "20 km north of Homs")?"""
    tree = scene.tree
    for at in (i, *tree.ancestors(i)):
        token = tree.tokens[at]
        if token.dep == "appos":
            return token.head in scene.place_at and at != i
        if token.dep == "pobj" and _leads_off(scene, token.head):
            return True
        if tree.is_verb(at):
            return False
    return False


def _leads_off(scene: Scene, prep: int) -> bool:
    """Is a preposition one of those behind a direction or another place ("north of X", "Y, near X")?"""
    tree = scene.tree
    governor = tree.tokens[tree.tokens[prep].head]
    if tree.tokens[prep].lower in ("of", "from") and governor.lower in tree.grammar.directions:
        for at in tree.ancestors(governor.i):
            if tree.is_verb(at):
                return False
            if at in scene.place_at:
                return True
        return False
    word = tree.tokens[prep].lower
    if word in ("near", "outside") and prep - 1 in scene.place_at:
        return True
    return word in ("near", "of", "outside", "from") and governor.i in scene.place_at


def _nearest(scene: Scene, found: list[tuple[int, Somewhere]], trigger: int, avoid: str | None) -> Somewhere | None:
    """The nearest place that is not merely the container of another one; places where one is before those on the way."""
    kept = innermost([place for _, place in found if place.place.id != avoid])
    near = [(not _static(scene, at), abs(at - trigger), at, place) for at, place in found if place in kept]
    return min(near, key=lambda entry: entry[:3])[3] if near else None


def _static(scene: Scene, i: int) -> bool:
    """Does the preposition above a token put things somewhere ("in X") rather than lead there ("to X")?"""
    tree = scene.tree
    at = tree.first_conjunct(i)
    for _ in range(4):
        token = tree.tokens[at]
        if token.dep == "pobj":
            governor = tree.tokens[token.head]
            if governor.lower == "of" and governor.head != governor.i:
                at = governor.head
                continue
            return governor.lower in _STATIC
        if token.dep in ("compound", "appos", "nmod", "poss"):
            at = tree.first_conjunct(token.head)
            continue
        return token.dep in ("dobj", "npadvmod")
    return False


def _from_there(scene: Scene, i: int) -> bool:
    tree = scene.tree
    at = tree.first_conjunct(i)
    return tree.tokens[at].dep == "pobj" and tree.tokens[tree.tokens[at].head].lower == "from"


def _of_another_event(scene: Scene, i: int, trigger: int) -> bool:
    """ "The attack followed the fall of X": for a noun, a place below another noun that names a happening is no answer."""
    tree = scene.tree
    if tree.is_verb(trigger):
        return False
    above = {trigger, *tree.ancestors(trigger)}
    ontology = scene.knowledge.ontology
    for at in tree.ancestors(i):
        if at in above:
            return False
        kinds = ontology.triggers("nouns", tree.tokens[at].lemma) if tree.tokens[at].pos == "NOUN" else ()
        if any(ontology.kinds[frame.kind].group in ("control", "combat") for _, frame in kinds):
            return True
    return False


def _place_of_saying(scene: Scene, i: int, told: frozenset[int]) -> bool:
    """ "X said in Geneva that ...", "told reporters in Doha": does a place hang on the reporting verb, behind it?"""
    if not told or i in scene.content_tokens:
        return False
    tree = scene.tree
    for at in tree.ancestors(i):
        if at in told:
            return i > at
        if tree.is_verb(at):
            return False
    return False


def _aside(scene: Scene, i: int, trigger: int) -> bool:
    """Does a place only describe somebody ("a monitor based in Britain"): a speaker or an actor that the trigger is not in?"""
    tree = scene.tree
    above = {trigger, *tree.ancestors(trigger), *tree.conjuncts(trigger)}
    for at in (i, *tree.ancestors(i)):
        if at in above:
            return False
        if tree.tokens[at].dep == "acl" and tree.tokens[tree.tokens[at].head].dep == "dobj":
            continue
        if tree.tokens[at].dep in ("relcl", "acl", "appos") and tree.tokens[at].head in scene.covered:
            return True
    return i in scene.speaker_tokens


def _clause(scene: Scene, trigger: int) -> list[int]:
    """Tokens of the trigger's clause: everything below its verb that is no clause of its own."""
    tree = scene.tree
    top = trigger
    if not tree.is_verb(trigger):
        top = next((a for a in tree.ancestors(trigger) if tree.is_verb(a)), trigger)
    found = [top]
    for at in found:
        for c in tree.children[at]:
            clause = tree.tokens[c].dep in ("ccomp", "advcl", "relcl", "parataxis", "csubj") or (
                tree.tokens[c].dep == "conj" and tree.is_verb(c)
            )
            if not clause and len(found) < 120:
                found.append(c)
    return sorted(found)


def _located(scene: Scene, i: int, trigger: int | None = None) -> Somewhere | None:
    """A literal place at a token that a preposition of place governs ("in Hama"); "an attack from X" is not in X."""
    mark = scene.place_at.get(i)
    tree = scene.tree
    if mark is None and (site := _named_site(scene, i)) is not None:
        return site
    if mark is not None and (mark.use != "literal" or mark.head != i):
        return None
    actor = scene.actor_at.get(i)
    if actor is not None and actor.rule in ("country", "capital"):
        return None
    reference = scene.reference_at.get(i)
    named = mark is not None or (reference is not None and reference.place is not None)
    if (not named and tree.tokens[i].lemma != "capital") or tree.tokens[i].tag in ("WDT", "WP", "WRB"):
        return None
    covering = scene.covered.get(i)
    if covering is not None and covering.actor.kind in ("person", "office_holder"):
        return None
    if (
        covering is not None
        and covering.rule in _NAMED
        and covering.end - covering.start > tree.tokens[i].end - tree.tokens[i].start
    ):
        return None
    token = tree.tokens[i]
    if token.dep == "compound" and tree.tokens[token.head].lemma in tree.grammar.sites:
        token = tree.tokens[token.head]
    if token.dep not in ("pobj", "conj", "appos", "npadvmod", "dobj", "poss"):
        return None
    governor = tree.tokens[token.head]
    if token.dep == "pobj" and governor.lower in ("from", "by", "with", "against") and trigger is not None:
        behind = 0 < governor.i - trigger <= 3 and not tree.is_verb(trigger)
        if governor.head == trigger or behind:
            return None
    if token.dep == "pobj" and governor.lower == "by":
        return None
    if token.dep == "dobj" and mark is not None and mark.place.kind in ("country", "capital"):
        verbs = scene.knowledge.ontology.triggers("verbs", governor.lemma)
        if not any(scene.knowledge.ontology.kinds[frame.kind].group in ("control", "combat") for _, frame in verbs):
            return None
    found = places(scene, i)
    return found[0] if found else None


def _named_site(scene: Scene, i: int) -> Somewhere | None:
    """ "at Kabul airport": an installation that is called after its place, behind a preposition that puts things there."""
    tree = scene.tree
    token = tree.tokens[i]
    if token.dep != "pobj" or token.lower not in tree.grammar.sites or tree.tokens[token.head].lower not in _STATIC:
        return None
    if not any(tree.tokens[c].dep == "compound" and c in scene.place_at for c in tree.children[i]):
        return None
    found = places(scene, i)
    return found[0] if found and found[0].place.within is not None else None


def _scene_before(scene: Scene, trigger: int, *, across: bool, far: bool, avoid: str | None) -> Somewhere | None:
    """The last literal town of the sentences before, in the same block or (`across`, `far`) in the block before.

    A province or district stands in where none of them names a town.
    """
    sentences = scene.annotated.sentences
    here = scene.tree.tokens[trigger].sentence
    if sentences[here].kind != "paragraph":
        return None
    wide: Somewhere | None = None
    for back in range(1, _BACK + 1):
        at = here - back
        if at < 0 or sentences[at].kind not in ("paragraph", "title"):
            break
        if sentences[at].block != sentences[here].block and not (far or (across and back == 1)):
            break
        found = _town_of(scene, at, avoid)
        if found is not None and (found.settled or found.precision == "site"):
            return found
        wide = wide or found
    return wide


def _town_of(scene: Scene, sentence: int, avoid: str | None) -> Somewhere | None:
    """The town that a sentence is about: the dispatch's own, else its last one; else its last province or district."""
    span = scene.annotated.sentences[sentence]
    if scene.focus is not None and scene.focus.place.id != avoid:
        for i in range(span.first, min(span.last, span.first + WINDOW)):
            mark = scene.place_at.get(i)
            if mark is not None and mark.place.id == scene.focus.place.id and mark.use == "literal":
                return somewhere(scene, mark.place, mark.start, mark.end, "sentence-before")
    towns: list[tuple[bool, int, Somewhere]] = []
    wide: Somewhere | None = None
    for i in range(span.last - 1, max(span.first, span.last - WINDOW) - 1, -1):
        found = _located(scene, i)
        if (
            found is None
            or not found.named
            or found.place.id == avoid
            or (found.place.kind == "capital" and scene.home not in (None, found.place.country))
            or _describes_place(scene, i)
            or i in scene.speaker_tokens
        ):
            continue
        if found.settled or found.precision == "site":
            towns.append((_static(scene, i), i, found))
        elif found.precision in ("admin1", "district"):
            wide = wide or found
    return max(towns, key=lambda entry: entry[:2])[2] if towns else wide


def _adjective(scene: Scene, party: Party0) -> str | None:
    """ "the Ukrainian energy network": the country that the nationality before a thing gives."""
    words = [scene.tree.tokens[c].text for c in scene.tree.kids(party.head, "amod")] if party.type == "thing" else []
    return next(
        (code for word in words if word[:1].isupper() and (code := scene.knowledge.countries.by_adjective(word))), None
    )


def _country(scene: Scene, parties: list[Party0]) -> Somewhere | None:
    """The one country that the parties at the receiving end, else all of them, belong to (precision: country)."""
    for party in parties:
        rule = "party-country"
        if party.actor is None and party.type == "people":
            code, rule = scene.home, "dispatch-country"  # "412 dead": people of the country that the dispatch is about
        elif party.actor is None:
            code = _adjective(scene, party)
        else:
            code = party.actor.country if party.actor.kind not in _ABROAD else None
        country = scene.knowledge.countries.get(code) if code else None
        if country is not None:
            place = Place(
                f"co:{country.code}", country.name, "country", country.code, None, country.latitude, country.longitude
            )
            return Somewhere(place, "country", party.start, party.end, rule)
    return None
