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
#: Deeds whose past form, right behind a noun that acts and before another one, is taken for an adjective of the latter.
_DEEDS = frozenset(
    ["seize", "capture", "attack", "storm", "overrun", "bomb", "shell", "target", "ambush", "raid", "recapture", "retake", "enter",
     "destroy", "launch", "repel", "foil", "arrest", "detain", "abduct", "kidnap", "behead", "execute", "free", "fire", "besiege",
     "strike", "hit", "pound", "shoot", "kill", "bombard", "liberate", "occupy", "clear"]
)  # fmt: skip
#: Verbs that the parser takes for nouns behind a plural, and words of measure that it takes for prepositions.
_PRESENT = frozenset({"control", "report", "claim", "attack", "battle", "fight", "plan", "face", "patrol", "hold"})
_ABOUT = frozenset({"around", "about", "over", "under"})
#: Base forms that are no nouns, whatever the model takes them for.
_VERBS_ONLY = frozenset(
    ["bombard", "besiege", "recapture", "retake", "overrun", "seize", "repel", "kill", "wound", "detain", "kidnap"]
)
#: Deeds as nouns: without an object of their own they are no participles of the name before them.
_DEED_NOUNS = frozenset(["shelling", "bombing", "shooting", "killing"])
#: Lemmas that the model cuts too short ("staged").
_LEMMAS = {"stag": "stage", "retak": "retake"}
#: Words that join a clause as well as a noun.
_JOINTS = frozenset(["after", "before", "as", "since", "until"])
_DAYS = frozenset(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"])
_DAY_NOUNS = _DAYS | {"day", "week", "month", "year", "morning", "afternoon", "evening", "night"}
_WITH_NOUN = frozenset(["det", "amod", "compound", "nummod", "poss", "nmod", "quantmod", "predet"])


def mend(tokens: list[Token], first: int) -> None:
    """Mends the sentence `tokens[first:]` in place; heads stay inside the sentence and free of cycles."""
    if len(tokens) - first > _LONGEST:
        return
    for i in range(first, len(tokens)):
        if tokens[i].lemma in _LEMMAS and tokens[i].pos == "VERB":
            tokens[i] = replace(tokens[i], lemma=_LEMMAS[tokens[i].lemma])
    for i in range(first + 1, len(tokens) - 1):
        if tokens[i].text == "-" and _glued(tokens, i):
            _join(tokens, first, i)
    for i in range(first + 1, len(tokens) - 1):
        if tokens[i].tag == "NN" and tokens[i].dep == "ROOT" and tokens[i].lower in _PRESENT:
            _present(tokens, first, i)
    for i in range(first + 3, len(tokens)):
        if tokens[i].tag in _FINITE:
            _day_subject(tokens, first, i)
    for i in range(first + 1, len(tokens) - 1):
        if tokens[i].tag in _FINITE and tokens[i].dep in ("compound", "amod", "nmod"):
            _raise(tokens, first, i)
        elif tokens[i].dep in ("amod", "compound", "nmod") and (
            (tokens[i].tag == "VBN" and tokens[i].lemma in _DEEDS)
            or tokens[i].lower in _VERBS_ONLY
            or _between_plural_and_name(tokens, i)
        ):
            _act(tokens, first, i)
        elif tokens[i].tag == "VBG" and tokens[i].dep == "ccomp" and tokens[i - 1].head == i:
            _struck(tokens, first, i)
        elif tokens[i].tag == "VBN" and tokens[i].dep == "acl":
            _perfect(tokens, first, i)
        elif tokens[i].tag == "NNS" and tokens[i].dep == "compound" and tokens[i].lemma in _DEEDS:
            _second_deed(tokens, first, i)
        elif tokens[i].lower in _DEED_NOUNS and tokens[i].dep == "acl" and tokens[i].head == i - 1:
            _name_of_deed(tokens, first, i)
        elif tokens[i].dep == "compound" and tokens[tokens[i].head].lower in _DAYS:
            _day_apart(tokens, first, i)
    for i in range(first, len(tokens) - 2):
        if tokens[i].lower in _JOINTS and tokens[i].dep == "prep":
            _subordinate(tokens, first, i)
    for i in range(first + 1, len(tokens)):
        if tokens[i].dep in _OBJECTS and tokens[i].pos == "PRON" and tokens[i].head == i - 1:
            _part(tokens, first, i - 1, by_pronoun=True)
        elif tokens[i].text == ";" and tokens[i].head > i:
            _part(tokens, first, tokens[i].head, by_pronoun=False)
        elif tokens[i].dep == "conj" and tokens[i].tag in _FINITE:
            _subject_before(tokens, first, i)
    give_subjects(tokens, first)
    _root_subject(tokens, first)
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
    if tokens[subject].head not in (noun, verb) or tokens[subject].pos not in ("NOUN", "PROPN", "PRON"):
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


def _present(tokens: list[Token], first: int, verb: int) -> None:
    """ "Gangs control around 80 per cent", "Doctors report that": a plural subject makes the word a verb."""
    subject = next((k for k in range(first, verb) if tokens[k].head == verb and tokens[k].dep == "nsubj"), None)
    if subject is None or tokens[subject].tag not in ("NNS", "NNPS"):
        return
    changed = list(tokens[first:])
    changed[verb - first] = replace(tokens[verb], tag="VBP", pos="VERB", lemma=tokens[verb].lower)
    about = verb + 1
    counted = next(
        (k for k in range(about + 1, len(tokens)) if tokens[k].head == about and tokens[k].dep == "pobj"), None
    )
    if tokens[about].lower in _ABOUT and counted is not None and tokens[about].head == verb:
        changed[about - first] = replace(tokens[about], head=counted, dep="advmod")
        changed[counted - first] = replace(tokens[counted], head=verb, dep="dobj")
    _keep(tokens, first, changed)


def _day_subject(tokens: list[Token], first: int, verb: int) -> None:
    """ "On Monday rebels attacked X", "earlier in the day shells struck X": the plural behind the day is the subject."""
    subject, day = verb - 1, verb - 2
    prep = tokens[subject].head
    if (
        not first <= prep < day
        or tokens[subject].tag != "NNS"
        or (tokens[subject].dep, tokens[prep].dep, tokens[day].dep) != ("pobj", "prep", "compound")
        or tokens[day].head != subject
        or tokens[day].lower not in _DAY_NOUNS
        or any(token.head == verb and token.dep in _SUBJECTS for token in tokens[first:])
    ):
        return
    changed = list(tokens[first:])
    changed[subject - first] = replace(tokens[subject], head=verb, dep="nsubj")
    changed[day - first] = replace(tokens[day], head=prep, dep="pobj")
    for k in range(prep + 1, day):
        if tokens[k].head == subject:
            changed[k - first] = replace(tokens[k], head=day)
    _keep(tokens, first, changed)


def _between_plural_and_name(tokens: list[Token], i: int) -> bool:
    """ "missiles strike Kyiv": a deed in its base form behind a plural and before a name or a determiner is a verb."""
    behind = tokens[i + 1]
    return (
        tokens[i].text == tokens[i].lemma
        and tokens[i].lemma in _DEEDS
        and tokens[i - 1].tag in ("NNS", "NNPS")
        and (behind.pos in ("PROPN", "DET") or behind.tag == "PRP$")
    )


def _act(tokens: list[Token], first: int, verb: int) -> None:
    """ "insurgents including the Nusra Front captured army positions": the participle is the verb of the noun before it."""
    noun, subject = tokens[verb].head, verb - 1
    if not verb < noun <= verb + 6 or tokens[subject].pos not in ("NOUN", "PROPN") or tokens[subject].head < first:
        return
    if tokens[noun].dep not in ("pobj", "dobj", "ROOT", "ccomp", "nsubj", "conj") or tokens[subject].tag == "NN":
        return
    above = tokens[noun].head
    while above != tokens[above].head and tokens[above].pos not in ("VERB", "AUX"):
        above = tokens[above].head
    root = tokens[noun].head == noun
    if not root and (above >= verb or tokens[above].pos not in ("VERB", "AUX")):
        return
    changed = list(tokens[first:])
    changed[verb - first] = replace(
        tokens[verb], head=verb if root else above, dep="ROOT" if root else "ccomp", tag="VBD", pos="VERB"
    )
    changed[subject - first] = replace(tokens[subject], head=verb, dep="nsubj")
    changed[noun - first] = replace(tokens[noun], head=verb, dep="dobj")
    for k in range(first, verb):
        if tokens[k].head in (noun, verb) and k != subject:
            changed[k - first] = replace(tokens[k], head=subject if tokens[k].dep in _WITH_NOUN else verb)
    _keep(tokens, first, changed)


def _root_subject(tokens: list[Token], first: int) -> None:
    """ "At the initiative of the X side, Y and Z agreed": the nouns before a main verb without a subject are its subject.

    The parser hung them on the noun before the comma.
    """
    root = next((k for k in range(first, len(tokens)) if tokens[k].head == k), None)
    if root is None or root - first < 4 or tokens[root].tag not in _FINITE or tokens[root].pos == "AUX":
        return
    if any(t.head == root and t.dep in _SUBJECTS | {"expl", "csubj", "auxpass", "aux"} for t in tokens[first:]):
        return
    at = root - 1
    while at > first and tokens[at].pos == "ADV":
        at -= 1
    while tokens[at].dep == "conj" and first < tokens[at].head < at:
        at = tokens[at].head
    start = at
    while start > first and tokens[start - 1].head == at:
        start -= 1
    if tokens[at].dep != "appos" or tokens[at].pos not in ("NOUN", "PROPN") or tokens[start - 1].text != ",":
        return
    changed = list(tokens[first:])
    changed[at - first] = replace(tokens[at], head=root, dep="nsubj")
    _keep(tokens, first, changed)


def _subordinate(tokens: list[Token], first: int, joint: int) -> None:
    """ "a month after X annexed Y", "as X declares a truce": the noun behind "after" is the subject of the verb behind it."""
    noun = next((t.i for t in tokens[joint + 1 :] if t.head == joint and t.dep == "pobj"), None)
    if noun is None or noun + 2 >= len(tokens) or noun - joint > 6:
        return
    verb = noun + 1
    if tokens[verb].tag not in _FINITE or tokens[verb].pos == "AUX" or tokens[noun].entity in ("DATE", "TIME"):
        return
    behind = tokens[tokens[verb].head] if tokens[verb].dep in ("amod", "compound") else None
    if behind is None and not (tokens[verb].head == verb or tokens[tokens[verb].head].i > verb):
        return
    if behind is not None and (behind.i < verb or behind.i > verb + 4):
        return
    changed = list(tokens[first:])
    changed[noun - first] = replace(tokens[noun], head=verb, dep="nsubj")
    changed[joint - first] = replace(tokens[joint], head=verb, dep="mark")
    if behind is not None:
        changed[behind.i - first] = replace(behind, head=verb, dep="dobj")
        changed[verb - first] = replace(tokens[verb], head=tokens[joint].head, dep="advcl", pos="VERB")
    _keep(tokens, first, changed)


def _perfect(tokens: list[Token], first: int, verb: int) -> None:
    """ "The rebels have for years attempted to": the participle belongs to "have", from which a time parts it."""
    noun = tokens[verb].head
    prep = tokens[noun].head
    have = tokens[prep].head
    if (
        tokens[have].lemma != "have"
        or tokens[prep].lower not in ("for", "in", "since", "over")
        or not have < prep < noun < verb
    ):
        return
    if any(t.head == have and t.dep in _OBJECTS for t in tokens[first:]):
        return
    changed = list(tokens[first:])
    root = tokens[have].head == have
    changed[verb - first] = replace(tokens[verb], head=verb if root else tokens[have].head, dep=tokens[have].dep)
    for k in range(first, len(tokens)):
        if tokens[k].head == have and k != have:
            changed[k - first] = replace(tokens[k], head=verb)
    changed[have - first] = replace(tokens[have], head=verb, dep="aux", pos="AUX")
    _keep(tokens, first, changed)


def _struck(tokens: list[Token], first: int, outcome: int) -> None:
    """ "shells hit the quarter leaving two dead": the noun between is what was hit, and who leaves is what hit it."""
    noun, verb = outcome - 1, tokens[outcome].head
    if tokens[noun].dep != "nsubj" or not first <= verb < noun or tokens[verb].lemma not in _DEEDS:
        return
    if tokens[outcome].lemma not in ("leave", "kill", "injure", "wound", "destroy", "damage", "cause") or any(
        t.head == verb and t.dep in _OBJECTS for t in tokens[first:]
    ):
        return
    changed = list(tokens[first:])
    changed[noun - first] = replace(tokens[noun], head=verb, dep="dobj")
    changed[outcome - first] = replace(tokens[outcome], dep="advcl")
    _keep(tokens, first, changed)


def _second_deed(tokens: list[Token], first: int, verb: int) -> None:
    """ "Rebels kill 15, recapture town": in headlines a second verb may stand behind nothing but a comma."""
    noun = tokens[verb].head
    root = next((k for k in range(first, verb) if tokens[k].head == k), None)
    if root is None or tokens[root].tag not in _FINITE or tokens[verb - 1].text != "," or noun != verb + 1:
        return
    changed = list(tokens[first:])
    changed[verb - first] = replace(tokens[verb], head=root, dep="conj", pos="VERB", tag="VBZ")
    changed[noun - first] = replace(tokens[noun], head=verb, dep="dobj")
    _keep(tokens, first, changed)


def _name_of_deed(tokens: list[Token], first: int, deed: int) -> None:
    """ "wounded in rebel shelling on the town": the noun before says whose shelling it was."""
    owner = deed - 1
    if tokens[owner].dep not in ("pobj", "dobj", "conj") or any(
        t.head == deed and t.dep in _OBJECTS for t in tokens[first:]
    ):
        return
    changed = list(tokens[first:])
    changed[deed - first] = replace(tokens[deed], head=tokens[owner].head, dep=tokens[owner].dep)
    changed[owner - first] = replace(tokens[owner], head=deed, dep="compound")
    _keep(tokens, first, changed)


def _day_apart(tokens: list[Token], first: int, name: int) -> None:
    """ "captured Sarrin Monday", "in Kabul Friday": the name is what is governed, the day only tells when."""
    day = tokens[name].head
    if day != name + 1 or tokens[name].pos != "PROPN" or tokens[name].entity == "DATE" or tokens[name].lower in _DAYS:
        return
    above = tokens[day].head
    verb = above
    while verb != tokens[verb].head and tokens[verb].pos not in ("VERB", "AUX"):
        verb = tokens[verb].head
    if above == day or tokens[verb].pos not in ("VERB", "AUX"):
        return
    dep = tokens[day].dep
    if dep == "npadvmod":
        dep = (
            "dobj"
            if above < name and not any(t.head == above and t.dep == "dobj" for t in tokens[first:])
            else "npadvmod"
        )
    changed = list(tokens[first:])
    changed[name - first] = replace(tokens[name], head=above, dep=dep)
    changed[day - first] = replace(tokens[day], head=verb, dep="npadvmod")
    for k in range(first, name):
        if tokens[k].head == day:
            changed[k - first] = replace(tokens[k], head=name)
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
