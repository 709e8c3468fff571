"""Claims: each figure tied to who, what, when, where, which law, and who says so."""

from extractor.claims.assemble import ClaimAssembler

__all__ = ["ClaimAssembler"]
