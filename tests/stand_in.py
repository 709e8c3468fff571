"""A pipeline that is loaded at once and finds a claim in every text: for tests of what goes on around it."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import os
import signal
import time
from pathlib import Path

from extractor.records import Article, Claim, Extraction, Failure
from extractor.typed import from_json

EXAMPLES = Path(__file__).resolve().parent.parent / "schemas" / "examples"
DEADLY = "ends its process"
PAUSE = float(os.environ.get("STAND_IN_PAUSE", "0"))


class StandIn:
    """Gives each article the records of the examples, under the article's own id and place."""

    def __init__(self, settings):
        rows = {name: json.loads((EXAMPLES / f"{name}.json").read_text()) for name in ("article", "claim")}
        self.article = from_json(Article, rows["article"])
        self.claim = from_json(Claim, rows["claim"])
        self.versions = dataclasses.replace(self.article.pipeline, settings=settings.digest)

    def extract_many(self, articles):
        for raw in articles:
            if isinstance(raw, Failure):
                yield raw
                continue
            if PAUSE:
                time.sleep(PAUSE)
            text = raw.text or raw.html
            if DEADLY in text:
                os.kill(os.getpid(), signal.SIGKILL)
            if "fails" in text:
                yield Failure("extract", raw.uri.removesuffix(f"#{raw.line}"), raw.line, "it fails", None, raw.id)
                continue
            source = dataclasses.replace(self.article.source, uri=raw.uri, line=raw.line, sha256=raw.sha256)
            claim = dataclasses.replace(
                self.claim, article_id=raw.id, id=hashlib.sha256(raw.id.encode()).hexdigest()[:24], uri=raw.uri
            )
            numbers = tuple(
                dataclasses.replace(number, claim_id=claim.id) if number.claim_id else number
                for number in self.article.numbers
            )
            article = dataclasses.replace(
                self.article, id=raw.id, source=source, numbers=numbers, pipeline=self.versions
            )
            yield Extraction(article, (claim,))


def load(settings):
    """The stand-in, in the place of the pipeline."""
    return StandIn(settings)


def main():
    """The command line with the stand-in in the place of the pipeline."""
    import functools

    import extractor.run
    from extractor.cli import main as command

    extractor.run.run = functools.partial(extractor.run.run, load=load)
    command()


def write_news(path, count, *, also=lambda index: ""):
    """A JSON Lines file of articles, the texts all different."""
    rows = ({"id": f"a{index}", "text": f"Article {index}. {also(index)}"} for index in range(count))
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def content(out):
    """What a run left, without the ledger and the shards: names and bytes."""
    return {path.name: path.read_bytes() for path in sorted(Path(out).iterdir()) if path.is_file()}
