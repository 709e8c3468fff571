"""Is a citation really of a law? What speaks for it, and the organisations that look like one."""

from __future__ import annotations

import re

from extractor.annotate.laws.draft import Draft, Resolved
from extractor.rules import RuleSet


class Judge:
    """Accepts or rejects a draft by its unit, its instrument and the words beside it."""

    def __init__(self, rules: RuleSet) -> None:
        cues = rules.table("laws_words", "cues")
        names = rules.table("laws_words", "organisations")
        self._before = re.compile(cues["before"] + r"\Z", re.I)
        programmes = rules.table("laws_popular", "programmes")
        self._programmes = [(row, re.compile(row["evidence"], re.I)) for row in programmes]
        self._followers = frozenset(rules.table("laws_words", "followers")["words"])
        self._sure = frozenset(rules.table("laws_words", "sure_heads")["words"])
        self._after = re.compile(cues["after"], re.I)
        self._anywhere = re.compile(cues["anywhere"], re.I)
        self._after_name = re.compile(names["after"], re.I)
        self._before_name = re.compile(names["before"], re.I)

    def __call__(self, draft: Draft, resolved: Resolved | None, joined: bool) -> bool:
        """Whether the draft is a legal reference.

        A named instrument is enough for every unit; without one, an article needs legal words in
        its sentence, a section or schedule a cue right before it, anything else an earlier law.
        ``joined`` says that a reference was accepted earlier in the sentence.
        """
        if draft.foreign:
            return False
        if draft.named is not None:
            return (
                not draft.named.back
                or (resolved is not None and resolved.resolution != "none")
                or self._law_like(draft)
            )
        if draft.unit == "amendment":
            return True
        text = draft.sentence.plain
        start, end = draft.start - draft.sentence.start, draft.end - draft.sentence.start
        cued = bool(self._before.search(text, max(0, start - 60), start)) or bool(self._after.match(text, end))
        carried = resolved is not None and resolved.instrument is not None
        if draft.unit == "article" and not cued and self._is_organisation(text, start, end):
            return False
        if resolved and "laws.instrument.popular" in resolved.rules:
            return True
        if not self._stands_alone(draft, end):
            return False
        if self._is_programme(draft, text):
            return False
        if draft.unit == "article" or "laws.unit.sign" in draft.rules:
            legal = carried or bool(self._anywhere.search(text[:start] + " " + text[end:]))
            return cued or (legal and (text[start].isupper() or carried))
        if draft.strength == "cue":
            return cued or joined or self._known_section(draft, text, carried=carried)
        return (cued or joined) and carried and draft.unit not in ("chapter", "title")

    def _known_section(self, draft: Draft, text: str, *, carried: bool) -> bool:
        """Whether a section that nothing leads up to is one of a law: *Section 66A was struck down by the court*.

        It has a capital, and the law stands elsewhere in the article or a letter in its number.
        """
        lettered = draft.provisions[0][0][-1:].isalpha()
        if draft.unit != "section" or not text[draft.start - draft.sentence.start].isupper():
            return False
        return carried or (lettered and bool(self._anywhere.search(text)))

    def _is_programme(self, draft: Draft, text: str) -> bool:
        """Whether the number is the name of a programme: housing vouchers are "Section 8"."""
        number = draft.provisions[0][0]
        return any(
            row["unit"] == draft.unit and number in row["numbers"] and pattern.search(text)
            for row, pattern in self._programmes
        )

    def _is_organisation(self, text: str, start: int, end: int) -> bool:
        """Whether "ARTICLE 19" is the group of that name: in capitals, or speaking, or in apposition."""
        word = re.match(r"[A-Za-z]{4,}", text[start:end])
        if word and word[0].isupper():
            return True
        before = self._before_name.search(text, max(0, start - 40), start)
        return bool(before or self._after_name.search(text[end : end + 120]))

    def _law_like(self, draft: Draft) -> bool:
        """Whether "Section 4 of the Act" stands for a law although none was named."""
        return draft.named is not None and draft.named.head in self._sure and draft.strength != "weak"

    def _stands_alone(self, draft: Draft, end: int) -> bool:
        """Whether the number isn't the count of the noun after it ("article 19 readers", "Section 8 housing").

        Several numbers count nothing: "Articles 337, 338 and 332 account for most".
        """
        if len(draft.provisions) > 1:
            return True
        sentence = draft.sentence
        after = re.match(r"\s+([a-z]\w+)", sentence.plain[end : end + 30])
        if after is None:
            return True
        token = sentence.token_at(sentence.start + end + after.start(1))
        if token is None or not token.tag_.startswith(("NN", "JJ")):
            return True
        if draft.unit == "article" and token.i + 1 < len(token.doc):
            follow = token.nbor(1)
            if token.text.endswith("s") and (follow.tag_ == "DT" or follow.lower_ == "that"):
                return True  # "Article 338 presupposes that …", a verb that is read as a noun
            under = sentence.plain[: draft.start - sentence.start].lower().endswith("under ")
            if under and follow.tag_ in ("VBD", "VBZ", "VBP", "MD"):
                return True  # "Under Article 111-1 courts convicted …"
        return token.lower_ in self._followers
