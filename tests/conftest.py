"""Fixtures that are expensive: the model is loaded once, the corpus is run and the rules are linted in one process."""

from __future__ import annotations

import gc
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
    """What is made of the whole corpus or of all rules is made in one process, for all that ask for it.

    The rows of a table are a group as well: what hands the tests out counts its groups after each of them.
    """
    for item in items:
        groups = [group for fixture, group in GROUPS.items() if fixture in item.fixturenames]
        if not groups and hasattr(item, "callspec") and item.get_closest_marker("xdist_group") is None:
            groups = [f"{item.module.__name__}.{item.originalname}"]
        for group in groups:
            item.add_marker(pytest.mark.xdist_group(group))


@pytest.hookimpl(trylast=True)
def pytest_collection_finish():
    spare_the_collector()


def spare_the_collector():
    """What was made for all tests stays: each search for garbage that looks through it costs half a second."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def extractor():
    """The pipeline, loaded once for all tests."""
    from extractor.pipeline import load

    made = load()
    spare_the_collector()
    return made


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


@pytest.fixture(scope="session")
def corpus_records(corpus_run):
    """The rows of that run by the id of their article: its own, then those of its claims."""
    found = {}
    for name in ("articles", "claims"):
        for line in (corpus_run[0] / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            found.setdefault(row.get("article_id", row["id"]), []).append(row)
    return found


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
