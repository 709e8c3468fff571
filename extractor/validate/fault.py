"""A fault of an output and where it is."""

from __future__ import annotations

import dataclasses


@dataclasses.dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong in a record; ``path`` is a JSON path such as ``$.numbers[3].start``."""

    path: str
    message: str
    file: str = ""
    line: int | None = None

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}: " if self.line is not None else f"{self.file}: " if self.file else ""
        return f"{place}{self.path}: {self.message}"
