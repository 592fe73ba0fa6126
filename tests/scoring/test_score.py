"""What the scorers count, on invented records whose answer is plain; and what they say of a corpus that cannot be read."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dateline.errors import CorpusError, QuestionError
from dateline.scoring.classes import load_classes
from dateline.scoring.figures import Score, matched, overlapped, share
from dateline.scoring.quotations import spans
from dateline.scoring.score import score
from dateline.settings import from_environment

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Records as a file of JSON lines."""

    def written(*records: Any) -> Path:
        path = tmp_path / "gold.jsonl"
        path.write_text("\n".join(one if isinstance(one, str) else json.dumps(one) for one in records))
        return path

    return written


def measured(corpus: str, path: Path) -> Score:
    return score(corpus, path, settings=from_environment())


def at(text: str, words: str, **rest: Any) -> dict[str, Any]:
    start = text.index(words)
    return {"start": start, "end": start + len(words), **rest}


def test_figures_say_what_they_were_counted_from() -> None:
    assert matched("x", right=2, found=4, wanted=2).value == pytest.approx(2 / 3)
    assert matched("x", right=2, found=4, wanted=2).precision == 0.5
    assert overlapped("x", hit=1, found=2, met=1, wanted=1).value == pytest.approx(2 / 3)
    assert share("x", right=0, wanted=0).value == 0
    assert share("x", right=1, wanted=2).precision is None


def test_places_are_found_and_put(write: Write) -> None:
    text = "Troops reached Mocha and Hodeidah."
    near, far = at(text, "Hodeidah", lat=14.8, lon=42.95), at(text, "Mocha", lat=48.0, lon=2.0)
    found = measured("geovirus", write({"text": text, "gold": {"toponyms": [near, far]}}))
    assert found.figure("recognition, exact").right == 2
    assert found.figure("found and within 161 km").right == 1
    assert [(one.cause, one.wanted) for one in found.mistakes] == [("wrong candidate chosen", '"Mocha" at 48.0, 2.0')]


def test_times_are_compared_by_extent_and_value(write: Write) -> None:
    text = "The raid began on Thursday and ended on 7 May 2015."
    gold = [at(text, "Thursday", value="2015-05-07"), at(text, "on 7 May 2015", value="2015-05-07")]
    found = measured("tempeval", write({"text": text, "date": "2015-05-08", "gold": {"timex": gold}}))
    assert found.figure("extent, strict").right == 1
    assert found.figure("value F1").value == 1
    assert [one.cause for one in found.mistakes] == ["wrong span"]


def test_times_come_as_timeml_too(tmp_path: Path) -> None:
    (tmp_path / "one.tml").write_text(
        '<?xml version="1.0"?><TimeML><DCT><TIMEX3 tid="t0" type="DATE" value="2015-05-08" '
        'functionInDocument="CREATION_TIME">May 8</TIMEX3></DCT><TEXT>The raid <EVENT class="OCCURRENCE">began</EVENT> on '
        '<TIMEX3 tid="t1" type="DATE" value="2015-05-07">Thursday</TIMEX3> &amp; lasted.</TEXT></TimeML>'
    )
    found = measured("tempeval", tmp_path)
    assert found.figure("extent, strict").value == 1
    assert found.figure("value F1").value == 1


def test_a_document_that_is_no_timeml_is_named(tmp_path: Path) -> None:
    (tmp_path / "one.tml").write_text("<TimeML>\n<TEXT>")
    with pytest.raises(CorpusError, match="no XML") as raised:
        measured("tempeval", tmp_path)
    assert "one.tml, line 2" in raised.value.place


def test_a_toll_is_exact_or_near(write: Write) -> None:
    rest = {"killed_noncivilians": 0, "governorate": "aleppo", "actor": "unknown", "cause_of_death": "explosion"}
    records = [
        {"text": "A car bomb killed 20 people in Aleppo on Monday.", "date": "2015-03-03", "gold": {**rest, "killed_civilians": 20}},
        {"text": "A car bomb killed 20 people in Aleppo on Monday.", "date": "2015-03-03", "gold": {**rest, "killed_civilians": 21}},
    ]  # fmt: skip
    found = measured("fakes_syria", write(*records))
    assert found.figure("killed, exact").right == 1
    assert found.figure("killed, within 10 %").right == 2
    assert found.figure("governorate").right == 2


def test_the_class_of_a_sentence_is_that_of_its_main_claim(write: Write) -> None:
    text = "Rebels attacked soldiers near Aden on Monday."
    gold = {"event": "ASSAULT", "source": [{"actorText": "rebels"}], "target": None}
    found = measured("plover_gsr", write({"text": text, "date": "2015-03-03", "gold": gold}))
    assert found.figure("event class, main claim").right == 1


def test_the_last_holder_of_the_town_is_asked_for(write: Write) -> None:
    text = "On 2 March 2015, Syrian rebels captured Palmyra. On 4 May 2015, the Syrian army recaptured Palmyra."
    record = {"text": text, "date": "2016-01-01", "place": "Palmyra", "gold": {"held_by": ["government"]}}
    found = measured("syria_town_control", write(record))
    assert found.figure("last holder").right == 1


def test_attributions_are_found_by_content_and_source(write: Write) -> None:
    text = 'The minister said that the town was calm. "We are safe," a resident said.'
    gold = [
        {
            "source": [at(text, "The minister")],
            "cue": at(text, "said"),
            "content": [at(text, "that the town was calm")],
        },
        {"source": at(text, "a resident"), "cue": None, "content": {"spans": [at(text, "We are safe")]}},
    ]
    found = measured("quotations", write({"text": text, "date": "2015-03-03", "gold": {"attributions": gold}}))
    assert found.figure("content, overlap").right == 2
    assert found.figure("source of content found").right == 2
    assert found.figure("content without quotation marks found").wanted == 1


@pytest.mark.parametrize(
    ("given", "wanted"),
    [([3, 5], ((3, 5),)), ([[3, 5], [7, 9]], ((3, 5), (7, 9))), (None, ()), ({"start": 1, "end": 2}, ((1, 2),))],
)
def test_spans_come_in_many_forms(given: Any, wanted: Any) -> None:
    assert spans(given) == wanted


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("{", "no JSON"),
        ("[]", "no record"),
        ('{"text": "x"}', 'no "gold"'),
        ('{"text": "x", "gold": {}}', 'no list "toponyms"'),
        ('{"text": "x", "gold": {"toponyms": [{"start": 0, "end": 9, "lat": 1, "lon": 1}]}}', "not lie in the text"),
        ('{"text": "x", "gold": {"toponyms": [{"start": 0, "end": 1, "lat": 1}]}}', 'no "lon"'),
    ],
)
def test_a_bad_line_is_named(write: Write, line: str, what: str) -> None:
    good = {"text": "Rain fell in Aden.", "gold": {"toponyms": []}}
    with pytest.raises(CorpusError, match=what) as raised:
        measured("geovirus", write(good, line))
    assert raised.value.place.endswith("gold.jsonl, line 2")


def test_an_unknown_corpus_and_a_missing_file_say_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(QuestionError, match="Known: claims, fakes_syria"):
        measured("nonsense", tmp_path)
    with pytest.raises(CorpusError, match="no such file"):
        measured("geovirus", tmp_path / "none.jsonl")


def test_the_digest_is_that_of_the_file(write: Write) -> None:
    import hashlib

    path = write({"text": "Rain fell in Aden.", "gold": {"toponyms": []}})
    assert measured("geovirus", path).digest == hashlib.sha256(path.read_bytes()).hexdigest()


def test_classes_are_read_from_data() -> None:
    classes = load_classes()
    assert classes.actor_kinds["state_forces"] == "Organisation"
    assert classes.plover["FIGHT"] == "ASSAULT"
