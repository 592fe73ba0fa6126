"""Counts and stretches of days as people say them."""

from __future__ import annotations

from datetime import date

from dateline.model.quantity import Number


def number(value: Number) -> str:
    """1234567 -> "1,234,567"."""
    return f"{value:,}"


def figure(low: Number | None, best: Number | None, high: Number | None) -> str:
    """A count with its ends: "23", "20 to 40", "at least 23", "up to 40", "around 40", "not known"."""
    if low is not None and low == high:
        return number(low)
    if low is not None and high is not None:
        middle = f" (best {number(best)})" if best is not None and low < best < high else ""
        return f"{number(low)} to {number(high)}{middle}"
    if low is not None:
        return f"at least {number(low)}"
    if high is not None:
        return f"up to {number(high)}"
    return f"around {number(best)}" if best is not None else "not known"


def days(first: date | None, last: date | None) -> str:
    """A stretch of days: "2024-12-05", "2024-11-25 to 2024-12-01", "by 2024-12-05", "since 2011-03-01", "" for none."""
    if first is not None and first == last:
        return str(first)
    if first is not None and last is not None:
        return f"{first} to {last}"
    if last is not None:
        return f"by {last}"
    return f"since {first}" if first is not None else ""
