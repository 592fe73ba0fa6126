"""Events with the claims that describe them, as the exports in codebooks' shapes need them.

In: event records and a way to their claim records (`dateline.model.record`). Out: one `Happening` an event, with its
days, place, parties, deaths and notes. Only what somebody asserts as having happened counts; nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dateline.export.lines import Record, outcomes_in_order

#: The unit of quantities that count deaths (ontology, kinds `kill` and `execute`).
DEATHS = "people killed"


@dataclass(frozen=True, slots=True)
class Count:
    """Deaths of one class of victims, as reported: ends that the words leave open are None. `of` is the class as written.

    `victims`: the kind of actor of the victims ("civilians"), "unknown" where nobody is named.
    """

    low: float | None
    best: float | None
    high: float | None
    of: str
    victims: str
    side: str | None
    claim: Record


@dataclass(frozen=True, slots=True)
class Happening:
    """One event. `first`, `last`: days, both included, None where open. `place` is a claim's place record."""

    event: Record
    claims: tuple[Record, ...]
    kinds: tuple[str, ...]
    place: Record | None
    first: date | None
    last: date | None
    agent: Record | None
    target: Record | None
    counts: tuple[Count, ...]

    @property
    def days(self) -> int | None:
        """How many days it may have been on, both ends counted; None where an end is open."""
        return (self.last - self.first).days + 1 if self.first and self.last else None

    @property
    def middle(self) -> date | None:
        """The day in the middle (ACLED codebook: "mid-point used as event_date")."""
        if self.first is None or self.last is None:
            return None
        return self.first + timedelta(days=(self.last - self.first).days // 2)

    @property
    def sources(self) -> tuple[str, ...]:
        """The outlets, then who first said it where that is somebody else; sorted, each once."""
        outlets = {claim["dispatch"]["outlet"] for claim in self.claims if claim["dispatch"]["outlet"]}
        return tuple(sorted(outlets)) + tuple(sorted(set(self.speakers) - outlets))

    @property
    def speakers(self) -> tuple[str, ...]:
        """Who said it first: the roots of the chains."""
        chains = (claim["source"]["chain"] for claim in self.claims)
        return tuple(sorted({chain[0]["name"] for chain in chains if chain}))


def happenings(
    events: Iterable[Record], claim: Callable[[str], Record | None], *, rank: Mapping[str, int] | None = None
) -> Iterator[Happening]:
    """The events in the order of their days; `claim` gives a claim record by id, `rank` which kinds tell more (lower)."""
    for event in outcomes_in_order(events):
        found = [record for id in event["claims"] if (record := claim(id)) is not None]
        stated = sorted((record for record in found if _stated(record)), key=lambda record: str(record["id"]))
        if stated:
            yield _happening(event, stated, rank or {})


def _stated(record: Record) -> bool:
    return (record["modality"], record["polarity"]) == ("actual", "positive")


def _happening(event: Record, claims: Sequence[Record], rank: Mapping[str, int]) -> Happening:
    kinds = sorted(
        {claim["kind"] for claim in claims}, key=lambda kind: (kind != event["kind"], rank.get(kind, 99), kind)
    )
    return Happening(
        event=event,
        claims=tuple(claims),
        kinds=tuple(kinds),
        place=_place(event, claims),
        first=_day(event["from"]),
        last=_day(event["to"]),
        agent=_party(claims, "agent", kinds),
        target=_party(claims, "target", kinds),
        counts=tuple(count for record in claims for count in _counts(record)),
    )


def _day(words: str | None) -> date | None:
    return date.fromisoformat(words) if words else None


def _place(event: Record, claims: Sequence[Record]) -> Record | None:
    """The place record of the event's own place; its finest precision first."""
    fitting = [claim["place"] for claim in claims if claim["place"] and claim["place"]["id"] == event["place"]]
    order = ("site", "town", "near", "district", "admin1", "region", "country", "unknown")
    return min(fitting, key=lambda place: order.index(place["precision"]), default=None)


def _party(claims: Sequence[Record], role: str, kinds: Sequence[str]) -> Record | None:
    """Who most claims name in a role: claims of the most telling kind first, known actors before words."""
    votes: dict[tuple[bool, str], int] = {}
    known: dict[tuple[bool, str], Record] = {}
    for claim in claims:
        party = claim[role]
        if party is not None:
            key = (party["id"] is None, party["id"] or party["name"])
            votes[key] = votes.get(key, 0) + (2 if claim["kind"] == kinds[0] else 1)
            known.setdefault(key, party)
    best = min(votes, key=lambda key: (key[0], -votes[key], key[1]), default=None)
    return known[best] if best is not None else None


def _counts(record: Record) -> Iterator[Count]:
    """The deaths that a claim counts: of one incident, not totals over a period, and not rates."""
    quantity = record["quantity"]
    if not quantity or quantity["unit"] != DEATHS or (quantity.get("period") or {}).get("since"):
        return
    victims = record["target"] or {}
    yield Count(
        quantity["low"], quantity["best"], quantity["high"], quantity["of"] or "",
        victims.get("kind") or "unknown", victims.get("side"), record,
    )  # fmt: skip
