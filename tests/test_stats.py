"""Statistics count what is written, however much it is, for people and for machines."""

from __future__ import annotations

import collections
import json
import tracemalloc

import pytest
from typer.testing import CliRunner

from extractor.cli.app import app
from extractor.cli.console import stdout
from extractor.stats import Tally, reason_kind, statistics
from extractor.stored import articles
from tests.audit_samples import courts, prices, strange, write_run


@pytest.fixture
def folder(tmp_path, example):
    made = example("article")
    out = write_run(tmp_path / "out", [courts(made), prices(made), strange(made)])
    failures = [
        {
            "stage": "read",
            "input": "a.jsonl",
            "line": n,
            "reason": f"broken JSON: at {n}",
            "field": None,
            "article_id": None,
        }
        for n in (3, 4)
    ]
    (out / "failures.jsonl").write_text("".join(json.dumps(row) + "\n" for row in failures), encoding="utf-8")
    return out


@pytest.fixture
def show():
    stdout.cache_clear()
    yield lambda *words: CliRunner().invoke(app, ["stats", *map(str, words)])
    stdout.cache_clear()


def test_the_figures_are_those_of_the_records(folder):
    found = statistics(folder).as_json()
    read = list(articles(folder))
    claims = [claim for _, own in read for claim in own]
    assert (found["articles"], found["claims"], found["failures"]) == (len(read), len(claims), 2)
    kinds = collections.Counter(claim["quantity"]["kind"] for claim in claims)
    assert {row["name"]: row["count"] for row in found["claims_by_kind"]["top"]} == kinds
    sources = collections.Counter(c["attribution"] and c["attribution"]["source"]["text"] for c in claims)
    assert {row["name"]: row["count"] for row in found["claims_by_source"]["top"]} == sources
    removed = sum(b["source_end"] - b["source_start"] for a, _ in read for b in a["blocks"] if b["removed"])
    assert sum(row["count"] for row in found["removed_characters_by_reason"]["top"]) == removed
    assert found["characters_kept"] + removed == sum(a["blocks"][-1]["source_end"] for a, _ in read)
    numbers = sum(row["count"] for row in found["numbers_by_disposition"]["top"])
    assert numbers == sum(len(a["numbers"]) for a, _ in read)
    assert found["failures_by_reason"]["top"] == [{"name": "read: broken JSON: at #", "count": 2}]


@pytest.mark.parametrize("form", ["jsonl", "parquet"])
def test_both_formats_are_counted_alike(tmp_path, extraction, form):
    from extractor.write import Output

    with Output(tmp_path, [form]) as output:
        output.add(extraction)
    found = statistics(tmp_path).as_json()
    assert found["claims"] == 1
    assert found["claims_by_law"]["top"] == [{"name": "article 338", "count": 1}]
    assert found["claims_by_month"]["top"] == [{"name": "2025-03", "count": 1}]


def test_lists_are_cut_and_say_how_much_is_left(folder, show):
    found = json.loads(show(folder, "--json", "--top", 1).stdout)
    assert len(found["claims_by_unit"]["top"]) == 1
    assert found["claims_by_unit"]["distinct"] > 1
    more = found["claims_by_unit"]["distinct"] - 1
    out = show(folder, "--top", 1).stdout
    assert f"{more} more" in " ".join(out.split())


def test_people_get_tables(folder, show):
    found = show(folder)
    assert found.exit_code == 0
    for words in ("articles 3", "claims by kind", "claims by month", "(the article itself)", "broken JSON: at #"):
        assert words in " ".join(found.stdout.split())


def test_no_bar_is_longer_than_the_largest_value_has(tmp_path, example, show):
    claims = [example("claim") | {"published": day} for day in ("2025-03-01", "2025-02-01", "2025-02-02", "2025-02-03")]
    (tmp_path / "articles.jsonl").write_text(json.dumps(example("article")))
    (tmp_path / "claims.jsonl").write_text("\n".join(map(json.dumps, claims)))
    bars = {line.count("█") for line in show(tmp_path).stdout.splitlines()}
    assert max(bars) == 20
    assert 7 in bars, "March has a third of February's"


def test_a_name_cannot_steer_the_terminal(tmp_path, example, show):
    article, claim = example("article"), example("claim")
    claim["outlet"] = "\x1b[31mPost\u202e"
    (tmp_path / "articles.jsonl").write_text(json.dumps(article))
    (tmp_path / "claims.jsonl").write_text(json.dumps(claim))
    assert not set(show(tmp_path).stdout) & set("\x1b\u202e")


def test_a_folder_without_a_run_is_refused(tmp_path, show):
    assert "holds no articles.jsonl" in str(show(tmp_path).exception)


def test_many_values_are_counted_right_in_little_memory():
    few, many = Tally(), Tally(held=100)
    values = [f"value {n % 7919}" for n in range(30_000)] + [None] * 5 + [""] * 9
    for value in values:
        few.add(value)
    tracemalloc.start()
    for value in values:
        many.add(value)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert many.ranked() == few.ranked()
    assert len(many) == len(few) == 7921
    assert many.total == len(values)
    assert peak < 400_000


def test_months_stand_with_the_last_first():
    for held in (1, 100):
        tally = Tally(held, latest_first=True)
        for month in ("2024-12", "2025-02", None, "2025-02", "2025-01"):
            tally.add(month)
        assert [item.name for item in tally.ranked()] == ["2025-02", "2025-01", "2024-12", None]


@pytest.mark.parametrize(
    ("reason", "kind"),
    [
        ("broken JSON: unexpected end", "broken JSON: unexpected end"),
        ("text: missing: a row needs text or html", "text: missing"),
        ("language: the text reads as 'fr'; only English is supported",
         "language: the text reads as …; only English is supported"),
        ("id: 'a: b' is used twice for different articles: a line 1 and b",
         "id: … is used twice for different articles"),
        ("x" * 200, "x" * 80),
    ],
)  # fmt: skip
def test_reasons_are_grouped(reason, kind):
    assert reason_kind(reason) == kind
