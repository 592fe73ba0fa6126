"""Countries: codes, names, demonyms, capitals, a representative point.

"Burma" -> MM, "Syrian" -> SY, "Syrians" -> SY. Where two countries share a word ("Congolese"), the first in the order of
codes has it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from dateline.errors import KnowledgeError
from dateline.knowledge.folding import fold
from dateline.knowledge.tables import number, parts, read_data, rows

FILE = "places/countries.tsv"
_FIELDS = (
    "code", "iso3", "numeric", "name", "aliases", "adjectives", "people", "capital", "capital_names", "latitude",
    "longitude", "region",
)  # fmt: skip
_REQUIRED = ("code", "iso3", "numeric", "name", "latitude", "longitude", "region")


@dataclass(frozen=True, slots=True)
class Country:
    """A country or territory. `nouns`: words for its people, singular and plural. `region`: as ACLED names it.

    `code` is ISO 3166-1 alpha-2 (withdrawn ones of ISO 3166-3 for states that are no more: "SU").
    `latitude`, `longitude`: a point that stands for the country on a map, never the place of an event.
    """

    code: str
    iso3: str
    numeric: int
    name: str
    aliases: tuple[str, ...]
    adjectives: tuple[str, ...]
    nouns: tuple[str, ...]
    capital: str
    capital_names: tuple[str, ...]
    latitude: float
    longitude: float
    region: str

    @property
    def names(self) -> tuple[str, ...]:
        """Every name of the country, the usual one first."""
        return (self.name, *self.aliases)


class Countries:
    """All countries, by code, by name and by the words for their people. Iterates in the order of codes."""

    def __init__(self, countries: Iterable[Country]) -> None:
        self._by_code = {country.code: country for country in sorted(countries, key=lambda country: country.code)}
        self._by_name = self._index(lambda country: country.names)
        self._by_adjective = self._index(lambda country: country.adjectives)
        self._by_people = self._index(lambda country: country.nouns)

    def __iter__(self) -> Iterator[Country]:
        return iter(self._by_code.values())

    def __len__(self) -> int:
        return len(self._by_code)

    def get(self, code: str) -> Country | None:
        """The country with that alpha-2 code."""
        return self._by_code.get(code)

    def by_name(self, name: str) -> Country | None:
        """The country of that name in any of its spellings; folded or not, with or without "the".

        >>> load_countries().by_name("the Ivory Coast").code
        'CI'
        """
        folded = fold(name)
        code = self._by_name.get(folded) or self._by_name.get(folded.removeprefix("the "))
        return self._by_code[code] if code else None

    def by_adjective(self, word: str) -> str | None:
        """The code of the country that the adjective belongs to: "Syrian" -> "SY"."""
        return self._by_adjective.get(fold(word))

    def by_people(self, word: str) -> str | None:
        """The code of the country whose people the noun names: "Syrians" -> "SY"."""
        return self._by_people.get(fold(word))

    def adjectives(self) -> Mapping[str, str]:
        """Folded adjective -> code."""
        return self._by_adjective

    def people(self) -> Mapping[str, str]:
        """Folded noun for people -> code."""
        return self._by_people

    def _index(self, words: Callable[[Country], tuple[str, ...]]) -> dict[str, str]:
        found: dict[str, str] = {}
        for country in self:
            for word in words(country):
                found.setdefault(fold(word), country.code)
        return found


def load_countries() -> Countries:
    """The countries of the package's table. Raises KnowledgeError when it breaks its schema."""
    return parse_countries(read_data(FILE), place=FILE)


def parse_countries(text: str, *, place: str) -> Countries:
    """Countries from the text of a table. Raises KnowledgeError naming file, line and field."""
    found: dict[str, Country] = {}
    for row in rows(text, place=place, fields=_FIELDS, required=_REQUIRED):
        where = f"{place} {row['code']}"
        if row["code"] in found:
            raise KnowledgeError("the code stands twice", place=where)
        found[row["code"]] = Country(
            code=row["code"],
            iso3=row["iso3"],
            numeric=int(number(row, "numeric", place=where, low=0, high=999)),
            name=row["name"],
            aliases=parts(row["aliases"]),
            adjectives=parts(row["adjectives"]),
            nouns=parts(row["people"]),
            capital=row["capital"],
            capital_names=parts(row["capital_names"]),
            latitude=number(row, "latitude", place=where, low=-90, high=90),
            longitude=number(row, "longitude", place=where, low=-180, high=180),
            region=row["region"],
        )
    return Countries(found.values())
