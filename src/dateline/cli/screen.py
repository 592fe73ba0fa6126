"""The two streams: answers on standard output, progress and errors on standard error.

Colours appear on a terminal only and never where NO_COLOR is set. One colour means one thing: green is well
established, yellow rests on an interested party, red is contradicted, dim is missing.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from dateline.model.record import json_line

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

#: A pipe has no width of its own: as wide as a page that still can be read.
_PIPE_COLUMNS = 120

STYLES: Mapping[str, str] = {
    "conceded": "green", "corroborated": "green", "reported": "", "claimed": "yellow", "disputed": "red",
    "held": "green", "contested": "red", "unknown": "dim",
    "admission": "green", "interest": "yellow", "neutral": "", "outlet": "",
    "refused": "red", "partial": "yellow", "note": "dim",
}  # fmt: skip

#: How the words that carry a field are marked; the legend shows the same.
FIELD_STYLES: Mapping[str, str] = {
    "kind": "bold underline", "agent": "cyan underline", "target": "magenta underline", "place": "green underline",
    "when": "blue underline", "quantity": "yellow underline", "source": "reverse", "content": "italic",
    "modality": "red underline", "polarity": "red underline",
}  # fmt: skip


def console() -> Console:
    """Where answers go."""
    from rich.console import Console

    columns = None if sys.stdout.isatty() else int(os.environ.get("COLUMNS") or _PIPE_COLUMNS)
    return Console(width=columns, highlight=False, soft_wrap=False, emoji=False, markup=False)


def table(*columns: str, right: Iterable[str] = (), keep: Iterable[str] = ()) -> Table:
    """An empty table; columns of `right` are numbers, those of `keep` are never broken."""
    from rich import box
    from rich.table import Table

    made = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style="bold")
    for name in columns:
        made.add_column(
            name, justify="right" if name in set(right) else "left", no_wrap=name in set(keep), overflow="fold"
        )
    return made


def styled(words: str, style: str = "") -> Text:
    """Words that are shown as they stand: nothing in them is markup."""
    from rich.text import Text

    return Text(words, style=style)


def status(word: str) -> Text:
    """A status, certainty, stance or level in its colour."""
    return styled(word, STYLES.get(word, ""))


def print_json(record: Mapping[str, Any]) -> None:
    """One object on one line; what no encoding can hold is escaped."""
    line = json_line(record)
    try:
        line.encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:
        line = json.dumps(record, separators=(",", ":"))
    sys.stdout.write(line + "\n")


def complain(sentence: str) -> None:
    """An error or warning: a line on standard error."""
    from dateline.cli.words import harmless

    red, end = ("\x1b[31m", "\x1b[0m") if sys.stderr.isatty() and not os.environ.get("NO_COLOR") else ("", "")
    sys.stderr.write(f"{red}dateline:{end} {harmless(sentence)}\n")


@contextmanager
def progress(what: str) -> Iterator[Callable[[int, int | None, str], None]]:
    """A bar on standard error, on a terminal only: `step(done, total, words)`."""
    if not sys.stderr.isatty():
        yield lambda done, total, words: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    from dateline.cli.words import harmless

    bar = Progress(
        SpinnerColumn(),
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=24),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
    )
    with bar:
        task = bar.add_task(what, total=None)

        def step(done: int, total: int | None, words: str) -> None:
            bar.update(task, completed=done, total=total, description=harmless(words)[:48] or what)

        yield step
