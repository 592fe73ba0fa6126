"""Ties that a text states between actors, and those that it does not."""

from __future__ import annotations

import pytest

from claims import one, told
from dateline.knowledge.library import Knowledge
from reader import Reader

TIES = frozenset({"leads", "part_of", "backs", "allied_with", "opposes", "speaks_for", "based_in", "related_to"})


@pytest.mark.parametrize(
    ("text", "kind", "agent", "target"),
    [
        ("The governor of North Kivu, Pascal Ombeni, was killed at the front.", "leads", "Pascal Ombeni", "North Kivu"),
        ("Oleh Savchuk, mayor of Kryvyi Rih, Ukraine, said a missile hit a hotel.", "leads", "Oleh Savchuk", "Kryvyi Rih"),
        ("The leader of Hamas' military wing Samir Odeh was killed in Rafah.", "part_of", "Samir Odeh", "Hamas"),
        ("Hezbollah's deputy leader, Karim Nasser, vowed revenge.", "part_of", "Karim Nasser", "Hezbollah"),
        ("The UN's human rights chief, Ida Holm, condemned the attack.", "part_of", "Ida Holm", "United Nations"),
        ("UN Secretary-General Ida Holm called for calm.", "leads", "Ida Holm", "United Nations"),
        ("The army, led by Abdel Karim Nour, struck back in Omdurman, Sudan.", "leads", "Nour", "army:SD"),
        ("The army-led government in Sudan accused its rivals of looting.", "leads", "army:SD", "gov:SD"),
        ("The US-led coalition against the Islamic State struck a depot.", "leads", "United States", "coalition"),
        ("Khalid Nour, who speaks for the Sudanese government, rejected the reports.", "speaks_for", "Nour", "gov:SD"),
        ("Mojtaba Rezai, the Iranian ambassador to Lebanon, was wounded.", "speaks_for", "Rezai", "Iran"),
        ("Rebels backed by Rwanda entered Bukavu.", "backs", "Rwanda", "rebels"),
        ("The Houthis, a group allied with Iran, fired at a ship.", "allied_with", "Houthis", "Iran"),
        ("Maher Odeh, the brother of President Bashar al-Assad, fled to Iraq.", "related_to", "Odeh", "al-Assad"),
        ("Haftar's Libyan National Army shelled Tripoli.", "leads", "Haftar", "lna"),
    ],
)  # fmt: skip
def test_a_tie_has_both_ends(text: str, kind: str, agent: str, target: str, reader: Reader) -> None:
    one(reader.claims(text), kind=kind, agent=agent, target=target)


@pytest.mark.parametrize(
    "text",
    [
        "US officials said that Iraqi officers had left.",
        "A Syrian general was wounded.",
        "The leaders met in Cairo.",
        "Ukraine's General Staff reported clashes.",
        "Three members of one family were killed.",
        "The chief suspect was arrested in Paris.",
        "Fighter jets hit the camp.",
    ],
)
def test_nobody_named_is_tied_to_nobody(text: str, reader: Reader) -> None:
    assert [told(claim) for claim in reader.claims(text) if claim.kind in TIES] == []


@pytest.mark.parametrize(
    "text",
    ["Former Israeli prime minister Dov Harel met the envoy.", "The Nusra Front was al-Qaeda's branch in Syria."],
)
def test_a_tie_can_have_ended(text: str, reader: Reader) -> None:
    claims = [claim for claim in reader.claims(text) if claim.kind in TIES]
    assert claims
    assert all(claim.when is not None and claim.when.mod == "BEFORE" for claim in claims)


def test_the_host_of_an_ambassador_is_not_spoken_for(reader: Reader) -> None:
    claims = reader.claims("Mojtaba Rezai, the Iranian ambassador to Lebanon, was wounded.")
    assert not [told(claim) for claim in claims if claim.kind == "speaks_for" and "LB" in str(claim.target)]


def test_a_second_name_does_not_share_the_title_of_the_first(reader: Reader, knowledge: Knowledge) -> None:
    claims = reader.claims("M23 spokesman Jean Kabila and Pascal Ombeni, leader of the Alliance Fleuve Congo, arrived.")
    assert [claim.agent.name for claim in claims if claim.kind == "speaks_for" and claim.agent] == ["Jean Kabila"]
