"""The gate: no field of a claim is filled without a span or a named rule, and none is empty without a reason.

Every extractor, a language model included, hands its claims to `check`; what fails never reaches the ledger.
"""

from __future__ import annotations

from collections.abc import Iterable

from dateline.model.claim import FIELDS, Claim
from dateline.model.text import Dispatch

#: Fields that every claim has, whose evidence must be there as well.
ALWAYS = ("kind", "source", "modality")


def defects(claim: Claim, dispatch: Dispatch) -> list[str]:
    """What is wrong with a claim's evidence, in words; empty when all is well."""
    found: list[str] = []
    for field in FIELDS:
        filled = getattr(claim, field) is not None
        if filled and not claim.evidence.get(field):
            found.append(f"{field} is filled without evidence")
        if not filled and not claim.missing.get(field):
            found.append(f"{field} is empty without a reason")
        if filled and field in claim.missing:
            found.append(f"{field} is filled and said to be missing")
    found.extend(f"{field} has no evidence" for field in ALWAYS if not claim.evidence.get(field))
    for field, marks in claim.evidence.items():
        for mark in marks:
            source = dispatch.text if mark.part == "text" else dispatch.title or ""
            if not 0 <= mark.start < mark.end <= len(source) or source[mark.start : mark.end] != mark.quote:
                found.append(f"{field}: [{mark.start}, {mark.end}) does not carry {mark.quote!r}")
            if not mark.rule:
                found.append(f"{field}: evidence without a rule")
    return found


def sound(claims: Iterable[Claim], dispatch: Dispatch) -> tuple[tuple[Claim, ...], tuple[str, ...]]:
    """The claims that pass the gate, and a sentence for each that does not."""
    passed: list[Claim] = []
    refused: list[str] = []
    for claim in claims:
        wrong = defects(claim, dispatch)
        if wrong:
            refused.append(f"claim {claim.id} ({claim.kind}): {'; '.join(wrong)}")
        else:
            passed.append(claim)
    return tuple(passed), tuple(refused)
