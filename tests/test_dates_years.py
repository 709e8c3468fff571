"""A year inside a length of time is a date, whatever stands behind it."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("Over the first nine months of 2024 courts convicted 1,240 people.", ["1,240"]),
        ("In the first two quarters of 2024 ships carried 40 tons.", ["40 tons"]),
        ("In the 12 months to March 2025 police recorded 40 crimes.", ["40"]),
    ],
)
def test_a_year_in_a_length_of_time_is_no_figure(extractor, text, counts):
    claims = extractor.extract(text, published="2025-06-26").claims
    assert [claim.quantity.text for claim in claims] == counts
