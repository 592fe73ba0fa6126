"""Languages: a code for a paragraph, nothing for a word."""

from __future__ import annotations

import pytest

from dateline.read.languages import declared, language


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The two brothers walked home through the rain, and the bridge was closed behind them by soldiers.", "en"),
        ("Les habitants ont quitté la ville dans la nuit, et le pont a été fermé derrière eux par les soldats.", "fr"),
        ("غادر السكان المدينة ليلا وأغلق الجنود الجسر خلفهم، وقال أحدهم إن الطريق إلى الجنوب ما زال مفتوحا.", "ar"),
        ("Die Bewohner verließen die Stadt in der Nacht, und die Soldaten schlossen die Brücke hinter ihnen.", "de"),
        ("Bridge", None),
        ("1234 5678 !!! " * 30, None),
        ("", None),
    ],
)
def test_the_language_of_a_text(text: str, code: str | None) -> None:
    assert language(text) == code


@pytest.mark.parametrize(
    ("written", "code"), [("en-GB", "en"), ("EN", "en"), ("ar_SY", "ar"), ("English", None), (None, None)]
)
def test_a_declared_language(written: str | None, code: str | None) -> None:
    assert declared(written) == code
