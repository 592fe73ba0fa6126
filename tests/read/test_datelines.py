"""Wire datelines: place, agency and day; and beginnings of sentences that only look like one."""

from __future__ import annotations

from datetime import date

import pytest

from dateline.read.datelines import dateline

NEAR = date(2024, 12, 6)


@pytest.mark.parametrize(
    ("opening", "place", "agency", "day"),
    [
        ("HAMA, Syria (AFP) - ", "HAMA, Syria", "AFP", None),
        ("BEIRUT, Dec 5 (Hill Wire) - ", "BEIRUT", "Hill Wire", date(2024, 12, 5)),
        (
            "GOMA, Democratic Republic of Congo, Jan. 27 — ",
            "GOMA, Democratic Republic of Congo",
            None,
            date(2024, 1, 27),
        ),
        ("KYIV (Fictional Wire) — ", "KYIV", "Fictional Wire", None),
        ("AMMAN/BEIRUT (Hill Wire) – ", "AMMAN/BEIRUT", "Hill Wire", None),
        ("PORT-AU-PRINCE, Haiti, Feb. 29, 2024 (AP) — ", "PORT-AU-PRINCE, Haiti", "AP", date(2024, 2, 29)),
        ("Beirut, 5 December 2024 (Hill Wire) – ", "Beirut", "Hill Wire", date(2024, 12, 5)),
        ("MOSCOW, December 5. /TASS/. ", "MOSCOW", "TASS", date(2024, 12, 5)),
        ("Damascus, SANA- ", "Damascus", "SANA", None),
        ("N'DJAMENA, Chad — ", "N'DJAMENA, Chad", None, None),
        ("ALEPPO: ", "ALEPPO", None, None),
        ("DEIR al-ZOR, Syria — ", "DEIR al-ZOR, Syria", None, None),
        ("(Hill Wire) - ", None, "Hill Wire", None),
        ("(CNN)", None, "CNN", None),
        ("HAMA, Syria (AFP) -- ", "HAMA, Syria", "AFP", None),
        ("LIMA, 20 Oct 89 (Hill Wire) -- ", "LIMA", "Hill Wire", date(1989, 10, 20)),
        ("SAN SALVADOR, 3 JAN 90 -- ", "SAN SALVADOR", None, date(1990, 1, 3)),
    ],
)
def test_a_dateline_opens_the_story(opening: str, place: str | None, agency: str | None, day: date | None) -> None:
    text = "\n" + opening + "Rebels took the bridge on Thursday."
    found = dateline(text, 1, len(text))
    assert found is not None
    assert text[found.start : found.end] == opening
    assert (found.place, found.agency) == (place, agency)
    assert (found.moment.day(NEAR) if found.moment else None) == day


@pytest.mark.parametrize(
    "text",
    [
        "HTS — which leads the rebels — took the bridge.",
        "BREAKING: Rebels took the bridge.",
        "UPDATE 2-Rebels took the bridge.",
        "EXPLAINER — What the fall of the bridge means.",
        "The Hill Front (HF) - the smaller of the two - left.",
        "Rebels - all of them young - took the bridge.",
        "On 5 December 2024 — a Thursday — the bridge fell.",
        "“We left,” he said — “and we will not return.”",
        "Rebels took the bridge.",
        "",
        "(",
        "—",
        "HAMA, Syria (AFP) -",
    ],
)
def test_a_sentence_is_no_dateline(text: str) -> None:
    assert dateline(text, 0, len(text)) is None
