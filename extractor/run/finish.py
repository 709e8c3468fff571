"""The end of a run: what is not needed goes, and the output takes its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import orjson

from extractor.errors import OutputError
from extractor.records import digest
from extractor.shards.items import shard_key
from extractor.shards.ledger import Ledger
from extractor.shards.manifest import Lines, Manifest, ShardReader, read_manifest
from extractor.shards.parts import Piece, write_shard
from extractor.shards.store import Store
from extractor.shards.summary import Summary
from extractor.shards.versions import versions_digest
from extractor.stored import INDEX
from extractor.write import Output
from extractor.write.encode import Lines as Written
from extractor.write.owned import FAILURES, table_files

_SHARD = re.compile(r"[0-9a-f]{8}-[0-9a-f]{24}")
_OPEN = 4


class Finish:
    """Brings the shards of a run, which are all done, into the form that was asked for."""

    def __init__(self, ledger: Ledger, store: Store, formats: Sequence[str]) -> None:
        self._ledger = ledger
        self._store = store
        self._formats = formats

    def shrink(self) -> None:
        """Write each shard anew that the run needs only a part of: no input stands in the store twice."""
        keys, used = self._ledger.shards(), self._ledger.used()
        for number in sorted(used):
            if used[number] < self._ledger.inputs(number):
                self._shrink(number, keys[number])

    def sweep(self) -> None:
        """Remove the shards that no input of the run needs: those of other inputs and other versions."""
        used = self._ledger.used()
        self._ledger.forget(number for number in self._ledger.shards() if number not in used)
        kept = set(self._ledger.shards().values())
        for folder in list(self._store.folders()):
            if _SHARD.fullmatch(folder) and folder not in kept:
                self._store.remove(folder)

    def summary(self) -> Summary:
        """The figures of all shards."""
        total = Summary()
        for key in self.in_order():
            total.merge(self._manifest(key).summary)
        return total

    def index(self) -> None:
        """Let the shards be the output: the index that readers trust names them, in order."""
        keys = list(self.in_order())
        for key in keys:
            self._complete(key)
        self._store.write(INDEX, orjson.dumps({"shards": keys}, option=orjson.OPT_INDENT_2))

    def merge(self, folder: Path) -> None:
        """Write all records into one file a table, in the order of the input, unless they are there already."""
        state = digest(*self._formats, *(f"{self._ledger.shard_key(s)}:{a}:{b}" for s, a, b in self._ledger.spans()))
        if self._ledger.fact("merged") == _state(folder, state, self._formats):
            self._store.remove(INDEX)
            return
        with Output(folder, self._formats) as output:
            for lines in self._lines():
                output.add_lines(Written(None, lines.article or None, lines.each_claim, lines.failure or None, None))
        self._store.remove(INDEX)
        self._ledger.put_fact("merged", _state(folder, state, self._formats))

    def merge_failures(self, folder: Path) -> None:
        """Write the failures of all shards into one file, and take away the tables of another layout."""
        with Output(folder, ()) as output:
            for lines in self._lines():
                output.add_lines(Written(None, None, (), lines.failure or None, None))

    def _lines(self) -> Iterator[Lines]:
        readers: dict[int, ShardReader] = {}
        try:
            for number, start, stop in self._ledger.spans():
                reader = readers.pop(number, None) or ShardReader(
                    self._store, self._manifest(self._ledger.shard_key(number))
                )
                readers[number] = reader  # the last used stands last
                if len(readers) > _OPEN:
                    readers.pop(next(iter(readers))).close()
                yield from reader.lines(start, stop)
        finally:
            for reader in readers.values():
                reader.close()

    def in_order(self) -> Iterator[str]:
        """The names of the shards, in the order of the run."""
        seen = set()
        for span in self._ledger.spans():
            if span.shard not in seen:
                seen.add(span.shard)
                yield self._ledger.shard_key(span.shard)

    def _shrink(self, number: int, key: str) -> None:
        stretches = sorted((span.start, span.stop) for span in self._ledger.spans() if span.shard == number)
        manifest = self._rewritten(self._manifest(key), stretches)
        self._ledger.replace(number, self._ledger.next_number(), manifest)

    def _complete(self, key: str) -> None:
        """Add the tables to a shard that was made without them."""
        manifest = self._manifest(key)
        wanted = table_files(form for form in self._formats if form != "jsonl")
        if not all(name in manifest.parts for name in wanted):
            self._rewritten(manifest, [(0, len(manifest.entries))])

    def _rewritten(self, old: Manifest, stretches: Iterable[tuple[int, int]]) -> Manifest:
        """The shard of some inputs of another one."""
        keys: list[str] = []
        pieces: list[Piece] = []
        summary = Summary()
        reader = ShardReader(self._store, old)
        for start, stop in stretches:
            keys += (entry.key for entry in old.entries[start:stop])
            for lines in reader.lines(start, stop):
                pieces.append(Piece(lines.articles, lines.claims, lines.failures))
                _count(lines, summary)
        reader.close()
        whole = len(keys) == len(old.entries)
        key = old.key if whole else shard_key(versions_digest(old.versions), tuple(keys))
        return write_shard(self._store, key, old.versions, keys, pieces, summary, self._formats)

    def _manifest(self, key: str) -> Manifest:
        found = read_manifest(self._store, key)
        if found is None:
            raise OutputError(f"{self._store.address}/{key}: damaged; remove it and run again")
        return found


def _count(lines: Lines, summary: Summary) -> None:
    if lines.articles:
        summary.add(orjson.loads(lines.article), [orjson.loads(line) for line in lines.each_claim])
    if lines.failures:
        summary.failures[orjson.loads(lines.failure)["stage"]] += 1


def _state(folder: Path, order: str, formats: Sequence[str]) -> str:
    """What tells a merged output from any other: the order, and the files as they lie there."""
    names = [*table_files(formats), FAILURES]
    found = [path.stat() for path in (folder / name for name in names) if path.is_file()]
    return digest(order, *(f"{file.st_size} {file.st_mtime_ns} {file.st_ino}" for file in found))
