"""Mends what the parser regularly gets wrong, before anybody builds on it.

A few faults are worth it, because speakers and ties hang on them: names glued with a hyphen ("Bashar al-Assad") whose
parts the model hangs on the verb one by one, a finite verb that it takes for a part of a name ("The Houthis claim
responsibility"), and clauses that it hangs the wrong way round ("A accuses B; B denies it"; "X reported, quoting Y, that
..."). A sentence that has none of them passes through untouched.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.annotate.mending_subjects import give_subjects
from dateline.model.marks import Token

#: Longer sentences are lists or noise, and mending them would cost more than it gives.
_LONGEST = 300
_INNER = frozenset(["compound", "punct", "nmod", "amod", "npadvmod", "nummod"])
_FINITE = frozenset(["VBP", "VBZ", "VBD"])
_CLAUSE_HEADS = frozenset(["ROOT", "ccomp", "parataxis"])
_SUBJECTS = frozenset(["nsubj", "nsubjpass"])
_OBJECTS = frozenset(["dobj", "attr"])
_GOVERNED = frozenset(["pobj", "dobj", "conj", "poss"])
_WITH_NOUN = frozenset(["det", "amod", "compound", "nummod", "poss", "nmod", "quantmod", "predet"])


def mend(tokens: list[Token], first: int) -> None:
    """Mends the sentence `tokens[first:]` in place; heads stay inside the sentence and free of cycles."""
    if len(tokens) - first > _LONGEST:
        return
    for i in range(first + 1, len(tokens) - 1):
        if tokens[i].text == "-" and _glued(tokens, i):
            _join(tokens, first, i)
    for i in range(first + 1, len(tokens) - 1):
        if tokens[i].tag in _FINITE and tokens[i].dep in ("compound", "amod", "nmod"):
            _raise(tokens, first, i)
    for i in range(first + 1, len(tokens)):
        if tokens[i].dep in _OBJECTS and tokens[i].pos == "PRON" and tokens[i].head == i - 1:
            _part(tokens, first, i - 1, by_pronoun=True)
        elif tokens[i].text == ";" and tokens[i].head > i:
            _part(tokens, first, tokens[i].head, by_pronoun=False)
        elif tokens[i].dep == "conj" and tokens[i].tag in _FINITE:
            _subject_before(tokens, first, i)
    give_subjects(tokens, first)
    _free_tail(tokens, first)
    _front(tokens, first)


def _glued(tokens: Sequence[Token], dash: int) -> bool:
    """A hyphen without spaces before a name, one of whose parts hangs outside it other than as a part of a name."""
    before, after = tokens[dash - 1], tokens[dash + 1]
    if before.end != tokens[dash].start or after.start != tokens[dash].end or after.pos != "PROPN":
        return False
    return before.dep not in _INNER or tokens[dash].dep not in _INNER


def _join(tokens: list[Token], first: int, dash: int) -> None:
    """The last part becomes the head of the name, a title right before it a part of it."""
    parts, last = (dash - 1, dash), dash + 1
    changed = list(tokens[first:])
    inside = {*parts, last}
    hung = [tokens[k] for k in (last, *parts) if tokens[k].head not in inside or tokens[k].head == k]
    if not hung:
        return
    outer = next((token for token in hung if token.dep in _GOVERNED), hung[0])
    head = last if outer.head == outer.i else outer.head
    changed[last - first] = replace(tokens[last], head=head, dep=outer.dep)
    changed[dash - 1 - first] = replace(tokens[dash - 1], head=last, dep="compound", pos="PROPN")
    changed[dash - first] = replace(tokens[dash], head=last, dep="punct", pos="PUNCT")
    start = dash - 1
    for k in range(dash - 2, first - 1, -1):
        if tokens[k].dep == "compound" and start <= tokens[k].head <= last:
            start = k
        else:
            break
    for k in range(first, len(tokens)):
        if k not in inside and (tokens[k].head in parts or (start <= k < dash and tokens[k].head == last)):
            changed[k - first] = replace(tokens[k], head=last)
    title = start - 1
    if title >= first and tokens[title].pos in ("PROPN", "NOUN"):
        if (tokens[title].dep, tokens[title].head) == (outer.dep, head):
            changed[title - first] = replace(tokens[title], head=last, dep="compound")
            _hand_over(changed, first, title, last, before=title)
        elif head == title and outer.dep == "appos":
            above = tokens[title]
            changed[last - first] = replace(
                changed[last - first], head=last if above.head == title else above.head, dep=above.dep
            )
            changed[title - first] = replace(above, head=last, dep="compound")
            _hand_over(changed, first, title, last, before=title)
    _keep(tokens, first, changed)


def _hand_over(changed: list[Token], first: int, old: int, new: int, *, before: int) -> None:
    for k, token in enumerate(changed[: before - first]):
        if token.head == old and token.dep in _WITH_NOUN:
            changed[k] = replace(token, head=new)


def _part(tokens: list[Token], first: int, verb: int, *, by_pronoun: bool) -> None:
    """ "A accuses B; B denies it": the clause before stands beside the verb, which has its object, and not under it."""
    for k in range(first, verb):
        token = tokens[k]
        if token.head != verb or token.dep != "ccomp":
            continue
        between = {tokens[m].text for m in range(k + 1, verb)}
        if ";" in between or (by_pronoun and between & {",", ":"} and not between & {'"', "'"}):
            above = tokens[verb]
            if ";" in between and first <= above.head < k:
                tokens[k] = replace(token, head=above.head, dep=above.dep)
                tokens[verb] = replace(above, dep="conj")
            else:
                tokens[k] = replace(token, dep="parataxis")


def _subject_before(tokens: list[Token], first: int, verb: int) -> None:
    """ "... in the port, a source at the clinic told the agency": the noun behind the comma is the verb's own subject.

    The parser hung it on the name before the comma and left the verb, which no "and" joins to anything, without one.
    """
    above = tokens[verb].head
    if any(t.head == verb and t.dep in _SUBJECTS | {"aux", "mark"} for t in tokens[first:]) or above >= verb:
        return
    noun = next((k for k in range(verb - 1, max(above, verb - 16), -1) if tokens[k].dep == "appos"), None)
    if noun is None or not above < tokens[noun].head < noun or tokens[noun].pos not in ("NOUN", "PROPN"):
        return
    start = noun
    while start > first and tokens[start - 1].head == noun:
        start -= 1
    between = tokens[above + 1 : verb]
    if tokens[start - 1].text != "," or any(t.dep == "cc" and t.head == above for t in between):
        return
    if any(t.text == "," for t in tokens[noun:verb]):
        return
    changed = list(tokens[first:])
    changed[noun - first] = replace(tokens[noun], head=verb, dep="nsubj")
    _keep(tokens, first, changed)


def _front(tokens: list[Token], first: int) -> None:
    """ "X reported, quoting Y, that rockets had hit Z": the verb before "that" governs the clause, not the other way round."""
    root = next((k for k in range(first, len(tokens)) if tokens[k].head == k), None)
    if root is None:
        return
    mark = next((t.i for t in tokens[first:root] if t.head == root and t.dep == "mark" and t.lower == "that"), None)
    report = next(
        (t.i for t in tokens[first : mark or first] if t.head == root and t.dep == "ccomp" and t.tag in _FINITE), None
    )
    if mark is None or report is None or any(t.head == root and t.dep in _SUBJECTS for t in tokens[first:mark]):
        return
    changed = list(tokens[first:])
    changed[report - first] = replace(tokens[report], head=report, dep="ROOT")
    changed[root - first] = replace(tokens[root], head=report, dep="ccomp")
    for k in range(first, mark):
        if tokens[k].head == root and k != report:
            changed[k - first] = replace(tokens[k], head=report)
    _keep(tokens, first, changed)


def _free_tail(tokens: list[Token], first: int) -> None:
    """ "A said that B left in the offensive, the X agency reported.": the name before the last verb is its subject.

    Without one, the verb has lost it to the words before the comma, which get their own head back.
    """
    verb = len(tokens) - 1
    while verb > first and tokens[verb].pos == "PUNCT":
        verb -= 1
    noun = verb - 1
    if tokens[verb].tag not in _FINITE or tokens[verb].head == verb or tokens[noun].pos not in ("NOUN", "PROPN"):
        return
    comma = noun
    while comma > max(first, noun - 12) and tokens[comma].text != ",":
        if tokens[comma].pos in ("VERB", "AUX") and tokens[comma].dep != "amod":
            return
        comma -= 1
    root = next((k for k in range(first, comma) if tokens[k].head == k), None)
    before = comma - 1
    if tokens[comma].text != "," or root is None or before <= first or not first <= tokens[noun].head < comma:
        return
    if any(token.head == verb and token.pos != "PUNCT" for token in tokens[first:] if token.i != verb):
        return
    changed = list(tokens[first:])
    old = tokens[noun]
    swapped = before != old.head and tokens[before].head == noun
    for k in range(first, comma):
        if swapped and tokens[k].head == noun and k != before:
            changed[k - first] = replace(tokens[k], head=before)
        elif tokens[k].head == noun:
            changed[k - first] = replace(tokens[k], head=old.head)
    if swapped:
        changed[before - first] = replace(tokens[before], head=old.head, dep=old.dep)
    changed[noun - first] = replace(old, head=verb, dep="nsubj")
    changed[comma - first] = replace(tokens[comma], head=verb)
    changed[verb - first] = replace(tokens[verb], head=verb, dep="ROOT")
    changed[root - first] = replace(changed[root - first], head=verb, dep="ccomp")
    _keep(tokens, first, changed)


def _raise(tokens: list[Token], first: int, verb: int) -> None:
    """ "The Houthis claim responsibility": the verb governs, the noun behind is its object, the one before its subject."""
    noun = tokens[verb].head
    subject = verb - 1
    if (
        not verb < noun <= verb + 4
        or tokens[noun].dep not in _CLAUSE_HEADS
        or tokens[noun].pos not in ("NOUN", "PROPN")
    ):
        return
    if tokens[subject].head != noun or tokens[subject].pos not in ("NOUN", "PROPN", "PRON"):
        return
    changed = list(tokens[first:])
    head = verb if tokens[noun].head == noun else tokens[noun].head
    changed[verb - first] = replace(tokens[verb], head=head, dep=tokens[noun].dep, pos="VERB")
    changed[noun - first] = replace(tokens[noun], head=verb, dep="dobj")
    changed[subject - first] = replace(tokens[subject], head=verb, dep="nsubj")
    for k in range(first, len(tokens)):
        token = tokens[k]
        if k in (verb, noun, subject) or token.head != noun:
            continue
        if k < subject:
            changed[k - first] = replace(token, head=subject if token.dep in _WITH_NOUN else verb)
        elif k > noun and not (token.dep == "prep" and token.lower in ("of", "for")):
            dep = "advcl" if token.dep in ("acl", "relcl") and token.tag == "VBG" else token.dep
            changed[k - first] = replace(token, head=verb, dep=dep)
    _keep(tokens, first, changed)


def _keep(tokens: list[Token], first: int, changed: list[Token]) -> None:
    """Takes the change over unless a cycle came of it."""
    for token in changed:
        at, steps = token, 0
        while at.head != at.i and steps <= len(changed):
            at, steps = changed[at.head - first], steps + 1
        if steps > len(changed):
            return
    tokens[first:] = changed
