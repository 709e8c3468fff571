"""A text folded to small letters, zeros and blanks, one byte a character: what is searched for words."""

from __future__ import annotations

BLANK, ZERO = " ", "0"
_TABLE = bytes(
    code | 32 if 65 <= code <= 90 else code if 97 <= code <= 122 or code == 95 else 48 if 48 <= code <= 57 else 32
    for code in range(256)
)
_ASCII = bytes(range(128))
# re.I takes them for other letters than their own other case
_LETTERS = frozenset("\u0130\u0131\u017f\u1c80\u1c81\u1c82\u1c83\u1c84\u1c85\u1c86\u1c87\u1c88\u1e9b\u212a\ufb05\ufb06")


def fold(text: str) -> bytes:
    """The folded text between two blanks: the character at ``n`` stands at ``n + 1``.

    All but letters and digits of ASCII and the underscore becomes a blank, so that a word's edge is a
    blank wherever a regular expression sees one (and at a few places more).

    >>> fold("Aid: 30 £m")
    b' aid  00  m '
    """
    return b" " + text.encode("ascii", "replace").translate(_TABLE) + b" "


def fold_piece(text: str) -> str:
    """A character of a pattern as it is folded."""
    return text.encode("ascii", "replace").translate(_TABLE).decode("ascii")


def beyond_ascii(text: str) -> frozenset[str]:
    """The characters of a text that are not of ASCII.

    >>> sorted(beyond_ascii("“Élan”"))
    ['É', '“', '”']
    """
    if text.isascii():
        return frozenset()
    return frozenset(text.encode("utf-8", "surrogatepass").translate(None, _ASCII).decode("utf-8", "surrogatepass"))


def is_odd(letters: frozenset[str]) -> bool:
    """Whether one of these characters counts in a regular expression as a letter or digit that is folded otherwise."""
    return bool(letters) and (not _LETTERS.isdisjoint(letters) or any(map(str.isdecimal, letters)))
