"""Join neighbouring expressions, and widen them to the left by "the end of", "early" and the like."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence

from extractor.annotate.dates.nodes import Node, joined
from extractor.annotate.ending import Endings
from extractor.rules import Rule, RuleSet

_GAP = 24
_FAR = 110
_TAIL = 48
_SHARED = "dates.join.shared_year"
_AROUND = frozenset({"after", "before", "following", "preceding"})
_HELD = frozenset({"first", "half", "month", "quarter", "same", "season", "unit_edge"})


class Combiner:
    """The joining rules, compiled."""

    def __init__(self, rules: RuleSet) -> None:
        found = [r for r in rules.layer("dates") if r.file == "dates_combinations.toml"]
        self._joins = [(r, r.regex()) for r in found if "join" in r.yields]
        self._needs = {r.id: re.compile(r.yields["needs"], re.I) for r, _ in self._joins if "needs" in r.yields}
        self._unless = {r.id: re.compile(r.yields["unless"], re.I) for r, _ in self._joins if "unless" in r.yields}
        self._before = Endings((r, r.regex()) for r in found if "before" in r.yields)
        self._bounds = Endings((r, r.regex()) for r in found if "bound" in r.yields)
        self._shared = rules.get(_SHARED).regex() if rules.has(_SHARED) else None
        self._after = [(r, r.regex()) for r in found if "bound_after" in r.yields]

    def __call__(self, nodes: Sequence[Node], text: str) -> list[Node]:
        """Nest, widen, then make windows and ranges; left to right."""
        found = self._pass(nodes, text, ("nest", "nest_back", "time", "part"))
        found = [self._widen(node, text) for node in found]
        found = self._pass(found, text, ("nest",))
        if self._shared is not None:
            found = _share_year(found, text, self._shared)
        found = self._pass(found, text, ("window",))
        return self._pass(found, text, ("range",))

    def _pass(self, nodes: Sequence[Node], text: str, kinds: tuple[str, ...]) -> list[Node]:
        done: list[Node] = []
        for node in nodes:
            while done and (made := self._join(done[-1], node, text, kinds)):
                done.pop()
                node = made
            done.append(node)
        return done

    def _join(self, left: Node, right: Node, text: str, kinds: tuple[str, ...]) -> Node | None:
        if not 0 <= right.start - left.end <= _FAR:
            return None
        gap = text[left.end : right.start]
        for rule, pattern in self._joins:
            kind = rule.yields["join"]
            if len(gap) > _GAP and "far" not in rule.yields:
                continue
            if kind in kinds and pattern.fullmatch(gap) and (made := self._fit(rule, kind, left, right, text, gap)):
                return made
        return None

    def _fit(self, rule: Rule, kind: str, left: Node, right: Node, text: str, gap: str) -> Node | None:
        if kind == "nest":
            return _nest(rule, left, right, text, gap)
        if kind == "nest_back":
            fits = (
                left.holder
                and right.open
                and left.op in ("year", "unit", "fiscal_year")
                and right.op in ("quarter", "half", "first", "season", "month")
            )
            if fits and gap == " " and left.op == "unit":
                fits = False
            return _swapped(rule, left, right, text) if fits else None
        if kind == "part":
            return _part(rule, left, right, text)
        if kind == "time":
            return _time(rule, left, right, text)
        if kind == "window":
            return _window(rule, left, right, text, gap)
        return self._range(rule, left, right, text)

    def _range(self, rule: Rule, left: Node, right: Node, text: str) -> Node | None:
        if not (left.point and right.point) or (left.op in ("offset", "ago") and right.op in ("offset", "ago")):
            return None
        start, tail = left.start, text[max(0, left.start - _TAIL) : left.start]
        if rule.id in self._unless and self._unless[rule.id].search(tail):
            return None
        if rule.id in self._needs:
            opening = self._needs[rule.id].search(tail)
            if not opening:
                return None
            start = left.start - (min(_TAIL, left.start) - opening.start())
        elif left.kind() != right.kind() or (
            left.kind() in ("unit", "same", "definite", "weekday") and "through" not in text[left.end : right.start]
        ):
            return None
        return joined("range", left, right, rule.id, text, start)

    def _widen(self, node: Node, text: str) -> Node:
        if not node.point:
            return node
        for _ in range(2):
            tail_start = max(0, node.start - _TAIL)
            tail = text[tail_start : node.start]
            for rule, pattern in self._before(tail):
                match = pattern.search(tail)
                if match and _may_widen(node, rule, match[0]):
                    _apply(node, rule, tail_start + match.start(), text)
                    break
            else:
                break
        return node

    def bound(self, node: Node, text: str) -> tuple[Rule, int] | None:
        """The rule of the preposition that bounds a node, and where the preposition starts."""
        if node.text.lower().endswith("-quarter"):
            return None
        rest = text[node.end : node.end + _GAP]
        for rule, pattern in self._after:
            if pattern.match(rest):
                return rule, node.start
        tail_start = max(0, node.start - _TAIL)
        tail = text[tail_start : node.start]
        for rule, pattern in self._bounds(tail):
            match = pattern.search(tail)
            if match and not (node.op == "weekday" and match[0].endswith("the ")):
                return rule, tail_start + match.start()
        return None


def _share_year(nodes: list[Node], text: str, gap: re.Pattern[str]) -> list[Node]:
    """Give the year of the last of a list of months or quarters to those before it: *July and August 2024*."""
    done = list(nodes)
    for position in range(len(done) - 2, -1, -1):
        left, right = done[position], done[position + 1]
        if not left.open or left.join is not None or not gap.fullmatch(text[left.end : right.start]):
            continue
        rules = (*left.rules, _SHARED)
        if right.join is None and right.op == left.op == "month" and right.groups.get("y"):
            done[position] = dataclasses.replace(left, groups={**left.groups, "y": right.groups["y"]}, rules=rules)
        elif right.join == "nest" and right.left is not None and right.left.op == left.op:
            done[position] = dataclasses.replace(left, join="nest", left=left, right=right.right, rules=rules)
    return done


def _nest(rule: Rule, left: Node, right: Node, text: str, gap: str) -> Node | None:
    if left.op == "window" and left.groups.get("rel", "").lower() == "last" and "of" in gap.split() and right.holder:
        left.op = "first"
    if left.join == "part" and left.left is not None and left.right is not None and left.right.op == "month":
        inner = _nest(rule, left.right, right, text, gap)  # *the first week of May last year*
        made = joined("part", left.left, inner, rule.id, text) if inner is not None else None
        return dataclasses.replace(made, rules=(*left.rules, *right.rules, rule.id)) if made is not None else None
    if not left.open or not right.holder:
        return None
    if (left.op == "weekday") != (right.groups.get("unit", "").lower() == "week") or (
        left.op == "weekday" and "," in gap
    ):
        return None
    if right.op == "same" and "of" not in gap.split():
        return None
    if right.op == "definite" and right.groups["unit"].lower() == "year":
        right.op, right.groups = "unit", {"unit": "year", "rel": "this", "of": "the"}
    loose = right.op in ("offset", "ago", "step", "definite")
    if loose and ("," in gap or "of" in gap.split()):
        loose_fits = "of" in gap.split() and left.op in _HELD
        if not loose_fits:
            return None
    if loose and left.op not in ("same", "definite") and right.op == "definite" and "of" not in gap.split():
        return None
    if left.op == "definite" and right.op not in ("unit", "offset", "ago", "year"):
        return None
    if left.op == "definite" and "of" in gap.split():
        return None
    return joined("nest", left, right, rule.id, text)


def _part(rule: Rule, left: Node, right: Node, text: str) -> Node | None:
    if (
        left.op == "unit"
        and left.groups.get("rel", "").lower() == "last"
        and left.groups["unit"].lower() in ("week", "day")
    ):
        left.op, left.groups = "nth", {"nth": "last", "unit": left.groups["unit"]}
    if left.op == "window" and left.groups.get("rel", "").lower() == "last" and _of_month(right):
        left.op = "first"  # *the last ten days of May*
    if left.op == "half" and not _of_month(right):
        return None
    if left.op not in ("nth", "first", "half") or right.op not in (
        "month",
        "nest",
        "quarter",
        "season",
        "year",
        "unit",
        "definite",
    ):
        return None
    return joined("part", left, right, rule.id, text)


def _of_month(node: Node) -> bool:
    """Whether an expression names a month, with or without its year: *May*, *May last year*."""
    return node.op == "month" or (node.join == "nest" and node.left is not None and node.left.op == "month")


def _swapped(rule: Rule, left: Node, right: Node, text: str) -> Node:
    lead = 4 if text[max(0, left.start - 4) : left.start].lower() == "the " and left.op == "year" else 0
    made = joined("nest", left, right, rule.id, text, left.start - lead)
    made.left, made.right = right, left
    return made


def _time(rule: Rule, left: Node, right: Node, text: str) -> Node | None:
    days = ("day", "weekday", "deictic", "feast")
    if left.op == "clock" and right.op in days:
        return joined("time", left, right, rule.id, text)
    return None


def _window(rule: Rule, left: Node, right: Node, text: str, gap: str) -> Node | None:
    if not left.length or not right.point or right.op in ("offset", "ago"):
        return None
    if left.op == "definite" and left.groups["unit"].lower() == "period" and gap.split()[:1] == ["from"]:
        return None  # *the period from May to July*: a range
    if gap.strip() in ("of", "of the") and not (left.op == "definite" and right.op == "day"):
        return None
    if gap.split()[:1] == ["since"] and right.op in ("year", "decade"):
        return None  # *the lowest for the month since 2019*: no month begins with a year
    if left.groups.get("unit", "").lower() == "day" and gap.split()[0] in _AROUND:
        return None
    if left.op == "unit" and gap.split()[0] not in ("ended", "ending", "beginning", "starting"):
        return None
    if left.op == "duration":
        definite = left.text.lower().startswith("the ")
        word = gap.split()[0].strip(",")
        dated = word in _AROUND and (right.op in ("month", "year") or (right.op == "day" and "y" in right.groups))
        if (word in ("since", "from", "until", "of", *_AROUND) and not dated) or (
            not definite and word not in ("to", "ended", "ending")
        ):
            return None
        if not definite and word == "to" and right.op not in ("month", "nest", "day"):
            return None
    return joined("window", left, right, rule.id, text, side=rule.yields["side"])


def _may_widen(node: Node, rule: Rule, words: str) -> bool:
    kind = rule.yields["before"]
    if kind == "approx":
        return node.op in ("year", "month", "day", "nest", "clock")
    if kind == "same":
        return node.op == "year"
    if node.op == "year" and words.lower().endswith("the "):
        return False
    if node.op in ("offset", "ago", "deictic", "same", "clock", "time") or node.edge or node.part:
        return False
    if kind == "part" and node.op in ("unit", "weekday") and words.lower().startswith(("later", "earlier")):
        return True
    return not (
        words.endswith("-")
        and node.op not in ("year", "month", "decade", "century", "unit_edge", "nest", "season", "quarter")
    )


def _apply(node: Node, rule: Rule, start: int, text: str) -> None:
    kind = rule.yields["before"]
    node.rules = (*node.rules, rule.id)
    if kind == "approx":
        node.approx = True
    elif kind == "edge":
        node.edge, node.mod = rule.yields["edge"], rule.yields["mod"]
        if node.op == "definite" and node.groups["unit"].lower() in ("year", "month", "week"):
            kind = node.groups.get("full", "").lower()
            fiscal = {"fiscal": kind} if kind in ("fiscal", "financial") else {}
            node.op, node.groups = "unit", {"unit": node.groups["unit"], "rel": "this", "the": "the", **fiscal}
    elif kind == "part":
        node.part, node.mod = rule.yields["part"], rule.yields["mod"]
    node.start = start
    node.text = text[start : node.end]
