"""What the parse says about a cue: its subject, its verb group, and the stretch of a phrase."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.annotate.analysis import Sentence
from extractor.records import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
_AUXILIARIES = frozenset({"aux", "auxpass", "neg", "advmod"})
_PRESENT = frozenset({"is", "are"})
_COPULAS = _PRESENT | {"was", "were", "be", "been"}
_COMPARING = frozenset({"against", "compared", "up", "down", "including", "excluding"})
_TIMES = frozenset({"DATE", "TIME"})
_TRIM_START = " \u00a0\t\n,;:.–—-)]…"
_TRIM_END = " \u00a0\t\n,;:–—-([…"


def own_subject(verb: Token) -> Token | None:
    """The subject that hangs on this very verb, the nearest where the parse gives it two.

    In "…, 18 of them children, a surgeon said" the parse takes the surgeon for an appositive; but
    one that no comma closes before the verb is the subject itself.
    """
    subjects = [child for child in verb.children if child.dep_ in _SUBJECTS]
    if not subjects:
        return None
    noun = min(subjects, key=lambda child: abs(child.i - verb.i))
    if noun.i < verb.i < subjects[-1].i and verb.doc[verb.i - 1].text == ",":  # "the firms, *says the mayor*, got …"
        return subjects[-1]
    for child in noun.rights:
        if child.dep_ == "appos" and child.right_edge.i < verb.i and noun.doc[child.left_edge.i - 1].text == ",":
            following = noun.doc[child.right_edge.i + 1]
            if following.i == verb.i or (following.head.i == verb.i and following.dep_ in _AUXILIARIES):
                return child
    return noun


def subject(verb: Token) -> Token | None:
    """Who does it: the verb's own subject, or the one that it shares with the verb above it.

    A coordinated verb, an infinitive and a participle take the subject of the clause they hang on
    ("Lee denied it and *said* …", "accusing them of …"); an infinitive under an object takes the
    object; a participle after a noun takes the noun ("a report *saying* …").
    """
    for _ in range(8):
        found = own_subject(verb)
        if found is not None:
            return found
        head, relation = verb.head, verb.dep_
        if head.i == verb.i:
            return None
        if relation == "acl":
            bare = any(child.tag_ == "TO" for child in verb.lefts)  # "the right *to claim*" is nobody's who claims
            return head if head.tag_[0] in "NPW" and not bare else None
        if relation not in ("conj", "xcomp", "advcl", "pcomp", "prep", "ccomp", "dep", "parataxis"):
            return None
        if relation in ("ccomp", "parataxis") and verb.tag_ not in ("VBG", "VB"):
            return None
        if relation == "xcomp":
            controller = next((c for c in head.children if c.dep_ in ("dobj", "dative") and c.i < verb.i), None)
            if controller is not None and verb.tag_ == "VB":
                return controller
        verb = head
    return None


def is_passive(verb: Token) -> bool:
    """Whether the verb is a passive, full ("was reported") or reduced ("a plan backed by Lee")."""
    if verb.dep_ == "conj" and _shares_copula(verb):
        return True
    if verb.tag_ != "VBN" and not (verb.tag_ == "VBD" and verb.dep_ == "acl" and own_subject(verb) is None):
        return False
    relations = {child.dep_ for child in verb.children}
    if "auxpass" in relations or "nsubjpass" in relations:
        return True
    if "nsubj" in relations or any(child.dep_ == "aux" for child in verb.lefts):
        return False
    if verb.dep_ == "conj":
        return is_passive(verb.head)
    return verb.dep_ in ("acl", "advcl", "amod")


def _shares_copula(verb: Token) -> bool:
    """Whether a participle takes its *be* from a copula before it: *is down for May and expected to last*."""
    head = verb.head
    if head.dep_ in _AUXILIARIES or own_subject(verb) is not None:
        return False
    return head.lower_ in _COPULAS if verb.tag_ == "VBN" else verb.tag_ == "VBD" and head.lower_ in _PRESENT


def agent(verb: Token) -> Token | None:
    """The noun of the verb's by-phrase."""
    for child in verb.rights:
        if child.dep_ in ("agent", "prep") and child.lower_ == "by":
            return next((noun for noun in child.children if noun.dep_ in ("pobj", "pcomp")), None)
    return None


def verb_group(verb: Token) -> tuple[int, int]:
    """The verb with the auxiliaries, negation and adverbs right before it, and its particle."""
    doc, first, last = verb.doc, verb.i, verb.i
    while first > 0 and doc[first - 1].head.i == verb.i and doc[first - 1].dep_ in _AUXILIARIES:
        first -= 1
    following = last + 1
    if following < len(doc) and doc[following].dep_ == "prt" and doc[following].head.i == verb.i:
        last = following
    return first, last


def source_phrase(noun: Token, stop: Token | None = None) -> tuple[int, int]:
    """The noun phrase of a source, without what the parse wrongly took into it.

    That is the day of the report behind it ("Lee *this week* said"), and before it the end of the
    reported clause, up to a comma.
    """
    first, last = noun_phrase(noun, stop)
    doc = noun.doc
    for position in range(noun.i - 1, first, -1):
        if doc[position].text == "," and doc[position].head.i != noun.i:
            first = position + 1
            break
    if doc[last].ent_type_ in _TIMES and noun.i < last:
        while last > noun.i and doc[last].ent_type_ in _TIMES:
            last -= 1
        if last > noun.i and doc[last].tag_ == "IN":
            last -= 1
    return first, _before_figures(noun, last)


def _before_figures(noun: Token, last: int) -> int:
    """The end of a source before the figures that follow it: "said Lee, *17 of them children*", ", *up from 12*"."""
    doc = noun.doc
    for position in range(noun.i + 1, last - 1):
        if doc[position].text != ",":
            continue
        following = doc[position + 1]
        if following.lower_ in _COMPARING or (following.tag_ == "CD" and doc[position + 2].lower_ == "of"):
            return position - 1
    return last


def noun_phrase(noun: Token, stop: Token | None = None) -> tuple[int, int]:
    """First and last token of a noun phrase with its modifiers; ``stop`` and on are left out."""
    first, last = _whole_word(noun.left_edge), noun.right_edge.i
    if stop is not None:
        if noun.i < stop.i:
            last = min(last, stop.i - 1)
        else:
            first = max(first, stop.i + 1)
    return first, last


def _whole_word(token: Token) -> int:
    """The first part of the hyphenated word that a token ends, each part of which may be parsed as a subject."""
    doc, first = token.doc, token.i
    while first > 1 and doc[first - 1].text == "-" and _touches(doc[first - 1]) and _touches(doc[first - 2]):
        first -= 2
    return first


def _touches(token: Token) -> bool:
    return token.idx + len(token.text) == token.nbor(1).idx


def stretch(sentence: Sentence, first: int, last: int) -> Span | None:
    """The span from one token of the sentence to another, without edge blanks and commas."""
    doc = sentence.span.doc
    if last < first:
        return None
    start = sentence.base + doc[first].idx
    end = sentence.base + doc[last].idx + len(doc[last])
    return trimmed(sentence.text, sentence.start, start, end)


def trimmed(text: str, base: int, start: int, end: int) -> Span | None:
    """The span ``[start, end)`` of a text that begins at ``base``, without edge punctuation."""
    while start < end and text[start - base] in _TRIM_START:
        start += 1
    while end > start and (
        text[end - 1 - base] in _TRIM_END
        or (text[end - 1 - base] == ")" and text.find("(", start - base, end - base) < 0)
    ):
        end -= 1
    return Span(start, end, text[start - base : end - base]) if start < end else None
