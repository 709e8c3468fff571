"""Tests on the words around what is told by its length or its distance: "a year", "two weeks before"."""

from __future__ import annotations

import re

from extractor.annotate.analysis import Sentence
from extractor.annotate.dates.nodes import Node
from extractor.annotate.dates.surroundings import ContextChecks, after_it, before_it

_NAMED = re.compile(r"(?<![.!?:;,]) ?\b[A-Z][A-Za-z]+ \Z")
_OVER = re.compile(r"\b(?:over|during|within|throughout|in) \Z", re.IGNORECASE)
_LEANING = re.compile(r"\b(?:since|until|by|before|from|back|between) \Z", re.IGNORECASE)
_MEASURED = re.compile(
    r"(?:[\d%]|\b(?:per ?cent|points?|times|slightly|far|much|even|still|many|third|half|quarter|hundred|thousand|"
    r"million)) \Z"
)
_BY_NIGHT = re.compile(
    r" (?:accommodation|deposit|guest|lending|loan|money|rate|repo|stay|train|trip|visitor|visit)s?\b"
    r"(?! (?:accident|attack|blaze|collision|crash|derailment|explosion|fire|killing|raid|robber|shooting))",
    re.IGNORECASE,
)
_PARTED = re.compile(r"\b(?:half|quarter)\b", re.IGNORECASE)
_NUMBERED = re.compile(r"\b(?:two|both|three|four|[2-4]|pair|couple|several) [a-z]", re.IGNORECASE)
_OF_ANOTHER = re.compile(  # *the first half of the match*, *of May's final*, *of the month*: of no year
    r",? of (?:(?:last |this )?[A-Za-z]+[’']s? |(?:an?|each|every|her|his|its|one|that|the|their|this) "
    r"(?!\d|(?:calendar|financial|fiscal|tax|year)\b))"
)
_LEVEL_THEN = re.compile(r" it (?:was|stood at|came to) (?:just |only |about |some )?[$€£]?\d")


class TermChecks(ContextChecks):
    """Whether a length of time, a time of day, a part of a year or a time told from another is meant."""

    def _then(self, node: Node, sentence: Sentence) -> bool:
        return bool(_LEANING.search(before_it(node, sentence)))

    def _masthead(self, node: Node, sentence: Sentence) -> bool:
        """*Today* within a sentence, with a capital after another one, ends a newspaper's name."""
        return not (node.text[:5] in ("Today", "TODAY") and _NAMED.search(before_it(node, sentence)))

    def _overnight(self, node: Node, sentence: Sentence) -> bool:
        """*Overnight stays*, *the overnight rate*: of a night, but of no one night."""
        return not _BY_NIGHT.match(after_it(node, sentence)) or node.text.lower() != "overnight"

    def _next_one(self, node: Node, sentence: Sentence) -> bool:
        before, after = sentence.plain[max(0, node.start - 60) : node.start], after_it(node, sentence)
        return bool(re.search(r"\bthis (?:year|month|week|quarter)\b", before, re.I)) and bool(
            re.match(r"[.;,):]|\Z", after)
        )

    def _half(self, node: Node, sentence: Sentence) -> bool:
        if _OF_ANOTHER.match(after_it(node, sentence)):
            return False
        return "sure" in node.groups or bool(
            re.search(
                r"\b(?:in|for|during|by|over|all of|whole of|rest of) (?:the )?\Z", before_it(node, sentence), re.I
            )
        )

    def _again(self, node: Node, sentence: Sentence) -> bool:
        before = before_it(node, sentence)
        return bool(re.search(r"\b(?:in|for|during|over) \Z", before, re.I)) and bool(
            _PARTED.search(sentence.plain, 0, node.start) and not _NUMBERED.search(sentence.plain, 0, node.start)
        )

    def _quarter(self, node: Node, sentence: Sentence) -> bool:
        after = sentence.plain[node.end : node.end + 14].lower()
        return not after.startswith((" of the vote", " of all", "-final", "final", "back", " mile", "s of"))

    def _clock(self, node: Node, sentence: Sentence) -> bool:
        words = node.groups["clock"].lower()
        if re.search(r"[ap]\.?m|clock|noon|mid", words):
            return True
        before = before_it(node, sentence)
        return bool("zone" in node.groups or self._patterns["clock_before"].search(before))

    def _present(self, node: Node, sentence: Sentence) -> bool:
        token = sentence.token_at(sentence.start + node.start)
        return token is None or token.tag_ not in ("NNP", "NNPS")

    def _future(self, node: Node, sentence: Sentence) -> bool:
        words = node.text.lower()
        before, after = before_it(node, sentence).lower(), after_it(node, sentence).lower()
        if words == "soon":
            return not after.startswith((" as", "er", " after")) and not before.endswith(("as ", "too ", "so ", "how "))
        return not after.startswith("s")

    def _offset(self, node: Node, sentence: Sentence) -> bool:
        direction = (node.groups.get("dir") or node.groups.get("rel2") or node.text.split()[-1]).lower()
        after = after_it(node, sentence)
        if direction in ("before", "after", "prior") and re.match(
            r" (?:[a-z]+ing\b|he\b|she\b|it\b|they\b|[A-Z]|to\b|that\b(?! ?(?:[,.;:)\d]|\Z))|\d)", after
        ):
            return "rel2" in node.groups and bool(_LEVEL_THEN.match(after))
        return not after.startswith("-")

    def _ago(self, node: Node, sentence: Sentence) -> bool:
        """*Two points more than a year ago*, *fewer than a year ago*: what compares is no part of the date."""
        mod = node.groups.get("mod", "").lower()
        if mod.endswith(" than") and (mod.startswith("fewer") or _MEASURED.search(before_it(node, sentence))):
            node.narrow("mod", len(mod) + 1)
        return True

    def _same(self, node: Node, sentence: Sentence) -> bool:
        if "same" not in node.groups:
            return node.groups.get("unit2", "").lower() != "time" or bool(_OVER.search(before_it(node, sentence)))
        return not re.match(r" (?:as|way|for)\b", after_it(node, sentence)) and (node.groups["unit"].lower() != "time")

    def _definite(self, node: Node, sentence: Sentence) -> bool:
        return not re.match(r" old|s\b|-", sentence.plain[node.end : node.end + 24].lower())

    def _duration(self, node: Node, sentence: Sentence) -> bool:
        if re.search(r"[$£€#.,:\d/]\Z", before_it(node, sentence)):
            return False
        if node.groups.get("mod", "").lower() == "over":
            over = sentence.token_at(sentence.start + node.start)
            if over is not None and over.dep_ == "prep":
                node.narrow("mod", len("over "))
        if node.groups.get("unit", "x")[0].isupper() and node.text[0].isdigit() and "-" not in node.text:
            return False
        return not re.match(r"[-– ](?:years?[- ])?old\b|-olds?\b| a (?:day|week)\b", after_it(node, sentence))

    def _duration_one(self, node: Node, sentence: Sentence) -> bool:
        if not self._duration(node, sentence):
            return False
        if "mod" in node.groups or "half" in node.text or "full" in node.text or node.groups.get("long"):
            return True
        before = before_it(node, sentence).lower()
        after = after_it(node, sentence).lower()
        if self._patterns["length_before"].search(before):
            return not re.match(r" (?:of|when|in which|that)\b", after)
        return bool(self._patterns["length_after"].match(after))

    def _vague_units(self, node: Node, sentence: Sentence) -> bool:
        before = before_it(node, sentence).lower()
        after = after_it(node, sentence).lower()
        return bool(self._patterns["vague_length_before"].search(before)) and not re.match(
            r" (?:old|of age|when)\b|-old|s\b", after
        )

    def _adverb_set(self, node: Node, sentence: Sentence) -> bool:
        token = sentence.token_at(sentence.start + node.start)
        if sentence.plain[node.end : node.end + 2].strip()[:1].isupper():
            return False
        return (
            token is not None
            and token.tag_ in ("RB", "JJ")
            and (token.tag_ == "RB" or node.text.lower() == "daily")
            and token.ent_type_ not in ("ORG",)
        )
