"""``extractor validate`` and ``extractor score``."""

from __future__ import annotations

import itertools
from pathlib import Path

import orjson
from rich.table import Table
from rich.text import Text

from extractor.cli.console import stderr, stdout
from extractor.errors import ScoreError

_MOST = 100


def validate_command(folder: Path) -> int:
    """Print every fault, 100 at most; 1 when there is one."""
    from extractor.validate import validate_folder

    faults = validate_folder(folder)
    shown = 0
    for fault in itertools.islice(faults, _MOST):
        stdout().print(Text(str(fault)), soft_wrap=True)
        shown += 1
    if shown == _MOST and next(faults, None) is not None:
        stderr().print(f"more than {_MOST} faults; the rest is not shown")
    if not shown:
        stdout().print(f"{folder}: valid")
    return 1 if shown else 0


def score_command(gold: Path, out: Path, misses: bool, as_json: bool) -> int:
    """Print the score of a run."""
    from extractor.score import score_folder

    report = score_folder(gold, out)
    if report.articles_missing == report.articles:
        raise ScoreError(f"{out}: holds no article of the gold in {gold}: run the articles that stand beside it")
    if as_json:
        row = report.as_json() | ({"misses": report.misses} if misses else {})
        stdout().file.write(orjson.dumps(row, option=orjson.OPT_INDENT_2).decode() + "\n")
        return 0
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for name in ("measure", "score", "of"):
        table.add_column(name, justify="left" if name == "measure" else "right")
    figures = {"precision": report.predicted, "recall": report.gold_claims, "f1": report.gold_claims}
    for name, of in {**figures, "whole_claims": report.gold_claims}.items():
        table.add_row(name.replace("_", " "), f"{getattr(report, name):.3f}", f"{of:,}")
    for slot, tally in report.slots.items():
        table.add_row(f"  {slot}", "-" if tally.share is None else f"{tally.share:.3f}", f"{tally.of:,}")
    for name, tally in report.document.items():
        if tally.of:
            table.add_row(name.replace("_", " "), f"{tally.share:.3f}", f"{tally.of:,}")
    table.add_row("lost by cleaning", str(report.lost_by_cleaning), f"{report.gold_claims:,}")
    table.add_row("articles missing", str(report.articles_missing), f"{report.articles:,}")
    stdout().print(table)
    for miss in report.misses if misses else ():
        stdout().print(Text(miss), soft_wrap=True)
    return 0
