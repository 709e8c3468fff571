"""Turn news articles into audited numbers."""

from __future__ import annotations

from extractor.version import VERSION

__version__ = VERSION
__all__ = ["__version__"]
