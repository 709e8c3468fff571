"""Periods of figures: each row is a text whose figures say in brackets what they are for.

``[[84|2024]]`` is for 2024, ``2024-05`` for a month, ``2024-Q1`` and ``2024-H1`` for a quarter and a
half; ``2022-02..pub`` runs to publication, ``..2030`` has only an end, ``~2024-12-31`` is the level of
that day; ``-`` is none, and ``!2021`` anything but that year. A ¶ begins a new paragraph.
"""

from __future__ import annotations

import calendar
import re

import pytest

from extractor.records import as_json
from extractor.validate.records import check_article

PUBLISHED = "2025-06-26"
TENSE = [
    "Some [[400|2022-03-01..pub]] people have been convicted of spreading lies since the law was passed in March 2022.",
    # since asks for the perfect, so that it belongs to the clause above the one in the past
    "Courts have received [[84|2025-01-01..pub]] cases against men who fled their units since January.",
    "The law was changed in May 2024. Courts have since freed [[84|2024-05-01..pub]] men.",
    # nothing has yet been since a time to come
    "In 2023 the firm announced a plan for 2027. It has since cut [[84|-]] jobs.",
    "The firm announced a plan for 2027. It then cut [[84|-]] jobs.",
    "In 2023, when the law was changed, 12 men were held; [[4|2023-01-01..pub]] have since been freed.",
    "Courts have convicted [[84|2025-01-01..pub]] men this year.",
    "Since January, courts have convicted [[84|2025-01-01..pub]] men.",
    # "at least" is no superlative of a time, and people are no document
    "At least [[84|2020-01-01..pub]] people have been convicted in Ufa since 2020.",
    "Some [[14|2025-06-19]] people were released last Thursday.",
    "Only [[14|2025-06-23]] people were released on Monday, according to the office.",
    # what is counted on a day is of that day, whatever reports it; what is said on it is not
    "On Monday, police in Ufa recorded [[14|2025-06-23]] thefts.",
    "Yesterday, the office registered another [[14|2025-06-25]] firms.",
    "On Monday, the office reported that [[14|-]] people had left.",
    # a record that has been reached since then has its period; one that began then has not
    "A record [[1,340|2020-01-01..pub]] permits have been issued since 2020.",
    "The first [[14|2020-01-01..pub]] permits have been issued in Ufa since 2020.",
    "Ufa recorded its first [[2|-]] cases of rabies since 2013.",
    # others that are added go on in the time of the first, but what is still open is of now
    "Some 1,300 people have been convicted since 2020.¶Another [[230|2020-01-01..pub]] have been fined.",
    "Fourteen people were released last Thursday.¶[[Nine|2025-06-19]] more were deported.",
    "Fourteen people were convicted in 2024. Another [[23|-]] are on the run.",
    "2024 saw [[1,340|2024]] convictions in Ufa.",
    # a weekend and an evening are times of a change, no base of it
    "The number of cases grew by [[1,340|2025-06-21..2025-06-22]] over the weekend.",
    # what is held on a day dates what is won at it
    "The party won [[14|2025-06-22]] seats in elections held on Sunday.",
    "In the by-elections held on Saturday, she took [[4,812|2025-06-21]] votes.",
    "The party has [[14|-]] seats in a council that was formed on June 8.",
    "The army has lost [[300|2022-02-01..pub]] tanks since the uprising began in February 2022.",
    "The clinic treated [[84|2024]] patients last year.",
    "The clinic treats [[84|-]] patients a day.",
    "At the end of 2024 the clinic had [[84|~2024-12-31]] beds.",
    "The clinic had [[84|~2024-12-31]] beds at the end of 2024.",
    "By the end of May the agency had paid out [[$40 million|..2025-05]].",
    "By the end of 2030 the city will have built [[9,000|..2030]] flats.",
    "The firm plans to hire [[300|..2027]] workers by 2027.",
    "The mine, which opened in 1987, employs [[300|-]] people.",
    "The mine, opened in 1987, laid off [[300|2024]] people last year.",
    "The law, passed in 2012, has led to [[300|!2012]] fines.",
    "So far this year, police have seized [[12 tonnes|2025-01-01..pub]] of cocaine.",
    "Police seized [[12 tonnes|2025-01-01..pub]] of cocaine so far this year.",
    "Over the past five years, [[1,200|2020-06-26..pub]] nurses have left the region.",
    "The council will spend [[£4m|2026]] in 2026.",
    "Last week the prison held [[840|2025-06-16..2025-06-22]] men.",
    "As of 1 June, [[840|2025-06-01]] men were held.",
    "Turnout was [[38%|-]], the lowest since 1993.",
    "Unemployment rose to [[4.1 per cent|-]], the highest since September 2021.",
    "The river stood at [[8.41 metres|-]], [[12 cm|-]] short of the record set in 1998.",
    "It was the worst crash since 2009, killing [[12|!2009]].",
]
SPEECH = [
    "The ministry said on Monday that [[84|!2025-06-23]] schools had closed.",
    "In 2024 the ministry closed [[84|2024]] schools, it said on Monday.",
    "County officials said Monday the driver was one of [[84|!2025-06-23]] people who fell ill.",
    "Police said in a written statement Friday [[84|!2025-06-20]] people were hurt.",
    # what stands beside one person is told of no other
    "Reyes, a clerk since 2009, and Lim, who has served for [[12 years|-]], are the candidates.",
    "The mayor announced on 4 May that [[300|!2025-05-04]] homes would be built by 2028.",
    "The mayor announced on 4 May that [[300|..2028]] homes would be built by 2028.",
    "A report published in March 2025 found that [[84%|!2025-03]] of nurses were tired.",
    "A report published in March 2025 found that [[84%|2024]] of nurses had worked overtime in 2024.",
]
SCOPE = [
    "In 2023, courts heard [[84|2023]] cases and fined [[31|2023]] drivers.",
    "In 2023, courts heard [[84|2023]] cases, while police opened [[310|2023]].",
    "In 2023 courts heard [[84|2023]] cases, but in 2024 they heard only [[12|2024]].",
    "Courts heard [[84|2023]] cases in 2023 and [[12|2024]] in 2024.",
    "Courts heard [[84|2023]] cases in 2023, [[12|2024]] in 2024 and [[7|2025-01-01..pub]] so far this year.",
    "The museum drew [[2.1 million|2023]] visitors in 2023, of whom [[300,000|2023]] were children.",
    "Exports fell [[4%|2023]] to [[$12 billion|2023]] in 2023.",
    "In the first quarter of 2025, sales rose [[9%|2025-Q1]] to [[€41m|2025-Q1]].",
    ("Sales rose [[9%|2025-Q1]] to [[€41m|2025-Q1]] in the first quarter of 2025, and profit reached [[€3m|2025-Q1]]."),
    "Of the [[84|2024]] men who were jailed in 2024, [[12|!2023]] have been freed.",
    "In 2024, [[300|2024]] men, who had fled in 2022, were caught.",
    "The [[300|!2023]] men convicted in 2020 were freed in 2023.",
    "The bank cut [[450|..2026]] of its 6,200 jobs by 2026.",
    "Fires burnt [[12,000 hectares|2024-08]] in August and [[3,000|2024-09]] in September of last year.",
    "While [[300|2022]] people applied in 2022, just [[40|2024]] did so in 2024.",
    "After the strike of 2022, the railway hired [[400|!2022]] drivers.",
    "Born in 1960, Reyes has written [[14|!1960]] novels.",
    "Under a pact signed in 2021, Norway took in [[300|!2021]] refugees.",
    "In May, when rain was scarce, farmers lost [[40%|2025-05]] of their wheat.",
    "Farmers lost [[40%|2024]] of their wheat in 2024, when rain was scarce.",
    "In 2024 the charity fed [[3,100|2024]] families, housed [[240|2024]] and trained [[97|2024]] cooks.",
    "Police said that in 2024 they had recorded [[5,200|2024]] thefts and made [[610|2024]] arrests.",
    "Police recorded [[5,200|2024]] thefts in 2024, they said, and made [[610|2024]] arrests.",
    "In April alone, [[38|2025-04]] people drowned.",
    "The fund spent [[€14m|2022]] on roads in 2022 and [[€9m|2022]] on bridges.",
]
COMPARISON = [
    # a figure that is called that of a year is of that year, and what is told of it is not
    "Courts deported 157 men in 2024, [[almost twice|2024]] the 2023 figure of [[86|2023]].",
    "The toll of 40 in 2024 was [[double|2024]] the 2022 toll of [[20|2022]].",
    "Police opened [[31|2023]] cases in 2023, compared with [[527|2021]] in 2021.",
    "Police opened [[31|2023]] cases in 2023, against [[527|2022]] the year before.",
    "Police opened [[31|2023]] cases in 2023, up from [[12|2022]] a year earlier.",
    "Last year police opened [[31|2024]] cases, up from [[12|2023]] in 2023.",
    "Last year police opened [[31|2024]] cases, up from [[12|2023]] the previous year.",
    (
        "In the first half of 2024 police opened [[31|2024-H1]] cases, compared with [[12|2023-H1]] in the same "
        "period of 2023."
    ),
    "Net profit was [[$40m|2025-Q1]] in the first quarter, up from [[$31m|2024-Q1]] a year earlier.",
    "Inflation slowed to [[3.1%|2025-05]] in May from [[3.6%|2025-04]] in April.",
    "Unemployment rose to [[6.1%|2024]] in 2024 from [[5.8%|2023]] a year earlier.",
    "The rate fell from [[9%|2019]] in 2019 to [[4%|2024]] in 2024.",
    "The number of cases rose from [[84|2021]] in 2021 to [[310|2024]] last year.",
    "The plant made [[40,000|2024]] cars in 2024, [[12%|2024]] more than in 2023.",
    "The plant made [[40,000|2024]] cars in 2024, a [[12%|2024]] increase on the previous year.",
    "Deaths fell by [[12%|2024]] in 2024 compared with 2023.",
    "Compared with 2023, deaths fell by [[12%|2024]] in 2024.",
    "Some [[73|2024]] people died at sea in 2024. The previous year, the figure was [[91|2023]].",
    "Some [[73|2024]] people died at sea in 2024. A year earlier it was [[91|2023]].",
    "Some [[73|2024]] people died at sea in 2024. In 2023, there were [[91|2023]].",
    "Rents are [[9%|!2024]] higher than in 2024.",
    "The strait saw [[18|2025]] deaths in 2025, against [[73|2024]] in all of 2024.",
    "Passengers rose [[4%|2025-05]] to [[2.1 million|2025-05]] in May from [[2.02 million|2024-05]] a year ago.",
    "The team scored [[61|2023..2024]] goals in 2023-24 and [[48|2024..2025]] in 2024-25.",
    "In 2021 there were [[84|2021]] such cases; two years later there were [[310|2023]].",
]
DOCUMENTS = [
    "In a May 5 letter, the doctors said they would send [[100|-]] doses.",
    "The firm runs [[40|-]] mines, according to a release Wednesday.",
    "The clinic is open from 6:30 a.m. to noon for [[40|-]] patients.",
    "Some [[46%|-]] are members, up from [[43%|..2021]] before the merger in 2021.",
    "The town had [[90|..2019]] shops before the flood in 2019.",
    "The contracts, which cover [[40|-]] cleaners, were ended on June 9.",
    "Support dropped [[30 points|2022-06-26..pub]] over the last three years.",
    "The harshest sentence of the year, [[13 years|2025-05]], went in May to a driver.",
    "At the close of business Monday, the firm said [[580|~2025-06-23]] shares had been tendered.",
    # the day that a paper came out on, and the age of those counted, take no figure's period
    "The union's census, out on Thursday, counted [[84|2024]] pupils who rowed in 2024.",
    "About [[12|-]] men aged 40 to 60 in 2020 have died.",
    "The insurer took [[84|2024]] claims from rowers aged 13 to 18 in 2024 and paid out [[$6m|2024]].",
]
BASES = [
    # a change has the period of what changed, not that of the level it is measured by
    "Thefts numbered 59,034 in 2024, a rise of [[35%|2024]] on the 43,729 of 2023.",
    "In 2024, 61 men died of flu, [[a third|2024]] of the 2020 figure of [[188|2020]].",
    "Registrations hit 2.5 million at the end of May, rising [[11.7%|~2025-05-31]] from a year before.",
    "Some 145 were convicted in 2024. That compares with 118 the previous year and [[39|2022]] in 2022, when it began.",
    # the base of a comparison is an aside, which lends no period
    "The prison held [[840|2025-04]] men in April. In 2015 it was [[910|2015]]. They filed [[41|2025-04]] complaints.",
    "Some 96 people are in custody. A year ago there were [[60|2024]]. Courts extended detention for [[31|-]].",
    "The ministry has counted [[930|-]] cases of measles, [[80|2025-06-19..pub]] of them in the past week.",
    "In 2024 it opened [[512|2024]] cases, in 2023 there were [[403|2023]] and a year before that [[251|2022]].",
    "Last year [[96|2024]] men were tried, nearly [[double|2024]] the [[52|2023]] of the year before.",
    "Sales rose this year to [[40 tons|2025-01-01..pub]], up from last year's record [[30 tons|2024]].",
    "Profit in the first quarter was [[$90|2025-Q1]], against [[$40|2024-Q1]].",
    "Profit in the first quarter was [[$90|2025-Q1]], against a consensus of [[$80|!2024-Q1]].",
    "The court heard [[90|2025-Q1]] cases in the first quarter, compared with [[40|2025-Q1]] for the lower court.",
    "Convictions rose in 2024 to [[412|2024]] from [[377|2023]].",
    "Last year courts tried [[90|2024]] men, up from [[70|2023]].",
    "In 2024 membership went from [[900|2023]] to [[1,200|2024]].",
    "In the first half of 2024 fines grew to [[310|2024-H1]] from [[204|2023-H1]].",
    "Net rose to [[$12|2025-Q1]] in the first quarter from [[$9|2024-Q1]] a year earlier. Costs in the quarter rose to "
    "[[$4|2025-Q1]] from [[$3|2024-Q1]].",
    "Arrests fell to [[50|2025-05]] in May from [[72|-]].",
    "Arrests fell to [[50|2025-05]] in May from [[72|2025-04]] in April. Thefts fell to [[40|2025-05]] from "
    "[[60|!2025-05]].",
    "The bank cut its forecast for growth in 2024 to [[2.1%|2024]] from [[2.4%|2024]].",
    "Growth is expected to slow to [[2.1%|2026]] in 2026 from [[2.4%|2026]].",
    "In 2024 the share ran from [[8%|2024]] in Arta to [[15%|2024]] in Kozani.",
    "The court heard [[90|2024]] cases in 2024, against [[60|2023]] in 2023; in Orsk the total rose from [[20|2023]] "
    "to [[34|2024]].",
]
LATER = [
    "Prosecutors opened [[89|2024]] cases on men who left their units in 2024, compared to [[21|2023]] in 2023.",
    "The club, whose shops sold [[310|2024]] ploughs in 2024, [[31 per cent|2024]] of them on credit, has grown.",
    "The deficit target for 2026 was lifted in May to [[5 percent|2026]] of output.",
    "This year's budget provides for [[$95 million|2025]] in fines.",
    "It had [[84|!2023]] guests, more than in 2023.",
    "Police held [[31|2024]] men in 2024, more than in the previous year, when there were [[12|2023]].",
    "The mine closed in 2024 with [[12|2024]] dead.\u00b6Of the [[12|2024]], [[nine|2024]] had no helmet.",
    "Doctors at the base treated [[84|2025-05]] men and [[12|2025-05]] women died in May.",
    "(Tunis, 13 June 2025) – At least [[84|!2025-06]] men have been charged.",
    "In 2021, the last full year before the invasion of Ukraine, [[14|2021]] men were tried.",
    "The register lists [[84|!2002]] crimes under the Drugs Act of 2002.",
    "Of the total of [[312|2024]] men who were tried in 2024, [[54|2024]] went to prison.",
]
OCCASIONS = [
    "An earlier scheme, which ran from 2019 to 2021, drew [[900|2019..2021]] beginners.",
    "A driver who ran in 2021 was jailed for having [[900|!2021]] rounds.",
    # what something was done about has a time of its own
    "A court on Monday sentenced five men to terms of [[two years|2025-06-23]] for their part in last year's riots.",
    # a judgment tells of harm that was done before
    "A court sentenced five men on Monday over the riots of May 2024.¶Some [[14|!2025-06-23]] people lost an eye.",
    "In May prices rose [[2.1%|2025-05]]. Economists had forecast [[2.4%|2025-05]].",
    "In May prices rose [[2.1%|2025-05]].¶On the month, prices fell by [[0.3%|2025-05]].",
    "The toll is believed to have risen to [[84|2024]] in 2024. Some [[12|2024]] were women.",
    "Shells hit the port on Tuesday.¶The army said it had fired [[14|2025-06-24]] of them.",
    "Air strikes killed [[nine|2025-06-23]] dockers overnight on Monday.",
    "It was twice the level of 2020 ([[309|2020]]).",
    "Since it began easing in May 2024, the bank has taken off [[350|2024-05..pub]] basis points.",
    "In 2023 most boats came from Dakar, some [[1,500 km|-]] away.",
    "Reserves stood at [[$11m|~2025-05-31]] at the end of May, enough for [[4.8 months|~2025-05-31]] of imports.",
    "A telethon held on Friday collected [[$58,000|2025-06-20]].",
    "A survey carried out in May found that [[12%|2025-05]] of nurses were tired.",
    "The bulletin, which covers 3 to 9 June, lists [[84|2025-06-03..2025-06-09]] cases.",
    "Fires have burnt [[84 hectares|2025-01-01..pub]] of pine forest since January.",
    "The pound has gained [[more than a quarter|2025-01-01..pub]] since the start of the year.",
    "In the whole of 2019, before the pandemic, it had [[84|2019]] guests.",
    "In 2024 it blocked [[84|2024]] pages, [[twice|2024]] as many as in 2023.",
    "On an average evening in May it drew [[84|2025-05]] people, in April [[350|2025-04]].",
    "Sales grew [[2%|2024]] in 2024; the bank expects [[3%|2026]] and [[4%|2027]] in 2026 and 2027 respectively.",
    "The debt cost the state [[$84 million|2024]] in 2024.",
]
LISTS = [
    "In 2021 and 2022, courts jailed [[300|2021]] and [[400|2022]] men respectively.",
    "Courts jailed [[300|2021]] and [[400|2022]] men in 2021 and 2022, respectively.",
    "The club lost [[£3m|2023]], [[£5m|2024]] and £7m in 2023, 2024 and 2025 respectively.",
    "In April and May, exports rose [[3%|2025-04]] and [[5%|2025-05]] respectively.",
]
PARAGRAPH = [
    "In 2024 the court heard [[84|2024]] cases. Of these, [[12|2024]] were dismissed.",
    "In 2024 the court heard [[84|2024]] cases. Another [[12|2024]] were settled.",
    "In 2024 the court heard [[84|2024]] cases. It fined [[12|2024]] drivers.",
    "In 2024 the court heard many cases. It fined [[12|2024]] drivers.",
    "A storm hit the coast on 7 June. It killed [[12|2025-06-07]] people.",
    "A storm hit the coast on 7 June. [[Twelve|2025-06-07]] people died and [[300|2025-06-07]] homes were flooded.",
    "The court heard [[84|2024]] cases in 2024. The court has [[nine|!2024]] judges.",
    "The court heard [[84|2024]] cases in 2024. It will hire [[nine|!2024]] judges.",
    "The court heard [[84|2024]] cases in 2024. Most of the accused were men, and [[31|2024]] were under 20.",
    "In 2024 the mine produced [[3 million tonnes|2024]] of coal. Exports made up [[60%|2024]] of that.",
    "In 2024 the mine produced [[3 million tonnes|2024]] of coal. It had been founded with [[40|!2024]] workers.",
    "In 2024 the mine produced [[3 million tonnes|2024]] of coal. That is [[12%|2024]] more than in 2023.",
    "Inflation was [[3.1%|2025-05]] in May. Food prices rose [[4.4%|2025-05]], while energy fell [[2%|2025-05]].",
    (
        "Last month [[1,200|2025-05]] migrants landed. Most came from Eritrea, at [[400|2025-05]], followed by "
        "Sudan, with [[310|2025-05]]."
    ),
    (
        "During the first half of 2024 the office received [[690|2024-H1]] complaints. Lagos accounted for "
        "[[61|2024-H1]] of them."
    ),
    (
        "In 2022, [[18,620|2022]] people were prosecuted. Courts convicted [[5,114|2022]] of them and acquitted "
        "[[1,020|2022]]."
    ),
    "In 2022, [[18,620|2022]] people were prosecuted. In the same year courts acquitted [[1,020|2022]].",
    (
        "Over the past decade the lake has shrunk by [[a third|2015-06-26..pub]]. It has lost "
        "[[40|2015-06-26..pub]] species of fish."
    ),
    "This year the charity has fed [[3,100|2025-01-01..pub]] families. It has also housed [[240|2025-01-01..pub]].",
    "In 2019 the village had [[300|2019]] inhabitants. Today it has [[40|!2019]].",
    "In 2019 the village had [[300|2019]] inhabitants. Now only [[40|!2019]] remain.",
    "In 2019 [[300|2019]] pupils enrolled. By 2024 the number had fallen to [[40|..2024]].",
    "In January the firm cut [[300|2025-01]] jobs. It has since hired [[40|!2025-01]] temps.",
    "In January the firm cut [[300|2025-01]] jobs. Since then it has hired 40 temps.",
]
STORY = [
    # one month of many is no story's time
    "Courts heard 90 cases in 2024.¶In November alone there were [[43|2024-11]].¶Another [[7|2024]] cases ended.",
    (
        "Courts convicted [[84|2024]] men of fraud in 2024, figures show.¶Judges fined [[12|2024]] of the "
        "defendants and jailed [[30|2024]]."
    ),
    "Courts convicted [[84|2024]] men of fraud in 2024, figures show.¶The average sentence was [[5.4 months|2024]].",
    (
        "Courts convicted [[84|2024]] men of fraud in 2024, figures show.¶Lawyers complained.¶Women made up "
        "[[12%|2024]] of those convicted."
    ),
    (
        "A lorry bomb exploded outside a market in Kano on Tuesday, killing [[12|2025-06-24]] people.¶Another "
        "[[31|2025-06-24]] were wounded, some of them badly.¶The blast destroyed [[20|2025-06-24]] stalls."
    ),
    (
        "A lorry bomb exploded outside a market in Kano on Tuesday, killing [[12|2025-06-24]] people.¶The group "
        "was founded in 2011 with [[30|2011]] members."
    ),
    (
        "A lorry bomb exploded outside a market in Kano on Tuesday, killing [[12|2025-06-24]] people.¶In March, "
        "a similar attack left [[31|2025-03]] dead."
    ),
    (
        "A lorry bomb exploded outside a market in Kano on Tuesday, killing [[12|2025-06-24]] people.¶The city "
        "has [[four million|!2025-06-24]] inhabitants."
    ),
    (
        "Nordmark Oil's profit rose [[14%|2025-Q1]] to [[€1.2bn|2025-Q1]] in the first quarter.¶Sales were "
        "[[€9bn|2025-Q1]], beating the [[€8.7bn|2025-Q1]] that analysts had expected."
    ),
    (
        "The country's courts sentenced [[300|2024]] people for treason in 2024, Lighthouse reported.¶“We "
        "counted [[40|!2023]] foreigners,” said Ana Ruiz."
    ),
    ("In 2024, [[4,800|2024]] people sought asylum.¶Syrians filed [[1,100|2024]] applications and Turks [[900|2024]]."),
    (
        "Fairport Town beat Hull on Saturday in front of [[31,000|2025-06-21]] people.¶Police made "
        "[[14|2025-06-21]] arrests."
    ),
    "Workers struck for three days last week.¶The firm suspended [[918|!2024]] of them.",
    "Fairport Town beat Hull on Saturday.¶The visitors forced [[nine|2025-06-21]] corners.",
    "Fairport Town beat Hull on Saturday.¶The visitors had [[60%|2025-06-21]] of the ball.",
    "Fairport Town beat Hull on Saturday.¶The ground was built for [[9,000|-]] people.",
    "At least [[17|2025-06-24]] people drowned when a ferry sank on Tuesday.¶It carried [[112|2025-06-24]] people.",
    "Ana Ruiz kept her seat by four votes on Sunday in an election.¶Women won [[38%|2025-06-22]] of seats.",
    "There were [[840|~2025-03-31]] prisoners on 31 March.¶Women made up [[4%|~2025-03-31]] of them.",
    "Courts convicted [[84|2024]] men in 2024.¶Foreigners account for [[12%|2024]] of them.¶A judge earns [[$900|-]].",
    (
        "Inflation slowed to [[12%|2025-05]] in May.¶Prices rose [[0.4%|2025-05]], after easing by [[0.5%|2025-04]] in "
        "April.¶Rural prices fell [[2%|2025-05]]."
    ),
    "In the week to 14 June, [[84|2025-06-08..2025-06-14]] fell ill.¶Doctors admitted [[12|2025-06-08..2025-06-14]].",
    "The clinic has treated [[84|2025-03-01..pub]] men since March.¶Some [[12|2025-03-01..pub]] have died.",
    # what leads up to the latest figure is not what the story is about, but one month behind a year is no new story
    "In 2023 courts convicted [[14|2023]] men. In 2024 they convicted [[145|2024]].¶Judges acquitted [[12|2024]] men.",
    "In 2024 courts convicted [[145|2024]] men. In January they convicted [[9|2025-01]].¶Judges freed [[12|2024]] men.",
    # what a law allows counts nothing
    "Since January 2024 the law has raised the maximum sentence for theft to [[ten years|2024-01..pub]]."
    "¶Another [[84|!2024-01..pub]] thieves have been charged.",
    # what a share is of has a period of its own
    "At least [[901|2024]] men were fined in 2024. The total was [[6%|2024]] above the [[853|2023]] fined in 2023. "
    "Most of those fined were thieves; [[31|2024]] of them were boys.",
    # how common a thing is may be said in the present, and its cases be those of the period
    "Courts convicted [[145|2024]] men in 2024.¶Arson remains rare, with [[26|2024]] verdicts.",
    "Courts convicted [[145|2024]] men in 2024.¶The port remains shut, with [[12|-]] ships waiting outside.",
    # behind a past word of saying, what is going on is of the day of speaking
    "Courts convicted [[145|2024]] men in 2024.¶A spokesman said police were searching [[40|-]] houses.",
    "Courts convicted [[145|2024]] men in 2024.¶A spokesman said police searched [[40|2024]] houses.",
]
MATTERS = [
    # a paragraph for other times parts a figure from what was told before it
    (
        "The rebels lost [[1,200|2025-06-26]] soldiers on Thursday.¶In March alone [[164|2025-03]] civilians were "
        "killed. In April there were [[129|2025-04]].¶The soldiers, [[200|-]] in all, surrendered."
    ),
    (
        "The firm sold [[82,000|2025-05]] cars in May.¶Its shares were at [[$19|2024]] in 2024.¶Rates were raised to "
        "[[5%|-]]."
    ),
    (
        "The firm sold [[82,000|2025-05]] cars in May.¶A share cost [[$19|2024]] in 2024.¶Malta took cars worth "
        "[[$9m|2025-05]]."
    ),
    "Profit rose to [[$6m|2025-Q1]] in the first quarter.¶The firm's shares fell [[4%|-]] to [[$12|-]].",
    (
        "Factory output fell [[0.4%|2025-05]] in May.¶Nordmark agreed to sell [[two|-]] bakeries to Ostmark.¶Kestrel "
        "Air suspended work on a [[$90 million|-]] hangar."
    ),
    (
        "Harlan Steel's profit fell [[54%|2025-Q1]] in the first quarter.¶Sales dropped [[11%|2025-Q1]].¶In afternoon "
        "trading in Zurich, the shares rose [[50 cents|-]] to [[$17.30|-]]."
    ),
    (
        "Harlan Steel earned [[$46 million|2025-Q1]] in the first quarter. The figures include [[$15 million|2025-Q1]] "
        "in costs of a fire.¶Harlan shares closed unchanged at [[$10.60|-]] in Frankfurt."
    ),
    (
        "In 2019, Mayor Ivo Brandt won the port city of Halden by [[31|2019]] points.¶His second term has been "
        "harder.¶The survey tested [[three|-]] rivals, and one of them had [[14%|-]] support."
    ),
    (
        "Nurses want the ministry to explain its refusal to fund wards despite the deaths of [[12|2024]] patients "
        "in 2024.¶The ward was meant for [[20|-]] and held 55.¶A letter signed by [[nine|-]] doctors said so."
    ),
    (
        "Retail trade in the capital slowed.¶Brokers complained about fees.¶Factory output fell [[0.4%|2025-05]] in "
        "May, the statistics office said.¶Water is scarce.¶Kestrel Air cancelled a [[$90 million|-]] hangar.¶Ostmark "
        "paid [[$12 million|-]] for a brewery."
    ),
    (
        "Courts tried [[410|2024]] men for treason in 2024, the registry says.¶Judges in the capital convicted "
        "[[61|2024]] of them.¶Lawyers despaired.¶The average term for treason was [[14 years|2024]]."
    ),
]
DAYS = [
    (
        "HALDEN (AP) — Mira Stolz's 33 points led Port Halden over Osterby 84-79 on Tuesday night.¶Stolz had "
        "[[five|2025-06-24]] rebounds. Ana Ruiz added [[12|2025-06-24]] points.¶Lena Holt led Osterby, finishing with "
        "[[24|2025-06-24]] points."
    ),
    (
        "Osterby rallied past Port Halden 5-4 on Wednesday night.¶Ruiz hit [[two|2025-06-25]] homers.¶The previous "
        "record was set in March. Holt walked [[six|2025-06-25]] batters."
    ),
    (
        "Wall Street tumbled on Tuesday as oil prices jumped.¶The Dow lost [[412|2025-06-24]] points.¶Oil rose "
        "[[3%|2025-06-24]] to [[$81|2025-06-24]] a barrel."
    ),
    (
        "European stocks ended lower on Tuesday.¶The index slid [[1.2%|2025-06-24]].¶Inflation eased to "
        "[[2.1%|2025-05]] in May.¶Banks lost [[2%|2025-06-24]]."
    ),
    (
        "Voters in Halden went to the polls on Sunday.¶The party won [[38%|2025-06-22]] of the vote. In 2021 it won "
        "[[29%|2021]].¶It took [[12|2025-06-22]] seats."
    ),
    (
        "Parliament approved a bill on Tuesday.¶The state spent [[$4m|!2025-06-24]] on courts.¶Judges now earn "
        "[[$900|-]] a month."
    ),
]
POINTED = [
    "Exports rose in May.¶The ministry said on Monday it would spend [[$4m|!2025-06-23]] on ports.",
    "The mayor said late on Monday the fire had burnt [[14|!2025-06-23]] homes.",
    (
        "Courts in the Ural district convicted [[412|2024]] people of spreading false news in 2024, the Dozor project "
        "found.¶In 2023 there had been [[300|2023]].¶The project follows [[85|-]] courts.¶Judges handed down prison "
        "terms in [[140|2024]] cases."
    ),
    "Prices rose [[2.1%|!2025-06-19]], official figures showed on Thursday.",
    (
        "The airline carried [[2 million|2025-05]] passengers in May.¶It was founded in 1987 with [[three|1987]] "
        "planes.¶It flies to [[40|-]] cities.¶Traffic rose [[9%|2025-05]]."
    ),
    "Never had the courts convicted as many deserters as in May: [[84|2025-05]] soldiers.",
    "In 2022 the court heard [[84|2022]] cases. The bulk of them, [[61|2022]], had been brought by tenants.",
    "In 2022 the court jailed [[84|2022]] men. Twelve others had fled before it sat.",
    "In 2022 the court heard [[84|2022]] cases. Most of them, [[61|!2022]], are still open.",
    "Saturday's poll was bleak. His rating came in at [[38%|!2025-06-21]].",
    (
        "The law yielded [[210|2024]] verdicts in 2024. Next comes the charge of spying, with [[61|2024]], "
        "while [[12|2024]] were for arson."
    ),
    (
        "Courts tried [[84|2025-05]] men in May. The previous record, 61, was set in March 2024.¶Nearly all of the men "
        "– [[77|!2024-03]] of them – were conscripts."
    ),
]
GOING_ON = [
    (
        "A poll taken between 2 and 9 June found that [[61%|2025-06-02..2025-06-09]] want a vote. "
        "[[Twelve percent|2025-06-02..2025-06-09]] are against it."
    ),
    "This year the pace has slowed. Courts have heard [[12|2025-01-01..pub]] cases.",
    "Since it took effect in May 2024, [[80|2024-05..pub]] men have been fined. [[Six|2024-05..pub]] have fled.",
    "The total for 2024 is grim. [[Forty|2024]] men were killed.",
    "Last year's total is the highest since 2018. It includes [[12|2024]] women.",
    "The latest figures, for March, show [[84|2025-03]] crashes. [[Nine|2025-03]] drivers died.",
    "It shows [[84|2024-H1]] men sentenced in the first six months of 2024.",
    "Exports rose in May to [[300|2025-05]] tons. The bulletin lists [[84|2025-05]] buyers.",
    "By the end of 2024, [[61|..2024]] files had been opened. Clerks had closed [[nine|..2024]] of them.",
    "“In May I had [[61|2025-05]] hearings,” she wrote. “I finished [[nine|2025-05]].”",
    "Jails held [[900|~2025-05-31]] men at the end of May.¶That leaves them at [[135%|~2025-05-31]] of capacity.",
    "The list stood at [[1,187|~2025-06-15]] on 15 June. A year earlier it was [[1,265|~2024-06-15]].",
    "It was [[69|2024]] last year, and [[37|2020-03]] when courts shut in March 2020.",
    "In 2024, [[90|2024]] fell ill, more than in the two years before put together, when [[26|2022..2023]] did.",
    "The terms were [[six years|-]], as against [[five years|2023]] for those convicted in 2023.",
    "Women made up [[41|!2022]], more than in any month since it began to count them in 2022.",
    "Of [[90|2025-05]] firms asked in May, [[61|2025-01-01..pub]] have cut jobs this year.",
    "The year before, it had [[50|2024]] cases, and in 2022 just [[ten|2022]]. Back then [[two|2022]] were tried.",
    "Two of May's trials were shut to all; they ended in terms of [[eight|2025-05]] and 12 years.",
    "The group was founded in 2009 and has [[12|-]] lawyers.",
    "Rescuers pulled [[140|!2025-06-25]] men out, and 31 bodies were found by Wednesday.",
    "The court jailed [[900|2024]] men in 2024.¶Prison awaited [[70|2024]] of them.",
    "It counted [[390|2024]] fires in 2024, [[45|2024-12]] of them in December 2024.",
    "Courts tried [[90|2024]] men in 2024. The minister said in June 2023 that [[40|-]] judges were sick.",
    "The court jailed [[90|2024]] men in 2024.¶Nine men, among them a chaplain, got [[more than ten years|2024]].",
    "The state's jails, built for [[900|-]] men, held [[1,200|~2025-05-31]] at the end of May.",
    "It is drying up: [[57%|2023]] of those tried under Article 337 in 2023 walked free, and in 2024 [[31%|2024]].",
    (
        "Over [[1,000|2024]] people hanged in Iran last year, lawyers' tally shows¶Iran put at least [[1,012|2024]] "
        "prisoners to death in 2024, according to a count."
    ),
    "It heard [[412|2025-05]] cases in May. In [[301|2025-05]] of them it has learnt the outcome.",
    (
        "Courts heard [[4,200|2024]] cases in 2024.¶Samara heads the list with [[1,248|2024]] cases, followed by "
        "Orenburg ([[1,103|2024]])."
    ),
    (
        "The article was used in [[688|2024]] of the cases in 2024. Next is Article 368, insulting the president, with "
        "[[141|2024]].¶Minsk leads the list ([[502|2024]]). Homiel is second with [[188|2024]]; Brest has [[12|2024]]."
    ),
    "In May [[84|2025-05]] men were jailed. [[Twelve|2025-05]] of them are foreigners.",
    "In May [[84|2025-05]] men were jailed. [[Twelve|-]] of them are still in prison.",
    "They opened [[148|2025-05]] in May, nearly as many as in the previous year as a whole ([[151|2024]]).",
    "It put cases filed in 2024 at [[282|2024]].",
    "Before the reform of 2017, some [[45|..2017]] pupils a year took it.",
    "In May prices rose [[2%|2025-05]].¶The euro traded at [[$1.09|-]].",
    "In 2024 [[84|2024]] ships called.¶Under the previous government, [[400|-]] a year called.",
]
PHRASES = [
    "In the twelve months to March 2025, [[84|2024-04..2025-03]] ships called.",
    "During the year ending 30 September 2024, [[84|2023-10..2024-09]] ships called.",
    "Between January and May, [[84|2025-01..2025-05]] ships called.",
    "In the first five months of the year, [[84|2025-01..2025-05]] ships called.",
    "From 1 to 15 June, [[84|2025-06-01..2025-06-15]] ships called.",
    "On 3 and 4 June, [[84|2025-06-03..2025-06-04]] ships called.",
    "In 2023 alone, [[84|2023]] ships called.",
    "For the first time since the storm, traffic in the island's harbour went down in 2024, by [[6.8 per cent|2024]].",
    "In March the rate climbed to [[10.1%|2025-03]], 0.9 points above February.",
    "In March the rate climbed to 10.1%, [[0.9 points|2025-03]] below February.",
    "The share was [[12.9%|2024]] (11.1% in 2023), in 2024.",
    "[[84|2023]] ships called in the whole of 2023.",
    "In the months of July and August 2024, [[84|2024-07..2024-08]] ships called.",
    "Throughout 2024, [[84|2024]] ships called.",
    "A total of [[84|2024]] ships called during 2024.",
    "Until 2019, [[84|..2019]] ships called there.",
    "In the 2010s, [[84|2010..2019]] ships sank.",
    "On average, [[84|2024]] ships a month called in 2024.",
    "The 2024 budget set aside [[$84 million|2024]] for ports.",
    "The 2024 season brought [[84|2024]] ships.",
    "Its 2024 revenue was [[$84 million|2024]].",
    "Last year's floods killed [[84|2024]] people.",
    "Last month's inflation rate was [[3.1%|2025-05]].",
    "The 2022 census counted [[84,000|2022]] people.",
    "The 2024 conviction of [[84|2024]] men drew protests.",
    "In the 2024 election, the party won [[31%|2024]] of the vote.",
    "In last year's election, the party won [[31%|2024]] of the vote.",
    "Its turnover for 2024 came to [[€12m|2024]].",
    "The first quarter saw [[84|2025-Q1]] bankruptcies.",
    "The year 2023 brought [[84|2023]] bankruptcies.",
    "This week's storms have cut power to [[84,000|2025-06-23..pub]] homes.",
    "Since moving to the town in 2019, the firm has hired [[84|2019..pub]] people.",
    "Since opening in May 2023, the shelter has housed [[84|2023-05..pub]] women.",
    "Every year since 2019, [[84|2019..pub]] men have drowned.",
    "Prices have gone up [[9%|2024-12..pub]] since December 2024.",
    "Prices are up [[9%|2025-01-01..pub]] since the start of the year.",
    "The ban, in force since 2019, has led to [[84|2019..pub]] fines.",
    "From January to March, revenue was [[$84m|2025-01..2025-03]].",
]
TIMELESS = [
    "In 2024 he was fined under a law that carries up to [[15 years|-]] in prison.",
    "A conviction carries a sentence of up to [[seven years|-]].",
    "Ana Ruiz, [[34|-]], was jailed in 2024.",
    "The [[34-year-old|-]] teacher was arrested in May.",
    "A hectare is [[10,000 square metres|-]].",
    "Fines of up to [[€500|-]] are possible.",
    "In 2023 a court ruled that drivers who flee face up to [[five years|-]] in jail.",
    "The bridge is [[300 metres|-]] long.",
    "The ward has [[30|-]] beds.",
]
FORECASTS = [
    # what is expected is of the whole of a running year, wherever that is named
    "This year the bank expects prices to rise [[5%|2025]].",
    "The ministry proposed in May to close [[12|2025]] prisons this year.",
    "The bank expects growth of [[2.1%|2025]] this year and [[2.4%|2026]] next.",
    "The bank expects growth of [[2.1%|2025]] this year and [[2.4%|2026]] in 2026.",
    "The economy is forecast to grow by [[2.1%|2026]] in 2026.",
    "Debt will reach [[84%|..2030]] of output by 2030.",
    "The bank cut its forecast for 2025 from [[2.4%|2025]] to [[2.1%|2025]].",
    "Unions want [[9%|2025]] this year and [[7%|2026]] next year.",
    "The state aims to plant [[3 million|..2030]] trees by 2030, up from [[1 million|2024]] last year.",
    "From 2026, the fee will be [[€40|2026..]].",
]
HEADLINES = [
    "Courts jail 84 men in 2024¶Courts jailed [[84|2024]] men in 2024, the ministry said.",
    "Over 600 soldiers convicted of desertion¶Courts convicted [[610|2024]] soldiers of desertion in 2024.",
    (
        "Port traffic down [[9%|2025-05]] in May¶The port handled [[2.1 million tonnes|2025-05]] of goods in "
        "May, down [[9%|2025-05]] from a year earlier."
    ),
]
REPORTS = [
    (
        "The outbreak began in March. Since then, doctors have recorded [[1,204|2025-03..pub]] cases and "
        "[[31|2025-03..pub]] deaths."
    ),
    "Hospitals admitted [[1,204|2024-12]] patients in December, [[200|2024-12]] more than in November.",
    "Vaccination coverage, which stood at [[94%|2019]] in 2019, fell to [[81%|2023]] in 2023.",
    (
        "In the week to 14 June, [[84|2025-06-08..2025-06-14]] cases were confirmed, bringing the total this "
        "year to 1,310."
    ),
    "The region reported [[84|2025-06-24]] new infections on Tuesday.",
    "On Tuesday alone, [[84|2025-06-24]] shells hit the town.",
    "The index closed [[2%|2025-06-24]] lower on Tuesday.",
    "Shares fell [[2%|2025-06-24]] to [[$31|2025-06-24]] on Tuesday.",
    "The quake of 6 February 2023 killed [[50,000|2023-02-06]] people.",
    "The strike on 4 June wounded [[31|2025-06-04]] people, [[nine|2025-06-04]] of them children.",
    "In 2024, [[31|2024]] people were killed, including [[nine|2024]] children.",
    "She won [[three|2024]] medals at the 2024 Olympics.",
]
WHOLES = [
    "Courts jailed [[145|2024]] men in 2024. Most were tried in May 2025. Women were [[22|2024]] of the [[145|2024]].",
    "Of the [[90|2024]] men whom courts tried in 2024, [[12|2024]] had fled.¶Judges fined [[31|2024]] of the men.",
    "Of the [[90|..2025-03]] men on the list whose cases were over by March, [[12|..2025-03]] were freed.",
    "In May, [[12|2025-05]] of last year's cases were closed.",
    "Half of the arrivals, [[84|2024]] in 2024, came by sea. [[A third|2024]] of the arrivals come from Mali.",
]
TIMES = [
    "The police opened [[65|2025-H1]] cases in H1 2025, three [[times|2025-H1]] the [[23|2024]] opened in all of 2024.",
    "Of the appeals in 2024, [[12|2024]] won, [[a third|2024]] of the number a year earlier.",
    "Some [[61%|-]] are for the law, down [[four points|2022-01-01..pub]] since 2022.",
    "The average was [[6.8 years|2024]] in 2024, [[a year and a half|2024]] longer than in 2022.",
    "Some [[58%|2025-04]] support it, according to a poll taken in April among [[1,604|2025-04]] adults.",
    "The total fell from 2024, when lawyers, working from notes, had found [[151|2024]] convictions.",
]
SO_FAR = [
    "The police counted [[84|2024-08]] deaths in August and [[90|2024-09]] in September. The [[12|-]] victims drowned.",
    "Last year [[84|2024]] men died. It was the fewest since it began in 1975 and [[nine|2024]] fewer than in 2023.",
    "The group says it helped [[84|2024]] men last year and [[nine|2025-01-01..pub]] since January.",
    "Courts jailed [[84|2024]] women in 2024.¶A study by Arta found that [[9%|-]] of women had been beaten.",
    "In May, police warned [[84|2025-05]] men. Fines handed down so far amount to [[$9|-]].",
    "The port has handled [[84|2025-01-01..pub]] ships so far this year.¶Orsk led with [[12|2025-01-01..pub]] ships.",
    "The city set aside [[$9 million|2025]] for roads this year.",
    "The port handled [[84|2024]] ships in 2024.¶The piers, which were built for [[12|-]] ships, sank.",
    "The accounts cover the year to 30 April 2025. Income fell to [[$9 million|2024-05..2025-04]].",
]
ANNOUNCED = [
    # what an article says its figures are of, before it gives any
    "The court service released its statistics for 2024 on Friday.¶Judges acquitted [[84|2024]] men.",
    "The police published last year's figures.¶Officers seized [[84|2024]] knives. Each carries [[two|-]] warnings.",
    "A report covering 2024 came out on Monday.¶Judges acquitted [[84|2024]] men. Theft made up [[12%|2024]] of cases.",
    "The institute adopted a report on 1987.¶Judges acquitted [[84|-]] men.",
    "The police published a report in 2024.¶Officers seized [[84|!2024]] knives.",
    # until a paragraph takes up no noun of it but who said so, gives the day's trading or follows another time
    "The bank released its results for 2024 on Friday.¶Profit rose to [[$6m|2024]].¶It bought a port for [[$9m|-]].",
    (
        "The bank released its results for 2024 on Friday. Profit rose to [[$6m|2024]].¶Profit in Orsk was "
        "[[$2m|2024]].¶The ferry sank with [[12|-]] people aboard."
    ),
    "The bank released its results for 2024 on Friday. Profit was [[$6m|2024]].¶The bank was fined [[$28m|-]].",
    "The bank released its results for 2024 on Friday.¶Shares fell [[4%|-]], as its profit was low.",
    "The bank released its results for 2024 on Friday.¶In 2019 its profit was [[$2m|2019]].¶Profit hit [[$3m|-]].",
    # a lead whose whole stands in front of the verb
    "Of the [[214|2024]] men whom courts tried in 2024, [[97|2024]] had fled.¶Theft came second with [[58|2024]].",
    # a paragraph far from the lead that takes up what the ones before told of its period
    (
        "Courts jailed [[84|2024]] men in 2024.¶Doctors were fined [[12|2024]] times.¶The city is old.¶It rains.¶"
        "It has a port.¶It has a hill.¶It is far away.¶It is poor.¶In Orsk, doctors were fined [[nine|2024]] times."
    ),
    # what counts is what the article goes on about; a stretch of it that a paragraph tells of is no period of the next
    "The picture comes from rulings that lawyers gathered.¶"
    "The rulings are dated between 1 January 2023 and 31 December 2024.¶Theft made up "
    "[[84|2023..2024]] of them.¶In 2023 a court fined [[12|2023]] thieves. In 2024 it fined [[31|2024]]."
    "¶Judges of Orsk gave [[9|2023..2024]] rulings for theft.",
    # what was gone through, where a period had left it; what somebody else did in it announces nothing
    "The auditor looked at cases closed from July 2023 through June 2024.¶Judges fined [[84|2023-07-01..2024-06]] men "
    "in these cases.",
    "The auditor met judges appointed in 2024.¶Judges fined [[84|-]] men.",
    # a month singled out lends nothing to the shares of another paragraph
    "Of [[402|-]] people, [[140|-]] had a lawyer. In May alone one judge tried [[31|2025-05]].¶Women are [[18%|-]].",
]
RUNNING = [
    "More than three years after the full-scale invasion of Ukraine, courts have tried [[84|2022-02-24..pub]] men.",
    "From 2023 to 2024 cases rose to [[112|!2023..2025]], and the year just ended saw [[93|2024]].",
    "Mines have killed [[84|2025-01-01..pub]] people since January.¶Orsk is poor.¶A snake bit [[three|-]] tourists.",
    # what has been counted since a day is counted until now: its parts, in the perfect, the past and the present
    (
        "Her case pushed the number of people charged since February 2022 to [[1,003|2022-02..pub]], a group said.¶"
        "Prison was the outcome for [[238|2022-02..pub]] of them. Fines averaged [[$90|2022-02..pub]]."
    ),
    "Courts have jailed [[84|2022-02..pub]] men since February 2022.¶Judges acquitted [[12|2022-02..pub]] people.",
    "Courts have tried [[84|2022-02..pub]] men since February 2022. Theft explains [[12|2022-02..pub]] of the cases.",
    "Courts have tried [[84|2022-02..pub]] men since February 2022. Some [[nine|-]] of the men remain in prison.",
    # a register tells in the present what has been; a share of all people there are is of no period
    "Exports grew to [[$9|2025-Q1]] in the first quarter.¶The bureau puts imports at [[$12|2025-Q1]].",
    "Courts jailed [[84|2024]] men in 2024.¶The Yakuts make up [[3%|-]] of the population.",
    # what is told after one stretch of a period is of all of it again
    "In 2024, [[90|2024]] men died.¶In Orsk, [[74|2024-11]] died in November 2024 alone. Ufa had [[12|2024]] cases.",
    "Prices rose [[0.6%|2025-05]] in May. [[Nine|-]] analysts had expected [[0.2%|2025-05]].",
]
CLOSED = [
    # what a figure had done before is no time of the others; nobody has spoken yet in a year to come
    "Prices rose [[2%|2025-05]] in May.¶Food cost [[6%|2025-05]] more, after a rise of [[4%|2025-04]] in April.",
    "In 2026 the bank sees growth cooling to [[3%|2026]].",
    # when figures came out is no time of theirs
    "On Monday the ministry published figures showing that [[1,204|!2025-06-23]] soldiers had returned.",
    "The bureau, whose bulletin came out on Tuesday, counted [[84|!2025-06-24]] strikes.",
    # a measure that is given in the present is of the time told of, unless it is one of now
    "The court heard [[84|2024]] cases in 2024. For theft the figure is [[12|2024]].",
    "Rape cases stood at [[611|2024]] in 2024. The rate works out at [[54%|2024]].",
    "Rents rose to [[$611|2024]] in 2024. The average is now [[$640|-]].",
    "Hers is among [[6,815|2024-06-26..pub]] fines that the group has logged in the 12 months since the vote.",
]
ANCHORED = [
    # how long before: measured from the period of the figure compared with, or of those told of last
    (
        "The police made [[84|2024]] arrests in 2024. The budget for 2025 is $9 million.¶They solved [[12%|2024]] of "
        "cases, compared with [[9%|2023]] in the previous year."
    ),
    (
        "Courts heard [[690|2024-H1]] cases in the first half of 2024. In June 2024 they heard [[84|2024-06]].¶Judges "
        "jailed [[12|2024-H1]] men.¶A year earlier they had jailed [[nine|2023-H1]]."
    ),
    "The city has [[84|-]] schools. The rate was 12% in May, against [[9%|2024-05]] a year earlier.",
]
# What an article is about outlasts a dateline, a list, one case, and what was so before.
STANDING = [
    "LIMA, 14 January 2025 — In 2024 courts tried 900 men. In December they tried 40.¶Judges acquitted [[84|2024]].",
    "ORSK, 3 March 2025 — Last year the port handled 900 ships. Two came in May.¶Crews spent [[84|2024]] fines.",
    "Courts tried 900 men in 2024.¶By town:¶- Orsk: 4¶- Kemi: 5¶- Oulu: 6¶- Lahti: 7¶- Turku: 8¶- Pori: 9¶- Kotka: 3¶"
    "Lay judges sat on [[84|2024]] benches.",
    "Courts tried 900 men in 2024. In August they jailed a 49-year-old captain. Acquittals numbered [[44|2024]].",
    "Courts tried 900 men in 2024. In August they jailed 12 captains. Acquittals numbered [[44|2024-08]].",
    "A boy of 14 was hurt in May. Police made [[44|2025-05]] arrests.",
    "Prosecutors opened 900 cases in 2024.¶For arson the picture differs: [[58|2024]] cases, [[22|2024]] of them shut.",
    "Police made 900 arrests in 2024.¶Half of those held, [[450|2024]], had been in prison before.",
    "The Greens won the vote on Sunday.¶They took 24; in 2021 they had 27. Labour was on [[22|2025-06-22]] seats.",
    "The Greens won the vote on Sunday.¶The full picture:¶Greens [[24%|2025-06-22]] ([[12|2025-06-22]] seats)",
    "The rate was 6% in 2022 and, in 2019, the last year before the strike, [[4%|2019]].",
    "The port took 900 ships, [[648|2021]] in 2021, the first year of the lockdown.",
    "Courts tried 900 men in 2024.¶Of the captains found guilty of going absent in 2023, [[44%|2023]] were fined.",
    "Of the captains who joined in 2023, [[44%|-]] are women.",
    "In the 12 months to March it sold 40 cars. He left. They left. All left. It shut. It rained. The 12 months in "
    "jail cost him [[9 pounds|-]].",
    "Of the houses built in 1950, [[84|-]] collapsed.",
    "Among the voters who backed the party in 2020, [[12%|-]] said they would not.",
    "Prosecutors opened 900 cases in 2024.¶The city differs: [[84|-]] schools, [[22|-]] parks.",
    "The Greens won the vote on Sunday.¶Norland: key facts¶- Population: [[84 million|-]]¶- Area: 12,000 square km",
    "The Greens won the vote on Sunday.¶- Greens: [[24%|2025-06-22]]",
    "Nearly [[eight out of ten|2024]] Cuban schoolboys who sat English in 2024 passed it.",
    "The rate came to 76%, a gain of two points on the previous year, when it stood at [[74%|2024]].",
    "The median term has risen to [[62 months|-]], from [[60|2023]] flat two years ago.",
    "Fines of [[5,000 lari|2025-01..2025-03]] ($1,850) were imposed on 43 men between January and March.",
    "Courts heard 900 cases in 2024, almost twice the [[648|2021]] that reached them in 2021.",
    "By a count presented to parliament on Tuesday, [[96|2024]] of last year's fires were set.",
    "Judges opened 96 trials after a law presented in May had come into force. They closed [[12|-]].",
    "In July there had been 178 fires, and in May, the worst month in years, [[203|2025-05]].",
    "In July there had been [[178|!2025-05]] fires, and in May, the worst month in years, 203.",
    "Prices rose after wages had grown by 9% in April. Fuel went up by [[4%|-]].",
    "The bank raised its forecast for exports from [[280|2026]] to 295 ships for 2026.",
    "A law has told judges since 2000 to finish trials within 180 days.¶They acquitted [[12|-]] men.",
]

ROWS = [
    *ANNOUNCED,
    *ANCHORED,
    *RUNNING,
    *CLOSED,
    *WHOLES,
    *TIMES,
    *SO_FAR,
    *TENSE,
    *SPEECH,
    *SCOPE,
    *COMPARISON,
    *BASES,
    *DOCUMENTS,
    *LATER,
    *OCCASIONS,
    *LISTS,
    *PARAGRAPH,
    *STORY,
    *MATTERS,
    *DAYS,
    *POINTED,
    *GOING_ON,
    *PHRASES,
    *TIMELESS,
    *FORECASTS,
    *HEADLINES,
    *REPORTS,
    *STANDING,
]
_UNITS = {"Q": 3, "H": 6}


def edge(name, *, last):
    """The first or last day of a period as the rows write it."""
    if name in ("", "pub"):
        return PUBLISHED if name else None
    year, *rest = name.split("-")
    if len(rest) == 2:
        return name
    first, final = 1, 12
    if rest and rest[0][0] in _UNITS:
        width = _UNITS[rest[0][0]]
        final = width * int(rest[0][1:])
        first = final - width + 1
    elif rest:
        first = final = int(rest[0])
    if last:
        return f"{year}-{final:02}-{calendar.monthrange(int(year), final)[1]}"
    return f"{year}-{first:02}-01"


def bounds(name):
    """First and last day of an expected period."""
    start, _, end = name.partition("..") if ".." in name else (name, "", name)
    return edge(start, last=False), edge(end, last=True)


def marked(row):
    """The text of a row, and its figures as (start, end, expected)."""
    text, figures = "", []
    for piece in re.split(r"(\[\[.+?\]\])", row.replace("¶", "\n\n")):
        if piece.startswith("[["):
            figure, expected = piece[2:-2].split("|")
            figures.append((len(text), len(text) + len(figure), expected))
            piece = figure
        text += piece
    return text, figures


@pytest.mark.parametrize("row", ROWS)
def test_period(extractor, row):
    text, figures = marked(row)
    found = extractor.extract(text, published=PUBLISHED)
    claims = [as_json(claim) for claim in found.claims]
    assert not list(check_article(as_json(found.article), claims))
    for start, end, expected in figures:
        time = next(c for c in claims if c["quantity"]["start"] < end and c["quantity"]["end"] > start)["time"]
        found = time and (time["from"], time["to"])
        if expected == "-":
            assert found is None, text[start:end]
        elif expected[0] == "!":
            assert found != bounds(expected[1:]), text[start:end]
        elif expected[0] == "~":
            assert found[1] == expected[1:], text[start:end]
        else:
            assert found == bounds(expected), text[start:end]


def test_an_inherited_period_names_its_evidence(extractor):
    text = "A storm hit the coast on 7 June. Twelve people died."
    claim = extractor.extract(text, published=PUBLISHED).claims[-1]
    assert [(item.slot, item.text) for item in claim.inherited] == [("time", "7 June")]


def test_a_period_over_a_list_covers_all_of_it(extractor):
    article = extractor.extract("Some 84 ships called in July and August 2024.", published=PUBLISHED)
    assert article.claims[0].time.text == "July and August 2024"
