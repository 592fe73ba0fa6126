"""Whose somebody is: the owner of "his troops", the army that "the army" takes over, the person beside a post."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from dateline.annotate.actors_text import Reading
from dateline.model.world import Actor

SERVICES = ("army", "airforce", "navy", "police")
#: For so many sentences "the army" may be the foreign army named last, and "the troops" any service named last.
_SAME_WORD, _SAME_BODY = 4, 1
_OWNERS = frozenset(["person", "office_holder", "rebel_group", "political_militia", "state_forces", "government"])
#: A person's body stands beside one of the first mentions.
_MENTIONS = 5
_BACK = 50
_AFFILIATIONS = frozenset(["rebel_group", "political_militia", "identity_militia", "state_forces"])


@dataclass(slots=True)
class Lately:
    """Whose army, air force, president was named last: by the word used and by the body, each with its sentence."""

    words: dict[str, tuple[str, int]] = field(default_factory=dict)
    bodies: dict[str, tuple[str, int]] = field(default_factory=dict)

    def take(self, word: str, body: str, country: str, sentence: int) -> None:
        """A body was named together with its country."""
        self.words[word] = (country, sentence)
        for key in SERVICES if body in SERVICES else (body,):
            self.bodies[key] = (country, sentence)

    def take_name(self, actor: Actor, word: str, sentence: int, *, last: bool) -> None:
        """A name of the book for a state's body ("the Norwegian army") counts as well, by its last word."""
        body, _, country = actor.id.partition(":")
        if last and country and body in SERVICES:
            self.take(word, body, country, sentence)

    def country(self, word: str, body: str, sentence: int, *, several: bool) -> str | None:
        """The country that a bare noun takes over: of the same word, or, for several ("troops"), of the same body."""
        code, at = self.words.get(word, ("", -_SAME_WORD - 1))
        if code and sentence - at <= _SAME_WORD:
            return code
        code, at = self.bodies.get(body, ("", -_SAME_BODY - 1))
        return code if code and several and sentence - at <= _SAME_BODY else None


def latest_owner(reading: Reading, i: int) -> Actor | None:
    """Who "his troops" belong to: of the clauses above, the one that orders or is ordered; else the last one named before.

    Within the sentence, then the subjects of the sentence before. "His" asks for a person, "its" for one body, "their" for anybody.
    """
    tokens = reading.tokens
    asked = next((reading.low[child] for child in reading.children[i] if tokens[child].tag in ("PRP$", "WP$")), "their")
    control = reading.book.reference_words.control
    at = i
    for _ in range(8):
        above = tokens[at].head
        if above == at:
            break
        for child in reading.children[above] if tokens[above].pos in ("VERB", "AUX") else ():
            owns = tokens[child].dep in ("nsubj", "nsubjpass")
            owns = owns or (tokens[child].dep == "dobj" and tokens[above].lemma in control)
            if owns and child != at and child < i:
                found = _owner_at(reading, child, asked)
                if found is not None and (tokens[child].dep == "dobj" or not _ordered(reading, above, at)):
                    return found
        at = above
    for at in range(i - 1, max(-1, i - _BACK), -1):
        away = tokens[i].sentence - tokens[at].sentence
        if away > 1:
            return None
        if away and tokens[at].dep not in ("nsubj", "nsubjpass", "poss"):
            continue
        found = _owner_at(reading, at, asked)
        if found is not None:
            return found
    return None


def home_army(reading: Reading, body: str) -> str | None:
    """The country whose body is meant where none is written: at home, or, where home has no services, the other one named."""
    if body not in SERVICES or reading.home not in reading.book.generics.without_services:
        return reading.home
    counts = Counter(code for code in reading.country_of.values() if code != reading.home)
    return min(counts, key=lambda code: (-counts[code], code)) if counts else None


def at_home(reading: Reading, word: str) -> bool:
    """An old word for the home country's people ("Zairean" from "Zaire"): it begins like one of the country's names."""
    country = reading.countries.get(reading.home) if reading.home else None
    return country is not None and any(name[:4].lower() == word[:4] for name in country.names if len(name) > 3)


def _ordered(reading: Reading, verb: int, below: int) -> bool:
    """Does the verb have an object that carries out what stands below ("accused the army of sending its troops")?"""
    if reading.tokens[verb].lemma not in reading.book.reference_words.control:
        return False
    return any(
        reading.tokens[child].dep == "dobj" and child != below and reading.owner[child] is not None
        for child in reading.children[verb]
    )


def _owner_at(reading: Reading, at: int, asked: str) -> Actor | None:
    """The actor named at a token if the possessive pronoun may go back to it."""
    token = reading.tokens[at]
    draft = reading.owner[at]
    if draft is None:
        if at in reading.country_of and token.dep in ("nsubj", "dobj") and asked in ("its", "their", "whose"):
            return reading.book.get(f"gov:{reading.country_of[at]}")
        place = reading.places.get(at)
        capital = place is not None and place.place.kind == "capital" and token.dep == "nsubj"
        return reading.book.get(f"gov:{place.place.country}") if place is not None and capital else None
    person = draft.actor.kind in ("person", "office_holder")
    if asked in ("his", "her"):
        return draft.actor if person else None
    if draft.actor.kind not in _OWNERS or (asked == "its" and (person or token.tag == "NNS")):
        return None
    return draft.actor


def beside_person(reading: Reading, i: int) -> bool:
    """ "Adam Field, leader of the front": the post of a person who is named beside it."""
    token = reading.tokens[i]
    for at in range(i + 1, min(i + 9, len(reading.tokens) - 1)):
        if reading.tokens[at].text == ",":
            after = reading.owner[at + 1]
            if after is not None and after.first == at + 1 and after.actor.kind in ("person", "office_holder"):
                return True
            break
    beside = [token.head] if token.dep == "appos" else []
    beside += [child for child in reading.children[i] if reading.tokens[child].dep == "appos"]
    owners = [reading.owner[at] for at in beside]
    return any(owner is not None and owner.actor.kind in ("person", "office_holder") for owner in owners)


def names_follow(reading: Reading, i: int) -> bool:
    """Is the post only the title before a name?"""
    at = i + 1
    if at < len(reading.tokens):
        draft = reading.owner[at]
        if draft is not None and draft.actor.kind in ("person", "office_holder"):
            return True
        token = reading.tokens[at]
        return token.pos == "PROPN" and token.text[0].isupper() and reading.tokens[i].head >= at
    return False


def led_by(reading: Reading, owner: Actor) -> Actor:
    """The body that a person leads or speaks for: as the book knows it, or as the words beside the name tell; else the person."""
    led = reading.book.leader_of(owner.id, reading.day)
    if led is not None or owner.kind not in ("person", "office_holder"):
        return led or owner
    tokens = reading.tokens
    for draft in reading.named().get(owner.id, ())[:_MENTIONS]:
        near = [
            draft.head,
            *(c for c in reading.children[draft.head] if tokens[c].dep in ("appos", "compound", "nmod")),
        ]
        for at in list(near):
            near.extend(c for c in reading.children[at] if tokens[c].dep in ("compound", "nmod", "poss"))
            for c in reading.children[at]:
                if reading.low[c] in ("of", "for", "from"):
                    near.extend(below for below in reading.children[c] if tokens[below].dep == "pobj")
        for at in near:
            beside = reading.owner[at]
            if beside is not None and beside.actor.kind in _AFFILIATIONS:
                return beside.actor
    return owner
