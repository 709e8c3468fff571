"""Bytes to text as a browser does it: byte order mark, declaration, then detection."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from extractor.errors import InputError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WESTERN = "windows-1252"
_SNIFFED = 65_536
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_UTF8_SEQUENCE = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}",
)
_HIGH = re.compile(rb"[\x80-\xff]")
_FEW_CONTROLS = 0.001
_FEW_HIGH_BYTES = 0.1


class Decoded(NamedTuple):
    """A text and the encoding that turns it back into the bytes it came from."""

    text: str
    encoding: str


def decode(data: bytes, *, html: bool = False) -> Decoded:
    """Decode a file; a byte order mark stays in the text as U+FEFF, line ends stay as they are.

    The order is that of the HTML standard: byte order mark; for HTML the encoding that a ``meta``
    tag declares, by the browsers' label table (``iso-8859-1`` means windows-1252); UTF-8 if the
    bytes are valid; else windows-1252 where nearly all bytes are ASCII, a statistical guess where
    they are not. Raises InputError for binary data and for broken UTF-8 that is declared as such
    or mixed with valid multi-byte characters (a damaged file, not another encoding).

    >>> decode(b"caf\\xe9")
    Decoded(text='café', encoding='windows-1252')
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return Decoded(_strict(data, encoding), encoding)
    if is_binary(data):
        raise InputError("binary data, not text")
    declared = _declared(data) if html else None
    if declared and declared != "utf-8":
        return Decoded(_strict(data, declared), declared)
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        if declared or _UTF8_SEQUENCE.search(data):
            raise InputError(f"invalid UTF-8 at byte {error.start}") from None
    encoding = _guess(data)
    return Decoded(_strict(data, encoding), encoding)


def is_binary(data: bytes) -> bool:
    """Whether the first 64 KB hold a NUL or more control characters than text ever does.

    >>> is_binary(b"\\x89PNG\\r\\n\\x1a\\n\\x00"), is_binary("Prix : 5 €".encode())
    (True, False)
    """
    head = data[:_SNIFFED]
    return b"\0" in head or len(_CONTROL.findall(head)) > max(2, len(head) * _FEW_CONTROLS)


def looks_like_html(head: bytes) -> bool:
    """Whether the first bytes begin as a web page does."""
    return bool(re.match(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype|!--|html|head|body|\?xml)", head[:512], re.I))


def _declared(data: bytes) -> str | None:
    import webencodings
    from bs4.dammit import EncodingDetector

    label = EncodingDetector.find_declared_encoding(data[:_SNIFFED], is_html=True)
    found = webencodings.lookup(label) if label else None
    if found is None:
        return None
    # The standard reads a page that declares UTF-16 in ASCII bytes as UTF-8.
    return "utf-8" if found.name.startswith("utf-16") else str(found.name)


def _guess(data: bytes) -> str:
    head = data[:_SNIFFED]
    if len(_HIGH.findall(head)) <= len(head) * _FEW_HIGH_BYTES:
        return _WESTERN
    import charset_normalizer

    best = charset_normalizer.from_bytes(head).best()
    return best.encoding if best is not None else _WESTERN


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(_codec(encoding))
    except UnicodeDecodeError as error:
        raise InputError(f"invalid {encoding.upper()} at byte {error.start}") from None


def _codec(encoding: str) -> str:
    import webencodings

    found = webencodings.lookup(encoding)
    return str(found.codec_info.name) if found is not None else encoding
