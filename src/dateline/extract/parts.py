"""The parts that a text gives of a figure: "including 3 children", "of them 12 women", "among the dead were five medics".

A part is a figure of its own beside the whole, in its sentence or in the next ones; the whole is never their sum.
"""

from __future__ import annotations

from dateline.extract.scene import Party0, Scene
from dateline.knowledge.numbers import load_harm_words
from dateline.model.marks import NumberMark
from dateline.model.quantity import Number, QuantityPart

_THEM = frozenset({"them", "whom", "those", "these", "which"})
_REST = frozenset({"mostly", "mainly", "largely", "rest", "most", "others", "remainder", "remaining"})
#: So many sentences behind a figure may still tell of its parts.
_SENTENCES_ON = 3


def parts_of(
    scene: Scene, party: Party0, whole: NumberMark, trigger: int
) -> tuple[tuple[QuantityPart, ...], list[tuple[NumberMark, str]]]:
    """Figures in the same sentence that are parts of the whole: "including", "among them", "of them", dashes, "half"."""
    tree = scene.tree
    sentence = scene.annotated.sentences[tree.tokens[party.head].sentence]
    parts: list[QuantityPart] = []
    marks: list[tuple[NumberMark, str]] = []
    seen: set[int] = {whole.start}
    people = whole.unit in ("people", "")
    for i in range(sentence.first, sentence.last):
        number = scene.number_at.get(i)
        if number is None or number.start in seen or number.kind != "count" or number.start < whole.end:
            continue
        if people and number.unit in load_harm_words().not_people:
            continue
        seen.add(number.start)
        if number.fraction is not None:
            part = _fraction(scene, whole, number) if _of_the_whole(scene, whole, number) else None
            if part is not None:
                parts.append(part)
                marks.append((number, "fraction"))
        elif _is_part(scene, number, whole, trigger) and (parts or not _set_off(scene, i)):
            if (noun := _noun(scene, number)) != "":
                parts.append(QuantityPart(number.low, number.best, number.high, noun))
                marks.append((number, "part-of"))
        elif number.unit == "people":
            break
    if not parts:
        for number in _listed(scene, sentence.last, whole):
            parts.append(QuantityPart(number.low, number.best, number.high, _noun(scene, number)))
            marks.append((number, "sum-of-parts"))
    for earlier in _were_among(scene, whole):
        parts.append(QuantityPart(earlier.low, earlier.best, earlier.high, _noun(scene, earlier)))
        marks.append((earlier, "were-among"))
    for number in _among_the_dead(scene, sentence.last, whole) if not parts and people else ():
        said = said_to_be(scene, number) or _noun(scene, number)
        parts.append(QuantityPart(number.low, number.best, number.high, said))
        marks.append((number, "among-the-dead"))
    rest = _rest(scene, sentence.first, sentence.last, whole, parts)
    if rest is not None:
        parts.append(rest)
    return tuple(parts), marks


def _were_among(scene: Scene, whole: NumberMark) -> list[NumberMark]:
    """ "Two girls and three policemen were among 61 people killed": the figures before are parts of the one behind."""
    tokens = scene.tree.tokens
    at = scene.token_after(whole.start) - 1
    at -= at > 0 and tokens[at].lower == "the"
    if at < 2 or tokens[at].lower not in ("among", "amongst") or tokens[at - 1].lemma != "be":
        return []
    found: list[NumberMark] = []
    noun = at - 2
    while noun >= 0:
        number = scene.number_of.get(noun) or scene.number_at.get(noun)
        if number is None or number.kind != "count" or _noun(scene, number) in load_harm_words().no_class:
            break
        found.insert(0, number)
        noun = scene.token_after(number.start) - 1
        if noun < 1 or tokens[noun].lower not in ("and", ","):
            break
        noun -= 1
    return found


def _among_the_dead(scene: Scene, first: int, whole: NumberMark) -> list[NumberMark]:
    """ "Ten people were killed. Among the dead were five medics": figures that the next sentences give as parts."""
    tokens = scene.tree.tokens
    total = whole.high if whole.high is not None else whole.best
    found: list[NumberMark] = []
    for _ in range(_SENTENCES_ON if total is not None else 0):
        if first + 2 >= len(tokens) or found:
            break
        last = scene.annotated.sentences[tokens[first].sentence].last
        found = _told_as_parts(scene, first, min(last, first + 40))
        first = last
    return [number for number in found if number.best is not None and total is not None and number.best < total]


def _told_as_parts(scene: Scene, first: int, last: int) -> list[NumberMark]:
    """The figures of a sentence that says "among the dead", "of the dead", "the dead include"."""
    tokens, words = scene.tree.tokens, load_harm_words()
    for i in range(first, last - 2):
        if tokens[i].lower != "the" or tokens[i + 1].lemma.lower() not in words.no_class:
            continue
        before = tokens[i - 1].lower if i > first else ""
        number = scene.number_at.get(i - 2) if i > first + 1 and before == "of" else None
        if number is not None and number.kind == "count" and said_to_be(scene, number):
            return [number]
        if before in words.part_leads or tokens[i + 2].lower in words.part_leads:
            marks = {scene.number_at[j] for j in range(first, last) if j in scene.number_at}
            people = (number for number in marks if number.kind == "count" and number.unit == "people")
            parts = [number for number in people if _noun(scene, number) not in words.no_class]
            return sorted(parts, key=lambda number: number.start)
    return []


def _listed(scene: Scene, last: int, whole: NumberMark) -> list[NumberMark]:
    """ "327 people: 183 fighters, 100 soldiers and 44 civilians": later figures that add up to the whole."""
    if whole.best is None or whole.low != whole.high:
        return []
    found: list[NumberMark] = []
    for i in range(scene.token_after(whole.end), last):
        number = scene.number_at.get(i)
        if number is not None and number.kind == "count" and number.best is not None and number not in found:
            found.append(number)
    total = sum(number.best for number in found if number.best is not None)
    return found if len(found) > 1 and total == whole.best else []


def _noun(scene: Scene, number: NumberMark) -> str:
    tokens = scene.tree.tokens
    at = scene.token_after(number.end)
    if number.noun is not None and tokens[number.noun].pos not in ("PRON", "DET"):
        before = tokens[at : number.noun]
        named = len(before) < 4 and all(t.pos in ("NOUN", "PROPN") or t.dep in ("amod", "compound") for t in before)
        last = tokens[number.noun]
        return scene.words(before[0].start if named and before else last.start, last.end).lower()
    words = [t.lower for t in tokens[at : at + 2]]
    if words in (["of", "them"], ["of", "whom"], ["of", "those"], ["among", "them"]):
        rest: list[str] = []
        for token in tokens[at + 2 : at + 6]:
            if (
                token.sentence != tokens[at].sentence
                or token.pos in ("PUNCT", "AUX", "ADP", "CCONJ", "ADV")
                or (rest and token.pos == "VERB")
            ):
                break
            rest.extend([token.text] if token.pos != "DET" else [])
        return " ".join(rest)
    if at + 1 < len(tokens) and tokens[at].lemma == "be":
        for token in tokens[at + 1 : at + 4]:
            if token.pos == "NOUN" and token.sentence == tokens[at].sentence:
                return token.lower
            if token.pos not in ("ADJ", "ADV"):
                break
    return ""


def _fraction(scene: Scene, whole: NumberMark, number: NumberMark) -> QuantityPart | None:
    def scaled(value: Number | None) -> Number | None:
        if value is None or number.fraction is None:
            return None
        product = value * number.fraction
        return int(product) if float(product).is_integer() else round(product)

    after = scene.token_after(number.end)
    tokens = scene.tree.tokens
    words: list[str] = []
    while (
        after < len(tokens)
        and len(words) < 5
        and tokens[after].pos not in ("PUNCT", "VERB", "AUX")
        and tokens[after].sentence == tokens[scene.token_after(number.start)].sentence
    ):
        words.append(tokens[after].text)
        after += 1
    of = " ".join(words).removeprefix("of them").removeprefix("of ").strip()
    return QuantityPart(scaled(whole.low), scaled(whole.best), scaled(whole.high), of or "of them", derived=True)


def _of_the_whole(scene: Scene, whole: NumberMark, number: NumberMark) -> bool:
    """Is a fraction one of the figure ("half of them", "a third of the dead") and not of something else ("half of the city")?"""
    tokens = scene.tree.tokens
    if number.noun is None or tokens[number.noun].lower in _THEM:
        return True
    noun = tokens[number.noun].lemma.lower()
    counted = tokens[whole.noun].lemma.lower() if whole.noun is not None else None
    return noun == counted or noun in load_harm_words().no_class


def _set_off(scene: Scene, i: int) -> bool:
    """ "ten civilians, including a woman, and [three] soldiers": a comma before "and" closes the inclusion."""
    tokens = scene.tree.tokens
    return i > 1 and tokens[i - 1].lower == "and" and tokens[i - 2].text == ","


_PART_WORDS = ("including", "include", "among", "of them", "of whom", "of which", "but also", "counting", "with")


def _is_part(scene: Scene, number: NumberMark, whole: NumberMark, trigger: int) -> bool:
    """A later figure is a part when words of inclusion stand between, and it does not exceed the whole."""
    after = scene.words(number.end, number.end + 14).lower().lstrip()
    if after.startswith(("of them", "of whom", "of those", "among them")):
        figure = number.best if number.best is not None else number.low
        return figure is not None and (whole.high is None or figure <= whole.high)
    between = scene.words(whole.end, number.start).lower()
    if between.rstrip().endswith(("including", "among them", "among whom", "of them")) and len(between) < 200:
        figure = number.best if number.best is not None else number.low
        return figure is not None and (whole.high is None or figure <= whole.high)
    if len(between) > 120 or "." in between.replace(".,", ""):
        return False
    words = between.split()
    beside = any(word in load_harm_words().company for word in words if word != "as")
    included = not beside and any(word in between for word in _PART_WORDS)
    if _noun(scene, number) in load_harm_words().no_class:
        return False
    figure = number.best if number.best is not None else number.low
    total = whole.high if whole.high is not None else None
    if figure is None or not included:
        return False
    if total is not None and figure > total:
        return False
    verbs = [
        t
        for t in range(scene.token_after(whole.end), scene.token_after(number.start))
        if scene.tree.tokens[t].pos == "VERB"
        and scene.tree.tokens[t].lower not in ("including", "counting")
        and t != trigger
    ]
    return not verbs


def _rest(scene: Scene, first: int, last: int, whole: NumberMark, parts: list[QuantityPart]) -> QuantityPart | None:
    """ "mostly combatants but also 111 civilians": the combatants are the whole less the parts."""
    if len(parts) != 1 or parts[0].derived or whole.best is None or whole.low != whole.high or parts[0].best is None:
        return None
    tokens = scene.tree.tokens
    for i in range(first, last):
        if tokens[i].lower in _REST and tokens[i].start > whole.end and i != whole.noun:
            for j in range(i + 1, min(i + 5, last)):
                if tokens[j].pos in ("NOUN", "PROPN") and j not in scene.number_at:
                    value = whole.best - parts[0].best
                    return QuantityPart(value, value, value, tokens[j].lower, derived=True) if value >= 0 else None
    return None


def said_to_be(scene: Scene, number: NumberMark) -> str | None:
    """ "14 of the dead were rebels": the class that the counted are said to be."""
    tree = scene.tree
    first = scene.token_after(number.end)
    if first >= len(tree.tokens) or tree.tokens[first].lower != "of":
        return None
    for at in tree.ancestors(first):
        if tree.tokens[at].lemma == "be":
            attributes = tree.kids(at, "attr")
            return tree.tokens[attributes[0]].lower if attributes and tree.tokens[attributes[0]].pos == "NOUN" else None
    return None
