"""Tables of experts: tab-separated files with a comment block, one line of field names, and rows.

Gives rows as dictionaries of strings, checked: every row has every field, required fields are not empty.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib.resources import files

from dateline.errors import KnowledgeError


def read_data(name: str) -> str:
    """The text of a data file of the package, by its path below `knowledge/data`."""
    return (files("dateline.knowledge") / "data" / name).read_text(encoding="utf-8")


def rows(text: str, *, place: str, fields: Sequence[str], required: Sequence[str]) -> Iterator[dict[str, str]]:
    """The rows of a table. Raises KnowledgeError with file and line when one breaks the schema."""
    heading = False
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.rstrip("\r").split("\t")
        where = f"{place}:{number}"
        if not heading:
            if cells != list(fields):
                raise KnowledgeError(
                    f"the fields are {', '.join(cells)}", place=where, way_out=f"Name them {', '.join(fields)}."
                )
            heading = True
            continue
        if len(cells) != len(fields):
            raise KnowledgeError(
                f"{len(cells)} cells instead of {len(fields)}", place=where, way_out="Separate by tabs."
            )
        row = dict(zip(fields, (cell.strip() for cell in cells), strict=True))
        for key in required:
            if not row[key]:
                raise KnowledgeError(f"{key} is empty", place=where)
        yield row
    if not heading:
        raise KnowledgeError("no line with the names of the fields", place=place)


def parts(cell: str) -> tuple[str, ...]:
    """The list in a cell: "Burma|Birma" -> ("Burma", "Birma")."""
    return tuple(part.strip() for part in cell.split("|") if part.strip())


def number(row: dict[str, str], key: str, *, place: str, low: float, high: float) -> float:
    """A number of a row inside its bounds. Raises KnowledgeError."""
    try:
        value = float(row[key])
    except ValueError:
        raise KnowledgeError(f"{key} {row[key]!r} is no number", place=place) from None
    if not low <= value <= high:
        raise KnowledgeError(f"{key} {value} lies outside {low}..{high}", place=place)
    return value
