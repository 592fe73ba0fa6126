"""A brief on the screen, as a file, as JSON; and the keys of an earlier one, to compare with."""

from __future__ import annotations

import json as codec
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from dateline.brief.content import Brief
from dateline.brief.markdown import markdown, page
from dateline.cli import words
from dateline.errors import QuestionError
from dateline.model.days import iso
from dateline.model.record import json_line


def brief_record(brief: Brief) -> dict[str, Any]:
    """The brief as a plain object; days as ISO words."""
    return asdict(brief) | {"first": iso(brief.first), "last": iso(brief.last)}


def keys_of(path: Path) -> frozenset[str]:
    """The keys of the lines of an earlier brief, as `dateline brief --json` wrote it."""
    try:
        record = codec.loads(path.read_text(encoding="utf-8"))
        return frozenset(line["key"] for section in record["sections"] for line in section["lines"])
    except OSError as error:
        raise QuestionError(
            f"{path} cannot be read: {error.strerror}", way_out="Check the path and the permissions."
        ) from None
    except (ValueError, KeyError, TypeError):
        raise QuestionError(
            f"{path} is no earlier brief", way_out="Give a file that `dateline brief --json` wrote."
        ) from None


def show(brief: Brief, *, html: Path | None, json: bool) -> None:
    """Markdown (or JSON) to standard output, and a page to a file where one is asked for."""
    if html is not None:
        try:
            html.write_text(page(brief), encoding="utf-8")
        except OSError as error:
            raise QuestionError(
                f"{html} cannot be written: {error.strerror}", way_out="Name a file in a folder that can be written."
            ) from None
    if json:
        text = json_line(brief_record(brief)) + "\n"
    else:
        text = "\n".join(words.harmless(line) for line in markdown(brief).split("\n"))
    sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace"))
    sys.stdout.buffer.flush()
