"""What a page puts between and below its paragraphs goes, wherever it stands, and a report's sentences stay.

Lines of kinds that sites have (controls of a live page, polls, thermometers, credits, jobs, embeds), each set into
the same article, and sentences that have the same words in a report.
"""

from __future__ import annotations

import pytest

from extractor.clean import Cleaner
from extractor.records import RawArticle
from extractor.rules import load_rules

ARTICLE = (
    "Reservoir on the Orle reaches record level",
    "The reservoir on the river Orle reached its highest level since 1987 on Monday, the water board said, after 41 "
    "days of rain.",
    "Some 412 of the 1,240 houses in the valley have been emptied, and 3,100 people sleep in schools.",
    "A court in Varne will hear the case of 14 villagers against the board on Friday, their lawyer said.",
    "“Nobody told us that the gates would be opened,” said Eva Muster, 61, who has lost two barns and 9 goats.",
    "The board has opened 3 of the 7 gates, which lowers the level by 4 centimetres a day.",
)
HEAD, MIDST, FOOT = 1, 3, 6

AT_THE_HEAD = (
    "Orleburg 14°C Light rain | Wind 12 km/h",
    "0:00 / 7:12  1x  Audio narrated by a synthetic voice",
    "Tue 6 May | High 17C Low 9C",
    "A ferry at the quay of Varne. Archive picture, OPA",
    "Flooded fields near Varne, where 412 houses stand empty. O. Muster / Harbour Lantern",
    "Image: Boats at the dam, 2 of them sunk (Anna Example)",
    "ANNA EXAMPLE AND OTTO MUSTER",
    "From our correspondent in Varne",
    "3 MIN READ | COURTS",
)
IN_THE_MIDST = (
    "This is a live page: it refreshes every 30 seconds. 14 new updates",
    "14:02 GMT Pinned post",
    "What's in this story:",
    "You have read 4 of your 5 free stories this month.",
    "Next up in the series: Part 3 of 5, The Judges",
    "Episode 14 of our podcast, The Dock, is out now. 38 minutes.",
    "AD · Sea Breeze Hotels · Rooms from 89 euros",
    "€41,200 raised of our €60,000 goal. 1,204 donors. 12 days left",
    "Join 4 of our reporters on 12 June at the Town Hall for a talk. Entry: 5 euros",
    "The dam in May, after 14 years of work. Anna Example/Harbour Lantern",
    "Enter your email address  Subscribe  We won't send spam",
    "How do you feel about this story? 😀 12 😡 441 😢 30",
    "Can't see the chart? Tap here to open it in your browser",
    "Jump to: 14:10 The verdict | 12:30 The plea | 09:00 The doors open",
    "At a glance: this summary was written with the help of AI and checked by an editor.",
    "This is your last free article. From 2 euros a month you read all",
    "This is the third part of our series on 40 years of floods. Read the first here.",
    "POLL: Should the mayor resign?  Yes 71%  No 29%  Total votes: 3,018",
    "Sponsored by Norrgas",
    "Target: 300 new supporters. Today: 211",
    "Follow our Telegram channel — 14,000 already do",
    "Police line the road to the dam. PHOTO: ORLE PRESS",
    "Black Friday: a year of Lantern for €29 instead of €79",
    "Weekend Tide — long reads for slow mornings. Free.",
    "Photo 3 of 12: the south gate",
    "Data last updated: 6 May 2025, 08:00. Download the CSV (4 MB)",
    "[Picture: Orle Press/Pool] The north bank after 3 days of rain.",
    "Soldiers carry sandbags in Varne, May 4, 2025. REUTERS/Otto Muster",
    "Judges of the 2nd chamber at the opening of the trial. © Court press office",
    "View of the valley from the east bank, autumn 2024",
    "VIDEO: The moment the gates opened (0:41)",
    "Also on Lantern: 14 judges for 41 rooms",
)
AT_THE_FOOT = (
    "Additional reporting by Anna Example and 3 freelancers whom we do not name for their safety",
    "1.3K Shares 214 Comments",
    "Sort by: Best | Newest | 112 comments",
    "Anna Example has reported on the courts of the Orle for 11 years. She won the River Prize in 2022.",
    "Published by Lantern Media Ltd, 12 Port Road, Orleburg. Company number 0412233.",
    "Job of the week: Head of Water, Orleburg Council, £71,000",
    "This article is licensed under CC BY-ND 4.0: share it, with a link, unchanged",
    "Our journalists follow the 12 principles of the Press Charter",
    "Loading 24 more stories…",
    "Research: L. Example and 2 volunteers | Graphics: Otto Muster",
    "Shares: 14K",
    "View all 31 comments",
    "About the author: Anna Example writes on rivers. Her book on 9 floods came out in 2023.",
    "Harbour Lantern, Reg. No. 40003-2212, is published 5 times a week in Orleburg. ISSN 1234-5678",
    "This text was translated by machine and checked by 1 editor",
    "Work with us! We look for a photographer (80%)",
    "Do you see a mistake? Select the text and press Ctrl+Enter",
    "Win a trip for 2: answer 5 questions about our paper",
    "Send it to 2 friends who live by the river",
    "Harbour Lantern on Viber: 9,000 neighbours already inside",
    "Stay informed: 5 letters a week, 0 advertising",
    "Ad-free from €2.90",
    "By subscribing you help 14 reporters stay independent",
)
REPORTED = (
    "The court corrected its own list, and 14 names became 41.",
    "Readers of the survey gave 5 answers each, and 2,114 of them said no.",
    "The amended law of 4 May 2025 raised the fine to 400 euros.",
    "Hotel rooms from 89 to 240 euros were booked out, the chain said.",
    "Oil closed at 74.12 dollars a barrel, up 0.4%, and gold at 2,911.",
    "“They should have built 2 of them,” said Otto Muster, a fisherman.",
    "Anna Example, a journalist at the Lantern, was sentenced to 2 years.",
    "The ministry is hiring 200 judges and 41 clerks, to start by 30 June.",
    "The channel has 22,000 followers on WhatsApp, the police said.",
    "In part 3 of the report the auditors list 14 dams.",
    "Episode 14 of the trial of the mayor ended with 3 witnesses absent.",
    "Under the licence, 12 firms may fish until 2030.",
    "It costs €1 a month to keep a prisoner's phone card alive, relatives said.",
    "The alerts reached 2 million phones within 4 minutes.",
    "Each donor gave 12 euros on average, the charity's report shows.",
    "The post was shared 1,300 times before it was deleted.",
    "The gallery shows 14 photographs until June.",
    "The app has been downloaded 400,000 times since May.",
    "Our children are 12 and 14, and we have nowhere to go, she wrote.",
    "The summary, 14 pages long, was written by 4 clerks.",
    "Part 2 of Article 280 sets a term of up to 5 years.",
    "Sea Breeze Hotels sold 89 rooms to the state for 4 million euros.",
    "Six ministers in four years: the house has burned through 41 deputies as well.",
    "Wind of 112 km/h tore off 41 roofs.",
    "Audio of the call, 7 minutes and 12 seconds long, was played in court.",
    "Newest figures first: 41 deaths in May, 38 in April.",
    "That is it for the dam: 14 years of work are lost.",
    "The last free school closed in May; 212 pupils must pay.",
    "The judge misspelled 14 of the 41 names.",
    "Files from the archive list 3,018 prisoners.",
    "Chapter 4 of the report puts the loss at 2 billion.",
    "The 5 best schools took 9,000 of the pupils.",
    "It was liked by 412 people before the police came.",
    "The FTSE 100 closed 0.3% up at 8,112 points.",
    "My gran lost two barns there, said Eva, 92.",
    "Her book on nine floods sold 41,000 copies.",
    "The firm, registered under number 40003, owes 2.2 million.",
    "So far 812 people have given blood; the hospital needs 1,000 by Sunday.",
    "Three judges spent an evening on the 412 pages.",
    "Orleburg Hospital wants 12 more nurses.",
    "Police lined the road to the dam for 4 kilometres.",
    "Photos may not be taken: the fine is 400 euros.",
    "On Black Friday the chain sold 29,000 phones, 12% more than a year ago.",
    "The weekend was slow: 12 arrests.",
    "Five questions remain, among them who paid the 3 million.",
    "A third party hosted the site for 200 dollars a month.",
    "You pay 400 euros or you go to jail for 4 days, the law says.",
    "Help came after 9 hours, for 12 of them too late.",
    "The subscription to the gas line costs 79 euros, up from 29.",
    "Support for the mayor fell to 29% in the poll of 3,018 adults.",
    "The archive in Varne holds 2,000 photographs of the old court.",
    "Governor Per Nyman (left-wing) and 2 of his deputies resigned.",
    "The moment the gates opened, 41 men ran.",
    "Boats at the dam: 2 sunk, 9 damaged.",
    "Anna Example, 41, of Varne, lost two barns.",
    "He became a patron of the club in 2009 and gave 4 million.",
    "Viber was used by 9,000 of the neighbours.",
    "The account, OR12 3456 7890, held 5,678 euros.",
    "Of the 412 readers of the bill 14 were judges.",
    "In the autumn of 2024 the valley had 1,240 houses.",
)


@pytest.fixture(scope="module")
def cleaner() -> Cleaner:
    return Cleaner(load_rules())


def cleaned(cleaner: Cleaner, line: str, at: int) -> str:
    text = "\n\n".join([*ARTICLE[:at], line, *ARTICLE[at:]])
    given = {"outlet": "Harbour Lantern", "published": "2025-05-06"}
    return cleaner(RawArticle("a", "a", "text/plain", "", 0, text=text, given=given)).text


@pytest.mark.parametrize(
    ("line", "at"),
    [
        *((line, HEAD) for line in AT_THE_HEAD),
        *((line, MIDST) for line in IN_THE_MIDST),
        *((line, FOOT) for line in AT_THE_FOOT),
    ],
)
def test_furniture_goes_and_the_article_stays(cleaner: Cleaner, line: str, at: int) -> None:
    assert cleaned(cleaner, line, at) == "\n\n".join(ARTICLE)


@pytest.mark.parametrize("at", [MIDST, FOOT])
@pytest.mark.parametrize("line", REPORTED)
def test_a_report_with_the_same_words_stays(cleaner: Cleaner, line: str, at: int) -> None:
    assert cleaned(cleaner, line, at) == "\n\n".join([*ARTICLE[:at], line, *ARTICLE[at:]])
