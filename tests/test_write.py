"""Outputs appear whole or not at all, and hold the same in both formats."""

from __future__ import annotations

import dataclasses
import json
import os

import pyarrow.parquet as pq
import pytest

from extractor.errors import OutputError
from extractor.records import Failure, as_json
from extractor.typed import from_json
from extractor.validate import validate_folder
from extractor.write import Output

FILES = ["articles.jsonl", "articles.parquet", "claims.jsonl", "claims.parquet", "failures.jsonl"]


def names(folder):
    return sorted(os.listdir(folder))


def lines(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_writes_both_formats_alike(tmp_path, extraction, example):
    with Output(tmp_path / "out") as output:
        assert not isinstance(output.add(extraction), Failure)
        output.add(Failure("read", "x.txt", None, "empty file"))
    assert names(tmp_path / "out") == FILES
    assert lines(tmp_path / "out" / "articles.jsonl") == [example("article")]
    assert lines(tmp_path / "out" / "claims.jsonl") == [example("claim")]
    assert lines(tmp_path / "out" / "failures.jsonl")[0]["reason"] == "empty file"
    table = pq.read_table(tmp_path / "out" / "articles.parquet")
    assert table.schema.field("numbers").type.value_type.field("quantity").type.field("value").type == "double"
    row = table.to_pylist()[0]
    assert json.loads(row.pop("extra")) == example("article").pop("extra")
    assert row == {key: value for key, value in example("article").items() if key != "extra"}
    assert list(validate_folder(tmp_path / "out")) == []


def test_the_same_records_give_the_same_bytes(tmp_path, extraction):
    for name in ("one", "two"):
        with Output(tmp_path / name) as output:
            output.add(extraction)
    for name in FILES:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_an_interrupted_run_leaves_what_was_there(tmp_path, extraction):
    out = tmp_path / "out"
    with Output(out) as output:
        output.add(extraction)
    before = {name: (out / name).read_bytes() for name in FILES}
    with pytest.raises(KeyboardInterrupt), Output(out) as output:  # noqa: PT012
        output.add(Failure("read", "x", None, "y"))
        raise KeyboardInterrupt
    assert {name: (out / name).read_bytes() for name in names(out)} == before


def test_nothing_is_left_of_a_first_run_that_was_interrupted(tmp_path, extraction):
    with pytest.raises(ValueError, match="stop"), Output(tmp_path / "out") as output:  # noqa: PT012
        output.add(extraction)
        raise ValueError("stop")
    assert names(tmp_path / "out") == []


def test_a_format_that_is_not_asked_for_goes_stale_nowhere(tmp_path, extraction):
    with Output(tmp_path) as output:
        output.add(extraction)
    with Output(tmp_path, ["jsonl"]) as output:
        output.add(extraction)
    assert names(tmp_path) == ["articles.jsonl", "claims.jsonl", "failures.jsonl"]


@pytest.mark.parametrize("content", ['{"a": 1}\n', "no json\n"])
def test_a_foreign_file_is_not_overwritten(tmp_path, content):
    (tmp_path / "articles.jsonl").write_text(content)
    with pytest.raises(OutputError, match=r"articles\.jsonl: exists and is not an output"), Output(tmp_path):
        pass
    assert (tmp_path / "articles.jsonl").read_text() == content


def test_a_folder_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(OutputError, match="file"), Output(tmp_path / "file"):
        pass
    with pytest.raises(OutputError, match="cannot be written"), Output(tmp_path / "file" / "below"):
        pass


def test_a_broken_record_is_not_written(tmp_path, extraction):
    moved = dataclasses.replace(extraction.claims[0].quantity, start=45)
    broken = dataclasses.replace(extraction, claims=(dataclasses.replace(extraction.claims[0], quantity=moved),))
    with Output(tmp_path) as output:
        found = output.add(broken)
    assert isinstance(found, Failure)
    assert found.stage == "check"
    assert lines(tmp_path / "articles.jsonl") == lines(tmp_path / "claims.jsonl") == []
    assert lines(tmp_path / "failures.jsonl") == [as_json(found)]


@pytest.mark.parametrize("name", ["article", "claim"])
def test_records_survive_json(extraction, example, name):
    record = extraction.article if name == "article" else extraction.claims[0]
    assert as_json(from_json(type(record), as_json(record))) == as_json(record) == example(name)
