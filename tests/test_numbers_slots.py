"""The slots of a number over constructions: sentence | words of the mention | slot=value, - for null."""

from __future__ import annotations

import pytest

ROWS = """
The hosts average 61.2 points, 20.1 rebounds and 9.9 assists per game. | 61.2 | statistic=average per=game
The hosts average 61.2 points, 20.1 rebounds and 9.9 assists per game. | 20.1 | statistic=average per=game
The hosts average 61.2 points, 20.1 rebounds and 9.9 assists per game. | 9.9 | statistic=average per=game
He stepped in 102 times and needed 84 seconds on average. | 102 | statistic=-
He stepped in 102 times and needed 84 seconds on average. | 84 seconds | statistic=average
They won 18 seats and lost 12 in total. | 18 | statistic=-
The dairy, its biggest with sales of 2.3 billion euros, lost money. | 2.3 billion euros | statistic=-
Trials took 21 months at the median. | 21 months | statistic=median
A place should cost 150 kroner at the most. | 150 kroner at the most | modifier=at_most
New leases cost €16.80 a square metre in Porto. | €16.80 | per=square_meter
She averages 17.2 goals and 2.4 saves. | 2.4 | statistic=average
Trials took an average of 30 days, and 12 men were freed. | 12 | statistic=-
They own 40 vans, and 12 buses a day pass by. | 40 | per=-
It made $40 million, or 12 euros a share. | $40 million | per=-
The mills burn 40 tonnes of coal, 12 tonnes of peat and 3 tonnes of oil a day. | 12 tonnes | per=day
The average rent of a flat (two rooms with a bath) in the old port fell to $812 from $840. | $840 | statistic=average
A firm earned 30 Canadian cents a share. | 30 Canadian cents | unit=CAD value=0.3 kind=money
A coffee is $3 and a bun 80 cents. | 80 cents | unit=USD value=0.8
Shares slid to 470 pence. | 470 pence | unit=GBP value=4.7
Give her your two cents. | two cents | unit=cent value=2
The dam brings in billions of dollars in revenue. | billions of dollars | unit=USD kind=money
Dozens of miles burned. | Dozens of miles | unit=mile
The senator holds a 50-point lead in a poll. | 50-point | unit=percentage_point
They won by 29 points at the cup match. | 29 | unit=point
Some 10.4 percent were women, and 8.2 of another faith. | 8.2 | unit=% kind=percent
It gives $20 billion in annual subsidies. | $20 billion | per=year
It pays $3 million in rent every quarter. | $3 million | per=quarter
They count 12 bags stolen daily. | 12 | per=day
He saw 12 daily newspapers fold. | 12 | per=-
Shares closed at 41.20, off 0.35. | 0.35 | change=down
Tin: $18,400; -0.6% | -0.6% | change=down
Rents are 840 euros (+3%). | 3% | change=up
They see a 25-basis-point (bps) cut in June. | 25-basis-point | change=down
It agreed a 15-20 percent cutback. | 15-20 percent | change=down
It reduced its stocks by a further $100 million. | $100 million | change=down
It posted a $648 million loss. | $648 million | change=-
It had gains of $31 million. | $31 million | change=-
Oil saw a gain of $2 a barrel. | $2 | change=up
It fell 24 points among farmers, 15 points among nurses and 9 points among monks. | 15 | change=down
There were 40 fires, so the increase is 15 percent. | 15 percent | change=up
Anna Berg added 12 points. | 12 | change=-
The deal boosts Nestor's 7% share. | 7% | change=-
He told them to triple that figure. | triple | change=up
He paid for three “reposts” of a song. | three | unit=repost
Hospital care awaited 12 of the 40, Medwatch found. | 12 | unit=-
Of the 3,000 who applied, 412 were taken. | 3,000 | unit=person
Of the 3,000 who applied, 412 were taken. | 412 | unit=person
Half of the 9,870 tried in 2021 were freed. | Half | unit=person
About 12 of the 40 sanctioned posts lie vacant. | About 12 | unit=post
Four cities sent two-thirds of the appeals: 420 came from Brno. | 420 | unit=appeal
Some 93 percent of cases — 6,507 — ended in prison. | 6,507 | unit=case
The north has a third of the cases, the south a tenth. | a tenth | unit=case
Drivers who lose it are rarer: 31 in two years. | 31 | unit=driver
The number of convictions climbed: 31 in one year, 40 in the next. | 31 | unit=conviction
It puts the number of women at 900; one in six, it says, was found. | one in six | unit=woman
The average defendant is 44. | 44 | kind=age
The oldest, from a hamlet near Rovno, is 79, and was fined. | 79 | kind=age
She left school at 16 and married at 21. | 21 | kind=age
The index started at 40. | 40 | kind=count
In May it grew by 40 names; in June, by 31. | 31 | change=up
In May it grew by 40 names, and it is followed by 31. | 31 | change=-
Complaints dropped below 300. | below 300 | change=-
The rate climbed above 5%. | above 5% | change=-
Demand for flats doubles every year. | doubles | change=up
Half got over five years, and seven more than 15. | seven | change=-
They made 12 arrests, six more than in May. | six | change=up
The longest term, 24 years, went to a clerk. | 24 years | statistic=maximum
The shortest sentence so far was six months. | six months | statistic=minimum
The smallest fine was 300 euros, the largest 9,000. | 9,000 | statistic=maximum unit=EUR
The smallest fine was 300 euros, the largest 9,000. | 300 euros | statistic=minimum
The largest group, 40 men, was sent home. | 40 | statistic=-
The average wage, which stood at 400 euros in May, is higher now. | 400 euros | statistic=average
The average term was five years. It is now six. | six | statistic=average unit=year
It is 3% in Lviv. In Rovno it is 4, in Odesa about 2.5. | about 2.5 | unit=% kind=percent
A third paid and the remaining quarter went to prison. | quarter | value=0.25 kind=fraction
The remaining third round is on Sunday. | third | no claim
Rates are 6%; a quarter-point cut is near. | quarter-point | value=0.25 unit=percentage_point
Police logged 84 thefts. Of this number, 12 were solved and 30 shelved. | 12 | unit=theft
Of the total number of verdicts, 40 were overturned. | 40 | unit=verdict
Officers searched 14 premises and six barracks. | 14 | unit=premises
The murder rate fell to 6.2 per 100,000 people, from 7.4 in May. | 7.4 | per=person unit=murder
The murder rate is 6.2 per 100,000 people. In Rovno the rate is 8.1. | 8.1 | per=person unit=murder
Police closed 40 shops. The jail rate is 184 per 100,000 people. | 184 per 100,000 | per=person unit=jail
Police closed 40 shops. The incarceration rate is 184 per 100,000 people. | 184 per 100,000 | per=person unit=-
Robberies rose to 4,200, a rate of 69 per 100,000. | 69 per 100,000 | per=person unit=robbery
Deaths rose to 81 per 100,000 in May. | 81 per 100,000 | per=person
Police checked 800 shops. Smoke was found in one in eight. | one in eight | unit=shop
The court tried 840 clerks. One in four fled. Two in five had no lawyer. | Two in five | unit=clerk
The court tried 840 clerks. The vote was 38 to 12. | 38 to 12 | unit=-
Leave cost 50,000 rubles ($590), and a paper was priced at as much as 1.2 million. | as much as 1.2 million | unit=RUB
He took 15 million rubles, and got nine years in a colony and a fine of 23 million. | 23 million | unit=RUB kind=money
It cost 50,000 rubles. He paid his commander 90,000 in two parts. | 90,000 | unit=RUB kind=money
They earn 48,700 rubles on average, or 2,900 more than a year ago. | 2,900 | unit=RUB change=up
It is paid for with two to three years in a colony, and with up to ten in May. | up to ten | unit=year
The mean term was four years. It had crept past five and a half. | past five and a half | unit=year statistic=average
Turnout was 71.9%. Never since May had it sunk below 70. | below 70 | unit=% kind=percent
He was fined 200 manats. | 200 manats | unit=AZN
Nine died in the 24 hours to 8:00am. | 24 hours | no claim
They ring their mothers at nine in the evening. | nine | no claim
Elgin held 96 men and Wick 44. | 44 | unit=man
Elgin dealt with 38 men, Tain 22 and Leith just nine. | 22 | unit=man
They sold a drone called Zephyr 8. | 8 | no claim
Half an inch of rain fell. | Half an inch | unit=inch kind=measure
The plant made half a terawatt-hour. | half a terawatt-hour | unit=terawatt_hour
Farmers lost much: sheep 48,000, goats 12,000 and pigs 7,500. | 48,000 | unit=sheep
Farmers lost much: sheep 48,000, goats 12,000 and pigs 7,500. | 12,000 | unit=goat
Farmers lost much: sheep 48,000, goats 12,000 and pigs 7,500. | 7,500 | unit=pig
Complaints rose to 318, appeals to 77. | 77 | unit=appeal
Soldiers held 212 men, guards 40. | 40 | unit=man
Convictions for theft made up 1,204. | 1,204 | unit=conviction
Rents are in rubles: 500 rubles here. The average wage is 40,000. | 40,000 | unit=RUB kind=money
Of 100 cases, 62 were dropped, and eight faced criminal charges. | eight | unit=case
Police filed 40 cases; 14 got more than five years. | 14 | unit=person
SYDNEY - Australia's central bank cut rates. The US matters, US traders say. A loan costs $600. | $600 | unit=AUD
OTTAWA - Canadians spent $52 million in May. They paid US$40 in US shops. | $52 million | unit=CAD
Canada is near. US firms, US banks, US funds and US farms lost $52 million. | $52 million | unit=USD
Real terms went to 28 monks, suspended ones to 33. | 33 | unit=monk
Police filed 40 cases; seven paid fines in May. | seven | unit=person
Omsk leads with 84 raids, ahead of Zarya, 79, and Perm, 66. | 79 | kind=count
A woman from Zarya, 27, who ran the shop, fled. | 27 | kind=age
Of 28 men, 11 got over six years in a colony. | over six years | kind=duration
He got exactly seven years, a term for elders. | exactly seven years | per=-
More than one in five - 19,300 - were women. | 19,300 | kind=count
The number of 15- to 17-year-olds fell. | 15- to 17-year-olds | kind=age bounds=(15,_17)
Terms are short. Police filed 40 cases. Just 12, or 11%, were sent to prison. | Just 12 | unit=person
Convictions stood at 2,870; acquittals, at 14. | 14 | unit=acquittal
Evaders face three to five years, and officers up to ten. | up to ten | unit=year kind=duration
The court of nine judges heard 40 cases, up from five or six in May. | five or six | bounds=(5,_6) unit=case
Theft led with 68,300 cases (-5.1%). | -5.1% | change=down
Bicycle thefts: 11,870 (-880). | -880 | change=down
On average a victim lost 3,715 euros; in May it had been 2,100. | 2,100 | unit=EUR statistic=average
He got nine years, and clerks a fine of 300,000. | 300,000 | kind=count
They lost the ball in the final third of the pitch. | third | no claim
The Mothers' Hundred union sued. | Hundred | no claim
A case took a median of 214 days; in 2019 it was 171. | 171 | statistic=median
Police filed 94 theft cases. Others are rare. Fencing accounts for 12. | 12 | unit=case
Four cities sent two-thirds of the appeals: 420 came from Brno. The remaining 40 are late. | 40 | unit=appeal
In Canada gold rose to $2,084. | $2,084 | unit=USD
The Herons (19-8, 11-3 Coast League) visit. | 19 | no claim
Boys (12-14) swim. | 12-14 | bounds=(12,_14)
Can she pull off a three-peat? | three | no claim
She seeks a third and final term. | third | no claim
In the first two quarters of 1990 they sold little. | two quarters | no claim
Output fell for more than two quarters. | more than two quarters | kind=duration unit=quarter
Three quarters of the men left. | Three quarters | value=0.75
They took an hour and a half. | an hour and a half | value=1.5 unit=hour
It took two years and a half. | two years and a half | value=2.5 unit=year
He is 5 feet, 10 inches tall. | 5 feet, 10 inches | value=5.8333 unit=foot
It has a 1-1/2 year lease. | 1-1/2 year | value=1.5 unit=year
She trails Ruiz 43% to 48%. | 48% | value=48
It is 43% to 48%. | 43% to 48% | bounds=(43,_48)
Most are held under part 7, which bans leaflets. | 7 | no claim
They have a combined value of $47 billion. | $47 billion | statistic=total
He won by 5,000 votes – the largest margin on record. | 5,000 | statistic=maximum
Prices rose 0.2% in June, the smallest gain in years. | 0.2% | statistic=minimum change=up
Boys above age 6 months get one. | above age 6 months | modifier=more_than kind=age
It polled 6,536 Kansas registered voters. | 6,536 | unit=voter
In September 71 people were sentenced. | 71 | unit=person
The charge produced 26 of October’s convictions. | 26 | unit=conviction
They want at least a 30-minute break. | at least a 30-minute | modifier=at_least
It faces more than a 10 percent drop. | more than a 10 percent | modifier=more_than change=down
They saw a 30-minute break. | 30-minute | modifier=exact
Some said no, but about three quarters agreed. | about three quarters | value=0.75 kind=fraction
Sales fell in the last three quarters. | three quarters | no claim
The rate edged up to 2.6% in May. | 2.6% | modifier=exact
They handed over 71 per cent of the files. | 71 per cent | modifier=exact
It paid out over $6 million. | over $6 million | modifier=more_than
It holds up to 40 people. | up to 40 | modifier=at_most
Nine of the accused are past 60. | past 60 | modifier=more_than kind=age
The median age of a driver fell by three years, to 41. | 41 | kind=age
A plea took 427 days; in 2019 it would have been 288. | 288 | kind=duration unit=day
He got 15 years, while two others received between four and nine. | between four and nine | kind=duration unit=year
""".strip().splitlines()


@pytest.mark.parametrize("row", ROWS)
def test_the_slots(extractor, row):
    text, at, wanted = (part.strip() for part in row.split(" | "))
    (found,) = [n for n in extractor.extract(text).article.numbers if n.text == at]
    if wanted == "no claim":
        assert found.disposition != "claim"
        return
    assert found.disposition == "claim"
    for pair in wanted.split():
        slot, _, value = pair.partition("=")
        said = getattr(found.quantity, slot, None)
        if slot == "bounds":
            said = (found.quantity.low, found.quantity.high)
        said = said.unit if slot == "per" and said is not None else said
        assert str("-" if said is None else said).replace(" ", "_") == value
