"""What a number counts: the noun, through the parse, with the words in between as a check on it."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.model.marks import Annotated, Token

_NOUNS = frozenset({"NOUN", "PROPN"})
_BETWEEN = frozenset({"ADJ", "DET", "NUM", "ADV", "NOUN", "PROPN", "PUNCT", "CCONJ", "PART", "SYM"})
_MODIFIERS = frozenset({"nummod", "quantmod", "amod", "compound", "nmod", "det", "poss", "npadvmod", "predet"})
_ADJECTIVE_TAGS = frozenset({"JJ", "JJR", "JJS", "PRP$", "DT", "POS", "RBR", "RB", "CD", "PDT", "HYPH", "AFX"})
_PRONOUNS = frozenset({"them", "us", "you", "whom", "which", "those", "these", "it"})
#: "killed dozens [this] week": a new noun phrase, not what is counted.
_POINTERS = frozenset({"this", "that", "each", "every", "last", "next"})
#: Where an adjective stands for a noun: "one rebel [operative]", "the [dead]".
_NOUN_PLACES = frozenset({"dobj", "nsubj", "nsubjpass", "pobj", "conj"})
_REACH = 7


def counted(annotated: Annotated, first: int, last: int) -> int | None:
    """Index of the token that the number in tokens `first`..`last` (exclusive) counts, None where there is none.

    "727 [people]", "12 of the [dead]", "hundreds of Syrian [prisoners]"; "12 were killed" counts nothing named.
    """
    tokens = annotated.tokens
    if last >= len(tokens) or first >= last:
        return None
    end = min(annotated.sentences[tokens[last - 1].sentence].last, last + 3 * _REACH)
    through_words = _scan(tokens, last, end)
    head = _governor(tokens, first, last)
    if head is not None and head < end and (through_words is None or head > through_words):
        between = tokens[last:head]
        if len(between) <= _REACH and all(
            token.pos in _BETWEEN and token.tag not in ("VBD", "VBZ") for token in between
        ):
            punctuated = any(token.text in {",", "(", ";", ":", "-", "–", "—"} for token in between)
            if any(token.pos == "NUM" and tokens[token.i - 1].pos == "CCONJ" for token in between):
                return through_words
            apart = through_words is not None and tokens[through_words].tag == "NNS" and tokens[head].tag == "NN"
            if through_words is None or not (punctuated or apart):
                return head
    return through_words


def _governor(tokens: Sequence[Token], first: int, last: int) -> int | None:
    """The noun that governs the number, when it stands behind it."""
    at = last - 1
    for _ in range(last - first):
        head = tokens[at].head
        if not first <= head < last or head == at:
            break
        at = head
    token = tokens[at]
    if token.dep not in _MODIFIERS or token.head < last:
        return None
    above = tokens[token.head]
    noun = above.pos in _NOUNS or (above.pos == "ADJ" and above.dep in _NOUN_PLACES)
    return above.i if noun else None


def _scan(tokens: Sequence[Token], at: int, end: int) -> int | None:
    """The noun that follows the number, over adjectives and `of the`."""
    at += at < end and tokens[at].text == "+"
    inside = at > 0 and tokens[at - 1].lower == "of"
    after_of = inside or (at < end and tokens[at].lower == "of")
    if after_of:
        at += not inside
        while at < end and tokens[at].tag in ("DT", "PRP$", "PDT"):
            at += 1
        if at < end and tokens[at].lower in _PRONOUNS:
            return at
    steps = 0
    adjective: int | None = None
    while at < end and steps < _REACH:
        token = tokens[at]
        if token.pos in _NOUNS or _is_acronym(tokens, at, end):
            at = _behind_brackets(tokens, _last_of_run(tokens, at, end), end)
            if at + 2 >= end or tokens[at + 1].tag != "POS":
                return at
            at, steps = at + 2, steps + 1
            continue
        if token.lower in _POINTERS and not after_of:
            break
        if token.text == "," and at + 1 < end and tokens[at + 1].tag in ("DT", "CC", "IN"):
            break
        if token.tag in _ADJECTIVE_TAGS or (token.text in ("-", ",") and adjective is not None):
            adjective = at if token.pos == "ADJ" or (after_of and token.tag == "VBN") else adjective
        elif token.tag in ("VBN", "VBG", "VBD") and (
            (after_of and token.tag != "VBD") or _leads_to_noun(tokens, at, end)
        ):
            adjective = at
        elif token.lower in ("and", "or") and adjective == at - 1 and at + 1 < end and tokens[at + 1].pos == "ADJ":
            pass
        else:
            break
        at, steps = at + 1, steps + 1
    return adjective if adjective is not None and (after_of or adjective == at - 1) else None


def _is_acronym(tokens: Sequence[Token], at: int, end: int) -> bool:
    """Capitals that the parser takes for a verb, before a noun: "10 [IS] members"."""
    token = tokens[at]
    capitals = token.text.isupper() and len(token.text) > 1 and token.pos in ("AUX", "VERB", "PRON", "ADP")
    return capitals and at + 1 < end and tokens[at + 1].pos in _NOUNS and not tokens[at + 1].text.isupper()


def _leads_to_noun(tokens: Sequence[Token], at: int, end: int) -> bool:
    behind = at + 1
    while behind < min(end, at + 4) and tokens[behind].pos == "ADJ" and tokens[at].dep == "amod":
        behind += 1
    if behind >= end or tokens[behind].pos not in _NOUNS:
        return False
    # "about 104 killed servicemen": the participle stands between figure and plural, whatever the parse makes of it.
    clipped = tokens[at].tag in ("VBN", "VBD") and tokens[at + 1].tag == "NNS" and tokens[at - 1].pos == "NUM"
    return clipped or tokens[at].dep in ("amod", "compound", "nmod")


def _last_of_run(tokens: Sequence[Token], at: int, end: int) -> int:
    """The last noun of a row of nouns: "army [vehicles]"; a plural closes the row unless a plural follows."""
    while at + 1 < end:
        here, after = tokens[at], tokens[at + 1]
        if after.text == "-" and at + 2 < end and tokens[at + 2].pos in (*_NOUNS, "ADJ") and after.start == here.end:
            at += 2
            continue
        # "two government-held villages", "39 pick-up trucks": a compound of two words before the noun.
        if after.text == "-" and after.start == here.end and at + 3 < end and tokens[at + 3].pos in _NOUNS:
            at += 3
            continue
        if after.pos not in _NOUNS or (here.tag == "NNS" and after.tag != "NNS"):
            break
        if here.tag != "NNP" and after.tag in ("NNP", "NNPS"):
            break
        at += 1
    return _shared_noun(tokens, at, end)


def _behind_brackets(tokens: Sequence[Token], at: int, end: int) -> int:
    """ "twenty Blue River (also BR) [operatives]": the plural behind a name with a short bracket."""
    if tokens[at].tag != "NNP" or at + 3 >= end or tokens[at + 1].text != "(":
        return at
    for k in range(at + 3, min(at + 8, end - 1)):
        if tokens[k].text == ")":
            return k + 1 if tokens[k + 1].tag == "NNS" else at
    return at


def _shared_noun(tokens: Sequence[Token], at: int, end: int) -> int:
    """The noun that two modifiers share: "70 regime and rebel [fighters]"."""
    if tokens[at].tag not in ("NN", "NNP") or at + 1 >= end or tokens[at + 1].lower not in ("and", "or"):
        return at
    for k in range(at + 2, min(at + 5, end)):
        if tokens[k].tag == "NNS":
            return k
        if tokens[k].pos not in (*_NOUNS, "ADJ") and tokens[k].text != "-":
            break
    return at
