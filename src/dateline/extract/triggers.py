"""The words that start a claim, and the frames of the ontology that they may evoke.

Gives candidates only: a frame counts when `roles.fill` finds what it requires.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dateline.extract.scene import Scene
from dateline.knowledge.ontology import Frame, Ontology
from dateline.model.marks import Token

_NAMES = frozenset({"name", "alias", "abbreviation", "new-name"})


@dataclass(frozen=True, slots=True)
class Trigger:
    """A frame evoked at a token; `extra` are the other tokens of its phrase; `words` the entry as the ontology has it."""

    token: int
    extra: tuple[int, ...]
    frame: Frame
    words: tuple[str, ...]

    def span(self, scene: Scene) -> tuple[int, int]:
        """Reading offsets from the first to the last word of the trigger."""
        tokens = scene.tree.tokens
        at = sorted((self.token, *self.extra))
        start, end = tokens[at[0]].start, tokens[at[-1]].end
        if end - start > 60:
            return tokens[self.token].start, tokens[self.token].end
        return start, end


def find_triggers(scene: Scene, ontology: Ontology) -> Iterator[tuple[int, list[Trigger]]]:
    """Tokens with the frames that they may evoke, best first (longest phrase, most specific frame)."""
    tokens = scene.tree.tokens
    gathered: dict[int, list[Trigger]] = {}
    for token in tokens:
        if token.pos not in ("PUNCT", "SYM", "NUM"):
            for trigger in (*_contiguous(scene, ontology, token), *_candidates(scene, ontology, token)):
                gathered.setdefault(trigger.token, []).append(trigger)
    used: set[int] = set()
    for at in sorted(gathered):
        token, found = tokens[at], gathered[at]
        if at in used:
            continue
        covering = scene.covered.get(token.i)
        if covering is not None and covering.rule in _NAMES and token.pos in ("PROPN", "NOUN", "ADJ"):
            continue
        if token.i in scene.time_at:
            continue
        found.sort(key=_specificity)
        longest = [t for t in found if len(t.words) == len(found[0].words) and t.frame.form != "suffixes"]
        used.update(i for trigger in longest for i in trigger.extra if i > token.i)
        yield token.i, found


def _specificity(trigger: Trigger) -> tuple[int, int]:
    frame = trigger.frame
    narrow = bool(frame.subject_words) + bool(frame.object_words) + bool(frame.target_types)
    return -len(trigger.words), -narrow


def _candidates(scene: Scene, ontology: Ontology, token: Token) -> Iterator[Trigger]:
    tree = scene.tree
    lemma = (
        tree.grammar.irregular.get(token.lower, token.lemma.lower()) if tree.is_verb(token.i) else token.lemma.lower()
    )
    hyphened = (
        token.i > 1 and tree.tokens[token.i - 1].text in ("-", "–") and tree.tokens[token.i - 1].end == token.start
    )
    hyphened = hyphened and tree.tokens[token.i - 2].lower not in ("re", "co")
    if tree.is_verb(token.i) and not hyphened:
        for words, frame in ontology.triggers("phrases", lemma):
            extra = _phrase(scene, token.i, words[1:])
            if extra is not None:
                yield Trigger(token.i, extra, frame, words)
        for words, frame in ontology.triggers("verbs", lemma) if not tree.nounish(token.i) else ():
            if token.dep == "amod" and token.tag == "VBG":
                continue
            if token.dep != "amod" or ontology.kinds[frame.kind].group == "control":
                yield Trigger(token.i, (), frame, words)
    elif token.pos == "ADJ" and token.dep in ("acomp", "oprd", "amod", "attr", "conj", "ROOT"):
        for base in _participle_bases(token.lower):
            for words, frame in ontology.triggers("verbs", base):
                if token.dep != "amod":
                    yield Trigger(token.i, (), frame, words)
    if token.pos in ("NOUN", "PROPN", "VERB") and not (token.pos == "VERB" and token.tag != "VBG"):
        for form in _singulars(lemma, token.lower):
            for words, frame in ontology.triggers("nouns", form):
                extra = _compound(scene, token.i, words[:-1])
                if extra is not None and not (
                    len(words) == 1
                    and token.pos == "VERB"
                    and not tree.nounish(token.i)
                    and token.dep not in ("csubj", "csubjpass", "nsubj", "pobj", "dobj", "nsubjpass", "conj", "ROOT")
                ):
                    yield Trigger(token.i, extra, frame, words)
    if token.tag in ("JJ", "VBN", "VBD", "VBG", "NN", "NNS"):
        for words, frame in ontology.triggers("adjectives", token.lower):
            yield Trigger(token.i, (), frame, words)
    hyphen = token.i - 1
    if hyphen > 0 and tree.tokens[hyphen].text in ("-", "–") and tree.tokens[hyphen].end == token.start:
        for words, frame in ontology.triggers("suffixes", token.lower):
            yield Trigger(token.i, (hyphen, hyphen - 1), frame, words)


def _contiguous(scene: Scene, ontology: Ontology, token: Token) -> Iterator[Trigger]:
    """Phrases that start with no verb ("no longer in control", "stronghold of"): the words stand side by side."""
    tokens = scene.tree.tokens
    if scene.tree.is_verb(token.i) or token.pos in ("NOUN", "PROPN"):
        return
    for words, frame in ontology.triggers("phrases", token.lower):
        at = range(token.i, token.i + len(words))
        if at.stop <= len(tokens) and all(
            word in (tokens[i].lower, tokens[i].lemma) for word, i in zip(words, at, strict=True)
        ):
            anchor = token.i
            if token.pos in ("ADV", "DET", "ADP", "ADJ", "PART"):
                anchor = next((a for a in scene.tree.ancestors(token.i) if scene.tree.is_verb(a)), token.i)
            yield Trigger(anchor, tuple(i for i in at if i != anchor), frame, words)


def _phrase(scene: Scene, verb: int, words: tuple[str, ...]) -> tuple[int, ...] | None:
    """Tokens below a verb (two steps at most) that carry the words of a phrase, in order; None if one is missing."""
    tree = scene.tree
    found: list[int] = []
    reach = [
        c
        for c in tree.children[verb]
        if tree.tokens[c].dep not in ("conj", "advcl", "relcl", "ccomp", "parataxis")
        or (tree.tokens[c].dep == "advcl" and tree.tokens[c].pos == "NOUN")
        or (tree.tokens[c].tag == "VBG" and tree.tokens[c - 1].dep == "prep")
    ]
    for c in list(reach):
        deeper = [
            d
            for d in tree.children[c]
            if tree.tokens[d].dep in ("pobj", "prep", "prt", "attr", "acomp", "amod", "dobj", "compound", "advmod")
        ]
        reach.extend(deeper)
        for d in deeper:
            reach.extend(e for e in tree.children[d] if tree.tokens[e].dep in ("pobj", "prep"))
    subjects = set(tree.kids(verb, "nsubj"))
    for word in words:
        at = next(
            (
                c
                for c in reach
                if c not in found
                and c not in subjects
                and word in (tree.tokens[c].lemma, tree.tokens[c].lower)
                and _serves(scene, verb, c, found)
            ),
            None,
        )
        if at is None:
            if tree.passive(verb) and found == []:
                at = next((c for c in tree.kids(verb, "nsubjpass") if tree.tokens[c].lemma == word), None)
            if at is None:
                return None
        found.append(at)
    return tuple(found)


def _serves(scene: Scene, verb: int, c: int, found: list[int]) -> bool:
    """Does a preposition belong to a phrase: behind the verb, below it or its other words, not before a time?

    "Called ... on Sunday" and "took the town after an attack on the base" are no "call on" and "take on".
    """
    tree = scene.tree
    if tree.tokens[c].dep != "prep":
        return True
    head = tree.tokens[c].head
    if head != verb and head not in found and tree.tokens[head].pos not in ("ADP", "ADV", "PART", "SCONJ"):
        return False
    return c > verb and not any(p in scene.time_at for p in tree.kids(c, "pobj"))


def _compound(scene: Scene, noun: int, words: tuple[str, ...]) -> tuple[int, ...] | None:
    """Tokens before a noun that carry the first words of a compound trigger ("air" of "air strikes")."""
    tokens = scene.tree.tokens
    at = noun - 1
    found: list[int] = []
    for word in reversed(words):
        while at >= 0 and tokens[at].text in ("-", "–"):
            at -= 1
        if at < 0 or word not in (tokens[at].lower, tokens[at].lemma):
            return None
        found.append(at)
        at -= 1
    return tuple(found)


def _singulars(lemma: str, lower: str) -> tuple[str, ...]:
    """Forms under which a noun may stand in the ontology: lemma, as written, without a plural s."""
    forms = [lemma]
    for form in (lower, lower.removesuffix("s"), lower.removesuffix("es")):
        if form not in forms:
            forms.append(form)
    return tuple(forms)


def _participle_bases(word: str) -> tuple[str, ...]:
    """Verbs that a participle used as an adjective may come from: "displaced" -> displace, displac."""
    if not word.endswith("ed"):
        return ()
    stem = word[:-2]
    bases = [stem + "e", stem]
    if len(stem) > 2 and stem[-1] == stem[-2]:
        bases.append(stem[:-1])
    if stem.endswith("i"):
        bases.append(stem[:-1] + "y")
    return tuple(bases)
