"""Which noun a number without one takes, where several were counted before: text | the units of its claims."""

from __future__ import annotations

import pytest

ROWS = """
The ministry received 4,100 complaints from 90 prisons. It upheld 214. | complaint prison complaint
She scored ten goals from 13 shots. Her rival scored seven. | goal shot goal
They cast 9,400 ballots for the 54 posts, or 174 for each. | ballot post ballot
The firm bought 90 trucks for its 12 depots. It already had 300. | truck depot truck
Officials in 14 towns issued 800 permits to 650 traders. Since then 90 have expired. | town permit trader permit
The agency found homes for 120 dogs in 40 villages. Another 30 await one. | dog village dog
Four services tried 1,100 cases. A year earlier the four services had tried 1,300. | service case service case
With 2.6 million inhabitants, the state recorded 2,540 thefts. Its neighbour counted 88. | inhabitant theft theft
Nurses from nine wards treated 300 patients. The year before there were 410. | ward patient patient
The 12 drivers delivered 4,000 parcels. Only three were lost. | driver parcel parcel
Fires destroyed 60 houses in three villages. Another 14 were damaged. | house village house
The zoo has 300 animals of 40 species. Five were born this spring. | animal species animal
Doctors performed 900 operations on 700 patients; 12 failed. | operation patient operation
Lawyers in 20 cities filed 3,000 suits. The courts have heard 140. | city suit suit
Courts imposed 300 fines on 240 people; 41 were overturned. | fine person fine
In the five states there were 840 robberies, 14 fewer than in May. | state robbery robbery
That brought the number of arrests to 112. | arrest
Her petition is one of 9,200. | petition
Two more of the city's old cinemas closed. | cinema
The number of men charged with evading the draft has climbed above 3,400. | man
He owned 90 goats; a third have died. | goat goat
Of those behind bars, 33 are nurses. | person
She put the number of men in hiding at “some 50,000”. | man
The region registered more than a quarter of all admissions (15,200). | admission admission
Twelve men got six years, and three got more than ten. | man year man year
Another 129 men faced trial for fraud, as well as 31 for theft. | man man
His three co-defendants fled. | defendant
Courts received 1,204 cases in May. Verdicts were handed down in 988 of them. | case case
Most of the 449 cases came from Tehran (187), Shiraz (112), Mashhad (89) and Tabriz (61). | case case case case case
The dead were Ivan Petrov (41) and Maria Sokolova (38). | year year
A total of 1,204 patients waited longer than a year, 88 fewer than in May. | patient year patient
Some 300 prisoners fled. A third are under 30. | prisoner prisoner year
Of the 392 men tried in Bristol 118 were acquitted. | man man
Some 17% of nurses had left, and one in five planned to. | % nurse
About 70 percent of those tried were jailed, and 40 got a fine. | % person
The party won 38 seats, or 31.7 percent, up from 31 in 2020. | seat % seat
Fines came to 71 million roubles, or about $700,000, and bailiffs got hold of 19 million. | RUB USD RUB
The club lost 11.4 million kronor. A year ago it had made money. Wages swallowed 71.5 million. | SEK SEK
Food was 2.3 percent dearer than in May. Rents were up 3.1. | % %
The plant in Lodz stood at 97%, the one in Kielce at 88. | % %
Judges sent 61 to penal colonies and fined 14. | person person
Of the 900 charged, 850 were men and 40 were women. | person person person
Seventy-one men have died. Officers, three of whom drowned, are rare. | man officer
He faces up to 15 years, his sister up to seven. | year year
Women made up 19 per cent of those jailed; in 2014 it was 11. | % %
Sales of flats fell. Only 418 were registered. | sale
"We have no syringes," said a nurse. "We were told to expect 900,000." | syringe
The council closed libraries in the north. It shut nine in May. | library
The court heard 40 cases against 55 people. It dismissed 12. | case person case
Inspectors issued 90 fines to 650 shops, against 70 the year before. | fine shop fine
Inspectors issued 90 fines to 650 shops, against 600 the year before. | fine shop shop
Inspectors issued 90 fines to 650 shops. In 2022 they issued 70. | fine shop fine
The recount of 119 ballots cut the gap between two lists from 64 votes to 27. | ballot list vote vote
She carries 312 files; the standard is 60. | file file
Police arrested 412 in Almaty, 31 in Astana and 12 in Oral. | person person person
The storm killed at least nine in the south and three in the north. | person person
Police detained 612 in Almaty. In Astana it was 31. | person person
Courts acquitted 612 last year. The year before, the figure was 331. | person person
In all, 612 were convicted: 331 in Moscow, 31 in Tver. | person person person
Police detained 612, up from 31. | person person
The ministry counted 650 deaths. An aid group put the figure at 900. | death death
The ministry counted 650 deaths. Earlier estimates ran to 900. | death death
The ministry counted 650 suicides. Among men it was 412, among women 238. | suicide suicide suicide
The 82-page book puts the number of men tried under the law that bans talk at 129. It was 88 in May. | page man man
Fines for theft (40) were the rule. | fine
The largest group of fines, 40, was for theft. | fine
The fines, 40 in all, were for theft. | fine
Fines were the most common, with 40. | fine
Perm recorded the most fines, 40. Second was Omsk with 31. | fine fine
An increase in fines to 40 was reported. | fine
It reported a fall in fines, from 40 to 20. | fine fine
The rise in fines, to 40 from 20, surprised us. | fine fine
Voters cited crime (34%) and jobs (26). | % %
In the courts, 40 were fined. | person
There were 1,186 inmates. A year earlier there were 1,299. Since then 371 have left. | inmate inmate inmate
The fair drew 40 cows from farms that have 900 hens. In May it drew 12. | cow hen cow
The court tried 84 soldiers. Two were jailed. | soldier soldier
Some 70 percent of the soldiers had fled. Four had shot themselves. | % soldier
Of the 96 files opened in May, 78 concern people abroad. | file file
The law brought 58 fines: 34 were small, 17 in prison terms. | fine fine fine
Arrests stood at less than the old peak, 155. | arrest
All had at least three earlier convictions. | conviction
In all, 1,516 got a prison term, 2,402 community service and 1,041 a fine. | person person person
There are 127 clerks; 32 await a decision. | clerk clerk
Judges turned down 97 percent of the appeals. Of the 26 that succeeded, 17 were late. | % appeal appeal
Most of the appeals failed. Of the 26 that succeeded, 17 were late. | appeal appeal
Judges granted 1,902 out of 2,215 requests. | request request
Two patients in five are men. | patient
The fund paid 3 million lari and held a concert that brought in 190,000. | GEL GEL
He got 13 years in prison and five of probation. | year year
Turnout stood at 19.1 per cent at noon and had crept up to 34.6 that night. | % %
Inflation was 1.9 per cent. It will be back above two by May. | % %
The children are six, nine and 11. | year year year
They parted when Ivan was seven. | year
The mother of three was fined. | child
There is room for four. | person
Thousands marched in Perm. | person
Police seized 40 guns. Dozens were scrapped. | gun gun
Courts tried 229 men. Perm, at 3.4 per 100,000 inhabitants, leads. | man man
The teams reported 217 fires, a third of them at night, while three men were jailed. | fire fire man
""".strip().splitlines()


@pytest.mark.parametrize("row", ROWS)
def test_the_noun_that_is_gone_on_with(extractor, row):
    text, units = row.split(" | ")
    assert [claim.quantity.unit for claim in extractor.extract(text).claims] == units.split()
