"""The pipeline, loaded when there is work for it, and its versions, told without loading it."""

from __future__ import annotations

import sys
from importlib import import_module, metadata
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from extractor.batch import collector_paused
from extractor.model import told_version
from extractor.records import PipelineVersions
from extractor.rules import rules_digest
from extractor.settings import Settings
from extractor.version import VERSION

if TYPE_CHECKING:
    from extractor.pipeline import Extractor


def load(settings: Settings) -> Extractor:
    """As :func:`extractor.pipeline.load`, for a process that is a run's own. Raises ModelError or RuleError."""
    from extractor.pipeline import load as load_now

    _import_spacy()
    with collector_paused():  # what is loaded is kept: a search for what is not finds nothing
        return load_now(settings)


def _import_spacy() -> None:
    """Import spaCy without its commands, which it imports for its function ``info``: a third of the time.

    They can be imported afterwards, by whoever wants them. The tables of ``langcodes`` are read when spaCy asks for a
    language that it doesn't have.
    """
    if "spacy" in sys.modules:
        return
    commands, module = ModuleType("spacy.cli"), ModuleType("spacy.cli.info")
    module.info = _info  # type: ignore[attr-defined]
    stand_ins = {"spacy.cli": commands, "spacy.cli.info": module}
    if "langcodes" not in sys.modules:
        stand_ins["langcodes"] = languages = ModuleType("langcodes")
        languages.__getattr__ = _of_languages  # type: ignore[method-assign]
    sys.modules.update(stand_ins)
    try:
        import_module("spacy")
    finally:
        for name in stand_ins:
            del sys.modules[name]


def _of_languages(name: str) -> Any:
    return getattr(import_module("langcodes"), name)


def _info(*words: Any, **options: Any) -> Any:
    return import_module("spacy.cli.info").info(*words, **options)


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
