"""The atomic entry of the ledger: who did what to whom, where, when, how many, and who says so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from dateline.model.quantity import Quantity
from dateline.model.text import Evidence
from dateline.model.when import When
from dateline.model.world import Place

Modality = Literal["actual", "planned", "possible", "predicted", "conditional", "demanded", "feared", "denied"]
Polarity = Literal["positive", "negative"]
Stance = Literal["admission", "interest", "neutral", "unknown"]
Precision = Literal["site", "town", "near", "district", "admin1", "region", "country", "unknown"]

#: The fields of a claim that need evidence when filled and a reason when empty.
FIELDS = ("agent", "target", "place", "when", "quantity", "content")


@dataclass(frozen=True, slots=True)
class Party:
    """An actor in a role. `words` is how the text names it; `id` is None for words that name nobody known."""

    id: str | None
    name: str
    words: str
    kind: str = "unknown"
    side: str | None = None


@dataclass(frozen=True, slots=True)
class ClaimPlace:
    """Where: the place and how exactly it is known (docs/method.md has the crosswalk to ACLED and UCDP)."""

    place: Place
    precision: Precision


@dataclass(frozen=True, slots=True)
class Link:
    """One speaker in the chain: who, with which word, through what, and when."""

    id: str | None
    name: str
    cue: str | None = None
    medium: str | None = None
    said: When | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """Who says it: `chain[0]` says it first, the outlet is last.

    `stance`: "admission" (against the speaker's interest), "interest" (in it), "neutral", "unknown".
    """

    chain: tuple[Link, ...]
    outlet_voice: bool
    stance: Stance = "unknown"


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim. Every filled field has evidence; every empty field of `FIELDS` has a reason in `missing`.

    `evidence` also has the keys "kind", "source", "modality" and "polarity" (where it is not the default).
    `confidence` in [0, 1]. `extractor`: name and version.
    """

    id: str
    dispatch: str
    kind: str
    modality: Modality
    polarity: Polarity
    source: Source
    agent: Party | None = None
    target: Party | None = None
    place: ClaimPlace | None = None
    when: When | None = None
    quantity: Quantity | None = None
    content: str | None = None
    evidence: Mapping[str, tuple[Evidence, ...]] = field(default_factory=dict)
    missing: Mapping[str, str] = field(default_factory=dict)
    confidence: float = 0.5
    extractor: str = ""
