"""Done, planned, feared, denied: how sure the speaker is that a trigger's event happened.

Works its way up from the trigger to the border of the reported clause; the first word on the way that says anything
decides. What is beyond the border belongs to the speaker's saying, not to the event.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import cast

from dateline.extract.syntax import Tree
from dateline.knowledge.numbers import load_harm_words
from dateline.model.claim import Modality, Polarity

_COMPLEMENTS = frozenset(
    {"xcomp", "ccomp", "nsubj", "csubj", "dobj", "attr", "pobj", "prep", "acomp", "nsubjpass", "pcomp", "oprd"}
)
_NEGATIONS = frozenset({"not", "n't", "never", "no", "neither", "nor", "none", "nobody", "without"})
#: Verbs whose that-clause is what is demanded; "told them that ..." only tells.
_MANDATIVE = frozenset({"demand", "insist", "request", "require", "recommend", "urge", "order", "propose"})
#: "Losing the town means ...": verbs that speak of what would follow, not of what happened.
_IMPLYING = frozenset({"mean", "involve", "require", "entail", "imply"})


#: "will leave despite the attack": what stands behind these has happened whatever becomes of the rest.
_CIRCUMSTANCES = frozenset({"despite", "after", "since", "following", "amid", "amidst", "during"})


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
    climb = _Climb(tree)
    climb.start(trigger, negation_is_ours=negation_is_ours)
    below = trigger
    outcome = tree.tokens[trigger].dep == "acl" and tree.resulting(trigger, tree.tokens[trigger].head) is not None
    for at in () if outcome else tree.ancestors(trigger):
        if at in stop or tree.relative(below) or _times(tree, at, trigger):
            break
        if at not in extra:
            if climb.sure:
                climb.overrule(at, below)
                break
            if climb.step(at, below, trigger):
                break
        below = at
    modality = climb.modality or climb.weak or "actual"
    return Certainty(cast("Modality", modality), "negative" if climb.negated else "positive", tuple(climb.because))


def _times(tree: Tree, noun: int, trigger: int) -> bool:
    """ "on the third day of an assault": the event only tells when something else was."""
    token = tree.tokens[noun]
    return token.lemma in tree.grammar.spells and noun < trigger and token.dep == "pobj"


class _Climb:
    """The state of one climb: the strong word found, the weak one (a bare infinitive), and the negations so far."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.modality = ""
        self.weak = ""
        self.negated = False
        self.because: list[int] = []

    @property
    def sure(self) -> bool:
        return bool(self.modality)

    def start(self, trigger: int, *, negation_is_ours: bool) -> None:
        """What stands at the trigger itself: negation, auxiliaries, adjectives."""
        if not negation_is_ours:
            self._negate(_negation(self.tree, trigger))
        own = _own(self.tree, trigger) if self.tree.is_verb(trigger) else _quality(self.tree, trigger)
        if own is None:
            return
        if own[0] == "prevented":
            self._negate(own[1])
            return
        self.because.append(own[1])
        if own[0] == "planned" and self.tree.tokens[own[1]].tag == "TO":
            self.weak = own[0]
        else:
            self.modality = own[0]

    def _negate(self, at: int | None) -> None:
        if at is not None:
            self.negated = not self.negated
            self.because.append(at)

    def _settle(self, found: tuple[str, int]) -> None:
        self.modality = found[0]
        self.because.append(found[1])

    def overrule(self, at: int, below: int) -> None:
        """ "would push them to demand": what is only imagined stays imagined whatever stands below it."""
        if self.tree.is_verb(at) and not _joined(self.tree, below):
            above = _own(self.tree, at, modals_only=True)
            if above is not None and above[0] in ("conditional", "possible"):
                self._settle(above)

    def step(self, at: int, below: int, trigger: int) -> bool:
        """One governor; True when the climb ends there."""
        tree = self.tree
        if tree.tokens[below].dep == "prep" and tree.tokens[below].lower in _CIRCUMSTANCES:
            return True
        found = _governor(tree, at, below)
        if found is not None and found[0] == "prevented":
            self._negate(found[1])
            return False
        if found is not None and found[0] == "planned" and (defeat := _defeat(tree, at)) is not None:
            self._negate(defeat)
            self.weak = ""
            return True
        if found is not None and found[0] == "factual" and tree.tokens[at].lemma in tree.grammar.implicative:
            self.weak = ""
        if found is None and not tree.is_verb(at) and not _joined(tree, below):
            found = _quality(tree, at)
        if found is not None and found[0] not in ("factual", "prevented"):
            self._settle(found)
            self.overrule(at, below)
            return self.modality in ("conditional", "possible") or not tree.is_verb(at)
        if tree.is_verb(at):
            return self._verb(at, below, trigger)
        return False

    def _verb(self, at: int, below: int, trigger: int) -> bool:
        tree = self.tree
        dep = tree.tokens[below].dep
        if _joined(tree, below):
            aim = bool(self.weak) and dep == "advcl"
            shares = _shares_auxiliary(tree, trigger) or _shares_auxiliary(tree, below)
            shared = _own(tree, at, modals_only=True) if aim or shares else None
            if shared is not None:
                self._settle(shared)
            return shared is not None
        if dep not in _COMPLEMENTS:
            return False
        if dep == "prep" and (tree.tokens[below].lower in _CIRCUMSTANCES or _presupposed(tree, below, trigger)):
            return True
        if dep in ("xcomp", "oprd", "acomp") and not self.negated:
            self._negate(_negation(tree, at))
        above = _own(tree, at)
        if above is not None and above[0] != "prevented":
            self._settle(above)
            return True
        return False


def _defeat(tree: Tree, noun: int) -> int | None:
    """ "an attempt to seize the town failed", "repelled a bid to": the verb that tells that nothing came of the noun."""
    token = tree.tokens[noun]
    verb = tree.tokens[token.head]
    if tree.is_verb(noun) or verb.lemma not in tree.grammar.defeats or not tree.is_verb(verb.i):
        return None
    return verb.i if token.dep in ("nsubj", "dobj", "nsubjpass") else None


def _has_happened(tree: Tree, v: int) -> bool:
    """An infinitive that tells what was done: "the first to attack", "poured into the streets to cheer"."""
    token = tree.tokens[v]
    above = tree.tokens[token.head]
    if token.dep in ("acl", "relcl"):
        words = [above.lower, *(tree.tokens[c].lower for c in tree.kids(above.i, "amod", "advmod", "nummod"))]
        return bool(tree.grammar.ordinals.intersection(words))
    display = token.dep in ("advcl", "xcomp") and token.lemma in tree.grammar.displays
    return display and above.tag in ("VBD", "VBZ", "VBP", "VBN") and not tree.kids(above.i, "neg")


def _presupposed(tree: Tree, prep: int, trigger: int) -> bool:
    """ "to draw troops away from the battle": what one can be drawn from goes on."""
    definite = any(tree.tokens[c].lower in ("the", "this", "their") for c in tree.kids(trigger, "det", "poss"))
    return tree.tokens[prep].lower == "from" and definite and not tree.is_verb(trigger)


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
            if modality == "conditional" and tokens[v].dep == "ccomp" and tokens[tokens[v].head].tag in ("VBD", "VBN"):
                return "predicted", c
            if modality is not None:
                return modality, c
            if token.tag == "TO":
                infinitive = c
    if modals_only:
        return None
    going = _going_to(tree, v) or _is_to(tree, v)
    if going is not None:
        return "planned", going
    for c in tree.children[v]:
        token = tokens[c]
        if token.dep == "advmod" and token.lower in grammar.adverbs:
            return grammar.adverbs[token.lower], c
        if token.dep == "mark" and token.lower in grammar.subordinators and tokens[v].tag != "VBN":
            return grammar.subordinators[token.lower], c
    if infinitive is not None and _has_happened(tree, v):
        return None
    if infinitive is not None and tokens[v].dep in ("advcl", "acl", "relcl", "ROOT", "conj"):
        return "planned", infinitive
    head = tokens[tokens[v].head]
    if infinitive is not None and head.lemma in grammar.light_verbs and tree.kids(head.i, "dobj"):
        return "planned", infinitive  # "launched an offensive to retake it"
    if infinitive is not None and head.lemma == "be":
        # "It was inadmissible to let them in": the parse hangs the infinitive on the verb beside the adjective.
        head = next((tokens[c] for c in tree.kids(head.i, "acomp") if tokens[c].pos == "ADJ"), head)
    if infinitive is not None and head.pos == "ADJ" and head.lemma not in grammar.modality:
        return "planned", infinitive
    gerund = tokens[v].tag == "VBG" and tree.kids(v, "dobj") and not tree.kids(v, "det", "poss")
    if gerund and (tokens[v].dep in ("csubj", "nsubj") or _generic_gerund(tree, v)):
        return "conditional", v
    return None


def _generic_gerund(tree: Tree, v: int) -> bool:
    """ "Losing Homs means losing ...": a gerund without subject that is itself the subject of a clause."""
    head = tree.tokens[v].head
    if tree.tokens[v].dep == "pcomp" and tree.tokens[head].lower == "for":
        head = tree.tokens[head].head
    return tree.tokens[v].dep in ("dobj", "xcomp", "pcomp") and tree.tokens[head].lemma in _IMPLYING


def _is_to(tree: Tree, v: int) -> int | None:
    """ "The truce is to begin", "were to leave": settled, and not done yet."""
    head = tree.tokens[v].head
    infinitive = any(tree.tokens[c].tag == "TO" for c in tree.children[v])
    be = tree.tokens[head].lower in ("is", "are", "was", "were") and not tree.kids(head, "attr", "acomp", "expl")
    return head if tree.tokens[v].dep in ("xcomp", "ccomp") and infinitive and be else None


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
    particle = next((c for c in tree.kids(at, "prt")), None)
    held = under.tag == "VBG" and particle == below - 1  # "ruled out shelling": an object, whatever the parser says
    beside = under.dep in ("nsubj", "conj", "advcl", "relcl", "appos", "parataxis", "agent", "poss", "compound")
    if beside and not held:
        if under.dep == "nsubj" and tree.is_verb(at):
            return None
        if under.dep != "compound":
            return None
    if under.dep == "prep" and under.lower in ("after", "since", "despite", "following", "during", "in", "over"):
        return None
    table = tree.grammar.modality_nouns if token.pos in ("NOUN", "PROPN") else tree.grammar.modality
    lemma = token.lemma.lower()
    modality = (
        table.get(lemma)
        if particle is None
        else table.get(f"{lemma} {tree.tokens[particle].lower}") or table.get(lemma)
    )
    if modality is None and token.pos == "ADJ":
        modality = tree.grammar.modality_nouns.get(lemma)
    if token.lower == "due" and under.dep in ("prep", "pcomp"):
        return None
    if modality is None or (token.lower == "about" and (not tree.is_verb(below) or under.tag == "VBG")):
        return None
    if modality == "demanded" and under.lower == "about":
        return None  # "asked about the raid": nobody is asked for one
    if modality == "demanded" and under.dep == "ccomp" and token.lemma not in _MANDATIVE:
        return None
    if modality == "planned" and under.dep == "nsubjpass":
        return None
    if modality == "planned" and under.dep == "dobj" and token.lemma in load_harm_words().raising:
        return None
    if (
        tree.is_verb(at)
        and under.dep == "dobj"
        and token.lemma in tree.grammar.light_verbs
        and modality in ("planned", "demanded")
    ):
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
