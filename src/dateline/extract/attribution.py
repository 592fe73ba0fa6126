"""Who says it: the quotations around a word, as a chain from the first speaker to the outlet; and whose words are whose.

"Our forces", "the enemy", "terrorist groups" mean somebody else in every mouth: `Attribution.resolve` turns them into an
actor once the speaker is known (rule "speaker-side"), and into "opponents of X" where the other side is not known.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from dateline.extract.scene import ARMED, FORCES, PERSONS, Party0, Scene
from dateline.knowledge.folding import fold
from dateline.model.claim import Link, Source, Stance
from dateline.model.marks import Quotation
from dateline.model.text import Span
from dateline.model.when import When
from dateline.model.world import Actor

#: Quotations within quotations that are followed.
_NESTED = 5
#: Rules of quotations that tell an aim, or what nobody named supposes: whoever reports it tells what is in them.
OPEN = frozenset(["intent", "supposed"])
#: Complements that are nouns; and kinds of speech that judge a deed which they take for granted.
_NOMINAL = frozenset(["noun", "deed", "for", "on", "of"])
_JUDGING = frozenset(["condemn", "praise", "support"])
SELF, ENEMY = "perspective:self", "perspective:enemy"


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks at a place in the text: quotations from the innermost outwards; empty for the outlet's own voice."""

    quotations: tuple[int, ...]

    @property
    def own(self) -> bool:
        """Is it the outlet's own voice?"""
        return not self.quotations


class Attribution:
    """The voices of one dispatch."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.quotations = scene.annotated.quotations
        self._within: dict[int, tuple[int, ...]] = {}
        self._content: list[tuple[int, int, int]] = sorted(
            (span.start, span.end, at)
            for at, quotation in enumerate(self.quotations)
            if quotation.rule not in OPEN
            for span in quotation.content
        )
        self._by_token = self._map()
        self._cue_of = {
            i: at
            for at, quotation in enumerate(self.quotations)
            if quotation.cue is not None and quotation.rule not in OPEN
            for i in scene.inside(quotation.cue.start, quotation.cue.end)
        }
        self._enemies: dict[str, Actor | None] = {}

    def _map(self) -> dict[int, list[int]]:
        """The quotations around each token, shortest first; nests deeper than a reader could follow are cut off."""
        inside: dict[int, list[int]] = {}
        budget = _NESTED * len(self.scene.tree.tokens)
        for start, end, at in sorted(self._content, key=lambda entry: (entry[1] - entry[0], entry[2])):
            for i in self.scene.inside(start, end):
                found = inside.setdefault(i, [])
                if at not in found and len(found) < _NESTED:
                    found.append(at)
                budget -= 1
            if budget < 0:
                break
        return inside

    def voice(self, token: int) -> Voice:
        """The quotations that a token stands in, innermost first."""
        found = [
            at for at in self._by_token.get(token, []) if not (self._aside(token, at) or self._presupposed(token, at))
        ]
        return Voice(tuple(sorted(found, key=lambda at: (self._length(at), at))))

    def _aside(self, token: int, at: int) -> bool:
        """Does the token stand in a relative clause on a noun that is itself the matter ("fear the army, which has ...")?

        Such a clause is told by whoever reports the speech.
        """
        quotation = self.quotations[at]
        if quotation.kind == "direct" or quotation.cue is None:
            return False
        tree, cue = self.scene.tree, quotation.cue
        below = token
        relative = False
        for above in tree.ancestors(token):
            relative = relative or tree.tokens[below].dep == "relcl"
            governor = tree.tokens[above]
            if cue.start <= governor.start < cue.end:
                return relative and tree.tokens[below].dep in ("dobj", "pobj", "prep")
            if tree.tokens[below].dep in ("ccomp", "advcl"):
                return False
            below = above
        return False

    def _presupposed(self, token: int, at: int) -> bool:
        """Is the deed taken for granted: condemned, praised, blamed on somebody, or one that somebody disowns?

        "Norway condemned the raid", "No one claimed the raid": that there was one is told by whoever reports the speech.
        """
        quotation = self.quotations[at]
        if quotation.kind != "indirect" or quotation.complement not in _NOMINAL:
            return False
        if self.scene.tree.is_verb(token):
            return False
        kind = self.scene.knowledge.speech.kind_of(quotation.verb, quotation.complement)
        owned = kind == "claim_responsibility" or quotation.verb in ("claim", "responsibility")
        disowned = quotation.rule == "noun" and kind == "deny" and quotation.complement in ("noun", "deed")
        return (
            kind in _JUDGING
            or (kind == "accuse" and quotation.complement in ("for", "on"))
            or disowned
            or (owned and quotation.negated)
        )

    def _length(self, at: int) -> int:
        return sum(len(span) for span in self.quotations[at].content)

    def borders(self, token: int) -> frozenset[int]:
        """Where a climb for modality ends: at the cue of the innermost quotation around a token, and at one of another.

        The cue of a quotation that the token does not stand in says nothing of it ("denied that it fell: the army, he
        argued, withdrew").
        """
        voice = self.voice(token)
        held = voice.quotations
        found = {at for at in self.scene.tree.ancestors(token) if at in self._cue_of and self._cue_of[at] not in held}
        cue = None if voice.own else self.quotations[voice.quotations[0]].cue
        if cue is not None:
            found.update(self.scene.inside(cue.start, cue.end))
        return frozenset(found)

    def cue_modality(self, voice: Voice, token: int) -> tuple[str, Span] | None:
        """What the reporting word makes of its matter: "denied that" denies it, "feared that" fears it; None for "said".

        Words in quotation marks are the speaker's, whatever the reporting verb thinks of them. "No truth to reports that"
        and "rejected reports that" deny what the reports say.
        """
        tree, grammar = self.scene.tree, self.scene.tree.grammar
        for at in voice.quotations:
            quotation = self.quotations[at]
            if quotation.kind == "direct" or quotation.cue is None:
                return None
            start = min(span.start for span in quotation.content)
            within = (i for i in (token, *tree.ancestors(token)) if tree.tokens[i].start >= start)
            # In "reports that troops had left" the parse hangs the matter itself on the noun, like a relative clause.
            own = quotation.rule == "noun"
            if any(tree.relative(i) and not (own and tree.tokens[tree.tokens[i].head].start < start) for i in within):
                return None
            table = grammar.modality_nouns if quotation.rule == "noun" else grammar.modality
            found = table.get(quotation.verb)
            if found == "demanded" and quotation.complement in ("clause", "of", "about"):
                found = None
            done = quotation.complement in ("noun", "deed") and quotation.verb in self.scene.tree.grammar.light_verbs
            if found in ("denied", "feared", "planned", "demanded", "predicted", "possible") and not done:
                return found, quotation.cue
            if quotation.rule != "noun":
                return None
            denied = self._denied(quotation.cue)
            if denied is not None:
                return "denied", denied
        return None

    def _denied(self, cue: Span) -> Span | None:
        """The word that denies the noun of a cue ("no truth to reports", "dismissed claims"), the cue itself included."""
        tree = self.scene.tree
        for head in self.scene.inside(cue.start, cue.end):
            for at in (head, *tree.ancestors(head)):
                token = tree.tokens[at]
                if tree.grammar.modality.get(token.lemma) == "denied":
                    return Span(token.start, token.end)
                for noun in (at, *tree.kids(at, "attr", "acomp", "nsubj", "dobj")):
                    negations = [c for c in tree.children[noun] if tree.tokens[c].lower in ("no", "not", "n't")]
                    if tree.tokens[noun].lemma in tree.grammar.grounds and negations:
                        return Span(tree.tokens[negations[0]].start, tree.tokens[noun].end)
                if tree.is_verb(at):
                    break
        return None

    def source(self, voice: Voice, stance: Stance) -> Source:
        """The chain from whoever says it first to the outlet."""
        named = [at for at in voice.quotations if self.quotations[at].speaker is not None]
        told = [at for n, at in enumerate(named) if n == 0 or not self._judges(self.quotations[at])]
        links = [self._link(self.quotations[at]) for at in told or voice.quotations]
        chain: list[Link] = []
        for link in links:
            if not chain or (link.id, link.name) != (chain[-1].id, chain[-1].name):
                chain.append(link)
        return Source((*chain, self.outlet()), outlet_voice=voice.own, stance=stance)

    def _judges(self, quotation: Quotation) -> bool:
        """Does the speaker deny or judge another's words ("rejected a report that said") rather than pass them on?"""
        kind = self.scene.knowledge.speech.kind_of(quotation.verb, quotation.complement)
        return quotation.complement in _NOMINAL and kind in (*_JUDGING, "deny")

    def outlet(self) -> Link:
        """The outlet as the last link of every chain."""
        dispatch = self.scene.annotated.dispatch
        if not dispatch.outlet:
            return Link(None, "unknown outlet")
        known = self.scene.knowledge.actors.by_name(fold(dispatch.outlet))
        outlet = next((actor for actor in known if actor.kind == "outlet"), None)
        return Link(outlet.id if outlet else None, outlet.name if outlet else dispatch.outlet)

    def _link(self, quotation: Quotation) -> Link:
        scene, speaker = self.scene, quotation.speaker
        cue = scene.words(quotation.cue.start, quotation.cue.end) if quotation.cue else None
        said = self.said(quotation)
        if speaker is None:
            return Link(None, "somebody unnamed", cue, quotation.medium, said)
        named = speaker.antecedent or Span(speaker.start, speaker.end)
        words = scene.words(named.start, named.end)
        if speaker.actor is None or speaker.actor.kind == "perspective":
            return Link(None, words, cue, quotation.medium, said)
        return Link(speaker.actor.id, speaker.actor.name, cue, quotation.medium, said)

    def said(self, quotation: Quotation) -> When | None:
        """The time of saying, where the text gives one."""
        if quotation.said is None or not quotation.said < len(self.scene.annotated.times):
            return None
        return self.scene.annotated.times[quotation.said].when

    def speaker(self, voice: Voice) -> Actor | None:
        """The innermost speaker as an actor."""
        if voice.own:
            return None
        speaker = self.quotations[voice.quotations[0]].speaker
        return None if speaker is None else speaker.actor

    # Perspective

    def resolve(self, party: Party0, voice: Voice) -> Party0:
        """The party with a word of perspective replaced by the actor that it means in this voice."""
        if party.actor is None:
            return party
        if party.actor.kind != "perspective":
            return self._possessed(party)
        speaker = self.speaker(voice)
        if speaker is None:
            return replace(party, actor=None, rule="perspective-unknown", type="people")
        body = self.body(speaker)
        if party.actor.id == SELF:
            return replace(party, actor=body, rule="speaker-side")
        return replace(party, actor=self._enemy(body), rule="speaker-side")

    def _possessed(self, party: Party0) -> Party0:
        """ "his fighters", "its troops": the body of the person or group that the pronoun goes back to."""
        scene = self.scene
        if party.actor is None or party.actor.side is not None or party.actor.kind not in ARMED:
            return party
        for c in scene.tree.kids(party.head, "poss"):
            reference = scene.reference_at.get(c)
            if reference is not None and reference.actor is not None:
                body = self.body(reference.actor)
                if body.kind in ARMED:
                    return replace(party, actor=body, rule="possessor-side")
        return party

    def body(self, speaker: Actor) -> Actor:
        """The body that a speaker speaks for: a commander's group, a spokesman's army, state media's state; else himself."""
        if speaker.kind not in PERSONS | {"class", "outlet"} and not speaker.id.startswith("new:"):
            return speaker
        actors, day = self.scene.knowledge.actors, self.scene.day
        led = actors.leader_of(speaker.id, day)
        if led is not None:
            return led
        for relation in speaker.relations:
            if relation.kind in ("leads", "part_of", "speaks_for", "office") and relation.holds(day):
                other = actors.get(relation.other) or self._named(relation.other)
                if other is not None:
                    return other
        return speaker if speaker.kind == "outlet" else self.scene.affiliation(speaker) or speaker

    def _named(self, identity: str) -> Actor | None:
        return next((mark.actor for mark in self.scene.annotated.actors if mark.actor.id == identity), None)

    def _enemy(self, body: Actor) -> Actor:
        """The body's opponent that this dispatch names most often; "opponents of X" where it names none."""
        found = self.named_enemy(body)
        if found is None:
            known = self.scene.knowledge.actors.opponents(body.id, self.scene.day)
            found = known[0] if len(known) == 1 else None
        return found or Actor(f"opponents:{body.id}", f"opponents of {body.name}", "unknown", body.country)

    def named_enemy(self, body: Actor) -> Actor | None:
        """The opponent of a body that this dispatch names most often."""
        if body.id not in self._enemies:
            self._enemies[body.id] = self._find_enemy(body)
        return self._enemies[body.id]

    def _find_enemy(self, body: Actor) -> Actor | None:
        actors, day = self.scene.knowledge.actors, self.scene.day
        named: Counter[str] = Counter()
        by_id: dict[str, Actor] = {}
        for mark in self.scene.annotated.actors:
            if (
                mark.actor.kind in ARMED
                and mark.actor.kind != "perspective"
                and actors.relation(body, mark.actor, day) == "opposed"
            ):
                named[mark.actor.id] += 1
                by_id.setdefault(mark.actor.id, mark.actor)
        if named:
            best = min(named, key=lambda identity: (-named[identity], identity))
            return by_id[best]
        return None

    def blame(self, voice: Voice, agent: Actor | None, target: Actor | None, *, losses: bool) -> Stance:
        """Stance of a claim of violence: deeds of the other side are blame, one's own against fighters are boasts.

        One's own losses, and one's own violence against people who do not fight, are admissions.
        """
        stand = self._stands(voice, agent, target)
        if stand is None:
            return self.stance(voice, None, None)
        mine, theirs = stand
        if losses and theirs in ("same", "allied") and target is not None and target.kind in FORCES:
            return "admission"
        if mine == "opposed":
            return "interest"
        if mine in ("same", "allied"):
            fights = target is None or target.kind in ARMED or target.id.startswith("opponents:")
            return "interest" if fights else "admission"
        return self.stance(voice, None, None)

    def _stands(self, voice: Voice, *others: Actor | None) -> tuple[str | None, ...] | None:
        """How the speaker's body stands to others; None in the outlet's own voice or where nobody known speaks."""
        speaker = self.speaker(voice)
        if speaker is None:
            return None
        book, day = self.scene.knowledge.actors, self.scene.day
        body = self.body(speaker)
        return tuple(None if other is None else book.relation(body, other, day) for other in others)

    def stance(self, voice: Voice, gains: Actor | None, loses: Actor | None) -> Stance:
        """Does the claim serve the speaker's side ("interest") or hurt it ("admission")?"""
        speaker = self.speaker(voice)
        stand = self._stands(voice, gains, loses)
        if speaker is None or stand is None:
            return "neutral" if voice.own else "unknown"
        gain, loss = stand
        if gain in ("same", "allied") or loss == "opposed":
            return "interest"
        if loss in ("same", "allied") or gain == "opposed":
            return "admission"
        if speaker.kind in ("monitor", "intergovernmental", "aid_agency", "outlet", "civilians", "class"):
            return "neutral"
        return "unknown"
