"""Encodings, on real bytes: what is text comes out true, what was lost is said, what is no text is refused."""

from __future__ import annotations

import pytest

from dateline.errors import ReadError
from dateline.read.decoding import decode

WESTERN = "The café owner said: “We left.” – and he went to Besançon."


@pytest.mark.parametrize(
    ("source", "text", "encoding"),
    [
        ("Rebels took Ḥamā.\r\n".encode(), "Rebels took Ḥamā.\r\n", "utf-8"),
        (b"\xef\xbb\xbfBridge", "Bridge", "utf-8"),
        ("Bridge حماة".encode("utf-16"), "Bridge حماة", "utf-16-le"),
        (b"\xfe\xff" + "Bridge حماة".encode("utf-16-be"), "Bridge حماة", "utf-16-be"),
        (WESTERN.encode("cp1252"), WESTERN, "cp1252"),
    ],
)
def test_text_comes_out_as_it_was_written(source: bytes, text: str, encoding: str) -> None:
    decoded = decode(source)
    assert (decoded.text, decoded.encoding, decoded.lost) == (text, encoding, False)


def test_russian_of_before_unicode_is_recognised() -> None:
    text = "Войска вошли в город ночью. Жители сообщили, что мост через реку разрушен, а дорога закрыта. " * 4
    decoded = decode(text.encode("cp1251"))
    assert decoded.text == text
    assert decoded.problem is not None


def test_a_page_is_read_in_the_encoding_that_it_declares() -> None:
    page = '<html><head><meta charset="windows-1251"></head><body>мост</body></html>'
    assert decode(page.encode("cp1251"), html=True).text == page


@pytest.mark.parametrize(
    ("source", "byte"),
    [
        (b"Rebels took the town \xff of the bridge.", 21),
        ("Ḥamā, Ḥimṣ, ".encode() * 5 + b"\xc5" + " Ḥalab".encode(), 95),
        ("The road to Ḥamā".encode()[:-1], 17),
    ],
)
def test_a_few_broken_places_are_replaced_and_named(source: bytes, byte: int) -> None:
    decoded = decode(source)
    assert decoded.lost
    assert decoded.place == f"byte {byte}"
    assert "\ufffd" in decoded.text


@pytest.mark.parametrize(
    ("source", "what"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "PDF"),
        (b"PK\x03\x04\x14\x00", "ZIP"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "PNG"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "JPEG"),
        (b"\x1f\x8b\x08\x00", "gzip"),
        (b"Rebels took\x00 the bridge.", "NUL at byte 11"),
        ("Rebels took the bridge.".encode("utf-16-le"), "UTF-16 without"),
        ("Rebels took the bridge.".encode("utf-16-be"), "UTF-16 without"),
        (b"\xff\xfe" + "a\x00b".encode("utf-16-le"), "NUL at character 1"),
        (bytes(range(1, 256)) * 40, "nor any encoding"),
    ],
)
def test_what_is_no_text_is_refused_with_a_place_and_a_way_out(source: bytes, what: str) -> None:
    with pytest.raises(ReadError, match=what) as caught:
        decode(source)
    assert caught.value.place
    assert caught.value.way_out.endswith(".")
