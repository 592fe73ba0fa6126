"""Dateline reads dated news dispatches about armed conflict and keeps a ledger of what they claim, and who says so.

The commands of the command line are functions here, under the same names (`export` is `dateline.ask.export`: the room of
that name comes first). Names are imported when they are first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dateline.ask import said, show, toll, who_holds, why
    from dateline.checkup import doctor
    from dateline.errors import DatelineError
    from dateline.knowledge.library import open_knowledge
    from dateline.ledger.store import open_ledger
    from dateline.model.claim import Claim
    from dateline.model.text import Dispatch
    from dateline.pipeline import add, marks
    from dateline.scoring.score import score
    from dateline.settings import Settings

__version__ = "0.1.0"

_HOMES = {
    "Claim": "dateline.model.claim",
    "DatelineError": "dateline.errors",
    "Dispatch": "dateline.model.text",
    "Settings": "dateline.settings",
    "add": "dateline.pipeline",
    "doctor": "dateline.checkup",
    "marks": "dateline.pipeline",
    "open_knowledge": "dateline.knowledge.library",
    "open_ledger": "dateline.ledger.store",
    "said": "dateline.ask",
    "score": "dateline.scoring.score",
    "show": "dateline.ask",
    "toll": "dateline.ask",
    "who_holds": "dateline.ask",
    "why": "dateline.ask",
}

__all__ = [
    "Claim",
    "DatelineError",
    "Dispatch",
    "Settings",
    "add",
    "doctor",
    "marks",
    "open_knowledge",
    "open_ledger",
    "said",
    "score",
    "show",
    "toll",
    "who_holds",
    "why",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'dateline' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
