"""Start the review server."""

from __future__ import annotations

import errno
import getpass
import os
import socket
import sys
from pathlib import Path

from extractor.audit.app import create_app
from extractor.audit.database import connect
from extractor.audit.ingest import ingest
from extractor.errors import OutputError
from extractor.stored import parts


def serve(out: Path, db: Path, port: int, host: str = "127.0.0.1", reviewer: str | None = None) -> None:
    """Take a run into the store and serve it until interrupted.

    ``host`` is the address to bind; only names of this machine are answered, whatever is bound.
    Raises OutputError when the folder holds no run, the store cannot be opened or the port is taken.
    """
    import uvicorn

    _refuse_taken(host, port)
    parts(out)  # before a store is made for a folder that holds no run
    connection = connect(db)
    run = ingest(connection, out)
    name = reviewer or _login()
    app = create_app(connection, hosts(host, port), name)
    app.state.desk.warm(run)
    print(f"run {run} of {out}, decisions in {db}\nreview as {name}: http://{host}:{port}/", file=sys.stderr)
    uvicorn.run(
        app,
        host=host,
        port=port,
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=3,
        limit_concurrency=64,
        h11_max_incomplete_event_size=32_768,
        ws="none",
        loop="asyncio",
        http="h11",
    )


def _refuse_taken(host: str, port: int) -> None:
    """Say at once, and in our words, that the address cannot be had."""
    try:
        socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET).close()
    except OSError as error:
        taken = error.errno in (errno.EADDRINUSE, errno.EACCES)
        reason = os.strerror(error.errno) if taken and error.errno else error.strerror or error
        raise OutputError(f"{host}:{port}: {reason}; name another {'--port' if taken else '--host'}") from None


def hosts(host: str, port: int) -> list[str]:
    """The values of the Host header that are answered.

    >>> hosts("127.0.0.1", 8765)
    ['127.0.0.1:8765', 'localhost:8765', '[::1]:8765']
    """
    names = dict.fromkeys(("127.0.0.1", "localhost", "[::1]", host if host != "0.0.0.0" else "localhost"))
    return [f"{name}:{port}" for name in names]


def _login() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "reviewer"
