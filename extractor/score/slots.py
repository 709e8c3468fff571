"""Is a slot of a claim right? One function a slot, by the rules of the gold format.

In gold a list stands for accepted alternatives, except for ``legal``, which is a list.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from extractor.score.locate import normal

Row = Mapping[str, Any]
_TOLERANCE = 1e-3
_BOUNDS = ("from", "to")
_NUMBERS = ("value", "low", "high")


def close(gold: float | None, found: float | None) -> bool:
    """Whether two numbers agree to a part in a thousand, or are both absent."""
    if gold is None or found is None:
        return gold is found
    return abs(gold - found) <= _TOLERANCE * max(1.0, abs(gold), abs(found))


def accepts(gold: Any, found: Any) -> bool:
    """Whether a value equals gold or one of its alternatives."""
    return found in gold if isinstance(gold, list) else bool(found == gold)


def same_words(gold: str, found: str) -> bool:
    """Whether one phrase holds the other, whole words and a plural ``s`` apart."""
    one, other = normal(gold), normal(found)
    if not one or not other:
        return False
    if f" {one} " in f" {other} " or f" {other} " in f" {one} ":
        return True
    return one.rstrip("s") in other or other.rstrip("s") == one.rstrip("s")


def numbers_right(gold: Row, claim: Row) -> bool:
    """Compare those of value, low and high that the gold claim gives."""
    quantity = claim["quantity"]
    return all(
        any(close(option, quantity[name]) for option in _options(gold[name])) for name in _NUMBERS if name in gold
    )


def slot_right(slot: str, gold: Any, claim: Row) -> bool:
    """Compare a slot other than value and the relations with gold."""
    if slot == "legal":
        return _legal(gold, claim)
    return any(_RULES[slot](option, claim) for option in _options(gold))


def _options(gold: Any) -> list[Any]:
    return gold if isinstance(gold, list) else [gold]


def _of_quantity(name: str) -> Callable[[Any, Row], bool]:
    return lambda gold, claim: bool(gold == claim["quantity"][name])


def _unit(gold: str | None, claim: Row) -> bool:
    found = claim["quantity"]["unit"]
    if gold == found:
        return True
    return gold is not None and found is not None and normal(gold).split()[-1:] == normal(found).split()[-1:]


def _per(gold: Row | None, claim: Row) -> bool:
    found = claim["quantity"]["per"]
    if gold is None or found is None:
        return gold is found
    units = _options(gold["unit"])
    return close(gold["value"], found["value"]) and any(same_words(unit, found["unit"] or "") for unit in units)


def _event(gold: str | None, claim: Row) -> bool:
    found = claim["event"]
    if gold is None or found is None:
        return gold is found
    return same_words(gold, found["lemma"]) or same_words(gold, found["text"])


def _span(name: str) -> Callable[[Any, Row], bool]:
    return lambda gold, claim: _phrase(gold, claim[name] and claim[name]["text"])


def _source(gold: str | None, claim: Row) -> bool:
    found = claim["attribution"]
    return _phrase(gold, found and found["source"]["text"])


def _phrase(gold: str | None, found: str | None) -> bool:
    return gold is found if gold is None or found is None else same_words(gold, found)


def _area(gold: str | None, claim: Row) -> bool:
    found = claim["area"]
    return bool((found and found["code"]) == gold)


def _time(gold: Row | None, claim: Row) -> bool:
    found = claim["time"] or {}
    if gold is None:
        return not any(found.get(bound) for bound in _BOUNDS)
    return all(accepts(gold[bound], found.get(bound)) for bound in _BOUNDS if bound in gold)


def _legal(gold: list[Row], claim: Row) -> bool:
    found = {(normal(row["number"]), row["jurisdiction"]) for row in claim["legal"]}
    wanted = {(normal(row["article"]), row.get("jurisdiction")) for row in gold}
    if {number for number, _ in wanted} != {number for number, _ in found}:
        return False
    return all(jurisdiction is None or (number, jurisdiction) in found for number, jurisdiction in wanted)


_RULES: dict[str, Callable[[Any, Row], bool]] = {
    "modifier": _of_quantity("modifier"),
    "kind": _of_quantity("kind"),
    "statistic": _of_quantity("statistic"),
    "change": _of_quantity("change"),
    "unit": _unit,
    "per": _per,
    "event": _event,
    "actor": _span("actor"),
    "topic": _span("topic"),
    "area": _area,
    "time": _time,
    "source": _source,
}
