"""What is shipped: the wheel, the lock files, the scripts."""

from __future__ import annotations

import email
import os
import re
import subprocess
import sys
import zipfile

import pytest

from extractor.settings import tomllib
from tests.conftest import ROOT

LOCKS = ("requirements.lock", "requirements-dev.lock")
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_pins_everything_by_hash_and_names_no_host(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    assert not re.search(r"https?://|file://|--(extra-)?index|--find-links|pypi", text)
    pins = re.findall(r"^(\S+?)==\S+.*?\\\n((?:    --hash=sha256:[0-9a-f]{64}.*\n)+)", text, re.M)
    assert len(pins) == len(re.findall(r"^[a-z0-9]", text, re.M))


def test_the_lock_holds_every_dependency():
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    for requirement in PYPROJECT["project"]["dependencies"]:
        assert f"\n{re.match(r'[A-Za-z0-9-]+', requirement)[0].lower()}==" in text


def test_the_run_lock_is_part_of_the_other():
    run, dev = ((ROOT / name).read_text(encoding="utf-8") for name in LOCKS)
    extras = re.compile(r"\[[^\]]*\]")  # the other may ask for more of the same package
    pinned = [{extras.sub("", pin) for pin in re.findall(r"^\S+==[^\s;]+", text, re.M)} for text in (run, dev)]
    assert pinned[0] <= pinned[1]


@pytest.mark.slow
def test_the_wheel_holds_code_rules_and_schemas(tmp_path):
    command = [sys.executable, "-m", "build", "--no-isolation", "--wheel", "--outdir", str(tmp_path), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    (path,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(path) as wheel:
        names = set(wheel.namelist())
        metadata = email.message_from_bytes(wheel.read(next(name for name in names if name.endswith("METADATA"))))
        entries = wheel.read(next(name for name in names if name.endswith("entry_points.txt"))).decode()
    wanted = {f"extractor/schemas/{name}.schema.json" for name in ("article", "claim", "failure", "duplicate")}
    wanted |= {f"extractor/rules/en/{path.name}" for path in (ROOT / "extractor" / "rules" / "en").glob("*.toml")}
    wanted |= {"extractor/py.typed", "extractor/__main__.py"}
    assert wanted <= names
    assert {name.split("/")[0] for name in names} == {"extractor", metadata_folder(names)}
    assert metadata["License-Expression"] == "Apache-2.0"
    assert metadata["Requires-Python"] == "<3.14,>=3.10"
    assert "extractor = extractor.cli:main" in entries
    assert "extractor_claims = extractor.spacy_components:claims" in entries


def metadata_folder(names):
    return next(name.split("/")[0] for name in names if name.endswith("METADATA"))


@pytest.mark.parametrize("name", ["extract", "test", "lock", "environment", "check-wheel", "schemas", "floors"])
def test_scripts_are_executable_and_parse(name):
    path = ROOT / "scripts" / name
    assert os.access(path, os.X_OK)
    first = path.read_text(encoding="utf-8").splitlines()[0]
    if first.endswith("bash"):
        subprocess.run(["bash", "-n", path], check=True)
    else:
        compile(path.read_text(encoding="utf-8"), str(path), "exec")


def options_with_a_value():
    import typer

    from extractor.cli.app import app

    run = typer.main.get_command(app).commands["run"]
    options = (parameter for parameter in run.params if parameter.param_type_name == "option")
    return sorted({name for o in options if not o.is_flag and not o.secondary_opts for name in o.opts})


def test_options_are_found():
    assert {"--out", "-o", "--repeats", "--since", "--log-file"} <= set(options_with_a_value())
    assert not {"--retry", "--near", "--no-clean"} & set(options_with_a_value())


@pytest.mark.parametrize("option", options_with_a_value())
def test_the_value_of_an_option_is_no_input(tmp_path, option):
    """Without an INPUT the sample corpus is read, whatever options are given."""
    scripts = tmp_path / "scripts"
    scripts.mkdir()
    script = scripts / "extract"
    script.write_text((ROOT / "scripts" / "extract").read_text(encoding="utf-8"))
    (scripts / "environment").write_text(f"root={tmp_path}\npython=echo\n")
    found = subprocess.run(["bash", script, option, "value"], capture_output=True, text=True, cwd=tmp_path)
    assert found.stdout.split()[3:6] == [option, "value", "corpus"]


def test_an_unsupported_python_is_refused_with_a_reason(tmp_path):
    """Without a usable Python on the PATH the scripts say what to install."""
    found = subprocess.run(
        [
            "/bin/bash",
            "-c",
            f'PATH={tmp_path}; dirname() {{ /usr/bin/dirname "$@"; }}; . {ROOT}/scripts/environment x.lock',
        ],
        capture_output=True,
        text=True,
        env={"HOME": str(tmp_path)},
    )
    assert found.returncode == 2
    assert "needs Python 3.10, 3.11, 3.12 or 3.13" in found.stderr
    assert "apt-get install" in found.stderr


def test_the_readme_names_commands_that_exist():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for script in re.findall(r"\./scripts/([a-z-]+)", readme):
        assert (ROOT / "scripts" / script).exists()
    for link in re.findall(r"\]\(([^)#:]+)\)", readme):
        assert (ROOT / link).exists()
    from extractor.cli.app import app, rules_app

    known = {command.name or command.callback.__name__ for command in app.registered_commands} | {"rules"}
    assert set(re.findall(r"^extractor ([a-z]+)", readme, re.M)) <= known
    assert {command.name.removeprefix("rules_") for command in rules_app.registered_commands} == {
        "list",
        "show",
        "lint",
    }
