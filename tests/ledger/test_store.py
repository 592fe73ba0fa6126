"""The ledger: whole dispatches in, the same out, in an order of its own."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import make
import synthetic
from dateline.ledger import Entry, Ledger, Outcomes, Query, ReadingLedger, Run, open_ledger
from dateline.model.outcome import Control, Disagreement, Event, Figure, Issue, Toll
from dateline.model.record import claim_to_record, json_line
from dateline.model.world import Actor, Relation


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "some.ledger"


def export(ledger: ReadingLedger) -> str:
    """Everything that an export can hold, as one text."""
    lines = [json_line(record) for record in ledger.claim_records()]
    lines += [repr(dispatch) for dispatch in ledger.dispatches()]
    lines += [repr(issue) for issue in ledger.issues(resolved=True)]
    lines += [repr(actor) for actor in ledger.actors()]
    return "\n".join(lines)


def filled(path: Path, entries: list[Entry]) -> str:
    with open_ledger(path, mode="write") as ledger:
        ledger.add_many(entries)
        return export(ledger)


def put(ledger: Ledger, entry: Entry, **rest: Any) -> str:
    return ledger.add(entry.dispatch, entry.original, entry.claims, entry.issues, actors=entry.actors, **rest)


def test_what_goes_in_comes_out(path: Path) -> None:
    entry = synthetic.entry(7)
    with open_ledger(path, mode="write") as ledger:
        assert put(ledger, entry) == "added"
    with open_ledger(path, mode="read") as ledger_again:
        dispatch = entry.dispatch
        assert ledger_again.dispatch(dispatch.id) == dispatch
        assert ledger_again.original(dispatch.id) == entry.original
        records = list(ledger_again.claim_records())
        assert records == [claim_to_record(claim, dispatch) for claim in entry.claims]
        bare = [_without_names(claim) for claim in entry.claims]
        assert list(ledger_again.claims()) == bare
        assert ledger_again.claims_of(dispatch.id) == tuple(bare)
        assert ledger_again.claim(bare[3].id) == bare[3]
        assert ledger_again.claim_record(bare[3].id) == records[3]
        assert [issue.dispatch for issue in ledger_again.issues()] == [dispatch.id]
        assert ledger_again.totals()["claims"] == 10
        assert list(ledger_again.check()) == []


def _without_names(claim: Any) -> Any:
    place = replace(claim.place.place, names=(), population=0)
    return replace(claim, place=replace(claim.place, place=place))


def test_nothing_is_found_under_unknown_ids(path: Path) -> None:
    with open_ledger(path, mode="write") as ledger:
        assert ledger.dispatch("x") is None
        assert ledger.original("x") is None
        assert ledger.claim("x") is None
        assert ledger.event("x") is None
        assert ledger.places_named("Nowhere") == ()


def test_the_order_of_adding_does_not_matter(tmp_path: Path) -> None:
    entries = list(synthetic.entries(30))
    first = filled(tmp_path / "a", entries)
    random.Random(1).shuffle(entries)
    assert filled(tmp_path / "b", entries) == first


def test_adding_again_changes_nothing(path: Path) -> None:
    entries = list(synthetic.entries(10))
    with open_ledger(path, mode="write") as ledger:
        assert ledger.add_many(entries) == ("added",) * 10
        before, revision = export(ledger), ledger.revision
        assert ledger.add_many(entries) == ("already there",) * 10
        assert (export(ledger), ledger.revision) == (before, revision)


def test_another_extraction_replaces_the_claims_of_its_dispatch_alone(path: Path) -> None:
    one, other = synthetic.entry(0), synthetic.entry(1)
    better = replace(one, claims=tuple(replace(claim, extractor="synthetic/2") for claim in one.claims[:4]), issues=())
    with open_ledger(path, mode="write") as ledger:
        put(ledger, one, run=Run("1"))
        put(ledger, other, run=Run("1"))
        revision = ledger.revision
        assert put(ledger, better, run=Run("2")) == "replaced"
        assert [claim.extractor for claim in ledger.claims_of(one.dispatch.id)] == ["synthetic/2"] * 4
        assert len(ledger.claims_of(other.dispatch.id)) == 10
        assert ledger.revision > revision
        assert list(ledger.issues()) == []
        assert {claim.dispatch for claim in ledger.claims(Query(text="highlands OR dispatch"))} == set()
        assert ledger.count_claims(Query(actor=("Highland Monitor",))) == 14
        assert ledger.runs() == tuple(sorted((Run("1"), Run("2")), key=lambda run: run.id))
        assert list(ledger.check()) == []


def test_the_same_run_is_not_asked_twice_about_one_dispatch(path: Path) -> None:
    entry = synthetic.entry(0)
    copy = replace(entry, dispatch=replace(entry.dispatch, origin="elsewhere/copy.txt"))
    copy = replace(copy, issues=tuple(replace(issue, id="copy", origin="elsewhere/copy.txt") for issue in copy.issues))
    with open_ledger(path, mode="write") as ledger:
        put(ledger, entry, run=Run("1"))
        assert put(ledger, copy, run=Run("1")) == "already there"
        assert [issue.origin for issue in ledger.issues()] == [entry.dispatch.origin]
        assert put(ledger, entry, run=Run("2")) == "already there"  # other knowledge, the same claims
        assert ledger.known([entry.dispatch.id], run=Run("2"))


def test_known_tells_which_dispatches_need_no_reading(path: Path) -> None:
    entries = list(synthetic.entries(3))
    ids = [entry.dispatch.id for entry in entries]
    with open_ledger(path, mode="write") as ledger:
        put(ledger, entries[0], run=Run("1"))
        put(ledger, entries[1], run=Run("2"))
        assert ledger.known([*ids, *(str(i) for i in range(2000))]) == set(ids[:2])
        assert ledger.known(ids, run=Run("2")) == {ids[1]}
        assert ledger.known([]) == set()


def test_a_dispatch_that_fails_leaves_nothing_of_its_batch(path: Path) -> None:
    good, bad = synthetic.entry(0), replace(synthetic.entry(1), original=b"other bytes")
    with open_ledger(path, mode="write") as ledger:
        with pytest.raises(ValueError, match="other original bytes"):
            ledger.add_many([good, bad])
        assert ledger.totals()["dispatches"] == 0
        assert ledger.add_many([good]) == ("added",)
        assert ledger.count_claims(Query(where=("QX",))) == 10


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_one_dispatch_found_in_two_files_keeps_the_name_that_sorts_first(path: Path, order: tuple[int, int]) -> None:
    entry = synthetic.entry(0)
    found = [replace(entry.dispatch, ref=name, origin=f"in/{name}") for name in ("b.txt", "a.txt")]
    with open_ledger(path, mode="write") as ledger:
        put(ledger, replace(entry, dispatch=found[order[0]], issues=()))
        revision = ledger.revision
        ledger.sight(found[order[1]], entry.original)
        stored = ledger.dispatch(entry.dispatch.id)
        assert stored is not None
        assert (stored.ref, stored.origin) == ("a.txt", "in/a.txt")
        assert ledger.sightings(entry.dispatch.id) == (("a.txt", "in/a.txt"), ("b.txt", "in/b.txt"))
        assert put(ledger, replace(entry, dispatch=found[0], issues=())) == "already there"
        assert ledger.revision == revision


def test_a_newer_reader_may_read_the_same_dispatch_otherwise(path: Path) -> None:
    entry = synthetic.entry(0)
    mended = replace(entry.dispatch, text=entry.dispatch.text + "\nOmittedword.", reader="synthetic/2")
    with open_ledger(path, mode="write") as ledger:
        put(ledger, entry)
        assert put(ledger, replace(entry, dispatch=mended)) == "replaced"
        assert ledger.dispatch(mended.id) == mended
        assert [found.id for found in ledger.dispatches(Query(text="omittedword"))] == [mended.id]
        assert list(ledger.check()) == []


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_two_readings_by_one_reader_end_the_same_whichever_came_first(path: Path, order: tuple[int, int]) -> None:
    entry = synthetic.entry(0)
    both = [replace(entry, dispatch=replace(entry.dispatch, outlet=name)) for name in ("Nordhaven Post", "Courier")]
    with open_ledger(path, mode="write") as ledger:
        for index in order:
            put(ledger, both[index])
        stored = ledger.dispatch(entry.dispatch.id)
        assert stored is not None
        assert stored.outlet == "Courier"


def test_the_first_dispatch_of_a_time_unknown_comes_first(path: Path) -> None:
    texts = {"a": None, "b": "2024-12-06T10:00:00+00:00", "c": "2024-12-06"}
    with open_ledger(path, mode="write") as ledger:
        for text, published in texts.items():
            ledger.add(replace(make.dispatch(text), published=published), text.encode())
        assert [dispatch.text for dispatch in ledger.dispatches()] == ["a", "c", "b"]


# Issues


def refused(number: int, *, origin: str = "x.txt") -> Issue:
    return Issue(f"{origin}{number}", origin, f"line {number}", "no dispatch", "Mend it.")


def test_an_issue_is_kept_as_resolved_when_its_file_reads_well_later(path: Path) -> None:
    with open_ledger(path, mode="write") as ledger:
        ledger.settle("x.txt", [refused(1), refused(2)])
        ledger.settle("y.txt", [refused(1, origin="y.txt")])
        ledger.settle("x.txt", [refused(2)])
        assert [issue.id for issue in ledger.issues()] == ["x.txt2", "y.txt1"]
        assert [issue.id for issue in ledger.issues(resolved=True)] == ["x.txt1", "x.txt2", "y.txt1"]
        assert ledger.totals()["issues"] == 2


def test_adding_from_a_file_does_not_resolve_what_else_is_wrong_with_it(path: Path) -> None:
    entry = synthetic.entry(1)
    with open_ledger(path, mode="write") as ledger:
        ledger.settle(entry.dispatch.origin, [refused(1, origin=entry.dispatch.origin)])
        put(ledger, entry)
        assert len(list(ledger.issues())) == 1


# Actors


def test_a_new_actor_is_one_in_all_dispatches_that_name_it(tmp_path: Path) -> None:
    early = Actor("new:band", "Band", "unknown", names=("The Band",), relations=(Relation("backs", "gov:QX"),))
    late = Actor("new:band", "Red Band", "unknown", relations=(Relation("opposes", "front:QX"),))
    entries = [
        Entry(make.dispatch("b", published="2024-12-07"), b"b", actors=(late,)),
        Entry(make.dispatch("a", published="2024-12-06"), b"a", actors=(early, Actor("new:c", "C", "person"))),
    ]
    for name, order in (("1", entries), ("2", entries[::-1])):
        with open_ledger(tmp_path / name, mode="write") as ledger:
            ledger.add_many(order)
            band, other = ledger.actors()
            assert (band.name, band.names) == ("Band", ("The Band", "Red Band"))
            assert [tie.kind for tie in band.relations] == ["backs", "opposes"]
            assert other.id == "new:c"


# Outcomes

EVENT = Event("e1", "seize", "conceded", "the army says so", ("c1",), place="gn:1", first=date(2024, 12, 5))
TOLL = Toll(
    "t1", "people killed", None, "gn:1", "Morek", None, None, "the offensive began", True,
    (Figure("c2", "monitor", "neutral", 7, 7, 7, None, "seven", None),), 7, 7, 7, "one source",
)  # fmt: skip
HELD = Control("k1", "gn:1", "Morek", "front:QX", "Front", "held", date(2024, 12, 5), None, None, None, "", ("c1",))
DISAGREEMENT = Disagreement("d1", "figure", "Seven or nine.", ("c2", "c3"))


def test_outcomes_are_exchanged_as_a_whole(path: Path) -> None:
    with open_ledger(path, mode="write") as ledger:
        put(ledger, synthetic.entry(0))
        assert ledger.stale
        ledger.replace_outcomes(Outcomes((EVENT,), (TOLL,), (HELD,), (DISAGREEMENT,)))
        assert not ledger.stale
        assert (list(ledger.events()), list(ledger.tolls())) == ([EVENT], [TOLL])
        assert (list(ledger.control()), list(ledger.disagreements())) == ([HELD], [DISAGREEMENT])
        assert ledger.event("e1") == EVENT
        assert ledger.outcomes_of("c1") == (("control", "k1"), ("event", "e1"))
        ledger.replace_outcomes(Outcomes((replace(EVENT, status="disputed"),)))
        assert [event.status for event in ledger.events()] == ["disputed"]
        assert list(ledger.control()) == []
        assert ledger.outcomes_of("c2") == ()


def test_some_outcomes_can_be_exchanged_alone(path: Path) -> None:
    with open_ledger(path, mode="write") as ledger:
        put(ledger, synthetic.entry(0))
        read_at = ledger.revision
        ledger.replace_outcomes(Outcomes((EVENT, replace(EVENT, id="e2")), control=(HELD,)))
        put(ledger, synthetic.entry(1))
        moved = replace(EVENT, id="e3", claims=("c9",))
        ledger.replace_outcomes(Outcomes((moved,)), drop=[("event", "e1")], revision=read_at)
        assert [event.id for event in ledger.events()] == ["e2", "e3"]
        assert list(ledger.control()) == [HELD]
        assert ledger.stale


def test_readers_see_one_state_while_another_process_writes(path: Path) -> None:
    with open_ledger(path, mode="write") as writer, open_ledger(path, mode="read") as reader:
        put(writer, synthetic.entry(0))
        with reader.steady():
            assert reader.totals()["dispatches"] == 1
            put(writer, synthetic.entry(1))
            assert reader.totals()["dispatches"] == 1
        assert reader.totals()["dispatches"] == 2


@pytest.mark.parametrize(
    "text", ["", "\x00 a \x00", "‏نص عربي‏ 👩‍👩‍👧", '"' * 10_000, "'; DROP TABLE claims; --", "x " * 100_000]
)
def test_any_text_is_kept_as_it_is(path: Path, text: str) -> None:
    dispatch = make.dispatch(text, title=text[:99], outlet=text[:99])
    with open_ledger(path, mode="write") as ledger:
        ledger.add(dispatch, text.encode())
        assert ledger.dispatch(dispatch.id) == dispatch
        some = text[:500]
        assert list(ledger.claims(Query(text=some, where=(some,), actor=(some,), source=(some,)))) == []
        assert list(ledger.check()) == []
