"""The book of actors: who is known, by which names, on whose side, on which day.

Curated actors come from data/actors/*.toml (`actor_files` has the schema). The bodies of every state ("army:SY") and
classes of people ("rebels:SY") are composed on demand from data/lexicon/generics.toml. The text of a dispatch is no
business of this module.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Literal

from dateline.errors import KnowledgeError
from dateline.knowledge.actor_files import ActorFile, Between, Entry, Member, Side, read_actor_files
from dateline.knowledge.countries import Countries
from dateline.knowledge.folding import fold
from dateline.knowledge.generics import Generics, Perspective, load_generics, load_perspective
from dateline.knowledge.references import ReferenceWords, load_reference_words
from dateline.knowledge.transliteration import Transliteration, load_transliteration
from dateline.model.world import Actor, Relation

Stand = Literal["same", "allied", "opposed", "unknown"]

#: Articles of transliterated names: one form for all, so that ash-Sham is al-Sham.
ARTICLES = frozenset(["al", "el", "ash", "as", "ar", "at", "ad", "az", "an", "ul"])
_STEPS = 6
#: Shorter skeletons are shared by chance.
_LEAST_SKELETON = 7
#: Classes of those who fight the state that they live in, where no file tells more.
_AGAINST_THE_STATE = frozenset(["rebels", "militants", "separatists"])
#: "Army officials", "rebel sources" speak for the body or class that the word before them names.
_SPEAKING = frozenset(["officials", "sources"])
#: Offices that several hold at once.
_OF_MANY = frozenset(["minister", "ambassador"])
_BAND_KINDS = frozenset(["rebel_group"])


def name_words(name: str) -> tuple[str, ...]:
    """The words of a name as the index has them: folded, with one form of the Arabic article.

    >>> name_words("Hay'at Tahrir ash-Sham")
    ('hayat', 'tahrir', 'al', 'sham')
    """
    joined = name.replace("–", "-").replace("’", "'").replace("'s ", " ")
    for article in ARTICLES:
        for form in (article, article.capitalize()):
            if joined.startswith(f"{form}-"):
                joined = "al-" + joined[len(form) + 1 :]
            joined = joined.replace(f" {form}-", " al-")
    return tuple(fold(joined).split())


class ActorBook:
    """All known actors. Days are optional everywhere; without one, what holds today."""

    def __init__(
        self,
        files: Iterable[ActorFile],
        countries: Countries,
        generics: Generics,
        perspective: Perspective,
        reference_words: ReferenceWords,
    ) -> None:
        self.generics = generics
        self.perspective = perspective
        self.reference_words = reference_words
        self.countries = countries
        self._entries: dict[str, Entry] = {}
        self._sides: dict[str, Side] = {}
        self._members: defaultdict[str, list[Member]] = defaultdict(list)
        self._in_side: defaultdict[str, list[Member]] = defaultdict(list)
        self._between: list[Between] = []
        self._index: dict[str, list[tuple[str, ...]]] = {}
        self._names: defaultdict[tuple[str, ...], list[tuple[Actor, bool, str]]] = defaultdict(list)
        self._generic: defaultdict[tuple[str, str], list[Entry]] = defaultdict(list)
        self._composed: dict[str, Actor | None] = {}
        self._lands: dict[str, set[str]] = {}
        self._sounds: tuple[Transliteration, dict[str, tuple[Actor, ...]]] | None = None
        self._incoming: defaultdict[str, list[tuple[Actor, Relation]]] = defaultdict(list)
        #: Folded first word of a country's name of several words -> (its words, code), the longest first.
        self.long_countries: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for file in files:
            self._take(file)
        self._check()
        self._finish()

    def _take(self, file: ActorFile) -> None:
        for side in file.sides:
            if side.id in self._sides:
                raise KnowledgeError(f"the side {side.id!r} stands twice", place="actors")
            self._sides[side.id] = side
        self._between.extend(file.between)
        for member in file.members:
            self._members[member.actor].append(member)
            self._in_side[member.side].append(member)
        for entry in file.entries:
            if entry.actor.id in self._entries:
                raise KnowledgeError(f"the actor {entry.actor.id!r} stands twice", place="actors")
            self._entries[entry.actor.id] = entry

    def _check(self) -> None:
        for entry in self._entries.values():
            for relation in entry.actor.relations:
                if self.get(relation.other) is None:
                    raise KnowledgeError(
                        f"{relation.kind} {relation.other!r} names no actor", place=f"actors {entry.actor.id}"
                    )
            for group in entry.generic:
                name = group.partition(":")[0]
                if not any(name == key or name.startswith(f"{key}-") for key in self.generics.classes):
                    raise KnowledgeError(f"generic {group!r} is no class", place=f"actors {entry.actor.id}")
        for members in self._in_side.values():
            for member in members:
                if self.get(member.actor) is None:
                    raise KnowledgeError(f"the member {member.actor!r} is no actor", place=f"actors {member.side}")
        for side in self._sides.values():
            if side.face is not None and self.get(side.face) is None:
                raise KnowledgeError(f"the face {side.face!r} is no actor", place=f"actors {side.id}")

    def _finish(self) -> None:
        for entry in self._entries.values():
            for name in entry.actor.names:
                self._names[name_words(name)].append((entry.actor, False, name))
                if "'" in name and " " in name:
                    lost = name.replace("'", "")
                    if name_words(lost) != name_words(name):
                        self._names[name_words(lost)].append((entry.actor, False, lost))
            for name in entry.short:
                self._names[name_words(name)].append((entry.actor, True, name))
            for group in entry.generic:
                key, _, land = group.partition(":")
                self._generic[key, land or entry.actor.country or ""].append(entry)
            for relation in entry.actor.relations:
                self._incoming[relation.other].append((entry.actor, relation))
        for side in self._sides.values():
            face = self.get(side.face) if side.face else None
            lands = self._lands.setdefault(side.conflict, set())
            fighting = [entry.actor.country for entry in self._entries.values() if entry.actor.side == side.id]
            lands.update(code for code in (face.country if face else None, *fighting) if code is not None)
        for country in self.countries:
            for name in (*country.names, *country.adjectives):
                words = name_words(name)
                if len(words) > 1:
                    self.long_countries.setdefault(words[0], []).append((words, country.code))
        for found in self.long_countries.values():
            found.sort(key=lambda one: (-len(one[0]), one))
        self._names.pop((), None)
        for words in self._names:
            self._index.setdefault(words[0], []).append(words)
        for names in self._index.values():
            names.sort(key=lambda words: (-len(words), words))

    @property
    def actors(self) -> tuple[Actor, ...]:
        """The curated actors, in the order of the files."""
        return tuple(entry.actor for entry in self._entries.values())

    @property
    def sides(self) -> tuple[Side, ...]:
        """The sides of all conflicts."""
        return tuple(self._sides.values())

    def source(self, id: str) -> str | None:
        """Where the row of a curated actor comes from."""
        entry = self._entries.get(id)
        return entry.source if entry else None

    def get(self, id: str) -> Actor | None:
        """A curated actor, or a composed one: "army:SY", "rebels:SY", "state:FR"."""
        entry = self._entries.get(id)
        if entry is not None:
            return entry.actor
        if id not in self._composed:
            self._composed[id] = self._compose(id)
        return self._composed[id]

    def _compose(self, id: str) -> Actor | None:
        key, _, code = id.partition(":")
        country = self.countries.get(code) if code else None
        if country is None:
            group = self.generics.classes.get(id)
            return Actor(id, group.name, group.kind) if group else None
        if key == "state":
            return Actor(
                id, country.name, "state", code, country.names, relations=(Relation("related_to", f"gov:{code}"),)
            )
        body = self.generics.bodies.get(key)
        adjective = country.adjectives[0] if country.adjectives else country.name
        if body is not None:
            name = body.name.format(adjective=adjective, country=country.name)
            relations = () if key == "gov" else (Relation("part_of", f"gov:{code}"),)
            return Actor(id, name, body.kind, code, (name,), relations=relations)
        parts = key.split("-")
        for cut in range(len(parts), 0, -1):
            group = self.generics.classes.get("-".join(parts[:cut]))
            if group is not None:
                qualities = " ".join(parts[cut:])
                name = f"{qualities} {group.name} ({country.name})" if qualities else f"{group.name} ({country.name})"
                return Actor(id, name, group.kind, code, relations=self._spoken_for(group.key, parts[cut:], code))
        return None

    def _spoken_for(self, key: str, qualities: Sequence[str], country: str | None) -> tuple[Relation, ...]:
        """Whom "army officials", "rebel leaders" speak for; a part of a class belongs to the whole class."""
        if country is None or not qualities:
            return ()
        if key not in _SPEAKING:
            return (Relation("part_of", f"{key}:{country}"),) if key in _AGAINST_THE_STATE else ()
        for quality in qualities:
            noun = self.generics.modifiers.get(quality)
            if noun is not None and noun.body is not None:
                return (Relation("speaks_for", f"{noun.body.key}:{country}"),)
            whole = self.generic(noun.group.key, country) if noun is not None and noun.group is not None else None
            if whole is not None and noun is not None and noun.group is not None and noun.group.kind == "rebel_group":
                return (Relation("speaks_for", whole.id),)
        return ()

    def state(self, body: str, country: str) -> Actor | None:
        """The body of a state, curated where a file has it: state("army", "SY") -> army:SY."""
        return self.get(f"{body}:{country}")

    def generic(self, noun_class: str, country: str | None, day: date | None = None) -> Actor | None:
        """Who "rebels" are in a country on a day: a curated actor, else a composed one ("rebels:SY").

        None for a class that the lexicon does not have. Where several curated actors answer on that day, none does.
        """
        if country is not None:
            known = self.curated(noun_class, country, day)
            if known is not None:
                return known
            return self.get(f"{noun_class}:{country}") or self.get(noun_class)
        return self.get(noun_class)

    def curated(self, noun_class: str, country: str, day: date | None = None) -> Actor | None:
        """The one actor of the files that a class stands for in a country on a day, None where none or several do."""
        alive = [entry for entry in self._generic.get((noun_class, country), ()) if entry.alive(day)]
        return alive[0].actor if len(alive) == 1 else None

    def qualified(
        self, noun_class: str, qualities: Sequence[str], country: str | None, day: date | None = None
    ) -> Actor | None:
        """A part of a class: qualified("civilians", ["kurdish"], "SY") -> "civilians-kurdish:SY", or its curated actor."""
        group = self.generics.classes.get(noun_class)
        if group is None:
            return None
        key = "-".join([noun_class, *(fold(word).replace(" ", "_") for word in qualities)])
        known = self.curated(key, country or "", day)
        if known is not None:
            return known
        land = self.countries.get(country) if country else None
        name = " ".join([*qualities, group.name]) + (f" ({land.name})" if land else "")
        ties = self._spoken_for(group.key, [fold(word) for word in qualities], country if land else None)
        return Actor(f"{key}:{country}" if land else key, name, group.kind, country if land else None, relations=ties)

    def by_name(self, folded: str) -> tuple[Actor, ...]:
        """Everyone of that name, full or short, in the order of the files. The name may be folded or not."""
        return tuple(dict.fromkeys(actor for actor, _, _ in self._names.get(name_words(folded), ())))

    def sounding(self, name: str) -> tuple[Actor, ...]:
        """Everyone one of whose names of several words is written like this in another transliteration ("Aydarus al Zubaidi").

        Such a name may be meant, it need not be: ask only for names that the book does not have, and compare the country.
        """
        if self._sounds is None:
            self._sounds = _sounds(self._entries.values())
        rules, found = self._sounds
        return found.get(rules.skeleton(fold(name)), ())

    def named(self, words: tuple[str, ...]) -> tuple[tuple[Actor, bool, str], ...]:
        """Each (actor, is it a short name, the name as the file writes it) of exactly these words."""
        return tuple(self._names.get(words, ()))

    def starting(self, word: str) -> Sequence[tuple[str, ...]]:
        """The word tuples of all names that start with a folded word, the longest first."""
        return self._index.get(word, ())

    def alive(self, id: str, day: date | None) -> bool:
        """Does the actor exist (under its shared names) on that day? Composed actors always do."""
        entry = self._entries.get(id)
        return entry is None or entry.alive(day)

    def sides_of(self, actor: str, day: date | None = None) -> tuple[str, ...]:
        """All sides that an actor is on: its own memberships, else those of what it is part of, leads or belongs to."""
        seen = {actor}
        level = [actor]
        for _ in range(_STEPS):
            found = [m.side for id in level for m in self._members.get(id, ()) if m.holds(day)]
            if found or not level:
                return tuple(dict.fromkeys(found))
            level = [other for id in level for other in self._above(id, day) if other not in seen]
            seen.update(level)
        return ()

    def side_of(self, actor: str, day: date | None = None, *, near: str | None = None) -> str | None:
        """The side that an actor is on; of several, the one in the conflict of the country `near` (its code)."""
        found = self.sides_of(actor, day)
        if near is not None:
            for side in found:
                if near in self._lands.get(self._sides[side].conflict, ()):
                    return side
            own = next((s for s in found if self._stands_for(self._sides[s].face, actor)), None)
            sent = self.get(actor)
            abroad = any(self._is_state(id) for id in self._chain(actor, day))
            abroad = abroad or (sent is not None and sent.kind == "external_forces")
            return own or (found[0] if len(found) == 1 and not abroad else None)
        return next(iter(found), None)

    def _stands_for(self, face: str | None, actor: str) -> bool:
        return face is not None and face.rpartition(":")[2] == actor.rpartition(":")[2]

    def _above(self, id: str, day: date | None) -> list[str]:
        """What an actor stands for: what it is part of, leads or speaks for; the government of a body of the state."""
        actor = self.get(id)
        if actor is None:
            return []
        kinds = ("part_of", "leads", "speaks_for", "office")
        found = [relation.other for relation in actor.relations if relation.kind in kinds and relation.holds(day)]
        if self._is_state(id) and not id.startswith("gov:"):
            found.append(f"gov:{id.rpartition(':')[2]}")
        return found

    def relation(self, first: str | Actor, second: str | Actor, day: date | None = None) -> Stand:
        """How two actors stand to each other on a day: by their own ties, then by those of their sides.

        "same" also for two bodies of one state, and for a part and its whole. Where no file tells, the rebels of a country
        and its state are "opposed"; so is a rebel group that only the text names, when it is given as an `Actor`.
        """
        stand = self._relation(_id(first), _id(second), day)
        if stand == "unknown" and self._default_foes(first, second):
            return "opposed"
        return stand

    def _default_foes(self, first: str | Actor, second: str | Actor) -> bool:
        """Is one of them the state and the other a rebel group of one country?"""
        roles = [self._role(one) for one in (first, second)]
        countries = {country for _, country in roles}
        return {role for role, _ in roles} == {"state", "band"} and len(countries) == 1

    def _role(self, one: str | Actor) -> tuple[str, str | None]:
        """("state" | "band" | "", country) of a composed actor or one that only the text names."""
        id = _id(one)
        if id in self.generics.bodies or id in _AGAINST_THE_STATE:
            return "state" if id in self.generics.bodies else "band", None
        for link in self._chain(id, None):
            if self._is_state(link):
                return "state", link.rpartition(":")[2]
            key, _, code = link.partition(":")
            if code and key.split("-")[0] in _AGAINST_THE_STATE and link not in self._entries:
                return "band", code
        if id.startswith("new:") and isinstance(one, Actor) and one.kind in _BAND_KINDS:
            return "band", one.country
        return "", None

    def _relation(self, first: str, second: str, day: date | None) -> Stand:
        if first == second:
            return "same"
        mine, theirs = self._chain(first, day), self._chain(second, day)
        if first in theirs or second in mine:
            return "same"
        if any(self._is_state(id) for id in mine if id in theirs):
            return "same"
        direct = self._direct(mine, theirs, day)
        if direct is not None:
            return direct
        return self._by_sides(self.sides_of(first, day), self.sides_of(second, day), day)

    def _chain(self, id: str, day: date | None) -> list[str]:
        chain = [id]
        for current in chain:
            if len(chain) > _STEPS:
                break
            chain.extend(other for other in self._above(current, day) if other not in chain)
        return chain

    def _direct(self, mine: list[str], theirs: list[str], day: date | None) -> Stand | None:
        found: set[str] = set()
        for carriers, others in ((mine, theirs), (theirs, mine)):
            for id in carriers:
                actor = self.get(id)
                for tie in actor.relations if actor else ():
                    if tie.other in others and tie.holds(day):
                        found.add(tie.kind)
        if "opposes" in found:
            return "opposed"
        return "allied" if found & {"allied_with", "backs"} else None

    def _by_sides(self, mine: tuple[str, ...], theirs: tuple[str, ...], day: date | None) -> Stand:
        if set(mine) & set(theirs):
            return "allied"
        ties = {b.tie for b in self._between if b.holds(day) and b.sides & set(mine) and b.sides & set(theirs)}
        if "opposed" in ties:
            return "opposed"
        return "allied" if "allied" in ties else "unknown"

    def opponents(self, id: str, day: date | None = None) -> tuple[Actor, ...]:
        """Whom an actor is against on a day: the faces of the opposed sides, then direct opponents, then members."""
        mine = set(self.sides_of(id, day))
        against = [
            side
            for between in self._between
            if between.tie == "opposed" and between.holds(day) and between.sides & mine
            for side in sorted(between.sides - mine)
        ]
        ids = [face for side in against if (face := self._sides[side].face) is not None]
        actor = self.get(id)
        ids.extend(tie.other for tie in (actor.relations if actor else ()) if tie.kind == "opposes" and tie.holds(day))
        ids.extend(who.id for who, tie in self._incoming.get(id, ()) if tie.kind == "opposes" and tie.holds(day))
        ids.extend(member.actor for side in against for member in self._in_side[side] if member.holds(day))
        return tuple(found for other in dict.fromkeys(ids) if (found := self.get(other)) is not None)

    def leader_of(self, person: str, day: date | None = None) -> Actor | None:
        """What a person leads or holds office in on that day, None where nothing is known."""
        actor = self.get(person)
        for kind in ("leads", "office", "speaks_for"):
            for tie in actor.relations if actor else ():
                if tie.kind == kind and tie.holds(day):
                    return self.get(tie.other)
        return None

    def holder(self, id: str, day: date | None = None) -> Actor | None:
        """The person who leads an actor or holds an office on that day: holder("president:SY", ...)."""
        if id.partition(":")[0] in _OF_MANY:
            return None
        kinds = ("office", "leads")
        found = [who for who, tie in self._incoming.get(id, ()) if tie.kind in kinds and tie.holds(day)]
        return found[0] if found else None

    def with_side(self, actor: Actor, day: date | None, *, near: str | None = None) -> Actor:
        """The actor with the side that it is on that day, in the conflict of the country `near`."""
        side = self.side_of(actor.id, day, near=near)
        return actor if side is None or side == actor.side else replace(actor, side=side)

    def _is_state(self, id: str) -> bool:
        key, colon, _ = id.partition(":")
        return bool(colon) and (key == "state" or key in self.generics.bodies)


def _sounds(entries: Iterable[Entry]) -> tuple[Transliteration, dict[str, tuple[Actor, ...]]]:
    """The skeletons of names of several words, with their bearers."""
    rules = load_transliteration()
    found: dict[str, dict[str, Actor]] = {}
    for entry in entries:
        for name in entry.actor.names if entry.actor.kind != "outlet" else ():
            skeleton = rules.skeleton(fold(name))
            if " " in skeleton and len(skeleton) > _LEAST_SKELETON and not name.isupper():
                found.setdefault(skeleton, {})[entry.actor.id] = entry.actor
    return rules, {skeleton: tuple(actors.values()) for skeleton, actors in found.items()}


def _id(one: str | Actor) -> str:
    return one if isinstance(one, str) else one.id


def load_actors(countries: Countries) -> ActorBook:
    """The book of the package's files. Raises KnowledgeError naming file and key."""
    return ActorBook(read_actor_files(), countries, load_generics(), load_perspective(), load_reference_words())
