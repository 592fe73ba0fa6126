"""A ledger made fit for publication (design, rule 6): delayed, with coarser places, without names of private people.

In: a ledger and what to hold back. Out: a temporary ledger of the same shape, so that every way out (export, brief, page)
shows the same. What is held back is masked in the texts themselves, letter for letter, so that spans stay true; events,
tolls and control are worked out again from what is left. The ledger that it is made from is only read.
"""

from __future__ import annotations

import hashlib
import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.knowledge.folding import fold
from dateline.knowledge.generics import load_generics
from dateline.model.claim import Claim, ClaimPlace, Link, Party
from dateline.model.outcome import Control, Event, Toll
from dateline.model.quantity import Quantity
from dateline.model.text import Dispatch, Evidence
from dateline.model.world import Actor, Place

if TYPE_CHECKING:
    from dateline.ledger.reading import ReadingLedger
    from dateline.ledger.rows import Outcomes

MASK = "█"
WITHHELD = "a private person (name withheld)"
#: Precisions finer than a first-order area.
_FINE = frozenset({"site", "town", "near", "district"})
#: Ties that make somebody a public figure.
#: Titles that anybody has.
_POLITE = frozenset({"mr", "mrs", "ms", "dr", "sir", "prof", "professor"})
_PUBLIC = frozenset({"leads", "speaks_for", "office"})


@dataclass(frozen=True, slots=True)
class Publication:
    """What to hold back. `delay`: dispatches of the last so many days before the newest one in the ledger.

    `coarse`: no place finer than a first-order area. `withhold_names`: no names of people whom only the dispatches
    name, unless a dispatch says that they lead, speak for or hold an office in something.
    """

    delay: int = 0
    coarse: bool = False
    withhold_names: bool = False

    @property
    def everything(self) -> bool:
        """Is nothing held back?"""
        return not (self.delay or self.coarse or self.withhold_names)


@contextmanager
def published(ledger: Path, publication: Publication) -> Iterator[Path]:
    """The path of a ledger from which all that is to be held back is gone; the same one where nothing is."""
    if publication.everything:
        yield ledger
        return
    from dateline.ledger.rows import Entry
    from dateline.ledger.store import open_ledger
    from dateline.pipeline.reconciling import outcomes

    with tempfile.TemporaryDirectory(prefix="dateline-published-") as folder:
        path = Path(folder) / "published.ledger"
        with open_ledger(ledger, mode="read") as held, held.steady(), open_ledger(path, mode="write") as made:
            hiding = _Hiding(held, publication)
            for dispatch in hiding.dispatches():
                shown = hiding.dispatch(dispatch)
                claims = tuple(hiding.claim(claim, shown) for claim in held.claims_of(dispatch.id))
                made.add_many([Entry(shown, original(shown.text), claims)])
            made.replace_outcomes(hiding.outcomes(outcomes(hiding)), revision=made.revision)
        yield path


def original(text: str) -> bytes:
    """What stands for the original bytes, which would show what is masked."""
    return text.encode("utf-8", "surrogatepass")


class _Hiding:
    """Knows what is to be hidden in one ledger, and hides it.

    Outcomes are worked out from the claims as they are, without those that are delayed, and hidden afterwards: claims
    about the towns of a province must never become claims about the province.
    """

    def __init__(self, held: ReadingLedger, publication: Publication) -> None:
        self._held = held
        self._publication = publication
        days = (dispatch.day for dispatch in held.dispatches())
        newest = max((day for day in days if day is not None), default=None)
        self._until = newest - timedelta(publication.delay) if newest and publication.delay else None
        self._persons: dict[str, set[str]] = {}
        self._fine: dict[str, Place] = {}
        public = {actor.id for actor in held.actors() if not _private(actor)}
        for claim in held.claims():
            if publication.withhold_names:
                self._learn(claim, public)
            if publication.coarse and claim.place is not None and claim.place.precision in _FINE:
                self._fine.setdefault(claim.place.place.id, area_of(claim.place.place))
        self._words = self._pattern(held)

    def _learn(self, claim: Claim, public: set[str]) -> None:
        """A person named by the dispatches alone is private, until words around the name give him a post or a voice."""
        for party in (claim.agent, claim.target):
            if party is not None and party.kind == "person" and (party.id or "").startswith("new:"):
                assert party.id is not None
                if party.id in public or _in_office(party.words, party.name):
                    public.add(party.id)
                    self._persons.pop(party.id, None)
                else:
                    self._persons.setdefault(party.id, set()).update(_names(party.name))

    def _pattern(self, held: ReadingLedger) -> re.Pattern[str] | None:
        """Every name to be masked, longest first; names of places in all the spellings that claims quote."""
        words = {word for names in self._persons.values() for word in names}
        if self._fine:
            for claim in held.claims():
                if claim.place is not None and claim.place.place.id in self._fine:
                    words.update(item.quote for item in claim.evidence.get("place", ()) if _proper(item.quote))
                    words.add(claim.place.place.name)
            words -= {area.name for area in self._fine.values()}
        if not words:
            return None
        ordered = sorted(words, key=lambda word: (-len(word), word))
        return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, ordered)) + r")(?!\w)")

    def dispatches(self) -> Iterator[Dispatch]:
        """Those that may be shown, as they are. One without a day is not shown while anything is delayed."""
        for dispatch in self._held.dispatches():
            if self._until is None or (dispatch.day is not None and dispatch.day <= self._until):
                yield dispatch

    def claims(self) -> Iterator[Claim]:
        """Their claims, as they are."""
        shown = {dispatch.id for dispatch in self.dispatches()}
        return (claim for claim in self._held.claims() if claim.dispatch in shown)

    def outcomes(self, found: Outcomes) -> Outcomes:
        """Events and tolls with coarse places, no control of places that are not named, sentences with masked words."""
        from dateline.ledger.rows import Outcomes

        return Outcomes(
            events=tuple(self._event(event) for event in found.events),
            tolls=tuple(self._toll(toll) for toll in found.tolls),
            control=tuple(self._control(one) for one in found.control if one.place not in self._fine),
            disagreements=tuple(replace(one, sentence=self.text(one.sentence)) for one in found.disagreements),
        )

    def _event(self, event: Event) -> Event:
        place, name = self._area(event.place, event.place_name)
        return replace(
            event, place=place, place_name=name, reason=self.text(event.reason),
            agents=tuple(map(self.text, event.agents)), targets=tuple(map(self.text, event.targets)),
            sources=tuple(map(self.text, event.sources)),
        )  # fmt: skip

    def _toll(self, toll: Toll) -> Toll:
        place, name = self._area(toll.place, toll.place_name)
        figures = tuple(replace(one, source=self.text(one.source), words=self.text(one.words)) for one in toll.figures)
        since = self.text(toll.since) if toll.since else toll.since
        return replace(toll, place=place, place_name=name, figures=figures, since=since, rule=self.text(toll.rule))

    def _control(self, control: Control) -> Control:
        return replace(control, reason=self.text(control.reason))

    def _area(self, place: str | None, name: str | None) -> tuple[str | None, str | None]:
        area = self._fine.get(place or "")
        return (area.id, area.name) if area is not None else (place, name)

    def text(self, text: str) -> str:
        """The text of the same length, its hidden words masked."""
        return self._words.sub(lambda found: MASK * len(found[0]), text) if self._words else text

    def dispatch(self, dispatch: Dispatch) -> Dispatch:
        """The dispatch with masked text and title; without the address that would lead to them where words are masked."""
        text = self.text(dispatch.text)
        title = self.text(dispatch.title) if dispatch.title else dispatch.title
        changed = (text, title) != (dispatch.text, dispatch.title)
        byline = None if self._publication.withhold_names else dispatch.byline
        return replace(
            dispatch, text=text, title=title, byline=byline, url=None if changed else dispatch.url,
            sha256=hashlib.sha256(original(text)).hexdigest(),
        )  # fmt: skip

    def claim(self, claim: Claim, shown: Dispatch) -> Claim:
        """The claim with its quotations taken from the masked text, coarse places, nameless persons."""
        place = claim.place
        if place is not None and place.place.id in self._fine:
            place = ClaimPlace(self._fine[place.place.id], "admin1" if place.place.admin1 else "country")
        return replace(
            claim,
            agent=self._party(claim.agent),
            target=self._party(claim.target),
            place=place,
            quantity=self._quantity(claim.quantity),
            content=self.text(claim.content) if claim.content else claim.content,
            source=replace(claim.source, chain=tuple(self._link(link) for link in claim.source.chain)),
            evidence=self._evidence(claim.evidence, shown),
        )

    def _party(self, party: Party | None) -> Party | None:
        if party is not None and party.id in self._persons:
            return replace(party, id=None, name=WITHHELD, words=MASK * len(party.words))
        return replace(party, name=self.text(party.name), words=self.text(party.words)) if party is not None else None

    def _quantity(self, quantity: Quantity | None) -> Quantity | None:
        if quantity is None:
            return None
        since, of = quantity.since, quantity.of
        return replace(quantity, since=self.text(since) if since else since, of=self.text(of) if of else of)

    def _link(self, link: Link) -> Link:
        return (
            replace(link, id=None, name=WITHHELD)
            if link.id in self._persons
            else replace(link, name=self.text(link.name))
        )

    def _evidence(
        self, evidence: Mapping[str, tuple[Evidence, ...]], shown: Dispatch
    ) -> Mapping[str, tuple[Evidence, ...]]:
        def shown_words(item: Evidence) -> Evidence:
            whole = (shown.title or "") if item.part == "title" else shown.text
            return replace(item, quote=whole[item.start : item.end])

        return {name: tuple(shown_words(item) for item in items) for name, items in evidence.items()}


def _private(actor: Actor) -> bool:
    return actor.kind == "person" and not any(tie.kind in _PUBLIC for tie in actor.relations)


def _in_office(words: str, name: str) -> bool:
    """Do the words around a name give a title or a post that speaks for others ("Interior minister X")?"""
    lexicon = load_generics()
    around = {word.strip(".,'").lower() for word in words.replace(name, " ").split()}
    return bool(around & ((lexicon.titles | lexicon.voices) - _POLITE))


def _names(name: str) -> Iterable[str]:
    """The name and the last word of it ("Ahmed Karim" is "Karim" further on)."""
    if _proper(name):
        yield name
        last = name.split()[-1]
        if len(name.split()) > 1 and _proper(last):
            yield last


def _proper(words: str) -> bool:
    return any(word[:1].isupper() for word in words.split()) and len(words) > 2


def area_of(place: Place) -> Place:
    """The first-order area around a place, or its country; without a point, since none is known here."""
    if place.admin1:
        country = place.country or ""
        return Place(f"area:{country}:{fold(place.admin1)}", place.admin1, "admin1", place.country, place.admin1)
    return Place(
        f"co:{place.country}" if place.country else "area:unknown", place.country or "unknown", "country", place.country
    )
