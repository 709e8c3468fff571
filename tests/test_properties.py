"""What holds for every text: spans, partition, no number lost, same input same bytes."""

from __future__ import annotations

import random
import re
import signal

import orjson
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from extractor.pipeline import raw_text
from extractor.records import Extraction, RawArticle, as_json, digest
from extractor.validate import check_article, schema_faults
from extractor.validate.blocks import rebuild_source

SENTENCES = [
    "Courts convicted at least 1,369 soldiers of desertion under Article 338 of the Russian Criminal Code in 2024.",
    "Fines rose 12% to $2.3 million, up from €1.9bn a year earlier, the ministry said on Thursday.",
    "Of those, two-thirds were women; twenty-one were under 18, and one in five had children.",
    "“About 40 people died,” said Dr. Ann Lee, 54. “It was the worst since 1987.”",
    "Join 12,000 readers: support us from just $3 a month!",
    "Prices doubled in the first quarter, from £3.50 to £7, and dozens of shops closed.",
    "The G7 met at 10:30 a.m. in Room 12; call +44 20 7946 0958.",
    "Part 3 of Article 207.3, sections 12(1)(a)–(c) and 5 U.S.C. § 552 apply.",
    "They won 3-1, 6–4, 7–6 (5).",
    "1 234 567 cases per 100,000 people, i.e. 0.5‰, −3 °C, ½ a tonne, 5½ km, 3x.",
    "Between 700 and 800 people, between May and July, for 12 months to March 2023.",
    "It fell by a quarter, to three hundred and five thousand.",
]
ODD = [
    "\u00a0",
    "\u00ad",
    "\u200f",
    "\ufeff",
    "\u200b",
    "e\u0301",
    "🙂",
    "\r\n",
    "\t",
    "١٢",
    "½",
    "²",
    "№ 5",
    "1/2/3",
    "[[",
    "]]",
    "<b>5</b>",
    "&amp;",
]
BREAKS = [" ", "\n", "\n\n", "\r\n\r\n", "\n \n", "  "]
WORDS = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|ninety|hundred|thousand|million)\b",
    re.I,
)

piece = st.one_of(st.sampled_from(SENTENCES), st.sampled_from(ODD), st.text(max_size=12))
articles = st.lists(st.tuples(piece, st.sampled_from(BREAKS)), min_size=1, max_size=8).map(
    lambda parts: "".join(text + gap for text, gap in parts)
)
quick = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)


def faults(result):
    article, claims = as_json(result.article), [as_json(claim) for claim in result.claims]
    found = [str(fault) for fault in schema_faults("article", article)]
    found += [str(fault) for claim in claims for fault in schema_faults("claim", claim)]
    return found or [str(fault) for _, fault in check_article(article, claims)]


def extract(extractor, raw):
    """The extraction of an article, null when it was refused with a reason."""
    (result,) = extractor.extract_many([raw])
    if isinstance(result, Extraction):
        return result
    assert "internal" not in result.reason, result.reason
    return None


@quick
@given(articles)
@example("")
@example("12")
@example("\ufeff12\n\n\n13")
@example("1 1 1 1 1 1 1 1")
@example("a" * 5000)
@example("٣ men and 5 women")
def test_records_of_any_text_are_valid(extractor, text):
    result = extract(extractor, raw_text(text, published="2025-03-04"))
    if result is not None:
        assert faults(result) == []
        assert rebuild_source(as_json(result.article)) == text


@quick
@given(articles)
def test_no_number_word_is_lost(extractor, text):
    result = extract(extractor, raw_text(text))
    if result is None:
        return
    spans = [(number.start, number.end) for number in result.article.numbers]
    for match in WORDS.finditer(result.article.text):
        assert any(start <= match.start() and match.end() <= end for start, end in spans), match


@settings(parent=quick, max_examples=30)
@given(st.lists(articles, min_size=1, max_size=4), st.randoms(use_true_random=False))
def test_order_and_company_do_not_matter(extractor, texts, chance: random.Random):
    raws = [raw_text(text, id=str(index), uri="x", published="2025-03-04") for index, text in enumerate(texts)]
    alone = {raw.id: dump(next(iter(extractor.extract_many([raw])))) for raw in raws}
    chance.shuffle(raws)
    assert {raw.id: dump(result) for raw, result in zip(raws, extractor.extract_many(raws), strict=True)} == alone


def dump(result):
    if isinstance(result, Extraction):
        return orjson.dumps([as_json(result.article), [as_json(claim) for claim in result.claims]])
    return orjson.dumps(as_json(result))


TAGS = ["p", "div", "h1", "h2", "li", "ul", "table", "tr", "td", "nav", "aside", "figure", "figcaption", "footer",
        "span", "a", "b", "br", "script", "article", "section", "blockquote", "time", "custom-tag"]  # fmt: skip
element = st.tuples(st.sampled_from(TAGS), piece, st.sampled_from(["", ' class="related"', " hidden", ' id="x"']))
pages = st.recursive(
    element.map(lambda parts: f"<{parts[0]}{parts[2]}>{parts[1]}</{parts[0]}>"),
    lambda inner: st.tuples(st.sampled_from(TAGS), st.lists(inner, max_size=4)).map(
        lambda parts: f"<{parts[0]}>{''.join(parts[1])}</{parts[0]}>"
    ),
    max_leaves=8,
)


@quick
@given(pages)
@example("")
@example("<")
@example("<html><body></body></html>")
@example("<p>5 men" * 3)
@example("<article><p>It fell to three hundred and five thousand.</p><p>\u200b</p></article>")
def test_records_of_any_page_are_valid(extractor, html):
    page = f"<html><head><title>News of 5 men</title></head><body>{html}</body></html>" if html else html
    raw = RawArticle(digest(page), "page.html", "text/html", "0" * 64, len(page), html=page)
    result = extract(extractor, raw)
    if result is not None:
        assert faults(result) == []


HOSTILE = {
    "digits": "1 " * 1_250,
    "of the": "of the " * 400,
    "commas": "1,2," * 625,
    "brackets": "(" * 2_500 + "5",
    "quotes": '"said ' * 400,
    "words": "two hundred " * 200,
    "hyphens": "1-" * 1_250,
    "no stop": "the 5 men who saw the 6 women in May " * 65,
    "articles": "Article 5, 6, 7 and 8 of " * 100,
    "lines": "5\n" * 1_250,
    "blank lines": "\n" * 2_500 + "5",
    "tags": "<div>" * 500 + "5 men",
}
SECONDS = 10


@pytest.fixture
def time_limit():
    """Stop a test that takes more of the processor than a text of 2,500 characters may, however busy the machine is."""

    def stop(*_):
        raise TimeoutError

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    yield
    signal.setitimer(signal.ITIMER_PROF, 0)
    signal.signal(signal.SIGPROF, before)


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_takes_no_longer_than_its_length(extractor, name, time_limit):
    text = HOSTILE[name]
    raw = raw_text(text)
    if name == "tags":
        raw = RawArticle("x", "x", "text/html", "0" * 64, len(text), html=text)
    result = extract(extractor, raw)
    signal.setitimer(signal.ITIMER_PROF, 0)
    if result is not None:
        assert faults(result) == []
