"""What a reader has in mind at each word: the places, actors and plain things named so far, the latest last.

Weights are small whole numbers, tuned by reading dispatches; they say only which of two signs counts for more.
"""

from __future__ import annotations

from dataclasses import dataclass

from dateline.annotate.actors_text import quoted
from dateline.knowledge.actors import ActorBook
from dateline.knowledge.references import PronounKind
from dateline.model.marks import ActorMark, Annotated, PlaceMark, Token
from dateline.model.world import Actor, Place

_WINDOW = 60
_SUBJECTS = frozenset(["nsubj", "nsubjpass", "agent"])
_POSSESSIVE = "PRP$"
_TOWNS = ("village", "town", "city", "capital")
#: So many mentions back a place that was called by the very noun stands before others that may be.
_EXACT = 6
_SETTLEMENTS = frozenset(["city", "town", "village"])
_NO_PLACE_OF_ITS_OWN = frozenset(["part_of_name"])
_PERSON_KINDS = frozenset(["person", "office_holder"])
#: Those who are told something do not carry out what they are told.
_TOLD = frozenset(["outlet", "class"])
_BODIES = frozenset(["rebel_group", "political_militia", "identity_militia"])
_MAIN = frozenset(["ROOT", "conj", "parataxis", "ccomp"])
_REACH = {"thing": 2, "plural": 2, "person": 5}


@dataclass(slots=True)
class Mention:
    """A mark in focus. `head`: where it was mentioned last; `start`, `end`: the mark itself."""

    start: int
    end: int
    head: int
    actor: Actor | None = None
    place: Place | None = None
    use: str = "literal"
    kind: str = ""
    plural: bool = False


class Focus:
    """The mentions up to a token, and the questions that references ask of them."""

    def __init__(self, annotated: Annotated, book: ActorBook) -> None:
        self.annotated = annotated
        self.book = book
        self.tokens = annotated.tokens
        self.low = [token.text.lower() for token in self.tokens]
        self.children: list[list[int]] = [[] for _ in self.tokens]
        for token in self.tokens:
            if token.head != token.i:
                self.children[token.head].append(token.i)
        self.by_head: dict[int, Mention] = {}
        self._places: list[Mention] = []
        self._actors: list[Mention] = []
        self._things: list[int] = []
        self._answers: dict[int, Mention] = {}
        self._roles: dict[str, list[Mention]] = {}
        self._waiting = self._mentions()
        self._next = 0
        self._quoted = quoted(annotated)

    def _mentions(self) -> list[Mention]:
        found: list[Mention] = []
        outer: dict[int, ActorMark] = {}
        for mark in self.annotated.actors:
            old = outer.get(mark.head)
            if old is None or mark.end - mark.start > old.end - old.start:
                outer[mark.head] = mark
        for mark in outer.values():
            plural = self._several(self.tokens[mark.head])
            mention = Mention(mark.start, mark.end, mark.head, actor=mark.actor, plural=plural)
            found.append(mention)
            self.by_head[mark.head] = mention
            if mark.actor.kind in _PERSON_KINDS:
                self._take_roles(mention)
        for place in self.annotated.places:
            mention = self._place_mention(place)
            found.append(mention)
            if place.head not in self.by_head:
                self.by_head[place.head] = mention
        found.sort(key=lambda mention: (mention.head, mention.place is None, mention.start))
        return found

    def _place_mention(self, mark: PlaceMark) -> Mention:
        """A place with the kind that the text gives it ("Plainton, a town"), else the gazetteer's."""
        words = self.book.reference_words.places
        kind: str = mark.place.kind
        after = self.tokens[mark.head + 1 : mark.head + 2]
        use = "part_of_name" if after and after[0].text == "-" and after[0].start == mark.end else mark.use
        for child in self.children[mark.head]:
            if self.tokens[child].dep == "appos" and self.low[child] in words:
                kind = self.low[child]
        above = self.tokens[self.tokens[mark.head].head]
        if above.i != mark.head:
            of = self.low[above.i] == "of"
            governor = self.tokens[above.head] if of else above
            low = self.low[governor.i]
            fits = low in words and (mark.place.kind in words[low] or low in self.book.reference_words.free)
            if fits and not (of and low == "capital") and self.tokens[mark.head].dep in ("pobj", "appos", "compound"):
                kind = self.low[governor.i]
        kind = "city" if kind == "capital" and mark.place.kind != "capital" else kind
        return Mention(mark.start, mark.end, mark.head, place=mark.place, use=use, kind=kind)

    def _take_roles(self, mention: Mention) -> None:
        """Posts that stand beside a person's name: before it, or as its apposition."""
        roles = self.book.reference_words.roles
        for child in self.children[mention.head]:
            if self.tokens[child].dep in ("compound", "appos", "nmod") and self.low[child] in roles:
                self._roles.setdefault(self.low[child], []).append(mention)
        token = self.tokens[mention.head]
        if token.dep == "appos" and self.low[token.head] in roles:
            self._roles.setdefault(self.low[token.head], []).append(mention)

    def reach(self, i: int) -> None:
        """Everything named before token i is in focus now."""
        while self._next < len(self._waiting) and self._waiting[self._next].head < i:
            mention = self._waiting[self._next]
            (self._places if mention.place is not None else self._actors).append(mention)
            self._next += 1
        if i > 0:
            token = self.tokens[i - 1]
            phrasal = token.dep == "dobj" and token.lemma in self.book.reference_words.phrasal
            if (
                token.pos == "NOUN"
                and token.i not in self.by_head
                and token.dep in (*_SUBJECTS, "dobj")
                and not phrasal
            ):
                self._things.append(token.i)

    def resolved(self, head: int, mention: Mention) -> None:
        """A reference was resolved: what it stands for was mentioned again."""
        again = Mention(
            mention.start, mention.end, head, mention.actor, mention.place, "literal", mention.kind, mention.plural
        )
        self._answers[head] = again
        (self._places if mention.place is not None else self._actors).append(again)

    def resolved_at(self, head: int) -> Mention | None:
        """What the reference with that head token stands for."""
        return self._answers.get(head)

    def is_vague(self, head: int) -> bool:
        """Is the actor there only a class, so that a definite noun may mean somebody named before?"""
        mention = self.by_head.get(head)
        if mention is None or mention.actor is None:
            return False
        return mention.actor.kind == "class" or mention.actor.name.lower() == self.low[head]

    def is_class(self, head: int) -> bool:
        """Is the actor there a class of people?"""
        mention = self.by_head.get(head)
        return mention is not None and mention.actor is not None and mention.actor.kind == "class"

    def is_known(self, head: int) -> bool:
        """Is the actor there somebody in particular already?"""
        mention = self.by_head.get(head)
        return mention is not None and mention.actor is not None and not mention.actor.id.startswith("officials")

    def last_place(self, kinds: tuple[str, ...], i: int, *, noun: str) -> Mention | None:
        """The latest place of a kind; kinds are tried in order; then the first place of the text for "the city"."""
        candidates = [
            mention
            for mention in reversed(self._places[-_WINDOW:])
            if mention.use not in _NO_PLACE_OF_ITS_OWN and not self._above(mention.head, i)
        ]
        if kinds == ("*",):
            literal = [mention for mention in candidates if mention.use == "literal"]
            near = next((mention for mention in literal if mention.kind != "country"), None)
            return near or self._in_a_name(_TOWNS, i) or next(iter(literal), None)
        exact = next((m for m in candidates[:_EXACT] if m.kind == noun and m.use == "literal"), None)
        for mention in candidates:
            if exact is not None and (mention is exact or mention.kind != noun) and noun in _SETTLEMENTS:
                return exact
            if mention.kind == noun and mention.use == "literal":
                return mention
            if mention.kind in (kinds if noun == "area" else kinds[:2]) and mention.use in ("literal", "associative"):
                return mention
        for kind in kinds:
            for mention in candidates:
                if mention.kind == kind and mention.use != "metonym":
                    return mention
        if candidates:
            return None
        if noun in _SETTLEMENTS and (named := self._in_a_name(kinds, i)) is not None:
            return named
        behind = (self._waiting[at] for at in range(self._next, len(self._waiting)))
        later = next((m for m in behind if m.place is not None and m.use == "literal"), None)
        return later if later is not None and later.kind in kinds else None

    def _in_a_name(self, kinds: tuple[str, ...], i: int) -> Mention | None:
        """ "Hodeidah airport ... the city": where no place stands for itself, one that a site is called after."""
        named = (mention for mention in reversed(self._places[-_WINDOW:]) if mention.kind in kinds)
        return next((mention for mention in named if not self._above(mention.head, i)), None)

    def _above(self, head: int, i: int) -> bool:
        """Does a token govern another, directly or through others?"""
        at = i
        for _ in range(8):
            above = self.tokens[at].head
            if above == at:
                return False
            if above == head:
                return True
            at = above
        return False

    def last_actor(self, kinds: tuple[str, ...], i: int, *, plural: bool, noun: str) -> Mention | None:
        """The latest actor of one of the kinds; one whose own noun is the same comes first."""
        best: tuple[int, Mention] | None = None
        sentence = self.tokens[i].sentence
        age = -1
        for mention in reversed(self._actors[-_WINDOW:]):
            actor = mention.actor
            if actor is None or mention.head == i or self._above(mention.head, i):
                continue
            token = self.tokens[mention.head]
            called = _called(actor, noun)
            same = called or token.lemma == noun
            if actor.kind == "perspective" and not (same and plural):
                continue
            if actor.kind not in kinds and not same:
                continue
            if plural != mention.plural and not same and not plural and not self._names_body(mention):
                continue
            age += 1
            score = 6 * same - age - 2 * (sentence - token.sentence) * (not called) + 2 * (token.dep in _SUBJECTS)
            if actor.kind == "class" or (":" in actor.id and not actor.id.startswith("new:")):
                score -= 3
            if not same and plural:
                score -= 4
            if best is None or score > best[0]:
                best = (score, mention)
        return best[1] if best is not None and best[0] > -12 else None

    def _names_body(self, mention: Mention) -> bool:
        """Do the words name a body by a name of its own ("M23 rebels"), so that "the group" may mean it?"""
        actor, token = mention.actor, self.tokens[mention.head]
        if actor is None or actor.kind not in _BODIES or ":" in actor.id.removeprefix("new:"):
            return False
        return token.tag[:3] == "NNP" or any(
            self.tokens[child].dep == "compound" and self.tokens[child].tag == "NNP" for child in self.children[token.i]
        )

    def person_with_role(self, role: str, i: int) -> Mention | None:
        """The latest person before token i whom the text gave a post."""
        found = [mention for mention in self._roles.get(role, ()) if mention.head < i - 1]
        if not found or self._above(found[-1].head, i):
            return None
        return max(found, key=lambda mention: mention.head)

    def antecedent(self, token: Token, asked: PronounKind) -> Mention | None:
        """The mention that a pronoun goes back to, None when a plain thing fits as well."""
        if asked == "thing" and self._shares_object(token):
            return None
        best: tuple[int, Mention] | None = None
        speaks = self._speaks(token)
        speaker = self._last_speaker(token, person=asked == "person") if speaks or asked == "person" else None
        pool = self._actors[-_WINDOW:]
        if asked == "thing" and not speaks:
            places = [m for m in self._places[-_WINDOW:] if self.by_head.get(m.head, m).actor is None]
            taken = token.dep == "dobj" and self.tokens[token.head].lemma in self.book.reference_words.taking
            pool = places if taken and places else sorted([*pool, *places], key=lambda mention: mention.head)
        for age, mention in enumerate(reversed(pool)):
            if token.sentence - self.tokens[mention.head].sentence > _REACH[asked]:
                break
            if not self._agrees(mention, asked, token) or not self._allowed(mention, token):
                continue
            if speaks and self._is_told(mention, token):
                continue
            score = self._score(mention, token) - min(age, 6)
            if speaker is not None and mention.actor is not None and speaker.id == mention.actor.id:
                main = self.tokens[token.head].dep in _MAIN
                standing = self._standing(mention)
                just = asked != "person" or (token.sentence - standing.sentence <= 1 and standing.dep in _SUBJECTS)
                score += 12 if speaks and just and self._closing(token) else 6 if speaks and main else 4
            if best is None or score > best[0]:
                best = (score, mention)
        if best is None:
            return None
        if asked == "thing" and (self._said_last(token, best[1]) if speaks else self._thing_fits_better(token, best)):
            return None
        return best[1]

    def _shares_object(self, pronoun: Token) -> bool:
        """ "filled a house with explosives and blew it up": the thing that the first of two joined verbs has as its object."""
        verb = self.tokens[pronoun.head]
        if pronoun.dep != "dobj" or verb.dep != "conj":
            return False
        return any(
            self.tokens[child].dep == "dobj" and self.tokens[child].tag == "NN" and child not in self.by_head
            for child in self.children[verb.head]
        )

    def _said_last(self, pronoun: Token, best: Mention) -> bool:
        """Did somebody without a name speak last ("The company said ... It expects ...")? Then "it" is nobody named."""
        speech = self.book.generics.speech
        for i in reversed(self._things[-8:]):
            thing = self.tokens[i]
            if pronoun.sentence - thing.sentence > 1:
                return False
            if thing.tag == "NN" and thing.dep == "nsubj" and self.tokens[thing.head].lemma in speech:
                passed = best.head > i and not self._above(thing.head, best.head)
                return not passed and i not in self._answers and thing.lower not in self.book.reference_words.roles
        return False

    def _speaks(self, pronoun: Token) -> bool:
        """ "it said", "they added": only somebody who can speak is meant."""
        return pronoun.dep == "nsubj" and self.tokens[pronoun.head].lemma in self.book.generics.speech

    def _is_told(self, mention: Mention, pronoun: Token) -> bool:
        """Does the mention stand in what the pronoun says ("'The army fled,' he said", "The army fled, he said")?"""
        if self._quoted[mention.head]:
            return not self._quoted[pronoun.i]
        head, verb = self.tokens[mention.head], self.tokens[pronoun.head]
        if head.sentence != pronoun.sentence or head.i > pronoun.i:
            return False
        if verb.dep == "parataxis":
            return self._above(verb.head, head.i)
        return any(
            child < pronoun.i and self.tokens[child].dep == "ccomp" and (child == head.i or self._above(child, head.i))
            for child in self.children[verb.i]
        )

    def _closing(self, pronoun: Token) -> bool:
        """ "Nine were hurt, it said": who said something last goes on, whoever is named in what is said."""
        verb = self.tokens[pronoun.head]
        return any(self.tokens[child].dep == "ccomp" and child < pronoun.i for child in self.children[verb.i]) or (
            verb.dep == "parataxis" and verb.head < pronoun.i
        )

    def _agrees(self, mention: Mention, asked: PronounKind, pronoun: Token) -> bool:
        token = self.tokens[mention.head]
        several = mention.plural and not (mention.head == self._conjunct(pronoun) and token.tag not in ("NNS", "NNPS"))
        actor = mention.actor
        if actor is None:
            return asked == "thing" and mention.use in ("literal", "metonym")
        if actor.kind == "perspective":
            return False
        person = actor.kind in _PERSON_KINDS and not actor.id.startswith("officials")
        if asked == "person":
            one = actor.kind == "civilians" and token.lower not in self.book.reference_words.collective
            return person or self._is_one(mention) or (one and not several)
        if asked == "plural":
            return mention.plural or (not person and actor.kind in ("state_forces", "rebel_group", "government"))
        return not person and not several and actor.kind != "civilians"

    def _is_one(self, mention: Mention) -> bool:
        """ "a soldier", "one resident": one of many, whatever body or class the actor stands for."""
        token = self.tokens[mention.head]
        return token.tag == "NN" and token.lower in self.book.reference_words.roles

    def _several(self, token: Token) -> bool:
        if token.tag in ("NNS", "NNPS"):
            return True
        return any(self.tokens[child].dep == "conj" for child in self.children[token.i])

    def _allowed(self, mention: Mention, token: Token) -> bool:
        """Not the other argument of one verb, not a word that governs the pronoun."""
        head = self.tokens[mention.head]
        if token.tag == _POSSESSIVE:
            return token.head != mention.head
        verb = token.head
        if token.dep == "pobj" and self.low[token.head] in ("on", "against", "to", "at"):
            verb = self.tokens[token.head].head
        elif token.dep == "pobj" and self.low[token.head] == "of":
            owner = self.tokens[self.tokens[token.head].head]  # "detained 11 of them": not those who detained
            verb = owner.head if owner.dep in ("dobj", "nsubjpass") else verb
        if token.dep in ("dobj", "pobj") and head.dep == "nsubj" and head.head == self._carrier(verb):
            return False
        return not (head.head == token.head and head.sentence == token.sentence) and token.head != mention.head

    def _carrier(self, verb: int) -> int:
        """The verb whose subject carries out another one: for "slow" in "bombers struck to slow them" it is "struck"."""
        for _ in range(6):
            token = self.tokens[verb]
            own = any(self.tokens[child].dep in _SUBJECTS for child in self.children[verb])
            if own or token.dep not in ("xcomp", "advcl", "conj", "pcomp", "acl", "prep", "pobj") or token.head == verb:
                break
            verb = token.head
        return verb

    def _standing(self, mention: Mention) -> Token:
        """The token whose place in the sentence a mention has: for an apposition, the noun that it explains."""
        token = self.tokens[mention.head]
        above = self.tokens[token.head]
        return above if token.dep == "appos" and above.pos in ("NOUN", "PROPN") else token

    def _score(self, mention: Mention, token: Token) -> int:
        head = self._standing(mention)
        same = head.sentence == token.sentence
        score = 4 if same else 2 - 2 * (token.sentence - head.sentence)
        if head.dep in _SUBJECTS:
            score += 4 + (self.tokens[head.head].dep == "ROOT")
        if head.dep == token.dep:
            score += 1
        if same and token.tag == _POSSESSIVE and head.head == self.tokens[token.head].head:
            score += 2
        if same:
            score += self._nearness(mention, token)
        if head.dep in ("compound", "amod", "nmod", "npadvmod"):
            score -= 4
        if mention.use in ("associative", "part_of_name"):
            score -= 3
        if mention.actor is not None and mention.actor.kind in ("class", "civilians"):
            score -= 1
        if self._quoted[mention.head] != self._quoted[token.i]:
            score -= 1
        return score

    def _nearness(self, mention: Mention, token: Token) -> int:
        """More for a mention beside a verb that the pronoun's own clause hangs on, most for the nearest."""
        head = self.tokens[mention.head]
        if head.i == self._conjunct(token):
            return 6
        verb = self.tokens[head.head]
        told = mention.actor is not None and mention.actor.kind in _TOLD
        if (
            not told
            and head.dep == "dobj"
            and verb.lemma in self.book.reference_words.control
            and self._above(verb.i, token.i)
        ):
            return 9
        at = token.i
        worth = 3
        for _ in range(8):
            above = self.tokens[at].head
            if above == at:
                return 0
            if above == head.head and head.dep != "pobj":
                return worth
            if self.tokens[above].pos in ("VERB", "AUX") and above != token.head:
                worth = max(1, worth - 1)
            at = above
        return 0

    def _conjunct(self, token: Token) -> int:
        """For "A and his B": the token of A."""
        governor = self.tokens[token.head]
        return governor.head if token.tag == _POSSESSIVE and governor.dep == "conj" else -1

    def _thing_fits_better(self, token: Token, best: tuple[int, Mention]) -> bool:
        for i in reversed(self._things[-8:]):
            thing = self.tokens[i]
            if token.sentence - thing.sentence > 1 or thing.tag != "NN" or self._above(i, token.i):
                continue
            if thing.sentence != token.sentence and self.tokens[thing.head].dep == "relcl":
                continue  # "the city where the uprising began": told beside the way, and over
            score = (4 if thing.sentence == token.sentence else 0) + (4 if thing.dep in _SUBJECTS else 0)
            score += thing.dep == token.dep
            rival = self.tokens[best[1].head]
            if thing.dep in _SUBJECTS and rival.dep in _SUBJECTS and thing.head == rival.head and thing.i < rival.i:
                return True  # "The war between the army and the force began": a second subject is of the first's making
            topic = thing.dep == token.dep and self.tokens[best[1].head].dep not in _SUBJECTS
            if thing.head != token.head and score > best[0] + (0 if topic or i > best[1].head else 3):
                return True
        return False

    def _last_speaker(self, token: Token, *, person: bool) -> Actor | None:
        """The person, or the body, whose saying was reported last before a token."""
        speech = self.book.generics.speech
        for mention in reversed(self._actors[-12:]):
            head = self._standing(mention)
            actor = mention.actor
            if (
                actor is None
                or self._quoted[mention.head] > self._quoted[token.i]
                or (actor.kind in _PERSON_KINDS or self._is_one(mention)) != person
                or token.sentence - head.sentence > _REACH["person"]
            ):
                continue
            saying = head.dep == "nsubj" and self.tokens[head.head].lemma in speech and head.head != token.head
            if saying or (not person and self._according(head)):
                return actor
        return None

    def _according(self, head: Token) -> bool:
        """ "according to the monitor"."""
        above = self.tokens[head.head]
        return head.dep == "pobj" and above.lower == "to" and self.tokens[above.head].lower == "according"


def _called(actor: Actor, noun: str) -> bool:
    """ "The force" for the Rapid Support Forces: the noun stands in the name of a body that has a name of its own."""
    if ":" in actor.id and not actor.id.startswith("new:"):
        return False
    words = actor.name.lower().split()
    return len(words) > 1 and (noun in words or f"{noun}s" in words)
