"""May a citation take the instrument of another one, and what is it called officially?"""

from __future__ import annotations

import re

from extractor.annotate.laws.draft import Draft, Resolved
from extractor.records import Instrument

_FAMILY = {
    "article": "article",
    "section": "section",
    "subsection": "section",
    "schedule": "section",
    "rule": "rule",
    "regulation": "rule",
}
_NUMBERED = re.compile(
    r"(?:Commission |Council |Delegated |Implementing )*(Regulation|Directive|Decision)\b"
    r"[^\d]*(\d{1,4})/(\d{1,4})(/E[UC]+)?"
)


def usable(draft: Draft, other: Draft, resolved: Resolved | None, later: bool) -> bool:
    """Whether a citation without an instrument may take that of another one."""
    if resolved is None or resolved.instrument is None or "laws.instrument.popular" in resolved.rules:
        return False
    if draft.named is not None:
        return not later and same_head(draft.named.head, resolved.instrument)
    family = _FAMILY.get(draft.unit)
    return family is not None and _FAMILY.get(other.unit) == family and not (later and other.shared)


def wants(draft: Draft) -> bool:
    """Whether a citation without an instrument may take one that is named elsewhere."""
    return draft.named is not None or draft.unit in _FAMILY


def same_head(head: str, instrument: Instrument) -> bool:
    """Whether "the same code" can mean an instrument; "the same title" means one of the U.S. Code."""
    if head == "title":
        return (instrument.id or "").startswith("us/usc/")
    return head.rstrip("s") in instrument.text.lower()


def celex(text: str) -> str | None:
    """CELEX numbers of regulations and directives, whose year stands first since 2015.

    >>> celex("Regulation (EU) 2022/2065"), celex("Directive 2011/83/EU")
    ('eu/celex/32022R2065', 'eu/celex/32011L0083')
    """
    match = _NUMBERED.match(text)
    if match is None or not ("EU" in text or "EC" in text or "EEC" in text):
        return None
    first, second = match[2], match[3]
    year, number = (first, second) if len(first) == 4 and 1950 <= int(first) < 2100 else (second, first)
    year = year if len(year) == 4 else f"19{year}"
    kind = {"Regulation": "R", "Directive": "L", "Decision": "D"}[match[1]]
    return f"eu/celex/3{year}{kind}{int(number):04d}"
