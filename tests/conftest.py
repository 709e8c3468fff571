"""Fixtures that are expensive: the model is loaded once, the corpus is run once."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT / "corpus" / "dev"

os.environ["COLUMNS"] = "200"


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """The run on the corpus is made in one process, for all that ask for it."""
    for item in items:
        if "corpus_run" in item.fixturenames:
            item.add_marker(pytest.mark.xdist_group("corpus"))


@pytest.fixture(scope="session")
def extractor():
    """The pipeline, loaded once for all tests."""
    from extractor.pipeline import load

    return load()


@pytest.fixture(scope="session")
def corpus_run(tmp_path_factory):
    """The output folder of a run on the sample corpus, and its summary."""
    from extractor.run import run

    if not CORPUS.is_dir():
        pytest.skip("the sample corpus is not in this checkout")
    out = tmp_path_factory.mktemp("corpus") / "out"
    failures = []
    summary = run([CORPUS], out, on_failure=failures.append)
    return out, summary, failures


@pytest.fixture
def example():
    """An example record of the schemas, as plain JSON types: ``example("article")``."""

    def load(name):
        return json.loads((ROOT / "schemas" / "examples" / f"{name}.json").read_text(encoding="utf-8"))

    return load


@pytest.fixture
def extraction(example):
    """An article and its claim, as the pipeline gives them, without running it."""
    from extractor.records import Article, Claim, Extraction
    from extractor.typed import from_json

    return Extraction(from_json(Article, example("article")), (from_json(Claim, example("claim")),))
