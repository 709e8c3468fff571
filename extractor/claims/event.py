"""The event of a figure: the predicate that governs it, with negation and modality."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from extractor.annotate.lemma import lemma, lemma_of
from extractor.claims.context import Context
from extractor.claims.draft import Draft, overlaps
from extractor.claims.grammar import SUBJECTS, ancestors, is_finite, is_noun, is_passive, is_verb, verb_of
from extractor.claims.listed import ListReader
from extractor.claims.modality import ModalityReader
from extractor.claims.surface import SurfaceReader
from extractor.records import Event, Span
from extractor.rules import RuleSet

if TYPE_CHECKING:
    from spacy.tokens import Token

    from extractor.annotate.analysis import Sentence

_OBJECTS = frozenset({"dobj", "dative", "attr", "oprd", "obj"})
_DEFINITE = frozenset({"the", "these", "those"})
_DEFINING = frozenset({"the", "these", "those", "of"})
_BE = frozenset({"is", "was", "are", "were", "’s", "'s"})
_LATELY = frozenset({"last", "late", "first"})
_SHARES = frozenset({"%", "percent", "cent", "half", "third", "quarter"})
_CLAUSE_SUBJECTS = frozenset({"csubj", "csubjpass"})
_BELOW_NUMBER = frozenset({"acl", "relcl", "advcl", "pcomp", "xcomp"})
_WITHIN = frozenset({"nummod", "compound", "nmod", "amod"})
_HELD = "claims.event.held"
_OBJECT_TAGS = frozenset({"IN", "DT", "TO", "CD", "PRP$", "JJR", "RB"})
_MODIFIERS = frozenset({"det", "amod", "compound", "poss", "nummod"})
_HOMOGRAPHS = frozenset({"claims.event.homograph", "claims.event.measure"})


class EventFinder:
    """Finds the governing predicate of each figure."""

    def __init__(self, rules: RuleSet) -> None:
        table: dict[str, Any] = rules.table("claims", "event")
        self.nominal = frozenset(table["nominal"])
        self.modality = ModalityReader(table)
        self.comparison = frozenset(table["comparison"])
        self.penalties = frozenset(table["penalties"])
        self.raising = frozenset(table["raising"])
        self.periods = frozenset(table["periods"])
        self.ordering = frozenset(table["ordering"])
        self.showing = frozenset(table["showing"])
        self.putting = frozenset(table["putting"])
        self.support = frozenset(table["support"])
        self.homographs: dict[str, str] = table["homographs"]
        self.on = {rule.id for rule in rules.layer("claims.event")}
        self.surface = SurfaceReader(rules)
        self.listed = ListReader(rules)

    def __call__(self, context: Context) -> None:
        """Set ``predicate`` and ``event`` of every draft; elliptical figures follow their donor."""
        for draft in context.drafts:
            if draft.anchor is None:
                continue
            cues = [r.cue for r in context.reports(draft.sentence) if r.cue and overlaps(draft.number, r.content)]
            token, rule = self._surface(draft, cues) or self.predicate(draft, draft.anchor, cues)
            donor = self.listed(draft, token, context) or draft.donor
            if donor is not None and donor is not draft.donor and donor.event is not None:
                draft.predicate, draft.event = donor.predicate, donor.event
                draft.fired("claims.event.listed")
            elif donor is not None and donor.event is not None and self._shares(draft, token, donor):
                draft.predicate, draft.event = donor.predicate, donor.event
                draft.fired("claims.event.ellipsis")
            elif token is not None and rule in self.on:
                draft.predicate = token if rule == _HELD else _bearer(token)
                draft.event = self._held(draft, token) if rule == _HELD else self.event(draft.sentence, token)
                draft.fired(rule)

    def _surface(self, draft: Draft, cues: list[Span]) -> tuple[Token, str] | None:
        """What stands in the words whatever the tree says."""
        found = self.surface(draft, cues)
        if found is None or found[1] != "claims.event.next_verb":
            return found
        return self._content(found[0], draft.anchor or found[0]), found[1]

    def _held(self, draft: Draft, token: Token) -> Event:
        """*30%-owned*: the participle alone, whether or not it is a token of its own."""
        word = self.surface.held(draft)
        assert word is not None
        return Event(
            word.start, word.end, word.text, self.surface.shares[word.text], self.modality.negated(token), "asserted"
        )

    def _shares(self, draft: Draft, token: Token | None, donor: Draft) -> bool:
        """Whether an elliptical figure has no verb of its own but its donor's."""
        if "claims.event.ellipsis" not in self.on or not draft.elliptical or _own_clause(draft, token):
            return False
        if token is None or donor.predicate is None or token == donor.predicate:
            return True
        if token.doc is not donor.predicate.doc:
            return False
        if not is_verb(token) or token.i < donor.predicate.i:
            return True
        return self._compared(draft.anchor) and not _starts(draft.anchor, token)

    def _compared(self, token: Token | None) -> bool:
        return token is not None and any(node.lower_ in self.comparison for node in list(ancestors(token))[1:4])

    def predicate(self, draft: Draft, anchor: Token, cues: list[Span]) -> tuple[Token | None, str]:
        """The predicate above an anchor and the rule that found it; words that report it are none."""
        previous, sentence = None, draft.sentence
        clause = self._definite(draft, anchor)
        if clause is not None:
            return clause, "claims.event.definite"
        for node in ancestors(anchor):
            found = self._at(node, previous)
            if found is not None:
                place = sentence.offset(found[0])
                reporting = any(cue.start <= place < cue.end for cue in cues)
                kept = reporting and (self._supported(anchor) or _object_of(anchor, found[0]))
                other = self._verbless(anchor) if reporting and not kept else found
                return other if other[0] is not None else found
            previous = node
        return self._verbless(anchor)

    def _definite(self, draft: Draft, anchor: Token) -> Token | None:
        """*Absorb the 600,000 people who enter*, *half of the 312 tried*: what defines the set.

        A part of a set that is not counted itself goes with the clause: *banned 38 of those arrested*.
        """
        if "claims.event.definite" not in self.on:
            return None
        surveyed = _participle(anchor) if anchor.dep_ == "pobj" and anchor.head.lower_ == "of" else None
        if surveyed is not None and anchor.head.i == draft.sentence.span.start:
            return surveyed
        noun = anchor.head if anchor.dep_ in _WITHIN and is_noun(anchor.head) else anchor
        if noun.dep_ not in ("dobj", "pobj", "attr") or draft.sentence.offset(noun.left_edge) > draft.start:
            return None
        left = noun.left_edge.nbor(-1).lower_ if noun.left_edge.i > 0 else ""
        first = noun.left_edge.lower_
        number = draft.sentence.token_at(draft.start)
        the = number is not None and number.i > draft.sentence.span.start and number.nbor(-1).lower_ == "the"
        if not (the or first in _DEFINITE or left == "including" or (noun.tag_ == "CD" and left in _DEFINING)):
            return None
        for child in (
            *noun.rights,
            *(c for of in noun.rights if of.lower_ == "of" for t in of.rights for c in t.rights),
        ):
            participle = child.dep_ == "acl" and child.tag_ in ("VBN", "VBD") and noun is anchor and child.head == noun
            if is_verb(child) and (child.dep_ == "relcl" or participle):
                return child
        return None

    def _at(self, node: Token, previous: Token | None) -> tuple[Token, str] | None:
        if previous is None:
            participle = _participle(node)
            if participle is not None and (node.dep_ == "pobj" and node.head.lower_ == "with"):
                return participle, "claims.event.absolute"
            if participle is not None and node.dep_ == "ROOT":
                return participle, "claims.event.headline"
            return (node, "claims.event.clause") if is_verb(node) else None
        if _is_progressive(node):
            return node, "claims.event.oblique"
        if is_verb(node):
            if lemma(node) in self.comparison and node.dep_ in ("prep", "advcl", "acl"):
                return None
            if _no_predicate(node, previous) or self._ends_period(node):
                return None
            state = self._state(node, previous)
            if state is not None:
                return state, "claims.event.oblique"
            told = _participle(previous) if lemma(node) in self.showing and previous.dep_ == "dobj" else None
            return told or self._put_at(node, previous) or self._content(node, previous), self._rule(node, previous)
        if self._supported(node):
            return None
        if is_noun(node) and previous.dep_ in ("prep", "nummod", "amod", "compound") and lemma(node) in self.nominal:
            if lemma(node) in self.penalties and verb_of(node) is not None:
                return None
            return node, "claims.event.nominal"
        return None

    def _state(self, verb: Token, share: Token) -> Token | None:
        """*Was 40% finished*, *is last trading at 84*: the participle behind *be* that was read as something else."""
        if lemma(verb) != "be":
            return None
        if share.dep_ == "prep" or share.dep_ == "advmod":
            return next((c for c in verb.rights if c.i < share.i and c.dep_ == "attr" and _is_progressive(c)), None)
        if share.dep_ != "attr" or share.lower_ not in _SHARES or share.i + 1 >= len(share.doc):
            return None
        state = share.nbor()
        said = state.tag_ == "VBN" and state.dep_ == "acl" and state.head == share
        return state if said and lemma(state) not in self.comparison else None

    def _put_at(self, verb: Token, child: Token) -> Token | None:
        """*Put the number of cases known to it at 84*: what stands behind "at" is no part of the number."""
        if child.lower_ != "at" or verb.dep_ not in _BELOW_NUMBER:
            return None
        above = (node for node in ancestors(verb) if node is not verb)
        return next((node for node in above if lemma(node) in self.putting and is_verb(node)), None)

    def _ends_period(self, verb: Token) -> bool:
        """*Sales rose in the quarter ended Sept. 30 to $84 million*: what ends is the quarter."""
        return verb.dep_ == "acl" and lemma(verb) == "end" and lemma(verb.head) in self.periods

    def _supported(self, noun: Token) -> bool:
        """Whether a verb lends itself to the noun (*lodge a complaint*): then the verb is the event."""
        while noun.dep_ == "conj" and noun.head != noun:
            noun = noun.head
        return noun.dep_ in _OBJECTS and is_verb(noun.head) and lemma(noun.head) in self.support

    def _content(self, verb: Token, child: Token) -> Token:
        """*Nine more are due to follow*: below a copula, the verb that its adjective takes.

        *Need two partners to govern*: what is needed, not what they would do.
        """
        if child.dep_ == "nsubj" and verb.dep_ in ("ccomp", "xcomp") and lemma(verb.head) in self.ordering:
            return verb.head if any(c.tag_ == "TO" for c in verb.lefts) else verb
        if not child.dep_.startswith("nsubj"):
            return verb
        if is_passive(verb) and lemma(verb) in self.raising:
            return next((inner for inner in verb.rights if inner.dep_ == "xcomp" and is_verb(inner)), verb)
        to_come = lemma(verb) == "go" or (lemma(verb) == "have" and any(c.lower_ == "yet" for c in verb.children))
        if to_come and verb.tag_ != "VBD":
            return next((inner for inner in verb.rights if inner.dep_ == "xcomp" and inner.tag_ == "VB"), verb)
        if lemma(verb) != "be":
            return verb
        for adjective in verb.children:
            if adjective.dep_ in ("acomp", "xcomp") and not is_verb(adjective):
                for inner in adjective.children:
                    if inner.dep_ == "xcomp" and inner.tag_ == "VB":
                        return inner
            elif (adjective.dep_ == "xcomp" and adjective.tag_ in ("VB", "VBN")) or (
                adjective.dep_ == "acomp" and adjective.tag_ == "VBN"
            ):
                return adjective
        return verb

    def _rule(self, verb: Token, child: Token) -> str:
        if lemma(verb) == "be":
            return "claims.event.copula"
        if child.dep_.startswith("nsubj"):
            return "claims.event.subject"
        if child.dep_ in _OBJECTS:
            return "claims.event.object"
        return "claims.event.oblique"

    def _verbless(self, anchor: Token) -> tuple[Token | None, str]:
        """A phrase without a verb: a verb of measure read as a noun, an eventive head, a headline's participle."""
        for node in ancestors(anchor):
            if node.tag_ == "NNS" and node.lower_ in self.homographs and node != anchor:
                return node, "claims.event.homograph"
        for node in ancestors(anchor):
            if is_noun(node) and lemma(node) in self.nominal:
                return node, "claims.event.nominal"
        root = list(ancestors(anchor))[-1]
        if root != anchor and _has_subject(root):
            return root, "claims.event.homograph"
        participle = root.lower_.endswith(("ed", "en")) and (not is_noun(root) or root.text.istitle())
        if root != anchor and participle and any(c.dep_ == "nsubj" for c in root.children):
            return root, "claims.event.headline"
        return None, "claims.event.none"

    def event(self, sentence: Sentence, token: Token) -> Event:
        """The event record of a predicate."""
        span = sentence.cover([token])
        name = lemma(token) if is_verb(token) or is_noun(token) else token.lower_
        if token.tag_ == "NNS" and token.lower_ in self.homographs and self.on & _HOMOGRAPHS:
            name = self.homographs[token.lower_]
        elif token.tag_ in ("NN", "NNS") and _has_subject(token):
            name = lemma_of(token.vocab, token.lower_, "VBZ" if token.tag_ == "NNS" else "VBP") or name
        if _is_progressive(token):
            name = lemma_of(token.vocab, token.lower_, "VBG") or name
        if token.tag_ in ("NNP", "JJ") and token.dep_ == "ROOT" and token.lower_.endswith("ed"):
            name = _stem(token)
        negated = self.modality.negated(token)
        return Event(span.start, span.end, span.text, name.lower(), negated, self.modality(token))


def _bearer(token: Token) -> Token:
    """The verb whose subject a misread participle has: that of *was* in *was 40% finished*, *was last trading*."""
    if _is_progressive(token):
        return token.head
    share = token.head
    copula = token.dep_ == "acl" and share.dep_ == "attr" and share.lower_ in _SHARES
    return share.head if copula and share.i == token.i - 1 and is_verb(share.head) else token


def _is_progressive(noun: Token) -> bool:
    """*Was last trading at 84*: a participle read as a noun, which no article and no other word describes."""
    if noun.tag_ != "NN" or not noun.lower_.endswith("ing") or noun.dep_ not in ("attr", "conj", "ROOT"):
        return False
    auxiliary = any(child.lower_ in _BE and child.dep_ == "aux" for child in noun.lefts)
    copula = noun.dep_ == "attr" and noun.head.lower_ in _BE and noun.head.i < noun.i
    beside = [child for child in noun.lefts if child.dep_ not in ("aux", "advmod", "punct", "cc")]
    return (auxiliary or copula) and bool(beside) and all(child.lower_ in _LATELY for child in beside)


def _no_predicate(verb: Token, below: Token) -> bool:
    """Whether a verb form that was met on the way up governs nothing.

    It is a preposition (*following the deaths of 84*), what a name was read as (*lost to Steel by 84 votes*),
    the modifier of a noun (*a 28% increased risk*), or a participle that was read as the subject of the
    verb proper (*82% of hours worked there are paid*).
    """
    if verb.lower_ == "including" or (verb.dep_ == "prep" and verb.tag_ == "VBG"):
        return True
    if verb.tag_ == "VBN" and (verb.dep_ in _CLAUSE_SUBJECTS or _attributive(verb, below)):
        return True
    return verb.tag_ == "VB" and verb.text[0].isupper() and verb.i > 0 and verb.nbor(-1).lower_ == "to"


def _has_subject(noun: Token) -> bool:
    """*Half of the verdicts rest on one article*: a verb read as a noun, which no title and no list has."""
    if noun.dep_ != "ROOT" or noun.tag_ not in ("NN", "NNS") or noun.i + 1 >= len(noun.doc):
        return False
    after = noun.nbor()
    if noun.right_edge.text != ".":
        return False
    if not any(child.dep_ == "nsubj" and child.i < noun.i for child in noun.lefts):
        return False
    return after.tag_ in _OBJECT_TAGS and not any(child.dep_ in _MODIFIERS for child in noun.lefts)


def _attributive(verb: Token, below: Token) -> bool:
    return verb.dep_ == "amod" and below.dep_ == "npadvmod" and verb.head.i > verb.i


def _own_clause(draft: Draft, token: Token | None) -> bool:
    """*Fewer than the 84 it received*: a clause of its own behind a figure that shares another's noun."""
    return token is not None and token.dep_ == "relcl" and token.head == draft.anchor and is_finite(token)


def _object_of(noun: Token, verb: Token) -> bool:
    """Whether a noun, or what it is coordinated with, is what a verb of saying names: *confirmed 3 deaths*."""
    while noun.dep_ == "conj" and is_noun(noun.head):
        noun = noun.head
    return noun.dep_ in _OBJECTS and noun.head == verb


def _starts(anchor: Token | None, verb: Token) -> bool:
    """*The figure went from 205 to 347*: the start of a change that a clause of its own tells."""
    above = list(ancestors(anchor))[1:3] if anchor is not None else []
    return any(node.lower_ == "from" and node.head == verb for node in above) and any(
        child.dep_ in SUBJECTS for child in verb.lefts
    )


def _participle(noun: Token) -> Token | None:
    """The participle that follows a noun: *soldiers convicted*."""
    for child in noun.rights:
        if child.dep_ == "acl" and child.tag_ in ("VBN", "VBG", "VBD") and child.lower_ != "followed":
            return child
    return None


def _stem(token: Token) -> str:
    """The verb of a headline's capitalised participle that was tagged as a name."""
    return lemma_of(token.vocab, token.lower_, "VBN") or token.lower_
