"""A worker process of the pool: ``python -m extractor.run.worker FD``, with a socket to the run.

It loads its model once, works on the shards it is handed, and ends when the run does.
"""

from __future__ import annotations

import sys
import traceback
from multiprocessing.connection import Connection

from extractor.batch import search_seldom
from extractor.errors import ExtractorError
from extractor.shards.process import Care, Watch

Message = tuple[str, object]


class _Link(Watch):
    """Tells the run how a shard goes on, and hears when to stop."""

    def __init__(self, wire: Connection) -> None:
        self._wire = wire
        self._stopping = False

    def begin(self, start: int, stop: int) -> None:
        self._wire.send(("begin", (start, stop)))

    def done(self, start: int, stop: int) -> None:
        self._wire.send(("done", (start, stop)))

    def stopping(self) -> bool:
        if not self._stopping and self._wire.poll():
            self._stopping = self._wire.recv() is None
        return self._stopping


def serve(wire: Connection) -> None:
    """Answer ``(job, shard, care)`` with the bytes of a manifest, until the other end is closed."""
    job = wire.recv()
    wire.send(("ready", job.found_versions()))
    while True:
        task = wire.recv()
        if task is None:
            continue
        job, shard, care = task
        assert isinstance(care, Care)
        manifest = job(shard, care, _Link(wire))
        wire.send(("whole", manifest.encode()))


def main() -> None:
    """Serve; an error that is no defect of one article goes to the run, which ends by it."""
    wire = Connection(int(sys.argv[1]))
    search_seldom()
    try:
        serve(wire)
    except (EOFError, ConnectionError):
        pass  # the run is gone, or done
    except (ExtractorError, OSError) as error:
        wire.send(("error", error))
    except Exception:
        wire.send(("error", ExtractorError(f"internal error in a worker:\n{traceback.format_exc()}")))


if __name__ == "__main__":
    main()
