"""One table for each noun, readable at 80 columns and using the room that there is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from dateline.cli import words
from dateline.cli.screen import status, styled, table
from dateline.model.claim import Claim
from dateline.model.outcome import Control, Disagreement, Event, Issue, Toll
from dateline.model.text import Dispatch
from dateline.model.world import Actor, Place

if TYPE_CHECKING:
    from rich.table import Table

#: From this width on, tables also show the words that an entry rests on.
_WIDE = 120


def dispatches(rows: Sequence[Dispatch], width: int) -> Table:
    """Dispatches: when, who, what."""
    made = table(
        "id", "published", "outlet", "title", *(["characters"] if width >= _WIDE else []), right=["characters"]
    )
    for row in rows:
        cells = [row.id, (row.published or "")[:16], words.harmless(row.outlet), words.harmless(row.title)]
        made.add_row(*map(styled, cells), *([words.number(len(row.text))] if width >= _WIDE else []))
    return made


def claims(rows: Sequence[Claim], width: int) -> Table:
    """Claims: when, who does what, where, who says so; the words where there is room."""
    wide = width >= _WIDE
    made = table("id", "when", "claim", "where", "says", *(["stance", "words"] if wide else []), keep=["id"])
    for row in rows:
        who = words.deed(row) if row.modality == "actual" else f"[{row.modality}] {words.deed(row)}"
        stance = "outlet" if row.source.outlet_voice else row.source.stance
        cells = [
            styled(row.id),
            styled(words.moment(row.when)),
            styled(who, "" if row.modality == "actual" else "italic yellow"),
            styled(words.place(row)),
            styled(words.speaker(row), _stance_style(stance)),
        ]
        made.add_row(*cells, *([status(stance), styled(words.quote(row), "dim")] if wide else []))
    return made


def _stance_style(stance: str) -> str:
    from dateline.cli.screen import STYLES

    return STYLES.get(stance, "")


def statements(rows: Sequence[Claim], width: int) -> Table:
    """Statements: who said what, with which word, when."""
    made = table("id", "said", "speaker", "word", "content", *(["outlet"] if width >= _WIDE else []), keep=["id"])
    for row in rows:
        link = row.source.chain[0] if row.source.chain else None
        cells = [
            row.id,
            words.moment(link.said if link else None) or words.moment(row.when),
            words.speaker(row),
            words.harmless(link.cue if link and link.cue else words.kind(row.kind)),
            words.harmless(row.content) or words.quote(row, "content") or words.deed(row),
        ]
        outlet = words.harmless(row.source.chain[-1].name) if row.source.chain else ""
        made.add_row(*map(styled, cells), *([styled(outlet, "dim")] if width >= _WIDE else []))
    return made


def events(rows: Sequence[Event], width: int) -> Table:
    """Events: when, what, where, how well established and why."""
    made = table("id", "when", "event", "where", "status", *(["because"] if width >= _WIDE else []), keep=["id"])
    for row in rows:
        cells = [
            styled(row.id),
            styled(words.days(row.first, row.last)),
            styled(words.happening(row)),
            styled(words.harmless(row.place_name)),
            status(row.status),
        ]
        made.add_row(*cells, *([styled(words.harmless(row.reason), "dim")] if width >= _WIDE else []))
    return made


def tolls(rows: Sequence[Toll], width: int) -> Table:
    """Tolls: the scope, each source's figure on a line of its own, then what follows from them."""
    wide = width >= _WIDE
    made = table("count", "figure", "says", "said", *(["words"] if wide else []), keep=["said"])
    for row in rows:
        lead = words.scope(row)
        for one in row.figures:
            cells = [
                styled(lead, "bold"),
                styled(words.said_figure(one)),
                styled(words.harmless(one.source), _stance_style(one.stance)),
                styled(str(one.said or "")),
            ]
            made.add_row(*cells, *([styled(words.harmless(one.words), "dim")] if wide else []))
            lead = ""
        together = words.figure(row.low, row.best, row.high)
        made.add_row(
            styled(lead), styled(together, "bold green" if together != "not known" else "dim"),
            styled(f"= {words.harmless(row.rule)}", "dim"), "", *([""] if wide else []), end_section=True,
        )  # fmt: skip
    return made


def control(rows: Sequence[Control], width: int) -> Table:
    """Control: place, holder, from when, how sure and why."""
    wide = width >= _WIDE
    made = table("place", "holder", "since", "until", "how sure", *(["because"] if wide else []))
    for row in rows:
        cells = [
            styled(words.harmless(row.place_name) + (" (province)" if row.place.startswith("a1:") else "")),
            styled(words.holder(row)),
            styled(words.since(row)),
            styled(words.until(row)),
            status(row.certainty),
        ]
        made.add_row(*cells, *([styled(words.harmless(row.reason), "dim")] if wide else []))
    return made


def actors(rows: Sequence[Actor], width: int) -> Table:
    """Actors: id, name, kind, country, side; ties where there is room."""
    wide = width >= _WIDE
    made = table("id", "name", "kind", "country", "side", *(["ties"] if wide else []))
    for row in rows:
        cells = [row.id, words.harmless(row.name), words.kind(row.kind), row.country or "", row.side or ""]
        ties = "; ".join(f"{words.kind(tie.kind)} {tie.other}" for tie in row.relations)
        made.add_row(*map(styled, cells), *([styled(words.harmless(ties), "dim")] if wide else []))
    return made


def places(rows: Sequence[Place], width: int) -> Table:
    """Places: id, name, where it lies."""
    made = table("id", "name", "kind", "area", "country", "latitude", "longitude", right=["latitude", "longitude"])
    for row in rows:
        point = ["" if value is None else f"{value:.4f}" for value in (row.latitude, row.longitude)]
        cells = [row.id, words.harmless(row.name), row.kind, words.harmless(row.admin1), row.country or "", *point]
        made.add_row(*map(styled, cells))
    return made


def disagreements(rows: Sequence[Disagreement], width: int) -> Table:
    """Disagreements: what about, in a sentence, and the claims."""
    wide = width >= _WIDE
    made = table("about", "disagreement", *(["claims"] if wide else []))
    for row in rows:
        made.add_row(
            styled(row.kind), styled(words.harmless(row.sentence)),
            *([styled(" ".join(row.claims), "dim")] if wide else []),
        )  # fmt: skip
    return made


def issues(rows: Sequence[Issue], width: int) -> Table:
    """Issues: how bad, where, what, and the way out."""
    made = table("level", "where", "what", "way out")
    for row in rows:
        where = words.harmless(row.origin) + (f" {words.harmless(row.place)}" if row.place else "")
        made.add_row(status(row.level), styled(where), styled(words.harmless(row.what)), words.harmless(row.way_out))
    return made


#: What `show` can show, and how.
TABLES: Mapping[str, Callable[[Sequence[Any], int], Table]] = {
    "dispatches": dispatches, "claims": claims, "events": events, "tolls": tolls, "control": control,
    "statements": statements, "actors": actors, "places": places, "disagreements": disagreements, "issues": issues,
}  # fmt: skip
