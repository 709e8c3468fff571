"""What workers are worth, and how cost and memory grow with the work.

    python scripts/bench_scale.py engines [--articles 400] [--rounds 3]
    python scripts/bench_scale.py growth [--sizes 100,1000,10000,100000] [--workers 2] [--plot FILE]
    python scripts/bench_scale.py growth --stand-in ...

``engines`` runs the same articles with one worker, with two, and with Dask on this machine,
interleaved, and prints the ratios of the medians; each run is a process of its own, and the time is
from the first article that is done to the last record that is written, without the loading of the
model. ``growth`` runs more and more articles and samples the memory of the run and of its workers.
The articles are those of the sample corpus with other digits. ``--stand-in`` takes a pipeline that
does no work, which shows what the run itself costs and holds.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

import psutil

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

_DIGITS = re.compile(r"(?<![\d.,])(?!(?:19|20)\d\d\b)[1-9]\d{1,2}(?![\d.,])")
_LAUNCH = "from tests.stand_in import main; main()"
_BARE = ["--format", "jsonl", "--no-near"]
_SAMPLE = 0.25


class Measured(NamedTuple):
    """One run: seconds in all, seconds from the first done article, megabytes of the run and of its largest worker."""

    seconds: float
    working: float
    run: float
    worker: float


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["engines", "growth"])
    parser.add_argument("--articles", type=int, default=400)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--sizes", default="100,1000,10000,100000")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--plot", type=Path)
    parser.add_argument("--stand-in", action="store_true")
    words = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-scale-") as folder:
        if words.what == "engines":
            engines(Path(folder), words.articles, words.rounds)
        else:
            sizes = [int(size) for size in words.sizes.split(",")]
            growth(Path(folder), sizes, words.workers, words.plot, words.stand_in)


def engines(folder: Path, articles: int, rounds: int) -> None:
    news = write(folder / "news.jsonl", articles)
    kinds = {
        "one worker": ["--workers", "1"],
        "two workers": ["--workers", "2"],
        "Dask, two workers": ["--engine", "dask", "--workers", "2"],
    }
    found: dict[str, list[float]] = {name: [] for name in kinds}
    for _ in range(rounds):
        for name, words in kinds.items():
            found[name].append(measured(news, folder / "out", words).working)
    medians = {name: statistics.median(times) for name, times in found.items()}
    one, two = medians["one worker"], medians["two workers"]
    print(f"| {articles} articles, {rounds} rounds | seconds | articles a second | to one worker | to two workers |")
    print("|---|---|---|---|---|")
    for name, seconds in medians.items():
        print(f"| {name} | {seconds:.1f} | {articles / seconds:.1f} | {one / seconds:.2f} | {two / seconds:.2f} |")


def growth(folder: Path, sizes: list[int], workers: int, plot: Path | None, stand_in: bool) -> None:
    print("| articles | seconds | milliseconds an article | run, MB | largest worker, MB |")
    print("|---|---|---|---|---|")
    points = []
    for size in sizes:
        news = write(folder / "news.jsonl", size)
        found = measured(news, folder / "out", ["--workers", str(workers)], stand_in)
        points.append((size, found))
        each = 1000 * found.working / size
        print(f"| {size:,} | {found.working:.1f} | {each:.1f} | {found.run:.0f} | {found.worker:.0f} |", flush=True)
    if plot:
        plot.write_text(svg(points), encoding="utf-8")


def write(path: Path, count: int) -> Path:
    """Articles of the corpus over and over, each time with other digits in numbers that are no years."""
    texts = [file.read_text(encoding="utf-8") for file in sorted((ROOT / "corpus" / "dev").glob("*.txt"))]
    chance = random.Random(0)
    with path.open("w", encoding="utf-8") as stream:
        for index in range(count):
            text = _DIGITS.sub(
                lambda found: str(chance.randint(10, 10 ** len(found[0]) - 1)), texts[index % len(texts)]
            )
            stream.write(json.dumps({"id": f"n{index}", "published": "2025-06-01", "text": text}) + "\n")
    return path


def measured(news: Path, out: Path, words: list[str], stand_in: bool = False) -> Measured:
    shutil.rmtree(out, ignore_errors=True)
    launch = ["-c", _LAUNCH] if stand_in else ["-m", "extractor"]
    command = [sys.executable, *launch, "run", str(news), "--out", str(out), *_BARE, *words]
    threads = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")
    begun, first, most_run, most_worker = time.monotonic(), 0.0, 0.0, 0.0
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, env={**os.environ, **threads})
    watched = psutil.Process(process.pid)
    while process.poll() is None:
        if not first and (out / "shards" / "ledger.sqlite").exists():
            first = time.monotonic()  # the workers are ready
        most_run = max(most_run, megabytes(watched))
        most_worker = max([most_worker, *(megabytes(child) for child in children(watched))])
        time.sleep(_SAMPLE / 5 if not first else _SAMPLE)
    if process.returncode:
        raise SystemExit(f"the run failed with code {process.returncode}: {' '.join(command)}")
    ended = time.monotonic()
    return Measured(ended - begun, ended - (first or begun), most_run, most_worker)


def children(process: psutil.Process) -> list[psutil.Process]:
    try:
        return process.children(recursive=True)
    except psutil.NoSuchProcess:
        return []


def megabytes(process: psutil.Process) -> float:
    try:
        return process.memory_info().rss / 1e6
    except psutil.NoSuchProcess:
        return 0.0


def svg(points: list[tuple[int, Measured]]) -> str:
    """Seconds and memory against articles, both axes of the first logarithmic, as a drawing."""
    import math

    wide, high, left, top = 340, 240, 60, 30

    def place(value: float, low: float, most: float, length: float) -> float:
        return length * (math.log10(value) - math.log10(low)) / (math.log10(most) - math.log10(low) or 1)

    few, many = points[0][0], points[-1][0]
    fast, slow = min(p.working for _, p in points), max(p.working for _, p in points)
    room = max(max(p.run, p.worker) for _, p in points) * 1.2
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {2 * (wide + left + 30)} {high + 2 * top + 20}"'
        ' font-family="sans-serif" font-size="11">'
        f'<rect width="100%" height="100%" fill="white"/>'
    ]
    charts: list[tuple[str, list[tuple[str, list[float], str]], float, bool]] = [
        ("seconds", [("seconds", [p.working for _, p in points], "#1b6ca8")], 0, True),
        (
            "megabytes",
            [("run", [p.run for _, p in points], "#444"), ("worker", [p.worker for _, p in points], "#c0392b")],
            wide + left + 30,
            False,
        ),
    ]
    for title, lines, shift, logarithmic in charts:
        x0, y0 = shift + left, top + high
        parts.append(f'<text x="{x0}" y="{top - 12}">{title} against articles</text>')
        parts.append(f'<path d="M{x0} {top}V{y0}H{x0 + wide}" fill="none" stroke="#888"/>')
        for size, _ in points:
            x = x0 + place(size, few, many, wide)
            parts.append(f'<text x="{x:.0f}" y="{y0 + 16}" text-anchor="middle">{size:,}</text>')
        for name, values, colour in lines:
            spots = []
            for (size, _), value in zip(points, values, strict=True):
                x = x0 + place(size, few, many, wide)
                y = y0 - (place(value, fast, slow, high - 20) if logarithmic else value / room * high)
                spots.append((x, y))
                parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>')
                parts.append(f'<text x="{x + 5:.1f}" y="{y - 6:.1f}" fill="{colour}">{value:,.0f}</text>')
            path = "L".join(f"{x:.1f} {y:.1f}" for x, y in spots)
            parts.append(f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
            parts.append(f'<text x="{x0 + wide - 40}" y="{spots[-1][1] + 16:.1f}" fill="{colour}">{name}</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"


if __name__ == "__main__":
    main()
