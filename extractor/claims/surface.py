"""The predicate that stands in the words beside a figure, whatever the tree says.

A parser errs most on what news is full of: numbers as subjects, shares in apposition, headlines without
a copula. Where the words alone tell which verb a figure goes with, they are asked first.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from extractor.annotate.lemma import lemma
from extractor.claims.draft import Draft
from extractor.claims.grammar import ancestors, is_finite, is_noun, is_verb
from extractor.records import Span
from extractor.rules import RuleSet

if TYPE_CHECKING:
    from spacy.tokens import Token

_AHEAD = 90
_CLAUSE = 8
_MODAL_REACH = 5
_HELD = re.compile(r"[-‑](?:[a-z]+[-‑])?(?P<word>[a-z]+)\b|\s(?P<apart>[a-z]+) by\b")
_MORE = frozenset({"another", "further", "some", "others", "about", "other"})
_THEM = frozenset({"them", "these", "those", "whom", "which"})
_OPENING = frozenset({",", ":", "CC", "WDT", "WP", "WRB", "``", ".", "-LRB-"})
_SUBORDINATING = frozenset({"that", "while", "because", "whereas", "as", "although", "though", "if"})
_OBJECT_TAGS = frozenset({"DT", "PRP", "PRP$", "NNP", "NNPS"})
_CLOSING = {",": ",", "–": "–", "—": "—", "-": "-", "--": "--", "(": ")"}
_TOWARDS = frozenset({"to", "by", "from", "past", "above", "below", "under", "over"})
_BEHIND_VERB = frozenset({"IN", "RP", "DT", "TO", "RB", "PRP", "PRP$"})
_MULTIPLYING = frozenset({"treble", "triple", "quadruple", "halve", "double"})
_FACTORS = frozenset({"multiple", "fraction"})
_BEHIND_FACTOR = frozenset({"to", "between", "in", "from", "over", "since", "by", "during", "after", "as", "within"})
_STOPS = frozenset({".", ",", ";", ":", "–", "—", "”", '"'})
_BARE_FORMS = frozenset({"number", "amount", "account", "total"})
_TELLING = frozenset({"with", "and", ",", ";"})
_ENDING = frozenset({".", ",", ":", ";", "–", "—", "in", "for", "on", "over", "at", "by", "under", "since", "after"})


class SurfaceReader:
    """Finds the verb right before or right after a figure's phrase."""

    def __init__(self, rules: RuleSet) -> None:
        table: dict[str, Any] = rules.table("claims", "event")
        discourse: dict[str, list[str]] = rules.table("claims", "discourse")
        self.measures = frozenset(table["homographs"]) | frozenset(table["measures"])
        moving: dict[str, list[str]] = rules.table("numbers_slots", "change_verbs")
        levels = [*discourse["level_verbs"], *discourse["change_verbs"], *moving["up"], *moving["down"]]
        self.changes = frozenset(third_person(word) for word in levels)
        self.opinions = frozenset(table["opinions"])
        self.undergone = frozenset(table["undergone"])
        self.shares: dict[str, str] = table["shares"]
        self.on = {rule.id for rule in rules.layer("claims.event")}

    def __call__(self, draft: Draft, cues: list[Span]) -> tuple[Token, str] | None:
        """The verb and the rule: *mortgage costs 5.48%*, *84, or 9%, were sent*; null where the words tell none."""
        sentence = draft.sentence
        behind = sentence.token_at(draft.start)
        before = behind.nbor(-1) if behind is not None and behind.i > sentence.span.start else None
        if "claims.event.measure" in self.on and before is not None:
            near = before.nbor(-1) if before.tag_ == "IN" and before.i > sentence.span.start else before
            known = near.lower_ in self.measures or (near.lower_ in self.changes and before.lower_ in _TOWARDS)
            if known and _misread(near):
                return near, "claims.event.measure"
            counted = before.lower_ == "numbered" and before.i > sentence.span.start and before.nbor(-1).tag_ != "DT"
            if counted or (near.lower_ in _MULTIPLYING and before.lower_ in _TOWARDS):
                return near, "claims.event.measure"
        verb = _multiplies(draft) if "claims.event.measure" in self.on else None
        if verb is not None:
            return verb, "claims.event.measure"
        word = self.held(draft)
        holder = sentence.token_at(word.end - 1) if word is not None else None
        if holder is not None:
            return holder, "claims.event.held"
        if "claims.event.next_verb" not in self.on or behind is None:
            return None
        if before is not None and _object_of(draft, before):
            return before, "claims.event.next_verb"
        undergone = self._undergone(draft, before)
        if undergone is not None:
            return undergone, "claims.event.next_verb"
        told = _told(draft, before) if "claims.event.participle" in self.on else None
        if told is not None:
            return told, "claims.event.participle"
        if not (_opens_clause(before) or (before is not None and _is_cue(draft, before, cues))):
            return None
        verb = self._next_verb(draft, before)
        if verb is None or (
            verb.tag_ == "VBZ" and draft.reading.kind in ("count", "money") and draft.reading.value != 1
        ):
            return None
        return _behind_clause(verb) or _main(verb), "claims.event.next_verb"

    def held(self, draft: Draft) -> Span | None:
        """The participle of a share that is held: *30%-owned*, *80% funded by Brussels*."""
        if "claims.event.held" not in self.on or draft.reading.kind != "percent":
            return None
        match = _HELD.match(draft.sentence.plain, draft.end - draft.sentence.start)
        if match is None or match[match.lastgroup or 0] not in self.shares:
            return None
        first, last = match.span(match.lastgroup or 0)
        return draft.sentence.slice(draft.sentence.start + first, draft.sentence.start + last)

    def _next_verb(self, draft: Draft, before: Token | None) -> Token | None:
        """The finite verb right after the figure's phrase; a share in apposition is leapt over."""
        tokens = draft.sentence.starting(draft.reach, draft.reach + _AHEAD)
        if len(tokens) > 2 and tokens[0].lower_ == "of" and tokens[1].lower_ in _THEM:
            whose = tokens[1].lower_ in ("which", "whom") and is_noun(tokens[2])
            tokens = tokens[2:]
            if whose:  # "18% of which donors have promised"
                return next((t for t in tokens[:_CLAUSE] if is_finite(t)), tokens[0])
        tokens = _behind_share(tokens, before)
        if tokens and (self._polled(draft, tokens) or _ends_ratio(draft, tokens)):
            return tokens[0]
        while len(tokens) > 1 and tokens[0].tag_ == "RB" and tokens[0].dep_ != "neg":
            tokens = tokens[1:]
        first = tokens[0] if tokens else None
        if first is None or (is_finite(first) and first.lower_ != "followed"):
            return first
        return first if self._headlines(draft, tokens) or _second_participle(draft, first) else None

    def _undergone(self, draft: Draft, before: Token | None) -> Token | None:
        """*Another 84 faced charges*, *84 concerned fraud*: a verb read as the modifier of its own object."""
        token = next(iter(draft.sentence.after(draft.end, 1)), None)
        if (
            token is None
            or token.dep_ != "amod"
            or token.tag_ not in ("VBN", "VBD")
            or lemma(token) not in self.undergone
        ):
            return None
        opens = _opens_clause(before) or (before is not None and before.lower_ in _MORE)
        return token if opens and not token.head.dep_.startswith("nsubj") else None

    def _polled(self, draft: Draft, tokens: list[Token]) -> bool:
        """*29% view Silva favorably*: a verb of opinion that taggers read as a noun behind a share."""
        if draft.reading.kind not in ("percent", "fraction", "ratio") or tokens[0].lower_ not in self.opinions:
            return False
        return len(tokens) > 1 and (tokens[1].tag_ in _OBJECT_TAGS or tokens[1].lower_ in ("that", "to"))

    def _headlines(self, draft: Draft, tokens: list[Token]) -> bool:
        """*58 convicted in a month*: in a headline the participle stands for the passive."""
        if draft.sentence.paragraph.role != "title" or "claims.event.headline" not in self.on:
            return False
        after = tokens[1].lower_ if len(tokens) > 1 else "."
        return tokens[0].tag_ == "VBN" and after in _ENDING


def third_person(verb: str) -> str:
    """The form of a verb in the third person, which taggers may read as a plural.

    >>> third_person("shrink"), third_person("push"), third_person("tally")
    ('shrinks', 'pushes', 'tallies')
    """
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb[:-1] + "ies"
    return verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "z", "o")) else "s")


def _multiplies(draft: Draft) -> Token | None:
    """*Cases more than treble to 84*, *saw its profit halve*: the figure that is the verb itself."""
    last = draft.sentence.token_at(draft.end - 1) if draft.reading.kind in _FACTORS else None
    if last is None or last.lower_ not in _MULTIPLYING or last.dep_ == "nummod" or last.head.i > last.i:
        return None
    before = draft.sentence.token_at(draft.start - 2)
    named = any(child.dep_ in ("det", "poss") for child in last.lefts)
    if named or (before is not None and (before.tag_ == "DT" or lemma(before) == "be")):
        return None  # "the team won the double", "the price is double"
    after = draft.sentence.after(draft.end, 1)
    return last if not after or after[0].lower_ in _BEHIND_FACTOR or after[0].text in _STOPS else None


def _told(draft: Draft, before: Token | None) -> Token | None:
    """*With 12 convicted and 3 cleared*, *12 held, 40 hurt*: the participle of a number without a noun."""
    if draft.reading.kind != "count" or (before is not None and before.lower_ not in _TELLING):
        return None
    tokens = draft.sentence.after(draft.end, 2)
    if not tokens or tokens[0].tag_ != "VBN":
        return None
    if not draft.bare and draft.counted is not None and draft.counted.start != draft.sentence.offset(tokens[0]):
        return None
    after = tokens[1].lower_ if len(tokens) > 1 else "."
    return tokens[0] if after in _ENDING or after == "and" else None


def _ends_ratio(draft: Draft, tokens: list[Token]) -> bool:
    """*One case in nine ends in a fine*: a verb read as a plural behind a ratio that holds its noun."""
    noun = draft.counted
    if draft.reading.kind != "ratio" or noun is None or not draft.start <= noun.start < noun.end <= draft.end:
        return False
    return len(tokens) > 1 and tokens[0].tag_ == "NNS" and tokens[1].tag_ in _BEHIND_VERB


def _second_participle(draft: Draft, token: Token) -> bool:
    """*Four of those convicted received fines*: a participle is behind the noun already, the next one is a verb."""
    first = token.nbor(-1) if token.i > 0 else token
    return draft.reach > draft.end and token.tag_ == "VBN" and first.tag_ in ("VBN", "VBD") and first != token


def _behind_share(tokens: list[Token], before: Token | None) -> list[Token]:
    """The words behind a share in apposition: *84, or 9%, were sent*, *84 – 9 per cent – were*, *84 (9%) were*.

    Where the figure is that share itself, the words behind the mark that closes it.
    """
    mark = tokens[0].text if tokens else ""
    if len(tokens) > 4 and mark == "," and tokens[1].tag_ == "CD" and "," in (tokens[2].text, tokens[3].text):
        return tokens[3:] if tokens[2].text == "," else tokens[4:]
    if len(tokens) > 2 and mark in _CLOSING and (mark != "," or tokens[1].lower_ == "or"):
        if tokens[1].lower_ != "or" and tokens[1].tag_ not in ("CD", "$", "RB", "JJR", "IN"):
            return tokens
        end = next((n for n, t in enumerate(tokens[2:14], 2) if t.text == _CLOSING[mark]), None)
        return tokens[end + 1 :] if end is not None else []
    inside = before is not None and (before.lower_ == "or" or before.text in ("–", "—"))
    if inside and before is not None and mark == _CLOSING.get(before.text, ","):
        return tokens[1:]
    return tokens


def _object_of(draft: Draft, before: Token) -> bool:
    """*Has dismissed 65 and at least 35 resigned*: a number read as the subject of the next clause."""
    anchor = draft.anchor
    if anchor is None or not draft.bare or anchor.dep_ != "nsubj" or anchor.i != before.i + 1 or not is_verb(before):
        return False
    below = anchor.head.dep_ == "ccomp" and anchor.head.head == before
    return below and anchor.i + 1 < len(anchor.doc) and anchor.nbor().lower_ == "and"


def _behind_clause(verb: Token) -> Token | None:
    """*Half of those who left signed contracts*: the verb behind a relative clause, read as a modifier."""
    after = verb.nbor() if verb.dep_ == "relcl" and verb.i + 1 < len(verb.doc) else None
    if after is None or after.dep_ != "amod" or after.tag_ not in ("VBN", "VBD") or after.head.head != verb:
        return None
    root = list(ancestors(verb))[-1]
    return None if is_finite(root) else after


def _main(verb: Token) -> Token:
    """The verb that an auxiliary belongs to; *got suspended terms* has an object, and none."""
    if verb.tag_ == "MD" and not is_verb(verb.head):
        return _after_modal(verb)
    if verb.dep_ not in ("aux", "auxpass") or verb.head.i < verb.i:
        return verb
    main = verb.head
    if lemma(verb) == "get" and any(child.dep_ == "dobj" for child in main.rights):
        return verb
    return main if is_verb(main) and main.dep_ != "amod" and main.lower_ != "missing" else verb


def _after_modal(modal: Token) -> Token:
    """*One firm can unduly prolong hearings*: the verb behind a modal, whatever it was read as."""
    behind = (token for token in modal.doc[modal.i + 1 : modal.i + _MODAL_REACH] if token.tag_ != "RB")
    return next((token for token in behind if token.lower_.isalpha()), modal)


def _misread(token: Token) -> bool:
    """Whether a verb of measure was read as a noun: no noun phrase of its own stands before it."""
    if token.tag_ not in ("NN", "NNS", "VBZ", "VBP"):
        return False
    left = token.nbor(-1) if token.i > 0 else None
    if token.lower_ in _BARE_FORMS:
        return left is not None and left.tag_ == "NNS"
    if left is None or not (token.tag_ == "NNS" or is_noun(left) or left.tag_ == "CD"):
        return False
    return left.tag_ not in ("DT", "JJ", "JJR", "POS", "PRP$", "IN")


def _opens_clause(token: Token | None) -> bool:
    """Whether a token may stand right before the subject of a clause."""
    if token is None or token.tag_ in _OPENING or token.text in ("–", "—"):
        return True
    return (
        token.tag_ == "IN" and (token.dep_ == "mark" or token.lower_ in _SUBORDINATING)
    ) or token.lower_ == "meaning"


def _is_cue(draft: Draft, token: Token, cues: list[Span]) -> bool:
    """*Officials say six of its plants may close*: a verb of saying, whose *that* is left out."""
    place = draft.sentence.offset(token)
    return is_verb(token) and any(cue.start <= place < cue.end for cue in cues)
