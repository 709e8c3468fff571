"""A very long article is checked, packed and written window by window, as if it had been written whole."""

from __future__ import annotations

import dataclasses
import gzip
import pickle

import orjson
import pytest

from extractor.given import raw_text
from extractor.long import LongExtraction
from extractor.opening import opening
from extractor.records import Extraction, as_json
from extractor.run import run
from extractor.shards import manifest
from extractor.shards.parts import piece_of
from extractor.validate import validate_folder
from extractor.windows import windows
from extractor.write.encode import Lines, encode
from extractor.write.long import encode_long
from extractor.write.stored import StoredRows, pieces_of_line
from tests.stand_in import content

TEXT = "\n\n".join(
    f"Prices rose {n}% in May 2023. “It hurt 3 of us,” said Ana Lee of Acme. She sold 40 cars under Article 7."
    for n in range(40)
)


@pytest.fixture
def in_windows(monkeypatch):
    monkeypatch.setattr("extractor.pipeline.windows", lambda article: windows(article, 900))


@pytest.fixture
def long(extractor, in_windows):
    found = extractor.extract(raw_text(TEXT, published="2023-06-01", title="Prices"))
    assert isinstance(found, LongExtraction)
    return found


def read(piece):
    return [gzip.decompress(member) if member else b"" for member in piece]


def whole(found):
    return Extraction(found.article, found.claims)


def changed(found, index, **changes):
    """The extraction with one window's first claim changed."""
    kept = [*found.windows()]
    first, *claims = kept[index].claims
    kept[index] = kept[index]._replace(claims=(dataclasses.replace(first, **changes), *claims))

    class Changed(LongExtraction):
        def windows(self):
            return iter(kept)

    return Changed(found.head, ())


def test_windows_are_parts_of_the_whole(long):
    parts = [*long.windows()]
    assert len(parts) > 3
    assert [part.start for part in parts] == [0, *(part.end for part in parts[:-1])]
    assert parts[-1].end == len(long.head.text)
    assert [number for part in parts for number in part.article.numbers] == [*long.article.numbers]
    assert all(part.start <= n.start < part.end for part in parts for n in part.article.numbers)
    assert len({claim.id for claim in long.claims}) == len(long.claims) > 100
    assert long == LongExtraction(long.head, long._windows)
    assert pickle.loads(pickle.dumps(long)) == whole(long)


def test_lines_are_those_of_the_whole(long):
    lines = encode(whole(long))
    packed = encode_long(long)
    assert read(piece_of(packed)) == [lines.article, b"".join(lines.claims), b""]
    assert [*packed.rows.claims] == lines.rows.claims
    assert {name: [*v] if isinstance(v, StoredRows) else v for name, v in packed.rows.article.items()} == (
        lines.rows.article
    )


def test_a_claim_at_fault_costs_no_more_than_itself(long):
    bad = changed(long, 2, confidence=7.0)
    packed, lines = encode_long(bad), encode(whole(bad))
    assert "1 of" in packed.failed.reason
    assert (packed.failed, packed.failure) == (lines.failed, lines.failure)
    assert read(piece_of(packed)) == [lines.article, b"".join(lines.claims), lines.failure]


@pytest.mark.parametrize("changes", [{"text": TEXT + " 9"}, {"id": ""}, {"text": TEXT + "\ud800"}])
def test_an_article_at_fault_is_refused(long, changes):
    bad = LongExtraction(dataclasses.replace(long.head, **changes), long._windows)
    lines = encode_long(bad)
    assert isinstance(lines, Lines)
    assert (lines.article, lines.failed.stage) == (None, "check")


def test_digits_between_windows_are_asked_for(long):
    text = long.head.text
    place = next(part.end for part in long.windows())
    for at in (place, len(text)):
        head = dataclasses.replace(long.head, text=text[:at] + "8" + text[at + 1 :])
        lines = encode_long(LongExtraction(head, long._windows))
        assert lines.failed is not None, at
        assert lines.article is None


@pytest.mark.parametrize("layout", ["merged", "shards"])
def test_a_run_writes_the_same(tmp_path, monkeypatch, extractor, in_windows, layout):
    monkeypatch.setattr(manifest, "_LONG", 500)  # members are read bit by bit
    news = tmp_path / "news.jsonl"
    rows = [{"id": "long", "text": TEXT, "published": "2023-06-01"}, {"id": "short", "text": "Prices rose 4% in May."}]
    news.write_bytes(b"".join(orjson.dumps(row) + b"\n" for row in rows))
    for name in ("one", "two"):
        summary = run([news], tmp_path / name, layout=layout, load=lambda _: extractor)
        assert list(validate_folder(tmp_path / name)) == []
        monkeypatch.setattr("extractor.shards.process.encode_long", lambda result: encode(whole(result)))
        assert summary.articles == 2
    if layout == "merged":
        assert content(tmp_path / "one") == content(tmp_path / "two")
    for table in ("articles", "claims"):
        found = [gzip.decompress(path.read_bytes()) for path in tmp_path.glob(f"*/shards/*/{table}.jsonl.gz")]
        assert len(found) == 2
        assert found[0] == found[1]
    made = [orjson.loads(path.read_bytes())["summary"] for path in tmp_path.glob("*/shards/*/manifest.json")]
    assert made[0] == made[1]


def test_the_opening_of_a_line_is_what_stands_before_the_blocks(long):
    row = as_json(long.article)
    for text in ('","blocks":[', '\\","blocks":[', "plain"):
        line = orjson.dumps({**row, "text": text, "extra": {"blocks": [], "x": '","blocks":['}})
        found = opening(line)
        assert [*found] == [*row][: [*row].index("blocks")]
        assert found == {**{name: row[name] for name in found}, "text": text}


def test_stored_rows_are_a_list():
    rows, wanted = StoredRows(), []
    for size in (0, 3, 1, 0, 5):
        more = [{"n": len(wanted) + index, "text": 'a\n"b"'} for index in range(size)]
        rows.extend(more)
        wanted += more
    assert (len(rows), [*rows], rows[4], rows[-1], rows[2:4]) == (9, wanted, wanted[4], wanted[-1], wanted[2:4])
    with pytest.raises(IndexError):
        rows[9]
    row = {"id": "a", "none": StoredRows(), "some": rows, "extra": {}}
    plain = {**row, "none": [], "some": wanted}
    assert b"".join(pieces_of_line(row)) == orjson.dumps(plain, option=orjson.OPT_APPEND_NEWLINE)
