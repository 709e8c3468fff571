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
Twelve men got five years, eight got more than ten and two went free. | more than ten | duration | year | 10
The longest term was 18 years; the shortest, two. | two | duration | year | 2
The prosecution asked for 12 years; the court settled on nine. | nine | duration | year | 9
Ten got up to five years, 20 between five and eight, eight more. | between five and eight | duration | year | 5
A case took 171 days in 2019 and 214 last year. | 214 | duration | day | 214
They got 19 and 21 years; a third man, 14. | 14 | duration | year | 14
He has served four of his nine years. | four | duration | year | 4
Detainees spent 14 days in jail; those charged twice, 30. | 30 | duration | day | 30
One man drew 22 years, another 17. | 17 | duration | year | 17
The strike lasted nine days, and 40 were hurt. | 40 | count | person | 40
The raid took nine days, and the police held 40. | 40 | count | person | 40
In the 12 months to May 319 shops closed, up from 276. | 276 | count | shop | 276
In 2019 the wait was 120 days. It is now 214. | 214 | duration | day | 214
The wait was 120 days in 2019. It had risen to 214 by May. | 214 | duration | day | 214
Turnout was 41 percent in May. In June it fell to 38 in the capital. | 38 | percent | % | 38
The wait was 120 days. It was cut for 40 of the men. | 40 | count | man | 40
The men, 24 and 31, denied it. | 31 | age | year | 31
The youngest was 16 and the oldest 71. | 71 | age | year | 71
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
    assert (quantity.kind, quantity.unit, size) == (kind, None if unit == "-" else unit, float(value)), quantity
