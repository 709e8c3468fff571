"""The period of a figure: the date that its own sentence gives it.

Tiers, the strongest first: a date right after the figure (*527 in 2021*); one inside its noun
phrase; one that hangs on its predicate; one that hangs on a predicate above or beside; one that
stands before the figure elsewhere in the sentence. A date inside a
comparison (*6% more than in 2023*) is the period of the figure there and of no other.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from extractor.annotate.lemma import lemma
from extractor.claims.another import grown_since, narrowed, of_level, of_matter, ran, times, told_then
from extractor.claims.clausal import (
    at_once,
    background,
    clause_between,
    in_complement,
    occasion,
    of_whole,
    on_subject,
    polled,
    restricts,
    shared,
    staged,
)
from extractor.claims.context import Context
from extractor.claims.contrast import (
    coordinated,
    meant,
    of_apposition,
    of_base,
    of_document,
    opens_later,
    outside_report,
    part_of_them,
    parted,
    ranks,
    rivals,
    standing,
)
from extractor.claims.dating import attachment, describes, in_dateline, names, reporting, timeless, usable, verb_above
from extractor.claims.draft import Draft, overlaps
from extractor.claims.grammar import above, ancestors, inside, is_verb
from extractor.claims.leads import aside
from extractor.claims.lists import paired
from extractor.claims.placing import Place, Placer, is_change
from extractor.claims.reach import began, extend
from extractor.claims.tense import tense
from extractor.records import DateMention
from extractor.rules import RuleSet

if TYPE_CHECKING:
    from spacy.tokens import Token

    from extractor.annotate.analysis import Sentence

_TIERS = ("after", "phrase", "predicate", "clause", "restriction", "sentence")

_WINDOW = 600
_WHEN = re.compile(r"(?:(?: [a-z]+){1,2},|,)? when\b[^,;:.]*\Z", re.IGNORECASE)
_TIMES = frozenset({"multiple", "fraction"})
_SAYING = frozenset({"expect", "hope", "plan", "report", "say", "tell", "think", "want"})
_THEN_WHEN = re.compile(r"(?: [a-z]+){0,2} when [^,;:.\d]*")


class PeriodFinder:
    """Gives each figure the period that it is for."""

    def __init__(self, rules: RuleSet) -> None:
        table: dict[str, Any] = rules.table("claims_period", "period")
        self.place = Placer(table)
        self.dated = frozenset(table["dated_things"])
        self.events = frozenset(table["dated_events"])
        self.documents = frozenset(table["documents"])
        self.level = frozenset(rules.table("claims", "discourse")["level_verbs"])
        self.timeless = frozenset(table["timeless_kinds"])
        self.penalties = frozenset(rules.table("claims_law", "law")["penalties"])
        self.bases = frozenset(table["bases"])
        self.levels = frozenset(table["levels"])
        self.harms = frozenset(table["harms"])
        self.targets = frozenset(table["targets"])
        self.origins = frozenset(table["origins"])
        self.entries = self.origins | frozenset(table["entries"])
        self.evidential = frozenset(table["evidential"])
        self.occasions = frozenset(table["occasions"])
        self.multiples = frozenset(table["multiples"])
        self.on = {rule.id for rule in rules.layer("claims.period")}

    def __call__(self, context: Context) -> None:
        """Set ``time`` of every figure."""
        for sentence in {id(d.sentence): d.sentence for d in context.drafts}.values():
            drafts = context.in_sentence(sentence)
            dates = [d for d in context.dates(sentence) if usable(d) and not in_dateline(d, sentence)]
            dates = [d for d in dates if self.place.owner(drafts, d) or not reporting(d, sentence, context)]
            dates = [d for d in dates if not overlaps(d, context.references(sentence))]
            dates = [d for d in dates if not describes(d, dates, sentence)]
            dates = [d for d in dates if not of_document(d, attachment(sentence, d), self.documents)]
            self._respectively(sentence, drafts, [d for d in context.dates(sentence) if usable(d)])
            places = self.place(sentence, drafts, dates)
            for draft in (d for d in drafts if d.time is None):
                self._own(draft, drafts, places)
                extend(draft, dates, context, self.on)

    def _respectively(self, sentence: Sentence, drafts: list[Draft], dates: list[DateMention]) -> None:
        if "claims.period.respectively" in self.on:
            for draft, date in paired(sentence, drafts, dates):
                draft.time = draft.time or date
                draft.fired("claims.period.respectively")

    def _own(self, draft: Draft, drafts: list[Draft], places: list[Place]) -> None:
        best: tuple[int, int, DateMention] | None = None
        highest = len(_TIERS)
        if timeless(draft, self.penalties):
            highest = -1 if draft.reading.kind in ("age", "measure") else _TIERS.index("predicate")
        for place in places:
            date = place.date
            if not -_WINDOW < date.start - draft.start < _WINDOW:
                continue
            tier = self._tier(draft, drafts, place)
            if tier is None or tier > highest or f"claims.period.{_TIERS[tier]}" not in self.on:
                continue
            gap = date.start - draft.end if date.start >= draft.end else draft.start - date.end + 1
            if best is None or (tier, gap) < best[:2]:
                best = (tier, gap, date)
        if best is not None:
            draft.time = best[2]
            draft.fired(f"claims.period.{_TIERS[best[0]]}")

    def _tier(self, draft: Draft, drafts: list[Draft], place: Place) -> int | None:
        date, owner, opens_base, head, _ = place
        if (draft.start < date.end and date.start < draft.end) or of_base(draft, date, drafts):
            return None
        if self._when(draft, date) or self._then_when(draft, date) or (head is not None and told_then(head, draft)):
            return 1
        if head is not None and draft.predicate is not None and polled(head, draft.predicate):
            return 3
        if place.within is not None and not place.within[0] < draft.start < place.within[1]:
            return None
        if opens_base:
            return 0 if owner is draft and not is_change(draft) and draft.reading.kind != "fraction" else None
        if head is not None and of_level(head, draft):
            return 0
        if owner is draft and draft.reading.kind in _TIMES and head is not None and self._base(head, draft):
            return None
        if owner is not None and owner is not draft and (grown_since(draft, owner, date) or times(draft, owner, date)):
            return None
        if head is not None and draft.anchor is not None and of_whole(head, draft.anchor):
            return 4
        if owner is draft or (owner is not None and coordinated(draft, owner)):
            return 0
        if owner is not None and aside(owner):  # *cost 6% more, after a rise of 4% in April*
            return None
        if head is None or draft.anchor is None or opens_later(draft, owner, date):
            return None
        if of_matter(head, draft.anchor):
            return None
        named = date.bound != "until" and names(head, self.dated, self.events)
        if named and draft.anchor.dep_ == "appos" and inside(head, draft.anchor.head):
            return 1
        if (owner is not None and rivals(draft, owner, drafts, date)) or self._base(head, draft):
            return None
        if owner is not None and part_of_them(owner):
            return None
        if named:
            return None
        if inside(head, draft.anchor) and not clause_between(head, draft.anchor):
            return 1
        if (draft.reading.kind in self.timeless and owner is not None) or of_apposition(head, draft.anchor):
            return None
        if draft.predicate is not None and self._of_those(head, draft):
            return 4
        governor = verb_above(head, draft.predicate)
        if (
            governor is not None and governor.lower_ == "aged" and draft.tense == "past"
        ):  # *took claims from players aged 13 to 18 in 2024*
            governor = verb_above(governor.head, draft.predicate)
        if standing(draft, governor):
            return None
        tier = self._by_clause(draft, date, governor)
        if tier is not None:
            return 5 if ranks(head) else tier
        if date.end > draft.start or outside_report(draft, date) or (governor is not None and background(governor)):
            return None
        return None if parted(draft, date) else 5

    def _by_clause(self, draft: Draft, date: DateMention, governor: Token | None) -> int | None:
        """The tier of a date by the verb that it hangs on, and where that stands to the figure's."""
        predicate = draft.predicate
        if governor is None or predicate is None:
            return None
        if self._aimed_at(draft, date, predicate) or narrowed(draft, governor):
            return 1
        if governor != predicate and meant(predicate, self.origins):
            return None
        if governor == predicate:
            return 2
        since = date.bound == "from" and tense(predicate) == "perfect"
        if above(governor, predicate) or in_complement(governor, predicate, participles=since):
            return 3
        if since and tense(governor) == "past" and inside(governor, predicate):
            return 3  # *has had 84 cases against men who fled since May*: what is so since then is told in the perfect
        if occasion(governor, self.occasions, predicate) or staged(governor, predicate):
            return 3
        if at_once(governor, predicate, self.harms) or (
            (lemma(predicate) in self.level or lemma(predicate) == "put") and on_subject(governor, predicate)
        ):
            return 3
        if began(governor, predicate) or ran(governor, predicate, date) or self._held(governor, predicate):
            return 3
        head = attachment(draft.sentence, date)
        if head is not None and date.bound is None and shared(governor, predicate, head):
            return 3
        if draft.anchor is not None and restricts(governor, draft.anchor):
            shown = tense(predicate) == "past" or lemma(predicate) in self.evidential
            shown = shown or (draft.bare and tense(governor) == "past" and _definite(draft.anchor))
            shown = shown or (_runs_on(date) and tense(governor) == "perfect" and tense(predicate) == "present")
            return 4 if shown or draft.anchor.head.lower_ == "including" else None
        return None

    def _held(self, governor: Token, predicate: Token) -> bool:
        """Whether a participle dates the occasion in front of a verb: *In the last race, held in 2020, he won 12%*."""
        if governor.dep_ != "advcl" or governor.head != predicate or lemma(governor) not in self.occasions:
            return False
        before = governor.nbor(-1) if governor.i else governor
        return governor.tag_ == "VBN" and before.lower_ == "," and before.i > 0 and before.nbor(-1).dep_ == "pobj"

    def _aimed_at(self, draft: Draft, date: DateMention, predicate: Token) -> bool:
        """Whether a target is for that period, whenever it was set: *the target for 2026 was lifted to 5%*."""
        head = attachment(draft.sentence, date)
        if head is None or head.dep_ != "pobj" or head.head.lower_ != "for":
            return False
        noun = head.head.head
        return lemma(noun) in self.targets and inside(noun, predicate)

    def _when(self, draft: Draft, date: DateMention) -> bool:
        """Whether the figure stands in a clause that the date opens: *than in 2024, when there were 84*."""
        if draft.start < date.end:
            return False
        return bool(
            _WHEN.match(draft.sentence.plain[date.end - draft.sentence.start : draft.start - draft.sentence.start])
        )

    def _then_when(self, draft: Draft, date: DateMention) -> bool:
        """Whether the date stands in a clause of *when* right behind the figure: *37 when courts shut in May 2020*."""
        if draft.end > date.start:
            return False
        start = draft.sentence.start
        return bool(_THEN_WHEN.fullmatch(draft.sentence.plain[draft.end - start : date.start - start]))

    def _base(self, head: Token, draft: Draft) -> bool:
        """Whether a date belongs to a comparison that the figure is not in: *more than in 2023*."""
        anchor = draft.anchor
        if anchor is None:
            return False
        for node in list(ancestors(head))[1:8]:
            if is_verb(node) and node.lower_ not in self.bases:
                return False
            if node.lower_ in self.bases and not inside(anchor, node):
                return True
            of_level = not inside(anchor, node) or draft.reading.kind in _TIMES
            the = next((c for c in node.lefts if c.lower_ in ("the", "that")), None)
            if node.lower_ in self.levels and of_level and the is not None:
                lefts = {token.lower_ for token in node.doc[max(0, the.i - 2) : the.i]}
                return bool(lefts & self.multiples) or any(child.dep_ == "predet" for child in node.lefts)
        return False

    def _of_those(self, head: Token, draft: Draft) -> bool:
        """Whether a date is that of the set which opens a sentence: *Of the men tried in 2023, 44% were fined*.

        What became later of those who were born or hired then is of no such time, nor what they say.
        """
        predicate, told = draft.predicate, False
        if predicate is None or lemma(predicate) in _SAYING:
            return False
        for node in ancestors(head):
            if node.dep_ == "prep" and node.lower_ in ("of", "among") and node.head == predicate:
                return told and node.i < node.head.i and tense(predicate) in ("past", "pluperfect")
            clause = is_verb(node) and node.dep_ in ("acl", "relcl")
            if clause and lemma(node) in self.entries:
                return False
            told = told or clause
            if node == predicate or (is_verb(node) and node.dep_ not in ("acl", "relcl", "pcomp")):
                return False
        return False


def _definite(anchor: Token) -> bool:
    """Whether a number was told before, and is of the time that its own clause names: *the 648 that came in 2021*."""
    return any(child.lower_ in ("the", "those", "these") for child in anchor.lefts)


def _runs_on(date: DateMention) -> bool:
    """Whether a stretch reaches to publication: *since May*, *in the 12 months since the vote*."""
    return date.bound == "from" or (date.type == "DURATION" and date.basis == "relative")
