"""Fixtures that are expensive: the model is loaded once, the corpus is run and the rules are linted in one process."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT / "corpus" / "dev"

os.environ["COLUMNS"] = "200"
# Tests start some hundred processes: each would compile the package anew where no bytecode is kept.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

GROUPS = {"corpus_run": "corpus", "linter": "rules"}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """What is made of the whole corpus or of all rules is made in one process, for all that ask for it."""
    for item in items:
        for fixture, group in GROUPS.items():
            if fixture in item.fixturenames:
                item.add_marker(pytest.mark.xdist_group(group))


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
