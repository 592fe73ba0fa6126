"""What a run of `add` did: counted while it goes on, told at its end."""

from __future__ import annotations

from dataclasses import dataclass, field

from dateline.model.outcome import Issue


@dataclass(frozen=True, slots=True)
class Report:
    """What `add` did. `known`: dispatches that were in the ledger already, from the same knowledge and extractor.

    `issues`: those of this run, whether new or not. `totals`: what the ledger holds now.
    """

    added: int = 0
    replaced: int = 0
    known: int = 0
    claims: int = 0
    issues: tuple[Issue, ...] = ()
    totals: dict[str, int] = field(default_factory=dict)

    @property
    def dispatches(self) -> int:
        """How many dispatches were read."""
        return self.added + self.replaced + self.known


@dataclass(slots=True)
class Tally:
    """What a run has done so far."""

    added: int = 0
    replaced: int = 0
    known: int = 0
    claims: int = 0
    issues: list[Issue] = field(default_factory=list)

    def report(self, totals: dict[str, int]) -> Report:
        """The report at the end of the run, its issues in order."""
        issues = tuple(sorted(self.issues, key=lambda one: (one.origin, one.place, one.what, one.id)))
        return Report(self.added, self.replaced, self.known, self.claims, issues, totals)
