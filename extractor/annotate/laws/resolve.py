"""Which instrument and which country: explicit, carried through the document, or null."""

from __future__ import annotations

import bisect
import dataclasses
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any, Literal

from extractor.annotate.analysis import Analysis, Sentence
from extractor.annotate.laws.carry import celex, same_head, usable, wants
from extractor.annotate.laws.catalogue import Known
from extractor.annotate.laws.draft import Draft, Resolved
from extractor.annotate.laws.instruments import InstrumentFinder, Named
from extractor.annotate.places.gazetteer import Gazetteer
from extractor.records import Instrument, PlaceMention
from extractor.rules import RuleSet

Country = Callable[[], str | None]
Places = Callable[[], Sequence[PlaceMention]]
Evident = Callable[[int, int, int], bool]
_REACH = 200
_FRONTED = re.compile(
    r"(?:(?:And|But|Meanwhile,?|Elsewhere,?) )?[Ii]n (?:neighbou?ring )?(?P<place>(?:[A-Z][\w.-]+ ){0,2}[A-Z][\w.-]+),"
)
_TWICE = 2
_TITLE = 3
_NEAREST = "laws.jurisdiction.nearest"
_WHERE = re.compile(r"(?P<place>(?:[A-Z][\w.-]+ ){0,2}[A-Z][\w.-]+),? (?:where|whose)\b[^.;:,]{0,40}\Z")


class Resolver:
    """Resolves the drafts of one article, in order, each by the ones before it."""

    def __init__(self, rules: RuleSet, finder: InstrumentFinder, gazetteer: Gazetteer) -> None:
        self.finder = finder
        self.gazetteer = gazetteer
        self.popular: list[Mapping[str, Any]] = (
            rules.table("laws_popular", "popular") if rules.has("laws.instrument.popular") else []
        )
        self.evidence = [re.compile(row["evidence"], re.I) for row in self.popular]
        self.marks = [(re.compile(mark), code) for mark, code in rules.table("laws_words", "marks").items()]
        self._on = {
            name: rules.has(name)
            for name in (
                "laws.instrument.carried",
                "laws.jurisdiction.possessor",
                "laws.jurisdiction.owner",
                "laws.jurisdiction.document",
                "laws.jurisdiction.single_country",
                "laws.jurisdiction.mark",
                "laws.jurisdiction.where",
                _NEAREST,
            )
        }

    def __call__(
        self, analysis: Analysis, drafts: Sequence[Draft], country: Country, places: Places
    ) -> list[Resolved | None]:
        """One result for each draft; null where the instrument is neither here nor elsewhere."""
        found: list[Resolved | None] = [
            self._at_home(self._explicit(d), d, country, places) or self._amendment(d, country) for d in drafts
        ]
        abbreviations = self._abbreviations(drafts, found)
        mentioned: list[tuple[int, Named, Sentence]] | None = None
        cited = {r.instrument.start for r in found if r and r.instrument}
        popular = cache(lambda row, start, end: bool(self.evidence[row].search(analysis.text, start, end)))
        for i, draft in enumerate(drafts):
            if found[i] is not None:
                found[i] = self._by_abbreviation(draft, found[i], abbreviations)
                continue
            if draft.foreign:
                continue
            found[i] = self._popular(draft, popular, draft.sentence.paragraph.start, draft.sentence.paragraph.end)
            if found[i] is None and self._on["laws.instrument.carried"]:
                found[i] = self._carried(drafts, found, i, range(i - 1, max(-1, i - 1 - _REACH), -1))
                if found[i] is None and wants(draft):
                    if mentioned is None:
                        named = [(s.start + n.start, n, s) for s in analysis.sentences for n in self.finder.scan(s)]
                        mentioned = [m for m in named if m[0] not in cited]
                    found[i] = self._mentioned(draft, mentioned)
                found[i] = found[i] or self._carried(drafts, found, i, range(i + 1, min(len(drafts), i + 1 + _REACH)))
            found[i] = found[i] or self._popular(draft, popular, 0, len(analysis.text)) or _as_written(draft)
        return self._nearest(drafts, self._place(drafts, found, country), places)

    def _explicit(self, draft: Draft) -> Resolved | None:
        named, sentence = draft.named, draft.named_in
        if named is None or sentence is None or named.back:
            return None
        start = sentence.start + named.start
        instrument = Instrument(sentence.text[named.start : named.end], None, start, sentence.start + named.end)
        code, rules = self.jurisdiction(named)
        how: Literal["explicit", "document"] = "explicit"
        if code is None and named.anaphoric_owner and self._on["laws.jurisdiction.owner"]:
            code = self._owner(sentence, named.begin)
            if code:
                how, rules = "document", ("laws.jurisdiction.owner",)
        return Resolved(self._identified(instrument, named, code, draft), code, how, rules)

    def _at_home(self, resolved: Resolved | None, draft: Draft, country: Country, places: Places) -> Resolved | None:
        """An act whose title another country may have used as well is that of the country spoken of.

        *Kenyan police cite the Prevention of Terrorism Act*: Sri Lanka's is in the catalogue, but the article does not
        name Sri Lanka, nor does the title.
        """
        code = None if resolved is None else resolved.jurisdiction
        if resolved is None or draft.named is None or code in (None, "EU", "INT") or not _is_title(draft.named):
            return resolved
        if resolved.rules or any(place.code == code for place in places()):
            return resolved
        home = country()
        if home is None or home == code or not self._on["laws.jurisdiction.single_country"]:
            return resolved
        instrument = dataclasses.replace(resolved.instrument, id=None) if resolved.instrument else None
        return self._placed(Resolved(instrument, None, "document"), home, "laws.jurisdiction.single_country")

    def _amendment(self, draft: Draft, country: Country) -> Resolved | None:
        """An amendment by its ordinal alone is one of the constitution of the country spoken of."""
        if draft.unit != "amendment" or draft.named is not None:
            return None
        before = draft.sentence.plain[: draft.start - draft.sentence.start]
        owner = re.search(r"(?:^|\s)((?:[A-Z][\w.-]+\s+){0,2}[A-Z][\w.-]+)(?:['’]s)?\s+\Z", before)
        code = self.gazetteer.country_in(owner[1]) if owner else None
        if code:
            return Resolved(None, code, "explicit", ("laws.jurisdiction.possessor",))
        code = country()
        if code in (None, "US"):
            return self._popular(draft, lambda *_: False, 0, 0)
        return Resolved(None, code, "document", ("laws.jurisdiction.single_country",)) if code else None

    def jurisdiction(self, named: Named) -> tuple[str | None, tuple[str, ...]]:
        """The country that the name itself says: by the catalogue, a possessor, a demonym or a mark."""
        places = {known.jurisdiction for known in named.known if known.jurisdiction}
        owner = self.gazetteer.country_in(named.possessor) if named.possessor else None
        within = owner or self.gazetteer.country_in(named.text)
        if within and self._on["laws.jurisdiction.possessor"] and (not places or within in places or owner):
            return within, ("laws.jurisdiction.possessor",)
        if len(places) == 1:
            return next(iter(places)), ()
        if self._on["laws.jurisdiction.mark"]:
            for mark, code in self.marks:
                if mark.search(named.text):
                    return code, ("laws.jurisdiction.mark",)
        return None, ()

    def _owner(self, sentence: Sentence, before: int) -> str | None:
        """The nearest country named before "its Criminal Code" in the sentence."""
        return self.gazetteer.last_country(sentence.plain[:before])

    def _identified(
        self, instrument: Instrument, named: Named, code: str | None, draft: Draft | None = None
    ) -> Instrument:
        known: tuple[Known, ...] = tuple(
            k for k in named.known if k.id and (code is None or k.jurisdiction in (code, None))
        )
        identity = known[0].id if len(known) == 1 else self._computed(named.text, code)
        if identity and identity.endswith("/usc") and draft and draft.title:
            identity = f"{identity}/{draft.title}"
        return dataclasses.replace(instrument, id=identity)

    def _computed(self, text: str, code: str | None) -> str | None:
        """An identifier from the name: CELEX for numbered EU acts, else country and slug."""
        if number := celex(text):
            return number
        if usc := re.match(r"(\d{1,2})\s+U\.?\s?S\.?\s?C", text):
            return f"us/usc/{usc[1]}"
        if code is None:
            return None
        words = self.gazetteer.without_countries(text)
        if known := self.finder.catalogue.identity(re.sub(r"\A\d{4}\s", "", words), code):
            return known
        if words.islower():
            return None  # a description ("the foreign agents law") is no title
        slug = re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")
        return f"{code.lower()}/{slug}" if slug else None

    def _abbreviations(self, drafts: Sequence[Draft], found: Sequence[Resolved | None]) -> dict[str, Resolved]:
        """ "the Turkish Penal Code (TCK)": what the brackets define, for later use."""
        known: dict[str, Resolved] = {}
        for draft, resolved in zip(drafts, found, strict=True):
            if resolved and draft.named and draft.named_in:
                short = self.finder.abbreviation(draft.named_in.plain, draft.named.end)
                if short:
                    known.setdefault(short[0], resolved)
        return known

    def _by_abbreviation(self, draft: Draft, found: Resolved | None, known: Mapping[str, Resolved]) -> Resolved | None:
        if found and found.jurisdiction is None and draft.named and draft.named.text in known:
            other = known[draft.named.text]
            return dataclasses.replace(other, resolution="document")
        return found

    def _popular(self, draft: Draft, evident: Evident, start: int, end: int) -> Resolved | None:
        """The instrument of a provision known by its number, where the text holds the evidence for it."""
        for index, row in enumerate(self.popular):
            if draft.named or row["unit"] != draft.unit or draft.provisions[0][0] not in row["numbers"]:
                continue
            evidence = row["evidence"]
            if evidence and not evident(index, start, end):
                continue
            instrument = Instrument(row["instrument"], row["id"])
            shown = instrument if row["instrument"] else None
            how: Literal["explicit", "document"] = "document" if evidence else "explicit"
            return Resolved(shown, row["jurisdiction"], how, ("laws.instrument.popular",))
        return None

    def _carried(
        self, drafts: Sequence[Draft], found: Sequence[Resolved | None], index: int, order: range
    ) -> Resolved | None:
        """The instrument of the nearest citation of the same family, best of one with the same number."""
        draft = drafts[index]
        fitting = [other for other in order if usable(draft, drafts[other], found[other], other > index)]
        number = draft.provisions[0][0]
        same = [other for other in fitting if any(number == n for n, _ in drafts[other].provisions)]
        for other in same or fitting:
            resolved = found[other]
            if resolved is not None:
                return dataclasses.replace(resolved, resolution="document", rules=("laws.instrument.carried",))
        return None

    def _mentioned(self, draft: Draft, mentioned: Sequence[tuple[int, Named, Sentence]]) -> Resolved | None:
        """The instrument that the text names without a provision, nearest before the citation."""
        usable = [m for m in mentioned if draft.named is None or same_head(draft.named.head, Instrument(m[1].text))]
        before = [m for m in usable if m[0] < draft.start]
        names = {m[1].text for m in usable}
        chosen = before[-1] if before else usable[0] if len(names) == 1 and draft.named else None
        if chosen is None:
            return None
        start, named, sentence = chosen
        code, _ = self.jurisdiction(named)
        instrument = Instrument(sentence.text[named.start : named.end], None, start, sentence.start + named.end)
        return Resolved(self._identified(instrument, named, code), code, "document", ("laws.instrument.carried",))

    def _place(self, drafts: Sequence[Draft], found: list[Resolved | None], country: Country) -> list[Resolved | None]:
        """Fill jurisdictions that no name says, from the citations before or the country spoken of."""
        stated = [(d, r) for d, r in zip(drafts, found, strict=True) if r and r.jurisdiction not in (None, "EU", "INT")]
        for i, resolved in enumerate(found):
            if resolved is None:
                if drafts[i].foreign or drafts[i].strength == "weak":
                    continue
                resolved = Resolved(None, None, "none")
            found[i] = resolved
            if resolved.jurisdiction is None and resolved.instrument and _is_treaty(drafts[i].named):
                found[i] = dataclasses.replace(resolved, jurisdiction="INT")
            elif resolved.jurisdiction is None:
                code, rule = self._from_document(drafts[i], resolved, stated, country)
                found[i] = self._placed(resolved, code, rule) if code else resolved
        return found

    def _from_document(
        self, draft: Draft, resolved: Resolved, stated: Sequence[tuple[Draft, Resolved]], country: Country
    ) -> tuple[str | None, str]:
        """The country of the law of that name, of this paragraph, of the article, of all laws cited."""
        named = draft.named
        options = {known.jurisdiction for known in named.known} if named and not named.back else set()
        cited = {r.jurisdiction for _, r in stated}
        choices: list[tuple[str | None, str]] = []
        if self._on["laws.jurisdiction.where"] and (there := self._where(draft)):
            choices.append((there, "laws.jurisdiction.where"))
        if self._on["laws.jurisdiction.document"]:
            before = [(d, r) for d, r in stated if d.start < draft.start][-_REACH:]
            names = [r.jurisdiction for _, r in before if self._same_name(resolved, r)]
            near = [r.jurisdiction for d, r in before if d.sentence.paragraph_index == draft.sentence.paragraph_index]
            choices += [(code, "laws.jurisdiction.document") for code in (names[-1:] + near[-1:])]
        if self._on["laws.jurisdiction.single_country"]:
            choices.append((country(), "laws.jurisdiction.single_country"))
        if len(cited) == 1 and self._on["laws.jurisdiction.document"]:
            choices.append((next(iter(cited)), "laws.jurisdiction.document"))
        return next(((c, rule) for c, rule in choices if c and (not options or c in options)), (None, ""))

    def _nearest(self, drafts: Sequence[Draft], found: list[Resolved | None], places: Places) -> list[Resolved | None]:
        """Fill what is left by the one country that the paragraph names, else by the one named twice as often."""
        starts: list[int] | None = None
        often: list[tuple[str, int]] = []
        for i, resolved in enumerate(found):
            draft = drafts[i]
            if resolved is None or resolved.jurisdiction is not None or not self._on[_NEAREST]:
                continue
            if draft.foreign or (resolved.instrument is None and draft.strength == "weak"):
                continue
            paragraph = draft.sentence.paragraph
            if starts is None:
                starts = [place.start for place in places()]
                often = Counter(place.code for place in places()).most_common(2)
            first, last = bisect.bisect_left(starts, paragraph.start), bisect.bisect_left(starts, paragraph.end)
            near = {place.code for place in places()[first:last]}
            code = next(iter(near)) if len(near) == 1 else None
            if code is None and often and (len(often) == 1 or often[0][1] >= _TWICE * often[1][1]):
                code = often[0][0]
            options = {known.jurisdiction for known in draft.named.known} if draft.named else set()
            if code and (not options or code in options):
                found[i] = self._placed(resolved, code, _NEAREST)
        return found

    def _where(self, draft: Draft) -> str | None:
        """*In Poland, where Article 256 of the Criminal Code*, *In Poland, 12 men …*: the country it is told of."""
        lead = draft.sentence.plain[
            max(0, draft.start - draft.sentence.start - 90) : draft.start - draft.sentence.start
        ]
        match = _WHERE.search(lead) or _FRONTED.match(draft.sentence.plain, 0, draft.start - draft.sentence.start)
        return self.gazetteer.country_in(match["place"]) if match is not None else None

    def _same_name(self, resolved: Resolved, other: Resolved) -> bool:
        """Whether two instruments have the same name, countries apart."""
        if resolved.instrument is None or other.instrument is None:
            return False
        names = [self.gazetteer.without_countries(r.instrument.text).lower() for r in (resolved, other) if r.instrument]
        return names[0] == names[1]

    def _placed(self, resolved: Resolved, code: str, rule: str) -> Resolved:
        instrument = resolved.instrument
        if instrument and instrument.id is None:
            instrument = dataclasses.replace(instrument, id=self._computed(instrument.text, code))
        return Resolved(instrument, code, "document", (*resolved.rules, rule))


def _is_title(named: Named) -> bool:
    """Whether a name is the plain title of an act, no abbreviation: *Human Rights Act*."""
    return any(known.type == "act" for known in named.known) and len(named.text.split()) >= _TITLE


def _is_treaty(named: Named | None) -> bool:
    return named is not None and named.head in ("convention", "covenant")


def _as_written(draft: Draft) -> Resolved | None:
    """ "the Convention", of which the article says no more: the words, and no identifier."""
    named, sentence = draft.named, draft.named_in
    if named is None or sentence is None:
        return None
    start, end = sentence.start + named.start, sentence.start + named.end
    return Resolved(Instrument(sentence.text[named.start : named.end], None, start, end), None, "none")
