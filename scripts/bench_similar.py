#!/usr/bin/env python3
"""Cost of finding near duplicates, against the number of articles: seconds of one core, size of the store, memory.

    python scripts/bench_similar.py 2000 20000 100000

Articles of 300 words drawn at random; every tenth is a copy of an earlier one with one word changed.
"""

from __future__ import annotations

import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from extractor.similar import Similar, Text  # noqa: E402

WORDS = [f"w{number}" for number in range(20_000)]
ORIGINALS = 500


def articles(count: int) -> Iterator[Text]:
    chance = random.Random(1)
    originals: list[list[str]] = []
    for number in range(count):
        if originals and number % 10 == 0:
            words = list(chance.choice(originals))
            words[chance.randrange(len(words))] = "changed"
        else:
            words = chance.choices(WORDS, k=300)
            originals += [words] * (len(originals) < ORIGINALS)
        day = f"2025-{number * 12 // count + 1:02d}-{chance.randrange(28) + 1:02d}"
        yield Text(f"{chance.getrandbits(64):016x}", "news.jsonl", number, day, " ".join(words))


def measured(count: int) -> str:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "similar.sqlite")
        similar = Similar(path)
        begun = time.process_time()
        similar.add(articles(count))
        signed = time.process_time()
        similar.commit()
        found = sum(1 for _ in similar.duplicates())
        ended = time.process_time()
        size, memory = path.stat().st_size >> 20, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
        similar.close()
    return f"| {count:,} | {ended - begun:.1f} | {signed - begun:.1f} | {size:,} MB | {memory:,} MB | {found:,} |"


def main() -> None:
    print("| articles | seconds | of that, signatures | store | memory | found |\n|---|---|---|---|---|---|")
    for count in map(int, sys.argv[1:] or ["2000", "20000"]):
        print(measured(count), flush=True)


if __name__ == "__main__":
    main()
