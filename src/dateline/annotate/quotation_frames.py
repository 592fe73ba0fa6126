"""Reporting words in the parse: who said it, with which word, and which words of the sentence carry the matter.

`find_frames` gives one `Frame` for each reporting verb, noun, phrase or adverb that could report something. Words in
quotation marks, speakers' identities and the order of quotations are left to `quotations`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.annotate.quotation_clauses import RELATIVES, Clauses, Frame, Range, Tree
from dateline.annotate.quotation_nouns import noun_frames
from dateline.annotate.quotation_relays import with_relays
from dateline.knowledge.speech import SpeechLexicon, SpeechNoun, SpeechVerb
from dateline.model.marks import Token

#: First letters of the tags that a clause behind "that" begins with; a verb makes "that" its subject.
_BEGINNERS = frozenset(["NN", "PR", "DT", "JJ", "CD", "EX", "IN"])


def find_frames(
    tokens: Sequence[Token], tree: Tree, lexicon: SpeechLexicon, *, named: frozenset[int] = frozenset()
) -> tuple[Frame, ...]:
    """All frames of a dispatch, by position of the cue. `named`: tokens of actors' names."""
    clauses = Clauses(tokens, tree, lexicon)
    verbs = _Verbs(clauses)
    found = [verbs.frame(i, lexicon.verbs[tokens[i].lemma.lower()]) for i in clauses.cues]
    frames = [
        frame
        for frame in found
        if frame is not None
        and not _only_shows(frame, tokens, lexicon, named)
        and _can_see(frame, tokens, lexicon, named)
    ]
    frames.extend(noun_frames(clauses))
    return tuple(with_relays(frames, clauses, named))


def _only_shows(frame: Frame, tokens: Sequence[Token], lexicon: SpeechLexicon, named: frozenset[int]) -> bool:
    """ "The results suggest that ...": what is neither somebody nor a document shows something and says nothing."""
    if frame.verb not in lexicon.showing or frame.speaker is None:
        return False
    token = tokens[frame.speaker]
    lemma = token.lemma.lower()
    if token.i in named or token.pos != "NOUN" or token.entity:
        return False
    if lemma in lexicon.people or lemma in lexicon.voices:
        return False
    return (lemma,) not in lexicon.media and lemma not in {*lexicon.nouns, *lexicon.organs, *lexicon.outlets}


def _can_see(frame: Frame, tokens: Sequence[Token], lexicon: SpeechLexicon, named: frozenset[int]) -> bool:
    """ "A reporter saw that ...", but not "The week saw thousands flee"."""
    verb = lexicon.verbs.get(frame.verb)
    if verb is None or not verb.seen or "clause" not in verb.kinds or frame.rule != "words":
        return True
    if frame.speaker is None or not frame.content:
        return False
    token = tokens[frame.speaker]
    return token.i in named or token.entity in ("PERSON", "NORP") or (token.pos == "PRON" and token.lower != "it")


class _Verbs:
    def __init__(self, clauses: Clauses) -> None:
        self.clauses = clauses
        self.tokens = clauses.tokens
        self.tree = clauses.tree
        self.lexicon = clauses.lexicon

    def frame(self, i: int, verb: SpeechVerb) -> Frame | None:
        tokens, tree = self.tokens, self.tree
        passive = tree.child(i, "auxpass", "nsubjpass") is not None or self._participle(i)
        if tokens[i].dep == "amod":
            return None
        if not verb.uttered and passive and self.clauses.passive_speaker(i)[0] is None:
            return self._supposed(i, verb)
        speaker, silent = self.clauses.passive_speaker(i) if passive else self.clauses.speaker(i)
        if verb.lemma in self.lexicon.relays and not passive and (quoted := tree.child(i, "dobj")) is not None:
            speaker = quoted if tokens[quoted].entity in ("PERSON", "ORG", "NORP") or quoted < i + 4 else speaker
        end = i
        particle = tree.child(i, "prt")
        if particle is not None and particle == i + 1:
            end = particle
            if f"{verb.lemma} {tokens[particle].lower}" in self.lexicon.deeds:
                return None
        frame = Frame(
            (i, end), i, verb.lemma, speaker,
            negated=self.clauses.negated(i), silent=silent, uttered=verb.uttered, label=verb.takes("label"),
        )  # fmt: skip
        frame = replace(frame, told=self._told(i, verb, passive, speaker), medium=self._medium(i, speaker))
        frame = replace(frame, frame=self._frame(frame))
        found = self._with_content(frame, verb, passive)
        if found is not None and found.content and found.complement in verb.intents:
            return replace(found, rule="intent", uttered=False)
        if found is not None and not found.content and verb.takes("clause") and not passive:
            return self._unattached(found)
        return found

    def _unattached(self, frame: Frame) -> Frame:
        """ "told the agency that ...": what "that" leads right behind cue or listener, however the parser took it."""
        tree, tokens = self.tree, self.tokens
        told = frame.told if frame.told is not None and frame.told > frame.head else None
        if told is not None:
            clause = tree.child(told, "relcl")
            if clause is not None and tokens[tree.left[clause]].tag == "PRP" and tree.left[clause] == told + 1:
                return self.clauses.with_matter(replace(frame, told=told), tree.range(clause), "clause")
        end = told if told is not None else frame.cue[1]
        if told is None and (loose := self._loose(frame)) is not None:
            return self.clauses.with_matter(frame, loose, "clause")
        if (
            end + 2 >= len(tokens)
            or tokens[end + 1].lower != "that"
            or tokens[end + 1].sentence != tokens[end].sentence
        ):
            return frame
        named = told is not None and tokens[told].entity in ("ORG", "PERSON", "GPE")
        if tokens[end + 2].tag[:2] not in _BEGINNERS and not (named and tokens[end + 2].tag[:2] == "VB"):
            return frame
        last = end + 2
        while last + 1 < len(tokens) and tokens[last + 1].sentence == tokens[end].sentence:
            last += 1
        return self.clauses.with_matter(frame, (end + 2, last), "clause")

    def _loose(self, frame: Frame) -> Range | None:
        """ "He says damage to the roof ranged from ...": a clause whose verb the parser hung on its own subject."""
        tree, tokens = self.tree, self.tokens
        verb, noun = self.lexicon.verbs[frame.verb], tree.child(frame.head, "dobj")
        before = frame.speaker is not None and frame.speaker < frame.head
        if not before or noun is None or verb.takes("noun") or verb.takes("deed") or not verb.uttered:
            return None
        if tokens[noun].entity in ("DATE", "TIME") or tokens[noun].pos not in ("NOUN", "PROPN"):
            return None
        hung = any(tokens[c].dep == "acl" and tokens[c].tag in ("VBN", "VBD") for c in tree.children[noun])
        return tree.range(noun) if hung and tree.left[noun] == frame.cue[1] + 1 else None

    def _supposed(self, i: int, verb: SpeechVerb) -> Frame | None:
        """ "is expected to", "it is thought that": held by nobody who is named."""
        clause = self.tree.child(i, "ccomp", "xcomp")
        if (
            clause is None
            or not verb.takes("clause")
            or verb.seen
            or verb.document
            or self.tokens[i].dep in ("amod", "acl")
        ):
            return None
        frame = Frame((i, i), i, verb.lemma, None, silent=True, uttered=False, negated=self.clauses.negated(i))
        frame = replace(frame, frame=self._frame(frame))
        if self.tokens[clause].dep == "xcomp":
            return replace(self._raised(frame, clause), rule="supposed")
        return self.clauses.with_matter(frame, self.tree.range(clause), "clause", rule="supposed")

    def _medium(self, i: int, speaker: int | None) -> str | None:
        """What carries the words; "his speech calling for peace": the noun that the participle hangs on."""
        hung = self.tokens[i].dep in ("acl", "relcl") and speaker == self.tokens[i].head
        return self.clauses.medium(i) or (self.clauses.medium_of(speaker) if hung and speaker is not None else None)

    def _participle(self, i: int) -> bool:
        """ "Asked whether ..., he said"; "a man accused of": a passive without its auxiliary."""
        token = self.tokens[i]
        if token.tag != "VBN" or token.dep not in ("advcl", "acl"):
            return False
        above = self.tokens[token.head]
        if token.dep == "acl" and above.head == above.i and self.tree.child(i, "ccomp") is not None:
            return False  # "The spokesman, Jan Mott, posted that ...": the sentence has no other verb
        return self.tree.child(i, "aux", "nsubj") is None

    def _told(self, i: int, verb: SpeechVerb, passive: bool, speaker: int | None) -> int | None:
        tree, tokens = self.tree, self.tokens
        if verb.told:
            if passive:
                return self.clauses.subject(i)
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

    def _frame(self, frame: Frame) -> Range:
        """From the first to the last token of cue, subject and what stands between and directly behind them."""
        tree, tokens, i = self.tree, self.tokens, frame.head
        first, last = frame.cue
        subject = frame.speaker
        beside = subject is not None and (tokens[subject].head == i or tree.right[subject] == i - 1)
        if subject is not None and beside and subject != i:
            first, last = min(first, tree.left[subject]), max(last, tree.right[subject])
        for child in tree.children[i]:
            if tokens[child].dep in ("aux", "auxpass", "neg", "advmod") and child < i:
                first = min(first, tree.left[child])
        return first, last

    def _with_content(self, frame: Frame, verb: SpeechVerb, passive: bool) -> Frame:
        tree, tokens, i = self.tree, self.tokens, frame.head
        clauses = [
            child
            for child in tree.children[i]
            if tokens[child].dep == "ccomp" and child != frame.speaker and not self._relative(child)
        ]
        clauses.sort(key=lambda child: child < i)  # "A left; the army says B left": the one behind the cue
        if clauses and clauses[0] < i and self._has_other_matter(i, verb):
            clauses = []
        kinds = ("to", "clause") if clauses and self._is_infinitive(clauses[0]) else ("clause", "to")
        if clauses and (complement := next((one for one in kinds if verb.takes(one)), None)):
            return self.clauses.with_matter(frame, tree.range(clauses[0]), complement)
        if token_clause := self._parenthetical(frame, verb):
            return token_clause if verb.takes("clause") and (verb.uttered or verb.seen) else frame
        if verb.takes("clause") and (relative := self._mistaken_relative(i)) is not None:
            first, last = tree.range(relative)
            return self.clauses.with_matter(frame, (first + 1, last), "clause")
        for child in tree.children[i]:
            token = tokens[child]
            if token.dep in ("xcomp", "advcl") and child > i and self._is_infinitive(child):
                if token.lemma.lower() in self.lexicon.anonymity and tree.child(child, "neg") is not None:
                    return frame
                if verb.lemma in self.lexicon.refusals and token.lemma.lower() in self.lexicon.verbs:
                    return frame
                if (verb.takes("to") and (verb.uttered or not passive)) or (verb.told and frame.told is not None):
                    return self._infinitive(frame, child)
                if passive and verb.takes("clause"):
                    return self._raised(frame, child)
            if token.dep in ("xcomp", "pcomp") and token.tag == "VBG" and verb.takes("gerund"):
                return self.clauses.with_matter(frame, tree.range(child), "gerund")
        clause = tree.child(i, "xcomp", "oprd") if passive and verb.takes("clause") and verb.uttered else None
        if clause is not None:
            return self._raised(frame, clause)
        return self._with_noun(frame, verb, passive)

    def _relative(self, clause: int) -> bool:
        """ "attacks claimed by the Front that killed nine": "that" is the subject, not the conjunction."""
        first = self.tree.left[clause]
        behind = self.tokens[first].tag == "WDT" and self.tokens[clause].head < first
        return behind and self.tree.child(clause, "nsubj", "nsubjpass") == first

    def _has_other_matter(self, i: int, verb: SpeechVerb) -> bool:
        """ "Kyiv accuses Moscow; Moscow denies it": a verb with matter of its own does not report the clause before."""
        tree, tokens = self.tree, self.tokens
        own = None if verb.told else tree.child(i, "dobj", "xcomp")
        named = own is not None and own > i and not self.clauses.is_inverted(i, own)
        return (
            named
            or verb.kind("clause") == "deny"
            or any(
                tokens[child].dep == "prep" and child > i and tokens[child].lower in verb.prepositions
                for child in tree.children[i]
            )
        )

    def _is_infinitive(self, verb: int) -> bool:
        return any(self.tokens[child].tag == "TO" for child in self.tree.children[verb] if child < verb)

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
                    frame = frame if token.lower == "for" else replace(frame, told=owner)
        return self.clauses.with_matter(frame, (first, last), kind)

    def _raised(self, frame: Frame, clause: int) -> Frame:
        """ "He was reported to have fled": the subject belongs to what is reported."""
        tree = self.tree
        subject = self.clauses.subject(frame.head)
        matter = self.clauses.clipped(frame, tree.range(clause))
        if subject is not None and self.tokens[subject].tag in RELATIVES:
            noun = self.tokens[frame.head].head
            matter = ((tree.left[noun], noun), *matter) if noun < frame.head else matter
        elif subject is not None:
            matter = (tree.range(subject), *matter)
        elif self.tokens[frame.head].dep == "acl":
            noun = self.tokens[frame.head].head
            matter = ((tree.left[noun], noun), *matter)
        return replace(frame, content=matter, complement="clause", rule="passive")

    def _with_noun(self, frame: Frame, verb: SpeechVerb, passive: bool) -> Frame:
        tree, tokens, i = self.tree, self.tokens, frame.head
        if passive and frame.speaker is None and not verb.prepositions:
            return frame
        target = self.clauses.subject(i) if passive else tree.child(i, "dobj")
        if passive and target is None and tokens[i].dep == "acl" and tokens[i].head < i:
            target = tokens[i].head
        if target == frame.speaker:
            target = None
        for child in tree.children[i]:
            token = tokens[child]
            if passive and token.lower == "on":
                continue  # "was blamed on": whoever blames is not named, and the deed is nobody's words
            if child > i and token.dep == "prep" and token.lower in verb.prepositions and tree.children[child]:
                if not verb.allows(token.lower, "" if target is None else tokens[target].lemma.lower()):
                    break
                first, last = tree.range(child)
                first = tree.left[tree.children[child][0]] if tree.children[child][0] > child else first
                if target is not None and not passive and not verb.told and target < first:
                    first = tree.left[target]
                return self.clauses.with_noun_matter(frame, (first, last), token.lower)
        if "as" in verb.prepositions and target is not None and verb.allows("as", tokens[target].lemma.lower()):
            for child in tree.children[i]:
                if tokens[child].dep == "advcl" and tokens[tree.left[child]].lower == "as" and child > target:
                    return self.clauses.with_matter(frame, (tree.left[target], tree.right[child]), "as")
        if verb.document and (
            frame.speaker is None or (tokens[frame.speaker].lemma.lower(),) not in self.lexicon.media
        ):
            return frame
        if target is None or (passive and frame.speaker is None):
            return frame
        if verb.takes("label") and not passive and (named := self._named(frame, target)) is not None:
            return self.clauses.with_matter(frame, (tree.left[target], named), "label")
        first = tree.left[target]
        target, lemma = self._object(i, target)
        complement = next((one for one in ("deed", "noun") if verb.takes(one) and verb.allows(one, lemma)), None)
        if lemma in verb.not_objects:
            return frame
        spoken = self.lexicon.nouns.get(lemma)
        if complement is not None and (spoken is None or spoken.given or self._is_bare(target, spoken)):
            if tokens[target].pos == "PRON":
                return frame
            if tree.child(i, "dative") is not None and not verb.told:
                return frame  # "denied the group a haven", "promised them arms": given, not said
            if tokens[i].dep == "acl" and passive:
                return self.clauses.with_matter(frame, (tree.left[target], target), complement)
            return self.clauses.with_noun_matter(frame, (min(first, tree.left[target]), tree.right[target]), complement)
        return frame

    def _object(self, verb: int, target: int) -> tuple[int, str]:
        """The object and its noun; for "counted 412 dead", which the parse takes apart, the word behind the figure."""
        tokens = self.tokens
        behind = target + 1
        counted = tokens[target].pos == "NUM" and behind < len(tokens)
        if counted and tokens[behind].lower == "dead" and tokens[behind].head == verb:
            return behind, "dead"
        return target, tokens[target].lemma.lower()

    def _is_bare(self, noun: int, spoken: SpeechNoun) -> bool:
        """ "rejected the report": a noun of speech without matter of its own, so that it is itself what is rejected."""
        for child in self.tree.children[noun]:
            token = self.tokens[child]
            first = self.tokens[self.tree.left[child]]
            led = first.dep == "mark" or token.tag == "VB" or first.tag in ("PRP", "DT", "NN", "NNS", "NNP")
            if child > noun and ((token.dep in ("acl", "ccomp", "relcl") and led) or token.lower in spoken.kinds):
                return False
        return True

    def _named(self, frame: Frame, target: int) -> int | None:
        """ "called the attack a war crime", "described it as a massacre": the last word of what it is called."""
        tree, tokens = self.tree, self.tokens
        for child in tree.children[frame.head]:
            token = tokens[child]
            if child > target and (token.dep == "oprd" or (token.dep == "prep" and token.lower == "as")):
                return tree.right[child]
        for child in tree.children[target]:
            led = tokens[child].dep == "prep" or (tokens[child].pos == "ADJ" and tree.left[child] < child)
            if child > target and led and tokens[tree.left[child]].lower == "as":
                return tree.right[child]
        return None

    def _asyndetic(self, i: int) -> bool:
        """ "They took the port, a source told the agency": a second clause that a comma alone joins to the first."""
        tree, tokens, token = self.tree, self.tokens, self.tokens[i]
        subject = tree.child(i, "nsubj")
        if (
            token.dep != "conj"
            or subject is None
            or tokens[token.head].pos not in ("VERB", "AUX")
            or token.head > subject
        ):
            return False
        first = tree.left[subject]
        return first > 0 and tokens[first - 1].text == "," and tree.child(token.head, "cc") is None

    def _closing(self, i: int) -> bool:
        """ "The army took the town, on Thursday, state television reported;": subject and verb that close their part."""
        tree, tokens, token = self.tree, self.tokens, self.tokens[i]
        subject = tree.child(i, "nsubj")
        if (
            token.dep != "advcl"
            or token.tag not in ("VBD", "VBZ")
            or subject is None
            or tree.child(i, "mark") is not None
        ):
            return False
        behind = tokens[i + 1] if i + 1 < len(tokens) else None
        ends = behind is None or behind.text in (";", ".") or behind.sentence != token.sentence
        first = tree.left[subject]
        return ends and first > 0 and tokens[first - 1].text == "," and token.head < first

    def _has_own_object(self, i: int, as_clause: bool) -> bool:
        """ "as the army admits defeat" happens meanwhile; "as the governor put it" reports."""
        own = self.tree.child(i, "dobj")
        if own is None or self.lexicon.verbs[self.tokens[i].lemma.lower()].told:
            return False
        return not (as_clause and self.tokens[own].lower in ("it", "this", "that"))

    def _mistaken_relative(self, i: int) -> int | None:
        """ "said in a statement that it had left": the clause that the parser hung on the medium."""
        tree, tokens = self.tree, self.tokens
        for child in tree.children[i]:
            noun = tree.child(child, "pobj") if tokens[child].dep == "prep" and child > i else None
            if noun is None or self.clauses.medium_of(noun) is None:
                continue
            clause = tree.child(noun, "relcl", "acl", "ccomp")
            if clause is None or tokens[tree.left[clause]].lower != "that" or tree.left[clause] != noun + 1:
                continue
            if (subject := self.clauses.subject(clause)) is not None and subject != tree.left[clause]:
                return clause
        return None

    def _parenthetical(self, frame: Frame, verb: SpeechVerb) -> Frame | None:
        """ "The rebels, the army said, fled"; "as the governor put it": the clause around is the matter."""
        tree, tokens, i = self.tree, self.tokens, frame.head
        token = tokens[i]
        marker = tree.child(i, "mark", "advmod")
        as_clause = token.dep == "advcl" and marker is not None and tokens[marker].lower == "as"
        if not (token.dep == "parataxis" or as_clause or self._asyndetic(i) or self._closing(i)) or token.head == i:
            return None
        if tree.child(i, "xcomp") is not None or self._has_own_object(i, as_clause):
            return None
        if as_clause and self._has_other_matter(i, verb) and tree.child(i, "dobj") is None:
            return None
        first, last = tree.range(i)
        own = replace(frame, frame=(first, last))
        return self.clauses.with_matter(own, tree.range(token.head), "clause", rule="parenthetical")
