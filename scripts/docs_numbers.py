#!/usr/bin/env python3
"""Write docs/numbers.md: each construction of the numbers layer with the reading of its example.

scripts/docs_numbers.py           write it
scripts/docs_numbers.py --check   fail when the page is not what would be written
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from extractor.pipeline import load, raw_text  # noqa: E402
from extractor.records import Extraction, NumberMention  # noqa: E402
from extractor.rules import Rule, load_rules  # noqa: E402
from extractor.settings import Settings  # noqa: E402

PAGE = ROOT / "docs" / "numbers.md"
GROUPS = {
    "numeral": "How numbers are written",
    "unit": "Symbols, currencies, measures, ages",
    "range": "Ranges and ratios",
    "modifier": "Modifiers",
    "count": "What is counted",
    "rate": "Rates",
    "statistic": "Statistics",
    "change": "Change against level",
    "disposition": "Numbers that are no claims",
}
HEAD = """# Numbers: each construction and its reading

Made by `scripts/docs_numbers.py` from the examples of `extractor/rules/en/numbers_*.toml`; don't edit.
The number that the rule finds is in bold. A reading is the value (or the bounds), the unit, and what else is
not at rest: modifier, rate, statistic, change. `counterexample` shows where the rule must not act.
"""


def reading(mention: NumberMention) -> str:
    """The disposition, or the slots of a quantity, in a few words."""
    quantity = mention.quantity
    if quantity is None or mention.disposition not in ("claim", "duration"):
        return mention.disposition
    amount = f"{quantity.value:g}" if isinstance(quantity.value, float) else f"{quantity.value}"
    if quantity.value is None:
        amount = f"{quantity.low} to {quantity.high}"
    words = [amount, quantity.unit or "", quantity.kind]
    if quantity.modifier not in ("exact", "range"):
        words.append(f"`{quantity.modifier}`")
    if quantity.per is not None:
        words.append(f"per {quantity.per.value} {quantity.per.unit}")
    words += [word for word in (quantity.statistic, quantity.change) if word]
    if mention.disposition != "claim":
        words.append(f"({mention.disposition})")
    return ", ".join(word for word in words if word)


def row(rule: Rule, results: list[Extraction]) -> str:
    """One table row: rule, its first example with the number in bold, its reading, a counterexample."""
    shown, said = rule.examples[0].text, "–"
    for mention in results[0].article.numbers:
        if rule.id in mention.rules:
            shown = f"{shown[: mention.start]}**{shown[mention.start : mention.end]}**{shown[mention.end :]}"
            said = reading(mention)
            break
    against = rule.counterexamples[0].text if rule.counterexamples else ""
    return f"| `{rule.id.split('.', 1)[1]}` | {_cell(shown)} | {_cell(said)} | {_cell(against)} |"


def page() -> str:
    """The whole page."""
    rules = load_rules()
    extractor = load(Settings(clean=False), rules=rules)
    lines = [HEAD]
    for group, title in GROUPS.items():
        lines += [f"## {title}\n", "| rule | example | reading | counterexample |", "|---|---|---|---|"]
        for rule in rules.layer(f"numbers.{group}"):
            example = rule.examples[0]
            given = {"published": example.published} if example.published else {}
            lines.append(row(rule, [extractor.extract(raw_text(example.text, **given))]))
        lines.append("")
    return "\n".join(lines)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def main() -> int:
    """Write the page, or with ``--check`` say whether it is up to date."""
    made = page()
    if "--check" in sys.argv[1:]:
        same = PAGE.exists() and PAGE.read_text(encoding="utf-8") == made
        if not same:
            print("docs/numbers.md is not what scripts/docs_numbers.py writes", file=sys.stderr)
        return 0 if same else 1
    PAGE.write_text(made, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
