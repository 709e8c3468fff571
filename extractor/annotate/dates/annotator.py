"""Find, join, read and bound the date expressions of an article."""

from __future__ import annotations

import dataclasses
import datetime
import re
from typing import Literal

from extractor.annotate.analysis import Analysis, Sentence
from extractor.annotate.dates import calendar
from extractor.annotate.dates.checks import Checks
from extractor.annotate.dates.clauses import (
    adds_up,
    compared,
    in_present,
    led_from,
    level,
    looks_ahead,
    names_noun,
    since_then,
    spoken,
    stands_alone,
    superlative,
    tense,
)
from extractor.annotate.dates.combine import Combiner
from extractor.annotate.dates.events import Events
from extractor.annotate.dates.fiscal import Fiscal, FiscalYears
from extractor.annotate.dates.grammar import Grammar
from extractor.annotate.dates.lexer import regions
from extractor.annotate.dates.lexicon import Lexicon
from extractor.annotate.dates.nodes import Node
from extractor.annotate.dates.reading import Anchor, Context, Reading, narrowed
from extractor.annotate.dates.resolve import Resolver, bounds, length_value
from extractor.records import DateMention, DatePart
from extractor.rules import Rule, RuleSet

_ANCHORS_KEPT = 40
_FOLLOWING = 120
_COMPARED = frozenset({"month", "season", "step", "step_window"})
_CLOSING = re.compile(r"\bof the (?:year|month|week)\Z", re.IGNORECASE)
_DAY_GAP = re.compile(r"(?<=\w)(?: (?:to|and|through|until|or) |\s?[-–—]\s?)(?=\d)")


class DateAnnotator:
    """Finds the date expressions of an analysed article and resolves them against its publication."""

    def __init__(self, rules: RuleSet) -> None:
        self.rules = rules
        self._lexicon = Lexicon(rules)
        self._grammar = Grammar(rules)
        self._combine = Combiner(rules)
        self._checks = Checks(self._lexicon)
        self._events = Events(rules)
        self._resolve = Resolver()
        self._fiscal = FiscalYears(rules)

    def __call__(self, analysis: Analysis) -> list[DateMention]:
        """The mentions of the article in order; expressions lean on earlier ones, never on the clock."""
        anchors: list[Anchor] = []
        fiscal = self._fiscal.of(analysis.text)
        found: list[DateMention] = []
        for sentence in analysis.sentences:
            nodes = self._nodes(sentence, analysis.text)
            for node in nodes:
                mention = self._mention(node, sentence, analysis, anchors, fiscal)
                if mention:
                    found.append(mention)
            del anchors[:-_ANCHORS_KEPT]
        return found

    def _nodes(self, sentence: Sentence, text: str) -> list[Node]:
        plain = sentence.plain
        nodes = []
        for start, end in regions(plain, self._lexicon):
            for hit in self._grammar.read(plain[start:end]):
                node = Node.of(hit, start, plain)
                if self._checks.passes(node, sentence):
                    nodes.append(node)
        if nodes:
            nodes = [node for node in self._combine(nodes, plain) if stands_alone(node, plain)]
        return self._events.merge(nodes, plain, text)

    def _mention(
        self, node: Node, sentence: Sentence, analysis: Analysis, anchors: list[Anchor], fiscal: Fiscal
    ) -> DateMention | None:
        follows = sentence.plain[node.end : node.end + _FOLLOWING]
        at = sentence.start + node.start
        context = Context(self._lexicon, analysis.published, sentence.index, anchors, fiscal, follows=follows, at=at)
        context.compared = node.op in _COMPARED and compared(node, sentence.plain, self._lexicon)
        context.led_from = context.compared and led_from(node, sentence.plain)
        if _needs_direction(node):
            context.tense = self._tense(node, sentence)
        reading = self._resolve(node, context)
        if reading is None:
            return None
        span = sentence.slice(sentence.start + node.start, sentence.start + node.end)
        bound = (
            self._combine.bound(node, sentence.plain)
            if reading.type in ("DATE", "TIME") and node.join != "range"
            else None
        )
        rule = bound[0] if bound else None
        record = rule is not None and rule.id == "dates.bound.since" and superlative(node, sentence, self._lexicon)
        rule = (
            None if record or (rule and rule.yields.get("ahead") and not _ahead(reading, analysis.published)) else rule
        )
        if rule is not None and rule.yields.get("outside") and names_noun(sentence, node):
            rule = None
        if (
            rule is not None
            and rule.id == "dates.bound.since"
            and sentence.plain[: node.start].lower().endswith("since ")
        ):
            reading = _begun(reading, analysis.published, named=node.op == "month")
        if rule is not None and rule.id == "dates.bound.by" and _over(reading, analysis.published):
            reading = _shifted(reading, 1) if in_present(sentence, node) else reading
        if (
            node.edge == "end"
            and _CLOSING.search(node.text)
            and reading.basis != "anaphoric"
            and _ahead(reading, analysis.published, last=True)
            and tense(sentence, node, self._lexicon) == "past"
        ):
            reading = _shifted(reading)
        if reading.period is not None and not reading.comparison:
            grain = reading.period.grain
            reported = grain in ("day", "time") and spoken(sentence, node, self._lexicon)
            base = (
                record
                or node.op in ("offset", "ago", "year_earlier", "year_same", "step")
                or compared(node, sentence.plain, self._lexicon)
            )
            place = narrowed(reading) if reading.edge else None
            period = calendar.day(place[0]) if place else reading.period
            edge = place is not None or (rule is not None and rule.yields.get("bound") == "as_of")
            edge = edge or (grain == "day" and node.op == "day" and level(sentence, node))
            to = bounds(reading, rule, analysis.published)[1] if rule and rule.id == "dates.bound.since" else None
            if rule is None and analysis.published is not None and since_then(sentence, node):
                to = max(analysis.published, period.last)
            ahead = looks_ahead(sentence, node, self._lexicon)
            name = reading.value if reading.fiscal and period.grain == "quarter" else None
            anchors.append(Anchor(span, period, sentence.index, reported, reading.basis, base, edge, ahead, to, name))
        first, last = bounds(reading, rule, analysis.published)
        if rule is not None and rule.yields.get("bound") == "as_of" and adds_up(sentence, node):
            first = None
        return _record(
            node, span.start, span.end, span.text, reading, rule, (first, last), self._parts(node, sentence, context)
        )

    def _tense(self, node: Node, sentence: Sentence) -> Literal["past", "future"] | None:
        """The tense of the clause, or what a preposition says: "since" looks back, "until" ahead."""
        found = tense(sentence, node, self._lexicon)
        bound = self._combine.bound(node, sentence.plain)
        kind = bound[0].yields.get("bound") if bound else None
        if node.edge == "start" and found is None:  # *has had 40 since the start of the year*: of this one
            return None
        if kind == "from" and bound and found is None and not (set(bound[0].yields) & {"outside", "ahead"}):
            return "past"
        forward = kind in ("by", "until") and found is None and node.op in ("weekday", "quarter", "half", "season")
        return "future" if forward else found

    def _parts(self, node: Node, sentence: Sentence, context: Context) -> tuple[DatePart, ...]:
        """The expressions that a merged mention is made of, each with its own TIMEX3 reading."""
        if node.op == "days" and node.join is None:
            return self._day_parts(node, sentence, context)
        if node.op == "so_far" and node.text.lower().startswith("so far "):
            reading = self._resolve(node, context)
            size = len("so far ")
            return (_part(sentence, node.start + size, node.end, reading),) if reading else ()
        nested = node.join in ("nest", "part") and node.left is not None and node.left.op == "first"
        if not (nested or node.join in ("range", "window")) or node.left is None or node.right is None:
            return ()
        if node.join == "range":
            pair = self._resolve.ends(node.left, node.right, context)
        else:
            left, right = self._resolve(node.left, context), self._resolve(node.right, context)
            pair = (left, right) if left and right else None
        if pair is None:
            return ()
        if node.join == "window" and pair[0].type != "DURATION" and "quarter" not in node.left.text.lower():
            if " of " in node.text:
                return ()
            pair = (Reading("DURATION", length_value(node.left, pair[0], context)), pair[1])
        parts = [
            _part(sentence, child.start, child.end, reading)
            for child, reading in zip((node.left, node.right), pair, strict=True)
        ]
        return tuple(sorted(parts, key=lambda part: part.start))

    def _day_parts(self, node: Node, sentence: Sentence, context: Context) -> tuple[DatePart, ...]:
        """``April 24`` and ``25``: the two days of a range that shares its month."""
        reading = self._resolve(node, context)
        gap = _DAY_GAP.search(node.text)
        if reading is None or gap is None or "/" not in reading.value:
            return ()
        first, last = reading.value.split("/")
        return (
            _part(sentence, node.start, node.start + gap.start(), Reading("DATE", first)),
            _part(sentence, node.start + gap.end(), node.end, Reading("DATE", last)),
        )


def _part(sentence: Sentence, start: int, end: int, reading: Reading) -> DatePart:
    span = sentence.slice(sentence.start + start, sentence.start + end)
    return DatePart(span.start, span.end, span.text, reading.type, reading.value)


def _begun(reading: Reading, published: datetime.date | None, *, named: bool) -> Reading:
    """What "since" names has begun: *since January*, written in December, is the January before."""
    if reading.basis == "explicit" or reading.period is None or not _ahead(reading, published):
        return reading
    return _shifted(reading, named=named)


def _over(reading: Reading, published: datetime.date | None) -> bool:
    """Whether a month or day without a year was read as one that is over."""
    period = reading.period
    if published is None or period is None or reading.basis == "explicit" or reading.edge:
        return False
    return period.grain in ("day", "month", "season") and period.last < published


def _shifted(reading: Reading, step: int = -1, *, named: bool = False) -> Reading:
    """A reading of the unit before, or after; a ``named`` month comes back in a year."""
    assert reading.period is not None
    grain = reading.period.grain if reading.period.grain in ("week", "month") and reading.edge and not named else "year"
    found = calendar.shift(reading.period, step, grain)
    return dataclasses.replace(reading, period=found, value=found.timex())


def _ahead(reading: Reading, published: datetime.date | None, *, last: bool = False) -> bool:
    if published is None or reading.period is None:
        return False
    return (reading.period.last if last else reading.period.first) > published


def _needs_direction(node: Node) -> bool:
    if node.join in ("range", "time", "window"):
        return any(child is not None and _needs_direction(child) for child in (node.left, node.right))
    if node.join == "nest":
        return node.right is not None and "of" in node.right.groups
    return node.join is None and (
        node.open
        or node.op in ("weekday", "season", "month", "definite")
        or (node.op == "unit" and "the" in node.groups)
    )


def _record(
    node: Node,
    start: int,
    end: int,
    text: str,
    reading: Reading,
    rule: Rule | None,
    limits: tuple[datetime.date | None, datetime.date | None],
    parts: tuple[DatePart, ...],
) -> DateMention:
    first, last = (day.isoformat() if day else None for day in limits)
    grain = reading.period.grain if reading.period else reading.unit
    told = (reading.rule,) if reading.rule else ()
    mod = reading.mod or (rule and rule.yields.get("mod")) or None
    kind = (rule.yields.get("bound") or rule.yields.get("bound_after")) if rule else None
    return DateMention(
        start,
        end,
        text,
        reading.type,
        reading.value,
        mod=mod,
        edtf=calendar.edtf(first, last, approx=reading.approx),
        from_=first,
        to=last,
        granularity=grain,
        bound=kind,
        basis=reading.basis,
        anchor=reading.anchor,
        fiscal=reading.fiscal,
        approx=reading.approx,
        comparison=reading.comparison,
        parts=parts,
        rules=tuple(dict.fromkeys((*node.rules, *told, *((rule.id,) if rule else ())))),
    )
