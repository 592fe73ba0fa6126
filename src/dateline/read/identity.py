"""What makes a dispatch the same dispatch: its id follows from its content, not from the file that carried it."""

from __future__ import annotations

import hashlib
import json


def dispatch_id(
    text: str, *, outlet: str | None, title: str | None, published: str | None, url: str | None, record: str | None
) -> str:
    """First 12 hexadecimal digits of the SHA-256 of [outlet, title, published, url, text, record id] as JSON."""
    content = json.dumps([outlet, title, published, url, text, record], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(content.encode("utf-8")).hexdigest()[:12]


def digest(source: bytes) -> str:
    """SHA-256 of the original bytes, in hexadecimal."""
    return hashlib.sha256(source).hexdigest()
