"""The provisions that a figure shares with its whole or its paragraph."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.annotate.lemma import lemma
from extractor.claims.cited import groups_of, provision
from extractor.claims.context import Context
from extractor.claims.draft import Draft
from extractor.claims.grammar import is_noun
from extractor.claims.topic_kind import FigureKind
from extractor.claims.topical import TopicWords
from extractor.records import LegalReference
from extractor.rules import RuleSet

_REACH = 4
_ANOTHER = re.compile(r"\b(?:an?|another|its own) (?:[\w-]+ )?(?:act|bill|law|provision|statute)\b", re.IGNORECASE)
_TIMES = frozenset({"half", "month", "quarter", "year"})
_OWN_TOPIC = frozenset({"claims.topic.complement", "claims.topic.compound", "claims.topic.purpose"})
_STEM = 4
_OPENING = 4  # "The article", a quotation mark


class LawCarrier:
    """Gives figures the provisions of what they are a part of, are compared with or go on about."""

    def __init__(self, rules: RuleSet) -> None:
        self.related, self.paragraph = rules.has("claims.law.related"), rules.has("claims.law.paragraph")
        self.kind = FigureKind(TopicWords(rules))

    def __call__(self, context: Context) -> None:
        """Set ``legal`` of figures whose sentence cites nothing; call it when relations are known."""
        opened = _opened(context) if self.paragraph else {}
        for draft in context.drafts:
            if draft.legal or "claims.law.matter" in draft.rules:
                continue
            cited = context.references(draft.sentence)
            shared = self._related(draft, cited) if self.related and draft.reading.kind != "money" else ()
            if shared:
                self._give(draft, shared, "claims.law.related")
            elif draft.sentence.paragraph_index in opened and not cited:
                first = opened[draft.sentence.paragraph_index]
                told = first.end <= draft.sentence.start and self._of_justice(draft)
                if told and not self._of_another_matter(draft, first, context):
                    self._give(draft, (first,), "claims.law.paragraph")

    def _related(self, draft: Draft, cited: Sequence[LegalReference]) -> Sequence[LegalReference]:
        """What the whole, the other side of a comparison or the set that is gone on about falls under."""
        for other in (draft.whole, draft.compared, draft.donor if _same_set(draft) else None):
            if other is None or not other.legal or other.order > draft.order or not _close(draft, other):
                continue
            alone = other.sentence is draft.sentence and len(groups_of(cited)) == 1
            if not cited or (alone and _told(draft, cited)):
                return other.legal
        return ()

    def _of_justice(self, draft: Draft) -> bool:
        """Whether a figure is of those who are tried, of what they get, or of nothing that is said."""
        if self.kind.elsewhere(draft) or _ANOTHER.search(draft.sentence.plain) is not None:
            return False
        if draft.reading.kind in ("duration", "money"):
            event = draft.event.lemma if draft.event is not None else ""
            return self.kind.judicial(draft) or (event in self.kind.words.fetching and self._deed(draft))
        people = draft.reading.kind == "count" and draft.reading.unit in self.kind.words.persons
        known = people and draft.sentence.plain[: draft.start - draft.sentence.start].lower().endswith("the ")
        return (known and not self._narrowed(draft)) or self.kind.tells_of_justice(draft) or self.kind.bare(draft)

    def _of_another_matter(self, draft: Draft, provision: LegalReference, context: Context) -> bool:
        """*84 people were charged with stalking*: an offence that the provision's own sentence does not name."""
        topic = draft.topic
        if topic is None or _OWN_TOPIC.isdisjoint(draft.rules):
            return False
        noun = draft.sentence.head(topic.start, topic.end)
        if noun is None or not (noun.tag_ == "VBG" or self.kind.words.offence(noun)):
            return False
        sentence = context.analysis.sentence_at(provision.start)
        words = sentence.plain.lower() if sentence is not None else ""
        return not any(word[:_STEM] in words for word in topic.text.lower().split() if len(word) >= _STEM)

    def _deed(self, draft: Draft) -> bool:
        """*A first offence costs $300*: whether what stands before the verb is punished, not *his law firm*."""
        if draft.event is None:
            return False
        before = draft.sentence.tokens(draft.sentence.start, draft.event.start)
        named = next((t for t in reversed(before) if is_noun(t) or t.tag_ == "VBG"), None)
        if named is None or named.tag_ == "VBG":
            return named is not None
        return lemma(named) in self.kind.words.naming_nothing or self.kind.words.offence(named)

    def _narrowed(self, draft: Draft) -> bool:
        """*The 84 people who live there*, *of his village*: no set of the tried, unless a word of justice makes it."""
        noun = draft.anchor.head if draft.anchor is not None and draft.anchor.dep_ == "nummod" else draft.anchor
        for child in noun.rights if noun is not None else ():
            if child.dep_ in ("acl", "relcl") and lemma(child) not in self.kind.words.justice:
                return True
            if child.dep_ == "prep" and not any(c.tag_ == "CD" or lemma(c) in _TIMES for c in child.rights):
                return True
        return False

    def _give(self, draft: Draft, provisions: Sequence[LegalReference], rule: str) -> None:
        draft.legal = tuple(provisions)
        draft.fired(rule)
        draft.inherit("legal", provisions[0])


def _opened(context: Context) -> dict[int, LegalReference]:
    """The paragraphs whose one provision opens a sentence: what they go on to tell is told of it."""
    opened: dict[int, LegalReference] = {}
    others: set[int] = set()
    for reference in context.analysis.legal_references:
        sentence = context.analysis.sentence_at(reference.start)
        if sentence is None:
            continue
        paragraph = sentence.paragraph_index
        first = opened.get(paragraph)
        if first is not None and provision(first) != provision(reference):
            others.add(paragraph)
        elif first is None and reference.start - sentence.start <= _OPENING:
            opened[paragraph] = reference
        elif first is None:
            others.add(paragraph)
    return {paragraph: reference for paragraph, reference in opened.items() if paragraph not in others}


def _same_set(draft: Draft) -> bool:
    """*And 12 have been convicted*: some of those counted before; *12 others* are not."""
    follow = draft.sentence.plain[draft.end - draft.sentence.start :][:8]
    return draft.bare and "other" not in follow


def _told(draft: Draft, cited: Sequence[LegalReference]) -> bool:
    """Whether a sentence has cited what it cites before the figure."""
    return cited[-1].end <= draft.start


def _close(draft: Draft, other: Draft) -> bool:
    return draft.sentence.index - other.sentence.index <= _REACH
