"""Money told by letters: the sign and a place | words of the mention | ISO 4217 code (- where it is none)."""

from __future__ import annotations

import pytest

ROWS = """
Maize in Zambia sells at K4,200 a tonne. | K4,200 | ZMW
Lusaka gave K1.4 million to the clinics. | K1.4 million | ZMW
A bag in Lusaka costs K50, and the state spent K3,000,000. | K50 | ZMW
Manila set aside P900m for roads. | P900m | PHP
Botswana set aside P1.4 million. | P1.4 million | BWP
Traders in Lagos paid N500 million in tax. | N500 million | NGN
Seoul offered W2.3 trillion in loans. | W2.3 trillion | KRW
A ticket in Addis Ababa is Br 300. | Br 300 | ETB
Minsk took Br500 from each firm. | Br500 | BYN
Pakistan raised petrol to Rs270 a litre. | Rs270 | PKR
Sri Lanka spent Rs. 4,500 on each pupil. | Rs. 4,500 | LKR
India spent Rs.2,500 on each pupil. | Rs.2,500 | INR
Uganda fined the traders Sh 300,000. | Sh 300,000 | UGX
Dhaka pays Tk. 12,000 a month. | Tk. 12,000 | BDT
Sweden spends kr 400 on each pupil. | kr 400 | SEK
Bolivia sells gas at Bs 7. | Bs 7 | BOB
Canada paid CDN$300 to each farmer. | CDN$300 | CAD
Grenada paid EC$300 to each farmer. | EC$300 | XCD
The K2 trail in Zambia is shut. | 2 | -
Nigeria sent N95 masks. | 95 | -
A bag costs K4,200 there. | 4,200 | -
See Fig.2 for the plan. | 2 | -
"""


@pytest.mark.parametrize("row", ROWS.strip().splitlines())
def test_letters_are_money_where_their_country_is_named(extractor, row):
    text, words, unit = (part.strip() for part in row.split("|"))
    numbers = extractor.extract(f"{text} Ministers told reporters that they would look at it again.").article.numbers
    found = {number.text: number.quantity and (number.quantity.kind, number.quantity.unit) for number in numbers}
    assert words in found, found
    assert (found[words] == ("money", unit)) is (unit != "-"), found
    assert unit != "-" or found[words][0] != "money", found
