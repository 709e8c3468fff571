"""What a provision is about, where the text says it: "which deals with …", "for …", "desertion under …"."""

from __future__ import annotations

import re

from extractor.annotate.laws.apposed import AppositionReader
from extractor.annotate.laws.draft import Draft
from extractor.records import Span
from extractor.rules import RuleSet

_STOP = re.compile(
    r"[,;:.!?()—–]|\s(?:and|but|which|who|while|after|before|when|as|in|under|since|last|this)\s"
    r"|\s(?<!\bacts\s)(?<!\bactions\s)(?<!\bactivities\s)that\s|\s(?:was|were|is|are|has|have|had)\s"
    r"|\s(?:with|by)\s(?=up\sto\s|at\sleast\s|an?\s(?:m(?:ax|in)imum|fine|term)\b|between\s|prison\b|jail\b|\d)"
)
_BEHIND = re.compile(r"\s*\((?P<gloss>[“\"a-z][^()\d]{3,120})\)")
_GLOSS_NOT = re.compile(
    r"\A[A-ZÄÖÜ][\w.&-]{0,11}\Z|\A[\d\s()/.,§]+\Z|\b(?:part|para|point|clause|section|article)s?\s+\S{1,5}\Z|\bamended\b"
)

_WHO = re.compile(
    r"(?:(?:all |any )?those|any(?:one|body)|everyone|(?:any |a )?[a-z]+) who (?:have |has )?(?=[a-z])", re.IGNORECASE
)
_PENALTY = re.compile(
    r"(?:an?\s|the\s)?(?:(?:\w+\s)?(?:fines?|penalty|penalties|imprisonment|punishment)\b|(?:prison|jail|life)\s(?:terms?|sentences?)\b"
    r"|(?:up\sto|between|at\sleast|a\sm(?:ax|in)imum)\b|those\Z)",
    re.IGNORECASE,
)


class OffenceFinder:
    """Finds the offence of a draft after it, in a gloss, or right before it."""

    def __init__(self, rules: RuleSet) -> None:
        self._after = [(r.id, r.regex()) for r in rules.layer("laws.offence") if r.yields.get("side") == "after"]
        self._before = [(r.id, r.regex()) for r in rules.layer("laws.offence") if r.yields.get("side") == "before"]
        self._gloss = rules.has("laws.offence.gloss")
        self._apposed = AppositionReader(rules) if rules.has("laws.offence.apposed") else None

    def __call__(self, draft: Draft) -> tuple[Span, str] | None:
        """The span of the offence and the rule that found it."""
        sentence = draft.sentence
        gloss = self._glossed(draft)
        if gloss:
            start, end = _unquoted(sentence.text, *gloss)
            if (
                end - start > 3
                and not (_GLOSS_NOT.search(sentence.plain[start:end]) and " " not in sentence.plain[start:end].strip())
                and not sentence.plain[start].isdigit()
            ):
                return sentence.slice(sentence.start + start, sentence.start + end), "laws.offence.gloss"
        text = sentence.plain
        for rule, pattern in self._after:
            match = pattern.match(text, draft.tail - sentence.start) or pattern.match(text, draft.end - sentence.start)
            if match:
                begin = match.start("offence")
                who = _WHO.match(text, begin)
                begin = who.end() if who is not None else begin
                start, end = _unquoted(text, begin, self._limit(text, begin))
                if end - start > 3 and _PENALTY.match(text[start:end]) is None:
                    return sentence.slice(sentence.start + start, sentence.start + end), rule
        apposed = (self._apposed(draft) or self._apposed.behind(draft)) if self._apposed is not None else None
        if apposed is not None:
            return sentence.slice(sentence.start + apposed[0], sentence.start + apposed[1]), "laws.offence.apposed"
        head = text[: draft.start - sentence.start]
        for rule, pattern in self._before:
            match = pattern.search(head, max(0, len(head) - 120))
            if match:
                start, end = _unquoted(text, *match.span("offence"))
                return sentence.slice(sentence.start + start, sentence.start + end), rule
        return None

    def _glossed(self, draft: Draft) -> tuple[int, int] | None:
        """The words in brackets or quotation marks behind the number, or behind the instrument."""
        base = draft.sentence.start
        if draft.gloss or not self._gloss:
            return (draft.gloss[0] - base, draft.gloss[1] - base) if draft.gloss and self._gloss else None
        behind = _BEHIND.match(draft.sentence.plain, draft.end - base)
        return behind.span("gloss") if behind else None

    def _limit(self, text: str, start: int) -> int:
        quote = re.compile(r"[“\"][^”\"]{3,120}[”\"]").match(text, start)
        if quote:
            return quote.end()
        stop = _STOP.search(text, start + 1)
        return stop.start() if stop else len(text)


def _unquoted(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and (text[start] in "“\"'‘" or text[start].isspace()):
        start += 1
    while end > start and (text[end - 1] in "”\"'’,.;" or text[end - 1].isspace()):
        end -= 1
    return start, end
