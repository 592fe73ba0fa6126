"""Folding: the form in which two spellings of one name are the same string.

"Khān Shaykhūn" -> "khan shaykhun", "Qal‘at al-Maḍīq" -> "qalat al madiq". Case, diacritics, apostrophes (ayn and hamza
among them), hyphens and points go; letters of other scripts stay. Transliterations are not folded here but in
`knowledge.places`, by rules.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

#: Letters that the decomposition of Unicode does not take apart.
_LETTERS = {
    "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŧ": "t", "ŋ": "n",
    "ə": "a", "ß": "ss", "ƙ": "k", "ɓ": "b", "ɗ": "d", "ё": "е",
    "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ـ": "",
}  # fmt: skip
_DROPPED = "'’‘ʼʻʿʾ`´ʹ′\"“”.·"
_SPACES = "-‐‑‒–—―/_,()\u00a0\u202f\t\n\r"

_TABLE: dict[int, str] = (
    {ord(letter): plain for letter, plain in _LETTERS.items()}
    | {ord(mark): "" for mark in _DROPPED}
    | {ord(mark): " " for mark in _SPACES}
)


@lru_cache(maxsize=65_536)
def fold(name: str) -> str:
    """The folded form of a name; "" when nothing is left.

    >>> fold("Jisr ash-Shughūr"), fold("N'Djamena"), fold("U.S.")
    ('jisr ash shughur', 'ndjamena', 'us')
    """
    if name.isascii():
        return " ".join(name.lower().translate(_TABLE).split())
    letters = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold().translate(_TABLE))
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter)).casefold()
    return " ".join(unicodedata.normalize("NFC", plain).translate(_TABLE).split())
