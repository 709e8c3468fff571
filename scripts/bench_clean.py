"""Measure the cleaning: speed on text and on pages, and growth on hostile input.

    bench_clean.py            growth on hostile input, speed on the pages and texts of corpus/
    bench_clean.py PAGE_DIR   the same speeds on another folder (.txt, .html, .html.gz)

Where trafilatura is installed, its default extraction takes turns with the cleaning, page by page.

Growth is the time for four times the input over the time for the input: 4 is linear, 16 quadratic.
"""

from __future__ import annotations

import gzip
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from extractor.clean import Cleaner  # noqa: E402
from extractor.records import RawArticle  # noqa: E402
from extractor.rules import load_rules  # noqa: E402

ARTICLE = 5_000
PROSE = "The council said on Monday that 412 of the 1,240 houses had been repaired since the flood in May. "
HOSTILE: dict[str, Callable[[int], tuple[str | None, str | None]]] = {
    "nested tags": lambda n: (None, "<div>" * n + f"<p>{PROSE}</p>" + "</div>" * n),
    "one line": lambda n: (PROSE * n, None),
    "one line of appeals": lambda n: ("Support our newsroom today. " * n, None),
    "one long word": lambda n: ("a" * (90 * n), None),
    "capitals and commas": lambda n: ("A, " * (30 * n), None),
    "repeated paragraphs": lambda n: ((PROSE + "\n\n") * n, None),
    "repeated headings": lambda n: ("Read more\n\nSeven bridges closed after the storm\n\n" * n, None),
    "markers in prose": lambda n: (f"Read more\n\n{PROSE}\n\n{PROSE}more.\n\n" * n, None),
    "pages of paragraphs": lambda n: (None, f"<p>{PROSE}</p>" * n),
    "unclosed tags": lambda n: (None, "<b><p>word " * n),
}


def raw(text: str | None, html: str | None) -> RawArticle:
    size = len(text or html or "")
    return RawArticle("bench", "bench", "text/html" if html else "text/plain", "", size, text=text, html=html)


def seconds(cleaner: Cleaner, article: RawArticle) -> float:
    start = time.process_time()
    cleaner(article)
    return time.process_time() - start


def growth(cleaner: Cleaner, size: int = 2_000) -> Iterator[tuple[str, float, float]]:
    """Yield (kind of input, seconds for ``4 * size`` units, growth from ``size``)."""
    for name, make in HOSTILE.items():
        small = min(seconds(cleaner, raw(*make(size))) for _ in range(3))
        large = seconds(cleaner, raw(*make(4 * size)))
        yield name, large, large / max(small, 1e-6)


def speed(cleaner: Cleaner, folder: Path) -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.txt"))]
    pages = [page(path) for path in sorted(folder.rglob("*.html*")) if path.suffix in (".html", ".gz")]
    for name, articles in (("text", [raw(t, None) for t in texts]), ("page", [raw(None, p) for p in pages])):
        if articles:
            spent = sum(seconds(cleaner, article) for article in articles)
            size = sum(article.bytes for article in articles)
            each = 1000 * spent / len(articles)
            print(f"{name}: {len(articles)} articles, {each:.2f} ms each, {size / spent / 1e6:.2f} MB/s")
    if texts:
        typical(cleaner, [cleaner(raw(text, None)).text for text in texts])
    if pages:
        compare(cleaner, pages)


def typical(cleaner: Cleaner, texts: list[str]) -> None:
    """Clean articles of some 5 KB, and one text of all of them: the speed that does not hang on the junk.

    Each article counts with the least of five runs, so that a busy machine tells less.
    """
    joined = "\n\n".join(texts)
    cuts = [joined[at : at + ARTICLE].rpartition("\n\n")[0] for at in range(0, len(joined) - ARTICLE, ARTICLE)]
    for name, articles in (("5 KB", cuts), ("one long text", ["\n\n".join([joined] * 5)])):
        raws = [raw(text, None) for text in articles if text]
        rounds = [[seconds(cleaner, article) for article in raws] for _ in range(5)]
        spent = sum(map(min, zip(*rounds, strict=True)))
        start = time.process_time()
        for article in raws:
            (article.text or "").split()
        words = max(time.process_time() - start, 1e-9)
        size = sum(article.bytes for article in raws)
        print(f"article text, {name}: {size / spent / 1e6:.2f} MB/s ({spent / words:.0f} times str.split)")


def page(path: Path) -> str:
    data = path.read_bytes()
    return (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8", "replace")


def compare(cleaner: Cleaner, pages: list[str]) -> None:
    try:
        import trafilatura  # type: ignore[import-not-found]
    except ImportError:
        return
    ours = theirs = 0.0
    for html in pages:
        ours += seconds(cleaner, raw(None, html))
        start = time.process_time()
        trafilatura.extract(html)
        theirs += time.process_time() - start
    print(f"trafilatura, default: {1000 * theirs / len(pages):.2f} ms a page; ratio {ours / theirs:.2f}")


def main() -> None:
    cleaner = Cleaner(load_rules())
    for name, large, factor in growth(cleaner):
        print(f"{name:22} {large:7.3f} s   growth {factor:5.1f}")
    speed(cleaner, Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "corpus" / "dev")


if __name__ == "__main__":
    main()
