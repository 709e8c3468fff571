"""``extractor audit`` and ``extractor export``."""

from __future__ import annotations

from pathlib import Path

import typer

from extractor.cli.console import stdout


def audit_command(out: Path, db: Path | None, port: int, host: str, reviewer: str | None) -> int:
    """Serve the review pages until interrupted."""
    from extractor.audit.serve import serve

    serve(out, db or out / "audit.sqlite", port, host, reviewer)
    return 0


def export_command(out: Path, form: str, target: Path | None, db: Path | None, everything: bool) -> int:
    """Write the claims in a format and say where."""
    from extractor.export.formats import FORMATS, export
    from extractor.export.reviewed import from_folder

    if form not in FORMATS:
        raise typer.BadParameter(f"--format: {form!r}: must be one of {', '.join(FORMATS)}")
    store = db or out / "audit.sqlite"
    if store.exists():
        from extractor.audit.documents import documents

        found = documents(store, out)
    elif db is not None:
        raise typer.BadParameter(f"--db: {db}: no such file")
    else:
        found = from_folder(out)
    target = target or out / FORMATS[form].name
    written = export(found, form, target, accepted_only=not everything and store.exists())
    stdout().print(f"{written:,} claims written to {target}", soft_wrap=True)
    return 0
