"""The commands; everything heavy is imported by the command that needs it."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from extractor.errors import ExtractorError
from extractor.version import VERSION

app = typer.Typer(
    name="extractor",
    help="Turn news articles into audited numeric claims.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
rules_app = typer.Typer(help="Look at the rules and check them.", no_args_is_help=True)
app.add_typer(rules_app, name="rules")

SettingsFile = Annotated[
    Path | None, typer.Option("--settings", metavar="FILE", help="Settings (TOML); the README names every field.")
]


def main() -> None:
    """Run the command line: exit 0 when all went well, 1 when something failed, 2 for bad usage."""
    for threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "BLIS_NUM_THREADS"):
        os.environ.setdefault(threads, "1")  # the matrices are small; more threads cost more than they give
    try:
        app(prog_name="extractor")
    except ExtractorError as error:
        fail(str(error))
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except OSError as error:
        fail(f"{error.filename}: {error.strerror}" if error.filename and error.strerror else str(error))


def fail(message: str) -> NoReturn:
    """End with a message on stderr and exit code 2."""
    print(f"extractor: {message}", file=sys.stderr)
    sys.exit(2)


@app.callback(invoke_without_command=True)
def root(
    version: Annotated[bool, typer.Option("--version", help="Show the version and exit.")] = False,
) -> None:
    """Turn news articles into audited numeric claims."""
    if version:
        print(f"extractor {VERSION}")
        raise typer.Exit


@app.command()
def run(
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="INPUT",
            help="Files (.txt .html .jsonl .jsonl.gz .csv .parquet), folders of them, or - for stdin.",
        ),
    ],
    out: Annotated[str, typer.Option("--out", "-o", metavar="DIR", help="Folder for the records.")],
    no_clean: Annotated[bool, typer.Option("--no-clean", help="Keep every line: remove no junk.")] = False,
    settings: SettingsFile = None,
    formats: Annotated[
        str, typer.Option("--format", metavar="FORMATS", help="Of jsonl, parquet and flat, parted by commas.")
    ] = "jsonl,parquet,flat",
    stdin_format: Annotated[
        str, typer.Option("--stdin-format", metavar="KIND", help="What stdin is: auto, jsonl, text or html.")
    ] = "auto",
    repeats: Annotated[
        Path | None,
        typer.Option("--repeats", metavar="FILE", help="Remove what outlets repeat, as extractor learn found it."),
    ] = None,
    layout: Annotated[
        str,
        typer.Option(
            "--layout", metavar="LAYOUT", help="merged: one file a table. shards: folders, for very many articles."
        ),
    ] = "merged",
    shard: Annotated[int, typer.Option("--shard", min=1, help="Articles a shard, at most.")] = 2_000,
    retry: Annotated[bool, typer.Option("--retry", help="Try again what failed in an earlier run.")] = False,
    workers: Annotated[
        int | None,
        typer.Option(
            "--workers",
            min=1,
            metavar="N",
            help="Spread the work over N processes; without it, all is done in this one.",
        ),
    ] = None,
    engine: Annotated[
        str, typer.Option("--engine", metavar="NAME", help="What spreads the work: local, dask, ray or spark.")
    ] = "local",
    scheduler: Annotated[
        str | None,
        typer.Option(
            "--scheduler",
            metavar="ADDRESS",
            help="Cluster that the engine works on (tcp://host:8786); without it, this machine.",
        ),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(
            "--since", metavar="DAY", help="Only what was published on that day (2025-03-04) or later, or is undated."
        ),
    ] = None,
    sample: Annotated[
        str | None,
        typer.Option(
            "--sample", metavar="SHARE|N", help="Only a share (5%) or a number (500) of the articles, always the same."
        ),
    ] = None,
    limit: Annotated[int | None, typer.Option("--limit", metavar="N", min=1, help="Only the first N articles.")] = None,
    near: Annotated[bool, typer.Option("--near/--no-near", help="Look for articles that nearly repeat one.")] = True,
    log_format: Annotated[
        str | None,
        typer.Option("--log-format", metavar="FORMAT", help="Log what happens, as lines of text or json, on stderr."),
    ] = None,
    log_file: Annotated[
        Path | None, typer.Option("--log-file", metavar="FILE", help="Log to the end of a file instead.")
    ] = None,
    exact: Annotated[bool, typer.Option("--exact", help="No short cut: spaCy itself parses every sentence.")] = False,
) -> None:
    """Extract the claims of articles into DIR: articles, claims and failures.

    Run it again after a stop, a crash or new articles: only what is missing or changed is done.
    """
    from extractor.cli.notices import selection_of
    from extractor.cli.run import RunOptions, run_command

    options = RunOptions(
        not no_clean, settings, formats, stdin_format, repeats, layout, shard, retry, workers, engine, scheduler,
        selection_of(since, sample, limit), near, log_format, log_file, exact,
    )  # fmt: skip
    raise typer.Exit(run_command(inputs, out, options))


@app.command()
def explain(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="An article, a table of articles, or - for stdin.")],
    article_id: Annotated[str | None, typer.Option("--id", help="Show only the article with this id.")] = None,
    settings: SettingsFile = None,
) -> None:
    """Show what becomes of every word and number of an article, and which rules decided it."""
    from extractor.cli.explain import explain_command

    raise typer.Exit(explain_command(file, article_id, settings))


@app.command()
def validate(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Output folder of a run.")],
) -> None:
    """Check an output folder; each fault is shown with its file, line and JSON path."""
    from extractor.cli.check import validate_command

    raise typer.Exit(validate_command(folder))


@app.command()
def score(
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="Folder of *.gold.json files.")],
    out: Annotated[Path, typer.Argument(metavar="OUT", help="Output folder of a run on their articles.")],
    misses: Annotated[bool, typer.Option("--misses", help="List everything that is wrong.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Compare the claims of a run with hand-written gold."""
    from extractor.cli.check import score_command

    raise typer.Exit(score_command(gold, out, misses, as_json))


@app.command()
def stats(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Output folder of a run.")],
    most: Annotated[
        int, typer.Option("--top", metavar="N", min=0, help="Values of each list that are shown; 0 shows all.")
    ] = 10,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Count what a run found: claims by kind, unit, law, source and month, removals, failures."""
    from extractor.cli.stats import stats_command

    raise typer.Exit(stats_command(folder, most, as_json))


@app.command()
def learn(
    inputs: Annotated[list[str], typer.Argument(metavar="INPUT", help="Articles, as for run.")],
    store: Annotated[Path, typer.Option("--out", "-o", metavar="FILE", help="File to make, or to add to.")],
    settings: SettingsFile = None,
) -> None:
    """Learn what outlets print again and again; run --repeats FILE then removes it."""
    from extractor.cli.learn import learn_command

    raise typer.Exit(learn_command(inputs, store, settings))


@app.command()
def audit(
    out: Annotated[Path, typer.Argument(metavar="DIR", help="Output folder of a run.")],
    db: Annotated[
        Path | None, typer.Option("--db", metavar="FILE", help="Review store (SQLite); DIR/audit.sqlite if not named.")
    ] = None,
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="Port to listen on.")] = 8765,
    host: Annotated[
        str,
        typer.Option(
            "--host", metavar="ADDRESS", help="Address to bind; other machines see the page if you change it."
        ),
    ] = ("127.0.0.1"),
    reviewer: Annotated[
        str | None, typer.Option("--reviewer", metavar="NAME", help="Who reviews; your login if not named.")
    ] = None,
) -> None:
    """Open the review page over an output folder: check, correct and cite every claim."""
    from extractor.cli.audit import audit_command

    raise typer.Exit(audit_command(out, db, port, host, reviewer))


@app.command()
def export(
    out: Annotated[Path, typer.Argument(metavar="DIR", help="Output folder of a run.")],
    form: Annotated[
        str,
        typer.Option(
            "--format",
            metavar="FORMAT",
            help="jsonl, csv, flat, parquet, label-studio, w3c, docbin, sdmx-csv, gold or html.",
        ),
    ],
    target: Annotated[Path | None, typer.Option("--to", metavar="PATH", help="File (gold: folder) to write.")] = None,
    db: Annotated[
        Path | None, typer.Option("--db", metavar="FILE", help="Review store; DIR/audit.sqlite if it exists.")
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="All claims with their verdicts, not only those accepted in review.")
    ] = False,
) -> None:
    """Write claims in the format of another tool: those accepted in review, or all with their verdicts."""
    from extractor.cli.audit import export_command

    raise typer.Exit(export_command(out, form, target, db, everything))


@rules_app.command("list")
def rules_list(
    prefix: Annotated[
        str, typer.Argument(metavar="PREFIX", help="Only rules whose id begins so: numbers.modifier")
    ] = "",
    folder: Annotated[Path | None, typer.Option("--folder", metavar="DIR", help="Other rule files.")] = None,
) -> None:
    """List the rules: id, file and first example."""
    from extractor.cli.rules import list_command

    raise typer.Exit(list_command(prefix, folder))


@rules_app.command("show")
def rules_show(
    rule_id: Annotated[str, typer.Argument(metavar="ID", help="Id of a rule, as records carry it, or how ids begin.")],
    folder: Annotated[Path | None, typer.Option("--folder", metavar="DIR", help="Other rule files.")] = None,
) -> None:
    """Show a rule whole: pattern, what it yields, examples, counterexamples."""
    from extractor.cli.rules import show_command

    raise typer.Exit(show_command(rule_id, folder))


@rules_app.command("lint")
def rules_lint(
    prefix: Annotated[
        str, typer.Argument(metavar="PREFIX", help="Only rules whose id begins so: numbers.modifier")
    ] = "",
    settings: SettingsFile = None,
) -> None:
    """Run every example through the pipeline: each rule must fire on its own and be needed by one."""
    from extractor.cli.rules import lint_command

    raise typer.Exit(lint_command(prefix, settings))
