"""All that can change a record besides its input: what a later run compares itself with."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import lru_cache
from importlib import metadata
from pathlib import Path

from extractor.records import SCHEMA_VERSION, PipelineVersions, as_json, digest

_PACKAGE = Path(__file__).resolve().parent.parent
_APART = frozenset({"audit", "cli", "distribute", "export", "score", "__pycache__"})
_LIBRARIES = ("spacy", "thinc", "numpy", "dateparser", "beautifulsoup4", "lxml")
_NAMES = {
    "schema": "the schema of the records",
    "extractor": "the program",
    "program": "the program",
    "libraries": "a library",
    "spacy": "spaCy",
    "model": "the model",
    "rules": "the rules",
    "settings": "the settings",
}


def versions_of(pipeline: PipelineVersions) -> dict[str, str]:
    """The versions of a loaded pipeline, of its code and of the libraries that it computes with."""
    return {"schema": SCHEMA_VERSION, **as_json(pipeline), "program": program_digest(), "libraries": _libraries()}


def versions_digest(versions: Mapping[str, str]) -> str:
    """One hash of all versions."""
    return digest(*(f"{name}={versions[name]}" for name in sorted(versions)), size=16)


def changed(before: Mapping[str, str], now: Mapping[str, str]) -> list[str]:
    """What differs, in words.

    >>> changed({"rules": "a", "model": "m"}, {"rules": "b", "model": "m"})
    ['the rules']
    """
    differing = (name for name in now if before.get(name) != now[name])
    return list(dict.fromkeys(_NAMES.get(name, name) for name in differing))


@lru_cache(maxsize=1)
def program_digest() -> str:
    """A hash of the package's own files, so that changed code is never taken for what it was."""
    hasher = hashlib.sha256()
    for path in sorted(_PACKAGE.rglob("*")):
        relative = path.relative_to(_PACKAGE)
        if path.suffix in (".py", ".toml", ".json") and not _APART & set(relative.parts):
            hasher.update(f"{relative.as_posix()}\0".encode())
            hasher.update(path.read_bytes())
    return hasher.hexdigest()[:24]


@lru_cache(maxsize=1)
def _libraries() -> str:
    return " ".join(f"{name}-{metadata.version(name)}" for name in _LIBRARIES)
