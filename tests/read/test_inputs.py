"""Files, folders, patterns and standard input; and everything in a folder that is no file."""

from __future__ import annotations

import io
import os
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from dateline.model.outcome import Issue
from dateline.model.text import Dispatch
from dateline.read.formats import Input, gather, read_all, read_input
from dateline.settings import Settings


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b.txt", "a.txt", "sub/c.txt", ".hidden", ".git/d.txt"):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text("date 2024-12-06 Bridge falls\n\nRebels took the bridge.\n")
    return tmp_path


def names(*paths: object, settings: Settings | None = None) -> list[str]:
    found = gather([str(path) for path in paths], settings=settings or Settings())
    return [given.name if isinstance(given, Input) else given.what for given in found]


def only_issue(path: object) -> Issue:
    (issue,) = gather([str(path)], settings=Settings())
    assert isinstance(issue, Issue)
    assert issue.way_out
    return issue


def test_a_folder_is_walked_in_order_without_hidden_files(folder: Path) -> None:
    assert names(folder) == ["a.txt", "b.txt", "c.txt"]


def test_patterns_and_files(folder: Path) -> None:
    assert names(folder / "*.txt") == ["a.txt", "b.txt"]
    assert names(folder / "**" / "*.txt") == ["a.txt", "b.txt", "c.txt"]
    assert names(folder / "b.txt", folder / "a.txt") == ["b.txt", "a.txt"]


def test_a_name_with_the_signs_of_a_pattern_is_a_name_first(folder: Path) -> None:
    (folder / "a[1].txt").write_text("Rebels took the bridge.")
    assert names(folder / "a[1].txt") == ["a[1].txt"]


def test_the_ledger_in_a_folder_is_no_dispatch(folder: Path) -> None:
    for name in ("dateline.ledger", "dateline.ledger-wal", "dateline.ledger-shm"):
        (folder / name).write_bytes(b"\x00")
    settings = replace(Settings(), ledger=folder / "dateline.ledger")
    assert names(folder, settings=settings) == ["a.txt", "b.txt", "c.txt"]


def test_gathering_is_lazy(folder: Path) -> None:
    found = gather([str(folder), str(folder / "none")], settings=Settings())
    assert isinstance(next(found), Input)


def test_what_is_not_there(folder: Path) -> None:
    assert "no such file" in only_issue(folder / "none.txt").what
    assert "no file matches" in only_issue(folder / "*.pdf").what
    (folder / "link.txt").symlink_to(folder / "gone.txt")
    assert "leads to a file that does not exist" in only_issue(folder / "link.txt").what


def test_a_link_that_leads_back_up_is_not_followed(folder: Path) -> None:
    (folder / "sub" / "up").symlink_to(folder)
    found = names(folder)
    assert found[:3] == ["a.txt", "b.txt", "c.txt"]
    assert len(found) == 4
    assert "leads back" in found[3]


def test_folders_without_end_are_left(folder: Path) -> None:
    deep = folder / "sub" / Path(*["d"] * 250)
    deep.mkdir(parents=True)
    assert "deep here" in names(folder)[-1]


def test_a_link_to_itself_is_an_issue(folder: Path) -> None:
    (folder / "self").symlink_to(folder / "self")
    assert "cannot be read" in only_issue(folder / "self").what


def test_a_named_pipe_is_not_waited_for(folder: Path) -> None:
    os.mkfifo(folder / "pipe")
    assert "named pipe" in only_issue(folder / "pipe").what


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_folder_that_may_not_be_read(folder: Path) -> None:
    (folder / "sub").chmod(0)
    try:
        assert "may not be read" in only_issue(folder / "sub").what
    finally:
        (folder / "sub").chmod(0o700)


def test_a_file_that_vanishes_after_it_was_seen(folder: Path) -> None:
    given = next(gather([str(folder / "a.txt")], settings=Settings()))
    assert isinstance(given, Input)
    (folder / "a.txt").unlink()
    (issue,) = read_input(given, settings=Settings())
    assert isinstance(issue, Issue)
    assert "no such file" in issue.what


def test_a_folder_that_vanishes_while_it_is_walked(folder: Path) -> None:
    found = gather([str(folder)], settings=Settings())
    assert isinstance(next(found), Input)
    (folder / "sub" / "c.txt").unlink()
    (folder / "sub").rmdir()
    rest = list(found)
    assert [type(given).__name__ for given in rest] == ["Input", "Issue"]


def test_a_name_that_is_no_utf8_can_be_printed_and_stored(folder: Path) -> None:
    raw = os.fsencode(folder) + b"/\xff.txt"
    with open(raw, "wb") as file:  # noqa: PTH123 (a path of bytes)
        file.write(b"Rebels took the bridge.")
    given = [one for one in gather([str(folder)], settings=Settings()) if isinstance(one, Input)]
    assert all(one.origin.encode() and one.name.encode() for one in given)
    assert "\\xff.txt" in [one.name for one in given]


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    source = io.BytesIO(b"date 2024-12-06 Bridge falls\n\nRebels took the bridge.\n")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(source))
    (dispatch,) = read_all(["-"], settings=Settings())
    assert isinstance(dispatch, Dispatch)
    assert (dispatch.title, dispatch.ref, dispatch.origin) == ("Bridge falls", "-", "-")


def test_one_bad_file_costs_no_other(folder: Path) -> None:
    (folder / "aa.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00")
    kinds = [type(result).__name__ for result in read_all([str(folder)], settings=Settings())]
    assert kinds == ["Dispatch", "Issue", "Dispatch", "Dispatch"]
