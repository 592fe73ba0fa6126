"""Blocks, sentences and the parse: what every other annotator stands on.

`lay_out` cuts a dispatch into blocks (title, paragraphs, headings; headers are kept apart and never parsed).
`Parser.parse` turns laid-out dispatches into tokens and sentences, many at once. Offsets stay true because the parser
gets a copy of the reading of the same length, in which header blocks are blanked, odd characters are replaced one for
one, and blocks of capitals alone or small letters alone are spelled in the ordinary way (`casing`).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from dateline.annotate.boundaries import settle_starts
from dateline.annotate.casing import Casing
from dateline.annotate.headlines import WordForms, small_letters, word_forms
from dateline.annotate.mending import mend
from dateline.errors import ModelMissing
from dateline.knowledge.abbreviations import Abbreviations, load_abbreviations
from dateline.knowledge.headlines import load_headline_words
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

#: "IS", the group, among words in small letters: the parser takes it for a verb, so it is shown a name of two letters.
_NAME_LIKE_A_VERB = re.compile(r"(?<![A-Z] )\bIS\b(?! [A-Z]{2,}\b)")
_STANDS_IN = "UN"
_HEADINGS = frozenset({"title", "heading"})
_WORD = re.compile(r"[^\W\d_]+")
#: The tokeniser peels a run of marks off one by one, with work that grows with the run's square.
_RUN = re.compile(r"[^\w\s]{64}")

_LINE = re.compile(r"[^\n\r\u2028\u2029]+")
_ENDS_SENTENCE = re.compile(r"""[.!?:;…]["'”’»)\]]*\s*$""")
_STOPPED = re.compile(r"""[.!…,:;]["'”’»)\]]*(?:\s*[(\[][^()\[\]]{0,60}[)\]])?$""")
_BULLET = re.compile(r"(?:[-*•·▪●–—]|\(?\d{1,2}[.)])\s")
_CREDITED = re.compile(r"[.\w][\"'”’]?\s*(?:\[[^\[\]/]{2,40}/[^\[\]]{2,30}\]|\([^()/]{2,40}/[^()]{2,30}\))$")
_PICTURE = re.compile(r"(?:file )?(?:photo|picture|image|photograph|video|caption)s?\s?:", re.IGNORECASE)
_PULLED = re.compile(r"""["'”’»]\s*[-–—―]{1,2}\s*([^"'”’»]{3,90})$""")
_OPENING = frozenset("\"'“‘«„")
_HEADING_WORDS = 12
_HEADING_LENGTH = 120
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
    prose = [n for n, block in enumerate(found) if block.kind not in HEADER_KINDS]
    if len(prose) == 1 and found[prose[0]].kind == "heading":
        found[prose[0]] = replace(found[prose[0]], kind="paragraph")
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
    if _CREDITED.search(text[-80:]) or _PICTURE.match(text):
        return Block("caption", start, end)
    if len(lines) == 1 and _pulled(text):
        return Block("caption", start, end)
    heading = (
        len(lines) == 1
        and len(text) <= _HEADING_LENGTH
        and len(text.split()) <= _HEADING_WORDS
        and not _STOPPED.search(text[-160:])
        and not _BULLET.match(text)
    )
    return Block("heading" if heading else "paragraph", start, end)


def _pulled(text: str) -> bool:
    """A quotation set large: words in marks, a dash, a name, and nothing else."""
    pulled = _PULLED.search(text[-120:])
    return text[0] in _OPENING and pulled is not None and len(pulled[1].split()) <= 14


class Parser:
    """The language model behind the parse, opened once and passed in."""

    def __init__(self, model: str, *, abbreviations: Abbreviations | None = None) -> None:
        import spacy

        self._abbreviations = abbreviations or load_abbreviations()
        self._cased: Casing | None = None
        self._forms: WordForms | None = None

        try:
            self._nlp = spacy.load(model, exclude=["senter"])
        except OSError as error:
            raise ModelMissing(
                f"the language model {model!r} is not installed",
                way_out="Install it with pip, or name another in DATELINE_MODEL.",
            ) from error
        self._nlp.max_length = 10 * PIECE
        self.name = f"{self._nlp.meta['name']}-{self._nlp.meta['version']}"

    def _words(self) -> WordForms:
        if self._forms is None:
            lookups = self._nlp.get_pipe("lemmatizer").lookups if self._nlp.has_pipe("lemmatizer") else None
            tables = (
                [lookups.get_table(name) for name in ("lemma_index", "lemma_exc")] if lookups is not None else [{}, {}]
            )
            self._forms = word_forms(*tables)
        return self._forms

    def _casing(self) -> Casing:
        if self._cased is None:
            lemmatizer = self._nlp.get_pipe("lemmatizer") if self._nlp.has_pipe("lemmatizer") else None
            lookups = getattr(lemmatizer, "lookups", None)
            tables = {name: lookups.get_table(name) for name in lookups.tables} if lookups is not None else {}
            self._cased = Casing(tables, self._nlp.Defaults.stop_words)
        return self._cased

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
        cased = self._casing().cased(mask(annotated.reading, annotated.blocks), annotated.blocks)
        masked = _NAME_LIKE_A_VERB.sub(_STANDS_IN, small_letters(cased, annotated.blocks, self._words()))
        prose = [block for block in annotated.blocks if block.kind not in HEADER_KINDS]
        block_starts = [block.start for block in prose]
        for start, end in _cuts(masked, prose):
            doc = self._unparsed(masked[start:end])
            inside = block_starts[bisect_left(block_starts, start) : bisect_left(block_starts, end)]
            begins = [at - start for at in inside]
            settle_starts(doc, begins, self._abbreviations)
            yield start, doc

    def _unparsed(self, text: str) -> Doc:
        """The unparsed document of a text; endless runs of marks are cut, and nothing else."""
        cuts = [found.end() for found in _RUN.finditer(text)]
        if not cuts:
            return self._nlp.make_doc(text)
        from spacy.tokens import Doc

        pieces = [self._nlp.make_doc(text[a:b]) for a, b in pairwise([0, *cuts, len(text)]) if b > a]
        words = [token for piece in pieces for token in piece]
        return Doc(self._nlp.vocab, [token.text for token in words], [bool(token.whitespace_) for token in words])


def mask(reading: str, blocks: tuple[Block, ...]) -> str:
    """A copy of the same length for the parser: header blocks blank, quotation marks straight, spaces plain."""
    parts: list[str] = []
    at = 0
    for block in blocks:
        if block.kind in HEADER_KINDS and block.end > at:
            start = max(at, block.start)
            parts.append(reading[at:start])
            parts.append(" " * (block.end - start))
            at = block.end
        elif (
            block.kind in _HEADINGS
            and block.start >= at
            and (plain := _uncapitalised(reading[block.start : block.end])) is not None
        ):
            parts.append(reading[at : block.start])
            parts.append(plain)
            at = block.end
    parts.append(reading[at:])
    return "".join(parts).translate(_SAME_LENGTH)


def _uncapitalised(heading: str) -> str | None:
    """A heading with a capital on every word, its plain words in small letters; None for any other heading."""
    words = [word.group() for word in _WORD.finditer(heading)]
    long = [word for word in words if len(word) > 3]
    if len(words) < 4 or sum(word[0].isupper() for word in long) < 0.8 * len(long) or heading.isupper():
        return None
    known = load_headline_words()

    def small(word: re.Match[str]) -> str:
        text = word.group()
        lower = text.lower()
        same = len(lower) == len(text) and text[1:].islower() and lower in known
        return lower if same and word.start() > 0 else text

    return _WORD.sub(small, heading)


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
            start = offset + words[0].idx
            while block + 1 < len(blocks) and blocks[block].end <= start:
                block += 1
            first = len(tokens)
            stray = bool(sentences) and sentences[-1].block == block and _only_marks(words)
            if stray:
                before = sentences.pop()
                root = next(k for k in range(before.first, before.last) if tokens[k].head == k)
                tokens.extend(_stray(words, offset, len(tokens), root, len(sentences)))
                first, start = before.first, before.start
            else:
                tokens.extend(_own_words(_tokens(words, offset, first, len(sentences)), annotated.reading))
                mend(tokens, first)
            sentences.append(Sentence(start, tokens[-1].end, first, len(tokens), block, blocks[block].kind))
    return replace(annotated, tokens=tuple(tokens), sentences=tuple(sentences))


def _only_marks(words: list[Any]) -> bool:
    return len(words) <= 3 and not any(letter.isalnum() for token in words for letter in token.text)


def _lemma(token: Any) -> str:
    """The lemma; the model's rules make "hop" of "hoped"."""
    lemma: str = token.lemma_ or token.text
    return "hope" if (lemma == "hop" and token.lower_.startswith("hope")) or token.lower_ == "hoping" else lemma


def _tokens(words: list[Any], offset: int, first: int, sentence: int) -> Iterator[Token]:
    """Tokens of one sentence, spaces left out, heads counted anew."""
    index = {token.i: first + k for k, token in enumerate(words)}
    for k, token in enumerate(words, first):
        head = token.head
        while head.is_space and head.head.i != head.i:
            head = head.head
        start = offset + token.idx
        yield Token(
            k, start, start + len(token.text), token.text, _lemma(token), token.pos_, token.tag_, token.dep_,
            index.get(head.i, k), token.ent_type_, sentence,
        )  # fmt: skip


def _own_words(tokens: Iterable[Token], reading: str) -> Iterator[Token]:
    """The tokens, with the name that the parser was shown another for."""
    for token in tokens:
        own = reading[token.start : token.end]
        stands_in = token.text == _STANDS_IN and own != _STANDS_IN and own.isupper()
        yield replace(token, text=own, lemma=own) if stands_in else token


def _stray(words: list[Any], offset: int, first: int, root: int, sentence: int) -> Iterator[Token]:
    """Marks that the parser left alone ("”") go to the sentence before."""
    for k, token in enumerate(words, first):
        start = offset + token.idx
        yield Token(
            k, start, start + len(token.text), token.text, token.text, "PUNCT", token.tag_, "punct", root, "", sentence
        )
