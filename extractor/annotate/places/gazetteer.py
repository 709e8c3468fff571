"""Names of places and the country of each: a lexicon read once from the rule tables."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable
from typing import Literal

from extractor.rules import RuleSet

Kind = Literal["country", "demonym", "region", "city", "institution"]
_COUNTRY_FIELDS: tuple[tuple[str, Kind], ...] = (("names", "country"), ("demonyms", "demonym"))
_TABLES: tuple[tuple[str, str, Kind], ...] = (
    ("places_regions", "regional_demonyms", "demonym"),
    ("places_institutions", "institutions", "institution"),
    ("places_regions", "regions", "region"),
    ("places_regions", "abbreviated", "region"),
    ("places_cities", "cities", "city"),
)
_WORD = re.compile(r"[^\W_][\w.’'-]*")


@dataclasses.dataclass(frozen=True, slots=True)
class Place:
    """What a name stands for: an ISO 3166-1 alpha-2 code and a kind."""

    code: str
    kind: Kind


class Gazetteer:
    """Looks names up, longest first; case counts ("Polish", not "polish")."""

    def __init__(self, rules: RuleSet) -> None:
        self.names: dict[str, Place] = {}
        self.longest: dict[str, int] = {}
        countries = rules.table("places_countries", "countries")
        for field, kind in _COUNTRY_FIELDS:
            if rules.has(f"places.kind.{kind}"):
                for code, row in countries.items():
                    self._add_all(row[field], code, kind)
        for file, table, kind in _TABLES:
            if rules.has(f"places.kind.{kind}"):
                for code, names in rules.table(file, table).items():
                    self._add_all(names.split("|"), code, kind)

    def _add_all(self, names: Iterable[str], code: str, kind: Kind) -> None:
        place = Place(code, kind)
        for name in names:
            self.names.setdefault(name, place)
            words = name.split(" ")
            self.longest[words[0]] = max(self.longest.get(words[0], 1), len(words))

    def find(self, text: str) -> list[tuple[int, int, Place]]:
        """Every name in a text, longest match first at each word, without overlaps."""
        found: list[tuple[int, int, Place]] = []
        end = -1
        for match in _CAPITAL.finditer(text):
            if match.start() < end:
                continue
            hit = self._at(text, match)
            if hit:
                found.append((match.start(), hit[0], hit[1]))
                end = hit[0]
        return found

    def _at(self, text: str, match: re.Match[str]) -> tuple[int, Place] | None:
        word = match[0]
        bare = _stem(word)
        count = self.longest.get(word) or self.longest.get(bare)
        start = match.start()
        if count is None:
            name = _dateline(text, match)
            return (start + len(name), self.names[name]) if name in self.names else None
        if count > 1:
            ends = _ends(text, match, count)
            for end in reversed(ends[1:]):
                for stop in (end, start + len(_stem(text[start:end]))):
                    place = self.names.get(text[start:stop].replace("’", "'"))
                    if place:
                        return stop, place
        for name in (word, bare, _dateline(text, match)):
            place = self.names.get(name)
            if place:
                return start + len(name), place
        return None

    def country_in(self, text: str) -> str | None:
        """The country that a name says ("Russian Criminal Code"), null when none or several."""
        codes = {place.code for _, _, place in self.find(text) if place.kind != "city"}
        return next(iter(codes)) if len(codes) == 1 else None

    def last_country(self, text: str) -> str | None:
        """The country named last in a text."""
        found = self.find(text)
        return found[-1][2].code if found else None

    def without_countries(self, text: str) -> str:
        """A name less its country words: "Russian Criminal Code" is "Criminal Code"."""
        pieces, last = [], 0
        for start, end, _ in self.find(text):
            pieces.append(text[last:start])
            last = end
        pieces.append(text[last:])
        return re.sub(r"(?:\s+of(?:\s+the)?|\s+the)+\s*\Z", "", " ".join("".join(pieces).split()))


_DATELINE = re.compile(r"(?:,\s[\w .]{2,20})?\s*(?:[—–]|\s-\s|\()")
_CAPITAL = re.compile(r"[A-ZÀ-ÖØ-ÞĀ-Ž][\w’'.&-]*")


def _stem(word: str) -> str:
    """A word without a possessive or a closing full stop.

    >>> _stem("Russia’s"), _stem("Poles'"), _stem("Iran.")
    ('Russia', 'Poles', 'Iran')
    """
    while word and word[-1] in ".’'-&":
        word = word[:-1]
    return word[:-2] if word.endswith(("’s", "'s")) else word


def _dateline(text: str, match: re.Match[str]) -> str:
    """The name in capitals that opens a report: "ANKARA — Prosecutors …"."""
    if match.start() > 24 or not match[0].isupper() or len(match[0]) < 4 or not _DATELINE.match(text, match.end()):
        return ""
    return match[0].title()


def _ends(text: str, match: re.Match[str], count: int) -> list[int]:
    ends = [match.end()]
    position = match.end()
    while len(ends) < count and text[position : position + 1] == " ":
        word = _WORD.match(text, position + 1)
        if word is None:
            break
        position = word.end()
        ends.append(position)
    return ends
