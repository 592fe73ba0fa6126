"""Who speaks: from the words that name a speaker to an actor, and from a time expression to the saying it dates.

Names and references come from the annotators before this one; nothing is looked up in a knowledge file.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from dateline.annotate.quotation_clauses import Frame, Range, Tree
from dateline.knowledge.speech import SpeechLexicon
from dateline.model.marks import ActorMark, Annotated, Reference, Speaker, Token
from dateline.model.text import Span
from dateline.model.world import Actor

_SELF = frozenset(["i", "we", "me", "us", "our", "my"])
_PERSON = frozenset(["he", "she", "him", "her"])
_GROUP = frozenset(["it", "they", "them"])
_CLAUSES = frozenset(["relcl", "acl", "advcl", "ccomp", "parataxis"])
#: A time inside the words for subject or object dates them, not the saying.
_ROLES = frozenset(["nsubj", "nsubjpass", "csubj", "dobj", "poss"])
#: ... and one that modifies another noun dates that noun ("the 2012 conflict").
_MODIFIERS = frozenset(["compound", "nummod", "amod", "nmod"])
_ONE = frozenset(["a", "an", "one", "another"])
#: Marks that are looked back at for a body called by a part of its name, and the kinds of such bodies.
_BACK = 40
_ALLIED = frozenset(["external_forces", "rebel_group", "organisation", "political_militia"])
#: Sentences after which a pronoun no longer means a speaker without a name.
_RECENT = 3
_PERSONS = frozenset(["person", "office_holder"])
_DESCRIBED = frozenset(["generic", "nationality+noun", "office"])
_NAMED = frozenset(["name", "alias", "abbreviation", "new-name"])
_OF_A_NAME = frozenset(["appos", "compound", "flat", "nmod", "npadvmod", "dep"])
_CREATORS = frozenset(["from", "by", "of"])


class Speakers:
    """Looks speakers up in one dispatch. `last` is the speaker of the quotation before, for a pronoun that nobody resolved."""

    def __init__(self, annotated: Annotated, tree: Tree, lexicon: SpeechLexicon) -> None:
        self.lexicon = lexicon
        self.media = lexicon.media
        self.tokens = annotated.tokens
        self.tree = tree
        self.starts = [token.start for token in annotated.tokens]
        self.actors = annotated.actors
        self.actor_starts = [mark.start for mark in annotated.actors]
        self.by_head: dict[int, ActorMark] = {mark.head: mark for mark in annotated.actors}
        self.references: dict[int, Reference] = {
            reference.head: reference for reference in annotated.references if reference.actor is not None
        }
        self.last: Speaker | None = None
        self.times = self._times(annotated)

    def head_of(self, frame: Frame, medium_of: str | None) -> int | None:
        """The head token of the speaker: the creator rather than the statement that carries the words."""
        head = frame.speaker
        if head is None or medium_of is None or (self.tokens[head].lemma.lower(),) not in self.media:
            return head
        owner = self.tree.child(head, "poss")
        if owner is not None:
            return owner
        for child in self.tree.children[head]:
            token = self.tokens[child]
            if token.dep in ("prep", "agent") and token.lower in _CREATORS:
                inner = self.tree.child(child, "pobj")
                if inner is not None and (
                    inner in self.by_head or self.tokens[inner].entity in ("ORG", "PERSON", "NORP")
                ):
                    return inner
            if token.dep in ("compound", "nmod") and (child in self.by_head or token.entity == "ORG"):
                return child
            passed_on = token.lemma.lower() in self.lexicon.carriage
            if token.dep == "acl" and not passed_on and (agent := self.tree.child(child, "agent")) is not None:
                return self.tree.child(agent, "pobj")
        return head

    def words(self, head: int, avoid: Range) -> tuple[int, int]:
        """First and last token of the words that name the speaker, without clauses about him."""
        tokens, tree = self.tokens, self.tree
        first, last = tree.range(head)
        matter = self._matter_behind(head)
        for child in tree.children[head]:
            if (
                tokens[child].dep in _CLAUSES
                or (child > head and self._is_medium(child))
                or self._is_time(child, head)
                or (child > head and tokens[child].dep == "prep" and tokens[child].lower in matter)
                or (child > head and tokens[child].dep == "prep" and tree.child(child, "pcomp") is not None)
                or (tokens[child].dep == "conj" and tokens[child].pos in ("VERB", "AUX"))
            ):
                if child > head:
                    last = min(last, tree.left[child] - 1)
                else:
                    first = max(first, tree.right[child] + 1)
        if first <= avoid[0] <= last and avoid[0] > head:
            last = avoid[0] - 1
        if first <= avoid[1] <= last and avoid[1] < head:
            first = avoid[1] + 1
        while last > head and tokens[last].dep in ("punct", "cc", "case") and tokens[last].text not in (")",):
            last -= 1
        while first < head and tokens[first].dep in ("punct", "cc"):
            first += 1
        return min(first, head), max(last, head)

    def _matter_behind(self, head: int) -> frozenset[str]:
        """ "was accused by rights groups of massacres": the prepositions that lead the matter of the verb above."""
        by = self.tokens[head].head
        verb = self.lexicon.verbs.get(self.tokens[self.tokens[by].head].lemma.lower())
        passive = self.tokens[by].dep == "agent" and self.tokens[head].dep == "pobj"
        return verb.prepositions if passive and verb is not None else frozenset()

    def _is_time(self, child: int, head: int) -> bool:
        """ "the army *on Monday*", "*early Sunday* the director": when it was said, not who said it."""
        token = self.tokens[child]
        if token.dep == "prep" and child > head and token.lower == "on":
            inner = self.tree.child(child, "pobj")
            return inner is not None and self.tokens[inner].entity == "DATE"
        return (
            token.entity in ("DATE", "TIME")
            and child < head
            and token.dep in ("compound", "nmod", "npadvmod")
            and child == self.tree.right[child]
            and self.tree.left[head] == self.tree.left[child]
            and token.tag == "NNP"
        )

    def _is_medium(self, preposition: int) -> bool:
        """ "agency officials *in a statement* on Sunday"."""
        if self.tokens[preposition].lower not in ("in", "on"):
            return False
        noun = self.tree.child(preposition, "pobj")
        return noun is not None and (self.tokens[noun].lemma.lower(),) in self.media

    def speaker(self, head: int | None, avoid: Range) -> Speaker | None:
        """The speaker whose words are governed by `head`; None without words."""
        if head is None:
            return None
        first, last = self.words(head, avoid)
        start, end = self._whole(self.tokens[first].start, self.tokens[last].end, avoid)
        actor, rule = self._actor(head, start, end)
        if rule != "last-speaker" or self.last is None:
            return Speaker(start, end, actor, rule)
        before = self.last.antecedent or Span(self.last.start, self.last.end)
        return Speaker(start, end, self.last.actor, rule, before if self.last.actor is None else None)

    def heard(self, speaker: Speaker) -> None:
        """Keeps the speaker for pronouns behind; a pronoun that nobody resolved tells nothing."""
        if speaker.actor is not None and speaker.actor.kind == "perspective":
            return
        first = bisect_left(self.starts, speaker.start)
        pronoun = first < len(self.tokens) and self.tokens[first].pos == "PRON"
        if speaker.actor is not None or speaker.antecedent is not None or (speaker.rule == "words" and not pronoun):
            self.last = speaker

    def _whole(self, start: int, end: int, avoid: Range) -> tuple[int, int]:
        """The range with the names that it cuts made whole."""
        limits = self.tokens[avoid[0]].start, self.tokens[avoid[1]].end
        for mark in self.actors[
            max(0, bisect_left(self.actor_starts, start) - 2) : bisect_right(self.actor_starts, end)
        ]:
            if mark.start < limits[1] and limits[0] < mark.end:
                continue
            if mark.start < start < mark.end:
                start = mark.start
            if mark.start < end < mark.end:
                end = mark.end
        return start, end

    def is_self(self, head: int | None) -> bool:
        """Do the words mean whoever is speaking ("I", "we")?"""
        return head is not None and self.tokens[head].lower in _SELF

    def _actor(self, head: int, start: int, end: int) -> tuple[Actor | None, str]:
        mark = self.by_head.get(head)
        whole = mark is not None and mark.rule not in _DESCRIBED
        if (named := self._owned(head, end)) is not None or (not whole and (named := self._apposed(head, end))):
            return named, "name"
        unnamed = mark is None or mark.actor.id.startswith("officials")
        if unnamed and (spoken := self._owner(head)) is not None:
            return spoken, "name"
        reference = self.references.get(head)
        if mark is not None and (reference is None or mark.rule != "generic"):
            return mark.actor, "name"
        if reference is not None:
            last = self.last if reference.rule == "pronoun" else None
            if last is not None and last.actor is not None and last.start <= reference.antecedent.start < last.end:
                return last.actor, reference.rule
            return reference.actor, reference.rule
        inside = self.actor_in(start, end, self.tokens[head].start)
        if inside is not None and self._is_part_of_name(inside, head):
            return inside.actor, "name"
        if self.last is not None and self._goes_back(self.tokens[head], self.last):
            return None, "last-speaker"
        return None, "words"

    def _goes_back(self, pronoun: Token, last: Speaker) -> bool:
        """Can the word, if it is a pronoun, mean the one who spoke last?"""
        if pronoun.lower not in _PERSON | _GROUP:
            return False
        if last.actor is not None:
            person = last.actor.kind in _PERSONS and not last.actor.id.startswith("officials")
            person = person or self._is_somebody(last)
            return (pronoun.lower in _PERSON and person) or (pronoun.lower in _GROUP and not person)
        span = last.antecedent or last
        inside = range(bisect_left(self.starts, span.start), bisect_left(self.starts, span.end))
        head = next((self.tokens[i] for i in inside if self.tokens[i].head not in inside), None)
        if head is None or pronoun.sentence - head.sentence > _RECENT:
            return False
        several = head.tag in ("NNS", "NNPS") or any(self.tokens[c].dep == "conj" for c in self.tree.children[head.i])
        if pronoun.lower in ("they", "them"):
            return several
        lemma = head.lemma.lower()
        human = head.entity == "PERSON" or lemma in self.lexicon.voices
        if pronoun.lower in _PERSON:
            body = lemma in self.lexicon.organs or lemma in self.lexicon.outlets or (lemma,) in self.media
            one = any(self.tokens[c].lower in _ONE for c in self.tree.children[head.i])
            return not several and (human or (one and head.tag == "NN" and not body))
        return not several and not human

    def _is_somebody(self, speaker: Speaker) -> bool:
        """ "a member of the force", "a witness": one who belongs to the body or class that the actor is."""
        inside = range(bisect_left(self.starts, speaker.start), bisect_left(self.starts, speaker.end))
        head = next((i for i in inside if self.tokens[i].head not in inside), None)
        if head is None or self.tokens[head].tag != "NN" or self.tokens[head].lower in self.lexicon.organs:
            return False
        if head in self.references:
            return False
        one = any(self.tokens[c].lower in _ONE for c in self.tree.children[head])
        return (one or head not in self.by_head) and (self.tokens[head].lemma.lower(),) not in self.media

    def _owned(self, head: int, end: int) -> Actor | None:
        """ "the Bureau of Statistics' Ida Holm": the person whose name closes the words, behind a possessor."""
        at = bisect_left(self.actor_starts, end) - 1
        mark = self.actors[at] if at >= 0 else None
        if mark is None or mark.end != end or mark.actor.kind not in _PERSONS or mark.rule in _DESCRIBED:
            return None
        first = bisect_left(self.starts, mark.start)
        return mark.actor if first - 1 > head and self.tokens[first - 1].tag == "POS" else None

    def _is_part_of_name(self, mark: ActorMark, head: int) -> bool:
        """Does the name stand for the speaker, and not for somebody whom he belongs to ("Mott's lawyer")?"""
        if mark.start <= self.tokens[head].start < mark.end:
            return True
        at = mark.head
        for _ in range(6):
            token = self.tokens[at]
            common = self.tokens[token.head].tag in ("NN", "NNS")
            if token.dep not in _OF_A_NAME or (token.dep in ("compound", "nmod") and common):
                return False
            at = token.head
            if at == head:
                return True
        return False

    def _apposed(self, head: int, end: int) -> Actor | None:
        """ "The governor of the north, Ida Holm": the name beside a description, also where it hangs on its last word."""
        at = [head]
        while at:
            i = at.pop()
            for child in self.tree.children[i]:
                token = self.tokens[child]
                mark = self.by_head.get(child)
                named = mark is not None and mark.end <= end and mark.rule not in _DESCRIBED
                body = i == head and mark is not None and mark.rule in _NAMED
                if token.dep == "appos" and mark is not None and named and (body or mark.actor.kind in _PERSONS):
                    return mark.actor
                if token.dep in ("prep", "pobj") and child > head:
                    at.append(child)
        return None

    def _owner(self, head: int) -> Actor | None:
        """ "the Borealis news agency", "the army's command", "his office": the body that the noun is a part or a name of."""
        tree, noun = self.tree, self.tokens[head].lemma.lower()
        outlet, organ = noun in self.lexicon.outlets, noun in self.lexicon.organs | self.lexicon.voices
        if not (outlet or organ):
            return None
        for child in tree.children[head]:
            token = self.tokens[child]
            at = tree.child(child, "pobj") if organ and token.dep == "prep" and token.lower in ("of", "for") else child
            if at is None or self.tokens[at].dep not in ("pobj", "poss", "compound", "nmod", "appos"):
                continue
            mark, reference = self.by_head.get(at), self.references.get(at)
            actor = mark.actor if mark is not None else reference.actor if reference is not None else None
            if actor is None and token.tag == "NN" and organ:
                actor = self._called(at)
            private = noun in self.lexicon.voices and actor is not None and actor.kind in _PERSONS
            if actor is not None and not private and (organ or actor.kind == "outlet"):
                return actor
        return None

    def _called(self, noun: int) -> Actor | None:
        """ "a coalition spokesman" after "the Saudi-led coalition": the latest body whose name has the noun in it."""
        word, at = self.tokens[noun].lower, bisect_left(self.actor_starts, self.tokens[noun].start)
        for mark in reversed(self.actors[max(0, at - _BACK) : at]):
            if mark.actor.kind in _ALLIED and word in mark.actor.name.lower().split():
                return mark.actor
        return None

    def actor_in(self, start: int, end: int, at: int) -> ActorMark | None:
        """The actor mark in a range that covers `at`, else the last one before it, else the first behind it."""
        low = max(0, bisect_left(self.actor_starts, start) - 1)
        high = bisect_right(self.actor_starts, end)
        found = [mark for mark in self.actors[low:high] if mark.start >= start and mark.end <= end]
        covering = [mark for mark in self.actors[low:high] if mark.start <= at < mark.end]
        if covering:
            return covering[-1]
        named = [mark for mark in found if mark.actor.kind in ("person", "office_holder")]
        return named[0] if named else None

    # -- times -------------------------------------------------------------------------------------------------------

    def _times(self, annotated: Annotated) -> dict[int, list[tuple[int, int, int]]]:
        """Verb -> (first token, last token, index into `times`) of the time expressions that hang on it."""
        found: dict[int, list[tuple[int, int, int]]] = {}
        tokens = self.tokens
        for index, mark in enumerate(annotated.times):
            first = bisect_left(self.starts, mark.start)
            last = bisect_left(self.starts, mark.end) - 1
            if mark.start == mark.end or first > last or first >= len(tokens) or mark.type in ("DURATION", "SET"):
                continue
            at = first
            for _ in range(8):
                if tokens[at].pos in ("VERB", "AUX") and not first <= at <= last:
                    break
                outside = not first <= tokens[at].head <= last
                if (tokens[at].dep in _ROLES and not first <= at <= last) or (outside and tokens[at].dep in _MODIFIERS):
                    at = -1
                    break
                at = tokens[at].head
            found.setdefault(at, []).append((first, last, index))
        return found

    def said(self, frame: Frame, content: tuple[Span, ...]) -> int | None:
        """Index into `times` of the time of saying: one that hangs on the cue and stands outside the matter."""
        best: int | None = None
        for first, last, index in self.times.get(frame.head, ()):
            start, end = self.tokens[first].start, self.tokens[last].end
            if any(span.start < end and start < span.end for span in content):
                continue
            if best is None or abs(first - frame.head) < 4:
                best = index
        return best
