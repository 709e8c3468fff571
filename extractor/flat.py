"""A claim as one row of plain columns, for SQL, data frames and spreadsheets."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NamedTuple

import orjson

from extractor.opening import opening

if TYPE_CHECKING:
    import pyarrow as pa

Row = Mapping[str, Any]
_BATCH = 5_000
_UNKNOWN = "?"


class Column(NamedTuple):
    """A column: its name, its type (``string``, ``double``, ``int``, ``bool``, ``date``), what it holds."""

    name: str
    type: str
    meaning: str
    read: Callable[[Row, Row], Any]


def _of(*path: str) -> Callable[[Row, Row], Any]:
    """Reads a field of the claim; null when a record on the way is null."""

    def read(claim: Row, _: Row) -> Any:
        value: Any = claim
        for step in path:
            if value is None:
                return None
            value = value[step]
        return value

    return read


def _words(*path: str) -> Callable[[Row, Row], Any]:
    """Reads the words of a span, on one line."""
    span = _of(*path)

    def read(claim: Row, article: Row) -> str | None:
        found = span(claim, article)
        return " ".join(found["text"].split()) if found else None

    return read


def _each(field: str, said: Callable[[Any], str]) -> Callable[[Row, Row], str | None]:
    """Reads a list of the claim as one string; null when it is empty."""
    return lambda claim, _: "; ".join(said(item) for item in claim[field]) or None


def legal(law: Row) -> str:
    """A provision in a few words: ``ru/criminal-code article 338 part 3 (RU)``."""
    named = f"{_instrument(law)} " if law["instrument"] else ""
    steps = "".join(f" {step['unit']} {step['value']}" for step in law["path"])
    return f"{named}{law['unit']} {law['number']}{steps} ({law['jurisdiction'] or _UNKNOWN})"


def _instrument(law: Row) -> str:
    instrument = law["instrument"]
    return str(instrument["id"] or instrument["text"]) if instrument else _UNKNOWN


COLUMNS: tuple[Column, ...] = (
    Column("id", "string", "Id of the claim; stable across runs.", _of("id")),
    Column("article_id", "string", "Id of its article.", _of("article_id")),
    Column("uri", "string", "Address of the article.", _of("uri")),
    Column("outlet", "string", "Who published the article.", _of("outlet")),
    Column("published", "date", "Day of publication.", _of("published")),
    Column("title", "string", "Title of the article.", lambda _, article: (article["title"] or {}).get("value")),
    Column("sentence", "string", "The sentence, on one line.", _words("sentence")),
    Column("quantity", "string", 'The words of the figure: "more than 4,600".', _words("quantity")),
    Column("value", "double", "The number; null for a range or a vague number.", _of("quantity", "value")),
    Column("low", "double", "Lower bound; null when open.", _of("quantity", "low")),
    Column("high", "double", "Upper bound; null when open.", _of("quantity", "high")),
    Column("modifier", "string", "exact, at_least, approx, …", _of("quantity", "modifier")),
    Column("kind", "string", "count, percent, money, …", _of("quantity", "kind")),
    Column("unit", "string", "Lemma of what is counted, %, a currency or a measure.", _of("quantity", "unit")),
    Column("per_value", "double", "How many units a rate is for.", _of("quantity", "per", "value")),
    Column("per_unit", "string", "What a rate is for each of.", _of("quantity", "per", "unit")),
    Column("statistic", "string", "average, median, maximum, minimum or total.", _of("quantity", "statistic")),
    Column("change", "string", "up or down when it is an amount of change.", _of("quantity", "change")),
    Column("counted", "string", "The words of what is counted.", _words("counted")),
    Column("event", "string", "Lemma of the predicate that governs the figure.", _of("event", "lemma")),
    Column("negated", "bool", "Whether that predicate is negated.", _of("event", "negated")),
    Column("modality", "string", "asserted, planned, possible, …", _of("event", "modality")),
    Column("actor", "string", "Who does or receives it.", _words("actor")),
    Column("topic", "string", "What it is about.", _words("topic")),
    Column("area", "string", "ISO 3166-1 code of the place.", _of("area", "code")),
    Column("time_text", "string", "The words of the period.", _words("time")),
    Column("time_value", "string", "The period as TIMEX3.", _of("time", "value")),
    Column("time_from", "date", "First day of the period.", _of("time", "from")),
    Column("time_to", "date", "Last day of the period.", _of("time", "to")),
    Column("time_granularity", "string", "day, month, year, …", _of("time", "granularity")),
    Column("legal", "string", "The provisions, in words.", _each("legal", legal)),
    Column("law_eid", "string", "Their Akoma Ntoso ids.", _each("legal", lambda law: law["eid"] or _UNKNOWN)),
    Column("law_instrument", "string", "Their acts, by id or else by name.", _each("legal", _instrument)),
    Column(
        "law_jurisdiction",
        "string",
        "Their jurisdictions.",
        _each("legal", lambda law: law["jurisdiction"] or _UNKNOWN),
    ),
    Column("source", "string", "Who says it; null for the article itself.", _words("attribution", "source")),
    Column("source_type", "string", "direct, indirect, according_to or headline.", _of("attribution", "type")),
    Column("source_cue", "string", "The words that attribute it.", _words("attribution", "cue")),
    Column(
        "relations",
        "string",
        "Links to other claims of the article: type and id.",
        _each("relations", lambda relation: f"{relation['type']} {relation['claim_id']}"),
    ),
    Column("inherited", "string", "Slots taken from elsewhere.", _each("inherited", lambda slot: slot["slot"])),
    Column("confidence", "double", "0 to 1, calibrated.", _of("confidence")),
    Column("rules", "string", "Ids of the rules that fired, in order.", _each("rules", str)),
    Column("start", "int", "Where the figure begins in the article's text.", _of("quantity", "start")),
    Column("end", "int", "Where it ends (exclusive).", _of("quantity", "end")),
    Column("sentence_start", "int", "Where the sentence begins.", _of("sentence", "start")),
    Column("sentence_end", "int", "Where it ends (exclusive).", _of("sentence", "end")),
)


def flat(claim: Row, article: Row) -> dict[str, Any]:
    """The columns of a claim as plain JSON types; lists are joined by ``; ``."""
    return {column.name: column.read(claim, article) for column in COLUMNS}


class FlatParquet:
    """A flat table of claims under construction, written a row group at a time."""

    def __init__(self, target: Path | IO[bytes], more: Sequence[str] = ()) -> None:
        """Begin the table in ``target``; ``more`` names further columns of strings."""
        import pyarrow.parquet as pq

        self._schema = flat_schema(more)
        self._writer = pq.ParquetWriter(target, self._schema, compression="zstd")
        self._rows: list[Row] = []

    def add(self, row: Row) -> None:
        """Append a row of :func:`flat`."""
        self._rows.append(row)
        if len(self._rows) >= _BATCH:
            self._flush()

    def add_lines(self, article: bytes, claims: Iterable[bytes]) -> None:
        """Append the claims of an article, all given as their lines of JSON."""
        record = opening(article)
        for claim in claims:
            self.add(flat(orjson.loads(claim), record))

    def close(self) -> None:
        """Write the last row group and the foot of the file."""
        self._flush()
        self._writer.close()

    def _flush(self) -> None:
        if self._rows:
            self._writer.write_table(flat_table(self._rows, self._schema))
            self._rows.clear()


def flat_rows(articles: Iterable[tuple[Row, Iterable[Row]]]) -> Iterator[dict[str, Any]]:
    """The rows of articles with their claims."""
    return (flat(claim, article) for article, claims in articles for claim in claims)


def flat_schema(more: Sequence[str] = ()) -> pa.Schema:
    """The Arrow schema of the table; ``more`` names further columns of strings."""
    import pyarrow as pa

    types = {
        "string": pa.string(),
        "double": pa.float64(),
        "int": pa.int64(),
        "bool": pa.bool_(),
        "date": pa.date32(),
    }
    columns = [pa.field(column.name, types[column.type]) for column in COLUMNS]
    return pa.schema(columns + [pa.field(name, pa.string()) for name in more])


def flat_table(rows: Sequence[Row], schema: pa.Schema) -> pa.Table:
    """The rows of :func:`flat` as an Arrow table."""
    import pyarrow as pa

    from extractor.arrow import rows_of

    if not rows:
        return schema.empty_table()
    written = [pa.field(field.name, pa.string() if pa.types.is_date(field.type) else field.type) for field in schema]
    data = b"".join(orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE) for row in rows)
    return rows_of(data, pa.schema(written)).cast(schema)
