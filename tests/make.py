"""Factories for tests: `make.dispatch("...")`, `make.annotated("...")`, `make.marked("Rebels took [Morek|place]")`."""

from __future__ import annotations

import hashlib
import re
from datetime import date
from functools import lru_cache
from typing import Any

from dateline.annotate.sentences import Parser, lay_out
from dateline.model.marks import Annotated
from dateline.model.text import Dispatch, Span
from dateline.settings import Settings

_MARK = re.compile(r"\[([^\[\]|]+)\|([^\[\]|]+)\]")


def dispatch(
    text: str, *, outlet: str = "The Plainfield Courier", published: str = "2024-12-06", **rest: Any
) -> Dispatch:
    """A dispatch with defaults: an invented outlet, published on Friday 2024-12-06."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    fields: dict[str, Any] = {"ref": "test", "language": "en", "reader": "test"} | rest
    return Dispatch(id=digest[:12], text=text, sha256=digest, outlet=outlet, published=published, **fields)


@lru_cache(maxsize=1)
def parser() -> Parser:
    """The language model of the default settings, loaded once a test process."""
    return Parser(Settings().model)


def annotated(text: str, **rest: Any) -> Annotated:
    """A dispatch laid out and parsed, nothing more."""
    return next(parser().parse([lay_out(dispatch(text, **rest))]))


def marked(text: str) -> tuple[str, dict[str, list[Span]]]:
    """`"Rebels took [Morek|place]"` -> the plain text and {"place": [Span(12, 17)]}."""
    plain = ""
    spans: dict[str, list[Span]] = {}
    at = 0
    for mark in _MARK.finditer(text):
        plain += text[at : mark.start()]
        start = len(plain)
        plain += mark[1]
        spans.setdefault(mark[2], []).append(Span(start, len(plain)))
        at = mark.end()
    return plain + text[at:], spans


def day(text: str) -> date:
    """A day from ISO words."""
    return date.fromisoformat(text)
