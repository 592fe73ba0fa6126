"""A score on a screen: the figures, then the errors by their likely cause, each with its sentence."""

from __future__ import annotations

from dataclasses import asdict
from itertools import islice
from typing import TYPE_CHECKING

from dateline.cli import words
from dateline.cli.screen import console, print_json, styled, table

if TYPE_CHECKING:
    from dateline.scoring.figures import Figure, Score

#: Errors of one cause on a screen, unless told.
_ERRORS = 10


def score(found: Score, *, errors: int | None, json: bool) -> None:
    """The score; at most `errors` of each cause (None: ten on a screen, all as JSON)."""
    if json:
        listed = [asdict(one) for _, group in found.causes() for one in islice(group, errors)]
        print_json(found.record() | {"errors": listed})
        return
    screen = console()
    head = styled(f"{found.corpus}: {words.number(found.records)} records", "bold")
    head.append(f"  {words.harmless(found.path)}, sha256 {found.digest[:16]}, dateline {found.version}", "dim")
    screen.print(head)
    for line in found.table:
        screen.print(styled(words.harmless(line)), soft_wrap=True)
    made = table("field", "value", "precision", "recall", "right", "found", "wanted", right=_NUMBERS, keep=["field"])
    for figure in found.figures:
        made.add_row(*(styled(cell) for cell in _cells(figure)))
    screen.print(made)
    most = _ERRORS if errors is None else errors
    for cause, group in found.causes() if most else ():
        screen.print(styled(f"\n{cause}: {words.number(len(group))}", "bold"))
        for one in group[:most]:
            screen.print(styled(words.harmless(f"{one.record}  {one.field}: wanted {one.wanted}; got {one.got}")))
            screen.print(styled(words.harmless(f"    in: {one.sentence}"), "dim"))
        if len(group) > most:
            screen.print(styled(f"… and {len(group) - most} more: --errors N shows N of each cause", "dim"))


_NUMBERS = ("value", "precision", "recall", "right", "found", "wanted")


def _cells(figure: Figure) -> list[str]:
    ratios = ["" if one is None else f"{one:.3f}" for one in (figure.value, figure.precision, figure.recall)]
    counts = ["" if one is None else words.number(one) for one in (figure.right, figure.found, figure.wanted)]
    return [figure.name, *ratios, *counts]
