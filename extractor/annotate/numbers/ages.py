"""Ages: "34-year-old", "aged 34", "Anna Berg, 81,", "under the age of 18", "she was 19 when"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractor.annotate.analysis import Sentence
from extractor.annotate.ending import Ending
from extractor.annotate.lemma import lemma
from extractor.annotate.numbers.figure import Figure
from extractor.rules import RuleSet

if TYPE_CHECKING:
    from spacy.tokens import Token

_OLD = re.compile(r"[\s-]olds?\b|\sof\sage\b", re.I)
_NAME = re.compile(r"([A-ZÀ-Þ][\w’'.-]+),?\s\(?$|([A-ZÀ-Þ][\w’'-]+),\s$")
_AFTER_NAME = re.compile(r"[,).;]|$|\s(?:and|who|from|of (?=[A-Z]))\b")
_AFTER_BE = re.compile(r"[,.;:)]|$|\s(?:when|at|in|by|and|then|now|years\sold|or|on|but|for|as|last|this|next)\b")
_AFTER_OF = re.compile(r"[,.;:)]|$|\s(?!and\b)(?:who|was|has|had|the|to|for|with|in|from|on|is)\b")
_COUNTED = re.compile(r"\s?(?:[\w-]+s\b|%|per\b|km\b|mph\b)|[\s-](?:minute|hour|day|week|month|mile)", re.I)
_NOTHING = re.compile(r"[,.;:)]|$|\s(?:and|or|at|when|in|but|while|by)\b")
_BOUNDING = ("over ", "under ", "above ", "below ", "up to ", " than ", "between ", "age of ")
_AFTER_AT = re.compile(r"[,.;:)]|$|\s(?:and|or|to|but|because|when|after|while|with|in|as|by|from|he|she)\b")
_PERSONAL = ("he", "she", "i", "who", "they", "we")
_UNDER = ("under ", "over ", "between ", "below ", "above ", " than ", "past ")
_LEAD = 100  # characters before an age that say whose it is
_APART = re.compile(r",\s(?:(?:only|just|barely|then|now|about|around|nearly|almost)\s)?\Z")
_FIRST = re.compile(r"\sand\s\d{1,2},")
_SECOND = re.compile(r"\d{1,2}\sand\s\Z")
_YOUNGEST = 4  # a younger one is told in words: at three
_OLDEST = 120
_GROWN = 13  # younger than that, people "of" so many have that many of something
_CHILD = re.compile(r"\b(?:boy|girl|child|toddler|baby|infant|schoolboy|schoolgirl|pupil) of ", re.I)
_NAME_BE = re.compile(
    r"(?:\A|[^\w ] ?|\b(?P<when>when|since|until|while) )"
    r"(?P<name>(?-i:[A-ZÀ-Þ])[\w’'-]+)(?: (?-i:[A-ZÀ-Þ])[\w’'-]+)?(?: \([^()]{3,40}\))? (?:is|was|turned|turns) \Z"
)
_OF_EACH = re.compile(r"(?:, \w+)*,? and [\w-]+[.,;]")
_WHEN_SHE = re.compile(r"\swhen\s(?:he|she|his|her)\b")
_ARE = ("are ", "were ")
_AGED = frozenset({"numbers.unit.age", "numbers.unit.age_predicate"})
_KIN = frozenset({"child", "son", "daughter", "kid", "boy", "girl", "brother", "sister", "twin", "grandchild"})
_OPENED = re.compile(r"[,(]\s?$")
_BAND = r"(?:\d{1,2}\s?(?:to|-|–)\s?)?"
_BAND_END = re.compile(r"\)|\s(?:years\s)?and (?:over|older|under|younger)\)")
_TO = re.compile(r"\s?(?:to|-|–)\s?\d{1,2}(?:\syears)?\)")
_PLACES = ("ORG", "GPE", "FAC", "LOC", "NORP", "EVENT")


class Ages:
    """Marks the figures of a sentence that are somebody's age."""

    def __init__(self, rules: RuleSet) -> None:
        self.on = frozenset(rule.id for rule in rules.layer("numbers.unit"))
        fragments: dict[str, str] = rules.table("numbers_units", "fragments")
        persons: dict[str, list[str]] = rules.table("numbers_slots", "persons")
        people = persons["nouns"]
        singular = "|".join(sorted(set(people).difference(persons["ageless"])))
        nouns = "|".join(sorted({plural for noun in people for plural in _plurals(noun)}))
        self.age_before = Ending(re.compile(fragments["age_before"], re.I))
        self.age_person_be = Ending(re.compile(fragments["age_person_be"], re.I))
        self.age_under = Ending(re.compile(fragments["age_under"].format(PEOPLE=nouns + "|" + "|".join(people)), re.I))
        self.age_group = Ending(re.compile(fragments["age_group"].format(PEOPLE=nouns), re.I))
        self.age_average = Ending(re.compile(fragments["age_average"], re.I))
        self.age_youngest = Ending(re.compile(fragments["age_youngest"], re.I))
        self.age_of = Ending(re.compile(fragments["age_of"].format(PEOPLE=singular), re.I))
        self.age_not_yet = Ending(re.compile(fragments["age_not_yet"], re.I))
        self.band = Ending(re.compile(rf"\b(?:{nouns})\s\({_BAND}\Z", re.I))
        self.people = frozenset(people)
        self.living = frozenset(persons["living"])

    def __call__(self, sentence: Sentence, figures: list[Figure]) -> None:
        """Mark the ages among the figures, in place."""
        for index, figure in enumerate(figures):
            if figure.value is None or figure.form in ("ordinal", "multiple", "vague", "none", "fraction"):
                continue
            if figure.kind == "duration" and (match := _OLD.match(sentence.plain, figure.end)):
                if "numbers.unit.age" in self.on:
                    _set(figure, figure.unit or "year", "numbers.unit.age")
                    figure.end = match.end()
                continue
            if self._goes_on(sentence.plain, figures, index):
                _set(figure, "year", "numbers.unit.age")
            elif figure.kind == "duration" or (figure.kind == "count" and 0 < figure.value <= _OLDEST):
                self._by_context(sentence, figures, index)

    def _goes_on(self, text: str, figures: list[Figure], index: int) -> bool:
        """Whether one age is compared with another: "lower the voting age from 18 to 16"."""
        figure, previous = figures[index], figures[index - 1] if index else None
        return (
            previous is not None
            and previous.kind == "age"
            and figure.kind == "count"
            and figure.value is not None
            and 0 < figure.value <= _OLDEST
            and (gap := text[previous.end : figure.start]) in (" to ", " and ", " or ", ", ", ", and ", "/")
            and (gap == " to " or not _AGED.isdisjoint(previous.rules))
            and bool(_NOTHING.match(text, figure.end))
            and "numbers.unit.age" in self.on
        )

    def _by_context(self, sentence: Sentence, figures: list[Figure], index: int) -> None:
        figure, text = figures[index], sentence.plain
        before = text[max(0, figure.start - 40) : figure.start]
        floor = figures[index - 1].end if index else 0
        told = "age" in before.lower()
        of = before.endswith(("of ", "be ", "about ", "around ", "s ")) or "to be" in before
        if "(" in before[-10:] and self._is_band(text, figure, before):
            _set(figure, "year", "numbers.unit.age_apposition")
            return
        match = self.age_before.search(before) if told or "urn" in before or "will be" in before else None
        if match and match[0].lower().startswith("will") and not text.startswith(" when ", figure.end):
            match = None
        if match and "numbers.unit.age" in self.on:
            if match[0].lower().startswith("turn") and not _AFTER_BE.match(text, figure.end):
                return
            if match[0].lower().startswith("aged "):
                figure.start -= len(before) - match.start()
            _set(figure, figure.unit or "year", "numbers.unit.age")
        elif figure.kind != "count":
            return
        elif (
            "age" in text[: figure.start] and self.age_average.search(text[max(0, figure.start - _LEAD) : figure.start])
        ) or (
            "est" in text[: figure.start]
            and self.age_youngest.search(text[max(0, figure.start - _LEAD) : figure.start])
        ):
            if "numbers.unit.age" in self.on:
                _set(figure, "year", "numbers.unit.age")
        elif of and self._of(sentence, figure, before):
            _set(figure, "year", "numbers.unit.age")
        elif (
            figure.form == "digits"
            and floor < figure.start - 2
            and _NAME.search(before)
            and _AFTER_NAME.match(text, figure.end)
            and self._after_name(sentence, figures, index)
        ) or self._is_apposed(sentence, figure):
            _set(figure, "year", "numbers.unit.age_apposition")
        elif self._is_told(sentence, figure, before) or self._under(text, figure) or self._at(sentence, figure, before):
            if "numbers.unit.age_predicate" in self.on:
                _set(figure, "year", "numbers.unit.age_predicate")
        elif (
            any(word in before for word in _BOUNDING)
            and self.age_group.search(before)
            and not _COUNTED.match(text, figure.end)
            and not (before.endswith("up to ") and any(f.kind == "duration" for f in figures[:index]))
            and "numbers.unit.age_suffix" in self.on
        ):
            _set(figure, "year", "numbers.unit.age_suffix")

    def _is_band(self, text: str, figure: Figure, before: str) -> bool:
        """Whether brackets behind people tell the ages of them all: "minors (14 to 17 years)"."""
        if figure.value is None or figure.value > _OLDEST or not self.band.search(before):
            return False
        if figure.kind == "count" and _TO.match(text, figure.end):
            return True
        banded = figure.kind == "duration" or before[-1:] != "(" or text.startswith(" and ", figure.end)
        return banded and bool(_BAND_END.match(text, figure.end))

    def _of(self, sentence: Sentence, figure: Figure, before: str) -> bool:
        """Whether somebody is told by age: "a woman of 63"; a mother of three has children."""
        if "numbers.unit.age" not in self.on or not self.age_of.search(before):
            return False
        young = figure.value is None or figure.value >= _GROWN or bool(_CHILD.search(before))
        return young and bool(_AFTER_OF.match(sentence.plain, figure.end) or _verb_follows(sentence, figure))

    def _is_told(self, sentence: Sentence, figure: Figure, before: str) -> bool:
        """Whether somebody is said to be so old: "she was 19 when", "Oleg is 38", "they were not yet 18"."""
        if not _AFTER_BE.match(sentence.plain, figure.end):
            return False
        if self.age_person_be.search(before) or self.age_not_yet.search(before):
            return True
        if _OF_EACH.match(sentence.plain, figure.end) and self._are_kin(sentence, figure, before):
            return True
        match = _NAME_BE.search(before)
        if match is None or figure.value is None:
            return False
        if not match["when"] and (figure.form != "digits" or figure.value < _GROWN):
            return False
        name = sentence.token_at(sentence.start + figure.start - len(before) + match.start("name"))
        person = _WHEN_SHE.match(sentence.plain, figure.end) is not None  # a name that no list has
        return name is not None and name.tag_ == "NNP" and (person or name.ent_type_ in ("PERSON", ""))

    def _are_kin(self, sentence: Sentence, figure: Figure, before: str) -> bool:
        """Whether it is said of somebody's children what each of them is: "The children are six and 11"."""
        token = sentence.token_at(sentence.start + figure.start - 2) if before.endswith(_ARE) else None
        subject = next((t for t in token.lefts if t.dep_ == "nsubj"), None) if token is not None else None
        return subject is not None and lemma(subject) in _KIN

    def _is_apposed(self, sentence: Sentence, figure: Figure) -> bool:
        """Whether a person without a name is so old: "The keeper, 38, made seven saves"."""
        text = sentence.plain
        start = figure.start
        pair = _SECOND.search(text[max(0, start - 8) : start])
        if pair:
            start -= len(pair[0])
        before = _APART.search(text[max(0, start - 12) : start])
        both = bool(pair) or bool(_FIRST.match(text, figure.end))
        if figure.form != "digits" or before is None or not (both or text[figure.end :][:1] == ","):
            return False
        noun = sentence.token_at(sentence.start + start - len(before[0]) - 1)
        return (
            noun is not None
            and noun.tag_ == ("NNS" if both else "NN")
            and (noun.lower_ in self.people or lemma(noun) in self.people)
            and "numbers.unit.age_apposition" in self.on
        )

    def _at(self, sentence: Sentence, figure: Figure, before: str) -> bool:
        """Whether somebody does at that age what people do once: "She left school at 16", "At 84, he still rows"."""
        if not before.endswith(("at ", "At ")) or figure.value is None or not _YOUNGEST <= figure.value < _OLDEST:
            return False
        token = sentence.token_at(sentence.start + figure.start - 2)
        if token is None or token.tag_ != "IN" or not _AFTER_AT.match(sentence.plain, figure.end):
            return False
        verb = token.head
        fronted = before.endswith("At ") and sentence.plain.startswith(", ", figure.end)
        if not verb.tag_.startswith("V") or not (fronted or lemma(verb) in self.living):
            return False
        subject = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")), None)
        if subject is None:
            return not fronted
        return subject.lower_ in _PERSONAL or subject.ent_type_ == "PERSON" or lemma(subject) in self.people

    def _under(self, text: str, figure: Figure) -> bool:
        """Whether people are said to be under, over or between so many: "most of them are under 35"."""
        return (
            isinstance(figure.value, int)
            and figure.value <= _OLDEST
            and bool(_NOTHING.match(text, figure.end))
            and text[: figure.start].endswith(_UNDER)
            and bool(self.age_under.search(text[max(0, figure.start - _LEAD) : figure.start]))
        )

    def _after_name(self, sentence: Sentence, figures: list[Figure], index: int) -> bool:
        figure = figures[index]
        if "numbers.unit.age_apposition" not in self.on or figure.value is None or figure.value < 1:
            return False
        if not _OPENED.search(sentence.plain[: figure.start][-2:]):
            return False
        name = sentence.token_at(sentence.start + figure.start - 3)
        if sentence.plain[figure.start - 1] == "(" and any(_of_place(sentence, f) for f in figures):
            return False
        if name is None or name.ent_type_ == "PERSON":
            return name is not None
        before = name.nbor(-1) if name.i else name  # "ahead of Tomsk, 79,": a place, for who is new has two names
        lone = before.tag_ == "IN" and before.lower_ != "from"  # "a woman from Tomsk, 79, fled"
        return (name.tag_ == "NNP" or _opens(sentence, name)) and name.ent_type_ != "DATE" and not lone


def _opens(sentence: Sentence, name: Token) -> bool:
    """Whether a word that opens a sentence is a name, which no list of nouns has: "Cornyn, 72, served"."""
    nouns = name.vocab.lookups.get_table("lemma_index", {}).get("noun", ())
    first = sentence.offset(name) == sentence.start
    return first and name.tag_ == "NN" and name.text.istitle() and name.lower_ not in nouns


def _of_place(sentence: Sentence, figure: Figure) -> bool:
    """Whether a figure in brackets is a place's, so that the others of its list are too: "Omsk (187), Perm (41)"."""
    if not sentence.plain[: figure.start].endswith(" (") or not sentence.plain.startswith(")", figure.end):
        return False
    name = sentence.token_at(sentence.start + figure.start - 3)
    if name is None:
        return False
    before = name.nbor(-1).tag_ if name.i else ""
    return name.ent_type_ in _PLACES or before == "IN" or (figure.value is not None and figure.value > _OLDEST)


def _plurals(noun: str) -> tuple[str, ...]:
    if noun.endswith("man"):
        return (noun, noun[:-3] + "men")
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return (noun, noun[:-1] + "ies")
    return (noun, noun + "s")


def _verb_follows(sentence: Sentence, figure: Figure) -> bool:
    token = sentence.token_at(sentence.start + figure.end + 1)
    return token is not None and token.tag_ in ("VBD", "VBZ", "MD")


def _set(figure: Figure, unit: str, rule: str) -> None:
    figure.kind, figure.unit, figure.symbol = "age", unit, True
    figure.rules.append(rule)
