"""What the annotators find in one dispatch. All offsets are reading offsets, half-open.

`Annotated` starts with the text alone; each annotator returns one tuple of marks and `dataclasses.replace` adds it.
Every tuple is sorted by (start, end).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dateline.model.quantity import Number
from dateline.model.text import Block, BlockKind, Dispatch, Span
from dateline.model.when import When
from dateline.model.world import Actor, Place


@dataclass(frozen=True, slots=True)
class Token:
    """One word of the parse. `head` is the index of the governing token (its own for a root).

    `pos` is the universal part of speech, `tag` Penn Treebank's, `dep` the ClearNLP label of spaCy's English models.
    `entity` is the model's guess at a name ("PERSON", "ORG", "GPE", ...), "" for none: a hint, never a verdict.
    `sentence` is an index into `Annotated.sentences`.
    """

    i: int
    start: int
    end: int
    text: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    entity: str
    sentence: int

    @property
    def lower(self) -> str:
        """The word in small letters."""
        return self.text.lower()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence `[start, end)`; tokens `first`..`last` (exclusive); the kind of block that it stands in."""

    start: int
    end: int
    first: int
    last: int
    block: int
    kind: BlockKind


NumberKind = Literal[
    "count", "ordinal", "percent", "money", "distance", "area", "duration", "age", "date", "time", "unit_number",
    "name", "other",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class NumberMark:
    """A number with its hedge: "at least 23 people" -> 23, 23, None, "at least" over "at least 23".

    `fraction`: "half of them" -> 0.5, with low, best and high empty until the whole is known.
    `noun`: the index of the token that is counted, None when there is none. `unit`: the class of what is counted
    ("people", "vehicles", "aircraft", "buildings", "km", "usd", "" for unknown).
    """

    start: int
    end: int
    low: Number | None
    best: Number | None
    high: Number | None
    kind: NumberKind
    hedge: str | None = None
    noun: int | None = None
    unit: str = ""
    fraction: float | None = None
    rule: str = "words"


@dataclass(frozen=True, slots=True)
class TimeMark:
    """A time expression. `type` is TIMEX3's. `when` is None when it could not be resolved, then `missing` says why.

    `rule` names the inference ("absolute", "weekday", "last-week", "anchored-in-text", ...).
    """

    start: int
    end: int
    type: Literal["DATE", "TIME", "DURATION", "SET"]
    value: str
    when: When | None
    rule: str
    missing: str | None = None


PlaceUse = Literal["literal", "associative", "metonym", "part_of_name"]


@dataclass(frozen=True, slots=True)
class PlaceMark:
    """A place name in the text. `head` is the index of its head token.

    `use`: "literal" (in Hama), "associative" (the Hama offensive, Syrian army), "metonym" (Damascus said),
    "part_of_name" (Hama prison, the Syrian Observatory). `confidence` in [0, 1]. `place` is never None: a name in no
    gazetteer gives a Place without coordinates, and `missing` says why it has none.
    """

    start: int
    end: int
    head: int
    place: Place
    use: PlaceUse
    confidence: float
    rule: str = "gazetteer"
    missing: str | None = None


@dataclass(frozen=True, slots=True)
class ActorMark:
    """A name or a description of an actor: "Syrian rebels", "HTS", "medics". `head` is the index of its head token.

    `rule`: "name", "alias", "abbreviation", "office", "generic", "nationality+noun", "new-name", "perspective", "surname",
    "country" (a state as a party), "capital" (a capital that speaks), "nationality" (a people). A mark may lie in another.
    Words that depend on the speaker ("our forces", "we", "the enemy", "terrorist groups") carry an actor of kind
    "perspective" with id "perspective:self" or "perspective:enemy"; who that is, is decided when the speaker is known.
    `antecedent`: for "coreference" and the like, the span that it goes back to.
    """

    start: int
    end: int
    head: int
    actor: Actor
    rule: str
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Reference:
    """Words that stand for an actor or place named elsewhere: "the city", "the group", "it", "he".

    Exactly one of `actor` and `place` is filled. `antecedent` is the span of the mark that it goes back to.
    `rule`: "definite-place", "definite-actor", "pronoun", "role", "relative".
    """

    start: int
    end: int
    head: int
    antecedent: Span
    rule: str
    actor: Actor | None = None
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who says a quotation: the words, the actor, and the rule that led from one to the other.

    `antecedent`: for a pronoun that goes back to somebody without an actor ("The company said ... It added"), his words.
    """

    start: int
    end: int
    actor: Actor | None
    rule: str
    antecedent: Span | None = None


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words reported as somebody's.

    `kind`: "direct" (only marked words), "indirect" (no marks), "mixed" (some words marked).
    `content`: one or more spans, without the quotation marks. `cue`: the reporting word ("said", "according to").
    `medium`: "statement", "video", "telegram", "interview", ... as a word of data/lexicon/speech.toml, None if none.
    `to`: the words that name who was told ("Middle East Eye" in "told Middle East Eye").
    `verb`: lemma of the cue, which with the `complement` decides the kind of the speech claim. `complement`: what carries
    the matter: "clause", "to", "noun", "deed" (a noun for what was done), "gerund", "label", "marks", or the preposition before it ("for" in "called for"). `said`: index into `times`, None if not given.
    `negated`: the saying is denied ("did not say"). `parent`: index of the quotation that this one stands inside.
    """

    kind: Literal["direct", "indirect", "mixed"]
    content: tuple[Span, ...]
    speaker: Speaker | None
    cue: Span | None
    verb: str = ""
    medium: str | None = None
    to: Span | None = None
    said: int | None = None
    negated: bool = False
    parent: int | None = None
    rule: str = "words"
    complement: str = "marks"


@dataclass(frozen=True, slots=True)
class Annotated:
    """One dispatch with everything that the annotators found. Order: the fields below, top to bottom."""

    dispatch: Dispatch
    reading: str
    blocks: tuple[Block, ...] = ()
    tokens: tuple[Token, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    numbers: tuple[NumberMark, ...] = ()
    times: tuple[TimeMark, ...] = ()
    places: tuple[PlaceMark, ...] = ()
    actors: tuple[ActorMark, ...] = ()
    references: tuple[Reference, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    datelines: tuple[PlaceMark, ...] = ()
