"""Claims as W3C Web Annotations (JSON-LD), with their derivation in PROV terms.

Sources: Web Annotation Data Model (W3C Recommendation 2017), PROV-O (2013). One annotation a claim: the body holds the
fields, each target is a range of the dispatch's text with position and quotation. Values that were inferred name their
rule and the words from which they were inferred. One AnnotationCollection a file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from dateline.export.lines import Record
from dateline.model.record import json_line

CONTEXT = [
    "http://www.w3.org/ns/anno.jsonld",
    {
        "prov": "http://www.w3.org/ns/prov#",
        "dateline": "urn:dateline:terms#",
        "field": "dateline:field",
        "rule": "dateline:rule",
        "wasDerivedFrom": {"@id": "prov:wasDerivedFrom", "@type": "@id"},
        "wasAttributedTo": "prov:wasAttributedTo",
        "wasGeneratedBy": "prov:wasGeneratedBy",
    },
]
_FIELDS = (
    "kind",
    "modality",
    "polarity",
    "agent",
    "target",
    "place",
    "when",
    "quantity",
    "content",
    "source",
    "missing",
)


def web_annotations(claims: Iterable[Record]) -> Iterator[str]:
    """The text of one AnnotationCollection, an annotation a line."""
    yield '{"@context":' + json_line(CONTEXT) + ',"type":"AnnotationCollection","label":"Dateline claims","first":'
    yield '{"type":"AnnotationPage","items":['
    before = "\n"
    for claim in claims:
        yield before + json_line(_annotation(claim))
        before = ",\n"
    yield "\n]}}\n"


def _annotation(claim: Record) -> dict[str, Any]:
    dispatch = claim["dispatch"]
    source = f"urn:dateline:dispatch:{dispatch['id']}"
    chain = claim["source"]["chain"]
    return {
        "id": f"urn:dateline:claim:{claim['id']}",
        "type": "Annotation",
        "motivation": "classifying",
        "created": dispatch["published"],
        "generator": claim["extractor"],
        "body": {"type": "Dataset", "format": "application/json", "value": {name: claim[name] for name in _FIELDS}},
        "target": [
            _target(source, dispatch, name, item)
            for name in sorted(claim["evidence"])
            for item in claim["evidence"][name]
        ],
        "wasDerivedFrom": dispatch["url"] or source,
        "wasAttributedTo": [link["name"] for link in chain],
        "wasGeneratedBy": claim["extractor"],
    }


def _target(source: str, dispatch: Record, name: str, item: Record) -> dict[str, Any]:
    within = f"{source}#title" if item.get("in") == "title" else source
    return {
        "type": "SpecificResource",
        "source": within,
        "field": name,
        "rule": item["rule"],
        "selector": [
            {"type": "TextPositionSelector", "start": item["start"], "end": item["end"]},
            {"type": "TextQuoteSelector", "exact": item["quote"]},
        ],
    } | ({"canonical": dispatch["url"]} if dispatch["url"] else {})
