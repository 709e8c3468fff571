"""What the layers of dates and numbers cost beside the parse: bench_layers.py [FILE.jsonl | FOLDER …].

Prints the processor seconds of spaCy and of each layer on the same text (default: corpus/dev) in one run, and
their ratio. JSON Lines need "text"; a folder's .txt files are read whole.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from extractor.annotate.analysis import Analysis, Sentence, plain
from extractor.annotate.dates import DateAnnotator
from extractor.annotate.numbers import NumberAnnotator
from extractor.annotate.split import sentences
from extractor.pipeline import load_model
from extractor.records import Block, CleanArticle, MetadataValue, RawArticle
from extractor.rules import load_rules
from extractor.settings import Settings

LIMITS = {"dates": 0.05, "numbers": 0.10}
REPEATS = 3  # the fastest of so many is what counts: other programs only slow a run down


def texts(paths: list[Path]) -> Iterator[str]:
    """The texts of JSON Lines files and of the .txt files of folders."""
    for path in paths:
        if path.is_dir():
            yield from (file.read_text(encoding="utf-8") for file in sorted(path.rglob("*.txt")))
        else:
            yield from (json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines() if line)


def analyses(articles: list[str], docs: list[list[object]]) -> Iterator[Analysis]:
    """An analysis of each article from its parsed sentences."""
    for text, parsed in zip(articles, docs, strict=True):
        raw = RawArticle("id", "uri", "text/plain", "", 0, text=text)
        blocks = (Block(0, len(text), 0, len(text), "paragraph"),)
        article = CleanArticle(raw, text, blocks, published=MetadataValue("2025-06-10", "input", "bench"))
        (paragraph,) = article.paragraphs()
        yield Analysis(
            article,
            [
                Sentence(doc[:], text, start, i, paragraph, 0)
                for i, ((start, _), doc) in enumerate(zip(sentences(text), parsed, strict=True))
            ],
        )


def seconds(work: Callable[[], object]) -> float:
    """The processor time of a piece of work when nothing disturbs it."""
    taken = []
    for _ in range(REPEATS):
        begun = time.process_time()
        work()
        taken.append(time.process_time() - begun)
    return min(taken)


def main() -> int:
    """Measure, print, and return 1 when a layer costs more than its share of the parse."""
    root = Path(__file__).resolve().parent.parent
    articles = list(texts([Path(arg) for arg in sys.argv[1:]] or [root / "corpus" / "dev"]))
    nlp, rules = load_model(Settings().model), load_rules()
    layers = {"dates": DateAnnotator(rules), "numbers": NumberAnnotator(rules)}
    pieces = [[plain(text[a:b]) for a, b in sentences(text)] for text in articles]
    flat = [piece for group in pieces for piece in group]
    list(nlp.pipe(flat[:20]))
    parsing = seconds(lambda: list(nlp.pipe(flat, batch_size=256)))
    docs = iter(list(nlp.pipe(flat, batch_size=256)))
    ready = list(analyses(articles, [[next(docs) for _ in group] for group in pieces]))
    print(f"{len(articles)} texts, {sum(map(len, articles))} characters: spaCy {parsing:.2f} s")
    late = False
    for name, annotate in layers.items():
        found = [annotate(analysis) for analysis in ready]
        reading = seconds(lambda annotate=annotate: [annotate(analysis) for analysis in ready])
        print(f"{sum(map(len, found))} {name}: {reading:.2f} s, {100 * reading / parsing:.1f}%")
        late = late or reading > LIMITS[name] * parsing
        if name == "dates":
            for analysis, mentions in zip(ready, found, strict=True):
                analysis.dates = mentions
    return int(late)


if __name__ == "__main__":
    sys.exit(main())
