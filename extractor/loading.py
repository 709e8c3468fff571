"""The pipeline, loaded when there is work for it, and its versions, told without loading it."""

from __future__ import annotations

from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.model import told_version
from extractor.records import PipelineVersions
from extractor.rules import rules_digest
from extractor.settings import Settings
from extractor.version import VERSION

if TYPE_CHECKING:
    from extractor.pipeline import Extractor


def load(settings: Settings) -> Extractor:
    """As :func:`extractor.pipeline.load`, which this imports. Raises ModelError or RuleError."""
    from extractor.pipeline import load as load_now

    return load_now(settings)


def told_versions(settings: Settings) -> PipelineVersions | None:
    """The versions that the loaded pipeline will have, read from its files.

    Null when only loading it can tell. Raises RuleError when there are no rule files.
    """
    model = told_version(settings.model)
    if model is None:
        return None
    return PipelineVersions(
        extractor=VERSION,
        spacy=metadata.version("spacy"),
        model=model,
        rules=rules_digest(folder=Path(settings.rules) if settings.rules else None),
        settings=settings.digest,
    )
