"""Whether the name that a source seems to have is that of a place, as the text around it speaks of it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from extractor.records import Source

if TYPE_CHECKING:
    from spacy.tokens import Token

_AROUND = 10_000  # characters: so far from its mention a name is looked for as that of a place
_LONGEST = 25
_KINDS = (
    "(?:[Dd]istrict|[Pp]rovince|[Rr]egion|[Cc]ounty|[Cc]ity|[Ss]tate|[Oo]blast|[Dd]ivision|[Vv]illage|[Tt]own"
    "|[Mm]unicipality|[Gg]overnorate)s?"
)


@lru_cache(maxsize=1024)
def _where(name: str) -> re.Pattern[str]:
    """Where a text speaks of a name as of a place: *in Elmford*, *Elmford District*."""
    name = re.escape(name)
    return re.compile(
        rf"\b(?:[Ii]n|[Aa]cross|[Nn]ear|[Aa]round|[Oo]utside) {name}\b(?! [A-Z])|\b{name}(?:,| and \w+)? {_KINDS}\b"
    )


def acts(name: Token | None) -> bool:
    """Whether a place is a subject: *Elmford County had 84 cases, while Oxted reported 12*."""
    if name is not None and name.dep_ == "compound":
        name = name.head
    return name is not None and name.dep_ == "nsubj"


def is_where(source: Source, text: str) -> bool:
    """Whether the text around a source speaks of it as of a place."""
    name = source.text
    if not name[:1].isupper() or len(name) > _LONGEST:
        return False
    return _where(name).search(text, max(0, source.start - _AROUND), source.end + _AROUND) is not None
