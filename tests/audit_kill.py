"""Kill the review server at any moment, again and again: what it acknowledged must be there.

Run by test_audit_kill.py in a process of its own: ``python -m tests.audit_kill FOLDER STORE ROUNDS``.
"""

from __future__ import annotations

import contextlib
import http.client
import os
import random
import signal
import socket
import sys
import threading
from pathlib import Path
from urllib.parse import urlencode

import uvicorn

from extractor.audit.app import create_app
from extractor.audit.claims import read_claims
from extractor.audit.database import connect
from extractor.audit.ingest import ingest

_VERDICTS = ("accepted", "rejected", "unsure")


def serve(store: Path, listener: socket.socket, host: str) -> None:
    """The server, in a child process."""
    connection = connect(store)
    config = uvicorn.Config(create_app(connection, [host], "ann"), log_level="critical", loop="asyncio", ws="none")
    uvicorn.Server(config).run(sockets=[listener])


def post(client: http.client.HTTPConnection, path: str, fields: dict[str, str], host: str) -> int:
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Origin": f"http://{host}", "Host": host}
    client.request("POST", path, urlencode(fields), headers)
    response = client.getresponse()
    response.read()
    return response.status


def a_round(store: Path, claims: list[tuple[int, str]], number: int) -> tuple[dict[int, str], int]:
    """Start, decide until killed; return the verdicts acknowledged and the claims of the last bulk."""
    chance = random.Random(number)
    listener = socket.create_server(("127.0.0.1", 0))
    host = f"127.0.0.1:{listener.getsockname()[1]}"
    child = os.fork()
    if child == 0:
        with contextlib.suppress(BaseException):
            serve(store, listener, host)
        os._exit(1)
    listener.close()
    client = http.client.HTTPConnection(host, timeout=20)
    acknowledged: dict[int, str] = {}
    killer = None
    with contextlib.suppress(ConnectionError, http.client.HTTPException):
        for step in range(2_000):
            row, claim_id = chance.choice(claims)
            verdict = chance.choice(_VERDICTS)
            fields = {"view": "run=1", "claim": claim_id, "verdict": verdict, "version": version(store, row)}
            if step % 5 == 4:
                fields = {"view": "run=1", "scope": "all", "count": str(len(claims)), "verdict": verdict}
            status = post(client, "/bulk" if step % 5 == 4 else "/decide", fields, host)
            assert status == 303, status
            acknowledged |= dict.fromkeys((r for r, _ in claims), verdict) if step % 5 == 4 else {row: verdict}
            if killer is None:
                killer = threading.Timer(chance.uniform(0.0, 0.06), os.kill, (child, signal.SIGKILL))
                killer.start()
    if killer is not None:
        killer.join()
    os.waitpid(child, 0)
    client.close()
    return acknowledged, len(acknowledged)


def version(store: Path, row: int) -> str:
    connection = connect(store, readonly=True)
    found = read_claims(connection, [row])[0].version
    connection.close()
    return str(found)


def main(folder: Path, store: Path, rounds: int) -> None:
    connection = connect(store)
    ingest(connection, folder)
    claims = [(row["id"], row["claim_id"]) for row in connection.execute("SELECT id, claim_id FROM claim")]
    connection.close()
    decided = 0
    expected: dict[int, str] = {}
    for number in range(rounds):
        acknowledged, count = a_round(store, claims, number)
        assert acknowledged, f"round {number}: killed before anything was acknowledged"
        expected |= acknowledged
        decided += count
        connection = connect(store)
        assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        found = {claim.id: claim.verdict for claim in read_claims(connection, [row for row, _ in claims])}
        last = dict(connection.execute("SELECT claim, json_extract(after, '$.verdict') FROM event ORDER BY seq"))
        connection.close()
        assert found == {row: last.get(row, "open") for row, _ in claims}, f"round {number}: states and history differ"
        # The one request that was under way may have been kept whole, or not at all; nothing acknowledged is lost.
        lost = {row: (verdict, found[row]) for row, verdict in expected.items() if found[row] != verdict}
        assert len(lost) <= 1 or (len(set(found.values())) == 1 and len(found) == len(claims)), (number, lost)
        expected = dict(found)
    print(f"{rounds} kills, {decided} acknowledged verdicts checked")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
