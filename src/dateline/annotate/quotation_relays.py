"""Speech that comes through another: "X, citing Y, said", "said in a statement carried by Z", "was quoted by Z as saying".

A relay has no matter of its own: its frame `copies` that of the report beside it, and one of the two stands `within` the
other, so that the chain of speakers runs from whoever said it first to whoever passed it on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.annotate.quotation_clauses import Clauses, Frame

#: How far above a participle its report may stand.
_STEPS = 3
_NAMES = frozenset(["ORG", "PERSON"])


def with_relays(frames: Sequence[Frame], clauses: Clauses, named: frozenset[int]) -> list[Frame]:
    """The frames with those of relays added or put in the place of the plain ones. `named`: tokens of actors' names."""
    relays = _Relays(frames, clauses, named)
    for i in relays.candidates():
        relays.settle(i)
    return sorted(relays.frames.values(), key=lambda frame: frame.cue)


class _Relays:
    def __init__(self, frames: Sequence[Frame], clauses: Clauses, named: frozenset[int]) -> None:
        self.clauses = clauses
        self.tokens = clauses.tokens
        self.tree = clauses.tree
        self.named = named
        self.frames = {frame.head: frame for frame in frames}
        self.spoken = {frame.speaker: frame.head for frame in frames if frame.speaker is not None}

    def candidates(self) -> list[int]:
        """Verbs that pass on what others say."""
        lexicon = self.clauses.lexicon
        return [
            token.i
            for token in self.tokens
            if token.tag in ("VBN", "VBG", "VBD", "VBZ", "VBP")
            and (
                token.lemma.lower() in lexicon.relays
                or (token.tag == "VBN" and token.lemma.lower() in lexicon.carriage)
            )
        ]

    def settle(self, i: int) -> None:
        """Finds the report that the verb goes with, in the constructions of the head of this file."""
        tokens, tree = self.tokens, self.tree
        inner = self._inner(i)
        agent = self._agent(i)
        if inner is not None:
            passive = tree.child(i, "auxpass", "nsubjpass") is not None
            teller = agent if passive else tree.child(i, "nsubj")
            if teller is not None:
                self._outer(i, teller, inner)
        elif tokens[i].tag == "VBG" and tokens[i].lemma.lower() in self.clauses.lexicon.relays:
            quoted, report = tree.child(i, "dobj"), self._report(i)
            if quoted is not None and report is not None and self._speaks(quoted):
                self._cited(i, quoted, report)
        elif tokens[i].tag == "VBN" and agent is not None and tokens[i].dep in ("acl", "relcl"):
            report = self._carried(tokens[i].head)
            if report is not None and self._speaks(agent):
                self._outer(i, agent, report)

    def _cited(self, i: int, quoted: int, report: int) -> None:
        clause = self.tree.child(i, "ccomp")
        if self.frames[report].content or clause is None:
            self.frames[i] = replace(self._frame(i, quoted, report), within=report)
            return
        own = replace(self._frame(i, quoted, report), within=report, copies=None)
        self.frames[i] = self.clauses.with_matter(own, self.tree.range(clause), "clause", rule="relay")
        self.frames[report] = replace(self.frames[report], copies=i, complement="clause")

    def _inner(self, i: int) -> int | None:
        """ "quoted X as saying": the reporting verb inside."""
        for child in self.tree.children[i]:
            if self.tokens[child].dep == "prep" and self.tokens[child].lower == "as":
                verb = self.tree.child(child, "pcomp")
                if verb is not None and verb in self.frames:
                    return verb
        return None

    def _agent(self, i: int) -> int | None:
        agent = self.tree.child(i, "agent")
        return None if agent is None else self.tree.child(agent, "pobj")

    def _report(self, i: int) -> int | None:
        """The report above "citing": its verb, or the one whose speaker the participle hangs on."""
        at = i
        for _ in range(_STEPS):
            at = self.tokens[at].head
            if at in self.frames and at != i:
                return at
            if at in self.spoken:
                return self.spoken[at]
        return None

    def _carried(self, noun: int) -> int | None:
        """The report whose speaker or whose statement the noun is."""
        if noun in self.spoken:
            return self.spoken[noun]
        above = self.tokens[noun].head
        verb = self.tokens[above].head
        if self.tokens[noun].dep == "pobj" and verb in self.frames and self.clauses.medium_of(noun) is not None:
            return verb
        return None

    def _speaks(self, noun: int) -> bool:
        if noun in self.named or self.tokens[noun].entity in _NAMES:
            return True
        return any(
            self.tokens[child].dep in ("appos", "compound") and child in self.named
            for child in self.tree.children[noun]
        )

    def _outer(self, i: int, teller: int, report: int) -> None:
        inside = self.frames[report]
        self.frames[i] = replace(self._frame(i, teller, report), within=inside.within)
        self.frames[report] = replace(inside, within=i)

    def _frame(self, i: int, speaker: int, report: int) -> Frame:
        return Frame(
            (i, i),
            i,
            self.tokens[i].lemma.lower(),
            speaker,
            complement="clause",
            rule="relay",
            frame=(i, i),
            copies=report,
        )
