"""Actors in a dispatch: names of the book, descriptions, offices, countries as parties, and names new from the text.

Goes in: a parsed dispatch, with its places where they are known. Comes out: marks sorted by (start, end). A mark may lie
inside another ("HTS" in "HTS-led fighters"). What pronouns and "the group" go back to is the work of `references`.
"""

from __future__ import annotations

from dateline.annotate.actors_names import mark_abbreviations, mark_names
from dateline.annotate.actors_persons import mark_new_names
from dateline.annotate.actors_perspective import mark_perspective
from dateline.annotate.actors_phrases import mark_phrases
from dateline.annotate.actors_states import home_by_names, home_of, mark_states
from dateline.annotate.actors_text import Reading
from dateline.knowledge.actors import ActorBook
from dateline.knowledge.countries import Countries
from dateline.model.marks import ActorMark, Annotated


def find_actors(
    annotated: Annotated, *, book: ActorBook, countries: Countries, home: str | None = None
) -> tuple[ActorMark, ...]:
    """Everyone who acts, suffers or speaks in a dispatch.

    `home`: ISO code of the country that the dispatch is about; worked out from its places and nations when None.
    """
    if not annotated.tokens:
        return ()
    reading = Reading(annotated, book, countries, home or home_of(annotated, countries, book.generics.heads))
    mark_names(reading)
    reading.home = reading.home or home_by_names(reading)
    mark_abbreviations(reading)
    mark_perspective(reading)
    mark_new_names(reading)
    mark_phrases(reading)
    mark_states(reading)
    return reading.marks()
