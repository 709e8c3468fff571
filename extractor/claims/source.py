"""Who says the figure: the attribution whose content holds it, or that of the sentence it goes on from."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from extractor.annotate.lemma import lemma
from extractor.claims.context import Context
from extractor.claims.draft import Draft
from extractor.claims.gapped import GappedSources
from extractor.claims.screen import pattern_of
from extractor.claims.source_place import acts, is_where
from extractor.claims.terms import SHARES
from extractor.records import Attribution, ClaimAttribution, Source, Span
from extractor.rules import RuleSet

if TYPE_CHECKING:
    from spacy.tokens import Token

_DISCOURSE = "claims.source.discourse"
_SHARE = "claims.source.share"
_CLAUSE = "claims.source.clause"
_SURVEY = "claims.source.survey"
_PLACE = "claims.source.place"
_ASIDE = re.compile(
    r"(?<=\w[\w)]),\s(?:who|whose|whom|which|where|released|published|issued|drawing|using|citing|based)\b"
)
_OPEN = "claims.source.open"
_JUDGED = "claims.source.judged"
_OBJECT_FRAMES = frozenset({"attributions.verb.object", "attributions.verb.passive"})
_ORDERING = "attributions.verb.object_infinitive"
_NOUN_CUES = frozenset({"attributions.noun.possessed", "attributions.noun.light_verb"})
_HOLDS = "claims.source.holds"
_HOLDING = frozenset({"held", "holds", "contained", "contains", "has held", "had held"})
_TELLING = ("clause", "message", "counting", "entries", "noting", "put_at", "predication", "issued")
_QUESTION = 12
_ASKED = 8  # sentences: so far from its survey an answer is told
_MODIFIED = 25
_OWN_CLAUSES = frozenset({"conj", "advcl", "parataxis", "ccomp"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_NOTED = frozenset({"attributions.verb.figure", "attributions.verb.entries", "attributions.verb.object"})
_WHERE = frozenset({"country", "region", "city"})
_RECORDS = frozenset({"data", "document"})


class SourceFinder:
    """Ties each figure to the innermost reported statement that contains it."""

    def __init__(self, rules: RuleSet) -> None:
        self.on = {rule.id for rule in rules.layer("claims.source")}
        self.carried = pattern_of(rules, _DISCOURSE)
        self.share = pattern_of(rules, _SHARE)
        self.open = pattern_of(rules, _OPEN)
        self.survey = pattern_of(rules, _SURVEY)
        table: dict[str, Any] = rules.table("claims_source", "source")
        self.statements = frozenset(table["statements"])
        self.acts = frozenset(table["acts"])
        self.orders = frozenset(table["orders"])
        self.surveys = frozenset(table["surveys"])
        self.measures = frozenset(table["measures"])
        self.gapped = GappedSources(rules)
        self.noting = frozenset(rules.table("attributions_verbs", "noting"))
        self.act_frames = frozenset(table["act_frames"])
        kinds: dict[str, list[str]] = rules.table("attributions_sources", "kinds")
        self.records = frozenset([*kinds["data"], *kinds["document"], *(f"{w}s" for w in kinds["data"])])
        self.telling = frozenset(w for name in _TELLING for w in rules.table("attributions_verbs", name))
        self.telling -= {"ask"}  # "four men asked by the paper"

    def __call__(self, context: Context) -> None:
        """Set ``attribution``; null is the article's own voice."""
        for draft in context.drafts:
            found = self._holding(draft, context)
            if found is not None and _is_unknown(found):
                continue
            before = context.preceding(draft)
            if before is not None and before.attribution is not None and self.gapped(draft, before.attribution):
                continue
            if found is not None and "claims.source.content" in self.on:
                draft.attribution = _of(context, found)
                draft.content = found.content
                draft.fired("claims.source.content")
            elif not self._shared(draft, context):
                self._carried(draft, context)

    def _holding(self, draft: Draft, context: Context) -> Attribution | None:
        holding = [
            (a.type != "direct", sum(span.end - span.start for span in a.content), order, a)
            for order, a in enumerate(context.reports(draft.sentence))
            if a.source is not None
            and a.source.head not in self.measures
            and any(s.start < draft.end and draft.start < s.end for s in a.content)
            and not self._is_act(a, draft, context)
            and not self._is_judged(a, draft, context)
            and not self._holds(a, draft)
            and not self._is_open(a, draft)
            and not self._is_counted(a, draft, context)
            and not self._is_place(a, draft, context)
        ]
        return min(holding, key=lambda item: item[:3])[3] if holding else None

    def _is_place(self, report: Attribution, draft: Draft, context: Context) -> bool:
        """*Norway has logged 84 cases*: a place has its cases, and somebody else says so."""
        source, cue = report.source, report.cue
        if source is None or cue is None or _PLACE not in self.on or draft.start < cue.start:
            return False
        sentence = context.analysis.sentence_at(cue.start)
        verb = None if sentence is None else sentence.head(cue.start, cue.end)
        if sentence is None or verb is None or lemma(verb) not in self.noting or report.rules[0] not in _NOTED:
            return False
        places = [p for p in context.places(sentence) if p.kind in _WHERE]
        known = any(p.start < source.end <= p.end for p in places)  # "Norway", not "Norway's ministry"
        beside = " " not in source.text and any(acts(sentence.head(p.start, p.end)) for p in places)
        if known or beside or is_where(source, context.analysis.text):
            draft.fired(_PLACE)
            return True
        return False

    def _shared(self, draft: Draft, context: Context) -> bool:
        """*Put the toll at 84, down from 97*: a figure that goes on the clause of one before it has its source."""
        if _CLAUSE not in self.on:
            return False
        earlier = context.preceding(draft)
        found = None if earlier is None else earlier.attribution
        if earlier is None or found is None or found.cue is None or not found.cue.start < earlier.start:
            return False
        if not draft.sentence.start <= found.cue.start or not _same_clause(draft, found.cue):
            return False
        draft.attribution, draft.content = found, earlier.content
        draft.fired(_CLAUSE)
        return True

    def _is_act(self, report: Attribution, draft: Draft, context: Context) -> bool:
        """*Agreed to sell three plants*, *promised 300 beds*: who intends it does it, and says no figure."""
        if "claims.source.act" not in self.on or report.cue is None:
            return False
        if report.rules[0] in _NOUN_CUES and report.content[0].text.startswith("to "):
            if report.cue.text.lower().split()[-1].rstrip("s") in self.statements:
                return False
            draft.fired("claims.source.act")
            return True
        ordering = report.rules[0] == _ORDERING
        if not ordering and report.rules[0] not in self.act_frames:
            return False
        sentence = context.analysis.sentence_at(report.cue.start)
        verb = None if sentence is None else sentence.head(report.cue.start, report.cue.end)
        word = "" if verb is None else lemma(verb)
        words = self.orders if ordering else self.acts
        act = word not in self.statements if report.rules[0].endswith(".infinitive") else word in words
        if act:
            draft.fired("claims.source.act")
        return act

    def _is_judged(self, report: Attribution, draft: Draft, context: Context) -> bool:
        """*Welcomed hundreds of guests*, *the plans of 84 towns were blasted by critics*: they tell no figure."""
        if _JUDGED not in self.on or report.cue is None or report.rules[0] not in _OBJECT_FRAMES:
            return False
        sentence = context.analysis.sentence_at(report.cue.start)
        tokens = [] if sentence is None else sentence.tokens(report.cue.start, report.cue.end)
        words = {lemma(token) for token in tokens if token.tag_[0] == "V"} - {"be", "have"}
        if not words or words & self.telling:
            return False
        draft.fired(_JUDGED)
        return True

    def _holds(self, report: Attribution, draft: Draft) -> bool:
        """*The ward has 60 beds. It held 84 men*: only a record holds entries, and even that holds no money."""
        source = report.source
        if source is None or _HOLDS not in self.on or report.rules[0] != "attributions.verb.entries":
            return False
        if report.cue is None or report.cue.text.lower() not in _HOLDING:
            return False
        meant = source.antecedent.text.lower().split() if source.antecedent is not None else None
        if draft.reading.kind != "money" and (meant is None or not self.records.isdisjoint(meant)):
            return False
        draft.fired(_HOLDS)
        return True

    def _is_open(self, report: Attribution, draft: Draft) -> bool:
        """*Did not say how many of the 84 were minors*, *asked whether the 84 were*: the figure is not theirs."""
        if self.open is None or report.cue is None:
            return False
        if self.open.match(f"{report.cue.text} {report.content[0].text[:_QUESTION]}") is None:
            return False
        draft.fired(_OPEN)
        return True

    def _is_counted(self, report: Attribution, draft: Draft, context: Context) -> bool:
        """*Nineteen per cent of voters said*: a share of those asked, whose words are no source of a figure."""
        source = report.source
        if source is None or "claims.source.respondents" not in self.on:
            return False
        sentence = context.analysis.sentence_at(source.start)
        counted = sentence is not None and any(
            d.reading.kind in SHARES
            and source.start <= d.start < min(source.end, source.start + _MODIFIED)
            and "," not in source.text[: d.start - source.start]
            for d in context.in_sentence(sentence)
        )
        if counted:
            draft.fired("claims.source.respondents")
        return counted

    def _carried(self, draft: Draft, context: Context) -> None:
        if self._surveyed(draft, context):
            return
        rule = self._goes_on(draft)
        if rule is None:
            return
        for earlier in context.before(draft):
            if earlier.sentence is draft.sentence:
                continue
            if earlier.sentence.paragraph_index != draft.sentence.paragraph_index:
                return
            if draft.sentence.index - earlier.sentence.index > 1:
                return
            if rule == _SHARE and not _is_survey(earlier, context):
                continue
            if earlier.attribution is not None:
                draft.attribution = earlier.attribution
                draft.inherit("source", earlier.attribution.mention)
                draft.fired(rule)
                return

    def _surveyed(self, draft: Draft, context: Context) -> bool:
        """*Of those asked, 84% agreed*: the answers are of the survey that was the source some sentences before."""
        if self.survey is None or draft.reading.kind not in SHARES or not self.survey.search(draft.sentence.plain):
            return False
        for sentence in context.previous(draft.sentence, _ASKED):
            for report in reversed(context.reports(sentence)):
                if report.source is not None and not self.surveys.isdisjoint(report.source.text.lower().split()):
                    draft.attribution = _of(context, report)
                    draft.inherit("source", draft.attribution.mention)
                    draft.fired(_SURVEY)
                    return True
        return False

    def _goes_on(self, draft: Draft) -> str | None:
        """The rule by which a sentence goes on with what was said in the one before it."""
        if self.carried is not None and self.carried.match(draft.sentence.plain):
            return _DISCOURSE
        if self.share is not None and draft.reading.kind in SHARES | {"percentage_points"}:
            return _SHARE if self.share.match(draft.sentence.plain) else None
        return None


def _is_unknown(report: Attribution) -> bool:
    """Whether the source is a pronoun of which nothing says for whom it stands."""
    return report.source is not None and report.source.kind == "pronoun" and report.source.antecedent is None


def _same_clause(draft: Draft, cue: Span) -> bool:
    """Whether a figure hangs on the verb of the cue, by no coordinate clause and no adverbial one of its own."""
    sentence = draft.sentence
    verb = sentence.head(cue.start, cue.end)
    token = sentence.head(draft.start, draft.end)
    if verb is None or token is None or any(t.text == ";" for t in verb.doc[verb.i : token.i]):
        return False
    while token.i != verb.i:
        above = token.head
        if above.i == token.i:  # the parse hung the clause of the cue on that of a part behind it
            return verb.dep_ == "ccomp" and verb.head.i == token.i and verb.i < token.i and _is_part(token)
        if token.dep_ in _OWN_CLAUSES and token.tag_ in _FINITE and not _is_part(token):
            return False
        token = above
    return True


def _is_part(verb: Token) -> bool:
    """Whether the subject of a clause is a bare figure, one more part of what is counted: *43 are free*."""
    return any(child.dep_ in ("nsubj", "nsubjpass") and child.tag_ == "CD" for child in verb.lefts)


def _is_survey(earlier: Draft, context: Context) -> bool:
    """Whether the source of a figure is data or a document, of which a bare share can be the next line."""
    found = earlier.attribution
    return found is not None and any(
        report.source is not None and report.source.kind in _RECORDS and report.source.start == found.mention.start
        for report in context.reports(context.analysis.sentence_at(found.mention.start) or earlier.sentence)
    )


def _of(context: Context, attribution: Attribution) -> ClaimAttribution:
    source = attribution.source
    assert source is not None
    mention = Span(source.start, source.end, source.text)
    return ClaimAttribution(
        type=attribution.type,
        source=_named(context, source),
        mention=mention,
        cue=attribution.cue,
        compiled_by=source.compiled_by,
        reported=attribution.reported,
    )


def _named(context: Context, source: Source) -> Span:
    """The source by name: the antecedent of a pronoun; data together with who compiled them; without an aside."""
    if source.antecedent is not None:
        return _plain(source.antecedent)
    by = source.compiled_by
    if by is not None and (by.start < source.start or by.end > source.end):
        start, end = min(source.start, by.start), max(source.end, by.end)
        if end - start <= 120 and "\n" not in context.analysis.text[start:end]:
            return Span(start, end, context.analysis.text[start:end])
        return by
    return _plain(Span(source.start, source.end, source.text))


def _plain(name: Span) -> Span:
    """A source without what a clause behind a comma adds: *the court service, which has 84 clerks*."""
    aside = _ASIDE.search(name.text)
    return Span(name.start, name.start + aside.start(), name.text[: aside.start()]) if aside is not None else name
