"""What reconciling must know beside the claims: days of the dispatches, copies, rules, and who is whom.

Gives the small answers that every other module here asks for: who says a claim first, what that speaker's word is
worth for it, on which day it was said at the latest, which side a party stands on. Decides no outcome.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from dateline.knowledge.outcomes import OutcomeRules, outcome_rules
from dateline.model.claim import Claim, Party

Worth = Literal["admission", "third", "interest", "unknown"]


@dataclass(frozen=True, slots=True)
class Background:
    """`days`: dispatch -> the day that it speaks from. `copies`: dispatch -> the dispatch that it copies.

    `outlets`: dispatch -> name of its outlet. `sides`: actor id -> side, for parties that do not carry it themselves.
    """

    days: Mapping[str, date] = field(default_factory=dict)
    copies: Mapping[str, str] = field(default_factory=dict)
    outlets: Mapping[str, str] = field(default_factory=dict)
    sides: Mapping[str, str] = field(default_factory=dict)
    rules: OutcomeRules = field(default_factory=outcome_rules)

    def learn(self, claims: Iterable[Claim]) -> Background:
        """The same with the sides that the claims' own parties carry; the smallest key wins where two are carried."""
        learned = dict(self.sides)
        for claim in claims:
            for party in (claim.agent, claim.target):
                if party is not None and party.id and party.side and party.id not in self.sides:
                    known = learned.get(party.id)
                    learned[party.id] = party.side if known is None else min(known, party.side)
        return replace(self, sides=learned)

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
        """Who says it first, as a key: two outlets that cite one speaker are one source, and so are copies."""
        if claim.source.outlet_voice or not claim.source.chain:
            return "outlet " + fold(self.outlet(claim))
        first = claim.source.chain[0]
        return first.id or "words " + fold(first.name)

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


def says(names: Iterable[str], *, verb: str = "says") -> str:
    """Names with their verb: "A says", "A and B say"."""
    unique = sorted(set(names))
    return f"{listed(unique)} {verb if len(unique) == 1 else 'deny' if verb == 'denies' else verb.removesuffix('s')}"
