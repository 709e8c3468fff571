"""kill -9 of the run, of its workers and of an engine's workers, at random moments: nothing is lost or doubled."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from extractor.run import run
from tests.conftest import ROOT
from tests.stand_in import content, load, write_news

psutil = pytest.importorskip("psutil")

LAUNCH = "from tests.stand_in import main; main()"
TABLES = ["--format", "jsonl,parquet", "--shard", "25"]


def command(news, out, *words, real=False):
    launch = ["-m", "extractor"] if real else ["-c", LAUNCH]
    return [sys.executable, *launch, "run", str(news), "--out", str(out), *TABLES, *words]


def start(words, pause=0.002):
    environment = {**os.environ, "STAND_IN_PAUSE": str(pause), "PYTHONPATH": str(ROOT)}
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE}
    return subprocess.Popen(words, env=environment, cwd=ROOT, text=True, **quiet)


def finish(words):
    done = start(words, pause=0)
    _, err = done.communicate(timeout=120)
    assert done.returncode == 0, err


@pytest.fixture(scope="module")
def news(tmp_path_factory):
    return write_news(tmp_path_factory.mktemp("kill") / "news.jsonl", 400)


@pytest.fixture(scope="module")
def undisturbed(news):
    out = news.with_name("undisturbed")
    run([news], out, load=load, formats=["jsonl", "parquet"], shard=25)
    return content(out)


@pytest.mark.slow
def test_a_killed_run_goes_on(tmp_path, news, undisturbed):
    """20 kills: four in each of five runs, half of them with a pool."""

    def go_on(seed):
        chance, out = random.Random(seed), tmp_path / f"out{seed}"
        words = command(news, out, *(["--workers", "2"] if seed % 2 else []))
        for _ in range(4):
            process = start(words)
            time.sleep(chance.uniform(0.2, 2.5))
            process.kill()
            process.communicate()
        finish(words)
        assert content(out) == undisturbed, f"seed {seed}"

    at_once(go_on, range(5))


@pytest.mark.slow
def test_killed_workers_are_replaced(tmp_path, news, undisturbed):
    """20 kills: ten in each of two runs, or in several if they end before."""

    def replace(seed):
        chance = random.Random(seed)
        kills = 0
        for attempt in range(10):
            out = tmp_path / f"out{seed}-{attempt}"
            process = start(command(news, out, "--workers", "2"), pause=0.02)
            while process.poll() is None and kills < 10:
                time.sleep(chance.uniform(0.2, 2.0))
                kills += kill_one(chance, process.pid)
            _, err = process.communicate(timeout=120)
            assert process.returncode == 0, err
            assert content(out) == undisturbed, f"seed {seed}"
            if kills >= 10:
                return
        raise AssertionError("the runs ended before their workers could be killed")

    at_once(replace, range(2))


def at_once(do, seeds):
    """Do something with several seeds side by side: kills are mostly waited for."""
    with ThreadPoolExecutor(len(seeds)) as pool:
        for done in [pool.submit(do, seed) for seed in seeds]:
            done.result()


def kill_one(chance, pid, wanted=lambda _: True):
    try:
        victim = chance.choice([child for child in psutil.Process(pid).children() if wanted(child)] or [None])
        if victim is not None:
            victim.kill()
        return victim is not None
    except psutil.NoSuchProcess:
        return False


@pytest.mark.slow
def test_killed_workers_of_dask_are_replaced(tmp_path, news, undisturbed, monkeypatch):
    """10 kills in one run, or in several if they end before."""
    pytest.importorskip("distributed")
    from extractor.distribute import engine_of

    monkeypatch.setenv("STAND_IN_PAUSE", "0.02")
    monkeypatch.syspath_prepend(str(ROOT))
    chance = random.Random(0)
    kills = 0
    for attempt in range(10):
        over, out = threading.Event(), tmp_path / f"out{attempt}"

        def kill(over=over, out=out):
            nonlocal kills
            wait_for_shards(out, 1)
            while not over.wait(chance.uniform(0.2, 1.0)) and kills < 10:
                kills += kill_one(chance, os.getpid(), of_dask)

        killer = threading.Thread(target=kill)
        killer.start()
        try:
            engine = engine_of("dask", 2)
            summary = run([news], out, load=load, formats=["jsonl", "parquet"], shard=25, engine=engine)
        finally:
            over.set()
            killer.join()
        assert summary.finished
        assert content(out) == undisturbed
        if kills >= 10:
            return
    raise AssertionError("the runs ended before the workers could be killed")


def of_dask(process):
    """A worker that its nanny has seen begin: it replaces those that end later."""
    return "spawn_main" in " ".join(process.cmdline()) and time.time() - process.create_time() > 1.5


@pytest.mark.slow
def test_the_real_pipeline_survives_as_well(tmp_path, extractor):
    text = "Courts in Norway convicted at least 1,369 men of fraud in 2024. Fines rose {}% to $2.3 million."
    news = write_news(tmp_path / "news.jsonl", 200, also=text.format)
    run([news], tmp_path / "whole", formats=["jsonl", "parquet"], shard=25, load=lambda _: extractor)
    process = start(command(news, tmp_path / "out", "--workers", "2", real=True))
    wait_for_shards(tmp_path / "out", 1)
    assert kill_one(random.Random(1), process.pid)
    wait_for_shards(tmp_path / "out", 3)
    process.kill()
    process.communicate()
    assert not (tmp_path / "out" / "articles.jsonl").exists()
    finish(command(news, tmp_path / "out", real=True))
    assert content(tmp_path / "out") == content(tmp_path / "whole")


def wait_for_shards(out, count):
    until = time.monotonic() + 120
    while len(list((out / "shards").glob("*/manifest.json"))) < count:
        assert time.monotonic() < until
        time.sleep(0.01)


@pytest.mark.parametrize("workers", [[], ["--workers", "2"]], ids=["in process", "pool"])
def test_ctrl_c_ends_after_the_articles_in_hand_and_says_how_to_go_on(tmp_path, news, undisturbed, workers):
    words = command(news, tmp_path / "out", *workers)
    process = start(words, pause=0.01)
    wait_for_shards(tmp_path / "out", 1)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "stopping after the articles in hand" in err
    assert "the same command goes on from there" in err
    assert "Traceback" not in err
    assert not (tmp_path / "out" / "articles.jsonl").exists()
    finish(words)
    assert content(tmp_path / "out") == undisturbed
