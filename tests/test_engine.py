"""The fast engine parses as spaCy does, and steps back where it cannot."""

from __future__ import annotations

import dataclasses
import gc
import json
import os
import sys

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from extractor.annotate.analysis import plain
from extractor.annotate.cues import Cue, SentenceCues, near
from extractor.cli.app import app, main
from extractor.engine import let_go, open_engine
from extractor.engine.compare import SENTENCES, first_difference, read_off
from extractor.engine.edges import edges, sentence_starts
from extractor.engine.fast import FastEngine
from extractor.engine.lexicon import Lexicon
from extractor.engine.stock import StockEngine
from extractor.engine.words import CommonWords
from extractor.errors import ModelError, SettingsError
from extractor.pipeline import load, load_model, raw_text
from extractor.read import read
from extractor.records import as_json
from extractor.settings import Settings, load_settings
from extractor.triage import Triage
from extractor.validate import check_article
from extractor.windows import windows
from tests.conftest import CORPUS

OF_WORDS = ("i", "text", "lower_", "orth", "lower", "tag", "is_punct", "is_space", "like_num", "whitespace_", "lemma_")


@pytest.fixture(scope="module")
def nlp():
    return load_model(Settings().model)


@pytest.fixture(scope="module")
def engines(nlp):
    return FastEngine(nlp, 64), StockEngine(nlp, 64)


def assert_same(engines, texts, walked=1):
    """The same parses; the ways through the tree, which the heads decide, are walked in one of ``walked`` texts."""
    for index, (one, other) in enumerate(zip(*(engine.pipe(texts) for engine in engines), strict=True)):
        assert read_off(one) == read_off(other), other.text
        for token, known in zip(one, other, strict=True):
            assert all(getattr(token, name) == getattr(known, name) for name in OF_WORDS)
            if index % walked == 0:
                assert_same_ways(token, known)


def assert_same_ways(token, known):
    for way in ("children", "lefts", "rights", "subtree", "ancestors"):
        assert [t.i for t in getattr(token, way)] == [t.i for t in getattr(known, way)], way
    assert (token.n_lefts, token.n_rights) == (known.n_lefts, known.n_rights)


def test_sentences_of_every_article_of_the_corpus_are_parsed_as_spacy_parses_them(extractor, engines):
    if not CORPUS.is_dir():
        pytest.skip("the sample corpus is not in this checkout")
    texts = [text for raw in read([CORPUS]) for part in extractor._split(raw).windows for text, _ in part.texts]
    third = texts[::3]  # what all take would be a tenth of the suite's time
    assert len(third) > 1_000
    assert_same(engines, third, walked=4)


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
        assert read_off(one) == read_off(other)


def test_what_is_known_of_words_is_bounded_and_forgetting_changes_nothing(nlp, engines):
    small = FastEngine(nlp, 1)
    small._lexicon = Lexicon(nlp.vocab, (small._layout.shared, small._layout.names), most=60)
    small._most = 2  # sentences read at once
    for texts in (SENTENCES, SENTENCES[::-1], SENTENCES):
        assert_same((small, engines[1]), texts)
        assert len(small._lexicon) <= 60
        assert len(small._lexicon.words) == len(small._lexicon.sizes) == len(small._lexicon.blank)
    assert len(small._lexicon.vectors) == 1024


def test_parses_that_are_let_go_leave_nothing_to_the_collector(engines):
    for engine in engines:
        parses = list(engine.pipe(SENTENCES))
        assert all(next(iter(parse)).children is not None for parse in parses if len(parse))
        words = sum(len(parse) for parse in parses)
        gc.collect()
        gc.disable()
        try:
            let_go(parses)
            del parses
            assert gc.collect() < words / 2, engine.name  # what other threads leave is not asked about
        finally:
            gc.enable()


def test_common_words_are_bounded_and_change_no_tokens(nlp):
    common = CommonWords(nlp, most=3)
    texts = ["can't can't U.S. U.S. “$5bn” “$5bn” co-op co-op", "once"]
    before = [token.text for token in nlp.make_doc(texts[0])]
    for _ in range(3):
        common.learn(texts)
    assert len(common._known) == 3
    assert [token.text for token in nlp.make_doc(texts[0])] == before


@pytest.mark.parametrize(("text", "attribute"), [("It rose.", "morph"), ("It rose.", "no_such")])
def test_what_rules_do_not_read_is_refused_by_name(engines, text, attribute):
    (parse,) = engines[0].pipe([text])
    with pytest.raises(AttributeError, match=attribute):
        getattr(parse[0], attribute)


def test_neighbours_and_slices(engines):
    (parse,) = engines[0].pipe(["Prices rose 5%."])
    assert parse[0].nbor().text == "rose"
    assert parse[1].nbor(-1) is parse[0]
    assert [token.text for token in parse[1:3]] == ["rose", "5"]
    for place in (-1, 5):
        with pytest.raises(IndexError):
            parse[0].nbor(place)
    assert (parse.start, parse.end, parse.start_char, parse.end_char, parse.doc) == (0, 5, 0, 15, parse)


@pytest.mark.parametrize(
    ("heads", "left", "starts"),
    [
        ([1, 1, 1], [0, 0, 2], [0]),
        ([0, 0, 2, 2], [0, 1, 2, 3], [0, 2]),
        ([0], [0], [0]),
        ([], [], []),
        ([2, 3, 2, 2], [0, 1, 0, 1], [0]),
    ],
)
def test_edges_and_starts(heads, left, starts):
    assert edges(heads)[0] == left
    assert sentence_starts(heads, left) == starts


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
    right = FastEngine._assemble

    def wrong(self, texts, rows, bounds, grammar, names):
        return right(self, texts, rows, bounds, grammar, names[1:])

    monkeypatch.setattr(FastEngine, "_assemble", wrong)
    with pytest.warns(UserWarning, match="does not parse 'Courts convicted"):
        assert open_engine(nlp, "auto").name == "stock"


def test_the_built_in_sentences_tell_parses_apart(engines):
    fast, stock = engines
    assert first_difference(fast.pipe, stock.pipe) is None
    assert first_difference(fast.pipe, lambda texts: stock.pipe(text.lower() for text in texts)) == SENTENCES[0]


def test_an_unknown_engine_is_refused(tmp_path):
    path = tmp_path / "s.toml"
    path.write_text('parser = "quick"\n')
    with pytest.raises(SettingsError, match=r"s\.toml: parser: must be one of auto, fast, stock, is 'quick'"):
        load_settings(path)
    with pytest.raises(SettingsError, match="parser: must be one of"):
        dataclasses.replace(Settings(), parser="")


def test_an_unparsed_text_gives_words_alone_in_both_engines(engines):
    texts = ["Courts convicted 12 men.", "", "Ms Lee of Acme left.", "It rose 5% in May."]
    found = [list(engine.pipe(texts, [True, False, False, True])) for engine in engines]
    for one, other in zip(*found, strict=True):
        assert read_off(one) == read_off(other)
    unread = found[0][2]
    assert {(t.tag_, t.dep_, t.head.i == t.i, t.ent_type_) for t in unread} == {("XX", "dep", True, "")}
    assert [[t.tag_ for t in one] for one in engines[0].pipe(texts[:1] * 2, [False, True])][1][0] == "NNS"
    assert not any(len(name.text) for parse in found[0][1:3] for name in parse.ents)


PARAGRAPHS = [f"Prices rose {n}% in May 2023. “It hurt,” said Ana Lee of Acme. She sold 40 cars." for n in range(30)]


def test_a_very_long_article_is_read_in_windows_with_the_same_result(extractor, monkeypatch):
    raw = raw_text("\n\n".join([*PARAGRAPHS, " ".join(PARAGRAPHS)]), published="2023-06-01")
    whole = extractor.extract(raw)
    monkeypatch.setattr("extractor.pipeline.windows", lambda article: windows(article, 600))
    read = []
    monkeypatch.setattr(
        extractor, "_find", lambda part, docs, find=extractor._find: read.append(part) or find(part, docs)
    )
    parts = extractor.extract(raw)
    assert len(read) > 5
    assert max(sum(len(text) for text, _ in part.texts) for part in read) <= 600
    assert list(check_article(as_json(parts.article), [as_json(claim) for claim in parts.claims])) == []
    assert parts.article.text == whole.article.text
    assert parts.article.blocks == whole.article.blocks
    for layer in ("dates", "legal_references"):
        assert getattr(parts.article, layer) == getattr(whole.article, layer)
    assert [c.quantity for c in parts.claims] == [c.quantity for c in whole.claims]
    assert [c.sentence for c in parts.claims] == [c.sentence for c in whole.claims]
    ids = [claim.id for claim in parts.claims]
    assert len(set(ids)) == len(ids)
    assert {n.claim_id for n in parts.article.numbers if n.disposition == "claim"} == set(ids)


def test_an_ordinary_article_is_one_window(extractor):
    article = extractor.clean(raw_text(" ".join(PARAGRAPHS)))
    assert windows(article) == [article]


@pytest.mark.parametrize("sentences", ["all", "numeric"])
def test_by_need_numbers_stay_and_other_sentences_give_no_names(sentences):
    found = load(Settings(sentences=sentences)).extract(
        "Prices rose 5%.\n\nAngela Merkel slept at Acme.\n\nThe Mayor of Lyon slept.\n\nTwo men left Paris."
    )
    assert [claim.quantity.text for claim in found.claims] == ["5%", "Two"]
    assert ("Angela Merkel" in {entity.text for entity in found.article.entities}) is (sentences == "all")
    assert "Paris" in {entity.text for entity in found.article.entities}


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("Prices rose 5%.", Cue.NUMBER),
        ("A dozen men left.", Cue.NUMBER),
        ("A quarter of them left.", Cue.NUMBER),
        ("Twenty-two men left.", Cue.NUMBER),
        ("It doubled.", Cue.NUMBER),
        ("Under Article 7 of the Code", Cue.LAW),
        ("She SAID so.", Cue.REPORT),
        ("according to Ana Lee", Cue.REPORT),
        ("“Fine,” and off she went.", Cue.REPORT),
        ("The warnings grew.", Cue.REPORT),
    ],
)
def test_cues(extractor, text, cue):
    assert SentenceCues(extractor.rules, extractor.nlp.vocab)(text) & cue


def test_a_sentence_without_cues(extractor):
    cues = SentenceCues(extractor.rules, extractor.nlp.vocab)
    assert [cues(text) for text in ("", "The cat slept.", "Rain fell on the hills.")] == [Cue.NONE] * 3


def test_near():
    assert near([Cue.NONE, Cue.NONE, Cue.NUMBER, Cue.REPORT, Cue.NONE], Cue.NUMBER) == [False, True, True, True, False]
    assert near([], Cue.NUMBER) == []


def test_every_sentence_of_the_corpus_with_a_claim_is_parsed_by_need(extractor, corpus_run):
    triage = Triage(extractor.rules, extractor.nlp.vocab, "numeric")
    for line in (corpus_run[0] / "claims.jsonl").read_text(encoding="utf-8").splitlines():
        sentence = json.loads(line)["sentence"]["text"]
        assert triage([plain(sentence)]) == [True], sentence


def test_the_command_line_multiplies_in_one_thread(monkeypatch):
    for name, value in (("OMP_NUM_THREADS", None), ("OPENBLAS_NUM_THREADS", "3"), ("BLIS_NUM_THREADS", None)):
        monkeypatch.setenv(name, value or "")
        if value is None:
            monkeypatch.delenv(name)
    monkeypatch.setattr(sys, "argv", ["extractor", "--help"])
    with pytest.raises(SystemExit):
        main()
    assert (os.environ["OMP_NUM_THREADS"], os.environ["OPENBLAS_NUM_THREADS"]) == ("1", "3")


def test_exact_takes_no_short_cut(monkeypatch, tmp_path):
    seen = []
    monkeypatch.setattr("extractor.cli.run.load_settings", lambda *_, **given: seen.append(given) or Settings())
    source = tmp_path / "a.txt"
    source.write_text("Prices rose 5%.")
    for options in ([], ["--exact"]):
        CliRunner().invoke(app, ["run", str(source), "--out", str(tmp_path / "out"), *options])
    assert [(given["parser"], given["sentences"]) for given in seen] == [(None, None), ("stock", "all")]


@pytest.mark.slow
def test_exact_records_of_the_corpus_are_those_of_the_default(corpus_records):
    """One article in six: all their sentences are parsed alike, as is shown above."""
    exact = load(Settings(parser="stock"))
    for found in exact.extract_many(list(read([CORPUS]))[::6]):
        assert [as_json(record) for record in (found.article, *found.claims)] == corpus_records[found.article.id]
