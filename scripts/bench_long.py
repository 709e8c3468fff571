"""What one very long article, dense with figures, takes of memory and of the processor.

    python scripts/bench_long.py [--characters 300000,900000,2500000] [-- OPTIONS OF extractor run]

Each size is a run of its own on a text invented for the purpose, with one to three figures in six sentences of seven.
Printed are the processor's seconds, the most memory that the process had, and what it had at a quarter, a half and
three quarters of the time it was busy.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

import psutil

ROOT = Path(__file__).resolve().parent.parent
_PLACES = ("Norhaven", "Torvik", "Ilmen", "Ostmark", "Velden", "Karsk", "Brennholm")
_CRIMES = ("fraud", "theft", "desertion", "bribery", "arson", "smuggling")
_MONTHS = ("January", "March", "May", "July", "October")
_SENTENCES = (
    "Courts in {place} convicted {many} people of {crime} in {year}, {few}% more than a year earlier.",
    "The ministry said {many} of the {few} cases ended in prison terms of {one} years on average.",
    "Fines rose {few}% to ${one}.{digit} million, according to the statistics office.",
    "In {month} {year}, {many} men of {place} were sentenced under Part {one} of Article 33{digit}, {few} acquitted.",
    "About {few}% of the defendants were under {one}0 years old, said the judge.",
    "The region of {place} counted {many} new cases, compared with {few} in the first half of {year}.",
    "Nobody in the town spoke of it for long.",
)
_GLANCE = 0.1


class Measured(NamedTuple):
    """Seconds of the processor; megabytes at most, and at three quarters of the way."""

    seconds: float
    most: float
    way: tuple[float, ...]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--characters", default="300000,900000,2500000")
    parser.add_argument("options", nargs="*")
    words = parser.parse_args()
    print(f"{'characters':>12} {'seconds':>8} {'most MB':>8}   MB on the way")
    for size in map(int, words.characters.split(",")):
        with tempfile.TemporaryDirectory(prefix="bench-long-") as folder:
            news = Path(folder) / "long.txt"
            news.write_text(article(size), encoding="utf-8")
            found = measured(news, Path(folder) / "out", words.options)
        way = ", ".join(f"{megabytes:.0f}" for megabytes in found.way)
        print(f"{size:>12,} {found.seconds:>8.1f} {found.most:>8.0f}   {way}")


def article(size: int) -> str:
    """A text of at least ``size`` characters, the same each time."""
    chance = random.Random(1)
    paragraphs: list[str] = []
    length = 0
    while length < size:
        paragraphs.append(" ".join(sentence(chance) for _ in range(5)))
        length += len(paragraphs[-1]) + 2
    return "\n\n".join(paragraphs)


def sentence(chance: random.Random) -> str:
    return chance.choice(_SENTENCES).format(
        place=chance.choice(_PLACES),
        crime=chance.choice(_CRIMES),
        month=chance.choice(_MONTHS),
        year=chance.randint(2015, 2024),
        many=chance.randint(12, 9000),
        few=chance.randint(2, 99),
        one=chance.randint(2, 9),
        digit=chance.randint(0, 9),
    )


def measured(news: Path, out: Path, options: list[str]) -> Measured:
    command = [sys.executable, "-m", "extractor", "run", str(news), "--out", str(out), *options]
    one = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    run = psutil.Popen(command, cwd=ROOT, env={**os.environ, **one}, stdout=subprocess.DEVNULL)
    seconds, sizes = 0.0, [0.0]
    while run.poll() is None:
        try:
            sizes.append(run.memory_info().rss / 1e6)
            seconds = sum(run.cpu_times()[:2])
        except psutil.Error:
            break
        time.sleep(_GLANCE)
    if run.wait() != 0:
        raise SystemExit(f"the run ended with {run.returncode}")
    return Measured(seconds, max(sizes), tuple(sizes[len(sizes) * part // 4] for part in (1, 2, 3)))


if __name__ == "__main__":
    main()
