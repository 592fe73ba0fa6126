"""The time of a claim: its own words first, and no other clause's where it has words of its own that nobody can date."""

from __future__ import annotations

import pytest

from reader import Reader


def day_of(reader: Reader, text: str, kind: str) -> tuple[str | None, str | None]:
    """First and last day of the one claim of a kind, told on Friday 2024-12-06."""
    [claim] = [claim for claim in reader.claims(text) if claim.kind == kind]
    assert claim.when is not None
    first, last = claim.when.first, claim.when.last
    return first.isoformat() if first else None, last.isoformat() if last else None


@pytest.mark.parametrize(
    ("text", "kind", "first", "last"),
    [
        ("Rebels seized Abeche a week later and killed nine soldiers on Tuesday.", "seize", None, "2024-12-06"),
        ("Rebels seized Abeche and killed nine soldiers on Tuesday.", "seize", "2024-12-03", "2024-12-03"),
        ("Troops entered Abeche two days after a truce and captured the base on Monday.", "enter", None, "2024-12-06"),
        ("Rebels captured Abeche earlier this month.", "seize", "2024-12-01", "2024-12-06"),
        ("Between January and March last year 300 people were killed in Abeche.", "kill", "2023-01-01", "2023-03-31"),
        ("Soldiers shelled Abeche from 6 a.m. until noon on Monday.", "shelling", "2024-12-02", "2024-12-02"),
    ],
)
def test_the_time_of_a_claim(reader: Reader, text: str, kind: str, first: str | None, last: str) -> None:
    assert day_of(reader, text, kind) == (first, last)


def test_what_was_done_is_not_put_after_the_dispatch(reader: Reader) -> None:
    claims = reader.claims("Troops left Abeche on Thursday. Rebels seized Sarh a week later.")
    assert [(claim.kind, claim.modality) for claim in claims if claim.kind == "seize"] == [("seize", "actual")]
