"""One self-contained HTML file: every article with its claims marked; no script, nothing to load."""

from __future__ import annotations

import base64
import bisect
import hashlib
from collections.abc import Iterator
from html import escape
from pathlib import Path

from extractor.export.highlight import Mark, Segment, lanes, segments, visible
from extractor.export.reviewed import Decided, Document
from extractor.export.slots import figure, slot_spans

SIGNS = {"accepted": "✓", "rejected": "✗", "unsure": "?", "disputed": "≠", "open": "○"}
_LONGEST_MARK = 5_000
_STYLE = """
:root{color-scheme:light dark;--ink:#17202a;--ground:#fff;--soft:#4a5763;--line:#c3cbd3;--tone:#0f5f73}
@media(prefers-color-scheme:dark){:root{--ink:#e8edf2;--ground:#12171c;--soft:#b3bfca;--line:#45525e;--tone:#7fd4e8}}
body{font:16px/1.5 system-ui,sans-serif;max-width:50rem;margin:0 auto;padding:1rem;color:var(--ink)}
body{background:var(--ground);overflow-wrap:anywhere}
.text{line-height:2.3;white-space:pre-wrap}
.removed{color:var(--soft);font-size:.85rem;white-space:pre-wrap}
.u{border-bottom:2px solid var(--tone)}
.l0{padding-bottom:1px}.l1{padding-bottom:5px}.l2{padding-bottom:9px}.l3{padding-bottom:13px}
.l4{padding-bottom:17px}.l5{padding-bottom:21px}.l6{padding-bottom:25px}.l7{padding-bottom:29px}
.claim{font-weight:600}.slot{border-bottom-style:dotted}.rejected{border-bottom-style:dashed}
.tag{font:600 .62rem/1 system-ui,sans-serif;vertical-align:super;color:var(--tone);margin-right:.2em}
.control{font:.75rem monospace}.soft{color:var(--soft)}li{border-bottom:1px solid var(--line);padding:.3rem 0}
table{border-collapse:collapse}th,td{text-align:left;padding:.15rem .8rem .15rem 0;vertical-align:top}
"""


def write(documents: Iterator[Document], path: Path) -> None:
    """Write the report, an article at a time."""
    digest = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    with path.open("w", encoding="utf-8", errors="replace") as stream:
        stream.write(
            '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
            '<meta name="viewport" content="width=device-width, initial-scale=1"><title>Numeric claims</title>'
            f"<style>{_STYLE}</style></head><body><main><h1>Numeric claims</h1>\n"
        )
        for number, document in enumerate(documents):
            stream.writelines(_article(number, document))
        stream.write("</main></body></html>\n")


def _article(number: int, document: Document) -> Iterator[str]:
    article = document.article
    title = article["title"]["value"] if article["title"] else article["source"]["uri"]
    about = " · ".join(
        [*(article[name]["value"] for name in ("outlet", "published") if article[name]), article["source"]["uri"]]
    )
    yield f'<section aria-labelledby="a{number}"><h2 id="a{number}">{_safe(title)}</h2>'
    yield f'<p class="soft">{_safe(about)}</p>\n'
    placed = lanes(_marks(number, document))
    starts = [mark.start for _, mark in placed]
    text = article["text"]
    opened, last = False, -1
    for block in article["blocks"]:
        if block["removed"] is not None:
            if block["removed"]["reason"] != "empty":
                yield "</div>\n" if opened else ""
                opened = False
                said = _safe(block["removed"]["text"])
                yield f'<div class="removed">removed ({_safe(block["removed"]["reason"])}): <s>{said}</s></div>\n'
            continue
        if not opened or block["start"] != last:
            yield ("</div>\n" if opened else "") + '<div class="text">'
            opened = True
        last = block["end"]
        inside = placed[
            bisect.bisect_left(starts, block["start"] - _LONGEST_MARK) : bisect.bisect_left(starts, block["end"])
        ]
        yield from map(_segment, segments(text[block["start"] : block["end"]], block["start"], inside))
    yield "</div>\n" if opened else ""
    if document.claims:
        yield "<h3>Claims</h3><ol>"
        for index, claim in enumerate(document.claims):
            yield _claim(f"a{number}c{index}", claim)
        yield "</ol>"
    yield "</section>\n"


def _marks(number: int, document: Document) -> Iterator[Mark]:
    for index, claim in enumerate(document.claims):
        quantity = claim.record["quantity"]
        css = f"claim {claim.verdict}" if claim.verdict in SIGNS else "claim"
        label = f"{index + 1} {SIGNS.get(claim.verdict, '')} {quantity['kind']}"
        yield Mark(quantity["start"], quantity["end"], f"a{number}c{index}", css, label)
        if claim.record["counted"]:
            counted = claim.record["counted"]
            yield Mark(counted["start"], counted["end"], f"a{number}c{index}n", "slot", f"{index + 1} counted")


def _segment(part: Segment) -> str:
    opening = "".join(
        f'<span class="u l{lane} {mark.css}">'
        + (f'<span class="tag">{_safe(mark.label)}</span>' if mark in part.opens else "")
        for lane, mark in part.marks
    )
    text = f'<span class="control">⟦{part.control}⟧</span>' if part.control else escape(part.text)
    return f"{opening}{text}{'</span>' * len(part.marks)}"


def _claim(name: str, claim: Decided) -> str:
    rows = "".join(
        f"<tr><th scope=row>{escape(span.label)}{' ↷' if span.inherited else ''}</th><td>{_safe(span.text)}</td></tr>"
        for span in slot_spans(claim.record)
    )
    said = f"{SIGNS.get(claim.verdict, '')} {claim.verdict}"
    if claim.edited:
        said += f", edited: {', '.join(claim.edited)}"
    notes = "".join(f"<p>{_safe(note)}</p>" for note in claim.notes)
    return (
        f'<li id="{name}"><b>{_safe(figure(claim.record))}</b>'
        f' <span class="soft">{_safe(said)} · {_safe(claim.record["id"])}</span>'
        f"<table>{rows}</table>{notes}</li>\n"
    )


def _safe(text: str) -> str:
    return escape(visible(text))
