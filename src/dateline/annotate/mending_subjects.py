"""Gives verbs the subject that the parser hung on something else.

Three faults make a speaker vanish: a conjunction taken for a preposition ("while a website, citing officials, claimed"),
a subject taken for the end of a list ("killing dozens, witnesses and local media said"), and a name taken for an
auxiliary ("IS claimed the attack").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.model.marks import Token

_FINITE = frozenset(["VBD", "VBZ", "VBP"])
_SUBJECTS = frozenset(["nsubj", "nsubjpass", "csubj", "expl"])
_CONJUNCTIONS = frozenset(
    ["while", "whereas", "after", "before", "as", "since", "because", "until", "although", "though"]
)
_VERB_GROUP = frozenset(["aux", "auxpass", "neg", "advmod"])
_INSERTED = frozenset(["VBG", "VBN", "WDT", "WP"])
_LISTED = frozenset(["NOUN", "PROPN", "ADJ", "DET", "NUM", "CCONJ", "PART", "ADP", "PRON"])
_STEPS = 6
_INSERTION = 25
_LIST = 14


def give_subjects(tokens: list[Token], first: int) -> None:
    """Mends the sentence `tokens[first:]` in place."""
    _name_is(tokens, first)
    served = {token.head for token in tokens[first:] if token.dep in _SUBJECTS}
    for i in range(first + 2, len(tokens)):
        token = tokens[i]
        if token.tag not in _FINITE or i in served or token.dep in _VERB_GROUP:
            continue
        if not (_from_participle(tokens, first, i) or _from_conjunction(tokens, first, i)):
            _from_list(tokens, first, i)


def _name_is(tokens: list[Token], first: int) -> None:
    """ "IS claimed responsibility": in a sentence with small letters, capitals make it a name."""
    for i in range(first, len(tokens) - 1):
        token = tokens[i]
        if token.text != "IS" or token.dep not in ("aux", "auxpass") or token.head <= i:
            continue
        if not any(other.text.islower() and len(other.text) > 2 for other in tokens[first:]):
            return
        verb = tokens[token.head]
        if any(other.head == verb.i and other.dep in _SUBJECTS and other.i < i for other in tokens[first:]):
            continue
        tokens[i] = replace(token, tag="NNP", pos="PROPN", dep="nsubj", lemma="IS", entity="ORG")
        helped = any(other.head == verb.i and other.dep in ("aux", "auxpass") for other in tokens[first:])
        if verb.tag == "VBN" and not helped:
            tokens[verb.i] = replace(verb, tag="VBD")


def _from_participle(tokens: list[Token], first: int, verb: int) -> bool:
    """ "The minister, speaking in the port, said ...": the noun that the parser gave to the participle between commas."""
    start = _group_start(tokens, first, verb)
    clause = next((t for t in tokens[first:start] if t.head == verb and t.dep == "ccomp" and t.tag == "VBG"), None)
    if clause is None or tokens[start - 1].text != "," or tokens[clause.i - 1].text != ",":
        return False
    noun = next((t for t in tokens[first : clause.i] if t.head == clause.i and t.dep == "nsubj"), None)
    if noun is None or any(t.head == clause.i and t.dep == "aux" for t in tokens[first : clause.i]):
        return False
    changed = list(tokens[first:])
    changed[noun.i - first] = replace(noun, head=verb, dep="nsubj")
    changed[clause.i - first] = replace(clause, head=noun.i, dep="acl")
    return _take(tokens, first, changed)


def _from_conjunction(tokens: list[Token], first: int, verb: int) -> bool:
    """The noun under "while", "after" ... right before the verb, or before words between commas that stand before it."""
    if tokens[verb].head == verb or any(t.head == verb and t.dep == "agent" for t in tokens[verb + 1 : verb + 4]):
        return False
    at = _group_start(tokens, first, verb) - 1
    if at > first and tokens[at].text == ",":
        at = next((k - 1 for k in range(at - 1, max(first, at - _INSERTION), -1) if tokens[k].text == ","), -1)
        if at < 0 or tokens[at + 2].tag not in _INSERTED:
            return False
    noun = at
    for _ in range(_STEPS):
        if noun < first or tokens[noun].pos not in ("NOUN", "PROPN", "PRON", "ADP", "NUM"):
            return False
        above = tokens[noun].head
        if tokens[noun].dep == "pobj" and tokens[above].lower in _CONJUNCTIONS and above < noun:
            break
        if above >= noun:
            return False
        noun = above
    else:
        return False
    word = tokens[tokens[noun].head]
    changed = list(tokens[first:])
    changed[noun - first] = replace(tokens[noun], head=verb, dep="nsubj")
    changed[word.i - first] = replace(word, head=verb, dep="mark", pos="SCONJ")
    below = first <= tokens[verb].head < verb and tokens[verb].head not in (noun, word.i)
    head = tokens[verb].head if below else word.head
    dep = tokens[verb].dep if tokens[verb].dep not in ("conj", "acl", "relcl", "dep") else "advcl"
    changed[verb - first] = replace(tokens[verb], head=head, dep=dep)
    return _take(tokens, first, changed)


def _group_start(tokens: Sequence[Token], first: int, verb: int) -> int:
    start = verb
    while start > first and tokens[start - 1].head == verb and tokens[start - 1].dep in _VERB_GROUP:
        start -= 1
    return start


def _from_list(tokens: list[Token], first: int, verb: int) -> bool:
    """The words behind the last comma, hung as members of a list on what stands before it, where nothing follows the verb."""
    behind = tokens[verb + 1] if verb + 1 < len(tokens) else None
    if tokens[verb - 1].pos not in ("NOUN", "PROPN") or (
        behind is not None
        and behind.text not in (".", ",")
        and behind.entity != "DATE"
        and behind.dep not in ("prep", "mark")
    ):
        return False
    report = next((t.i for t in tokens[first:] if t.head == verb and t.dep == "ccomp"), None)
    if report is None:
        return False
    comma = verb - 1
    while comma > max(first, verb - _LIST) and (tokens[comma].pos in _LISTED or tokens[comma].dep in ("amod", "punct")):
        if tokens[comma].text == ",":
            break
        comma -= 1
    if tokens[comma].text != ",":
        return False
    between = tokens[comma + 1 : verb]
    hung = [t.i for t in between if not comma < t.head < verb]
    listed = len(hung) == 1 and tokens[hung[0]].dep == "conj" and any(t.dep == "cc" for t in between)
    apposed = len(hung) == 1 and tokens[hung[0]].dep in ("appos", "pobj") and report > verb
    if not (listed or apposed):
        return False
    changed = list(tokens[first:])
    noun = tokens[hung[0]]
    left = [t.i for t in tokens[first:comma] if t.head == noun.i and t.pos != "PUNCT"]
    for k in left:  # words before the comma that the noun had taken: the first of them stands where it stood
        changed[k - first] = (
            replace(tokens[k], head=noun.head, dep=noun.dep) if k == left[0] else replace(tokens[k], head=left[0])
        )
    changed[noun.i - first] = replace(noun, head=verb, dep="nsubj")
    changed[comma - first] = replace(tokens[comma], head=verb)
    return _take(tokens, first, changed)


def _take(tokens: list[Token], first: int, changed: list[Token]) -> bool:
    """Takes the change over unless a cycle came of it."""
    for token in changed:
        at, steps = token, 0
        while at.head != at.i and steps <= len(changed):
            at, steps = changed[at.head - first], steps + 1
        if steps > len(changed):
            return False
    tokens[first:] = changed
    return True
