"""The parse of one dispatch as a tree: children and governors, coordinations, noun phrases, passives.

Everything is a token index. What a word governs as its subject or object, whatever the construction, is the business of
`extract.syntax`.
"""

from __future__ import annotations

from collections.abc import Iterator

from dateline.knowledge.grammar import Grammar
from dateline.model.marks import Annotated, Token

#: "soldiers taken hostage": a bare noun behind a participle that is no object.
_CAPTIVE = frozenset({"hostage", "prisoner", "captive"})
#: Deeds that have an object where they are verbs.
_DEEDS = frozenset({"shelling", "bombing", "shooting", "killing"})
#: Forms that are participles and nothing else, whatever the model calls them.
_PARTICIPLES = frozenset(
    {"taken", "driven", "beaten", "overthrown", "withdrawn", "slain", "thrown", "shaken", "broken"}
)
#: Members of one coordination that are looked at.
_COORDINATED = 40


class Parse:
    """One annotated dispatch's parse with children by token."""

    def __init__(self, annotated: Annotated, grammar: Grammar) -> None:
        self.annotated = annotated
        self.grammar = grammar
        self.tokens: tuple[Token, ...] = annotated.tokens
        self.children: list[list[int]] = [[] for _ in self.tokens]
        for token in self.tokens:
            if token.head != token.i:
                self.children[token.head].append(token.i)

    def kids(self, i: int, *deps: str) -> list[int]:
        """Children of a token with one of the labels, left to right."""
        return [c for c in self.children[i] if self.tokens[c].dep in deps]

    def subtree(self, i: int, *, limit: int = 400) -> list[int]:
        """The token and all below it, sorted; at most `limit` tokens."""
        found = [i]
        at = 0
        while at < len(found) and len(found) < limit:
            found.extend(self.children[found[at]])
            at += 1
        return sorted(found)

    def ancestors(self, i: int) -> Iterator[int]:
        """Governors of a token, nearest first, up to the root of its sentence."""
        seen = 0
        while self.tokens[i].head != i and seen < 60:
            i = self.tokens[i].head
            seen += 1
            yield i

    def conjuncts(self, i: int) -> list[int]:
        """The token and what is coordinated with it to its right ("A, B and C" from A)."""
        found = [i]
        for at in found:
            if len(found) < _COORDINATED:
                found.extend(c for c in self.kids(at, "conj") if c not in found)
        return found[:_COORDINATED]

    def first_conjunct(self, i: int) -> int:
        """The leftmost member of the coordination that the token is in."""
        while self.tokens[i].dep == "conj" and self.tokens[i].head != i:
            i = self.tokens[i].head
        return i

    def is_verb(self, i: int) -> bool:
        """Is the token a verb form, gerunds used as nouns included?"""
        return self.tokens[i].pos in ("VERB", "AUX") or self.tokens[i].tag.startswith("VB")

    def nounish(self, i: int) -> bool:
        """Is an -ing form a noun in its sentence: "the shelling of", "in army shelling", "heavy fighting"?"""
        if self.tokens[i].tag != "VBG" or self.kids(i, "dobj", "nsubj", "aux", "prt", "xcomp", "ccomp"):
            return False
        if self.tokens[i].lower in _DEEDS and self.tokens[i].dep == "conj":
            return True
        if self.kids(i, "det", "poss", "compound", "amod", "nmod"):
            return True
        before = self.tokens[i - 1] if i else None
        if self.tokens[i].dep == "csubj":
            return bool(self.kids(i, "agent", "prep"))
        return self.tokens[i].dep == "pcomp" and before is not None and before.pos in ("NOUN", "PROPN", "ADJ")

    def phrase(self, head: int) -> tuple[int, int]:
        """Reading offsets of a noun phrase's core: from its first modifier to its head, relative clauses left out."""
        first = head
        for c in self.children[head]:
            token = self.tokens[c]
            if c < head and token.dep in (
                "det",
                "amod",
                "compound",
                "nummod",
                "poss",
                "nmod",
                "predet",
                "quantmod",
                "neg",
            ):
                left = self.subtree(c, limit=40)[0]
                if self.tokens[left].sentence == self.tokens[head].sentence:
                    first = min(first, left)
        return self.tokens[first].start, self.tokens[head].end

    def passive(self, v: int) -> bool:
        """Is the verb passive, a participle included ("the town seized by ...", "a city besieged since May")?"""
        token = self.tokens[v]
        if self.kids(v, "nsubjpass", "auxpass", "csubjpass"):
            return True
        if token.lower in _PARTICIPLES and not self.kids(v, "aux"):
            return True
        if token.tag != "VBN" or self.kids(v, "aux") or token.lemma in self.grammar.motion_verbs:
            return False
        if token.dep == "conj" and not self.kids(v, "nsubj"):
            head = token.head
            return self.tokens[head].tag == "VBN" and self.passive(head)
        if token.dep == "conj":
            return self.passive(token.head) and not self.kids(v, "dobj")
        return (
            token.dep
            in (
                "acl",
                "amod",
                "relcl",
                "advcl",
                "oprd",
                "acomp",
                "ROOT",
                "ccomp",
                "nsubj",
                "xcomp",
                "parataxis",
                "dep",
            )
            and not self.kids(v, "nsubj")
            and all(self.tokens[c].lower in _CAPTIVE for c in self.kids(v, "dobj"))
        )

    def relative(self, i: int) -> bool:
        """Is the token the verb of a relative clause, a reduced one ("areas seized by troops") included?

        An infinitive ("forced two million to flee") is none: what governs the noun governs it, too.
        """
        token = self.tokens[i]
        if any(self.tokens[c].tag == "TO" for c in self.children[i]):
            return False
        return token.dep == "relcl" or (token.dep == "acl" and token.tag == "VBN" and self.passive(i))

    def past_perfect(self, v: int) -> bool:
        """ "had held", "once held": a state that was over when the text's past began."""
        if any(self.tokens[c].lower in ("once", "formerly", "previously", "initially") for c in self.kids(v, "advmod")):
            return True
        return any(self.tokens[c].lower in ("had", "'d") for c in self.kids(v, "aux"))
