"""Time the entity and attribution layers against spaCy on the same text, in one run.

    python scripts/bench_attributions.py [FILE.jsonl | FOLDER] [--repeat N]

Reads the texts of a folder of .txt files or the ``text`` of JSON Lines (default: corpus/dev),
parses their sentences, then runs both layers on the parsed sentences. Prints seconds (the best of
N runs of the layers) and their share of spaCy's time; exits 1 when the share is above 5%.
"""

from __future__ import annotations

import argparse
import itertools
import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from extractor.annotate.analysis import Analysis, Sentence, plain
from extractor.annotate.attributions import AttributionAnnotator
from extractor.annotate.entities import EntityAnnotator
from extractor.annotate.split import sentences
from extractor.pipeline import load, raw_text

ROOT = Path(__file__).resolve().parent.parent
MOST = 0.05


def texts(path: Path) -> Iterator[str]:
    if path.is_dir():
        for file in sorted(path.glob("*.txt")):
            yield file.read_text(encoding="utf-8")
        return
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)["text"]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", nargs="?", type=Path, default=ROOT / "corpus" / "dev")
    parser.add_argument("--repeat", type=int, default=3)
    args = parser.parse_args()
    extractor = load()
    articles = [extractor.clean(raw_text(text), junk=False) for text in texts(args.path)]
    places = [
        [(s, e, n) for n, p in enumerate(article.paragraphs()) for s, e in sentences(article.text, p.start, p.end)]
        for article in articles
    ]
    strings = [plain(a.text[s:e]) for a, spots in zip(articles, places, strict=True) for s, e, _ in spots]
    list(extractor.nlp.pipe(strings[:200], batch_size=64))
    start = time.perf_counter()
    docs = list(extractor.nlp.pipe(strings, batch_size=256))
    parsing = time.perf_counter() - start
    rest = iter(docs)
    analyses = []
    for article, spots in zip(articles, places, strict=True):
        paragraphs = article.paragraphs()
        own = list(itertools.islice(rest, len(spots)))
        found = [
            Sentence(doc[:], article.text, s, i, paragraphs[n], n)
            for i, ((s, _, n), doc) in enumerate(zip(spots, own, strict=True))
        ]
        analyses.append(Analysis(article, found))
    entities, attributions = EntityAnnotator(extractor.rules), AttributionAnnotator(extractor.rules)
    times: dict[str, list[float]] = {"entities": [], "attributions": []}
    for _ in range(args.repeat):
        start = time.perf_counter()
        for analysis in analyses:
            analysis.entities = entities(analysis)
        middle = time.perf_counter()
        for analysis in analyses:
            analysis.attributions = attributions(analysis)
        times["entities"].append(middle - start)
        times["attributions"].append(time.perf_counter() - middle)
    words = sum(len(doc) for doc in docs)
    print(f"{len(articles)} texts, {len(docs)} sentences, {words} tokens")
    print(f"spaCy         {parsing:7.3f} s")
    for name, seconds in times.items():
        print(f"{name:13} {min(seconds):7.3f} s  {min(seconds) / parsing:6.1%}")
    share = sum(min(seconds) for seconds in times.values()) / parsing
    print(f"together      {share * parsing:7.3f} s  {share:6.1%} (at most {MOST:.0%})")
    return 0 if share <= MOST else 1


if __name__ == "__main__":
    raise SystemExit(main())
