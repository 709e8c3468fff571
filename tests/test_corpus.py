"""The sample corpus: every article runs and validates, and no score falls under its floor."""

from __future__ import annotations

import json
import random

import pytest

from extractor.read import read
from extractor.records import RawArticle, as_json
from extractor.score import below_floors, measures, score_folder
from extractor.settings import tomllib
from extractor.validate import validate_folder
from tests.conftest import CORPUS, ROOT

FLOORS = ROOT / "tests" / "floors.toml"


def test_every_article_runs(corpus_run):
    _, summary, failures = corpus_run
    assert [f"{failure.input}: {failure.reason}" for failure in failures] == []
    assert summary.articles == len(list(CORPUS.glob("*.gold.json")))


def test_the_output_is_valid(corpus_run):
    assert [str(fault) for fault in validate_folder(corpus_run[0])] == []


def test_no_score_is_under_its_floor(corpus_run):
    floors = tomllib.loads(FLOORS.read_text(encoding="utf-8"))["corpus"]
    report = score_folder(CORPUS, corpus_run[0])
    assert below_floors(measures(report), floors) == [], "\n".join(report.misses)


def test_the_same_input_gives_the_same_bytes_and_order_does_not_matter(corpus_records, extractor):
    articles = [raw for raw in read([CORPUS]) if isinstance(raw, RawArticle)][::3]
    random.Random(7).shuffle(articles)
    for found in extractor.extract_many(articles):
        assert [as_json(record) for record in (found.article, *found.claims)] == corpus_records[found.article.id]


@pytest.mark.parametrize("gold", sorted(CORPUS.glob("*.gold.json")), ids=lambda path: path.name.split(".")[0])
def test_gold_belongs_to_an_article(gold):
    rows = json.loads(gold.read_text(encoding="utf-8"))
    assert (CORPUS / rows["article"]).is_file()
    assert rows["claims"]
