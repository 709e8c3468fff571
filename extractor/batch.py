"""What keeps a batch of articles together: its memory, and a defect that one of them brings to light."""

from __future__ import annotations

import contextlib
import gc
import traceback
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, TypeVar

from extractor.errors import ExtractorError

if TYPE_CHECKING:
    from spacy.language import Language

_SELDOM = 1_000  # searches of the middle generation for one of all; CPython's own is 10
_T = TypeVar("_T")
_E = TypeVar("_E", bound=Exception)


@contextlib.contextmanager
def collector_paused() -> Iterator[None]:
    """No search for reference cycles while a batch is in hand, whose objects are nearly all in use."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def search_seldom() -> None:
    """Search all that a process holds for reference cycles a hundredth as often; for processes of our own.

    Nearly all of it is the model and the rules, which stay, and what cycles a batch leaves are found among the new.
    """
    young, middle, _ = gc.get_threshold()
    gc.set_threshold(young, middle, _SELDOM)


def memory_zone(nlp: Language) -> contextlib.AbstractContextManager[Any]:
    """A zone of spaCy's at whose end it frees what a batch added to its vocabulary (from 3.8)."""
    zone = getattr(nlp, "memory_zone", None)
    if zone is None or getattr(nlp.vocab, "in_memory_zone", False):
        return contextlib.nullcontext()
    found: contextlib.AbstractContextManager[Any] = zone()
    return found


def attempt(stage: Callable[..., _T], *arguments: Any, **keywords: Any) -> _T | ExtractorError:
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
