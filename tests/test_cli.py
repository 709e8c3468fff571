"""The command line as a user meets it: words in, results and exit codes out."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from extractor.cli.app import app, main
from extractor.cli.phrase import phrase
from extractor.errors import ExtractorError
from extractor.version import VERSION
from extractor.write import Output
from tests.conftest import ROOT

NEWS = """Courts jail more men

Courts in Norway convicted at least 1,369 men of fraud in 2024, the ministry said. Fines rose 12% to $2.3 million.
"""


@pytest.fixture
def cli(tmp_path, monkeypatch):
    """Run the command line in an empty folder; gives exit code, stdout, stderr."""
    monkeypatch.chdir(tmp_path)
    runner = CliRunner()

    def call(*words, stdin=None):
        result = runner.invoke(app, [str(word) for word in words], input=stdin)
        if isinstance(result.exception, ExtractorError):
            return 2, result.stdout, f"extractor: {result.exception}"
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result.exit_code, result.stdout, result.stderr

    # Consoles are made once a process; a test replaces its streams.
    from extractor.cli import console

    for make in (console.stdout, console.stderr):
        make.cache_clear()
    yield call
    for make in (console.stdout, console.stderr):
        make.cache_clear()


def test_run_writes_and_sums_up(cli, tmp_path):
    (tmp_path / "news.txt").write_text(NEWS, encoding="utf-8")
    code, out, err = cli("run", "news.txt", "--out", "out")
    assert (code, err) == (0, "")
    for word in ("articles", "characters removed", "numbers", "claims", "failures", "written to out"):
        assert word in out
    assert "\n• " in out
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "articles.jsonl",
        "articles.parquet",
        "claims.jsonl",
        "claims.parquet",
        "claims_flat.parquet",
        "duplicates.jsonl",
        "failures.jsonl",
        "shards",
    ]
    assert cli("validate", "out")[:2] == (0, "out: valid\n")


def test_run_reports_each_failure_and_goes_on(cli, tmp_path):
    rows = [
        json.dumps({"id": "a", "text": NEWS}),
        "{",
        json.dumps({"id": "b"}),
        json.dumps({"id": "a", "text": "No 5"}),
    ]
    (tmp_path / "news.jsonl").write_text("\n".join(rows), encoding="utf-8")
    (tmp_path / "empty.txt").write_text("")
    code, out, err = cli("run", "news.jsonl", "empty.txt", "--out", "out", "--format", "jsonl")
    assert code == 1
    assert [line.split(": ")[0] for line in err.splitlines()] == [
        "news.jsonl:2",
        "news.jsonl:3",
        "news.jsonl:4",
        "empty.txt",
    ]
    failures = [json.loads(line) for line in (tmp_path / "out" / "failures.jsonl").read_text().splitlines()]
    assert [(row["line"], row["field"]) for row in failures] == [(2, None), (3, "text"), (4, "id"), (None, None)]
    assert "failures" in out
    assert not (tmp_path / "out" / "articles.parquet").exists()


def test_an_article_that_fails_is_not_new(cli, tmp_path):
    (tmp_path / "news.txt").write_text(NEWS, encoding="utf-8")
    (tmp_path / "french.txt").write_text("Le tribunal a condamné 12 personnes à deux ans de prison.", encoding="utf-8")
    code, out, err = cli("run", "french.txt", "news.txt", "--out", "out", "--format", "jsonl")
    assert (code, err.split(": ")[0]) == (1, "french.txt")
    assert "\n1 new, 0 unchanged" in out


def test_run_reads_standard_input(cli, tmp_path):
    assert cli("run", "-", "--out", "out", stdin=json.dumps({"id": "a", "text": NEWS}))[0] == 0
    assert '"id":"a"' in (tmp_path / "out" / "articles.jsonl").read_text()


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["run"], "Missing argument"),
        (["run", "news.txt"], "Missing option"),
        (["run", "nowhere.txt", "--out", "out"], "nowhere.txt: no such file"),
        (["run", "news.txt", "--out", "out", "--format", "xml"], "'xml': must be one of jsonl, parquet"),
        (["run", "news.txt", "--out", "out", "--stdin-format", "xml"], "'xml': must be one of"),
        (["run", "news.txt", "--out", "news.txt"], "news.txt: cannot be written"),
        (["run", "news.txt", "--out", "out", "--settings", "bad.toml"], "bad.toml: colour: unknown field"),
        (["run", "news.txt", "--out", "out", "--settings", "nowhere.toml"], "nowhere.toml: cannot be read: No such"),
        (["run", "news.txt", "--out", "s3://bucket/claims"], "takes the layout shards (--layout shards)"),
        (["run", "news.txt", "--out", "out", "--settings", "model.toml"], "'no_such_model' cannot be loaded"),
        (
            ["run", "news.txt", "--out", "out", "--settings", "rules.toml"],
            "rules.toml: rules: must be a folder of rule",
        ),
        (["explain", "news.txt", "--settings", "rules.toml"], "rules.toml: rules: must be a folder of rule files"),
        (["validate", "nowhere"], "nowhere: no such folder"),
        (["validate", "."], "holds no articles.jsonl"),
        (["score", ".", "."], "holds no *.gold.json"),
        (["score", "nowhere", "."], "nowhere: no such folder"),
        (["export", "nowhere", "--format", "csv"], "nowhere: no such folder"),
        (["explain", "nowhere.txt"], "nowhere.txt: no such file"),
        (["explain", "."], ".: is a folder; name one of its files"),
        (["rules", "show", "no.such.rule"], "no rule has the id"),
        (["rules", "list", "--folder", "nowhere"], "nowhere: no rule files"),
        (["fly"], "No such command"),
    ],
)
def test_bad_usage_is_explained(cli, tmp_path, words, message):
    (tmp_path / "news.txt").write_text(NEWS, encoding="utf-8")
    (tmp_path / "bad.toml").write_text('colour = "red"\n')
    (tmp_path / "model.toml").write_text('model = "no_such_model"\n')
    (tmp_path / "rules.toml").write_text('rules = "nowhere"\n')
    code, _, err = cli(*words)
    assert code == 2
    assert message in " ".join(err.replace("│", " ").split())
    assert not (tmp_path / "out").exists()
    assert not (tmp_path / "nowhere").exists()


def test_explain_marks_every_decision(cli, tmp_path):
    (tmp_path / "news.txt").write_text(NEWS, encoding="utf-8")
    code, out, _ = cli("explain", "news.txt")
    flat = " ".join(out.split())
    assert code == 0
    assert "[1 at least 1,369]" in flat
    assert "[2024:date]" in flat
    for word in ("quantity", "event", "confidence", "rules", "value 1369"):
        assert word in flat


def test_explain_reads_standard_input(cli):
    code, out, _ = cli("explain", "-", stdin=NEWS)
    assert code == 0
    assert "[1 at least 1,369]" in " ".join(out.split())


def test_explain_names_the_line_of_a_row_that_cannot_be_used(cli, tmp_path):
    (tmp_path / "rows.jsonl").write_text('{"text": "Nine men fled."}\n{"text": 9}\n', encoding="utf-8")
    code, _, err = cli("explain", "rows.jsonl")
    assert (code, err) == (1, "rows.jsonl:2: read: text: must be a string, is a number\n")


def test_explain_takes_text_for_text(cli, tmp_path):
    text = "[/b] In [red]2024[/red], [/x]12 men[/x] were [bold]convicted[/bold] of [/fraud]."
    (tmp_path / "[a] [b].txt").write_text(text, encoding="utf-8")
    code, out, _ = cli("explain", "[a] [b].txt")
    assert code == 0
    assert "[/x][1 12] men[/x] were [bold]convicted[/bold]" in out
    assert cli("run", "[a] [b].txt", "--out", "[/c]")[1].endswith("s\n")


def test_explain_shows_what_was_removed_and_why(extraction):
    from extractor.cli.explain import marked_text

    text = marked_text(extraction.article, {extraction.claims[0].id: 1})
    assert "[1 at least 1,369] soldiers of desertion under Article [338:law] in [2024:date]" in text.plain
    assert "{Support us from $3 a month — donation: clean.donation.support_us}" in text.plain
    struck = [text.plain[span.start : span.end] for span in text.spans if "strike" in str(span.style)]
    assert struck == ["Support us from $3 a month"]


def test_learn_counts_articles_once(cli, tmp_path):
    text = "Prices rose {}% here.\n\nYours since 1901, every dawn.\n\nEnd {}."
    rows = [{"id": str(day), "outlet": "The Post", "text": text.format(day, day)} for day in range(2, 9)]
    (tmp_path / "news.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert cli("learn", "news.jsonl", "--out", "repeats.db")[:2] == (0, "repeats.db: 7 articles learned, 0 failures\n")
    assert cli("learn", "news.jsonl", "--out", "repeats.db")[1].startswith("repeats.db: 0 articles learned")
    assert cli("run", "news.jsonl", "--out", "out", "--repeats", "repeats.db", "--format", "jsonl")[0] == 0
    articles = [json.loads(line) for line in (tmp_path / "out" / "articles.jsonl").read_text().splitlines()]
    assert not any("Yours since" in article["text"] for article in articles)
    assert cli("run", "news.jsonl", "--out", "out", "--repeats", "news.jsonl")[0] == 2


def test_validate_names_the_faults(cli, tmp_path, extraction):
    with Output(tmp_path / "out", ["jsonl"]) as output:
        output.add(extraction)
    path = tmp_path / "out" / "articles.jsonl"
    path.write_text(path.read_text().replace('"at least 1,369","disposition"', '"at least","disposition"'))
    code, out, _ = cli("validate", "out")
    assert code == 1
    assert out.startswith("articles.jsonl:1: $.numbers[0].text: ")


def test_score_prints_a_table_or_json(cli, tmp_path, extraction):
    with Output(tmp_path / "out", ["jsonl"]) as output:
        output.add(extraction)
    gold = {"article": "news.jsonl#1", "claims": [{"at": "[[at least 1,369]]", "value": 5}]}
    (tmp_path / "a.gold.json").write_text(json.dumps(gold))
    code, out, _ = cli("score", ".", "out", "--misses")
    assert code == 0
    assert "precision" in out
    assert "gold {'value': 5}, found (1369, 1369, None)" in out
    report = json.loads(cli("score", ".", "out", "--json")[1])
    assert (report["f1"], report["slots"]["value"]) == (1.0, [0.0, 1])


def test_a_score_of_no_article_is_refused(cli, tmp_path, extraction):
    with Output(tmp_path / "out", ["jsonl"]) as output:
        output.add(extraction)
    (tmp_path / "a.gold.json").write_text(json.dumps({"article": "another.txt", "claims": []}))
    for words in ((), ("--json",), ("--misses",)):
        code, out, err = cli("score", ".", "out", *words)
        assert (code, out) == (2, "")
        assert "out: holds no article of the gold in ." in err


def test_rules_are_listed_and_shown(cli):
    code, out, _ = cli("rules", "list", "numbers")
    assert code == 0
    first = out.splitlines()[1].split()[0]
    assert first.startswith("numbers.")
    assert out.splitlines()[-1].endswith("rules")
    shown = cli("rules", "show", first)[1]
    assert shown.startswith(first)
    assert "examples:" in shown
    assert cli("rules", "list", "no.such")[0] == 1
    assert cli("rules", "lint", "no.such")[::2] == (1, "no rule's id begins with 'no.such'\n")
    assert cli("rules", "show", "range.between")[1].startswith("numbers.range.between")
    several = cli("rules", "show", "numbers.range.ratio_")[1]
    assert "numbers.range.ratio_in " in several
    assert "numbers.range.ratio_every " in several


@pytest.mark.parametrize("words", [[], ["--help"], ["run", "--help"], ["rules", "--help"]])
def test_help_is_given(cli, words):
    assert "Usage:" in "".join(cli(*words)[1:])


def test_version(cli):
    assert cli("--version") == (0, f"extractor {VERSION}\n", "")


def test_help_starts_at_once():
    """No command's libraries are loaded to show the help."""
    code = "import sys; sys.argv = ['extractor', '--help']\nfrom extractor.cli import main\n"
    code += "try: main()\nexcept SystemExit: pass\n"
    code += "print(sorted({'spacy', 'pyarrow', 'bs4', 'jsonschema', 'numpy'} & set(sys.modules)))"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT)
    assert found.stdout.splitlines()[-1] == "[]"


def test_errors_end_with_two_and_no_traceback(monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["extractor", "validate", "/no/such/folder"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    assert capsys.readouterr().err == "extractor: /no/such/folder: no such folder\n"


def change(**slots):
    def apply(row):
        for name, value in slots.items():
            target = row["quantity"] if name in row["quantity"] else row
            target[name] = value
        return row

    return apply


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (change(), "at least 1,369 soldiers — convict, by Military courts, for desertion, art. 338, "
                   "2024-01-01 to 2024-12-31, said Mediazona"),
        (change(legal=[], time=None, attribution=None, actor=None, topic=None), "at least 1,369 soldiers — convict"),
        (change(legal=[], time=None, attribution=None, actor=None, topic=None, event=None, counted=None),
         "at least 1,369 soldier"),
        (change(legal=[], time=None, attribution=None, actor=None, topic=None, event=None,
                per={"value": 100000, "unit": "person"}), "at least 1,369 soldiers per 100,000 person"),
    ],
)  # fmt: skip
def test_a_claim_is_read_as_a_person_would(example, edit, said):
    assert phrase(edit(example("claim"))) == said


def test_what_an_article_says_cannot_steer_the_terminal(cli, tmp_path):
    text = "\x1b]0;owned\x07\x1b[31m12 men\u202e were jailed in \x9b2024.\n"
    (tmp_path / "news.jsonl").write_text(json.dumps({"text": text * 2, "title": "A \x1b[2J title", "id": "\x1b[1m"}))
    shown = [cli("explain", "news.jsonl"), cli("run", "news.jsonl", "--out", "out")]
    for code, out, err in shown:
        assert code == 0
        assert not set(out + err) & set("\x1b\x07\x9b\u202e")
    assert "A ␛[2J title" in shown[0][1]


def test_an_input_in_the_output_folder_is_bad_usage(cli, tmp_path):
    (tmp_path / "news.txt").write_text(NEWS, encoding="utf-8")
    code, _, err = cli("run", "news.txt", "--out", ".")
    assert code == 2
    assert "holds the input news.txt" in err


def test_a_store_that_cannot_be_opened_is_bad_usage(cli, tmp_path):
    (tmp_path / "news.txt").write_text(NEWS, encoding="utf-8")
    assert cli("learn", "news.txt", "--out", "nowhere/x.db")[0] == 2


def test_an_error_of_the_system_is_one_line(monkeypatch, capsys, tmp_path):
    def full(*_):
        raise OSError(28, "No space left on device", str(tmp_path))

    monkeypatch.setattr("extractor.cli.check.validate_command", full)
    monkeypatch.setattr(sys, "argv", ["extractor", "validate", str(tmp_path)])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    assert capsys.readouterr().err == f"extractor: {tmp_path}: No space left on device\n"


def test_an_export_of_a_review_that_accepted_nothing_says_so(cli, tmp_path):
    from extractor.audit.database import connect
    from extractor.audit.ingest import ingest

    (tmp_path / "news.txt").write_text(NEWS, encoding="utf-8")
    cli("run", "news.txt", "--out", "out")
    connection = connect(tmp_path / "out" / "audit.sqlite")
    ingest(connection, tmp_path / "out")
    connection.close()
    code, out, err = cli("export", "out", "--format", "csv")
    assert code == 0
    assert "0 accepted claims written" in out
    assert "none is accepted" in err
    assert "none is accepted" not in cli("export", "out", "--format", "csv", "--all")[2]


def test_a_port_that_is_taken_is_bad_usage(cli, tmp_path):
    import socket

    (tmp_path / "news.txt").write_text(NEWS, encoding="utf-8")
    cli("run", "news.txt", "--out", "out")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        code, _, err = cli("audit", "out", "--port", taken.getsockname()[1])
    assert code == 2
    assert "Address already in use; name another --port" in err
    assert "name another --host" in cli("audit", "out", "--host", "nowhere.invalid")[2]
