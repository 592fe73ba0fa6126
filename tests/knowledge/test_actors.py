"""The book of actors: names, sides and ties on a day, bodies of states, classes; and files that break the schema."""

from __future__ import annotations

from functools import lru_cache

import pytest

from dateline.errors import KnowledgeError
from dateline.knowledge.actor_files import parse_actor_file
from dateline.knowledge.actors import ActorBook, load_actors, name_words
from dateline.knowledge.countries import load_countries
from dateline.knowledge.generics import load_generics, load_perspective, parse_generics, parse_perspective
from dateline.knowledge.references import load_reference_words, parse_reference_words
from dateline.model.world import Actor
from make import day

PLAINLAND = """
conflict = "plainland"
source = "invented"
[sides.crown]
name = "Crown"
face = "gov:NO"
members = [{id = "gov:NO", last = 2020-05-01}]
[sides.league]
name = "League"
face = "river-league"
[[between]]
sides = ["crown", "league"]
tie = "opposed"
first = 2019-01-01
last = 2020-05-01
[[actor]]
id = "river-league"
name = "River League"
names = ["RL"]
kind = "rebel_group"
country = "NO"
side = "league"
generic = ["rebels"]
[[actor]]
id = "oda"
name = "Oda Fjeld"
short = ["Fjeld"]
kind = "person"
country = "NO"
relations = [{kind = "leads", other = "river-league", first = 2019-01-01}, {kind = "office", other = "president:NO", first = 2020-05-02}]
"""


@lru_cache(maxsize=1)
def book() -> ActorBook:
    return load_actors(load_countries())


@lru_cache(maxsize=1)
def plainland() -> ActorBook:
    file = parse_actor_file(PLAINLAND, place="plainland.toml")
    return ActorBook([file], load_countries(), load_generics(), load_perspective(), load_reference_words())


def test_every_row_of_the_package_names_its_source() -> None:
    assert len(book().actors) > 600
    assert all(book().source(actor.id) for actor in book().actors)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hay'at Tahrir al-Sham", "Hayʼat Tahrir ash-Sham"),
        ("Médecins Sans Frontières", "medecins sans frontieres"),
        ("al-Shabaab", "Al-Shabaab"),
    ],
)
def test_spellings_of_one_name_have_the_same_words(one: str, other: str) -> None:
    assert name_words(one) == name_words(other)


def test_a_shared_abbreviation_gives_everyone_who_bears_it() -> None:
    assert {actor.id for actor in book().by_name("SNA")} >= {"sna", "army:SO"}


@pytest.mark.parametrize(
    ("id", "name", "kind"),
    [
        ("army:NO", "Norwegian army", "state_forces"),
        ("foreign-ministry:NO", "Norwegian foreign ministry", "government"),
        ("state:NO", "Norway", "state"),
        ("rebels:NO", "rebels (Norway)", "rebel_group"),
        ("civilians-kurdish:SY", "kurdish civilians (Syria)", "civilians"),
    ],
)
def test_bodies_and_classes_of_every_country_are_composed(id: str, name: str, kind: str) -> None:
    actor = book().get(id)
    assert actor is not None
    assert (actor.name, actor.kind) == (name, kind)


def test_an_id_that_means_nothing_is_no_actor() -> None:
    assert book().get("army:QQ") is None
    assert book().get("nobody-at-all") is None


def test_rebels_of_a_country_are_the_curated_actor_while_it_lives() -> None:
    during = book().generic("rebels", "SY", day("2016-05-01"))
    assert during is not None
    assert during.id == "syrian-opposition"
    later = book().generic("rebels", "SY", day("2025-05-01"))
    assert later is not None
    assert later.id == "rebels:SY"


@pytest.mark.parametrize(
    ("first", "second", "when", "stand"),
    [
        ("gov:NO", "army:NO", "2019-06-01", "same"),
        ("oda", "river-league", "2019-06-01", "same"),
        ("army:NO", "river-league", "2019-06-01", "opposed"),
        ("oda", "president:NO", "2019-06-01", "opposed"),
        ("army:NO", "river-league", "2018-06-01", "unknown"),
        ("army:NO", "river-league", "2021-06-01", "unknown"),
        ("army:NO", "army:SE", "2019-06-01", "unknown"),
    ],
)
def test_actors_stand_to_each_other_as_their_sides_do_on_that_day(
    first: str, second: str, when: str, stand: str
) -> None:
    assert plainland().relation(first, second, day(when)) == stand
    assert plainland().relation(second, first, day(when)) == stand


def test_opponents_start_with_the_face_of_the_other_side() -> None:
    first = next(iter(plainland().opponents("army:NO", day("2019-06-01"))))
    assert first.id == "river-league"
    assert plainland().opponents("army:NO", day("2021-06-01")) == ()


def test_who_holds_an_office_depends_on_the_day() -> None:
    holder = plainland().holder("president:NO", day("2020-06-01"))
    assert holder is not None
    assert holder.id == "oda"
    assert plainland().holder("president:NO", day("2019-06-01")) is None
    led = plainland().leader_of("oda", day("2019-06-01"))
    assert led is not None
    assert led.id == "river-league"


@pytest.mark.parametrize(
    ("broken", "named"),
    [
        ("this is = = no toml", "plainland.toml"),
        ('conflict = "x"\nsauce = "y"', "sauce"),
        ('conflict = "x"\n[[actor]]\nid = "a"\nname = "A"\nkind = "wizard"', "wizard"),
        ('conflict = "x"\n[[actor]]\nid = "a"\nname = "A"\nkind = "person"', "source is missing"),
        ('conflict = "x"\nsource = "y"\n[[actor]]\nid = "a"\nname = "A"\nkind = "person"\nside = "z"', "unknown side"),
        ('conflict = "x"\nsource = "y"\n[[actor]]\nid = "a"\nname = "A"\nkind = "person"\nfirst = "soon"', "no day"),
    ],
)
def test_a_broken_file_is_refused_with_file_and_key(broken: str, named: str) -> None:
    with pytest.raises(KnowledgeError, match=r"plainland\.toml") as error:
        parse_actor_file(broken, place="plainland.toml")
    assert named in str(error.value)


def test_a_tie_to_nobody_is_refused() -> None:
    text = PLAINLAND.replace('other = "river-league"', 'other = "lake-league"')
    file = parse_actor_file(text, place="plainland.toml")
    with pytest.raises(KnowledgeError, match="lake-league"):
        ActorBook([file], load_countries(), load_generics(), load_perspective(), load_reference_words())


@pytest.mark.parametrize("parse", [parse_generics, parse_perspective, parse_reference_words])
def test_a_lexicon_with_an_unknown_key_is_refused(parse: object) -> None:
    assert callable(parse)
    with pytest.raises(KnowledgeError, match="colour"):
        parse('colour = "red"', place="lexicon/x.toml")


@pytest.mark.parametrize(
    ("first", "second", "stand"),
    [
        ("rebels:NO", "army:NO", "opposed"),
        ("gov:NO", "militants-coastal:NO", "opposed"),
        ("officials-army:NO", "rebels:NO", "opposed"),
        ("officials-army:NO", "army:NO", "same"),
        ("rebels:NO", "army:SE", "unknown"),
        ("gunmen:NO", "army:NO", "unknown"),
        ("rebels:NO", "civilians:NO", "unknown"),
    ],
)
def test_without_a_file_rebels_and_the_state_are_opposed(first: str, second: str, stand: str) -> None:
    assert book().relation(first, second) == book().relation(second, first) == stand


def test_a_rebel_group_that_only_the_text_names_is_against_its_state() -> None:
    front = Actor("new:fell-front", "Fell Front", "rebel_group", "NO")
    assert book().relation(front, "army:NO") == "opposed"
    assert book().relation("police:NO", front) == "opposed"
    assert book().relation(front, "army:SE") == "unknown"


def test_sources_of_a_body_stand_where_the_body_stands() -> None:
    assert book().relation("sources-police:NO", "army:NO") == "same"
    assert book().leader_of("officials-rebel:NO") == book().get("rebels:NO")
