"""Where a figure stands in *from A to B*, in brackets, or right behind the one that it is measured with."""

from __future__ import annotations

import re

from extractor.annotate.lemma import lemma
from extractor.claims.context import Context
from extractor.claims.draft import Draft
from extractor.claims.terms import kin

TO = re.compile(r"\bto\s*(?:[\w-]+\s+){0,2}\Z", re.IGNORECASE)
_FROM = re.compile(r"\bfrom\s*(?:[\w-]+\s+){0,3}\Z", re.IGNORECASE)
_CLOSED = re.compile(r"(?:\s[\w%-]+){0,3}\s*,?\s*from\s*(?:[\w-]+\s+){0,2}", re.IGNORECASE)
_OWN = re.compile(r"(?:\b(?:its|their|his|her|our)|\w['’]s)\s+(?:current |existing |present )?\Z", re.IGNORECASE)
_BESIDE = re.compile(
    r",?\s*(?:(?:as )?(?:opposed|compared) (?:to|with)|against|versus)\s+(?:just |only |about |some )?", re.IGNORECASE
)


def opens_change(draft: Draft, context: Context) -> bool:
    """Whether a figure is where a change starts, its end still to come: *from 5*, and not *to 4 from 5*."""
    before, lead = context.preceding(draft), context.lead(draft)
    if _FROM.search(lead) is None:
        return False
    return before is None or _CLOSED.fullmatch(lead) is None or TO.search(context.lead(before)) is None


def reached(draft: Draft, context: Context) -> Draft | None:
    """The *to A* that a *from B* right behind it is the start of; a mere number may start any kind of figure."""
    before = context.preceding(draft)
    if before is None or before.compared is not None or _CLOSED.fullmatch(context.lead(draft)) is None:
        return None
    like = kin(before, draft) or draft.number.text[-1].isdigit()
    return before if like and TO.search(context.lead(before)) is not None else None


def bracketed(draft: Draft) -> bool:
    """*212 million pesos ($223,000)*, *90 arrests, or 12 a day, against 70*: said once more, in other terms."""
    lead = draft.sentence.plain[: draft.start - draft.sentence.start].rstrip()
    return lead.endswith(("(", ", or", ", or about"))


def beside(draft: Draft, options: list[Draft], context: Context) -> Draft | None:
    """*164 men; that is 37%, as opposed to 29 in 2019*: a mere number right behind a share is one, too."""
    before = context.preceding(draft)
    if before not in options or before is None or not draft.bare or _BESIDE.fullmatch(context.lead(draft)) is None:
        return None
    told = before.verb is not None and lemma(before.verb) == "be" and not bracketed(before)
    return before if told and before.reading.kind == "percent" and before.reading.change is None else None


def owned(draft: Draft, context: Context) -> bool:
    """*Raises its 5% share to 9%*: what someone has already."""
    return _OWN.search(context.lead(draft)) is not None


def raising(draft: Draft, changes: frozenset[str]) -> bool:
    """*Raises its share to 9%*: whether a figure hangs on a verb of change."""
    verb = draft.verb
    return verb is not None and lemma(verb) in changes
