"""Outputs appear whole or not at all, and hold the same in both formats."""

from __future__ import annotations

import dataclasses
import errno
import gzip
import json
import os
import zlib

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from extractor.errors import OutputError
from extractor.records import Extraction, Failure, as_json
from extractor.run import learn, run
from extractor.typed import from_json
from extractor.validate import validate_folder
from extractor.write import Output
from extractor.write.encode import encode
from extractor.write.sinks import JsonLines

FILES = [
    "articles.jsonl",
    "articles.parquet",
    "claims.jsonl",
    "claims.parquet",
    "claims_flat.parquet",
    "failures.jsonl",
]


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


def test_a_broken_article_is_not_written(tmp_path, extraction):
    broken = dataclasses.replace(extraction, article=dataclasses.replace(extraction.article, text="x"))
    with Output(tmp_path) as output:
        found = output.add(broken)
    assert isinstance(found, Failure)
    assert found.stage == "check"
    assert lines(tmp_path / "articles.jsonl") == lines(tmp_path / "claims.jsonl") == []
    assert lines(tmp_path / "failures.jsonl") == [as_json(found)]


MOVED = {"quantity": {"start": 45}}
NO_EVIDENCE = {"sentence": {"start": 0, "end": 2}}
NO_READING = {"quantity": {"low": 9.0, "high": 1.0}}
NO_KIND = {"quantity": {"kind": "weight"}}


def broken(claim, change):
    parts = {name: dataclasses.replace(getattr(claim, name), **fields) for name, fields in change.items()}
    return dataclasses.replace(claim, **parts)


@pytest.mark.parametrize("change", [MOVED, NO_EVIDENCE, NO_READING, NO_KIND])
def test_a_broken_claim_costs_no_more_than_itself(tmp_path, extraction, change):
    whole = extraction.claims[0]
    with Output(tmp_path) as output:
        written = output.add(dataclasses.replace(extraction, claims=(broken(whole, change),)))
    assert written.claims == lines(tmp_path / "claims.jsonl") == []
    (article,) = lines(tmp_path / "articles.jsonl")
    assert article == written.article
    (number,) = [n for n in article["numbers"] if n["start"] == whole.quantity.start]
    assert (number["claim_id"], number["disposition"]) == (None, "doubtful")
    (failure,) = lines(tmp_path / "failures.jsonl")
    assert failure["stage"] == "check"
    assert failure["reason"].endswith("; 1 of 1 claims withheld")
    assert list(validate_folder(tmp_path)) == []


def test_claims_lose_their_relations_to_a_claim_that_is_withheld(extractor):
    result = extractor.extract("Courts convicted 84 men in 2024, compared with 90 in 2023.", published="2025-01-04")
    first, second = result.claims
    assert [relation.claim_id for relation in second.relations] == [first.id]
    found = encode(dataclasses.replace(result, claims=(broken(first, NO_KIND), second)))
    assert found.failed is not None
    (kept,) = found.rows.claims
    assert (kept["id"], kept["relations"]) == (second.id, [])


def test_a_withheld_claim_goes_through_a_run(tmp_path, monkeypatch, extractor):
    def untold(self, claim):
        return 7.0 if claim.quantity.value == 84 else 0.5

    monkeypatch.setattr("extractor.claims.confidence.Confidence.__call__", untold)
    (tmp_path / "a.txt").write_text("Courts convicted 84 men in 2024.\n\nThey freed 12 women in 2023.")
    summary = run([tmp_path / "a.txt"], tmp_path / "out", formats=["jsonl"], load=lambda settings: extractor)
    assert (summary.articles, dict(summary.failures)) == (1, {"check": 1})
    assert [c["quantity"]["value"] for c in lines(tmp_path / "out" / "claims.jsonl")] == [12]
    assert "confidence" in lines(tmp_path / "out" / "failures.jsonl")[0]["reason"]
    assert list(validate_folder(tmp_path / "out")) == []


@pytest.mark.parametrize("name", ["article", "claim"])
def test_records_survive_json(extraction, example, name):
    record = extraction.article if name == "article" else extraction.claims[0]
    assert as_json(from_json(type(record), as_json(record))) == as_json(record) == example(name)


def parquet(path, **columns):
    pq.write_table(pa.table({name: [value] for name, value in columns.items()}), path)
    return path.read_bytes()


@pytest.mark.parametrize("name", ["articles.parquet", "claims.parquet"])
@pytest.mark.parametrize("formats", [["jsonl"], ["parquet"]])
def test_a_foreign_table_is_neither_replaced_nor_deleted(tmp_path, name, formats):
    before = parquet(tmp_path / name, id="a", text="5 men")
    with pytest.raises(OutputError, match=rf"{name}: exists and is not an output"), Output(tmp_path, formats):
        pass
    assert (tmp_path / name).read_bytes() == before


@pytest.mark.parametrize("name", ["claims.jsonl", "failures.jsonl"])
def test_a_foreign_table_of_lines_that_has_a_field_of_ours_is_kept(tmp_path, name):
    (tmp_path / name).write_text('{"schema_version": "1", "stage": "draft"}\n')
    with pytest.raises(OutputError, match="is not an output"), Output(tmp_path):
        pass


@pytest.mark.parametrize("inputs", [["dl/articles.parquet"], ["dl"], ["."]])
def test_a_folder_that_holds_an_input_is_refused(tmp_path, monkeypatch, inputs):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "dl").mkdir()
    before = parquet(
        tmp_path / "dl" / "articles.parquet", id="a", text="5 men", schema_version="1", blocks="", pipeline=""
    )
    with pytest.raises(OutputError, match="dl: holds the input"):
        run(inputs, tmp_path / "dl")
    assert names(tmp_path / "dl") == ["articles.parquet"]
    assert (tmp_path / "dl" / "articles.parquet").read_bytes() == before


def with_value(extraction, number):
    article, (claim,) = extraction.article, extraction.claims
    first, *rest = article.numbers
    first = dataclasses.replace(first, quantity=dataclasses.replace(first.quantity, value=number, low=number))
    claim = dataclasses.replace(claim, quantity=dataclasses.replace(claim.quantity, value=number, low=number))
    return Extraction(dataclasses.replace(article, numbers=(first, *rest)), (claim,))


@pytest.mark.parametrize("number", [2**53 + 1, 2**60 + 1, 10**400, float("inf"), pytest.param(10**5000, id="vast")])
def test_a_number_that_cannot_be_held_costs_its_own_claim_alone(tmp_path, extraction, number):
    with Output(tmp_path) as output:
        found = output.add(with_value(extraction, number))
    assert found.claims == lines(tmp_path / "claims.jsonl") == []
    assert found.article["numbers"][0]["quantity"] is None
    assert lines(tmp_path / "articles.jsonl") == [found.article]
    assert len(lines(tmp_path / "failures.jsonl")) == 1
    assert list(validate_folder(tmp_path)) == []


@pytest.mark.parametrize("number", [12 * 10**15, 10**20])
def test_a_large_number_that_can_be_held_is_written(tmp_path, extraction, number):
    with Output(tmp_path) as output:
        assert not isinstance(output.add(with_value(extraction, number)), Failure)
    assert lines(tmp_path / "claims.jsonl")[0]["quantity"]["value"] == number
    assert list(validate_folder(tmp_path)) == []


@pytest.mark.parametrize("value", [2**70, "\ud83d"])
def test_a_record_that_json_cannot_hold_is_a_failure(tmp_path, extraction, value):
    article = dataclasses.replace(extraction.article, extra={"n": value})
    with Output(tmp_path) as output:
        found = output.add(dataclasses.replace(extraction, article=article))
        assert not isinstance(output.add(extraction), Failure)
    assert (found.stage, found.article_id) == ("write", extraction.article.id)
    assert len(lines(tmp_path / "articles.jsonl")) == len(lines(tmp_path / "failures.jsonl")) == 1


def test_a_failure_with_a_name_that_is_no_unicode_is_written(tmp_path):
    with Output(tmp_path) as output:
        output.add(Failure("read", "caf\udce9.txt", None, "empty file"))
    assert lines(tmp_path / "failures.jsonl")[0]["input"] == "caf\\udce9.txt"


def test_a_full_disk_is_an_error_and_leaves_nothing(tmp_path, extraction, monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(JsonLines, "add", full)
    with pytest.raises(OutputError, match="cannot be written: No space left"), Output(tmp_path) as output:
        output.add(extraction)
    assert names(tmp_path) == []


@pytest.mark.parametrize("store", ["nowhere/x.db", "news.txt"])
def test_a_store_that_cannot_be_kept_is_an_error(tmp_path, store):
    (tmp_path / "news.txt").write_text("Prices rose 5%." * 100)
    with pytest.raises(OutputError, match="no file of repeats can be kept here"):
        learn([tmp_path / "news.txt"], tmp_path / store)
    assert names(tmp_path) == ["news.txt"]


def test_a_large_article_is_read_column_by_column_with_the_same_result(extraction, monkeypatch):
    from extractor.records import Article
    from extractor.write.table import arrow_table

    lines = [encode(extraction).article] * 3
    whole = arrow_table(Article, lines)
    monkeypatch.setattr("extractor.write.table._LARGE", 0)
    assert arrow_table(Article, lines).equals(whole)


def test_a_member_of_a_shard_is_unpacked_whole_or_refused():
    from extractor.shards.manifest import unpacked
    from extractor.shards.parts import member

    lines = b'{"id":"a"}\n' * 5_000
    packed = member(lines)
    assert unpacked(packed) == lines
    assert (unpacked(b""), unpacked(gzip.compress(b""))) == (b"", b"")
    for damaged in (packed[:-9], packed[:-1] + b"\xff", packed[:12] + b"garbage" + packed[19:]):
        with pytest.raises(zlib.error):
            unpacked(damaged)
