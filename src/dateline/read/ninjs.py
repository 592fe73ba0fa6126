"""IPTC ninjs items, 1.x, 2.x and 3.x: keys are compared without case and "_", which makes one reader serve the three."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dateline.model.outcome import Issue
from dateline.read.fields import Fields, day_of, folded, value, with_cleaned, words_of
from dateline.read.issues import issue
from dateline.read.pages import text_of_fragment
from dateline.read.words import words

READER = "ninjs 1"

_STOPPED = ("withheld", "canceled", "cancelled")


def fields(item: Mapping[str, Any]) -> Fields | Issue:
    """The fields of one item; an issue where it has no text, or where its provider has withdrawn it."""
    status = str((value(item, ("pubstatus",)) or ("", "usable"))[1]).lower()
    if status in _STOPPED:
        return issue(
            f"the provider marks this item as {status}",
            origin="",
            way_out="Leave it out, or ask the provider for a version that may be used.",
        )
    text = _body(item)
    if not text or not text.strip():
        return issue("the ninjs item has no body text", origin="", way_out="Ask the provider for items with a body.")
    names = words().lists["ninjs"]
    doubts: list[str] = []
    published: str | None = None
    for key in names["published"]:
        found = value(item, (key,))
        if found and published is None:
            published, doubt = day_of(found[1])
            doubts.extend([doubt] if doubt else [])
    embargo = value(item, ("embargoed", "embargoeduntil"))
    if embargo:
        doubts.append(f"the provider's embargo runs until {str(embargo[1])[:40]}")
    uri = value(item, ("uri",))
    record = uri[1] if uri and isinstance(uri[1], str) else None
    return with_cleaned(
        Fields(
            text=text,
            record=record,
            outlet=_outlet(item),
            title=_by_role(item, names["title"], "main"),
            byline=words_of(_get(item, "byline")),
            published=published,
            url=record if record and record.startswith(("http://", "https://")) else words_of(_get_url(item)),
            language=words_of(_get(item, "language")),
            dateline=words_of(_get(item, "place")),
            reader=READER,
            doubts=tuple(doubts),
        )
    )


def _get(item: Mapping[str, Any], name: str) -> Any:
    found = value(item, words().lists["ninjs"][name])
    return found[1] if found else None


def _get_url(item: Mapping[str, Any]) -> Any:
    found = value(item, ("url", "link", "canonical"))
    return found[1] if found else None


def _outlet(item: Mapping[str, Any]) -> str | None:
    for name in words().lists["ninjs"]["outlet"]:
        found = value(item, (name,))
        if found is None:
            continue
        given = found[1]
        first = given[0] if isinstance(given, list) else given
        written = words_of(first)
        if written:
            return written
    return None


def _by_role(item: Mapping[str, Any], names: tuple[str, ...], role: str) -> str | None:
    """A text, or of several with roles the one whose role is `role`, else the first."""
    found = value(item, names)
    if found is None:
        return None
    given = found[1]
    if isinstance(given, list):
        entries = [entry for entry in given if isinstance(entry, Mapping)]
        best = [entry for entry in entries if role in str(entry.get("role", "")).lower()]
        given = next(iter(best or entries), None)
    return words_of(given)


def _body(item: Mapping[str, Any]) -> str | None:
    """Plain text first, else the text of the marked-up body."""
    names = words().lists["ninjs"]
    plain = value(item, names["text"])
    if plain and isinstance(plain[1], str):
        return plain[1]
    bodies = value(item, names["bodies"])
    if bodies and isinstance(bodies[1], list):
        entries = [_folded(entry) for entry in bodies[1] if isinstance(entry, Mapping)]
        entries = [entry for entry in entries if isinstance(entry.get("value"), str) and entry["value"].strip()]
        entries.sort(key=lambda entry: ("main" not in str(entry.get("role", "")), not _is_plain(entry)))
        if entries:
            text: str = entries[0]["value"]
            return text if _is_plain(entries[0]) else text_of_fragment(text)
    marked = value(item, names["html"])
    return text_of_fragment(marked[1]) if marked and isinstance(marked[1], str) else None


def _folded(entry: Mapping[str, Any]) -> dict[str, Any]:
    return {folded(key): given for key, given in entry.items()}


def _is_plain(entry: Mapping[str, Any]) -> bool:
    kind = str(entry.get("contenttype", "")).lower()
    return kind.startswith("text/plain") or (not kind and "</" not in entry["value"])
