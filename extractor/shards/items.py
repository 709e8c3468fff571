"""The inputs of a shard, and the keys by which a later run knows them again."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from extractor.read.rows import fingerprint
from extractor.records import Failure, RawArticle, digest

Item = RawArticle | Failure
KEY_LENGTH = 32
_VERSION_LENGTH = 8


def item_key(item: Item) -> str:
    """A hash of all of an input that its records are made from: content, metadata and place.

    >>> item_key(Failure("read", "a.txt", None, "empty file")) == item_key(Failure("read", "b.txt", None, "empty file"))
    False
    """
    if isinstance(item, Failure):
        parts = [str(value) for value in dataclasses.astuple(item)]
        return digest("failure", *parts, size=KEY_LENGTH)
    place = (item.id, item.uri, str(item.line), str(item.encoding), str(item.bytes))
    return digest("article", *place, fingerprint(item), size=KEY_LENGTH)


def item_size(item: Item) -> int:
    """About how much memory an input takes, in bytes."""
    return 0 if isinstance(item, Failure) else item.bytes


@dataclasses.dataclass(frozen=True, slots=True)
class Shard:
    """Inputs that are worked on together, with their keys; ``number`` tells it from others of the run.

    ``salt`` is empty, or tells a shard of inputs that are tried again from the one in which they failed.
    """

    number: int
    items: tuple[Item, ...]
    keys: tuple[str, ...]
    salt: str = ""


def shard_key(versions: str, keys: Sequence[str], salt: str = "") -> str:
    """The name of the shard of these inputs, made by these versions; it begins with :func:`prefix`."""
    return f"{prefix(versions)}{digest(versions, salt, *keys)}"


def prefix(versions: str) -> str:
    """What the names of all shards of these versions begin with."""
    return f"{versions[:_VERSION_LENGTH]}-"
