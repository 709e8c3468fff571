"""Every example of a dates rule: the rule fires where it says, and not where it must not."""

from __future__ import annotations

import pytest

from extractor.annotate.dates import DateAnnotator
from extractor.records import as_json
from extractor.rules import load_rules

from .dates_case import Dates

RULES = [rule for rule in load_rules() if rule.layer == "dates"]
EXAMPLES = [(rule.id, example) for rule in RULES for example in rule.examples]
COUNTER = [(rule.id, example) for rule in RULES for example in rule.counterexamples]


@pytest.fixture(scope="module")
def dates(extractor):
    return Dates(extractor.nlp, DateAnnotator(extractor.rules))


def _rows(found):
    return [as_json(mention) for mention in found]


@pytest.mark.parametrize(("rule_id", "example"), EXAMPLES, ids=lambda v: v if isinstance(v, str) else v.text[:40])
def test_example_fires_and_says_what_it_expects(dates, rule_id, example):
    found = [m for m in dates(example.text, example.published) if rule_id in m.rules]
    if example.span:
        start, end = example.span
        found = [m for m in found if m.start < end and m.end > start]
    assert found, _rows(dates(example.text, example.published))
    rows = _rows(found)
    wanted = dict(example.expect)
    assert any(all(row[key] == value for key, value in wanted.items()) for row in rows), rows


@pytest.mark.parametrize(("rule_id", "example"), EXAMPLES, ids=lambda v: v if isinstance(v, str) else v.text[:40])
def test_example_span_is_the_mention(dates, rule_id, example):
    if not example.span:
        pytest.skip("no span is marked")
    spans = {(m.start, m.end) for m in dates(example.text, example.published) if rule_id in m.rules}
    marked = (example.span[0], example.span[1])
    assert any(s <= marked[0] and e >= marked[1] for s, e in spans), spans


@pytest.mark.parametrize(("rule_id", "example"), COUNTER, ids=lambda v: v if isinstance(v, str) else v.text[:40])
def test_counterexample_stays_quiet(dates, rule_id, example):
    assert not [m for m in dates(example.text, example.published) if rule_id in m.rules]


@pytest.mark.parametrize("rule_id", [rule.id for rule in RULES])
def test_rule_is_needed_by_an_example(extractor, dates, rule_id):
    rule = extractor.rules.get(rule_id)
    less = Dates(extractor.nlp, DateAnnotator(extractor.rules.without(rule_id)))
    assert any(_rows(dates(e.text, e.published)) != _rows(less(e.text, e.published)) for e in rule.examples)
