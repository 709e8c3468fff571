"""kill -9 at any moment loses no acknowledged decision."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.audit_samples import courts, prices, strange, write_run

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_fifty_kills_lose_nothing(tmp_path, example):
    made = example("article")
    folder = write_run(tmp_path / "out", [courts(made), prices(made), strange(made)])
    command = [sys.executable, "-m", "tests.audit_kill", str(folder), str(tmp_path / "audit.sqlite"), "50"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("50 kills, ")
