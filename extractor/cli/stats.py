"""``extractor stats``: what an output folder holds."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson
from rich.table import Table
from rich.text import Text

from extractor.cli.console import stdout, visible
from extractor.stats import Count, Statistics, Tally, statistics

_EMPTY = {"source": "(the article itself)", "month": "(undated)"}
_BAR = 20
_NAME = 36


def stats_command(folder: Path, most: int, as_json: bool) -> int:
    """Print the figures of a folder as tables, or as one JSON object."""
    found = statistics(folder)
    if as_json:
        data = orjson.dumps(found.as_json(most or None), option=orjson.OPT_INDENT_2)
        stdout().file.write(data.decode() + "\n")
        return 0
    console = stdout()
    console.print(_totals(found))
    for name, tally in found.claims_by.items():
        _show(f"claims by {name}", tally, most, found.claims, _EMPTY.get(name, "(none)"))
    _show("numbers by what they are", found.numbers, most)
    _show("removed characters by reason", found.removed_characters, most)
    _show("failures by reason", found.failed, most)
    _show("duplicates", found.duplicates, most)
    return 0


def _totals(found: Statistics) -> Table:
    table = _grid()
    figures = {
        "articles": found.articles,
        "claims": found.claims,
        "failures": found.failures,
        "characters kept": found.kept,
        "characters removed": found.removed_characters.total,
    }
    for name, value in figures.items():
        table.add_row(name, f"{value:,}", "", "")
    run = found.last_run or {}
    if run.get("articles_per_second"):
        table.add_row("articles a second, last run", f"{run['articles_per_second']:,.1f}", "", "")
    for reason, count in (run.get("left_out") or {}).items():
        table.add_row(f"left out by the last run: {reason}", f"{count:,}", "", "")
    return table


def _show(title: str, tally: Tally, most: int, whole: int | None = None, empty: str = "(none)") -> None:
    """Print a tally with its shares; nothing when it is empty."""
    ranked = tally.ranked(most or None)
    if not ranked:
        return
    shown = sum(item.count for item in ranked)
    whole = whole or tally.total
    console = stdout()
    console.print()
    console.print(Text(title, style="bold"))
    table = _grid()
    largest = max(item.count for item in ranked)
    for item in ranked:
        table.add_row(*_row(item, whole, largest, empty))
    rest = len(tally) - len(ranked)
    if rest:
        table.add_row(f"{rest:,} more", f"{tally.total - shown:,}", "", "")
    console.print(table)


def _row(item: Count, whole: int, largest: int, empty: str) -> tuple[Any, ...]:
    name = empty if item.name is None else visible(item.name)
    bar = "█" * max(1, round(_BAR * item.count / largest)) if item.count else ""
    return Text(f"  {name}"), f"{item.count:,}", f"{item.count / whole:.1%}" if whole else "", bar


def _grid() -> Table:
    table = Table(box=None, pad_edge=False, show_header=False, padding=(0, 2, 0, 0))
    table.add_column(width=_NAME, no_wrap=True, overflow="ellipsis")
    table.add_column(justify="right", min_width=9)
    table.add_column(justify="right", style="dim", min_width=6, no_wrap=True)
    table.add_column(style="cyan", no_wrap=True)
    return table
