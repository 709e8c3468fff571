"""Provision numbers and lists of them: ``34(1)(b), 35 and 39``, ``5 § 1``, ``314/2``, ``II``."""

from __future__ import annotations

import dataclasses
import re

_LATIN = r"(?:bis|ter|quater|quinquies|sexies|septies|octies|novies|decies)"
_DIGITS = (
    r"(?:[LRD]\.?\s?)?\d{1,5}(?:[.:]\d{1,4}){0,4}(?!\d)"
    r"(?:(?!(?:st|nd|rd|th)\b)[A-Za-z]{1,2}(?![A-Za-z]))?"
    r"(?:-\d{1,3}(?:\.\d{1,2})?[a-z]?(?![\w%])|-[A-Z](?![\w-]))?"
    r"(?:/[A-Z](?!\w))?"
    rf"(?:[- ]{_LATIN}\b(?:\.\d{{1,2}})?)?"
)
_NUMBER = re.compile(rf"(?P<number>{_DIGITS})(?!,\d{{3}}\b)(?!\s?%)(?!\w)")
_ROMAN = re.compile(r"(?P<number>[IVXLC]{1,7})(?![\w.]\w)(?!\w)")
_LETTER = re.compile(
    r"[“\"'‘(]?(?P<number>[A-Za-z]{1,2}|[a-zA-Z]\d)[”\"'’)](?!\w)|(?P<bare>[a-zA-Z])(?=\)|[,;]|\s+(?:of|to|and|or)\b)"
)
_BRACKETED = re.compile(r"\((?P<number>\d{1,3}[a-zA-Z]?)\)")
_STEP = re.compile(
    r"\s?\(\s?(\d{1,3}[A-Za-z]?|[a-zA-Z]|[a-z]{2}|[ivx]{2,5})\s?\)|/(\d{1,2}|[a-z])(?![\w/])|\s?§{1,2}\s?(\d{1,3})(?!\d)|(?<=/\d)-([a-z])(?!\w)"
)
_STEPS_ONLY = re.compile(r"(?=\((?:\d{1,3}|[a-zA-Z]{1,2}|[ivx]{2,5})\))")
_RANGE = re.compile(r"\s?[–—]\s?|-(?=\d)|\s+(?:to|through|till)\s+(?=[\dIVX(])")
_LIST = re.compile(
    r"\s*,\s*(?P<last>(?:and/or|and|or|&)\s+)?|\s+(?P<and>and/or|and|or|&|as\s+well\s+as)\s+|\s*;\s+(?=\d)"
)
_INNER = re.compile(
    r"\s*\((?P<unit>parts?|paragraphs?|paras?\.?|points?|clauses?|subsections?|letters?)\s+(?=[\da-zA-Z“\"(])", re.I
)
_WHOLE_WORD = {"para": "paragraph", "letter": "point"}
_GLOSS = re.compile(r"\s*\([A-Za-z“\"][^()\d]{2,80}\)(?=\s*(?:,|and|or)\s)")
_HYPHENED = re.compile(r"(\d{1,5})-(\d{1,3})")
_ROMANS = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_LONGEST_RANGE = 60
_LONGEST_LIST = 60


@dataclasses.dataclass(frozen=True, slots=True)
class Item:
    """One number of a list with the steps below it; offsets into the text that was read.

    ``inner`` holds alternatives in brackets: ``207.3 (parts 1 and 2)`` has two.
    """

    start: int
    end: int
    number: str
    steps: tuple[str, ...] = ()
    inner: tuple[tuple[str, str], ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class Style:
    """What a unit's number may look like: Roman numerals, single letters; whether it is plural."""

    roman: bool = False
    letters: bool = False
    plural: bool = False


def read_items(text: str, position: int, style: Style) -> list[Item]:
    """Read a list of provision numbers at a position, ranges expanded; empty when there is none.

    >>> [(i.number, i.steps) for i in read_items("34(1)(b), 35 and 39 of", 0, Style(plural=True))]
    [('34', ('1', 'b')), ('35', ()), ('39', ())]
    """
    first = _item(text, position, style)
    if first is None:
        return []
    items = [first]
    closed = False
    while len(items) < _LONGEST_LIST:
        ranged = _RANGE.match(text, items[-1].end)
        last = _following(text, ranged.end(), items[-1], style) if ranged else None
        if ranged and last and _is_range(items[-1], last, ranged[0], style):
            items.extend(_between(items[-1], last))
            continue
        joint = None if closed and not _more_pairs(text, items[-1]) else _joint(text, items[-1].end, style)
        item = _following(text, joint.end(), items[-1], style) if joint else None
        if joint is None or item is None or not _continues(text, item, joint, style):
            break
        items.append(item)
        closed = bool(joint["last"] or joint["and"])
    return items


def _joint(text: str, position: int, style: Style) -> re.Match[str] | None:
    """The comma or "and" after a number, perhaps behind a gloss: "500 (propaganda) and 610"."""
    gloss = _GLOSS.match(text, position) if style.plural else None
    return _LIST.match(text, gloss.end() if gloss else position)


def roman_value(number: str) -> int | None:
    """The value of a Roman numeral, null for anything else."""
    if not number or any(letter not in _ROMANS for letter in number):
        return None
    values = [_ROMANS[letter] for letter in number]
    return sum(-v if i + 1 < len(values) and v < values[i + 1] else v for i, v in enumerate(values))


def _item(text: str, position: int, style: Style) -> Item | None:
    match = _NUMBER.match(text, position) or _BRACKETED.match(text, position)
    if match is None and style.roman:
        match = _ROMAN.match(text, position)
        if (
            match
            and match["number"] == "I"
            and not re.match(r"\s+of\b|\s*[,;.)]|$", text[match.end() : match.end() + 6])
        ):
            match = None
    if match is None and style.letters:
        match = _LETTER.match(text, position)
    if match is None:
        return None
    groups = match.groupdict()
    number = groups["number"] or groups["bare"]
    end = match.end()
    if style.plural and (pair := _HYPHENED.fullmatch(number)) and int(pair[1]) < int(pair[2]):
        number, end = pair[1], match.start("number") + len(pair[1])
    steps, end = _steps(text, end)
    inner, end = _inner(text, end)
    return Item(position, end, number, steps, inner)


def _inner(text: str, position: int) -> tuple[tuple[tuple[str, str], ...], int]:
    """ "(parts 1 and 2)" right behind a number."""
    match = _INNER.match(text, position)
    if match is None:
        return (), position
    items = read_items(text, match.end(), Style(letters=True, plural=True))
    if not items or text[items[-1].end : items[-1].end + 1] != ")":
        return (), position
    unit = match["unit"].lower().rstrip(".").removesuffix("s")
    return tuple((_WHOLE_WORD.get(unit, unit), item.number) for item in items), items[-1].end + 1


def _steps(text: str, position: int) -> tuple[tuple[str, ...], int]:
    found: list[str] = []
    while len(found) < 6:
        match = _STEP.match(text, position)
        if match is None:
            break
        found.append(next(group for group in match.groups() if group))
        position = match.end()
    return tuple(found), position


def _following(text: str, position: int, before: Item, style: Style) -> Item | None:
    """The next item of a list; bare steps ("and (c)") belong to the number before."""
    if before.steps and _STEPS_ONLY.match(text, position):
        steps, end = _steps(text, position)
        depth = next(
            (i for i, step in enumerate(before.steps) if _kind(step) == _kind(steps[0])), len(before.steps) - 1
        )
        return Item(position, end, before.number, before.steps[:depth] + steps)
    return _item(text, position, style)


def _kind(step: str) -> str:
    if step.isdigit():
        return "digit"
    return "roman" if len(step) > 1 and set(step) <= set("ivx") else "letter"


def _continues(text: str, item: Item, joint: re.Match[str], style: Style) -> bool:
    """Whether a number after a comma or "and" is still one of the list, not a figure of its own."""
    after = text[item.end : item.end + 24]
    closed = re.match(
        r"\s*(?:$|[,;:.)(\]—–”\"’]|[-/](?=\s))|\s+[A-Z][A-Za-z]*[A-Z]|\s+(?:of|and|or|to|in|under|§|was|were|is|are|which|that|respectively"
        r"|accounts?|accounted|carr(?:y|ies|ied)|applies|apply|applied|ban|bans|banned|cover|covers|covered|concerns?|deals?|dealt"
        r"|criminali[sz]es?|punish|punishes|prohibits?|provides?|protects?|allows?|has|have|had|can|could|may|might|will|would"
        r"|must|shall|should|do|does|did|on|at|by|for|from|with|since|during|as|than|but|also|alone|together|against|into|between"
        r"|over|after|before|last|this|makes?|made|remains?|says?|describes?|sets?|means?|lists?|refers?|relates?|defines?|governs?)\b",
        after,
    )
    if not closed or re.match(r"\s+(?:under|of\s+(?:them|those|whom))\b", after):
        return False
    if style.plural or item.steps:
        return True
    alone = r"\s*(?:$|[.;(])|\s+of\s+(?:(?:the|its|this|that)\b|[A-Z])|,?\s+(?:and|or)\s+\d"
    return bool(re.match(alone, after)) and "." not in joint[0]


def _more_pairs(text: str, item: Item) -> bool:
    return bool(re.match(r",?\s+(?:and|or)\s+\d", text[item.end : item.end + 12]))


def _is_range(first: Item, last: Item, mark: str, style: Style) -> bool:
    if first.steps and last.steps and first.number == last.number:
        return _kind(first.steps[-1]) == _kind(last.steps[-1]) and first.steps[-1] < last.steps[-1]
    if first.steps or last.steps or not (style.plural or mark.strip() in ("–", "—", "to", "through", "till")):
        return False
    low, high = _whole(first.number), _whole(last.number)
    return low is not None and high is not None and low < high


def _whole(number: str) -> int | None:
    return int(number) if number.isdigit() else roman_value(number)


def _between(first: Item, last: Item) -> list[Item]:
    if first.steps:
        low, high = first.steps[-1], last.steps[-1]
        if len(low) == len(high) == 1 and low.isalpha():
            steps = [chr(n) for n in range(ord(low) + 1, ord(high))]
        else:
            steps = [str(n) for n in range(int(low) + 1, int(high))] if low.isdigit() else []
        inner = [Item(last.start, last.end, first.number, (*first.steps[:-1], step)) for step in steps[:_LONGEST_RANGE]]
        return [*inner, last]
    start, stop = _whole(first.number) or 0, _whole(last.number) or 0
    numbers = range(start + 1, stop) if first.number.isdigit() and stop - start <= _LONGEST_RANGE else range(0)
    return [Item(last.start, last.end, str(n)) for n in numbers] + [last]
