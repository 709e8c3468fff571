"""``extractor explain``: an article with all that was decided about it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import typer
from rich.rule import Rule as Line
from rich.table import Table
from rich.text import Text

from extractor.cli.console import stderr, stdout, visible
from extractor.cli.notices import report
from extractor.cli.phrase import phrase
from extractor.records import Article, Claim, Extraction, Failure, NumberMention, as_json
from extractor.settings import load_settings

_CLAIM = "bold green underline"
_OTHER = "yellow"
_REMOVED = "strike dim"
_NOTE = "dim"
_SLOTS = ("counted", "event", "actor", "topic", "area", "time", "attribution")
_LONGEST_REMOVAL = 300


def explain_command(file: Path, article_id: str | None, settings_file: Path | None) -> int:
    """Show every article of a file, or of standard input (``-``); 1 when one failed or none has the id."""
    from extractor.loading import load
    from extractor.read import STDIN, read

    if str(file) != STDIN and not file.is_file():
        what = "is a folder; name one of its files" if file.is_dir() else "no such file"
        raise typer.BadParameter(f"{file}: {what}")
    settings = load_settings(settings_file)
    extractor = load(settings)
    shown = failed = 0
    articles = (
        item
        for item in read([file], limit=settings.max_characters)
        if isinstance(item, Failure) or article_id in (None, item.id)
    )
    for result in extractor.extract_many(articles):
        if isinstance(result, Failure):
            report(result, stderr())
            failed += 1
        else:
            show(result)
            shown += 1
    if article_id and not shown:
        stderr().print(Text(f"{file}: no article has the id {article_id!r}"))
    return 1 if failed or not shown else 0


def show(result: Extraction) -> None:
    """Print an article: its metadata, its text with every decision marked, its claims."""
    console = stdout()
    article = result.article
    console.print(Line(Text(visible(article.title.value if article.title else article.id))))
    for name in ("outlet", "published", "language", "author"):
        value = getattr(article, name)
        if value:
            console.print(Text.assemble(f"{name}: {value.value}  ", (f"{value.origin}: {value.rule}", _NOTE)))
    console.print()
    order = {claim.id: index for index, claim in enumerate(result.claims, 1)}
    console.print(marked_text(article, order), soft_wrap=False)
    console.print()
    console.print(
        Text.assemble(
            ("[1 claim]", _CLAIM), "  ", ("[number:disposition]", _OTHER), "  ", ("{removed: reason}", _REMOVED)
        )
    )
    for index, claim in enumerate(result.claims, 1):
        console.print()
        console.print(Text.assemble((f"[{index}] ", _CLAIM), phrase(as_json(claim))))
        console.print(claim_table(claim, order))
        console.print(Text(f"    rules: {', '.join(claim.rules)}", _NOTE), soft_wrap=True)
    others = [number for number in article.numbers if number.claim_id is None]
    if others:
        console.print(Text("\nnumbers that are no claims", "bold"))
    for number in others:
        said = Text.assemble(f"    {number.text}  ", (number.disposition, _OTHER), f"  {', '.join(number.rules)}")
        console.print(said, soft_wrap=True)


def marked_text(article: Article, order: dict[str, int]) -> Text:
    """The source in its order: kept text with numbers marked, removals struck with their reason."""
    text = Text()
    numbers = list(article.numbers)
    for block in article.blocks:
        if block.removed is not None:
            _add_removal(text, block.removed.text, f"{block.removed.reason}: {block.removed.rule}")
            continue
        assert block.start is not None
        assert block.end is not None
        if block.doubt is not None:
            text.append(f"{{doubt: {block.doubt.reason}: {block.doubt.rule}}} ", _NOTE)
        _add_kept(text, article.text, block.start, block.end, numbers, order)
    return text


def _add_removal(text: Text, removed: str, reason: str) -> None:
    if not removed.strip():
        text.append(removed if "\n" in removed else "")
        return
    words = removed.strip()
    if len(words) > _LONGEST_REMOVAL:
        words = f"{words[: _LONGEST_REMOVAL // 2]} … {words[-_LONGEST_REMOVAL // 2 :]}"
    before = removed[: len(removed) - len(removed.lstrip())]
    text.append(before)
    text.append("{", _NOTE).append(words, _REMOVED).append(f" — {reason}}}", _NOTE)
    text.append(removed[len(removed.rstrip()) :])


def _add_kept(text: Text, body: str, start: int, end: int, numbers: list[NumberMention], order: dict[str, int]) -> None:
    at = start
    for number in numbers:
        if number.start < at or number.start >= end:
            continue
        text.append(body[at : number.start])
        if number.claim_id in order:
            text.append(f"[{order[number.claim_id]} {number.text}]", _CLAIM)
        else:
            text.append(f"[{number.text}:{number.disposition}]", _OTHER)
        at = number.end
    text.append(body[at:end])


def claim_table(claim: Claim, order: dict[str, int]) -> Table:
    """The slots of a claim, each with its value, the words that show it, and their place."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 4), show_header=False)
    for style in ("bold", None, _NOTE):
        table.add_column(style=style)
    row = as_json(claim)
    quantity = row["quantity"]
    bounds = ", ".join(f"{name} {quantity[name]}" for name in ("value", "low", "high") if quantity[name] is not None)
    details = [quantity[name] for name in ("modifier", "kind", "unit", "statistic", "change") if quantity[name]]
    table.add_row("quantity", f"{bounds} ({', '.join(details)})", _evidence(quantity))
    inherited = {slot["slot"]: slot for slot in row["inherited"]}
    for slot in _SLOTS:
        if row[slot]:
            value = row[slot]
            place = _evidence(value.get("source", value))
            if slot in inherited:
                evidence = _evidence(inherited[slot])
                place += ", inherited" if evidence == place else f", inherited from {evidence}"
            table.add_row("source" if slot == "attribution" else slot, visible(_value(slot, value)), place)
    for law in row["legal"]:
        table.add_row("law", f"{law['unit']} {law['number']} {law['jurisdiction'] or ''}", _evidence(law))
    for relation in row["relations"]:
        table.add_row(relation["type"], f"[{order.get(relation['claim_id'])}]", "")
    table.add_row("confidence", f"{claim.confidence:.2f}", "")
    return table


def _value(slot: str, value: dict[str, Any]) -> str:
    if slot == "event":
        return f"{'not ' if value['negated'] else ''}{value['lemma']} ({value['modality']})"
    if slot == "area":
        return f"{value['code']} ({value['resolution']})"
    if slot == "time":
        return f"{value['from'] or '…'} to {value['to'] or '…'} ({value['value']}, {value['basis']})"
    if slot == "attribution":
        return f"{value['source']['text']} ({value['type']})"
    return str(value["text"])


def _evidence(span: dict[str, Any]) -> str:
    return visible(f"{' '.join(span['text'].split())!r} {span['start']}:{span['end']}")
