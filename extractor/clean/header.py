"""The head of a scraped text: which line is the title, and what the lines around it are."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.clean.candidate import Candidate, Sign
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
_SEGMENT = re.compile(r"\s*[|·•~/»>–—]\s*|\s{2,}|\t| - |, ")
_NAME = re.compile(r"(?:The |the )?[A-Z][\w’'&.-]*(?: (?:of|and|the|&|[A-Z][\w’'&-]*)){0,4}")
_CAPITALS = re.compile(r"[A-Z][A-Z’'&-]+(?: (?:[A-Z][A-Z’'&-]+|&))+(?= [A-Z][a-z])")
_MOTTO = re.compile(r"\W*(?P<name>[A-Z][\w’'&-]*(?: [A-Z&][\w’'&-]*){0,3}) ?[–—|] ?[a-z]")
_SUFFIX = re.compile(r"\s[|·–—-]\s(?P<name>[^|·–—]{2,60})$")
_EDGES = re.compile(r"^[^\w]+|[^\w]+$")
_WORD = re.compile(r"[^\W\d_]{4,}")
_STEM = 5
_SHORTEST, _TWICE = 4, 2
_NAMES = 12  # words: a shorter line of names alone says who and where
_ASKED = re.compile(r"(?:What|Why|How|Who|Where|When|Key points|Key facts|At a glance|In brief)\b")  # a subheading
_TELLING = 3  # words of four letters or more, in lower case: a line with so many says something
_SMALL = ("of", "and", "the", "for", "in")


class HeaderReader:
    """Tells title, masthead and furniture apart above the first paragraph of a text."""

    def __init__(self, rules: RuleSet) -> None:
        self._nouns = frozenset(rules.table("clean_metadata", "outlet_nouns"))
        self._labels = frozenset(rules.table("clean_furniture", "labels"))
        self._date = [(rule.regex(), rule.id) for rule in rules.layer("clean.masthead.date")]
        self._dated = Prefilter([pattern for pattern, _ in self._date], often=_OFTEN)
        self._masthead = rules.has("clean.masthead.outlet")
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

    def _titular(self, blocks: Sequence[Candidate], index: int) -> bool:
        """Whether a line may be the title: no masthead with its motto, no line of place and day alone."""
        text = blocks[index].text
        if _has_motto(blocks, index):
            return False
        if _telling(text) < _TELLING and any(pattern.match(text) for pattern, _ in self._date):
            return False
        return _titular(text)

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

    def outlet(self, blocks: Sequence[Candidate], title: Candidate | None, source: str) -> MetadataValue | None:
        """The name in the masthead: a line above the title that is named like a paper, or returns."""
        if title is None or not self._masthead:
            return None
        best: tuple[float, MetadataValue] | None = None
        lowered = source.casefold()
        signed = _SUFFIX.search(title.text)
        for index, block in enumerate(blocks[:_HEADER]):
            if block is title:
                break
            motto = _MOTTO.match(block.text) if _has_motto(blocks, index) else None
            for segment in [motto["name"]] if motto else _SEGMENT.split(block.text):
                bare = _EDGES.sub("", segment)
                match = _CAPITALS.match(bare) or _NAME.match(bare.title() if index == 0 and bare.islower() else bare)
                name = match[0].strip(" .-") if match else ""
                score = self._score(name, index, lowered)
                if index == 0 and _is_masthead(name, bare, blocks[1:], title):
                    score = max(score, 2.0)
                if signed and name and signed["name"].casefold() == name.casefold():
                    score = max(score, 3.0)
                alone = index == 0 and len(name) == len(bare) > 3 and " " in name
                if motto or (alone and _is_bar(blocks[1:2])):
                    score = max(score, 2.0)
                if score >= 2 and (best is None or score > best[0]):
                    start = block.start + max(0, block.text.lower().find(name.lower()))
                    proper = _cased(name, source)
                    best = (score, MetadataValue(proper, "text", "clean.masthead.outlet", start, start + len(name)))
        return best[1] if best else None

    def _score(self, name: str, index: int, lowered: str) -> float:
        words = name.lower().split()
        if not words or len(words) > 5 or name.lower() in self._labels or len(name) < 4:
            return 0.0
        bare = name.removeprefix("The ").removeprefix("the ")
        again = lowered.count(bare.casefold()) if len(words) > 1 else 0
        named = len(words) > 1 and words[-1].rpartition("-")[2] in self._nouns
        return 2.0 * named + 2.0 * (again > 1) + (0.5 if index == 0 else 0.0)


def _is_masthead(name: str, segment: str, rest: Sequence[Candidate], title: Candidate) -> bool:
    """Whether a word that stands by itself in a first line is the outlet: what follows names it again."""
    if name != segment or " " in name or len(name) < _SHORTEST:
        return False
    word = re.compile(rf"\b{re.escape(name)}\b", re.I if name.isupper() else 0)
    return sum(1 for block in rest if block is not title and word.search(block.text)) >= _TWICE


def _has_motto(blocks: Sequence[Candidate], index: int) -> bool:
    """Whether a line is a masthead with its motto: *LANTERN — the light on the water*.

    The name is in capitals, or another of the first lines is signed with it.
    """
    match = _MOTTO.match(blocks[index].text)
    if match is None:
        return False
    signed = (_SUFFIX.search(block.text) for block in blocks[:_HEADER] if block is not blocks[index])
    return (index == 0 and match["name"].isupper()) or any(s and s["name"] == match["name"] for s in signed)


def _is_bar(blocks: Sequence[Candidate]) -> bool:
    """Whether a line under the masthead is a row of sections or a stamp, not prose."""
    return any(len(_LISTED.findall(block.text)) >= 2 and not is_prose(block.text) for block in blocks)


def first_prose(blocks: Sequence[Candidate]) -> int | None:
    """Where the article's paragraphs begin; a headline of two sentences is no paragraph."""
    for index, block in enumerate(blocks):
        if block.kept and is_prose(block.text) and not _unstopped(block.text):
            return index
    return None


def _titular(text: str) -> bool:
    return (is_headline(text) or (is_prose(text) and len(text) <= 260)) and not (
        _LISTED.search(text) or _SCORE.match(text)
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


def _cased(name: str, source: str) -> str:
    """A masthead in capitals as the text writes it elsewhere, else with initial capitals."""
    if not name.isupper():
        return name
    for match in re.finditer(re.escape(name), source, re.I):
        if not match[0].isupper() and match[0][0].isupper():
            return match[0]
    words = name.lower().split()
    return " ".join(word if i and word in _SMALL else word.capitalize() for i, word in enumerate(words))


def _sign(rules: RuleSet, rule_id: str) -> Sign | None:
    return Sign(rules.get(rule_id).yields["reason"], 1.0, rule_id) if rules.has(rule_id) else None
