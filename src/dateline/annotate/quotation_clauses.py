"""The clauses around reporting words: subjects, adjuncts, and how far the matter of a report reaches.

`Clauses` answers questions about one dispatch's parse for those who look for reporting words (`quotation_frames`,
`quotation_nouns`). Ranges are first and last token, both included.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from dateline.knowledge.speech import SpeechLexicon
from dateline.model.marks import Token

#: How far a missing subject is sought up the tree; longer chains are parser noise.
STEPS = 8
_SUBJECTS = frozenset(["nsubj", "nsubjpass", "csubj", "csubjpass"])
RELATIVES = frozenset(["WDT", "WP", "WP$"])
CLAUSE_POS = frozenset(["VERB", "AUX"])
_BREAKS = frozenset(["punct", "cc", "mark"])
_FINITE = frozenset(["VBD", "VBZ", "VBP", "MD"])

#: Prepositions that lead up to what carries the words.
_THROUGH = frozenset(["in", "on", "by", "via", "through", "at", "from", "during", "over", "to"])
#: First letters of the tags that a title is made of: "the army's deputy chief of staff Lt. Gen.".
_TITLE = frozenset(["NN", "JJ", "PO", "HY", "DT", "IN", "CD", "."])

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Frame:
    """A reporting word and its parts, as token indexes; ranges are first and last token, both included.

    `cue`: the reporting words. `head`: the token that carries them. `speaker`: head token of the speaker's words, None
    where the words name nobody; `silent`: the words say that nobody is named ("it was reported that"). `content`: ranges
    of the matter; empty when only words in quotation marks can give it. `told`: head token of who was told. `frame`: cue
    with subject and adjuncts: what the content must not reach into. `complement`: what carries the matter, for the kind.
    `within`: the head of the frame that passes this one's matter on; `copies`: the head of the one whose matter this has.
    """

    cue: Range
    head: int
    verb: str
    speaker: int | None
    content: tuple[Range, ...] = ()
    told: int | None = None
    medium: str | None = None
    negated: bool = False
    silent: bool = False
    uttered: bool = True
    label: bool = False
    complement: str = "marks"
    rule: str = "words"
    frame: Range = field(default=(0, -1))
    title: int | None = None
    within: int | None = None
    copies: int | None = None


class Tree:
    """Children and edges of the dependency trees. Edges are exact for projective trees, and linear to get."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens
        self.children: list[list[int]] = [[] for _ in tokens]
        self.left = list(range(len(tokens)))
        self.right = list(range(len(tokens)))
        waiting = [0] * len(tokens)
        for token in tokens:
            if token.head != token.i:
                self.children[token.head].append(token.i)
                waiting[token.head] += 1
        ready = [i for i, count in enumerate(waiting) if count == 0]
        while ready:
            i = ready.pop()
            head = tokens[i].head
            if head != i:
                self.left[head] = min(self.left[head], self.left[i])
                self.right[head] = max(self.right[head], self.right[i])
                waiting[head] -= 1
                if waiting[head] == 0:
                    ready.append(head)

    def range(self, i: int) -> Range:
        """First and last token of the subtree of `i`."""
        return self.left[i], self.right[i]

    def child(self, i: int, *deps: str) -> int | None:
        """The first child with one of these labels."""
        for child in self.children[i]:
            if self.tokens[child].dep in deps:
                return child
        return None


class Clauses:
    """One dispatch's parse with the lexicon: who is the subject, what belongs to the matter.

    `cues`: the reporting verbs. `detached`: those that the parser hung into another's matter although they stand beside
    it, with their subjects.
    """

    def __init__(self, tokens: Sequence[Token], tree: Tree, lexicon: SpeechLexicon) -> None:
        self.tokens = tokens
        self.tree = tree
        self.lexicon = lexicon
        self.cues = [
            token.i
            for token in tokens
            if token.lemma.lower() in lexicon.verbs and (token.pos in CLAUSE_POS or token.tag.startswith("VB"))
        ]
        self.detached = self._detached()
        self._cuts = sorted(self.detached)

    def subject(self, i: int) -> int | None:
        """The subject that stands with the verb itself."""
        tokens = self.tokens
        for child in self.tree.children[i]:
            if tokens[child].dep in _SUBJECTS:
                return child
        for child in self.tree.children[i]:
            if child < i and tokens[child].dep in ("ccomp", "dep") and tokens[child].pos in ("PROPN", "NOUN", "PRON"):
                return child
        for child in self.tree.children[i]:
            if (
                self.tree.right[child] == i - 1
                and tokens[child].dep in ("nmod", "compound")
                and tokens[child].pos in ("PROPN", "NOUN")
                and tokens[i].tag in _FINITE
            ):
                return child
        return self._trailing(i)

    def _trailing(self, i: int) -> int | None:
        """ "... in the school at Tacueyo, the mayor of Toribio said.": the noun phrase between the last comma and the verb.

        The parser takes it for an apposition to what stands before the comma.
        """
        tokens = self.tokens
        if tokens[i].tag not in ("VBD", "VBZ") or tokens[i].lemma.lower() not in self.lexicon.verbs:
            return None
        follows = tokens[i + 1] if i + 1 < len(tokens) else None
        if follows is not None and not (
            follows.tag in (".", ",", "IN", "RB", "''") or follows.entity in ("DATE", "TIME")
        ):
            return None
        first = i
        while first > 0 and i - first <= 12 and tokens[first - 1].tag[:2] in _TITLE and tokens[first - 1].text != ".":
            first -= 1
        if first == i or first == 0 or tokens[first - 1].text != "," or tokens[first].tag == "IN":
            return None
        heads = [at for at in range(first, i) if not first <= tokens[at].head < i]
        if len(heads) != 1 or tokens[heads[0]].pos not in ("NOUN", "PROPN") or tokens[heads[0]].dep != "appos":
            return None
        return heads[0]

    def speaker(self, i: int) -> tuple[int | None, bool]:
        """Head token of the speaker, up the tree where the verb has no subject of its own."""
        tokens, tree = self.tokens, self.tree
        if (beside := self._beside(i)) is not None:
            return beside, False
        at = i
        for _ in range(STEPS):
            subject = self.subject(at)
            token = tokens[at]
            if subject is not None:
                if tokens[subject].tag in RELATIVES and token.dep == "relcl":
                    return token.head, False
                if at != i and tokens[subject].lower == "it" and tokens[i].dep == "advcl" and tokens[i].tag == "VB":
                    return tree.child(at, "dobj") or subject, False
                return subject, tokens[subject].dep == "expl"
            if tree.child(at, "expl") is not None:
                return None, True
            head = tokens[token.head]
            if at in self.detached and at == i:
                return self.detached[at], False
            if token.dep in ("conj", "advcl", "xcomp", "ccomp", "parataxis", "dep", "aux") and head.i != at:
                if token.dep == "xcomp" and (owner := tree.child(head.i, "dobj", "dative")) is not None:
                    return owner, False
                if head.pos in ("NOUN", "PROPN") and token.dep != "conj":
                    return head.i, False
                at = head.i
            elif token.dep in ("acl", "relcl") and head.i != at:
                if token.dep == "relcl" or token.tag != "VB" or head.dep not in ("pobj", "dobj", "attr"):
                    return head.i, False
                at = self._clause_of(head.i)  # "is in no position to confirm": the noun does not speak
            elif token.dep == "pcomp" and head.i != at:
                governor = tokens[head.head]
                if governor.lemma.lower() in self.lexicon.relays:
                    owner = tree.child(governor.i, "nsubjpass", "dobj")
                    if owner is None and governor.dep == "acl":
                        owner = governor.head
                    return owner, False
                at = governor.i
            else:
                break
        return self.inverted(i), False

    def _beside(self, i: int) -> int | None:
        """ "... with the army accusing the rebels": the noun right before the participle, where a preposition leads it."""
        tokens = self.tokens
        if tokens[i].tag != "VBG" or i == 0 or tokens[i - 1].tag[:2] not in ("NN", "PR") or self.subject(i) is not None:
            return None
        at = i - 1
        for _ in range(STEPS):
            if tokens[at].dep == "pobj":
                return at if tokens[tokens[at].head].lower in self.lexicon.leading else None
            if tokens[at].dep not in ("conj", "compound"):
                return None
            at = tokens[at].head
        return None

    def _clause_of(self, noun: int) -> int:
        """The verb above a noun; the noun itself where there is none."""
        at = noun
        for _ in range(STEPS):
            at = self.tokens[at].head
            if self.tokens[at].pos in CLAUSE_POS:
                return at
        return noun

    def inverted(self, i: int) -> int | None:
        """The subject of "said the minister" where the parser saw an object."""
        for child in self.tree.children[i]:
            token = self.tokens[child]
            if (
                child > i
                and token.dep in ("dobj", "attr", "npadvmod", "dative")
                and token.pos in ("PROPN", "NOUN", "PRON")
                and token.entity not in ("DATE", "TIME")
            ):
                return child if child - i <= 12 and self.tree.left[child] == i + 1 else None
        return self._mistagged(i)

    def _mistagged(self, i: int) -> int | None:
        """ "...," said a Goshen police dispatcher.": what fills the rest of the sentence, whatever the parser made of it."""
        tokens = self.tokens
        if i == 0 or i + 2 >= len(tokens) or tokens[i - 1].text not in ('"', "'") or tokens[i + 1].tag != "DT":
            return None
        for child in self.tree.children[i]:
            words = tokens[i + 1 : child + 1]
            if child > i and self.tree.left[child] == i + 1 and len(words) <= STEPS and self.tree.right[child] == child:
                verbal = any(token.pos in CLAUSE_POS for token in words)
                ends = child + 1 == len(tokens) or tokens[child + 1].text in (".", ",")
                return child if ends and not verbal else None
        return None

    def is_inverted(self, i: int, noun: int) -> bool:
        """Is the noun behind the verb its subject ("said the minister")?"""
        return self.subject(i) is None and self.inverted(i) == noun

    def passive_speaker(self, i: int) -> tuple[int | None, bool]:
        """The agent of "was reported by"; nobody without one."""
        agent = self.tree.child(i, "agent")
        if agent is None:
            for child in self.tree.children[i]:
                if self.tokens[child].dep == "prep" and self.tokens[child].lower in ("by", "among"):
                    agent = child
        speaker = None if agent is None else self.tree.child(agent, "pobj")
        return speaker, speaker is None

    def negated(self, i: int) -> bool:
        for at in (i, self.tokens[i].head):
            token = self.tokens[at]
            if at != i and not (self.tokens[i].dep == "xcomp" and token.lemma.lower() in self.lexicon.refusals):
                continue
            if at != i or self.tree.child(at, "neg") is not None:
                return True
        subject = self.subject(i)
        return subject is not None and self.is_nobody(subject)

    def is_nobody(self, noun: int) -> bool:
        """ "no one", "nobody", "no group", "none": words that stand for nobody."""
        if self.tokens[noun].lower in self.lexicon.nobody:
            return True
        return any(
            self.tokens[child].lower == "no" for child in self.tree.children[noun] if self.tokens[child].dep == "det"
        )

    def medium(self, i: int) -> str | None:
        """ "in a statement", "on Telegram": the medium that a prepositional phrase of the verb names."""
        for child in self.tree.children[i]:
            if self.tokens[child].dep in ("prep", "agent") and self.tokens[child].lower in _THROUGH:
                for inner in self.tree.children[child]:
                    if self.tokens[inner].dep == "pobj" and (medium := self.medium_of(inner)):
                        return medium
        subject = self.subject(i)
        return self.medium_of(subject) if subject is not None else None

    def medium_of(self, noun: int) -> str | None:
        """The medium that a noun with the words before it names; longest phrase first."""
        tokens, media = self.tokens, self.lexicon.media
        for first in range(max(self.tree.left[noun], noun - 2), noun + 1):
            words = tuple(token.lower for token in tokens[first:noun])
            for last in (tokens[noun].lower, tokens[noun].lemma.lower()):
                if medium := media.get((*words, last)):
                    return medium
        return None

    def segment(self, i: int) -> Range:
        """First and last token of the part of the sentence between semicolons in which a token stands."""
        tokens, first, last = self.tokens, i, i
        while first > 0 and tokens[first - 1].sentence == tokens[i].sentence and tokens[first - 1].text != ";":
            first -= 1
        while (
            last + 1 < len(tokens) and tokens[last + 1].sentence == tokens[i].sentence and tokens[last + 1].text != ";"
        ):
            last += 1
        return first, last

    def _and_that(self, matter: Range) -> Range:
        """ "said that A, and that B": the second clause is reported as well, however the parser took it."""
        tokens, (first, last) = self.tokens, matter
        if tokens[first].lower != "that" and (first == 0 or tokens[first - 1].lower != "that"):
            return matter
        at = last + 1
        while at < len(tokens) and tokens[at].text == ",":
            at += 1
        if at + 2 >= len(tokens) or tokens[at].lower not in ("and", "but") or tokens[at + 1].lower != "that":
            return matter
        if tokens[at + 1].tag == "DT" and tokens[at + 2].tag.startswith("VB"):
            return matter
        return first, max(last, self.segment(at)[1]) if tokens[at].sentence == tokens[first].sentence else last

    def _of_participle(self, frame: Frame, matter: Range) -> Range:
        """ "men suspected of having helped them have been held": the matter ends where the sentence's verb begins."""
        tokens, (first, last) = self.tokens, matter
        if tokens[frame.head].dep != "acl" or tokens[frame.head].tag != "VBN" or first < frame.head:
            return matter
        for at in range(first + 1, last + 1):
            if tokens[at].tag in RELATIVES or tokens[at].dep == "mark":
                return matter
            if tokens[at].tag in _FINITE and tokens[at - 1].tag[:2] in ("NN", "PR", "VB"):
                return first, at - 1
        return matter

    def with_matter(self, frame: Frame, matter: Range, complement: str, *, rule: str = "words") -> Frame:
        matter = self._and_that(matter) if complement == "clause" else self._of_participle(frame, matter)
        found = replace(frame, content=self.clipped(frame, matter), complement=complement, rule=rule)
        return self._with_title(found) if found.content else found

    def _with_title(self, frame: Frame) -> Frame:
        """ "... from the border, Defence Ministry spokesman Colonel Jan Mott said": a title goes to the speaker.

        The parser may hang it on the matter; a comma before it and none behind it tell.
        """
        tokens = self.tokens
        first, last = frame.content[-1]
        if frame.speaker is not None and last + 2 == self.tree.left[frame.speaker] and tokens[last + 1].text == ".":
            last += 1
        if frame.speaker is None or frame.cue[0] < last or last + 1 != self.tree.left[frame.speaker]:
            return frame
        for at in range(last, max(first, last - 12), -1):
            if tokens[at].text == ",":
                if at == last:
                    return frame
                part = self._trimmed(first, at)
                content = (*frame.content[:-1], part) if part else frame.content
                return replace(frame, content=content, title=at + 1)
            if tokens[at].tag[:2] not in _TITLE or tokens[at].pos == "VERB":
                return frame
        return frame

    def with_noun_matter(self, frame: Frame, matter: Range, complement: str) -> Frame:
        """A noun that is the matter, with "in the north" and "as a crime" behind it and without "in a statement"."""
        tree, tokens = self.tree, self.tokens
        first, last = matter
        medium = frame.medium
        for child in tree.children[frame.head]:
            if child != last + 1 or tokens[child].dep != "prep":
                continue
            if frame.rule != "noun" and tokens[child].lower not in self.lexicon.widening:
                break
            inner = tree.child(child, "pobj", "pcomp")
            if inner is None or tokens[inner].entity in ("DATE", "TIME") or self.medium_of(inner):
                break
            last = tree.right[child]
        for child in range(max(first + 1, last - 12), last):
            if tokens[child].dep == "prep" and tokens[child].lower in ("in", "on") and tree.right[child] == last:
                inner = tree.child(child, "pobj")
                if inner is not None and (named := self.medium_of(inner)) is not None:
                    medium, last = medium or named, child - 1
                    break
        return self.with_matter(replace(frame, medium=medium), (first, last), complement)

    def clipped(self, frame: Frame, matter: Range) -> tuple[Range, ...]:
        """The matter without the frame inside it, and without a coordinated reporting clause at its end."""
        first, last = matter
        at = bisect_right(self._cuts, max(first, frame.head if first <= frame.head <= last else first))
        while at < len(self._cuts) and self._cuts[at] <= last:
            cut = self._cuts[at]
            start = self._cut_start(cut)
            if first < start and frame.cue[1] < start:
                last = start - 1
                break
            at += 1
        begin, end = frame.frame
        if end < first or begin > last:
            parts: tuple[Range, ...] = ((first, last),)
        else:
            parts = ((first, begin - 1), (end + 1, last))
        return tuple(part for a, b in parts if (part := self._trimmed(a, b)) is not None)

    def _trimmed(self, first: int, last: int) -> Range | None:
        tokens = self.tokens
        while first <= last and (
            (tokens[first].dep in ("punct", "cc") and tokens[first].lower not in "$#")
            or (tokens[first].dep == "mark" and tokens[first].lower == "that")
        ):
            first += 1
        while last >= first and tokens[last].dep in ("punct", "cc") and tokens[last].text not in (")", "%"):
            if (
                tokens[last].text == '"'
                and sum(token.text == '"' for token in tokens[max(first, last - 60) : last]) % 2
            ):
                break
            last -= 1
        if first == last and tokens[first].tag in RELATIVES | {"IN"}:
            return None
        return (first, last) if first <= last else None

    def _detached(self) -> dict[int, int | None]:
        """Cues that the parser put inside another's matter but that stand beside it -> their subject.

        "said the latest had provoked reactions, and stressed ..."; "the army said A, while a monitor said B".
        """
        tokens, tree = self.tokens, self.tree
        found: dict[int, int | None] = {}
        refusals = [t.i for t in tokens if t.lemma.lower() in self.lexicon.refusals and t.pos == "VERB"]
        for i in sorted({*self.cues, *refusals}):
            token = tokens[i]
            if token.dep == "relcl" and self._is_comment(i):
                found[i] = self.subject(i)
            elif token.tag == "VBG" and token.dep in ("acl", "advcl") and (teller := self._continued(i)) is not None:
                found[i] = teller
            if token.dep not in ("conj", "advcl", "ccomp", "parataxis") or token.head == i:
                continue
            first = tree.left[i]
            own = self.subject(i)
            if own is not None and first > 0 and tokens[first - 1].text == ";":
                found[i] = own
            if token.dep not in ("conj", "advcl"):
                continue
            if token.dep == "advcl":
                marker = tree.child(i, "mark")
                if own is not None and marker is not None and tokens[marker].lower in ("while", "whereas", "but"):
                    found[i] = own
                continue
            governor = self._governor(token.head)
            marker = tree.child(i, "mark")
            if governor is None or (marker is not None and tokens[marker].lower == "that"):
                continue
            comma = any(tokens[k].text in (",", ";") for k in range(max(0, first - 2), first))
            if own is not None:
                if comma and tokens[own].pos != "PRON":
                    found[i] = own
            elif token.tag == tokens[governor].tag and self._stands_beside(i, comma):
                found[i] = self.subject(governor)
        return found

    def _continued(self, i: int) -> int | None:
        """ "said that A had left B, adding that ...": the speaker of the report in whose matter the participle hangs."""
        tokens = self.tokens
        first = self.tree.left[i]
        if tokens[i].lemma.lower() not in self.lexicon.additions or self.subject(i) is not None or first == 0:
            return None
        if tokens[first - 1].text != "," and tokens[i].lemma.lower() != "add":
            return None
        at = tokens[i].head
        for _ in range(STEPS):
            token = tokens[at]
            if token.dep in ("ccomp", "xcomp") and token.head < at:
                head = tokens[token.head]
                return self.subject(head.i) if head.lemma.lower() in self.lexicon.verbs else None
            if token.head == at or (
                tokens[at].pos in CLAUSE_POS and token.dep not in ("conj", "advcl", "acl", "relcl")
            ):
                return None
            at = token.head
        return None

    def _is_comment(self, i: int) -> bool:
        """ "..., which Kigali denies", "..., an allegation that Ankara rejects": told of the matter, and no part of it."""
        tokens, tree = self.tokens, self.tree
        first, noun = tree.left[i], tokens[i].head
        own = self.subject(i)
        if own is None or tokens[own].tag in RELATIVES:
            return False
        if tokens[noun].dep == "appos" and tokens[noun].lemma.lower() in self.lexicon.nouns:
            return True
        return tokens[first].lower == "which" and tokens[first].dep == "dobj" and tokens[first - 1].text == ","

    def _stands_beside(self, i: int, comma: bool) -> bool:
        """Does a coordinated verb without a subject go with the reporting verb rather than with its matter?"""
        token, beside = self.tokens[i], self.tokens[self.tokens[i].head]
        if token.tag in _FINITE and token.tag != beside.tag:
            return True
        return comma and self.tree.child(i, "ccomp") is not None

    def _governor(self, clause: int) -> int | None:
        """The reporting verb whose matter the clause is."""
        at = clause
        for _ in range(STEPS):
            token = self.tokens[at]
            if token.dep in ("ccomp", "xcomp") and token.head != at:
                head = self.tokens[token.head]
                return head.i if head.lemma.lower() in self.lexicon.verbs else None
            if token.dep != "conj":
                return None
            at = token.head
        return None

    def _cut_start(self, cue: int) -> int:
        noun = self.tokens[cue].head
        if self.tokens[cue].dep == "relcl" and self.tokens[noun].dep == "appos":
            return self.tree.left[noun]
        start = self.tree.left[cue]
        subject = self.detached[cue]
        if subject is not None and self.tokens[subject].head == cue:
            start = min(start, self.tree.left[subject])
        while start > 0 and self.tokens[start - 1].dep in _BREAKS and self.tokens[start - 1].text not in "\"'":
            start -= 1
        return start
