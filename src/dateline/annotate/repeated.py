"""What happens again and again: "every Friday", "each month", "every two years", "twice a week", "daily", "on Mondays"."""

from __future__ import annotations

from dataclasses import replace

from dateline.annotate.atoms import match
from dateline.annotate.dates import describes
from dateline.annotate.expressions import Expression, Scene, capital, duration_value, token_at
from dateline.annotate.lengths import length_at

_EVERY = {"N": "XXXX-XX-XXTNI", "E2": "XXXX-WXX-WE"}


def repeated_time(scene: Scene, at: int) -> Expression | None:
    """An expression of repetition that starts here."""
    atoms, words = scene.atoms, scene.words
    fixed = words.sets.get(atoms[at].text)
    if fixed is not None:
        return Expression(at, at + 1, "set", value=fixed)
    if atoms[at].text in words.every:
        return _every(scene, at)
    return rate(scene, at)


def rate(scene: Scene, at: int) -> Expression | None:
    """A week, per month: behind what is counted by it ("twice a week", "40 hours a week", "30 per month")."""
    atoms, words = scene.atoms, scene.words
    sign = atoms[at].text in words.per
    if not sign and not (atoms[at].text in ("a", "an") and _counted(scene, at - 1)):
        return None
    unit = words.units.get(atoms[at + 1].text)
    if unit is None or unit == "E2" or atoms[at + 1].text.endswith("s") or atoms[at + 2].text == "-":
        return None
    if match(atoms, at + 2, words.offsets) is not None:
        return None
    return Expression(at + (atoms[at].text == "/"), at + 2, "set", value=duration_value(1, unit))


def _counted(scene: Scene, at: int) -> bool:
    """Does a count or what was counted end here ("twice", "three times", "40 hours", "$50")?"""
    atom = scene.atoms[at]
    if atom.kind == "number" or atom.text in scene.words.rates:
        return True
    if atom.kind != "word" or atom.text in scene.words.weekdays:
        return False
    token, beside = token_at(scene, at), token_at(scene, at + 2)
    if token is None or beside is None or token.tag != "NNS":
        return False
    return beside.head == token.i or scene.atoms[at - 1].kind == "number"


def _every(scene: Scene, at: int) -> Expression | None:
    atoms, words = scene.atoms, scene.words
    start = at + 1 + (atoms[at + 1].text == "other")
    text = atoms[start].text
    if text in words.weekdays:
        part = words.parts.get(atoms[start + 1].text)
        tail = f"T{part}" if part else ""
        return Expression(at, start + 1 + bool(part), "set", value=f"XXXX-WXX-{words.weekdays[text]}{tail}")
    if text in words.months and capital(scene, start):
        return Expression(at, start + 1, "set", value=f"XXXX-{words.months[text]:02d}")
    if text in words.seasons:
        return Expression(at, start + 1, "set", value=f"XXXX-{words.seasons[text]}")
    if text in words.parts and text != "night":
        return Expression(at, start + 1, "set", value=f"XXXX-XX-XXT{words.parts[text]}")
    length = length_at(scene, start)
    if length is not None and length.shape == "duration":
        return replace(length, first=at, shape="set", value=duration_value(length.amount, length.unit))
    unit = words.units.get(text)
    if unit is None or text.endswith("s"):
        return None
    value = duration_value(2, unit) if start > at + 1 else _EVERY.get(unit, duration_value(1, unit))
    return Expression(at, start + 1, "set", value=value)


def on_weekdays(scene: Scene, at: int) -> Expression | None:
    """On Fridays; but "Fridays attack", which has lost its apostrophe, is that of one Friday."""
    atoms, words = scene.atoms, scene.words
    day = words.weekdays.get(atoms[at].text.removesuffix("s")) if atoms[at].text.endswith("s") else None
    if day is None or atoms[at].text in words.weekdays or len(atoms[at].text) < 7 or not capital(scene, at):
        return None
    after = token_at(scene, at + 1)
    owned = describes(scene, at) or (after is not None and after.pos in ("NOUN", "ADJ"))
    if owned and atoms[at - 1].text not in words.often:
        return Expression(at, at + 1, "date", weekday=day, source="dispatch")
    return Expression(at, at + 1, "set", value=f"XXXX-WXX-{day}")
