"""The flat table says what the records say, in columns that SQL and data frames read."""

from __future__ import annotations

import datetime
import re

import duckdb
import pandas as pd
import pyarrow.parquet as pq
import pytest

from extractor.export.flat import COLUMNS as EXPORTED
from extractor.export.formats import export
from extractor.export.reviewed import from_folder
from extractor.flat import COLUMNS, FlatParquet, flat, flat_rows
from extractor.records import Duplicate
from extractor.stored import articles
from tests.audit_samples import courts, prices, strange, write_run
from tests.conftest import ROOT


@pytest.fixture
def folder(tmp_path, example):
    made = example("article")
    return write_run(tmp_path / "out", [courts(made), prices(made), strange(made)])


@pytest.fixture
def table(folder, tmp_path):
    path = tmp_path / "claims_flat.parquet"
    made = FlatParquet(path)
    for row in flat_rows(articles(folder)):
        made.add(row)
    made.close()
    return path


SLOTS = [
    ("quantity", "at least 1,369"), ("value", 1369), ("low", 1369), ("high", None), ("modifier", "at_least"),
    ("kind", "count"), ("unit", "soldier"), ("per_value", None), ("per_unit", None), ("counted", "soldiers"),
    ("event", "convict"), ("negated", False), ("modality", "asserted"), ("actor", "Military courts"),
    ("time_value", "2024"), ("time_from", "2024-01-01"), ("time_to", "2024-12-31"), ("time_granularity", "year"),
    ("law_eid", "art_338"), ("source", "Mediazona"), ("published", "2025-03-04"), ("statistic", None),
    ("title", "Courts jail more draft evaders"), ("outlet", "The Northern Post"),
]  # fmt: skip


@pytest.mark.parametrize(("column", "value"), SLOTS)
def test_a_column_is_its_slot(example, column, value):
    assert flat(example("claim"), example("article"))[column] == value


def test_an_empty_slot_is_null(example):
    claim = example("claim")
    claim.update(counted=None, event=None, actor=None, topic=None, area=None, time=None, attribution=None)
    claim.update(legal=[], relations=[], inherited=[], published=None, outlet=None)
    claim["quantity"]["per"] = {"value": 100000, "unit": "person"}
    row = flat(claim, example("article") | {"title": None})
    empty = {name for name, value in row.items() if value is None}
    assert empty == {
        "counted", "event", "negated", "modality", "actor", "topic", "area", "time_text", "time_value", "time_from",
        "time_to", "time_granularity", "source", "source_type", "source_cue", "legal", "law_eid", "law_instrument",
        "law_jurisdiction", "relations", "inherited", "published", "outlet", "title", "high", "statistic", "change",
    }  # fmt: skip
    assert (row["per_value"], row["per_unit"]) == (100000, "person")


def test_laws_of_one_claim_keep_their_places(example):
    claim = example("claim")
    other = {**claim["legal"][0], "eid": None, "jurisdiction": "RU", "number": "339"}
    other["instrument"] = {"text": "Criminal Code", "id": "ru/criminal-code", "start": 0, "end": 3}
    row = flat({**claim, "legal": [claim["legal"][0], other]}, example("article"))
    assert row["law_eid"] == "art_338; ?"
    assert row["law_instrument"].split("; ")[1] == "ru/criminal-code"
    assert row["law_jurisdiction"].split("; ")[1] == "RU"
    assert row["legal"].split("; ")[1] == "ru/criminal-code article 339 (RU)"


def test_every_claim_is_a_row_with_typed_columns(folder, table):
    found = pq.read_table(table)
    assert found.schema.names == [column.name for column in COLUMNS]
    claims = [claim for _, own in articles(folder) for claim in own]
    assert found["id"].to_pylist() == [claim["id"] for claim in claims]
    assert found["value"].to_pylist() == [claim["quantity"]["value"] for claim in claims]
    days = [claim["time"]["from"] if claim["time"] else None for claim in claims]
    assert found["time_from"].to_pylist() == [day and datetime.date.fromisoformat(day) for day in days]


def test_duckdb_and_pandas_read_it(table):
    rows = duckdb.sql(
        f"SELECT outlet, count(*), min(published) FROM '{table}' WHERE kind = 'count' GROUP BY 1 ORDER BY 1"
    ).fetchall()
    frame = pd.read_parquet(table)
    counts = frame[frame.kind == "count"].groupby("outlet", dropna=False).size()
    assert sum(row[1] for row in rows) == counts.sum() > 0
    assert all(isinstance(row[2], datetime.date) for row in rows if row[2] is not None)
    assert frame.value.dtype == float


def test_the_same_rows_give_the_same_bytes(folder, tmp_path):
    for name in ("one", "two"):
        made = FlatParquet(tmp_path / name)
        for row in flat_rows(articles(folder)):
            made.add(row)
        made.close()
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_the_export_has_the_review_beside_the_columns(folder, tmp_path):
    target = tmp_path / "x.parquet"
    count = export(from_folder(folder), "flat", target)
    found = pq.read_table(target)
    assert (found.num_rows, found.schema.names) == (count, list(EXPORTED))
    assert set(found["verdict"].to_pylist()) == {"open"}


def test_a_run_writes_it_beside_the_records(tmp_path, extraction):
    from extractor.write import Output

    with Output(tmp_path) as output:
        output.add(extraction)
    found = pq.read_table(tmp_path / "claims_flat.parquet")
    assert found["id"].to_pylist() == [claim["id"] for _, own in articles(tmp_path) for claim in own]
    with Output(tmp_path, ["jsonl"]) as output:
        output.add(extraction)
    assert not (tmp_path / "claims_flat.parquet").exists()


def test_a_shard_has_the_same_rows(tmp_path, extraction):
    from extractor.shards.parts import flat as flat_part
    from extractor.shards.parts import piece_of
    from extractor.write.encode import encode

    path = tmp_path / "claims_flat.parquet"
    path.write_bytes(flat_part([piece_of(encode(extraction))] * 2))
    assert pq.read_table(path)["id"].to_pylist() == [extraction.claims[0].id] * 2


PAGES = [ROOT / "docs" / "scale.md", ROOT / "README.md"]


def snippets(language):
    """What the pages show of reading an output: blocks of code that name its files."""
    for page in PAGES:
        for code in re.findall(rf"^```{language}\n(.*?)^```", page.read_text(encoding="utf-8"), re.M | re.S):
            if "out/" in code:
                yield pytest.param(code, id=f"{page.stem}-{code.split()[1]}-{len(code)}")


@pytest.fixture
def run_folder(tmp_path, extraction, monkeypatch):
    """A folder with the output of a run in ``out``."""
    from extractor.similar.folder import DuplicatesFile
    from extractor.write import Output

    with Output(tmp_path / "out") as output:
        output.add(extraction)
    with DuplicatesFile(tmp_path / "out") as file:
        file.add(Duplicate("near", "b", "b.txt", None, "a", "a.txt", None, 0.9))
        file.commit()
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("code", [*snippets("sql")])
def test_the_queries_of_the_pages_run(run_folder, code):
    result = duckdb.sql(code)
    assert result.columns
    result.fetchall()


@pytest.mark.parametrize("code", [*snippets("python")])
def test_the_programs_of_the_pages_run(run_folder, code, capsys):
    exec(compile(code, "page", "exec"), {})
    assert capsys.readouterr().out


def test_the_pages_show_both():
    assert list(snippets("sql"))
    assert list(snippets("python"))
