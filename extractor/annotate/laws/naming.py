"""The grammar of instruments' names: "Protection of Wild Birds Act 2019", "Law No. 107 of 2013"."""

from __future__ import annotations

import re
from collections.abc import Mapping

from extractor.annotate.analysis import Sentence
from extractor.rules import RuleSet

WORD = re.compile(r"[^\s,;:()\[\]{}“”\"?!…—–§]+")
_YEAR = re.compile(r"\s*,?\s+(?:of\s+)?(?:1[6-9]|20)\d{2}\b(?!,\d)|\s+\((?:1[6-9]|20)\d{2}\)")
_SERIAL = re.compile(
    r"\s+(?:No|Nr|no|№|number|Number)\.?\s?\d[\w/]*(?:[-.][A-Z\d]+)*"
    r"|\s+\((?:EU|EC|EEC|UE)\)\s+(?:No\.?\s+)?\d{1,4}/\d{2,4}"
    r"|\s+\d{1,5}[/-](?:\d{2,4}|[A-Z]{1,3})(?:/[A-Z]{2,3})?\b"
    r"|(?<=[Ll]aw)\s+\d[\d.]{2,6}\d\b|(?<=Act|ree)\s+\d{3,5}\b"
)
_BRACKETED = re.compile(r"\([A-Z][\w &’',-]{1,40}\)\s+(?=[A-Z(])")
_PLACE = re.compile(r"\s+\([A-Z][a-z]+(?:\s(?:and\s)?[A-Z][a-z]+){0,3}\)(?=\s+(?:of\s+)?(?:1[6-9]|20)\d{2}\b)")
_DAY = (
    r"(?:Jan|Febr)uary|March|April|May|June|July|August|(?:Septem|Octo|Novem|Decem)ber"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
)
_NAME_FOLLOWS = re.compile(rf"\s+(?:the\s+)?(?:[a-z]+\s+)?(?!(?:{_DAY})\b)[A-Z]")
_MODIFIERS = ("JJ", "NN", "VBN", "VBG", "HYPH", "POS", "RB", "AFX")
_LONGEST = 18
_MODIFIERS_AT_MOST = 5


class NameGrammar:
    """Reads a name word by word: capitals and connectors up to a head noun, then what the head takes."""

    def __init__(self, rules: RuleSet) -> None:
        words = rules.tables["laws_words"]
        self.heads: Mapping[str, str] = words["heads"] if rules.has("laws.instrument.grammar") else {}
        self._units = frozenset(words["unit_words"]["words"])
        self._never = frozenset(words["never_instruments"]["words"])
        self._inside = frozenset(words["never_instruments"]["inside"])
        self._connectors = frozenset(words["connectors"]["inside"])
        self._openers = frozenset(words["sentence_openers"]["words"])
        self._opening = frozenset(words["connectors"]["opening"])

    def at(self, sentence: Sentence, start: int) -> tuple[int, str] | None:
        """Where the name that begins at a position ends, and its head noun; null when none does."""
        text = sentence.plain
        end, head, opened, modifiers = 0, "", False, 0
        position = start
        for _ in range(_LONGEST):
            if bracketed := _BRACKETED.match(text, position):
                position = bracketed.end()
                continue
            word = WORD.match(text, position)
            if word is None:
                break
            raw = _bare(word[0])
            if position == start and raw.lower() in self._openers:
                break
            kind = self._kind(raw, bool(end), opened, text, word.end())
            if kind == "modifier" and not (modifiers < _MODIFIERS_AT_MOST and _modifies(sentence, word)):
                break
            if kind == "stop" or (kind == "connector" and position == start):
                break
            modifiers += kind == "modifier"
            if kind == "head":
                end, head, opened = word.start() + len(raw), raw.lower(), False
            elif kind == "name" and end:
                end = word.start() + len(raw)
            elif kind == "connector" and end:
                opened = True
            position = word.end()
            if text[position : position + 1] != " " or (word[0][-1] == "." and len(raw) > 3):
                break
            position += 1
        return (end, head) if end else None

    def _kind(self, raw: str, headed: bool, opened: bool, text: str, after: int) -> str:
        """What a word does in a name: head, name, connector, modifier, or stop."""
        low = raw.lower()
        if low in self._units or (
            low in self._never and not headed and not (raw[:1].isupper() and low in self._inside)
        ):
            return "stop"
        if low in self.heads and (not headed or raw[:1].isupper()):
            return "head"  # a second one right behind the first ends the name: "Public Order Act"
        if raw[:1].isupper() or (raw.isdigit() and len(raw) == 4 and not headed):
            return "stop" if headed and not opened else "name"
        if low in self._connectors:
            if headed and (low not in self._opening and not opened):
                return "stop"
            return "connector" if not headed or _NAME_FOLLOWS.match(text, after) else "stop"
        return "stop" if headed else "modifier"

    def opens_sentence(self, phrase: str) -> bool:
        """Whether a phrase begins with a word that no name begins with ("Under Iran")."""
        return phrase.split(" ", 1)[0].lower() in self._openers

    def suffix(self, text: str, end: int) -> int:
        """Where a name ends with its number or its year: "Regulation (EU) 2022/2065", "Act (Scotland) 2021"."""
        for _ in range(3):
            match = _SERIAL.match(text, end) or _PLACE.match(text, end) or _YEAR.match(text, end)
            if match is None:
                break
            end = match.end()
        return end


def _bare(word: str) -> str:
    stem = word.rstrip(".'’")
    return stem[:-2] if stem.endswith(("'s", "’s")) else stem


def _modifies(sentence: Sentence, word: re.Match[str]) -> bool:
    token = sentence.token_at(sentence.start + word.start())
    return token is not None and token.tag_.startswith(_MODIFIERS)
