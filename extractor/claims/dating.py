"""Which words a date belongs to: what is asked of a date before it can be a figure's period."""

from __future__ import annotations

import datetime
import itertools
import re
from typing import TYPE_CHECKING

from extractor.annotate.lemma import lemma
from extractor.claims.context import Context
from extractor.claims.draft import Draft, overlaps
from extractor.claims.grammar import SUBJECTS, ancestors, is_finite, is_verb
from extractor.records import DateMention

if TYPE_CHECKING:
    from spacy.tokens import Token

    from extractor.annotate.analysis import Sentence

_CLOCK = "dates.time.clock"
_NAMING = frozenset({"nummod", "compound", "amod", "nmod"})
_LONG = frozenset({"range", "quarter", "half", "season", "decade"})
_COARSE = _LONG | {"week", "month", "year"}
_LIMITS = frozenset({"as_of", "by", "until", "from"})
_AGEING = frozenset({"be", "turn", "average", "reach"})
_NEAR = 8
_WORDS = 60
_DESCRIBING = re.compile(
    r", (?:(?:the|an?) [a-z ]{1,30} (?:before|after|since|of|from)|(?:just |right )?(?:before|after))(?: the)? ?",
    re.IGNORECASE,
)
# What a date right behind another one says of it: *in 2019, the last year before the pandemic*.
_SUCH = re.compile(r"(?:the|its|their|his|her) (?:first|last|final|second|third|worst|best|only|same)\b", re.IGNORECASE)
_DISTANCE = re.compile(
    r" (?:away|off|apart|(?:to the )?(?:north|south|east|west)\w*|from the|(?:long|wide|tall|high|deep))\b"
)
_DATELINE_BEFORE = re.compile(r"\(?(?:[A-ZÀ-ÖØ-Þ][\w.’'-]*,? ?){0,6}\(?")
_DATELINE_AFTER = re.compile(r" ?\)? ?(?:\([^()]{1,40}\))? ?(?:[—–]|--?)(?=\s)")
_WITHIN = frozenset({"in", "at", "during", "for"})
_BEYOND = frozenset({"after", "before", "following", "since", "until", "by"})
_THREATENING = frozenset({"carry", "envisage", "prescribe", "punish", "stipulate", "threaten"})
_UNITS = frozenset({"the month", "the quarter", "the week", "the year"})
_NEIGHBOUR = re.compile(r"(?:the (?:previous|preceding|prior) \w+|(?:the|a|one) \w+ (?:before|earlier|ago))")
_SAME_POINT = ("the same point", "the same date", "the same stage", "the same day")
_MEASURING = ("above ", "against ", "below ", "from ", "on ", "over ", "than ")
_SAYING = frozenset(
    {"announce", "confirm", "estimate", "find", "indicate", "report", "reveal", "say", "show", "suggest"}
)
_COUNTING = frozenset({"count", "detect", "document", "log", "observe", "record", "register", "release", "report"})
_EXPECTING = frozenset({"anticipate", "estimate", "expect", "forecast", "predict", "project"})
_PUBLISHING = frozenset({"issue", "post", "present", "publish", "release", "unveil"})
_PARTICIPLES = frozenset({"VBD", "VBN"})  # the tagger takes the one for the other
_SHOWING = frozenset({"present", "publish", "unveil"})
_PAPERS = frozenset(
    {"bulletin", "data", "datum", "estimate", "figure", "list", "number", "report", "result", "statistic", "statistics"}
    | {"study", "survey", "tally", "yearbook"}
)
_SAID = re.compile(
    r"(?:\bsa(?:id|ys|ying)(?: (?:in|at) (?:an?|its|his|her|their|the) (?:[\w-]+ ){0,2}"
    r"(?:address|bulletin|briefing|conference|email|filing|hearing|interview|letter|message"
    r"|note|post|release|report|speech|statement|update))?|, out) "
    r"(?:(?:late|early) )?(?:on )?\Z"
)
_SAID_REACH = 64


def usable(date: DateMention) -> bool:
    """A date that places a figure: not a bare duration, an hour without its day, a set, or a basis of comparison."""
    if date.type == "SET" or date.comparison or date.value.endswith("_REF"):
        return False
    if date.rules[:1] == (_CLOCK,) and not any(rule.startswith("dates.join.") for rule in date.rules):
        return False
    if date.type in ("DURATION", "TIME"):
        return date.from_ is not None or date.to is not None
    return date.type == "DATE"


def attachment(sentence: Sentence, date: DateMention) -> Token | None:
    """The token through which a date hangs in its sentence."""
    return sentence.head(date.start, date.end)


def verb_above(token: Token, predicate: Token | None = None) -> Token | None:
    """The nearest verb above a token, or the predicate of a headline, whatever its tag."""
    for node in itertools.islice(ancestors(token), 1, None):
        if node == predicate:
            return node
        if is_verb(node) and node.dep_ not in ("prep", "amod"):
            return node
    return None


def reporting(date: DateMention, sentence: Sentence, context: Context) -> bool:
    """Whether a date says when somebody reported: it hangs on the words that report.

    A long period before the cue, one in the reported phrase and one of a figure that is the cue's own object are no
    time of speaking: *In 2016 to 2018 police admitted killing 12 men*, *In May the registers showed 71 cases*.
    """
    head = attachment(sentence, date)
    governor = verb_above(head) if head is not None else None
    if date.granularity in ("day", None) and _SAID.search(sentence.plain[: date.start - sentence.start][-_SAID_REACH:]):
        return True  # whatever verb the parse hangs it on
    if head is None or governor is None:
        return False
    today = context.analysis.published
    if today is not None and date.from_ is not None and date.from_ > today.isoformat():
        return False  # *In 2026 the bank sees growth of 3%*: nobody has spoken then
    if lemma(governor) in _EXPECTING and today is not None and date.to is not None and date.to > today.isoformat():
        return False  # *This year it expects growth of 3%*
    if date.granularity == "day" and _issues(governor):
        return True
    if date.granularity == "day" and head.i > governor.i and lemma(governor) in _SAYING and _states(governor):
        return True
    place = sentence.offset(governor)
    reports = [r for r in context.reports(sentence) if r.cue is not None and r.cue.start <= place < r.cue.end]
    if not reports:
        return False
    if date.bound in _LIMITS or (date.granularity in _LONG and head.i < governor.i):
        return False
    if date.granularity not in _COARSE:
        return not (lemma(governor) in _COUNTING and _counts(governor, sentence, context))
    if any(draft.predicate == governor for draft in context.in_sentence(sentence)):
        return False
    return not any(overlaps(date, report.content) and report.type == "indirect" for report in reports)


def _counts(governor: Token, sentence: Sentence, context: Context) -> bool:
    """Whether what a verb has for its object, or its passive subject, is a count: *On Monday police recorded 12*."""
    return any(
        draft.predicate == governor
        and draft.reading.kind == "count"
        and draft.anchor is not None
        and draft.anchor.head == governor
        and draft.anchor.dep_ in ("dobj", "nsubjpass")
        for draft in context.in_sentence(sentence)
    )


def _issues(governor: Token) -> bool:
    """Whether a verb tells when figures came out: *published data showing 12*, *whose bulletin came out on Tuesday*."""
    if lemma(governor) in _SHOWING and governor.tag_ in _PARTICIPLES and not any(map(_of_clause, governor.children)):
        return True  # *By a reckoning presented on Tuesday, 12 …*
    if lemma(governor) in _PUBLISHING:
        return any(lemma(c) in _PAPERS for c in governor.children if c.dep_ in ("dobj", "nsubjpass"))
    out = lemma(governor) == "appear" or any(c.dep_ == "prt" and c.lower_ == "out" for c in governor.children)
    return out and any(lemma(c) in _PAPERS for c in governor.children if c.dep_ in SUBJECTS)


def _of_clause(child: Token) -> bool:
    """Whether a word makes its verb that of a clause: a subject, or an auxiliary."""
    return child.dep_ in SUBJECTS or child.dep_ in ("aux", "auxpass")


def _states(governor: Token) -> bool:
    """Whether a verb has a clause with a finite verb for its object: *showed that prices rose*."""
    clauses = (child for child in governor.children if child.dep_ == "ccomp")
    return any(is_finite(token) for clause in clauses for token in (clause, *clause.children))


def in_dateline(date: DateMention, sentence: Sentence) -> bool:
    """Whether a date stands in the dateline of a report: *(Tunis, 13 September 2024) – Some 214 …*."""
    if sentence.start != sentence.paragraph.start:
        return False
    before = sentence.plain[: date.start - sentence.start]
    after = sentence.plain[date.end - sentence.start :]
    return bool(_DATELINE_AFTER.match(after) and _DATELINE_BEFORE.fullmatch(before))


def of_comparison(date: DateMention, lead: str) -> bool:
    """Whether a date only says what a change is measured from: *On the month, prices fell by 0.3%*."""
    text, before = date.text.lower(), lead.lower()
    if text.startswith(_SAME_POINT):
        return before.endswith(_MEASURING)
    return before.endswith("on ") and (text in _UNITS or _NEIGHBOUR.fullmatch(text) is not None)


def describes(date: DateMention, dates: list[DateMention], sentence: Sentence) -> bool:
    """Whether a date only describes another one: *In 2021, the last year before the invasion*."""
    rest = sentence.plain[date.end - sentence.start :]
    if date.text.lower() == "overnight" and any(
        rest.startswith((f" on {d.text}", f" {d.text}")) for d in dates[:_NEAR]
    ):
        return True
    for other in dates[:_NEAR]:
        between = (
            sentence.plain[other.end - sentence.start : date.start - sentence.start] if other.end < date.start else ""
        )
        if _DESCRIBING.fullmatch(between) or (between == ", " and _SUCH.match(date.text)):
            return True
    head = attachment(sentence, date)
    others = [attachment(sentence, other) for other in dates if other is not date][:_NEAR]
    if head is None or any(other is None for other in others):
        return False
    for node in ancestors(head):
        if node.dep_ == "conj" or is_verb(node):
            return False
        if any(node.head == other for other in others) and node.head != node:
            hangs = node.dep_ in ("appos", "prep", "pobj", "relcl")
            return hangs and not any(t.like_num for t in node.doc[node.head.i + 1 : node.i])
    return False


def names(head: Token, things: frozenset[str], events: frozenset[str]) -> bool:
    """Whether the date only names its noun: *the 2012 law*, *after the strike of 2022*.

    What an event of that year is about has its period: *in the 2024 election*.
    """
    if head.dep_ in _NAMING:
        noun = head.head
        if lemma(noun) in events:
            return not (noun.dep_ in SUBJECTS or (noun.dep_ == "pobj" and noun.head.lower_ in _WITHIN))
        return lemma(noun) in things
    if head.dep_ == "pobj" and head.head.lower_ == "of":
        noun = head.head.head
        if lemma(noun) in things:
            return True
        return noun.dep_ in ("pobj", "pcomp") and noun.head.lower_ in _BEYOND
    return False


def days(date: DateMention) -> int:
    """How many days a date is long, less one; less than none where an end is open."""
    if date.from_ is None or date.to is None:
        return -1
    return (datetime.date.fromisoformat(date.to) - datetime.date.fromisoformat(date.from_)).days


def within(one: DateMention, other: DateMention) -> bool:
    """Whether a period is another one or a stretch of it."""
    first, last = one.from_ or one.to or "", one.to or "9999"
    return (other.from_ or "") <= first and last <= (other.to or "9999")


def meets(one: DateMention, other: DateMention) -> bool:
    """Whether one of two periods holds the other: *the 24 hours to yesterday*, *since January*."""
    return within(one, other) or within(other, one)


def moving(date: DateMention) -> bool:
    """Whether a period is still going on at publication: *this year*, *after the invasion*."""
    return date.basis != "explicit" or date.to is None


def timeless(draft: Draft, penalties: frozenset[str]) -> bool:
    """Whether a figure is for no period: somebody's age, a distance, or what a law threatens.

    *Ana Ruiz, 34, was jailed in May*; *fined in 2024 under a law that carries up to 15 years*.
    """
    kind = draft.reading.kind
    if kind == "measure" and _DISTANCE.match(draft.sentence.plain[draft.end - draft.sentence.start :]):
        return True
    if kind == "age":
        return draft.reading.statistic is None and (draft.predicate is None or lemma(draft.predicate) not in _AGEING)
    if kind not in ("duration", "money") or draft.tense not in ("present", "future"):
        return False
    if kind == "duration" and draft.predicate is not None and lemma(draft.predicate) in _THREATENING:
        return True
    start, end = max(draft.sentence.start, draft.start - _WORDS), draft.end + _WORDS // 2
    return any(token.lower_ in penalties for token in draft.sentence.tokens(start, end))
