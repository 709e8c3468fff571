"""What a penalty is for, and what money is for: *six years for treason*, *$31 million in fines*, *to cover losses*."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from extractor.annotate.lemma import lemma
from extractor.claims.context import Context
from extractor.claims.draft import Draft
from extractor.claims.grammar import inside, is_noun, noun_phrase, phrase_after
from extractor.claims.topical import TopicWords, clause_of, here
from extractor.records import Span
from extractor.rules import RuleSet

if TYPE_CHECKING:
    from spacy.tokens import Token

_PENAL = ("duration", "money")
_DEED = 8
_PLACES = frozenset({"GPE", "LOC", "DATE", "TIME", "ORG", "PERSON", "FAC", "NORP", "EVENT"})


class PurposeFinder:
    """Finds the offence of a penalty, and the kind or the use of a sum."""

    def __init__(self, rules: RuleSet, words: TopicWords) -> None:
        table: dict[str, Any] = rules.table("claims_topic", "purpose")
        self.convicting = frozenset(table["convicting"])
        self.payment = frozenset(table["payment"])
        self.using = frozenset(table["using"])
        self.fetching = words.fetching | words.naming | {"carry"}
        self.facing = words.imposing | frozenset(table["facing"])
        self.punishing = frozenset(table["punishing"])
        self.words = words
        self.behind = re.compile(table["behind"], re.IGNORECASE)
        self.rate = re.compile(table["rate"], re.IGNORECASE)
        self.penal = re.compile(table["penal"], re.IGNORECASE)

    def __call__(self, draft: Draft, context: Context) -> Iterator[tuple[Span | None, str]]:
        """What each rule finds, the surest first."""
        if draft.reading.kind in _PENAL:
            yield self._facing(draft), "claims.topic.facing"
        if draft.reading.kind == "duration":
            yield self._penalty(draft, context), "claims.topic.penalty"
            yield self._convicted(draft, context), "claims.topic.convicted"
        elif draft.reading.kind == "money":
            yield self._convicted(draft, context), "claims.topic.convicted"
            yield self._kind(draft, context), "claims.topic.money_in"
            yield self._use(draft), "claims.topic.money_to"

    def _imposed(self, draft: Draft) -> bool:
        """Whether a length of time is a penalty: by its verb, or by the words beside it."""
        if draft.event is not None and draft.event.lemma in self.words.imposing:
            return True
        base = draft.sentence.start
        return (
            self.penal.search(draft.sentence.plain, max(0, draft.start - base - 60), draft.end - base + 40) is not None
        )

    def _fined(self, draft: Draft) -> bool:
        """Whether a sum is a penalty by its verb: *fined $84*, *must pay $84*."""
        return draft.event is not None and draft.event.lemma in self.facing

    def _penal(self, draft: Draft) -> bool:
        """*Face six years in prison*, *are fined $84*; not *tenants who moved in last year pay $84*."""
        if draft.event is not None and draft.event.lemma in self.punishing:
            return True
        return any(token.lower_ in self.words.penalties for token in draft.sentence.span)

    def _penalty(self, draft: Draft, context: Context) -> Span | None:
        """*Got six years for treason*, *banned for ten years for taking bribes*: right behind the length of time."""
        base = draft.sentence.start
        match = self.behind.match(draft.sentence.plain, draft.end - base)
        if match is None or not self._imposed(draft):
            return None
        token = draft.sentence.token_at(base + match.end("for") - 1)
        span = phrase_after(draft.sentence, token) if token is not None and token.tag_ == "IN" else None
        return span if span is not None and self._matter(draft, span, context) else None

    def _facing(self, draft: Draft) -> Span | None:
        """*Those who spread rumours face six years*, *spreading rumours can cost $84*: what is punished."""
        verb, named = draft.predicate, draft.subject
        if verb is None or named is None or draft.event is None or named.i > verb.i or not here(draft, named):
            return None
        if verb.dep_ == "relcl" and named.dep_ == "dobj" and named.head.tag_ == "VBG":
            named = named.head  # "insulting a judge, which can cost six years"
        if named.tag_ == "VBG" and lemma(named) not in self.words.no_deeds and draft.event.lemma in self.fetching:
            return draft.sentence.cover(clause_of(named, verb))
        if draft.event.lemma not in self.facing or not self._penal(draft):
            return None
        for clause in named.rights:
            who = any(child.lower_ in ("who", "that", "which") for child in clause.lefts)
            if clause.dep_ == "relcl" and not inside(verb, clause) and who and lemma(clause) not in self.words.no_deeds:
                return draft.sentence.cover(
                    list(itertools.islice((t for t in clause.subtree if t.i >= clause.i), _DEED))
                )
        return None

    def _convicted(self, draft: Draft, context: Context) -> Span | None:
        """*Convicted of treason, he got six years*: the one offence that the sentence convicts someone of."""
        if not (self._imposed(draft) if draft.reading.kind == "duration" else self._fined(draft)):
            return None
        found: list[Span] = []
        for token in itertools.islice(draft.sentence.span, 120):
            if token.lower_ not in ("of", "with") or lemma(token.head) not in self.convicting:
                continue
            span = phrase_after(draft.sentence, token)
            if span is not None and self._matter(draft, span, context):
                found.append(span)
        return found[0] if len(found) == 1 else None

    def _kind(self, draft: Draft, context: Context) -> Span | None:
        """*$31 million in fines*, *$5 million a year in costs*: what kind of money; a way of paying is none."""
        base = draft.sentence.start
        match = self.rate.match(draft.sentence.plain, draft.end - base)
        token = draft.sentence.token_at(base + match.start("in")) if match is not None else None
        if token is None or token.lower_ != "in":
            return None
        head = next((c for c in token.children if c.dep_ == "pobj"), None)
        if head is None or not is_noun(head) or head.ent_type_ in _PLACES or lemma(head) in self.payment:
            return None
        if any(t.tag_ in ("NNP", "NNPS", "CD", "DT", "PRP$") for t in (head, *head.lefts)):
            return None
        span = phrase_after(draft.sentence, token)
        return span if span is not None and self._matter(draft, span, context) else None

    def _use(self, draft: Draft) -> Span | None:
        """*$150 million to cover losses*, *$2 million to build a school*: the object of what the money does."""
        after = draft.sentence.after(draft.reach, 2)
        if len(after) < 2 or after[0].tag_ != "TO" or lemma(after[1]) not in self.using:
            return None
        thing = next((c for c in after[1].rights if c.dep_ == "dobj"), None)
        if thing is None or thing.tag_ in ("PRP", "WP", "DT"):
            return None
        return noun_phrase(draft.sentence, thing, complements=("of",))

    def _matter(self, draft: Draft, span: Span, context: Context) -> bool:
        """Whether a phrase is a matter: no figure, date or provision, no name of a place or a time."""
        here = draft.sentence
        tokens = here.tokens(span.start, span.end)
        if not any(is_noun(t) or t.tag_ == "VBG" for t in tokens) or _timely(tokens):
            return False
        if tokens[0].tag_ != "VBG" and lemma(tokens[-1]) in self.words.persons:
            return False
        return not context.is_taken(span, here)


def _timely(tokens: list[Token]) -> bool:
    """*For a time*, *for life*, *for parole*: no offence."""
    return lemma(tokens[-1]) in ("time", "life", "parole", "good", "trial", "appeal", "release", "instance", "example")
