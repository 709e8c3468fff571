"""The Python API: light to import, typed, forgiving to a batch and strict with one article."""

from __future__ import annotations

import subprocess
import sys

import pytest

import extractor as package
from extractor import Extraction, Failure, RawArticle, Settings, extract, extract_many, from_json, pipeline
from extractor.errors import InputError
from extractor.validate import validate_folder
from extractor.write import Output
from tests.conftest import ROOT

TEXT = "Courts convicted at least 12 men of fraud last year."


def test_import_loads_nothing_heavy():
    code = "import sys, extractor; print(sorted({'spacy', 'numpy', 'typer', 'bs4', 'pyarrow'} & set(sys.modules)))"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT)
    assert found.stdout == "[]\n", found.stderr


def test_every_public_name_is_there():
    for name in package.__all__:
        assert getattr(package, name) is not None
        assert name in dir(package)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        package.nothing  # noqa: B018


@pytest.mark.parametrize(
    "article",
    [TEXT, {"text": TEXT, "published": "2025-03-04", "id": "a"}],
)
def test_extracts_a_text_or_a_row(article):
    given = {} if isinstance(article, dict) else {"published": "2025-03-04", "id": "a"}
    result = extract(article, **given)
    assert result.article.id == "a"
    (claim,) = result.claims
    assert (claim.quantity.low, claim.quantity.modifier, claim.published) == (12, "at_least", "2025-03-04")
    assert (claim.time.from_, claim.time.to) == ("2024-01-01", "2024-12-31")


def test_extracts_a_page():
    page = f"<html><head><title>News</title></head><body><article><p>{TEXT}</p></article></body></html>"
    result = extract(page, html=True)
    assert result.article.source.media_type == "text/html"
    assert "12 men" in result.article.text
    assert [claim.quantity.value for claim in result.claims] == [12]


@pytest.mark.parametrize(
    ("article", "message"),
    [({"title": "x"}, "missing"), (5, "not int"), ("half a pair: \ud83d", "not Unicode"), ({"text": 5}, "a number")],
)
def test_one_bad_article_raises(article, message):
    with pytest.raises(InputError, match=message):
        extract(article)


def test_many_give_failures_in_their_place():
    results = list(extract_many([TEXT, {"id": "x"}, "\ud83d", {"id": "b", "text": TEXT}, 5]))
    assert [type(result) for result in results] == [Extraction, Failure, Failure, Extraction, Failure]
    assert results[1].field == "text"
    assert results[3].article.id == "b"


def test_many_are_lazy():
    def endless():
        while True:
            yield TEXT

    assert isinstance(next(iter(extract_many(endless()))), Extraction)


def test_settings_are_honoured():
    text = "Prices rose 5%.\n\nSubscribe to our newsletter!\n\nWages rose 3%."
    kept = extract(text, settings=Settings(clean=False)).article
    assert "newsletter" in kept.text
    assert all(block.removed is None or not block.removed.text.strip() for block in kept.blocks)


def test_a_defect_in_one_article_stops_no_batch(extractor, monkeypatch):
    find = extractor._find

    def fails(part, *rest):
        if "secret" in part.view.text:
            raise ZeroDivisionError("oops")
        return find(part, *rest)

    monkeypatch.setattr(extractor, "_find", fails)
    raws = [
        RawArticle(name, name, "text/plain", "0" * 64, 1, text=f"{name} is 5 years old.") for name in ("a", "secret")
    ]
    first, second = extractor.extract_many(raws)
    assert isinstance(first, Extraction)
    assert second == Failure("extract", "secret", None, "internal error: ZeroDivisionError: oops", article_id="secret")


def test_fields_that_a_row_lacks_take_their_default():
    assert from_json(Failure, {"stage": "read", "input": "x", "line": None, "reason": "y"}).field is None


RAW = RawArticle("a", "u", "text/plain", "0" * 64, 1, text=TEXT)


@pytest.mark.parametrize("article", [TEXT, {"text": TEXT}, RAW])
def test_an_unknown_keyword_is_named(article):
    with pytest.raises(TypeError, match="publishd: unknown keyword; known: title, published"):
        extract(article, publishd="2025-03-04")


@pytest.mark.parametrize("article", [TEXT, {"text": TEXT, "id": "a"}, RAW])
def test_keywords_win(article):
    found = extract(article, id="b", uri="v", published="2025-03-04").article
    assert (found.id, found.source.uri, found.published.value) == ("b", "v", "2025-03-04")


@pytest.mark.parametrize("article", [TEXT, {"text": TEXT, "published": "2025-03-04"}, RAW])
def test_a_keyword_without_a_value_is_none(article):
    found = extract(article, published=None, outlet=None).article
    assert found == extract(article).article


@pytest.mark.parametrize("article", [{"text": TEXT}, RAW])
def test_a_row_is_declared_a_page_by_its_field(article):
    with pytest.raises(TypeError, match="html: only a string"):
        extract(article, html=True)


@pytest.mark.parametrize("article", [TEXT, {"text": TEXT}, RAW])
def test_the_longest_article_accepted_is_that_of_the_settings(article):
    settings = Settings(max_characters=10)
    with pytest.raises(InputError, match="too long: 52 characters, at most 10"):
        extract(article, settings=settings)
    (found,) = extract_many([article], settings=settings)
    assert isinstance(found, Failure)


@pytest.mark.parametrize("row", [{"text": "5 \ud83d"}, {"text": TEXT, "x": ["\ud83d"]}, {"text": TEXT, "x": 2**70}])
def test_a_row_that_json_cannot_hold_is_a_failure(row):
    assert [type(result) for result in extract_many([row, TEXT])] == [Failure, Extraction]


@pytest.mark.parametrize("part", ["clean", "sentences", "model"])
def test_no_stage_of_one_article_stops_a_batch(extractor, monkeypatch, part):
    texts = [f"{name} men left in 2023." for name in ("12", "13", "14")]

    def fails_on(stage):
        def call(first, *rest, **keywords):
            if "13" in str(getattr(first, "text", first)):
                raise IndexError("oops")
            return stage(first, *rest, **keywords)

        return call

    if part == "clean":
        monkeypatch.setattr(extractor, "clean", fails_on(extractor.clean))
    elif part == "sentences":
        monkeypatch.setattr(pipeline, "_sentence_places", fails_on(pipeline._sentence_places))
    else:
        monkeypatch.setattr(extractor.nlp, "tokenizer", fails_on(extractor.nlp.tokenizer))
    raws = [pipeline.raw_text(text) for text in texts]
    found = list(extractor.extract_many(raws))
    assert [type(result) for result in found] == [Extraction, Failure, Extraction]
    assert "internal error" in found[1].reason


def test_the_vocabulary_does_not_grow_with_the_run(extractor):
    def texts(run):
        return [pipeline.raw_text(f"{run} {n} men of Zq{run}x{n}y left Wk{run}v{n}u.") for n in range(100)]

    list(extractor.extract_many(texts(0)))
    before = len(extractor.nlp.vocab.strings)
    results = list(extractor.extract_many(texts(1)))
    assert len(extractor.nlp.vocab.strings) - before < 20
    assert all(isinstance(result, Extraction) for result in results)


@pytest.mark.parametrize("text", ["1/0 men came and 12 left.", "0/0 of them left.", "9" * 400 + " men left.", "9" * 30])
def test_an_odd_number_costs_its_own_article_at_most(tmp_path, extractor, text):
    with Output(tmp_path) as output:
        found = [output.add(result) for result in extractor.extract_many(map(pipeline.raw_text, [text, TEXT]))]
    assert not isinstance(found[1], Failure)
    assert list(validate_folder(tmp_path)) == []


@pytest.mark.parametrize("settings", [{"batch": 8}, "settings.toml"])
def test_settings_of_another_kind_are_named(settings):
    with pytest.raises(TypeError, match=r"settings: must be Settings, is .*; load_settings reads a file"):
        pipeline.load(settings)
