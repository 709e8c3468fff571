"""The time that a whole story is about: the day of what it tells, or the period of its first figure.

A story about what happened on a day goes on telling of that day until it names another time (*Rovers
won on Saturday. … Police made 14 arrests*). A story that opens with the figure of a longer period goes
on giving figures of it (*Courts heard 84 cases in 2024. … Judges fined 12*).
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from extractor.annotate.lemma import lemma
from extractor.claims.announced import Announced
from extractor.claims.clausal import restricts
from extractor.claims.context import Context
from extractor.claims.contrast import meant
from extractor.claims.dating import attachment, days, meets, moving, verb_above, within
from extractor.claims.draft import Draft
from extractor.claims.grammar import ancestors, is_verb
from extractor.claims.incident import Incident, is_up
from extractor.claims.leads import Leads
from extractor.claims.reported import quoted, told
from extractor.claims.tense import tense
from extractor.claims.timeline import Timeline
from extractor.records import DateMention

if TYPE_CHECKING:
    from spacy.tokens import Token

    from extractor.annotate.analysis import Sentence

MONTH = 27
_AT = ("with", "at", "by")
_PLACES = frozenset({"ahead", "behind", "first", "fourth", "last", "next", "second", "third", "top"})
_AFAR = 24
_UP = 8
_EVERYBODY = frozenset({"area", "electorate", "inhabitant", "land", "population", "resident", "territory", "workforce"})
_FIGURES = frozenset({"balance", "count", "datum", "figure", "number", "picture", "record", "result", "tally"})
_RANKED = ("with ", "at ", "(")
_WITH = {
    "come": ("next", "then", "first", "second", "third", "last", "behind"),
    "follow": _AT,
    "head": _AT,
    "lead": _AT,
    "make": ("up",),
    "top": _AT,
    "trail": _AT,
}


class Story:
    """What an article lends to the figures that have no time of their own, with the rule that says so."""

    def __init__(self, context: Context, timeline: Timeline, table: dict[str, Any]) -> None:
        self.context = context
        self.timeline = timeline
        self.leads = Leads(context, table["opening_paragraphs"])
        self.announced = Announced(context, table)
        self.incident = Incident(context, timeline, table)
        self.states = frozenset(table["states"])
        self.shares = frozenset(table["shares"])
        self.frequencies = frozenset(table["frequencies"])
        self.evidential = frozenset(table["evidential"])
        self.origins = frozenset(table["origins"])

    def __call__(self, draft: Draft) -> Iterator[tuple[str, DateMention]]:
        """The times that the story lends to a figure, the strongest first."""
        if quoted(draft):
            return
        yield from self.incident(draft, told(draft))
        if draft.reading.kind != "duration" or draft.reading.statistic is not None:
            yield from self._lead(draft)
            yield from self._announced(draft)
            yield from self.fragment(draft)

    def _lead(self, draft: Draft) -> Iterator[tuple[str, DateMention]]:
        """The period of the first dated figure among the opening paragraphs."""
        now = told(draft)
        share = now in ("present", "none") and (self.shares_out(draft) or self._shows(draft) or _listed(draft))
        if now not in ("past", "perfect") and not share:
            return
        if draft.predicate is not None and meant(draft.predicate, self.origins):
            return
        for earlier in self.leads.before(draft):
            if earlier.sentence.paragraph_index == draft.sentence.paragraph_index or self._announced_wider(earlier):
                return
            if share and self._of_all(draft, earlier):
                return
            near = share or self._near(earlier, draft)
            found = self._lends(earlier, draft, share=share) if near else None
            if found is not None:
                self.leads.take_up(earlier, draft)
                yield found
            told_then = earlier.tense in ("past", "none", "perfect") or _restricted(earlier)
            if told_then and not _level(earlier):
                return

    def _announced_wider(self, lead: Draft) -> bool:
        """Whether a lead tells of a stretch of the period that the article has said its figures are of."""
        whole, date = self.announced.date, lead.time
        if whole is None or date is None or whole.start >= lead.start:
            return False
        return within(date, whole) and days(date) < days(whole)

    def _near(self, lead: Draft, draft: Draft) -> bool:
        """Whether a figure goes on about a lead; what only follows it in time is for no period that was lent to it."""
        date = lead.time
        assert date is not None
        if self._traded(draft) and self.leads.nouns(lead.sentence).isdisjoint(self.incident.markets):
            return False
        opening = self.context.analysis.sentence_at(date.start)
        lent = opening is not None and opening is not lead.sentence and self.announced.speaks(date, opening)
        if lent and not self._told_on(date, draft):
            return False
        if self.parted(lead.sentence, date, draft) and not self._resumes(date, draft):
            return False
        return self.leads.goes_on(lead, draft)

    def _traded(self, draft: Draft) -> bool:
        """Whether a figure is of a day's trading: *Shares fell 4% to 210 pence*."""
        named = draft.subject
        verb = draft.predicate
        if named is None or verb is None or not (lemma(verb) in self.incident.moves or is_up(verb)):
            return False
        return lemma(named) in self.incident.markets and (lemma(named) != "share" or named.tag_ == "NNS")

    def _told_on(self, date: DateMention, draft: Draft) -> bool:
        """Whether a figure goes on about what a sentence with no figure has said, no other time being named since."""
        opening = self.context.analysis.sentence_at(date.start)
        if opening is None or self._traded(draft) or self.timeline.topics(draft.sentence):
            return False
        for earlier in self.context.previous(draft.sentence, _AFAR):
            if earlier.index <= opening.index:
                break
            if self._at_another_time(earlier, date):
                return False
        return self.leads.takes_up(opening, draft.sentence)

    def parted(self, opening: Sentence, date: DateMention, draft: Draft) -> bool:
        """Whether a paragraph between a dated one and a figure's own is for other times."""
        first = opening.paragraph_index
        return any(aside and first < s.paragraph_index for s, aside in self._paragraphs(date, draft))

    def _resumes(self, date: DateMention, draft: Draft) -> bool:
        """Whether a paragraph takes up a noun of one before that was for no other time."""
        own = self.leads.matter(draft.sentence)
        return any(not aside and not own.isdisjoint(self.leads.matter(s)) for s, aside in self._paragraphs(date, draft))

    def _paragraphs(self, date: DateMention, draft: Draft) -> Iterator[tuple[Sentence, bool]]:
        """A sentence of each paragraph before a figure's own, and whether that is for other times than a period."""
        last = draft.sentence.paragraph_index
        between = [s for s in self.context.previous(draft.sentence, _AFAR) if s.paragraph_index < last]
        for _, paragraph in itertools.groupby(between, key=lambda sentence: sentence.paragraph_index):
            sentences = list(paragraph)
            times = [d.time for s in sentences for d in self.context.in_sentence(s) if d.time is not None]
            same = any(within(time, date) for time in times)
            yield sentences[0], not same and any(self._at_another_time(sentence, date) for sentence in sentences)

    def _at_another_time(self, sentence: Sentence, date: DateMention) -> bool:
        """Whether a sentence tells what was so at another time, and not only what had gone before."""
        return any(
            topic.tense != "pluperfect" and lemma(topic.verb) not in self.origins and not meets(topic.date, date)
            for topic in self.timeline.topics(sentence)
        )

    def _shows(self, draft: Draft) -> bool:
        """Whether a register tells in the present what has been: *The bureau puts the rise at 12%*."""
        verb = draft.predicate
        return verb is not None and verb.dep_ != "relcl" and lemma(verb) in self.evidential

    def _of_all(self, draft: Draft, lead: Draft) -> bool:
        """Whether a share is of all people or land there are, which the lead is not about: *12% of the population*."""
        whole = draft.counted
        head = draft.sentence.head(whole.start, whole.end) if whole is not None else None
        return head is not None and lemma(head) in _EVERYBODY and lemma(head) not in self.leads.nouns(lead.sentence)

    def _announced(self, draft: Draft) -> Iterator[tuple[str, DateMention]]:
        """The period that the article has said its figures are of, where no figure of the opening has one."""
        now = told(draft)
        if now not in ("past", "perfect") and not (now in ("present", "none") and self.shares_out(draft)):
            return
        date = self.announced.date
        if date is None or date.start >= draft.sentence.start or (now == "perfect" and not moving(date)):
            return
        if not self._told_on(date, draft):
            return
        if draft.predicate is None or not meant(draft.predicate, self.origins):
            yield "claims.period.announced", date

    def _lends(self, earlier: Draft, draft: Draft, *, share: bool) -> tuple[str, DateMention] | None:
        """The lead's period with the rule that lends it, if the later figure's clause goes on in its tense."""
        date, now = earlier.time, told(draft)
        then = "past" if _restricted(earlier) else told(earlier)
        assert date is not None
        long = days(date) >= MONTH or (date.granularity in ("week", "range") and days(date) > 0)
        if share:
            return ("claims.period.share", date) if long and then in ("past", "none", "perfect") else None
        if now == "perfect":
            if draft.predicate is not None and draft.predicate.dep_ == "relcl":
                return None
            runs = date.bound == "from" or (moving(date) and then == "perfect")
            return ("claims.period.story", date) if long and then in ("past", "perfect") and runs else None
        today = self.context.analysis.published
        over = today is not None and date.to is not None and date.to < today.isoformat()
        counts = date.bound == "from" and draft.reading.kind not in ("duration", "money")
        next_to = draft.sentence.paragraph_index - earlier.sentence.paragraph_index <= 1
        counts = counts and (next_to or self.leads.takes_up(earlier.sentence, draft.sentence))
        running = then == "perfect" and (counts or (moving(date) and self._tops(draft)))
        if then not in ("past", "none") and not (then in ("present", "perfect") and over) and not running:
            return None
        if long:
            return "claims.period.story", date
        if days(date) == 0 and self._state(earlier) and self._state(draft):
            return "claims.period.state", date
        return None

    def shares_out(self, draft: Draft) -> bool:
        """Whether a verb in the present tells a part of a whole, or a place in a list: *women make up 12%*.

        What a place in a list is taken by may have a verb of its own: *Next is insulting the president, with 11*.
        """
        verb = draft.predicate
        if verb is None:
            return False
        lead = self.context.lead(draft)
        if self._tells_share(verb, lead):
            return True
        above = itertools.islice(ancestors(verb), 1, _UP) if lead.endswith("with ") else ()
        return any(is_verb(node) and self._tells_share(node, lead) for node in above)

    def _tops(self, draft: Draft) -> bool:
        """Whether a verb in the past tells a part of a count that runs on: *Most cases, 90, came from Orsk*."""
        verb = draft.predicate
        return verb is not None and told(draft) == "past" and self._tells_share(verb, self.context.lead(draft))

    def _tells_share(self, verb: Token, lead: str) -> bool:
        if verb.dep_ == "relcl" or (verb.dep_ == "conj" and verb.head.dep_ == "relcl"):
            return False
        if _ranks(verb) and lead.endswith(_RANKED):
            return True
        if lemma(verb) not in self.shares:
            return lead.endswith("with ") and any(lemma(child) in self.frequencies for child in verb.rights)
        needs = _WITH.get(lemma(verb))
        if needs is None or any(child.lower_ in needs for child in verb.children):
            return True
        if lead.endswith("with ") and lead.lstrip().split(" ", 1)[0].lower() in needs:
            return True  # *Next come …, with 11*, whatever the parse hangs the first word on
        return lead.endswith(("(", *(f"{word} " for word in needs)))  # *Minsk leads the table (502)*, *with 502*

    def fragment(self, draft: Draft) -> Iterator[tuple[str, DateMention]]:
        """The story's period, for what is no sentence: a cell of a table, an item of a list."""
        prose = draft.sentence.paragraph.role not in ("list_item", "heading", "table_row")
        if any(is_verb(token) and (prose or token.dep_ == "ROOT") for token in draft.sentence.span):
            return
        if self.incident.topic is not None and self.incident.results_in(draft):
            yield "claims.period.fragment", self.incident.topic.date
        for earlier in self.leads.told():
            if earlier.tense in ("past", "perfect") and earlier.time and days(earlier.time) >= MONTH:
                yield "claims.period.fragment", earlier.time
                return

    def _state(self, draft: Draft) -> bool:
        """Whether a figure says how things stood: *There were 84 men in the prison*."""
        return draft.predicate is not None and lemma(draft.predicate) in self.states


def _listed(draft: Draft) -> bool:
    """Whether a figure is one of those that a clause before a colon speaks of: *The picture differs: 58 trials*."""
    verb, plain, base = draft.predicate, draft.sentence.plain, draft.sentence.start
    colon = plain.rfind(": ", 0, draft.start - base)
    if verb is None or colon < 0 or draft.sentence.offset(verb) > base + colon:
        return False
    if draft.subject is None or lemma(draft.subject) not in _FIGURES:
        return False
    return not any(is_verb(token) for token in draft.sentence.tokens(base + colon, draft.end))


def _level(draft: Draft) -> bool:
    """Whether a figure only says how much there was on the last day of a period: *It fell to 9 at the end of 2024*."""
    return draft.time is not None and "dates.edge.end_of" in draft.time.rules


def _ranks(verb: Token) -> bool:
    """Whether a clause gives a place in a list: *Homiel is second with 188*, *Next is Brest, with 97*."""
    return lemma(verb) == "be" and any(child.lower_ in _PLACES for child in verb.children)


def _restricted(draft: Draft) -> bool:
    """Whether the period of a figure is that of a past clause about what it counts: *Of 90 men tried in 2024*."""
    date = draft.time
    if date is None or not draft.sentence.start <= date.start < draft.sentence.end:
        return False
    head = attachment(draft.sentence, date)
    governor = verb_above(head, draft.predicate) if head is not None else None
    if governor is None or governor == draft.predicate or draft.anchor is None:
        return False
    return tense(governor) == "past" and restricts(governor, draft.anchor)
