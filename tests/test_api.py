"""The names that a program may import from the package itself."""

from __future__ import annotations

import pytest

import dateline


def test_the_public_names_are_sorted_and_all_there() -> None:
    assert list(dateline.__all__) == sorted(dateline.__all__)
    assert [name for name in dateline.__all__ if getattr(dateline, name, None) is None] == []


def test_an_unknown_name_is_said_to_be_unknown() -> None:
    with pytest.raises(AttributeError, match="no attribute 'frobnicate'"):
        _ = dateline.frobnicate


def test_no_public_name_is_also_a_room() -> None:
    rooms = {"annotate", "cli", "export", "extract", "knowledge", "ledger", "model", "read", "reconcile"}
    assert rooms & set(dateline.__all__) == set()
