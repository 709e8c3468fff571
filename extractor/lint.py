"""Run every rule's examples through the pipeline: each fires on its own, and each is needed."""

from __future__ import annotations

import contextlib
import dataclasses
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from extractor.errors import ExtractorError
from extractor.parts import SharedParts
from extractor.pipeline import Extractor, load_model, raw_text
from extractor.records import Extraction, RawArticle, as_json, digest
from extractor.rules import Example, Rule, RuleSet, load_rules
from extractor.settings import Settings

if TYPE_CHECKING:
    from spacy.tokens import Doc

_CLEANING = frozenset({"clean", "metadata"})
_RULE_KEYS = frozenset({"rule", "rules"})
_Extract = Callable[[Extractor, Example], Extraction | str]


@dataclasses.dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a rule."""

    file: str
    rule_id: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}: {self.rule_id}: {self.message}"


class Linter:
    """Checks the rules of a set against their own examples, parsing each sentence once.

    An example passes when a record that overlaps its ``[[ ]]`` carries the rule's id and has the
    fields of ``expect``; a counterexample when no record carries it. A rule is needed when the
    records of one of its examples say something else without it.
    """

    def __init__(self, rules: RuleSet | None = None, settings: Settings | None = None) -> None:
        self.rules = rules or load_rules()
        self.settings = settings or Settings()
        self._model = ParsedOnce(load_model(self.settings.model))
        self._parts = {cleaning: self._shared(cleaning) for cleaning in (True, False)}

    def problems(self, prefix: str = "") -> Iterator[Problem]:
        """Yield what is wrong with the rules whose id begins with ``prefix``."""
        self.parse_examples(prefix)
        for rule in self.rules:
            if not rule.id.startswith(prefix):
                continue
            for message in self.check(rule):
                yield Problem(rule.file, rule.id, message)

    def check(self, rule: Rule) -> list[str]:
        """Say what is wrong with one rule."""
        parts = self._parts[_cleans(rule)]
        extract = self._clean if rule.layer in _CLEANING else self._extract
        whole = parts.whole
        found = [extract(whole, example) for example in rule.examples]
        messages = [
            message
            for example, result in zip(rule.examples, found, strict=True)
            for message in _example_faults(rule, example, result)
        ]
        for example in rule.counterexamples:
            result = extract(whole, example)
            if isinstance(result, Extraction) and any(True for _ in _carriers(result, rule.id)):
                messages.append(f"counterexample: the rule fires in {example.text!r}")
        if not messages and [*map(_meaning, self._without(rule, parts, extract))] == [*map(_meaning, found)]:
            messages.append("not needed: without it, every example gives the same records")
        return messages

    def parse_examples(self, prefix: str = "") -> None:
        """Parse the examples of the rules whose id begins with ``prefix`` in one batch, as the pipeline splits them."""
        texts: list[str] = []
        for rule in self.rules:
            if rule.id.startswith(prefix) and rule.layer not in _CLEANING:
                whole = self._parts[_cleans(rule)].whole
                for example in (*rule.examples, *rule.counterexamples):
                    with contextlib.suppress(ExtractorError):  # which its check will tell
                        texts += whole.sentences(_raw(example, whole.settings.clean))
        self._model.parse(texts)

    def _shared(self, cleaning: bool) -> SharedParts:
        model: Any = self._model
        return SharedParts(model, self.rules, dataclasses.replace(self.settings, clean=cleaning))

    def _without(self, rule: Rule, parts: SharedParts, extract: _Extract) -> list[Extraction | str]:
        """What a rule's examples give without it."""
        asked: set[str] | None = None
        found: list[Extraction | str] = []
        while asked != (now := set(parts.asked(rule.id))):
            asked, extractor = now, parts.without(rule.id)
            found = [extract(extractor, example) for example in rule.examples]
        return found

    def _clean(self, extractor: Extractor, example: Example) -> Extraction | str:
        """The article alone: what is cut from it or told of it is all that a rule of cleaning decides."""
        try:
            return Extraction(extractor.cleaned(_raw(example, extractor.settings.clean)), ())
        except ExtractorError as error:
            return str(error)

    def _extract(self, extractor: Extractor, example: Example) -> Extraction | str:
        try:
            return extractor.extract(_raw(example, extractor.settings.clean))
        except ExtractorError as error:
            return str(error)


def _cleans(rule: Rule) -> bool:
    """Whether a rule shows itself on pages, or on texts from which something is cut."""
    return rule.layer in _CLEANING or any(example.text.startswith("<") for example in rule.examples)


class ParsedOnce:
    """A spaCy pipeline that parses each text once and keeps the result."""

    def __init__(self, nlp: Any) -> None:
        self._nlp = nlp
        self._docs: dict[str, Doc] = {}
        self.meta = nlp.meta
        self.vocab = nlp.vocab

    def parse(self, texts: Sequence[str]) -> None:
        """Parse texts in one batch, ahead of their use."""
        new = [text for text in dict.fromkeys(texts) if text not in self._docs]
        self._docs.update(zip(new, self._nlp.pipe(new, batch_size=256), strict=True))

    def pipe(self, texts: Iterable[str], **_: Any) -> Iterator[Doc]:
        """The parsed texts in order, as ``Language.pipe`` gives them."""
        wanted = list(texts)
        self.parse(wanted)
        return iter([self._docs[text] for text in wanted])


def _raw(example: Example, cleaning: bool) -> RawArticle:
    given = {"published": example.published} if example.published else {}
    raw = raw_text(example.text, **given)
    if cleaning and example.text.lstrip().startswith("<"):
        return dataclasses.replace(raw, id=digest(example.text), text=None, html=example.text, media_type="text/html")
    return raw


def _example_faults(rule: Rule, example: Example, result: Extraction | str) -> list[str]:
    if isinstance(result, str):
        return [f"example: {example.text!r} cannot be processed: {result}"]
    carriers = list(_carriers(result, rule.id))
    if not carriers:
        return [f"example: the rule does not fire in {example.text!r}"]
    there = [record for record in carriers if _overlaps(result, record, example.span)]
    if not there:
        return [f"example: the rule fires elsewhere than at [[ ]] in {example.text!r}"]
    if example.expect and not any(_has(record, example.expect) for record in there):
        said = [{key: _value(record, key) for key in example.expect} for record in there]
        return [f"example: expected {dict(example.expect)!r}, found {said!r} in {example.text!r}"]
    return []


def _carriers(result: Extraction, rule_id: str) -> Iterator[dict[str, Any]]:
    """Every record of an extraction, at any depth, that carries a rule's id."""
    stack: list[Any] = [as_json(result.article), [as_json(claim) for claim in result.claims]]
    while stack:
        value = stack.pop()
        if isinstance(value, list):
            stack.extend(reversed(value))
        elif isinstance(value, dict):
            if (
                rule_id in value.get("rules", ())
                or value.get("rule") == rule_id
                or any(_own(value.get(key), rule_id) for key in ("removed", "doubt"))
            ):
                yield value
            stack.extend(item for item in reversed(value.values()) if isinstance(item, (dict, list)))


def _own(value: Any, rule_id: str) -> bool:
    return isinstance(value, dict) and value.get("rule") == rule_id


def _overlaps(result: Extraction, record: Mapping[str, Any], span: tuple[int, int] | None) -> bool:
    """Whether a record touches a span of the source, or has no place that could tell."""
    if span is None:
        return True
    spots = list(_spots(result, record))
    return not spots or any(start < span[1] and end > span[0] for start, end in spots)


def _spots(result: Extraction, record: Mapping[str, Any]) -> Iterator[tuple[int, int]]:
    """Where a record lies in the source text."""
    if "source_start" in record:
        yield record["source_start"], record["source_end"]
    elif "origin" in record:
        if record["start"] is not None:
            yield record["start"], record["end"]
    elif record.get("start") is not None:
        yield from _in_source(result, record["start"], record["end"])
    else:
        for name, value in record.items():
            for part in value if isinstance(value, list) else [value]:
                if name != "sentence" and isinstance(part, dict) and part.get("start") is not None:
                    yield from _in_source(result, part["start"], part["end"])


def _in_source(result: Extraction, start: int, end: int) -> Iterator[tuple[int, int]]:
    for block in result.article.blocks:
        if block.start is not None and block.end is not None and start < block.end and end > block.start:
            shift = block.source_start - block.start
            yield max(start, block.start) + shift, min(end, block.end) + shift


def _has(record: Mapping[str, Any], expect: Mapping[str, Any]) -> bool:
    return all(_value(record, key) == _plain(wanted) for key, wanted in expect.items())


def _value(record: Mapping[str, Any], key: str) -> Any:
    """A field by its dotted path, looked for in the record and in its quantity."""
    for value in (record, record.get("quantity")):
        for step in key.split("."):
            value = value.get(step) if isinstance(value, Mapping) else None
        if value is not None:
            return value
    return None


def _plain(wanted: Any) -> Any:
    return None if wanted == "null" else as_json(wanted)


def _meaning(result: Extraction | str) -> Any:
    """What the records say, without the rules that said it and the program's versions."""
    if isinstance(result, str):
        return result
    article = as_json(dataclasses.replace(result.article, extra={}))
    article.pop("pipeline")
    return _strip([article, [as_json(claim) for claim in result.claims]])


def _strip(value: Any) -> Any:
    if isinstance(value, list):
        return [_strip(item) for item in value]
    if isinstance(value, dict):
        return {key: _strip(item) for key, item in value.items() if key not in _RULE_KEYS}
    return value
