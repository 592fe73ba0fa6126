"""Which figure stands where: at a word, right before it, right behind it, or as the value of a total.

Works on the marks of numbers and the words between them; the parse is only asked where it is known to be right.
"""

from __future__ import annotations

from dateline.extract.scene import Scene
from dateline.knowledge.numbers import load_harm_words
from dateline.model.marks import NumberMark

#: So far behind a total its value is looked for.
_VALUE_WITHIN = 56


def figure_at(scene: Scene, i: int) -> NumberMark | None:
    """The count of people, or of who knows what, that a token is in."""
    number = scene.number_at.get(i)
    if number is None or number.kind != "count" or number.unit not in ("", "people", "casualties"):
        return None
    return number if number.fraction is None else None


def last_word(scene: Scene, number: NumberMark) -> int:
    """The last token of a figure's own words, an "of" behind it left aside ("[hundreds] of")."""
    at = scene.token_after(number.end) - 1
    return at - (scene.tree.tokens[at].lower == "of" and at > scene.token_after(number.start))


def figure_before(scene: Scene, v: int) -> int | None:
    """The head of a number phrase that ends right before a token: "two" of "two [dead]", "people" of "10 people [dead]"."""
    tokens = scene.tree.tokens
    at = v - 1
    while at > 0 and tokens[at].pos == "ADV" and figure_at(scene, at) is None:
        at -= 1
    if at < 0 or tokens[at].sentence != tokens[v].sentence:
        return None
    own = figure_at(scene, at)
    if own is not None:
        return None if own.noun is not None and own.noun > v else at - (tokens[at].lower == "of")
    number = scene.number_of.get(at)
    return at if number is not None and figure_at(scene, scene.token_after(number.end) - 1) is not None else None


def figure_behind(scene: Scene, n: int) -> int | None:
    """The head of a number phrase that starts right after a token: "others" of "[wounds] at least 60 others"."""
    if n + 1 >= len(scene.tree.tokens):
        return None
    number = figure_at(scene, n + 1)
    if number is None:
        return None
    return number.noun if number.noun is not None else scene.token_after(number.end) - 1


def total_above(scene: Scene, v: int) -> int | None:
    """ "the [number] of dead", "the [number] of displaced people": the total that the word of harm stands below."""
    words, tokens = load_harm_words(), scene.tree.tokens
    at = v
    for _ in range(3):
        governor = tokens[tokens[at].head]
        if governor.lower == "of" and tokens[governor.head].lemma.lower() in words.totals:
            return governor.head
        at = governor.i
    return None


def value_of(scene: Scene, n: int) -> int | None:
    """The token of the figure that a total has as its value: "the number of dead rose from 12 to [31]", None for none."""
    words, tokens = load_harm_words(), scene.tree.tokens
    end = min(scene.annotated.sentences[tokens[n].sentence].last, n + 1 + _VALUE_WITHIN)
    i = n + 1
    while i < end:
        number = scene.number_at.get(i)
        if number is None:
            if tokens[i].text == ";":
                return None
            i += 1
            continue
        after = scene.token_after(number.end)
        if figure_at(scene, i) is not None and i > n + 1:
            lead = next((t.lower for t in tokens[i - 1 : i + 1] if t.lower in words.value_leads), "")
            if lead and not (number.noun is not None and lead == "as" and number.unit == ""):
                return number.noun if number.noun is not None and number.noun < end else after - 1
        elif figure_at(scene, i) is not None and tokens[n].lower.endswith("toll"):
            return after - 1
        i = max(after, i + 1)
    return None
