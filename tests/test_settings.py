"""Settings: every field can be set, every mistake is named."""

from __future__ import annotations

import dataclasses

import pytest

from extractor.errors import SettingsError
from extractor.settings import CHOICES, Settings, load_settings
from tests.conftest import ROOT


def test_defaults_without_a_file():
    assert load_settings(None) == Settings()


def test_a_file_sets_fields_and_keywords_win(tmp_path):
    path = tmp_path / "s.toml"
    rules = tmp_path / "mine"
    rules.mkdir()
    (rules / "own.toml").touch()
    path.write_text(f'model = "x"\nclean = true\nbatch = 8\nmax_characters = 100\nrules = "{rules.as_posix()}"\n')
    assert load_settings(path, clean=False, model=None) == Settings("x", rules.as_posix(), False, None, 8, 100)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("colour = 1", "colour: unknown field; known: model"),
        ("model = 1", "model: must be a text"),
        ("batch = true", "batch: must be a whole number"),
        ('clean = "no"', "clean: must be true or false"),
        ("batch = 0", "batch: must be 1 or more"),
        ('rules = "/nowhere"', "s.toml: rules: must be a folder of rule files"),
        ("= 1", "s.toml: "),
    ],
)
def test_mistakes_are_named(tmp_path, text, message):
    path = tmp_path / "s.toml"
    path.write_text(text)
    with pytest.raises(SettingsError, match=message):
        load_settings(path)


def test_a_variable_that_names_no_rules_is_named(tmp_path):
    with pytest.raises(SettingsError, match="EXTRACTOR_RULES: must be a folder of rule files"):
        load_settings(None, {"EXTRACTOR_RULES": str(tmp_path)})


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
        assert (other.digest == base.digest) is (field.name in ("batch", "parser"))


def test_the_digest_follows_what_was_learned(tmp_path):
    path = tmp_path / "repeats.db"
    found = set()
    for content in (b"one", b"two"):
        path.write_bytes(content)
        found.add(Settings(repeats=str(path)).digest)
    assert len(found) == 2


def test_the_environment_wins_over_the_file_and_keywords_over_both(tmp_path):
    path = tmp_path / "s.toml"
    path.write_text('model = "file"\nbatch = 8\n')
    given = {
        "EXTRACTOR_MODEL": "variable",
        "EXTRACTOR_CLEAN": "False",
        "EXTRACTOR_MAX_CHARACTERS": "9",
        "EXTRACTOR_RULES": "",
    }
    assert load_settings(path, given) == Settings("variable", None, False, None, 8, 9)
    assert load_settings(path, given, model="keyword").model == "keyword"
    assert load_settings(None, {"EXTRACTOR_SETTINGS": str(path)}).model == "file"
    assert load_settings(path, {"EXTRACTOR_SETTINGS": "nowhere.toml", "EXTRACTOR_COLOUR": "red"}).model == "file"


@pytest.mark.parametrize(
    ("name", "word", "message"),
    [
        ("BATCH", "many", "EXTRACTOR_BATCH: must be a whole number, is 'many'"),
        ("BATCH", "0", "EXTRACTOR_BATCH: must be 1 or more"),
        ("CLEAN", "perhaps", "EXTRACTOR_CLEAN: must be true or false"),
        ("PARSER", "steam", "EXTRACTOR_PARSER: parser: must be one of"),
        ("SETTINGS", "nowhere.toml", "nowhere.toml: "),
        ("PARSR", "stock", "EXTRACTOR_PARSR: unknown variable; is EXTRACTOR_PARSER meant?"),
    ],
)
def test_mistakes_of_the_environment_are_named(name, word, message):
    with pytest.raises(SettingsError, match=message):
        load_settings(None, {f"EXTRACTOR_{name}": word})


def test_the_environment_is_that_of_the_process(monkeypatch):
    monkeypatch.setenv("EXTRACTOR_BATCH", "7")
    assert load_settings(None).batch == 7
    assert Settings().batch != 7, "the library reads no environment by itself"


def test_the_page_has_every_field_with_its_default():
    page = (ROOT / "docs" / "scale.md").read_text(encoding="utf-8")
    for field in dataclasses.fields(Settings):
        default = "" if field.default is None else f"`{str(field.default).lower()}` "
        assert f"| `{field.name}` | `EXTRACTOR_{field.name.upper()}` | {default}|" in page
