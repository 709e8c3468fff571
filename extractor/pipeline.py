"""From raw articles to records: clean, split, parse in batches, annotate, assemble."""

from __future__ import annotations

import contextlib
import gc
import itertools
import re
import threading
import traceback
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from extractor.annotate.analysis import Analysis, Sentence, plain
from extractor.annotate.attributions import AttributionAnnotator
from extractor.annotate.dates import DateAnnotator
from extractor.annotate.entities import EntityAnnotator
from extractor.annotate.laws import LawAnnotator
from extractor.annotate.lemma import share_tables
from extractor.annotate.numbers import NumberAnnotator
from extractor.annotate.places import PlaceAnnotator
from extractor.annotate.split import sentences
from extractor.claims import ClaimAssembler
from extractor.clean import Cleaner
from extractor.engine import Engine, open_engine, use_numpy_products
from extractor.errors import ExtractorError, InputError, ModelError
from extractor.records import (
    SCHEMA_VERSION,
    Article,
    ArticleSource,
    CleanArticle,
    Extraction,
    Failure,
    PipelineVersions,
    RawArticle,
    digest,
)
from extractor.rules import RuleSet, load_rules
from extractor.settings import Settings
from extractor.triage import Triage
from extractor.version import VERSION

if TYPE_CHECKING:
    from spacy.language import Language

_NEEDED = ("tagger", "parser", "ner")
_UNUSED = ("attribute_ruler", "lemmatizer")
_ARTICLES_AT_ONCE = 64
_FIELDS = frozenset({"text", "html", "title", "published", "outlet", "language"})
_KEYWORDS = ("title", "published", "outlet", "language", "id", "uri")
# A memory zone is the vocabulary's, which all that share a model share: one batch at a time.
_PARSING = threading.Lock()
_T = TypeVar("_T")
_E = TypeVar("_E", bound=Exception)
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


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
            model=f"{nlp.meta['lang']}_{nlp.meta['name']}-{nlp.meta['version']}",
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

    def extract_many(self, articles: Iterable[RawArticle | Failure]) -> Iterator[Extraction | Failure]:
        """Extract articles in order, batching sentences across them; a bad one is a Failure.

        A Failure of an earlier stage is passed on in its place.
        """
        for chunk in _chunks(articles, _ARTICLES_AT_ONCE):
            results = iter(self._batch([item for item in chunk if isinstance(item, RawArticle)]))
            for item in chunk:
                result = item if isinstance(item, Failure) else next(results)
                if isinstance(result, ExtractorError):
                    assert isinstance(item, RawArticle)
                    yield _failure(item, result)
                else:
                    yield result

    def _batch(self, raws: Sequence[RawArticle]) -> list[Extraction | ExtractorError]:
        split = [_attempt(self._split, raw) for raw in raws]
        groups = [[] if isinstance(item, ExtractorError) else item.texts for item in split]
        self.engine.learn(text for group in groups for text, _ in group)
        # What spaCy allots to the words of a batch is freed at its end: only plain records leave it.
        with _PARSING, _collector_paused(), _memory_zone(self.nlp):
            return [
                item if isinstance(item, ExtractorError) else _attempt(self._finish, item.article, item.places, docs)
                for item, docs in zip(split, self._parsed(groups), strict=True)
            ]

    def _split(self, raw: RawArticle) -> _Split:
        article = self.clean(raw, junk=self.settings.clean)
        places = _sentence_places(article)
        texts = [plain(article.text[start:end]) for start, end, _ in places]
        return _Split(article, places, list(zip(texts, self.triage(texts), strict=True)))

    def _parsed(self, groups: Sequence[Sequence[tuple[str, bool]]]) -> Iterator[list[Any]]:
        """The parses of each article's sentences; what the model fails on costs its own article alone.

        Such an article gets no parses, which its next stage refuses.
        """
        stream: Iterator[Any] | None = self._pipe(itertools.chain.from_iterable(groups))
        for texts in groups:
            docs: list[Any] | ExtractorError = []
            if stream is not None:
                docs = _attempt(list, itertools.islice(stream, len(texts)))
                stream = None if isinstance(docs, ExtractorError) else stream
            if stream is None:
                docs = _attempt(list, self._pipe(texts))
            yield [] if isinstance(docs, ExtractorError) else docs

    def _pipe(self, texts: Iterable[tuple[str, bool]]) -> Iterator[Any]:
        if self.settings.sentences == "all":
            return self.engine.pipe(text for text, _ in texts)
        strings, wishes = itertools.tee(texts)
        return self.engine.pipe((text for text, _ in strings), (wish for _, wish in wishes))

    def _finish(self, article: CleanArticle, spots: Sequence[tuple[int, int, int]], docs: Sequence[Any]) -> Extraction:
        if len(docs) != len(spots):
            raise ExtractorError("internal error: the model could not parse the article")
        paragraphs = article.paragraphs()
        found = [
            Sentence(doc, article.text, start, index, paragraphs[paragraph], paragraph)
            for index, ((start, _, paragraph), doc) in enumerate(zip(spots, docs, strict=True))
        ]
        analysis = Analysis(article, found)
        self.annotators(analysis)
        claims, numbers = self.assemble(analysis)
        analysis.numbers = numbers
        return Extraction(self._record(analysis), tuple(claims))

    def _record(self, analysis: Analysis) -> Article:
        article, raw = analysis.article, analysis.article.raw
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
            numbers=tuple(analysis.numbers),
            dates=tuple(analysis.dates),
            legal_references=tuple(analysis.legal_references),
            attributions=tuple(analysis.attributions),
            entities=tuple(analysis.entities),
            places=tuple(analysis.places),
            extra=raw.extra,
            pipeline=self.versions,
        )


class _Split(NamedTuple):
    """An article with its sentences: (start, end, index of the paragraph), the text of each and whether
    it is to be parsed."""

    article: CleanArticle
    places: list[tuple[int, int, int]]
    texts: list[tuple[str, bool]]


class Annotators:
    """The mention layers in the order in which each may read the ones before it."""

    def __init__(self, rules: RuleSet) -> None:
        self.dates = DateAnnotator(rules)
        self.laws = LawAnnotator(rules)
        self.entities = EntityAnnotator(rules)
        self.places = PlaceAnnotator(rules)
        self.attributions = AttributionAnnotator(rules)
        self.numbers = NumberAnnotator(rules)

    def __call__(self, analysis: Analysis) -> None:
        """Fill every layer of the analysis in place."""
        analysis.dates = self.dates(analysis)
        analysis.legal_references = self.laws(analysis)
        analysis.entities = self.entities(analysis)
        analysis.places = self.places(analysis)
        analysis.attributions = self.attributions(analysis)
        analysis.numbers = self.numbers(analysis)


def load(settings: Settings | None = None, *, rules: RuleSet | None = None) -> Extractor:
    """Load the spaCy pipeline and the rules, ready to extract.

    Raises ModelError when the pipeline of ``settings.model`` is missing or incomplete, RuleError
    when a rule is malformed.
    """
    settings = settings or Settings()
    folder = Path(settings.rules) if settings.rules else None
    nlp = load_model(settings.model)
    engine = open_engine(nlp, settings.engine, settings.batch)
    return Extractor(nlp, rules or load_rules(folder=folder), settings, engine)


@lru_cache(maxsize=2)
def load_model(name: str) -> Language:
    """Load a spaCy pipeline by name or path, keeping only what the rules read.

    Raises ModelError naming the pipeline and what it lacks.
    """
    import spacy

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)
            nlp = spacy.load(name)
    except (OSError, ImportError, ValueError) as error:
        raise ModelError(f"the spaCy pipeline {name!r} cannot be loaded: {error}") from error
    lacking = [pipe for pipe in _NEEDED if not nlp.has_pipe(pipe)]
    if lacking:
        raise ModelError(f"the spaCy pipeline {name!r} has no {', '.join(lacking)}")
    share_tables(nlp)
    use_numpy_products(nlp)
    nlp.select_pipes(disable=[pipe for pipe in _UNUSED if nlp.has_pipe(pipe)])
    return nlp


def raw_text(text: str, **given: str) -> RawArticle:
    """Wrap a text in a RawArticle; ``id`` and ``uri`` may be among the keywords.

    Raises InputError when the text is not Unicode: half of a surrogate pair stands alone in it.
    """
    if not text.isascii() and _LONE_SURROGATE.search(text):
        raise InputError("text: not Unicode: half of a surrogate pair stands alone")
    check_given(given)
    data = text.encode("utf-8", "surrogatepass")
    article_id = given.pop("id", None) or digest(text)
    uri = given.pop("uri", "text")
    return RawArticle(article_id, uri, "text/plain", digest(text, size=64), len(data), text=text, given=given)


def check_given(given: Mapping[str, str]) -> Mapping[str, str]:
    """Return the metadata that came as keywords.

    Raises TypeError naming a keyword that is none, InputError for a value that is no string.
    """
    for key, value in given.items():
        if key not in _KEYWORDS:
            raise TypeError(f"{key}: unknown keyword; known: {', '.join(_KEYWORDS)}")
        if not isinstance(value, str):
            raise InputError(f"{key}: must be a string, is {type(value).__name__}")
        if not value.isascii() and _LONE_SURROGATE.search(value):
            raise InputError(f"{key}: not Unicode: half of a surrogate pair stands alone")
    return given


@contextlib.contextmanager
def _collector_paused() -> Iterator[None]:
    """No search for reference cycles while a batch is in hand, whose objects are nearly all in use."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _memory_zone(nlp: Language) -> contextlib.AbstractContextManager[Any]:
    """A zone of spaCy's at whose end it frees what a batch added to its vocabulary (from 3.8)."""
    zone = getattr(nlp, "memory_zone", None)
    if zone is None or getattr(nlp.vocab, "in_memory_zone", False):
        return contextlib.nullcontext()
    found: contextlib.AbstractContextManager[Any] = zone()
    return found


def _attempt(stage: Callable[..., _T], *arguments: Any, **keywords: Any) -> _T | ExtractorError:
    """Run a stage on one article; a defect of ours that the article brings to light stops no batch."""
    try:
        return stage(*arguments, **keywords)
    except ExtractorError as error:
        return _without_frames(error)
    except Exception as error:
        wrapped = ExtractorError(f"internal error: {type(error).__name__}: {error}")
        wrapped.__cause__ = _without_frames(error)
        return wrapped


def _without_frames(error: _E) -> _E:
    """An error whose traceback keeps no parse beyond the memory zone in which it may be read."""
    below = error.__traceback__.tb_next if error.__traceback__ is not None else None
    traceback.clear_frames(below)
    return error.with_traceback(below)


def _failure(raw: RawArticle, error: ExtractorError) -> Failure:
    field, found, _ = str(error).partition(": ")
    known = field if found and field in _FIELDS else None
    return Failure("extract", raw.uri.removesuffix(f"#{raw.line}"), raw.line, str(error), known, raw.id)


def _sentence_places(article: CleanArticle) -> list[tuple[int, int, int]]:
    return [
        (start, end, index)
        for index, paragraph in enumerate(article.paragraphs())
        for start, end in sentences(article.text, paragraph.start, paragraph.end)
    ]


def _chunks(items: Iterable[Any], size: int) -> Iterator[list[Any]]:
    iterator = iter(items)
    while chunk := list(itertools.islice(iterator, size)):
        yield chunk


def _spacy_version() -> str:
    from spacy import about

    return str(about.__version__)
