"""Quotations: words reported as somebody's, with speaker, cue, medium, time, and what stands inside what.

`find_quotations` needs tokens and blocks, and uses actors, references and times where they are filled. Reporting words
come from `quotation_frames`, ranges in marks from `quotation_marks`, what each report covers from `quotation_matter`,
identities from `quotation_speakers`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import replace
from typing import Literal

from dateline.annotate.quotation_clauses import Frame, Tree
from dateline.annotate.quotation_matter import Draft, draft_quotations
from dateline.annotate.quotation_speakers import Speakers
from dateline.knowledge.speech import SpeechLexicon
from dateline.model.marks import Annotated, Quotation, Speaker
from dateline.model.text import Span


def find_quotations(annotated: Annotated, *, lexicon: SpeechLexicon) -> tuple[Quotation, ...]:
    """The quotations of a dispatch, sorted by where their content starts; `parent` indexes the result."""
    if not annotated.tokens:
        return ()
    speakers = Speakers(annotated, Tree(annotated.tokens), lexicon)
    drafts = draft_quotations(annotated, speakers, lexicon)
    return _Finish(annotated, speakers, drafts).quotations()


def _is_inner(draft: Draft) -> bool:
    """Does somebody else pass its matter on, word for word the same?"""
    return draft.frame is not None and draft.frame.within is not None


class _Finish:
    """Drafts become quotations: sorted, nested, with speakers and times."""

    def __init__(self, annotated: Annotated, speakers: Speakers, drafts: list[Draft]) -> None:
        self.tokens = annotated.tokens
        self.speakers = speakers
        self.starts = speakers.starts
        spans = [draft.spans() for draft in drafts]
        order = sorted(
            range(len(drafts)),
            key=lambda k: (spans[k][0].start, spans[k][-1].end, not _is_inner(drafts[k]), self._cue_start(drafts[k])),
        )
        self.drafts = [drafts[k] for k in order]
        self.spans = [spans[k] for k in order]

    def quotations(self) -> tuple[Quotation, ...]:
        """The quotations, in the order of their content."""
        parents = self._parents()
        known: dict[int, Speaker | None] = {}
        numbers = {id(draft): number for number, draft in enumerate(self.drafts)}
        for number in sorted(range(len(self.drafts)), key=self._text_order):
            draft = self.drafts[number]
            parent = parents.get(number)
            before = None if draft.follows is None else known.get(numbers.get(id(draft.follows), -1))
            speaker = self._speaker(draft, None if parent is None else known.get(parent), before)
            known[number] = speaker
            if speaker is not None and parent is None:
                self.speakers.heard(speaker)
        return tuple(self._quotation(number, known[number], parents.get(number)) for number in range(len(self.drafts)))

    def _cue_start(self, draft: Draft) -> int:
        return self.tokens[draft.frame.cue[0]].start if draft.frame else -1

    def _text_order(self, number: int) -> tuple[int, int]:
        cue, start = self._cue_start(self.drafts[number]), self.spans[number][0].start
        return (min(cue, start) if cue >= 0 else start, cue)

    def _speaker(self, draft: Draft, outer: Speaker | None, before: Speaker | None) -> Speaker | None:
        if draft.speaker is not None:
            return draft.speaker
        if draft.follows is not None:
            return None if before is None else replace(before, rule="same-speaker")
        frame = draft.frame
        if frame is None or (frame.silent and draft.speaker_head is None):
            return None
        if draft.speaker_head is not None:
            return self._between(draft, frame)
        head = self.speakers.head_of(frame, frame.medium)
        speaker = self.speakers.speaker(head, frame.cue)
        if speaker is not None and frame.title is not None:
            return replace(speaker, start=self.tokens[frame.title].start)
        if speaker is not None and self.speakers.is_self(head):
            return replace(speaker, actor=outer.actor if outer else speaker.actor, rule="self")
        return speaker

    def _between(self, draft: Draft, frame: Frame) -> Speaker | None:
        mark = draft.marked[0]
        first = bisect_left(self.starts, mark.outer_end)
        speaker = self.speakers.speaker(draft.speaker_head, frame.cue)
        if speaker is None:
            return None
        return replace(speaker, start=self.tokens[first].start, end=self.tokens[frame.cue[0] - 1].end)

    def _parents(self) -> dict[int, int]:
        """Quotation -> the smallest one whose content holds its cue (or, without a cue, its content)."""
        events = sorted((span.start, -span.end, n) for n, spans in enumerate(self.spans) for span in spans)
        starts = [event[0] for event in events]
        enclosing: list[int | None] = []
        stack: list[int] = []
        for k, (start, _, _) in enumerate(events):
            while stack and -events[stack[-1]][1] <= start:
                stack.pop()
            enclosing.append(stack[-1] if stack else None)
            stack.append(k)
        heads = {draft.frame.head: number for number, draft in enumerate(self.drafts) if draft.frame is not None}
        found: dict[int, int] = {}
        for number, draft in enumerate(self.drafts):
            if draft.frame is not None and (relay := heads.get(draft.frame.within or -1)) is not None:
                found[number] = relay
                continue
            point = self._cue_start(draft) if draft.frame else self.spans[number][0].start
            at: int | None = bisect_right(starts, point) - 1
            for _ in range(12):
                if at is None or at < 0:
                    break
                _, end, owner = events[at]
                if owner != number and -end > point and self._holds(owner, number):
                    found[number] = owner
                    break
                at = enclosing[at]
        return found

    def _holds(self, outer: int, inner: int) -> bool:
        """Does the inner quotation start in the outer's content? Two that hold each other's cue stand beside."""
        cue = self._cue_start(self.drafts[outer])
        swallowed = cue >= 0 and any(span.start <= cue < span.end for span in self.spans[inner][:8])
        return not swallowed and self._covers(outer, self.spans[inner][0].start)

    def _covers(self, number: int, point: int) -> bool:
        spans = self.spans[number]
        at = bisect_right(spans, Span(point, 1 << 60)) - 1
        return at >= 0 and spans[at].start <= point < spans[at].end

    def _quotation(self, number: int, speaker: Speaker | None, parent: int | None) -> Quotation:
        draft = self.drafts[number]
        frame = draft.frame
        content = tuple(self.spans[number])
        if frame is None:
            return Quotation(self._kind(draft, content), content, speaker, None, parent=parent, rule=draft.rule)
        first, last = frame.cue
        told: Span | None = None
        if frame.told is not None:
            begin, end = self.speakers.words(frame.told, frame.cue)
            told = Span(self.tokens[begin].start, self.tokens[end].end)
        return Quotation(
            self._kind(draft, content), content, speaker, Span(self.tokens[first].start, self.tokens[last].end),
            verb=frame.verb, medium=frame.medium, to=told, said=self.speakers.said(frame, content),
            negated=frame.negated, parent=parent, rule=draft.rule,
            complement=frame.complement if draft.parsed else "marks",
        )  # fmt: skip

    def _kind(self, draft: Draft, content: tuple[Span, ...]) -> Literal["direct", "indirect", "mixed"]:
        """Only marked words, none, or some."""
        if not draft.marked:
            return "indirect"
        ranges = sorted((mark.start, mark.end) for mark in draft.marked)
        for span in content:
            at = bisect_right(ranges, (span.start, 1 << 60)) - 1
            if at < 0 or span.end > ranges[at][1]:
                return "mixed"
        return "direct"
