"""Who says what: invented dispatches, what must be found in them, and what is no speech."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import make
from dateline.annotate.quotations import find_quotations
from dateline.knowledge.speech import SpeechLexicon, load_speech_lexicon
from dateline.model.marks import ActorMark, Annotated, Quotation, Reference, TimeMark
from dateline.model.when import When
from dateline.model.world import Actor
from effort import steps


@pytest.fixture(scope="module")
def lexicon() -> SpeechLexicon:
    return load_speech_lexicon()


class Reading:
    """A dispatch with its quotations, in words."""

    def __init__(self, annotated: Annotated, quotations: tuple[Quotation, ...]) -> None:
        self.text = annotated.reading
        self.quotations = quotations

    def words(self, quotation: Quotation) -> str:
        return " | ".join(self.text[span.start : span.end] for span in quotation.content)

    def speaker(self, quotation: Quotation) -> str | None:
        speaker = quotation.speaker
        return None if speaker is None else self.text[speaker.start : speaker.end]

    def row(self, quotation: Quotation) -> tuple[str, str | None, str, str]:
        return quotation.kind, self.speaker(quotation), quotation.verb, self.words(quotation)


def read(text: str, lexicon: SpeechLexicon) -> Reading:
    annotated = make.annotated(text)
    return Reading(annotated, find_quotations(annotated, lexicon=lexicon))


@pytest.mark.parametrize(
    ("text", "speaker", "verb", "words"),
    [
        ('"The road is open," the mayor said.', "the mayor", "say", "The road is open"),
        ('"The road is open," said the mayor.', "the mayor", "say", "The road is open"),
        ("“The road is open,” Ida Holm, the mayor of Orlin, told reporters.", "Ida Holm, the mayor of Orlin", "tell", "The road is open"),
        ('The mayor said: "The road is open."', "The mayor", "say", "The road is open."),
        ("The mayor said, “the road is open.”", "The mayor", "say", "the road is open."),
        ('"The road is open," he said. "Come home."', "he", "say", "The road is open | Come home."),
        ('"If they come," he said, "we will fight."', "he", "say", "If they come | we will fight."),
        ("'We were told nothing,' one resident said. 'Nobody came.'", "one resident", "say", "We were told nothing | Nobody came."),
        ('"The enemy is collapsing,” the commander said.', "the commander", "say", "The enemy is collapsing"),
        ('"Where is the aid?" asked one woman.', "one woman", "ask", "Where is the aid?"),
        ('"We saw rebel groups... these groups took the hill," the army said.', "the army", "say",
         "We saw rebel groups... these groups took the hill"),
        ("“We will not leave,” said two officials in a statement on Sunday.", "two officials", "say", "We will not leave"),
        ("‘We will not leave’, he said. Reck asked Vane: ‘Will you stay?’", "he", "say", "We will not leave"),
        ('"You are late," a guard was quoted as telling the crew.', "a guard", "tell", "You are late"),
        ('The Courier quoted Ida Holm: "We will not leave."', "Ida Holm", "quote", "We will not leave."),
        ("“The attack was planned” army chief Jan Mott said.", "army chief Jan Mott", "say", "The attack was planned"),
        ("A spokesman said:\n\n“The talks are over.”", "A spokesman", "say", "The talks are over."),
        ('"We have nothing left," said Amal, who fled on foot.', "Amal", "say", "We have nothing left"),
    ],
)  # fmt: skip
def test_direct_speech(text: str, speaker: str, verb: str, words: str, lexicon: SpeechLexicon) -> None:
    reading = read(text, lexicon)
    assert ("direct", speaker, verb, words) in [reading.row(quotation) for quotation in reading.quotations]


@pytest.mark.parametrize(
    ("text", "speaker", "verb", "words"),
    [
        ("The army said that it had left the town.", "The army", "say", "it had left the town"),
        ("The army said it had left and that the road was cut.", "The army", "say", "it had left and that the road was cut"),
        ("Two people died, said the mayor.", "the mayor", "say", "Two people died"),
        ("Two people died, the mayor said on Monday.", "the mayor", "say", "Two people died"),
        ("The rebels, the army said, had fled the town.", "the army", "say", "The rebels | had fled the town"),
        ("According to the ministry, 12 soldiers were killed.", "the ministry", "according to", "12 soldiers were killed"),
        ("At least 12 soldiers were killed, according to medics.", "medics", "according to", "At least 12 soldiers were killed"),
        ("Reck denied that the army had shelled the market.", "Reck", "deny", "the army had shelled the market"),
        ("The army denied shelling the market.", "The army", "deny", "shelling the market"),
        ("The ministry announced the capture of two villages on Sunday.", "The ministry", "announce", "the capture of two villages"),
        ("The army urged residents to leave the city.", "The army", "urge", "residents to leave the city"),
        ("The envoy called on the rebels to lay down their arms.", "The envoy", "call", "the rebels to lay down their arms"),
        ("The UN warned of famine in the north.", "The UN", "warn", "famine in the north"),
        ("The minister accused the rebels of using civilians.", "The minister", "accuse", "the rebels of using civilians"),
        ("The union condemned the strike as a crime.", "The union", "condemn", "the strike as a crime"),
        ("The general was quoted as saying the city would hold.", "The general", "say", "the city would hold"),
        ("Residents expressed fears that the dam could burst.", "Residents", "fear", "the dam could burst"),
        ("The Front claimed responsibility for the attack in a statement.", "The Front", "responsibility", "the attack"),
        ("The attack was claimed by the River Front.", "the River Front", "claim", "The attack"),
        ("Activists put the toll at 20.", "Activists", "put", "the toll at 20"),
        ("No group has claimed responsibility for the raid.", "No group", "responsibility", "the raid"),
        ("The army moved 300 men, ministry spokesman Jan Mott said on Monday.", "ministry spokesman Jan Mott", "say",
         "The army moved 300 men"),
        ("The rebels claim to hold the town; the army says they left.", "the army", "say", "they left"),
        ("Two men were hurt by fire near the line with the army accusing the Front of shelling.", "the army", "accuse",
         "the Front of shelling"),
        ("The union calls the attack a war crime.", "The union", "call", "the attack a war crime"),
        ("The group won, by its own account.", "its", "account", "The group won"),
        ("Dozens were reportedly killed in the strike.", None, "reportedly", "Dozens were | killed in the strike"),
        ("The commander is said to have fled abroad.", None, "say", "The commander | to have fled abroad"),
        ("It was reported that the bridge had been blown up.", None, "report", "the bridge had been blown up"),
        ("Claims that the army used gas could not be verified.", None, "claim", "the army used gas"),
        ("The minister threatened to close the border and promised to send troops.", "The minister", "promise", "to send troops"),
        ("The commander is thought to be abroad.", None, "think", "The commander | to be abroad"),
        ("The army rejected the report.", "The army", "reject", "the report"),
        ("Two senators suggested they might vote.", "Two senators", "suggest", "they might vote"),
        ("The mayor expects a better year.", "The mayor", "expect", "a better year"),
        ("The mayor wants to leave.", "The mayor", "want", "to leave"),
        ("The mayor is refusing to support the plan.", "The mayor", "refuse", "to support the plan"),
        ("Officials are worried that the dam could burst.", "Officials", "worried", "the dam could burst"),
        ("The mayor made it clear that the vote was over.", "The mayor", "clear", "the vote was over"),
        ("Reports surfaced on Monday that the bridge had fallen.", None, "report", "the bridge had fallen"),
        ("Rescue workers gave a figure of 13 dead.", "Rescue workers", "figure", "13 dead"),
        ("The mission gave the toll as six dead and 17 hurt.", "The mission", "give", "the toll as six dead and 17 hurt"),
        ("The union described the deaths of two men in the mine as a crime.", "The union", "describe",
         "the deaths of two men in the mine as a crime"),
        ("The minister says the army cut the number of posts in the north, saying the war is over.", "The minister", "say",
         "the war is over"),
        ("Two men were accused by rights groups of murder.", "rights groups", "accuse", "Two men"),
    ],
)  # fmt: skip
def test_indirect_speech(text: str, speaker: str | None, verb: str, words: str, lexicon: SpeechLexicon) -> None:
    reading = read(text, lexicon)
    assert ("indirect", speaker, verb, words) in [reading.row(quotation) for quotation in reading.quotations]


@pytest.mark.parametrize(
    ("text", "speaker", "words"),
    [
        ('It added that "two units have moved" outside the city.', "It", 'two units have moved" outside the city'),
        (
            'The monitor said there was "street fighting" in the town.',
            "The monitor",
            'there was "street fighting" in the town',
        ),
        (
            "Vane said the rebels were ‘days away’ from the capital.",
            "Vane",
            "the rebels were ‘days away’ from the capital",
        ),
    ],
)
def test_marked_words_inside_a_report_make_it_mixed(
    text: str, speaker: str, words: str, lexicon: SpeechLexicon
) -> None:
    reading = read(text, lexicon)
    (quotation,) = reading.quotations
    assert (quotation.kind, reading.speaker(quotation), reading.words(quotation)) == ("mixed", speaker, words)


@pytest.mark.parametrize(
    "text",
    [
        "The army 'liberated' the town on Monday.",
        'The film "The Last Bridge" was shown in Orlin.',
        'The operation, "Winter Storm", began at dawn.',
        'The "Martyrs of the River" brigade took the hill.',
        "His office declined to comment.",
        "The strikes denied the group a safe haven.",
        "A man who asked not to be named left.",
        "The plan was intended to end the war.",
        "The fighters left the town and the army entered it.",
        "The sides split the oil according to the formula.",
        "",
    ],
)
def test_no_speech(text: str, lexicon: SpeechLexicon) -> None:
    assert read(text, lexicon).quotations == ()


def test_a_quotation_over_paragraphs_has_the_speaker_of_the_last(lexicon: SpeechLexicon) -> None:
    reading = read("“We have no food.\n\n“We need help now,” the mayor said.", lexicon)
    assert [reading.row(quotation) for quotation in reading.quotations] == [
        ("direct", "the mayor", "say", "We have no food. | We need help now")
    ]


def test_a_quotation_over_paragraphs_has_the_speaker_of_the_first(lexicon: SpeechLexicon) -> None:
    text = (
        '"We took the gate,” the commander told the Courier.\n\n"We freed the prisoners. We go on.”\n\nThe army left.'
    )
    reading = read(text, lexicon)
    assert reading.row(reading.quotations[0]) == (
        "direct", "the commander", "tell", "We took the gate | We freed the prisoners. We go on."
    )  # fmt: skip


def test_words_in_marks_after_a_report_are_the_same_speaker(lexicon: SpeechLexicon) -> None:
    reading = read('The mayor said the town was safe. "The road is open. Come home."', lexicon)
    assert [(row[0], row[1]) for row in map(reading.row, reading.quotations)] == [
        ("indirect", "The mayor"),
        ("direct", "The mayor"),
    ]


def test_a_pull_quote_names_its_speaker(lexicon: SpeechLexicon) -> None:
    reading = read("'The city is not the rebels' last aim' - Mara Vane, the Orlin Institute\n\nIt fell.", lexicon)
    (quotation,) = reading.quotations
    assert reading.speaker(quotation) == "Mara Vane, the Orlin Institute"
    assert reading.words(quotation) == "The city is not the rebels' last aim"


def test_the_subject_before_a_colon_speaks(lexicon: SpeechLexicon) -> None:
    reading = read('Prime Minister Karl Otto was more blunt: "There is no plan B."', lexicon)
    (quotation,) = reading.quotations
    assert reading.row(quotation) == ("direct", "Prime Minister Karl Otto", "", "There is no plan B.")


@pytest.mark.parametrize(
    ("text", "complement", "kind"),
    [
        ("The UN warned of famine.", "of", "warn"),
        ("The UN called for a truce.", "for", "urge"),
        ("The UN called it “a crime”.", "label", "say"),
        ("The UN vowed to stay.", "to", "pledge"),
        ("The UN condemned the raid.", "noun", "condemn"),
        ("The Front denied responsibility for the raid.", "noun", "deny"),
        ("The army rejected claims that it used gas.", "clause", "deny"),
        ("The raid was claimed by the Front.", "deed", "claim_responsibility"),
        ("The Front claimed control of the town.", "noun", "say"),
        ("The Front claimed responsibility.", "deed", "claim_responsibility"),
        ("The UN called the raid a war crime.", "label", "say"),
        ("The Front claimed that it had won.", "clause", "say"),
        ("Residents voiced concern about the dam.", "about", "fear"),
    ],
)
def test_the_complement_decides_the_kind(text: str, complement: str, kind: str, lexicon: SpeechLexicon) -> None:
    (quotation,) = read(text, lexicon).quotations
    assert quotation.complement == complement
    assert lexicon.kind_of(quotation.verb, quotation.complement) == kind


def test_speech_within_speech_has_a_parent(lexicon: SpeechLexicon) -> None:
    reading = read("Reck said Vane had claimed that the rebels were beaten.", lexicon)
    outer, inner = reading.quotations
    assert (reading.speaker(outer), outer.parent) == ("Reck", None)
    assert (reading.speaker(inner), inner.parent) == ("Vane", 0)


def test_reports_beside_each_other_have_no_parent(lexicon: SpeechLexicon) -> None:
    text = "The army said it had left the town, while a monitor said rebels had entered it."
    reading = read(text, lexicon)
    assert [(reading.speaker(one), one.parent) for one in reading.quotations] == [
        ("The army", None),
        ("a monitor", None),
    ]


def test_a_coordinated_report_keeps_its_speaker(lexicon: SpeechLexicon) -> None:
    text = 'The envoy said the events had provoked "mixed feelings", and stressed the need to protect civilians.'
    reading = read(text, lexicon)
    assert [(row[1], row[2]) for row in map(reading.row, reading.quotations)] == [
        ("The envoy", "say"),
        ("The envoy", "stress"),
    ]


@pytest.mark.parametrize(
    ("text", "told", "medium", "negated"),
    [
        ("Medics told the Plainfield Courier that 30 bodies had come in.", "the Plainfield Courier", None, False),
        ("The army said in a statement that it had left.", None, "statement", False),
        ("In a video address, Holm said the town was safe.", None, "video", False),
        ("The group said on Telegram that it had won.", None, "telegram", False),
        ("The president did not say when the talks would begin.", None, None, True),
    ],
)
def test_told_medium_and_denial(
    text: str, told: str | None, medium: str | None, negated: bool, lexicon: SpeechLexicon
) -> None:
    reading = read(text, lexicon)
    (quotation,) = reading.quotations
    assert (quotation.to and reading.text[quotation.to.start : quotation.to.end]) == told
    assert (quotation.medium, quotation.negated) == (medium, negated)


# -- speakers as actors ------------------------------------------------------------------------------------------------

ARMY = Actor("army:XA", "Xandrian army", "state_forces")
HOLM = Actor("new:ida-holm", "Ida Holm", "person")


def with_actors(text: str, **actors: Actor) -> Annotated:
    """`"[The army|army] said ..."`: marks become actor marks; `name_ref` marks references to the same actor."""
    plain, spans = make.marked(text)
    annotated = make.annotated(plain)
    marks, references = [], []
    for key, found in spans.items():
        actor = actors[key.removesuffix("_ref")]
        for span in found:
            head = max(token.i for token in annotated.tokens if token.start < span.end)
            if key.endswith("_ref"):
                references.append(Reference(span.start, span.end, head, span, "pronoun", actor))
            else:
                marks.append(ActorMark(span.start, span.end, head, actor, "name"))
    return replace(annotated, actors=tuple(marks), references=tuple(references))


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("[The army|army] said it had left.", ["army:XA"]),
        ("[Ida Holm|holm], the mayor, said it was over.", ["new:ida-holm"]),
        ("The mayor of Orlin, [Ida Holm|holm], said it was over.", ["new:ida-holm"]),
        ("[The army|army] left. [It|army_ref] said the town was lost.", ["army:XA"]),
        ("[Ida Holm|holm] said it was over. She added that the road was open.", ["new:ida-holm", "new:ida-holm"]),
        ('"I know that the town is safe," [Ida Holm|holm] said.', ["new:ida-holm", "new:ida-holm"]),
        ("A statement from [the army|army] said the town was lost.", ["army:XA"]),
        ("Witnesses said it was over.", [None]),
    ],
)
def test_speakers_are_actors(text: str, actors: list[str | None], lexicon: SpeechLexicon) -> None:
    annotated = with_actors(text, army=ARMY, holm=HOLM)
    speakers = [quotation.speaker for quotation in find_quotations(annotated, lexicon=lexicon)]
    assert [speaker and speaker.actor and speaker.actor.id for speaker in speakers] == actors


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The army said on [Thursday|time] that it had left.", True),
        ("Holm on [Thursday|time] said the town was lost.", True),
        ("In a video address on [Thursday|time], Holm announced a truce.", True),
        ("The [2012|time] conflict board said the town was lost.", False),
        ("On [Thursday|time] the army announced a truce.", True),
        ("The army announced it was no longer in control of the city on [Thursday|time].", False),
    ],
)
def test_the_time_of_saying_is_told_from_the_time_of_the_matter(text: str, said: bool, lexicon: SpeechLexicon) -> None:
    plain, spans = make.marked(text)
    day = make.day("2024-12-05")
    when = When(day, day, "day", "2024-12-05", "dateline")
    times = tuple(TimeMark(span.start, span.end, "DATE", "2024-12-05", when, "weekday") for span in spans["time"])
    quotations = find_quotations(replace(make.annotated(plain), times=times), lexicon=lexicon)
    assert quotations[0].said == (0 if said else None)


# -- any text ----------------------------------------------------------------------------------------------------------

PIECES = st.sampled_from(
    ['"', "“", "”", "'", "‘", "’", " ", ". ", ", ", "\n\n", "he said", "the army said", "We won", "according to", "that",
     "Reck told Vane", "adding", ":", "- Mara Vane", "reports of", "reportedly", "called it"]
)  # fmt: skip


@settings(max_examples=80, deadline=None)
@given(st.lists(PIECES, max_size=14).map("".join) | st.text(max_size=60))
def test_any_text_gives_quotations_in_order_and_in_the_text(text: str) -> None:
    annotated = make.annotated(text)
    quotations = find_quotations(annotated, lexicon=load_speech_lexicon())
    keys = [(one.content[0].start, one.content[-1].end) for one in quotations]
    assert keys == sorted(keys)
    for number, quotation in enumerate(quotations):
        assert list(quotation.content) == sorted(quotation.content)
        for one, two in pairwise(quotation.content):
            assert one.end <= two.start
        for span in (*quotation.content, quotation.cue, quotation.to):
            if span is not None:
                assert 0 <= span.start < span.end <= len(text)
        seen = {number}
        parent = quotation.parent
        while parent is not None:
            assert parent not in seen
            seen.add(parent)
            parent = quotations[parent].parent


@pytest.mark.parametrize(
    "unit", ['"', '"We won," he said. ', "he said that ", "the army said it had left and ", '"no" ', "said 'x' "]
)
def test_finding_grows_with_the_length(unit: str, lexicon: SpeechLexicon) -> None:
    def work(times: int) -> int:
        annotated = make.annotated(unit * times)
        return steps(lambda: find_quotations(annotated, lexicon=lexicon))

    assert work(400) < 6 * work(100)
