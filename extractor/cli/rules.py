"""``extractor rules``: list, show, lint."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rich.table import Table
from rich.text import Text

from extractor.cli.console import stderr, stdout
from extractor.rules import Example, Rule, load_rules
from extractor.settings import load_settings


def list_command(prefix: str, folder: Path | None) -> int:
    """Print a line for each rule; 1 when no id begins so."""
    chosen = [rule for rule in load_rules(folder=folder) if rule.id.startswith(prefix)]
    if not chosen:
        stderr().print(f"no rule's id begins with {prefix!r}")
        return 1
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for name in ("id", "file", "example"):
        table.add_column(name, no_wrap=name != "example")
    for rule in chosen:
        table.add_row(rule.id, rule.file, Text(_marked(rule.examples[0])))
    stdout().print(table)
    stdout().print(f"{len(chosen)} {'rule' if len(chosen) == 1 else 'rules'}", style="dim")
    return 0


def show_command(rule_id: str, folder: Path | None) -> int:
    """Print a rule whole; each one, where what is given is how ids begin or, layer left out, an id of the docs."""
    rules = load_rules(folder=folder)
    if rules.has(rule_id):
        chosen = [rules.get(rule_id)]
    else:
        chosen = [rule for rule in rules if rule.id.startswith(rule_id) or rule.id.partition(".")[2] == rule_id]
    if not chosen:
        chosen = [rules.get(rule_id)]  # says that there is none
    for index, rule in enumerate(chosen):
        if index:
            stdout().print()
        _show(rule)
    return 0


def _show(rule: Rule) -> None:
    console = stdout()
    console.print(Text(rule.id, style="bold"), Text(f"({rule.file})", style="dim"))
    for name in ("note", "source"):
        if getattr(rule, name):
            console.print(Text(f"{name}: {getattr(rule, name)}"))
    console.print(Text(f"pattern: {_pattern(rule.pattern)}"))
    if rule.yields:
        console.print(Text(f"yields: {dict(rule.yields)}"))
    for title, examples in (("examples", rule.examples), ("counterexamples", rule.counterexamples)):
        if examples:
            console.print(f"{title}:")
        for example in examples:
            expected = f"  → {dict(example.expect)}" if example.expect else ""
            day = f"  (published {example.published})" if example.published else ""
            console.print(Text(f"  {_marked(example)}{day}{expected}"))


def lint_command(prefix: str, settings_file: Path | None) -> int:
    """Print what is wrong with the rules; 1 when something is."""
    from extractor.lint import Linter

    settings = load_settings(settings_file)
    folder = Path(settings.rules) if settings.rules else None
    rules = load_rules(folder=folder)
    chosen = sum(rule.id.startswith(prefix) for rule in rules)
    if not chosen:
        stderr().print(f"no rule's id begins with {prefix!r}", markup=False)
        return 1
    linter, count = Linter(rules, settings), 0
    for count, problem in enumerate(linter.problems(prefix), 1):  # noqa: B007
        stdout().print(Text(str(problem)), soft_wrap=True)
    stdout().print(f"{chosen} rules, {count} problems")
    return 1 if count else 0


def _pattern(pattern: Any) -> str:
    if pattern is None:
        return "in code"
    return pattern if isinstance(pattern, str) else "\n  " + "\n  ".join(str(dict(row)) for row in pattern)


def _marked(example: Example) -> str:
    if example.span is None:
        return example.text
    start, end = example.span
    return f"{example.text[:start]}[[{example.text[start:end]}]]{example.text[end:]}"
