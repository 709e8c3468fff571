"""Engines that spread the shards of a run over processes and machines.

Each only schedules: what is done is known from the manifests in the store, so that a run that ends,
however it ends, goes on from there under any engine.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from importlib import import_module

from extractor.errors import ExtractorError
from extractor.run.local import Engine, InProcess
from extractor.run.pool import Pool
from extractor.shards.process import Job

ENGINES = ("local", "dask", "ray", "spark")


def engine_of(name: str = "local", workers: int | None = None, scheduler: str | None = None) -> Callable[[Job], Engine]:
    """What makes an engine for the job of a run, by its name.

    ``local`` works in this process, or in ``workers`` processes of this machine. The others start
    as many workers here, or use those of the ``scheduler`` at an address. Raises ExtractorError
    when the engine's library is not installed.
    """
    if name == "local":
        return InProcess if workers is None else functools.partial(Pool, workers=workers)
    try:
        chosen = getattr(import_module(f"extractor.distribute.on_{name}"), f"On{name.title()}")
    except ImportError as error:
        hint = f"pip install 'news-claims-extractor[{name}]'"
        raise ExtractorError(f"the engine {name} needs {error.name}, which is not installed: {hint}") from None
    return functools.partial(chosen, workers=workers, scheduler=scheduler)
