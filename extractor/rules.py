"""Load, check and digest the rule files: rules are data, each with examples.

A file ``rules/LANGUAGE/LAYER[_PART].toml`` holds

* ``[fragments]``: named pieces of regular expressions; ``{name}`` in a pattern stands for one,
* ``[[rule]]``: ``id`` (``layer.group.name``), ``pattern`` (a regex, or a spaCy token or
  dependency pattern as a list of tables, or absent for a rule in code that only has its id,
  yields and examples here), ``yields``, ``examples``, ``counterexamples``, ``note``, ``source``,
* any other top-level table or array: lexicon data of the layer, read with ``RuleSet.table``.

An example is a string, in which ``[[ ]]`` may mark the span that the rule finds, or a table with
``text``, optionally ``published`` and ``expect`` (fields of the record that must come out).
"""

from __future__ import annotations

import dataclasses
import hashlib
import re
from collections.abc import Iterator, Mapping
from functools import cache, cached_property, lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

import tomli  # its wheels are compiled: the standard library's twin takes three times as long

from extractor.errors import RuleError

_ID = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z0-9_/\-]+)+\Z")
_FRAGMENT = re.compile(r"\{([a-z][a-z0-9_]*)\}")
_KEYS = {
    "id",
    "pattern",
    "yields",
    "examples",
    "counterexamples",
    "note",
    "source",
    "flags",
}


@dataclasses.dataclass(frozen=True, slots=True)
class Example:
    """A text that shows a rule at work (or, as a counterexample, at rest)."""

    text: str
    span: tuple[int, int] | None = None
    published: str | None = None
    expect: Mapping[str, Any] = dataclasses.field(default_factory=dict)


@dataclasses.dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its id travels into every record that it helped to make."""

    id: str
    file: str
    pattern: str | tuple[Mapping[str, Any], ...] | None
    yields: Mapping[str, Any]
    examples: tuple[Example, ...]
    counterexamples: tuple[Example, ...]
    note: str | None = None
    source: str | None = None
    flags: str = "i"

    @property
    def layer(self) -> str:
        """The first part of the id: ``numbers``, ``dates``, ``clean`` …"""
        return self.id.split(".", 1)[0]

    def regex(self) -> re.Pattern[str]:
        """The compiled pattern; raises RuleError when the rule has no regex, or one that is malformed."""
        if not isinstance(self.pattern, str):
            raise RuleError(f"{self.file}: {self.id}: pattern: not a regular expression")
        try:
            return compile_regex(self.pattern, self.flags)
        except (re.error, KeyError) as error:
            raise RuleError(f"{self.file}: {self.id}: pattern: {error}") from None


@cache
def compile_regex(pattern: str, flags: str = "i") -> re.Pattern[str]:
    """Compile with the flags named by letters: ``i`` ignore case, ``m``, ``s``, ``x``.

    >>> bool(compile_regex("at least").search("At least 14"))
    True
    """
    return re.compile(pattern, regex_flags(flags))


def regex_flags(flags: str) -> int:
    """The flags of :mod:`re` that letters stand for."""
    value = 0
    for letter in flags:
        value |= {"i": re.I, "m": re.M, "s": re.S, "x": re.X}[letter]
    return value


@dataclasses.dataclass(frozen=True)
class RuleSet:
    """All rules of a language, in file order, and the lexicon tables beside them."""

    rules: tuple[Rule, ...]
    tables: Mapping[str, Mapping[str, Any]]
    digest: str

    def __iter__(self) -> Iterator[Rule]:
        return iter(self.rules)

    def layer(self, prefix: str) -> tuple[Rule, ...]:
        """The rules whose id is ``prefix`` or begins with ``prefix.``, in order."""
        return tuple(self._by_prefix.get(prefix, ()))

    def get(self, rule_id: str) -> Rule:
        """The rule of that id; raises RuleError when there is none."""
        try:
            return self._by_id[rule_id]
        except KeyError:
            raise RuleError(f"no rule has the id {rule_id!r}") from None

    def has(self, rule_id: str) -> bool:
        """Whether the set has a rule of that id (a rule in code asks before it acts)."""
        return rule_id in self._by_id

    def table(self, file: str, name: str) -> Any:
        """A lexicon table: ``table("numbers_units", "currency")``; raises RuleError if absent."""
        try:
            return self.tables[file][name]
        except KeyError:
            raise RuleError(f"{file}.toml: no table {name!r}") from None

    def without(self, rule_id: str) -> RuleSet:
        """The same set less one rule: what the tests use to prove that it is needed."""
        self.get(rule_id)
        kept = tuple(rule for rule in self.rules if rule.id != rule_id)
        return RuleSet(kept, self.tables, hashlib.sha256((self.digest + rule_id).encode()).hexdigest())

    @cached_property
    def _by_id(self) -> dict[str, Rule]:
        return {rule.id: rule for rule in self.rules}

    @cached_property
    def _by_prefix(self) -> dict[str, list[Rule]]:
        found: dict[str, list[Rule]] = {}
        for rule in self.rules:
            end = 0
            while end >= 0:
                end = rule.id.find(".", end + 1)
                found.setdefault(rule.id if end < 0 else rule.id[:end], []).append(rule)
        return found


def load_rules(language: str = "en", folder: Path | None = None) -> RuleSet:
    """Load every rule file of a language, sorted by name.

    ``folder`` replaces the rules shipped with the package. Raises RuleError naming file, rule and
    field for anything malformed; the expressions of the shipped rules, which the tests prove, are
    compiled when they are first asked for.
    """
    rules = _parse(_files(language, folder))
    if folder is not None:
        _check_expressions(rules)
    return rules


def rules_digest(language: str = "en", folder: Path | None = None) -> str:
    """The digest that the rules of :func:`load_rules` have, without parsing them."""
    return _digest(_files(language, folder))


def _files(language: str, folder: Path | None) -> tuple[tuple[str, str], ...]:
    root = folder if folder is not None else resources.files("extractor") / "rules" / language
    files = (
        sorted((p for p in root.iterdir() if p.name.endswith(".toml")), key=lambda p: p.name) if root.is_dir() else []
    )
    if not files:
        raise RuleError(f"{root}: no rule files")
    return tuple((p.name, p.read_text(encoding="utf-8")) for p in files)


def _digest(files: tuple[tuple[str, str], ...]) -> str:
    hasher = hashlib.sha256()
    for name, text in files:
        hasher.update(f"{name}\0{text}\0".encode())
    return hasher.hexdigest()


@lru_cache(maxsize=8)
def _parse(files: tuple[tuple[str, str], ...]) -> RuleSet:
    rules: dict[str, Rule] = {}
    tables: dict[str, Mapping[str, Any]] = {}
    for name, text in files:
        try:
            data = tomli.loads(text)
        except tomli.TOMLDecodeError as error:
            raise RuleError(f"{name}: {error}") from None
        fragments = _expand_fragments(name, data.pop("fragments", {}))
        for row in data.pop("rule", []):
            rule = _rule(name, row, fragments)
            if rule.id in rules:
                raise RuleError(f"{name}: {rule.id}: id: already used in {rules[rule.id].file}")
            rules[rule.id] = rule
        tables[name[: -len(".toml")]] = {**data, "fragments": fragments}
    return RuleSet(tuple(rules.values()), tables, _digest(files))


def _check_expressions(rules: RuleSet) -> None:
    for rule in rules:
        if isinstance(rule.pattern, str):
            rule.regex()


def _expand_fragments(file: str, fragments: Mapping[str, str]) -> dict[str, str]:
    done: dict[str, str] = {}
    for name, pattern in fragments.items():
        done[name] = f"(?:{_substitute(file, name, pattern, done)})"
    return done


def _substitute(file: str, owner: str, pattern: str, fragments: Mapping[str, str]) -> str:
    def replace(match: re.Match[str]) -> str:
        if match[1] not in fragments:
            raise RuleError(f"{file}: {owner}: pattern: unknown fragment {match[0]}")
        return fragments[match[1]]

    return _FRAGMENT.sub(replace, pattern)


def _rule(file: str, row: Mapping[str, Any], fragments: Mapping[str, str]) -> Rule:
    rule_id = row.get("id", "")
    where = f"{file}: {rule_id or 'a rule without id'}"
    if not isinstance(rule_id, str) or not _ID.match(rule_id):
        raise RuleError(f"{where}: id: must look like layer.group.name")
    if rule_id.split(".")[0] != file[: -len(".toml")].split("_")[0]:
        raise RuleError(f"{where}: id: must begin with the name of its file's layer")
    unknown = sorted(set(row) - _KEYS)
    if unknown:
        raise RuleError(f"{where}: {unknown[0]}: unknown field")
    pattern = row.get("pattern")
    if isinstance(pattern, str):
        pattern = _substitute(file, rule_id, pattern, fragments)
    elif isinstance(pattern, list):
        pattern = tuple(pattern)
    elif pattern is not None:
        raise RuleError(f"{where}: pattern: must be a string or an array of tables")
    if not row.get("examples"):
        raise RuleError(f"{where}: examples: every rule needs one")
    return Rule(
        id=rule_id,
        file=file,
        pattern=pattern,
        yields=row.get("yields", {}),
        examples=tuple(_example(where, e) for e in row["examples"]),
        counterexamples=tuple(_example(where, e) for e in row.get("counterexamples", [])),
        note=row.get("note"),
        source=row.get("source"),
        flags=row.get("flags", "i"),
    )


def _example(where: str, row: Any) -> Example:
    if isinstance(row, str):
        row = {"text": row}
    if not isinstance(row, Mapping) or not isinstance(row.get("text"), str):
        raise RuleError(f"{where}: examples: an example is a string or a table with text")
    unknown = sorted(set(row) - {"text", "published", "expect"})
    if unknown:
        raise RuleError(f"{where}: examples: {unknown[0]}: unknown field")
    pieces = re.split(r"\[\[|\]\]", row["text"])
    if len(pieces) not in (1, 3):
        raise RuleError(f"{where}: examples: one pair of [[ ]] at most: {row['text']!r}")
    span = None
    if len(pieces) == 3:
        span = (len(pieces[0]), len(pieces[0]) + len(pieces[1]))
    return Example("".join(pieces), span, row.get("published"), row.get("expect", {}))
