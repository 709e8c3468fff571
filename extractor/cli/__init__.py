"""The command line: parses words, calls the library, shows the result."""

from __future__ import annotations

from extractor.cli.app import main

__all__ = ["main"]
