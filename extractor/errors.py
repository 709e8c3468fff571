"""One root for everything this package raises on purpose."""

from __future__ import annotations


class ExtractorError(Exception):
    """Root of the package's errors; catching it catches all of them."""


class RuleError(ExtractorError):
    """A rule file is malformed; the message names the file, the rule and the field."""


class SettingsError(ExtractorError):
    """A settings file is malformed; the message names the file and the field."""


class InputError(ExtractorError):
    """An input cannot be used; the message names the input, the line and the field."""


class ModelError(ExtractorError):
    """The spaCy pipeline is missing or lacks a component that the rules need."""


class ScoreError(ExtractorError):
    """A gold file or an output folder cannot be scored; the message names the file."""


class OutputError(ExtractorError):
    """An output folder cannot be written or read; the message names the path and the reason."""
