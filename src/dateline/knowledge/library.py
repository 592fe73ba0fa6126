"""All expert knowledge in one bundle, opened once and passed in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from dateline.knowledge.actors import ActorBook, load_actors
from dateline.knowledge.countries import Countries, load_countries
from dateline.knowledge.grammar import Grammar, load_grammar
from dateline.knowledge.ontology import Ontology, load_ontology
from dateline.knowledge.places import Gazetteer, open_gazetteer
from dateline.knowledge.speech import SpeechLexicon, load_speech_lexicon
from dateline.settings import Settings


@dataclass(frozen=True)
class Knowledge:
    """What experts know: kinds and their words, grammar, actors, countries, places."""

    ontology: Ontology
    grammar: Grammar
    speech: SpeechLexicon
    actors: ActorBook
    countries: Countries
    gazetteer: Gazetteer

    @cached_property
    def digest(self) -> str:
        """Twelve hex characters over every knowledge file and the gazetteer: the version of what is known."""
        import hashlib
        from importlib.resources import files

        total = hashlib.sha256(self.gazetteer.digest.encode())
        pending = [files("dateline.knowledge") / "data"]
        while pending:
            for entry in sorted(pending.pop().iterdir(), key=lambda path: path.name):
                if entry.is_dir():
                    pending.append(entry)
                else:
                    total.update(entry.name.encode())
                    total.update(entry.read_bytes())
        return total.hexdigest()[:12]


def open_knowledge(settings: Settings, *, say: Callable[[str], None] | None = None) -> Knowledge:
    """Loads and checks every knowledge file; builds the gazetteer at first use, with a word through `say`.

    Raises KnowledgeError naming the file and key that break their schema.
    """
    countries = load_countries()
    return Knowledge(
        ontology=load_ontology(), grammar=load_grammar(), speech=load_speech_lexicon(), actors=load_actors(countries),
        countries=countries, gazetteer=open_gazetteer(settings, say=say),
    )  # fmt: skip
