"""What the numbers layer costs beside the parse: bench_numbers.py [FILE.jsonl | FOLDER …] (default: corpus/dev).

Prints the seconds of spaCy and of the numbers layer on the same text in one run, and their ratio.
JSON Lines need "text"; a folder's .txt files are read whole.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from extractor.annotate.analysis import Analysis, Sentence, plain
from extractor.annotate.numbers import NumberAnnotator
from extractor.annotate.split import sentences
from extractor.pipeline import load_model
from extractor.records import Block, CleanArticle, MetadataValue, RawArticle
from extractor.rules import load_rules
from extractor.settings import Settings

LIMIT = 0.10


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


def main() -> int:
    """Measure, print, and return 1 when the layer costs more than 10% of the parse."""
    root = Path(__file__).resolve().parent.parent
    articles = list(texts([Path(arg) for arg in sys.argv[1:]] or [root / "corpus" / "dev"]))
    nlp, annotate = load_model(Settings().model), NumberAnnotator(load_rules())
    pieces = [[plain(text[a:b]) for a, b in sentences(text)] for text in articles]
    list(nlp.pipe(pieces[0]))
    begun = time.perf_counter()
    flat = iter(list(nlp.pipe((piece for group in pieces for piece in group), batch_size=256)))
    parsing = time.perf_counter() - begun
    ready = list(analyses(articles, [[next(flat) for _ in group] for group in pieces]))
    begun = time.perf_counter()
    found = sum(len(annotate(analysis)) for analysis in ready)
    reading = time.perf_counter() - begun
    characters = sum(map(len, articles))
    print(f"{len(articles)} texts, {characters} characters, {found} numbers")
    print(f"spaCy {parsing:.2f} s, numbers {reading:.2f} s: {100 * reading / parsing:.1f}%")
    return int(reading > LIMIT * parsing)


if __name__ == "__main__":
    sys.exit(main())
