"""The head of a scraped text: which line is the title, and what the lines around it are."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.clean.candidate import Candidate, Sign
from extractor.clean.masthead import has_motto, is_name
from extractor.clean.prefilter import Prefilter
from extractor.clean.published import from_match
from extractor.clean.shape import is_headline, is_prose, key
from extractor.records import MetadataValue
from extractor.rules import RuleSet

_OFTEN = 30.0
_HEADER = 14
_BODY = 6
_LONG_ENOUGH = 5
_CLOSE = 0.2
_SURE = 0.3
_HEADED = 0.7
_BYLINED = 0.2
_SCORE = re.compile(r"\W*(?:FT|HT|AET|LIVE)\b|[^.!?,]{3,30} \d{1,2} ?[-–] ?\d{1,2} [^.!?,]{3,30}$")
_LISTED = re.compile(r"\s[|·•~/»>]\s|\s{2,}|\t")
_KICKER = re.compile(r"([A-Z][\w&’' -]{2,24}) \| ")
_FIELD = re.compile(r"(?:Headline|HEADLINE|Title|TITLE)\s?:\s+")
_SITE = re.compile(r" \| [A-Z][^|·•~/»>]{2,40}$")  # the name of the site behind a title
_DATELINE = re.compile(r"[A-Z][A-Z .,'’-]+(?:\([^()]{2,40}\))?\s*[-–—]+$")
_MOTTO = "clean.masthead.motto"
_MASTHEAD_AND_MOTTO = 2  # lines
_WORD = re.compile(r"[^\W\d_]{4,}")
_STEM = 5
_NAMES = 12  # words: a shorter line of names alone says who and where
_ASKED = re.compile(r"(?:What|Why|How|Who|Where|When|Key points|Key facts|At a glance|In brief)\b")  # a subheading
_TELLING = 3  # words of four letters or more, in lower case: a line with so many says something


class HeaderReader:
    """Tells title, masthead and furniture apart above the first paragraph of a text."""

    def __init__(self, rules: RuleSet) -> None:
        self._date = [(rule.regex(), rule.id) for rule in rules.layer("clean.masthead.date")]
        self._dated = Prefilter([pattern for pattern, _ in self._date], often=_OFTEN)
        self._labels = frozenset(rules.table("clean_furniture", "labels"))
        self._motto = rules.get(_MOTTO).regex() if rules.has(_MOTTO) else None
        self._above = _sign(rules, "clean.navigation.above_title")
        self._below = _sign(rules, "clean.byline.below_title")

    def title(self, blocks: Sequence[Candidate], given: str | None) -> Candidate | None:
        """The block that is the title: the given one, else the header line that the body echoes."""
        if given is not None:
            same = key(given)
            return next((block for block in blocks[:_HEADER] if key(block.text) == same), None)
        first = first_prose(blocks)
        if not first:
            return None
        body = _body(blocks, first)
        self._drop_motto(blocks, first)
        scored = [
            (_echo(block.text, body) + _signed(blocks[index + 1]), block)
            for index, block in enumerate(blocks[: min(first, _HEADER)])
            if block.kept and not block.doubt and block.role == "paragraph" and self._titular(blocks, index)
        ]
        longer = [(score, block) for score, block in scored if len(block.text.split()) >= _LONG_ENOUGH]
        scored = longer or scored
        best = max((score for score, _ in scored), default=0.0)
        chosen = next((index for index, (score, _) in enumerate(scored) if score >= best - _CLOSE), None)
        if chosen is None:
            return None
        title = scored[chosen][1]
        echo, above = scored[chosen - 1] if chosen else (0.0, title)
        headed = echo >= _HEADED or (_capitals(above.text) and not _capitals(title.text))
        if headed and above is blocks[blocks.index(title) - 1]:
            return above  # a standfirst echoes the article even more than the title right above it
        return title

    def _drop_motto(self, blocks: Sequence[Candidate], first: int) -> None:
        """Remove the line under the masthead in which a paper praises itself, where a title is left below it."""
        line = blocks[1] if first > _MASTHEAD_AND_MOTTO else None
        left = (b for b in blocks[2:first] if b.kept and len(b.text.split()) >= _LONG_ENOUGH and _titular(b.text))
        praised = self._motto and line and line.kept and self._motto.match(line.text)
        if line and praised and is_name(blocks[0].text) and next(left, None):
            line.removed, line.doubt = Sign("navigation", 1.0, _MOTTO), None

    def _titular(self, blocks: Sequence[Candidate], index: int) -> bool:
        """Whether a line may be the title: no masthead with its motto, no line of place and day alone."""
        text = blocks[index].text
        if has_motto(blocks, index):
            return False
        if _telling(text) < _TELLING and any(pattern.match(text) for pattern, _ in self._date):
            return False
        start, end = self.bare(text)
        return _titular(text, start, end)

    def bare(self, line: str, outlet: str = "") -> tuple[int, int]:
        """Where in a line the title stands, less the name of a section or a site that a bar parts from it.

        A hyphen parts it from its ``outlet``; a dash may also stand before the source of a headline.
        """
        kicker, site, field = _KICKER.match(line), _SITE.search(line), _FIELD.match(line)
        start = kicker.end() if kicker and kicker[1].lower() in self._labels else field.end() if field else 0
        end = site.start() if site else len(line)
        if outlet and line.endswith(f" - {outlet}"):
            end = len(line) - len(outlet) - 3
        return (start, end) if len(line[start:end].split()) >= _LONG_ENOUGH else (0, len(line))

    def trim(self, blocks: Sequence[Candidate], title: Candidate | None) -> None:
        """Remove the lines above a title that the body echoes, and the labels below it."""
        first = first_prose(blocks)
        if title is None or first is None:
            return
        body = _body(blocks, first)
        if _echo(title.text, body) < _SURE:
            return
        sign = self._above
        for block in blocks[:first]:
            if block is title:
                sign = self._below
            elif (
                sign
                and block.kept
                and block.role == "paragraph"
                and not _sentence(block.text, below=sign is self._below)
            ):
                block.removed, block.doubt = sign, None

    def published(self, blocks: Sequence[Candidate]) -> MetadataValue | None:
        """The one full date among the lines above the first paragraph."""
        first = first_prose(blocks) or 0
        named = [(block, self._dated(block.text)) for block in blocks[:first]]
        for index, (pattern, rule) in enumerate(self._date):
            found = [
                MetadataValue(day, "text", rule, block.start, block.start + match.end())
                for block, called in named
                if index in called and (match := pattern.match(block.text)) and (day := from_match(match))
            ]
            if len({value.value for value in found}) == 1:
                return found[0]
        return None


def first_prose(blocks: Sequence[Candidate]) -> int | None:
    """Where the article's paragraphs begin; a headline of two sentences is no paragraph."""
    for index, block in enumerate(blocks):
        if block.kept and is_prose(block.text) and not _unstopped(block.text):
            return index
    return None


def _titular(text: str, start: int = 0, end: int | None = None) -> bool:
    """Whether a line may be a title, which stands in it from ``start`` to ``end``."""
    return (is_headline(text) or (is_prose(text) and len(text) <= 260)) and not (
        _LISTED.search(text[start:end]) or _SCORE.match(text) or _DATELINE.match(text)
    )


def _unstopped(text: str) -> bool:
    return len(text) <= 260 and text[-1] not in ".!?…”\"'’)»"


def _capitals(text: str) -> bool:
    """Whether a line is written as headlines are, most of its longer words with a capital."""
    words = _WORD.findall(text)
    return len(words) >= _TELLING and 3 * sum(word[0].isupper() for word in words) > 2 * len(words)


def _telling(text: str) -> int:
    """How many words of four letters or more, in lower case, a line has."""
    return sum(1 for word in _WORD.findall(text) if word[0].islower())


def _sentence(text: str, *, below: bool) -> bool:
    """Whether a header line may be a standfirst: it is long enough to say something."""
    if below and len(text.split()) < _NAMES and all(word[0].isupper() for word in _WORD.findall(text)):
        return False
    telling = _telling(text) >= _TELLING
    if below and _ASKED.match(text):
        return True
    if below and telling:
        return not _LISTED.search(text)
    if telling and text.rstrip().endswith("."):
        return True  # a text may begin with a sentence, and no headline at all
    return len(text.split()) >= (8 if below else 14) and not _LISTED.search(text)


def _signed(block: Candidate) -> float:
    """What it adds to a line that a byline, a day or a credit stands below it."""
    return _BYLINED if block.removed is not None and block.removed.reason in ("byline", "caption") else 0.0


def _body(blocks: Sequence[Candidate], first: int) -> str:
    """The first paragraphs, in lower case."""
    return " ".join(block.text for block in blocks[first : first + _BODY] if is_prose(block.text)).lower()


def _echo(title: str, body: str) -> float:
    """How much of a title's wording the first paragraphs repeat, more for a longer title."""
    stems = {word[:_STEM] for word in _WORD.findall(title.lower())}
    if not stems:
        return 0.0
    return sum(stem in body for stem in stems) / len(stems) + 0.04 * min(len(title.split()), 10)


def _sign(rules: RuleSet, rule_id: str) -> Sign | None:
    return Sign(rules.get(rule_id).yields["reason"], 1.0, rule_id) if rules.has(rule_id) else None
