"""What the words of a block say against it: rules with weights, added up."""

from __future__ import annotations

import re
from collections.abc import Iterable

from extractor.clean.candidate import Sign
from extractor.records import Reason
from extractor.rules import Rule, RuleSet

REMOVES = 1.0
DOUBTS = 0.6
_ASKING = ("donation", "subscription", "newsletter")
_GROUPS = ("appeal", "subscription", "newsletter", "related", "caption", "byline", "share", "cookie", "navigation")
_QUOTED = re.compile(r"“[^”]*(?:”|$)|\"[^\"]*(?:\"|$)|«[^»]*(?:»|$)")
_FIRST_PERSON = re.compile(r"\b(?:we|our|us)\b", re.I)
_SHORT = 160
_UNAIDED = 0.9


class TextEvidence:
    """Judges a block by its words alone.

    >>> from extractor.rules import load_rules
    >>> TextEvidence(load_rules())("Share on Facebook")[0].reason
    'share'
    """

    def __init__(self, rules: RuleSet) -> None:
        found = [rule for group in _GROUPS for rule in rules.layer(f"clean.{group}") if rule.pattern is not None]
        self._rules = [(rule.regex(), _sign(rule), rule.yields["reason"] in _ASKING) for rule in found]
        self._vetoes = [
            (re.compile(row["pattern"], re.I), float(row["weight"])) for row in rules.table("clean_appeals", "veto")
        ]
        self._triggers = _spellings(rules.table("clean_triggers", "words"))
        self._outlet = _sign(rules.get("clean.appeal.outlet")) if rules.has("clean.appeal.outlet") else None
        self._plight = (
            _sign(rules.get("clean.appeal.outlet_plight")) if rules.has("clean.appeal.outlet_plight") else None
        )
        verbs = "|".join(rules.table("clean_appeals", "support_verbs"))
        self._support = re.compile(
            rf"(?:^|[.!?:…] |\bplease |\bthe work of |\bconsider )\W*(?:help )?(?:{verbs})\W*$", re.I
        )

    def __call__(self, text: str) -> list[Sign]:
        """The signs against a block; none when nothing in it is suspect."""
        if len(text) > _SHORT and not self.suspects(text):
            return []
        voice = _QUOTED.sub(_blank, text) if '"' in text or "“" in text or "«" in text else text
        signs = [sign for pattern, sign, asks in self._rules if pattern.search(voice if asks else text)]
        return self._vetoed(voice, signs)

    def suspects(self, text: str) -> bool:
        """Whether a text holds any word without which no rule for long blocks can fire."""
        return not self._triggers.isdisjoint(text.lower().split()) or "©" in text

    def of_outlet(self, text: str, outlet: str) -> list[Sign]:
        """The signs against a block in which the outlet names itself: empty when it does not."""
        name = outlet.removeprefix("The ").removeprefix("the ")
        at = text.find(name)
        if at < 0 or _QUOTED.match(text):
            return []
        before = text[:at].removesuffix("the ").removesuffix("The ")
        if self._outlet and self._support.search(before):
            return self._vetoed(text, [self._outlet])
        if self._plight and _FIRST_PERSON.search(_QUOTED.sub(_blank, text)):
            return self._vetoed(text, [self._plight])
        return []

    def _vetoed(self, text: str, signs: list[Sign]) -> list[Sign]:
        if not any(sign.reason in _ASKING for sign in signs):
            return signs
        against = sum(weight for pattern, weight in self._vetoes if pattern.search(text))
        if not against:
            return signs
        return [*signs, Sign("donation", -against, "veto")]


def weigh(signs: Iterable[Sign]) -> tuple[float, Sign | None]:
    """Add the signs up: the greatest total of a reason, and its strongest sign.

    Appeals for money, subscriptions and addresses count as one reason, since one block often
    asks for all three.
    """
    totals: dict[str, float] = {}
    strongest: dict[str, Sign] = {}
    family: str
    alone = True
    for sign in signs:
        family = "asking" if sign.reason in _ASKING else sign.reason
        totals[family] = totals.get(family, 0.0) + sign.weight
        if sign.weight > 0 and (family not in strongest or sign.weight > strongest[family].weight):
            strongest[family] = sign
        alone = alone and (family != "asking" or sign.helper or sign.weight < 0)
    if alone and "asking" in totals:
        totals["asking"] = min(totals["asking"], _UNAIDED)
    if not strongest:
        return 0.0, None
    family = max(strongest, key=lambda name: totals[name])
    return round(totals[family], 4), strongest[family]


def _sign(rule: Rule) -> Sign:
    reason: Reason = rule.yields["reason"]
    return Sign(reason, float(rule.yields["weight"]), rule.id, bool(rule.yields.get("helper")))


def _spellings(words: Iterable[str]) -> frozenset[str]:
    """Each word with the punctuation that may stick to it when a text is split at blanks."""
    after = ("", ".", ",", "!", "?", ":", ";", ")", "’s", "'s", "…", ".)", "!”", ".”")
    before = ("", "(", "“", '"', "‘", "[")
    return frozenset(b + word.lower() + a for word in words for b in before for a in after)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])
