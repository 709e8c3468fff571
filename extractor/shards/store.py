"""Where shards are kept: a local folder, or any file system that fsspec knows."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, Protocol

from extractor.errors import OutputError
from extractor.write.sinks import sync


class Store(Protocol):
    """Files in folders one level deep. What is written appears whole; errors are OSError."""

    address: str

    def write(self, name: str, data: bytes) -> None:
        """Put a file ``folder/name`` in place, on the disk when the call returns."""

    def open(self, name: str) -> IO[bytes]:
        """Open a file for reading; FileNotFoundError when there is none."""

    def size(self, name: str) -> int | None:
        """The length of a file in bytes, null when there is none."""

    def folders(self) -> Iterator[str]:
        """The names of the folders, sorted."""

    def remove(self, name: str) -> None:
        """Remove a folder or a file, if it is there."""


class LocalStore:
    """A folder on this machine."""

    def __init__(self, folder: Path) -> None:
        self.address = str(folder)
        self.folder = folder

    def write(self, name: str, data: bytes) -> None:
        """Write beside, sync, rename, sync the folder: a power cut leaves the file whole or not there."""
        path = self.folder / name
        if not path.parent.is_dir():
            path.parent.mkdir(parents=True, exist_ok=True)
            sync(self.folder)
        temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
        try:
            with temporary.open("wb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
            os.replace(temporary, path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
        sync(path.parent)

    def open(self, name: str) -> IO[bytes]:
        """Open a file for reading."""
        return (self.folder / name).open("rb")

    def size(self, name: str) -> int | None:
        """The length of a file in bytes, null when there is none."""
        try:
            return (self.folder / name).stat().st_size
        except (FileNotFoundError, NotADirectoryError):
            return None

    def folders(self) -> Iterator[str]:
        """The names of the folders, sorted."""
        if self.folder.is_dir():
            yield from sorted(entry.name for entry in os.scandir(self.folder) if entry.is_dir())

    def remove(self, name: str) -> None:
        """Remove a folder or a file, if it is there."""
        path = self.folder / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


class RemoteStore:
    """An address of fsspec's (``s3://bucket/folder``), where an object appears when it is whole."""

    def __init__(self, address: str) -> None:
        try:
            import fsspec
        except ImportError:
            raise OutputError(f"{address}: needs fsspec: pip install 'news-claims-extractor[remote]'") from None
        self.address = address
        try:
            self._files: Any
            self._files, self._root = fsspec.core.url_to_fs(address)
        except (ImportError, ValueError) as error:
            raise OutputError(f"{address}: {error}") from None

    def write(self, name: str, data: bytes) -> None:
        """Write an object; a half-written part is no harm, for its manifest is not there yet."""
        path = self._path(name)
        self._files.makedirs(path.rpartition("/")[0], exist_ok=True)
        self._files.pipe_file(path, data)

    def open(self, name: str) -> IO[bytes]:
        """Open a file for reading."""
        stream: IO[bytes] = self._files.open(self._path(name), "rb")
        return stream

    def read(self, name: str) -> bytes | None:
        """The bytes of a file as they are now, whatever was known of it; null when there is none."""
        self._files.invalidate_cache()
        with contextlib.suppress(FileNotFoundError, NotADirectoryError):
            return bytes(self._files.cat_file(self._path(name)))
        return None

    def size(self, name: str) -> int | None:
        """The length of a file in bytes, null when there is none."""
        try:
            return int(self._files.size(self._path(name)))
        except (FileNotFoundError, NotADirectoryError):
            return None

    def folders(self) -> Iterator[str]:
        """The names of the folders, sorted."""
        self._files.invalidate_cache()
        with contextlib.suppress(FileNotFoundError):
            found = self._files.ls(self._root, detail=True)
            yield from sorted(
                entry["name"].rstrip("/").rpartition("/")[2] for entry in found if entry["type"] == "directory"
            )

    def remove(self, name: str) -> None:
        """Remove a folder or a file, if it is there."""
        with contextlib.suppress(FileNotFoundError):
            self._files.rm(self._path(name), recursive=True)

    def _path(self, name: str) -> str:
        return f"{self._root.rstrip('/')}/{name}"


def is_remote(address: str) -> bool:
    """Whether an address names another file system than this machine's.

    >>> is_remote("s3://bucket/out"), is_remote("out")
    (True, False)
    """
    return "://" in address


def open_store(address: str) -> Store:
    """The store at an address or a path. Raises OutputError when its file system is not known here."""
    return RemoteStore(address) if is_remote(address) else LocalStore(Path(address))
