"""The annotators in their order, over batches of dispatches. One that stumbles costs its dispatch, and no other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from dateline.model.marks import Annotated
from dateline.model.outcome import Issue
from dateline.model.text import Dispatch
from dateline.settings import Settings

if TYPE_CHECKING:
    from dateline.annotate.sentences import Parser
    from dateline.knowledge.library import Knowledge

#: A batch is parsed together: at most so many dispatches, and so many characters.
BATCH = 32
BATCH_CHARACTERS = 150_000


@dataclass(frozen=True, slots=True)
class Annotator:
    """One step: fills the field `adds` of Annotated from those in `needs`."""

    adds: str
    needs: tuple[str, ...]
    find: Callable[[Annotated], Any]


def annotators(knowledge: Knowledge) -> tuple[Annotator, ...]:
    """The steps in their order, checked: none needs what a later one adds."""
    from dateline.annotate.actors import find_actors
    from dateline.annotate.numbers import find_numbers
    from dateline.annotate.places import find_datelines, find_places
    from dateline.annotate.quotations import find_quotations
    from dateline.annotate.references import find_references
    from dateline.annotate.times import find_times
    from dateline.knowledge.numbers import load_number_lexicon
    from dateline.knowledge.times import load_time_lexicon

    book, countries = knowledge.actors, knowledge.countries
    steps = (
        Annotator("numbers", ("tokens",), partial(find_numbers, lexicon=load_number_lexicon())),
        Annotator("times", ("tokens",), partial(find_times, lexicon=load_time_lexicon())),
        Annotator("places", ("tokens",), partial(find_places, gazetteer=knowledge.gazetteer, countries=countries)),
        Annotator(
            "datelines",
            ("blocks", "places"),
            partial(find_datelines, gazetteer=knowledge.gazetteer, countries=countries),
        ),
        Annotator("actors", ("tokens", "places", "datelines"), partial(find_actors, book=book, countries=countries)),
        Annotator(
            "references", ("tokens", "places", "actors"), partial(find_references, book=book, countries=countries)
        ),
        Annotator(
            "quotations",
            ("tokens", "times", "actors", "references"),
            partial(find_quotations, lexicon=knowledge.speech),
        ),
    )
    in_order(steps)
    return steps


def in_order(steps: Iterable[Annotator]) -> None:
    """Raises ValueError when a step needs what no step before it has added."""
    filled = {"blocks", "tokens", "sentences"}
    for step in steps:
        lacking = [name for name in step.needs if name not in filled]
        if lacking:
            raise ValueError(f"the annotator of {step.adds} needs {', '.join(lacking)} first")
        filled.add(step.adds)


def annotate(dispatches: Iterable[Dispatch], *, knowledge: Knowledge, parser: Parser) -> Iterator[Annotated | Issue]:
    """Each dispatch with everything that the annotators find, in the order in which they come.

    An issue stands in place of a dispatch that an annotator stumbles over.
    """
    steps = annotators(knowledge)
    for batch in _batches(dispatches):
        yield from annotate_batch(batch, steps, parser)


def _batches(dispatches: Iterable[Dispatch]) -> Iterator[list[Dispatch]]:
    batch: list[Dispatch] = []
    characters = 0
    for dispatch in dispatches:
        batch.append(dispatch)
        characters += len(dispatch.text)
        if len(batch) >= BATCH or characters >= BATCH_CHARACTERS:
            yield batch
            batch, characters = [], 0
    if batch:
        yield batch


def annotate_batch(batch: list[Dispatch], steps: tuple[Annotator, ...], parser: Parser) -> Iterator[Annotated | Issue]:
    for dispatch, parsed in zip(batch, _parse(batch, parser), strict=True):
        if isinstance(parsed, Issue):
            yield parsed
            continue
        annotated = parsed
        step = "parse"
        try:
            for annotator in steps:
                step = annotator.adds
                annotated = replace(annotated, **{annotator.adds: annotator.find(annotated)})
        except Exception as error:
            yield stumble(dispatch, f"the annotator of {step}", error)
            continue
        yield annotated


def _parse(batch: list[Dispatch], parser: Parser) -> list[Annotated | Issue]:
    """The batch parsed together; one by one when something in it cannot be parsed."""
    from dateline.annotate.sentences import lay_out

    try:
        return list(parser.parse([lay_out(dispatch) for dispatch in batch]))
    except Exception as error:
        if len(batch) == 1:
            return [stumble(batch[0], "the parser", error)]
        return [parsed for dispatch in batch for parsed in _parse([dispatch], parser)]


def stumble(dispatch: Dispatch, step: str, error: Exception) -> Issue:
    """The issue for a dispatch that a step could not take."""
    from dateline.read.issues import issue

    what = f"{step} stumbled: {type(error).__name__}: {error}"[:300]
    return issue(
        what,
        origin=dispatch.origin,
        way_out="The dispatch is kept without claims; please report it with its text.",
        level="partial",
        dispatch=dispatch.id,
    )


def marks(
    paths: Iterable[str], *, settings: Settings, say: Callable[[str], None] | None = None
) -> Iterator[Annotated | Issue]:
    """What the annotators find in the dispatches under the paths, without a ledger; an issue for what they cannot read."""
    from dateline.annotate.sentences import Parser
    from dateline.knowledge.library import open_knowledge
    from dateline.read.formats import read_all

    knowledge = open_knowledge(settings, say=say)
    parser = Parser(settings.model)
    steps = annotators(knowledge)
    batch: list[Dispatch] = []
    for result in read_all(paths, settings=settings):
        if isinstance(result, Issue):
            yield result
            continue
        batch.append(result)
        if len(batch) >= BATCH or sum(len(dispatch.text) for dispatch in batch) >= BATCH_CHARACTERS:
            yield from annotate_batch(batch, steps, parser)
            batch = []
    yield from annotate_batch(batch, steps, parser)
