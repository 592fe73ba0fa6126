"""Events, their actors and the dispatches that tell of them as FollowTheMoney entities, one JSON object a line.

Source of schemata and properties: the FollowTheMoney model, version 4. An event is an `Event`, whose `proof` are
`Article`s and whose `involved` are `Person`s, `Organization`s, `PublicBody`s or, for classes of people, `LegalEntity`s.
Ids are derived from Dateline's own, so that the same ledger gives the same entities.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import Any

from dateline.export.happenings import Happening
from dateline.export.lines import Record
from dateline.model.record import json_line

_SCHEMATA = {
    "person": "Person",
    "office_holder": "Person",
    "state_forces": "PublicBody",
    "government": "PublicBody",
    "state": "PublicBody",
    "rebel_group": "Organization",
    "political_militia": "Organization",
    "identity_militia": "Organization",
    "external_forces": "Organization",
    "intergovernmental": "Organization",
    "aid_agency": "Organization",
    "monitor": "Organization",
    "organisation": "Organization",
    "outlet": "Organization",
}


def ftm_lines(found: Iterable[Happening]) -> Iterator[str]:
    """The entities: before each event the articles and actors that it names and that were not given before."""
    given: set[str] = set()
    for happening in found:
        entities = [
            *(_article(claim["dispatch"]) for claim in happening.claims),
            *_actors(happening),
            _event(happening),
        ]
        for entity in entities:
            if entity["id"] not in given:
                given.add(entity["id"])
                yield json_line(entity) + "\n"


def _entity(id: str, schema: str, **properties: Iterable[str | None]) -> dict[str, Any]:
    kept = {name: sorted({" ".join(value.split()) for value in values if value}) for name, values in properties.items()}
    return {"id": id, "schema": schema, "properties": {name: values for name, values in kept.items() if values}}


def _key(kind: str, id: str) -> str:
    return f"dateline-{kind}-{hashlib.sha256(id.encode('utf-8', 'surrogatepass')).hexdigest()[:20]}"


def _article(dispatch: Record) -> dict[str, Any]:
    return _entity(
        _key("article", dispatch["id"]),
        "Article",
        title=[dispatch["title"] or dispatch["ref"]],
        fileName=[dispatch["ref"]],
        publisher=[dispatch["outlet"]],
        publishedAt=[str(dispatch["published"])[:10] if dispatch["published"] else None],
        sourceUrl=[dispatch["url"]],
    )


def _actors(happening: Happening) -> Iterator[dict[str, Any]]:
    """Actors that are known by an id; words that name nobody are none."""
    for claim in happening.claims:
        for party in (claim["agent"], claim["target"]):
            if party is not None and party["id"]:
                _, _, home = party["id"].partition(":")
                country = home.lower() if len(home) == 2 and home.isalpha() and home.isupper() else None
                schema = _SCHEMATA.get(party["kind"], "LegalEntity")
                yield _entity(_key("actor", party["id"]), schema, name=[party["name"]], country=[country])


def _event(happening: Happening) -> dict[str, Any]:
    event, place = happening.event, happening.place or {}
    involved = [actor["id"] for actor in _actors(happening)]
    quotes = (" … ".join(item["quote"] for item in claim["evidence"].get("kind", ())) for claim in happening.claims)
    where = f" in {event['place_name']}" if event["place_name"] else ""
    return _entity(
        _key("event", event["id"]),
        "Event",
        name=[f"{event['kind'].replace('_', ' ').capitalize()}{where}"],
        startDate=[event["from"]],
        endDate=[event["to"]],
        date=[event["from"] if event["from"] == event["to"] else None],
        country=[(place.get("country") or "").lower()],
        location=[event["place_name"]],
        description=[f"{event['status']}: {event['reason']}"],
        summary=quotes,
        recordId=[event["id"]],
        involved=involved,
        proof=[_key("article", claim["dispatch"]["id"]) for claim in happening.claims],
    )
