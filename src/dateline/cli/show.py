"""How each answer looks on a screen. Records for machines are made here as well, by the same names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from dateline.ask import Holding, Noun, Reason, Why
from dateline.cli import marked, words
from dateline.cli.screen import console, status, styled, table
from dateline.cli.tables import TABLES
from dateline.model import record
from dateline.model.claim import FIELDS, Claim
from dateline.model.days import iso
from dateline.model.outcome import Control, Disagreement, Event, Issue, Toll
from dateline.model.text import Dispatch
from dateline.model.world import Actor, Place

if TYPE_CHECKING:
    from rich.console import Console

Record = dict[str, Any]

#: A screen shows so many claims under an answer, and so many stretches before and after the one asked for.
_MOST_GROUNDS = 12
_NEAR_STRETCHES = 4


def noun_record(noun: Noun, dispatch: Dispatch | None = None) -> Record:
    """Any noun as a plain object; claims have the contract's form and need their dispatch."""
    if isinstance(noun, Claim):
        header = record.dispatch_header(dispatch) if dispatch is not None else {"id": noun.dispatch}
        return {"id": noun.id, "dispatch": header} | record.claim_body(noun)
    if isinstance(noun, Dispatch):
        return record.dispatch_to_record(noun)
    if isinstance(noun, Actor):
        return record.actor_to_record(noun)
    if isinstance(noun, Place):
        return place_record(noun)
    return outcome_record(noun)


def outcome_record(noun: Event | Toll | Control | Disagreement | Issue) -> Record:
    """An outcome or an issue as a plain object."""
    if isinstance(noun, Event):
        return record.event_to_record(noun)
    if isinstance(noun, Toll):
        return record.toll_to_record(noun)
    if isinstance(noun, Control):
        return record.control_to_record(noun)
    if isinstance(noun, Disagreement):
        return record.disagreement_to_record(noun)
    return record.issue_to_record(noun)


def place_record(place: Place) -> Record:
    """A place as a plain object."""
    names = ("id", "name", "kind", "country", "admin1", "latitude", "longitude", "within", "radius_km")
    return {name: getattr(place, name) for name in names}


def nouns(what: str, rows: Sequence[Noun], *, screen: Console | None = None) -> None:
    """A table of nouns, or a word that there is none."""
    screen = screen or console()
    if rows:
        screen.print(TABLES[what](rows, screen.width))
    else:
        screen.print(styled(f"No {what} fit the question.", "dim"))


def holdings(found: Iterable[Holding]) -> None:
    """Who holds a place: the holder, since when, how sure, why, and the claims with their words."""
    screen = console()
    for at, one in enumerate(found):
        if at:
            screen.print()
        day = f" on {one.on}" if one.on else ""
        if one.control is None:
            screen.print(styled(f"{words.harmless(one.place_name)}: nothing is known of who holds it{day}.", "dim"))
            if one.timeline:
                screen.print(TABLES["control"](one.timeline, screen.width))
            continue
        _holding(screen, one, one.control, day)


def _ago(confirmed: date, on: date | None) -> str:
    """How old the last confirmation is on the day that was asked for, where it is any: what is known of a holder ages."""
    days = (on - confirmed).days if on is not None else 0
    return f", {days} day{'' if days == 1 else 's'} before" if days > 0 else ""


def _holding(screen: Console, one: Holding, control: Control, day: str) -> None:
    head = styled(f"{words.harmless(one.place_name)}{day}: ")
    head.append(words.holder(control), "bold")
    head.append(" (")
    head.append_text(status(control.certainty))
    head.append(f") since {words.since(control)}")
    if control.last is not None:
        head.append(f", until {control.last}")
    screen.print(head)
    seen = f" Last confirmed on {control.confirmed}{_ago(control.confirmed, one.on)}." if control.confirmed else ""
    screen.print(styled(f"{_sentence(control.reason)}{seen}"))
    screen.print()
    grounds(screen, one.claims)
    at = next(index for index, stretch in enumerate(one.timeline) if stretch.id == control.id)
    near = one.timeline[max(0, at - _NEAR_STRETCHES) : at + _NEAR_STRETCHES + 1]
    others = [stretch for stretch in near if stretch.id != control.id]
    if others:
        rest = len(one.timeline) - 1 - len(others)
        more = f" (and {rest} further away: dateline show control --where {one.place})" if rest else ""
        screen.print(styled(f"Before and after{more}:", "dim"))
        screen.print(TABLES["control"](others, screen.width))


def _sentence(reason: str) -> str:
    clean = words.harmless(reason)
    return f"{clean[:1].upper()}{clean[1:]}." if clean else ""


def grounds(screen: Console, claims: Sequence[Claim]) -> None:
    """The claims that an answer rests on, with their words."""
    made = table("id", "when", "claim", "says", "words", keep=["id"])
    for claim in claims[:_MOST_GROUNDS]:
        stance = "outlet" if claim.source.outlet_voice else claim.source.stance
        speaker = styled(words.speaker(claim))
        speaker.append(
            f" ({stance})", "green" if stance == "admission" else "yellow" if stance == "interest" else "dim"
        )
        quote = words.quote(claim, "agent", "kind", "place", "quantity")
        made.add_row(
            styled(claim.id), styled(words.moment(claim.when)), styled(words.deed(claim)), speaker, styled(quote)
        )
    screen.print(made)
    if len(claims) > _MOST_GROUNDS:
        screen.print(styled(f"… and {len(claims) - _MOST_GROUNDS} more claims: --json gives all.", "dim"))


def holding_record(one: Holding) -> Record:
    """The answer of `who-holds` as an object."""
    return {
        "place": one.place,
        "place_name": one.place_name,
        "on": iso(one.on),
        "control": one.control and record.control_to_record(one.control),
        "claims": [noun_record(claim) for claim in one.claims],
        "timeline": [record.control_to_record(stretch) for stretch in one.timeline],
    }


def reasons(found: Why) -> None:
    """One claim or outcome with the words that it rests on."""
    screen = console()
    outcome = found.outcome
    if outcome is not None:
        screen.print(styled(_headline(outcome), "bold"))
        if not isinstance(outcome, Disagreement):
            because = outcome.rule if isinstance(outcome, Toll) else outcome.reason
            screen.print(styled(_sentence(because)))
        screen.print()
    for at, reason in enumerate(found.reasons):
        if at:
            screen.print(styled("─" * min(screen.width, 60), "dim"))
        _reason(screen, reason)


def _headline(outcome: Event | Toll | Control | Disagreement) -> str:
    if isinstance(outcome, Event):
        where = f" in {words.harmless(outcome.place_name)}" if outcome.place_name else ""
        return f"{words.happening(outcome)}{where}, {words.days(outcome.first, outcome.last)}: {outcome.status}"
    if isinstance(outcome, Toll):
        return f"{words.scope(outcome)}: {words.figure(outcome.low, outcome.best, outcome.high)}"
    if isinstance(outcome, Control):
        return (
            f"{words.harmless(outcome.place_name)}: {words.holder(outcome)}, {outcome.certainty}, "
            f"since {words.since(outcome)}"
        )
    return words.harmless(outcome.sentence)


def _reason(screen: Console, reason: Reason) -> None:
    claim, dispatch = reason.claim, reason.dispatch
    head = styled(f"claim {claim.id}: ", "dim")
    head.append(words.deed(claim), "bold")
    if claim.modality != "actual":
        head.append(f" [{claim.modality}]", "italic yellow")
    screen.print(head)
    outlet = words.harmless(dispatch.outlet) or "unknown outlet"
    screen.print(styled(f"{outlet}, {dispatch.published or 'no date'}: {words.harmless(dispatch.title)}", "dim"))
    screen.print()
    colours = screen.color_system is not None
    for part, offset, text in marked.passages(claim, dispatch):
        screen.print(marked.marked(claim, part, offset, text, colours=colours))
        screen.print()
    if colours:
        screen.print(marked.legend(claim))
    made = table("field", "value", "words", "rule")
    for name in ("kind", *FIELDS, "source", "modality", "polarity"):
        _field(made, claim, name)
    screen.print(made)
    screen.print(styled(f"says so: {words.chain(claim)}: {words.stance(claim)}"))
    screen.print(styled(f"confidence {claim.confidence:.2f}, by {words.harmless(claim.extractor)}", "dim"))


def _field(made: Any, claim: Claim, name: str) -> None:
    """One row: the value with words and rule, or why there is none."""
    pieces = claim.evidence.get(name, ())
    quoted = " … ".join(words.harmless(item.quote) for item in pieces)
    rules = ", ".join(dict.fromkeys(item.rule for item in pieces))
    if name in claim.missing:
        made.add_row(styled(name), styled("—", "dim"), styled(words.harmless(claim.missing[name]), "dim"), styled(""))
    elif pieces:
        made.add_row(styled(name), styled(value(claim, name)), styled(quoted), styled(rules))


def value(claim: Claim, name: str) -> str:
    """The value of a field for a reader."""
    if name in ("agent", "target"):
        party = claim.agent if name == "agent" else claim.target
        return f"{words.harmless(party.name)} ({party.id or 'nobody known'})" if party else ""
    if name == "place" and claim.place:
        where = claim.place.place
        return f"{words.harmless(where.name)} ({where.id}, {claim.place.precision})"
    if name == "when":
        return words.moment(claim.when)
    if name == "quantity":
        return words.quantity(claim)
    if name == "source":
        return words.speaker(claim)
    found = getattr(claim, name)
    return words.harmless(found) if isinstance(found, str) else ""


def why_record(found: Why) -> Record:
    """The answer of `why` as an object."""
    outcome = found.outcome
    return {
        "id": found.id,
        "outcome": outcome and outcome_record(outcome),
        "claims": [
            noun_record(reason.claim, reason.dispatch)
            | {
                "passages": [
                    {"in": part, "start": start, "text": text}
                    for part, start, text in marked.passages(reason.claim, reason.dispatch)
                ],
                "outcomes": [{"noun": noun, "id": id} for noun, id in reason.outcomes],
            }
            for reason in found.reasons
        ],
    }
