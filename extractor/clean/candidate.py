"""A candidate block: a stretch of the source text about which one decision is made."""

from __future__ import annotations

import dataclasses

from extractor.records import Doubt, Reason, Removal, Role


@dataclasses.dataclass(frozen=True, slots=True)
class Sign:
    """One piece of evidence that a block is no part of the article; weights add up.

    A ``cue`` strengthens others and names no removal; a ``helper`` does not even count without
    the newsroom's own voice.
    """

    reason: Reason
    weight: float
    rule: str
    helper: bool = False
    cue: bool = False


@dataclasses.dataclass(slots=True)
class Candidate:
    """``source[start:end]``, trimmed of white space, with what is known and decided of it.

    ``heading`` is the level of an HTML heading (0 for none), ``linked`` the share of its
    characters inside links to its own site, ``strong`` the share set in bold; ``node`` and ``parent``
    are its element and the one around that. ``removed`` and ``doubt`` are the
    decision; both null means kept. ``joined`` is the end of the block that this one carries on,
    in the same sentence. ``weighed`` says that its words have been judged already.
    """

    start: int
    end: int
    text: str
    role: Role = "paragraph"
    heading: int = 0
    linked: float = 0.0
    strong: float = 0.0
    node: int = 0
    parent: int = 0
    joined: int | None = None
    anchored: bool = False
    weighed: bool = False
    signs: list[Sign] = dataclasses.field(default_factory=list)
    removed: Sign | None = None
    doubt: Doubt | None = None

    @property
    def kept(self) -> bool:
        """Whether nothing has removed it so far."""
        return self.removed is None

    def remove(self, sign: Sign) -> None:
        """Decide that it goes, for that sign."""
        self.removed, self.doubt = sign, None

    def removal(self) -> Removal | None:
        """The decision as a record."""
        return Removal(self.removed.reason, self.removed.rule, self.text) if self.removed else None
