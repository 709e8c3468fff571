"""The schemas say what the records are, and both validators read them alike."""

from __future__ import annotations

import copy
import dataclasses
import json
import subprocess
import sys

import jsonschema
import jsonschema_rs
import pytest

from extractor import records
from extractor.validate import load_schema, schema_faults
from tests.conftest import ROOT

NAMES = {"article": records.Article, "claim": records.Claim, "failure": records.Failure, "duplicate": records.Duplicate}


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_is_one(name):
    schema = load_schema(name)
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    for example in schema["examples"]:
        assert list(schema_faults(name, example)) == []


def objects(schema):
    yield schema
    yield from schema["$defs"].values()


@pytest.mark.parametrize("name", NAMES)
def test_fields_and_properties_agree(name):
    for schema in objects(load_schema(name)):
        title = next((key for key, value in load_schema(name)["$defs"].items() if value is schema), None)
        kind = getattr(records, title) if title else NAMES[name]
        fields = [field.name.rstrip("_") for field in dataclasses.fields(kind)]
        assert list(schema["properties"]) == schema["required"] == fields
        assert schema["additionalProperties"] is False
        assert all(field["description"].strip() for field in schema["properties"].values())


def test_schemas_and_page_are_up_to_date():
    found = subprocess.run([sys.executable, ROOT / "scripts" / "schemas", "--check"], capture_output=True, text=True)
    assert (found.returncode, found.stderr) == (0, "")


def damaged(row):
    """The row with one thing wrong at a time, everywhere."""
    for path in paths(row):
        for value in (None, "", "x", -1, 1.5, True, [], {}, {"more": 1}):
            changed = copy.deepcopy(row)
            target = changed
            for step in path[:-1]:
                target = target[step]
            target[path[-1]] = value
            yield changed
    for key in row:
        yield {name: value for name, value in row.items() if name != key}


def paths(value, path=()):
    if path:
        yield path
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        yield from paths(item, (*path, key))


@pytest.mark.parametrize("name", ["claim", "failure", "duplicate"])
def test_both_validators_agree(name):
    schema = load_schema(name)
    reference = jsonschema.Draft202012Validator(schema)
    fast = jsonschema_rs.validator_for(schema)
    verdicts = set()
    for row in (schema["examples"][0], *damaged(schema["examples"][0])):
        good = reference.is_valid(row)
        assert fast.is_valid(row) == good, json.dumps(row)
        verdicts.add(good)
    assert verdicts == {True, False}


def test_both_validators_agree_on_articles():
    schema = load_schema("article")
    reference = jsonschema.Draft202012Validator(schema)
    fast = jsonschema_rs.validator_for(schema)
    row = schema["examples"][0]
    for changed in list(damaged({key: value for key, value in row.items() if key != "text"}))[::7]:
        changed["text"] = row["text"]
        assert fast.is_valid(changed) == reference.is_valid(changed), json.dumps(changed)
