"""Reporting words that are no verbs: phrases ("according to"), accounts ("in her words"), adverbs, nouns ("a claim that")."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dateline.annotate.quotation_clauses import CLAUSE_POS, STEPS, Clauses, Frame, Range, Tree
from dateline.knowledge.speech import SpeechNoun
from dateline.model.marks import Token

_ASKING = frozenset(["WDT", "WP", "WP$", "WRB"])
#: "make sure that" sees to it and tells nothing.
_SEEN_TO = frozenset(["sure", "certain"])
#: What parts a clause from the word before it.
_PARTED = frozenset([":", ";", '"'])
#: Subjects of "is clear that" that stand for nobody.
_EMPTY = frozenset(["it", "there", "this", "that", "what"])


def noun_frames(clauses: Clauses) -> Iterator[Frame]:
    """Frames of everything but verbs, in the order of the tokens."""
    return _Nouns(clauses).frames()


class _Nouns:
    def __init__(self, clauses: Clauses) -> None:
        self.clauses = clauses
        self.tokens = clauses.tokens
        self.tree = clauses.tree
        self.lexicon = clauses.lexicon
        self.carriers = clauses.lexicon.carriers | clauses.lexicon.giving
        self.openings = {words[0]: words for words in sorted(clauses.lexicon.phrases, key=len)}

    def frames(self) -> Iterator[Frame]:
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
            elif word in self.lexicon.adjectives and (frame := self._adjective(token)) is not None:
                yield frame

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
            (i, end),
            i,
            " ".join(words),
            speaker,
            medium=self.clauses.medium_of(speaker),
            frame=(i, tree.right[speaker]),
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
        for _ in range(STEPS):
            verb = tokens[clause].pos in CLAUSE_POS and tokens[clause].dep not in ("aux", "auxpass")
            if verb or clause == tokens[clause].head:
                break
            clause = tokens[clause].head
        if clause == frame.head or first <= clause <= last:
            return replace(frame, rule="phrase")
        part = self.clauses.segment(frame.head)
        if not part[0] <= clause <= part[1]:
            return self.clauses.with_matter(frame, part, "clause", rule="phrase")
        clause = self._with_main(clause, first, last)
        return self.clauses.with_matter(frame, self.tree.range(clause), "clause", rule="phrase")

    def _with_main(self, clause: int, first: int, last: int) -> int:
        """ "They hit the town, killing two, according to the mayor": set off at the end, the phrase covers main clause too."""
        tokens, tree = self.tokens, self.tree
        if tokens[clause].dep != "advcl" or tokens[clause].tag != "VBG" or tree.child(clause, "nsubj") is not None:
            return clause
        ends = (
            last + 1 >= len(tokens)
            or tokens[last + 1].text in (".", "!")
            or tokens[last + 1].sentence != tokens[last].sentence
        )
        main = tokens[clause].head
        return main if ends and tokens[first - 1].text == "," and main < clause else clause

    def _adverb(self, token: Token) -> Iterator[Frame]:
        head = self.tokens[token.head]
        if head.i == token.i:
            return
        frame = Frame((token.i, token.i), token.i, token.lower, None, silent=True, frame=(token.i, token.i))
        yield self.clauses.with_matter(frame, self.tree.range(head.i), "clause", rule="adverb")

    def _adjective(self, token: Token) -> Frame | None:
        """ "is confident that ...", "made it clear that ...": what the subject thinks or feels."""
        tree = self.tree
        verb = token.i if token.pos == "VERB" else token.head
        dated = token.dep == "amod" and self.tokens[token.head].dep == "npadvmod"
        verb = self.tokens[token.head].head if dated else verb  # "was emphatic Monday morning that ..."
        made = self.tokens[verb].lemma == "make"
        if token.pos != "VERB" and not dated and (token.dep not in ("acomp", "oprd", "ccomp") or verb == token.i):
            return None
        clause = next(
            (c for at in (token.i, verb) for c in tree.children[at] if c > token.i and self._is_matter(c)), None
        )
        speaker, silent = self.clauses.speaker(verb)
        if clause is None or silent or speaker is None or self.tokens[speaker].lower in _EMPTY:
            return None
        if made and token.lower in _SEEN_TO:
            return None
        frame = Frame(
            (token.i, token.i), token.i, token.lower, speaker, medium=self.clauses.medium(verb),
            negated=self.clauses.negated(verb), uttered=made, rule="adjective", frame=(token.i, token.i),
        )  # fmt: skip
        return self.clauses.with_matter(frame, tree.range(clause), "clause", rule="adjective")

    def _is_matter(self, clause: int) -> bool:
        """A complement clause, or one that the parser took for an adverbial although "that" begins it."""
        dep, first = self.tokens[clause].dep, self.tree.left[clause]
        if {token.text for token in self.tokens[max(0, first - 3) : first]} & _PARTED:
            return False
        return dep == "ccomp" or (dep in ("advcl", "acl") and self.tokens[first].lower == "that")

    def _is_bare(self, noun: int, clause: int) -> bool:
        """ "reports the man was ill", and not "claims he made in court": a clause without "that" and without a gap."""
        tree, tokens = self.tree, self.tokens
        subject = tree.child(clause, "nsubj", "nsubjpass")
        if subject is None or tree.left[clause] != noun + 1 or tokens[noun].tag[:3] == "NNP":
            return False
        if tokens[noun + 1].tag in _ASKING:
            return False
        if tokens[clause].lemma.lower() in self.carriers or (
            tokens[clause].tag in ("VBG", "VB") and not tree.child(clause, "aux")
        ):
            return False
        full = {"dobj", "attr", "acomp", "ccomp", "xcomp", "aux", "auxpass", "oprd"}
        return any(tokens[child].dep in full for child in tree.children[clause] if tokens[child].lower != "has")

    def _surfaced(self, token: Token) -> int | None:
        """ "Reports emerged that ...": the clause that the noun lost to the verb behind it."""
        verb = self.tokens[token.head]
        if token.dep != "nsubj" or verb.lemma.lower() not in self.lexicon.surfacing:
            return None
        behind = (child for child in self.tree.children[verb.i] if child > verb.i and self._is_matter(child))
        return next((child for child in behind if self.tokens[self.tree.left[child]].lower == "that"), None)

    def _noun(self, token: Token) -> Iterator[Frame]:
        tokens, tree = self.tokens, self.tree
        noun = self.lexicon.nouns[token.lemma.lower()]
        if noun.given and (token.dep != "dobj" or tokens[token.head].lemma.lower() not in self.lexicon.giving):
            return
        if (surfaced := self._surfaced(token)) is not None:
            yield self._noun_frame(token, noun, tree.range(surfaced), "clause")
            return
        for child in (*tree.children[token.i], *self._behind_author(token)):
            part = tokens[child]
            if child < token.i:
                continue
            complement = ""
            matter = tree.range(child)
            told = part.head != token.i or _that(tokens, tree, child) or self._is_bare(token.i, child)
            if part.dep in ("acl", "ccomp", "relcl") and told:
                complement = "clause"
            elif part.dep in ("acl", "relcl") and noun.to and part.tag == "VB" and tree.child(child, "aux") is not None:
                complement = "to"
            elif part.dep == "prep" and part.lower in noun.kinds and tree.children[child] and part.lower != "to":
                inner = tree.child(child, "pobj")
                if token.tag == "NNP" and inner is not None and tokens[inner].tag == "NNP":
                    continue  # "the News of the World" is a name
                complement = part.lower
                matter = (child + 1, tree.right[child])
            if complement:
                frame = self._denied(token, matter, complement) or self._noun_frame(token, noun, matter, complement)
                if not noun.held or frame.speaker is not None:
                    yield frame
                elif complement == "clause":
                    yield replace(frame, uttered=False, rule="supposed")
                return
        if not noun.given and token.dep == "dobj" and tokens[token.head].lemma.lower() in self.lexicon.carriers:
            if noun.kinds["clause"] != "claim_responsibility":
                yield self._noun_frame(token, noun, None, "marks")
            elif (carried := self._carried(token, self.tree.range(token.i), "deed")) is not None:
                yield carried

    def _behind_author(self, token: Token) -> Iterator[int]:
        """ "a report by the agency that guards had shot": the clause that the parser hung on the author."""
        tree, tokens = self.tree, self.tokens
        for child in tree.children[token.i]:
            author = tree.child(child, "pobj") if child > token.i and tokens[child].lower in ("by", "from") else None
            if author is not None:
                yield from (
                    clause
                    for clause in tree.children[author]
                    if tokens[clause].dep in ("acl", "ccomp", "relcl")
                    and tokens[tree.left[clause]].lower == "that"
                    and tokens[tree.left[clause]].tag == "IN"
                )

    def _denied(self, token: Token, matter: Range, complement: str) -> Frame | None:
        """ "rejected claims that", "denied responsibility for": the verb's denial, not the noun's claim."""
        verb = self.lexicon.verbs.get(self.tokens[token.head].lemma.lower())
        if token.dep != "dobj" or verb is None or verb.kind("noun") != "deny":
            return None
        if self.lexicon.nouns[token.lemma.lower()].kinds["clause"] == "claim_responsibility":
            return self._carried(token, self.tree.range(token.i), "noun")
        return self._carried(token, matter, "clause" if complement == "clause" else "noun")

    def _carried(self, token: Token, matter: Range, complement: str) -> Frame | None:
        """The frame of the verb that carries the noun, with the noun's matter."""
        verb = self.tokens[token.head]
        speaker, silent = self.clauses.speaker(verb.i)
        frame = Frame(
            (verb.i, verb.i), verb.i, verb.lemma.lower(), speaker, medium=self.clauses.medium(verb.i),
            negated=self.clauses.negated(verb.i), silent=silent, rule="noun", frame=(verb.i, verb.i),
        )  # fmt: skip
        return replace(self.clauses.with_noun_matter(frame, matter, complement), rule="noun")

    def _noun_frame(self, token: Token, noun: SpeechNoun, matter: Range | None, complement: str) -> Frame:
        speaker, silent = self._noun_speaker(token.i)
        verb = self.tokens[token.head]
        carried = token.dep == "dobj" and verb.lemma.lower() in self.carriers
        medium = self.clauses.medium(verb.i) if carried else None
        negated = self.clauses.is_nobody(token.i) or (carried and self.clauses.negated(verb.i))
        frame = Frame(
            (token.i, token.i), token.i, noun.lemma, speaker,
            medium=medium, negated=negated, silent=silent, rule="noun", frame=(token.i, token.i),
        )  # fmt: skip
        return (
            frame if matter is None else replace(self.clauses.with_noun_matter(frame, matter, complement), rule="noun")
        )

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
        if token.dep in ("dobj", "nsubjpass") and verb.lemma.lower() in self.carriers:
            if token.dep == "nsubjpass":
                return self.clauses.passive_speaker(verb.i)
            return self.clauses.speaker(verb.i)
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
