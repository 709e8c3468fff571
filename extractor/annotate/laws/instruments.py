"""Name the act, code or treaty at a place in a sentence: by the catalogue, else by grammar."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from typing import Any

from extractor.annotate.analysis import Sentence
from extractor.rules import RuleSet

_WORD = re.compile(r"[^\s,;:()\[\]{}“”\"?!…—–§]+")
_ANY = re.compile(r"[^\s,;:…“”\"]+")
_GAP = re.compile(r",?\s")
_TITLE = re.compile(r"title\b", re.I)
_PARENT = re.compile(r"\s+(?:to|of)\s+(?:the\s+)?")
_YEAR = re.compile(r"\s*,?\s+(?:of\s+)?(?:1[6-9]|20)\d{2}\b(?!,\d)|\s+\((?:1[6-9]|20)\d{2}\)")
_SERIAL = re.compile(
    r"\s+(?:No|Nr|no|№|number|Number)\.?\s?\d[\w/]*(?:[-.][A-Z\d]+)*|\s+\((?:EU|EC|EEC|UE)\)\s+(?:No\.?\s+)?\d{1,4}/\d{2,4}|\s+\d{1,5}[/-](?:\d{2,4}|[A-Z]{1,3})(?:/[A-Z]{2,3})?\b|(?<=[Ll]aw)\s+\d[\d.]{2,6}\d\b|(?<=Act|ree)\s+\d{3,5}\b"
)
_ABBREVIATION = re.compile(r"\s*\((?:the\s+|or\s+)?[“\"]?([A-Z][A-Za-z.&-]{1,11})[”\"]?\)")
_PAREN_WORD = re.compile(r"\([A-Z][\w &’',-]{2,40}\)\s+(?=[A-Z(])")
_DETERMINER = re.compile(r"(?:the|a|an|this|that|these|those|any|both)\s+", re.I)
_SAME = re.compile(r"(?:the\s+)?(?:(same|said|aforementioned|latter)\s+(?=\w))", re.I)
_POSSESSOR = re.compile(r"((?:[A-Z][\w.-]+\s+){0,3}[A-Z][\w.-]+)(?:['’]s|(?<=s)['’])\s+")
_ANAPHOR = re.compile(
    r"(?:its|their|his|her|our|(?:the|that|this)\s+(?:\w+\s+)?(?:country|nation|state|kingdom|republic|province|city|bloc|union|emirate|territory)['’]s)\s+",
    re.I,
)
_CONNECTORS = frozenset("of and the on for to in against with by & de du des la from its an or".split())
_MODIFIERS = ("JJ", "NN", "VBN", "VBG", "HYPH", "POS", "VBD", "RB", "AFX")
_LONGEST = 18


@dataclasses.dataclass(frozen=True, slots=True)
class Known:
    """A row of the catalogue: an act or code of one jurisdiction (null: of several)."""

    id: str | None
    jurisdiction: str
    type: str


@dataclasses.dataclass(frozen=True, slots=True)
class Named:
    """An instrument named in a sentence; offsets into the sentence's text.

    ``begin`` is where the phrase starts with its determiner and possessor, ``start`` where the
    name does. ``back`` marks a phrase that points to an earlier instrument ("the same code").
    """

    begin: int
    start: int
    end: int
    text: str
    head: str
    known: tuple[Known, ...] = ()
    possessor: str | None = None
    anaphoric_owner: bool = False
    back: bool = False
    rule: str = "laws.instrument.grammar"


class InstrumentFinder:
    """Reads the instrument at a position of a sentence, or the one that ends at a position."""

    def __init__(self, rules: RuleSet) -> None:
        words = rules.tables["laws_words"]
        self._heads: Mapping[str, str] = words["heads"] if rules.has("laws.instrument.grammar") else {}
        self._bare = frozenset(words["bare_heads"]["words"])
        self._back_on = rules.has("laws.instrument.same")
        self._stop = frozenset(words["unit_words"]["words"])
        self._never = frozenset(words["never_instruments"]["words"])
        self._exact: dict[str, tuple[Known, ...]] = {}
        self._folded: dict[str, tuple[Known, ...]] = {}
        self.local: dict[tuple[str, str], str] = {}
        self._longest = 1
        if rules.has("laws.instrument.known"):
            for file in sorted(rules.tables):
                if file.startswith("laws_instruments"):
                    for row in rules.tables[file]["instrument"]:
                        self._add(row)
        exact = sorted((re.escape(name) for name in self._exact if " " not in name), key=len, reverse=True)
        self._short = re.compile(rf"(?<![\w-])(?:{'|'.join(exact) or '(?!)'})(?![\w-])")
        heads = "|".join(sorted(self._heads, key=len, reverse=True))
        self._head = re.compile(rf"\b(?:{heads})\b", re.I) if heads else re.compile(r"(?!)")

    def _add(self, row: Mapping[str, Any]) -> None:
        places = row["jurisdiction"]
        codes = places if isinstance(places, list) else [places]
        alone = row["id"] if len(codes) == 1 else None
        known = tuple(Known(alone, code, row["type"]) for code in codes)
        for name in row["names"]:
            short = re.fullmatch(r"\S{2,8}", name) or not re.search(r"[a-z]{3}", name)
            table, key = (self._exact, name) if short else (self._folded, _key(name))
            table[key] = table.get(key, ()) + known
            self._longest = max(self._longest, len(name.split()))
        for name in row.get("local", ()):
            for code in codes:
                self.local.setdefault((code, _key(name)), row["id"])

    def identity(self, name: str, code: str) -> str | None:
        """The id of a country's act by the name that it has there: its "Criminal Code"."""
        return self.local.get((code, _key(name)))

    def at(self, sentence: Sentence, position: int) -> Named | None:
        """The instrument whose phrase begins at a position, or null.

        ``Article 5 of |the Turkish Penal Code (TCK)`` gives ``Turkish Penal Code``.
        """
        text = sentence.plain
        start, back, possessor, anaphoric = position, False, None, False
        if match := _SAME.match(text, position):
            back, start = True, match.end()
        elif match := _ANAPHOR.match(text, position):
            anaphoric, start = True, match.end()
        else:
            if match := _DETERMINER.match(text, position):
                start = match.end()
            if match := _POSSESSOR.match(text, start):
                possessor, start = match[1], match.end()
        name = self._known_at(text, start) or self._grammar_at(sentence, start)
        if name is None and back and (title := _TITLE.match(text, start)):
            name = title.end(), "title", (), "laws.instrument.same"
        if name is None or (back and not self._back_on):
            return None
        end, head, known, rule = name
        if back:
            return Named(
                position,
                match.start(1) if match else start,
                end,
                text[match.start(1) if match else start : end],
                head,
                back=True,
                rule="laws.instrument.same",
            )
        pointing = possessor is None and not anaphoric and not known and self._points_back(text, start, end)
        if pointing and not self._back_on:
            return None
        return Named(
            position,
            start,
            end,
            text[start:end],
            head,
            known,
            possessor,
            anaphoric,
            pointing,
            "laws.instrument.same" if pointing else rule,
        )

    def before(self, sentence: Sentence, end: int) -> Named | None:
        """The instrument whose phrase ends right before a position: ``Criminal Code |Article 275``."""
        text = sentence.plain
        stop = end
        while stop > 0 and text[stop - 1] in " ,(:":
            stop -= 1
        if stop > 2 and text[stop - 2 : stop] in ("'s", "’s"):
            stop -= 2
        if stop > 0 and text[stop - 1] == ")":
            stop = text.rfind("(", 0, stop)
            while stop > 0 and text[stop - 1] == " ":
                stop -= 1
        if stop <= 0 or end - stop > 16:
            return None
        words = list(_WORD.finditer(text, max(0, stop - 110), stop))[-10:]
        if not words or words[-1].end() != stop or not self._may_end(words[-1][0]):
            return None
        found = None
        for word in reversed(words):
            candidate = self.at(sentence, word.start())
            if candidate and candidate.end == stop and not candidate.back and _is_name(text, candidate):
                found = candidate
            elif found:
                break
        return found

    def scan(self, sentence: Sentence) -> list[Named]:
        """The instruments that a sentence names anywhere, longest first at each place."""
        text = sentence.plain
        found: list[Named] = []
        for match in sorted([*self._head.finditer(text), *self._short.finditer(text)], key=lambda m: m.start()):
            if found and match.start() < found[-1].end:
                continue
            floor = found[-1].end if found else 0
            words = [w for w in _WORD.finditer(text, max(floor, match.start() - 90), match.start())][-9:]
            for position in [*(w.start() for w in words), match.start()]:
                named = self.at(sentence, position)
                if (
                    named
                    and not named.back
                    and named.end >= match.end()
                    and (text[named.start].isupper() or named.possessor)
                ):
                    found.append(named)
                    break
        return found

    def abbreviation(self, text: str, end: int) -> tuple[str, int] | None:
        """The abbreviation in brackets after a name, and where it ends."""
        match = _ABBREVIATION.match(text, end)
        return (match[1], match.end()) if match else None

    def _may_end(self, word: str) -> bool:
        return (
            word.lower() in self._heads
            or word in self._exact
            or word[-1:].isdigit()
            or word.lower() in ("procedure", "offences", "offenses")
        )

    def _points_back(self, text: str, start: int, end: int) -> bool:
        """ "the Act", "the law": the bare head alone; "the Constitution" names itself."""
        return " " not in text[start:end] and text[start:end].lower() in self._bare

    def _known_at(self, text: str, start: int) -> tuple[int, str, tuple[Known, ...], str] | None:
        words = _window(text, start, self._longest)
        for count in range(len(words), 0, -1):
            end = words[count - 1].end()
            while (
                text[end - 1] in ".)]'’"
                and end > start + 1
                and text[start:end] not in self._exact
                and not _closed(text, start, end)
            ):
                end -= 1
            raw = text[start:end]
            for stem in (raw, re.sub(r"['’]s\Z", "", raw)):
                known = self._exact.get(stem) or self._folded.get(_key(stem))
                if known:
                    end = self._suffix(text, start + len(stem))
                    return end, stem.rsplit(" ", 1)[-1].lower(), known, "laws.instrument.known"
        return None

    def _grammar_at(self, sentence: Sentence, start: int) -> tuple[int, str, tuple[Known, ...], str] | None:
        text = sentence.plain
        end, head = None, ""
        position, opened = start, False
        lower_run = 0
        for _ in range(_LONGEST):
            if paren := _PAREN_WORD.match(text, position):
                position = paren.end()
                continue
            word = _WORD.match(text, position)
            if word is None:
                break
            raw = word[0].rstrip(".'’")
            low = raw.lower()
            if low.endswith(("'s", "’s")):
                raw, low = raw[:-2], low[:-2]
            if low in self._stop or (low in self._never and end is None):
                break
            if low in self._heads and (end is None or raw[:1].isupper()) and (text[start].isupper() or end is None):
                end, head, opened = word.start() + len(raw), low, False
            elif raw[:1].isupper() or (raw.isdigit() and end is None and len(raw) == 4):
                if end is not None:
                    if not opened:
                        break
                    end = word.start() + len(raw)
            elif low in _CONNECTORS:
                if end is None and position == start:
                    break
                if end is not None:
                    if low not in (
                        "of",
                        "on",
                        "for",
                        "against",
                        "to",
                        "the",
                        "and",
                        "&",
                        "in",
                        "concerning",
                        "relating",
                    ) or (not opened and low in ("and", "the", "in", "to", "&")):
                        break
                    if not re.match(r"\s+(?:the\s+)?(?:[a-z]+\s+)?[A-Z]", text[word.end() : word.end() + 40]):
                        break
                    opened = True
            elif end is None and lower_run < 5 and self._modifies(sentence, word):
                lower_run += 1
            else:
                break
            position = word.end()
            if text[position : position + 1] != " " or word[0][-1:] == "." and len(raw) > 3:
                break
            position += 1
        if end is None:
            return None
        return self._suffix(text, end), head, (), "laws.instrument.grammar"

    def _modifies(self, sentence: Sentence, word: re.Match[str]) -> bool:
        token = sentence.token_at(sentence.start + word.start())
        return token is not None and token.tag_.startswith(_MODIFIERS)

    def _suffix(self, text: str, end: int) -> int:
        for _ in range(3):
            match = _SERIAL.match(text, end) or _YEAR.match(text, end)
            if match is None:
                break
            end = match.end()
        parent = _PARENT.match(text, end)
        if parent and "rotocol" in text[max(0, end - 24) : end]:
            known = self._known_at(text, parent.end())
            return known[0] if known else end
        return end


def _is_name(text: str, named: Named) -> bool:
    """Whether a phrase names an instrument and isn't just "law": capitals, an owner or a modifier."""
    return text[named.start].isupper() or named.anaphoric_owner or named.possessor is not None


def _window(text: str, start: int, size: int) -> list[re.Match[str]]:
    words: list[re.Match[str]] = []
    position = start
    while len(words) < size:
        word = _ANY.match(text, position)
        if word is None:
            break
        words.append(word)
        position = word.end()
        gap = _GAP.match(text, position)
        if gap is None:
            break
        position = gap.end()
    return words


def _closed(text: str, start: int, end: int) -> bool:
    """Whether a name that ends in a bracket also opens it: ``Act (Northern Ireland)``."""
    return text[end - 1] == ")" and "(" in text[start:end]


def _key(name: str) -> str:
    return re.sub(r"[\s,]+", " ", name.replace("’", "'")).strip().lower()
