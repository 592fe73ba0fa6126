"""The corpora that can be scored: what each must have, who judges it, and whether it needs claims."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dateline.scoring import acts, claims, entities, facts, holders, places, quotations, times
from dateline.scoring.corpora import Example
from dateline.scoring.figures import Figure, Mistake


@dataclass(frozen=True, slots=True)
class Bench:
    """`check` raises CorpusError for a record without what `judge` compares."""

    about: str
    check: Callable[[Mapping[str, Any], str], None]
    judge: Callable[[Sequence[Example]], tuple[list[Figure], list[Mistake]]]
    claims: bool = False


BENCHES: Mapping[str, Bench] = {
    "claims": Bench("what a careful reader takes from a dispatch", claims.check, claims.judge, claims=True),
    "fakes_syria": Bench(
        "toll, governorate, perpetrator and cause of an article", facts.check, facts.judge, claims=True
    ),
    "geovirus": Bench("place names with coordinates", places.check, places.judge),
    "plover_gsr": Bench("who did what to whom in one sentence", acts.check, acts.judge, claims=True),
    "quotations": Bench("sources, cues and content of attributions", quotations.check, quotations.judge),
    "re3d": Bench("entities", entities.check, entities.judge),
    "syria_town_control": Bench("who holds a town at the end of its story", holders.check, holders.judge, claims=True),
    "tempeval": Bench("time expressions with types", times.check, times.judge),
    "wikiwars": Bench("time expressions in narratives", times.check, times.judge),
}
