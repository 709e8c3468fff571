"""The figure that a definite description points back to: *of the dead*, *the victims included*."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from extractor.annotate.lemma import lemma
from extractor.claims.context import Context
from extractor.claims.draft import Draft
from extractor.claims.grammar import SUBJECTS, ancestors, is_noun, is_subject, is_verb, subject, verb_of
from extractor.claims.relations import same_figure
from extractor.claims.screen import may, screened
from extractor.claims.terms import LEVELS, SHARES, running_total, second_term
from extractor.rules import RuleSet

if TYPE_CHECKING:
    from spacy.tokens import Token

_NEAR = 5
_BARE = 2
_FAR = 12
# What only says what a place, a time or a group has of a set.
_HELD = frozenset(
    f"claims.relation.part_{name}"
    for name in ("article_holder", "article_there", "article_period", "article_kind", "account", "ranked", "place")
)
_DONE = ("oprd", "acomp")
_SAID = (*_DONE, "attr")
_WINDOW = 100
_DEFINITE = frozenset({"the", "these", "those", "this", "that"})
_PRONOUNS = frozenset({"they", "these", "those", "this", "that"})
_NUMBER = frozenset({"count", "number", "tally", "toll", "total"})
_OWN = {"her": "she", "his": "he", "its": "it", "our": "we", "their": "they"}
_ARGUMENTS = frozenset({"of", "by", "against", "to"})
_OF = re.compile(r"\s*(?:[\w-]+\s+)?of\s", re.IGNORECASE)
_MERE = re.compile(r"\s*of (?:the|these|those)\s", re.IGNORECASE)
_LEAST_STEM, _FEW = 4, 20
_NEXT, _SUBJECT = 2, 12
_ANYONE, _ALONE = frozenset({"man", "people", "person"}), 2
_OWNERS = frozenset({"DATE", "GPE", "LOC"})
_WHOSE = frozenset({"city", "country", "court", "district", "region", "state"})
_PERIODS = frozenset({"day", "month", "quarter", "season", "week", "year"})


class AntecedentFinder:
    """Finds the figure whose counted things, or whose event's, a definite noun names again."""

    def __init__(self, rules: RuleSet) -> None:
        table: dict[str, Any] = rules.table("claims_relations", "part")
        self.named: dict[str, frozenset[str]] = {name: frozenset(words) for name, words in table["named_by"].items()}
        self.holding = frozenset(table["whole_verbs"])
        self.sums = frozenset(table["sums"])
        self.persons = frozenset(table["persons"])
        self.generic, self.funds = frozenset(table["generic"]), frozenset(table["funds"])
        self.among = screened(re.compile(table["among"], re.IGNORECASE))
        self.lead = screened(re.compile(table["definite_lead"], re.IGNORECASE))

    def __call__(self, draft: Draft, context: Context, fits: Callable[[Draft, Draft], bool]) -> Draft | None:
        """The whole named by the definite noun that the figure stands with, null without one."""
        noun = self._noun(draft, context)
        if noun is None:
            return None
        words = _words(noun)
        bare = not _definite(noun)
        plain = (noun.lower_ in _PRONOUNS and len(words) == 2) or (noun.lower_ in self.sums and _alone(noun))
        # "12 of the lawyers", and nothing more said of them.
        named = _MERE.match(context.follow(draft)) is not None and _mere(noun)
        reach = _FAR if draft.bare or named or draft.reading.kind in SHARES else _NEAR
        reach = _BARE if bare else reach
        owner = next((child.lower_ for child in noun.lefts if child.dep_ == "poss" and child.lower_ in _OWN), None)
        reach = reach if owner is None else _owned(draft, noun, context, _OWN[owner])
        # "Two-thirds of that hole": whatever it was called, it is what was just told.
        shown = draft.reading.kind in SHARES and any(c.lower_ in ("this", "that") for c in noun.lefts)
        meant = "money" if words[0] in self.funds else "count"
        deeds = _deeds(noun)
        near: Draft | None = None
        second: Draft | None = None
        cells: set[int] = set()
        for earlier in context.before(draft):
            if earlier.sentence.paragraph.role == "table_row" and earlier.sentence is not draft.sentence:
                cells.add(earlier.sentence.index)  # prose takes no part of a cell, and goes on behind the table
                continue
            distance = draft.sentence.index - earlier.sentence.index - len(cells)
            if distance > (1 if plain else reach) or (plain and distance == 0):
                break
            if not fits(draft, earlier) or (earlier.compares and earlier.compared):
                continue
            if plain or self._names(words, earlier, alone=named):
                side = second_term(earlier) or (distance > 0 and running_total(earlier, context))
                if earlier.sentence.paragraph.role != "title" and (plain or not side):
                    if plain and (part := _held(earlier, draft, context, fits)) is not None:
                        return part
                    if earlier.whole is not None and (_done(deeds, earlier) or _called(words[0], earlier)):
                        return earlier
                    if not plain and _nameless(earlier, context):
                        # "84 accounts … 17 are of cells … nine of the accounts": of those that have the noun.
                        second = second or earlier
                        continue
                    if plain or not deeds or _done(deeds, earlier):
                        return _above(earlier, draft, context, fits)
                    second = second or _above(earlier, draft, context, fits)
                second = second or earlier
            elif near is None and distance <= 1 and (shown or earlier.reading.kind == meant):
                near = earlier
        if second is not None and second.sentence.paragraph.role == "title":
            second = _said_again(second, draft, context, fits) or second
        return second or (
            near if shown or (words[0] in self.generic | self.funds and len(words) == 2 and _alone(noun)) else None
        )

    def _noun(self, draft: Draft, context: Context) -> Token | None:
        """The definite noun: below *of* after the figure, before *were* and the figure, or what includes it."""
        token = draft.sentence.head(draft.start, draft.end) if _OF.match(context.follow(draft)) else None
        last = draft.sentence.tokens(draft.start, draft.end)[-1].i if token is not None else 0
        for node in (token, token.head) if token is not None else ():
            for child in node.children:
                if child.dep_ == "prep" and child.lower_ == "of" and 0 < child.i - last <= _NEXT:
                    shared = draft.reading.kind in SHARES
                    nouns = (c for c in child.children if c.dep_ == "pobj")
                    return next((c for c in nouns if _definite(c) or (shared and _plural(c))), None)
        anchor = draft.anchor
        if anchor is not None and anchor.dep_ in ("dobj", "attr") and lemma(anchor.head) in self.holding:
            holder = next((c for c in anchor.head.children if c.dep_ in SUBJECTS), None)
            if holder is not None and (holder.lower_ in _PRONOUNS or _definite(holder)):
                return holder
        return self._fronted(draft) or self._among(draft, context)

    def _among(self, draft: Draft, context: Context) -> Token | None:
        """*Eight rescuers were among the victims*."""
        match = self.among.match(context.follow(draft))
        return draft.sentence.token_at(draft.end + match.end("noun") - 1) if match is not None else None

    def _fronted(self, draft: Draft) -> Token | None:
        """*Of the dead, nine*; *among the dead were nine*."""
        if not may(self.lead, draft.sentence.plain):
            return None
        lead = draft.sentence.plain[
            max(0, draft.start - draft.sentence.start - _WINDOW) : draft.start - draft.sentence.start
        ]
        match = self.lead.search(lead)
        return draft.sentence.token_at(draft.start - len(lead) + match.end("noun") - 1) if match is not None else None

    def _names(self, words: tuple[str, ...], draft: Draft, *, alone: bool) -> bool:
        unit = draft.reading.unit
        if unit is not None and unit == words[0]:
            return True
        if words[0] in _ANYONE and unit in self.persons and draft.whole is None and len(words) == _ALONE and alone:
            return True
        events = _events(draft)
        for word in words:
            known = self.named.get(word, frozenset())
            if unit in known or any(event in known or _one_stem(word, event) for event in events):
                return True
        return False


def _nameless(draft: Draft, context: Context) -> bool:
    """Whether a figure is a mere number that is not said to be part of anything: *17 are of cells*, not *of the 17*."""
    lent = draft.bare and draft.whole is None
    return lent and not context.lead(draft).rstrip().lower().endswith(("the", "those", "these", "all"))


def _owned(draft: Draft, noun: Token, context: Context, owner: str) -> int:
    """How far back those are told of who are called somebody's own: as far as a pronoun goes on about the owner.

    *A lawyer defended 19 men. She asked not to be named. Of her clients, four were freed.*
    """
    if any(token.i < noun.i and token.dep_ in SUBJECTS and is_noun(token) for token in draft.sentence.span):
        return 0
    reach = 1
    for sentence in context.previous(draft.sentence, _NEAR):
        if not any(token.lower_ == owner and token.dep_ in SUBJECTS for token in sentence.span):
            break
        reach += 1
    return reach


def _mere(noun: Token) -> bool:
    """*The lawyers*, *those convicted*: a noun, or a pronoun with its participle, of which nothing more is said."""
    if noun.lower_ == "those":
        rights = list(noun.rights)
        return len(rights) == 1 and rights[0].tag_ in ("VBN", "VBD") and rights[0].n_rights == 0
    return noun.n_lefts == 1 and noun.n_rights == 0


def _events(draft: Draft) -> list[str]:
    """The words that may say what was done to what a figure counts: its verb, the nouns above it, a participle."""
    anchor = draft.anchor
    if anchor is None or (anchor.dep_ == "pobj" and anchor.head.lower_ not in _ARGUMENTS):
        return []
    verb = verb_of(anchor)
    named = subject(verb) if verb is not None and not is_subject(anchor) else None
    if named is not None and (not LEVELS.isdisjoint(draft.rules) or lemma(named) in _NUMBER):
        # "The number of people known to have died rose to 83": what is said of those whose number it is.
        words = (t for t in itertools.islice(named.subtree, _SUBJECT) if t != named)
        return [lemma(t) for t in words if is_noun(t) or is_verb(t) or t.tag_ == "JJ"]
    path = list(ancestors(anchor))[:4]
    nouns = [node for node in path if is_noun(node) or node.tag_ == "JJ"]
    participles = [c for c in anchor.children if c.dep_ == "acl"]
    found = [c for c in verb.rights if c.dep_ in (_SAID if is_subject(anchor) else _DONE)] if verb is not None else []
    if verb is not None:
        # "Put to death", "taken into custody": the noun says what was done.
        told = (c for p in verb.rights if p.dep_ == "prep" for c in p.rights if c.dep_ == "pobj" and not c.n_lefts)
        found += [node for node in told if node != anchor]
    return [lemma(node) for node in (*([verb] if verb is not None else []), *nouns, *participles, *found)]


def _alone(noun: Token) -> bool:
    """*The figure*, not *the total of 30 victims*."""
    return not any(child.dep_ == "prep" for child in noun.rights)


def _words(noun: Token) -> tuple[str, ...]:
    """The noun and its participles, as lemmas: *the convicted men*, *those convicted*."""
    near = [c for c in noun.children if c.tag_ in ("VBN", "VBD", "JJ") and c.dep_ in ("amod", "acl", "relcl")]
    return (lemma(noun), noun.lower_, *(c.lower_ for c in near))


def _deeds(noun: Token) -> list[str]:
    """What was done to those that a noun names: *the pleas that were allowed*."""
    return [lemma(c) for c in noun.children if c.tag_ in ("VBN", "VBD") and c.dep_ in ("amod", "acl", "relcl")]


def _done(deeds: list[str], draft: Draft) -> bool:
    """Whether a figure is told with one of some deeds: *it allowed 312 pleas*."""
    event = lemma(draft.verb) if draft.verb is not None else ""
    return any(deed == event or _one_stem(deed, event) for deed in deeds)


def _called(word: str, draft: Draft) -> bool:
    """*Twenty-five are journalists … of the journalists*: a noun for what a figure's people are said to be."""
    verb = draft.verb if draft.anchor is not None and is_subject(draft.anchor) else None
    return verb is not None and any(child.dep_ == "attr" and lemma(child) == word for child in verb.rights)


def _definite(noun: Token) -> bool:
    if noun.lower_ in _PRONOUNS:
        return True
    named = is_noun(noun) or noun.tag_ in ("JJ", "VBN", "VBD")
    return named and any(child.lower_ in _DEFINITE or _is_owner(child) for child in noun.lefts)


def _plural(noun: Token) -> bool:
    """*20% of defendants*: any of them, of which nothing more is said."""
    return noun.tag_ == "NNS" and not any(True for _ in noun.children)


def _held(whole: Draft, draft: Draft, context: Context, fits: Callable[[Draft, Draft], bool]) -> Draft | None:
    """*Nine of the 20 towns voted; the party won six of these*: the figure that the one behind *of* only tells of."""
    part = context.preceding(whole)
    return part if part is not None and part.whole is whole and fits(draft, part) else None


def _above(found: Draft, draft: Draft, context: Context, fits: Callable[[Draft, Draft], bool]) -> Draft:
    """*Of 840 cases, 600 were for theft and 90 for fraud. A tenth of the cases*: of all of them.

    A noun stands for the set that was told with it, not for a part that was a mere number.
    """
    whole = found.whole
    apart = found.sentence.paragraph_index != draft.sentence.paragraph_index
    if whole is not None and apart and not _HELD.isdisjoint(found.rules) and fits(draft, whole):
        return whole  # "Mira had 310 of the injured." A paragraph later, "the injured" are all of them.
    if whole is None or whole.reading.kind != "count" or not fits(draft, whole) or found.sentence is draft.sentence:
        return found
    if found.bare or "claims.relation.part_definite" in found.rules:
        return whole  # "52 of the deaths were in Lima. Nine of the dead were children"
    if draft.reading.kind not in SHARES:
        return found
    beside = any(d.whole is whole and d is not found for d in context.beside(found) if d.reading.kind == "count")
    return whole if beside else found


def _said_again(title: Draft, draft: Draft, context: Context, fits: Callable[[Draft, Draft], bool]) -> Draft | None:
    """The figure of the body that a headline's is said again as, where that can hold another one."""
    again = (d for d in context.before(draft) if d.order > title.order and _same(title, d))
    return next((d for d in again if d.sentence.paragraph.role != "title" and fits(draft, d)), None)


def _same(title: Draft, body: Draft) -> bool:
    value = title.reading.value
    return same_figure(title, body) or (
        title.reading.kind == body.reading.kind and (value or 0) > _FEW and body.reading.value == value
    )


def _is_owner(owner: Token) -> bool:
    """*Last year's defendants*, *October's verdicts*, *the state's cases*."""
    if owner.dep_ != "poss":
        return False
    return owner.ent_type_ in _OWNERS or owner.lower_ in _PERIODS or owner.lower_ in _WHOSE


def _one_stem(word: str, event: str) -> bool:
    """Whether a noun and a verb have one stem: *detainee* and *detain*, *conviction* and *convict*."""
    least = max(_LEAST_STEM, min(len(word), len(event)) - 2)
    return word[:least] == event[:least]
