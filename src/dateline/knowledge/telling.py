"""How events are told in a brief: sentences with slots by kind, and which kinds come first, from data/brief.toml.

Gives a frozen record; knows nothing of ledgers.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from dateline.errors import KnowledgeError

SLOTS = frozenset({"agent", "target", "count"})
_SLOT = re.compile(r"\{(\w*)\}")


@dataclass(frozen=True, slots=True)
class Telling:
    """`sentences`: kind -> sentences, the fullest first. `weight`: kind -> how early it is told among equals.

    `said`: kind of speech -> verb.
    """

    sentences: Mapping[str, tuple[str, ...]]
    weight: Mapping[str, int]
    said: Mapping[str, str]

    def sentence(self, kind: str, slots: Mapping[str, str]) -> str:
        """The first sentence of the kind whose slots are all filled; the kind's name where none is.

        >>> telling().sentence("seize", {"agent": "Rebels"})
        'Rebels took it.'
        """
        for sentence in self.sentences.get(kind, ()):
            if all(slots.get(name) for name in _SLOT.findall(sentence)):
                return _SLOT.sub(lambda found: slots[found[1]], sentence)
        return kind.replace("_", " ").capitalize() + "."


@lru_cache(maxsize=1)
def telling() -> Telling:
    """The sentences of the package's own file, read once."""
    return read_telling(Path(str(files("dateline.knowledge") / "data" / "brief.toml")))


def read_telling(path: Path) -> Telling:
    """The sentences of one file; KnowledgeError names the kind that breaks the schema."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise KnowledgeError(f"cannot be read: {error}", place=str(path)) from error
    sentences: dict[str, tuple[str, ...]] = {}
    for kind, listed in table.get("sentences", {}).items():
        if not isinstance(listed, list) or not listed:
            raise KnowledgeError("a list of sentences is needed", place=f"{path}: sentences.{kind}")
        for sentence in listed:
            unknown = sorted(set(_SLOT.findall(sentence)) - SLOTS)
            if unknown:
                raise KnowledgeError(f"unknown slot {unknown[0]!r}", place=f"{path}: sentences.{kind}")
        sentences[kind] = tuple(listed)
    weight = table.get("weight", {})
    if not all(isinstance(value, int) for value in weight.values()):
        raise KnowledgeError("weights are whole numbers", place=f"{path}: weight")
    said = table.get("said", {})
    if not all(isinstance(verb, str) and verb for verb in said.values()):
        raise KnowledgeError("verbs are words", place=f"{path}: said")
    return Telling(sentences, weight, said)
