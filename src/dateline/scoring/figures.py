"""What a run over a corpus gives: figures, and the mistakes that they count, grouped by their likely cause.

A figure is a match (right of found and of wanted: precision, recall, F1), a share (right of wanted) or a mean.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

Cause = Literal[
    "missed", "wrong span", "wrong value", "wrong candidate chosen", "not in the gazetteer", "found where none is marked",
    "annotation disputable",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Figure:
    """One row of a score. `value` is F1, the share or the mean; `right`, `found` and `wanted` are what it was counted from.

    `found` is None for shares and means: nothing was found there, it was asked for.
    """

    name: str
    value: float
    right: int
    wanted: int
    found: int | None = None

    @property
    def precision(self) -> float | None:
        """Right of found; None where nothing is found but asked for."""
        return None if self.found is None else _ratio(self.right, self.found)

    @property
    def recall(self) -> float | None:
        """Right of wanted."""
        return None if self.found is None else _ratio(self.right, self.wanted)

    def record(self) -> dict[str, Any]:
        """The figure as a JSON object."""
        return {
            "field": self.name, "value": round(self.value, 4), "right": self.right, "wanted": self.wanted,
            "found": self.found, "precision": _rounded(self.precision), "recall": _rounded(self.recall),
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mistake:
    """One error: where (record), its likely cause, what was wanted, what came, and the sentence around it."""

    record: str
    field: str
    cause: Cause
    wanted: str
    got: str
    sentence: str

    def lines(self) -> str:
        """The mistake for a reader."""
        return f"{self.record}  {self.field}: wanted {self.wanted}; got {self.got}\n    in: {self.sentence}"


@dataclass(frozen=True, slots=True)
class Score:
    """Everything that one run gives. `digest`: SHA-256 of the corpus's bytes, file after file in the order of their names."""

    corpus: str
    path: str
    digest: str
    version: str
    records: int
    figures: tuple[Figure, ...]
    mistakes: tuple[Mistake, ...]
    table: tuple[str, ...] = ()

    def figure(self, name: str) -> Figure:
        """The figure of that name; KeyError when there is none."""
        for figure in self.figures:
            if figure.name == name:
                return figure
        raise KeyError(name)

    def causes(self) -> list[tuple[Cause, list[Mistake]]]:
        """The mistakes by cause, the commonest cause first."""
        groups: dict[Cause, list[Mistake]] = {}
        for mistake in self.mistakes:
            groups.setdefault(mistake.cause, []).append(mistake)
        return sorted(groups.items(), key=lambda group: (-len(group[1]), group[0]))

    def record(self) -> dict[str, Any]:
        """The score as a JSON object, mistakes apart."""
        return {
            "corpus": self.corpus, "path": self.path, "digest": self.digest, "version": self.version,
            "records": self.records, "figures": [figure.record() for figure in self.figures],
            "mistakes": {cause: len(group) for cause, group in self.causes()},
        }  # fmt: skip


def matched(name: str, *, right: int, found: int, wanted: int) -> Figure:
    """A figure for what has to be found: its value is F1."""
    return Figure(name, _ratio(2 * right, found + wanted), right, wanted, found)


def overlapped(name: str, *, hit: int, found: int, met: int, wanted: int) -> Figure:
    """F1 where several may answer one: `hit` of the found touch something wanted, `met` of the wanted are touched."""
    precision, recall = _ratio(hit, found), _ratio(met, wanted)
    return Figure(name, _ratio(2 * precision * recall, precision + recall), met, wanted, found)


def share(name: str, *, right: int, wanted: int) -> Figure:
    """A figure for what is asked of each record: its value is the share that is right."""
    return Figure(name, _ratio(right, wanted), right, wanted)


def mean(name: str, values: Sequence[float]) -> Figure:
    """A mean over the records."""
    return Figure(name, sum(values) / len(values) if values else 0.0, len(values), len(values))


def touching(spans: Iterable[tuple[int, int]], start: int, end: int) -> list[tuple[int, int]]:
    """The half-open spans that share a character with `[start, end)`."""
    return [(a, b) for a, b in spans if a < end and start < b]


def _ratio(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
