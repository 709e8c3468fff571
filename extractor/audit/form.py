"""The fields of the edit form: words become spans of the text, digits become numbers."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

import orjson

from extractor.errors import ExtractorError

_NEAR = 2_000
_LONGEST_SPAN = 2_000
_MOST_INPUT = 20_000
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?\Z")


class EditError(ExtractorError):
    """A correction cannot stand; ``faults`` maps form fields to what is wrong with them."""

    def __init__(self, faults: Mapping[str, str]) -> None:
        super().__init__("; ".join(f"{field}: {fault}" for field, fault in faults.items()))
        self.faults = dict(faults)


class Form:
    """The fields of an edit form, read against a text; faults are gathered, not raised one by one."""

    def __init__(self, fields: Mapping[str, str], text: str, near: int) -> None:
        self.fields = fields
        self.text = text
        self.near = near
        self.faults: dict[str, str] = {}

    def value(self, name: str) -> str | None:
        """A field without outer blanks, null when empty."""
        found = self.fields.get(name, "").strip()
        return found[:_MOST_INPUT] or None

    def number(self, name: str) -> int | float | None:
        """A number; digits may be grouped by commas."""
        found = self.value(name)
        if found is None:
            return None
        plain = found.replace(",", "").replace("\u2212", "-")
        if not _NUMBER.match(plain):
            self.faults[name] = "must be a number, such as 1369 or 12.5"
            return None
        made = float(plain)
        if abs(made) > 1e300:
            self.faults[name] = "is too large"
            return None
        return int(made) if made.is_integer() and abs(made) < 2**53 else made

    def span(self, name: str) -> dict[str, Any] | None:
        """The words of ``name``, at ``name.start``–``name.end`` if those hold them, else nearest to the number."""
        words = self.value(name)
        if words is None:
            return None
        start, end = self.value(f"{name}.start") or "", self.value(f"{name}.end") or ""
        if start.isdecimal() and end.isdecimal() and len(start) < 12 and len(end) < 12:
            place = (int(start), int(end))
            if place[0] < place[1] <= len(self.text) and _plain(self.text[slice(*place)]) == _plain(words):
                return self._made(*place)
        found = nearest(self.text, words, self.near)
        if found is None:
            self.faults[name] = "these words do not stand in the article near the number"
            return None
        return self._made(*found)

    def json(self, name: str, old: Any) -> Any:
        """A field that holds JSON."""
        found = self.value(name)
        if found is None:
            return old
        try:
            return orjson.loads(found)
        except orjson.JSONDecodeError as error:
            self.faults[name] = f"broken JSON: {error}"
            return old

    def _made(self, start: int, end: int) -> dict[str, Any]:
        return {"start": start, "end": end, "text": self.text[start:end]}


def nearest(text: str, words: str, near: int) -> tuple[int, int] | None:
    """Where words stand nearest to an offset, white space and case apart; null beyond 2,000 characters.

    >>> nearest("10 men and 10 women", "10", 11)
    (11, 13)
    """
    base = max(0, near - _NEAR)
    stretch = text[base : near + _NEAR]
    pattern = r"\s+".join(re.escape(word) for word in words[:_LONGEST_SPAN].split())
    places = [match.span() for match in re.finditer(pattern, stretch, re.I)]
    if not places:
        return None
    start, end = min(places, key=lambda place: (abs(place[0] + base - near), place))
    return start + base, end + base


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())
