"""The opening of an article's line: what stands before its blocks and mentions, read without them."""

from __future__ import annotations

from typing import Any

import orjson

_BLOCKS = b'","blocks":['


def opening(line: bytes) -> dict[str, Any]:
    """The fields of an article's record up to its text, given its line of JSON.

    Within a string JSON escapes quotation marks, so what is looked for ends the text and nothing else.

    >>> opening(b'{"id":"a","text":"12 men","blocks":[1,2],"numbers":[]}')
    {'id': 'a', 'text': '12 men'}
    """
    end = line.find(_BLOCKS)
    row: dict[str, Any] = orjson.loads(line if end < 0 else b"%b}" % line[: end + 1])
    return row
