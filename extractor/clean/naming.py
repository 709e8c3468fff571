"""What an article calls its outlet: in bylines, stamps, copyright lines, appeals and datelines."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Sequence

from extractor.clean.candidate import Candidate
from extractor.clean.header import first_prose
from extractor.clean.masthead import cased, segments
from extractor.clean.prefilter import Prefilter, Source
from extractor.records import MetadataValue
from extractor.rules import Rule, RuleSet, regex_flags

_SELF_NAMING = 90  # characters: a longer line without a sign against it names nobody
_READ = 1000
_OFTEN = 30.0
_HEADER = 14
_ASKING = ("donation", "subscription", "newsletter")
_SURE = 2
_DESK = "clean.outlet.desk"
_IN_FULL = "clean.outlet.in_full"
_FIRM = re.compile(
    r",? (?:\(?Pty\)? |Co\.? )?(?:Ltd|Limited|LLC|Inc|GmbH|AG|SpA|S\.?A|plc|PLC|AS|ApS|BV|SIA|OÜ|AB|Oy|Corp|Pvt)\.?$"
)
_TITLE = re.compile(r" (?:Staff|Special|Senior|Own)$")  # of a reporter
_CAMEL = re.compile(r"[A-Z][a-z]+(?:[A-Z][\w]+|\d+)$")
_ROLE = re.compile(r"\b(?:Staff|Special|Senior|Chief|Own|Our|Court|Crime|Political)\b")  # of a reporter
_STAFF = ("staff", "newsroom", "desk", "team")
_ACRONYM = re.compile(r"[A-Z]{2,7}$")
_Found = dict[str, tuple[int, MetadataValue]]


class _Named:
    """Some of the rules, and which of them a text may match."""

    def __init__(self, found: Sequence[Rule]) -> None:
        self._found = found
        self._may = Prefilter([Source(str(r.pattern), regex_flags(r.flags)) for r in found], often=_OFTEN)

    def __call__(self, text: str) -> list[Rule]:
        """The rules that the text may match, in their order."""
        return [self._found[index] for index in self._may(text)]


class OutletReader:
    """Reads the outlet from the lines of a text.

    A rule says in ``points`` how sure it is (two are enough), in ``where`` that it counts above the
    first paragraph alone, and in ``noun`` that the name must be built like a paper's.
    """

    def __init__(self, rules: RuleSet) -> None:
        found = [rule for rule in rules.layer("clean.outlet") if rule.pattern is not None]
        self._head = _Named(found)
        self._below = _Named([rule for rule in found if rule.yields.get("where") != "head"])
        self._nouns = frozenset(rules.table("clean_metadata", "outlet_nouns"))
        self._openers = frozenset(rules.table("clean_metadata", "outlet_openers"))
        self._labels = frozenset(rules.table("clean_furniture", "labels"))
        self._in_full = rules.has(_IN_FULL)

    def __call__(
        self, blocks: Sequence[Candidate], masthead: MetadataValue | None, source: str
    ) -> MetadataValue | None:
        """The outlet as it names itself, null where nothing is sure.

        A name that is found more than once wins; "The" is a part of it where it is written with a capital.
        A masthead wins over the name of its publisher, and a name in full over its beginning or its initials.
        """
        found: _Found = {}
        first = first_prose(blocks) or 0
        for index, block in enumerate(blocks):
            if len(block.text) > _SELF_NAMING and not block.signs and "(" not in block.text[:60]:
                continue
            for value, points in self._read(block, head=index < first):
                sure = points >= _SURE or block.text.endswith("!") or _asks(blocks[max(0, index - 1) : index + 2])
                count, known = found.get(value.value.casefold(), (0, value))
                found[value.value.casefold()] = (count + (max(points, _SURE) if sure else points), known)
        best = max(found.values(), key=lambda entry: entry[0], default=None)
        if best and best[0] >= _SURE and not (masthead and not best[1].rule.endswith((".appeal", ".staff"))):
            value = self._spelled_out(best[1], blocks, [known for _, known in found.values()])
            if " " in value.value and value.value.isupper():
                value = dataclasses.replace(value, value=cased(value.value, source))
            return value
        return masthead

    def _read(self, block: Candidate, *, head: bool) -> Iterator[tuple[MetadataValue, int]]:
        """The names that the rules find in a line, with their points."""
        text = block.text[:_READ]
        for rule in (self._head if head else self._below)(text):
            if match := rule.regex().search(text):
                name = _TITLE.sub("", _FIRM.sub("", match["name"].strip()))
                if name.lower() not in self._labels and (not rule.yields.get("noun") or self._is_paper(name)):
                    start = block.start + match.start("name")
                    value = MetadataValue(name, "text", rule.id, start, start + len(name))
                    yield value, int(rule.yields.get("points", _SURE))

    def _is_paper(self, name: str) -> bool:
        """Whether a name is built like that of a paper: it ends with such a noun, or is a word with a capital in it."""
        words = name.lower().split()
        built = words[-1].rpartition("-")[2] in self._nouns or (len(words) > 1 and words[0] in self._openers)
        return (built and not _ROLE.search(name)) or bool(_CAMEL.match(name))

    def _spelled_out(
        self, value: MetadataValue, blocks: Sequence[Candidate], others: Sequence[MetadataValue]
    ) -> MetadataValue:
        """The name in full, where a line of the head begins with a name or has its initials."""
        if not self._in_full:
            return value
        longer = next((other for other in others if _is_longer(other.value, value)), None)
        if longer is not None:
            return longer
        for block in blocks[:_HEADER]:
            pieces = segments(block.text)
            if len(pieces) == 1 and _spells(pieces[0], value.value):
                at = block.start + block.text.find(pieces[0])
                return MetadataValue(pieces[0], "text", _IN_FULL, at, at + len(pieces[0]))
        return value


def _asks(blocks: Sequence[Candidate]) -> bool:
    """Whether one of some lines asks the reader for something."""
    return any(sign.reason in _ASKING for block in blocks for sign in block.signs)


def _is_longer(other: str, value: MetadataValue) -> bool:
    """Whether another name that was found is the same in full: with "The", or with the words of its initials.

    "Orle Press Bureau" is no bureau of "Orle Press" where it signs itself so.
    """
    name = value.value
    desk = value.rule == _DESK and other.startswith(name + " ")
    return desk or other == f"The {name}" or bool(_ACRONYM.match(name) and _spells(other, name))


def _spells(line: str, name: str) -> bool:
    """Whether a line is a name of which another is the beginning or the initials."""
    words = line.split()
    if (
        not 2 <= len(words) <= 6
        or words[-1].lower() in _STAFF
        or not all(word[0].isupper() for word in words if len(word) > 3)
    ):
        return False
    if _ACRONYM.match(name):
        capitals = "".join(word[0] for word in words if word[0].isupper())
        return name in (capitals, capitals.removeprefix("T"))
    return line.startswith(name + " ") and len(words) <= len(name.split()) + 2
