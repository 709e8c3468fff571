"""Rules: every example fires, no counterexample does, every rule is needed; rule files are checked."""

from __future__ import annotations

import dataclasses

import pytest

from extractor.errors import RuleError
from extractor.lint import Linter, _meaning
from extractor.parts import Watched
from extractor.pipeline import Extractor
from extractor.rules import Rule, RuleSet, _example, compile_regex, load_rules
from tests.conftest import spare_the_collector

RULES = load_rules()
LAYERS = ("attributions", "claims", "clean", "dates", "laws", "numbers", "places")


@pytest.fixture(scope="session")
def linter():
    """A linter that has parsed every example in one batch."""
    made = Linter(RULES)
    made.parse_examples()
    spare_the_collector()
    return made


@pytest.mark.parametrize("rule", list(RULES), ids=lambda rule: rule.id)
def test_a_rule_does_what_its_examples_say_and_is_needed(linter, rule):
    assert linter.check(rule) == []


@pytest.mark.parametrize("rule", [min(RULES.layer(layer), key=lambda rule: rule.id) for layer in LAYERS], ids=LAYERS)
def test_without_a_rule_an_extractor_of_shared_parts_says_what_one_built_anew_says(linter, rule):
    parts = linter._parts[rule.layer == "clean"]
    anew = Extractor(linter._model, RULES.without(rule.id), parts.whole.settings)
    assert [*parts.asked(rule.id)], "somebody must ask for it"
    shared = [_meaning(result) for result in linter._without(rule, parts, linter._extract)]
    assert shared == [_meaning(linter._extract(anew, example)) for example in rule.examples]


def test_rules_that_are_asked_for_are_noted():
    at_least, other = "numbers.modifier.at_least", "numbers.modifier.at_most"
    asking = {
        at_least: [lambda r: r.get(at_least), lambda r: r.has(at_least), lambda r: r.layer(at_least)],
        other: [lambda r: r.layer("numbers.modifier"), list, lambda r: r.rules],
    }
    for rule_id, ways in asking.items():
        for ask in ways:
            rules = Watched(RULES)
            assert not rules.asked
            ask(rules)
            assert rule_id in rules.asked
            assert (other in rules.asked) == (rule_id == other)
    rules = Watched(RULES)
    assert not rules.has("numbers.no.such")
    assert rules.asked == {"numbers.no.such"}
    assert (rules.tables, [*rules]) == (RULES.tables, [*RULES])


def load(tmp_path, text, name="numbers_x.toml"):
    (tmp_path / name).write_text(text, encoding="utf-8")
    return load_rules(folder=tmp_path)


GOOD = """
[fragments]
number = '\\d+'
many = '{number}(?:,{number})*'

[[rule]]
id = "numbers.x.list"
pattern = 'about {many}'
yields = {modifier = "approx"}
examples = ["It has [[about 5,6]] cars.", {text = "about 7", published = "2024-01-01", expect = {modifier = "approx"}}]
counterexamples = ["about cars"]
note = "why"

[words]
dozen = 12
"""


def test_a_rule_file_is_read_whole(tmp_path):
    rules = load(tmp_path, GOOD)
    (rule,) = rules
    assert isinstance(rule, Rule)
    assert (rule.id, rule.layer, rule.file, dict(rule.yields)) == (
        "numbers.x.list",
        "numbers",
        "numbers_x.toml",
        {"modifier": "approx"},
    )
    assert rule.regex().search("ABOUT 5,6")
    assert rule.examples[0].text[slice(*rule.examples[0].span)] == "about 5,6"
    assert (rule.examples[1].published, dict(rule.examples[1].expect)) == ("2024-01-01", {"modifier": "approx"})
    assert rules.table("numbers_x", "words") == {"dozen": 12}
    assert rules.layer("numbers.x") == (rule,)
    assert rules.layer("numbers.xy") == ()


def test_a_set_without_a_rule(tmp_path):
    rules = load(tmp_path, GOOD)
    less = rules.without("numbers.x.list")
    assert isinstance(less, RuleSet)
    assert (list(less), less.has("numbers.x.list"), rules.has("numbers.x.list")) == ([], False, True)
    assert less.digest != rules.digest


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"numbers.x.list"', '"dates.x.list"', "must begin with the name of its file's layer"),
        ('"numbers.x.list"', '"Numbers"', "must look like layer.group.name"),
        ("about {many}", "about {none}", "unknown fragment {none}"),
        ("about {many}", "about (", "pattern: "),
        ("pattern = 'about {many}'", "pattern = 5", "must be a string or an array of tables"),
        ('note = "why"', 'colour = "red"', "colour: unknown field"),
        ('"about cars"', '"[[about]] [[cars]]"', r"one pair of \[\[ \]\] at most"),
        ('"about cars"', '{words = "x"}', "a string or a table with text"),
        ('"about cars"', '{text = "x", day = "y"}', "day: unknown field"),
        ("[words]", "[words", "numbers_x.toml: "),
    ],
)
def test_a_malformed_rule_is_named(tmp_path, old, new, message):
    assert old in GOOD
    with pytest.raises(RuleError, match=message):
        load(tmp_path, GOOD.replace(old, new))


def test_a_rule_without_examples_or_of_a_used_id_is_refused(tmp_path):
    with pytest.raises(RuleError, match="examples: every rule needs one"):
        load(tmp_path, '[[rule]]\nid = "numbers.x.y"\n')
    load_twice = '[[rule]]\nid = "numbers.x.list"\nexamples = ["x"]\n'
    (tmp_path / "numbers_a.toml").write_text(load_twice)
    with pytest.raises(RuleError, match=r"already used in numbers_a\.toml"):
        load(tmp_path, GOOD)


def test_unknown_rules_and_tables_are_named(tmp_path):
    rules = load(tmp_path, GOOD)
    for ask in (lambda: rules.get("no.rule"), lambda: rules.without("no.rule"), lambda: rules.table("numbers_x", "no")):
        with pytest.raises(RuleError, match="no"):
            ask()


def test_flags_are_letters():
    assert compile_regex("a.b", "s").search("a\nb")
    assert not compile_regex("a", "").search("A")


EXAMPLE = "In Norway, [[at least 14]] men were convicted in 2023."


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({}, None),
        ({"examples": ["In Norway, [[14]] men were convicted."]}, "does not fire"),
        ({"examples": ["[[After all]], at least 14 men were convicted."]}, "fires elsewhere"),
        ({"counterexamples": ["At least 14 men were convicted."]}, "counterexample: the rule fires"),
        ({"examples": [{"text": EXAMPLE, "expect": {"modifier": "exact"}}]}, "expected {'modifier': 'exact'}"),
        ({"examples": [{"text": EXAMPLE, "expect": {"quantity.low": 14, "kind": "count"}}]}, None),
    ],
)
def test_the_linter_sees_what_is_wrong(linter, changes, message):
    """A rule that works, with examples that say otherwise."""
    rule = RULES.get("numbers.modifier.at_least")
    values = {"examples": [EXAMPLE], "counterexamples": [], **changes}
    made = {name: tuple(_example("test", row) for row in rows) for name, rows in values.items()}
    found = linter.check(dataclasses.replace(rule, **made))
    if message is None:
        assert found == []
    else:
        assert len(found) == 1
        assert message in found[0]
