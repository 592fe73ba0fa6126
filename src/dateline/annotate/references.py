"""What "the city", "the group", "it", "he", "who" and "there" go back to.

Goes in: a dispatch with its places and actors. Comes out: references sorted by (start, end), each with a named rule and
the span of the mark that it goes back to. Words that stand for no mark get no reference: an event or a plain thing that
could be meant as well keeps "it" open.
"""

from __future__ import annotations

from dataclasses import dataclass

from dateline.annotate.references_focus import Focus, Mention
from dateline.knowledge.actors import ActorBook
from dateline.knowledge.countries import Countries
from dateline.model.marks import Annotated, Reference, Token
from dateline.model.text import Span

_DEFINITE = frozenset(["the", "this", "these", "those", "that"])
_ROLE_KINDS = frozenset(["person", "office_holder"])


@dataclass(frozen=True, slots=True)
class _Found:
    """The tokens of a reference and what it goes back to."""

    first: int
    last: int
    head: int
    mention: Mention
    rule: str


def find_references(annotated: Annotated, *, book: ActorBook, countries: Countries) -> tuple[Reference, ...]:
    """Everything that stands for an actor or a place named elsewhere in the dispatch."""
    if not annotated.tokens:
        return ()
    focus = Focus(annotated, book)
    found: list[_Found] = []
    for token in annotated.tokens:
        focus.reach(token.i)
        one = _look(focus, token)
        if one is not None:
            found.append(one)
            focus.resolved(one.head, one.mention)
    references = {(one.head, one.rule): _reference(annotated, one) for one in found}
    return tuple(sorted(references.values(), key=lambda reference: (reference.start, reference.end, reference.rule)))


def _reference(annotated: Annotated, one: _Found) -> Reference:
    start, end = annotated.tokens[one.first].start, annotated.tokens[one.last - 1].end
    antecedent = Span(one.mention.start, one.mention.end)
    return Reference(start, end, one.head, antecedent, one.rule, actor=one.mention.actor, place=one.mention.place)


def _look(focus: Focus, token: Token) -> _Found | None:
    words = focus.book.reference_words
    low = focus.low[token.i]
    if token.pos == "PRON" or token.tag in ("PRP$", "WDT", "WP", "WP$", "WRB"):
        if token.tag in ("WDT", "WP", "WP$", "WRB"):
            return _relative(focus, token)
        if low in words.pronouns:
            return _pronoun(focus, token)
        return None
    if low == "there":
        return _there(focus, token)
    if token.pos not in ("NOUN", "PROPN"):
        return None
    first = _definite_start(focus, token)
    if first is None:
        return None
    if low in words.places and token.i not in focus.by_head:
        return _definite_place(focus, token, first)
    if low in words.roles:
        return _role(focus, token, first)
    if low in words.actors and (token.i not in focus.by_head or focus.is_vague(token.i)):
        return _definite_actor(focus, token, first)
    return None


def _definite_start(focus: Focus, token: Token) -> int | None:
    """The first token of "the ... noun", None when the noun is not definite or is named at once ("the city of Hama")."""
    first = token.i
    definite = False
    for child in focus.children[token.i]:
        dep, low = focus.tokens[child].dep, focus.low[child]
        if child < token.i:
            if dep == "det" and low in _DEFINITE:
                definite = True
                first = min(first, child)
            elif dep in ("compound", "nmod", "poss", "nummod"):
                return None
        elif dep == "appos" or (dep == "prep" and low == "of"):
            return None
    if token.dep == "compound" and token.head > token.i:
        return None
    after = token.i + 1
    if after < len(focus.tokens) and after in focus.by_head and focus.tokens[after].head in (token.i, token.head):
        return None
    return first if definite else None


def _definite_place(focus: Focus, token: Token, first: int) -> _Found | None:
    words = focus.book.reference_words
    low = focus.low[token.i]
    if token.dep == "attr":
        return None
    beside = focus.by_head.get(token.head)
    if token.dep == "appos" and beside is not None and beside.place is not None:
        return None  # "Orlin, the city where it began": said of the place that it stands beside
    if low not in words.free and any(
        focus.tokens[child].dep == "amod" and focus.low[child] not in words.same for child in focus.children[token.i]
    ):
        return None
    kinds = words.places[low]
    if any(focus.low[child] in words.lesser for child in focus.children[token.i]):
        return None  # "the provincial capital" is not the country's
    mention = focus.last_place(kinds, token.i, noun=low)
    return _Found(first, token.i + 1, token.i, mention, "definite-place") if mention else None


def _definite_actor(focus: Focus, token: Token, first: int) -> _Found | None:
    low = focus.low[token.i]
    plural = token.tag in ("NNS", "NNPS")
    own = token.i in focus.by_head and not focus.is_class(token.i)
    kinds = () if own else focus.book.reference_words.actors[low]
    mention = focus.last_actor(kinds, token.i, plural=plural, noun=token.lemma)
    if own and (mention is None or mention.actor is None or mention.actor.name.lower() == low):
        return None
    return _Found(first, token.i + 1, token.i, mention, "definite-actor") if mention else None


def _role(focus: Focus, token: Token, first: int) -> _Found | None:
    """ "the commander" after "commander Adam Field": a person whom the text gave that post."""
    if token.tag in ("NNS", "NNPS") or focus.is_known(token.i):
        return None
    mention = focus.person_with_role(focus.low[token.i], token.i)
    return _Found(first, token.i + 1, token.i, mention, "role") if mention else None


def _relative(focus: Focus, token: Token) -> _Found | None:
    """ "forces, who have struggled": the noun that the relative clause hangs on."""
    verb = token
    for _ in range(5):
        if verb.dep == "relcl":
            break
        if verb.head == verb.i:
            return None
        verb = focus.tokens[verb.head]
    else:
        return None
    noun = verb.head
    mention = focus.by_head.get(noun) or focus.resolved_at(noun)
    if mention is None or noun > token.i:
        return None
    if token.tag == "WRB" and mention.place is None:
        return None
    return _Found(token.i, token.i + 1, token.i, mention, "relative")


def _there(focus: Focus, token: Token) -> _Found | None:
    if token.dep == "expl" or token.pos not in ("ADV", "PRON"):
        return None
    governor = focus.tokens[token.head]
    if token.i + 1 < len(focus.tokens) and focus.tokens[token.i + 1].lemma == "be" and governor.i > token.i:
        return None
    mention = focus.last_place(("*",), token.i, noun="there")
    return _Found(token.i, token.i + 1, token.i, mention, "pronoun") if mention else None


def _pronoun(focus: Focus, token: Token) -> _Found | None:
    asked = focus.book.reference_words.pronouns[focus.low[token.i]]
    if asked == "thing" and _stands_for_nothing(focus, token):
        return None
    mention = focus.antecedent(token, asked)
    if mention is None:
        return None
    return _Found(token.i, token.i + 1, token.i, mention, "pronoun")


def _stands_for_nothing(focus: Focus, token: Token) -> bool:
    """ "it is clear that", "it seems that": the clause that follows is what "it" announces."""
    if token.dep == "expl":
        return True
    governor = focus.tokens[token.head]
    aimed = governor.lemma in focus.book.reference_words.control
    if token.dep == "dobj" and governor.lemma in focus.book.generics.speech and not aimed:
        return True
    if token.dep not in ("nsubj", "nsubjpass") or governor.lemma not in focus.book.reference_words.empty:
        return False
    children = focus.children[governor.i]
    deps = {focus.tokens[child].dep for child in children if child > governor.i}
    if governor.lemma != "be":
        return "ccomp" in deps or "acomp" in deps or "oprd" in deps
    if "ccomp" in deps or "csubj" in deps:
        return True
    if deps & {"relcl", "acl"} or any(
        focus.tokens[grandchild].dep in ("relcl", "acl")
        for child in children
        if focus.tokens[child].dep == "attr"
        for grandchild in focus.children[child]
    ):
        return True
    if deps & {"acomp", "attr"} and deps & {"xcomp", "advcl"}:
        return True
    return any(
        focus.tokens[grandchild].dep in ("ccomp", "xcomp")
        for child in children
        if focus.tokens[child].dep == "acomp"
        for grandchild in focus.children[child]
    )
