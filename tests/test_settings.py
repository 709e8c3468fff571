"""Settings: every field can be set, every mistake is named."""

from __future__ import annotations

import dataclasses

import pytest

from extractor.errors import SettingsError
from extractor.settings import CHOICES, Settings, load_settings


def test_defaults_without_a_file():
    assert load_settings(None) == Settings()


def test_a_file_sets_fields_and_keywords_win(tmp_path):
    path = tmp_path / "s.toml"
    path.write_text('model = "x"\nclean = true\nbatch = 8\nmax_characters = 100\nrules = "mine"\n')
    assert load_settings(path, clean=False, model=None) == Settings("x", "mine", False, None, 8, 100)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("colour = 1", "colour: unknown field; known: model"),
        ("model = 1", "model: must be str"),
        ("batch = true", "batch: must be int"),
        ('clean = "no"', "clean: must be bool"),
        ("batch = 0", "batch: must be 1 or more"),
        ("= 1", "s.toml: "),
    ],
)
def test_mistakes_are_named(tmp_path, text, message):
    path = tmp_path / "s.toml"
    path.write_text(text)
    with pytest.raises(SettingsError, match=message):
        load_settings(path)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(SettingsError, match=r"none\.toml"):
        load_settings(tmp_path / "none.toml")


def test_the_digest_changes_with_what_changes_records():
    base = Settings()
    for field in dataclasses.fields(Settings):
        value = getattr(base, field.name)
        changed = not value if isinstance(value, bool) else value * 2 if value else "other"
        changed = CHOICES[field.name][-1] if field.name in CHOICES else changed
        other = dataclasses.replace(base, **{field.name: changed})
        assert (other.digest == base.digest) is (field.name in ("batch", "engine"))


def test_the_digest_follows_what_was_learned(tmp_path):
    path = tmp_path / "repeats.db"
    found = set()
    for content in (b"one", b"two"):
        path.write_bytes(content)
        found.add(Settings(repeats=str(path)).digest)
    assert len(found) == 2
