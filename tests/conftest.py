"""Fixtures for all rooms: what is costly to open is opened once."""

from __future__ import annotations

import pytest

from dateline.knowledge.countries import Countries, load_countries
from dateline.knowledge.library import Knowledge, open_knowledge
from dateline.knowledge.places import Gazetteer, open_gazetteer
from dateline.settings import from_environment
from reader import Reader


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    """The real gazetteer, built at its first use."""
    return open_gazetteer(from_environment())


@pytest.fixture(scope="session")
def countries() -> Countries:
    """The real table of countries."""
    return load_countries()


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    """All expert knowledge, opened once."""
    return open_knowledge(from_environment())


@pytest.fixture(scope="session")
def reader(knowledge: Knowledge) -> Reader:
    """Dispatches in, claims out: the whole way through the house but for the ledger."""
    return Reader(knowledge)
