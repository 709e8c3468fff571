"""What a run leaves of itself: what it took, what it left out, how fast it was."""

from __future__ import annotations

import datetime
from typing import Any

import orjson

from extractor.select import Chosen, Selection
from extractor.shards.store import Store
from extractor.shards.summary import Summary
from extractor.stored import RUN


def write_record(store: Store, summary: Summary, selection: Selection, chosen: Chosen, seconds: float) -> None:
    """Put the record of a run beside its shards. It holds times, so two equal runs differ in it."""
    row: dict[str, Any] = {
        "ended": datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="seconds"),
        "seconds": round(seconds, 3),
        "articles": summary.articles,
        "new": summary.new,
        "done_before": summary.reused,
        "articles_per_second": round(summary.new / seconds, 3) if seconds > 0 else None,
        "exact_duplicates": summary.duplicates,
        "near_duplicates": summary.near,
        "selection": selection.as_json(),
        "left_out": dict(sorted(chosen.skipped.items())),
        "taken_undated": chosen.undated,
        "ended_by_limit": chosen.stopped,
    }
    store.write(RUN, orjson.dumps(row, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))
