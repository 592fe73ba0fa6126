"""When running totals begin: "since the offensive began" is resolved once the ledger knows on which day that was.

Claims of an offensive dated to one day say it; where those of one country within reach name several days, none is chosen
and the total keeps its words only. The words stay with the figure in any case.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from dateline.model.claim import Claim

#: A total refers back over at most so many days.
_REACH = timedelta(days=120)
_BEGUN = ("began", "begun", "started", "start", "launched", "launch", "beginning")


def beginnings(claims: Iterable[Claim]) -> Mapping[str, tuple[date, ...]]:
    """Country -> days on which an offensive is said to have happened, exactly dated, in order."""
    found: dict[str, set[date]] = {}
    for claim in claims:
        when, place = claim.when, claim.place
        if claim.kind != "offensive" or claim.modality != "actual" or claim.polarity != "positive":
            continue
        if when is not None and when.first is not None and when.first == when.last and place is not None:
            found.setdefault(place.place.country or "", set()).add(when.first)
    return {country: tuple(sorted(days)) for country, days in sorted(found.items())}


def begun(claim: Claim, said: date | None, known: Mapping[str, tuple[date, ...]]) -> date | None:
    """The day from which a running total counts whose start is given in words only; None where it stays open."""
    quantity, place = claim.quantity, claim.place
    if quantity is None or quantity.since is None or place is None or said is None:
        return None
    words = quantity.since.casefold().split()
    if "offensive" not in words or not any(word in _BEGUN for word in words):
        return None
    days = [day for day in known.get(place.place.country or "", ()) if said - _REACH <= day <= said]
    return days[0] if len(days) == 1 else None
