"""The toll that a dispatch is about: invented dispatches, and the figure that a reader takes away."""

from __future__ import annotations

import pytest

from dateline.reconcile.main_toll import is_armed, main_toll
from reader import Reader

TOLD = [
    # Told first, in a lead that later sentences do not better.
    ("Twelve people were killed in a raid on Orlin. Nine soldiers died in Plainfield on Friday.", 12),
    # A background total is never the toll of the day.
    ("More than 30,000 people have been killed since the war began. A mine killed two farmers near Orlin.", 2),
    # The finer figure of what was told with a round one.
    ("More than 50 people were killed in Orlin. At least 53 people were killed in the raids, a monitor said.", 53),
    ("Dozens were killed in Orlin. The hospital said 61 people were killed.", 61),
    # ... but not another incident's, and not what was added.
    ("Twelve people were killed in Orlin. Another 13 people were killed in Plainfield.", 12),
    # The whole of which the first figure was a part.
    ("Four schoolchildren died in the shelling. The children were among eight people killed in Orlin.", 4),
    ("A raid killed four children. At least four children were among eight people killed in the raid, medics said.", 8),
    # The total that the toll has come to.
    ("Nine people were killed in the blast in Orlin. Two more died in hospital, bringing the toll to 11.", 11),
    # Several sufferers of one verb.
    ("Ten children and five women were killed in the raid.", 15),
    ("Gunmen killed a commander as well as five of his guards.", 6),
    # Neither planned nor denied.
    ("The ministry denied that 40 people had been killed. Three men died in the raid.", 3),
]


@pytest.mark.parametrize(("text", "figure"), TOLD, ids=[text[:50] for text, _ in TOLD])
def test_the_toll_of_a_dispatch(reader: Reader, text: str, figure: int) -> None:
    toll = main_toll(reader.claims(text))
    assert toll is not None
    assert toll.figure == figure


def test_who_died_where_the_words_say_it(reader: Reader) -> None:
    toll = main_toll(reader.claims("At least 26 people, including 16 soldiers, were killed in the attack on Orlin."))
    assert toll is not None
    assert (toll.armed, toll.civilians) == (16, 10)
    toll = main_toll(reader.claims("A raid on Orlin killed 30 people, including 24 civilians."))
    assert toll is not None
    assert (toll.armed, toll.civilians) == (6, 24)
    toll = main_toll(reader.claims("A raid on Orlin killed 30 people."))
    assert toll is not None
    assert (toll.armed, toll.civilians) == (None, None)


def test_no_toll_without_deaths(reader: Reader) -> None:
    assert main_toll(reader.claims("Five people were wounded in Orlin, and 300 fled.")) is None
    assert main_toll(()) is None


def test_people_who_bear_arms() -> None:
    assert is_armed("police officers")
    assert is_armed("rebel fighters")
    assert is_armed("soldiers")
    assert not is_armed("civilians")
    assert not is_armed("children")
    assert not is_armed("")
