"""The kinds of claim: the words that trigger them, the roles that each word takes, the crosswalk to other codebooks.

Read from data/ontology/*.toml; docs/ontology.md describes the files for those who edit them. A frame says which words
trigger a kind ("verbs", "phrases", "nouns", "adjectives", "suffixes") and which grammatical slot fills which role:
`roles = { subject = "agent", object = "place", from = "target" }`. Slots are "subject", "object", "poss", "compound",
"head", "prefix" or a preposition; passives and relative clauses are turned into the same slots before the frame is asked.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any, get_args

from dateline.errors import KnowledgeError
from dateline.model.claim import Modality

FORMS = ("verbs", "phrases", "nouns", "adjectives", "suffixes", "participles")
GROUPS = ("control", "combat", "harm", "politics", "speech", "ties")
ROLES = frozenset({"agent", "target", "place", "both", "event", "topic", "instrument", "destination"})
_REQUIRABLE = ROLES | {"number", "object", "light", "subject", "passive"}
_KIND_KEYS = frozenset({"label", "effect", "state", "mutual", "unit", "count", "instrument", "crosswalk", "frames"}) | {
    "suffixes", "participles", "nouns", "holder",
}  # fmt: skip
_FRAME_KEYS = frozenset(FORMS) | {
    "roles", "require", "weak", "weak_require", "weak_words", "subject_words", "object_words", "not_object",
    "not_subject", "not_compound", "agent_types", "target_types", "modality", "strict_place", "swallows_negation",
    "subject_is_target", "complement_words", "reflexive", "intransitive", "not_with",
}  # fmt: skip
_TYPES = frozenset({"armed", "body", "people", "civil", "person", "thing"})


@dataclass(frozen=True, slots=True)
class Frame:
    """How some words trigger a kind and who fills its roles.

    `require`: each entry is a set of alternatives of which one must be filled. `weak` words need `weak_require` instead
    (or one of `weak_words` beside them). `subject_words` and `object_words`: the slot's head must be one of these.
    `reflexive`: in a passive without an agent, the object is the one who acts ("troops were withdrawn").
    `not_with`: words that must not hang on the trigger, directly or by a preposition ("stormed out").
    `intransitive`: not with an object of its own ("moved into the city", but not "moved tanks into the city").
    `agent_types`, `target_types`: "armed", "body" (armed, and no single person), "civil", "person" or "people". `strict_place`: the place must be a named one.
    """

    kind: str
    form: str
    words: tuple[str, ...]
    roles: Mapping[str, tuple[str, ...]]
    require: tuple[frozenset[str], ...] = ()
    weak: frozenset[str] = frozenset()
    weak_require: tuple[frozenset[str], ...] = ()
    weak_words: frozenset[str] = frozenset()
    subject_words: frozenset[str] = frozenset()
    object_words: frozenset[str] = frozenset()
    not_object: frozenset[str] = frozenset()
    not_subject: frozenset[str] = frozenset()
    not_compound: frozenset[str] = frozenset()
    agent_types: tuple[str, ...] = ()
    target_types: tuple[str, ...] = ()
    modality: Modality | None = None
    strict_place: bool = False
    reflexive: bool = False
    intransitive: bool = False
    swallows_negation: bool = False
    subject_is_target: frozenset[str] = frozenset()
    complement_words: frozenset[str] = frozenset()
    not_with: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of claim. `unit`: what its quantity counts; `count`: the role that is counted."""

    name: str
    group: str
    label: str
    crosswalk: Mapping[str, str]
    unit: str = ""
    count: str = "target"
    effect: str = ""
    mutual: bool = False
    state: bool = False
    instrument: str = ""


@dataclass(frozen=True, slots=True)
class Ontology:
    """All kinds, and their frames by the word that a reader meets first (for nouns: the last word, the head)."""

    kinds: Mapping[str, Kind]
    frames: tuple[Frame, ...]
    by_word: Mapping[tuple[str, str], tuple[tuple[tuple[str, ...], Frame], ...]] = field(default_factory=dict)

    def of_group(self, group: str) -> tuple[str, ...]:
        """The kinds of a group, in the order of the files."""
        return tuple(name for name, kind in self.kinds.items() if kind.group == group)

    def triggers(self, form: str, word: str) -> tuple[tuple[tuple[str, ...], Frame], ...]:
        """The frames of a form under a word, longest phrases first."""
        return self.by_word.get((form, word), ())


def load_ontology() -> Ontology:
    """All of data/ontology; raises KnowledgeError naming the file and the key that break the schema."""
    kinds: dict[str, Kind] = {}
    frames: list[Frame] = []
    folder = files("dateline.knowledge") / "data" / "ontology"
    for entry in sorted(folder.iterdir(), key=lambda path: path.name):
        if not entry.name.endswith(".toml"):
            continue
        content = tomllib.loads(entry.read_text(encoding="utf-8"))
        for kind, found in read_kinds(content, name=entry.name):
            if kind.name in kinds:
                raise KnowledgeError(f"the kind {kind.name!r} is defined twice", place=entry.name)
            kinds[kind.name] = kind
            frames.extend(found)
    return Ontology(kinds, tuple(frames), _index(frames))


def read_kinds(content: Mapping[str, Any], *, name: str) -> Iterator[tuple[Kind, list[Frame]]]:
    """The kinds of one file with their frames."""
    group = content.get("group")
    if group not in GROUPS:
        raise KnowledgeError(f"group is {group!r}", place=name, way_out=f"Write one of: {', '.join(GROUPS)}.")
    for key, table in content.get("kinds", {}).items():
        place = f"{name}, kinds.{key}"
        _check_keys(table, _KIND_KEYS, place)
        if not table.get("label"):
            raise KnowledgeError("a kind needs a label", place=place)
        kind = Kind(
            key, group, table["label"], dict(table.get("crosswalk", {})), table.get("unit", ""),
            table.get("count", "target"), table.get("effect", ""), table.get("mutual", False),
            table.get("state", False), table.get("instrument", ""),
        )  # fmt: skip
        frames = [
            frame
            for at, entry in enumerate(table.get("frames", []))
            for frame in _frames(key, entry, f"{place}.frames[{at}]")
        ]
        if group == "ties":
            frames.extend(_tie_frames(key, table))
        yield kind, frames


def _frames(kind: str, table: Mapping[str, Any], place: str) -> Iterator[Frame]:
    _check_keys(table, _FRAME_KEYS, place)
    forms = [form for form in FORMS if form in table]
    if len(forms) != 1:
        raise KnowledgeError(
            "a frame needs exactly one list of trigger words", place=place, way_out=f"One of: {', '.join(FORMS)}."
        )
    roles = {slot.replace("_", " "): tuple(role.split("|")) for slot, role in table.get("roles", {}).items()}
    for slot, role in roles.items():
        if not ROLES.issuperset(role):
            raise KnowledgeError(
                f"roles.{slot} is {'|'.join(role)!r}", place=place, way_out=f"Known roles: {', '.join(sorted(ROLES))}."
            )
    modality = table.get("modality")
    if modality is not None and modality not in get_args(Modality):
        raise KnowledgeError(
            f"modality is {modality!r}", place=place, way_out=f"One of: {', '.join(get_args(Modality))}."
        )
    for key in ("agent_types", "target_types"):
        if not _TYPES.issuperset(table.get(key, [])):
            raise KnowledgeError(f"{key} is {table[key]!r}", place=place, way_out=f"Of: {', '.join(sorted(_TYPES))}.")
    sets = (
        "weak",
        "weak_words",
        "subject_words",
        "object_words",
        "not_object",
        "not_subject",
        "not_compound",
        "subject_is_target",
        "complement_words",
        "not_with",
    )
    yield Frame(
        kind, forms[0], tuple(table[forms[0]]), roles,
        require=_required(table.get("require", []), place), weak_require=_required(table.get("weak_require", []), place),
        agent_types=tuple(table.get("agent_types", [])), target_types=tuple(table.get("target_types", [])),
        modality=modality, strict_place=table.get("strict_place", False),
        reflexive=table.get("reflexive", False),
        intransitive=table.get("intransitive", False),
        swallows_negation=table.get("swallows_negation", False),
        **{key: frozenset(table.get(key, [])) for key in sets},
    )  # fmt: skip


def _tie_frames(kind: str, table: Mapping[str, Any]) -> Iterator[Frame]:
    for form in ("suffixes", "participles", "nouns"):
        if table.get(form):
            yield Frame(kind, form, tuple(table[form]), {"holder": (table.get("holder", "agent"),)})


def _required(entries: list[str], place: str) -> tuple[frozenset[str], ...]:
    found = tuple(frozenset(entry.split("|")) for entry in entries)
    for entry in found:
        if not _REQUIRABLE.issuperset(entry):
            raise KnowledgeError(
                f"require names {'|'.join(sorted(entry))!r}",
                place=place,
                way_out=f"Of: {', '.join(sorted(_REQUIRABLE))}.",
            )
    return found


def _check_keys(table: Mapping[str, Any], known: frozenset[str], place: str) -> None:
    unknown = sorted(set(table) - known)
    if unknown:
        raise KnowledgeError(
            f"unknown key {unknown[0]!r}", place=place, way_out=f"Known keys: {', '.join(sorted(known))}."
        )


def _index(frames: list[Frame]) -> dict[tuple[str, str], tuple[tuple[tuple[str, ...], Frame], ...]]:
    index: dict[tuple[str, str], list[tuple[tuple[str, ...], Frame]]] = {}
    for frame in frames:
        for entry in frame.words:
            words = tuple(entry.lower().split())
            key = words[-1] if frame.form in ("nouns", "adjectives") else words[0]
            index.setdefault((frame.form, key), []).append((words, frame))
    return {key: tuple(sorted(entries, key=lambda entry: -len(entry[0]))) for key, entries in index.items()}
