"""A draft becomes a claim: every role with its evidence, every empty field with its reason."""

from __future__ import annotations

from dataclasses import dataclass, field

from dateline.extract.localities import Somewhere
from dateline.extract.moments import Moment
from dateline.extract.quantities import Counted
from dateline.extract.scene import Party0, Scene
from dateline.model.claim import Claim, Modality, Party, Polarity, Source
from dateline.model.text import Evidence, evidence

#: Version of the built-in extractor: raise it when claims change.
EXTRACTOR = "dateline-rules/2"

#: Why a field is empty, unless the extractor knows better. The wording is part of the method (docs/method.md).
REASONS = {
    "agent": "nobody named as the one who acts",
    "target": "nobody named as the one acted upon",
    "place": "no place named in the clause, the sentence or the one before",
    "when": "no time named, and the dispatch has no date",
    "quantity": "no number in the words",
    "content": "no words reported",
}


@dataclass(slots=True)
class Builder:
    """Collects the fields of one claim, reading offsets in, evidence out."""

    scene: Scene
    kind: str
    modality: Modality
    polarity: Polarity
    source: Source
    found: dict[str, list[Evidence]] = field(default_factory=dict)
    reasons: dict[str, str] = field(default_factory=dict)
    confidence: float = 0.5

    def mark(self, name: str, start: int, end: int, rule: str = "words") -> None:
        """Adds evidence for a field; an empty range is refused by the gate later."""
        item = evidence(self.scene.annotated.dispatch, start, end, rule=rule)
        marks = self.found.setdefault(name, [])
        if item not in marks:
            marks.append(item)

    def party(self, name: str, party: Party0 | None) -> Party | None:
        """A role filler as the claim stores it."""
        if party is None or party.end <= party.start:
            return None
        self.mark(name, party.start, party.end, "words" if party.rule in ("name", "alias") else party.rule)
        words = self.scene.words(party.start, party.end)
        if party.actor is None:
            counted = party.type == "people" and self.scene.tree.tokens[party.head].pos == "NUM"
            return Party(None, "people" if counted else words, words, "unknown")
        actor = party.actor
        side = actor.side or self.scene.knowledge.actors.side_of(actor.id, self.scene.day)
        return Party(actor.id, actor.name, words, actor.kind, side)

    def claim(
        self,
        *,
        agent: Party0 | None = None,
        target: Party0 | None = None,
        place: Somewhere | None = None,
        moment: Moment | None = None,
        counted: Counted | None = None,
        content: str | None = None,
    ) -> Claim:
        """The claim with all fields accounted for; ids are given later, when all claims of a dispatch are known."""
        who, whom = self.party("agent", agent), self.party("target", target)
        if place is not None:
            self.mark("place", place.start, place.end, place.rule)
        if moment is not None:
            self.mark("when", moment.start, moment.end, moment.rule)
        for start, end, rule in counted.evidence if counted is not None else ():
            self.mark("quantity", start, end, rule)
        filled = {"agent": who, "target": whom, "place": place, "when": moment, "quantity": counted, "content": content}
        missing = {name: self.reasons.get(name, REASONS[name]) for name, value in filled.items() if value is None}
        return Claim(
            "", self.scene.annotated.dispatch.id, self.kind, self.modality, self.polarity, self.source,
            agent=who, target=whom, place=place.as_claim() if place else None, when=moment.when if moment else None,
            quantity=counted.quantity if counted else None, content=content,
            evidence={name: tuple(sorted(marks, key=lambda item: (item.part, item.start, item.end))) for name, marks in sorted(self.found.items())},
            missing=missing, confidence=round(self.confidence, 2), extractor=EXTRACTOR,
        )  # fmt: skip
