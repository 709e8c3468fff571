"""The same records under every engine, and nothing is done twice."""

from __future__ import annotations

import importlib.util
import os
import shutil

import pytest

from extractor.distribute import ENGINES, engine_of
from extractor.errors import ExtractorError
from extractor.run import run
from tests.conftest import ROOT
from tests.stand_in import DEADLY, content, load, write_news

LIBRARIES = {"dask": "distributed", "ray": "ray", "spark": "pyspark"}


def here(name):
    found = name not in LIBRARIES or importlib.util.find_spec(LIBRARIES[name]) is not None
    return found and (name != "spark" or shutil.which("java") is not None)


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in ENGINES if name != "local"])
def test_an_engine_writes_what_one_process_writes(tmp_path, monkeypatch, name):
    if not here(name):
        pytest.skip(f"{LIBRARIES[name]} is not installed")
    monkeypatch.syspath_prepend(str(ROOT))
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]))
    news = write_news(tmp_path / "news.jsonl", 60, also=lambda index: DEADLY if index == 33 else "")
    words = {"load": load, "formats": ["jsonl", "parquet"], "shard": 10}
    run([news], tmp_path / "pool", engine=engine_of("local", 1), **words)
    seen = []
    first = run([news], tmp_path / "out", engine=engine_of(name, 2), on_article=seen.append, **words)
    assert content(tmp_path / "out") == content(tmp_path / "pool")
    assert (first.articles, first.failures, len(set(seen))) == (59, {"extract": 1}, 60)
    shards = {path: path.stat().st_mtime_ns for path in (tmp_path / "out" / "shards").glob("*/manifest.json")}
    again = run([news], tmp_path / "out", engine=engine_of(name, 2), **words)
    assert again.reused == 60
    assert {path: path.stat().st_mtime_ns for path in shards} == shards


@pytest.mark.slow
def test_dask_works_on_a_cluster_at_an_address_into_any_file_system(tmp_path):
    distributed = pytest.importorskip("distributed")
    news = write_news(tmp_path / "news.jsonl", 30)
    out = f"memory://{tmp_path.name}/out"
    with distributed.LocalCluster(
        n_workers=1, threads_per_worker=1, processes=False, dashboard_address=None
    ) as cluster:
        engine = engine_of("dask", scheduler=cluster.scheduler_address)
        summary = run([news], out, load=load, layout="shards", shard=10, engine=engine)
    assert summary.articles == 30
    assert run([news], out, load=load, layout="shards", shard=10).reused == 30


@pytest.mark.parametrize("name", [name for name in ENGINES if name != "local" and not here(name)])
def test_an_engine_that_is_not_installed_is_named(name):
    with pytest.raises(ExtractorError, match=rf"news-claims-extractor\[{name}\]"):
        engine_of(name)


def test_a_worker_with_other_versions_refuses(tmp_path):
    from extractor.settings import Settings
    from extractor.shards.items import Shard
    from extractor.shards.process import Job

    job = Job(Settings(), str(tmp_path), versions={"program": "older"}, load=load)
    with pytest.raises(ExtractorError, match="other versions"):
        job(Shard(1, (), ()))
