"""Quotations: words reported as somebody's, with speaker, cue, medium, time, and what stands inside what.

`find_quotations` needs tokens and blocks, and uses actors, references and times where they are filled. Reporting words
come from `quotation_frames`, ranges in marks from `quotation_marks`, identities from `quotation_speakers`; here they
are brought together. Scare quotes, titles and names in marks give no quotation of their own.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field, replace
from typing import Literal

from dateline.annotate.quotation_frames import Frame, Tree, find_frames
from dateline.annotate.quotation_marks import Marked, pair_marks
from dateline.annotate.quotation_speakers import Speakers
from dateline.knowledge.speech import SpeechLexicon
from dateline.model.marks import Annotated, Quotation, Speaker
from dateline.model.text import Span

#: How many cues on each side of marked words are tried; a speaker further away is no speaker of theirs.
_NEAR_CUES = 5
#: The longest way, in characters, from a cue to words in marks that its own clause does not hold.
_REACH = 220
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)]*\s")
_PULL = re.compile(r"\s*(?:[-–—―]{1,2}|by\b)\s*(?=\S)")
_EDGE = ' \t\r\n\u00a0,;:"“”„«»`'
#: First letters of the tags that a name with title and body is made of: "the head of the northern council Ida Holm".
_NOMINAL = frozenset(["NN", "PR", "JJ", "DT", "IN", "CD", "PO", "HY", "CC", "-L", "-R"])
_WORD = re.compile(r"\w+")


@dataclass(slots=True)
class _Draft:
    """A quotation in the making."""

    frame: Frame | None
    spans: list[Span]
    rule: str = "words"
    speaker: Speaker | None = None
    speaker_head: int | None = None
    marked: list[int] = field(default_factory=list)
    follows: _Draft | None = None


def find_quotations(annotated: Annotated, *, lexicon: SpeechLexicon) -> tuple[Quotation, ...]:
    """The quotations of a dispatch, sorted by where their content starts; `parent` indexes the result."""
    if not annotated.tokens:
        return ()
    return _Finder(annotated, lexicon).quotations()


class _Finder:
    def __init__(self, annotated: Annotated, lexicon: SpeechLexicon) -> None:
        self.annotated = annotated
        self.reading = annotated.reading
        self.tokens = annotated.tokens
        self.lexicon = lexicon
        self.tree = Tree(annotated.tokens)
        self.speakers = Speakers(annotated, self.tree)
        self.starts = self.speakers.starts
        self.marks = pair_marks(annotated.reading, annotated.blocks, elisions=lexicon.elisions)
        self.mark_starts = [mark.start for mark in self.marks]
        self.frames = find_frames(annotated.tokens, self.tree, lexicon)
        self.cue_starts = [self.tokens[frame.cue[0]].start for frame in self.frames]
        self.drafts = [_Draft(frame, self._spans(frame), frame.rule) for frame in self.frames]
        self.owner: dict[int, _Draft] = {}
        self.pending: list[int] = []

    def quotations(self) -> tuple[Quotation, ...]:
        self._announce()
        for index, mark in enumerate(self.marks):
            if mark.inside is None and index not in self.owner and not self._runs_on(index, mark):
                self._attach(index, mark)
                self._give_pending(index)
        drafts = [draft for draft in self.drafts if draft.spans]
        return self._finish(drafts)

    def _announce(self) -> None:
        """ "The minister said:" at the end of a paragraph, and the next one without marks: that is what he said."""
        blocks = self.annotated.blocks
        for number in range(len(blocks) - 1):
            block, behind = blocks[number], blocks[number + 1]
            if self.reading[block.end - 1] != ":" or behind.kind != "paragraph":
                continue
            at = bisect_left(self.cue_starts, block.end) - 1
            if at < 0 or self.cue_starts[at] < max(block.start, block.end - _REACH) or self.drafts[at].spans:
                continue
            if not self.frames[at].uttered or self.frames[at].rule not in ("words", "noun"):
                continue
            first = bisect_left(self.mark_starts, behind.start)
            if first < len(self.marks) and self.marks[first].block == number + 1 and self._leads(self.marks[first]):
                self._extend(self.drafts[at], self.marks[first])
                self._own(self.drafts[at], first)
            elif (span := self._trim(behind.start, behind.end)) is not None:
                self.drafts[at].spans, self.drafts[at].rule = [span], "announced"

    # -- content -----------------------------------------------------------------------------------------------------

    def _spans(self, frame: Frame) -> list[Span]:
        return [
            span
            for first, last in frame.content
            if (span := self._trim(self.tokens[first].start, self.tokens[last].end)) is not None
        ]

    def _trim(self, start: int, end: int) -> Span | None:
        reading = self.reading
        while start < end and reading[start] in _EDGE:
            start += 1
        while end > start and reading[end - 1] in _EDGE:
            end -= 1
        return Span(start, end) if end > start else None

    # -- words in marks ----------------------------------------------------------------------------------------------

    def _attach(self, index: int, mark: Marked) -> None:
        """Gives marked words to the cue whose matter they are, to the speaker before, or to nobody."""
        near = self._near(mark)
        holders = [draft for draft in near if self._overlaps(draft, mark)]
        claimant = self._directly_behind(mark, near)
        if claimant is None and holders:
            claimant = self._directly_before(mark, near) or self._labelled(mark, near)
        if claimant is not None:
            self._extend(claimant, mark)
            self._own(claimant, index)
            for draft in holders:
                if draft is not claimant and self._overlaps(draft, mark):
                    draft.marked.append(index)
            return
        if holders:
            inner = min(holders, key=lambda draft: sum(len(span) for span in draft.spans))
            if not any(span.start <= mark.start and mark.end <= span.end for draft in holders for span in draft.spans):
                self._extend(inner, mark)
            for draft in holders:
                self._own(draft, index)
            return
        claimant = self._adjacent(mark, near) or self._labelled(mark, near)
        if claimant is not None:
            self._extend(claimant, mark)
            self._own(claimant, index)
            return
        self._without_cue(index, mark)

    def _directly_before(self, mark: Marked, near: list[_Draft]) -> _Draft | None:
        """A cue without other matter that stands right before the marks: "shouting 'God is great'"."""
        for draft in near:
            frame = draft.frame
            if frame is not None and not draft.spans and frame.uttered and self._words(mark) >= 2:
                gap = self.reading[self.tokens[frame.cue[1]].end : mark.outer_start]
                if mark.outer_start - 3 <= self.tokens[frame.cue[1]].end <= mark.outer_start and not gap.strip(" ,:"):
                    return draft
        return None

    def _own(self, draft: _Draft, index: int) -> None:
        draft.marked.append(index)
        self.owner[index] = draft

    def _new(self, index: int, draft: _Draft) -> None:
        self.drafts.append(draft)
        self._own(draft, index)

    def _runs_on(self, index: int, mark: Marked) -> bool:
        """Is this a paragraph without a cue whose quotation goes on in the next? Then it waits for that one's speaker."""
        if mark.closed or index + 1 >= len(self.marks):
            return False
        behind = self.marks[index + 1]
        if behind.block != mark.block + 1 or not self._leads(behind) or not self._leads(mark):
            return False
        before = self.marks[index - 1] if index else None
        if before is not None and before.block == mark.block - 1 and not before.closed and index - 1 in self.owner:
            return False
        self.pending.append(index)
        return True

    def _leads(self, mark: Marked) -> bool:
        """Does the block begin with these marks?"""
        return not self.reading[self.annotated.blocks[mark.block].start : mark.outer_start].strip()

    def _give_pending(self, index: int) -> None:
        """Paragraphs that waited go to the owner of the one that closes the quotation."""
        waiting, self.pending = self.pending, []
        owner = self.owner.get(index)
        for earlier in waiting:
            if owner is not None:
                self._extend(owner, self.marks[earlier])
                self._own(owner, earlier)
            else:
                self._attach(earlier, self.marks[earlier])

    def _near(self, mark: Marked) -> list[_Draft]:
        """Drafts whose cue stands outside the marks, near them, in the same block."""
        block = self.annotated.blocks[mark.block]
        low = bisect_left(self.cue_starts, mark.start)
        high = bisect_left(self.cue_starts, mark.end)
        around = [*range(max(0, low - _NEAR_CUES), low), *range(high, min(len(self.cue_starts), high + _NEAR_CUES))]
        return [self.drafts[k] for k in around if block.start <= self.cue_starts[k] < block.end]

    def _overlaps(self, draft: _Draft, mark: Marked) -> bool:
        return any(span.start < mark.end and mark.start < span.end for span in draft.spans)

    def _extend(self, draft: _Draft, mark: Marked) -> None:
        """Adds a marked range to the content; spans that it meets become one."""
        span = self._trim(mark.start, mark.end)
        if span is None:
            return
        start, end = span.start, span.end
        rest: list[Span] = []
        for other in draft.spans:
            if other.start < end and start < other.end:
                start, end = min(start, other.start), max(end, other.end)
            else:
                rest.append(other)
        draft.spans = sorted([*rest, Span(start, end)])

    def _directly_behind(self, mark: Marked, near: list[_Draft]) -> _Draft | None:
        """The cue behind a whole marked sentence, with nothing but the speaker between: it reports just that.

        What else the parser hung on it is dropped; where it took the speaker's name for part of the matter, the words
        between marks and cue name him.
        """
        words = _WORD.findall(self.reading, mark.start, min(mark.end, mark.start + 300))
        if len(words) < 4 or not words[0][0].isupper() or all(word[0].isupper() for word in words):
            return None
        if self.reading[mark.start : mark.end].rstrip()[-1:] == ".":
            return None
        for draft in near:
            frame = draft.frame
            if frame is None or frame.rule in ("noun", "adverb", "phrase") or draft.marked:
                continue
            cue = self.tokens[frame.cue[0]].start
            if cue < mark.outer_end:
                continue
            if mark.outer_end <= self._cue_range(frame)[0] <= mark.outer_end + 3:
                draft.spans = [span for span in draft.spans if span.start >= mark.outer_start]
                return draft
            head = self._named_between(mark, frame) if self._begins(mark) else None
            if head is None:
                return None
            draft.speaker_head = head
            draft.spans = [span for span in draft.spans if span.start > cue]
            return draft
        return None

    def _named_between(self, mark: Marked, frame: Frame) -> int | None:
        """Head of a noun phrase that fills the gap between the marks and the cue; None where more stands there."""
        first, cue = bisect_left(self.starts, mark.outer_end), frame.cue[0]
        if not 0 < cue - first <= 14:
            return None
        between = self.tokens[first:cue]
        if between[0].tag in ("CC", "IN") or any(
            token.tag[:2] not in _NOMINAL or token.entity in ("DATE", "TIME") for token in between
        ):
            return None
        nouns = [token.i for token in between if token.tag[:2] in ("NN", "PR")]
        return nouns[-1] if nouns else None

    def _cue_range(self, frame: Frame) -> tuple[int, int]:
        """Characters of cue, subject and what belongs to them."""
        first, last = frame.frame
        if first > last:
            first, last = frame.cue
        return self.tokens[first].start, self.tokens[last].end

    def _adjacent(self, mark: Marked, near: list[_Draft]) -> _Draft | None:
        """The cue directly behind the marks, or the one that leads up to them."""
        reading = self.reading
        before = reading[max(0, mark.outer_start - 3) : mark.outer_start].rstrip()[-1:]
        inside = reading[mark.start : mark.end].rstrip()[-1:]
        behind: _Draft | None = None
        ahead: _Draft | None = None
        for draft in near:
            frame = draft.frame
            if frame is None or frame.rule == "adverb" or (frame.rule == "noun" and before != ":"):
                continue
            start, end = self._cue_range(frame)
            if start >= mark.outer_end and behind is None and self._has_speaker_behind(frame, mark):
                gap = reading[mark.outer_end : start]
                if len(gap) <= 40 and not _SENTENCE_END.search(gap + " ") and '"' not in gap:
                    behind = draft
            elif end <= mark.outer_start and frame.uttered:
                gap = reading[end : mark.outer_start]
                if len(gap) <= _REACH and not _SENTENCE_END.search(gap):
                    ahead = draft
        if before == ":" and ahead is not None:
            return ahead
        if behind is not None and (inside in ",?!—-…" or reading[mark.outer_end : mark.outer_end + 1] == ","):
            return behind
        if before in ",:" and ahead is not None:
            return ahead
        if behind is not None and inside != "." and self._begins(mark):
            return behind
        return ahead if ahead is not None and self._words(mark) >= 3 and not ahead.spans else None

    def _has_speaker_behind(self, frame: Frame, mark: Marked) -> bool:
        """Is the cue's speaker named behind the marks too? ("called it 'a lie,' then told" is no cue for the lie.)"""
        if frame.speaker is None:
            return self.tokens[frame.cue[0]].start - mark.outer_end <= 3
        return self.starts[frame.speaker] >= mark.outer_end

    def _begins(self, mark: Marked) -> bool:
        """Do the marked words begin a sentence, by the parse or by what stands before them?"""
        before = self.reading[max(0, mark.outer_start - 4) : mark.outer_start].rstrip()[-1:]
        return before in ".!?:" or self._at_sentence_start(mark)

    def _at_sentence_start(self, mark: Marked) -> bool:
        first = bisect_left(self.starts, mark.start)
        if first >= len(self.tokens):
            return False
        sentence = self.annotated.sentences[self.tokens[first].sentence]
        return sentence.start >= mark.outer_start or not self.reading[sentence.start : mark.outer_start].strip()

    def _at_sentence_end(self, mark: Marked) -> bool:
        last = bisect_left(self.starts, mark.end) - 1
        if last < 0:
            return False
        sentence = self.annotated.sentences[self.tokens[last].sentence]
        return not self.reading[mark.outer_end : sentence.end].strip(" .!?\"'”’»…")

    def _words(self, mark: Marked) -> int:
        return len(_WORD.findall(self.reading, mark.start, min(mark.end, mark.start + 300)))

    def _labelled(self, mark: Marked, near: list[_Draft]) -> _Draft | None:
        """ "called it a 'massacre'": a verb that gives something a name, above the marked words in the parse."""
        labels = {
            draft.frame.head: draft
            for draft in near
            if draft.frame is not None and draft.frame.label and not draft.frame.silent
        }
        if not labels:
            return None
        others = {draft.frame.head for draft in near if draft.frame is not None and draft.frame.head not in labels}
        at = self._top(mark)
        for _ in range(6):
            if at in labels:
                return labels[at]
            if at is None or at in others or self.tokens[at].head == at:
                return None
            at = self.tokens[at].head
        return None

    def _top(self, mark: Marked) -> int | None:
        """The token in the marks that hangs on one outside."""
        first, last = bisect_left(self.starts, mark.start), bisect_left(self.starts, mark.end) - 1
        for k in range(first, min(last, first + 40) + 1):
            token = self.tokens[k]
            if token.dep != "punct" and (not first <= token.head <= last or token.head == k):
                return k
        return None

    # -- without a cue -----------------------------------------------------------------------------------------------

    def _without_cue(self, index: int, mark: Marked) -> None:
        """Marked words that no cue claims: a pull quote, a quotation that goes on, or no speech at all."""
        if self._pull_quote(index, mark):
            return
        whole = self._begins(mark) and (self._at_sentence_end(mark) or not mark.closed)
        if not whole:
            return
        previous = self._previous(index, mark) or self._reporter_before(mark)
        if previous is not None:
            span = self._trim(mark.start, mark.end)
            if span is None:
                return
            if self._is_direct(previous):
                previous.spans = sorted([*previous.spans, span])
                self._own(previous, index)
            else:
                self._new(index, _Draft(None, [span], "same-speaker", follows=previous))
            return
        span = self._trim(mark.start, mark.end)
        if span is not None and self._words(mark) >= 3:
            self._new(index, _Draft(None, [span], "marks"))

    def _is_direct(self, draft: _Draft) -> bool:
        return all(
            any(self.marks[k].start <= span.start and span.end <= self.marks[k].end for k in draft.marked[-4:])
            for span in draft.spans[-2:]
        )

    def _previous(self, index: int, mark: Marked) -> _Draft | None:
        """The quotation before, in the same paragraph or running on from the one before."""
        leads = self._leads(mark)
        for at in range(index - 1, max(-1, index - 1 - _NEAR_CUES), -1):
            before = self.marks[at]
            gap = mark.block - before.block
            if gap > 1 or (gap == 1 and not leads):
                return None
            owner = self.owner.get(at)
            if owner is not None and (
                owner.frame is not None or owner.follows is not None or owner.speaker is not None
            ):
                return owner
        return None

    def _reporter_before(self, mark: Marked) -> _Draft | None:
        """Whoever reported something in the sentence before, in this paragraph or at the end of the last one."""
        first = bisect_left(self.starts, mark.start)
        if first >= len(self.tokens) or self.tokens[first].sentence == 0:
            return None
        before = self.annotated.sentences[self.tokens[first].sentence - 1]
        if before.block < mark.block - 1 or (before.block < mark.block and not self._leads(mark)):
            return None
        low, high = bisect_left(self.cue_starts, before.start), bisect_left(self.cue_starts, before.end)
        for draft in self.drafts[low:high][:_NEAR_CUES]:
            frame = draft.frame
            if (
                frame is not None
                and draft.spans
                and frame.speaker is not None
                and frame.uttered
                and frame.rule != "noun"
            ):
                return draft
        return None

    def _pull_quote(self, index: int, mark: Marked) -> bool:
        """ "...' - Name, Role" as a block of its own."""
        block = self.annotated.blocks[mark.block]
        if self.reading[block.start : mark.outer_start].strip():
            return False
        rest = self.reading[mark.outer_end : block.end]
        lead = _PULL.match(rest)
        if lead is None or not 0 < len(rest[lead.end() :].split()) <= 15:
            return False
        start = mark.outer_end + lead.end()
        actor = self.speakers.actor_in(start, block.end, start)
        end = block.end
        speaker = Speaker(start, end, actor.actor if actor else None, "pull-quote")
        span = self._trim(mark.start, mark.end)
        if span is None:
            return False
        self._new(index, _Draft(None, [span], "pull-quote", speaker=speaker))
        return True

    # -- the result --------------------------------------------------------------------------------------------------

    def _finish(self, drafts: list[_Draft]) -> tuple[Quotation, ...]:
        drafts.sort(key=lambda draft: (draft.spans[0].start, draft.spans[-1].end, self._cue_start(draft)))
        parents = self._parents(drafts)
        found: list[Quotation] = []
        speakers: dict[int, Speaker | None] = {}
        for draft in sorted(drafts, key=self._text_order):
            parent = parents.get(id(draft))
            speaker = self._speaker(draft, None if parent is None else speakers.get(id(drafts[parent])), speakers)
            speakers[id(draft)] = speaker
            if speaker is not None and speaker.actor is not None and parent is None:
                self.speakers.last = speaker
        for draft in drafts:
            found.append(self._quotation(draft, speakers[id(draft)], parents.get(id(draft))))
        return tuple(found)

    def _cue_start(self, draft: _Draft) -> int:
        return self.tokens[draft.frame.cue[0]].start if draft.frame else -1

    def _text_order(self, draft: _Draft) -> tuple[int, int]:
        cue = self._cue_start(draft)
        return (min(cue, draft.spans[0].start) if cue >= 0 else draft.spans[0].start, cue)

    def _speaker(self, draft: _Draft, outer: Speaker | None, known: dict[int, Speaker | None]) -> Speaker | None:
        if draft.speaker is not None:
            return draft.speaker
        if draft.follows is not None:
            before = known.get(id(draft.follows))
            return None if before is None else replace(before, rule="same-speaker")
        frame = draft.frame
        if frame is None or (frame.silent and draft.speaker_head is None):
            return None
        if draft.speaker_head is not None:
            return self._between(draft, frame)
        head = self.speakers.head_of(frame, frame.medium)
        speaker = self.speakers.speaker(head, frame.cue)
        if speaker is not None and self.speakers.is_self(head):
            return replace(speaker, actor=outer.actor if outer else speaker.actor, rule="self")
        return speaker

    def _between(self, draft: _Draft, frame: Frame) -> Speaker | None:
        mark = self.marks[draft.marked[0]]
        first = bisect_left(self.starts, mark.outer_end)
        speaker = self.speakers.speaker(draft.speaker_head, frame.cue)
        if speaker is None:
            return None
        return replace(speaker, start=self.tokens[first].start, end=self.tokens[frame.cue[0] - 1].end)

    def _parents(self, drafts: list[_Draft]) -> dict[int, int]:
        """id of a draft -> index of the smallest quotation whose content holds its cue (or its content)."""
        events: list[tuple[int, int, int]] = []
        for number, draft in enumerate(drafts):
            for span in draft.spans:
                events.append((span.start, -span.end, number))
        events.sort()
        starts = [event[0] for event in events]
        enclosing: list[int | None] = []
        stack: list[int] = []
        for k, (start, _, _) in enumerate(events):
            while stack and -events[stack[-1]][1] <= start:
                stack.pop()
            enclosing.append(stack[-1] if stack else None)
            stack.append(k)
        found: dict[int, int] = {}
        for number, draft in enumerate(drafts):
            point = self._cue_start(draft) if draft.frame else draft.spans[0].start
            at: int | None = bisect_right(starts, point) - 1
            for _ in range(12):
                if at is None or at < 0:
                    break
                _, end, owner = events[at]
                if owner != number and -end > point and self._holds(drafts[owner], draft):
                    found[id(draft)] = owner
                    break
                at = enclosing[at]
        return found

    def _holds(self, outer: _Draft, inner: _Draft) -> bool:
        """Does the inner quotation, with its cue, lie in the outer's content? Two that hold each other are beside."""
        point = inner.spans[0].start
        inside = any(span.start <= point < span.end for span in outer.spans)
        cue = self._cue_start(outer)
        swallowed = outer.frame is not None and any(span.start <= cue < span.end for span in inner.spans)
        return inside and not swallowed

    def _quotation(self, draft: _Draft, speaker: Speaker | None, parent: int | None) -> Quotation:
        frame = draft.frame
        content = tuple(draft.spans)
        if frame is None:
            return Quotation(self._kind(draft), content, speaker, None, parent=parent, rule=draft.rule)
        first, last = frame.cue
        told: Span | None = None
        if frame.told is not None:
            begin, end = self.speakers.words(frame.told, frame.cue)
            told = Span(self.tokens[begin].start, self.tokens[end].end)
        return Quotation(
            self._kind(draft), content, speaker, Span(self.tokens[first].start, self.tokens[last].end),
            verb=frame.verb, medium=frame.medium, to=told, said=self.speakers.said(frame, content),
            negated=frame.negated, parent=parent, rule=draft.rule,
        )  # fmt: skip

    def _kind(self, draft: _Draft) -> Literal["direct", "indirect", "mixed"]:
        if not draft.marked:
            return "indirect"
        ranges = [self.marks[k] for k in draft.marked]
        direct = all(any(m.start <= span.start and span.end <= m.end for m in ranges) for span in draft.spans)
        return "direct" if direct else "mixed"
