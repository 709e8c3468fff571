"""Runs that are stopped, killed, short of disk or changed leave what an undisturbed run leaves."""

from __future__ import annotations

import dataclasses
import errno
import json
import os
from functools import partial

import pytest

from extractor.errors import ExtractorError, OutputError
from extractor.records import Failure
from extractor.run import run
from extractor.run.pool import Pool
from extractor.select import Selection
from extractor.settings import Settings
from extractor.stored import articles, parts
from tests.stand_in import DEADLY, StandIn, content, load, write_news

standing_in = partial(run, load=load, formats=["jsonl"], shard=8, near=False)


def failing(index):
    return "it fails" if index % 10 == 7 else ""


@pytest.fixture
def news(tmp_path):
    return write_news(tmp_path / "news.jsonl", 40, also=failing)


@pytest.fixture
def undisturbed(tmp_path, news):
    """What a run leaves that nothing happens to."""
    standing_in([news], tmp_path / "undisturbed")
    return content(tmp_path / "undisturbed")


class Loads:
    """A stand-in whose work is counted."""

    def __init__(self, **versions):
        self.done = []
        self.versions = versions

    def __call__(self, settings):
        made = StandIn(settings)
        made.versions = dataclasses.replace(made.versions, **self.versions)
        extract = made.extract_many

        def extract_many(items):
            items = list(items)
            self.done += items
            yield from extract(items)

        made.extract_many = extract_many
        return made


def test_a_second_run_does_nothing_and_shows_the_same(tmp_path, news, undisturbed):
    first = standing_in([news], tmp_path / "out")
    again = Loads()
    tables = [tmp_path / "out" / name for name in ("articles.jsonl", "claims.jsonl", "failures.jsonl")]
    before = {path: path.stat() for path in tables}
    second = standing_in([news], tmp_path / "out", load=again)
    assert again.done == []
    assert {path: path.stat() for path in before} == before
    assert content(tmp_path / "out") == undisturbed
    assert (first.reused, second.reused) == (0, 40)
    assert dataclasses.replace(second, new=36, reused=0) == first
    assert (first.articles, first.new, first.failures) == (36, 36, {"extract": 4})


def test_only_what_is_new_or_changed_is_done(tmp_path, news):
    standing_in([news], tmp_path / "out")
    rows = news.read_text().splitlines(keepends=True)
    rows[3] = rows[3].replace("Article 3", "Another")
    rows.append(json.dumps({"id": "new", "text": "New."}) + "\n")
    news.write_text("".join(rows))
    again = Loads()
    summary = standing_in([news], tmp_path / "out", load=again)
    assert [raw.id for raw in again.done] == ["a3", "new"]
    standing_in([news], tmp_path / "fresh")
    assert content(tmp_path / "out") == content(tmp_path / "fresh")
    assert summary.reused == 39


def test_what_is_no_longer_among_the_inputs_leaves_the_output(tmp_path, news):
    standing_in([news], tmp_path / "out")
    news.write_text("".join(news.read_text().splitlines(keepends=True)[:20]))
    summary = standing_in([news], tmp_path / "out")
    standing_in([news], tmp_path / "fresh")
    assert content(tmp_path / "out") == content(tmp_path / "fresh")
    assert summary.articles == 18


@pytest.mark.parametrize(
    ("changed", "said"),
    [({"rules": "0" * 16}, "the rules"), ({"model": "en_other-1.0"}, "the model"), ({}, "the settings")],
)
def test_changed_versions_do_all_again_and_say_so(tmp_path, news, changed, said):
    standing_in([news], tmp_path / "out")
    again, notes = Loads(**changed), []
    settings = Settings() if changed else Settings(clean=False)
    standing_in([news], tmp_path / "out", settings, load=again, on_note=notes.append)
    assert len(again.done) == 40
    assert notes == [f"changed since the last run: {said}; every article is done again"]
    shards = [path for path in (tmp_path / "out" / "shards").iterdir() if path.is_dir()]
    assert len({path.name.partition("-")[0] for path in shards}) == 1


@pytest.mark.parametrize("engine", ["in process", "pool"])
def test_a_run_that_is_asked_to_stop_goes_on_where_it_was(tmp_path, news, undisturbed, engine):
    seen = []
    chosen = {} if engine == "in process" else {"engine": partial(Pool, workers=1)}
    stopped = standing_in([news], tmp_path / "out", on_article=seen.append, stopping=lambda: len(seen) >= 8, **chosen)
    assert not stopped.finished
    assert not (tmp_path / "out" / "articles.jsonl").exists()
    again = Loads()
    assert standing_in([news], tmp_path / "out", load=again).finished
    assert 0 < len(again.done) < 40
    assert content(tmp_path / "out") == undisturbed


def test_the_output_of_an_earlier_run_stays_until_the_next_is_done(tmp_path, news, undisturbed):
    standing_in([news], tmp_path / "out")
    with news.open("a") as stream:
        stream.write('{"id": "new", "text": "x"}\n')
    assert not standing_in([news], tmp_path / "out", stopping=lambda: True).finished
    assert content(tmp_path / "out") == undisturbed


@pytest.mark.parametrize("workers", [1, 3])
def test_the_pool_writes_what_one_process_writes(tmp_path, news, undisturbed, workers):
    seen = []
    standing_in([news], tmp_path / "out", engine=partial(Pool, workers=workers), on_article=seen.append)
    assert content(tmp_path / "out") == undisturbed
    assert sorted(seen) == sorted(f"{news}#{line}" for line in range(1, 41))


def test_an_article_that_ends_its_worker_is_recorded_and_skipped(tmp_path):
    news = write_news(tmp_path / "news.jsonl", 40, also=lambda index: DEADLY if index in (3, 17) else "")
    failures = []
    summary = standing_in([news], tmp_path / "out", engine=partial(Pool, workers=2), on_failure=failures.append)
    assert sorted((failure.article_id, failure.line) for failure in failures) == [("a17", 18), ("a3", 4)]
    assert "ended the process" in failures[0].reason
    assert summary.articles == 38
    kept = [json.loads(line)["id"] for line in (tmp_path / "out" / "articles.jsonl").read_text().splitlines()]
    assert kept == [f"a{index}" for index in range(40) if index not in (3, 17)]
    again = Loads()
    assert standing_in([news], tmp_path / "out", load=again).failures == {"extract": 2}
    assert again.done == []


def test_what_failed_is_tried_again_when_asked(tmp_path):
    news = write_news(tmp_path / "news.jsonl", 12, also=lambda index: DEADLY if index == 5 else "")
    (tmp_path / "empty.txt").write_text("")
    standing_in([news, tmp_path / "empty.txt"], tmp_path / "out", engine=partial(Pool, workers=1))

    class Stronger(StandIn):
        def extract_many(self, articles):
            return super().extract_many(
                raw if isinstance(raw, Failure) else dataclasses.replace(raw, text="Harmless.") for raw in articles
            )

    summary = standing_in([news, tmp_path / "empty.txt"], tmp_path / "out", load=Stronger, retry=True)
    assert (summary.articles, summary.failures) == (12, {"read": 1})
    ids = [json.loads(line)["id"] for line in (tmp_path / "out" / "articles.jsonl").read_text().splitlines()]
    assert ids == [f"a{index}" for index in range(12)]


def test_workers_that_cannot_begin_end_the_run(tmp_path, news):
    with pytest.raises(ExtractorError, match="no_such_model"):
        run([news], tmp_path / "out", Settings(model="no_such_model"), engine=partial(Pool, workers=1))
    assert not (tmp_path / "out").exists()


def test_an_exact_repeat_and_a_repeated_failure_stand_once(tmp_path, news):
    (tmp_path / "empty.txt").write_text("")
    inputs = [news, tmp_path / "empty.txt", news, tmp_path / "empty.txt"]
    summary = standing_in(inputs, tmp_path / "out")
    assert (summary.articles, summary.duplicates, summary.failures["read"]) == (36, 40, 1)


def test_two_runs_do_not_write_into_one_folder(tmp_path, news):
    def second(_uri):
        standing_in([news], tmp_path / "out")

    with pytest.raises(OutputError, match="another run is writing here"):
        standing_in([news], tmp_path / "out", on_article=second)


def test_a_folder_of_shards_that_is_not_ours_is_refused(tmp_path, news):
    (tmp_path / "out" / "shards").mkdir(parents=True)
    (tmp_path / "out" / "shards" / "mine.txt").write_text("x")
    with pytest.raises(OutputError, match="shards: exists and is not an output"):
        standing_in([news], tmp_path / "out")


def test_tables_that_were_changed_or_taken_away_are_written_anew(tmp_path, news, undisturbed):
    standing_in([news], tmp_path / "out")
    (tmp_path / "out" / "claims.jsonl").unlink()
    with (tmp_path / "out" / "articles.jsonl").open("a") as stream:
        stream.write('{"more": 1}\n')
    again = Loads()
    standing_in([news], tmp_path / "out", load=again)
    assert again.done == []
    assert content(tmp_path / "out") == undisturbed


def test_a_ledger_that_is_lost_is_made_anew_from_the_manifests(tmp_path, news, undisturbed):
    standing_in([news], tmp_path / "out")
    for path in (tmp_path / "out" / "shards").glob("ledger.sqlite*"):
        path.unlink()
    again = Loads()
    standing_in([news], tmp_path / "out", load=again)
    assert again.done == []
    assert content(tmp_path / "out") == undisturbed


def test_a_ledger_that_is_damaged_is_made_anew(tmp_path, news, undisturbed):
    standing_in([news], tmp_path / "out")
    (tmp_path / "out" / "shards" / "ledger.sqlite").write_bytes(b"no database, but long enough to be taken for one" * 9)
    again = Loads()
    standing_in([news], tmp_path / "out", load=again)
    assert again.done == []
    assert content(tmp_path / "out") == undisturbed


def test_a_run_that_was_cut_off_at_its_very_beginning_is_no_obstacle(tmp_path, news, undisturbed):
    (tmp_path / "out" / "shards").mkdir(parents=True)
    (tmp_path / "out" / "shards" / "lock").touch()
    standing_in([news], tmp_path / "out")
    assert content(tmp_path / "out") == undisturbed


@pytest.mark.parametrize("lost", [True, False])
@pytest.mark.parametrize("name", ["manifest.json", "articles.jsonl.gz"])
def test_a_shard_that_is_not_whole_is_not_trusted(tmp_path, news, undisturbed, name, lost):
    standing_in([news], tmp_path / "out")
    shards = tmp_path / "out" / "shards"
    (part,) = list(shards.glob(f"*/{name}"))[:1]
    part.write_bytes(part.read_bytes()[:-9])
    if lost:
        for path in shards.glob("ledger.sqlite*"):
            path.unlink()
    again = Loads()
    standing_in([news], tmp_path / "out", load=again)
    assert 0 < len(again.done) < 40
    assert content(tmp_path / "out") == undisturbed


@pytest.mark.parametrize("layout", ["merged", "shards"])
def test_inputs_without_an_article_leave_the_output_as_it_is(tmp_path, news, layout):
    standing_in([news], tmp_path / "out", layout=layout)
    before = content(tmp_path / "out")
    (tmp_path / "unmounted").mkdir()
    with pytest.raises(OutputError, match="the inputs hold no article"):
        standing_in([tmp_path / "unmounted"], tmp_path / "out", layout=layout)
    assert content(tmp_path / "out") == before
    again = Loads()
    standing_in([news], tmp_path / "out", layout=layout, load=again)
    assert again.done == []


@pytest.mark.parametrize("layout", ["merged", "shards"])
def test_what_a_selection_leaves_out_need_not_be_done_again(tmp_path, news, layout):
    standing_in([news], tmp_path / "out", layout=layout)
    before = content(tmp_path / "out")
    standing_in([news], tmp_path / "out", layout=layout, selection=Selection(limit=7))
    again = Loads()
    standing_in([news], tmp_path / "out", layout=layout, load=again)
    assert again.done == []
    if layout == "merged":
        assert content(tmp_path / "out") == before


@pytest.mark.parametrize("layout", ["merged", "shards"])
def test_the_output_may_lie_in_the_folder_of_the_inputs(tmp_path, news, undisturbed, layout):
    for _ in range(2):
        summary = standing_in(
            [tmp_path / "news.jsonl", tmp_path / "inputs"], tmp_path / "inputs" / "out", layout=layout
        )
        assert summary.failures["read"] == 1  # the folder of inputs holds nothing but the output


def test_a_change_of_layout_that_fails_leaves_the_output_as_it_is(tmp_path, news, monkeypatch):
    standing_in([news], tmp_path / "out", layout="shards")
    before = [claims for _, claims in articles(tmp_path / "out")]

    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr("extractor.write.output.Output.add_lines", full)
        with pytest.raises(OutputError, match="No space left"):
            standing_in([news], tmp_path / "out")
    assert [claims for _, claims in articles(tmp_path / "out")] == before


def counted(monkeypatch, act):
    """Call ``act`` with the number of each call that syncs or renames."""
    calls = iter(range(10**6))
    for name in ("fsync", "replace"):
        real = getattr(os, name)

        def wrapped(*words, real=real):
            act(next(calls))
            return real(*words)

        monkeypatch.setattr(os, name, wrapped)


@pytest.mark.slow
def test_a_disk_that_is_full_at_any_write_loses_and_doubles_nothing(tmp_path, monkeypatch):
    news = write_news(tmp_path / "news.jsonl", 10, also=failing)
    reached = []
    with monkeypatch.context() as patch:
        counted(patch, reached.append)
        standing_in([news], tmp_path / "whole")
    whole = content(tmp_path / "whole")
    assert len(reached) > 20
    for moment in reached:
        out = tmp_path / f"out{moment}"

        def full(call, moment=moment):
            if call == moment:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        with monkeypatch.context() as patch:
            counted(patch, full)
            with pytest.raises(OutputError, match="No space left"):
                standing_in([news], out)
        left = content(out)
        assert all(whole[name] == left[name] for name in left), moment
        standing_in([news], out)
        assert content(out) == whole, moment


@pytest.mark.slow
@pytest.mark.parametrize("layout", ["merged", "shards"])
def test_a_power_cut_between_any_two_writes_loses_and_doubles_nothing(tmp_path, monkeypatch, layout):
    news = write_news(tmp_path / "news.jsonl", 10, also=failing)
    reached = []
    with monkeypatch.context() as patch:
        counted(patch, reached.append)
        standing_in([news], tmp_path / "whole", layout=layout)
    whole = content(tmp_path / "whole")
    for moment in reached:
        out = tmp_path / f"out{moment}"
        child = os.fork()
        if child == 0:
            counted(monkeypatch, lambda call, moment=moment: os._exit(9) if call == moment else None)
            standing_in([news], out, layout=layout)
            os._exit(0)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
        standing_in([news], out, layout=layout)
        assert content(out) == whole, moment
        assert list(articles(out)) == list(articles(tmp_path / "whole")), moment


def test_shards_are_an_output_of_their_own(tmp_path, news):
    standing_in([news], tmp_path / "merged")
    summary = standing_in([news], tmp_path / "out", layout="shards", formats=["jsonl", "parquet"])
    assert not (tmp_path / "out" / "articles.jsonl").exists()
    assert len(parts(tmp_path / "out")) > 1
    assert list(articles(tmp_path / "out")) == list(articles(tmp_path / "merged"))
    assert (tmp_path / "out" / "failures.jsonl").read_bytes() == (tmp_path / "merged" / "failures.jsonl").read_bytes()
    import pyarrow.parquet as pq

    rows = sum(pq.read_metadata(path).num_rows for path in (tmp_path / "out" / "shards").glob("*/articles.parquet"))
    assert rows == summary.articles == 36


def test_a_layout_can_be_changed_without_doing_anything_again(tmp_path, news, undisturbed):
    again = Loads()
    standing_in([news], tmp_path / "out", layout="shards")
    standing_in([news], tmp_path / "out", load=again)
    assert content(tmp_path / "out") == undisturbed
    assert len(parts(tmp_path / "out")) == 1
    standing_in([news], tmp_path / "out", layout="shards", formats=["jsonl", "parquet"], load=again)
    assert again.done == []
    assert len(list((tmp_path / "out" / "shards").glob("*/claims.parquet"))) == len(parts(tmp_path / "out"))
    assert "articles.jsonl" not in content(tmp_path / "out")


def test_shards_go_to_any_file_system(tmp_path, news):
    pytest.importorskip("fsspec")
    address = f"memory://{tmp_path.name}/out"
    first = standing_in([news], address, layout="shards")
    again = Loads()
    second = standing_in([news], address, layout="shards", load=again)
    assert again.done == []
    assert (second.articles, second.reused) == (first.articles, 40)
    with pytest.raises(OutputError, match="takes the layout shards"):
        standing_in([news], address)
