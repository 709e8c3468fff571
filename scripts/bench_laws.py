"""What the laws and places layers cost, as a share of spaCy's time on the same text, in one run.

    python scripts/bench_laws.py [FILE.txt …]

Without files it reads the text articles of corpus/dev. Each layer runs three times on the same parsed
articles and the fastest counts; spaCy's time is the parse itself, batched as the pipeline does.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

from extractor.annotate.analysis import Analysis, Sentence, plain
from extractor.annotate.laws import LawAnnotator
from extractor.annotate.places import PlaceAnnotator
from extractor.annotate.split import sentences
from extractor.pipeline import load_model, raw_text
from extractor.records import Block, CleanArticle
from extractor.rules import load_rules
from extractor.settings import Settings

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    files = [Path(name) for name in sys.argv[1:]] or sorted((ROOT / "corpus" / "dev").glob("*.txt"))
    articles = [article(path.read_text(encoding="utf-8")) for path in files]
    nlp = load_model(Settings().model)
    spots = [[(s, e) for p in a.paragraphs() for s, e in sentences(a.text, p.start, p.end)] for a in articles]
    texts = [plain(a.text[s:e]) for a, places in zip(articles, spots, strict=True) for s, e in places]
    list(nlp.pipe(texts[:64]))
    parsed, spacy_time = timed(lambda: list(nlp.pipe(texts, batch_size=256)))
    docs = iter(parsed)
    analyses = []
    for item, places in zip(articles, spots, strict=True):
        paragraph = item.paragraphs()[0]
        found = [Sentence(next(docs)[:], item.text, s, i, paragraph, 0) for i, (s, _) in enumerate(places)]
        analyses.append(Analysis(item, found))
    rules = load_rules()
    print(f"{len(articles)} articles, {sum(map(len, texts)):,} characters; spaCy {spacy_time * 1000:.0f} ms")
    total = 0.0
    for name, layer in (("laws", LawAnnotator(rules)), ("places", PlaceAnnotator(rules))):
        cost = min(timed(lambda layer=layer: [layer(a) for a in analyses])[1] for _ in range(3))
        total += cost
        print(f"{name:7} {cost * 1000:7.1f} ms  {100 * cost / spacy_time:5.2f}% of spaCy")
    print(f"both    {total * 1000:7.1f} ms  {100 * total / spacy_time:5.2f}% of spaCy")


def article(text: str) -> CleanArticle:
    """Wrap a text, kept whole as one paragraph."""
    return CleanArticle(raw_text(text), text, (Block(0, len(text), 0, len(text), "paragraph"),))


def timed(action: Callable[[], list]) -> tuple[list, float]:
    """The result of an action and its seconds."""
    start = time.perf_counter()
    result = action()
    return result, time.perf_counter() - start


if __name__ == "__main__":
    main()
