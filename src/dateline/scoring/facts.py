"""Facts of an article: how many were killed, in which governorate, by whom, by what.

Gold: `gold.killed_civilians`, `killed_noncivilians`, `governorate`, `actor`, `cause_of_death` (the classes of FA-KES, see
`classes.toml`). The figure compared is the larger of the two counts; an article without one counts as 0. Which figure of an
article is its toll is decided by `dateline.reconcile.main_toll`.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from dateline.errors import CorpusError
from dateline.model.claim import Claim
from dateline.reconcile.main_place import main_place
from dateline.reconcile.main_toll import MainToll, main_toll
from dateline.reconcile.perpetrator import perpetrator
from dateline.scoring.classes import load_classes, of_party
from dateline.scoring.corpora import Example, gold_keys
from dateline.scoring.figures import Cause, Figure, Mistake, mean, share

_COUNTS = ("killed_civilians", "killed_noncivilians")
_CLASSES = ("governorate", "actor", "cause_of_death")
_KILLING = frozenset({"kill", "execute"})


def check(record: Mapping[str, Any], place: str) -> None:
    """Raises CorpusError where the record lacks a fact."""
    gold_keys(record, (*_COUNTS, *_CLASSES), place=place)
    for key in _COUNTS:
        count = record["gold"][key]
        if isinstance(count, bool) or not isinstance(count, int | float) or count < 0:
            raise CorpusError(f'"{key}" is no number', place=place, way_out="Give a count, 0 for none.")


def judge(examples: Sequence[Example]) -> tuple[list[Figure], list[Mistake]]:
    """The toll exact, within a tenth, and by mean error of log(1 + n); the classes by accuracy."""
    mistakes: list[Mistake] = []
    exact = near = 0
    errors: list[float] = []
    right: Counter[str] = Counter()
    empty: Counter[str] = Counter()
    for example in examples:
        wanted = max(int(example.gold[key]) for key in _COUNTS)
        toll = main_toll(example.claims)
        claim, got = _first_killing(example.claims), _figure(toll)
        exact += got == wanted
        near += abs(got - wanted) <= wanted / 10
        errors.append(abs(math.log1p(got) - math.log1p(wanted)))
        if got != wanted:
            mistakes.append(_wrong_toll(example, wanted, got, claim))
        answers = {
            "governorate": governorate(example),
            "actor": killer(example),
            "cause_of_death": cause_of_death(example, claim),
        }
        for name, answer in answers.items():
            asked = str(example.gold[name]).lower()
            right[name] += answer == asked
            empty[name] += answer == "unknown"
            if answer != asked:
                cause: Cause = "missed" if answer == "unknown" else "wrong value"
                mistakes.append(Mistake(example.name, name, cause, asked, answer, example.sentence(_at(claim))))
    figures = [
        share("killed, exact", right=exact, wanted=len(examples)),
        share("killed, within 10 %", right=near, wanted=len(examples)),
        mean("killed, mean error of log(1 + n)", errors),
    ]
    figures += [share(name.replace("_", " "), right=right[name], wanted=len(examples)) for name in _CLASSES]
    figures += [
        share(f"{name.replace('_', ' ')} left open", right=empty[name], wanted=len(examples)) for name in _CLASSES
    ]
    return figures, mistakes


def _first_killing(claims: Sequence[Claim]) -> Claim | None:
    """The first killing with a figure, without a longer period where there is one: beside it stand agent and cause."""
    told = [
        claim
        for claim in claims
        if claim.kind in _KILLING
        and claim.modality == "actual"
        and claim.polarity == "positive"
        and claim.quantity is not None
        and (claim.quantity.best is not None or claim.quantity.low is not None)
    ]
    told.sort(key=lambda claim: (claim.quantity is not None and claim.quantity.cumulative, _at(claim)))
    return told[0] if told else None


def _figure(toll: MainToll | None) -> int:
    """The toll; where its words tell civilians from the others, the larger of the two, as the gold has it."""
    if toll is None:
        return 0
    return int(max(toll.civilians or 0, toll.armed or 0) or toll.figure)


def _at(claim: Claim | None) -> int:
    if claim is None:
        return 0
    marks = claim.evidence.get("quantity", ()) or claim.evidence.get("kind", ())
    return min((mark.start for mark in marks if mark.part == "text"), default=0)


def governorate(example: Example) -> str:
    """The governorate of the article's main place (`reconcile.main_place`); "unknown" where it has none."""
    known = load_classes().governorates
    found = main_place(example.claims, example.places, length=len(example.dispatch.reading))
    return known.get((found.admin1 or "").lower(), "unknown") if found else "unknown"


def killer(example: Example) -> str:
    """The class of whoever killed; "unknown" where the claims do not tell."""
    known = load_classes().perpetrators
    found = perpetrator(example.claims, known=lambda party: of_party(party, known))
    return (found and of_party(found.party, known)) or "unknown"


def cause_of_death(example: Example, claim: Claim | None) -> str:
    """The class of what killed: words beside the toll, else the first kind of attack that is told."""
    classes = load_classes()
    words = re.findall(r"[a-z]+", example.sentence(_at(claim)).lower())
    spoken = next((classes.cause_words[word] for word in words if word in classes.cause_words), None)
    if spoken:
        return spoken
    kinds = [one.kind for one in sorted(example.claims, key=lambda one: (abs(_at(one) - _at(claim)), one.id))]
    found = next((classes.causes[kind] for kind in kinds if kind in classes.causes), "unknown")
    fallen = next((classes.bomb_words[word] for word in words if word in classes.bomb_words), None)
    return fallen if fallen and found in ("explosion", "unknown") else found


def _wrong_toll(example: Example, wanted: int, got: int, claim: Claim | None) -> Mistake:
    shown = f"{got} ({claim.kind})" if claim else "no figure"
    written = re.search(rf"(?<![\d,.]){wanted}(?![\d,.]?\d)", example.text)
    at = written.start() if written else _at(claim)
    figures = {mark["best"] for mark in example.found("quantities")} | {
        mark["low"] for mark in example.found("quantities")
    }
    if wanted not in figures and not written:
        cause: Cause = "annotation disputable"
    else:
        cause = "missed" if claim is None else "wrong candidate chosen"
    return Mistake(example.name, "killed", cause, str(wanted), shown, example.sentence(at))
