"""The score of one article."""

from __future__ import annotations

import collections
from collections.abc import Mapping, Sequence
from typing import Any

from extractor.errors import ScoreError
from extractor.score.locate import SearchableText, normal, overlaps
from extractor.score.slots import accepts, numbers_right, slot_right

Row = Mapping[str, Any]
CORE = frozenset({"value", "modifier", "kind", "unit", "per", "time", "legal", "area", "source"})
_RELATIONS = ("compared_with", "part_of")
_NUMBERS = ("value", "low", "high")
_LONGEST_QUOTE = 90


class ArticleScore:
    """Matches the claims of an article with its gold; ``misses`` says all that is wrong.

    ``places`` are the gold quantities in the text (null when cleaning lost one), ``match`` maps a
    gold claim to a found one, ``extra`` are found claims that no gold accepts, ``counts`` holds
    [right, of] by slot and by document field, ``whole`` counts claims right in all core slots, and
    ``judged`` says of each claim that the gold knows whether it is.
    """

    def __init__(self, name: str, gold: Row, article: Row, claims: Sequence[Row], slots: Sequence[str]) -> None:
        self.name = name
        self.gold = gold
        self.article = article
        self.claims = claims
        self.counts: dict[str, list[int]] = collections.defaultdict(lambda: [0, 0])
        self.misses: list[str] = []
        self.whole = 0
        self.judged: dict[str, bool] = {}
        self._text = SearchableText(article["text"])
        self._document()
        self.places = [self._place(claim) for claim in gold["claims"]]
        self.match = self._matches()
        self.extra = self._extra()
        self._claims(slots)
        self._dates()
        self._laws()

    def _count(self, name: str, right: bool, miss: str) -> bool:
        self.counts[name][0] += right
        self.counts[name][1] += 1
        if not right:
            self.misses.append(f"{self.name}: {miss}")
        return right

    def _place(self, row: Row) -> tuple[int, int] | None:
        try:
            return self._text.find(row["at"], row.get("occurrence", 1))
        except (KeyError, ValueError):
            raise ScoreError(f"{self.name}: at: needs a snippet with one [[ ]]: {row}") from None

    def _document(self) -> None:
        for name in ("published", "title", "outlet"):
            if name in self.gold:
                wanted = self.gold[name]
                found = self.article[name] and self.article[name]["value"]
                exact = wanted is None or found is None
                right = found == wanted if exact else normal(found) == normal(wanted)
                self._count(name, right, f"{name} {found!r}, gold {wanted!r}")
        for name in ("removed", "kept"):
            for snippet in self.gold.get(name, []):
                right = (snippet in self._text) == (name == "kept")
                self._count(name, right, f"should be {name}: {snippet[:70]!r}")

    def _matches(self) -> dict[int, int]:
        match: dict[int, int] = {}
        taken: set[int] = set()
        for index, place in enumerate(self.places):
            if place is None:
                continue
            for position, claim in enumerate(self.claims):
                quantity = claim["quantity"]
                if position not in taken and overlaps((quantity["start"], quantity["end"]), place):
                    match[index] = position
                    taken.add(position)
                    break
        return match

    def _extra(self) -> list[Row]:
        optional = [self._text.find(snippet) for snippet in self.gold.get("optional", [])]
        places = [place for place in optional if place is not None]
        taken = set(self.match.values())
        extra = []
        for position, claim in enumerate(self.claims):
            quantity = claim["quantity"]
            stretch = (quantity["start"], quantity["end"])
            if position not in taken and not any(overlaps(stretch, place) for place in places):
                extra.append(claim)
                said = claim["sentence"]["text"][:_LONGEST_QUOTE]
                self.misses.append(f"{self.name}: not a claim: {quantity['text']!r} in {said!r}")
        return extra

    def _claims(self, slots: Sequence[str]) -> None:
        gold_of = {self.claims[position]["id"]: index for index, position in self.match.items()}
        for index, wanted in enumerate(self.gold["claims"]):
            if index not in self.match:
                self.misses.append(f"{self.name}: missed {wanted['at']!r}")
                continue
            claim = self.claims[self.match[index]]
            whole = True
            for slot in slots:
                if slot not in wanted and not (slot == "value" and any(name in wanted for name in _NUMBERS)):
                    continue
                right = self._right(slot, wanted, claim, gold_of)
                said = {name: wanted[name] for name in _NUMBERS if name in wanted} if slot == "value" else wanted[slot]
                self._count(slot, right, f"{slot} of {wanted['at']!r}: gold {said!r}, found {_found(slot, claim)}")
                whole &= right or slot not in CORE
            self.whole += whole
            self.judged[claim["id"]] = whole
        self.judged.update((claim["id"], False) for claim in self.extra)

    def _right(self, slot: str, wanted: Row, claim: Row, gold_of: Mapping[str, int]) -> bool:
        if slot == "value":
            return numbers_right(wanted, claim)
        if slot not in _RELATIONS:
            return slot_right(slot, wanted[slot], claim)
        linked = [gold_of.get(relation["claim_id"]) for relation in claim["relations"] if relation["type"] == slot]
        options = wanted[slot] if isinstance(wanted[slot], list) else [wanted[slot]]
        return any(not linked if option is None else self._gold_index(option) in linked for option in options)

    def _gold_index(self, snippet: str) -> int:
        rows = enumerate(self.gold["claims"])
        return next((index for index, row in rows if normal(snippet) in normal(row["at"])), -1)

    def _hits(self, layer: str, row: Row) -> list[Row]:
        place = self._place(row)
        if place is None:
            return []
        return [found for found in self.article[layer] if overlaps((found["start"], found["end"]), place)]

    def _dates(self) -> None:
        for row in self.gold.get("dates", []):
            bounds = [bound for bound in ("from", "to") if bound in row]
            hits = self._hits("dates", row)
            right = any(all(accepts(row[bound], hit[bound]) for bound in bounds) for hit in hits)
            self._count("dates", right, f"dates {row['at']!r}: found {[(h['from'], h['to']) for h in hits]}")

    def _laws(self) -> None:
        for row in self.gold.get("legal_references", []):
            hits = self._hits("legal_references", row)
            state = row.get("jurisdiction")
            right = {normal(number) for number in row["articles"]} <= {normal(hit["number"]) for hit in hits} and (
                not state or any(hit["jurisdiction"] == state for hit in hits)
            )
            found = [(hit["number"], hit["jurisdiction"]) for hit in hits]
            self._count("legal_references", right, f"legal_references {row['at']!r}: found {found}")


def _found(slot: str, claim: Row) -> str:
    quantity = claim["quantity"]
    if slot == "value":
        return repr(tuple(quantity[name] for name in _NUMBERS))
    if slot in quantity:
        return repr(quantity[slot])
    if slot == "source":
        value = claim["attribution"]
        return repr(value and value["source"]["text"])
    if slot == "time":
        value = claim["time"]
        return repr(value and (value["text"], value["from"], value["to"]))
    if slot == "legal":
        return repr([(row["number"], row["jurisdiction"]) for row in claim["legal"]])
    if slot in _RELATIONS:
        return repr([relation["claim_id"] for relation in claim["relations"] if relation["type"] == slot])
    value = claim[slot]
    return repr(value and value.get("lemma", value.get("code", value["text"])))
