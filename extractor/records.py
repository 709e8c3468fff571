"""Every record that the pipeline passes on or writes, frozen and slotted.

Offsets are half-open and count Unicode code points. A record that has ``start``, ``end`` and
``text`` is a span of ``article.text`` unless its docstring names another text. ``as_json`` turns
any record into plain JSON types; the JSON Schemas in ``schemas/`` describe the result.
"""

from __future__ import annotations

import dataclasses
import datetime
import hashlib
from collections.abc import Mapping
from typing import Any, Literal

SCHEMA_VERSION = "1.0"

Number = int | float
Json = Any

REASONS = (
    "donation",
    "subscription",
    "newsletter",
    "related",
    "caption",
    "byline",
    "share",
    "cookie",
    "navigation",
    "duplicate",
    "empty",
)
Reason = Literal[
    "donation",
    "subscription",
    "newsletter",
    "related",
    "caption",
    "byline",
    "share",
    "cookie",
    "navigation",
    "duplicate",
    "empty",
]
Role = Literal["title", "standfirst", "heading", "paragraph", "list_item", "table_row", "quote"]
Disposition = Literal[
    "claim",
    "date",
    "duration",
    "law",
    "ordinal",
    "name",
    "clock",
    "identifier",
    "score",
    "pronoun",
    "list",
    "doubtful",
]
Modifier = Literal[
    "exact",
    "approx",
    "more_than",
    "at_least",
    "less_than",
    "at_most",
    "nearly",
    "range",
    "vague",
]
QuantityKind = Literal[
    "count",
    "percent",
    "percentage_points",
    "fraction",
    "money",
    "duration",
    "measure",
    "multiple",
    "ratio",
    "age",
]
Statistic = Literal["average", "median", "maximum", "minimum", "total"]
Change = Literal["up", "down"]
Modality = Literal["asserted", "planned", "possible", "conditional", "demanded"]
EntityRole = Literal["actor", "counted", "source", "place", "other"]
RelationType = Literal["compared_with", "part_of", "sums_to", "restates", "revises"]


def as_json(value: Any) -> Json:
    """Turn a record into dicts, lists and scalars; ``from_`` becomes ``from``.

    >>> as_json(Span(0, 2, "12"))
    {'start': 0, 'end': 2, 'text': '12'}
    """
    if value is None or isinstance(value, (str, int, float)):
        return value
    if isinstance(value, (tuple, list)):
        return [as_json(item) for item in value]
    if isinstance(value, Mapping):
        return {str(key): as_json(item) for key, item in value.items()}
    if isinstance(value, datetime.date):
        return value.isoformat()
    return {key: as_json(getattr(value, name)) for name, key in _fields(type(value))}


_FIELDS: dict[type, tuple[tuple[str, str], ...]] = {}


def _fields(kind: type) -> tuple[tuple[str, str], ...]:
    names = _FIELDS.get(kind)
    if names is None:
        names = tuple((field.name, field.name.rstrip("_")) for field in dataclasses.fields(kind))
        _FIELDS[kind] = names
    return names


def digest(*parts: str, size: int = 24) -> str:
    """Return a hex content hash of the parts, ``size`` characters long (4 bits each).

    >>> digest("a", "b") == digest("a", "b"), digest("ab") == digest("a", "b")
    (True, False)
    """
    joined = "\x1f".join(parts).encode("utf-8", "surrogatepass")
    return hashlib.sha256(joined).hexdigest()[:size]


@dataclasses.dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text: ``text[start:end]``."""

    start: int
    end: int
    text: str


# --- reading ---------------------------------------------------------------------------------


@dataclasses.dataclass(frozen=True, slots=True)
class RawArticle:
    """One article as it came in; exactly one of ``text`` and ``html`` is a string.

    ``given`` holds the metadata fields of the input (title, published, outlet, language) and
    ``extra`` its unknown fields, carried through untouched. ``encoding`` turns the text back into
    the bytes it was read from.
    """

    id: str
    uri: str
    media_type: str
    sha256: str
    bytes: int
    text: str | None = None
    html: str | None = None
    line: int | None = None
    given: Mapping[str, str] = dataclasses.field(default_factory=dict)
    extra: Mapping[str, Json] = dataclasses.field(default_factory=dict)
    encoding: str | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Failure:
    """An input, or one row of it, that gave no article: one line of ``failures.jsonl``."""

    stage: str
    input: str
    line: int | None
    reason: str
    field: str | None = None
    article_id: str | None = None


# --- cleaning --------------------------------------------------------------------------------


@dataclasses.dataclass(frozen=True, slots=True)
class Removal:
    """Why a block is not part of the article, and what it said."""

    reason: Reason
    rule: str
    text: str


@dataclasses.dataclass(frozen=True, slots=True)
class Doubt:
    """Why a kept block may not belong to the article; its numbers become no claims."""

    reason: Reason
    rule: str


@dataclasses.dataclass(frozen=True, slots=True)
class Block:
    """A piece of the source text, kept at ``start:end`` of the article's text or removed.

    The blocks of an article, in order, partition its source text: each begins where the one
    before it ended. A kept block is copied verbatim. Two kept blocks follow each other in the
    article's text either at once (one paragraph, from which a character such as a soft hyphen
    was removed) or parted by a blank line.
    """

    source_start: int
    source_end: int
    start: int | None = None
    end: int | None = None
    role: Role | None = None
    removed: Removal | None = None
    doubt: Doubt | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class MetadataValue:
    """A title, outlet, language, author or date, and where it came from.

    ``origin`` is ``input`` (a field of the input row), ``html`` (a tag of the page), ``text`` (a
    dateline or header line) or ``uri``. ``start``/``end`` are offsets in the *source* text, null
    unless the origin is ``text``. ``rule`` says which pattern or tag gave it.
    """

    value: str
    origin: Literal["input", "html", "text", "uri"]
    rule: str
    start: int | None = None
    end: int | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the cleaned text."""

    start: int
    end: int
    role: Role
    doubt: Doubt | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class CleanArticle:
    """An article after cleaning: its text, the blocks it was made from, and its metadata."""

    raw: RawArticle
    text: str
    blocks: tuple[Block, ...]
    title: MetadataValue | None = None
    published: MetadataValue | None = None
    outlet: MetadataValue | None = None
    language: MetadataValue | None = None
    author: MetadataValue | None = None

    @property
    def date(self) -> datetime.date | None:
        """The day of publication."""
        return datetime.date.fromisoformat(self.published.value) if self.published else None

    def paragraphs(self) -> tuple[Paragraph, ...]:
        """The paragraphs of ``text``: runs of kept blocks with nothing, not even a kept blank, between them."""
        found: list[Paragraph] = []
        for block in self.blocks:
            if block.start is None or block.end is None or self.text[block.start : block.end].isspace():
                continue
            if found and found[-1].end == block.start:
                found[-1] = dataclasses.replace(found[-1], end=block.end)
            else:
                role = block.role or "paragraph"
                found.append(Paragraph(block.start, block.end, role, block.doubt))
        return tuple(found)


# --- mention layers --------------------------------------------------------------------------


@dataclasses.dataclass(frozen=True, slots=True)
class Per:
    """The denominator of a rate: ``per 100,000 people`` is 100000 ``person``."""

    value: Number
    unit: str


@dataclasses.dataclass(frozen=True, slots=True)
class Reading:
    """What a number says, without its place: see CONTRACT ``quantity`` for each field."""

    value: Number | None
    low: Number | None
    high: Number | None
    modifier: Modifier
    kind: QuantityKind
    unit: str | None = None
    per: Per | None = None
    statistic: Statistic | None = None
    change: Change | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class NumberMention:
    """A number of the text, in digits or words, with its modifier and symbol.

    ``quantity`` is null where the number is not a quantity (a date, a law, a name). ``counted``
    is the noun phrase that is counted, or the whole that a percent or fraction is of;
    ``counted_inherited`` says that it was recovered from another phrase of the sentence.
    ``claim_id`` is set when the disposition is ``claim``.
    """

    start: int
    end: int
    text: str
    disposition: Disposition
    quantity: Reading | None = None
    counted: Span | None = None
    counted_inherited: bool = False
    claim_id: str | None = None
    rules: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class DatePart:
    """One TIMEX3 expression inside a merged range."""

    start: int
    end: int
    text: str
    type: str
    value: str


@dataclasses.dataclass(frozen=True, slots=True)
class DateMention:
    """A date expression with its TIMEX3 reading and its inclusive bounds (ISO dates)."""

    start: int
    end: int
    text: str
    type: Literal["DATE", "TIME", "DURATION", "SET"]
    value: str
    mod: str | None = None
    edtf: str | None = None
    from_: str | None = None
    to: str | None = None
    granularity: str | None = None
    bound: Literal["from", "until", "as_of", "by"] | None = None
    basis: Literal["explicit", "relative", "anaphoric"] = "explicit"
    anchor: Span | None = None
    fiscal: bool = False
    approx: bool = False
    comparison: bool = False
    parts: tuple[DatePart, ...] = ()
    rules: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class Provision:
    """A step below the provision that is cited: part 3, paragraph (a)."""

    unit: str
    value: str


@dataclasses.dataclass(frozen=True, slots=True)
class Instrument:
    """The act, code or treaty cited; ``start``/``end`` say where it is named (or was earlier)."""

    text: str
    id: str | None = None
    start: int | None = None
    end: int | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class LegalReference:
    """One provision cited by the text; a list or range gives one entry for each.

    ``resolution`` says how instrument and jurisdiction were found: ``explicit`` (said here),
    ``document`` (carried from elsewhere in the article) or ``none``.
    """

    start: int
    end: int
    text: str
    unit: str
    number: str
    path: tuple[Provision, ...] = ()
    instrument: Instrument | None = None
    jurisdiction: str | None = None
    resolution: Literal["explicit", "document", "none"] = "none"
    eid: str | None = None
    offence: Span | None = None
    rules: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class Source:
    """Who says it, as mentioned here; ``antecedent`` is the name a pronoun or noun stands for."""

    start: int
    end: int
    text: str
    head: str
    kind: Literal["person", "organisation", "document", "data", "pronoun", "other"]
    antecedent: Span | None = None
    compiled_by: Span | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Attribution:
    """A reported statement: who says (``source``), by which words (``cue``), what (``content``)."""

    type: Literal["direct", "indirect", "according_to", "headline"]
    source: Source | None
    cue: Span | None
    content: tuple[Span, ...]
    addressee: Span | None = None
    reported: str | None = None
    rules: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class Entity:
    """A named entity; ``canonical`` is the fullest mention of the same name in the article."""

    start: int
    end: int
    text: str
    label: str
    canonical: Span | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class PlaceMention:
    """A word that places a figure: a country, demonym, city, or institution of a country."""

    start: int
    end: int
    text: str
    code: str
    kind: Literal["country", "demonym", "city", "region", "institution"]
    rules: tuple[str, ...] = ()


# --- claims ----------------------------------------------------------------------------------


@dataclasses.dataclass(frozen=True, slots=True)
class Quantity:
    """A number mention and its reading, as a claim carries it."""

    start: int
    end: int
    text: str
    value: Number | None
    low: Number | None
    high: Number | None
    modifier: Modifier
    kind: QuantityKind
    unit: str | None
    per: Per | None
    statistic: Statistic | None
    change: Change | None


@dataclasses.dataclass(frozen=True, slots=True)
class Event:
    """The predicate that governs the figure."""

    start: int
    end: int
    text: str
    lemma: str
    negated: bool
    modality: Modality


@dataclasses.dataclass(frozen=True, slots=True)
class ClaimEntity:
    """A named entity tied to the claim."""

    start: int
    end: int
    text: str
    label: str
    role: EntityRole


@dataclasses.dataclass(frozen=True, slots=True)
class Area:
    """ISO 3166-1 code of the place of a figure; the span is the evidence."""

    code: str
    start: int
    end: int
    text: str
    resolution: Literal["explicit", "document"]


@dataclasses.dataclass(frozen=True, slots=True)
class ClaimAttribution:
    """Who says the figure: ``source`` is the named source, ``mention`` the words here."""

    type: Literal["direct", "indirect", "according_to", "headline"]
    source: Span
    mention: Span
    cue: Span | None
    compiled_by: Span | None
    reported: str | None


@dataclasses.dataclass(frozen=True, slots=True)
class Relation:
    """A link to another claim of the same article."""

    type: RelationType
    claim_id: str


@dataclasses.dataclass(frozen=True, slots=True)
class Inherited:
    """A slot that was filled from another clause or sentence, and the evidence there."""

    slot: str
    start: int
    end: int
    text: str


@dataclasses.dataclass(frozen=True, slots=True)
class Claim:
    """One numeric statement, self-contained: one line of ``claims.jsonl``."""

    schema_version: str
    id: str
    article_id: str
    published: str | None
    outlet: str | None
    uri: str
    sentence: Span
    quantity: Quantity
    counted: Span | None
    event: Event | None
    actor: Span | None
    topic: Span | None
    entities: tuple[ClaimEntity, ...]
    area: Area | None
    time: DateMention | None
    legal: tuple[LegalReference, ...]
    attribution: ClaimAttribution | None
    relations: tuple[Relation, ...]
    inherited: tuple[Inherited, ...]
    confidence: float
    rules: tuple[str, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class ArticleSource:
    """Where the article came from; ``encoding`` is how its bytes were read."""

    uri: str
    media_type: str
    sha256: str
    bytes: int
    line: int | None = None
    encoding: str | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class PipelineVersions:
    """What made the record: versions, and digests of the rules and of the settings."""

    extractor: str
    spacy: str
    model: str
    rules: str
    settings: str


@dataclasses.dataclass(frozen=True, slots=True)
class Article:
    """One line of ``articles.jsonl``."""

    schema_version: str
    id: str
    source: ArticleSource
    title: MetadataValue | None
    published: MetadataValue | None
    outlet: MetadataValue | None
    language: MetadataValue | None
    author: MetadataValue | None
    text: str
    blocks: tuple[Block, ...]
    numbers: tuple[NumberMention, ...]
    dates: tuple[DateMention, ...]
    legal_references: tuple[LegalReference, ...]
    attributions: tuple[Attribution, ...]
    entities: tuple[Entity, ...]
    places: tuple[PlaceMention, ...]
    extra: Mapping[str, Json]
    pipeline: PipelineVersions


@dataclasses.dataclass(frozen=True, slots=True)
class Extraction:
    """What one input article gives: its record and its claims."""

    article: Article
    claims: tuple[Claim, ...]
