"""What a schema cannot say of an article and its claims: offsets, partition, links, bounds."""

from __future__ import annotations

import datetime
import functools
import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import orjson

from extractor.validate.blocks import block_faults
from extractor.validate.fault import Fault
from extractor.validate.quantities import quantity_faults, rounding_faults

Row = Mapping[str, Any]
_LAYERS = ("numbers", "dates", "legal_references", "attributions", "entities", "places")
_DIGIT = re.compile(r"\d")
_WORD = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen"
    r"|(?:twen|thir|for|fif|six|seven|eigh|nine)ty|hundred|thousand|million|billion|trillion)\b",
    re.IGNORECASE,
)
_QUANTITY = "$.quantity"
_CUT = ("to", "bound")
_SLOTS = ("counted", "event", "actor", "topic", "area", "time", "legal")


def check_article(
    article: Row, claims: Sequence[Row], stretch: tuple[int, int] | None = None
) -> Iterator[tuple[int | None, Fault]]:
    """Yield each fault of an article and its claims, with the claim's index or null.

    Both must be valid by their schemas. Checked: every span against the text, the blocks against
    source and text, every digit inside a number, the bounds of each quantity by its modifier,
    numbers and claims linked both ways, relations to claims of the same article, a claim's period
    and laws to the article's, the evidence of what it inherits, bounds of dates in order.
    Where the mentions and claims are only those of a ``stretch`` of the text, its digits alone are asked for
    and the blocks are not.
    """
    text = article["text"]
    for layer in _LAYERS:
        for index, mention in enumerate(article[layer]):
            if not _is_sound(mention, text):
                for fault in record_faults(mention, text, f"$.{layer}[{index}]"):
                    yield None, fault
    places = {claim["id"]: index for index, claim in enumerate(claims)}
    for index, number in enumerate(article["numbers"]):
        if number["quantity"] is not None:
            for fault in quantity_faults(number["quantity"], f"$.numbers[{index}].quantity"):
                yield places.get(number["claim_id"]), fault
    blocks = block_faults(article) if stretch is None else ()
    for fault in (*blocks, *_digit_faults(article, stretch or (0, len(text))), *_day_faults(article)):
        yield None, fault
    yield from _link_faults(article, claims, places)
    layers = _Layers(article)
    for index, claim in enumerate(claims):
        if not _is_sound(claim, text):
            yield from ((index, fault) for fault in record_faults(claim, text, "$"))
        for fault in itertools.chain(
            quantity_faults(claim["quantity"], _QUANTITY),
            rounding_faults(claim["quantity"], claim["quantity"]["text"], _QUANTITY),
            _copied_faults(article, claim),
            layers.faults(claim),
            _evidence_faults(claim),
        ):
            yield index, fault


def word_faults(article: Row) -> Iterator[Fault]:
    """Yield the number words of the text that lie in no number; ``one`` is left out, mostly a pronoun."""
    yield from _uncovered(article, _WORD, "number word", (0, len(article["text"])))


class _Layers:
    """The laws and dates of an article, which its claims repeat."""

    def __init__(self, article: Row) -> None:
        self._laws = {_key(law) for law in article["legal_references"]}
        self._dates: dict[tuple[int, int], list[Row]] = {}
        for date in article["dates"]:
            self._dates.setdefault((date["start"], date["end"]), []).append(date)

    def faults(self, claim: Row) -> Iterator[Fault]:
        """Laws that are not the article's; a period that is none of its dates nor a run of them."""
        for index, law in enumerate(claim["legal"]):
            if _key(law) not in self._laws:
                yield Fault(f"$.legal[{index}]", "is none of the article's legal references")
        time = claim["time"]
        if time is None:
            return
        dates = self._dates.get((time["start"], time["end"]), [])
        if not dates:
            if not self._is_run(time):
                yield Fault("$.time", "is none of the article's dates")
        elif not any(
            _same_date(time, date) or _is_base(time, date) or self._is_cut(time, date) or self._is_anchored(time, date)
            for date in dates
        ):
            changed = next((key for key in dates[0] if key not in _CUT and dates[0][key] != time[key]), "to")
            said = dates[0][changed]
            yield Fault(f"$.time.{changed}", f"is {time[changed]!r}, but the article's date has {said!r}")

    def _is_run(self, time: Row) -> bool:
        """Whether a period is that of several dates that a list names together: *July and August 2024*."""
        inside = [place for place in self._dates if time["start"] <= place[0] and place[1] <= time["end"]]
        if len(inside) < 2 or min(inside)[0] != time["start"] or max(inside)[1] != time["end"]:
            return False
        first, last = self._dates[min(inside)][0], self._dates[max(inside)][0]
        return bool(first["from"] == time["from"] and last["to"] == time["to"])

    def _is_cut(self, time: Row, date: Row) -> bool:
        """Whether a period is the stretch of another date in the article's year: *January to May*, *2023*."""
        anchor = time["anchor"]
        if time["basis"] != "anaphoric" or anchor is None or None in (time["from"], time["to"], date["from"]):
            return False
        inside = date["from"] <= time["from"] <= time["to"] <= date["to"]
        given = self._dates.get((anchor["start"], anchor["end"]), [])
        return bool(inside and any(d["from"] and d["from"][4:] == time["from"][4:] for d in given))

    def _is_anchored(self, time: Row, date: Row) -> bool:
        """Whether a distance is measured from another of the article's dates: *a year earlier* than what was told."""
        anchor = time["anchor"]
        if date["basis"] != "anaphoric" or time["basis"] != "anaphoric" or anchor is None or time["to"] is None:
            return False
        return any(
            given["from"] is not None and time["to"] < given["from"]
            for (start, end), rows in self._dates.items()
            if anchor["start"] <= start and end <= anchor["end"]
            for given in rows
        )


def _same_date(time: Row, date: Row) -> bool:
    return all(time[key] == date[key] for key in date if key not in _CUT)


def _is_base(time: Row, date: Row) -> bool:
    """Whether a period is one before the article's date, on which it leans: the base of *to 412 in 2024 from 377*."""
    anchor = {key: date[key] for key in ("start", "end", "text")}
    if time["basis"] != "anaphoric" or time["anchor"] != anchor or None in (time["to"], date["from"]):
        return False
    return bool(time["to"] < date["from"] and all(time[key] == date[key] for key in ("type", "granularity", "fiscal")))


def _key(law: Row) -> bytes:
    return orjson.dumps(law, option=orjson.OPT_SORT_KEYS)


def _is_sound(record: Row, text: str) -> bool:
    """Whether :func:`record_faults` finds nothing in a record, told much faster."""
    size = len(text)
    held = [record]
    for value in held:  # to which what each holds is added
        if (start := value.get("start")) is not None:
            end = value["end"]
            if end is None or not 0 <= start < end <= size or text[start:end] != value["text"]:
                return False
        if ("from" in value or "low" in value or "to" in value) and next(_bound_faults(value, "$"), None) is not None:
            return False
        for item in value.values():
            kind = item.__class__
            if kind is dict:
                held.append(item)
            elif kind is list and item:
                rows = [part for part in item if part.__class__ is not str]
                if any(part.__class__ is not dict for part in rows):
                    return False
                held += rows
    return True


def record_faults(value: Any, text: str, path: str) -> Iterator[Fault]:
    """Yield spans that are not of the text and bounds that are out of order, at any depth."""
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from record_faults(item, text, f"{path}[{index}]")
    elif isinstance(value, dict):
        yield from _span_faults(value, text, path)
        yield from _bound_faults(value, path)
        for key, item in value.items():
            if isinstance(item, (dict, list)):
                yield from record_faults(item, text, f"{path}.{key}")


def _span_faults(value: Row, text: str, path: str) -> Iterator[Fault]:
    if "start" not in value or value["start"] is None:
        return
    start, end = value["start"], value["end"]
    if end is None or not 0 <= start < end <= len(text):
        yield Fault(path, f"the span {start}:{end} is not inside the text, which has {len(text)} characters")
    elif text[start:end] != value["text"]:
        yield Fault(f"{path}.text", f"is {value['text']!r}, but the article has {text[start:end]!r} at {start}:{end}")


def _bound_faults(value: Row, path: str) -> Iterator[Fault]:
    for key in ("from", "to"):
        day = value.get(key)
        if isinstance(day, str) and not _is_day(day):
            yield Fault(f"{path}.{key}", f"{day!r} is not a day")
            return
    first, last = value.get("from"), value.get("to")
    if isinstance(first, str) and isinstance(last, str) and first > last:
        yield Fault(f"{path}.from", f"{first} is after {last}")
    low, high = value.get("low"), value.get("high")
    if low is not None and high is not None and low > high:
        yield Fault(f"{path}.low", f"{low} is above high, {high}")


def _day_faults(article: Row) -> Iterator[Fault]:
    published = article["published"]
    if published is not None and not _is_day(published["value"]):
        yield Fault("$.published.value", f"{published['value']!r} is not a day")


@functools.lru_cache(maxsize=4096)
def _is_day(value: str) -> bool:
    try:
        datetime.date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _digit_faults(article: Row, stretch: tuple[int, int]) -> Iterator[Fault]:
    yield from _uncovered(article, _DIGIT, "digit", stretch)


def _uncovered(article: Row, pattern: re.Pattern[str], name: str, stretch: tuple[int, int]) -> Iterator[Fault]:
    spans = sorted((n["start"], n["end"]) for n in article["numbers"])
    position = 0
    reach = 0
    for match in pattern.finditer(article["text"], *stretch):
        at = match.start()
        if at < reach:
            continue
        while position < len(spans) and spans[position][0] <= at:
            reach = max(reach, spans[position][1])
            position += 1
        if at >= reach:
            yield Fault("$.numbers", f"the {name} {match[0]!r} at {at} of the text lies in no number")


def _link_faults(article: Row, claims: Sequence[Row], places: Mapping[str, int]) -> Iterator[tuple[int | None, Fault]]:
    ids = {claim["id"]: claim for claim in claims}
    named: set[str] = set()
    for index, number in enumerate(article["numbers"]):
        claim_id = number["claim_id"]
        if claim_id is None:
            continue
        path = f"$.numbers[{index}].claim_id"
        claim = ids.get(claim_id)
        if claim is None:
            yield None, Fault(path, f"no claim has the id {claim_id!r}")
        elif (number["start"], number["end"]) != (claim["quantity"]["start"], claim["quantity"]["end"]):
            yield places[claim_id], Fault(path, f"the claim {claim_id!r} has its quantity elsewhere")
        else:
            yield from ((places[claim_id], fault) for fault in _reading_faults(claim, number))
        if claim_id in named:
            yield None, Fault(path, f"the claim {claim_id!r} belongs to an earlier number")
        named.add(claim_id)
    for index, claim in enumerate(claims):
        if claim["id"] not in named:
            yield index, Fault("$.id", f"no number of the article {article['id']!r} links to this claim")
        for step, relation in enumerate(claim["relations"]):
            path = f"$.relations[{step}].claim_id"
            if relation["claim_id"] not in ids:
                yield index, Fault(path, f"no claim of this article has the id {relation['claim_id']!r}")
            elif relation["claim_id"] == claim["id"]:
                yield index, Fault(path, "the claim is related to itself")


def _reading_faults(claim: Row, number: Row) -> Iterator[Fault]:
    reading = number["quantity"]
    for name in ("value", "low", "high", "modifier", "kind"):
        if reading is not None and claim["quantity"][name] != reading[name]:
            said = f"is {claim['quantity'][name]!r}, but the article's number has {reading[name]!r}"
            yield Fault(f"$.quantity.{name}", said)


def _copied_faults(article: Row, claim: Row) -> Iterator[Fault]:
    for name in ("published", "outlet"):
        value = article[name]["value"] if article[name] is not None else None
        if claim[name] != value:
            yield Fault(f"$.{name}", f"is {claim[name]!r}, but the article has {value!r}")
    if claim["uri"] != article["source"]["uri"]:
        yield Fault("$.uri", f"is {claim['uri']!r}, but the article has {article['source']['uri']!r}")
    sentence, quantity = claim["sentence"], claim["quantity"]
    if not sentence["start"] <= quantity["start"] < quantity["end"] <= sentence["end"]:
        yield Fault("$.quantity", "lies outside the claim's sentence")


def _evidence_faults(claim: Row) -> Iterator[Fault]:
    """Slots whose words stand in another sentence and that do not say so in ``inherited``."""
    sentence = claim["sentence"]
    shown = {item["slot"] for item in claim["inherited"]}
    for slot in _SLOTS:
        values = claim[slot] if isinstance(claim[slot], list) else [claim[slot]]
        for value in values:
            away = value is not None and not sentence["start"] <= value["start"] < sentence["end"]
            if away and slot not in shown:
                yield Fault("$.inherited", f"lacks the {slot}, which stands outside the claim's sentence")
                break
