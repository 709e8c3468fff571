"""Inputs to articles: every format, every encoding, every way an input can be bad."""

from __future__ import annotations

import gzip
import io
import json
import random
import subprocess
import sys
import tracemalloc

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from extractor.errors import InputError
from extractor.read import Distinct, read
from extractor.read.decode import decode
from extractor.records import Failure, RawArticle
from tests.conftest import ROOT

TEXT = "Courts convicted 12 men of fraud in 2023."
ODD = "a\r\nb\u00a0c\u00ad\u200f\U0001f600e\u0301"


def write(path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


def one(items):
    (item,) = items
    return item


def failure(items):
    item = one(items)
    assert isinstance(item, Failure)
    return item


@pytest.mark.parametrize(
    ("data", "html", "text", "encoding"),
    [
        (b"plain", False, "plain", "utf-8"),
        ("naïve €5".encode(), False, "naïve €5", "utf-8"),
        (b"\xef\xbb\xbfwith a mark", False, "\ufeffwith a mark", "utf-8"),
        ("Preis: 5 €".encode("utf-16"), False, "\ufeffPreis: 5 €", "utf-16-le"),
        ("five".encode("utf-32"), False, "\ufefffive", "utf-32-le"),
        (b"The caf\xe9 sold 12 cakes, \x93fresh\x94 and cheap, on Monday", False, None, "windows-1252"),
        (b'<meta charset="iso-8859-1"><p>\x93quoted\x94</p>', True, None, "windows-1252"),
        ('<meta charset="windows-1251"><p>Привет</p>'.encode("cp1251"), True, None, "windows-1251"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=shift_jis"><p>日本</p>'.encode("shift_jis"),
         True, None, "shift_jis"),
        ('<meta charset="utf-16"><p>naïve</p>'.encode(), True, None, "utf-8"),
        (ODD.encode(), False, ODD, "utf-8"),
    ],
)  # fmt: skip
def test_decodes_as_a_browser_does(data, html, text, encoding):
    found = decode(data, html=html)
    assert found.encoding == encoding
    assert text is None or found.text == text
    assert found.text.encode(found.encoding if encoding != "shift_jis" else "cp932") == data


@pytest.mark.parametrize(
    ("data", "html", "reason"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00", False, "binary"),
        (b"%PDF-1.4\n" + bytes(range(256)), False, "binary"),
        ("naïve ".encode() + b"\xff\xfe broken", False, "invalid UTF-8 at byte 7"),
        (b'<meta charset="utf-8"><p>\xff</p>', True, "invalid UTF-8"),
        (b"\xef\xbb\xbf\xff", False, "invalid UTF-8"),
    ],
)
def test_refuses_what_is_no_text(data, html, reason):
    with pytest.raises(InputError, match=reason):
        decode(data, html=html)


@pytest.mark.parametrize(
    ("name", "content", "reason", "line", "field"),
    [
        ("a.txt", b"", "empty file", None, None),
        ("a.txt", b" \r\n\t", "empty", None, None),
        ("a.html", b"", "empty file", None, None),
        ("a.txt", b"\x00\x01\x02", "binary", None, None),
        ("a.pdf", b"%PDF", "unknown kind", None, None),
        ("a.jsonl", b'{"text": "x"', "broken JSON", 1, None),
        ("a.jsonl", b'{"text": "x"}\n{"text" "y"}', "at character 9", 2, None),
        ("a.jsonl", b"[1, 2]\n", "not a JSON object", 1, None),
        ("a.jsonl", b'{"text": 5}\n', "must be a string, is a number", 1, "text"),
        ("a.jsonl", b'{"html": ["x"]}\n', "must be a string, is an array", 1, "html"),
        ("a.jsonl", b'{"text": "x", "title": {}}\n', "title: must be a string", 1, "title"),
        ("a.jsonl", b'{"text": "x", "published": 2024}\n', "published: must be a string", 1, "published"),
        ("a.jsonl", b'{"title": "x"}\n', "missing", 1, "text"),
        ("a.jsonl", b'{"text": "  "}\n', "empty", 1, "text"),
        ("a.jsonl", b'{"text": null}\n', "missing", 1, "text"),
        ("a.jsonl", b'\n\n{"text": "caf\xe9"}\n', "invalid UTF-8", 3, None),
        ("a.jsonl", b'{"text": "\\ud800"}\n', "broken JSON", 1, None),
        ("a.jsonl", b"", "empty file", None, None),
        ("a.jsonl", b"\n\n", "holds no row", None, None),
        ("a.jsonl.gz", b"not gzip", "damaged", None, None),
        ("a.jsonl.gz", gzip.compress(b'{"text": "x"}\n', mtime=0)[:-9], "damaged", None, None),
        ("a.csv", "title,body\nx,y\n", "no text or html column", None, None),
        ("a.csv", "text,title\nonly one\n", "broken CSV: cells: 1, names in the header: 2", 2, None),
        ("a.csv", 'text\n"open\n', "broken CSV", 2, None),
        ("a.csv", "text,title\n,x\n", "missing", 2, "text"),
        ("a.csv", b"\x00\x01", "binary", None, None),
        ("a.parquet", b"PAR1 but no more", "damaged Parquet", None, None),
    ],
)  # fmt: skip
def test_a_bad_input_is_one_failure(tmp_path, name, content, reason, line, field):
    path = write(tmp_path / name, content)
    found = [item for item in read([path]) if isinstance(item, Failure)]
    assert len(found) == 1
    assert reason in found[0].reason
    assert (found[0].stage, found[0].input, found[0].line, found[0].field) == ("read", str(path), line, field)


def test_the_batch_goes_on_after_a_bad_row(tmp_path):
    rows = [{"id": "a", "text": TEXT}, {"id": "b"}, {"id": "c", "text": TEXT}]
    path = write(tmp_path / "a.jsonl", "\n".join([json.dumps(rows[0]), "{broken", *map(json.dumps, rows[1:])]))
    found = list(read([path, tmp_path / "missing.txt"]))
    assert [getattr(item, "id", None) for item in found] == ["a", None, None, "c", None]
    assert [(item.line, item.article_id) for item in found if isinstance(item, Failure)] == [
        (2, None),
        (3, "b"),
        (None, None),
    ]


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.jsonl", "a.csv"])
def test_a_long_article_is_a_failure(tmp_path, name):
    long = "word " * 400
    content = {"a.jsonl": json.dumps({"text": long}), "a.csv": f"text\n{long}\n"}.get(name, long)
    found = failure(read([write(tmp_path / name, content)], limit=1000))
    assert "too long" in found.reason


def test_a_line_without_end_is_not_read_whole(tmp_path):
    path = write(tmp_path / "a.jsonl", b'{"text": "' + b"x" * 3_000_000 + b'"}\n' + json.dumps({"text": TEXT}).encode())
    found = list(read([path], limit=100))
    assert "too long" in found[0].reason
    assert found[1].line == 2


def test_a_row_is_carried_whole(tmp_path):
    row = {"id": "7", "text": TEXT, "title": "T", "published": "2024-01-02", "outlet": "O", "language": "en",
           "uri": "https://example.org/7", "section": ["world", 1], "title_": None}  # fmt: skip
    raw = one(read([write(tmp_path / "a.jsonl", json.dumps(row))]))
    assert (raw.id, raw.uri, raw.text, raw.line) == ("7", "https://example.org/7", TEXT, 1)
    assert raw.given == {"title": "T", "published": "2024-01-02", "outlet": "O", "language": "en"}
    assert raw.extra == {"section": ["world", 1], "title_": None}


def test_html_wins_and_the_text_is_carried_along(tmp_path):
    raw = one(read([write(tmp_path / "a.jsonl", json.dumps({"text": "plain", "html": "<p>page</p>"}))]))
    assert (raw.html, raw.text, raw.media_type, raw.extra) == ("<p>page</p>", None, "text/html", {"text": "plain"})


def test_all_formats_give_the_same_article(tmp_path):
    row = {"text": TEXT + "\nÄ 🙂", "published": "2024-01-02", "outlet": "O"}
    line = json.dumps(row).encode() + b"\n"
    write(tmp_path / "a.jsonl", line)
    write(tmp_path / "b.jsonl.gz", gzip.compress(line))
    write(tmp_path / "c.csv", 'text,published,outlet\n"' + row["text"] + '",2024-01-02,O\n')
    write(tmp_path / "d.csv", '\ufefftext;published;outlet\r\n"' + row["text"] + '";2024-01-02;O\r\n')
    pq.write_table(pa.Table.from_pylist([row]), tmp_path / "e.parquet")
    found = list(read([tmp_path]))
    assert len(found) == 5
    assert {(raw.id, raw.sha256, raw.text, tuple(raw.given.items())) for raw in found} == {
        (found[0].id, found[0].sha256, row["text"], (("published", "2024-01-02"), ("outlet", "O")))
    }
    assert [raw.line for raw in found] == [1, 1, 2, 2, 1]


def test_an_id_depends_on_content_and_metadata_alone(tmp_path):
    file = one(read([write(tmp_path / "a.txt", TEXT)]))
    row = one(read([write(tmp_path / "b.jsonl", "\n\n" + json.dumps({"text": TEXT}))]))
    other = one(read([write(tmp_path / "c.jsonl", json.dumps({"text": TEXT, "title": "T"}))]))
    assert file.id == row.id != other.id


def test_a_folder_is_searched_in_order(tmp_path):
    for name in ("b/2.txt", "b/1.html", "a.txt", "a.gold.json", ".hidden.txt", ".git/x.txt", "notes.md", "c.TXT"):
        write(tmp_path / name, f"<p>{name}</p>")
    found = [raw.uri[len(str(tmp_path)) + 1 :] for raw in read([tmp_path])]
    assert found == ["a.txt", "c.TXT", "b/1.html", "b/2.txt"]


def test_a_folder_without_articles_is_a_failure(tmp_path):
    write(tmp_path / "a.gold.json", "{}")
    assert "holds no" in failure(read([tmp_path])).reason


@pytest.mark.parametrize(
    ("data", "form", "kind", "count"),
    [
        (json.dumps({"text": TEXT}).encode() + b"\n" + json.dumps({"html": "<p>x</p>"}).encode(), "auto", None, 2),
        (TEXT.encode(), "auto", "text/plain", 1),
        (b"\xef\xbb\xbf<!DOCTYPE html><p>x</p>", "auto", "text/html", 1),
        (b"<p>x</p>", "html", "text/html", 1),
        (b"{not json}", "text", "text/plain", 1),
        (b"{not json}", "auto", None, 1),
        (b"", "auto", None, 1),
    ],
)
def test_standard_input_is_recognised(data, form, kind, count):
    found = list(read(["-"], stdin=io.BytesIO(data), stdin_format=form))
    assert len(found) == count
    assert kind is None or found[0].media_type == kind
    assert all(item.input == "stdin" for item in found if isinstance(item, Failure))


def test_repeated_rows_are_counted_and_reused_ids_refused():
    def raw(text, line):
        return RawArticle("x", f"f#{line}", "text/plain", str(hash(text)), len(text), text=text, line=line)

    distinct = Distinct([raw("one", 1), raw("one", 2), raw("two", 3), raw("one", 4)])
    found = list(distinct)
    assert distinct.duplicates == 2
    assert [type(item) for item in found] == [RawArticle, Failure]
    assert "f line 1 and f line 3" in found[1].reason


def test_a_repeated_row_is_told_with_the_place_of_its_first():
    def raw(identity, uri, line):
        return RawArticle(identity, uri, "text/plain", "0" * 64, 3, text="one", line=line)

    told = []
    rows = [raw("x", "f#1", 1), raw("y", "g", None), raw("x", "https://example.org/1", 7), raw("y", "\udce9.txt", None)]
    assert [item.id for item in Distinct(rows, told.append)] == ["x", "y"]
    assert [(d.kind, d.article_id, d.uri, d.line, d.duplicate_uri, d.duplicate_line) for d in told] == [
        ("exact", "x", "https://example.org/1", 7, "f#1", 1),
        ("exact", "y", "\udce9.txt", None, "g", None),
    ]


def test_a_file_named_twice_is_read_once(tmp_path):
    path = write(tmp_path / "a.txt", TEXT)
    distinct = Distinct(read([path, path]))
    assert len(list(distinct)) == 1
    assert distinct.duplicates == 1


@pytest.mark.parametrize("kind", ["jsonl", "jsonl.gz", "csv", "parquet"])
def test_memory_does_not_grow_with_the_input(tmp_path, kind):
    rows = 3000
    text = "All work and no play. " * 100
    path = tmp_path / f"a.{kind}"
    if kind == "jsonl":
        path.write_text("".join(json.dumps({"id": str(i), "text": text}) + "\n" for i in range(rows)))
    elif kind == "jsonl.gz":
        with gzip.open(path, "wt") as stream:
            stream.writelines(json.dumps({"id": str(i), "text": text}) + "\n" for i in range(rows))
    elif kind == "csv":
        path.write_text("id,text\n" + "".join(f"{i},{text}\n" for i in range(rows)))
    else:
        table = pa.Table.from_pylist([{"id": str(i), "text": text} for i in range(rows)])
        pq.write_table(table, path, row_group_size=100)
    tracemalloc.start()
    try:
        assert sum(isinstance(item, RawArticle) for item in read([path])) == rows
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 3_000_000


def test_a_parquet_file_of_one_row_group_is_streamed(tmp_path):
    """Neither Python nor Arrow holds the group whole."""
    path = tmp_path / "a.parquet"
    chance = random.Random(1)
    rows = ({"id": str(i), "text": chance.randbytes(2_000).hex()} for i in range(5_000))
    pq.write_table(pa.Table.from_pylist(list(rows)), path, row_group_size=5_000, use_dictionary=False)
    code = "import sys, pyarrow as pa; from extractor.read import read; print(sum(1 for _ in read([sys.argv[1]])),"
    code += "pa.default_memory_pool().max_memory())"
    found = subprocess.run([sys.executable, "-c", code, path], capture_output=True, text=True, check=True, cwd=ROOT)
    count, peak = map(int, found.stdout.split())
    assert count == 5_000
    assert path.stat().st_size > 10_000_000
    assert peak < 14_000_000


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ('{"text": "5 men", "deep": ' + "[" * 1000 + "]" * 1000 + "}", "deep: nested deeper than 100 levels"),
        ('{"text": "5 men", "deep": ' + '{"a":' * 500 + "1" + "}" * 501, "deep: nested deeper than 100 levels"),
        ('{"text": "5 men", "n": 123456789012345678901234567890}', "n: a number of more than 64 bits"),
        ('{"text": "5 men", "deep": ' + "[" * 1010 + "9" * 19 + "]" * 1010 + "}", "nested too deeply"),
        ('{"text": "5 men", "n": [' + "9" * 5000 + "]}", "number is infinity"),
    ],
)
def test_a_row_that_no_record_can_hold_costs_no_other(tmp_path, row, reason):
    (tmp_path / "a.jsonl").write_text(f"{row}\n" + json.dumps({"text": "6 men", "n": [2**64 - 1]}))
    first, second = read([tmp_path / "a.jsonl"])
    assert first.line == 1
    assert reason in first.reason
    assert second.extra == {"n": [2**64 - 1]}


def test_a_long_id_is_not_rounded(tmp_path):
    (tmp_path / "a.jsonl").write_text('{"text": "5 men", "id": 123456789012345678901234567890}')
    assert [raw.id for raw in read([tmp_path / "a.jsonl"])] == ["123456789012345678901234567890"]


def test_a_folder_that_cannot_be_read_is_a_failure(tmp_path, monkeypatch):
    import os

    (tmp_path / "open").mkdir()
    (tmp_path / "open" / "a.txt").write_text("Courts convicted 12 men.")
    (tmp_path / "shut").mkdir()
    listed = os.scandir

    def scandir(path):
        if str(path).endswith("shut"):
            raise PermissionError(13, "Permission denied", str(path))
        return listed(path)

    monkeypatch.setattr(os, "scandir", scandir)
    article, failure = sorted(read([tmp_path]), key=lambda item: isinstance(item, Failure))
    assert article.text == "Courts convicted 12 men."
    assert (failure.input, failure.reason) == (str(tmp_path / "shut"), "Permission denied")
