"""Invented claims in any number: the same seed gives the same claims, whoever asks and in whatever order."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator
from datetime import date, timedelta

from dateline.ledger import Entry
from dateline.model.claim import Claim, ClaimPlace, Link, Party, Source
from dateline.model.outcome import Issue
from dateline.model.quantity import Quantity
from dateline.model.record import with_ids
from dateline.model.text import Dispatch, Span, evidence
from dateline.model.when import When
from dateline.model.world import Actor, Place

KINDS = ("seize", "lose", "clash", "airstrike", "kill", "displace", "say", "withdraw")
_OUTLETS = ("The Plainfield Courier", "Nordhaven Post", "Agence Quillon", "Radio Ambermill")
_PARTIES = [
    Party("army:QX", "Qarnian army", "the army", "state_forces", "government"),
    Party("gov:QX", "Qarnian government", "the government", "government", "government"),
    Party("front:QX", "Highland Front", "rebels", "rebel_group", "opposition"),
    Party(None, "residents", "residents", "civilians"),
]
_FIRST = date(2021, 1, 1)


def place(number: int) -> Place:
    """One of the places of an invented country, with another spelling."""
    return Place(
        f"gn:{number}", f"Têl Azmar {number}", "town", "QX", f"Province {number % 12}", 10 + number / 1000, 20.0,
        1000, (f"Tell Azmar {number}",),
    )  # fmt: skip


def entry(number: int, *, claims: int = 10, places: int = 2000) -> Entry:
    """The dispatch of that number with so many claims."""
    chance = random.Random(number)
    lines = [f"Dispatch {number} from the war in the highlands."]
    drafts = []
    for at in range(claims):
        where, agent, target = chance.randrange(places), chance.choice(_PARTIES), chance.choice(_PARTIES)
        killed = chance.randrange(1, 400)
        lines.append(f"{at}: {agent.words} fought {target.words} at Têl Azmar {where}, killing {killed} people there.")
        drafts.append((where, agent, target, killed, chance.choice(KINDS), chance.randrange(1500)))
    text = "\n".join(lines)
    original = text.encode()
    digest = hashlib.sha256(original).hexdigest()
    outlet = chance.choice(_OUTLETS)
    published = (_FIRST + timedelta(days=chance.randrange(1500))).isoformat()
    dispatch = Dispatch(
        digest[:16], f"{number}.txt", text, digest, outlet, lines[0], Span(0, len(lines[0])), published=published,
        url=f"https://news.example/{number}", language="en", origin=f"folder/{number}.txt", reader="synthetic/1",
    )  # fmt: skip
    made = with_ids(_claim(dispatch, lines, at, outlet, *draft) for at, draft in enumerate(drafts))
    issues = (Issue(f"i{number}", dispatch.origin, "line 1", "no zone", "Give one."),) if number % 7 == 0 else ()
    actors = (Actor(f"new:band-{number % 50}", f"Band {number % 50}", "unknown", names=(f"B{number}",)),)
    return Entry(dispatch, original, made, issues, actors)


def _claim(
    dispatch: Dispatch, lines: list[str], at: int, outlet: str, where: int, agent: Party, target: Party, killed: int,
    kind: str, day: int,
) -> Claim:  # fmt: skip
    start = sum(len(line) + 1 for line in lines[: at + 1])
    whole = evidence(dispatch, start, start + len(lines[at + 1]))
    first = _FIRST + timedelta(days=day)
    named = dispatch.text.index("Têl", start)
    return Claim(
        id="", dispatch=dispatch.id, kind=kind, modality="actual", polarity="positive",
        source=Source((Link("monitor:QX", "Highland Monitor", "said", "statement"), Link(None, outlet)), False, "neutral"),
        agent=agent, target=target, place=ClaimPlace(place(where), "town"),
        when=When(first, first, "day", first.isoformat(), "dateline"),
        quantity=Quantity(killed, killed, None, "people killed", "people", "at least") if kind == "kill" else None,
        content=whole.quote if kind == "say" else None,
        evidence={
            "kind": (whole,), "agent": (evidence(dispatch, start + 3, start + 9),),
            "place": (evidence(dispatch, named, named + 9, rule="gazetteer"),), "when": (whole,),
        },
        missing={} if kind == "say" else {"content": "no words are quoted"}, confidence=0.7, extractor="synthetic/1",
    )  # fmt: skip


def entries(count: int, *, claims: int = 10, places: int = 2000) -> Iterator[Entry]:
    """So many dispatches."""
    return (entry(number, claims=claims, places=places) for number in range(count))
