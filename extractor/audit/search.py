"""Full-text search over claims: every word must occur, the last letters may be missing."""

from __future__ import annotations

import re
import sqlite3

_WORD = re.compile(r'"([^"]*)"|(\S+)')


def match_expression(query: str) -> str | None:
    """The FTS5 expression for what somebody typed; quotation marks hold a phrase together.

    >>> match_expression('convicted "draft evasion')
    '"convicted"* AND "draft"* AND "evasion"*'
    """
    if query.count('"') % 2:
        query = query.replace('"', " ")
    parts = []
    for phrase, word in _WORD.findall(query):
        kept = " ".join(re.findall(r"\w+", phrase or word))
        if kept:
            parts.append(f'"{kept}"' + ("" if phrase else "*"))
    return " AND ".join(parts[:20]) or None


def search(connection: sqlite3.Connection, query: str) -> list[int] | None:
    """The rows of the claims that a query finds, null when it holds no word."""
    expression = match_expression(query)
    if expression is None:
        return None
    found = connection.execute("SELECT rowid FROM claim_words WHERE claim_words MATCH ?", (expression,))
    return [row[0] for row in found]
