"""Reporting words in the parse: who said it, with which word, and which words of the sentence carry the matter.

`find_frames` gives one `Frame` for each reporting verb, noun, phrase or adverb that could report something. Words in
quotation marks, speakers' identities and the order of quotations are left to `quotations`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from dateline.knowledge.speech import SpeechLexicon, SpeechNoun, SpeechVerb
from dateline.model.marks import Token

#: How far a missing subject is sought up the tree; longer chains are parser noise.
_STEPS = 8
_SUBJECTS = frozenset(["nsubj", "nsubjpass", "csubj", "csubjpass"])
_RELATIVES = frozenset(["WDT", "WP", "WP$"])
_CLAUSE_POS = frozenset(["VERB", "AUX"])
_OBJECTS = frozenset(["dobj", "obj", "dative", "iobj", "attr", "oprd"])
_BREAKS = frozenset(["punct", "cc", "mark"])
_FINITE = frozenset(["VBD", "VBZ", "VBP", "MD"])

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Frame:
    """A reporting word and its parts, as token indexes; ranges are first and last token, both included.

    `cue`: the reporting words. `head`: the token that carries them. `speaker`: head token of the speaker's words, None
    where the words name nobody; `silent`: the words say that nobody is named ("it was reported that"). `content`: ranges
    of the matter; empty when only words in quotation marks can give it. `told`: head token of who was told. `frame`: cue
    with subject and adjuncts: what the content must not reach into. `complement`: what carries the matter, for the kind.
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


def find_frames(tokens: Sequence[Token], tree: Tree, lexicon: SpeechLexicon) -> tuple[Frame, ...]:
    """All frames of a dispatch, by position of the cue."""
    return tuple(sorted(_Finder(tokens, tree, lexicon).frames(), key=lambda frame: frame.cue))


class _Finder:
    def __init__(self, tokens: Sequence[Token], tree: Tree, lexicon: SpeechLexicon) -> None:
        self.tokens = tokens
        self.tree = tree
        self.lexicon = lexicon
        self.openings = {words[0]: words for words in sorted(lexicon.phrases, key=len)}
        self.cues = [
            token.i
            for token in tokens
            if token.lemma.lower() in lexicon.verbs and (token.pos in _CLAUSE_POS or token.tag.startswith("VB"))
        ]
        self.detached = self._detached()
        self.cuts = sorted(self.detached)

    def frames(self) -> Iterator[Frame]:
        for i in self.cues:
            if (frame := self._verb(i, self.lexicon.verbs[self.tokens[i].lemma.lower()])) is not None:
                yield frame
        for token in self.tokens:
            word = token.lower
            if word in self.openings and (frame := self._phrase(token.i, self.openings[word])) is not None:
                yield frame
            elif word in self.lexicon.adverbs:
                yield from self._adverb(token)
            elif token.dep == "pobj" and token.lemma.lower() in self.lexicon.accounts:
                yield from self._account(token)
            elif token.pos in ("NOUN", "PROPN") and token.lemma.lower() in self.lexicon.nouns:
                yield from self._noun(token)

    # -- verbs -------------------------------------------------------------------------------------------------------

    def _verb(self, i: int, verb: SpeechVerb) -> Frame | None:
        tokens, tree = self.tokens, self.tree
        passive = tree.child(i, "auxpass", "nsubjpass") is not None or self._participle(i)
        if tokens[i].dep == "amod":
            return None
        speaker, silent = self._passive_speaker(i) if passive else self._speaker(i)
        end = i
        particle = tree.child(i, "prt")
        if particle is not None and particle == i + 1:
            end = particle
        frame = Frame(
            (i, end), i, verb.lemma, speaker,
            negated=self._negated(i), silent=silent, uttered=verb.uttered, label=verb.takes("label"),
        )  # fmt: skip
        frame = replace(frame, told=self._told(i, verb, passive, speaker), medium=self._medium(i))
        frame = replace(frame, frame=self._frame(frame))
        return self._with_content(frame, verb, passive)

    def _participle(self, i: int) -> bool:
        """ "Asked whether ..., he said"; "a man accused of": a passive without its auxiliary."""
        token = self.tokens[i]
        if token.tag != "VBN" or token.dep not in ("advcl", "acl"):
            return False
        return self.tree.child(i, "aux", "nsubj") is None

    def _negated(self, i: int) -> bool:
        for at in (i, self.tokens[i].head):
            token = self.tokens[at]
            if at != i and not (self.tokens[i].dep == "xcomp" and token.lemma.lower() in self.lexicon.refusals):
                continue
            if at != i or self.tree.child(at, "neg") is not None:
                return True
        return False

    def _subject(self, i: int) -> int | None:
        """The subject that stands with the verb itself."""
        tokens = self.tokens
        for child in self.tree.children[i]:
            if tokens[child].dep in _SUBJECTS:
                return child
        for child in self.tree.children[i]:
            if child < i and tokens[child].dep in ("ccomp", "dep") and tokens[child].pos in ("PROPN", "NOUN", "PRON"):
                return child
        return None

    def _speaker(self, i: int) -> tuple[int | None, bool]:
        """Head token of the speaker, up the tree where the verb has no subject of its own."""
        tokens, tree = self.tokens, self.tree
        at = i
        for _ in range(_STEPS):
            subject = self._subject(at)
            token = tokens[at]
            if subject is not None:
                if tokens[subject].tag in _RELATIVES and token.dep == "relcl":
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
                return head.i, False
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
        return self._inverted(i), False

    def _inverted(self, i: int) -> int | None:
        """The subject of "said the minister" where the parser saw an object."""
        for child in self.tree.children[i]:
            token = self.tokens[child]
            if (
                child > i
                and token.dep in ("dobj", "attr", "npadvmod", "dative")
                and token.pos in ("PROPN", "NOUN", "PRON")
            ):
                return child if child - i <= 12 and self.tree.left[child] == i + 1 else None
        return None

    def _passive_speaker(self, i: int) -> tuple[int | None, bool]:
        """The agent of "was reported by"; nobody without one."""
        agent = self.tree.child(i, "agent")
        if agent is None:
            for child in self.tree.children[i]:
                if self.tokens[child].dep == "prep" and self.tokens[child].lower in ("by", "among"):
                    agent = child
        speaker = None if agent is None else self.tree.child(agent, "pobj")
        return speaker, speaker is None

    def _told(self, i: int, verb: SpeechVerb, passive: bool, speaker: int | None) -> int | None:
        tree, tokens = self.tree, self.tokens
        if verb.told:
            if passive:
                return self._subject(i)
            told = tree.child(i, "dobj", "dative")
            if told is not None and tokens[told].dep == "dative" and tokens[told].pos == "ADP":
                told = tree.child(told, "pobj")
            if told is not None:
                return told if told != speaker else None
            clause = tree.child(i, "ccomp")
            if clause is not None and (owner := tree.child(clause, "nsubj")) is not None and not verb.takes("to"):
                return owner if tree.left[clause] == i + 1 and tree.child(clause, "mark") not in (None, i + 1) else None
            return None
        for child in tree.children[i]:
            if tokens[child].dep in ("prep", "dative") and tokens[child].lower == "to" and i < child <= i + 3:
                return tree.child(child, "pobj")
        return None

    def _medium(self, i: int) -> str | None:
        """ "in a statement", "on Telegram": the medium that a prepositional phrase of the verb names."""
        for child in self.tree.children[i]:
            if self.tokens[child].dep in ("prep", "agent"):
                for inner in self.tree.children[child]:
                    if self.tokens[inner].dep == "pobj" and (medium := self.medium_of(inner)):
                        return medium
        subject = self._subject(i)
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

    def _frame(self, frame: Frame) -> Range:
        """From the first to the last token of cue, subject and what stands between and directly behind them."""
        tree, tokens, i = self.tree, self.tokens, frame.head
        first, last = frame.cue
        subject = frame.speaker
        if subject is not None and tokens[subject].head == i and subject != i:
            first, last = min(first, tree.left[subject]), max(last, tree.right[subject])
        for child in tree.children[i]:
            if tokens[child].dep in ("aux", "auxpass", "neg", "advmod") and child < i:
                first = min(first, tree.left[child])
        return first, last

    # -- what carries the matter -------------------------------------------------------------------------------------

    def _with_content(self, frame: Frame, verb: SpeechVerb, passive: bool) -> Frame:
        tree, tokens, i = self.tree, self.tokens, frame.head
        for child in tree.children[i]:
            token = tokens[child]
            if token.dep == "ccomp" and child != frame.speaker and verb.takes("clause"):
                return self._content(frame, tree.range(child), "clause")
            if token.dep == "ccomp" and verb.takes("to") and child != frame.speaker:
                return self._content(frame, tree.range(child), "to")
        if token_clause := self._parenthetical(frame):
            return token_clause if verb.takes("clause") and verb.uttered else frame
        for child in tree.children[i]:
            token = tokens[child]
            if (
                token.dep in ("xcomp", "advcl")
                and child > i
                and tree.child(child, "aux") is not None
                and token.tag == "VB"
            ):
                if verb.lemma in self.lexicon.refusals and token.lemma.lower() in self.lexicon.verbs:
                    return frame
                if (verb.takes("to") and (verb.uttered or not passive)) or (verb.told and frame.told is not None):
                    return self._infinitive(frame, child)
                if passive and verb.takes("clause"):
                    return self._raised(frame, child)
            if token.dep in ("xcomp", "pcomp") and token.tag == "VBG" and verb.takes("gerund"):
                return self._content(frame, tree.range(child), "gerund")
        clause = tree.child(i, "xcomp", "oprd") if passive and verb.takes("clause") and verb.uttered else None
        if clause is not None:
            return self._raised(frame, clause)
        return self._with_noun(frame, verb, passive)

    def _infinitive(self, frame: Frame, verb: int) -> Frame:
        """ "vowed to fight"; "urged citizens to leave"; "called on Russia to stop": object and infinitive together."""
        tree, tokens = self.tree, self.tokens
        first, last = tree.range(verb)
        kind = "to"
        for child in tree.children[frame.head]:
            token = tokens[child]
            if frame.head < child < first and token.dep in ("dobj", "dative"):
                first = tree.left[child]
            elif frame.head < child < first and token.dep == "prep" and token.lower in ("on", "upon", "to", "for"):
                owner = tree.child(child, "pobj")
                if owner is not None:
                    first = tree.left[owner]
                    frame = replace(frame, told=owner)
        return self._content(frame, (first, last), kind)

    def _raised(self, frame: Frame, clause: int) -> Frame:
        """ "He was reported to have fled": the subject belongs to what is reported."""
        tree = self.tree
        subject = self._subject(frame.head)
        matter = self._clipped(frame, tree.range(clause))
        if subject is not None:
            matter = (tree.range(subject), *matter)
        elif self.tokens[frame.head].dep == "acl":
            noun = self.tokens[frame.head].head
            matter = ((tree.left[noun], noun), *matter)
        return replace(frame, content=matter, complement="clause", rule="passive")

    def _with_noun(self, frame: Frame, verb: SpeechVerb, passive: bool) -> Frame:
        tree, tokens, i = self.tree, self.tokens, frame.head
        if passive and frame.speaker is None and not verb.prepositions:
            return frame
        target = self._subject(i) if passive else tree.child(i, "dobj")
        if target == frame.speaker:
            target = None
        for child in tree.children[i]:
            token = tokens[child]
            if child > i and token.dep == "prep" and token.lower in verb.prepositions and tree.children[child]:
                first, last = tree.range(child)
                first = tree.left[tree.children[child][0]] if tree.children[child][0] > child else first
                if target is not None and not passive and not verb.told and target < first:
                    first = tree.left[target]
                return self._noun_content(frame, (first, last), token.lower)
        if target is not None and verb.takes("noun") and tokens[target].lemma.lower() not in self.lexicon.nouns:
            if tokens[target].pos == "PRON":
                return frame
            return self._noun_content(frame, tree.range(target), "noun")
        return frame

    def _noun_content(self, frame: Frame, matter: Range, complement: str) -> Frame:
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
        return self._content(replace(frame, medium=medium), (first, last), complement)

    def _parenthetical(self, frame: Frame) -> Frame | None:
        """ "The rebels, the army said, fled"; "as the governor put it": the clause around is the matter."""
        tree, tokens, i = self.tree, self.tokens, frame.head
        token = tokens[i]
        marker = tree.child(i, "mark", "advmod")
        as_clause = token.dep == "advcl" and marker is not None and tokens[marker].lower == "as"
        if not (token.dep == "parataxis" or as_clause) or token.head == i:
            return None
        if tree.child(i, "xcomp") is not None or (tree.child(i, "dobj") is not None and not as_clause):
            return None
        first, last = tree.range(i)
        own = replace(frame, frame=(first, last))
        return self._content(own, tree.range(token.head), "clause", rule="parenthetical")

    def _content(self, frame: Frame, matter: Range, complement: str, *, rule: str = "words") -> Frame:
        return replace(frame, content=self._clipped(frame, matter), complement=complement, rule=rule)

    def _clipped(self, frame: Frame, matter: Range) -> tuple[Range, ...]:
        """The matter without the frame inside it, and without a coordinated reporting clause at its end."""
        first, last = matter
        at = bisect_right(self.cuts, max(first, frame.head if first <= frame.head <= last else first))
        while at < len(self.cuts) and self.cuts[at] <= last:
            cut = self.cuts[at]
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
            last -= 1
        if first == last and tokens[first].tag in _RELATIVES | {"IN"}:
            return None
        return (first, last) if first <= last else None

    # -- coordinated reporting clauses that the parser hung too deep ---------------------------------------------------

    def _detached(self) -> dict[int, int | None]:
        """Cues that the parser put inside another's matter but that stand beside it -> their subject.

        "said the latest had provoked reactions, and stressed ..."; "the army said A, while a monitor said B".
        """
        tokens, tree = self.tokens, self.tree
        found: dict[int, int | None] = {}
        for i in self.cues:
            token = tokens[i]
            if token.dep not in ("conj", "advcl") or token.head == i:
                continue
            first = tree.left[i]
            own = self._subject(i)
            if token.dep == "advcl":
                marker = tree.child(i, "mark")
                if own is not None and marker is not None and tokens[marker].lower in ("while", "whereas", "but"):
                    found[i] = own
                elif token.lemma.lower() in self.lexicon.additions and token.tag == "VBG" and own is None:
                    governor = self._governor(token.head)
                    if governor is not None:
                        found[i] = self._subject(governor)
                continue
            governor = self._governor(token.head)
            if governor is None:
                continue
            comma = any(tokens[k].text in (",", ";") for k in range(max(0, first - 2), first))
            if own is not None:
                if comma and tokens[own].pos != "PRON":
                    found[i] = own
            elif token.tag == tokens[governor].tag and self._stands_beside(i, comma):
                found[i] = self._subject(governor)
        return found

    def _stands_beside(self, i: int, comma: bool) -> bool:
        """Does a coordinated verb without a subject go with the reporting verb rather than with its matter?"""
        token, beside = self.tokens[i], self.tokens[self.tokens[i].head]
        if token.tag in _FINITE and token.tag != beside.tag:
            return True
        return comma and self.tree.child(i, "ccomp") is not None

    def _governor(self, clause: int) -> int | None:
        """The reporting verb whose matter the clause is."""
        at = clause
        for _ in range(_STEPS):
            token = self.tokens[at]
            if token.dep in ("ccomp", "xcomp") and token.head != at:
                head = self.tokens[token.head]
                return head.i if head.lemma.lower() in self.lexicon.verbs else None
            if token.dep != "conj":
                return None
            at = token.head
        return None

    def _cut_start(self, cue: int) -> int:
        start = self.tree.left[cue]
        subject = self.detached[cue]
        if subject is not None and self.tokens[subject].head == cue:
            start = min(start, self.tree.left[subject])
        while start > 0 and self.tokens[start - 1].dep in _BREAKS and self.tokens[start - 1].text not in "\"'":
            start -= 1
        return start

    # -- phrases, adverbs, nouns -------------------------------------------------------------------------------------

    def _phrase(self, i: int, words: tuple[str, ...]) -> Frame | None:
        tokens, tree = self.tokens, self.tree
        end = i + len(words) - 1
        if end >= len(tokens) or tuple(token.lower for token in tokens[i : end + 1]) != words:
            return None
        if tokens[i].sentence != tokens[end].sentence:
            return None
        speaker = tree.child(end, "pobj", "pcomp")
        if speaker is None or tokens[speaker].lemma.lower() in self.lexicon.standards:
            return None
        frame = Frame(
            (i, end), i, " ".join(words), speaker, medium=self.medium_of(speaker), frame=(i, tree.right[speaker])
        )
        return self._around(frame)

    def _account(self, noun: Token) -> Iterator[Frame]:
        """ "in her words", "by the army's account"."""
        tokens, tree = self.tokens, self.tree
        speaker = tree.child(noun.i, "poss")
        if speaker is None or tokens[noun.head].lower not in ("in", "by") or tokens[noun.head].i > noun.i:
            return
        first, last = noun.head, tree.right[noun.i]
        frame = Frame((noun.i, noun.i), first, noun.lemma.lower(), speaker, frame=(first, last), rule="phrase")
        yield self._around(frame)

    def _around(self, frame: Frame) -> Frame:
        """The frame with the clause that it stands in as its matter."""
        tokens = self.tokens
        first, last = frame.frame
        clause = tokens[frame.head].head
        for _ in range(_STEPS):
            verb = tokens[clause].pos in _CLAUSE_POS and tokens[clause].dep not in ("aux", "auxpass")
            if verb or clause == tokens[clause].head:
                break
            clause = tokens[clause].head
        if clause == frame.head or first <= clause <= last:
            return replace(frame, rule="phrase")
        return self._content(frame, self.tree.range(clause), "clause", rule="phrase")

    def _adverb(self, token: Token) -> Iterator[Frame]:
        head = self.tokens[token.head]
        if head.i == token.i:
            return
        frame = Frame((token.i, token.i), token.i, token.lower, None, silent=True, frame=(token.i, token.i))
        yield self._content(frame, self.tree.range(head.i), "clause", rule="adverb")

    def _noun(self, token: Token) -> Iterator[Frame]:
        tokens, tree = self.tokens, self.tree
        noun = self.lexicon.nouns[token.lemma.lower()]
        for child in tree.children[token.i]:
            part = tokens[child]
            if child < token.i:
                continue
            complement = ""
            matter = tree.range(child)
            if part.dep in ("acl", "ccomp", "relcl") and _that(tokens, tree, child):
                complement = "clause"
            elif part.dep in ("acl", "relcl") and noun.to and part.tag == "VB" and tree.child(child, "aux") is not None:
                complement = "to"
            elif part.dep == "prep" and part.lower in noun.kinds and tree.children[child] and part.lower != "to":
                complement = part.lower
                matter = (child + 1, tree.right[child])
            if complement:
                yield self._noun_frame(token, noun, matter, complement)
                return
        if token.dep == "dobj" and tokens[token.head].lemma.lower() in self.lexicon.carriers:
            yield self._noun_frame(token, noun, None, "marks")

    def _noun_frame(self, token: Token, noun: SpeechNoun, matter: Range | None, complement: str) -> Frame:
        speaker, silent = self._noun_speaker(token.i)
        verb = self.tokens[token.head]
        carried = token.dep == "dobj" and verb.lemma.lower() in self.lexicon.carriers
        medium = self._medium(verb.i) if carried else None
        negated = carried and self._negated(verb.i)
        frame = Frame(
            (token.i, token.i), token.i, noun.lemma, speaker,
            medium=medium, negated=negated, silent=silent, rule="noun", frame=(token.i, token.i),
        )  # fmt: skip
        return frame if matter is None else replace(self._noun_content(frame, matter, complement), rule="noun")

    def _noun_speaker(self, noun: int) -> tuple[int | None, bool]:
        """Whose claim it is: "the army's claim", "a claim by", "expressed concerns"."""
        tokens, tree = self.tokens, self.tree
        owner = tree.child(noun, "poss")
        if owner is not None:
            return owner, False
        for child in tree.children[noun]:
            if tokens[child].dep in ("prep", "agent") and tokens[child].lower in ("by", "from", "among"):
                return tree.child(child, "pobj"), False
        token = tokens[noun]
        verb = tokens[token.head]
        if token.dep in ("dobj", "nsubjpass") and verb.lemma.lower() in self.lexicon.carriers:
            if token.dep == "nsubjpass":
                return self._passive_speaker(verb.i)
            return self._speaker(verb.i)
        for child in tree.children[noun]:
            if tokens[child].dep in ("amod", "compound", "nmod") and tokens[child].entity in (
                "NORP",
                "GPE",
                "ORG",
                "PERSON",
            ):
                return child, False
        return None, True


def _that(tokens: Sequence[Token], tree: Tree, clause: int) -> bool:
    marker = tree.child(clause, "mark")
    return marker is not None and tokens[marker].lower == "that"


def token_at(starts: Sequence[int], offset: int) -> int:
    """Index of the first token that starts at or after the offset."""
    return bisect_left(starts, offset)
