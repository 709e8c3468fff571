"""How fast the whole pipeline is beside spaCy alone, measured side by side in one run.

    python scripts/bench_pipeline.py [--rounds N]

The texts are the cleaned articles of the sample corpus. One round times a bare ``nlp.pipe`` of the
stock model over them, then the whole pipeline from raw article to records, interleaved; the
figures are medians. One process, one thread.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import time
import warnings
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import spacy  # noqa: E402

from extractor.pipeline import load  # noqa: E402
from extractor.read import read  # noqa: E402
from extractor.records import Failure  # noqa: E402
from extractor.settings import Settings  # noqa: E402


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    raws = [raw for raw in read([ROOT / "corpus"]) if not isinstance(raw, Failure)]
    extractor = load()
    texts = [extractor.clean(raw).text for raw in raws]
    words = sum(len(text.split()) for text in texts)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        bare = spacy.load(Settings().model)
    alone, whole, cleaning = [], [], []
    for _ in range(rounds + 1):  # the first round warms up
        start = time.perf_counter()
        for _doc in bare.pipe(texts):
            pass
        alone.append(time.perf_counter() - start)
        start = time.perf_counter()
        for _result in extractor.extract_many(raws):
            pass
        whole.append(time.perf_counter() - start)
        start = time.perf_counter()
        for raw in raws:
            extractor.clean(raw)
        cleaning.append(time.perf_counter() - start)
    spacy_time, pipeline_time = statistics.median(alone[1:]), statistics.median(whole[1:])
    print(f"| {len(raws)} articles, {words:,} words | seconds | words a second |")
    print("|---|---|---|")
    print(f"| spaCy alone (`nlp.pipe`, whole articles) | {spacy_time:.2f} | {words / spacy_time:,.0f} |")
    print(f"| the whole pipeline, raw article to records | {pipeline_time:.2f} | {words / pipeline_time:,.0f} |")
    print(f"| of that, cleaning | {statistics.median(cleaning[1:]):.2f} | |")
    print(f"\nthe pipeline takes {pipeline_time / spacy_time:.2f} times as long as spaCy alone")


if __name__ == "__main__":
    main()
