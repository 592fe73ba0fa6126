"""What reconciling must know beside the claims: days of the dispatches, copies, rules, and who is whom.

Gives the small answers that every other module here asks for: who says a claim first, what that speaker's word is
worth for it, on which day it was said at the latest, which side a party stands on. Decides no outcome.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from dateline.knowledge.outcomes import OutcomeRules, outcome_rules
from dateline.model.claim import Claim, Party
from dateline.model.outcome import Disagreement, DisagreementKind
from dateline.reconcile.beginnings import beginnings, begun

Worth = Literal["admission", "third", "interest", "unknown"]

_VOICES = ("speaks_for", "leads", "part_of")
_PERSONS = ("person", "office_holder")


@dataclass(frozen=True, slots=True)
class Background:
    """`days`: dispatch -> the day that it speaks from. `copies`: dispatch -> the dispatch that it copies.

    `outlets`: dispatch -> name of its outlet. `sides`: actor id -> side, for parties that do not carry it themselves.
    `bodies`: person -> the body that he leads or speaks for. `begun`: country -> days on which an offensive is said to have begun.
    """

    days: Mapping[str, date] = field(default_factory=dict)
    copies: Mapping[str, str] = field(default_factory=dict)
    outlets: Mapping[str, str] = field(default_factory=dict)
    sides: Mapping[str, str] = field(default_factory=dict)
    begun: Mapping[str, tuple[date, ...]] = field(default_factory=dict)
    bodies: Mapping[str, Party] = field(default_factory=dict)
    rules: OutcomeRules = field(default_factory=outcome_rules)

    def learn(self, claims: Iterable[Claim]) -> Background:
        """The same with what the claims tell: sides of parties, bodies that persons speak for, days of offensives.

        Of two sides the smallest key wins, of two bodies the one told most often.
        """
        learned = dict(self.sides)
        every = list(claims)
        for claim in every:
            for party in (claim.agent, claim.target):
                if party is not None and party.id and party.side and party.id not in self.sides:
                    known = learned.get(party.id)
                    learned[party.id] = party.side if known is None else min(known, party.side)
        return replace(
            self, sides=learned, begun=self.begun or beginnings(every), bodies=self.bodies or speakers(every)
        )

    def start(self, claim: Claim) -> date | None:
        """The first day that a running total counts: its own, or that of the offensive that its words name."""
        quantity = claim.quantity
        if quantity is None:
            return None
        return quantity.first or begun(claim, self.said(claim), self.begun)

    def side(self, party: Party | None) -> str | None:
        """Who a party is, as one key: its side where known, else itself."""
        if party is None:
            return None
        if party.side:
            return party.side
        if party.id:
            return self.sides.get(party.id, party.id)
        return fold(party.name) or None

    def original(self, claim: Claim) -> str:
        """The dispatch that the claim's words first stood in."""
        return self.copies.get(claim.dispatch, claim.dispatch)

    def source(self, claim: Claim) -> str:
        """Who says it first, as a key: two outlets that cite one speaker are one source, and so are copies.

        Who leads or speaks for a body speaks with its voice.
        """
        if claim.source.outlet_voice or not claim.source.chain:
            return "outlet " + fold(self.outlet(claim))
        first = claim.source.chain[0]
        body = self.bodies.get(first.id or "")
        return (body.id if body else None) or first.id or "words " + fold(first.name)

    def source_name(self, claim: Claim) -> str:
        """Who says it first, for a reader."""
        if claim.source.outlet_voice or not claim.source.chain:
            return self.outlet(claim)
        return claim.source.chain[0].name

    def outlet(self, claim: Claim) -> str:
        """The outlet that had it first."""
        known = self.outlets.get(self.original(claim))
        if known:
            return known
        return claim.source.chain[-1].name if claim.source.chain else "unknown outlet"

    def worth(self, claim: Claim) -> Worth:
        """What the speaker's word is worth for this claim: against the own side most, for it least."""
        if claim.source.outlet_voice or claim.source.stance == "neutral":
            return "third"
        if claim.source.stance == "admission":
            return "admission"
        return "interest" if claim.source.stance == "interest" else "unknown"

    def said(self, claim: Claim) -> date | None:
        """The day on which it was said, by the speaker or else at the latest by the dispatch."""
        for link in claim.source.chain:
            if link.said is not None and link.said.last is not None:
                return link.said.last
        return self.days.get(self.original(claim)) or self.days.get(claim.dispatch)


def speakers(claims: Iterable[Claim]) -> Mapping[str, Party]:
    """Person -> the body that claims say he leads, speaks for or belongs to."""
    told: dict[str, Counter[str]] = {}
    named: dict[str, Party] = {}
    for claim in claims:
        person, body = claim.agent, claim.target
        if claim.kind not in _VOICES or claim.modality != "actual" or person is None or body is None:
            continue
        if person.id and body.id and person.kind in _PERSONS and body.kind not in _PERSONS:
            told.setdefault(person.id, Counter())[body.id] += 1
            named[body.id] = min(body, named.get(body.id, body), key=lambda party: (party.name, party.words))
    return {person: named[min(ids, key=lambda id: (-ids[id], id))] for person, ids in sorted(told.items())}


def fold(words: str) -> str:
    """Words for comparison: small letters, single spaces, no article in front."""
    folded = " ".join(words.casefold().split())
    return folded.removeprefix("the ").removeprefix("an ").removeprefix("a ")


def key(kind: str, *parts: object) -> str:
    """A short id that depends on nothing but its parts: `key("toll", "people killed", None)` -> "toll-..."."""
    text = "\x1f".join("" if part is None else str(part) for part in parts)
    return f"{kind}-{hashlib.blake2b(text.encode(), digest_size=6).hexdigest()}"


def listed(names: Iterable[str], *, most: int = 3) -> str:
    """Names as a reader says them: "A", "A and B", "A, B and 2 others"."""
    unique = list(dict.fromkeys(names))
    if len(unique) > most:
        rest = len(unique) - most + 1
        return f"{', '.join(unique[: most - 1])} and {rest} others"
    return unique[0] if len(unique) == 1 else f"{', '.join(unique[:-1])} and {unique[-1]}" if unique else ""


def words_of(claim: Claim, name: str) -> str:
    """The words that carry a field, as quoted in its evidence; "" when it has none."""
    return " … ".join(piece.quote for piece in claim.evidence.get(name, ()))


def disagreement(kind: DisagreementKind, sentence: str, claims: Iterable[Claim]) -> Disagreement:
    """A disagreement with an id that depends on nothing but its parts."""
    ids = tuple(sorted({claim.id for claim in claims}))
    return Disagreement(key("disagreement", kind, sentence, *ids), kind, sentence, ids)


#: Accounts of one happening may differ by so much; beyond it there were two.
ONE_HAPPENING = 3


def named_body(party: Party) -> bool:
    """Is the party a body with a name of its own, and no class such as "Syrian rebels"?"""
    return party.id is not None and (":" not in party.id or party.id.startswith("new:"))


def holder_name(parties: Iterable[Party]) -> tuple[str | None, str | None]:
    """(id, name) to show for one side: the one body named in full where there is one, else the commonest name.

    "Syrian rebels" and "HTS" of one side -> HTS; "Syrian rebels", "HTS" and "SNA" -> Syrian rebels.
    """
    named = sorted(parties, key=lambda party: (party.id or "", party.name))
    if not named:
        return None, None
    exact = {party.id: party.name for party in named if named_body(party)}
    general = [party for party in named if party.id not in exact]
    if len(exact) == 1:
        return next(iter(exact.items()))
    pool = general or named
    counts = Counter((party.id, party.name) for party in pool)
    return min(counts, key=lambda pair: (-counts[pair], pair[1], pair[0] or ""))
