"""Metadata of an article from what was given and from what its text says of itself."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

from extractor.clean.candidate import Candidate
from extractor.clean.outlet import written
from extractor.clean.prefilter import Prefilter
from extractor.clean.published import date_in_path, from_match, parse_date
from extractor.clean.shape import is_prose
from extractor.errors import InputError
from extractor.records import MetadataValue
from extractor.rules import RuleSet

_HEADER = 12
_YEAR = re.compile(r"\d{4}")
_REACH = 300  # characters of a line in which its day must be told
_OFTEN = 30.0
_SIGNED = 160  # characters: a longer line is no byline
_ENGLISH = re.compile(r"\s*(?:en(?:[-_].*)?|eng|english)\s*$", re.I)
_NUMBERED = re.compile(r"^www\d?\.|^m\.|^amp\.")


def given_values(given: Mapping[str, str]) -> dict[str, MetadataValue]:
    """The fields that came with the input; they win over everything else.

    Raises InputError when ``published`` is not a date or ``language`` is not English.
    """
    values = {
        name: MetadataValue(value.strip(), "input", f"input:{name}")
        for name in ("title", "published", "outlet", "language", "author")
        if isinstance(value := given.get(name), str) and value.strip()
    }
    if "published" in values:
        values["published"] = _given_date(values["published"])
    if "language" in values:
        if not _ENGLISH.match(values["language"].value):
            raise InputError(f"language: {values['language'].value}: only English is supported")
        values["language"] = MetadataValue("en", "input", "input:language")
    return values


def _given_date(value: MetadataValue) -> MetadataValue:
    found = parse_date(value.value)
    if found is None:
        try:
            found = datetime.date.fromisoformat(value.value).isoformat()
        except ValueError:
            raise InputError(f"published: not a date: {value.value!r}") from None
    return MetadataValue(found, "input", value.rule)


class TextMetadata:
    """Reads date and author from the lines of a text."""

    def __init__(self, rules: RuleSet) -> None:
        dates = [rule for g in ("header", "published") for rule in rules.layer(f"clean.{g}")]
        dates.sort(key=lambda rule: bool(rule.yields.get("last")))
        self._dates = [
            (rule.regex(), rule.id, bool(rule.yields.get("stated")), bool(rule.yields.get("alone"))) for rule in dates
        ]
        self._dated = Prefilter([pattern for pattern, *_ in self._dates], often=_OFTEN)
        self._authors = [(rule.regex(), rule.id) for rule in rules.layer("clean.author")]

    def published(self, blocks: Sequence[Candidate]) -> MetadataValue | None:
        """The date of a header line, a date line or a dateline; earlier rules go first.

        Below the first teaser only a line that speaks of publication counts, and only where all give one day,
        as do the days in front of paragraphs: several are those of a chronicle.
        """
        lines, own = _top_and_foot(blocks)
        named = [
            (block, self._dated(block.text), place < own)
            for place, block in enumerate(lines)
            if _YEAR.search(block.text, 0, _REACH)
        ]
        for index, (pattern, rule, stated, alone) in enumerate(self._dates):
            far: dict[str, MetadataValue] = {}
            for block, called, near in named:
                match = pattern.match(block.text) if index in called and (near or stated) else None
                if match and (found := from_match(match)):
                    start = block.start + len(match[0]) - len(match[0].lstrip())
                    value = MetadataValue(found, "text", rule, start, block.start + match.end())
                    if near and not alone:
                        return value
                    far.setdefault(found, value)
            if len(far) == 1:
                return far.popitem()[1]
        return None

    def author(self, blocks: Sequence[Candidate]) -> MetadataValue | None:
        """Who signs the article above its first paragraphs, or below the last."""
        for block in _edges(blocks):
            if len(block.text) <= _SIGNED and (block.text[:2].lower() == "by" or " by" in block.text[:24].lower()):
                for pattern, rule in self._authors:
                    if match := pattern.match(block.text):
                        start, end = block.start + match.start("name"), block.start + match.end("name")
                        return MetadataValue(match["name"], "text", rule, start, end)
        return None


def uri_date(uri: str) -> MetadataValue | None:
    """The date in the path of an address."""
    found = date_in_path(uri)
    return MetadataValue(found, "uri", "uri:path") if found else None


def host_name(uri: str, source: str) -> MetadataValue | None:
    """The host of a web address as the last resort for an outlet, in words where the text writes it so.

    >>> host_name("https://www.riverpost.example/dam", "Write to River Post, 1 Port Road").value
    'River Post'
    """
    parts = urlsplit(uri) if "://" in uri else None
    if parts is None or parts.scheme not in ("http", "https") or not parts.hostname:
        return None
    host = _NUMBERED.sub("", parts.hostname)
    return MetadataValue(written(host.split(".")[0], source) or host, "uri", "uri:host")


def _edges(blocks: Sequence[Candidate]) -> Sequence[Candidate]:
    return blocks if len(blocks) <= 2 * _HEADER else [*blocks[:_HEADER], *blocks[-_HEADER // 2 :]]


def _top_and_foot(blocks: Sequence[Candidate]) -> tuple[list[Candidate], int]:
    """The first lines and those below the last paragraph, and how many of them stand above all teasers there."""
    below = 1 + next((i for i in range(len(blocks) - 1, -1, -1) if blocks[i].kept and is_prose(blocks[i].text)), -1)
    top = blocks[: min(_HEADER, below or _HEADER)]
    foot = blocks[max(len(top), min(below, len(blocks) - _HEADER // 2)) :]
    teasers = next(
        (i for i, line in enumerate(foot) if any(sign.reason == "related" for sign in line.signs)), len(foot)
    )
    return [*top, *foot], len(top) + teasers
