"""What patterns require, read before: shipped with the package, for reading it takes seconds.

``required.json`` is made by ``scripts/read_patterns``. A pattern that it does not know, or knows from
other code, is read when it is needed: the result is the same, and only takes longer.
"""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path

import orjson

from extractor.clean.literals import Need

_HERE = Path(__file__).resolve().parent
FILE = _HERE / "required.json"
_CODE = ("folded.py", "letters.py", "literals.py", "pieces.py", "prefilter.py")


def key_of(pattern: str, flags: int, plain: frozenset[str], frequent: frozenset[str]) -> str:
    """What names a pattern with all that its reading depends on."""
    parts = repr((_code_digest(), pattern, flags, sorted(plain), sorted(frequent)))
    return hashlib.sha256(parts.encode("utf-8", "surrogatepass")).hexdigest()[:24]


def shipped(key: str) -> list[Need] | None:
    """What was read of a pattern, null when nothing was.

    >>> shipped("no key") is None
    True
    """
    found = _file().get(key)
    if found is None:
        return None
    return [
        Need([frozenset(clause) for clause in clauses], frozenset(letters), rate) for clauses, letters, rate in found
    ]


def write(known: dict[str, list[Need]]) -> None:
    """Make the file anew."""
    rows = {
        key: [[[sorted(clause) for clause in need.clauses], sorted(need.letters), need.rate] for need in needs]
        for key, needs in sorted(known.items())
    }
    lines = ",\n".join(f"{json.dumps(key)}: {json.dumps(row)}" for key, row in rows.items())
    FILE.write_text(f"{{\n{lines}\n}}\n", encoding="utf-8")


@cache
def _file() -> dict[str, list[tuple[list[list[str]], list[str], float]]]:
    try:
        found: dict[str, list[tuple[list[list[str]], list[str], float]]] = orjson.loads(FILE.read_bytes())
    except (OSError, ValueError):
        return {}
    return found


@cache
def _code_digest() -> str:
    hasher = hashlib.sha256()
    for name in _CODE:
        hasher.update((_HERE / name).read_bytes())
    return hasher.hexdigest()
