"""What a news page says about itself: JSON-LD, meta tags, `<time>`; with the hour and zone that a day alone would lose.

Takes a parsed page, gives `About`. Every value is from outside: checked, of bounded length, never executed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from lxml import etree, html

from dateline.read import days
from dateline.read.fields import words_of
from dateline.read.words import words

_MOST_NODES = 5_000
_LONGEST = 500
_BLOCKS = frozenset(
    [
        "p",
        "div",
        "br",
        "li",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "blockquote",
        "tr",
        "table",
        "ul",
        "ol",
        "section",
        "article",
        "figure",
        "hr",
        "pre",
    ]
)
_DROPPED = frozenset(["script", "style", "noscript", "template", "head", "iframe", "svg"])


@dataclass(frozen=True, slots=True)
class About:
    """The page's own word on itself. `doubts`: what it says and could not be read."""

    outlet: str | None = None
    title: str | None = None
    byline: str | None = None
    published: str | None = None
    url: str | None = None
    language: str | None = None
    dateline: str | None = None
    doubts: tuple[str, ...] = ()


def about(tree: html.HtmlElement) -> About:
    """Everything that the page says about itself, JSON-LD first, then meta tags, then `<time>` and plain elements."""
    node = _article_node(tree)
    meta = _meta(tree)
    lists = words().lists["pages"]

    def named(name: str) -> str | None:
        return next((meta[key] for key in lists[name] if key in meta), None)

    published, doubts = _published(tree, node, meta)
    byline = words_of(node.get("author")) or named("byline")
    site = _short(meta.get("og:site_name")) or _short(words_of(node.get("publisher"))) or _short(named("outlet"))
    headline = words_of(node.get("headline")) or named("title") or _element(tree, "h1") or _element(tree, "title")
    return About(
        outlet=site,
        title=_without_site(_short(headline), site),
        byline=_short(byline) if byline and not byline.startswith("http") else None,
        published=published,
        url=_url(tree, node, named("url")),
        language=_short(words_of(node.get("inLanguage")) or tree.get("lang") or meta.get("og:locale")),
        dateline=_short(words_of(node.get("dateline"))),
        doubts=tuple(doubts),
    )


def text_of_fragment(markup: str) -> str:
    """The text of a piece of HTML that is all story (a ninjs body): a blank line between blocks, nothing dropped."""
    try:
        root = html.fragment_fromstring(markup, create_parent="div")
    except (etree.LxmlError, ValueError, AssertionError):
        return re.sub(r"<[^<>]{0,2000}>", " ", markup)
    parts: list[str] = []
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if event in ("comment", "pi") or not isinstance(element.tag, str):
            parts.append(element.tail or "" if event in ("comment", "pi") else "")
        elif event == "start":
            parts.append("\n\n" if element.tag in _BLOCKS else "")
            parts.append("" if element.tag in _DROPPED else element.text or "")
        else:
            parts.append("\n\n" if element.tag in _BLOCKS else "")
            parts.append((element.tail or "") if element is not root else "")
    paragraphs = (" ".join(part.split()) for part in re.split(r"\n\s*\n", "".join(parts)))
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)


def _short(text: str | None) -> str | None:
    return " ".join(text.split())[:_LONGEST] or None if text else None


def _without_site(title: str | None, site: str | None) -> str | None:
    """ "Bridge town falls | The Plainfield Courier" -> "Bridge town falls"."""
    if not title or not site or not title.casefold().endswith(site.casefold()):
        return title
    found = re.fullmatch(r"(.*\S)\s+[-–—|:·]\s+", title[: -len(site)])
    return found[1] if found else title


def _element(tree: html.HtmlElement, tag: str) -> str | None:
    found = next(tree.iter(tag), None)
    return " ".join(found.text_content().split()) or None if found is not None else None


def _meta(tree: html.HtmlElement) -> dict[str, str]:
    """The first content of each meta name, property or itemprop, by small letters."""
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        key = element.get("property") or element.get("name") or element.get("itemprop")
        content = element.get("content")
        if key and content and content.strip():
            found.setdefault(key.strip().lower(), content.strip())
    return found


def _nodes(tree: html.HtmlElement) -> Iterator[Mapping[str, Any]]:
    """Every object of every JSON-LD block, outermost first; broken blocks are passed over."""
    seen = 0
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower() or not script.text:
            continue
        written = script.text.strip().removeprefix("<!--").removesuffix("-->").removeprefix("<![CDATA[")
        try:
            queue: list[Any] = [json.loads(written.removesuffix("]]>"), strict=False)]
        except (ValueError, RecursionError):
            continue
        for one in queue:
            seen += 1
            if seen > _MOST_NODES:
                return
            if isinstance(one, dict):
                yield one
            queue.extend(one.values() if isinstance(one, dict) else one if isinstance(one, list) else [])


def _article_node(tree: html.HtmlElement) -> Mapping[str, Any]:
    """The JSON-LD node of the article: by its type, in the order of `words.toml`."""
    order = {name: rank for rank, name in enumerate(words().lists["pages"]["articles"])}
    best: tuple[int, int, Mapping[str, Any]] | None = None
    for place, node in enumerate(_nodes(tree)):
        kinds = node.get("@type")
        names = [kinds] if isinstance(kinds, str) else kinds if isinstance(kinds, list) else []
        ranks = [order[name.lower()] for name in names if isinstance(name, str) and name.lower() in order]
        if ranks and (best is None or (min(ranks), place) < best[:2]):
            best = min(ranks), place, node
    return best[2] if best else {}


def _published(
    tree: html.HtmlElement, node: Mapping[str, Any], meta: Mapping[str, str]
) -> tuple[str | None, list[str]]:
    """The first date that can be read, made more exact by another source of the same day; changes only without it."""
    doubts: list[str] = []
    for candidates in (_first_dates(tree, node, meta), _later_dates(node, meta)):
        found: list[str] = []
        for written in candidates:
            moment = days.whole(written[:200]) or days.search(written[:200])
            iso = moment.iso() if moment else None
            if iso:
                found.append(iso)
            else:
                doubts.append(f"the date {' '.join(written.split())[:60]!r} of the page cannot be read")
        if found:
            return max((iso for iso in found if iso[:10] == found[0][:10]), key=len), []
    return None, doubts[:1]


def _first_dates(tree: html.HtmlElement, node: Mapping[str, Any], meta: Mapping[str, str]) -> Iterator[str]:
    for key in ("datePublished", "dateCreated"):
        if isinstance(node.get(key), str):
            yield node[key]
    yield from (meta[key] for key in words().lists["pages"]["published"] if key in meta)
    times = [element for element in tree.iter("time") if element.get("datetime") or element.get("content")]
    marked = [
        element
        for element in times
        if element.get("pubdate") is not None or "published" in (element.get("itemprop") or "").lower()
    ]
    yield from (element.get("datetime") or element.get("content") for element in (marked or times[:1]))


def _later_dates(node: Mapping[str, Any], meta: Mapping[str, str]) -> Iterator[str]:
    if isinstance(node.get("dateModified"), str):
        yield node["dateModified"]
    yield from (meta[key] for key in words().lists["pages"]["updated"] if key in meta)


def _url(tree: html.HtmlElement, node: Mapping[str, Any], named: str | None) -> str | None:
    """The canonical address: only a whole http(s) one counts."""
    links = (element.get("href") for element in tree.iter("link") if (element.get("rel") or "").lower() == "canonical")
    page = node.get("mainEntityOfPage")
    inside = page.get("@id") if isinstance(page, Mapping) else page
    for candidate in (next(links, None), named, node.get("url"), inside):
        if isinstance(candidate, str) and len(candidate) < 2_000:
            try:
                parts = urlsplit(candidate.strip())
            except ValueError:
                continue
            if parts.scheme in ("http", "https") and parts.netloc:
                return candidate.strip()
    return None
