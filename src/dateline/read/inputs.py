"""What is to be read: files, folders, patterns and standard input, one after another and in a fixed order.

Nothing is opened here, and a folder of millions is not held in memory beyond the names of one folder.
"""

from __future__ import annotations

import glob
import os
import stat
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from dateline.model.outcome import Issue
from dateline.read.issues import issue
from dateline.settings import Settings

STANDARD_INPUT = "-"
#: Deeper than any archive is, and within what the interpreter can follow.
_DEEPEST = 200
_LEDGER_SIBLINGS = ("", "-wal", "-shm", "-journal", ".lock")


@dataclass(frozen=True, slots=True)
class Input:
    """One file to be read, or standard input ("-", without a path). `origin` is printable; `name` becomes `ref`."""

    origin: str
    name: str
    path: str | None = None

    def open(self) -> BinaryIO:
        """The bytes; raises OSError."""
        return sys.stdin.buffer if self.path is None else Path(self.path).open("rb")


def printable(path: str) -> str:
    """A path as text that every store takes, whatever bytes the file system has in it."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def gather(paths: Iterable[str], *, settings: Settings) -> Iterator[Input | Issue]:
    """Each file of the paths: folders sorted and whole (hidden files and the ledger left out), patterns sorted."""
    for path in paths:
        if path == STANDARD_INPUT:
            yield Input(STANDARD_INPUT, STANDARD_INPUT)
        elif "\x00" in path:
            yield issue("a path cannot hold a NUL", origin=path.replace("\x00", "�"), way_out="Give another path.")
        elif not os.path.lexists(path) and glob.has_magic(path):
            yield from _matching(path, settings)
        else:
            yield from _walk(path, settings, (), named=True)


def _matching(pattern: str, settings: Settings) -> Iterator[Input | Issue]:
    found = sorted(glob.glob(pattern, recursive=True))  # noqa: PTH207 (Path.glob takes hidden files, and no absolute pattern)
    if not found:
        way_out = "Check the spelling of the pattern and the folder in which the command runs."
        yield issue("no file matches this pattern", origin=printable(pattern), way_out=way_out)
    for path in found:
        # "**" gives folders too; their files come by themselves
        if not ("**" in pattern and Path(path).is_dir()):
            yield from _walk(path, settings, (), named=True)


def _walk(path: str, settings: Settings, above: tuple[tuple[int, int], ...], *, named: bool) -> Iterator[Input | Issue]:
    """The path if it is a file, everything below if it is a folder. `above`: the folders on the way, as (device, inode)."""
    try:
        status = Path(path).stat()
    except OSError as error:
        yield _unreadable(path, error)
        return
    if stat.S_ISDIR(status.st_mode):
        yield from _folder(path, settings, above, (status.st_dev, status.st_ino))
    elif stat.S_ISREG(status.st_mode) or (named and _is_handed_over(path)):
        yield Input(printable(path), printable(Path(path).name), path)
    else:
        way_out = f"Leave it out, or send what it gives through standard input: dateline add - < {printable(path)}"
        yield issue(f"this is {_kind(status.st_mode)}, not a file", origin=printable(path), way_out=way_out + ".")


def _is_handed_over(path: str) -> bool:
    """An open stream that a shell hands over as a path: <(command)."""
    return path.startswith(("/dev/fd/", "/proc/self/fd/")) or path == "/dev/stdin"


def _folder(
    path: str, settings: Settings, above: tuple[tuple[int, int], ...], here: tuple[int, int]
) -> Iterator[Input | Issue]:
    if len(above) >= _DEEPEST:
        way_out = "Name the deeper folder itself on the command line."
        yield issue(f"folders lie more than {_DEEPEST} deep here; not entered", origin=printable(path), way_out=way_out)
        return
    if here in above:
        what = "this link leads back to a folder that holds it; it is not followed"
        yield issue(
            what,
            origin=printable(path),
            way_out="Nothing is lost; remove the link to be rid of this note.",
            level="note",
        )
        return
    try:
        names = sorted(entry.name for entry in os.scandir(path))
    except OSError as error:
        yield _unreadable(path, error)
        return
    ledger = {f"{settings.ledger.name}{sibling}" for sibling in _LEDGER_SIBLINGS}
    for name in names:
        if name.startswith(".") or (name in ledger and _same_folder(path, settings.ledger)):
            continue
        yield from _walk(str(Path(path, name)), settings, (*above, here), named=False)


def _same_folder(path: str, ledger: Path) -> bool:
    return Path(path).resolve() == ledger.parent.resolve()


def _unreadable(path: str, error: OSError) -> Issue:
    """An issue in the words of the system, with the way out that fits."""
    if isinstance(error, FileNotFoundError) and Path(path).is_symlink():
        what, way_out = "this link leads to a file that does not exist", "Remove the link or bring the file back."
    elif isinstance(error, FileNotFoundError):
        what, way_out = (
            "there is no such file or folder",
            "Check the spelling and the folder in which the command runs.",
        )
    elif isinstance(error, PermissionError):
        what, way_out = "this may not be read", "Give yourself the right to read it (chmod u+r), or run as its owner."
    else:
        what, way_out = (
            f"this cannot be read ({error.strerror})",
            "Check the disk or the network drive and add it again.",
        )
    return issue(what, origin=printable(path), way_out=way_out)


def unreadable(given: Input, error: OSError) -> Issue:
    """The same for a file that was there when the folder was listed and could not be opened or read later."""
    return _unreadable(given.path or STANDARD_INPUT, error)


def _kind(mode: int) -> str:
    if stat.S_ISFIFO(mode):
        return "a named pipe"
    if stat.S_ISSOCK(mode):
        return "a socket"
    return "a device"
