"""The log of a run: one line an event, whatever articles and errors say."""

from __future__ import annotations

import collections
import io
import json
import warnings

import pytest

from extractor.logs import EVENTS, FORMATS, Log
from extractor.records import Duplicate, Failure
from tests.conftest import ROOT

FAILURE = Failure("read", "a b.jsonl", 3, 'text: "missing"\n\x1b[31m\u202e \udce9', "text", None)


class Clock:
    def __init__(self):
        self.now = 1_700_000_000.0

    def __call__(self):
        return self.now


def written(form, act):
    stream, clock = io.StringIO(), Clock()
    log = Log(stream, form, clock)
    act(log, clock)
    return stream.getvalue().splitlines()


def everything(log, clock):
    log.started(inputs=["news"], out="out", version="1.0", settings="abc", selection={"since": "2025-03-04"})
    clock.now += 10
    log.article("a.txt")
    log.failure(FAILURE)
    log.duplicate(Duplicate("exact", "a", "b.txt", None, "a", "a.txt", None, 1.0))
    log.note("changed since the last run: the rules")
    clock.now += 1.5
    log.stopped()
    log.finished(1, articles=1, claims=collections.Counter(count=3), failures=collections.Counter(read=1))
    log.failed("out: no space left", 2)


@pytest.mark.parametrize("form", FORMATS)
def test_an_event_is_a_line_and_every_event_is_known(form):
    lines = written(form, everything)
    names = [json.loads(line)["event"] if form == "json" else line.split()[2] for line in lines]
    assert sorted(names) == sorted(EVENTS)
    assert all(line.isascii() and line.isprintable() for line in lines)


def test_json_lines_hold_the_fields():
    rows = [json.loads(line) for line in written("json", everything)]
    assert rows[0] == {
        "time": "2023-11-14T22:13:20.000Z",
        "level": "info",
        "event": "run.started",
        "inputs": ["news"],
        "out": "out",
        "version": "1.0",
        "settings": "abc",
        "selection": {"since": "2025-03-04"},
    }
    failed = next(row for row in rows if row["event"] == "article.failed")
    assert failed["level"] == "warning"
    assert (failed["input"], failed["line"], failed["reason"]) == (FAILURE.input, 3, FAILURE.reason)
    finished = next(row for row in rows if row["event"] == "run.finished")
    assert (finished["claims"], finished["exit_code"], finished["seconds"]) == ({"count": 3}, 1, 11.5)


def test_text_lines_are_read_by_people():
    lines = written("text", everything)
    assert lines[1] == (
        "2023-11-14T22:13:30.000Z info    run.progress articles=1 failures=0 seconds=10.0 per_second=0.1"
    )
    assert lines[2].startswith('2023-11-14T22:13:30.000Z warning article.failed stage=read input="a b.jsonl" line=3')
    assert "article_id" not in lines[2]


def test_progress_is_told_now_and_then():
    def act(log, clock):
        for _ in range(100):
            clock.now += 1
            log.article()

    rows = [json.loads(line) for line in written("json", act)]
    assert [row["articles"] for row in rows] == list(range(10, 101, 10))
    assert {row["per_second"] for row in rows} == {1.0}


def test_warnings_become_events_and_only_inside(capsys):
    def act(log, _):
        with log:
            warnings.warn("old", DeprecationWarning, stacklevel=1)
            warnings.warn("slow\nengine", stacklevel=1)
        with pytest.warns(UserWarning, match="outside"):
            warnings.warn("outside", stacklevel=1)

    rows = [json.loads(line) for line in written("json", act)]
    assert [(row["event"], row["message"]) for row in rows] == [("run.note", "slow\nengine")]
    assert capsys.readouterr().err == ""


@pytest.fixture
def cli(tmp_path, monkeypatch):
    """Run the command line in a folder with two articles, one of them twice, and a broken row."""
    from typer.testing import CliRunner

    from extractor.cli import console
    from extractor.cli.app import app

    monkeypatch.chdir(tmp_path)
    rows = [{"id": "a", "published": "2025-03-04", "text": "Prices rose 4% in May, the office said."}] * 2
    rows.append({"id": "b", "published": "2025-02-04", "text": "Fog closed 3 roads near Torvik on Monday."})
    lines = [json.dumps(row) for row in rows]
    (tmp_path / "news.jsonl").write_text("\n".join([*lines, "{"]), encoding="utf-8")
    (tmp_path / "good.jsonl").write_text("\n".join(lines), encoding="utf-8")
    for make in (console.stdout, console.stderr):
        make.cache_clear()
    yield lambda *words: CliRunner().invoke(app, ["run", *words, "--format", "jsonl"])
    for make in (console.stdout, console.stderr):
        make.cache_clear()


def test_a_log_on_stderr_has_it_for_itself(cli):
    found = cli("news.jsonl", "--out", "out", "--log-format", "json", "--since", "2025-03-01")
    rows = [json.loads(line) for line in found.stderr.splitlines()]
    names = [row["event"] for row in rows if row["event"] != "run.progress"]
    assert names == ["run.started", "article.repeated", "article.failed", "run.finished"]
    assert rows[0]["selection"] == {"since": "2025-03-01"}
    end = rows[-1]
    assert (end["articles"], end["duplicates"], end["skipped"], end["exit_code"]) == (1, 1, {"before": 1}, 1)
    assert end["failures"] == {"read": 1}
    assert (found.stdout, found.exit_code) == ("", 1)


def test_a_log_in_a_file_leaves_the_screen_to_people(cli, tmp_path):
    for _ in range(2):
        found = cli("good.jsonl", "--out", "out", "--log-file", "run.log")
        assert (found.exit_code, found.stderr) == (0, "")
        assert "written to out" in found.stdout
    lines = (tmp_path / "run.log").read_text().splitlines()
    names = [line.split()[2] for line in lines if "run.progress" not in line]
    assert names == ["run.started", "article.repeated", "run.finished"] * 2
    assert "reused=2" in lines[-1]


def test_an_error_is_the_last_event(cli, tmp_path):
    found = cli("good.jsonl", "--out", "good.jsonl", "--log-format", "json")
    rows = [json.loads(line) for line in found.stderr.splitlines()]
    assert (rows[-1]["event"], rows[-1]["exit_code"], found.exit_code) == ("run.failed", 2, 2)
    assert "cannot be written" in rows[-1]["message"]
    found = cli("good.jsonl", "--out", "good.jsonl", "--log-file", "run.log")
    assert "cannot be written" in str(found.exception)
    assert "run.failed" in (tmp_path / "run.log").read_text()


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--log-format", "xml"], "'xml': must be one of text, json"),
        (["--since", "soon"], "must be a day such as 2025-03-04"),
        (["--sample", "2.5"], "must be a share"),
        (["--limit", "0"], "Invalid value for '--limit'"),
    ],
)
def test_bad_words_end_with_two(cli, words, message):
    found = cli("good.jsonl", "--out", "out", *words)
    assert found.exit_code == 2
    assert message in " ".join(found.stderr.replace("│", " ").split())


def test_the_page_names_every_event():
    page = (ROOT / "docs" / "scale.md").read_text(encoding="utf-8")
    for name, meaning in EVENTS.items():
        assert f"| `{name}` | {meaning} |" in page
