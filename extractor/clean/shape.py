"""The shape of a line's text: prose, headline, heading, and its words alone."""

from __future__ import annotations

import re

_ENDS = re.compile(r"[.!?…。！？][\"'”’»」)\]]*$")
_STOPS = ".!?…。！？"
_WORD = re.compile(r"\w+")
_AGENCY = re.compile(r"[.!?][\"'”’)\]]* \(?[A-Z]{2,6}\)?$")  # a paragraph that its agency signs
MARKER = 60


def key(text: str) -> str:
    """A text reduced to its words, to tell copies of a title or a paragraph."""
    return " ".join(_WORD.findall(text.lower()))


def is_prose(text: str) -> bool:
    """Whether a block reads as sentences of an article, not as a heading or a label."""
    return len(text) >= 240 or (len(text) >= 60 and _is_stopped(text))


def _is_stopped(text: str) -> bool:
    return (
        text[-1] in _STOPS
        or bool(_ENDS.search(text[-6:]))
        or (text[-1] not in ".!?" and bool(_AGENCY.search(text[-16:])))
    )


def is_headline(text: str) -> bool:
    """Whether a line looks like a headline: some words, no full stop."""
    words = len(text.split())
    ends = text[-1] in ".:;,…" or (text[-1] not in "!?" and _is_stopped(text))
    return 3 <= words <= 28 and len(text) <= 220 and not ends and not text[0].islower()


def is_heading(text: str) -> bool:
    """Whether a line may stand over others: a headline, or a few words and a colon."""
    return is_headline(text) or (len(text) <= MARKER and text[-1] == ":")
