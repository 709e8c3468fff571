"""Whether a quantity is an amount of change ("rose 12%") or a level ("rose to 5,000")."""

from __future__ import annotations

import re
from typing import Any

from extractor.annotate.analysis import Sentence
from extractor.annotate.ending import Ending
from extractor.annotate.lemma import lemma
from extractor.annotate.numbers.figure import Figure
from extractor.annotate.numbers.roles import subject_of
from extractor.records import Change
from extractor.rules import RuleSet

_FILE = "numbers_slots"
_BRACKET = re.compile(r"\s\([^()]{1,12}\)(?=\s)")  # "a 25-basis-point (bps) cut"
_OFF = Ending(re.compile(r"(?:[,;(]|\b(?:was|were|is|are))\soff\s(?:by\s|about\s|some\s)?\Z", re.I))
_SIGNED = Ending(re.compile(r"(?:\(|[;:,]\s|\d\s)\Z"))
# the same preposition behind each member of a list: "fell 24 points among men, 15 points among women"
_AMONG = re.compile(r"\s(among|in|for|on|at|with|by)\s[^;:.()]{2,110}?(?:,|\sand|,\sand)\s\Z", re.I)
_IS = Ending(
    re.compile(r"\b(?:is|was|be|been|amount(?:s|ed) to|came to|comes to)\s(?:\w+ly\s|about\s|only\s|just\s)?\Z", re.I)
)
_ACCOUNT = ("loss", "gain", "raise")  # of a million they are sums that a company earns, loses or borrows
_FURTHER = Ending(re.compile(r"\b[a-z]+\s(?:by\s)?(?:a\sfurther|another|an\s(?:additional|extra))\s\Z", re.I))
_ANY = re.compile(r"\s(?:the|that|those|these|this|its|their|his|her|our)\b", re.I)
_OWNED = Ending(re.compile(r"(?:\b(?:the|its|their|his|her|our)|['’]s?)\s\Z", re.I))
_OF_BY = Ending(re.compile(r"(?:of|by)\s(?:an?\s)?\Z", re.I))
_NEAR_OF = Ending(re.compile(r"\b([a-z]+)\s(?:of|by)\s(?:an?\s)?\Z", re.I))
_NOUN_OF = re.compile(r"\b([a-z]+),?\s(?:(?:in|of|on|among|for)\s\S+\s(?:\S+\s)?)?(?:of|by)\s(?:an?\s)?\Z", re.I)
_UP_DOWN = Ending(re.compile(r"\b(up|down)(?:\s(?:by|some|a))?\s\Z", re.I))
_BY = re.compile(r"\bby\s(?:an?\s)?(?:\w+\s)?\Z", re.I)
_BEHIND = frozenset({"behind", "short"})
_BARE_BY = Ending(re.compile(r"\bby\s(?:an?\s|another\s|a further\s|only\s|just\s|about\s|some\s)?\Z", re.I))
_THAN_NUMBER = re.compile(
    r"\sthan\s(?:(?!(?:19|20)\d\d\b)\d|an?\s(?:year|month|week|decade|dozen|hundred)\b(?!\s(?:ago|earlier|before)))",
    re.I,
)  # "40 got two years, and two more than 15": a bound
_PLACE = re.compile(r"(?:below|above|beneath|past|beyond|under)\b", re.I)  # what stands there is the level come to
_OR = re.compile(r"(?:,?\s(?:or|or about|or roughly|or nearly)\s|\s?\(|,\sor\sby\s)\Z", re.I)
_OR_AFTER = Ending(re.compile(r",\s(?:or|or about|or roughly|or nearly)\s\Z", re.I))
_DOUBLING = ("double", "triple", "treble", "quadruple")
_DOUBLES = ("doubles", "triples", "trebles", "quadruples", "halves")
_OVER = re.compile(r"\s(?:in|over|since|within|during)\s(?:(?:a|an|the|just|only|less|under)\s)*\w+", re.I)
_TO_SUM = re.compile(
    r"\s(?:a \w+\s)?to\s(?:[$€£¥]|[A-Z]{1,3}\$)\s?\d"
)  # the level behind the change: "gained $2 to $84"
_BASE = re.compile(r"(?:\bafter|\bagainst|\bcompared (?:with|to)|\bversus)\s(?:(?:a|just|only|the)\s){0,2}\Z")
_MEMBER = re.compile(r"(?:[,—–]|\band|\bwhile|\bbut|\bwith)\s(?:[^\s,.;:]+\s){1,6}\Z")
_NAMES = ("NN", "NNS", "NNP", "NNPS")
_FINITE = ("VBD", "VBZ", "VBP", "MD")
_NEAR = 60
_SHORT = 16  # characters, more than the longest that _LEVELLING and _OF_BY find
_LEVELLING = Ending(
    re.compile(r"\b(?:to|from|at|of|in|than|since|until|for|over|with|against)\s(?:(?:a|an|the)\s)?\Z", re.I)
)


class Changes:
    """Tells for a figure whether it is an amount of change, and in which direction."""

    def __init__(self, rules: RuleSet) -> None:
        self.changes = frozenset(rule.id for rule in rules.layer("numbers.change"))
        self.verbs = _polarity(rules.table(_FILE, "change_verbs"))
        self.nouns = _polarity(rules.table(_FILE, "change_nouns"))
        self.after = _polarity(rules.table(_FILE, "change_after"))
        verbs: dict[str, list[str]] = rules.table(_FILE, "change_verbs")
        self.transitive = frozenset(verbs["transitive"])
        self.particle = frozenset(verbs["particle"])
        self.moving = frozenset([*self.verbs, *verbs["moving"]])
        self.adverb_after = re.compile(
            rf"(?:\s(?:a|per)\s\w+)?\s({'|'.join(self.after)})(?![A-Za-z])(?!\s(?:to|from)\s\d)", re.I
        )

    def __call__(self, sentence: Sentence, figure: Figure, previous: Figure | None) -> Change | None:
        """The direction of change, null for a level; ``previous`` is the figure before it in the sentence."""
        if figure.kind in ("age", "ratio"):
            return None
        if figure.form == "multiple":
            return self._multiple(sentence, figure)
        text = sentence.plain
        before = text[max(0, figure.start - 50) : figure.start]
        if self._is_restated(text, figure, previous):
            if previous is not None and previous.change and "numbers.change.restated" in self.changes:
                figure.rules.append("numbers.change.restated")
                return previous.change
            signed = self._signed(text, figure, previous) if "numbers.change.signed" in self.changes else None
            return signed or (
                self._comparative(sentence, figure) if "numbers.change.comparative" in self.changes else None
            )
        for rule, change in (
            ("numbers.change.comparative", self._comparative(sentence, figure)),
            ("numbers.change.adverb", self._up_down(sentence, figure, before)),
            ("numbers.change.noun", self._noun(sentence, figure, before)),
            ("numbers.change.subject", self._of_subject(sentence, figure, before)),
            ("numbers.change.signed", self._signed(text, figure, previous)),
            ("numbers.change.list", self._listed(text, figure, previous) or self._gapped(sentence, figure, previous)),
            ("numbers.change.verb", self._verb(sentence, figure, before)),
        ):
            if change is not None and rule in self.changes:
                figure.rules.append(rule)
                return change
        return None

    def _is_restated(self, text: str, figure: Figure, previous: Figure | None) -> bool:
        """Whether the figure says the one before it again, in another unit: "12%, or $4 million"."""
        if previous is None or previous.disposition is not None or previous.kind == "multiple" or not figure.symbol:
            return False
        gap = text[max(previous.noun_end, previous.end) : figure.start]
        return bool(_OR.fullmatch(gap) or (len(gap) < 40 and _OR_AFTER.search(gap) and ";" not in gap))

    def _signed(self, text: str, figure: Figure, previous: Figure | None) -> Change | None:
        """A sign before a percent that goes with another figure is the direction: "Gold: $2,090; -0.2%"."""
        if figure.kind not in ("percent", "percentage_points", "count") or figure.value is None or previous is None:
            return None
        if figure.kind == "count" and text[previous.end : figure.start] not in (" (", " (+"):
            return None
        sign = text[figure.start : figure.core[0] + 1][:1]
        if sign not in "-−+–" and text[figure.start - 1 : figure.start] == "+":
            sign = "+"
        lead = text[: figure.start].rstrip("+")[-3:]
        if sign not in "-−+" or not _SIGNED.search(lead):
            return None
        return "up" if sign == "+" else "down"

    def _listed(self, text: str, figure: Figure, previous: Figure | None) -> Change | None:
        """The members of a list change alike, each with the same preposition behind it."""
        if previous is None or previous.change is None or previous.unit != figure.unit or previous.kind != figure.kind:
            return None
        if figure.kind not in ("percent", "percentage_points") and figure.unit != "point":
            return None
        gap = _AMONG.match(text[max(previous.end, previous.noun_end) : figure.start])
        behind = max(figure.end, figure.noun_end)
        return previous.change if gap and text[behind:].lower().startswith(f" {gap[1].lower()} ") else None

    def _gapped(self, sentence: Sentence, figure: Figure, previous: Figure | None) -> Change | None:
        """A clause without its verb changes as the one before it: "in May it grew by 40 names; in June, by 31"."""
        if previous is None or previous.change is None or previous.kind != figure.kind:
            return None
        text = sentence.plain
        if figure.kind == "percent" and previous.symbol and self._goes_on(sentence, figure, previous):
            return previous.change
        if not (_BARE_BY.search(text[: figure.start][-20:]) and _BARE_BY.search(text[: previous.start][-20:])):
            return None
        between = sentence.tokens(sentence.start + max(previous.end, previous.noun_end), sentence.start + figure.start)
        return None if any(t.tag_[:1] == "V" or t.tag_ == "MD" for t in between) else previous.change

    def _goes_on(self, sentence: Sentence, figure: Figure, previous: Figure) -> bool:
        """Whether a share of another thing, or of an earlier time, is told as the rise before it was.

        *Bread was 9% dearer and rents 6%*, *Prices rose 4%, after 2% in June*.
        """
        if figure.counted is not None and not figure.inherited:
            return False
        gap = sentence.plain[previous.end : figure.start]
        if len(gap) > _NEAR or ";" in gap:
            return False
        words = sentence.tokens(sentence.start + previous.end, sentence.start + figure.start)
        if any(t.tag_[:1] == "V" or t.tag_ == "MD" for t in words):
            return bool(_BASE.search(gap)) and not any(t.tag_ in _FINITE for t in words)
        return bool(_BASE.search(gap)) or (words[-1].tag_ in _NAMES and bool(_MEMBER.search(gap)))

    def _of_subject(self, sentence: Sentence, figure: Figure, before: str) -> Change | None:
        """What a change is said to be: "so the increase is 15 percent"."""
        if not _IS.search(before[-28:]) or figure.kind not in ("percent", "percentage_points", "count", "money"):
            return None
        subject = subject_of(sentence.head(sentence.start + figure.core[0], sentence.start + figure.end))
        if subject is None or subject.tag_ != "NN" or (figure.kind == "money" and lemma(subject) in _ACCOUNT):
            return None
        return self.nouns.get(lemma(subject)) if lemma(subject) not in ("growth", "discount", "loss") else None

    def _up_down(self, sentence: Sentence, figure: Figure, before: str) -> Change | None:
        match = _UP_DOWN.search(before[-14:])
        if not match:
            return "down" if _OFF.search(before[-20:]) and figure.kind not in ("duration", "measure") else None
        token = sentence.token_at(sentence.start + figure.start - len(before[-14:]) + match.start(1))
        if token is not None and token.dep_ == "prt" and lemma(token.head) not in self.moving:
            return None
        if token is not None and figure.kind == "count" and token.dep_ == "prt":
            return None
        return match[1].lower()  # type: ignore[return-value]

    def _comparative(self, sentence: Sentence, figure: Figure) -> Change | None:
        text = sentence.plain
        match = self.adverb_after.match(text, figure.end) or self.adverb_after.match(text, figure.noun_end)
        if not match or (figure.form == "vague" and not figure.symbol) or _THAN_NUMBER.match(text, match.end()):
            return None
        word = match[1].lower()
        compared = re.match(r"(?:\s\S+){0,3}?\s(?:than|compared)\b", text[match.end() : match.end() + 40])
        if word in ("up", "down"):
            return (
                self.after[word]
                if figure.symbol
                and re.match(r"\s(?:on|from|year|compared|in|versus|against)\b|[,.;]", text[match.end() :])
                else None
            )
        if figure.symbol or figure.form == "fraction" or figure.unit == "point" or compared:
            return self.after[word]
        return None

    def _noun(self, sentence: Sentence, figure: Figure, before: str) -> Change | None:
        for pattern in (_NEAR_OF, _NOUN_OF) if _OF_BY.search(before[-_SHORT:]) else ():
            match = pattern.search(before)
            if match is None:
                continue
            token = sentence.token_at(sentence.start + figure.start - len(before) + match.start(1))
            if (
                token is not None
                and (token.tag_ in ("NN", "NNS", "VBZ") or (token.i and token.nbor(-1).tag_ == "DT"))
                and not _is_account(figure, lemma(token))
                and (change := self.nouns.get(lemma(token))) is not None
            ):
                return change
        if figure.kind not in ("percent", "percentage_points", "money", "measure", "fraction"):
            return None
        start = figure.end
        if bracket := _BRACKET.match(sentence.plain, start):
            start = bracket.end()
        for token in sentence.tokens(sentence.start + start, sentence.start + min(len(sentence.plain), start + 40))[:5]:
            if (
                token.tag_ not in ("NN", "NNS", "JJ", "HYPH", "RB", "VBG", "VBN", "IN")
                or sentence.offset(token) < sentence.start + start
            ) and token.lower_ not in ("-", "on", "of", "over"):
                break
            if (change := self.nouns.get(lemma(token))) and token.tag_ in ("NN", "NNS"):
                return None if _is_account(figure, lemma(token)) else change
            if token.tag_ == "IN" and token.lower_ not in ("on", "over"):
                break
        return None

    def _verb(self, sentence: Sentence, figure: Figure, before: str) -> Change | None:
        by = "by" in before.lower() and bool(_BY.search(before))
        if not by and (_LEVELLING.search(before[-_SHORT:]) or _PLACE.match(sentence.plain, figure.start)):
            return None
        token = sentence.head(sentence.start + figure.core[0], sentence.start + figure.end)
        for _ in range(5):
            if token is None or token.head.i == token.i:
                break
            if (
                token.tag_ in ("IN", "TO")
                and token.lower_ not in ("by",)
                and sentence.offset(token) < sentence.start + figure.start
            ):
                return self._near(sentence, figure, before, by)
            if token.dep_ in ("nsubj", "nsubjpass", "appos"):
                return self._near(sentence, figure, before, by)
            token = token.head
            if token.tag_.startswith("V"):
                by = by or (figure.kind == "money" and bool(_TO_SUM.match(sentence.plain, figure.end)))
                found = None if figure.kind == "count" and not by else self._polarity_of(sentence, token, figure, by)
                return found or self._near(sentence, figure, before, by)
        return self._near(sentence, figure, before, by)

    def _near(self, sentence: Sentence, figure: Figure, before: str, by: bool) -> Change | None:
        """The word of change right before the figure, whatever the parse says."""
        match = re.search(r"\b([a-z]+)(?:\s[a-z]+ly|\s(?:a|an|by|another|further))*\s\Z", before, re.I)
        if not match:
            return None
        token = sentence.token_at(sentence.start + figure.start - len(before) + match.start(1))
        return (
            self._polarity_of(sentence, token, figure, by)
            if token is not None and token.tag_.startswith(("V", "N"))
            else None
        )

    def _polarity_of(self, sentence: Sentence, token: Any, figure: Figure, by: bool) -> Change | None:
        word = lemma(token)
        change = self.verbs.get(word)
        if word in self.particle:
            near = [child.lower_ for child in token.children]
            change = "up" if "up" in near else "down" if "down" in near else None
        if change is None or (figure.unit == "point" and _of_person(token)):
            return None
        if any(child.lower_ in _BEHIND for child in token.rights):
            return None  # "falls behind her rival, 43% to 48%"
        if (
            figure.kind == "percent"
            and _OWNED.search(sentence.plain[: figure.start][-8:])
            and _is_inside(sentence, figure)
        ):
            return None  # "boosts its 7% share": the level that changes
        if (
            by
            or figure.kind in ("percent", "percentage_points", "fraction")
            or (figure.kind == "count" and figure.unit == "point")
        ):
            return change
        if figure.kind == "count" and figure.counted and not figure.inherited:
            return None
        if figure.kind == "money" and _FURTHER.search(sentence.plain[: figure.start][-40:]):
            return change
        return change if word not in self.transitive and figure.kind != "duration" else None

    def _is_infinitive(self, sentence: Sentence, figure: Figure) -> bool:
        """Whether a word that may be an adjective is a verb: "to more than triple that figure"."""
        lead = sentence.plain[: figure.start].rstrip()
        return lead.endswith(" to") and bool(_ANY.match(sentence.plain, figure.end))

    def _multiple(self, sentence: Sentence, figure: Figure) -> Change | None:
        if "numbers.change.multiple" not in self.changes or figure.value is None:
            return None
        token = sentence.token_at(sentence.start + figure.core[0])
        verbal = token is not None and (
            token.tag_.startswith("V")
            or token.lower_ in _DOUBLES
            or (
                token.lower_ in _DOUBLING
                and bool(_OVER.match(sentence.plain, figure.end) or self._is_infinitive(sentence, figure))
            )
        )
        fold = "numbers.numeral.fold" in figure.rules
        if not verbal and not fold:
            return None
        figure.rules.append("numbers.change.multiple")
        if fold:
            before = sentence.tokens(sentence.start, sentence.start + figure.start)[-6:]
            if any(self.verbs.get(lemma(t)) == "down" for t in before):
                return "down"
        return "down" if figure.value < 1 else "up"


def _is_account(figure: Figure, noun: str) -> bool:
    """Whether a gain or a loss is a sum of account and no movement of a price."""
    return figure.kind == "money" and (noun == "loss" or (noun in _ACCOUNT and figure.scale > 1))


def _of_person(verb: Any) -> bool:
    """Whether somebody, not an index, gains points: "Davis added 12 points"."""
    return any(
        child.dep_ == "nsubj" and (child.ent_type_ == "PERSON" or child.lower_ in ("he", "she", "who"))
        for child in verb.children
    )


def _is_inside(sentence: Sentence, figure: Figure) -> bool:
    """Whether a noun behind the figure is what it tells the level of: "its 7% share"."""
    after = sentence.token_at(sentence.start + figure.end + 1)
    return after is not None and after.tag_ in ("NN", "NNS") and sentence.plain.startswith(" ", figure.end)


def _polarity(table: dict[str, list[str]]) -> dict[str, Change]:
    return {**dict.fromkeys(table["up"], "up"), **dict.fromkeys(table["down"], "down")}
