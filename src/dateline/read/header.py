"""One line above a story as its parts: "2024-12-06 15:00:03 - From: The Plainfield Courier" -> a moment and an outlet.

A line is a header line only when all of it is understood; anything else is left to the story.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import lru_cache

from dateline.read import days
from dateline.read.days import Moment
from dateline.read.words import words

_LONGEST = 220
_BETWEEN = re.compile(r"\s+[-–—|•·]+\s+|\s*[|•·—]\s*|\t+| {3,}")
_URL = re.compile(r"https?://\S+", re.IGNORECASE)
_ON = re.compile(r"\A(?:on|at)\s+", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"\s*\([^()]{1,60}\)$")
_AGENCY = re.compile(r"[A-Z]{2,8}\s+")
_BEHIND_STAMP = re.compile(r"(?=\s+[\"“'‘]?[A-Z\d\u00c0-\u00de])|\s*[|:–—-](?=\s+[\"“'‘]?[A-Z\d])")
_NAME = re.compile(r"(?:[^\W\d_][\w'’.`-]*|&)")


@dataclass(frozen=True, slots=True)
class Header:
    """The parts of one header line. `moments`: by the label before them ("day", "published", "updated", "byline")."""

    moments: tuple[tuple[str, Moment], ...] = ()
    outlet: str | None = None
    byline: str | None = None
    title: tuple[int, int] | None = None
    place: str | None = None
    url: str | None = None
    language: str | None = None
    wants_title: bool = False
    labelled: bool = field(default=False)

    @property
    def is_byline(self) -> bool:
        """Names people, whatever else it says."""
        return self.byline is not None


def read_line(line: str) -> Header | None:
    """The parts of a header line; None when anything in it is not understood. `title` is a range of the line."""
    if len(line) > _LONGEST or not line.strip():
        return None
    dated = _dated_title(line)
    if dated is not None:
        return dated
    label, rest = _label(line.strip())
    if label == "title" and rest:
        start = line.index(rest)
        return Header(title=(start, start + len(rest)), labelled=True)
    header = Header()
    pending: str | None = None
    pieces = [piece for piece in _BETWEEN.split(line.strip()) if piece]
    for piece in pieces:
        read = _piece(piece, header, pending)
        if read is None:
            return None
        header, pending = read
    if pending or not (header.labelled or header.moments or header.byline or header.url):
        return None
    if header.outlet and header.byline:
        # "Jane Roe | The Plainfield Courier | 6 December 2024": the outlet's own line gives the day of publication
        header = replace(header, moments=tuple(("stamp" if at == "byline" else at, day) for at, day in header.moments))
    return header if header.labelled or header.moments or header.url else None


def _dated_title(line: str) -> Header | None:
    """ " date 2024-12-06 TITLE", the line that opens a plain dispatch; the title may be missing."""
    found = _day_label().match(line)
    if not found:
        return None
    moment = days.match(line, found.end())
    if moment is None:
        return None
    rest = line[moment.end :]
    title = rest.strip(" \t\r,;|:–—-")
    header = Header(moments=(("day", moment),), wants_title=True, labelled=True)
    if not title:
        return header
    understood = read_line(title)
    if understood is not None and (understood.outlet or understood.labelled):
        return replace(understood, moments=(("day", moment), *understood.moments), wants_title=True)
    start = moment.end + rest.index(title)
    return replace(header, title=(start, start + len(title)), wants_title=False)


@lru_cache(maxsize=1)
def _day_label() -> re.Pattern[str]:
    return re.compile(rf"\s*(?:{'|'.join(map(re.escape, words().lists['labels']['day']))})\s*:?\s+", re.IGNORECASE)


@lru_cache(maxsize=1)
def _labels() -> tuple[re.Pattern[str], dict[str, str]]:
    names = {name: kind for kind, group in words().lists["labels"].items() for name in group}
    ordered = sorted(names, key=lambda name: (-len(name), name))
    return re.compile(rf"({'|'.join(map(re.escape, ordered))})(\s*:|(?=\s))\s*", re.IGNORECASE), names


def _label(piece: str) -> tuple[str | None, str]:
    """The field that a label announces and what follows. Without a colon only a day or names may follow."""
    pattern, names = _labels()
    found = pattern.match(piece)
    if not found:
        return None, piece
    kind, rest = names[found[1].lower()], piece[found.end() :].strip()
    if kind in ("day", "published", "updated"):
        rest = _ON.sub("", rest)
    if found[2].strip() == ":":
        return kind, rest
    if kind in ("day", "published", "updated") and (days.match(rest) or not rest):
        return kind, rest
    if kind == "byline" and found[1].lower().endswith("by"):
        return kind, rest
    return None, piece


def _piece(piece: str, header: Header, pending: str | None) -> tuple[Header, str | None] | None:
    """The header with one more piece, and a label that still waits for its value."""
    label, rest = _label(piece)
    if label is None and pending:
        label, rest = pending, piece
    if label is not None and not rest:
        return replace(header, labelled=True), label
    if label in ("day", "published", "updated"):
        moment = days.whole(rest) if rest else None
        if moment is None:
            return _day_and_more(rest, header, label)
        return replace(header, moments=(*header.moments, (label, moment)), labelled=True), None
    if label == "byline":
        return _byline(rest, header, True)
    if label is not None:
        return _labelled(label, rest, header)
    moment = days.whole(piece)
    if moment is not None:
        return replace(header, moments=(*header.moments, ("byline" if header.byline else "stamp", moment))), None
    if _URL.fullmatch(piece):
        return replace(header, url=piece), None
    if header.byline and not header.outlet and _capitalised(piece):
        return replace(header, outlet=piece.strip(" ,;")), None
    if header.outlet and not header.byline:
        # a dash inside the outlet's own name
        return replace(header, outlet=f"{header.outlet} - {piece}"), None
    return _byline(piece, header, False)


def _labelled(label: str, rest: str, header: Header) -> tuple[Header, str | None] | None:
    if label == "outlet":
        moment = days.search(rest)
        if moment and moment.end == len(rest) and moment.start > 0:
            header = replace(header, moments=(*header.moments, ("stamp", moment)))
            rest = rest[: moment.start]
        rest = rest.strip(" ,;|-–—.")
        if _URL.fullmatch(rest):
            return replace(header, url=rest, labelled=True), None
        return (replace(header, outlet=rest, labelled=True), None) if rest else None
    if label == "url":
        return (replace(header, url=rest, labelled=True), None) if _URL.fullmatch(rest) else None
    if label == "language":
        return replace(header, language=rest, labelled=True), None
    if label == "place":
        return replace(header, place=rest, labelled=True), None
    return None


def _day_and_more(rest: str, header: Header, label: str) -> tuple[Header, str | None] | None:
    """ "Published 6 December 2024 by Jane Roe": the day, then a piece of its own."""
    moment = days.match(rest)
    if moment is None:
        return None
    header = replace(header, moments=(*header.moments, (label, moment)), labelled=True)
    more = rest[moment.end :].strip(" ,;|-–—.")
    return _piece(more, header, None) if more else (header, None)


def _byline(piece: str, header: Header, announced: bool) -> tuple[Header, str | None] | None:
    """Names, with or without a day at either end: "Alex MacDonald Thu, 12/05/2024", "By Jane Roe"."""
    moment = days.search(piece) if any(map(str.isdigit, piece)) else None
    names = piece
    if moment is not None:
        before, after = piece[: moment.start].strip(" ,;|-–—"), piece[moment.end :].strip(" ,;|-–—.")
        if before and after:
            return None
        if after:
            read = _piece(after, header, None)
            return (replace(read[0], moments=(*read[0].moments, ("byline", moment))), read[1]) if read else None
        names = re.sub(r"\s+on$", "", before)
        header = replace(header, moments=(*header.moments, ("byline", moment)))
    bare = _IN_BRACKETS.sub("", names)
    if not bare or header.byline or not is_names(bare, announced=announced):
        return None
    names = names.strip(" ,;")
    if not announced and header.outlet is None and is_outlet(names):
        moments = tuple(("stamp" if at == "byline" else at, day) for at, day in header.moments)
        return replace(header, outlet=names, moments=moments), None
    return replace(header, byline=names, labelled=header.labelled or announced), None


def _capitalised(piece: str) -> bool:
    """Up to eight words, all but the small ones with a capital: a name of some sort."""
    parts = piece.split()
    return 1 <= len(parts) <= 8 and all(part[0].isupper() or part.casefold() in _small() for part in parts)


def inline_stamp(text: str, start: int) -> tuple[int, str, Moment] | None:
    """A whole day glued before the story: "12 Jul 2016 Rebels said", "AFP Sunday 3 Jul 2016 Shelling": (end, label, day).

    A comma or a small letter behind it makes it a part of the sentence.
    """
    head = text[start : start + 120].rstrip()
    label, rest = _label(head)
    at = start + len(head) - len(rest) if label else start
    if label not in (None, "day", "published", "updated"):
        return None
    agency = _AGENCY.match(text, at) if label is None else None
    moment = days.match(text, at) or (days.match(text, agency.end()) if agency else None)
    if moment is None or not moment.days:
        return None
    following = _BEHIND_STAMP.match(text, moment.end)
    return (following.end(), label or "stamp", moment) if following else None


def is_outlet(text: str) -> bool:
    """Does this name of up to five words end or begin with a word that outlets have in their names?"""
    parts = text.strip().split()
    marks = words().lists["names"]["outlets"]
    return (
        2 <= len(parts) <= 5 and _capitalised(text) and bool({parts[0].casefold(), parts[-1].casefold()} & set(marks))
    )


def name_line(line: str) -> bool:
    """Is this line nothing but one to three names of two or three words, as bylines without "By" are?"""
    groups = re.split(r"\s*[,;/]\s*|\s+(?:and|&|AND)\s+", line.strip())
    return (
        is_names(line, announced=False) and len(groups) <= 3 and all(2 <= len(group.split()) <= 3 for group in groups)
    )


def is_names(text: str, *, announced: bool) -> bool:
    """Can these words be the names of authors? `announced`: "By" stood before them, so that one word is enough."""
    stripped = text.strip(" ,;")
    parts = [part for part in re.split(r"[\s,;/]+", stripped) if part]
    if not 1 <= len(parts) <= 18 or (stripped.endswith((".", "!", "?", ":")) and not re.search(r"\b\w\.$", stripped)):
        return False
    small = _small()
    if not all(_NAME.fullmatch(part) for part in parts):
        return False
    if any(part[0].islower() and part.casefold() not in small and "-" not in part for part in parts):
        return False
    first = parts[0].casefold().rstrip(".")
    if (
        first in words().weekdays
        or (first in words().months and len(parts) == 1)
        or first in small - {"al", "el", "la", "de"}
    ):
        return False
    capitals = [part for part in parts if part[0].isupper() or not part[0].islower()]
    if announced:
        return bool(capitals)
    groups = [group.split() for group in re.split(r"\s*[,;/]\s*|\s+(?:and|&|AND|et|y|und)\s+", stripped) if group]
    return len(parts) <= 9 and all(2 <= len(group) <= 5 for group in groups) and len(capitals) >= 2


@lru_cache(maxsize=1)
def _small() -> frozenset[str]:
    return frozenset(words().lists["names"]["small"])
