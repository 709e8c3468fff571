"""A run with nothing to do loads no model and begins no worker, and says so."""

from __future__ import annotations

import subprocess
import sys

import pytest

from extractor.loading import told_versions
from extractor.model import told_version
from extractor.run.local import InProcess
from extractor.settings import Settings
from tests.stand_in import content

_COMMAND = """
import sys
from extractor.cli import main
try:
    main()
finally:
    print(*(name in sys.modules for name in ("pandas", "spacy", "extractor.pipeline")), file=sys.stderr)
"""


def command(news, out, *words):
    line = [sys.executable, "-c", _COMMAND, "run", str(news), "--out", str(out), *words]
    return subprocess.run(line, capture_output=True, text=True, timeout=300, check=False)


def test_the_files_tell_what_the_loaded_pipeline_says(extractor):
    assert told_versions(Settings()) == extractor.versions


def test_what_the_files_do_not_tell_is_left_to_the_loading(tmp_path):
    (tmp_path / "meta.json").write_text("[]")
    for name in ("no_such_model", "blank:en", "os.path", str(tmp_path)):
        assert told_version(name) is None, name


def test_a_model_in_a_folder_is_told_with_a_hash_of_its_files(tmp_path):
    (tmp_path / "meta.json").write_text('{"lang": "en", "name": "mine", "version": "1.0"}')
    first = told_version(str(tmp_path))
    (tmp_path / "weights").write_text("x")
    assert str(first).startswith("en_mine-1.0+")
    assert told_version(str(tmp_path)) != first


@pytest.mark.parametrize("words", [(), ("--workers", "1")])
def test_the_second_run_loads_no_model(tmp_path, words):
    news = tmp_path / "news.txt"
    news.write_text("Prices fell\n\nThe index fell 3% in May, the bureau said.\n")
    first = command(news, tmp_path / "out", *words)
    assert (first.returncode, "1 new, 0 unchanged" in first.stdout) == (0, True), first.stderr
    assert first.stderr.split()[-3] == "False", "Arrow imports pandas for lists of Python's objects"
    before = content(tmp_path / "out")
    second = command(news, tmp_path / "out", *words)
    assert (second.returncode, second.stderr.split()[-3:]) == (0, ["False"] * 3), second.stderr
    assert "nothing to do: 0 new, 1 unchanged" in second.stdout
    assert content(tmp_path / "out") == before


def test_an_engine_that_is_not_needed_never_begins(tmp_path, extractor):
    from extractor.run import run

    class Never(InProcess):
        def __enter__(self):
            raise AssertionError("it began")

    news = tmp_path / "news.txt"
    news.write_text("Prices fell\n\nThe index fell 3% in May, the bureau said.\n")
    assert run([news], tmp_path / "out", load=lambda _: extractor).new == 1
    assert run([news], tmp_path / "out", engine=Never).reused == 1
    news.write_text("Prices rose\n\nThe index rose 3% in May, the bureau said.\n")
    with pytest.raises(AssertionError, match="it began"):
        run([news], tmp_path / "out", engine=Never)
