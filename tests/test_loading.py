"""What a run's process imports of spaCy, and what others find of it afterwards."""

from __future__ import annotations

import subprocess
import sys

from tests.conftest import ROOT

_LEAN = """
import sys
from extractor.loading import load
from extractor.settings import Settings
load(Settings())
print(sorted({"spacy.cli", "langcodes", "requests", "bs4"} & set(sys.modules)))
import spacy
print(spacy.info(silent=True)["spacy_version"] == spacy.__version__)
import spacy.cli
print(callable(spacy.cli.download))
print(spacy.util.get_lang_class("eng").lang)
"""


def test_a_run_imports_no_commands_of_spacy_and_others_still_can():
    found = subprocess.run([sys.executable, "-c", _LEAN], capture_output=True, text=True, cwd=ROOT, check=False)
    assert found.stdout.split("\n") == ["[]", "True", "True", "en", ""], found.stderr
