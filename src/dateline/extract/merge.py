"""Many claims from one sentence, none twice: the headline, the first paragraph and the repetition give one claim.

Claims are one when kind, parties, place, modality, polarity and first speaker agree and neither figures nor times
contradict. The one that tells most keeps its fields; the evidence of all is kept.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from dateline.model.claim import FIELDS, Claim
from dateline.model.text import Evidence
from dateline.model.when import When

#: Marks of evidence kept for a field; further repetitions of the same claim add nothing.
_ENOUGH = 12
#: Bodies that fight for a side: two of one side who do one thing are one agent under two names.
_SIDED = frozenset({"rebel_group", "state_forces", "political_militia", "identity_militia", "perspective"})
_TIES = frozenset({"leads", "part_of", "backs", "allied_with", "opposes", "speaks_for", "based_in", "related_to"})


def merge(claims: Iterable[Claim]) -> list[Claim]:
    """Claims without repetitions, in the order of their first words."""
    groups: dict[tuple[object, ...], list[Claim]] = {}
    for claim in claims:
        group = groups.setdefault(_key(claim), [])
        for at, other in enumerate(group):
            if _compatible(claim, other):
                group[at] = _joined(other, claim)
                break
        else:
            group.append(claim)
    return sorted((claim for group in groups.values() for claim in group), key=_position)


def _key(claim: Claim) -> tuple[object, ...]:
    first = claim.source.chain[0]
    content = " ".join((claim.content or "").lower().split())[:200]
    return claim.kind, claim.modality, claim.polarity, first.id or first.name, content


def _party(claim: Claim, name: str) -> str | None:
    party = claim.agent if name == "agent" else claim.target
    if party is None:
        return None
    sided = party.kind in _SIDED and claim.kind not in _TIES and claim.content is None
    return (party.side if sided else None) or party.id or party.words.lower()


def _compatible(one: Claim, other: Claim) -> bool:
    for name in ("agent", "target"):
        mine, theirs = _party(one, name), _party(other, name)
        if mine != theirs and None not in (mine, theirs):
            return False
    if one.place is not None and other.place is not None and one.place.place.id != other.place.place.id:
        return False
    if (one.place is None) != (other.place is None):
        return False
    if one.when is not None and other.when is not None and not one.when.meets(other.when):
        return False
    if one.quantity is not None and other.quantity is not None:
        mine_q, theirs_q = one.quantity, other.quantity
        return (mine_q.low, mine_q.best, mine_q.high) == (theirs_q.low, theirs_q.best, theirs_q.high)
    return (one.quantity is None and other.quantity is None) or _told_together(one, other)


def _told_together(one: Claim, other: Claim) -> bool:
    """A claim with a figure and one without are one only where both name the same agent and target."""
    return _party(one, "agent") == _party(other, "agent") and _party(one, "target") == _party(other, "target")


def _weight(claim: Claim) -> tuple[int, int]:
    exact = claim.when is not None and claim.when.first is not None
    return sum(getattr(claim, name) is not None for name in FIELDS) + exact, -_position(claim)[1]


def _joined(first: Claim, second: Claim) -> Claim:
    """The fuller claim, completed by the other, with the evidence of both."""
    best, rest = (first, second) if _weight(first) >= _weight(second) else (second, first)
    values = {
        name: getattr(rest, name) for name in FIELDS if getattr(best, name) is None and getattr(rest, name) is not None
    }
    if best.when is not None and rest.when is not None and _days(rest.when) < _days(best.when):
        values["when"] = rest.when
    proof: dict[str, tuple[Evidence, ...]] = dict(best.evidence)
    if "when" in values:
        proof.pop("when", None)
    for name, marks in rest.evidence.items():
        if name in FIELDS and name not in values and getattr(best, name) != getattr(rest, name) and name != "quantity":
            continue
        if len(proof.get(name, ())) >= _ENOUGH:
            continue
        both = {*proof.get(name, ()), *marks}
        proof[name] = tuple(sorted(both, key=lambda item: (item.part, item.start, item.end, item.rule)))
    missing = {name: reason for name, reason in best.missing.items() if name not in values}
    return replace(
        best,
        **values,
        evidence=dict(sorted(proof.items())),
        missing=missing,
        confidence=max(best.confidence, rest.confidence),
    )


def _days(when: When) -> int:
    """Length of an interval in days; an open one is longer than any other."""
    if when.first is None or when.last is None:
        return 1_000_000
    return (when.last - when.first).days


def _position(claim: Claim) -> tuple[int, int, str]:
    marks = claim.evidence.get("kind", ())
    if not marks:
        return 1, 0, claim.kind
    first = min(marks, key=lambda item: (item.part != "title", item.start))
    return int(first.part != "title"), first.start, claim.kind
