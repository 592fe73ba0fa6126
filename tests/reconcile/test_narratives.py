"""Who holds a place at the end of its own story, in short invented chronicles."""

from __future__ import annotations

import pytest

from dateline.reconcile.narratives import last_holder
from reader import Reader

TOLD = [
    # The last that is told decides, by whatever name the place goes.
    ("In 2012 rebels took Orlin. On 4 May 2013, the army of Syria recaptured the town.", "army:SY"),
    ("In May 2013, the Syrian army took control of this town near the border.", "army:SY"),
    ("Rebels seized Orlin in Syria. By January 2014, the town was controlled by the Islamic State.", "isis"),
    ("The Free Syrian Army lost control of Orlin. On 11 September, the Syrian army recaptured it.", "army:SY"),
    ("In 2013 the Syrian army lost Orlin to the Islamic State.", "isis"),
    ("The Syrian army took Orlin. Later the village of Ourlin was shelled.", "army:SY"),
    ("By May 2013, the town of Orlin was reportedly in control of the Syrian army.", "army:SY"),
    # Fights, parts, neighbours and plans change nothing.
    ("The Syrian army took Orlin. Rebels attacked the town and seized two checkpoints in it.", "army:SY"),
    ("The Syrian army took Orlin. On 3 June rebels captured the town of Saraqib nearby.", "army:SY"),
    ("The Syrian army took Orlin. Rebels plan to retake the town.", "army:SY"),
    # Who leaves leaves it to nobody, until somebody comes.
    ("The Islamic State took Orlin. In 2014 the Islamic State withdrew from the town.", None),
    ("The Islamic State took Orlin and withdrew from the town. Syrian troops entered the town.", "army:SY"),
    ("Orlin lies in the hills. Rebels took Saraqib.", None),
    ("", None),
]


@pytest.mark.parametrize(("text", "holder"), TOLD, ids=[text[-50:] or "nothing" for text, _ in TOLD])
def test_the_last_holder_that_is_told(text: str, holder: str | None, reader: Reader) -> None:
    found = last_holder(reader.claims(text, published="2023-10-09"), place="Orlin")
    assert (found.party.id if found else None) == holder


def test_spellings_of_one_name_are_one_place(reader: Reader) -> None:
    claims = reader.claims("On 8 May 2019, the Syrian army captured the town of Kafr Naboudeh.", published="2023-10-09")
    assert last_holder(claims, place="Kafr Nabudah") is not None
    assert last_holder(claims, place="Kafr Zita") is None
