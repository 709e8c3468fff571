"""Tests on the words around a name of the calendar: is "May" a month here, "2000" a year, "fall" a season?"""

from __future__ import annotations

import re

from extractor.annotate.analysis import Sentence
from extractor.annotate.dates.nodes import Node
from extractor.annotate.dates.surroundings import ContextChecks, after_it, before_it

_MARCHES = re.compile(r" (?:of|for|on) (?!(?:the \w+|that|this|last) year\b)[A-Zt]")  # *the March for Peace*
_OF_MONTH = re.compile(
    r"[’']s |,? \d| (?:was|is|saw|set|marked|had|proved|became|remained|will|data|figures|alone|brought)"
)
_YEAR_CELL = re.compile(r" ?(?:19|20)\d\d ?")
_IN = re.compile(r"\b(?:in|during|throughout) \Z", re.IGNORECASE)
_COUNTED = re.compile(r" (?:of the\b|[a-z]+)")
_COUNTED_TAGS = frozenset({"NN", "NNS", "JJ", "VBN", "JJR"})
_PART = re.compile(r"\d{1,2} of ")
_SEES = re.compile(r" (?:saw|brought|witnessed|(?:has|had) seen)\b")  # *2024 saw 900 arrests*: no number sees
_RECENT = re.compile(r"(?:19[1-9]|20[0-4])[1-9]")  # *the 2022 protests*; *the 2000 men* are a count
_DAY_OF = re.compile(r"\b(?:on|by|until|since|before|after|from|to) \Z", re.IGNORECASE)


class NameChecks(ContextChecks):
    """Whether a month, day, year, decade, season or feast is meant."""

    def _month_name(self, node: Node, sentence: Sentence) -> bool:
        word = node.text
        before = before_it(node, sentence)
        if not word[0].isupper():
            return word.lower() not in (
                "may",
                "march",
                "mar",
                "sept",
                "dec",
                "jun",
                "jul",
                "aug",
                "jan",
                "feb",
                "apr",
                "oct",
                "nov",
            )
        if len(word.rstrip(".")) <= 3 and re.match(r"\s?[-–/]\s?[A-Z][a-z]{2}", after_it(node, sentence)):
            return True
        if len(word.rstrip(".")) <= 3 and word.lower() != "may" and not word.endswith("."):
            token = sentence.token_at(sentence.start + node.start)
            return (
                bool(self._patterns["strong_preposition"].search(before))
                and token is not None
                and token.ent_type_ == "DATE"
            )
        token = sentence.token_at(sentence.start + node.start)
        tag, label = (token.tag_, token.ent_type_) if token is not None else ("", "")
        if _SEES.match(after_it(node, sentence)):  # *May saw 900 arrests*, whatever tag it has
            return label != "PERSON" or not before.strip()
        if word.lower() in ("may", "march"):
            if tag not in ("NNP", "NNPS", "NN"):
                return False
            if not before.strip("\"'“‘( "):
                return label == "DATE" and bool(_OF_MONTH.match(after_it(node, sentence)))
        if token is not None and token.i and word.lower() in ("april", "june", "may", "march", "august"):
            first_name = token.nbor(-1)
            if first_name.tag_ == "NNP" and first_name.head.i == token.i and first_name.ent_type_ != "DATE":
                return False
        if word == "March" and _MARCHES.match(after_it(node, sentence)):
            return False
        if self._patterns["date_preposition"].search(before):
            return label not in ("PERSON",) or bool(self._patterns["strong_preposition"].search(before))
        if word.lower() in ("april", "june", "may", "march", "august") and label in (
            "PERSON",
            "ORG",
            "GPE",
            "FAC",
            "WORK_OF_ART",
        ):
            return False
        return label != "PERSON"

    def _capital_month(self, node: Node, _: Sentence) -> bool:
        month = node.groups["month"]
        return month[0].isupper() or month.lower() not in ("may", "march")

    def _month_then_count(self, node: Node, sentence: Sentence) -> bool:
        """*In May 30 ships called*: a month and a count; a day of the month is not said with *in*."""
        if "y" not in node.groups and _IN.search(before_it(node, sentence)):
            token = sentence.token_at(sentence.start + node.end + 1)
            counted = _COUNTED.match(after_it(node, sentence))
            if counted and token is not None and (token.tag_ in _COUNTED_TAGS or counted[0] == " of the"):
                node.to_month(0, len(node.text) - len(node.groups["d"]) - 1)
        return True

    def _part_of_month(self, node: Node, sentence: Sentence) -> bool:
        """*26 of October's convictions*: a part of what happened in the month, no day."""
        part = _PART.match(node.text)
        if part and after_it(node, sentence)[:1] in ("'", "’"):
            node.to_month(part.end(), len(node.text))
        return True

    def _numbered_month(self, node: Node, sentence: Sentence) -> bool:
        return int(node.groups["y"][2:]) >= int(node.groups["m"]) and bool(
            self._patterns["date_preposition"].search(before_it(node, sentence))
        )

    def _year(self, node: Node, sentence: Sentence) -> bool:
        digits = node.groups["y"]
        at = node.start + node.text.find(digits)
        before, after = sentence.plain[:at], after_it(node, sentence)
        if (
            self._patterns["measure_before"].search(before[-6:])
            or self._patterns["unit_after"].match(after)
            or self._patterns["zone_after"].match(after)
            or self._patterns["numbered_thing"].search(before[-16:])
        ):
            return False
        if after[:1] in ("-", "/") and after[1:2].isdigit():
            return False
        if sentence.paragraph.role == "table_row" and _heads_cells(sentence.plain, at):
            return True
        if at and (before[-1].isalnum() or (before[-1] in "-/.," and before[-2:-1].isdigit())):
            return False
        token = sentence.token_at(sentence.start + at)
        dated = token is not None and token.ent_type_ in ("DATE", "EVENT")
        if node.text != digits:
            return True
        counts = token is not None and token.dep_ == "nummod" and token.head.i > token.i
        if int(digits) < 1700 and (not dated or counts):
            return False
        if token is not None and token.dep_ == "nummod" and token.head.i == token.i + 1 and token.head.tag_ == "NNS":
            return dated or (before[-4:].lower() == "the " and _RECENT.fullmatch(digits) is not None)
        if (
            token is not None
            and token.dep_ in ("nummod", "compound")
            and token.head.i > token.i
            and token.head.tag_ == "NN"
        ):
            previous = token.nbor(-1) if token.i else token
            if previous.tag_ in ("DT", "PRP$", "POS") and sentence.plain[node.end : node.end + 1] == " ":
                return previous.lower_ not in ("no", "every", "each")
        if self._patterns["strong_preposition"].search(before[-24:]):
            return dated or not (
                token is not None and token.dep_ == "nummod" and token.head.i > token.i and token.head.tag_[:2] == "NN"
            )
        if dated or (_SEES.match(after) and _RECENT.fullmatch(digits)):
            return True
        if self._patterns["date_preposition"].search(before[-24:]):
            return token is None or token.dep_ in ("pobj", "conj", "appos", "dep", "npadvmod")
        return bool(re.search(r"[(,;–—]\s?\Z", before[-3:])) and bool(re.match(r"[),;:]", after)) and token is not None

    def _year_spoken(self, node: Node, sentence: Sentence) -> bool:
        words = node.text.lower()
        if words.startswith("the year"):
            return True
        lead = bool(self._patterns["date_preposition"].search(before_it(node, sentence)))
        token = sentence.token_at(sentence.start + node.start)
        return (words.startswith("nineteen ") or (lead and words.startswith("twenty "))) or (
            lead and words.startswith("two thousand") and token is not None and token.ent_type_ == "DATE"
        )

    def _decade(self, node: Node, sentence: Sentence) -> bool:
        if not node.groups.get("word"):
            return True
        return (
            not self._patterns["possessor"].search(before_it(node, sentence))
            and not node.text.lower().startswith("mid")
            and bool(re.match(r"the |nineteen", node.text, re.I))
        )

    def _capital(self, node: Node, _: Sentence) -> bool:
        return node.groups["feast"][0].isupper()

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
        before = before_it(node, sentence)
        return bool(self._patterns["season_before"].search(before)) and (
            word not in ("fall", "spring") or token.ent_type_ == "DATE"
        )

    def _day_alone(self, node: Node, sentence: Sentence) -> bool:
        return bool(_DAY_OF.search(before_it(node, sentence)))


def _heads_cells(row: str, at: int) -> bool:
    """Whether a year is the label of a row, or heads a column beside other years: *Country, 2023, 2024*."""
    cells = row.split("\t")
    place = row.count("\t", 0, at)
    if not _YEAR_CELL.fullmatch(cells[place]):
        return False
    if place == 0 and len(cells) > 1:
        return True
    numbers = [cell for cell in cells[1:] if any(sign.isdigit() for sign in cell)]
    return len(numbers) > 1 and all(_YEAR_CELL.fullmatch(cell) for cell in numbers)
