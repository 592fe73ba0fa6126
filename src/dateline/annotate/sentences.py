"""Blocks, sentences and the parse: what every other annotator stands on.

`lay_out` cuts a dispatch into blocks (title, paragraphs, headings; headers are kept apart and never parsed).
`Parser.parse` turns laid-out dispatches into tokens and sentences, many at once. Offsets stay true because the parser
gets a copy of the reading of the same length, in which header blocks are blanked and odd characters are replaced one
for one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from dateline.errors import ModelMissing
from dateline.model.marks import Annotated, Sentence, Token
from dateline.model.text import HEADER_KINDS, Block, Dispatch

if TYPE_CHECKING:
    from spacy.tokens import Doc

#: The parser sees pieces of at most this many characters, cut between blocks (at a space inside an endless one).
PIECE = 50_000

#: One character for one: the model was trained on straight marks and plain spaces.
_SAME_LENGTH = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "‛": "'", "\u00a0": " ", "\u202f": " ",
     "\u2009": " ", "\t": " ", "\r": "\n", "\u2028": "\n", "\u2029": "\n", "\u00ad": "-", "\u2010": "-", "\u2011": "-",
     "\ufeff": " ", "\x00": " "}
)  # fmt: skip

_LINE = re.compile(r"[^\n\r\u2028\u2029]+")
_ENDS_SENTENCE = re.compile(r"""[.!?:;…]["'”’»)\]]*\s*$""")
_HEADING_WORDS = 12
_WRAPPED_LINE = 55


def lay_out(dispatch: Dispatch) -> Annotated:
    """The dispatch with its blocks, in reading offsets and in order; every non-space character is in one block."""
    reading = dispatch.reading
    offset = dispatch.offset
    blocks = [Block(block.kind, block.start + offset, block.end + offset) for block in dispatch.blocks]
    if offset:
        blocks.append(Block("title", 0, len(dispatch.title or "")))
    elif dispatch.title_span is not None:
        blocks.append(Block("title", dispatch.title_span.start, dispatch.title_span.end))
    blocks.sort(key=lambda block: block.start)
    at = 0
    found: list[Block] = []
    for block in [*blocks, Block("paragraph", len(reading), len(reading))]:
        found.extend(_paragraphs(reading, at, block.start))
        if block.end > block.start:
            found.append(block)
        at = max(at, block.end)
    return Annotated(dispatch, reading, blocks=tuple(found))


def _paragraphs(reading: str, start: int, end: int) -> Iterator[Block]:
    """Paragraphs and headings between two offsets. Lines broken by hand inside a paragraph are one block."""
    lines: list[tuple[int, int]] = []
    for line in _LINE.finditer(reading, start, end):
        text = line.group()
        stripped = text.strip()
        if not stripped:
            continue
        at = line.start() + len(text) - len(text.lstrip())
        until = at + len(stripped)
        if lines and not _continues(reading, lines[-1], at):
            yield _block(reading, lines)
            lines = []
        lines.append((at, until))
    if lines:
        yield _block(reading, lines)


def _continues(reading: str, line: tuple[int, int], start: int) -> bool:
    """Is the line that starts at `start` the rest of the paragraph of `line` (a hard wrap)?"""
    between = reading[line[1] : start]
    if between.count("\n") + between.count("\r") > 1:
        return False
    before = reading[line[0] : line[1]]
    return len(before) >= _WRAPPED_LINE and len(before) <= 120 and not _ENDS_SENTENCE.search(before)


def _block(reading: str, lines: list[tuple[int, int]]) -> Block:
    start, end = lines[0][0], lines[-1][1]
    text = reading[start:end]
    heading = len(lines) == 1 and len(text.split()) <= _HEADING_WORDS and not re.search(r"""[.!…,:;]["'”’»)]*$""", text)
    return Block("heading" if heading else "paragraph", start, end)


class Parser:
    """The language model behind the parse, opened once and passed in."""

    def __init__(self, model: str) -> None:
        import spacy

        try:
            self._nlp = spacy.load(model, exclude=["senter"])
        except OSError as error:
            raise ModelMissing(
                f"the language model {model!r} is not installed",
                way_out="Install it with pip, or name another in DATELINE_MODEL.",
            ) from error
        self._nlp.max_length = 10 * PIECE
        self.name = f"{self._nlp.meta['name']}-{self._nlp.meta['version']}"

    def parse(self, laid_out: Iterable[Annotated], *, batch: int = 16) -> Iterator[Annotated]:
        """Each dispatch with tokens and sentences, in the order in which they came."""
        pending: list[tuple[Annotated, list[tuple[int, Doc]]]] = []
        for annotated in laid_out:
            pending.append((annotated, list(self._pieces(annotated))))
            if len(pending) >= batch:
                yield from self._parse_batch(pending)
                pending = []
        yield from self._parse_batch(pending)

    def _parse_batch(self, pending: list[tuple[Annotated, list[tuple[int, Doc]]]]) -> Iterator[Annotated]:
        docs = iter(self._nlp.pipe([doc for _, pieces in pending for _, doc in pieces]))
        for annotated, pieces in pending:
            yield _with_tokens(annotated, [(start, next(docs)) for start, _ in pieces])

    def _pieces(self, annotated: Annotated) -> Iterator[tuple[int, Doc]]:
        """Unparsed documents with their reading offset; sentences may start only where a block or sentence does."""
        masked = mask(annotated.reading, annotated.blocks)
        prose = [block for block in annotated.blocks if block.kind not in HEADER_KINDS]
        for start, end in _cuts(masked, prose):
            doc = self._nlp.make_doc(masked[start:end])
            begins = {block.start - start for block in prose if start <= block.start < end}
            for token in doc:
                if token.idx in begins or token.i == 0:
                    token.is_sent_start = True
            yield start, doc


def mask(reading: str, blocks: tuple[Block, ...]) -> str:
    """A copy of the same length for the parser: header blocks blank, quotation marks straight, spaces plain."""
    parts: list[str] = []
    at = 0
    for block in blocks:
        if block.kind in HEADER_KINDS:
            parts.append(reading[at : block.start])
            parts.append(" " * (block.end - block.start))
            at = block.end
    parts.append(reading[at:])
    return "".join(parts).translate(_SAME_LENGTH)


def _cuts(masked: str, prose: list[Block]) -> Iterator[tuple[int, int]]:
    """Ranges of at most PIECE characters that together cover the prose."""
    start: int | None = None
    end = 0
    for block in prose:
        if start is not None and block.end - start > PIECE:
            yield start, end
            start = None
        if start is None:
            start = block.start
        end = block.end
        while end - start > PIECE:
            cut = masked.rfind(" ", start + 1, start + PIECE)
            cut = cut if cut > start else start + PIECE
            yield start, cut
            start = cut
    if start is not None and end > start:
        yield start, end


def _with_tokens(annotated: Annotated, pieces: list[tuple[int, Any]]) -> Annotated:
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    blocks = annotated.blocks
    block = 0
    for offset, doc in pieces:
        for sent in doc.sents:
            words = [token for token in sent if not token.is_space]
            if not words:
                continue
            first = len(tokens)
            start = offset + words[0].idx
            while block + 1 < len(blocks) and blocks[block].end <= start:
                block += 1
            index = {token.i: first + k for k, token in enumerate(words)}
            for token in words:
                head = token.head
                while head.is_space and head.head.i != head.i:
                    head = head.head
                tokens.append(
                    Token(
                        len(tokens), offset + token.idx, offset + token.idx + len(token.text), token.text,
                        token.lemma_ or token.text, token.pos_, token.tag_, token.dep_,
                        index.get(head.i, len(tokens)), token.ent_type_, len(sentences),
                    )
                )  # fmt: skip
            end = tokens[-1].end
            sentences.append(Sentence(start, end, first, len(tokens), block, blocks[block].kind))
    return replace(annotated, tokens=tuple(tokens), sentences=tuple(sentences))
