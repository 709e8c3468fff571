"""What a run notes besides its records: repeats, what it left out; and a folder that grows day by day."""

from __future__ import annotations

import datetime
import json
import os
import re
import signal
import subprocess
import sys
import time

import pytest

from extractor.errors import InputError, OutputError
from extractor.run import learn, run
from extractor.select import Selection
from extractor.stats import statistics
from extractor.stored import articles
from extractor.validate import validate_folder
from tests.conftest import ROOT

STORY = """Strike at {place}

{lead} On Monday {number} workers of the port of {place} walked out, the union said. They ask for a rise of 9% over two
years and for a new canteen. The company has offered 4%. Ferries to the islands did not sail, and 200 lorries waited
at the gates until the evening. The last strike at the port was in 1998, when cranes stood still for eleven days.
"""


def story(place="Norhaven", number=312, lead=""):
    return STORY.format(place=place, number=number, lead=lead)


def rows(path, *records):
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return path


def table(out, name):
    return [json.loads(line) for line in (out / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.fixture
def go(extractor, tmp_path):
    """Run into ``out`` with the model that is loaded already."""
    return lambda *inputs, **options: run(inputs, tmp_path / "out", load=lambda _: extractor, **options)


def test_repeats_are_noted_and_near_ones_stay(go, tmp_path):
    first = {"id": "a", "published": "2025-03-04", "text": story()}
    news = rows(
        tmp_path / "news.jsonl",
        {"id": "b", "published": "2025-03-05", "text": story(lead="(Updated.)")},
        first,
        {
            "id": "c",
            "published": "2025-03-03",
            "text": "Rain fell on 12 days of May in Torvik, the weather office said.",
        },
    )
    more = rows(tmp_path / "more.jsonl", first)
    told = []
    summary = go(news, more, on_duplicate=told.append)
    found = table(tmp_path / "out", "duplicates")
    assert [(row["kind"], row["article_id"], row["duplicate_of"], row["line"]) for row in found] == [
        ("exact", "a", "a", 1),
        ("near", "b", "a", 1),
    ]
    assert (summary.articles, summary.duplicates, summary.near, len(told)) == (3, 1, 1, 1)
    assert found[0]["duplicate_uri"] == f"{news}#2"
    assert 0.7 <= found[1]["similarity"] < 1
    assert list(validate_folder(tmp_path / "out")) == []
    assert go(news, more, near=False).near == 0
    assert [row["kind"] for row in table(tmp_path / "out", "duplicates")] == ["exact"]


@pytest.mark.parametrize("layout", ["merged", "shards"])
def test_the_notes_are_the_same_however_the_run_goes(go, tmp_path, layout):
    texts = [
        story(place, lead=lead) for place in ("Norhaven", "Torvik", "Ilmen") for lead in ("", "Late report.", "New:")
    ]
    news = rows(tmp_path / "news.jsonl", *({"id": f"a{n}", "text": text} for n, text in enumerate(texts)))
    go(news, layout=layout)
    wanted = (tmp_path / "out" / "duplicates.jsonl").read_bytes()
    assert wanted
    (tmp_path / "out" / "shards" / "similar.sqlite").unlink()
    go(news, layout=layout, shard=2)
    assert (tmp_path / "out" / "duplicates.jsonl").read_bytes() == wanted
    days = [rows(tmp_path / f"day{n}.jsonl", {"id": f"a{n}", "text": text}) for n, text in enumerate(texts)]
    for last in (2, 5, 9):
        go(*days[:last], layout=layout)
    found = table(tmp_path / "out", "duplicates")
    plain = [(row["article_id"], row["duplicate_of"], row["similarity"]) for row in found]
    assert plain == [
        (r["article_id"], r["duplicate_of"], r["similarity"]) for r in map(json.loads, wanted.splitlines())
    ]


def test_a_selection_is_recorded_with_what_it_left_out(go, tmp_path):
    dated = [{"id": f"a{n}", "published": f"2025-03-{n:02d}", "text": story(number=n * 7)} for n in range(1, 9)]
    news = rows(tmp_path / "news.jsonl", *dated, {"id": "undated", "text": "Prices rose 4% in the shops of Torvik."})
    summary = go(news, selection=Selection(since=datetime.date(2025, 3, 5), limit=4))
    assert [row["id"] for row in table(tmp_path / "out", "articles")] == ["a5", "a6", "a7", "a8"]
    record = json.loads((tmp_path / "out" / "shards" / "run.json").read_text())
    assert record["selection"] == {"since": "2025-03-05", "limit": 4}
    assert record["left_out"] == summary.skipped == {"before": 4}
    assert record["ended_by_limit"] is True
    summary = go(news, selection=Selection(since=datetime.date(2025, 3, 5)))
    record = json.loads((tmp_path / "out" / "shards" / "run.json").read_text())
    assert (record["taken_undated"], record["done_before"], summary.articles) == (1, 4, 5)
    assert record["articles_per_second"] > 0


def test_a_sample_by_number_is_the_same_of_every_layout_of_the_input(go, tmp_path):
    records = [{"id": f"a{n}", "text": story(number=n)} for n in range(2, 14)]
    one = rows(tmp_path / "one.jsonl", *records, *records)
    parts = [rows(tmp_path / f"part{n}.jsonl", record) for n, record in enumerate(reversed(records))]
    found = []
    for inputs in ([one], parts):
        go(*inputs, selection=Selection(number=3))
        found.append({row["id"] for row in table(tmp_path / "out", "articles")})
    assert found[0] == found[1]
    assert len(found[0]) == 3
    with pytest.raises(InputError, match="cannot be read twice"):
        go("-", selection=Selection(number=3))


def test_shards_are_read_counted_and_checked_like_one_file(go, tmp_path):
    records = [{"id": f"a{n}", "outlet": "The Ferry Post", "text": story(number=n)} for n in range(2, 9)]
    news = rows(tmp_path / "news.jsonl", *records, {"id": "bad"})
    out = tmp_path / "out"
    go(news)
    one, counted = list(articles(out)), statistics(out).as_json()
    go(news, layout="shards", shard=3)
    assert list(articles(out)) == one
    again = statistics(out).as_json()
    assert again["failures"] == 1
    assert {k: v for k, v in again.items() if k != "last_run"} == {k: v for k, v in counted.items() if k != "last_run"}
    assert again["last_run"]["done_before"] == 7
    assert list(validate_folder(out)) == []


def test_a_damaged_shard_is_found_where_it_is(go, tmp_path):
    import gzip

    news = rows(tmp_path / "news.jsonl", *({"id": f"a{n}", "text": story(number=n)} for n in range(2, 9)))
    out = tmp_path / "out"
    go(news, layout="shards", shard=3)
    homes = sorted(path.parent for path in out.glob("shards/*/claims.jsonl.gz"))
    for table in ("articles", "claims"):
        data = gzip.decompress((homes[0] / f"{table}.jsonl.gz").read_bytes())
        (homes[-1] / f"{table}.jsonl.gz").write_bytes(gzip.compress(data))
    found = {(fault.path, fault.file.split("/")[-1]) for fault in validate_folder(out)}
    assert ("$.id", "articles.jsonl.gz") in found
    assert ("$.id", "claims.jsonl.gz") in found
    (homes[0] / "articles.jsonl.gz").write_bytes(b"\x1f\x8b\x08\0\0\0\0\0\0\0garbage")
    with pytest.raises(OutputError, match="damaged"):
        list(validate_folder(out))
    with pytest.raises(OutputError, match="damaged"):
        list(articles(out))
    (out / "shards" / "index.json").write_text("[]")
    with pytest.raises(OutputError, match=r"index\.json: damaged"):
        statistics(out)


LAUNCH = "from tests.stand_in import main; main()"


def environment(pause=0):
    return {**os.environ, "PYTHONPATH": str(ROOT), "STAND_IN_PAUSE": str(pause)}


@pytest.fixture
def morning(tmp_path):
    """Run the script of the page as cron would, with a pipeline that is loaded at once; gives its exit code."""
    page = (ROOT / "docs" / "scale.md").read_text(encoding="utf-8")
    script = re.search(r"^```sh\n(#!/bin/sh\n.*?)^```", page, re.M | re.S)[1]
    (tmp_path / "daily.sh").write_text(script.replace("/srv/claims", str(tmp_path)))
    (tmp_path / "bin").mkdir()
    command = tmp_path / "bin" / "extractor"
    command.write_text(f'#!/bin/sh\nexec {sys.executable} -c "{LAUNCH}" "$@"\n')
    command.chmod(0o755)
    (tmp_path / "news").mkdir()
    found = {**environment(), "PATH": f"{command.parent}:{os.environ['PATH']}"}

    def run_script(**options):
        return subprocess.run(["sh", str(tmp_path / "daily.sh")], env=found, **options).returncode

    return run_script


def shards(out):
    return {path.parent.name: path.stat().st_mtime_ns for path in out.glob("shards/*/manifest.json")}


@pytest.mark.slow
def test_a_week_of_the_daily_recipe(morning, tmp_path):
    news, out = tmp_path / "news", tmp_path / "out"

    def arrives(name, *records):
        rows(tmp_path / "incoming", *records).rename(news / name)

    def events():
        return [json.loads(line) for line in (tmp_path / "run.log").read_text().splitlines()]

    # Monday: two articles.
    arrives("monday.jsonl", *({"id": f"m{n}", "outlet": "The Ferry Post", "text": story(number=n)} for n in (21, 35)))
    assert morning() == 0
    monday = shards(out)
    assert [article["id"] for article, _ in articles(out)] == ["m21", "m35"]
    # Tuesday: one more, one that comes again, and a row that cannot be used.
    again = {"id": "m21", "outlet": "The Ferry Post", "text": story(number=21)}
    arrives("tuesday.jsonl", {"id": "t1", "text": "Prices rose 4% in May, the office said."}, again, {"id": "bad"})
    assert morning() == 0
    assert monday.items() <= shards(out).items(), "what was done on Monday is not done again"
    end = events()[-1]
    assert (end["event"], end["exit_code"], end["reused"], end["articles"]) == ("run.finished", 1, 2, 3)
    counted = json.loads((tmp_path / "stats.json").read_text())
    assert (counted["articles"], counted["failures"]) == (3, 1)
    assert {row["name"]: row["count"] for row in counted["duplicates_by_kind"]["top"]} == {"exact": 1, "near": 2}
    # Wednesday: nothing new. No shard is made, nothing changes.
    tuesday, before = shards(out), list(articles(out))
    assert morning() == 0
    assert (shards(out), list(articles(out))) == (tuesday, before)
    # Thursday: the run is killed while it works; the next one goes on from there.
    arrives("wednesday.jsonl", {"id": "w1", "text": "Fog closed 3 roads near Torvik on Monday, police said."})
    ended = subprocess.Popen(
        [sys.executable, "-c", LAUNCH, "run", "news", "--out", "out", "--layout", "shards"],
        cwd=tmp_path, env=environment(pause=60), stdout=subprocess.DEVNULL,
    )  # fmt: skip
    while ended.poll() is None and not (out / ".duplicates.jsonl.part").exists():  # it has begun to work
        time.sleep(0.01)
    ended.kill()
    ended.wait()
    assert list(articles(out)) == before
    assert morning() == 0
    assert [article["id"] for article, _ in articles(out)] == ["m21", "m35", "t1", "w1"]
    assert tuesday.items() <= shards(out).items()
    # What outlets repeat was learned beside it, each article once.
    assert learn([news], tmp_path / "repeats.next.db") == 0
    assert list(validate_folder(out)) == []


def test_review_and_export_read_shards_too(go, tmp_path):
    from extractor.audit.database import connect
    from extractor.audit.ingest import ingest
    from extractor.export.reviewed import from_folder

    news = rows(tmp_path / "news.jsonl", *({"id": f"a{n}", "text": story(number=n)} for n in range(2, 9)))
    out = tmp_path / "out"
    go(news)
    one = list(from_folder(out))
    store = connect(tmp_path / "audit.sqlite")
    first = ingest(store, out)
    assert ingest(store, out) == first
    go(news, layout="shards", shard=3)
    assert list(from_folder(out)) == one
    second = ingest(store, out)
    held = [store.execute("SELECT claims FROM run WHERE id = ?", (run,)).fetchone()[0] for run in (first, second)]
    assert held == [sum(len(document.claims) for document in one)] * 2
    store.close()


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_a_run_that_is_stopped_ends_with_130(tmp_path, sent):
    """Ctrl-C and SIGTERM: the articles in hand are finished, the exit code says so, and the same command goes on."""
    records = ({"id": f"a{n}", "text": story(number=n)} for n in range(400))
    rows(tmp_path / "news.jsonl", *records)
    command = [sys.executable, "-c", LAUNCH, "run", "news.jsonl", "--out", "out", "--log-format", "json"]
    ended = subprocess.Popen(command, cwd=tmp_path, env=environment(pause=0.02), stderr=subprocess.PIPE, text=True)
    while ended.poll() is None and not (tmp_path / "out" / ".duplicates.jsonl.part").exists():
        time.sleep(0.01)
    ended.send_signal(sent)
    lines = ended.communicate()[1].splitlines()
    assert ended.returncode == 130
    assert json.loads(lines[-1])["event"] == "run.stopped"
    assert not (tmp_path / "out" / "articles.jsonl").exists()


def test_another_file_system_gets_the_notes_among_the_shards(extractor, tmp_path):
    news = rows(
        tmp_path / "news.jsonl", *({"id": f"a{n}", "text": story(lead=lead)} for n, lead in enumerate(("", "New:")))
    )
    summary = run([news], f"file://{tmp_path}/away", layout="shards", load=lambda _: extractor)
    assert summary.near == 1
    home = tmp_path / "away" / "shards"
    found = [json.loads(line) for line in (home / "duplicates.jsonl").read_text().splitlines()]
    assert [(row["article_id"], row["duplicate_of"]) for row in found] == [("a1", "a0")]
    assert json.loads((home / "run.json").read_text())["near_duplicates"] == 1
