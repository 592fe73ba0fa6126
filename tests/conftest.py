"""Fixtures for all rooms: what is costly to open is opened once."""

from __future__ import annotations

import pytest

from dateline.knowledge.countries import Countries, load_countries
from dateline.knowledge.places import Gazetteer, open_gazetteer
from dateline.settings import from_environment


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    """The real gazetteer, built at its first use."""
    return open_gazetteer(from_environment())


@pytest.fixture(scope="session")
def countries() -> Countries:
    """The real table of countries."""
    return load_countries()
