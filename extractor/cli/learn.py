"""``extractor learn``: what outlets repeat."""

from __future__ import annotations

from pathlib import Path

from extractor.cli.console import stderr, stdout
from extractor.cli.notices import report
from extractor.cli.run import refuse_missing
from extractor.records import Failure
from extractor.settings import load_settings


def learn_command(inputs: list[str], store: Path, settings_file: Path | None) -> int:
    """Add articles to a file of repeats; 1 when an input failed."""
    from extractor.run import learn

    refuse_missing(inputs)
    failures: list[Failure] = []

    def failed(failure: Failure) -> None:
        failures.append(failure)
        report(failure, stderr())

    new = learn(inputs, store, load_settings(settings_file), on_failure=failed)
    stdout().print(f"{store}: {_count(new, 'article')} learned, {_count(len(failures), 'failure')}")
    return 1 if failures else 0


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"
