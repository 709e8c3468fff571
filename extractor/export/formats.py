"""The formats that claims can be written in, by name."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from extractor.errors import OutputError
from extractor.export.reviewed import Document, accepted

Writer = Callable[[Iterator[Document], Path], None]


class Format(NamedTuple):
    """A format: the module that writes it, the name a file of it takes, whether it is a folder."""

    module: str
    name: str
    folder: bool = False


FORMATS = {
    "jsonl": Format("jsonl", "export.jsonl"),
    "csv": Format("table", "export.csv"),
    "flat": Format("flat", "export.flat.parquet"),
    "parquet": Format("parquet", "export.parquet"),
    "label-studio": Format("label_studio", "export.label-studio.json"),
    "w3c": Format("w3c", "export.jsonld"),
    "docbin": Format("docbin", "export.spacy"),
    "sdmx-csv": Format("sdmx", "export.sdmx.csv"),
    "gold": Format("gold", "export.gold", folder=True),
    "html": Format("report", "export.html"),
}


def export(documents: Iterable[Document], form: str, target: Path, *, accepted_only: bool = False) -> int:
    """Write documents to ``target`` and return the number of claims written.

    The file appears whole or not at all; a folder (``gold``) must be new or empty. Raises
    OutputError when it cannot be written.
    """
    chosen = FORMATS[form]
    counter = _Counter(accepted(documents) if accepted_only else documents)
    write: Writer = _writer(chosen.module)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if chosen.folder:
            _write_folder(write, counter, target)
        else:
            _write_file(write, counter, target)
    except OSError as error:
        raise OutputError(f"{target}: cannot be written: {error.strerror or error}") from None
    return counter.claims


class _Counter:
    """Passes documents on and counts their claims."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self.documents = documents
        self.claims = 0

    def __iter__(self) -> Iterator[Document]:
        for document in self.documents:
            self.claims += len(document.claims)
            yield document


def _writer(module: str) -> Writer:
    from importlib import import_module

    write: Writer = import_module(f"extractor.export.{module}").write
    return write


def _write_file(write: Writer, documents: Iterable[Document], target: Path) -> None:
    if target.is_dir():
        raise OutputError(f"{target}: is a folder; name a file")
    part = target.with_name(f".{target.name}.part")
    try:
        write(iter(documents), part)
        os.replace(part, target)
    finally:
        part.unlink(missing_ok=True)


def _write_folder(write: Writer, documents: Iterable[Document], target: Path) -> None:
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise OutputError(f"{target}: exists and is not an empty folder; name another")
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=f".{target.name}.") as folder:
        part = Path(folder) / "part"
        part.mkdir()
        write(iter(documents), part)
        if target.exists():
            target.rmdir()
        shutil.move(part, target)
