"""Hypothesis strategies for the nouns: whole claims, dispatches and outcomes of any content."""

from __future__ import annotations

from datetime import date
from typing import Any, get_args

from hypothesis import strategies as st

from dateline.model.claim import FIELDS, Claim, ClaimPlace, Link, Modality, Party, Polarity, Precision, Source, Stance
from dateline.model.outcome import Certainty, Control, Disagreement, Event, Figure, Issue, Status, Toll
from dateline.model.quantity import Quantity, QuantityPart
from dateline.model.text import Block, BlockKind, Dispatch, Evidence, Span
from dateline.model.when import Granularity, Mod, When
from dateline.model.world import Actor, ActorKind, Place, PlaceKind, Relation, RelationKind

words = st.text(max_size=12)
maybe_words = st.none() | words
days = st.dates(date(1, 1, 1), date(9999, 12, 31))
maybe_day = st.none() | days
number = st.none() | st.integers(0, 10**9) | st.floats(0, 1e9)


def one_of(literal: Any) -> st.SearchStrategy[Any]:
    return st.sampled_from(get_args(literal))


whens = st.builds(
    When, maybe_day, maybe_day, one_of(Granularity), words, words, st.none() | st.sampled_from(get_args(Mod))
)
spans = st.tuples(st.integers(0, 99), st.integers(0, 99)).map(lambda pair: Span(min(pair), max(pair)))
parties = st.builds(Party, maybe_words, words, words, one_of(ActorKind), maybe_words)
places = st.builds(
    Place, id=words, name=words, kind=one_of(PlaceKind), country=maybe_words, admin1=maybe_words,
    latitude=st.none() | st.floats(-90, 90), longitude=st.none() | st.floats(-180, 180), within=maybe_words,
    radius_km=st.none() | st.floats(0, 1000),
)  # fmt: skip
parts = st.builds(QuantityPart, number, number, number, words, st.booleans())
quantities = st.builds(
    Quantity, number, number, number, words, maybe_words, maybe_words, maybe_day, maybe_day, maybe_words,
    st.lists(parts, max_size=2).map(tuple),
)  # fmt: skip
links = st.builds(Link, maybe_words, words, maybe_words, maybe_words, st.none() | whens)
sources = st.builds(Source, st.lists(links, max_size=2).map(tuple), st.booleans(), one_of(Stance))
evidences = st.builds(
    Evidence, st.integers(0, 99), st.integers(0, 99), words, words, st.sampled_from(["text", "title"])
)
claims = st.builds(
    Claim, id=words, dispatch=words, kind=words, modality=one_of(Modality), polarity=one_of(Polarity), source=sources,
    agent=st.none() | parties, target=st.none() | parties,
    place=st.none() | st.builds(ClaimPlace, places, one_of(Precision)), when=st.none() | whens,
    quantity=st.none() | quantities, content=maybe_words,
    evidence=st.dictionaries(
        st.sampled_from([*FIELDS, "kind", "source", "modality"]), st.lists(evidences, max_size=2).map(tuple), max_size=3
    ),
    missing=st.dictionaries(st.sampled_from(FIELDS), words, max_size=2),
    confidence=st.floats(0, 1), extractor=words,
)  # fmt: skip
dispatches = st.builds(
    Dispatch, id=words, ref=words, text=words, sha256=words, outlet=maybe_words, title=maybe_words,
    title_span=st.none() | spans, byline=maybe_words, published=maybe_words, written=maybe_day, dateline=maybe_words,
    url=maybe_words, language=maybe_words, origin=words, reader=words,
    blocks=st.lists(st.builds(Block, one_of(BlockKind), st.integers(0, 9), st.integers(0, 9)), max_size=2).map(tuple),
    replaces=maybe_words,
)  # fmt: skip
relations = st.builds(Relation, one_of(RelationKind), words, maybe_day, maybe_day, st.booleans(), words)
actors = st.builds(
    Actor, words, words, one_of(ActorKind), maybe_words, st.lists(words, max_size=2).map(tuple), maybe_words,
    st.lists(relations, max_size=2).map(tuple), st.booleans(),
)  # fmt: skip
some_words = st.lists(words, max_size=3).map(tuple)
events = st.builds(
    Event, words, words, one_of(Status), words, some_words, some_words, some_words, maybe_words, maybe_words,
    maybe_day, maybe_day, some_words,
)  # fmt: skip
figures = st.builds(Figure, words, words, words, number, number, number, maybe_words, words, maybe_day)
tolls = st.builds(
    Toll, words, words, maybe_words, maybe_words, maybe_words, maybe_day, maybe_day, maybe_words, st.booleans(),
    st.lists(figures, max_size=2).map(tuple), number, number, number, words,
)  # fmt: skip
controls = st.builds(
    Control, words, words, words, maybe_words, maybe_words, one_of(Certainty), maybe_day, maybe_day, maybe_day,
    maybe_day, words, some_words,
)  # fmt: skip
disagreements = st.builds(
    Disagreement, words,
    st.sampled_from(["figure", "control", "time", "attribution", "occurrence", "status"]), words, some_words,
)  # fmt: skip
issues = st.builds(
    Issue, words, words, words, words, words, maybe_words, st.sampled_from(["refused", "partial", "note"])
)
