"""Places that only say where people or things are from or go to: *Turkish citizens*, *exports to China*."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

from extractor.annotate.lemma import lemma
from extractor.claims.context import Context
from extractor.claims.draft import Draft
from extractor.claims.grammar import SUBJECTS, preposition
from extractor.claims.setting import Setting
from extractor.records import Area, PlaceMention
from extractor.rules import RuleSet

if TYPE_CHECKING:
    from spacy.tokens import Token

    from extractor.annotate.analysis import Sentence

_RULE = "claims.area.foreign"
_SEAT = "claims.area.seat"
_ELSEWHERE = ("foreign", "arms", "origin", "aim")
_MOVED = ("foreign", "arms", "forces")
_HEADING = frozenset({"amod", "compound", "poss", "nmod"})
_NAMED_OF = frozenset({"of", "from"})
_SINGULAR = frozenset({"NN", "NNP"})
_PERSONS = SUBJECTS | {"dobj", "pobj", "appos", "ROOT"}
_BARE = frozenset({"NNPS", "NNS", "NNP", "NN", "CD"})

Why = Literal["foreign", "arms", "forces", "origin", "aim"]


class Foreign:
    """Tells the places that are named for an origin, an aim or a border, and are not where something is counted."""

    def __init__(self, rules: RuleSet, setting: Setting) -> None:
        self.setting = setting
        self.seats = rules.has(_SEAT)
        table: dict[str, Any] = rules.table("claims_area", "area")
        self.on = rules.has(_RULE)
        self.people = frozenset(table["foreign"])
        self.arms = frozenset(table["arms"])
        self.blows = frozenset(table["blows"])
        self.harms = frozenset(table["harms"])
        self.borders = frozenset(table["borders"])
        self.officials = frozenset(table["officials"])
        persons: list[str] = rules.table("numbers_slots", "persons")["nouns"]
        self.forces = (frozenset(table["forces"]) | frozenset(persons)) - self.officials
        self.single = frozenset(table["forces"])
        bound: Mapping[str, list[str]] = table["bound"]
        self.bound = {word: frozenset(nouns) for word, nouns in bound.items()}

    def __call__(self, place: PlaceMention, sentence: Sentence) -> Why | None:
        """*foreign* for *citizens of Turkey*, *arms* for *Russian drones*, *forces* for *American troops*.

        *origin* is where things come from, *84 boxes from China*, *aim* where they go or end, *exports to China*.
        """
        token = sentence.head(place.start, place.end) if self.on else None
        if token is None:
            return None
        if token.dep_ in _HEADING:
            return self._named(token, place.kind == "demonym")
        if place.kind == "demonym" and token.tag_ in _SINGULAR and token.dep_ in _PERSONS:
            return "foreign"
        above = preposition(token)
        if above is None:
            return None
        if above.lower_ in _NAMED_OF and (lemma(above.head) in self.people or self._hails(above)):
            return "foreign"
        return self._bound(above)

    def away(
        self, here: list[PlaceMention], draft: Draft, document: Area | None, context: Context
    ) -> list[PlaceMention]:
        """The places of a figure's sentence where it can be counted.

        Citizens and tourists are named for another country than the one they are in, weapons hit another; troops
        are where the sentence puts them. A seat of somebody, *the Warsaw-based group*, places nothing.
        """
        whys = [self(place, draft.sentence) for place in here]
        kept = []
        for place, why in zip(here, whys, strict=True):
            if self.seats and self.setting.seat(place, draft.sentence):
                draft.fired(_SEAT)
                continue
            others = [(p, w) for p, w in zip(here, whys, strict=True) if p.code != place.code and why in _MOVED]
            if (
                (why in _ELSEWHERE and document is not None and document.code != place.code)
                or any(self._rivals(why, other, origin, draft) for other, origin in others)
                or (why == "arms" and _told(place, draft, context))
            ):
                draft.fired(_RULE)
            else:
                kept.append(place)
        return kept

    def _rivals(self, why: Why | None, other: PlaceMention, origin: Why | None, draft: Draft) -> bool:
        """Whether another place is where it happened: *a Turkish bus in Mali*, *Gambian drones hit a port*."""
        if why == "arms" and origin is None:
            return True
        return other.kind != "demonym" and self.setting.located(other, draft.sentence)

    def _named(self, token: Token, demonym: bool) -> Why | None:
        """People and weapons named for a country, and its border; *the Paris attacks* were in Paris."""
        head = token.head
        word = lemma(head)
        if word in self.people or word in self.borders:
            return "foreign"
        if word in self.arms or (demonym and word in self.blows and self._strikes(head)):
            return "arms"
        if word not in self.forces or token.dep_ == "poss":
            return None
        return "foreign" if head.tag_ == "NN" and word in self.single else "forces"

    def _hails(self, of: Token) -> bool:
        """*Hana Novakova, 18, of Estonia*: the country that a person is from; whom it is governed by has a title."""
        name = of.head
        person = name.ent_type_ == "PERSON" and name.tag_ == "NNP"
        return person and not any(child.dep_ in ("compound", "nmod") and not child.ent_type_ for child in name.lefts)

    def _strikes(self, blow: Token) -> bool:
        """Whether a blow is dealt to somebody: *Russian strikes killed 84*, *strikes on Kyiv*, no strike of workers."""
        if any(child.dep_ == "prep" and child.lower_ in ("on", "against") for child in blow.rights):
            return True
        return blow.dep_ in SUBJECTS and lemma(blow.head) in self.harms

    def _bound(self, above: Token) -> Why | None:
        """*The border with Mali*, *84 boxes from China*, *12 were from Togo*, *exports to China*."""
        word, head = above.lower_, above.head
        name = lemma(head)
        if word == "from":
            return "origin" if name in self.bound["come"] or (head.tag_ in _BARE and head.i == above.i - 1) else None
        if word == "with":
            return "aim" if name in self.borders or name in self.bound["trade"] else None
        return "aim" if word == "to" and name in self.bound["trade"] and head.tag_[0] == "N" else None


def in_source(place: PlaceMention, draft: Draft) -> bool:
    """Whether a place is only part of the name of a figure's source."""
    attribution = draft.attribution
    return attribution is not None and attribution.mention.start <= place.start < attribution.mention.end


def _told(place: PlaceMention, draft: Draft, context: Context) -> bool:
    """*Norway said it had shot down 84 Danish drones*: whether another country tells of weapons, which met it."""
    return any(p.code != place.code and in_source(p, draft) for p in context.places(draft.sentence))
