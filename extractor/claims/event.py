"""The event of a figure: the predicate that governs it, with negation and modality."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from extractor.annotate.lemma import lemma
from extractor.claims.context import Context
from extractor.claims.draft import Draft, overlaps
from extractor.claims.grammar import ancestors, is_finite, is_noun, is_verb, verb_of
from extractor.claims.grammar import subject as subject_of
from extractor.records import Event, Modality, Span
from extractor.rules import RuleSet

if TYPE_CHECKING:
    from spacy.tokens import Token

    from extractor.annotate.analysis import Sentence

_OBJECTS = frozenset({"dobj", "dative", "attr", "oprd", "obj"})
_AHEAD = 90
_DEFINITE = frozenset({"the", "these", "those"})
_DEFINING = frozenset({"the", "these", "those", "of", "including"})
_THEM = frozenset({"them", "these", "those", "whom", "which"})
_SHARES = frozenset({"%", "percent", "cent", "half", "third", "quarter", "tenth", "majority"})
_HOMOGRAPHS = frozenset({"claims.event.homograph", "claims.event.measure"})


class EventFinder:
    """Finds the governing predicate of each figure."""

    def __init__(self, rules: RuleSet) -> None:
        table: dict[str, Any] = rules.table("claims", "event")
        self.nominal = frozenset(table["nominal"])
        self.aspect = frozenset(table["aspect"])
        self.modality: list[tuple[frozenset[str], Modality]] = [
            (frozenset(words), name) for name, words in table["modality"].items()
        ]
        self.own: dict[str, Modality] = table["own"]
        self.denying = frozenset(table["denying"])
        self.auxiliaries: dict[str, Modality] = table["auxiliary"]
        self.comparison = frozenset(table["comparison"])
        self.penalties = frozenset(table["penalties"])
        self.measures = frozenset(table["homographs"]) | frozenset(table["measures"])
        self.ordering = frozenset(table["ordering"])
        self.support = frozenset(table["support"])
        self.homographs: dict[str, str] = table["homographs"]
        self.on = {rule.id for rule in rules.layer("claims.event")}

    def __call__(self, context: Context) -> None:
        """Set ``predicate`` and ``event`` of every draft; elliptical figures follow their donor."""
        for draft in context.drafts:
            if draft.anchor is None:
                continue
            cues = [r.cue for r in context.reports(draft.sentence) if r.cue and overlaps(draft.number, r.content)]
            token, rule = self._surface(draft) or self.predicate(draft.anchor, draft.sentence, cues)
            donor = draft.donor
            if donor is not None and donor.event is not None and self._shares(draft, token, donor):
                draft.predicate, draft.event = donor.predicate, donor.event
                draft.fired("claims.event.ellipsis")
            elif token is not None and rule in self.on:
                draft.predicate = token
                draft.event = self.event(draft.sentence, token)
                draft.fired(rule)

    def _surface(self, draft: Draft) -> tuple[Token, str] | None:
        """What stands in the words whatever the tree says: *mortgage costs 5.48%*, *84, or 9%, were sent*."""
        sentence = draft.sentence
        behind = sentence.token_at(draft.start)
        before = behind.nbor(-1) if behind is not None and behind.i > sentence.span.start else None
        if "claims.event.measure" in self.on and before is not None:
            near = before.nbor(-1) if before.tag_ == "IN" and before.i > sentence.span.start else before
            if near.lower_ in self.measures and self._misread(near):
                return near, "claims.event.measure"
        if "claims.event.next_verb" not in self.on or behind is None or not _opens_clause(before):
            return None
        verb = self._next_verb(draft)
        if verb is None or (
            verb.tag_ == "VBZ" and draft.reading.kind in ("count", "money") and draft.reading.value != 1
        ):
            return None
        main = verb.head if verb.dep_ in ("aux", "auxpass") and verb.head.i > verb.i else verb
        main = main if is_verb(main) and main.lower_ != "missing" else verb
        return self._content(main, draft.anchor or behind), "claims.event.next_verb"

    def _misread(self, token: Token) -> bool:
        """Whether a verb of measure was read as a noun: no noun phrase of its own stands before it."""
        if token.tag_ not in ("NN", "NNS", "VBZ", "VBP"):
            return False
        left = token.nbor(-1) if token.i > 0 else None
        if left is None or not (token.tag_ == "NNS" or is_noun(left) or left.tag_ == "CD"):
            return False
        return left.tag_ not in ("DT", "JJ", "JJR", "POS", "PRP$", "IN")

    def _next_verb(self, draft: Draft) -> Token | None:
        """The finite verb right after the figure's phrase; a share in apposition is leapt over."""
        tokens = draft.sentence.tokens(draft.reach, draft.reach + _AHEAD)
        tokens = [t for t in tokens if draft.sentence.offset(t) >= draft.reach]
        if len(tokens) > 2 and tokens[0].lower_ == "of" and tokens[1].lower_ in _THEM:
            tokens = tokens[2:]
        if len(tokens) > 2 and tokens[0].lower_ == "," and tokens[1].lower_ == "or":
            end = next((n for n, t in enumerate(tokens[2:], 2) if t.lower_ == ","), None)
            tokens = tokens[end + 1 :] if end is not None else []
        first = tokens[0] if tokens else None
        return first if first is not None and is_finite(first) else None

    def _shares(self, draft: Draft, token: Token | None, donor: Draft) -> bool:
        """Whether an elliptical figure has no verb of its own but its donor's."""
        if "claims.event.ellipsis" not in self.on or not draft.elliptical:
            return False
        if token is None or donor.predicate is None or token == donor.predicate:
            return True
        if token.doc is not donor.predicate.doc:
            return False
        return self._compared(draft.anchor) or not is_verb(token) or token.i < donor.predicate.i

    def _compared(self, token: Token | None) -> bool:
        return token is not None and any(node.lower_ in self.comparison for node in list(ancestors(token))[1:4])

    def predicate(self, anchor: Token, sentence: Sentence, cues: list[Span]) -> tuple[Token | None, str]:
        """The predicate above an anchor and the rule that found it; words that report it are none."""
        previous = None
        clause = self._definite(anchor) if not _partitive(anchor) else None
        if clause is not None:
            return clause, "claims.event.definite"
        for node in ancestors(anchor):
            found = self._at(node, previous)
            if found is not None:
                place = sentence.offset(found[0])
                reporting = any(cue.start <= place < cue.end for cue in cues)
                kept = reporting and self._supported(anchor)
                other = self._verbless(anchor) if reporting and not kept else found
                return other if other[0] is not None else found
            previous = node
        return self._verbless(anchor)

    def _definite(self, anchor: Token) -> Token | None:
        """*Absorb the 600,000 people who enter*, *one of the two that burnt*: what defines the set.

        A participle does so only in a whole that opens the clause: *of the 312 people tried*.
        """
        if "claims.event.definite" not in self.on or anchor.dep_ not in ("dobj", "pobj"):
            return None
        left = anchor.left_edge.nbor(-1).lower_ if anchor.left_edge.i > 0 else ""
        first = anchor.left_edge.lower_
        if not (first in _DEFINITE or (anchor.tag_ == "CD" and left in _DEFINING)):
            return None
        opening = anchor.dep_ == "pobj" and anchor.head.lower_ == "of" and anchor.head.i < anchor.head.head.i
        for child in anchor.rights:
            if is_verb(child) and (child.dep_ == "relcl" or (opening and child.dep_ == "acl" and child.tag_ == "VBN")):
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
        if is_verb(node):
            if lemma(node) in self.comparison and node.dep_ in ("prep", "advcl", "acl"):
                return None
            return self._content(node, previous), self._rule(node, previous)
        if self._supported(node):
            return None
        if is_noun(node) and previous.dep_ in ("prep", "nummod", "amod", "compound") and lemma(node) in self.nominal:
            if lemma(node) in self.penalties and verb_of(node) is not None:
                return None
            return node, "claims.event.nominal"
        return None

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
        if lemma(verb) != "be" or not child.dep_.startswith("nsubj"):
            return verb
        for adjective in verb.children:
            if adjective.dep_ in ("acomp", "xcomp") and not is_verb(adjective):
                for inner in adjective.children:
                    if inner.dep_ == "xcomp" and inner.tag_ == "VB":
                        return inner
            elif adjective.dep_ == "xcomp" and adjective.tag_ in ("VB", "VBN"):
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
        if root != anchor and root.lower_.endswith(("ed", "en")) and any(c.dep_ == "nsubj" for c in root.children):
            return root, "claims.event.headline"
        return None, "claims.event.none"

    def event(self, sentence: Sentence, token: Token) -> Event:
        """The event record of a predicate."""
        span = sentence.cover([token])
        name = lemma(token) if is_verb(token) or is_noun(token) else token.lower_
        if token.tag_ == "NNS" and token.lower_ in self.homographs and self.on & _HOMOGRAPHS:
            name = self.homographs[token.lower_]
        if token.tag_ == "NNP" and token.lower_.endswith("ed"):
            name = _stem(token)
        negated = self._negated(token)
        return Event(span.start, span.end, span.text, name.lower(), negated, self.modality_of(token))

    def _negated(self, token: Token) -> bool:
        """*Did not pay*, *failed to pay*, *no one among the 12 paid*."""
        if any(child.dep_ == "neg" for child in token.children):
            return True
        if token.dep_ == "xcomp" and lemma(token.head) in self.denying:
            return True
        holder = subject_of(token) if is_verb(token) else None
        return holder is not None and (
            holder.lower_ in ("none", "nobody", "nothing") or any(c.lower_ == "no" for c in holder.children)
        )

    def modality_of(self, token: Token) -> Modality:
        """How the clause puts the event: asserted unless an auxiliary or a governing verb says else."""
        for child in token.children:
            if child.dep_ == "aux" and child.lower_ in self.auxiliaries:
                return self.auxiliaries[child.lower_]
            if child.dep_ == "mark" and child.lower_ in ("if", "unless"):
                return "conditional"
        node = token
        while node.dep_ in ("xcomp", "conj", "acl", "ccomp", "pcomp") and node.head != node:
            child, node = node, node.head
            word = lemma(node)
            for words, name in self.modality:
                if word in words:
                    return name
            if word == "be" and child.dep_ == "xcomp":
                return "planned"
            if word not in self.aspect and child.dep_ != "conj":
                break
        return self.own.get(lemma(token), "asserted")


def _opens_clause(token: Token | None) -> bool:
    """Whether a token may stand right before the subject of a clause."""
    if token is None or token.tag_ in (",", ":", "CC", "WDT", "WP", "``", ".", "-LRB-"):
        return True
    return token.tag_ == "IN" and (token.dep_ == "mark" or token.lower_ in ("that", "while", "because", "whereas"))


def _partitive(noun: Token) -> bool:
    """Whether a number or a share is taken of the noun: *half of those*."""
    above = noun.head.head
    return noun.dep_ == "pobj" and noun.head.lower_ == "of" and (above.tag_ == "CD" or above.lower_ in _SHARES)


def _participle(noun: Token) -> Token | None:
    """The participle that follows a noun: *soldiers convicted*."""
    for child in noun.rights:
        if child.dep_ == "acl" and child.tag_ in ("VBN", "VBG", "VBD") and child.lower_ != "followed":
            return child
    return None


def _stem(token: Token) -> str:
    """The verb of a headline's capitalised participle that was tagged as a name."""
    from extractor.annotate.lemma import lemma_of

    return lemma_of(token.vocab, token.lower_, "VBN") or token.lower_
