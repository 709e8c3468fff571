"""The article in whose midst the lines of cleaning tests stand."""

from __future__ import annotations

from extractor.clean import Cleaner
from extractor.records import CleanArticle, RawArticle

ABOVE = (
    "Court closes the file on the fire in the port\n\n"
    "Prosecutors in the city have closed the file, the court's press office reported on Monday.\n\n"
    "The hearing lasted for three days, and none of the accused spoke."
)
BELOW = (
    "The next session will be held in the spring, according to the register.\n\n"
    "Lawyers for the defence expect a long wait; the judge has fallen ill."
)


def between(cleaner: Cleaner, *lines: str) -> CleanArticle:
    """An article in whose midst the lines stand."""
    text = "\n\n".join((ABOVE, *lines, BELOW))
    return cleaner(RawArticle("a", "a.txt", "text/plain", "", 0, text=text))
