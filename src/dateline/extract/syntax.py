"""The grammatical slots of a word: its subject, its object, what stands behind its prepositions.

A slot is the same whatever the construction: "rebels took Morek", "Morek was taken by rebels", "Morek, which rebels took",
"the rebels who took Morek", "rebels managed to take Morek" and "after taking Morek, rebels ..." all give the verb
"take" a `subject` (rebels) and an `object` (Morek). Prepositions give slots of their own name ("in", "out of").
Everything is a token index; nothing here knows what a word means beyond the lists of data/lexicon/grammar.toml.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dateline.extract.parse import Parse

Slots = dict[str, list["Slot"]]

#: Nouns of a place that passes from one side to another.
_PASSING = frozenset({"fall", "loss", "handover", "transfer", "surrender"})
_RELATIVE = frozenset({"who", "which", "that", "whom"})
#: "A delegation to investigate": the noun itself is to act.
_TEAMS = frozenset({"team", "delegation", "mission", "force", "committee", "commission", "unit", "coalition", "convoy"})
#: Verbs that tell the harm done, not what was hit.
_HARMING = frozenset({"kill", "injure", "wound", "leave", "claim"})
#: "An attack blamed on X": who did it stands behind "on" or "to".
_BLAMING = frozenset({"blame", "attribute", "pin"})
#: "A truce was mediated by X": it came about, and X is no party to it.
_ARRANGING = frozenset({"broker", "mediate", "negotiate", "agree", "violate", "break"})
_DEPTH = 6
#: "Residents told of looting": who recounts a deed has not done it.
_RECOUNTING = frozenset({"tell", "speak", "talk", "complain", "hear", "learn", "know", "warn", "write", "read"})


@dataclass(frozen=True, slots=True)
class Slot:
    """A filler of a slot: the head token, and the name of the construction that led to it ("words" when direct)."""

    head: int
    rule: str = "words"


class Tree(Parse):
    """A parse with the slots of its words."""

    def slots(self, i: int, extra: Sequence[int] = ()) -> Slots:
        """The slots of a trigger: of the word itself and of the other words of its phrase (`extra`)."""
        slots: Slots = {}
        if self.is_verb(i) and not self.nounish(i):
            self._verb_slots(i, slots)
        else:
            self._noun_slots(i, slots)
        for other in extra:
            self._prepositions(other, slots)
            if not self.is_verb(other):
                self._possessors(other, slots)
        return slots

    def subject(self, v: int, depth: int = 0) -> list[Slot]:
        """Who does it: the grammatical subject of an active verb, the by-phrase of a passive, inherited where unsaid."""
        if self.passive(v):
            return self._by_phrase(v)
        own = self.kids(v, "nsubj", "expl", "csubj")
        own = [s for s in own if self.tokens[s].lower not in ("there", "it") or self.tokens[s].dep != "expl"]
        if own:
            near = [s for s in own if s < v and not self.kids(own[0], "acl", "relcl")]
            return [self._relative((near or own[:1])[-1], v)]
        return self._inherited(v, depth)

    def object(self, v: int, depth: int = 0) -> list[Slot]:
        """Whom or what it befalls: direct object of an active verb, subject of a passive."""
        if self.passive(v):
            own = self.kids(v, "nsubjpass", "nsubj")
            if own:
                return [self._relative(own[0], v)]
            return self._inherited(v, depth)
        own = self.kids(v, "dobj")
        if not own:
            own = [
                c
                for c in self.kids(v, "ccomp", "oprd", "attr")
                if self.tokens[c].pos in ("NOUN", "PROPN") and self.tokens[v].pos != "AUX"
            ][:1]
        if not own:
            own = [c for c in self.kids(v, "npadvmod") if c > v and self.tokens[c].lower in self.grammar.portions][:1]
        if own:
            return [self._relative(own[0], v)]
        relativised = self.relativised_object(v)
        if relativised is not None:
            return [self._predicated(relativised)]
        if depth < 2:
            for c in self.kids(v, "conj"):
                if (
                    c - v <= 3
                    and self.is_verb(c)
                    and not any(below < c for below in self.kids(v, "prep", "prt", "xcomp", "ccomp"))
                    and self.kids(c, "dobj")
                    and not self.passive(c)
                ):
                    return [Slot(s.head, "shared-object") for s in self.object(c, depth + 1)]
        return []

    def _relative(self, s: int, v: int) -> Slot:
        """ "who", "which", "that" stand for the noun that the clause modifies."""
        if (self.tokens[s].lower in _RELATIVE and self.tokens[s].pos in ("PRON", "DET", "SCONJ")) or self.tokens[
            s
        ].tag in ("WDT", "WP"):
            for at in (v, *self.ancestors(v)):
                if self.tokens[at].dep == "relcl":
                    return self._predicated(self.tokens[at].head)
        return Slot(s)

    def _predicated(self, noun: int) -> Slot:
        """ "China has been one of the few members that supported him": of whom the noun is said, else the noun."""
        at = noun
        for _ in range(_DEPTH):
            token = self.tokens[at]
            if token.dep == "attr":
                subjects = self.kids(token.head, "nsubj")
                if subjects:
                    return Slot(subjects[0], "predicate")
            governor = self.tokens[token.head]
            if token.dep != "pobj" or governor.lower not in ("of", "among") or governor.head == governor.i:
                break
            at = governor.head
        return Slot(noun, "relative-clause")

    def relativised_object(self, v: int) -> int | None:
        """The noun that a relative clause without a pronoun is about: "the [officers] they had taken"."""
        token = self.tokens[v]
        if token.dep != "relcl" or not self.kids(v, "nsubj"):
            return None
        subject = self.kids(v, "nsubj")[0]
        if self.tokens[subject].lower in _RELATIVE or (
            self.kids(v, "prep") and any(not self.kids(p, "pobj") for p in self.kids(v, "prep"))
        ):
            return None
        where = [c for c in self.children[v] if self.tokens[c].lower in ("where", "when", "why")]
        return None if where else token.head

    def _by_phrase(self, v: int) -> list[Slot]:
        # "By January the town was held by rebels": what stands before the verb is a time or a means.
        preps = [c for c in self.kids(v, "prep") if c > v]
        for agent in (*self.kids(v, "agent"), *preps):
            if self.tokens[agent].lower == "by" and agent > v:
                objects = self.kids(agent, "pobj")
                if objects:
                    return [Slot(objects[0])]
        if self.tokens[v].dep == "conj" and self.is_verb(self.tokens[v].head) and self.passive(self.tokens[v].head):
            return [Slot(s.head, "coordination") for s in self._by_phrase(self.tokens[v].head)]
        for c in self.kids(v, "conj"):
            if self.is_verb(c) and self.tokens[c].tag == "VBN":
                for agent in self.kids(c, "agent"):
                    if self.kids(agent, "pobj"):
                        return [Slot(self.kids(agent, "pobj")[0], "coordination")]
        return []

    def _inherited(self, v: int, depth: int) -> list[Slot]:
        """The unsaid subject of a participle, infinitive or second verb, from the clause that it hangs on."""
        token = self.tokens[v]
        if depth > _DEPTH or token.head == v:
            return []
        head = token.head
        if token.dep in ("acl", "amod", "relcl"):
            if token.dep == "acl" and self._infinitive(v):
                return self._purpose_subject(head, depth)
            if token.dep == "acl" and (above := self.resulting(v, head)) is not None:
                return [Slot(s.head, "adverbial-clause") for s in self.subject(above, depth + 1)]
            return [Slot(head, "participle")]
        if token.dep == "conj" and self.is_verb(head):
            inherited = self.object(head, depth + 1) if self.passive(head) else self.subject(head, depth + 1)
            return [Slot(s.head, s.rule if s.rule != "words" else "coordination") for s in inherited]
        finite = [token.tag, *(self.tokens[c].tag for c in self.kids(v, "aux", "auxpass"))]
        if token.dep == "ccomp" and any(tag in ("VBD", "VBZ", "VBP", "MD") for tag in finite):
            return []
        if token.dep in ("xcomp", "ccomp", "oprd", "acomp") and self.is_verb(head):
            return self._controlled(head, depth)
        if (
            token.dep in ("xcomp", "advcl", "ccomp")
            and self.tokens[head].pos == "ADJ"
            and self.tokens[head].head != head
        ):
            above = self.tokens[head].head
            return [Slot(s.head, "control-verb") for s in self.subject(above, depth + 1)] if self.is_verb(above) else []
        if token.dep == "advcl" and self.is_verb(head) and (above := self._beyond_where(v, head)) is not None:
            return [Slot(s.head, "adverbial-clause") for s in self.subject(above, depth + 1)]
        if token.dep == "advcl" and self.is_verb(head):
            inherited = self.object(head, depth + 1) if self.passive(head) else self.subject(head, depth + 1)
            return [Slot(s.head, "adverbial-clause") for s in inherited]
        if token.dep == "pcomp":
            return self._gerund_subject(head, depth)
        if token.dep in ("prep", "dobj", "attr") and self.is_verb(head):
            return [Slot(s.head, "adverbial-clause") for s in self.subject(head, depth + 1)]
        return []

    def resulting(self, v: int, noun: int) -> int | None:
        """ "ambushed a group near the river, killing 15": the verb whose outcome a participle tells that hangs on its object."""
        if self.tokens[v].tag != "VBG" or self.tokens[v].lemma not in self.grammar.outcome_verbs:
            return None
        if self.tokens[v - 1].text != "," and self.tokens[v].lemma not in ("kill", "injure", "wound", "leave"):
            return None
        for at in (noun, *self.ancestors(noun)):
            if self.is_verb(at):
                seen = self.tokens[at].lemma in ("show", "see", "depict", "film")
                return None if at > v or seen or self.passive(at) else at
            if self.tokens[at].dep not in ("dobj", "pobj", "prep", "conj", "appos", "npadvmod", "compound"):
                return None
        return None

    def _beyond_where(self, v: int, verb: int) -> int | None:
        """ "bombed a village where people had gathered, killing dozens": the outcome is that of the verb above "where"."""
        outcome = self.tokens[v].tag == "VBG" and self.tokens[v].lemma in self.grammar.outcome_verbs
        if not outcome or self.tokens[v - 1].text != "," or self.tokens[verb].dep != "relcl":
            return None
        if not any(self.tokens[c].lower in ("where", "when") for c in self.children[verb]):
            return None
        return next((at for at in self.ancestors(self.tokens[verb].head) if self.is_verb(at)), None)

    def _infinitive(self, v: int) -> bool:
        return any(self.tokens[c].tag == "TO" for c in self.children[v])

    def _controlled(self, head: int, depth: int) -> list[Slot]:
        """Subject of "to ..." under a control verb: "ordered troops to leave" -> troops; "vowed to take" -> who vowed."""
        if self.passive(head):
            return [Slot(s.head, "control-verb") for s in self.object(head, depth + 1)]
        objects = self.kids(head, "dobj")
        if not objects and self.tokens[head].lemma in ("call", "appeal", "prevail", "lean"):
            asked = [
                p
                for c in self.kids(head, "prep")
                if self.tokens[c].lower in ("on", "upon", "to")
                for p in self.kids(c, "pobj")
            ]
            if asked:
                return [Slot(asked[0], "control-verb")]
        if objects and self.tokens[head].lemma not in self.grammar.subject_control:
            return [Slot(objects[0], "control-verb")]
        return [Slot(s.head, "control-verb") for s in self.subject(head, depth + 1)]

    def _purpose_subject(self, noun: int, depth: int) -> list[Slot]:
        """Subject of "in an attempt to ...", "a bid to ...": the possessor of the noun, else the subject of its verb."""
        owners = self.kids(noun, "poss")
        if self.tokens[noun].lemma in _TEAMS:
            return [Slot(noun)]
        if not owners and self.tokens[noun].lemma in self.grammar.modality_nouns:
            owners = [
                p for c in self.kids(noun, "prep") if self.tokens[c].lower in ("of", "by") for p in self.kids(c, "pobj")
            ]
        if owners:
            return [Slot(owners[0], "possessor")]
        for at in self.ancestors(noun):
            if self.tokens[at].dep == "acl" and self.passive(at):
                continue
            if self.is_verb(at):
                given = self.kids(at, "dative") if self.tokens[noun].lemma in self.grammar.addressed_nouns else []
                if given:
                    return [Slot(given[0], "control-verb")]
                return [Slot(s.head, "purpose") for s in self.subject(at, depth + 1)]
        return []

    def _gerund_subject(self, prep: int, depth: int) -> list[Slot]:
        governor = self.tokens[prep].head
        if not self.is_verb(governor):
            owners = self.kids(governor, "poss")
            if owners:
                return [Slot(owners[0], "possessor")]
            verbs = [at for at in self.ancestors(governor) if self.is_verb(at)]
            if not verbs:
                return []
            governor = verbs[0]
        if self.tokens[prep].lower in ("of", "about") and self.tokens[governor].lemma in _RECOUNTING:
            return []
        objects = self.object(governor, depth + 1)
        if self.tokens[governor].lemma in self.grammar.object_of_gerund and objects:
            return [Slot(objects[0].head, "control-verb")]
        subjects = objects if self.passive(governor) else self.subject(governor, depth + 1)
        return [Slot(s.head, "adverbial-clause") for s in subjects]

    def _verb_slots(self, v: int, slots: Slots) -> None:
        for name, found in (("subject", self.subject(v)), ("object", self.object(v))):
            if found:
                slots[name] = found
        self._prepositions(v, slots)
        if self.tokens[v].dep == "conj" and self.is_verb(self.tokens[v].head):
            shared: Slots = {}
            self._prepositions(self.tokens[v].head, shared, only_before=v)
            for name, found in shared.items():
                slots.setdefault(name, [Slot(s.head, "coordination") for s in found])
        else:
            for c in self.kids(v, "conj"):
                if self.is_verb(c) and not self.kids(c, "nsubj", "nsubjpass"):
                    shared = {}
                    self._prepositions(c, shared)
                    for name in ("in", "at", "near", "on"):
                        if name in shared:
                            slots.setdefault(name, [Slot(s.head, "coordination") for s in shared[name]])

    def _noun_slots(self, n: int, slots: Slots) -> None:
        self._prepositions(n, slots)
        self._possessors(n, slots)
        for c in self.kids(n, "acl", "relcl"):
            lemma = self.tokens[c].lemma
            if lemma in self.grammar.remarking_verbs:
                continue
            if self.tokens[c].tag == "VBN" and self.passive(c):
                found = self._by_phrase(c) if lemma in self.grammar.light_verbs else []
                if found:
                    slots.setdefault("by", []).extend(found)
                self._prepositions(c, slots)
            elif self.tokens[c].tag == "VBG" and lemma in ("target", "involve", "hit", "follow"):
                slots.setdefault("targeting" if lemma != "involve" else "between", []).extend(self.object(c))
                self._prepositions(c, slots)
            elif lemma in self.grammar.striking_verbs - _HARMING and self._strikes(c):
                slots.setdefault("on", []).extend(self.object(c))
                self._prepositions(c, slots)
            elif lemma in _BLAMING:
                slots.setdefault("by", []).extend(self._blamed(c))
            elif lemma in self.grammar.happening_verbs and self.tokens[c].dep == "relcl" and self.kids(c, "nsubj"):
                slots["light"] = [Slot(c)]
                self._prepositions(c, slots)
            elif lemma in self.grammar.light_verbs and self.relativised_object(c) == n:
                slots.setdefault("by", []).extend(Slot(s.head, "light-verb") for s in self.subject(c))
                slots["light"] = [Slot(c)]
                self._prepositions(c, slots)
        verb = self.tokens[n].head
        if self.tokens[n].dep in ("conj",) and not self.is_verb(verb):
            first = self.first_conjunct(n)
            shared: Slots = {}
            self._prepositions(first, shared)
            self._possessors(first, shared)
            for name, found in shared.items():
                slots.setdefault(name, [Slot(s.head, "coordination") for s in found])
            n, verb = first, self.tokens[first].head
        for c in self.kids(n, "conj"):
            shared = {}
            self._prepositions(c, shared)
            for name, found in shared.items():
                slots.setdefault(name, [Slot(s.head, "coordination") for s in found])
        if self.tokens[n].lemma in _PASSING and "to" not in slots:
            self._passed_to(n, slots)
        self._light_verb(n, verb, slots)

    def _passed_to(self, n: int, slots: Slots) -> None:
        """ "acknowledged the fall of the city to the rebels": the parse hangs what follows the noun on the verb."""
        last = self.subtree(n, limit=20)[-1]
        for c in self.kids(self.tokens[n].head, "prep", "dative"):
            if c == last + 1 and self.tokens[c].lower == "to":
                self._preposition(c, "to", slots)

    def _light_verb(self, n: int, verb: int, slots: Slots) -> None:
        """ "Russia launched air strikes on ...", "strikes were carried out by ...", "clashes broke out in ..."."""
        token = self.tokens[n]
        if not self.is_verb(verb):
            if token.dep == "pobj":
                governor = self.tokens[verb].head
                if self._takes_part(governor, verb):
                    slots.setdefault("by", []).extend(Slot(s.head, "light-verb") for s in self.subject(governor))
                elif self.tokens[verb].lower == "for" and self.tokens[governor].lemma in (
                    "call",
                    "appeal",
                    "plea",
                    "demand",
                ):
                    slots["light"] = [Slot(governor)]
                elif not self.is_verb(governor) and self.tokens[governor].lower in self.grammar.light_nouns:
                    outer: Slots = {}
                    self._noun_slots(governor, outer)
                    for name in ("by", "poss", "compound", "light"):
                        if name in outer:
                            slots.setdefault(name, outer[name])
            return
        lemma = self.tokens[verb].lemma
        if token.dep == "dobj" and lemma in self.grammar.light_verbs:
            slots.setdefault("by", []).extend(Slot(s.head, "light-verb") for s in self.subject(verb))
            slots["light"] = [Slot(verb)]
            self._prepositions(verb, slots)
        elif token.dep == "nsubjpass" and lemma in self.grammar.light_verbs:
            slots.setdefault("by", []).extend(Slot(s.head, "light-verb") for s in self._by_phrase(verb))
            slots["light"] = [Slot(verb)]
            self._prepositions(verb, slots)
        elif token.dep == "nsubjpass" and lemma in _BLAMING:
            slots.setdefault("by", []).extend(self._blamed(verb))
        elif token.dep == "nsubjpass" and lemma in _ARRANGING:
            slots["light"] = [Slot(verb)]
        elif token.dep in ("nsubj", "nsubjpass", "pobj"):
            if lemma in self.grammar.happening_verbs:
                slots["light"] = [Slot(verb)]
                self._prepositions(verb, slots)
            elif token.dep == "nsubj":
                slots["subject"] = [Slot(verb)]
                shared: Slots = {}
                self._prepositions(verb, shared)
                for name in ("in", "at", "near", "across", "on", "outside"):
                    if name in shared:
                        slots.setdefault(name, shared[name])
                struck = [s for s in slots.get("on", ()) if self.tokens[s.head].entity not in ("DATE", "TIME")]
                if lemma in self.grammar.striking_verbs and not struck and "against" not in slots:
                    slots["on"] = self.object(verb)

    def _strikes(self, c: int) -> bool:
        """ "an explosion that rocked the town", "the first bomb to hit the port": the clause says what the noun did."""
        subjects = self.kids(c, "nsubj")
        infinitive = any(self.tokens[k].tag == "TO" for k in self.children[c])
        relative = bool(subjects) and self.tokens[subjects[0]].lower in _RELATIVE
        return not self.passive(c) and (relative or (infinitive and not subjects))

    def _blamed(self, v: int) -> list[Slot]:
        """ "blamed on the rebels", "attributed to the army": who is said to have done it."""
        preps = [c for c in self.kids(v, "prep", "dative") if self.tokens[c].lower in ("on", "to", "upon")]
        return [Slot(p, "light-verb") for c in preps for p in self.kids(c, "pobj")]

    def _takes_part(self, governor: int, prep: int) -> bool:
        """ "took part in the offensive", "massed for an attack": does the verb's subject do what the noun names?"""
        lemma = self.tokens[governor].lemma
        if not self.is_verb(governor):
            return False
        preparing = lemma in ("mass", "prepare", "gather", "assemble", "ready", "mobilise", "mobilize", "regroup")
        taking_part = lemma in self.grammar.participation_verbs and self.tokens[prep].lower in ("in", "with")
        return taking_part or (preparing and self.tokens[prep].lower == "for")

    def _possessors(self, n: int, slots: Slots) -> None:
        for c in self.kids(n, "poss"):
            slots.setdefault("poss", []).append(Slot(c))
        for c in self.kids(n, "compound", "amod", "nmod"):
            slots.setdefault("compound", []).extend(Slot(other) for other in self.conjuncts(c)[:4] if other < n)
            backing = self.tokens[c].lemma in self.grammar.backing
            for inner in self.kids(c, "compound", "amod", *(() if backing else ("npadvmod",))):
                slots["compound"].append(Slot(inner))

    def _prepositions(self, i: int, slots: Slots, *, only_before: int | None = None) -> None:
        for c in self.children[i]:
            token = self.tokens[c]
            if only_before is not None and c > only_before:
                continue
            if token.dep in ("prep", "agent", "dative", "prt", "advmod", "punct") and token.pos in (
                "ADP",
                "SCONJ",
                "PART",
                "ADV",
            ):
                self._preposition(c, token.lower, slots)

    def _preposition(self, p: int, name: str, slots: Slots) -> None:
        if (
            name in ("near", "outside")
            and p > 1
            and self.tokens[p - 1].text == ","
            and self.tokens[p - 2].pos == "PROPN"
        ):
            return
        for c in self.children[p]:
            token = self.tokens[c]
            if token.dep in ("pobj", "pcomp"):
                if token.dep == "pobj" or not self.is_verb(c):
                    relative = token.tag in ("WDT", "WP") and self.tokens[p].dep == "prep"
                    slots.setdefault(name, []).append(self._relative(c, self.tokens[p].head) if relative else Slot(c))
                    self._place_after(c, name, slots)
            elif token.dep == "prep" and token.pos in ("ADP", "SCONJ"):
                self._preposition(
                    c, f"{name} {token.lower}" if name in self.grammar.compound_heads else token.lower, slots
                )

    def _place_after(self, noun: int, name: str, slots: Slots) -> None:
        """Prepositions stacked on a place ("in the town of X near Y") belong to the event as well when nested."""
        for c in self.kids(noun, "prep"):
            inner = self.tokens[c].lower
            if inner in self.grammar.locative and inner not in slots and inner != name:
                for pobj in self.kids(c, "pobj"):
                    slots.setdefault(f"{inner}~", []).append(Slot(pobj, "nested"))
