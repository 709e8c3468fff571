"""Which dates of a sentence are another figure's, or none's: a level held against, a matter, a clause of *when*."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from extractor.annotate.lemma import lemma
from extractor.claims.clausal import restricts
from extractor.claims.draft import Draft
from extractor.claims.grammar import SUBJECTS, ancestors, inside
from extractor.records import DateMention

if TYPE_CHECKING:
    from spacy.tokens import Token

_PARTS = frozenset({"multiple", "fraction"})
_GOING_ON = frozenset({"last", "operate", "run"})
_CAUSES = frozenset({"about", "after", "for", "over"})
_SHARING = frozenset({"involvement", "part", "participation", "role"})
_THE = re.compile(r"(?: of)? (?:the|those|that of the) ")
_ON_THE = re.compile(r" (?:above|below|from|on|over|than) (?:the|those) ")


def of_level(head: Token, draft: Draft) -> bool:
    """Whether a date names the level that a figure gives: *a third of the 2020 figure of 188*."""
    noun = draft.anchor
    if noun is None or noun.dep_ != "pobj" or noun.head.lower_ != "of":
        return False
    return head.dep_ in ("nummod", "compound", "nmod") and head.head == noun.head.head and head.i < noun.i


def of_matter(head: Token, anchor: Token) -> bool:
    """Whether a date only names what something was done about: *were jailed for their part in last year's riots*."""
    noun = head.head
    if head.dep_ != "poss" or noun.dep_ != "pobj" or inside(head, anchor):
        return False
    return noun.head.lower_ in _CAUSES or lemma(noun.head.head) in _SHARING


def ran(governor: Token, predicate: Token, date: DateMention) -> bool:
    """Whether a clause tells how long its subject went on: *A scheme that ran from 2019 to 2021 drew 12 men*."""
    if governor.dep_ != "relcl" or lemma(governor) not in _GOING_ON or date.granularity != "range":
        return False
    return governor.head.dep_ in SUBJECTS and governor.head.head == predicate


def told_then(head: Token, draft: Draft) -> bool:
    """Whether a date has a clause of *when* that the figure is in: *in 2024, when lawyers, as asked, had found 151*."""
    for node in itertools.islice(ancestors(draft.predicate), 4) if draft.predicate is not None else ():
        if node.dep_ == "relcl":
            return node.head == head and any(child.lower_ == "when" for child in node.lefts)
    return False


def grown_since(draft: Draft, owner: Draft, date: DateMention) -> bool:
    """Whether a date only says since when a level has changed: *61% are for it, down four points since 2022*."""
    if date.bound != "from" or owner.start < draft.end or draft.reading.change is not None:
        return False
    return owner.reading.change is not None and draft.tense in ("present", "past")


def times(draft: Draft, owner: Draft, date: DateMention) -> bool:
    """Whether a multiple is of the figure behind it, which has the date: *three times the 23 of 2024*.

    Or *three times the 2024 figure of 23*, *a rise of 9% on the 23 of 2024*.
    """
    changed = draft.reading.kind == "percent" and draft.reading.change is not None
    if (draft.reading.kind not in _PARTS and not changed) or draft.end > owner.start:
        return False
    start = draft.sentence.start
    end = min(date.start, owner.start) if date.start >= draft.end else owner.start
    return (_ON_THE if changed else _THE).fullmatch(draft.sentence.plain, draft.end - start, end - start) is not None


def narrowed(draft: Draft, governor: Token) -> bool:
    """Whether a participle narrows a whole in front of the verb: *Of 900 firms asked in May, 12 have closed this year*.

    Or what a share is of: *57% of those tried in 2023 walked free, and in 2024 only 31%*.
    """
    noun, verb = draft.anchor, draft.predicate
    if noun is None or verb is None or not noun.i < governor.i < verb.i:
        return False
    if noun.dep_ == "pobj" and noun.head.lower_ == "of":
        return noun.head.head == verb and restricts(governor, noun)
    wholes = (leaf for child in noun.rights if child.lower_ == "of" for leaf in child.rights if leaf.dep_ == "pobj")
    return any(restricts(governor, whole) for whole in wholes)
