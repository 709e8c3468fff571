"""Words that tell of some of a set: *eleven were women*, *Lima heard 204*, *captains made up 96*, *in 40 cases*.

They say of a figure that others of its kind were counted before, not where: that is for ``totals``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractor.annotate.lemma import lemma
from extractor.claims.alike import Kin
from extractor.claims.context import Context
from extractor.claims.draft import Draft
from extractor.claims.grammar import is_subject
from extractor.claims.holders import Holders
from extractor.claims.screen import fires, patterns_of
from extractor.claims.terms import SHARES
from extractor.rules import RuleSet

if TYPE_CHECKING:
    from spacy.tokens import Token

KINDS = ("claims.relation.part_account", "claims.relation.part_ranked", "claims.relation.part_article_kind")
OUTCOME, CASES = "claims.relation.part_article_outcome", "claims.relation.part_article_cases"
GROUP, MOST = "claims.relation.part_article_group", "claims.relation.part_article_most"
CHARGE = "claims.relation.part_article_charge"
NARROWER = "claims.relation.part_article_narrower"
CAUSE, ALONE = "claims.relation.part_article_cause", "claims.relation.part_alone"
ABOARD = "claims.relation.part_article_aboard"
PERIOD = "claims.relation.part_article_period"
_TOLD = frozenset({"attr", "acomp", "prep", "nummod", "npadvmod"})
_AGES = frozenset({"aged", "under", "over", "between", "below", "above"})
_APART = re.compile(r"[\s“\"]*(?:separately|in addition|besides|apart from|elsewhere)\b", re.IGNORECASE)
_MORE = re.compile(r"\b(?:another|further|additional|separate|new)\s*\Z", re.IGNORECASE)
_OTHERS = re.compile(r"\s+(?:[\w-]+\s+)?(?:more|others?)\b", re.IGNORECASE)


class Telling:
    """Finds the rule by whose words a figure is some of a set that was counted before."""

    def __init__(self, rules: RuleSet) -> None:
        self.patterns = patterns_of(rules, "claims.relation")
        self.on = {rule.id for rule in rules.layer("claims.relation")}
        self.people = frozenset(rules.table("numbers_slots", "persons")["nouns"])
        self.kin, self.holders = Kin(rules), Holders(rules)

    def __call__(self, draft: Draft, context: Context) -> str | None:
        """The rule, null where nothing says that a figure is some of a set."""
        reading = draft.reading
        share = reading.kind in SHARES
        if (reading.kind != "count" and not share) or reading.change is not None or reading.per is not None:
            return None
        if reading.statistic is not None or draft.compared is not None or draft.compares:
            return None
        if draft.sentence.paragraph.role in ("table_row", "title"):
            return None
        lead, follow = context.lead(draft), context.follow(draft)
        if _APART.match(lead):
            return None
        text = f"{lead}\0{follow}"
        counted = draft.bare or reading.unit in self.kin.counted
        for rule in (NARROWER, CHARGE, OUTCOME, CAUSE, ALONE):
            if counted and fires(self.patterns, rule, text):
                return rule
        if self._group(draft):
            return GROUP if fires(self.patterns, GROUP, text) else None
        if share and not draft.bare:
            return None
        if reading.unit in self.kin.cases and fires(self.patterns, CASES, text):
            return CASES
        if not share and fires(self.patterns, MOST, text):
            return MOST
        if counted:
            # "Accounted for 84 soldiers" is of a set, "led a choir with 90 singers" of none.
            person = not draft.bare and reading.unit in self.people and not self.holders.fates(draft)
            for rule in KINDS[: 1 if share or person else None]:
                if fires(self.patterns, rule, text if rule == KINDS[2] else lead):
                    return rule
        if share or _MORE.search(lead) or _OTHERS.match(follow):
            return None
        return self.holders(draft, context) or (PERIOD if PERIOD in self.on and self._timed(draft, context) else None)

    def _timed(self, draft: Draft, context: Context) -> bool:
        """*In October 121 people were killed*: told of a bounded time in its own sentence."""
        anchor = draft.anchor
        if anchor is None or not (is_subject(anchor) or anchor.dep_ == "dobj"):
            return False
        return any(date.type == "DATE" and date.from_ is not None for date in context.dates(draft.sentence))

    def _group(self, draft: Draft) -> bool:
        """*Eleven were women*; *17% of the defendants were aged under 30*: what some of the people are."""
        anchor, verb = draft.anchor, draft.verb
        if anchor is None or verb is None or not is_subject(anchor) or lemma(verb) != "be":
            return False
        told = next((c for c in verb.rights if c.dep_ in _TOLD), None)
        return told is not None and (lemma(told) in self.people or told.lower_ in _AGES or self._of_them(draft, told))

    def _of_them(self, draft: Draft, told: Token) -> bool:
        """*Twelve were from the north*: a mere number, so that others were told of before."""
        return draft.bare and told.dep_ == "prep" and told.lower_ == "from"
