"""Indirect speech whose clause stands before its cue, or on both sides of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractor.annotate.attributions.clause import Clause
from extractor.annotate.attributions.grammar import own_subject, stretch
from extractor.annotate.attributions.report import Report, ReportType
from extractor.annotate.lemma import lemma
from extractor.records import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

FRONTED = "attributions.verb.fronted"
_SPEECH = frozenset({"main"})
_LOOSE = frozenset({"parataxis", "ccomp", "ROOT", "conj", "dep"})
_BULLETS = frozenset("•▪●◦*·")
_JOINTS = (",", "—", "–", "-", "”", '"', "''", "?", "!")
_OPENINGS = (",", "—", "–")
_TOLD = re.compile(r" [^,;:.“”\"]{2,90}(?=[,;] )")
_ADDRESS = frozenset({"DT", "NNP", "NNPS", "NNS", "PRP", "JJ"})
_CIRCUMSTANCE = frozenset({"IN", "RB", "TO"})
_COMMENTS = frozenset({"VBG", "VBN", "WP", "WDT", "PRP$"})
_RELATIVE = frozenset({"WDT", "WP", "WP$"})
_FIGURES = frozenset({"including", "excluding", "counting", "compared"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_SCOPES = frozenset({"relcl", "advcl", "ccomp", "acl"})


def fronted(clause: Clause, start: int, end: int) -> Report | None:
    """Read "It fell, Lee said" and "It fell, Lee said, in May"; ``start``, ``end`` bound "Lee said"."""
    sentence, verb = clause.sentence, clause.verb
    head = sentence.text[: start - sentence.start].rstrip()
    if clause.own is None or clause.own.tag_ in _RELATIVE or not head.endswith(_JOINTS):
        return None
    told = _told_whom_and_when(clause, end)
    goes_on = told is not None and not _adds(clause, sentence.start + told.end())
    medial = head.endswith(_OPENINGS) and (goes_on or _goes_on(sentence.text[end - sentence.start :]))
    if not medial and any(
        child.dep_ in ("ccomp", "xcomp", "dobj") and not _told(clause, child) for child in verb.rights
    ):
        return None
    left = any(child.dep_ == "ccomp" for child in verb.lefts)
    coordinated = verb.dep_ == "conj" and any(child.dep_ == "cc" and child.i < verb.i for child in verb.head.rights)
    if not (medial or left or coordinated or verb.dep_ in _LOOSE or _is_no_relative(clause)):
        return None
    first, last = _scope(clause, coordinated)
    first, last = _own_part(clause, first, last) if medial else (first, last)
    content = _around(clause, first, last, sentence.start + told.end() if told and goes_on else end, medial)
    words = [token for piece in content for token in sentence.tokens(piece.start, piece.end)]
    if not left and not any(word.tag_[0] in "VM" or word.tag_ == "CD" for word in words):
        return None
    if not left and not medial and words[0].tag_ == "IN" and not any(word.tag_ in _FINITE for word in words):
        return None  # "In a two-hour interview, Lee confessed to it": only where it was said
    kind: ReportType = "headline" if sentence.paragraph.role == "title" else "indirect"
    return clause.report(kind, content, (FRONTED,))


def _told_whom_and_when(clause: Clause, end: int) -> re.Match[str] | None:
    """The words up to the next comma, where they only say to whom, when and in what it was said."""
    sentence = clause.sentence
    told = _TOLD.match(sentence.text, end - sentence.start)
    if told is None:
        return None
    words = sentence.tokens(end + 1, sentence.start + told.end())
    if not words or any(word.tag_ in _FINITE for word in words):
        return None
    first = words[0]
    telling = "addressee" in clause.lexicon.frames(clause.lemma) and first.tag_ in _ADDRESS
    dated = first.ent_type_ in ("DATE", "TIME")
    return told if telling or dated or first.tag_ in _CIRCUMSTANCE else None


def _is_no_relative(clause: Clause) -> bool:
    """Whether a clause after a comma only seems to be a relative one: without a pronoun it has no comma."""
    verb = clause.verb
    return verb.dep_ == "relcl" and not any(t.tag_ in _RELATIVE for t in verb.doc[verb.left_edge.i : verb.i])


def _told(clause: Clause, child: Token) -> bool:
    return child.dep_ == "dobj" and "addressee" in clause.lexicon.frames(clause.lemma)


def _scope(clause: Clause, coordinated: bool) -> tuple[int, int]:
    """First and last token of what may be reported: the sentence, or the clause that the cue is put into."""
    verb, span = clause.verb, clause.sentence.span
    first, last = span.start, span.end - 1
    if verb.dep_ == "parataxis" and verb.head.dep_ in _SCOPES:
        first, last = verb.head.left_edge.i, verb.head.right_edge.i
    elif coordinated and any(clause.reports(word) for word in span.doc[first : verb.left_edge.i]):
        first = verb.left_edge.i
    opening = verb.doc[first]
    if opening.tag_ in ("NFP", ":") or opening.text in _BULLETS:
        first += 1
    while last > first and verb.doc[last].text == ".":
        last -= 1
    return first, last


def _own_part(clause: Clause, first: int, last: int) -> tuple[int, int]:
    """The part between semicolons that a cue is put into, and the parts after it that do not report themselves."""
    doc, verb = clause.verb.doc, clause.verb
    first = next((i + 1 for i in range(verb.i, first, -1) if doc[i].text == ";"), first)
    stop = next((i for i in range(verb.i, last) if doc[i].text == ";"), None)
    if stop is not None and any(_speaks(clause, token) for token in doc[stop : last + 1]):
        last = stop - 1
    return first, last


def _speaks(clause: Clause, verb: Token) -> bool:
    """Whether a verb with a subject of its own reports something."""
    if verb.tag_[0] != "V" or clause.lexicon.frames(lemma(verb)).isdisjoint(_SPEECH):
        return False
    return own_subject(verb) is not None


def _goes_on(after: str) -> bool:
    """Whether what follows a cue goes on with the report: after a comma, a dash, a semicolon."""
    return after.lstrip().startswith((*_OPENINGS, ";"))


def _adds(clause: Clause, offset: int) -> bool:
    """Whether what follows says what else the source did: *said on Monday, citing her staff*."""
    following = next((t for t in clause.sentence.after(offset, 2) if not t.is_punct), None)
    if following is None:
        return True
    if following.tag_ == "VBG" and _follows_from(clause, following):
        return False
    return following.tag_ in _COMMENTS and following.lower_ not in _FIGURES


def _follows_from(clause: Clause, participle: Token) -> bool:
    """Whether what follows comes of what was said, and is not what the speaker did: *taking the toll to 84*."""
    word = lemma(participle)
    return word in clause.lexicon.outcomes and any(t.tag_ == "CD" for t in participle.subtree)


def _around(clause: Clause, first: int, last: int, end: int, medial: bool) -> tuple[Span, ...]:
    sentence = clause.sentence
    pieces = [stretch(sentence, first, clause.core[0] - 1)]
    if medial:
        beyond = next((token.i for token in sentence.after(end, 1)), last + 1)
        pieces.append(stretch(sentence, beyond, last) if beyond <= last else None)
    return tuple(piece for piece in pieces if piece is not None)
