"""Where sources cannot both be right: each a sentence that a reader understands, tied to its claims.

What is looked at, and when two claims are taken to speak of the same thing:

- **figure**: counts of one incident (one day, one place no larger than a district, different dispatches) or of one running
  total, whose ranges do not meet; a part that exceeds a total that it lies in; a total that falls;
- **status**: one incident's victims called civilians by one source and fighters by another;
- **control**: two holders of one place on one day; held by a side that had left it;
- **time**: one side's taking of a place put on different days; **place**: one deed with the same figure put in two places;
- **attribution**: one deed put down to different sides; who is accused denies it;
- **occurrence**: what one source asserts another denies.

Nothing is decided here. Whoever speaks first counts as the source, so that nobody disagrees with a copy of himself.
"""

from __future__ import annotations

from collections.abc import Iterable

from dateline.model.claim import Claim
from dateline.model.outcome import Disagreement, Event
from dateline.reconcile.background import Background
from dateline.reconcile.differing import differing_figures, differing_places, differing_victims
from dateline.reconcile.disputed import differing_days, differing_doers, differing_holders, refused_blame, refuted

_NOWHERE = Background()


def disagreements(
    claims: Iterable[Claim], *, events: Iterable[Event], background: Background = _NOWHERE
) -> tuple[Disagreement, ...]:
    """All disagreements, sorted by kind and sentence; the order of the claims does not matter."""
    every = sorted(claims, key=lambda claim: claim.id)
    background = background.learn(every)
    found = [
        *differing_figures(every, background),
        *differing_victims(every, background),
        *differing_places(every, background),
        *differing_holders(every, background),
        *differing_days(every, background),
        *differing_doers(every, events, background),
        *refused_blame(every, background),
        *refuted(every, background),
    ]
    unique = {one.id: one for one in found}
    return tuple(sorted(unique.values(), key=lambda one: (one.kind, one.sentence, one.id)))
