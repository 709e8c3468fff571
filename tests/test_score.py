"""Scoring: a snippet is found, a slot is compared, a run is counted."""

from __future__ import annotations

import json

import pytest

from extractor.errors import ScoreError
from extractor.score import below_floors, measures, raised, score_folder
from extractor.score.locate import SearchableText, normal
from extractor.score.slots import numbers_right, same_words, slot_right
from extractor.write import Output


@pytest.mark.parametrize(
    ("text", "at", "occurrence", "found"),
    [
        ("convicted 12 men", "convicted [[12]] men", 1, "12"),
        ("  convicted \n 12\u00a0men", "convicted [[12]] men", 1, "12"),
        ("1\u00a0234 men", "[[1 234]] men", 1, "1\u00a0234"),
        ("con\u00advicted 12", "convicted [[12]]", 1, "12"),
        ("12 men, 12 men", "[[12]] men", 2, "12"),
        ("12 men", "[[12]] men", 2, None),
        ("12 men", "[[13]] men", 1, None),
        ("some 12 men", "12 men", 1, "12 men"),
    ],
)
def test_a_snippet_is_found(text, at, occurrence, found):
    place = SearchableText(text).find(at, occurrence)
    assert (place and text[place[0] : place[1]]) == found
    if occurrence == 2 and found:
        assert place[0] == text.rindex(found)


@pytest.mark.parametrize(
    ("gold", "found", "same"),
    [
        ("courts", "military courts", True),
        ("military courts", "courts", True),
        ("soldiers", "soldier", True),
        ("art", "cart", True),
        ("court", "judges", False),
        ("", "judges", False),
        ("United Nations", "the united nations", True),
    ],
)
def test_phrases_are_compared_by_words(gold, found, same):
    assert same_words(gold, found) is same


@pytest.mark.parametrize(
    ("slot", "gold", "right"),
    [
        ("modifier", "at_least", True),
        ("modifier", ["exact", "at_least"], True),
        ("modifier", "exact", False),
        ("unit", "soldier", True),
        ("unit", "young Soldier", True),
        ("unit", None, False),
        ("per", None, True),
        ("per", {"value": 1, "unit": "year"}, False),
        ("event", "convict", True),
        ("event", "convicted", True),
        ("event", None, False),
        ("actor", "courts", True),
        ("actor", None, False),
        ("topic", ["theft", "desertion"], True),
        ("area", None, True),
        ("area", "RU", False),
        ("time", {"from": "2024-01-01", "to": "2024-12-31"}, True),
        ("time", {"from": ["2023-01-01", "2024-01-01"]}, True),
        ("time", {"from": None}, False),
        ("time", None, False),
        ("legal", [{"article": "338", "jurisdiction": None}], True),
        ("legal", [{"article": "338", "jurisdiction": "RU"}], False),
        ("legal", [{"article": "338"}, {"article": "337"}], False),
        ("legal", [], False),
        ("source", "Mediazona", True),
        ("source", None, False),
    ],
)
def test_a_slot_is_compared(example, slot, gold, right):
    assert slot_right(slot, gold, example("claim")) is right


@pytest.mark.parametrize(
    ("gold", "right"),
    [({"value": 1369}, True), ({"value": 1369.5}, True), ({"value": 1400}, False), ({"high": None}, True),
     ({"low": [1, 1369], "high": None}, True), ({"value": 1369, "high": 1369}, False)],
)  # fmt: skip
def test_numbers_are_compared_to_a_part_in_a_thousand(example, gold, right):
    assert numbers_right(gold, example("claim")) is right


@pytest.fixture
def folders(tmp_path, extraction):
    with Output(tmp_path / "out", ["jsonl"]) as output:
        output.add(extraction)

    def score(**gold):
        rows = {"article": "news.jsonl#1", "claims": [], **gold}
        (tmp_path / "gold").mkdir(exist_ok=True)
        (tmp_path / "gold" / "a.gold.json").write_text(json.dumps(rows), encoding="utf-8")
        return score_folder(tmp_path / "gold", tmp_path / "out")

    return score


CLAIM = {"at": "convicted [[at least 1,369]] soldiers", "value": 1369, "modifier": "at_least", "unit": "soldier"}


def test_a_run_is_counted(folders):
    report = folders(
        claims=[CLAIM, {"at": "[[5]] more", "value": 5}],
        title="Courts jail more draft evaders",
        outlet="Another",
        removed=["Support us", "Military courts"],
        kept=["Mediazona"],
        dates=[{"at": "in [[2024]]", "from": "2024-01-01", "to": "2024-12-31"}],
        legal_references=[{"at": "[[Article 338]]", "articles": ["338"]}],
    )
    assert (report.precision, report.recall, report.f1, report.whole_claims) == (1.0, 0.5, 0.6667, 0.5)
    assert report.lost_by_cleaning == 1
    assert report.slots["value"].share == 1.0
    assert report.slots["topic"].share is None
    figures = measures(report)
    assert (figures["title"], figures["outlet"], figures["removed"], figures["dates"]) == (1.0, 0.0, 0.5, 1.0)
    assert sorted(miss.split(": ", 1)[1][:20] for miss in report.misses) == [
        "missed '[[5]] more'",
        "outlet 'The Northern",
        "should be removed: '",
    ]


@pytest.mark.parametrize(
    ("gold", "share"),
    [(None, 1.0), (["[[5]] more", None], 1.0), ([None], 1.0), ("[[5]] more", 0.0), (["[[5]] more"], 0.0)],
)
def test_a_relation_may_be_left_out_where_gold_says_so(folders, gold, share):
    assert folders(claims=[{**CLAIM, "part_of": gold}]).slots["part_of"].share == share


def test_optional_numbers_count_neither_way(folders):
    assert folders(claims=[]).predicted == 1
    assert folders(claims=[], optional=["[[at least 1,369]] soldiers"]).predicted == 0


def test_a_missing_article_is_said(folders):
    report = folders(article="other.txt")
    assert (report.articles, report.articles_missing) == (1, 1)


@pytest.mark.parametrize("gold", ["{", "[]", '{"claims": 5}', '{"article": "news.jsonl#1", "claims": [{"value": 5}]}'])
def test_broken_gold_is_named(tmp_path, folders, gold):
    folders()
    (tmp_path / "gold" / "a.gold.json").write_text(gold, encoding="utf-8")
    with pytest.raises(ScoreError, match="a"):
        score_folder(tmp_path / "gold", tmp_path / "out")


def test_missing_folders_are_named(tmp_path):
    with pytest.raises(ScoreError, match=r"holds no \*\.gold\.json"):
        score_folder(tmp_path, tmp_path)


def test_floors_only_rise():
    floors = {"f1": 0.9, "dates": 0.5}
    assert below_floors({"f1": 0.89995, "dates": 0.6}, floors) == []
    assert below_floors({"f1": 0.8}, floors) == ["f1: 0.8, its floor is 0.9", "dates: not measured, its floor is 0.5"]
    assert raised({"f1": 0.8, "dates": 0.6, "title": 1.0}, floors) == {"f1": 0.9, "dates": 0.6, "title": 1.0}


def test_normal_keeps_percent_and_plus():
    assert normal("  12.5% (Up+) ") == "12 5% up+"


def test_a_run_that_left_its_shards_is_scored_as_one_that_did_not(tmp_path):
    from extractor.run import run
    from extractor.score import score_folder

    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("Courts convicted 12 men of fraud in 2024.\n", encoding="utf-8")
    gold = {"claims": [{"at": "convicted [[12]] men", "value": 12, "unit": "man"}]}
    (tmp_path / "in" / "a.gold.json").write_text(json.dumps(gold), encoding="utf-8")
    run([tmp_path / "in"], tmp_path / "merged", formats=["jsonl"])
    run([tmp_path / "in"], tmp_path / "parted", formats=["jsonl"], layout="shards")
    assert score_folder(tmp_path / "in", tmp_path / "parted") == score_folder(tmp_path / "in", tmp_path / "merged")
    assert score_folder(tmp_path / "in", tmp_path / "parted").matched == 1
