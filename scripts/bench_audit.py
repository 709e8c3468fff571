"""Measure the review server: 100,000 claims over 10,000 articles, one of them of a million characters.

    .venv/bin/python scripts/bench_audit.py [--articles 10000] [--rounds 15] [--markdown]

Makes synthetic records, starts the server in a process of its own, asks for every page and does
every action over HTTP, and prints the median and the slowest time of the server, and its memory.
"""

from __future__ import annotations

import argparse
import copy
import html
import http.client
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parent.parent
PORT = 8799
HOST = f"127.0.0.1:{PORT}"
KINDS = ("count", "money", "percent", "duration", "measure")
UNITS = ("soldier", "case", "person", "USD", "%", "year", "kilometer", "house", "patient", "vote")
AREAS = ("RU", "US", "GB", "FR", "NO", "IN", "KE", "BR")
PER_ARTICLE = 8
LONG_CLAIMS = 12_000
LONG_NUMBERS = 20_000
LONG_CHARACTERS = 1_000_000


def article(base: dict[str, Any], number: int, count: int, others: int = 0, padding: int = 0) -> Any:
    """An article with ``count`` claims and ``others`` other numbers, a paragraph for every four."""
    sentences, claims, numbers = [], [], []
    text = f"Article {number} on figures"
    row = copy.copy(base)
    row["id"] = f"{number:024x}"
    for index in range(count + others):
        text += "\n\n" if index % 4 == 0 else " "
        start = len(text)
        figure = f"{1_000 + (number * 7 + index * 13) % 90_000:,}"
        before = f"Town {index} held "
        sentence = f"{before}{figure} soldiers."
        text += sentence + "x" * max(0, padding - len(sentence) - 2)
        place = start + len(before)
        span = {"start": place, "end": place + len(figure), "text": figure}
        is_claim = index % ((count + others) // count or 1) == 0 and len(claims) < count
        numbers.append((span, is_claim))
        sentences.append((start, len(text)))
        if is_claim:
            claims.append((index, span, (start, len(text))))
    row["text"] = text
    row["source"] = {**base["source"], "uri": f"articles/{number:05d}.txt", "bytes": len(text)}
    row["outlet"] = {**base["outlet"], "value": f"Outlet {number % 40}"}
    row["published"] = {**base["published"], "value": f"2024-{number % 12 + 1:02d}-{number % 28 + 1:02d}"}
    row["title"] = {**base["title"], "value": f"Article {number} on figures"}
    row["blocks"], place = [], 0
    for paragraph in text.split("\n\n"):
        kept = {"start": place, "end": place + len(paragraph), "role": "paragraph", "removed": None, "doubt": None}
        row["blocks"].append({"source_start": place, "source_end": place + len(paragraph), **kept})
        place += len(paragraph)
        if place < len(text):
            gone = {"reason": "empty", "rule": "clean.empty.blank_line", "text": "\n\n"}
            blank = {"start": None, "end": None, "role": None, "removed": gone, "doubt": None}
            row["blocks"].append({"source_start": place, "source_end": place + 2, **blank})
            place += 2
    row["numbers"] = [
        {
            **span, "disposition": "claim" if is_claim else "date", "quantity": None, "counted": None,
            "counted_inherited": False, "claim_id": None, "rules": ["numbers.numeral.digits"],
        }
        for span, is_claim in numbers
    ]  # fmt: skip
    return row, claims


def claim(
    base: dict[str, Any], row: dict[str, Any], index: int, span: dict[str, Any], sentence: tuple[int, int]
) -> Any:
    number = int(row["id"], 16)
    value = int(span["text"].replace(",", ""))
    made = copy.copy(base)
    soldiers = row["text"].index("soldiers", span["end"])
    counted = {"start": soldiers, "end": soldiers + 8, "text": "soldiers"}
    quantity = {**base["quantity"], **span, "value": value, "low": value, "high": value, "modifier": "exact"}
    quantity |= {"kind": KINDS[(number + index) % 5], "unit": UNITS[(number * 3 + index) % 10]}
    area = {
        "code": AREAS[number % 8],
        "start": sentence[0],
        "end": sentence[0] + 4,
        "text": "Town",
        "resolution": "document",
    }
    return made | {
        "id": f"{number:012x}{index:012x}",
        "article_id": row["id"],
        "published": row["published"]["value"],
        "outlet": row["outlet"]["value"],
        "uri": row["source"]["uri"],
        "sentence": {"start": sentence[0], "end": sentence[1], "text": row["text"][slice(*sentence)]},
        "quantity": quantity,
        "counted": counted,
        "actor": {"start": sentence[0], "end": sentence[0] + 4, "text": "Town"},
        "topic": None, "event": None, "time": None, "legal": [], "attribution": None, "entities": [],
        "area": area,
        "relations": [],
        "inherited": [{"slot": "counted", **counted}] if index % 9 == 0 else [],
        "confidence": round(0.4 + (number * 31 + index * 17) % 60 / 100, 3),
    }  # fmt: skip


def write(folder: Path, articles: int) -> None:
    """The records of a run, as files."""
    base = json.loads((ROOT / "schemas/examples/article.json").read_text())
    base |= {name: [] for name in ("dates", "legal_references", "attributions", "entities", "places")}
    base_claim = json.loads((ROOT / "schemas/examples/claim.json").read_text())
    ordinary = max(1, round((articles * 10 - LONG_CLAIMS) / max(1, articles - 1)))
    with (folder / "articles.jsonl").open("w") as out, (folder / "claims.jsonl").open("w") as found:
        for number in range(articles):
            if number == 3:
                padding = LONG_CHARACTERS // LONG_NUMBERS
                row, claims = article(base, number, LONG_CLAIMS, LONG_NUMBERS - LONG_CLAIMS, padding)
            else:
                row, claims = article(base, number, ordinary + (number % 5 == 0))
            out.write(json.dumps(row) + "\n")
            found.writelines(json.dumps(claim(base_claim, row, *place)) + "\n" for place in claims)


class Client:
    """Asks the server and keeps the times."""

    def __init__(self) -> None:
        self.connection = http.client.HTTPConnection(HOST, timeout=120)
        self.said = ""
        self.location = ""

    def get(self, path: str) -> float:
        return self._ask("GET", path, None)

    def post(self, path: str, fields: dict[str, str]) -> float:
        return self._ask("POST", path, urlencode(fields))

    def _ask(self, method: str, path: str, body: str | None) -> float:
        headers = {"Host": HOST, "Origin": f"http://{HOST}", "Content-Type": "application/x-www-form-urlencoded"}
        begun = time.perf_counter()
        self.connection.request(method, path, body, headers)
        response = self.connection.getresponse()
        data = response.read()
        spent = time.perf_counter() - begun
        assert response.status in (200, 303), (response.status, path, data[:300])
        self.said, self.location = data.decode(), response.headers.get("location", "")
        return spent

    def form(self, path: str) -> dict[str, str]:
        """The hidden fields of the verdict form on a page."""
        self.get(path)
        form = re.search(r'action="/decide".*?</form>', self.said, re.S)
        assert form
        return {n: html.unescape(v) for n, v in re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', form[0])}


def steps(client: Client, long_article: tuple[int, str]) -> Iterator[tuple[str, Callable[[int], float]]]:
    """Each page and action by name; a callable takes the number of the round and returns seconds."""
    row, claim_id = long_article

    def decide(path: str) -> Callable[[int], float]:
        def act(number: int) -> float:
            verdict = ("accepted", "rejected", "unsure")[number % 3]
            return client.post("/decide", client.form(path) | {"verdict": verdict})

        return act

    def bulk(query: str) -> Callable[[int], float]:
        def act(number: int) -> float:
            client.get(f"/review?{query}")
            count = re.search(r'name="count" value="(\d+)"', client.said)
            assert count
            fields = {"view": query, "scope": "all", "count": count[1], "verdict": ("accepted", "rejected")[number % 2]}
            return client.post("/bulk", fields)

        return act

    def edit(number: int) -> float:
        fields = client.form("/review?run=1&verdict=open&edit=1")
        found = re.search(r'id="f-quantity" name="quantity" value="([^"]*)"', client.said)
        assert found
        plain = found[1].replace(",", "")
        more = {
            "quantity": found[1],
            "value": plain,
            "low": plain,
            "high": plain,
            "kind": "count",
            "unit": f"unit {number}",
        }
        return client.post("/edit", fields | more)

    def add(number: int) -> float:
        client.get(f"/review?run=1&article={row}&at={700_000 + number * 5_000}&numbers=1")
        link = re.search(r'href="/review\?([^"]*add=\d+-\d+[^"]*)"', client.said)
        assert link
        view = html.unescape(link[1])
        fields = {"view": view, "quantity": "", "value": "5", "low": "5", "high": "5", "kind": "count"}
        return client.post("/add", fields)

    yield "review, first claim", lambda _: client.get("/review")
    yield "review, filtered", lambda n: client.get(f"/review?kind=money&area={AREAS[n % 8]}&confidence=0.8%E2%80%930.9")
    yield "review, search for two words", lambda n: client.get(f"/review?q=town+{n}")
    yield "review, search that finds everything", lambda _: client.get("/review?q=soldiers")
    yield "review, random sample", lambda _: client.get("/review?order=draw&verdict=open")
    yield "review, page 1,000 of the queue", lambda _: client.get("/review?page=1000")
    yield "long article, in the middle", lambda _: client.get(f"/review?run=1&claim={claim_id}")
    yield "long article, with other numbers", lambda _: client.get(f"/review?run=1&claim={claim_id}&numbers=1")
    yield "long article, more paragraphs", lambda n: client.get(f"/pieces?run=1&article={row}&at={n * 100 + 500}")
    yield "edit form", lambda _: client.get(f"/review?run=1&claim={claim_id}&edit=1")
    yield "verdict", decide("/review?run=1&verdict=open")
    yield "verdict in the long article", decide(f"/review?run=1&claim={claim_id}")
    yield "edit", edit
    yield "note", lambda n: client.post("/note", client.form("/review?run=1") | {"note": f"note {n}"})
    yield "add a claim in the long article", add
    yield "undo", lambda _: client.post("/undo", {"view": "run=1"})
    yield "redo", lambda _: client.post("/redo", {"view": "run=1"})
    yield "bulk over some 500 claims", bulk("run=1&kind=money&area=NO&confidence=0.8%E2%80%930.9")
    yield "overview", lambda _: client.get("/overview")
    yield "overview, filtered", lambda _: client.get("/overview?kind=money")
    yield "agreement", lambda _: client.get("/agreement")
    yield "adjudicate", lambda _: client.get("/adjudicate")
    yield "history", lambda _: client.get("/history")


def memory(process: int, field: str = "VmRSS") -> float:
    """Memory of a process in MB, by the kernel's account."""
    found = re.search(rf"{field}:\s+(\d+) kB", Path(f"/proc/{process}/status").read_text())
    assert found
    return int(found[1]) / 1024


def start(folder: Path) -> tuple[subprocess.Popen[bytes], float]:
    command = [sys.executable, "-m", "extractor", "audit", str(folder), "--port", str(PORT), "--reviewer", "ann"]
    begun = time.perf_counter()
    server = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL)
    while not answers():
        if server.poll() is not None:
            raise SystemExit("the server did not start")
        time.sleep(0.05)
    return server, time.perf_counter() - begun


def answers() -> bool:
    try:
        http.client.HTTPConnection(HOST, timeout=5).request("GET", "/help")
    except OSError:
        return False
    return True


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=15)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write(folder, options.articles)
        server, ingest = start(folder)
        try:
            server.terminate()
            server.wait(30)
            server, again = start(folder)
            report(server, options.rounds, ingest, again, folder)
        finally:
            server.terminate()
            server.wait(30)


def report(server: subprocess.Popen[bytes], rounds: int, ingest: float, again: float, folder: Path) -> None:
    import sqlite3

    connection = sqlite3.connect(folder / "audit.sqlite")
    (claims,) = connection.execute("SELECT count(*) FROM claim").fetchone()
    (articles,) = connection.execute("SELECT count(*) FROM article").fetchone()
    row = connection.execute("SELECT id, length(text) FROM article ORDER BY length(text) DESC LIMIT 1").fetchone()
    middle = connection.execute(
        "SELECT claim_id FROM claim WHERE article = ? ORDER BY start LIMIT 1 OFFSET 6000", (row[0],)
    ).fetchone()
    connection.close()
    print(
        f"{claims:,} claims over {articles:,} articles, the longest of {row[1]:,} characters; {os.cpu_count()} cores\n"
    )
    print(f"First start, with ingest: {ingest:.1f} s; later starts: {again:.1f} s.\n")
    print("| page or action | median, ms | slowest, ms |\n|---|---:|---:|")
    client = Client()
    client.get("/review")
    worst = 0.0
    for name, act in steps(client, (row[0], middle[0] if middle else "")):
        times = [act(number) * 1000 for number in range(rounds)]
        worst = max(worst, statistics.median(times))
        print(f"| {name} | {statistics.median(times):.0f} | {max(times):.0f} |", flush=True)
    print(f"\nHighest median {worst:.0f} ms. Memory of the server: {memory(server.pid):.0f} MB")
    print(f"(at most {memory(server.pid, 'VmHWM'):.0f} MB).")
    fields = {"view": "run=1", "scope": "all", "verdict": "accepted"}
    client.get("/review?run=1")
    count = re.search(r'name="count" value="(\d+)"', client.said)
    assert count
    spent = client.post("/bulk", fields | {"count": count[1]})
    print(f"One verdict on all {int(count[1]):,} claims at once: {spent:.1f} s; undo: ", end="")
    print(f"{client.post('/undo', {'view': 'run=1'}):.1f} s; memory then {memory(server.pid):.0f} MB.")


if __name__ == "__main__":
    main()
