"""Trim what a page or a text sets below its article: teasers, headings with no text, readers' comments."""

from __future__ import annotations

import collections
import itertools
import re
from collections.abc import Sequence

from extractor.clean.candidate import Candidate, Sign
from extractor.clean.evidence import TextEvidence, coded_signs
from extractor.clean.shape import MARKER, is_heading, is_headline, is_prose, key
from extractor.rules import RuleSet

_TAIL = 300
_MORE = "clean.related.more_of"
_DEK = 600
_LIST = 3  # lines at the foot that begin with a day or an hour: a list of the article, not headlines
_DATED = re.compile(
    r"(?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8}|\d{1,2}[.:]\d\d)\b"
    r"|[^.!?:]{2,60}?\s?:\s*\W{0,2}\d[\d.,]*\s?\S{0,12}(?: [^\W\d]+)?(?:[;,]? ?\(?[^\w(]?\d[\d.,]*\s?%?\)?)?\W*$"
    r"|[^.!?:]{2,40}:(?: [^;:]{2,60}\d[^;:]{0,12};){1,8}[^;:]{2,60}\d[^;:]{0,12}$"
)
_LABELLED = re.compile(r"[A-Z][^.!?:]{1,30}: .*\d")
_STEMS = re.compile(r"[^\W\d_]{4,}")
_STEM = 5
_COHERES = 0.34
_SAID = re.compile(r"[,?!][\"”’] |\b(?:said|says|told|added|according to)\b")
_SENTENCE = 5  # words
_TOPICAL = re.compile(r"\W*(?:related )?(?:tags?|topics?|keywords|in this story|filed under|more about)\W*$", re.I)
_TOPIC = re.compile(r"[^.!?:;,\d]{2,30}(?: \d{4})?$")
_SUBHEADING = 4  # words: a line so short over a paragraph may be the article's own heading
_PAIRS, _TIGHT = 3, 2
_NEAR = 4
_ROW = 3  # headlines
_RANKED = re.compile(r"\d{1,2}[.):]?\s")
_COMMENTS = re.compile(
    r"\W*(?:(?:top(?:-| )rated|latest|reader|recent|all|user|featured)s? )?comments?(?: ?\(?\d+\)?)?\W*$"
    r"|\d+ comments?\W*$|\W*leave a (?:comment|reply)\W*$",
    re.I,
)


class TailTrimmer:
    """Removes, in place, what follows the article among its candidates."""

    def __init__(self, rules: RuleSet, evidence: TextEvidence) -> None:
        self._evidence = evidence
        self._markers = frozenset(rules.table("clean_furniture", "tail_markers"))
        self._coded = coded_signs(rules)

    def trim(self, candidates: Sequence[Candidate], *, page: bool) -> None:
        """Remove the teasers after the article: what follows a marker, headings with no text."""
        kept = [i for i, block in enumerate(candidates) if block.kept]
        prose = next((i for i in kept if is_prose(candidates[i].text)), None)
        if prose is None:
            return
        sign = self._coded.get("related.heading_and_dek")
        if sign:
            stems = _Stems(candidates)
            for index in range(prose + 1, len(candidates)):
                block = candidates[index]
                if len(block.text) <= MARKER and self._is_marker(block.text):
                    block.remove(block.removed or sign)
                    self._trim_after(stems, block.text, candidates[index + 1 : index + _TAIL], sign, index)
        if sign := self._coded.get("related.trailing_heading"):
            self._trim_headings(candidates, prose, sign, page=page)

    def _is_marker(self, text: str) -> bool:
        if key(text) in self._markers or text.strip(" :>»").lower() in self._markers:
            return True
        return self._evidence.fires(_MORE, text)

    def _trim_after(self, stems: _Stems, marker: str, rest: Sequence[Candidate], sign: Sign, index: int) -> None:
        open_ = [block for block in rest if block.kept and block.role != "title"]
        heads = [block for block in open_ if is_headline(block.text) or block.heading]
        deks = [block for block in open_ if is_prose(block.text)]
        runs_on = any(is_prose(a.text) and is_prose(b.text) for a, b in itertools.pairwise(open_))
        if (
            heads
            and len(heads) >= len(deks)
            and not runs_on
            and all(len(dek.text) <= 400 for dek in deks)
            and not _goes_on(stems, index, rest)
        ):
            for block in open_:
                block.remove(sign)
            return
        topical = bool(_TOPICAL.match(marker))
        run = list(itertools.takewhile(lambda block: not block.kept or _is_teaser(block, topical=topical), rest))
        teasers = [block for block in run if block.kept]
        if not topical and len(teasers) > 1 and _may_head(teasers[-1].text) and len(run) < len(rest):
            teasers.pop()
        for block in teasers if rest and (rest[0] in teasers or not rest[0].kept) else ():
            block.remove(sign)

    def _trim_headings(self, candidates: Sequence[Candidate], prose: int, sign: Sign, *, page: bool) -> None:
        below = False
        level = 0
        lines: list[Candidate] = []
        for block in reversed(candidates[prose + 1 :]):
            if block.heading:
                if block.kept and not below and not (level and block.heading < level):
                    block.remove(sign)
                level, below = block.heading, False
            elif block.kept and block.role != "title":
                if not page and not below and block.doubt and block.doubt.rule != "clean.register.break":
                    block.remove(Sign(block.doubt.reason, 1.0, block.doubt.rule))
                elif not page and not below and block.role == "paragraph" and is_heading(block.text):
                    lines.append(block)
                elif not below:
                    below = True
                    if block.text[-1] == ":":
                        lines.clear()
                    elif not is_prose(block.text) and _LABELLED.match(block.text):
                        lines = [line for line in lines if not _LABELLED.match(line.text)]
                    if not page:
                        break  # only a page has headings, which may stand higher up
        sure = sum(bool(_DATED.match(line.text)) for line in lines)
        if sure < _LIST and (sure < _TIGHT or sum(bool(_LABELLED.match(line.text)) for line in lines) < _LIST):
            for block in lines:
                block.remove(sign)

    def trim_page(self, candidates: Sequence[Candidate]) -> None:
        """Remove what only pages have: readers' comments, and lists of linked headings with deks."""
        prose = next((i for i, block in enumerate(candidates) if block.kept and is_prose(block.text)), None)
        if prose is None:
            return
        comments, sign = self._coded.get("markup.after_comments"), self._coded.get("markup.dek")
        for dek in _deks(candidates[prose + 1 :]):
            if sign:
                dek.remove(sign)
        for index in range(prose + 1, len(candidates)):
            block = candidates[index]
            if (
                comments
                and block.heading
                and len(block.text) < 40
                and _COMMENTS.match(block.text)
                and not block.anchored
            ):
                for later in candidates[index:]:
                    if later.kept and not later.anchored and later.role != "title":
                        later.remove(comments)
                return


def _deks(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The lines below linked headings, or below whole lines of link, where such pairs follow each other.

    Such a line stands in a box of its own, with its link; or heading and line come in strict turns.
    """
    heads = [i for i, block in enumerate(candidates) if _is_linked_heading(block) or _is_link(block)]
    shared = collections.Counter(block.parent for block in candidates if block.kept)
    found: list[Candidate] = []
    run: list[Candidate] = []
    tight = boxed = True
    for head, after in itertools.zip_longest(heads, heads[1:]):
        dek = next((block for block in candidates[head + 1 : head + _NEAR] if block.kept), None)
        ends = after is None or sum(block.kept for block in candidates[head + 1 : after]) > 1
        if dek and len(dek.text) <= _DEK and not (dek.heading or dek.anchored):
            near = dek is candidates[head + 1] and (ends or after == head + 2)
            tight = tight and near and bool(candidates[head].heading)
            boxed = boxed and shared[dek.parent] == 1
            run.append(dek)
        if ends:
            if len(run) >= (_TIGHT if tight else _PAIRS) and (tight or boxed):
                found.extend(run)
            run, tight, boxed = [], True, True
    return found


def _is_linked_heading(block: Candidate) -> bool:
    return bool(block.heading) and block.linked > 0.8


def _is_link(block: Candidate) -> bool:
    return block.linked > 0.8 and block.removed is not None and block.removed.reason == "related"


def _is_teaser(block: Candidate, *, topical: bool) -> bool:
    """Whether a line may be the headline of another article or, under the label of topics, the name of one."""
    if block.role == "title" or block.heading:
        return False
    return is_headline(block.text) or (topical and bool(_TOPIC.match(block.text)))


def _may_head(text: str) -> bool:
    """Whether a line may be the heading of what follows it in the article: few words, no figure."""
    return len(text.split()) <= _SUBHEADING and not any(map(str.isdigit, text))


class _Stems:
    """The stems of the words of the blocks kept above an index; each block is read once."""

    def __init__(self, candidates: Sequence[Candidate]) -> None:
        self._candidates = candidates
        self._read = 0
        self._found: set[str] = set()

    def above(self, index: int) -> set[str]:
        """The stems above an index that is no smaller than the one before."""
        for block in self._candidates[self._read : index]:
            if block.kept:
                self._found.update(word[:_STEM] for word in _STEMS.findall(block.text.lower()))
        self._read = index
        return self._found


def _goes_on(above: _Stems, index: int, rest: Sequence[Candidate]) -> bool:
    """Whether something below a marker carries on with the article above it.

    A teaser's line stands right below its headline and has words of its own; a sentence of the article
    stands below another thing, shares the article's words or reports what somebody said.
    """
    told = [i for i, block in enumerate(rest) if block.kept and not block.heading and _is_told(block.text)]
    headed = [i > 0 and _heads(rest[i - 1]) and not _listed(rest[max(i - _ROW, 0) : i]) for i in told]
    if not all(headed):
        return True
    if len(told) > 1 and all(rest[i - 1].kept for i in told):
        return False
    body = above.above(index)
    for i in told:
        stems = {word[:_STEM] for word in _STEMS.findall(rest[i].text.lower())}
        if _SAID.search(rest[i].text) or len(stems & body) >= _COHERES * len(stems):
            return True
    return False


def _heads(block: Candidate) -> bool:
    return block.heading > 0 or is_headline(block.text)


def _listed(above: Sequence[Candidate]) -> bool:
    """Whether headlines with a rank each stand above: the last of such a list has no line of its own either."""
    return len(above) == _ROW and all(_RANKED.match(block.text) for block in above)


def _is_told(text: str) -> bool:
    """Whether a line is a sentence, however short."""
    return is_prose(text) or (len(text.split()) >= _SENTENCE and text[-1] in '.”"' and text[0].isupper())
