"""Every way to damage an output is found where it is."""

from __future__ import annotations

import json
import shutil

import pyarrow.parquet as pq
import pytest

from extractor.errors import OutputError
from extractor.validate import validate_folder
from extractor.validate.blocks import rebuild_source
from extractor.validate.quantities import rounding_faults
from extractor.validate.records import word_faults
from extractor.write import Output


@pytest.fixture
def output(tmp_path, extraction):
    """A valid output of one article, and a function that edits one of its lines."""
    with Output(tmp_path) as output:
        output.add(extraction)
    assert list(validate_folder(tmp_path)) == []
    for name in ("articles", "claims"):
        (tmp_path / f"{name}.parquet").unlink()
    return tmp_path


def edit(folder, name, change):
    path = folder / f"{name}.jsonl"
    row = json.loads(path.read_text(encoding="utf-8"))
    change(row)
    path.write_text(json.dumps(row) + "\n", encoding="utf-8")


def put(*steps):
    *path, last, value = steps

    def change(row):
        for step in path:
            row = row[step]
        row[last] = value

    return change


def drop(name):
    return lambda row: row.pop(name)


def shift(row):
    row["sentence"]["end"] -= 1


DAMAGES = [
    ("articles", put("numbers", 0, "start", 1), "$.numbers[0].text", "but the article has"),
    ("articles", put("numbers", 0, "end", 9999), "$.numbers[0]", "not inside the text"),
    ("articles", put("attributions", 0, "cue", "text", "said"), "$.attributions[0].cue.text", "but the article has"),
    ("articles", put("blocks", 2, "source_start", 33), "$.blocks[2].source_start", "block before ends at 32"),
    ("articles", put("blocks", 0, "end", 29), "$.blocks[0].end", "keeps 29 characters of a block of 30"),
    ("articles", put("blocks", 4, "removed", "text", "Support"), "$.blocks[4].removed.text", "has 7 characters"),
    ("articles", put("blocks", 2, "removed", {"reason": "share", "rule": "r", "text": "x"}), "$.blocks[2]", "valid"),
    ("articles", put("text", "Courts"), "$.numbers[0]", "not inside the text"),
    ("articles", put("numbers", 0, "claim_id", "other"), "$.numbers[0].claim_id", "no claim has the id"),
    ("articles", put("numbers", 1, "disposition", "claim"), "$.numbers[1].claim_id", "not of type 'string'"),
    ("articles", lambda row: row["numbers"].pop(2), "$.numbers", "the digit '2' at 116 of the text lies in no number"),
    ("articles", put("dates", 0, "from", "2025-01-01"), "$.dates[0].from", "is after 2024-12-31"),
    ("articles", put("dates", 0, "to", "2024-02-31"), "$.dates[0].to", "is not a day"),
    ("articles", put("dates", 0, "to", "soon"), "$.dates[0].to", "does not match"),
    ("articles", put("published", "value", "2025-13-01"), "$.published.value", "is not a day"),
    ("articles", put("source", "sha256", "x"), "$.source.sha256", "does not match"),
    ("articles", put("colour", "red"), "$", "'colour' was unexpected"),
    ("articles", drop("blocks"), "$", "'blocks' is a required property"),
    ("articles", put("numbers", 0, "disposition", "maybe"), "$.numbers[0].disposition", "is not one of"),
    ("articles", put("id", "another"), "$.article_id", "no article has the id"),
    ("claims", put("quantity", "text", "1,369"), "$.quantity.text", "but the article has"),
    ("claims", put("quantity", "low", "many"), "$.quantity.low", "is not of type"),
    ("claims", put("quantity", "high", 5), "$.quantity.low", "1369 is above high, 5"),
    ("claims", shift, "$.sentence.text", "but the article has"),
    ("claims", put("confidence", 1.5), "$.confidence", "greater than the maximum"),
    ("claims", put("relations", [{"type": "part_of", "claim_id": "x"}]), "$.relations[0].claim_id", "no claim of this"),
    ("claims", put("id", "new"), "$.id", "links to this claim"),
    ("claims", put("outlet", "Another"), "$.outlet", "but the article has 'The Northern Post'"),
    ("claims", put("published", None), "$.published", "but the article has '2025-03-04'"),
    ("claims", put("legal", 0, "jurisdiction", "Russia"), "$.legal[0].jurisdiction", "does not match"),
    ("claims", put("quantity", "value", 999999), "$.quantity.value", "but the article's number has 1369"),
    ("claims", put("quantity", "value", 999999), "$.quantity", "of at_least low is the value and high null"),
    ("claims", put("quantity", "modifier", "exact"), "$.quantity", "of exact value, low and high are equal"),
    ("claims", put("quantity", "modifier", "nearly"), "$.quantity", "of nearly high is the value and low null"),
    ("claims", put("quantity", "modifier", "approx"), "$.quantity", "there is a value and no low or high"),
    ("claims", put("quantity", "modifier", "range"), "$.quantity", "there are low and high and no value"),
    ("articles", put("numbers", 0, "quantity", "high", 1369), "$.numbers[0].quantity", "of at_least"),
    ("claims", put("legal", 0, "number", "339"), "$.legal[0]", "is none of the article's legal references"),
    ("claims", put("time", "from", "1900-01-01"), "$.time.from", "but the article's date has '2024-01-01'"),
    ("articles", put("dates", []), "$.time", "is none of the article's dates"),
    ("claims", put("topic", {"start": 17, "end": 22, "text": "draft"}), "$.inherited", "lacks the topic"),
    ("articles", put("source", "sha256", "0" * 63 + "G"), "$.source.sha256", "does not match"),
]


@pytest.mark.parametrize(("table", "change", "path", "message"), DAMAGES)
def test_a_damage_is_found_where_it_is(output, table, change, path, message):
    edit(output, table, change)
    faults = list(validate_folder(output))
    found = [fault for fault in faults if fault.path == path and message in fault.message]
    assert found, [str(fault) for fault in faults]
    assert found[0].line == 1
    assert found[0].file in ("articles.jsonl", "claims.jsonl")


def test_a_missing_last_block_of_junk_is_no_fault_but_a_kept_one_is(output):
    edit(output, "articles", lambda row: row["blocks"].__delitem__(slice(2, None)))
    assert [fault.path for fault in validate_folder(output)] == ["$.text"]


def test_broken_lines_are_named(output):
    with (output / "articles.jsonl").open("a") as stream:
        stream.write("{broken\n[]\n")
    found = [(fault.file, fault.line, fault.path) for fault in validate_folder(output)]
    assert found == [("articles.jsonl", 2, "$"), ("articles.jsonl", 3, "$")]


def test_a_repeated_article_is_named(output):
    text = (output / "articles.jsonl").read_text()
    (output / "articles.jsonl").write_text(text + text)
    found = [(fault.line, fault.path) for fault in validate_folder(output) if "earlier line" in fault.message]
    assert found == [(2, "$.id")]


@pytest.mark.parametrize("name", ["failures.jsonl", "duplicates.jsonl"])
def test_a_broken_row_of_a_list_is_named(output, name):
    (output / name).write_text('{"stage": "read"}\n')
    assert {(fault.file, fault.line) for fault in validate_folder(output)} == {(name, 1)}


def test_a_near_duplicate_of_nothing_is_named(output, example):
    row = example("duplicate") | {"article_id": example("article")["id"]}
    (output / "duplicates.jsonl").write_text(json.dumps(row) + "\n" + json.dumps(row | {"kind": "exact"}) + "\n")
    assert [str(fault) for fault in validate_folder(output)] == [
        "duplicates.jsonl:1: $.duplicate_of: no article has the id 'a-3'"
    ]


def test_formats_that_differ_are_named(tmp_path, extraction):
    with Output(tmp_path) as writer:
        writer.add(extraction)
    table = pq.read_table(tmp_path / "claims.parquet").to_pylist()
    edit(tmp_path, "claims", put("topic", None))
    assert table[0]["topic"] is not None
    faults = list(validate_folder(tmp_path))
    assert [(fault.file, fault.line, fault.path) for fault in faults] == [("claims.parquet", 1, "$.topic")]


def test_no_output_is_an_error(tmp_path, output):
    with pytest.raises(OutputError, match="no such folder"):
        list(validate_folder(tmp_path / "nowhere"))
    shutil.rmtree(output)
    output.mkdir()
    with pytest.raises(OutputError, match=r"holds no articles\.jsonl"):
        list(validate_folder(output))


def test_claims_alone_missing_is_a_fault(output):
    (output / "claims.jsonl").unlink()
    assert [fault.file for fault in validate_folder(output)] == ["claims.jsonl"]


def test_the_source_is_rebuilt(example):
    source = rebuild_source(example("article"))
    assert source.endswith("Support us from $3 a month")
    assert len(source) == example("article")["blocks"][-1]["source_end"]


def test_a_number_word_in_no_number_is_found():
    assert [fault.message for fault in word_faults({"text": "Ten men, weighty, often", "numbers": []})] == [
        "the number word 'Ten' at 0 of the text lies in no number"
    ]
    assert list(word_faults({"text": "Ten men", "numbers": [{"start": 0, "end": 3}]})) == []


def test_a_period_that_runs_to_another_day_is_no_fault(output):
    edit(output, "claims", put("time", "to", "2024-06-30"))
    assert list(validate_folder(output)) == []


@pytest.mark.parametrize(
    ("text", "value", "rounded"),
    [
        ("123456789012345678901234567890", 1.2345678901234568e29, True),
        ("123,456,789,012,345,678", 123456789012345680.0, True),
        ("100,000,000,000,000,000,000", 1e20, False),
        ("3.14159265358979323846", 3.141592653589793, False),
        ("1,000,000,000,000,000 million", 1e21, False),
    ],
)
def test_a_rounded_number_is_found(text, value, rounded):
    quantity = {"value": value, "low": value, "high": value, "modifier": "exact", "per": None}
    assert bool(list(rounding_faults(quantity, text, "$"))) is rounded
