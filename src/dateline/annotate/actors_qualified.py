"""The words that qualify a head noun: "Syrian", "HTS-led", "Assad's" to its left, "of the Free Front" to its right."""

from __future__ import annotations

from dataclasses import dataclass, field

from dateline.annotate.actors_joined import BANDS
from dateline.annotate.actors_names import against
from dateline.annotate.actors_owners import at_home, led_by
from dateline.annotate.actors_text import HYPHENS, Draft, Reading
from dateline.knowledge.folding import fold
from dateline.knowledge.generics import Noun
from dateline.model.world import Actor

_WIDEST = 12
#: Words that say the same of a backer as "backed".
_BACKED = frozenset(["supported", "sponsored", "funded"])


@dataclass(slots=True)
class Phrase:
    """What the words around a head noun tell."""

    first: int
    country: str | None = None
    group: Actor | None = None
    led_by: Actor | None = None
    owner: Actor | None = None
    turned: Noun | None = None
    regime: bool = False
    stance: bool = False
    theirs: bool = False
    qualities: list[str] = field(default_factory=list)
    peoples: list[str] = field(default_factory=list)
    backing: str = ""


def qualify(reading: Reading, start: int) -> Phrase:
    """Reads the words to the left of a phrase that starts at a token."""
    phrase = Phrase(start)
    at = start - 1
    floor = max(start - _WIDEST, reading.annotated.sentences[reading.tokens[start].sentence].first)
    backed = False
    while at >= floor:
        token = reading.tokens[at]
        if token.text in HYPHENS:
            at -= 1
            continue
        if token.tag == "POS":
            _owned(reading, at, phrase)
            break
        if token.tag in ("PRP$", "WP$"):
            phrase.theirs = True
            break
        draft = reading.owner[at]
        if draft is not None:
            at = _by_name(reading, draft, phrase, backed=backed)
            backed = False
            continue
        if token.pos not in ("ADJ", "NOUN", "PROPN", "VERB", "NUM", "ADV") or token.tag in ("VBD", "VBZ", "VBP", "VB"):
            break
        if token.pos == "VERB" and token.tag not in ("VBN", "VBG"):
            break
        if at + 1 < len(reading.tokens) and token.pos in ("NUM", "ADV"):
            break
        if reading.low[at] in reading.book.generics.backing and at > floor and reading.tokens[at - 1].text in HYPHENS:
            backed = True
            phrase.first = at
            at -= 1
            continue
        if not _by_word(reading, at, phrase, backed=backed) and token.pos in ("NOUN", "PROPN", "VERB") and not backed:
            _over_trade(reading, at, start, phrase)
            break
        backed = False
        at -= 1
    return phrase


def _over_trade(reading: Reading, at: int, start: int, phrase: Phrase) -> None:
    """ "Israeli truck driver": a nationality before another noun of the compound."""
    token, code = reading.tokens[at], reading.country_of.get(at - 1)
    if code is None or phrase.country or token.pos != "NOUN" or token.dep != "compound" or token.head < start:
        return
    before = reading.tokens[at - 1]
    if reading.owner[at - 1] is None and before.sentence == token.sentence and before.dep in ("amod", "compound"):
        phrase.country, phrase.first = code, at - 1


def _by_name(reading: Reading, draft: Draft, phrase: Phrase, *, backed: bool) -> int:
    """A known name before the head: "HTS fighters" are HTS, "HTS-led fighters" are led by it."""
    if draft.actor.kind in ("person", "office_holder") and not backed:
        _by_person(reading, draft, phrase)
        return -1
    if against(reading, draft.first):
        phrase.qualities.insert(0, f"anti-{fold(draft.actor.name)}")
        phrase.first = draft.first - 2
        return draft.first - 3
    phrase.first = min(phrase.first, draft.first)
    if backed:
        phrase.led_by = phrase.led_by or draft.actor
    elif phrase.group is None and draft.actor.kind != "perspective":
        phrase.group = draft.actor
    return draft.first - 1


def _by_person(reading: Reading, draft: Draft, phrase: Phrase) -> None:
    """ "Haftar fighters", "Assad troops": fighters called after a person are those that the person leads."""
    beside = reading.tokens[draft.last] if draft.last < len(reading.tokens) else None
    plural = beside is not None and beside.tag == "NNS" and reading.tokens[draft.last - 1].head == beside.i
    if not plural or beside is None or phrase.first != beside.i or phrase.group is not None:
        return
    led = led_by(reading, draft.actor)
    if led is not draft.actor:
        phrase.group, phrase.first = led, draft.first


def _by_word(reading: Reading, at: int, phrase: Phrase, *, backed: bool) -> bool:
    """Takes one word before the head; False when it tells nothing."""
    generics = reading.book.generics
    low = reading.low[at]
    compound = low
    first = at
    if at >= 2 and reading.tokens[at - 1].text in HYPHENS:
        compound = f"{reading.low[at - 2]}-{low}"
    if compound != low and (compound in generics.modifiers or compound in generics.qualities):
        first = at - 2
        low = compound
    place = reading.places.get(at)
    if place is not None and place.place.country is not None and at not in reading.country_of and not backed:
        return _by_place(reading, at, phrase)
    code = reading.country_of.get(at)
    if code is None and backed and place is not None and place.place.kind == "capital":
        code = place.place.country
    if code is not None and low in generics.peoples and reading.country_of.get(at - 1, code) != code:
        phrase.qualities.insert(0, low)
        phrase.first = at
        return True
    if code is not None and compound != reading.low[at] and compound.startswith(("pro-", "anti-")):
        phrase.qualities.insert(0, compound)
        phrase.first = at - 2
        phrase.stance = True
        return True
    if code is None and backed is False and reading.tokens[at].entity == "NORP" and at_home(reading, low):
        code = reading.home
    if code is not None and not phrase.stance:
        if not backed:
            phrase.country = phrase.country or code
        else:
            phrase.led_by = phrase.led_by or reading.book.get(f"state:{code}")
            phrase.backing = _backing(reading, code, at)
        phrase.first = first
        return True
    known = low in generics.heads and reading.tokens[at].pos in ("NOUN", "PROPN")
    if low in generics.modifiers:
        turned = generics.modifiers[low]
        if phrase.turned is None or (phrase.turned.body is not None and turned.group is not None):
            phrase.turned = turned
        phrase.regime = phrase.regime or low in reading.book.perspective.regime_modifiers
        known = True
    if low in generics.qualities:
        if not backed or low in generics.peoples:
            phrase.qualities.insert(0, low)
        known = True
    people = reading.tokens[at].entity == "NORP" and reading.tokens[at].text[0].isupper()
    if not known and people and not backed and reading.tokens[at + 1].text not in HYPHENS:
        phrase.qualities.insert(0, low)
        phrase.peoples.append(low)
        known = True
    if known:
        phrase.first = first
    return known


def _backing(reading: Reading, code: str, at: int) -> str:
    """ "turkish-backed" for "Turkey-backed" and "Turkish-supported": one form for each backer and word."""
    country = reading.countries.get(code)
    if reading.tokens[at + 1].text not in HYPHENS or country is None:
        return ""
    adjective = country.adjectives[0] if country.adjectives else country.name
    word = reading.low[at + 2]
    return f"{adjective.lower()}-{'backed' if word in _BACKED else word}"


def _by_place(reading: Reading, at: int, phrase: Phrase) -> bool:
    """ "Hillford residents": the place tells the country."""
    mark = reading.places[at]
    phrase.country = phrase.country or mark.place.country
    while at > 0 and reading.tokens[at - 1].start >= mark.start:
        at -= 1
    phrase.first = min(phrase.first, at)
    return True


def _owned(reading: Reading, apostrophe: int, phrase: Phrase) -> None:
    """ "China's foreign ministry", "Assad's forces": the owner tells the country or the group."""
    owner = apostrophe - 1
    if owner < 0:
        return
    place = reading.places.get(owner)
    code = reading.country_of.get(owner) or (place.place.country if place is not None else None)
    draft = reading.owner[owner]
    if draft is not None and draft.actor.kind != "perspective":
        phrase.owner = draft.actor
        phrase.first = draft.first
    elif code is not None:
        phrase.country = phrase.country or code
        first = owner
        while first > 0 and reading.country_of.get(first - 1) == code and reading.tokens[first - 1].pos == "PROPN":
            first -= 1
        phrase.first = first


def look_right(reading: Reading, i: int, phrase: Phrase) -> None:
    """ "the army of Plainland", "fighters of the Free Front", "rebels from the Free Front"."""
    if i + 2 >= len(reading.tokens) or phrase.country or phrase.group:
        return
    if reading.low[i + 1] == "in":
        place = next(
            (reading.places[at] for at in range(i + 2, min(i + 6, len(reading.tokens))) if at in reading.places), None
        )
        if place is not None and place.start == reading.tokens[i + 2].start:
            phrase.country = place.place.country
        return
    loyal = reading.low[i + 1] in ("loyal", "allied", "aligned") and reading.low[i + 2] in ("to", "with")
    if reading.low[i + 1] not in ("of", "from") and not loyal:
        return
    at = i + 3 if loyal else i + 2
    backed = at + 3 < len(reading.tokens) and at in reading.country_of and reading.tokens[at + 1].text in HYPHENS
    if backed:
        at += 3  # "fighters of Iran-backed Iraqi militias" are no Iranians
    while at < len(reading.tokens) and at < i + 6 and reading.owner[at] is None and _only_leads(reading, at):
        if at in reading.country_of:
            break
        at += 1
    if at >= len(reading.tokens):
        return
    draft = reading.owner[at]
    if loyal:
        _loyal(reading, at, phrase)
    elif draft is not None and (
        draft.actor.kind in (*BANDS, "organisation") or (draft.actor.kind == "government" and ":" not in draft.actor.id)
    ):
        phrase.group = draft.actor
    elif (
        at in reading.country_of
        and reading.tokens[i + 1].head == i
        and (backed or reading.tokens[at].pos == "PROPN")
        and (backed or reading.low[i + 1] == "of" or reading.tokens[at].head == i + 1)
    ):
        phrase.country = reading.country_of[at]


def _loyal(reading: Reading, at: int, phrase: Phrase) -> None:
    """ "forces loyal to Barre", "fighters loyal to the government": whose they are."""
    while at + 2 < len(reading.tokens) and reading.owner[at] is None and _before_body(reading, at):
        phrase.country = phrase.country or reading.country_of.get(at)
        at += 1
    draft = reading.owner[at]
    if draft is not None and draft.actor.kind in ("person", "office_holder"):
        phrase.group = led_by(reading, draft.actor)
    elif draft is not None and draft.actor.kind in (*BANDS, "government"):
        phrase.group = draft.actor
    elif draft is None:
        noun = reading.book.generics.nouns.get((reading.low[at],))
        if noun is not None and noun.body is not None and noun.body.key in ("gov", "president", "pm", "king"):
            phrase.turned = reading.book.generics.nouns.get(("army",))


def _only_leads(reading: Reading, at: int) -> bool:
    """ "the", "so-called", "extremist": words that only lead to a name."""
    token = reading.tokens[at]
    if token.pos in ("DET", "ADJ") or token.text in HYPHENS:
        return True
    return reading.low[at] in ("so", "called", "self", "proclaimed", "styled", "declared")


def _before_body(reading: Reading, at: int) -> bool:
    """Does the token only lead to the body that they are loyal to ("Libya's unity government", "the Tripoli-based government")?"""
    token = reading.tokens[at]
    generics = reading.book.generics
    leads = token.pos in ("DET", "ADJ", "NUM") or token.tag == "POS" or at in reading.country_of or at in reading.places
    titled = token.text[0].isupper() and (reading.low[at].rstrip(".") in generics.titles or token.text == ".")
    return (leads and reading.low[at] not in generics.heads) or titled
