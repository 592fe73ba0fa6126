"""What can be asked of a ledger, and the SQL that asks it.

`question` turns words from a command line or a URL into a `Query` or raises QuestionError; `claims_where`,
`dispatches_where` and `outcomes_where` turn a query into a condition with parameters. Filters of different kinds narrow
each other; several values of one filter widen it ("Hama" or "SY"). Nothing here touches a database.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import get_args

from dateline.errors import QuestionError
from dateline.knowledge.folding import fold
from dateline.model.claim import Modality
from dateline.model.outcome import Certainty, Status

Condition = tuple[str, list[str]]

#: The condition of a query that filters nothing.
EVERYTHING = "1 = 1"
_NOTHING: Condition = ("1 = 0", [])
#: A longer phrase is a slip (a whole text pasted in), and a slow one.
_LONGEST = 500
_DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?\Z")
_TERM = re.compile(r'"[^"]*"|[^\s"]+')


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


# SQL


def claims_where(query: Query) -> Condition:
    """The condition on rows of `claims`."""
    return _all(
        _any(_place(word) for word in query.where),
        _any(_party(word, ("agent", "target", "speaker"), "parties speaker") for word in query.actor),
        _any(_party(word, ("speaker",), "speaker sources") for word in query.source),
        _among("kind", query.kinds),
        _days(query),
        _among("modality", (query.modality,) if query.modality else ()),
        _among("unit", (query.unit,) if query.unit else ()),
        _status(query.status),
        _text(query.text, "claim_words", "number"),
    )


def dispatches_where(query: Query) -> Condition:
    """The condition on rows of `dispatches`: by what they claim, by day of publication, by outlet, by their words."""
    about = Query(
        where=query.where,
        actor=query.actor,
        kinds=query.kinds,
        status=query.status,
        modality=query.modality,
        unit=query.unit,
    )
    return _all(
        _through(about, "id IN (SELECT dispatch FROM claims WHERE {})"),
        ("substr(published, 1, 10) >= ?", [query.since.isoformat()]) if query.since else None,
        ("substr(published, 1, 10) <= ?", [query.until.isoformat()]) if query.until else None,
        _any(
            _or(
                ("outlet_folded = ?", [fold(word)]),
                _through(Query(source=(word,)), "id IN (SELECT dispatch FROM claims WHERE {})"),
            )
            for word in query.source
        ),
        _text(query.text, "dispatch_words", "number"),
    )


def outcomes_where(noun: str, query: Query) -> Condition:
    """The condition on rows of `outcomes`: place, days and status are their own, the rest is asked of their claims."""
    through = (
        "EXISTS (SELECT 1 FROM outcome_claims WHERE noun = outcomes.noun AND outcome = outcomes.id "
        "AND claim IN (SELECT id FROM claims WHERE {}))"
    )
    about = Query(actor=query.actor, source=query.source, modality=query.modality, text=query.text)
    return _all(
        ("noun = ?", [noun]),
        _any(_outcomes_at(noun, word, through) for word in query.where),
        _or(_among("kind", query.kinds), _through(Query(kinds=query.kinds), through)) if query.kinds else None,
        _days(query),
        _among("status", (query.status,) if query.status else ()),
        _among("unit", (query.unit,) if query.unit else ()),
        _through(about, through),
    )


def _outcomes_at(noun: str, word: str, through: str) -> Condition:
    """Outcomes of a place; those that have none of their own, by the places of their claims."""
    at = "SELECT id FROM outcomes WHERE noun = ? AND "
    place, names = _place(word)
    claims, values = claims_where(Query(where=(word,)))
    sql = f"id IN ({at}{place} UNION ALL {at}place IS NULL AND {through.format(claims)})"
    return sql, [noun, *names, noun, *values]


def window(query: Query) -> str:
    """LIMIT and OFFSET; both are whole numbers, never words."""
    if query.limit is None and not query.offset:
        return ""
    return f" LIMIT {-1 if query.limit is None else int(query.limit)} OFFSET {int(query.offset)}"


def _all(*conditions: Condition | None) -> Condition:
    held = [condition for condition in conditions if condition is not None]
    if not held:
        return EVERYTHING, []
    return " AND ".join(sql for sql, _ in held), [value for _, values in held for value in values]


def _or(*conditions: Condition | None) -> Condition:
    held = [condition for condition in conditions if condition is not None]
    return f"({' OR '.join(sql for sql, _ in held)})", [value for _, values in held for value in values]


def _any(conditions: Iterable[Condition]) -> Condition | None:
    held = list(conditions)
    return _or(*held) if held else None


def _through(query: Query, template: str) -> Condition | None:
    sql, values = claims_where(query)
    return None if sql == EVERYTHING else (template.format(sql), values)


def _among(column: str, values: Sequence[str]) -> Condition | None:
    if not values:
        return None
    return f"{column} IN ({', '.join('?' * len(values))})", list(values)


def _place(word: str) -> Condition:
    """By id, by name, by first-order area, by country; the name of a country stands for all that lies in it."""
    sql = (
        "place IN (SELECT ? UNION SELECT place FROM place_words WHERE word = ? AND role <> 'code' UNION "
        "SELECT place FROM place_words WHERE role = 'country' AND word IN "
        "(SELECT place FROM place_words WHERE word = ? AND role = 'code'))"
    )
    return sql, [word, fold(word), fold(word)]


def _party(word: str, columns: Sequence[str], indexed: str) -> Condition:
    """By id, by a name that the ledger has seen for an id, or by words of a name as the text has it."""
    ids = "(SELECT ? UNION SELECT actor FROM actor_words WHERE word = ?)"
    chosen = [f"SELECT number FROM claims WHERE {column} IN {ids}" for column in columns]
    values = [word, fold(word)] * len(columns)
    phrase = _phrase(_bounded(word))
    if phrase:
        chosen.append("SELECT rowid FROM claim_words WHERE claim_words MATCH ?")
        values.append(f"{{{indexed}}} : {phrase}")
    return f"number IN ({' UNION '.join(chosen)})", values


def _days(query: Query) -> Condition | None:
    conditions: list[Condition] = []
    if query.since:
        conditions.append(
            ("(last_day >= ? OR (last_day IS NULL AND first_day IS NOT NULL))", [query.since.isoformat()])
        )
    if query.until:
        conditions.append(
            ("(first_day <= ? OR (first_day IS NULL AND last_day IS NOT NULL))", [query.until.isoformat()])
        )
    return _all(*conditions) if conditions else None


def _status(status: str | None) -> Condition | None:
    if not status:
        return None
    sql = (
        "id IN (SELECT claim FROM outcome_claims JOIN outcomes ON outcomes.noun = outcome_claims.noun "
        "AND outcomes.id = outcome_claims.outcome WHERE outcomes.status = ?)"
    )
    return sql, [status]


def _text(words: str | None, table: str, column: str) -> Condition | None:
    if not words:
        return None
    terms = [phrase for phrase in dict.fromkeys(map(_phrase, _TERM.findall(_bounded(words)))) if phrase]
    if not terms:
        return _NOTHING
    return f"{column} IN (SELECT rowid FROM {table} WHERE {table} MATCH ?)", [" AND ".join(terms)]


def _bounded(words: str) -> str:
    if len(words) > _LONGEST:
        raise QuestionError(
            f"{len(words):,} characters are too many to search for", way_out=f"Search for at most {_LONGEST}."
        )
    return words


def _phrase(words: str) -> str:
    """Words as one phrase of the full-text language, in which nothing is an operator; "" when no letter is left."""
    plain = words.replace('"', " ").replace("\x00", " ")
    return f'"{" ".join(plain.split())}"' if any(letter.isalnum() for letter in plain) else ""
