"""Write a shard: its parts, then its manifest."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from extractor.flat import FlatParquet
from extractor.shards.manifest import MANIFEST, TABLES, Entry, Manifest, lines_of, part_name, unpacked
from extractor.shards.store import Store
from extractor.shards.summary import Summary
from extractor.write.encode import Lines
from extractor.write.long import LongLines
from extractor.write.output import KINDS
from extractor.write.owned import FLAT
from extractor.write.sinks import Table
from extractor.write.stored import pieces_of_line

_LEVEL = 1
_GZIP = 16 + zlib.MAX_WBITS


class Piece(NamedTuple):
    """What an input gave: a compressed member for each table, empty where it has no line."""

    articles: bytes
    claims: bytes
    failures: bytes


def piece_of(lines: Lines | LongLines) -> Piece:
    """Compress the lines of one input; the same lines give the same bytes."""
    if isinstance(lines, LongLines):
        article, claims = pieces_of_line(lines.rows.article), lines.claims.chunks()
        return Piece(_streamed(article), _streamed(claims) if lines.claims else b"", member(lines.failure or b""))
    return Piece(member(lines.article or b""), member(b"".join(lines.claims)), member(lines.failure or b""))


def write_shard(
    store: Store,
    key: str,
    versions: Mapping[str, str],
    keys: Sequence[str],
    pieces: Sequence[Piece],
    summary: Summary,
    formats: Sequence[str],
) -> Manifest:
    """Put a shard into the store and return its manifest, which is written last.

    ``formats`` may ask for the tables as Parquet beside the lines. Raises OSError.
    """
    parts: dict[str, int] = {}
    for index, table in enumerate(TABLES):
        members = [piece[index] for piece in pieces if piece[index]]
        data = b"".join(members) or gzip.compress(b"", mtime=0)
        store.write(f"{key}/{part_name(table)}", data)
        parts[part_name(table)] = len(data)
        if "parquet" in formats and table in KINDS:
            rows = parquet(table, members)
            store.write(f"{key}/{table}.parquet", rows)
            parts[f"{table}.parquet"] = len(rows)
    if "flat" in formats:
        rows = flat(pieces)
        store.write(f"{key}/{FLAT}", rows)
        parts[FLAT] = len(rows)
    entries = tuple(Entry(name, *map(len, piece)) for name, piece in zip(keys, pieces, strict=True))
    manifest = Manifest(key, versions, entries, parts, summary)
    store.write(f"{key}/{MANIFEST}", manifest.encode())
    return manifest


def parquet(table: str, members: Iterable[bytes]) -> bytes:
    """A Parquet file of the lines in some members."""
    stream = io.BytesIO()
    rows = Table(stream, KINDS[table])
    for one in members:
        for line in lines_of(one):
            rows.add(line)
    rows.close()
    return stream.getvalue()


def flat(pieces: Iterable[Piece]) -> bytes:
    """The flat table of the claims of some inputs."""
    stream = io.BytesIO()
    rows = FlatParquet(stream)
    for piece in pieces:
        if piece.claims:
            rows.add_lines(unpacked(piece.articles), lines_of(piece.claims))
    rows.close()
    return stream.getvalue()


def member(lines: bytes) -> bytes:
    """Lines compressed on their own: put together, such members are a file of gzip."""
    return gzip.compress(lines, _LEVEL, mtime=0) if lines else b""


def _streamed(pieces: Iterable[bytes]) -> bytes:
    """What :func:`member` makes of the pieces together, which are never held together."""
    made = zlib.compressobj(_LEVEL, wbits=_GZIP)
    packed = [made.compress(piece) for piece in pieces]
    return b"".join([*packed, made.flush()])
