"""How many people suffered what: invented sentences, and the figures that a careful reader takes from them."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from dateline.model.claim import Claim
from reader import Reader

Figure = tuple[str, float | None, float | None, float | None, str | None]


def figures(claims: Iterable[Claim]) -> list[Figure]:
    """(kind, low, best, high, of) of every counted claim that is told as done."""
    return sorted(
        (
            (c.kind, c.quantity.low, c.quantity.best, c.quantity.high, c.quantity.of)
            for c in claims
            if c.quantity is not None and c.modality == "actual"
        ),
        key=str,
    )


ONE = [
    ("The death toll rose to 31 on Monday, the hospital said.", ("kill", 31, 31, 31, None)),
    ("The toll from the strike has climbed from 18 to 24, rescuers said.", ("kill", 24, 24, 24, None)),
    ("The raid left a death toll of 12.", ("kill", 12, 12, 12, None)),
    ("Officials said the number of dead stood at 118.", ("kill", 118, 118, 118, None)),
    ("12 deaths were recorded in the town.", ("kill", 12, 12, 12, None)),
    ("Observers recorded 1,204 civilian deaths in the district.", ("kill", 1204, 1204, 1204, "civilians")),
    ("A car bomb left at least 30 dead in Orlin.", ("kill", 30, 30, None, None)),
    ("31 bodies were recovered from the rubble in Orlin.", ("kill", 31, 31, 31, None)),
    ("The blast claimed 14 lives.", ("kill", 14, 14, 14, None)),
    ("A total of 33 people died.", ("kill", 33, 33, 33, "people")),
    ("No one was killed in the strike.", ("kill", 0, 0, 0, None)),
    ("No casualties were reported.", ("kill", 0, 0, 0, None)),
    ("A family of six was killed in their home.", ("kill", 6, 6, 6, None)),
    ("Two South African soldiers were killed near Orlin.", ("kill", 2, 2, 2, "south african soldiers")),
    ("Between 20 and 30 people were killed in the raid.", ("kill", 20, 25, 30, "people")),
    ("At least 12 people, most of them women, were killed.", ("kill", 12, 12, None, "people")),
    ("Dozens of women and children were killed in the raid.", ("kill", 24, None, 99, "women and children")),
    ("An officer was also killed.", ("kill", 1, 1, 1, "officer")),
    ("Dozens killed in a raid on Orlin", ("kill", 24, None, 99, None)),
    ("The army said its forces had eliminated 320 troops, two tanks and five vehicles.", ("kill", 320, 320, 320, "troops")),
    ("One more civilian died in the shelling.", ("kill", 1, 1, 1, "civilian")),
    ("The mission gave the toll as six dead.", ("kill", 6, 6, 6, None)),
    ("Twenty people are still missing under the rubble.", ("missing", 20, 20, 20, "people")),
    ("Rebels handed over 34 prisoners.", ("release", 34, 34, 34, "prisoners")),
    ("Two senior officers were among those killed in the attack.", ("kill", 2, 2, 2, "senior officers")),
    ("A former minister was among the dead.", ("kill", 1, 1, 1, "minister")),
    ("His teenage son was among the dead.", ("kill", 1, 1, 1, "son")),
    ("A witness counted six bodies at the scene.", ("kill", 6, 6, 6, None)),
    ("The gunmen slit the throats of four people.", ("kill", 4, 4, 4, "people")),
    ("Gunmen took away two teachers.", ("abduct", 2, 2, 2, "teachers")),
    ("The raid left many wounded.", ("injure", 2, None, None, None)),
    ("The army killed more than twenty Blue River (also BR) operatives.", ("kill", 20, 20, None, "operatives")),
    ("The militants retreated, leaving 12 bodies behind.", ("kill", 12, 12, 12, None)),
    ("The ministry reported 40 more deaths of its soldiers.", ("kill", 40, 40, 40, "soldiers")),
    ("The toll has surpassed 100, officials said.", ("kill", 100, 100, None, None)),
    ("The civilian death toll rose to 14.", ("kill", 14, 14, 14, "civilians")),
    ("The ministry said it had pushed the death toll to 673.", ("kill", 673, 673, 673, None)),
    ("The price was between 9,000 and 11,000 dead, a high rate.", ("kill", 9000, 10000, 11000, None)),
    ("The rebels took two soldiers prisoner.", ("detain", 2, 2, 2, "soldiers")),
    ("12 of the dead were women.", ("kill", 12, 12, 12, "women")),
    ("Sixteen of the soldiers were killed in the raid.", ("kill", 16, 16, 16, "soldiers")),
    ("Some 6,000 are held in government-run detention centres.", ("detain", None, 6000, None, None)),
    ("The prison holds 185 prisoners.", ("detain", 185, 185, 185, "prisoners")),
    ("More than 7,000 refugees have sought safety in Orlin.", ("displace", 7000, 7000, None, "refugees")),
    ("The blast caused damage to property but no injuries.", ("injure", 0, 0, 0, None)),
    ("Both soldiers died.", ("kill", 2, 2, 2, "soldiers")),
    ("Dozens, if not hundreds, of people were killed.", ("kill", 24, None, 999, "people")),
    ("Scores were wounded.", ("injure", 40, None, 99, None)),
    ("The army kills over 50 civilians nationwide.", ("kill", 50, 50, None, "civilians")),
    ("The militants took an estimated 900 civilians hostage in Orlin.", ("abduct", None, 900, None, "civilians")),
    ("Dozens died.", ("kill", 24, None, 99, None)),
    ("Thousands have fled the fierce fighting in Orlin.", ("displace", 2000, None, 9999, None)),
    ("Ten mourners were among the 45 dead.", ("kill", 45, 45, 45, None)),
    ("Three abducted Orlinese students were shot dead.", ("kill", 3, 3, 3, "abducted orlinese students")),
    ("Another was killed in Orlin.", ("kill", 1, 1, 1, None)),
    ("A policewoman was fatally stabbed.", ("kill", 1, 1, 1, "policewoman")),
    ("The number of displaced people in the valley reached 1.6 million.", ("displace", 1600000, 1600000, 1600000, None)),
]  # fmt: skip


@pytest.mark.parametrize(("text", "figure"), ONE, ids=[text[:40] for text, _ in ONE])
def test_one_figure(reader: Reader, text: str, figure: Figure) -> None:
    assert figure in figures(reader.claims(text))
    assert len({one for one in figures(reader.claims(text)) if one[0] == figure[0]}) == 1


SEVERAL = [
    ("Three civilians killed 12 others injured in an attack on Orlin.",
     [("injure", 12, 12, 12, None), ("kill", 3, 3, 3, "civilians")]),
    ("24 people are killed and 55 injured after a strike on the market.",
     [("injure", 55, 55, 55, None), ("kill", 24, 24, 24, "people")]),
    ("A car bomb kills 18 people and wounds 55 in a suburb of Orlin.",
     [("injure", 55, 55, 55, None), ("kill", 18, 18, 18, "people")]),
    ("The army killed two civilians and five soldiers.",
     [("kill", 2, 2, 2, "civilians"), ("kill", 5, 5, 5, "soldiers")]),
    ("A couple and their three children were killed.",
     [("kill", 2, 2, 2, None), ("kill", 3, 3, 3, "children")]),
    ("A landmine killed a farmer and his two sons.",
     [("kill", 1, 1, 1, "farmer"), ("kill", 2, 2, 2, "sons")]),
    ("Two more people died overnight, bringing the total to 45.",
     [("kill", 2, 2, 2, "people"), ("kill", 45, 45, 45, None)]),
    ("At least 27 people are killed and six others are missing after the flood.",
     [("kill", 27, 27, None, "people"), ("missing", 6, 6, 6, None)]),
    ("A commander, along with nine of his men, was killed in Orlin.",
     [("kill", 1, 1, 1, "commander"), ("kill", 9, 9, 9, "men")]),
    ("One of the chiefs of the gang and at least 34 of his men were killed.",
     [("kill", 1, 1, 1, "chiefs"), ("kill", 34, 34, None, "men")]),
    ("22 children six teachers killed in a raid on Orlin",
     [("kill", 22, 22, 22, "children"), ("kill", 6, 6, 6, "teachers")]),
    ("Fifty-one dead and over 100 wounded in Orlin.",
     [("injure", 100, 100, None, None), ("kill", 51, 51, 51, None)]),
    ("Three soldiers and two civilians killed in blast",
     [("kill", 2, 2, 2, "civilians"), ("kill", 3, 3, 3, "soldiers")]),
    ("Rebels freed ten soldiers held hostage in the hills.",
     [("abduct", 10, 10, 10, "soldiers"), ("release", 10, 10, 10, "soldiers")]),
    ("Rebels freed all 29 policemen they had taken hostage in May.",
     [("abduct", 29, 29, 29, "policemen"), ("release", 29, 29, 29, "policemen")]),
    ("14 bodies and 30 injured people were taken to hospital.",
     [("injure", 30, 30, 30, "injured people"), ("kill", 14, 14, 14, None)]),
    ("A total of 105 people were killed, including 32 in Orlin, and at least 359 people were injured.",
     [("injure", 359, 359, None, "people"), ("kill", 105, 105, 105, "people")]),
    ("A raid killed 34 soldiers, along with four rebels.",
     [("kill", 34, 34, 34, "soldiers"), ("kill", 4, 4, 4, "rebels")]),
    ("Troops kill 16 protesters and wound over 1,100 others.",
     [("injure", 1100, 1100, None, None), ("kill", 16, 16, 16, "protesters")]),
    ("A funeral was held for three fighters and a boy who were killed on Monday.",
     [("kill", 1, 1, 1, "boy"), ("kill", 3, 3, 3, "fighters")]),
    ("At least 43 people were confirmed dead and dozens more injured.",
     [("injure", 24, None, 99, None), ("kill", 43, 43, None, "people")]),
    ("The strike killed a woman with four of her children.",
     [("kill", 1, 1, 1, "woman"), ("kill", 4, 4, 4, "children")]),
    ("Gunmen killed a man with two rifles.", [("kill", 1, 1, 1, "man")]),
    ("A car bombing killed at least 26 displaced people in Orlin.",
     [("kill", 26, 26, None, "displaced people")]),
    ("Hospitals have received 60 wounded and 14 bodies.",
     [("injure", 60, 60, 60, None), ("kill", 14, 14, 14, None)]),
    ("Police fired on the crowd, leaving one protester dead and injuring scores.",
     [("injure", 40, None, 99, None), ("kill", 1, 1, 1, "protester")]),
    ("The number of civilians killed was 609, and the number of civilians injured was 951.",
     [("injure", 951, 951, 951, "civilians"), ("kill", 609, 609, 609, "civilians")]),
    ("There were 12 deaths and 30 injuries.",
     [("injure", 30, 30, 30, None), ("kill", 12, 12, 12, None)]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), SEVERAL, ids=[text[:40] for text, _ in SEVERAL])
def test_each_figure_once(reader: Reader, text: str, wanted: list[Figure]) -> None:
    assert figures(reader.claims(text)) == wanted


NONE = [
    "The drone strike killed two birds.",
    "At least 407 drones are launched at the city.",
    "Some 30 people a day are killed in the city.",
    "Soldiers seized 14 rifles and two tanks.",
    "Around 3% of the population has died.",
    "The names of 3,607 employees were released.",
    "The strikes caused heavy casualties.",
    "The raid killed and injured 29 civilians.",
    "At least 30 people were killed or wounded in the raid.",
    "The raid left 28 soldiers dead or injured.",
    "Her leg was injured.",
    "The rebels were expelled from the town.",
    "The army has been trying to seize Al Maleh for years.",
    "The agency killed the reports.",
    "The blast injured property and threats.",
    "They were unable to confirm how many were killed.",
    "The army returned the bodies of 20 soldiers.",
]


@pytest.mark.parametrize("text", NONE, ids=[text[:40] for text in NONE])
def test_no_people_are_counted(reader: Reader, text: str) -> None:
    people = [c for c in reader.claims(text) if c.quantity is not None and c.quantity.unit.startswith("people")]
    assert people == []


PARTS = [
    ("12 people, three of them children, were killed in the village.", [(3, "children")]),
    ("The strike hit a school, killing 12, including three children.", [(3, "children")]),
    ("Ten people were killed in the raid. Among the dead were five medics.", [(5, "medics")]),
    ("Two women and two children were among eight people killed.", [(2, "women"), (2, "children")]),
    ("Three policemen were among 61 people killed in the raid.", [(3, "policemen")]),
    ("The shelling killed 12 people, including four women and three children, and injured 30, among them a baker.",
     [(4, "women"), (3, "children")]),
    ("At least 6,952 civilians have been killed since the invasion began, among them 431 children.",
     [(431, "children")]),
    ("A monitor raised its count of those killed to 514, of whom 92 were civilians.", [(92, "civilians")]),
    ("The monitor counted 182 killed: 102 rebels, 19 policemen and 61 soldiers.",
     [(102, "rebels"), (19, "policemen"), (61, "soldiers")]),
    ("A raid killed 17 people, among them 13 police officers.", [(13, "police officers")]),
    ("In the war 10,000 people have died, and three out of four inhabitants need aid.", []),
    ("Ten civilians, including a pregnant woman, and three soldiers were killed.", []),
    ("A girl was killed, and 350 people, including several officials, were detained.", []),
    ("At least five people, including a child, were killed and several others were injured.", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "parts"), PARTS, ids=[text[:40] for text, _ in PARTS])
def test_parts_of_a_figure(reader: Reader, text: str, parts: list[tuple[int, str]]) -> None:
    kills = [c for c in reader.claims(text) if c.kind == "kill" and c.quantity is not None]
    assert [(part.best, part.of) for c in kills[:1] if c.quantity for part in c.quantity.parts] == parts


@pytest.mark.parametrize(
    ("text", "since"),
    [
        ("Officials put the number of people killed since 27 November at 910 or more.", "27 November"),
        ("More than 300,000 people have been killed since the uprising began, among them 431 doctors.",
         "the uprising began"),
        ("The war has killed more than 280,000 people.", "The war"),
        ("The town was ruined by a war that began in 2011 and which has since killed 280,000 people.", "a war"),
        ("The official death toll stood at 52,243 throughout the war.", "the war"),
        ("The war has displaced two million and left 10,000 dead.", "The war"),
        ("Twelve people were killed on Monday.", None),
        ("The raid killed nine people in the deadliest attack since the truce began.", None),
    ],
)  # fmt: skip
def test_the_period_of_a_total(reader: Reader, text: str, since: str | None) -> None:
    [claim] = [c for c in reader.claims(text) if c.kind == "kill" and c.quantity is not None]
    assert claim.quantity is not None
    assert claim.quantity.since == since


def test_a_running_total_is_of_no_day(reader: Reader) -> None:
    claims = reader.claims("Two more people died on Friday, bringing the toll to 45.")
    days = {c.quantity.best: c.when for c in claims if c.kind == "kill" and c.quantity is not None}
    assert days[45] is None
    assert days[2] is not None


def test_a_figure_told_for_two_places_is_told_once(reader: Reader) -> None:
    claims = reader.claims("Militants killed five civilians in Douma and Harasta.")
    assert len([c for c in claims if c.kind == "kill"]) == 1


@pytest.mark.parametrize(
    "text", ["killed", "12 killed", "injured 12 killed 12 dead 12", "the toll of of to 12", "no " * 500]
)
def test_scraps_do_no_harm(reader: Reader, text: str) -> None:
    assert isinstance(reader.claims(text), tuple)


@pytest.mark.parametrize(
    ("text", "agents"),
    [
        ("Nine people are killed and 20 others are injured in a Russian airstrike on a hospital in Orlin.", {"Russia"}),
        ("Two men were killed and three arrested by the police.", {None, "police"}),
    ],
)
def test_who_did_it_to_each(reader: Reader, text: str, agents: set[str | None]) -> None:
    harmed = [c for c in reader.claims(text) if c.kind in ("kill", "injure", "detain")]
    assert {c.agent.name if c.agent else None for c in harmed} == agents
