"""Turn news articles into audited numeric claims.

>>> import extractor
>>> result = extractor.extract("Courts convicted 12 men of fraud in 2023.")  # doctest: +SKIP
>>> result.claims[0].quantity.value                                          # doctest: +SKIP
12

Importing this module loads nothing heavy: spaCy and its model are loaded by the first call.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from extractor.version import VERSION

if TYPE_CHECKING:
    from extractor.api import extract, extract_many
    from extractor.errors import ExtractorError
    from extractor.pipeline import Extractor, load
    from extractor.records import Article, Claim, Extraction, Failure, RawArticle, as_json
    from extractor.settings import Settings, load_settings
    from extractor.typed import from_json

__version__ = VERSION
__all__ = [
    "Article",
    "Claim",
    "Extraction",
    "Extractor",
    "ExtractorError",
    "Failure",
    "RawArticle",
    "Settings",
    "__version__",
    "as_json",
    "extract",
    "extract_many",
    "from_json",
    "load",
    "load_settings",
]

_HOMES = {
    "extractor.api": ("extract", "extract_many"),
    "extractor.errors": ("ExtractorError",),
    "extractor.pipeline": ("Extractor", "load"),
    "extractor.records": ("Article", "Claim", "Extraction", "Failure", "RawArticle", "as_json"),
    "extractor.settings": ("Settings", "load_settings"),
    "extractor.typed": ("from_json",),
}


def __getattr__(name: str) -> Any:
    for module, names in _HOMES.items():
        if name in names:
            return getattr(import_module(module), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
