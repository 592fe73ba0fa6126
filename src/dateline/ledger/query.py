"""What can be asked of a ledger.

`question` turns words from a command line or a URL into a `Query` or raises QuestionError. Filters of different kinds
narrow each other; several values of one filter widen it ("Hama" or "SY"). How a query is put in SQL: `conditions`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import get_args

from dateline.errors import QuestionError
from dateline.model.claim import Modality
from dateline.model.outcome import Certainty, Status

_DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?\Z")


@dataclass(frozen=True, slots=True)
class Query:
    """A filter. Empty fields filter nothing.

    `where`: ids or names of places, of first-order areas, or countries (code, or a name that the ledger has seen).
    `actor`: ids, names or words of the agent, the target or the first speaker. `source`: the same of anyone in the
    chain of sources, the outlet included. `since`, `until`: days, both included; what has no known day never passes
    them. `status`: of the event (or control) that a claim belongs to. `text`: words that must all occur, phrases in
    double quotation marks.
    """

    where: tuple[str, ...] = ()
    actor: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    source: tuple[str, ...] = ()
    status: str | None = None
    modality: str | None = None
    unit: str | None = None
    text: str | None = None
    limit: int | None = None
    offset: int = 0


def question(
    *,
    kinds: Mapping[str, Sequence[str]],
    where: str | None = None,
    actor: str | None = None,
    kind: str | None = None,
    since: str | None = None,
    until: str | None = None,
    source: str | None = None,
    status: str | None = None,
    modality: str | None = None,
    unit: str | None = None,
    text: str | None = None,
    limit: int | None = None,
    offset: int = 0,
) -> Query:
    """A query from a person's words. `kinds`: what may be asked for, each kind (or group) with the kinds it stands for.

    Days are `2024-12-05`, months `2024-12` and years `2024`, taken whole. Raises QuestionError with the way out.
    """
    if (limit is not None and limit < 0) or offset < 0:
        raise QuestionError("a limit and an offset are counts", way_out="Give a number that is not negative.")
    first, last = _day(since, "--since", at_end=False), _day(until, "--until", at_end=True)
    if first and last and last < first:
        raise QuestionError(
            f"--until {last} lies before --since {first}", way_out="Exchange the two, or leave one of them out."
        )
    return Query(
        where=_one(where),
        actor=_one(actor),
        kinds=tuple(kinds[_choice(kind, "--kind", kinds)]) if kind else (),
        since=first,
        until=last,
        source=_one(source),
        status=_choice(status, "--status", (*get_args(Status), *get_args(Certainty))) if status else None,
        modality=_choice(modality, "--modality", get_args(Modality)) if modality else None,
        unit=_plain(unit) or None,
        text=_plain(text) or None,
        limit=limit,
        offset=offset,
    )


def _one(words: str | None) -> tuple[str, ...]:
    plain = _plain(words)
    return (plain,) if plain else ()


def _plain(words: str | None) -> str:
    """Without the bytes that a terminal could not decode: nothing in a ledger has them."""
    return (words or "").encode("utf-8", "ignore").decode().strip()


def _choice(given: str, flag: str, allowed: Mapping[str, Sequence[str]] | Sequence[str]) -> str:
    if given in allowed:
        return given
    from difflib import get_close_matches

    near = get_close_matches(given, list(allowed), n=3)
    hint = f"Did you mean {' or '.join(near)}?" if near else f"Known: {', '.join(allowed)}."
    raise QuestionError(f"{flag} {given!r} is unknown", way_out=hint)


def day_asked(words: str, flag: str) -> date | None:
    """The day that words name; a month or a year is its last day. Raises QuestionError that names the flag."""
    return _day(words, flag, at_end=True)


def _day(words: str | None, flag: str, *, at_end: bool) -> date | None:
    if not words or not words.strip():
        return None
    parts = _DAY.match(words.strip())
    try:
        if not parts:
            raise ValueError
        year, month = int(parts[1]), int(parts[2] or (12 if at_end else 1))
        from calendar import monthrange

        return date(year, month, int(parts[3] or (monthrange(year, month)[1] if at_end else 1)))
    except ValueError as error:
        raise QuestionError(
            f"{flag} {words!r} is no day", way_out="Write a day as 2024-12-05, a month as 2024-12, a year as 2024."
        ) from error
