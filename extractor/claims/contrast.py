"""Which figures a date is closed to: those that it contrasts with, or that punctuation parts from it."""

from __future__ import annotations

import bisect
import itertools
import re
from typing import TYPE_CHECKING

from extractor.annotate.lemma import lemma
from extractor.claims.draft import Draft, overlaps
from extractor.claims.grammar import above, ancestors, inside, is_noun, is_verb
from extractor.claims.tense import tense
from extractor.records import DateMention

if TYPE_CHECKING:
    from spacy.tokens import Token

    from extractor.annotate.analysis import Sentence

_NAMING = frozenset({"nummod", "compound", "amod", "nmod", "npadvmod", "appos", "poss"})
# What a date is called: *in May, the worst month on record, it was 84*.
_APPOSITION = re.compile(r"\A, (?:the|its|their|his|her) [^,;:.]{1,60}, ")
_AGO = "dates.offset.ago"
_PAUSE = re.compile(r"[,;:(]|\b(?:and|to|from|compared|against|versus|up|down|than)\b")
_POSSESSIVE = re.compile(
    r"['’]s?(?: (?!(?:from|to|of|by|in|at|for|with|on|and)\b)[a-z][a-z-]*){0,3} ?"
    r"|(?:['’]s?)? (?:[a-z][a-z-]* ){0,2}?"
    r"(?:figures?|totals?|levels?|counts?|numbers?|tally|toll|peak|high|low|average|mark|results?)"
    r" of (?:(?:just|about|around|some|nearly|almost|only|more than|over) )?"
)
_OF_THEM = re.compile(r" of (?:them|whom|which|these|those)\b", re.IGNORECASE)
_OPENS = re.compile(r"(?: as a whole| alone| overall| altogether)? \(")
_MANY = 12
_MARKS = frozenset({",", ";", ".", "–", "—", "-", ")"})
_REACH = 120
_AND = re.compile(r"(?: \w+){0,4},? and (?:\w+ ){0,2}")


def alone_in_brackets(draft: Draft, date: DateMention) -> bool:
    """Whether a figure stands alone in brackets right after a date: *twice the level of 2020 (309)*."""
    sentence = draft.sentence
    if not _OPENS.fullmatch(sentence.plain[date.end - sentence.start : draft.start - sentence.start]):
        return False
    return sentence.plain[draft.end - sentence.start : draft.end - sentence.start + 1] == ")"


def outside_report(draft: Draft, date: DateMention) -> bool:
    """Whether the date belongs to the reporting words, not to what they report."""
    return bool(draft.content) and not overlaps(date, draft.content)


def rivals(draft: Draft, owner: Draft, drafts: list[Draft], date: DateMention) -> bool:
    """Whether a date that another figure owns is closed to this one: they contrast in it."""
    if draft.sentence.plain[owner.reach - draft.sentence.start : date.start - draft.sentence.start].startswith(","):
        return False
    if owner.compares or draft.compares:
        return True
    between = [d for d in drafts[-_MANY:] if owner.start > d.start > draft.start]
    return any(not _in_brackets(d, draft) for d in between)


def _in_brackets(other: Draft, draft: Draft) -> bool:
    """Whether a figure says in brackets what the one before it has said: *fines of 5,000 lari ($1,850)*."""
    start = draft.sentence.start
    return draft.sentence.plain[draft.end - start : other.start - start].rstrip().endswith("(")


def bracket(drafts: list[Draft], date: DateMention, sentence: Sentence) -> tuple[int, int] | None:
    """The brackets that a date shares with a figure of its own, and with no other: *12.9% (11.1% in 2024)*."""
    text, place = sentence.plain, date.start - sentence.start
    opened = text.rfind("(", max(0, place - _REACH), place)
    if opened < 0 or text.find(")", opened, place) >= 0:
        return None
    closed = text.find(")", place, place + _REACH)
    start, end = sentence.start + opened, sentence.start + (closed if closed >= 0 else len(text))
    first = bisect.bisect_right(drafts, start, key=lambda d: d.start)
    return (start, end) if first < len(drafts) and drafts[first].start < end else None


def begins_next(drafts: list[Draft], date: DateMention, dates: list[DateMention]) -> Draft | None:
    """The figure that a date after a comma begins to tell of: *In 2024 it tried 90 men, in 2023 there were 40*."""
    order = bisect.bisect_right(drafts, date.start, key=lambda d: d.end)
    if not 0 < order < len(drafts):
        return None
    first = drafts[order - 1].start
    if dates[0].end > first and not any(first < other.start < date.start for other in dates):
        return None
    before, plain, base = drafts[order - 1], drafts[order].sentence.plain, drafts[order].sentence.start
    if "," not in plain[before.end - base : date.start - base]:
        return None
    told = _APPOSITION.sub("", plain[date.end - base : drafts[order].start - base])
    return None if _PAUSE.search(told) else drafts[order]


def possesses(date: DateMention, draft: Draft) -> bool:
    """Whether a date is the owner of what a figure counts, right before it: *up from last year's record 30 tons*.

    Or of the figure that it is called: *twice the 2023 figure of 84*.
    """
    between = draft.sentence.plain[date.end - draft.sentence.start : draft.start - draft.sentence.start]
    return date.end < draft.start and _POSSESSIVE.fullmatch(between) is not None


def of_document(date: DateMention, head: Token | None, documents: frozenset[str]) -> bool:
    """Whether a date only tells when something was written: *In a May 5 letter*, *according to a release Wednesday*."""
    if head is None or date.granularity not in ("day", "time", "month"):
        return False
    if head.dep_ in _NAMING:
        return is_noun(head.head) and lemma(head.head) in documents
    over = head.head if head.dep_ == "pobj" and head.head.lower_ in ("of", "on", "from", "dated") else None
    return over is not None and over.head.i < over.i and is_noun(over.head) and lemma(over.head) in documents


def of_base(draft: Draft, date: DateMention, drafts: list[Draft]) -> bool:
    """Whether a date closes the base of a change, whose alone it is: *46%, up from 43% before the merger in 2021*."""
    if (date.bound != "until" and _AGO not in date.rules) or draft.end > date.start:
        return False
    order = bisect.bisect_right(drafts, date.start, key=lambda d: d.end) - 1
    nearest = drafts[order] if order >= 0 else draft
    return nearest is not draft and nearest.compares and nearest.start > draft.start


def standing(draft: Draft, governor: Token | None) -> bool:
    """Whether a figure stands in a clause in the present, of what holds beside a past happening.

    *It drew 900 men, who live in 12 towns*; *It was founded in 2009 and has 12 lawyers*.
    """
    verb = draft.predicate
    if verb is None or governor is None or verb.dep_ not in ("relcl", "conj") or tense(verb) != "present":
        return False
    return governor != verb and above(governor, verb) and tense(governor) in ("past", "pluperfect")


def ranks(head: Token) -> bool:
    """Whether a period only says among what something is the most: *the harshest sentence of the year*."""
    if head.dep_ != "pobj" or head.head.lower_ != "of":
        return False
    return any(child.tag_ in ("JJS", "RBS") or child.lower_ in ("first", "worst") for child in head.head.head.lefts)


def coordinated(draft: Draft, owner: Draft) -> bool:
    """Whether both figures are one second term: *compared with 62 men and 15 kilos in 2023*."""
    if not (draft.compares and owner.compares) or draft.end > owner.start:
        return False
    between = draft.sentence.plain[draft.reach - draft.sentence.start : owner.start - draft.sentence.start]
    return bool(_AND.fullmatch(between))


def opens_later(draft: Draft, owner: Draft | None, date: DateMention) -> bool:
    """Whether a date begins what is said of a later figure: *drew 900 people in May, in June 350*."""
    if date.start < draft.end:
        return False
    return (owner is not None and owner.start >= date.end) or ";" in draft.sentence.plain[
        draft.end - draft.sentence.start : date.start - draft.sentence.start
    ]


def meant(predicate: Token, origins: frozenset[str]) -> bool:
    """Whether a figure is what a thing was made for, not what is told of it: *jails built for 90 held 120 in May*."""
    return predicate.dep_ in ("acl", "relcl") and lemma(predicate) in origins


def part_of_them(owner: Draft) -> bool:
    """Whether a figure is a part of what was told of just before, dated by itself: *84 cases, 12 of them in May*."""
    return _OF_THEM.match(owner.sentence.plain, owner.end - owner.sentence.start) is not None


def of_apposition(head: Token, anchor: Token) -> bool:
    """Whether a date is told of what is named beside: *Reyes, a clerk since 2009, and Lim, who served 12 years*."""
    for node in ancestors(head):
        if is_verb(node):
            return False
        if node.dep_ == "appos" and node is not head:
            if inside(anchor, node) or not _closed(node):
                return False
            above = itertools.takewhile(lambda token: not is_verb(token), ancestors(anchor))
            return node.head not in above
    return False


def _closed(noun: Token) -> bool:
    """Whether a mark ends an apposition; a subject misread as one has none: *In Kisumu, a fair on Sunday raised 12*."""
    last = noun.right_edge
    return last.i + 1 < len(last.doc) and last.nbor().text in _MARKS


def parted(draft: Draft, date: DateMention) -> bool:
    """Whether a semicolon parts a date from the figure, whose clause speaks of another time."""
    start = draft.sentence.start
    apart = ";" in draft.sentence.plain[date.end - start : draft.start - start]
    return apart and draft.tense not in ("past", "pluperfect", "none")
