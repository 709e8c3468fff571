"""A lock for an output on another file system, where nothing can be locked: an object that says who writes."""

from __future__ import annotations

import contextlib
import datetime
import os
import secrets
import socket
import threading
import time
from collections.abc import Callable
from types import TracebackType
from typing import Any

import orjson

from extractor.errors import OutputError
from extractor.shards.store import RemoteStore

NAME = "lock.json"
STALE = 600.0  # seconds without a sign after which a run is taken for gone
_RENEWED = 60.0
_SETTLED = 1.0


class RemoteLock:
    """Holds ``lock.json`` beside the shards; a context manager.

    Entering raises OutputError while another run shows signs of life, which it does every minute.
    The object is read again after it was written, for two may begin at once: the one that
    finds the other's name gives way. ``check`` raises OutputError when another run has taken the lock since.
    """

    def __init__(
        self,
        store: RemoteStore,
        *,
        clock: Callable[[], float] = time.time,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        self._store = store
        self._clock = clock
        self._pause = pause
        self._owner = secrets.token_hex(8)
        self._since = clock()
        self._lost = False
        self._over = threading.Event()
        self._beat = threading.Thread(target=self._renew_for_ever, daemon=True)

    def __enter__(self) -> RemoteLock:
        held = self._held()
        if held is not None and self._clock() - float(held["seen"]) < STALE:
            raise self._refusal(held)
        self._write()
        self._pause(_SETTLED)
        held = self._held()
        if held is None or held["owner"] != self._owner:
            raise self._refusal(held)
        self._beat.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._beat.join()
        held = self._held()
        if held is not None and held["owner"] == self._owner:
            with contextlib.suppress(OSError):  # then it grows stale
                self._store.remove(NAME)

    def check(self) -> None:
        """Raise OutputError when the lock is another run's by now."""
        if self._lost:
            raise self._refusal(self._held())

    def renew(self) -> None:
        """Show a sign of life, unless the lock is another run's by now."""
        held = self._held()
        if held is not None and held["owner"] != self._owner:
            self._lost = True
        else:
            self._write()

    def _renew_for_ever(self) -> None:
        while not self._lost and not self._over.wait(_RENEWED):
            with contextlib.suppress(OSError):  # a store that is away for a while is tried again
                self.renew()

    def _held(self) -> dict[str, Any] | None:
        """What the object says; null when there is none, or it is no lock of ours."""
        data = self._store.read(NAME)
        try:
            held = orjson.loads(data or b"")
            float(held["seen"])
            return {"owner": str(held["owner"]), **held}
        except (ValueError, KeyError, TypeError):
            return None

    def _write(self) -> None:
        row = {
            "owner": self._owner,
            "host": socket.gethostname(),
            "process": os.getpid(),
            "since": self._since,
            "seen": self._clock(),
        }
        self._store.write(NAME, orjson.dumps(row))

    def _refusal(self, held: dict[str, Any] | None) -> OutputError:
        if held is None:
            return OutputError(f"{self._store.address}: another run is writing here")
        seen = datetime.datetime.fromtimestamp(float(held["seen"]), datetime.timezone.utc)
        return OutputError(
            f"{self._store.address}: another run is writing here, process {held.get('process')} on {held.get('host')}; "
            f"its last sign was at {seen.isoformat(timespec='seconds')}. "
            f"If it is gone, its lock ends {STALE / 60:.0f} minutes after that, or when {NAME} is removed"
        )
