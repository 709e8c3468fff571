"""The noun of a number that stands elsewhere in its sentence, and verbs that look like one: text | number | unit."""

from __future__ import annotations

import pytest

ROWS = """
Complaints are up: 340 were filed in May. | 340 | complaint
Complaints are rare, but last year 340 were filed. | 340 | complaint
The complaints – 340 of them – came from nurses. | 340 | complaint
The office received fewer complaints: 340 in May and 290 in June. | 290 | complaint
Most complaints came from Perm (340), Tula (210) and Orsk (90). | 210 | complaint
There were twice as many complaints as in 2023, when 340 were filed. | 340 | complaint
The complaints, whose number has reached 340, came from nurses. | 340 | complaint
The office has a backlog of complaints that now stands at 340. | 340 | complaint
The office plans to handle more complaints, 340 by May. | 340 | complaint
Complaints, of which 340 were upheld, came from nurses. | 340 | complaint
The office has settled some complaints, but 340 remain open. | 340 | complaint
With complaints on the rise, 340 were filed last year. | 340 | complaint
As for complaints, there were 340 in May. | 340 | complaint
Firms cut costs and hired 340. | 340 | -
Clerks were careful: they counted 340. | 340 | -
The plane hit houses and 12 died. | 12 | person
Guests came from Mali (212) and Malians (90). | 90 | person
A lawyer said 12 face trial in August. | 12 | person
A lawyer said 12 face charges of treason. | 12 | person
The doctor said 15 need operations. | 15 | person
Along the route, 46 needed medical help. | 46 | person
Some 450 lost power. | 450 | person
Twelve signed contracts. | Twelve | person
The firm gave out 12 face masks. | 12 | mask
The army has 12 trained dogs. | 12 | dog
They own 40 left shoes. | 40 | shoe
Exports fell to 2.1 million tonnes in March from 3.4 million a year earlier. | million | tonne
Sales were 90 tonnes (70 in 2023). | 70 | tonne
Exports reached 2,100 tonnes. Orsk reported 3,400. | 3,400 | tonne
The price went from 74 to $80 a barrel. | 74 | USD
Income came to 2,100 dollars in Orsk and 3,400 in Perm. | 3,400 | USD
Fines are rare: courts imposed only 12. | 12 | fine
The army flew in 14 tonnes of food and will bring another 20 by Sunday. | 20 | tonne
Compensation averages 85,000 lira. In one case it was 310,000. | 310,000 | TRY
Police held 90 at a rally, bringing the total since May to 530. | 530 | person
Exports reached 2,100 tonnes. Orsk bought 800, Perm 700. | 700 | tonne
Two of the accused fled. The court, which employs 260, is in Brno. | 260 | person
It reached 11 of the villages. At least 1,900 are without clean water. | 1,900 | person
Every tenth entry is a minor. | tenth | entry
The number of cases has been falling: 4,440 were registered in May. | 4,440 | case
Nearly 9,400 finished. | 9,400 | person
Banks were asked. Only 14 refused. | 14 | bank
In spring, 40 own goals were scored. | 40 | goal
Two left lanes were closed for hours. | Two | lane
In April, 12 needed repairs were ordered. | 12 | repair
Some 200 carry permits were withdrawn. | 200 | permit
Ferries were cancelled in the gale. Only 14 ran. | 14 | -
The office wrote to banks and insurers. By Friday 40 replied. | 40 | -
The office wrote to insurers. Twelve declined to comment. | Twelve | -
Horses took part in the parade. In all 12 ran away. | 12 | -
The chamber has 169 seats. The Democrats (45) and the Greens (12) want to govern. | 12 | seat
Prices rose for homes, but 12 were reported missing. | 12 | person
The ships were old and 12 died. | 12 | person
Prices were high, but only 14 refused to pay. | 14 | person
They asked for 96 months in prison. The judge gave her 72. | 72 | month
The first defendant got 120 months and the second 84. Another was sentenced to 60. | 60 | month
The minister paid for repatriation flights, of which 18 have left. | 18 | flight
He bought land for farms, of which at least 40 were sold. | 40 | farm
The office got 262 complaints. Of the 262, 228 named officers. | 228 | complaint
The court got 90 appeals. Of the 90, the clerk said, 31 cited the law. | 31 | appeal
The court got 90 appeals. Of the 90, 31 written pleas were read. | 31 | plea
Ten judges signed the order in 40 cases. London put sanctions on six of the ten. | six | judge
The firm has 45 shops. Sales fell. Twelve of the 45 will close. | Twelve | shop
The firm has 45 shops. It hired 45 men for 12 of the 31 posts. | 12 | post
We read the files of 113 courts. Nine others refused. | Nine | court
Lee wrote 84 letters. Nine others signed them. | Nine | other
The camp covers 84 hectares. It can take 40 in winter. | 40 | -
Some 128 of us play, and the rest watch. | 128 | person
Akel won 22 percent and 14 seats, after 24 percent and 15. | 15 | seat
Diko has 9.2% (five seats, down four). | four | seat
Diko has 9.2% of the vote, down four on last time. | four | %
The rate is 37 percent, as opposed to 29 in 2019. | 29 | %
Seven in every ten kilos came by sea. | ten | kilo
Judges heard 84 cases and police caught three in 20 miles. | miles | mile
She won 41 matches out of 70. | 41 | match
Sara (not her real name) was 17 when she fled. | 17 | year
The youngest is 26; the oldest, at 78, has nine seats. | 78 | year
The average age, 24.9, is low. | 24.9 | year
The bank cut its rate by half a point to 5.25%. | point | percentage point
Economists see rates of 5% and another quarter of a point. | point | percentage point
Turnout was 63.4 percent, or 360,100 voters. It had been 65.7 in 2021. | 65.7 | %
Net profit was 3.9 billion euros, or 8.70 euros a share. It had been 5.2 billion, or 11.60, in 2024. | 11.60 | EUR
The fine was 150 euros. In May it ranged from 120 in Brno to 260 in Olomouc. | 260 | EUR
Fines reached 1.1 million euros. The largest, of 45,000, went to a bakery. | 45,000 | EUR
The clubs earned 1.1 billion euros. Brno alone accounts for 410 million of the income. | million | EUR
The fair cost 4 million euros. Visitors reached 2.3 million. | million | visitor
The trip takes six weeks. It must not exceed eight. | eight | week
"""


@pytest.mark.parametrize("row", ROWS.strip().splitlines())
def test_the_noun_of_a_number_that_stands_elsewhere(extractor, row):
    text, words, unit = (part.strip() for part in row.split("|"))
    claims = extractor.extract(text).claims
    found = {claim.quantity.text.split()[-1]: claim.quantity.unit or "-" for claim in claims}
    assert found.get(words, "not found") == unit, found
