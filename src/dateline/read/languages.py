"""Which language a text is in: an ISO 639-1 code, or None where the text is too short to tell."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, Protocol

#: Enough for a verdict, and the same cost for every dispatch.
_SAMPLE = 2_000
#: Below this many letters, or this share of belief (for a short text, for a longer one), the answer would be a guess.
_LETTERS = 24
_SHORT = 120
_BELIEF = (0.5, 0.2)
#: Nigerian Pidgin has English spelling: the model takes English news with many foreign names for it, and not the reverse.
_NEVER = frozenset({"pcm"})

_NOT_LETTERS = re.compile(r"[\W\d_]+")
_CODE = re.compile(r"[A-Za-z]{2,3}(?=$|[-_])")


class Identifier(Protocol):
    """What tells languages apart: a code and a belief in [0, 1]."""

    def classify(self, text: str) -> tuple[str, float]: ...


@lru_cache(maxsize=1)
def identifier() -> Identifier:
    """The model inside py3langid, opened once a process; no network."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    found: Any = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    found.set_languages([label for label in found.labels if label not in _NEVER])
    return found  # type: ignore[no-any-return]


def language(text: str, *, start: int = 0) -> str | None:
    """The language of the first 2,000 characters after `start` (where the header ends).

    >>> language("The two brothers walked home through the rain.")
    'en'
    """
    sample = text[start : start + _SAMPLE]
    letters = len(_NOT_LETTERS.sub("", sample))
    if letters < _LETTERS:
        return None
    code, belief = identifier().classify(sample)
    return code if belief >= _BELIEF[letters >= _SHORT] else None


def declared(written: str | None) -> str | None:
    """A language as a record or page declares it ("en-GB", "EN") as a code; None for what is none."""
    found = _CODE.match(written.strip()) if written else None
    return found.group().lower() if found else None
