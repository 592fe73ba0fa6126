"""The dateline that opens a story: "HAMA, Syria (AFP) - " -> place "HAMA, Syria", agency "AFP", [0, 20).

The range runs to the first character of the story. Whether the place exists is not asked here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from dateline.read import days
from dateline.read.words import words

_REACH = 160
#: No dateline has a hole like this, and patterns with several runs of spaces would be slow on it.
_GAP = " " * 8
#: Behind a bracket, a slash, a dash or a colon the story may begin.
_CUT = re.compile(
    r"\)\s{0,2}(?:—|–|--?|:)?\s{0,3}|/\.?\s{0,2}(?:—|–|--?)\s{0,3}|/\.?\s{1,3}"
    r"|\s{0,2}(?:—|–|--)\s{0,3}|\s-\s{0,3}|-\s{1,3}|:\s{1,3}"
)
_PARTS = re.compile(
    r"(?P<where>[^()]*?)\s*(?:\((?P<agency>[^()]{2,40})\)|/(?P<slashed>[^/()]{2,30})/\.?)?\s*(?P<mark>—|–|--|-|:)?\s*"
)
_WORD = re.compile(r"[^\W\d_][\w'’.`ʿʻ-]*")


@dataclass(frozen=True, slots=True)
class Opening:
    """`[start, end)` of the dateline with its dash; place, agency and day where it has them."""

    start: int
    end: int
    place: str | None
    agency: str | None
    moment: days.Moment | None


def dateline(text: str, start: int, end: int) -> Opening | None:
    """The dateline at the beginning of the paragraph `[start, end)`, in offsets of `text`."""
    paragraph = text[start : min(end, start + _REACH)]
    if _GAP in paragraph:
        return None
    for cut in _cuts(paragraph):
        found = _read(paragraph[:cut], paragraph[cut:])
        if found:
            place, agency, moment = found
            return Opening(start, start + cut, place, agency, moment)
    return None


def _cuts(paragraph: str) -> list[int]:
    """Offsets at which the story may begin: behind a dash, a bracket or a colon; the longest dateline first."""
    found = [match.end() for match in _CUT.finditer(paragraph) if match.end() < len(paragraph)]
    return found[3::-1]


def alone(line: str) -> Opening | None:
    """A dateline that fills its line: "BEIRUT, Dec 5" or "Beirut, Lebanon, 5 December 2024 (Wire)"."""
    if len(line) > _REACH or _GAP in line:
        return None
    found = _read(line, "A")
    return Opening(0, len(line), *found) if found and found[0] and found[2] else None


def _read(opening: str, story: str) -> tuple[str | None, str | None, days.Moment | None] | None:
    found = _PARTS.fullmatch(opening)
    if found is None or not opens_story(story):
        return None
    where = found["where"].strip()
    agency = (found["agency"] or found["slashed"] or "").strip() or None
    moment: days.Moment | None = None
    if agency and not _is_agency(agency):
        moment, agency = days.whole(agency), None
        if moment is None:
            return None
    if (
        agency is None
        and "," in where
        and where.rpartition(",")[2].strip().isupper()
        and opening.rstrip().endswith("-")
    ):
        where, agency = _agency_behind_comma(where)
    place, inner = _place_and_day(where)
    moment = moment or inner
    if place == "" and where:
        return None
    return _weighed(place, agency, moment, found["mark"] or "")


def _weighed(
    place: str, agency: str | None, moment: days.Moment | None, mark: str
) -> tuple[str | None, str | None, days.Moment | None] | None:
    """Is that enough for a dateline? Capitals carry a place alone; small letters need an agency or a day beside it."""
    if not place:
        return (None, agency, None) if agency and (mark or agency.isupper()) else None
    first = re.split(r"[,/]", place)[0].strip()
    if _folded(first) in _not_places() or _folded(first).split(" ")[0] in _not_places():
        return None
    shouted = _shouted(first)
    named = bool(agency or moment)
    enough = shouted and (named or len(first) >= 4) if mark == ":" else shouted if not named else bool(mark) or shouted
    return (place, agency, moment) if enough and (named or (mark and len(first) >= 4)) else None


def opens_story(story: str) -> bool:
    """Can a sentence begin like this? Not with a small letter, nor with nothing."""
    first = story.lstrip("\"“”'‘’«[#(")[:1]
    return bool(first) and not first.islower()


@lru_cache(maxsize=1)
def _not_places() -> frozenset[str]:
    return frozenset(words().lists["datelines"]["not_places"])


def _folded(name: str) -> str:
    return name.casefold().strip(" .'’")


def _shouted(name: str) -> bool:
    """Capitals throughout, small particles aside ("PORT-AU-PRINCE", "DEIR al-ZOR")."""
    letters = [part for part in re.split(r"[\s-]+", name) if part and part.casefold() not in _particles()]
    return bool(letters) and all(part.upper() == part and any(map(str.isalpha, part)) for part in letters)


@lru_cache(maxsize=1)
def _particles() -> frozenset[str]:
    return frozenset(words().lists["datelines"]["small"])


def _is_agency(name: str) -> bool:
    parts = name.split()
    return (
        len(parts) <= 5
        and name[0].isupper()
        and not any(map(str.isdigit, name))
        and all(part[0].isupper() or part in ("of", "the", "and", "&", "de") or not part[0].isalpha() for part in parts)
    )


def _agency_behind_comma(where: str) -> tuple[str, str | None]:
    """ "Damascus, SANA" -> the agency is written in capitals where the city is not."""
    place, _, agency = where.rpartition(",")
    if place.strip() and not place.isupper():
        return place.strip(), agency.strip()
    return where, None


def _place_and_day(where: str) -> tuple[str, days.Moment | None]:
    """The place ("" for what is none) and the day written behind it."""
    moment = None
    stripped = where.rstrip(" .,")
    if any(map(str.isdigit, where)):
        moment = days.search(where)
        if moment is None or moment.end < len(stripped):
            return "", None
        stripped = where[: moment.start].rstrip(" .,")
    elif "," in where and _folded(where.rpartition(",")[2]) in words().weekdays:
        stripped = where.rpartition(",")[0].rstrip()
    return (stripped if _is_place(stripped) else ""), moment


def _is_place(name: str) -> bool:
    pieces = [piece.strip() for piece in re.split(r"[,/]", name)]
    if not name or len(pieces) > 5 or len(name.split()) > 12:
        return False
    for piece in pieces:
        parts = piece.split()
        if not 1 <= len(parts) <= 6 or not (parts[0][0].isupper() or "-" in parts[0]):
            return False
        if any(not part[0].isupper() and part.casefold() not in _particles() and "-" not in part for part in parts):
            return False
    return all(_WORD.fullmatch(part) for piece in pieces for part in piece.split())
