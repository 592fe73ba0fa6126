"""The words of a dispatch with each field of a claim marked in them: in colours on a terminal, in brackets in a pipe."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from dateline.cli import words
from dateline.cli.screen import FIELD_STYLES, styled
from dateline.model.claim import Claim
from dateline.model.text import Dispatch, Evidence, Span

if TYPE_CHECKING:
    from rich.text import Text

#: A paragraph longer than this is cut to what stands around the marked words.
_LONGEST = 500
_AROUND = 120
_SHOWN = ("kind", "agent", "target", "place", "when", "quantity", "source", "content", "modality", "polarity")


def passages(claim: Claim, dispatch: Dispatch) -> Iterator[tuple[str, int, str]]:
    """The paragraphs that carry the claim: (part, offset of the first character, text), the title first."""
    for part, whole in (("title", dispatch.title or ""), ("text", dispatch.text)):
        spans = [Span(item.start, item.end) for _, item in _pieces(claim) if item.part == part]
        for span in _windows(whole, spans):
            yield part, span.start, whole[span.start : span.end]


def _pieces(claim: Claim) -> list[tuple[str, Evidence]]:
    return [(name, item) for name in _SHOWN for item in claim.evidence.get(name, ()) if item.end > item.start]


def _windows(whole: str, spans: Iterable[Span]) -> list[Span]:
    """Whole paragraphs around the spans, long ones cut at spaces; those that meet become one."""
    found: list[Span] = []
    for span in sorted(spans):
        start = whole.rfind("\n", 0, span.start) + 1
        end = whole.find("\n", span.end)
        end = len(whole) if end < 0 else end
        if end - start > _LONGEST:
            start = start if span.start - start <= _AROUND else whole.find(" ", span.start - _AROUND, span.start) + 1
            start = start or span.start
            if end - span.end > _AROUND:
                cut = whole.rfind(" ", span.end, span.end + _AROUND)
                end = cut if cut > 0 else span.end
        if found and start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, end))
        else:
            found.append(Span(start, end))
    return found


def marked(claim: Claim, part: str, offset: int, text: str, *, colours: bool) -> Text:
    """One passage with its marks."""
    here = [
        (name, item.start - offset, item.end - offset)
        for name, item in _pieces(claim)
        if item.part == part and item.start >= offset and item.end <= offset + len(text)
    ]
    here.sort(key=lambda mark: (mark[1] - mark[2], _SHOWN.index(mark[0])))
    if colours:
        shown = styled(words.harmless(text))
        for name, start, end in here:
            shown.stylize(FIELD_STYLES[name], start, end)
        return shown
    return styled(_bracketed(text, here))


def _bracketed(text: str, marks: list[tuple[str, int, int]]) -> str:
    """`[agent Rebels] [kind took] [place Morek]`; marks over the same words share a bracket."""
    names: dict[tuple[int, int], list[str]] = {}
    for name, start, end in marks:
        names.setdefault((start, end), [])
        if name not in names[start, end]:
            names[start, end].append(name)
    opens: dict[int, str] = {}
    closes: dict[int, str] = {}
    for (start, end), fields in sorted(names.items(), key=lambda item: item[0][0] - item[0][1]):
        opens[start] = opens.get(start, "") + f"[{'+'.join(fields)} "
        closes[end] = "]" + closes.get(end, "")
    shown = [closes.get(at, "") + opens.get(at, "") + words.harmless(letter) for at, letter in enumerate(text)]
    return "".join(shown) + closes.get(len(text), "")


def legend(claim: Claim) -> Text:
    """The fields that are marked, each as it looks."""
    line = styled("")
    for name in _SHOWN:
        if claim.evidence.get(name):
            line.append(name, FIELD_STYLES[name])
            line.append("  ")
    return line
