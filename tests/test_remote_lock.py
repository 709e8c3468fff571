"""Two runs into one address on another file system: one gives way."""

from __future__ import annotations

import json

import pytest

from extractor.errors import OutputError
from extractor.run import run
from extractor.run.remote_lock import NAME, STALE, RemoteLock
from extractor.shards.store import RemoteStore
from tests.stand_in import load, write_news

pytest.importorskip("fsspec")


class Clock:
    def __init__(self):
        self.now = 1_000_000.0

    def __call__(self):
        return self.now


@pytest.fixture
def store(tmp_path):
    return RemoteStore(f"memory://{tmp_path.name}/out/shards")


@pytest.fixture
def clock():
    return Clock()


def lock(store, clock, pause=lambda _: None):
    return RemoteLock(store, clock=clock, pause=pause)


def test_a_second_run_is_refused_and_told_by_whom(store, clock):
    with (
        lock(store, clock),
        pytest.raises(OutputError, match=r"another run is writing here, process \d+ on .*; its last"),
    ):
        lock(store, clock).__enter__()
    assert store.read(NAME) is None
    with lock(store, clock):
        assert store.read(NAME) is not None


def test_the_lock_of_a_run_that_is_gone_grows_stale(store, clock):
    gone = lock(store, clock)
    gone._write()
    clock.now += STALE - 1
    with pytest.raises(OutputError, match="another run is writing here"):
        lock(store, clock).__enter__()
    clock.now += 2
    with lock(store, clock) as taken:
        gone.renew()
        taken.check()
        with pytest.raises(OutputError, match="another run is writing here"):
            gone.check()


def test_signs_of_life_keep_it(store, clock):
    with lock(store, clock) as held:
        clock.now += STALE - 1
        held.renew()
        clock.now += STALE - 1
        with pytest.raises(OutputError, match="another run is writing here"):
            lock(store, clock).__enter__()


def test_of_two_that_begin_at_once_one_gives_way(store, clock):
    other = lock(store, clock)
    with pytest.raises(OutputError, match="another run is writing here"):
        lock(store, clock, pause=lambda _: other._write()).__enter__()
    assert json.loads(store.read(NAME))["owner"] == other._owner


@pytest.mark.parametrize("data", [b"", b"x", b"[]", b'{"owner": "a"}'])
def test_an_object_that_is_no_lock_holds_nobody_up(store, clock, data):
    store.write(NAME, data)
    with lock(store, clock):
        pass


def test_two_runs_do_not_write_into_one_address(tmp_path):
    news, out = write_news(tmp_path / "news.jsonl", 20), f"memory://{tmp_path.name}/two"

    def second(_uri):
        run([news], out, load=load, layout="shards", formats=["jsonl"])

    with pytest.raises(OutputError, match="another run is writing here"):
        run([news], out, load=load, layout="shards", formats=["jsonl"], on_article=second)
    assert run([news], out, load=load, layout="shards", formats=["jsonl"]).articles == 20


def test_a_run_whose_lock_was_taken_stops_before_it_writes_the_tables(tmp_path, monkeypatch):
    news, out = write_news(tmp_path / "news.jsonl", 20), f"memory://{tmp_path.name}/out"
    made = []
    enter = RemoteLock.__enter__
    monkeypatch.setattr(RemoteLock, "__enter__", lambda self: made.append(self) or enter(self))

    def taken(_uri):
        RemoteLock(made[0]._store)._write()
        made[0].renew()

    with pytest.raises(OutputError, match="another run is writing here"):
        run([news], out, load=load, layout="shards", formats=["jsonl"], on_article=taken)
    assert made[0]._store.size("index.json") is None
