"""Citations of a step of the provision cited last: *part 5 of that article*."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Sequence

from extractor.annotate.analysis import Sentence
from extractor.records import LegalReference, Provision
from extractor.rules import RuleSet

_RULE = "laws.cite.pointing"
_FAR = 1500


class StepFinder:
    """Reads the steps that are said of *that article*, *the same section*."""

    def __init__(self, rules: RuleSet) -> None:
        self._pattern: re.Pattern[str] | None = rules.get(_RULE).regex() if rules.has(_RULE) else None

    def __call__(self, sentences: Sequence[Sentence], found: Sequence[LegalReference]) -> Iterator[LegalReference]:
        """One reference for each, with the number, instrument and country of the provision before it."""
        for sentence in sentences if found and self._pattern is not None else ():
            for match in self._pattern.finditer(sentence.plain) if self._pattern is not None else ():
                start = sentence.start + match.start()
                meant = [r for r in found if r.end <= start and match["unit"] in (r.unit, "provision")]
                if not meant or start - meant[-1].end > _FAR:
                    continue
                last = meant[-1]
                span = sentence.slice(start, sentence.start + match.end())
                unit = match["step"].lower().rstrip("s.").replace("-", "")
                step = Provision("paragraph" if unit == "para" else unit, match["value"].strip("()"))
                yield dataclasses.replace(
                    last,
                    start=span.start,
                    end=span.end,
                    text=span.text,
                    path=(step,),
                    resolution="document" if last.instrument is not None else last.resolution,
                    eid=None,
                    offence=None,
                    rules=(_RULE,),
                )
