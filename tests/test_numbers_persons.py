"""Numbers without a noun of which only persons can be said: text | words of the mention | unit."""

from __future__ import annotations

import pytest

ROWS = """
Courts opened 412 cases last year. Of those charged, 96 pleaded guilty. | 96 | person
Police searched 14 flats. In all, 31 were taken into custody. | 31 | person
The strike hit a market. At least 19 died and 44 were taken to hospital. | 44 | person
Of those who applied, 120 were granted asylum. | 120 | person
The flood hit 12 villages. More than 300 have been left without a home. | More than 300 | person
The lab ran 9,000 tests. Some 2,140 tested positive. | Some 2,140 | person
Some 1,200 crossed the border on Monday, up from 900 a day earlier. | 900 | person
The union says 4,500 have lost their jobs since May. | 4,500 | person
The plant has 12 halls. It employs 2,300. | 2,300 | person
About 60,000 turned out for the rally. | About 60,000 | person
Turnout was low: only 23,000 voted. | only 23,000 | person
More than 700 remain behind bars. | More than 700 | person
Of 96 tried, 12 were minors. | 96 | person
The army says 300 have deserted since January. | 300 | person
The court sent 18 to prison. | 18 | person
Some 5,000 have been called up. | Some 5,000 | person
The club sold 40 shirts at the gate. Some 1,900 turned up for the game. | Some 1,900 | person
The party won 12 seats. About 9,000 voted. | About 9,000 | person
The union has 27 countries. Only 12 voted for the ban. | Only 12 | country
Courts tried 412 bribery cases. Two were set free. | Two | person
Detectives solved 77 burglaries. The court extended the arrest of 31. | 31 | person
Flood: nine more die in Brod. | nine | person
The clinic shut. Some 2,700 are under treatment elsewhere. | Some 2,700 | person
Courts heard 48 appeals in May. Twelve were women. | Twelve | person
Police held 14 men. Nine others were fined. | Nine | person
The shop opened 14 stores. Nine others were shut. | Nine | store
The shop sold 84 books. Only 12 were members' copies. | Only 12 | book
Police logged 84 thefts. Only 12 were solved. | Only 12 | theft
There are 40 beds in the ward. Only 12 are free. | Only 12 | bed
Prosecutors dropped 31 of the cases and took 50 to court. | 50 | case
Parliament voted on 31 bills and passed 12. | 12 | bill
"""


@pytest.mark.parametrize("row", ROWS.strip().splitlines())
def test_what_only_persons_do_counts_persons(extractor, row):
    text, words, unit = (part.strip() for part in row.split("|"))
    numbers = extractor.extract(text).article.numbers
    found = {number.text: number.quantity and number.quantity.unit for number in reversed(numbers)}
    assert found.get(words, "not found") == unit, found
