"""A dispatch as received, and the places in its text that other things point at.

Offsets count Unicode code points and are half-open. Two rulers are in use:

- **text offsets** count from the start of `Dispatch.text` (or of the title, when a title stands outside the text).
  They are what the ledger stores and what leaves the house (`Evidence`).
- **reading offsets** count from the start of `Dispatch.reading`: the title first where it is not part of the text, a
  blank line, then the text. Annotators and the extractor work on the reading; `Dispatch.locate` leads back.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Part = Literal["text", "title"]
BlockKind = Literal["stamp", "title", "byline", "dateline", "heading", "paragraph", "caption", "credit"]

#: Blocks that are not prose: kept and shown, never parsed.
HEADER_KINDS: frozenset[BlockKind] = frozenset({"stamp", "byline", "dateline", "credit"})

_BETWEEN_TITLE_AND_TEXT = "\n\n"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of characters `[start, end)`.

    >>> Span(3, 7).within(Span(0, 10))
    True
    """

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def within(self, other: Span) -> bool:
        """Does this range lie wholly in `other`?"""
        return other.start <= self.start and self.end <= other.end

    def meets(self, other: Span) -> bool:
        """Do the two share a character?"""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Block:
    """A part of the text with a job of its own, in text offsets (from `read`) or reading offsets (from `annotate`)."""

    kind: BlockKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Dispatch:
    """One news item as received. Immutable; an update is a new dispatch that names the one it `replaces`.

    `ref`: the id that a record brought along, or the file's name.
    `title_span`: where the title stands in `text`; None when it stands outside (or is missing).
    `published`: ISO 8601, as exact as the source gave it: `2024-12-06` or `2024-12-06T15:00:03+00:00` (no zone: unknown).
    `written`: the day of the byline or dateline where one is given; relative times are resolved against it first.
    `dateline`: the place of the dateline as written ("HAMA, Syria").
    `sha256`: of the original bytes. `blocks`: header parts of `text` found while reading, in text offsets.
    `reader`: name and version of what turned bytes into text.
    """

    id: str
    ref: str
    text: str
    sha256: str
    outlet: str | None = None
    title: str | None = None
    title_span: Span | None = None
    byline: str | None = None
    published: str | None = None
    written: date | None = None
    dateline: str | None = None
    url: str | None = None
    language: str | None = None
    origin: str = ""
    reader: str = ""
    blocks: tuple[Block, ...] = ()
    replaces: str | None = None

    @property
    def offset(self) -> int:
        """Reading offset of the first character of `text`."""
        if self.title is None or self.title_span is not None:
            return 0
        return len(self.title) + len(_BETWEEN_TITLE_AND_TEXT)

    @property
    def reading(self) -> str:
        """What is read: the title where it stands outside the text, a blank line, the text."""
        return f"{self.title}{_BETWEEN_TITLE_AND_TEXT}{self.text}" if self.offset else self.text

    @property
    def published_day(self) -> date | None:
        """The day of publication, where known."""
        return date.fromisoformat(self.published[:10]) if self.published else None

    @property
    def day(self) -> date | None:
        """The day that relative times are resolved against: byline or dateline first, publication else."""
        return self.written or self.published_day

    def locate(self, start: int, end: int) -> tuple[int, int, Part]:
        """A range of the reading as a range of the text or of the title."""
        if start >= self.offset:
            return start - self.offset, end - self.offset, "text"
        return start, min(end, len(self.title or "")), "title"


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words that carry a value, and how the value follows from them.

    `start`, `end`: text offsets (offsets in the title when `part` is "title"); `quote` is exactly those characters.
    `rule`: "words" when the words say it themselves, else the name of the inference ("coreference", "speaker-side",
    "weekday", ...); every name is documented in docs/rules.md.
    """

    start: int
    end: int
    quote: str
    rule: str
    part: Part = "text"


def evidence(dispatch: Dispatch, start: int, end: int, *, rule: str = "words") -> Evidence:
    """Evidence for a range given in reading offsets."""
    at, until, part = dispatch.locate(start, end)
    source = dispatch.text if part == "text" else dispatch.title or ""
    return Evidence(at, until, source[at:until], rule, part)
