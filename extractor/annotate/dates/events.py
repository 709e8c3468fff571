"""Events whose day is known, read as dates after "since", "before" and the like."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.annotate.dates.nodes import Node
from extractor.annotate.screen import screen
from extractor.rules import Rule, RuleSet

_OPENING = re.compile(r"\b(?:since|before|after|until|prior to) (?=\S)", re.I)


class Events:
    """The event rules, compiled."""

    def __init__(self, rules: RuleSet) -> None:
        found = [r for r in rules.layer("dates") if r.file == "dates_events.toml"]
        self._rules = [(r, r.regex()) for r in found]
        self._evidence = {
            r.id: (re.compile(r.yields["evidence"]), re.compile(r.yields["strong"], re.I))
            for r in found
            if "evidence" in r.yields
        }
        words = "|".join(re.escape(word) for word in sorted(rules.table("dates_lexicon", "vocabulary")["events"]))
        self._trigger = re.compile(rf"\b(?:{words})", re.I)
        self._may = screen([_OPENING])

    def merge(self, nodes: Sequence[Node], plain: str, article: str) -> list[Node]:
        """The nodes of a sentence with its events; an event takes the place of what it covers."""
        if not self._may(plain) or not self._trigger.search(plain):
            return list(nodes)
        found = self._find(plain, article)
        kept = [n for n in nodes if not any(n.start < e.end and n.end > e.start for e in found)]
        return sorted([*kept, *found], key=lambda node: node.start)

    def _find(self, plain: str, article: str) -> list[Node]:
        found: list[Node] = []
        for opening in _OPENING.finditer(plain):
            best: tuple[re.Match[str], Rule] | None = None
            for rule, pattern in self._rules:
                match = pattern.match(plain, opening.end())
                if (
                    match
                    and match[0]
                    and rule.yields.get("never") != opening[0].strip().lower()
                    and self._proven(rule, match[0], article)
                    and (best is None or match.end() > best[0].end())
                ):
                    best = match, rule
            if best:
                match, rule = best
                found.append(Node(match.start(), match.end(), "event", {}, rule.yields, (rule.id,), match[0], "event"))
        return found

    def _proven(self, rule: Rule, words: str, article: str) -> bool:
        if rule.id not in self._evidence:
            return True
        evidence, strong = self._evidence[rule.id]
        return bool(strong.search(words)) or bool(evidence.search(article))
