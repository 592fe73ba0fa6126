"""What a time expression says, before anybody asks when that was: the record, and what reads it off the atoms.

"early on 5 December" -> day 5, month 12, mod START; "two days later" -> amount 2, unit D, forward, from the text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from dateline.annotate.atoms import Atom
from dateline.knowledge.times import Anchored, Feast, TimeLexicon
from dateline.model.marks import Annotated, Token
from dateline.model.when import Mod

Shape = Literal["date", "shift", "offset", "duration", "set", "word", "part", "age", "span", "piece"]
ORDINAL_ENDINGS = frozenset({"st", "nd", "rd", "th"})
ARTICLES = frozenset({"the"})
_IN_YEARS = {"DE": 10, "CE": 100}


@dataclass(frozen=True, slots=True)
class Expression:
    """A time expression in atoms `first`..`last` (exclusive), with what its words fix.

    `year` below zero is BC. `until` is the last day (or year) of a range ("29-30 September"), `joint` the
    atom between the two. `clock` is a TIMEX3 time ("T18:00").
    `toward`: "earlier this month" (-1) ends, "later this month" (1) begins with the dispatch's day.
    `narrative`: it counts only where the dispatch tells history.
    `amount` None with a `unit` is an unknown number ("several days"). `by` and `source`: see `Shift`.
    """

    first: int
    last: int
    shape: Shape
    year: int | None = None
    month: int | None = None
    day: int | None = None
    until: int | None = None
    joint: int = 0
    weekday: int | None = None
    season: str | None = None
    section: str | None = None
    decade: int | None = None
    century: int | None = None
    part: str | None = None
    clock: str | None = None
    unit: str = ""
    amount: float | None = None
    by: int = 0
    source: Anchored = "text"
    value: str = ""
    mod: Mod | None = None
    lead: Mod | None = None
    nights: bool = False
    toward: int = 0
    narrative: bool = False
    feast: Feast | None = None


@dataclass(frozen=True, slots=True)
class Scene:
    """What every grammar of time looks at: the dispatch, its atoms and the words."""

    annotated: Annotated
    atoms: Sequence[Atom]
    words: TimeLexicon


def duration_value(amount: float | None, unit: str) -> str:
    """A TIMEX3 duration: two weeks -> P2W, several hours -> PTXH, half a year -> P0.5Y, half a century -> P50Y."""
    if amount is not None and unit in _IN_YEARS and not float(amount).is_integer():
        amount, unit = amount * _IN_YEARS[unit], "Y"
    number = "X" if amount is None else str(int(amount)) if float(amount).is_integer() else f"{amount:g}"
    letters = {"N": "D", "F": "W", "E2": "W"}.get(unit, unit)
    if unit == "F" and amount is not None:
        number = f"{amount * 2:g}"
    return f"PT{number}{letters[1]}" if letters[0] == "T" else f"P{number}{letters}"


def figures_at(scene: Scene, at: int, least: int, most: int, *, digits: int = 2) -> int | None:
    atom = scene.atoms[at]
    if atom.kind != "number" or len(atom.text) > digits or not atom.text.isdecimal():
        return None
    value = int(atom.text)
    return value if least <= value <= most else None


def token_at(scene: Scene, at: int) -> Token | None:
    """The token that an atom was cut from; None for a break at the end."""
    token = scene.atoms[at].token
    return scene.annotated.tokens[token] if token < len(scene.annotated.tokens) else None


def capital(scene: Scene, at: int) -> bool:
    return scene.annotated.reading[scene.atoms[at].start].isupper()


def plural(scene: Scene, at: int) -> bool:
    token = scene.atoms[at].token
    tokens = scene.annotated.tokens
    return token < len(tokens) and tokens[token].tag in ("NNS", "NNPS")


def countable(scene: Scene, at: int) -> bool:
    """A plural of people or things that are counted (not "levels", "elections")."""
    tokens, token = scene.annotated.tokens, scene.atoms[at].token
    if token >= len(tokens) or not plural(scene, at):
        return False
    return scene.words.numbers.class_of(tokens[token].lemma.lower(), tokens[token].lower) != ""
