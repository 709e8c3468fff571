"""The articles that a run takes of its inputs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from extractor.clean import Cleaner
from extractor.errors import InputError
from extractor.read import Distinct
from extractor.read.inputs import STDIN
from extractor.rules import load_rules
from extractor.select import Chosen, Published, Selection, last_draw, published_by
from extractor.settings import Settings
from extractor.shards.items import Item


def choose(
    inputs: Iterable[str | Path], selection: Selection, settings: Settings, read: Callable[[], Iterable[Item]]
) -> Chosen:
    """The articles that ``read`` gives and the selection takes.

    A sample by number reads the inputs once more before. Raises InputError when they cannot be
    read twice.
    """
    published: Published = lambda _: None  # noqa: E731
    if selection.since is not None:
        published = published_by(Cleaner(load_rules(folder=Path(settings.rules) if settings.rules else None)))
    if selection.number is None:
        return Chosen(read(), selection, published)
    if STDIN in map(str, inputs):
        raise InputError("standard input cannot be read twice: name a sample by its share (5%), or a file")
    return Chosen(read(), selection, published, last_draw(Distinct(read()), selection, published))
