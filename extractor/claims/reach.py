"""How far a period reaches: to publication where it goes on, over all of a list of neighbours."""

from __future__ import annotations

import dataclasses
import datetime
import itertools
import re
from typing import TYPE_CHECKING

from extractor.annotate.lemma import lemma
from extractor.claims.context import Context
from extractor.claims.dating import attachment, moving
from extractor.claims.draft import Draft
from extractor.claims.grammar import SUBJECTS, above, ancestors
from extractor.claims.lists import runs
from extractor.claims.tense import tense
from extractor.records import DateMention

if TYPE_CHECKING:
    from spacy.tokens import Token

    from extractor.annotate.analysis import Sentence

_ALLOTTING = frozenset({"allocate", "allot", "appropriate", "budget", "earmark", "set"})
_PLANNING = frozenset(
    {"agree", "aim", "decide", "hope", "intend", "offer", "order", "plan", "pledge", "promise", "propose", "recommend"}
    | {"seek", "threaten", "urge", "vow", "want"}
)
_WHEN = re.compile(r",? when\b[^,;:.]*", re.IGNORECASE)


def extend(draft: Draft, dates: list[DateMention], context: Context, on: set[str]) -> None:
    """Let the period that a figure has been given reach as far as its words say; ``on`` are the rules in force."""
    _over_list(draft, dates, on)
    _open_ended(draft, context, on)


def since_clause(draft: Draft, date: DateMention) -> bool:
    """Whether the date dates a clause or noun phrase below *since*, which no comma parts from it."""
    head = attachment(draft.sentence, date)
    for node in list(ancestors(head))[:6] if head is not None else ():
        mark = node if node.lower_ == "since" else None
        mark = mark or next((c for c in node.children if c.lower_ == "since" and c.dep_ == "mark"), None)
        if mark is not None:
            start = draft.sentence.offset(mark)
            return start > date.start or "," not in draft.sentence.slice(start, date.start).text
        if node == draft.predicate:
            return False
    return False


def has_since(draft: Draft) -> bool:
    """Whether a clause tells what has been since what was told before it: *90 have since returned*."""
    verb = draft.predicate
    if verb is None or draft.tense != "perfect":
        return False
    return any(child.lower_ == "since" and child.dep_ == "advmod" for child in verb.children)


def _since_then(draft: Draft, date: DateMention) -> bool:
    """Whether a figure is of what followed a date: *In August the law was changed, and 90 have since returned*."""
    verb = draft.predicate
    return has_since(draft) and verb is not None and date.end <= draft.sentence.offset(verb)


def began(governor: Token, predicate: Token) -> bool:
    """Whether a verb stands in a clause of *since* on another: *lost 3 points since it began easing in May*.

    What a verb in the perfect has below it has no *since* of its own: *have been tried for it since it began in May*.
    """
    perfect = tense(predicate) == "perfect"
    for node in ancestors(governor):
        if node.dep_ == "advcl" and (node.head == predicate or perfect):
            since = any(c.lower_ == "since" and c.dep_ == "mark" for c in node.children)
            return since and above(predicate, node.head) if node.head != predicate else since
        if node.head == predicate:
            return False
    return False


def _open_ended(draft: Draft, context: Context, on: set[str]) -> None:
    """Let a period reach to publication: *since fighting broke out in May*, *has risen this year*."""
    date, today = draft.time, context.analysis.published
    if date is None or today is None or date.from_ is None or date.from_ > today.isoformat():
        return
    until = today.isoformat()
    current = date.to is None or date.to >= until
    if _WHEN.fullmatch(
        draft.sentence.plain, date.end - draft.sentence.start, max(0, draft.start - draft.sentence.start)
    ):
        return
    if "claims.period.since" in on and date.bound is None and (since_clause(draft, date) or _since_then(draft, date)):
        draft.time = dataclasses.replace(date, to=until, bound="from")
        draft.fired("claims.period.since")
    elif (
        "claims.period.so_far" in on
        and current
        and date.type != "DURATION"
        and not _to_its_end(draft, date)
        and not _allotted(draft)
        and not _planned(draft)
        and moving(date)
        and draft.tense in ("past", "perfect")
    ):
        draft.time = dataclasses.replace(date, to=until)
        draft.fired("claims.period.so_far")


def until_now(draft: Draft, date: DateMention, context: Context) -> DateMention:
    """A period taken over from another sentence, to publication: *This year it is slower. Courts have heard 12*."""
    today = context.analysis.published
    if today is None or date.from_ is None or date.to is None or date.type == "DURATION":
        return date
    until = today.isoformat()
    if date.from_ <= until and has_since(draft):
        return dataclasses.replace(date, to=until, bound="from")
    if date.basis == "explicit":
        return date
    running = date.from_ <= until < date.to and draft.tense in ("past", "perfect")
    return dataclasses.replace(date, to=until) if running else date


def _to_its_end(draft: Draft, date: DateMention) -> bool:
    """Whether a period is meant to its end: *the forecast for this year*."""
    head = attachment(draft.sentence, date)
    return head is not None and head.dep_ == "pobj" and head.head.lower_ == "for"


def _planned(draft: Draft) -> bool:
    """Whether an infinitive says what is to be done: *proposed to close 12 prisons this year*."""
    verb = draft.predicate
    return verb is not None and verb.tag_ == "VB" and lemma(verb.head) in _PLANNING


def _allotted(draft: Draft) -> bool:
    """Whether money is set apart for all of a period: *allotted $9 this year*."""
    return draft.reading.kind == "money" and draft.predicate is not None and lemma(draft.predicate) in _ALLOTTING


def _over_list(draft: Draft, dates: list[DateMention], on: set[str]) -> None:
    """Let a period run over all neighbours that one list names: *in July and August*."""
    if "claims.period.span" not in on or draft.time is None or draft.compares:
        return
    for run in runs(draft.sentence, dates):
        if draft.time in run and len(run) > 1 and _adjoining(run) and not _acts(draft.sentence, run[-1]):
            first, last = run[0], run[-1]
            text = draft.sentence.slice(first.start, last.end).text
            draft.time = dataclasses.replace(
                draft.time,
                start=first.start,
                end=last.end,
                text=text,
                value=f"{first.value}/{last.value}",
                from_=first.from_,
                to=last.to,
                granularity="range",
            )
            draft.fired("claims.period.span")


def _acts(sentence: Sentence, date: DateMention) -> bool:
    """Whether the last of a list is the subject of a clause of its own: *112 in 2024, and this year saw 93*."""
    return any(token.dep_ in SUBJECTS for token in sentence.tokens(date.start, date.end))


def _adjoining(run: list[DateMention]) -> bool:
    """Whether each period of a list begins on the day after the one before it ends."""
    for one, other in itertools.pairwise(run):
        if one.to is None or other.from_ is None or one.bound is not None or other.bound is not None:
            return False
        if datetime.date.fromisoformat(one.to) + datetime.timedelta(days=1) != datetime.date.fromisoformat(other.from_):
            return False
    return True
