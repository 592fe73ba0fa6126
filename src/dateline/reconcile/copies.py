"""Which dispatches are (nearly) copies of one another: the same wire story under two names.

Texts go in (the one place in this room that reads them), a mapping from copy to original comes out. A dispatch copies
an earlier one when most runs of five words of the shorter of the two stand in the other. Runs are sampled by a hash
that does not change between processes, and compared over an inverted index, so the work grows with the texts and not
with their pairs.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping

from dateline.model.text import Dispatch

_WORD = re.compile(r"\w+")
_RUN = 5
_SHARE = 0.8
#: One run in so many is kept; texts with fewer than `_FEWEST` kept runs are not compared; a run that more than
#: `_COMMON` dispatches share tells nothing.
_SAMPLE = 3
_FEWEST = 6
_COMMON = 200


def copies(dispatches: Iterable[Dispatch]) -> Mapping[str, str]:
    """Dispatch id -> id of the earliest dispatch that it copies; originals are not in it.

    The earlier of two is the one published earlier (unknown: last), then the one with the smaller id.
    """
    ordered = sorted((d.published or "9999", d.id, _runs(d.text)) for d in dispatches)
    index: dict[int, list[int]] = {}
    runs = [own for _, _, own in ordered]
    originals: dict[str, str] = {}
    for at, (_, identity, own) in enumerate(ordered):
        shared: Counter[int] = Counter()
        for run in own:
            holders = index.get(run, ())
            if len(holders) <= _COMMON:
                shared.update(holders)
        best = min(
            (other for other, count in shared.items() if count >= _SHARE * min(len(own), len(runs[other]))),
            default=None,
        )
        if best is not None and min(len(own), len(runs[best])) >= _FEWEST:
            original = ordered[best][1]
            originals[identity] = originals.get(original, original)
        for run in own:
            index.setdefault(run, []).append(at)
    return dict(sorted(originals.items()))


def _runs(text: str) -> frozenset[int]:
    words = [zlib.crc32(word.encode("utf-8", "surrogatepass")) for word in _WORD.findall(text.casefold())]
    runs = set()
    for at in range(len(words) - _RUN + 1):
        value = 0
        for word in words[at : at + _RUN]:
            value = (value * 1_000_003 + word) & 0xFFFFFFFFFFFF
        runs.add(value)
    return frozenset(run for run in runs if (run ^ (run >> 17)) % _SAMPLE == 0)
