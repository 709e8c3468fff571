"""What the words of a block say against it: rules with weights, added up."""

from __future__ import annotations

import re
from collections.abc import Iterable

from extractor.clean.candidate import Sign
from extractor.clean.folded import beyond_ascii
from extractor.clean.parts import Part, parts_of, signs_of
from extractor.clean.prefilter import Prefilter, Scan
from extractor.records import Reason
from extractor.rules import Rule, RuleSet

CUES = "clean.appeal.cues"
_SELF = "clean.appeal.self"
_PLACE = "clean.markup.aside"  # says where a block stands; another name says what it is
_PAST = re.compile(r"\b(?:gave|was|were|had|last (?:year|month|week))\b")
REMOVES = 1.0
DOUBTS = 0.6
ASKING = ("donation", "subscription", "newsletter")
_GROUPS = ("appeal", "subscription", "newsletter", "related", "caption", "byline", "share", "cookie", "navigation")
_QUOTED = re.compile(r"“[^”]*(?:”|$)|\"[^\"]*(?:\"|$)|«[^»]*(?:»|$)")
_FRAGMENT = re.compile(r"\{([a-z][a-z0-9_]*)\}")
_FIRST_PERSON = re.compile(r"\b(?:we|our|us)\b", re.I)
_SHORT = 160
_IN_TEXT, _IN_LABELS = 6.0, 30.0
_LABEL = 60
_STOPS = '.!?…"”’'


class TextEvidence:
    """Judges a block by its words alone.

    ``below`` names the rules that say nothing above the first paragraph, ``above`` those that say something
    there alone, ``opens`` those whose line opens a plea of several; ``prefiltered`` may be set to false to
    try every rule: slower by far, with the same result.

    >>> from extractor.rules import load_rules
    >>> TextEvidence(load_rules())("Share on Facebook")[0].reason
    'share'
    """

    def __init__(self, rules: RuleSet) -> None:
        self.prefiltered = True
        found = [
            rule
            for group in _GROUPS
            for rule in rules.layer(f"clean.{group}")
            if rule.pattern is not None and rule.id != _SELF
        ]
        found += [cue for file in ("clean_appeals", "clean_furniture") for cue in _cues(rules, file)]
        if not rules.has(CUES):
            found = [rule for rule in found if not (rule.yields.get("cue") and rule.yields["reason"] in ASKING)]
        self._parts = [part for rule in found for part in parts_of(rule, _sign(rule), spoken=_is_voice(rule))]
        self.below = frozenset(rule.id for rule in found if rule.yields.get("below"))
        self.opens = frozenset(rule.id for rule in found if rule.yields.get("opens"))
        self.above = frozenset(rule.id for rule in found if rule.yields.get("above"))
        self._common = rules.table("clean_triggers", "plain"), rules.table("clean_triggers", "frequent")
        second = frozenset(rules.table("clean_triggers", "second"))
        anywhere = frozenset(rules.table("clean_triggers", "sentences"))
        later = [index for index, part in enumerate(self._parts) if part.sign.rule in second]
        first = [index for index, part in enumerate(self._parts) if part.sign.rule not in second]
        self._second = self._subset(later, _IN_LABELS)
        self._labels = self._subset([*first, *later], _IN_LABELS)
        self._sentences = self._subset([i for i, p in enumerate(self._parts) if p.sign.rule in anywhere], _IN_TEXT)
        self._of_labels: dict[str, list[Part]] = {}
        for index in first:
            self._of_labels.setdefault(self._parts[index].sign.rule, []).append(self._parts[index])
        self._vetoes = [
            (re.compile(row["pattern"], re.I), float(row["weight"])) for row in rules.table("clean_appeals", "veto")
        ]
        self._outlet = _sign(rules.get("clean.appeal.outlet")) if rules.has("clean.appeal.outlet") else None
        self._told_of = rules.get(_SELF) if rules.has(_SELF) else None
        self._plight = Sign("donation", 0.4, CUES, cue=True)
        verbs = "|".join(rules.table("clean_appeals", "support_verbs"))
        self._support = re.compile(
            rf"(?:^|[.!?:…] |\bplease |\bthe work of |\bconsider )\W*(?:help )?(?:{verbs})\W*$", re.I
        )

    def scan(self, source: str, beyond: frozenset[str] | None = None) -> Scan | None:
        """Look through a whole text once, to judge its blocks faster; null when that cannot be.

        ``beyond`` are its characters beyond ASCII, where they are known.
        """
        if not self.prefiltered:
            return None
        return self._sentences[0].scan(source, beyond_ascii(source) if beyond is None else beyond)

    def __call__(self, text: str, scan: Scan | None = None, at: int = 0) -> list[Sign]:
        """The signs against a block, which stands ``at`` in the text that was scanned; none when nothing is suspect."""
        size = len(text)
        label = size <= _LABEL or (size <= _SHORT and text[-1] not in _STOPS)
        if label:
            called = self._called(self._labels, text, scan, at)
        elif scan is not None:
            called = scan(text, at)
            if called:
                numbers = self._sentences[1]
                called = [numbers[index] for index in called]
        else:
            called = self._called(self._sentences, text)
        if not called:
            return []
        voice = own_voice(text)
        signs = signs_of(self._parts, called, text, voice)
        if signs and not label:
            signs += signs_of(self._parts, self._called(self._second, text), text, voice)
        return self._vetoed(voice, signs) if signs else signs

    def fires(self, rule: str, text: str) -> bool:
        """Whether a rule of labels is among the signs against a label, the other rules left alone."""
        parts = self._of_labels.get(rule, ())
        return any(part.find(own_voice(text) if part.spoken else text) for part in parts)

    def _subset(self, numbers: list[int], often: float) -> tuple[Prefilter, list[int]]:
        return Prefilter([self._parts[number].source for number in numbers], *self._common, often), numbers

    def _called(
        self, group: tuple[Prefilter, list[int]], text: str, scan: Scan | None = None, at: int = 0
    ) -> list[int]:
        """The parts of rules in a group that the text may match."""
        prefilter, numbers = group
        if not self.prefiltered:
            return numbers
        folded = scan.part(text, at) if scan is not None else None
        return [numbers[index] for index in prefilter(text, folded)]

    def of_outlet(self, text: str, outlet: str) -> list[Sign]:
        """The signs against a block in which the outlet names itself: empty when it does not."""
        name = outlet.removeprefix("The ").removeprefix("the ")
        at = text.find(name)
        if at < 0 and text.isupper():
            at = text.find(name.upper())
        if at < 0 or _QUOTED.match(text):
            return []
        before = text[:at].removesuffix("the ").removesuffix("The ")
        if self._outlet and self._support.search(before):
            return self._vetoed(text, [self._outlet])
        signs = [self._plight] if _FIRST_PERSON.search(_QUOTED.sub(_blank, text)) else []
        subject = self._told_of and not before.strip("\"“‘'•*> ") and not _PAST.search(text)
        if subject and self._told_of and self._told_of.regex().match(text[at + len(name) :].lstrip(" ’s")):
            signs.append(_sign(self._told_of))
        return self._vetoed(text, signs) if signs else []

    def _vetoed(self, text: str, signs: list[Sign]) -> list[Sign]:
        if not any(sign.reason in ASKING for sign in signs):
            return signs
        against = sum(weight for pattern, weight in self._vetoes if pattern.search(text))
        if not against:
            return signs
        return [*signs, Sign("donation", -against, "veto")]


def own_voice(text: str) -> str:
    """A text with the words in quotation marks blanked: what its author says."""
    return _QUOTED.sub(_blank, text) if '"' in text or "“" in text or "«" in text else text


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
        family = "asking" if sign.reason in ASKING else sign.reason
        totals[family] = totals.get(family, 0.0) + sign.weight
        if sign.weight > 0 and not sign.cue and (family not in strongest or sign.weight > strongest[family].weight):
            strongest[family] = sign
        alone = alone and (family != "asking" or sign.helper or sign.weight < 0)
    if alone:
        totals.pop("asking", None)
    elif "asking" not in strongest and totals.get("asking", 0.0) >= REMOVES:
        strongest["asking"] = Sign("donation", totals["asking"], CUES)
    named = [family for family in strongest if family in totals]
    if not named:
        return 0.0, None
    family = max(named, key=lambda name: (totals[name], strongest[name].rule != _PLACE))
    return round(totals[family], 4), strongest[family]


def coded_signs(rules: RuleSet) -> dict[str, Sign]:
    """The signs of the rules that code applies, by their names without the layer; those that are off are missing."""
    return {
        name: Sign(rules.get(f"clean.{name}").yields["reason"], 1.0, f"clean.{name}")
        for name in rules.table("clean_furniture", "in_code")
        if rules.has(f"clean.{name}")
    }


def _cues(rules: RuleSet, file: str) -> list[Rule]:
    """The cues of a file as rules: written like rules, with fragments, but naming no removal."""
    fragments = rules.table(file, "fragments")
    found = []
    for row in rules.table(file, "cue"):
        pattern = _FRAGMENT.sub(lambda match: str(fragments[match[1]]), row["pattern"])
        yields = {**row["yields"], "cue": True}
        found.append(Rule(row["id"], file, pattern, yields, (), (), flags=row.get("flags", "i")))
    return found


def _is_voice(rule: Rule) -> bool:
    """Whether a rule looks at the outlet's own voice alone, words in quotation marks left out."""
    return rule.yields["reason"] in ASKING or bool(rule.yields.get("voice"))


def _sign(rule: Rule) -> Sign:
    reason: Reason = rule.yields["reason"]
    return Sign(
        reason, float(rule.yields["weight"]), rule.id, bool(rule.yields.get("helper")), bool(rule.yields.get("cue"))
    )


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])
