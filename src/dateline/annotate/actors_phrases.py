"""Descriptions that name nobody: "Syrian army", "rebel fighters", "Kurdish residents", "the president", "our forces".

A head noun of the lexicon is widened to the left over the words that qualify it (nationality, class, backing, owner)
and to the right over "of" with a country or a group.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from dateline.annotate.actors_joined import BANDS, band_before, employer, mark_members, mark_voices, only_group
from dateline.annotate.actors_owners import (
    Lately,
    at_home,
    beside_person,
    home_army,
    latest_owner,
    led_by,
    names_follow,
)
from dateline.annotate.actors_text import HYPHENS, Draft, Reading
from dateline.knowledge.folding import fold
from dateline.knowledge.generics import Noun, NounClass
from dateline.model.world import Actor

_WIDEST = 12
#: Kinds of those who are where it happens, rather than of the country that the dispatch is about.
_BYSTANDERS = frozenset(["civilians", "class", "protesters", "rioters"])
_ARMED_CLASSES = frozenset(["militants", "rebels", "militias", "paramilitaries"])
#: Classes whose members may be somebody's: "the Front's fighters", "Barre's men".
_FOLLOWERS = _ARMED_CLASSES | {"men", "gunmen", "supporters"}
#: A class of fighters with nothing beside it that tells whose: it may be the only group named so far.
_LOOSE_CLASSES = frozenset(["rebels", "militants", "paramilitaries"])
#: Words that say the same of a backer as "backed".
_BACKED = frozenset(["supported", "sponsored", "funded"])
_BODY_POS = frozenset(["NOUN", "PROPN", "ADJ", "VERB"])


@dataclass(slots=True)
class _Phrase:
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


def mark_phrases(reading: Reading) -> None:
    """Drafts for every description, left to right."""
    generics = reading.book.generics
    lately = Lately()
    for i, token in enumerate(reading.tokens):
        low = reading.low[i]
        owner = reading.owner[i]
        if owner is not None:
            lately.take_name(owner.actor, low, token.sentence, last=i == owner.last - 1)
            continue
        if low not in generics.heads or token.pos not in _BODY_POS:
            continue
        if i > 0 and reading.tokens[i - 1].text in HYPHENS and reading.tokens[i - 1].start == reading.tokens[i - 2].end:
            continue
        if is_modifier(reading, i):
            continue
        _mark_head(reading, i, lately)
    mark_members(reading)
    mark_voices(reading)


def is_modifier(reading: Reading, i: int) -> bool:
    """Does the noun only qualify the next one ("army officers", "rebel fighters", "prisoner swap")?"""
    token = reading.tokens[i]
    if token.pos == "VERB" or (token.pos == "ADJ" and token.dep == "amod"):
        return True
    generics = reading.book.generics
    if reading.low[i] in generics.modifiers and i + 1 < len(reading.tokens) and reading.low[i + 1] in generics.heads:
        return True
    if (
        i + 1 < len(reading.tokens)
        and reading.tokens[i + 1].text in HYPHENS
        and reading.tokens[i + 1].start == token.end
    ):
        return True
    after = reading.owner[i + 1] if i + 1 < len(reading.tokens) else None
    if after is not None and after.first == i + 1 and after.first <= token.head < after.last:
        return after.actor.kind != "perspective" and token.dep in ("compound", "nmod", "amod")
    if token.dep in ("compound", "nmod", "amod") and token.head > i:
        governor = reading.tokens[token.head]
        return governor.pos != "PROPN" or reading.low[token.head] in reading.book.generics.heads
    return False


def _mark_head(reading: Reading, i: int, lately: Lately) -> None:
    generics = reading.book.generics
    if reading.low[i] == "opposition" and reading.low[i + 1 : i + 2] == ["to"]:
        return
    start, noun = _noun(reading, i)
    phrase = _qualify(reading, start)
    _look_right(reading, i, phrase)
    low = reading.low[i]
    if low in generics.posts and (names_follow(reading, i) or beside_person(reading, i)):
        return
    if noun is None and low not in generics.armed and low not in generics.bands:
        return
    if phrase.group is None and low in generics.armed and (new := band_before(reading, start)) is not None:
        phrase.first, phrase.group = new
        if noun is not None and noun.group is not None and noun.group.kind == "rebel_group":
            phrase.group = replace(phrase.group, kind="rebel_group")
    if phrase.group is not None and phrase.group.id.startswith(("gov:", "army:")) and (noun is None or noun.body):
        phrase.country, phrase.group = phrase.group.country, None
        noun = noun or generics.nouns.get(("army",))
    if phrase.group is not None and (noun is None or _is_group_noun(noun, phrase.group)):
        _arm(reading, phrase, noun, low)
        _add(reading, phrase, i, phrase.group, 0.9)
        return
    if phrase.turned is not None and _turns(phrase.turned, noun, low in generics.armed or low in generics.bands):
        noun = phrase.turned
    if noun is None and phrase.led_by is not None:
        noun = generics.nouns.get(("militias",))
    if noun is None:
        return
    several = reading.tokens[i].tag in ("NNS", "NNPS")
    peoples = [word for word in phrase.qualities if word in generics.peoples or (several and word in phrase.peoples)]
    if noun.body is not None and noun.body.key == "army" and peoples:
        actor = reading.book.qualified("militias", peoples, phrase.country or reading.home, reading.day)
        if actor is not None:
            _add(reading, phrase, i, actor, 0.7)
    elif noun.body is not None and noun.body.key == "gov" and peoples and phrase.country is None:
        actor = reading.book.qualified("officials", peoples, reading.home, reading.day)
        if actor is not None:
            _add(reading, phrase, i, actor, 0.7)
    elif noun.body is not None:
        _mark_body(reading, i, noun, phrase, lately)
    elif noun.group is not None:
        _mark_class(reading, i, noun, phrase, low)


def _arm(reading: Reading, phrase: _Phrase, noun: Noun | None, low: str) -> None:
    """ "FDN fighters", "rebels of the Assembly": a body that only the text names and that has fighters is an armed group."""
    group = phrase.group
    if group is None or group.kind != "organisation" or not group.id.startswith("new:"):
        return
    armed = noun is not None and noun.group is not None and noun.group.key in _ARMED_CLASSES
    if not armed and low not in reading.book.generics.armed:
        return
    phrase.group = replace(group, kind="rebel_group")
    for draft in reading.named().get(group.id, ()):
        draft.actor = phrase.group


def _turns(turned: Noun, noun: Noun | None, body: bool) -> bool:
    """Does a modifier decide what the noun stands for? "Rebel fighters" are rebels, a pro-government militia is none."""
    if not body:
        return False
    if noun is None:
        return True
    if noun.group is not None and noun.group.key == "militias":
        return turned.body is None
    return noun.body is not None or (noun.group is not None and noun.group.key in _ARMED_CLASSES)


def _is_group_noun(noun: Noun, group: Actor) -> bool:
    if noun.body is not None:
        return noun.body.key in ("army", "gov", "police", "airforce") or group.kind == "outlet"
    if noun.group is not None and noun.group.key in ("monitors", "activists", "media"):
        return group.kind in ("monitor", "outlet")
    if noun.group is not None and noun.group.key == "peacekeepers":
        return group.kind == "external_forces"
    if noun.group is not None and noun.group.key == "gunmen":
        return group.kind in BANDS
    return noun.group is not None and noun.group.key in (_ARMED_CLASSES | {"officials"})


def _noun(reading: Reading, i: int) -> tuple[int, Noun | None]:
    """The longest phrase of the lexicon that ends at a token: (its first token, what it stands for)."""
    words: list[str] = []
    starts: list[int] = []
    at = i
    sentence = reading.tokens[i].sentence
    while at >= 0 and len(words) < reading.book.generics.longest and reading.tokens[at].sentence == sentence:
        if reading.tokens[at].text not in HYPHENS:
            words.append(reading.low[at])
            starts.append(at)
        at -= 1
    for length in range(len(words), 0, -1):
        noun = reading.book.generics.nouns.get(tuple(reversed(words[:length])))
        if noun is not None and reading.owner[starts[length - 1]] is None:
            return starts[length - 1], noun
    return i, None


def _qualify(reading: Reading, start: int) -> _Phrase:
    """Reads the words to the left of a phrase that starts at a token."""
    phrase = _Phrase(start)
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


def _over_trade(reading: Reading, at: int, start: int, phrase: _Phrase) -> None:
    """ "Israeli truck driver": a nationality before another noun of the compound."""
    token, code = reading.tokens[at], reading.country_of.get(at - 1)
    if code is None or phrase.country or token.pos != "NOUN" or token.dep != "compound" or token.head < start:
        return
    before = reading.tokens[at - 1]
    if reading.owner[at - 1] is None and before.sentence == token.sentence and before.dep in ("amod", "compound"):
        phrase.country, phrase.first = code, at - 1


def _by_name(reading: Reading, draft: Draft, phrase: _Phrase, *, backed: bool) -> int:
    """A known name before the head: "HTS fighters" are HTS, "HTS-led fighters" are led by it."""
    if draft.actor.kind in ("person", "office_holder") and not backed:
        return -1
    phrase.first = min(phrase.first, draft.first)
    if backed:
        phrase.led_by = phrase.led_by or draft.actor
    elif phrase.group is None and draft.actor.kind != "perspective":
        phrase.group = draft.actor
    return draft.first - 1


def _by_word(reading: Reading, at: int, phrase: _Phrase, *, backed: bool) -> bool:
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


def _by_place(reading: Reading, at: int, phrase: _Phrase) -> bool:
    """ "Hillford residents": the place tells the country."""
    mark = reading.places[at]
    phrase.country = phrase.country or mark.place.country
    while at > 0 and reading.tokens[at - 1].start >= mark.start:
        at -= 1
    phrase.first = min(phrase.first, at)
    return True


def _owned(reading: Reading, apostrophe: int, phrase: _Phrase) -> None:
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


def _look_right(reading: Reading, i: int, phrase: _Phrase) -> None:
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
    while (
        at < len(reading.tokens)
        and reading.tokens[at].pos in ("DET", "ADJ")
        and at < i + 5
        and reading.owner[at] is None
    ):
        if at in reading.country_of:
            break
        at += 1
    if at >= len(reading.tokens):
        return
    draft = reading.owner[at]
    if loyal:
        _loyal(reading, at, phrase)
    elif draft is not None and draft.actor.kind in (
        "rebel_group",
        "political_militia",
        "identity_militia",
        "organisation",
    ):
        phrase.group = draft.actor
    elif at in reading.country_of and reading.tokens[at].pos == "PROPN" and reading.low[i + 1] == "of":
        phrase.country = reading.country_of[at]


def _loyal(reading: Reading, at: int, phrase: _Phrase) -> None:
    """ "forces loyal to Barre", "fighters loyal to the government": whose they are."""
    draft = reading.owner[at]
    if draft is not None and draft.actor.kind in ("person", "office_holder"):
        phrase.group = led_by(reading, draft.actor)
    elif draft is not None and draft.actor.kind in BANDS:
        phrase.group = draft.actor
    elif draft is None:
        noun = reading.book.generics.nouns.get((reading.low[at],))
        if noun is not None and noun.body is not None and noun.body.key in ("gov", "president", "pm", "king"):
            phrase.turned = reading.book.generics.nouns.get(("army",))


def _mark_body(reading: Reading, i: int, noun: Noun, phrase: _Phrase, lately: Lately) -> None:
    body = noun.body
    assert body is not None
    country = phrase.country
    rule = "nationality+noun" if country else "generic"
    if country is None and phrase.owner is not None:
        if body.key in ("army", "airforce", "police") and phrase.owner.kind in (
            "person",
            "rebel_group",
            "political_militia",
        ):
            led = led_by(reading, phrase.owner)
            if not led.id.startswith("gov:"):
                _add(reading, phrase, i, led, 0.8)
                return
        country = phrase.owner.country
    qualified = phrase.turned is not None and phrase.turned.body is not None
    if country is None and phrase.theirs:
        owner = latest_owner(reading, i)
        if owner is None or body.key not in ("army", "airforce", "navy", "police", "foreign-ministry", "gov"):
            return
        led = led_by(reading, owner)
        whole = led.kind == "person" and noun.bare and reading.tokens[i].tag == "NN"
        if whole:
            led = reading.book.get(f"gov:{reading.home}") or led
        if led.kind not in ("state", "government") and not led.id.startswith(("army:", "president:")):
            _add(reading, phrase, i, led, 0.6)
            return
        country = led.country
    country = country or _country_of_subject(reading, i)
    if country is None:
        plain = phrase.first == i or not set(phrase.qualities) - set(phrase.peoples)
        known = noun.bare or qualified or reading.low[i] in reading.book.perspective.regime
        token = reading.tokens[i]
        before = lately.country(reading.low[i], body.key, token.sentence, several=_members(reading, i))
        counted = body.key in ("airforce", "navy") and any(
            reading.tokens[child].pos == "NUM" for child in reading.children[i]
        )
        if (not known and (before is None or counted)) or not (plain or qualified):
            return
        country = before or (reading.near(i) if body.key == "police" else home_army(reading, body.key))
        if reading.low[i] in reading.book.perspective.regime or phrase.regime:
            rule, country = "perspective", reading.home or country
    else:
        lately.take(reading.low[i], body.key, country, reading.tokens[i].sentence)
    actor = reading.book.state(body.key, country) if country else Actor(body.key, body.key.replace("-", " "), body.kind)
    if actor is None:
        return
    if body.kind == "office_holder":
        if names_follow(reading, i):
            return
        rule = "office"
        holder = reading.book.holder(actor.id, reading.day) if "former" not in phrase.qualities else None
        actor = holder or actor
    _add(reading, phrase, i, actor, 0.9 if phrase.country else 0.7, rule)


def _country_of_subject(reading: Reading, i: int) -> str | None:
    """ "Sweden deploys troops": the troops are the subject's, unless they are "the troops"."""
    token = reading.tokens[i]
    verb = reading.tokens[token.head]
    if token.dep != "dobj" or any(reading.tokens[child].dep == "det" for child in reading.children[i]):
        return None
    subjects = [child for child in reading.children[verb.i] if reading.tokens[child].dep == "nsubj"]
    return next((reading.country_of[at] for at in subjects if at in reading.country_of), None)


def _mark_class(reading: Reading, i: int, noun: Noun, phrase: _Phrase, low: str) -> None:
    group = noun.group
    assert group is not None
    if group.key == "officials" and names_follow(reading, i):
        return
    owner = phrase.owner if group.key in _FOLLOWERS else None
    if phrase.theirs and group.key in (_ARMED_CLASSES | {"men"}):
        owner = latest_owner(reading, i)
    if owner is not None and (phrase.theirs or owner.kind in (*BANDS, "person", "office_holder")):
        _add(reading, phrase, i, led_by(reading, owner), 0.6)
        return
    country = phrase.country or (phrase.owner.country if phrase.owner else None)
    rule = "nationality+noun" if phrase.country else "generic"
    if country is None and phrase.led_by is not None and phrase.led_by.kind != "state":
        country = phrase.led_by.country
    if country is None and phrase.theirs:
        owner = latest_owner(reading, i)
        country = owner.country if owner is not None else None
    if country is None and group.country:
        country = _whereabouts(reading, i, group)
    voice = group.key == "officials" and low in reading.book.generics.voices
    if voice and phrase.owner is not None and phrase.owner.kind in (*BANDS, "state_forces"):
        _add(reading, phrase, i, phrase.owner, 0.8)
        return
    if phrase.backing and (group.key == "officials" or group.key in _ARMED_CLASSES):
        phrase.qualities.append(phrase.backing)
    if group.key in ("sources", "officials") and not phrase.qualities:
        phrase.qualities.extend(employer(reading, i))
    qualities = [word for word in dict.fromkeys(phrase.qualities) if word not in (group.key, group.key.rstrip("s"))]
    if group.key == "militants" and phrase.led_by is not None and phrase.led_by.kind == "rebel_group":
        actor = reading.book.generic("rebels", country, reading.day)
    elif phrase.turned is noun or not qualities or _known_anyway(reading, group, phrase, country):
        actor = reading.book.generic(group.key, country, reading.day)
    else:
        actor = reading.book.qualified(group.key, qualities, country, reading.day)
    if group.key in _LOOSE_CLASSES and not (qualities or phrase.country or phrase.led_by):
        actor = only_group(reading, i, phrase.first) or actor
    if actor is not None:
        _add(reading, phrase, i, actor, 0.8 if phrase.country else 0.7, rule)


def _whereabouts(reading: Reading, i: int, group: NounClass) -> str | None:
    """Of which country a class is where no word tells: bystanders of where it happens, fighters of where they are known."""
    if group.kind in _BYSTANDERS:
        return reading.near(i)
    return reading.land_of(group.key) if group.key in _ARMED_CLASSES else reading.home


def _known_anyway(reading: Reading, group: NounClass, phrase: _Phrase, country: str | None) -> bool:
    """ "Iran-backed rebels" in a land whose rebels are known: the backing alone makes them no others."""
    if country is None or phrase.qualities != [phrase.backing]:
        return False
    parts = f"{group.key}-{fold(phrase.backing).replace(' ', '_')}"
    known = reading.book.curated(group.key, country, reading.day)
    return known is not None and reading.book.curated(parts, country, reading.day) is None


def _add(reading: Reading, phrase: _Phrase, i: int, actor: Actor, confidence: float, rule: str = "generic") -> None:
    start = _noun(reading, i)[0]
    head = reading.head_of(start, i + 1) if reading.low[i - 1] in ("of", "the") else i
    reading.add(Draft(phrase.first, i + 1, head, actor, rule, confidence))


def _members(reading: Reading, i: int) -> bool:
    """ "Troops", "one soldier", "a policeman": some of a body, not the body."""
    if reading.tokens[i].tag in ("NNS", "NNPS"):
        return True
    return any(reading.tokens[c].pos == "NUM" or reading.low[c] in ("a", "an", "another") for c in reading.children[i])
