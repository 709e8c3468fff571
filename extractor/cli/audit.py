"""``extractor audit`` and ``extractor export``."""

from __future__ import annotations

from pathlib import Path

import typer

from extractor.cli.console import stderr, stdout
from extractor.errors import OutputError


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
    if not out.is_dir():
        raise OutputError(f"{out}: no such folder")  # and none is made by writing into it
    store = db or out / "audit.sqlite"
    if store.exists():
        from extractor.audit.documents import documents

        found = documents(store, out)
    elif db is not None:
        raise typer.BadParameter(f"--db: {db}: no such file")
    else:
        found = from_folder(out)
    target = target or out / FORMATS[form].name
    accepted_only = not everything and store.exists()
    written = export(found, form, target, accepted_only=accepted_only)
    what = f"{written:,} {'accepted ' if accepted_only else ''}{'claim' if written == 1 else 'claims'}"
    stdout().print(f"{what} written to {target}", soft_wrap=True)
    if accepted_only:
        none = "none is accepted in" if not written else "accepted in"
        stderr().print(f"{none} the review {store}; --all writes all claims with their verdicts", soft_wrap=True)
    return 0
