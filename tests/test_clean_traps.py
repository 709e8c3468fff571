"""Sentences that report of what pages also print, and lines that pages print: each in the midst of one article."""

from __future__ import annotations

import pytest

from extractor.clean import Cleaner
from extractor.errors import InputError
from extractor.records import CleanArticle, RawArticle
from extractor.rules import load_rules

from .clean_case import ABOVE, BELOW


@pytest.fixture(scope="module")
def cleaner() -> Cleaner:
    return Cleaner(load_rules())


def raw_text(text: str) -> RawArticle:
    return RawArticle("a", "a.txt", "text/plain", "", 0, text=text)


def raw_html(html: str) -> RawArticle:
    return RawArticle("a", "a.html", "text/html", "", 0, html=html)


TOLD = [
    "The article was amended on 4 March 2022 and now carries 15 years.",
    "An earlier version of the article, in force until 2014, foresaw a fine of 500 euros.",
    "The report was updated on Monday and counts 62 dead.",
    "(c) Twelve men were convicted of theft in 2024.",
    "Redistribution of 40,000 hectares of land is not permitted under the 1994 Act.",
    "Customers can cancel any time, the regulator ruled, and 400 got refunds of $30.",
    "In Sunday's special election, 45,000 voters chose a mayor.",
    "Check out the new law: 12 years for theft",
    "Visit the Facebook page of the militia and face 5 years in prison",
    "Do you have a photo of the 12 suspects? Police offer 500 euros.",
    "Independent journalism needs 5 million euros of state support.",
    "Prize draw: 12 people were injured when a crowd rushed the stage.",
    "Competition: 12 firms bid for the port.",
    "We are hiring 200 judges, the ministry said.",
    "The mayor wants 300 people to work with us on the dam, he said.",
    "Job of the week: police arrested 14 men.",
    "Our journalists follow 40 trials and abide by the code, said the court.",
    "Is the dam safe? No 62% of villagers said.",
    "The hospital relies on donations for 40% of its budget of $3 million.",
    "The border towns need more support: 31 of them have no doctor.",
    "The ministry approved the purchase of 40 jets for $3.2 billion.",
    "Eleven members broke the code of conduct in 2024, a committee found.",
    "A GoFundMe page has raised $112,000 for the family.",
    "Allies that support US strikes number 14.",
    "Cobre Sur is based in Santiago and employs 4,000 people.",
    "Elena Marsh is a journalist who was fined 40,000 rubles in 2023.",
    "Members pay $60 a year for unlimited access to 14 gyms.",
    "Members pay $6 a month or $60 a year.",
    "Tickets from £12 sold out in 40 minutes.",
    "The last raffle drew 9,000 tickets at $1.",
    "In the first two weeks at €9, 80,000 tickets were sold.",
    "She runs a weekly newsletter with 4,000 subscribers.",
    "Only 38% of them accept all cookies.",
    "The company, registered in Cyprus under number 31212, owes 4 million euros.",
    "Written by hand on 12 pages, the confession was thrown out.",
    "Play was stopped for 40 minutes.",
    "Watch: the patrol lasts 12 hours.",
    "If you earn 3,000 euros a month, you will pay 41 euros more.",
    "Our reporter counted 212 graves in the cemetery, 40 of them new.",
    "Recurring donations make up 31% of its income.",
    "Join or leave, the unions told its 240 staff in May; 71% joined.",
    "Print: 9% read a paper every day",
    "It plans a membership scheme at £3 a month.",
    "The trust asked supporters to give what they can, from as little as £3 a month, and 1,400 did so.",
    "“If everyone who reads this gave £5, we would be open on Sundays again,” said its director, Joan Pell.",
    "Only 14% of readers accept all cookies, and 62% never open a newsletter.",
    "The biggest daily sends three newsletters a day to 84,000 subscribers, and its podcast has 20,000 listeners.",
    "Readers can cancel subscriptions, and 412 of them did so in May.",
    "Support for independent journalism fell by 12 points in a year.",
    "An earlier version of the bill foresaw 40 judges.",
    "Residents were told to stay informed by radio, and 300 left at once.",
    "Copying the plans without permission has cost the firm $40,000.",
    "Have you seen 40 boats? No, the harbour master said.",
    "Three hours ago the dam held 40 metres of water.",
    "Correction of the course: 40 ships turned back on Monday.",
    "Clarification from the court: 40 cases were dismissed, not 400.",
    "Correction: prices fell by 12% in a week, the steepest drop since 1987, and traders lost 4 billion euros.",
    "Can you afford 40% more for bread? Many in the town cannot.",
    "For the price of a coffee a day, 40 families could be fed? The charity thinks so.",
    "Why we need 400 more judges",
    "Why we are asking for 12% more pay",
    "Written by AI in 12 seconds",
    "Earlier in March, 12 miners – all from one village – were killed in a blast.",
    "Earlier, in Brussels, the bloc agreed a package – 90 billion euros in loans for Kyiv.",
    "Earlier on Tuesday: shelling killed 40 people in Kherson.",
    "Previously in Lyon, 14 fines were issued: three for speeding and 11 for noise.",
    "A monthly payment of $300 goes to each of 400 families.",
    "Each family gets a monthly payment of $300 until 2027.",
    "Every regular payment of 400 euros was cut to 300.",
    "What is the price of a pint in London? It has risen 12% to £6.",
    "Can you support a family on 400 euros? In Lviv 12,000 people must.",
    "Corrections officers, about 400 of them: striking since May.",
    "Correction officers went on strike – 400 of them in 12 prisons.",
    "Corrections Department – 12 inmates died there in 2024.",
    "Updates to 40 details of the law are planned",
    "Released each month, the figures showed 400 deaths in May",
    "Delivered every day to 40 homes, the bread costs 2 euros",
    "The school is looking for two new translators, and offers 3,000 euros a month.",
    "The station is searching for three journalists who vanished in Gaza on 12 May.",
    "Kyiv Post is looking for three missing reporters.",
    "The video, seen 40,000 times, comes from Telegram.",
    "We do not have a state pension: 400,000 people live on less.",
    "Registered company 4010254 was fined £4 million.",
    "Images showing 40 bodies in the river near Bucha",
    "The jet crashed with 12 on board. USS NIMITZ",
    "Tel Aviv: 40 hurt. Phone 12345678",
    "Why we need 40,000 nurses.",
    "Correction of the rate by 12 points is due in May, the bank reckons.",
    "Clarification: the 400 homes stand on the north bank, and 12 of them are empty.",
    "Updates to 14 chapters of the plan – with details of 40 dams – cost 3 million euros.",
    "Amended to include 12 new offences, the act took force on 1 May.",
    "This article was amended to include fines of up to 400,000 rubles.",
    "Earlier at Harbour House, 14 envoys met: two of them signed.",
    "Before we met in May, 40 letters were sent – all without an answer.",
    "A single donation of $40 million paid for the wing.",
    "Every monthly contribution of 40 euros goes into the state fund.",
    "Will you be next? The firm has laid off 400 people, and 1,200 wait.",
    "By the time you have reached the end of the queue, 40 have been turned away.",
    "No government tells us how many died: 400 or 4,000.",
    "We have 12,000 members in 40 towns.",
    "Published each week, the count stood at 4,120 on Friday.",
    "The city is looking for an editor and 12 translators, and will pay 3,000 euros a month.",
    "Prices will rise by 12% in May. See how much 40 towns pay.",
    "The wall was built with 400 men. NATO TROOPS",
    "Map showing 40 fires in the valley",
    "AI-generated images of 40 children were found on 12 phones",
    "Need more judges? The minister promises 400.",
    "Save the date: 45,000 voters go to the polls on 5 May",
    "Only 12 seats are left for the opposition",
    "Votes: 4,120",
    "Anyone who saw the 14 men may call the police in Orle, 12 Port Road, tel. 555 0119",
    "From the newsroom: 12 people quit.",
    "Before you go, 40 things to know about the election",
    "A letter from the editors: 40 papers sign",
    "We only have 40 monthly donors of blood left.",
    "This report was first published in 2019 and lists 40 dams.",
    "This text was updated to include 12 new rights, and parliament passed it.",
    "Correction: 12% of homes, not 40%, are empty, the office admitted.",
    "Three jailed reporters",
    ">> 40 people died in the blast",
    "Found a mistake in 40 ballots? The board will count again.",
]

PRINTED = [
    "Want to stay in touch when the site goes down? Our Telegram bot works without a VPN: 41,000 have started it.",
    "Save 60% on a year of the Lantern. Less than the price of one doughnut a week.",
    "This advertisement will end in 15 seconds",
    "Some content could not load. Check your browser settings.",
    "Donate £15 and a village can read for a month.",
    "Every dollar you give this week is doubled, up to $25,000.",
    "Journalism is not free. 870 people gave us something this month.",
    "😀 13 people asked us how to help. The answer is at the bottom.",
    "💬 14 comments   👍 203",
    "Comments: Our rules",
    "Editor: Anna Example",
    "The views expressed are the author's own and do not reflect those of the paper.",
    "Our hotline answers 24 hours a day: 800 555 0199 (calls are free)",
    "This story was made possible in part by a grant of $40,000.",
    "WATCH TOP VIDEOS FROM LANTERN TV",
    "DON'T MISS OUR SATURDAY EDITION: 24 pages of results, town by town",
    "For the latest updates, join the Lantern's WhatsApp channel",
    "Redistribution to more than 5 users requires a licence.",
    "IPSO Regulated",
    "Got a story? Email news@lantern.example or call 0191 555 0190.",
    "Your trial of The Lantern Premium: £1 for 3 months. Cancel anytime.",
    "Want to see fewer ads? Subscribe to the Lantern today",
    "Good journalism costs a lot of money. For N1,000 a month you can be part of it.",
    "Correction: An earlier version of this story said 4,128 cases had been dismissed.",
    "This article was updated at 14:32 to add the number of the dead, 40.",
    "17:20 | 5h ago",
    "BYN 10 / EUR 5 / USD 5",
    "Discover the best of news with the Lantern. Stay informed, stay ahead.",
]


def _is_kept(article: CleanArticle, sentence: str) -> bool:
    return sentence in article.text and not any(block.doubt for block in article.blocks)


@pytest.mark.parametrize("sentence", TOLD)
def test_what_is_told_stays_without_doubt(cleaner: Cleaner, sentence: str) -> None:
    assert _is_kept(cleaner(raw_text(f"{ABOVE}\n\n{sentence}\n\n{BELOW}")), sentence)


@pytest.mark.parametrize("line", PRINTED)
def test_what_is_printed_goes(cleaner: Cleaner, line: str) -> None:
    article = cleaner(raw_text(f"{ABOVE}\n\n{line}\n\n{BELOW}"))
    assert line not in article.text
    assert all(part in article.text for part in (ABOVE[-40:], BELOW[:40], BELOW[-40:]))


def test_a_marker_takes_its_teasers_and_not_the_article_below(cleaner: Cleaner) -> None:
    last = "The port employs 3,900 people, 212 of them on the night shift, the harbour master said."
    teasers = "Recommended reading:\n\nMan, 41, climbs roof of bakery\n\nPlans for 340 homes thrown out"
    article = cleaner(raw_text(f"{ABOVE}\n\n{teasers}\n\n{last}\n\nMost read\n\nTwo bridges closed"))
    assert last in article.text
    assert "340 homes" not in article.text


@pytest.mark.parametrize("marker", ["Read next", "You might like", "YOU MAY LIKE:", "Now read this"])
def test_a_marker_takes_what_is_listed_below_it(cleaner: Cleaner, marker: str) -> None:
    article = cleaner(raw_text(f"{ABOVE}\n\n{BELOW}\n\n{marker}\n- 31 steps to the pier\n- “I walked 40 miles home”"))
    assert article.text.endswith(BELOW[-20:])


def test_a_marker_takes_no_paragraph_below_other_furniture(cleaner: Cleaner) -> None:
    last = "The harbour master, who saw the fire in the port, said 1,100 more files are with prosecutors."
    box = "Featured stories\n\n17 dead as bus falls\n\nThe port has three piers.\n\nPODCAST: Harbour Talk (38 min)"
    article = cleaner(raw_text(f"{ABOVE}\n\n{box}\n\n{last}\n\nSubscribe to our newsletter"))
    assert last in article.text


def test_a_row_of_sections_is_no_title(cleaner: Cleaner) -> None:
    article = cleaner(raw_text(f"Home News Courts War Opinion Podcasts Donate\n{ABOVE}\n\n{BELOW}"))
    assert article.title
    assert article.title.value == ABOVE.split("\n", 1)[0]
    assert "Podcasts" not in article.text


def test_an_appeal_glued_to_a_report_is_cut_out_of_it(cleaner: Cleaner) -> None:
    report = "All but two of the nine pleaded not guilty, the court said. Three were under 20 when they were arrested."
    appeal = "Subscribe to our Telegram, there are already 88 thousand of us there!"
    article = cleaner(raw_text(f"{ABOVE}\n\n{report} {appeal}\n\n{BELOW}"))
    assert report in article.text
    assert "88 thousand" not in article.text


def test_a_list_with_labels_at_the_foot_stays(cleaner: Cleaner) -> None:
    rows = "Founded: 2021\n\nEmployees: 14\n\nOwners: Anna Example (51%), staff (49%)"
    assert rows in cleaner(raw_text(f"{ABOVE}\n\n{BELOW}\n\n{rows}")).text


def test_the_byline_names_the_author(cleaner: Cleaner) -> None:
    author = cleaner(raw_text(ABOVE.replace("\n\n", "\n\nBy Anna Example and Otto de Muster\n\n", 1))).author
    assert author is not None
    assert (author.value, author.rule) == ("Anna Example and Otto de Muster", "clean.author.byline")
    assert cleaner(raw_text(ABOVE.replace("\n\n", "\n\nBy Staff Reporter\n\n", 1))).author is None


@pytest.mark.parametrize("place", ["NAIROBI", "Nairobi", "NAIROBI, Kenya", "NAIROBI (NMW)"])
def test_a_dateline_with_a_hyphen_dates_the_article(cleaner: Cleaner, place: str) -> None:
    published = cleaner(
        raw_text(f"{place}, Oct 5 2025 - Tea exporters earned 92 billion shillings, they said.")
    ).published
    assert published is not None
    assert published.value == "2025-10-05"


def test_an_aside_that_asks_for_gifts_is_an_appeal(cleaner: Cleaner) -> None:
    page = (
        "<article><p>The dam was finished in May after 14 years of work on both banks.</p>{}"
        "<p>The second dam will follow in the spring, the ministry said on Monday evening.</p></article>"
    )
    article = cleaner(raw_html(page.format("<aside class='donate'><p>Every river counts.</p></aside>")))
    removed = next(block.removed for block in article.blocks if block.removed and "river" in block.removed.text)
    assert removed.reason == "donation"


@pytest.mark.parametrize(
    "text",
    [
        "Le tribunal a condamné 12 personnes à deux ans de prison.",
        "El paro bajó en 40.000 personas en mayo, según datos del ministerio.",
        "Суд приговорил 12 человек к условным срокам.",
    ],
)
def test_a_short_text_in_another_language_is_refused(cleaner: Cleaner, text: str) -> None:
    with pytest.raises(InputError, match="only English"):
        cleaner(raw_text(text))


@pytest.mark.parametrize(
    "text", ["Paris: 40 arrests", "Court jails 12 men for fraud", "La Liga: Real Madrid 3, Las Palmas 1"]
)
def test_a_short_text_that_may_be_english_is_not(cleaner: Cleaner, text: str) -> None:
    assert cleaner(raw_text(text)).text
