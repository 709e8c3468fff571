"""An article that ends the process of a run without workers is found by the runs that come after."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from extractor.errors import ExtractorError
from extractor.run import run
from extractor.run.hands import Hands
from extractor.shards.items import Shard, item_key
from extractor.shards.ledger import Ledger
from extractor.shards.process import Care
from extractor.shards.store import LocalStore
from tests.conftest import ROOT
from tests.stand_in import DEADLY, StandIn, load, write_news

LAUNCH = "from tests.stand_in import main; main()"
VERSIONS = {"program": "1"}


def command(news, out, *words):
    line = [sys.executable, "-c", LAUNCH, "run", str(news), "--out", str(out), "--format", "jsonl", "--no-near"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run([*line, *words], env=environment, cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("where", [0, 99])
def test_an_article_that_ends_three_runs_is_a_failure_of_the_fourth(tmp_path, where):
    news = write_news(tmp_path / "news.jsonl", 100, also=lambda index: DEADLY if index == where else "")
    codes = [command(news, tmp_path / "out").returncode for _ in range(4)]
    assert codes == [-9, -9, -9, 1]
    ids = [json.loads(line)["id"] for line in (tmp_path / "out" / "articles.jsonl").read_text().splitlines()]
    assert ids == [f"a{index}" for index in range(100) if index != where]
    (failure,) = (json.loads(line) for line in (tmp_path / "out" / "failures.jsonl").read_text().splitlines())
    assert (failure["article_id"], failure["stage"]) == (f"a{where}", "extract")
    assert "ended the process" in failure["reason"]
    again = command(news, tmp_path / "out")
    assert (again.returncode, "0 new, 100 unchanged" in again.stdout) == (1, True)
    assert command(news, tmp_path / "out", "--retry").returncode == -9


def test_a_run_that_ends_by_an_error_blames_no_article(tmp_path):
    class Breaks(StandIn):
        def extract_many(self, articles):
            raise ExtractorError("no room")

    news = write_news(tmp_path / "news.jsonl", 3)
    with pytest.raises(ExtractorError, match="no room"):
        run([news], tmp_path / "out", load=Breaks)
    ledger = Ledger(tmp_path / "out" / "shards" / "ledger.sqlite", LocalStore(tmp_path / "out" / "shards"))
    ledger.open_run({})
    assert ledger.deaths() == {}
    assert run([news], tmp_path / "other", load=load).articles == 3


@pytest.fixture
def ledger(tmp_path):
    made = Ledger(tmp_path / "ledger.sqlite", LocalStore(tmp_path))
    made.open_run(VERSIONS)
    return made


@pytest.fixture
def shard(tmp_path):
    from extractor.read import read

    items = tuple(read([write_news(tmp_path / "news.jsonl", 130)]))
    return Shard(1, items, tuple(map(item_key, items)))


def killed(ledger, shard, start, stop):
    Hands(ledger).take(shard.keys[start:stop])
    ledger.open_run(VERSIONS)


def test_what_was_in_hand_is_taken_first_and_one_at_a_time(ledger, shard):
    assert Hands(ledger).care(shard) == Care()
    killed(ledger, shard, 64, 128)
    assert Hands(ledger).care(shard) == Care(64, frozenset({64}), frozenset())
    killed(ledger, shard, 70, 71)
    assert Hands(ledger).care(shard).skipped == frozenset()
    killed(ledger, shard, 70, 71)
    assert Hands(ledger).care(shard).skipped == frozenset({70})


def test_articles_that_were_together_at_many_ends_are_not_skipped(ledger, shard):
    for _ in range(5):
        killed(ledger, shard, 0, 64)
    killed(ledger, shard, 3, 4)
    assert Hands(ledger).care(shard).skipped == frozenset()


def test_other_versions_forget_what_ended_a_run(ledger, shard):
    killed(ledger, shard, 0, 1)
    ledger.open_run({"program": "2"})
    assert ledger.deaths() == {}
