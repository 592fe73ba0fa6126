"""News or history: does a dispatch tell of its own days, or of years long past?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dateline.annotate.expressions import Expression

_YEARS_AWAY = 2


def is_narrative(expressions: Sequence[Expression], day: date | None) -> bool:
    """Do most of the years that a text names lie far from the dispatch's own?"""
    if day is None:
        return True
    years = sorted(expression.year for expression in expressions if expression.year is not None)
    today = sum(_counts_from_today(expression) for expression in expressions)
    if len(years) < 3 or today * 4 > len(years):
        return False
    return abs(years[len(years) // 2] - day.year) >= _YEARS_AWAY


def _counts_from_today(said: Expression) -> bool:
    """A weekday, yesterday, last month: words of somebody who writes close to the events."""
    if said.shape == "date":
        return said.weekday is not None and said.month is None
    return said.source == "dispatch" and (said.by != 0 or said.part is not None) and not said.value.endswith("REF")
