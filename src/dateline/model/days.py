"""Days and their ISO form, with None on both sides for an open end."""

from __future__ import annotations

from datetime import date


def iso(day: date | None) -> str | None:
    """`date(2024, 12, 5)` -> `"2024-12-05"`; None stays None."""
    return None if day is None else day.isoformat()


def day(text: str | None) -> date | None:
    """`"2024-12-05"` -> `date(2024, 12, 5)`; None stays None. ValueError on anything else."""
    return None if text is None else date.fromisoformat(text)
