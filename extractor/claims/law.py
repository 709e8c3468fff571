"""The provisions that a figure falls under."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from typing import Any

from extractor.annotate.analysis import Sentence
from extractor.claims.cited import Group, groups_of, provision, stood_for
from extractor.claims.context import Context
from extractor.claims.draft import Draft
from extractor.claims.grammar import inside
from extractor.claims.lists import figure_runs
from extractor.claims.scope import covers
from extractor.claims.screen import patterns_of
from extractor.records import LegalReference
from extractor.rules import RuleSet

_REACH = 4
_FAR = 8
_PAIR = 2
_COUNTS = {"two": 2, "both": 2, "three": 3, "four": 4}
_ITEM = re.compile(
    r"[^,;]{0,40}[,;]\s*(?:and |or |while |but )?[^,;]{2,80}\s(?P<word>for|with|at|on|in|to|by)\s"
    r"(?:about |some |only |just )?"
)


class LawFinder:
    """Ties each figure to the legal references of its clause, or of the sentence it points back to."""

    def __init__(self, rules: RuleSet) -> None:
        table: dict[str, Any] = rules.table("claims_law", "law")
        self.penalties = frozenset(table["penalties"])
        patterns = patterns_of(rules, "claims.law")
        self.anaphora = patterns.get("claims.law.anaphora")
        self.pointing = patterns.get("claims.law.pointing")
        self.respectively = patterns.get("claims.law.respectively")
        self.member = patterns.get("claims.law.member")
        self.such = patterns.get("claims.law.such")
        self.matter = patterns.get("claims.law.matter")
        self.tally = patterns.get("claims.law.tally")
        self.on = {rule.id for rule in rules.layer("claims.law")}

    def __call__(self, context: Context) -> None:
        """Set ``legal`` of every figure."""
        for sentence, drafts in context.by_sentence():
            groups = groups_of(context.references(sentence))
            if groups:
                self._in_sentence(sentence, drafts, groups, context)
            else:
                self._carried(sentence, drafts, context)

    def _of_its_own(self, draft: Draft, chosen: Group, context: Context) -> bool:
        """*84 of treason under Article 5, 12 of rape*: a member of a list with a matter of its own."""
        if self.matter is None or not draft.bare or chosen[-1].end > draft.start:
            return False
        gap = draft.sentence.plain[chosen[-1].end - draft.sentence.start : draft.start - draft.sentence.start]
        return self.matter.search(f"{gap[-60:]}\0{context.follow(draft)}") is not None

    def _in_sentence(self, sentence: Sentence, drafts: list[Draft], groups: list[Group], context: Context) -> None:
        paired = self._paired(sentence, drafts, groups)
        ordered = {} if paired else self._in_order(sentence, drafts, groups)
        alternate = self._alternate([d for d in drafts if d not in paired], groups)
        for draft in drafts:
            rule, chosen = "claims.law.sentence", paired.get(draft)
            if chosen is not None:
                rule = "claims.law.respectively"
            elif draft in ordered:
                rule, chosen = "claims.law.order", ordered[draft]
            elif member := self._member(sentence, draft, groups):
                rule, chosen = "claims.law.member", member
            elif draft in alternate:
                rule, chosen = "claims.law.alternate", alternate[draft]
            else:
                chosen = groups[0] if len(groups) == 1 else _nearest(draft, drafts, groups)
                if chosen and self._of_its_own(draft, chosen, context):
                    rule, chosen = "claims.law.matter", []
                elif "claims.law.scope" in self.on and chosen and not covers(sentence, draft, chosen[0]):
                    rule, chosen = "claims.law.scope", []
            if chosen is not None and rule in self.on:
                draft.legal = tuple(chosen)
                draft.fired(rule)

    def _paired(self, sentence: Sentence, drafts: list[Draft], groups: list[Group]) -> dict[Draft, Group]:
        """*182 and 503, respectively*: as many figures in a list as there are provisions, in their order."""
        provisions = [[reference] for group in groups for reference in group]
        found = self.respectively.search(sentence.plain) if self.respectively and len(provisions) > 1 else None
        if found is None:
            return {}
        place = sentence.start + found.start()
        sides = ([d for d in drafts if d.end <= place], drafts)
        runs = [run for side in sides for run in figure_runs(sentence, side) if len(run) == len(provisions)]
        if not runs:
            return {}
        nearest = min(runs, key=lambda run: abs(place - run[-1].end))
        return dict(zip(nearest, provisions, strict=True))

    def _in_order(self, sentence: Sentence, drafts: list[Draft], groups: list[Group]) -> dict[Draft, Group]:
        """*Articles 337 and 338 led to 84 and 12 verdicts*: bare numbers right beside one another, for each in turn."""
        provisions = [[reference] for group in groups for reference in group]
        if len(provisions) < _PAIR or len(drafts) != len(provisions) or "claims.law.order" not in self.on:
            return {}
        if provisions[-1][0].end > drafts[0].start or len({p[0].number for p in provisions}) < len(provisions):
            return {}
        base, plain = sentence.start, sentence.plain
        gaps = [plain[a.end - base : b.start - base] for a, b in itertools.pairwise(drafts)]
        if gaps[-1].strip() == "," or any(gap.strip() not in ("and", ",", ", and") for gap in gaps):
            return {}
        return dict(zip(drafts, provisions, strict=True))

    def _alternate(self, drafts: list[Draft], groups: list[Group]) -> dict[Draft, Group]:
        """*Article 5 led with 80, then Article 7 with 30*: provision and figures by turns, the provision first."""
        if len(groups) < 2 or not drafts or "claims.law.alternate" not in self.on:
            return {}
        chosen: dict[Draft, Group] = {}
        turn = 0
        base, plain = drafts[0].sentence.start, drafts[0].sentence.plain
        if ":" in plain[drafts[0].end - base : max(0, groups[0][0].start - base)]:
            drafts = drafts[1:]  # "two offences stand out: theft, under Article 5, with 84, and …"
        for draft in drafts:
            if draft.start < groups[0][0].start:
                return {}
            held = turn
            while turn + 1 < len(groups) and groups[turn + 1][0].start < draft.start:
                turn += 1
            before = next(reversed(chosen), None)
            uncited = before is not None and turn == held and _next_item(before, draft)
            chosen[draft] = [] if uncited else groups[turn]
        every = {id(group) for group in chosen.values() if group} == {id(group) for group in groups}
        return chosen if every else {}

    def _member(self, sentence: Sentence, draft: Draft, groups: list[Group]) -> Group | None:
        """*the latter carries 15 years*: one provision of those just listed, by its place in the list."""
        if self.member is None:
            return None
        lead = sentence.plain[max(0, draft.start - sentence.start - 120) : draft.start - sentence.start]
        found = next(reversed(list(self.member.finditer(lead))), None)
        if found is None:
            return None
        place = draft.start - len(lead) + found.start()
        before = [[reference] for group in groups for reference in group if reference.end <= place]
        if len(before) < 2:
            return None
        return before[0] if found["first"] else before[-1]

    def _carried(self, sentence: Sentence, drafts: list[Draft], context: Context) -> None:
        """*It carries three years*; *of those tried under the clause*; *under the last of these*."""
        pointing = self.pointing.search(sentence.plain) if self.pointing is not None and drafts else None
        stop = sentence.start + pointing.end() if pointing is not None and pointing["count"] else sentence.start
        drafts = [draft for draft in drafts if draft.start >= stop]
        for draft in drafts:
            for rule, groups in self._antecedents(sentence, draft, context, pointing):
                paired = self._paired(sentence, drafts, groups)
                if paired and draft not in paired:
                    break
                respective = paired.get(draft)
                member = respective or self._member(sentence, draft, groups)
                chosen = member or (groups[0] if len(groups) == 1 else None)
                if chosen:
                    draft.legal = tuple(chosen)
                    draft.fired("claims.law.respectively" if respective else "claims.law.member" if member else rule)
                    draft.inherit("legal", chosen[0])
                    break

    def _antecedents(
        self, sentence: Sentence, draft: Draft, context: Context, found: re.Match[str] | None
    ) -> Iterator[tuple[str, list[Group]]]:
        """The provisions of the sentence that this one points back to, by the rule that says so."""
        previous = next(context.previous(sentence, 1), None)
        near = previous is not None and previous.paragraph_index == sentence.paragraph_index
        cited = context.references(previous) if previous is not None and near else ()
        if previous is not None and near and not cited:
            cited = stood_for(previous, context)
        if cited and (self._points_back(sentence, draft) or self._says_member(sentence)):
            yield "claims.law.anaphora", groups_of(cited)
        if cited and previous is not None and self.tally is not None and draft.reading.kind == "count":
            # "The tally covers Article 207.3 alone": what is told next is told of the tally.
            yield "claims.law.tally", groups_of(cited) if self.tally.match(previous.plain) else []
        if self.such is not None and self.such.match(context.follow(draft)):
            yield "claims.law.such", list(self._before(sentence, context))
        if found is not None:
            groups = list(self._pointed(sentence, context, found))
            if groups:
                yield "claims.law.pointing", groups

    def _before(self, sentence: Sentence, context: Context) -> list[Group]:
        """The provisions of the nearest sentence before that cites any."""
        cited = (groups_of(context.references(earlier)) for earlier in context.previous(sentence, _REACH))
        return next((groups for groups in cited if groups), [])

    def _pointed(self, sentence: Sentence, context: Context, found: re.Match[str]) -> list[Group]:
        """What *under the article*, *the two articles* points to: the last one cited, or as many as it says."""
        words = (found["several"] or found["count"] or "").lower().split()
        wanted = next((_COUNTS[word] for word in words if word in _COUNTS), 0)
        cited: list[LegalReference] = []
        said = found[0].lower().split()
        same = "same" in said
        far = 1 if "it" in said else _FAR if wanted or same else _REACH  # what is said between would be "it"
        for earlier in context.previous(sentence, far):
            groups = groups_of(context.references(earlier) or stood_for(earlier, context))
            if groups and not words:
                return groups[-1:]
            known = {provision(reference) for reference in cited}
            fresh = [r for group in groups for r in group if provision(r) not in known]
            cited = [*fresh, *cited]
            if cited and len(cited) >= wanted:
                return [cited[-wanted:]]
        return []

    def _points_back(self, sentence: Sentence, draft: Draft) -> bool:
        return self.anaphora is not None and (bool(self.anaphora.match(sentence.plain)) or self._penal(draft))

    def _says_member(self, sentence: Sentence) -> bool:
        return self.member is not None and bool(self.member.search(sentence.plain))

    def _penal(self, draft: Draft) -> bool:
        """Whether the figure is a penalty: a duration or fine that its clause calls one."""
        if draft.reading.kind not in ("duration", "money"):
            return False
        words = {t.lower_ for t in draft.sentence.tokens(max(draft.sentence.start, draft.start - 60), draft.end + 30)}
        return bool(words & self.penalties)


def _nearest(draft: Draft, drafts: list[Draft], groups: list[Group]) -> Group | None:
    """Of several citations, the one below the figure's phrase, else the next before another figure."""
    ahead = next((group for group in groups if group[0].start >= draft.end), None)
    if ahead is not None and draft.anchor is not None:
        token = draft.sentence.head(ahead[0].start, ahead[0].end)
        if token is not None and inside(token, draft.anchor):
            return ahead
    following = next((d.start for d in drafts if d.start > draft.start), draft.sentence.end)
    if ahead is not None and ahead[0].start < following:
        return ahead
    behind = next((group for group in reversed(groups) if group[0].start < draft.start), None)
    return behind or ahead


def _next_item(before: Draft, draft: Draft) -> bool:
    """*Bribery (Article 290) led to 84 cases and, with 12, theft*: an item of a list that cites nothing itself."""
    base = draft.sentence.start
    gap = _ITEM.fullmatch(draft.sentence.plain[before.end - base : draft.start - base])
    if gap is None:
        return False
    lead = draft.sentence.plain[max(0, before.start - base - 12) : before.start - base].split()
    return gap["word"] in lead[-2:]
