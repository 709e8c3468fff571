"""What is left of boxes, players and lists between the paragraphs of an article, and reports that sound like it."""

from __future__ import annotations

import pytest

from extractor.clean import Cleaner
from extractor.records import RawArticle
from extractor.rules import load_rules

from .clean_case import ABOVE, between


@pytest.fixture(scope="module")
def cleaner() -> Cleaner:
    return Cleaner(load_rules())


LEFT_OVER = [
    "There are 6 of us left in the newsroom and no advertisers. Subscribe to a monthly gift of any size",
    "A coffee's worth, £3.20, covers an hour of one reporter's time.",
    "Our bot in Telegram has 31,000 users. It is free and works without a VPN.",
    "To see the remaining 60% of this text, choose a plan",
    "R1.99 first month, R99 pm after that",
    "87 people are reading this now",
    "720p | 38.1MB",
    "Auto-refresh: on (60 s)",
    "Reply STOP to quit, 2 msgs a week",
    "Health desk newsletter. Thursdays. 6,000 readers can't be wrong.",
    "Thank you, 614 monthly donors. 386 to go until we hire a court reporter.",
    "Nine Ferries Sold In A Week, 40 More To Go On The Orle",
    "Only £1 for the first month, then £9 a month after that. Cancel anytime.",
    "Wanted: mason, north bank, call 555 0143",
    "This website uses cookies for 12 months, according to our cookie policy.",
    "By using our site you agree to the use of cookies by our 140 partners, users can opt out.",
]


@pytest.mark.parametrize("line", LEFT_OVER)
def test_what_is_left_of_a_box_goes(cleaner: Cleaner, line: str) -> None:
    assert line not in between(cleaner, line).text


TOLD = [
    "Readers who had used up their five free articles were asked to pay, which brought in 12,000 subscribers.",
    "If 2,000 people sign the petition, the council must debate it within 30 days.",
    "The fund's bot in Telegram has 48,000 users and works without a VPN.",
    "There are nine of us in a cell for four, a prisoner wrote to the court.",
    "About 40% of the sites set third-party cookies before anyone had clicked.",
    "The authority has examined the use of cookies on 1,200 sites since May.",
    "The group's reporting is funded by a grant of $40,000, the audit found.",
    "Donors can give from $5 a month, and 40,000 have done so since May.",
    "Nine ferries have been sold in a week",
    "Output rises to 40 tons in May",
    "Drivers pay €30 for the first offence, €90 for the second.",
    "Riders pay $3 for the first mile and $2 for each mile after that.",
    "The rent was $450 a month, later raised to $620.",
    "A fine of $70 a day thereafter was imposed.",
    "A season pass costs $45 a month after that.",
    "Tenants pay €310 for the first month, then €440 a month after that.",
    "Childcare is £41 for the first child, £32 for the second.",
    "The fund gives €500 for the first year and €700 for every year after that.",
    "The bill is R210 a month, later R245.",
    "Subscribers paid $4 for the first month, $19 for the next, and 40,000 of them sued.",
    "Monthly: 0.4% | Annual: 5.2%",
    "Cover price: £2, up from £1.40 in May",
    "Voters want to see the other half of the 40 million pay for schools.",
    "Once you have three stories of a burnt house, 12 more come.",
    "The town wants a school. If 3,000 people sign up, it opens. So far 200 joined. The state gave $2 million.",
    "If 400 people join the class action, each pays $12.",
    "The index shows what $120 buys in each of 30 cities.",
    "What $120 buys in 30 cities",
    "About 40,000 people pay into the fund so that everyone gets care.",
    "Could you be one of 40,000 tenants owed a refund?",
    "Fourteen shops have closed. Could you be next?",
    "Legal aid pays for an hour of a lawyer in 40 districts.",
    "We are a team of 12 nurses for 40,000 patients.",
    "There are 12 of us on the team, and 9 are hurt.",
    "The platform argued it had no control over the content posted by 30,000 users. The court disagreed.",
    "The owners had no say in the coverage of 40 trials, the tribunal held.",
    "Elena Marsh writes for the Lantern, which is run from Riga, and faces 5 years in prison.",
    "The paper's reporting is funded by a grant of $40,000 from the state.",
    "Wanted: 300 nurses in the east",
    "For sale: 50 council homes from £90,000",
    "Borrowers are charged an APR from 12 to 40 per cent.",
    "Entry: 40 states open their borders on 1 May",
    "“Readers in 22 countries keep us going,” its editor recalls. Back Harbour from $5 to $8, analysts advise.",
    "There are 30 to go until we win, the trainer believes.",
    "Members keep us informed of 40 trials.",
    "Some 40,000 pupils got a grant; the ministry explains how to be one of them.",
    "The publisher had to buy the author a drink for each of 40 pages.",
    "Cookie banners cost users 575 million hours a year, according to the study.",
    "The use of cookies on 40 sites was stopped by the court.",
    "Puzzle number 4: why 40% of voters stay at home",
    "Court Fines 12 Lawyers in Spring Session",
    "The council charges £2 for the first hour and £4 after that.",
    "Power costs 9 cents for the first 100 units, 14 cents a unit after that.",
    "Tax is €0 for the first year, then €300 a year.",
    "Just $4 for the first month of rent, then $900: how 40 tenants were cheated",
    "Annual: $40 million | Monthly: $3 million",
    "Weekly: 1,400 | Monthly: 6,100",
    "Readers keep us going, the editor of a closed paper with 400 subscribers recalled.",
    "The fund keeps us alive, 40 miners wrote.",
    "The foundation had no say in the reporting of 14 cases, its lawyer argued.",
    "Wanted: 12 suspects after riot",
    "To let: 40 flats stand empty in the old port",
    "Sites that use cookies must ask for consent, the court held, and fined 12 of them.",
    "Some 12 firms told users: accept all cookies or pay €5 a month.",
    "If 60% of voters join the boycott, the poll fails.",
    "If 2,000 readers subscribe, the paper will be back, its owner hopes.",
    "Two million people pay for a licence of 18 euros a month.",
    "Customers were told they could cancel at any time, but 40,000 were charged €9 a month.",
    "The firm must refund $14 a month to 2 million subscribers.",
    "Admission: 12,000 patients since the ward opened",
]


@pytest.mark.parametrize("line", TOLD)
def test_what_is_told_stays(cleaner: Cleaner, line: str) -> None:
    article = between(cleaner, line)
    assert line in article.text
    assert not any(paragraph.doubt for paragraph in article.paragraphs())


def test_a_headline_of_what_is_to_rise_is_no_caption(cleaner: Cleaner) -> None:
    text = "Bus fares to rise by a tenth in October\n\nBus fares will rise by 10% from 1 October, the council decided."
    article = cleaner(RawArticle("a", "a.txt", "text/plain", "", 0, text=text))
    assert article.title is not None
    assert article.title.value == "Bus fares to rise by a tenth in October"


def test_the_article_goes_on_below_a_ranked_list(cleaner: Cleaner) -> None:
    last = "Forecasters expect a further 60 millimetres of rain by Friday."
    text = "\n\n".join((ABOVE, "Most popular", "1  Strike enters day 9", "2  Cousin wins 3m", "3  The 12 best", last))
    article = cleaner(RawArticle("a", "a.txt", "text/plain", "", 0, text=text))
    assert article.text.endswith(last)
    assert "12 best" not in article.text


def test_what_an_advertisement_frames_goes_unless_something_is_told_there(cleaner: Cleaner) -> None:
    advertised, told = "Winter tyres, 2,990 a set.", "Winter tyres cost 2,990 a set, the ministry said."
    assert advertised not in between(cleaner, "Advertisement", advertised, "Article continues").text
    assert told in between(cleaner, "Advertisement", told, "Article continues").text


def test_the_news_of_a_day_keeps_its_headlines(cleaner: Cleaner) -> None:
    first, second = "Central Bank Keeps Rates at 4 Percent", "Police Arrest 12 Men After Riot"
    bank = "Inflation has slowed since the winter, and few had hoped for more, the governor said on Monday."
    riot = "Officers used tear gas near the bridge, and the streets were quiet again by the evening."
    text = between(cleaner, first, bank, second, riot).text
    assert first in text
    assert second in text
