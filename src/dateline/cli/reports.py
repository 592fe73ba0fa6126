"""What commands report beside answers: what came in, what did not, marks, checks, files written."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import suppress
from errno import ENOSPC
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.cli import words
from dateline.cli.screen import console, print_json, status, styled, table
from dateline.errors import DatelineError
from dateline.model.outcome import Issue
from dateline.model.record import issue_to_record

if TYPE_CHECKING:
    from rich.console import Console

    from dateline.checkup import Check
    from dateline.model.marks import Annotated
    from dateline.pipeline import Report

#: Issues that a screen lists; `dateline show issues` has them all.
_MOST_ISSUES = 20


def report(found: Report, *, json: bool) -> None:
    """What `add` did: counts, then each issue with its way out."""
    if json:
        names = ("dispatches", "added", "replaced", "known", "claims")
        print_json(
            {name: getattr(found, name) for name in names}
            | {"issues": [issue_to_record(one) for one in found.issues], "totals": found.totals}
        )
        return
    screen = console()
    came_in(screen, found)
    if found.issues:
        levels = Counter(one.level for one in found.issues)
        counted = ", ".join(f"{levels[level]} {level}" for level in ("refused", "partial", "note") if levels[level])
        screen.print(styled(f"{plural(len(found.issues), 'issue')} ({counted}):", "bold"))
        for one in found.issues[:_MOST_ISSUES]:
            line = styled("  ")
            line.append_text(status(one.level))
            line.append(f"  {issue_sentence(one)}")
            screen.print(line)
        if len(found.issues) > _MOST_ISSUES:
            screen.print(styled(f"  … and {len(found.issues) - _MOST_ISSUES} more: dateline show issues", "dim"))


def came_in(screen: Console, found: Report) -> None:
    """The counts in two lines: this run, and what the ledger holds now."""
    news = [f"{plural(found.added, 'dispatch', 'dispatches')} added"]
    if found.replaced:
        news.append(f"{found.replaced} read anew")
    if found.known:
        news.append(f"{found.known} known already")
    screen.print(styled(f"{', '.join(news)}; {plural(found.claims, 'claim')}."))
    held = [plural(found.totals[noun], one, many) for noun, one, many in _HELD]
    screen.print(styled(f"The ledger holds {', '.join(held)}.", "dim"))


_HELD = (
    ("dispatches", "dispatch", "dispatches"),
    ("claims", "claim", "claims"),
    ("events", "event", "events"),
    ("tolls", "toll", "tolls"),
    ("control", "stretch of control", "stretches of control"),
    ("disagreements", "disagreement", "disagreements"),
)


def plural(count: int, one: str, many: str | None = None) -> str:
    """1 -> "1 claim", 2 -> "2 claims"."""
    return f"{words.number(count)} {one if count == 1 else many or one + 's'}"


def issue_sentence(found: Issue) -> str:
    """Where, what, and the way out, in one line."""
    place = f", {found.place}" if found.place else ""
    return words.harmless(f"{found.origin}{place}: {found.what.rstrip('.')}. {found.way_out}".strip())


def marks(found: Annotated, *, json: bool) -> None:
    """What the annotators found in one dispatch."""
    from dateline.model.record_marks import marks_to_record

    record = marks_to_record(found)
    if json:
        print_json(record)
        return
    screen = console()
    dispatch = found.dispatch
    head = styled(words.harmless(dispatch.title or dispatch.ref), "bold")
    head.append(
        f"  {dispatch.id}, {words.harmless(dispatch.outlet) or 'unknown outlet'}, {dispatch.published or 'no date'}",
        "dim",
    )
    screen.print(head)
    made = table("mark", "at", "words", "means", right=["at"])
    rows = [
        (mark["start"], name, words.harmless(mark.get("text") or _quoted(found, mark)), _meaning(name, mark))
        for name, label in _MARKS.items()
        for mark in record[label]
    ]
    for start, name, text, meaning in sorted(rows):
        made.add_row(styled(name), styled(str(start)), styled(text), styled(meaning))
    screen.print(made)


_MARKS = {
    "place": "places", "time": "times", "number": "quantities", "actor": "actors", "quotation": "quotations",
}  # fmt: skip
_LONGEST_QUOTATION = 160


def _quoted(found: Annotated, mark: dict[str, object]) -> str:
    whole = found.dispatch.title or "" if mark.get("in") == "title" else found.dispatch.text
    start, end = mark["start"], mark["end"]
    assert isinstance(start, int)
    assert isinstance(end, int)
    text = whole[start:end]
    return text if len(text) <= _LONGEST_QUOTATION else text[: _LONGEST_QUOTATION - 1] + "…"


def _meaning(name: str, mark: dict[str, object]) -> str:
    """What a mark was taken for, in a few words."""
    if name == "place":
        where = ", ".join(str(mark[key]) for key in ("name", "admin1", "country") if mark[key])
        point = f" ({mark['latitude']}, {mark['longitude']})" if mark["latitude"] is not None else ""
        return words.harmless(f"{where}{point}" + (f" — {mark['missing']}" if mark["missing"] else ""))
    if name == "time":
        ends = f"{mark['from'] or '…'} to {mark['to'] or '…'}" if mark["from"] != mark["to"] else str(mark["from"])
        return f"{mark['value']}: {ends}" if mark["from"] or mark["to"] else f"{mark['value']} — {mark['missing']}"
    if name == "number":
        counted = words.figure(mark["low"], mark["best"], mark["high"])  # type: ignore[arg-type]
        return f"{counted} {mark['unit'] or ''}".strip()
    if name == "actor":
        return words.harmless(f"{mark['name']} ({mark['id']}, {mark['kind']})")
    speaker = mark["speaker"]
    who = speaker["name"] or speaker["text"] if isinstance(speaker, dict) else "speaker not known"
    return words.harmless(f"{mark['kind']}: {who}")


def export(pieces: Iterable[str | bytes], *, format: str, out: str, json: bool) -> None:
    """Writes the pieces to a file, whole or not at all, or to standard output."""
    if out == "-":
        for piece in pieces:
            sys.stdout.buffer.write(_bytes(piece))
        sys.stdout.buffer.flush()
        return
    path = Path(out)
    if path.is_dir():
        raise DatelineError("this is a folder", place=out, way_out="Name a file in it.")
    aside = path.with_name(path.name + ".part")
    size = 0
    try:
        with aside.open("wb") as file:
            for piece in pieces:
                size += file.write(_bytes(piece))
        aside.replace(path)
    except BaseException as error:
        with suppress(OSError):
            aside.unlink()
        if isinstance(error, OSError):
            raise _unwritten(error, out) from error
        raise
    if json:
        print_json({"format": format, "out": out, "bytes": size})
    else:
        console().print(styled(f"Wrote {format} to {words.harmless(out)}: {words.number(size)} bytes."))


def _unwritten(error: OSError, out: str) -> DatelineError:
    """Why a file could not be written, with the way out."""
    if isinstance(error, FileNotFoundError):
        return DatelineError("its folder does not exist", place=out, way_out="Make the folder first.")
    if error.errno == ENOSPC:
        return DatelineError(
            "no room is left on the disk",
            place=out,
            way_out="Make room, or write elsewhere; nothing half written stays.",
        )
    return DatelineError(f"it cannot be written ({error.strerror or error})", place=out, way_out="Name another file.")


def _bytes(piece: str | bytes) -> bytes:
    return piece if isinstance(piece, bytes) else piece.encode("utf-8", "backslashreplace")


def checks(found: Sequence[Check], *, json: bool) -> None:
    """One line for each check, the way out below where one is needed."""
    if json:
        for check in found:
            print_json(
                {
                    "name": check.name,
                    "well": check.well,
                    "found": check.found,
                    "way_out": check.way_out if not check.well else "",
                }
            )
        return
    screen = console()
    for check in found:
        line = styled("ok  " if check.well else "BAD ", "green" if check.well else "red")
        line.append(f"{check.name}: ", "bold")
        line.append(words.harmless(check.found))
        screen.print(line)
        if not check.well and check.way_out:
            screen.print(styled(f"    {words.harmless(check.way_out)}"))
