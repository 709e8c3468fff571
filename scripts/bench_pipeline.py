"""How fast the whole pipeline is beside spaCy alone, measured side by side in one run.

    python scripts/bench_pipeline.py [ARTICLES ...] [--rounds N] [--limit N] [--stages]

ARTICLES are files or folders as ``extractor run`` reads them; without one, the sample corpus. A round
times every way once, one after the other: a bare ``nlp.pipe`` of the stock pipeline over the cleaned
articles (as it comes, and tuned as well as can be), and the whole pipeline from raw article to
validated, encoded JSON, in its modes. Figures are medians over the rounds of the processor's time,
which a busy machine disturbs less than the clock's; one process, one thread. Rules are compiled when
they are first asked for and words are looked up when they are first seen: every way runs once before
the rounds that count, the default mode before all others, and what that first, cold pass took is
printed beside the table. With quantulum3 installed, it reads the same sentences. ``--stages`` shows
where the default mode's time goes, beside the limit: the network's own matrix products.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "BLIS_NUM_THREADS"):
    os.environ.setdefault(_name, "1")

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
warnings.simplefilter("ignore", UserWarning)

import spacy  # noqa: E402

from extractor.batch import search_seldom  # noqa: E402
from extractor.engine import use_numpy_products  # noqa: E402
from extractor.errors import ExtractorError  # noqa: E402
from extractor.pipeline import Extractor, load, load_model  # noqa: E402
from extractor.read import read  # noqa: E402
from extractor.records import Failure, RawArticle  # noqa: E402
from extractor.settings import Settings  # noqa: E402
from extractor.write.encode import encode  # noqa: E402

MODES = {
    "exact: spaCy parses all": Settings(parser="stock"),
    "spaCy parses by need (claims alone)": Settings(parser="stock", sentences="numeric"),
    "fast engine (the default)": Settings(),
    "fast engine, by need (claims alone)": Settings(sentences="numeric"),
}
DEFAULT = "fast engine (the default)"
BARE = "spaCy alone, as it comes"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", nargs="*", type=Path, default=[ROOT / "corpus" / "dev"])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--limit", type=int, default=None, help="articles")
    parser.add_argument("--stages", action="store_true")
    options = parser.parse_args()
    search_seldom()  # as the processes of a run do
    extractors = {name: load(settings) for name, settings in MODES.items()}
    default = extractors[DEFAULT]
    raws = [raw for raw in read(options.articles) if not isinstance(raw, Failure)][: options.limit]
    cold = seconds_of(whole(default, raws))
    raws, texts = usable(default, raws)
    words = sum(len(text.split()) for text in texts)
    sentences = [text for raw in raws for part in default._split(raw).windows for text, _ in part.texts]
    ways = spacy_ways(texts) | {name: whole(extractor, raws) for name, extractor in extractors.items()}
    times = {name: statistics.median(found) for name, found in measure(ways, options.rounds).items()}
    preset = os.environ.get("OPENBLAS_CORETYPE", "none")
    print(f"{len(raws)} articles, {words:,} words, {len(sentences):,} sentences; OPENBLAS_CORETYPE: {preset}\n")
    print("| | µs a word | words a second | × spaCy alone | × spaCy tuned |\n|---|--:|--:|--:|--:|")
    tuned = min(seconds for name, seconds in times.items() if name.startswith("spaCy alone"))
    for name, seconds in times.items():
        print(
            f"| {name} | {seconds / words * 1e6:.0f} | {words / seconds:,.0f} "
            f"| {times[BARE] / seconds:.2f} | {tuned / seconds:.2f} |"
        )
    print(f"\nthe first, cold pass of the default mode: {cold:.1f} s, {cold / words * 1e6:.0f} µs a word")
    beside_quantulum(sentences, times[DEFAULT])
    if options.stages:
        stages(default, raws, words)


def usable(extractor: Extractor, raws: list[RawArticle]) -> tuple[list[RawArticle], list[str]]:
    """The articles that the pipeline accepts, and their cleaned texts."""
    kept, texts = [], []
    for raw in raws:
        try:
            texts.append(extractor.clean(raw).text)
        except ExtractorError:
            continue
        kept.append(raw)
    return kept, texts


def spacy_ways(texts: list[str]) -> dict[str, Callable[[], object]]:
    """spaCy alone: the default pipeline over whole articles, and the same at its best."""
    bare, tuned = spacy.load(Settings().model), spacy.load(Settings().model)
    use_numpy_products(tuned)
    return {
        BARE: lambda: [None for _ in bare.pipe(texts)],
        "spaCy alone, NumPy's products": lambda: [None for _ in tuned.pipe(texts)],
        "spaCy alone, NumPy's products, batches of 16": lambda: [None for _ in tuned.pipe(texts, batch_size=16)],
    }


def whole(extractor: Extractor, raws: list[RawArticle]) -> Callable[[], object]:
    """From raw articles to validated lines of JSON."""
    return lambda: [len(encode(result)) for result in extractor.extract_many(raws)]


def measure(ways: dict[str, Callable[[], object]], rounds: int) -> dict[str, list[float]]:
    """Seconds of the processor for each way, round by round, once each way has run to warm up."""
    for way in ways.values():
        way()
    found: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, way in ways.items():
            found[name].append(seconds_of(way))
    return found


def seconds_of(way: Callable[[], object]) -> float:
    """Seconds of the processor that one run takes."""
    start = time.process_time()
    way()
    return time.process_time() - start


def beside_quantulum(sentences: list[str], ours: float) -> None:
    try:
        from quantulum3 import parser
    except ImportError:
        print("\nquantulum3 is not installed")
        return
    sample = sentences[:: max(1, len(sentences) // 400)]
    parser.parse(sample[0])
    start = time.process_time()
    for sentence in sample:
        try:
            parser.parse(sentence)
        except Exception:  # noqa: PERF203 - some texts are too much for it
            continue
    theirs = (time.process_time() - start) / len(sample)
    mine = ours / len(sentences)
    print(f"\na sentence takes quantulum3 {theirs * 1e6:,.0f} µs and this pipeline {mine * 1e6:,.0f} µs, all told")


def stages(extractor: Extractor, raws: list[RawArticle], words: int) -> None:
    """Where the time goes, each stage timed by itself."""
    spent: dict[str, float] = {}

    def timed(owner: object, name: str, label: str) -> None:
        inner = getattr(owner, name)

        def call(*arguments: object, **keywords: object) -> object:
            start = time.process_time()
            try:
                return inner(*arguments, **keywords)
            finally:
                spent[label] = spent.get(label, 0.0) + time.process_time() - start

        setattr(owner, name, call)

    from extractor.engine import fast, names

    timed(extractor, "clean", "cleaning")
    timed(extractor.engine, "_make_doc", "tokens")
    timed(fast.Encoder, "__call__", "network: vectors")
    timed(extractor.engine, "_arcs_of", "network: arcs")
    timed(names.NameDecoder, "__call__", "network: names")
    timed(extractor.engine, "_assemble", "tokens of our own")
    for layer in ("dates", "laws", "entities", "places", "attributions", "numbers"):
        timed(extractor.annotators, layer, f"layer: {layer}")
    timed(extractor, "assemble", "claims")
    start = time.process_time()
    results = list(extractor.extract_many(raws))
    assert not any(isinstance(result, Failure) for result in results), "a stage was not timed but broken"
    total = time.process_time() - start
    spent["the rest"] = total - sum(spent.values())
    start = time.process_time()
    for result in results:
        encode(result)
    spent["validated JSON"] = time.process_time() - start
    total += spent["validated JSON"]
    print("\n| stage | µs a word | share |\n|---|--:|--:|")
    for label, seconds in sorted(spent.items(), key=lambda item: -item[1]):
        print(f"| {label} | {seconds / words * 1e6:.1f} | {seconds / total:.0%} |")
    print(f"| together | {total / words * 1e6:.1f} | |")
    print(f"| limit: the matrix products of two networks of four layers | {limit():.1f} a token | |")


def limit() -> float:
    """Microseconds that the windows' matrix products alone take, a token."""
    import numpy as np

    rows = np.ones((1600, 288), np.float32)
    weights, out = np.ones((288, 288), np.float32), np.empty((1600, 288), np.float32)
    times = []
    for _ in range(50):
        start = time.process_time()
        np.dot(rows, weights, out=out)
        times.append(time.process_time() - start)
    return 8 * statistics.median(times) / len(rows) * 1e6


if __name__ == "__main__":
    load_model(Settings().model)
    main()
