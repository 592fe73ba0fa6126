"""A brief as Markdown (CommonMark) and as a page of HTML that needs no script. Words of dispatches are escaped in both."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from dateline.brief.content import Brief, Line, Reference, Section
from dateline.model.phrases import days, number

_MARKS = re.compile(r"([\\`*_{}\[\]<>#|~])")
_STYLE = """
:root { color-scheme: light dark; --ink: #1b1f24; --paper: #fff; --quiet: #57606a; --line: #d0d7de; --new: #0b5c3f; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6edf3; --paper: #0d1117; --quiet: #9aa4ae; --line: #30363d; --new: #7ee2b8; }
}
body { font: 1rem/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); max-width: 46rem; margin: 2rem auto;
  padding: 0 1rem; overflow-wrap: break-word; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; border-bottom: 1px solid var(--line); margin-top: 2rem; }
li { margin: .35rem 0; } .new { color: var(--new); font-weight: 600; } .quiet, .notes { color: var(--quiet); font-size: .9rem; }
a { color: inherit; } :target { outline: 2px solid var(--new); }
@media print { body { max-width: none; margin: 0; } }
"""


def title(brief: Brief) -> str:
    """ "Brief: Hama, 2024-12-05"."""
    span = days(brief.first, brief.last)
    return "Brief: " + ", ".join(part for part in (brief.where or "all places", span) if part)


def _coverage(brief: Brief) -> str:
    return (
        f"From {number(brief.dispatches)} {'dispatch' if brief.dispatches == 1 else 'dispatches'} of "
        f"{number(brief.outlets)} {'outlet' if brief.outlets == 1 else 'outlets'}. What is here is what they claim; "
        "the numbers lead to their words."
    )


def markdown(brief: Brief) -> str:
    """The whole text, with its last line end."""
    return "\n".join(_markdown(brief)) + "\n"


def _markdown(brief: Brief) -> Iterator[str]:
    yield from (f"# {_plain(title(brief))}", "", _coverage(brief), "")
    for section in brief.sections:
        if not section.lines:
            continue
        yield from (f"## {section.heading}", "")
        for line in section.lines:
            place = f"**{_plain(line.place)}.** " if line.place else ""
            new = "**New.** " if line.new else ""
            yield f"- {new}{place}{_plain(line.text)} {_numbers(line)}".rstrip()
        if section.left_out:
            yield f"- … and {section.left_out} more."
        yield ""
    if not any(section.lines for section in brief.sections):
        yield from ("The ledger holds nothing for this place and time.", "")
    if brief.references:
        yield from ("## References", "")
        for reference in brief.references:
            yield f"{reference.number}. {_plain(_source(reference))}: “{_plain(reference.quote)}” (`{reference.claim}`)"


def _numbers(line: Line) -> str:
    return " ".join(f"[{number}]" for number in line.references)


def _plain(text: str) -> str:
    """The text without line ends, its marks made harmless."""
    return _MARKS.sub(r"\\\1", " ".join(text.split()))


def _source(reference: Reference) -> str:
    parts = (reference.outlet or reference.ref, reference.published, reference.title)
    return ", ".join(part for part in parts if part)


def page(brief: Brief) -> str:
    """The same as an HTML page on its own."""
    return "\n".join(_page(brief)) + "\n"


def _page(brief: Brief) -> Iterator[str]:
    name = _escaped(title(brief))
    yield f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{name}</title>'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<style>{_STYLE}</style></head><body><main>"
    yield f'<h1>{name}</h1><p class="quiet">{_coverage(brief)}</p>'
    for section in brief.sections:
        yield from _section(section)
    if not any(section.lines for section in brief.sections):
        yield "<p>The ledger holds nothing for this place and time.</p>"
    if brief.references:
        yield '<h2>References</h2><ol class="notes">'
        for reference in brief.references:
            source = _escaped(_source(reference))
            if re.match(r"https?://", reference.url):
                source = f'<a href="{_escaped(reference.url)}" rel="noreferrer">{source}</a>'
            quote = _escaped(reference.quote)
            yield (
                f'<li id="n{reference.number}">{source}: <q dir="auto">{quote}</q> <code>{_escaped(reference.claim)}</code></li>'
            )
        yield "</ol>"
    yield "</main></body></html>"


def _section(section: Section) -> Iterator[str]:
    if not section.lines:
        return
    yield f"<h2>{_escaped(section.heading)}</h2><ul>"
    for line in section.lines:
        new = '<span class="new">New.</span> ' if line.new else ""
        place = f"<strong>{_escaped(line.place)}.</strong> " if line.place else ""
        numbers = " ".join(f'<a href="#n{number}">[{number}]</a>' for number in line.references)
        yield f"<li>{new}{place}{_escaped(line.text)} {numbers}</li>"
    if section.left_out:
        yield f'<li class="quiet">… and {section.left_out} more.</li>'
    yield "</ul>"


def _escaped(text: str) -> str:
    return html.escape(" ".join(text.split()))
