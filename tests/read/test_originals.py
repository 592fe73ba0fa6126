"""The bytes that a dispatch was read from."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dateline.errors import ReadError
from dateline.model.text import Dispatch
from dateline.read.formats import read_input
from dateline.read.identity import digest
from dateline.read.inputs import Input
from dateline.read.originals import Originals
from dateline.settings import Settings

RECORDS = [{"id": f"r{n}", "text": f"Rebels took the town of Vessa on day {n}, witnesses said."} for n in range(5)]


def given(path: Path) -> Input:
    return Input(str(path), path.name, str(path))


def read(path: Path) -> list[Dispatch]:
    found = read_input(given(path), settings=Settings())
    return [result for result in found if isinstance(result, Dispatch)]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("plain.txt", b" date 2024-12-06 Town falls\n\nRebels took the town of Vessa on Thursday.\n"),
        ("old.txt", "Rebels took the café of Vessa on Thursday.\n".encode("cp1252")),
        ("wide.txt", "Rebels took the town of Vessa on Thursday.\n".encode("utf-16")),
        ("lines.jsonl", b"\n".join(json.dumps(record).encode() for record in RECORDS)),
        ("marked.jsonl", b"\xef\xbb\xbf" + b"\r\n".join(json.dumps(record).encode() for record in RECORDS)),
        ("wide.jsonl", "\n".join(json.dumps(record) for record in RECORDS).encode("utf-16")),
        ("list.json", json.dumps(RECORDS, indent=1).encode()),
        (
            "page.html",
            b"<html><body><article><p>"
            + b"Rebels took the town of Vessa on Thursday after days of fighting. " * 9
            + b"</p></article></body></html>",
        ),
    ],
)
def test_every_dispatch_has_bytes_with_its_hash(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    dispatches = read(path)
    assert dispatches
    with Originals(given(path), max_bytes=1_000_000) as originals:
        for dispatch in [*dispatches, *dispatches[::-1]]:
            assert digest(originals.find(dispatch.sha256)) == dispatch.sha256


def test_a_file_of_records_may_be_larger_than_one_record_may_be(tmp_path: Path) -> None:
    path = tmp_path / "long.jsonl"
    path.write_bytes(
        b"\n".join(json.dumps(record | {"id": str(n)}).encode() for n in range(2_000) for record in RECORDS)
    )
    dispatches = read(path)
    with Originals(given(path), max_bytes=1_000) as originals:
        found = [originals.find(dispatch.sha256) for dispatch in dispatches]
    assert b"\n".join(found) == path.read_bytes()


def test_a_file_that_changed_is_said_to_have_changed(tmp_path: Path) -> None:
    path = tmp_path / "plain.txt"
    path.write_bytes(b"Rebels took the town of Vessa on Thursday.\n")
    [dispatch] = read(path)
    path.write_bytes(b"Nothing happened.\n")
    with (
        Originals(given(path), max_bytes=1_000) as originals,
        pytest.raises(ReadError, match="changed while it was read"),
    ):
        originals.find(dispatch.sha256)
