"""What did not go in, or not wholly, as rows: `issue(...)` makes one, `future_issue` judges a day against today."""

from __future__ import annotations

import hashlib
import json
from datetime import date, timedelta
from typing import Literal

from dateline.model.outcome import Issue
from dateline.model.text import Dispatch

Level = Literal["refused", "partial", "note"]


def issue(
    what: str, *, origin: str, place: str = "", way_out: str, level: Level = "refused", dispatch: str | None = None
) -> Issue:
    """An issue whose id follows from its content, so that reading twice gives the same row."""
    content = json.dumps([origin, place, what, dispatch], ensure_ascii=False, separators=(",", ":"))
    key = hashlib.sha256(content.encode("utf-8", "replace")).hexdigest()[:12]
    return Issue(key, origin, place, what, way_out, dispatch, level)


def future_issue(dispatch: Dispatch, *, today: date) -> Issue | None:
    """An issue when the dispatch is dated after tomorrow (a day's grace: it may come from an eastern zone)."""
    days = [day for day in (dispatch.published_day, dispatch.written) if day is not None]
    if not days or max(days) <= today + timedelta(days=1):
        return None
    return issue(
        f"the date {max(days).isoformat()} lies in the future",
        origin=dispatch.origin,
        way_out="Correct the date in the file, or the clock of this machine, and add it again.",
        level="partial",
        dispatch=dispatch.id,
    )
