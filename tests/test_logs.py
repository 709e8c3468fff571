"""The log of a run: one line an event, whatever articles and errors say."""

from __future__ import annotations

import collections
import io
import json
import warnings

import pytest

from extractor.logs import EVENTS, FORMATS, Log
from extractor.records import Duplicate, Failure

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
            warnings.warn("slow\nengine", stacklevel=1)
        with pytest.warns(UserWarning, match="outside"):
            warnings.warn("outside", stacklevel=1)

    rows = [json.loads(line) for line in written("json", act)]
    assert [(row["event"], row["message"]) for row in rows] == [("run.note", "slow\nengine")]
    assert capsys.readouterr().err == ""
