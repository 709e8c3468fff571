"""Lengths, shares and ages told by ellipsis: sentence | words of the mention | kind | unit | value."""

from __future__ import annotations

import pytest

ROWS = """
She was jailed for three-and-a-half years. | three-and-a-half years | duration | year | 3.5
The men were given terms of 15, 17 and 19 years. | 15 | duration | year | 15
The share was 12, 15 and 18 percent respectively. | 12 | percent | % | 12
The law allows up to 10 years behind bars, and judges gave eight. | eight | duration | year | 8
He was given seven years, two of them suspended. | two | duration | year | 2
The wait was 14 weeks in March and 17 in June. | 17 | duration | week | 17
The average wait is now 214 calendar days. | 214 calendar days | duration | day | 214
The trial took 41 working days. | 41 working days | duration | day | 41
The court had 106,500 sitting days last year, 500 more than planned. | 500 | duration | day | 500
The driver had 1.8 per mille of alcohol in his blood. | 1.8 per mille | measure | per mille | 1.8
Of the men, 45% were under 30 and 20 over 50. | under 30 | age | year | 30
Half the victims were under 18, and 12 were over 65. | over 65 | age | year | 65
The boy, just 14, fled. | just 14 | age | year | 14
"""


@pytest.mark.parametrize("row", ROWS.strip().splitlines())
def test_an_elliptical_number_is_of_the_kind_of_its_neighbour(extractor, row):
    text, words, kind, unit, value = (part.strip() for part in row.split("|"))
    numbers = extractor.extract(f"The clerks told reporters about the matter. {text}").article.numbers
    found = {number.text: number.quantity for number in reversed(numbers)}
    assert words in found, found
    quantity = found[words]
    size = quantity.value or quantity.low or quantity.high
    assert (quantity.kind, quantity.unit, size) == (kind, unit, float(value)), quantity
