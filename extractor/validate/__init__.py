"""Check records: against their schemas, and for what a schema cannot say."""

from __future__ import annotations

from extractor.validate.fault import Fault
from extractor.validate.folder import validate_folder
from extractor.validate.records import check_article
from extractor.validate.schema import load_schema, schema_faults

__all__ = ["Fault", "check_article", "load_schema", "schema_faults", "validate_folder"]
