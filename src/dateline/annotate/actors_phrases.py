"""Descriptions that name nobody: "Syrian army", "rebel fighters", "Kurdish residents", "the president", "our forces".

A head noun of the lexicon is widened to the left over the words that qualify it (nationality, class, backing, owner)
and to the right over "of" with a country or a group.
"""

from __future__ import annotations

from dataclasses import replace

from dateline.annotate.actors_joined import (
    BANDS,
    band_before,
    employer,
    mark_members,
    mark_voices,
    name_behind,
    only_group,
)
from dateline.annotate.actors_owners import (
    Lately,
    beside_person,
    home_army,
    latest_owner,
    led_by,
    names_follow,
)
from dateline.annotate.actors_qualified import Phrase, look_right, qualify
from dateline.annotate.actors_text import HYPHENS, Draft, Reading
from dateline.knowledge.folding import fold
from dateline.knowledge.generics import Noun, NounClass
from dateline.model.world import Actor

#: Kinds of those who are where it happens, rather than of the country that the dispatch is about.
_BYSTANDERS = frozenset(["civilians", "class", "protesters", "rioters"])
_ARMED_CLASSES = frozenset(["militants", "rebels", "separatists", "militias", "paramilitaries"])
#: Classes whose members may be somebody's: "the Front's fighters", "Barre's men".
_FOLLOWERS = _ARMED_CLASSES | {"men", "gunmen", "supporters"}
#: A class of fighters with nothing beside it that tells whose: it may be the only group named so far.
_LOOSE_CLASSES = frozenset(["rebels", "separatists", "militants", "paramilitaries", "militias"])
_BODY_POS = frozenset(["NOUN", "PROPN", "ADJ", "VERB"])


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
    if reading.low[i] == "staff" and reading.low[i - 1] == "of" and i > 0:
        return
    start, noun = _noun(reading, i)
    phrase = qualify(reading, start)
    if (named := name_behind(reading, i)) is not None:
        _add(reading, phrase, i, named, 0.9)
        return
    look_right(reading, i, phrase)
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
    if phrase.turned is not None and _rule_of_rebels(noun, phrase):
        _mark_class(reading, i, replace(noun, body=None, group=phrase.turned.group), phrase, low)
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


def _rule_of_rebels(noun: Noun, phrase: Phrase) -> bool:
    """ "The separatist authorities", "the rebel government": those whom the word names, not the state's."""
    turned = phrase.turned
    of_rebels = turned is not None and turned.group is not None and turned.group.key in ("rebels", "separatists")
    return of_rebels and noun.body is not None and noun.body.key == "gov"


def _arm(reading: Reading, phrase: Phrase, noun: Noun | None, low: str) -> None:
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
    if noun.group is not None and noun.group.key in ("gunmen", "gangs", "tribesmen"):
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


def _mark_body(reading: Reading, i: int, noun: Noun, phrase: Phrase, lately: Lately) -> None:
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
        if led.id.startswith("officials"):
            spoken = next((tie.other for tie in led.relations if tie.kind == "speaks_for"), f"army:{led.country}")
            led = reading.book.get(spoken) or led
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
    if verb.dep == "ccomp" and any(reading.low[at] in ("it", "they") for at in subjects):
        above = [child for child in reading.children[verb.head] if reading.tokens[child].dep == "nsubj"]
        owners = [reading.owner[at] for at in above]
        return next((owner.actor.country for owner in owners if owner is not None and ":" in owner.actor.id), None)
    return next((reading.country_of[at] for at in subjects if at in reading.country_of), None)


def _mark_class(reading: Reading, i: int, noun: Noun, phrase: Phrase, low: str) -> None:
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
    known_at_home = reading.home and reading.book.curated(group.key, reading.home, reading.day) is not None
    if country is None and (group.country or known_at_home):
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
        actor = only_group(reading, i, phrase.first, group.key) or actor
    if actor is not None:
        _add(reading, phrase, i, actor, 0.8 if phrase.country else 0.7, rule)


def _whereabouts(reading: Reading, i: int, group: NounClass) -> str | None:
    """Of which country a class is where no word tells: bystanders of where it happens, fighters of where they are known."""
    if group.kind in _BYSTANDERS:
        return reading.near(i)
    return reading.land_of(group.key) if group.key in _ARMED_CLASSES else reading.home


def _known_anyway(reading: Reading, group: NounClass, phrase: Phrase, country: str | None) -> bool:
    """ "Iran-backed rebels" in a land whose rebels are known: the backing alone makes them no others."""
    if country is None or phrase.qualities != [phrase.backing]:
        return False
    parts = f"{group.key}-{fold(phrase.backing).replace(' ', '_')}"
    known = reading.book.curated(group.key, country, reading.day)
    return known is not None and reading.book.curated(parts, country, reading.day) is None


def _add(reading: Reading, phrase: Phrase, i: int, actor: Actor, confidence: float, rule: str = "generic") -> None:
    start = _noun(reading, i)[0]
    head = reading.head_of(start, i + 1) if reading.low[i - 1] in ("of", "the") else i
    reading.add(Draft(phrase.first, i + 1, head, actor, rule, confidence))


def _members(reading: Reading, i: int) -> bool:
    """ "Troops", "one soldier", "a policeman": some of a body, not the body."""
    if reading.tokens[i].tag in ("NNS", "NNPS"):
        return True
    return any(reading.tokens[c].pos == "NUM" or reading.low[c] in ("a", "an", "another") for c in reading.children[i])
