"""Many dispatches into a ledger: read, annotated, extracted and stored one by one, then reconciled once.

What goes wrong with one dispatch becomes an issue row and costs no other. An interrupted run is taken up by running it
again: dispatches that are in the ledger are skipped before they are parsed, and the outcomes are worked out whenever
claims are newer.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.errors import LedgerError, ReadError
from dateline.model.marks import Annotated
from dateline.model.outcome import Issue
from dateline.model.text import Dispatch
from dateline.pipeline import annotating
from dateline.pipeline.annotating import BATCH, BATCH_CHARACTERS, Annotator, annotate_batch, stumble
from dateline.pipeline.reconciling import reconcile
from dateline.pipeline.report import Report, Tally
from dateline.settings import Settings

if TYPE_CHECKING:
    from dateline.annotate.sentences import Parser
    from dateline.knowledge.library import Knowledge
    from dateline.ledger.rows import Entry, Run
    from dateline.ledger.store import Ledger
    from dateline.read.inputs import Input

Say = Callable[[str], None]
Step = Callable[[int, int | None, str], None]

#: What annotators read; other languages are kept and not extracted.
LANGUAGES = frozenset({"en"})


@dataclass(frozen=True, slots=True)
class _Pending:
    """A dispatch on its way in, with the bytes that it was read from and the issues that reading found."""

    dispatch: Dispatch
    original: bytes
    issues: tuple[Issue, ...]


@dataclass(frozen=True, slots=True)
class _Settled:
    """The end of one input: what was wrong in it that concerns no dispatch."""

    origin: str
    issues: tuple[Issue, ...]


def add(
    paths: Iterable[str],
    *,
    ledger: Path,
    settings: Settings,
    today: date | None = None,
    say: Say | None = None,
    step: Step | None = None,
) -> Report:
    """Reads files, folders, patterns and "-" into the ledger and reconciles.

    `today`: the day against which dates of the future are told; the clock's when None. `say`: is told of slow work.
    `step(done, total, words)`: progress; `total` is None until it is known. Raises LedgerError and its kin.
    """
    from dateline.ledger.store import open_ledger

    tally = Tally()
    settings = replace(settings, ledger=ledger)
    with open_ledger(ledger, mode="write") as opened:
        house = _House(settings, today or date.today(), say or _silent, step or _idle)
        house.add(opened, paths, tally)
        if opened.stale:
            (say or _silent)("Working out what the claims add up to")
            reconcile(opened)
        totals = opened.totals()
    return tally.report(totals)


def _silent(words: str) -> None:
    return None


def _idle(done: int, total: int | None, words: str) -> None:
    return None


class _House:
    """What one run of `add` has open. The model and the gazetteer are opened when the first new dispatch comes."""

    def __init__(self, settings: Settings, today: date, say: Say, step: Step) -> None:
        from dateline.knowledge.library import open_knowledge

        self.settings = settings
        self.today = today
        self.say = say
        self.step = step
        self.knowledge = open_knowledge(settings, say=say)
        self.run = run_of(settings, self.knowledge)
        # A dispatch that something stumbled over is tried again by the next run.
        self.stumbled = replace(self.run, extractor=f"{self.run.extractor}, stumbled")
        self._parser: Parser | None = None
        self._steps: tuple[Annotator, ...] = ()
        self.done = 0

    def add(self, opened: Ledger, paths: Iterable[str], tally: Tally) -> None:
        """Everything under the paths into the ledger."""
        batch: list[_Pending] = []
        ends: list[_Settled] = []
        size = 0
        for item in self._items(opened, paths, tally):
            if isinstance(item, _Settled):
                ends.append(item)
                tally.issues.extend(item.issues)
            else:
                batch.append(item)
                size += len(item.dispatch.text)
            if len(batch) >= BATCH or size >= BATCH_CHARACTERS or (not batch and len(ends) >= BATCH):
                self._flush(opened, batch, ends, tally)
                batch, ends, size = [], [], 0
        self._flush(opened, batch, ends, tally)

    def _flush(self, opened: Ledger, batch: list[_Pending], ends: list[_Settled], tally: Tally) -> None:
        """Stores a batch, then says of each input that it has been read to its end."""
        for entry, run in self._entries(batch, tally):
            self.step(self.done, None, entry.dispatch.title or entry.dispatch.ref)
            self._store(opened, entry, run, tally)
        for end in ends:
            opened.settle(end.origin, end.issues)

    def _store(self, opened: Ledger, entry: Entry, run: Run, tally: Tally) -> None:
        try:
            word = opened.add_many([entry], run=run)[0]
        except (LedgerError, MemoryError):
            raise
        except Exception as error:
            from dateline.ledger.rows import Entry

            trouble = stumble(entry.dispatch, "storing the claims", error)
            tally.issues.append(trouble)
            entry = Entry(entry.dispatch, entry.original, issues=(*entry.issues, trouble))
            word = opened.add_many([entry], run=self.stumbled)[0]
        self.done += 1
        tally.added += word == "added"
        tally.replaced += word == "replaced"
        tally.known += word == "already there"
        tally.claims += len(entry.claims) if word != "already there" else 0

    def _items(self, opened: Ledger, paths: Iterable[str], tally: Tally) -> Iterator[_Pending | _Settled]:
        """New dispatches with what belongs to them, and the end of each input; known ones are counted and passed over."""
        from dateline.read.inputs import gather

        for given in gather(paths, settings=self.settings):
            if isinstance(given, Issue):
                yield _Settled(given.origin, (given,))
            else:
                with _as_file(given) as file:
                    yield from self._input(opened, file, tally)

    def _input(self, opened: Ledger, given: Input, tally: Tally) -> Iterator[_Pending | _Settled]:
        from dateline.read.formats import future_issue, read_input
        from dateline.read.originals import Originals

        loose: list[Issue] = []
        held: tuple[Dispatch, list[Issue]] | None = None

        def release(originals: Originals) -> Iterator[_Pending]:
            if held is None:
                return
            dispatch, about = held
            future = future_issue(dispatch, today=self.today)
            about = [*about, future] if future else about
            tally.issues.extend(about)
            known = bool(opened.known([dispatch.id], run=self.run))
            seen = known and (dispatch.ref, dispatch.origin) in opened.sightings(dispatch.id)
            try:
                original = b"" if seen else originals.find(dispatch.sha256)
            except (ReadError, OSError) as error:
                loose.append(_gone(given, error))
                return
            if not known:
                yield _Pending(dispatch, original, tuple(about))
                return
            if not seen:
                opened.sight(dispatch, original)
            unread = self._why_not(dispatch)
            tally.known += 1
            tally.issues.extend([unread] if unread else [])
            self.done += 1
            self.step(self.done, None, dispatch.title or dispatch.ref)

        with Originals(given, max_bytes=self.settings.max_bytes) as originals:
            for result in read_input(given, settings=self.settings):
                if isinstance(result, Dispatch):
                    yield from release(originals)
                    held = (result, [])
                elif held is not None and result.dispatch == held[0].id:
                    held[1].append(result)
                else:
                    loose.append(result)
            yield from release(originals)
        yield _Settled(given.origin, tuple(loose))

    def _entries(self, batch: list[_Pending], tally: Tally) -> Iterator[tuple[Entry, Run]]:
        """The batch annotated and extracted; what fails keeps its dispatch and says so."""
        from dateline.ledger.rows import Entry

        readable = [pending.dispatch for pending in batch if self._why_not(pending.dispatch) is None]
        found = iter(self._annotated(readable))
        for pending in batch:
            reason = self._why_not(pending.dispatch)
            outcome = reason if reason is not None else next(found)
            entry = self._extracted(pending, outcome) if isinstance(outcome, Annotated) else outcome
            run = self.run
            if isinstance(entry, Issue):
                tally.issues.append(entry)
                run = self.run if reason is not None else self.stumbled
                entry = Entry(pending.dispatch, pending.original, issues=(*pending.issues, entry))
            yield entry, run

    def _annotated(self, dispatches: list[Dispatch]) -> Iterator[Annotated | Issue]:
        if not dispatches:
            return
        if self._parser is None:
            from dateline.annotate.sentences import Parser

            self.say("Opening the language model")
            self._parser = Parser(self.settings.model)
            self._steps = annotating.annotators(self.knowledge)
        yield from annotate_batch(dispatches, self._steps, self._parser)

    def _extracted(self, pending: _Pending, annotated: Annotated) -> Entry | Issue:
        from dateline.extract.claims import extract
        from dateline.ledger.rows import Entry

        dispatch = pending.dispatch
        try:
            claims = extract(annotated, knowledge=self.knowledge)
        except Exception as error:
            return stumble(dispatch, "extraction", error)
        new = {mark.actor.id: mark.actor for mark in annotated.actors if mark.actor.id.startswith("new:")}
        actors = tuple(new[id] for id in sorted(new))
        return Entry(dispatch, pending.original, claims, pending.issues, actors)

    def _why_not(self, dispatch: Dispatch) -> Issue | None:
        """Why a dispatch is kept and not extracted; None for one that is."""
        from dateline.read.issues import issue

        if dispatch.language is not None and dispatch.language.split("-")[0].lower() not in LANGUAGES:
            return issue(
                f"the language is {dispatch.language!r}, which is not read yet: kept, not extracted",
                origin=dispatch.origin,
                way_out="Add a translation, or say `language` in its record if it is English.",
                level="note",
                dispatch=dispatch.id,
            )
        if len(dispatch.text) > self.settings.max_characters:
            return issue(
                f"the text is longer than {self.settings.max_characters:,} characters: kept, not extracted",
                origin=dispatch.origin,
                way_out="Split it into its dispatches and add those.",
                level="partial",
                dispatch=dispatch.id,
            )
        return None


def _gone(given: Input, error: ReadError | OSError) -> Issue:
    """The issue for a file that was read and then was no longer there, or no longer the same."""
    from dateline.read.issues import issue

    what = error.what if isinstance(error, ReadError) else f"this cannot be read any more ({error.strerror})"
    return issue(what, origin=given.origin, way_out="Add it again when it is at rest.")


@contextmanager
def _as_file(given: Input) -> Iterator[Input]:
    """The input as a file that can be read twice: standard input and pipes are put aside first."""
    if given.path is not None and not Path(given.path).is_fifo():
        yield given
        return
    with tempfile.NamedTemporaryFile(prefix="dateline-") as aside:
        shutil.copyfileobj(given.open(), aside)
        aside.flush()
        yield replace(given, path=aside.name)


def run_of(settings: Settings, knowledge: Knowledge) -> Run:
    """What produces the claims: dispatches of another run are read again."""
    from dateline.extract.assemble import EXTRACTOR
    from dateline.ledger.rows import Run

    return Run(
        extractor=EXTRACTOR,
        knowledge=knowledge.digest,
        settings={"model": settings.model, "max_characters": str(settings.max_characters)},
    )
