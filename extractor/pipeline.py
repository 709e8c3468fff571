"""From raw articles to records: clean, split, parse in batches, annotate, assemble."""

from __future__ import annotations

import contextlib
import gc
import itertools
import threading
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from extractor.annotate.analysis import Analysis, Sentence, plain
from extractor.annotate.attributions import AttributionAnnotator
from extractor.annotate.dates import DateAnnotator
from extractor.annotate.entities import EntityAnnotator
from extractor.annotate.headline import sentence_case
from extractor.annotate.laws import LawAnnotator
from extractor.annotate.numbers import NumberAnnotator
from extractor.annotate.places import PlaceAnnotator
from extractor.annotate.split import sentences
from extractor.batch import attempt, collector_paused, memory_zone
from extractor.claims import ClaimAssembler
from extractor.clean import Cleaner
from extractor.engine import Engine, let_go, open_engine
from extractor.errors import ExtractorError
from extractor.given import check_given, raw_text
from extractor.long import LAYERS, Found, LongExtraction, Packed, pack
from extractor.model import load_model, model_version
from extractor.records import (
    SCHEMA_VERSION,
    Article,
    ArticleSource,
    CleanArticle,
    Extraction,
    Failure,
    Paragraph,
    PipelineVersions,
    RawArticle,
    Role,
)
from extractor.rules import RuleSet, load_rules
from extractor.settings import Settings
from extractor.triage import Triage
from extractor.version import VERSION
from extractor.windows import windows

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ["Annotators", "Extractor", "check_given", "load", "load_model", "raw_text"]

_ARTICLES_AT_ONCE = 64
_BYTES_AT_ONCE = 2_000_000
_MANY = 1_000  # sentences whose parses are worth a search for cycles of their own
_BODY = 20_000  # characters in which the words of a headline are looked for
_FIELDS = frozenset({"text", "html", "title", "published", "outlet", "language"})
# A memory zone is the vocabulary's, which all that share a model share: one batch at a time.
_PARSING = threading.Lock()


class Extractor:
    """The pipeline with its model and rules loaded; make one with :func:`load` and keep it.

    >>> extractor = load()                                           # doctest: +SKIP
    >>> extractor.extract("Courts convicted 12 men in 2023.").claims  # doctest: +SKIP
    """

    def __init__(self, nlp: Language, rules: RuleSet, settings: Settings, engine: Engine | None = None) -> None:
        self.nlp = nlp
        self.engine = engine or open_engine(nlp, "stock", settings.batch)
        self.rules = rules
        self.settings = settings
        self.clean = Cleaner(rules, Path(settings.repeats) if settings.repeats else None)
        self.annotators = Annotators(rules)
        self.assemble = ClaimAssembler(rules)
        self.triage = Triage(rules, nlp.vocab, settings.sentences)
        self.versions = PipelineVersions(
            extractor=VERSION,
            spacy=_spacy_version(),
            model=model_version(nlp, settings.model),
            rules=rules.digest,
            settings=settings.digest,
        )

    def extract(self, article: RawArticle | str, **given: str) -> Extraction:
        """Extract one article, given as a record or as a text with metadata as keywords.

        Keywords: ``title``, ``published`` (ISO date), ``outlet``, ``language``, ``id``, ``uri``.
        Raises ExtractorError when the article cannot be processed, TypeError for another keyword.
        """
        if given and isinstance(article, RawArticle):
            raise TypeError(f"{', '.join(given)}: an article that is a record brings its own metadata")
        raw = article if isinstance(article, RawArticle) else raw_text(article, **given)
        (result,) = self._batch([raw])
        if isinstance(result, ExtractorError):
            raise result
        return result

    def cleaned(self, article: RawArticle) -> Article:
        """The record of an article that is cleaned alone: no mentions, no claims. Raises ExtractorError."""
        return self._record(self.clean(article, junk=self.settings.clean), [()] * len(LAYERS))

    def sentences(self, article: RawArticle) -> list[str]:
        """The sentences of an article as the model reads them. Raises ExtractorError."""
        return [text for window in self._split(article).windows for text, _ in window.texts]

    def extract_many(self, articles: Iterable[RawArticle | Failure]) -> Iterator[Extraction | Failure]:
        """Extract articles in order, batching sentences across them; a bad one is a Failure.

        A Failure of an earlier stage is passed on in its place.
        """
        for chunk in _chunks(articles):
            results = iter(self._batch([item for item in chunk if isinstance(item, RawArticle)]))
            for item in chunk:
                result = item if isinstance(item, Failure) else next(results)
                if isinstance(result, ExtractorError):
                    assert isinstance(item, RawArticle)
                    yield _failure(item, result)
                else:
                    yield result

    def _batch(self, raws: Sequence[RawArticle]) -> list[Extraction | ExtractorError]:
        split = [attempt(self._split, raw) for raw in raws]
        groups = [[] if isinstance(item, ExtractorError) else item.windows for item in split]
        parts = list(itertools.chain.from_iterable(groups))
        with _PARSING, collector_paused(), contextlib.ExitStack() as zone:
            self.engine.learn(text for part in parts for text, _ in part.texts)
            # What spaCy allots to the words of a batch is freed at its end: only plain records leave it.
            zone.enter_context(memory_zone(self.nlp))
            read = (self._read(part, docs) for part, docs in zip(parts, self._parsed(parts), strict=True))
            return [
                item
                if isinstance(item, ExtractorError)
                else attempt(self._joined, item, list(itertools.islice(read, len(own))))
                for item, own in zip(split, groups, strict=True)
            ]

    def _split(self, raw: RawArticle) -> _Split:
        article = self.clean(raw, junk=self.settings.clean)
        views = windows(article)
        return _Split(article, [self._window(view, alone=len(views) == 1) for view in views])

    def _window(self, view: CleanArticle, *, alone: bool) -> _Window:
        paragraphs = view.paragraphs()
        places = _sentence_places(view.text, paragraphs)
        texts = [_as_read(view.text, start, end, paragraphs[index].role) for start, end, index in places]
        return _Window(view, paragraphs, places, list(zip(texts, self.triage(texts), strict=True)), alone)

    def _read(self, part: _Window, docs: Sequence[Any]) -> Found | Packed | ExtractorError:
        """What is found in a window; only then is the next one parsed."""
        found = attempt(self._find, part, docs)
        let_go(docs)
        if len(part.texts) > _MANY:
            gc.collect(0)
        return found

    def _parsed(self, parts: Sequence[_Window]) -> Iterator[list[Any]]:
        """The parses of each window's sentences; what the model fails on costs its own article alone.

        Such an article gets no parses, which its next stage refuses.
        """
        stream: Iterator[Any] | None = self._pipe(itertools.chain.from_iterable(part.texts for part in parts))
        for texts in (part.texts for part in parts):
            docs: list[Any] | ExtractorError = []
            if stream is not None:
                docs = attempt(list, itertools.islice(stream, len(texts)))
                stream = None if isinstance(docs, ExtractorError) else stream
            if stream is None:
                docs = attempt(list, self._pipe(texts))
            yield [] if isinstance(docs, ExtractorError) else docs

    def _pipe(self, texts: Iterable[tuple[str, bool]]) -> Iterator[Any]:
        if self.settings.sentences == "all":
            return self.engine.pipe(text for text, _ in texts)
        strings, wishes = itertools.tee(texts)
        return self.engine.pipe((text for text, _ in strings), (wish for _, wish in wishes))

    def _find(self, part: _Window, docs: Sequence[Any]) -> Found | Packed:
        if len(docs) != len(part.places):
            raise ExtractorError("internal error: the model could not parse the article")
        read = [
            Sentence(doc, part.view.text, start, index, part.paragraphs[paragraph], paragraph)
            for index, ((start, _, paragraph), doc) in enumerate(zip(part.places, docs, strict=True))
        ]
        analysis = Analysis(part.view, read)
        self.annotators(analysis)
        claims, analysis.numbers = self.assemble(analysis)
        end = part.paragraphs[-1].end if part.paragraphs else 0
        window = Found(end, tuple(getattr(analysis, name) for name in LAYERS), claims)
        return window if part.alone else pack(window)

    def _joined(self, item: _Split, parts: Sequence[Found | Packed | ExtractorError]) -> Extraction:
        packed = []
        for part in parts:
            if isinstance(part, ExtractorError):
                raise part
            if isinstance(part, Found):
                return Extraction(self._record(item.article, part.layers), tuple(part.claims))
            packed.append(part)
        return LongExtraction(self._record(item.article, [()] * len(LAYERS)), packed)

    def _record(self, article: CleanArticle, layers: Sequence[Sequence[Any]]) -> Article:
        raw = article.raw
        return Article(
            schema_version=SCHEMA_VERSION,
            id=raw.id,
            source=ArticleSource(raw.uri, raw.media_type, raw.sha256, raw.bytes, raw.line, raw.encoding),
            title=article.title,
            published=article.published,
            outlet=article.outlet,
            language=article.language,
            author=article.author,
            text=article.text,
            blocks=article.blocks,
            extra=raw.extra,
            pipeline=self.versions,
            **{name: tuple(layer) for name, layer in zip(LAYERS, layers, strict=True)},
        )


class _Window(NamedTuple):
    """A view of an article, its sentences (start, end, index of the paragraph), the text of each and whether it is
    to be parsed; ``alone`` says that it is the whole article."""

    view: CleanArticle
    paragraphs: Sequence[Paragraph]
    places: list[tuple[int, int, int]]
    texts: list[tuple[str, bool]]
    alone: bool


class _Split(NamedTuple):
    """An article and the windows in which it is read."""

    article: CleanArticle
    windows: list[_Window]


class Annotators:
    """The mention layers in the order in which each may read the ones before it."""

    def __init__(self, rules: RuleSet) -> None:
        self.dates = DateAnnotator(rules)
        self.places = PlaceAnnotator(rules)
        self.laws = LawAnnotator(rules, self.places)
        self.entities = EntityAnnotator(rules)
        self.attributions = AttributionAnnotator(rules)
        self.numbers = NumberAnnotator(rules)

    def __call__(self, analysis: Analysis) -> None:
        """Fill every layer of the analysis in place."""
        analysis.dates = self.dates(analysis)
        analysis.places = self.places(analysis)
        analysis.legal_references = self.laws(analysis)
        analysis.entities = self.entities(analysis)
        analysis.attributions = self.attributions(analysis)
        analysis.numbers = self.numbers(analysis)


def load(settings: Settings | None = None, *, rules: RuleSet | None = None) -> Extractor:
    """Load the spaCy pipeline and the rules, ready to extract.

    Raises ModelError when the pipeline of ``settings.model`` is missing or incomplete, RuleError
    when a rule is malformed.
    """
    settings = settings or Settings()
    if not isinstance(settings, Settings):
        raise TypeError(f"settings: must be Settings, is {type(settings).__name__}; load_settings reads a file of them")
    folder = Path(settings.rules) if settings.rules else None
    nlp = load_model(settings.model)
    engine = open_engine(nlp, settings.parser, settings.batch)
    return Extractor(nlp, rules or load_rules(folder=folder), settings, engine)


def _failure(raw: RawArticle, error: ExtractorError) -> Failure:
    field, found, _ = str(error).partition(": ")
    known = field if found and field in _FIELDS else None
    return Failure("extract", raw.uri.removesuffix(f"#{raw.line}"), raw.line, str(error), known, raw.id)


def _sentence_places(text: str, paragraphs: Sequence[Paragraph]) -> list[tuple[int, int, int]]:
    return [
        (start, end, index)
        for index, paragraph in enumerate(paragraphs)
        for start, end in sentences(text, paragraph.start, paragraph.end)
    ]


def _as_read(text: str, start: int, end: int, role: Role) -> str:
    """A sentence as the model reads it."""
    sentence = plain(text[start:end])
    return sentence_case(sentence, text[end : end + _BODY]) if role == "title" else sentence


def _chunks(articles: Iterable[RawArticle | Failure]) -> Iterator[list[RawArticle | Failure]]:
    chunk: list[RawArticle | Failure] = []
    room = _BYTES_AT_ONCE
    for article in articles:
        chunk.append(article)
        room -= article.bytes if isinstance(article, RawArticle) else 0
        if len(chunk) >= _ARTICLES_AT_ONCE or room <= 0:
            yield chunk
            chunk, room = [], _BYTES_AT_ONCE
    if chunk:
        yield chunk


def _spacy_version() -> str:
    from spacy import about

    return str(about.__version__)
