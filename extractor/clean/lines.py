"""Cut a plain text into candidate blocks: by line, and within a line where junk is glued on."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from extractor.clean.candidate import Candidate, Sign
from extractor.clean.evidence import ASKING, REMOVES, TextEvidence, weigh
from extractor.clean.prefilter import Prefilter
from extractor.rules import RuleSet

_ENDS = re.compile(r"[.!?…:;][\"'”’)\]]*$")
SENTENCE = re.compile(r"[.!?…][\"'”’)\]]*\s+(?=[\"'“‘(\[]?[A-Z0-9$€£…])|(?<=[a-z0-9])[.!?][”\"]?(?=[(\[]?[A-Z][a-z])")
_BULLETS = "-–—*•·▪●"
_BULLET = re.compile(r"^(?:[-–—*•·▪●]|\d{1,2}[.)])\s+\S")
_OFTEN = 30.0
_HEADER_LINES = 8
_MOSTLY = 0.4
_LEANS = 0.4
_BRIEF = 26
_SPOKEN = re.compile(r"\b(?:[Ww]e|[Oo]ur|us|[Yy]ou|[Yy]our)\b")
_FIGURE = re.compile(r"\d|\b(?:was|were|had|is|are|it|he|she|they)\b")
_BOX, _SMALL_BOX = 260, 120
_SET_OFF = re.compile(r"\(.*\)$|\[.*\]$|[—–*] .* [—–*]$", re.S)  # a line that is one thing by its marks
TOLD = re.compile(r"\b(?:said|says|told|was|were|had|has been|have been|according to)\b")
_LINE = 60
_HEADLINE = 260
_BYLINE = re.compile(r"by [A-Z@][\w.’'-]+(?:(?:,| and)? [A-Z@][\w.’'-]+){1,6}$|[\w-]+(?:\.[\w-]+)+(?:$| [|·•] )")
_GLUE = (
    "READ ",
    "ALSO READ",
    "RELATED",
    "MORE: ",
    "WATCH: ",
    "SEE ALSO",
    "Read ",
    "lso read",
    "See also",
    "Related: ",
    "Share this ",
    "[",
    "ADVERT",
)
_CUT = ("teaser", "share", "boxed")
INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_EDGE = " \t\r\n\x0b\x0c\u00a0\u2028\u2029\u3000" + INVISIBLE


class LineReader:
    """Cuts text into candidates; the rules say where a line holds two different things."""

    def __init__(self, rules: RuleSet, evidence: TextEvidence) -> None:
        self._evidence = evidence
        self._header = [(rule.regex(), rule.yields.get("reason"), rule.id) for rule in rules.layer("clean.header")]
        self._headed = Prefilter([pattern for pattern, _, _ in self._header], often=_OFTEN)
        self._glued = {
            rule.id.rsplit(".", 1)[1]: (rule.regex(), Sign(rule.yields["reason"], 1.0, rule.id))
            for rule in rules.layer("clean.glued")
        }

    def __call__(self, source: str) -> list[Candidate]:
        """The candidates of a text, in order; what lies between them is white space."""
        found: list[Candidate] = []
        for line in _lines(source):
            if line.text[0].islower() and found and _continues(found[-1], line, source):
                found[-1] = Candidate(found[-1].start, line.end, source[found[-1].start : line.end])
            elif len(found) < _HEADER_LINES:
                found.extend(self._split_header(line))
            else:
                found.append(line)
        if any(word in source for word in _GLUE):
            found = [part for line in found for part in self._cut(line)]
        scan = self._evidence.scan(source)
        weighed: list[Candidate] = []
        for line in found:
            if not line.weighed:
                line.weighed = True
                line.signs = self._evidence(line.text, scan, line.start)
                if line.signs:
                    weighed.extend(self._unglued(line))
                    continue
            weighed.append(line)
        return weighed

    def _split_header(self, line: Candidate) -> Iterator[Candidate]:
        for index in self._headed(line.text):
            pattern, reason, rule = self._header[index]
            match = pattern.match(line.text)
            if match and match.end() < len(line.text):
                head = part(line, 0, match.end())
                yield _marked(head, Sign(reason, 1.0, rule)) if reason else head
                yield from self._split_byline(part(line, match.end(), len(line.text)))
                return
        yield from self._split_day(line)

    def _split_day(self, line: Candidate) -> Iterator[Candidate]:
        """Part a headline from the day that is glued to its end."""
        pattern, sign = self._glued.get("dated", (None, None))
        dated = pattern.search(line.text) if pattern and len(line.text) <= _HEADLINE else None
        if dated and sign and dated.start():
            yield part(line, 0, dated.start())
            yield _marked(part(line, dated.start(), len(line.text)), sign)
        else:
            yield line

    def _split_byline(self, line: Candidate) -> Iterator[Candidate]:
        """Part a headline from the byline, the credit and the prose that are glued to it."""
        pattern, sign = self._glued.get("byline", (None, None))
        match = pattern.search(line.text, 0, _HEADLINE) if pattern and len(line.text) > _LINE else None
        if match is None or sign is None:
            yield line
            return
        yield part(line, 0, match.start())
        yield _marked(part(line, match.start(), match.end()), sign)
        rest = part(line, match.end(), len(line.text))
        pattern, sign = self._glued.get("credit", (None, None))
        credit = pattern.match(rest.text) if pattern else None
        if credit and sign:
            yield _marked(part(rest, 0, credit.end()), sign)
            rest = part(rest, credit.end(), len(rest.text))
        yield rest

    def _cut(self, line: Candidate) -> Iterator[Candidate]:
        """Cut teasers and rows of share buttons out of the midst of a line."""
        at = 0
        if len(line.text) > _LINE and any(word in line.text for word in _GLUE):
            found = [
                (match.start(), match.end(), sign)
                for name, (pattern, sign) in self._glued.items()
                if name in _CUT
                for match in pattern.finditer(line.text)
            ]
            for start, end, sign in sorted(found, key=lambda cut: cut[:2]):
                if start > at:
                    yield part(line, at, start)
                if start >= at:
                    yield _marked(part(line, start, end), sign)
                    at = end
        if at == 0:
            yield line
        elif at < len(line.text):
            yield part(line, at, len(line.text))

    def _unglued(self, line: Candidate) -> list[Candidate]:
        """Cut junk sentences off a suspect line whose other sentences say nothing suspect."""
        whole = any(sign.reason == "caption" for sign in line.signs)
        least = _LEANS if len(line.text) > _BOX else REMOVES
        if whole or sum(sign.weight for sign in line.signs if sign.weight > 0) < least:
            return [line]
        cuts = [0, *(match.end() for match in SENTENCE.finditer(line.text)), len(line.text)]
        if len(cuts) < 3 or _SET_OFF.match(line.text):
            return [line]
        judged = [self._evidence(line.text[a:b].strip()) for a, b in itertools.pairwise(cuts)]
        scores = [weigh(signs)[0] for signs in judged]
        clean = sum(b - a for (a, b), score in zip(itertools.pairwise(cuts), scores, strict=True) if score <= 0)
        if not any(score >= REMOVES for score in scores) or clean < _MOSTLY * len(line.text):
            return [line]
        if len(line.text) <= (_BOX if scores[0] >= REMOVES else _SMALL_BOX) and not TOLD.search(line.text):
            return [line]
        leans = [
            (b - a <= _BRIEF and not _FIGURE.search(line.text, a, b))
            or bool(_SPOKEN.search(line.text, a, b))
            or sum(sign.weight for sign in signs if sign.reason in ASKING) >= _LEANS
            for (a, b), signs in zip(itertools.pairwise(cuts), judged, strict=True)
        ]
        return [part(line, a, b) for a, b in _runs(cuts, _grown(scores, leans))]


def _grown(scores: Sequence[float], leans: Sequence[bool]) -> list[bool]:
    """Which sentences are junk: those that are so by themselves, and those that lean to it beside them."""
    junk = [score >= REMOVES for score in scores]
    for order in (range(1, len(scores)), range(len(scores) - 2, -1, -1)):
        for index in order:
            beside = junk[index - 1] if order.step > 0 else junk[index + 1]
            junk[index] = junk[index] or (beside and leans[index])
    return junk


def _runs(cuts: list[int], junk: list[bool]) -> Iterator[tuple[int, int]]:
    """Join neighbouring sentences that are both junk, or both not."""
    start = 0
    for index in range(1, len(junk)):
        if junk[index] != junk[index - 1]:
            yield start, cuts[index]
            start = cuts[index]
    yield start, cuts[-1]


def _lines(source: str) -> Iterator[Candidate]:
    separator = "\n" if "\n" in source else "\r"
    offset = 0
    for line in source.split(separator):
        text = line.strip(_EDGE)
        if text:
            start = offset if len(text) == len(line) else offset + len(line) - len(line.lstrip(_EDGE))
            bullet = (text[0] in _BULLETS or text[0].isdigit()) and _BULLET.match(text)
            yield Candidate(start, start + len(text), text, "list_item" if bullet else "paragraph")
        offset += len(line) + 1


def part(line: Candidate, start: int, end: int) -> Candidate:
    """A stretch of a candidate as a candidate of its own, not judged yet."""
    text = line.text[start:end]
    start += len(text) - len(text.lstrip(_EDGE))
    text = text.strip(_EDGE)
    return Candidate(line.start + start, line.start + start + len(text), text, line.role)


def _marked(line: Candidate, sign: Sign) -> Candidate:
    line.signs, line.weighed = [sign], True
    return line


def _continues(before: Candidate, line: Candidate, source: str) -> bool:
    """Whether a line in small letters goes on with the sentence of the line before it: hard-wrapped text."""
    return (
        len(before.text) > 40
        and not _ENDS.search(before.text[-4:])
        and source.count("\n", before.end, line.start) == 1
        and not _BYLINE.match(line.text)
    )
