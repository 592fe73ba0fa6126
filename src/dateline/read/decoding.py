"""Bytes -> text: UTF-8, UTF-16 with its mark, a declared or a guessed older encoding; what is no text is refused.

Line ends are left as they are, so that offsets into the text stay true to the file.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from charset_normalizer import from_bytes

from dateline.errors import ReadError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_UNPACK = "Unpack it and add what is inside."
_AS_TEXT = "Save it as text or HTML, in UTF-8, and add that."
_NO_TEXT = "Leave it out; only text can be read."

#: First bytes of files that are no text, and what to do with them.
_MAGIC = (
    (b"%PDF-", "a PDF document", "Turn it into text first (pdftotext FILE - | dateline add -)."),
    (b"PK\x03\x04", "a ZIP archive or an office document", "Unpack it, or save the document as text, and add that."),
    (b"PK\x05\x06", "an empty ZIP archive", _UNPACK),
    (b"\x1f\x8b", "gzip-compressed", "Unpack it first (gunzip -c FILE | dateline add -)."),
    (b"BZh", "bzip2-compressed", "Unpack it first (bunzip2 -c FILE | dateline add -)."),
    (b"\xfd7zXZ\x00", "xz-compressed", "Unpack it first (xz -dc FILE | dateline add -)."),
    (b"\x28\xb5\x2f\xfd", "zstandard-compressed", "Unpack it first (zstd -dc FILE | dateline add -)."),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", _UNPACK),
    (b"Rar!\x1a\x07", "a RAR archive", _UNPACK),
    (b"{\\rtf", "a rich-text document", _AS_TEXT),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document", _AS_TEXT),
    (b"\x89PNG\r\n", "a PNG picture", _NO_TEXT),
    (b"\xff\xd8\xff", "a JPEG picture", _NO_TEXT),
    (b"GIF87a", "a GIF picture", _NO_TEXT),
    (b"GIF89a", "a GIF picture", _NO_TEXT),
    (b"RIFF", "a picture, sound or film", _NO_TEXT),
    (b"ID3", "a sound recording", _NO_TEXT),
    (b"OggS", "a sound recording or film", _NO_TEXT),
    (b"SQLite format 3\x00", "a SQLite database (a ledger?)", "Leave it out of the folder that is added."),
    (b"\x7fELF", "a program", _NO_TEXT),
)

_META_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
_MULTIBYTE = re.compile(rb"[\xc2-\xf4][\x80-\xbf]+")
#: Marks and signs of cp1252 that stand in running text beside its letters.
_MARKS_1252 = frozenset("‘’“”„–—…•€£°§«»©®·½¼¾ \u00a0")
_SAMPLE = 200_000
_HEAD = 4_096
#: So few odd bytes are damage; an older encoding leaves one in every word.
_FEW = 3


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, the encoding it came from, and a sentence about what was lost or guessed (with its byte), if anything."""

    text: str
    encoding: str
    problem: str | None = None
    place: str = ""
    lost: bool = False


def refusal(head: bytes) -> tuple[str, str] | None:
    """What a file that begins like this is, and the way out, when it is no text at all."""
    for magic, name, way_out in _MAGIC:
        if head.startswith(magic):
            return f"this is {name}, not text", way_out
    return None


def decode(source: bytes, *, html: bool = False) -> Decoded:
    """The text of the bytes. Raises ReadError, with the place and the way out, for what is no text."""
    refused = refusal(source[:32])
    if refused:
        raise ReadError(refused[0], place="byte 0", way_out=refused[1])
    for mark, encoding in _MARKS:
        if source.startswith(mark):
            return _marked(source[len(mark) :], encoding, len(mark))
    if b"\x00" in source:
        raise _nul(source)
    try:
        return Decoded(source.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        return _not_utf8(source, error.start, html)


def _marked(source: bytes, encoding: str, skipped: int) -> Decoded:
    try:
        text = source.decode(encoding)
    except UnicodeDecodeError as error:
        at = error.start + skipped
        lost = f"broken {encoding} at byte {at}; what could not be read stands as �"
        return Decoded(_without_nul(source.decode(encoding, "replace")), encoding, lost, f"byte {at}", True)
    if "\x00" in text:
        raise ReadError(
            f"a NUL at character {text.index(chr(0))}: this is not text, or a damaged file",
            place=f"character {text.index(chr(0))}",
            way_out="Remove the NUL characters (tr -d '\\000' < FILE), or fetch the file again.",
        )
    return Decoded(text, encoding)


def _without_nul(text: str) -> str:
    return text.replace("\x00", "\ufffd")


def _nul(source: bytes) -> ReadError:
    at = source.index(0)
    head = source[:_HEAD]
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if max(even, odd) > max(len(head) // 5, 1) and min(even, odd) * 8 <= max(even, odd):
        return ReadError(
            "this looks like UTF-16 without a byte-order mark",
            place=f"byte {at}",
            way_out="Save it as UTF-8 (iconv -f UTF-16LE -t UTF-8 FILE) and add that.",
        )
    return ReadError(
        f"a NUL at byte {at}: this is not text, or a damaged file",
        place=f"byte {at}",
        way_out="Remove the NUL bytes (tr -d '\\000' < FILE), fetch the file again, or leave it out.",
    )


def _not_utf8(source: bytes, at: int, html: bool) -> Decoded:
    declared = _declared(source) if html else None
    if declared:
        return declared
    replaced = source.decode("utf-8", "replace")
    bad = replaced.count("\ufffd")
    intact = sum(1 for _ in _MULTIBYTE.finditer(source))
    lost = f"broken UTF-8 in {bad} place{'s' if bad > 1 else ''}, first at byte {at}; it stands as � in the text"
    mended = Decoded(replaced, "utf-8", lost, f"byte {at}", True)
    if intact >= bad:
        return mended
    western = source.decode("cp1252", "replace")
    if _is_running_text(western):
        return Decoded(western, "cp1252", f"not UTF-8 (byte {at}); read as Western European (cp1252)", f"byte {at}")
    if bad <= _FEW:
        return mended
    older = _older(source, at)
    if older:
        return older
    if bad * 200 <= len(source):
        return mended
    raise ReadError(
        f"neither UTF-8 (it breaks at byte {at}) nor any encoding that fits",
        place=f"byte {at}",
        way_out="Save it as UTF-8 and add that; if it is a picture, an archive or a program, leave it out.",
    )


def _declared(source: bytes) -> Decoded | None:
    found = _META_CHARSET.search(source[:_HEAD])
    if not found:
        return None
    name = found[1].decode("ascii")
    try:
        encoding = codecs.lookup(name).name
        # Pages that declare Latin-1 are written in cp1252: that is how every browser reads them (WHATWG Encoding).
        encoding = "cp1252" if encoding in ("iso8859-1", "ascii") else encoding
        return Decoded(source.decode(encoding), encoding) if encoding != "utf-8" else None
    except (LookupError, UnicodeError, ValueError, TypeError):
        return None


def _older(source: bytes, at: int) -> Decoded | None:
    """A guess among the encodings of before Unicode, when the bytes make sense in it."""
    cut = source.rfind(b"\n", 0, _SAMPLE) if len(source) > _SAMPLE else -1
    best = from_bytes(source[: cut if cut > 0 else _SAMPLE]).best()
    if best is None or best.encoding in ("ascii", "utf_8"):
        return None
    try:
        text = source.decode(best.encoding)
    except (UnicodeError, LookupError):
        return None
    control = sum(1 for character in text[:_SAMPLE] if character < " " and character not in "\t\n\r\f")
    if control * 100 > len(text[:_SAMPLE]) or sum(map(str.isalpha, text[:_SAMPLE])) * 2 < len(text[:_SAMPLE]):
        return None
    return Decoded(text, best.encoding, f"not UTF-8 (byte {at}); read as {best.encoding}, a guess", f"byte {at}")


def _is_running_text(text: str) -> bool:
    """Is each letter beyond ASCII part of a word of mostly plain letters, and each sign one of printed text?"""
    for found in re.finditer(r"[^\x00-\x7f]+", text):
        run = found.group()
        before, after = text[max(found.start() - 1, 0) : found.start()], text[found.end() : found.end() + 1]
        beside = (before + after).strip()
        letters = [character for character in run if character not in _MARKS_1252]
        if not letters:
            continue
        plain = all(character.isalpha() and character not in "ÿþðÞÐªº" for character in letters)
        if not plain or len(letters) > 2 or not any(one.isascii() and one.isalpha() for one in beside):
            return False
    return True
