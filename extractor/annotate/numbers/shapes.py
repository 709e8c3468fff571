"""Rules that tell by its shape what a number is: a link, a phone number, a docket, the minute of a match."""

from __future__ import annotations

import re
from typing import NamedTuple

from extractor.rules import Rule

SHAPES = (
    "link",
    "phone",
    "version",
    "docket",
    "slashed",
    "address",
    "list",
    "digits_word",
    "idiom",
    "standing",
    "confidence",
    "scale",
    "hour",
    "zero",
    "match_clock",
    "result",
    "apposed",
)
# what a text must contain for a shape to be looked for: a cheap test that spares a costly pattern; a set of characters
# comes first, which the engine scans for fastest
_GATES = {
    "link": re.compile(r"\.(?i:[a-z]{2})"),
    "phone": re.compile(r"[+\d](?:(?<=\+)\d|(?<=\d)(?:[\s.()-]{1,2}\d{3}|\) ?\d))"),
    "version": re.compile(r"\d\.\d+\."),
    "docket": re.compile(r"\d(?:/\d|-[A-Za-z]{2}-\d)"),
    "slashed": re.compile(r"\d(?:[/x×:-]\d|60-d(?<=360-d))"),
    "address": re.compile(
        r"[ABCDHLPQRSTUVWbr](?<!\w.)(?:(?<=A)v(?:e(?:nue)?)?|(?<=B)(?:oulevard|lvd|d)|(?<=C)(?:ourt|rescent|lose|alle)"
        r"|(?<=D)r(?:ive)?|(?<=H)ighway|(?<=L)(?:ane|n)|(?<=P)(?:lace|laza|arkway|iazza)|(?<=Q)ua[iy]"
        r"|(?<=R)(?:oad|d|ow|ue|ua)|(?<=S)(?:treet|t|quare)|(?<=T)errace|(?<=U)litsa|(?<=V)ia|(?<=W)ay"
        r"|(?<=b)lock of|(?<=r)ue)\b"
    ),
    "zero": re.compile(r"0\d(?<![\d.,]0\d)(?<!\d\s0\d)"),
    "match_clock": re.compile(r"^\d{1,3}(?:\+\d{1,2})?(?:['’]| min)"),
    "result": re.compile(r"[\d)]$"),
    "apposed": re.compile(r", \d{1,4}[^,;]{0,6},"),
    "standing": re.compile(r"\(\d{1,3}-\d{1,3}|: \d{1,2}-\d{1,2},"),
    "confidence": re.compile(r"[cC](?i:(?<=\bc)[ir]|onfidence|redib)"),
    "list": re.compile(r"^[\s(\[]*\d{1,3}[.)\]]"),
}
# words that call for a shape too, in lower case: cheaper still
_WORDS = {
    "link": ("@", "#", "://", "www."),
    "digits_word": ("digit",),
    "idiom": ("s dozen", "-point", "-peat", " down", "-down"),
    "scale": ("llion", "housand"),
    "hour": ("morning", "afternoon", "evening", "night", "quarter to", " past"),
    "phone": (
        "call",
        "tel",
        "phone",
        "hotline",
        "fax",
        "whatsapp",
        "ring",
        "dial",
        "sms",
        "text",
        "toll-free",
        "helpline",
        "emergency num",
    ),
    "docket": ("#", "№", "isbn", "case "),
}


class Shape(NamedTuple):
    """A rule that tells figures by their shape; its ``gate`` or one of its ``words`` is in every text that has it."""

    rule: Rule
    pattern: re.Pattern[str]
    gate: re.Pattern[str] | None
    words: tuple[str, ...]

    @classmethod
    def of(cls, name: str, rule: Rule) -> Shape:
        """The shape of a name, with the gate that it has, if any."""
        return cls(rule, rule.regex(), _GATES.get(name), _WORDS.get(name, ()))

    def may_be_in(self, text: str, low: str) -> bool:
        """Whether a text, which is given in lower case too, holds what calls for the shape."""
        if any(map(low.__contains__, self.words)):
            return True
        return not self.words if self.gate is None else self.gate.search(text) is not None
