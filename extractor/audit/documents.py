"""The articles of a run with what was decided, for the exports."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from extractor.audit.claims import Reviewed, claims_of, read_article
from extractor.audit.database import connect
from extractor.audit.decisions import ADJUDICATED
from extractor.audit.ingest import ingest
from extractor.export.reviewed import Decided, Document


def documents(store: Path, out: Path) -> Iterator[Document]:
    """Each article of the run in ``out`` with its claims, corrected; the run is taken in if it is new."""
    with contextlib.closing(connect(store)) as connection:
        run = ingest(connection, out)
        articles = [row["id"] for row in connection.execute("SELECT id FROM article WHERE run = ? ORDER BY id", (run,))]
        for article in articles:
            claims = tuple(decided(claim) for claim in claims_of(connection, article))
            yield Document(read_article(connection, article), claims)


def decided(claim: Reviewed) -> Decided:
    """A reviewed claim as the exports take it."""
    held = [state for state in claim.states if state.verdict != "open"]
    stale = claim.stale is not None
    return Decided(
        record=claim.record if stale else claim.final,
        verdict=claim.verdict,
        reviewers=tuple("adjudicated" if s.owner == ADJUDICATED else s.owner for s in held),
        edited=() if stale else tuple(claim.edited),
        notes=tuple(s.note for s in claim.states if s.note),
        origin=claim.origin,
    )
