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

_DATE_PREPOSITION = re.compile(
    r"\b(?:in|since|by|until|till|from|during|through|throughout|before|after|of|for|to|between|than|early|late|mid|around|about|and|or|on|as|year|versus|over|calendar|end|start|into|circa|last|this|next|past|compared with|vs\.?|at|post|pre)[ -]\(?\Z",
    re.I,
)
_STRONG_PREPOSITION = re.compile(r"\b(?:in|since|until|till|during|throughout|early|late|mid|by|circa|summer|spring|winter|autumn|fall|calendar|start of|end of)[ -](?:the )?\Z", re.I)
_NAMED_ARTICLE = re.compile(r"(?:article|section|resolution|rule|no\.?|nos\.?|number|paragraph|clause|room|flight|route|highway|model|channel|chapter|bill|act|order|decree|directive|regulation|case|docket|unit|windows|boeing|agenda)s? \Z", re.I)
_UNIT_AFTER = re.compile(
    r"(?: (?:people|men|women|percent|per cent|dollars|euros|pounds|rubles|roubles|barrels|tons|tonnes|km|kilomet(?:er|re)s|miles|met(?:er|re)s|feet|jobs|shares|points|troops|soldiers|cases|homes|houses|workers|votes|seats|hectares|acres|euro|kg|mw|gw|mm)\b|%| ?°)",
    re.I,
)
_AHEAD = frozenset({"will", "shall", "'ll", "’ll", "wo", "would", "'d", "must"})
_COMPARED = re.compile(
    r"\b(?:(?:than|from|compared (?:with|to)|against|versus|vs\.?|on|as)(?: (?:in|at|during|the|for))* ?"
    r"|(?:compared (?:with|to)|against|versus|from|than)(?: (?:just|only|about|some|nearly|the|a|an|around))* [$£€]?\d[^,;:]{0,24} (?:in|for|during|at) )\Z",
    re.I,
)
_MEASURE_BEFORE = re.compile(r"[$£€¥#₽₴§]\s?\Z|\b(?:US|A|C|HK|Rs|No|EUR|USD|GBP)[.$]?\s?\Z")
_WEEKS = {"spring", "summer", "autumn", "fall", "winter"}
_FAMILY = re.compile(r"\b(?:his|her|their|my|our|your|its) (?:early |late |mid-?)?\Z", re.I)


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
    if re.search(r"\bas (?:soon|early) as \Z", sentence.plain[: node.start], re.I):
        return "future"
    head = sentence.head(sentence.start + node.start, sentence.start + node.end)
    if head is not None and head.dep_ in ("poss", "compound", "nmod"):
        return None
    verb = governor(head)
    if verb is None:
        return None
    if re.search(r"\buntil (?:about |around )?\Z", sentence.plain[: node.start], re.I) and lemma(verb) in lexicon.governors["deferred"]:
        return "future"
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
        if any(c.lower_ == "had" for c in above.children):
            return "past"
        ahead = lemma(above) in lexicon.governors["future"] or above.lower_ in ("is", "are", "'s")
        return "future" if ahead else None
    if lemma(verb) in lexicon.governors["ahead"] or (lemma(verb) == "set" and verb.dep_ == "acl"):
        return "past" if "had" in helpers else "future"
    if verb.tag_ == "VBD" or helpers & {"was", "were", "had", "did"}:
        return "past"
    if verb.tag_ == "VBN" and not helpers and verb.dep_ in ("acl", "advcl"):
        return "past"
    return None


def compared(node: Node, plain: str) -> bool:
    """Whether a figure is compared with that of this time ("than in March", "up from 2023")."""
    found = _COMPARED.search(plain[max(0, node.start - 60) : node.start])
    if found is None:
        return False
    word = found[0].lower()
    return not (word.startswith("on") and node.op in ("day", "weekday", "feast", "time")) and word not in ("as ", "as the ")


def superlative(node: Node, sentence: Sentence) -> bool:
    """Whether "since" only measures a record ("the lowest since 2019")."""
    found = re.search(r"([\w-]+)(?: [\w-]+){0,4} since(?: the)? \Z", sentence.plain[: node.start])
    if not found:
        return False
    start = sentence.start + found.start()
    return any(
        token.tag_ in ("JJS", "RBS") or token.lower_ in ("first", "worst-ever") for token in sentence.tokens(start, sentence.start + node.start)
    )


def spoken(sentence: Sentence, node: Node, lexicon: Lexicon) -> bool:
    """Whether a node says when somebody spoke ("said on Thursday")."""
    verb = governor(sentence.head(sentence.start + node.start, sentence.start + node.end))
    return verb is not None and lemma(verb) in lexicon.governors["report"]


def stands_alone(node: Node, plain: str) -> bool:
    """Whether "the week" or "the period" that was joined to nothing refers back, not on ("the week of …")."""
    return node.op != "definite" or not re.match(
        r",? (?:of|ended|ending|through|before|after|that|when|in which|since|between|beginning|starting)\b",
        plain[node.end : node.end + 12],
    )


class Checks:
    """Tests on the words around an expression, named by ``check`` in its rule."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def passes(self, node: Node, sentence: Sentence) -> bool:
        """Whether a node may stand; true for a rule without a check."""
        name = node.yields.get("check")
        return name is None or bool(getattr(self, f"_{name}")(node, sentence))

    def _month_name(self, node: Node, sentence: Sentence) -> bool:
        word = node.text
        before = sentence.plain[: node.start]
        if not word[0].isupper():
            return word.lower() not in ("may", "march", "mar", "sept", "dec", "jun", "jul", "aug", "jan", "feb", "apr", "oct", "nov")
        if len(word.rstrip(".")) <= 3 and re.match(r"\s?[-–/]\s?[A-Z][a-z]{2}", sentence.plain[node.end :]):
            return True
        if len(word.rstrip(".")) <= 3 and word.lower() != "may" and not word.endswith("."):
            token = sentence.token_at(sentence.start + node.start)
            return bool(_STRONG_PREPOSITION.search(before)) and token is not None and token.ent_type_ == "DATE"
        token = sentence.token_at(sentence.start + node.start)
        tag, label = (token.tag_, token.ent_type_) if token is not None else ("", "")
        if word.lower() in ("may", "march"):
            if tag not in ("NNP", "NNPS", "NN"):
                return False
            if not before.strip("\"'“‘( "):
                return label == "DATE" and bool(re.match(r"[’']s |,? \d| (?:was|is|saw|will|data|figures)", sentence.plain[node.end :]))
        if word == "March" and re.match(r" (?:of|for|on) [A-Zt]", sentence.plain[node.end :]):
            return False
        if _DATE_PREPOSITION.search(before):
            return label not in ("PERSON",) or bool(_STRONG_PREPOSITION.search(before))
        if word.lower() in ("april", "june", "may", "march", "august") and label in ("PERSON", "ORG", "GPE", "FAC", "WORK_OF_ART"):
            return False
        return not (label == "PERSON")

    def _capital_month(self, node: Node, sentence: Sentence) -> bool:
        month = node.groups["month"]
        return month[0].isupper() or month.lower() not in ("may", "march")

    def _next_one(self, node: Node, sentence: Sentence) -> bool:
        before, after = sentence.plain[max(0, node.start - 60) : node.start], sentence.plain[node.end :]
        return bool(re.search(r"\bthis (?:year|month|week|quarter)\b", before, re.I)) and bool(re.match(r"[.;,):]|\Z", after))

    def _numbered_month(self, node: Node, sentence: Sentence) -> bool:
        return int(node.groups["y"][2:]) >= int(node.groups["m"]) and bool(_DATE_PREPOSITION.search(sentence.plain[: node.start]))

    def _year(self, node: Node, sentence: Sentence) -> bool:
        digits = node.groups["y"]
        at = node.start + node.text.find(digits)
        before, after = sentence.plain[:at], sentence.plain[node.end :]
        if _MEASURE_BEFORE.search(before[-6:]) or _UNIT_AFTER.match(after) or _NAMED_ARTICLE.search(before[-16:]):
            return False
        if after[:1] in ("-", "/") and after[1:2].isdigit():
            return False
        if at and (before[-1].isalnum() or before[-1] in "-/.," and before[-2:-1].isdigit()):
            return False
        token = sentence.token_at(sentence.start + at)
        dated = token is not None and token.ent_type_ in ("DATE", "EVENT")
        if node.text != digits:
            return True
        if int(digits) < 1700 and not dated:
            return False
        if token is not None and token.dep_ == "nummod" and token.head.i == token.i + 1 and token.head.tag_ == "NNS":
            return dated
        if token is not None and token.dep_ in ("nummod", "compound") and token.head.i > token.i and token.head.tag_ == "NN":
            previous = token.nbor(-1) if token.i else token
            if previous.tag_ in ("DT", "PRP$", "POS") and sentence.plain[node.end : node.end + 1] == " ":
                return previous.lower_ not in ("no", "every", "each")
        if _STRONG_PREPOSITION.search(before[-24:]):
            return dated or not (token is not None and token.dep_ == "nummod" and token.head.i > token.i and token.head.tag_[:2] == "NN")
        if dated:
            return True
        if _DATE_PREPOSITION.search(before[-24:]):
            return token is None or token.dep_ in ("pobj", "conj", "appos", "dep", "npadvmod")
        return bool(re.search(r"[(,;–—]\s?\Z", before[-3:])) and bool(re.match(r"[),;:]", after)) and token is not None

    def _year_spoken(self, node: Node, sentence: Sentence) -> bool:
        words = node.text.lower()
        if words.startswith("the year"):
            return True
        lead = bool(_DATE_PREPOSITION.search(sentence.plain[: node.start]))
        token = sentence.token_at(sentence.start + node.start)
        return (words.startswith("nineteen ") or (lead and words.startswith("twenty "))) or (
            lead and words.startswith("two thousand") and token is not None and token.ent_type_ == "DATE"
        )

    def _decade(self, node: Node, sentence: Sentence) -> bool:
        if not node.groups.get("word"):
            return True
        return not _FAMILY.search(sentence.plain[: node.start]) and not node.text.lower().startswith("mid") and bool(
            re.match(r"the |nineteen", node.text, re.I)
        )

    def _capital(self, node: Node, sentence: Sentence) -> bool:
        return node.text[0].isupper() or not node.text[0].isalpha()

    def _season(self, node: Node, sentence: Sentence) -> bool:
        word = node.groups["s"].lower()
        token = sentence.token_at(sentence.start + node.end - 1)
        if token is None or token.tag_[:2] != "NN" or token.ent_type_ in ("PERSON", "ORG", "GPE", "LOC"):
            return False
        after = sentence.plain[node.end : node.end + 12]
        if re.match(r"-\w", after):
            return False
        if node.text.lower().startswith("the "):
            return word not in ("fall", "spring") or token.ent_type_ == "DATE"
        before = sentence.plain[: node.start]
        return bool(re.search(r"\b(?:in|by|since|until|during|from|through|early|late|every|of)\s?\Z", before, re.I)) and (
            word not in ("fall", "spring") or token.ent_type_ == "DATE"
        )

    def _half(self, node: Node, sentence: Sentence) -> bool:
        return "sure" in node.groups or bool(re.search(r"\b(?:in|for|during|by|over) \Z", sentence.plain[: node.start], re.I))

    def _quarter(self, node: Node, sentence: Sentence) -> bool:
        after = sentence.plain[node.end : node.end + 14].lower()
        return not after.startswith((" of the vote", " of all", "-final", "final", "back", " mile", "s of"))

    def _clock(self, node: Node, sentence: Sentence) -> bool:
        words = node.groups["clock"].lower()
        if re.search(r"[ap]\.?m|clock|noon|mid", words):
            return True
        before = sentence.plain[: node.start]
        return bool("zone" in node.groups or re.search(r"(?:\bat|\bby|\bbefore|\bafter|\bfrom|\buntil|\baround|\babout|,|\d{4})\s?\Z", before, re.I))

    def _present(self, node: Node, sentence: Sentence) -> bool:
        token = sentence.token_at(sentence.start + node.start)
        return token is None or token.tag_ not in ("NNP", "NNPS")

    def _future(self, node: Node, sentence: Sentence) -> bool:
        words = node.text.lower()
        before, after = sentence.plain[: node.start].lower(), sentence.plain[node.end :].lower()
        if words == "soon":
            return not after.startswith((" as", "er", " after")) and not before.endswith(("as ", "too ", "so ", "how "))
        return not after.startswith("s")

    def _offset(self, node: Node, sentence: Sentence) -> bool:
        direction = (node.groups.get("dir") or node.groups.get("rel2") or "").lower()
        after = sentence.plain[node.end : node.end + 16]
        if direction in ("before", "after", "prior") and re.match(r" (?:[a-z]+ing\b|he\b|she\b|it\b|they\b|[A-Z]|to\b|that\b|\d)", after):
            return False
        return not after.startswith("-")

    def _same(self, node: Node, sentence: Sentence) -> bool:
        if "same" not in node.groups:
            return True
        return not re.match(r" (?:as|way|for)\b", sentence.plain[node.end :]) and (
            node.groups["unit"].lower() != "time"
        )

    def _definite(self, node: Node, sentence: Sentence) -> bool:
        return not re.match(r" old|s\b|-", sentence.plain[node.end : node.end + 24].lower())

    def _duration(self, node: Node, sentence: Sentence) -> bool:
        if re.search(r"[$£€#.,:\d/]\Z", sentence.plain[: node.start]):
            return False
        if node.groups.get("mod", "").lower() == "over":
            over = sentence.token_at(sentence.start + node.start)
            if over is not None and over.dep_ == "prep":
                node.narrow("mod", len("over "))
        if node.groups.get("unit", "x")[0].isupper() and node.text[0].isdigit() and "-" not in node.text:
            return False
        return not re.match(r"[-– ](?:years?[- ])?old\b|-olds?\b| a (?:day|week)\b", sentence.plain[node.end :])

    def _duration_one(self, node: Node, sentence: Sentence) -> bool:
        if not self._duration(node, sentence):
            return False
        if "mod" in node.groups or "half" in node.text or "full" in node.text or node.groups.get("long"):
            return True
        before = sentence.plain[: node.start].lower()
        after = sentence.plain[node.end :].lower()
        if re.search(r"\b(?:for|in|within|over|than|last(?:ed|s)?|took|take|takes|of|after|barely|only|just|once every|spend|spent|every)\s\Z", before):
            return not re.match(r" (?:of|when|in which|that)\b", after)
        return bool(re.match(r" (?:after|before|in (?:prison|jail)|on|longer|to)\b", after))

    def _vague_units(self, node: Node, sentence: Sentence) -> bool:
        before = sentence.plain[: node.start].lower()
        after = sentence.plain[node.end :].lower()
        return bool(
            re.search(r"\b(?:for|in|within|over|took|take|takes|after|lasted|last|of|during|through|spent|recent)\s(?:the )?\Z", before)
        ) and not re.match(r" (?:old|of age|when)\b|-old|s\b", after)

    def _adverb_set(self, node: Node, sentence: Sentence) -> bool:
        token = sentence.token_at(sentence.start + node.start)
        if sentence.plain[node.end : node.end + 2].strip()[:1].isupper():
            return False
        return token is not None and token.tag_ in ("RB", "JJ") and (token.tag_ == "RB" or node.text.lower() == "daily") and token.ent_type_ not in ("ORG",)
