"""The place of a trigger whose own slots name none: its clause, its sentence, the one before, the parties' country.

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


def where(
    scene: Scene,
    trigger: int,
    *,
    parties: list[Party0],
    across: bool = False,
    avoid: str | None = None,
    focus: bool = False,
    people: float | None = None,
) -> Somewhere | None:
    """A place for a trigger whose slots name none: the clause, the sentence, the parties' country.

    `across`: the sentence before may stand in the paragraph before (for installations, which lie somewhere).
    `focus`: the town that the dispatch is about may stand in (for incidents of the day, not for history and totals).
    `people`: how many were affected; more than live in a town were not all there, where the words do not say so.
    `avoid`: id of a place that is no answer, such as the destination of those who flee.
    """
    clause = [
        (at, found)
        for at in _clause(scene, trigger)
        if not _describes_place(scene, at) and (found := _located(scene, at)) is not None
    ]
    chosen = _nearest(clause, trigger, avoid)
    if chosen is not None:
        return replace(chosen, rule=chosen.rule if chosen.rule != "words" else "same-clause")
    around = [
        (i, found)
        for i in scene.window(trigger)
        if (found := _located(scene, i)) is not None and not _aside(scene, i, trigger)
    ]
    chosen = _nearest(around, trigger, avoid)
    if chosen is not None:
        return replace(chosen, rule="same-sentence")
    wider = any(_compass(scene, at) for at in _clause(scene, trigger))
    before = None if wider else _sentence_before(scene, trigger, across=across)
    if before is not None and not _too_small(before.place, people):
        return replace(before, rule="sentence-before")
    if focus and not wider and scene.focus is not None and not _too_small(scene.focus.place, people):
        mark = scene.focus
        return somewhere(scene, mark.place, mark.start, mark.end, "dispatch-focus")
    country = _country(scene, parties)
    return None if country is None or country.place.id == avoid else country


def _too_small(place: Place, people: float | None) -> bool:
    return people is not None and 0 < place.population < people


def _compass(scene: Scene, i: int) -> bool:
    """ "25 were killed in the north-west": a part of the country that no town stands for."""
    tree, token = scene.tree, scene.tree.tokens[i]
    if token.lower not in _QUARTERS or token.dep != "pobj" or tree.tokens[token.head].lower not in ("in", "across"):
        return False
    return any(tree.tokens[c].lower == "the" for c in tree.children[i])


def _describes_place(scene: Scene, i: int) -> bool:
    """Does a place only say where another one lies ("Talbiseh, a town in the suburbs of Homs")?"""
    tree = scene.tree
    for at in (i, *tree.ancestors(i)):
        if tree.tokens[at].dep == "appos":
            return tree.tokens[at].head in scene.place_at and at != i
        if tree.is_verb(at):
            return False
    return False


def _nearest(found: list[tuple[int, Somewhere]], trigger: int, avoid: str | None) -> Somewhere | None:
    """The nearest place that is not merely the container of another one."""
    kept = innermost([place for _, place in found if place.place.id != avoid])
    near = [(abs(at - trigger), at, place) for at, place in found if place in kept]
    return min(near, key=lambda entry: entry[:2])[2] if near else None


def _aside(scene: Scene, i: int, trigger: int) -> bool:
    """Does a place only describe somebody ("a monitor based in Britain"): a speaker or an actor that the trigger is not in?"""
    tree = scene.tree
    above = {trigger, *tree.ancestors(trigger)}
    for at in (i, *tree.ancestors(i)):
        if at in above:
            return False
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


def _located(scene: Scene, i: int) -> Somewhere | None:
    """A literal place at a token that a preposition of place governs ("in Hama")."""
    mark = scene.place_at.get(i)
    tree = scene.tree
    if mark is not None and (mark.use != "literal" or mark.head != i):
        return None
    actor = scene.actor_at.get(i)
    if actor is not None and actor.rule in ("country", "capital"):
        return None
    reference = scene.reference_at.get(i)
    if mark is None and (reference is None or reference.place is None):
        return None
    token = tree.tokens[i]
    if token.dep == "compound" and tree.tokens[token.head].lemma in tree.grammar.sites:
        token = tree.tokens[token.head]
    if token.dep not in ("pobj", "conj", "appos", "npadvmod", "dobj", "poss"):
        return None
    found = places(scene, i)
    return found[0] if found else None


def _sentence_before(scene: Scene, trigger: int, *, across: bool) -> Somewhere | None:
    """The last literal town of the sentence before, in the same block or (`across`) in the block before."""
    sentences = scene.annotated.sentences
    at = scene.tree.tokens[trigger].sentence
    if at == 0 or sentences[at - 1].kind not in ("paragraph", "title") or sentences[at].kind != "paragraph":
        return None
    if not across and sentences[at - 1].block != sentences[at].block:
        return None
    before = sentences[at - 1]
    if scene.focus is not None:
        for i in range(before.first, min(before.last, before.first + WINDOW)):
            mark = scene.place_at.get(i)
            if mark is not None and mark.place.id == scene.focus.place.id and mark.use == "literal":
                return somewhere(scene, mark.place, mark.start, mark.end, "sentence-before")
    for i in range(before.last - 1, max(before.first, before.last - WINDOW) - 1, -1):
        found = _located(scene, i)
        if found is not None and found.named and found.precision in ("town", "site"):
            return found
    return None


def _country(scene: Scene, parties: list[Party0]) -> Somewhere | None:
    """The one country that the parties at the receiving end, else all of them, belong to (precision: country)."""
    for party in parties:
        code = (
            party.actor.country
            if party.actor is not None and party.actor.kind not in ("external_forces", "person", "office_holder")
            else None
        )
        rule = "party-country"
        if party.actor is None and party.type == "people":
            code, rule = scene.home, "dispatch-country"  # "412 dead": people of the country that the dispatch is about
        country = scene.knowledge.countries.get(code) if code else None
        if country is not None:
            place = Place(
                f"co:{country.code}", country.name, "country", country.code, None, country.latitude, country.longitude
            )
            return Somewhere(place, "country", party.start, party.end, rule)
    return None
