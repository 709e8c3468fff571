"""Which figures can be the first term of a comparison: alike in kind and unit, and no second term themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from extractor.annotate.lemma import lemma
from extractor.claims.alike import nearest
from extractor.claims.context import Context
from extractor.claims.draft import Draft
from extractor.claims.grammar import SUBJECTS, is_finite
from extractor.claims.screen import patterns_of
from extractor.rules import RuleSet

if TYPE_CHECKING:
    from spacy.tokens import Token

AND = re.compile(r"\s*(?:,|,?\s*and|,?\s*or)\s+(?:just |only |some |about )?", re.IGNORECASE)
_JOINED = re.compile(r"(?:\s+[\w’'-]+){0,7}(?:,|,?\s*and|,?\s*or)\s+(?:just |only |some |about )?", re.IGNORECASE)
_NORM = re.compile(r"(?:-|\s+)(?:(?!on\b)\w+\s+)?(?:average|mean|high|low|norm|peak|record)\b", re.IGNORECASE)
SHARES = frozenset({"percent", "fraction", "ratio"})
# Comparisons whose later term is what is talked about.
LATEST = frozenset({"claims.relation.endpoints", "claims.relation.now"})
_RUNNING = re.compile(
    r"\b(?:bring(?:s|ing)?|brought|tak(?:es?|ing)|took|rais(?:es?|ing|ed)|push(?:es|ing|ed)?|lift(?:s|ing|ed)?)\s+"
    r"(?:[\w’'-]+\s+){1,8}?to\s+(?:[\w-]+\s+){0,2}\Z",
    re.IGNORECASE,
)
_LIST = 4
# What says that a number without a noun is the level of its subject: *deaths reached 910*.
LEVELS = frozenset({"numbers.count.change", "numbers.count.moved", "numbers.count.subject", "numbers.count.valued"})


class Terms:
    """Finds the figures that a second term may be measured with."""

    def __init__(self, rules: RuleSet) -> None:
        patterns = patterns_of(rules, "claims.relation")
        table: dict[str, Any] = rules.table("claims_relations", "comparison")
        self.differential = re.compile(table["differential"], re.IGNORECASE)
        self.adjuncts = frozenset(table["adjuncts"])
        self.levels = frozenset(rules.table("claims", "discourse")["level_verbs"]) - {"be"}
        self.anaphoric = frozenset(table["anaphoric"])
        self.of_number = patterns.get("claims.relation.part_of_number")
        self.parts = [patterns[rule] for rule in _PARTITIVE if rule in patterns]

    def candidates(self, draft: Draft, context: Context, *, loose: bool = False) -> Iterator[Draft]:
        """The figures before that can be its first term, the nearest first; ``loose``: whatever they count."""
        for earlier in nearest(draft, context):
            if draft.sentence.index - earlier.sentence.index > 1:
                return
            if not comparable(earlier, draft) and not (loose and kin(earlier, draft)):
                continue
            if second_term(earlier) or self.differs(earlier, context) or self.whole(earlier, context):
                continue
            if is_norm(earlier, context):
                continue
            yield earlier

    def before(self, draft: Draft, context: Context, *, loose: bool = False) -> list[Draft]:
        """The candidates of the sentence before, those that are no part of another figure first."""
        found = [d for d in self.candidates(draft, context, loose=loose) if d.sentence is not draft.sentence]
        return sorted(found, key=lambda d: self.partitive(d, context) or _listed(d, found))

    def differs(self, draft: Draft, context: Context) -> bool:
        """*12 more than*: a difference, which is not what is compared."""
        match = self.differential.match(context.follow(draft))
        if match is None:
            return False
        # "A profit of $62 million fell short of the $68 million": a verb of its own, and no difference.
        return not any(is_finite(token) for token in draft.sentence.tokens(draft.end, draft.end + match.end())[:6])

    def whole(self, draft: Draft, context: Context) -> bool:
        """*16 of the 63 seats*: only of how many another figure is."""
        part = context.preceding(draft)
        if part is None or self.of_number is None or not self.of_number.search(context.lead(draft)):
            return False
        # "A bag of the best grade fetched $362": a verb stands between.
        return not any(is_finite(token) for token in draft.sentence.tokens(part.end + 1, draft.start - 1)[:12])

    def partitive(self, draft: Draft, context: Context) -> bool:
        """*Ten of them*, *including ten*: a part of what is talked about."""
        lead, follow = context.lead(draft), context.follow(draft)
        if follow.startswith((" of whom", " of which")):
            return True
        return any(pattern.search(text) for pattern, text in zip(self.parts, (lead, follow), strict=False))

    def adjunct(self, draft: Draft) -> bool:
        """Whether a figure stands in an adjunct of place or time: *in 12 towns*; *stood at 12* names the level."""
        anchor = draft.anchor
        if anchor is None or anchor.dep_ != "pobj" or anchor.head.lower_ not in self.adjuncts:
            return False
        if not LEVELS.isdisjoint(draft.rules):
            return False  # "puts the number of those tried under the law at 12"
        return lemma(anchor.head.head) not in self.levels

    def points_back(self, draft: Draft) -> bool:
        """Whether the subject only points to what the sentence before counted: *it*, *the figure*."""
        verb = draft.verb
        for child in verb.children if verb is not None else ():
            if child.dep_ in ("nsubj", "nsubjpass", "expl"):
                return lemma(child) in self.anaphoric
        return False

    def paired(self, draft: Draft, context: Context, before: list[Draft]) -> Draft | None:
        """*40 tanks and 12 jets, compared with 30 and nine*: each with the one in its own place."""
        terms = [draft]
        while len(terms) < _LIST and (after := context.following(terms[-1])) is not None:
            if not after.bare or AND.fullmatch(context.lead(after)) is None:
                break
            terms.append(after)
        levels = [d for d in before if not self.whole(d, context) and not self.differs(d, context)]
        # "15.4% and 12 seats, having had 6.8% and four": the figures right before, else those of the kind.
        firsts = levels[-len(terms) :]
        joined = all(_JOINED.fullmatch(context.lead(d)) for d in firsts[1:])
        if not (firsts and joined and kin(firsts[0], draft) and _in_step(firsts, terms)):
            firsts = [d for d in levels if kin(d, draft)][-len(terms) :]
        if len(terms) < 2 or len(firsts) != len(terms) or any(d.compares or d.compared for d in firsts):
            return None
        return firsts[0]


_PARTITIVE = ("claims.relation.part", "claims.relation.part_pronoun")


def _in_step(firsts: list[Draft], terms: list[Draft]) -> bool:
    """Whether the members of two lists may answer each other, where what has a unit of its own has the same."""
    return all(
        kin(one, other) or (other.number.text[-1:].isalnum() and other.bare)
        for one, other in zip(firsts, terms, strict=False)
    )


def _listed(draft: Draft, figures: list[Draft]) -> bool:
    """*84 men: 60 for theft and 24 for fraud*: behind a colon, with a figure before it."""
    colon = draft.sentence.plain.rfind(":", 0, draft.start - draft.sentence.start)
    return colon >= 0 and any(d.sentence is draft.sentence and d.end <= d.sentence.start + colon for d in figures)


def second_term(draft: Draft) -> bool:
    """Whether a figure ends a comparison; the end of *from A to B*, and what is so now, may open another one."""
    return draft.compared is not None and LATEST.isdisjoint(draft.rules)


def running_total(draft: Draft, context: Context) -> bool:
    """*Nine more died, bringing the toll to 230*: what a count comes to with those that are told of."""
    lead = context.lead(draft)
    return " to " in lead and context.preceding(draft) is not None and _RUNNING.search(lead) is not None


def is_norm(draft: Draft, context: Context) -> bool:
    """*The five-year average*: a length of time that is part of the name of a norm."""
    return draft.reading.kind == "duration" and _NORM.match(context.follow(draft)) is not None


def comparable(earlier: Draft, later: Draft) -> bool:
    """Whether two figures can be measured with each other."""
    one, other = earlier.reading, later.reading
    if one.kind in SHARES and other.kind in SHARES:
        return True
    if one.kind != other.kind:
        bare = later.bare and other.kind == "count" and (later.elliptical or other.unit in (None, one.unit))
        return bare and one.change is None and one.kind in ("duration", "age", "percent", "money", "measure")
    if one.kind in ("measure", "percent"):
        return True
    if one.kind == "money":
        return one.unit == other.unit or None in (one.unit, other.unit)
    return one.unit == other.unit or later.bare or earlier.bare or None in (one.unit, other.unit)


def kin(one: Draft, other: Draft) -> bool:
    """Whether two figures are of one kind."""
    return one.reading.kind == other.reading.kind


def same_verb(one: Draft, other: Draft) -> bool:
    """Whether two figures hang on forms of one verb."""
    first, second = one.verb, other.verb
    return first is not None and second is not None and lemma(first) == lemma(second)


def subjects(draft: Draft) -> list[Token]:
    """The subjects of a figure's verb."""
    verb = draft.verb
    return [child for child in verb.children if child.dep_ in SUBJECTS] if verb is not None else []


def same_subject(figures: list[Draft], draft: Draft) -> Draft | None:
    """The first of some figures whose verb has the same noun as its subject: *the toll stood at … the toll was*."""
    own = {lemma(noun) for noun in subjects(draft)}
    return next((d for d in figures if any(lemma(noun) in own for noun in subjects(d))), None)
