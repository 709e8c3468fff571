"""What the words of a block say against it: rules with weights, added up."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from extractor.clean.candidate import Sign
from extractor.clean.folded import beyond_ascii
from extractor.clean.prefilter import Prefilter, Scan, Source
from extractor.records import Reason
from extractor.rules import Rule, RuleSet, regex_flags

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
_Find = Callable[[str], re.Match[str] | None]


class TextEvidence:
    """Judges a block by its words alone.

    ``below`` names the rules that say nothing above the first paragraph; ``prefiltered`` may be set
    to false to try every rule: slower by far, with the same result.

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
        self._rules = [(_finder(rule), _sign(rule), _is_voice(rule)) for rule in found]
        self.below = frozenset(rule.id for rule in found if rule.yields.get("below"))
        self._common = rules.table("clean_triggers", "plain"), rules.table("clean_triggers", "frequent")
        second = frozenset(rules.table("clean_triggers", "second"))
        anywhere = frozenset(rules.table("clean_triggers", "sentences"))
        self._second = self._subset(found, [rule for rule in found if rule.id in second], _IN_LABELS)
        self._sentences = self._subset(found, [rule for rule in found if rule.id in anywhere], _IN_TEXT)
        self._labels = self._subset(found, sorted(found, key=lambda rule: rule.id in second), _IN_LABELS)
        self._of_labels: dict[str, list[tuple[_Find, bool]]] = {}
        for find, sign, spoken in self._rules:
            if sign.rule not in second:
                self._of_labels.setdefault(sign.rule, []).append((find, spoken))
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
        signs = self._try(called, text, voice)
        if signs and not label:
            signs += self._try(self._called(self._second, text), text, voice)
        return self._vetoed(voice, signs) if signs else signs

    def fires(self, rule: str, text: str) -> bool:
        """Whether a rule of labels is among the signs against a label, the other rules left alone."""
        finds = self._of_labels.get(rule, ())
        return any(find(own_voice(text) if spoken else text) for find, spoken in finds)

    def _subset(self, found: Sequence[Rule], part: Sequence[Rule], often: float) -> tuple[Prefilter, list[int]]:
        place = {id(rule): index for index, rule in enumerate(found)}
        sources = [Source(str(rule.pattern), regex_flags(rule.flags)) for rule in part]
        return Prefilter(sources, *self._common, often), [place[id(rule)] for rule in part]

    def _called(
        self, group: tuple[Prefilter, list[int]], text: str, scan: Scan | None = None, at: int = 0
    ) -> list[int]:
        """The rules of a group that the text may match."""
        prefilter, numbers = group
        if not self.prefiltered:
            return numbers
        folded = scan.part(text, at) if scan is not None else None
        return [numbers[index] for index in prefilter(text, folded)]

    def _try(self, indices: Iterable[int], text: str, voice: str) -> list[Sign]:
        found = []
        for index in indices:
            find, sign, spoken = self._rules[index]
            if find(voice if spoken else text):
                found.append(sign)
        return found

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


def _finder(rule: Rule) -> _Find:
    """The rule's search, compiled when it is first tried; a match where every alternative begins at the start, which
    is far cheaper."""
    pattern = rule.pattern
    anchored = isinstance(pattern, str) and all(part.startswith("^") for part in _alternatives(pattern))
    return (lambda text: rule.regex().match(text)) if anchored else (lambda text: rule.regex().search(text))


def _alternatives(pattern: str) -> list[str]:
    """The alternatives of a regular expression, those inside brackets left alone."""
    parts, depth, in_class, start = [], 0, False, 0
    index = 0
    while index < len(pattern):
        letter = pattern[index]
        if letter == "\\":
            index += 1
        elif in_class:
            in_class = letter != "]"
        elif letter == "[":
            in_class = True
        elif letter in "()":
            depth += 1 if letter == "(" else -1
        elif letter == "|" and not depth:
            parts.append(pattern[start:index])
            start = index + 1
        index += 1
    return [*parts, pattern[start:]]


def _sign(rule: Rule) -> Sign:
    reason: Reason = rule.yields["reason"]
    return Sign(
        reason, float(rule.yields["weight"]), rule.id, bool(rule.yields.get("helper")), bool(rule.yields.get("cue"))
    )


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])
