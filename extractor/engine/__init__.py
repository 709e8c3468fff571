"""How sentences are parsed: by spaCy itself, or by its network redone in NumPy with the same output."""

from extractor.engine.choose import Engine, open_engine
from extractor.engine.freed import let_go
from extractor.engine.stock import use_numpy_products

__all__ = ["Engine", "let_go", "open_engine", "use_numpy_products"]
