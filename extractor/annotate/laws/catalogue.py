"""The catalogue of acts, codes and treaties: names, countries and identifiers, from the rule tables."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from extractor.rules import RuleSet

_WORD = re.compile(r"[^\s,;:…“”\"]+")
_GAP = re.compile(r",?\s")
_BEHIND = ".)]'’"
_SHORT = re.compile(r"\S{2,8}\Z")


@dataclasses.dataclass(frozen=True, slots=True)
class Known:
    """A row of the catalogue for one country; ``id`` is null where several countries share the name."""

    id: str | None
    jurisdiction: str
    type: str


class Catalogue:
    """Looks up instruments by name: abbreviations as they are written, other names in any case."""

    def __init__(self, rules: RuleSet) -> None:
        self._exact: dict[str, tuple[Known, ...]] = {}
        self._folded: dict[str, tuple[Known, ...]] = {}
        self._local: dict[tuple[str, str], str] = {}
        self._longest = 1
        self._first: set[str] = set()  # how names begin
        if rules.has("laws.instrument.known"):
            for file in sorted(rules.tables):
                if file.startswith("laws_instruments"):
                    for row in rules.tables[file]["instrument"]:
                        self._add(row)
        names = sorted((re.escape(name) for name in self._exact if " " not in name), key=len, reverse=True)
        self.abbreviations = re.compile(rf"(?<![\w-])(?:{'|'.join(names) or '(?!)'})(?![\w-])")

    def _add(self, row: Mapping[str, Any]) -> None:
        places = row["jurisdiction"]
        codes = places if isinstance(places, list) else [places]
        alone = row["id"] if len(codes) == 1 else None
        known = tuple(Known(alone, code, row["type"]) for code in codes)
        for name in row["names"]:
            short = _SHORT.match(name) or not re.search(r"[a-z]{3}", name)
            table, key = (self._exact, name) if short else (self._folded, _key(name))
            table[key] = table.get(key, ()) + known
            self._first.add(_bare(name))
            self._longest = max(self._longest, len(name.split()))
        for name in row.get("local", ()):
            for code in codes:
                self._local.setdefault((code, _key(name)), row["id"])

    def identity(self, name: str, code: str) -> str | None:
        """The id of a country's act by the name that it has there: its "Criminal Code"."""
        return self._local.get((code, _key(name)))

    def is_abbreviation(self, word: str) -> bool:
        """Whether a word is an abbreviation of the catalogue: ``TCK``."""
        return word in self._exact

    def at(self, text: str, start: int) -> tuple[int, str, tuple[Known, ...]] | None:
        """The longest name that begins at a position: its end, its last word and its rows."""
        if _bare(text, start) not in self._first:
            return None
        words = _window(text, start, self._longest)
        for count in range(len(words), 0, -1):
            end = words[count - 1].end()
            while text[end - 1] in _BEHIND and end > start + 1 and not self._whole(text[start:end]):
                end -= 1
            name = text[start:end]
            for stem in (name, re.sub(r"['’]s\Z", "", name)):
                known = self._exact.get(stem) or self._folded.get(_key(stem))
                if known:
                    return start + len(stem), stem.rsplit(" ", 1)[-1].lower(), known
        return None

    def _whole(self, name: str) -> bool:
        """Whether a last full stop or bracket belongs to the name: ``Act (Northern Ireland)``."""
        return name in self._exact or (name[-1] == ")" and "(" in name)


def _window(text: str, start: int, size: int) -> list[re.Match[str]]:
    words: list[re.Match[str]] = []
    position = start
    while len(words) < size:
        word = _WORD.match(text, position)
        if word is None:
            break
        words.append(word)
        gap = _GAP.match(text, word.end())
        if gap is None:
            break
        position = gap.end()
    return words


def _bare(text: str, start: int = 0) -> str:
    """The first word at a position, less what the end of a name may have behind it: ``Code’s).`` is ``code``."""
    word = _WORD.match(text, start)
    low = word[0].replace("’", "'").lower().rstrip(_BEHIND) if word else ""
    return low.removesuffix("'s").rstrip(_BEHIND)


@lru_cache(maxsize=10_000)
def _key(name: str) -> str:
    return re.sub(r"[\s,]+", " ", name.replace("’", "'")).strip().lower()
