"""The audit page: researchers check, correct and cite every claim of a run."""
