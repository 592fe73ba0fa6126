"""Which words each report covers: what the parse gives, and what stands in quotation marks.

`draft_quotations` brings frames and marked ranges together. The words right beside the marks outrank the parse. Scare
quotes, titles and names in marks give no draft of their own.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field, replace

from dateline.annotate.quotation_clauses import Frame
from dateline.annotate.quotation_frames import find_frames
from dateline.annotate.quotation_headlines import headline_reports
from dateline.annotate.quotation_marks import Marked, pair_marks
from dateline.annotate.quotation_speakers import Speakers
from dateline.knowledge.speech import SpeechLexicon
from dateline.model.marks import Annotated, Speaker
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
#: What stands between marked words and a clause that goes on to somebody else ("called it 'a lie,' and the mayor said").
_STARTS_ANEW = re.compile(r'[^"]*"|[\s,]*(?:and|but|while|whereas|as)\b')
_WORD = re.compile(r"\w+")
_PARTNERS = {'"': '"', "“": "”", "”": "“", "«": "»", "»": "«"}
_LONGEST_PAIR = 600


@dataclass(slots=True)
class Draft:
    """A quotation in the making.

    `parsed`: spans that the parse gives; `marked`: ranges in marks that belong to it, with the spans to add in `added`.
    `speaker`: known from the marks' surroundings; `speaker_head`: the token that names him, where the parse errs.
    `follows`: the quotation whose speaker goes on.
    """

    frame: Frame | None
    parsed: list[Span]
    rule: str = "words"
    speaker: Speaker | None = None
    speaker_head: int | None = None
    marked: list[Marked] = field(default_factory=list)
    added: list[Span] = field(default_factory=list)
    follows: Draft | None = None

    @property
    def filled(self) -> bool:
        """Is there any matter yet?"""
        return bool(self.parsed or self.added)

    def spans(self) -> list[Span]:
        """The matter in order, ranges that meet made one."""
        found: list[Span] = []
        for span in sorted([*self.parsed, *self.added]):
            if found and span.start < found[-1].end:
                found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
            else:
                found.append(span)
        return found


def _pairs(reading: str, mark: int, start: int, end: int) -> bool:
    """Has the quotation mark its partner in the range (short of which it stands at the edge of other words)?"""
    if reading[mark] not in _PARTNERS or end - start > _LONGEST_PAIR:
        return False
    sign, partner = reading[mark], _PARTNERS[reading[mark]]
    if sign == partner:
        return reading.count(sign, start, end) % 2 == 1
    return reading.count(partner, start, end) > reading.count(sign, start, end)


def draft_quotations(annotated: Annotated, speakers: Speakers, lexicon: SpeechLexicon) -> list[Draft]:
    """All drafts that have any matter, in no particular order."""
    return _Matter(annotated, speakers, lexicon).drafted()


class _Matter:
    def __init__(self, annotated: Annotated, speakers: Speakers, lexicon: SpeechLexicon) -> None:
        self.annotated = annotated
        self.reading = annotated.reading
        self.tokens = annotated.tokens
        self.speakers = speakers
        self.starts = speakers.starts
        self.marks = pair_marks(annotated.reading, annotated.blocks, elisions=lexicon.elisions)
        self.mark_starts = [mark.start for mark in self.marks]
        self.lexicon = lexicon
        self.frames = find_frames(annotated.tokens, speakers.tree, lexicon, named=frozenset(speakers.by_head))
        self.cue_starts = [self.tokens[frame.cue[0]].start for frame in self.frames]
        self.drafts = [Draft(frame, self._spans(frame), frame.rule) for frame in self.frames]
        self.owner: dict[int, Draft] = {}
        self.pending: list[int] = []

    def drafted(self) -> list[Draft]:
        """The marks given to their drafts, and what is left."""
        self._announce()
        for span, speaker in headline_reports(self.annotated, self.speakers):
            self.drafts.append(Draft(None, [span], "headline", speaker=speaker))
        for index, mark in enumerate(self.marks):
            if mark.inside is None and index not in self.owner and not self._runs_on(index, mark):
                self._attach(index, mark)
                self._give_pending(index)
        self._copy()
        return [draft for draft in self.drafts if draft.filled]

    def _copy(self) -> None:
        """Relays get the matter of the report that they pass on."""
        heads = {draft.frame.head: draft for draft in self.drafts if draft.frame is not None}
        for draft in self.drafts:
            report = (
                heads.get(draft.frame.copies) if draft.frame is not None and draft.frame.copies is not None else None
            )
            if report is not None and report is not draft:
                draft.parsed, draft.marked = report.spans(), list(report.marked)

    def _announce(self) -> None:
        """ "The minister said:" at the end of a paragraph, and the next one without marks: that is what he said."""
        blocks = self.annotated.blocks
        for number in range(len(blocks) - 1):
            block, behind = blocks[number], blocks[number + 1]
            if self.reading[block.end - 1] != ":" or behind.kind != "paragraph":
                continue
            at = bisect_left(self.cue_starts, block.end) - 1
            if at < 0 or self.cue_starts[at] < max(block.start, block.end - _REACH) or self.drafts[at].filled:
                continue
            if not self.frames[at].uttered or self.frames[at].rule not in ("words", "noun"):
                continue
            first = bisect_left(self.mark_starts, behind.start)
            if first < len(self.marks) and self.marks[first].block == number + 1 and self._leads(self.marks[first]):
                self._extend(self.drafts[at], self.marks[first])
                self._own(self.drafts[at], first)
            elif (span := self._trim(behind.start, behind.end)) is not None:
                self.drafts[at].parsed, self.drafts[at].rule = [span], "announced"

    def _spans(self, frame: Frame) -> list[Span]:
        return [
            span
            for first, last in frame.content
            if (span := self._trim(self.tokens[first].start, self.tokens[last].end)) is not None
        ]

    def _trim(self, start: int, end: int) -> Span | None:
        reading = self.reading
        while start < end and reading[start] in _EDGE and not _pairs(reading, start, start + 1, end):
            start += 1
        while end > start and reading[end - 1] in _EDGE and not _pairs(reading, end - 1, start, end - 1):
            end -= 1
        return Span(start, end) if end > start else None

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
                    draft.marked.append(mark)
            return
        if holders:
            inner = min(holders, key=lambda draft: sum(len(span) for span in draft.parsed))
            if not any(span.start <= mark.start and mark.end <= span.end for draft in holders for span in draft.parsed):
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

    def _directly_before(self, mark: Marked, near: list[Draft]) -> Draft | None:
        """A cue without other matter that stands right before the marks: "shouting 'God is great'"."""
        for draft in near:
            frame = draft.frame
            if frame is not None and not draft.filled and frame.uttered and self._words(mark) >= 2:
                if self._is_object(mark, frame):
                    continue
                gap = self.reading[self.tokens[frame.cue[1]].end : mark.outer_start]
                if mark.outer_start - 3 <= self.tokens[frame.cue[1]].end <= mark.outer_start and not gap.strip(" ,:"):
                    return draft
        return None

    def _own(self, draft: Draft, index: int) -> None:
        draft.marked.append(self.marks[index])
        self.owner[index] = draft

    def _new(self, index: int, draft: Draft) -> None:
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

    def _near(self, mark: Marked) -> list[Draft]:
        """Drafts whose cue stands outside the marks, near them, in the same block."""
        block = self.annotated.blocks[mark.block]
        low = bisect_left(self.cue_starts, mark.start)
        high = bisect_left(self.cue_starts, mark.end)
        around = [*range(max(0, low - _NEAR_CUES), low), *range(high, min(len(self.cue_starts), high + _NEAR_CUES))]
        return [
            self.drafts[k]
            for k in around
            if block.start <= self.cue_starts[k] < block.end and self.frames[k].copies is None
        ]

    def _overlaps(self, draft: Draft, mark: Marked) -> bool:
        return any(span.start < mark.end and mark.start < span.end for span in draft.parsed)

    def _extend(self, draft: Draft, mark: Marked) -> None:
        if (span := self._trim(mark.start, mark.end)) is not None:
            draft.added.append(span)

    def _directly_behind(self, mark: Marked, near: list[Draft]) -> Draft | None:
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
            gap = self.reading[mark.outer_end : max(mark.outer_end, self._cue_range(frame)[0])]
            if len(gap) <= 3 and not gap.strip(" ,-–—"):
                draft.parsed = [span for span in draft.parsed if span.start >= mark.outer_start]
                return draft
            head = self._named_between(mark, frame) if self._begins(mark) else None
            if head is None:
                return None
            draft.speaker_head = head
            draft.parsed = [span for span in draft.parsed if span.start > cue]
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

    def _adjacent(self, mark: Marked, near: list[Draft]) -> Draft | None:
        """The cue directly behind the marks, or the one that leads up to them."""
        reading = self.reading
        before = reading[max(0, mark.outer_start - 3) : mark.outer_start].rstrip()[-1:]
        inside = reading[mark.start : mark.end].rstrip()[-1:]
        behind: Draft | None = None
        ahead: Draft | None = None
        for draft in near:
            frame = draft.frame
            if frame is None or frame.rule == "adverb" or (frame.rule == "noun" and before != ":"):
                continue
            start, end = self._cue_range(frame)
            if frame.speaker is not None and mark.outer_end <= self.starts[frame.speaker] < start:
                start = self.starts[self.speakers.tree.left[frame.speaker]]
            if start >= mark.outer_end and behind is None and self._has_speaker_behind(frame, mark):
                gap = reading[mark.outer_end : start]
                if len(gap) <= 40 and not _SENTENCE_END.search(gap + " ") and not _STARTS_ANEW.match(gap):
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
        if ahead is None or ahead.filled or self._words(mark) < 3:
            return None
        return None if ahead.frame is not None and self._is_object(mark, ahead.frame) else ahead

    def _is_object(self, mark: Marked, frame: Frame) -> bool:
        """ "had begun 'the final phase of the campaign'": the marked noun is what the verb is done to, not what was said."""
        verb = self.lexicon.verbs.get(frame.verb)
        top = self._top(mark)
        if verb is None or not verb.deed or top is None or self.tokens[top].pos in ("VERB", "AUX"):
            return False
        return self.tokens[top].dep in ("dobj", "pobj", "attr", "nsubj", "oprd")

    def _has_speaker_behind(self, frame: Frame, mark: Marked) -> bool:
        """Is the cue's speaker named behind the marks too? ("called it 'a lie,' then told" is no cue for the lie.)"""
        if frame.speaker is None:
            return self.tokens[frame.cue[0]].start - mark.outer_end <= 3
        return self.starts[frame.speaker] >= mark.outer_end

    def _begins(self, mark: Marked) -> bool:
        """Do the marked words begin a sentence, by the parse or by what stands before them?"""
        before = self.reading[max(0, mark.outer_start - 4) : mark.outer_start].rstrip()[-1:]
        return before in '.!?:"”’»' or self._at_sentence_start(mark)

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

    def _labelled(self, mark: Marked, near: list[Draft]) -> Draft | None:
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

    def _without_cue(self, index: int, mark: Marked) -> None:
        """Marked words that no cue claims: a pull quote, a quotation that goes on, or no speech at all."""
        if self._pull_quote(index, mark) or self._after_colon(index, mark):
            return
        whole = self._begins(mark) and (self._at_sentence_end(mark) or not mark.closed)
        span = self._trim(mark.start, mark.end)
        if not whole or span is None:
            return
        previous = self._previous(index, mark) or self._reporter_before(mark)
        if previous is None:
            if self._words(mark) >= 3:
                self._new(index, Draft(None, [span], "marks"))
        elif self._is_direct(previous):
            self._extend(previous, mark)
            self._own(previous, index)
        else:
            self._new(index, Draft(None, [span], "same-speaker", follows=previous))

    def _is_direct(self, draft: Draft) -> bool:
        """Does the draft hold nothing but marked words, as far as its last ranges show?"""
        ranges = draft.marked[-4:]
        return bool(ranges) and all(
            any(mark.start <= span.start and span.end <= mark.end for mark in ranges) for span in draft.parsed
        )

    def _previous(self, index: int, mark: Marked) -> Draft | None:
        """The quotation before, in the same paragraph or running on from the one before."""
        leads = self._leads(mark)
        block = mark.block
        for at in range(index - 1, max(-1, index - 1 - _NEAR_CUES), -1):
            before = self.marks[at]
            gap = block - before.block
            if gap > 1 or (gap == 1 and not leads):
                return None
            if at in self.pending:
                block = before.block
            owner = self.owner.get(at)
            if owner is None or (owner.frame is not None and owner.frame.rule == "noun"):
                continue
            if owner.frame is not None or owner.follows is not None or owner.speaker is not None:
                return owner
        return None

    def _reporter_before(self, mark: Marked) -> Draft | None:
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
            if frame is None or frame.speaker is None or not draft.filled or not frame.uttered or frame.rule == "noun":
                continue
            if before.block == mark.block or self.tokens[frame.head].head == frame.head:
                return draft
        return None

    def _after_colon(self, index: int, mark: Marked) -> bool:
        """ "The minister was blunt: 'There is no plan.'": the subject before the colon speaks."""
        at = bisect_left(self.starts, mark.outer_start) - 1
        span = self._trim(mark.start, mark.end)
        if at < 0 or self.tokens[at].text != ":" or span is None or self._words(mark) < 3:
            return False
        tree = self.speakers.tree
        root = next((k for k in range(at, max(-1, at - 60), -1) if self.tokens[k].head == k), None)
        if root is None or self.tokens[root].sentence != self.tokens[at].sentence:
            return False
        head = tree.child(root, "nsubj") if self.tokens[root].pos in ("VERB", "AUX") else root
        if head is None or head > at:
            return False
        speaker = self.speakers.speaker(head, (at, at))
        person = self.tokens[head].entity in ("PERSON", "ORG", "NORP") or self.tokens[head].lower in ("he", "she")
        if speaker is None or (speaker.actor is None and not person):
            return False
        self._new(index, Draft(None, [span], "colon", speaker=replace(speaker, rule="colon")))
        return True

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
        self._new(index, Draft(None, [span], "pull-quote", speaker=speaker))
        return True
