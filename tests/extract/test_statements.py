"""Who says it: chains of sources and claims of speech, from sentences of the kind that wire copy is made of."""

from __future__ import annotations

import pytest

from claims import all_of, one, told
from reader import Reader

SPEECH = "say|accuse|deny|demand|urge|warn|threaten|condemn|praise|support|pledge|fear|claim_responsibility"


@pytest.mark.parametrize(
    ("text", "chain"),
    [
        ("The Interfax agency, citing the Defence Ministry, said two drones had been shot down over Belgorod.",
         ["defence ministry", "Interfax", "Courier"]),
        ("The army said in a statement carried by state media that it had shelled a camp near Sumy.",
         ["Armed Forces of Ukraine", "state media", "Courier"]),
        ("A military source cited by Reuters said the army had shelled Daraa.", ["source", "Reuters", "Courier"]),
        ("State television quoted a military source as saying that the army had shelled Daraa.",
         ["source", "state media", "Courier"]),
        ("Iran's IRNA reported, quoting the governor, that rockets had hit Isfahan.", ["official|governor", "IRNA", "Courier"]),
        ("The mayor's office said that shells had hit Sumy, Ukrinform reported.", ["official|mayor", "Ukrinform", "Courier"]),
    ],
)  # fmt: skip
def test_the_chain_runs_from_who_said_it_first_to_the_outlet(text: str, chain: list[str], reader: Reader) -> None:
    claims = [claim for claim in reader.claims(text) if claim.kind == "say" and len(claim.source.chain) == len(chain)]
    assert claims
    one(claims, kind="say", source=chain[0])
    assert all(chain[1].lower() in claim.source.chain[1].name.lower() for claim in claims)


@pytest.mark.parametrize(
    "text",
    [
        "The rebels are expected to advance on Homs within days.",
        "The governor is believed to have fled to Moscow.",
        "There are fears that the fighting will spread to Uganda.",
        "The attack was blamed on Boko Haram.",
        "The strike is known to have killed nine people in Sumy.",
        "The rebels want to take Homs.",
        "The army plans to shell Sumy.",
    ],
)
def test_what_nobody_named_holds_is_told_by_the_outlet(text: str, reader: Reader) -> None:
    assert [told(claim) for claim in reader.claims(text) if not claim.source.outlet_voice] == []


@pytest.mark.parametrize(
    "text",
    [
        "Norway condemned the attack on Sumy.",
        "No one has claimed responsibility for the attack on Sumy.",
        "The Houthis denied responsibility for the attack on Sumy.",
        "Norway blamed Russia for the attack on Sumy.",
    ],
)
def test_a_deed_that_is_judged_or_disowned_is_told_by_the_outlet(text: str, reader: Reader) -> None:
    deed = one(reader.claims(text), kind="attack", modality="actual")
    assert deed.source.outlet_voice


def test_a_deed_that_somebody_reports_is_his(reader: Reader) -> None:
    assert not one(reader.claims("Residents reported air strikes on Sumy."), kind="airstrike").source.outlet_voice


@pytest.mark.parametrize(
    ("text", "kind", "stance"),
    [
        ("The Russian army said it had lost Kherson.", "lose", "admission"),
        ("Islamic State said it had attacked the crusaders in Mosul.", "attack", "interest"),
        ("The Russian army denied that it had lost Kherson.", "lose", "interest"),
        ("The Russian army denied that it had shelled civilians in Sumy.", "shelling", "interest"),
        ("Ukraine said that Russia had invaded its land near Sumy.", "enter", "interest"),
    ],
)
def test_whom_a_claim_serves(text: str, kind: str, stance: str, reader: Reader) -> None:
    assert one(reader.claims(text), kind=kind, modality="actual|denied").source.stance == stance


def test_who_rejects_a_report_does_not_pass_it_on(reader: Reader) -> None:
    claims = reader.claims(
        "Nigeria's army rejected an Amnesty International report that said the army had shelled Rann."
    )
    deed = one(claims, kind="shelling")
    assert [link.name for link in deed.source.chain[:-1]] == ["Amnesty International"]


def test_a_pronoun_takes_no_words_from_the_clause_before(reader: Reader) -> None:
    claims = reader.claims("Kinshasa accuses Rwanda of backing the M23, which has seized Goma; Rwanda denies it.")
    accusation = one(claims, kind="accuse", agent="gov:CD", target="state:RW")
    assert accusation.source.outlet_voice
    assert not all_of(claims, kind="deny", content="Kinshasa")


@pytest.mark.parametrize(
    ("text", "kind", "agent", "target", "content"),
    [
        ("The Yemen-based Houthis claim responsibility, saying that they launched a missile at Eilat.",
         "claim_responsibility", "houthis", None, None),
        ("The Yemen-based Houthis claim responsibility, saying that they launched a missile at Eilat.",
         "say", "houthis", None, "they launched a missile at Eilat"),
        ("President Bashar al-Assad said the army would win.", "say", "President Bashar al-Assad", None, "the army would win"),
        ("Most of Aleppo in insurgent hands as army admits withdrawal", "say", "army", None, "^withdrawal$"),
        ("Kyiv accused Russia of shelling the port of Odesa.", "accuse", "gov:UA", "state:RU", "shelling the port"),
        ("The governor blamed the killings on bandits in Kaduna.", "accuse", "governor", "gangs", "the killings on bandits"),
        ("Washington warned Israel that an assault would be a mistake.", "warn", "gov:US", "state:IL", "an assault"),
        ("A strike killed three people in Kassala, a source at the clinic told AFP on condition of anonymity.",
         "say", "source", "afp", "^A strike killed three people in Kassala$"),
        ("The Taliban's chief spokesman, Zabihullah Mujahid, posted on X that the reports were untrue.",
         "say", "mujahid", None, "the reports were untrue"),
        ("The union said its men had taken a base near Myawaddy, while junta officials declined to comment.",
         "say", "union", None, "near Myawaddy$"),
        ("Ukraine dismissed the offer as a ploy.", "deny", "UA", None, "the offer as a ploy"),
        ("The coalition acknowledged killing 49 civilians in Raqqa.", "say", "coalition", None, "killing 49 civilians"),
        ("The minister said that talks would resume in Cairo.", "say", "minister", None, "talks would resume"),
        ("Prosecutor Jan Mott claims in a briefing that Ida Holm took a bribe.", "say", "Mott", None, "^Ida Holm took"),
        ("In the city, all is calm, Pentagon press director Navy Capt. Jan Mott said today.", "say", "Mott", None, "all is calm$"),
    ],
)  # fmt: skip
def test_a_statement(text: str, kind: str, agent: str, target: str | None, content: str | None, reader: Reader) -> None:
    one(reader.claims(text), kind=kind, agent=agent, target=target, content=content)


@pytest.mark.parametrize(
    "text",
    [
        "The results suggest that the missile came from the south.",
        "The militia denied the group a safe haven.",
        "Ukrainian forces plan to use the weapons in the coming days.",
        "The rebels opened the last phase of the campaign.",
    ],
)
def test_no_statement(text: str, reader: Reader) -> None:
    assert [told(claim) for claim in all_of(reader.claims(text), kind=SPEECH)] == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The mayor said he believed that the army would come.", ["mayor"]),
        ("Residents told AFP that they saw flames rise from the port.", ["residents|civilians"]),
        ("The army said in a statement carried by state media that it had shelled Sumy.", ["army|armed forces"]),
        ("The mayor believed that the army would come.", ["mayor"]),
    ],
)
def test_one_statement_for_what_one_says_thinks_and_sees(text: str, said: list[str], reader: Reader) -> None:
    claims = all_of(reader.claims(text), kind="say")
    assert len(claims) == len(said)
    for claim, speaker in zip(claims, said, strict=True):
        one([claim], kind="say", agent=speaker)


def test_the_noun_that_somebody_has_begun_is_no_speech(reader: Reader) -> None:
    claims = reader.claims('The rebels had begun "the final phase of the liberation", their commander said.')
    assert [told(claim) for claim in all_of(claims, kind="say", agent="rebels", cue="begun")] == []
    assert len(all_of(claims, kind="say")) == 1


def test_one_utterance_in_two_pieces_is_one_statement(reader: Reader) -> None:
    (claim,) = all_of(reader.claims('"We left the city," the mayor said, "because there was no food."'), kind="say")
    assert claim.content == "We left the city … because there was no food."


def test_two_speakers_make_two_statements_each_with_its_own_source(reader: Reader) -> None:
    claims = all_of(
        reader.claims("At least 20 people died in the raid, according to local media and Sky News."), kind="say"
    )
    assert sorted(claim.source.chain[0].name for claim in claims) == ["Sky News", "media"]


@pytest.mark.parametrize(
    "text",
    [
        "Syria's defence ministry denied reports that troops had withdrawn from Homs.",
        "The Syrian army dismissed claims that its soldiers had withdrawn from Homs.",
        "The Syrian army denied that its soldiers had withdrawn from Homs.",
    ],
)
def test_who_denies_a_report_of_his_loss_admits_nothing(text: str, reader: Reader) -> None:
    claim = one(reader.claims(text), kind="withdraw", place="Homs", modality="denied")
    assert claim.source.stance == "interest"


@pytest.mark.parametrize(
    ("text", "kind", "target"),
    [
        ("Sweden demanded that Norway withdraw its troops.", "demand", "state:NO"),
        ("Sweden condemned the attack by Norwegian soldiers on Orlin.", "condemn", "army:NO"),
        ("Sweden condemned Norway's attack on Orlin.", "condemn", "state:NO"),
        ("Sweden demanded a ceasefire.", "demand", None),
    ],
)
def test_at_whom_a_demand_or_a_condemnation_is_aimed(reader: Reader, text: str, kind: str, target: str | None) -> None:
    found = [claim for claim in reader.claims(text) if claim.kind == kind]
    assert [claim.target and claim.target.id for claim in found] == [target]
