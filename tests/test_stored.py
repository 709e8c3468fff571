"""What is written is read back whole, and a folder in disorder is refused by every reader."""

from __future__ import annotations

import json
import tracemalloc

import pytest

from extractor.audit.database import connect
from extractor.audit.ingest import ingest
from extractor.errors import OutputError
from extractor.export.reviewed import from_folder
from extractor.seen import Seen
from extractor.stored import articles
from tests.audit_samples import courts, prices, strange, write_run


@pytest.fixture
def folder(tmp_path, example):
    made = example("article")
    return write_run(tmp_path / "out", [courts(made), prices(made), strange(made)])


def lines(path, change):
    rows = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(change(rows)), encoding="utf-8")


def first_claims_last(rows):
    first = json.loads(rows[0])["article_id"]
    own = [row for row in rows if json.loads(row)["article_id"] == first]
    return rows[len(own) :] + own


READERS = {
    "stored": lambda folder: list(articles(folder)),
    "export": lambda folder: list(from_folder(folder)),
    "audit": lambda folder: ingest(connect(folder.parent / "audit.sqlite"), folder),
}
DAMAGES = [
    ("claims", first_claims_last, "no article has the id"),
    ("articles", lambda rows: rows[1:], "no article has the id"),
    ("articles", lambda rows: [*rows, "{\n"], "articles.jsonl:4: broken JSON"),
    ("articles", lambda rows: [*rows, "[]\n"], "articles.jsonl:4: not a JSON object"),
]


@pytest.mark.parametrize("reader", sorted(READERS))
@pytest.mark.parametrize(("table", "change", "message"), DAMAGES)
def test_disorder_is_refused_by_every_reader(folder, reader, table, change, message):
    lines(folder / f"{table}.jsonl", change)
    with pytest.raises(OutputError, match=message):
        READERS[reader](folder)


def test_each_article_comes_with_its_claims(folder):
    found = list(articles(folder))
    assert [len(claims) for _, claims in found] == [len(d.claims) for d in from_folder(folder)]
    assert all(claim["article_id"] == article["id"] for article, claims in found for claim in claims)


def test_both_formats_are_read_alike(tmp_path, extraction):
    from extractor.write import Output

    for form in ("jsonl", "parquet"):
        with Output(tmp_path / form, [form]) as output:
            output.add(extraction)
    assert list(articles(tmp_path / "jsonl")) == list(articles(tmp_path / "parquet"))


def test_a_run_that_was_broken_off_is_told_from_none(tmp_path):
    (tmp_path / "shards").mkdir()
    with pytest.raises(OutputError, match="not finished; the same command again"):
        list(articles(tmp_path))


@pytest.mark.parametrize(("name", "message"), [("nowhere", "no such folder"), ("empty", "holds no articles.jsonl")])
def test_a_folder_without_a_run_is_refused(tmp_path, name, message):
    (tmp_path / "empty").mkdir()
    with pytest.raises(OutputError, match=message):
        list(articles(tmp_path / name))


def test_what_was_seen_takes_little_memory():
    seen = Seen()
    tracemalloc.start()
    for number in range(50_000):
        assert seen.first(f"article-{number:08d}-{'x' * 40}", "value") is None
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 1_000_000
    assert seen.first(f"article-{7:08d}-{'x' * 40}", "other") == "value"
