"""Relations between figures: each row is a text with the figure in [[ ]], the relation and the figure it leads to."""

from __future__ import annotations

import re

import pytest

_TOTAL = "Courts in Spain tried 840 men for theft and fraud. The list is long. The judges were not named."

COMPARED = [
    ("The office opened 84 cases. The previous year's total was [[62]].", "84"),
    ("The office opened 84 cases. The previous high, in 2019, was [[62]].", "84"),
    ("Prices rose 4.2%, following a [[3.9%]] rise in April.", "4.2%"),
    ("Prices rose 4.2%, following a [[3.9%]] tax on tea.", None),
    (
        "Courts tried 840 men: 610 for theft and 230 for fraud. In the same period of 2024, [[512]] had been tried.",
        "840",
    ),
    ("They jailed 840 men last year, three times as many as a year earlier ([[280]]).", "840"),
    ("Some 312 people came in May, 41 fewer than in April but [[98]] more than a year earlier.", None),
    ("Mills lost 1,900 jobs. Shops, by contrast, opened [[42]] schools.", None),
    ("The court in Lima heard 71 cases, twice as many as those in Cusco ([[35]]).", "71"),
    ("An appeal takes 54 weeks, twice as long as in 2021, when it took [[27]].", "54 weeks"),
    ("May brought 84 new cases, the fewest since April, when [[72]] were counted.", "84"),
    ("Police were attacked on 455 occasions, [[40]] more than the year before.", None),
    # the first term told some sentences before, by the same verb, the same noun, or of the same fate
    (
        "Fires burned 840 hectares in May. Two men were held. That is twice as much as in 2023, when [[410 hectares]] were lost.",
        "840 hectares",
    ),
    (
        "Nineteen people died and 27 were hurt. The driver lived. It was the worst crash since 2018, when [[24]] people were killed.",
        "Nineteen",
    ),
    ("The clinic treated 840 men last year. About 210 had head wounds. The year before it had treated [[640]].", "840"),
    ("The court heard 840 pleas in May. It allowed 312. In April it had heard 610 pleas and allowed [[240]].", "312"),
    ("The court heard 840 pleas in May. It allowed 312. A month earlier it bought [[12]] desks.", None),
    ("Imports of tea came to 84 tons in May. In April the imports were [[71]] tons.", "84 tons"),
    ("Only 58 cases went to court. In 2023 there were [[210]] complaints.", None),
    # clauses of a date and a number, of a norm, of a time before
    ("The court convicted 62 men in 2024; in 2023, [[41]].", "62"),
    ("The court convicted 62 men in 2024. A year earlier there were [[41]] such convictions.", "62"),
    ("The court convicted 62 men in May. Before the war it convicted [[90]] a month.", "62"),
    ("The court convicted 62 men in May. Before the war it hired [[12]] judges.", None),
    ("The court in Lima convicted 62 men. The court in Cusco, by contrast, convicted [[12]].", "62"),
    ("The rate was 4.2% in Lima. The national average is [[5.1%]].", "4.2%"),
    ("The rate was 4.2% in Lima. The turnout is [[5.1%]].", None),
    ("The parliament has 62 women. The previous one had [[41]].", "62"),
    ("The mill made 62 tons in May, the most since the [[70]] of June 2019.", "62"),
    # the start of a change is of the level's kind, not of the change's
    ("Power cost 87.30 euros, down 7.5% from [[94.40]] in 2023.", "87.30 euros"),
    ("Turnout was 62%, up nine points from [[53]] in 2019.", "62%"),
    ("A profit of $62 million fell short of the [[$68 million]] that was expected.", "$62 million"),
    # second terms, of every cue
    ("Courts convicted 43 soldiers in 2023, compared to only [[nine]] in 2021.", "43"),
    ("The clinic treated 310 patients in March, against [[190]] in February.", "310"),
    ("The clinic treated 310 patients in March, as against [[190]] in February.", "310"),
    ("Net profit was $4.2 million versus [[$3.9 million]] a year ago.", "$4.2 million"),
    ("The paper sold 12,000 copies a day, down from a peak of [[40,000]].", "12,000"),
    ("The paper sold 12,000 copies a day, well below the [[40,000]] it sold in the nineties.", "12,000"),
    ("Some 640 ships docked, up sharply from [[512]] in the same quarter of 2023.", "640"),
    ("Some 640 ships docked, rather than the usual [[512]].", "640"),
    ("Turnout was 61%, compared with a national average of [[68%]].", "61%"),
    ("The mill employs 84 people, fewer than the [[120]] it had before the fire.", "84"),
    ("The mill employs 84 people, less than half the [[190]] it had before the fire.", "84"),
    ("The mill employs 190 people, twice the [[95]] it had before the fire.", "190"),
    ("The mill employs 190 people, up by a fifth from [[158]] in 2020.", "190"),
    ("Guards seized 75 knives last month, 12 more than the [[63]] found in April.", "75"),
    ("The town counted 41 burglaries, which compares with [[57]] in the spring.", "41"),
    ("The town counted 41 burglaries, an increase from [[29]] in the spring.", "41"),
    ("The town counted 41 burglaries instead of [[29]].", "41"),
    ("The price of bread went up by 9% to 2.40 lev from [[2.20 lev]].", "2.40 lev"),
    ("Some 300 flights left on time, versus [[120]] the week before.", "300"),
    ("The fund lost 3.1% in May, compared with a [[0.4%]] loss in April.", "3.1%"),
    ("Police opened 84 cases, compared with 2023, when they opened [[60]].", "84"),
    ("More cases were opened, 84, than in 2023, when there were [[60]].", "84"),
    ("The jury needed nine hours, while its predecessor needed only [[three]].", "nine hours"),
    ("Poland took in 4,000 families, whereas Hungary took in just [[210]].", "4,000"),
    ("The team won 12 games, as opposed to [[seven]] last season.", "12"),
    # the order turned round
    ("Compared with [[84]] arrests in April, police made 130 in May.", "130"),
    ("Against [[84]] arrests in April, police made 130 in May.", "130"),
    ("From [[84]] cases in April, the number jumped to 130 in May.", None),
    # the end points of a change lead to its start
    ("Membership rose from 400 to [[650]].", "400"),
    ("Membership rose from 400 in 2019 to [[650]] in 2024.", "400"),
    ("Rents climbed from €700 a month to [[€910]].", "€700"),
    ("The council cut the fee from $30 to [[$25]].", "$30"),
    ("The number of judges fell to 36 from [[52]].", "36"),
    ("The number of judges fell by 16 to 36 from [[52]].", "36"),
    ("The number of judges went down from 52 in June to just [[36]].", "52"),
    ("The bank lowered its forecast for growth from 2.4% to [[1.9%]].", "2.4%"),
    ("Output slid to 90 tonnes in May from 110 tonnes in April and [[130 tonnes]] in March.", "90 tonnes"),
    # several second terms, and pairs
    ("Courts heard 90 cases in 2023, compared with 70 in 2022 and [[55]] in 2021.", "90"),
    ("Courts heard 90 cases, up from 70 in 2022 and [[55]] in 2021.", "90"),
    ("France sent 40 tanks and 12 jets, compared with [[30]] and nine a year earlier.", "40"),
    ("France sent 40 tanks and 12 jets, compared with 30 and [[nine]] a year earlier.", "12"),
    # what a comparison leaps over
    ("The party won 16 of the 63 seats, up from [[nine]] in the last vote.", "16"),
    ("Exports reached $8 billion, 12% of output, up from [[$5 billion]].", "$8 billion"),
    ("The union has 400 members in 12 towns, compared with [[250]] last year.", "400"),
    # in another sentence
    ("Courts heard 84 cases last year. The previous year they heard [[90]].", "84"),
    ("Courts heard 84 cases in 2023. The previous year the figure was [[90]].", "84"),
    ("Courts heard 84 cases in 2023. A year earlier it was [[90]].", "84"),
    ("Courts heard 84 cases in 2023. In 2022 there were [[90]].", "84"),
    ("Courts heard 84 cases in 2023. In 2021 the figure was just [[12]].", "84"),
    ("Courts heard 84 cases in 2023. That compares with [[90]] in 2022.", "84"),
    ("Courts heard 84 cases in 2023. That is down from [[90]] in 2022.", "84"),
    ("Courts heard 84 cases in 2023. This was fewer than the [[90]] heard in 2022.", "84"),
    ("Courts heard 84 cases in 2023. By comparison, courts in the south heard [[240]].", "84"),
    ("Turnout was 61%. In the last election it was [[70%]].", "61%"),
    ("Turnout was 61%. It had been [[70%]] in the last election.", "61%"),
    ("The hospital performed 620 operations in June, and [[540]] the month before.", "620"),
    ("The hospital performed 620 operations in June; a year earlier it performed [[540]].", "620"),
    # by whole clauses
    ("More ferries sank in 2024 (31) than in 2023 ([[19]]).", "31"),
    ("Lightning killed 57 people, more than double the [[25]] deaths recorded a year ago.", "57"),
    ("The dam held 41 million cubic metres, lower than the five-year average of [[58 million]].", "41 million"),
    ("Foreclosures reached 8,400 in 2024. In 2021, banks reported [[6,900]] foreclosures.", "8,400"),
    ("Banks reported 8,400 foreclosures in 2024. In 2021 they reported [[6,900]].", "8,400"),
    ("Turnout reached 61%; in 2019 it was [[55%]].", "61%"),
    ("Turnout reached 61% (in 2019 it was [[55%]]).", "61%"),
    ("Turnout reached 61%, while in 2019 it was [[55%]].", "61%"),
    ("The bus ride costs 3 euros; last year it cost [[2.40]].", "3 euros"),
    ("In 2024 the garrison lost 214 men and 31 trucks. In 2023 it lost [[180]] men and 12 trucks.", "214"),
    ("In 2024 the garrison lost 214 men and 31 trucks. In 2023 it lost 180 men and [[12]] trucks.", "31"),
    ("Some 84 men drowned, ten of them children. That is 12 more than the [[72]] who drowned in 2022.", "84"),
    ("Spain built 90,000 homes last year, while in 2007 it built [[640,000]].", "90,000"),
    ("The tower drew 6.3 million visitors, beating the previous record of [[6.1 million]].", "6.3 million"),
    ("The tower drew 6.3 million visitors. The previous record, [[6.1 million]], was set in 2014.", "6.3 million"),
    ("Sales reached 81,000 cars, the most since 2008, when [[84,000]] were sold.", "81,000"),
    ("With 211 gold medals, it broke its own record of [[196]].", "211"),
    ("Profit came to $84 million, above the [[$79 million]] expected.", "$84 million"),
    (
        "Profit came to $84 million, versus $61 million a year ago and the [[$79 million]] expected by analysts.",
        "$84 million",
    ),
    ("Profit came to $84 million, beating forecasts of [[$79 million]].", "$84 million"),
    ("Profit came to $84 million. Analysts had expected [[$79 million]].", "$84 million"),
    ("The firm employs 840 people. In 2019 it opened [[12]] shops.", None),
    ("The firm has 840 staff. In 2019 it hired [[60]] of them.", None),
    ("Some 84 men were fined. In 2019 the law set a fine of [[300]] dollars.", None),
    ("Troops freed 40 hostages while [[12]] remained.", None),
    ("Floods killed 29 people in the state and left 60 homeless. A day earlier the toll was [[13]].", "29"),
    ("In June the office got 900 requests and 40 complaints. In May the totals were [[700]] and 30.", "900"),
    ("In June the office got 900 requests and 40 complaints. In May the totals were 700 and [[30]].", "40"),
    ("The union signed up 84 miners in 2021. In 2024 it signed up [[90]].", None),
    # no comparison
    ("Guards freed 40 soldiers and took guns from [[12]] soldiers.", None),
    ("The march went from 12 villages to [[3]] mosques.", None),
    ("Police protected 40 officers against [[300]] rioters.", None),
    ("Courts convicted 43 men and [[12]] women.", None),
    ("The crew came from 12 countries and [[three]] continents.", None),
    ("Vaccines protect against [[five]] diseases, said 40 doctors.", None),
    ("Some 84 men were fined and [[12]] were jailed.", None),
    # sums said twice, two changes in one sentence, what is owned already
    ("Profit rose to $94 million, or 89 cents a share, from [[$85 million]], or 83 cents a share.", "$94 million"),
    ("Profit rose to $94 million, or 89 cents a share, from $85 million, or [[83 cents]] a share.", "89 cents"),
    ("It earned 20 cents a share, or $2 million, against [[12 cents]] a share, or $1 million.", "20 cents"),
    ("It earned 20 cents a share, or $2 million, against 12 cents a share, or [[$1 million]].", "$2 million"),
    ("The rate fell to 7.04% from [[7.06%]], with points rising to 0.67 from 0.66.", "7.04%"),
    ("The rate fell to 7.04% from 7.06%, with points rising to 0.67 from [[0.66]].", "0.67"),
    ("Exports rose to 12 tonnes from 9 tonnes and imports to [[40 tonnes]] from 30 tonnes.", None),
    ("Exports rose to 12 tonnes from 9 tonnes and imports to 40 tonnes from [[30 tonnes]].", "40 tonnes"),
    ("The deal raises its 7% share of the market to [[12%]].", "7%"),
    ("The gang stole 80 cars, twice as many as the [[40]] it stole in 2020.", "80"),
    ("Some 75% want him to stay. His support is up from [[66%]] in January.", "Some 75%"),
    ("Judges jailed 44 men and nine women; a year earlier the figures were [[51]] and 14.", "44"),
    ("Judges jailed 44 men and nine women; a year earlier the figures were 51 and [[14]].", "nine"),
    # told by whole clauses, by arithmetic, past headlines
    ("Courts heard 1,120 cases. In Omsk alone there were [[410]].", None),
    ("The court tried 412 people in 2024. It has since cut that to [[310]].", None),
    ("The share stood at 13 percent. It has since slid to [[less than ten]].", "13 percent"),
    ("Ten years ago the clinic saw 412 patients a month. Now it sees [[90]].", "412"),
    ("Prices rose 4.2% in May after [[3.9%]] in April.", "4.2%"),
    ("Prices rose 4.2% in May, following a [[3.9%]] rise in April.", "4.2%"),
    ("A case took 423 days, compared with [[386]] in 2024 and 199 before the pandemic.", "423 days"),
    ("Inflation was 4.2%, more than double the bank's [[2%]] target.", "4.2%"),
    ("At 412, the number of trials was above that of 2021 ([[310]]).", "412"),
    ("Prosecutors opened cases against 38 minors and [[12]] against foreigners.", None),
    ("The union wants 45 more teachers; it got 20, [[twelve]] of them from abroad.", None),
    ("Courts heard 840 cases, and passed verdicts against [[84]].", None),
    ("Courts heard 840 cases against [[600]] a year earlier.", "840"),
    ("The army lost 88 men in 2023, [[31]] in 2022 and 29 in 2021.", "88"),
    ("The army lost 88 men in 2021, [[31]] in 2022 and 29 in 2023.", None),
    ("Cases rose from 120 in 2021 to 180 in 2022 and [[260]] in 2023.", "180"),
    ("The jail holds 1,200 men although it was built for [[800]].", "1,200"),
    ("Turnout reached 61% in the north but only [[38%]] in the south.", "61%"),
    ("Seven men died. Over the same period [[740]] patients were admitted.", None),
]
PARTS = [
    # whoever says "at least 3,600" does not mean 65,000
    ("At least 3,600 people have had that status, and [[more than 65,000]] have been detained.", None),
    # of the article's total, told in another paragraph
    (f"{_TOTAL} Theft came second with [[90]] cases.", "840"),
    (f"{_TOTAL} Some [[90]] people got suspended terms.", "840"),
    (f"{_TOTAL} Prosecutors won prison terms in [[90]] cases.", "840"),
    (f"{_TOTAL} [[Eleven]] were women.", "840"),
    (f"{_TOTAL} Theft came second with 90 cases, followed by fraud with [[62]].", "840"),
    (f"{_TOTAL} In 2019 Lima came second with [[90]].", None),
    (f"{_TOTAL} Peru jailed 300 nurses. Some [[90]] people got suspended terms.", None),
    (f"{_TOTAL} [[Eleven]] lawyers wrote a letter.", None),
    # other outcomes of those of whom some were told of
    ("The court jailed 12 of the 29 men charged. [[Eight]] were acquitted.", "29"),
    ("The court jailed 12 of the 27 men charged. Eight were acquitted, and [[seven]] got fines.", "27"),
    (
        "In May 312,400 people had no job. Men accounted for 171,200 of the jobless and women for [[141,200]].",
        "312,400",
    ),
    # a sum by chance, and towns of another country
    ("Police arrested 400 people. Of them, 250 were jailed. A storm left [[150]] people homeless.", None),
    ("Kenya reported 900 cases of cholera. In Tanzania, Dodoma had [[380]] cases and Mwanza 90 cases.", None),
    ("It had 84 bans, 12 of them in Lima. Police asked for [[48]] more.", None),
    ("The repairs cost $9 million, of which the city paid $2 million. It spent another [[$4 million]] on trees.", None),
    # a noun stands for the set that was told with it; a mere number for some of it
    (
        "The centre met 214 lawyers. Two-thirds were tired, and 40 quit. Just [[18]] of the lawyers were rich.",
        "214",
    ),
    ("There were 31 killings. Twenty-six of them were solved. In [[14]] the suspect was a friend.", "31"),
    ("The backlog is 840 appeals. Of these, 410 have waited for six months and [[120]] for a year.", "840"),
    ("Police saw 840 crimes last year. Theft was the most common with 410 cases, ahead of fraud ([[120]]).", "840"),
    ("They lodged 840 appeals last year. Syrians lodged 90, or [[11%]] of the total.", "840"),
    # the next kind of a count, told in the same way
    ("Courts had 62 cases. Of these, 40 were about theft. [[Twelve]] were about fraud.", "62"),
    ("Courts had 62 cases. Of these, 40 cases were about theft and [[12]] about fraud.", "62"),
    (
        "Courts had 62 cases. Of these, 40 were about theft and 12 about fraud. Only [[7%]] of cases led to a trial.",
        "62",
    ),
    ("Courts had 62 cases last year. Forty cases were about theft and [[22]] about fraud.", "62"),
    ("The court convicted 62 men. Among the convicted were 12 officers and [[three]] nurses.", "62"),
    ("The budget is $62 million, with [[$12 million]] for schools.", "$62 million"),
    ("Six of the 12 deaths were in May. Six of the deaths were in Lima, [[two]] in Cusco and the rest in Ica.", "12"),
    ("Judges jailed 430 men last year. The park has [[129]] oaks, or 30% of the trees.", None),
    # a run of figures that make up a count, sentences apart
    ("Of 861 men, 392 got suspended terms and 187 fines. A quarter, 229, were jailed. Only [[53]] were freed.", "861"),
    ("By June 271 cases were closed and 238 drivers fined. The rest fell away: 21 lapsed and [[12]] men won.", "271"),
    ("Judges tried 271 cases. They freed 12 men. The park has 238 oaks and [[21]] elms.", None),
    # places of a count
    ("Courts in Peru heard 840 cases. Lima had 380 and Cusco [[90]].", "840"),
    ("Courts in Peru heard 840 cases. In Lima there were [[380]], in Cusco 90.", "840"),
    ("Courts in Lima heard 840 cases. In Quito there were [[380]], in Bogota 90.", None),
    # kinds of a count, and the first of them
    ("Absence made up 9% of the 2,604 charges. Theft came to 611 and fraud to [[498]].", "2,604"),
    ("The port got the bulk of the 412 ships, with [[203]].", "412"),
    # where the words of partition follow a share or a mean
    ("Some 41% of guests were children, of whom [[212]] came alone.", "41%"),
    ("A night costs $140 on average, of which the owner gets [[$95]].", "$140"),
    # what a count comes to is not what is told of
    ("Nine more people died, bringing the toll to 230. [[Six]] of the deaths were in May.", "Nine"),
    ("The court tried 25 spies. A further 48 were thieves, including 19 burglars. Of them, [[eight]] fled.", "48"),
    ("As of May 340 people, including those tried in 2024 and [[46]] still waiting, were in jail.", "340"),
    ("Spain has 62 men in jail. France said it had freed [[12]].", None),
    # N of the M
    ("[[Twelve]] of the 40 sailors were saved.", "40"),
    ("[[Twelve]] of the country's 40 prisons are full.", "40"),
    ("[[Twelve]] sailors out of a crew of 40 were saved.", "40"),
    ("[[Twelve]] of more than 40 sailors were saved.", "40"),
    ("[[Twelve]] of an estimated 40 sailors were saved.", "40"),
    ("The firm will cut [[450]] of its 6,200 jobs.", "6,200"),
    ("The firm will cut [[450]] jobs out of 6,200.", "6,200"),
    ("Inspectors closed [[30%]] of the 90 quarries.", "90"),
    ("Inspectors closed [[a third]] of the 90 quarries.", "90"),
    ("The state paid [[$3 million]] of the $12 million bill.", "$12 million"),
    ("Of the 40 sailors, [[12]] were saved.", "40"),
    ("Of the 40 sailors on board, [[12]] were saved and 20 drowned.", "40"),
    ("Of the 40 sailors on board, 12 were saved and [[20]] drowned.", "40"),
    ("Out of 40 sailors, only [[12]] were saved.", "40"),
    ("Among the 40 sailors were [[12]] Greeks.", "40"),
    ("Among 40 sailors on board were [[12]] Greeks.", "40"),
    # relative and pronominal partitives
    ("The ship carried 40 sailors, of whom [[12]] were Greek.", "40"),
    ("The ship carried 40 sailors, [[12]] of whom were Greek.", "40"),
    ("The ship carried 40 sailors, including [[12]] Greeks.", "40"),
    ("The ship carried 40 sailors, including 12 Greeks and [[three]] Danes.", "40"),
    ("The ship carried 40 sailors, among them [[12]] Greeks.", "40"),
    ("The ship carried 40 sailors ([[12]] of them Greek).", "40"),
    ("The ship carried 40 sailors, most of them Greek and [[three]] of them Danish.", "40"),
    ("The ship carried 40 sailors, of whom 12 were Greek and [[three]] were Danish.", "40"),
    ("The ship carried 40 sailors, about [[a third]] of them Greek.", "40"),
    ("Police held 120 people, 40 of whom were charged, [[half]] of them with arson.", "40"),
    ("Police held 120 people, 40 of them women, [[15]] of them minors.", "120"),
    ("Some 120 people were held in 14 cities, including [[40]] in the capital.", "120"),
    ("Prosecutors opened 600 cases, with [[210]] of those reaching court.", "600"),
    ("The budget is $40 million, of which [[$12 million]] is for roads.", "$40 million"),
    ("The fund gave out €90 million, half of it, or [[€45 million]], to farmers.", "€90 million"),
    ("Some 40 people were hurt, [[four]] seriously.", "40"),
    ("Some 40 people were hurt, [[four]] of them seriously.", "40"),
    # the next sentence
    ("The court heard 84 cases. Of these, [[12]] were dismissed.", "84"),
    ("The court heard 84 cases. Of them, [[12]] were dismissed.", "84"),
    ("The court heard 84 cases. [[Twelve]] of these were dismissed.", "84"),
    ("The court heard 84 cases. Out of that total, [[12]] were dismissed.", "84"),
    ("The court heard 84 cases. Of the total, [[12]] were dismissed.", "84"),
    ("The court heard 84 cases. Of these, 12 were dismissed and [[30]] were put off.", "84"),
    ("The court heard 84 cases. Of these, 12 were dismissed. The remaining [[72]] were put off.", "84"),
    ("The court heard 84 cases. Some [[40%]] of them were dismissed.", "84"),
    ("The court heard 84 cases. [[Twelve]] of the cases were dismissed.", "84"),
    ("The court convicted 84 men. [[Twelve]] of those convicted have appealed.", "84"),
    ("The court convicted 84 men. [[Twelve]] of the convicted men have appealed.", "84"),
    ("The court convicted 84 men. [[Twelve]] have appealed.", "84"),
    ("The court convicted 84 men. Among them were [[12]] students.", "84"),
    ("The court convicted 84 men. They include [[12]] students.", "84"),
    ("The blast killed 30 people. [[Nine]] of the dead were children.", "30"),
    ("The blast killed 30 people. Of the dead, [[nine]] were children.", "30"),
    ("The blast killed 30 people. Among the dead were [[nine]] children.", "30"),
    ("The blast killed 30 people. The dead include [[nine]] children.", "30"),
    ("The blast killed 30 people. The victims included [[nine]] children.", "30"),
    ("The state counted 30 murders. Among the victims were [[nine]] women.", "30"),
    ("Police detained 84 men. Most were let go, but [[12]] were charged.", "84"),
    # breakdowns
    ("Police made 14 arrests: [[nine]] for theft and five for fraud.", "14"),
    ("Police made 14 arrests: nine for theft and [[five]] for fraud.", "14"),
    ("Police made 14 arrests – nine for theft and [[five]] for fraud.", "14"),
    ("Fourteen people died: nine men and [[five]] women.", "Fourteen"),
    ("Fourteen people (nine men and [[five]] women) died.", "Fourteen"),
    ("Fourteen people died in the crash. Nine were men and [[five]] were women.", "Fourteen"),
    ("Seven of the nine judges agreed; the other [[two]] did not.", "nine"),
    ("The rebels freed 12 of the 40 hostages. The other [[28]] are still held.", "40"),
    ("The court fined 84 men and jailed only [[11]], or 9%, of the 120 accused.", "120"),
    ("The inquiry found 12 of the 60 bridges, or [[20%]], unsafe.", "60"),
    # nouns of partition, totals, lists
    ("The police stopped 410 lorries; [[96]] had faulty brakes.", "410"),
    ("The police stopped 410 lorries; of these, [[96]] had faulty brakes.", "410"),
    ("The police stopped 410 lorries, and of the latter [[96]] had faulty brakes.", "410"),
    (
        "Some 62 quakes hit the island, the strongest four of them in May. Most of the quakes, [[48]], went unnoticed.",
        "62",
    ),
    ("Some 62 quakes hit the island. A majority, [[48]], went unnoticed.", "62"),
    ("Some 62 quakes hit the island. The majority of them ([[48]]) went unnoticed.", "62"),
    ("Some 62 quakes hit the island; the bulk of them, [[48]], went unnoticed.", "62"),
    ("Some 62 quakes hit the island. More than half – [[48]] – went unnoticed.", "62"),
    ("The province has 3,100 teachers. Women make up [[71%]] of the total.", "3,100"),
    ("The province has 3,100 teachers; [[71%]] are women.", "3,100"),
    ("The army spent $90 million. Almost [[half]] of that went on fuel.", "$90 million"),
    ("The army spent $90 million. Of that, [[$41 million]] went on fuel.", "$90 million"),
    ("The toll is 30. The figure includes [[eight]] rescuers.", "30"),
    ("The fund paid for 30 wells. This number includes [[eight]] that were repaired.", "30"),
    ("[[Eight]] rescuers were among the 30 dead.", "30"),
    ("The fire killed 30 people. [[Eight]] rescuers were among them.", "30"),
    ("The fire killed 30 people. [[Eight]] rescuers were among the victims.", "30"),
    ("The court sentenced 200 people. Some 150 were absent; the remaining [[50]] are in jail.", "200"),
    ("The court sentenced 200 people. Some 150 got fines and [[50]] prison terms.", "200"),
    ("The court sentenced 200 people. Of these, 150 received fines and [[50]] suspended terms.", "200"),
    ("The ministry received 5,400 complaints and upheld [[900]] of them.", "5,400"),
    ("The ministry received 5,400 complaints and upheld [[900]].", "5,400"),
    ("The ministry received 5,400 complaints but upheld only [[900]].", "5,400"),
    ("The ministry received 5,400 complaints last year, [[1,200]] about noise and 800 about smells.", "5,400"),
    ("The ministry received 5,400 complaints last year, 1,200 about noise and [[800]] about smells.", "5,400"),
    (
        "The ministry received 5,400 complaints last year, the largest number of which, [[1,200]], were about noise.",
        "5,400",
    ),
    ("Jordan hosts 610,000 refugees. About [[110,000]] live in camps.", "610,000"),
    (
        "Jordan hosts 610,000 refugees. Some 110,000 live in camps, [[380,000]] in towns and the rest in villages.",
        "610,000",
    ),
    ("The firm has 900 staff. Lyon accounts for [[300]] of the total.", "900"),
    ("France has 900 wells, Spain [[300]].", None),
    ("The firm has 900 staff. Its rival has [[300]].", None),
    ("The club sold 900 tickets. It had printed [[400]] posters.", None),
    ("Police seized 90 kilos of cocaine, and [[40]] men were arrested.", None),
    ("The ministry received 5,400 complaints last year and [[4,100]] in 2023.", None),
    ("The Greens won 24 of the 61 seats. The Reds won [[15]] and the Blues nine.", None),
    # no part
    ("Some 84 men were fined and [[12]] women were jailed.", None),
    ("The blast killed 30 people. Another [[12]] were hurt.", None),
    ("The blast killed 30 people. In 2019, [[12]] were killed.", None),
    ("Three groups of [[20]] pupils took part.", None),
    ("The firm sold 300 tonnes of 12 kinds of [[three]] fish.", None),
    ("He paid a fine of [[$300]] for two offences.", None),
    ("Six people were killed. [[Twenty]] were hurt.", None),
    ("The court heard 84 cases. [[Twelve]] lawyers went on strike.", None),
    # places and times of a list, participles, what a sum includes
    ("There were 212 fires in the west, [[90]] in Utah alone.", "212"),
    ("The firm has 900 staff, [[120]] in Oslo and 80 in Bergen.", "900"),
    ("The firm has 900 staff, 120 in Oslo and [[80]] in Bergen.", "900"),
    ("Police held 84 men in May, [[12]] in June.", None),
    ("Courts tried 6,318 people last year; [[a third]] were women.", "6,318"),
    ("Courts tried 6,318 people last year. They are busy. Women made up [[15%]] of those tried.", "6,318"),
    ("Profit of $94 million included a gain of [[$31 million]] from the sale of a mill.", "$94 million"),
    ("Of the two-thirds who voted, [[63%]] liked it.", "two-thirds"),
    ("Some [[158,700]] residents voted out of 546,900.", "546,900"),
    ("The council has [[seven]] newcomers among its 11 members.", "11"),
    ("The office tried 642 people. Judges sent [[34]] to hospitals and convicted the rest.", "642"),
    ("Of the 96 men, 61 were held, 20 of them for a year. The remaining [[35]] were freed.", "96"),
    # told by whole clauses, by arithmetic, past headlines
    ("Prosecutors opened 412 cases last year, but only [[38]] reached a court.", "412"),
    ("Prosecutors opened 412 cases last year, and [[38]] of these reached a court.", "412"),
    ("Prosecutors opened 412 cases last year. Theft accounted for [[140]], fraud for 90 and arson for 12.", "412"),
    ("Prosecutors opened 412 cases last year. Theft accounted for 140, fraud for [[90]] and arson for 12.", "412"),
    ("Prosecutors opened 412 cases last year. Theft accounted for 140, fraud for 90 and arson for [[12]].", "412"),
    ("The court tried 412 people. It acquitted [[38]] and fined 90.", "412"),
    ("The court tried 412 people. It acquitted 38 and fined [[90]].", "412"),
    ("The court tried 412 people, acquitting [[38]].", "412"),
    ("Courts heard 1,120 cases, with [[410]] in Omsk, 300 in Tomsk and 250 in Perm.", "1,120"),
    ("Courts heard 1,120 cases, with 410 in Omsk, [[300]] in Tomsk and 250 in Perm.", "1,120"),
    ("Courts heard 1,120 cases. Omsk alone accounted for [[410]].", "1,120"),
    ("Courts heard 1,120 cases. In Omsk alone there were [[410]].", "1,120"),
    (
        "Courts heard 1,120 cases. The most were in Omsk, with [[810]], followed by Tomsk with 110 and Perm with 60.",
        "1,120",
    ),
    (
        "Courts heard 1,120 cases. The most were in Omsk, with 810, followed by Tomsk with [[110]] and Perm with 60.",
        "1,120",
    ),
    ("Police registered 1,120 offences: [[810]] thefts; 110 frauds; 60 robberies.", "1,120"),
    ("Police registered 1,120 offences: 810 thefts; [[110]] frauds; 60 robberies.", "1,120"),
    (
        "Police registered 1,120 offences last year. [[810]] (72 per cent) were thefts, 110 (10 per cent) frauds.",
        "1,120",
    ),
    (
        "Police registered 1,120 offences last year. 810 ([[72 per cent]]) were thefts, 110 (10 per cent) frauds.",
        "1,120",
    ),
    ("There were 1,120 victims. [[Eight hundred and ten]] were women. Sixty were children.", "1,120"),
    ("There were 1,120 victims. Eight hundred and ten were women. [[Sixty]] were children.", "1,120"),
    ("There were 1,120 victims. Women accounted for [[72 per cent]].", "1,120"),
    ("The court tried 57 defendants. [[Fifty]] had pleaded guilty. Three were sent to prison for life.", "57"),
    ("The court tried 57 defendants. Fifty had pleaded guilty. [[Three]] were sent to prison for life.", "57"),
    ("Courts passed 1,430 sentences. Charges were upheld in [[840]].", "1,430"),
    ("Courts jailed 1,120 men and fined [[810]].", None),
    ("The blast killed 40 people; [[12]] are missing.", None),
    ("The blast killed 40 people, nine of them children. Another [[12]] were injured.", None),
    (
        "Judges jailed 43 people last year. More than half of the convictions, [[24]] in all, "
        "were for theft. Eleven were for fraud and the remaining eight for arson.",
        "43",
    ),
    (
        "Judges jailed 43 people last year. More than half of the convictions, 24 in all, "
        "were for theft. [[Eleven]] were for fraud and the remaining eight for arson.",
        "43",
    ),
    (
        "Judges jailed 43 people last year. More than half of the convictions, 24 in all, "
        "were for theft. Eleven were for fraud and the remaining [[eight]] for arson.",
        "43",
    ),
    (
        "Iran hanged 1,012 prisoners this year. In 2024 it hanged 975. "
        "Baluch prisoners made up [[14 percent]] of the dead, or 142 people.",
        "1,012",
    ),
    (
        "Iran hanged 1,012 prisoners this year. In 2024 it hanged 975. "
        "Baluch prisoners made up 14 percent of the dead, or [[142]] people.",
        "1,012",
    ),
    (
        "No fewer than 387 people were put on trial. Of the defendants, "
        "129 were tried in absentia; [[41]] more were sent to clinics.",
        "387",
    ),
    (
        "Lawyers were to blame in 88 of the region's 203 failed trials; absent defendants explained another [[37]].",
        "203",
    ),
    ("About [[660,000]] people cast a ballot, out of 1,395,000 on the roll.", "1,395,000"),
    ("Nine in ten of the nurses signed. Of 2,140 firms with under 30 staff, [[61 percent]] had raised pay.", "2,140"),
    (
        "The clubs are short of 86 million euros, and [[two-thirds]] of that hole was dug by three teams.",
        "86 million euros",
    ),
    # The sets of an article: what later sentences tell of some of them.
    ("Courts handed down verdicts against 3,128 men. The list is long. Of the defendants, [[402]] got fines.", "3,128"),
    ("Courts tried 840 men. The list is long. Article 331 was used against [[34]] defendants.", "840"),
    ("Courts tried 840 men for arson. The list is long. Article 331 was used in [[34]] towns.", None),
    ("Courts tried 840 men. The list is long. The court in Lima tried [[120]] men.", "840"),
    ("The court in Quito tried 840 men. The list is long. The court in Lima tried [[120]] men.", None),
    ("The quake killed 840 people. Roads are closed. In Lima [[120]] people died.", "840"),
    ("The quake killed 840 soldiers. Roads are closed. In Lima [[120]] people died.", None),
    ("Courts convicted 840 men in 2023. The list is long. In May 2022 they convicted [[120]] men.", None),
    ("A ferry carrying 214 people sank, killing 61. Boats picked up the rest. Divers say [[34]] drowned.", "214"),
    ("A ferry carrying 214 people sank on Monday. Boats saved [[130]].", "214"),
    ("A ferry carrying 214 people sank on Monday. The sinking killed [[34]] people.", "214"),
    ("A ferry carrying 214 people sank.\n\nThe army shelled a town and killed [[14]] people.", None),
    ("A ferry carrying 214 people sank.\n\nA bus crash injured [[22]] people.", None),
    ("A ferry carrying 214 people sank.\n\nSome [[22]] people died in a mine in the hills.", None),
    ("A ferry carrying 214 people sank on Monday. In 2019 [[12]] people died.", None),
    ("A ferry carrying 214 people sank.\n\nThe town has 40 miners. It is poor.\n\nOf late [[12]] people died.", None),
    ("Courts tried 840 men. The list is long. The European Court tried [[60]] men.", None),
    ("Courts heard 4,120 cases. Women filed [[300]] complaints.", None),
    ("Crashes killed 840 people. Roads are closed. In Lima [[12]] people died in a house fire.", None),
    ("Crashes killed 840 people. Roads are closed. In Lima [[12]] people died in a crash.", "840"),
    ("The court tried 840 people.\n\nBurglars were jailed for six years. [[Three]] were acquitted.", None),
    ("The court tried 840 people.\n\nThe defendants were tried in secret. [[Three]] were acquitted.", "840"),
    ("Two men were jailed for the theft of 12 paintings. [[A third]] was acquitted.", None),
    ("The court tried 84 men. [[A third]] were acquitted.", "84"),
    ("The court tried 84 men for the theft of 12 paintings. [[Nine]] were acquitted.", "84"),
    ("Dr Ross sees 40 patients a week. The state pays. Of its patients, [[20]] have died.", None),
    ("Dr Ross sees 40 patients. A drug helps. Of its patients, [[20]] have died.", None),
    ("A lawyer defended 19 men. She asked not to be named. Of her clients, [[four]] were freed.", "19"),
    ("Courts have fined 230 people and jailed 90. Prosecutors opened cases against [[31]].", None),
    ("The office has recorded 84 complaints. Prosecutors opened an inquiry into [[11]].", "84"),
    ("The police force has 5,200 officers and lost [[130]] last year.", None),
    ("Some 1,000 soldiers were sent.\n\nPower was cut to 155,000 homes; [[80,000]] are still without it.", "155,000"),
    ("Fifteen people were held in April; [[four]] remain in custody.", "Fifteen"),
    ("Police counted 840 murders. The list is long. Debts were behind [[120]] murders.", "840"),
    ("Courts tried 840 men. The list is long. Separately, [[34]] people were tried for theft.", None),
    ("The court counted 840 people tried last year and [[92]] acquitted.", "840"),
    ("Nine of the 20 towns have voted. The party won in [[six]] of these.", "Nine"),
    ("The lawyer defended 19 men. Of her clients, [[four]] were freed.", "19"),
    ("Of the 840 men on trial, 412 were tried, and all but [[seven]] were jailed.", "412"),
    ("Courts held 88 trials in Lima and 41 in Cusco.\n\nAt 8:00 [[12]] people died.", None),
]
OTHERS = [
    ("Police made 14 arrests: nine for theft and [[five]] for fraud.", "sums_to", "14"),
    ("Fourteen people died in the crash. Nine were men and [[five]] were women.", "sums_to", "Fourteen"),
    ("[[Nine]] men and five women, 14 people in all, died.", "sums_to", "14"),
    ("Police revised an earlier toll of 60 upwards to [[84]].", "revises", "60"),
    ("The toll rose to [[57]], up from an initial estimate of 41.", "revises", "41"),
    ("The office revised its estimate from 2.4% to [[1.9%]].", "revises", "2.4%"),
    ("Courts issued 848 verdicts in April. Of the [[848]] verdicts, 501 were for desertion.", "restates", "848"),
    ("Courts issued 848 verdicts in April. Prosecutors issued [[848]] statements.", "restates", None),
]


def related(extractor, marked, kind):
    """The texts of the figures to which the marked one is related."""
    before, figure, after = re.split(r"\[\[|\]\]", marked)
    claims = extractor.extract(before + figure + after, published="2025-06-26").claims
    start, end = len(before), len(before) + len(figure)
    found = [c for c in claims if c.quantity.start < end and c.quantity.end > start]
    assert found, f"no claim at {figure!r}: {[c.quantity.text for c in claims]}"
    by_id = {c.id: c.quantity.text for c in claims}
    return [by_id[r.claim_id] for r in found[0].relations if r.type == kind]


def leads_to(found, wanted):
    """Whether a relation leads where it should: ``wanted`` may leave out the modifier."""
    return not found if wanted is None else len(found) == 1 and wanted.lower() in found[0].lower()


@pytest.mark.parametrize(("text", "other"), COMPARED)
def test_compared_with(extractor, text, other):
    found = related(extractor, text, "compared_with")
    assert leads_to(found, other), found


@pytest.mark.parametrize(("text", "other"), PARTS)
def test_part_of(extractor, text, other):
    found = related(extractor, text, "part_of")
    assert leads_to(found, other), found


@pytest.mark.parametrize(("text", "kind", "other"), OTHERS)
def test_other_relations(extractor, text, kind, other):
    found = related(extractor, text, kind)
    assert leads_to(found, other), found
