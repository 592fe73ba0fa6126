"""Who holds a place at the end of its own story: a chronicle about one place, told in the order of time.

`control` weighs who says what on which day. A chronicler has done that already: he tells in one voice, one thing after the
other, and calls the place "the town" or "it" once he has named it. Here the claims of such a text are read in the order of
their words, and the last that says who holds, takes or leaves the place decides:

- who takes or holds the place (or is told to, hedged: "was reportedly in control") has it;
- who loses it, hands it over or surrenders it passes it on to whomever the words name, else leaves it to nobody;
- who enters a place that nobody is left in has it; fighting changes nothing; parts of the place and its surroundings neither.

Nothing is assumed: a story that tells of no holder has none, and one that stops before the end gives what it last told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dateline.knowledge.folding import fold
from dateline.knowledge.transliteration import Transliteration, load_transliteration
from dateline.model.claim import Claim, Party
from dateline.reconcile.background import Background

#: Nouns with which a chronicler means the place that he writes about, and words that lead them.
_NOUNS = frozenset(
    ("town", "city", "village", "area", "suburb", "neighbourhood", "neighborhood", "district", "quarter", "camp",
     "settlement", "stronghold", "place", "territory", "crossing", "base", "airport")
)  # fmt: skip
#: "the border crossing": longer phrases say more of it and may be of another place.
_LONG = 3
_LEADS = frozenset({"the", "this", "that", "their", "it"})
_OF = frozenset({"of", "and", *_LEADS, *_NOUNS})
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class LastHolder:
    """The holder at the end of a story: the party, its side (or id, or name), and the claim that says so."""

    party: Party
    side: str
    claim: str


def last_holder(
    claims: Iterable[Claim], *, place: str, names: Sequence[str] = (), background: Background | None = None
) -> LastHolder | None:
    """Who holds `place` (or one of its other `names`) last, by the claims of one chronicle about it; None where nobody does.

    Spellings are compared as transliterations of one name. `background` may bring sides that the claims do not carry.
    """
    every = sorted(claims, key=_position)
    background = (background or Background()).learn(every)
    spelling = load_transliteration()
    wanted = {spelling.skeleton(fold(name)) for name in (place, *names) if fold(name)}
    last: LastHolder | None = None
    for claim in every:
        if _about(claim, wanted, spelling):
            last = _after(last, claim, background)
    return last


def _position(claim: Claim) -> tuple[bool, int, str]:
    marks = [piece for piece in claim.evidence.get("kind", ()) if piece.part == "text"]
    return not marks, min((piece.start for piece in marks), default=0), claim.id


def _about(claim: Claim, wanted: set[str], spelling: Transliteration) -> bool:
    """Does the claim speak of the place as a whole: by its name, or by a noun that can only be its story's place?"""
    if claim.place is None:
        return False
    quotes = [piece.quote for piece in claim.evidence.get("place", ())]
    if any(_bare(quote) for quote in quotes):
        return True
    named = [claim.place.place.name, *claim.place.place.names] if claim.place.precision != "site" else []
    for name in (*quotes, *named):
        words = [word for word in fold(name).split() if word not in _OF]
        if words and spelling.skeleton(" ".join(words)) in wanted:
            return claim.place.precision not in ("admin1", "country", "region")
    return False


def _bare(quote: str) -> bool:
    """ "the town", "this predominantly Catholic town", "it": a noun for the place without a name in it."""
    words = _WORD.findall(quote)
    if not words or words[0].lower() not in _LEADS:
        return False
    if quote.lower() == "it":
        return True
    if words[0].lower() == "this":
        return not _NOUNS.isdisjoint(words)  # "this Christian town"
    return all(word.islower() for word in words[1:]) and words[-1] in _NOUNS and len(words) <= _LONG


def _after(last: LastHolder | None, claim: Claim, background: Background) -> LastHolder | None:
    """The holder once the claim is told."""
    rules = background.rules
    role = rules.control.get(claim.kind)
    if (
        role is None
        or claim.modality not in ("actual", "possible")
        or (claim.modality == "possible" and role != "hold")
    ):
        return last
    gives = (role == "give") != (claim.polarity == "negative" and role in ("give", "hold"))
    if claim.polarity == "negative" and role not in ("give", "hold"):
        return last
    if gives:
        leaver, taker = background.side(claim.agent), _holder(claim.target, claim, background)
        if taker is not None and claim.kind in ("lose", "surrender") and taker.side != leaver:
            return taker
        return None if last is not None and (leaver is None or leaver == last.side) else last
    if role == "fight" or (role == "enter" and last is not None):
        return last
    return _holder(claim.agent, claim, background) or last


def _holder(party: Party | None, claim: Claim, background: Background) -> LastHolder | None:
    side = background.side(party)
    if party is None or side is None or party.kind not in background.rules.parties:
        return None
    return LastHolder(party, side, claim.id)
