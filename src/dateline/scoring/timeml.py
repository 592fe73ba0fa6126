"""TimeML documents (`.tml`) as records of a corpus: the words of TEXT, its TIMEX3 as gold, the creation time as date.

TEXT may hold events and signals, too; only what is in a TIMEX3 is gold. Offsets count code points of the text.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from lxml import etree

from dateline.errors import CorpusError

_WAY_OUT = "Give TimeML documents with a TEXT and a creation time."


def record(path: Path) -> Mapping[str, Any]:
    """One document. Raises CorpusError, with the line, where it is no TimeML."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        root = etree.fromstring(path.read_bytes(), parser)
    except etree.XMLSyntaxError as error:
        place = f"{path}, line {error.lineno}"
        raise CorpusError(f"this is no XML ({error.msg})", place=place, way_out=_WAY_OUT) from error
    body = root.find(".//TEXT")
    if body is None:
        raise CorpusError("the document has no TEXT", place=str(path), way_out=_WAY_OUT)
    pieces: list[str] = []
    gold: list[dict[str, Any]] = []
    _walk(body, pieces, gold)
    times = [
        one for one in root.iter("TIMEX3") if one.get("functionInDocument") in ("CREATION_TIME", "PUBLICATION_TIME")
    ]
    day = times[0].get("value", "")[:10] if times else None
    made = {
        "id": path.stem,
        "text": "".join(pieces),
        "gold": {"timex": [one for one in gold if one["end"] > one["start"]]},
    }
    return made | ({"date": day} if day else {})


def _walk(element: Any, pieces: list[str], gold: list[dict[str, Any]], at: int = 0) -> int:
    """Gathers the words of an element from the offset `at` on, and each TIMEX3 in it; the offset behind its last word."""
    start = at
    if isinstance(element.tag, str) and element.text:
        pieces.append(element.text)
        at += len(element.text)
    for child in element:
        at = _walk(child, pieces, gold, at)
        pieces.append(child.tail or "")
        at += len(child.tail or "")
    if element.tag == "TIMEX3":
        gold.append({"start": start, "end": at, "type": element.get("type", ""), "value": element.get("value", "")})
    return at
