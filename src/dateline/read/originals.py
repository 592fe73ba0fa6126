"""The bytes that a dispatch was read from, found again by their SHA-256: the file, a line of it, or a record of a list.

One finder serves one input and walks through it as the dispatches do, so that a long file of records is read once more
and never held in memory.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from dateline.errors import ReadError
from dateline.read import jsons
from dateline.read.decoding import decode
from dateline.read.formats import lines
from dateline.read.identity import digest
from dateline.read.inputs import Input

_HEAD = 65_536
_BOM = b"\xef\xbb\xbf"


class Originals:
    """The original bytes of one input's dispatches. The input must be a file, no pipe; a context manager."""

    def __init__(self, given: Input, *, max_bytes: int) -> None:
        self._given = given
        self._max_bytes = max_bytes
        self._stream: BinaryIO | None = None
        self._pieces: Iterator[bytes] | None = None
        self._last: tuple[str, bytes] = ("", b"")

    def __enter__(self) -> Originals:
        return self

    def __exit__(self, *_: object) -> None:
        if self._stream is not None:
            self._stream.close()

    def find(self, sha256: str) -> bytes:
        """The bytes with that hash. Raises ReadError when the file has changed since it was read."""
        if self._last[0] == sha256:
            return self._last[1]
        for again in (False, True):
            if again or self._pieces is None:
                self._pieces = self._walk()
            for piece in self._pieces:
                if digest(piece) == sha256:
                    self._last = (sha256, piece)
                    return piece
        raise ReadError(
            "the file changed while it was read", place=self._given.origin, way_out="Add it again when it is at rest."
        )

    def _walk(self) -> Iterator[bytes]:
        """Everything that a dispatch can have been read from: the whole file first where it is small enough."""
        if self._stream is not None:
            self._stream.close()
        stream = self._stream = self._given.open()
        whole: bytes | None = stream.read(self._max_bytes + 1)
        if whole is not None and len(whole) > self._max_bytes:
            whole = None
        if whole is not None:
            yield whole
        stream.seek(0)
        for number, _, line in lines(stream.read(_HEAD), stream, self._max_bytes):
            if line is not None:
                yield line.removeprefix(_BOM) if number == 1 else line
        if whole is not None:
            yield from _records(whole)


def _records(whole: bytes) -> Iterator[bytes]:
    """Lines and records of the decoded text, as a file in UTF-16 or a JSON list gives them."""
    try:
        text = decode(whole).text
    except ReadError:
        return
    yield from text.encode("utf-8", "replace").split(b"\n")
    for start, end, _ in jsons.values(text):
        yield text[start:end].encode("utf-8", "replace")
