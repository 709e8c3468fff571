"""A run takes what was asked for, the same each time, and says what it left out."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.clean import Cleaner
from extractor.errors import InputError
from extractor.records import Failure, RawArticle
from extractor.rules import load_rules
from extractor.select import Chosen, Selection, draw, last_draw, parse_sample, parse_since, published_by


def raw(identity, published=None, text="Prices rose 4% in March.", html=None):
    known = {"published": published} if published else {}
    return RawArticle(
        identity, f"{identity}.txt", "text/plain", "0" * 64, 9, text=None if html else text, html=html, given=known
    )


def given_day(article):
    return article.given.get("published")


ARTICLES = [raw(f"a{n}", f"2025-03-{n % 28 + 1:02d}" if n % 5 else None) for n in range(400)]


def taken(selection, articles=ARTICLES):
    chosen = Chosen(articles, selection, given_day, last_draw(articles, selection, given_day))
    return [item.id for item in chosen], chosen


def test_since_takes_the_day_itself_and_what_has_no_date():
    articles = [raw("a", "2025-03-03"), raw("b", "2025-03-04"), raw("c"), raw("d", "2026-01-01")]
    ids, chosen = taken(Selection(since=datetime.date(2025, 3, 4)), articles)
    assert ids == ["b", "c", "d"]
    assert (chosen.skipped, chosen.undated) == ({"before": 1}, 1)


def test_the_date_is_found_as_the_run_finds_it():
    clean = Cleaner(load_rules())
    published = published_by(clean)
    page = (
        '<html><head><meta property="article:published_time" content="2025-02-01"></head><body><p>{}</p></body></html>'
    )
    assert published(raw("a", "1 March 2025")) == "2025-03-01"
    assert published(raw("b", html=page.format("Prices rose 4% in March. " * 20))) == "2025-02-01"
    assert published(raw("c")) is None
    assert published(raw("d", "soon")) is None, "the run will record that this is no date"
    assert published(raw("e", text=" ")) is None


@pytest.mark.parametrize("share", [0.01, 0.1, 0.5, 1.0])
def test_a_share_is_about_that_share_and_holds_the_smaller_ones(share):
    ids, chosen = taken(Selection(share=share))
    assert abs(len(ids) - 400 * share) < 40
    assert set(taken(Selection(share=share / 2))[0]) <= set(ids)
    assert chosen.skipped["sample"] == 400 - len(ids)


@given(st.integers(1, 450), st.randoms())
def test_a_sample_by_number_has_that_many_whatever_the_order(number, chance):
    shuffled = list(ARTICLES)
    chance.shuffle(shuffled)
    ids, _ = taken(Selection(number=number), shuffled)
    assert len(ids) == min(number, 400)
    assert set(ids) == set(taken(Selection(number=number))[0])
    assert max(map(draw, ids)) <= min((draw(a.id) for a in ARTICLES if a.id not in set(ids)), default=1)


def test_a_sample_by_number_is_drawn_from_what_since_leaves():
    since = datetime.date(2025, 3, 20)
    ids, _ = taken(Selection(since=since, number=20))
    left, _ = taken(Selection(since=since))
    assert ids == [identity for identity in left if identity in set(sorted(left, key=draw)[:20])]


def test_a_limit_ends_the_reading():
    def endless():
        yield Failure("read", "x", None, "broken")
        for number in range(10**9):
            yield raw(f"a{number}")

    chosen = Chosen(endless(), Selection(limit=3), given_day)
    found = list(chosen)
    assert [item.id for item in found[1:]] == ["a0", "a1", "a2"]
    assert isinstance(found[0], Failure)
    assert chosen.stopped
    assert not taken(Selection(limit=400))[1].stopped


@pytest.mark.parametrize(
    ("words", "sample"),
    [("5%", (0.05, None)), ("0.05", (0.05, None)), (" 500 ", (None, 500)), ("1", (None, 1)), ("1.0", (1.0, None))],
)
def test_a_sample_is_a_share_or_a_number(words, sample):
    assert parse_sample(words) == sample


@pytest.mark.parametrize("words", ["", "0", "-1", "0.0", "1.5", "101%", "nan", "some", "%", "٣", "1e9"])
def test_another_sample_is_refused(words):
    with pytest.raises(InputError, match="must be a share"):
        parse_sample(words)


@pytest.mark.parametrize("words", ["yesterday", "2025-02-30", "04.03.2025", "2025-3", ""])
def test_another_day_is_refused(words):
    with pytest.raises(InputError, match="must be a day"):
        parse_since(words)


def test_the_choice_is_told_as_it_was_made():
    assert parse_since("2025-03-04") == datetime.date(2025, 3, 4)
    assert Selection(parse_since("2025-03-04"), share=0.1).as_json() == {"since": "2025-03-04", "share": 0.1}
