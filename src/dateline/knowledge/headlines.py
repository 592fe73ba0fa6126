"""Words of headlines with a capital on every word that are no names, from `data/lexicon/headlines.toml`."""

from __future__ import annotations

from functools import lru_cache

from dateline.knowledge import schema
from dateline.knowledge.tables import read_data

_FILE = "lexicon/headlines.toml"


@lru_cache(maxsize=1)
def load_headline_words() -> frozenset[str]:
    """The words in small letters, verbs in all their forms. Raises KnowledgeError naming file and key."""
    table = schema.parse_toml(read_data(_FILE), place=_FILE)
    schema.only(table, ("source", "small", "nouns", "verbs", "irregular"), place=_FILE)
    plain = [word for key in ("small", "nouns", "irregular") for word in schema.words(table, key, place=_FILE)]
    forms = (form for verb in schema.words(table, "verbs", place=_FILE) for form in _forms(verb))
    return frozenset((*plain, *forms))


def _forms(verb: str) -> tuple[str, ...]:
    """ "deny" -> denies, denied, denying; "seize" -> seizes, seized, seizing. The bare form may be a noun in a name."""
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"
    if verb.endswith("e"):
        return verb + "s", verb + "d", verb[:-1] + "ing"
    ending = "es" if verb.endswith(("s", "sh", "ch", "x", "z")) else "s"
    doubled = (
        verb + verb[-1]
        if len(verb) > 2 and verb[-1] in "tpbgdl" and verb[-2] in "aeiou" and verb[-3] not in "aeiou"
        else verb
    )
    return verb + ending, doubled + "ed", doubled + "ing", verb + "ed", verb + "ing"
