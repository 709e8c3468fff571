"""Decide block by block: kept, removed or in doubt, from the evidence and the neighbourhood."""

from __future__ import annotations

import collections
import itertools
import re
from collections.abc import Callable, Iterable, Sequence

from extractor.clean.candidate import Candidate, Sign
from extractor.clean.evidence import DOUBTS, REMOVES, TextEvidence, own_voice, weigh
from extractor.records import Doubt
from extractor.rules import RuleSet

_ASKING = ("donation", "subscription", "newsletter")
_ENDS = re.compile(r"[.!?…。！？][\"'”’»」)\]]*$")
_STOPS = ".!?…。！？"
_SPOKEN = re.compile(r"\b(?:[Ww]e|[Oo]ur|us|[Yy]ou|[Yy]our|[Ww]e[’']\w+|[Yy]ou[’']\w+)\b")
_TO_READER = re.compile(r"\b(?:[Yy]ou|[Yy]our|[Yy]ou[’']\w+)\b")
_WORD = re.compile(r"\w+")
_COMMENTS = re.compile(
    r"\W*(?:(?:top(?:-| )rated|latest|reader|recent|all|user|featured)s? )?comments?(?: ?\(?\d+\)?)?\W*$"
    r"|\d+ comments?\W*$|\W*leave a (?:comment|reply)\W*$",
    re.I,
)
_GROWTH = 0.4
_GROWTH_LONG = 0.6
_BRIEF = 300
_REACH, _BESIDE = 4, 2
_TAIL = 300
_MARKER = 60
_MORE = "clean.related.more_of"
_AD = re.compile(r"\W*(?:advertisements?|advertising|ad)\W*$", re.I)
_SLOGAN = 60
_REPEAT_LENGTH = 60
_DEK = 600
_LIST = 3  # lines at the foot that begin with a day or an hour: a list of the article, not headlines
_DATED = re.compile(
    r"(?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8}|\d{1,2}[.:]\d\d)\b"
    r"|[^.!?:]{2,60}?\s?:\s*\W{0,2}\d[\d.,]*\s?\S{0,12}(?: [^\W\d]+)?(?:[;,]? ?\(?[^\w(]?\d[\d.,]*\s?%?\)?)?\W*$"
    r"|[^.!?:]{2,40}:(?: [^;:]{2,60}\d[^;:]{0,12};){1,8}[^;:]{2,60}\d[^;:]{0,12}$"
)
_LABELLED = re.compile(r"[A-Z][^.!?:]{1,30}: .*\d")
_AGENCY = re.compile(r"[.!?][\"'”’)\]]* \(?[A-Z]{2,6}\)?$")  # a paragraph that its agency signs
_STEMS = re.compile(r"[^\W\d_]{4,}")
_STEM = 5
_COHERES = 0.34
_SAID = re.compile(r"[,?!][\"”’] |\b(?:said|says|told|added|according to)\b")
_SENTENCE = 5  # words
_SUBHEADING = 4  # words: a line so short over a paragraph may be the article's own heading
_PAIRS, _TIGHT = 3, 2


def key(text: str) -> str:
    """A text reduced to its words, to tell copies of a title or a paragraph."""
    return " ".join(_WORD.findall(text.lower()))


def is_prose(text: str) -> bool:
    """Whether a block reads as sentences of an article, not as a heading or a label."""
    return len(text) >= 240 or (len(text) >= 60 and _is_stopped(text))


def _is_stopped(text: str) -> bool:
    return (
        text[-1] in _STOPS
        or bool(_ENDS.search(text[-6:]))
        or (text[-1] not in ".!?" and bool(_AGENCY.search(text[-16:])))
    )


def is_headline(text: str) -> bool:
    """Whether a line looks like a headline: some words, no full stop."""
    words = len(text.split())
    ends = text[-1] in ".:;,…" or (text[-1] not in "!?" and _is_stopped(text))
    return 3 <= words <= 28 and len(text) <= 220 and not ends and not text[0].islower()


def _is_heading(text: str) -> bool:
    """Whether a line may stand over others: a headline, or a few words and a colon."""
    return is_headline(text) or (len(text) <= _MARKER and text[-1] == ":")


class Judge:
    """Fills in the decisions of a list of candidates, in place."""

    def __init__(self, rules: RuleSet, evidence: TextEvidence) -> None:
        self._evidence = evidence
        self._labels = frozenset(rules.table("clean_furniture", "labels"))
        self._markers = frozenset(rules.table("clean_furniture", "tail_markers"))
        code = rules.table("clean_furniture", "in_code")
        learned = rules.table("clean_furniture", "learned")
        self._learned = Sign(learned["reason"], 1.0, learned["id"])
        self._coded = {
            name: Sign(rules.get(f"clean.{name}").yields["reason"], 1.0, f"clean.{name}")
            for name in code
            if rules.has(f"clean.{name}")
        }

    def weigh(self, candidates: Sequence[Candidate]) -> None:
        """Judge each block by its own evidence."""
        begun = False
        for block in candidates:
            if not block.weighed and not sum(sign.weight for sign in block.signs) >= REMOVES:
                block.signs.extend(self._evidence(block.text))
            if block.signs:
                if not begun:
                    block.signs = [sign for sign in block.signs if sign.rule not in self._evidence.below]
                _decide(block)
            if not begun:
                begun = block.removed is None and is_prose(block.text)
        credits = [i for i, block in enumerate(candidates) if block.doubt and block.doubt.reason == "byline"]
        if not credits:
            return
        sure = [i for i, block in enumerate(candidates) if block.kept and not block.doubt and is_prose(block.text)]
        for index in credits:
            block = candidates[index]
            if block.doubt and sure and index > sure[-1]:
                block.removed = next(sign for sign in block.signs if sign.rule == block.doubt.rule)
            block.doubt = None  # above the last paragraph it is the article that speaks of a writer

    def name_outlet(self, candidates: Iterable[Candidate], outlet: str) -> None:
        """Judge again the blocks in which the outlet speaks of itself."""
        for block in candidates:
            if block.kept and (signs := self._evidence.of_outlet(block.text, outlet)):
                block.signs.extend(signs)
                _decide(block)

    def grow(self, candidates: Sequence[Candidate]) -> None:
        """Let an appeal take in the neighbours that carry on with it."""
        sign = self._coded.get("appeal.grown")
        seeds = [i for i, block in enumerate(candidates) if block.removed and block.removed.reason in _ASKING]
        if not sign or not seeds:
            return
        for step in (1, -1):
            for seed in seeds:
                index = seed + step
                while 0 <= index < len(candidates) and _carries_on(candidates[index]):
                    self._take(candidates[index], sign)
                    index += step
        for left, right in itertools.pairwise(seeds):
            if right - left <= _REACH:
                for block in candidates[left + 1 : right]:
                    spoken = _SPOKEN if right - left == _BESIDE else _TO_READER
                    if block.kept and spoken.search(own_voice(block.text)) and not _told(block):
                        self._take(block, sign)

    def trim_header(self, candidates: Sequence[Candidate], title: Candidate | None) -> None:
        """Remove section names above the article and the later copies of its title."""
        for block in candidates:
            if is_prose(block.text):
                break
            label = self._coded.get("navigation.label")
            if label and block.kept and block is not title and key(block.text) in self._labels:
                self._take(block, label)
        sign = self._coded.get("duplicate.title")
        if title and sign:
            same = key(title.text)
            for block in candidates:
                if (
                    block is not title
                    and block.kept
                    and len(block.text) < 2 * len(title.text)
                    and key(block.text) == same
                ):
                    self._take(block, sign)

    def trim_tail(self, candidates: Sequence[Candidate], *, page: bool) -> None:
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
                if len(block.text) <= _MARKER and self._is_marker(block.text) and (block.kept or _is_furniture(block)):
                    self._take(block, block.removed or sign)
                    self._trim_after(stems, candidates[index + 1 : index + _TAIL], sign, index)
        if sign := self._coded.get("related.trailing_heading"):
            self._trim_headings(candidates, prose, sign, page=page)

    def _is_marker(self, text: str) -> bool:
        if key(text) in self._markers or text.strip(" :>»").lower() in self._markers:
            return True
        return self._evidence.fires(_MORE, text)

    def _trim_after(self, stems: _Stems, rest: Sequence[Candidate], sign: Sign, index: int) -> None:
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
                self._take(block, sign)
            return
        run = list(itertools.takewhile(lambda block: not block.kept or _is_teaser(block), rest))
        teasers = [block for block in run if block.kept]
        if len(teasers) > 1 and _may_head(teasers[-1].text) and len(run) < len(rest):
            teasers.pop()
        for block in teasers if rest and (rest[0] in teasers or not rest[0].kept) else ():
            self._take(block, sign)

    def _trim_headings(self, candidates: Sequence[Candidate], prose: int, sign: Sign, *, page: bool) -> None:
        below = False
        level = 0
        lines: list[Candidate] = []
        for block in reversed(candidates[prose + 1 :]):
            if block.heading:
                if block.kept and not below and not (level and block.heading < level):
                    self._take(block, sign)
                level, below = block.heading, False
            elif block.kept and block.role != "title":
                if not page and not below and block.doubt and block.doubt.rule != "clean.register.break":
                    self._take(block, Sign(block.doubt.reason, 1.0, block.doubt.rule))
                elif not page and not below and block.role == "paragraph" and _is_heading(block.text):
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
                self._take(block, sign)

    def trim_page(self, candidates: Sequence[Candidate]) -> None:
        """Remove what only pages have: readers' comments, and lists of linked headings with deks."""
        prose = next((i for i, block in enumerate(candidates) if block.kept and is_prose(block.text)), None)
        if prose is None:
            return
        comments, sign = self._coded.get("markup.after_comments"), self._coded.get("markup.dek")
        for dek in _deks(candidates[prose + 1 :]):
            if sign:
                self._take(dek, sign)
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
                        self._take(later, comments)
                return

    def drop_advertised(self, candidates: Sequence[Candidate], *, page: bool) -> None:
        """Remove what the label of an advertisement stands over."""
        sign = self._coded.get("navigation.advertised")
        for label, block in itertools.pairwise(candidates):
            if (page or block.doubt) and sign and block.kept and block.role != "title" and _AD.match(label.text):
                own = page and block.node == label.node and len(block.text) <= _SLOGAN and not is_prose(block.text)
                if block.doubt or own:
                    self._take(block, sign)

    def drop_learned(self, candidates: Iterable[Candidate], is_repeated: Callable[[str], bool]) -> None:
        """Remove the blocks that come again in article after article of the outlet."""
        for block in candidates:
            if block.kept and block.role != "title" and is_repeated(block.text):
                self._take(block, self._learned)

    def drop_repeats(self, candidates: Iterable[Candidate]) -> None:
        """Remove a paragraph that has been kept before, word for word."""
        sign = self._coded.get("duplicate.paragraph")
        if sign is None:
            return
        seen: set[str] = set()
        for block in candidates:
            text = block.text
            if len(text) >= _REPEAT_LENGTH and block.removed is None and block.role in ("paragraph", "standfirst"):
                if text in seen:
                    self._take(block, sign)
                seen.add(text)

    @staticmethod
    def _take(block: Candidate, sign: Sign) -> None:
        block.removed = sign
        block.doubt = None


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
        dek = next((block for block in candidates[head + 1 : head + _REACH] if block.kept), None)
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


def _decide(block: Candidate) -> None:
    if not block.signs or block.role == "title":
        return
    total, sign = weigh(block.signs)
    if sign and total >= REMOVES:
        block.removed, block.doubt = sign, None
    elif sign and total >= DOUBTS:
        block.doubt = Doubt(sign.reason, sign.rule)


def _is_teaser(block: Candidate) -> bool:
    return block.role != "title" and not block.heading and is_headline(block.text)


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
    headed = [i > 0 and (rest[i - 1].heading > 0 or is_headline(rest[i - 1].text)) for i in told]
    if len(told) > 1 and all(headed):
        return False
    if not all(headed):
        return True
    body = above.above(index)
    for i in told:
        stems = {word[:_STEM] for word in _STEMS.findall(rest[i].text.lower())}
        if _SAID.search(rest[i].text) or len(stems & body) >= _COHERES * len(stems):
            return True
    return False


def _is_told(text: str) -> bool:
    """Whether a line is a sentence, however short."""
    return is_prose(text) or (len(text.split()) >= _SENTENCE and text[-1] in '.”"' and text[0].isupper())


def _is_furniture(block: Candidate) -> bool:
    return block.removed is not None and block.removed.reason in ("related", "navigation")


def _carries_on(block: Candidate) -> bool:
    if not block.kept or block.role == "title":
        return False
    asking = sum(sign.weight for sign in block.signs if sign.reason in _ASKING)
    return asking >= (_GROWTH if len(block.text) <= _BRIEF else _GROWTH_LONG)


def _told(block: Candidate) -> bool:
    return any(sign.weight < 0 for sign in block.signs)
