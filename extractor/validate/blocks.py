"""The blocks of an article: a partition of its source, from which text and source are rebuilt."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from extractor.validate.fault import Fault

_GAPS = ("", "\n\n")


def rebuild_source(article: Mapping[str, Any]) -> str:
    """The source text of an article record: kept blocks from its text, removed ones verbatim."""
    text = article["text"]
    return "".join(
        block["removed"]["text"] if block["removed"] is not None else text[block["start"] : block["end"]]
        for block in article["blocks"]
    )


def block_faults(article: Mapping[str, Any]) -> Iterator[Fault]:
    """Yield where the blocks fail to partition the source or to make up the text."""
    text, source_at, text_at = article["text"], 0, 0
    first = True
    for index, block in enumerate(article["blocks"]):
        path = f"$.blocks[{index}]"
        if block["source_start"] != source_at:
            yield Fault(f"{path}.source_start", f"is {block['source_start']}, the block before ends at {source_at}")
        length = block["source_end"] - block["source_start"]
        if length < 1:
            yield Fault(f"{path}.source_end", "the block is empty")
        source_at = block["source_end"]
        if block["removed"] is not None:
            if len(block["removed"]["text"]) != length:
                said = len(block["removed"]["text"])
                yield Fault(f"{path}.removed.text", f"has {said} characters, the block {length}")
            continue
        start, end = block["start"], block["end"]
        if end - start != length:
            yield Fault(f"{path}.end", f"keeps {end - start} characters of a block of {length}")
        gap = text[text_at:start] if start >= text_at else None
        if gap is None or gap not in (("",) if first else _GAPS):
            yield Fault(f"{path}.start", f"is {start}: between kept blocks stands nothing or a blank line")
        text_at, first = end, False
    if text_at != len(text):
        yield Fault("$.text", f"has {len(text)} characters, the blocks make up {text_at}")
