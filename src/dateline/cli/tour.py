"""`dateline demo`: the sample goes into a fresh ledger, and what comes out is shown in the order of a reader's questions."""

from __future__ import annotations

import shlex
import sys
import tempfile
from collections.abc import Sequence
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING

from dateline import ask, pipeline
from dateline.cli import reports, words
from dateline.cli.screen import complain, console, print_json, progress, status, styled, table
from dateline.cli.tables import TABLES
from dateline.errors import LedgerError
from dateline.model.outcome import Control, Event, Toll
from dateline.settings import Settings

if TYPE_CHECKING:
    from rich.console import Console

#: Places that no gazetteer has: shown by `dateline show control`, too many for a first look.
_UNMAPPED = ("new:", "site:")
_EVENTS_A_DAY = 5
_TOLLS = 6
_PLACES = 24
_DISAGREEMENTS = 10

#: The better an event is established, the earlier it is shown.
_RANK = {"disputed": 0, "conceded": 1, "corroborated": 2, "reported": 3, "claimed": 4}


def demo(folder: Path | None, *, settings: Settings, json: bool) -> None:
    """Adds the sample to a new ledger and shows the result. Raises LedgerError when there is one in the folder already."""
    if folder is None:
        folder = Path(tempfile.mkdtemp(prefix="dateline-demo-"))
    folder.mkdir(parents=True, exist_ok=True)
    ledger = folder / "demo.ledger"
    if ledger.exists():
        raise LedgerError(
            "there is a ledger here already", place=str(ledger), way_out="Name another folder, or ask this one."
        )
    with as_file(files("dateline") / "samples") as samples, progress("reading the sample") as step:
        say = complain if sys.stderr.isatty() else None
        found = pipeline.add([str(samples)], ledger=ledger, settings=settings, say=say, step=step)
    questions = _questions(ledger)
    if json:
        print_json({"ledger": str(ledger), "totals": found.totals, "ask_next": questions})
        return
    screen = console()
    _heading(screen, "What came in")
    screen.print(
        styled("Outlets are invented; what they report is public knowledge. Times and words are the sample's.", "dim")
    )
    reports.came_in(screen, found)
    for one in found.issues:
        screen.print(styled(f"  {one.level}: {reports.issue_sentence(one)}", "dim"))
    _days(screen, ledger)
    _tolls(screen, ledger)
    _holders(screen, ledger)
    _disagreements(screen, ledger)
    _heading(screen, "Ask next")
    for question in questions:
        screen.print(styled(f"  {question}", "bold"), soft_wrap=True)


def _heading(screen: Console, title: str) -> None:
    screen.print()
    screen.print(styled(title, "bold underline"))


def _days(screen: Console, ledger: Path) -> None:
    """Day by day: the best established events, and who says so."""
    _heading(screen, "Day by day, and who says so")
    days: dict[str, list[Event]] = {}
    for event in ask.show("events", ledger=ledger):
        assert isinstance(event, Event)
        if event.place_name and event.last is not None and event.first in (event.last, None):
            days.setdefault(str(event.last), []).append(event)
    made = table("day", "event", "where", "status", "who says so", keep=["day", "status"])
    busy = {day: events for day, events in days.items() if len(events) > 1}
    for day, happened in sorted((busy or days).items()):
        happened.sort(
            key=lambda e: (_RANK[e.status], e.first is None, -len(e.claims), e.place_name or "", e.kind, e.id)
        )
        shown, label = happened[:_EVENTS_A_DAY], day
        for event in shown:
            made.add_row(
                styled(label), styled(words.happening(event)), styled(words.harmless(event.place_name)),
                status(event.status), styled(words.names(event.sources[:3])),
                end_section=event is shown[-1],
            )  # fmt: skip
            label = f"  +{len(happened) - len(shown)} more" if len(happened) > len(shown) and event is shown[-2] else ""
    screen.print(made)


def _tolls(screen: Console, ledger: Path) -> None:
    """The counts that most sources speak of, their figures beside each other."""
    _heading(screen, "Tolls, each source beside the others")
    found = [t for t in ask.toll(ledger=ledger) if t.unit.startswith("people") or t.unit.startswith("civilians")]
    found = [t for t in found if (t.low, t.best, t.high) != (None, None, None) and t.figures[0].best is not None]
    found.sort(
        key=lambda t: (
            -len({f.source for f in t.figures}), -len(t.figures), not t.cumulative, t.of is not None, t.unit, t.id
        )
    )  # fmt: skip
    # One total's classes tell the same story again: of each place and unit the fullest first, the rest where room is left.
    fullest: dict[tuple[str, str | None, str | None], Toll] = {}
    for one in found:
        fullest.setdefault((one.unit, one.place, one.cause), one)
    chosen = [*fullest.values(), *(one for one in found if one not in fullest.values())]
    screen.print(TABLES["tolls"](chosen[:_TOLLS], screen.width))


def _holders(screen: Console, ledger: Path) -> None:
    """Who holds which place at the end of what is known."""
    _heading(screen, "Who holds which place")
    latest: dict[str, Control] = {}
    for control in ask.show("control", ledger=ledger):
        assert isinstance(control, Control)
        if control.place.startswith(_UNMAPPED):
            continue
        known = latest.get(control.place)
        if known is None or str(known.first or "") <= str(control.first or ""):
            latest[control.place] = control
    held = sorted(latest.values(), key=lambda c: (str(c.first or ""), c.place_name, c.id))
    screen.print(TABLES["control"](held[:_PLACES], screen.width))
    if len(held) > _PLACES:
        screen.print(styled(f"… and {len(held) - _PLACES} more places.", "dim"))


def _disagreements(screen: Console, ledger: Path) -> None:
    _heading(screen, "Where sources disagree")
    found = list(ask.show("disagreements", ledger=ledger))
    kinds: dict[str, int] = {}
    shown = []
    for one in sorted(found, key=lambda one: getattr(one, "kind", "")):
        kind = getattr(one, "kind", "")
        kinds[kind] = kinds.get(kind, 0) + 1
        if kinds[kind] <= _DISAGREEMENTS // 2:
            shown.append(one)
    nowhere = styled("Nowhere that the ledger can tell.", "dim")
    screen.print(TABLES["disagreements"](shown[:_DISAGREEMENTS], screen.width) if shown else nowhere)
    if len(found) > _DISAGREEMENTS:
        screen.print(styled(f"… and {len(found) - _DISAGREEMENTS} more: dateline show disagreements", "dim"))


def _questions(ledger: Path) -> list[str]:
    """Three commands that work on this ledger, chosen from what it holds."""
    asked = []
    every = [c for c in ask.show("control", ledger=ledger) if isinstance(c, Control) and c.first is not None]
    control = [c for c in every if not c.place.startswith(_UNMAPPED)]
    if control:
        most = max(control, key=lambda c: (len(c.claims), c.place_name, c.id))
        asked.append(["who-holds", most.place_name, "--on", str(most.first)])
    tolls: Sequence[Toll] = ask.toll(ledger=ledger)
    named = [t for t in tolls if t.place_name and t.unit == "people killed"]
    if named:
        widest = max(named, key=lambda t: (len({f.source for f in t.figures}), len(t.figures), t.id))
        asked.append(["toll", "--where", widest.place_name or "", "--unit", "killed"])
    events = [e for e in ask.show("events", ledger=ledger) if isinstance(e, Event)]
    if events:
        best = max(events, key=lambda e: (e.status == "conceded", len(e.sources), len(e.claims), e.id))
        asked.append(["why", best.id])
    return [shlex.join(["dateline", *words, "--ledger", str(ledger)]) for words in asked]
