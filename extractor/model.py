"""The spaCy pipeline that a run works with: loaded once, stripped to what the rules read."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import warnings
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extractor.annotate.lemma import share_tables
from extractor.engine import use_numpy_products
from extractor.errors import ModelError

if TYPE_CHECKING:
    from spacy.language import Language

_NEEDED = ("tagger", "parser", "ner")
_UNUSED = ("attribute_ruler", "lemmatizer")


@lru_cache(maxsize=2)
def load_model(name: str) -> Language:
    """Load a spaCy pipeline by name or path, keeping only what the rules read.

    Raises ModelError naming the pipeline and what it lacks.
    """
    import spacy

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)
            nlp = spacy.load(name)
    except (OSError, ImportError, ValueError) as error:
        raise ModelError(f"the spaCy pipeline {name!r} cannot be loaded: {error}") from error
    lacking = [pipe for pipe in _NEEDED if not nlp.has_pipe(pipe)]
    if lacking:
        raise ModelError(f"the spaCy pipeline {name!r} has no {', '.join(lacking)}")
    share_tables(nlp)
    use_numpy_products(nlp)
    nlp.select_pipes(disable=[pipe for pipe in _UNUSED if nlp.has_pipe(pipe)])
    return nlp


def model_version(nlp: Language, name: str) -> str:
    """The model's name and version; of one in a folder, which may change under its name, with a hash of its files."""
    return _version(nlp.meta, name)


def told_version(name: str) -> str | None:
    """The version of a model by what stands beside its files, without loading it; null when that does not tell."""
    folder = Path(name)
    if not folder.is_dir():
        spec = importlib.util.find_spec(name) if name.isidentifier() else None
        if spec is None or spec.origin is None:
            return None
        folder = Path(spec.origin).parent
    try:
        meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
        return _version(meta, name)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _version(meta: Mapping[str, Any], name: str) -> str:
    said = f"{meta['lang']}_{meta['name']}-{meta['version']}"
    folder = Path(name)
    if not folder.is_dir():
        return said
    hasher = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        hasher.update(f"{path.relative_to(folder).as_posix()}\0".encode())
        hasher.update(path.read_bytes())
    return f"{said}+{hasher.hexdigest()[:12]}"
