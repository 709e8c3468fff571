"""What surrounds a quantity: rate, statistic, and whether it is a change or a level."""

from __future__ import annotations

import re
from typing import Any

from extractor.annotate.analysis import Sentence
from extractor.annotate.lemma import lemma
from extractor.annotate.numbers.figure import Figure
from extractor.records import Change, Per
from extractor.rules import Rule, RuleSet

_FILE = "numbers_slots"
_PER_BEHIND = re.compile(
    r"\sof(?:\s[a-z]+){1,4}?\s(?:a|an|per|each|every)\s(?P<u>day|week|month|year|hour)\b(?!\s(?:ago|earlier|before|later|after))",
    re.I,
)
_OF_BY = re.compile(r"(?:of|by)\s(?:an?\s)?\Z", re.I)
_NOUN_OF = re.compile(r"\b([a-z]+),?\s(?:(?:in|of|on|among|for)\s\S+\s(?:\S+\s)?)?(?:of|by)\s(?:an?\s)?\Z", re.I)
_SCALE = {"hundred": 100, "thousand": 1000, "million": 1_000_000}
_UP_DOWN = re.compile(r"\b(up|down)(?:\s(?:by|some|a))?\s\Z", re.I)
_BY = re.compile(r"\bby\s(?:an?\s)?(?:\w+\s)?\Z", re.I)
_OR = re.compile(r"(?:,?\s(?:or|or about|or roughly|or nearly)\s|\s?\(|,\sor\sby\s)\Z", re.I)
_LEVELLING = re.compile(r"\b(?:to|from|at|of|in|than|since|until|for|over|with|against)\s(?:(?:a|an|the)\s)?\Z", re.I)


class Slots:
    """Fills ``per``, ``statistic`` and ``change`` of each figure that states a quantity."""

    def __init__(self, rules: RuleSet) -> None:
        fragments: dict[str, str] = rules.table(_FILE, "fragments")
        self.per = re.compile(fragments["per"], re.I)
        self.per_subject = re.compile(fragments["per_subject"], re.I)
        self.rates = frozenset(rule.id for rule in rules.layer("numbers.rate"))
        self.statistics: list[tuple[Rule, re.Pattern[str]]] = []
        self.behind: list[tuple[Rule, re.Pattern[str]]] = []
        for rule in rules.layer("numbers.statistic"):
            if rule.id.endswith("behind"):
                self.behind.append((rule, re.compile(r"\s" + str(rule.pattern), re.I)))
            else:
                self.statistics.append(
                    (
                        rule,
                        re.compile(
                            rf"(?:(?<=\s)|^|(?<=[(“]))(?:{rule.pattern})[\s-](?:(?:just|about|around|some|nearly|only|over|almost|to|of|a)\s)?\Z",
                            re.I,
                        ),
                    )
                )
        self.trigger = re.compile(
            r"averag|mean|median|max|record|high|peak|min|low|bottom|total|all|altogether|combined|overall", re.I
        )
        self.duration: dict[str, str] = rules.table("numbers_units", "duration")
        self.measure: dict[str, str] = rules.table("numbers_units", "measure")
        self.signs: dict[str, str] = rules.table("numbers_units", "measure_signs")
        people: list[str] = rules.table(_FILE, "per_units")["person"]
        self.people = frozenset(people)
        self.adverbs: dict[str, str] = rules.table(_FILE, "period_adverbs")
        self.adjectives: dict[str, str] = rules.table(_FILE, "period_adjectives")
        words = "|".join(sorted(self.adverbs, key=len, reverse=True))
        self.adverb = re.compile(
            rf"\s({words})(?![A-Za-z])(?!\s+(?:of|year|month|week|day|one|other|person|side|time)\b)", re.I
        )
        self.adjective = re.compile(
            rf"\b({'|'.join(self.adjectives)})\s(?:\S+\s){{0,4}}(?:of|is|was|to|at|reached|hit)\s(?:\w+\s)?\Z", re.I
        )
        self.changes = frozenset(rule.id for rule in rules.layer("numbers.change"))
        self.verbs = _polarity(rules.table(_FILE, "change_verbs"))
        self.nouns = _polarity(rules.table(_FILE, "change_nouns"))
        self.after = _polarity(rules.table(_FILE, "change_after"))
        verbs: dict[str, list[str]] = rules.table(_FILE, "change_verbs")
        self.transitive = frozenset(verbs["transitive"])
        self.particle = frozenset(verbs["particle"])
        self.adverb_after = re.compile(rf"\s({'|'.join(self.after)})(?![A-Za-z])(?!\s(?:to|from)\s\d)", re.I)

    def __call__(self, sentence: Sentence, figures: list[Figure]) -> None:
        """Fill the slots of each figure, in place."""
        previous: Figure | None = None
        has_statistic = bool(self.trigger.search(sentence.plain))
        for figure in figures:
            if figure.disposition is None and figure.form != "ordinal":
                self._per(sentence, figure)
                if has_statistic:
                    self._statistic(sentence.plain, figure)
                self._inherit(figure)
                figure.change = self._change(sentence, figure, previous)
            previous = figure

    def _per(self, sentence: Sentence, figure: Figure) -> None:
        if figure.kind in ("age", "fraction", "multiple", "ratio") or figure.per is not None:
            return
        text = sentence.plain
        for position in dict.fromkeys((figure.end, figure.noun_end)):
            if (
                (match := self.per.match(text, position))
                and "numbers.rate.per" in self.rates
                and self._rate(figure, match)
            ):
                return
            if (match := self.adverb.match(text, position)) and "numbers.rate.adverb" in self.rates:
                figure.per = Per(1, self.adverbs[match[1].lower()])
                figure.rules.append("numbers.rate.adverb")
                return
        if (match := _PER_BEHIND.match(text, figure.noun_end)) and "numbers.rate.per" in self.rates:
            figure.per = Per(1, match["u"].lower())
            figure.rules.append("numbers.rate.per")
            return
        window = text[max(0, figure.start - 60) : figure.start]
        if (
            "per " in window
            and (match := self.per_subject.search(window))
            and "numbers.rate.subject" in self.rates
            and figure.kind in ("count", "money", "measure")
        ):
            figure.per = Per(1, "person" if match["u"].lower() in ("head", "capita") else match["u"].lower())
            figure.rules.append("numbers.rate.subject")
            return
        if (
            (match := self.adjective.search(window))
            and "numbers.rate.adjective" in self.rates
            and figure.kind in ("count", "money")
        ):
            figure.per = Per(1, self.adjectives[match[1].lower()])
            figure.rules.append("numbers.rate.adjective")

    def _rate(self, figure: Figure, match: re.Match[str]) -> bool:
        word = match["u"].lower()
        unit = self.duration.get(word) or self.measure.get(word) or self.signs.get(match["u"])
        lead = match[0].strip(" -,").lower()
        if lead.startswith(("a ", "an ", "a-", "an-", "each", "every")) and not match["n"]:
            if unit is None and word not in (
                "share",
                "head",
                "person",
                "piece",
                "pupil",
                "ton",
                "dozen",
                "patient",
                "game",
                "match",
                "time",
                "seat",
            ):
                return False
            if lead.startswith("a ") and word in ("second", "third", "quarter"):
                return False
        if word in ("cent", "cents", "capita") and not match["n"]:
            unit = "person" if word == "capita" else None
            if unit is None:
                return False
        value = (
            float((match["n"] or "1").replace(",", "").replace(" ", ""))
            if not match["n"] or match["n"][0].isdigit()
            else _SCALE[match["n"].lower()]
        )
        value = value * _SCALE.get((match["m"] or "").lower(), 1)
        if word in self.people:
            unit = "person"
        figure.per = Per(
            int(value) if value == int(value) else value, (match["w"] or "").lower() + (unit or _singular(word))
        )
        figure.rules.append("numbers.rate.per")
        if match["n"]:
            figure.end = max(figure.end, match.end("m") if match["m"] else match.end("n"))
        return True

    def _statistic(self, text: str, figure: Figure) -> None:
        window = text[max(0, figure.start - 60) : figure.start]
        whole = text[max(0, figure.start - 40) : figure.core[0]]
        for rule, pattern in self.statistics:
            if pattern.search(window) or (
                rule.yields["statistic"] in ("maximum", "total")
                and figure.start < figure.core[0]
                and pattern.search(whole)
            ):
                figure.statistic = rule.yields["statistic"]
                figure.rules.append(rule.id)
                return
        for rule, pattern in self.behind:
            if pattern.match(text, figure.end) or pattern.match(text, figure.noun_end):
                figure.statistic = rule.yields["statistic"]
                figure.rules.append(rule.id)
                return

    def _inherit(self, figure: Figure) -> None:
        """An elliptical number has the rate and the statistic of the number that lends its noun."""
        giver = figure.giver
        if giver is None or giver.kind != figure.kind:
            return
        figure.per = figure.per or giver.per
        figure.statistic = figure.statistic or (giver.statistic if giver.statistic in ("average", "median") else None)

    def _change(self, sentence: Sentence, figure: Figure, previous: Figure | None) -> Change | None:
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
            return None
        for rule, change in (
            ("numbers.change.adverb", self._up_down(sentence, figure, before)),
            ("numbers.change.comparative", self._comparative(sentence, figure)),
            ("numbers.change.noun", self._noun(sentence, figure, before)),
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
        return bool(_OR.fullmatch(text[max(previous.noun_end, previous.end) : figure.start]))

    def _up_down(self, sentence: Sentence, figure: Figure, before: str) -> Change | None:
        match = _UP_DOWN.search(before[-14:])
        if not match:
            return None
        token = sentence.token_at(sentence.start + figure.start - len(before[-14:]) + match.start(1))
        if token is not None and token.dep_ == "prt" and lemma(token.head) not in self.verbs:
            return None
        if token is not None and figure.kind == "count" and token.dep_ == "prt":
            return None
        return match[1].lower()  # type: ignore[return-value]

    def _comparative(self, sentence: Sentence, figure: Figure) -> Change | None:
        text = sentence.plain
        match = self.adverb_after.match(text, figure.end) or self.adverb_after.match(text, figure.noun_end)
        if not match or (figure.form == "vague" and not figure.symbol):
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
        if figure.symbol or figure.form == "fraction" or compared:
            return self.after[word]
        return None

    def _noun(self, sentence: Sentence, figure: Figure, before: str) -> Change | None:
        match = _NOUN_OF.search(before) if _OF_BY.search(before) else None
        if match:
            token = sentence.token_at(sentence.start + figure.start - len(before) + match.start(1))
            if token is not None and token.tag_ in ("NN", "NNS") and (figure.kind != "money" or lemma(token) != "loss"):
                if (change := self.nouns.get(lemma(token))) is not None:
                    return change
        if figure.kind not in ("percent", "percentage_points", "money", "measure", "fraction"):
            return None
        for token in sentence.tokens(
            sentence.start + figure.end, sentence.start + min(len(sentence.plain), figure.end + 40)
        )[:5]:
            if (
                token.tag_ not in ("NN", "NNS", "JJ", "HYPH", "RB", "VBG", "VBN", "IN")
                or sentence.offset(token) < sentence.start + figure.end
            ) and token.lower_ not in ("-", "on", "of", "over"):
                break
            if (change := self.nouns.get(lemma(token))) and token.tag_ in ("NN", "NNS"):
                return change
            if token.tag_ == "IN" and token.lower_ not in ("on", "over"):
                break
        return None

    def _verb(self, sentence: Sentence, figure: Figure, before: str) -> Change | None:
        by = bool(_BY.search(before))
        if not by and _LEVELLING.search(before):
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
            token = token.head
            if token.tag_.startswith("V"):
                found = None if figure.kind == "count" and not by else self._polarity_of(token, figure, by)
                return found or self._near(sentence, figure, before, by)
        return self._near(sentence, figure, before, by)

    def _near(self, sentence: Sentence, figure: Figure, before: str, by: bool) -> Change | None:
        """The word of change right before the figure, whatever the parse says."""
        match = re.search(r"\b([a-z]+)(?:\s[a-z]+ly|\s(?:a|an|by|another|further))*\s\Z", before, re.I)
        if not match:
            return None
        token = sentence.token_at(sentence.start + figure.start - len(before) + match.start(1))
        return self._polarity_of(token, figure, by) if token is not None and token.tag_.startswith(("V", "N")) else None

    def _polarity_of(self, token: Any, figure: Figure, by: bool) -> Change | None:
        word = lemma(token)
        change = self.verbs.get(word)
        if word in self.particle:
            near = [child.lower_ for child in token.children]
            change = "up" if "up" in near else "down" if "down" in near else None
        if change is None:
            return None
        if by or figure.kind in ("percent", "percentage_points") or (figure.kind == "count" and figure.unit == "point"):
            return change
        if figure.kind == "count" and figure.counted and not figure.inherited:
            return None
        return change if word not in self.transitive and figure.kind != "duration" else None

    def _multiple(self, sentence: Sentence, figure: Figure) -> Change | None:
        if "numbers.change.multiple" not in self.changes or figure.value is None:
            return None
        token = sentence.token_at(sentence.start + figure.core[0])
        verbal = token is not None and token.tag_.startswith("V")
        fold = "numbers.numeral.fold" in figure.rules
        if not verbal and not fold:
            return None
        figure.rules.append("numbers.change.multiple")
        if fold:
            before = sentence.tokens(sentence.start, sentence.start + figure.start)[-6:]
            if any(self.verbs.get(lemma(t)) == "down" for t in before):
                return "down"
        return "down" if figure.value < 1 else "up"


def _polarity(table: dict[str, list[str]]) -> dict[str, Change]:
    return {**dict.fromkeys(table["up"], "up"), **dict.fromkeys(table["down"], "down")}


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us")) and len(word) > 3 else word
