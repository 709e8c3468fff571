"""Lemmas on demand, from fine-grained tags alone, with the pipeline's own rules and tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Token
    from spacy.vocab import Vocab

_CLASSES = {"N": "noun", "V": "verb", "J": "adj", "R": "adv"}
_BASE_TAGS = frozenset({"NN", "NNP", "VB", "JJ", "RB", "MD"})
_FIXED = {
    ("noun", "data"): "data",
    ("noun", "media"): "media",
    ("noun", "police"): "police",
    ("noun", "people"): "person",
    ("noun", "troops"): "troops",
    ("noun", "species"): "species",
    ("noun", "series"): "series",
    ("noun", "syringes"): "syringe",
    ("noun", "premises"): "premises",  # plurals of one thing
    ("noun", "headquarters"): "headquarters",
    ("noun", "barracks"): "barracks",
    ("noun", "crossroads"): "crossroads",
    ("noun", "proceeds"): "proceeds",
    ("verb", "rent"): "rent",  # not what is torn
    ("verb", "'s"): "be",
    ("verb", "’s"): "be",
    ("verb", "'re"): "be",
    ("verb", "’re"): "be",
    ("verb", "'m"): "be",
    ("verb", "’m"): "be",
    ("verb", "'ve"): "have",
    ("verb", "’ve"): "have",
}
_TABLES = ("lemma_rules", "lemma_exc", "lemma_index")
_SIBILANT = ("xes", "ches", "shes", "sses")  # plurals in -es, for words that no table knows ("inboxes")
_CACHE_LIMIT = 200_000


def share_tables(nlp: Language) -> None:
    """Make the lemmatizer's tables reachable from every token, through the vocabulary."""
    if not nlp.has_pipe("lemmatizer"):
        return
    lookups: Any = nlp.get_pipe("lemmatizer").lookups  # type: ignore[attr-defined]
    for name in _TABLES:
        if name in lookups.tables and name not in nlp.vocab.lookups.tables:
            table = lookups.get_table(name)
            if name == "lemma_index":  # lists of many thousand words, which are only asked for membership
                # (as keys of a dict: the vocabulary must stay one that spaCy can save)
                words = {kind: dict.fromkeys(table.get(kind, ()), True) for kind in _CLASSES.values()}
                nlp.vocab.lookups.add_table(name, words)
            else:
                nlp.vocab.lookups.set_table(name, table)


def lemma(token: Token) -> str:
    """Return the lower-case lemma of a token by its tag (``tag_``), whatever the pipeline ran."""
    try:
        return _known[token.tag_][token.lower_]
    except KeyError:
        return _learn(token)


def _learn(token: Token) -> str:
    word, tag = token.lower_, token.tag_
    found = lemma_of(token.vocab, word, tag)
    if not found:
        return token.lemma_.lower() or word
    words = _known.setdefault(tag, {})
    if len(words) >= _CACHE_LIMIT:
        words.clear()
    words[word] = found
    return found


def lemma_of(vocab: Vocab, word: str, tag: str) -> str:
    """Return the lemma of a lower-case word with a Penn Treebank tag, "" without tables.

    Exceptions first, then suffix rules whose result is a known word, then any suffix rule: the
    scheme of spaCy's rule lemmatizer, but decided by the tag, so that no coarse tag is needed.
    ``people`` counts persons; ``troops`` stays as it is, for news counts soldiers under that word.
    """
    kind = _CLASSES.get(tag[:1])
    if kind is not None and (kind, word) in _FIXED:
        return _FIXED[kind, word]
    if kind is None or tag in _BASE_TAGS:
        return word
    key = (word, kind)
    found = _cache.get(key)
    if found is None:
        if "lemma_rules" not in vocab.lookups.tables:
            return ""
        if len(_cache) >= _CACHE_LIMIT:
            _cache.clear()
        found = _cache[key] = _by_rules(vocab, word, kind)
    return found


_cache: dict[tuple[str, str], str] = {}
_known: dict[str, dict[str, str]] = {}  # by tag and word, found at the first look


def _by_rules(vocab: Vocab, word: str, kind: str) -> str:
    rules, exceptions, index = (vocab.lookups.get_table(name).get(kind, {}) for name in _TABLES)
    for form in exceptions.get(word, ()):
        return str(form)
    candidates = [
        word[: len(word) - len(old)] + new for old, new in rules if old and word.endswith(old) and len(word) > len(old)
    ]
    for form in candidates:
        if form in index:
            return str(form)
    if word in index and kind != "noun":
        return word
    if kind == "noun" and word.endswith(_SIBILANT):
        return word[:-2]
    return str(candidates[0]) if candidates else word
