"""Annotated corpora: JSON lines with `text` and `gold`, read record by record, each turned into marks and claims.

Nothing here judges. A line that is no record, or a record without what its corpus must have, raises CorpusError with the
file and the line.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dateline.errors import CorpusError
from dateline.model.claim import Claim
from dateline.model.marks import Annotated, PlaceMark
from dateline.model.record_marks import marks_to_record
from dateline.model.text import Dispatch
from dateline.scoring import timeml

if TYPE_CHECKING:
    from dateline.annotate.sentences import Parser
    from dateline.knowledge.library import Knowledge
    from dateline.settings import Settings

#: Where a sentence ends, for showing one: a line break, or a full stop before white space.
SENTENCE = r"\n|(?<=[a-z0-9][.?!])\s|(?<=[.,?!][”\"])\s(?=[A-Z])|(?<=[”\"][.?!])\s"
_LONGEST = 400


@dataclass(frozen=True, slots=True)
class Example:
    """One record of a corpus with what Dateline makes of it. `place`: file and line. `marks`: as of `dateline marks`.

    `places`: all marks of places, parts of other names among them.
    """

    name: str
    place: str
    text: str
    record: Mapping[str, Any]
    gold: Mapping[str, Any]
    dispatch: Dispatch
    marks: Mapping[str, Any]
    claims: tuple[Claim, ...]
    places: tuple[PlaceMark, ...] = ()

    def found(self, sort: str) -> list[dict[str, Any]]:
        """The marks of one sort that stand in the text."""
        return [mark for mark in self.marks[sort] if "in" not in mark]

    def sentence(self, at: int) -> str:
        """The sentence around an offset, on one line, cut where it is very long."""
        first, last = stretch(self.text, at, SENTENCE)
        words = " ".join(self.text[max(first, at - _LONGEST) : min(last, at + _LONGEST)].split())
        return words


def stretch(text: str, at: int, end: str = r"\n") -> tuple[int, int]:
    """The paragraph (or, with the other end, the sentence) around an offset."""
    first, last = 0, len(text)
    for mark in re.finditer(end, text):
        if mark.end() <= at:
            first = mark.end()
        elif mark.end() > at:
            last = mark.end()
            break
    return first, last


def files_of(path: Path) -> list[Path]:
    """The files of a corpus: the file itself, or the `.jsonl`, else the `.tml`, of a folder in the order of their names."""
    if path.is_dir():
        found = sorted(path.glob("*.jsonl")) or sorted(path.glob("*.tml"))
        if not found:
            raise CorpusError(
                "the folder holds no .jsonl and no .tml", place=str(path), way_out="Name the file of the corpus."
            )
        return found
    if not path.exists():
        raise CorpusError("there is no such file", place=str(path), way_out="Name a file or a folder of JSON lines.")
    return [path]


def digest(files: Iterable[Path]) -> str:
    """SHA-256 over the bytes of the files, one after the other."""
    made = hashlib.sha256()
    for path in files:
        made.update(path.read_bytes())
    return made.hexdigest()


def records(files: Iterable[Path]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Each record with its place (`FILE, line N`). Blank lines are passed over."""
    for path in files:
        if path.suffix == ".tml":
            yield str(path), timeml.record(path)
            continue
        for number, line in enumerate(path.read_bytes().split(b"\n"), start=1):
            if line.strip():
                place = f"{path}, line {number}"
                yield place, _record(line, place)


def _record(line: bytes, place: str) -> Mapping[str, Any]:
    try:
        record = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise CorpusError("the line is not UTF-8", place=place, way_out="Store the corpus as UTF-8.") from error
    except ValueError as error:
        raise CorpusError(f"this is no JSON ({error})", place=place, way_out="Give one record a line.") from error
    if not isinstance(record, dict):
        raise CorpusError("this is no record", place=place, way_out="Give one JSON object a line.")
    text = record.get("text")
    if not isinstance(text, str) or not text.strip():
        raise CorpusError('the record has no "text"', place=place, way_out="Each record needs the words it judges.")
    if not isinstance(record.get("gold"), dict):
        raise CorpusError('the record has no "gold"', place=place, way_out='Put the annotation under "gold".')
    return record


def spans_in(record: Mapping[str, Any], key: str, *, place: str, needs: Sequence[str] = ()) -> None:
    """Checks `gold[key]`: a list of objects with `start`, `end` within the text, and the further keys."""
    entries = record["gold"].get(key)
    if not isinstance(entries, list):
        raise CorpusError(f'"gold" has no list "{key}"', place=place, way_out=_WRONG_CORPUS)
    for number, entry in enumerate(entries):
        where = f'entry {number} of "{key}"'
        if not isinstance(entry, dict) or not all(isinstance(entry.get(end), int) for end in ("start", "end")):
            raise CorpusError(f'{where} has no "start" and "end"', place=place, way_out=_WRONG_CORPUS)
        if not 0 <= entry["start"] < entry["end"] <= len(record["text"]):
            raise CorpusError(f"{where} does not lie in the text", place=place, way_out="Offsets count code points.")
        if lacking := [need for need in needs if need not in entry]:
            raise CorpusError(f'{where} has no "{lacking[0]}"', place=place, way_out=_WRONG_CORPUS)


_WRONG_CORPUS = "See docs/reference.md for what the corpus must have, or name another corpus."


def gold_keys(record: Mapping[str, Any], keys: Sequence[str], *, place: str) -> None:
    """Checks that the gold has the keys."""
    if lacking := [key for key in keys if key not in record["gold"]]:
        raise CorpusError(f'"gold" has no "{lacking[0]}"', place=place, way_out=_WRONG_CORPUS)


def examples(
    found: Iterable[tuple[str, Mapping[str, Any]]],
    *,
    settings: Settings,
    knowledge: Knowledge,
    parser: Parser,
    with_claims: bool,
    step: Callable[[int], None] | None = None,
) -> Iterator[Example]:
    """Each record read, marked and (where wanted) turned into claims. `step` is told how many are done."""
    from dateline.extract.claims import extract
    from dateline.pipeline import annotate

    taken = [(place, record, _dispatch(record, place, settings)) for place, record in found]
    dispatches = [dispatch for _, _, dispatch in taken]
    marked = annotate(dispatches, knowledge=knowledge, parser=parser)
    for number, ((place, record, dispatch), annotated) in enumerate(zip(taken, marked, strict=True), start=1):
        if not isinstance(annotated, Annotated):
            raise CorpusError(annotated.what, place=place, way_out="Report it with the record.")
        claims = extract(annotated, knowledge=knowledge) if with_claims else ()
        name = str(record.get("id", place.rpartition(", ")[2]))
        marks = marks_to_record(annotated)
        yield Example(name, place, dispatch.text, record, record["gold"], dispatch, marks, claims, annotated.places)
        if step:
            step(number)


def _dispatch(record: Mapping[str, Any], place: str, settings: Settings) -> Dispatch:
    from dateline.read.formats import read

    if "file" in record:
        source, origin = record["file"].read_bytes(), str(record["file"])
    else:
        plain = {key: value for key, value in record.items() if key != "gold"}
        source, origin = json.dumps(plain).encode(), f"{place}.jsonl"
    for dispatch in read(source, origin=origin, settings=settings):
        if isinstance(dispatch, Dispatch):
            return dispatch
        raise CorpusError(dispatch.what, place=place, way_out=dispatch.way_out)
    raise CorpusError("the record gives no dispatch", place=place, way_out=_WRONG_CORPUS)
