"""The SQL that asks a ledger: a query as a condition with parameters, for claims, dispatches and what follows from claims.

Nothing here touches a database.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from dateline.errors import QuestionError
from dateline.knowledge.folding import fold
from dateline.ledger.query import Query

Condition = tuple[str, list[str]]

#: The condition of a query that filters nothing.
EVERYTHING = "1 = 1"
_NOTHING: Condition = ("1 = 0", [])
#: A longer phrase is a slip (a whole text pasted in), and a slow one.
_LONGEST = 500
_TERM = re.compile(r'"[^"]*"|[^\s"]+')


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
