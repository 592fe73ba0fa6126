"""Abbreviations with a full stop that ends no sentence, from `data/lexicon/abbreviations.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from dateline.errors import KnowledgeError

_KEYS = ("before_name", "before_figure", "either", "starters")


@dataclass(frozen=True, slots=True)
class Abbreviations:
    """Small letters with their stops.

    `before_name`: never the last word of a sentence ("Lt."). `before_figure`: not the last one before a figure
    ("Sept. 5"). `either`: may be the last one ("p.m.", "U.S."); the next word decides,
    and one of the `starters` with a capital begins a new sentence.
    """

    before_name: frozenset[str]
    before_figure: frozenset[str]
    either: frozenset[str]
    starters: frozenset[str]


def load_abbreviations(path: Path | None = None) -> Abbreviations:
    """The list of the package, or the one at `path`. Raises KnowledgeError naming file and key."""
    source = path or files("dateline.knowledge") / "data" / "lexicon" / "abbreviations.toml"
    try:
        data = tomllib.loads(source.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise KnowledgeError(f"not TOML: {error}", place=str(source), way_out="Mend the line.") from error
    for key in sorted({*data, *_KEYS}):
        words = data.get(key)
        if key not in _KEYS or not isinstance(words, list):
            known = ", ".join(_KEYS)
            raise KnowledgeError(
                f"{key}: not a list of abbreviations", place=str(source), way_out=f"Known are {known}."
            )
        for word in words:
            if not isinstance(word, str) or word.endswith(".") is (key == "starters") or word != word.lower():
                raise KnowledgeError(
                    f"{key}: {word!r} must be in small letters, an abbreviation with its stop",
                    place=str(source),
                    way_out="Write it so.",
                )
    return Abbreviations(*(frozenset(data[key]) for key in _KEYS))
