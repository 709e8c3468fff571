"""Ask the parse about the words around an expression: is it a date at all, does its clause look ahead."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from extractor.annotate.analysis import Sentence
from extractor.annotate.dates.lexicon import Lexicon
from extractor.annotate.dates.nodes import Node
from extractor.annotate.lemma import lemma

if TYPE_CHECKING:
    from spacy.tokens import Token

_AHEAD = frozenset({"will", "shall", "'ll", "’ll", "wo", "would", "'d", "must"})
_FORWARD = re.compile(r"\b(?:as (?:soon|early) as|effective(?: on| from| as of)?) \Z", re.I)
_FROM = re.compile(r"\b(?:on|from) \Z", re.I)
_EFFECT = frozenset({"effect", "force"})
_UNTIL = re.compile(r"\buntil (?:about |around )?\Z", re.I)
_SAID = re.compile(
    r"\b(?:statement|release|letter|memo|interview|email|filing)(?: (?:issued|released|published|dated))?(?: on)? \Z|"
    r"\b(?:said|told [\w ]{1,20}|reported|announced|added)(?: on| late| early)? \Z",
    re.I,
)
_PAST_AUXILIARIES = frozenset({"had", "has", "have", "was", "were", "'ve", "’ve"})
_LED_FROM = re.compile(r"\bfrom (?:[^\s,;:()]+ ){0,6}\Z", re.I)
_DUE = frozenset({"due", "set", "ready"})
_NEAR = 70
_LEVEL = frozenset({"stand", "number", "total", "hold", "comprise", "be"})
_STATES = frozenset({"be", "have", "show", "suggest", "indicate", "mean", "come", "follow", "bring", "make", "mark"})


def governor(token: Token | None) -> Token | None:
    """The verb that a token hangs from, at most four steps up."""
    for _ in range(5):
        if token is None:
            return None
        if token.tag_[:2] == "VB" or token.tag_ == "MD":
            return token
        if token.head.i == token.i:
            return None
        token = token.head
    return None


def tense(sentence: Sentence, node: Node, lexicon: Lexicon) -> Literal["past", "future"] | None:
    """Whether the clause of a node speaks of what was ("rose") or is to come ("will", "is scheduled to")."""
    if _FORWARD.search(_before(node, sentence.plain)):
        return "future"
    if _SAID.search(_before(node, sentence.plain)):
        return "past"
    head = sentence.head(sentence.start + node.start, sentence.start + node.end)
    day = node.right if node.join == "time" and node.right is not None else node
    if head is not None and day.op == "weekday" and _scheduled(sentence, head, lexicon):
        return "future"
    if head is not None and day.op in ("day", "month") and _in_force(sentence, node, head, lexicon):
        return "future"
    if head is not None and head.dep_ in ("poss", "compound", "nmod"):
        appointed = head.dep_ == "compound" and lemma(head.head) in lexicon.governors["appointments"]
        return _ahead(governor(head)) if appointed else None
    verb = governor(head)
    if verb is None:
        return None
    if _UNTIL.search(_before(node, sentence.plain)):
        if lemma(verb) in lexicon.governors["deferred"]:
            return "future"
        if day.op in ("day", "month") and lemma(verb) in lexicon.governors["granted"]:
            return "future" if in_present(sentence, node) else None  # *had until June to reply*: the nearer one
    if verb.tag_ == "VBG" and verb.head.lower_ in ("since", "after", "following"):
        return "past"
    if verb.tag_ in ("VBZ", "VBP", "VBG") and lemma(verb) in lexicon.governors["facing"]:
        return "future"
    above = verb.head
    if verb.dep_ == "xcomp" and lemma(above) in lexicon.governors["phases"]:
        verb = above  # *they stopped publishing it in June*
    children = list(verb.children)
    helpers = {c.lower_ for c in children if c.dep_ in ("aux", "auxpass")}
    if any(c.tag_ == "MD" for c in children):
        return "past" if "have" in helpers else "future" if helpers & _AHEAD else None
    if verb.tag_ == "VB" and "to" in helpers:
        if "have" in helpers:
            return "past"
        above = verb.head
        if above.i == verb.i:
            return None
        if any(c.lower_ == "had" for word in (above, above.head) for c in word.children):
            return "past"
        ahead = lemma(above) in lexicon.governors["future"] or above.lower_ in ("is", "are", "'s")
        return "future" if ahead else None
    if lemma(verb) in lexicon.governors["ahead"] or (
        lemma(verb) == "set" and verb.dep_ == "acl" and any(c.lower_ == "for" for c in children)
    ):
        return "past" if "had" in helpers else "future"
    if verb.tag_ == "VBD" or helpers & {"was", "were", "had", "did"}:
        return "past"
    if verb.tag_ == "VBN" and not helpers and verb.dep_ in ("acl", "advcl"):
        return "past"
    return None


def in_present(sentence: Sentence, node: Node) -> bool:
    """Whether a clause holds now or is to come: *sees prices 8% higher by December*, no perfect."""
    verb = governor(sentence.head(sentence.start + node.start, sentence.start + node.end))
    if verb is None or verb.tag_ not in ("VBZ", "VBP", "VBG"):
        return False
    return not any(c.dep_ in ("aux", "auxpass") and c.lower_ in _PAST_AUXILIARIES for c in verb.children)


def _ahead(verb: Token | None) -> Literal["future"] | None:
    """Whether a verb in the future is what an appointment hangs on: *will meet in a November runoff*."""
    found = verb is not None and any(c.tag_ == "MD" and c.lower_ in _AHEAD for c in verb.children)
    return "future" if found else None


def _scheduled(sentence: Sentence, head: Token, lexicon: Lexicon) -> bool:
    """Whether a weekday hangs on a verb in the simple present: *the court rules on Friday*, *Sunday's race starts*.

    Headlines tell what happened in the present tense, and what somebody says was said.
    """
    verb = governor(head)
    if verb is None or verb.tag_ not in ("VBZ", "VBP") or sentence.paragraph.role == "title":
        return False
    if lemma(verb) == "be" and any(c.dep_ in ("acomp", "attr") and c.lower_ in _DUE for c in verb.children):
        return True
    if lemma(verb) in lexicon.governors["report"] or lemma(verb) in _STATES:
        return False
    return not any(c.dep_ in ("aux", "auxpass") for c in verb.children)


def _in_force(sentence: Sentence, node: Node, head: Token, lexicon: Lexicon) -> bool:
    """Whether a day or month hangs on what is to begin or end then: *which applies from June*, *it lapses on 1 May*."""
    verb = governor(head)
    if verb is None or verb.tag_ not in ("VBZ", "VBP") or sentence.paragraph.role == "title":
        return False
    if not _FROM.search(_before(node, sentence.plain)) or any(c.dep_ in ("aux", "auxpass") for c in verb.children):
        return False
    if any(c.dep_ == "nsubj" and lemma(c) in lexicon.governors["recounting"] for c in verb.lefts):
        return False  # *the story begins on 3 June*
    return lemma(verb) in lexicon.governors["scheduled"] or _takes_effect(verb)


def _takes_effect(verb: Token) -> bool:
    """*Takes effect*, *comes into force*: whether a verb says with its object that something is in force."""
    objects = [c for child in verb.rights for c in (child, *child.rights) if c.dep_ in ("dobj", "pobj")]
    return any(c.lower_ in _EFFECT for c in objects)


def _before(node: Node, plain: str) -> str:
    return plain[max(0, node.start - _NEAR) : node.start]


def led_from(node: Node, plain: str) -> bool:
    """Whether a figure rose or fell from that of this time: *down from a peak of 120 in May*."""
    return bool(_LED_FROM.search(_before(node, plain)))


def compared(node: Node, plain: str, lexicon: Lexicon) -> bool:
    """Whether a figure is compared with that of this time ("than in March", "up from 2023")."""
    found = lexicon.compared_before.search(_before(node, plain))
    if found is None:
        return False
    word = found[0].lower()
    said_on = word.startswith("on") and node.op in ("day", "weekday", "feast", "time")
    return not said_on and word not in ("as ", "as the ")


def superlative(node: Node, sentence: Sentence, lexicon: Lexicon) -> bool:
    """Whether "since" only measures a record ("the lowest since 2019")."""
    found = lexicon.record_before.search(_before(node, sentence.plain))
    if not found:
        return False
    end = sentence.start + node.start
    near = sentence.tokens(end - len(found[0]), end)
    return any(token.tag_ in ("JJS", "RBS") or token.lower_ in ("first", "worst-ever") for token in near)


def spoken(sentence: Sentence, node: Node, lexicon: Lexicon) -> bool:
    """Whether a node says when somebody spoke ("said on Thursday")."""
    verb = governor(sentence.head(sentence.start + node.start, sentence.start + node.end))
    return verb is not None and lemma(verb) in lexicon.governors["report"]


def looks_ahead(sentence: Sentence, node: Node, lexicon: Lexicon) -> bool:
    """Whether a node stands in a clause of what is to come: *will earn*, *expects fourth-quarter net of*."""
    verb = governor(sentence.head(sentence.start + node.start, sentence.start + node.end))
    if verb is None:
        return False
    if any(c.tag_ == "MD" and c.lower_ in _AHEAD for c in verb.children):
        return True
    if verb.tag_ == "VB" and verb.dep_ in ("xcomp", "ccomp"):
        verb = verb.head
    return verb.tag_ in ("VBZ", "VBP", "VBG") and lemma(verb) in lexicon.governors["future"]


def stands_alone(node: Node, plain: str) -> bool:
    """Whether "the week" or "the period" that was joined to nothing refers back, not on ("the week of …")."""
    if node.op == "nth":
        return False
    return node.op != "definite" or not re.match(
        r",? (?:of|from|ended|ending|through|before|after|that|when|in which|since|between|beginning|starting)\b",
        plain[node.end : node.end + 12],
    )


def since_then(sentence: Sentence, node: Node) -> bool:
    """Whether a node dates a clause of *since*, which runs on from it: *since the law took effect on 1 May*."""
    head = sentence.head(sentence.start + node.start, sentence.start + node.end)
    verb = governor(head)
    if verb is None or verb.dep_ != "advcl":
        return False
    return any(child.lower_ == "since" and child.dep_ == "mark" for child in verb.children)


def level(sentence: Sentence, node: Node) -> bool:
    """Whether a node is the day of a level: *The list stood at 90 on 1 May*."""
    verb = governor(sentence.head(sentence.start + node.start, sentence.start + node.end))
    if verb is None or lemma(verb) not in _LEVEL:
        return False
    if lemma(verb) != "be" or any(child.dep_ == "expl" for child in verb.children):
        return True
    return any(t.tag_ == "CD" for child in verb.lefts if child.dep_ == "nsubj" for t in child.subtree)


def adds_up(sentence: Sentence, node: Node) -> bool:
    """Whether a node ends what had been done up to it: *As of June 1, judges had passed 12 verdicts*."""
    verb = governor(sentence.head(sentence.start + node.start, sentence.start + node.end))
    if verb is None or verb.tag_ != "VBN" or lemma(verb) in _LEVEL | {"have", "remain"}:
        return False
    return any(child.dep_ == "aux" and child.lower_ in ("had", "has", "have") for child in verb.children)


def names_noun(sentence: Sentence, node: Node) -> bool:
    """Whether a node stands before the noun that it names: *after the June war*."""
    head = sentence.head(sentence.start + node.start, sentence.start + node.end)
    return head is not None and head.dep_ in ("compound", "nmod", "nummod", "amod") and head.head.i > head.i
