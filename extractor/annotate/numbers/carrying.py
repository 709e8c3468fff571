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
        self.decimal: Figure | None = None
        self.read = -2

    def __call__(self, figures: list[Figure], text: str, index: int) -> None:
        """Fill the missing units of the figures of a sentence (its text and its number in the article), in place."""
        if index > self.read + 1:
            self.noun = self.large = None
        claims = [figure for figure in figures if figure.disposition is None]
        for figure in claims:
            if self.on and figure.unit is None and figure.kind in _KINDS and figure.form in _FORMS:
                self._lend(figure, text)
        counts = [f.unit for f in claims if f.kind == "count" and f.unit and f.counted]
        if claims:
            self.noun = counts[0] if counts else None
            self.large = next((f for f in reversed(claims) if f.scale >= _LARGE and f.symbol), None)
            self.read = index
        decimals = [f for f in claims if isinstance(f.value, float) and f.kind in ("duration", "measure")]
        self.decimal = decimals[-1] if decimals else self.decimal

    def _lend(self, figure: Figure, text: str) -> None:
        if figure.symbol or figure.counted:
            return
        if isinstance(figure.value, float) and figure.scale == 1 and figure.kind == "count":
            giver = self.decimal
        else:
            giver = self.large if figure.scale >= _LARGE and figure.kind == "count" else None
        if giver is not None:
            figure.kind, figure.unit, figure.per = giver.kind, giver.unit, giver.per
        elif self.noun is not None and (
            figure.kind != "ratio"
            if not isinstance(figure.value, float)
            else figure.kind == "fraction" and not text[: figure.start].endswith("by ")
        ):
            figure.unit = self.noun
        else:
            return
        figure.rules.append("numbers.count.previous")
