"""Nouns as short phrases for a reader: figures, days, who did what, who says so. Plain text, no colours.

Words that come from dispatches are made harmless first: a terminal obeys control characters.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from dateline.model.claim import Claim
from dateline.model.outcome import Control, Event, Figure, Toll
from dateline.model.phrases import days as days
from dateline.model.phrases import figure as figure
from dateline.model.phrases import number as number
from dateline.model.when import When

#: Control characters (line ends and tabs become spaces) and those that turn the direction of writing around.
_HARMFUL = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff]"
)


def harmless(text: str | None) -> str:
    """The text on one line, without characters that a terminal obeys or that hide what is written.

    >>> harmless("a\\x1b[31mb\\nc")
    'a\\ufffd[31mb c'
    """
    return _HARMFUL.sub(_instead, text or "")


def _instead(match: re.Match[str]) -> str:
    return " " if match.group() in "\n\r\t\x0b\x0c\x85" else "\ufffd"


def width(text: str) -> int:
    """Columns that the text takes on a terminal."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def moment(when: When | None) -> str:
    """The time of a claim as days, "" when it has none."""
    return days(when.first, when.last) if when is not None else ""


def kind(name: str) -> str:
    """`claim_responsibility` -> "claim responsibility"."""
    return name.replace("_", " ")


def deed(claim: Claim) -> str:
    """Who does what to whom: "Syrian rebels: seize", "clash: army, rebels", "kill: 727 people killed"."""
    agent = harmless(claim.agent.name) if claim.agent else ""
    target = harmless(claim.target.name) if claim.target else ""
    counted = quantity(claim)
    words = f"{agent}: {kind(claim.kind)}" if agent else kind(claim.kind)
    if target:
        words += f" {target}"
    if counted:
        words += f" ({counted})"
    if claim.polarity == "negative":
        words = f"not so: {words}"
    return words


def quantity(claim: Claim) -> str:
    """The figure of a claim with what is counted, "" when it has none."""
    counted = claim.quantity
    if counted is None:
        return ""
    what = harmless(counted.of or counted.unit)
    return f"{figure(counted.low, counted.best, counted.high)} {what}".strip()


def speaker(claim: Claim) -> str:
    """Who says it first."""
    chain = claim.source.chain
    if not chain:
        return "unknown"
    return harmless(chain[-1].name if claim.source.outlet_voice else chain[0].name)


def chain(claim: Claim) -> str:
    """The whole way from the first speaker to the outlet: "army (announced) → Harbour Wire"."""
    links = []
    for link in claim.source.chain:
        notes = [harmless(note) for note in (link.cue, link.medium) if note]
        links.append(harmless(link.name) + (f" ({', '.join(notes)})" if notes else ""))
    return " → ".join(links) or "unknown"


def stance(claim: Claim) -> str:
    """What the speaker has to do with it, in words."""
    if claim.source.outlet_voice:
        return "the outlet in its own voice"
    return {
        "admission": "against its own side: an admission",
        "interest": "in its own interest",
        "neutral": "neutral",
        "unknown": "interest not known",
    }[claim.source.stance]


def quote(claim: Claim, *fields: str) -> str:
    """The words that carry the fields ("kind" unless told), joined by an ellipsis."""
    pieces = [item for name in fields or ("kind",) for item in claim.evidence.get(name, ())]
    ordered = sorted({(item.part != "title", item.start, item.quote) for item in pieces})
    return " … ".join(harmless(text) for _, _, text in ordered)


def place(claim: Claim) -> str:
    """Where, with a word for a place that is only near."""
    if claim.place is None:
        return ""
    name = harmless(claim.place.place.name)
    return f"near {name}" if claim.place.precision == "near" else name


def names(listed: Iterable[str]) -> str:
    """Names with commas between them."""
    return ", ".join(harmless(name) for name in listed)


def happening(event: Event) -> str:
    """An event as a phrase: "Syrian rebels: seize Hama (of army)"."""
    agents, targets = names(event.agents), names(event.targets)
    words = f"{agents}: {kind(event.kind)}" if agents else kind(event.kind)
    return f"{words} → {targets}" if targets else words


def scope(toll: Toll) -> str:
    """What a toll counts: "people killed (civilians), Syria, since the offensive began"."""
    words = toll.unit if toll.of is None else f"{toll.unit} ({toll.of})"
    if toll.cause:
        words += f" by {kind(toll.cause)}"
    if toll.place_name:
        words += f", {toll.place_name}"
    period = days(toll.first, toll.last)
    if toll.cumulative:
        since = f"since {toll.since}" if toll.since else days(toll.first, toll.last)
        words += f", {since}"
    elif period:
        words += f", {period}"
    return harmless(words)


def said_figure(one: Figure) -> str:
    """A source's figure with its hedge as written."""
    if one.low is None and one.best is None and one.high is None:
        return harmless(one.words) or "not known"
    if one.best is None and one.high is None and one.hedge is None:
        return "several"
    words = figure(one.low, one.best, one.high)
    hedge = harmless(one.hedge)
    return f"{words} ({hedge})" if hedge and hedge.casefold() not in words.casefold() else words


def holder(control: Control) -> str:
    """Who holds it: the name, or that nobody is known to."""
    return harmless(control.holder_name) if control.holder_name else "nobody known"


def since(control: Control) -> str:
    """From when on, as exactly as it is known."""
    if control.first is None:
        return "day not known"
    if control.first_earliest is not None and control.first_earliest != control.first:
        return f"some day of {control.first_earliest} to {control.first}"
    return str(control.first) if control.first_earliest is not None else f"by {control.first}"


def until(control: Control) -> str:
    """Up to when: the last day, or the last day on which it was seen so."""
    if control.last is not None:
        return str(control.last)
    return f"seen {control.confirmed}" if control.confirmed and control.confirmed != control.first else "open"
