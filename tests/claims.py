"""Finding claims in tests: `one(claims, kind="seize", agent="rebels", place="Morek")` by words that a reader would use."""

from __future__ import annotations

import re
from collections.abc import Iterable

from dateline.model.claim import Claim, Party


def _says(pattern: str | None, *texts: str | None) -> bool:
    if pattern is None:
        return True
    if pattern == "":
        return not any(texts)
    return any(text and re.search(pattern, text, re.IGNORECASE) for text in texts)


def _party(party: Party | None) -> tuple[str | None, ...]:
    return (party.id, party.name, party.words, party.side) if party else (None,)


def matches(
    claim: Claim,
    *,
    kind: str,
    agent: str | None = None,
    target: str | None = None,
    place: str | None = None,
    source: str | None = None,
    cue: str | None = None,
    modality: str = "actual",
    polarity: str = "positive",
    content: str | None = None,
    stance: str | None = None,
    when: tuple[str | None, str | None] | None = None,
    count: tuple[int | None, int | None, int | None] | None = None,
) -> bool:
    """Does the claim say this? Patterns are searched in ids, names and words; "" asks for an empty field."""
    first = claim.source.chain[0]
    figures = (claim.quantity.low, claim.quantity.best, claim.quantity.high) if claim.quantity else None
    days = (
        tuple(day.isoformat() if day else None for day in (claim.when.first, claim.when.last)) if claim.when else None
    )
    return (
        re.fullmatch(kind, claim.kind) is not None
        and re.fullmatch(modality, claim.modality) is not None
        and claim.polarity == polarity
        and _says(agent, *_party(claim.agent))
        and _says(target, *_party(claim.target))
        and _says(place, claim.place.place.name if claim.place else None, claim.place.place.id if claim.place else None)
        and _says(source, first.id, first.name)
        and _says(cue, first.cue)
        and _says(content, claim.content)
        and (stance is None or claim.source.stance == stance)
        and (when is None or days == when)
        and (count is None or figures == count)
    )


def all_of(claims: Iterable[Claim], **wanted: object) -> list[Claim]:
    """The claims that say this."""
    return [claim for claim in claims if matches(claim, **wanted)]  # type: ignore[arg-type]


def one(claims: Iterable[Claim], **wanted: object) -> Claim:
    """The first claim that says this; fails naming what was there of the kind instead."""
    claims = list(claims)
    found = all_of(claims, **wanted)
    near = [told(claim) for claim in claims if re.fullmatch(str(wanted["kind"]), claim.kind)]
    assert found, f"no claim says {wanted}; of the kind there are:\n" + "\n".join(near)
    return found[0]


def told(claim: Claim) -> str:
    """A claim in one line, for messages."""
    agent, target = (p.name if p else "-" for p in (claim.agent, claim.target))
    place = claim.place.place.name if claim.place else "-"
    days = f"{claim.when.first}..{claim.when.last}" if claim.when else "-"
    first = claim.source.chain[0]
    return f"{claim.kind} {claim.modality} {agent} -> {target} @ {place} {days} by {first.name} ({first.cue}) {claim.content or ''}"
