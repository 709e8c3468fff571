"""What a figure is about where no preposition says it: the offence that carries a penalty, a label, what is sought."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import TYPE_CHECKING

from extractor.annotate.lemma import lemma
from extractor.claims.context import Context
from extractor.claims.draft import Draft
from extractor.claims.grammar import inside, is_finite, is_noun, is_passive, is_verb, noun_phrase
from extractor.claims.screen import pattern_of
from extractor.claims.topical import COMPLEMENTS, TopicWords, clause_of, here
from extractor.records import Span
from extractor.rules import RuleSet

if TYPE_CHECKING:
    from spacy.tokens import Token

_FEW = 8
_ANYBODY = frozenset({"anybody", "anyone", "everybody", "everyone", "somebody", "someone", "those"})
_POINTING = frozenset({"that", "these", "this", "those"})


class MatterFinder:
    """Finds the matter of a figure in its subject, its verb's object or the label before it."""

    def __init__(self, rules: RuleSet, words: TopicWords) -> None:
        self.words = words
        self.label = pattern_of(rules, "claims.topic.label")

    def __call__(self, draft: Draft, context: Context) -> Iterator[tuple[Span | None, str]]:
        """What each rule finds, the surest first."""
        yield self._carried(draft), "claims.topic.carried"
        yield self._sought(draft), "claims.topic.sought"
        yield self._figure_for(draft), "claims.topic.figure_for"
        yield self._measured(draft, context), "claims.topic.measured"
        yield self._label(draft, context), "claims.topic.label"

    def _carried(self, draft: Draft) -> Span | None:
        """*Treason carries 20 years*, *bribery is punishable by up to eight years*: the offence is the subject."""
        verb = draft.predicate
        if verb is None or not is_verb(verb) or draft.reading.kind not in ("duration", "money", "count"):
            return None
        punishable = any(c.dep_ == "acomp" and c.lower_ == "punishable" for c in verb.children)
        if lemma(verb) in ("punish", "penalise", "penalize") and not is_passive(verb):
            named = next((c for c in verb.children if c.dep_ == "dobj"), None)
            if named is not None and named.tag_ in ("WDT", "WP") and verb.dep_ == "relcl":
                named = verb.head
        elif draft.reading.kind != "count" and (lemma(verb) in ("carry", "punish") or punishable):
            named = _fronted(verb) or draft.subject
        else:
            return None
        if named is not None and named.lower_ in _ANYBODY:  # "anyone joining a gang"
            named = next((c for c in named.rights if c.dep_ == "acl" and c.tag_ == "VBG"), None)
        if named is None or not (is_noun(named) or named.tag_ == "VBG") or named.doc is not verb.doc:
            return None
        if named.tag_.startswith("NNP") and not self.words.offence(named):
            return None
        if lemma(named) in self.words.naming_nothing or lemma(named) in self.words.persons or not here(draft, named):
            return None
        if named.tag_ == "VBG" and named.i < verb.i:
            return draft.sentence.cover(clause_of(named, verb))
        return noun_phrase(draft.sentence, named, complements=COMPLEMENTS)

    def _sought(self, draft: Draft) -> Span | None:
        """*Some 84 people sought asylum*: the object of the verb, where it names what is asked for."""
        verb = draft.predicate
        if verb is None or not is_verb(verb):
            return None
        found = next((c for c in verb.children if c.dep_ == "dobj" and lemma(c) in self.words.sought), None)
        return draft.sentence.cover([found]) if found is not None and here(draft, found) else None

    def _figure_for(self, draft: Draft) -> Span | None:
        """*The figure for smuggling was 84*: a common noun; a place or a name is whose figure it is."""
        named = draft.subject
        if named is None or lemma(named) not in self.words.figures or not here(draft, named):
            return None
        for child in named.rights:
            if child.dep_ == "prep" and child.lower_ == "for":
                thing = next((c for c in child.children if c.dep_ in ("pobj", "pcomp")), None)
                if thing is None or self.words.offered(thing):
                    continue
                if thing.tag_ in ("NN", "VBG") and thing.ent_type_ == "":
                    return noun_phrase(draft.sentence, thing, complements=COMPLEMENTS)
        return None

    def _measured(self, draft: Draft, context: Context) -> Span | None:
        """*Inflation slowed to 3 percent*, *coverage stood at 71 percent*: a mass noun that has a level."""
        verb = draft.predicate
        if verb is None or not is_verb(verb) or lemma(verb) not in self.words.changes:
            return None
        if draft.reading.kind == "count":
            return self._tallied(draft, context)
        if draft.reading.kind not in ("percent", "percentage_points"):
            return None
        moved = next((c for c in verb.rights if c.dep_ == "dobj"), None)
        named = moved or draft.subject
        if named is None or named.tag_ not in ("NN", "NNS") or not here(draft, named):
            return None
        word = lemma(named)
        if inside(draft.anchor or named, named) or named.ent_type_:
            return None
        if word in self.words.persons or named.lower_ in self.words.persons:
            return None
        if word in self.words.barred and not any(c.lower_ == "of" for c in named.rights):
            return None
        if word in self.words.figures and not any(c.dep_ == "compound" for c in named.lefts):
            return None
        if draft.counted is not None or "claims.actor.gapping" in draft.rules:
            return None
        left = list(named.lefts)
        if any(token.tag_ == "CD" for token in itertools.islice(named.subtree, _FEW)):
            return None  # "just 54% of the voters went, nine points fewer"
        if any(c.lower_ in _POINTING or c.dep_ == "poss" or (c.dep_ == "det" and not moved) for c in left):
            return None
        return noun_phrase(draft.sentence, named, complements=("of", "for"))

    def _tallied(self, draft: Draft, context: Context) -> Span | None:
        """*Shoplifting leapt to 84*, *fraud rose to 84 cases*: an offence that there is a count of."""
        named = draft.subject
        if named is None or inside(draft.anchor or named, named) or not here(draft, named):
            return None
        if not self.words.offence(named) or draft.reading.unit in self.words.persons:
            return None
        before = context.preceding(draft)
        if before is not None and before.start > draft.sentence.offset(named):
            gap = draft.sentence.plain[before.end - draft.sentence.start : draft.start - draft.sentence.start]
            if "," in gap or not gap.endswith(" to "):  # another item of a list; "from 84 to 31" are both of one
                return None
        return noun_phrase(draft.sentence, named, complements=COMPLEMENTS)

    def _label(self, draft: Draft, context: Context) -> Span | None:
        """*Bribery (Article 290): 84 convictions*, *theft – 84 verdicts*: what the line begins with."""
        if self.label is None or draft.reading.kind != "count":
            return None
        lead = draft.sentence.plain[: draft.start - draft.sentence.start]
        match = self.label.match(lead) if draft.reading.unit in self.words.process else None
        if match is None or context.preceding(draft) is not None:
            return None
        start = draft.sentence.start + match.start("label")
        tokens = draft.sentence.tokens(start, start + len(match["label"]))
        named = any(is_noun(t) or t.tag_ == "VBG" for t in tokens)
        other = self.words.naming_nothing | self.words.process
        plain = not any(lemma(t) in other or t.ent_type_ or is_finite(t) for t in tokens)
        return draft.sentence.cover(tokens) if named and plain else None


def _fronted(verb: Token) -> Token | None:
    """*Under Article 5 joining a gang is punishable*: a gerund that is read as below the preposition."""
    for prep in verb.lefts:
        inner = list(prep.rights) if prep.dep_ == "prep" else []
        gerund = next((child for child in inner if child.dep_ == "pcomp" and child.tag_ == "VBG"), None)
        if gerund is not None and any(child.dep_ == "pobj" and child.i < gerund.i for child in inner):
            return gerund
    return None
