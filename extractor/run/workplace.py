"""The output folder while a run works in it: its lock, its ledger, its shards."""

from __future__ import annotations

import fcntl
import re
import tempfile
from pathlib import Path
from types import TracebackType
from typing import IO

from extractor.errors import OutputError
from extractor.run.remote_lock import RemoteLock
from extractor.shards.ledger import Ledger
from extractor.shards.store import RemoteStore, Store, is_remote, open_store
from extractor.stored import INDEX, SHARDS
from extractor.write.owned import FLAT, refuse_foreign

_LEDGER = "ledger.sqlite"
_LOCK = "lock"
# What a run may leave in its folder, whenever it is stopped.
_OURS = re.compile(r"lock|ledger\.sqlite.*|similar\.sqlite.*|(?:run|index|lock)\.json|\..*|[0-9a-f]{8}-[0-9a-f]{24}.*")


class Workplace:
    """A context manager; raises OutputError when the folder cannot be written or another run is in it.

    ``home`` is the folder for what a run keeps for the next. Of an address on another file system
    it is kept here while the run goes on, and the ledger is made anew from the manifests by the next.
    """

    def __init__(self, out: str | Path) -> None:
        self.address = str(out)
        self.remote = is_remote(self.address)
        self.shards = shards_address(out)
        self.home: Path
        self.store: Store
        self.ledger: Ledger
        self._lock: IO[bytes] | RemoteLock | None = None
        self._scratch: tempfile.TemporaryDirectory[str] | None = None

    def __enter__(self) -> Workplace:
        try:
            self.store = open_store(self.shards)
            self.home = self._here()
        except OSError as error:
            raise OutputError(f"{self.address}: cannot be written: {error.strerror or error}") from None
        try:
            self.ledger = Ledger(self.home / _LEDGER, self.store)
        except BaseException:
            self._release()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.ledger.close()
        self._release()

    def _release(self) -> None:
        if self._lock is not None:
            self._lock.__exit__(None, None, None)
        if self._scratch is not None:
            self._scratch.cleanup()

    def check(self) -> None:
        """Raise OutputError when another run has taken the place meanwhile, which only a remote one allows."""
        if isinstance(self._lock, RemoteLock):
            self._lock.check()

    def holds_articles(self) -> bool:
        """Whether an earlier run left articles here, in either layout."""
        if self.store.size(INDEX) is not None:
            return True
        tables = [] if self.remote else [Path(self.address) / name for name in ("articles.jsonl", FLAT)]
        return any(table.is_file() and table.stat().st_size > 0 for table in tables)

    def _here(self) -> Path:
        """The folder for the ledger."""
        if isinstance(self.store, RemoteStore):
            self._lock = RemoteLock(self.store).__enter__()
            self._scratch = tempfile.TemporaryDirectory(prefix="extractor-")
            return Path(self._scratch.name)
        folder = Path(self.address)
        folder.mkdir(parents=True, exist_ok=True)
        refuse_foreign(folder)
        home = folder / SHARDS
        if home.exists() and not all(_OURS.fullmatch(path.name) for path in home.iterdir()):
            raise OutputError(f"{home}: exists and is not an output of this program; name another folder")
        home.mkdir(exist_ok=True)
        self._lock = (home / _LOCK).open("wb")
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise OutputError(f"{folder}: another run is writing here") from None
        return home


def shards_address(out: str | Path) -> str:
    """Where the shards of an output stand."""
    return f"{str(out).rstrip('/')}/{SHARDS}"
