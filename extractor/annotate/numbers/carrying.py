"""Units carried over from the sentence before: "Police logged 84 thefts. Only 12 were solved."."""

from __future__ import annotations

from extractor.annotate.numbers.figure import Figure

_LARGE = 1_000_000
_KINDS = ("count", "fraction", "ratio")
_FORMS = ("digits", "words", "fraction")


class Carrying:
    """Lends the unit of one sentence to numbers of the next that have nothing to count; one for each article."""

    def __init__(self, *, on: bool) -> None:
        self.on = on
        self.noun: str | None = None
        self.large: Figure | None = None

    def __call__(self, figures: list[Figure]) -> None:
        """Fill the missing units of a sentence's figures, and remember what the next may need."""
        claims = [figure for figure in figures if figure.disposition is None]
        for figure in claims:
            if self.on and figure.unit is None and figure.kind in _KINDS and figure.form in _FORMS:
                self._lend(figure)
        counts = [f.unit for f in claims if f.kind == "count" and f.unit and f.counted]
        if claims:
            self.noun = counts[0] if counts else self.noun
        self.large = next((f for f in reversed(claims) if f.scale >= _LARGE and f.symbol), self.large)

    def _lend(self, figure: Figure) -> None:
        if figure.symbol or figure.counted:
            return
        if figure.scale >= _LARGE and figure.kind == "count" and self.large is not None:
            figure.kind, figure.unit = self.large.kind, self.large.unit
        elif self.noun is not None:
            figure.unit = self.noun
        else:
            return
        figure.rules.append("numbers.count.previous")
