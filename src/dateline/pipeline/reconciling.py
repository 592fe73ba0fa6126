"""What the claims of a ledger add up to: the pure functions of `reconcile` over everything that it holds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Protocol

from dateline.model.claim import Claim
from dateline.model.text import Dispatch

if TYPE_CHECKING:
    from dateline.ledger.rows import Outcomes
    from dateline.ledger.store import Ledger


def reconcile(opened: Ledger) -> None:
    """Works out events, tolls, control and disagreements anew, from all claims."""
    revision = opened.revision
    opened.replace_outcomes(outcomes(opened), revision=revision)


class Claimed(Protocol):
    """Dispatches and the claims taken from them, in an order that is always the same."""

    def dispatches(self) -> Iterator[Dispatch]: ...
    def claims(self) -> Iterator[Claim]: ...


def outcomes(opened: Claimed) -> Outcomes:
    """What follows from the claims of a ledger."""
    from dateline.ledger.rows import Outcomes
    from dateline.reconcile.background import Background
    from dateline.reconcile.control import control
    from dateline.reconcile.copies import copies
    from dateline.reconcile.disagreements import disagreements
    from dateline.reconcile.events import events
    from dateline.reconcile.tolls import tolls

    days: dict[str, date] = {}
    outlets: dict[str, str] = {}

    def seen() -> Iterator[Dispatch]:
        for dispatch in opened.dispatches():
            if dispatch.day is not None:
                days[dispatch.id] = dispatch.day
            if dispatch.outlet:
                outlets[dispatch.id] = dispatch.outlet
            yield dispatch

    copied = copies(seen())
    claims = list(opened.claims())
    background = Background(days=days, copies=copied, outlets=outlets).learn(claims)
    happened = events(claims, background=background)
    counted = tolls(claims, background=background)
    return Outcomes(
        events=happened,
        tolls=counted,
        control=control(claims, background=background),
        disagreements=disagreements(claims, events=happened, background=background),
    )
