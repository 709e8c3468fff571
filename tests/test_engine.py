"""The fast engine parses as spaCy does, and steps back where it cannot."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractor.engine import open_engine
from extractor.engine.compare import SENTENCES, first_difference
from extractor.engine.encode import Encoder
from extractor.engine.fast import FastEngine
from extractor.engine.layout import read_layout
from extractor.engine.stock import StockEngine
from extractor.errors import ModelError, SettingsError
from extractor.pipeline import load_model
from extractor.read import read
from extractor.settings import Settings, load_settings
from tests.conftest import CORPUS

READ = ["TAG", "HEAD", "DEP", "ENT_IOB", "ENT_TYPE", "ENT_KB_ID", "SENT_START", "LENGTH", "SPACY"]


@pytest.fixture(scope="module")
def nlp():
    return load_model(Settings().model)


@pytest.fixture(scope="module")
def engines(nlp):
    return FastEngine(nlp, 64), StockEngine(nlp, 64)


def assert_same(engines, texts):
    fast, stock = engines
    for one, other in zip(fast.pipe(texts), stock.pipe(texts), strict=True):
        assert one.text == other.text
        assert np.array_equal(one.to_array(READ), other.to_array(READ)), other.text
        assert [(t.left_edge.i, t.right_edge.i, t.n_lefts, t.n_rights) for t in one] == [
            (t.left_edge.i, t.right_edge.i, t.n_lefts, t.n_rights) for t in other
        ]
        assert [(e.start, e.end, e.label_) for e in one.ents] == [(e.start, e.end, e.label_) for e in other.ents]
        assert [(s.start, s.end) for s in one.sents] == [(s.start, s.end) for s in other.sents]


def test_every_sentence_of_the_corpus_is_parsed_as_spacy_parses_it(extractor, engines):
    if not CORPUS.is_dir():
        pytest.skip("the sample corpus is not in this checkout")
    texts = [text for raw in read([CORPUS]) for text in extractor._split(raw).texts]
    assert len(texts) > 500
    assert_same(engines, texts)


def test_whole_paragraphs_of_several_sentences(extractor, engines):
    if not CORPUS.is_dir():
        pytest.skip("the sample corpus is not in this checkout")
    articles = [extractor.clean(raw) for raw in read([CORPUS])][:8]
    assert_same(engines, [article.text[p.start : p.end] for article in articles for p in article.paragraphs()])


PIECES = """the a of and to in said more than 4,600 12.5% $ £2bn two-thirds half Monday January 2023 Mr. Lee Reuters
U.S. who which “ ” ' ( ) , ; : – - … . ? ! not is were rose falling because if United Nations Article 207.3
can't it's 🙂 é 中"""
WORDS = st.sampled_from([*PIECES.split(), "\n", "  ", "\t"])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.one_of(st.lists(WORDS, max_size=40).map(" ".join), st.text(max_size=60)), max_size=12))
def test_any_text_is_parsed_as_spacy_parses_it(engines, texts):
    assert_same(engines, texts)


@pytest.mark.parametrize("texts", [[], [""], ["", "It rose.", ""], ["a " * 700]])
def test_odd_batches(engines, texts):
    assert_same(engines, texts)


def test_a_sentence_is_parsed_alike_in_any_company(nlp):
    alone, together = FastEngine(nlp, 1), FastEngine(nlp, 500)
    for one, other in zip(alone.pipe(SENTENCES), together.pipe(SENTENCES * 3), strict=False):
        assert np.array_equal(one.to_array(READ), other.to_array(READ))


def test_a_full_store_of_words_changes_nothing(nlp, engines):
    small = FastEngine(nlp, 4)
    layout = read_layout(nlp)
    small._encoder = Encoder((layout.shared, layout.names), most_words=30)
    assert_same((small, engines[1]), SENTENCES * 2)
    assert len(small._encoder._known) <= 30 + 200  # a batch's own words are kept whole


def test_what_is_kept_of_words_is_bounded(nlp):
    layout = read_layout(nlp)
    encoder = Encoder((layout.shared, layout.names), most_words=100)
    for start in range(0, 2000, 50):
        attributes = np.arange(start * 8, (start + 50) * 8, dtype=np.uint64).reshape(50, 8)[:, : len(encoder.columns)]
        encoder.words(np.ascontiguousarray(attributes))
        assert len(encoder._known) <= 100
    assert len(encoder._vectors) <= 4096


def test_the_engine_is_chosen_by_name(nlp):
    assert [open_engine(nlp, name).name for name in ("auto", "fast", "stock")] == ["fast", "fast", "stock"]


def _foreign_version(monkeypatch, nlp):
    monkeypatch.setattr("spacy.about.__version__", "4.1.0")


def _foreign_labels(monkeypatch, nlp):
    monkeypatch.setitem(nlp.get_pipe("parser").cfg, "beam_width", 4)


def _foreign_window(monkeypatch, nlp):
    layers = [layer for layer in nlp.get_pipe("tok2vec").model.walk() if layer.name == "expand_window"]
    monkeypatch.setitem(layers[0].attrs, "window_size", 2)


def _foreign_component(monkeypatch, nlp):
    monkeypatch.setattr(type(nlp), "pipe_names", ["tok2vec", "tagger", "parser", "ner", "extra"])


def _foreign_network(monkeypatch, nlp):
    layer = nlp.get_pipe("ner").model.get_ref("lower")
    monkeypatch.setattr(type(layer), "get_param", lambda self, name: {}[name])


@pytest.mark.parametrize(
    "change", [_foreign_version, _foreign_labels, _foreign_window, _foreign_component, _foreign_network]
)
def test_an_unknown_pipeline_is_left_to_spacy_with_a_warning(monkeypatch, nlp, change):
    change(monkeypatch, nlp)
    with pytest.warns(UserWarning, match="the fast engine cannot be used"):
        assert open_engine(nlp, "auto").name == "stock"
    with pytest.raises(ModelError, match="the fast engine cannot be used"):
        open_engine(nlp, "fast")
    assert open_engine(nlp, "stock").name == "stock"


def test_an_engine_that_parses_otherwise_is_not_used(monkeypatch, nlp):
    right = FastEngine._fill_entities

    def wrong(self, filled, entities):
        right(self, filled, entities[1:])

    monkeypatch.setattr(FastEngine, "_fill_entities", wrong)
    with pytest.warns(UserWarning, match="does not parse 'Courts convicted"):
        assert open_engine(nlp, "auto").name == "stock"


def test_the_built_in_sentences_tell_parses_apart(engines):
    fast, stock = engines
    assert first_difference(fast.pipe, stock.pipe) is None
    assert first_difference(fast.pipe, lambda texts: stock.pipe(text.lower() for text in texts)) == SENTENCES[0]


def test_an_unknown_engine_is_refused(tmp_path):
    path = tmp_path / "s.toml"
    path.write_text('engine = "quick"\n')
    with pytest.raises(SettingsError, match=r"s\.toml: engine: must be one of auto, fast, stock, is 'quick'"):
        load_settings(path)
    with pytest.raises(SettingsError, match="engine: must be one of"):
        dataclasses.replace(Settings(), engine="")
