"""Done, planned, feared, denied: how sure the speaker is that a trigger's event happened.

Works its way up from the trigger to the border of the reported clause; the first word on the way that says anything
decides. What is beyond the border belongs to the speaker's saying, not to the event.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import cast

from dateline.extract.syntax import Tree
from dateline.model.claim import Modality, Polarity

_NEGATIONS = frozenset({"not", "n't", "never", "no", "neither", "nor", "none", "nobody", "without"})
#: A past narrative under these connectives is a fact, not a condition.
_TIME_CLAUSES = frozenset(
    {"after", "since", "when", "while", "as", "once", "because", "although", "though", "following"}
)


@dataclass(frozen=True, slots=True)
class Certainty:
    """Modality and polarity with the tokens that decided them (empty for plain facts)."""

    modality: Modality
    polarity: Polarity
    because: tuple[int, ...] = field(default=())
    attempted: bool = False


def certainty(
    tree: Tree, trigger: int, extra: tuple[int, ...], *, stop: frozenset[int], negation_is_ours: bool = False
) -> Certainty:
    """How sure and whether denied; `stop`: tokens of the reporting clause at which the climb ends."""
    because: list[int] = []
    modality: str = ""
    negated = False
    if not negation_is_ours:
        negation = _negation(tree, trigger)
        if negation is not None:
            negated = True
            because.append(negation)
    own = _own(tree, trigger) if tree.is_verb(trigger) else None
    if own is not None:
        modality, at = own
        because.append(at)
    quality = _quality(tree, trigger)
    if not modality and quality is not None:
        if quality[0] == "prevented":
            negated = not negated
        else:
            modality = quality[0]
        because.append(quality[1])
    below = trigger
    for at in tree.ancestors(trigger):
        if at in stop or at in extra:
            if at in stop:
                break
            below = at
            continue
        if (modality and modality != "factual") or tree.tokens[below].dep == "relcl":
            break
        found = _governor(tree, at, below)
        if found is not None and found[0] == "prevented":
            negated = not negated
            because.append(found[1])
            below = at
            continue
        if found is None and not tree.is_verb(at) and not _joined(tree, below):
            found = _quality(tree, at)
        if found is not None and found[0] not in ("factual", "prevented"):
            modality = found[0]
            because.append(found[1])
            break
        if tree.is_verb(at):
            if _joined(tree, below):
                below = at
                if tree.tokens[below].dep in ("ROOT",):
                    break
                inherited = _own(tree, at, modals_only=True) if _shares_auxiliary(tree, trigger) else None
                if inherited is not None:
                    modality = inherited[0]
                    because.append(inherited[1])
                    break
                continue
            if tree.tokens[below].dep in (
                "xcomp",
                "ccomp",
                "nsubj",
                "csubj",
                "dobj",
                "attr",
                "pobj",
                "prep",
                "acomp",
                "nsubjpass",
                "pcomp",
                "oprd",
            ):
                inherited = _own(tree, at)
                negation = _negation(tree, at) if tree.tokens[below].dep in ("xcomp", "oprd", "acomp") else None
                if negation is not None and not negated:
                    negated = True
                    because.append(negation)
                if inherited is not None:
                    modality = inherited[0]
                    because.append(inherited[1])
                    break
        below = at
    return Certainty(cast("Modality", modality or "actual"), "negative" if negated else "positive", tuple(because))


def _quality(tree: Tree, noun: int) -> tuple[str, int] | None:
    """What an adjective says of a noun: "the eventual overthrow", "a failed attempt"."""
    if tree.is_verb(noun):
        return None
    for c in tree.kids(noun, "amod"):
        modality = tree.grammar.adjectives.get(tree.tokens[c].lower)
        if modality is not None:
            return modality, c
    return None


def _joined(tree: Tree, i: int) -> bool:
    """Does the clause of `i` stand beside its governor (coordination, adverbial or relative clause), not under it?"""
    token = tree.tokens[i]
    return token.dep in ("conj", "advcl", "relcl", "acl", "parataxis", "appos", "dep")


def _shares_auxiliary(tree: Tree, trigger: int) -> bool:
    """A second verb without subject and auxiliary of its own shares those of the first ("will enter and take")."""
    token = tree.tokens[trigger]
    return token.dep == "conj" and not tree.kids(trigger, "nsubj", "nsubjpass", "aux") and token.tag in ("VB", "VBN")


def _own(tree: Tree, v: int, *, modals_only: bool = False) -> tuple[str, int] | None:
    """What the verb's own auxiliaries, adverbs, infinitive marker and conjunction say."""
    grammar, tokens = tree.grammar, tree.tokens
    infinitive: int | None = None
    for c in tree.children[v]:
        token = tokens[c]
        if token.dep in ("aux", "auxpass"):
            modality = grammar.auxiliaries.get(token.lower)
            if modality is not None:
                return modality, c
            if token.tag == "TO":
                infinitive = c
    if modals_only:
        return None
    going = _going_to(tree, v)
    if going is not None:
        return "planned", going
    for c in tree.children[v]:
        token = tokens[c]
        if token.dep == "advmod" and token.lower in grammar.adverbs:
            return grammar.adverbs[token.lower], c
        if token.dep == "mark" and token.lower in grammar.subordinators and tokens[v].tag != "VBN":
            return grammar.subordinators[token.lower], c
    if infinitive is not None and tokens[v].dep in ("advcl", "acl", "relcl", "ROOT", "conj"):
        return "planned", infinitive
    head = tokens[tokens[v].head]
    if infinitive is not None and head.pos == "ADJ" and head.lemma not in grammar.modality:
        return "planned", infinitive
    if (tokens[v].tag == "VBG" and tokens[v].dep in ("csubj", "nsubj")) or (
        tokens[v].tag == "VBG" and _generic_gerund(tree, v)
    ):
        return "conditional", v
    return None


def _generic_gerund(tree: Tree, v: int) -> bool:
    """ "Losing Homs means losing ...": a gerund without subject that is itself the subject of a clause."""
    head = tree.tokens[v].head
    return tree.tokens[v].dep in ("dobj", "xcomp") and tree.tokens[head].lemma in (
        "mean",
        "involve",
        "require",
        "entail",
    )


def _going_to(tree: Tree, v: int) -> int | None:
    head = tree.tokens[v].head
    if (
        tree.tokens[v].dep == "xcomp"
        and tree.tokens[head].lower == "going"
        and any(tree.tokens[c].tag == "TO" for c in tree.children[v])
    ):
        return head
    return None


def _governor(tree: Tree, at: int, below: int) -> tuple[str, int] | None:
    """What a governing verb, noun or adjective says of what stands under it."""
    token, under = tree.tokens[at], tree.tokens[below]
    if under.dep in ("nsubj", "conj", "advcl", "relcl", "appos", "parataxis", "agent", "poss", "compound"):
        if under.dep == "nsubj" and tree.is_verb(at):
            return None
        if under.dep != "compound":
            return None
    if under.dep == "prep" and under.lower in ("after", "since", "despite", "following", "during", "in", "over"):
        return None
    modality = tree.grammar.modality.get(token.lemma.lower())
    if modality is None:
        return None
    if tree.is_verb(at) and under.dep in ("npadvmod", "advmod", "mark", "aux"):
        return None
    if not tree.is_verb(at) and under.dep not in ("acl", "prep", "ccomp", "xcomp", "pcomp", "relcl"):
        return None
    return modality, at


def _negation(tree: Tree, i: int) -> int | None:
    for c in tree.children[i]:
        token = tree.tokens[c]
        if token.dep == "neg" or (token.lower in _NEGATIONS and token.dep in ("det", "advmod", "preconj", "cc")):
            return c
        if token.dep in ("nsubj", "nsubjpass", "dobj", "attr") and tree.is_verb(i):
            for d in tree.children[c]:
                if tree.tokens[d].lower in ("no", "neither") and tree.tokens[d].dep in ("det", "neg", "preconj"):
                    return d
            if token.lower in ("none", "nobody", "no one", "nothing"):
                return c
    token = tree.tokens[i]
    if token.dep == "pobj" and tree.tokens[token.head].lower == "without":
        return token.head
    if token.dep == "pcomp" and tree.tokens[token.head].lower == "without":
        return token.head
    return None
