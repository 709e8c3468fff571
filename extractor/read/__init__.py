"""Read articles from files, folders and standard input; what cannot be read is a Failure.

>>> [type(item).__name__ for item in read(["corpus"])][:1]  # doctest: +SKIP
['RawArticle']
"""

from __future__ import annotations

from extractor.read.distinct import Distinct
from extractor.read.inputs import KINDS, STDIN, STDIN_FORMATS, read

__all__ = ["KINDS", "STDIN", "STDIN_FORMATS", "Distinct", "read"]
